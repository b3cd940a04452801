/* Templates read as strictly as can be: the file, its code tables, and each expression run over
 * a case with one empty row of everything. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/template_inner.h"
#include "rules/staging/facts.h"

/* Cells show texts, so two codes of one text could not be told apart. */
static void check_tables(const Template *template, Lint *lint)
{
    for (size_t t = 0; t < template->n_tables; t++) {
        const CodeTable *table = template->tables[t];
        for (size_t i = 0; i < code_count(table); i++) {
            for (size_t j = 0; j < i; j++) {
                const CodeEntry *a = code_at(table, i), *b = code_at(table, j);
                if (strcmp(code_text(a, template->language),
                           code_text(b, template->language)) == 0)
                    lint_fault(lint, code_table_name(table),
                               _("the codes %s and %s have the same text"), b->code, a->code);
            }
        }
    }
}

static void check_expression(Facts *facts, const TemplateSheet *sheet, const char *expression,
                             const Ini *ini, const char *section, const char *key, Lint *lint)
{
    Buf sql = BUF_INIT, where = BUF_INIT, bracketed = BUF_INIT;
    GuardQuery *query = NULL;
    Err err = {0};
    bool row;
    ini_place(ini, section, key, &where);
    buf_addf(&bracketed, "(%s)", expression);
    facts_select(&sql, sheet->record, bracketed.data);
    if (guard_prepare(facts_guard(facts), sql.data, where.data, &query, &err)) {
        guard_bind(query, 1, sql_value_int(1));
        if (sheet->record && (sheet->record->flags & RF_MANY))
            guard_bind(query, 2, sql_value_int(1));
        if (!guard_step(query, &row, &err))
            lint_fault_of(lint, ini, section, key, err.text);
    } else {
        lint_fault_of(lint, ini, section, key, err.text);
    }
    guard_finish(query);
    buf_free(&bracketed);
    buf_free(&where);
    buf_free(&sql);
}

static void check_nameless(const Template *template, const TemplateSheet *sheet, Facts *facts,
                           const char *expression, const char *section, const char *key,
                           Lint *lint)
{
    if (template->purpose->nameless &&
        template_expression_tells(facts, sheet->record, expression))
        lint_at(lint, template->ini, section, key,
                _("this value can tell who somebody is, which statistics may not"));
}

static void check_expressions(const Template *template, Facts *facts, Lint *lint)
{
    for (size_t s = 0; s < template->n_sheets; s++) {
        const TemplateSheet *sheet = &template->sheets[s];
        if (sheet->where) {
            check_expression(facts, sheet, sheet->where, template->ini, sheet->section, "where",
                             lint);
            check_nameless(template, sheet, facts, sheet->where, sheet->section, "where", lint);
        }
        for (size_t c = 0; c < sheet->n_columns; c++) {
            const TemplateColumn *column = &sheet->columns[c];
            if (column->source != VALUE_SQL)
                continue;
            check_expression(facts, sheet, column->sql, template->ini, column->section, "value",
                             lint);
            check_nameless(template, sheet, facts, column->sql, column->section, "value", lint);
        }
    }
}

/* Two files of one name: the second would never be found. */
static void check_names(const Knowledge *knowledge, Lint *lint)
{
    for (size_t i = 0; i < knowledge_files(knowledge, "templates"); i++) {
        const Ini *ini = knowledge_file(knowledge, "templates", i);
        const char *name = ini_get(ini, "template", "name");
        for (size_t j = 0; name && j < i; j++) {
            const char *other =
                ini_get(knowledge_file(knowledge, "templates", j), "template", "name");
            if (other && strcmp(other, name) == 0)
                lint_at(lint, ini, "template", "name", _("another template has this name"));
        }
    }
}

size_t template_check_named(const char *const *folders, size_t n, const char *name,
                            LintFault fault, void *ctx, bool *found)
{
    Lint lint = {.fault = fault, .ctx = ctx};
    Knowledge *knowledge = NULL;
    Facts *facts = NULL;
    CaseFile *empty = case_new();
    const CaseFile *files[] = {empty};
    *found = false;
    /* What is wrong below the templates is for check_knowledge to say. */
    bool can_run = knowledge_load(folders, n, &knowledge, NULL) &&
                   facts_open(knowledge, day_today(), &facts, NULL) &&
                   facts_stage(facts, files, 1, NULL);
    for (size_t i = 0; knowledge && i < knowledge_files(knowledge, "templates"); i++) {
        const Ini *ini = knowledge_file(knowledge, "templates", i);
        const char *own = ini_get(ini, "template", "name");
        if (name && !(own && strcmp(own, name) == 0))
            continue;
        *found = true;
        Template *template = template_read(knowledge, ini, &lint);
        check_tables(template, &lint);
        if (can_run)
            check_expressions(template, facts, &lint);
        template_free(template);
    }
    if (knowledge)
        check_names(knowledge, &lint);
    facts_close(facts);
    case_free(empty);
    knowledge_free(knowledge);
    return lint.count;
}

size_t template_check(const char *const *folders, size_t n, LintFault fault, void *ctx)
{
    bool found;
    return template_check_named(folders, n, NULL, fault, ctx, &found);
}
