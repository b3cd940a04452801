/* What was found of a case, as its submission and its approval say. Rules are no part of the
 * history, so it is not asked again: held is that it is said, that an approval accepts what it
 * says, and that two approved where one of both names what takes two, since another person
 * signed the submission. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/right_case.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/review.h"

static void add_rule(Written *written, const SqlValue *rule)
{
    if ((written->n_rules & (written->n_rules - 1)) == 0)
        written->rules =
            xreallocarray(written->rules, written->n_rules ? 2 * written->n_rules : 1,
                          sizeof *written->rules);
    written->rules[written->n_rules++] = xstrndup(rule->bytes, rule->len);
}

/* Of a warning: whoever approves over it says why. */
static bool says_why(const CaseDeed *d)
{
    SqlValue severity, comment;
    const Course *course = d->deed.course;
    CourseKnown known = course_value(course, "comment", COURSE_AFTER, &comment);
    if (known == COURSE_HIDDEN ||
        course_value(course, "severity", COURSE_AFTER, &severity) != COURSE_VALUE)
        return true;
    return course_is(course, "severity", COURSE_AFTER, "warn")
               ? known == COURSE_VALUE && comment.len > 0
               : course_is(course, "severity", COURSE_AFTER, "info");
}

void right_found_row(CaseDeed *d, const CourseRow *row)
{
    bool review = strcmp(row->table, "review") == 0,
         accepts = strcmp(row->table, "finding_accepted") == 0;
    Written *written = &d->written;
    SqlValue value;
    if (row->op != COURSE_ADD || !(review || accepts))
        return;
    CourseKnown known =
        course_value(d->deed.course, review ? "found" : "rule", COURSE_AFTER, &value);
    written->hidden = written->hidden || known == COURSE_HIDDEN;
    if (known != COURSE_VALUE || value.type != SQL_TEXT)
        return;
    if (accepts) {
        written->wordless = written->wordless || !says_why(d);
        add_rule(written, &value);
        return;
    }
    free(written->found);
    written->found = xstrndup(value.bytes, value.len);
}

static bool accepts_found(const Written *written)
{
    Buf accepted = BUF_INIT;
    review_found((const char *const *)written->rules, written->n_rules, &accepted);
    bool same = strcmp(accepted.data, written->found) == 0;
    buf_free(&accepted);
    return same;
}

static void hold(CaseDeed *d)
{
    const CourseGroup *group = d->deed.group;
    const Written *written = &d->written;
    Verb right = d->deed.asked->right;
    int64_t since = d->deed.rights->found_since;
    if (right != VERB_SUBMIT && right != VERB_APPROVE && right != VERB_APPROVE_FIRST)
        return;
    if (!written->found && !group->elsewhere && since && group->id > since)
        deed_refuse(&d->deed, NULL, NULL, _("it does not say what was found of the case"));
    if (written->found && right == VERB_APPROVE && written->wordless)
        deed_refuse(&d->deed, NULL, NULL, _("it accepts a warning without words"));
    if (written->found && right == VERB_APPROVE && !accepts_found(written))
        deed_refuse(&d->deed, NULL, NULL, _("what it accepts is not what it says was found"));
}

void right_found_end(CaseDeed *d)
{
    const CourseGroup *group = d->deed.group;
    Written *written = &d->written;
    if (group->of_person && d->deed.asked && d->deed.asked->how == ASKED_CASE &&
        !written->hidden)
        hold(d);
    if (strcmp(group->verb, verb_word(VERB_SUBMIT)) == 0) {
        free(d->now->found);
        d->now->found = written->found;
        written->found = NULL;
    }
    for (size_t i = 0; i < written->n_rules; i++)
        free(written->rules[i]);
    free(written->rules);
    free(written->found);
}

bool right_found_named(const CaseDeed *d, const char *findings)
{
    const char *now = d->written.found, *before = d->now->found;
    return (now && eyes_found_named(findings, now)) ||
           (before && eyes_found_named(findings, before));
}
