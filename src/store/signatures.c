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
#include "store/pairs.h"
#include "store/sign.h"

enum { GATHERED = 4096, THREADS_MAX = 16, PART = GATHERED / THREADS_MAX, ROLE_WORD = 24 };

typedef struct Key {
    Uid uid, user;
    bool station; /* ours */
    bool known;   /* of elsewhere: a row of known_key */
    bool nobody;  /* of these, a station's */
    bool ended;
    unsigned char sign[PERSON_PUBLIC];
    int64_t since, until; /* until: while ended */
} Key;

/* Somebody who may give keys and end them: by their role, as the journal tells of it. */
typedef struct Giver {
    Uid uid;
    bool role, disabled;
    bool pairs; /* a supervisor */
    char word[ROLE_WORD];
    bool elsewhere; /* somebody of another station gives none here */
} Giver;

/* A group whose signature is that of the next one, which has it in its g. */
typedef struct Covered {
    int64_t group, case_id; /* 0: there is none */
    Uid signer;
} Covered;

typedef struct Task {
    int64_t group;
    unsigned char sign[PERSON_PUBLIC], signature[PERSON_SIGNATURE], bytes[CHAIN_SIGNED_BYTES];
} Task;

struct Signatures {
    Pairs *pairs;
    Key *keys;
    size_t n_keys, room, last; /* last: found before, as most groups are of the same person */
    Giver *givers;
    size_t n_givers;
    Task *tasks;
    size_t n_tasks;
    bool proves;        /* keys say by now who proves them */
    int64_t count, bad; /* 0: none */
    JournalFault fault;
    Covered covered;
    unsigned char people[DIGEST_BYTES]; /* g of the last group about people */
};

Signatures *signatures_new(void)
{
    Signatures *all = xcalloc(1, sizeof *all);

    all->tasks = xcalloc(GATHERED, sizeof *all->tasks);
    all->pairs = pairs_new();
    return all;
}

void signatures_free(Signatures *all)
{
    if (!all)
        return;
    free(all->keys);
    free(all->givers);
    free(all->tasks);
    pairs_free(all->pairs);
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

/* What a column of the row became; NULL for nothing. */
static const SqlValue *value_of(const ReaderRow *row, const char *column)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        const ChainValue *after = &row->columns[i].after;
        if (strcmp(row->shape->columns[i], column) == 0)
            return after->state == CHAIN_KEPT ? &after->value : NULL;
    }
    return NULL;
}

/* NULL also where it is not of that size. */
static const unsigned char *became(const ReaderRow *row, const char *column, size_t size)
{
    const SqlValue *value = value_of(row, column);

    return value && value->len == size ? value->bytes : NULL;
}

static bool is_text(const SqlValue *value, const char *text)
{
    return value->type == SQL_TEXT && value->len == strlen(text) &&
           memcmp(value->bytes, text, value->len) == 0;
}

