/* Who may do what: the words of the verbs and the checks of workflow.h, by the table role.def.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "desk/eyes.h"
#include "desk/pen.h"
#include "desk/workflow.h"
#include "store/sql.h"

/* who: why another role may not. when: why not in this status, where there is one in which
 * nobody may. Whole sentences, to be shown. */
static const struct VerbDef {
    const char *word;
    const char *label;
    const char *who;
    const char *when;
} verbs[] = {
    [VERB_READ] = {"read", N_("read"), N_("You may not read cases"), NULL},
    [VERB_NEW] = {"new", N_("enter"),
                  N_("Cases are entered by social workers, advisers and supervisors"), NULL},
    [VERB_EDIT] =
        {"edit", N_("edit"), N_("Cases are edited by social workers, advisers and supervisors"),
         N_("Only a draft or a returned case is edited; withdraw a submitted one first")},
    [VERB_FOLLOW_UP] =
        {"follow_up", N_("enter what comes later"),
         N_("What comes later is entered by social workers, advisers and supervisors"),
         N_("In a rejected or closed case only a supervisor enters what comes late, or it is "
            "opened again first")},
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
    /* TRANSLATORS: what somebody did, in the history of a case */
    [VERB_APPROVE_FIRST] = {"approve_first", N_("approve as the first of two"),
                            N_("Only a supervisor approves cases"),
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
                    N_("Cases are closed by social workers, advisers and supervisors"), NULL},
    [VERB_STAGE] = {"stage", N_("move on"),
                    N_("Cases are moved on by social workers, advisers and supervisors"), NULL},
    /* TRANSLATORS: in a table of roles and actions: of the stage of a case */
    [VERB_SET_STAGE] = {"set_stage", N_("set the stage by hand"),
                        N_("Only a supervisor says by hand that a case was sent, takes a stage "
                           "back or archives"),
                        NULL},
    [VERB_STOP] = {"stop", N_("stop"),
                   N_("Cases are stopped by social workers, advisers and supervisors"), NULL},
    [VERB_DECIDE] = {"decide", N_("decide a stop"),
                     N_("Only a supervisor decides what stops a case"), NULL},
    /* TRANSLATORS: the work on a case, to another person */
    [VERB_HAND] = {"hand", N_("hand over"),
                   N_("Cases are handed over by social workers, advisers and supervisors"),
                   NULL},
    [VERB_REVEAL] = {"reveal", N_("see what is masked"),
                     N_("What is masked is seen by social workers, supervisors, auditors and "
                        "the adviser who keeps the case"),
                     N_("It cannot be seen")},
    [VERB_ERASE] = {"erase", N_("erase"), N_("Only a supervisor erases cases"), NULL},
    /* TRANSLATORS: consents and other forms to be signed */
    [VERB_PAPERS] =
        {"papers", N_("print papers"),
         N_("Papers are printed by social workers, advisers, supervisors and auditors"), NULL},
    [VERB_EXPORT] = {"export", N_("export"), N_("Only a supervisor exports batches"),
                     N_("Only an approved case can be exported")},
    /* TRANSLATORS: of a platform, about a batch */
    [VERB_RECEIPT] = {"receipt", N_("take in a reply"),
                      N_("Only a supervisor takes in the replies of platforms"), NULL},
    [VERB_BLACKLIST] = {"blacklist", N_("keep the blacklist"),
                        N_("Only a supervisor keeps the blacklist"), NULL},
    [VERB_BLACKLIST_READ] = {"blacklist_read", N_("read the blacklist"),
                             N_("The blacklist is read by supervisors and auditors"), NULL},
    [VERB_PEOPLE] = {"people", N_("manage users"),
                     N_("Users are managed by supervisors and administrators"), NULL},
    [VERB_SECOND] = {"second_approval", N_("ask for two approvals"),
                     N_("What takes a second approval is said by supervisors and "
                        "administrators"),
                     NULL},
    /* TRANSLATORS: rules, checklists and templates that the site changed */
    [VERB_KNOWLEDGE] = {"knowledge", N_("accept changed rules and templates"),
                        N_("Only a supervisor accepts what the site changed in rules, "
                           "checklists and templates"),
                        NULL},
    [VERB_STATION] = {"station", N_("give a station code"),
                      N_("Station codes are given by supervisors and administrators"), NULL},
    [VERB_PAIR] = {"pair", N_("trust other stations"),
                   N_("Which stations are trusted is said by supervisors"), NULL},
    [VERB_BUNDLE] = {"bundle", N_("exchange with other stations"),
                     N_("Bundles are made and taken in by social workers, advisers and "
                        "supervisors"),
                     NULL},
    [VERB_SHARE] = {"share", N_("share with a group"),
                    N_("Stores are shared by supervisors and administrators"), NULL},
    [VERB_BACKUP] = {"backup", N_("back up"),
                     N_("Backups are made by supervisors and administrators"), NULL},
    [VERB_RESTORE] = {"restore", N_("put back a backup"),
                      N_("Backups are put back by supervisors and administrators"), NULL},
    /* TRANSLATORS: of the whole store, as in moving house */
    [VERB_MOVE] = {"move", N_("move to another machine"),
                   N_("Stores are moved to another machine by supervisors and administrators"),
                   NULL},
    /* TRANSLATORS: to encrypt the store */
    [VERB_SEAL] = {"seal", N_("seal the store"), N_("Only a supervisor seals a store"), NULL},
    [VERB_UNSEAL] = {"unseal", N_("make a plain copy of the store"),
                     N_("Only a supervisor makes a plain copy of a store"), NULL},
    [VERB_VERIFY] = {"verify", N_("verify"), N_("You may not verify the history"), NULL},
    [VERB_EVENTS] = {"events", N_("read the events"),
                     N_("Events are read by supervisors and auditors"), NULL},
    [VERB_DOSSIER] = {"dossier", N_("make a dossier"),
                      N_("A dossier is made by supervisors, auditors and who keeps the case"),
                      NULL},
    [VERB_REPORT] = {"report", N_("report"), N_("You may not read figures"), NULL},
};

