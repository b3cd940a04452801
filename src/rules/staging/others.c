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
#include "base/text/text_like.h"
#include "base/text/text_same.h"
#include "domain/phone.h"
#include "domain/resident.h"
#include "rules/language/tables.h"
#include "rules/staging/alike.h"
#include "rules/staging/kin.h"
#include "rules/staging/listed.h"
#include "rules/staging/outside.h"
#include "rules/staging/story.h"
#include "store/sql.h"

enum {
    OTHERS_MAX = 20, /* of one value */
    STORIES_MAX = 3,
    SUMS_MAX = 20, /* of one case */
};

/* Columns of the table other beside kind, no and the place, in their order. */
enum {
    SAME_PATIENT,
    SAME_PAYEE,
    SAME_HOSPITAL,
    RELATION,
    CODE,
    SIGNS,
    SCORE,
    SOURCE,
    REASON,
    SINCE,
    STANDING,
    OWN_RELATION,
    TIED,
    DAYS,
    MORE
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
    Kin kin[KIN_MAX];
    size_t kins;
} Search;

static bool both(const char *a, const char *b)
{
    return a && b && a[0] && b[0];
}

/* Where the other case stands: what is over, what a platform has, and all else. */
static const char *standing(const AlikeCase *other)
{
    return !other->status || !(strcmp(other->status, "closed") == 0 ||
                               strcmp(other->status, "exported") == 0)
               ? "open"
               : other->status;
}

static bool stage_other(Search *search, const char *kind, const char *no, FieldId field,
                        size_t row, const SqlValue more[MORE], Err *err)
{
    SqlValue values[6 + MORE] = {
        sql_value_int(search->case_id), sql_value_int(++search->row_no),
        sql_value_text(kind),           sql_value_text(no),
        sql_value_int(field),           sql_value_int((int64_t)row),
    };
    memcpy(values + 6, more, MORE * sizeof(*more));
    return guard_fill(search->guard, search->insert, values, COUNT_OF(values), err);
}

/* Whether something else than a phone makes the other case one of the family, or of the same
 * patient. */
static bool is_tied(const Search *search, int64_t case_id)
{
    for (size_t i = 0; i < search->kins; i++) {
        const Kin *kin = &search->kin[i];
        if (kin->of.case_id == case_id && !kin->namesake &&
            (kin->patient || catalog_field(kin->field)->type != FT_PHONE))
            return true;
    }
    return false;
}

/* Between the days of both diagnoses; NULL: one of them is not known. */
static SqlValue days_between(const Search *search, const AlikeCase *found)
{
    Day own, other;
    const char *day = case_get(search->file, F_ILLNESS_diagnosed_on, 0);
    if (!both(day, found->diagnosed_on) || !day_parse(day, &own) ||
        !day_parse(found->diagnosed_on, &other))
        return sql_value_null();
    return sql_value_int(abs(day_between(own, other)));
}

