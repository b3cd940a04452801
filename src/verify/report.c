/* Lines of findings. */
#include "config.h"

#include "verify/report.h"

#include <stdarg.h>

void report_init(Report *report)
{
    *report = (Report){.what = BUF_INIT, .lines = BUF_INIT};
}

void report_free(Report *report)
{
    buf_free(&report->what);
    buf_free(&report->lines);
}

/* What comes from a store that somebody changed shall not move the reader's cursor. */
static void harmless(Buf *text, size_t from)
{
    for (size_t i = from; i < text->len; i++) {
        if ((unsigned char)text->data[i] < 0x20 || text->data[i] == 0x7f)
            text->data[i] = '?';
    }
}

void report_fault(Report *report, int64_t event, const char *fmt, ...)
{
    Buf line = BUF_INIT;
    va_list args;

    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    harmless(&line, 0);
    if (report->faults == 0) {
        report->first_bad = event;
        buf_add(&report->what, line.data);
    }
    if (report->faults < REPORT_LINES)
        buf_addf(&report->lines, "%s\n", line.data);
    report->faults++;
    buf_free(&line);
}
