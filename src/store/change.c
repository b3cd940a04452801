/* What a table's columns are, a value with its salt and digest, and a row put back as it
 * was. */
#include "config.h"

#include "store/change.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "store/read.h"

enum { SAY_COLS = 60 /* of a value in a message */ };

static SqlValue value_keep(SqlValue value, char **memory)
{
    *memory = NULL;
    if (value.type == SQL_TEXT || value.type == SQL_BLOB) {
        *memory = xmalloc(value.len + 1);
        memcpy(*memory, value.bytes, value.len);
        (*memory)[value.len] = '\0';
        value.bytes = *memory;
    }
    return value;
}

static void shape_free(TableShape *shape)
{
    for (size_t i = 0; i < shape->n; i++) {
        free(shape->columns[i]);
        free(shape->points[i]);
        free(shape->memory[i]);
    }
    free(shape->defaults);
    free(shape->memory);
    free(shape->columns);
    free(shape->points);
    free(shape->filled);
    free(shape->table);
    free(shape->find);
    free(shape);
}

void sql_shapes_clear(Store *store)
{
    reader_forget(store);
    store->shapes_all = false;
    while (store->shapes) {
        TableShape *shape = store->shapes;
        store->shapes = shape->next;
        shape_free(shape);
    }
}

/* What a column's default comes to: a constant of the schema. */
static SqlValue shape_default(Store *store, const char *constant, char **memory)
{
    SqlValue value = sql_value_null();
    Buf text = BUF_INIT;
    Sql q;

    buf_addf(&text, "SELECT %s", constant);
    if (sql_open(&q, store, text.data, NULL)) {
        if (sql_row(&q))
            value = value_keep(sql_value(&q, 0), memory);
        sql_close(&q, NULL);
    }
    buf_free(&text);
    return value;
}

static void shape_add(Store *store, TableShape *shape, const char *name, const char *constant)
{
    size_t n = shape->n++;

    shape->columns = xreallocarray(shape->columns, shape->n, sizeof(*shape->columns));
    shape->points = xreallocarray(shape->points, shape->n, sizeof(*shape->points));
    shape->filled = xreallocarray(shape->filled, shape->n, sizeof(*shape->filled));
    shape->defaults = xreallocarray(shape->defaults, shape->n, sizeof(*shape->defaults));
    shape->columns[n] = xstrdup(name);
    shape->points[n] = NULL;
    shape->memory = xreallocarray(shape->memory, shape->n, sizeof(*shape->memory));
    shape->memory[n] = NULL;
    shape->filled[n] = constant != NULL;
    shape->defaults[n] =
        constant ? shape_default(store, constant, &shape->memory[n]) : sql_value_null();
}

static bool shape_columns(Store *store, TableShape *shape, bool *keyed)
{
    bool has_id = false, has_uid = false;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT name, CASE WHEN \"notnull\" THEN dflt_value END"
                  " FROM pragma_table_info(?) ORDER BY cid",
                  NULL))
        return false;
    sql_bind_text(&q, 1, shape->table);
    while (sql_row(&q)) {
        const char *name = sql_text(&q, 0);
        has_id = has_id || strcmp(name, "id") == 0;
        has_uid = has_uid || strcmp(name, "uid") == 0;
        if (strcmp(name, "id") != 0 && strcmp(name, "uid") != 0)
            shape_add(store, shape, name, sql_text(&q, 1));
    }
    *keyed = has_id && has_uid;
    return sql_close(&q, NULL);
}

/* Columns that name a row by its id without the schema saying so. */
static const struct {
    const char *table, *column, *points;
} shape_unsaid[] = {
    {"case_file", "created_by", "user"},     {"case_file", "updated_by", "user"},
    {"review", "group_id", "journal_group"}, {"life_step", "group_id", "journal_group"},
    {"stop", "group_id", "journal_group"},
};

