/* The verbs of exporting: a new batch and its two names, and a batch once more. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/batch_ledger.h"
#include "app/inner.h"
#include "app/outfile.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/stop.h"
#include "exchange/manifest.h"
#include "exchange/portable.h"
#include "exchange/workbook.h"
#include "store/digest.h"
#include "store/sql.h"

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
    bool done = batch_find_digest(session, sha256, arena, &batch, &found, err) &&
                (!found || batch_items(session, &batch, err));
    if (done && found)
        *stands = strcmp(batch.template_, plan->template_) == 0 &&
                  batch.predecessor_id == plan->predecessor &&
                  ((!wish->n && !wish->refused) || is_asked_for(&batch, plan));
    if (*stands)
        *out = batch_row(session, &batch, arena);
    free(batch.items);
    return done;
}

/* Neither of the two names is taken. */
static bool may_write(Session *session, const char *path, bool replace, Err *err)
{
    char *manifest = path_beside(path, MANIFEST_END);
    bool done = app_may_write(session, path, replace, err) &&
                app_may_write(session, manifest, replace, err);
    free(manifest);
    return done;
}

/* What was interrupted, in the store and beside the target, is cleared before anything is
 * begun. */
static void clear_up(Session *session, const char *path)
{
    char *folder = path_folder(path);
    batch_heal(session);
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
    batch->purpose = plan->purpose;
    batch->predecessor_id = plan->predecessor;
    batch->predecessor = plan->predecessor_no;
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
    return batch_number(session, arena, &batch->no, err);
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
    if (same || !batch_reaches(making)) {
        err_wrap(err, _("Batch %s is not finished; the next start decides"), batch->no);
        batch_leave(making);
        return false;
    }
    if (batch_withdrawn(session, batch, &ignored))
        batch_unmake(session, making);
    else
        batch_leave(making); /* the next start withdraws it */
    return false;
}

/* Ledger, name, ledger. What fails leaves the making to the caller, or to the next start. */
static bool settle(Session *session, Batch *batch, Making *making, Err *err)
{
    if (!path_sync_file(making->temp, err) || !batch_manifest(making, batch->manifest, err) ||
        !batch_begin(session, batch, making, err))
        return false;
    if (!batch_name(making, err))
        return without_name(session, batch, making, err);
    if (batch_written(session, batch, making, err)) {
        batch->state = BATCH_WRITTEN;
        batch_leave(making);
        return true;
    }
    err_wrap(
        err,
        _("%s is written and whole, but batch %s could not be entered as written; the next "
          "start enters it"),
        making->target, batch->no);
    batch_leave(making);
    return false;
}

/* What is kept of a batch tells too how far the history was when it was made. */
static bool name_head(Session *session, Batch *batch, Arena *arena, Err *err)
{
    StoreHead head;
    bool has;
    if (!app_head(session, &has, &head, err))
        return false;
    if (has) {
        batch->head_day = arena_dup(arena, head.day);
        batch->head = arena_dup(arena, head.words);
    }
    return true;
}

/* What is proven and what is written is one state of the store, whatever others write. */
static bool write_proven(Session *session, Batch *batch, const char *path,
                         const Progress *progress, WorkbookResult *result, Buf *manifest,
                         Err *err)
{
    Store *store = session_store(session);
    bool begun, fresh = !batch->id;
    batch->proven = 0;
    if (!store_begin_read(store, &begun, err))
        return false;
    bool done = batch_prove(session, batch, err) &&
                (!fresh || (batch_judge(session, batch, err) &&
                            batch_contents(session, batch, result->arena, err))) &&
                batch_write(session, batch, path, progress, result, manifest, err);
    store_end_read(store, begun);
    return done;
}

static bool export_new(Session *session, Batch *batch, const char *path, bool replace,
                       const Progress *progress, Arena *arena, Err *err)
{
    WorkbookResult result = {.arena = arena};
    Making making;
    Buf manifest = BUF_INIT;
    if (!may_write(session, path, replace, err) ||
        !batch_make(session, path, replace, NULL, &making, err))
        return false;
    bool done = write_proven(session, batch, making.temp, progress, &result, &manifest, err);
    if (done) {
        batch->manifest = arena_dup(arena, manifest.data);
        batch->sha256 = arena_dup(arena, result.sha256);
        batch->cases = (int64_t)result.cases;
        batch->rows = (int64_t)result.rows;
        done = settle(session, batch, &making, err);
    }
    buf_free(&manifest);
    batch_unmake(session, &making);
    prove_tell(session);
    return done;
}