static bool is_of(const Key *key, const unsigned char *user)
{
    return user ? !key->station && !key->nobody && memcmp(key->user.bytes, user, UID_BYTES) == 0
                : key->station;
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

/* ---- who gives keys ---- */

static Giver *find_giver(const Signatures *all, const unsigned char *uid)
{
    for (size_t i = 0; i < all->n_givers; i++) {
        if (memcmp(all->givers[i].uid.bytes, uid, UID_BYTES) == 0)
            return &all->givers[i];
    }
    return NULL;
}

/* The key that signs the group, unless the group makes it. */
static const Key *signer_before(Signatures *all, const ReaderGroup *group)
{
    const Key *key = group->signer.len == UID_BYTES ? find_key(all, group->signer.bytes) : NULL;

    return key && key->since < group->id ? key : NULL;
}

static bool may_give(const Signatures *all, const Key *signer)
{
    const Giver *giver =
        signer && !signer->station ? find_giver(all, signer->user.bytes) : NULL;

    return giver && giver->role && !giver->disabled && !giver->elsewhere;
}

/* A role counts when somebody gave it who may, or before there were keys. The station gives one
 * to a person it adds: the first of a store, or who comes by the recovery code. */
static bool role_counts(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const Key *signer = signer_before(all, group);

    if (group->id == 1 || may_give(all, signer))
        return true;
    if (group->signer.type == SQL_NULL)
        return !must_sign(all, group->names.user_uid, group->id);
    return signer && signer->station && strcmp(row->shape->op, "add") == 0;
}

static void take_word(Giver *giver, const SqlValue *role)
{
    if (!role || role->type != SQL_TEXT || role->len >= ROLE_WORD)
        return;
    memcpy(giver->word, role->bytes, role->len);
    giver->word[role->len] = '\0';
}

static Giver *new_giver(Signatures *all, const ReaderRow *row)
{
    Giver *giver;

    all->givers = xreallocarray(all->givers, all->n_givers + 1, sizeof *all->givers);
    giver = &all->givers[all->n_givers++];
    *giver = (Giver){.elsewhere = value_of(row, "home") != NULL};
    memcpy(giver->uid.bytes, row->uid, UID_BYTES);
    return giver;
}

/* A role of elsewhere gives nothing here; that it is the one of then is asked of each group. */
static void learn_role(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const SqlValue *role = value_of(row, "role"), *disabled = value_of(row, "disabled");
    Giver *giver = find_giver(all, row->uid);

    if (!giver && value_of(row, "home"))
        giver = new_giver(all, row);
    if (giver && giver->elsewhere)
        take_word(giver, role);
    if ((giver && giver->elsewhere) || !role_counts(all, row, group))
        return;
    if (!giver)
        giver = new_giver(all, row);
    if (role) {
        giver->pairs = is_text(role, "supervisor");
        giver->role = giver->pairs || is_text(role, "administrator");
    }
    if (disabled)
        giver->disabled = disabled->type == SQL_INT && disabled->number != 0;
}

/* ---- who may make a key, and end it ---- */

typedef struct Older {
    bool holds;      /* in groups before: one that had not ended then */
    bool twice;      /* one of this group */
    const Key *last; /* of groups before */
} Older;

static Older older_keys(const Signatures *all, const unsigned char *user, int64_t group)
{
    Older older = {.last = NULL};

    for (size_t i = 0; i < all->n_keys; i++) {
        const Key *key = &all->keys[i];
        if (!is_of(key, user))
            continue;
        if (key->since >= group)
            older.twice = true;
        else
            older.last = key;
        if (key->since < group && (!key->ended || key->until >= group))
            older.holds = true;
    }
    return older;
}

static bool has_column(const ReaderRow *row, const char *column)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        if (strcmp(row->shape->columns[i], column) == 0)
            return true;
    }
    return false;
}

/* By the last key of the person, which has ended. */
static bool is_proven(const Key *last, const ReaderRow *row)
{
    const unsigned char *sign = became(row, "sign", PERSON_PUBLIC),
                        *receive = became(row, "receive", PERSON_PUBLIC),
                        *proof = became(row, "proof", PERSON_SIGNATURE);
    unsigned char bytes[SIGNER_PROOF_BYTES];
    PersonPublic fresh;

    if (!sign || !receive || !proof)
        return false;
    memcpy(fresh.sign, sign, PERSON_PUBLIC);
    memcpy(fresh.receive, receive, PERSON_PUBLIC);
    signer_proof_bytes(&fresh, bytes);
    return person_check(last->sign, bytes, sizeof bytes, proof);
}

/* By the key of before, or by whoever gives it, who stands in made_by. Only where there is none
 * that holds may the person sign with the new one, which the one of before signs as well since
 * keys say so; and only where there never was one the station or, for the station, its people.
 */
static bool may_make(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const unsigned char *user = became(row, "user_id", UID_BYTES),
                        *by = became(row, "made_by", UID_BYTES);
    Older older = older_keys(all, user, group->id);
    const Key *signer = signer_before(all, group);

    if (older.twice)
        return false;
    if (group->signer.len == UID_BYTES && memcmp(group->signer.bytes, row->uid, UID_BYTES) == 0)
        return !older.holds && (!older.last || !all->proves || is_proven(older.last, row));
    if (signer && is_of(signer, user))
        return !by || !user;
    if (!signer || signer->station || !user)
        return !older.last;
    return may_give(all, signer) &&
           (by ? memcmp(by, signer->user.bytes, UID_BYTES) == 0 : !older.last);
}

