/* The groups about one case, forwards: each is held against how the case stood before it, and
 * then laid over that. */
#include "config.h"

#include "app/right_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

static bool standing_of(const CaseThen *then, Standing *out)
{
    return !then->vague &&
           standing_parse(then->status, then->amendment[0] ? then->amendment : NULL, out);
}

static Life life_of(const CaseThen *then)
{
    Life life = LIFE_PREPARED;
    life_parse(then->life, &life);
    return life;
}

static Relation relation_of(const CaseDeed *d)
{
    int64_t keeper = d->was.handed_to ? d->was.handed_to : d->was.created_by;
    return (Relation){.own = keeper == d->deed.group->user_id, .fresh = true};
}

RowThen *case_row_then(const CaseThen *then, const unsigned char *uid)
{
    for (size_t i = then->n; i > 0; i--) {
        if (memcmp(then->rows[i - 1].uid.bytes, uid, UID_BYTES) == 0)
            return &then->rows[i - 1];
    }
    return NULL;
}

static RowThen *row_made(CaseThen *then, const unsigned char *uid)
{
    RowThen *row = case_row_then(then, uid);
    if (row)
        return row;
    if (then->n == then->room)
        then->rows =
            xreallocarray(then->rows, then->room = 2 * then->room + 64, sizeof *then->rows);
    row = &then->rows[then->n++];
    *row = (RowThen){.later = false};
    memcpy(row->uid.bytes, uid, UID_BYTES);
    return row;
}

/* ---- how the case stands after a row ---- */

/* What a column says; a value that may not be read leaves what was known. */
static CourseKnown take_day(CaseDeed *d, const char *column, char out[COURSE_WORD])
{
    char word[COURSE_WORD];
    CourseKnown known;
    course_copy(d->deed.course, column, COURSE_AFTER, word, &known);
    if (known == COURSE_VALUE || known == COURSE_EMPTY)
        memcpy(out, word, sizeof word);
    return known;
}

/* Of what decides a right the case is vague, where it may not be read. */
static void take_word(CaseDeed *d, const char *column, char out[COURSE_WORD])
{
    if (take_day(d, column, out) == COURSE_HIDDEN)
        d->now->vague = true;
}

static bool take_user(const CaseDeed *d, const CourseRow *row, const char *column, int64_t *out,
                      Err *err)
{
    return !row_has(row, column) ||
           course_pointed(d->deed.course, column, COURSE_AFTER, out, err);
}

static void take_content(CaseDeed *d, const CourseRow *row)
{
    SqlValue value;
    if (row_has(row, "target_fen")) {
        course_value(d->deed.course, "target_fen", COURSE_AFTER, &value);
        d->now->target = value.type == SQL_INT ? value.number : 0;
    }
    if (!row_has(row, "adviser"))
        return;
    course_value(d->deed.course, "adviser", COURSE_AFTER, &value);
    free(d->now->adviser);
    d->now->adviser = value.type == SQL_TEXT ? xstrndup(value.bytes, value.len) : NULL;
}

/* What comes out of the archive was closed before. */
static void take_closed(CaseDeed *d, const CourseRow *row)
{
    Course *course = d->deed.course;
    if (row->op == COURSE_ADD &&
        course_is(course, "life", COURSE_AFTER, life_word(LIFE_CLOSED)) &&
        !course_is(course, "was", COURSE_AFTER, life_word(LIFE_ARCHIVED)))
        take_day(d, "on_day", d->now->closed_on);
}

static bool take_case(CaseDeed *d, const CourseRow *row, Err *err)
{
    CaseThen *now = d->now;
    now->known = true;
    take_content(d, row);
    take_word(d, "status", now->status);
    take_word(d, "amendment", now->amendment);
    take_word(d, "life", now->life);
    take_day(d, "retain_until", now->retain);
    return take_user(d, row, "created_by", &now->created_by, err) &&
           take_user(d, row, "handed_to", &now->handed_to, err);
}

static void take_approval(CaseDeed *d, RowThen *then)
{
    Course *course = d->deed.course;
    bool is = course_is_int(course, "active", COURSE_AFTER, 1),
         was = !is && course_is_int(course, "active", COURSE_BEFORE, 1);
    if (is)
        d->now->in_force++;
    else if (was)
        d->now->in_force--;
    then->in_force = is || (then->in_force && !was);
}

