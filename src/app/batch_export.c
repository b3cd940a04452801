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
#include "app/judge.h"
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

/* Writes the batch's workbook at path by the knowledge given. */
static bool batch_write(Session *session, const Batch *batch, const Knowledge *knowledge,
                        const char *path, const Progress *progress, WorkbookResult *result,
                        Err *err)
{
    Template *template_ = NULL;
    WorkbookFacts facts = batch_facts(batch);
    Source source = {.store = session_store(session),
                     .items = batch->items,
                     .n = batch->n,
                     .fields = *session_fields(session),
                     .no = BUF_INIT,
                     .by = BUF_INIT,
                     .when = BUF_INIT};
    CaseSource cases = {.next = source_next, .ctx = &source, .count = batch->n};
    source.fields.codes = knowledge_codes(knowledge);
    bool done =
        template_find(knowledge, batch->template_, &template_, err) &&
        workbook_write(knowledge, template_, &facts, &cases, path, progress, result, err);
    template_free(template_);
    buf_free(&source.no);
    buf_free(&source.by);
    buf_free(&source.when);
    return done;
}

static bool choose_all(Session *session, Batch *batch, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session),
                  "SELECT c.id, a.id" LEDGER_WAITING " ORDER BY c.id", err))
        return false;
    while (sql_row(&q))
        ledger_add_item(batch, sql_int(&q, 0), sql_int(&q, 1));
    if (!sql_close(&q, err))
        return false;
    return batch->n ||
           err_set(err, ERR_REFUSED,
                   _("No approved case waits for export; “anjuan batches” shows what "
                     "was exported"));
}

static bool refuse_exported(Session *session, const char *no, int64_t id, Err *err)
{
    char *batch = NULL;
    if (!sql_get_text(session_store(session), err, &batch,
                      "SELECT b.no FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                      " WHERE k.case_id = ? AND b.state = 'written' ORDER BY b.id DESC LIMIT 1",
                      "i", id))
        return false;
    err_set(err, ERR_REFUSED,
            _("Case %s was exported already; “anjuan export --batch %s --out FILE” writes that "
              "file again"),
            no, batch ? batch : "?");
    free(batch);
    return false;
}

static bool choose_one(Session *session, Batch *batch, const char *no, Err *err)
{
    Store *store = session_store(session);
    int64_t id, approval;
    Status status;
    Relation relation = {0};
    if (!case_find_no(store, no, &id, err) || !status_now(session, id, &status, err))
        return false;
    if (status == STATUS_EXPORTED)
        return refuse_exported(session, no, id, err);
    if (!desk_may_case(session_user(session), VERB_EXPORT, status, &relation, err))
        return err_wrap(err, _("Case %s"), no);
    if (!review_not_begun(store, id, err))
        return err_wrap(err, _("Case %s"), no);
    for (size_t i = 0; i < batch->n; i++)
        if (batch->items[i].case_id == id)
            return err_set(err, ERR_INPUT, _("Case %s is named twice"), no);
    if (!sql_get_int(store, err, &approval,
                     "SELECT id FROM approval WHERE case_id = ? AND active = 1", "i", id))
        return false;
    ledger_add_item(batch, id, approval);
    return true;
}

static bool choose(Session *session, const char *const *numbers, size_t n, Batch *batch,
                   Err *err)
{
    if (!n)
        return choose_all(session, batch, err);
    for (size_t i = 0; i < n; i++)
        if (!choose_one(session, batch, numbers[i], err))
            return false;
    return true;
}

/* ---- what stands in the way of export, today ---- */

static bool check_findings(Session *session, const CaseFile *file, Err *err)
{
    Finding *found;
    size_t n;
    Arena *arena = arena_new();
    bool done = app_case_findings(session, file, arena, &found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (found[i].stops_export && found[i].severity == SEV_BLOCK)
            done = err_set(err, ERR_REFUSED, _("Case %s cannot be exported. %s: %s"),
                           case_head_of(file)->no, found[i].rule, found[i].message);
    }
    arena_free(arena);
    return done;
}