static bool may_end(Signatures *all, const Key *key, const ReaderGroup *group)
{
    const Key *signer = signer_before(all, group);

    return signer && (key->station ? signer->station
                                   : is_of(signer, key->user.bytes) || may_give(all, signer));
}

static void add_key(Signatures *all, const Key *key)
{
    if (all->n_keys == all->room)
        all->keys = xreallocarray(all->keys, all->room = 2 * all->room + 16, sizeof *all->keys);
    all->keys[all->n_keys++] = *key;
}

/* Stations are trusted by a supervisor; what they then say of their people proves itself. */
static void learn_pair(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const Key *signer = signer_before(all, group);
    const Giver *giver =
        signer && !signer->station ? find_giver(all, signer->user.bytes) : NULL;
    bool trusts = signer ? giver && giver->pairs && !giver->disabled && !giver->elsewhere
                         : !must_sign(all, group->names.user_uid, group->id);

    if (!pairs_learn(all->pairs, row, trusts))
        is_bad(all, group->id, JOURNAL_KEY_GIVEN);
}

/* One of elsewhere, which somebody of ours wrote down with what it signed: it is the one of the
 * card that was trusted. */
static void learn_known(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const unsigned char *sign = became(row, "sign", PERSON_PUBLIC),
                        *user = became(row, "user_id", UID_BYTES);
    const Key *signer = signer_before(all, group);
    Key key = {.known = true, .nobody = user == NULL, .since = group->id};

    if (!sign || find_key(all, row->uid)) {
        is_bad(all, group->id, JOURNAL_KEY);
        return;
    }
    if (signer ? signer->station || signer->known
               : must_sign(all, group->names.user_uid, group->id))
        is_bad(all, group->id, JOURNAL_KEY_GIVEN);
    if (!pairs_know(all->pairs, value_of(row, "station"), row->uid, sign, user))
        is_bad(all, group->id, JOURNAL_KEY_GIVEN);
    memcpy(key.uid.bytes, row->uid, UID_BYTES);
    memcpy(key.sign, sign, PERSON_PUBLIC);
    if (user)
        memcpy(key.user.bytes, user, UID_BYTES);
    add_key(all, &key);
}

static void learn_key(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    const unsigned char *sign = became(row, "sign", PERSON_PUBLIC),
                        *user = became(row, "user_id", UID_BYTES);
    Key key = {.station = user == NULL, .since = group->id};

    if (!sign || find_key(all, row->uid)) {
        is_bad(all, group->id, JOURNAL_KEY);
        return;
    }
    all->proves = all->proves || has_column(row, "proof");
    if (!may_make(all, row, group))
        is_bad(all, group->id, JOURNAL_KEY_GIVEN);
    memcpy(key.uid.bytes, row->uid, UID_BYTES);
    memcpy(key.sign, sign, PERSON_PUBLIC);
    if (user)
        memcpy(key.user.bytes, user, UID_BYTES);
    add_key(all, &key);
}

static void end_key(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    Key *key = became(row, "ended", UID_BYTES) ? find_key(all, row->uid) : NULL;

    if (!key)
        return;
    if (!may_end(all, key, group))
        is_bad(all, group->id, JOURNAL_KEY_GIVEN);
    key->ended = true;
    key->until = group->id;
}

void signatures_row(Signatures *all, const ReaderRow *row, const ReaderGroup *group)
{
    bool adds = strcmp(row->shape->op, "add") == 0;

    if (strcmp(row->shape->table, "user") == 0)
        learn_role(all, row, group);
    else if (strcmp(row->shape->table, "known_key") == 0)
        learn_known(all, row, group);
    else if (pairs_is_of(row))
        learn_pair(all, row, group);
    else if (strcmp(row->shape->table, "person_key") == 0 && adds)
        learn_key(all, row, group);
    else if (strcmp(row->shape->table, "person_key") == 0)
        end_key(all, row, group);
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
    if (group->signed_at.type == SQL_NULL)
        chain_signed_bytes(&what, task->bytes);
    else
        chain_signed_elsewhere(group->g.bytes, group->signed_at.bytes, task->bytes);
    if (all->n_tasks == GATHERED)
        check_gathered(all);
}

