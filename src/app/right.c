/* People as of then, the groups about no case, and each case in its turn. */
#include "config.h"

#include "app/right.h"

#include <stdlib.h>
#include <string.h>

#include "app/events.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_same.h"
#include "store/sql.h"

/* ---- people ---- */

static Turn *turn_of(Turns *turns, const JournalRow *row)
{
    Turn *last = turns->n ? &turns->list[turns->n - 1] : NULL;
    if (last && last->group == row->group && last->user.id == row->row_id)
        return last;
    if (turns->n == turns->room)
        turns->list =
            xreallocarray(turns->list, turns->room = 2 * turns->room + 32, sizeof *turns->list);
    last = &turns->list[turns->n++];
    *last = (Turn){.group = row->group, .user = {.id = row->row_id}};
    return last;
}

static void take_name(char **out, const char *name)
{
    free(*out);
    *out = xstrdup(name);
}

static bool hear_turn(void *ctx, const JournalRow *row)
{
    Turn *turn = turn_of(ctx, row);
    if (!row->column || !row->after)
        return true;
    if (strcmp(row->column, "role") == 0)
        turn->role = role_parse(row->after, &turn->user.role);
    turn->elsewhere = turn->elsewhere || strcmp(row->column, "home") == 0;
    if (strcmp(row->column, "name") == 0)
        take_name(&turn->name, row->after);
    if (strcmp(row->column, "display") == 0)
        take_name(&turn->display, row->after);
    if (strcmp(row->column, "disabled") == 0) {
        turn->disabled = true;
        turn->user.disabled = strcmp(row->after, "0") != 0;
    }
    if (strcmp(row->column, "must_change") == 0) {
        turn->must = true;
        turn->user.must_change = strcmp(row->after, "0") != 0;
    }
    return true;
}

static void turns_free(Turns *turns)
{
    for (size_t i = 0; i < turns->n; i++) {
        free(turns->list[i].name);
        free(turns->list[i].display);
    }
    free(turns->list);
}

/* The newest first, so what is known already stays. */
static void take_turn(const Turn *turn, Turn *known)
{
    if (turn->role && !known->role)
        known->user.role = turn->user.role;
    if (turn->disabled && !known->disabled)
        known->user.disabled = turn->user.disabled;
    if (turn->must && !known->must)
        known->user.must_change = turn->user.must_change;
    if (turn->name && !known->user.name)
        known->user.name = turn->name;
    if (turn->display && !known->user.display)
        known->user.display = turn->display;
    known->role = known->role || turn->role;
    known->disabled = known->disabled || turn->disabled;
    known->must = known->must || turn->must;
    known->elsewhere = known->elsewhere || turn->elsewhere;
}

static Turn known_before(const Rights *rights, int64_t user, int64_t group)
{
    Turn known = {.user = {.id = user}};
    for (size_t i = 0; i < rights->turns.n; i++) {
        const Turn *turn = &rights->turns.list[i];
        if (turn->user.id == user && turn->group < group)
            take_turn(turn, &known);
    }
    return known;
}

bool right_person(const Rights *rights, int64_t user, int64_t group, User *out)
{
    Turn known = known_before(rights, user, group);
    *out = known.user;
    out->disabled = out->disabled && !known.elsewhere;
    if (!out->name)
        out->name = "";
    if (!out->display)
        out->display = "";
    return known.role;
}

/* ---- what took two ---- */

static bool hear_second(void *ctx, const JournalRow *row)
{
    Rights *rights = ctx;
    bool above = row->row_id == rights->above_id;
    if (!row->column || strcmp(row->column, "value") != 0 ||
        !(above || row->row_id == rights->findings_id))
        return true;
    rights->second =
        xreallocarray(rights->second, rights->n_second + 1, sizeof *rights->second);
    rights->second[rights->n_second++] =
        (SecondTurn){row->group, above, row->after ? xstrdup(row->after) : NULL};
    return true;
}

static bool read_second(Rights *rights, Err *err)
{
    Store *store = rights->store;
    return sql_get_int(store, err, &rights->above_id,
                       "SELECT coalesce(max(id), 0) FROM setting WHERE name = ?", "t",
                       second_above) &&
           sql_get_int(store, err, &rights->findings_id,
                       "SELECT coalesce(max(id), 0) FROM setting WHERE name = ?", "t",
                       second_findings) &&
           (!(rights->above_id || rights->findings_id) ||
            journal_read_people(store, "setting", hear_second, rights, err));
}

