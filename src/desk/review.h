/* Submission, return, rejection, approval: what was decided, by whom, with which words, and the
 * case exactly as it was approved. */
#ifndef ANJUAN_DESK_REVIEW_H
#define ANJUAN_DESK_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/origin.h"
#include "desk/workflow.h"

typedef struct Decision {
    const char *reason;  /* a code of return_reason, or NULL */
    const char *comment; /* or NULL */
    const char *found;   /* rules as review_found lists them; NULL: it was not judged */
} Decision;

/* What stood when the case was judged: the n rules in the order of their names, each once, with
 * commas between. */
void review_found(const char *const *rules, size_t n, Buf *out);

/* Moves the case by the verb inside tx (whose head names user and case): checks status and
 * rights again inside the transaction, writes the review row. */
bool review_move(Tx *tx, const User *user, int64_t case_id, Verb verb, const Decision *decision,
                 Err *err);

/* The case goes out with a batch that is written. Whether the person may was asked when the
 * batch was begun; it may be another program that finishes it, when the person is long gone. */
bool review_exported(Tx *tx, int64_t user_id, int64_t case_id, Err *err);

/* False, and an error that names the batch, while the case stands in one that is begun. */
bool review_not_begun(Store *store, int64_t case_id, Err *err);

/* Gives the case to the user of that name, who may work on it and keeps it from then on.
 * comment may be NULL. */
bool review_hand(Tx *tx, const User *user, int64_t case_id, const char *name,
                 const char *comment, Err *err);

/* The first of two approvals, where the case takes two (desk/eyes.h): written down, and nothing
 * else. */
bool review_approve_first(Tx *tx, const User *user, int64_t case_id, const Decision *decision,
                          Err *err);

/* The approval, which is the second where there is a first. It also keeps the case as approved:
 * its portable JSON and the packed knowledge of the time. */
bool review_approve(Tx *tx, const User *user, int64_t case_id, const Decision *decision,
                    const char *snapshot, const char *knowledge_version, int64_t *approval,
                    Err *err);

/* A finding that was open at the approval, as it was then. */
typedef struct AcceptedFinding {
    const char *rule, *version, *severity; /* R404, 1, warn or info */
    const char *field;                     /* "case.target_fen", NULL for none */
    int row;                               /* from 1, 0 for none */
    const char *message, *facts;           /* facts: one JSON object */
    const char *comment;                   /* with which it was accepted; NULL for info */
    const char *at, *by, *knowledge;       /* when reading: of the approval */
} AcceptedFinding;

/* Keeps one with the approval just written; inside its tx. */
bool review_accept(Tx *tx, int64_t case_id, int64_t approval, const AcceptedFinding *finding,
                   Err *err);

/* What was accepted at the approvals of the case, the last approval first. */
bool review_accepted(Store *store, int64_t case_id, Arena *arena, AcceptedFinding **out,
                     size_t *n, Err *err);

typedef struct ReviewRow {
    int64_t id, group;
    const char *at, *verb, *user, *reason, *comment;
    const char *place;  /* of a mark: "plan.estimate_fen", "plan", "R404"; of a hand-over: to
                         * whom; NULL for none */
    KeyOrigins origins; /* of the key that signed it */
    /* Who entered the case, and since when by a passphrase that this person gave; or NULL. The
     * one to whom it was given, where that one gave it on; NULL: to whoever entered the case.
     */
    const char *entered_by, *given_at, *given_by_way_of;
    const char *home;    /* the station of who decided, where it is another one; or NULL */
    const char *vouched; /* who here trusts that station, by the caller; or NULL */
    /* Of an approval: the station at which others had a hand in the case, and which the
     * approver alone trusted; by the caller, or NULL. */
    const char *alone;
} ReviewRow;

bool review_list(Store *store, int64_t case_id, Arena *arena, ReviewRow **out, size_t *n,
                 Err *err);

/* The last return, rejection or approval, for "what changed since": group is 0 when there was
 * none. */
typedef struct LastDecision {
    int64_t group;
    Verb verb;
} LastDecision;
bool review_last_decision(Store *store, int64_t case_id, LastDecision *out, Err *err);
/* The approval in force; group is 0 when none is. */
bool review_in_force(Store *store, int64_t case_id, LastDecision *out, Err *err);

/* Whether each approval is in the journal as its approver's own deed; else *ok is false and err
 * says what was found. An approval put into the store by another program is not. */
bool review_verify(Store *store, bool *ok, Err *err);

#endif
