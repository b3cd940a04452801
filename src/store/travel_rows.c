/* Rows that another store wrote, laid over the records of this one: what names a row by its
 * uid names it by its number here, and what a group goes on from has to be what stands here. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/travel_inner.h"

/* In place of a text that was erased before it came. */
static const char gone[] = "{}";

static const char *const stays[] = {"batch", "batch_case", "batch_copy", "receipt"};

bool travel_stays_there(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(stays); i++) {
        if (strcmp(table, stays[i]) == 0)
            return true;
    }
    return false;
}

BodyColumn *travel_body(Taking *t, const TravelStep *step, const TravelRow *row)
{
    const BodyShape *shape = &t->form.shapes[row->shape];
    const TravelWho *who = step->who ? &t->form.who[step->who - 1] : NULL;
    BodyNames names = {t->form.case_uid, who ? who->uid : NULL, step->uid};
    BodyColumn *columns = arena_alloc(t->arena, (shape->n + 1) * sizeof(*columns));

    return body_read(shape, &names, step->seed == NULL, row->body, row->len, columns) ? columns
                                                                                      : NULL;
}

static bool wrong(Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("What came of this case does not hold together; nothing of it was taken; "
                     "tell them on the telephone"));
}

/* A row that is worked on. */
typedef struct Laying {
    Taking *t;
    Tx *tx;
    const TravelRow *row;
    const BodyShape *said;
    const TableShape *shape;
    const BodyColumn *columns;
    size_t *at;       /* of each column its place in the shape */
    SqlValue *values; /* as they stand here, by the shape; of a set or removed row */
    Uid uid;
    int64_t id;
} Laying;

static int column_at(const TableShape *shape, const char *column)
{
    for (size_t i = 0; i < shape->n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return (int)i;
    }
    return -1;
}

static bool find_columns(Laying *l)
{
    l->at = arena_alloc(l->t->arena, (l->said->n + 1) * sizeof(*l->at));
    for (size_t i = 0; i < l->said->n; i++) {
        int at = column_at(l->shape, l->said->columns[i]);
        if (at < 0)
            return false;
        l->at[i] = (size_t)at;
    }
    return true;
}

static bool pointed(Laying *l, const char *table, const unsigned char *uid, SqlValue *out,
                    Err *err)
{
    bool there = true;
    int64_t id = 0;

    if (!table)
        return wrong(err);
    if (strcmp(table, "journal_group") == 0 && memcmp(uid, l->tx->uid.bytes, UID_BYTES) == 0)
        id = l->tx->group;
    else if (!change_id_of(l->t->store, table, uid, &id, &there, err))
        return false;
    *out = sql_value_int(id);
    return there || wrong(err);
}

static const TravelSecret *secret_of(const Laying *l, size_t column)
{
    for (size_t i = 0; i < l->row->n_secrets; i++) {
        if (l->row->secrets[i].column == column)
            return &l->row->secrets[i];
    }
    return NULL;
}

/* A value of the body as a column here has it. */
static bool value_here(Laying *l, size_t column, const ChainValue *value, SqlValue *out,
                       Err *err)
{
    const TravelSecret *secret;

    *out = sql_value_null();
    switch (value->state) {
    case CHAIN_EMPTY:
    case CHAIN_ERASED:
        return true;
    case CHAIN_SECRET:
        secret = secret_of(l, column);
        *out = sql_value_text(gone);
        if (secret)
            *out = (SqlValue){.type = SQL_TEXT, .bytes = secret->text, .len = secret->len};
        return true;
    case CHAIN_KEPT:
        break;
    }
    if (value->points)
        return pointed(l, l->shape->points[l->at[column]], value->value.bytes, out, err);
    *out = value->value;
    return true;
}

/* Of a secret that goes along its digest is computed, and with it found to be that one. */
static ChainValue value_told(const Laying *l, size_t column, const ChainValue *value,
                             bool after)
{
    const TravelSecret *secret =
        after && value->state == CHAIN_SECRET ? secret_of(l, column) : NULL;
    ChainValue told = *value;

    if (secret) {
        told.digest = NULL;
        told.value = (SqlValue){.type = SQL_TEXT, .bytes = secret->text, .len = secret->len};
    }
    return told;
}

