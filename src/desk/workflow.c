/* The tables: words of the states and verbs, which verb leads from where to where, and who may,
 * standing how to the case. */
#include "config.h"

#include "desk/workflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/sql.h"

static const struct StatusDef {
    const char *word;
    const char *label;
} statuses[] = {
    [STATUS_DRAFT] = {"draft", N_("draft")},
    [STATUS_SUBMITTED] = {"submitted", N_("submitted")},
    [STATUS_RETURNED] = {"returned", N_("returned")},
    [STATUS_APPROVED] = {"approved", N_("approved")},
    [STATUS_REJECTED] = {"rejected", N_("rejected")},
    [STATUS_EXPORTED] = {"exported", N_("exported")},
    [STATUS_CLOSED] = {"closed", N_("closed")},
};

/* who: why another role may not. when: why not in this status. Whole sentences, to be shown. */
static const struct VerbDef {
    const char *word;
    const char *label;
    const char *who;
    const char *when;
} verbs[] = {
    [VERB_READ] = {"read", N_("read"), N_("You may not read cases"), N_("It cannot be read")},
    [VERB_NEW] = {"new", N_("enter"),
                  N_("Cases are entered by social workers, advisers and supervisors"),
                  N_("It cannot be entered")},
    [VERB_EDIT] =
        {"edit", N_("edit"), N_("Cases are edited by social workers, advisers and supervisors"),
         N_("Only a draft or a returned case is edited; withdraw a submitted one first")},
    [VERB_SUBMIT] = {"submit", N_("submit"),
                     N_("Cases are submitted by social workers, advisers and supervisors"),
                     N_("Only a draft or a returned case can be submitted")},
    [VERB_WITHDRAW] = {"withdraw", N_("withdraw"),
                       N_("Cases are withdrawn by social workers, advisers and supervisors"),
                       N_("Only a draft, a returned or a submitted case can be withdrawn")},
    [VERB_REVIEW] = {"review", N_("review"), N_("Only a supervisor reviews cases"),
                     N_("Only a submitted case can be reviewed")},
    [VERB_RETURN] = {"return", N_("return"), N_("Only a supervisor returns cases"),
                     N_("Only a submitted case can be returned")},
    [VERB_REJECT] = {"reject", N_("reject"), N_("Only a supervisor rejects cases"),
                     N_("Only a submitted case can be rejected")},
    [VERB_APPROVE] = {"approve", N_("approve"), N_("Only a supervisor approves cases"),
                      N_("Only a submitted case can be approved")},
    [VERB_REOPEN] =
        {"reopen", N_("reopen"),
         N_("Cases are reopened by social workers, advisers and supervisors; a "
            "submitted or rejected one by a supervisor only"),
         N_("Only a submitted, rejected or closed case is reopened; what was approved is "
            "amended")},
    [VERB_AMEND] = {"amend", N_("amend"),
                    N_("Cases are amended by social workers, advisers and supervisors"),
                    N_("Only an approved or exported case is amended, once at a time")},
    [VERB_RECUT] = {"recut", N_("cut tranches anew"),
                    N_("Once a case is approved, only a supervisor cuts its tranches anew"),
                    N_("Tranches are cut anew while an approval is in force")},
    [VERB_ASK] = {"ask", N_("ask"),
                  N_("Questions are asked by social workers, advisers and supervisors"),
                  N_("Only about a draft or a returned case can a question be asked")},
    [VERB_ANSWER] = {"answer", N_("answer"), N_("Only a supervisor answers questions"),
                     N_("Only about a draft or a returned case is a question answered")},
    [VERB_MARK] = {"mark", N_("mark"), N_("Only a supervisor marks places of a case"),
                   N_("Only a draft, a returned or a submitted case is marked")},
    [VERB_UNMARK] = {"unmark", N_("take back a mark"),
                     N_("Only a supervisor marks places of a case"),
                     N_("Only a draft, a returned or a submitted case is marked")},
    [VERB_REPLY] = {"reply", N_("answer a mark"),
                    N_("Marks are answered by social workers, advisers and supervisors"),
                    N_("Only in a draft or a returned case is a mark answered")},
    [VERB_CLOSE] = {"close", N_("close"),
                    N_("Cases are closed by social workers, advisers and supervisors"),
                    N_("It cannot be closed")},
    [VERB_STAGE] = {"stage", N_("move on"),
                    N_("Cases are moved on by social workers, advisers and supervisors"),
                    N_("It cannot be moved on")},
    [VERB_STOP] = {"stop", N_("stop"),
                   N_("Cases are stopped by social workers, advisers and supervisors"),
                   N_("It cannot be stopped")},
    [VERB_DECIDE] = {"decide", N_("decide a stop"),
                     N_("Only a supervisor decides what stops a case"),
                     N_("Nothing is to be decided")},
    [VERB_EXPORT] = {"export", N_("export"), N_("Only a supervisor exports batches"),
                     N_("Only an approved case can be exported")},
    /* TRANSLATORS: of a platform, about a batch */
    [VERB_RECEIPT] = {"receipt", N_("take in a reply"),
                      N_("Only a supervisor takes in the replies of platforms"), NULL},
    [VERB_PEOPLE] = {"people", N_("manage users"),
                     N_("Users are managed by supervisors and administrators"), NULL},
    [VERB_STATION] = {"station", N_("give a station code"),
                      N_("Station codes are given by supervisors and administrators"), NULL},
    [VERB_SHARE] = {"share", N_("share with a group"),
                    N_("Stores are shared by supervisors and administrators"), NULL},
    [VERB_BACKUP] = {"backup", N_("back up"),
                     N_("Backups are made by supervisors and administrators"), NULL},
    [VERB_RESTORE] = {"restore", N_("put back a backup"),
                      N_("Backups are put back by supervisors and administrators"), NULL},
    [VERB_VERIFY] = {"verify", N_("verify"), N_("You may not verify the history"), NULL},
    [VERB_REPORT] = {"report", N_("report"), N_("You may not read figures"),
                     N_("You did not enter this case")},
};

