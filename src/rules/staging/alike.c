/* The fields that are compared between cases, and the search for each. */
#include "config.h"

#include "rules/staging/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "store/sql.h"

/* What is told of a case that was found: the same columns in each SELECT, o being the record
 * that was looked through. */
#define CASE                                                                                   \
    "o.case_id, c.no, iif(c.life IN ('closed', 'archived'), 'closed', c.status), u.display,"   \
    " p.name, p.born_on, p.id_number, i.hospital"
#define NOBODY "NULL, NULL, NULL"
/* Who is paid: the patient's own ID where the patient is the payee. */
#define HOLDER                                                                                 \
    "CASE o.kind WHEN 'patient' THEN coalesce(o.id_number, p.id_number) ELSE o.id_number END," \
    " CASE o.kind WHEN 'patient' THEN '01' ELSE o.relation END, o.kind"
#define JOINS                                                                                  \
    " JOIN case_file AS c ON c.id = o.case_id LEFT JOIN user AS u ON u.id = c.created_by"      \
    " LEFT JOIN patient AS p ON p.case_id = o.case_id"                                         \
    " LEFT JOIN illness AS i ON i.case_id = o.case_id"

/* In the order of the index, so that nothing is sorted. ?1 the value, ?2 the case itself, ?3
 * how many; ?4 and ?5 the days between which a patient of that name was born. */
#define ONE(table, column, holder)                                                             \
    "SELECT " CASE ", " holder " FROM " table " AS o" JOINS " WHERE o." column                 \
    " = ?1 AND o.case_id <> ?2 LIMIT ?3"
/* Several rows of a case may have it. */
#define MANY(table, column)                                                                    \
    "SELECT DISTINCT " CASE ", " NOBODY " FROM " table " AS o" JOINS " WHERE o." column        \
    " = ?1 AND o.case_id <> ?2 LIMIT ?3"
#define BORN                                                                                   \
    "SELECT " CASE ", " NOBODY " FROM patient AS o" JOINS                                      \
    " WHERE o.name = ?1 AND o.born_on BETWEEN ?4 AND ?5 AND o.case_id <> ?2 LIMIT ?3"

static const struct ShareField {
    FieldId field;
    AlikeKind kind;
    const char
        *word; /* of the rules about other cases; NULL: people share it with themselves */
    const char *sql;
} fields[] = {
    {F_PATIENT_id_number, ALIKE_ID, NULL, ONE("patient", "id_number", NOBODY)},
    {F_INITIATOR_id_number, ALIKE_ID, NULL, ONE("initiator", "id_number", NOBODY)},
    {F_GUARDIAN_id_number, ALIKE_ID, NULL, ONE("guardian", "id_number", NOBODY)},
    {F_PAYEE_id_number, ALIKE_ID, NULL, ONE("payee", "id_number", HOLDER)},
    {F_PATIENT_phone, ALIKE_PHONE, NULL, ONE("patient", "phone", NOBODY)},
    {F_INITIATOR_phone, ALIKE_PHONE, NULL, ONE("initiator", "phone", NOBODY)},
    {F_GUARDIAN_phone, ALIKE_PHONE, NULL, ONE("guardian", "phone", NOBODY)},
    {F_PAYEE_phone, ALIKE_PHONE, "payee_phone", ONE("payee", "phone", HOLDER)},
    {F_PAYEE_account, ALIKE_CARD, "payee_card", ONE("payee", "account", HOLDER)},
    {F_ILLNESS_inpatient_no, ALIKE_INPATIENT, "inpatient_no",
     ONE("illness", "inpatient_no", NOBODY)},
    {F_EXPENSE_invoice_no, ALIKE_INVOICE, "invoice_no", MANY("expense", "invoice_no")},
    {F_DOCUMENT_number, ALIKE_DOCUMENT, "document_no", MANY("document", "number")},
    {F_PATIENT_name, ALIKE_NAME, NULL, BORN},
};

/* What these rules are told besides, of either case: whose it is, who is paid, where and what;
 * and the story, which is compared by its print (rules/staging/story.h). */
static const FieldId told[] = {
    F_PATIENT_name,     F_PATIENT_born_on, F_PATIENT_id_number,
    F_PAYEE_kind,       F_PAYEE_id_number, F_PAYEE_relation,
    F_ILLNESS_hospital, F_DOCUMENT_code,   F_STATEMENT_story,
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
    return alike_word(field) && !(payee && payee_kind && strcmp(payee_kind, "hospital") == 0);
}

bool alike_matters(const CaseFile *file, FieldId field)
{
    return alike_looks(field, case_get(file, F_PAYEE_kind, 0));
}

bool alike_read_field(size_t n, FieldId *field)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        *field = fields[i].field;
        if (fields[i].word && n-- == 0)
            return true;
    }
    if (n >= COUNT_OF(told))
        return false;
    *field = told[n];
    return true;
}

static void read_case(const Sql *q, Arena *arena, AlikeCase *out)
{
    *out = (AlikeCase){.case_id = sql_int(q, 0),
                       .no = arena_dup(arena, sql_text(q, 1)),
                       .status = arena_dup(arena, sql_text(q, 2)),
                       .creator = arena_dup(arena, sql_text(q, 3)),
                       .name = arena_dup(arena, sql_text(q, 4)),
                       .born_on = arena_dup(arena, sql_text(q, 5)),
                       .id_number = arena_dup(arena, sql_text(q, 6)),
                       .hospital = arena_dup(arena, sql_text(q, 7)),
                       .holder_id = arena_dup(arena, sql_text(q, 8)),
                       .relation = arena_dup(arena, sql_text(q, 9)),
                       .payee_kind = arena_dup(arena, sql_text(q, 10))};
}

bool alike_find(Store *store, FieldId field, const char *value, const char *year, int64_t own,
                size_t room, Arena *arena, AlikeCase *out, size_t *n, Err *err)
{
    const struct ShareField *how = find_field(field);
    Sql q;
    *n = 0;
    if (!how || !value || !value[0] || (how->kind == ALIKE_NAME && (!year || !year[0])))
        return true;
    if (!sql_open(&q, store, how->sql, err))
        return false;
    sql_bind_text(&q, 1, value);
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
