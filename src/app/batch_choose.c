/* Which cases go into a batch: what is asked for, for which platform, and what stands in the
 * way of each today. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/vouch.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/life.h"
#include "desk/pen.h"
#include "desk/stop.h"
#include "exchange/template.h"
#include "store/sql.h"

/* ---- what is asked for ---- */

typedef struct Chosen {
    ExportCase *cases;
    size_t n, room;
} Chosen;

static void choose(Chosen *chosen, const ExportCase *one)
{
    if (chosen->n == chosen->room)
        chosen->cases = xreallocarray(chosen->cases, chosen->room = chosen->room * 2 + 64,
                                      sizeof(ExportCase));
    chosen->cases[chosen->n++] = *one;
}

/* The last batch of the same purpose (?2): that money was asked for since says nothing of what
 * became of the application. */
#define LAST_BATCH(what)                                                                       \
    " (SELECT " what " FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"              \
    "  WHERE k.case_id = c.id AND b.state = 'written' AND b.purpose = ?2"                      \
    "  ORDER BY b.id DESC LIMIT 1)"

/* The platform is that of the application as it was approved: while an amendment runs the case
 * may name another. */
#define CASE_COLUMNS                                                                           \
    "SELECT c.id, coalesce(a.id, 0), c.no,"                                                    \
    " coalesce((SELECT p.name FROM patient AS p WHERE p.case_id = c.id), ''),"                 \
    " coalesce(CASE WHEN c.amendment IS NULL OR a.id IS NULL THEN c.platform"                  \
    " ELSE json_extract(a.snapshot, '$.case.platform') END, '')," LAST_BATCH(                  \
        "b.no") "," LAST_BATCH("k.outcome")

static ExportCase read_case(const Sql *q, Arena *arena)
{
    return (ExportCase){.id = sql_int(q, 0),
                        .approval_id = sql_int(q, 1),
                        .no = arena_text(arena, sql_text(q, 2)),
                        .patient = arena_text(arena, sql_text(q, 3)),
                        .platform = arena_text(arena, sql_text(q, 4)),
                        .before = sql_is_null(q, 5) ? NULL : arena_text(arena, sql_text(q, 5)),
                        .outcome = app_outcome(sql_text(q, 6))};
}

/* The tranche wished for is ?3 where the statement asks. */
static bool choose_rows(Session *session, const char *sql, int64_t id, const char *purpose,
                        int64_t tranche, Arena *arena, Chosen *chosen, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session), sql, err))
        return false;
    if (id)
        sql_bind_int(&q, 1, id);
    sql_bind_text(&q, 2, purpose);
    if (strstr(sql, "?3"))
        sql_bind_int(&q, 3, tranche);
    while (sql_row(&q)) {
        ExportCase one = read_case(&q, arena);
        choose(chosen, &one);
    }
    return sql_close(&q, err);
}

#define WITH_APPROVAL                                                                          \
    " FROM case_file AS c LEFT JOIN approval AS a ON a.case_id = c.id AND a.active = 1"
#define WITH_TRANCHE                                                                           \
    " EXISTS (SELECT 1 FROM tranche AS t WHERE t.case_id = c.id"                               \
    " AND (?3 = 0 OR t.seq IS ?3) AND " BATCH_PLANNED ")"

/* All that a template of this purpose takes. */
static bool choose_taken(Session *session, const TemplatePurpose *purpose, int64_t tranche,
                         Arena *arena, Chosen *chosen, Err *err)
{
    static const char *const all[] = {
        [TAKES_UNSENT] = CASE_COLUMNS BATCH_WAITING " ORDER BY c.id",
        [TAKES_TRANCHES] = CASE_COLUMNS WITH_APPROVAL
        " WHERE c.status = 'exported' AND a.id IS NOT NULL AND" WITH_TRANCHE " ORDER BY c.id",
        [TAKES_SENT] = CASE_COLUMNS WITH_APPROVAL
        " WHERE c.status = 'exported' AND a.id IS NOT NULL ORDER BY c.id",
        [TAKES_APPROVED] = CASE_COLUMNS WITH_APPROVAL " WHERE a.id IS NOT NULL ORDER BY c.id"};
    return choose_rows(session, all[purpose->takes], 0, purpose->name, tranche, arena, chosen,
                       err);
}