static void shape_point(TableShape *shape, const char *column, const char *table)
{
    for (size_t i = 0; i < shape->n; i++) {
        if (strcmp(shape->columns[i], column) == 0 && !shape->points[i])
            shape->points[i] = xstrdup(table);
    }
}

/* Only what points at an id: a version of the knowledge is the same everywhere. */
static bool shape_points(Store *store, TableShape *shape)
{
    Sql q;

    for (size_t i = 0; i < COUNT_OF(shape_unsaid); i++) {
        if (strcmp(shape_unsaid[i].table, shape->table) == 0)
            shape_point(shape, shape_unsaid[i].column, shape_unsaid[i].points);
    }
    if (!sql_open(&q, store,
                  "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)"
                  " WHERE coalesce(\"to\", 'id') = 'id'",
                  NULL))
        return false;
    sql_bind_text(&q, 1, shape->table);
    while (sql_row(&q))
        shape_point(shape, sql_text(&q, 0), sql_text(&q, 1));
    return sql_close(&q, NULL);
}

static void change_select(Buf *text, const TableShape *shape, const char *by)
{
    buf_add(text, "SELECT uid");
    for (size_t i = 0; i < shape->n; i++)
        buf_addf(text, ",\"%s\"", shape->columns[i]);
    buf_addf(text, ",id FROM \"%s\" WHERE %s=?1", shape->table, by);
}

static TableShape *shape_read(Store *store, const char *table)
{
    TableShape *shape = xcalloc(1, sizeof(*shape));
    bool keyed = false;

    shape->table = xstrdup(table);
    if (shape_columns(store, shape, &keyed) && keyed && shape_points(store, shape)) {
        Buf find = BUF_INIT;
        change_select(&find, shape, "uid");
        shape->find = buf_take(&find);
        return shape;
    }
    shape_free(shape);
    return NULL;
}

/* What was asked for last comes first: rows of one table follow each other. */
const TableShape *change_shape(Store *store, const char *table)
{
    TableShape *shape, **link = &store->shapes;

    for (; (shape = *link); link = &shape->next) {
        if (strcmp(shape->table, table) == 0) {
            *link = shape->next;
            shape->next = store->shapes;
            store->shapes = shape;
            return shape;
        }
    }
    shape = shape_read(store, table);
    if (shape) {
        shape->next = store->shapes;
        store->shapes = shape;
    }
    return shape;
}

const char *change_points(const TableShape *shape, const char *column)
{
    for (size_t i = 0; shape && i < shape->n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return shape->points[i];
    }
    return NULL;
}

static void change_read_columns(const Sql *q, RowImage *out)
{
    const TableShape *shape = out->shape;

    sql_uid(q, 0, &out->uid);
    out->found = true;
    out->values = xcalloc(shape->n + 1, sizeof(*out->values));
    out->memory = xcalloc(shape->n + 1, sizeof(*out->memory));
    for (size_t i = 0; i < shape->n; i++)
        out->values[i] = value_keep(sql_value(q, (int)i + 1), &out->memory[i]);
}

bool change_read(Store *store, const char *table, int64_t id, RowImage *out, Err *err)
{
    Buf text = BUF_INIT;
    bool done = false;
    Sql q;

    *out = (RowImage){.shape = change_shape(store, table)};
    if (!out->shape)
        return err_set(err, ERR_STORE, _("%s: there is no table %s whose rows can be changed"),
                       store->path, table);
    change_select(&text, out->shape, "id");
    if (!sql_open(&q, store, text.data, err))
        goto out;
    sql_bind_int(&q, 1, id);
    if (sql_row(&q))
        change_read_columns(&q, out);
    done = sql_close(&q, err);
out:
    buf_free(&text);
    return done;
}

bool change_find(Store *store, const TableShape *shape, const unsigned char *uid, RowImage *out,
                 int64_t *id, Err *err)
{
    Sql q;

    *out = (RowImage){.shape = shape};
    *id = 0;
    if (!sql_open(&q, store, shape->find, err))
        return false;
    sql_bind_blob(&q, 1, uid, UID_BYTES);
    if (sql_row(&q)) {
        change_read_columns(&q, out);
        *id = sql_int(&q, (int)shape->n + 1);
    }
    return sql_close(&q, err);
}

