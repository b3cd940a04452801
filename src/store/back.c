/* Rows of a case brought back to what they were: the journal is read backwards over an image of
 * each row that it names, and what the image then says is written as any change is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"

typedef struct BackRow {
    char *table;
    int64_t id;
    RowImage now;
    bool was;         /* there, then */
    bool apart;       /* left as it is */
    SqlValue *values; /* then; in the order of the shape, texts in memory */
    char **memory;
    Uid uid;
} BackRow;

typedef struct Back {
    Tx *tx;
    const JournalBack *how;
    BackRow *rows;
    size_t n, room;
} Back;

static void row_free(BackRow *row)
{
    for (size_t i = 0; row->memory && i < row->now.shape->n; i++)
        free(row->memory[i]);
    free(row->memory);
    free(row->values);
    free(row->table);
    change_free(&row->now);
}

static int column_at(const BackRow *row, const char *column)
{
    for (size_t i = 0; column && i < row->now.shape->n; i++) {
        if (strcmp(row->now.shape->columns[i], column) == 0)
            return (int)i;
    }
    return -1;
}

static void put_value(BackRow *row, int at, SqlValue value)
{
    char *memory = NULL;
    if (value.type == SQL_TEXT || value.type == SQL_BLOB) {
        memory = xmalloc(value.len + 1);
        memcpy(memory, value.bytes, value.len);
        memory[value.len] = '\0';
        value.bytes = memory;
    }
    free(row->memory[at]);
    row->memory[at] = memory;
    row->values[at] = value;
}

static void note_apart(const Back *back, BackRow *row, const char *column,
                       const SqlValue *value)
{
    if (column && strcmp(column, back->how->apart) == 0 && value->type == SQL_INT &&
        value->number)
        row->apart = true;
}

static BackRow *row_begin(Back *back, const char *table, int64_t id, Err *err)
{
    if (back->n == back->room)
        back->rows =
            xreallocarray(back->rows, back->room = 2 * back->room + 16, sizeof *back->rows);
    BackRow *row = &back->rows[back->n];
    *row = (BackRow){.id = id};
    if (!change_read(back->tx->store, table, id, &row->now, err))
        return NULL;
    back->n++;
    size_t columns = row->now.shape->n;
    row->table = xstrdup(table);
    row->uid = row->now.uid;
    row->was = row->now.found;
    row->values = xcalloc(columns + 1, sizeof *row->values);
    row->memory = xcalloc(columns + 1, sizeof *row->memory);
    for (size_t i = 0; i < columns; i++)
        row->values[i] = sql_value_null();
    for (size_t i = 0; row->was && i < columns; i++) {
        put_value(row, (int)i, row->now.values[i]);
        note_apart(back, row, row->now.shape->columns[i], &row->now.values[i]);
    }
    return row;
}

static BackRow *row_of(Back *back, const char *table, int64_t id, Err *err)
{
    for (size_t i = back->n; i > 0; i--) {
        BackRow *row = &back->rows[i - 1];
        if (row->id == id && strcmp(row->table, table) == 0)
            return row;
    }
    return row_begin(back, table, id, err);
}

/* Of a row that stays as it is, only what was set along with content comes back, and nobody has
 * set anew since. */
static bool comes_back(const Back *back, const BackRow *row, const Change *change, int at,
                       bool content)
{
    const JournalBack *how = back->how;
    return how->takes(row->table, change->column) &&
           (!row->apart || (content && sql_value_equal(&row->values[at], &change->after) &&
                            how->along(how->ctx, row->table, change->column, &change->before,
                                       &change->after)));
}

/* One column taken back in the image. */
static void take_back(const Back *back, BackRow *row, const char *op, const Change *change,
                      bool content)
{
    int at = column_at(row, change->column);
    if (strcmp(op, "set") == 0) {
        if (at >= 0 && comes_back(back, row, change, at, content))
            put_value(row, at, change->before);
        return;
    }
    note_apart(back, row, change->column, row->was ? &change->before : &change->after);
    if (at >= 0)
        put_value(row, at, row->was ? change->before : sql_value_null());
}

