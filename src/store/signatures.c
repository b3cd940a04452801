/* Keys are learned from the rows, signatures gathered by the thousand and checked by as many
 * threads as there are cores: one costs what hashing a hundred groups does. */
#include "config.h"

#include "store/signatures.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "seal/person.h"
#include "store/sign.h"

enum { GATHERED = 4096, THREADS_MAX = 16, PART = GATHERED / THREADS_MAX };

typedef struct Key {
    Uid uid, user;
    bool station; /* of nobody */
    bool ended;
    unsigned char sign[PERSON_PUBLIC];
    int64_t since, until; /* until: while ended */
} Key;

typedef struct Task {
    int64_t group;
    unsigned char sign[PERSON_PUBLIC], signature[PERSON_SIGNATURE], bytes[CHAIN_SIGNED_BYTES];
} Task;

struct Signatures {
    Key *keys;
    size_t n_keys, room, last; /* last: found before, as most groups are of the same person */
    Task *tasks;
    size_t n_tasks;
    int64_t count, bad; /* 0: none */
    JournalFault fault;
    unsigned char people[DIGEST_BYTES]; /* g of the last group about people */
};

Signatures *signatures_new(void)
{
    Signatures *all = xcalloc(1, sizeof *all);

    all->tasks = xcalloc(GATHERED, sizeof *all->tasks);
    return all;
}

void signatures_free(Signatures *all)
{
    if (!all)
        return;
    free(all->keys);
    free(all->tasks);
    free(all);
}

/* The first is what counts. */
static void is_bad(Signatures *all, int64_t group, JournalFault fault)
{
    if (all->bad && all->bad <= group)
        return;
    all->bad = group;
    all->fault = fault;
}

/* ---- keys ---- */

static Key *find_key(Signatures *all, const unsigned char *uid)
{
    for (size_t i = 0; i < all->n_keys; i++) {
        size_t at = (all->last + i) % all->n_keys;
        if (memcmp(all->keys[at].uid.bytes, uid, UID_BYTES) == 0) {
            all->last = at;
            return &all->keys[at];
        }
    }
    return NULL;
}

/* What a column of the row became; NULL for nothing, and where it is not of that size. */
static const unsigned char *became(const ReaderRow *row, const char *column, size_t size)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        const ChainValue *after = &row->columns[i].after;
        if (strcmp(row->shape->columns[i], column) == 0)
            return after->state == CHAIN_KEPT && after->value.len == size ? after->value.bytes
                                                                          : NULL;
    }
    return NULL;
}

static void learn_key(Signatures *all, const ReaderRow *row, int64_t group)
{
    const unsigned char *sign = became(row, "sign", PERSON_PUBLIC),
                        *user = became(row, "user_id", UID_BYTES);
    Key key = {.station = user == NULL, .since = group};

    if (!sign || find_key(all, row->uid)) {
        is_bad(all, group, JOURNAL_KEY);
        return;
    }
    memcpy(key.uid.bytes, row->uid, UID_BYTES);
    memcpy(key.sign, sign, PERSON_PUBLIC);
    if (user)
        memcpy(key.user.bytes, user, UID_BYTES);
    if (all->n_keys == all->room)
        all->keys = xreallocarray(all->keys, all->room = 2 * all->room + 16, sizeof *all->keys);
    all->keys[all->n_keys++] = key;
}

void signatures_row(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    Key *key;

    if (strcmp(row->shape->table, "person_key") != 0)
        return;
    if (strcmp(row->shape->op, "add") == 0) {
        learn_key(all, row, group->id);
    } else if (became(row, "ended", UID_BYTES) && (key = find_key(all, row->uid)) != NULL) {
        key->ended = true;
        key->until = group->id;
    }
}

static bool is_of(const Key *key, const unsigned char *user)
{
    return user ? !key->station && memcmp(key->user.bytes, user, UID_BYTES) == 0 : key->station;
}

/* Where the station has a key, whoever comes in gets one before they write anything, and what a
 * person may do without being there the station signs. One that the group itself makes need not
 * be there yet. */
static bool must_sign(const Signatures *all, const unsigned char *user, int64_t group)
{
    for (size_t i = 0; i < all->n_keys; i++) {
        const Key *key = &all->keys[i];
        if ((key->station || is_of(key, user)) && key->since < group)
            return true;
    }
    return false;
}

/* ---- checking ---- */

