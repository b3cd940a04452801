/* Walks a journal of the form before step 37 from its first group, with each value against its
 * digest and each empty value against the group that erased it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/past.h"
#include "store/past_chain.h"

const char past_files[] = "SELECT before FROM journal_change"
                          " WHERE tbl = 'document' AND col = 'file' AND before IS NOT NULL"
                          " UNION SELECT after FROM journal_change"
                          " WHERE tbl = 'document' AND col = 'file' AND after IS NOT NULL";

bool past_is(Store *store, bool *is, Err *err)
{
    int64_t version = 0;
    bool done = store_pragma(store->db, store->path, "PRAGMA user_version", &version, err);

    *is = version < PAST_UNTIL;
    return done;
}

enum { VERIFY_STEP = 4096 /* groups between two looks at the progress */ };

/* A case whose values were erased, and the last group that says so. */
typedef struct ErasedCase {
    int64_t case_id, group;
} ErasedCase;

typedef struct Verify {
    Sql groups, changes;
    bool more_changes;
    PastChain chain;
    Buf scratch;
    ErasedCase *erased;
    size_t erased_count;
    unsigned char last[DIGEST_BYTES];
    JournalCheck *out;
} Verify;

static bool verify_read_erased(Store *store, Verify *v, Err *err)
{
    Sql q;

    if (!sql_open(
            &q, store,
            "SELECT case_id, max(id) FROM journal_group WHERE kind='erase' AND case_id > 0 "
            "GROUP BY case_id",
            err))
        return false;
    while (sql_row(&q)) {
        v->erased = xreallocarray(v->erased, v->erased_count + 1, sizeof(*v->erased));
        v->erased[v->erased_count++] = (ErasedCase){sql_int(&q, 0), sql_int(&q, 1)};
    }
    return sql_close(&q, err);
}

/* An empty place where a value was is right only when a later group says that it was erased. */
static bool verify_may_be_erased(const Verify *v, int64_t case_id, int64_t group)
{
    for (size_t i = 0; i < v->erased_count; i++) {
        if (v->erased[i].case_id == case_id)
            return v->erased[i].group > group;
    }
    return false;
}

static bool verify_value(Verify *v, const PastValue *value, int64_t secret, int64_t case_id,
                         int64_t group)
{
    switch (past_check(&v->scratch, value)) {
    case PAST_WRONG:
        return false;
    case PAST_EMPTY:
        return true;
    case PAST_KEPT:
        return !secret;
    case PAST_ERASED:
        return secret || verify_may_be_erased(v, case_id, group);
    }
    return false;
}

static PastValue verify_column(const Sql *q, int column)
{
    return (PastValue){sql_value(q, column), sql_value(q, column + 1),
                       sql_value(q, column + 2)};
}

static void verify_next_change(Verify *v)
{
    v->more_changes = sql_row(&v->changes);
}

/* Adds the changes of one group; false when a value or the numbering is wrong. */
static bool verify_changes(Verify *v, int64_t group, int64_t case_id)
{
    int64_t seq = 0;
    bool right = true;

    for (; v->more_changes && sql_int(&v->changes, 0) == group; verify_next_change(v)) {
        const Sql *q = &v->changes;
        PastChange change = {.op = sql_value(q, 2),
                             .table = sql_value(q, 3),
                             .row_id = sql_int(q, 4),
                             .row_uid = sql_value(q, 5),
                             .column = sql_value(q, 6),
                             .secret = sql_int(q, 7),
                             .before = verify_column(q, 8),
                             .after = verify_column(q, 11)};
        right = right && sql_int(q, 1) == ++seq &&
                verify_value(v, &change.before, change.secret, case_id, group) &&
                verify_value(v, &change.after, change.secret, case_id, group);
        if (right)
            past_add(&v->chain, &change);
        v->out->changes++;
    }
    return right;
}

static bool verify_digest_is(const Sql *q, int column, const unsigned char *digest, size_t size)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    return bytes && n == size && memcmp(bytes, digest, n) == 0;
}

