/* Field values: from what was typed to what is kept, and from what is kept to what is shown.
 * Input is forgiving, storage is strict. What a person may simply have misread (a wrong check
 * digit, a phone with a digit too few) is kept and marked; what cannot be a value at all is
 * refused. */
#ifndef ANJUAN_DOMAIN_FIELD_H
#define ANJUAN_DOMAIN_FIELD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "domain/catalog.h"
#include "domain/codes.h"

/* In place of what is masked as a whole. */
#define MASK_WHOLE "***"

typedef struct FieldContext {
    const Codes *codes;
    Day today;
    const char *lang;
    unsigned
        masked; /* classes that field_show masks: bits 1u << Privacy; 0: it masks nothing */
} FieldContext;

/* Typed text (or text of a set on the command line) to the canonical value; *out is empty for
 * an empty value. A code field takes the code, its text in either language, or a beginning of
 * it that only one code has. Refusals say what is accepted, with an example. */
bool field_parse(const FieldContext *ctx, const FieldDef *field, const char *typed, Buf *out,
                 Err *err);

/* Strict: is this canonical already? For imports, where text is never changed: a day must be
 * YYYY-MM-DD, a code must be in its table, money must be digits. */
bool field_check(const FieldContext *ctx, const FieldDef *field, const char *value, Err *err);

/* A remark on a value that is kept although something is wrong with it: check digit, digits
 * missing, unlikely card. False and empty when all is well. blocks: the case cannot be
 * submitted so. For an ID number, certificate is that of the same row (or NULL) and decides
 * whether it is a resident ID; for an account, it is the kind of payee (or NULL): a hospital's
 * is no card. */
bool field_remark(const FieldContext *ctx, const FieldDef *field, const char *value,
                  const char *certificate, Buf *remark, bool *blocks);

/* The code in its row that says what kind of number this is (whose account, which certificate),
 * for field_remark; NULL where none does. */
const char *field_number_kind(const CaseFile *file, const FieldDef *field, size_t row);

/* field_remark for a field of a case, with what stands beside it in the row. */
bool field_remark_in(const FieldContext *ctx, const CaseFile *file, FieldId field, size_t row,
                     Buf *remark, bool *blocks);

/* What is shown: money as 1,200.50, code as "1 男" (a code that is a word by its text alone),
 * yes/no in the language, ID, phone and card grouped. A code that is in no table shows as
 * itself. A field of a class that the context masks is masked. */
void field_show(const FieldContext *ctx, const FieldDef *field, const char *value, Buf *out);

/* The same where no heading names the unit of an amount: "1,200.50 yuan". */
void field_show_alone(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out);

/* What stands above or before values of the field: its label, of an amount with the unit. */
void field_heading(const FieldDef *field, Buf *out);

/* What an editor starts with: money as 1200.50, ID and card ungrouped, code as its code. */
void field_edit_text(const FieldContext *ctx, const FieldDef *field, const char *value,
                     Buf *out);

/* The table of a code or answer field; NULL for other types, and where the knowledge lacks
 * it. */
const CodeTable *field_codes(const FieldContext *ctx, const FieldDef *field);

/* True when field_show masks the field. A region is the county at most, and tells nobody. */
bool field_is_masked(const FieldContext *ctx, const FieldDef *field);

/* True when the text is what masking makes of a value: such a text is no value to be stored. */
bool field_looks_masked(const FieldDef *field, const char *text);

/* Shown with the privacy class applied: 林*, 1390***0001. */
void field_mask(const FieldContext *ctx, const FieldDef *field, const char *value, Buf *out);

/* A text with a class of privacy applied that is not its field's own; a name, number or place.
 */
void field_mask_as(Privacy privacy, const char *text, Buf *out);

/* What was understood of a value, shown beside it: "2019-03-14 male 7". */
void field_understood(const FieldContext *ctx, const FieldDef *field, const char *value,
                      Buf *out);

/* The same of a text that is still being typed, before the field is left: "120,000.00 yuan" of
 * 12万, the day of 11.21. Empty while it is no value yet, and when there is nothing to add. */
void field_understood_typed(const FieldContext *ctx, const FieldDef *field, const char *typed,
                            Buf *out);

/* A number that is being typed, parted as it will be shown (a card in fours) and in half width,
 * with the caret, a byte offset, moved along. False for what is not parted: then *out is as it
 * was. */
bool field_group_typed(const FieldDef *field, const char *typed, size_t caret, Buf *out,
                       size_t *caret_out);

/* What may be typed, for the help of the field: a line each, none for plain text. */
void field_forms(const FieldDef *field, Buf *out);

/* The entry of the list of serious diseases whose range of codes holds this one; or NULL. */
const CodeEntry *field_disease(const FieldContext *ctx, const char *icd10);

/* Is the number to be read as a resident ID? certificate: of the same row, or NULL. */
bool field_is_resident(const FieldContext *ctx, const char *value, const char *certificate);

#endif
