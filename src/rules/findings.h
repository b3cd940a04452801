/* What stands in the way of a case: each finding names its rule, how grave it is, and the field or
 * row at fault, so that a screen can go there. In this landing: starred fields that are empty
 * (MISSING), remarks on values (R101, R107, R108, R208...), disclosure items unanswered (R501). */
#ifndef ANJUAN_RULES_FINDINGS_H
#define ANJUAN_RULES_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "domain/casefile.h"
#include "domain/field.h"
#include "rules/knowledge.h"

typedef enum Severity { SEV_INFO, SEV_WARN, SEV_BLOCK } Severity;

typedef struct Finding {
    const char *rule;    /* "R101"; "MISSING" for an empty starred field */
    Severity severity;
    FieldId field;       /* FIELD_COUNT when it is about the whole case */
    int row;             /* from 0; -1: the record has no such row yet */
    const char *message; /* in the language of ctx, a whole sentence */
    int item;            /* the disclosure item's place in its code table, -1: about no item */
} Finding;

/* Most grave first, then in the catalogue's order. Everything lives in the arena. */
bool findings_run(const FieldContext *ctx, const Knowledge *knowledge, const CaseFile *file,
                  Arena *arena, Finding **out, size_t *n, Err *err);

/* How complete the case is: starred fields and disclosure items, done of all. */
void findings_completeness(const CaseFile *file, const Knowledge *knowledge, int *done, int *all);

#endif
