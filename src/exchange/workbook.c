/* From the approved cases to the finished file: stages each case, has it written to all sheets,
 * closes the book, reads it back. */
#include "config.h"

#include "exchange/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/book.h"
#include "exchange/hush.h"

/* ---- opening ---- */

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
        book->sheets[i].sums = xcalloc(template->n_columns + 1, sizeof(int64_t));
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
    book->folder = folder;
    book_look_formats(book);
    return set_properties(book, err) && open_sheets(book, err);
}

bool book_facts_open(Book *book, Err *err)
{
    if (!book->template->has_sql)
        return true;
    if (!facts_open(book->knowledge, book->facts->on, &book->staged, err) ||
        !template_nameless(book->template, book->staged, err))
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

void book_facts_close(Book *book)
{
    for (size_t i = 0; book->sheets && i < book->template->n_sheets; i++)
        guard_finish(book->sheets[i].query);
    facts_close(book->staged);
}

/* ---- the cases ---- */

bool book_stage(Book *book, const BookCase *item, Err *err)
{
    if (!book->staged)
        return true;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        if (book->sheets[i].query)
            guard_reset(book->sheets[i].query);
    }
    const CaseFile *file = item->file;
    return facts_stage(book->staged, &file, 1, err) || err_wrap(err, "%s", item->no);
}

static bool write_case(Book *book, const BookCase *item, Err *err)
{
    if (!book_stage(book, item, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        SheetKind kind = sheet->template->kind;
        size_t rows = kind == SHEET_CASES || kind == SHEET_BATCH ? 1 : 0;
        if (kind == SHEET_ROWS)
            rows = case_rows(item->file, sheet->template->record->id);
        if (kind == SHEET_BATCH && sheet->template->n_columns == 0)
            rows = 0;
        if (book->csv && sheet != book_csv_sheet(book))
            rows = 0;
        for (size_t row = 0; row < rows; row++) {
            if (!(book->csv ? book_csv_row : book_case_row)(book, sheet, item, row, err))
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
        BookCase item = {0};
        if (!progress_step(progress, *cases, source->count))
            return err_set(err, ERR_CANCELLED, _("The export was cancelled; no file was made"));
        if (!source->next(source->ctx, &item, err))
            return false;
        if (!item.file)
            break;
        done = write_case(book, &item, err);
        case_free(item.before);
        case_free(item.file);
    }
    if (done && *cases != source->count)
        return err_set(err, ERR_STORE, _("The batch has %zu cases, but %zu were found"),
                       source->count, *cases);
    return done;
}

/* ---- closing ---- */

static void tell_sheet(const BookSheet *sheet, Arena *arena, WorkbookSheet *out)
{
    const TemplateSheet *template = sheet->template;
    *out = (WorkbookSheet){.title = arena_dup(arena, template->title), .rows = sheet->data};
    out->columns = arena_alloc(arena, (template->n_columns + 1) * sizeof(char *));
    out->sums = arena_alloc(arena, (template->n_columns + 1) * sizeof(int64_t));
    out->money = arena_alloc(arena, (template->n_columns + 1) * sizeof(bool));
    for (size_t i = 0; i < template->n_columns; i++) {
        const TemplateColumn *column = &template->columns[i];
        if (!column->total && column->type != CELL_MONEY)
            continue;
        out->money[out->n] = column->type == CELL_MONEY;
        out->columns[out->n] = arena_dup(arena, template->columns[i].title);
        out->sums[out->n++] = sheet->sums[i];
    }
}

static void sum_up(Book *book, size_t cases, WorkbookResult *out)
{
    size_t n = book->template->n_sheets;
    out->cases = cases;
    out->rows = out->n_sheets = 0;
    out->sheets = out->arena ? arena_alloc(out->arena, (n + 2) * sizeof(WorkbookSheet)) : NULL;
    for (size_t i = 0; i < n; i++) {
        const BookSheet *sheet = &book->sheets[i];
        if (sheet->template->kind != SHEET_BATCH)
            out->rows += sheet->data;
        bool there = !book->csv || sheet == book_csv_sheet(book);
        if (out->sheets && there && sheet->template->kind <= SHEET_ROWS)
            tell_sheet(sheet, out->arena, &out->sheets[out->n_sheets++]);
    }
    if (out->sheets && book->whole.sheet)
        tell_sheet(&book->whole, out->arena, &out->sheets[out->n_sheets++]);
}

static bool write_book(Book *book, const char *temp, const char *folder, bool unread,
                       const Progress *progress, size_t *cases, Err *err)
{
    int saved = hush_begin();
    bool done = open_book(book, temp, folder, err) &&
                book_file_ready(&book->file, folder, err) && book_heads(book, err);
    hush_end(saved);
    done = done && book_facts_open(book, err) && write_cases(book, progress, cases, err);
    saved = hush_begin();
    for (size_t i = 0; done && i < book->template->n_sheets; i++)
        done = book_foot(book, &book->sheets[i], err);
    if (done && book->whole.sheet)
        done = book_foot(book, &book->whole, err);
    done = done && book_file_end(&book->file, err);
    book_file_drop(&book->file);
    hush_end(saved);
    return done && (unread || book_file_check(&book->file, temp, err));
}

static bool write_csv(Book *book, const char *temp, const Progress *progress, size_t *cases,
                      WorkbookResult *out, Err *err)
{
    bool done = book_csv_begin(book, temp, err) && book_facts_open(book, err) &&
                write_cases(book, progress, cases, err) && book_csv_end(book, out, err);
    if (done)
        sum_up(book, *cases, out);
    book_csv_free(book);
    return done;
}

/* Raised whenever the same input gives other bytes. */
enum { WRITER = 1 };

void workbook_writer(bool csv, Buf *out)
{
    buf_addf(out, "%d", WRITER);
    if (!csv)
        buf_addf(out, ", libxlsxwriter %s, zlib %s", lxw_version(), zlibVersion());
}

bool workbook_write(const Knowledge *knowledge, const Template *template_,
                    const WorkbookFacts *facts, const CaseSource *source, const char *temp,
                    const Progress *progress, WorkbookResult *out, Err *err)
{
    Book book = {.knowledge = knowledge,
                 .template = template_,
                 .facts = facts,
                 .source = source,
                 .row = BUF_INIT,
                 .scratch = BUF_INIT};
    char *folder = path_folder(temp);
    size_t cases = 0;
    bool done = false;
    if (access(folder, W_OK | X_OK) != 0) {
        err_set(err, ERR_IO, _("%s: files cannot be made in this folder: %s"), folder,
                i18n_errno(errno));
        goto out;
    }
    out->altered = out->left_out = 0;
    done = facts->csv ? write_csv(&book, temp, progress, &cases, out, err)
                      : write_book(&book, temp, folder, out->unread, progress, &cases, err);
    done = done && digest_file_sha256(temp, out->sha256, err);
    if (done && !facts->csv)
        sum_up(&book, cases, out);
out:
    book_facts_close(&book);
    for (size_t i = 0; book.sheets && i < template_->n_sheets; i++) {
        sheet_sum_free(&book.sheets[i].sum);
        free(book.sheets[i].columns);
        free(book.sheets[i].sums);
    }
    free(book.sheets);
    sheet_sum_free(&book.whole.sum);
    free(book.whole.columns);
    buf_free(&book.row);
    book_file_free(&book.file);
    buf_free(&book.scratch);
    free(folder);
    return done;
}
