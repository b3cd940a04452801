/* A list of people for each case, and of who gave whom a passphrase. */
#include "config.h"

#include "verify/hands.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "verify/replay_inner.h"
#include "verify/standing.h"

/* A row that came later, and who wrote it. */
typedef struct Writer {
    const char *table;
    unsigned char row[UID], person[UID];
    int64_t event;
} Writer;

typedef struct OfCase {
    unsigned char uid[UID];
    bool used, waits; /* waits: for the second of two approvals */
    unsigned char first[UID];
    int64_t first_event;
    unsigned char (*people)[UID];
    int64_t *since; /* the event by which each of them had a hand in it first */
    size_t n;
    Writer *writers;
    size_t n_writers;
} OfCase;

/* Somebody made it possible to be signed in as another. */
typedef struct Given {
    unsigned char user[UID], by[UID];
    int64_t event;
    bool added, keeps; /* keeps: the passphrase of before is still the one */
} Given;

struct Hands {
    OfCase *cases; /* a power of two of slots */
    size_t n, slots;
    Given *given;
    size_t n_given, given_room;
    unsigned char founder[UID]; /* the first of the users */
    bool founded;
};

/* The steps by which a first approval is over; rows that came later end it too. */
static const char *const steps[] = {"submit",  "withdraw", "return", "reject",
                                    "approve", "reopen",   "amend",  "close"};
/* What goes on in a row without anybody writing what is approved. */
static const char *const goes_on[] = {"approval_no", "approved_fen", "approved_on",
                                      "evidence",    "paid_fen",     "paid_on",
                                      "payment_no",  "requested_on", "state"};

Hands *hands_new(void)
{
    return xcalloc(1, sizeof(Hands));
}

void hands_free(Hands *hands)
{
    for (size_t i = 0; i < hands->slots; i++) {
        free(hands->cases[i].people);
        free(hands->cases[i].since);
        free(hands->cases[i].writers);
    }
    free(hands->cases);
    free(hands->given);
    free(hands);
}

static bool is_among(Bytes word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes_are(word, list[i]))
            return true;
    }
    return false;
}

static Bytes bytes_of(const char *word)
{
    return (Bytes){(const unsigned char *)word, strlen(word)};
}

static bool is(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, UID) == 0;
}

/* ---- cases ---- */

static OfCase *slot_of(const Hands *hands, const unsigned char *uid)
{
    uint64_t at;

    memcpy(&at, uid, sizeof(at));
    for (at ^= at >> 29;; at++) {
        OfCase *slot = &hands->cases[at & (hands->slots - 1)];
        if (!slot->used || is(slot->uid, uid))
            return slot;
    }
}

static OfCase *case_of(Hands *hands, const unsigned char *uid)
{
    if (2 * hands->n >= hands->slots) {
        OfCase *old = hands->cases;
        size_t slots = hands->slots;
        hands->slots = slots ? 2 * slots : 256;
        hands->cases = xcalloc(hands->slots, sizeof(OfCase));
        for (size_t i = 0; i < slots; i++) {
            if (old[i].used)
                *slot_of(hands, old[i].uid) = old[i];
        }
        free(old);
    }
    OfCase *slot = slot_of(hands, uid);
    if (!slot->used) {
        hands->n++;
        slot->used = true;
        memcpy(slot->uid, uid, UID);
    }
    return slot;
}

static void add_hand(OfCase *of, const unsigned char *person, int64_t event)
{
    for (size_t i = 0; i < of->n; i++) {
        if (is(of->people[i], person))
            return;
    }
    of->people = xreallocarray(of->people, of->n + 1, UID);
    of->since = xreallocarray(of->since, of->n + 1, sizeof *of->since);
    of->since[of->n] = event;
    memcpy(of->people[of->n++], person, UID);
}

static const Column *column_of(const Row *row, const char *name)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, name) == 0)
            return &row->columns[i];
    }
    return NULL;
}

static bool is_content(const Row *row)
{
    bool content = strcmp(row->op, "set") != 0, tranche = strcmp(row->table, "tranche") == 0;

    for (size_t i = 0; !content && i < row->n; i++) {
        Bytes name = bytes_of(row->columns[i].name);
        content = !bytes_are(name, "place") && !bytes_are(name, "later") &&
                  !(tranche && is_among(name, goes_on, COUNT_OF(goes_on)));
    }
    return content;
}

