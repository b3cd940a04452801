#include "config.h"

#include "ui/screens/pick.h"

#include <stdlib.h>
#include <string.h>

#include "app/picks.h"
#include "base/mem.h"

typedef struct Pick {
    PickFn done;
    void *ctx;
} Pick;

static void picked(App *app, void *ctx, const PickRow *row)
{
    const Pick pick = *(Pick *)ctx;
    free(ctx);
    if (row)
        pick.done(app, pick.ctx, row->value);
}

void pick_code(App *app, const char *title, const CodeTable *table, const char *value,
               PickFn done, void *ctx)
{
    Pick *pick = xcalloc(1, sizeof *pick);
    Picklist *rows = app_picks_table(app_session(app), table);
    size_t selected = value ? 0 : picklist_count(rows);
    while (selected < picklist_count(rows) &&
           strcmp(picklist_row(rows, selected)->value, value) != 0)
        selected++;
    *pick = (Pick){done, ctx};
    app_ask_row(app, title, rows, selected, picked, pick);
    picklist_free(rows);
}
