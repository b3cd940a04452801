/* From what is kept to what is shown. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "domain/field.h"
#include "domain/field_inner.h"
#include "domain/region.h"
#include "domain/resident.h"

typedef void ShowType(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out);

static void show_text(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    (void)ctx;
    (void)field;
    buf_add(out, value);
}

static void show_code(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    const CodeTable *table = field_codes(ctx, field);
    const CodeEntry *entry = table ? code_find(table, value) : NULL;
    if (!entry)
        buf_add(out, value);
    else if (code_is_word(value))
        buf_add(out, code_text(entry, ctx->lang));
    else
        buf_addf(out, "%s %s", value, code_text(entry, ctx->lang));
}

static void show_money(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Buf *out)
{
    (void)ctx;
    (void)field;
    money_format(out, strtoll(value, NULL, 10));
}

static void show_region(const FieldContext *ctx, const FieldDef *field, const char *value,
                        Buf *out)
{
    (void)field;
    Buf path = BUF_INIT;
    buf_add(out, value);
    if (region_path(ctx->codes, value, ctx->lang, &path))
        buf_addf(out, " %s", path.data);
    buf_free(&path);
}

/* Appends the text in groups of the given sizes; the last size goes on to the end. */
static void add_groups(Buf *out, const char *text, const size_t *sizes, size_t n)
{
    size_t len = strlen(text);
    for (size_t at = 0, group = 0; at < len; group++) {
        size_t size = sizes[group < n ? group : n - 1];
        size_t part = size < len - at ? size : len - at;
        if (at > 0)
            buf_add_char(out, ' ');
        buf_add_bytes(out, text + at, part);
        at += part;
    }
}

/* How numbers are parted, by type: the last size goes on to the end. */
static const size_t id_groups[] = {6, 8, 3, 1}, phone_groups[] = {3, 4}, card_groups[] = {4};

static void show_id(const FieldContext *ctx, const FieldDef *field, const char *value, Buf *out)
{
    ResidentFault fault = resident_check(value);
    (void)ctx;
    (void)field;
    if (fault == RESIDENT_OK || fault == RESIDENT_CHECK || fault == RESIDENT_DATE)
        add_groups(out, value, id_groups, COUNT_OF(id_groups));
    else
        buf_add(out, value);
}

static void show_phone(const FieldContext *ctx, const FieldDef *field, const char *value,
                       Buf *out)
{
    (void)ctx;
    (void)field;
    if (field_all_digits(value) && value[0] == '1')
        add_groups(out, value, phone_groups, COUNT_OF(phone_groups));
    else
        buf_add(out, value);
}

static void show_card(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    (void)ctx;
    (void)field;
    if (field_all_digits(value))
        add_groups(out, value, card_groups, COUNT_OF(card_groups));
    else
        buf_add(out, value);
}

static void show_file(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    enum { DIGITS = 12 };
    size_t len = strlen(value);
    (void)ctx;
    (void)field;
    buf_add_bytes(out, value, len < DIGITS ? len : DIGITS);
}

static ShowType *const shows[FT_COUNT_OF_TYPES] = {
    [FT_TEXT] = show_text,     [FT_PROSE] = show_text, [FT_CODE] = show_code,
    [FT_DATE] = show_text,     [FT_MONTH] = show_text, [FT_MONEY] = show_money,
    [FT_COUNT] = show_text,    [FT_YESNO] = show_code, [FT_ID] = show_id,
    [FT_PHONE] = show_phone,   [FT_CARD] = show_card,  [FT_ICD10] = show_text,
    [FT_REGION] = show_region, [FT_FILE] = show_file,
};

bool field_is_masked(const FieldContext *ctx, const FieldDef *field)
{
    return ctx->masked & (1u << field->privacy) && field->type != FT_REGION;
}

void field_show(const FieldContext *ctx, const FieldDef *field, const char *value, Buf *out)
{
    if (!value || !value[0])
        return;
    if (!field_is_masked(ctx, field))
        shows[field->type](ctx, field, value, out);
    else if (field->privacy == PRIV_HEALTH)
        buf_add(out, MASK_WHOLE);
    else
        field_mask(ctx, field, value, out);
}

void field_show_alone(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    if (field->type == FT_MONEY && value && value[0] && !field_is_masked(ctx, field))
        money_format_yuan(out, strtoll(value, NULL, 10));
    else
        field_show(ctx, field, value, out);
}

