/* Rows of the table case_read; the days that are over are told to the journal before the first
 * row of the next. */
#include "config.h"

#include "store/reading.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/day.h"
#include "store/digest.h"
#include "store/inner.h"
#include "store/journal.h"
#include "store/sql.h"

/* How many cases the person read on that day, and a digest of which. */
static bool sum_day(Store *store, int64_t user_id, const char *day, int64_t *cases,
                    unsigned char digest[DIGEST_BYTES], Err *err)
{
    Digest *sum;
    Sql q;

    *cases = 0;
    if (!sql_open(&q, store,
                  "SELECT f.uid FROM case_read AS r JOIN case_file AS f ON f.id = r.case_id"
                  " WHERE r.user_id = ? AND r.day = ? ORDER BY f.uid",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_text(&q, 2, day);
    sum = digest_begin();
    for (; sql_row(&q); (*cases)++) {
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        digest_add(sum, uid, n);
    }
    digest_end(sum, digest);
    return sql_close(&q, err);
}

static bool tell_day(Tx *tx, int64_t user_id, const char *day, Err *err)
{
    unsigned char digest[DIGEST_BYTES];
    int64_t cases, id;

    if (!sum_day(tx_store(tx), user_id, day, &cases, digest, err))
        return false;
    const TxColumn columns[] = {{"user_id", sql_value_int(user_id), 0},
                                {"day", sql_value_text(day), 0},
                                {"cases", sql_value_int(cases), 0},
                                {"digest", sql_value_blob(digest, sizeof digest), 0}};
    return tx_add(tx, "read_day", columns, COUNT_OF(columns), &id, err);
}

/* The last day of the person that the journal does not have; *day is for the caller to free. */
static bool untold_day(Store *store, int64_t user_id, const char *today, char **day, Err *err)
{
    return sql_get_text(store, err, day,
                        "SELECT max(day) FROM case_read AS r WHERE user_id = ?1 AND day <> ?2"
                        " AND NOT EXISTS (SELECT 1 FROM read_day AS d"
                        " WHERE d.user_id = ?1 AND d.day = r.day)",
                        "it", user_id, today);
}

static bool tell_one(Store *store, int64_t user_id, const char *day, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE, .verb = "read"};
    Tx *tx = NULL;

    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (tell_day(tx, user_id, day, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* One day, unless the clock was somewhere else meanwhile. */
static bool tell_before(Store *store, int64_t user_id, const char *today, Err *err)
{
    char *day = NULL;
    bool done = untold_day(store, user_id, today, &day, err);

    while (done && day) {
        done = tell_one(store, user_id, day, err);
        free(day);
        day = NULL;
        done = done && untold_day(store, user_id, today, &day, err);
    }
    free(day);
    return done;
}

static bool is_known(Store *store, int64_t user_id, const char *day, int64_t case_id,
                     bool *known, Err *err)
{
    int64_t there = 0;
    bool done = sql_get_int(store, err, &there,
                            "SELECT EXISTS (SELECT 1 FROM case_read"
                            " WHERE user_id = ? AND day = ? AND case_id = ?)",
                            "iti", user_id, day, case_id);

    *known = there != 0;
    return done;
}

static bool write_row(Store *store, int64_t user_id, const char *day, int64_t case_id, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool known;

    if (!store_begin(store, err))
        return false;
    bool done = is_known(store, user_id, day, case_id, &known, err) &&
                (known || (tell_before(store, user_id, day, err) &&
                           sql_do(store, err,
                                  "INSERT INTO case_read (user_id, day, case_id)"
                                  " VALUES (?, ?, ?)",
                                  "iti", user_id, day, case_id)));
    if (!done)
        store_rollback(store);
    else
        done = store_commit(store, err);
    store_quiet_end(store, before);
    return done;
}

bool reading_note(Store *store, int64_t user_id, int64_t case_id, Err *err)
{
    char day[DAY_TEXT];
    Store *beside = NULL;
    bool known;

    day_format(day_today(), day);
    if (!is_known(store, user_id, day, case_id, &known, err))
        return false;
    if (known)
        return true;
    if (!store_read_only(store))
        return write_row(store, user_id, day, case_id, err);
    store_open_beside(store, &beside);
    bool done = !beside || write_row(beside, user_id, day, case_id, err);
    store_close(beside);
    return done;
}

bool reading_list(Store *store, int64_t case_id, ReadingSink *sink, void *ctx, Err *err)
{
    bool more = true;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT u.display, min(r.day), max(r.day), count(*) FROM case_read AS r"
                  " JOIN user AS u ON u.id = r.user_id WHERE r.case_id = ?"
                  " GROUP BY r.user_id ORDER BY max(r.day) DESC, u.name",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (more && sql_row(&q)) {
        ReadingRow row = {sql_text(&q, 0), sql_text(&q, 1), sql_text(&q, 2), sql_int(&q, 3)};
        more = sink(ctx, &row);
    }
    return sql_close(&q, err);
}
