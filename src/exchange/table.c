/* Sheets and rows grow in memory of their own and move into the arena when they are whole. */
#include "config.h"

#include "exchange/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/table_inner.h"

enum { BYTES_MAX = 64 << 20, CELL_COST = 64, COLUMN_LETTERS = 4 };

struct Table {
    Arena *arena;
    TableSheet *sheets;
    size_t n;
};

bool table_is_formula(const char *text)
{
    static const char signs[] = "=+-@\t\r\n", digits[] = "0123456789";
    const char *number;

    text += strspn(text, "'");
    if (!text[0] || !strchr(signs, text[0]))
        return false;
    number = text + 1 + strspn(text + 1, digits);
    if (*number == '.')
        number += 1 + strspn(number + 1, digits);
    return *number || !text[1] || !strchr("+-", text[0]);
}

void table_begin_sheet(TableBuild *build, const char *name, bool hidden)
{
    if (build->n_sheets == build->sheets_room) {
        build->sheets_room = 2 * build->sheets_room + 4;
        build->sheets =
            xreallocarray(build->sheets, build->sheets_room, sizeof(*build->sheets));
    }
    build->sheets[build->n_sheets++] =
        (TableSheet){.name = name ? arena_dup(build->arena, name) : NULL, .hidden = hidden};
    build->rows_room = 0;
}

static void end_row(TableBuild *build)
{
    TableSheet *sheet = &build->sheets[build->n_sheets - 1];
    if (!build->row)
        return;
    if (sheet->n == build->rows_room) {
        build->rows_room = 2 * build->rows_room + 64;
        sheet->rows = xreallocarray(sheet->rows, build->rows_room, sizeof(*sheet->rows));
    }
    TableCell *cells = arena_alloc(build->arena, build->n_cells * sizeof(*cells));
    memcpy(cells, build->cells, build->n_cells * sizeof(*cells));
    sheet->rows[sheet->n++] = (TableRow){
        .number = build->row, .hidden = build->hidden, .cells = cells, .n = build->n_cells};
    build->n_cells = build->row = 0;
    build->hidden = false;
}

static bool too_large(const TableBuild *build, Err *err)
{
    if (build->rows > TABLE_ROWS)
        return err_set(err, ERR_INPUT,
                       _("%s has more than %d rows that are not empty; no reply has so many. "
                         "Look whether it is the right file"),
                       build->path, TABLE_ROWS);
    return err_set(err, ERR_INPUT,
                   _("%s has more than %d MB of text; no reply has so much. Look whether it is "
                     "the right file"),
                   build->path, BYTES_MAX >> 20);
}

bool table_add(TableBuild *build, size_t row, const TableCell *cell, bool hidden, Err *err)
{
    if (row != build->row) {
        end_row(build);
        build->row = row;
        build->rows++;
    }
    build->bytes += strlen(cell->text) + CELL_COST;
    if (build->rows > TABLE_ROWS || build->bytes > BYTES_MAX)
        return too_large(build, err);
    if (build->n_cells == build->cells_room) {
        build->cells_room = 2 * build->cells_room + 64;
        build->cells = xreallocarray(build->cells, build->cells_room, sizeof(*build->cells));
    }
    TableCell *added = &build->cells[build->n_cells++];
    *added = *cell;
    added->text = arena_dup(build->arena, cell->text);
    build->hidden = build->hidden || hidden;
    return true;
}

void table_end_sheet(TableBuild *build)
{
    end_row(build);
}

/* ---- the file ---- */

static bool is_zip(const char *path, bool *zip, Err *err)
{
    char head[4];
    size_t n = 0;
    if (!path_read_head(path, head, sizeof(head), &n, err))
        return false;
    *zip = n == sizeof(head) &&
           (memcmp(head, "PK\003\004", n) == 0 || memcmp(head, "\xD0\xCF\x11\xE0", n) == 0);
    return true;
}

bool table_read(const char *path, Table **out, Err *err)
{
    TableBuild build = {.arena = arena_new(), .path = path};
    bool zip = false;
    *out = NULL;
    bool done = is_zip(path, &zip, err) &&
                (zip ? table_read_xlsx(&build, err) : table_read_csv(&build, err));
    free(build.cells);
    Table *table = xcalloc(1, sizeof(*table));
    *table = (Table){.arena = build.arena, .sheets = build.sheets, .n = build.n_sheets};
    if (done)
        *out = table;
    else
        table_free(table);
    return done;
}

void table_free(Table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->n; i++)
        free(table->sheets[i].rows);
    free(table->sheets);
    arena_free(table->arena);
    free(table);
}

size_t table_sheets(const Table *table)
{
    return table->n;
}

const TableSheet *table_sheet(const Table *table, size_t i)
{
    return &table->sheets[i];
}

/* Rows are short where it matters, and a hostile one is found by halves. */
const TableCell *table_cell(const TableRow *row, size_t column)
{
    size_t from = 0, to = row->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (row->cells[middle].column == column)
            return &row->cells[middle];
        if (row->cells[middle].column < column)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static void column_letters(size_t column, char out[COLUMN_LETTERS + 1])
{
    char back[COLUMN_LETTERS];
    size_t n = 0;
    for (column++; column && n < sizeof(back); column = (column - 1) / 26)
        back[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = back[n - 1 - i];
    out[n] = '\0';
}

void table_letters(size_t column, Buf *out)
{
    char letters[COLUMN_LETTERS + 1];
    column_letters(column, letters);
    buf_add(out, letters);
}

void table_where(const TableSheet *sheet, const TableRow *row, size_t column, Buf *out)
{
    char letters[COLUMN_LETTERS + 1];
    column_letters(column, letters);
    if (!sheet->name) {
        buf_addf(out, _("row %zu, column %s"), row->number, letters);
        return;
    }
    Buf name = BUF_INIT;
    text_add_safe(&name, sheet->name);
    /* TRANSLATORS: sheet RESULTS, D7 */
    buf_addf(out, _("sheet %.*s, %s%zu"), text_quote(name.data), name.data, letters,
             row->number);
    buf_free(&name);
}
