/* Who could do what is for whose.h; whose hands were in a case for hands.h. What both say is
 * told here, once of each group. */
#include "config.h"

#include "verify/then.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "verify/ground.h"
#include "verify/hands.h"
#include "verify/judged.h"
#include "verify/named.h"
#include "verify/pen.h"
#include "verify/people.h"
#include "verify/replay_inner.h"
#include "verify/second.h"
#include "verify/standing.h"
#include "verify/vouch.h"
#include "verify/when.h"
#include "verify/whose.h"

struct Then {
    People people;
    Whose *whose;
    Second *second;
    Hands *hands;
    Vouches *vouches;
    bool found_told; /* a step of this store said what was found */
    int64_t erases;  /* the last event with the row of an erasure */
    unsigned char erased[UID], eraser[UID];
};

Then *then_new(void)
{
    Then *then = xcalloc(1, sizeof(*then));

    then->hands = hands_new();
    then->vouches = vouches_new();
    then->whose = whose_new();
    then->second = second_new();
    return then;
}

void then_free(Then *then)
{
    hands_free(then->hands);
    vouches_free(then->vouches);
    whose_free(then->whose);
    people_free(&then->people);
    second_free(then->second);
    free(then);
}

/* ---- what was so ---- */

static void learn(Then *then, const Replay *replay, const Group *group)
{
    then->found_told = then->found_told ||
                       (group->signature.at && !keys_elsewhere(group) && judged_tells(group));
    second_learn(then->second, group);
    people_learn(&then->people, group);
    whose_learn(then->whose, group);
    hands_learn(then->hands, replay, group);
    vouches_learn(then->vouches, group);
}

/* A group says by itself who did it, in a uid and a name, and whose key signed it says only the
 * first. People are called what they are called for ever. */
static void hold_name(const Then *then, const Group *group, Report *report)
{
    const Person *person = people_find(&then->people, group->person.at);
    const char *called = !person ? NULL : person->display[0] ? person->display : person->name;

    if (!person || !group->person_name.at || bytes_are(group->person_name, person->name) ||
        bytes_are(group->person_name, person->display))
        return;
    report_fault(report, group->position,
                 _("Event %lld: it says that it is by %.*s, and its person is %s"),
                 (long long)group->position, (int)group->person_name.n,
                 (const char *)group->person_name.at, called);
}

void then_tell(Report *report, const Group *group, const char *why)
{
    Bytes who = group->person_name;

    /* TRANSLATORS: the number of an event; what was done ("approve"), by whom, why not. */
    report_fault(report, group->position,
                 _("Event %lld: %.*s by %.*s, who could not do that then: %s"),
                 (long long)group->position, (int)group->verb.n, (const char *)group->verb.at,
                 who.at ? (int)who.n : 1, who.at ? (const char *)who.at : "?", why);
}

/* ---- hands ---- */

static long long target_of(const Replay *replay, const Group *group)
{
    const Kept *row =
        group->case_uid.at ? replay_find(replay, "case_file", group->case_uid.at) : NULL;
    const Cell *target = row ? replay_cell(row, "target_fen") : NULL;

    return target && target->type == VALUE_INT ? atoll(target->said) : 0;
}

static SecondRule rule_of(const Then *then, const Replay *replay, const Group *group)
{
    return second_since(then->second, group->case_uid.at
                                          ? judged_submitted(replay, group->case_uid.at, false)
                                          : 0);
}

static bool is_above(const SecondRule *rule, const Replay *replay, const Group *group)
{
    return rule->above >= 0 && target_of(replay, group) > rule->above;
}

/* By its amount; rules that are named count for every case. */
static bool asks_two(const Then *then, const Replay *replay, const Group *group)
{
    SecondRule rule = rule_of(then, replay, group);

    return rule.findings[0] || is_above(&rule, replay, group);
}

