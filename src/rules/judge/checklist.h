/* The document checklist: which of D01 to D34 a case needs, and because of what. Defined in
 * data/checklist/NAME.ini; the titles are in the code table "document".
 *
 *   [d29]
 *   required = "SQL condition over the facts"   or "always" / "never"
 *   because = "the patient is under 18"   because[zh_CN] = "患者未满十八周岁"
 *   authority = "..."  grade = "A"
 *   waivable = "no"       no case can do without it: a waiver is refused
 *   expired = "fact"      what is there is too old when this fact is true  */
#ifndef ANJUAN_RULES_JUDGE_CHECKLIST_H
#define ANJUAN_RULES_JUDGE_CHECKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "rules/staging/facts.h"

typedef struct ChecklistItem {
    const char *code;  /* D01 */
    const char *title; /* in the language asked for */
    bool required;
    const char *because; /* why it is required; "" when it is not */
    const char *state;   /* of the document row: missing, received, verified, waived */
    int row;             /* of the case's document rows, -1 when there is none */
    bool expired;        /* there, but its day is past or it is older than it may be */
    bool open;           /* required and neither received, verified nor waived */
    bool approved; /* no line of its own: as it was approved, behind the later copy that counts
                    */
    const char *authority, *grade;
} ChecklistItem;

/* May a case do without this document, for a reason? Else err says why not. */
bool checklist_waivable(const Knowledge *knowledge, const char *code, const char *lang,
                        Err *err);

/* The checklist of the first staged case, ordered by code: all that are required or have a row.
 * A paper of which a copy came after the approval has two, that of the approval behind. */
bool checklist_run(Facts *facts, const CaseFile *file, const char *lang, Arena *arena,
                   ChecklistItem **items, size_t *n, Err *err);

#endif
