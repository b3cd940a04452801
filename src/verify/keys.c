/* A key is good from the group that adds its row of person_key to the one that ends it. */
#include "config.h"

#include "verify/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "seal/person.h"

void keys_free(Keys *keys)
{
    free(keys->keys);
    free(keys->givers);
    pairs_free(&keys->pairs);
    *keys = (Keys){0};
}

const Key *keys_find(const Keys *keys, const unsigned char *uid)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (memcmp(keys->keys[i].uid, uid, UID) == 0)
            return &keys->keys[i];
    }
    return NULL;
}

static const Value *given(const Row *row, const char *column)
{
    const Value *value = row_became(row, column);
    return value && value->type != VALUE_EMPTY ? value : NULL;
}

static bool is_of(const Key *key, Bytes person)
{
    return person.at ? !key->station && !key->nobody && memcmp(key->user, person.at, UID) == 0
                     : key->station;
}

/* Once the station has a key, or the person, nothing is unsigned. */
static bool must_sign(const Keys *keys, const Group *group)
{
    for (size_t i = 0; i < keys->n; i++) {
        const Key *key = &keys->keys[i];
        if ((key->station || is_of(key, group->person)) && key->since < group->position)
            return true;
    }
    return false;
}

static Bytes uid_of(const Value *value)
{
    return value && value->type == VALUE_ROW ? (Bytes){value->bytes.at, UID} : (Bytes){NULL, 0};
}

static Bytes text_of(const Value *value)
{
    return value && value->type == VALUE_TEXT ? value->bytes : (Bytes){NULL, 0};
}

/* ---- who gives keys ---- */

static Giver *find_giver(const Keys *keys, const unsigned char *uid)
{
    for (size_t i = 0; i < keys->n_givers; i++) {
        if (memcmp(keys->givers[i].uid, uid, UID) == 0)
            return &keys->givers[i];
    }
    return NULL;
}

/* The key that signs the group, unless the group makes it. */
static const Key *signer_before(const Keys *keys, const Group *group)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;

    return key && key->since < group->position ? key : NULL;
}

static bool may_give(const Keys *keys, const Key *signer)
{
    const Giver *giver = signer && !signer->station ? find_giver(keys, signer->user) : NULL;

    return giver && giver->role && !giver->disabled && !giver->elsewhere;
}

/* What the station says of a role counts where it adds the person. */
static bool role_counts(const Keys *keys, const Row *row, const Group *group)
{
    const Key *signer = signer_before(keys, group);

    if (group->position == 1 || may_give(keys, signer))
        return true;
    if (!group->signer.at)
        return !must_sign(keys, group);
    return signer && signer->station && strcmp(row->op, "add") == 0;
}

static void take_word(Giver *giver, const Value *role)
{
    if (!role || role->type != VALUE_TEXT || role->bytes.n >= sizeof giver->word)
        return;
    memcpy(giver->word, role->bytes.at, role->bytes.n);
    giver->word[role->bytes.n] = '\0';
}

static Giver *new_giver(Keys *keys, const Row *row)
{
    Giver *giver;

    keys->givers = xreallocarray(keys->givers, keys->n_givers + 1, sizeof(Giver));
    giver = &keys->givers[keys->n_givers++];
    *giver = (Giver){.elsewhere = given(row, "home") != NULL};
    memcpy(giver->uid, row->uid, UID);
    return giver;
}

/* A role of elsewhere gives nothing here; that it is the one of then is asked of each group. */
static void learn_role(Keys *keys, const Row *row, const Group *group)
{
    const Value *role = given(row, "role"), *disabled = given(row, "disabled");
    Giver *giver = find_giver(keys, row->uid);

    if (!giver && given(row, "home"))
        giver = new_giver(keys, row);
    if (giver && giver->elsewhere)
        take_word(giver, role);
    if ((giver && giver->elsewhere) || !role_counts(keys, row, group))
        return;
    if (!giver)
        giver = new_giver(keys, row);
    if (role) {
        giver->pairs = role->type == VALUE_TEXT && bytes_are(role->bytes, "supervisor");
        giver->role = giver->pairs ||
                      (role->type == VALUE_TEXT && bytes_are(role->bytes, "administrator"));
    }
    if (disabled)
        giver->disabled = disabled->type == VALUE_INT && disabled->number != 0;
}

/* ---- who makes a key, and ends it ---- */

typedef struct Older {
    bool holds;      /* of groups before: one that had not ended then */
    bool twice;      /* one of this group */
    const Key *last; /* of groups before */
} Older;

static Older older_keys(const Keys *keys, Bytes user, int64_t position)
{
    Older older = {.last = NULL};

    for (size_t i = 0; i < keys->n; i++) {
        const Key *key = &keys->keys[i];
        if (!is_of(key, user))
            continue;
        if (key->since >= position)
            older.twice = true;
        else
            older.last = key;
        if (key->since < position && (!key->until || key->until >= position))
            older.holds = true;
    }
    return older;
}