static StopThen *stop_made(CaseThen *now, const unsigned char *uid)
{
    for (size_t i = 0; i < now->n_stops; i++) {
        if (memcmp(now->stops[i].uid.bytes, uid, UID_BYTES) == 0)
            return &now->stops[i];
    }
    now->stops = xreallocarray(now->stops, now->n_stops + 1, sizeof *now->stops);
    StopThen *stop = &now->stops[now->n_stops++];
    *stop = (StopThen){.there = false};
    memcpy(stop->uid.bytes, uid, UID_BYTES);
    return stop;
}

/* What was erased since is as what was decided. */
static void take_stop(CaseDeed *d, const CourseRow *row)
{
    Course *course = d->deed.course;
    StopThen *stop = stop_made(d->now, row->uid);
    CourseKnown known;
    SqlValue value;
    stop->there = row->op != COURSE_REMOVE;
    if (row->op == COURSE_ADD) {
        course_copy(course, "reason", COURSE_AFTER, stop->reason, &known);
        stop->by = d->deed.group->user_id;
        stop->group = d->deed.group->id;
    }
    known = course_value(course, "decided_at", COURSE_AFTER, &value);
    stop->decided = stop->decided || known == COURSE_VALUE || known == COURSE_HIDDEN;
    if (row->op == COURSE_SET && row_has(row, "decided_by")) {
        stop->decided_by = d->deed.group->user_id;
        stop->decided_in = d->deed.group->id;
    }
    if (row_has(row, "ends"))
        stop->ends = course_is_int(course, "ends", COURSE_AFTER, 1);
}

static bool is_lifted(const CaseThen *then, size_t at)
{
    for (size_t i = at + 1; i < then->n_stops; i++) {
        const StopThen *later = &then->stops[i];
        if (later->there && later->decided && !later->ends &&
            strcmp(later->reason, then->stops[at].reason) == 0)
            return true;
    }
    return false;
}

bool case_is_stopped(const CaseThen *then)
{
    for (size_t i = 0; i < then->n_stops; i++) {
        const StopThen *stop = &then->stops[i];
        if (stop->there && (!stop->decided || (stop->ends && !is_lifted(then, i))))
            return true;
    }
    return false;
}

/* Where that was erased since, what came while an approval was in force. */
bool row_says_later(const CaseDeed *d)
{
    SqlValue later;
    CourseKnown known = course_value(d->deed.course, "later", COURSE_AFTER, &later);
    return (known == COURSE_HIDDEN && d->was.in_force > 0) ||
           (known == COURSE_VALUE && later.number == 1);
}

/* What the setting of two approvals asks is counted from there on. */
static void take_submitted(CaseDeed *d)
{
    Course *course = d->deed.course;
    if (course_is(course, "verb", COURSE_AFTER, verb_word(VERB_SUBMIT)))
        d->now->submitted = d->deed.group->id;
    else if (course_is(course, "verb", COURSE_AFTER, verb_word(VERB_APPROVE)))
        d->now->agreed = d->now->submitted;
}

/* With the next step of the case a first approval is over. */
static void take_review(CaseDeed *d, const CourseRow *row)
{
    static const Verb steps[] = {VERB_SUBMIT,  VERB_WITHDRAW, VERB_RETURN, VERB_REJECT,
                                 VERB_APPROVE, VERB_REOPEN,   VERB_AMEND,  VERB_CLOSE};
    Course *course = d->deed.course;
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (course_is(course, "verb", COURSE_AFTER, verb_word(steps[i])))
            d->now->first_by = 0;
    }
    take_submitted(d);
    if (!course_is(course, "verb", COURSE_AFTER, verb_word(VERB_APPROVE_FIRST)))
        return;
    d->now->first_by = d->deed.group->user_id;
    d->now->first_group = d->deed.group->id;
    memcpy(d->now->first.bytes, row->uid, UID_BYTES);
}

/* As the view later_writer has it: where it stands does not count, nor what goes on in a
 * tranche anyway. */
