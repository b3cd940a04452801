/* What waits for a person, of which kind: one table (due.def) for the home screen, the lists of
 * the queue and what is kept of a case when it is judged. A kind that is about time follows
 * from a fact of the knowledge, which is a day; that day is kept here, so nothing is judged
 * when somebody looks. */
#ifndef ANJUAN_DESK_DUE_H
#define ANJUAN_DESK_DUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "desk/workflow.h"

#define DUE(ID, name, title, whose, statuses, day, known, limit, condition, key, age) DUE_##ID,
typedef enum DueKind {
    DUE_NONE,
#include "desk/due.def"
    DUE_END
} DueKind;
#undef DUE

/* Days for which a case is kept at least once it is closed, where no other day was told. */
enum { DUE_ERASE_LEAST = 28 };

/* What is said of how long a case waits. */
typedef enum DueAge {
    DUE_AGE_NONE,
    DUE_AGE_CHANGED, /* the time since its last change */
    DUE_AGE_DAYS,    /* the days since its day */
    DUE_AGE_LATE,    /* the same, for a day that was to be kept */
} DueAge;

const char *due_name(DueKind kind);
const char *due_title(DueKind kind);      /* translated */
const char *due_day_fact(DueKind kind);   /* NULL: none */
const char *due_kept_fact(DueKind kind);  /* whose day is kept of each case; NULL: none */
const char *due_limit_fact(DueKind kind); /* NULL: none */
DueAge due_age(DueKind kind);
unsigned due_statuses(DueKind kind);          /* bits 1u << Status */
bool due_is_mine(DueKind kind);               /* only cases that the person entered count */
bool due_for(DueKind kind, const User *user); /* is it anything that this person does? */

/* By what the store counts those that are due. */
typedef enum DueBy {
    DUE_BY_CASE,  /* nothing: each is looked at */
    DUE_BY_SHELF, /* all cases of its statuses are */
    DUE_BY_AGE,   /* those of them that were last changed before an instant */
    DUE_BY_DAY,   /* those whose day is over or today */
} DueBy;
DueBy due_by(DueKind kind);
bool due_is_over(DueKind kind); /* only cases that are over count */

/* Pieces of SQL over case_file AS c; NULL: none. */
const char *due_condition(DueKind kind);
const char *due_key(DueKind kind);

/* Keeps the day of the kind's fact for the case; NULL: there is none. Inside the transaction of
 * the judgement; writes only what differs. */
bool due_keep(Store *store, int64_t case_id, DueKind kind, const char *day, Err *err);

/* Batches that were written before that day and hold a case of which no answer is known, among
 * the last ones. */
bool due_batches(Store *store, const char *before, int64_t *count, Err *err);

/* Bundles of ours that nobody acknowledged, and stations whose last ones we did not, since
 * before that instant. */
bool due_bundles(Store *store, const char *before, int64_t *count, Err *err);

/* Up to n cases, by their ids and after that one, that were last judged by other knowledge than
 * that version, or by none. */
bool due_stale(Store *store, const char *version, int64_t after, int64_t *ids, size_t n,
               size_t *got, Err *err);

#endif
