/* From the approved cases to the finished file: stages each case, has it written to all sheets,
 * closes the book, reads it back. */
#include "config.h"

#include "exchange/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/book.h"
#include "exchange/hush.h"
#include "exchange/xlsx_read.h"

enum { INSTANT_SECONDS = 19, DAY_SECONDS = 86400 };

/* ---- opening ---- */

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

static bool set_properties(Book *book, Err *err)
{
    time_t created;
    if (!instant_seconds(book->facts->exported_at, &created))
        return err_set(err, ERR_INPUT, _("The batch has no time of export"));
    lxw_doc_properties properties = {
        .title = (char *)template_title(book->template, book->template->language),
        .subject = (char *)book->facts->batch,
        .company = (char *)book->facts->organisation,
        .author = (char *)book->facts->exported_by,
        .created = created,
    };
    if (book->facts->practice)
        properties.status = (char *)book->template->words[WORD_PRACTICE];
    lxw_error status = workbook_set_properties(book->workbook, &properties);
    if (status != LXW_NO_ERROR)
        return err_set(err, ERR_IO, _("The workbook cannot be written: %s"),
                       lxw_strerror(status));
    return true;
}

typedef struct FormatDef {
    const char *number;
    lxw_color_t color; /* 0: black */
    double size;       /* 0: as usual */
    bool bold, wrap, underline;
    uint8_t align;
} FormatDef;

static const FormatDef format_defs[BOOK_FORMATS] = {
    [FORMAT_STAMP] = {.bold = true,
                      .wrap = true,
                      .color = LXW_COLOR_RED,
                      .align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_NOTE] = {.align = LXW_ALIGN_VERTICAL_CENTER},
    [FORMAT_HINT] = {.wrap = true,
                     .color = LXW_COLOR_GRAY,
                     .size = 9,
                     .align = LXW_ALIGN_VERTICAL_TOP},
    [FORMAT_HEAD] = {.bold = true, .underline = true},
    [FORMAT_HEAD_REQUIRED] = {.bold = true, .underline = true, .color = LXW_COLOR_RED},
    [FORMAT_TEXT] = {.number = "@"},
    [FORMAT_MONEY] = {.number = "#,##0.00"},
    [FORMAT_DATE] = {.number = "yyyy-mm-dd"},
    [FORMAT_COUNT] = {.number = "0"},
};

static void set_format(lxw_format *format, const FormatDef *def)
{
    if (def->number)
        format_set_num_format(format, def->number);
    if (def->color)
        format_set_font_color(format, def->color);
    if (def->size > 0)
        format_set_font_size(format, def->size);
    if (def->bold)
        format_set_bold(format);
    if (def->wrap)
        format_set_text_wrap(format);
    if (def->underline)
        format_set_bottom(format, LXW_BORDER_THIN);
    if (def->align)
        format_set_align(format, def->align);
}

static bool open_sheets(Book *book, Err *err)
{
    book->sheets = xcalloc(book->template->n_sheets + 1, sizeof(BookSheet));
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const TemplateSheet *template = &book->template->sheets[i];
        book->sheets[i].template = template;
        sheet_sum_begin(&book->sheets[i].sum, template->title);
        book->sheets[i].sheet = workbook_add_worksheet(book->workbook, template->title);
        if (!book->sheets[i].sheet)
            return err_set(err, ERR_IO,
                           _("No temporary file can be made beside the workbook: %s"),
                           i18n_errno(errno));
    }
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        if (book->template->sheets[i].kind == SHEET_CASES) {
            worksheet_activate(book->sheets[i].sheet);
            break;
        }
    }
    return true;
}

static bool open_book(Book *book, const char *temp, const char *folder, Err *err)
{
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = (char *)folder, .use_zip64 = LXW_TRUE};
    book->workbook = workbook_new_opt(temp, &options);
    if (!book->workbook)
        return err_set(err, ERR_IO, _("The workbook cannot be begun: %s"), i18n_errno(errno));
    for (int i = 0; i < BOOK_FORMATS; i++) {
        book->formats[i] = workbook_add_format(book->workbook);
        set_format(book->formats[i], &format_defs[i]);
    }
    return set_properties(book, err) && open_sheets(book, err);
}

/* Where the library can make no temporary file in the folder given, it goes to another one in
 * silence: cases would lie in a place that nobody chose, on a disk that may be full. */
static bool temps_in_folder(const Book *book, const char *folder, Err *err)
{
    struct stat here, temp;
    bool same = stat(folder, &here) == 0;
    for (size_t i = 0; same && i < book->template->n_sheets; i++) {
        FILE *file = book->sheets[i].sheet->optimize_tmpfile;
        same = file && fstat(fileno(file), &temp) == 0 && temp.st_dev == here.st_dev;
    }
    return same ||
           err_set(err, ERR_IO, _("No temporary file can be made beside the workbook: %s"),
                   i18n_errno(errno ? errno : ENOSPC));
}

static bool open_facts(Book *book, Err *err)
{
    if (!book->template->has_sql)
        return true;
    if (!facts_open(book->knowledge, book->facts->on, &book->staged, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        if (sheet->template->sql &&
            !guard_prepare(facts_guard(book->staged), sheet->template->sql,
                           sheet->template->title, &sheet->query, err))
            return false;
    }
    return true;
}

static void close_facts(Book *book)
{
    for (size_t i = 0; book->sheets && i < book->template->n_sheets; i++)
        guard_finish(book->sheets[i].query);
    facts_close(book->staged);
}

/* ---- the cases ---- */

static bool stage(Book *book, const BookCase *item, Err *err)
{
    if (!book->staged)
        return true;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        if (book->sheets[i].query)
            guard_reset(book->sheets[i].query);
    }
    return facts_stage(book->staged, &item->file, 1, err) || err_wrap(err, "%s", item->no);
}

