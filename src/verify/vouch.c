/* Stations and who trusted them, as the rows of groups that trust tell; and for an approval the
 * people who stand for it. */
#include "config.h"

#include "verify/vouch.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "verify/judged.h"
#include "verify/replay_inner.h"
#include "verify/standing.h"

typedef struct Vouch {
    unsigned char station[UID], by[UID];
    int64_t until; /* the event with which the station was trusted no longer; INT64_MAX */
} Vouch;

typedef struct Code {
    unsigned char station[UID];
    char *code;
    bool lost; /* trusted no longer */
} Code;

/* Who alone vouched for a station, and was told of. */
typedef struct Alone {
    unsigned char by[UID];
    char *code;
} Alone;

struct Vouches {
    Code *codes;
    Vouch *list;
    Alone *alone;
    size_t n_codes, n, n_alone;
};

typedef struct Set {
    unsigned char (*list)[UID];
    size_t n;
} Set;

Vouches *vouches_new(void)
{
    return xcalloc(1, sizeof(Vouches));
}

void vouches_free(Vouches *vouches)
{
    for (size_t i = 0; i < vouches->n_codes; i++)
        free(vouches->codes[i].code);
    for (size_t i = 0; i < vouches->n_alone; i++)
        free(vouches->alone[i].code);
    free(vouches->alone);
    free(vouches->codes);
    free(vouches->list);
    free(vouches);
}

static bool is(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, UID) == 0;
}

/* ---- learned ---- */

static void learn_code(Vouches *vouches, const Row *row)
{
    const Value *code = strcmp(row->op, "add") == 0 ? row_became(row, "code") : NULL;

    if (!code || code->type != VALUE_TEXT)
        return;
    vouches->codes = xreallocarray(vouches->codes, vouches->n_codes + 1, sizeof(Code));
    Code *added = &vouches->codes[vouches->n_codes++];
    memcpy(added->station, row->uid, UID);
    added->code = xstrndup((const char *)code->bytes.at, code->bytes.n);
    added->lost = false;
}

/* Whoever vouched before does no longer, until they do again. */
static void learn_lost(Vouches *vouches, const Group *group, const Row *row)
{
    const Value *lost = row_became(row, "distrusted");

    for (size_t i = 0; lost && lost->type != VALUE_EMPTY && i < vouches->n; i++) {
        Vouch *vouch = &vouches->list[i];
        if (is(vouch->station, row->uid) && vouch->until == INT64_MAX)
            vouch->until = group->position;
    }

    for (size_t i = 0; lost && i < vouches->n_codes; i++) {
        if (is(vouches->codes[i].station, row->uid))
            vouches->codes[i].lost = lost->type != VALUE_EMPTY;
    }
}

Trust vouches_trust(const Vouches *vouches, const char *code)
{
    for (size_t i = 0; i < vouches->n_codes; i++) {
        if (strcmp(vouches->codes[i].code, code) == 0)
            return vouches->codes[i].lost ? TRUST_LOST : TRUST_IS;
    }
    return TRUST_NONE;
}

static void learn_vouch(Vouches *vouches, const Group *group, const Row *row)
{
    for (size_t i = 0; i < vouches->n; i++) {
        const Vouch *vouch = &vouches->list[i];
        if (is(vouch->station, row->uid) && is(vouch->by, group->person.at) &&
            vouch->until == INT64_MAX)
            return;
    }
    vouches->list = xreallocarray(vouches->list, vouches->n + 1, sizeof(Vouch));
    Vouch *added = &vouches->list[vouches->n++];
    memcpy(added->station, row->uid, UID);
    memcpy(added->by, group->person.at, UID);
    added->until = INT64_MAX;
}

void vouches_learn(Vouches *vouches, const Group *group)
{
    for (size_t i = 0; bytes_are(group->kind, "people") && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "station") != 0)
            continue;
        learn_code(vouches, row);
        learn_lost(vouches, group, row);
        if (bytes_are(group->verb, "station_trust") && group->person.at)
            learn_vouch(vouches, group, row);
    }
}

/* ---- sets of people ---- */

static void add(Set *set, const unsigned char *uid)
{
    set->list = xreallocarray(set->list, set->n + 1, UID);
    memcpy(set->list[set->n++], uid, UID);
}

static bool is_or_stood_behind(const VouchAsk *ask, const unsigned char *user,
                               const unsigned char *by)
{
    return is(user, by) || hands_stood_behind(ask->hands, user, by, ask->group->position);
}

/* Whom the case names as its adviser has a hand in it too. */
static bool is_named(const Person *person, const char *adviser)
{
    return adviser[0] && (text_is_of_person(adviser, person->name) ||
                          text_is_of_person(adviser, person->display));
}