/* ---- of this case and no other ---- */

static bool is_case(const Laying *l)
{
    return strcmp(l->said->table, "case_file") == 0;
}

/* Records of a case have a column that names it. */
static bool may_travel(const Laying *l)
{
    return is_case(l)
               ? memcmp(l->uid.bytes, l->t->case_uid.bytes, UID_BYTES) == 0
               : column_at(l->shape, "case_id") >= 0 && strcmp(l->said->table, "reveal") != 0;
}

static bool names_case(const Laying *l)
{
    if (is_case(l))
        return true;
    for (size_t i = 0; i < l->said->n; i++) {
        const ChainValue *after = &l->columns[i].after;
        if (strcmp(l->said->columns[i], "case_id") == 0)
            return after->state == CHAIN_KEPT && after->points &&
                   memcmp(after->value.bytes, l->t->case_uid.bytes, UID_BYTES) == 0;
    }
    return false;
}

/* A row stays with its case, and a case keeps its number. */
static bool stays_put(const Laying *l)
{
    const char *fixed = is_case(l) ? "no" : "case_id";

    for (size_t i = 0; strcmp(l->said->op, "set") == 0 && i < l->said->n; i++) {
        if (strcmp(l->said->columns[i], fixed) == 0)
            return false;
    }
    return true;
}

static bool is_of_case(const Laying *l, const RowImage *image, int64_t id)
{
    const SqlValue *value = is_case(l) ? NULL : change_value(image, "case_id");

    return is_case(l) ? id == l->t->out->case_id
                      : value && value->type == SQL_INT && value->number == l->t->out->case_id;
}

/* ---- added ---- */

/* A number that another case has here already is told apart by two digits of the uid. */
static bool other_number(Laying *l, SqlValue *no, Err *err)
{
    int64_t taken;
    const char *text = arena_dup_n(l->t->arena, no->bytes, no->len);

    if (!sql_get_int(l->t->store, err, &taken, "SELECT count(*) FROM case_file WHERE no = ?",
                     "t", text))
        return false;
    if (taken)
        *no = sql_value_text(
            arena_printf(l->t->arena, CHANGE_NO_APART, text, l->uid.bytes[0], l->uid.bytes[1]));
    return true;
}

static void insert_text(const Laying *l, const SqlValue *values, Buf *out)
{
    buf_addf(out, "INSERT INTO \"%s\" (uid", l->shape->table);
    for (size_t i = 0; i < l->said->n; i++) {
        if (values[i].type != SQL_NULL || !l->shape->filled[l->at[i]])
            buf_addf(out, ",\"%s\"", l->said->columns[i]);
    }
    buf_add(out, ") VALUES (?");
    for (size_t i = 0; i < l->said->n; i++) {
        if (values[i].type != SQL_NULL || !l->shape->filled[l->at[i]])
            buf_add(out, ",?");
    }
    buf_add(out, ")");
}

static bool insert(Laying *l, const SqlValue *values, Err *err)
{
    Buf text = BUF_INIT;
    int at = 1;
    bool done;
    Sql q;

    insert_text(l, values, &text);
    done = sql_open(&q, l->t->store, text.data, err);
    buf_free(&text);
    if (!done)
        return false;
    sql_bind_blob(&q, 1, l->uid.bytes, UID_BYTES);
    for (size_t i = 0; i < l->said->n; i++) {
        if (values[i].type != SQL_NULL || !l->shape->filled[l->at[i]])
            sql_bind_value(&q, ++at, &values[i]);
    }
    sql_row(&q);
    done = sql_close(&q, err);
    l->id = sqlite3_last_insert_rowid(l->t->store->db);
    return done;
}

