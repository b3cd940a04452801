/* The functions that expressions in knowledge files may call, besides SQLite's own harmless
 * ones. A NULL or impossible argument gives NULL, as in SQL. */
#include "config.h"

#include "rules/language/functions.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/mem.h"
#include "base/pinyin/pinyin.h"
#include "base/text/text.h"
#include "base/text/text_like.h"
#include "domain/certificate.h"
#include "domain/disease.h"
#include "domain/field.h"
#include "domain/phone.h"
#include "domain/region.h"
#include "domain/resident.h"
#include "rules/language/phrases.h"
#include "rules/language/placeholder.h"
#include "rules/language/private.h"
#include "rules/language/sought.h"
#include "rules/language/told.h"

/* Results of text live here until the next call; one guard belongs to one thread. */
typedef struct Functions {
    const Codes *codes;
    const CodeTable *words; /* story_word; NULL: not asked for yet */
    const CodeTable *last;  /* that was named; NULL: none yet */
    char text[512];
    Sought *sought;
    Pinyin *pinyin; /* made when it is asked for */
} Functions;

static const char *text_of(const SqlValue *value)
{
    return value->type == SQL_TEXT ? value->bytes : NULL;
}

static bool day_of(const SqlValue *value, Day *day)
{
    const char *text = text_of(value);
    return text && day_parse(text, day);
}

static SqlValue kept_text(Functions *functions, const char *text)
{
    snprintf(functions->text, sizeof(functions->text), "%s", text);
    return sql_value_text(functions->text);
}

static SqlValue kept_day(Functions *functions, Day day)
{
    char text[DAY_TEXT];
    day_format(day, text);
    return day_valid(day) ? kept_text(functions, text) : sql_value_null();
}

static SqlValue call_day_age(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    Day born, on;
    if (!day_of(&args[0], &born) || !day_of(&args[1], &on) || day_compare(born, on) > 0)
        return sql_value_null();
    return sql_value_int(day_age(born, on));
}

static SqlValue call_day_months(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    Day born, on;
    if (!day_of(&args[0], &born) || !day_of(&args[1], &on) || day_compare(born, on) > 0)
        return sql_value_null();
    return sql_value_int(day_months(born, on));
}

static SqlValue call_day_between(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    Day from, to;
    if (!day_of(&args[0], &from) || !day_of(&args[1], &to))
        return sql_value_null();
    return sql_value_int(day_between(from, to));
}

/* The same day some months on; where that month is shorter, its last day. */
static SqlValue call_day_add_months(void *ctx, const SqlValue *args, int n UNUSED)
{
    Day day;
    if (!day_of(&args[0], &day) || args[1].type != SQL_INT || args[1].number < -12000 ||
        args[1].number > 12000)
        return sql_value_null();
    int months = day.year * 12 + day.month - 1 + (int)args[1].number;
    if (months < 0)
        return sql_value_null();
    day.year = months / 12;
    day.month = months % 12 + 1;
    while (day.day > 28 && !day_valid(day))
        day.day--;
    return kept_day(ctx, day);
}

static SqlValue call_day_add(void *ctx, const SqlValue *args, int n UNUSED)
{
    Day day;
    if (!day_of(&args[0], &day) || args[1].type != SQL_INT || args[1].number < -400000 ||
        args[1].number > 400000)
        return sql_value_null();
    return kept_day(ctx, day_add(day, (int)args[1].number));
}

static SqlValue call_id_check(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    static const char *const words[] = {
        [RESIDENT_OK] = "ok",       [RESIDENT_OLD] = "old",   [RESIDENT_LENGTH] = "length",
        [RESIDENT_SIGNS] = "signs", [RESIDENT_DATE] = "date", [RESIDENT_CHECK] = "check",
    };
    const char *id = text_of(&args[0]);
    return id ? sql_value_text(words[resident_check(id)]) : sql_value_null();
}

static bool has_18_signs(const char *id)
{
    return id && strlen(id) == 18;
}

static SqlValue call_id_born(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *id = text_of(&args[0]);
    Day born;
    return has_18_signs(id) && resident_born(id, &born) ? kept_day(ctx, born)
                                                        : sql_value_null();
}

static SqlValue call_id_sex(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *id = text_of(&args[0]);
    return has_18_signs(id) ? sql_value_text(resident_male(id) ? "1" : "2") : sql_value_null();
}

