/* Groups with each value beside its salt, and rows with uids in place of ids. */
#include "config.h"

#include "store/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"

/* People, and what makes their keys good, are told whole, but for what opens a key or a
 * sign-in. */
static const char *const people_tables[] = {"known_key", "person_key",   "role_change",
                                            "station",   "station_term", "user"};
static const struct {
    const char *table, *column;
} told_to_nobody[] = {{"user", "passhash"}, {"person_key", "wrapped"}};

/* Written by triggers after the group, so the journal says nothing of them. */
static const char *const untold[] = {"updated_at", "updated_by", "version"};

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

static bool is_people(const char *table)
{
    return is_one_of(table, people_tables, COUNT_OF(people_tables));
}

static bool is_private(const char *table, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(told_to_nobody); i++) {
        if (strcmp(told_to_nobody[i].table, table) == 0 &&
            strcmp(told_to_nobody[i].column, column) == 0)
            return true;
    }
    return false;
}

/* ---- the journal ---- */

typedef struct Telling {
    Store *store;
    int64_t case_id;
    JsonOut json;
    Reader reader;
    ChainSalts salts;
    uint64_t values; /* of the group, numbered so far */
    Buf scratch;
} Telling;

static void tell_bytes(JsonOut *json, const char *key, const SqlValue *value)
{
    if (value->type == SQL_BLOB)
        jout_hex(json, key, value->bytes, value->len);
}

static void tell_words(JsonOut *json, const char *key, const SqlValue *value)
{
    if (value->type == SQL_TEXT)
        jout_string(json, key, value->bytes, value->len);
}

static void tell_typed(JsonOut *json, const ChainValue *value)
{
    const SqlValue *kept = &value->value;

    if (value->points)
        jout_hex(json, "row", kept->bytes, kept->len);
    else if (kept->type == SQL_INT)
        jout_int(json, "int", kept->number);
    else if (kept->type == SQL_TEXT)
        jout_string(json, "text", kept->bytes, kept->len);
    else
        jout_hex(json, "bytes", kept->bytes, kept->len);
}

/* The digest in place of a value that is not told. */
static const unsigned char *closed_digest(Telling *t, const ChainPlace *place,
                                          const ChainValue *value, const unsigned char *salt,
                                          unsigned char room[DIGEST_BYTES])
{
    if (value->state != CHAIN_KEPT)
        return value->digest;
    chain_digest(&t->scratch, place, value, salt, room);
    return room;
}

static void tell_value(Telling *t, const ChainPlace *place, const ChainValue *value, bool shown)
{
    bool before = place->side == 'b', kept = value->state == CHAIN_KEPT;
    unsigned char room[DIGEST_BYTES];
    const unsigned char *salt = value->salt;

    if (value->state == CHAIN_EMPTY)
        return;
    t->values++;
    if (!salt && value->state != CHAIN_ERASED)
        salt = chain_salt(&t->salts, t->values);
    shown = shown && !is_private(place->table, place->column);
    jout_open(&t->json, before ? "before" : "after", '{');
    if (shown && kept)
        tell_typed(&t->json, value);
    else
        jout_hex(&t->json,
                 value->state == CHAIN_ERASED   ? "erased"
                 : value->state == CHAIN_SECRET ? "secret"
                                                : "closed",
                 closed_digest(t, place, value, salt, room), DIGEST_BYTES);
    if (shown && value->state != CHAIN_ERASED)
        jout_hex(&t->json, "salt", salt, CHAIN_SALT);
    jout_close(&t->json, '}');
}

static bool row_is_shown(Telling *t, bool *shown, Err *err)
{
    const ReaderRow *row = &t->reader.row;
    int64_t there = 0;

    *shown = t->reader.group.case_id == t->case_id || is_people(row->shape->table);
    if (*shown)
        return true;
    if (!sql_get_int(t->store, err, &there,
                     "SELECT count(*) FROM dossier_row"
                     " WHERE case_id = ? AND tbl = ? AND row_id = ?",
                     "iti", t->case_id, row->shape->table, row->id))
        return false;
    *shown = there > 0;
    return true;
}

