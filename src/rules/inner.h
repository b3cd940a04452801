/* What the modules of src/rules share and nobody else sees: the facts and the checklist as they
 * were read from the knowledge files, in the order in which they can be computed. */
#ifndef ANJUAN_RULES_INNER_H
#define ANJUAN_RULES_INNER_H

#include "base/arena.h"
#include "base/ini.h"
#include "rules/facts.h"
#include "rules/knowledge.h"
#include "rules/lint.h"
#include "store/guard.h"

typedef struct FactDef {
    const char *name;
    const char *sql; /* NULL when it was found to be faulty */
    const Ini *ini;  /* its section is its name */
    int level;       /* reads records and facts of lower levels only */
} FactDef;

/* One reason why a document is required: a section [d10] or [d10.route] of a checklist file. */
typedef struct DocumentRule {
    const char *code; /* as in the code table: D10 */
    const char *section;
    const char *sql; /* NULL when it was found to be faulty */
    const Ini *ini;
} DocumentRule;

typedef struct FactSet {
    FactDef *facts; /* by level, then in the order of the files */
    size_t n;
    DocumentRule *rules;
    size_t n_rules;
    int levels;
    int checklist_level; /* the table checklist is there after the facts of this level */
} FactSet;

/* Faults are reported and their facts left out. */
FactSet *factset_build(const Knowledge *knowledge, Arena *arena, Lint *lint);
const FactDef *factset_find(const FactSet *set, const char *name);

const FactSet *knowledge_facts(const Knowledge *knowledge);
const Knowledge *facts_knowledge(const Facts *facts);

/* SQL functions for expressions. */
/* *state must be freed after the guard is closed. */
bool functions_register(Guard *guard, const Codes *codes, void **state, Err *err);

/* Runs each fact and condition over an empty case; those that fail are reported. */
void facts_check(const Knowledge *knowledge, Lint *lint);

/* Reads the routes strictly. */
void route_check(const Knowledge *knowledge, Lint *lint);

/* Makes each paragraph of the papers and the statement for an empty case. */
void papers_check(const Knowledge *knowledge, Lint *lint);

/* The best state among the document rows of this code: -1 and "missing" when there is none. */
const char *checklist_state(const CaseFile *file, const char *code, int *row);

#endif