/* Whoever wrote such a row has a hand in the case once an approval takes the row in. */
static void learn_later(OfCase *of, const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        const char *table = standing_may_be_later(row->table);
        if (!table || !is_content(row) || !group->person.at)
            continue;
        of->writers = xreallocarray(of->writers, of->n_writers + 1, sizeof(*of->writers));
        Writer *writer = &of->writers[of->n_writers++];
        writer->table = table;
        writer->event = group->position;
        memcpy(writer->row, row->uid, UID);
        memcpy(writer->person, group->person.at, UID);
    }
}

static bool takes_in(const Row *row)
{
    const Column *column = strcmp(row->op, "set") == 0 ? column_of(row, "later") : NULL;

    return column && column->after.type == VALUE_INT && column->after.number == 0;
}

static void take_in(OfCase *of, const Row *row)
{
    for (size_t i = 0; i < of->n_writers; i++) {
        if (is(of->writers[i].row, row->uid))
            add_hand(of, of->writers[i].person, of->writers[i].event);
    }
}

static void learn_case(Hands *hands, const Group *group)
{
    OfCase *of = case_of(hands, group->case_uid.at);
    bool step = bytes_are(group->kind, "workflow");

    if (step && is_among(group->verb, steps, COUNT_OF(steps)))
        of->waits = false;
    learn_later(of, group);
    for (size_t i = 0; i < group->n; i++) {
        if (takes_in(&group->rows[i]))
            take_in(of, &group->rows[i]);
    }
    if (!group->person.at)
        return;
    if (group->content == 1 || (step && bytes_are(group->verb, "submit")))
        add_hand(of, group->person.at, group->position);
    if (step && bytes_are(group->verb, "approve_first")) {
        of->waits = true;
        of->first_event = group->position;
        memcpy(of->first, group->person.at, UID);
    }
}

/* ---- passphrases ---- */

static void give(Hands *hands, const Group *group, const unsigned char *user,
                 const unsigned char *by, bool added, bool keeps)
{
    Given given = {.event = group->position, .added = added, .keeps = keeps};

    memcpy(given.user, user, UID);
    memcpy(given.by, by, UID);
    /* The row of the user tells of it, and that of the key. */
    for (size_t i = hands->n_given; i > 0 && hands->given[i - 1].event == given.event; i--) {
        const Given *last = &hands->given[i - 1];
        if (is(last->user, user) && is(last->by, by) && last->added == added &&
            last->keeps == keeps)
            return;
    }
    if (hands->n_given == hands->given_room)
        hands->given = xreallocarray(
            hands->given, hands->given_room = 2 * hands->given_room + 32, sizeof(Given));
    hands->given[hands->n_given++] = given;
}

static bool adds_user(const Group *group, const unsigned char *user)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "user") == 0 && strcmp(row->op, "add") == 0 &&
            is(row->uid, user))
            return true;
    }
    return false;
}

static void learn_user(Hands *hands, const Group *group, const Row *row)
{
    bool added = strcmp(row->op, "add") == 0;
    const Column *home = column_of(row, "home");

    /* Of another station: nobody here gave them a passphrase. */
    if (added && home && home->after.type != VALUE_EMPTY && bytes_are(group->verb, "met"))
        return;
    if (added && !hands->founded) {
        memcpy(hands->founder, row->uid, UID);
        hands->founded = true;
    }
    if (bytes_are(group->kind, "people") && group->person.at &&
        !is(group->person.at, row->uid) &&
        (added || bytes_are(group->verb, "user_passphrase") || column_of(row, "passhash")))
        give(hands, group, row->uid, group->person.at, added, false);
}

/* It makes room for another, by whoever ends it. */
static void learn_end(Hands *hands, const Replay *replay, const Group *group, const Row *row)
{
    unsigned char owner[UID];
    const char *said = standing_text(replay_find(replay, row->table, row->uid), "user_id");

    if (bytes_are(group->kind, "people") && group->person.at && strcmp(row->op, "set") == 0 &&
        column_of(row, "ended") && standing_read_uid(said, owner) &&
        !is(owner, group->person.at))
        give(hands, group, owner, group->person.at, false, true);
}

static void learn_key(Hands *hands, const Replay *replay, const Group *group, const Row *row)
{
    const Column *user = column_of(row, "user_id"), *by = column_of(row, "made_by");

    learn_end(hands, replay, group, row);

    if (strcmp(row->op, "add") == 0 && user && by && user->after.type == VALUE_ROW &&
        by->after.type == VALUE_ROW)
        give(hands, group, user->after.bytes.at, by->after.bytes.at,
             adds_user(group, user->after.bytes.at), false);
}

