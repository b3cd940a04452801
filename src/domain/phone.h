/* Phone numbers as people write them: mobiles, landlines with area code and extension, 400 and
 * 800, short numbers of services, numbers from abroad. What is one is kept in one form; what is
 * none may be one misread, and is kept as it was typed, to be remarked on. */
#ifndef ANJUAN_DOMAIN_PHONE_H
#define ANJUAN_DOMAIN_PHONE_H

#include <stdbool.h>

#include "base/buf.h"

typedef enum PhoneFault {
    PHONE_OK,
    PHONE_LOCAL, /* a landline without its area code */
    PHONE_TWO,   /* two numbers in one */
    PHONE_NONE,  /* neither mobile nor landline nor one from abroad */
} PhoneFault;

/* typed in half width. Appends the form that is kept; false where it is no number at all, or
 * two. */
bool phone_read(const char *typed, Buf *out, PhoneFault *fault);

/* Appends the form in which two numbers are the same however they are written: with the code
 * of China or without, in whatever width, parted or not. */
void phone_form(const char *phone, Buf *out);

/* As phone_form, and where it is no number as a whole, of the first one that stands in it
 * ("手机：139 2221 0031（佟）"). Nothing where none does. */
void phone_told(const char *text, Buf *out);

/* Of a value that is kept, however it came here. */
PhoneFault phone_check(const char *value);

#endif
