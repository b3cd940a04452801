/* The disbursement route of a case and its schedule of tranches. */
#include "config.h"

#include "app/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"

bool app_case_money(Session *session, const CaseFile *file, const char *const *names, size_t n,
                    Arena *arena, CaseMoney *out, Err *err)
{
    const char *lang = session_lang(session);
    *out = (CaseMoney){.facts = arena_alloc(arena, (n + 1) * sizeof(char *))};
    /* Staged by the first, read by the others. */
    return app_case_facts(session, file, names, n, arena, out->facts, err) &&
           route_run(session_facts(session, err), lang, arena, &out->route, err) &&
           checklist_run(session_facts(session, err), file, lang, arena, &out->documents,
                         &out->n_documents, err);
}

/* ---- tranches ---- */

typedef struct Schedule {
    const TrancheDraft *drafts;
    size_t n;
    const char *payee; /* code of payee_kind, or NULL */
} Schedule;

static bool set_number(Tx *tx, CaseFile *file, FieldId field, size_t row, int64_t number,
                       Err *err)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    return case_set(tx, file, field, row, text, err);
}

static bool set_text(Tx *tx, CaseFile *file, FieldId field, size_t row, const char *text,
                     Err *err)
{
    return !text || case_set(tx, file, field, row, text, err);
}

static bool add_tranche(Tx *tx, CaseFile *file, const Schedule *schedule, size_t i, Err *err)
{
    const TrancheDraft *draft = &schedule->drafts[i];
    const char *item = case_get(file, F_PLAN_item, draft->plan_row);
    if (!item)
        item = case_get(file, F_PLAN_phase, draft->plan_row);
    return case_add_row(tx, file, REC_TRANCHE, i, err) &&
           set_number(tx, file, F_TRANCHE_seq, i, (int64_t)i + 1, err) &&
           set_number(tx, file, F_TRANCHE_amount_fen, i, draft->amount, err) &&
           set_text(tx, file, F_TRANCHE_plan_item, i, item, err) &&
           set_text(tx, file, F_TRANCHE_payee, i, schedule->payee, err) &&
           set_text(tx, file, F_TRANCHE_planned_on, i,
                    case_get(file, F_PLAN_from_on, draft->plan_row), err) &&
           case_set(tx, file, F_TRANCHE_state, i, "planned", err);
}

static bool replace_tranches(Tx *tx, CaseFile *file, void *ctx, Err *err)
{
    const Schedule *schedule = ctx;
    for (size_t rows = case_rows(file, REC_TRANCHE); rows > 0; rows--) {
        if (!case_remove_row(tx, file, REC_TRANCHE, rows - 1, err))
            return false;
    }
    for (size_t i = 0; i < schedule->n; i++) {
        if (!add_tranche(tx, file, schedule, i, err))
            return false;
    }
    return true;
}

/* What was asked for or paid already is history, and history is not made anew. */
static bool all_planned(const CaseFile *file, Err *err)
{
    for (size_t row = 0; row < case_rows(file, REC_TRANCHE); row++) {
        const char *state = case_get(file, F_TRANCHE_state, row);
        if (state && strcmp(state, "planned") != 0)
            return err_set(err, ERR_REFUSED,
                           _("Tranche %zu is requested or paid already; edit the other rows by "
                             "hand"),
                           row + 1);
    }
    return true;
}

bool app_case_make_tranches(Session *session, CaseFile *file, size_t *n, Err *err)
{
    static const char *const names[] = {"payout_fen", "route_by_hospital"};
    const char *values[COUNT_OF(names)];
    TrancheDraft *drafts;
    Arena *arena = arena_new();
    *n = 0;
    bool done = all_planned(file, err) &&
                app_case_facts(session, file, names, COUNT_OF(names), arena, values, err);
    if (!done)
        goto out;
    Fen payout = values[0] ? strtoll(values[0], NULL, 10) : 0;
    bool hospital = values[1] && strcmp(values[1], "0") != 0;
    Schedule schedule = {.payee = hospital ? "hospital" : case_get(file, F_PAYEE_kind, 0)};
    schedule.n = route_tranches(file, payout, arena, &drafts);
    schedule.drafts = drafts;
    if (!schedule.n)
        done = err_set(err, ERR_REFUSED,
                       payout > 0
                           ? _("The plan has no row with a cost yet; tranches follow from it")
                           : _("Nothing is to be paid out: the case has no target yet"));
    done = done && edit_with(session, file, REC_TRANCHE, replace_tranches, &schedule, err);
    *n = done ? schedule.n : 0;
out:
    arena_free(arena);
    return done;
}
