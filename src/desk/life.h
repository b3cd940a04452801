/* The life of a case: what becomes of it after its application was approved, and how it ends.
 * Beside the status of the application (desk/workflow.h) every case has one stage of these:
 *
 * prepared -> sent -> accepted or refused -> raising -> raising_ended -> settling -> closed ->
 * archived
 *
 * People read "stage"; in the code that word has two meanings already (ARCHITECTURE). A case is
 * closed from every stage, and opened again goes back to where it was. Each step is a row of
 * life_step with its day, person, reason and words. What holds a case is a stop (desk/stop.h).
 */
#ifndef ANJUAN_DESK_LIFE_H
#define ANJUAN_DESK_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/workflow.h"
#include "store/journal.h"

typedef enum Life {
    LIFE_PREPARED,
    LIFE_SENT,
    LIFE_ACCEPTED,
    LIFE_REFUSED,
    LIFE_RAISING,
    LIFE_RAISING_ENDED,
    LIFE_SETTLING,
    LIFE_CLOSED,
    LIFE_ARCHIVED,
    LIFE_COUNT
} Life;

const char *life_word(Life life);
const char *life_label(Life life); /* translated */
/* What is known here of the file with which a case was sent. */
typedef enum LifeFile {
    LIFE_FILE_WENT,      /* it was uploaded, or answered */
    LIFE_FILE_WAITS,     /* to be uploaded */
    LIFE_FILE_ELSEWHERE, /* its batch is at another station, which alone knows */
} LifeFile;
const char *life_label_of(Life life, LifeFile sent); /* what such a case is called then */
bool life_parse(const char *word, Life *out);
static inline bool life_is_over(Life life)
{
    return life == LIFE_CLOSED || life == LIFE_ARCHIVED;
}

bool life_now(Store *store, int64_t case_id, Life *out, Err *err);

/* A file that was written is not sent before it was uploaded, or answered: SQL over the case c,
 * NULL where none was written here. */
#define LIFE_WAITS                                                                             \
    "(SELECT b.uploaded_on IS NULL AND k.outcome IS NULL FROM batch_case AS k"                 \
    " JOIN batch AS b ON b.id = k.batch_id WHERE k.case_id = c.id AND b.state = 'written'"     \
    " AND b.purpose = 'launch' ORDER BY b.id DESC LIMIT 1)"
#define LIFE_FILE "coalesce(" LIFE_WAITS ", 2)" /* a LifeFile */
bool life_file(Store *store, int64_t case_id, LifeFile *out, Err *err);

/* Is there such a step, and may a person of this role take it? Opening a closed case again is
 * life_reopen. */
bool life_leads(Life from, Life to);
/* What it takes to say so by hand, of the table of rights. */
bool life_step_verb(Life from, Life to, Verb *out);
bool life_may(const User *user, Life from, Life to, Err *err);

typedef struct LifeStep {
    Life life;
    const char *on;               /* the day on which it came about; NULL: today */
    const char *reason, *comment; /* each may be NULL; of a closing, reason is a code */
} LifeStep;

/* Each inside tx, whose head names user and case. life_move checks the rights again. */
bool life_move(Tx *tx, const User *user, int64_t case_id, const LifeStep *step, Err *err);
/* Back to the stage it was closed from, an archived case to closed. */
bool life_reopen(Tx *tx, const User *user, int64_t case_id, const LifeStep *step, Err *err);

/* What the program itself does for that person: the case went out with a batch; the platform
 * took it or did not. A case that is further on already stays there. on NULL: today. */
bool life_sent(Tx *tx, int64_t user_id, int64_t case_id, const char *on, Err *err);
bool life_answered(Tx *tx, int64_t user_id, int64_t case_id, bool accepted, const char *on,
                   const char *comment, Err *err);

/* The same of a status that becomes or was "closed"; used by desk/review.c alone. */
bool life_follow_status(Tx *tx, int64_t user_id, int64_t case_id, Status from, Status to,
                        Err *err);

/* ERR_REFUSED when the case is closed or archived: it is neither sent nor asked money for. */
bool life_goes_on(Store *store, int64_t case_id, Err *err);

typedef struct LifeRow {
    int64_t id, group;
    Life was, life;
    const char *on, *at, *by, *reason, *comment; /* "" when there is none */
} LifeRow;

/* The steps in the order in which they were taken. */
bool life_list(Store *store, int64_t case_id, Arena *arena, LifeRow **out, size_t *n, Err *err);

#endif
