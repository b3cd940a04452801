#include "config.h"

#include "ui/screens/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

typedef struct Pick {
    const CodeTable *table;
    const char *lang;
    PickFn done;
    void *ctx;
} Pick;

/* A word in small letters is the program's own name for the thing. */
static bool is_word(const char *code)
{
    return code[0] >= 'a' && code[0] <= 'z';
}

static void picked(App *app, void *ctx, const ChoiceItem *item)
{
    Pick *pick = ctx;
    const char *code = item ? item->code : NULL;
    for (size_t i = 0; item && !code && i < code_count(pick->table); i++) {
        const CodeEntry *entry = code_at(pick->table, i);
        if (is_word(entry->code) && !entry->retired &&
            !strcmp(code_text(entry, pick->lang), item->text))
            code = entry->code;
    }
    const Pick copy = *pick;
    free(pick);
    if (code)
        copy.done(app, copy.ctx, code);
}

void pick_code(App *app, const char *title, const CodeTable *table, const char *value,
               PickFn done, void *ctx)
{
    Pick *pick = xcalloc(1, sizeof *pick);
    *pick = (Pick){table, session_fields(app_session(app))->lang, done, ctx};
    ChoiceItem *items = xcalloc(code_count(table) + 1, sizeof *items);
    size_t n = 0, selected = 0;
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        if (value && !strcmp(value, entry->code))
            selected = n;
        items[n++] = (ChoiceItem){is_word(entry->code) ? NULL : entry->code,
                                  code_text(entry, pick->lang)};
    }
    app_ask_choice(app, title, items, n, selected, picked, pick);
    free(items);
}