static bool writes_later(const CourseRow *row)
{
    const RecordDef *record = layer_record(row->table);
    bool writes = row->op != COURSE_SET;
    if (!record || !(record->flags & RF_BOTH))
        return false;
    for (size_t i = 0; !writes && i < row->n; i++) {
        const FieldDef *field = catalog_find_column(row->table, row->columns[i]);
        writes = field && !((record->flags & RF_ANEW) && field_follows_up(field));
    }
    return writes;
}

/* What came later, and is taken in with the second of two, was written since the first. */
static bool first_is_over(const CaseThen *then)
{
    for (size_t i = 0; then->first_by && i < then->n; i++) {
        const RowThen *row = &then->rows[i];
        if (row->there && row->later && row->written > then->first_group)
            return true;
    }
    return false;
}

static void take_request(CaseDeed *d, const CourseRow *row, RowThen *then)
{
    SqlValue answer;
    then->request = strcmp(row->table, "erasure_request") == 0;
    if (!then->request || !(row->op == COURSE_ADD || row_has(row, "answer")))
        return;
    CourseKnown known = course_value(d->deed.course, "answer", COURSE_AFTER, &answer);
    then->denied =
        known != COURSE_HIDDEN && !course_is(d->deed.course, "answer", COURSE_AFTER, "granted");
}

static bool changes(const CaseDeed *d, const CourseRow *row, const char *column)
{
    SqlValue was = {.type = SQL_NULL}, is = was;
    CourseKnown before = course_value(d->deed.course, column, COURSE_BEFORE, &was);
    CourseKnown after = course_value(d->deed.course, column, COURSE_AFTER, &is);
    return row_has(row, column) &&
           (before != after || after == COURSE_HIDDEN || !sql_value_equal(&was, &is));
}

/* It goes, or says no more what raises a stop: a set that leaves it as it was does not. */
static bool unsays(const CaseDeed *d, const CourseRow *row)
{
    return row->op == COURSE_REMOVE ||
           (row->op == COURSE_SET &&
            (changes(d, row, "kind") || changes(d, row, "withdrawn_on")));
}

static bool take_row(CaseDeed *d, const CourseRow *row, Err *err)
{
    right_pen_take(d, row);
    if (strcmp(row->table, "case_file") == 0)
        return take_case(d, row, err);
    if (strcmp(row->table, "stop") == 0)
        take_stop(d, row);
    if (strcmp(row->table, "life_step") == 0)
        take_closed(d, row);
    if (strcmp(row->table, "review") == 0 && row->op == COURSE_ADD)
        take_review(d, row);
    RowThen *then = row_made(d->now, row->uid);
    then->id = row->id;
    then->there = row->op != COURSE_REMOVE;
    take_request(d, row, then);
    if (unsays(d, row))
        then->unsaid = d->deed.group->id;
    else if (row->op == COURSE_ADD)
        then->unsaid = 0;
    if (strcmp(row->table, "approval") == 0)
        take_approval(d, then);
    if (row_has(row, "later") && row->op != COURSE_REMOVE)
        then->later = row_says_later(d);
    if (writes_later(row) && d->deed.group->user_id > 0)
        then->written = d->deed.group->id;
    return true;
}

/* ---- what it takes ---- */

static void ask_case(CaseDeed *d, const RightPlace *place, Verb right, Status status)
{
    const Relation relation = relation_of(d);
    Deed *deed = &d->deed;
    if (deed->why.kind == ERR_NONE &&
        !desk_may_case(&deed->person, right, status, &relation, &deed->why) && place)
        deed->place = *place;
}

/* Of what is not known any more the role is left. */
static void ask_as_it_stood(CaseDeed *d, const RightPlace *place, Verb right)
{
    Standing was;
    if (d->was.known && standing_of(&d->was, &was))
        ask_case(d, place, right, standing_for(&was, right));
    else
        deed_ask(&d->deed, NULL, NULL, right);
}

