/* The fields that are compared between cases, and the search for each. */
#include "config.h"

#include "rules/staging/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text_same.h"
#include "domain/phone.h"
#include "domain/resident.h"
#include "store/sql.h"

/* What is told of a case that was found: the same columns in each SELECT, o being the record
 * that was looked through. */
#define CASE                                                                                   \
    "o.case_id, c.no, iif(c.life IN ('closed', 'archived'), 'closed', c.status), u.display,"   \
    " p.name, p.born_on, p.id_number, p.phone, p.address, i.hospital, i.inpatient_no,"         \
    " i.diagnosed_on"
#define NOBODY "NULL, NULL, NULL, NULL"
/* Who is paid: the patient's own ID where the patient is the payee. */
#define HOLDER                                                                                 \
    "CASE o.kind WHEN 'patient' THEN coalesce(o.id_number, p.id_number) ELSE o.id_number END," \
    " CASE o.kind WHEN 'patient' THEN '01' ELSE o.relation END, o.kind, o.name"
#define JOINS                                                                                  \
    " JOIN case_file AS c ON c.id = o.case_id LEFT JOIN user AS u ON u.id = c.created_by"      \
    " LEFT JOIN patient AS p ON p.case_id = o.case_id"                                         \
    " LEFT JOIN illness AS i ON i.case_id = o.case_id"

/* Whose account or phone it is, of the others. */
#define ACTOR                                                                                  \
    "o.id_number, CASE o.is_patient WHEN 'yes' THEN '01' ELSE o.relation END, NULL, o.name"
#define GUARDIAN "o.id_number, o.relation, NULL, o.name"

/* In the order of the index, so that nothing is sorted. ?1 the form of the value, ?2 the case
 * itself, ?3 how many; ?4 and ?5 the days between which a patient of that name was born. */
#define FORM(table, column)                                                                    \
    " FROM alike_form AS k CROSS JOIN " table " AS o ON o.case_id = k.case_id" JOINS           \
    " WHERE k.field = '" table "." column "' AND k.form = ?1 AND k.case_id <> ?2"
#define ONE(table, column, holder) "SELECT " CASE ", " holder FORM(table, column) " LIMIT ?3"
/* Several rows of a case may have it. */
#define MANY(table, column)                                                                    \
    "SELECT " CASE ", " NOBODY " FROM alike_form AS o" JOINS " WHERE o.field = '" table        \
    "." column "' AND o.form = ?1 AND o.case_id <> ?2 LIMIT ?3"
/* The year stands in the number where nobody typed the day. */
#define BORN                                                                                   \
    "SELECT " CASE ", " NOBODY FORM(                                                           \
        "patient",                                                                             \
        "name") " AND coalesce(o.born_on, iif(length(o.id_number) = 18,"                       \
                " substr(o.id_number, 7, 4) || '-01-01', '')) BETWEEN ?4 AND ?5 LIMIT ?3"
/* The account of a hospital under another name: ?1 the form with its name, ?4 and ?5 where the
 * forms of that account begin and end. */
#define ACCOUNT_PART(range)                                                                    \
    "SELECT " CASE ", NULL, NULL, 'hospital', y.name FROM alike_form AS o" JOINS               \
    " LEFT JOIN payee AS y ON y.case_id = o.case_id WHERE o.field = 'payee.hospital' "         \
    "AND " range " AND o.case_id <> ?2"
#define ACCOUNT                                                                                \
    ACCOUNT_PART("o.form > ?4 AND o.form < ?1")                                                \
    " UNION ALL " ACCOUNT_PART("o.form > ?1 AND o.form < ?5") " LIMIT ?3"
/* Other accounts of a hospital of that name: ?1 the name, ?4 the own account. From one form to
 * the next that differs, so the many cases of one account cost what one of them does. */
