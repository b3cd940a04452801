/* Judging a case with the knowledge of the session, and keeping what was judged last. */
#include "config.h"

#include "app/judge.h"

#include <stdlib.h>

#include "app/inner.h"
#include "app/reveal.h"
#include "base/mem.h"
#include "desk/due.h"
#include "rules/judge/judge.h"
#include "store/sql.h"

/* A judgement that somebody holds, or that may be asked for again. */
typedef struct Kept {
    Judged judged; /* first, so that a reference to it leads here */
    size_t holders;
    Arena *arena;
    int64_t case_id, version; /* version -1: of what is not in the store yet */
} Kept;

struct Judging {
    Judge *judge; /* opened at first use */
    Kept *kept;
    int64_t stamp; /* of the store, when it was judged */
    size_t made;
};

/* ---- what a session judges with ---- */

Judging *judging_new(void)
{
    return xcalloc(1, sizeof(Judging));
}

static void keep(Judging *judging, Kept *kept)
{
    if (judging->kept)
        app_judged_free(&judging->kept->judged);
    judging->kept = kept;
}

void judging_forget(Judging *judging)
{
    keep(judging, NULL);
    judge_close(judging->judge);
    judging->judge = NULL;
}

void judging_free(Judging *judging)
{
    judging_forget(judging);
    free(judging);
}

static Judge *judge_of(Session *session, Err *err)
{
    Judging *judging = session_judging(session);
    if (!session_judges(session, err))
        return NULL;
    if (!judging->judge &&
        (!judge_open(session_knowledge(session), session_today(session), &judging->judge,
                     err) ||
         !facts_use_store(judge_facts(judging->judge), session_store(session),
                          session_practice(session), err))) {
        judge_close(judging->judge);
        judging->judge = NULL;
    }
    return judging->judge;
}

Facts *session_facts(Session *session, Err *err)
{
    Judge *judge = judge_of(session, err);
    return judge ? judge_facts(judge) : NULL;
}

size_t session_judgings(Session *session)
{
    return session_judging(session)->made;
}

/* ---- judging ---- */

/* What is left of an erased case lacks nothing and is wrong in nothing: nobody may mend it. */
static bool is_over(const CaseFile *file)
{
    return case_head_of(file)->erased;
}

bool app_case_findings(Session *session, const CaseFile *file, Arena *arena, Finding **out,
                       size_t *n, Err *err)
{
    Judge *judge = judge_of(session, err);
    *out = NULL;
    *n = 0;
    if (!judge || is_over(file))
        return judge != NULL;
    session_judging(session)->made++;
    return findings_run(app_fields(session, file), judge, file, arena, out, n, err);
}

bool app_case_checklist(Session *session, const CaseFile *file, Arena *arena,
                        ChecklistItem **out, size_t *n, Err *err)
{
    Facts *facts = session_facts(session, err);
    *out = NULL;
    *n = 0;
    if (!facts || is_over(file))
        return facts != NULL;
    return facts_stage(facts, &file, 1, err) &&
           checklist_run(facts, file, session_lang(session), arena, out, n, err);
}

