/* A text is cut into groups of digits, and what stands between them. A form is recognised from
 * the groups: what was typed as an area code stays one. */
#include "config.h"

#include "domain/phone.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "domain/resident.h"

enum {
    GROUPS_MAX = 8,
    DIGITS_MAX = 20,
    AREA_SHORT = 3,
    AREA_LONG = 4,
    LOCAL_MIN = 7,
    LOCAL_MAX = 8,
    EXTENSION_MAX = 6,
    ABROAD_MIN = 7,
    ABROAD_MAX = 15, /* of ITU-T E.164 */
};

typedef struct Group {
    char digits[DIGITS_MAX + 1];
    char before; /* what parts it from the one before: ' ', '-', '/' for what parts two numbers,
                    'x' */
} Group;

typedef struct Phone {
    Group groups[GROUPS_MAX];
    size_t n;
    bool abroad; /* it begins with + */
} Phone;

/* ---- groups ---- */

/* Before an extension; the longer first. */
static const char *const extension_words[] = {"转分机", "转接", "转：", "转:", "分机", "转",
                                              "轉",     "分機", "ext.", "ext", "#",    "x"};
static const char *const partings[] = {"/", ",", ";", "、", "或", "和"};
/* A dash comes in many forms from an input method. */
static const char *const hyphens[] = {"-", "—", "–", "‐", "−", "‑", "―"};
static const char *const blanks[] = {" ", "(", ")", ".", "·"};

static size_t word_at(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strncasecmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    }
    return 0;
}

/* The bytes of what stands between two groups; sign tells what it is. 0: nothing such. */
static size_t sign_at(const char *text, char *sign)
{
    const struct {
        const char *const *words;
        size_t n;
        char sign;
    } kinds[] = {
        {extension_words, COUNT_OF(extension_words), 'x'},
        {partings, COUNT_OF(partings), '/'},
        {hyphens, COUNT_OF(hyphens), '-'},
        {blanks, COUNT_OF(blanks), ' '},
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t len = word_at(text, kinds[i].words, kinds[i].n);
        if (len) {
            *sign = kinds[i].sign;
            return len;
        }
    }
    return 0;
}

/* Of several signs the one that says most. */
static char stronger(char a, char b)
{
    static const char order[] = " -/x";
    return strchr(order, a) > strchr(order, b) ? a : b;
}

static bool add_group(Phone *phone, const char *digits, size_t n, char before)
{
    if (phone->n == GROUPS_MAX || n > DIGITS_MAX)
        return false;
    Group *group = &phone->groups[phone->n++];
    memcpy(group->digits, digits, n);
    group->digits[n] = '\0';
    group->before = before;
    return true;
}

static bool cut(const char *text, Phone *out)
{
    char before = ' ', sign;
    *out = (Phone){.abroad = text[0] == '+'};
    for (text += out->abroad; *text;) {
        size_t digits = strspn(text, "0123456789"), len;
        if (digits) {
            if (!add_group(out, text, digits, before))
                return false;
            before = ' ';
            text += digits;
        } else if ((len = sign_at(text, &sign))) {
            before = stronger(before, sign);
            text += len;
        } else {
            return false;
        }
    }
    char first = out->n ? out->groups[0].before : 'x';
    return before != 'x' && before != '/' && first != 'x' && first != '/';
}

/* ---- one number or two ---- */

/* Enough of it to be dialled by itself. */
static bool is_whole(const char *digits)
{
    size_t len = strlen(digits);
    return mobile_valid(digits) || (digits[0] == '0' && len >= AREA_SHORT + LOCAL_MIN);
}

/* 13900000001/13900000002, 0816-2345678/2345679: behind such a sign or beside a whole number
 * stands another one. */
static bool is_two(const Phone *phone)
{
    size_t whole = 0, run = 0;
    bool parted = false;
    for (size_t i = 0; i < phone->n; i++) {
        const Group *group = &phone->groups[i];
        if (group->before == '/' && run >= LOCAL_MIN) {
            parted = true;
            run = 0;
        }
        run += group->before == 'x' ? 0 : strlen(group->digits);
        whole += is_whole(group->digits);
    }
    return whole > 1 || (parted && run >= LOCAL_MIN);
}

/* ---- forms ---- */

/* 010 and 02x have three digits, all other area codes four. */
static size_t area_of(const char *digits)
{
    return digits[1] == '1' || digits[1] == '2' ? AREA_SHORT : AREA_LONG;
}

static bool is_area(const char *digits)
{
    return digits[0] == '0' && digits[1] >= '1' && strlen(digits) == area_of(digits);
}

static bool is_local(const char *digits)
{
    size_t len = strlen(digits);
    return len >= LOCAL_MIN && len <= LOCAL_MAX;
}

/* The groups from one on as long as they make up a number, and whether nothing but an extension
 * is left. */
