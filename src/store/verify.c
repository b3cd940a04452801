/* Walks the journal from its first group: each value is digested, each group hashed into the
 * chain of its case and of the store, and what was erased held against the group that says
 * so. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/past.h"
#include "store/read.h"
#include "store/signatures.h"

enum { VERIFY_STEP = 512 /* groups between two looks at the progress */ };

/* Where the chain of a case stands, and the last group that says its values were erased. */
typedef struct CaseEnd {
    int64_t case_id, erased;
    bool begun, taken_up;
    Uid uid;
    bool has_uid;
    unsigned char g[DIGEST_BYTES];
} CaseEnd;

/* What a batch has of a case that was erased later. */
typedef struct TakenRow {
    Uid uid;
    int64_t erased;
} TakenRow;

typedef struct Verify {
    Reader reader;
    CaseEnd *cases; /* by case_id; a power of two of slots */
    size_t n, slots;
    int64_t erased;  /* the last group that says so of any case */
    TakenRow *taken; /* rows of batch_case */
    size_t n_taken;
    bool took;    /* the group has one of them */
    CaseEnd none; /* of the groups about no case */
    ChainSalts salts;
    uint64_t values; /* of the group, numbered so far */
    int64_t rows;
    Buf chain, local, scratch;
    unsigned char last[DIGEST_BYTES];
    Signatures *signatures; /* NULL: a part, without them */
    int64_t after,
        until; /* of a part; after 0: from the first group on, until 0: to the last */
    JournalCheck *out;
} Verify;

static CaseEnd *case_slot(const Verify *v, int64_t case_id)
{
    uint64_t at = (uint64_t)case_id * 0x9E3779B97F4A7C15u >> 32;

    for (;; at++) {
        CaseEnd *slot = &v->cases[at & (v->slots - 1)];
        if (slot->case_id == case_id || slot->case_id == 0)
            return slot;
    }
}

static void cases_grow(Verify *v)
{
    CaseEnd *old = v->cases;
    size_t slots = v->slots;

    v->slots = slots ? 2 * slots : 1024;
    v->cases = xcalloc(v->slots, sizeof(*v->cases));
    for (size_t i = 0; i < slots; i++) {
        if (old[i].case_id)
            *case_slot(v, old[i].case_id) = old[i];
    }
    free(old);
}

static CaseEnd *case_end(Verify *v, int64_t case_id)
{
    CaseEnd *slot;

    if (case_id == 0)
        return &v->none;
    if (2 * v->n >= v->slots)
        cases_grow(v);
    slot = case_slot(v, case_id);
    if (slot->case_id == 0) {
        slot->case_id = case_id;
        v->n++;
    }
    return slot;
}

/* What a batch took of a case goes with the case, though the group is about none: verify_takes
 * says which of its rows. */
static bool verify_erasable(const Verify *v, const CaseEnd *end, const ReaderGroup *g)
{
    const char *kind = reader_text(&g->kind);

    return end->erased > g->id || (g->case_id == 0 && v->erased > g->id && kind &&
                                   strcmp(kind, group_kind_word(GROUP_EXPORT)) == 0);
}

/* Of a group about no case, only what batches have of cases that were erased later. */
static bool verify_takes(const Verify *v, const ReaderGroup *g, const ReaderRow *row)
{
    for (size_t i = 0; g->case_id == 0 && i < v->n_taken; i++) {
        if (v->taken[i].erased > g->id &&
            memcmp(v->taken[i].uid.bytes, row->uid, UID_BYTES) == 0)
            return true;
    }
    return g->case_id != 0;
}

static bool verify_read_taken(Store *store, Verify *v, Err *err)
{
    Sql q;

    if (!v->erased || !change_shape(store, "batch_case"))
        return true;
    if (!sql_open(&q, store,
                  "SELECT k.uid, max(e.id) FROM batch_case AS k JOIN journal_group AS e"
                  " ON e.case_id = k.case_id AND e.kind = 'erase' GROUP BY k.id",
                  err))
        return false;
    while (sql_row(&q)) {
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        if (!uid || n != UID_BYTES)
            continue;
        v->taken = xreallocarray(v->taken, v->n_taken + 1, sizeof(*v->taken));
        memcpy(v->taken[v->n_taken].uid.bytes, uid, n);
        v->taken[v->n_taken++].erased = sql_int(&q, 1);
    }
    return sql_close(&q, err);
}

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
        int64_t group = sql_int(&q, 1);
        case_end(v, sql_int(&q, 0))->erased = group;
        v->erased = group > v->erased ? group : v->erased;
    }
    return sql_close(&q, err) && verify_read_taken(store, v, err);
}