static bool tell_row(Telling *t, Err *err)
{
    const ReaderRow *row = &t->reader.row;
    ChainPlace place = {.table = row->shape->table, .row = row->uid};
    bool shown;

    if (!row_is_shown(t, &shown, err))
        return false;
    jout_open(&t->json, NULL, '{');
    jout_text(&t->json, "op", row->shape->op);
    jout_text(&t->json, "table", place.table);
    jout_hex(&t->json, "row", row->uid, UID_BYTES);
    jout_open(&t->json, "columns", '[');
    for (size_t i = 0; i < row->shape->n; i++) {
        const BodyColumn *column = &row->columns[i];
        if (column->before.state == CHAIN_EMPTY && column->after.state == CHAIN_EMPTY)
            continue;
        place.column = row->shape->columns[i];
        jout_open(&t->json, NULL, '{');
        jout_text(&t->json, "name", place.column);
        place.side = 'b';
        tell_value(t, &place, &column->before, shown);
        place.side = 'a';
        tell_value(t, &place, &column->after, shown);
        jout_close(&t->json, '}');
    }
    jout_close(&t->json, ']');
    jout_close(&t->json, '}');
    return true;
}

/* A hash that stands in another group; zeros where there is none. */
static bool tell_hash(Telling *t, const char *key, const char *text, Err *err)
{
    static const unsigned char zeros[DIGEST_BYTES];
    const ReaderGroup *g = &t->reader.group;
    Sql q;

    if (!sql_open(&q, t->store, text, err))
        return false;
    sql_bind_int(&q, 1, g->id);
    if (strstr(text, "?2"))
        sql_bind_int(&q, 2, g->case_id);
    if (sql_row(&q)) {
        SqlValue hash = sql_value(&q, 0);
        tell_bytes(&t->json, key, &hash);
    } else {
        jout_hex(&t->json, key, zeros, sizeof(zeros));
    }
    return sql_close(&q, err);
}

static bool tell_hashes(Telling *t, Err *err)
{
    const ReaderGroup *g = &t->reader.group;

    if (!tell_hash(t, "before",
                   "SELECT g FROM journal_group WHERE id < ?1 AND case_id = ?2"
                   " ORDER BY id DESC LIMIT 1",
                   err) ||
        !tell_hash(t, "store_before", "SELECT hash FROM journal_group WHERE id = ?1 - 1",
                   err) ||
        !tell_hash(t, "people",
                   "SELECT g FROM journal_group WHERE id < ?1"
                   " AND (kind = 'people' OR kind = 'setup') ORDER BY id DESC LIMIT 1",
                   err))
        return false;
    tell_bytes(&t->json, "g", &g->g);
    tell_bytes(&t->json, "signer", &g->signer);
    tell_bytes(&t->json, "signature", &g->signature);
    tell_bytes(&t->json, "signed_at", &g->signed_at);
    return true;
}

/* A comment about another case is not for this one. */
static void tell_comment(Telling *t, bool shown)
{
    const ReaderGroup *g = &t->reader.group;
    ChainPlace place = {"journal_group", "message", g->names.group_uid, 'a'};
    ChainValue value = {.state = CHAIN_KEPT, .value = g->message};
    unsigned char digest[DIGEST_BYTES];
    const unsigned char *salt;

    tell_bytes(&t->json, "message_digest", &g->message_digest);
    if (g->message.type != SQL_TEXT)
        return;
    salt = g->message_salt.type == SQL_BLOB ? g->message_salt.bytes : chain_salt(&t->salts, 0);
    if (shown) {
        tell_words(&t->json, "message", &g->message);
        jout_hex(&t->json, "message_salt", salt, CHAIN_SALT);
        return;
    }
    chain_digest(&t->scratch, &place, &value, salt, digest);
    jout_hex(&t->json, "message_digest", digest, sizeof(digest));
}

static bool tell_group(Telling *t, Err *err)
{
    const ReaderGroup *g = &t->reader.group;
    bool done = true;

    t->values = 0;
    if (g->seed.type == SQL_BLOB)
        chain_salts(&t->salts, g->seed.bytes);
    jout_open(&t->json, NULL, '{');
    jout_int(&t->json, "position", g->id);
    tell_bytes(&t->json, "uid", &g->uid);
    tell_words(&t->json, "at", &g->at);
    tell_words(&t->json, "station", &g->station);
    tell_words(&t->json, "kind", &g->kind);
    tell_words(&t->json, "verb", &g->verb);
    tell_comment(t, g->case_id == t->case_id || g->case_id == 0);
    tell_bytes(&t->json, "person", &g->user_uid);
    tell_words(&t->json, "person_name", &g->user_name);
    tell_bytes(&t->json, "case", &g->case_uid);
    jout_int(&t->json, "content", g->content);
    tell_bytes(&t->json, "undoes", &g->undoes);
    done = tell_hashes(t, err);
    jout_open(&t->json, "changes", '[');
    while (done && reader_row(&t->reader))
        done = tell_row(t, err);
    jout_close(&t->json, ']');
    jout_close(&t->json, '}');
    return done;
}

