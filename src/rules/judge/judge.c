/* Runs the rules: for each table that rules are asked over prepared SELECTs, whose columns are
 * where the row is, then for each rule its condition; what a rule reads is asked for by itself
 * once it holds, since of nearly all rows nothing is raised. Rules that begin with the same
 * comparison, such as the kind of a value, are asked over the rows alone for which it holds. Of
 * a case that is judged again, as after each edit, what was raised is kept: it stands for rows
 * of lists that did not change where the rules look at nothing but their row, and as a whole
 * while nothing that they read has changed. */
#include "config.h"

#include "rules/judge/judge.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "rules/language/spread.h"
#include "rules/language/tables.h"
#include "rules/language/words.h"

enum {
    PLACE_COLUMNS = 3, /* field, row, item; of a list also its key */
    CHANGES_MAX = 40,  /* rows from which on all are run again */
    CHANGES_FEW = 3,   /* so many are run alone, however many there are */
    GROUP_RULES = 40,  /* over the whole case: more would be run again for the sake of one */
    LEAD_RULES = 4,    /* that begin alike: fewer are not worth a statement of their own */
};

/* What a rule raised over one row. */
typedef struct Raised {
    const RuleDef *rule;
    int64_t row_no; /* 0: of a group that is not kept by rows */
    FieldId field;
    int row, item;
    const SqlValue *reads; /* in the arena of the group */
} Raised;

/* Rules that are asked over the same table with one statement. */
typedef struct Group {
    int over;
    bool by_rows;      /* its rules look at nothing but their row */
    GuardQuery *query; /* NULL: there are no such rules */
    char *one_sql;     /* the same over the row ?2 alone; NULL when not by rows */
    GuardQuery *one;   /* NULL: not asked for yet, as when a case is judged once */
    const RuleDef **rules;
    int *columns;       /* of each rule's condition; what it proposes follows */
    GuardQuery **reads; /* what each of them reads; NULL: not asked for yet */
    size_t n;
    const char *lead; /* what all of them begin with, so many bytes; 0: nothing */
    size_t lead_len;
    Slots slots;   /* what they read; not of their rows, where those are known one by one */
    bool unknown;  /* they read what Changes does not follow: nothing is kept */
    uint64_t seen; /* the staging at which it was run; 0: never */
    Raised *kept;
    size_t n_kept, room;
    Arena *arena;
} Group;

/* Where a rule holds. */
typedef struct Hit {
    size_t rule; /* of the group */
    FieldId field;
    int row, item;
    SqlValue key, value; /* of the row in its list; what is proposed */
} Hit;

typedef enum Reach { REACH_ROW, REACH_ALL, REACHES } Reach; /* of what a rule looks at */

