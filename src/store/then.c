/* The journal read forwards over the rows of one case: what each group tells is laid over what
 * those before it told. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"

struct ThenRow {
    const TableShape *shape;
    int64_t id;
    Uid uid;
    bool there;
    char **values; /* in the order of the shape; NULL: empty */
};

typedef struct Telling {
    Store *store;
    Reader reader;
    ThenRow *rows;
    size_t n, room;
    bool erased;
    Buf scratch;
    Buf of_case; /* the id of the case with of_uid, as text; empty: none was sought yet */
    unsigned char of_uid[UID_BYTES];
} Telling;

const char *then_table(const ThenRow *row)
{
    return row->shape->table;
}

int64_t then_id(const ThenRow *row)
{
    return row->id;
}

static int column_at(const TableShape *shape, const char *column)
{
    for (size_t i = 0; i < shape->n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return (int)i;
    }
    return -1;
}

const char *then_value(const ThenRow *row, const char *column)
{
    int at = column_at(row->shape, column);

    return at < 0 ? NULL : row->values[at];
}

static void forget_values(ThenRow *row)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        free(row->values[i]);
        row->values[i] = NULL;
    }
}

static ThenRow *row_of(Telling *t, const TableShape *shape)
{
    const ReaderRow *from = &t->reader.row;

    for (size_t i = t->n; i > 0; i--) {
        ThenRow *row = &t->rows[i - 1];
        if (row->shape == shape && memcmp(row->uid.bytes, from->uid, UID_BYTES) == 0)
            return row;
    }
    if (t->n == t->room)
        t->rows = xreallocarray(t->rows, t->room = 2 * t->room + 32, sizeof(*t->rows));
    ThenRow *row = &t->rows[t->n++];
    *row = (ThenRow){.shape = shape, .id = from->id};
    memcpy(row->uid.bytes, from->uid, UID_BYTES);
    row->values = xcalloc(shape->n + 1, sizeof(*row->values));
    return row;
}

/* Most rows point at their case, so its id is not sought for each. */
static void say_value(Telling *t, const TableShape *shape, const char *column,
                      const ChainValue *value)
{
    const char *table = value->points ? change_points(shape, column) : NULL;
    bool is_case = table && strcmp(table, "case_file") == 0 && value->value.len == UID_BYTES;

    if (is_case && t->of_case.len && memcmp(t->of_uid, value->value.bytes, UID_BYTES) == 0) {
        buf_add_bytes(&t->scratch, t->of_case.data, t->of_case.len);
        return;
    }
    journal_say(t->store, shape, column, value, &t->scratch);
    if (is_case) {
        memcpy(t->of_uid, value->value.bytes, UID_BYTES);
        buf_clear(&t->of_case);
        buf_add_bytes(&t->of_case, t->scratch.data, t->scratch.len);
    }
}

/* from: where the column is likely, since they are told in the order of the table. */
static void take_value(Telling *t, ThenRow *row, const char *column, size_t from,
                       const ChainValue *value)
{
    int at = from < row->shape->n && strcmp(row->shape->columns[from], column) == 0
                 ? (int)from
                 : column_at(row->shape, column);

    t->erased = t->erased || value->state == CHAIN_ERASED;
    if (at < 0)
        return;
    free(row->values[at]);
    row->values[at] = NULL;
    if (value->state != CHAIN_KEPT)
        return;
    buf_clear(&t->scratch);
    say_value(t, row->shape, column, value);
    row->values[at] = xstrdup(t->scratch.data ? t->scratch.data : "");
}

static void take_row(Telling *t)
{
    const ReaderRow *from = &t->reader.row;
    const TableShape *shape = change_shape(t->store, from->shape->table);

    if (!shape)
        return;
    ThenRow *row = row_of(t, shape);
    if (strcmp(from->shape->op, "set") != 0) {
        forget_values(row);
        row->there = strcmp(from->shape->op, "add") == 0;
    }
    for (size_t i = 0; row->there && i < from->shape->n; i++)
        take_value(t, row, from->shape->columns[i], i, &from->columns[i].after);
}

static bool tell(const Telling *t, ThenSink sink, void *ctx, Err *err)
{
    const ThenRow **rows = xcalloc(t->n + 1, sizeof(*rows));
    Then then = {.group = t->reader.group.id, .erased = t->erased, .rows = rows};
    bool going;

    for (size_t i = 0; i < t->n; i++) {
        if (t->rows[i].there)
            rows[then.n++] = &t->rows[i];
    }
    going = sink(ctx, &then, err);
    free(rows);
    return going;
}

bool journal_then(Store *store, int64_t case_id, const ThenAt *at, ThenSink sink, void *ctx,
                  Err *err)
{
    size_t next = 0;
    Telling t = {.store = store, .scratch = BUF_INIT, .of_case = BUF_INIT};
    ReaderRange range = {.case_id = case_id};
    bool going = true;

    if (!reader_open(&t.reader, store, &range, err))
        return false;
    while (going && next < at->n && reader_group(&t.reader)) {
        bool now = at->groups[next] == t.reader.group.id;
        next += now;
        if (now && !at->after)
            going = tell(&t, sink, ctx, err);
        while (going && reader_row(&t.reader))
            take_row(&t);
        if (going && now && at->after)
            going = tell(&t, sink, ctx, err);
    }
    for (size_t i = 0; i < t.n; i++) {
        forget_values(&t.rows[i]);
        free(t.rows[i].values);
    }
    free(t.rows);
    buf_free(&t.scratch);
    buf_free(&t.of_case);
    return reader_close(&t.reader, going ? err : NULL) && going;
}
