/* The list of serious diseases (table disease): names with their ICD-10 codes, to pick from. It
 * is no gate: the platforms take other diseases too, and what is not in it is as good. */
#ifndef ANJUAN_DOMAIN_DISEASE_H
#define ANJUAN_DOMAIN_DISEASE_H

#include <stdbool.h>

#include "base/buf.h"
#include "domain/codes.h"

/* Appends the form in which codes of ICD-10 are compared: half width, capital letters, no
 * blanks, nothing unseen. */
void disease_code_form(const char *icd10, Buf *out);

/* The code of a disease that is named just as in the list, in either language; else NULL. */
const char *disease_icd10(const Codes *codes, const char *name);

/* Does a code say another disease than the one named? False when the list cannot tell. A code
 * that is only shorter or longer says the same: C91, C91.0 and C91.000x001. */
bool disease_differs(const Codes *codes, const char *name, const char *icd10);

#endif
