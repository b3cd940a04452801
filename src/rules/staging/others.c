/* Looks for what other cases share and who is on the blacklist, and stages what a rule may know
 * of it. */
#include "config.h"

#include "rules/staging/others.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "rules/language/tables.h"
#include "rules/staging/alike.h"
#include "rules/staging/listed.h"
#include "rules/staging/story.h"
#include "store/sql.h"

enum {
    OTHERS_MAX = 20, /* of one value */
    STORIES_MAX = 3,
    MORE = 10, /* columns of the table other beside kind, no and the place */
};

typedef struct Search {
    Guard *guard;
    Store *store;
    const CaseFile *file;
    int64_t case_id, own; /* as staged, in the store */
    int row_no;
    Day today;
    const char *payee_id;
    const char *insert; /* the statement */
    Arena *arena;       /* of what was found */
} Search;

static bool both(const char *a, const char *b)
{
    return a && b && a[0] && b[0];
}

/* By the ID where both have one, else by name and day of birth. */
static bool same_patient(const CaseFile *file, const char *name, const char *born,
                         const char *id)
{
    const char *own = case_get(file, F_PATIENT_id_number, 0);
    const char *own_name = case_get(file, F_PATIENT_name, 0);
    const char *own_born = case_get(file, F_PATIENT_born_on, 0);
    if (both(own, id))
        return text_is_same_number(own, id);
    return both(own_name, name) && text_is_same_name(own_name, name) && both(own_born, born) &&
           strcmp(own_born, born) == 0;
}

static bool stage_other(Search *search, const char *kind, const char *no, FieldId field,
                        size_t row, const SqlValue *more, Err *err)
{
    SqlValue values[] = {
        sql_value_int(search->case_id),
        sql_value_int(++search->row_no),
        sql_value_text(kind),
        sql_value_text(no),
        sql_value_int(field),
        sql_value_int((int64_t)row),
        more[0],
        more[1],
        more[2],
        more[3],
        more[4],
        more[5],
        more[6],
        more[7],
        more[8],
        more[9],
    };
    return guard_fill(search->guard, search->insert, values, COUNT_OF(values), err);
}

static bool stage_found(Search *search, FieldId field, size_t row, const char *value,
                        const AlikeCase *found, Err *err)
{
    const CaseFile *file = search->file;
    const char *hospital = case_get(file, F_ILLNESS_hospital, 0);
    const SqlValue more[MORE] = {
        sql_value_int(same_patient(file, found->name, found->born_on, found->id_number)),
        sql_value_int(both(search->payee_id, found->holder_id) &&
                      text_is_same_number(search->payee_id, found->holder_id)),
        both(hospital, found->hospital)
            ? sql_value_int(text_is_same_name(hospital, found->hospital))
            : sql_value_null(),
        sql_value_text(found->relation),
        sql_value_text(field == F_DOCUMENT_number ? case_get(file, F_DOCUMENT_code, row)
                                                  : NULL),
        sql_value_int((int64_t)text_chars(value)),
    };
    return stage_other(search, alike_word(field), found->no, field, row, more, err);
}

/* A value and the first row that bears it. */
typedef struct Borne {
    const char *value;
    size_t row;
} Borne;

