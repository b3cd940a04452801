/* The tabs of a case file as the models see them: their parts, and where a record stands. */
#include "config.h"

#include "ui/model/tabs.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

#define TAB(ID, name, keys, title, help, ops, ...)                                             \
    {name, title, keys, (int)COUNT_OF(((const TabPart[]){__VA_ARGS__})), {__VA_ARGS__}},
#define LIST_TAB(ID, name, keys, title, help, ops)                                             \
    {name, title, keys, 0, {{PART_FORM, REC_COUNT}}},
static const TabDef tabs[TABS] = {
#include "ui/model/tabs.def"
};

const TabDef *tab_def(int tab)
{
    return &tabs[tab];
}

char tab_sign(int tab)
{
    return tabs[tab].keys[strlen("M-")];
}

int tab_named(const char *name)
{
    int tab = TABS - 1;
    while (tab >= 0 && strcmp(tabs[tab].name, name) != 0)
        tab--;
    return tab;
}

static int find(RecordId record, int *part)
{
    for (int t = 0; t < TABS; t++) {
        for (*part = 0; *part < tabs[t].n; ++*part) {
            if (tabs[t].parts[*part].record == record)
                return t;
        }
    }
    return 0;
}

int tab_of(RecordId record)
{
    int part;
    return find(record, &part);
}

int tab_part_of(RecordId record)
{
    int part;
    find(record, &part);
    return part;
}