/* The newest first; of those before it was submitted the last was still so then. */
SecondRule right_second(Rights *rights, int64_t submitted, int64_t group)
{
    SecondRule rule = {.above = -1};
    int64_t from = submitted ? submitted : group;
    bool above = false, findings = false;
    buf_clear(&rights->asked);
    for (size_t i = 0; i < rights->n_second && !(above && findings); i++) {
        const SecondTurn *turn = &rights->second[i];
        bool *known = turn->above ? &above : &findings;
        if (turn->group >= group || *known)
            continue;
        *known = turn->group < from;
        if (turn->above)
            eyes_second_above(&rule, turn->value);
        else
            eyes_second_findings(&rights->asked, turn->value);
    }
    rule.findings = rights->asked.len ? rights->asked.data : "";
    return rule;
}

/* ---- telling ---- */

static bool is_told(const Verified *out, int64_t group)
{
    for (size_t i = 0; i < out->change_count; i++) {
        const RecordChange *change = &out->changes[i];
        if (change->event == group && strcmp(change->kind, "right") == 0)
            return true;
    }
    return false;
}

static char *number_of(const Rights *rights, int64_t case_id)
{
    char *no = NULL;
    if (case_id)
        sql_get_text(rights->store, NULL, &no, "SELECT no FROM case_file WHERE id = ?", "i",
                     case_id);
    return no;
}

/* In a case "close" is another thing than of a batch. */
static const char *deed_label(int64_t case_id, const char *verb)
{
    Verb step;
    return case_id && verb_parse(verb, &step) ? verb_label(step) : app_event_what(verb);
}

void right_tell(const Rights *rights, int64_t group, int64_t case_id, const char *who,
                const char *verb, const RightPlace *place, const char *why)
{
    Buf words = BUF_INIT;
    RecordChange *change = is_told(rights->out, group) ? NULL : records_add(rights->out);
    bool of_row = place && place->table;
    if (!change)
        return;
    *change = (RecordChange){.kind = "right",
                             .table = xstrdup(of_row ? place->table : "journal_group"),
                             .column = of_row && place->column ? xstrdup(place->column) : NULL,
                             .no = number_of(rights, case_id),
                             .label = of_row ? records_label(place->table, place->column)
                                             : xstrdup(_("Event of the history")),
                             .row = of_row ? place->row : group,
                             .event = group};
    if (change->no)
        buf_addf(&words, "%s%s", change->no,
                 C_("between a number and what is said of it", ", "));
    if (of_row) {
        char *row = records_place(change);
        buf_addf(&words, "%s %s%s", change->label, row,
                 C_("between a number and what is said of it", ", "));
        free(row);
    }
    /* TRANSLATORS: the number of an event; what was done ("approve"), by whom, why not. */
    buf_addf(&words, _("event %lld: “%s” by %s, who could not do that then: %s"),
             (long long)group, deed_label(case_id, verb),
             who ? who : C_("in place of a person", "nobody"), why);
    change->words = buf_take(&words);
}

/* ---- a group ---- */

void deed_begin(Deed *deed, Rights *rights, Course *course, const CourseGroup *group)
{
    *deed = (Deed){.rights = rights, .course = course, .group = group};
    deed->asked = asked_of(group->kind, group->verb, group->case_id != 0);
    if (!right_person(rights, group->user_id, group->id, &deed->person))
        deed_refuse(deed, NULL, NULL, _("they were no user then"));
    if (!group->elsewhere && known_before(rights, group->user_id, group->id).elsewhere)
        deed_refuse(deed, NULL, NULL, _("they are of another station, and sign nothing here"));
    /* Where it was written they were let in, whoever is let in here. */
    if (group->elsewhere)
        deed->person.disabled = deed->person.must_change = false;
}

void deed_refuse(Deed *deed, const CourseRow *row, const char *column, const char *why)
{
    if (deed->why.kind != ERR_NONE)
        return;
    err_set(&deed->why, ERR_REFUSED, "%s", why);
    if (row)
        deed->place = (RightPlace){row->table, column, row->id};
}

void deed_ask(Deed *deed, const CourseRow *row, const char *column, Verb right)
{
    if (deed->why.kind == ERR_NONE && !desk_may(&deed->person, right, &deed->why) && row)
        deed->place = (RightPlace){row->table, column, row->id};
}

