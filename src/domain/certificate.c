/* What a table says of the numbers of its certificates, asked of one number. */
#include "config.h"

#include "domain/certificate.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "domain/resident.h"

enum { LENGTH_OLD = 15, LENGTH = 18 };

static const char *attribute(const Codes *codes, const char *certificate, const char *key)
{
    const CodeTable *table = codes_table(codes, "certificate");
    return table && certificate ? code_attribute(table, certificate, key) : NULL;
}

/* 17 digits with a day that was, and a check digit, right or wrong. */
static bool looks_resident(const char *number)
{
    Day born;
    enum { YEAR_FIRST = 1900, YEAR_LAST = 2100 };
    ResidentFault fault = resident_check(number);
    return strlen(number) == LENGTH && (fault == RESIDENT_OK || fault == RESIDENT_CHECK) &&
           resident_born(number, &born) && born.year >= YEAR_FIRST && born.year <= YEAR_LAST;
}

static bool fits_any(const Codes *codes, const char *number);

/* Where nobody says which certificate it is (a guardian's), a number of the form of another one
 * is none. The certificate's entry says so: always; when it has the length of one (the
 * household register bears it, but not for every child); or when it looks like one. */
bool certificate_is_resident(const Codes *codes, const char *number, const char *certificate)
{
    if (!codes_table(codes, "certificate"))
        return true;
    if (!certificate || !certificate[0])
        return !fits_any(codes, number);
    const char *kind = attribute(codes, certificate, "resident_id");
    size_t len = strlen(number);
    if (!kind)
        return false;
    if (strcmp(kind, "when_like") == 0)
        return looks_resident(number);
    return strcmp(kind, "yes") == 0 || len == LENGTH || len == LENGTH_OLD;
}

/* 9 is a digit, A a letter, X either, C a sign of Chinese; + repeats the one before it. */
static bool is_of(char sign, char c)
{
    unsigned char byte = (unsigned char)c;
    switch (sign) {
    case '9':
        return isdigit(byte);
    case 'A':
        return isupper(byte);
    case 'X':
        return isdigit(byte) || isupper(byte);
    default:
        return sign == c;
    }
}

/* How many bytes of the number the sign takes; 0: it does not stand there. */
static size_t taken(char sign, const char *number)
{
    size_t bytes;
    if (sign != 'C')
        return number[0] && is_of(sign, number[0]);
    if ((unsigned char)number[0] < 0x80)
        return 0;
    text_rune(number, &bytes);
    return bytes;
}

static bool fits(const char *form, size_t len, const char *number)
{
    for (size_t i = 0; i < len; i++) {
        size_t bytes = form[i] == '+' ? 0 : taken(form[i], number);
        if (form[i] == '+') {
            while ((bytes = taken(form[i - 1], number)))
                number += bytes;
        } else if (!bytes) {
            return false;
        }
        number += bytes;
    }
    return !number[0];
}

/* Of forms parted by blanks. */
static bool fits_one(const char *form, const char *number)
{
    bool found = false;
    while (*form && !found) {
        size_t len = strcspn(form, " ");
        found = fits(form, len, number);
        form += len;
        form += strspn(form, " ");
    }
    return found;
}

CertificateForm certificate_form(const Codes *codes, const char *number,
                                 const char *certificate)
{
    const char *form = attribute(codes, certificate, "form");
    Buf tight = BUF_INIT;
    if (!form || certificate_is_resident(codes, number, certificate))
        return CERTIFICATE_FREE;
    text_same_number(&tight, number);
    bool found = fits_one(form, tight.data);
    buf_free(&tight);
    return found ? CERTIFICATE_FITS : CERTIFICATE_OTHER;
}

/* Two digits of the pattern's letter, wherever they stand. */
static int two_digits(const char *pattern, const char *number, char letter)
{
    const char *at = strchr(pattern, letter);
    size_t place = at ? (size_t)(at - pattern) : 0;
    if (!at || at[1] != letter || !isdigit((unsigned char)number[place]) ||
        !isdigit((unsigned char)number[place + 1]))
        return -1;
    return 10 * (number[place] - '0') + (number[place + 1] - '0');
}

CertificateForm certificate_born(const Codes *codes, const char *number,
                                 const char *certificate, Day born)
{
    enum { CENTURY = 100 };
    const char *pattern = attribute(codes, certificate, "born");
    CertificateForm found = CERTIFICATE_FREE;
    Buf tight = BUF_INIT;
    text_same_number(&tight, number);
    if (pattern && tight.len && tight.len == strlen(pattern))
        found = two_digits(pattern, tight.data, 'y') == born.year % CENTURY &&
                        two_digits(pattern, tight.data, 'm') == born.month &&
                        two_digits(pattern, tight.data, 'd') == born.day
                    ? CERTIFICATE_FITS
                    : CERTIFICATE_OTHER;
    buf_free(&tight);
    return found;
}

/* Of one of the certificates that have a form. That of a passport is wide: its numbers are not
 * told from digits with a slip but by the letter that they begin with. */
static bool fits_any(const Codes *codes, const char *number)
{
    const CodeTable *table = codes_table(codes, "certificate");
    bool found = false;
    Buf tight = BUF_INIT;
    text_same_number(&tight, number);
    for (size_t i = 0; tight.len && !found && i < code_count(table); i++) {
        const char *form = code_attribute(table, code_at(table, i)->code, "form");
        bool wide = form && strchr(form, '+');
        if (form && (!wide || isupper((unsigned char)tight.data[0])))
            found = fits_one(form, tight.data);
    }
    buf_free(&tight);
    return found;
}

static bool begins(const char *list, const char *number)
{
    while (*list) {
        size_t len = strcspn(list, " ");
        if (len && strncmp(list, number, len) == 0)
            return true;
        list += len;
        list += strspn(list, " ");
    }
    return false;
}

const char *certificate_of(const Codes *codes, const char *number)
{
    const CodeTable *table = codes_table(codes, "certificate");
    for (size_t i = 0; table && looks_resident(number) && i < code_count(table); i++) {
        const char *code = code_at(table, i)->code;
        const char *list = code_attribute(table, code, "begins");
        if (list && begins(list, number))
            return code;
    }
    return NULL;
}
