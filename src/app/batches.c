#include "config.h"

#include "app/batches.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cases.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "exchange/portable.h"
#include "exchange/workbook.h"
#include "store/sql.h"

/* ---- the cases of a batch, each as it was approved ---- */

typedef struct Item {
    int64_t case_id, approval_id;
} Item;

typedef struct Source {
    Store *store;
    FieldContext fields; /* with the codes of the batch's knowledge */
    const Item *items;
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

static bool source_next(void *ctx, CaseFile **file, const char **no, const char **approved_by,
                        const char **approved_at, Err *err)
{
    Source *source = ctx;
    char *snapshot = NULL;
    Sql q;
    *file = NULL;
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
        done = snapshot ? read_snapshot(source, snapshot, file, err)
                        : err_set(err, ERR_STORE,
                                  _("An approval of this batch is not in the store; "
                                    "restore a backup"));
    free(snapshot);
    *no = source->no.data;
    *approved_by = source->by.data;
    *approved_at = source->when.data;
    return done;
}

/* ---- the batch ---- */

/* What the ledger keeps of a batch; texts live in an arena. */
typedef struct Batch {
    const char *no, *template_, *knowledge, *at, *by, *on, *organisation, *station, *file,
        *sha256;
    bool practice;
    int64_t id, user_id, cases, rows;
    Item *items;
    size_t n;
} Batch;

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

/* ---- choosing the cases of a new batch ---- */

static void add_item(Batch *batch, size_t *room, int64_t case_id, int64_t approval_id)
{
    if (batch->n == *room)
        batch->items = xreallocarray(batch->items, *room = *room * 2 + 64, sizeof(Item));
    batch->items[batch->n++] = (Item){.case_id = case_id, .approval_id = approval_id};
}

#define WAITING                                                                                \
    " FROM case_file AS c JOIN approval AS a ON a.case_id = c.id AND a.active = 1"             \
    " WHERE c.status = 'approved'"

static bool choose_all(Session *session, Batch *batch, Err *err)
{
    Sql q;
    size_t room = 0;
    if (!sql_open(&q, session_store(session), "SELECT c.id, a.id" WAITING " ORDER BY c.id",
                  err))
        return false;
    while (sql_row(&q))
        add_item(batch, &room, sql_int(&q, 0), sql_int(&q, 1));
    if (!sql_close(&q, err))
        return false;
    return batch->n ||
           err_set(err, ERR_REFUSED,
                   _("No approved case waits for export; \"anjuan batches\" shows what "
                     "was exported"));
}

static bool refuse_exported(Session *session, const char *no, int64_t id, Err *err)
{
    char *batch = NULL;
    if (!sql_get_text(session_store(session), err, &batch,
                      "SELECT b.no FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                      " WHERE k.case_id = ? ORDER BY b.id DESC LIMIT 1",
                      "i", id))
        return false;
    err_set(
        err, ERR_REFUSED,
        _("Case %s was exported already; \"anjuan export --batch %s --out FILE\" writes that "
          "file again"),
        no, batch ? batch : "?");
    free(batch);
    return false;
}

static bool choose_one(Session *session, Batch *batch, size_t *room, const char *no, Err *err)
{
    Store *store = session_store(session);
    int64_t id, approval;
    Status status;
    Relation relation = {0};
    if (!case_find_no(store, no, &id, err) || !case_status_now(session, id, &status, err))
        return false;
    if (status == STATUS_EXPORTED)
        return refuse_exported(session, no, id, err);
    if (!desk_may_case(session_user(session), VERB_EXPORT, status, &relation, err))
        return err_wrap(err, _("Case %s"), no);
    for (size_t i = 0; i < batch->n; i++)
        if (batch->items[i].case_id == id)
            return err_set(err, ERR_INPUT, _("Case %s is named twice"), no);
    if (!sql_get_int(store, err, &approval,
                     "SELECT id FROM approval WHERE case_id = ? AND active = 1", "i", id))
        return false;
    add_item(batch, room, id, approval);
    return true;
}

static bool choose(Session *session, const char *const *numbers, size_t n, Batch *batch,
                   Err *err)
{
    size_t room = 0;
    if (!n)
        return choose_all(session, batch, err);
    for (size_t i = 0; i < n; i++)
        if (!choose_one(session, batch, &room, numbers[i], err))
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

/* A case that today's knowledge judged today, and found nothing, need not be judged again. */
static bool judged_today(Session *session, int64_t case_id, bool *judged, Err *err)
{
    int64_t n;
    char day[DAY_TEXT];
    day_format(session_today(session), day);
    bool done = sql_get_int(session_store(session), err, &n,
                            "SELECT count(*) FROM case_summary WHERE case_id = ? AND blocks = 0"
                            " AND knowledge_version = ? AND judged_on = ?",
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

/* ---- into the ledger ---- */

static bool next_number(Session *session, Arena *arena, const char **no, Err *err)
{
    int64_t last;
    char *prefix = arena_printf(arena, "%s-B", session_station(session));
    if (!sql_get_int(session_store(session), err, &last,
                     "SELECT coalesce(max(CAST(substr(no, length(?1) + 1) AS INTEGER)), 0)"
                     " FROM batch WHERE substr(no, 1, length(?1)) = ?1",
                     "t", prefix))
        return false;
    *no = arena_printf(arena, "%s%04" PRId64, prefix, last + 1);
    return true;
}

static bool add_batch(Tx *tx, Batch *batch, Err *err)
{
    TxColumn columns[] = {
        {"no", sql_value_text(batch->no), 0},
        {"template", sql_value_text(batch->template_), 0},
        {"knowledge_version", sql_value_text(batch->knowledge), 0},
        {"at", sql_value_text(batch->at), 0},
        {"user_id", sql_value_int(batch->user_id), 0},
        {"by_name", sql_value_text(batch->by), 0},
        {"on_day", sql_value_text(batch->on), 0},
        {"organisation", sql_value_text(batch->organisation), 0},
        {"station", sql_value_text(batch->station), 0},
        {"practice", sql_value_int(batch->practice), 0},
        {"file", sql_value_text(batch->file), 0},
        {"sha256", sql_value_text(batch->sha256), 0},
        {"cases", sql_value_int(batch->cases), 0},
        {"rows", sql_value_int(batch->rows), 0},
    };
    return tx_add(tx, "batch", columns, COUNT_OF(columns), &batch->id, err);
}

static bool add_batch_case(Tx *tx, const Batch *batch, size_t i, Err *err)
{
    int64_t id;
    TxColumn columns[] = {
        {"batch_id", sql_value_int(batch->id), 0},
        {"place", sql_value_int((int64_t)i + 1), 0},
        {"case_id", sql_value_int(batch->items[i].case_id), 0},
        {"approval_id", sql_value_int(batch->items[i].approval_id), 0},
    };
    return tx_add(tx, "batch_case", columns, COUNT_OF(columns), &id, err);
}

static bool add_ledger(Session *session, Batch *batch, Err *err)
{
    Tx *tx = NULL;
    GroupHead head = {.kind = GROUP_EXPORT, .user_id = batch->user_id, .message = batch->no};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    bool done = add_batch(tx, batch, err);
    for (size_t i = 0; done && i < batch->n; i++)
        done = add_batch_case(tx, batch, i, err);
    if (!done) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

/* A group a case, so that its own history tells of the export. */
static bool mark_exported(Session *session, const Batch *batch, size_t i, Err *err)
{
    Tx *tx = NULL;
    int64_t id = batch->items[i].case_id;
    GroupHead head = {
        .kind = GROUP_EXPORT, .user_id = batch->user_id, .case_id = id, .message = batch->no};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!review_move(tx, session_user(session), id, VERB_EXPORT, NULL, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

/* The file was written without holding the store; what it was made from must still stand. */
static bool still_stands(Session *session, const Batch *batch, Err *err)
{
    Store *store = session_store(session);
    int64_t taken, active;
    if (!sql_get_int(store, err, &taken, "SELECT count(*) FROM batch WHERE no = ?", "t",
                     batch->no))
        return false;
    bool same = !taken;
    for (size_t i = 0; same && i < batch->n; i++) {
        if (!sql_get_int(store, err, &active, "SELECT count(*)" WAITING " AND a.id = ?", "i",
                         batch->items[i].approval_id))
            return false;
        same = active == 1;
    }
    return same || err_set(err, ERR_CONFLICT,
                           _("Somebody else exported or changed one of these cases meanwhile; "
                             "export again"));
}

/* Ledger and file come together: the file gets its name last but one, the commit comes last,
 * and when that fails the name is taken away again. */
static bool settle(Session *session, Batch *batch, const char *temp, const char *path, Err *err)
{
    Store *store = session_store(session);
    if (!store_begin(store, err))
        return false;
    bool done = session_person_stands(session, err) && still_stands(session, batch, err) &&
                session_keep_knowledge(session, err) && add_ledger(session, batch, err);
    for (size_t i = 0; done && i < batch->n; i++)
        done = mark_exported(session, batch, i, err);
    if (!done || !path_commit(temp, path, err)) {
        store_rollback(store);
        return false;
    }
    if (store_commit(store, err))
        return true;
    remove(path);
    return false;
}

/* ---- the verbs ---- */

static const char *template_label(Session *session, const char *name, Arena *arena)
{
    Template *template_ = NULL;
    if (!template_find(session_knowledge(session), name, &template_, NULL))
        return arena_dup(arena, name);
    const char *title = arena_dup(arena, template_title(template_, session_lang(session)));
    template_free(template_);
    return title;
}

static BatchRow batch_row(Session *session, const Batch *batch, Arena *arena)
{
    return (BatchRow){.id = batch->id,
                      .no = batch->no,
                      .template_ = batch->template_,
                      .title = template_label(session, batch->template_, arena),
                      .at = batch->at,
                      .by = batch->by,
                      .sha256 = batch->sha256,
                      .file = batch->file,
                      .cases = batch->cases,
                      .rows = batch->rows};
}

/* The facts that this batch will have for ever. */
static bool new_batch(Session *session, const char *template_, const char *path, Arena *arena,
                      Batch *batch, Err *err)
{
    char at[INSTANT_TEXT], on[DAY_TEXT];
    char *file = path_name(path);
    instant_now(at);
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
    return next_number(session, arena, &batch->no, err);
}

bool app_export(Session *session, const char *template_, const char *const *numbers, size_t n,
                const char *path, const Progress *progress, Arena *arena, BatchRow *out,
                Err *err)
{
    Batch batch = {0};
    WorkbookResult result;
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    char *temp = path_temp_beside(path);
    bool done =
        session_judges(session, err) &&
        new_batch(session, template_, path, arena, &batch, err) &&
        choose(session, numbers, n, &batch, err) && check_batch(session, &batch, err) &&
        batch_write(session, &batch, session_knowledge(session), temp, progress, &result, err);
    if (done) {
        batch.sha256 = arena_dup(arena, result.sha256);
        batch.cases = (int64_t)result.cases;
        batch.rows = (int64_t)result.rows;
        done = settle(session, &batch, temp, path, err);
        if (done)
            *out = batch_row(session, &batch, arena);
    }
    remove(temp);
    free(temp);
    free(batch.items);
    return done;
}

static const char *column(const Sql *q, int at, Arena *arena)
{
    const char *text = sql_text(q, at);
    return arena_dup(arena, text ? text : "");
}

#define BATCH_COLUMNS                                                                          \
    "SELECT id, no, template, knowledge_version, at, by_name, on_day, organisation, station,"  \
    " practice, file, sha256, cases, rows, user_id FROM batch"

static void read_batch(const Sql *q, Arena *arena, Batch *batch)
{
    *batch = (Batch){.id = sql_int(q, 0),
                     .no = column(q, 1, arena),
                     .template_ = column(q, 2, arena),
                     .knowledge = column(q, 3, arena),
                     .at = column(q, 4, arena),
                     .by = column(q, 5, arena),
                     .on = column(q, 6, arena),
                     .organisation = column(q, 7, arena),
                     .station = column(q, 8, arena),
                     .practice = sql_int(q, 9) != 0,
                     .file = column(q, 10, arena),
                     .sha256 = column(q, 11, arena),
                     .cases = sql_int(q, 12),
                     .rows = sql_int(q, 13),
                     .user_id = sql_int(q, 14)};
}

static bool find_batch(Session *session, const char *no, Arena *arena, Batch *batch, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session), BATCH_COLUMNS " WHERE no = ?", err))
        return false;
    sql_bind_text(&q, 1, no);
    bool there = sql_row(&q);
    if (there)
        read_batch(&q, arena, batch);
    if (!sql_close(&q, err))
        return false;
    if (there)
        return true;
    Buf shown = BUF_INIT;
    text_add_safe(&shown, no);
    err_set(err, ERR_NOT_FOUND, _("There is no batch %s; \"anjuan batches\" shows all"),
            shown.data);
    buf_free(&shown);
    return false;
}

static bool batch_items(Session *session, Batch *batch, Err *err)
{
    Sql q;
    size_t room = 0;
    if (!sql_open(
            &q, session_store(session),
            "SELECT case_id, approval_id FROM batch_case WHERE batch_id = ? ORDER BY place",
            err))
        return false;
    sql_bind_int(&q, 1, batch->id);
    while (sql_row(&q))
        add_item(batch, &room, sql_int(&q, 0), sql_int(&q, 1));
    return sql_close(&q, err);
}

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

static bool write_again(Session *session, const Batch *batch, const char *temp,
                        const char *path, const Progress *progress, Err *err)
{
    WorkbookResult result;
    Knowledge *old = NULL;
    bool done = knowledge_of(session, batch, &old, err) &&
                batch_write(session, batch, old ? old : session_knowledge(session), temp,
                            progress, &result, err);
    knowledge_free(old);
    if (done && strcmp(result.sha256, batch->sha256) != 0)
        done = err_set(
            err, ERR_REFUSED,
            _("Batch %s cannot be written as it was: the file would differ from the one "
              "of that time (another version of the program?); no file was written"),
            batch->no);
    return done && path_commit(temp, path, err);
}

bool app_export_again(Session *session, const char *no, const char *path,
                      const Progress *progress, Arena *arena, BatchRow *out, Err *err)
{
    Batch batch = {0};
    if (!desk_may(session_user(session), VERB_EXPORT, err))
        return false;
    char *temp = path_temp_beside(path);
    bool done = find_batch(session, no, arena, &batch, err) &&
                batch_items(session, &batch, err) &&
                write_again(session, &batch, temp, path, progress, err);
    if (done)
        *out = batch_row(session, &batch, arena);
    remove(temp);
    free(temp);
    free(batch.items);
    return done;
}

bool app_batches(Session *session, Arena *arena, BatchRow **out, size_t *n, Err *err)
{
    Sql q;
    Batch batch;
    BatchRow *rows = NULL;
    size_t room = 0;
    *n = 0;
    if (!desk_may(session_user(session), VERB_READ, err) ||
        !sql_open(&q, session_store(session), BATCH_COLUMNS " ORDER BY id DESC", err))
        return false;
    while (sql_row(&q)) {
        if (*n == room)
            rows = xreallocarray(rows, room = room * 2 + 16, sizeof(BatchRow));
        read_batch(&q, arena, &batch);
        rows[(*n)++] = batch_row(session, &batch, arena);
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (*n + 1) * sizeof(BatchRow));
    if (*n)
        memcpy(*out, rows, *n * sizeof(BatchRow));
    free(rows);
    return done;
}

/* The first column of the rows. */
static bool read_numbers(Session *session, const char *sql, int64_t id, Arena *arena,
                         const char ***numbers, size_t *n, Err *err)
{
    Sql q;
    const char **all = NULL;
    size_t room = 0;
    *n = 0;
    if (!sql_open(&q, session_store(session), sql, err))
        return false;
    if (id)
        sql_bind_int(&q, 1, id);
    while (sql_row(&q)) {
        if (*n == room)
            all = xreallocarray(all, room = room * 2 + 64, sizeof(char *));
        all[(*n)++] = column(&q, 0, arena);
    }
    bool done = sql_close(&q, err);
    *numbers = arena_alloc(arena, (*n + 1) * sizeof(char *));
    if (*n)
        memcpy(*numbers, all, *n * sizeof(char *));
    free(all);
    return done;
}

bool app_batch_cases(Session *session, const char *no, Arena *arena, const char ***numbers,
                     size_t *n, Err *err)
{
    Batch batch = {0};
    return desk_may(session_user(session), VERB_READ, err) &&
           find_batch(session, no, arena, &batch, err) &&
           read_numbers(
               session,
               "SELECT c.no FROM batch_case AS k JOIN case_file AS c ON c.id = k.case_id"
               " WHERE k.batch_id = ? ORDER BY k.place",
               batch.id, arena, numbers, n, err);
}

bool app_export_waiting(Session *session, Arena *arena, const char ***numbers, size_t *n,
                        Err *err)
{
    return desk_may(session_user(session), VERB_READ, err) &&
           read_numbers(session, "SELECT c.no" WAITING " ORDER BY c.id", 0, arena, numbers, n,
                        err);
}
