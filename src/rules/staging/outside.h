/* Who is none of the people of a case and stands in others: a witness of two cases, a witness
 * or an adviser here who acts there, and the other way. Told by mobile phones, since names are
 * alike by chance and a ward's line is called in many cases. Changes nothing. */
#ifndef ANJUAN_RULES_STAGING_OUTSIDE_H
#define ANJUAN_RULES_STAGING_OUTSIDE_H

#include "rules/staging/alike.h"

enum { OUTSIDE_MAX = 40 };

typedef struct Outside {
    AlikeCase of;
    const char *word; /* of the table other */
    FieldId field;    /* of the phone, here */
    size_t row;
    const char *code; /* how the witness was asked here; NULL: it is none */
} Outside;

/* At most OUTSIDE_MAX, each case once for each word. Texts are the case's or the arena's. */
bool outside_find(Store *store, const CaseFile *file, Arena *arena, Outside *out, size_t *n,
                  Err *err);

#endif