#define NAMED                                                                                  \
    "WITH RECURSIVE each (form) AS (SELECT min(form) FROM alike_form WHERE field ="            \
    " 'payee.hospital' UNION ALL SELECT (SELECT min(a.form) FROM alike_form AS a WHERE"        \
    " a.field = 'payee.hospital' AND a.form > each.form) FROM each WHERE each.form IS NOT"     \
    " NULL LIMIT 2000) SELECT " CASE                                                           \
    ", NULL, NULL, 'hospital', NULL FROM each JOIN alike_form AS o ON o.field ="               \
    " 'payee.hospital' AND o.form = each.form" JOINS                                           \
    " WHERE substr(each.form, instr(each.form, '|') + 1) = ?1 AND substr(each.form, 1,"        \
    " instr(each.form, '|') - 1) <> ?4 AND o.case_id <> ?2 LIMIT ?3"
/* ?4: where the forms end that begin with ?1; what follows is the relation. */
#define HOME                                                                                   \
    "SELECT " CASE                                                                             \
    ", NULL, substr(o.form, length(?1) + 1), NULL, NULL FROM alike_form AS o" JOINS            \
    " WHERE o.field = 'household' AND o.form > ?1 AND o.form < ?4 AND o.case_id <> ?2"         \
    " LIMIT ?3"

static const struct ShareField {
    FieldId field;
    AlikeKind kind;
    const char *word; /* of the rules, where the number itself is what they tell of; or NULL */
    const char *sql;
} fields[] = {
    {F_PATIENT_id_number, ALIKE_ID, NULL, ONE("patient", "id_number", NOBODY)},
    {F_INITIATOR_id_number, ALIKE_ID, "initiator", ONE("initiator", "id_number", ACTOR)},
    {F_GUARDIAN_id_number, ALIKE_ID, NULL, ONE("guardian", "id_number", GUARDIAN)},
    {F_PAYEE_id_number, ALIKE_ID, NULL, ONE("payee", "id_number", HOLDER)},
    {F_PATIENT_phone, ALIKE_PHONE, NULL, ONE("patient", "phone", NOBODY)},
    {F_INITIATOR_phone, ALIKE_PHONE, "initiator_phone", ONE("initiator", "phone", ACTOR)},
    {F_GUARDIAN_phone, ALIKE_PHONE, NULL, ONE("guardian", "phone", GUARDIAN)},
    {F_PAYEE_phone, ALIKE_PHONE, "payee_phone", ONE("payee", "phone", HOLDER)},
    {F_PAYEE_account, ALIKE_CARD, "payee_card", ONE("payee", "account", HOLDER)},
    {F_ILLNESS_inpatient_no, ALIKE_INPATIENT, "inpatient_no",
     ONE("illness", "inpatient_no", NOBODY)},
    {F_EXPENSE_invoice_no, ALIKE_INVOICE, "invoice_no", MANY("expense", "invoice_no")},
    {F_DOCUMENT_number, ALIKE_DOCUMENT, "document_no", MANY("document", "number")},
    {F_PATIENT_name, ALIKE_NAME, NULL, BORN},
    {F_VERIFICATION_contact, ALIKE_PHONE, NULL, MANY("verification", "contact")},
    {F_CASE_adviser_phone, ALIKE_PHONE, NULL, MANY("case", "adviser_phone")},
};

/* What the rules about other cases are told besides, of either case: how its people stand to
 * the patient, who is paid, where and what; what the household owns and owes; and the story,
 * which is compared by its print (rules/staging/story.h). */
static const FieldId told[] = {
    F_PATIENT_address,      F_INITIATOR_name,     F_GUARDIAN_name,        F_PAYEE_name,
    F_MEMBER_name,          F_MEMBER_born_on,     F_MEMBER_relation,      F_PATIENT_born_on,
    F_INITIATOR_is_patient, F_INITIATOR_relation, F_GUARDIAN_relation,    F_PAYEE_kind,
    F_PAYEE_relation,       F_ILLNESS_hospital,   F_DOCUMENT_code,        F_ASSET_kind,
    F_ASSET_owner,          F_ASSET_value_fen,    F_DEBT_creditor,        F_DEBT_amount_fen,
    F_STATEMENT_story,      F_VERIFICATION_kind,  F_ILLNESS_diagnosed_on,
};