#define S(status) (1u << STATUS_##status)
#define R(role)   (1u << ROLE_##role)

enum {
    ANY_STATUS = (1u << STATUS_COUNT) - 1,
    ONGOING = ANY_STATUS & ~(S(REJECTED) | S(CLOSED)),
    ANY_ROLE = (1u << ROLE_COUNT) - 1,
    ENTERS = R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR),
    RULES = R(SUPERVISOR) | R(ADMINISTRATOR),
};

typedef struct Right {
    Verb verb;
    unsigned roles, statuses;
    Needs needs;
} Right;

#define RIGHT(verb, roles, statuses, needs) {VERB_##verb, roles, statuses, NEEDS_##needs},
static const Right rights[] = {
#include "desk/role.def"
};
#undef RIGHT

const char *verb_word(Verb verb)
{
    return verbs[verb].word;
}

bool verb_parse(const char *word, Verb *out)
{
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (strcmp(verbs[verb].word, word) == 0) {
            *out = (Verb)verb;
            return true;
        }
    }
    return false;
}

const char *verb_label(Verb verb)
{
    return _(verbs[verb].label);
}

static bool stands(Needs needs, const Relation *relation)
{
    switch (needs) {
    case NEEDS_NOTHING:
        return true;
    case NEEDS_OWN:
        return relation->own;
    case NEEDS_EYES:
        return relation->fresh;
    }
    return false;
}

static bool role_may(Role role, Verb verb)
{
    for (size_t i = 0; i < COUNT_OF(rights); i++)
        if (rights[i].verb == verb && (rights[i].roles & (1u << role)))
            return true;
    return false;
}

bool desk_takes_cases(const User *user)
{
    return !user->disabled && role_may(user->role, VERB_EDIT);
}

bool desk_may(const User *user, Verb verb, Err *err)
{
    if (!user)
        return err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    if (!user_acts(user, err))
        return false;
    return role_may(user->role, verb) || err_set(err, ERR_REFUSED, "%s", _(verbs[verb].who));
}

/* The right that the person has, or would have standing otherwise to the case; NULL, and err,
 * where the role has none to a case in that status. */
static const Right *right_for(const User *user, Verb verb, Status status,
                              const Relation *relation, Err *err)
{
    bool right_status = false;
    const Right *lacks = NULL;
    if (!desk_may(user, verb, err))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        if (rights[i].verb != verb || !(rights[i].statuses & (1u << status)))
            continue;
        right_status = true;
        if (!(rights[i].roles & (1u << user->role)))
            continue;
        if (stands(rights[i].needs, relation))
            return &rights[i];
        lacks = &rights[i];
    }
    if (lacks)
        return lacks;
    if (right_status && verb != VERB_FOLLOW_UP)
        err_set(err, ERR_REFUSED, "%s", _(verbs[verb].who));
    else
        err_set(err, ERR_REFUSED, _("%s; this one is: %s"), _(verbs[verb].when),
                status_label(status));
    return NULL;
}

bool desk_may_case(const User *user, Verb verb, Status status, const Relation *relation,
                   Err *err)
{
    const Right *right = right_for(user, verb, status, relation, err);
    if (!right || stands(right->needs, relation))
        return right != NULL;
    if (right->needs == NEEDS_EYES)
        return err_set(err, ERR_REFUSED,
                       _("You had a hand in this case; it takes another supervisor to approve "
                         "it"));
    return err_set(err, ERR_REFUSED,
                   _("This case is kept by a colleague; ask them or a supervisor, who may hand "
                     "it to you"));
}

