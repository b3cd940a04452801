/* What a table says of the numbers of its certificates, asked of one number. */
#include "config.h"

#include "domain/certificate.h"

#include <ctype.h>
#include <string.h>

#include "base/attr.h"
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

/* The certificate's entry says so: always; when it has the length of one (the household
 * register bears it, but not for every child); or when it looks like one. */
bool certificate_is_resident(const Codes *codes, const char *number, const char *certificate)
{
    if (!certificate || !certificate[0] || !codes_table(codes, "certificate"))
        return true;
    const char *kind = attribute(codes, certificate, "resident_id");
    size_t len = strlen(number);
    if (!kind)
        return false;
    if (strcmp(kind, "when_like") == 0)
        return looks_resident(number);
    return strcmp(kind, "yes") == 0 || len == LENGTH || len == LENGTH_OLD;
}

/* 9 is a digit, A a letter, X either; + repeats the one before it. */
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

static bool fits(const char *form, size_t len, const char *number)
{
    size_t at = 0;
    for (size_t i = 0; i < len; i++) {
        if (form[i] == '+') {
            while (number[at] && is_of(form[i - 1], number[at]))
                at++;
        } else if (!number[at] || !is_of(form[i], number[at++])) {
            return false;
        }
    }
    return !number[at];
}

CertificateForm certificate_form(const Codes *codes, const char *number,
                                 const char *certificate)
{
    const char *form = attribute(codes, certificate, "form");
    bool found = false;
    Buf tight = BUF_INIT;
    if (!form || certificate_is_resident(codes, number, certificate))
        return CERTIFICATE_FREE;
    text_same_number(&tight, number);
    while (*form && !found) {
        size_t len = strcspn(form, " ");
        found = fits(form, len, tight.data);
        form += len;
        form += strspn(form, " ");
    }
    buf_free(&tight);
    return found ? CERTIFICATE_FITS : CERTIFICATE_OTHER;
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