static const unsigned char *blob(const Row *row, const char *column, size_t size)
{
    const Value *value = given(row, column);

    return value && value->type == VALUE_BYTES && value->bytes.n == size ? value->bytes.at
                                                                         : NULL;
}

/* By the last key of the person, which has ended; what it signs is in ARCHITECTURE. */
static bool is_proven(const Key *last, const Row *row)
{
    enum { CONTEXT = 16 };
    unsigned char bytes[CONTEXT + 2 * PUBLIC] = "anjuan key 1";
    const unsigned char *sign = blob(row, "sign", PUBLIC),
                        *receive = blob(row, "receive", PUBLIC),
                        *proof = blob(row, "proof", SIGNATURE);

    if (!sign || !receive || !proof)
        return false;
    memcpy(bytes + CONTEXT, sign, PUBLIC);
    memcpy(bytes + CONTEXT + PUBLIC, receive, PUBLIC);
    return person_check(last->sign, bytes, sizeof bytes, proof);
}

static bool may_make(const Keys *keys, const Row *row, const Group *group)
{
    Bytes user = uid_of(given(row, "user_id")), by = uid_of(given(row, "made_by"));
    Older older = older_keys(keys, user, group->position);
    const Key *signer = signer_before(keys, group);

    if (older.twice)
        return false;
    if (group->signer.at && memcmp(group->signer.at, row->uid, UID) == 0)
        return !older.holds && (!older.last || !keys->proves || is_proven(older.last, row));
    if (signer && is_of(signer, user))
        return !by.at || !user.at;
    if (!signer || signer->station || !user.at)
        return !older.last;
    return may_give(keys, signer) &&
           (by.at ? memcmp(by.at, signer->user, UID) == 0 : !older.last);
}

static bool may_end(const Keys *keys, const Key *key, const Group *group)
{
    const Key *signer = signer_before(keys, group);

    return signer &&
           (key->station ? signer->station
                         : is_of(signer, (Bytes){key->user, UID}) || may_give(keys, signer));
}

static void given_by_nobody(const Group *group, Report *report)
{
    report_fault(report, group->position,
                 _("Event %lld: it gives or ends a key, and nobody signed it who may"),
                 (long long)group->position);
}

static void add_key(Keys *keys, const Key *key)
{
    if (keys->n == keys->room)
        keys->keys = xreallocarray(keys->keys, keys->room = 2 * keys->room + 16, sizeof(Key));
    keys->keys[keys->n++] = *key;
}

static void is_none(const Group *group, Report *report)
{
    report_fault(report, group->position, _("Event %lld: it adds a key that is none"),
                 (long long)group->position);
}

/* Stations are trusted by a supervisor; what they then say of their people proves itself. */
static void learn_pair(Keys *keys, const Row *row, const Group *group, Report *report)
{
    const Key *signer = signer_before(keys, group);
    const Giver *giver = signer && !signer->station ? find_giver(keys, signer->user) : NULL;

    if (!pairs_learn(&keys->pairs, row,
                     signer ? giver && giver->pairs && !giver->disabled && !giver->elsewhere
                            : !must_sign(keys, group)))
        given_by_nobody(group, report);
}

/* One of another station, written down by somebody of this one: that of its card. */
static void learn_known(Keys *keys, const Row *row, const Group *group, Report *report)
{
    const Value *sign = given(row, "sign"), *user = given(row, "user_id");
    const Key *signer = signer_before(keys, group);
    Key key = {.known = true, .nobody = !user, .since = group->position};

    if (!sign || sign->type != VALUE_BYTES || sign->bytes.n != PUBLIC ||
        (user && user->type != VALUE_ROW) || keys_find(keys, row->uid)) {
        is_none(group, report);
        return;
    }
    if (signer ? signer->station || signer->known : must_sign(keys, group))
        given_by_nobody(group, report);
    if (!pairs_know(&keys->pairs, text_of(given(row, "station")), row->uid, sign->bytes.at,
                    user ? user->bytes.at : NULL))
        given_by_nobody(group, report);
    memcpy(key.uid, row->uid, UID);
    memcpy(key.sign, sign->bytes.at, PUBLIC);
    if (user)
        memcpy(key.user, user->bytes.at, UID);
    add_key(keys, &key);
}

