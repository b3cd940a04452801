/* Rows of batches, and what makes a batch begun, written, withdrawn. */
#include "config.h"

#include "app/batch_ledger.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "desk/life.h"
#include "desk/stop.h"
#include "exchange/template.h"
#include "store/sql.h"

/* ---- reading ---- */

static const char *const state_words[] = {
    [BATCH_BEGUN] = "begun",       [BATCH_WITHDRAWN] = "withdrawn", [BATCH_WRITTEN] = "written",
    [BATCH_UPLOADED] = "uploaded", [BATCH_ANSWERED] = "answered",   [BATCH_CLOSED] = "closed"};

const char *app_batch_state_word(BatchState state)
{
    return state_words[state];
}

const char *app_batch_state_label(BatchState state)
{
    static const char *const labels[] = {
        [BATCH_BEGUN] = N_("being written"),
        [BATCH_WRITTEN] = N_("written"),
        /* TRANSLATORS: a batch that was begun and never became a file */
        [BATCH_WITHDRAWN] = N_("withdrawn, no file"),
        /* TRANSLATORS: of a batch: its file was sent to the platform */
        [BATCH_UPLOADED] = N_("uploaded"),
        /* TRANSLATORS: of a batch: the platform's reply was taken in */
        [BATCH_ANSWERED] = N_("answered"),
        /* TRANSLATORS: of a batch: nothing more is expected */
        [BATCH_CLOSED] = N_("closed")};
    return _(labels[state]);
}

void batch_add_item(Batch *batch, int64_t case_id, int64_t approval_id)
{
    if (batch->n == batch->room)
        batch->items =
            xreallocarray(batch->items, batch->room = batch->room * 2 + 64, sizeof(BatchItem));
    batch->items[batch->n++] = (BatchItem){.case_id = case_id, .approval_id = approval_id};
}

static const char *column(const Sql *q, int at, Arena *arena)
{
    const char *text = sql_text(q, at);
    return arena_dup(arena, text ? text : "");
}

static const char *column_or_null(const Sql *q, int at, Arena *arena)
{
    return sql_is_null(q, at) ? NULL : column(q, at, arena);
}

static BatchState state_of(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(state_words); i++) {
        if (strcmp(state_words[i], word) == 0)
            return (BatchState)i;
    }
    return BATCH_WITHDRAWN; /* a check of the store allows no other word */
}

#define COUNTED(what)                                                                          \
    "(SELECT coalesce(sum(" what "), 0) FROM batch_case AS k WHERE k.batch_id = batch.id)"
#define ANSWERED(outcome, tranches)                                                            \
    COUNTED("CASE WHEN k.asked IS NULL THEN k.outcome IS " outcome " ELSE " tranches " END")
#define BATCH_COLUMNS                                                                          \
    "SELECT id, no, template, knowledge_version, at, by_name, on_day, organisation, station,"  \
    " practice, file, sha256, cases, rows, user_id, standing, coalesce(platform, ''),"         \
    " manifest, uploaded_on, (SELECT u.display FROM user AS u WHERE u.id = uploaded_by),"      \
    " purpose, predecessor, (SELECT p.no FROM batch AS p WHERE p.id = batch.predecessor),"     \
    " " COUNTED("coalesce(k.asked, 1)") ", " ANSWERED("'accepted'", "k.agreed") ", " ANSWERED( \
        "'refused'", "k.declined") " FROM batch"

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
                     .user_id = sql_int(q, 14),
                     .state = state_of(column(q, 15, arena)),
                     .platform = column(q, 16, arena),
                     .manifest = column_or_null(q, 17, arena),
                     .uploaded_on = column_or_null(q, 18, arena),
                     .uploaded_by = column_or_null(q, 19, arena),
                     .purpose = column(q, 20, arena),
                     .predecessor_id = sql_int(q, 21),
                     .predecessor = column_or_null(q, 22, arena),
                     .asked = sql_int(q, 23),
                     .accepted = sql_int(q, 24),
                     .refused = sql_int(q, 25)};
}

static const char *template_label(Session *session, const char *name, Arena *arena)
{
    Template *template_ = NULL;
    if (!template_find(session_knowledge(session), name, &template_, NULL))
        return arena_dup(arena, name);
    const char *title = arena_dup(arena, template_title(template_, session_lang(session)));
    template_free(template_);
    return title;
}

