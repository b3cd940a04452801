/* Numbers that are text: certificates, phones, cards, codes of diseases. What cannot be one is
 * refused; what may be one with a digit misread is kept, and field_remark says what is wrong.
 */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "domain/field_inner.h"
#include "domain/phone.h"
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

/* The sign of multiplication at the end is the X of a number, as a font or an input method has
 * it; so are the Roman ten and the Cyrillic and Greek letters that look like it. */
static void times_to_x(Buf *id)
{
    static const char *const signs[] = {"×", "✕", "✖", "Ⅹ", "ⅹ", "Х", "х", "Χ", "χ"};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        size_t len = strlen(signs[i]);
        if (id->len > len && strcmp(id->data + id->len - len, signs[i]) == 0) {
            buf_cut(id, id->len - len);
            buf_add_char(id, 'X');
            return;
        }
    }
}

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
    times_to_x(&folded);
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

/* Digits that are no number are kept and marked; what holds two is none. */
bool parse_phone(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                 Err *err)
{
    Buf folded = BUF_INIT;
    PhoneFault fault;
    (void)ctx;
    (void)field;
    text_fold_width(&folded, typed);
    bool good = phone_read(folded.data, out, &fault);
    if (!good)
        field_refuse(
            typed,
            fault == PHONE_TWO
                ? _("these are two numbers; enter one, and the other in a remark")
                : _("a phone is a mobile of 11 digits, e.g. 13900000001, or a landline "
                    "with its area code, e.g. 0816-2345678"),
            err);
    buf_free(&folded);
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
