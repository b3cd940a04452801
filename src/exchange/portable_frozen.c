/* Reads what portable_write made, straight into the case: no tree, no checks of values. Of
 * anything that portable_write does not write it knows nothing, and leaves the text to who
 * reads all that is JSON. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"
#include "exchange/portable.h"

typedef struct Frozen {
    const char *at;
    CaseFile *file;
    Buf key, value;
} Frozen;

static bool take(Frozen *frozen, char sign)
{
    frozen->at += strspn(frozen->at, " \n");
    if (*frozen->at != sign)
        return false;
    frozen->at++;
    return true;
}

/* What stands behind a backslash. */
static bool take_escaped(Frozen *frozen, Buf *out)
{
    static const char signs[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *which = *frozen->at ? strchr(signs, *frozen->at) : NULL;
    char digits[5] = "";
    if (which) {
        buf_add_char(out, meant[which - signs]);
        frozen->at++;
        return true;
    }
    /* Only signs that are not seen are written by their number. */
    if (*frozen->at != 'u' || strspn(frozen->at + 1, "0123456789abcdefABCDEF") < 4)
        return false;
    memcpy(digits, frozen->at + 1, sizeof digits - 1);
    unsigned long number = strtoul(digits, NULL, 16);
    if (!number || number >= 0x80)
        return false;
    buf_add_char(out, (char)number);
    frozen->at += sizeof digits;
    return true;
}

static bool take_text(Frozen *frozen, Buf *out)
{
    buf_clear(out);
    if (!take(frozen, '"'))
        return false;
    for (;;) {
        size_t plain = strcspn(frozen->at, "\"\\");
        buf_add_bytes(out, frozen->at, plain);
        frozen->at += plain;
        if (*frozen->at == '"') {
            frozen->at++;
            return true;
        }
        if (!*frozen->at++ || !take_escaped(frozen, out))
            return false;
    }
}

static bool take_number(Frozen *frozen, Buf *out)
{
    frozen->at += strspn(frozen->at, " \n");
    size_t len = strspn(frozen->at, "-0123456789");
    buf_clear(out);
    buf_add_bytes(out, frozen->at, len);
    frozen->at += len;
    return len > 0;
}

/* Keys stand in the order of the catalogue, so the one looked for is seldom far. */
static const FieldDef *take_field(Frozen *frozen, const RecordDef *record, int *from)
{
    if (!take_text(frozen, &frozen->key) || !take(frozen, ':'))
        return NULL;
    for (; *from < record->fields; (*from)++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + *from));
        if (strcmp(field->key, frozen->key.data) == 0)
            return field;
    }
    return NULL;
}

/* At least one value: without any a row is not written. */
static bool take_row(Frozen *frozen, const RecordDef *record, size_t row)
{
    int from = 0;
    if (!take(frozen, '{'))
        return false;
    do {
        const FieldDef *field = take_field(frozen, record, &from);
        if (!field || (field->flags & FF_GIVEN) ||
            !(field_is_number(field) ? take_number(frozen, &frozen->value)
                                     : take_text(frozen, &frozen->value)) ||
            !frozen->value.len)
            return false;
        case_put(frozen->file, field->id, row, frozen->value.data);
        from++;
    } while (take(frozen, ','));
    return take(frozen, '}');
}

static bool take_record(Frozen *frozen)
{
    size_t row = 0;
    if (!take_text(frozen, &frozen->key) || !take(frozen, ':'))
        return false;
    const RecordDef *record = catalog_find_record(frozen->key.data);
    if (!record || !(record->flags & RF_MANY))
        return record && take_row(frozen, record, 0);
    if (!take(frozen, '['))
        return false;
    do {
        if (row == PORTABLE_MAX_ROWS || !take_row(frozen, record, row++))
            return false;
    } while (take(frozen, ','));
    return take(frozen, ']');
}

static bool take_case(Frozen *frozen)
{
    if (!take(frozen, '{'))
        return false;
    do {
        if (!take_record(frozen))
            return false;
    } while (take(frozen, ','));
    return take(frozen, '}') && !frozen->at[strspn(frozen->at, " \n")];
}

bool portable_frozen(const char *text, CaseFile **out)
{
    Frozen frozen = {.at = text, .file = case_new(), .key = BUF_INIT, .value = BUF_INIT};
    bool done = take_case(&frozen);
    *out = done ? frozen.file : NULL;
    if (!done)
        case_free(frozen.file);
    buf_free(&frozen.key);
    buf_free(&frozen.value);
    return done;
}