static bool stage_found(Search *search, FieldId field, size_t row, const char *value,
                        const AlikeCase *found, Err *err)
{
    const CaseFile *file = search->file;
    const char *hospital = case_get(file, F_ILLNESS_hospital, 0);
    const SqlValue more[MORE] = {
        [SAME_PATIENT] = sql_value_int(kin_same_patient(file, found)),
        [SAME_PAYEE] = sql_value_int(both(search->payee_id, found->holder_id) &&
                                     text_is_same_number(search->payee_id, found->holder_id)),
        [SAME_HOSPITAL] = both(hospital, found->hospital)
                              ? sql_value_int(text_is_like_name(hospital, found->hospital))
                              : sql_value_null(),
        [RELATION] = sql_value_text(found->relation),
        [CODE] = sql_value_text(
            field == F_DOCUMENT_number ? case_get(file, F_DOCUMENT_code, row) : NULL),
        [SIGNS] = sql_value_int((int64_t)text_chars(value)),
        [STANDING] = sql_value_text(standing(found)),
        [TIED] = sql_value_int(is_tied(search, found->case_id)),
        [DAYS] = days_between(search, found),
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
    bool full;
    if (!story_like(search->store, search->own, case_get(search->file, F_STATEMENT_story, 0),
                    like, STORIES_MAX, &n, &full, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        Sql q;
        SqlValue more[MORE] = {0};
        if (!sql_open(&q, search->store,
                      "SELECT c.no, p.name, p.born_on, p.id_number, p.phone, p.address,"
                      " i.inpatient_no FROM case_file AS c"
                      " LEFT JOIN patient AS p ON p.case_id = c.id"
                      " LEFT JOIN illness AS i ON i.case_id = c.id WHERE c.id = ?",
                      err))
            return false;
        sql_bind_int(&q, 1, like[i].case_id);
        bool done = true;
        if (sql_row(&q)) {
            const AlikeCase other = {.name = sql_text(&q, 1),
                                     .born_on = sql_text(&q, 2),
                                     .id_number = sql_text(&q, 3),
                                     .phone = sql_text(&q, 4),
                                     .address = sql_text(&q, 5),
                                     .inpatient_no = sql_text(&q, 6)};
            more[SAME_PATIENT] = sql_value_int(kin_same_patient(search->file, &other));
            more[SCORE] = sql_value_int(like[i].score);
            done =
                stage_other(search, "story", sql_text(&q, 0), F_STATEMENT_story, 0, more, err);
        }
        if (!sql_close(&q, done ? err : NULL) || !done)
            return false;
    }
    return true;
}

/* ---- numbers with or without what stands before them ---- */

/* The number without "No." or "№", where it begins with a digit then; NULL: it does not. */
static const char *bare_number(const Buf *form)
{
    const char *at = form->len ? form->data : "";
    if (strncmp(at, "NO", 2) == 0)
        at += 2 + (at[2] == '.' || at[2] == ':');
    return *at >= '0' && *at <= '9' ? at : NULL;
}

/* An invoice is "No.0260820011" in one case and 0260820011 in another. */
static bool search_number(Search *search, FieldId field, const Borne *borne, Err *err)
{
    static const char *const before[] = {"", "NO", "NO.", "NO:"};
    Buf form = BUF_INIT;
    text_same_number(&form, borne->value);
    const char *bare = bare_number(&form);
    bool done = search_value(search, field, borne, err);
    for (size_t i = 0; bare && done && i < COUNT_OF(before); i++) {
        const Borne other = {arena_printf(search->arena, "%s%s", before[i], bare), borne->row};
        if (strcmp(other.value, form.data) != 0)
            done = search_value(search, field, &other, err);
    }
    buf_free(&form);
    return done;
}

static bool is_of_paper(AlikeKind kind)
{
    return kind == ALIKE_INVOICE || kind == ALIKE_DOCUMENT || kind == ALIKE_INPATIENT;
}

/* ---- a phone of two people ---- */

static const struct Caller {
    FieldId phone, name;
} callers[] = {
    {F_PATIENT_phone, F_PATIENT_name},
    {F_INITIATOR_phone, F_INITIATOR_name},
    {F_GUARDIAN_phone, F_GUARDIAN_name},
    {F_PAYEE_phone, F_PAYEE_name},
};

static bool same_caller(const CaseFile *file, const struct Caller *a, const struct Caller *b)
{
    const char *one = case_get(file, a->phone, 0), *other = case_get(file, b->phone, 0);
    return both(one, other) && text_is_same_number(one, other);
}

/* The cases in which one phone was found: who is patient and payee there has it twice. */
typedef struct Told {
    int64_t cases[COUNT_OF(callers) * OTHERS_MAX];
    size_t n;
} Told;

static bool tell_once(Told *told, int64_t case_id)
{
    for (size_t i = 0; i < told->n; i++) {
        if (told->cases[i] == case_id)
            return false;
    }
    told->cases[told->n++] = case_id;
    return true;
}

/* A ward's line stands in many cases, a mobile is somebody's. What a rule tells of by itself
 * (whose phone it is in both) is left to that. */
static bool search_phone(Search *search, const struct Caller *own, const struct Caller *at,
                         Told *told, Err *err)
{
    AlikeCase found[OTHERS_MAX];
    size_t n = 0;
    const CaseFile *file = search->file;
    const char *name = case_get(file, own->name, 0);
    if (own->phone == at->phone && alike_word(own->phone))
        return true;
    bool done = alike_find(search->store, at->phone, case_get(file, own->phone, 0), NULL,
                           search->own, OTHERS_MAX, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const AlikeCase *one = &found[i];
        bool patients = own->phone == F_PATIENT_phone && at->phone == F_PATIENT_phone;
        const char *other = at->phone == F_PATIENT_phone ? one->name : one->holder_name;
        if (!alike_looks(at->phone, one->payee_kind) || is_tied(search, one->case_id) ||
            kin_same_patient(file, one) ||
            (!patients && both(name, other) && text_is_like_name(name, other)) ||
            !tell_once(told, one->case_id))
            continue;
        const SqlValue more[MORE] = {[SAME_PATIENT] = sql_value_int(0),
                                     [RELATION] = sql_value_text(one->relation),
                                     [STANDING] = sql_value_text(standing(one))};
        done = stage_other(search, "phone", one->no, own->phone, 0, more, err);
    }
    return done;
}

static bool is_mobile(const char *phone)
{
    Buf form = BUF_INIT;
    if (phone)
        phone_form(phone, &form);
    bool mobile = form.len && mobile_valid(form.data);
    buf_free(&form);
    return mobile;
}

static bool search_phones(Search *search, Err *err)
{
    bool done = true;
    for (size_t i = 0; done && i < COUNT_OF(callers); i++) {
        FieldId phone = callers[i].phone;
        bool told =
            !is_mobile(case_get(search->file, phone, 0)) || !alike_matters(search->file, phone);
        for (size_t k = 0; !told && k < i; k++)
            told = same_caller(search->file, &callers[k], &callers[i]);
        Told cases = {.n = 0};
        for (size_t k = 0; done && !told && k < COUNT_OF(callers); k++)
            done = search_phone(search, &callers[i], &callers[k], &cases, err);
    }
    return done;
}

static bool stage_sums(Search *search, const Kin *kin, Err *err)
{
    KinSum sums[SUMS_MAX];
    size_t n;
    bool done =
        kin_sums(search->store, search->file, kin, search->arena, sums, SUMS_MAX, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const SqlValue more[MORE] = {[RELATION] = sql_value_text(kin->of.relation),
                                     [CODE] = sql_value_text(sums[i].kind),
                                     [STANDING] = sql_value_text(standing(&kin->of)),
                                     [OWN_RELATION] = sql_value_text(kin->own_relation)};
        done = stage_other(search, sums[i].word, kin->of.no, sums[i].field, sums[i].row, more,
                           err);
    }
    return done;
}

static const char *kin_word(const Search *search, const Kin *kin)
{
    const char *name = case_get(search->file, F_PATIENT_name, 0);
    bool named = both(name, kin->of.name) && text_is_like_name(name, kin->of.name);
    return kin->patient    ? "patient"
           : kin->namesake ? "namesake"
           : named         ? "named_alike"
                           : "kin";
}

static bool stage_kin(Search *search, Err *err)
{
    const Kin *kin = search->kin;
    bool done = true;
    for (size_t i = 0; done && i < search->kins; i++) {
        const SqlValue more[MORE] = {[SAME_PATIENT] = sql_value_int(kin[i].patient),
                                     [SAME_PAYEE] = sql_value_int(kin[i].payee),
                                     [RELATION] = sql_value_text(kin[i].of.relation),
                                     [STANDING] = sql_value_text(standing(&kin[i].of)),
                                     [OWN_RELATION] = sql_value_text(kin[i].own_relation)};
        done = stage_other(search, kin_word(search, &kin[i]), kin[i].of.no, kin[i].field, 0,
                           more, err) &&
               (kin[i].namesake || stage_sums(search, &kin[i], err));
    }
    return done;
}

/* ---- who is of neither family ---- */

static bool search_outside(Search *search, Err *err)
{
    Outside *found = arena_alloc(search->arena, OUTSIDE_MAX * sizeof(*found));
    size_t n;
    bool done = outside_find(search->store, search->file, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const AlikeCase *of = &found[i].of;
        if (is_tied(search, of->case_id) || kin_same_patient(search->file, of))
            continue;
        const SqlValue more[MORE] = {[SAME_PATIENT] = sql_value_int(0),
                                     [RELATION] = sql_value_text(of->relation),
                                     [CODE] = sql_value_text(found[i].code),
                                     [STANDING] = sql_value_text(standing(of))};
        done =
            stage_other(search, found[i].word, of->no, found[i].field, found[i].row, more, err);
    }
    return done;
}

/* ---- one account of two hospitals ---- */

/* What is called by its department is the same hospital. */
static bool is_within(const char *name, const char *other)
{
    Buf one = BUF_INIT, two = BUF_INIT;
    text_like_name(&one, name);
    text_like_name(&two, other);
    const char *a = one.len ? one.data : "", *b = two.len ? two.data : "";
    bool within = strncmp(a, b, strlen(a)) == 0 || strncmp(a, b, strlen(b)) == 0;
    buf_free(&one);
    buf_free(&two);
    return within;
}

static bool search_account(Search *search, Err *err)
{
    AlikeCase found[OTHERS_MAX];
    size_t n;
    const char *name = case_get(search->file, F_PAYEE_name, 0);
    bool done = alike_find_account(search->store, search->file, OTHERS_MAX, search->arena,
                                   found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const SqlValue more[MORE] = {
            [SAME_PATIENT] = sql_value_int(kin_same_patient(search->file, &found[i])),
            [SOURCE] = sql_value_text(found[i].holder_name),
            [STANDING] = sql_value_text(standing(&found[i]))};
        if (both(name, found[i].holder_name) && !is_within(name, found[i].holder_name))
            done = stage_other(search, "hospital_account", found[i].no, F_PAYEE_account, 0,
                               more, err);
    }
    return done;
}

/* The hospital that is paid, on another account: one case of them is enough to compare with. */
static bool search_accounts(Search *search, Err *err)
{
    AlikeCase found;
    size_t n;
    bool done =
        alike_find_accounts(search->store, search->file, 1, search->arena, &found, &n, err);
    if (!done || !n)
        return done;
    const SqlValue more[MORE] = {[SAME_PATIENT] =
                                     sql_value_int(kin_same_patient(search->file, &found)),
                                 [STANDING] = sql_value_text(standing(&found))};
    return stage_other(search, "hospital_accounts", found.no, F_PAYEE_account, 0, more, err);
}

/* The number of somebody of this case under another name. */
static bool search_names(Search *search, Err *err)
{
    KinNamed named[KIN_MAX];
    size_t n;
    bool done = kin_named(search->store, search->file, search->arena, named, KIN_MAX, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const SqlValue more[MORE] = {
            [SAME_PATIENT] = sql_value_int(kin_same_patient(search->file, &named[i].of)),
            [STANDING] = sql_value_text(standing(&named[i].of))};
        done = stage_other(search, "id_name", named[i].of.no, named[i].field, 0, more, err);
    }
    return done;
}

static bool search_values(Search *search, Err *err)
{
    FieldId field;
    AlikeKind kind;
    bool done = true;
    for (size_t i = 0; done && alike_field(i, &field, &kind); i++) {
        Borne *values;
        if (!alike_word(field) || !alike_matters(search->file, field))
            continue;
        size_t n = borne_values(search->file, field, search->arena, &values);
        for (size_t k = 0; done && k < n; k++)
            done = is_of_paper(kind) ? search_number(search, field, &values[k], err)
                                     : search_value(search, field, &values[k], err);
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
        const SqlValue more[MORE] = {[SOURCE] = sql_value_text(found[i].source),
                                     [REASON] = sql_value_text(found[i].reason),
                                     [SINCE] = sql_value_text(found[i].since)};
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
    bool done = kin_find(store, file, search.arena, search.kin, &search.kins, err) &&
                search_values(&search, err) && stage_kin(&search, err) &&
                search_phones(&search, err) && search_outside(&search, err) &&
                search_account(&search, err) && search_accounts(&search, err) &&
                search_names(&search, err) && search_stories(&search, err) &&
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
