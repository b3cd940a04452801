/* What two cases may have in common: an ID, a phone, a card, the number of a stay, an invoice,
 * a name with a year of birth, somebody of the household. The one definition of "the same" for
 * the rules about other cases and for what is said while somebody types. Values are compared in
 * the forms of base/text/text_same.h, which are kept beside the cases (alike_form), so each
 * search is one walk of an index and is bounded. Who may see a case is for the floors above to
 * say. */
#ifndef ANJUAN_RULES_STAGING_ALIKE_H
#define ANJUAN_RULES_STAGING_ALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "store/store.h"

/* Values of one kind are compared with each other, whoever's they are. */
typedef enum AlikeKind {
    ALIKE_ID,
    ALIKE_PHONE,
    ALIKE_CARD,
    ALIKE_INPATIENT,
    ALIKE_INVOICE,
    ALIKE_DOCUMENT,
    ALIKE_NAME, /* of the patient, with a year of birth */
    ALIKE_KINDS
} AlikeKind;

/* The fields that are compared, and as what; the n-th from 0 on, false after the last. */
bool alike_field(size_t n, FieldId *field, AlikeKind *kind);

/* What the rules about other cases call it (the column kind of the table other), NULL: it is
 * nothing they tell of by itself. */
const char *alike_word(FieldId field);

/* Is it looked for in this case, or in one whose payee is of that kind? Not for the account
 * and phone of a hospital, which many cases share and may; but a case whose payee is a person
 * finds it there. */
bool alike_matters(const CaseFile *file, FieldId field);
bool alike_looks(FieldId field, const char *payee_kind);

/* Of a phone: is it that of somebody whom the case names and who is none of its people, as a
 * witness or the adviser? */
bool alike_outside(FieldId field);

/* Does a value of that field here say anything where it stands in at there? What many cases
 * share and may, as a ward's line or the adviser, does not. */
bool alike_compares(FieldId field, FieldId at, const char *value);

/* All that they read of a case, what they look for, what they are told besides and its story;
 * the n-th from 0 on, false after the last. */
bool alike_read_field(size_t n, FieldId *field);

/* Keeps the forms of a case; inside the transaction that changed it. */
bool alike_keep(Store *store, const CaseFile *file, Err *err);
/* Whether other forms are kept than those of the case. */
bool alike_differs(Store *store, const CaseFile *file, bool *differs, Err *err);

/* Characters from which on a value tells anything. */
size_t alike_chars(AlikeKind kind);

/* Another case that has the value; texts may be NULL. */
typedef struct AlikeCase {
    int64_t case_id;
    const char *no, *status, *creator; /* status: "closed" of what is over; creator: the display
                                        * name of who entered it */
    const char *name, *born_on, *id_number, *phone, *address; /* of its patient */
    const char *hospital, *inpatient_no;                      /* of the stay */
    const char *diagnosed_on;
    const char *holder_id, *holder_name, *relation; /* of whose the value is, where not the
                                                     * patient's */
    const char *payee_kind;                         /* for values of its payee */
} AlikeCase;

/* The cases but for own that have the value in that field; at most room. year: of birth, for
 * ALIKE_NAME alone, else NULL. Texts are in the arena. */
bool alike_find(Store *store, FieldId field, const char *value, const char *year, int64_t own,
                size_t room, Arena *arena, AlikeCase *out, size_t *n, Err *err);

/* How the patient stands to the patient, in the codes of relations. */
#define ALIKE_SELF "01"

/* Somebody of the household: of its rows, who acts or is paid and has a resident ID, and the
 * patient. */
typedef struct AlikePerson {
    const char *name, *born, *relation; /* to the patient; all NULL: not all of it is told */
} AlikePerson;

/* The n-th of a case from 0 on, false after the last. Texts are the case's or the arena's. */
bool alike_person(const CaseFile *file, size_t n, Arena *arena, AlikePerson *out);

/* The cases but for own to whose household somebody of that name belongs who was born on that
 * day; relation is theirs there. */
bool alike_find_person(Store *store, const AlikePerson *person, int64_t own, size_t room,
                       Arena *arena, AlikeCase *out, size_t *n, Err *err);

/* The cases in which the account of the hospital that is paid here is that of a hospital of
 * another name (payee_kind and holder_name are of that). */
bool alike_find_account(Store *store, const CaseFile *file, size_t room, Arena *arena,
                        AlikeCase *out, size_t *n, Err *err);

/* The cases in which the hospital that is paid here, by its name, is paid on another account.
 */
bool alike_find_accounts(Store *store, const CaseFile *file, size_t room, Arena *arena,
                         AlikeCase *out, size_t *n, Err *err);

#endif
