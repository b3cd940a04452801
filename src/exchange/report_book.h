/* Writes the figures of the office to an xlsx file, each as a block of rows with its chart
 * beside it, and reads it back whole. It knows nothing of cases: what is not in the report
 * cannot get into the file.
 *
 * It writes to the hidden file that the caller made, as workbook.h does. */
#ifndef ANJUAN_EXCHANGE_REPORT_BOOK_H
#define ANJUAN_EXCHANGE_REPORT_BOOK_H

#include <stdbool.h>

#include "desk/figures.h"

typedef struct ReportFacts {
    const char *organisation, *station, *by;
    const char *at; /* UTC instant; also the document's creation time */
    bool practice;  /* stamped on top */
} ReportFacts;

bool report_book_write(const Report *report, const ReportFacts *facts, const char *temp,
                       Err *err);

#endif
