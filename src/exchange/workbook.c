/* From the approved cases to the finished file: stages each case, has it written to all sheets,
 * closes the book, reads it back. */
#include "config.h"

#include "exchange/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/book.h"
#include "exchange/hush.h"

/* ---- opening ---- */

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

static bool set_properties(Book *book, Err *err)
{
    const WorkbookFacts *facts = book->facts;
    const BookAbout about = {
        .title = template_title(book->template, book->template->language),
        .subject = facts->batch,
        .organisation = facts->organisation,
        .by = facts->exported_by,
        .at = facts->exported_at,
        .status = facts->practice ? book->template->words[WORD_PRACTICE] : NULL,
    };
    return book_file_about(&book->file, &about, err);
}

static bool open_sheets(Book *book, Err *err)
{
    book->sheets = xcalloc(book->template->n_sheets + 1, sizeof(BookSheet));
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const TemplateSheet *template = &book->template->sheets[i];
        book->sheets[i].template = template;
        book->sheets[i].sheet =
            book_file_add(&book->file, template->title, &book->sheets[i].sum, err);
        if (!book->sheets[i].sheet)
            return false;
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
    if (!book_file_begin(&book->file, temp, folder, err))
        return false;
    for (int i = 0; i < BOOK_FORMATS; i++) {
        book->formats[i] = workbook_add_format(book->file.workbook);
        set_format(book->formats[i], &format_defs[i]);
    }
    return set_properties(book, err) && open_sheets(book, err);
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
    bool done = open_book(book, temp, folder, err) &&
                book_file_ready(&book->file, folder, err) && book_heads(book, err);
    hush_end(saved);
    done = done && open_facts(book, err) && write_cases(book, progress, cases, err);
    saved = hush_begin();
    done = done && book_file_end(&book->file, err);
    book_file_drop(&book->file);
    hush_end(saved);
    return done && book_file_check(&book->file, temp, err);
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
    book_file_free(&book.file);
    buf_free(&book.scratch);
    free(folder);
    return done;
}
