/* Certificates of everybody: what the number of each looks like, whether it is to be read as a
 * resident ID number, and of which certificate a number of 18 signs is. The forms stand in
 * data/codes/certificate.ini. */
#ifndef ANJUAN_DOMAIN_CERTIFICATE_H
#define ANJUAN_DOMAIN_CERTIFICATE_H

#include <stdbool.h>

#include "base/day.h"
#include "domain/codes.h"

/* certificate: a code of the table; NULL: nobody says which, and a number of the form of
 * another certificate is not read as a resident ID. */
bool certificate_is_resident(const Codes *codes, const char *number, const char *certificate);

typedef enum CertificateForm {
    CERTIFICATE_FREE, /* the table names no form */
    CERTIFICATE_FITS,
    CERTIFICATE_OTHER,
} CertificateForm;

CertificateForm certificate_form(const Codes *codes, const char *number,
                                 const char *certificate);

/* Whether the day that stands in a number without the century, as in the permanent residents'
 * card of before 2023 and in an ID of 15 digits, is that of the birth. */
CertificateForm certificate_born(const Codes *codes, const char *number,
                                 const char *certificate, Day born);

/* The certificate that numbers which begin so belong to, as a residence permit's with 83; NULL
 * for one of a resident ID card. */
const char *certificate_of(const Codes *codes, const char *number);

#endif
