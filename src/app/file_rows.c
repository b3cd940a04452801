/* Rows are matched by a digest of their cells; what is left on both sides is paired by the case
 * that it is of, or by its place. */
#include "config.h"

#include "app/file_rows.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "store/digest.h"

typedef struct Lined {
    const TableRow *row;
    const char *no; /* of its case */
    const struct Lined *same;
    unsigned char key[DIGEST_BYTES];
    bool told;
} Lined;

typedef struct Sides {
    const FileRows *rows;
    const TableSheet *sheet; /* of the file that was given */
    const char *name;
    const TableRow *names; /* of the columns; NULL: none is known */
    Lined *made, *given;
    size_t n_made, n_given;
} Sides;

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *case_of(const FileRows *rows, const TableRow *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const char *const *found = rows->n ? bsearch(&row->cells[i].text, rows->numbers,
                                                     rows->n, sizeof(*rows->numbers), by_text)
                                           : NULL;
        if (found)
            return *found;
    }
    return NULL;
}

static void make_key(const TableRow *row, unsigned char key[DIGEST_BYTES])
{
    Digest *digest = digest_begin();
    for (size_t i = 0; i < row->n; i++) {
        const TableCell *cell = &row->cells[i];
        const unsigned char flags[] = {cell->error, cell->formula};
        digest_add(digest, &cell->column, sizeof(cell->column));
        digest_add(digest, flags, sizeof(flags));
        digest_add(digest, cell->text, strlen(cell->text) + 1);
    }
    digest_end(digest, key);
}

static Lined *make_places(const FileRows *rows, const TableSheet *sheet)
{
    Lined *places = xcalloc(sheet->n + 1, sizeof(*places));
    for (size_t i = 0; i < sheet->n; i++) {
        places[i].row = &sheet->rows[i];
        places[i].no = case_of(rows, places[i].row);
        make_key(places[i].row, places[i].key);
    }
    return places;
}

static int by_key(const void *a, const void *b)
{
    const Lined *one = *(Lined *const *)a, *other = *(Lined *const *)b;
    int order = memcmp(one->key, other->key, DIGEST_BYTES);
    if (order)
        return order;
    return (one->row->number > other->row->number) - (one->row->number < other->row->number);
}

static Lined **sort(Lined *places, size_t n)
{
    Lined **sorted = xcalloc(n + 1, sizeof(*sorted));
    for (size_t i = 0; i < n; i++)
        sorted[i] = &places[i];
    if (n)
        qsort(sorted, n, sizeof(*sorted), by_key);
    return sorted;
}

static void match(Sides *sides)
{
    Lined **made = sort(sides->made, sides->n_made),
          **given = sort(sides->given, sides->n_given);
    for (size_t i = 0, k = 0; i < sides->n_made && k < sides->n_given;) {
        int order = memcmp(made[i]->key, given[k]->key, DIGEST_BYTES);
        if (order == 0) {
            made[i]->same = given[k];
            given[k]->same = made[i];
        }
        i += order <= 0;
        k += order >= 0;
    }
    free(made);
    free(given);
}

/* ---- what is told ---- */

static void tell(const Sides *sides, const char *kind, const char *no, size_t row,
                 const char *columns, const char *fmt, ...) PRINTF_LIKE(6, 7);

static void tell(const Sides *sides, const char *kind, const char *no, size_t row,
                 const char *columns, const char *fmt, ...)
{
    FileFound *out = sides->rows->out;
    Arena *arena = sides->rows->arena;
    Buf words = BUF_INIT;
    va_list args;
    if (out->differences++ < FILE_ROWS_TOLD) {
        va_start(args, fmt);
        buf_vaddf(&words, fmt, args);
        va_end(args);
        out->rows[out->n++] = (FileDifference){.kind = kind,
                                               .sheet = arena_dup(arena, sides->name),
                                               .no = arena_dup(arena, no),
                                               .row = row,
                                               .columns = arena_dup(arena, columns),
                                               .words = arena_dup(arena, words.data)};
    }
    buf_free(&words);
}

static bool same_cell(const TableCell *a, const TableCell *b)
{
    return a && b ? strcmp(a->text, b->text) == 0 && a->error == b->error &&
                        a->formula == b->formula
                  : a == b;
}

/* By the name of the column, or as a spreadsheet program calls it. */
static void add_column(const Sides *sides, size_t column, Buf *out)
{
    const TableCell *name = sides->names ? table_cell(sides->names, column) : NULL;
    if (out->len)
        buf_add(out, _(", "));
    if (name)
        buf_add(out, name->text);
    else
        table_letters(column, out);
}

static void add_columns(const Sides *sides, const TableRow *made, const TableRow *given,
                        Buf *out)
{
    size_t i = 0, k = 0;
    while (i < made->n || k < given->n) {
        const TableCell *a = i < made->n ? &made->cells[i] : NULL;
        const TableCell *b = k < given->n ? &given->cells[k] : NULL;
        size_t column = !b || (a && a->column <= b->column) ? a->column : b->column;
        a = a && a->column == column ? a : NULL;
        b = b && b->column == column ? b : NULL;
        if (!same_cell(a, b))
            add_column(sides, column, out);
        i += a != NULL;
        k += b != NULL;
    }
}

