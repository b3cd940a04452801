/* The screen of a case file, open on one of its tabs. Forms and grids have two levels: typing
 * in a field or cell, where printable keys are text, and beside it, where plain keys are
 * commands. It owns the case it shows and is owned by the stage. */
#ifndef ANJUAN_UI_CASE_CASE_H
#define ANJUAN_UI_CASE_CASE_H

#include <stddef.h>
#include <stdint.h>

#include "domain/catalog.h"
#include "ui/stage/screen.h"

Screen *case_screen_new(Stage *stage, int64_t case_id);
/* NULL: nothing to go back to. */
Screen *case_screen_back(Stage *stage, const LastPlace *place);
Screen *case_screen_at(Stage *stage, int64_t case_id, FieldId field, size_t row);
void case_screen_document(Screen *screen, Stage *stage, const char *code); /* to that line */

#endif
