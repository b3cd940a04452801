/* Export: approved cases, as they were approved, through a template to a workbook; the ledger
 * of batches; the same batch again with the same bytes. */
#ifndef ANJUAN_APP_BATCHES_H
#define ANJUAN_APP_BATCHES_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "base/progress.h"

typedef struct BatchRow {
    int64_t id;
    const char *no, *template_, *title, *at, *by, *sha256;
    const char *file; /* the name it had when first written, without folder */
    int64_t cases, rows;
} BatchRow;

/* Without numbers: all approved cases. The batch, its cases' status "exported" and the file
 * come together: when writing fails or is cancelled, there is no batch and no file. */
bool app_export(Session *session, const char *template_, const char *const *numbers, size_t n,
                const char *path, const Progress *progress, Arena *arena, BatchRow *out,
                Err *err);

/* The same batch again, to path. An error when the bytes would differ from the first time. */
bool app_export_again(Session *session, const char *batch, const char *path,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err);

bool app_batches(Session *session, Arena *arena, BatchRow **out, size_t *n,
                 Err *err); /* newest first */
bool app_batch_cases(Session *session, const char *batch, Arena *arena, const char ***numbers,
                     size_t *n, Err *err);

/* Approved cases waiting for export. */
bool app_export_waiting(Session *session, Arena *arena, const char ***numbers, size_t *n,
                        Err *err);

#endif
