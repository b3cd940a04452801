/* The resident ID number of GB 11643: check digit, date, sex, region. Pure arithmetic. */
#ifndef ANJUAN_DOMAIN_RESIDENT_H
#define ANJUAN_DOMAIN_RESIDENT_H

#include <stdbool.h>

#include "base/day.h"

typedef enum ResidentFault {
    RESIDENT_OK,
    RESIDENT_OLD,    /* 15 digits, the form before 1999 */
    RESIDENT_LENGTH, /* neither 18 nor 15 */
    RESIDENT_SIGNS,  /* something else than digits and a final X */
    RESIDENT_DATE,   /* no such day */
    RESIDENT_CHECK,  /* check digit wrong */
} ResidentFault;

/* id as kept: ASCII, no blanks, upper-case X. */
ResidentFault resident_check(const char *id);
char resident_check_digit(const char *first17);
bool resident_born(const char *id, Day *born); /* false when the date is impossible */
bool resident_male(const char *id);            /* by the 17th digit */

/* The same number, in the form of 15 digits here and of 18 there. */
bool resident_is_old_of(const char *old, const char *id);

bool card_luhn(const char *digits); /* a warning only: some Chinese cards do not satisfy it */
bool mobile_valid(const char *phone);

#endif