static bool lay_added(Laying *l, Err *err)
{
    SqlValue *values = arena_alloc(l->t->arena, (l->said->n + 1) * sizeof(*values));
    GroupRow *row;

    if (!names_case(l) || (is_case(l) && l->t->out->case_id != 0))
        return wrong(err);
    for (size_t i = 0; i < l->said->n; i++) {
        if (!value_here(l, i, &l->columns[i].after, &values[i], err) ||
            (is_case(l) && strcmp(l->said->columns[i], "no") == 0 &&
             values[i].type == SQL_TEXT && !other_number(l, &values[i], err)))
            return false;
    }
    if (!insert(l, values, err))
        return false;
    if (is_case(l))
        l->tx->case_id = l->t->out->case_id = l->id;
    row = rows_added(&l->tx->rows, l->shape, l->id, &l->uid);
    for (size_t i = 0; i < l->said->n; i++) {
        ChainValue told = value_told(l, i, &l->columns[i].after, true);
        row_put(row, l->at[i], &told);
    }
    return true;
}

/* ---- set and removed ---- */

static bool went_on_from(Laying *l, size_t column, Err *err)
{
    const ChainValue *before = &l->columns[column].before;
    const SqlValue *stored = &l->values[l->at[column]];
    SqlValue told;

    if (before->state == CHAIN_SECRET || before->state == CHAIN_ERASED)
        return true;
    if (before->state == CHAIN_EMPTY && l->shape->filled[l->at[column]] &&
        sql_value_equal(stored, &l->shape->defaults[l->at[column]]))
        return true;
    return value_here(l, column, before, &told, err) &&
           (sql_value_equal(&told, stored) || wrong(err));
}

/* Whoever wrote what came later has touched the case once it is taken in; the view knows of the
 * row as long as it counts as later. */
static bool took_in(Laying *l, Err *err)
{
    return sql_do(l->t->store, err,
                  "INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id)"
                  " FROM later_writer AS w WHERE w.case_id = ?1 AND w.tbl = ?2"
                  " AND w.row_id = ?3 AND NOT EXISTS (SELECT 1 FROM case_touch AS t"
                  " WHERE t.case_id = w.case_id AND t.user_id = w.user_id)"
                  " GROUP BY w.user_id",
                  "iti", l->t->out->case_id, l->shape->table, l->id);
}

static bool lay_column(Laying *l, size_t column, Err *err)
{
    Buf text = BUF_INIT;
    SqlValue value;
    bool done;
    Sql q;

    if (!went_on_from(l, column, err) ||
        !value_here(l, column, &l->columns[column].after, &value, err) ||
        (strcmp(l->said->columns[column], "later") == 0 && !took_in(l, err)))
        return false;
    buf_addf(&text, "UPDATE \"%s\" SET \"%s\"=?2 WHERE id=?1", l->shape->table,
             l->said->columns[column]);
    done = sql_open(&q, l->t->store, text.data, err);
    buf_free(&text);
    if (!done)
        return false;
    sql_bind_int(&q, 1, l->id);
    sql_bind_value(&q, 2, &value);
    sql_row(&q);
    return sql_close(&q, err);
}

static bool lay_set(Laying *l, Err *err)
{
    for (size_t i = 0; i < l->said->n; i++) {
        ChainValue before = value_told(l, i, &l->columns[i].before, false),
                   after = value_told(l, i, &l->columns[i].after, true);
        if (!lay_column(l, i, err))
            return false;
        rows_set(&l->tx->rows, l->shape, l->id, &l->uid, l->at[i], &before, &after);
    }
    return true;
}

static bool lay_removed(Laying *l, Err *err)
{
    GroupRow *row = rows_removed(&l->tx->rows, l->shape, l->id, &l->uid);
    Buf text = BUF_INIT;
    bool done = true;

    for (size_t i = 0; done && i < l->said->n; i++) {
        ChainValue before = value_told(l, i, &l->columns[i].before, false);
        done = went_on_from(l, i, err);
        if (row)
            row_put(row, l->at[i], &before);
    }
    buf_addf(&text, "DELETE FROM \"%s\" WHERE id=?", l->shape->table);
    done = done && sql_do(l->t->store, err, text.data, "i", l->id);
    buf_free(&text);
    return done;
}