void hands_learn(Hands *hands, const Replay *replay, const Group *group)
{
    bool people = bytes_are(group->kind, "people") || bytes_are(group->kind, "setup");

    for (size_t i = 0; people && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "user") == 0)
            learn_user(hands, group, row);
        else if (strcmp(row->table, "person_key") == 0)
            learn_key(hands, replay, group, row);
    }
    if (group->case_uid.at)
        learn_case(hands, group);
}

/* ---- who stands in the way ---- */

/* Whoever gave the passphrase last, who stood behind that one then, and so on; the first user
 * stands by way of adding behind those alone whom they added themselves. Each giving is gone by
 * once, since people may have set each other's passphrases in turn. */
static bool stood_behind(const Hands *hands, const unsigned char *user, const unsigned char *by,
                         int64_t event)
{
    const Given **way = xcalloc(hands->n_given + 1, sizeof(*way));
    bool *met = xcalloc(hands->n_given + 1, sizeof(*met)), found = false;
    size_t n = 1;

    for (size_t at = 0; !found && at < n; at++) {
        const unsigned char *whom = at ? way[at]->by : user;
        int64_t before = at ? way[at]->event : event, last = 0;
        for (size_t i = hands->n_given; !found && i > 0; i--) {
            const Given *given = &hands->given[i - 1];
            if (!is(given->user, whom) || given->event >= before ||
                (last && given->event != last))
                continue;
            if (!given->keeps)
                last = given->event;
            found = is(given->by, by) &&
                    (at == 0 || !given->added || !is(given->by, hands->founder));
            if (!met[i - 1])
                way[n++] = given;
            met[i - 1] = true;
        }
    }
    free(way);
    free(met);
    return found;
}

static bool in_way(const Hands *hands, const Group *group, const unsigned char *hand)
{
    return is(hand, group->person.at) ||
           stood_behind(hands, group->person.at, hand, group->position);
}

static const unsigned char *writer_in_way(const Hands *hands, const OfCase *of,
                                          const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        for (size_t j = 0; takes_in(&group->rows[i]) && j < of->n_writers; j++) {
            if (is(of->writers[j].row, group->rows[i].uid) &&
                in_way(hands, group, of->writers[j].person))
                return of->writers[j].person;
        }
    }
    return NULL;
}

/* With the second of two what came later is taken in, so it was not there for the first. */
static bool waits(const OfCase *of, const Replay *replay)
{
    bool waits = of->used && of->waits;

    for (size_t i = of->n_writers; waits && i > 0; i--) {
        const Writer *writer = &of->writers[i - 1];
        if (writer->event <= of->first_event)
            break;
        waits = !standing_is_later(replay_find(replay, writer->table, writer->row));
    }
    return waits;
}

const unsigned char *hands_in_way(const Hands *hands, const Replay *replay, const Group *group,
                                  bool two)
{
    const OfCase *of = hands->slots && group->case_uid.at && group->person.at
                           ? slot_of(hands, group->case_uid.at)
                           : NULL;

    if (!of || !of->used)
        return NULL;
    for (size_t i = 0; i < of->n; i++) {
        if (is(of->people[i], group->person.at))
            return of->people[i];
    }
    for (size_t i = 0; i < of->n; i++) {
        if (in_way(hands, group, of->people[i]))
            return of->people[i];
    }
    if (two && bytes_are(group->verb, "approve") && waits(of, replay) &&
        in_way(hands, group, of->first))
        return of->first;
    return writer_in_way(hands, of, group);
}

bool hands_could_be(const Hands *hands, const Group *group, const unsigned char *uid)
{
    return group->person.at && in_way(hands, group, uid);
}

bool hands_are_two(const Hands *hands, const Group *group, const unsigned char *uid)
{
    return !hands_could_be(hands, group, uid) &&
           !stood_behind(hands, uid, group->person.at, group->position);
}

bool hands_stood_behind(const Hands *hands, const unsigned char *user, const unsigned char *by,
                        int64_t event)
{
    return stood_behind(hands, user, by, event);
}

const unsigned char *hands_of_case(const Hands *hands, const unsigned char *uid, size_t at)
{
    const OfCase *of = hands->slots ? slot_of(hands, uid) : NULL;

    return of && of->used && at < of->n ? of->people[at] : NULL;
}

int64_t hands_since(const Hands *hands, const unsigned char *uid, size_t at)
{
    const OfCase *of = slot_of(hands, uid);

    return of->since[at];
}

bool hands_wait(const Hands *hands, const Replay *replay, const Group *group)
{
    const OfCase *of =
        hands->slots && group->case_uid.at ? slot_of(hands, group->case_uid.at) : NULL;

    return of && waits(of, replay);
}