bool app_case_facts(Session *session, const CaseFile *file, const char *const *names, size_t n,
                    Arena *arena, const char **out, Err *err)
{
    Facts *facts = session_facts(session, err);
    if (!facts || !facts_stage(facts, &file, 1, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        Err fault = {0};
        const char *value = facts_get(facts, 0, names[i], &fault);
        if (!value && fault.kind != ERR_NONE)
            return err_set(err, fault.kind, "%s", fault.text);
        out[i] = value ? arena_dup(arena, value) : NULL;
    }
    return true;
}

/* ---- one judgement of each state ---- */

/* Nothing is proposed where what was approved stands. */
static void drop_frozen(const CaseFile *file, Offers *offers)
{
    size_t n = 0;
    for (size_t i = 0; i < offers->n; i++) {
        if (!layer_frozen(file, offers->list[i].field, offers->list[i].row))
            offers->list[n++] = offers->list[i];
    }
    offers->n = n;
}

/* Judges both of one staging, and keeps them in place of what was kept. */
static bool judge_whole(Session *session, const CaseFile *file, int64_t version, Err *err)
{
    Finding *findings = NULL;
    ChecklistItem *documents = NULL;
    Kept *kept = xcalloc(1, sizeof *kept);
    *kept = (Kept){.holders = 1,
                   .arena = arena_new(),
                   .case_id = case_head_of(file)->id,
                   .version = version};
    Judge *judge = judge_of(session, err);
    bool done = judge != NULL;
    if (done && !is_over(file))
        done =
            findings_and_offers(app_fields(session, file), judge, file, kept->arena, &findings,
                                &kept->judged.n_findings, &kept->judged.offers, err) &&
            checklist_run(session_facts(session, err), file, session_lang(session), kept->arena,
                          &documents, &kept->judged.n_documents, err);
    if (!done) {
        app_judged_free(&kept->judged);
        return false;
    }
    drop_frozen(file, &kept->judged.offers);
    session_judging(session)->made++;
    kept->judged.findings = findings;
    kept->judged.documents = documents;
    keep(session_judging(session), kept);
    return true;
}

bool app_case_judged(Session *session, const CaseFile *file, const Judged **out, Err *err)
{
    Judging *judging = session_judging(session);
    const CaseHead *head = case_head_of(file);
    bool changed = store_changed(session_store(session), &judging->stamp);
    *out = NULL;
    if (changed || !judging->kept || judging->kept->case_id != head->id ||
        judging->kept->version != head->version) {
        /* What was judged before is not given in place of what could not be judged. */
        keep(judging, NULL);
        if (!judge_whole(session, file, head->version, err))
            return false;
    }
    judging->kept->holders++;
    *out = &judging->kept->judged;
    return true;
}

void app_judged_free(const Judged *judged)
{
    Kept *kept = (Kept *)judged;
    if (!kept || --kept->holders)
        return;
    arena_free(kept->arena);
    free(kept);
}

void judging_stored(Session *session, const CaseFile *file, bool done)
{
    Judging *judging = session_judging(session);
    if (!judging->kept || judging->kept->version >= 0)
        return;
    if (!done) {
        keep(judging, NULL);
        return;
    }
    judging->kept->version = case_head_of(file)->version;
    store_changed(session_store(session), &judging->stamp);
}

/* ---- the summary for the queue ---- */

/* From which days on the staged case waits for somebody, or no longer; knowledge that does not
 * say so knows of none. */
static bool keep_due(Session *session, Facts *facts, int64_t case_id, Err *err)
{
    for (int kind = DUE_NONE + 1; kind < DUE_END; kind++) {
        Err fault = {0};
        const char *name = due_kept_fact((DueKind)kind);
        const char *day = name ? facts_get(facts, 0, name, &fault) : NULL;
        if (fault.kind != ERR_NONE && fault.kind != ERR_NOT_FOUND)
            return err_set(err, fault.kind, "%s", fault.text);
        if (name && !due_keep(session_store(session), case_id, (DueKind)kind, day, err))
            return false;
    }
    return true;
}

bool summary_keep(Session *session, const CaseFile *file, FindingCounts counts, Err *err)
{
    char day[DAY_TEXT];
    day_format(session_today(session), day);
    Facts *facts = session_facts(session, err);
    if (!facts || !keep_due(session, facts, case_head_of(file)->id, err))
        return false;
    return session_keep_knowledge(session, err) &&
           sql_do(session_store(session), err,
                  "INSERT INTO case_summary (case_id, missing, papers, blocks, warns,"
                  " knowledge_version, judged_on) VALUES (?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (case_id) DO UPDATE SET missing = excluded.missing,"
                  " papers = excluded.papers, blocks = excluded.blocks, warns = excluded.warns,"
                  " knowledge_version = excluded.knowledge_version, judged_on = "
                  "excluded.judged_on",
                  "iiiiitt", case_head_of(file)->id, (int64_t)counts.missing,
                  (int64_t)counts.papers, (int64_t)counts.blocks, (int64_t)counts.warns,
                  knowledge_version(session_knowledge(session)), day);
}

bool summary_stale(Store *store, int64_t case_id, Err *err)
{
    return sql_do(store, err,
                  "UPDATE case_summary SET knowledge_version = NULL WHERE case_id = ?", "i",
                  case_id);
}

/* ---- what is kept against what is judged now ---- */

/* The days that are kept of a staged case. */
static bool due_differs(Session *session, Facts *facts, int64_t case_id, bool *differs,
                        Err *err)
{
    int64_t days, kept = 0;
    for (int kind = DUE_NONE + 1; !*differs && kind < DUE_END; kind++) {
        Err fault = {0};
        int64_t same;
        const char *name = due_kept_fact((DueKind)kind);
        const char *day = name ? facts_get(facts, 0, name, &fault) : NULL;
        if (fault.kind != ERR_NONE && fault.kind != ERR_NOT_FOUND)
            return err_set(err, fault.kind, "%s", fault.text);
        if (!name)
            continue;
        if (!sql_get_int(session_store(session), err, &same,
                         "SELECT (SELECT on_day FROM case_due WHERE case_id = ? AND kind = ?)"
                         " IS ?",
                         "itt", case_id, due_name((DueKind)kind), day))
            return false;
        *differs = !same;
        kept += day != NULL;
    }
    if (!sql_get_int(session_store(session), err, &days,
                     "SELECT count(*) FROM case_due WHERE case_id = ?", "i", case_id))
        return false;
    *differs = *differs || days != kept;
    return true;
}

static bool counts_differ(Store *store, int64_t case_id, const FindingCounts *counts,
                          bool *differs, Err *err)
{
    int64_t same;
    if (!sql_get_int(store, err, &same,
                     "SELECT count(*) FROM case_summary WHERE case_id = ? AND missing = ?"
                     " AND papers = ? AND blocks = ? AND warns = ?",
                     "iiiii", case_id, (int64_t)counts->missing, (int64_t)counts->papers,
                     (int64_t)counts->blocks, (int64_t)counts->warns))
        return false;
    *differs = !same;
    return true;
}

/* For nobody who would read the findings, only their number. */
static bool count(Session *session, const CaseFile *file, FindingCounts *counts, Err *err)
{
    Judge *judge = judge_of(session, err);
    if (!judge)
        return false;
    session_judging(session)->made++;
    return findings_count(judge, file, counts, err);
}

static bool judge_or_count(Session *session, const CaseFile *file, FindingCounts *counts,
                           Err *err)
{
    const Judging *judging = session_judging(session);
    if (!judging->kept || judging->kept->case_id != case_head_of(file)->id)
        return count(session, file, counts, err);
    if (!judge_whole(session, file, -1, err))
        return false;
    const Judged *judged = &judging->kept->judged;
    *counts = findings_counted(judged->findings, judged->n_findings);
    return true;
}

bool summary_make(Session *session, const CaseFile *file, Err *err)
{
    FindingCounts counts;
    Err fault = {0};
    bool done = judge_or_count(session, file, &counts, &fault);
    if (done)
        done = summary_keep(session, file, counts, err);
    else if (fault.kind == ERR_INPUT || fault.kind == ERR_REFUSED)
        done = sql_do(session_store(session), err, "DELETE FROM case_summary WHERE case_id = ?",
                      "i", case_head_of(file)->id);
    else
        err_set(err, fault.kind, "%s", fault.text);
    return done;
}

bool summary_differs(Session *session, const CaseFile *file, SummaryPart *out, Err *err)
{
    FindingCounts counts;
    Err fault = {0};
    bool counted, due = false, crowded;
    int64_t id = case_head_of(file)->id;
    *out = SUMMARY_SAME;
    if (!count(session, file, &counts, &fault))
        return fault.kind == ERR_INPUT || fault.kind == ERR_REFUSED ||
               err_set(err, fault.kind, "%s", fault.text);
    if (!counts_differ(session_store(session), id, &counts, &counted, err) ||
        !due_differs(session, session_facts(session, err), id, &due, err))
        return false;
    if (!counted && !due)
        return true;
    if (!alike_counts_crowded(session, file, &crowded, err))
        return false;
    if (!crowded)
        *out = counted ? SUMMARY_COUNTS : SUMMARY_DUE;
    return true;
}
