/* What a table's columns are, a value with its salt and digest, and a row put back as it
 * was. */
#include "config.h"

#include "store/change.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"

enum { SAY_COLS = 60 /* of a value in a message */ };

static void shape_free(TableShape *shape)
{
    for (size_t i = 0; i < shape->n; i++)
        free(shape->columns[i]);
    free(shape->columns);
    free(shape->filled);
    free(shape->table);
    free(shape);
}

void sql_shapes_clear(Store *store)
{
    while (store->shapes) {
        TableShape *shape = store->shapes;
        store->shapes = shape->next;
        shape_free(shape);
    }
}

static TableShape *shape_read(Store *store, const char *table)
{
    TableShape *shape = xcalloc(1, sizeof(*shape));
    bool has_id = false, has_uid = false;
    Sql q;

    shape->table = xstrdup(table);
    if (!sql_open(
            &q, store,
            "SELECT name, \"notnull\" AND dflt_value IS NOT NULL FROM pragma_table_info(?) "
            "ORDER BY cid",
            NULL))
        goto none;
    sql_bind_text(&q, 1, table);
    while (sql_row(&q)) {
        const char *name = sql_text(&q, 0);
        has_id = has_id || strcmp(name, "id") == 0;
        has_uid = has_uid || strcmp(name, "uid") == 0;
        if (strcmp(name, "id") == 0 || strcmp(name, "uid") == 0)
            continue;
        shape->columns = xreallocarray(shape->columns, shape->n + 1, sizeof(*shape->columns));
        shape->filled = xreallocarray(shape->filled, shape->n + 1, sizeof(*shape->filled));
        shape->columns[shape->n] = xstrdup(name);
        shape->filled[shape->n++] = sql_int(&q, 1) != 0;
    }
    if (sql_close(&q, NULL) && has_id && has_uid)
        return shape;
none:
    shape_free(shape);
    return NULL;
}

const TableShape *change_shape(Store *store, const char *table)
{
    TableShape *shape;

    for (shape = store->shapes; shape; shape = shape->next) {
        if (strcmp(shape->table, table) == 0)
            return shape;
    }
    shape = shape_read(store, table);
    if (shape) {
        shape->next = store->shapes;
        store->shapes = shape;
    }
    return shape;
}

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

static void change_read_columns(const Sql *q, RowImage *out)
{
    const TableShape *shape = out->shape;
    size_t n;
    const void *uid = sql_blob(q, 0, &n);

    if (uid && n == sizeof(out->uid.bytes))
        memcpy(out->uid.bytes, uid, n);
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
    buf_add(&text, "SELECT uid");
    for (size_t i = 0; i < out->shape->n; i++)
        buf_addf(&text, ",\"%s\"", out->shape->columns[i]);
    buf_addf(&text, " FROM \"%s\" WHERE id=?1", table);
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

/* Gives a value its salt and digest; a secret keeps the digest only. */
static void change_protect(Tx *tx, ChainValue *out, const SqlValue *value, bool secret,
                           unsigned char salt[CHAIN_SALT], unsigned char digest[DIGEST_BYTES])
{
    *out = (ChainValue){.value = sql_value_null()};
    if (value->type == SQL_NULL)
        return;
    digest_random(salt, CHAIN_SALT);
    chain_digest(&tx->scratch, value, salt, digest);
    out->digest = sql_value_blob(digest, DIGEST_BYTES);
    if (secret)
        return;
    out->value = *value;
    out->salt = sql_value_blob(salt, CHAIN_SALT);
}

bool change_record(Tx *tx, const Change *change, Err *err)
{
    unsigned char salts[2][CHAIN_SALT], digests[2][DIGEST_BYTES];
    ChainChange link = {.op = sql_value_text(change->op),
                        .table = sql_value_text(change->table),
                        .column = sql_value_text(change->column),
                        .row_id = change->id,
                        .row_uid = sql_value_blob(change->uid.bytes, sizeof(change->uid.bytes)),
                        .secret = change->secret};
    Sql q;

    change_protect(tx, &link.before, &change->before, change->secret, salts[0], digests[0]);
    change_protect(tx, &link.after, &change->after, change->secret, salts[1], digests[1]);
    if (!sql_open(
            &q, tx->store,
            "INSERT INTO journal_change (group_id, seq, op, tbl, row_id, row_uid, col, secret,"
            " before, before_salt, before_digest, after, after_salt, after_digest)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            err))
        return false;
    sql_bind_int(&q, 1, tx->group);
    sql_bind_int(&q, 2, tx->changes + 1);
    sql_bind_text(&q, 3, change->op);
    sql_bind_text(&q, 4, change->table);
    sql_bind_int(&q, 5, change->id);
    sql_bind_value(&q, 6, &link.row_uid);
    sql_bind_text(&q, 7, change->column);
    sql_bind_int(&q, 8, change->secret);
    sql_bind_value(&q, 9, &link.before.value);
    sql_bind_value(&q, 10, &link.before.salt);
    sql_bind_value(&q, 11, &link.before.digest);
    sql_bind_value(&q, 12, &link.after.value);
    sql_bind_value(&q, 13, &link.after.salt);
    sql_bind_value(&q, 14, &link.after.digest);
    sql_row(&q);
    if (!sql_close(&q, err))
        return false;
    chain_add(&tx->chain, &link);
    tx->changes++;
    return true;
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
    stored.op = "set";
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

bool change_restore(Tx *tx, const char *table, int64_t id, const Uid *uid,
                    const Change *columns, size_t n, Err *err)
{
    const TableShape *shape = change_shape(tx->store, table);

    if (!shape)
        return err_set(err, ERR_STORE, _("%s: there is no table %s whose rows can be changed"),
                       tx->store->path, table);
    if (!restore_insert(tx, shape, id, uid, columns, n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!change_record(tx, &columns[i], err))
            return false;
    }
    return true;
}

void change_say(Buf *out, const SqlValue *value)
{
    const char *text;

    switch (value->type) {
    case SQL_NULL:
        buf_add(out, C_("a value in a message", "(empty)"));
        return;
    case SQL_INT:
        buf_addf(out, "%lld", (long long)value->number);
        return;
    case SQL_BLOB:
        buf_add(out, C_("a value in a message", "(data)"));
        return;
    case SQL_TEXT:
        break;
    }
    text = value->bytes;
    if (text_cols(text) <= SAY_COLS) {
        text_add_safe(out, text);
    } else {
        char *head = xstrndup(text, text_prefix(text, value->len, SAY_COLS));
        text_add_safe(out, head);
        buf_add(out, "…");
        free(head);
    }
}