/* From another store: it was signed at its place there, or the next one of it was. */
static bool is_elsewhere(const ReaderGroup *group)
{
    return group->signed_at.type != SQL_NULL ||
           (group->signer.type != SQL_NULL && group->signature.type == SQL_NULL);
}

static bool is_whole(const ReaderGroup *group)
{
    return (group->signature.type == SQL_NULL || group->signature.len == PERSON_SIGNATURE) &&
           (group->signed_at.type == SQL_NULL || group->signed_at.len == CHAIN_SIGNED_AT) &&
           (group->signed_at.type == SQL_NULL || group->signature.type != SQL_NULL);
}

/* The key for the group, or what speaks against it. */
static const Key *key_of(Signatures *all, const ReaderGroup *group, JournalFault *fault)
{
    const Key *key = group->signer.len == UID_BYTES ? find_key(all, group->signer.bytes) : NULL;
    const unsigned char *user = group->names.user_uid;
    bool elsewhere = is_elsewhere(group);

    *fault = JOURNAL_KEY;
    if (!key || !is_whole(group) || key->known != elsewhere ||
        !(is_of(key, user) || ((key->station || key->nobody) &&
                               (!user || signer_stands_in(reader_text(&group->kind))))))
        return NULL;
    *fault = JOURNAL_KEY_ENDED;
    return !key->ended || key->until >= group->id ? key : NULL;
}

/* The group before it, whose signature is to be this one's. */
static void end_covered(Signatures *all, const ReaderGroup *group)
{
    Covered *covered = &all->covered;

    if (covered->group &&
        (!group || !is_elsewhere(group) || group->case_id != covered->case_id ||
         group->signer.len != UID_BYTES ||
         memcmp(group->signer.bytes, covered->signer.bytes, UID_BYTES) != 0))
        is_bad(all, covered->group, JOURNAL_UNSIGNED);
    covered->group = 0;
}

/* By the key that they had there then, and judged here in the role that they had. */
static bool had_then(const Signatures *all, const Key *key, const ReaderGroup *group)
{
    const Giver *giver = find_giver(all, key->user.bytes);
    const unsigned char *at = group->signed_at.bytes;
    uint64_t position = 0;

    if (!key->known || key->nobody || group->signed_at.type == SQL_NULL)
        return true;
    for (int i = 0; i < 8; i++)
        position = position << 8 | at[i];
    return giver && position <= INT64_MAX &&
           pairs_had(all->pairs, key->user.bytes, (int64_t)position, key->uid.bytes,
                     giver->word);
}

static void hold_signature(Signatures *all, const ReaderGroup *group,
                           const unsigned char before[DIGEST_BYTES])
{
    JournalFault fault;
    const Key *key = key_of(all, group, &fault);

    all->count += group->signature.type != SQL_NULL;
    if (!key) {
        is_bad(all, group->id, fault);
    } else if (!had_then(all, key, group)) {
        is_bad(all, group->id, JOURNAL_KEY_ENDED);
    } else if (group->signature.type != SQL_NULL) {
        gather(all, group, key, before);
    } else {
        all->covered = (Covered){.group = group->id, .case_id = group->case_id};
        memcpy(all->covered.signer.bytes, group->signer.bytes, UID_BYTES);
    }
}

void signatures_group(Signatures *all, const ReaderGroup *group,
                      const unsigned char before[DIGEST_BYTES])
{
    end_covered(all, group);
    if (group->signer.type != SQL_NULL || group->signature.type != SQL_NULL)
        hold_signature(all, group, before);
    else if (must_sign(all, group->names.user_uid, group->id))
        is_bad(all, group->id, JOURNAL_UNSIGNED);
    if (is_text(&group->kind, group_kind_word(GROUP_PEOPLE)) ||
        is_text(&group->kind, group_kind_word(GROUP_SETUP)))
        memcpy(all->people, group->g.bytes, DIGEST_BYTES);
}

void signatures_end(Signatures *all, int64_t *count, int64_t *first_bad, JournalFault *fault)
{
    end_covered(all, NULL);
    if (all->n_tasks)
        check_gathered(all);
    *count = all->count;
    *first_bad = all->bad;
    *fault = all->fault;
}
