/* What the store keeps beside its records and the journal tells of in sums: the ends of the
 * days that are over, and who read which cases on a day; and up to where people were told of
 * keys. */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "seal/person.h"
#include "seal/words.h"
#include "verify/hash.h"
#include "verify/keys.h"
#include "verify/made.h"
#include "verify/store_inner.h"

/* ---- the ends of days, and one that stands on paper ---- */

/* Whoever kept it did so before anything else of the day after. */
static const char ends_elsewhere[] =
    "SELECT d.day FROM day_head AS d JOIN journal_group AS g ON g.uid = d.last"
    " LEFT JOIN journal_group AS n ON n.id = g.id + 1"
    " WHERE g.id > (SELECT coalesce(max(id), 0) FROM journal_group WHERE kind = 'setup'"
    " AND verb = 'migrate' AND signer IS NULL)"
    " AND (n.id IS NULL OR n.kind <> 'setup' OR n.verb <> 'day'"
    " OR abs(julianday(substr(g.at, 1, 10)) - julianday(d.day)) > 1)";

static bool check_last(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, ends_elsewhere, err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes day = reading_bytes(stmt, 0);
        report_fault(r->report, 0, _("The end of %.*s is not that of its last event"),
                     (int)day.n, (const char *)day.at);
    }
    return reading_end(r, stmt, err);
}

static bool check_ends(Reading *r, Err *err)
{
    sqlite3_stmt *stmt =
        reading_ask(r,
                    "SELECT d.day FROM day_head AS d WHERE NOT EXISTS (SELECT 1"
                    " FROM journal_group AS g WHERE g.uid = d.last AND g.hash = d.head)",
                    err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes day = reading_bytes(stmt, 0);
        report_fault(r->report, 0, _("The end of %.*s is not in the history any more"),
                     (int)day.n, (const char *)day.at);
    }
    return reading_end(r, stmt, err);
}

static bool stretches_to(const unsigned char *head, const unsigned char *words, bool *same,
                         Err *err)
{
    unsigned char stretched[WORDS_BYTES];

    if (!words_stretch(head, stretched, err))
        return false;
    *same = memcmp(stretched, words, WORDS_BYTES) == 0;
    return true;
}

/* A day whose end is kept: what its characters are of has to be what it says. */
static bool find_kept(Reading *r, const unsigned char *words, bool *found, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r,
                                     "SELECT d.head FROM day_head AS d JOIN journal_group AS g"
                                     " ON g.uid = d.last AND g.hash = d.head WHERE d.words = ?",
                                     err);
    bool done = true;

    if (!stmt)
        return false;
    sqlite3_bind_blob(stmt, 1, words, WORDS_BYTES, SQLITE_STATIC);
    while (done && !*found && sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes head = reading_bytes(stmt, 0);
        if (head.n == HASH)
            done = stretches_to(head.at, words, found, err);
    }
    return reading_end(r, stmt, done ? err : NULL) && done;
}

/* Since the last day nothing was written yet, so its end is kept nowhere. */
static bool find_last(Reading *r, const unsigned char *words, bool *found, Err *err)
{
    sqlite3_stmt *stmt =
        reading_ask(r, "SELECT at FROM journal_group ORDER BY id DESC LIMIT 1", err);
    int hour, minute;
    bool over = false;
    Day day;

    if (!stmt)
        return false;
    if (sqlite3_step(stmt) == SQLITE_ROW)
        over =
            instant_local((const char *)sqlite3_column_text(stmt, 0), &day, &hour, &minute) &&
            day_compare(day, day_today()) < 0;
    return reading_end(r, stmt, err) &&
           (!over || stretches_to(check_store_hash(r->check), words, found, err));
}

bool reading_heads(Reading *r, const unsigned char *words, Err *err)
{
    bool found = false;

    if (!check_ends(r, err) || !check_last(r, err) ||
        (words && !find_kept(r, words, &found, err)) ||
        (words && !found && !find_last(r, words, &found, err)))
        return false;
    if (words && !found)
        report_fault(r->report, 0,
                     _("The characters are those of no day of this store: it is an older copy, "
                       "or another one, or they were written down wrongly"));
    return true;
}

/* ---- who can open it ---- */

/* The setting sealed.header, of the first group of a day: the first eight bytes of the header's
 * id as hex digits, a blank, its generation, which each write of it makes greater. */
static bool check_header(Reading *r, Err *err)
{
    enum { SHOWN = 8 };
    char own[2 * SHOWN + 2];
    sqlite3_stmt *stmt;

    if (!r->key)
        return true;
    stmt = reading_ask(r, "SELECT value FROM setting WHERE name = 'sealed.header'", err);
    if (!stmt)
        return false;
    sodium_bin2hex(own, sizeof own, r->store, SHOWN);
    memcpy(own + 2 * SHOWN, " ", 2);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *kept = (const char *)sqlite3_column_text(stmt, 0);
        if (kept && strncmp(kept, own, strlen(own)) == 0 &&
            strtoull(kept + strlen(own), NULL, 10) > r->generation)
            report_fault(r->report, 0,
                         _("The header (who can open the store) is older than the history: it "
                           "was put back"));
    }
    return reading_end(r, stmt, err);
}

