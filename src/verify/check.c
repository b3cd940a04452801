/* Hashes a group anew and holds everything it says against that. */
#include "config.h"

#include "verify/check.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/clock.h"
#include "verify/hash.h"
#include "verify/keys.h"
#include "verify/kinds.h"
#include "verify/shut.h"
#include "verify/standing.h"
#include "verify/station.h"
#include "verify/then.h"

/* The end of the chain of a case. */
typedef struct Chain {
    int64_t case_id;
    unsigned char uid[UID], g[HASH];
    bool has_uid;
} Chain;

struct Check {
    Report *report;
    Replay *replay;
    Keys keys;
    const ApprovedTexts *texts;
    Then *then;
    VerifyClock clock;
    bool dossier;
    unsigned char dossier_case[UID];
    Chain *chains; /* by case_id; a power of two of slots */
    size_t n, slots;
    Chain none; /* of the groups about no case */
    unsigned char store[HASH], people[HASH];
    int64_t position;
    uint64_t values; /* of the group, numbered so far */
    Buf hashed;
};

Check *check_new(const unsigned char *dossier_case, const ApprovedTexts *texts, Report *report)
{
    Check *check = xcalloc(1, sizeof(*check));

    check->report = report;
    check->replay = replay_new();
    check->texts = texts;
    check->then = then_new();
    check->hashed = (Buf)BUF_INIT;
    check->dossier = dossier_case != NULL;
    if (dossier_case)
        memcpy(check->dossier_case, dossier_case, UID);
    return check;
}

void check_free(Check *check)
{
    replay_free(check->replay);
    then_free(check->then);
    keys_free(&check->keys);
    free(check->chains);
    buf_free(&check->hashed);
    free(check);
}

const unsigned char *check_store_hash(const Check *check)
{
    return check->store;
}

const unsigned char *check_people(const Check *check)
{
    return check->people;
}

Replay *check_replay(Check *check)
{
    return check->replay;
}

const unsigned char *check_station(const Check *check, const unsigned char *uid)
{
    const Key *key = keys_find(&check->keys, uid);

    return key && key->station ? key->sign : NULL;
}

/* ---- chains ---- */

static Chain *slot_of(const Check *check, int64_t case_id)
{
    for (uint64_t at = (uint64_t)case_id * 0x9E3779B97F4A7C15u >> 32;; at++) {
        Chain *slot = &check->chains[at & (check->slots - 1)];
        if (slot->case_id == case_id || slot->case_id == 0)
            return slot;
    }
}

static void grow(Check *check)
{
    Chain *old = check->chains;
    size_t slots = check->slots;

    check->slots = slots ? 2 * slots : 1024;
    check->chains = xcalloc(check->slots, sizeof(Chain));
    for (size_t i = 0; i < slots; i++) {
        if (old[i].case_id)
            *slot_of(check, old[i].case_id) = old[i];
    }
    free(old);
}

static Chain *chain_of(Check *check, const Group *group)
{
    Chain *chain;

    if (group->case_id == 0)
        return &check->none;
    if (2 * check->n >= check->slots)
        grow(check);
    chain = slot_of(check, group->case_id);
    if (chain->case_id == 0) {
        chain->case_id = group->case_id;
        check->n++;
    }
    return chain;
}

/* All groups of a case name the same one. */
static void check_case(Check *check, Chain *chain, const Group *group)
{
    long long event = (long long)group->position;

    if (chain == &check->none
            ? group->case_uid.at != NULL
            : chain->has_uid &&
                  (!group->case_uid.at || memcmp(chain->uid, group->case_uid.at, UID) != 0))
        report_fault(check->report, event,
                     _("Event %lld: it is not about the case that it is kept with"), event);
    if (group->case_uid.at && !chain->has_uid) {
        memcpy(chain->uid, group->case_uid.at, UID);
        chain->has_uid = true;
    }
}

/* ---- values ---- */

/* The digest that goes into the hash; NULL for nothing, and where it cannot be told. */
static const unsigned char *digest_of(Check *check, const Group *group, const Place *place,
                                      const Value *value, unsigned char room[HASH],
                                      unsigned char salt[SALT])
{
    const unsigned char *with = value->salt;

    if (value->type == VALUE_EMPTY)
        return NULL;
    check->values++;
    if (value->digest)
        return value->digest;
    if (!with && group->seed.at) {
        hash_salt(group->seed.at, check->values, salt);
        with = salt;
    }
    if (!with)
        return NULL;
    hash_value(place, value, with, room);
    return room;
}

