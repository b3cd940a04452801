/* The facts and the document checklist as they stand in data/facts and data/checklist, in the
 * order in which they can be computed. rules/staging/facts.h says what they are and runs them.
 */
#ifndef ANJUAN_RULES_KNOWLEDGE_FACTSET_H
#define ANJUAN_RULES_KNOWLEDGE_FACTSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ini.h"
#include "domain/codes.h"
#include "rules/files/files.h"
#include "rules/files/lint.h"

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
    const FactDef **by_name;
    size_t n;
    DocumentRule *rules;
    size_t n_rules;
    int levels;
    int checklist_level; /* the table checklist is there after the facts of this level */
} FactSet;

/* Faults are reported and their facts left out. The files must outlive it. */
FactSet *factset_build(const Files *files, const Codes *codes, Arena *arena, Lint *lint);
const FactDef *factset_find(const FactSet *set, const char *name);

/* What the fact means, in this language; NULL when there is no such fact. */
bool factset_counts(const FactSet *set, const char *name); /* a number, not whether it is so */
const char *factset_meaning(const FactSet *set, const char *name, const char *lang);

#endif
