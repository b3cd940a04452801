/* What went out with a batch: of each case an approval that was in force then, what was
 * approved with it, and of no case that was stopped. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/right_case.h"
#include "app/vouch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/template.h"
#include "store/sql.h"

static bool was_in_force(const CaseThen *then, int64_t approval)
{
    for (size_t i = 0; i < then->n; i++) {
        if (then->rows[i].in_force && then->rows[i].there && then->rows[i].id == approval)
            return true;
    }
    return false;
}

/* What the row has beside that; the texts are what was signed, by their records. */
typedef struct Goods {
    char *who, *no, *snapshot, *content, *purpose;
} Goods;

static bool read_goods(Store *store, const Sent *sent, Goods *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT w.name, c.no, a.snapshot, k.content, b.purpose FROM batch_case AS k"
                  " JOIN batch AS b ON b.id = k.batch_id JOIN case_file AS c"
                  " ON c.id = k.case_id JOIN approval AS a ON a.id = k.approval_id"
                  " LEFT JOIN journal_group AS g ON g.id = ?2"
                  " LEFT JOIN journal_who AS w ON w.id = g.who WHERE k.id = ?1",
                  err))
        return false;
    sql_bind_int(&q, 1, sent->row);
    sql_bind_int(&q, 2, sent->group);
    if (sql_row(&q))
        *out =
            (Goods){xstrdup(sql_text(&q, 0) ? sql_text(&q, 0) : "?"), xstrdup(sql_text(&q, 1)),
                    xstrdup(sql_text(&q, 2)), sql_text(&q, 3) ? xstrdup(sql_text(&q, 3)) : NULL,
                    xstrdup(sql_text(&q, 4) ? sql_text(&q, 4) : "")};
    return sql_close(&q, err);
}

static void free_goods(Goods *goods)
{
    free(goods->who);
    free(goods->no);
    free(goods->snapshot);
    free(goods->content);
    free(goods->purpose);
}

static bool is_sent_out(const Goods *goods)
{
    const TemplatePurpose *purpose = template_purpose_named(goods->purpose);
    return purpose->sends || purpose->asks_money;
}

static const char *refuses(const Sent *sent, const CaseThen *then, const Goods *goods,
                           bool is_of, const char **column)
{
    *column = NULL;
    if (!is_of) {
        *column = "content";
        return _("what it has of the case is not what was approved");
    }
    if (!was_in_force(then, sent->approval)) {
        *column = "approval_id";
        return _("that approval of the case was not in force");
    }
    return is_sent_out(goods) && case_is_stopped(then) ? _("the case was stopped") : NULL;
}

/* One of another station counts by who vouched for that station. */
static bool hold_vouched(Rights *rights, const Sent *sent, const CaseThen *then,
                         const char **why, Err *err)
{
    const VouchAsk ask = {.case_id = sent->case_id,
                          .approval_id = sent->approval,
                          .before = sent->group,
                          .rule = right_second(rights, then->agreed, sent->group),
                          .target = then->target,
                          .adviser = then->adviser,
                          .givings = rights->givings};
    bool asks;
    Vouch vouch = VOUCH_COUNTS;
    if (!vouch_asks(rights->store, sent->approval, &asks, err) ||
        (asks && !vouch_of(rights->store, &ask, &vouch, err)))
        return false;
    if (vouch == VOUCH_HANDS)
        *why = _("nobody without a hand in the case trusted the station of its approval");
    else if (vouch == VOUCH_ONE)
        *why = _("two approvals were asked for, and two people do not stand for that of "
                 "another station");
    return true;
}

/* A fraud that somebody here suspected, and people of a station that they alone vouch for do
 * not.
 */
static bool hold_lifted(const Rights *rights, const Sent *sent, const CaseThen *then,
                        const char **why, Err *err)
{
    const StopThen *last = NULL;
    bool counts = true;
    for (size_t i = 0; i < then->n_stops; i++) {
        const StopThen *stop = &then->stops[i];
        if (stop->there && stop->decided_by && !stop->ends &&
            strcmp(stop->reason, "fraud") == 0)
            last = stop;
    }
    const VouchLift lift = {.raised_by = last ? last->by : 0,
                            .decided_by = last ? last->decided_by : 0,
                            .group = last ? last->decided_in : 0,
                            .before = sent->group,
                            .givings = rights->givings};
    if (last && !vouch_lifts(rights->store, &lift, &counts, err))
        return false;
    if (!counts)
        *why = _("nobody but who suspected a fraud trusted the station where it was decided "
                 "that it is none");
    return true;
}

/* Parts that were cut anew since the approval are those of the case then. */
static bool is_of_parts(const Rights *rights, const Sent *sent, const Goods *goods,
                        const char **column, const char **why, Err *err)
{
    bool are = true;
    if (!batch_content_parts(rights->session, sent->case_id, goods->no, goods->content,
                             sent->group, &are, err))
        return false;
    if (!are) {
        *column = "content";
        *why = _("the parts of the money are not those of the case");
    }
    return true;
}

bool right_sends(Rights *rights, const Sent *sent, const CaseThen *then, Err *err)
{
    Goods goods = {0};
    bool is_of = true, done = true;
    const char *column = NULL, *why = NULL;
    if (!sent->of_person || !then->known || then->vague)
        return true;
    done = read_goods(rights->store, sent, &goods, err) &&
           (!goods.snapshot || batch_content_is_of(rights->session, goods.no, goods.snapshot,
                                                   goods.content, &is_of, err));
    if (done && goods.snapshot)
        why = refuses(sent, then, &goods, is_of, &column);
    if (done && goods.snapshot && !why &&
        !is_of_parts(rights, sent, &goods, &column, &why, err))
        done = false;
    if (done && goods.snapshot && !why)
        done = hold_vouched(rights, sent, then, &why, err);
    if (done && goods.snapshot && !why && is_sent_out(&goods))
        done = hold_lifted(rights, sent, then, &why, err);
    if (why)
        right_tell(rights, sent->group, sent->case_id, goods.who, "export",
                   &(RightPlace){"batch_case", column, sent->row}, why);
    free_goods(&goods);
    return done;
}
