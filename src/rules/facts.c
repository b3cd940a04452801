#include "config.h"

#include "rules/facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/inner.h"

enum { OWN_TABLES = 6 }; /* today, fact, checklist, value, item, other */

/* Evaluates all facts of one level for one case and writes them to the table fact. */
typedef struct Level {
    GuardQuery *query;
    char *update;
    size_t first, n; /* of the set's facts */
} Level;

struct Facts {
    const Knowledge *knowledge;
    const FactSet *set;
    Guard *guard;
    void *functions;
    Staged *records;
    const char *tables[REC_COUNT + OWN_TABLES + 1];
    Level *levels;
    GuardQuery *checklist;
    GuardQuery **values; /* facts_get: one query a fact, made when first asked for */
    size_t staged;
    char number[24];
    Day on;
    Store *store; /* NULL: no other cases are looked for */
    bool others;  /* are staged, of the case alone whose print this is */
    unsigned char others_of[DIGEST_BYTES];
    Judge *judge; /* made when first asked for */
};

/* ---- the staging tables, from the catalogue ---- */

static bool make_own_tables(Facts *facts, Day on, Err *err)
{
    Buf sql = BUF_INIT;
    char day[DAY_TEXT];
    day_format(on, day);
    buf_addf(&sql,
             "CREATE TABLE today (day TEXT, practice INTEGER);"
             " INSERT INTO today VALUES ('%s', 0);",
             day);
    buf_add(&sql,
            "CREATE TABLE item (case_id INTEGER NOT NULL, row_no INTEGER NOT NULL,"
            " item TEXT, answer TEXT, ongoing TEXT, at_field INTEGER, at_row INTEGER,"
            " PRIMARY KEY (case_id, row_no)) WITHOUT ROWID;"
            "CREATE TABLE other (case_id INTEGER NOT NULL, row_no INTEGER NOT NULL,"
            " kind TEXT, no TEXT, at_field INTEGER, at_row INTEGER, same_patient INTEGER,"
            " same_payee INTEGER, same_hospital INTEGER, relation TEXT, code TEXT,"
            " signs INTEGER, score INTEGER, PRIMARY KEY (case_id, row_no)) WITHOUT ROWID;");
    buf_add(&sql, "CREATE TABLE checklist (case_id INTEGER NOT NULL, code TEXT NOT NULL,"
                  " required INTEGER NOT NULL, reason INTEGER, state TEXT NOT NULL,"
                  " row_no INTEGER, open INTEGER NOT NULL, PRIMARY KEY (case_id, code))"
                  " WITHOUT ROWID;");
    buf_add(&sql, "CREATE TABLE fact (case_id INTEGER PRIMARY KEY");
    for (size_t i = 0; i < facts->set->n; i++)
        buf_addf(&sql, ", [%s]", facts->set->facts[i].name);
    buf_add(&sql, ")");
    bool done = guard_exec(facts->guard, sql.data, err);
    buf_free(&sql);
    return done;
}

static bool make_tables(Facts *facts, Day on, Err *err)
{
    size_t n = 0;
    if (!staged_open(facts->guard, &facts->records, err))
        return false;
    for (int id = 0; id < REC_COUNT; id++)
        facts->tables[n++] = catalog_record((RecordId)id)->table;
    facts->tables[n++] = "value";
    facts->tables[n++] = "item";
    facts->tables[n++] = "other";
    facts->tables[n++] = "fact";
    facts->tables[n++] = "checklist";
    facts->tables[n++] = "today";
    if (!make_own_tables(facts, on, err))
        return false;
    guard_allow(facts->guard, facts->tables, n);
    return true;
}

/* ---- the statements ---- */

/* CROSS JOIN keeps SQLite from looking for a better order: each table is one row by its key. */
static void select_from(Buf *sql, const char *rows_of, bool one, const char *columns)
{
    Buf where = BUF_INIT;
    buf_addf(sql, "SELECT %s FROM today CROSS JOIN fact", columns);
    for (int id = 0; id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        if (record->flags & RF_MANY)
            continue;
        buf_addf(sql, " CROSS JOIN %s", record->table);
        buf_addf(&where, " AND %s.case_id = ?1", record->table);
    }
    if (rows_of) {
        buf_addf(sql, " CROSS JOIN %s", rows_of);
        buf_addf(&where, " AND %s.case_id = ?1", rows_of);
        if (one)
            buf_addf(&where, " AND %s.row_no = ?2", rows_of);
    }
    buf_addf(sql, " WHERE fact.case_id = ?1%s", where.data);
    buf_free(&where);
}

