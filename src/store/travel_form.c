/* Numbers are seven bits to a byte, the lowest first; texts are their length and their bytes,
 * and words that come again are named by their place in a list. */
#include "config.h"

#include "store/travel_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/root.h"

enum { FORM = 1, SECRETS_MAX = 8, LIST_MAX = 1 << 20, INSTANT_MAX = 64 };

/* How a row is named. */
enum { ROW_MADE, ROW_GIVEN, ROW_NAMED };

/* What a step has. */
enum {
    HAS_CONTENT = 1,
    HAS_MESSAGE = 2,
    HAS_UNDOES = 4,
    HAS_SEED = 8,
    HAS_SIGNATURE = 16,
    HAS_DIGEST = 32,
    HAS_SALT = 64,
    HAS_STATION = 128,
    IS_MADE = 256,
};

/* ---- writing ---- */

typedef struct Writer {
    Buf raw, rest;
    const char **words; /* met so far */
    size_t n, room;
    const char *at; /* of the step before */
    int64_t number; /* of the next one that is made of the root */
    size_t rows;    /* that were named so far */
    int64_t added;  /* by this step */
} Writer;

static void put_number(Buf *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        buf_add_char(out, (char)(unsigned char)(number | 0x80));
    buf_add_char(out, (char)(unsigned char)number);
}

static void put_bytes(Buf *out, const void *bytes, size_t n)
{
    put_number(out, n);
    buf_add_bytes(out, bytes, n);
}

/* A word that was there is its place, from 1; a new one is 0 and itself. */
static void put_word(Writer *w, const char *word)
{
    for (size_t i = 0; i < w->n; i++) {
        if (strcmp(w->words[i], word) == 0) {
            put_number(&w->rest, i + 1);
            return;
        }
    }
    put_number(&w->rest, 0);
    put_bytes(&w->rest, word, strlen(word));
    if (w->n == w->room)
        w->words = xreallocarray(w->words, w->room = 2 * w->room + 16, sizeof(*w->words));
    w->words[w->n++] = word;
}

/* Of an instant what differs from the one before. */
static void put_at(Writer *w, const char *at)
{
    size_t same = 0;

    while (w->at && at[same] && at[same] == w->at[same])
        same++;
    put_number(&w->rest, same);
    put_bytes(&w->rest, at + same, strlen(at + same));
    w->at = at;
}

static void put_raw(Writer *w, const unsigned char *bytes, size_t n)
{
    if (bytes)
        buf_add_bytes(&w->raw, bytes, n);
}

static void put_columns(Writer *w, const BodyShape *shape)
{
    put_number(&w->rest, shape->n);
    for (size_t i = 0; i < shape->n; i++)
        put_word(w, shape->columns[i]);
}

static void put_lists(Writer *w, const TravelForm *form)
{
    put_number(&w->rest, form->n_who);
    for (size_t i = 0; i < form->n_who; i++) {
        const TravelWho *who = &form->who[i];
        put_number(&w->rest, (who->uid ? 1u : 0u) | (who->name ? 2u : 0u));
        put_raw(w, who->uid, UID_BYTES);
        if (who->name)
            put_word(w, who->name);
    }
    put_number(&w->rest, form->n_keys);
    for (size_t i = 0; i < form->n_keys; i++)
        put_raw(w, form->keys[i], UID_BYTES);
    put_number(&w->rest, form->n_rows);
    put_number(&w->rest, form->n_shapes);
    for (size_t i = 0; i < form->n_shapes; i++) {
        put_word(w, form->shapes[i].op);
        put_word(w, form->shapes[i].table);
        put_columns(w, &form->shapes[i]);
    }
}

/* A row is named where it first comes. */
static void put_uid(Writer *w, const TravelForm *form, const TravelRow *row)
{
    if (row->row < w->rows) {
        put_number(&w->rest, row->row + ROW_NAMED);
        return;
    }
    w->rows++;
    put_number(&w->rest, row->made ? ROW_MADE : ROW_GIVEN);
    if (row->made) {
        put_number(&w->rest, (uint64_t)(row->number - w->added));
        w->added = row->number + 1;
    } else {
        put_raw(w, form->rows[row->row], UID_BYTES);
    }
}

static void put_row(Writer *w, const TravelForm *form, const TravelRow *row)
{
    put_number(&w->rest, row->shape);
    put_uid(w, form, row);
    put_number(&w->rest, row->n_secrets);
    put_bytes(&w->rest, row->body, row->len);
    for (size_t i = 0; i < row->n_secrets; i++) {
        put_number(&w->rest, row->secrets[i].column);
        put_bytes(&w->rest, row->secrets[i].text, row->secrets[i].len);
    }
}

