/* Numbers that are text: certificates, phones, cards, codes of diseases. What cannot be one is
 * refused; what may be one with a digit misread is kept, and field_remark says what is wrong.
 */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "domain/field_inner.h"
#include "domain/resident.h"

/* Signs that people put between digits; a dash comes in many forms from an input method. */
static const char *const joints[] = {" ", "-", ".", "·", "—", "–", "‐", "−"};

static size_t joint_at(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(joints); i++) {
        size_t len = strlen(joints[i]);
        if (strncmp(text, joints[i], len) == 0)
            return len;
    }
    return 0;
}

/* Appends text without what parts its digits. */
static void add_tight(Buf *out, const char *text)
{
    while (*text) {
        size_t skip = joint_at(text);
        if (skip == 0)
            buf_add_char(out, *text++);
        text += skip;
    }
}

/* Has it a digit, and nothing but ASCII letters, digits, joints and what else may stand in it?
 * Other scripts pass where words may be part of the number. */
static bool is_number(const char *text, const char *others, bool words)
{
    bool digit = false;
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        size_t skip = joint_at(at);
        digit = digit || isdigit(c);
        if (skip)
            at += skip - 1;
        else if (c < 0x80 ? !isalnum(c) && !strchr(others, c) : !words)
            return false;
    }
    return digit;
}

/* ---- certificates ---- */

/* What parts the digits of a resident ID goes; another certificate's number stays as it was
 * typed (军字第 123456 号, E 123-456), but it has a digit. */
bool parse_id(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
              Err *err)
{
    enum { LENGTH_MIN = 15, LENGTH_MAX = 18 };
    Buf folded = BUF_INIT, tight = BUF_INIT;
    (void)ctx;
    (void)field;
    text_fold_width(&folded, typed);
    add_tight(&tight, folded.data);
    size_t digits = strspn(tight.data, "0123456789");
    bool ends_in_x =
        digits + 1 == tight.len && toupper((unsigned char)tight.data[digits]) == 'X';
    bool resident = (digits == tight.len || ends_in_x) && tight.len >= LENGTH_MIN &&
                    tight.len <= LENGTH_MAX;
    bool good = resident || is_number(folded.data, "/()[]", true);
    if (good)
        buf_add(out, resident ? tight.data : folded.data);
    else
        field_refuse(typed,
                     _("an ID number has 18 digits, its last may be X; another certificate's "
                       "number has digits and letters"),
                     err);
    if (resident && ends_in_x)
        out->data[out->len - 1] = 'X';
    buf_free(&folded);
    buf_free(&tight);
    return good;
}

/* ---- phones ---- */

enum { AREA_SHORT = 3, AREA_LONG = 4, LOCAL_MIN = 7, LOCAL_MAX = 8, EXTENSION_MAX = 5 };

/* 010 and 02x have three digits, all other area codes four. */
static size_t area_digits(const char *digits)
{
    return digits[1] == '1' || digits[1] == '2' ? AREA_SHORT : AREA_LONG;
}

/* 08162345678 is 0816-2345678. */
static bool add_landline(Buf *out, const char *digits, const char *extension)
{
    size_t area = area_digits(digits), len = strlen(digits);
    if (digits[0] != '0' || digits[1] == '0' || len < area + LOCAL_MIN ||
        len > area + LOCAL_MAX || strlen(extension) > EXTENSION_MAX)
        return false;
    buf_add_bytes(out, digits, area);
    buf_addf(out, "-%s", digits + area);
    if (extension[0])
        buf_addf(out, "-%s", extension);
    return true;
}

/* Cuts the extension off: 转801, #801, x801. False when it is no number. */
static bool cut_extension(Buf *number, Buf *extension)
{
    static const char *const words[] = {"转", "轉", "#", "x", "X", "ext"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        char *at = strstr(number->data, words[i]);
        if (!at)
            continue;
        add_tight(extension, at + strlen(words[i]));
        buf_cut(number, (size_t)(at - number->data));
        return field_all_digits(extension->data);
    }
    return true;
}