static bool take_local(const Phone *phone, size_t from, Buf *local, const char **extension)
{
    size_t i = from;
    *extension = "";
    for (; i < phone->n; i++) {
        const Group *group = &phone->groups[i];
        bool ends = i > from &&
                    (group->before == 'x' || (group->before == '-' && local->len >= LOCAL_MIN));
        if (ends || local->len + strlen(group->digits) > LOCAL_MAX)
            break;
        buf_add(local, group->digits);
    }
    if (i + 1 == phone->n && phone->groups[i].before != ' ' &&
        strlen(phone->groups[i].digits) <= EXTENSION_MAX)
        *extension = phone->groups[i++].digits;
    return i == phone->n && is_local(local->data);
}

static void add_parts(Buf *out, const char *area, const char *local, const char *extension)
{
    buf_addf(out, "%s-%s", area, local);
    if (*extension)
        buf_addf(out, "-%s", extension);
}

/* +86 (0)28 1234 5678 */
static void join_zero(Phone *phone)
{
    Group *first = &phone->groups[0];
    if (strcmp(first->digits, "0") != 0 || phone->n < 2 ||
        strlen(phone->groups[1].digits) == DIGITS_MAX)
        return;
    memcpy(first->digits + 1, phone->groups[1].digits, sizeof(first->digits) - 1);
    phone->n--;
    memmove(phone->groups + 1, phone->groups + 2, (phone->n - 1) * sizeof(*phone->groups));
}

/* The area code is the first group, or the beginning of it: 08162345678. */
static bool add_landline(const Phone *typed, Buf *out)
{
    Phone phone = *typed;
    Group *first = &phone.groups[0];
    char area[AREA_LONG + 1] = "";
    Buf local = BUF_INIT;
    const char *extension;
    size_t from = 1;
    join_zero(&phone);
    if (first->digits[0] != '0' || strlen(first->digits) < AREA_SHORT)
        return false;
    size_t n = area_of(first->digits);
    memcpy(area, first->digits, n);
    if (strlen(first->digits) > AREA_LONG) {
        memmove(first->digits, first->digits + n, strlen(first->digits) - n + 1);
        from = 0;
    } else if (!is_area(first->digits)) {
        return false;
    }
    bool good = is_area(area) && take_local(&phone, from, &local, &extension);
    if (good)
        add_parts(out, area, local.data, extension);
    buf_free(&local);
    return good;
}

static void join(const Phone *phone, size_t from, Buf *out)
{
    for (size_t i = from; i < phone->n; i++)
        buf_add(out, phone->groups[i].digits);
}

static bool has_extension(const Phone *phone)
{
    return phone->n > 1 && phone->groups[phone->n - 1].before == 'x';
}

/* 400-820-8820, however it was parted; the last group may be an extension. */
static bool add_service(const Phone *phone, Buf *out)
{
    enum { SERVICE_DIGITS = 10, SHORT_MIN = 5, SHORT_MAX = 6 };
    static const char *const shorts[] = {"95", "96", "123", "10"};
    Buf digits = BUF_INIT;
    const char *extension = "";
    Phone number = *phone;
    bool good = false;
    join(&number, 0, &digits);
    if (digits.len > SERVICE_DIGITS && number.n > 1 &&
        digits.len - strlen(number.groups[number.n - 1].digits) == SERVICE_DIGITS) {
        extension = number.groups[--number.n].digits;
        buf_cut(&digits, SERVICE_DIGITS);
    }
    if (digits.len == SERVICE_DIGITS &&
        (strncmp(digits.data, "400", 3) == 0 || strncmp(digits.data, "800", 3) == 0)) {
        buf_addf(out, "%.3s-%.3s-%s", digits.data, digits.data + 3, digits.data + 6);
        if (*extension)
            buf_addf(out, "-%s", extension);
        good = true;
    }
    for (size_t i = 0; !good && number.n == 1 && i < COUNT_OF(shorts); i++) {
        good = digits.len >= SHORT_MIN && digits.len <= SHORT_MAX &&
               strncmp(digits.data, shorts[i], strlen(shorts[i])) == 0;
        if (good)
            buf_add(out, digits.data);
    }
    buf_free(&digits);
    return good;
}

