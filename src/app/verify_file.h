/* Whether a file that somebody has is one that went out: by its digest, and where that is of no
 * batch, cell by cell against the batch that the file names. Nothing of a case is told but its
 * number, so nothing is revealed by it.
 *
 * The file is hostile (exchange/table.h). The history is to be whole before this says
 * anything: what is compared with is made of the records. */
#ifndef ANJUAN_APP_VERIFY_FILE_H
#define ANJUAN_APP_VERIFY_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/batch.h"
#include "base/progress.h"

typedef struct FileDifference {
    const char *kind;       /* "changed", "missing", "extra", "hidden", "moved", "sheet" */
    const char *sheet, *no; /* no: of the case; NULL: none that is known */
    size_t row;             /* of the file, or where it is missing of the batch; 0: none */
    const char *columns;    /* of "changed": their names; else NULL */
    const char *words;      /* all that for a person */
} FileDifference;

typedef struct FileFound {
    const BatchRow *batch; /* that it is compared with; NULL: none was found */
    bool by_digest;        /* it is the file of that batch, byte by byte */
    bool compared;         /* with what was approved */
    const char *why;       /* it was not; for a person */
    FileDifference *rows;  /* the first of them */
    size_t n, differences;
} FileFound;

/* A person who may read has signed in. fault: it is of no batch, or not what was approved.
 * False: it could not be told. Texts are the arena's. */
bool app_verify_file(Session *session, const char *path, const Progress *progress, Arena *arena,
                     FileFound *out, Err *fault, Err *err);

#endif
