/* People are learned from the groups about them. Which role may take a step stands in the view
 * role_right of the schema, which is asked as the steps make it, not as the store has it. */
#include "config.h"

#include "verify/then.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/hands.h"
#include "verify/made.h"
#include "verify/replay_inner.h"

typedef struct Person {
    unsigned char uid[UID];
    char *name, *display, *role; /* empty: none */
    bool disabled;
    bool elsewhere; /* of another station, where they come in */
} Person;

/* A setting of two approvals. */
typedef struct Setting {
    unsigned char uid[UID];
    bool there;
    char *value; /* empty: none */
} Setting;

struct Then {
    Person *people;
    size_t n;
    Setting above, findings; /* an amount in fen; rules */
    Hands *hands;
    int64_t erases; /* the last event with the row of an erasure */
    unsigned char erased[UID], eraser[UID];
    sqlite3 *made; /* the schema; at first use */
    sqlite3_stmt *right;
    bool failed;
};

Then *then_new(void)
{
    Then *then = xcalloc(1, sizeof(*then));

    then->hands = hands_new();
    then->above.value = xstrdup("");
    then->findings.value = xstrdup("");
    return then;
}

void then_free(Then *then)
{
    sqlite3_finalize(then->right);
    sqlite3_close(then->made);
    hands_free(then->hands);
    for (size_t i = 0; i < then->n; i++) {
        free(then->people[i].name);
        free(then->people[i].display);
        free(then->people[i].role);
    }
    free(then->above.value);
    free(then->findings.value);
    free(then->people);
    free(then);
}

/* ---- people ---- */

static Person *person_of(const Then *then, const unsigned char *uid)
{
    for (size_t i = 0; uid && i < then->n; i++) {
        if (memcmp(then->people[i].uid, uid, UID) == 0)
            return &then->people[i];
    }
    return NULL;
}

static void take_text(char **out, const Value *value)
{
    free(*out);
    *out = value->type == VALUE_TEXT ? xstrndup((const char *)value->bytes.at, value->bytes.n)
                                     : xstrdup("");
}

static void learn_user(Then *then, const Row *row)
{
    Person *person = person_of(then, row->uid);

    if (!person) {
        then->people = xreallocarray(then->people, then->n + 1, sizeof(Person));
        person = &then->people[then->n++];
        *person = (Person){.name = xstrdup(""), .display = xstrdup(""), .role = xstrdup("")};
        memcpy(person->uid, row->uid, UID);
    }
    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        if (strcmp(column->name, "role") == 0)
            take_text(&person->role, &column->after);
        else if (strcmp(column->name, "name") == 0)
            take_text(&person->name, &column->after);
        else if (strcmp(column->name, "display") == 0)
            take_text(&person->display, &column->after);
        else if (strcmp(column->name, "disabled") == 0)
            person->disabled = column->after.type == VALUE_INT && column->after.number != 0;
        else if (strcmp(column->name, "home") == 0)
            person->elsewhere = column->after.type != VALUE_EMPTY;
    }
}

static void learn_setting(Setting *setting, const char *name, const Row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        if (strcmp(column->name, "name") == 0 && bytes_are(column->after.bytes, name)) {
            setting->there = true;
            memcpy(setting->uid, row->uid, UID);
        }
    }
    if (!setting->there || memcmp(setting->uid, row->uid, UID) != 0)
        return;
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, "value") == 0)
            take_text(&setting->value, &row->columns[i].after);
    }
}

static void learn(Then *then, const Group *group)
{
    bool people = bytes_are(group->kind, "people") || bytes_are(group->kind, "setup");

    for (size_t i = 0; people && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "user") == 0 && strcmp(row->op, "remove") != 0)
            learn_user(then, row);
        if (strcmp(row->table, "setting") == 0) {
            learn_setting(&then->above, "second_approval.above", row);
            learn_setting(&then->findings, "second_approval.findings", row);
        }
    }
    hands_learn(then->hands, group);
}

/* A group says by itself who did it, in a uid and a name, and whose key signed it says only the
 * first. People are called what they are called for ever. */
static void hold_name(const Then *then, const Group *group, Report *report)
{
    const Person *person = person_of(then, group->person.at);
    const char *called = !person ? NULL : person->display[0] ? person->display : person->name;

    if (!person || !group->person_name.at || bytes_are(group->person_name, person->name) ||
        bytes_are(group->person_name, person->display))
        return;
    report_fault(report, group->position,
                 _("Event %lld: it says that it is by %.*s, and its person is %s"),
                 (long long)group->position, (int)group->person_name.n,
                 (const char *)group->person_name.at, called);
}

/* ---- rights ---- */

