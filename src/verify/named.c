/* A list of the columns that name who did it, and what the blacklist asks of two. */
#include "config.h"

#include "verify/named.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/replay_inner.h"
#include "verify/standing.h"

static const struct {
    const char *table, *column;
} doers[] = {
    {"approval", "approver"},      {"batch", "uploaded_by"},  {"batch", "user_id"},
    {"batch_copy", "user_id"},     {"blacklist", "ended_by"}, {"blacklist", "entered_by"},
    {"blacklist", "confirmed_by"}, {"blacklist", "lift_by"},  {"bundle_out", "user_id"},
    {"dossier", "user_id"},        {"erasure", "user_id"},    {"life_step", "user_id"},
    {"receipt", "user_id"},        {"reveal", "user_id"},     {"review", "user_id"},
    {"role_change", "by_user"},    {"station", "vouched"},    {"stop", "decided_by"},
    {"stop", "user_id"},
};

/* Erased or closed, nothing can be said of it. */
static bool is_hidden(const Value *value)
{
    return value->type > VALUE_ROW;
}

static bool is_there(const Value *value)
{
    return value && value->type != VALUE_EMPTY;
}

/* A row that goes names nobody any more. */
static bool names_other(const Group *group, const Row *row)
{
    for (size_t i = 0; strcmp(row->op, "remove") != 0 && i < COUNT_OF(doers); i++) {
        const Value *who =
            strcmp(doers[i].table, row->table) == 0 ? row_became(row, doers[i].column) : NULL;
        if (is_there(who) && !is_hidden(who) &&
            (who->type != VALUE_ROW || memcmp(who->bytes.at, group->person.at, UID) != 0))
            return true;
    }
    return false;
}

/* What was decided is the verb of the event; a platform's reply leaves marks. */
static bool is_of_verb(const Group *group, const Row *row)
{
    const Value *verb = strcmp(row->table, "review") == 0 && strcmp(row->op, "add") == 0
                            ? row_became(row, "verb")
                            : NULL;

    if (!verb || is_hidden(verb))
        return true;
    if (bytes_are(group->verb, "receipt"))
        return bytes_are(verb->bytes, "mark");
    return verb->type == VALUE_TEXT && verb->bytes.n == group->verb.n &&
           memcmp(verb->bytes.at, group->verb.at, group->verb.n) == 0;
}

/* A row that names the step which added it names this one. */
static bool is_of_step(const Group *group, const Row *row)
{
    const Value *step = strcmp(row->op, "add") == 0 ? row_became(row, "group_id") : NULL;

    return !is_there(step) || is_hidden(step) ||
           (step->type == VALUE_ROW && group->uid.n == UID &&
            memcmp(step->bytes.at, group->uid.at, UID) == 0);
}

/* A stop is decided in a step of its own. */
static bool is_as_raised(const Group *group, const Row *row)
{
    static const char *const decided[] = {"decided_at", "decided_by", "decision", "ends",
                                          "taken_back"};

    if (strcmp(row->table, "stop") != 0 || strcmp(row->op, "add") != 0 ||
        bytes_are(group->verb, "decide"))
        return true;
    for (size_t i = 0; i < COUNT_OF(decided); i++) {
        const Value *value = row_became(row, decided[i]);
        if (is_there(value) && !is_hidden(value) &&
            !(value->type == VALUE_INT && value->number == 0))
            return false;
    }
    return true;
}

static bool is_person_of(const Hands *hands, const Group *group, const char *hex)
{
    unsigned char uid[UID];

    return standing_read_uid(hex, uid) && hands_could_be(hands, group, uid);
}

static bool changes(const Row *row, const char *name)
{
    for (size_t i = 0; strcmp(row->op, "set") == 0 && i < row->n; i++) {
        const Value *was = &row->columns[i].before, *is = &row->columns[i].after;
        if (strcmp(row->columns[i].name, name) != 0)
            continue;
        return was->type != is->type || is_hidden(is) || was->number != is->number ||
               was->bytes.n != is->bytes.n ||
               (is->bytes.n && memcmp(was->bytes.at, is->bytes.at, is->bytes.n) != 0);
    }
    return false;
}

/* The row that raised it is taken away with it, or what it says of that: a set that leaves it
 * as it was, or a row that comes again, says it still. */
static bool is_unsaid(const Group *group, const Cell *cause)
{
    if (cause->type > VALUE_ROW)
        return true;
    bool unsaid = false;
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (!standing_is_uid(cause->said, row->uid))
            continue;
        unsaid = strcmp(row->op, "remove") == 0 || changes(row, "kind") ||
                 changes(row, "withdrawn_on") || (unsaid && strcmp(row->op, "add") != 0);
    }
    return unsaid;
}

/* With which stop of a case a fraud was said last, since it was decided that the case goes on,
 * up to that one (NULL: to the last); as the view stop_suspected has it. */
static const Kept *suspicion(const Replay *replay, const Group *group, const Kept *stop)
{
    const Kept *head = replay_find(replay, "case_file", group->case_uid.at), *said = NULL,
               *at = NULL;
    bool ends = false;

    if (!head)
        return NULL;
    do {
        const Kept *next = NULL;
        for (const Kept *row = head->of_case; row; row = row->next) {
            if (row->there && strcmp(row->table, "stop") == 0 &&
                strcmp(standing_text(row, "reason"), "fraud") == 0 &&
                (!at || row->order > at->order) && (!next || row->order < next->order))
                next = row;
        }
        at = next;
        said = at && !ends ? at : said;
        ends = at && strcmp(standing_text(at, "ends"), "1") == 0;
    } while (at && at != stop);
    return said;
}

