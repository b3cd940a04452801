/* Values taken out of the journal while their digests stay: each group that loses one loses its
 * seed, and its other values get their salts beside them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"

/* What is kept of a case that is erased: its number, its course and who decided when. Column
 * NULL: all of the table. */
static const struct {
    const char *table, *column;
} erase_stays[] = {
    {"erasure", NULL},       {"pen", NULL},
    {"case_file", "no"},     {"case_file", "platform"},
    {"case_file", "kind"},   {"case_file", "retain_until"},
    {"case_file", "status"}, {"case_file", "amendment"},
    {"case_file", "life"},   {"case_file", "created_at"},
    {"review", "at"},        {"review", "verb"},
    {"review", "reason"},    {"review", "field"},
    {"review", "row_uid"},   {"review", "item"},
    {"review", "about"},     {"approval", "at"},
    {"approval", "active"},  {"approval", "first"},
    {"life_step", "at"},     {"life_step", "was"},
    {"life_step", "life"},   {"life_step", "on_day"},
    {"life_step", "reason"}, {"stop", "at"},
    {"stop", "reason"},      {"stop", "decided_at"},
    {"stop", "cause"},       {"stop", "ends"},
    {"stop", "taken_back"},  {"batch", NULL},
    {"receipt", NULL},       {"erasure_request", "answer"},
};

/* And what goes of a case in a batch; all else of it stays. */
static const char *const batch_goes[] = {"content", "known_as", "reason", "platform_no"};

typedef struct Erasure {
    Store *store;
    const JournalPlace *what; /* NULL: all values of the case and its comments */
    bool batches;             /* what groups of batches tell of the case, in these rows: */
    Uid *rows;
    size_t n_rows;
    Reader reader;
    ChainSalts salts;
    uint64_t values;
    bool found; /* in the group */
    Buf body, scratch;
} Erasure;

static bool batch_loses(const char *column)
{
    for (size_t i = 0; i < COUNT_OF(batch_goes); i++) {
        if (strcmp(batch_goes[i], column) == 0)
            return true;
    }
    return false;
}

static bool erase_leaves(const char *table, const char *column)
{
    if (strcmp(table, "batch_case") == 0)
        return !batch_loses(column);
    for (size_t i = 0; i < COUNT_OF(erase_stays); i++) {
        if (strcmp(erase_stays[i].table, table) == 0 &&
            (!erase_stays[i].column || strcmp(erase_stays[i].column, column) == 0))
            return true;
    }
    return false;
}

bool erase_takes_of_batch(const char *table, const char *column)
{
    return strcmp(table, "batch_case") == 0 && batch_loses(column);
}

bool erase_takes_of_case(Store *store, const char *table, const char *column)
{
    const TableShape *shape = change_shape(store, table);

    return !erase_leaves(table, column) && !(shape && change_points(shape, column));
}

static bool erase_of_batch(const Erasure *e, const char *column)
{
    const ReaderRow *row = &e->reader.row;

    if (!erase_takes_of_batch(row->shape->table, column))
        return false;
    for (size_t i = 0; i < e->n_rows; i++) {
        if (memcmp(e->rows[i].bytes, row->uid, UID_BYTES) == 0)
            return true;
    }
    return false;
}

/* What names a row is no value: it says nothing about anybody. */
static bool erase_picks(const Erasure *e, const char *column, const ChainValue *value)
{
    const ReaderRow *row = &e->reader.row;
    const JournalPlace *what = e->what;

    if (value->state != CHAIN_KEPT || value->points)
        return false;
    if (e->batches)
        return erase_of_batch(e, column);
    if (!what)
        return !erase_leaves(row->shape->table, column);
    return strcmp(what->table, row->shape->table) == 0 && strcmp(what->column, column) == 0 &&
           memcmp(what->row.bytes, row->uid, UID_BYTES) == 0;
}

static bool erase_row_has(const Erasure *e)
{
    const ReaderRow *row = &e->reader.row;

    for (size_t i = 0; i < row->shape->n; i++) {
        if (erase_picks(e, row->shape->columns[i], &row->columns[i].before) ||
            erase_picks(e, row->shape->columns[i], &row->columns[i].after))
            return true;
    }
    return false;
}

/* Does the group hold anything that has to go? */
static bool erase_look(Erasure *e)
{
    e->found = !e->what && !e->batches && e->reader.group.message.type != SQL_NULL;
    while (reader_row(&e->reader))
        e->found = e->found || erase_row_has(e);
    return !e->reader.damaged;
}