void field_heading(const FieldDef *field, Buf *out)
{
    if (field->type == FT_MONEY)
        /* TRANSLATORS: the label of an amount that follows: "Target (yuan)". */
        buf_addf(out, _("%s (yuan)"), _(field->label));
    else
        buf_add(out, _(field->label));
}

void field_edit_text(const FieldContext *ctx, const FieldDef *field, const char *value,
                     Buf *out)
{
    (void)ctx;
    if (!value || !value[0])
        return;
    if (field->type == FT_MONEY)
        money_format_plain(out, strtoll(value, NULL, 10));
    else
        buf_add(out, value);
}

/* ---- masked ---- */

bool field_looks_masked(const FieldDef *field, const char *text)
{
    if (field->privacy == PRIV_HEALTH)
        return strcmp(text, MASK_WHOLE) == 0;
    return (field->privacy == PRIV_NUMBER || field->privacy == PRIV_PLACE) &&
           strstr(text, MASK_WHOLE);
}

/* Appends text with all but the first and last characters (clusters) starred, one star for
 * each. */
static void add_starred(Buf *out, const char *text, size_t first, size_t last)
{
    size_t len = strlen(text), all = 0, n = 0;
    for (size_t at = 0; at < len; at = text_next(text, len, at))
        all++;
    for (size_t at = 0, next; at < len; at = next, n++) {
        next = text_next(text, len, at);
        if (n < first || n + last >= all)
            buf_add_bytes(out, text + at, next - at);
        else
            buf_add_char(out, '*');
    }
}

/* The surname alone tells enough; the length of the name is not told. */
static void mask_name(const char *value, Buf *out)
{
    size_t first = text_next(value, strlen(value), 0);
    buf_add_bytes(out, value, first);
    buf_add_char(out, '*');
}

static bool is_resident_form(const char *value)
{
    ResidentFault fault = resident_check(value);
    return fault == RESIDENT_OK || fault == RESIDENT_OLD || fault == RESIDENT_CHECK;
}

/* Of a certificate no end stands open: beside birth date and region, which are shown, the last
 * four digits of an ID would leave one number where there are some 500, and 9 of the county
 * were it not shown. */
static void mask_number(const char *value, bool certificate, Buf *out)
{
    enum { LONG = 9, ENDS = 4, SHORT_TAIL = 2, TINY = 4 };
    size_t chars = text_chars(value);
    if (chars >= LONG)
        add_starred(out, value, ENDS, certificate || is_resident_form(value) ? 0 : ENDS);
    else
        add_starred(out, value, 0, chars > TINY ? SHORT_TAIL : 0);
}

/* Of a number of which nobody says what it is: a phone, an account or a card has 11 digits at
 * least, with what parts them; anything else may be a certificate, as a passport. */
static bool may_be_certificate(const char *value)
{
    enum { DIGITS = 11 };
    size_t digits = 0;
    for (const char *at = value; *at; at++) {
        if (!strchr("0123456789 +-()", *at))
            return true;
        digits += *at >= '0' && *at <= '9';
    }
    return digits < DIGITS;
}

static void mask_place(const char *value, Buf *out)
{
    enum { SHOWN = 4 };
    size_t len = strlen(value), at = 0;
    for (int i = 0; i < SHOWN && at < len; i++)
        at = text_next(value, len, at);
    buf_add_bytes(out, value, at);
    if (at < len)
        buf_add(out, MASK_WHOLE);
}

void field_mask(const FieldContext *ctx, const FieldDef *field, const char *value, Buf *out)
{
    if (!value || !value[0])
        return;
    switch (field->privacy) {
    case PRIV_NAME:
        mask_name(value, out);
        break;
    case PRIV_NUMBER:
        mask_number(value, field->type == FT_ID, out);
        break;
    case PRIV_PLACE:
        if (field->type == FT_REGION)
            field_show(ctx, field, value, out);
        else
            mask_place(value, out);
        break;
    case PRIV_NONE:
    case PRIV_HEALTH:
        field_show(ctx, field, value, out);
        break;
    }
}

