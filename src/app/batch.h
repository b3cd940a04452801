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
 * after; one that was interrupted in between and has no file is withdrawn. */
typedef enum BatchState { BATCH_BEGUN, BATCH_WRITTEN, BATCH_WITHDRAWN } BatchState;

const char *app_batch_state_word(BatchState state);  /* as the store has it */
const char *app_batch_state_label(BatchState state); /* translated */

typedef struct BatchRow {
    int64_t id;
    const char *no, *template_, *title, *at, *by, *sha256;
    const char *file; /* the name it had when first written, without folder */
    BatchState state;
    int64_t cases, rows;
} BatchRow;

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

/* Newest first. */
bool app_batches(Session *session, Arena *arena, BatchRow **out, size_t *n, Err *err);
bool app_batch_cases(Session *session, const char *batch, Arena *arena, const char ***numbers,
                     size_t *n, Err *err);

/* Approved cases waiting for export. */
bool app_export_waiting(Session *session, Arena *arena, const char ***numbers, size_t *n,
                        Err *err);

#endif