static void erase_value(Erasure *e, BodyWriter *body, const ChainPlace *place,
                        const ChainValue *value, unsigned char digest[DIGEST_BYTES])
{
    ChainValue left = *value;

    if (value->state != CHAIN_EMPTY)
        e->values++;
    if (!left.salt && (left.state == CHAIN_KEPT || left.state == CHAIN_SECRET))
        left.salt = chain_salt(&e->salts, e->values);
    if (erase_picks(e, place->column, value)) {
        chain_digest(&e->scratch, place, value, left.salt, digest);
        left = (ChainValue){.state = CHAIN_ERASED, .digest = digest};
    }
    body_add(body, &left);
}

static bool erase_row(Erasure *e, Err *err)
{
    const ReaderRow *row = &e->reader.row;
    BodyWriter body = {.out = &e->body, .names = &e->reader.group.names};
    bool before = strcmp(row->shape->op, "add") != 0,
         after = strcmp(row->shape->op, "remove") != 0;
    ChainPlace place = {.table = row->shape->table, .row = row->uid};
    unsigned char digest[DIGEST_BYTES];
    Sql q;

    buf_clear(&e->body);
    for (size_t i = 0; i < row->shape->n; i++) {
        place.column = row->shape->columns[i];
        place.side = 'b';
        if (before)
            erase_value(e, &body, &place, &row->columns[i].before, digest);
        place.side = 'a';
        if (after)
            erase_value(e, &body, &place, &row->columns[i].after, digest);
    }
    body_end(&body);
    if (!sql_open(&q, e->store,
                  "UPDATE journal_change SET body = ? WHERE group_id = ? AND seq = ?", err))
        return false;
    sql_bind_blob(&q, 1, e->body.data, e->body.len);
    sql_bind_int(&q, 2, e->reader.group.id);
    sql_bind_int(&q, 3, row->seq);
    sql_row(&q);
    return sql_close(&q, err);
}

/* The seed goes; the comment leaves its digest, or stays with its salt. */
static bool erase_head(Erasure *e, Err *err)
{
    const ReaderGroup *g = &e->reader.group;
    ChainPlace place = {"journal_group", "message", g->names.group_uid, 'a'};
    ChainValue value = {.state = CHAIN_KEPT, .value = g->message};
    bool there = g->message.type != SQL_NULL, goes = there && !e->what && !e->batches;
    unsigned char digest[DIGEST_BYTES], salt[CHAIN_SALT];
    Sql q;

    if (there) {
        memcpy(salt,
               g->seed.type == SQL_BLOB ? chain_salt(&e->salts, 0)
                                        : (const unsigned char *)g->message_salt.bytes,
               CHAIN_SALT);
        chain_digest(&e->scratch, &place, &value, salt, digest);
    }
    if (!sql_open(&q, e->store,
                  "UPDATE journal_group SET seed = NULL, message_salt = ?2,"
                  " message = CASE WHEN ?2 IS NULL THEN NULL ELSE message END,"
                  " message_digest = coalesce(?3, message_digest) WHERE id = ?1",
                  err))
        return false;
    sql_bind_int(&q, 1, g->id);
    if (there && !goes)
        sql_bind_blob(&q, 2, salt, CHAIN_SALT);
    if (goes)
        sql_bind_blob(&q, 3, digest, DIGEST_BYTES);
    sql_row(&q);
    return sql_close(&q, err);
}

static bool erase_group(Erasure *e, int64_t group, Err *err)
{
    ReaderRange range = {.only = group};
    bool done = true;

    if (!reader_open(&e->reader, e->store, &range, err))
        return false;
    e->values = 0;
    while (done && reader_group(&e->reader)) {
        const SqlValue *seed = &e->reader.group.seed;
        if (seed->type == SQL_BLOB)
            chain_salts(&e->salts, seed->bytes);
        while (done && reader_row(&e->reader))
            done = erase_row(e, err);
        done = done && !e->reader.damaged && erase_head(e, err);
    }
    return reader_close(&e->reader, done ? err : NULL) && done;
}

/* The groups of the case before the one that says that it is erased. */
static bool erase_all(Erasure *e, int64_t case_id, int64_t until, Err *err)
{
    ReaderRange range = {.case_id = e->batches ? JOURNAL_NO_CASE : case_id};
    int64_t *groups = NULL;
    size_t n = 0;
    bool done;

    if (!reader_open(&e->reader, e->store, &range, err))
        return false;
    while (reader_group(&e->reader) && e->reader.group.id < until && erase_look(e)) {
        if (!e->found)
            continue;
        groups = xreallocarray(groups, n + 1, sizeof(*groups));
        groups[n++] = e->reader.group.id;
    }
    done = reader_close(&e->reader, err);
    for (size_t i = 0; done && i < n; i++)
        done = erase_group(e, groups[i], err);
    free(groups);
    return done;
}