static unsigned step_has(const TravelStep *step)
{
    return (step->content ? HAS_CONTENT : 0u) | (step->message ? HAS_MESSAGE : 0u) |
           (step->undoes ? HAS_UNDOES : 0u) | (step->seed ? HAS_SEED : 0u) |
           (step->signature ? HAS_SIGNATURE : 0u) | (step->message_digest ? HAS_DIGEST : 0u) |
           (step->message_salt ? HAS_SALT : 0u) | (step->station ? HAS_STATION : 0u) |
           (step->made ? IS_MADE : 0u);
}

static void put_step(Writer *w, const TravelForm *form, const TravelStep *step)
{
    put_number(&w->rest, step_has(step));
    if (step->made) {
        put_number(&w->rest, (uint64_t)(step->number - w->number));
        w->number = step->number + 1;
    } else {
        put_raw(w, step->uid, UID_BYTES);
        put_raw(w, step->seed, CHAIN_SEED);
    }
    put_raw(w, step->undoes, UID_BYTES);
    put_raw(w, step->message_salt, CHAIN_SALT);
    put_raw(w, step->message_digest, DIGEST_BYTES);
    put_raw(w, step->signature, TRAVEL_SIGNATURE);
    if (step->signature)
        put_raw(w, step->signed_at, TRAVEL_SIGNED_AT);
    put_at(w, step->at);
    if (step->station)
        put_word(w, step->station);
    put_word(w, step->kind);
    put_word(w, step->verb);
    if (step->message)
        put_bytes(&w->rest, step->message, strlen(step->message));
    put_number(&w->rest, step->who);
    put_number(&w->rest, step->key);
    put_number(&w->rest, step->n);
    w->added = 0;
    for (size_t i = 0; i < step->n; i++)
        put_row(w, form, &step->rows[i]);
}

void travel_write(const TravelForm *form, Buf *out)
{
    Writer w = {.raw = BUF_INIT, .rest = BUF_INIT};

    put_raw(&w, form->case_uid, UID_BYTES);
    put_raw(&w, form->before, DIGEST_BYTES);
    put_raw(&w, form->head, DIGEST_BYTES);
    put_raw(&w, form->root, ROOT_BYTES);
    put_number(&w.rest, form->root != NULL);
    put_number(&w.rest, (uint64_t)form->schema);
    put_lists(&w, form);
    put_number(&w.rest, form->n);
    for (size_t i = 0; i < form->n; i++)
        put_step(&w, form, &form->steps[i]);
    buf_add_char(out, FORM);
    put_number(out, w.raw.len);
    buf_add_bytes(out, w.raw.data, w.raw.len);
    buf_add_bytes(out, w.rest.data, w.rest.len);
    buf_free(&w.raw);
    buf_free(&w.rest);
    free(w.words);
}

/* ---- reading ---- */

typedef struct Bytes {
    const unsigned char *at, *end;
} Bytes;

typedef struct FormReader {
    Bytes raw, rest;
    Arena *arena;
    const char **words;
    size_t n, room;
    const char *at;
    int64_t number; /* of the next one that is made of the root */
    size_t rows;    /* that were named so far */
    int64_t added;  /* by this step */
    bool wrong;     /* it is not such a form */
} FormReader;

static size_t left(const Bytes *bytes)
{
    return (size_t)(bytes->end - bytes->at);
}

static const unsigned char *cut(FormReader *r, Bytes *bytes, uint64_t n)
{
    const unsigned char *at = bytes->at;

    if (r->wrong || n > left(bytes)) {
        r->wrong = true;
        return NULL;
    }
    bytes->at += n;
    return at;
}

static uint64_t number(FormReader *r, Bytes *bytes)
{
    uint64_t out = 0;

    for (int shift = 0; shift < 63; shift += 7) {
        const unsigned char *byte = cut(r, bytes, 1);
        if (!byte)
            return 0;
        out |= (uint64_t)(*byte & 0x7f) << shift;
        if (!(*byte & 0x80))
            return out;
    }
    r->wrong = true;
    return 0;
}

/* How many of something follow: each takes a byte at least. */
static size_t count(FormReader *r)
{
    uint64_t n = number(r, &r->rest);

    if (n > left(&r->rest) + left(&r->raw) || n > LIST_MAX)
        r->wrong = true;
    return r->wrong ? 0 : (size_t)n;
}

static size_t place(FormReader *r, size_t n)
{
    uint64_t at = number(r, &r->rest);

    if (at >= n)
        r->wrong = true;
    return r->wrong ? 0 : (size_t)at;
}

