/* The rows of a group about a case: which layer they write in, whose they are, who they say it
 * was. */
#include "config.h"

#include "app/right_case.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

/* ---- what a row writes ---- */

static void write_record(CaseDeed *d, const CourseRow *row, const RecordDef *record)
{
    static const LayerOp ops[] = {
        [COURSE_ADD] = LAYER_ADDS, [COURSE_SET] = LAYER_SETS, [COURSE_REMOVE] = LAYER_REMOVES};
    const RowThen *then = case_row_then(d->now, row->uid);
    Written *written = &d->written;
    bool application = written->touch.application, follow_up = written->touch.follow_up;
    layer_touch(
        &(LayerRow){.record = record,
                    .op = ops[row->op],
                    .columns = row->columns,
                    .n = row->n,
                    .in_force = d->was.in_force > 0,
                    .later = row->op == COURSE_ADD ? row_says_later(d) : then && then->later},
        &written->touch);
    if (!application && written->touch.application)
        written->at = (RightPlace){row->table, written->touch.at, row->id};
    if (!follow_up && written->touch.follow_up)
        written->follows = (RightPlace){row->table, written->touch.follows, row->id};
    if (written->touch.early)
        deed_refuse(&d->deed, row, "later", _("nothing was approved that it came later than"));
}

/* ---- whose row it is, and who it says it is by ---- */

/* Told of where they went out, which is of no case or of several; at a station alone, so what
 * another one says of them stays there. */
static bool is_sent(const char *table)
{
    return strcmp(table, "batch") == 0 || strcmp(table, "batch_case") == 0;
}

static bool owner_of(CaseDeed *d, const CourseRow *row, int64_t *of, Err *err)
{
    const CourseGroup *group = d->deed.group;
    *of = d->case_id;
    if (strcmp(row->table, "case_file") == 0)
        *of = row->id;
    else if (row->op == COURSE_ADD && row_has(row, "case_id"))
        return course_pointed(d->deed.course, "case_id", COURSE_AFTER, of, err);
    else if (row->op != COURSE_ADD && is_sent(row->table))
        *of = group->elsewhere || right_sent(d->deed.rights, d->case_id, group->id, row)
                  ? d->case_id
                  : 0;
    else if (row->op != COURSE_ADD && !case_row_then(d->now, row->uid))
        *of = 0;
    return true;
}

static bool hold_owner(CaseDeed *d, const CourseRow *row, Err *err)
{
    int64_t of;
    if (!owner_of(d, row, &of, err))
        return false;
    if (of != d->case_id)
        deed_refuse(&d->deed, row, NULL, _("it is of another case"));
    return true;
}

/* Rows that name the step which added them name this one. */
static void hold_step(CaseDeed *d, const CourseRow *row)
{
    SqlValue step;
    if (row->op == COURSE_ADD &&
        course_value(d->deed.course, "group_id", COURSE_AFTER, &step) == COURSE_VALUE &&
        (step.type != SQL_BLOB || step.len != UID_BYTES ||
         memcmp(step.bytes, d->deed.group->uid, UID_BYTES) != 0))
        deed_refuse(&d->deed, row, "group_id", _("it says that another step did it"));
}

static void hold_begin(CaseDeed *d, const CourseRow *row)
{
    Course *course = d->deed.course;
    SqlValue none;
    if (d->deed.asked->how != ASKED_BEGINS || d->was.known) {
        deed_refuse(&d->deed, row, NULL, _("the case was there before"));
        return;
    }
    d->written.began = true;
    if (!course_is(course, "status", COURSE_AFTER, status_word(STATUS_DRAFT)))
        deed_refuse(&d->deed, row, "status", _("a case begins as a draft"));
    if (course_value(course, "amendment", COURSE_AFTER, &none) == COURSE_VALUE)
        deed_refuse(&d->deed, row, "amendment", _("a case begins as a draft"));
    if (course_value(course, "handed_to", COURSE_AFTER, &none) == COURSE_VALUE)
        deed_refuse(&d->deed, row, "handed_to", _("a case begins with who entered it"));
}

/* Whose work the case becomes. */
static bool hold_handed(CaseDeed *d, const CourseRow *row, Err *err)
{
    int64_t to = 0;
    User person;
    if (!row_has(row, "handed_to"))
        return true;
    if (!course_pointed(d->deed.course, "handed_to", COURSE_AFTER, &to, err))
        return false;
    if (!right_person(d->deed.rights, to, d->deed.group->id, &person) ||
        !desk_takes_cases(&person))
        deed_refuse(&d->deed, row, "handed_to", _("who it was handed to works on no cases"));
    return true;
}

