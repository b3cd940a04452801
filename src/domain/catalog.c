/* catalog.def as tables, included once for each, and finding a record or field by key, column
 * or path. */
#include "config.h"

#include "domain/catalog.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

#define RECORD(ID, key, table, label, help, flags)
#define FIELD(ID, name, ftype, flabel, fhelp, fcodes, fflags, fprivacy, fchars, fcols)         \
    [F_##ID##_##name] = {.id = F_##ID##_##name,                                                \
                         .record = REC_##ID,                                                   \
                         .key = #name,                                                         \
                         .type = ftype,                                                        \
                         .label = flabel,                                                      \
                         .help = fhelp,                                                        \
                         .codes = fcodes,                                                      \
                         .flags = fflags,                                                      \
                         .privacy = fprivacy,                                                  \
                         .chars = fchars,                                                      \
                         .cols = fcols},
static const FieldDef fields[FIELD_COUNT] = {
#include "domain/catalog.def"
};
#undef RECORD
#undef FIELD

/* Lines of the catalogue are records and fields together, so the first field of a record stands
 * at the record's line less the records opened before it. */
#define RECORD(ID, key, table, label, help, flags)                            LINE_##ID,
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols) LINE_##ID##_##key,
enum {
#include "domain/catalog.def"
    LINE_COUNT
};
#undef RECORD
#undef FIELD

/* How many fields each record has: the size of a struct with one char for each. */
#define RECORD(ID, key, table, label, help, flags)                                             \
    }                                                                                          \
    ;                                                                                          \
    struct Fields##ID {
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols) char key##_;
struct FieldsNone {
    char none;
#include "domain/catalog.def"
};
#undef RECORD
#undef FIELD

#define RECORD(ID, rkey, rtable, rlabel, rhelp, rflags)                                        \
    [REC_##ID] = {.id = REC_##ID,                                                              \
                  .key = rkey,                                                                 \
                  .table = rtable,                                                             \
                  .label = rlabel,                                                             \
                  .help = rhelp,                                                               \
                  .flags = rflags,                                                             \
                  .first = (FieldId)((int)LINE_##ID - (int)REC_##ID),                          \
                  .fields = (int)sizeof(struct Fields##ID)},
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols)
static const RecordDef records[REC_COUNT] = {
#include "domain/catalog.def"
};
#undef RECORD
#undef FIELD

const RecordDef *catalog_record(RecordId id)
{
    return &records[id];
}

const FieldDef *catalog_field(FieldId id)
{
    return &fields[id];
}

static bool same(const char *key, const char *text, size_t len)
{
    return strlen(key) == len && memcmp(key, text, len) == 0;
}

static const RecordDef *find_record(const char *key, size_t len)
{
    for (size_t i = 0; i < REC_COUNT; i++) {
        if (same(records[i].key, key, len))
            return &records[i];
    }
    return NULL;
}

static const FieldDef *find_field(const RecordDef *record, const char *key, size_t len)
{
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = &fields[(int)record->first + i];
        if (same(field->key, key, len))
            return field;
    }
    return NULL;
}

const RecordDef *catalog_find_record(const char *key)
{
    return find_record(key, strlen(key));
}

const FieldDef *catalog_find_field(RecordId record, const char *key)
{
    return find_field(&records[record], key, strlen(key));
}

const FieldDef *catalog_find_column(const char *table, const char *column)
{
    for (size_t i = 0; i < REC_COUNT; i++) {
        if (strcmp(records[i].table, table) == 0) {
            return find_field(&records[i], column, strlen(column));
        }
    }
    return NULL;
}

/* "[3]" gives row 2, "[+]" gives CATALOG_NEW_ROW. */
static bool parse_row(const char *text, size_t len, int *row)
{
    enum { ROWS_MAX = 100000 };
    if (len < 3 || text[0] != '[' || text[len - 1] != ']')
        return false;
    if (len == 3 && text[1] == '+') {
        *row = CATALOG_NEW_ROW;
        return true;
    }
    int number = 0;
    for (size_t i = 1; i + 1 < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
        if (number > ROWS_MAX)
            return false;
    }
    if (number < 1)
        return false;
    *row = number - 1;
    return true;
}

bool catalog_parse_row(const char *text, size_t len, const RecordDef **record, int *row)
{
    const char *bracket = memchr(text, '[', len);
    if (!bracket)
        return false;
    size_t name = (size_t)(bracket - text);
    const RecordDef *found = find_record(text, name);
    if (!found || !(found->flags & RF_MANY) || !parse_row(bracket, len - name, row) ||
        *row == CATALOG_NEW_ROW)
        return false;
    *record = found;
    return true;
}

bool catalog_parse_path(const char *path, size_t len, const FieldDef **field, int *row)
{
    const char *dot = memchr(path, '.', len);
    if (!dot)
        return false;
    size_t head = (size_t)(dot - path);
    const char *bracket = memchr(path, '[', head);
    size_t name = bracket ? (size_t)(bracket - path) : head;
    const RecordDef *record = find_record(path, name);
    if (!record)
        return false;
    bool many = (record->flags & RF_MANY) != 0;
    if (many != (bracket != NULL))
        return false;
    int at = 0;
    if (many && !parse_row(bracket, head - name, &at))
        return false;
    const FieldDef *found = find_field(record, dot + 1, len - head - 1);
    if (!found)
        return false;
    *field = found;
    *row = at;
    return true;
}