BatchRow batch_row(Session *session, const Batch *batch, Arena *arena)
{
    return (BatchRow){.id = batch->id,
                      .no = batch->no,
                      .template_ = batch->template_,
                      .title = template_label(session, batch->template_, arena),
                      .at = batch->at,
                      .by = batch->by,
                      .sha256 = batch->sha256,
                      .file = batch->file,
                      .platform = batch->platform,
                      .platform_text = app_platform_text(session, batch->platform),
                      .predecessor = batch->predecessor,
                      .uploaded_on = batch->uploaded_on,
                      .uploaded_by = batch->uploaded_by,
                      .state = batch->state,
                      .cases = batch->cases,
                      .rows = batch->rows,
                      .asked = batch->asked,
                      .accepted = batch->accepted,
                      .refused = batch->refused};
}

/* The batch that one more condition on a text names. */
static bool find_one(Session *session, const char *sql, const char *value, Arena *arena,
                     Batch *batch, bool *found, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session), sql, err))
        return false;
    sql_bind_text(&q, 1, value);
    *found = sql_row(&q);
    if (*found)
        read_batch(&q, arena, batch);
    return sql_close(&q, err);
}

bool batch_find(Session *session, const char *no, Arena *arena, Batch *batch, Err *err)
{
    bool found;
    if (!find_one(session, BATCH_COLUMNS " WHERE no = ?", no, arena, batch, &found, err))
        return false;
    if (found)
        return true;
    Buf shown = BUF_INIT;
    text_add_safe(&shown, no);
    err_set(err, ERR_NOT_FOUND, _("There is no batch %s; “anjuan batches” shows all"),
            shown.data);
    buf_free(&shown);
    return false;
}

bool batch_find_digest(Session *session, const char *sha256, Arena *arena, Batch *batch,
                       bool *found, Err *err)
{
    return find_one(session,
                    BATCH_COLUMNS " WHERE sha256 = ? AND state = 'written' ORDER BY id DESC",
                    sha256, arena, batch, found, err);
}