/* With the name of whoever keeps the case. */
static bool refuse_other(Store *store, int64_t case_id, Err *err)
{
    char *name = NULL;
    if (!sql_get_text(store, err, &name,
                      "SELECT u.display FROM case_file AS c JOIN user AS u ON u.id = c.keeper"
                      " WHERE c.id = ?",
                      "i", case_id))
        return false;
    err_set(err, ERR_REFUSED,
            _("This case is kept by %s; ask them or a supervisor, who may hand it to you"),
            name ? name : "?");
    free(name);
    return false;
}

static bool may_decide(Store *store, const User *user, int64_t case_id, Err *err)
{
    Eyes eyes;
    int64_t by;
    return eyes_of(store, case_id, user->id, &eyes, &by, err) &&
           (eyes == EYES_FREE || eyes_refuse(store, case_id, user->id, err));
}

/* What is left of an erased case is read, and its certificate printed, and no more. */
static bool not_erased(Store *store, Verb verb, int64_t case_id, Err *err)
{
    int64_t erased;
    if (verb == VERB_READ || verb == VERB_DOSSIER || verb == VERB_PAPERS)
        return true;
    return sql_get_int(store, err, &erased,
                       "SELECT EXISTS (SELECT 1 FROM erasure WHERE case_id = ?)", "i",
                       case_id) &&
           (!erased || err_set(err, ERR_REFUSED,
                               _("This case was erased; its number and its course are all "
                                 "that is left")));
}

/* Whose hands a case was in is read where all else allows it: that is much to read. */
bool desk_may_then(Store *store, const User *user, Verb verb, Status status, int64_t case_id,
                   Err *err)
{
    int64_t keeper;
    if (!desk_may(user, verb, err) ||
        !sql_get_int(store, err, &keeper, "SELECT keeper FROM case_file WHERE id = ?", "i",
                     case_id))
        return false;
    const Relation relation = {.own = keeper == user->id, .fresh = true};
    const Right *right = right_for(user, verb, status, &relation, err);
    if (!right)
        return false;
    if (!stands(right->needs, &relation))
        return refuse_other(store, case_id, err);
    return not_erased(store, verb, case_id, err) &&
           (right->needs != NEEDS_EYES || may_decide(store, user, case_id, err));
}

bool desk_may_at(Store *store, const User *user, Verb verb, Status status, int64_t case_id,
                 Err *err)
{
    return pen_allows(store, verb, case_id, err) &&
           desk_may_then(store, user, verb, status, case_id, err);
}

bool desk_may_stored(Store *store, const User *user, Verb verb, int64_t case_id, Err *err)
{
    Standing standing;
    return standing_stored(store, case_id, &standing, err) &&
           desk_may_at(store, user, verb, standing_for(&standing, verb), case_id, err);
}

bool desk_only_own(const User *user, Verb verb)
{
    bool own = false;
    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        if (rights[i].verb != verb || !(rights[i].roles & (1u << user->role)))
            continue;
        if (rights[i].needs != NEEDS_OWN)
            return false;
        own = true;
    }
    return own;
}

/* ---- for people ---- */

static int needs_of(Verb verb, int status, int role)
{
    int least = NEEDS_MORE;
    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        const Right *right = &rights[i];
        if (right->verb == verb && (right->statuses & (1u << status)) &&
            (right->roles & (1u << role)) && (int)right->needs < least)
            least = (int)right->needs;
    }
    return least;
}

size_t rights_rows(Verb verb, RightsRow out[STATUS_COUNT])
{
    size_t n = 0;
    for (int status = 0; status < STATUS_COUNT; status++) {
        RightsRow row = {.statuses = 1u << status};
        bool any = false;
        size_t like = 0;
        for (int role = 0; role < ROLE_COUNT; role++) {
            row.needs[role] = needs_of(verb, status, role);
            any = any || row.needs[role] != NEEDS_MORE;
        }
        while (like < n && memcmp(out[like].needs, row.needs, sizeof row.needs) != 0)
            like++;
        if (any && like == n)
            out[n++] = row;
        else if (any)
            out[like].statuses |= row.statuses;
    }
    return n;
}

void rights_say_statuses(const RightsRow *row, Buf *out)
{
    size_t begin = out->len;
    for (int status = 0; row->statuses != ANY_STATUS && status < STATUS_COUNT; status++) {
        if (row->statuses & (1u << status))
            buf_addf(out, "%s%s", out->len > begin ? _(", ") : "",
                     status_label((Status)status));
    }
}

const char *needs_label(int needs)
{
    static const char *const labels[] = {
        /* TRANSLATORS: in a table of roles and actions: may do it */
        [NEEDS_NOTHING] = N_("yes"),
        /* TRANSLATORS: the same: to cases that one entered or was handed */
        [NEEDS_OWN] = N_("own cases"),
        /* TRANSLATORS: the same: to cases that one had no hand in */
        [NEEDS_EYES] = N_("others' work"),
        [NEEDS_MORE] = "",
    };
    return *labels[needs] ? _(labels[needs]) : "";
}
