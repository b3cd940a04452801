/* Runs the rules: for each table that rules are asked over one prepared SELECT, whose columns
 * are where the row is, then for each rule its condition and what it reads. */
#include "config.h"

#include "rules/judge/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/language/tables.h"

enum { PLACE_COLUMNS = 3 }; /* field, row, item */

typedef struct JudgeOver {
    GuardQuery *query; /* NULL: no rule is asked over it */
    const RuleDef **rules;
    int *columns; /* of each rule's condition; what it reads follows */
    size_t n;
} JudgeOver;

struct Judge {
    Facts *facts;
    bool ready; /* the rules are prepared */
    JudgeOver overs[TABLE_COUNT];
    SqlValue *reads; /* room for those of one rule */
};

bool judge_open(const Knowledge *knowledge, Day on, Judge **out, Err *err)
{
    Facts *facts = NULL;
    *out = NULL;
    if (!facts_open(knowledge, on, &facts, err))
        return false;
    *out = xcalloc(1, sizeof(**out));
    (*out)->facts = facts;
    return true;
}

static void forget_rules(Judge *judge)
{
    for (int over = 0; over < TABLE_COUNT; over++) {
        guard_finish(judge->overs[over].query);
        free(judge->overs[over].rules);
        free(judge->overs[over].columns);
    }
    free(judge->reads);
    judge->reads = NULL;
    memset(judge->overs, 0, sizeof(judge->overs));
}

void judge_close(Judge *judge)
{
    if (!judge)
        return;
    forget_rules(judge);
    facts_close(judge->facts);
    free(judge);
}

Facts *judge_facts(Judge *judge)
{
    return judge->facts;
}

const Knowledge *judge_knowledge(const Judge *judge)
{
    return facts_knowledge(judge->facts);
}

/* ---- the statements ---- */

static bool add_rule(Buf *columns, const RuleDef *rule, int *count, Err *err)
{
    Buf where = BUF_INIT;
    ini_place(rule->ini, rule->section, "when", &where);
    bool done = guard_expression(rule->sql, where.data, err);
    /* As a branch SQLite leaves off at the first part that is false; as a mere value it
     * computes every part, subqueries too, for each row. */
    buf_addf(columns, ", CASE WHEN (%s) THEN 1 ELSE 0 END", rule->sql);
    for (size_t i = 0; i < rule->n_reads; i++)
        buf_addf(columns, ", %s.[%s]", rule->reads[i].table, rule->reads[i].name);
    *count += 1 + (int)rule->n_reads;
    buf_free(&where);
    return done;
}

/* Says which of the rules is at fault, where one is alone too. */
static bool blame(Facts *facts, const JudgeOver *over, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = 0; i < over->n; i++) {
        const RuleDef *rule = over->rules[i];
        if (!staging_try(facts_staging(facts), rule->over, rule->ini, rule->section, "when",
                         rule->sql, err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

static bool prepare(Facts *facts, int id, JudgeOver *over, Err *err)
{
    const RuleSet *set = knowledge_rules(facts_knowledge(facts));
    Buf columns = BUF_INIT, sql = BUF_INIT;
    int count = PLACE_COLUMNS;
    bool done = true;
    buf_add(&columns, table_place(id));
    over->rules = xcalloc(set->n + 1, sizeof(*over->rules));
    over->columns = xcalloc(set->n + 1, sizeof(*over->columns));
    for (size_t i = 0; done && i < set->n; i++) {
        if (set->rules[i].over != id || !rule_active(&set->rules[i], facts_day(facts)))
            continue;
        over->rules[over->n] = &set->rules[i];
        over->columns[over->n++] = count;
        done = add_rule(&columns, &set->rules[i], &count, err);
    }
    if (done && over->n) {
        staging_select(&sql, id, false, columns.data);
        done = guard_prepare(facts_guard(facts), sql.data, _("rules"), &over->query, err) ||
               blame(facts, over, err);
    }
    buf_free(&columns);
    buf_free(&sql);
    return done;
}

static bool prepare_rules(Judge *judge, Err *err)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    size_t most = 0;
    for (size_t i = 0; i < set->n; i++)
        most = set->rules[i].n_reads > most ? set->rules[i].n_reads : most;
    judge->reads = xcalloc(most + 1, sizeof(*judge->reads));
    judge->ready = true;
    for (int over = 0; judge->ready && over < TABLE_COUNT; over++)
        judge->ready =
            !table_place(over) || prepare(judge->facts, over, &judge->overs[over], err);
    if (!judge->ready)
        forget_rules(judge);
    return judge->ready;
}

/* ---- running ---- */

static int number_or(SqlValue value, int none)
{
    return value.type == SQL_INT ? (int)value.number : none;
}

/* The row of a singleton or list that a rule over the whole case points at. */
static void raise_row(Judge *judge, const JudgeOver *over, RuleRaised *raised, void *ctx)
{
    for (size_t i = 0; i < over->n; i++) {
        const RuleDef *rule = over->rules[i];
        SqlValue truth = guard_value(over->query, over->columns[i]);
        if (truth.type != SQL_INT || !truth.number)
            continue;
        for (size_t r = 0; r < rule->n_reads; r++)
            judge->reads[r] = guard_value(over->query, over->columns[i] + 1 + (int)r);
        FieldId field = (FieldId)number_or(guard_value(over->query, 0), (int)rule->field);
        raised(ctx, rule, field, number_or(guard_value(over->query, 1), 0),
               number_or(guard_value(over->query, 2), -1), judge->reads);
    }
}

static bool run_over(Judge *judge, const JudgeOver *over, size_t i, RuleRaised *raised,
                     void *ctx, Err *err)
{
    bool row = true;
    guard_reset(over->query);
    guard_bind(over->query, 1, sql_value_int((int64_t)i + 1));
    while (row) {
        if (!guard_step(over->query, &row, err))
            return blame(judge->facts, over, err);
        if (row)
            raise_row(judge, over, raised, ctx);
    }
    guard_reset(over->query);
    return true;
}

bool judge_run(Judge *judge, size_t i, RuleRaised *raised, void *ctx, Err *err)
{
    if (!judge->ready && !prepare_rules(judge, err))
        return false;
    for (int over = 0; over < TABLE_COUNT; over++) {
        if (judge->overs[over].query &&
            !run_over(judge, &judge->overs[over], i, raised, ctx, err))
            return false;
    }
    return true;
}