static bool tell_one(Telling *t, int64_t id, Err *err)
{
    ReaderRange only = {.only = id};
    bool done = true;

    if (!reader_open(&t->reader, t->store, &only, err))
        return false;
    while (done && reader_group(&t->reader))
        done = tell_group(t, err);
    return reader_close(&t->reader, done ? err : NULL) && done;
}

bool dossier_journal(Store *store, int64_t case_id, Buf *out, Err *err)
{
    Telling t = {.store = store,
                 .case_id = case_id,
                 .json = {.out = out, .flat = 3},
                 .scratch = BUF_INIT};
    bool done;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT id FROM journal_group WHERE case_id = ?1 OR kind = 'people'"
                  " OR kind = 'setup' OR id IN (SELECT r.group_id FROM journal_row AS r"
                  " JOIN dossier_row AS d ON d.tbl = r.tbl AND d.row_id = r.row_id"
                  " WHERE d.case_id = ?1) ORDER BY id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    jout_open(&t.json, NULL, '{');
    jout_open(&t.json, "groups", '[');
    done = true;
    while (done && sql_row(&q))
        done = tell_one(&t, sql_int(&q, 0), err);
    jout_close(&t.json, ']');
    jout_close(&t.json, '}');
    buf_free(&t.scratch);
    return sql_close(&q, done ? err : NULL) && done;
}

static void copy_hash(const Sql *q, int column, unsigned char out[DIGEST_BYTES])
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    if (bytes && n == DIGEST_BYTES)
        memcpy(out, bytes, n);
}

