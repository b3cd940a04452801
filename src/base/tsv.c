/* Parts the text where it lies: tabs and newlines become NUL, and the cells point into the one
 * copy of the file. */
#include "config.h"

#include "base/tsv.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"

typedef struct Row {
    size_t line;  /* in the file, from 1 */
    size_t first; /* of its cells */
    size_t cells; /* as many as it has; the rest is empty */
} Row;

struct Tsv {
    char *name;
    char *text; /* every tab and newline of a row has become NUL */
    const char *columns[TSV_MAX_COLUMNS];
    size_t n_columns;
    const char **cells;
    size_t n_cells, cell_room;
    Row *rows;
    size_t n_rows, row_room;
};

static bool refuse(const Tsv *tsv, size_t line, const char *what, Err *err)
{
    return err_set(err, ERR_INPUT, "%s:%zu: %s", tsv->name, line, what);
}

static void add_cell(Tsv *tsv, const char *cell)
{
    if (tsv->n_cells == tsv->cell_room) {
        tsv->cell_room = tsv->cell_room ? 2 * tsv->cell_room : 1024;
        tsv->cells = xreallocarray(tsv->cells, tsv->cell_room, sizeof *tsv->cells);
    }
    tsv->cells[tsv->n_cells++] = cell;
}

static Row *add_row(Tsv *tsv, size_t line)
{
    if (tsv->n_rows == tsv->row_room) {
        tsv->row_room = tsv->row_room ? 2 * tsv->row_room : 256;
        tsv->rows = xreallocarray(tsv->rows, tsv->row_room, sizeof *tsv->rows);
    }
    Row *row = &tsv->rows[tsv->n_rows++];
    *row = (Row){.line = line, .first = tsv->n_cells};
    return row;
}

static bool name_valid(const char *name)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t len = strspn(name, signs);
    return len > 0 && (!name[len] || strcmp(name + len, "[zh_CN]") == 0);
}

static bool read_columns(Tsv *tsv, char *rest, size_t line, Err *err)
{
    for (char *cell; (cell = strsep(&rest, "\t"));) {
        size_t known;
        if (!name_valid(cell))
            return refuse(tsv, line,
                          _("the first row names the columns: small letters, digits and _"),
                          err);
        if (tsv_column(tsv, cell, &known))
            return refuse(tsv, line, _("a column is named twice"), err);
        if (tsv->n_columns == TSV_MAX_COLUMNS)
            return refuse(tsv, line, _("there are too many columns"), err);
        tsv->columns[tsv->n_columns++] = cell;
    }
    return true;
}

static bool read_row(Tsv *tsv, char *rest, size_t line, Err *err)
{
    Row *row = add_row(tsv, line);
    for (char *cell; (cell = strsep(&rest, "\t"));) {
        if (row->cells == tsv->n_columns)
            return refuse(tsv, line, _("this row has more cells than there are columns"), err);
        add_cell(tsv, cell);
        row->cells++;
    }
    return true;
}

static bool read_line(Tsv *tsv, char *text, size_t line, Err *err)
{
    /* A tab parts cells; all else that could deceive a reader is refused, also in a comment. */
    if (!text_check(text, strlen(text), true, 0, _("text"), err))
        return err_wrap(err, "%s:%zu", tsv->name, line);
    if (!text[0] || text[0] == '#')
        return true;
    return tsv->n_columns ? read_row(tsv, text, line, err) : read_columns(tsv, text, line, err);
}

static bool read_text(Tsv *tsv, size_t len, Err *err)
{
    static const char bom[] = "\xEF\xBB\xBF";
    size_t line = 1;
    if (len > TSV_MAX_BYTES)
        return refuse(tsv, line, _("the file is too long"), err);
    if (strncmp(tsv->text, bom, sizeof bom - 1) == 0)
        return refuse(tsv, line, _("the file begins with a byte order mark; save it without"),
                      err);
    char *rest = tsv->text;
    for (char *text; (text = strsep(&rest, "\n")); line++) {
        if (!read_line(tsv, text, line, err))
            return false;
    }
    return tsv->n_columns > 0 || refuse(tsv, line - 1, _("no row names the columns"), err);
}

bool tsv_load_text(const char *name, const char *text, size_t len, Tsv **out, Err *err)
{
    Tsv *tsv = xcalloc(1, sizeof *tsv);
    tsv->name = xstrdup(name);
    tsv->text = xstrndup(text, len);
    *out = NULL;
    if (strlen(tsv->text) != len ? !refuse(tsv, 1, _("the file holds a NUL byte"), err)
                                 : !read_text(tsv, len, err)) {
        tsv_free(tsv);
        return false;
    }
    *out = tsv;
    return true;
}

void tsv_free(Tsv *tsv)
{
    if (!tsv)
        return;
    free(tsv->name);
    free(tsv->text);
    free(tsv->cells);
    free(tsv->rows);
    free(tsv);
}

size_t tsv_rows(const Tsv *tsv)
{
    return tsv->n_rows;
}

size_t tsv_columns(const Tsv *tsv)
{
    return tsv->n_columns;
}

const char *tsv_column_name(const Tsv *tsv, size_t column)
{
    return column < tsv->n_columns ? tsv->columns[column] : NULL;
}

bool tsv_column(const Tsv *tsv, const char *name, size_t *column)
{
    for (*column = 0; *column < tsv->n_columns; (*column)++) {
        if (strcmp(tsv->columns[*column], name) == 0)
            return true;
    }
    return false;
}

const char *tsv_cell(const Tsv *tsv, size_t row, size_t column)
{
    const Row *at = &tsv->rows[row];
    const char *cell = column < at->cells ? tsv->cells[at->first + column] : NULL;
    return cell && cell[0] ? cell : NULL;
}

void tsv_place(const Tsv *tsv, size_t row, const char *column, Buf *out)
{
    buf_addf(out, "%s:%zu:", tsv->name, tsv->rows[row].line);
    if (column)
        buf_addf(out, " %s", column);
}