/* A mark is also what a platform marked, by who takes in its answer. */
static void hold_review(CaseDeed *d, const CourseRow *row)
{
    const CourseGroup *group = d->deed.group;
    Course *course = d->deed.course;
    bool of_reply = strcmp(group->verb, verb_word(VERB_RECEIPT)) == 0 &&
                    course_is(course, "verb", COURSE_AFTER, verb_word(VERB_MARK));
    if (row->op != COURSE_ADD || strcmp(group->kind, "erase") == 0)
        return;
    d->written.reviews++;
    if (!of_reply && !course_is(course, "verb", COURSE_AFTER, group->verb))
        deed_refuse(&d->deed, row, "verb", _("it says that something else was done"));
}

/* The row that raised a stop was taken away by the same group, or what it says of that. */
static bool is_unsaid(const CaseDeed *d, const SqlValue *cause)
{
    const RowThen *row = cause->type == SQL_BLOB && cause->len == UID_BYTES
                             ? case_row_then(d->now, (const unsigned char *)cause->bytes)
                             : NULL;
    return row && row->unsaid == d->deed.group->id;
}

/* It goes with what raised it, when that is undone, while nobody has decided; one that somebody
 * raised on their word is decided. */
static void hold_stop_gone(CaseDeed *d, const CourseRow *row)
{
    const unsigned char *undoes = d->deed.group->undoes;
    SqlValue cause, decided, raised;
    CourseKnown known = course_value(d->deed.course, "group_id", COURSE_BEFORE, &raised);
    bool same = raised.type == SQL_BLOB && raised.len == UID_BYTES && undoes &&
                memcmp(raised.bytes, undoes, UID_BYTES) == 0;
    CourseKnown caused = course_value(d->deed.course, "cause", COURSE_BEFORE, &cause);
    if ((known == COURSE_VALUE && !same) || caused == COURSE_EMPTY ||
        (caused == COURSE_VALUE && !is_unsaid(d, &cause)) ||
        course_value(d->deed.course, "decided_at", COURSE_BEFORE, &decided) == COURSE_VALUE)
        deed_refuse(&d->deed, row, NULL, _("a stop goes only with what raised it"));
}

/* Whoever said last that they suspect a fraud, since it was decided that the case goes on, does
 * not decide about it, nor whoever they could be signed in as; as the view stop_suspected. */
static void hold_suspected(CaseDeed *d, const CourseRow *row)
{
    const CaseThen *now = d->now;
    const StopThen *said = NULL;
    bool ends = false;
    for (size_t i = 0; i < now->n_stops; i++) {
        const StopThen *stop = &now->stops[i];
        if (!stop->there || strcmp(stop->reason, "fraud") != 0)
            continue;
        if (!ends)
            said = stop;
        ends = stop->ends;
        if (memcmp(stop->uid.bytes, row->uid, UID_BYTES) == 0)
            break;
    }
    if (said && (said->by == d->deed.group->user_id ||
                 stood_behind(d->deed.rights->givings, d->deed.group->user_id, said->by,
                              d->deed.group->id)))
        deed_refuse(&d->deed, row, "decided_by",
                    _("whoever suspects a fraud does not decide about it"));
}

static bool is_fraud(const CaseDeed *d, const CourseRow *row)
{
    for (size_t i = 0; i < d->now->n_stops; i++) {
        const StopThen *stop = &d->now->stops[i];
        if (memcmp(stop->uid.bytes, row->uid, UID_BYTES) == 0)
            return strcmp(stop->reason, "fraud") == 0;
    }
    return false;
}

/* Steps lead from where the case was, one from the other. */
static void hold_life_step(CaseDeed *d, const CourseRow *row)
{
    Course *course = d->deed.course;
    Written *written = &d->written;
    const char *from = written->stepped.table ? written->stage : d->was.life;
    char stage[COURSE_WORD];
    CourseKnown known;
    if (row->op != COURSE_ADD)
        return;
    course_copy(course, "life", COURSE_AFTER, stage, &known);
    if (!course_is(course, "was", COURSE_AFTER, from) || strcmp(stage, from) == 0)
        deed_refuse(&d->deed, row, "was", _("the case was at another stage"));
    memcpy(written->stage, stage, sizeof stage);
    written->stepped = (RightPlace){row->table, "life", row->id};
}

/* Raised it may be by whoever edits, and as it stays; what is decided is for who may, in a step
 * of its own. */