void deed_end(const Deed *deed)
{
    const CourseGroup *group = deed->group;
    if (deed->why.kind != ERR_NONE)
        right_tell(deed->rights, group->id, group->case_id, group->who, group->verb,
                   &deed->place, deed->why.text);
}

static bool deed_by(Deed *deed, const CourseRow *row, const char *column, Err *err)
{
    int64_t by = 0;
    if (!course_pointed(deed->course, column, COURSE_AFTER, &by, err))
        return false;
    if (by != deed->group->user_id)
        deed_refuse(deed, row, column, _("it says that somebody else did it"));
    return true;
}

/* Who did it, in the rows that say so; sign_in and role_change name others besides. */
static const struct Doer {
    const char *table, *column;
    bool begins; /* a row begins with it */
} doers[] = {
    {"approval", "approver", true},
    {"batch", "uploaded_by", false},
    {"batch", "user_id", true},
    {"batch_copy", "user_id", true},
    {"blacklist", "confirmed_by", false},
    {"blacklist", "ended_by", false},
    {"blacklist", "entered_by", true},
    {"blacklist", "lift_by", false},
    {"bundle_out", "user_id", true},
    {"case_file", "created_by", true},
    {"dossier", "user_id", true},
    {"erasure", "user_id", true},
    {"life_step", "user_id", true},
    {"read_day", "user_id", true},
    {"receipt", "user_id", true},
    {"reveal", "user_id", true},
    {"review", "user_id", true},
    {"role_change", "by_user", true},
    {"station", "vouched", false},
    {"stop", "decided_by", false},
    {"stop", "user_id", true},
};

bool deed_names(Deed *deed, const CourseRow *row, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && row->op != COURSE_REMOVE && i < COUNT_OF(doers); i++) {
        const struct Doer *doer = &doers[i];
        SqlValue who;
        if (strcmp(doer->table, row->table) != 0)
            continue;
        CourseKnown known = course_value(deed->course, doer->column, COURSE_AFTER, &who);
        if (known == COURSE_VALUE ||
            (known != COURSE_HIDDEN && doer->begins && row->op == COURSE_ADD))
            done = deed_by(deed, row, doer->column, err);
    }
    return done;
}

bool row_has(const CourseRow *row, const char *column)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i], column) == 0)
            return true;
    }
    return false;
}

/* ---- groups about no case ---- */

static bool is_setting(const char *which, const char *name)
{
    size_t n = name ? strlen(name) : 0;
    if (!which || !n)
        return false;
    for (const char *at = which; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, name, n) == 0)
            return true;
        at += length;
    }
    return strcmp(which, "*") == 0;
}

static void hold_setting(Deed *deed, const CourseRow *row)
{
    char *name = course_setting(deed->course);
    if (!is_setting(deed->asked->setting, name))
        deed_refuse(deed, row, "value", _("such an event is about another setting"));
    /* The entries were made with the secret that was there then. */
    if (row->op != COURSE_ADD && name && strcmp(name, "blacklist.key") == 0)
        deed_refuse(deed, row, "value", _("the key of the blacklist is set once and stays"));
    free(name);
}

/* Of another station, whose role there becomes known. */
static void hold_met(Deed *deed, const CourseRow *row)
{
    SqlValue home;
    bool theirs = row->op == COURSE_ADD
                      ? course_value(deed->course, "home", COURSE_AFTER, &home) == COURSE_VALUE
                      : known_before(deed->rights, row->id, deed->group->id).elsewhere;
    bool lets_in = row->op == COURSE_ADD
                       ? !course_is_int(deed->course, "disabled", COURSE_AFTER, 1)
                       : row->n != 1 || !row_has(row, "role");
    if (!theirs || lets_in || row->op == COURSE_REMOVE)
        deed_refuse(deed, row, NULL, _("only somebody of another station comes so"));
    else if (row->op == COURSE_ADD && !course_is_known_there(deed->course))
        deed_refuse(deed, row, NULL, _("no station that was trusted then knew of them"));
}

static const char *no_access(void)
{
    return _("who is of another station is never let in here, and has no passphrase or key");
}