struct Judge {
    Facts *facts;
    bool ready; /* the rules are prepared */
    Group *groups;
    size_t n, room;
    SqlValue *reads; /* room for those of one rule */
    Hit *hits;       /* of the statement that runs, in its order */
    size_t n_hits, hit_room;
    Arena *arena; /* of their values */
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

static void free_group(Group *group)
{
    guard_finish(group->query);
    guard_finish(group->one);
    free(group->one_sql);
    for (size_t i = 0; i < group->n; i++)
        guard_finish(group->reads[i]);
    free(group->reads);
    free(group->rules);
    free(group->columns);
    slots_free(&group->slots);
    free(group->kept);
    arena_free(group->arena);
}

static void forget_rules(Judge *judge)
{
    for (size_t i = 0; i < judge->n; i++)
        free_group(&judge->groups[i]);
    free(judge->groups);
    free(judge->reads);
    free(judge->hits);
    arena_free(judge->arena);
    judge->groups = NULL;
    judge->reads = NULL;
    judge->hits = NULL;
    judge->arena = NULL;
    judge->n = judge->room = judge->n_hits = judge->hit_room = 0;
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
    Buf where = BUF_INIT, when = BUF_INIT;
    ini_place(rule->ini, rule->section, "when", &where);
    spread_lists(rule->sql, &when);
    bool done = guard_expression(rule->sql, where.data, err);
    /* As a branch SQLite leaves off at the first part that is false; as a mere value it
     * computes every part, subqueries too, for each row. */
    buf_addf(columns, ", CASE WHEN (%s) THEN 1 ELSE 0 END", when.data);
    if (rule->value) {
        ini_place(rule->ini, rule->section, "value", &where);
        done = done && guard_expression(rule->value, where.data, err);
        buf_addf(columns, ", CASE WHEN (%s) THEN (%s) END", when.data, rule->value);
    }
    *count += rule->value ? 2 : 1;
    buf_free(&when);
    buf_free(&where);
    return done;
}

/* Says which of the rules is at fault, where one is alone too. */
static bool name_faulty_rule(Facts *facts, const Group *group, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = 0; i < group->n; i++) {
        const RuleDef *rule = group->rules[i];
        if (!staging_try(facts_staging(facts), rule->over, rule->ini, rule->section, "when",
                         rule->sql, err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

/* Lists of a case, whose rows are known when they change. */
static bool knows_rows(int over)
{
    return over == TABLE_VALUE || (over < REC_COUNT && table_is_list(over));
}

static Reach reach_of(const RuleDef *rule)
{
    bool row = words_stay_in_row(rule->sql) && (!rule->value || words_stay_in_row(rule->value));
    return knows_rows(rule->over) && row ? REACH_ROW : REACH_ALL;
}

typedef struct Reads {
    const Changes *changes;
    Group *group;
} Reads;

static void note_read(void *ctx, const char *table, const char *column)
{
    Reads *reads = ctx;
    Group *group = reads->group;
    size_t slot = changes_slot(reads->changes, table, column);
    if (slot == changes_slots(reads->changes))
        group->unknown = true;
    else if (!group->by_rows || !changes_slot_is_of(reads->changes, slot, group->over))
        slots_add(&group->slots, slot);
}

/* The messages show more than the conditions look at. */
static void note_told(Reads *reads)
{
    for (size_t i = 0; i < reads->group->n; i++) {
        const RuleDef *rule = reads->group->rules[i];
        for (size_t r = 0; r < rule->n_reads; r++)
            note_read(reads, rule->reads[r].table, rule->reads[r].name);
    }
}

static void select_rows(const Group *group, bool one, const char *columns, Buf *sql)
{
    staging_select(sql, group->over, one, columns);
    if (group->lead_len)
        buf_addf(sql, " AND %.*s", (int)group->lead_len, group->lead);
}

static bool prepare_statements(Judge *judge, Group *group, const char *columns, Err *err)
{
    Guard *guard = facts_guard(judge->facts);
    const Changes *changes = staging_changes(facts_staging(judge->facts));
    Buf all = BUF_INIT, one = BUF_INIT;
    group->arena = arena_new();
    Reads reads = {changes, group};
    select_rows(group, false, columns, &all);
    if (group->by_rows) {
        select_rows(group, true, columns, &one);
        group->one_sql = buf_take(&one);
    }
    note_told(&reads);
    guard_on_read(guard, note_read, &reads);
    bool done = guard_prepare(guard, all.data, _("rules"), &group->query, err);
    guard_on_read(guard, NULL, NULL);
    buf_free(&all);
    return done || name_faulty_rule(judge->facts, group, err);
}

static Group *add_group(Judge *judge, const Group *like)
{
    if (judge->n == judge->room)
        judge->groups = xreallocarray(judge->groups, judge->room = judge->room * 2 + 16,
                                      sizeof(*judge->groups));
    Group *group = &judge->groups[judge->n++];
    size_t rules = knowledge_rules(judge_knowledge(judge))->n;
    *group = *like;
    group->rules = xcalloc(rules + 1, sizeof(*group->rules));
    group->columns = xcalloc(rules + 1, sizeof(*group->columns));
    group->reads = xcalloc(rules + 1, sizeof(*group->reads));
    return group;
}

static bool is_full(const Group *group)
{
    return group->over == TABLE_FACT && group->n == GROUP_RULES;
}

static bool begins_like(const RuleDef *rule, const char *lead, size_t len)
{
    return strncmp(rule->sql, lead, len) == 0 &&
           words_lead(rule->sql, table_name(rule->over)) == len;
}

/* The bytes that it begins with like enough others over the same table; 0: like too few. */
static size_t lead_of(const Judge *judge, const RuleDef *rule)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    size_t len = words_lead(rule->sql, table_name(rule->over)), alike = 0;
    for (size_t i = 0; len && i < set->n; i++)
        alike += set->rules[i].over == rule->over && set->rules[i].sql &&
                 begins_like(&set->rules[i], rule->sql, len);
    return alike < LEAD_RULES ? 0 : len;
}

static bool belongs(const Judge *judge, const Group *group, const RuleDef *rule)
{
    return rule->over == group->over && rule_active(rule, facts_day(judge->facts)) &&
           (reach_of(rule) == REACH_ROW) == group->by_rows &&
           (group->lead_len ? begins_like(rule, group->lead, group->lead_len)
                            : !lead_of(judge, rule));
}

/* The rules from *next on that belong together, as many as there are room for. */
static bool prepare_group(Judge *judge, const Group *like, size_t *next, Err *err)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    Group *group = add_group(judge, like);
    Buf columns = BUF_INIT;
    int count = PLACE_COLUMNS + table_is_list(like->over);
    bool done = true;
    buf_add(&columns, table_place(like->over));
    if (table_is_list(like->over))
        buf_addf(&columns, ", %s.%s", table_name(like->over), table_key(like->over));
    for (; done && *next < set->n && !is_full(group); ++*next) {
        const RuleDef *rule = &set->rules[*next];
        if (!belongs(judge, group, rule))
            continue;
        group->rules[group->n] = rule;
        group->columns[group->n++] = count;
        done = add_rule(&columns, rule, &count, err);
    }
    done = done && (!group->n || prepare_statements(judge, group, columns.data, err));
    buf_free(&columns);
    return done;
}

static bool prepare_like(Judge *judge, const Group *like, Err *err)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    for (size_t next = 0; next < set->n;) {
        if (!prepare_group(judge, like, &next, err))
            return false;
    }
    return true;
}

static bool lead_prepared(const Judge *judge, const Group *like)
{
    for (size_t i = 0; i < judge->n; i++) {
        const Group *group = &judge->groups[i];
        if (group->over == like->over && group->by_rows == like->by_rows &&
            group->lead_len == like->lead_len &&
            strncmp(group->lead, like->lead, like->lead_len) == 0)
            return true;
    }
    return false;
}

/* Those that begin with nothing in common, and then by what they begin with. */
static bool prepare(Judge *judge, int over, Reach reach, Err *err)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    Group like = {.over = over, .by_rows = reach == REACH_ROW};
    bool done = prepare_like(judge, &like, err);
    for (size_t i = 0; done && i < set->n; i++) {
        const RuleDef *rule = &set->rules[i];
        if (rule->over != over || !rule->sql || !(like.lead_len = lead_of(judge, rule)))
            continue;
        like.lead = rule->sql;
        done = lead_prepared(judge, &like) || prepare_like(judge, &like, err);
    }
    return done;
}