static bool open_rights(Then *then, Report *report)
{
    Err err = {0};

    if (then->right || then->failed)
        return !then->failed;
    if (!made_newest(&then->made, &err) ||
        sqlite3_prepare_v2(then->made,
                           "SELECT 1, instr(' ' || roles || ' ', ' ' || ?2 || ' ')"
                           " FROM role_right WHERE verb = ?1 ORDER BY 2 DESC",
                           -1, &then->right, NULL) != SQLITE_OK) {
        then->failed = true;
        report_fault(report, 0, _("Who might do what cannot be told: %s"),
                     err.text[0] ? err.text : sqlite3_errmsg(then->made));
    }
    return !then->failed;
}

/* is: it is a step that takes a right; may: somebody of that role has it. */
static void ask_right(const Then *then, Bytes verb, const char *role, bool *is, bool *may)
{
    sqlite3_reset(then->right);
    sqlite3_bind_text(then->right, 1, (const char *)verb.at, (int)verb.n, SQLITE_STATIC);
    sqlite3_bind_text(then->right, 2, role, -1, SQLITE_STATIC);
    *is = sqlite3_step(then->right) == SQLITE_ROW;
    *may = *is && sqlite3_column_int(then->right, 1) > 0;
    sqlite3_reset(then->right);
}

/* A batch where it was begun: what was finished later anybody may. */
static bool begins_batch(const Group *group)
{
    bool adds = false;

    for (size_t i = 0; i < group->n; i++)
        adds = adds || (strcmp(group->rows[i].table, "batch") == 0 &&
                        strcmp(group->rows[i].op, "add") == 0);
    return adds && bytes_are(group->kind, "export") && bytes_are(group->verb, "export") &&
           !group->case_uid.at;
}

static void tell(Report *report, const Group *group, const char *why)
{
    Bytes who = group->person_name;

    /* TRANSLATORS: the number of an event; what was done ("approve"), by whom, why not. */
    report_fault(report, group->position,
                 _("Event %lld: %.*s by %.*s, who could not do that then: %s"),
                 (long long)group->position, (int)group->verb.n, (const char *)group->verb.at,
                 who.at ? (int)who.n : 1, who.at ? (const char *)who.at : "?", why);
}

static void hold_role(Then *then, const Group *group, Report *report)
{
    const Person *person = person_of(then, group->person.at);
    bool is, may;

    if (!open_rights(then, report))
        return;
    ask_right(then, group->verb, person ? person->role : "", &is, &may);
    if (!is)
        return;
    if (!person || !person->role[0])
        tell(report, group, _("they were no user then"));
    else if (person->disabled && !person->elsewhere)
        tell(report, group, _("they were disabled"));
    else if (!may)
        tell(report, group, _("their role does not do that"));
}

/* ---- hands ---- */

/* By its amount; rules that are named count for every case. */
static bool asks_two(const Then *then, const Replay *replay, const Group *group)
{
    const Kept *row =
        group->case_uid.at ? replay_find(replay, "case_file", group->case_uid.at) : NULL;
    const Cell *target = row ? replay_cell(row, "target_fen") : NULL;
    long long fen = target && target->type == VALUE_INT ? atoll(target->said) : 0;

    return then->findings.value[0] || (then->above.value[0] && fen > atoll(then->above.value));
}

static void hold_hands(const Then *then, const Replay *replay, const Group *group,
                       Report *report)
{
    const unsigned char *hand = hands_in_way(then->hands, group, asks_two(then, replay, group));
    Buf why = BUF_INIT;

    if (!hand)
        return;
    if (memcmp(hand, group->person.at, UID) == 0) {
        buf_add(&why, _("they had a hand in the case before"));
    } else {
        const Person *who = person_of(then, hand);
        /* TRANSLATORS: a person. */
        buf_addf(
            &why,
            _("%s, who had added them or set their passphrase, had a hand in the case before"),
            who && who->name[0] ? who->name : "?");
    }
    tell(report, group, why.data);
    buf_free(&why);
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
    const Person *person = person_of(then, group->person.at);

    if (!person || !person->role[0])
        tell(report, group, _("they were no user then"));
    else if (person->disabled && !person->elsewhere)
        tell(report, group, _("they were disabled"));
    else if (strcmp(person->role, "supervisor") != 0)
        tell(report, group, _("their role does not do that"));
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
        tell(report, group, _("nothing of the case was taken away with it"));
    }
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
            tell(report, group, _("records of the case are still there"));
            return;
        }
    }
}

void then_group(Then *then, const Replay *replay, const Group *group, Report *report)
{
    bool step = bytes_are(group->kind, "workflow");

    if (step || begins_batch(group))
        hold_role(then, group, report);
    if (bytes_are(group->kind, "erase"))
        hold_erasure(then, group, report);
    if (step && (bytes_are(group->verb, "approve") || bytes_are(group->verb, "approve_first")))
        hold_hands(then, replay, group, report);
    learn(then, group);
    hold_name(then, group, report);
}