/* One group against its place, its values and the hash of the one before. */
static bool verify_group(Verify *v)
{
    unsigned char hash[DIGEST_BYTES], seal[DIGEST_SHORT];
    const Sql *q = &v->groups;
    PastGroup group = {.id = sql_int(q, 0),
                       .uid = sql_value(q, 1),
                       .at = sql_value(q, 2),
                       .station = sql_value(q, 3),
                       .kind = sql_value(q, 4),
                       .verb = sql_value(q, 5),
                       .message = verify_column(q, 6),
                       .user_id = sql_int(q, 9),
                       .user_uid = sql_value(q, 10),
                       .user_name = sql_value(q, 11),
                       .case_id = sql_int(q, 12),
                       .case_uid = sql_value(q, 13),
                       .content = sql_int(q, 14),
                       .undoes = sql_value(q, 15)};

    past_start(&v->chain, v->last);
    if (group.id != v->out->groups + 1 || !verify_changes(v, group.id, group.case_id) ||
        !verify_value(v, &group.message, 0, group.case_id, group.id))
        return false;
    past_end(&v->chain, &group, hash, seal);
    memcpy(v->last, hash, sizeof(hash));
    return verify_digest_is(q, 16, hash, sizeof(hash)) &&
           verify_digest_is(q, 17, seal, sizeof(seal));
}

static bool verify_walk(Verify *v, const Progress *progress, int64_t total, Err *err)
{
    JournalCheck *out = v->out;

    verify_next_change(v);
    while (out->ok && sql_row(&v->groups)) {
        int64_t next = out->groups + 1;
        /* A change whose group is not there sorts before the next group. */
        if (!verify_group(v) || (v->more_changes && sql_int(&v->changes, 0) <= next)) {
            out->ok = false;
            out->first_bad = next;
        } else {
            out->groups = next;
        }
        if (next % VERIFY_STEP == 0 && !progress_step(progress, (size_t)next, (size_t)total))
            return err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    if (out->ok && v->more_changes) {
        out->ok = false;
        out->first_bad = out->groups + 1;
    }
    return true;
}

static bool verify_open(Store *store, Verify *v, Err *err)
{
    if (!sql_open(
            &v->groups, store,
            "SELECT id, uid, at, station, kind, verb, message, message_salt, message_digest,"
            " user_id, user_uid, user_name, case_id, case_uid, content, undoes, hash, seal"
            " FROM journal_group ORDER BY id",
            err))
        return false;
    if (sql_open(
            &v->changes, store,
            "SELECT group_id, seq, op, tbl, row_id, row_uid, col, secret, before, before_salt,"
            " before_digest, after, after_salt, after_digest FROM journal_change"
            " ORDER BY group_id, seq",
            err))
        return true;
    sql_close(&v->groups, NULL);
    return false;
}

static bool verify_all(Store *store, Verify *v, const Progress *progress, Err *err)
{
    unsigned char head[DIGEST_BYTES];
    int64_t count;
    bool sound, walked, closed;

    if (!journal_head(store, &count, head, &sound, err) || !verify_read_erased(store, v, err) ||
        !verify_open(store, v, err))
        return false;
    walked = verify_walk(v, progress, count, err);
    closed = sql_close(&v->groups, walked ? err : NULL);
    closed = sql_close(&v->changes, walked && closed ? err : NULL) && closed;
    if (walked && closed)
        verify_end(v->out, v->last, count, head, sound);
    return walked && closed;
}

bool past_verify(Store *store, const Progress *progress, JournalCheck *out, Err *err)
{
    Verify v = {.out = out};
    bool done;

    *out = (JournalCheck){.ok = true};
    past_init(&v.chain);
    buf_init(&v.scratch);
    done = verify_all(store, &v, progress, err);
    past_free(&v.chain);
    buf_free(&v.scratch);
    free(v.erased);
    return done;
}