/* ---- readings ---- */

typedef struct Readings {
    int64_t cases;
    Buf uids;
} Readings;

/* Those that one row of read_day tells of, in the order of the uids of the cases. */
static bool read_cases(Reading *r, sqlite3_stmt *told, Readings *out, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(
        r,
        "SELECT coalesce((SELECT uid FROM case_file WHERE id = r.case_id),"
        " (SELECT case_uid FROM journal_group WHERE case_id = r.case_id LIMIT 1)) AS u"
        " FROM case_read AS r WHERE user_id = ? AND day = ? AND telling = ? ORDER BY u",
        err);

    if (!stmt)
        return false;
    out->cases = 0;
    buf_clear(&out->uids);
    sqlite3_bind_int64(stmt, 1, sqlite3_column_int64(told, 1));
    sqlite3_bind_value(stmt, 2, sqlite3_column_value(told, 2));
    sqlite3_bind_int64(stmt, 3, sqlite3_column_int64(told, 5));
    for (; sqlite3_step(stmt) == SQLITE_ROW; out->cases++) {
        Bytes uid = reading_bytes(stmt, 0);
        buf_add_bytes(&out->uids, uid.at, uid.n);
    }
    return reading_end(r, stmt, err);
}

static void check_day(Reading *r, sqlite3_stmt *told, const Readings *there)
{
    int64_t cases = sqlite3_column_int64(told, 3);
    Bytes day = reading_bytes(told, 2), digest = reading_bytes(told, 4);
    unsigned char now[HASH];

    hash_of(there->uids.data, there->uids.len, now);
    if (there->cases != cases)
        report_fault(r->report, 0,
                     _("Record read_day %lld (%.*s), cases: the history says %lld, and %lld "
                       "were read"),
                     (long long)sqlite3_column_int64(told, 0), (int)day.n, (const char *)day.at,
                     (long long)cases, (long long)there->cases);
    else if (digest.n != HASH || memcmp(digest.at, now, HASH) != 0)
        report_fault(r->report, 0,
                     _("Record read_day %lld (%.*s), digest: the cases that were read are "
                       "others than the history says"),
                     (long long)sqlite3_column_int64(told, 0), (int)day.n,
                     (const char *)day.at);
}

/* Who was told of somebody's key signs that: the 16 bytes "anjuan told 1" with zeros, their
 * uid, that of the key. So nobody else keeps a notice from them. */
static bool is_signed(sqlite3_stmt *stmt)
{
    unsigned char bytes[16 + 2 * UID] = "anjuan told 1";
    Bytes user = reading_bytes(stmt, 2), key = reading_bytes(stmt, 3),
          sign = reading_bytes(stmt, 4), signature = reading_bytes(stmt, 5);

    if (user.n != UID || key.n != UID || sign.n != PUBLIC || signature.n != SIGNATURE)
        return false;
    memcpy(bytes + 16, user.at, UID);
    memcpy(bytes + 16 + UID, key.at, UID);
    return person_check(sign.at, bytes, sizeof bytes, signature.at);
}

static bool check_told_of(Reading *r, Err *err)
{
    sqlite3_stmt *stmt;

    if (r->step != made_step()) /* nobody signed it before; what stood there the step took */
        return true;
    stmt = reading_ask(r,
                       "SELECT t.user_id, t.key_id, u.uid, k.uid, s.sign, t.signature"
                       " FROM reset_told AS t LEFT JOIN user AS u ON u.id = t.user_id"
                       " LEFT JOIN person_key AS k ON k.id = t.key_id LEFT JOIN person_key AS s"
                       " ON s.uid = t.signer AND s.user_id = t.user_id ORDER BY 1",
                       err);
    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        if (!is_signed(stmt))
            report_fault(r->report, 0,
                         _("Record reset_told %lld: that they were told of key %lld they did "
                           "not sign themselves"),
                         (long long)sqlite3_column_int64(stmt, 0),
                         (long long)sqlite3_column_int64(stmt, 1));
    }
    return reading_end(r, stmt, err);
}

bool reading_readings(Reading *r, Err *err)
{
    sqlite3_stmt *told = reading_ask(
        r,
        "SELECT id, user_id, day, cases, digest, (SELECT count(*) FROM read_day AS o"
        " WHERE o.user_id = d.user_id AND o.day = d.day AND o.id < d.id)"
        " FROM read_day AS d ORDER BY id",
        err);
    Readings there = {.uids = BUF_INIT};
    bool done = true;

    if (!told)
        return false;
    while (done && sqlite3_step(told) == SQLITE_ROW) {
        done = read_cases(r, told, &there, err);
        if (done)
            check_day(r, told, &there);
    }
    buf_free(&there.uids);
    return reading_end(r, told, done ? err : NULL) && done && check_told_of(r, err) &&
           check_header(r, err);
}
