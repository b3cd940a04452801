/* The groups of a case, read out of the journal as they stand there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"
#include "store/travel.h"
#include "store/travel_form.h"

typedef struct Giving {
    Store *store;
    Arena *arena;
    Reader reader;
    TravelForm form;
    unsigned char before[DIGEST_BYTES], head[DIGEST_BYTES];
    CaseRoot root;
    bool erased;
    int64_t number; /* of the next group that is made of it */
    int64_t added;  /* rows of the group so far */
} Giving;

static const unsigned char *keep(Giving *g, const SqlValue *value)
{
    unsigned char *out;

    if (value->type != SQL_BLOB)
        return NULL;
    out = arena_alloc(g->arena, value->len + 1);
    memcpy(out, value->bytes, value->len);
    return out;
}

static const char *keep_text(Giving *g, const SqlValue *value)
{
    return value->type == SQL_TEXT ? arena_dup_n(g->arena, value->bytes, value->len) : NULL;
}

static size_t uid_place(Giving *g, const unsigned char ***list, size_t *n,
                        const unsigned char *uid)
{
    SqlValue value = {.type = SQL_BLOB, .bytes = uid, .len = UID_BYTES};

    for (size_t i = 0; i < *n; i++) {
        if (memcmp((*list)[i], uid, UID_BYTES) == 0)
            return i;
    }
    *list = xreallocarray(*list, *n + 1, sizeof(**list));
    (*list)[*n] = keep(g, &value);
    return (*n)++;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static size_t who_place(Giving *g, const ReaderGroup *from)
{
    TravelForm *form = &g->form;
    TravelWho who = {keep(g, &from->user_uid), keep_text(g, &from->user_name)};

    if (!who.uid && !who.name)
        return 0;
    for (size_t i = 0; i < form->n_who; i++) {
        const TravelWho *is = &form->who[i];
        if (same_text(is->name, who.name) &&
            (is->uid && who.uid ? memcmp(is->uid, who.uid, UID_BYTES) == 0
                                : is->uid == who.uid))
            return i + 1;
    }
    form->who = xreallocarray(form->who, form->n_who + 1, sizeof(*form->who));
    form->who[form->n_who++] = who;
    return form->n_who;
}

static bool same_shape(const BodyShape *a, const BodyShape *b)
{
    bool same = a->n == b->n && strcmp(a->op, b->op) == 0 && strcmp(a->table, b->table) == 0;

    for (size_t i = 0; same && i < a->n; i++)
        same = strcmp(a->columns[i], b->columns[i]) == 0;
    return same;
}

static size_t shape_place(Giving *g, const BodyShape *shape)
{
    TravelForm *form = &g->form;

    for (size_t i = 0; i < form->n_shapes; i++) {
        if (same_shape(&form->shapes[i], shape))
            return i;
    }
    form->shapes = xreallocarray(form->shapes, form->n_shapes + 1, sizeof(*form->shapes));
    form->shapes[form->n_shapes] = *shape; /* the store keeps it while its journal is read */
    return form->n_shapes++;
}

/* What the journal keeps the digest of alone goes along out of the record. */
static bool give_secret(Giving *g, const ReaderRow *from, size_t column, TravelRow *row,
                        Err *err)
{
    const TableShape *shape = change_shape(g->store, from->shape->table);
    const SqlValue *value;
    RowImage image;
    int64_t id;

    if (g->erased && strcmp(from->shape->op, "set") != 0)
        return true; /* the record is another by now */
    if (!shape || !change_find(g->store, shape, from->uid, &image, &id, err))
        return shape == NULL;
    value = image.found ? change_value(&image, from->shape->columns[column]) : NULL;
    if (value && value->type == SQL_TEXT)
        row->secrets[row->n_secrets++] =
            (TravelSecret){column, arena_dup_n(g->arena, value->bytes, value->len), value->len};
    change_free(&image);
    return true;
}

/* Whether its uid follows from that of the group that adds it. */
static void find_row(Giving *g, const TravelStep *step, TravelRow *row)
{
    enum { GAP = 32 /* rows that were added and went again */ };
    const ReaderRow *from = &g->reader.row;
    Uid uid;

    for (int64_t i = g->added; strcmp(from->shape->op, "add") == 0 && i < g->added + GAP; i++) {
        root_row(step->uid, i, &uid);
        if (memcmp(uid.bytes, from->uid, UID_BYTES) != 0)
            continue;
        row->made = true;
        row->number = i;
        g->added = i + 1;
        return;
    }
}

static bool give_row(Giving *g, const TravelStep *step, TravelRow *row, Err *err)
{
    const ReaderRow *from = &g->reader.row;
    SqlValue body = sql_value(&g->reader.rows, 4);
    bool done = true;

    *row = (TravelRow){.shape = shape_place(g, from->shape),
                       .row = uid_place(g, &g->form.rows, &g->form.n_rows, from->uid),
                       .body = keep(g, &body),
                       .len = body.len};
    find_row(g, step, row);
    row->secrets = arena_alloc(g->arena, (from->shape->n + 1) * sizeof(*row->secrets));
    for (size_t i = 0; done && i < from->shape->n; i++) {
        if (from->columns[i].after.state == CHAIN_SECRET)
            done = give_secret(g, from, i, row, err);
    }
    return done;
}

/* What was signed with a group of this store beside its g. */
static bool signed_here(Giving *g, const ReaderGroup *from, unsigned char out[TRAVEL_SIGNED_AT],
                        Err *err)
{
    static const char *const asks[] = {
        "SELECT hash FROM journal_group WHERE id = ?1 - 1",
        "SELECT g FROM journal_group WHERE id < ?1 AND (kind = 'people' OR kind = 'setup')"
        " ORDER BY id DESC LIMIT 1",
    };

    memset(out, 0, TRAVEL_SIGNED_AT);
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)((uint64_t)from->id >> (56 - 8 * i));
    for (size_t i = 0; i < 2; i++) {
        Sql q;
        if (!sql_open(&q, g->store, asks[i], err))
            return false;
        sql_bind_int(&q, 1, from->id);
        if (sql_row(&q)) {
            size_t n;
            const void *bytes = sql_blob(&q, 0, &n);
            if (n == DIGEST_BYTES)
                memcpy(out + 8 + i * DIGEST_BYTES, bytes, n);
        }
        if (!sql_close(&q, err))
            return false;
    }
    return true;
}

