/* Looks each value up in all fields of its kind, and says of a case that is alike in several
 * ways the most telling one. */
#include "config.h"

#include "app/alike.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "domain/resident.h"
#include "rules/staging/alike.h"

typedef struct Search {
    Session *session;
    const CaseFile *file;
    const AlikeTyped *typed;
    Arena *arena;
    Alike *found;
    size_t n;
    bool more;
    Err *err;
} Search;

/* Why a case was found: the field of that case, and whether something speaks against it that
 * can be seen (another hospital, another ID). The most telling first. */
static const struct Reason {
    FieldId field;
    bool doubtful;
    const char *text;
} reasons[] = {
    {F_PATIENT_id_number, false, N_("same ID number")},
    {F_ILLNESS_inpatient_no, false, N_("same inpatient number")},
    {F_INITIATOR_id_number, false, N_("same ID as its initiator")},
    {F_GUARDIAN_id_number, false, N_("same ID as its guardian")},
    {F_PAYEE_id_number, false, N_("same ID as its payee")},
    {F_PAYEE_account, false, N_("same card or account")},
    {F_PATIENT_name, false, N_("same name and year of birth")},
    {F_PATIENT_phone, false, N_("same phone")},
    {F_INITIATOR_phone, false, N_("same phone as its initiator")},
    {F_GUARDIAN_phone, false, N_("same phone as its guardian")},
    {F_PAYEE_phone, false, N_("same phone as its payee")},
    {F_EXPENSE_invoice_no, false, N_("same invoice number")},
    {F_DOCUMENT_number, false, N_("same document number")},
    {F_ILLNESS_inpatient_no, true, N_("same inpatient number, other hospital")},
    {F_PATIENT_name, true, N_("same name and year of birth, other ID")},
};

static int rank_of(FieldId field, bool doubtful)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++) {
        if (reasons[i].field == field && reasons[i].doubtful == doubtful)
            return (int)i;
    }
    return (int)COUNT_OF(reasons) - 1;
}

/* ---- what is looked for ---- */

/* The value that the field has, or will have when it is left; NULL for none. */
static const char *value_of(const Search *search, FieldId field, size_t row)
{
    const AlikeTyped *typed = search->typed;
    Buf value = BUF_INIT;
    if (typed->field != field || typed->row != row)
        return case_get(search->file, field, row);
    bool parsed = field_parse(session_fields(search->session), catalog_field(field),
                              typed->text, &value, NULL);
    const char *kept = parsed && value.len ? arena_dup(search->arena, value.data) : NULL;
    buf_free(&value);
    return kept;
}

/* As long as the day of birth is not there, a resident ID tells it. */
static const char *birth_of(const Search *search)
{
    Day born;
    char text[DAY_TEXT];
    const char *day = value_of(search, F_PATIENT_born_on, 0);
    const char *id = day ? NULL : value_of(search, F_PATIENT_id_number, 0);
    if (day || !id || resident_check(id) != RESIDENT_OK || !resident_born(id, &born))
        return day;
    day_format(born, text);
    return arena_dup(search->arena, text);
}

/* Numbers that a person has on several papers, and their other cases too, tell nothing: only
 * those of reports do. */
static bool tells(const Search *search, FieldId field, size_t row)
{
    if (field == F_DOCUMENT_number) {
        const CodeTable *table =
            codes_table(session_fields(search->session)->codes, "document");
        const char *code = case_get(search->file, F_DOCUMENT_code, row);
        const char *report = table && code ? code_attribute(table, code, "report") : NULL;
        return report && strcmp(report, "yes") == 0;
    }
    /* Many cases share the account of a hospital, and may. */
    return catalog_field(field)->record != REC_PAYEE ||
           !case_is(search->file, F_PAYEE_kind, 0, "hospital");
}

/* ---- what is found ---- */

static bool differ(const char *a, const char *b)
{
    return a && b && a[0] && b[0] && strcmp(a, b) != 0;
}

static bool doubtful(const Search *search, FieldId at, const AlikeCase *shared)
{
    if (at == F_ILLNESS_inpatient_no)
        return differ(value_of(search, F_ILLNESS_hospital, 0), shared->hospital);
    return at == F_PATIENT_name &&
           differ(value_of(search, F_PATIENT_id_number, 0), shared->id_number);
}