/* A text of the program's kind has no NUL. */
static const char *text(FormReader *r)
{
    uint64_t n = number(r, &r->rest);
    const unsigned char *at = cut(r, &r->rest, n);

    if (!at || memchr(at, '\0', (size_t)n)) {
        r->wrong = true;
        return "";
    }
    return arena_dup_n(r->arena, (const char *)at, (size_t)n);
}

static const char *word(FormReader *r)
{
    uint64_t at = number(r, &r->rest);
    const char *fresh;

    if (r->wrong || at > r->n) {
        r->wrong = true;
        return "";
    }
    if (at)
        return r->words[at - 1];
    fresh = text(r);
    if (r->n == r->room)
        r->words = xreallocarray(r->words, r->room = 2 * r->room + 16, sizeof(*r->words));
    return r->words[r->n++] = fresh;
}

static const char *instant(FormReader *r)
{
    uint64_t same = number(r, &r->rest);
    const char *tail = text(r);

    if (r->wrong || same > (r->at ? strlen(r->at) : 0) || same + strlen(tail) > INSTANT_MAX) {
        r->wrong = true;
        return "";
    }
    r->at = arena_printf(r->arena, "%.*s%s", (int)same, r->at ? r->at : "", tail);
    return r->at;
}

static const unsigned char *raw(FormReader *r, bool there, size_t n)
{
    return there ? cut(r, &r->raw, n) : NULL;
}

static void read_shape(FormReader *r, BodyShape *shape)
{
    shape->op = arena_dup(r->arena, word(r));
    shape->table = arena_dup(r->arena, word(r));
    shape->n = count(r);
    shape->columns = arena_alloc(r->arena, (shape->n + 1) * sizeof(char *));
    for (size_t i = 0; i < shape->n; i++)
        shape->columns[i] = arena_dup(r->arena, word(r));
    if (strcmp(shape->op, "add") != 0 && strcmp(shape->op, "set") != 0 &&
        strcmp(shape->op, "remove") != 0)
        r->wrong = true;
}

static void read_uids(FormReader *r, const unsigned char ***out, size_t *n)
{
    *n = count(r);
    *out = arena_alloc(r->arena, (*n + 1) * sizeof(**out));
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = raw(r, true, UID_BYTES);
}

static void read_lists(FormReader *r, TravelForm *out)
{
    out->n_who = count(r);
    out->who = arena_alloc(r->arena, (out->n_who + 1) * sizeof(TravelWho));
    for (size_t i = 0; i < out->n_who; i++) {
        uint64_t has = number(r, &r->rest);
        out->who[i].uid = raw(r, has & 1, UID_BYTES);
        out->who[i].name = has & 2 ? word(r) : NULL;
    }
    read_uids(r, &out->keys, &out->n_keys);
    out->n_rows = count(r);
    out->rows = arena_alloc(r->arena, (out->n_rows + 1) * sizeof(*out->rows));
    out->n_shapes = count(r);
    out->shapes = arena_alloc(r->arena, (out->n_shapes + 1) * sizeof(BodyShape));
    for (size_t i = 0; i < out->n_shapes; i++) {
        out->shapes[i] = (BodyShape){.id = (int64_t)i + 1};
        read_shape(r, &out->shapes[i]);
    }
}

static void make_uid(FormReader *r, const TravelStep *step, TravelRow *row, Uid *uid)
{
    uint64_t more = number(r, &r->rest);

    if (more > LIST_MAX || r->added > LIST_MAX)
        r->wrong = true;
    row->number = r->wrong ? 0 : r->added + (int64_t)more;
    r->added = row->number + 1;
    if (!r->wrong)
        root_row(step->uid, row->number, uid);
}

static void read_uid(FormReader *r, TravelForm *form, const TravelStep *step, TravelRow *row)
{
    uint64_t at = number(r, &r->rest);
    Uid *uid;

    if (at >= ROW_NAMED ? at - ROW_NAMED >= r->rows : r->rows == form->n_rows)
        r->wrong = true;
    row->row = r->wrong ? 0 : at >= ROW_NAMED ? (size_t)(at - ROW_NAMED) : r->rows;
    if (r->wrong || at >= ROW_NAMED)
        return;
    row->made = at == ROW_MADE;
    uid = arena_alloc(r->arena, sizeof(*uid));
    if (row->made)
        make_uid(r, step, row, uid);
    form->rows[r->rows++] = row->made ? uid->bytes : raw(r, true, UID_BYTES);
}