static bool erase_batch_rows(Erasure *e, int64_t case_id, Err *err)
{
    Sql q;

    if (!sql_open(&q, e->store, "SELECT uid FROM batch_case WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        e->rows = xreallocarray(e->rows, e->n_rows + 1, sizeof(*e->rows));
        if (uid && n == UID_BYTES)
            memcpy(e->rows[e->n_rows++].bytes, uid, n);
    }
    return sql_close(&q, err);
}

/* Groups of batches are about no case, and keep what they tell of others. */
static bool erase_batches(Erasure *e, int64_t case_id, int64_t until, Err *err)
{
    bool done;

    if (!change_shape(e->store, "batch_case"))
        return true;
    e->batches = true;
    done = erase_batch_rows(e, case_id, err) &&
           (e->n_rows == 0 || erase_all(e, case_id, until, err));
    free(e->rows);
    return done;
}

static bool erase_values(Store *store, int64_t case_id, const JournalPlace *what, int64_t group,
                         Err *err)
{
    Erasure e = {.store = store, .what = what, .body = BUF_INIT, .scratch = BUF_INIT};
    bool done =
        erase_all(&e, case_id, group, err) && (what || erase_batches(&e, case_id, group, err));

    buf_free(&e.body);
    buf_free(&e.scratch);
    return done;
}

/* What somebody typed and did not enter. */
static bool forget_typed(Store *store, int64_t case_id, Err *err)
{
    return sql_do(store, err, "DELETE FROM draft WHERE case_id = ?", "i", case_id) &&
           sql_do(store, err, "DELETE FROM kept_change WHERE case_id = ?", "i", case_id);
}

/* That the file is written anew, behind the transaction. */
static bool ask_anew(Store *store, Err *err)
{
    return sql_do(store, err,
                  "INSERT OR REPLACE INTO meta (name, value) VALUES ('erase.anew', '1')", NULL);
}

static bool erase_in(Store *store, int64_t user_id, int64_t case_id, const JournalPlace *what,
                     const char *message, Err *err)
{
    GroupHead head = {
        .kind = GROUP_ERASE, .user_id = user_id, .case_id = case_id, .message = message};
    int64_t group = 0;
    Tx *tx = NULL;

    /* The group that says so comes first: the triggers of the journal let values go only for a
     * case for which there is one. */
    if (!tx_begin(store, &head, &tx, err))
        return false;
    tx->forced = true;
    return tx_commit(tx, &group, err) && erase_values(store, case_id, what, group, err) &&
           ask_anew(store, err) && root_forget(store, case_id, err) &&
           (what || forget_typed(store, case_id, err));
}

bool erase_as_there(Store *store, int64_t case_id, int64_t group, Err *err)
{
    return erase_values(store, case_id, NULL, group, err) && ask_anew(store, err) &&
           root_forget(store, case_id, err) && forget_typed(store, case_id, err);
}

/* What was written of a row stays behind in its page where SQLite has moved the row to another
 * one, even with secure_delete, until something else lies there. So the file is written anew,
 * which takes memory for all of it: up to a size. */
static bool write_anew(Store *store)
{
    enum { PAGES_MAX = 65536 };
    int64_t pages = 0;

    return sql_get_int(store, NULL, &pages, "SELECT page_count FROM pragma_page_count", NULL) &&
           (pages > PAGES_MAX ||
            sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL) == SQLITE_OK);
}

bool journal_erase_settle(Store *store)
{
    return !store_in_transaction(store) && write_anew(store) &&
           sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
               SQLITE_OK &&
           sql_do(store, NULL, "DELETE FROM meta WHERE name = 'erase.anew'", NULL);
}

static bool erase(Store *store, int64_t user_id, int64_t case_id, const JournalPlace *what,
                  const char *message, Err *err)
{
    if (case_id <= 0)
        return err_set(err, ERR_NOT_FOUND, _("There is no such case"));
    if (!store_begin(store, err))
        return false;
    if (!erase_in(store, user_id, case_id, what, message, err)) {
        store_rollback(store);
        return false;
    }
    if (!store_commit(store, err))
        return false;
    journal_erase_settle(store);
    return true;
}

bool journal_erase(Store *store, int64_t user_id, int64_t case_id, const char *message,
                   Err *err)
{
    return erase(store, user_id, case_id, NULL, message, err);
}

bool journal_erase_value(Store *store, int64_t user_id, int64_t case_id,
                         const JournalPlace *what, const char *message, Err *err)
{
    return erase(store, user_id, case_id, what, message, err);
}