/* The digest that goes into the chain, NULL for none; false when the value cannot stand so.
 * Salts are written out only in a group that has no seed. */
static bool verify_value(Verify *v, const ChainPlace *place, const ChainValue *value,
                         bool erasable, unsigned char digest[DIGEST_BYTES],
                         const unsigned char **out)
{
    const unsigned char *salt;

    *out = NULL;
    if (value->state == CHAIN_EMPTY)
        return true;
    v->values++;
    *out = value->state == CHAIN_KEPT ? digest : value->digest;
    if (value->state != CHAIN_KEPT)
        return value->state == CHAIN_SECRET || erasable;
    salt = value->salt ? value->salt : chain_salt(&v->salts, v->values);
    chain_digest(&v->scratch, place, value, salt, digest);
    return true;
}

/* Of a value that is not there any more: was it one that an erasure takes? What was erased
 * before anybody signed is as the programs of then left it. */
static bool verify_goes(const Verify *v, const ReaderGroup *g, const ChainPlace *place)
{
    if (g->case_id == 0)
        return erase_takes_of_batch(place->table, place->column);
    return g->signer.type == SQL_NULL ||
           erase_takes_of_case(v->reader.store, place->table, place->column);
}

static bool is_erased(const BodyColumn *column)
{
    return column->before.state == CHAIN_ERASED || column->after.state == CHAIN_ERASED;
}

static bool verify_row(Verify *v, const ReaderGroup *g, bool erasable)
{
    unsigned char digests[2][DIGEST_BYTES];
    const ReaderRow *row = &v->reader.row;
    ChainPlace place = {.table = row->shape->table, .row = row->uid};
    size_t columns = 0;
    bool right = true, taken = erasable && verify_takes(v, g, row), goes;

    v->took = v->took || taken;

    for (size_t i = 0; i < row->shape->n; i++)
        columns += row->columns[i].before.state != CHAIN_EMPTY ||
                   row->columns[i].after.state != CHAIN_EMPTY;
    chain_row(&v->chain, row->shape->op, row->shape->table, row->uid, columns);
    for (size_t i = 0; right && i < row->shape->n; i++) {
        const ChainValue *before = &row->columns[i].before, *after = &row->columns[i].after;
        const unsigned char *was, *is;
        place.column = row->shape->columns[i];
        goes = taken && is_erased(&row->columns[i]) && verify_goes(v, g, &place);
        place.side = 'b';
        right = verify_value(v, &place, before, goes, digests[0], &was);
        place.side = 'a';
        right = right && verify_value(v, &place, after, goes, digests[1], &is);
        if (right && (was || is))
            chain_column(&v->chain, place.column,
                         before->state == CHAIN_SECRET || after->state == CHAIN_SECRET, was,
                         is);
    }
    chain_local(&v->local, row->id);
    v->out->changes += (int64_t)columns;
    return right;
}

/* The digest of the group's comment. */
static bool verify_message(Verify *v, const ReaderGroup *g, bool erasable,
                           unsigned char digest[DIGEST_BYTES], const unsigned char **out)
{
    ChainPlace place = {"journal_group", "message", g->names.group_uid, 'a'};
    ChainValue value = {.state = CHAIN_KEPT, .value = g->message};
    bool seeded = g->seed.type == SQL_BLOB;

    *out = NULL;
    if (g->message.type == SQL_NULL) {
        if (g->message_digest.type == SQL_NULL)
            return g->message_salt.type == SQL_NULL;
        *out = g->message_digest.bytes;
        return erasable && g->case_id != 0 && g->message_digest.len == DIGEST_BYTES &&
               g->message_salt.type == SQL_NULL;
    }
    if (g->message_digest.type != SQL_NULL || seeded != (g->message_salt.type == SQL_NULL) ||
        (!seeded && g->message_salt.len != CHAIN_SALT))
        return false;
    *out = digest;
    chain_digest(&v->scratch, &place, &value,
                 seeded ? chain_salt(&v->salts, 0) : g->message_salt.bytes, digest);
    return true;
}

static bool digest_is(const SqlValue *value, const unsigned char *digest, size_t n)
{
    return value->type == SQL_BLOB && value->len == n && memcmp(value->bytes, digest, n) == 0;
}