static bool choose_named(Session *session, const ExportWish *wish, const char *purpose,
                         Arena *arena, Chosen *chosen, Err *err)
{
    for (size_t i = 0; i < wish->n; i++) {
        int64_t id;
        if (!case_find_no(session_store(session), wish->numbers[i], &id, err))
            return false;
        for (size_t j = 0; j < chosen->n; j++) {
            if (chosen->cases[j].id == id)
                return err_set(err, ERR_INPUT, _("Case %s is named twice"), wish->numbers[i]);
        }
        if (!choose_rows(session, CASE_COLUMNS WITH_APPROVAL " WHERE c.id = ?1", id, purpose,
                         wish->tranche, arena, chosen, err))
            return false;
    }
    return true;
}

static bool choose_refused(Session *session, const Batch *batch, const char *purpose,
                           Arena *arena, Chosen *chosen, Err *err)
{
    return choose_rows(session,
                       CASE_COLUMNS WITH_APPROVAL
                       " JOIN batch_case AS r ON r.case_id = c.id AND r.outcome = 'refused'"
                       " WHERE r.batch_id = ?1 ORDER BY r.place",
                       batch->id, purpose, 0, arena, chosen, err) &&
           (chosen->n || err_set(err, ERR_REFUSED,
                                 _("The platform has refused no case of batch %s"), batch->no));
}

/* ---- for which platform ---- */

const char *app_platform_text(Session *session, const char *code)
{
    const CodeTable *table =
        codes_table(knowledge_codes(session_knowledge(session)), "platform");
    const CodeEntry *entry = table ? code_find(table, code) : NULL;
    return entry ? code_text(entry, session_lang(session)) : code;
}

static bool is_platform(Session *session, const char *code, Err *err)
{
    const CodeTable *table =
        codes_table(knowledge_codes(session_knowledge(session)), "platform");
    Buf names = BUF_INIT;
    if (table && code_find(table, code))
        return true;
    for (size_t i = 0; table && i < code_count(table); i++)
        buf_addf(&names, "%s%s", names.len ? _(", ") : "", code_at(table, i)->code);
    err_set(err, ERR_INPUT, _("There is no platform “%s”; known are %s"), code, names.data);
    buf_free(&names);
    return false;
}

/* Each platform of the cases with how many are for it. counts has room for all cases. */
static size_t count_platforms(const Chosen *chosen, PlatformCount *counts)
{
    size_t n = 0;
    for (size_t i = 0; i < chosen->n; i++) {
        size_t at = 0;
        while (at < n && strcmp(counts[at].code, chosen->cases[i].platform) != 0)
            at++;
        if (at == n)
            counts[n++] = (PlatformCount){.code = chosen->cases[i].platform};
        counts[at].cases++;
    }
    return n;
}

static size_t list_platforms(Session *session, const Chosen *chosen, Buf *list)
{
    PlatformCount *counts = xcalloc(chosen->n + 1, sizeof(PlatformCount));
    size_t n = count_platforms(chosen, counts);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add(list, _(", "));
        if (counts[i].code[0])
            buf_addf(list, "%s %s %zu", counts[i].code,
                     app_platform_text(session, counts[i].code), counts[i].cases);
        else
            buf_addf(list, "%s %zu", _("no platform"), counts[i].cases);
    }
    free(counts);
    return n;
}

/* Of those that are in a state to go. */
static bool agree_platform(Session *session, const Chosen *chosen, ExportPlan *plan, Err *err)
{
    Chosen able = {0};
    Buf list = BUF_INIT;
    if (plan->platform)
        return true;
    for (size_t i = 0; i < chosen->n; i++) {
        if (!chosen->cases[i].reason)
            choose(&able, &chosen->cases[i]);
    }
    size_t platforms = list_platforms(session, &able, &list);
    if (platforms > 1)
        err_set(err, ERR_REFUSED,
                _("A batch goes to one platform, and these cases are for several (%s); name "
                  "one with --platform"),
                list.data);
    else
        plan->platform = platforms ? able.cases[0].platform : "";
    free(able.cases);
    buf_free(&list);
    return platforms < 2;
}