bool dossier_head(Store *store, DossierHead *out, Err *err)
{
    Sql q;

    *out = (DossierHead){0};
    if (!sql_open(&q, store,
                  "SELECT id, hash, at, (SELECT g FROM journal_group WHERE kind = 'people'"
                  " OR kind = 'setup' ORDER BY id DESC LIMIT 1)"
                  " FROM journal_group ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    if (sql_row(&q)) {
        const char *at = sql_text(&q, 2);
        out->position = sql_int(&q, 0);
        copy_hash(&q, 1, out->hash);
        copy_hash(&q, 3, out->people);
        for (size_t i = 0; at && at[i] && i + 1 < sizeof(out->at); i++)
            out->at[i] = at[i];
    }
    return sql_close(&q, err);
}

/* ---- the records ---- */

static bool tell_reference(Store *store, JsonOut *json, const TableShape *shape, size_t at,
                           const SqlValue *value, Err *err)
{
    bool there;
    Uid uid;

    if (!change_uid_of(store, shape->points[at], value->number, &uid, &there, err))
        return false;
    if (!there)
        return true;
    jout_open(json, shape->columns[at], '{');
    jout_hex(json, "row", uid.bytes, UID_BYTES);
    jout_close(json, '}');
    return true;
}

static void tell_member(JsonOut *json, const char *column, const Uid *uid)
{
    Buf hex = BUF_INIT;

    buf_add(&hex, DOSSIER_SNAPSHOTS);
    for (size_t i = 0; i < UID_BYTES; i++)
        buf_addf(&hex, "%02x", uid->bytes[i]);
    buf_add(&hex, ".json");
    jout_open(json, column, '{');
    jout_text(json, "member", hex.data);
    jout_close(json, '}');
    buf_free(&hex);
}

static bool tell_column(Store *store, JsonOut *json, const RowImage *row, size_t at, Err *err)
{
    const char *name = row->shape->columns[at], *table = row->shape->table;
    const SqlValue *value = &row->values[at];

    if (value->type == SQL_NULL || is_private(table, name) ||
        (strcmp(table, "case_file") == 0 && is_one_of(name, untold, COUNT_OF(untold))))
        return true;
    if (row->shape->points[at])
        return tell_reference(store, json, row->shape, at, value, err);
    if (strcmp(table, "approval") == 0 && strcmp(name, "snapshot") == 0) {
        tell_member(json, name, &row->uid);
    } else if (value->type == SQL_INT) {
        jout_int(json, name, value->number);
    } else if (value->type == SQL_TEXT) {
        tell_words(json, name, value);
    } else {
        jout_open(json, name, '{');
        tell_bytes(json, "bytes", value);
        jout_close(json, '}');
    }
    return true;
}

static bool tell_record(Store *store, JsonOut *json, const char *table, int64_t id, Err *err)
{
    RowImage row;
    bool done = true;

    if (!change_read(store, table, id, &row, err))
        return false;
    if (row.found) {
        jout_open(json, NULL, '{');
        jout_hex(json, "uid", row.uid.bytes, UID_BYTES);
        for (size_t i = 0; done && i < row.shape->n; i++)
            done = tell_column(store, json, &row, i, err);
        jout_close(json, '}');
    }
    change_free(&row);
    return done;
}

/* Which rows of a table belong to a dossier. What only the house wrote of a case, as who looked
 * at what is masked, does not: its groups stay at home, and a row without them would look as if
 * somebody had put it there. */
static void rows_text(const TableShape *shape, Buf *out)
{
    buf_addf(out, "SELECT id FROM \"%s\" WHERE ", shape->table);
    if (is_people(shape->table))
        buf_add(out, "?1 = ?1");
    else if (strcmp(shape->table, "case_file") == 0)
        buf_add(out, "id = ?1");
    else if (is_one_of("case_id", (const char *const *)shape->columns, shape->n))
        buf_addf(out,
                 "case_id = ?1 AND NOT EXISTS (SELECT 1 FROM journal_row AS r"
                 " JOIN journal_group AS g ON g.id = r.group_id"
                 " WHERE r.tbl = '%s' AND r.row_id = \"%s\".id AND g.kind = 'house')",
                 shape->table, shape->table);
    else
        buf_addf(out,
                 "id IN (SELECT row_id FROM dossier_row WHERE case_id = ?1 AND tbl = '%s')",
                 shape->table);
    buf_add(out, " ORDER BY id");
}

static bool tell_table(Store *store, JsonOut *json, int64_t case_id, const char *table,
                       Err *err)
{
    const TableShape *shape = change_shape(store, table);
    Buf text = BUF_INIT;
    bool done = true;
    Sql q;

    if (!shape)
        return true;
    rows_text(shape, &text);
    if (!sql_open(&q, store, text.data, err)) {
        buf_free(&text);
        return false;
    }
    sql_bind_int(&q, 1, case_id);
    jout_open(json, table, '[');
    while (done && sql_row(&q))
        done = tell_record(store, json, table, sql_int(&q, 0), err);
    jout_close(json, ']');
    buf_free(&text);
    return sql_close(&q, done ? err : NULL) && done;
}

/* What a column has where the journal says nothing of it: it came later than the row. */
static bool tell_defaults(Store *store, JsonOut *json, Err *err)
{
    Sql q;

    if (!sql_open(
            &q, store,
            "SELECT DISTINCT s.tbl || '.' || t.name, t.dflt_value FROM journal_shape AS s,"
            " pragma_table_info(s.tbl) AS t WHERE t.dflt_value IS NOT NULL ORDER BY 1",
            err))
        return false;
    jout_open(json, "defaults", '{');
    while (sql_row(&q))
        jout_text(json, sql_said(&q, 0), sql_said(&q, 1));
    jout_close(json, '}');
    return sql_close(&q, err);
}

bool dossier_records(Store *store, int64_t case_id, Buf *out, Err *err)
{
    JsonOut json = {.out = out, .flat = 4};
    bool done = true;
    Sql q;

    if (!sql_open(&q, store, "SELECT DISTINCT tbl FROM journal_shape ORDER BY tbl", err))
        return false;
    jout_open(&json, NULL, '{');
    jout_open(&json, "records", '{');
    while (done && sql_row(&q)) {
        char *table = xstrdup(sql_said(&q, 0));
        done = strcmp(table, "setting") == 0 || strcmp(table, "day_head") == 0 ||
               tell_table(store, &json, case_id, table, err);
        free(table);
    }
    jout_close(&json, '}');
    done = done && tell_defaults(store, &json, err);
    jout_close(&json, '}');
    return sql_close(&q, done ? err : NULL) && done;
}