void field_mask_as(Privacy privacy, const char *text, Buf *out)
{
    if (privacy == PRIV_NAME)
        mask_name(text, out);
    else if (privacy == PRIV_NUMBER)
        mask_number(text, may_be_certificate(text), out);
    else
        mask_place(text, out);
}

/* ---- understood ---- */

/* Of a baby in days, then in months. */
static void add_age(Buf *out, Day born, Day today)
{
    int years = day_age(born, today), months = day_months(born, today);
    int days = day_between(born, today);
    if (years)
        buf_addf(out, ngettext("%d year old", "%d years old", (unsigned long)years), years);
    else if (months)
        buf_addf(out, ngettext("%d month old", "%d months old", (unsigned long)months), months);
    else
        buf_addf(out, ngettext("%d day old", "%d days old", (unsigned long)days), days);
}

static void understood_id(const FieldContext *ctx, const char *value, Buf *out)
{
    Day born;
    char day[DAY_TEXT];
    const CodeTable *table = codes_table(ctx->codes, "sex");
    const CodeEntry *sex = table ? code_find(table, resident_male(value) ? "1" : "2") : NULL;
    if (!resident_born(value, &born) || day_compare(born, ctx->today) > 0)
        return;
    day_format(born, day);
    if (!day_age(born, ctx->today)) {
        buf_addf(out, "%s %s ", day, sex ? code_text(sex, ctx->lang) : "");
        add_age(out, born, ctx->today);
        return;
    }
    /* TRANSLATORS: what an ID number tells: birth date, sex, age in years. */
    buf_addf(out, _("%s %s %d"), day, sex ? code_text(sex, ctx->lang) : "",
             day_age(born, ctx->today));
}

static void understood_money(const char *value, Buf *out)
{
    const Fen wan = 1000000;
    Fen fen = strtoll(value, NULL, 10);
    if (fen >= wan || fen <= -wan)
        money_format_wan(out, fen);
}

static void understood_birth(const FieldContext *ctx, const char *value, Buf *out)
{
    Day born;
    if (!day_parse(value, &born) || day_compare(born, ctx->today) > 0)
        return;
    add_age(out, born, ctx->today);
}

static void understood_card(const char *value, Buf *out)
{
    size_t len = strlen(value);
    if (field_all_digits(value))
        buf_addf(out, ngettext("%zu digit", "%zu digits", len), len);
}

void field_understood(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out)
{
    const CodeEntry *entry = NULL;
    if (!value || !value[0])
        return;
    if (field->type == FT_ID)
        understood_id(ctx, value, out);
    else if (field->type == FT_MONEY)
        understood_money(value, out);
    else if (field->type == FT_DATE && strcmp(field->key, "born_on") == 0)
        understood_birth(ctx, value, out);
    else if (field->type == FT_CARD)
        understood_card(value, out);
    else if (field->type == FT_ICD10)
        entry = field_disease(ctx, value);
    else if (field->type == FT_REGION)
        region_path(ctx->codes, value, ctx->lang, out);
    if (entry)
        buf_add(out, code_text(entry, ctx->lang));
}

/* What a parsed value is, when that says more than the text that was typed. */
static void understood_value(const FieldContext *ctx, const FieldDef *field, const char *typed,
                             const char *value, Buf *out)
{
    Buf shown = BUF_INIT, more = BUF_INIT;
    bool words = field->type == FT_TEXT || field->type == FT_PROSE;
    field_show(ctx, field, value, &shown);
    field_understood(ctx, field, value, &more);
    if (field->type == FT_MONEY) {
        field_show_alone(ctx, field, value, out);
    } else if (field->type == FT_ID || field->type == FT_CARD || field->type == FT_REGION) {
        buf_add(out, more.data);
    } else if (field->type == FT_CODE ? strcmp(shown.data, typed) != 0
                                      : strcmp(value, typed) != 0 && !words) {
        buf_add(out, shown.data);
        buf_addf(out, "%s%s", more.len ? "  " : "", more.data);
    } else {
        buf_add(out, more.data);
    }
    buf_free(&shown);
    buf_free(&more);
}

void field_understood_typed(const FieldContext *ctx, const FieldDef *field, const char *typed,
                            Buf *out)
{
    Buf value = BUF_INIT;
    if (field_parse(ctx, field, typed, &value, NULL) && value.len)
        understood_value(ctx, field, typed, value.data, out);
    buf_free(&value);
}