/* What the template says of its platform, and the person. */
static bool named_platform(Session *session, const ExportWish *wish, ExportPlan *plan,
                           const TemplatePurpose **purpose, Err *err)
{
    Template *template_ = NULL;
    if (!template_find(session_knowledge(session), plan->template_, &template_, err))
        return false;
    const char *own = template_platform(template_);
    bool done = !wish->platform || is_platform(session, wish->platform, err);
    if (done && own && wish->platform && strcmp(own, wish->platform) != 0)
        done = err_set(err, ERR_REFUSED, _("Template %s is for %s, not for %s"),
                       plan->template_, app_platform_text(session, own),
                       app_platform_text(session, wish->platform));
    plan->platform = wish->platform ? wish->platform : own;
    *purpose = template_purpose(template_);
    plan->purpose = (*purpose)->name;
    if (!plan->platform && !(*purpose)->recipients)
        plan->platform = ""; /* it goes to nobody, or to no one platform */
    if (done && plan->tranche && !(*purpose)->asks_money)
        done =
            err_set(err, ERR_INPUT, _("Template %s asks for no money, so no tranche is chosen"),
                    plan->template_);
    template_free(template_);
    return done;
}

/* ---- what stands in the way of a case, today ---- */

static bool check_findings(Session *session, const CaseFile *file, Err *err)
{
    Finding *found;
    size_t n;
    Arena *arena = arena_new();
    bool done = app_case_findings(session, file, arena, &found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (found[i].stops_export && found[i].severity == SEV_BLOCK)
            done = err_set(err, ERR_REFUSED, _("%s: %s"), found[i].rule, found[i].message);
    }
    arena_free(arena);
    return done;
}

/* A case that today's knowledge judged today, and found nothing in the way, need not be judged
 * again to be offered; what goes is (batch_judge). */
static bool judged_today(Session *session, int64_t case_id, bool *judged, Err *err)
{
    int64_t n;
    char day[DAY_TEXT];
    day_format(session_today(session), day);
    bool done = sql_get_int(
        session_store(session), err, &n,
        "SELECT count(*) FROM case_summary WHERE case_id = ? AND blocks = 0"
        " AND missing = 0 AND papers = 0 AND knowledge_version = ? AND judged_on = ?",
        "itt", case_id, knowledge_version(session_knowledge(session)), day);
    *judged = done && n == 1;
    return done;
}

static bool judge_anew(Session *session, int64_t id, CaseFile **file, Err *err)
{
    return case_load(session_store(session), id, file, err) &&
           check_findings(session, *file, err);
}

static bool judge(Session *session, ExportCase *one, Err *err)
{
    CaseFile *file = NULL;
    bool kept;
    if (!judged_today(session, one->id, &kept, err))
        return false;
    one->judged = !kept && judge_anew(session, one->id, &file, err);
    case_free(file);
    return kept || one->judged;
}

bool batch_judge(Session *session, const Batch *batch, Err *err)
{
    int64_t stamp = batch->judged;
    bool done = true, changed = session_changed(session, &stamp);
    for (size_t i = 0;
         done && template_purpose_named(batch->purpose)->discloses && i < batch->n; i++) {
        CaseFile *file = NULL;
        if (batch->items[i].judged && !changed)
            continue;
        done = judge_anew(session, batch->items[i].case_id, &file, err);
        if (!done && file)
            err_wrap(err, _("Case %s"), case_head_of(file)->no);
        case_free(file);
    }
    return done;
}

static bool check_unsent(Session *session, const ExportCase *one, const Standing *standing,
                         Err *err)
{
    Relation relation = {0};
    bool gone = standing->status == STATUS_EXPORTED && !standing->amended;
    if (gone && one->outcome == OUTCOME_REFUSED)
        return err_set(
            err, ERR_REFUSED,
            _("The platform refused it: amend it; it goes once the amendment is approved"));
    if (gone)
        return err_set(err, ERR_REFUSED,
                       _("It went out already, in batch %s, which can be written again"),
                       one->before ? one->before : "?");
    if (standing->amended)
        return err_set(err, ERR_REFUSED,
                       _("Its application is being amended; it goes once the amendment is "
                         "approved or given up"));
    return desk_may_case(session_user(session), VERB_EXPORT, standing->status, &relation, err);
}

static bool check_sent(Session *session, TemplateTakes takes, int64_t tranche,
                       const ExportCase *one, const Standing *standing, Err *err)
{
    if (standing->status != STATUS_EXPORTED)
        return err_set(err, ERR_REFUSED, _("It was not sent to the platform yet"));
    return takes != TAKES_TRANCHES ||
           (batch_may_ask(session_store(session), one->id, tranche, err) &&
            batch_money_left(session, one->id, tranche, err));
}

