/* What uids and seeds of the next events of a case will be made of: the newest event of this
 * store about the case was made of it as well, by the number before. Who could set it would
 * know the seeds to come, and so, by trying, what was erased of them. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "verify/hash.h"
#include "verify/store_inner.h"

typedef struct Rooted {
    Bytes no, root, uid, at; /* of the case; of its newest event here */
    int64_t next, events;
} Rooted;

/* BLAKE2b-256 of "anjuan uid NUMBER MOMENT ROOT", the first half. */
static bool is_made(const Rooted *r, int64_t number)
{
    unsigned char hash[HASH];
    Buf text = BUF_INIT;

    buf_addf(&text, "anjuan uid %lld ", (long long)number);
    buf_add_bytes(&text, r->at.at, r->at.n);
    buf_add(&text, " ");
    buf_add_bytes(&text, r->root.at, r->root.n);
    hash_of(text.data, text.len, hash);
    buf_free(&text);
    return memcmp(hash, r->uid.at, UID) == 0;
}

/* -1: it is made of another. Of the event that a root began with nothing is made. */
static int64_t next_of(const Rooted *r)
{
    if (r->root.n != UID || r->uid.n != UID || !r->at.at || r->next < 0)
        return -1;
    if (r->next > 0 && is_made(r, r->next - 1))
        return r->next;
    for (int64_t i = 0; i < r->events; i++) {
        if (is_made(r, i))
            return i + 1;
    }
    return r->next == 0 ? 0 : -1;
}

static void hold(Reading *r, const Rooted *rooted)
{
    int64_t next = next_of(rooted);
    int n = (int)rooted->no.n;
    const char *no = rooted->no.at ? (const char *)rooted->no.at : "?";

    if (next == -1)
        report_fault(r->report, 0,
                     _("Record case_root (%.*s), root: the events of the case are made of "
                       "another one"),
                     rooted->no.at ? n : 1, no);
    else if (next != rooted->next)
        report_fault(r->report, 0,
                     _("Record case_root (%.*s), next: the history says %lld, the record has "
                       "%lld"),
                     rooted->no.at ? n : 1, no, (long long)next, (long long)rooted->next);
}

#define HERE " NOT (signed_at IS NOT NULL OR (signer IS NOT NULL AND signature IS NULL))"

bool reading_roots(Reading *r, Err *err)
{
    enum { FIRST_STEP = 66 };
    sqlite3_stmt *stmt;

    if (r->step < FIRST_STEP)
        return true;
    stmt = reading_ask(r,
                       "SELECT c.no, o.root, o.next, g.uid, g.at, (SELECT count(*)"
                       " FROM journal_group WHERE case_id = o.case_id AND" HERE ")"
                       " FROM case_root AS o LEFT JOIN case_file AS c ON c.id = o.case_id"
                       " LEFT JOIN journal_group AS g ON g.id = (SELECT max(id)"
                       " FROM journal_group WHERE case_id = o.case_id AND" HERE ")",
                       err);
    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Rooted rooted = {.no = reading_bytes(stmt, 0),
                         .root = reading_bytes(stmt, 1),
                         .next = sqlite3_column_int64(stmt, 2),
                         .uid = reading_bytes(stmt, 3),
                         .at = reading_bytes(stmt, 4),
                         .events = sqlite3_column_int64(stmt, 5)};
        hold(r, &rooted);
    }
    return reading_end(r, stmt, err);
}
