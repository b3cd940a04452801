/* The numbers by which this machine finds people and cases: no hash holds them, since another
 * store has others, and their seal is keyed by what everybody can read. So each is held against
 * the uid that is hashed, and who may not decide a case is derived anew from the groups. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/store_inner.h"

/* Each gives the events at fault. */
static const struct {
    const char *ask, *fault;
} numbers[] = {
    {"SELECT g.id FROM journal_group AS g LEFT JOIN journal_who AS w ON w.id = g.who"
     " LEFT JOIN user AS u ON u.id = g.user_id"
     " WHERE (w.uid IS NOT NULL OR g.user_id > 0) AND u.uid IS NOT w.uid ORDER BY g.id",
     N_("its number of a user is that of somebody else")},
    {"SELECT g.id FROM journal_group AS g LEFT JOIN case_file AS n ON n.id = g.case_id"
     " LEFT JOIN case_file AS c ON c.uid = g.case_uid"
     " WHERE n.id IS NOT c.id ORDER BY g.id",
     N_("its number of a case is that of another one")},
    {"SELECT f.first FROM (SELECT case_id, user_id, min(id) AS first FROM journal_group"
     " WHERE content = 1 AND case_id > 0 AND user_id > 0 GROUP BY case_id, user_id) AS f"
     " WHERE NOT EXISTS (SELECT 1 FROM case_touch AS t WHERE t.case_id = f.case_id"
     " AND t.user_id = f.user_id AND t.first_group <= f.first) ORDER BY f.first",
     N_("its person changed the case, but is not among those who may not decide it")},
    {"WITH taken (event, uid, tbl) AS MATERIALIZED (SELECT c.group_id, c.row_uid, s.tbl"
     " FROM journal_shape AS s JOIN journal_change AS c ON c.shape = s.id"
     " WHERE s.op = 'set' AND instr(',' || s.cols || ',', ',later,'))"
     " SELECT min(g.id) FROM journal_change AS c CROSS JOIN taken AS t"
     " ON t.uid = c.row_uid AND t.event > c.group_id JOIN journal_shape AS s ON s.id = c.shape"
     " AND s.tbl = t.tbl JOIN journal_group AS g ON g.id = c.group_id"
     " WHERE g.user_id > 0 AND (s.op <> 'set' OR EXISTS (SELECT 1"
     " FROM json_each('[\"' || replace(s.cols, ',', '\",\"') || '\"]') AS w"
     " WHERE w.value NOT IN ('place', 'later') AND NOT (s.tbl = 'tranche' AND w.value IN"
     " ('evidence', 'state', 'requested_on', 'approved_on', 'approved_fen', 'approval_no',"
     " 'paid_on', 'paid_fen', 'payment_no'))))"
     " AND NOT EXISTS (SELECT 1 FROM case_touch AS o WHERE o.case_id = g.case_id"
     " AND o.user_id = g.user_id AND o.first_group <= g.id)"
     " GROUP BY g.case_id, g.user_id ORDER BY 1",
     N_("its person wrote what came later and was taken in, but is not among those who may not "
        "decide the case")},
    {"SELECT t.first_group FROM case_touch AS t WHERE NOT EXISTS (SELECT 1"
     " FROM journal_group AS g WHERE g.id = t.first_group AND g.case_id = t.case_id"
     " AND g.user_id = t.user_id AND (g.content = 1 OR EXISTS (SELECT 1"
     " FROM journal_change AS c JOIN journal_shape AS s ON s.id = c.shape"
     " WHERE c.group_id = g.id AND s.tbl IN ('aid', 'document', 'verification', 'consent',"
     " 'tranche', 'insurance')))) ORDER BY t.first_group",
     N_("somebody may not decide the case because of it who did not change the case")},
};

/* What triggers write into a case whenever something is written about it: uid, column, what
 * follows from the groups, what stands there. */
static const char *const derived[] = {
    "SELECT c.uid, 'version', (SELECT count(*) FROM journal_group WHERE case_id = c.id) AS n,"
    " c.version FROM case_file AS c WHERE n IS NOT c.version",
    "SELECT c.uid, 'updated_at', g.at, c.updated_at FROM case_file AS c JOIN journal_group AS g"
    " ON g.id = (SELECT max(id) FROM journal_group WHERE case_id = c.id)"
    " WHERE g.at IS NOT c.updated_at",
    "SELECT c.uid, 'updated_by', w.name, u.name FROM case_file AS c JOIN journal_group AS g"
    " ON g.id = (SELECT max(id) FROM journal_group WHERE case_id = c.id AND user_id > 0)"
    " LEFT JOIN journal_who AS w ON w.id = g.who LEFT JOIN user AS u ON u.id = c.updated_by"
    " WHERE g.user_id IS NOT c.updated_by",
};

static bool check_derived(Reading *r, const char *ask, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, ask, err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes uid = reading_bytes(stmt, 0);
        char hex[2 * UID + 1] = "";
        if (uid.n == UID)
            sodium_bin2hex(hex, sizeof hex, uid.at, uid.n);
        report_fault(r->report, 0,
                     _("Record case_file %s, %s: the history says %s, the record has %s"), hex,
                     (const char *)sqlite3_column_text(stmt, 1),
                     (const char *)sqlite3_column_text(stmt, 2),
                     sqlite3_column_type(stmt, 3) == SQLITE_NULL
                         ? _("nothing")
                         : (const char *)sqlite3_column_text(stmt, 3));
    }
    return reading_end(r, stmt, err);
}

/* A digest of the key of the blacklist is in the setting blacklist.key, since under another one
 * the entries are there and find nobody. */
static void print_key(Bytes root, char hex[2 * HASH + 1])
{
    static const char *const contexts[] = {"anjuan blacklist", "anjuan blacklist key"};
    unsigned char key[HASH] = {0}, next[HASH];

    if (root.n == sizeof key)
        memcpy(key, root.at, sizeof key);
    for (size_t i = 0; i < COUNT_OF(contexts); i++) {
        crypto_generichash(next, sizeof next, (const unsigned char *)contexts[i],
                           strlen(contexts[i]), key, sizeof key);
        memcpy(key, next, sizeof key);
    }
    sodium_bin2hex(hex, 2 * HASH + 1, key, sizeof key);
    sodium_memzero(next, sizeof next);
}

static bool check_key(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r,
                                     "SELECT (SELECT bytes FROM secret WHERE id = 1),"
                                     " (SELECT value FROM setting WHERE name = 'blacklist.key')"
                                     " WHERE EXISTS (SELECT 1 FROM blacklist)",
                                     err);

    if (!stmt)
        return false;
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes root = reading_bytes(stmt, 0), told = reading_bytes(stmt, 1);
        char hex[2 * HASH + 1];
        print_key(root, hex);
        if (!root.at || (told.at && !bytes_are(told, hex)))
            report_fault(r->report, 0,
                         _("The key of the blacklist is not the one that its entries were made "
                           "with, so they would find nobody"));
    }
    return reading_end(r, stmt, err);
}

bool reading_numbers(Reading *r, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(derived); i++) {
        if (!check_derived(r, derived[i], err))
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        sqlite3_stmt *stmt = reading_ask(r, numbers[i].ask, err);
        if (!stmt)
            return false;
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            long long event = sqlite3_column_int64(stmt, 0);
            report_fault(r->report, event, _("Event %lld: %s"), event, _(numbers[i].fault));
        }
        if (!reading_end(r, stmt, err))
            return false;
    }
    return check_key(r, err);
}