/* From which status a verb leads where. The trigger case_file_moves of the schema has
 * the same. */
static const struct Move {
    Verb verb;
    Status from, to;
} moves[] = {
    {VERB_SUBMIT, STATUS_DRAFT, STATUS_SUBMITTED},
    {VERB_SUBMIT, STATUS_RETURNED, STATUS_SUBMITTED},
    {VERB_WITHDRAW, STATUS_SUBMITTED, STATUS_DRAFT},
    {VERB_WITHDRAW, STATUS_DRAFT, STATUS_CLOSED},
    {VERB_WITHDRAW, STATUS_RETURNED, STATUS_CLOSED},
    {VERB_CLOSE, STATUS_DRAFT, STATUS_CLOSED},
    {VERB_CLOSE, STATUS_RETURNED, STATUS_CLOSED},
    {VERB_CLOSE, STATUS_SUBMITTED, STATUS_CLOSED},
    {VERB_RETURN, STATUS_SUBMITTED, STATUS_RETURNED},
    {VERB_REJECT, STATUS_SUBMITTED, STATUS_REJECTED},
    {VERB_APPROVE, STATUS_SUBMITTED, STATUS_APPROVED},
    {VERB_REOPEN, STATUS_SUBMITTED, STATUS_DRAFT},
    {VERB_REOPEN, STATUS_REJECTED, STATUS_DRAFT},
    {VERB_REOPEN, STATUS_CLOSED, STATUS_DRAFT},
    {VERB_EXPORT, STATUS_APPROVED, STATUS_EXPORTED},
};

/* The same for the amendment beside an approved version, NO_AMENDMENT for none; the trigger
 * case_file_amends has them too. Given up or rejected, it leaves the approved version. */