/* As edit_may_layer (app/edit.c). */
static void ask_written(CaseDeed *d)
{
    const Written *written = &d->written;
    bool application = layer_touches(&written->touch, LAYER_APPLICATION);
    bool follow_up = layer_touches(&written->touch, LAYER_FOLLOW_UP);
    Standing was;
    if (!standing_of(&d->was, &was)) {
        deed_ask(&d->deed, NULL, NULL, VERB_EDIT);
        return;
    }
    deed_ask(&d->deed, NULL, NULL, VERB_EDIT);
    if (written->aside.table && !application && !follow_up) {
        deed_refuse(&d->deed, NULL, NULL,
                    _("nothing of the case that it changes leads to that"));
        d->deed.place = written->aside;
    }
    if (life_of(&d->was) == LIFE_ARCHIVED && (application || follow_up))
        deed_refuse(&d->deed, NULL, NULL, _("the archive is read, and opened again first"));
    if (life_is_over(life_of(&d->was)) && (application || follow_up))
        ask_case(d, application ? &written->at : &written->follows, VERB_FOLLOW_UP,
                 STATUS_CLOSED);
    if (application)
        ask_case(d, &written->at, VERB_EDIT, was.amendment);
    if (follow_up)
        ask_case(d, &written->follows, VERB_FOLLOW_UP, was.status);
    if (written->touch.recut)
        ask_case(d, &written->follows, VERB_RECUT, was.status);
    if (written->touch.application && !d->deed.group->content && d->deed.why.kind == ERR_NONE) {
        err_set(&d->deed.why, ERR_REFUSED, "%s",
                _("it changes the application, and says that it does not"));
        d->deed.place = written->at;
    }
}

/* An application that is closed is opened by the verb; what is over otherwise, by who may close
 * (app_case_may_reopen). */
static bool opens_life_alone(const CaseDeed *d)
{
    Life life = life_of(&d->was);
    return strcmp(d->deed.group->verb, verb_word(VERB_REOPEN)) == 0 && life_is_over(life) &&
           !(life == LIFE_CLOSED && strcmp(d->was.status, status_word(STATUS_CLOSED)) == 0);
}

static void ask_reopen(CaseDeed *d)
{
    if (!opens_life_alone(d)) {
        ask_as_it_stood(d, NULL, VERB_REOPEN);
        return;
    }
    ask_as_it_stood(d, NULL, VERB_CLOSE);
    if (life_of(&d->was) == LIFE_ARCHIVED)
        deed_ask(&d->deed, NULL, NULL, VERB_SET_STAGE);
}

/* Where the case begins among n pieces of size bytes in the order of cases, each beginning with
 * its case_id. */
static size_t first_of(const void *pieces, size_t n, size_t size, int64_t case_id)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int64_t at;
        memcpy(&at, (const char *)pieces + middle * size, sizeof at);
        if (at < case_id)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool right_sent(const Rights *rights, int64_t case_id, int64_t group, const CourseRow *row)
{
    bool batch = strcmp(row->table, "batch") == 0;
    for (size_t i = first_of(rights->sent, rights->n_sent, sizeof *rights->sent, case_id);
         i < rights->n_sent && rights->sent[i].case_id == case_id; i++) {
        const Sent *sent = &rights->sent[i];
        if (sent->group < group && (batch ? sent->batch : sent->row) == row->id)
            return true;
    }
    return false;
}

/* Who began the batch was asked then; when it is finished their role may be another. */
static void ask_export(CaseDeed *d)
{
    const CourseGroup *group = d->deed.group;
    const Rights *rights = d->deed.rights;
    bool sent = false;
    if (group->elsewhere) {
        deed_ask(&d->deed, NULL, NULL, VERB_EXPORT);
        return;
    }
    for (size_t i = first_of(rights->sent, rights->n_sent, sizeof *rights->sent, d->case_id);
         i < rights->n_sent && rights->sent[i].case_id == d->case_id; i++)
        sent = sent ||
               (rights->sent[i].group < group->id && rights->sent[i].user == group->user_id);
    if (!sent)
        deed_refuse(&d->deed, NULL, NULL, _("the case was in no batch of theirs"));
}