void facts_select(Buf *sql, const RecordDef *row_of, const char *columns)
{
    select_from(sql, row_of ? row_of->table : NULL, true, columns);
}

void facts_select_over(Buf *sql, int over, const char *columns)
{
    RuleOver room;
    select_from(sql, over == OVER_FACT ? NULL : rule_over(over, &room)->name, false, columns);
}

bool facts_try(Facts *facts, int over, const Ini *ini, const char *section, const char *key,
               const char *sql, Err *err)
{
    Buf text = BUF_INIT, column = BUF_INIT, where = BUF_INIT;
    GuardQuery *query = NULL;
    bool row, done = false;
    ini_place(ini, section, key, &where);
    if (!guard_expression(sql, where.data, err))
        goto out;
    buf_addf(&column, "(%s)", sql);
    facts_select_over(&text, over, column.data);
    if (!guard_prepare(facts->guard, text.data, where.data, &query, err))
        goto out;
    guard_bind(query, 1, sql_value_int(1));
    do
        done = guard_step(query, &row, err);
    while (done && row);
out:
    guard_finish(query);
    buf_free(&where);
    buf_free(&column);
    buf_free(&text);
    return done;
}

static bool try_one(Facts *facts, const Ini *ini, const char *section, const char *key,
                    const char *sql, Err *err)
{
    return facts_try(facts, OVER_FACT, ini, section, key, sql, err);
}

