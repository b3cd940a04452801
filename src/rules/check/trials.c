/* Stages each rule's cases and looks whether it is raised. */
#include "config.h"

#include "rules/check/trials.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "domain/field.h"
#include "rules/judge/judge.h"
#include "rules/language/tables.h"

enum { OTHERS = 4, COLUMNS = 24 };

typedef struct Trial {
    const Knowledge *knowledge;
    Lint *lint;
    Judge *judge;
    const RuleDef *rule;
    const Ini *base; /* of which file is made */
    CaseFile *file;
    bool raised;
    Err impossible; /* why a field cannot have what the rule proposes for it */
    SqlValue others[OTHERS][COLUMNS]; /* rows of the table other */
    size_t n_others;
    Arena *arena;
} Trial;

/* ---- base cases ---- */

static const Ini *base_find(const Knowledge *knowledge, const char *name)
{
    for (size_t i = 0; i < knowledge_files(knowledge, "cases"); i++) {
        const Ini *ini = knowledge_file(knowledge, "cases", i);
        const char *slash = strrchr(ini_name(ini), '/');
        const char *file = slash ? slash + 1 : ini_name(ini);
        size_t len = strlen(name);
        if (strncmp(file, name, len) == 0 && strcmp(file + len, ".ini") == 0)
            return ini;
    }
    return NULL;
}

static void put_key(Trial *trial, CaseFile *file, const Ini *ini, const char *section,
                    size_t row, const RecordDef *record, const char *key)
{
    const FieldDef *field = catalog_find_field(record->id, key);
    if (field)
        case_put(file, field->id, row, ini_get(ini, section, key));
    else
        lint_at(trial->lint, ini, section, key, _("there is no field %s"), key);
}

static void put_section(Trial *trial, CaseFile *file, const Ini *ini, const char *section)
{
    size_t len = strcspn(section, ".");
    const RecordDef *record = catalog_find_record(arena_dup_n(trial->arena, section, len));
    long row = section[len] ? strtol(section + len + 1, NULL, 10) : 1;
    if (!record || row < 1 || row > 1000) {
        lint_at(trial->lint, ini, section, NULL,
                _("a base case has the sections RECORD or RECORD.N"));
        return;
    }
    for (size_t i = 0; i < ini_keys(ini, section); i++)
        put_key(trial, file, ini, section, (size_t)row - 1, record, ini_key(ini, section, i));
}

static void forget_base(Trial *trial)
{
    case_free(trial->file);
    trial->file = NULL;
    trial->base = NULL;
}

/* Most rules are tried over the same one. One with faults is told of by each rule. */
static const CaseFile *base_case(Trial *trial, const Ini *ini)
{
    if (trial->base == ini)
        return trial->file;
    size_t faults = trial->lint->count;
    forget_base(trial);
    trial->file = case_new();
    for (size_t i = 0; i < ini_sections(ini); i++) {
        if (strcmp(ini_section(ini, i), "base") != 0)
            put_section(trial, trial->file, ini, ini_section(ini, i));
    }
    if (trial->lint->count == faults)
        trial->base = ini;
    return trial->file;
}

/* ---- changes: "plan[2].doctor=; document[D11].state=missing; other[+].kind=story" ---- */

static void bad_change(Trial *trial, const char *key, const char *change)
{
    lint_at(
        trial->lint, trial->rule->ini, trial->rule->section, key,
        _("“%s” is no change: RECORD.FIELD=VALUE, or RECORD[ROW].FIELD=VALUE of a row that is "
          "there; [+] makes one"),
        change);
}

/* The row by its number, by + for a new one, or by the value of the first field. */
static bool find_row(const CaseFile *file, const RecordDef *record, const char *word,
                     size_t *row)
{
    size_t rows = case_rows(file, record->id);
    char *end;
    unsigned long number = strtoul(word, &end, 10);
    *row = strcmp(word, "+") == 0 ? rows : number - 1;
    if (strcmp(word, "+") == 0 || (!*end && number >= 1 && number <= rows))
        return true;
    for (*row = 0; *row < rows; (*row)++) {
        if (case_is(file, record->first, *row, word))
            return true;
    }
    return false;
}

