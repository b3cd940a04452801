/* The workbook of a batch: its cases, each as it was approved, by the knowledge of its time;
 * and what its manifest says. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/batch_ledger.h"
#include "app/erase.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/manifest.h"
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
    bool proven;   /* in this state of the store: what was frozen is read as it is */
    int64_t batch; /* 0: it is new, and its items have what it will keep */
    Buf no, by, when, known_as, since;
    Arena *arena; /* of the approvers; NULL: they are not counted */
    ManifestApprover *approvers;
    size_t n_approvers;
} Source;

static void put(Buf *buf, const char *text)
{
    buf_clear(buf);
    buf_add(buf, text ? text : "");
}

static bool read_snapshot(const Source *source, const char *snapshot, CaseFile **file, Err *err)
{
    PortableCases cases = {0};
    if (source->proven && portable_frozen(snapshot, file))
        return true;
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

/* Who approved, each with how many: few people over many cases. */
static void count_approver(Source *source)
{
    size_t i = 0;
    while (i < source->n_approvers && strcmp(source->approvers[i].name, source->by.data) != 0)
        i++;
    if (i == source->n_approvers) {
        source->approvers =
            xreallocarray(source->approvers, ++source->n_approvers, sizeof(ManifestApprover));
        source->approvers[i] =
            (ManifestApprover){.name = arena_dup(source->arena, source->by.data)};
    }
    source->approvers[i].cases++;
}

static bool source_next(void *ctx, CaseItem *item, Err *err)
{
    Source *source = ctx;
    const BatchItem *own = &source->items[source->at];
    char *snapshot = NULL, *before = NULL;
    Sql q;
    *item = (CaseItem){0};
    if (source->at == source->n)
        return true;
    if (!sql_open(&q, source->store,
                  "SELECT coalesce(k.content, a.snapshot), c.no, u.display, a.at, k.known_as,"
                  " k.since, e.content FROM approval AS a JOIN case_file AS c"
                  " ON c.id = a.case_id JOIN user AS u ON u.id = a.approver"
                  " LEFT JOIN batch_case AS k ON k.batch_id = ?2 AND k.case_id = c.id"
                  " LEFT JOIN batch_case AS e ON e.batch_id = coalesce(k.earlier, ?3)"
                  " AND e.case_id = c.id WHERE a.id = ?1",
                  err))
        return false;
    sql_bind_int(&q, 1, own->approval_id);
    sql_bind_int(&q, 2, source->batch);
    sql_bind_int(&q, 3, source->batch ? 0 : own->earlier);
    source->at++;
    if (sql_row(&q)) {
        snapshot = xstrdup(own->content ? own->content : sql_text(&q, 0));
        put(&source->known_as, source->batch ? sql_text(&q, 4) : own->known_as);
        put(&source->since, source->batch ? sql_text(&q, 5) : own->since);
        before = sql_text(&q, 6) ? xstrdup(sql_text(&q, 6)) : NULL;
        put(&source->no, sql_text(&q, 1));
        put(&source->by, sql_text(&q, 2));
        put(&source->when, sql_text(&q, 3));
        if (source->arena)
            count_approver(source);
    }
    bool done = sql_close(&q, err);
    if (done && snapshot && strcmp(snapshot, ERASED_SNAPSHOT) == 0)
        done = err_set(err, ERR_REFUSED,
                       _("Case %s was erased, and so was what this batch had of it; the "
                         "batch cannot be written again"),
                       source->no.data);
    else if (done)
        done = snapshot ? read_snapshot(source, snapshot, &item->file, err)
                        : err_set(err, ERR_STORE,
                                  _("An approval of this batch is not in the store; "
                                    "restore a backup"));
    done = done && (!before || read_snapshot(source, before, &item->before, err));
    if (!done) {
        case_free(item->file);
        item->file = NULL;
    }
    free(before);
    free(snapshot);
    item->no = source->no.data;
    item->approved_by = source->by.data;
    item->approved_at = source->when.data;
    item->platform_no = source->known_as.len ? source->known_as.data : NULL;
    item->since = source->since.len ? source->since.data : NULL;
    return done;
}

/* ---- the workbook of a batch ---- */

/* Which kind of file a batch is says the name that it was given first. */
bool batch_is_csv(const char *file)
{
    static const char end[] = ".csv";
    size_t len = strlen(file);
    return len > strlen(end) && strcasecmp(file + len - strlen(end), end) == 0;
}

static WorkbookFacts batch_facts(const Batch *batch)
{
    WorkbookFacts facts = {.batch = batch->no,
                           .csv = batch_is_csv(batch->file),
                           .organisation = batch->organisation,
                           .station = batch->station,
                           .exported_by = batch->by,
                           .exported_at = batch->at,
                           .knowledge = batch->knowledge,
                           .practice = batch->practice};
    day_parse(batch->on, &facts.on);
    return facts;
}

static void source_open(Session *session, int64_t batch, const BatchItem *items, size_t n,
                        const Knowledge *knowledge, Arena *arena, Source *source)
{
    *source = (Source){.store = session_store(session),
                       .items = items,
                       .n = n,
                       .fields = *session_fields(session),
                       .no = BUF_INIT,
                       .by = BUF_INIT,
                       .when = BUF_INIT,
                       .known_as = BUF_INIT,
                       .since = BUF_INIT,
                       .batch = batch,
                       .arena = arena};
    source->fields.codes = knowledge_codes(knowledge);
}

static void source_close(Source *source)
{
    free(source->approvers);
    buf_free(&source->no);
    buf_free(&source->by);
    buf_free(&source->when);
    buf_free(&source->known_as);
    buf_free(&source->since);
}

static void make_manifest(const Batch *batch, const Template *template_, const Source *source,
                          const WorkbookFacts *workbook, const WorkbookResult *result,
                          Buf *manifest)
{
    const ManifestFacts facts = {.workbook = workbook,
                                 .file = batch->file,
                                 .platform = batch->platform,
                                 .predecessor = batch->predecessor,
                                 .template_ = batch->template_,
                                 .template_title = template_title(template_, "zh_CN"),
                                 .template_version = template_version(template_),
                                 .purpose = batch->purpose,
                                 .approvers = source->approvers,
                                 .n_approvers = source->n_approvers,
                                 .head_day = batch->head_day,
                                 .head = batch->head};
    manifest_write(&facts, result, manifest);
}

/* ---- an order that tells nothing ---- */

typedef struct Keyed {
    unsigned char key[DIGEST_BYTES];
    BatchItem item;
} Keyed;

static int by_key(const void *a, const void *b)
{
    const Keyed *one = a, *other = b;
    return memcmp(one->key, other->key, DIGEST_BYTES);
}

/* Of the batch's number and all that the case says, so that it is another in each batch, the
 * same whenever this one is written, and nobody can work it out from the rows. */
static bool make_key(const Source *source, const char *batch_no, Keyed *place, Err *err)
{
    const BatchItem *item = &place->item;
    char *content = NULL;
    if (!item->content &&
        !sql_get_text(source->store, err, &content,
                      "SELECT coalesce(k.content, a.snapshot) FROM approval AS a"
                      " LEFT JOIN batch_case AS k ON k.batch_id = ? AND k.case_id = a.case_id"
                      " WHERE a.id = ?",
                      "ii", source->batch, item->approval_id))
        return false;
    const char *text = item->content ? item->content : content ? content : "";
    Digest *digest = digest_begin();
    digest_add(digest, batch_no, strlen(batch_no) + 1);
    digest_add(digest, text, strlen(text));
    digest_end(digest, place->key);
    free(content);
    return true;
}

/* Cases stand in the order of their numbers, and who knows these would know which row of the
 * statistics is whose. *items is for the caller to free. */
static bool shuffle(Source *source, const char *batch_no, BatchItem **items, Err *err)
{
    Keyed *places = xcalloc(source->n + 1, sizeof(*places));
    bool done = true;
    *items = xcalloc(source->n + 1, sizeof(**items));
    for (size_t i = 0; done && i < source->n; i++) {
        places[i].item = source->items[i];
        done = make_key(source, batch_no, &places[i], err);
    }
    qsort(places, source->n, sizeof(*places), by_key);
    for (size_t i = 0; i < source->n; i++)
        (*items)[i] = places[i].item;
    source->items = *items;
    free(places);
    return done;
}

/* By the knowledge given. */
static bool write_by(Session *session, const Batch *batch, const Knowledge *knowledge,
                     const char *path, const Progress *progress, WorkbookResult *result,
                     Buf *manifest, Err *err)
{
    Template *template_ = NULL;
    WorkbookFacts facts = batch_facts(batch);
    Source source;
    BatchItem *shuffled = NULL;
    source_open(session, batch->id, batch->items, batch->n, knowledge, result->arena, &source);
    CaseSource cases = {.next = source_next, .ctx = &source, .count = batch->n};
    source.proven = true; /* batch_prove */
    bool done =
        template_find(knowledge, batch->template_, &template_, err) &&
        (!template_purpose(template_)->nameless ||
         shuffle(&source, batch->no, &shuffled, err)) &&
        workbook_write(knowledge, template_, &facts, &cases, path, progress, result, err);
    if (done)
        make_manifest(batch, template_, &source, &facts, result, manifest);
    template_free(template_);
    source_close(&source);
    free(shuffled);
    return done;
}

void batch_known_free(BatchKnown *known)
{
    knowledge_free(known->old);
    free(known->version);
    *known = (BatchKnown){0};
}

/* The knowledge of the time, the session's or known's. */
static bool knowledge_of(Session *session, const Batch *batch, BatchKnown *known,
                         const Knowledge **out, Err *err)
{
    char *packed = NULL;
    *out = session_knowledge(session);
    if (strcmp(batch->knowledge, knowledge_version(*out)) == 0)
        return true;
    if (known->version && strcmp(known->version, batch->knowledge) == 0) {
        *out = known->old;
        return true;
    }
    batch_known_free(known);
    if (!sql_get_text(session_store(session), err, &packed,
                      "SELECT packed FROM knowledge_text WHERE version = ?", "t",
                      batch->knowledge))
        return false;
    bool done = packed ? knowledge_unpack(packed, strlen(packed), &known->old, err)
                       : err_set(err, ERR_STORE,
                                 _("The knowledge of batch %s is not in the store; "
                                   "restore a backup"),
                                 batch->no);
    if (done) {
        known->version = xstrdup(batch->knowledge);
        *out = known->old;
    }
    free(packed);
    return done;
}

/* What a CSV file does not tell of itself. */
static void note_csv(Session *session, const WorkbookResult *result)
{
    if (result->left_out)
        session_note(
            session,
            ngettext("A CSV file holds one sheet: %zu other sheet of the template is "
                     "not in it",
                     "A CSV file holds one sheet: %zu other sheets of the template are "
                     "not in it",
                     result->left_out),
            result->left_out);
    if (result->altered)
        session_note(
            session,
            ngettext("%zu text that looks like a formula was altered: it begins with "
                     "' in the file",
                     "%zu texts that look like a formula were altered: they begin with "
                     "' in the file",
                     result->altered),
            result->altered);
}

bool batch_make_file(Session *session, const Batch *batch, BatchKnown *known, const char *path,
                     const Progress *progress, WorkbookResult *result, Buf *manifest, Err *err)
{
    const Knowledge *knowledge;
    return knowledge_of(session, batch, known, &knowledge, err) &&
           write_by(session, batch, knowledge, path, progress, result, manifest, err);
}

bool batch_write(Session *session, const Batch *batch, const char *path,
                 const Progress *progress, WorkbookResult *result, Buf *manifest, Err *err)
{
    BatchKnown known = {0};
    bool done = batch_make_file(session, batch, &known, path, progress, result, manifest, err);
    batch_known_free(&known);
    if (done)
        note_csv(session, result);
    return done;
}

bool batch_tell(Session *session, const Batch *batch, const BatchItem *item, WorkbookTell *tell,
                void *ctx, Err *err)
{
    BatchKnown known = {0};
    const Knowledge *knowledge;
    Template *template_ = NULL;
    WorkbookFacts facts = batch_facts(batch);
    Source source;
    if (!knowledge_of(session, batch, &known, &knowledge, err))
        return false;
    source_open(session, batch->id, item, 1, knowledge, NULL, &source);
    CaseSource cases = {.next = source_next, .ctx = &source, .count = 1};
    bool done = template_find(knowledge, batch->template_, &template_, err) &&
                workbook_tell(knowledge, template_, &facts, &cases, tell, ctx, err);
    template_free(template_);
    source_close(&source);
    batch_known_free(&known);
    return done;
}