static bool hold_hands(const Then *then, const Replay *replay, const Group *group,
                       Report *report)
{
    const unsigned char *hand =
        hands_in_way(then->hands, replay, group, asks_two(then, replay, group));
    Buf why = BUF_INIT;

    if (!hand)
        return true;
    if (memcmp(hand, group->person.at, UID) == 0) {
        buf_add(&why, _("they had a hand in the case before"));
    } else {
        const Person *who = people_find(&then->people, hand);
        /* TRANSLATORS: a person. */
        buf_addf(
            &why,
            _("%s, who had added them or set their passphrase, had a hand in the case before"),
            who && who->name[0] ? who->name : "?");
    }
    then_tell(report, group, why.data);
    buf_free(&why);
    return false;
}

/* ---- what an approval says of itself ---- */

static const Row *added(const Group *group, const char *table)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->op, "add") == 0 && strcmp(row->table, table) == 0)
            return row;
    }
    return NULL;
}

static bool is_person(const Group *group, const Value *value)
{
    return !value || value->type > VALUE_ROW ||
           (value->type == VALUE_ROW && memcmp(value->bytes.at, group->person.at, UID) == 0);
}

/* Whom the case names as its adviser has had a hand in it, and whoever could be signed in as
 * them. */
static bool is_adviser(const Then *then, const Replay *replay, const Group *group)
{
    const Kept *head = replay_find(replay, "case_file", group->case_uid.at);
    const Cell *cell = head ? replay_cell(head, "adviser") : NULL;
    const char *adviser = cell && cell->whole ? cell->whole : "";

    for (size_t i = 0; adviser[0] && i < then->people.n; i++) {
        const Person *person = &then->people.list[i];
        if ((text_is_of_person(adviser, person->name) ||
             text_is_of_person(adviser, person->display)) &&
            hands_could_be(then->hands, group, person->uid))
            return true;
    }
    return false;
}

static bool needs_two(const Then *then, const Replay *replay, const Group *group)
{
    SecondRule rule = rule_of(then, replay, group);

    return is_above(&rule, replay, group) || judged_takes_two(replay, group, rule.findings);
}

/* The first of two is a row of review of this case, by somebody else. */
static bool has_first(const Then *then, const Replay *replay, const Group *group)
{
    const Value *first = row_became(added(group, "approval"), "first");
    const Kept *review = first && first->type == VALUE_BYTES && first->bytes.n == UID
                             ? replay_find(replay, "review", first->bytes.at)
                             : NULL;

    return review && hands_wait(then->hands, replay, group) &&
           strcmp(standing_text(review, "verb"), "approve_first") == 0 &&
           standing_is_uid(standing_text(review, "case_id"), group->case_uid.at) &&
           !standing_is_uid(standing_text(review, "user_id"), group->person.at);
}

/* One approval, and of rows that are there only what an amendment changes: that the one before
 * is in force no longer, and that what came later was taken in. */
static bool is_one(const Replay *replay, const Group *group)
{
    const Kept *head = replay_find(replay, "case_file", group->case_uid.at);
    bool amended = standing_text(head, "amendment")[0];
    size_t approvals = 0;

    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        bool of_case = strcmp(row->table, "case_file") == 0, set = strcmp(row->op, "set") == 0;
        approvals += strcmp(row->table, "approval") == 0 && strcmp(row->op, "add") == 0;
        if (set && !of_case && !amended)
            return false;
    }
    return approvals <= 1;
}

/* A store of before did not say so; what another one wrote may be by an older program. */
static void hold_found(const Then *then, const Group *group, Report *report)
{
    const char *why = judged_refuses(group, then->found_told && !keys_elsewhere(group));

    if (why)
        then_tell(report, group, why);
}

