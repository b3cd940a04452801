/* Runs the rules over a staged case. A Judge holds the facts of the cases at hand and the rules
 * as statements over them; what is raised is told to whoever asks. Writes nothing. */
#ifndef ANJUAN_RULES_JUDGE_JUDGE_H
#define ANJUAN_RULES_JUDGE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/catalog.h"
#include "rules/knowledge/ruleset.h"
#include "rules/staging/facts.h"

typedef struct Judge Judge;

/* on: the day that counts as today. The Knowledge must outlive it. The rules are prepared when
 * they are first run. */
bool judge_open(const Knowledge *knowledge, Day on, Judge **out, Err *err);
void judge_close(Judge *judge);

Facts *judge_facts(Judge *judge);
const Knowledge *judge_knowledge(const Judge *judge);

/* Over the first of the cases staged in its facts. field is FIELD_COUNT, row 0 and item -1
 * where a rule names none; reads are the values of what the rule reads, and after them what it
 * proposes. */
typedef void RuleRaised(void *ctx, const RuleDef *rule, FieldId field, int row, int item,
                        const SqlValue *reads);
bool judge_run(Judge *judge, RuleRaised *raised, void *ctx, Err *err);

#endif