static bool write_case(Book *book, const BookCase *item, Err *err)
{
    if (!stage(book, item, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        SheetKind kind = sheet->template->kind;
        size_t rows = kind == SHEET_CASES || kind == SHEET_BATCH ? 1 : 0;
        if (kind == SHEET_ROWS)
            rows = case_rows(item->file, sheet->template->record->id);
        if (kind == SHEET_BATCH && sheet->template->n_columns == 0)
            rows = 0;
        for (size_t row = 0; row < rows; row++) {
            if (!book_case_row(book, sheet, item, row, err))
                return false;
        }
    }
    return true;
}

static bool write_cases(Book *book, const Progress *progress, size_t *cases, Err *err)
{
    const CaseSource *source = book->source;
    bool done = true;
    for (*cases = 0; done; (*cases)++) {
        CaseFile *file = NULL;
        BookCase item = {0};
        if (!progress_step(progress, *cases, source->count))
            return err_set(err, ERR_CANCELLED, _("The export was cancelled; no file was made"));
        if (!source->next(source->ctx, &file, &item.no, &item.approved_by, &item.approved_at,
                          err))
            return false;
        if (!file)
            break;
        item.file = file;
        done = write_case(book, &item, err);
        case_free(file);
    }
    if (done && *cases != source->count)
        return err_set(err, ERR_STORE, _("The batch has %zu cases, but %zu were found"),
                       source->count, *cases);
    return done;
}

/* ---- closing ---- */

/* Says early what would otherwise show as lost rows: the library ignores failed writes. */
static bool flush_sheets(Book *book, Err *err)
{
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        FILE *temp = book->sheets[i].sheet->optimize_tmpfile;
        if (temp && (fflush(temp) != 0 || ferror(temp)))
            return err_set(err, ERR_IO, _("The workbook cannot be written: %s"),
                           errno ? i18n_errno(errno) : lxw_strerror(LXW_ERROR_READING_TMPFILE));
    }
    return true;
}

/* Gives up a workbook without writing it. The library would leave its temporary files open. */
static void drop_workbook(Book *book)
{
    if (!book->workbook)
        return;
    for (size_t i = 0; book->sheets && i < book->template->n_sheets; i++) {
        lxw_worksheet *sheet = book->sheets[i].sheet;
        if (sheet && sheet->optimize_tmpfile)
            fclose(sheet->optimize_tmpfile);
    }
    lxw_workbook_free(book->workbook);
    book->workbook = NULL;
}

static bool close_workbook(Book *book, Err *err)
{
    errno = 0;
    if (!flush_sheets(book, err))
        return false;
    lxw_error status = workbook_close(book->workbook);
    int reason = errno;
    book->workbook = NULL; /* freed in any case */
    if (status == LXW_NO_ERROR)
        return true;
    return err_set(err, ERR_IO, _("The workbook cannot be finished: %s"),
                   reason ? i18n_errno(reason) : lxw_strerror(status));
}

/* The library may report success on a file that lost something, so all of it is read back. */
static bool read_back(const Book *book, const char *temp, Err *err)
{
    size_t n = book->template->n_sheets;
    const SheetSum **sums = xcalloc(n + 1, sizeof(SheetSum *));
    for (size_t i = 0; i < n; i++) {
        sheet_sum_end(&book->sheets[i].sum);
        sums[i] = &book->sheets[i].sum;
    }
    bool whole = xlsx_check(temp, sums, n, err);
    free(sums);
    return whole;
}

static void sum_up(const Book *book, size_t cases, WorkbookResult *out)
{
    out->cases = cases;
    out->rows = 0;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        if (book->sheets[i].template->kind != SHEET_BATCH)
            out->rows += book->sheets[i].data;
    }
}

static bool write_book(Book *book, const char *temp, const char *folder,
                       const Progress *progress, size_t *cases, Err *err)
{
    int saved = hush_begin();
    bool done = open_book(book, temp, folder, err) && temps_in_folder(book, folder, err) &&
                book_heads(book, err);
    hush_end(saved);
    done = done && open_facts(book, err) && write_cases(book, progress, cases, err);
    saved = hush_begin();
    done = done && close_workbook(book, err);
    drop_workbook(book);
    hush_end(saved);
    return done && read_back(book, temp, err);
}

bool workbook_write(const Knowledge *knowledge, const Template *template_,
                    const WorkbookFacts *facts, const CaseSource *source, const char *temp,
                    const Progress *progress, WorkbookResult *out, Err *err)
{
    Book book = {.knowledge = knowledge,
                 .template = template_,
                 .facts = facts,
                 .source = source,
                 .scratch = BUF_INIT};
    char *folder = path_folder(temp);
    size_t cases = 0;
    bool done = false;
    if (access(folder, W_OK | X_OK) != 0) {
        err_set(err, ERR_IO, _("%s: files cannot be made in this folder: %s"), folder,
                i18n_errno(errno));
        goto out;
    }
    done = write_book(&book, temp, folder, progress, &cases, err) &&
           digest_file_sha256(temp, out->sha256, err);
    if (done)
        sum_up(&book, cases, out);
out:
    close_facts(&book);
    for (size_t i = 0; book.sheets && i < template_->n_sheets; i++)
        sheet_sum_free(&book.sheets[i].sum);
    free(book.sheets);
    buf_free(&book.scratch);
    free(folder);
    return done;
}