/* A passport has 9 signs, a landline 7 digits, a card 12 at the least. */
static const size_t least_chars[ALIKE_KINDS] = {
    [ALIKE_ID] = 8,      [ALIKE_PHONE] = 7,    [ALIKE_CARD] = 12, [ALIKE_INPATIENT] = 4,
    [ALIKE_INVOICE] = 4, [ALIKE_DOCUMENT] = 4, [ALIKE_NAME] = 2,
};

bool alike_field(size_t n, FieldId *field, AlikeKind *kind)
{
    if (n >= COUNT_OF(fields))
        return false;
    *field = fields[n].field;
    *kind = fields[n].kind;
    return true;
}

size_t alike_chars(AlikeKind kind)
{
    return least_chars[kind];
}

static const struct ShareField *find_field(FieldId field)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (fields[i].field == field)
            return &fields[i];
    }
    return NULL;
}

const char *alike_word(FieldId field)
{
    const struct ShareField *found = find_field(field);
    return found ? found->word : NULL;
}

bool alike_looks(FieldId field, const char *payee_kind)
{
    bool payee = catalog_field(field)->record == REC_PAYEE;
    return !(payee && payee_kind && strcmp(payee_kind, "hospital") == 0);
}

bool alike_matters(const CaseFile *file, FieldId field)
{
    return alike_looks(field, case_get(file, F_PAYEE_kind, 0));
}

static bool is_mobile(const char *value)
{
    Buf form = BUF_INIT;
    phone_form(value, &form);
    bool mobile = form.len && mobile_valid(form.data);
    buf_free(&form);
    return mobile;
}

bool alike_outside(FieldId field)
{
    return field == F_VERIFICATION_contact || field == F_CASE_adviser_phone;
}

bool alike_compares(FieldId field, FieldId at, const char *value)
{
    if (!alike_outside(field) && !alike_outside(at))
        return true;
    return (field == F_VERIFICATION_contact || field != at) &&
           (field == at || !alike_outside(field) || !alike_outside(at)) && is_mobile(value);
}

bool alike_read_field(size_t n, FieldId *field)
{
    if (n >= COUNT_OF(fields) + COUNT_OF(told))
        return false;
    *field = n < COUNT_OF(fields) ? fields[n].field : told[n - COUNT_OF(fields)];
    return true;
}

static void form_of(AlikeKind kind, const char *value, Buf *out)
{
    if (kind == ALIKE_NAME)
        text_same_name(out, value);
    else if (kind == ALIKE_PHONE)
        phone_form(value, out);
    else
        text_same_number(out, value);
}

/* ---- the forms that are kept ---- */

typedef struct Kept {
    const char *field, *form;
} Kept;

typedef struct Forms {
    Kept *list;
    size_t n, room;
} Forms;

static void add_form(Forms *forms, Arena *arena, const char *field, const char *form)
{
    enum { FIRST_ROOM = 32 };
    if (forms->n == forms->room) {
        size_t room = forms->room ? 2 * forms->room : FIRST_ROOM;
        Kept *list = arena_alloc(arena, room * sizeof(*list));
        if (forms->n)
            memcpy(list, forms->list, forms->n * sizeof(*list));
        forms->list = list;
        forms->room = room;
    }
    forms->list[forms->n++] = (Kept){field, arena_dup(arena, form)};
}

static int by_form(const void *a, const void *b)
{
    const Kept *x = a, *y = b;
    int order = strcmp(x->field, y->field);
    return order ? order : strcmp(x->form, y->form);
}