static bool is_free(const VouchAsk *ask, const unsigned char *of_case,
                    const unsigned char *user)
{
    const Kept *head = replay_find(ask->replay, "case_file", of_case);
    const Cell *cell = head ? replay_cell(head, "adviser") : NULL;
    const char *adviser = cell && cell->whole ? cell->whole : "";
    const unsigned char *hand;

    for (size_t i = 0; (hand = hands_of_case(ask->hands, of_case, i)); i++) {
        if (is_or_stood_behind(ask, user, hand))
            return false;
    }
    for (size_t i = 0; adviser[0] && i < ask->people->n; i++) {
        const Person *person = &ask->people->list[i];
        if (is_named(person, adviser) && is_or_stood_behind(ask, user, person->uid))
            return false;
    }
    return true;
}

static bool is_of_station(const Vouches *vouches, const Vouch *vouch, const char *code)
{
    for (size_t i = 0; i < vouches->n_codes; i++) {
        if (is(vouches->codes[i].station, vouch->station) &&
            strcmp(vouches->codes[i].code, code) == 0)
            return true;
    }
    return false;
}

/* Whoever is of here stands for themselves. came: the event with which the approval did. */
static void find_standing(const VouchAsk *ask, const unsigned char *of_case, int64_t came,
                          const Person *person, Set *out)
{
    const Vouches *vouches = ask->vouches;

    if (!person->elsewhere) {
        add(out, person->uid);
        return;
    }
    for (size_t i = 0; i < vouches->n; i++) {
        const Vouch *vouch = &vouches->list[i];
        if (vouch->until > came && is_of_station(vouches, vouch, person->home) &&
            is_free(ask, of_case, vouch->by))
            add(out, vouch->by);
    }
}

static bool are_two(const VouchAsk *ask, const Set *first, const Set *second)
{
    for (size_t i = 0; i < first->n; i++) {
        for (size_t j = 0; j < second->n; j++) {
            if (!is_or_stood_behind(ask, first->list[i], second->list[j]) &&
                !is_or_stood_behind(ask, second->list[j], first->list[i]))
                return true;
        }
    }
    return false;
}

/* ---- an approval ---- */

static const Person *person_of(const VouchAsk *ask, const Kept *row, const char *column)
{
    unsigned char uid[UID];

    return standing_read_uid(standing_text(row, column), uid) ? people_find(ask->people, uid)
                                                              : NULL;
}

static bool names(const char *rules, const char *rule)
{
    size_t length = strlen(rule);

    for (const char *at = rules; length && *at; at += strspn(at, " ,")) {
        size_t n = strcspn(at, " ,");
        if (n == length && memcmp(at, rule, n) == 0)
            return true;
        at += n;
    }
    return false;
}

static bool asks_two(const VouchAsk *ask, const unsigned char *of_case, const Kept *approval)
{
    const Kept *head = replay_find(ask->replay, "case_file", of_case);
    SecondRule rule = second_since(ask->second, judged_submitted(ask->replay, of_case, true));

    if (rule.above >= 0 && atoll(standing_text(head, "target_fen")) > rule.above)
        return true;
    for (const Kept *row = head ? head->of_case : NULL; row && rule.findings[0];
         row = row->next) {
        if (row->there && strcmp(row->table, "finding_accepted") == 0 &&
            standing_is_uid(standing_text(row, "approval_id"), approval->uid) &&
            names(rule.findings, standing_text(row, "rule")))
            return true;
    }
    return false;
}

static const char *why_not(const VouchAsk *ask, const Kept *approval, const Person *last,
                           const Person *first)
{
    unsigned char of_case[UID];
    Set for_last = {0}, for_first = {0};
    const char *why = NULL;

    if (!standing_read_uid(standing_text(approval, "case_id"), of_case) ||
        !standing_of(ask->replay, of_case).told)
        return NULL;
    find_standing(ask, of_case, approval->event, last, &for_last);
    if (first)
        find_standing(ask, of_case, approval->event, first, &for_first);
    if (!for_last.n)
        why = _("nobody without a hand in the case trusted the station of its approval");
    else if (asks_two(ask, of_case, approval) && !are_two(ask, &for_first, &for_last))
        why = _("two approvals were asked for, and two people do not stand for that of "
                "another station");
    free(for_last.list);
    free(for_first.list);
    return why;
}

/* What goes to a platform for the first time or asks for money; a report goes on. */
static bool is_sent_out(const VouchAsk *ask, const Row *row)
{
    static const char *const purposes[] = {"launch", "payment"};
    const Group *group = ask->group;
    const Value *of = row_became(row, "batch_id");
    const Kept *batch =
        of && of->type == VALUE_ROW ? replay_find(ask->replay, "batch", of->bytes.at) : NULL;
    bool sent = false;

    for (size_t p = 0; p < COUNT_OF(purposes); p++) {
        sent = sent || strcmp(standing_text(batch, "purpose"), purposes[p]) == 0;
        for (size_t i = 0; i < group->n; i++) {
            const Value *purpose = strcmp(group->rows[i].table, "batch") == 0
                                       ? row_became(&group->rows[i], "purpose")
                                       : NULL;
            sent = sent || (purpose && bytes_are(purpose->bytes, purposes[p]));
        }
    }
    return sent;
}

