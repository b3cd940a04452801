/* The other kind of file: one sheet of a template as CSV. Texts that a spreadsheet would take
 * for a formula begin with ' and are counted, unless the template says that they stay exact.
 * What was written is read again and compared, as a workbook is. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/book.h"
#include "exchange/table.h"
#include "store/digest.h"

enum { READ_BYTES = 1 << 16 };

struct Csv {
    FILE *file;
    const char *path;
    const CsvForm *form;
    Digest *written;
    Buf line, value, encoded;
    size_t altered;
};

/* ---- a line ---- */

static void add_field(Csv *csv, bool first, const char *text, bool is_text)
{
    bool altered = csv->form->guarded && is_text && table_is_formula(text);
    bool quoted = altered || text[strcspn(text, ",\"\r\n")] || text[0] == ' ' ||
                  (text[0] && text[strlen(text) - 1] == ' ');
    csv->altered += altered;
    if (!first)
        buf_add_char(&csv->line, ',');
    if (quoted)
        buf_add_char(&csv->line, '"');
    if (altered)
        buf_add_char(&csv->line, '\'');
    for (; *text; text++) {
        buf_add_char(&csv->line, *text);
        if (*text == '"')
            buf_add_char(&csv->line, '"');
    }
    if (quoted)
        buf_add_char(&csv->line, '"');
}

static bool put(Csv *csv, const char *bytes, size_t n, Err *err)
{
    digest_add(csv->written, bytes, n);
    return fwrite(bytes, 1, n, csv->file) == n ||
           err_set(err, ERR_IO, _("The CSV file cannot be written: %s"), i18n_errno(errno));
}

static bool end_line(Csv *csv, Err *err)
{
    buf_add(&csv->line, "\r\n");
    bool done = true;
    if (csv->form->gb18030) {
        buf_clear(&csv->encoded);
        charset_gb18030(csv->line.data, csv->line.len, &csv->encoded);
        done = put(csv, csv->encoded.data, csv->encoded.len, err);
    } else {
        done = put(csv, csv->line.data, csv->line.len, err);
    }
    buf_clear(&csv->line);
    return done;
}

/* ---- the sheet ---- */

BookSheet *book_csv_sheet(Book *book)
{
    const char *key = book->template->csv.sheet;
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        const TemplateSheet *sheet = &book->template->sheets[i];
        if (sheet->kind <= SHEET_ROWS && (!key || strcmp(sheet->key, key) == 0))
            return &book->sheets[i];
    }
    return NULL;
}

/* The stamp of practice, where it is due, and the names: what else a head has is for people. */
static bool write_head(Book *book, const BookSheet *sheet, Err *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    Csv *csv = book->csv;
    if (!csv->form->gb18030 && !put(csv, mark, strlen(mark), err))
        return false;
    if (book->facts->practice) {
        add_field(csv, true, book->template->words[WORD_PRACTICE], false);
        if (!end_line(csv, err))
            return false;
    }
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        Buf name = BUF_INIT;
        book_column_name(book, &sheet->template->columns[i], &name);
        add_field(csv, i == 0, name.data, false);
        buf_free(&name);
    }
    return end_line(csv, err);
}

bool book_csv_begin(Book *book, const char *path, Err *err)
{
    Csv *csv = xcalloc(1, sizeof(*csv));
    book->csv = csv;
    *csv = (Csv){.path = path,
                 .form = &book->template->csv,
                 .written = digest_begin(),
                 .line = BUF_INIT,
                 .value = BUF_INIT,
                 .encoded = BUF_INIT};
    book->sheets = xcalloc(book->template->n_sheets + 1, sizeof(BookSheet));
    for (size_t i = 0; i < book->template->n_sheets; i++) {
        book->sheets[i].template = &book->template->sheets[i];
        book->sheets[i].sums =
            xcalloc(book->sheets[i].template->n_columns + 1, sizeof(int64_t));
    }
    const BookSheet *sheet = book_csv_sheet(book);
    if (!sheet)
        return err_set(err, ERR_INPUT, _("Template %s has no sheet that CSV could hold"),
                       book->template->name);
    csv->file = fopen(path, "wbe");
    return csv->file ? write_head(book, sheet, err)
                     : err_set(err, ERR_IO, _("The CSV file cannot be written: %s"),
                               i18n_errno(errno));
}

bool book_csv_row(Book *book, BookSheet *sheet, const BookCase *item, size_t row, Err *err)
{
    Csv *csv = book->csv;
    bool shown;
    if (!book_row_shown(sheet, item, row, &shown, err))
        return false;
    if (!shown)
        return true;
    for (size_t i = 0; i < sheet->template->n_columns; i++) {
        const TemplateColumn *column = &sheet->template->columns[i];
        BookValue value;
        if (!book_value(book, sheet, column, item, row, &value, err) ||
            !book_add_up(sheet, i, &value, err)) {
            err_wrap(err, _("case %s, sheet %s, column %s"), item->no, sheet->template->title,
                     column->title);
            return false;
        }
        book_show(column, &value, &csv->value);
        add_field(csv, i == 0, csv->value.data, column->type == CELL_TEXT);
    }
    sheet->data++;
    return end_line(csv, err);
}

/* ---- the end ---- */

static bool read_back(const Csv *csv, const unsigned char wanted[DIGEST_BYTES])
{
    unsigned char found[DIGEST_BYTES];
    char *bytes = xcalloc(READ_BYTES, 1);
    FILE *file = fopen(csv->path, "rbe");
    Digest *digest = digest_begin();
    for (size_t n; file && (n = fread(bytes, 1, READ_BYTES, file)) > 0;)
        digest_add(digest, bytes, n);
    bool whole = file && !ferror(file);
    digest_end(digest, found);
    if (file)
        fclose(file);
    free(bytes);
    return whole && memcmp(wanted, found, DIGEST_BYTES) == 0;
}

bool book_csv_end(Book *book, WorkbookResult *out, Err *err)
{
    Csv *csv = book->csv;
    unsigned char wanted[DIGEST_BYTES];
    int status = fclose(csv->file);
    csv->file = NULL;
    digest_end(csv->written, wanted);
    csv->written = NULL;
    if (status != 0)
        return err_set(err, ERR_IO, _("The CSV file cannot be written: %s"), i18n_errno(errno));
    out->altered = csv->altered;
    out->left_out = 0;
    for (size_t i = 0; i < book->template->n_sheets; i++)
        out->left_out += book->template->sheets[i].kind <= SHEET_ROWS &&
                         &book->sheets[i] != book_csv_sheet(book);
    return read_back(csv, wanted) ||
           err_set(err, ERR_IO,
                   _("The finished CSV file is not whole, perhaps because the disk is full"));
}

void book_csv_free(Book *book)
{
    Csv *csv = book->csv;
    unsigned char unused[DIGEST_BYTES];
    if (!csv)
        return;
    if (csv->file)
        fclose(csv->file);
    if (csv->written)
        digest_end(csv->written, unused);
    buf_free(&csv->line);
    buf_free(&csv->value);
    buf_free(&csv->encoded);
    free(csv);
    book->csv = NULL;
}