/* Each once, however many rows have it. */
static void sort_forms(Forms *forms)
{
    size_t kept = 0;
    if (forms->n)
        qsort(forms->list, forms->n, sizeof(*forms->list), by_form);
    for (size_t i = 0; i < forms->n; i++) {
        if (!kept || by_form(&forms->list[kept - 1], &forms->list[i]) != 0)
            forms->list[kept++] = forms->list[i];
    }
    forms->n = kept;
}

/* ---- the household ---- */

/* Who acts, by name, number and relation; the payee only where it is a person. */
static const struct Actor {
    FieldId name, id_number, relation;
} actors[] = {
    {F_INITIATOR_name, F_INITIATOR_id_number, F_INITIATOR_relation},
    {F_GUARDIAN_name, F_GUARDIAN_id_number, F_GUARDIAN_relation},
    {F_PAYEE_name, F_PAYEE_id_number, F_PAYEE_relation},
};

static bool of_member(const CaseFile *file, size_t row, AlikePerson *out)
{
    *out = (AlikePerson){.name = case_get(file, F_MEMBER_name, row),
                         .born = case_get(file, F_MEMBER_born_on, row),
                         .relation = case_get(file, F_MEMBER_relation, row)};
    return out->name && out->born && out->relation;
}

/* The day as it stands in a number of 18 signs, 7th to 14th. */
static const char *day_in(const char *id, Arena *arena)
{
    enum { SIGNS = 18, FROM = 6, DIGITS = 8 };
    if (!id || strlen(id) != SIGNS || strspn(id + FROM, "0123456789") < DIGITS)
        return NULL;
    return arena_printf(arena, "%.4s-%.2s-%.2s", id + FROM, id + FROM + 4, id + FROM + 6);
}

static bool of_actor(const CaseFile *file, const struct Actor *actor, Arena *arena,
                     AlikePerson *out)
{
    *out = (AlikePerson){.name = case_get(file, actor->name, 0),
                         .born = day_in(case_get(file, actor->id_number, 0), arena),
                         .relation = case_get(file, actor->relation, 0)};
    return out->name && out->born && out->relation;
}

static bool of_patient(const CaseFile *file, Arena *arena, AlikePerson *out)
{
    const char *born = case_get(file, F_PATIENT_born_on, 0);
    if (!born)
        born = day_in(case_get(file, F_PATIENT_id_number, 0), arena);
    *out = (AlikePerson){
        .name = case_get(file, F_PATIENT_name, 0), .born = born, .relation = ALIKE_SELF};
    return out->name && out->born;
}

bool alike_person(const CaseFile *file, size_t n, Arena *arena, AlikePerson *out)
{
    size_t members = case_rows(file, REC_MEMBER);
    *out = (AlikePerson){0};
    if (n > members + COUNT_OF(actors))
        return false;
    bool whole = n < members ? of_member(file, n, out)
                 : n < members + COUNT_OF(actors)
                     ? of_actor(file, &actors[n - members], arena, out)
                     : of_patient(file, arena, out);
    if (!whole)
        *out = (AlikePerson){0};
    return true;
}

static const char *person_form(const AlikePerson *person, Arena *arena)
{
    Buf form = BUF_INIT;
    text_same_name(&form, person->name);
    const char *made = form.len ? arena_printf(arena, "%s|%s|", form.data, person->born) : NULL;
    buf_free(&form);
    return made;
}

static void add_household(const CaseFile *file, Arena *arena, Forms *out)
{
    AlikePerson person;
    for (size_t i = 0; alike_person(file, i, arena, &person); i++) {
        const char *form = person.name ? person_form(&person, arena) : NULL;
        if (form)
            add_form(out, arena, "household",
                     arena_printf(arena, "%s%s", form, person.relation));
    }
}

/* NULL: no hospital is paid, or no account of it is known. */
static const char *account_form(const CaseFile *file, const char **begin, Arena *arena)
{
    const char *account = case_get(file, F_PAYEE_account, 0);
    const char *name = case_get(file, F_PAYEE_name, 0), *form = NULL;
    Buf number = BUF_INIT, named = BUF_INIT;
    if (account && name && case_is(file, F_PAYEE_kind, 0, "hospital")) {
        text_same_number(&number, account);
        text_same_name(&named, name);
    }
    if (number.len && named.len) {
        *begin = arena_dup(arena, number.data);
        form = arena_printf(arena, "%s|%s", number.data, named.data);
    }
    buf_free(&number);
    buf_free(&named);
    return form;
}