static void hash_digest(Buf *out, const unsigned char *digest)
{
    part_bytes(out, 'b', (Bytes){digest, digest ? HASH : 0});
}

/* Values from a seed are given their salts, which the records are held against by. */
static void give_salt(const Check *check, const Group *group, Value *value,
                      unsigned char salt[SALT])
{
    if (value->type != VALUE_SECRET || value->salt || !group->seed.at)
        return;
    hash_salt(group->seed.at, check->values, salt);
    value->salt = salt;
}

static void word(Buf *out, const char *text)
{
    part_bytes(out, 't', (Bytes){(const unsigned char *)text, strlen(text)});
}

/* salts: room for both of each column, as long as the row is used. */
static void hash_row(Check *check, const Group *group, Row *row, unsigned char (*salts)[SALT])
{
    Buf *out = &check->hashed;
    size_t told = 0;

    for (size_t i = 0; i < row->n; i++)
        told += row->columns[i].before.type != VALUE_EMPTY ||
                row->columns[i].after.type != VALUE_EMPTY;
    word(out, row->op);
    word(out, row->table);
    part_bytes(out, 'b', (Bytes){row->uid, UID});
    part_number(out, 'i', told);
    for (size_t i = 0; i < row->n; i++) {
        Column *column = &row->columns[i];
        Place before = {row->table, column->name, row->uid, 'b'}, after = before;
        unsigned char room[2][HASH], salt[SALT];
        const unsigned char *was, *is;
        after.side = 'a';
        if (column->before.type == VALUE_EMPTY && column->after.type == VALUE_EMPTY)
            continue;
        was = digest_of(check, group, &before, &column->before, room[0], salt);
        is = digest_of(check, group, &after, &column->after, room[1], salt);
        give_salt(check, group, &column->after, salts[i]);
        word(out, column->name);
        part_number(out, 'i',
                    column->before.type == VALUE_SECRET || column->after.type == VALUE_SECRET);
        hash_digest(out, was);
        hash_digest(out, is);
    }
}

/* Of the case that a dossier is of. */
static bool is_own(const Check *check, const Group *group)
{
    return check->dossier && group->case_uid.at &&
           memcmp(group->case_uid.at, check->dossier_case, UID) == 0;
}

/* A comment has its salt from the seed, or beside it; one that was erased has its digest. */
static void check_told(const Check *check, const Group *group)
{
    long long event = (long long)group->position;
    bool salted = group->message_salt.at != NULL, seeded = group->seed.at != NULL;

    if (group->unnamed)
        report_fault(check->report, event, _("Event %lld: it is by somebody who is not named"),
                     event);
    if (group->odd)
        report_fault(check->report, event, _("Event %lld: it is damaged"), event);
    if (check->dossier) {
        shut_comment(group, is_own(check, group), check->report);
        return;
    }
    if (group->message.at
            ? group->message_digest.at || salted == seeded
            : salted || (group->message_digest.at && (!group->erasable || group->case_id == 0)))
        report_fault(check->report, event,
                     _("Event %lld: its comment is not kept as it was written"), event);
    if (!seeded && !group->erasable)
        report_fault(check->report, event,
                     _("Event %lld: its seed is missing, and no event says that it was erased"),
                     event);
}

static void hash_head(Check *check, const Group *group, const unsigned char *before)
{
    Buf *out = &check->hashed;
    unsigned char digest[HASH], salt[SALT];
    Bytes message = group->message_digest;
    const unsigned char *with = group->message_salt.at;
    Place place = {"journal_group", "message", group->uid.at, 'a'};
    Value value = {.type = VALUE_TEXT, .bytes = group->message};

    if (!with && group->seed.at) {
        hash_salt(group->seed.at, 0, salt);
        with = salt;
    }
    if (group->message.at && with && group->uid.n == UID) {
        hash_value(&place, &value, with, digest);
        message = (Bytes){digest, HASH};
    }
    buf_clear(out);
    word(out, "anjuan group 1");
    buf_add_bytes(out, before, HASH);
    part_bytes(out, 'b', group->uid);
    part_bytes(out, 't', group->at);
    part_bytes(out, 't', group->station);
    part_bytes(out, 't', group->kind);
    part_bytes(out, 't', group->verb);
    part_bytes(out, 'b', message);
    part_bytes(out, 'b', group->person);
    part_bytes(out, 't', group->person_name);
    part_bytes(out, 'b', group->case_uid);
    part_number(out, 'i', (uint64_t)group->content);
    part_bytes(out, 'b', group->undoes);
}

