/* The entries of the blacklist: those of lists that were taken in, and our own. What is kept of
 * a person is digests alone (rules/staging/listed.h); the words beside them are about the deed.
 *
 * Of our own, one supervisor enters, with reason and evidence, and another confirms: until then
 * the entry stops nobody and supervisors alone are told of it. What counts is lifted by two as
 * well, what a newer file of a list has no more too: one asks, with a reason, another lifts. An
 * entry that was not confirmed is lifted by one, since it accuses nobody yet. Two persons are
 * two where neither has added the other or set the passphrase of the other; triggers hold all
 * of this against other programs. */
#ifndef ANJUAN_DESK_BLACKLIST_H
#define ANJUAN_DESK_BLACKLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/day.h"
#include "desk/people.h"
#include "rules/staging/listed.h"
#include "store/journal.h"

typedef enum BlackState {
    BLACK_WAITS,   /* of our own, to be confirmed */
    BLACK_COUNTS,  /* in force */
    BLACK_LIFTING, /* in force; somebody asks that it be lifted */
    BLACK_LAPSED,  /* its last day has passed */
    BLACK_ENDED,   /* lifted, declined, or no longer on its list */
    BLACK_STATES
} BlackState;

const char *black_state_word(BlackState state);  /* of JSON */
const char *black_state_label(BlackState state); /* translated */

typedef struct BlackEntry {
    int64_t id; /* its number */
    BlackState state;
    const char *source;                                       /* "": our own */
    const char *reason, *evidence, *document, *since, *until; /* "" when there is none */
    bool marks[LISTED_MARKS];                                 /* by what it is compared */
    const char *entered_at, *entered_by, *confirmed_at, *confirmed_by;
    const char *lift_at, *lift_by, *lift_reason, *ended_at, *ended_by, *ended_reason;
    int64_t entered_id, lift_id; /* users; lift_id 0: nobody asks */
} BlackEntry;

/* What is new. Digests that are not there are not compared. */
typedef struct BlackNew {
    const char *source;                                       /* "": our own */
    const char *reason, *evidence, *document, *since, *until; /* NULL for none */
    unsigned char print[DIGEST_BYTES];
    bool has[LISTED_MARKS];
    unsigned char digests[LISTED_MARKS][DIGEST_BYTES];
} BlackNew;

/* Those that are in force or wait, and with ended the others too: what waits for another person
 * first, then the newest. */
bool black_list(Store *store, Day today, bool ended, Arena *arena, BlackEntry **out, size_t *n,
                Err *err);
/* How many wait that this person may decide about. */
bool black_waiting(Store *store, int64_t user_id, Day today, int64_t *n, Err *err);
/* ERR_NOT_FOUND where there is none of that number. */
bool black_get(Store *store, int64_t id, Day today, Arena *arena, BlackEntry *out, Err *err);

bool black_add(Tx *tx, const User *user, const BlackNew *entry, int64_t *id, Err *err);
/* What waits: an entry of our own counts then; one that is to be lifted is. */
bool black_confirm(Tx *tx, const User *user, const BlackEntry *entry, Err *err);
/* What waits is not to be: an entry of our own goes; one that is to be lifted stays. */
bool black_decline(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                   Err *err);
bool black_lift(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                Err *err);
/* A newer file of its list has the entry no more: one supervisor asks by that file that it be
 * lifted, another lifts it by the same one, and nothing is done where the same person says it
 * again. */
typedef enum BlackGone { GONE_ASKED, GONE_ENDED, GONE_WAITS } BlackGone;
bool black_gone(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                BlackGone *out, Err *err);
/* It has it again, so nobody need decide any more; for an entry that black_gone asked about. */
bool black_back(Tx *tx, const User *user, int64_t id, Err *err);

/* Words that hold what looks like an ID, a phone or a card are refused: they are kept as they
 * are, and everybody whose case meets the entry reads them. */
bool black_words(const char *words, Err *err);
/* Each part of an entry by itself; black_add asks all of them. Evidence is that of our own. */
bool black_reason(const char *reason, Err *err);
bool black_evidence(const char *evidence, Err *err);
bool black_days(const char *since, const char *until, Err *err);

#endif