/* As one of those who were there before, however it is written. */
static bool is_called_like(const Deed *deed, const CourseRow *row, const char *column)
{
    SqlValue value;
    bool like = false;
    if (course_value(deed->course, column, COURSE_AFTER, &value) != COURSE_VALUE ||
        value.type != SQL_TEXT)
        return false;
    char *name = xstrndup(value.bytes, value.len);
    const Turns *turns = &deed->rights->turns;
    for (size_t i = 0; !like && i < turns->n; i++) {
        const Turn *turn = &turns->list[i];
        if (turn->group >= deed->group->id || turn->user.id == row->id || turn->elsewhere)
            continue;
        like = (turn->name && text_is_same_name(turn->name, name)) ||
               (turn->display && text_is_same_name(turn->display, name));
    }
    free(name);
    return like;
}

static void hold_called(Deed *deed, const CourseRow *row)
{
    static const char *const columns[] = {"name", "display"};
    for (size_t i = 0; row->op == COURSE_ADD && i < COUNT_OF(columns); i++) {
        if (is_called_like(deed, row, columns[i]))
            deed_refuse(deed, row, columns[i], _("somebody was called so already"));
    }
}

/* Whoever sets another's passphrase is who had set it, and it is to be changed. */
static bool hold_given(Deed *deed, const CourseRow *row, Err *err)
{
    int64_t by = 0;
    if (row->op != COURSE_SET || row->id == deed->group->user_id)
        return true;
    if (row_has(row, "reset_by") &&
        !course_pointed(deed->course, "reset_by", COURSE_AFTER, &by, err))
        return false;
    if (row_has(row, "reset_by") && by != deed->group->user_id)
        deed_refuse(deed, row, "reset_by", _("it says that somebody else did it"));
    if (row_has(row, "passhash") &&
        !known_before(deed->rights, row->id, deed->group->id + 1).user.must_change)
        deed_refuse(deed, row, "passhash",
                    _("who is given a passphrase is to choose one of their own"));
    return true;
}

static void hold_user(Deed *deed, const CourseRow *row)
{
    bool own = row->id == deed->group->user_id && row->op == COURSE_SET;
    bool role = row_has(row, "role"), disabled = row_has(row, "disabled");
    SqlValue home;
    if (strcmp(deed->group->verb, "met") == 0) {
        hold_met(deed, row);
        return;
    }
    if (course_value(deed->course, "home", COURSE_AFTER, &home) == COURSE_VALUE)
        deed_refuse(deed, row, "home", _("only who comes from another station has a home"));
    if (known_before(deed->rights, row->id, deed->group->id).elsewhere)
        deed_refuse(deed, row, row->columns[0], no_access());
    hold_called(deed, row);
    deed->supervisors = deed->supervisors || role || disabled;
    if (own && (role || disabled))
        deed_refuse(deed, row, role ? "role" : "disabled",
                    _("nobody gives themselves a role, or lets themselves in"));
    if (!own && strcmp(deed->group->verb, "keys") == 0)
        deed_refuse(deed, row, row->columns[0], _("people make keys of their own alone"));
    if (!own || role || disabled)
        deed_ask(deed, row, NULL, VERB_PEOPLE);
}

/* Whether somebody was left who gives roles: the last supervisor stays one. */
static bool has_supervisor(const Rights *rights, int64_t group)
{
    for (size_t i = 0; i < rights->turns.n; i++) {
        Turn known = known_before(rights, rights->turns.list[i].user.id, group);
        if (known.role && known.user.role == ROLE_SUPERVISOR && !known.user.disabled &&
            !known.elsewhere)
            return true;
    }
    return false;
}

static bool hold_key(Deed *deed, const CourseRow *row, Err *err)
{
    int64_t owner = 0;
    if (row->op == COURSE_ADD) {
        if (!course_pointed(deed->course, "user_id", COURSE_AFTER, &owner, err))
            return false;
    } else if (!sql_get_int(deed->rights->store, err, &owner,
                            "SELECT coalesce(user_id, 0) FROM person_key WHERE id = ?", "i",
                            row->id)) {
        return false;
    }
    if (owner && known_before(deed->rights, owner, deed->group->id + 1).elsewhere)
        deed_refuse(deed, row, row->columns[0], no_access());
    if (!owner && row->op != COURSE_ADD)
        deed_refuse(deed, row, row->columns[0], _("the key of the station is no person's"));
    if (owner && owner != deed->group->user_id && strcmp(deed->group->verb, "keys") == 0)
        deed_refuse(deed, row, row->columns[0], _("people make keys of their own alone"));
    /* The station's key is made by whoever comes in first without one. */
    if (owner != deed->group->user_id && (owner || strcmp(deed->group->verb, "keys") != 0))
        deed_ask(deed, row, NULL, VERB_PEOPLE);
    return true;
}