static void ask_right(CaseDeed *d)
{
    const Asked *asked = d->deed.asked;
    switch (asked->how) {
    case ASKED_BEGINS:
        deed_ask(&d->deed, NULL, NULL, asked->right);
        if (d->was.known)
            deed_refuse(&d->deed, NULL, NULL, _("the case was there before"));
        if (!d->deed.group->content)
            deed_refuse(&d->deed, NULL, NULL,
                        _("it changes the application, and says that it does not"));
        break;
    case ASKED_ROWS:
        ask_written(d);
        break;
    case ASKED_EXPORT:
        ask_export(d);
        break;
    case ASKED_CASE:
    case ASKED_STAGE:
        if (asked->right == VERB_REOPEN)
            ask_reopen(d);
        else
            ask_as_it_stood(d, NULL, asked->right);
        break;
    case ASKED_NOBODY:
    case ASKED_ROLE:
    case ASKED_PEOPLE:
    case ASKED_DOSSIER:
    case ASKED_DISCARD:
    case ASKED_FIRST:
    case ASKED_STATION:
        break;
    }
}

/* ---- where it led ---- */

static bool same_standing(const Standing *a, const Standing *b)
{
    return a->status == b->status && a->amended == b->amended && a->amendment == b->amendment;
}

/* Where the verb leads; a case that is closed or opened in its life alone stays. */
static void hold_standing(CaseDeed *d)
{
    const Asked *asked = d->deed.asked;
    Standing was, now, to;
    if (!d->was.known || !standing_of(&d->was, &was) || !standing_of(d->now, &now))
        return;
    to = was;
    if (asked->how == ASKED_CASE && !opens_life_alone(d) &&
        asked->right != VERB_APPROVE_FIRST && !standing_leads(asked->right, &was, &to))
        to = was;
    if (asked->how == ASKED_EXPORT && was.status == STATUS_APPROVED &&
        now.status == STATUS_EXPORTED)
        to.status = STATUS_EXPORTED;
    if (!to.amended)
        to.amendment = to.status;
    if (!same_standing(&now, &to))
        deed_refuse(&d->deed, NULL, NULL,
                    _("it leads to another status than such a step does"));
}

static bool is_one_of(Life life, unsigned lives)
{
    return (lives >> life & 1) != 0;
}

#define L(life) (1u << LIFE_##life)

/* What is said by hand takes the right of that step. */
static void hold_life_by_hand(CaseDeed *d, Life was, Life now)
{
    Verb right;
    if (life_step_verb(was, now, &right) && now != LIFE_CLOSED)
        ask_as_it_stood(d, NULL, right);
    else
        deed_refuse(&d->deed, NULL, NULL, _("no step leads to that stage"));
}

static void hold_life(CaseDeed *d)
{
    const Asked *asked = d->deed.asked;
    Life was = life_of(&d->was), now = life_of(d->now);
    bool fits = false;
    if (!d->was.known || was == now)
        return;
    if (asked->how == ASKED_STAGE) {
        hold_life_by_hand(d, was, now);
        return;
    }
    if (asked->how == ASKED_EXPORT)
        fits = is_one_of(was, L(PREPARED) | L(REFUSED)) && now == LIFE_SENT;
    else if (asked->right == VERB_RECEIPT)
        fits = is_one_of(was, L(SENT) | L(ACCEPTED) | L(REFUSED)) &&
               is_one_of(now, L(ACCEPTED) | L(REFUSED));
    else if (asked->right == VERB_CLOSE)
        fits = now == LIFE_CLOSED && !life_is_over(was);
    else if (asked->right == VERB_WITHDRAW)
        fits = now == LIFE_CLOSED && strcmp(d->now->status, status_word(STATUS_CLOSED)) == 0;
    else if (asked->right == VERB_REOPEN)
        fits = was == LIFE_ARCHIVED ? now == LIFE_CLOSED
                                    : was == LIFE_CLOSED && now != LIFE_ARCHIVED;
    if (!fits)
        deed_refuse(&d->deed, NULL, NULL, _("no step leads to that stage"));
}

/* A step alone would be in the history of the case, and nowhere else. */
static void hold_steps(CaseDeed *d)
{
    const Written *written = &d->written;
    if (written->stepped.table && d->deed.why.kind == ERR_NONE &&
        strcmp(written->stage, d->now->life) != 0) {
        deed_refuse(&d->deed, NULL, NULL, _("the case did not come to that stage"));
        d->deed.place = written->stepped;
    }
}

/* What is written beside a step: by an amendment that is given up, an approval that takes in
 * what came later, an answer of a platform. */
