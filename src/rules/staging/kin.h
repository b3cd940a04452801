/* Other cases of the same people: of the same patient, and those in which somebody acts or is
 * paid who does so here too, such as the father of two children that are ill at once. Found by
 * the number of their certificate, or by their phone; the patient and those of the household by
 * name and day of birth as well. And what such a case counts of the household's that is counted
 * here too. Bounded, and nothing is written. */
#ifndef ANJUAN_RULES_STAGING_KIN_H
#define ANJUAN_RULES_STAGING_KIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "rules/staging/alike.h"
#include "store/store.h"

enum { KIN_MAX = 20 };

typedef struct Kin {
    AlikeCase of;
    FieldId field;            /* by which it was found, here */
    bool patient;             /* the same patient */
    bool payee;               /* the same payee, of another patient */
    bool namesake;            /* a patient of that name and day of birth with another ID */
    const char *own_relation; /* of who is in both, to the patient here; of.relation: there */
} Kin;

/* One patient: by the number where both have one; else by name and day of birth, and where the
 * numbers are of different papers, as of a passport and a birth certificate, by a phone, a home
 * or a stay in common as well. Two resident IDs are two persons. */
bool kin_same_patient(const CaseFile *file, const AlikeCase *other);

/* Each case once; at most KIN_MAX. Texts are in the arena. */
bool kin_find(Store *store, const CaseFile *file, Arena *arena, Kin *out, size_t *n, Err *err);

/* A sum of the household that both cases have: of a debt, or of what is owned. */
typedef struct KinSum {
    const char *word; /* debt, asset */
    const char *kind; /* of asset, by its code; or NULL */
    FieldId field;
    size_t row; /* of this case */
} KinSum;

bool kin_sums(Store *store, const CaseFile *file, const Kin *kin, Arena *arena, KinSum *out,
              size_t room, size_t *n, Err *err);

/* The number of a certificate that stands in another case under another name. */
typedef struct KinNamed {
    AlikeCase of;
    FieldId field; /* of the number, here */
} KinNamed;

/* Each number of this case once, with each such case once. */
bool kin_named(Store *store, const CaseFile *file, Arena *arena, KinNamed *out, size_t room,
               size_t *n, Err *err);

#endif