/* is_resident(number, certificate): is it to be read as a resident ID? */
static SqlValue call_is_resident(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *number = text_of(&args[0]);
    FieldContext fields = {.codes = functions->codes};
    return number ? sql_value_int(field_is_resident(&fields, number, text_of(&args[1])))
                  : sql_value_null();
}

/* certificate_form(number, certificate): 0 where it is not of a form that the table names. */
static SqlValue call_certificate_form(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *number = text_of(&args[0]);
    return number ? sql_value_int(certificate_form(functions->codes, number,
                                                   text_of(&args[1])) != CERTIFICATE_OTHER)
                  : sql_value_null();
}

/* certificate_born(number, certificate, day): 0 where the day in it is another one; NULL where
 * the table says of no such day. */
static SqlValue call_certificate_born(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *number = text_of(&args[0]), *certificate = text_of(&args[1]);
    Day born;
    if (!number || !certificate || !day_of(&args[2], &born))
        return sql_value_null();
    CertificateForm form = certificate_born(functions->codes, number, certificate, born);
    return form == CERTIFICATE_FREE ? sql_value_null()
                                    : sql_value_int(form == CERTIFICATE_FITS);
}

/* certificate_of(number): the code of the certificate whose numbers begin so, or NULL. */
static SqlValue call_certificate_of(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *number = text_of(&args[0]);
    return number ? sql_value_text(certificate_of(functions->codes, number)) : sql_value_null();
}

/* region_known(code): in the table, in use or abolished, as the IDs of the old have it. */
static SqlValue call_region_known(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *code = text_of(&args[0]);
    return code ? sql_value_int(region_find(functions->codes, code) != NULL) : sql_value_null();
}

static SqlValue call_region_in_use(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *code = text_of(&args[0]);
    const CodeEntry *entry = code ? region_find(functions->codes, code) : NULL;
    return code ? sql_value_int(entry && !entry->retired) : sql_value_null();
}

static SqlValue call_disease_listed(void *ctx, const SqlValue *args, int n UNUSED)
{
    const Functions *functions = ctx;
    const char *code = text_of(&args[0]);
    FieldContext fields = {.codes = functions->codes};
    return code ? sql_value_int(field_disease(&fields, code) != NULL) : sql_value_null();
}

/* The words of an entry of the table story_word; "" where it has none. */
static const char *words_of(Functions *functions, const char *code)
{
    if (!functions->words)
        functions->words = codes_table(functions->codes, "story_word");
    const CodeTable *table = functions->words;
    const char *words = table && code ? code_attribute(table, code, "words") : NULL;
    return words ? words : "";
}

static bool has_street(const char *piece)
{
    return private_in(piece, "address");
}

static Spelled spelled_of(Functions *functions)
{
    return (Spelled){.at = words_of(functions, "spelled_at"),
                     .dot = words_of(functions, "spelled_dot"),
                     .hosts = words_of(functions, "mail_host")};
}

/* private_in(text, kind): id, phone, card; mail, link; messenger and payment, an account of
 * those words; address, of a home. */
static SqlValue call_private_in(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *text = text_of(&args[0]), *kind = text_of(&args[1]);
    if (!text || !kind)
        return sql_value_null();
    const char *form = sought_form(functions->sought, text);
    const Spelled spelled = spelled_of(functions);
    if (strcmp(kind, "address") == 0)
        return sql_value_int(phrases_home(form, has_street, words_of(functions, "home"),
                                          words_of(functions, "home_likely"),
                                          words_of(functions, "elsewhere")));
    if (strcmp(kind, "mail") == 0)
        return sql_value_int(phrases_mail(form, &spelled));
    if (strcmp(kind, "link") == 0)
        return sql_value_int(phrases_link(form, words_of(functions, "link"),
                                          words_of(functions, "host"), &spelled));
    const char *words = words_of(functions, kind);
    return sql_value_int(sought_number(functions->sought, text, kind) ||
                         (sought_stands(functions->sought, text, words) &&
                          phrases_account(form, words, words_of(functions, "filler"),
                                          words_of(functions, "counted"))));
}

/* words_in(text, code): one of the words that story_word has under this code. */
static SqlValue call_words_in(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *text = text_of(&args[0]), *code = text_of(&args[1]);
    return text && code ? sql_value_int(
                              sought_stands(functions->sought, text, words_of(functions, code)))
                        : sql_value_null();
}