/* A case that today's knowledge judged today, and found nothing in the way, need not be judged
 * again. */
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

static bool check_batch(Session *session, const Batch *batch, Err *err)
{
    for (size_t i = 0; i < batch->n; i++) {
        CaseFile *file = NULL;
        bool judged;
        if (!judged_today(session, batch->items[i].case_id, &judged, err))
            return false;
        if (judged)
            continue;
        bool done = case_load(session_store(session), batch->items[i].case_id, &file, err) &&
                    check_findings(session, file, err);
        case_free(file);
        if (!done)
            return false;
    }
    return true;
}

/* ---- the name ---- */

/* Under a name that is taken by the very batch that is asked for, there is nothing to do: so a
 * command that was interrupted, or whose answer was lost, may be given again. */
static bool same_cases(Session *session, Batch *batch, const char *const *numbers, size_t n,
                       bool *same, Err *err)
{
    int64_t waiting;
    *same = false;
    if (!ledger_items(session, batch, err))
        return false;
    if (!n) {
        if (!sql_get_int(session_store(session), err, &waiting,
                         "SELECT count(*)" LEDGER_WAITING, ""))
            return false;
        *same = waiting == 0;
        return true;
    }
    bool all = n == batch->n;
    for (size_t i = 0; all && i < n; i++) {
        int64_t id;
        if (!case_find_no(session_store(session), numbers[i], &id, err))
            return false;
        all = batch->items[i].case_id == id;
    }
    *same = all;
    return true;
}

static bool stands_already(Session *session, const char *template_, const char *const *numbers,
                           size_t n, const char *path, Arena *arena, BatchRow *out,
                           bool *stands, Err *err)
{
    char sha256[DIGEST_HEX + 1];
    Batch batch = {0};
    bool found = false;
    *stands = false;
    if (!path_exists(path) || !digest_file_sha256(path, sha256, NULL))
        return true;
    bool done = ledger_find_digest(session, sha256, arena, &batch, &found, err);
    if (done && found && strcmp(batch.template_, template_) == 0)
        done = same_cases(session, &batch, numbers, n, stands, err);
    if (done && *stands)
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

/* The one that all cases name. */
static bool find_platform(Session *session, Batch *batch, Arena *arena, Err *err)
{
    const char *common = NULL;
    for (size_t i = 0; i < batch->n; i++) {
        char *platform = NULL;
        if (!sql_get_text(session_store(session), err, &platform,
                          "SELECT platform FROM case_file WHERE id = ?", "i",
                          batch->items[i].case_id))
            return false;
        const char *one = arena_dup(arena, platform ? platform : "");
        free(platform);
        common = !common || strcmp(common, one) == 0 ? one : "";
    }
    batch->platform = common ? common : "";
    return true;
}

/* The facts that this batch will have for ever. */
static bool new_batch(Session *session, const char *template_, const char *path, Arena *arena,
                      Batch *batch, Err *err)
{
    char at[INSTANT_TEXT], on[DAY_TEXT];
    /* Another program may have given the store a code of its own. */
    if (!session_read_station(session, err))
        return false;
    char *file = path_name(path);
    store_now(session_store(session), at);
    day_format(session_today(session), on);
    batch->template_ = arena_dup(arena, template_);
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
    return find_platform(session, batch, arena, err) &&
           ledger_number(session, arena, &batch->no, err);
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

bool app_export(Session *session, const char *template_, const char *const *numbers, size_t n,
                const char *path, bool replace, const Progress *progress, Arena *arena,
                BatchRow *out, Err *err)
{
    Batch batch = {0};
    bool stands;
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    clear_up(session, path);
    if (!stands_already(session, template_, numbers, n, path, arena, out, &stands, err))
        return false;
    if (stands)
        return true;
    bool done = session_judges(session, err) && choose(session, numbers, n, &batch, err) &&
                check_batch(session, &batch, err) &&
                new_batch(session, template_, path, arena, &batch, err) &&
                export_new(session, &batch, path, replace, progress, arena, err);
    if (done)
        *out = ledger_row(session, &batch, arena);
    free(batch.items);
    return done;
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
