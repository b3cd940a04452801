/* By the table and column of a value, and by whether its case was erased. */
#include "config.h"

#include "verify/shut.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

/* ---- erased ---- */

/* What an erasure takes out of an event about no case. */
static const char batch_goes[] = " content known_as reason platform_no ";

/* What stays of an erased case: its course, and who took which step; words have spaces between.
 */
static const struct {
    const char *table, *columns; /* NULL: all of them */
} stays[] = {
    {"erasure", NULL},
    {"pen", NULL},
    {"batch", NULL},
    {"receipt", NULL},
    {"case_file", " no platform kind retain_until status amendment life created_at "},
    {"review", " at verb reason field row_uid item about "},
    {"approval", " at active first "},
    {"life_step", " at was life on_day reason "},
    {"stop", " at reason decided_at cause ends taken_back "},
    {"erasure_request", " answer "},
};

/* Columns that name another row, which tells of nobody. */
static const char rows[] =
    " case_id created_by updated_by handed_to user_id approver decided_by "
    "approval_id batch_id group_id earlier predecessor uploaded_by ";

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    const char *at = words;

    while ((at = strstr(at + 1, word))) {
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    }
    return false;
}

static bool stays_of_case(const char *table, const char *column)
{
    if (strcmp(table, "batch_case") == 0)
        return !has_word(batch_goes, column);
    for (size_t i = 0; i < COUNT_OF(stays); i++) {
        if (strcmp(stays[i].table, table) == 0 &&
            (!stays[i].columns || has_word(stays[i].columns, column)))
            return true;
    }
    return has_word(rows, column);
}

/* What was erased before anybody signed is as the programs of then left it. Of another case
 * whose event stands in a dossier nobody can tell when it was erased. */
static bool may_be_erased(const Group *group, const Row *row, const char *column)
{
    if (group->foreign)
        return true;
    if (!group->erasable)
        return false;
    if (group->case_uid.at)
        return !group->signer.at || !stays_of_case(row->table, column);
    return row->taken && strcmp(row->table, "batch_case") == 0 && has_word(batch_goes, column);
}

/* ---- closed ---- */

/* People, and what makes their keys good, are told whole, but for what opens a key or a
 * sign-in. */
static const struct {
    const char *table, *private;
} people[] = {
    {"known_key", ""}, {"person_key", "wrapped"}, {"role_change", ""},
    {"station", ""},   {"station_term", ""},      {"user", "passhash"},
};

bool shut_never(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        if (strcmp(people[i].table, table) == 0)
            return true;
    }
    return false;
}

static bool is_private(const char *table, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        if (strcmp(people[i].table, table) == 0 && strcmp(people[i].private, column) == 0)
            return true;
    }
    return false;
}

static bool is_shut(const Value *value)
{
    return value->type == VALUE_EMPTY || value->type == VALUE_ERASED ||
           value->type == VALUE_CLOSED || (value->type == VALUE_SECRET && !value->salt);
}

bool shut_whole(const Row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!is_shut(&row->columns[i].before) || !is_shut(&row->columns[i].after))
            return false;
    }
    return true;
}

void shut_check(const Group *group, const Row *row, Report *report)
{
    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        ValueType was = column->before.type, is = column->after.type;
        if ((was == VALUE_ERASED || is == VALUE_ERASED) &&
            !may_be_erased(group, row, column->name))
            report_fault(report, group->position,
                         _("Event %lld: %s, %s was erased, and no event says so"),
                         (long long)group->position, row->table, column->name);
        if ((was == VALUE_CLOSED || is == VALUE_CLOSED) &&
            !is_private(row->table, column->name))
            report_fault(report, group->position,
                         _("Event %lld: %s, %s: a dossier tells this value, and here stands "
                           "its digest alone"),
                         (long long)group->position, row->table, column->name);
    }
}

void shut_comment(const Group *group, bool own, Report *report)
{
    bool told = group->message.at && group->message_salt.at && !group->message_digest.at,
         none = !group->message.at && !group->message_salt.at && !group->message_digest.at,
         digest = !group->message.at && !group->message_salt.at && group->message_digest.at;

    if (told || none || (digest && (group->foreign || (own && group->erasable))))
        return;
    report_fault(report, group->position,
                 _("Event %lld: its comment is not kept as it was written"),
                 (long long)group->position);
}