static Denial denial_of(Functions *functions)
{
    return (Denial){.denies = words_of(functions, "denial"),
                    .between = words_of(functions, "denial_between"),
                    .asks = words_of(functions, "denial_asks")};
}

/* words_meant(text, code): as words_in, but not where the text denies it. */
static SqlValue call_words_meant(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *text = text_of(&args[0]), *code = text_of(&args[1]);
    if (!text || !code)
        return sql_value_null();
    const char *words = words_of(functions, code);
    const Denial denial = denial_of(functions);
    return sql_value_int(sought_stands(functions->sought, text, words) &&
                         phrases_meant(sought_form(functions->sought, text), words, &denial));
}

/* words_near(text, code, code, characters): one of those, not denied, and soon after it one of
 * these. */
static SqlValue call_words_near(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *text = text_of(&args[0]), *first = text_of(&args[1]),
               *second = text_of(&args[2]);
    if (!text || !first || !second || args[3].type != SQL_INT || args[3].number < 0 ||
        args[3].number > 1000)
        return sql_value_null();
    const char *words = words_of(functions, first), *behind = words_of(functions, second);
    const Denial denial = denial_of(functions);
    return sql_value_int(sought_stands(functions->sought, text, words) &&
                         sought_stands(functions->sought, text, behind) &&
                         phrases_near(sought_form(functions->sought, text), words, behind,
                                      (int)args[3].number, &denial));
}

/* sum_told(text, code, characters): the largest sum, in fen, soon after one of those words. */
static SqlValue call_sum_told(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *text = text_of(&args[0]), *code = text_of(&args[1]);
    int64_t fen;
    if (!text || !code || args[2].type != SQL_INT || args[2].number < 0 ||
        args[2].number > 1000)
        return sql_value_null();
    return told_sum(text, words_of(ctx, code), (int)args[2].number, &fen) ? sql_value_int(fen)
                                                                          : sql_value_null();
}

/* age_told(text, names): the age of who is called by one of these, parted by |. */
static SqlValue call_age_told(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *text = text_of(&args[0]), *names = text_of(&args[1]);
    int64_t years;
    return text && names &&
                   told_age(text, names, words_of(ctx, "age_filler"), words_of(ctx, "age_then"),
                            &years)
               ? sql_value_int(years)
               : sql_value_null();
}

/* name_form(name): what same_name compares, to look one up among many. */
static SqlValue call_name_form(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *name = text_of(&args[0]);
    if (!name)
        return sql_value_null();
    Buf form = BUF_INIT;
    text_like_name(&form, name);
    SqlValue value = kept_text(ctx, form.data ? form.data : "");
    buf_free(&form);
    return value;
}

/* same_name(a, b): of persons and hospitals, however it is written. */
static SqlValue call_same_name(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *a = text_of(&args[0]), *b = text_of(&args[1]);
    return a && b ? sql_value_int(text_is_like_name(a, b)) : sql_value_null();
}

static SqlValue call_same_number(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *a = text_of(&args[0]), *b = text_of(&args[1]);
    return a && b ? sql_value_int(text_is_like_number(a, b)) : sql_value_null();
}

/* same_phone(a, b): with the code of China or without, and among other words ("手机：139…"). */
static SqlValue call_same_phone(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *a = text_of(&args[0]), *b = text_of(&args[1]);
    if (!a || !b)
        return sql_value_null();
    Buf one = BUF_INIT, other = BUF_INIT;
    phone_told(a, &one);
    phone_told(b, &other);
    bool same = one.len && one.len == other.len && memcmp(one.data, other.data, one.len) == 0;
    buf_free(&one);
    buf_free(&other);
    return sql_value_int(same);
}

static bool is_spelt(const char *latin, const char *surname, const char *given)
{
    size_t first = strlen(surname), second = strlen(given), len = strlen(latin);
    return len == first + second &&
           ((strncmp(latin, surname, first) == 0 && strcmp(latin + first, given) == 0) ||
            (strncmp(latin, given, second) == 0 && strcmp(latin + second, surname) == 0));
}

