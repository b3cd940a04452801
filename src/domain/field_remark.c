/* What is wrong with a value that is kept all the same. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "domain/certificate.h"
#include "domain/disease.h"
#include "domain/field.h"
#include "domain/field_inner.h"
#include "domain/phone.h"
#include "domain/region.h"
#include "domain/resident.h"

bool field_is_resident(const FieldContext *ctx, const char *value, const char *certificate)
{
    return certificate_is_resident(ctx->codes, value, certificate);
}

static const struct {
    const char *text;
    bool blocks;
} resident_remarks[] = {
    [RESIDENT_OLD] = {N_("this is the old form of 15 digits; ask for the number of 18"), false},
    [RESIDENT_LENGTH] = {N_("an ID number has 18 digits"), true},
    [RESIDENT_SIGNS] = {N_("an ID number has digits only, its last may be X"), true},
    [RESIDENT_DATE] = {N_("the date of birth in it does not exist"), true},
    [RESIDENT_CHECK] = {N_("the check digit is wrong: compare with the card, digit by digit"),
                        true},
};

static void remark_id(const FieldContext *ctx, const char *value, const char *certificate,
                      Buf *remark, bool *blocks)
{
    Day born;
    if (certificate_form(ctx->codes, value, certificate) == CERTIFICATE_OTHER) {
        const char *example =
            code_attribute(codes_table(ctx->codes, "certificate"), certificate, "example");
        /* TRANSLATORS: an example of a number. */
        buf_addf(remark, _("numbers of this certificate look like %s; compare with it"),
                 example ? example : "");
    }
    if (!field_is_resident(ctx, value, certificate))
        return;
    ResidentFault fault = resident_check(value);
    if (fault == RESIDENT_LENGTH) {
        size_t chars = text_chars(value);
        buf_addf(remark,
                 ngettext("an ID number has 18 digits, here is %zu",
                          "an ID number has 18 digits, here are %zu", chars),
                 chars);
        *blocks = true;
    } else if (fault != RESIDENT_OK) {
        buf_add(remark, _(resident_remarks[fault].text));
        *blocks = resident_remarks[fault].blocks;
    } else if (resident_born(value, &born) && day_compare(born, ctx->today) > 0) {
        buf_add(remark, _("the date of birth in it is in the future"));
        *blocks = true;
    }
}

static void remark_phone(const char *value, Buf *remark)
{
    PhoneFault fault = phone_check(value);
    size_t chars = text_chars(value);
    if (fault == PHONE_OK)
        return;
    if (fault == PHONE_LOCAL)
        buf_add(remark, _("a landline needs its area code, e.g. 0816-2345678"));
    else if (fault == PHONE_TWO)
        buf_add(remark, _("these are two numbers; enter one, and the other in a remark"));
    else if (field_all_digits(value) && chars != MOBILE_DIGITS)
        buf_addf(remark,
                 ngettext("a mobile number has 11 digits, here is %zu",
                          "a mobile number has 11 digits, here are %zu", chars),
                 chars);
    else
        buf_add(remark, _("this is no mobile number: 11 digits that begin with 13 to 19"));
}

static void remark_card(const char *value, const char *payee_kind, Buf *remark)
{
    enum { CARD_MIN = 13, CARD_MAX = 19 };
    if (payee_kind && strcmp(payee_kind, "hospital") == 0)
        return;
    size_t len = strlen(value);
    if (!field_all_digits(value))
        buf_add(remark, _("a card number has digits only"));
    else if (len < CARD_MIN || len > CARD_MAX)
        buf_addf(remark,
                 ngettext("a card number has 13 to 19 digits, here is %zu",
                          "a card number has 13 to 19 digits, here are %zu", len),
                 len);
    else if (!card_luhn(value))
        buf_add(remark,
                _("the check digit of the card does not fit; a few real cards are like that"));
}

