/* Lines of findings. */
#include "config.h"

#include "verify/report.h"

#include <stdarg.h>

#include "base/attr.h"
#include "base/text/text.h"

void report_init(Report *report)
{
    *report =
        (Report){.what = BUF_INIT, .lines = BUF_INIT, .remarks = BUF_INIT, .unseen = BUF_INIT};
}

void report_free(Report *report)
{
    buf_free(&report->what);
    buf_free(&report->lines);
    buf_free(&report->remarks);
    buf_free(&report->unseen);
}

/* What comes from a store that somebody changed shall not drive the reader's terminal. */
static void add_safe(Buf *out, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

static void add_safe(Buf *out, const char *fmt, va_list args)
{
    Buf line = BUF_INIT;

    buf_vaddf(&line, fmt, args);
    text_add_safe(out, line.data);
    buf_free(&line);
}

void report_fault(Report *report, int64_t event, const char *fmt, ...)
{
    Buf safe = BUF_INIT;
    va_list args;

    va_start(args, fmt);
    add_safe(&safe, fmt, args);
    va_end(args);
    if (report->faults == 0) {
        report->first_bad = event;
        buf_add(&report->what, safe.data);
    }
    if (report->faults < REPORT_LINES)
        buf_addf(&report->lines, "%s\n", safe.data);
    report->faults++;
    buf_free(&safe);
}

void report_remark(Report *report, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_safe(&report->remarks, fmt, args);
    va_end(args);
    buf_add(&report->remarks, "\n");
}

void report_unseen(Report *report, const char *what)
{
    buf_addf(&report->unseen, "%s\n", what);
}