enum { NO_AMENDMENT = STATUS_COUNT };
static const struct AmendMove {
    Verb verb;
    int from, to;
} amend_moves[] = {
    {VERB_AMEND, NO_AMENDMENT, STATUS_DRAFT},
    {VERB_SUBMIT, STATUS_DRAFT, STATUS_SUBMITTED},
    {VERB_SUBMIT, STATUS_RETURNED, STATUS_SUBMITTED},
    {VERB_WITHDRAW, STATUS_SUBMITTED, STATUS_DRAFT},
    {VERB_REOPEN, STATUS_SUBMITTED, STATUS_DRAFT},
    {VERB_WITHDRAW, STATUS_DRAFT, NO_AMENDMENT},
    {VERB_WITHDRAW, STATUS_RETURNED, NO_AMENDMENT},
    {VERB_RETURN, STATUS_SUBMITTED, STATUS_RETURNED},
    {VERB_REJECT, STATUS_SUBMITTED, NO_AMENDMENT},
    {VERB_APPROVE, STATUS_SUBMITTED, NO_AMENDMENT},
};

typedef enum Needs {
    NEEDS_NOTHING,
    NEEDS_CREATED,   /* entered the case */
    NEEDS_UNTOUCHED, /* neither entered the case nor changed what an approval of it takes in:
                        four eyes */
} Needs;

#define S(status) (1u << STATUS_##status)
#define R(role)   (1u << ROLE_##role)

enum {
    ANY_STATUS = (1u << STATUS_COUNT) - 1,
    ANY_ROLE = (1u << ROLE_COUNT) - 1,
};

/* Who may do what, to a case in which status, standing how to it. What is not here
 * is refused. */
