/* What the rules say about a case. */
#ifndef ANJUAN_APP_JUDGE_H
#define ANJUAN_APP_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"
#include "rules/judge/checklist.h"
#include "rules/judge/findings.h"

/* Findings and documents of one state of a case. */
typedef struct Judged {
    const Finding *findings; /* most grave first */
    size_t n_findings;
    const ChecklistItem *documents; /* by their codes */
    size_t n_documents;
    Offers offers; /* what is proposed for fields that are empty */
} Judged;

/* The judgement of a case as it was opened, made once: whoever asks again before something in
 * the store has changed is given the same one. Where a case was judged like this, an edit of it
 * makes the judgement of its new state while it stores, and that is the one given afterwards. A
 * reference, for app_judged_free; what it holds stays readable until then. */
bool app_case_judged(Session *session, const CaseFile *file, const Judged **out, Err *err);
void app_judged_free(const Judged *judged); /* NULL is allowed */

/* For those who go from case to case and ask one thing of each. */
bool app_case_findings(Session *session, const CaseFile *file, Arena *arena, Finding **out,
                       size_t *n, Err *err);
bool app_case_checklist(Session *session, const CaseFile *file, Arena *arena,
                        ChecklistItem **out, size_t *n, Err *err);

/* Facts of the case by name ("gap_fen"), as text in the arena; NULL for a fact that is NULL. */
bool app_case_facts(Session *session, const CaseFile *file, const char *const *names, size_t n,
                    Arena *arena, const char **out, Err *err);

#endif
