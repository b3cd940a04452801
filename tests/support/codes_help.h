/* The code tables that ship, for tests of fields and cases; today is 2026-11-21. */
#ifndef ANJUAN_TESTS_CODES_HELP_H
#define ANJUAN_TESTS_CODES_HELP_H

#include "domain/casefile.h"
#include "domain/field.h"

void help_codes(Codes **codes); /* for the caller to free by codes_free */
FieldContext help_fields(const Codes *codes, const char *lang);

/* A case of data/practice, e.g. "burn-worker"; for the caller to free by case_free. */
CaseFile *help_case(const FieldContext *ctx, const char *name);

#endif
