/* Which rows of two tables are not the same, whatever order they stand in: so that a row that
 * was put in or taken out is named as that, and not all that stand below it. */
#ifndef ANJUAN_APP_FILE_ROWS_H
#define ANJUAN_APP_FILE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/verify_file.h"
#include "exchange/table.h"

enum { FILE_ROWS_TOLD = 200 };

/* numbers: of the cases of the batch, sorted by their bytes. out is added to: its rows have
 * room for FILE_ROWS_TOLD. */
typedef struct FileRows {
    const char *const *numbers;
    size_t n;
    const char *name; /* of a table that has no sheets */
    Arena *arena;
    FileFound *out;
} FileRows;

void file_rows(const FileRows *rows, const Table *made, const Table *given);

#endif