static bool prepare_rules(Judge *judge, Err *err)
{
    const RuleSet *set = knowledge_rules(judge_knowledge(judge));
    size_t most = 0;
    for (size_t i = 0; i < set->n; i++)
        most = rule_values(&set->rules[i]) > most ? rule_values(&set->rules[i]) : most;
    judge->reads = xcalloc(most + 1, sizeof(*judge->reads));
    judge->arena = arena_new();
    judge->ready = true;
    for (int over = 0; judge->ready && over < TABLE_COUNT; over++)
        judge->ready = !table_place(over) || (prepare(judge, over, REACH_ROW, err) &&
                                              prepare(judge, over, REACH_ALL, err));
    if (!judge->ready)
        forget_rules(judge);
    return judge->ready;
}

/* ---- running ---- */

static int number_or(SqlValue value, int none)
{
    return value.type == SQL_INT ? (int)value.number : none;
}

/* What becomes of what is raised: told at once, or kept. */
typedef struct Run {
    Judge *judge;
    Group *group;
    RuleRaised *raised; /* NULL: kept */
    void *ctx;
} Run;

static SqlValue copy_value(Arena *arena, SqlValue value)
{
    if (value.type == SQL_TEXT || value.type == SQL_BLOB)
        value.bytes = arena_dup_n(arena, value.bytes, value.len);
    return value;
}

static const SqlValue *copy_reads(Arena *arena, const SqlValue *reads, size_t n)
{
    SqlValue *copy = arena_alloc(arena, (n + 1) * sizeof(*copy));
    for (size_t i = 0; i < n; i++)
        copy[i] = copy_value(arena, reads[i]);
    return copy;
}

static void keep(Group *group, const Raised *one)
{
    if (group->n_kept == group->room)
        group->kept = xreallocarray(group->kept, group->room = group->room * 2 + 16,
                                    sizeof(*group->kept));
    group->kept[group->n_kept] = *one;
    group->kept[group->n_kept++].reads =
        copy_reads(group->arena, one->reads, rule_values(one->rule));
}