/* The last stop for a fraud of which it was decided that it is none. */
static const Kept *lifted(const Kept *head)
{
    const Kept *last = NULL;

    for (const Kept *row = head ? head->of_case : NULL; row; row = row->next) {
        const Cell *by = row->there && strcmp(row->table, "stop") == 0
                             ? replay_cell(row, "decided_by")
                             : NULL;
        if (by && by->type == VALUE_ROW && strcmp(standing_text(row, "ends"), "1") != 0 &&
            strcmp(standing_text(row, "reason"), "fraud") == 0 &&
            (!last || row->order > last->order))
            last = row;
    }
    return last;
}

/* Whoever suspected a fraud does not decide about it, nor do people whom they alone vouch for.
 */
static const char *lift_refuses(const VouchAsk *ask, const Row *row)
{
    const Value *of = row_became(row, "case_id");
    const Kept *stop = of && of->type == VALUE_ROW && is_sent_out(ask, row)
                           ? lifted(replay_find(ask->replay, "case_file", of->bytes.at))
                           : NULL;
    const Person *raised = stop ? person_of(ask, stop, "user_id") : NULL,
                 *decided = stop ? person_of(ask, stop, "decided_by") : NULL;
    const Vouches *vouches = ask->vouches;

    if (!raised || !decided || raised->elsewhere || !decided->elsewhere)
        return NULL;
    for (size_t i = 0; i < vouches->n; i++) {
        const Vouch *vouch = &vouches->list[i];
        if (is_of_station(vouches, vouch, decided->home) &&
            vouch->until > replay_cell(stop, "decided_by")->event &&
            !is_or_stood_behind(ask, vouch->by, raised->uid))
            return NULL;
    }
    return _(
        "nobody but who suspected a fraud trusted the station where it was decided that it "
        "is none");
}

static const char *row_refuses(const VouchAsk *ask, const Row *row)
{
    const Value *of = row_became(row, "approval_id");
    const Kept *approval = of && of->type == VALUE_ROW
                               ? replay_find(ask->replay, "approval", of->bytes.at)
                               : NULL,
               *review;
    const Person *last = approval ? person_of(ask, approval, "approver") : NULL, *first = NULL;
    unsigned char uid[UID];

    if (!last)
        return NULL;
    if (standing_read_uid(standing_text(approval, "first"), uid) &&
        (review = replay_find(ask->replay, "review", uid)))
        first = person_of(ask, review, "user_id");
    return last->elsewhere || (first && first->elsewhere) ? why_not(ask, approval, last, first)
                                                          : NULL;
}

static bool vouched_alone(const Vouches *vouches, const char *code, const unsigned char *by,
                          int64_t since)
{
    bool did = false;

    for (size_t i = 0; i < vouches->n; i++) {
        const Vouch *vouch = &vouches->list[i];
        if (vouch->until <= since || !is_of_station(vouches, vouch, code))
            continue;
        if (!is(vouch->by, by))
            return false;
        did = true;
    }
    return did;
}

static bool is_told(Vouches *vouches, const char *code, const unsigned char *by)
{
    for (size_t i = 0; i < vouches->n_alone; i++) {
        if (is(vouches->alone[i].by, by) && strcmp(vouches->alone[i].code, code) == 0)
            return true;
    }
    vouches->alone =
        xreallocarray(vouches->alone, vouches->n_alone + 1, sizeof *vouches->alone);
    Alone *added = &vouches->alone[vouches->n_alone++];
    memcpy(added->by, by, UID);
    added->code = xstrdup(code);
    return false;
}

void vouch_remark(Vouches *vouches, const VouchAsk *ask, Report *report)
{
    const Group *group = ask->group;
    const unsigned char *hand;

    for (size_t i = 0; (hand = hands_of_case(ask->hands, group->case_uid.at, i)); i++) {
        const Person *person = people_find(ask->people, hand);
        if (person && person->elsewhere && person->home[0] &&
            vouched_alone(vouches, person->home, group->person.at,
                          hands_since(ask->hands, group->case_uid.at, i)) &&
            !is_told(vouches, person->home, group->person.at))
            report_remark(report,
                          /* TRANSLATORS: an event, a person, a station's code. */
                          _("Event %lld: %.*s approved what was entered or changed at %s, a "
                            "station that nobody else had trusted; it may not be the last"),
                          (long long)group->position, (int)group->person_name.n,
                          (const char *)group->person_name.at, person->home);
    }
}

const char *vouch_refuses(const VouchAsk *ask)
{
    const Group *group = ask->group;
    const char *why = NULL;

    for (size_t i = 0; !why && !group->case_uid.at && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "batch_case") == 0 && strcmp(row->op, "add") == 0)
            why = row_refuses(ask, row);
        if (!why && strcmp(row->table, "batch_case") == 0 && strcmp(row->op, "add") == 0)
            why = lift_refuses(ask, row);
    }
    return why;
}
