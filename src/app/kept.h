/* Writing about a case that another station works on: kept here for the person who wrote it
 * (desk/kept.h), and entered when it is home. What stands as it stood then takes the new value;
 * where it was changed there as well both values stand side by side until that person says
 * which counts. Both are in the history then, so none vanishes; and who enters it has had a
 * hand in the case. What lies there in their name and is not signed by them, or is of a case
 * that was never elsewhere, is shown as such and entered by nobody. */
#ifndef ANJUAN_APP_KEPT_H
#define ANJUAN_APP_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/buf.h"
#include "desk/kept.h"
#include "domain/casefile.h"

typedef enum KeptState {
    KEPT_AWAY,   /* the case is not home */
    KEPT_READY,  /* it may be entered */
    KEPT_SAME,   /* somebody entered the same */
    KEPT_CLASH,  /* somebody entered something else */
    KEPT_GONE,   /* the row was taken out */
    KEPT_FOREIGN /* not by this person: never entered, only thrown away */
} KeptState;

typedef struct KeptLine {
    Kept kept;
    KeptState state;
    bool frozen;            /* the case is here, but this may not be written now */
    size_t row;             /* of the record as it is now; that of a new row where it is gone */
    const char *now;        /* what stands there; NULL: nothing */
    const char *by, *by_at; /* of a clash: who entered that, and when; else "" */
} KeptLine;

const char *kept_state_word(KeptState state);
const char *kept_state_label(KeptState state); /* translated */

/* Of the person signed in, and this case; texts are the arena's. */
bool app_kept_list(Session *session, const CaseFile *file, Arena *arena, KeptLine **out,
                   size_t *n, Err *err);
/* How many values they kept about it; none as well where the store cannot tell. */
size_t app_kept_count(Session *session, int64_t case_id);
/* The cases that they kept something about. */
bool app_kept_cases(Session *session, Arena *arena, int64_t **out, size_t *n, Err *err);

/* As app_case_set_paths, while the case is elsewhere, which the caller has asked
 * app_kept_wanted; what is there is another matter. */
bool app_kept_put(Session *session, const CaseFile *file, char *const *assignments, size_t n,
                  Err *err);
bool app_kept_wanted(Session *session, const CaseFile *file, bool *wanted, Err *err);

/* The fields of what was entered, and of what was refused with why, as people read them; both
 * start as BUF_INIT. */
typedef struct KeptTold {
    Buf entered, refused;
} KeptTold;
void kept_told_free(KeptTold *told);

/* Enters what clashes with nothing and may be written now, in one group; left: what stays.
 * Where one is refused each of the others is entered by itself; false where none is. told:
 * NULL, or added to. */
bool app_kept_enter(Session *session, CaseFile **file, KeptTold *told, size_t *entered,
                    size_t *left, Err *err);

/* The same of all cases that are home; what cannot be entered now stays, and is no fault. */
bool app_kept_enter_all(Session *session, KeptTold *told, size_t *entered, size_t *left,
                        Err *err);

/* Settles one where both changed: the value of this person, or what stands; of a row that went
 * all that was written into it. Where the case is frozen ours is refused, with what to do, and
 * theirs counts without anything being written: what is given up is in no history then. So may
 * be given up what clashes with nothing or is refused, and so goes what is not by this person,
 * whose ours is refused. */
typedef enum KeptFate { KEPT_OURS, KEPT_THEIRS } KeptFate;
bool app_kept_settle(Session *session, CaseFile **file, int64_t id, KeptFate fate, Err *err);

#endif