typedef struct Part {
    const Task *tasks;
    size_t n;
    int64_t bad;
} Part;

static void *check_part(void *ctx)
{
    Part *part = ctx;

    for (size_t i = 0; i < part->n && !part->bad; i++) {
        const Task *task = &part->tasks[i];
        if (!person_check(task->sign, task->bytes, sizeof task->bytes, task->signature))
            part->bad = task->group;
    }
    return NULL;
}

static size_t threads_for(size_t tasks)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = cores < 1             ? 1
                  : cores > THREADS_MAX ? THREADS_MAX
                                        : (size_t)cores,
           wanted = (tasks + PART - 1) / PART;

    return wanted < most ? wanted : most;
}

/* Signals are for the thread that began; a part whose thread does not begin is done here. */
static void check_gathered(Signatures *all)
{
    Part parts[THREADS_MAX] = {{0}};
    pthread_t threads[THREADS_MAX];
    bool running[THREADS_MAX] = {false};
    size_t n = threads_for(all->n_tasks), from = 0;
    sigset_t every, before;

    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    for (size_t i = 0; i < n; i++) {
        size_t to = all->n_tasks * (i + 1) / n;
        parts[i] = (Part){.tasks = all->tasks + from, .n = to - from};
        running[i] = i + 1 < n && pthread_create(&threads[i], NULL, check_part, &parts[i]) == 0;
        from = to;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    for (size_t i = n; i-- > 0;) {
        if (running[i])
            pthread_join(threads[i], NULL);
        else
            check_part(&parts[i]);
        if (parts[i].bad)
            is_bad(all, parts[i].bad, JOURNAL_SIGNATURE);
    }
    all->n_tasks = 0;
}

static void gather(Signatures *all, const ReaderGroup *group, const Key *key,
                   const unsigned char *before)
{
    Task *task = &all->tasks[all->n_tasks++];
    ChainSigned what = {.position = group->id};

    memcpy(what.g, group->g.bytes, DIGEST_BYTES);
    memcpy(what.before, before, DIGEST_BYTES);
    memcpy(what.people, all->people, DIGEST_BYTES);
    task->group = group->id;
    memcpy(task->sign, key->sign, PERSON_PUBLIC);
    memcpy(task->signature, group->signature.bytes, PERSON_SIGNATURE);
    chain_signed_bytes(&what, task->bytes);
    if (all->n_tasks == GATHERED)
        check_gathered(all);
}

static bool is_text(const SqlValue *value, const char *text)
{
    return value->type == SQL_TEXT && value->len == strlen(text) &&
           memcmp(value->bytes, text, value->len) == 0;
}

/* The key for the group, or what speaks against it. */
static const Key *key_of(Signatures *all, const ReaderGroup *group, JournalFault *fault)
{
    const Key *key = group->signer.len == UID_BYTES ? find_key(all, group->signer.bytes) : NULL;

    *fault = JOURNAL_KEY;
    if (!key || group->signature.len != PERSON_SIGNATURE || group->signed_at.type != SQL_NULL ||
        !(is_of(key, group->names.user_uid) ||
          (key->station && signer_stands_in(reader_text(&group->kind)))))
        return NULL;
    *fault = JOURNAL_KEY_ENDED;
    return !key->ended || key->until >= group->id ? key : NULL;
}

void signatures_group(Signatures *all, const ReaderGroup *group,
                      const unsigned char before[DIGEST_BYTES])
{
    JournalFault fault;

    if (group->signer.type == SQL_NULL && group->signature.type == SQL_NULL) {
        if (must_sign(all, group->names.user_uid, group->id))
            is_bad(all, group->id, JOURNAL_UNSIGNED);
    } else {
        const Key *key = key_of(all, group, &fault);
        all->count++;
        if (key)
            gather(all, group, key, before);
        else
            is_bad(all, group->id, fault);
    }
    if (is_text(&group->kind, group_kind_word(GROUP_PEOPLE)) ||
        is_text(&group->kind, group_kind_word(GROUP_SETUP)))
        memcpy(all->people, group->g.bytes, DIGEST_BYTES);
}

void signatures_end(Signatures *all, int64_t *count, int64_t *first_bad, JournalFault *fault)
{
    if (all->n_tasks)
        check_gathered(all);
    *count = all->count;
    *first_bad = all->bad;
    *fault = all->fault;
}