/* ---- where a rule holds ---- */

static void add_hit(Judge *judge, const Hit *hit)
{
    if (judge->n_hits == judge->hit_room)
        judge->hits = xreallocarray(judge->hits, judge->hit_room = judge->hit_room * 2 + 64,
                                    sizeof(*judge->hits));
    judge->hits[judge->n_hits++] = *hit;
}

/* The row of a singleton or list that a rule over the whole case points at. */
static void note_row(Judge *judge, const Group *group, const GuardQuery *query)
{
    for (size_t i = 0; i < group->n; i++) {
        const RuleDef *rule = group->rules[i];
        SqlValue truth = guard_value(query, group->columns[i]);
        if (truth.type != SQL_INT || !truth.number)
            continue;
        Hit hit = {.rule = i,
                   .field = (FieldId)number_or(guard_value(query, 0), (int)rule->field),
                   .row = number_or(guard_value(query, 1), 0),
                   .item = number_or(guard_value(query, 2), -1)};
        if (table_is_list(group->over))
            hit.key = copy_value(judge->arena, guard_value(query, PLACE_COLUMNS));
        if (rule->value)
            hit.value = copy_value(judge->arena, guard_value(query, group->columns[i] + 1));
        add_hit(judge, &hit);
    }
}

static bool reads_table(const RuleDef *rule, const char *table)
{
    for (size_t i = 0; i < rule->n_reads; i++) {
        if (strcasecmp(rule->reads[i].table, table) == 0)
            return true;
    }
    return false;
}

/* What the rule reads, of the tables alone that it is in: each is one row by its key. */
static void select_reads(const RuleDef *rule, Buf *sql)
{
    Buf from = BUF_INIT, where = BUF_INIT;
    buf_add(sql, "SELECT 1");
    for (size_t i = 0; i < rule->n_reads; i++)
        buf_addf(sql, ", %s.[%s]", rule->reads[i].table, rule->reads[i].name);
    for (int table = 0; table < TABLE_COUNT; table++) {
        const char *name = table_name(table);
        if (!reads_table(rule, name))
            continue;
        buf_addf(&from, "%s%s", from.len ? " CROSS JOIN " : " FROM ", name);
        if (table != TABLE_TODAY)
            buf_addf(&where, "%s%s.case_id = ?1", where.len ? " AND " : " WHERE ", name);
        if (table_is_list(table))
            buf_addf(&where, " AND %s.%s = ?2", name, table_key(table));
    }
    buf_addf(sql, "%s%s", from.data, where.len ? where.data : "");
    buf_free(&where);
    buf_free(&from);
}

static bool prepare_reads(Judge *judge, const RuleDef *rule, GuardQuery **query, Err *err)
{
    Buf sql = BUF_INIT;
    select_reads(rule, &sql);
    bool done = guard_prepare(facts_guard(judge->facts), sql.data, _("rules"), query, err);
    buf_free(&sql);
    return done;
}

/* Into judge->reads; they last until the query is reset. */
static bool read_hit(Judge *judge, Group *group, const Hit *hit, Err *err)
{
    const RuleDef *rule = group->rules[hit->rule];
    GuardQuery **query = &group->reads[hit->rule];
    bool row = false;
    judge->reads[rule->n_reads] = hit->value;
    if (!rule->n_reads)
        return true;
    if (!*query && !prepare_reads(judge, rule, query, err))
        return false;
    guard_reset(*query);
    guard_bind(*query, 1, sql_value_int(1));
    if (table_is_list(group->over) && reads_table(rule, table_name(group->over)))
        guard_bind(*query, 2, hit->key);
    if (!guard_step(*query, &row, err))
        return false;
    for (size_t i = 0; row && i < rule->n_reads; i++)
        judge->reads[i] = guard_value(*query, (int)i + 1);
    return row || err_set(err, ERR_STORE, _("the facts of a case cannot be computed"));
}

static bool raise_hit(const Run *run, const Hit *hit, Err *err)
{
    Group *group = run->group;
    const RuleDef *rule = group->rules[hit->rule];
    if (!read_hit(run->judge, group, hit, err))
        return false;
    Raised one = {.rule = rule,
                  .row_no = group->by_rows ? hit->key.number : 0,
                  .field = hit->field,
                  .row = hit->row,
                  .item = hit->item,
                  .reads = run->judge->reads};
    if (run->raised)
        run->raised(run->ctx, rule, one.field, one.row, one.item, one.reads);
    else
        keep(group, &one);
    if (group->reads[hit->rule])
        guard_reset(group->reads[hit->rule]);
    return true;
}