static bool blame_fact(Facts *facts, const Level *level, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = level->first; i < level->first + level->n; i++) {
        const FactDef *fact = &facts->set->facts[i];
        if (!try_one(facts, fact->ini, fact->name, "sql", fact->sql, err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

static bool prepare_columns(Facts *facts, const Buf *columns, GuardQuery **query, Err *err)
{
    Buf sql = BUF_INIT;
    facts_select(&sql, NULL, columns->data);
    bool done = guard_prepare(facts->guard, sql.data, _("knowledge files"), query, err);
    buf_free(&sql);
    return done;
}

/* Adds an expression to a list of columns. It was checked to be one that cannot leave its
 * brackets. */
static bool add_column(Buf *columns, const Ini *ini, const char *section, const char *key,
                       const char *sql, Err *err)
{
    Buf where = BUF_INIT;
    ini_place(ini, section, key, &where);
    bool done = guard_expression(sql, where.data, err);
    buf_addf(columns, "%s(%s)", columns->len ? ", " : "", sql);
    buf_free(&where);
    return done;
}

static bool prepare_level(Facts *facts, Level *level, Err *err)
{
    Buf columns = BUF_INIT, update = BUF_INIT;
    bool done = true;
    buf_add(&update, "UPDATE fact SET ");
    for (size_t i = 0; done && i < level->n; i++) {
        const FactDef *fact = &facts->set->facts[level->first + i];
        done = add_column(&columns, fact->ini, fact->name, "sql", fact->sql, err);
        buf_addf(&update, "%s[%s] = ?%zu", i ? ", " : "", fact->name, i + 1);
    }
    buf_addf(&update, " WHERE case_id = ?%zu", level->n + 1);
    level->update = buf_take(&update);
    if (done && !prepare_columns(facts, &columns, &level->query, err))
        done = blame_fact(facts, level, err);
    buf_free(&columns);
    return done;
}

static bool prepare_levels(Facts *facts, Err *err)
{
    facts->levels = xcalloc((size_t)facts->set->levels + 1, sizeof(Level));
    for (size_t i = 0; i < facts->set->n; i++) {
        Level *level = &facts->levels[facts->set->facts[i].level];
        if (level->n++ == 0)
            level->first = i;
    }
    for (int i = 0; i < facts->set->levels; i++) {
        if (facts->levels[i].n && !prepare_level(facts, &facts->levels[i], err))
            return false;
    }
    return true;
}

static bool blame_rule(Facts *facts, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = 0; i < facts->set->n_rules; i++) {
        const DocumentRule *rule = &facts->set->rules[i];
        if (!try_one(facts, rule->ini, rule->section, "required", rule->sql, err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

static bool prepare_checklist(Facts *facts, Err *err)
{
    const FactSet *set = facts->set;
    Buf columns = BUF_INIT;
    bool done = true;
    for (size_t i = 0; done && i < set->n_rules; i++) {
        const DocumentRule *rule = &set->rules[i];
        done = add_column(&columns, rule->ini, rule->section, "required", rule->sql, err);
    }
    if (done && set->n_rules)
        done =
            prepare_columns(facts, &columns, &facts->checklist, err) || blame_rule(facts, err);
    buf_free(&columns);
    return done;
}

static bool open_guard(const Knowledge *knowledge, Day on, Facts **out, Err *err)
{
    Facts *facts = xcalloc(1, sizeof(*facts));
    facts->knowledge = knowledge;
    facts->set = knowledge_facts(knowledge);
    facts->on = on;
    facts->values = xcalloc(facts->set->n + 1, sizeof(GuardQuery *));
    if (!guard_open(&facts->guard, err) ||
        !functions_register(facts->guard, knowledge_codes(knowledge), &facts->functions, err) ||
        !make_tables(facts, on, err)) {
        facts_close(facts);
        return false;
    }
    *out = facts;
    return true;
}

bool facts_open(const Knowledge *knowledge, Day on, Facts **out, Err *err)
{
    *out = NULL;
    Facts *facts = NULL;
    if (!open_guard(knowledge, on, &facts, err))
        return false;
    if (!prepare_levels(facts, err) || !prepare_checklist(facts, err)) {
        facts_close(facts);
        return false;
    }
    *out = facts;
    return true;
}

void facts_close(Facts *facts)
{
    if (!facts)
        return;
    for (size_t i = 0; i < facts->set->n; i++)
        guard_finish(facts->values[i]);
    for (int i = 0; facts->levels && i < facts->set->levels; i++) {
        guard_finish(facts->levels[i].query);
        free(facts->levels[i].update);
    }
    guard_finish(facts->checklist);
    judge_free(facts->judge);
    guard_close(facts->guard);
    staged_free(facts->records);
    free(facts->levels);
    free(facts->values);
    free(facts->functions);
    free(facts);
}

/* ---- staging ---- */

/* What honest expressions may use grows with what there is to judge. */
static void tell_size(Facts *facts, const CaseFile *const *files, size_t n)
{
    size_t cells = 0, bytes = 0;
    for (size_t i = 0; i < n; i++) {
        for (int id = 0; id < FIELD_COUNT; id++) {
            size_t rows = case_rows(files[i], catalog_field((FieldId)id)->record);
            for (size_t row = 0; row < rows; row++) {
                const char *value = case_get(files[i], (FieldId)id, row);
                cells += value != NULL;
                bytes += value ? strlen(value) : 0;
            }
        }
    }
    guard_staged(facts->guard, cells, bytes);
}

/* The row that answers the item, yes before others; else any row of it, else -1. */
static int item_row(const CaseFile *file, const char *item)
{
    int found = -1, grade = -1;
    for (size_t row = 0; row < case_rows(file, REC_DISCLOSURE); row++) {
        if (!case_is(file, F_DISCLOSURE_item, row, item))
            continue;
        int here = case_is(file, F_DISCLOSURE_answer, row, "yes") ? 2
                   : case_get(file, F_DISCLOSURE_answer, row)     ? 1
                                                                  : 0;
        if (here > grade) {
            grade = here;
            found = (int)row;
        }
    }
    return found;
}

/* Each item of the disclosure, answered or not: row_no is its place in the code table, from 1.
 */
static bool stage_items(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    const CodeTable *items =
        codes_table(knowledge_codes(facts->knowledge), catalog_field(F_DISCLOSURE_item)->codes);
    for (size_t i = 0; items && i < code_count(items); i++) {
        if (code_at(items, i)->retired)
            continue;
        int row = item_row(file, code_at(items, i)->code);
        size_t at = row < 0 ? 0 : (size_t)row;
        SqlValue values[] = {
            sql_value_int(case_id),
            sql_value_int((int64_t)i + 1),
            sql_value_text(code_at(items, i)->code),
            sql_value_text(row < 0 ? NULL : case_get(file, F_DISCLOSURE_answer, at)),
            sql_value_text(row < 0 ? NULL : case_get(file, F_DISCLOSURE_ongoing, at)),
            sql_value_int(F_DISCLOSURE_answer),
            sql_value_int(row),
        };
        if (!guard_fill(facts->guard, "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)", values,
                        COUNT_OF(values), err))
            return false;
    }
    return true;
}

/* What is made anew for each judgement, since it is small or follows from all the rest. */
static bool stage_case(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    SqlValue id = sql_value_int(case_id);
    return guard_fill(facts->guard, "INSERT INTO fact (case_id) VALUES (?)", &id, 1, err) &&
           stage_items(facts, file, case_id, err);
}

/* Steps the query to its one row for the case. */
static bool one_row(GuardQuery *query, int64_t case_id, Err *err)
{
    bool row = false;
    guard_reset(query);
    guard_bind(query, 1, sql_value_int(case_id));
    if (!guard_step(query, &row, err))
        return false;
    return row || err_set(err, ERR_STORE, _("the facts of a case cannot be computed"));
}

static bool run_level(Facts *facts, const Level *level, int64_t case_id, Err *err)
{
    if (!level->n)
        return true;
    if (!one_row(level->query, case_id, err))
        return blame_fact(facts, level, err);
    SqlValue *values = xcalloc(level->n + 1, sizeof(SqlValue));
    for (size_t i = 0; i < level->n; i++)
        values[i] = guard_value(level->query, (int)i);
    values[level->n] = sql_value_int(case_id);
    bool done = guard_fill(facts->guard, level->update, values, level->n + 1, err);
    free(values);
    guard_reset(level->query);
    return done;
}

static bool is_true(SqlValue value)
{
    return value.type == SQL_INT && value.number != 0;
}

static bool add_checklist_row(Facts *facts, const CaseFile *file, int64_t case_id,
                              const char *code, int reason, Err *err)
{
    int row;
    const char *state = checklist_state(file, code, &row);
    bool open = reason >= 0 && strcmp(state, "missing") == 0;
    SqlValue values[] = {
        sql_value_int(case_id),     sql_value_text(code),
        sql_value_int(reason >= 0), reason >= 0 ? sql_value_int(reason) : sql_value_null(),
        sql_value_text(state),      row >= 0 ? sql_value_int(row + 1) : sql_value_null(),
        sql_value_int(open),
    };
    return guard_fill(facts->guard,
                      "INSERT INTO checklist VALUES (?, ?, ?, ?, ?, ?, ?)"
                      " ON CONFLICT DO NOTHING",
                      values, COUNT_OF(values), err);
}

/* One row for each document of the code table: required by its first rule that holds. */
static bool run_checklist(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    const CodeTable *documents = codes_table(knowledge_codes(facts->knowledge), "document");
    if (!documents || !facts->checklist)
        return true;
    if (!one_row(facts->checklist, case_id, err))
        return false;
    for (size_t i = 0; i < code_count(documents); i++) {
        const char *code = code_at(documents, i)->code;
        int reason = -1;
        for (size_t r = 0; r < facts->set->n_rules && reason < 0; r++) {
            if (strcmp(facts->set->rules[r].code, code) == 0 &&
                is_true(guard_value(facts->checklist, (int)r)))
                reason = (int)r;
        }
        if (!add_checklist_row(facts, file, case_id, code, reason, err))
            return false;
    }
    guard_reset(facts->checklist);
    return true;
}

static bool compute(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    for (int level = 0; level < facts->set->levels; level++) {
        if (!run_level(facts, &facts->levels[level], case_id, err))
            return false;
        if (level == facts->set->checklist_level && !run_checklist(facts, file, case_id, err))
            return false;
    }
    return true;
}

/* An edit seldom touches what is looked for in other cases: then what was found stays. */
static bool stage_others(Facts *facts, const CaseFile *const *files, size_t n, Err *err)
{
    unsigned char print[DIGEST_BYTES];
    if (facts->store && n == 1 && !others_print(facts, files[0], print, err))
        return false;
    if (facts->others && n == 1 && memcmp(print, facts->others_of, sizeof(print)) == 0)
        return true;
    facts->others = false;
    if (!guard_exec(facts->guard, "DELETE FROM other", err))
        return false;
    for (size_t i = 0; facts->store && i < n; i++) {
        if (!others_stage(facts, files[i], (int64_t)i + 1, err))
            return false;
    }
    facts->others = facts->store && n == 1;
    if (facts->others)
        memcpy(facts->others_of, print, sizeof(print));
    return true;
}

bool facts_stage(Facts *facts, const CaseFile *const *files, size_t n, Err *err)
{
    for (size_t i = 0; i < facts->set->n; i++) {
        if (facts->values[i])
            guard_reset(facts->values[i]);
    }
    facts->staged = 0;
    tell_size(facts, files, n);
    if (!guard_exec(facts->guard, "BEGIN", err))
        return false;
    bool done = guard_exec(facts->guard,
                           "DELETE FROM fact; DELETE FROM checklist; DELETE FROM item", err) &&
                staged_put(facts->records, files, n, err);
    for (size_t i = 0; done && i < n; i++)
        done = stage_case(facts, files[i], (int64_t)i + 1, err);
    done = done && stage_others(facts, files, n, err);
    for (size_t i = 0; done && i < n; i++)
        done = compute(facts, files[i], (int64_t)i + 1, err);
    facts->others = facts->others && done;
    if (!guard_exec(facts->guard, "COMMIT", done ? err : NULL))
        done = false;
    facts->staged = done ? n : 0;
    return done;
}

/* ---- asking ---- */

bool facts_use_store(Facts *facts, Store *store, bool practice, Err *err)
{
    facts->store = store;
    facts->others = false;
    return guard_exec(
        facts->guard,
        practice ? "UPDATE today SET practice = 1" : "UPDATE today SET practice = 0", err);
}

Judge **facts_judge(Facts *facts)
{
    return &facts->judge;
}

Day facts_day(const Facts *facts)
{
    return facts->on;
}

Store *facts_store(const Facts *facts)
{
    return facts->store;
}

const Knowledge *facts_knowledge(const Facts *facts)
{
    return facts->knowledge;
}

Guard *facts_guard(Facts *facts)
{
    return facts->guard;
}

const char *const *facts_tables(const Facts *facts)
{
    return facts->tables;
}

size_t facts_count(const Knowledge *knowledge)
{
    return knowledge_facts(knowledge)->n;
}

const char *facts_name(const Knowledge *knowledge, size_t i)
{
    return knowledge_facts(knowledge)->facts[i].name;
}

const char *facts_meaning(const Knowledge *knowledge, size_t i, const char *lang)
{
    const FactDef *fact = &knowledge_facts(knowledge)->facts[i];
    return ini_get_lang(fact->ini, fact->name, "meaning", lang);
}

static bool value_query(Facts *facts, const FactDef *fact, GuardQuery **query, Err *err)
{
    GuardQuery **slot = &facts->values[fact - facts->set->facts];
    if (!*slot) {
        Buf sql = BUF_INIT;
        buf_addf(&sql, "SELECT [%s] FROM fact WHERE case_id = ?1", fact->name);
        bool done = guard_prepare(facts->guard, sql.data, fact->name, slot, err);
        buf_free(&sql);
        if (!done)
            return false;
    }
    *query = *slot;
    return true;
}

const char *facts_get(Facts *facts, size_t i, const char *name, Err *err)
{
    const FactDef *fact = factset_find(facts->set, name);
    GuardQuery *query = NULL;
    if (!fact) {
        err_set(err, ERR_NOT_FOUND, _("there is no fact %s"), name);
        return NULL;
    }
    if (i >= facts->staged || !value_query(facts, fact, &query, err) ||
        !one_row(query, (int64_t)i + 1, err))
        return NULL;
    SqlValue value = guard_value(query, 0);
    if (value.type == SQL_TEXT)
        return value.bytes;
    if (value.type != SQL_INT)
        return NULL;
    snprintf(facts->number, sizeof(facts->number), "%" PRId64, value.number);
    return facts->number;
}

/* ---- the lint ---- */

void facts_check(const Knowledge *knowledge, Lint *lint)
{
    const FactSet *set = knowledge_facts(knowledge);
    Facts *facts = NULL;
    Err err = {0};
    CaseFile *empty = case_new();
    const CaseFile *const files[] = {empty};
    if (!open_guard(knowledge, day_today(), &facts, &err) ||
        !staged_put(facts->records, files, 1, &err) || !stage_case(facts, empty, 1, &err)) {
        lint_fault(lint, "facts", "%s", err.text);
        goto out;
    }
    for (size_t i = 0; i < set->n; i++) {
        const FactDef *fact = &set->facts[i];
        if (!try_one(facts, fact->ini, fact->name, "sql", fact->sql, &err))
            lint_fault_of(lint, fact->ini, fact->name, "sql", err.text);
    }
    for (size_t i = 0; i < set->n_rules; i++) {
        const DocumentRule *rule = &set->rules[i];
        if (!try_one(facts, rule->ini, rule->section, "required", rule->sql, &err))
            lint_fault_of(lint, rule->ini, rule->section, "required", err.text);
    }
out:
    facts_close(facts);
    case_free(empty);
}