static void hold_approval(const Then *then, const Replay *replay, const Group *group,
                          Report *report)
{
    bool last = bytes_are(group->verb, "approve");
    const Row *approval = added(group, "approval"), *review = added(group, "review");

    if (last != (approval != NULL))
        then_tell(report, group,
                  last ? _("it has no approval")
                       : _("it is an approval and says that it is none"));
    else if (!is_one(replay, group))
        then_tell(report, group, _("it changes what no approval changes"));
    else if (!is_person(group, row_became(approval, "approver")) ||
             !is_person(group, row_became(review, "user_id")))
        then_tell(report, group, _("its approval is in the name of somebody else"));
    else if (is_adviser(then, replay, group))
        then_tell(report, group, _("the case names them as its adviser"));
    else if (last && !keys_elsewhere(group) && needs_two(then, replay, group) &&
             !has_first(then, replay, group))
        then_tell(report, group,
                  _("two approvals were asked for then, and it had no first one"));
    else
        hold_found(then, group, report);
}

/* ---- erasures ---- */

static bool adds_erasure(const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        if (strcmp(group->rows[i].table, "erasure") == 0 &&
            strcmp(group->rows[i].op, "add") == 0)
            return true;
    }
    return false;
}

static void hold_eraser(const Then *then, const Group *group, Report *report)
{
    const Person *person = people_find(&then->people, group->person.at);

    if (!person || !person->role[0])
        then_tell(report, group, _("they were no user then"));
    else if (person->disabled && !person->elsewhere)
        then_tell(report, group, _("they were disabled"));
    else if (strcmp(person->role, "supervisor") != 0)
        then_tell(report, group, _("their role does not do that"));
}

/* By two events: the first has its row and takes the records away, the second, which has no
 * rows, the history. A journal of before, which nobody signed, had the second alone. */
static void hold_erasure(Then *then, const Group *group, Report *report)
{
    if (!group->signer.at)
        return;
    hold_eraser(then, group, report);
    if (adds_erasure(group) && group->case_uid.at && group->person.at) {
        then->erases = group->position;
        memcpy(then->erased, group->case_uid.at, UID);
        memcpy(then->eraser, group->person.at, UID);
    } else if (!then->erases || group->position != then->erases + 1 || !group->case_uid.at ||
               !group->person.at || memcmp(then->erased, group->case_uid.at, UID) != 0 ||
               memcmp(then->eraser, group->person.at, UID) != 0) {
        then_tell(report, group, _("nothing of the case was taken away with it"));
    }
}

static void hold_ground(const Replay *replay, const Group *group, Report *report)
{
    const char *why =
        group->signer.at && group->case_uid.at ? ground_refuses(replay, group) : NULL;

    if (why)
        then_tell(report, group, why);
}

/* What says that there was a case, and who decided what when. */
static const char *const stays[] = {"approval", "batch_case", "erasure", "life_step",
                                    "pen",      "reveal",     "review",  "stop"};

static bool may_stay(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(stays); i++) {
        if (strcmp(stays[i], table) == 0)
            return true;
    }
    return false;
}

void then_erased(const Replay *replay, const Group *group, Report *report)
{
    bool erasure = bytes_are(group->kind, "erase") && group->case_uid.at && adds_erasure(group);
    const Kept *head = erasure ? replay_find(replay, "case_file", group->case_uid.at) : NULL;

    for (const Kept *row = head ? head->of_case : NULL; row; row = row->next) {
        if (row->there && !may_stay(row->table)) {
            then_tell(report, group, _("records of the case are still there"));
            return;
        }
    }
}

/* There is always one who decides. */
static size_t supervisors_in(const Then *then)
{
    size_t n = 0;

    for (size_t i = 0; i < then->people.n; i++) {
        const Person *person = &then->people.list[i];
        n += strcmp(person->role, "supervisor") == 0 && !person->disabled && !person->elsewhere;
    }
    return n;
}

/* Not by the station, nor by nobody. */
static bool is_by_person(const Keys *keys, const Group *group)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;

    return group->signer.at && group->person.at && !(key && key->station);
}

/* An end of a day is kept when the day is over, wherever it was written: nowhere is that before
 * ten o'clock in UTC. */
