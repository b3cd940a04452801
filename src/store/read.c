/* Groups and their rows as statements give them, the rows unpacked by their shapes. */
#include "config.h"

#include "store/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"

#define READER_GROUPS                                                                          \
    "SELECT g.id, g.uid, g.at, g.station, g.kind, g.verb, g.message, g.message_salt,"          \
    " g.message_digest, g.user_id, w.uid, w.name, g.case_id, g.case_uid, g.content, g.undoes," \
    " g.seed, g.g, g.hash, g.seal, g.signer, g.signature, g.signed_at,"                        \
    " g.who IS NOT NULL AND w.id IS NULL"                                                      \
    " FROM journal_group AS g LEFT JOIN journal_who AS w ON w.id = g.who WHERE g.id > ?1 "

static const char reader_all[] = READER_GROUPS "ORDER BY g.id";
static const char reader_all_back[] = READER_GROUPS "ORDER BY g.id DESC";
static const char reader_case[] = READER_GROUPS "AND g.case_id = ?2 ORDER BY g.id";
static const char reader_case_back[] = READER_GROUPS "AND g.case_id = ?2 ORDER BY g.id DESC";
static const char reader_people[] =
    READER_GROUPS "AND (g.kind = 'people' OR g.kind = 'setup') ORDER BY g.id DESC";
static const char reader_batch[] =
    READER_GROUPS "AND (g.kind = 'export' OR g.case_id IN"
                  " (SELECT case_id FROM batch_case WHERE batch_id = ?2)) ORDER BY g.id DESC";
static const char reader_only[] = READER_GROUPS "AND g.id = ?2";

static const char reader_rows[] =
    "SELECT seq, shape, row_id, row_uid, body FROM journal_change WHERE group_id = ?"
    " ORDER BY seq";
static const char reader_rows_back[] =
    "SELECT seq, shape, row_id, row_uid, body FROM journal_change WHERE group_id = ?"
    " ORDER BY seq DESC";

bool reader_open(Reader *r, Store *store, const ReaderRange *range, Err *err)
{
    const char *text = range->only                          ? reader_only
                       : range->people                      ? reader_people
                       : range->batch                       ? reader_batch
                       : range->case_id && range->backwards ? reader_case_back
                       : range->case_id                     ? reader_case
                       : range->backwards                   ? reader_all_back
                                                            : reader_all;

    *r = (Reader){.store = store, .range = *range};
    if (!sql_open(&r->groups, store, text, err))
        return false;
    sql_bind_int(&r->groups, 1, range->after);
    if (range->only || range->case_id || range->batch)
        sql_bind_int(&r->groups, 2,
                     range->only                         ? range->only
                     : range->batch                      ? range->batch
                     : range->case_id == JOURNAL_NO_CASE ? 0
                                                         : range->case_id);
    return true;
}

static const unsigned char *uid_of(const SqlValue *value)
{
    return value->type == SQL_BLOB && value->len == UID_BYTES ? value->bytes : NULL;
}

static void reader_end_rows(Reader *r)
{
    if (r->rows_open && !sql_close(&r->rows, NULL))
        r->damaged = true;
    r->rows_open = false;
}

static bool blob_or_nothing(const SqlValue *value, size_t n)
{
    return value->type == SQL_NULL || (value->type == SQL_BLOB && value->len == n);
}

/* Whoever computes a digest or compares one takes so many bytes of them. */
static bool sizes_right(const ReaderGroup *g)
{
    return blob_or_nothing(&g->g, DIGEST_BYTES) && blob_or_nothing(&g->hash, DIGEST_BYTES) &&
           blob_or_nothing(&g->message_digest, DIGEST_BYTES) &&
           blob_or_nothing(&g->undoes, UID_BYTES) && blob_or_nothing(&g->seed, CHAIN_SEED) &&
           blob_or_nothing(&g->message_salt, CHAIN_SALT) &&
           (g->message.type == SQL_NULL || g->seed.type != SQL_NULL ||
            g->message_salt.type != SQL_NULL);
}

bool reader_group(Reader *r)
{
    const Sql *q = &r->groups;
    ReaderGroup *g = &r->group;

    reader_end_rows(r);
    if (r->damaged || !sql_row(&r->groups))
        return false;
    *g = (ReaderGroup){.id = sql_int(q, 0),
                       .uid = sql_value(q, 1),
                       .at = sql_value(q, 2),
                       .station = sql_value(q, 3),
                       .kind = sql_value(q, 4),
                       .verb = sql_value(q, 5),
                       .message = sql_value(q, 6),
                       .message_salt = sql_value(q, 7),
                       .message_digest = sql_value(q, 8),
                       .user_id = sql_int(q, 9),
                       .user_uid = sql_value(q, 10),
                       .user_name = sql_value(q, 11),
                       .case_id = sql_int(q, 12),
                       .case_uid = sql_value(q, 13),
                       .content = sql_int(q, 14),
                       .undoes = sql_value(q, 15),
                       .seed = sql_value(q, 16),
                       .g = sql_value(q, 17),
                       .hash = sql_value(q, 18),
                       .seal = sql_value(q, 19),
                       .signer = sql_value(q, 20),
                       .signature = sql_value(q, 21),
                       .signed_at = sql_value(q, 22),
                       .unnamed = sql_int(q, 23) != 0};
    g->names = (BodyNames){uid_of(&g->case_uid), uid_of(&g->user_uid), uid_of(&g->uid)};
    r->damaged = !sizes_right(g);
    return !r->damaged;
}

static void shape_free(BodyShape *shape)
{
    if (!shape)
        return;
    free(shape->op);
    free(shape->table);
    free(shape->columns);
    free(shape->memory);
    free(shape);
}

