/* Reading the journal for people, and erasing the values of a case while its digests stay. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "store/change.h"

#define HISTORY_COLUMNS                                                                        \
    "SELECT g.id, g.case_id, g.user_id, g.at, g.kind, g.verb, g.message, g.user_name,"         \
    " c.seq, c.op, c.tbl, c.col, c.row_uid, c.row_id, c.before, c.after,"                      \
    " c.secret = 0 AND (c.before_digest IS NOT NULL AND c.before_salt IS NULL"                 \
    " OR c.after_digest IS NOT NULL AND c.after_salt IS NULL)"                                 \
    " FROM journal_group AS g LEFT JOIN journal_change AS c ON c.group_id = g.id "

static const char history_of_case[] =
    HISTORY_COLUMNS "WHERE g.id > ?1 AND g.case_id = ?2 ORDER BY g.id, c.seq";
static const char history_of_all[] = HISTORY_COLUMNS "WHERE g.id > ?1 ORDER BY g.id, c.seq";

static void history_hex(Buf *out, const void *bytes, size_t n)
{
    buf_clear(out);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%02x", ((const unsigned char *)bytes)[i]);
}

/* Blobs are shown in hex, all else as the database shows it. */
static const char *history_value(const Sql *q, int column, Buf *hex)
{
    SqlValue value = sql_value(q, column);

    if (value.type != SQL_BLOB)
        return sql_text(q, column);
    history_hex(hex, value.bytes, value.len);
    return hex->data;
}

typedef struct HistoryMemory {
    Buf uid, before, after;
} HistoryMemory;

static JournalRow history_row(const Sql *q, HistoryMemory *memory)
{
    return (JournalRow){
        .group = sql_int(q, 0),
        .case_id = sql_int(q, 1),
        .user_id = sql_int(q, 2),
        .at = sql_text(q, 3),
        .kind = sql_text(q, 4),
        .verb = sql_text(q, 5),
        .message = sql_text(q, 6),
        .user_name = sql_text(q, 7),
        .change = sql_int(q, 8),
        .op = sql_text(q, 9),
        .table = sql_text(q, 10),
        .column = sql_text(q, 11),
        .row_uid = sql_is_null(q, 12) ? NULL : history_value(q, 12, &memory->uid),
        .row_id = sql_int(q, 13),
        .before = history_value(q, 14, &memory->before),
        .after = history_value(q, 15, &memory->after),
        .erased = sql_int(q, 16) != 0,
    };
}

bool journal_read(Store *store, int64_t case_id, int64_t after_group, JournalSink sink,
                  void *ctx, Err *err)
{
    HistoryMemory memory = {BUF_INIT, BUF_INIT, BUF_INIT};
    bool more = true, done;
    Sql q;

    if (!sql_open(&q, store, case_id ? history_of_case : history_of_all, err))
        return false;
    sql_bind_int(&q, 1, after_group);
    if (case_id)
        sql_bind_int(&q, 2, case_id);
    while (more && sql_row(&q)) {
        JournalRow row = history_row(&q, &memory);
        more = sink(ctx, &row);
    }
    done = sql_close(&q, err);
    buf_free(&memory.uid);
    buf_free(&memory.before);
    buf_free(&memory.after);
    return done;
}

/* The group that says so comes first: the triggers of the journal let values go only for a case
 * for which there is one. */
static bool erase_values(Store *store, int64_t case_id, int64_t group, Err *err)
{
    return sql_do(store, err,
                  "UPDATE journal_change SET before=NULL, before_salt=NULL, after=NULL,"
                  " after_salt=NULL WHERE group_id IN"
                  " (SELECT id FROM journal_group WHERE case_id=?1 AND id < ?2)"
                  " AND (before_salt IS NOT NULL OR after_salt IS NOT NULL)",
                  "ii", case_id, group) &&
           sql_do(store, err,
                  "UPDATE journal_group SET message=NULL, message_salt=NULL"
                  " WHERE case_id=?1 AND id < ?2 AND message_salt IS NOT NULL",
                  "ii", case_id, group);
}

bool journal_erase(Store *store, int64_t user_id, int64_t case_id, const char *message,
                   Err *err)
{
    GroupHead head = {
        .kind = GROUP_ERASE, .user_id = user_id, .case_id = case_id, .message = message};
    int64_t group = 0;
    Tx *tx = NULL;

    if (case_id <= 0)
        return err_set(err, ERR_NOT_FOUND, _("There is no such case"));
    if (!store_begin(store, err))
        return false;
    if (!tx_begin(store, &head, &tx, err))
        goto fail;
    tx->forced = true;
    if (!tx_commit(tx, &group, err) || !erase_values(store, case_id, group, err) ||
        !sql_do(store, err, "DELETE FROM draft WHERE case_id = ?", "i", case_id))
        goto fail;
    if (!store_commit(store, err))
        return false;
    /* Old pages also stand in the side file until it is written back; another program reading
     * may delay that, which is no failure. */
    if (!store_in_transaction(store))
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return true;
fail:
    store_rollback(store);
    return false;
}