/* A row of the table other begins with its kind; the columns that follow are of that row. */
static bool put_other(Trial *trial, const char *field, const char *value)
{
    if (strcmp(field, "kind") == 0 && trial->n_others < OTHERS)
        trial->n_others++;
    if (!trial->n_others)
        return false;
    for (size_t i = 0; i < table_columns(TABLE_OTHER) && i + 2 < COLUMNS; i++) {
        TableColumn column = table_column(TABLE_OTHER, i);
        if (strcmp(column.name, field) != 0)
            continue;
        trial->others[trial->n_others - 1][i + 2] =
            column.number ? sql_value_int(strtoll(value, NULL, 10)) : sql_value_text(value);
        return true;
    }
    return false;
}

static bool put_change(Trial *trial, CaseFile *file, char *change)
{
    char *equals = strchr(change, '='),
         *dot = equals ? memchr(change, '.', (size_t)(equals - change)) : NULL;
    char *open = dot ? memchr(change, '[', (size_t)(dot - change)) : NULL;
    size_t row = 0;
    if (!dot)
        return false;
    *equals = *dot = '\0';
    if (open) {
        if (dot[-1] != ']')
            return false;
        *open = dot[-1] = '\0';
    }
    if (strcmp(change, "other") == 0)
        return put_other(trial, dot + 1, equals + 1);
    const RecordDef *record = catalog_find_record(change);
    const FieldDef *field = record ? catalog_find_field(record->id, dot + 1) : NULL;
    if (!field || (open && !find_row(file, record, open + 1, &row)))
        return false;
    case_put(file, field->id, row, equals[1] ? equals + 1 : NULL);
    return true;
}

static void put_changes(Trial *trial, CaseFile *file, const char *key)
{
    Buf all = BUF_INIT;
    ini_long(trial->rule->ini, trial->rule->section, key, &all);
    char *rest = arena_dup(trial->arena, all.data ? all.data : ""), *change;
    buf_free(&all);
    while ((change = strsep(&rest, ";"))) {
        change += strspn(change, " ");
        char *kept = arena_dup(trial->arena, change);
        if (*change && !put_change(trial, file, change))
            bad_change(trial, key, kept);
    }
}

/* ---- running ---- */

/* What is proposed is stored like what is typed, so it has to be a value of the field. */
static void check_offer(Trial *trial, FieldId field, const SqlValue *value)
{
    const FieldContext fields = {.codes = knowledge_codes(trial->knowledge),
                                 .today = facts_day(judge_facts(trial->judge)),
                                 .lang = ""};
    Buf text = BUF_INIT;
    if (value->type == SQL_INT)
        buf_addf(&text, "%lld", (long long)value->number);
    else if (value->type == SQL_TEXT)
        buf_add(&text, value->bytes);
    if (text.len && !trial->impossible.kind)
        field_check(&fields, catalog_field(field), text.data, &trial->impossible);
    buf_free(&text);
}

static void on_raised(void *ctx, const RuleDef *rule, FieldId field, int row UNUSED,
                      int item UNUSED, const SqlValue *reads)
{
    Trial *trial = ctx;
    if (rule != trial->rule)
        return;
    trial->raised = true;
    if (rule->value)
        check_offer(trial, field, &reads[rule->n_reads]);
}

static bool stage_others(Trial *trial, Err *err)
{
    Buf insert = BUF_INIT;
    bool done = true;
    table_insert(TABLE_OTHER, &insert);
    for (size_t i = 0; done && i < trial->n_others; i++) {
        SqlValue *values = trial->others[i];
        values[0] = sql_value_int(1);
        values[1] = sql_value_int((int64_t)i + 1);
        done = guard_fill(facts_guard(judge_facts(trial->judge)), insert.data, values,
                          table_columns(TABLE_OTHER) + 2, err);
    }
    buf_free(&insert);
    return done;
}

static bool on_day(Trial *trial, const Ini *base, Err *err)
{
    Day day = {0};
    const char *own = ini_get(trial->rule->ini, trial->rule->section, "on");
    const char *text = own ? own : ini_get(base, "base", "day");
    if (!text || !day_parse(text, &day))
        return err_set(err, ERR_INPUT,
                       _("a base case names its day, [base] day = \"YYYY-MM-DD\""));
    if (trial->judge && day_compare(facts_day(judge_facts(trial->judge)), day) == 0)
        return true;
    judge_close(trial->judge);
    trial->judge = NULL;
    /* The base cases are practice data. A trial changes little of them, so that little is
     * staged and judged anew; still every rule is judged over each. */
    if (!judge_open(trial->knowledge, day, &trial->judge, err) ||
        !facts_use_store(judge_facts(trial->judge), NULL, true, err))
        return false;
    return true;
}