bool field_group_typed(const FieldDef *field, const char *typed, size_t caret, Buf *out,
                       size_t *caret_out)
{
    static const struct Grouped {
        FieldType type;
        const size_t *sizes;
        size_t n;
    } grouped[] = {
        {FT_ID, id_groups, COUNT_OF(id_groups)},
        {FT_PHONE, phone_groups, COUNT_OF(phone_groups)},
        {FT_CARD, card_groups, COUNT_OF(card_groups)},
    };
    enum { ID_LENGTH = 18 };
    Buf part = BUF_INIT, before = BUF_INIT, whole = BUF_INIT;
    bool done = false;
    text_fold_width(&whole, typed);
    buf_add_bytes(&part, typed, caret);
    text_fold_width(&before, part.data);
    size_t len = whole.len, digits = strspn(whole.data, "0123456789");
    bool ends_in_x = field->type == FT_ID && digits + 1 == len && len == ID_LENGTH &&
                     (whole.data[digits] == 'X' || whole.data[digits] == 'x');
    bool number = digits && (digits == len || ends_in_x) &&
                  (field->type != FT_PHONE || whole.data[0] == '1');
    for (size_t i = 0; number && i < COUNT_OF(grouped); i++) {
        if (grouped[i].type != field->type)
            continue;
        buf_clear(&part);
        add_groups(&part, before.data, grouped[i].sizes, grouped[i].n);
        *caret_out = out->len + part.len;
        add_groups(out, whole.data, grouped[i].sizes, grouped[i].n);
        /* In front of a digit the caret stands on it, not on the blank before. */
        if (before.len < len && out->data[*caret_out] == ' ')
            ++*caret_out;
        done = true;
    }
    buf_free(&part);
    buf_free(&before);
    buf_free(&whole);
    return done;
}

/* ---- help ---- */

static const struct Form {
    FieldType type;
    unsigned flag; /* of the field, or 0 for all of the type */
    const char *text;
} forms[] = {
    {FT_DATE, 0, N_("2026-11-21, 20261121, 11.21, 21, 11月21日, t for today, +3d, -2w")},
    {FT_DATE, FF_PAST, N_("Without month or year: the last such day up to today")},
    {FT_DATE, FF_AHEAD, N_("Without month or year: the next such day from today on")},
    {FT_DATE, FF_FROM, N_("A month alone, such as 2026-11, stands for its first day")},
    {FT_DATE, FF_TO, N_("A month alone, such as 2026-11, stands for its last day")},
    {FT_MONTH, 0, N_("2026-11, 202611, 11, t for this month")},
    {FT_MONEY, 0, N_("In yuan: 1200, 1,200.50, 12万, 3.5w, 12万3千, 5元8角")},
    {FT_COUNT, 0, N_("A whole number from 0 to 1000000")},
    {FT_YESNO, 0, N_("One key: y for yes, n for no, u for unknown")},
    {FT_ID, 0, N_("Blanks and full-width digits do no harm, nor does a small x")},
    {FT_PHONE, 0,
     N_("A mobile of 11 digits, with or without +86, or a landline with its area code")},
    {FT_CARD, 0, N_("The digits on the card, with or without blanks")},
    {FT_ICD10, 0, N_("A letter and two digits, then perhaps a point and more: C91.0")},
    {FT_REGION, 0, N_("Six digits, or the name of the region")},
    {FT_ID, 0, N_("E.g. 990000 20190314 001 3, or another certificate's E12345678")},
    {FT_PHONE, 0, N_("E.g. 139 0000 0000, +86 13900000000, 010-12345678")},
    {FT_CARD, 0, N_("E.g. 6200 0000 0000 0000 117")},
    {FT_REGION, 0, N_("E.g. 510700, or the initials of its pinyin")},
    {FT_CODE, 0, N_("The code, a part of its text or the initials of its pinyin")},
    {FT_PROSE, 0, N_("Enter begins a new line; Tab leaves the text")},
    {FT_FILE, 0, N_("Attached on the tab of the documents, e.g. /media/stick/scan.pdf")},
};

void field_forms(const FieldDef *field, Buf *out)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (forms[i].type == field->type && (field->flags & forms[i].flag) == forms[i].flag)
            buf_addf(out, "%s\n", _(forms[i].text));
    }
}
