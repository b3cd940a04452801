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

static int find(RecordId record, bool later, int *part)
{
    for (int t = 0; t < TABS; t++) {
        for (*part = 0; *part < tabs[t].n; ++*part) {
            const TabPart *one = &tabs[t].parts[*part];
            if (one->record == record && (one->kind == PART_LATER) == later)
                return t;
        }
    }
    return 0;
}

static int find_field(FieldId id, int *part)
{
    const FieldDef *field = catalog_field(id);
    return find(field->record, (field->flags & FF_LATER) != 0, part);
}

int tab_of(RecordId record)
{
    int part;
    return find(record, false, &part);
}

int tab_of_field(FieldId field)
{
    int part;
    return find_field(field, &part);
}

int tab_part_of_field(FieldId field)
{
    int part;
    find_field(field, &part);
    return part;
}