static void hold_beside(CaseDeed *d)
{
    const Written *written = &d->written;
    Verb right = d->deed.asked->right;
    bool given_up = d->was.amendment[0] && !d->now->amendment[0];
    bool any = written->touch.application || written->touch.follow_up || written->touch.moved;
    if (d->deed.asked->how != ASKED_CASE || right == VERB_ERASE)
        return;
    if (right == VERB_RECEIPT ? written->touch.application : any && !given_up)
        deed_refuse(&d->deed, NULL, NULL, _("it changes what such a step does not touch"));
    if (written->touch.taken_in && !given_up)
        deed_refuse(&d->deed, NULL, NULL, _("it changes what such a step does not touch"));
}

/* An approval is a row, and one that tells of it; the first of two is the second alone. */
static void hold_approved(CaseDeed *d)
{
    const Written *written = &d->written;
    const CourseGroup *group = d->deed.group;
    bool approves = d->deed.asked->right == VERB_APPROVE;
    const SecondRule rule = right_second(d->deed.rights, d->was.submitted, group->id);
    if (!approves && d->deed.asked->right != VERB_APPROVE_FIRST)
        return;
    if (written->approvals != (approves ? 1 : 0) || written->reviews != 1)
        deed_refuse(&d->deed, NULL, NULL, _("it has other rows than an approval has"));
    /* What another station asks two for stands in none of its groups about a case. */
    if (approves && !group->elsewhere && !written->second &&
        (written->two || right_found_named(d, rule.findings) ||
         (rule.above >= 0 && d->was.target > rule.above)))
        deed_refuse(&d->deed, NULL, NULL, _("two supervisors approve such a case"));
}

/* Whoever gave the first of two approvals gives the second where two are not asked for;
 * findings that the store names count for every case, as in the view four_eyes. */
static int64_t first_asked(const CaseDeed *d)
{
    const SecondRule rule = right_second(d->deed.rights, d->was.submitted, d->deed.group->id);
    return rule.findings[0] || (rule.above >= 0 && d->was.target > rule.above) ? d->was.first_by
                                                                               : 0;
}

/* For what is held of them together (moment.c). */
static void note_approval(const CaseDeed *d)
{
    const CourseGroup *group = d->deed.group;
    Approvals *all = d->deed.rights->approvals;
    bool first = strcmp(group->verb, verb_word(VERB_APPROVE_FIRST)) == 0;
    if (!d->written.approvals && !first)
        return;
    if (all->n == all->room)
        all->list = xreallocarray(all->list, all->room = 2 * all->room + 32, sizeof *all->list);
    all->list[all->n++] = (Approved){
        .case_id = d->case_id,
        .group = group->id,
        .approver = group->user_id,
        .text = d->written.approvals > 0,
        .verb = first ? VERB_APPROVE_FIRST : VERB_APPROVE,
        .first_by = first ? 0 : first_asked(d),
        .who = group->who ? xstrdup(group->who) : NULL,
        .adviser = group->of_person && d->was.adviser ? xstrdup(d->was.adviser) : NULL};
}

/* With an approval an amendment is over as well, and gives nothing back. */
static void note_given_up(const CaseDeed *d)
{
    Approvals *all = d->deed.rights->approvals;
    CaseThen *now = d->now;
    if (!d->was.amendment[0] && now->amendment[0])
        now->amended = d->deed.group->id;
    if (!d->was.amendment[0] || now->amendment[0] || !now->amended || d->written.approvals)
        return;
    if ((all->n_ups & (all->n_ups - 1)) == 0)
        all->ups = xreallocarray(all->ups, all->n_ups ? 2 * all->n_ups : 1, sizeof *all->ups);
    all->ups[all->n_ups++] = (GivenUp){d->case_id, now->amended, d->deed.group->id};
}

/* ---- a group ---- */

/* Of a journal of before nobody signed anything: there the steps are held by the role. */
static void hold_unsigned(CaseDeed *d)
{
    const CourseGroup *group = d->deed.group;
    Verb verb;
    if ((strcmp(group->kind, "workflow") == 0 || strcmp(group->kind, "erase") == 0) &&
        verb_parse(group->verb, &verb))
        deed_ask(&d->deed, NULL, NULL, verb);
    else
        d->deed.why = (Err){0};
}