static bool read_column(const Back *back, BackRow *row, const ReaderRow *from, size_t i,
                        bool content, Err *err)
{
    Store *store = back->tx->store;
    Change change = {.column = from->shape->columns[i]};
    char *before = NULL, *after = NULL;
    bool read = reader_value(store, row->now.shape, change.column, &from->columns[i].before,
                             &change.before, &before, err);
    /* What it became is only compared. */
    if (read && !reader_value(store, row->now.shape, change.column, &from->columns[i].after,
                              &change.after, &after, NULL))
        change.after = sql_value_null();
    if (read)
        take_back(back, row, from->shape->op, &change, content);
    free(before);
    free(after);
    return read;
}

/* A removed row brings all of its columns as they were, and one that was added loses them. */
static bool read_row(Back *back, const ReaderRow *from, bool content, Err *err)
{
    if (!back->how->takes(from->shape->table, NULL))
        return true;
    BackRow *row = row_of(back, from->shape->table, from->id, err);
    if (!row)
        return false;
    memcpy(row->uid.bytes, from->uid, UID_BYTES);
    if (strcmp(from->shape->op, "set") != 0) {
        if (row->apart && row->now.found)
            return true;
        row->was = strcmp(from->shape->op, "remove") == 0;
    }
    bool read = true;
    for (size_t i = 0; read && i < from->shape->n; i++)
        read = read_column(back, row, from, i, content, err);
    return read;
}

static bool read_changes(Back *back, int64_t after, Err *err)
{
    ReaderRange range = {.case_id = back->tx->case_id, .after = after, .backwards = true};
    bool read = true;
    Reader r;
    if (!reader_open(&r, back->tx->store, &range, err))
        return false;
    while (read && reader_group(&r)) {
        while (read && reader_row(&r))
            read = read_row(back, &r.row, r.group.content != 0, err);
    }
    return reader_close(&r, read ? err : NULL) && read;
}

static bool bring_row(Tx *tx, const BackRow *row, Err *err)
{
    const TableShape *shape = row->now.shape;
    Change *columns = xcalloc(shape->n + 1, sizeof *columns);
    size_t n = 0;
    for (size_t i = 0; i < shape->n; i++) {
        if (row->values[i].type != SQL_NULL)
            columns[n++] = (Change){.table = row->table,
                                    .column = shape->columns[i],
                                    .id = row->id,
                                    .uid = row->uid,
                                    .after = row->values[i]};
    }
    bool done = change_restore(tx, row->table, row->id, &row->uid, columns, n, err);
    free(columns);
    return done;
}

static bool set_columns(const Back *back, const BackRow *row, Err *err)
{
    const TableShape *shape = row->now.shape;
    bool done = true;
    for (size_t i = 0; done && i < shape->n; i++) {
        if (back->how->takes(row->table, shape->columns[i]))
            done = tx_set(back->tx, row->table, row->id, shape->columns[i], row->values[i],
                          NULL, 0, err);
    }
    return done;
}

/* Rows that came go first: a record of one row may have got another one. */
static bool write_rows(const Back *back, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < back->n; i++) {
        const BackRow *row = &back->rows[i];
        if (!row->apart && row->now.found && !row->was)
            done = tx_remove(back->tx, row->table, row->id, err);
    }
    for (size_t i = 0; done && i < back->n; i++) {
        const BackRow *row = &back->rows[i];
        if (!row->was || (row->apart && !row->now.found))
            continue;
        done = row->now.found ? set_columns(back, row, err) : bring_row(back->tx, row, err);
    }
    return done;
}

bool journal_bring_back(Tx *tx, int64_t after, const JournalBack *how, Err *err)
{
    Back back = {.tx = tx, .how = how};
    bool done = read_changes(&back, after, err) && write_rows(&back, err);
    for (size_t i = 0; i < back.n; i++)
        row_free(&back.rows[i]);
    free(back.rows);
    return done;
}