/* What stays with the book of batches is told and nothing else. */
static bool tell_alone(Laying *l)
{
    bool adds = strcmp(l->said->op, "add") == 0, removes = strcmp(l->said->op, "remove") == 0;
    GroupRow *row = adds      ? rows_added(&l->tx->rows, l->shape, 0, &l->uid)
                    : removes ? rows_removed(&l->tx->rows, l->shape, 0, &l->uid)
                              : NULL;

    for (size_t i = 0; i < l->said->n; i++) {
        const BodyColumn *column = &l->columns[i];
        if (row)
            row_put(row, l->at[i], adds ? &column->after : &column->before);
        else
            rows_set(&l->tx->rows, l->shape, 0, &l->uid, l->at[i], &column->before,
                     &column->after);
    }
    return true;
}

/* What is left of a case that is erased; all other rows of it go in the end, so one that has no
 * values any more need not come first. */
static bool is_left(const Laying *l)
{
    static const char *const left[] = {"approval", "case_file", "erasure", "life_step",
                                       "pen",      "review",    "stop"};

    for (size_t i = 0; i < COUNT_OF(left); i++) {
        if (strcmp(l->said->table, left[i]) == 0)
            return true;
    }
    return false;
}

static bool has_gone(const Laying *l)
{
    bool wiped = false;

    for (size_t i = 0; !wiped && i < l->said->n; i++)
        wiped = l->columns[i].after.state == CHAIN_ERASED;
    return wiped;
}

/* Rows of this case alone, and as they are here. */
static bool lay_over(Laying *l, bool removes, Err *err)
{
    RowImage image;
    bool done;

    if (!change_find(l->t->store, l->shape, l->uid.bytes, &image, &l->id, err))
        return false;
    if (!image.found && l->t->erases && !is_left(l))
        return tell_alone(l);
    l->values = image.values;
    done = image.found && is_of_case(l, &image, l->id) && stays_put(l) &&
           !(is_case(l) && (removes || column_at(l->shape, "no") < 0));
    if (!done)
        wrong(err);
    else
        done = removes ? lay_removed(l, err) : lay_set(l, err);
    change_free(&image);
    return done;
}

/* ---- a row ---- */

bool travel_row(Taking *t, Tx *tx, const TravelRow *row, const TravelTold *told, Err *err)
{
    const BodyShape *said = told->shape;
    Laying l = {.t = t,
                .tx = tx,
                .row = row,
                .said = said,
                .shape = change_shape(t->store, said->table),
                .columns = told->columns};

    memcpy(l.uid.bytes, told->uid, UID_BYTES);
    if (!l.shape || !find_columns(&l))
        return wrong(err);
    if (travel_stays_there(said->table))
        return tell_alone(&l);
    if (!may_travel(&l))
        return wrong(err);
    if (t->erases && strcmp(said->op, "add") == 0 && !is_left(&l) && has_gone(&l))
        return tell_alone(&l);
    if (strcmp(said->op, "add") == 0)
        return lay_added(&l, err);
    return lay_over(&l, strcmp(said->op, "remove") == 0, err);
}

/* ---- derived ---- */

bool travel_derive(Taking *t, const Tx *tx, const char *at, Err *err)
{
    int64_t id = t->out->case_id;

    return (!tx->content || !tx->user_id ||
            sql_do(t->store, err,
                   "INSERT INTO case_touch SELECT ?1, ?2, ?3 WHERE NOT EXISTS"
                   " (SELECT 1 FROM case_touch WHERE case_id = ?1 AND user_id = ?2)",
                   "iii", id, tx->user_id, tx->group)) &&
           sql_do(t->store, err,
                  "UPDATE case_file SET version = version + 1, updated_at = ?2,"
                  " updated_by = CASE WHEN ?3 > 0 THEN ?3 ELSE updated_by END WHERE id = ?1",
                  "iti", id, at, tx->user_id) &&
           sql_do(t->store, err, "DELETE FROM waiting WHERE case_id = ?", "i", id) &&
           sql_do(t->store, err,
                  "INSERT INTO waiting SELECT c.id, coalesce(c.urgent = 'yes', 0),"
                  " (SELECT max(id) FROM review WHERE case_id = c.id AND verb = 'submit')"
                  " FROM case_file AS c WHERE c.id = ? AND"
                  " coalesce(c.amendment, c.status) = 'submitted'",
                  "i", id);
}
