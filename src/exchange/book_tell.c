/* Goes through the sheets of a template as the writer does, with the same values, and tells
 * them instead of writing. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "exchange/book.h"
#include "exchange/workbook.h"

typedef struct Telling {
    Book book;
    WorkbookTell *tell;
    void *ctx;
    Buf shown;
} Telling;

/* The number of a line is a place among the other cases of the file, nothing of this one. */
static bool tell_row(Telling *telling, BookSheet *sheet, const BookCase *item, size_t row,
                     size_t *shown_rows, Err *err)
{
    bool shown;
    if (!book_row_shown(sheet, item, row, &shown, err))
        return false;
    *shown_rows += shown;
    for (size_t i = 0; shown && i < sheet->template->n_columns; i++) {
        const TemplateColumn *column = &sheet->template->columns[i];
        BookValue value;
        if (column->source == VALUE_LINE)
            continue;
        if (!book_value(&telling->book, sheet, column, item, row, &value, err))
            return false;
        book_show(column, &value, &telling->shown);
        const char *text = telling->shown.data;
        const WorkbookValue told = {sheet->template->title, column->title, *shown_rows, text};
        if (text[0] && !telling->tell(telling->ctx, &told, err))
            return false;
    }
    return true;
}

static bool tell_case(Telling *telling, const BookCase *item, Err *err)
{
    Book *book = &telling->book;
    if (!book_stage(book, item, err))
        return false;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        BookSheet *sheet = &book->sheets[i];
        const RecordDef *record = sheet->template->record;
        size_t shown = 0, rows = 0;
        if (sheet->template->kind == SHEET_CASES)
            rows = 1;
        else if (sheet->template->kind == SHEET_ROWS)
            rows = case_rows(item->file, record->id);
        for (size_t row = 0; row < rows; row++) {
            if (!tell_row(telling, sheet, item, row, &shown, err))
                return false;
        }
    }
    return true;
}

bool workbook_tell(const Knowledge *knowledge, const Template *template_,
                   const WorkbookFacts *facts, const CaseSource *source, WorkbookTell *tell,
                   void *ctx, Err *err)
{
    Telling telling = {.book = {.knowledge = knowledge,
                                .template = template_,
                                .facts = facts,
                                .source = source,
                                .scratch = BUF_INIT},
                       .tell = tell,
                       .ctx = ctx,
                       .shown = BUF_INIT};
    Book *book = &telling.book;
    BookCase item = {0};
    book->sheets = xcalloc(template_->n_sheets + 1, sizeof(BookSheet));
    for (size_t i = 0; i < template_->n_sheets; i++)
        book->sheets[i].template = &template_->sheets[i];
    bool done = book_facts_open(book, err);
    while (done) {
        done = source->next(source->ctx, &item, err);
        if (!done || !item.file)
            break;
        done = tell_case(&telling, &item, err);
        case_free(item.before);
        case_free(item.file);
    }
    book_facts_close(book);
    free(book->sheets);
    buf_free(&book->scratch);
    buf_free(&telling.shown);
    return done;
}
