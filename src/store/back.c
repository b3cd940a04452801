/* Rows of a case brought back to what they were: the journal is read backwards over an image of
 * each row that it names, and what the image then says is written as any change is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"

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

/* One change taken back in the image. A removed row brings all of its columns as they were. */
static void take_back(const Back *back, BackRow *row, const Change *change, bool content)
{
    int at = column_at(row, change->column);
    if (strcmp(change->op, "set") == 0) {
        if (at >= 0 && comes_back(back, row, change, at, content))
            put_value(row, at, change->before);
        return;
    }
    if (row->apart && row->now.found)
        return;
    row->was = strcmp(change->op, "remove") == 0;
    note_apart(back, row, change->column, row->was ? &change->before : &change->after);
    if (at >= 0)
        put_value(row, at, row->was ? change->before : sql_value_null());
}

static bool read_change(Back *back, const Sql *q, Err *err)
{
    const char *table = sql_text(q, 1);
    size_t n;
    if (!back->how->takes(table, NULL))
        return true;
    BackRow *row = row_of(back, table, sql_int(q, 2), err);
    if (!row)
        return false;
    const void *uid = sql_blob(q, 3, &n);
    const Change change = {.op = sql_text(q, 0),
                           .column = sql_text(q, 4),
                           .before = sql_value(q, 5),
                           .after = sql_value(q, 7)};
    if ((change.before.type == SQL_NULL && sql_int(q, 6)) || !uid || n != sizeof row->uid.bytes)
        return err_set(err, ERR_REFUSED,
                       _("This cannot be undone: its values were erased or are secret"));
    memcpy(row->uid.bytes, uid, n);
    take_back(back, row, &change, sql_int(q, 8) != 0);
    return true;
}

static bool read_changes(Back *back, int64_t after, Err *err)
{
    bool read = true;
    Sql q;
    if (!sql_open(&q, back->tx->store,
                  "SELECT c.op, c.tbl, c.row_id, c.row_uid, c.col, c.before,"
                  " c.before_digest IS NOT NULL, c.after, g.content FROM journal_group AS g"
                  " JOIN journal_change AS c ON c.group_id = g.id"
                  " WHERE g.case_id = ? AND g.id > ? ORDER BY g.id DESC, c.seq DESC",
                  err))
        return false;
    sql_bind_int(&q, 1, back->tx->case_id);
    sql_bind_int(&q, 2, after);
    while (read && sql_row(&q))
        read = read_change(back, &q, err);
    return sql_close(&q, read ? err : NULL) && read;
}

static bool bring_row(Tx *tx, const BackRow *row, Err *err)
{
    const TableShape *shape = row->now.shape;
    Change *columns = xcalloc(shape->n + 1, sizeof *columns);
    size_t n = 0;
    for (size_t i = 0; i < shape->n; i++) {
        if (row->values[i].type != SQL_NULL)
            columns[n++] = (Change){.op = "add",
                                    .table = row->table,
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