/* A case that is alike in several ways is said once, by the most telling. */
static void add_found(Search *search, const AlikeCase *shared, FieldId at)
{
    int rank = rank_of(at, doubtful(search, at, shared));
    Alike *place = NULL;
    for (size_t i = 0; i < search->n && !place; i++)
        place = search->found[i].case_id == shared->case_id ? &search->found[i] : NULL;
    if (!place && search->n == ALIKE_MAX) {
        search->more = true;
        return;
    }
    if (!place)
        *(place = &search->found[search->n++]) = (Alike){.case_id = shared->case_id,
                                                         .no = shared->no ? shared->no : "",
                                                         .whose = shared->creator,
                                                         .rank = (int)COUNT_OF(reasons)};
    if (rank >= place->rank)
        return;
    place->rank = rank;
    place->why = _(reasons[rank].text);
    if (!shared->status || !status_parse(shared->status, &place->status))
        place->status = STATUS_DRAFT;
    if (!place->whose)
        place->whose = "";
}

static bool look_in(Search *search, FieldId at, const char *value, const char *year)
{
    AlikeCase shared[ALIKE_MAX];
    size_t n = 0;
    bool done = alike_find(session_store(search->session), at, value, year,
                           case_head_of(search->file)->id, ALIKE_MAX, search->arena, shared, &n,
                           search->err);
    search->more = search->more || n == ALIKE_MAX;
    for (size_t i = 0; done && i < n; i++)
        add_found(search, &shared[i], at);
    return done;
}

/* A value is looked for in all fields of its kind: one's phone may be another's payee's. */
static bool look_for(Search *search, FieldId field, AlikeKind kind, size_t row)
{
    FieldId at;
    AlikeKind other;
    const char *value = value_of(search, field, row);
    const char *year = kind == ALIKE_NAME ? birth_of(search) : NULL;
    if (!value || text_chars(value) < alike_chars(kind) || !tells(search, field, row))
        return true;
    for (size_t i = 0; alike_field(i, &at, &other); i++) {
        if (other == kind && !alike_outside(at) && !look_in(search, at, value, year))
            return false;
    }
    return true;
}

static bool asked(const RecordId *records, size_t n, RecordId record)
{
    for (size_t i = 0; i < n; i++) {
        if (records[i] == record)
            return true;
    }
    return false;
}

static int compare(const void *left, const void *right)
{
    const Alike *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->case_id < b->case_id) - (a->case_id > b->case_id);
}

bool app_case_alike(Session *session, const CaseFile *file, const RecordId *records,
                    size_t n_records, const AlikeTyped *typed, Arena *arena, Alike **out,
                    size_t *n, bool *more, Err *err)
{
    Search search = {session, file, typed, arena, NULL, 0, false, err};
    FieldId field;
    AlikeKind kind;
    bool done = desk_may(session_user(session), VERB_READ, err);
    search.found = arena_alloc(arena, ALIKE_MAX * sizeof *search.found);
    for (size_t i = 0; done && alike_field(i, &field, &kind); i++) {
        const RecordDef *record = catalog_record(catalog_field(field)->record);
        bool many = record->flags & RF_MANY;
        if (!asked(records, n_records, record->id) || alike_outside(field) ||
            (many && (typed->field >= FIELD_COUNT ||
                      catalog_field(typed->field)->record != record->id)))
            continue;
        done = look_for(&search, field, kind, many ? typed->row : 0);
    }
    qsort(search.found, search.n, sizeof *search.found, compare);
    *out = search.found;
    *n = done ? search.n : 0;
    *more = search.more;
    return done;
}

/* ---- the blacklist ---- */

static const char *typed_value(void *ctx, FieldId field)
{
    return value_of(ctx, field, 0);
}

bool app_case_listed(Session *session, const CaseFile *file, const RecordId *records,
                     size_t n_records, const AlikeTyped *typed, Arena *arena,
                     Listed out[LISTED_MAX], size_t *n, Err *err)
{
    Search search = {session, file, typed, arena, NULL, 0, false, err};
    const User *user = session_user(session);
    size_t found = 0;
    *n = 0;
    if (!desk_may(user, VERB_READ, err) ||
        !listed_find(session_store(session), typed_value, &search, session_today(session),
                     desk_may(user, VERB_BLACKLIST, NULL), arena, out, &found, err))
        return false;
    for (size_t i = 0; i < found; i++) {
        if (asked(records, n_records, catalog_field(out[i].field)->record))
            out[(*n)++] = out[i];
    }
    return true;
}

void app_listed_say(const Listed *listed, Buf *out)
{
    const char *field = _(catalog_field(listed->field)->label);
    if (!listed->counts)
        /* TRANSLATORS: label of a field, a day, a reason. */
        buf_addf(out, _("%s: on our own blacklist since %s, not confirmed yet: %s"), field,
                 listed->since, listed->reason);
    else if (!*listed->source)
        /* TRANSLATORS: label of a field, a day, a reason. */
        buf_addf(out, _("%s: on our own blacklist since %s: %s"), field, listed->since,
                 listed->reason);
    else
        /* TRANSLATORS: label of a field, name of a list, a day, a reason. */
        buf_addf(out, _("%s: on the list %s since %s: %s"), field, listed->source,
                 listed->since, listed->reason);
}
