/* The table of screens that is handed to the stage, which knows them by it alone. */
#ifndef ANJUAN_UI_SCREENS_TABLE_H
#define ANJUAN_UI_SCREENS_TABLE_H

#include "ui/stage/screen.h"

extern const ScreenKind ui_screens[];

#endif