/* ---- signature, seal ---- */

static void check_signature(Check *check, const Group *group, const unsigned char *store,
                            const unsigned char *people)
{
    unsigned char bytes[16 + 8 + 3 * HASH] = "anjuan signs 1", *at = bytes + 16;

    for (int shift = 56; shift >= 0; shift -= 8)
        *at++ = (unsigned char)((uint64_t)group->position >> shift);
    memcpy(at, group->g.at, HASH);
    memcpy(at + HASH, store, HASH);
    memcpy(at + 2 * HASH, people, HASH);
    if (group->signed_at.at) {
        memcpy(bytes + 16, group->signed_at.at, 8);
        memcpy(at + HASH, group->signed_at.at + 8, 2 * (size_t)HASH);
    }
    keys_check(&check->keys, group, bytes, sizeof(bytes), check->report);
}

static void check_seal(Check *check, const Group *group, const unsigned char g[HASH])
{
    unsigned char seal[crypto_shorthash_BYTES];
    Buf numbers = BUF_INIT;

    for (size_t i = 0; i < group->n; i++)
        part_number(&numbers, 'i', (uint64_t)group->rows[i].id);
    part_number(&numbers, 'i', (uint64_t)group->position);
    part_number(&numbers, 'i', (uint64_t)group->user_id);
    part_number(&numbers, 'i', (uint64_t)group->case_id);
    crypto_shorthash(seal, (const unsigned char *)numbers.data, numbers.len, g);
    if (group->seal.n != sizeof(seal) || memcmp(seal, group->seal.at, sizeof(seal)) != 0)
        report_fault(check->report, group->position,
                     _("Event %lld: the numbers of its records on this machine were changed"),
                     (long long)group->position);
    buf_free(&numbers);
}

/* ---- a group ---- */

/* Whoever has the recovery code can make themselves a supervisor; those who verify know whether
 * it was one of them. */
static void remark_recovery(const Check *check, const Row *row, const Group *group)
{
    if (!bytes_are(group->verb, "recover") || strcmp(row->table, "user") != 0 ||
        strcmp(row->op, "add") != 0)
        return;
    for (size_t i = 0; i < row->n; i++) {
        const Bytes *name = &row->columns[i].after.bytes;
        if (strcmp(row->columns[i].name, "name") == 0 && name->at)
            report_remark(check->report,
                          _("Event %lld (%.*s): the recovery code made %.*s a supervisor"),
                          (long long)group->position, (int)group->at.n,
                          (const char *)group->at.at, (int)name->n, (const char *)name->at);
    }
}

/* What a group from another store says of the book of batches there has no record here. */
static bool is_of_their_book(const Group *group, const Row *row)
{
    static const char *const book[] = {"batch", "batch_case", "batch_copy", "receipt"};

    for (size_t i = 0; keys_elsewhere(group) && i < COUNT_OF(book); i++) {
        if (strcmp(row->table, book[i]) == 0)
            return true;
    }
    return false;
}

/* A dossier has the rows of its case, of people and of its batches; of others that stand in the
 * same event their digests. */
static bool is_told(const Check *check, const Group *group, const Row *row)
{
    bool people = bytes_are(group->kind, "people") || bytes_are(group->kind, "setup");

    return !check->dossier || is_own(check, group) || shut_never(row->table) ||
           !shut_whole(row) || (!people && replay_find(check->replay, row->table, row->uid));
}

static void hash_rows(Check *check, const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        Row *row = &group->rows[i];
        unsigned char(*salts)[SALT] = xcalloc(row->n + 1, SALT);
        bool told = is_told(check, group, row);
        if (told)
            shut_check(group, row, check->report);
        hash_row(check, group, row, salts);
        keys_learn(&check->keys, row, group, check->report);
        remark_recovery(check, row, group);
        if (told && !is_of_their_book(group, row))
            replay_row(check->replay, row, group->position, check->report);
        for (size_t j = 0; j < row->n; j++) {
            if (row->columns[j].after.salt == salts[j])
                row->columns[j].after.salt = NULL;
        }
        free(salts);
    }
    part_number(&check->hashed, 'i', group->n);
}