static bool hold_discard(Deed *deed, const CourseRow *row, Err *err)
{
    int64_t by = 0;
    if (!course_pointed(deed->course, "created_by", COURSE_BEFORE, &by, err))
        return false;
    if (row->op != COURSE_REMOVE || by != deed->group->user_id ||
        !course_is(deed->course, "status", COURSE_BEFORE, status_word(STATUS_DRAFT)))
        deed_refuse(deed, row, NULL, _("only a draft is taken away so, by who entered it"));
    return true;
}

/* The uid of the case stands in it; where that was taken away since, the role is left. */
static bool add_later(Deed *deed, const CourseRow *row, Err *err)
{
    Rights *rights = deed->rights;
    SqlValue uid;
    int64_t case_id = 0;
    Sql q;
    course_value(deed->course, "case_uid", COURSE_AFTER, &uid);
    if (!sql_open(&q, rights->store, "SELECT id FROM case_file WHERE uid = ?", err))
        return false;
    sql_bind_blob(&q, 1, uid.bytes, uid.type == SQL_BLOB ? uid.len : 0);
    if (sql_row(&q))
        case_id = sql_int(&q, 0);
    if (!sql_close(&q, err))
        return false;
    if (!case_id) {
        deed_ask(deed, row, NULL, VERB_DOSSIER);
        return true;
    }
    rights->later = xreallocarray(rights->later, rights->n_later + 1, sizeof *rights->later);
    rights->later[rights->n_later++] =
        (Later){case_id, deed->group->id, deed->group->user_id, row->id,
                deed->group->who ? xstrdup(deed->group->who) : NULL};
    return true;
}

static bool add_sent(const Deed *deed, const CourseRow *row, Err *err)
{
    Rights *rights = deed->rights;
    int64_t case_id = 0, batch = 0, approval = 0;
    if (!course_pointed(deed->course, "case_id", COURSE_AFTER, &case_id, err) ||
        !course_pointed(deed->course, "batch_id", COURSE_AFTER, &batch, err) ||
        !course_pointed(deed->course, "approval_id", COURSE_AFTER, &approval, err))
        return false;
    if ((rights->n_sent & (rights->n_sent - 1)) == 0)
        rights->sent = xreallocarray(rights->sent, rights->n_sent ? 2 * rights->n_sent : 1,
                                     sizeof *rights->sent);
    rights->sent[rights->n_sent++] =
        (Sent){case_id, deed->group->id, deed->group->user_id,  row->id,
               batch,   approval,        deed->group->of_person};
    return true;
}

/* What takes no right is only ever told, and of oneself, but for who tried to come in. */
static void hold_told(Deed *deed, const CourseRow *row)
{
    if (row->op != COURSE_ADD)
        deed_refuse(deed, row, NULL, _("such an event only adds"));
}

static bool hold_row(Deed *deed, const CourseRow *row, Err *err)
{
    static const char *const of_case[] = {"case_file", "life_step", "tranche"};
    const char *table = row->table;
    for (size_t i = 0; i < COUNT_OF(of_case); i++) {
        if (strcmp(table, of_case[i]) == 0 && deed->asked->how != ASKED_DISCARD)
            deed_refuse(deed, row, NULL,
                        _("what it tells of a case is in an event about none"));
    }
    if (!deed_names(deed, row, err) || !right_when(deed, row, err))
        return false;
    if (deed->asked->how == ASKED_NOBODY && strcmp(table, "setting") != 0)
        hold_told(deed, row);
    else if (strcmp(table, "setting") == 0)
        hold_setting(deed, row);
    else if (strcmp(table, "user") == 0) {
        hold_user(deed, row);
        return hold_given(deed, row, err);
    } else if (strcmp(table, "role_change") == 0)
        deed_ask(deed, row, NULL, VERB_PEOPLE);
    else if (strcmp(table, "blacklist") == 0)
        right_listed(deed, row);
    else if (strcmp(table, "person_key") == 0)
        return hold_key(deed, row, err);
    else if (strcmp(table, "case_file") == 0)
        return hold_discard(deed, row, err);
    else if (strcmp(table, "dossier") == 0)
        return add_later(deed, row, err);
    return true;
}

