/* A look at another case that shares something with the one being typed: read-only, identifiers
 * masked. The screen below keeps its focus, its text and its caret. */
#ifndef ANJUAN_UI_PARTS_LOOK_H
#define ANJUAN_UI_PARTS_LOOK_H

#include <stddef.h>

#include "app/alike.h"
#include "ui/stage/screen.h"

/* The cases, the first first; copied. n is not 0. */
Screen *look_screen_new(Stage *stage, const Alike *alike, size_t n);

#endif
