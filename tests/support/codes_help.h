/* The code tables that ship, for tests of fields and cases, and all the knowledge that ships,
 * for those of rules; today is 2026-11-21. */
#ifndef ANJUAN_TESTS_CODES_HELP_H
#define ANJUAN_TESTS_CODES_HELP_H

#include "domain/casefile.h"
#include "domain/field.h"
#include "exchange/portable.h"
#include "rules/knowledge/knowledge.h"

void help_codes(Codes **codes); /* for the caller to free by codes_free */
FieldContext help_fields(const Codes *codes, const char *lang);

/* With its fields in English; for the caller to free by knowledge_free. */
void help_knowledge(Knowledge **knowledge, FieldContext *fields);

/* Portable cases as JSON with ' for ", to be read by people; what is in *out is freed before.
 */
void help_read_cases(const FieldContext *ctx, const char *json, PortableCases *out);

/* A case of data/practice, e.g. "burn-worker"; for the caller to free by case_free. */
CaseFile *help_case(const FieldContext *ctx, const char *name);
/* The same of another folder of the sources. */
CaseFile *help_case_in(const FieldContext *ctx, const char *folder, const char *name);

/* Makes FOLDER/few: the knowledge that ships with the rules of one file alone, since the check
 * tries every rule there is, and a fault is found among few as among many. The caller frees. */
char *help_few_rules(const char *folder);

#endif
