/* What parse, check, remark and show of fields share. */
#ifndef ANJUAN_DOMAIN_FIELD_INNER_H
#define ANJUAN_DOMAIN_FIELD_INNER_H

#include "domain/field.h"

enum { COUNT_MAX = 1000000, REGION_DIGITS = 6, MOBILE_DIGITS = 11, FILE_DIGITS = 64 };

bool field_all_digits(const char *text);

/* A letter, two digits, and perhaps a part after a dot, a further part of the Chinese edition,
 * a mark: C91.0, T31.7, C34.900x001, A17.0+. */
bool field_is_icd10(const char *text);

/* One of field_parse, by type: trimmed text in, canonical value out, or a refusal that says
 * what is expected. */
typedef bool ParseType(const FieldContext *ctx, const FieldDef *field, const char *typed,
                       Buf *out, Err *err);
ParseType parse_id, parse_phone, parse_card, parse_icd10; /* field_number.c */

/* Does each of its signs tell? Of a name, a number or a code, none is kept that nobody sees. */
bool field_is_exact(const FieldDef *field);

/* "what was given: why", and false. */
bool field_refuse(const char *value, const char *why, Err *err);

/* How messages quote what was given: harmless, and cut. Appends. */
void field_quote(Buf *out, const char *text);

#endif