bool batch_items(Session *session, Batch *batch, Err *err)
{
    Sql q;
    if (!sql_open(
            &q, session_store(session),
            "SELECT case_id, approval_id FROM batch_case WHERE batch_id = ? ORDER BY place",
            err))
        return false;
    sql_bind_int(&q, 1, batch->id);
    while (sql_row(&q))
        batch_add_item(batch, sql_int(&q, 0), sql_int(&q, 1));
    return sql_close(&q, err);
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

bool batch_number(Session *session, Arena *arena, const char **no, Err *err)
{
    int64_t last;
    char *prefix = arena_printf(arena, "%s-B", session_station(session));
    if (!sql_get_int(session_store(session), err, &last,
                     "SELECT coalesce(max(CAST(substr(no, length(?1) + 1) AS INTEGER)), 0)"
                     " FROM batch WHERE substr(no, 1, length(?1)) = ?1",
                     "t", prefix) ||
        !store_given(session_store(session), prefix, &last, err))
        return false;
    *no = arena_printf(arena, "%s%04" PRId64, prefix, last + 1);
    return true;
}

/* ---- begun ---- */

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
        {"state", sql_value_text(state_words[BATCH_BEGUN]), 0},
        {"platform", sql_value_text(batch->platform[0] ? batch->platform : NULL), 0},
        {"predecessor",
         batch->predecessor_id ? sql_value_int(batch->predecessor_id) : sql_value_null(), 0},
        {"purpose", sql_value_text(batch->purpose), 0},
        {"manifest", sql_value_text(batch->manifest), 0},
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
        {"content", sql_value_text(batch->items[i].content), 0},
        {"known_as", sql_value_text(batch->items[i].known_as), 0},
        {"since", sql_value_text(batch->items[i].since), 0},
        {"earlier",
         batch->items[i].earlier ? sql_value_int(batch->items[i].earlier) : sql_value_null(),
         0},
        {"asked",
         batch->items[i].asked ? sql_value_int(batch->items[i].asked) : sql_value_null(), 0},
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

static bool same_station(Session *session, const Batch *batch, Err *err)
{
    return session_read_station(session, err) &&
           (strcmp(session_station(session), batch->station) == 0 ||
            err_set(err, ERR_CONFLICT, _("The station code became %s meanwhile; export again"),
                    session_station(session)));
}

/* A case whose money is asked for is the same to the last value: what the file says is what is
 * then entered as requested. */
static bool may_go(Session *session, const TemplatePurpose *purpose, const BatchItem *item,
                   bool *stands, Err *err)
{
    Store *store = session_store(session);
    if (!purpose->sends && !purpose->asks_money)
        return true;
    if (!life_goes_on(store, item->case_id, err) || !stop_none(store, item->case_id, err))
        return false;
    return !purpose->asks_money || (review_not_begun(store, item->case_id, err) &&
                                    batch_may_ask(store, item->case_id, item->tranche, err) &&
                                    batch_content_stands(session, item, stands, err));
}

/* Whether the approval is in force still, and its case waits where the batch is to send it. */
static bool item_stands(Session *session, const BatchItem *item, const TemplatePurpose *purpose,
                        bool *stands, Err *err)
{
    int64_t active;
    if (!sql_get_int(session_store(session), err, &active,
                     purpose->sends ? "SELECT count(*)" BATCH_WAITING " AND a.id = ?"
                                    : "SELECT active FROM approval WHERE id = ?",
                     "i", item->approval_id))
        return false;
    *stands = active == 1;
    return !*stands || may_go(session, purpose, item, stands, err);
}

bool batch_prove(Session *session, Batch *batch, Err *err)
{
    bool done = true;
    if (!session_changed(session, &batch->proven))
        return true;
    done = prove_people(session, err) && (!batch->id || prove_batch(session, batch->id, err)) &&
           (!batch->predecessor_id || prove_batch(session, batch->predecessor_id, err));
    for (size_t i = 0; done && i < batch->n; i++)
        done = prove_records(session, batch->items[i].case_id, err);
    return done;
}

/* The file was written without holding the store; what it was made from must still stand. */
static bool still_stands(Session *session, Batch *batch, Err *err)
{
    Store *store = session_store(session);
    const TemplatePurpose *purpose = template_purpose_named(batch->purpose);
    int64_t taken;
    if (!sql_get_int(store, err, &taken, "SELECT count(*) FROM batch WHERE no = ?", "t",
                     batch->no))
        return false;
    if (!batch_prove(session, batch, err))
        return false;
    bool same = !taken;
    for (size_t i = 0; same && i < batch->n; i++) {
        if (!item_stands(session, &batch->items[i], purpose, &same, err))
            return false;
    }
    return same || err_set(err, ERR_CONFLICT,
                           _("Somebody else exported or changed one of these cases meanwhile; "
                             "export again"));
}

bool batch_begin(Session *session, Batch *batch, const Making *making, Err *err)
{
    Store *store = session_store(session);
    if (!store_begin(store, err))
        return false;
    bool done = session_person_stands(session, err) && same_station(session, batch, err) &&
                still_stands(session, batch, err) && session_accepted(session, err) &&
                session_keep_knowledge(session, err) && add_ledger(session, batch, err) &&
                sql_do(store, err, "UPDATE making SET batch_id = ? WHERE id = ?", "ii",
                       batch->id, making->id);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

/* ---- written or withdrawn ---- */

static bool set_state(Store *store, const Batch *batch, BatchState state, Err *err)
{
    Tx *tx = NULL;
    GroupHead head = {.kind = GROUP_EXPORT, .user_id = batch->user_id, .message = batch->no};
    SqlValue begun = sql_value_text(state_words[BATCH_BEGUN]);
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!tx_set(tx, "batch", batch->id, "state", sql_value_text(state_words[state]), &begun, 0,
                err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

/* A group a case, so that its own history tells of the export. */
static bool mark_exported(Store *store, const Batch *batch, int64_t id, Err *err)
{
    Tx *tx = NULL;
    GroupHead head = {
        .kind = GROUP_EXPORT, .user_id = batch->user_id, .case_id = id, .message = batch->no};
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!review_exported(tx, batch->user_id, id, err) || !summary_stale(store, id, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

typedef bool MarksCase(Store *store, const Batch *batch, int64_t id, Err *err);

static bool mark_all(Store *store, const Batch *batch, MarksCase *marks, Err *err)
{
    for (size_t i = 0; i < batch->n; i++) {
        if (!marks(store, batch, batch->items[i].case_id, err))
            return false;
    }
    return true;
}

bool batch_written(Session *session, const Batch *batch, const Making *making, Err *err)
{
    Store *store = session_store(session);
    const TemplatePurpose *purpose = template_purpose_named(batch->purpose);
    if (!store_begin(store, err))
        return false;
    bool done = (!purpose->asks_money || mark_all(store, batch, batch_asked, err)) &&
                set_state(store, batch, BATCH_WRITTEN, err) &&
                (!purpose->sends || mark_all(store, batch, mark_exported, err));
    done = done && sql_do(store, err, "DELETE FROM making WHERE id = ?", "i", making->id);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static bool add_copy(Store *store, const Batch *batch, const Making *making, Err *err)
{
    Tx *tx = NULL;
    char at[INSTANT_TEXT];
    int64_t id;
    char *file = path_name(making->target);
    store_now(store, at);
    TxColumn columns[] = {{"batch_id", sql_value_int(batch->id), 0},
                          {"at", sql_value_text(at), 0},
                          {"user_id", sql_value_int(making->user_id), 0},
                          {"file", sql_value_text(file), 0}};
    GroupHead head = {.kind = GROUP_EXPORT,
                      .user_id = making->user_id,
                      .verb = "again",
                      .message = batch->no};
    bool done = tx_begin(store, &head, &tx, err);
    if (done && tx_add(tx, "batch_copy", columns, COUNT_OF(columns), &id, err)) {
        done = tx_commit(tx, NULL, err);
    } else if (done) {
        tx_abort(tx);
        done = false;
    }
    free(file);
    return done;
}

bool batch_copied(Session *session, const Batch *batch, const Making *making, Err *err)
{
    Store *store = session_store(session);
    if (!store_begin(store, err))
        return false;
    if (add_copy(store, batch, making, err) &&
        sql_do(store, err, "DELETE FROM making WHERE id = ?", "i", making->id))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool batch_withdrawn(Session *session, const Batch *batch, Err *err)
{
    return set_state(session_store(session), batch, BATCH_WITHDRAWN, err);
}

/* ---- put back from a backup ---- */

static bool settle_cases(Store *store, const Batch *batch, MarksCase *marks, Err *err)
{
    Sql q;
    bool done = true;
    if (!sql_open(&q, store, "SELECT case_id FROM batch_case WHERE batch_id = ? ORDER BY place",
                  err))
        return false;
    sql_bind_int(&q, 1, batch->id);
    while (done && sql_row(&q))
        done = marks(store, batch, sql_int(&q, 0), err);
    return sql_close(&q, done ? err : NULL) && done;
}

static bool settle_batch(Store *store, int64_t id, Buf *notice, Err *err)
{
    Batch batch = {.id = id};
    char *no = NULL, *on = NULL, *purpose = NULL;
    bool done =
        sql_get_text(store, err, &no, "SELECT no FROM batch WHERE id = ?", "i", id) &&
        sql_get_int(store, err, &batch.user_id, "SELECT user_id FROM batch WHERE id = ?", "i",
                    id) &&
        sql_get_text(store, err, &on, "SELECT on_day FROM batch WHERE id = ?", "i", id) &&
        sql_get_text(store, err, &purpose, "SELECT purpose FROM batch WHERE id = ?", "i", id);
    batch.no = no;
    batch.on = on;
    batch.purpose = purpose;
    const TemplatePurpose *for_ = template_purpose_named(done ? purpose : "");
    done = done && (!for_->asks_money || settle_cases(store, &batch, batch_asked, err)) &&
           set_state(store, &batch, BATCH_WRITTEN, err) &&
           (!for_->sends || settle_cases(store, &batch, mark_exported, err));
    if (done) {
        if (notice->len)
            buf_add(notice, "\n");
        buf_addf(notice,
                 _("Batch %s was being exported when the backup was made, and is entered as "
                   "written. If its file is nowhere, write it again: “anjuan export --batch %s "
                   "--out FILE.xlsx”"),
                 no, no);
    }
    free(purpose);
    free(on);
    free(no);
    return done;
}

bool batch_settle(Store *store, Buf *notice, Err *err)
{
    static const char first[] = "SELECT coalesce(min(id), 0) FROM batch WHERE state = 'begun'";
    int64_t id;
    if (!sql_do(store, err, "DELETE FROM making", NULL))
        return false;
    for (;;) {
        if (!sql_get_int(store, err, &id, first, NULL))
            return false;
        if (!id)
            return true;
        if (!settle_batch(store, id, notice, err))
            return false;
    }
}
