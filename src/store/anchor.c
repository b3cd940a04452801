/* The rows of day_head, and the day that is not in it yet because nothing was written since. */
#include "config.h"

#include "store/anchor.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/inner.h"
#include "store/sealed.h"

typedef struct Last {
    Uid uid;
    Day day;
    int64_t group; /* 0: there is none */
    unsigned char head[DIGEST_BYTES];
} Last;

static bool copy_blob(const Sql *q, int column, void *out, size_t size)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    if (n == size)
        memcpy(out, bytes, n);
    return n == size;
}

static bool read_last(Store *store, Last *out, Err *err)
{
    int hour, minute;
    Sql q;

    *out = (Last){.group = 0};
    if (!sql_open(&q, store,
                  "SELECT id, uid, hash, (SELECT at FROM journal_group WHERE"
                  " NOT " GROUP_OF_ELSEWHERE " ORDER BY id DESC LIMIT 1)"
                  " FROM journal_group ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    if (sql_row(&q) && copy_blob(&q, 1, out->uid.bytes, UID_BYTES) &&
        copy_blob(&q, 2, out->head, DIGEST_BYTES) &&
        instant_local(sql_said(&q, 3), &out->day, &hour, &minute))
        out->group = sql_int(&q, 0);
    return sql_close(&q, err);
}

/* Not again for a day that came back with a clock that was set back. */
static bool is_to_keep(Store *store, const Last *last, bool *is, Err *err)
{
    char now[INSTANT_TEXT], day[DAY_TEXT];
    int hour, minute;
    int64_t later = 0;
    Day today;

    store_now(store, now);
    *is = last->group && instant_local(now, &today, &hour, &minute) &&
          day_compare(last->day, today) < 0;
    if (!*is)
        return true;
    day_format(last->day, day);
    if (!sql_get_int(store, err, &later, "SELECT count(*) FROM day_head WHERE day >= ?", "t",
                     day))
        return false;
    *is = later == 0;
    return true;
}

static bool add_row(Tx *tx, const Last *last, Err *err)
{
    unsigned char words[WORDS_BYTES];
    char day[DAY_TEXT];

    day_format(last->day, day);
    if (!words_stretch(last->head, words, err))
        return false;
    const TxColumn columns[] = {{"day", sql_value_text(day), 0},
                                {"last", sql_value_blob(last->uid.bytes, UID_BYTES), 0},
                                {"head", sql_value_blob(last->head, DIGEST_BYTES), 0},
                                {"words", sql_value_blob(words, sizeof words), 0}};
    return tx_add(tx, "day_head", columns, COUNT_OF(columns), NULL, err);
}

/* Who could open the store that day stands in its header, which no history tells of. Nobody
 * else writes it meanwhile, so it is on the disk. */
static bool keep_header(Tx *tx, Store *store, Err *err)
{
    char mark[HEADER_MARK];

    return store_header_mark(store, mark, err) &&
           (!mark[0] || tx_setting(tx, SEALED_HEADER, mark, err));
}

bool anchor_keep(Store *store, Err *err)
{
    const GroupHead head = {.kind = GROUP_SETUP, .verb = "day"};
    Last last;
    bool is;
    Tx *tx = NULL;

    if (store->keeping)
        return true;
    if (!read_last(store, &last, err) || !is_to_keep(store, &last, &is, err))
        return false;
    if (!is)
        return true;
    store->keeping = true;
    bool begun = tx_begin(store, &head, &tx, err),
         done = begun && add_row(tx, &last, err) && keep_header(tx, store, err);
    if (done)
        done = tx_commit(tx, NULL, err);
    else if (begun)
        tx_abort(tx);
    store->keeping = false;
    return done;
}

static bool read_row(const Sql *q, Anchor *out)
{
    out->group = sql_int(q, 1);
    return day_parse(sql_said(q, 0), &out->day) &&
           copy_blob(q, 2, out->head, sizeof out->head) &&
           copy_blob(q, 3, out->words, sizeof out->words);
}

#define ANCHOR_COLUMNS                                                                         \
    "SELECT d.day, g.id, d.head, d.words FROM day_head AS d"                                   \
    " LEFT JOIN journal_group AS g ON g.uid = d.last AND g.hash = d.head"

static bool damaged(Store *store, Err *err)
{
    return err_set(
        err, ERR_STORE,
        _("%s: what was kept of the end of a day is not in the journal any more. Run "
          "“anjuan verify”, and put back a backup"),
        store_path(store));
}

static bool read_anchor(Sql *q, Store *store, bool *has, Anchor *out, Err *err)
{
    bool sound = true;

    *has = sql_row(q);
    if (*has)
        sound = read_row(q, out) && out->group;
    if (!sql_close(q, err))
        return false;
    return sound || damaged(store, err);
}

bool anchor_latest(Store *store, bool *has, Anchor *out, Err *err)
{
    Last last;
    Sql q;

    if (!read_last(store, &last, err) || !is_to_keep(store, &last, has, err))
        return false;
    if (*has) {
        out->day = last.day;
        out->group = last.group;
        memcpy(out->head, last.head, sizeof out->head);
        return words_stretch(out->head, out->words, err);
    }
    return sql_open(&q, store, ANCHOR_COLUMNS " ORDER BY d.id DESC LIMIT 1", err) &&
           read_anchor(&q, store, has, out, err);
}

bool anchor_verify(Store *store, Err *err)
{
    int64_t lost;

    return sql_get_int(store, err, &lost,
                       "SELECT count(*) FROM day_head AS d WHERE NOT EXISTS (SELECT 1 FROM"
                       " journal_group AS g WHERE g.uid = d.last AND g.hash = d.head)",
                       NULL) &&
           (!lost || damaged(store, err));
}

/* What is kept as eighty bits is what the head of that day gives. */
static bool holds(Store *store, const Anchor *anchor, Err *err)
{
    unsigned char words[WORDS_BYTES];

    return words_stretch(anchor->head, words, err) &&
           (memcmp(words, anchor->words, sizeof words) == 0 || damaged(store, err));
}

bool anchor_find(Store *store, const unsigned char words[WORDS_BYTES], bool *has, Anchor *out,
                 Err *err)
{
    Sql q;

    if (!anchor_latest(store, has, out, err))
        return false;
    if (*has && memcmp(out->words, words, WORDS_BYTES) == 0)
        return holds(store, out, err);
    if (!sql_open(&q, store, ANCHOR_COLUMNS " WHERE d.words = ? ORDER BY d.id LIMIT 1", err))
        return false;
    sql_bind_blob(&q, 1, words, WORDS_BYTES);
    return read_anchor(&q, store, has, out, err) && (!*has || holds(store, out, err));
}