/* Where it was signed tells in which role: of whoever had another one that is told of each. */
static bool had_roles(Giving *g, const ReaderGroup *from, bool *had, Err *err)
{
    int64_t changes;

    if (!sql_get_int(g->store, err, &changes,
                     "SELECT EXISTS (SELECT 1 FROM role_change WHERE user_id = ?)", "i",
                     from->user_id))
        return false;
    *had = changes != 0;
    return true;
}

static bool give_signature(Giving *g, const ReaderGroup *from, TravelStep *step, Err *err)
{
    unsigned char *at;

    if (from->signer.type != SQL_BLOB)
        return err_set(err, ERR_REFUSED,
                       _("Some of its history is from before there were keys and signed by "
                         "nobody, so no other station could check it. What it says goes as a "
                         "new case: “anjuan show NO --json --reveal” writes it to a file, "
                         "“anjuan import FILE” enters that under a number of its own; then "
                         "close this one, and say where it goes on"));
    step->key = uid_place(g, &g->form.keys, &g->form.n_keys, from->signer.bytes) + 1;
    step->signature = keep(g, &from->signature);
    step->signed_at = keep(g, &from->signed_at);
    step->alone = step->signed_at != NULL;
    if (!step->signature || step->signed_at)
        return true;
    if (!had_roles(g, from, &step->alone, err))
        return false;
    at = arena_alloc(g->arena, TRAVEL_SIGNED_AT);
    step->signed_at = at;
    return signed_here(g, from, at, err);
}

/* Whether its names are made of the root, and with which number. */
static void find_number(Giving *g, TravelStep *step)
{
    unsigned char seed[CHAIN_SEED];
    Uid uid;

    for (int64_t i = g->number; g->root.there && step->seed && i < g->root.next; i++) {
        root_uid(g->root.bytes, i, step->at, &uid);
        if (memcmp(uid.bytes, step->uid, UID_BYTES) != 0)
            continue;
        root_seed(g->root.bytes, i, step->at, seed);
        step->made = memcmp(seed, step->seed, CHAIN_SEED) == 0;
        step->number = i;
        g->number = i + 1;
        return;
    }
}

static bool has_size(const SqlValue *value, size_t n)
{
    return value->type == SQL_NULL || (value->type == SQL_BLOB && value->len == n);
}

/* So many bytes of them are given, whatever a store has there. */
static bool sizes_right(const ReaderGroup *from, Err *err)
{
    return (from->uid.len == UID_BYTES && from->g.len == DIGEST_BYTES &&
            has_size(&from->signer, UID_BYTES) &&
            has_size(&from->signature, TRAVEL_SIGNATURE) &&
            has_size(&from->signed_at, TRAVEL_SIGNED_AT) &&
            has_size(&from->user_uid, UID_BYTES)) ||
           err_set(err, ERR_STORE, _("The journal is damaged; run “anjuan verify”"));
}