static void hold_end(CaseDeed *d)
{
    Deed *deed = &d->deed;
    const CourseGroup *group = deed->group;
    if (!group->of_person && !group->of_station) {
        hold_unsigned(d);
    } else if (group->of_person && deed->asked) {
        ask_right(d);
        hold_standing(d);
        hold_life(d);
        hold_steps(d);
        hold_beside(d);
        hold_approved(d);
        if (deed->asked->how == ASKED_BEGINS && !d->was.known && !d->written.began)
            deed_refuse(deed, NULL, NULL, _("no case begins with it"));
    } else if (group->of_station) {
        deed->why = (Err){0};
        if (deed->asked && deed->asked->how == ASKED_EXPORT)
            ask_export(d);
    }
}

static bool hold_group(Rights *rights, Course *course, const CourseGroup *group, CaseThen *now,
                       Err *err)
{
    const CourseRow *row;
    bool done = true;
    CaseDeed d = {.case_id = group->case_id, .now = now, .was = *now};
    deed_begin(&d.deed, rights, course, group);
    if (group->of_person && !d.deed.asked && asked_of(group->kind, group->verb, false))
        deed_refuse(&d.deed, NULL, NULL, _("such an event is about no case"));
    d.was.adviser = now->adviser ? xstrdup(now->adviser) : NULL;
    if (first_is_over(now))
        d.was.first_by = 0;
    while (done && (row = course_row(course))) {
        right_found_row(&d, row);
        if (group->of_person && d.deed.asked)
            done = right_row(&d, row, err);
        else if (strcmp(row->table, "approval") == 0 && row->op == COURSE_ADD)
            d.written.approvals++;
        done = done && take_row(&d, row, err);
    }
    hold_end(&d);
    right_found_end(&d);
    note_approval(&d);
    note_given_up(&d);
    deed_end(&d.deed);
    free(d.was.adviser);
    return done;
}

/* ---- the case ---- */

/* Dossiers that were made of it before that group. */
static void hold_later(Rights *rights, int64_t case_id, const CaseThen *then, int64_t before,
                       size_t *next)
{
    for (; *next < rights->n_later && rights->later[*next].case_id <= case_id; ++*next) {
        const Later *later = &rights->later[*next];
        const CourseGroup group = {.id = later->group,
                                   .case_id = case_id,
                                   .user_id = later->user,
                                   .verb = "dossier",
                                   .who = later->who};
        CaseDeed d = {.case_id = case_id, .was = *then};
        if (later->case_id < case_id)
            continue;
        if (before && later->group >= before)
            return;
        deed_begin(&d.deed, rights, NULL, &group);
        ask_as_it_stood(&d, &(RightPlace){"dossier", NULL, later->row}, VERB_DOSSIER);
        deed_end(&d.deed);
    }
}

/* Batches that it went into before that group; 0: all that are left. */
static bool hold_sent(Rights *rights, int64_t case_id, const CaseThen *then, int64_t before,
                      size_t *next, Err *err)
{
    for (; *next < rights->n_sent && rights->sent[*next].case_id == case_id; ++*next) {
        const Sent *sent = &rights->sent[*next];
        if (before && sent->group >= before)
            return true;
        if (!right_sends(rights, sent, then, err))
            return false;
    }
    return true;
}

bool right_case(Rights *rights, int64_t case_id, Err *err)
{
    const CourseGroup *group;
    CaseThen then = {.life = "prepared"};
    size_t later = first_of(rights->later, rights->n_later, sizeof *rights->later, case_id);
    size_t sent = first_of(rights->sent, rights->n_sent, sizeof *rights->sent, case_id);
    Course *course;
    bool done = course_open(rights->store, case_id, &course, err);
    if (!done)
        return false;
    while (done && (group = course_group(course))) {
        hold_later(rights, case_id, &then, group->id, &later);
        done = hold_sent(rights, case_id, &then, group->id, &sent, err) &&
               hold_group(rights, course, group, &then, err);
    }
    hold_later(rights, case_id, &then, 0, &later);
    done = done && hold_sent(rights, case_id, &then, 0, &sent, err);
    free(then.adviser);
    free(then.found);
    free(then.rows);
    free(then.stops);
    return course_close(course, done ? err : NULL) && done;
}
