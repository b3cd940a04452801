/* Requests for payment: which cases have a tranche to ask for, and what a request makes of it.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "desk/workflow.h"
#include "store/sql.h"

/* Of all tranches, or of those of the number given. */
#define OF_CASE "FROM tranche AS t WHERE t.case_id = ?1 AND (?2 = 0 OR t.seq IS ?2) AND "

/* The account is the payee's; a tranche for somebody else would be paid to the wrong one. */
static bool check_payee(Store *store, int64_t case_id, int64_t tranche, Err *err)
{
    int64_t others;
    return sql_get_int(store, err, &others,
                       "SELECT count(*) " OF_CASE BATCH_PLANNED " AND EXISTS (SELECT 1"
                       " FROM payee AS p WHERE p.case_id = t.case_id AND p.kind <> t.payee)",
                       "ii", case_id, tranche) &&
           (!others ||
            err_set(err, ERR_REFUSED,
                    _("A tranche is to be paid to another than the payee, and the account is "
                      "that of the payee; make both the same first")));
}

static bool refuse_none(int64_t tranche, bool requested, Err *err)
{
    if (requested)
        return err_set(err, ERR_REFUSED,
                       _("Its tranche is requested already; enter the platform's answer first, "
                         "or take the request back"));
    return tranche ? err_set(err, ERR_REFUSED, _("It has no tranche %lld that is planned"),
                             (long long)tranche)
                   : err_set(err, ERR_REFUSED, _("It has no tranche that is planned"));
}

bool batch_may_ask(Store *store, int64_t case_id, int64_t tranche, Err *err)
{
    Standing standing;
    int64_t planned, requested;
    if (!standing_stored(store, case_id, &standing, err) ||
        !sql_get_int(store, err, &planned, "SELECT count(*) " OF_CASE BATCH_PLANNED, "ii",
                     case_id, tranche) ||
        !sql_get_int(store, err, &requested, "SELECT count(*) " OF_CASE BATCH_ASKED, "ii",
                     case_id, tranche))
        return false;
    if (standing.amended)
        return err_set(err, ERR_REFUSED,
                       _("Its application is being amended; the money is asked for once the "
                         "amendment is approved or given up"));
    return planned ? check_payee(store, case_id, tranche, err)
                   : refuse_none(tranche, requested > 0, err);
}

/* What is planned is asked for, within what the platform holds and nobody has asked for yet. */
static void sum_tranches(const CaseFile *file, int64_t tranche, Fen *asked, Fen *pending)
{
    *asked = *pending = 0;
    for (size_t row = 0; row < case_rows(file, REC_TRANCHE); row++) {
        const char *state = case_get(file, F_TRANCHE_state, row);
        Fen fen = case_fen(file, F_TRANCHE_amount_fen, row);
        bool named = !tranche || case_fen(file, F_TRANCHE_seq, row) == tranche;
        if (!state || strcmp(state, "planned") == 0)
            *asked += named ? fen : 0;
        else if (tranche_is_asked(state) || strcmp(state, "approved") == 0)
            *pending += fen;
    }
}

static bool refuse_more(Fen asked, Fen left, Err *err)
{
    Buf wanted = BUF_INIT, there = BUF_INIT;
    money_format_yuan(&wanted, asked);
    money_format_yuan(&there, left > 0 ? left : 0);
    /* TRANSLATORS: two amounts with their unit. */
    err_set(err, ERR_REFUSED,
            _("It asks for %s of %s that are left; lower the tranche, or correct the ledger"),
            wanted.data, there.data);
    buf_free(&wanted);
    buf_free(&there);
    return false;
}

bool batch_money_left(Session *session, int64_t case_id, int64_t tranche, Err *err)
{
    static const char *const names[] = {"raised_fen", "held_fen"};
    const char *values[COUNT_OF(names)];
    Arena *arena = arena_new();
    CaseFile *file = NULL;
    Fen asked, pending;
    bool done = app_case_open_id(session, case_id, &file, err) &&
                app_case_facts(session, file, names, COUNT_OF(names), arena, values, err);
    /* While nobody has entered what was raised, nothing is known of what is left. */
    if (done && values[0] && values[1]) {
        Fen held = strtoll(values[1], NULL, 10);
        sum_tranches(file, tranche, &asked, &pending);
        done = asked <= held - pending || refuse_more(asked, held - pending, err);
    }
    case_free(file);
    arena_free(arena);
    return done;
}

static bool set_requested(Tx *tx, const Batch *batch, int64_t tranche, Err *err)
{
    return tx_set(tx, "tranche", tranche, "state", sql_value_text("requested"), NULL, 0, err) &&
           tx_set(tx, "tranche", tranche, "requested_on", sql_value_text(batch->on), NULL, 0,
                  err);
}

/* Those that the batch asked for, by what it keeps of the case. */
static bool request_all(Tx *tx, const Batch *batch, int64_t case_id, Err *err)
{
    for (;;) {
        int64_t tranche;
        if (!sql_get_int(tx_store(tx), err, &tranche,
                         "SELECT coalesce(min(t.id), 0) FROM tranche AS t JOIN batch_case AS k"
                         " ON k.batch_id = ?2 AND k.case_id = t.case_id"
                         " WHERE t.case_id = ?1 AND " BATCH_PLANNED
                         " AND (k.content IS NULL OR EXISTS (SELECT 1"
                         " FROM json_each(k.content, '$.tranche') AS j WHERE " BATCH_ASKS
                         " AND json_extract(j.value, '$.seq') IS t.seq))",
                         "ii", case_id, batch->id))
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
    if (!request_all(tx, batch, case_id, err) || !summary_stale(store, case_id, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}