static void remark_region(const FieldContext *ctx, const char *value, Buf *remark)
{
    const CodeEntry *entry = region_find(ctx->codes, value);
    if (strlen(value) != REGION_DIGITS || !field_all_digits(value))
        buf_add(remark, _("a region is six digits, e.g. 510700"));
    else if (!entry)
        buf_add(remark, _("this region is not in the table"));
    else if (entry->retired)
        buf_add(remark, _("this code was abolished; the place has another one now"));
}

static void remark_icd10(const char *value, Buf *remark)
{
    if (!field_is_icd10(value))
        buf_add(remark, _("this does not look like an ICD-10 code, e.g. C91.0"));
}

static void remark_code(const FieldContext *ctx, const FieldDef *field, const char *value,
                        Buf *remark)
{
    const CodeTable *table = field_codes(ctx, field);
    const CodeEntry *entry = table ? code_find(table, value) : NULL;
    if (table && !entry)
        buf_add(remark, _("this code is not in the table"));
    else if (entry && entry->retired)
        buf_add(remark, _("this code is no longer in use; choose another"));
}

bool field_remark(const FieldContext *ctx, const FieldDef *field, const char *value,
                  const char *certificate, Buf *remark, bool *blocks)
{
    buf_clear(remark);
    *blocks = false;
    if (!value || !value[0])
        return false;
    switch (field->type) {
    case FT_ID:
        remark_id(ctx, value, certificate, remark, blocks);
        break;
    case FT_PHONE:
        remark_phone(value, remark);
        break;
    case FT_CARD:
        remark_card(value, certificate, remark);
        break;
    case FT_REGION:
        remark_region(ctx, value, remark);
        break;
    case FT_ICD10:
        remark_icd10(value, remark);
        break;
    case FT_CODE:
    case FT_YESNO:
        remark_code(ctx, field, value, remark);
        break;
    case FT_TEXT:
    case FT_PROSE:
    case FT_DATE:
    case FT_MONTH:
    case FT_MONEY:
    case FT_COUNT:
    case FT_FILE:
    case FT_COUNT_OF_TYPES:
        break;
    }
    return remark->len > 0;
}

const char *field_number_kind(const CaseFile *file, const FieldDef *field, size_t row)
{
    const char *key = field->type == FT_CARD ? "kind" : "certificate";
    const FieldDef *other = catalog_find_field(field->record, key);
    return other ? case_get(file, other->id, row) : NULL;
}

/* The code beside a disease that the list knows by another one. */
static bool remark_disease(const FieldContext *ctx, const CaseFile *file, Buf *remark)
{
    const char *disease = case_get(file, F_ILLNESS_disease, 0);
    const char *icd10 = case_get(file, F_ILLNESS_icd10, 0);
    if (disease_differs(ctx->codes, disease, icd10))
        /* TRANSLATORS: the code that the list of diseases has; the disease. */
        buf_addf(remark, _("the list has %s for %s; look at the diagnosis again"),
                 disease_icd10(ctx->codes, disease), disease);
    return remark->len > 0;
}

/* A sex that is left open beside a number that says it; that it is the other one a rule says.
 */
static bool remark_sex(const FieldContext *ctx, const CaseFile *file, Buf *remark)
{
    const char *sex = case_get(file, F_PATIENT_sex, 0);
    const char *number = case_get(file, F_PATIENT_id_number, 0);
    if (!sex || !number || strcmp(sex, "1") == 0 || strcmp(sex, "2") == 0 ||
        !field_is_resident(ctx, number, case_get(file, F_PATIENT_certificate, 0)) ||
        resident_check(number) != RESIDENT_OK)
        return false;
    buf_add(remark, resident_male(number) ? _("the ID number is a male's; compare with it")
                                          : _("the ID number is a female's; compare with it"));
    return true;
}

bool field_remark_in(const FieldContext *ctx, const CaseFile *file, FieldId id, size_t row,
                     Buf *remark, bool *blocks)
{
    const FieldDef *field = catalog_field(id);
    return field_remark(ctx, field, case_get(file, id, row),
                        field_number_kind(file, field, row), remark, blocks) ||
           (id == F_ILLNESS_icd10 && remark_disease(ctx, file, remark)) ||
           (id == F_PATIENT_sex && remark_sex(ctx, file, remark));
}
