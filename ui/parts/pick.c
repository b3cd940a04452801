/* The rows of the code table as those of a list to pick from. */
#include "config.h"

#include "ui/parts/pick.h"

#include <string.h>

#include "app/picks.h"
#include "ui/ask/ask.h"
#include "ui/stage/stage.h"

void pick_code(Stage *stage, const char *title, const CodeTable *table, const char *value,
               PickFn done, void *ctx)
{
    Picklist *rows = app_picks_table(stage_session(stage), table);
    size_t selected = value ? 0 : picklist_count(rows);
    while (selected < picklist_count(rows) &&
           strcmp(picklist_row(rows, selected)->value, value) != 0)
        selected++;
    ask_row(stage, title, rows, selected, done, ctx);
    picklist_free(rows);
}
