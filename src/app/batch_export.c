/* The verbs of exporting: cases as they were approved, what stands in the way today, the
 * workbook, its name; and a batch once more by the knowledge of its time. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "app/outfile.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "exchange/workbook.h"
#include "store/digest.h"
#include "store/sql.h"

/* ---- the cases of a batch, each as it was approved ---- */

typedef struct Source {
    Store *store;
    FieldContext fields; /* with the codes of the batch's knowledge */
    const BatchItem *items;
    size_t n, at;
    Buf no, by, when;
} Source;

static void put(Buf *buf, const char *text)
{
    buf_clear(buf);
    buf_add(buf, text ? text : "");
}

static bool read_snapshot(Source *source, const char *snapshot, CaseFile **file, Err *err)
{
    PortableCases cases = {0};
    if (!portable_read(&source->fields, source->no.data, snapshot, strlen(snapshot), &cases,
                       err))
        return false;
    if (cases.n == 1) {
        *file = cases.files[0];
        cases.files[0] = NULL;
        cases.n = 0;
    }
    portable_free(&cases);
    return *file || err_set(err, ERR_STORE,
                            _("The approved text of case %s is damaged; restore a backup"),
                            source->no.data);
}

static bool source_next(void *ctx, CaseItem *item, Err *err)
{
    Source *source = ctx;
    char *snapshot = NULL;
    Sql q;
    *item = (CaseItem){0};
    if (source->at == source->n)
        return true;
    if (!sql_open(&q, source->store,
                  "SELECT a.snapshot, c.no, u.display, a.at FROM approval AS a"
                  " JOIN case_file AS c ON c.id = a.case_id JOIN user AS u ON u.id = a.approver"
                  " WHERE a.id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, source->items[source->at++].approval_id);
    if (sql_row(&q)) {
        snapshot = xstrdup(sql_text(&q, 0));
        put(&source->no, sql_text(&q, 1));
        put(&source->by, sql_text(&q, 2));
        put(&source->when, sql_text(&q, 3));
    }
    bool done = sql_close(&q, err);
    if (done)
        done = snapshot ? read_snapshot(source, snapshot, &item->file, err)
                        : err_set(err, ERR_STORE,
                                  _("An approval of this batch is not in the store; "
                                    "restore a backup"));
    free(snapshot);
    item->no = source->no.data;
    item->approved_by = source->by.data;
    item->approved_at = source->when.data;
    return done;
}

/* ---- the workbook of a batch ---- */

static WorkbookFacts batch_facts(const Batch *batch)
{
    WorkbookFacts facts = {.batch = batch->no,
                           .organisation = batch->organisation,
                           .station = batch->station,
                           .exported_by = batch->by,
                           .exported_at = batch->at,
                           .knowledge = batch->knowledge,
                           .practice = batch->practice};
    day_parse(batch->on, &facts.on);
    return facts;
}

static void source_open(Session *session, const BatchItem *items, size_t n,
                        const Knowledge *knowledge, Source *source)
{
    *source = (Source){.store = session_store(session),
                       .items = items,
                       .n = n,
                       .fields = *session_fields(session),
                       .no = BUF_INIT,
                       .by = BUF_INIT,
                       .when = BUF_INIT};
    source->fields.codes = knowledge_codes(knowledge);
}

static void source_close(Source *source)
{
    buf_free(&source->no);
    buf_free(&source->by);
    buf_free(&source->when);
}

/* Writes the batch's workbook at path by the knowledge given. */
static bool batch_write(Session *session, const Batch *batch, const Knowledge *knowledge,
                        const char *path, const Progress *progress, WorkbookResult *result,
                        Err *err)
{
    Template *template_ = NULL;
    WorkbookFacts facts = batch_facts(batch);
    Source source;
    source_open(session, batch->items, batch->n, knowledge, &source);
    CaseSource cases = {.next = source_next, .ctx = &source, .count = batch->n};
    bool done =
        template_find(knowledge, batch->template_, &template_, err) &&
        workbook_write(knowledge, template_, &facts, &cases, path, progress, result, err);
    template_free(template_);
    source_close(&source);
    return done;
}

/* ---- the name ---- */

/* Whether all cases of the batch are among those that are asked for. */
static bool is_asked_for(const Batch *batch, const ExportPlan *plan)
{
    size_t at = 0;
    for (size_t i = 0; i < plan->n && at < batch->n; i++)
        at += plan->cases[i].id == batch->items[at].case_id;
    return at == batch->n;
}

/* Under a name that is taken by the very batch that is asked for, there is nothing to do: so a
 * command that was interrupted, or whose answer was lost, may be given again. */
static bool stands_already(Session *session, const ExportWish *wish, const ExportPlan *plan,
                           const char *path, Arena *arena, BatchRow *out, bool *stands,
                           Err *err)
{
    char sha256[DIGEST_HEX + 1];
    Batch batch = {0};
    bool found = false;
    *stands = false;
    if (plan->fit || !path_exists(path) || !digest_file_sha256(path, sha256, NULL))
        return true;
    bool done = ledger_find_digest(session, sha256, arena, &batch, &found, err) &&
                (!found || ledger_items(session, &batch, err));
    if (done && found)
        *stands = strcmp(batch.template_, plan->template_) == 0 &&
                  batch.predecessor_id == plan->predecessor &&
                  ((!wish->n && !wish->refused) || is_asked_for(&batch, plan));
    if (*stands)
        *out = ledger_row(session, &batch, arena);
    free(batch.items);
    return done;
}

static bool give_name(const Making *making, bool replace, Err *err)
{
    bool done = replace ? path_commit(making->temp, making->target, err)
                        : path_commit_new(making->temp, making->target, err);
    /* Empty it goes without being looked into, which may fail on its own; and for good, before
     * the ledger says that all is done. */
    if (rmdir(making->folder) != 0)
        path_drop(making->folder);
    path_sync_folder(making->target, NULL);
    return done;
}

/* What was interrupted, in the store and beside the target, is cleared before anything is
 * begun. */
static void clear_up(Session *session, const char *path)
{
    char *folder = path_folder(path);
    ledger_heal(session);
    path_sweep(folder, "");
    free(folder);
}

/* ---- the verbs ---- */

/* The facts that this batch will have for ever. */
static bool new_batch(Session *session, const ExportPlan *plan, const char *path, Arena *arena,
                      Batch *batch, Err *err)
{
    char at[INSTANT_TEXT], on[DAY_TEXT];
    /* Another program may have given the store a code of its own. */
    if (!session_read_station(session, err))
        return false;
    char *file = path_name(path);
    store_now(session_store(session), at);
    day_format(session_today(session), on);
    batch->template_ = arena_dup(arena, plan->template_);
    batch->platform = arena_dup(arena, plan->platform);
    batch->predecessor_id = plan->predecessor;
    batch->knowledge = arena_dup(arena, knowledge_version(session_knowledge(session)));
    batch->at = arena_dup(arena, at);
    batch->on = arena_dup(arena, on);
    batch->user_id = session_user(session)->id;
    batch->by = arena_dup(arena, session_user(session)->display);
    batch->organisation = arena_dup(arena, session_organisation(session));
    batch->station = arena_dup(arena, session_station(session));
    batch->practice = session_practice(session);
    batch->file = arena_dup(arena, file);
    free(file);
    return ledger_number(session, arena, &batch->no, err);
}

/* The batch is begun and its file could not be given its name, or that name is not safe on the
 * disk. What stands there now tells which. */
static bool without_name(Session *session, const Batch *batch, Making *making, Err *err)
{
    Err ignored = {0};
    char sha256[DIGEST_HEX + 1] = "";
    bool same =
        path_exists(making->target) && (!digest_file_sha256(making->target, sha256, NULL) ||
                                        strcmp(sha256, batch->sha256) == 0);
    if (same || !ledger_reaches(making)) {
        err_wrap(err, _("Batch %s is not finished; the next start decides"), batch->no);
        ledger_leave(making);
        return false;
    }
    if (ledger_withdrawn(session, batch, &ignored))
        ledger_unmake(session, making);
    else
        ledger_leave(making); /* the next start withdraws it */
    return false;
}

/* Ledger, name, ledger. What fails leaves the making to the caller, or to the next start. */
static bool settle(Session *session, Batch *batch, Making *making, bool replace, Err *err)
{
    if (!path_sync_file(making->temp, err) || !ledger_begin(session, batch, making, err))
        return false;
    if (!give_name(making, replace, err))
        return without_name(session, batch, making, err);
    if (ledger_written(session, batch, making, err)) {
        batch->state = BATCH_WRITTEN;
        ledger_leave(making);
        return true;
    }
    err_wrap(
        err,
        _("%s is written and whole, but batch %s could not be entered as written; the next "
          "start enters it"),
        making->target, batch->no);
    ledger_leave(making);
    return false;
}

static bool export_new(Session *session, Batch *batch, const char *path, bool replace,
                       const Progress *progress, Arena *arena, Err *err)
{
    WorkbookResult result = {0};
    Making making;
    if (!app_may_write(session, path, replace, err) ||
        !ledger_make(session, path, &making, err))
        return false;
    bool done = batch_write(session, batch, session_knowledge(session), making.temp, progress,
                            &result, err);
    if (done) {
        batch->sha256 = arena_dup(arena, result.sha256);
        batch->cases = (int64_t)result.cases;
        batch->rows = (int64_t)result.rows;
        done = settle(session, batch, &making, replace, err);
    }
    ledger_unmake(session, &making);
    return done;
}

/* Nothing of what was asked for can go. */
static bool refuse_all(const ExportPlan *plan, Err *err)
{
    enum { SAID = 5 };
    Buf text = BUF_INIT;
    if (plan->n == 0)
        return err_set(err, ERR_REFUSED,
                       _("No approved case waits for export; “anjuan batches” shows what "
                         "was exported"));
    if (plan->n == 1)
        return err_set(err, plan->cases[0].kind, _("Case %s cannot be exported. %s"),
                       plan->cases[0].no, plan->cases[0].reason);
    buf_addf(&text,
             ngettext("The %zu case cannot be exported", "None of %zu cases can be exported",
                      (unsigned long)plan->n),
             plan->n);
    for (size_t i = 0; i < plan->n && i < SAID; i++)
        buf_addf(&text, _(". %s: %s"), plan->cases[i].no, plan->cases[i].reason);
    if (plan->n > SAID)
        buf_add(&text, " …");
    err_set(err, ERR_REFUSED, "%s", text.data);
    buf_free(&text);
    return false;
}

static bool export_plan(Session *session, const ExportPlan *plan, const char *path,
                        bool replace, const Progress *progress, Arena *arena, BatchRow *out,
                        Err *err)
{
    Batch batch = {0};
    for (size_t i = 0; i < plan->n; i++) {
        if (!plan->cases[i].reason)
            ledger_add_item(&batch, plan->cases[i].id, plan->cases[i].approval_id);
    }
    bool done = new_batch(session, plan, path, arena, &batch, err) &&
                export_new(session, &batch, path, replace, progress, arena, err);
    if (done)
        *out = ledger_row(session, &batch, arena);
    free(batch.items);
    return done;
}

bool app_export(Session *session, const ExportWish *wish, const char *path, bool replace,
                const Progress *progress, Arena *arena, BatchRow *out, ExportPlan *plan,
                Err *err)
{
    ExportPlan own, *made = plan ? plan : &own;
    bool stands;
    *made = (ExportPlan){0};
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    clear_up(session, path);
    if (!app_export_plan(session, wish, arena, made, err) ||
        !stands_already(session, wish, made, path, arena, out, &stands, err))
        return false;
    if (stands) {
        made->n = 0; /* it left nothing out */
        return true;
    }
    return made->fit ? export_plan(session, made, path, replace, progress, arena, out, err)
                     : refuse_all(made, err);
}

/* ---- again ---- */

/* The knowledge of the time; *old is for the caller to free, NULL when it is the one
 * of today. */
static bool knowledge_of(Session *session, const Batch *batch, Knowledge **old, Err *err)
{
    char *packed = NULL;
    *old = NULL;
    if (strcmp(batch->knowledge, knowledge_version(session_knowledge(session))) == 0)
        return true;
    if (!sql_get_text(session_store(session), err, &packed,
                      "SELECT packed FROM knowledge_text WHERE version = ?", "t",
                      batch->knowledge))
        return false;
    bool done = packed ? knowledge_unpack(packed, strlen(packed), old, err)
                       : err_set(err, ERR_STORE,
                                 _("The knowledge of batch %s is not in the store; "
                                   "restore a backup"),
                                 batch->no);
    free(packed);
    return done;
}

bool ledger_tell(Session *session, const Batch *batch, const BatchItem *item,
                 WorkbookTell *tell, void *ctx, Err *err)
{
    Knowledge *old = NULL;
    Template *template_ = NULL;
    WorkbookFacts facts = batch_facts(batch);
    Source source;
    if (!knowledge_of(session, batch, &old, err))
        return false;
    const Knowledge *knowledge = old ? old : session_knowledge(session);
    source_open(session, item, 1, knowledge, &source);
    CaseSource cases = {.next = source_next, .ctx = &source, .count = 1};
    bool done = template_find(knowledge, batch->template_, &template_, err) &&
                workbook_tell(knowledge, template_, &facts, &cases, tell, ctx, err);
    template_free(template_);
    source_close(&source);
    knowledge_free(old);
    return done;
}

static bool write_again(Session *session, const Batch *batch, const Making *making,
                        bool replace, const Progress *progress, Err *err)
{
    WorkbookResult result = {0};
    Knowledge *old = NULL;
    bool done = knowledge_of(session, batch, &old, err) &&
                batch_write(session, batch, old ? old : session_knowledge(session),
                            making->temp, progress, &result, err);
    knowledge_free(old);
    if (done && strcmp(result.sha256, batch->sha256) != 0)
        done = err_set(
            err, ERR_REFUSED,
            _("Batch %s cannot be written as it was: the file would differ from the one "
              "of that time (another version of the program?); no file was written"),
            batch->no);
    return done && give_name(making, replace, err);
}

static bool refuse_unwritten(const Batch *batch, Err *err)
{
    if (batch->state >= BATCH_WRITTEN)
        return true;
    return err_set(
        err, ERR_REFUSED,
        batch->state == BATCH_BEGUN
            ? _("Batch %s is being written; wait until that has ended. Where nobody is "
                "exporting, start the program again: it says what is in the way")
            : _("Batch %s was withdrawn: its export was interrupted, and it has no "
                "file"),
        batch->no);
}

/* Whether the file that is asked for stands there with these bytes. */
static bool is_there(const Batch *batch, const char *path)
{
    char sha256[DIGEST_HEX + 1];
    return path_exists(path) && digest_file_sha256(path, sha256, NULL) &&
           strcmp(sha256, batch->sha256) == 0;
}

bool app_export_again(Session *session, const char *no, const char *path, bool replace,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err)
{
    Batch batch = {0};
    Making making = {0};
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    clear_up(session, path);
    bool done = ledger_find(session, no, arena, &batch, err) && refuse_unwritten(&batch, err);
    if (done && !is_there(&batch, path)) {
        done = app_may_write(session, path, replace, err) &&
               ledger_items(session, &batch, err) && ledger_make(session, path, &making, err) &&
               write_again(session, &batch, &making, replace, progress, err);
        ledger_unmake(session, &making);
    }
    if (done)
        *out = ledger_row(session, &batch, arena);
    free(batch.items);
    return done;
}
