/* Texts that no row is high enough for: print shows their beginning and nothing else. The cell
 * has them whole, as platforms read them; it is shaded, and the page says what that means.
 * Where the template has a sheet for it, they stand there in so many rows as they need, below
 * each other, on paper too. The sheet comes with the first of them, behind all others. */
#include "config.h"

#include "base/i18n.h"
#include "exchange/book.h"
#include "exchange/hush.h"

enum { OF_SHEET, OF_ROW, OF_COLUMN, OF_TEXT, WHOLE_COLUMNS };

enum {
    PAPER_A4 = 9,
    PART_LINES = 12, /* a row goes to one page as it is: lower ones leave less of it white */
};

static const int widths[WHOLE_COLUMNS] = {14, 22, 18, 100};

static bool add_sheet(Book *book, Err *err)
{
    BookSheet *whole = &book->whole;
    book->whole_template =
        (TemplateSheet){.key = "", .title = book->template->continued, .kind = SHEET_TEXT};
    whole->template = &book->whole_template;
    int saved = hush_begin();
    whole->sheet = book_file_add(&book->file, whole->template->title, &whole->sum, err);
    bool done = whole->sheet && book_file_ready(&book->file, book->folder, err);
    hush_end(saved);
    return done;
}

static bool begin(Book *book, Err *err)
{
    static const TemplateWord heads[WHOLE_COLUMNS] = {WORD_SUM_SHEET, WORD_WHOLE_ROW,
                                                      WORD_RULE_COLUMN, WORD_WHOLE_TEXT};
    BookSheet *whole = &book->whole;
    if (!add_sheet(book, err))
        return false;
    worksheet_set_paper(whole->sheet, PAPER_A4);
    worksheet_set_landscape(whole->sheet);
    book_look_begin(whole, WHOLE_COLUMNS);
    for (size_t i = 0; i < WHOLE_COLUMNS; i++)
        whole->columns[i].longest = whole->columns[i].cap = widths[i];
    if (book->facts->practice && !book_note(book, whole, NULL, WHOLE_COLUMNS, true, err))
        return false;
    whole->names = whole->next;
    for (size_t i = 0; i < WHOLE_COLUMNS; i++) {
        if (!book_text(book, whole, i, FORMAT_HEAD, book->template->words[heads[i]], err))
            return false;
    }
    worksheet_freeze_panes(whole->sheet, whole->next + 1, 0);
    return book_row_end(book, whole, err);
}

/* Each row says whose text it is: another page may begin with it. */
static bool write_part(Book *book, const BookSheet *of, size_t column, const char *part,
                       Err *err)
{
    BookSheet *whole = &book->whole;
    const char *const texts[WHOLE_COLUMNS] = {[OF_SHEET] = of->template->title,
                                              [OF_ROW] = book->row.data,
                                              [OF_COLUMN] = of->template->columns[column].title,
                                              [OF_TEXT] = part};
    for (size_t i = 0; i < WHOLE_COLUMNS; i++) {
        bool empty = !texts[i] || !texts[i][0];
        if (!(empty ? book_blank(book, whole, i, FORMAT_TEXT, err)
                    : book_text(book, whole, i, FORMAT_TEXT, texts[i], err)))
            return false;
    }
    whole->data++;
    return book_row_end(book, whole, err);
}

static bool write_parts(Book *book, const BookSheet *of, size_t column, const char *text,
                        Err *err)
{
    bool done = book->whole.sheet || begin(book, err);
    while (done && *text) {
        Buf part = BUF_INIT;
        size_t bytes = book_look_lines(text, widths[OF_TEXT], PART_LINES);
        buf_add_bytes(&part, text, bytes);
        done = write_part(book, of, column, part.data, err);
        buf_free(&part);
        text += bytes;
        text += *text == '\n'; /* the next row is the next line */
    }
    return done;
}

bool book_whole_text(Book *book, BookSheet *sheet, size_t column, const char *text, Err *err)
{
    Buf whole = BUF_INIT; /* the value may stand in the scratch of the book */
    buf_add(&whole, text);
    sheet->cut = true;
    bool done =
        book_text(book, sheet, column, FORMAT_CUT, whole.data, err) &&
        (!book->template->continued || write_parts(book, sheet, column, whole.data, err));
    buf_free(&whole);
    return done;
}