/* What is decided once more is raised once more by who decides it. */
static bool raises_fraud(const Group *group, const unsigned char *uid)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        const Value *reason = row_became(row, "reason");
        if (memcmp(row->uid, uid, UID) == 0 && strcmp(row->op, "add") == 0 && reason &&
            bytes_are(reason->bytes, "fraud"))
            return true;
    }
    return false;
}

/* Somebody else decides about it than who says it, or could be signed in as they. */
static bool is_suspected_by(const Hands *hands, const Replay *replay, const Group *group,
                            const Row *row)
{
    bool decides = strcmp(row->table, "stop") == 0 && group->case_uid.at &&
                   is_there(row_became(row, "decided_by"));
    const Kept *stop = decides ? replay_find(replay, row->table, row->uid) : NULL,
               *said = decides && (stop ? strcmp(standing_text(stop, "reason"), "fraud") == 0
                                        : raises_fraud(group, row->uid))
                           ? suspicion(replay, group, stop)
                           : NULL;

    return said && is_person_of(hands, group, standing_text(said, "user_id"));
}

/* From hand to hand, one step at a time; who takes over what a lost station wrote may have it.
 */
static bool pen_goes_on(const Group *group, const Row *row)
{
    const Value *term = row_became(row, "term"), *before = NULL;

    if (strcmp(row->table, "pen") != 0 || strcmp(row->op, "remove") == 0)
        return true;
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, "term") == 0)
            before = &row->columns[i].before;
    }
    if ((term && is_hidden(term)) || (before && is_hidden(before)))
        return true;
    return (row_became(row, "holder") || bytes_are(group->verb, "take_over")) && term &&
           term->type == VALUE_INT &&
           term->number == (before->type == VALUE_INT ? before->number : 0) + 1;
}

/* It goes with what raised it, when that is undone, while nobody has decided. */
static bool stop_goes(const Replay *replay, const Group *group, const Row *row)
{
    const Kept *stop = replay_find(replay, row->table, row->uid);
    const Cell *raised = stop ? replay_cell(stop, "group_id") : NULL;

    if (strcmp(row->table, "stop") != 0 || strcmp(row->op, "remove") != 0 || !stop)
        return true;
    if (raised && raised->type == VALUE_ROW &&
        !(group->undoes.n == UID && standing_is_uid(raised->said, group->undoes.at)))
        return false;
    return standing_text(stop, "cause")[0] && !standing_text(stop, "decided_at")[0] &&
           is_unsaid(group, replay_cell(stop, "cause"));
}

/* Whoever is of elsewhere is met, and does not come in. */
static bool is_let_in(const Group *group, const Row *row)
{
    return strcmp(row->table, "user") == 0 && is_there(row_became(row, "home")) &&
           !bytes_are(group->verb, "met");
}

/* ---- the blacklist ---- */

/* A dossier tells of no blacklist. */
static bool is_second(const Hands *hands, const Group *group, const Kept *entry,
                      const char *first)
{
    unsigned char uid[UID];

    /* A dossier tells of no blacklist. */
    return !standing_read_uid(standing_text(entry, first), uid) ||
           hands_are_two(hands, group, uid);
}

static bool becomes(const Row *row, const char *column)
{
    return is_there(row_became(row, column));
}

/* Who entered and who confirms are two, and so are who asks that it be lifted and who lifts it;
 * what waits still is ended by one. */
static bool is_by_two(const Hands *hands, const Replay *replay, const Group *group,
                      const Row *row)
{
    const Kept *entry = replay_find(replay, row->table, row->uid);
    bool listed, counts;

    if (strcmp(row->table, "blacklist") != 0)
        return true;
    if (strcmp(row->op, "add") == 0)
        return !becomes(row, "confirmed_by") && !becomes(row, "confirmed_at") &&
               !becomes(row, "lift_by") && !becomes(row, "lift_at") &&
               !becomes(row, "ended_by") && !becomes(row, "ended_at");
    listed = standing_text(entry, "source")[0];
    counts = listed || standing_text(entry, "confirmed_at")[0];
    if (standing_text(entry, "ended_at")[0] ||
        becomes(row, "confirmed_at") != becomes(row, "confirmed_by") ||
        becomes(row, "ended_at") != becomes(row, "ended_by") ||
        (row_became(row, "confirmed_at") && !becomes(row, "confirmed_at")))
        return false;
    if (becomes(row, "lift_by") && standing_text(entry, "lift_by")[0])
        return false;
    if (becomes(row, "confirmed_at") &&
        (counts || !is_second(hands, group, entry, "entered_by")))
        return false;
    if (!becomes(row, "ended_at"))
        return true;
    return standing_text(entry, "lift_at")[0] ? is_second(hands, group, entry, "lift_by")
                                              : !counts;
}

const char *named_refuses(const Hands *hands, const Replay *replay, const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (names_other(group, row))
            return _("it says that somebody else did it");
        if (!is_of_verb(group, row))
            return _("it says that something else was decided");
        if (!is_of_step(group, row))
            return _("it says that another step did it");
        if (!is_as_raised(group, row))
            return _("it changes what such a step does not touch");
        if (!stop_goes(replay, group, row))
            return _("a stop goes only with what raised it");
        if (is_suspected_by(hands, replay, group, row))
            return _("whoever suspects a fraud does not decide about it");
        if (!pen_goes_on(group, row))
            return _("the pen goes on one step at a time");
        if (is_let_in(group, row))
            return _("it lets somebody of another station in here");
        if (!is_by_two(hands, replay, group, row))
            return _("the blacklist takes two");
    }
    return NULL;
}
