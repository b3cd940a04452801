/* An xlsx file while it is written: the library's workbook with the sheets that were added to
 * it, what must be watched because the library does not, and the reading back of all that was
 * summed up. What stands in the sheets is the caller's: the batch (workbook.c), the report
 * (report_book.c).
 *
 * begin, about and add, ready, then the cells; end, and drop in any case; check. Its temporary
 * files lie in the folder given and nowhere else. */
#ifndef ANJUAN_EXCHANGE_BOOK_FILE_H
#define ANJUAN_EXCHANGE_BOOK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "exchange/sheet_sum.h"

typedef struct BookFile {
    lxw_workbook *workbook; /* NULL before it is begun and after its end */
    lxw_worksheet **sheets;
    SheetSum **sums; /* of the callers; begun here */
    size_t n;
} BookFile;

/* What the properties of the document say; texts may be NULL. */
typedef struct BookAbout {
    const char *title, *subject, *organisation, *by, *status;
    const char
        *at; /* UTC instant; the creation time, so that the same input is the same file */
} BookAbout;

bool book_file_begin(BookFile *file, const char *temp, const char *folder, Err *err);
bool book_file_about(BookFile *file, const BookAbout *about, Err *err);

/* NULL on an error. sum is the caller's, stays where it is, and is freed by sheet_sum_free. */
lxw_worksheet *book_file_add(BookFile *file, const char *title, SheetSum *sum, Err *err);

/* Whether the library has its temporary files where it was told to. */
bool book_file_ready(const BookFile *file, const char *folder, Err *err);

bool book_file_end(BookFile *file, Err *err);
void book_file_drop(BookFile *file); /* gives up what was not ended */

/* Whether the finished file holds what was summed up. */
bool book_file_check(const BookFile *file, const char *temp, Err *err);
void book_file_free(BookFile *file); /* may be repeated */

#endif