/* What the rules read is asked for when the statement has ended: what one may use is counted
 * for one at a time. */
static bool run_query(const Run *run, GuardQuery *query, int64_t row_no, Err *err)
{
    Judge *judge = run->judge;
    bool row = true;
    judge->n_hits = 0;
    guard_reset(query);
    guard_bind(query, 1, sql_value_int(1));
    if (row_no)
        guard_bind(query, 2, sql_value_int(row_no));
    while (row) {
        if (!guard_step(query, &row, err))
            return name_faulty_rule(judge->facts, run->group, err);
        if (row)
            note_row(judge, run->group, query);
    }
    guard_reset(query);
    bool done = true;
    for (size_t i = 0; done && i < judge->n_hits; i++)
        done = raise_hit(run, &judge->hits[i], err);
    arena_reset(judge->arena);
    return done;
}

/* ---- what is kept ---- */

typedef struct ChangedRows {
    int64_t row_no[CHANGES_MAX];
    size_t n;
} ChangedRows;

static bool take_row(void *ctx, int64_t row_no, Err *err UNUSED)
{
    ChangedRows *rows = ctx;
    if (rows->n == CHANGES_MAX)
        return false;
    rows->row_no[rows->n++] = row_no;
    return true;
}

static bool has_row(const ChangedRows *rows, int64_t row_no)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->row_no[i] == row_no)
            return true;
    }
    return false;
}

/* What was raised over the rows that changed is raised anew. */
static bool run_rows(const Run *run, const ChangedRows *rows, Err *err)
{
    Group *group = run->group;
    size_t n = 0;
    if (rows->n && !group->one &&
        !guard_prepare(facts_guard(run->judge->facts), group->one_sql, _("rules"), &group->one,
                       err))
        return false;
    for (size_t i = 0; rows->n && i < group->n_kept; i++) {
        if (!has_row(rows, group->kept[i].row_no))
            group->kept[n++] = group->kept[i];
    }
    if (rows->n)
        group->n_kept = n;
    for (size_t i = 0; i < rows->n; i++) {
        if (!run_query(run, group->one, rows->row_no[i], err))
            return false;
    }
    return true;
}

static bool run_all(const Run *run, Err *err)
{
    run->group->n_kept = 0;
    arena_reset(run->group->arena);
    return run_query(run, run->group->query, 0, err);
}

/* Makes kept what a run over all rows would raise now. */
static bool refresh(const Run *run, Err *err)
{
    Staging *staging = facts_staging(run->judge->facts);
    const Changes *changes = staging_changes(staging);
    Group *group = run->group;
    ChangedRows rows = {.n = 0};
    bool done, few = !group->unknown && changes_known(changes, group->seen) &&
                     !changes_any_after(changes, &group->slots, group->seen);
    few = few && (!group->by_rows || records_each_change(staging_records(staging), group->over,
                                                         group->seen, take_row, &rows, NULL));
    /* Of another case most are others: all at once are cheaper than one after the other. */
    few = few && (rows.n <= CHANGES_FEW ||
                  2 * rows.n <= records_rows(staging_records(staging), group->over));
    group->seen = 0;
    done = few ? run_rows(run, &rows, err) : run_all(run, err);
    if (done)
        group->seen = changes_now(changes);
    return done;
}

static bool run_group(Judge *judge, Group *group, RuleRaised *raised, void *ctx, Err *err)
{
    Run run = {judge, group, raised, ctx};
    if (!records_remember(staging_records(facts_staging(judge->facts))))
        return run_query(&run, group->query, 0, err);
    run.raised = NULL;
    if (!refresh(&run, err))
        return false;
    for (size_t k = 0; k < group->n_kept; k++) {
        const Raised *one = &group->kept[k];
        raised(ctx, one->rule, one->field, one->row, one->item, one->reads);
    }
    return true;
}

bool judge_run(Judge *judge, RuleRaised *raised, void *ctx, Err *err)
{
    if (!judge->ready && !prepare_rules(judge, err))
        return false;
    for (size_t i = 0; i < judge->n; i++) {
        if (judge->groups[i].query && !run_group(judge, &judge->groups[i], raised, ctx, err))
            return false;
    }
    return true;
}