static const struct Right {
    Verb verb;
    unsigned roles;
    unsigned statuses;
    Needs needs;
} rights[] = {
    {VERB_READ, ANY_ROLE, ANY_STATUS, NEEDS_NOTHING},
    {VERB_NEW, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_EDIT, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), S(DRAFT) | S(RETURNED),
     NEEDS_NOTHING},
    {VERB_SUBMIT, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), S(DRAFT) | S(RETURNED),
     NEEDS_NOTHING},
    {VERB_WITHDRAW, R(SOCIAL_WORKER), S(DRAFT) | S(RETURNED) | S(SUBMITTED), NEEDS_NOTHING},
    {VERB_WITHDRAW, R(ADVISER) | R(SUPERVISOR), S(DRAFT) | S(RETURNED) | S(SUBMITTED),
     NEEDS_CREATED},
    {VERB_REVIEW, R(SUPERVISOR), S(SUBMITTED), NEEDS_NOTHING},
    {VERB_RETURN, R(SUPERVISOR), S(SUBMITTED), NEEDS_NOTHING},
    {VERB_REJECT, R(SUPERVISOR), S(SUBMITTED), NEEDS_NOTHING},
    {VERB_APPROVE, R(SUPERVISOR), S(SUBMITTED), NEEDS_UNTOUCHED},
    {VERB_REOPEN, R(SUPERVISOR), S(SUBMITTED) | S(REJECTED), NEEDS_NOTHING},
    {VERB_REOPEN, R(SOCIAL_WORKER) | R(SUPERVISOR), S(CLOSED), NEEDS_NOTHING},
    {VERB_REOPEN, R(ADVISER), S(CLOSED), NEEDS_CREATED},
    {VERB_AMEND, R(SOCIAL_WORKER) | R(SUPERVISOR), S(APPROVED) | S(EXPORTED), NEEDS_NOTHING},
    {VERB_AMEND, R(ADVISER), S(APPROVED) | S(EXPORTED), NEEDS_CREATED},
    {VERB_RECUT, R(SUPERVISOR), S(APPROVED) | S(EXPORTED), NEEDS_NOTHING},
    {VERB_ASK, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), S(DRAFT) | S(RETURNED),
     NEEDS_NOTHING},
    {VERB_ANSWER, R(SUPERVISOR), S(DRAFT) | S(RETURNED), NEEDS_NOTHING},
    {VERB_MARK, R(SUPERVISOR), S(DRAFT) | S(RETURNED) | S(SUBMITTED), NEEDS_NOTHING},
    {VERB_UNMARK, R(SUPERVISOR), S(DRAFT) | S(RETURNED) | S(SUBMITTED), NEEDS_NOTHING},
    {VERB_REPLY, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), S(DRAFT) | S(RETURNED),
     NEEDS_NOTHING},
    {VERB_CLOSE, R(SOCIAL_WORKER) | R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_CLOSE, R(ADVISER), ANY_STATUS, NEEDS_CREATED},
    {VERB_STAGE, R(SOCIAL_WORKER) | R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_STAGE, R(ADVISER), ANY_STATUS, NEEDS_CREATED},
    {VERB_STOP, R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_DECIDE, R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_EXPORT, R(SUPERVISOR), S(APPROVED), NEEDS_NOTHING},
    {VERB_RECEIPT, R(SUPERVISOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_PEOPLE, R(SUPERVISOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_STATION, R(SUPERVISOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_SHARE, R(SUPERVISOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_BACKUP, R(SUPERVISOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_RESTORE, R(SUPERVISOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_VERIFY, ANY_ROLE, ANY_STATUS, NEEDS_NOTHING},
    {VERB_REPORT, R(SUPERVISOR) | R(AUDITOR) | R(ADMINISTRATOR), ANY_STATUS, NEEDS_NOTHING},
    {VERB_REPORT, R(SOCIAL_WORKER) | R(ADVISER), ANY_STATUS, NEEDS_CREATED},
};

const char *status_word(Status status)
{
    return statuses[status].word;
}

const char *status_label(Status status)
{
    return _(statuses[status].label);
}

bool status_parse(const char *word, Status *out)
{
    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        if (strcmp(statuses[i].word, word) == 0) {
            *out = (Status)i;
            return true;
        }
    }
    return false;
}

const char *verb_word(Verb verb)
{
    return verbs[verb].word;
}

const char *verb_label(Verb verb)
{
    return _(verbs[verb].label);
}

bool relation_of(Store *store, int64_t case_id, int64_t user_id, Relation *out, Err *err)
{
    int64_t created, touched, later;
    if (!sql_get_int(store, err, &created,
                     "SELECT count(*) FROM case_file WHERE id = ? AND created_by = ?", "ii",
                     case_id, user_id) ||
        !sql_get_int(store, err, &touched,
                     "SELECT count(*) FROM case_touch WHERE case_id = ? AND user_id = ?", "ii",
                     case_id, user_id) ||
        !sql_get_int(
            store, err, &later,
            "SELECT EXISTS (SELECT 1 FROM later_writer WHERE case_id = ? AND user_id = ?)",
            "ii", case_id, user_id))
        return false;
    *out =
        (Relation){.created = created != 0, .touched = created || touched, .later = later != 0};
    return true;
}

static bool stands(Needs needs, const Relation *relation)
{
    switch (needs) {
    case NEEDS_NOTHING:
        return true;
    case NEEDS_CREATED:
        return relation->created;
    case NEEDS_UNTOUCHED:
        return !relation->created && !relation->touched && !relation->later;
    }
    return false;
}

bool desk_may(const User *user, Verb verb, Err *err)
{
    if (!user)
        return err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    if (!user_acts(user, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(rights); i++)
        if (rights[i].verb == verb && (rights[i].roles & (1u << user->role)))
            return true;
    return err_set(err, ERR_REFUSED, "%s", _(verbs[verb].who));
}

bool desk_may_case(const User *user, Verb verb, Status status, const Relation *relation,
                   Err *err)
{
    bool right_status = false, right_role = false;
    Needs needs = NEEDS_NOTHING;
    if (!desk_may(user, verb, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        if (rights[i].verb != verb || !(rights[i].statuses & (1u << status)))
            continue;
        right_status = true;
        if (!(rights[i].roles & (1u << user->role)))
            continue;
        if (stands(rights[i].needs, relation))
            return true;
        right_role = true;
        needs = rights[i].needs;
    }
    if (!right_status)
        return err_set(err, ERR_REFUSED, _("%s; this one is: %s"), _(verbs[verb].when),
                       status_label(status));
    if (!right_role)
        return err_set(err, ERR_REFUSED, "%s", _(verbs[verb].who));
    if (needs == NEEDS_UNTOUCHED && !relation->created && !relation->touched)
        return err_set(
            err, ERR_REFUSED,
            _("You wrote rows that came later, and approving this change takes them in; it "
              "takes another supervisor to approve it"));
    if (needs == NEEDS_UNTOUCHED)
        return err_set(
            err, ERR_REFUSED,
            _("You entered or changed this case; it takes another supervisor to approve "
              "it"));
    return err_set(err, ERR_REFUSED,
                   _("You did not enter this case; ask who entered it, or a social worker"));
}

bool standing_parse(const char *status, const char *amendment, Standing *out)
{
    *out = (Standing){.amended = amendment != NULL};
    return status_parse(status, &out->status) &&
           status_parse(amendment ? amendment : status, &out->amendment);
}

void standing_say(const Standing *standing, Buf *out)
{
    static const char *const labels[STATUS_COUNT] = {
        [STATUS_DRAFT] = N_("being changed"),
        [STATUS_SUBMITTED] = N_("change submitted"),
        [STATUS_RETURNED] = N_("change returned"),
    };
    buf_add(out, status_label(standing->status));
    if (standing->amended && labels[standing->amendment])
        buf_addf(out, " · %s", _(labels[standing->amendment]));
}

Status standing_for(const Standing *standing, Verb verb)
{
    bool of_approved = verb == VERB_EXPORT || verb == VERB_RECUT;
    return of_approved ? standing->status : standing->amendment;
}

bool standing_next(Verb verb, const Standing *from, Standing *to)
{
    int now = from->amended ? (int)from->amendment : NO_AMENDMENT;
    for (size_t i = 0; i < COUNT_OF(amend_moves); i++) {
        if (amend_moves[i].verb != verb || amend_moves[i].from != now)
            continue;
        bool amended = amend_moves[i].to != NO_AMENDMENT;
        Status status = verb == VERB_APPROVE ? STATUS_APPROVED : from->status;
        *to = (Standing){.status = status,
                         .amended = amended,
                         .amendment = amended ? (Status)amend_moves[i].to : status};
        return true;
    }
    return false;
}

bool standing_stored(Store *store, int64_t case_id, Standing *out, Err *err)
{
    Sql q;
    bool known = false;
    if (!sql_open(&q, store, "SELECT status, amendment FROM case_file WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    bool found = sql_row(&q);
    if (found)
        known = standing_parse(sql_text(&q, 0), sql_text(&q, 1), out);
    if (!sql_close(&q, err))
        return false;
    return known || err_set(err, found ? ERR_STORE : ERR_NOT_FOUND,
                            found ? _("The case has a status this program does not know")
                                  : _("There is no such case"));
}

bool desk_may_stored(Store *store, const User *user, Verb verb, int64_t case_id, Err *err)
{
    Standing standing;
    Relation relation;
    return standing_stored(store, case_id, &standing, err) &&
           relation_of(store, case_id, user ? user->id : 0, &relation, err) &&
           desk_may_case(user, verb, standing_for(&standing, verb), &relation, err);
}

bool desk_only_own(const User *user, Verb verb)
{
    bool own = false;
    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        if (rights[i].verb != verb || !(rights[i].roles & (1u << user->role)))
            continue;
        if (rights[i].needs != NEEDS_CREATED)
            return false;
        own = true;
    }
    return own;
}

bool workflow_next(Verb verb, Status from, Status *to)
{
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        if (moves[i].verb == verb && moves[i].from == from) {
            *to = moves[i].to;
            return true;
        }
    }
    return false;
}