static void forms_now(const CaseFile *file, Arena *arena, Forms *out)
{
    Buf form = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const FieldDef *field = catalog_field(fields[i].field);
        const char *place =
            arena_printf(arena, "%s.%s", catalog_record(field->record)->key, field->key);
        for (size_t row = 0; row < case_rows(file, field->record); row++) {
            const char *value = case_get(file, field->id, row);
            buf_clear(&form);
            if (value)
                form_of(fields[i].kind, value, &form);
            if (form.len)
                add_form(out, arena, place, form.data);
        }
    }
    buf_free(&form);
    add_household(file, arena, out);
    const char *begin, *account = account_form(file, &begin, arena);
    if (account)
        add_form(out, arena, "payee.hospital", account);
    sort_forms(out);
}

static bool forms_kept(Store *store, int64_t case_id, Arena *arena, Forms *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, "SELECT field, form FROM alike_form WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q))
        add_form(out, arena, arena_dup(arena, sql_text(&q, 0)), sql_text(&q, 1));
    sort_forms(out);
    return sql_close(&q, err);
}

/* An edit changes one form at the most, and often none: what is there stays. */
bool alike_keep(Store *store, const CaseFile *file, Err *err)
{
    static const char insert[] =
        "INSERT INTO alike_form (field, form, case_id) VALUES (?, ?, ?)";
    static const char drop[] =
        "DELETE FROM alike_form WHERE field = ? AND form = ? AND case_id = ?";
    Arena *arena = arena_new();
    Forms now = {0}, kept = {0};
    int64_t id = case_head_of(file)->id;
    forms_now(file, arena, &now);
    bool done = forms_kept(store, id, arena, &kept, err);
    for (size_t i = 0, k = 0; done && (i < now.n || k < kept.n);) {
        int order = i == now.n ? 1 : k == kept.n ? -1 : by_form(&now.list[i], &kept.list[k]);
        if (order < 0)
            done = sql_do(store, err, insert, "tti", now.list[i].field, now.list[i].form, id);
        else if (order > 0)
            done = sql_do(store, err, drop, "tti", kept.list[k].field, kept.list[k].form, id);
        i += order <= 0;
        k += order >= 0;
    }
    arena_free(arena);
    return done;
}

bool alike_differs(Store *store, const CaseFile *file, bool *differs, Err *err)
{
    Arena *arena = arena_new();
    Forms now = {0}, kept = {0};
    forms_now(file, arena, &now);
    bool done = forms_kept(store, case_head_of(file)->id, arena, &kept, err);
    *differs = now.n != kept.n;
    for (size_t i = 0; !*differs && i < now.n; i++)
        *differs = by_form(&now.list[i], &kept.list[i]) != 0;
    arena_free(arena);
    return done;
}

/* ---- the search ---- */

static void read_case(const Sql *q, Arena *arena, AlikeCase *out)
{
    *out = (AlikeCase){.case_id = sql_int(q, 0),
                       .no = arena_dup(arena, sql_text(q, 1)),
                       .status = arena_dup(arena, sql_text(q, 2)),
                       .creator = arena_dup(arena, sql_text(q, 3)),
                       .name = arena_dup(arena, sql_text(q, 4)),
                       .born_on = arena_dup(arena, sql_text(q, 5)),
                       .id_number = arena_dup(arena, sql_text(q, 6)),
                       .phone = arena_dup(arena, sql_text(q, 7)),
                       .address = arena_dup(arena, sql_text(q, 8)),
                       .hospital = arena_dup(arena, sql_text(q, 9)),
                       .inpatient_no = arena_dup(arena, sql_text(q, 10)),
                       .diagnosed_on = arena_dup(arena, sql_text(q, 11)),
                       .holder_id = arena_dup(arena, sql_text(q, 12)),
                       .relation = arena_dup(arena, sql_text(q, 13)),
                       .payee_kind = arena_dup(arena, sql_text(q, 14)),
                       .holder_name = arena_dup(arena, sql_text(q, 15))};
}

