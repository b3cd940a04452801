/* The disbursement route: which rule of the convention applies to a case, why, which ways of
 * paying it leaves, and what each of them still lacks. The rules, their limits and words are
 * knowledge (data/routes, data/facts); nothing here knows a number. Also the schedule of
 * tranches that follows from a plan. Reads, never writes. */
#ifndef ANJUAN_RULES_JUDGE_ROUTE_H
#define ANJUAN_RULES_JUDGE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/money.h"
#include "domain/casefile.h"
#include "rules/staging/facts.h"

typedef struct RouteWay {
    const char *title;
    bool met;
    const char **lacks; /* titles of its parts that are not there */
    size_t n_lacks;
} RouteWay;

typedef struct Route {
    const char *rule;    /* section of the rule that applies, e.g. "rule.large" */
    bool asks;           /* for one of the ways */
    bool settled;        /* it asks for none, or one is open */
    const char *because; /* with the facts read, in the language asked for */
    const char *authority, *grade;
    RouteWay *ways;
    size_t n_ways;
} Route;

/* Of the first staged case. Everything lives in the arena. */
bool route_run(Facts *facts, const char *lang, Arena *arena, Route *out, Err *err);

typedef struct TrancheDraft {
    size_t plan_row;
    Fen amount;
} TrancheDraft;

/* One tranche for each row of the plan that leaves something to pay, in order of time, rows
 * without a day last. Each gets its share of the payout, cut to the fen; the last takes the
 * rest, so that they add up to it. None when the plan costs nothing or nothing is to be paid
 * out. */
size_t route_tranches(const CaseFile *file, Fen payout, Arena *arena, TrancheDraft **out);

#endif