/* After a number in groups, 0816-2345678-801, the last group may be an extension. */
static void last_group(const char *folded, Buf *digits, Buf *extension)
{
    const char *last = strrchr(folded, '-');
    if (extension->len || digits->data[0] != '0' || digits->data[1] == '0' || !last ||
        last == strchr(folded, '-') || !field_all_digits(last + 1))
        return;
    size_t tail = strlen(last + 1);
    if (digits->len <= area_digits(digits->data) + LOCAL_MAX || tail >= digits->len)
        return;
    buf_add(extension, last + 1);
    buf_cut(digits, digits->len - tail);
}

/* The digits after the country code of China, where that makes a number of it. */
static bool add_chinese(Buf *out, const char *digits, const char *extension)
{
    static const char *const countries[] = {"", "+86", "0086", "86"};
    Buf landline = BUF_INIT;
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(countries) && !found; i++) {
        size_t len = strlen(countries[i]);
        if (strncmp(digits, countries[i], len) != 0)
            continue;
        const char *rest = digits + len;
        buf_clear(&landline);
        if (len && rest[0] != '0')
            buf_add_char(&landline, '0'); /* left out after +86 */
        buf_add(&landline, rest);
        found = mobile_valid(rest) && !extension[0];
        if (found)
            buf_add(out, rest);
        else
            found =
                field_all_digits(landline.data) && add_landline(out, landline.data, extension);
    }
    buf_free(&landline);
    return found;
}

/* +86 and signs between the digits go from a mobile number; a landline gets its hyphen after
 * the area code. Digits that are neither are kept and marked, a number from abroad as typed. */
bool parse_phone(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                 Err *err)
{
    Buf folded = BUF_INIT, plain = BUF_INIT, digits = BUF_INIT, extension = BUF_INIT;
    (void)ctx;
    (void)field;
    text_fold_width(&folded, typed);
    for (const char *at = folded.data; *at; at++) {
        if (!strchr("()/", *at))
            buf_add_char(&plain, *at);
    }
    bool good = cut_extension(&plain, &extension);
    add_tight(&digits, plain.data);
    const char *number = digits.data + (digits.data[0] == '+');
    good = good && field_all_digits(number);
    last_group(plain.data, &digits, &extension);
    if (good && !add_chinese(out, digits.data, extension.data)) {
        bool mobile = digits.data[0] == '1' && !extension.len; /* a digit too few or too many */
        buf_add(out, mobile ? digits.data : folded.data);
    }
    if (!good)
        field_refuse(typed,
                     _("a phone is a mobile of 11 digits, e.g. 13900000001, or a landline with "
                       "its area code, e.g. 0816-2345678"),
                     err);
    buf_free(&folded);
    buf_free(&plain);
    buf_free(&digits);
    buf_free(&extension);
    return good;
}

/* ---- cards, diseases ---- */

bool parse_card(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                Err *err)
{
    Buf folded = BUF_INIT, tight = BUF_INIT;
    (void)ctx;
    (void)field;
    text_fold_width(&folded, typed);
    add_tight(&tight, folded.data);
    bool good = is_number(folded.data, "", false);
    if (good)
        buf_add(out, field_all_digits(tight.data) ? tight.data : folded.data);
    else
        field_refuse(typed,
                     _("an account is the digits on the card, 13 to 19, e.g. "
                       "6200 0000 0000 0000 117"),
                     err);
    buf_free(&folded);
    buf_free(&tight);
    return good;
}

/* c910 and c91。0 are C91.0; the x of the Chinese edition's codes (C34.900x001) stays. */
bool parse_icd10(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                 Err *err)
{
    enum { POINT_AT = 3 };
    static const char full_stop[] = "。";
    Buf code = BUF_INIT;
    (void)ctx;
    (void)field;
    text_fold_width(&code, typed);
    code.data[0] = (char)toupper((unsigned char)code.data[0]);
    if (code.len > POINT_AT) {
        if (strncmp(code.data + POINT_AT, full_stop, sizeof full_stop - 1) == 0)
            buf_remove(&code, POINT_AT, sizeof full_stop - 1);
        if (isdigit((unsigned char)code.data[POINT_AT]) || code.data[POINT_AT] == '\0')
            buf_insert(&code, POINT_AT, ".", 1);
    }
    bool good = field_is_icd10(code.data);
    if (good)
        buf_add(out, code.data);
    else
        field_refuse(typed, _("an ICD-10 code is a letter and two digits, e.g. C91 or C91.0"),
                     err);
    buf_free(&code);
    return good;
}
