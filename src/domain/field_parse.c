/* From what was typed to what is kept. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text/text.h"
#include "domain/field.h"
#include "domain/field_inner.h"
#include "domain/region.h"

static bool parse_text(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Buf *out, Err *err)
{
    (void)ctx;
    (void)field;
    (void)err;
    buf_add(out, typed);
    return true;
}

/* ---- codes ---- */

typedef struct Named {
    const CodeEntry *found;
    size_t hits;
    Buf names; /* of the first few, for the message */
} Named;

/* Adds "01 resident ID card" to a list of such. */
static void add_code(Buf *list, const FieldContext *ctx, const CodeEntry *entry)
{
    if (list->len)
        /* TRANSLATORS: between two codes of a list. */
        buf_add(list, _(", "));
    buf_addf(list, "%s %s", entry->code, code_text(entry, ctx->lang));
}

static void add_named(Named *named, const FieldContext *ctx, const CodeEntry *entry)
{
    enum { NAMED_MAX = 4 };
    if (named->hits < NAMED_MAX)
        add_code(&named->names, ctx, entry);
    named->found = entry;
    named->hits++;
}

static bool folded_begins(const char *text, const char *folded, bool whole)
{
    Buf own = BUF_INIT;
    text_fold(&own, text);
    size_t len = strlen(folded);
    bool begins = whole ? strcmp(own.data, folded) == 0 : strncmp(own.data, folded, len) == 0;
    buf_free(&own);
    return begins;
}

/* The code as such, retired or not: what is kept may be given again. */
static const CodeEntry *find_code(const CodeTable *table, const char *folded)
{
    for (size_t i = 0; i < code_count(table); i++) {
        if (folded_begins(code_at(table, i)->code, folded, true))
            return code_at(table, i);
    }
    return NULL;
}

/* In either script: what the screen shows in zh_TW is taken there too. */
static bool chinese_begins(const CodeEntry *entry, const char *folded, bool whole)
{
    return entry->text_zh && (folded_begins(entry->text_zh, folded, whole) ||
                              folded_begins(i18n_data(entry->text_zh, "zh_TW"), folded, whole));
}

static void find_texts(const FieldContext *ctx, const CodeTable *table, const char *folded,
                       bool whole, Named *named)
{
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        if (entry->retired)
            continue;
        if (folded_begins(entry->text, folded, whole) || chinese_begins(entry, folded, whole))
            add_named(named, ctx, entry);
    }
}

/* "51 父亲", as a code is shown, is taken by its first word. */
static const CodeEntry *find_shown(const CodeTable *table, const char *folded)
{
    const char *blank = strchr(folded, ' ');
    if (!blank)
        return NULL;
    Buf word = BUF_INIT;
    buf_add_bytes(&word, folded, (size_t)(blank - folded));
    const CodeEntry *entry = find_code(table, word.data);
    if (entry && !folded_begins(entry->text, blank + 1, true) &&
        !chinese_begins(entry, blank + 1, true))
        entry = NULL;
    buf_free(&word);
    return entry;
}

/* Further words for a code, which its table lists: "y 1 有 对". */
static const CodeEntry *find_word(const CodeTable *table, const char *folded)
{
    Buf own = BUF_INIT;
    const CodeEntry *found = NULL;
    for (size_t i = 0; i < code_count(table) && !found; i++) {
        const char *words = code_attribute(table, code_at(table, i)->code, "words");
        for (; words && *words && !found; words += strspn(words, " ")) {
            size_t len = strcspn(words, " ");
            buf_clear(&own);
            buf_add_bytes(&own, words, len);
            if (folded_begins(own.data, folded, true))
                found = code_at(table, i);
            words += len;
        }
    }
    buf_free(&own);
    return found;
}

/* Names the first codes of the table, as examples. */
static bool refuse_code(const FieldContext *ctx, const CodeTable *table, const char *typed,
                        const Named *named, Err *err)
{
    enum { EXAMPLES = 3 };
    Buf quoted = BUF_INIT, examples = BUF_INIT;
    field_quote(&quoted, typed);
    if (named->hits > 1) {
        /* TRANSLATORS: what was typed; some of the codes it could mean. */
        err_set(err, ERR_INPUT, _("%s: more than one fits: %s"), quoted.data,
                named->names.data);
    } else {
        for (size_t i = 0; i < code_count(table) && i < EXAMPLES; i++)
            add_code(&examples, ctx, code_at(table, i));
        /* TRANSLATORS: what was typed; the first codes of the table. */
        err_set(err, ERR_INPUT, _("%s: give a code or its text, e.g. %s"), quoted.data,
                examples.data);
    }
    buf_free(&quoted);
    buf_free(&examples);
    return false;
}