static bool keeps_day_to_come(const Group *group)
{
    static const char over[] = "T10:00";
    enum { DAY = 10, HOUR = sizeof over - 1 };

    for (size_t i = 0; i < group->n; i++) {
        const Value *day = strcmp(group->rows[i].table, "day_head") == 0
                               ? row_became(&group->rows[i], "day")
                               : NULL;
        if (day && day->type == VALUE_TEXT &&
            (day->bytes.n != DAY || group->at.n < DAY + HOUR ||
             memcmp(day->bytes.at, group->at.at, DAY) > 0 ||
             (memcmp(day->bytes.at, group->at.at, DAY) == 0 &&
              memcmp(group->at.at + DAY, over, HOUR) < 0)))
            return true;
    }
    return false;
}

/* What an approval of another station is worth, as of then. */
static VouchAsk ask_vouched(const Then *then, const Replay *replay, const Group *group)
{
    return (VouchAsk){.vouches = then->vouches,
                      .hands = then->hands,
                      .people = &then->people,
                      .replay = replay,
                      .group = group,
                      .second = then->second};
}

static bool is_called(const People *people, const Row *row, const char *column)
{
    const Value *value = row_became(row, column);
    char *name;
    bool like = false;

    if (!value || value->type != VALUE_TEXT)
        return false;
    name = xstrndup((const char *)value->bytes.at, value->bytes.n);
    for (size_t i = 0; !like && i < people->n; i++) {
        const Person *person = &people->list[i];
        like =
            !person->elsewhere && memcmp(person->uid, row->uid, UID) != 0 &&
            (text_is_same_name(person->name, name) || text_is_same_name(person->display, name));
    }
    free(name);
    return like;
}

/* No two people of a store are, however it is written; who is met is called as where they are
 * of. */
static bool called_like(const Then *then, const Group *group)
{
    for (size_t i = 0; !bytes_are(group->verb, "met") && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "user") == 0 && strcmp(row->op, "add") == 0 &&
            (is_called(&then->people, row, "name") || is_called(&then->people, row, "display")))
            return true;
    }
    return false;
}

void then_group(Then *then, const Keys *keys, const Replay *replay, const Group *group,
                Report *report)
{
    const WhoseAsk ask = {keys, &then->people, replay, group};
    const char *why = whose_refuses(then->whose, &ask);
    bool step = bytes_are(group->kind, "workflow");
    const VouchAsk vouched = ask_vouched(then, replay, group);
    size_t supervisors = supervisors_in(then);

    if (!why && group->signer.at && keeps_day_to_come(group))
        why = _("that day was still to come");
    if (!why && is_by_person(keys, group))
        why = named_refuses(then->hands, replay, group);
    if (!why && is_by_person(keys, group))
        why = when_refuses(replay, group);
    if (!why && is_by_person(keys, group) && called_like(then, group))
        why = _("somebody was called so already");
    if (!why && is_by_person(keys, group) && !keys_elsewhere(group))
        why = pen_refuses(then->vouches, &then->people, replay, group);
    if (!why && is_by_person(keys, group))
        why = vouch_refuses(&vouched);
    if (why)
        then_tell(report, group, why);
    if (bytes_are(group->kind, "erase")) {
        hold_erasure(then, group, report);
        hold_ground(replay, group, report);
    }
    if (!why && step && group->person.at && group->case_uid.at &&
        (bytes_are(group->verb, "approve") || bytes_are(group->verb, "approve_first")) &&
        hold_hands(then, replay, group, report) && group->signer.at) {
        hold_approval(then, replay, group, report);
        vouch_remark(then->vouches, &vouched, report);
    }
    if (!why && group->signer.at && bytes_are(group->verb, "submit"))
        hold_found(then, group, report);
    learn(then, replay, group);
    if (supervisors && group->signer.at && !supervisors_in(then))
        then_tell(report, group, _("no supervisor was left"));
    hold_name(then, group, report);
}