/* As banks and passports write it: letters alone, in small ones; lü and lyu are lu. */
static void add_letters(Buf *out, const char *text)
{
    for (; *text; text++) {
        char letter = (char)tolower((unsigned char)*text);
        if (letter == 'y' && tolower((unsigned char)text[1]) == 'u' && out->len &&
            strchr("ln", out->data[out->len - 1]))
            continue;
        if (islower((unsigned char)letter))
            buf_add_char(out, letter == 'v' ? 'u' : letter);
    }
    buf_add_char(out, '\0');
}

/* same_reading(name, latin): is it the name as it is read, surname before or behind? */
static SqlValue call_same_reading(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *name = text_of(&args[0]), *latin = text_of(&args[1]);
    if (!name || !latin)
        return sql_value_null();
    for (const char *at = latin; *at; at++) {
        if ((unsigned char)*at >= 0x80)
            return sql_value_int(0);
    }
    if (!functions->pinyin)
        functions->pinyin = pinyin_new();
    Buf full = BUF_INIT, first = BUF_INIT, letters[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
    pinyin_spell(functions->pinyin, PINYIN_NAME, name, &full);
    const char *spelt = full.len ? full.data : "";
    buf_add_bytes(&first, spelt, strcspn(spelt, " "));
    add_letters(&letters[0], latin);
    add_letters(&letters[1], first.len ? first.data : "");
    add_letters(&letters[2], spelt + strcspn(spelt, " "));
    bool same =
        letters[1].data[0] && is_spelt(letters[0].data, letters[1].data, letters[2].data);
    buf_free(&full);
    buf_free(&first);
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        buf_free(&letters[i]);
    return sql_value_int(same);
}

/* unseen_in(text): the first sign in it that nobody sees, as "U+200B"; NULL: none. */
static SqlValue call_unseen_in(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *text = text_of(&args[0]);
    for (size_t bytes; text && *text; text += bytes) {
        uint32_t rune = text_rune(text, &bytes);
        if (text_unseen(rune)) {
            char code[16];
            snprintf(code, sizeof(code), "U+%04X", (unsigned)rune);
            return kept_text(ctx, code);
        }
    }
    return sql_value_null();
}

/* masked_number(text): as screens and papers show it to whom it may not be told. */
static SqlValue call_masked_number(void *ctx, const SqlValue *args, int n UNUSED)
{
    const char *number = text_of(&args[0]);
    Buf shown = BUF_INIT;
    if (!number || !number[0])
        return sql_value_null();
    field_mask_as(PRIV_NUMBER, number, &shown);
    SqlValue value = kept_text(ctx, shown.data);
    buf_free(&shown);
    return value;
}

static SqlValue call_luhn(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *digits = text_of(&args[0]);
    return digits ? sql_value_int(card_luhn(digits)) : sql_value_null();
}

/* phone_check(number): ok, local, two, none. */
static SqlValue call_phone_check(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    static const char *const words[] = {
        [PHONE_OK] = "ok", [PHONE_LOCAL] = "local", [PHONE_TWO] = "two", [PHONE_NONE] = "none"};
    const char *phone = text_of(&args[0]);
    return phone ? sql_value_text(words[phone_check(phone)]) : sql_value_null();
}

static SqlValue call_mobile(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *phone = text_of(&args[0]);
    return phone ? sql_value_int(mobile_valid(phone)) : sql_value_null();
}

/* Compares only as much of the code as the bound has: C97.9 lies in C00-C97. */
static bool icd_between(const char *code, const char *low, size_t low_len, const char *high,
                        size_t high_len)
{
    return strncmp(code, low, low_len) >= 0 && strncmp(code, high, high_len) <= 0;
}

static bool icd_among(const char *code, const char *ranges)
{
    Buf form = BUF_INIT;
    bool found = false;
    disease_code_form(code, &form);
    while (form.len && !found && *ranges) {
        size_t len = strcspn(ranges, ",");
        const char *dash = memchr(ranges, '-', len);
        const char *high = dash ? dash + 1 : ranges;
        size_t low_len = dash ? (size_t)(dash - ranges) : len;
        size_t high_len = (size_t)(ranges + len - high);
        found = len && icd_between(form.data, ranges, low_len, high, high_len);
        ranges += len;
        ranges += *ranges == ',';
    }
    buf_free(&form);
    return found;
}

/* icd_in(code, 'C00-C97,D32') */
static SqlValue call_icd_in(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    const char *code = text_of(&args[0]), *ranges = text_of(&args[1]);
    return code && ranges ? sql_value_int(icd_among(code, ranges)) : sql_value_null();
}

/* disease_fits(name, code): 0 where the name is that of diseases whose codes are others
 * (disease_word); NULL: no word of it is known. */
static SqlValue call_disease_fits(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *functions = ctx;
    const char *name = text_of(&args[0]), *code = text_of(&args[1]);
    const CodeTable *table = codes_table(functions->codes, "disease_word");
    bool named = false, fits = false;
    if (!name || !code || !table)
        return sql_value_null();
    for (size_t i = 0; !fits && i < code_count(table); i++) {
        const char *kind = code_at(table, i)->code;
        const char *words = code_attribute(table, kind, "words");
        const char *icd = code_attribute(table, kind, "icd");
        if (words && icd && sought_stands(functions->sought, name, words)) {
            named = true;
            fits = icd_among(code, icd);
        }
    }
    const char *beside = code_attribute(table, "beside", "icd");
    if (named && !fits && beside)
        fits = icd_among(code, beside);
    return named ? sql_value_int(fits) : sql_value_null();
}

static const CodeTable *table_of(Functions *functions, const SqlValue *name)
{
    const char *text = text_of(name);
    if (!text)
        return NULL;
    if (!functions->last || strcmp(code_table_name(functions->last), text) != 0)
        functions->last = codes_table(functions->codes, text);
    return functions->last;
}

static SqlValue call_code_attr(void *ctx, const SqlValue *args, int n UNUSED)
{
    const CodeTable *table = table_of(ctx, &args[0]);
    const char *code = text_of(&args[1]), *key = text_of(&args[2]);
    return table && code && key ? sql_value_text(code_attribute(table, code, key))
                                : sql_value_null();
}

/* By the first entry of the table whose words the text has where it says; NULL: by none. */
static bool said_by(const CodeTable *table, const char *text, Buf *made)
{
    static const char *const fits[] = {
        [FITS_WHOLE] = "whole", [FITS_BEGINS] = "begins", [FITS_ENDS] = "ends"};
    for (size_t i = 0; i < code_count(table); i++) {
        const char *code = code_at(table, i)->code;
        const char *match = code_attribute(table, code, "match");
        const char *words = code_attribute(table, code, "words");
        const char *says = code_attribute(table, code, "says");
        const char *before = code_attribute(table, code, "before");
        for (size_t fit = 0; match && words && fit < COUNT_OF(fits); fit++) {
            if (strcmp(match, fits[fit]) != 0 || !phrases_fit(text, words, (PhraseFit)fit))
                continue;
            buf_addf(made, "%s%s", says || !before ? "" : before, says ? says : text);
            return true;
        }
    }
    return false;
}

/* said_as(table, text): the text as a part of a sentence (work_word.ini has the language). */
static SqlValue call_said_as(void *ctx, const SqlValue *args, int n UNUSED)
{
    const CodeTable *table = table_of(ctx, &args[0]);
    const char *text = text_of(&args[1]);
    Buf said = BUF_INIT;
    SqlValue value = table && text && said_by(table, text, &said) ? kept_text(ctx, said.data)
                                                                  : sql_value_null();
    buf_free(&said);
    return value;
}

/* table_attr(table, key): of the table itself, such as the edition of the forms in force. */
static SqlValue call_table_attr(void *ctx, const SqlValue *args, int n UNUSED)
{
    const CodeTable *table = table_of(ctx, &args[0]);
    const char *key = text_of(&args[1]);
    return table && key ? sql_value_text(code_table_attribute(table, key)) : sql_value_null();
}

/* code_text(table, code, language) */
static SqlValue call_code_text(void *ctx, const SqlValue *args, int n UNUSED)
{
    const CodeTable *table = table_of(ctx, &args[0]);
    const char *code = text_of(&args[1]), *lang = text_of(&args[2]);
    const CodeEntry *entry = table && code ? code_find(table, code) : NULL;
    return entry && lang ? sql_value_text(code_text(entry, lang)) : sql_value_null();
}

/* amount(fen, style): as a text shows it where a place cannot, inside an expression. */
static SqlValue call_amount(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *own = ctx;
    const char *style = text_of(&args[1]);
    char number[24];
    if (args[0].type != SQL_INT || !style || !placeholder_is_amount(style))
        return sql_value_null();
    Buf shown = BUF_INIT;
    snprintf(number, sizeof(number), "%" PRId64, args[0].number);
    placeholder_show(style, number, own->codes, "", &shown);
    SqlValue value = kept_text(own, shown.data);
    buf_free(&shown);
    return value;
}

/* day_told(day): as a text says it, likewise. */
static SqlValue call_day_told(void *ctx, const SqlValue *args, int n UNUSED)
{
    Functions *own = ctx;
    const char *day = text_of(&args[0]);
    Buf shown = BUF_INIT;
    placeholder_show("day", day, own->codes, "", &shown);
    SqlValue value = day ? kept_text(own, shown.data ? shown.data : "") : sql_value_null();
    buf_free(&shown);
    return value;
}

/* as_is(value): for lists alone (rules/language/spread.h). */
static SqlValue call_as_is(void *ctx UNUSED, const SqlValue *args, int n UNUSED)
{
    return args[0];
}

static const GuardFunction functions[] = {
    {.name = "day_age", .args = 2, .call = call_day_age},
    {.name = "day_months", .args = 2, .call = call_day_months},
    {.name = "day_between", .args = 2, .call = call_day_between},
    {.name = "day_add", .args = 2, .call = call_day_add},
    {.name = "day_add_months", .args = 2, .call = call_day_add_months},
    {.name = "id_check", .args = 1, .call = call_id_check},
    {.name = "id_born", .args = 1, .call = call_id_born},
    {.name = "id_sex", .args = 1, .call = call_id_sex},
    {.name = "is_resident", .args = 2, .call = call_is_resident},
    {.name = "certificate_form", .args = 2, .call = call_certificate_form},
    {.name = "certificate_born", .args = 3, .call = call_certificate_born},
    {.name = "certificate_of", .args = 1, .call = call_certificate_of},
    {.name = "region_known", .args = 1, .call = call_region_known},
    {.name = "region_in_use", .args = 1, .call = call_region_in_use},
    {.name = "disease_listed", .args = 1, .call = call_disease_listed},
    {.name = "private_in", .args = 2, .call = call_private_in},
    {.name = "name_form", .args = 1, .call = call_name_form},
    {.name = "same_name", .args = 2, .call = call_same_name},
    {.name = "same_reading", .args = 2, .call = call_same_reading},
    {.name = "same_number", .args = 2, .call = call_same_number},
    {.name = "same_phone", .args = 2, .call = call_same_phone},
    {.name = "words_in", .args = 2, .call = call_words_in},
    {.name = "words_meant", .args = 2, .call = call_words_meant},
    {.name = "words_near", .args = 4, .call = call_words_near},
    {.name = "sum_told", .args = 3, .call = call_sum_told},
    {.name = "age_told", .args = 2, .call = call_age_told},
    {.name = "unseen_in", .args = 1, .call = call_unseen_in},
    {.name = "masked_number", .args = 1, .call = call_masked_number},
    {.name = "luhn", .args = 1, .call = call_luhn},
    {.name = "phone_check", .args = 1, .call = call_phone_check},
    {.name = "mobile", .args = 1, .call = call_mobile},
    {.name = "icd_in", .args = 2, .call = call_icd_in},
    {.name = "disease_fits", .args = 2, .call = call_disease_fits},
    {.name = "amount", .args = 2, .call = call_amount},
    {.name = "day_told", .args = 1, .call = call_day_told},
    {.name = "said_as", .args = 2, .call = call_said_as},
    {.name = "code_attr", .args = 3, .call = call_code_attr},
    {.name = "table_attr", .args = 2, .call = call_table_attr},
    {.name = "code_text", .args = 3, .call = call_code_text},
    {.name = "as_is", .args = 1, .call = call_as_is, .varies = true},
};

bool functions_register(Guard *guard, const Codes *codes, void **state, Err *err)
{
    Functions *own = xcalloc(1, sizeof(*own));
    own->codes = codes;
    own->sought = sought_new();
    *state = own;
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        GuardFunction function = functions[i];
        function.ctx = own;
        if (!guard_function(guard, &function, err))
            return false;
    }
    return true;
}

void functions_free(void *state)
{
    Functions *own = state;
    if (!own)
        return;
    sought_free(own->sought);
    pinyin_free(own->pinyin);
    free(own);
}