/* A number of a case goes with one uid. */
static bool verify_case(CaseEnd *end, const ReaderGroup *g)
{
    const unsigned char *uid = g->names.case_uid;

    if (g->case_id == 0)
        return !uid;
    if (!end->begun) {
        end->begun = true;
        end->has_uid = uid != NULL;
        if (uid)
            memcpy(end->uid.bytes, uid, UID_BYTES);
        return true;
    }
    return end->has_uid == (uid != NULL) &&
           (!uid || memcmp(end->uid.bytes, uid, UID_BYTES) == 0);
}

static bool verify_rows(Verify *v, const ReaderGroup *g, bool erasable)
{
    bool right = true;

    v->rows = 0;
    v->took = !erasable;
    while (right && reader_row(&v->reader)) {
        right = v->reader.row.seq == ++v->rows && verify_row(v, g, erasable);
        if (right && v->signatures)
            signatures_row(v->signatures, &v->reader.row, g);
    }
    chain_local(&v->local, g->id);
    chain_local(&v->local, g->user_id);
    chain_local(&v->local, g->case_id);
    return right && v->took && !v->reader.damaged;
}

static bool verify_hashes(Verify *v, CaseEnd *end, const ReaderGroup *group)
{
    unsigned char g[DIGEST_BYTES], hash[DIGEST_BYTES], seal[DIGEST_SHORT];

    chain_end(&v->chain, (size_t)v->rows, g);
    chain_store(v->last, g, hash);
    chain_seal(&v->local, g, seal);
    memcpy(end->g, g, sizeof(g));
    if (!digest_is(&group->g, g, sizeof(g)) || !digest_is(&group->hash, hash, sizeof(hash)) ||
        !digest_is(&group->seal, seal, sizeof(seal)))
        return false;
    if (v->signatures)
        signatures_group(v->signatures, group, v->last);
    memcpy(v->last, hash, sizeof(hash));
    return true;
}

static bool copy_blob(const Sql *q, int column, void *out, size_t size)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    if (n == size)
        memcpy(out, bytes, n);
    return n == size;
}