/* Without what stands for China, where that makes a number of it. */
static bool add_chinese(const Phone *typed, Buf *out)
{
    static const char *const countries[] = {"", "86", "0086"};
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        Phone phone = *typed;
        Group *first = &phone.groups[0];
        Buf digits = BUF_INIT;
        size_t len = strlen(countries[i]);
        bool good = false;
        if (strncmp(first->digits, countries[i], len) == 0 && (len || !typed->abroad)) {
            memmove(first->digits, first->digits + len, strlen(first->digits) - len + 1);
            if (!first->digits[0]) {
                memmove(phone.groups, phone.groups + 1, --phone.n * sizeof(*phone.groups));
            }
            join(&phone, 0, &digits);
            if (phone.n && !has_extension(&phone) && mobile_valid(digits.data)) {
                buf_add(out, digits.data);
                good = true;
            } else if (phone.n && len && phone.groups[0].digits[0] != '0' &&
                       strlen(phone.groups[0].digits) < DIGITS_MAX) {
                /* left out after +86 */
                char *area = phone.groups[0].digits;
                memmove(area + 1, area, strlen(area) + 1);
                area[0] = '0';
            }
            good = good || (phone.n && (add_landline(&phone, out) || add_service(&phone, out)));
        }
        buf_free(&digits);
        if (good)
            return true;
    }
    return false;
}

/* +852 5123 4567: the country as typed, a blank between groups. */
static bool add_abroad(const Phone *phone, Buf *out)
{
    enum { LONG_DISTANCE = 2 };
    Buf digits = BUF_INIT, text = BUF_INIT;
    bool zeros = !phone->abroad && strncmp(phone->groups[0].digits, "00", LONG_DISTANCE) == 0;
    join(phone, 0, &digits);
    const char *number = digits.data + (zeros ? LONG_DISTANCE : 0);
    bool good = (phone->abroad || zeros) && number[0] >= '1' && strncmp(number, "86", 2) != 0 &&
                strlen(number) >= ABROAD_MIN && strlen(number) <= ABROAD_MAX;
    buf_addf(&text, "+%s", phone->groups[0].digits + (zeros ? LONG_DISTANCE : 0));
    for (size_t i = 1; i < phone->n; i++)
        buf_addf(&text, "%c%s", phone->groups[i].before == ' ' ? ' ' : '-',
                 phone->groups[i].digits);
    if (good)
        buf_add(out, text.data);
    buf_free(&digits);
    buf_free(&text);
    return good;
}

static bool add_form(const Phone *phone, Buf *out)
{
    return add_chinese(phone, out) || add_abroad(phone, out);
}

bool phone_read(const char *typed, Buf *out, PhoneFault *fault)
{
    Phone phone;
    Buf digits = BUF_INIT;
    *fault = PHONE_NONE;
    if (!cut(typed, &phone))
        return false;
    if (is_two(&phone)) {
        *fault = PHONE_TWO;
        return false;
    }
    *fault = add_form(&phone, out) ? PHONE_OK : PHONE_NONE;
    join(&phone, 0, &digits);
    if (*fault == PHONE_NONE)
        buf_add(out, digits.data[0] == '1' && !has_extension(&phone) && !phone.abroad
                         ? digits.data /* a mobile with a digit too few or too many */
                         : typed);
    buf_free(&digits);
    return true;
}

void phone_form(const char *phone, Buf *out)
{
    Buf folded = BUF_INIT, kept = BUF_INIT;
    PhoneFault fault;
    text_fold(&folded, phone);
    bool read = folded.len && phone_read(folded.data, &kept, &fault) && fault == PHONE_OK;
    text_same_number(out, read ? kept.data : phone);
    buf_free(&folded);
    buf_free(&kept);
}

/* What may be a number: digits and what parts them. */
static size_t number_span(const char *text)
{
    size_t n = strspn(text, "+0123456789-() ");
    while (n && !(text[n - 1] >= '0' && text[n - 1] <= '9'))
        n--;
    return n;
}

void phone_told(const char *text, Buf *out)
{
    Buf folded = BUF_INIT, kept = BUF_INIT;
    PhoneFault fault;
    text_fold(&folded, text);
    bool read = folded.len && phone_read(folded.data, &kept, &fault) && fault == PHONE_OK;
    for (const char *at = folded.len ? folded.data : ""; *at && !read;) {
        Buf one = BUF_INIT;
        size_t n = number_span(at);
        buf_clear(&kept);
        buf_add_bytes(&one, at, n);
        read = one.len && phone_read(one.data, &kept, &fault) && fault == PHONE_OK;
        buf_free(&one);
        at += n ? n : 1;
    }
    if (read)
        text_same_number(out, kept.data);
    buf_free(&folded);
    buf_free(&kept);
}

PhoneFault phone_check(const char *value)
{
    Phone phone;
    Buf form = BUF_INIT;
    PhoneFault fault = PHONE_NONE;
    if (!cut(value, &phone))
        fault = PHONE_NONE;
    else if (is_two(&phone))
        fault = PHONE_TWO;
    else if (add_form(&phone, &form))
        fault = PHONE_OK;
    else if (phone.n == 1 && !phone.abroad && phone.groups[0].digits[0] >= '2' &&
             is_local(phone.groups[0].digits))
        fault = PHONE_LOCAL;
    buf_free(&form);
    return fault;
}