static bool parse_code(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Buf *out, Err *err)
{
    const CodeTable *table = field_codes(ctx, field);
    if (!table)
        return field_refuse(typed, _("its code table is missing from the data folder"), err);
    Buf folded = BUF_INIT;
    Named named = {.names = BUF_INIT};
    text_fold(&folded, typed);
    const CodeEntry *entry = find_code(table, folded.data);
    if (!entry)
        entry = find_word(table, folded.data);
    if (!entry)
        entry = find_shown(table, folded.data);
    if (!entry) {
        find_texts(ctx, table, folded.data, true, &named);
        if (named.hits == 0)
            find_texts(ctx, table, folded.data, false, &named);
        entry = named.hits == 1 ? named.found : NULL;
    }
    if (entry)
        buf_add(out, entry->code);
    else if (field->type == FT_YESNO)
        field_refuse(typed, _("answer y for yes, n for no, u for unknown"), err);
    else
        refuse_code(ctx, table, typed, &named, err);
    buf_free(&folded);
    buf_free(&named.names);
    return entry != NULL;
}

/* ---- days, amounts ---- */

/* In a span a month alone stands for its first or its last day; one that is not over yet has
 * come as far as today. */
static bool parse_span(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Day *day)
{
    char month[8], first[DAY_TEXT];
    if (!(field->flags & (FF_FROM | FF_TO)) ||
        !month_parse_typed(typed, ctx->today, month, NULL))
        return false;
    memcpy(first, month, sizeof month - 1);
    memcpy(first + sizeof month - 1, "-01", sizeof "-01");
    if (!day_parse(first, day))
        return false;
    if (field->flags & FF_TO) {
        while (day_add(*day, 1).month == day->month)
            *day = day_add(*day, 1);
        if (field->flags & FF_PAST && day_compare(*day, ctx->today) > 0 &&
            day->year == ctx->today.year && day->month == ctx->today.month)
            *day = ctx->today;
    }
    return true;
}

static bool parse_date(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Buf *out, Err *err)
{
    Day day;
    char text[DAY_TEXT];
    DayLean lean = field->flags & FF_PAST    ? DAY_PAST
                   : field->flags & FF_AHEAD ? DAY_AHEAD
                                             : DAY_NEAREST;
    if (!day_parse_typed(typed, ctx->today, lean, &day, err) &&
        !parse_span(ctx, field, typed, &day))
        return false;
    if (err)
        err_clear(err);
    day_format(day, text);
    buf_add(out, text);
    return true;
}

static bool parse_month(const FieldContext *ctx, const FieldDef *field, const char *typed,
                        Buf *out, Err *err)
{
    char text[8];
    (void)field;
    if (!month_parse_typed(typed, ctx->today, text, err))
        return false;
    buf_add(out, text);
    return true;
}

static bool parse_money(const FieldContext *ctx, const FieldDef *field, const char *typed,
                        Buf *out, Err *err)
{
    Fen fen;
    (void)ctx;
    bool done = field->flags & FF_SIGNED ? money_parse_signed(typed, &fen, err)
                                         : money_parse_typed(typed, &fen, err);
    if (!done)
        return false;
    buf_addf(out, "%" PRId64, fen);
    return true;
}

/* Full-width digits, and the measure word that belongs to them: 6页, 第2批. */
static bool parse_count(const FieldContext *ctx, const FieldDef *field, const char *typed,
                        Buf *out, Err *err)
{
    enum { DIGITS_MAX = 9 };
    static const char *const measures[] = {"页", "份", "张", "个", "次", "批", "笔", "期"};
    static const char ordinal[] = "第";
    Buf digits = BUF_INIT;
    (void)ctx;
    (void)field;
    text_fold_width(&digits, typed);
    if (strncmp(digits.data, ordinal, sizeof ordinal - 1) == 0)
        buf_remove(&digits, 0, sizeof ordinal - 1);
    size_t n = strspn(digits.data, "0123456789");
    const char *rest = digits.data + n + strspn(digits.data + n, " ");
    for (size_t i = 0; i < COUNT_OF(measures); i++) {
        if (n && strcmp(rest, measures[i]) == 0) {
            buf_cut(&digits, n);
            break;
        }
    }
    bool good = field_all_digits(digits.data) && digits.len <= DIGITS_MAX;
    long count = good ? strtol(digits.data, NULL, 10) : 0;
    buf_free(&digits);
    if (!good || count > COUNT_MAX)
        return field_refuse(typed, _("a count is a whole number from 0 to 1000000"), err);
    buf_addf(out, "%ld", count);
    return true;
}

/* ---- regions, files ---- */

static void add_region(Buf *list, const FieldContext *ctx, const char *code)
{
    if (list->len)
        buf_add(list, _(", "));
    buf_addf(list, "%s ", code);
    region_path(ctx->codes, code, ctx->lang, list);
}