static void tell_changed(const Sides *sides, const Lined *made, const Lined *given)
{
    Buf columns = BUF_INIT;
    add_columns(sides, made->row, given->row, &columns);
    if (made->no)
        /* TRANSLATORS: a sheet, the number of a row, a case, names of columns. */
        tell(sides, "changed", made->no, given->row->number, columns.data,
             _("%s, row %zu, case %s: other than what was approved: %s"), sides->name,
             given->row->number, made->no, columns.data);
    else
        tell(sides, "changed", NULL, given->row->number, columns.data,
             _("%s, row %zu: other than what was approved: %s"), sides->name,
             given->row->number, columns.data);
    buf_free(&columns);
}

static void tell_missing(const Sides *sides, const Lined *made)
{
    size_t number = made->row->number;
    if (made->no)
        tell(sides, "missing", made->no, number, NULL,
             _("%s: row %zu of the batch, case %s, is not in it"), sides->name, number,
             made->no);
    else
        tell(sides, "missing", NULL, number, NULL, _("%s: row %zu of the batch is not in it"),
             sides->name, number);
}

/* ---- the rows of a sheet ---- */

static bool is_pair(const Lined *made, const Lined *given)
{
    if (given->same || given->told)
        return false;
    if (made->no || given->no)
        return made->no && given->no && strcmp(made->no, given->no) == 0;
    return made->row->number == given->row->number;
}

/* Those before *from are told: rows of one case stand beside each other. */
static Lined *partner(const Sides *sides, const Lined *made, size_t *from)
{
    enum { LOOKED_AT = 300 };
    while (*from < sides->n_given && (sides->given[*from].same || sides->given[*from].told))
        ++*from;
    for (size_t i = *from; i < sides->n_given && i - *from < LOOKED_AT; i++)
        if (is_pair(made, &sides->given[i]))
            return &sides->given[i];
    return NULL;
}

static void tell_pairs(const Sides *sides)
{
    size_t from = 0;
    for (size_t i = 0; i < sides->n_made; i++) {
        const Lined *made = &sides->made[i];
        if (made->same)
            continue;
        Lined *given = partner(sides, made, &from);
        if (given) {
            given->told = true;
            tell_changed(sides, made, given);
        } else {
            tell_missing(sides, made);
        }
    }
}

static void tell_given(const Sides *sides)
{
    size_t last = 0, moved = 0;
    for (size_t i = 0; i < sides->n_given; i++) {
        const Lined *given = &sides->given[i];
        size_t number = given->row->number;
        if (!given->same && !given->told)
            tell(sides, "extra", given->no, number, NULL,
                 _("%s, row %zu: the batch has no such row"), sides->name, number);
        if (!given->same)
            continue;
        if (given->row->hidden && !given->same->row->hidden)
            tell(sides, "hidden", given->no, number, NULL,
                 _("%s, row %zu is hidden, or a cell of it"), sides->name, number);
        if (given->same->row->number < last && !moved)
            moved = number;
        last = given->same->row->number;
    }
    if (moved)
        tell(sides, "moved", NULL, moved, NULL,
             _("%s: from row %zu on the rows stand in another order"), sides->name, moved);
}

/* The row above the first one of a case. */
static const TableRow *find_names(const FileRows *rows, const TableSheet *sheet)
{
    for (size_t i = 0; i < sheet->n; i++)
        if (case_of(rows, &sheet->rows[i]))
            return i ? &sheet->rows[i - 1] : NULL;
    return NULL;
}

static void compare_sheet(const FileRows *rows, const TableSheet *made, const TableSheet *given)
{
    Sides sides = {.rows = rows,
                   .sheet = given,
                   .name = made->name ? made->name : rows->name,
                   .names = find_names(rows, made),
                   .made = make_places(rows, made),
                   .given = make_places(rows, given),
                   .n_made = made->n,
                   .n_given = given->n};
    match(&sides);
    if (given->hidden && !made->hidden)
        tell(&sides, "hidden", NULL, 0, NULL, _("The sheet %s is hidden"), sides.name);
    tell_pairs(&sides);
    tell_given(&sides);
    free(sides.made);
    free(sides.given);
}

/* A text has no sheets, and is held against the first. */
static const TableSheet *find_sheet(const Table *table, const TableSheet *like, size_t at)
{
    for (size_t i = 0; i < table_sheets(table); i++) {
        const TableSheet *sheet = table_sheet(table, i);
        if (sheet->name && like->name ? strcmp(sheet->name, like->name) == 0 : i == at)
            return sheet;
    }
    return NULL;
}

static void tell_sheet(const FileRows *rows, const TableSheet *sheet, bool missing)
{
    Buf name = BUF_INIT;
    text_add_safe(&name, sheet->name ? sheet->name : rows->name);
    const Sides sides = {.rows = rows, .name = name.data};
    if (missing)
        tell(&sides, "sheet", NULL, 0, NULL, _("The sheet %s is not in it"), name.data);
    else
        tell(&sides, "sheet", NULL, 0, NULL, _("The batch has no sheet %s"), name.data);
    buf_free(&name);
}

void file_rows(const FileRows *rows, const Table *made, const Table *given)
{
    for (size_t i = 0; i < table_sheets(made); i++) {
        const TableSheet *sheet = table_sheet(made, i), *other = find_sheet(given, sheet, i);
        if (other)
            compare_sheet(rows, sheet, other);
        else
            tell_sheet(rows, sheet, true);
    }
    for (size_t i = 0; i < table_sheets(given); i++) {
        const TableSheet *sheet = table_sheet(given, i);
        if (!find_sheet(made, sheet, i))
            tell_sheet(rows, sheet, false);
    }
}
