/* A new case, opened over the screen that it was asked for on. Left again with nothing written
 * in it, it is taken away, so that no empty draft stays behind. */
#ifndef ANJUAN_UI_SCREENS_BEGIN_H
#define ANJUAN_UI_SCREENS_BEGIN_H

#include <stdint.h>

#include "ui/stage/screen.h"

int64_t begin_case(Stage *stage); /* its id; 0: it was refused, and said so */

/* The screen is on top again; *begun is 0 then. */
void begin_left(Stage *stage, int64_t *begun);

#endif