static bool give_group(Giving *g, Err *err)
{
    const ReaderGroup *from = &g->reader.group;
    if (!sizes_right(from, err))
        return false;
    TravelStep step = {.uid = keep(g, &from->uid),
                       .seed = keep(g, &from->seed),
                       .undoes = keep(g, &from->undoes),
                       .message_salt = keep(g, &from->message_salt),
                       .message_digest = keep(g, &from->message_digest),
                       .at = keep_text(g, &from->at),
                       .station = keep_text(g, &from->station),
                       .kind = keep_text(g, &from->kind),
                       .verb = keep_text(g, &from->verb),
                       .message = keep_text(g, &from->message),
                       .content = from->content != 0,
                       .who = who_place(g, from)};
    TravelRow *rows = NULL;
    bool done = give_signature(g, from, &step, err);

    find_number(g, &step);
    g->added = 0;

    memcpy(g->head, from->g.bytes, DIGEST_BYTES);
    while (done && reader_row(&g->reader)) {
        rows = xreallocarray(rows, step.n + 1, sizeof(*rows));
        done = give_row(g, &step, &rows[step.n++], err);
    }
    step.rows = arena_alloc(g->arena, (step.n + 1) * sizeof(*rows));
    if (step.n)
        memcpy(step.rows, rows, step.n * sizeof(*rows));
    free(rows);
    g->form.steps = xreallocarray(g->form.steps, g->form.n + 1, sizeof(TravelStep));
    g->form.steps[g->form.n++] = step;
    return done;
}

/* The last signature of a run by one key covers those before it, as long as they came from
 * here: what another store signed was signed at its place there. */
static void cover(TravelForm *form)
{
    for (size_t i = 0; i + 1 < form->n; i++) {
        if (form->steps[i].key == form->steps[i + 1].key && !form->steps[i].alone)
            form->steps[i].signature = form->steps[i].signed_at = NULL;
    }
}

static bool find_head(Giving *g, int64_t case_id, const unsigned char *head, int64_t *after,
                      Err *err)
{
    Sql q;

    *after = 0;
    if (!head)
        return true;
    if (!sql_open(&q, g->store, "SELECT id FROM journal_group WHERE case_id = ? AND g = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_blob(&q, 2, head, DIGEST_BYTES);
    if (sql_row(&q)) {
        *after = sql_int(&q, 0);
        memcpy(g->before, head, DIGEST_BYTES);
        memcpy(g->head, head, DIGEST_BYTES);
    }
    return sql_close(&q, err);
}

static bool give_all(Giving *g, int64_t case_id, const unsigned char *head, Err *err)
{
    ReaderRange range = {.case_id = case_id};
    bool done = true;

    if (!find_head(g, case_id, head, &range.after, err) ||
        !reader_open(&g->reader, g->store, &range, err))
        return false;
    while (done && reader_group(&g->reader))
        done = give_group(g, err);
    return reader_close(&g->reader, done ? err : NULL) && done;
}

static bool read_erased(Giving *g, int64_t case_id, Err *err)
{
    int64_t erased = 0;
    bool done =
        sql_get_int(g->store, err, &erased,
                    "SELECT EXISTS (SELECT 1 FROM erasure WHERE case_id = ?)", "i", case_id);

    g->erased = erased != 0;
    return done;
}

bool journal_give(Store *store, int64_t case_id, const unsigned char *head, Buf *out, Err *err)
{
    Giving g = {.store = store, .arena = arena_new()};
    bool begun, there = false, done;
    Uid uid;

    if (!store_begin_read(store, &begun, err)) {
        arena_free(g.arena);
        return false;
    }
    done = change_uid_of(store, "case_file", case_id, &uid, &there, err) &&
           (there || err_set(err, ERR_NOT_FOUND, _("There is no such case"))) &&
           read_erased(&g, case_id, err) && root_read(store, case_id, &g.root, err) &&
           give_all(&g, case_id, head, err);
    store_end_read(store, begun);
    if (done) {
        cover(&g.form);
        g.form.schema = store_schema_version();
        g.form.case_uid = uid.bytes;
        g.form.root = g.root.there ? g.root.bytes : NULL;
        g.form.before = g.before;
        g.form.head = g.head;
        travel_write(&g.form, out);
    }
    free(g.form.who);
    free(g.form.keys);
    free(g.form.rows);
    free(g.form.shapes);
    free(g.form.steps);
    arena_free(g.arena);
    return done;
}

bool journal_case_head(Store *store, const Uid *case_uid, unsigned char head[DIGEST_BYTES])
{
    bool there = false;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT g FROM journal_group WHERE case_id ="
                  " (SELECT id FROM case_file WHERE uid = ?) ORDER BY id DESC LIMIT 1",
                  NULL))
        return false;
    sql_bind_blob(&q, 1, case_uid->bytes, UID_BYTES);
    if (sql_row(&q)) {
        size_t n;
        const void *g = sql_blob(&q, 0, &n);
        there = n == DIGEST_BYTES;
        if (there)
            memcpy(head, g, n);
    }
    sql_close(&q, NULL);
    return there;
}