void change_free(RowImage *row)
{
    for (size_t i = 0; row->memory && i < row->shape->n; i++)
        free(row->memory[i]);
    free(row->memory);
    free(row->values);
    *row = (RowImage){.found = false};
}

const SqlValue *change_value(const RowImage *row, const char *column)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        if (strcmp(row->shape->columns[i], column) == 0)
            return &row->values[i];
    }
    return NULL;
}

bool change_set(Tx *tx, const Change *change, Err *err)
{
    Change stored = *change;
    Buf text = BUF_INIT;
    char *memory = NULL;
    bool done = false, found;
    Sql q;

    /* What is recorded is what the column made of the value. */
    buf_addf(&text, "UPDATE \"%s\" SET \"%s\"=?2 WHERE id=?1 RETURNING \"%s\"", change->table,
             change->column, change->column);
    if (!sql_open(&q, tx->store, text.data, err))
        goto out;
    sql_bind_int(&q, 1, change->id);
    sql_bind_value(&q, 2, &change->after);
    found = sql_row(&q);
    if (found)
        stored.after = value_keep(sql_value(&q, 0), &memory);
    while (sql_row(&q))
        continue;
    if (!sql_close(&q, err))
        goto out;
    if (!found) {
        err_set(err, ERR_NOT_FOUND, _("The record is not there any more (%s %lld)"),
                change->table, (long long)change->id);
        goto out;
    }
    done = sql_value_equal(&stored.before, &stored.after) || change_record(tx, &stored, err);
out:
    buf_free(&text);
    free(memory);
    return done;
}

static const SqlValue *restore_value(const Change *columns, size_t n, const char *name,
                                     bool *secret)
{
    *secret = false;
    for (size_t i = 0; i < n; i++) {
        if (columns[i].column && strcmp(columns[i].column, name) == 0) {
            *secret = columns[i].secret;
            return &columns[i].after;
        }
    }
    return NULL;
}

/* Every column is named, so that one that was empty does not get the default; only columns that
 * cannot be empty and have no value, because they are younger than the removal, get theirs. */
static void restore_text(Buf *text, const TableShape *shape, const Change *columns, size_t n)
{
    bool secret;

    buf_addf(text, "INSERT INTO \"%s\" (id,uid", shape->table);
    for (size_t i = 0; i < shape->n; i++) {
        if (!shape->filled[i] || restore_value(columns, n, shape->columns[i], &secret))
            buf_addf(text, ",\"%s\"", shape->columns[i]);
    }
    buf_add(text, ") VALUES (?,?");
    for (size_t i = 0; i < shape->n; i++) {
        if (!shape->filled[i] || restore_value(columns, n, shape->columns[i], &secret))
            buf_add(text, ",?");
    }
    buf_add(text, ")");
}

static bool restore_insert(Tx *tx, const TableShape *shape, int64_t id, const Uid *uid,
                           const Change *columns, size_t n, Err *err)
{
    Buf text = BUF_INIT;
    bool done = false, secret;
    int at = 2;
    Sql q;

    restore_text(&text, shape, columns, n);
    if (!sql_open(&q, tx->store, text.data, err))
        goto out;
    sql_bind_int(&q, 1, id);
    sql_bind_blob(&q, 2, uid->bytes, sizeof(uid->bytes));
    for (size_t i = 0; i < shape->n; i++) {
        const SqlValue *value = restore_value(columns, n, shape->columns[i], &secret);
        if (value)
            sql_bind_value(&q, ++at, value);
        else if (!shape->filled[i])
            sql_bind_null(&q, ++at);
    }
    sql_row(&q);
    done = sql_close(&q, err);
out:
    buf_free(&text);
    return done;
}

