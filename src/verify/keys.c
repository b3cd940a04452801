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

static const Value *became(const Row *row, const char *column)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, column) == 0)
            return row->columns[i].after.type == VALUE_EMPTY ? NULL : &row->columns[i].after;
    }
    return NULL;
}

static void learn_new(Keys *keys, const Row *row, const Group *group, Report *report)
{
    const Value *sign = became(row, "sign"), *user = became(row, "user_id");
    Key key = {.station = !user, .since = group->position};

    if (!sign || sign->type != VALUE_BYTES || sign->bytes.n != PUBLIC ||
        (user && user->type != VALUE_ROW) || keys_find(keys, row->uid)) {
        report_fault(report, group->position, _("Event %lld: it adds a key that is none"),
                     (long long)group->position);
        return;
    }
    memcpy(key.uid, row->uid, UID);
    memcpy(key.sign, sign->bytes.at, PUBLIC);
    if (user)
        memcpy(key.user, user->bytes.at, UID);
    if (keys->n == keys->room)
        keys->keys = xreallocarray(keys->keys, keys->room = 2 * keys->room + 16, sizeof(Key));
    keys->keys[keys->n++] = key;
}

void keys_learn(Keys *keys, const Row *row, const Group *group, Report *report)
{
    if (strcmp(row->table, "person_key") != 0)
        return;
    if (strcmp(row->op, "add") == 0) {
        learn_new(keys, row, group, report);
        return;
    }
    for (size_t i = 0; became(row, "ended") && i < keys->n; i++) {
        if (memcmp(keys->keys[i].uid, row->uid, UID) == 0)
            keys->keys[i].until = group->position;
    }
}

static bool is_of(const Key *key, Bytes person)
{
    return person.at ? !key->station && memcmp(key->user, person.at, UID) == 0 : key->station;
}

/* The station signs for a person who need not be there any more. */
static bool stands_in(const Key *key, const Group *group)
{
    return key->station &&
           (bytes_are(group->kind, "export") || bytes_are(group->kind, "setup"));
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

void keys_check(const Keys *keys, const Group *group, const unsigned char *bytes, size_t n,
                Report *report)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;
    long long event = (long long)group->position;

    if (!group->signature.at) {
        report->unsigned_++;
        if (must_sign(keys, group))
            report_fault(
                report, event,
                _("Event %lld: it is not signed, although there was a key to sign with"),
                event);
        return;
    }
    report->signatures++;
    if (!key)
        report_fault(report, event, _("Event %lld: it is signed by a key that nobody gave"),
                     event);
    else if (!is_of(key, group->person) && !stands_in(key, group))
        report_fault(report, event, _("Event %lld: it is signed by the key of somebody else"),
                     event);
    else if (group->position < key->since || (key->until && group->position > key->until))
        report_fault(report, event,
                     _("Event %lld: it is signed by a key that did not hold then"), event);
    else if (!person_check(key->sign, bytes, n, group->signature.at))
        report_fault(report, event, _("Event %lld: its signature is of something else"), event);
}
