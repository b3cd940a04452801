/* From the empty file to the one that was read back; the cells in between are the callers'. */
#include "config.h"

#include "exchange/book_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xlsx_read.h"

enum { INSTANT_SECONDS = 19, DAY_SECONDS = 86400 };

bool book_file_begin(BookFile *file, const char *temp, const char *folder, Err *err)
{
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = (char *)folder, .use_zip64 = LXW_TRUE};
    file->workbook = workbook_new_opt(temp, &options);
    return file->workbook ||
           err_set(err, ERR_IO, _("The workbook cannot be begun: %s"), i18n_errno(errno));
}

/* Seconds since 1970 of a UTC instant, counted in civil days so that no zone can enter. */
static bool instant_seconds(const char *instant, time_t *out)
{
    char day_text[DAY_TEXT] = "";
    unsigned hour, minute, second;
    Day day;
    if (!instant || strlen(instant) < INSTANT_SECONDS)
        return false;
    memcpy(day_text, instant, DAY_TEXT - 1);
    if (!day_parse(day_text, &day) ||
        sscanf(instant + DAY_TEXT - 1, "T%2u:%2u:%2u", &hour, &minute, &second) != 3)
        return false;
    *out = (time_t)day_between((Day){1970, 1, 1}, day) * DAY_SECONDS + hour * 3600 +
           minute * 60 + second;
    return true;
}

bool book_file_about(BookFile *file, const BookAbout *about, Err *err)
{
    time_t created;
    if (!instant_seconds(about->at, &created))
        return err_set(err, ERR_INPUT, _("The workbook has no time of making"));
    lxw_doc_properties properties = {
        .title = (char *)about->title,
        .subject = (char *)about->subject,
        .company = (char *)about->organisation,
        .author = (char *)about->by,
        .status = (char *)about->status,
        .created = created,
    };
    lxw_error status = workbook_set_properties(file->workbook, &properties);
    return status == LXW_NO_ERROR ||
           err_set(err, ERR_IO, _("The workbook cannot be written: %s"), lxw_strerror(status));
}

lxw_worksheet *book_file_add(BookFile *file, const char *title, SheetSum *sum, Err *err)
{
    lxw_worksheet *sheet = workbook_add_worksheet(file->workbook, title);
    if (!sheet) {
        err_set(err, ERR_IO, _("No temporary file can be made beside the workbook: %s"),
                i18n_errno(errno));
        return NULL;
    }
    sheet_sum_begin(sum, title);
    file->sheets = xreallocarray(file->sheets, file->n + 1, sizeof *file->sheets);
    file->sums = xreallocarray(file->sums, file->n + 1, sizeof *file->sums);
    file->sheets[file->n] = sheet;
    file->sums[file->n++] = sum;
    return sheet;
}

/* Where the library can make no temporary file in the folder given, it goes to another one in
 * silence: cases would lie in a place that nobody chose, on a disk that may be full. */
bool book_file_ready(const BookFile *file, const char *folder, Err *err)
{
    struct stat here, temp;
    bool same = stat(folder, &here) == 0;
    for (size_t i = 0; same && i < file->n; i++) {
        FILE *temporary = file->sheets[i]->optimize_tmpfile;
        same = temporary && fstat(fileno(temporary), &temp) == 0 && temp.st_dev == here.st_dev;
    }
    return same ||
           err_set(err, ERR_IO, _("No temporary file can be made beside the workbook: %s"),
                   i18n_errno(errno ? errno : ENOSPC));
}

/* Says early what would otherwise show as lost rows: the library ignores failed writes. */
static bool flush_sheets(const BookFile *file, Err *err)
{
    for (size_t i = 0; i < file->n; i++) {
        FILE *temp = file->sheets[i]->optimize_tmpfile;
        if (temp && (fflush(temp) != 0 || ferror(temp)))
            return err_set(err, ERR_IO, _("The workbook cannot be written: %s"),
                           errno ? i18n_errno(errno) : lxw_strerror(LXW_ERROR_READING_TMPFILE));
    }
    return true;
}

bool book_file_end(BookFile *file, Err *err)
{
    errno = 0;
    if (!flush_sheets(file, err))
        return false;
    lxw_error status = workbook_close(file->workbook);
    int reason = errno;
    file->workbook = NULL; /* freed in any case */
    if (status == LXW_NO_ERROR)
        return true;
    return err_set(err, ERR_IO, _("The workbook cannot be finished: %s"),
                   reason ? i18n_errno(reason) : lxw_strerror(status));
}

/* The library would leave its temporary files open. */
void book_file_drop(BookFile *file)
{
    if (!file->workbook)
        return;
    for (size_t i = 0; i < file->n; i++) {
        if (file->sheets[i]->optimize_tmpfile)
            fclose(file->sheets[i]->optimize_tmpfile);
    }
    lxw_workbook_free(file->workbook);
    file->workbook = NULL;
}

/* The library may report success on a file that lost something, so all of it is read back. */
bool book_file_check(const BookFile *file, const char *temp, Err *err)
{
    for (size_t i = 0; i < file->n; i++)
        sheet_sum_end(file->sums[i]);
    return xlsx_check(temp, (const SheetSum *const *)file->sums, file->n, err);
}

void book_file_free(BookFile *file)
{
    book_file_drop(file);
    free(file->sheets);
    free(file->sums);
    *file = (BookFile){0};
}
