/* Which cases two supervisors approve: shown, and changed by whoever rules over the people. */
#ifndef ANJUAN_UI_SCREENS_SECOND_H
#define ANJUAN_UI_SCREENS_SECOND_H

#include "ui/stage/screen.h"

void second_ask(Stage *stage);

#endif
