/* The rows of an open group: what happens to one is folded, so that the journal says once what
 * the group did to it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/change.h"

enum { ROWS_FEWEST_SLOTS = 64 };

static size_t rows_slot(const GroupRows *rows, const Uid *uid)
{
    uint32_t hash;
    size_t slot;

    memcpy(&hash, uid->bytes, sizeof(hash));
    for (slot = hash & (rows->slots - 1);
         rows->found[slot] && !uid_equal(&rows->rows[rows->found[slot] - 1].uid, uid);)
        slot = (slot + 1) & (rows->slots - 1);
    return slot;
}

/* Twice as many slots as rows, at least. */
static void rows_make_room(GroupRows *rows)
{
    if (rows->n == rows->room)
        rows->rows =
            xreallocarray(rows->rows, rows->room = 2 * rows->room + 8, sizeof(*rows->rows));
    if (2 * (rows->n + 1) <= rows->slots)
        return;
    rows->slots = rows->slots ? 2 * rows->slots : ROWS_FEWEST_SLOTS;
    free(rows->found);
    rows->found = xcalloc(rows->slots, sizeof(*rows->found));
    for (size_t i = 0; i < rows->n; i++)
        rows->found[rows_slot(rows, &rows->rows[i].uid)] = i + 1;
}

/* The last thing that happened to that row; NULL: nothing yet. */
static GroupRow *rows_last(const GroupRows *rows, const Uid *uid)
{
    size_t found = rows->slots ? rows->found[rows_slot(rows, uid)] : 0;

    return found && rows->rows[found - 1].op != ROW_NONE ? &rows->rows[found - 1] : NULL;
}

static GroupRow *rows_add(GroupRows *rows, RowOp op, const TableShape *shape, int64_t id,
                          const Uid *uid)
{
    GroupRow *row;

    rows_make_room(rows);
    row = &rows->rows[rows->n];
    *row = (GroupRow){.op = op, .shape = shape, .id = id, .uid = *uid};
    row->cells = xcalloc(shape->n + 1, sizeof(*row->cells));
    rows->found[rows_slot(rows, uid)] = ++rows->n;
    return row;
}

static void cell_put(RowCell *cell, int side, const ChainValue *value)
{
    ChainValue *to = side ? &cell->after : &cell->before;
    char *memory = NULL;

    *to = *value;
    if (value->digest) {
        memory = xmalloc(DIGEST_BYTES);
        memcpy(memory, value->digest, DIGEST_BYTES);
        to->digest = (const unsigned char *)memory;
    } else if (value->value.type == SQL_TEXT || value->value.type == SQL_BLOB) {
        memory = xmalloc(value->value.len + 1);
        memcpy(memory, value->value.bytes, value->value.len);
        memory[value->value.len] = '\0';
        to->value.bytes = memory;
    }
    free(cell->memory[side]);
    cell->memory[side] = memory;
}

static void cells_free(RowCell *cells, size_t n)
{
    for (size_t i = 0; cells && i < n; i++) {
        free(cells[i].memory[0]);
        free(cells[i].memory[1]);
    }
    free(cells);
}

void rows_free(GroupRows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        cells_free(rows->rows[i].cells, rows->rows[i].shape->n);
    free(rows->rows);
    free(rows->found);
    *rows = (GroupRows){0};
}

/* A row that was changed before it was removed is told of as it was at first. It goes to the
 * end: what is undone goes backwards, and a row comes back after what it points at. */
static GroupRow *row_removed(GroupRows *rows, size_t at)
{
    static const ChainValue empty = {.state = CHAIN_EMPTY};
    GroupRow was = rows->rows[at], *row;
    RowCell *cells = was.cells;

    rows->rows[at].op = ROW_NONE;
    rows->rows[at].cells = NULL;
    row = rows_add(rows, ROW_REMOVE, was.shape, was.id, &was.uid);
    free(row->cells);
    row->cells = cells;
    for (size_t i = 0; i < row->shape->n; i++)
        cell_put(&cells[i], 1, &empty);
    return row;
}