/* Whether the rule is raised over its base case with these changes. */
static bool is_raised(Trial *trial, const Ini *base, const char *key, Err *err)
{
    CaseFile *file = case_trial(base_case(trial, base));
    trial->n_others = 0;
    memset(trial->others, 0, sizeof(trial->others));
    put_changes(trial, file, key);
    trial->raised = false;
    trial->impossible = (Err){0};
    bool done =
        facts_stage(judge_facts(trial->judge), (const CaseFile *const *)&file, 1, err) &&
        stage_others(trial, err) && judge_run(trial->judge, on_raised, trial, err);
    case_free(file);
    return done;
}

static void try_rule(Trial *trial)
{
    const RuleDef *rule = trial->rule;
    const char *name = ini_get(rule->ini, rule->section, "base");
    const Ini *base = base_find(trial->knowledge, name ? name : "adult");
    Err err = {0};
    lint_needs(trial->lint, rule->ini, rule->section, "raises");
    lint_needs(trial->lint, rule->ini, rule->section, "calm");
    if (!base) {
        lint_at(trial->lint, rule->ini, rule->section, "base", _("there is no such base case"));
        return;
    }
    if (!on_day(trial, base, &err) || !is_raised(trial, base, "raises", &err)) {
        lint_fault_of(trial->lint, rule->ini, rule->section, "when", err.text);
        return;
    }
    if (!trial->raised)
        lint_at(trial->lint, rule->ini, rule->section, "raises",
                _("the case that is to raise the rule does not"));
    if (trial->impossible.kind)
        lint_at(trial->lint, rule->ini, rule->section, "value", "%s", trial->impossible.text);
    if (!is_raised(trial, base, "calm", &err))
        lint_fault_of(trial->lint, rule->ini, rule->section, "when", err.text);
    else if (trial->raised)
        lint_at(trial->lint, rule->ini, rule->section, "calm",
                _("the case that is not to raise the rule does"));
}

/* Each condition alone first, so that one faulty rule is not blamed on all. */
static bool all_run(Trial *trial)
{
    const RuleSet *set = knowledge_rules(trial->knowledge);
    CaseFile *empty = case_new();
    Facts *facts = NULL;
    Err err = {0};
    size_t before = trial->lint->count;
    if (!facts_open(trial->knowledge, day_today(), &facts, &err) ||
        !facts_stage(facts, (const CaseFile *const *)&empty, 1, &err)) {
        lint_fault(trial->lint, "rules", "%s", err.text);
    }
    for (size_t i = 0; facts && i < set->n; i++) {
        const RuleDef *rule = &set->rules[i];
        if (rule->sql && !staging_try(facts_staging(facts), rule->over, rule->ini,
                                      rule->section, "when", rule->sql, &err))
            lint_fault_of(trial->lint, rule->ini, rule->section, "when", err.text);
    }
    facts_close(facts);
    case_free(empty);
    return trial->lint->count == before;
}

static bool is_shipped(const Knowledge *shipped, const RuleDef *rule)
{
    const RuleSet *set = shipped ? knowledge_rules(shipped) : NULL;
    for (size_t i = 0; set && i < set->n; i++) {
        const RuleDef *other = &set->rules[i];
        if (strcmp(other->section, rule->section) == 0)
            return other->sql && strcmp(other->sql, rule->sql) == 0;
    }
    return false;
}

void trials_run(const Knowledge *knowledge, const Knowledge *shipped, Lint *lint)
{
    const RuleSet *set = knowledge_rules(knowledge);
    Trial trial = {.knowledge = knowledge, .lint = lint, .arena = arena_new()};
    bool runs = set->n && all_run(&trial);
    for (size_t i = 0; runs && i < set->n; i++) {
        trial.rule = &set->rules[i];
        if (trial.rule->sql && !is_shipped(shipped, trial.rule))
            try_rule(&trial);
    }
    judge_close(trial.judge);
    forget_base(&trial);
    arena_free(trial.arena);
}
