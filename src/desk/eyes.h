/* Four eyes: who has had a hand in a case, so that somebody else approves it. That is who
 * entered it, changed it, wrote what an approval takes in, submitted it, is named in it as its
 * adviser, or gave the first of two approvals; and whoever of them could sign in as a person,
 * for what that person approves may be theirs. The rule lives in the views four_eyes and
 * passphrase_set of the schema, which the triggers ask too.
 *
 * Two supervisors approve a case whose amount is above a limit, or with findings that the store
 * names. The first approval is a row of review and moves nothing. */
#ifndef ANJUAN_DESK_EYES_H
#define ANJUAN_DESK_EYES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/uid.h"
#include "store/journal.h"

/* Why somebody does not approve a case, the plainest first. */
typedef enum Eyes {
    EYES_ENTERED,
    EYES_CHANGED,
    EYES_LATER, /* wrote rows that came later, which the approval of an amendment takes in */
    EYES_SUBMITTED,
    EYES_NAMED,     /* the case names them as its adviser */
    EYES_FIRST,     /* gave the first of two approvals */
    EYES_FIRST_SET, /* could sign in as whoever did */
    EYES_FREE,      /* nothing is in the way */
} Eyes;

/* Why the person does not approve the case; *by: who it is that had the hand in it, which is
 * the person, or whoever could sign in as the person. */
bool eyes_of(Store *store, int64_t case_id, int64_t user_id, Eyes *out, int64_t *by, Err *err);

/* Sets err to why, and who could: of a case and a person whom eyes_of does not call free. */
bool eyes_refuse(Store *store, int64_t case_id, int64_t user_id, Err *err);

/* ---- two approvals ---- */

/* What the store asks a second approval for: an amount in fen (-1: none), and rules. */
typedef struct SecondRule {
    int64_t above;
    const char *findings; /* "R406,R407"; "" for none */
} SecondRule;
extern const char second_above[], second_findings[]; /* the settings */
bool eyes_second_rule(Store *store, Arena *arena, SecondRule *out, Err *err);
/* What it asked at that group of the history or at any time since: the lowest amount, and all
 * of the rules. group 0: as it is now. */
bool eyes_second_since(Store *store, Arena *arena, int64_t group, SecondRule *out, Err *err);
/* Values of the two settings at one time, which may be NULL, taken into what is asked. */
void eyes_second_above(SecondRule *rule, const char *value);
void eyes_second_findings(Buf *findings, const char *value);
/* The group by which the case was submitted last, or last before its last approval; 0: none. */
bool eyes_submitted(Store *store, int64_t case_id, bool approved, int64_t *group, Err *err);
bool eyes_set_second_rule(Tx *tx, const SecondRule *rule, Err *err);

/* Are there two supervisors today who could give both approvals of a case? */
bool eyes_two_can(Store *store, bool *can, Err *err);

/* Whether a rule of len bytes is in a list with commas between. */
bool eyes_names(const char *list, const char *rule, size_t len);
/* Whether one of the rules in found is among those that take two; both have commas between. */
bool eyes_found_named(const char *findings, const char *found);

/* Whether that case takes two, by what the setting asked at its last submission or since, with
 * findings of those rules, or of those that this submission names. */
bool eyes_take_two(Store *store, int64_t case_id, const char *const *rules, size_t n, bool *two,
                   Err *err);

/* The first of two approvals, where there is one and the second is waited for. */
bool eyes_first(Store *store, int64_t case_id, Uid *first, bool *found, Err *err);

#endif
