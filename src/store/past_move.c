/* The groups of a past journal written again, one after the other: their columns folded into
 * rows, what named a row by its id by its uid, and the seed of their salts made of what was
 * secret about them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/past.h"
#include "store/replay.h"

static const char past_setting[] = "journal.past";

bool past_prove(Store *store, Err *err)
{
    JournalCheck check;

    if (!past_verify(store, NULL, &check, err))
        return false;
    return check.ok ||
           err_set(
               err, ERR_STORE,
               _("%s: the history does not hold together, first at event %lld, so the store "
                 "is not brought up to date. Nothing was changed; put back a backup"),
               store->path, (long long)check.first_bad);
}

typedef struct PastMove {
    Store *store;
    Sql groups, changes;
    bool more; /* changes stands on a row */
    unsigned char last[DIGEST_BYTES];
    int64_t count;
    Buf secrets; /* what the seed of the group is made of */
    char at[INSTANT_TEXT];
    GroupRow *row; /* whose columns come; NULL: there is nothing to tell of it */
    char row_op;   /* of it: 'a' or 'r'; otherwise none is open */
    Uid row_uid;
} PastMove;

/* What named a row that was taken away since is only in the journal. */
static bool past_uid_in_journal(Store *store, const char *table, int64_t id, Uid *uid,
                                bool *there, Err *err)
{
    bool group = strcmp(table, "journal_group") == 0;
    Sql q;

    if (!sql_open(&q, store,
                  group ? "SELECT uid FROM past_group WHERE id = ?1 AND ?2 IS NOT NULL"
                        : "SELECT row_uid FROM past_change WHERE row_id = ?1 AND tbl = ?2"
                          " LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, id);
    sql_bind_text(&q, 2, table);
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        *there = bytes && n == UID_BYTES;
        if (*there)
            memcpy(uid->bytes, bytes, n);
    }
    return sql_close(&q, err);
}

static bool past_point(Store *store, const char *table, ChainValue *value, Uid *uid, Err *err)
{
    int64_t id = value->value.number;
    bool there = false;

    if (strcmp(table, "journal_group") != 0 &&
        !change_uid_of(store, table, id, uid, &there, err))
        return false;
    if (!there && !past_uid_in_journal(store, table, id, uid, &there, err))
        return false;
    if (there) {
        value->points = true;
        value->value = sql_value_blob(uid->bytes, UID_BYTES);
    }
    return true;
}

/* One side of a change, of which value, salt and digest stand from that column on. */
static bool past_value(PastMove *m, int column, bool secret, const char *points, Uid *uid,
                       ChainValue *out, Err *err)
{
    SqlValue value = sql_value(&m->changes, column), salt = sql_value(&m->changes, column + 1),
             digest = sql_value(&m->changes, column + 2);

    *out = (ChainValue){.state = CHAIN_EMPTY};
    if (digest.type == SQL_NULL)
        return true;
    if (value.type == SQL_NULL) {
        out->state = secret ? CHAIN_SECRET : CHAIN_ERASED;
        out->digest = digest.bytes;
        return true;
    }
    buf_add_bytes(&m->secrets, salt.bytes, salt.len);
    out->state = CHAIN_KEPT;
    out->value = value;
    return !points || value.type != SQL_INT || past_point(m->store, points, out, uid, err);
}

static bool past_unknown(const PastMove *m, const char *table, const char *column, Err *err)
{
    return err_set(err, ERR_STORE,
                   _("%s: the history tells of “%s.%s”, which the store does not have"),
                   m->store->path, table, column ? column : "*");
}

/* Columns of one row that came or went stand one after the other. */
static void past_row(PastMove *m, Tx *tx, char op, const TableShape *shape, int64_t id,
                     const Uid *uid)
{
    if (m->row_op == op && uid_equal(&m->row_uid, uid))
        return;
    m->row_op = op;
    m->row_uid = *uid;
    m->row = op == 'a' ? rows_added(&tx->rows, shape, id, uid)
                       : rows_removed(&tx->rows, shape, id, uid);
}

static bool past_column(PastMove *m, Tx *tx, const TableShape *shape, const Uid *uid, Err *err)
{
    const Sql *q = &m->changes;
    const char *op = sql_said(q, 1), *column = sql_text(q, 5);
    bool secret = sql_int(q, 6) != 0;
    ChainValue before, after;
    int64_t id = sql_int(q, 3);
    Uid uids[2];
    size_t at = 0;

    if (op[0] != 's')
        past_row(m, tx, op[0], shape, id, uid);
    if (!column)
        return true;
    while (at < shape->n && strcmp(shape->columns[at], column) != 0)
        at++;
    if (at == shape->n)
        return past_unknown(m, shape->table, column, err);
    if (!past_value(m, 7, secret, shape->points[at], &uids[0], &before, err) ||
        !past_value(m, 10, secret, shape->points[at], &uids[1], &after, err))
        return false;
    if (op[0] == 's') {
        m->row_op = '\0';
        rows_set(&tx->rows, shape, id, uid, at, &before, &after);
    } else if (m->row) {
        row_put(m->row, at, op[0] == 'a' ? &after : &before);
    }
    return true;
}

static bool past_changes(PastMove *m, Tx *tx, Err *err)
{
    const Sql *q = &m->changes;
    bool done = true;

    m->row_op = '\0';
    for (; done && m->more && sql_int(q, 0) == tx->group; m->more = sql_row(&m->changes)) {
        const TableShape *shape = change_shape(m->store, sql_said(q, 2));
        size_t n;
        const void *bytes = sql_blob(q, 4, &n);
        Uid uid;
        if (!shape || n != UID_BYTES)
            return past_unknown(m, sql_said(q, 2), NULL, err);
        memcpy(uid.bytes, bytes, n);
        done = past_column(m, tx, shape, &uid, err);
    }
    return done;
}

static char *past_text(const Sql *q, int column)
{
    const char *text = sql_text(q, column);

    return text ? xstrdup(text) : NULL;
}

static GroupKind past_kind(const char *word)
{
    GroupKind kind = GROUP_SETUP;

    while (kind < GROUP_ERASE && strcmp(group_kind_word(kind), word) != 0)
        kind++;
    return kind;
}

/* Who has a copy of the store from before has its values too; nobody else knows the salts. */
static void past_seed(PastMove *m, unsigned char seed[CHAIN_SEED])
{
    unsigned char digest[DIGEST_BYTES];
    size_t n;
    const void *bytes = sql_blob(&m->groups, 14, &n);

    buf_add_bytes(&m->secrets, bytes, n);
    digest_blake2b(m->secrets.data, m->secrets.len, digest);
    memcpy(seed, digest, CHAIN_SEED);
}

static bool past_group(PastMove *m, Err *err)
{
    const Sql *q = &m->groups;
    Tx tx = {.store = m->store,
             .group = sql_int(q, 0),
             .kind = past_kind(sql_said(q, 4)),
             .user_id = sql_int(q, 8),
             .case_id = sql_int(q, 11),
             .content = sql_int(q, 12) != 0,
             .verb = past_text(q, 5),
             .message = past_text(q, 6)};
    GroupNames names = {.user_name = past_text(q, 10), .station = past_text(q, 3)};
    unsigned char seed[CHAIN_SEED];
    size_t n;
    const void *salt = sql_blob(q, 15, &n);
    bool done;

    buf_clear(&m->secrets);
    buf_add_bytes(&m->secrets, salt, n);
    memcpy(tx.before, m->last, DIGEST_BYTES);
    sql_uid(q, 1, &tx.uid);
    tx.has_undoes = sql_uid(q, 13, &tx.undoes);
    names.has_user = sql_uid(q, 9, &names.user_uid);
    names.has_case = sql_uid(q, 16, &names.case_uid);
    snprintf(m->at, sizeof(m->at), "%s", sql_said(q, 2));
    done = past_changes(m, &tx, err);
    past_seed(m, seed);
    done = done &&
           group_write(&tx, m->at, &names, seed, tx.message ? NULL : sql_blob(q, 7, NULL), err);
    memcpy(m->last, tx.hash, DIGEST_BYTES);
    rows_free(&tx.rows);
    group_names_free(&names);
    free(tx.verb);
    free(tx.message);
    return done;
}

static bool past_groups(PastMove *m, Err *err)
{
    bool done = true;

    if (!sql_open(&m->groups, m->store,
                  "SELECT id, uid, at, station, kind, verb, message, message_digest, user_id,"
                  " user_uid, user_name, case_id, content, undoes, hash, message_salt, case_uid"
                  " FROM past_group ORDER BY id",
                  err))
        return false;
    if (!sql_open(&m->changes, m->store,
                  "SELECT group_id, op, tbl, row_id, row_uid, col, secret, before, before_salt,"
                  " before_digest, after, after_salt, after_digest FROM past_change"
                  " ORDER BY group_id, seq",
                  err)) {
        sql_close(&m->groups, NULL);
        return false;
    }
    m->more = sql_row(&m->changes);
    while (done && sql_row(&m->groups)) {
        m->count++;
        done = past_group(m, err);
    }
    done = sql_close(&m->groups, done ? err : NULL) && done;
    return sql_close(&m->changes, done ? err : NULL) && done;
}

/* What steps of the schema and the making of a store wrote past the journal in those days; of
 * any other difference nobody knows who made it, so that stays for verify to tell. */
static const struct {
    const char *table, *column;
} past_unsaid[] = {{"batch", "platform"}, {"case_file", "life"}, {"stop", "taken_back"}};

static bool past_may_take(const ReplayFault *fault)
{
    if (fault->kind == REPLAY_STRAY)
        return strcmp(fault->shape->table, "setting") == 0;
    if (fault->kind != REPLAY_VALUE || fault->told->state == CHAIN_ERASED)
        return false;
    /* The salts of secrets were not kept, so nothing can be held against their digests. */
    if (fault->told->state == CHAIN_SECRET)
        return true;
    for (size_t i = 0; i < COUNT_OF(past_unsaid); i++) {
        if (strcmp(past_unsaid[i].table, fault->shape->table) == 0 &&
            strcmp(past_unsaid[i].column, fault->shape->columns[fault->column]) == 0)
            return true;
    }
    return false;
}

static bool past_take(void *ctx, const ReplayFault *fault, Err *err)
{
    Tx *tx = ctx;
    ChainValue stored = {.state = CHAIN_EMPTY};
    RowImage row;
    bool done;

    if (!past_may_take(fault))
        return true;
    if (fault->kind == REPLAY_VALUE) {
        if (fault->stored->type != SQL_NULL)
            stored = (ChainValue){.state = fault->told->state == CHAIN_SECRET ? CHAIN_SECRET
                                                                              : CHAIN_KEPT,
                                  .value = *fault->stored};
        rows_set(&tx->rows, fault->shape, fault->id, fault->uid, fault->column, fault->told,
                 &stored);
        return true;
    }
    done = change_read(tx->store, fault->shape->table, fault->id, &row, err) &&
           change_added(tx, &row, fault->id, NULL, err);
    change_free(&row);
    return done;
}

/* A group of nobody with the head of the past journal. Nothing in it is by chance, so that
 * copies of a store come to the same. */
static bool past_keep_head(PastMove *m, const char *head, Err *err)
{
    Tx tx = {.store = m->store,
             .group = m->count + 1,
             .kind = GROUP_SETUP,
             .verb = xstrdup("migrate")};
    GroupNames names = {0};
    unsigned char digest[DIGEST_BYTES];
    RowImage row = {0};
    int64_t id = 0, records;
    bool done;
    Sql q;

    digest_blake2b(head, strlen(head), digest);
    memcpy(tx.uid.bytes, digest, UID_BYTES);
    memcpy(tx.before, m->last, DIGEST_BYTES);
    done = store_setting(m->store, "station", &names.station, err) &&
           replay_run(m->store, NULL, past_take, &tx, &records, err) &&
           sql_open(&q, m->store,
                    "INSERT INTO setting (uid, name, value) VALUES (?,?,?) RETURNING id", err);
    if (!done)
        goto out;
    sql_bind_blob(&q, 1, digest + UID_BYTES, UID_BYTES);
    sql_bind_text(&q, 2, past_setting);
    sql_bind_text(&q, 3, head);
    while (sql_row(&q))
        id = sql_int(&q, 0);
    done = sql_close(&q, err) && change_read(m->store, "setting", id, &row, err) &&
           change_added(&tx, &row, id, NULL, err);
    digest_blake2b(digest, sizeof(digest), digest);
    done = done && group_write(&tx, m->at, &names, digest, NULL, err);
    change_free(&row);
out:
    rows_free(&tx.rows);
    group_names_free(&names);
    free(tx.verb);
    return done;
}

/* The triggers of the journal's end are those of new groups. */
static bool past_triggers(Store *store, bool on, Err *err)
{
    int status = sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, NULL);

    return status == SQLITE_OK || store_fail(store->db, store->path, status, err);
}

bool past_move(Store *store, Err *err)
{
    PastMove m = {.store = store, .secrets = BUF_INIT};
    char *head = NULL;
    bool done;

    if (!sql_get_text(store, err, &head, "SELECT value FROM meta WHERE name='journal.head'",
                      NULL))
        return false;
    done = past_triggers(store, false, err) && past_groups(&m, err) &&
           (m.count == 0 || past_keep_head(&m, head, err));
    if (!past_triggers(store, true, done ? err : NULL))
        done = false;
    /* Steps that follow may change tables. */
    sql_cache_clear(store);
    sql_shapes_clear(store);
    buf_free(&m.secrets);
    free(head);
    return done;
}

bool past_ended(Store *store, int64_t count, const unsigned char hash[DIGEST_BYTES], bool *is,
                Err *err)
{
    char hex[DIGEST_HEX + 1], head[DIGEST_HEX + 32], *value = NULL;

    *is = false;
    if (!store_setting(store, past_setting, &value, err))
        return false;
    digest_hex(hash, hex);
    snprintf(head, sizeof(head), "%lld %s", (long long)count, hex);
    *is = value && strcmp(value, head) == 0;
    free(value);
    return true;
}