static void hold_none_end(Deed *deed)
{
    const Asked *asked = deed->asked;
    if (asked->how == ASKED_STATION || (asked->how == ASKED_FIRST && deed->group->id != 1))
        deed_refuse(deed, NULL, NULL, _("no person does that"));
    else if (strcmp(deed->group->verb, "practice") == 0 && !deed->rights->practice)
        deed_refuse(deed, NULL, NULL, _("the store is not one to practise in"));
    else if (asked->how == ASKED_ROLE || asked->how == ASKED_DISCARD)
        deed_ask(deed, NULL, NULL, asked->right);
    if (deed->supervisors && !has_supervisor(deed->rights, deed->group->id + 1))
        deed_refuse(deed, NULL, NULL, _("the last supervisor stays one"));
}

/* The station writes down the code of a copy that was put back: one that no store had. */
static bool hold_code(Deed *deed, const CourseRow *row, Err *err)
{
    char code[COURSE_WORD];
    CourseKnown known;
    int64_t used = 0;
    course_copy(deed->course, "value", COURSE_AFTER, code, &known);
    if (!sql_get_int(deed->rights->store, err, &used,
                     "SELECT EXISTS (SELECT 1 FROM journal_group WHERE station = ? AND id < ?)",
                     "ti", code, deed->group->id))
        return false;
    if (used || !station_check(code, NULL))
        deed_refuse(deed, row, "value", _("a copy that is put back gets a code of its own"));
    return true;
}

/* An end of a day is kept when the day is over, wherever it was written: nowhere is that before
 * ten o'clock in UTC. */
static bool hold_over(Deed *deed, const CourseRow *row, const char *day, Err *err)
{
    int64_t over = 0;
    if (!sql_get_int(deed->rights->store, err, &over,
                     "SELECT EXISTS (SELECT 1 FROM journal_group WHERE id = ?"
                     " AND substr(at, 1, 16) >= ? || 'T10:00')",
                     "it", deed->group->id, day))
        return false;
    if (!over)
        deed_refuse(deed, row, "day", _("that day was still to come"));
    return true;
}

/* The event before it is the last of that day, wherever that begins, and no other is. */
static bool hold_last(Deed *deed, const CourseRow *row, const char *day, Err *err)
{
    SqlValue last, head;
    bool right = course_value(deed->course, "last", COURSE_AFTER, &last) == COURSE_VALUE &&
                 course_value(deed->course, "head", COURSE_AFTER, &head) == COURSE_VALUE &&
                 last.type == SQL_BLOB && head.type == SQL_BLOB;
    Sql q;
    if (!sql_open(&q, deed->rights->store,
                  "SELECT 1 FROM journal_group WHERE id = ? - 1 AND uid = ? AND hash = ?"
                  " AND abs(julianday(substr(at, 1, 10)) - julianday(?)) <= 1",
                  err))
        return false;
    sql_bind_int(&q, 1, deed->group->id);
    if (right) {
        sql_bind_blob(&q, 2, last.bytes, last.len);
        sql_bind_blob(&q, 3, head.bytes, head.len);
    }
    sql_bind_text(&q, 4, day);
    if (!sql_row(&q))
        deed_refuse(deed, row, "last", _("the last event of that day is another one"));
    return sql_close(&q, err);
}

static bool hold_day(Deed *deed, const CourseRow *row, Err *err)
{
    char day[COURSE_WORD];
    CourseKnown known;
    course_copy(deed->course, "day", COURSE_AFTER, day, &known);
    if (strcmp(row->table, "day_head") != 0 || known != COURSE_VALUE)
        return true;
    return hold_over(deed, row, day, err) && hold_last(deed, row, day, err);
}

static bool hold_station_row(Deed *deed, const CourseRow *row, Err *err)
{
    return strcmp(deed->group->verb, "restore") != 0 || strcmp(row->table, "setting") != 0 ||
           hold_code(deed, row, err);
}

/* What its kind does not tell of is told of already (store/kinds.h). */
static bool hold_none(Rights *rights, Course *course, const CourseGroup *group, Err *err)
{
    const CourseRow *row;
    bool done = true;
    Deed deed;
    deed_begin(&deed, rights, course, group);
    if (!group->of_person)
        err_clear(&deed.why);
    else if (!deed.asked && asked_of(group->kind, group->verb, true))
        deed_refuse(&deed, NULL, NULL, _("such an event is about a case"));
    while (done && (row = course_row(course))) {
        if (strcmp(row->table, "batch_case") == 0 && row->op == COURSE_ADD)
            done = add_sent(&deed, row, err);
        if (done && group->of_person && deed.asked)
            done = hold_row(&deed, row, err);
        if (done && group->of_station)
            done = hold_day(&deed, row, err);
        if (done && group->of_station)
            done = hold_station_row(&deed, row, err);
    }
    if (group->of_person && deed.asked)
        hold_none_end(&deed);
    deed_end(&deed);
    return done;
}