/* Six digits, or the name of a region in the table. Digits of no region are kept and marked:
 * codes that were abolished stand on old papers. */
static bool parse_region(const FieldContext *ctx, const FieldDef *field, const char *typed,
                         Buf *out, Err *err)
{
    Buf folded = BUF_INIT;
    const CodeEntry *found[REGION_NAMED] = {NULL};
    Named named = {.names = BUF_INIT};
    (void)field;
    text_fold_width(&folded, typed);
    size_t digits = strspn(folded.data, "0123456789");
    bool good = digits == REGION_DIGITS && (!folded.data[digits] || folded.data[digits] == ' ');
    if (good)
        buf_add_bytes(out, folded.data, digits); /* 510700 四川省绵阳市, as a region is shown */
    else if (digits == 0)
        named.hits = region_named(ctx->codes, folded.data, found);
    for (size_t i = 0; i < named.hits && i < REGION_NAMED; i++)
        add_region(&named.names, ctx, found[i]->code);
    if (named.hits == 1)
        buf_add(out, found[0]->code);
    else if (named.hits > 1)
        refuse_code(ctx, codes_table(ctx->codes, "region"), typed, &named, err);
    else if (!good)
        field_refuse(typed, _("a region is six digits or its name, e.g. 510700"), err);
    good = good || named.hits == 1;
    buf_free(&folded);
    buf_free(&named.names);
    return good;
}

static bool parse_file(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Buf *out, Err *err)
{
    (void)ctx;
    (void)field;
    (void)typed;
    (void)out;
    return err_set(err, ERR_REFUSED, _("a file is set by attaching it, not by typing"));
}

static ParseType *const parsers[FT_COUNT_OF_TYPES] = {
    [FT_TEXT] = parse_text,     [FT_PROSE] = parse_text,  [FT_CODE] = parse_code,
    [FT_DATE] = parse_date,     [FT_MONTH] = parse_month, [FT_MONEY] = parse_money,
    [FT_COUNT] = parse_count,   [FT_YESNO] = parse_code,  [FT_ID] = parse_id,
    [FT_PHONE] = parse_phone,   [FT_CARD] = parse_card,   [FT_ICD10] = parse_icd10,
    [FT_REGION] = parse_region, [FT_FILE] = parse_file,
};

/* Blanks, tabs and line ends, and the ideographic space. */
static size_t blank_at(const char *text)
{
    static const char ideographic[] = "\xE3\x80\x80";
    if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
        return 1;
    return strncmp(text, ideographic, 3) == 0 ? 3 : 0;
}

/* Without blanks at both ends; the first line of a prose keeps its indent. Line ends become \n.
 */
static void add_trimmed(Buf *out, const char *typed, bool prose)
{
    size_t skip, last = 0;
    const char *text = typed;
    while ((skip = blank_at(text)) > 0)
        text += skip;
    if (prose && *text) {
        while (text > typed && text[-1] != '\n')
            text--;
    }
    for (const char *at = text; *at;) {
        skip = blank_at(at);
        if (at[0] == '\r' && at[1] == '\n') {
            at++;
            continue;
        }
        buf_add_bytes(out, at, skip ? skip : 1);
        at += skip ? skip : 1;
        if (!skip)
            last = out->len;
    }
    buf_cut(out, last);
}

/* A name copied out of a chat brings signs along that nobody sees, and is another name then. */
static void drop_unseen(Buf *text)
{
    for (size_t at = 0, bytes; at < text->len;) {
        if (text_unseen(text_rune(text->data + at, &bytes)))
            buf_remove(text, at, bytes);
        else
            at += bytes;
    }
}

bool field_parse(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                 Err *err)
{
    enum {
        TYPED_MAX = 400
    }; /* of what becomes something shorter, such as the text of a code */
    Buf text = BUF_INIT;
    bool prose = field->type == FT_PROSE;
    size_t chars = (size_t)field->chars;
    size_t limit = field->type == FT_TEXT || prose || chars > TYPED_MAX ? chars : TYPED_MAX;
    buf_clear(out);
    if (field->flags & FF_GIVEN)
        return err_set(err, ERR_REFUSED, _("%s is given by the store and not typed"),
                       _(field->label));
    add_trimmed(&text, typed, prose);
    bool done =
        text.len == 0 || text_check(text.data, text.len, prose, limit, _(field->label), err);
    if (field_is_exact(field))
        drop_unseen(&text);
    if (done && text.len)
        done = parsers[field->type](ctx, field, text.data, out, err) &&
               text_check(out->data, out->len, prose, chars, _(field->label), err);
    if (!done)
        buf_clear(out);
    buf_free(&text);
    return done;
}
