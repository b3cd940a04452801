/* What was found. The first finding is what the answer names; the others are told to people. */
#ifndef ANJUAN_VERIFY_REPORT_H
#define ANJUAN_VERIFY_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"

enum { REPORT_LINES = 200 };

typedef struct Report {
    int64_t events, signatures, unsigned_, records, copies;
    int64_t faults, first_bad; /* first_bad: the event, 0 where it is about none */
    Buf what;                  /* of the first */
    Buf lines;                 /* of the first REPORT_LINES */
    Buf remarks;               /* what is no fault and has to be known, one in a line */
    Buf unseen;                /* what was not looked at, one in a line */
} Report;

void report_init(Report *report);
void report_free(Report *report);

/* event: 0 where none is at fault. */
void report_fault(Report *report, int64_t event, const char *fmt, ...) PRINTF_LIKE(3, 4);
void report_remark(Report *report, const char *fmt, ...) PRINTF_LIKE(2, 3);
void report_unseen(Report *report, const char *what);

#endif