/* What stops a case stops its sending and any request for its money; a report goes on. */
static bool check_state(Session *session, TemplateTakes takes, int64_t tranche,
                        const ExportCase *one, Err *err)
{
    Store *store = session_store(session);
    Standing standing;
    if (!pen_allows(store, VERB_EXPORT, one->id, err) ||
        !standing_stored(store, one->id, &standing, err))
        return false;
    if ((takes == TAKES_UNSENT || takes == TAKES_TRANCHES) &&
        (!life_goes_on(store, one->id, err) || !stop_none(store, one->id, err) ||
         !vouch_lifted(session, one->id, err)))
        return false;
    bool done = takes == TAKES_UNSENT ? check_unsent(session, one, &standing, err)
                : takes == TAKES_APPROVED
                    ? one->approval_id || err_set(err, ERR_REFUSED, _("It is not approved"))
                    : check_sent(session, takes, tranche, one, &standing, err);
    return done && review_not_begun(store, one->id, err) &&
           (!one->approval_id || vouch_holds(session, one->id, one->approval_id, err));
}

static bool check_platform(Session *session, const char *platform, const ExportCase *one,
                           Err *err)
{
    return strcmp(one->platform, platform) == 0 ||
           err_set(err, ERR_REFUSED, _("It is for %s, and this batch goes to %s"),
                   one->platform[0] ? app_platform_text(session, one->platform)
                                    : _("no platform"),
                   app_platform_text(session, platform));
}

/* An answer about the case is its reason; anything else ends the whole. */
static bool note_reason(ExportCase *one, bool fit, const Err *why, Arena *arena, Err *err)
{
    if (fit)
        return true;
    if (why->kind != ERR_REFUSED && why->kind != ERR_CONFLICT)
        return err_set(err, why->kind, "%s", why->text);
    one->kind = why->kind;
    one->reason = arena_dup(arena, why->text);
    return true;
}

static bool check_states(Session *session, TemplateTakes takes, int64_t tranche, Arena *arena,
                         Chosen *chosen, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < chosen->n; i++) {
        ExportCase *one = &chosen->cases[i];
        Err why = {0};
        bool fit = check_state(session, takes, tranche, one, &why);
        done = note_reason(one, fit, &why, arena, err);
    }
    return done;
}

/* What is read by somebody outside is judged, last, since that costs most. platform "":
 * whatever each names. */
static bool check_rest(Session *session, const char *platform, bool judges, Arena *arena,
                       Chosen *chosen, size_t *fit, Err *err)
{
    bool done = session_accepted(session, err);
    *fit = 0;
    for (size_t i = 0; done && i < chosen->n; i++) {
        ExportCase *one = &chosen->cases[i];
        Err why = {0};
        if (one->reason)
            continue;
        bool goes = (!platform[0] || check_platform(session, platform, one, &why)) &&
                    (!judges || judge(session, one, &why));
        *fit += goes;
        done = note_reason(one, goes, &why, arena, err);
    }
    return done;
}

/* ---- the verbs ---- */

static ExportCase *take(Chosen *chosen, Arena *arena)
{
    ExportCase *cases = arena_alloc(arena, (chosen->n + 1) * sizeof(ExportCase));
    if (chosen->n)
        memcpy(cases, chosen->cases, chosen->n * sizeof(ExportCase));
    free(chosen->cases);
    chosen->cases = NULL;
    return cases;
}

/* Without numbers only those of the platform are asked for; the others wait for their own. */
static void only_platform(const char *platform, Chosen *chosen)
{
    size_t n = 0;
    for (size_t i = 0; i < chosen->n; i++) {
        if (strcmp(chosen->cases[i].platform, platform) == 0)
            chosen->cases[n++] = chosen->cases[i];
    }
    chosen->n = n;
}

static void only_numbers(const ExportWish *wish, Chosen *chosen)
{
    size_t n = 0;
    for (size_t i = 0; i < chosen->n; i++) {
        size_t at = 0;
        while (at < wish->n && strcmp(wish->numbers[at], chosen->cases[i].no) != 0)
            at++;
        if (!wish->n || at < wish->n)
            chosen->cases[n++] = chosen->cases[i];
    }
    chosen->n = n;
}

static bool only_found(Session *session, const char *query, Chosen *chosen, Err *err)
{
    size_t n = 0;
    bool *hits = xcalloc(chosen->n + 1, sizeof(bool));
    bool done = app_export_find(session, query, chosen->cases, chosen->n, hits, err);
    for (size_t i = 0; done && i < chosen->n; i++) {
        if (hits[i])
            chosen->cases[n++] = chosen->cases[i];
    }
    if (done)
        chosen->n = n;
    free(hits);
    return done;
}