bool alike_find(Store *store, FieldId field, const char *value, const char *year, int64_t own,
                size_t room, Arena *arena, AlikeCase *out, size_t *n, Err *err)
{
    const struct ShareField *how = find_field(field);
    Buf form = BUF_INIT;
    Sql q;
    *n = 0;
    if (!how || !value || !value[0] || (how->kind == ALIKE_NAME && (!year || !year[0])))
        return true;
    if (!sql_open(&q, store, how->sql, err))
        return false;
    form_of(how->kind, value, &form);
    sql_bind_text(&q, 1, arena_dup(arena, form.data));
    buf_free(&form);
    sql_bind_int(&q, 2, own);
    sql_bind_int(&q, 3, (int64_t)room);
    if (how->kind == ALIKE_NAME) {
        sql_bind_text(&q, 4, arena_printf(arena, "%.4s-01-01", year));
        sql_bind_text(&q, 5, arena_printf(arena, "%.4s-12-31", year));
    }
    while (*n < room && sql_row(&q))
        read_case(&q, arena, &out[(*n)++]);
    return sql_close(&q, err);
}

bool alike_find_person(Store *store, const AlikePerson *person, int64_t own, size_t room,
                       Arena *arena, AlikeCase *out, size_t *n, Err *err)
{
    const char *form = person->name ? person_form(person, arena) : NULL;
    Sql q;
    *n = 0;
    if (!form)
        return true;
    if (!sql_open(&q, store, HOME, err))
        return false;
    sql_bind_text(&q, 1, form);
    sql_bind_int(&q, 2, own);
    sql_bind_int(&q, 3, (int64_t)room);
    sql_bind_text(&q, 4, arena_printf(arena, "%s~", form)); /* behind all codes of relations */
    while (*n < room && sql_row(&q))
        read_case(&q, arena, &out[(*n)++]);
    return sql_close(&q, err);
}

bool alike_find_accounts(Store *store, const CaseFile *file, size_t room, Arena *arena,
                         AlikeCase *out, size_t *n, Err *err)
{
    const char *begin = NULL, *form = account_form(file, &begin, arena);
    Sql q;
    *n = 0;
    if (!form)
        return true;
    if (!sql_open(&q, store, NAMED, err))
        return false;
    sql_bind_text(&q, 1, form + strlen(begin) + 1);
    sql_bind_int(&q, 2, case_head_of(file)->id);
    sql_bind_int(&q, 3, (int64_t)room);
    sql_bind_text(&q, 4, begin);
    while (*n < room && sql_row(&q))
        read_case(&q, arena, &out[(*n)++]);
    return sql_close(&q, err);
}

bool alike_find_account(Store *store, const CaseFile *file, size_t room, Arena *arena,
                        AlikeCase *out, size_t *n, Err *err)
{
    const char *begin = NULL, *form = account_form(file, &begin, arena);
    Sql q;
    *n = 0;
    if (!form)
        return true;
    if (!sql_open(&q, store, ACCOUNT, err))
        return false;
    sql_bind_text(&q, 1, form);
    sql_bind_int(&q, 2, case_head_of(file)->id);
    sql_bind_int(&q, 3, (int64_t)room);
    sql_bind_text(&q, 4, arena_printf(arena, "%s|", begin));
    sql_bind_text(&q, 5, arena_printf(arena, "%s}", begin)); /* the sign behind | */
    while (*n < room && sql_row(&q))
        read_case(&q, arena, &out[(*n)++]);
    return sql_close(&q, err);
}
