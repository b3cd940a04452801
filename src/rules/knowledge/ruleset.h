/* The rules as they stand in data/rules: rules/judge/findings.h says what a section may have.
 * rules/judge/judge.h runs them. */
#ifndef ANJUAN_RULES_KNOWLEDGE_RULESET_H
#define ANJUAN_RULES_KNOWLEDGE_RULESET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/ini.h"
#include "domain/catalog.h"
#include "domain/codes.h"
#include "rules/files/files.h"
#include "rules/files/lint.h"
#include "rules/knowledge/factset.h"

typedef enum Severity { SEV_INFO, SEV_WARN, SEV_BLOCK } Severity;

/* A fact or column that a rule reads or shows. */
typedef struct RuleRead {
    const char *table, *name;
} RuleRead;

/* A section of a rules file; r306.same is a further section of R306. */
typedef struct RuleDef {
    const char *section, *id;
    const Ini *ini;
    int over;        /* the table it is asked over, a row at a time: rules/language/tables.h */
    const char *sql; /* NULL: enforced elsewhere, or faulty */
    bool silent;     /* takes a missing field away instead of adding a finding */
    const char
        *value;   /* what it proposes for its field, instead of a finding; NULL: it does not */
    bool missing; /* what it finds is not there yet, like an empty field */
    bool export_too; /* blocks export as well */
    bool together;   /* what it finds in several places is one fact */
    bool comment;    /* approval over it needs a comment of its own */
    bool told;       /* and submission needs one too */
    Severity severity;
    FieldId field;   /* FIELD_COUNT: none, or told by the row */
    Day from, until; /* year 0: no bound */
    RuleRead *reads;
    size_t n_reads;
} RuleDef;

typedef struct RuleSet {
    RuleDef *rules;
    size_t n;
} RuleSet;

/* Faults are reported; a rule whose condition has one is left out. The files must outlive it.
 */
RuleSet *ruleset_build(const Files *files, const Codes *codes, const FactSet *facts,
                       Arena *arena, Lint *lint);
/* How many values the statement of the rule gives: what it reads, then what it proposes. */
size_t rule_values(const RuleDef *rule);
bool rule_active(const RuleDef *rule, Day on);

#endif
