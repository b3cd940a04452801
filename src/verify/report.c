/* Lines of findings. */
#include "config.h"

#include "verify/report.h"

#include <stdarg.h>

#include "base/text/text.h"

void report_init(Report *report)
{
    *report = (Report){.what = BUF_INIT, .lines = BUF_INIT};
}

void report_free(Report *report)
{
    buf_free(&report->what);
    buf_free(&report->lines);
}

void report_fault(Report *report, int64_t event, const char *fmt, ...)
{
    Buf line = BUF_INIT, safe = BUF_INIT;
    va_list args;

    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    /* What comes from a store that somebody changed shall not drive the reader's terminal. */
    text_add_safe(&safe, line.data);
    if (report->faults == 0) {
        report->first_bad = event;
        buf_add(&report->what, safe.data);
    }
    if (report->faults < REPORT_LINES)
        buf_addf(&report->lines, "%s\n", safe.data);
    report->faults++;
    buf_free(&line);
    buf_free(&safe);
}