static bool choose_again(Session *session, const ExportWish *wish, Arena *arena,
                         ExportPlan *plan, const TemplatePurpose **purpose, Chosen *chosen,
                         Err *err)
{
    Batch batch = {0};
    if (!batch_find(session, wish->refused, arena, &batch, err))
        return false;
    plan->predecessor = batch.id;
    plan->predecessor_no = batch.no;
    if (!plan->template_)
        plan->template_ = batch.template_;
    if (!named_platform(session, wish, plan, purpose, err))
        return false;
    if (!plan->platform && batch.platform[0])
        plan->platform = batch.platform;
    if (!choose_refused(session, &batch, plan->purpose, arena, chosen, err))
        return false;
    only_numbers(wish, chosen);
    return true;
}

static bool choose_all(Session *session, const ExportWish *wish, Arena *arena, ExportPlan *plan,
                       const TemplatePurpose **purpose, Chosen *chosen, Err *err)
{
    if (wish->refused)
        return choose_again(session, wish, arena, plan, purpose, chosen, err);
    return named_platform(session, wish, plan, purpose, err) &&
           (wish->n ? choose_named(session, wish, plan->purpose, arena, chosen, err)
                    : choose_taken(session, *purpose, wish->tranche, arena, chosen, err));
}

const char *app_export_nothing(const ExportPlan *plan)
{
    static const char *const texts[] = {
        [TAKES_UNSENT] = N_("No approved case waits for export; the batches show what was "
                            "exported"),
        [TAKES_TRANCHES] =
            N_("No case that was sent has a tranche that is planned; one that is "
               "requested waits for the platform's answer"),
        [TAKES_SENT] = N_("No case was sent to the platform yet"),
        [TAKES_APPROVED] = N_("No case is approved")};
    return _(texts[template_purpose_named(plan->purpose)->takes]);
}

bool app_export_plan(Session *session, const ExportWish *wish, Arena *arena, ExportPlan *out,
                     Err *err)
{
    Chosen chosen = {0};
    const TemplatePurpose *purpose = NULL;
    *out = (ExportPlan){.template_ = wish->template_, .tranche = wish->tranche};
    bool done = desk_may(session_user(session), VERB_EXPORT, err) &&
                choose_all(session, wish, arena, out, &purpose, &chosen, err) &&
                (!wish->query || only_found(session, wish->query, &chosen, err)) &&
                check_states(session, purpose->takes, wish->tranche, arena, &chosen, err) &&
                agree_platform(session, &chosen, out, err);
    if (done) {
        if (!wish->n && !wish->refused && out->platform[0])
            only_platform(out->platform, &chosen);
        session_changed(session, &out->stamp);
        done = check_rest(session, out->platform, purpose->discloses, arena, &chosen, &out->fit,
                          err);
    }
    out->n = chosen.n;
    out->cases = take(&chosen, arena);
    return done;
}

bool app_export_platforms(Session *session, const char *template_, Arena *arena,
                          PlatformCount **out, size_t *n, Err *err)
{
    Chosen chosen = {0};
    const ExportWish wish = {.template_ = template_};
    const TemplatePurpose *purpose = NULL;
    ExportPlan plan = {.template_ = template_};
    bool done = desk_may(session_user(session), VERB_EXPORT, err) &&
                choose_all(session, &wish, arena, &plan, &purpose, &chosen, err);
    *out = arena_alloc(arena, (chosen.n + 1) * sizeof(PlatformCount));
    memset(*out, 0, (chosen.n + 1) * sizeof(PlatformCount));
    *n = done && !plan.platform ? count_platforms(&chosen, *out) : 0;
    free(chosen.cases);
    return done;
}

bool app_export_waiting(Session *session, bool judged, Arena *arena, ExportCase **out,
                        size_t *n, Err *err)
{
    Chosen chosen = {0};
    size_t fit;
    bool done =
        desk_may(session_user(session), VERB_READ, err) &&
        choose_taken(session, template_purpose_named("launch"), 0, arena, &chosen, err) &&
        check_states(session, TAKES_UNSENT, 0, arena, &chosen, err) &&
        (!judged || check_rest(session, "", true, arena, &chosen, &fit, err));
    *n = chosen.n;
    *out = take(&chosen, arena);
    return done;
}