static void hold_stop(CaseDeed *d, const CourseRow *row)
{
    static const char *const decided[] = {"decided_by", "decided_at", "decision", "ends",
                                          "taken_back"};
    bool decides = strcmp(d->deed.group->verb, verb_word(VERB_DECIDE)) == 0;
    if (strcmp(d->deed.group->kind, "erase") == 0)
        return;
    if (row->op == COURSE_REMOVE) {
        hold_stop_gone(d, row);
        return;
    }
    if (row->op == COURSE_ADD && !d->written.aside.table)
        d->written.aside = (RightPlace){row->table, NULL, row->id};
    if (row->op == COURSE_SET)
        deed_ask(&d->deed, row, row->columns[0], VERB_DECIDE);
    if (row->op == COURSE_SET && row_has(row, "decided_by") && is_fraud(d, row))
        hold_suspected(d, row);
    for (size_t i = 0; i < COUNT_OF(decided); i++) {
        SqlValue value;
        CourseKnown known = course_value(d->deed.course, decided[i], COURSE_AFTER, &value);
        bool back = row->op == COURSE_SET && strcmp(decided[i], "taken_back") == 0;
        if (known != COURSE_VALUE || (value.type == SQL_INT && value.number == 0 && i > 2))
            continue;
        deed_ask(&d->deed, row, decided[i], VERB_DECIDE);
        if (!decides && !back)
            deed_refuse(&d->deed, row, decided[i],
                        _("it changes what such a step does not touch"));
    }
}

/* The first of two was given with no step since. Whoever gave it themselves decides alone. */
static void hold_first(CaseDeed *d, const CourseRow *row)
{
    SqlValue first;
    CourseKnown known = course_value(d->deed.course, "first", COURSE_AFTER, &first);
    d->written.second = known == COURSE_HIDDEN ||
                        (known == COURSE_VALUE && d->was.first_by != d->deed.group->user_id);
    if (known == COURSE_VALUE &&
        (!d->was.first_by || first.type != SQL_BLOB || first.len != UID_BYTES ||
         memcmp(first.bytes, d->was.first.bytes, UID_BYTES) != 0))
        deed_refuse(&d->deed, row, "first", _("nobody gave that first approval"));
}

/* One is added by an approval; what was in force ends with it, where it is amended. */
static void hold_approval(CaseDeed *d, const CourseRow *row)
{
    const char *verb = d->deed.group->verb;
    bool approves = strcmp(verb, verb_word(VERB_APPROVE)) == 0;
    if (strcmp(d->deed.group->kind, "erase") == 0)
        return;
    if (row->op != COURSE_ADD) {
        if (row_has(row, "active") &&
            !(approves && d->was.amendment[0] &&
              course_is_int(d->deed.course, "active", COURSE_AFTER, 0)))
            deed_refuse(&d->deed, row, "active",
                        _("it changes what such a step does not touch"));
        return;
    }
    d->written.approvals++;
    d->written.approval = row->id;
    if (!approves)
        deed_refuse(&d->deed, row, NULL, _("it says that something else was done"));
    if (!course_is_int(d->deed.course, "active", COURSE_AFTER, 1))
        deed_refuse(&d->deed, row, "active", _("what is approved is in force"));
    hold_first(d, row);
}

static bool hold_finding(CaseDeed *d, const CourseRow *row, Err *err)
{
    int64_t approval = 0;
    const SecondRule rule = right_second(d->deed.rights, d->was.submitted, d->deed.group->id);
    SqlValue named;
    if (row->op != COURSE_ADD || strcmp(d->deed.group->kind, "erase") == 0)
        return true;
    if (!course_pointed(d->deed.course, "approval_id", COURSE_AFTER, &approval, err))
        return false;
    if (approval != d->written.approval)
        deed_refuse(&d->deed, row, "approval_id", _("it is of another approval"));
    course_value(d->deed.course, "rule", COURSE_AFTER, &named);
    d->written.two = d->written.two || (named.type == SQL_TEXT &&
                                        eyes_names(rule.findings, named.bytes, named.len));
    return true;
}

bool right_row(CaseDeed *d, const CourseRow *row, Err *err)
{
    const RecordDef *record = layer_record(row->table);
    bool head = strcmp(row->table, "case_file") == 0, begins = head && row->op == COURSE_ADD;
    if (!hold_owner(d, row, err) || !deed_names(&d->deed, row, err) ||
        !right_when(&d->deed, row, err))
        return false;
    hold_step(d, row);
    if (begins)
        hold_begin(d, row);
    else if (record)
        write_record(d, row, record);
    if (head && !begins)
        return hold_handed(d, row, err);
    if (strcmp(row->table, "finding_accepted") == 0)
        return hold_finding(d, row, err);
    if (strcmp(row->table, "review") == 0)
        hold_review(d, row);
    else if (strcmp(row->table, "life_step") == 0) {
        d->written.aside = (RightPlace){row->table, NULL, row->id};
        hold_life_step(d, row);
    } else if (strcmp(row->table, "erasure") == 0)
        right_erased(d, row);
    else if (strcmp(row->table, "pen") == 0)
        right_pen(d, row);
    else if (strcmp(row->table, "approval") == 0)
        hold_approval(d, row);
    else if (strcmp(row->table, "stop") == 0)
        hold_stop(d, row);
    return true;
}
