/* Text with separators as a table of one sheet. Cells may stand in quotes, then they may hold
 * separators, line ends and, twice, the quote itself. */
#include "config.h"

#include <string.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/table_inner.h"

enum { FILE_BYTES_MAX = 64 << 20, CELL_BYTES_MAX = 4 * 32767, COLUMNS_MAX = 16384 };

/* ---- its signs ---- */

static bool begins(const Buf *bytes, const char *mark, size_t n)
{
    return bytes->len >= n && memcmp(bytes->data, mark, n) == 0;
}

/* UTF-8 is never mistaken: what is well-formed as that is hardly ever Chinese in another set.
 */
static bool to_utf8(const TableBuild *build, Buf *bytes, Err *err)
{
    size_t bad;
    const char *set = "GB18030";
    if (begins(bytes, "\xEF\xBB\xBF", 3))
        buf_remove(bytes, 0, 3);
    if (begins(bytes, "\xFF\xFE", 2) || begins(bytes, "\xFE\xFF", 2))
        set = "UTF-16";
    else if (text_valid(bytes->data, bytes->len, &bad))
        return true;
    else if (memchr(bytes->data, '\0', bytes->len))
        return err_set(err, ERR_INPUT,
                       _("%s is no text and no workbook; save the reply as .xlsx or CSV"),
                       build->path);
    Buf text = BUF_INIT;
    bool done = charset_from(set, bytes->data, bytes->len, &text) &&
                text_valid(text.data, text.len, &bad);
    if (done) {
        buf_clear(bytes);
        buf_add_bytes(bytes, text.data, text.len);
    }
    buf_free(&text);
    return done || err_set(err, ERR_INPUT,
                           _("%s is neither UTF-8 nor GB18030; save the reply as .xlsx, or as "
                             "CSV in one of them"),
                           build->path);
}

/* ---- its separator ---- */

/* Excel writes sep=; as a first line where it is not the comma. */
static bool named_separator(Buf *text, char *separator)
{
    if (!begins(text, "sep=", 4) || !strchr(",;|\t", text->data[4]) || text->len < 5)
        return false;
    size_t end = 5;
    end += text->data[end] == '\r';
    end += text->data[end] == '\n';
    *separator = text->data[4];
    buf_remove(text, 0, end);
    return true;
}

static char find_separator(const Buf *text)
{
    static const char signs[] = ",;\t";
    size_t counts[sizeof(signs)] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < text->len && (quoted || text->data[i] != '\n'); i++) {
        const char *sign = strchr(signs, text->data[i]);
        quoted = quoted != (text->data[i] == '"');
        if (!quoted && sign && *sign)
            counts[sign - signs]++;
    }
    for (size_t i = 1; i + 1 < sizeof(signs); i++)
        best = counts[i] > counts[best] ? i : best;
    return signs[best];
}

/* ---- its cells ---- */

typedef struct Csv {
    TableBuild *build;
    const char *at;
    char separator;
    size_t row, column;
    Buf cell;
} Csv;

static bool refuse(const Csv *csv, Err *err, const char *what)
{
    return err_set(err, ERR_INPUT, _("%s cannot be read. Row %zu: %s"), csv->build->path,
                   csv->row, what);
}

/* In quotes; ="0012" is how a program keeps a number a text. */
static bool quoted_cell(Csv *csv, Err *err)
{
    csv->at += csv->at[0] == '=' ? 2 : 1;
    for (;; csv->at++) {
        if (!*csv->at)
            return refuse(csv, err, _("a quote is not closed"));
        if (csv->at[0] == '"' && csv->at[1] != '"')
            break;
        csv->at += csv->at[0] == '"';
        if (csv->at[0] != '\r' || csv->at[1] != '\n')
            buf_add_char(&csv->cell, *csv->at);
        if (csv->cell.len > CELL_BYTES_MAX)
            return refuse(csv, err, _("a cell is too long, or a quote is not closed"));
    }
    csv->at++;
    return true;
}

static bool plain_cell(Csv *csv, Err *err)
{
    const char ends[] = {csv->separator, '\r', '\n', '\0'};
    size_t n = strcspn(csv->at, ends);
    if (csv->cell.len + n > CELL_BYTES_MAX)
        return refuse(csv, err, _("a cell is too long, or a quote is not closed"));
    buf_add_bytes(&csv->cell, csv->at, n);
    csv->at += n;
    return true;
}

static bool read_cell(Csv *csv, Err *err)
{
    buf_clear(&csv->cell);
    bool quoted = csv->at[0] == '"' || (csv->at[0] == '=' && csv->at[1] == '"');
    if ((quoted && !quoted_cell(csv, err)) || !plain_cell(csv, err))
        return false;
    if (csv->cell.data[0] == '\'' && table_is_formula(csv->cell.data))
        buf_remove(&csv->cell, 0, 1);
    if (csv->column >= COLUMNS_MAX)
        return refuse(csv, err, _("it has more columns than a sheet can have"));
    const TableCell cell = {.column = csv->column++, .text = csv->cell.data};
    return !csv->cell.len || table_add(csv->build, csv->row, &cell, false, err);
}

static bool read_row(Csv *csv, Err *err)
{
    csv->column = 0;
    for (bool more = true; more;) {
        if (!read_cell(csv, err))
            return false;
        more = *csv->at && *csv->at == csv->separator;
        csv->at += more;
    }
    csv->at += csv->at[0] == '\r';
    csv->at += csv->at[0] == '\n';
    csv->row++;
    return true;
}

static bool read_text(TableBuild *build, Buf *text, Err *err)
{
    Csv csv = {.build = build, .row = 1, .cell = BUF_INIT};
    if (memchr(text->data, '\0', text->len))
        return err_set(err, ERR_INPUT,
                       _("%s is no text and no workbook; save the reply as .xlsx or CSV"),
                       build->path);
    if (named_separator(text, &csv.separator))
        csv.row++;
    else
        csv.separator = find_separator(text);
    csv.at = text->data;
    bool done = true;
    while (done && *csv.at)
        done = read_row(&csv, err);
    buf_free(&csv.cell);
    return done;
}

bool table_read_csv(TableBuild *build, Err *err)
{
    Buf text = BUF_INIT;
    table_begin_sheet(build, NULL, false);
    bool done = path_read(build->path, FILE_BYTES_MAX, &text, err) &&
                to_utf8(build, &text, err) && read_text(build, &text, err);
    table_end_sheet(build);
    buf_free(&text);
    return done;
}
