/* Rows of the table case_read; the days that are over are told to the journal before the first
 * row of a later one, today's some rows at a time, a day of which more comes afterwards once
 * more. */
#include "config.h"

#include "store/reading.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "store/digest.h"
#include "store/inner.h"
#include "store/journal.h"
#include "store/sql.h"

/* Rows that one group of the journal tells of: those of a day, after telling other groups. */
typedef struct Telling {
    int64_t user_id;
    char day[DAY_TEXT];
    int64_t telling;
} Telling;

/* How many cases they are, and a digest of which. A case that was discarded since has its name
 * in the journal only. */
static bool sum_rows(Store *store, const Telling *t, int64_t *cases,
                     unsigned char digest[DIGEST_BYTES], Err *err)
{
    Digest *sum;
    Sql q;

    *cases = 0;
    if (!sql_open(
            &q, store,
            "SELECT coalesce((SELECT uid FROM case_file WHERE id = r.case_id),"
            " (SELECT case_uid FROM journal_group WHERE case_id = r.case_id LIMIT 1)) AS u"
            " FROM case_read AS r WHERE user_id = ? AND day = ? AND telling = ?"
            " ORDER BY u",
            err))
        return false;
    sql_bind_int(&q, 1, t->user_id);
    sql_bind_text(&q, 2, t->day);
    sql_bind_int(&q, 3, t->telling);
    sum = digest_begin();
    for (; sql_row(&q); (*cases)++) {
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        if (uid)
            digest_add(sum, uid, n);
    }
    digest_end(sum, digest);
    return sql_close(&q, err);
}

static bool tell_rows(Tx *tx, const Telling *t, Err *err)
{
    unsigned char digest[DIGEST_BYTES];
    int64_t cases, id;

    if (!sum_rows(tx_store(tx), t, &cases, digest, err))
        return false;
    const TxColumn columns[] = {{"user_id", sql_value_int(t->user_id), 0},
                                {"day", sql_value_text(t->day), 0},
                                {"cases", sql_value_int(cases), 0},
                                {"digest", sql_value_blob(digest, sizeof digest), 0}};
    return tx_add(tx, "read_day", columns, COUNT_OF(columns), &id, err);
}

static void put_day(Telling *t, const char *day)
{
    snprintf(t->day, sizeof t->day, "%s", day ? day : "");
}

/* What the person read before today, or till now, and the journal does not have. A later day is
 * not over: a clock that was there was set back. */
static bool untold(Store *store, int64_t user_id, const char *today, bool now, Telling *t,
                   bool *there, Err *err)
{
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT day, telling FROM case_read AS r WHERE user_id = ?1"
                  " AND (day < ?2 OR (?3 AND day = ?2))"
                  " AND telling = (SELECT count(*) FROM read_day AS d"
                  " WHERE d.user_id = ?1 AND d.day = r.day) ORDER BY day DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_text(&q, 2, today);
    sql_bind_int(&q, 3, now);
    *there = sql_row(&q);
    if (*there) {
        *t = (Telling){.user_id = user_id, .telling = sql_int(&q, 1)};
        put_day(t, sql_said(&q, 0));
    }
    return sql_close(&q, err);
}

static bool tell_one(Store *store, const Telling *t, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE, .verb = "read"};
    Tx *tx = NULL;

    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (tell_rows(tx, t, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* One day, unless the clock was somewhere else meanwhile. */
static bool tell_till(Store *store, int64_t user_id, const char *today, bool now, Err *err)
{
    bool there, done;
    Telling t;

    do {
        done = untold(store, user_id, today, now, &t, &there, err) &&
               (!there || tell_one(store, &t, err));
    } while (done && there);
    return done;
}

/* A group for each would be as many as readings. */
static bool tell_some(Store *store, int64_t user_id, const char *today, Err *err)
{
    enum { SOME = 8 };
    int64_t n = 0;

    return sql_get_int(store, err, &n,
                       "SELECT count(*) FROM case_read WHERE user_id = ?1 AND day = ?2"
                       " AND telling = (SELECT count(*) FROM read_day"
                       " WHERE user_id = ?1 AND day = ?2)",
                       "it", user_id, today) &&
           (n < SOME || tell_till(store, user_id, today, true, err));
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
                (known || (tell_till(store, user_id, day, false, err) &&
                           sql_do(store, err,
                                  "INSERT INTO case_read (user_id, day, case_id, telling)"
                                  " VALUES (?1, ?2, ?3, (SELECT count(*) FROM read_day"
                                  " WHERE user_id = ?1 AND day = ?2))",
                                  "iti", user_id, day, case_id) &&
                           tell_some(store, user_id, day, err)));
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

bool reading_left(Store *store, int64_t user_id, Err *err)
{
    char day[DAY_TEXT];
    bool there;
    Telling t;

    day_format(day_today(), day);
    if (store_read_only(store) || !untold(store, user_id, day, true, &t, &there, err))
        return store_read_only(store);
    if (!there)
        return true;
    int64_t before = store_quiet_begin(store);
    bool done = store_begin(store, err);
    if (done && tell_till(store, user_id, day, true, err))
        done = store_commit(store, err);
    else if (done) {
        store_rollback(store);
        done = false;
    }
    store_quiet_end(store, before);
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
        ReadingRow row = {sql_said(&q, 0), sql_said(&q, 1), sql_said(&q, 2), sql_int(&q, 3)};
        more = sink(ctx, &row);
    }
    return sql_close(&q, err);
}

/* One row of read_day against what it tells of. */
static bool compare_told(Store *store, const Sql *told, ReadingFault *fault, bool *same,
                         Err *err)
{
    Telling t = {.user_id = sql_int(told, 1), .telling = sql_int(told, 4)};
    unsigned char digest[DIGEST_BYTES];
    const void *was;
    size_t n;

    put_day(&t, sql_said(told, 2));
    *fault = (ReadingFault){.id = sql_int(told, 0), .told = sql_int(told, 3)};
    if (!sum_rows(store, &t, &fault->stored, digest, err))
        return false;
    was = sql_blob(told, 5, &n);
    *same = fault->told == fault->stored && was && n == sizeof digest &&
            memcmp(was, digest, n) == 0;
    return true;
}

bool reading_compare(Store *store, ReadingFaultSink *sink, void *ctx, Err *err)
{
    bool same, going = true;
    ReadingFault fault;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT id, user_id, day, cases, (SELECT count(*) FROM read_day AS o"
                  " WHERE o.user_id = d.user_id AND o.day = d.day AND o.id < d.id), digest"
                  " FROM read_day AS d ORDER BY id",
                  err))
        return false;
    while (going && sql_row(&q)) {
        going = compare_told(store, &q, &fault, &same, err) && (same || sink(ctx, &fault));
    }
    return sql_close(&q, going ? err : NULL) && going;
}