static void learn_new(Keys *keys, const Row *row, const Group *group, Report *report)
{
    const Value *sign = given(row, "sign"), *user = given(row, "user_id");
    Key key = {.station = !user, .since = group->position};

    if (!sign || sign->type != VALUE_BYTES || sign->bytes.n != PUBLIC ||
        (user && user->type != VALUE_ROW) || keys_find(keys, row->uid)) {
        is_none(group, report);
        return;
    }
    keys->proves = keys->proves || row_became(row, "proof") != NULL;
    if (!may_make(keys, row, group))
        given_by_nobody(group, report);
    memcpy(key.uid, row->uid, UID);
    memcpy(key.sign, sign->bytes.at, PUBLIC);
    if (user)
        memcpy(key.user, user->bytes.at, UID);
    add_key(keys, &key);
}

static void learn_end(Keys *keys, const Row *row, const Group *group, Report *report)
{
    for (size_t i = 0; given(row, "ended") && i < keys->n; i++) {
        Key *key = &keys->keys[i];
        if (memcmp(key->uid, row->uid, UID) != 0)
            continue;
        if (!may_end(keys, key, group))
            given_by_nobody(group, report);
        key->until = group->position;
    }
}

void keys_learn(Keys *keys, const Row *row, const Group *group, Report *report)
{
    if (strcmp(row->table, "user") == 0)
        learn_role(keys, row, group);
    else if (strcmp(row->table, "known_key") == 0 && strcmp(row->op, "add") == 0)
        learn_known(keys, row, group, report);
    else if (strcmp(row->table, "station") == 0 || strcmp(row->table, "station_term") == 0)
        learn_pair(keys, row, group, report);
    else if (strcmp(row->table, "person_key") == 0 && strcmp(row->op, "add") == 0)
        learn_new(keys, row, group, report);
    else if (strcmp(row->table, "person_key") == 0)
        learn_end(keys, row, group, report);
}

/* ---- signatures ---- */

/* The station signs for a person who need not be there any more, and what is nobody's. */
static bool stands_in(const Key *key, const Group *group)
{
    return (key->station || key->nobody) &&
           (bytes_are(group->kind, "export") || bytes_are(group->kind, "setup") ||
            (key->nobody && !group->person.at));
}

/* From another store: it was signed at its place there, or the next one of it was. */
bool keys_elsewhere(const Group *group)
{
    return group->signed_at.at || (group->signer.at && !group->signature.at);
}

static void not_signed(int64_t event, Report *report)
{
    report_fault(report, event,
                 _("Event %lld: it is not signed, although there was a key to sign with"),
                 (long long)event);
}

void keys_end(Keys *keys, Report *report)
{
    if (keys->covered)
        not_signed(keys->covered, report);
    keys->covered = 0;
}

/* The signature of the next group is its own, which has it in its hash. */
static void cover(Keys *keys, const Group *group, Report *report)
{
    if (keys->covered && keys_elsewhere(group) && group->signer.at && group->case_uid.at &&
        memcmp(group->signer.at, keys->covered_by, UID) == 0 &&
        memcmp(group->case_uid.at, keys->covered_case, UID) == 0)
        keys->covered = 0;
    keys_end(keys, report);
    if (!group->signer.at || group->signature.at)
        return;
    keys->covered = group->position;
    memcpy(keys->covered_by, group->signer.at, UID);
    if (group->case_uid.at)
        memcpy(keys->covered_case, group->case_uid.at, UID);
}

/* By the key and in the role that they had there then. */
static bool had_then(const Keys *keys, const Key *key, const Group *group)
{
    const Giver *giver = find_giver(keys, key->user);
    uint64_t position = 0;

    if (!key->known || key->nobody || !group->signed_at.at)
        return true;
    for (int i = 0; i < 8; i++)
        position = position << 8 | group->signed_at.at[i];
    return giver && position <= INT64_MAX &&
           pairs_had(&keys->pairs, key->user, (int64_t)position, key->uid, giver->word);
}

void keys_check(Keys *keys, const Group *group, const unsigned char *bytes, size_t n,
                Report *report)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;
    long long event = (long long)group->position;
    bool elsewhere = keys_elsewhere(group);

    cover(keys, group, report);
    if (!group->signature.at && !group->signer.at) {
        report->unsigned_++;
        if (must_sign(keys, group))
            not_signed(event, report);
        return;
    }
    report->signatures += group->signature.at != NULL;
    if (!key)
        report_fault(report, event, _("Event %lld: it is signed by a key that nobody gave"),
                     event);
    else if ((!is_of(key, group->person) && !stands_in(key, group)) || key->known != elsewhere)
        report_fault(report, event, _("Event %lld: it is signed by the key of somebody else"),
                     event);
    else if (group->position < key->since || (key->until && group->position > key->until) ||
             !had_then(keys, key, group))
        report_fault(report, event,
                     _("Event %lld: it is signed by a key that did not hold then"), event);
    else if (group->signature.at && !person_check(key->sign, bytes, n, group->signature.at))
        report_fault(report, event, _("Event %lld: its signature is of something else"), event);
}
