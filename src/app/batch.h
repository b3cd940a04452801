/* Export: approved cases, as they were approved, through a template to a workbook; the ledger
 * of batches; the same batch again with the same bytes. */
#ifndef ANJUAN_APP_BATCH_H
#define ANJUAN_APP_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "base/progress.h"

/* What became of it. A batch is begun just before its file gets its name, and written just
 * after; one that was interrupted in between and has no file is withdrawn. What was written is
 * uploaded, answered by the platform, closed: the column "standing" says which. */
typedef enum BatchState {
    BATCH_BEGUN,
    BATCH_WITHDRAWN,
    BATCH_WRITTEN, /* from here on there is a file */
    BATCH_UPLOADED,
    BATCH_ANSWERED,
    BATCH_CLOSED,
} BatchState;

const char *app_batch_state_word(BatchState state);  /* as the store has it */
const char *app_batch_state_label(BatchState state); /* translated */

typedef struct BatchRow {
    int64_t id;
    const char *no, *template_, *title, *at, *by, *sha256;
    const char *file;        /* the name it had when first written, without folder */
    const char *platform;    /* its code; "" in a batch of before with cases of several */
    const char *predecessor; /* the batch whose refused cases it sends again, or NULL */
    const char *uploaded_on, *uploaded_by; /* NULL: not that anybody said */
    BatchState state;
    int64_t cases, rows;
    int64_t accepted, refused; /* of its cases, by what the platform answered */
} BatchRow;

/* What the platform answered about a case. */
typedef enum Outcome { OUTCOME_NONE, OUTCOME_ACCEPTED, OUTCOME_REFUSED } Outcome;

const char *app_outcome_word(Outcome outcome);  /* as the store has it; NULL for none */
const char *app_outcome_label(Outcome outcome); /* translated */

/* A case of a batch. */
typedef struct BatchCase {
    int64_t id, case_id, approval_id; /* id: of the row of batch_case */
    const char *no;                   /* of the case */
    Outcome outcome;
    const char *reason, *platform_no, *answered_at; /* NULL: none */
} BatchCase;

/* Without numbers: all approved cases. The batch, its cases' status "exported" and the file
 * come together: when writing fails or is cancelled, there is no batch and no file; when the
 * ledger fails afterwards, the error says that the next start finishes the batch. A file that
 * is there is replaced only when that is said, unless it is this very batch already, which then
 * is the answer: the same call again after an interruption succeeds. */
bool app_export(Session *session, const char *template_, const char *const *numbers, size_t n,
                const char *path, bool replace, const Progress *progress, Arena *arena,
                BatchRow *out, Err *err);

/* The same batch again, to path. An error when the bytes would differ from the first time. */
bool app_export_again(Session *session, const char *batch, const char *path, bool replace,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err);

/* What people say of a batch that was written: the day on which it was uploaded (NULL takes
 * that back), that nothing more is expected of it, and that something is after all. */
bool app_batch_uploaded(Session *session, const char *batch, const char *day, Err *err);
bool app_batch_close(Session *session, const char *batch, Err *err);
bool app_batch_open(Session *session, const char *batch, Err *err);

bool app_batch_find(Session *session, const char *batch, Arena *arena, BatchRow *out, Err *err);

/* Newest first. */
bool app_batches(Session *session, Arena *arena, BatchRow **out, size_t *n, Err *err);
/* In the order of the file. */
bool app_batch_cases(Session *session, const char *batch, Arena *arena, BatchCase **out,
                     size_t *n, Err *err);

/* Approved cases waiting for export. */
bool app_export_waiting(Session *session, Arena *arena, const char ***numbers, size_t *n,
                        Err *err);

#endif
