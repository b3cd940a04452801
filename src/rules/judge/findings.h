/* What stands in the way of a case: each finding names its rule, how grave it is, and the field
 * or row at fault, so that a screen can go there; and why: title, authority, and the facts it
 * read. MISSING, a starred field that is empty, follows from the catalogue. All others are
 * rules, sections of data/rules/NAME.ini:
 *
 *   [r201]                        r306.same is a further section of R306
 *   title = "..."                 title[zh_CN]; a few words
 *   message = "{gap_fen:money}"   message[zh_CN]; a sentence with places as in
 *                                 rules/language/placeholder.h; {@where}: row and field
 *   severity = "block"            or warn, info; silent takes MISSING away from the field;
 *                                 offer proposes a value for it, for the reason in title
 *   value = "SQL expression"      what it proposes, as the catalogue has it: fen, codes, days
 *   kind = "missing"              what it finds is not there yet: counted with the starred
 *                                 fields that are empty, not among what blocks; and said in
 *                                 place of MISSING where that is about the same field
 *   over = "plan"                 fact (when not given), a record with many rows, value, item,
 *                                 checklist, other: rules/language/tables.h; a finding a row
 *   when = "SQL condition"        when.2 ...
 *   field = "payee.relation"      where to go
 *   version = "1"                 from = "2024-09-05"  until = ""
 *   authority = "..."             grade = "A"
 *   export = "yes"                also blocks export
 *   together = "yes"              in several places one fact: the review says it once
 *   comment = "own"               who approves over it says why for it alone; both: and who
 *                                 submits it says what is known
 *   enforced = "..."              instead of when: where the program holds it
 *   base = "adult"                a case of data/cases, without findings but for remarks
 *   raises = "payee.relation=99"  what changes that it is raised; several joined by ;
 *   calm = "payee.relation=12"    its twin that does not raise it
 *
 * What a case lacks is counted here and nowhere else, findings_counted: the header of the case
 * file, the queue, the check and the refusal to submit all show these numbers. It is two of
 * them. "missing" is what every case is asked: starred fields, disclosure items, consents. What
 * only some are asked counts from the start, until an answer takes it away (domain/missing.c),
 * so filling in what is missing never makes it rise. "papers" is what follows from the answers,
 * the open documents of the checklist, which nobody can know before: it is said apart, because
 * in one sum with the other it would rise as one answers. What was begun and is not finished, a
 * row with an amount and no category, is neither: it is there, and blocks.
 *
 * Cases in memory and staged only: nothing is written. */
#ifndef ANJUAN_RULES_JUDGE_FINDINGS_H
#define ANJUAN_RULES_JUDGE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "domain/casefile.h"
#include "domain/field.h"
#include "rules/judge/judge.h"

/* What it is about, for whoever counts or shows findings. */
typedef enum FindingKind {
    FINDING_FAULT,      /* something that is there */
    FINDING_UNFINISHED, /* a starred field of a row that was begun, MISSING too */
    FINDING_EMPTY,      /* a starred field that is empty: no rule, MISSING */
    FINDING_UNANSWERED, /* what a rule with kind = "missing" finds not there yet */
    FINDING_PAPER,      /* the same over the checklist: a document that is not there */
} FindingKind;

typedef struct FindingFact {
    const char *name;  /* "gap_fen", "plan.doctor" */
    const char *value; /* NULL when empty */
    bool number;
} FindingFact;

typedef struct Finding {
    FindingKind kind;
    const char *rule; /* "R101"; "MISSING" for an empty starred field */
    Severity severity;
    FieldId field;        /* FIELD_COUNT when it is about the whole case */
    int row;              /* from 0; -1: about the record as a whole, or a row not there yet */
    const char *message;  /* in the language of ctx, a whole sentence */
    int item;             /* the disclosure item's place in its code table, -1: about no item */
    const char *document; /* the code of one that the checklist knows; NULL: about none */
    const char *title;    /* of the rule, in the language of ctx */
    const char *version;  /* of the rule; of the knowledge for MISSING */
    const char *authority; /* document and article */
    const char *grade;     /* A official text ... R recommendation; "" for MISSING */
    bool house;            /* by its grade a house rule, not law */
    bool stops_export;
    bool together; /* with others of its rule one fact, and said once where one only reads */
    bool comment;  /* a warning that is accepted with a comment of its own */
    bool told;     /* and submitted with a comment */
    const FindingFact *facts; /* what was read */
    size_t n_facts;
} Finding;

/* What a rule proposes for a field that is empty. It is no value of the case: whoever shows the
 * case shows it as proposed, and a person takes it or does not. Made anew with each judgement,
 * so that it follows what it is worked out from. */
typedef struct Offer {
    FieldId field;
    size_t row;
    const char *value; /* canonical */
    const char *why;   /* in the language of ctx, a few words */
} Offer;

typedef struct Offers {
    Offer *list; /* by place, in the arena */
    size_t n;
} Offers;

/* The proposal for a field; NULL: there is none. */
const Offer *offer_for(const Offers *offers, FieldId field, size_t row);

/* Stages the case in the facts of the judge and judges it. Most grave first, what is wrong
 * before what is missing, then in the catalogue's order. Everything lives in the arena. */
bool findings_run(const FieldContext *ctx, Judge *judge, const CaseFile *file, Arena *arena,
                  Finding **out, size_t *n, Err *err);
bool findings_and_offers(const FieldContext *ctx, Judge *judge, const CaseFile *file,
                         Arena *arena, Finding **out, size_t *n, Offers *offers, Err *err);

typedef struct FindingCounts {
    size_t missing, papers; /* what the case lacks */
    size_t blocks, warns;   /* what is wrong with what is there */
} FindingCounts;
FindingCounts findings_counted(const Finding *found, size_t n);

/* "24 missing, 6 papers" for a line, "24+6" for a column; nothing when nothing is lacking. */
void findings_say_lacks(size_t missing, size_t papers, Buf *out);
void findings_put_lacks(size_t missing, size_t papers, Buf *out);

/* Stages and judges the case like findings_run, but only counts: no message is made, which is a
 * third of the work where hundreds of rows have something to say. */
bool findings_count(Judge *judge, const CaseFile *file, FindingCounts *out, Err *err);

static inline bool finding_lacks(const Finding *finding) /* it is about what is not there yet */
{
    return finding->kind >= FINDING_EMPTY;
}

static inline bool finding_has_rule(const Finding *finding) /* else it is MISSING */
{
    return finding->kind != FINDING_EMPTY && finding->kind != FINDING_UNFINISHED;
}

/* What is said beside the authority of a house rule; "" for others. */
const char *finding_house(const Finding *finding);

/* The field whose value the fact is; NULL: of none. */
const FieldDef *finding_fact_field(const Finding *finding, const FindingFact *fact);

/* Rule, version, authority, grade and the facts read, line by line, for a person. */
void finding_explain(const Finding *finding, const FieldContext *ctx,
                     const Knowledge *knowledge, Buf *out);

/* The rules that there are, for the documentation. */
typedef struct RuleInfo {
    const char *id, *section, *title, *severity, *over, *when, *version, *authority, *grade;
    const char *enforced; /* where the program holds it, NULL: by its condition */
} RuleInfo;
size_t rules_count(const Knowledge *knowledge);
RuleInfo rules_info(const Knowledge *knowledge, size_t i, const char *lang);

#endif