/* What comes back is recorded as the columns made it. */
static bool restore_record(Tx *tx, const TableShape *shape, int64_t id, const Change *columns,
                           size_t n, Err *err)
{
    bool *secret = xcalloc(shape->n + 1, sizeof(*secret)), done;
    RowImage row;

    done = change_read(tx->store, shape->table, id, &row, err);
    for (size_t i = 0; done && i < shape->n; i++)
        restore_value(columns, n, shape->columns[i], &secret[i]);
    done = done && change_added(tx, &row, id, secret, err);
    change_free(&row);
    free(secret);
    return done;
}

bool change_restore(Tx *tx, const char *table, int64_t id, const Uid *uid,
                    const Change *columns, size_t n, Err *err)
{
    const TableShape *shape = change_shape(tx->store, table);

    if (!shape)
        return err_set(err, ERR_STORE, _("%s: there is no table %s whose rows can be changed"),
                       tx->store->path, table);
    return restore_insert(tx, shape, id, uid, columns, n, err) &&
           restore_record(tx, shape, id, columns, n, err);
}

/* The caller's name of the table is one of ours or of the journal, which never grows by others.
 * The texts are put together by hand: verifying asks a hundred thousand times. */
bool change_uid_of(Store *store, const char *table, int64_t id, Uid *uid, bool *there, Err *err)
{
    Buf text = BUF_INIT;
    bool done = false;
    Sql q;

    *there = false;
    buf_add(&text, "SELECT uid FROM \"");
    buf_add(&text, table);
    buf_add(&text, "\" WHERE id=?");
    if (!sql_open(&q, store, text.data, err))
        goto out;
    sql_bind_int(&q, 1, id);
    *there = sql_row(&q) && sql_uid(&q, 0, uid);
    done = sql_close(&q, err);
out:
    buf_free(&text);
    return done;
}

bool change_id_of(Store *store, const char *table, const unsigned char *uid, int64_t *id,
                  bool *there, Err *err)
{
    Buf text = BUF_INIT;
    bool done = false;
    Sql q;

    *there = false;
    buf_add(&text, "SELECT id FROM \"");
    buf_add(&text, table);
    buf_add(&text, "\" WHERE uid=?");
    if (!sql_open(&q, store, text.data, err))
        goto out;
    sql_bind_blob(&q, 1, uid, UID_BYTES);
    *there = sql_row(&q);
    if (*there)
        *id = sql_int(&q, 0);
    done = sql_close(&q, err);
out:
    buf_free(&text);
    return done;
}

void change_name(const Store *store, const char *table, const char *column, Buf *out)
{
    const JournalWords *words = store->words;

    if (words && words->name(words->ctx, table, column, out))
        return;
    buf_add(out, table);
    if (column)
        buf_addf(out, ".%s", column);
}

static void say_text(Buf *out, const char *text)
{
    if (text_cols(text) <= SAY_COLS) {
        text_add_safe(out, text);
    } else {
        char *head = xstrndup(text, text_prefix(text, strlen(text), SAY_COLS));
        text_add_safe(out, head);
        buf_add(out, "…");
        free(head);
    }
}

void change_say(const Store *store, const char *table, const char *column,
                const SqlValue *value, Buf *out)
{
    const JournalWords *words = store->words;
    Buf stored = BUF_INIT, shown = BUF_INIT;

    switch (value->type) {
    case SQL_NULL:
        buf_add(out, C_("a value in a message", "(empty)"));
        return;
    case SQL_INT:
        buf_addf(&stored, "%lld", (long long)value->number);
        break;
    case SQL_BLOB:
        buf_add(out, C_("a value in a message", "(data)"));
        return;
    case SQL_TEXT:
        buf_add(&stored, value->bytes);
        break;
    }
    if (!words || !words->value(words->ctx, table, column, stored.data, &shown))
        buf_add(&shown, stored.data);
    say_text(out, shown.data);
    buf_free(&stored);
    buf_free(&shown);
}
