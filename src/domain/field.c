/* What the other files about fields share, and the strict check. */
#include "config.h"

#include "domain/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "domain/disease.h"
#include "domain/field_inner.h"

const CodeTable *field_codes(const FieldContext *ctx, const FieldDef *field)
{
    if (field->type == FT_YESNO)
        return codes_table(ctx->codes, "yesno");
    return field->type == FT_CODE ? codes_table(ctx->codes, field->codes) : NULL;
}

static size_t digits_at(const char *text)
{
    return strspn(text, "0123456789");
}

bool field_all_digits(const char *text)
{
    return text[0] && !text[digits_at(text)];
}

bool field_is_icd10(const char *text)
{
    enum { PART_MAX = 3 };
    static const char *const marks[] = {"*", "+", "†"};
    if (text[0] < 'A' || text[0] > 'Z' || digits_at(text + 1) < 2)
        return false;
    text += 3;
    if (*text == '.') {
        size_t part = strspn(text + 1, "0123456789xX");
        if (part < 1 || part > 2 * PART_MAX + 1)
            return false;
        text += 1 + part;
    }
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (strcmp(text, marks[i]) == 0)
            return true;
    }
    return !*text;
}

/* Is the code in "C00-C97", or one below "N18.5"? */
static bool in_range(const char *code, const char *range)
{
    const char *dash = strchr(range, '-');
    if (!dash)
        return strncmp(code, range, strlen(range)) == 0;
    size_t len = (size_t)(dash - range);
    return strncmp(code, range, len) >= 0 && strncmp(code, dash + 1, len) <= 0;
}

const CodeEntry *field_disease(const FieldContext *ctx, const char *icd10)
{
    const CodeTable *table = codes_table(ctx->codes, "disease28");
    const CodeEntry *best = NULL;
    Buf form = BUF_INIT;
    size_t longest = 0;
    disease_code_form(icd10, &form);
    for (size_t i = 0; form.len && table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        const char *range = code_attribute(table, entry->code, "icd10");
        if (!range || !in_range(form.data, range))
            continue;
        /* K72.1 stands in K72 too: the narrower one says more. */
        size_t len = strchr(range, '-') ? 1 : strlen(range);
        if (len > longest) {
            best = entry;
            longest = len;
        }
    }
    buf_free(&form);
    return best;
}

void field_quote(Buf *out, const char *text)
{
    enum { QUOTED_COLS = 40 };
    size_t len = strlen(text), cut = text_prefix(text, len, QUOTED_COLS);
    Buf part = BUF_INIT;
    buf_add_bytes(&part, text, cut);
    text_add_safe(out, part.data);
    if (cut < len)
        buf_add(out, "...");
    buf_free(&part);
}

bool field_refuse(const char *value, const char *why, Err *err)
{
    Buf quoted = BUF_INIT;
    field_quote(&quoted, value);
    /* TRANSLATORS: what was typed, and why it is not taken. */
    err_set(err, ERR_INPUT, _("%s: %s"), quoted.data, why);
    buf_free(&quoted);
    return false;
}

static bool check_text(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Err *err)
{
    (void)ctx;
    (void)field;
    (void)value;
    (void)err;
    return true; /* that it is printable and not too long was checked before */
}

static bool check_code(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Err *err)
{
    const CodeTable *table = field_codes(ctx, field);
    if (!table)
        return field_refuse(value, _("its code table is missing from the data folder"), err);
    if (code_find(table, value))
        return true;
    return field_refuse(value, _("this code is not in the table"), err);
}

static bool check_date(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Err *err)
{
    Day day;
    (void)ctx;
    (void)field;
    if (day_parse(value, &day))
        return true;
    return field_refuse(value, _("no such day; a day is written like 2026-11-21"), err);
}

static bool check_month(const FieldContext *ctx, const FieldDef *field, const char *value,
                        Err *err)
{
    Day day;
    char first[DAY_TEXT];
    (void)ctx;
    (void)field;
    if (strlen(value) == 7) {
        memcpy(first, value, 7);
        memcpy(first + 7, "-01", 4);
        if (day_parse(first, &day))
            return true;
    }
    return field_refuse(value, _("no such month; a month is written like 2026-11"), err);
}

/* Digits without leading zeros, up to the limit. */
static bool is_number(const char *value, int64_t limit)
{
    enum { DIGITS_MAX = 15 };
    if (!field_all_digits(value) || strlen(value) > DIGITS_MAX)
        return false;
    if (value[0] == '0' && value[1])
        return false;
    return strtoll(value, NULL, 10) <= limit;
}

static bool check_money(const FieldContext *ctx, const FieldDef *field, const char *value,
                        Err *err)
{
    (void)ctx;
    bool below = field->flags & FF_SIGNED && value[0] == '-' && value[1] && value[1] != '0';
    if (is_number(below ? value + 1 : value, MONEY_MAX))
        return true;
    return field_refuse(value,
                        field->flags & FF_SIGNED
                            ? _("an amount is whole fen from -1000000000000 to 1000000000000")
                            : _("an amount is whole fen from 0 to 1000000000000"),
                        err);
}

static bool check_count(const FieldContext *ctx, const FieldDef *field, const char *value,
                        Err *err)
{
    (void)ctx;
    (void)field;
    if (is_number(value, COUNT_MAX))
        return true;
    return field_refuse(value, _("a count is a whole number from 0 to 1000000"), err);
}

static bool check_file(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Err *err)
{
    (void)ctx;
    (void)field;
    if (strlen(value) == FILE_DIGITS && strspn(value, "0123456789abcdef") == FILE_DIGITS)
        return true;
    return field_refuse(value, _("a file is named by its SHA-256, 64 small hex digits"), err);
}

typedef bool CheckType(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Err *err);

static CheckType *const checks[FT_COUNT_OF_TYPES] = {
    [FT_TEXT] = check_text,   [FT_PROSE] = check_text,  [FT_CODE] = check_code,
    [FT_DATE] = check_date,   [FT_MONTH] = check_month, [FT_MONEY] = check_money,
    [FT_COUNT] = check_count, [FT_YESNO] = check_code,  [FT_ID] = check_text,
    [FT_PHONE] = check_text,  [FT_CARD] = check_text,   [FT_ICD10] = check_text,
    [FT_REGION] = check_text, [FT_FILE] = check_file,
};

bool field_is_exact(const FieldDef *field)
{
    bool words = field->type == FT_TEXT || field->type == FT_PROSE;
    /* A text with a list of its values is a name as well: of a hospital, a bank. */
    return !words || field->privacy == PRIV_NAME || field->privacy == PRIV_NUMBER ||
           field->codes;
}

static bool check_seen(const FieldDef *field, const char *value, Err *err)
{
    for (size_t bytes; field_is_exact(field) && *value; value += bytes) {
        uint32_t rune = text_rune(value, &bytes);
        if (text_unseen(rune))
            return err_set(err, ERR_INPUT,
                           /* TRANSLATORS: label of a field, code point of a character. */
                           _("%s: a sign that nobody sees stands in it, U+%04X; take it out"),
                           _(field->label), (unsigned)rune);
    }
    return true;
}

bool field_check(const FieldContext *ctx, const FieldDef *field, const char *value, Err *err)
{
    if (!value || !value[0])
        return true;
    return check_seen(field, value, err) &&
           text_check(value, strlen(value), field->type == FT_PROSE, (size_t)field->chars,
                      _(field->label), err) &&
           checks[field->type](ctx, field, value, err);
}
