/* Picking a code of a table from a list. Codes that are numbers stand before their text, since
 * people know them; codes that are words of the program stay hidden. */
#ifndef ANJUAN_UI_PARTS_PICK_H
#define ANJUAN_UI_PARTS_PICK_H

#include "domain/codes.h"
#include "ui/stage/screen.h"

typedef void (*PickFn)(Stage *stage, void *ctx,
                       const char *code); /* not called when cancelled */

/* value: the code to start on, or NULL. The table must outlive the question. */
void pick_code(Stage *stage, const char *title, const CodeTable *table, const char *value,
               PickFn done, void *ctx);

#endif
