/* Which starred fields count in a case, and which of them are empty. A star under a condition
 * counts until an answer has said that it does not: who has not said yet whether the patient
 * asks in person lacks the initiator as well. So no answer makes anything more be missing. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "domain/casefile_inner.h"

static bool initiator_is_patient(const CaseFile *file)
{
    return case_is(file, F_INITIATOR_is_patient, 0, "yes");
}

static bool payee_is_person(const CaseFile *file)
{
    return case_is(file, F_PAYEE_kind, 0, "person");
}

static bool payee_is_known(const CaseFile *file)
{
    return case_get(file, F_PAYEE_kind, 0) && !payee_is_person(file);
}

static bool initiator_counts(const CaseFile *file, const Codes *codes UNUSED)
{
    return !initiator_is_patient(file);
}

static bool person_counts(const CaseFile *file, const Codes *codes UNUSED)
{
    return !payee_is_known(file);
}

static bool patient_decides(const CaseFile *file)
{
    return case_is(file, F_PATIENT_capacity, 0, "full");
}

/* That a patient of age has none, the rules say: missing.guardian.name. */
static bool guardian_counts(const CaseFile *file, const Codes *codes UNUSED)
{
    return !patient_decides(file);
}

static bool proves_birth(const Codes *codes, const char *document)
{
    const CodeTable *table = codes_table(codes, catalog_field(F_DOCUMENT_code)->codes);
    const char *kind = table && document ? code_attribute(table, document, "kind") : NULL;
    return kind && strcmp(kind, "birth") == 0;
}

/* A newborn has a birth certificate and perhaps nothing else yet. */
static bool no_birth_paper(const CaseFile *file, const Codes *codes)
{
    for (size_t row = 0; row < case_rows(file, REC_DOCUMENT); row++) {
        if (proves_birth(codes, case_get(file, F_DOCUMENT_code, row)) &&
            (case_is(file, F_DOCUMENT_state, row, "received") ||
             case_is(file, F_DOCUMENT_state, row, "verified")))
            return false;
    }
    return true;
}

/* Whether there is a card with a number may not be said yet. */
static bool card_counts(const CaseFile *file, const Codes *codes)
{
    return case_get(file, F_PATIENT_certificate, 0)
               ? case_is(file, F_PATIENT_certificate, 0, "01")
               : no_birth_paper(file, codes);
}

/* Stars that count only under a condition; the others always do. */
static const struct {
    FieldId field;
    bool (*counts)(const CaseFile *file, const Codes *codes);
} conditions[] = {
    {F_PATIENT_certificate, no_birth_paper},   {F_PATIENT_id_number, card_counts},
    {F_INITIATOR_name, initiator_counts},      {F_INITIATOR_certificate, initiator_counts},
    {F_INITIATOR_id_number, initiator_counts}, {F_INITIATOR_phone, initiator_counts},
    {F_INITIATOR_relation, initiator_counts},  {F_PAYEE_certificate, person_counts},
    {F_PAYEE_id_number, person_counts},        {F_PAYEE_relation, person_counts},
    {F_GUARDIAN_name, guardian_counts},        {F_GUARDIAN_relation, guardian_counts},
};

static bool record_is_used(const CaseFile *file, RecordId record)
{
    return case_rows(file, record) > 0 && !case_row_empty(file, record, 0);
}

bool case_wants(const CaseFile *file, const Codes *codes, FieldId id, size_t row)
{
    const FieldDef *field = catalog_field(id);
    const RecordDef *record = catalog_record(field->record);
    if (!(field->flags & FF_REQUIRED))
        return false;
    if ((record->flags & RF_MANY) && row >= case_rows(file, record->id))
        return false;
    if ((record->flags & RF_OPTIONAL) && !record_is_used(file, record->id))
        return false;
    for (size_t i = 0; i < COUNT_OF(conditions); i++) {
        if (conditions[i].field == id)
            return conditions[i].counts(file, codes);
    }
    return true;
}

static bool no_adviser(const CaseFile *file)
{
    return !case_get(file, F_CASE_adviser, 0);
}

/* Runs of fields that nobody is asked for where the condition holds. */
static const struct {
    FieldId first, last;
    bool (*holds)(const CaseFile *file);
} unasked[] = {
    {F_CASE_adviser_kind, F_CASE_adviser_declared_on, no_adviser},
    {F_INITIATOR_name, F_INITIATOR_address, initiator_is_patient},
    {F_GUARDIAN_name, F_GUARDIAN_reason, patient_decides},
    {F_PAYEE_certificate, F_PAYEE_relation, payee_is_known},
};

bool case_asks(const CaseFile *file, FieldId id, size_t row)
{
    if (id == F_EXPENSE_reverses)
        return case_fen(file, F_EXPENSE_amount_fen, row) < 0;
    for (size_t i = 0; i < COUNT_OF(unasked); i++) {
        if (id >= unasked[i].first && id <= unasked[i].last && unasked[i].holds(file))
            return false;
    }
    return true;
}

size_t case_missing(const CaseFile *file, const Codes *codes, CaseMissing *out, size_t room)
{
    size_t missing = 0;
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        size_t rows = record->flags & RF_MANY ? case_rows(file, record->id) : 1;
        for (size_t row = 0; row < rows; row++) {
            for (int i = 0; i < record->fields; i++) {
                FieldId field = (FieldId)((int)record->first + i);
                if (!case_wants(file, codes, field, row) || case_get(file, field, row))
                    continue;
                if (missing < room)
                    out[missing] = (CaseMissing){.field = field, .row = row};
                missing++;
            }
        }
    }
    return missing;
}
