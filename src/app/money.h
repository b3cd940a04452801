/* The money of a case: how it is to be paid out, and the tranches that follow from the plan. */
#ifndef ANJUAN_APP_MONEY_H
#define ANJUAN_APP_MONEY_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"
#include "rules/judge/checklist.h"
#include "rules/judge/route.h"

/* What is said about the money of a case, from one staging: facts by name as above, which rule
 * about large sums applies and which ways of paying are open, and the documents. */
typedef struct CaseMoney {
    const char **facts;
    Route route;
    ChecklistItem *documents;
    size_t n_documents;
} CaseMoney;
bool app_case_money(Session *session, const CaseFile *file, const char *const *names, size_t n,
                    Arena *arena, CaseMoney *out, Err *err);

/* Puts a schedule made from the plan in the place of the tranches, as one edit. Refused when
 * one of them is requested or paid already. *n: how many there are now. */
bool app_case_make_tranches(Session *session, CaseFile *file, size_t *n, Err *err);

#endif
