/* Requests for payment: which cases have a tranche to ask for, and what a request makes of it.
 */
#include "config.h"

#include <stdlib.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "desk/workflow.h"
#include "store/sql.h"

static bool count_state(Store *store, int64_t case_id, const char *state, int64_t *n, Err *err)
{
    return sql_get_int(store, err, n,
                       "SELECT count(*) FROM tranche"
                       " WHERE case_id = ? AND coalesce(state, 'planned') = ?",
                       "it", case_id, state);
}

/* The account is the payee's; a tranche for somebody else would be paid to the wrong one. */
static bool check_payee(Store *store, int64_t case_id, Err *err)
{
    int64_t others;
    return sql_get_int(store, err, &others,
                       "SELECT count(*) FROM tranche AS t JOIN payee AS p"
                       " ON p.case_id = t.case_id AND p.kind <> t.payee"
                       " WHERE t.case_id = ? AND coalesce(t.state, 'planned') = 'planned'",
                       "i", case_id) &&
           (!others ||
            err_set(err, ERR_REFUSED,
                    _("A tranche is to be paid to another than the payee, and the account is "
                      "that of the payee; make both the same first")));
}

bool batch_may_ask(Store *store, int64_t case_id, Err *err)
{
    Standing standing;
    int64_t planned, requested;
    if (!standing_stored(store, case_id, &standing, err) ||
        !count_state(store, case_id, "planned", &planned, err) ||
        !count_state(store, case_id, "requested", &requested, err))
        return false;
    if (standing.amended)
        return err_set(err, ERR_REFUSED,
                       _("Its application is being amended; the money is asked for once the "
                         "amendment is approved or given up"));
    if (!planned && requested)
        return err_set(err, ERR_REFUSED,
                       _("Its tranche is requested already; enter the platform's answer first, "
                         "or take the request back"));
    if (!planned)
        return err_set(err, ERR_REFUSED, _("It has no tranche that is planned"));
    return check_payee(store, case_id, err);
}

static bool set_requested(Tx *tx, const Batch *batch, int64_t tranche, Err *err)
{
    return tx_set(tx, "tranche", tranche, "state", sql_value_text("requested"), NULL, 0, err) &&
           tx_set(tx, "tranche", tranche, "requested_on", sql_value_text(batch->on), NULL, 0,
                  err);
}

static bool request_all(Tx *tx, const Batch *batch, int64_t case_id, Err *err)
{
    for (;;) {
        int64_t tranche;
        if (!sql_get_int(tx_store(tx), err, &tranche,
                         "SELECT coalesce(min(id), 0) FROM tranche"
                         " WHERE case_id = ? AND coalesce(state, 'planned') = 'planned'",
                         "i", case_id))
            return false;
        if (!tranche)
            return true;
        if (!set_requested(tx, batch, tranche, err))
            return false;
    }
}

bool batch_asked(Store *store, const Batch *batch, int64_t case_id, Err *err)
{
    Tx *tx = NULL;
    GroupHead head = {.kind = GROUP_EXPORT,
                      .user_id = batch->user_id,
                      .case_id = case_id,
                      .message = batch->no};
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!request_all(tx, batch, case_id, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}