/* The names of the columns stand in one text, with commas between. */
static void shape_cut(BodyShape *shape)
{
    for (char *at = shape->memory; at && *at;) {
        char *comma = strchr(at, ',');
        shape->columns = xreallocarray(shape->columns, shape->n + 1, sizeof(*shape->columns));
        shape->columns[shape->n++] = at;
        if (comma)
            *comma = '\0';
        at = comma ? comma + 1 : NULL;
    }
}

static BodyShape *shape_load(Store *store, int64_t id)
{
    BodyShape *shape = NULL;
    Sql q;

    if (!sql_open(&q, store, "SELECT op, tbl, cols FROM journal_shape WHERE id = ?", NULL))
        return NULL;
    sql_bind_int(&q, 1, id);
    if (sql_row(&q)) {
        shape = xcalloc(1, sizeof(*shape));
        shape->id = id;
        shape->op = xstrdup(sql_said(&q, 0));
        shape->table = xstrdup(sql_said(&q, 1));
        shape->memory = xstrdup(sql_said(&q, 2));
        shape_cut(shape);
    }
    sql_close(&q, NULL);
    return shape;
}

static const BodyShape *reader_shape(const Reader *r, int64_t id)
{
    enum { SHAPES_MOST = 1 << 20 };
    Store *store = r->store;

    if (id < 1 || id > SHAPES_MOST)
        return NULL;
    if ((size_t)id >= store->body_shape_room) {
        size_t room = (size_t)id + 64;
        store->body_shapes = xreallocarray(store->body_shapes, room, sizeof(BodyShape *));
        for (size_t i = store->body_shape_room; i < room; i++)
            store->body_shapes[i] = NULL;
        store->body_shape_room = room;
    }
    if (!store->body_shapes[id])
        store->body_shapes[id] = shape_load(store, id);
    return store->body_shapes[id];
}

void reader_forget(Store *store)
{
    for (size_t i = 0; i < store->body_shape_room; i++)
        shape_free(store->body_shapes[i]);
    free(store->body_shapes);
    store->body_shapes = NULL;
    store->body_shape_room = 0;
}

static bool reader_unpack(Reader *r)
{
    const Sql *q = &r->rows;
    const BodyShape *shape = reader_shape(r, sql_int(q, 1));
    SqlValue uid = sql_value(q, 3), body = sql_value(q, 4);

    if (!shape || !uid_of(&uid) || body.type != SQL_BLOB)
        return false;
    if (shape->n > r->column_room) {
        r->columns = xreallocarray(r->columns, shape->n, sizeof(*r->columns));
        r->column_room = shape->n;
    }
    r->row = (ReaderRow){.seq = sql_int(q, 0),
                         .id = sql_int(q, 2),
                         .uid = uid_of(&uid),
                         .shape = shape,
                         .columns = r->columns};
    return body_read(shape, &r->group.names, r->group.seed.type == SQL_NULL, body.bytes,
                     body.len, r->columns);
}

static bool reader_skips(const Reader *r)
{
    const BodyShape *shape = r->range.table ? reader_shape(r, sql_int(&r->rows, 1)) : NULL;

    return shape && strcmp(shape->table, r->range.table) != 0;
}

bool reader_row(Reader *r)
{
    if (r->damaged)
        return false;
    if (!r->rows_open) {
        r->damaged = !sql_open(
            &r->rows, r->store,
            r->range.backwards || r->range.people ? reader_rows_back : reader_rows, NULL);
        if (r->damaged)
            return false;
        r->rows_open = true;
        sql_bind_int(&r->rows, 1, r->group.id);
    }
    while (sql_row(&r->rows)) {
        if (reader_skips(r))
            continue;
        r->damaged = !reader_unpack(r);
        return !r->damaged;
    }
    return false;
}

bool reader_close(Reader *r, Err *err)
{
    bool closed;

    reader_end_rows(r);
    closed = sql_close(&r->groups, err);
    free(r->columns);
    /* A page that does not open reads as a body that nobody can unpack. */
    return closed &&
           (!r->damaged ||
            (store_pages(r->store, err) &&
             err_set(err, ERR_STORE, _("The journal is damaged; run “anjuan verify”"))));
}

const char *reader_text(const SqlValue *value)
{
    return value->type == SQL_TEXT ? value->bytes : NULL;
}

static bool reader_pointed(Store *store, const char *table, const ChainValue *value,
                           SqlValue *out, Err *err)
{
    bool there = false;
    int64_t id = 0;

    if (table && !change_id_of(store, table, value->value.bytes, &id, &there, err))
        return false;
    *out = sql_value_int(id);
    return there || err_set(err, ERR_REFUSED,
                            _("This cannot be undone: what it belonged to is not there any "
                              "more"));
}

bool reader_value(Store *store, const TableShape *shape, const char *column,
                  const ChainValue *value, SqlValue *out, char **memory, Err *err)
{
    *memory = NULL;
    *out = sql_value_null();
    if (value->state == CHAIN_EMPTY)
        return true;
    if (value->state != CHAIN_KEPT)
        return err_set(err, ERR_REFUSED,
                       _("This cannot be undone: its values were erased or are secret"));
    if (value->points)
        return reader_pointed(store, change_points(shape, column), value, out, err);
    *out = value->value;
    if (out->type == SQL_TEXT || out->type == SQL_BLOB) {
        *memory = xmalloc(out->len + 1);
        memcpy(*memory, out->bytes, out->len);
        (*memory)[out->len] = '\0';
        out->bytes = *memory;
    }
    return true;
}
