/* What the modules of src/rules share and nobody else sees: the facts and the checklist as they
 * were read from the knowledge files, in the order in which they can be computed. */
#ifndef ANJUAN_RULES_INNER_H
#define ANJUAN_RULES_INNER_H

#include "base/arena.h"
#include "base/ini.h"
#include "rules/facts.h"
#include "rules/findings.h"
#include "rules/knowledge.h"
#include "rules/lint.h"
#include "store/digest.h"
#include "store/guard.h"

typedef struct KnowledgeText { /* one file as it was read */
    size_t kind;               /* knowledge_kind() names it */
    const char *name;          /* person.ini */
    const char *label;         /* its path, for messages */
    size_t layer;              /* 0: installed, then the places laid over it */
    const char *text;
    size_t len;
} KnowledgeText;

/* The texts only, by kind, name and layer, not yet looked into. */
bool knowledge_read(const char *const *folders, size_t n, Knowledge **out, Err *err);
size_t knowledge_texts(const Knowledge *knowledge);
const KnowledgeText *knowledge_text_at(const Knowledge *knowledge, size_t i);
const char *knowledge_kind(size_t kind); /* "codes" */
/* But for the layer. */
bool knowledge_same_file(const KnowledgeText *a, const KnowledgeText *b);

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

/* One word of an expression: an identifier with its qualifier, outside quotes and comments. */
typedef struct Word {
    const char *table, *name; /* table NULL without qualifier */
    size_t table_len, name_len;
} Word;

/* The first word from at on, and the place after it; NULL when there is none. */
const char *word_next(const char *at, Word *word);
bool word_is(const char *text, size_t len, const char *word);

/* Faults are reported and their facts left out. */
FactSet *factset_build(const Knowledge *knowledge, Arena *arena, Lint *lint);
const FactDef *factset_find(const FactSet *set, const char *name);

const FactSet *knowledge_facts(const Knowledge *knowledge);
const Knowledge *facts_knowledge(const Facts *facts);

/* What a condition is asked about: the case, each row of a list, or each row of a table that is
 * staged beside the records. */
typedef struct RuleOver {
    const char *name;        /* table in SQL: "fact", "plan", "value" */
    const RecordDef *record; /* NULL for tables of our own */
    const char *place; /* three columns: field or NULL, row from 0, disclosure item or NULL */
} RuleOver;

enum { OVER_FACT = REC_COUNT, OVER_VALUE, OVER_ITEM, OVER_CHECKLIST, OVER_OTHER, OVER_COUNT };

/* A fact or column that a rule reads or shows. */
typedef struct RuleRead {
    const char *table, *name;
} RuleRead;

/* A section of a rules file; r306.same is a further section of R306. */
typedef struct RuleDef {
    const char *section, *id;
    const Ini *ini;
    int over;        /* OVER_... or the RecordId of a list */
    const char *sql; /* NULL: enforced elsewhere, or faulty */
    bool silent;     /* takes MISSING away from its field instead of adding a finding */
    bool export_too; /* blocks export as well */
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

RuleSet *ruleset_build(const Knowledge *knowledge, const FactSet *facts, Arena *arena,
                       Lint *lint);
const RuleSet *knowledge_rules(const Knowledge *knowledge);
const RuleOver *rule_over(int over, RuleOver *room);
bool rule_active(const RuleDef *rule, Day on);

/* The next {name:style} of a message from at on: what stands before it is from at to *open;
 * NULL when there is none. */
typedef struct Placeholder {
    const char *table, *name, *style; /* table "fact" when not given; style "" */
} Placeholder;
const char *placeholder_next(const char *at, Arena *arena, const char **open, Placeholder *out);

/* Runs the rules over one staged case; findings go to add. */
typedef void (*RuleRaised)(void *ctx, const RuleDef *rule, FieldId field, int row, int item,
                           const SqlValue *reads);
bool judge_run(Facts *facts, size_t i, RuleRaised raised, void *ctx, Err *err);

typedef struct Judge Judge;
void judge_free(Judge *judge);
Judge **facts_judge(Facts *facts);
Day facts_day(const Facts *facts);
Store *facts_store(const Facts *facts);

/* Prepares and runs one expression alone, to say which one of many is at fault. */
bool facts_try(Facts *facts, int over, const Ini *ini, const char *section, const char *key,
               const char *sql, Err *err);
void facts_select_over(Buf *sql, int over, const char *columns);

/* Tries each rule over its cases: the one that raises it and its twin that does not. Rules that
 * a site took over from shipped as they are were tried there: by the site's limits they may
 * judge otherwise. shipped may be NULL. */
void rules_check(const Knowledge *knowledge, const Knowledge *shipped, Lint *lint);

/* The records of cases as staged tables. Of a case of the store that is staged again, only what
 * changed is written. To be freed before the guard is closed or after. */
typedef struct Staged Staged;
bool staged_open(Guard *guard, Staged **out, Err *err); /* *out must be freed in any case */
void staged_free(Staged *staged);
bool staged_put(Staged *staged, const CaseFile *const *files, size_t n, Err *err);

/* What other cases share with this one, as rows of the table other. */
bool others_stage(Facts *facts, const CaseFile *file, int64_t case_id, Err *err);

/* What those rows follow from: the values of the case that are looked for, and the last event
 * of the journal about another case. While it stays the same the rows need not be made
 * again. */
/* Is there an "id", "phone", "card" or "address" in a text for the public?. */
bool others_print(Facts *facts, const CaseFile *file, unsigned char out[DIGEST_BYTES],
                  Err *err);
bool private_in(const char *text, const char *kind);

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