static int by_value(const void *a, const void *b)
{
    const Borne *x = a, *y = b;
    int order = strcmp(x->value, y->value);
    return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

static int by_row(const void *a, const void *b)
{
    const Borne *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* One value is looked for once, however many rows bear it; in the order of the rows. */
static size_t borne_values(const CaseFile *file, FieldId field, Arena *arena, Borne **out)
{
    size_t rows = case_rows(file, catalog_field(field)->record), n = 0, kept = 0;
    Borne *all = *out = arena_alloc(arena, (rows + 1) * sizeof(*all));
    for (size_t row = 0; row < rows; row++) {
        const char *value = case_get(file, field, row);
        if (value && value[0])
            all[n++] = (Borne){.value = value, .row = row};
    }
    qsort(all, n, sizeof(*all), by_value);
    for (size_t i = 0; i < n; i++) {
        if (!kept || strcmp(all[kept - 1].value, all[i].value) != 0)
            all[kept++] = all[i];
    }
    qsort(all, kept, sizeof(*all), by_row);
    return kept;
}

static bool search_value(Search *search, FieldId field, const Borne *borne, Err *err)
{
    AlikeCase found[OTHERS_MAX];
    size_t n = 0;
    bool done = alike_find(search->store, field, borne->value, NULL, search->own, OTHERS_MAX,
                           search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++)
        done = stage_found(search, field, borne->row, borne->value, &found[i], err);
    return done;
}

static bool search_stories(Search *search, Err *err)
{
    StoryLike like[STORIES_MAX];
    size_t n;
    if (!story_like(search->store, search->own, case_get(search->file, F_STATEMENT_story, 0),
                    like, STORIES_MAX, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        Sql q;
        SqlValue more[MORE] = {0};
        if (!sql_open(&q, search->store,
                      "SELECT c.no, p.name, p.born_on, p.id_number FROM case_file AS c"
                      " LEFT JOIN patient AS p ON p.case_id = c.id WHERE c.id = ?",
                      err))
            return false;
        sql_bind_int(&q, 1, like[i].case_id);
        bool done = true;
        if (sql_row(&q)) {
            more[0] = sql_value_int(
                same_patient(search->file, sql_text(&q, 1), sql_text(&q, 2), sql_text(&q, 3)));
            more[6] = sql_value_int(like[i].score);
            done =
                stage_other(search, "story", sql_text(&q, 0), F_STATEMENT_story, 0, more, err);
        }
        if (!sql_close(&q, done ? err : NULL) || !done)
            return false;
    }
    return true;
}

static bool search_values(Search *search, Err *err)
{
    FieldId field;
    AlikeKind kind;
    bool done = true;
    for (size_t i = 0; done && alike_field(i, &field, &kind); i++) {
        Borne *values;
        if (!alike_matters(search->file, field))
            continue;
        size_t n = borne_values(search->file, field, search->arena, &values);
        for (size_t k = 0; done && k < n; k++)
            done = search_value(search, field, &values[k], err);
    }
    return done;
}

/* What is told is the list and its reason, nothing of whoever is on it. */
static bool search_lists(Search *search, Err *err)
{
    Listed found[LISTED_MAX];
    size_t n;
    bool done = listed_in_case(search->store, search->file, search->today, search->arena, found,
                               &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const SqlValue more[MORE] = {[7] = sql_value_text(found[i].source),
                                     sql_value_text(found[i].reason),
                                     sql_value_text(found[i].since)};
        done = stage_other(search, *found[i].source ? "blacklist" : "blacklist_own", NULL,
                           found[i].field, 0, more, err);
    }
    return done;
}

bool others_stage(Guard *guard, Store *store, const CaseFile *file, int64_t case_id, Day today,
                  Err *err)
{
    Buf insert = BUF_INIT;
    table_insert(TABLE_OTHER, &insert);
    Search search = {.guard = guard,
                     .store = store,
                     .insert = insert.data,
                     .file = file,
                     .case_id = case_id,
                     .today = today,
                     .own = case_head_of(file)->id,
                     .payee_id = case_get(file, F_PAYEE_id_number, 0),
                     .arena = arena_new()};
    if (case_is(file, F_PAYEE_kind, 0, "patient") && !search.payee_id)
        search.payee_id = case_get(file, F_PATIENT_id_number, 0);
    bool done = search_values(&search, err) && search_stories(&search, err) &&
                search_lists(&search, err);
    arena_free(search.arena);
    buf_free(&insert);
    return done;
}

static void add_field(Digest *digest, const CaseFile *file, FieldId field)
{
    size_t rows = case_rows(file, catalog_field(field)->record);
    digest_add(digest, &rows, sizeof(rows));
    for (size_t row = 0; row < rows; row++) {
        const char *value = case_get(file, field, row);
        digest_add(digest, value ? value : "", value ? strlen(value) + 1 : 1);
    }
}

static bool add_lists(Digest *digest, Store *store, const CaseFile *file, Day today, Err *err)
{
    Listed found[LISTED_MAX];
    size_t n;
    Arena *arena = arena_new();
    bool done = listed_in_case(store, file, today, arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const int64_t of[] = {found[i].id, found[i].field};
        digest_add(digest, of, sizeof(of));
    }
    arena_free(arena);
    return done;
}

bool others_print(Store *store, const CaseFile *file, Day today,
                  unsigned char out[DIGEST_BYTES], Err *err)
{
    int64_t last[2] = {case_head_of(file)->id, 0};
    FieldId field;
    if (!sql_get_int(store, err, &last[1],
                     "SELECT id FROM journal_group WHERE case_id <> ? ORDER BY id DESC LIMIT 1",
                     "i", last[0]))
        return false;
    Digest *digest = digest_begin();
    digest_add(digest, last, sizeof(last));
    for (size_t i = 0; alike_read_field(i, &field); i++)
        add_field(digest, file, field);
    bool done = add_lists(digest, store, file, today, err);
    digest_end(digest, out);
    return done;
}