static void read_row(FormReader *r, TravelForm *form, const TravelStep *step, TravelRow *row)
{
    uint64_t n;

    row->shape = place(r, form->n_shapes);
    read_uid(r, form, step, row);
    n = number(r, &r->rest);
    row->len = (size_t)number(r, &r->rest);
    row->body = cut(r, &r->rest, row->len);
    if (n > SECRETS_MAX)
        r->wrong = true;
    row->n_secrets = r->wrong ? 0 : (size_t)n;
    row->secrets = arena_alloc(r->arena, (row->n_secrets + 1) * sizeof(TravelSecret));
    for (size_t i = 0; i < row->n_secrets; i++) {
        row->secrets[i].column = place(r, r->wrong ? 0 : form->shapes[row->shape].n);
        row->secrets[i].text = text(r);
        row->secrets[i].len = strlen(row->secrets[i].text);
    }
}

static void read_number(FormReader *r, const TravelForm *form, TravelStep *step)
{
    uint64_t more = number(r, &r->rest);

    if (!form->root || more > LIST_MAX || r->number > LIST_MAX)
        r->wrong = true;
    step->number = r->wrong ? 0 : r->number + (int64_t)more;
    r->number = step->number + 1;
}

static void make_names(FormReader *r, const TravelForm *form, TravelStep *step)
{
    Uid *uid = arena_alloc(r->arena, sizeof(*uid));
    unsigned char *seed = arena_alloc(r->arena, CHAIN_SEED);

    root_uid(form->root, step->number, step->at, uid);
    root_seed(form->root, step->number, step->at, seed);
    step->uid = uid->bytes;
    step->seed = seed;
}

static void read_step(FormReader *r, TravelForm *form, TravelStep *step)
{
    uint64_t has = number(r, &r->rest);

    step->content = has & HAS_CONTENT;
    step->made = has & IS_MADE;
    if (step->made)
        read_number(r, form, step);
    step->uid = raw(r, !step->made, UID_BYTES);
    step->seed = raw(r, !step->made && (has & HAS_SEED), CHAIN_SEED);
    step->undoes = raw(r, has & HAS_UNDOES, UID_BYTES);
    step->message_salt = raw(r, has & HAS_SALT, CHAIN_SALT);
    step->message_digest = raw(r, has & HAS_DIGEST, DIGEST_BYTES);
    step->signature = raw(r, has & HAS_SIGNATURE, TRAVEL_SIGNATURE);
    step->signed_at = raw(r, has & HAS_SIGNATURE, TRAVEL_SIGNED_AT);
    step->at = instant(r);
    if (step->made && !r->wrong)
        make_names(r, form, step);
    step->station = has & HAS_STATION ? word(r) : NULL;
    step->kind = word(r);
    step->verb = word(r);
    step->message = has & HAS_MESSAGE ? text(r) : NULL;
    step->who = place(r, form->n_who + 1);
    step->key = place(r, form->n_keys + 1);
    step->n = count(r);
    r->added = 0;
    step->rows = arena_alloc(r->arena, (step->n + 1) * sizeof(TravelRow));
    for (size_t i = 0; !r->wrong && i < step->n; i++)
        read_row(r, form, step, &step->rows[i]);
}

static void read_form(FormReader *r, TravelForm *out)
{
    out->case_uid = raw(r, true, UID_BYTES);
    out->before = raw(r, true, DIGEST_BYTES);
    out->head = raw(r, true, DIGEST_BYTES);
    out->root = raw(r, number(r, &r->rest) != 0, ROOT_BYTES);
    out->schema = (int64_t)number(r, &r->rest);
    read_lists(r, out);
    out->n = count(r);
    out->steps = arena_alloc(r->arena, (out->n + 1) * sizeof(TravelStep));
    for (size_t i = 0; !r->wrong && i < out->n; i++)
        read_step(r, out, &out->steps[i]);
}

bool travel_read(const void *bytes, size_t n, Arena *arena, TravelForm *out)
{
    FormReader r = {.arena = arena};
    const unsigned char *first;
    uint64_t raws;

    *out = (TravelForm){0};
    r.rest = (Bytes){bytes, (const unsigned char *)bytes + n};
    first = cut(&r, &r.rest, 1);
    if (!first || *first != FORM)
        return false;
    raws = number(&r, &r.rest);
    r.raw.at = cut(&r, &r.rest, raws);
    r.raw.end = r.rest.at;
    if (!r.wrong)
        read_form(&r, out);
    free(r.words);
    return !r.wrong && r.rows == out->n_rows && left(&r.raw) == 0 && left(&r.rest) == 0;
}