/* Nothing of what was asked for can go. */
static bool refuse_all(const ExportPlan *plan, Err *err)
{
    enum { SAID = 5 };
    Buf text = BUF_INIT;
    if (plan->n == 0)
        return err_set(err, ERR_REFUSED, "%s", app_export_nothing(plan));
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
    batch.judged = plan->stamp;
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->cases[i].reason)
            continue;
        batch_add_item(&batch, plan->cases[i].id, plan->cases[i].approval_id);
        batch.items[batch.n - 1].judged = plan->cases[i].judged;
    }
    for (size_t i = 0; i < batch.n; i++)
        batch.items[i].tranche = plan->tranche;
    bool done = batch_name_tells_nobody(session, &batch, path, err) &&
                new_batch(session, plan, path, arena, &batch, err) &&
                name_head(session, &batch, arena, err) &&
                export_new(session, &batch, path, replace, progress, arena, err);
    if (done)
        *out = batch_row(session, &batch, arena);
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

/* Whether the file that is asked for stands there with these bytes. */
static bool is_there(const Batch *batch, const char *path)
{
    char sha256[DIGEST_HEX + 1];
    return path_exists(path) && digest_file_sha256(path, sha256, NULL) &&
           strcmp(sha256, batch->sha256) == 0;
}

static bool check_same(const Batch *batch, const WorkbookResult *result, Err *err)
{
    return strcmp(result->sha256, batch->sha256) == 0 ||
           err_set(err, ERR_REFUSED,
                   _("Batch %s cannot be written as it was: the file would differ from the one "
                     "of that time (another version of the program?); no file was written"),
                   batch->no);
}

/* Both files, and who had them written. Once the workbook has its name, the next start would
 * finish the rest. */
static bool write_again(Session *session, Batch *batch, Making *making,
                        const Progress *progress, Arena *arena, Err *err)
{
    WorkbookResult result = {.arena = arena};
    Buf manifest = BUF_INIT;
    bool done =
        write_proven(session, batch, making->temp, progress, &result, &manifest, err) &&
        check_same(batch, &result, err) && path_sync_file(making->temp, err) &&
        batch_manifest(making, batch->manifest ? batch->manifest : manifest.data, err) &&
        batch_name(making, err) && batch_copied(session, batch, making, err);
    bool there = !done && is_there(batch, making->target);
    if (there)
        err_wrap(err, _("%s is written and whole; the next start enters that it was"),
                 making->target);
    if (done || there)
        batch_leave(making);
    buf_free(&manifest);
    return done;
}

/* Beside a workbook that is there. */
static bool manifest_again(Session *session, const Batch *batch, const char *path, bool replace,
                           Err *err)
{
    char *manifest = path_beside(path, MANIFEST_END);
    bool done =
        !batch->manifest || (store_spares(session_store(session), manifest, err) &&
                             batch_put_manifest(manifest, batch->manifest, replace, err));
    free(manifest);
    return done;
}

/* A case that is stopped is not told to anybody once more before somebody has decided. */
static bool none_stopped(Session *session, const Batch *batch, Err *err)
{
    Store *store = session_store(session);
    bool done = true;
    if (!template_purpose_named(batch->purpose)->discloses)
        return true;
    for (size_t i = 0; done && i < batch->n; i++) {
        char *no = NULL;
        done = stop_none(store, batch->items[i].case_id, err);
        if (!done && sql_get_text(store, NULL, &no, "SELECT no FROM case_file WHERE id = ?",
                                  "i", batch->items[i].case_id))
            err_wrap(err, _("Batch %s holds case %s"), batch->no, no);
        free(no);
    }
    return done;
}

static bool both_again(Session *session, Batch *batch, const char *path, bool replace,
                       const Progress *progress, Arena *arena, Err *err)
{
    Making making = {0};
    if (batch_is_csv(path) != batch_is_csv(batch->file))
        return err_set(err, ERR_INPUT,
                       _("Batch %s was written as %s, and is written again as such a file"),
                       batch->no, batch->file);
    if (is_there(batch, path))
        return manifest_again(session, batch, path, replace, err);
    bool done = may_write(session, path, replace, err) && batch_items(session, batch, err) &&
                batch_name_tells_nobody(session, batch, path, err) &&
                none_stopped(session, batch, err) &&
                batch_make(session, path, replace, batch, &making, err) &&
                write_again(session, batch, &making, progress, arena, err);
    batch_unmake(session, &making);
    prove_tell(session);
    return done;
}

bool app_export_again(Session *session, const char *no, const char *path, bool replace,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err)
{
    Batch batch = {0};
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    clear_up(session, path);
    bool done = batch_find(session, no, arena, &batch, err) && batch_has_file(&batch, err) &&
                both_again(session, &batch, path, replace, progress, arena, err);
    if (done)
        *out = batch_row(session, &batch, arena);
    free(batch.items);
    return done;
}
