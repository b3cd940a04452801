/* Lists of rules, which are words with commas between. */
#include "config.h"

#include "verify/judged.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/replay_inner.h"
#include "verify/standing.h"

static bool has_rule(const char *rules, size_t n, Bytes rule)
{
    for (size_t at = 0; rule.at && rule.n && at < n;) {
        size_t from = at;
        while (at < n && rules[at] != ',' && rules[at] != ' ')
            at++;
        if (at - from == rule.n && memcmp(rules + from, rule.at, rule.n) == 0)
            return true;
        at++;
    }
    return false;
}

static bool is_added(const Row *row, const char *table)
{
    return strcmp(row->op, "add") == 0 && strcmp(row->table, table) == 0;
}

/* NULL: it says nothing of it. */
static const Value *found_in(const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const Value *found =
            is_added(&group->rows[i], "review") ? row_became(&group->rows[i], "found") : NULL;
        if (found && found->type != VALUE_EMPTY)
            return found;
    }
    return NULL;
}

bool judged_tells(const Group *group)
{
    return found_in(group) != NULL;
}

static bool is_accepted(const Group *group, Bytes rule)
{
    for (size_t i = 0; i < group->n; i++) {
        const Value *accepted = is_added(&group->rows[i], "finding_accepted")
                                    ? row_became(&group->rows[i], "rule")
                                    : NULL;
        if (accepted && accepted->bytes.n == rule.n &&
            memcmp(accepted->bytes.at, rule.at, rule.n) == 0)
            return true;
    }
    return false;
}

/* Each that is accepted was found, and each that was found is accepted. */
static bool accepts_found(const Group *group, Bytes found)
{
    const char *list = (const char *)found.at;

    for (size_t i = 0; i < group->n; i++) {
        const Value *rule = is_added(&group->rows[i], "finding_accepted")
                                ? row_became(&group->rows[i], "rule")
                                : NULL;
        if (rule && rule->type > VALUE_ROW)
            return true;
        if (rule && !has_rule(list, found.n, rule->bytes))
            return false;
    }
    for (size_t at = 0; at < found.n;) {
        size_t from = at;
        while (at < found.n && list[at] != ',')
            at++;
        if (!is_accepted(group, (Bytes){found.at + from, at - from}))
            return false;
        at++;
    }
    return true;
}

/* Of a warning: whoever approves over it says why. */
static bool says_why(const Row *row)
{
    const Value *severity = row_became(row, "severity"), *comment = row_became(row, "comment");

    if (!severity || severity->type > VALUE_ROW || (comment && comment->type > VALUE_ROW))
        return true;
    return bytes_are(severity->bytes, "warn")
               ? comment && comment->type == VALUE_TEXT && comment->bytes.n
               : bytes_are(severity->bytes, "info");
}

static bool all_say_why(const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        if (is_added(&group->rows[i], "finding_accepted") && !says_why(&group->rows[i]))
            return false;
    }
    return true;
}

const char *judged_refuses(const Group *group, bool told)
{
    static const char *const steps[] = {"submit", "approve_first", "approve"};
    const Value *found = found_in(group);
    bool judges = false;

    for (size_t i = 0; i < COUNT_OF(steps); i++)
        judges =
            judges || (bytes_are(group->kind, "workflow") && bytes_are(group->verb, steps[i]));
    if (!judges)
        return NULL;
    if (!found)
        return told ? _("it does not say what was found of the case") : NULL;
    if (bytes_are(group->verb, "approve") && !all_say_why(group))
        return _("it accepts a warning without words");
    return bytes_are(group->verb, "approve") && found->type == VALUE_TEXT &&
                   !accepts_found(group, found->bytes)
               ? _("what it accepts is not what it says was found")
               : NULL;
}

/* before NULL: the last of them. */
static const Kept *last_review(const Replay *replay, const unsigned char *of_case,
                               const char *verb, const Kept *before)
{
    const Kept *head = replay_find(replay, "case_file", of_case), *last = NULL;

    for (const Kept *row = head ? head->of_case : NULL; row; row = row->next) {
        if (row->there && strcmp(row->table, "review") == 0 &&
            (!last || row->order > last->order) && (!before || row->order < before->order) &&
            strcmp(standing_text(row, "verb"), verb) == 0)
            last = row;
    }
    return last;
}

int64_t judged_submitted(const Replay *replay, const unsigned char *of_case, bool approved)
{
    const Kept *approval = approved ? last_review(replay, of_case, "approve", NULL) : NULL,
               *last = last_review(replay, of_case, "submit", approval);

    return last ? last->event : 0;
}

static const char *found_at_submission(const Replay *replay, const Group *group)
{
    const Kept *last = last_review(replay, group->case_uid.at, "submit", NULL);
    const Cell *found = last ? replay_cell(last, "found") : NULL;

    return found && found->whole ? found->whole : "";
}

static bool has_any(const char *rules, Bytes list)
{
    for (size_t at = 0; at < list.n;) {
        size_t from = at;
        while (at < list.n && list.at[at] != ',')
            at++;
        if (has_rule(rules, strlen(rules), (Bytes){list.at + from, at - from}))
            return true;
        at++;
    }
    return false;
}

bool judged_takes_two(const Replay *replay, const Group *group, const char *rules)
{
    const char *before = found_at_submission(replay, group);
    const Value *found = found_in(group);

    if (has_any(rules, (Bytes){(const unsigned char *)before, strlen(before)}) ||
        (found && found->type == VALUE_TEXT && has_any(rules, found->bytes)))
        return true;
    for (size_t i = 0; i < group->n; i++) {
        const Value *rule = row_became(&group->rows[i], "rule");
        if (strcmp(group->rows[i].table, "finding_accepted") == 0 && rule &&
            has_rule(rules, strlen(rules), rule->bytes))
            return true;
    }
    return false;
}
