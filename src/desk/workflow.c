/* The words of the states, and which verb leads from where to where. Who may is in rights.c. */
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
    if (standing->erased) {
        /* TRANSLATORS: of a case: what told of the person is gone for ever. */
        buf_add(out, C_("of a case", "erased"));
        return;
    }
    buf_add(out, status_label(standing->status));
    if (standing->amended && labels[standing->amendment])
        buf_addf(out, " · %s", _(labels[standing->amendment]));
    if (standing->first)
        buf_addf(out, " · %s", _("1 approval of 2"));
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

bool standing_leads(Verb verb, const Standing *from, Standing *to)
{
    if (from->amended || verb == VERB_AMEND)
        return standing_next(verb, from, to);
    *to = (Standing){0};
    bool found = workflow_next(verb, from->status, &to->status);
    to->amendment = to->status;
    return found;
}

bool standing_stored(Store *store, int64_t case_id, Standing *out, Err *err)
{
    Sql q;
    bool known = false;
    if (!sql_open(&q, store,
                  "SELECT status, amendment,"
                  " EXISTS (SELECT 1 FROM first_approval WHERE case_id = ?1)"
                  " FROM case_file WHERE id = ?1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    bool found = sql_row(&q);
    if (found)
        known = standing_parse(sql_said(&q, 0), sql_text(&q, 1), out);
    if (known)
        out->first = sql_int(&q, 2) != 0;
    if (!sql_close(&q, err))
        return false;
    return known || err_set(err, found ? ERR_STORE : ERR_NOT_FOUND,
                            found ? _("The case has a status this program does not know")
                                  : _("There is no such case"));
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
