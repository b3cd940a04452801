/* What two cases may have in common: an ID, a phone, a card, the number of a stay, an invoice,
 * a name with a year of birth. The one definition of "the same" for the rules about other cases
 * and for what is said while somebody types. Each search is one walk of an index and is
 * bounded; nothing is compared but canonical values (field_parse), nothing is written. Who may
 * see a case is for the floors above to say. */
#ifndef ANJUAN_RULES_STAGING_SHARE_H
#define ANJUAN_RULES_STAGING_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "store/store.h"

/* Values of one kind are compared with each other, whoever's they are. */
typedef enum ShareKind {
    SHARE_ID,
    SHARE_PHONE,
    SHARE_CARD,
    SHARE_INPATIENT,
    SHARE_INVOICE,
    SHARE_DOCUMENT,
    SHARE_NAME, /* of the patient, with a year of birth */
    SHARE_KINDS
} ShareKind;

/* The fields that are compared, and as what; the n-th from 0 on, false after the last. */
bool share_field(size_t n, FieldId *field, ShareKind *kind);

/* What the rules about other cases call it (the column kind of the table other), NULL: they do
 * not look for it. */
const char *share_word(FieldId field);

/* Do they look for it in this case? Not for the account and phone of a hospital, which many
 * cases share and may. */
bool share_counts(const CaseFile *file, FieldId field);

/* All that they read of a case, what they look for and what they are told besides, but for its
 * story; the n-th from 0 on, false after the last. */
bool share_read(size_t n, FieldId *field);

/* Characters from which on a value tells anything. */
size_t share_chars(ShareKind kind);

/* Another case that has the value; texts may be NULL. */
typedef struct Shared {
    int64_t case_id;
    const char *no, *status, *creator; /* creator: the display name of who entered it */
    const char *name, *born_on, *id_number, *hospital; /* of its patient and stay */
    const char *holder_id, *relation; /* of its payee, for SHARE_CARD and phones of payees */
} Shared;

/* The cases but for own that have the value in that field; at most room. year: of birth, for
 * SHARE_NAME alone, else NULL. Texts are in the arena. */
bool share_find(Store *store, FieldId field, const char *value, const char *year, int64_t own,
                size_t room, Arena *arena, Shared *out, size_t *n, Err *err);

#endif