static bool walk_none(Rights *rights, Err *err)
{
    const CourseGroup *group;
    Course *course;
    bool done = course_open(rights->store, JOURNAL_NO_CASE, &course, err);
    if (!done)
        return false;
    while (done && (group = course_group(course)))
        done = hold_none(rights, course, group, err);
    return course_close(course, done ? err : NULL) && done;
}

/* ---- each case ---- */

static int by_case(const void *left, const void *right)
{
    const Later *a = left, *b = right;
    if (a->case_id != b->case_id)
        return a->case_id < b->case_id ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static int by_sent(const void *left, const void *right)
{
    const Sent *a = left, *b = right;
    if (a->case_id != b->case_id)
        return a->case_id < b->case_id ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static bool walk_cases(Rights *rights, const Progress *progress, Err *err)
{
    enum { STEP = 64 };
    int64_t total = 0, done = 0;
    bool going = sql_get_int(rights->store, err, &total,
                             "SELECT count(DISTINCT case_id) FROM journal_group", NULL);
    Sql q;
    if (!going || !sql_open(&q, rights->store,
                            "SELECT DISTINCT case_id FROM journal_group WHERE case_id > 0"
                            " ORDER BY case_id",
                            err))
        return false;
    while (going && sql_row(&q)) {
        going = right_case(rights, sql_int(&q, 0), err);
        if (going && ++done % STEP == 0 &&
            !progress_step(progress, (size_t)done, (size_t)total))
            going = err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    return sql_close(&q, going ? err : NULL) && going;
}

void approvals_free(Approvals *approvals)
{
    for (size_t i = 0; i < approvals->n; i++) {
        free(approvals->list[i].who);
        free(approvals->list[i].adviser);
    }
    free(approvals->list);
    free(approvals->ups);
}

static bool read_practice(Rights *rights, Err *err)
{
    int64_t practice = 0;
    bool done = sql_get_int(rights->store, err, &practice,
                            "SELECT EXISTS (SELECT 1 FROM journal_group WHERE id = 1"
                            " AND kind = 'setup' AND verb = 'practice')",
                            NULL);
    rights->practice = practice != 0;
    return done;
}

/* A store of before did not say so. */
static bool read_found_since(Rights *rights, Err *err)
{
    return sql_get_int(rights->store, err, &rights->found_since,
                       "SELECT coalesce(min(r.group_id), 0) FROM review AS r"
                       " JOIN journal_group AS g ON g.id = r.group_id"
                       " WHERE r.found IS NOT NULL AND g.signature IS NOT NULL"
                       " AND g.signed_at IS NULL",
                       NULL);
}

static void rights_free(Rights *rights)
{
    for (size_t i = 0; i < rights->n_later; i++)
        free(rights->later[i].who);
    for (size_t i = 0; i < rights->n_second; i++)
        free(rights->second[i].value);
    free(rights->later);
    free(rights->sent);
    free(rights->second);
    buf_free(&rights->asked);
    free(rights->listed);
    right_stations_free(rights);
    turns_free(&rights->turns);
}

bool rights_verify(Session *session, const Givings *givings, const Progress *progress,
                   Verified *out, Approvals *approvals, Err *err)
{
    Rights rights = {.session = session,
                     .store = session_store(session),
                     .out = out,
                     .givings = givings,
                     .approvals = approvals};
    bool done = journal_read_people(rights.store, "user", hear_turn, &rights.turns, err) &&
                read_second(&rights, err) && read_practice(&rights, err) &&
                read_found_since(&rights, err) && right_stations(&rights, err) &&
                walk_none(&rights, err);
    if (rights.n_later)
        qsort(rights.later, rights.n_later, sizeof *rights.later, by_case);
    if (rights.n_sent)
        qsort(rights.sent, rights.n_sent, sizeof *rights.sent, by_sent);
    done = done && right_after_moves(&rights, err) && walk_cases(&rights, progress, err);
    rights_free(&rights);
    return done;
}