/* A part goes on from what is stored of the groups before it. */
static bool take_up_case(Verify *v, CaseEnd *end, int64_t case_id, Err *err)
{
    Sql q;

    if (!v->after || end->taken_up)
        return true;
    end->taken_up = true;
    if (!sql_open(&q, v->reader.store,
                  "SELECT g, case_uid FROM journal_group WHERE case_id = ? AND id <= ?"
                  " ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, v->after);
    if (sql_row(&q)) {
        end->begun = case_id != 0;
        copy_blob(&q, 0, end->g, sizeof end->g);
        end->has_uid = copy_blob(&q, 1, end->uid.bytes, UID_BYTES);
    }
    return sql_close(&q, err);
}

static bool take_up_store(Verify *v, Store *store, Err *err)
{
    Sql q;

    if (!sql_open(&q, store, "SELECT hash FROM journal_group WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, v->after);
    if (sql_row(&q))
        copy_blob(&q, 0, v->last, sizeof v->last);
    return sql_close(&q, err);
}

/* One group against its place, its values and the groups before it. */
static bool verify_group(Verify *v)
{
    const ReaderGroup *g = &v->reader.group;
    CaseEnd *end = case_end(v, g->case_id);
    bool seeded = g->seed.type == SQL_BLOB, erasable = !seeded && verify_erasable(v, end, g);
    unsigned char digest[DIGEST_BYTES];
    ChainGroup head = {.content = g->content,
                       .uid = g->uid,
                       .at = g->at,
                       .station = g->station,
                       .kind = g->kind,
                       .verb = g->verb,
                       .user_uid = g->user_uid,
                       .user_name = g->user_name,
                       .case_uid = g->case_uid,
                       .undoes = g->undoes};

    if (g->id != v->out->groups + 1 || (!seeded && !erasable) ||
        (seeded && g->seed.len != CHAIN_SEED) || !g->names.group_uid || g->unnamed ||
        !verify_case(end, g))
        return false;
    v->values = 0;
    if (seeded)
        chain_salts(&v->salts, g->seed.bytes);
    if (!verify_message(v, g, erasable, digest, &head.message))
        return false;
    buf_clear(&v->local);
    chain_start(&v->chain, end->g, &head);
    return verify_rows(v, g, erasable) && verify_hashes(v, end, g);
}

static bool verify_walk(Verify *v, const Progress *progress, int64_t total, Err *err)
{
    JournalCheck *out = v->out;

    while (out->ok && (!v->until || out->groups < v->until) && reader_group(&v->reader)) {
        int64_t next = out->groups + 1, case_id = v->reader.group.case_id;
        if (!take_up_case(v, case_end(v, case_id), case_id, err))
            return false;
        if (!verify_group(v)) {
            out->ok = false;
            out->first_bad = next;
        } else {
            out->groups = next;
        }
        if (next % VERIFY_STEP == 0 && !progress_step(progress, (size_t)next, (size_t)total))
            return err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    return true;
}

/* Changes of no group; the walk does not come by them. */
static bool verify_stray(Store *store, JournalCheck *out, Err *err)
{
    int64_t stray;

    if (!out->ok)
        return true;
    if (!sql_get_int(store, err, &stray,
                     "SELECT EXISTS (SELECT 1 FROM journal_change AS c WHERE group_id NOT IN"
                     " (SELECT id FROM journal_group))",
                     NULL))
        return false;
    if (stray) {
        out->ok = false;
        out->first_bad = out->groups + 1;
    }
    return true;
}

void verify_end(JournalCheck *out, const unsigned char last[DIGEST_BYTES], int64_t count,
                const unsigned char head[DIGEST_BYTES], bool sound)
{
    if (!out->ok)
        return;
    if (sound && count == out->groups && memcmp(head, last, DIGEST_BYTES) == 0)
        return;
    out->ok = false;
    if (sound && count != out->groups)
        out->first_bad = (count < out->groups ? count : out->groups) + 1;
    else
        out->first_bad = out->groups > 0 ? out->groups : 1;
}

static bool verify_all(Store *store, Verify *v, const Progress *progress, Err *err)
{
    unsigned char head[DIGEST_BYTES];
    ReaderRange all = {.after = v->after};
    int64_t count;
    bool sound, walked;

    if (!journal_head(store, &count, head, &sound, err) || !verify_read_erased(store, v, err) ||
        !reader_open(&v->reader, store, &all, err))
        return false;
    walked = verify_walk(v, progress, count, err);
    /* What the reader could not read is what was found. */
    v->reader.damaged = false;
    if (!reader_close(&v->reader, walked ? err : NULL) || !walked ||
        (!v->after && !v->until && !verify_stray(store, v->out, err)))
        return false;
    if (v->until && v->out->groups < count && v->out->groups == v->until)
        return true;
    verify_end(v->out, v->last, count, head, sound);
    return true;
}

/* Whatever comes first is what was found. */
static void verify_signatures(Verify *v)
{
    JournalCheck *out = v->out;
    JournalFault fault;
    int64_t bad;

    signatures_end(v->signatures, &out->signatures, &bad, &fault);
    if (!bad || (!out->ok && out->first_bad <= bad))
        return;
    out->ok = false;
    out->first_bad = bad;
    out->fault = fault;
}

static bool verify_now(Store *store, const Progress *progress, JournalCheck *out, Err *err)
{
    Verify v = {.signatures = signatures_new(),
                .out = out,
                .chain = BUF_INIT,
                .local = BUF_INIT,
                .scratch = BUF_INIT};
    bool done = verify_all(store, &v, progress, err);

    if (done)
        verify_signatures(&v);
    signatures_free(v.signatures);
    buf_free(&v.chain);
    buf_free(&v.local);
    buf_free(&v.scratch);
    free(v.cases);
    free(v.taken);
    return done;
}

bool journal_verify_part(Store *store, int64_t after, int64_t groups, JournalCheck *out,
                         Err *err)
{
    Verify v = {.out = out,
                .after = after,
                .until = after + groups,
                .chain = BUF_INIT,
                .local = BUF_INIT,
                .scratch = BUF_INIT};
    bool begun, done, past;

    *out = (JournalCheck){.ok = true, .groups = after};
    if (!store_begin_read(store, &begun, err))
        return false;
    done = past_is(store, &past, err) &&
           (past || (take_up_store(&v, store, err) && verify_all(store, &v, NULL, err)));
    store_end_read(store, begun);
    buf_free(&v.chain);
    buf_free(&v.local);
    buf_free(&v.scratch);
    free(v.cases);
    free(v.taken);
    return done;
}

bool journal_verify(Store *store, const Progress *progress, JournalCheck *out, Err *err)
{
    bool begun, done, past;

    *out = (JournalCheck){.ok = true};
    reader_forget(store);
    /* One state of the store for all statements, while others go on writing. */
    if (!store_begin_read(store, &begun, err))
        return false;
    done = past_is(store, &past, err) && (past ? past_verify(store, progress, out, err)
                                               : verify_now(store, progress, out, err));
    store_end_read(store, begun);
    return done;
}