/* A value as the journal has it: what names a row names it by its uid. */
static bool value_of(Tx *tx, const TableShape *shape, size_t column, const SqlValue *value,
                     bool secret, Uid *uid, ChainValue *out, Err *err)
{
    bool there = false;

    *out = (ChainValue){.state = CHAIN_EMPTY};
    if (value->type == SQL_NULL)
        return true;
    out->state = secret ? CHAIN_SECRET : CHAIN_KEPT;
    out->value = *value;
    if (!shape->points[column] || value->type != SQL_INT)
        return true;
    if (strcmp(shape->points[column], "journal_group") == 0 && value->number == tx->group) {
        *uid = tx->uid;
        there = true;
    } else if (!change_uid_of(tx->store, shape->points[column], value->number, uid, &there,
                              err)) {
        return false;
    }
    if (there) {
        out->points = true;
        out->value = sql_value_blob(uid->bytes, sizeof(uid->bytes));
    }
    return true;
}

void rows_set(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid, size_t at,
              const ChainValue *before, const ChainValue *after)
{
    GroupRow *row = rows_last(rows, uid);
    RowCell *cell;

    if (!row || row->op == ROW_REMOVE)
        row = rows_add(rows, ROW_SET, shape, id, uid);
    cell = &row->cells[at];
    if (row->op == ROW_SET && !cell->told)
        cell_put(cell, 0, before);
    cell_put(cell, 1, after);
    cell->told = true;
}

GroupRow *rows_added(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid)
{
    return rows_add(rows, ROW_ADD, shape, id, uid);
}

GroupRow *rows_removed(GroupRows *rows, const TableShape *shape, int64_t id, const Uid *uid)
{
    GroupRow *row = rows_last(rows, uid);

    if (!row)
        return rows_add(rows, ROW_REMOVE, shape, id, uid);
    if (row->op != ROW_ADD)
        return row_removed(rows, (size_t)(row - rows->rows));
    row->op = ROW_NONE;
    return NULL;
}

/* What was changed before the row was removed keeps what it was at first. */
void row_put(GroupRow *row, size_t at, const ChainValue *value)
{
    if (row->op == ROW_ADD)
        cell_put(&row->cells[at], 1, value);
    else if (!row->cells[at].told)
        cell_put(&row->cells[at], 0, value);
}

bool change_record(Tx *tx, const Change *change, Err *err)
{
    const TableShape *shape = change_shape(tx->store, change->table);
    ChainValue before, after;
    Uid uids[2];
    size_t at = 0;

    while (strcmp(shape->columns[at], change->column) != 0)
        at++;
    if (!value_of(tx, shape, at, &change->before, change->secret, &uids[0], &before, err) ||
        !value_of(tx, shape, at, &change->after, change->secret, &uids[1], &after, err))
        return false;
    rows_set(&tx->rows, shape, change->id, &change->uid, at, &before, &after);
    return true;
}

static bool record_row(Tx *tx, GroupRow *row, const RowImage *image, const bool *secret,
                       Err *err)
{
    ChainValue value;
    Uid uid;

    for (size_t i = 0; row && i < image->shape->n; i++) {
        if (!value_of(tx, image->shape, i, &image->values[i], secret && secret[i], &uid, &value,
                      err))
            return false;
        row_put(row, i, &value);
    }
    return true;
}

bool change_added(Tx *tx, const RowImage *image, int64_t id, const bool *secret, Err *err)
{
    return record_row(tx, rows_added(&tx->rows, image->shape, id, &image->uid), image, secret,
                      err);
}

bool change_removed(Tx *tx, const RowImage *image, int64_t id, Err *err)
{
    return record_row(tx, rows_removed(&tx->rows, image->shape, id, &image->uid), image, NULL,
                      err);
}

bool cell_differs(const RowCell *cell)
{
    const unsigned char *was = cell->before.digest, *is = cell->after.digest;

    if (was || is)
        return !was || !is || memcmp(was, is, DIGEST_BYTES) != 0;
    return cell->before.points != cell->after.points ||
           !sql_value_equal(&cell->before.value, &cell->after.value);
}

bool row_tells(const GroupRow *row)
{
    if (row->op != ROW_SET)
        return row->op != ROW_NONE;
    for (size_t i = 0; i < row->shape->n; i++) {
        if (cell_differs(&row->cells[i]))
            return true;
    }
    return false;
}

bool rows_any(const GroupRows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (row_tells(&rows->rows[i]))
            return true;
    }
    return false;
}
