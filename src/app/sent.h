/* The ledger of a case: in which batches it went out, when and by whom, with which values, and
 * what came back. The values are those of the file: of the application as it was approved then,
 * through the template and the code tables of that time, not of today. */
#ifndef ANJUAN_APP_SENT_H
#define ANJUAN_APP_SENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/batch.h"
#include "app/session.h"
#include "base/arena.h"

typedef struct Sending {
    BatchRow batch;
    const char *approved_by, *approved_at; /* of what went out */
    Outcome outcome;
    const char *reason, *platform_no, *answered_at; /* NULL: none */
    int silent; /* days since it went out in which nothing was answered; -1: it was */
} Sending;

/* Newest first; what was begun and withdrawn never went out. */
bool app_sendings(Session *session, int64_t case_id, Arena *arena, Sending **out, size_t *n,
                  Err *err);

typedef struct SentValue {
    const char *sheet, *column, *text; /* as the file has them */
    size_t row;                        /* of the case on that sheet, from 1 */
} SentValue;

/* What a batch told of the case, value by value: whoever reads that looks at what is masked
 * (app/reveal.h). */
bool app_sent_values(Session *session, const char *batch, int64_t case_id, Arena *arena,
                     SentValue **out, size_t *n, Err *err);

/* The same for a dossier, which is told of by itself. */
bool app_sent_whole(Session *session, const char *batch, int64_t case_id, Arena *arena,
                    SentValue **out, size_t *n, Err *err);

#endif