static bool same(Bytes bytes, const unsigned char hash[HASH])
{
    return bytes.at && bytes.n == HASH && memcmp(bytes.at, hash, HASH) == 0;
}

static void check_in_store(Check *check, const Group *group, const unsigned char g[HASH])
{
    unsigned char hash[HASH];
    long long event = (long long)group->position;

    if (group->position != check->position + 1)
        report_fault(check->report, check->position + 1,
                     _("Event %lld is missing: event %lld follows the one before it"),
                     (long long)check->position + 1, event);
    check_seal(check, group, g);
    hash_store(check->store, g, hash);
    if (!same(group->hash, hash))
        report_fault(check->report, event,
                     _("Event %lld: it does not follow the events before it in the store"),
                     event);
    memcpy(check->store, group->hash.n == HASH ? group->hash.at : hash, HASH);
}

static void check_in_dossier(Check *check, const Group *group)
{
    long long event = (long long)group->position;

    if (group->position <= check->position)
        report_fault(check->report, event, _("Event %lld: the events are not in their order"),
                     event);
    if (!same(group->people, check->people))
        report_fault(
            check->report, event,
            _("Event %lld: it names another state of the people, so an event about them is "
              "missing or was changed"),
            event);
}

static const unsigned char *before_of(Check *check, const Group *group, Chain **chain)
{
    static const unsigned char zeros[HASH];
    long long event = (long long)group->position;

    *chain = NULL;
    if (!check->dossier) {
        *chain = chain_of(check, group);
        check_case(check, *chain, group);
        return (*chain)->g;
    }
    if (is_own(check, group)) {
        *chain = &check->none;
        if (!same(group->before, (*chain)->g))
            report_fault(
                check->report, event,
                _("Event %lld: it does not follow the event before it in the case, so one is "
                  "missing or was changed"),
                event);
    }
    return group->before.n == HASH ? group->before.at : zeros;
}

static bool is_amended(const Check *check, const Group *group)
{
    const Kept *row =
        group->case_uid.at ? replay_find(check->replay, "case_file", group->case_uid.at) : NULL;

    return standing_text(row, "amendment")[0] != '\0';
}

void check_group(Check *check, const Group *group)
{
    unsigned char g[HASH], store[HASH], people[HASH];
    long long event = (long long)group->position;
    Chain *chain;
    bool amended;

    memcpy(store,
           check->dossier && group->store_before.n == HASH ? group->store_before.at
                                                           : check->store,
           HASH);
    memcpy(people, check->people, HASH);
    hash_head(check, group, before_of(check, group, &chain));
    check->values = 0;
    check_told(check, group);
    clock_group(&check->clock, group);
    then_group(check->then, &check->keys, check->replay, group, check->report);
    approved_check(check->texts, check->replay, group, check->report);
    approved_sent(check->texts, check->replay, group, check->report);
    amended = is_amended(check, group);
    hash_rows(check, group);
    if (amended && !is_amended(check, group) && !bytes_are(group->verb, "approve"))
        approved_again(check->texts, check->replay, group, check->report);
    if (!group->signer.at && bytes_are(group->kind, "setup") &&
        bytes_are(group->verb, "migrate"))
        replay_past(check->replay, group->position);
    then_erased(check->replay, group, check->report);
    station_check(&check->keys, check->replay, group, check->report);
    kinds_check(&check->keys, group, check->report);
    hash_of(check->hashed.data, check->hashed.len, g);
    if (!same(group->g, g))
        report_fault(check->report, event,
                     _("Event %lld (%.*s, %.*s): it is not what was hashed when it happened"),
                     event, (int)group->at.n, (const char *)group->at.at, (int)group->verb.n,
                     (const char *)group->verb.at);
    if (check->dossier)
        check_in_dossier(check, group);
    else
        check_in_store(check, group, g);
    if (group->g.n == HASH)
        check_signature(check, group, store, people);
    /* What follows is held against what stands there, so that one change is one finding. */
    if (chain && group->g.n == HASH)
        memcpy(chain->g, group->g.at, HASH);
    if (group->g.n == HASH &&
        (bytes_are(group->kind, "people") || bytes_are(group->kind, "setup")))
        memcpy(check->people, group->g.at, HASH);
    check->position = group->position;
    check->report->events++;
}

void check_over(Check *check)
{
    keys_end(&check->keys, check->report);
    clock_over(&check->clock, check->report);
}
