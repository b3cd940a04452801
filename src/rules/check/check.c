/* Checks code tables and facts, and calls the other checks. */
#include "config.h"

#include "rules/check/check.h"

#include <string.h>

#include "base/i18n.h"
#include "domain/catalog.h"
#include "rules/check/texts.h"
#include "rules/check/trials.h"
#include "rules/knowledge/knowledge.h"
#include "rules/language/tables.h"
#include "rules/staging/facts.h"
#include "rules/staging/staging.h"

static const char *const table_keys[] = {"title",      "standard", "authority", "grade",
                                         "extends",    "version",  "settles",   "payout",
                                         "checked_on", NULL};

static void check_code_section(const Ini *ini, const char *section, Lint *lint)
{
    if (strcmp(section, "table") == 0) {
        lint_only(lint, ini, section, table_keys);
        lint_both(lint, ini, section, "title");
        lint_grade(lint, ini, section);
    } else if (strncmp(section, "code.", strlen("code.")) == 0) {
        lint_both(lint, ini, section, "text");
    } else {
        lint_at(lint, ini, section, NULL,
                _("a code table has the sections table and code.CODE"));
    }
}

static void check_codes(const Texts *texts, Lint *lint)
{
    Lint quiet = {0}; /* what cannot be read was reported when the codes were */
    Files *files = files_load(texts, true, &quiet);
    for (size_t i = 0; i < files_count(files, "codes"); i++) {
        const Ini *ini = files_at(files, "codes", i);
        if (!file_has_section(ini, "table"))
            lint_fault(lint, ini_name(ini), _("the section table is missing"));
        for (size_t s = 0; s < ini_sections(ini); s++)
            check_code_section(ini, ini_section(ini, s), lint);
    }
    files_free(files);
}

/* The code of an earlier entry that the short name stands for as well, or NULL. */
static const char *short_taken(const CodeTable *table, size_t before, const char *name,
                               size_t len)
{
    for (size_t i = 0; i < before; i++) {
        const CodeEntry *entry = code_at(table, i);
        const char *at = entry->retired ? NULL : code_attribute(table, entry->code, "short");
        for (; at && *at; at += *at == ' ') {
            size_t bytes = strcspn(at, " ");
            if (bytes == len && strncmp(at, name, len) == 0)
                return entry->code;
            at += bytes;
        }
    }
    return NULL;
}

/* A short name means one thing: typed in full it comes before all else. */
static void check_shorts(const CodeTable *table, Lint *lint)
{
    for (size_t i = 0; i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        const char *at = entry->retired ? NULL : code_attribute(table, entry->code, "short");
        for (; at && *at; at += *at == ' ') {
            size_t len = strcspn(at, " ");
            const char *other = short_taken(table, i, at, len);
            if (other)
                lint_fault(lint, code_table_name(table),
                           _("“%.*s” is a short name of %s and of %s"), (int)len, at, other,
                           entry->code);
            at += len;
        }
    }
}

/* Each code table that a field names is there; each document has a section in the checklist. */
static void check_tables(const Knowledge *knowledge, Lint *lint)
{
    const Codes *all = knowledge_codes(knowledge);
    const FactSet *set = knowledge_facts(knowledge);
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        if (field->codes && !codes_table(all, field->codes))
            lint_fault(lint, "codes", _("there is no code table %s for the field %s.%s"),
                       field->codes, catalog_record(field->record)->key, field->key);
    }
    for (size_t t = 0; t < codes_table_count(all); t++)
        check_shorts(codes_table_at(all, t), lint);
    const CodeTable *documents = codes_table(all, "document");
    for (size_t i = 0; documents && i < code_count(documents); i++) {
        const CodeEntry *entry = code_at(documents, i);
        bool found = entry->retired;
        for (size_t r = 0; r < set->n_rules; r++)
            found = found || strcmp(set->rules[r].code, entry->code) == 0;
        if (!found)
            lint_fault(lint, "checklist", _("no section says when %s is required"),
                       entry->code);
    }
}

/* Runs each fact and each reason for a document over an empty case, in which no fact is known.
 */
static void check_facts(const Knowledge *knowledge, Lint *lint)
{
    const FactSet *set = knowledge_facts(knowledge);
    Staging *staging = NULL;
    Err err = {0};
    CaseFile *empty = case_new();
    const CaseFile *const files[] = {empty};
    if (!staging_open(knowledge, day_today(), &staging, &err) ||
        !staging_put(staging, files, 1, &err)) {
        lint_fault(lint, "facts", "%s", err.text);
        goto out;
    }
    for (size_t i = 0; i < set->n; i++) {
        const FactDef *fact = &set->facts[i];
        if (!staging_try(staging, TABLE_FACT, fact->ini, fact->name, "sql", fact->sql, &err))
            lint_fault_of(lint, fact->ini, fact->name, "sql", err.text);
    }
    for (size_t i = 0; i < set->n_rules; i++) {
        const DocumentRule *rule = &set->rules[i];
        if (!staging_try(staging, TABLE_FACT, rule->ini, rule->section, "required", rule->sql,
                         &err))
            lint_fault_of(lint, rule->ini, rule->section, "required", err.text);
    }
out:
    staging_close(staging);
    case_free(empty);
}

/* A limit is a number whatever the case: what reads another one falls silent. */
static void check_limits(const Knowledge *knowledge, Lint *lint)
{
    static const char prefix[] = "limit_";
    const FactSet *set = knowledge_facts(knowledge);
    Facts *facts = NULL;
    Err err = {0};
    CaseFile *empty = case_new();
    const CaseFile *files[] = {empty};
    bool done =
        facts_open(knowledge, day_today(), &facts, &err) && facts_stage(facts, files, 1, &err);
    for (size_t i = 0; done && i < set->n; i++) {
        const FactDef *fact = &set->facts[i];
        if (strncmp(fact->name, prefix, strlen(prefix)) != 0)
            continue;
        err_clear(&err);
        const char *value = facts_get(facts, 0, fact->name, &err);
        if (err.kind == ERR_NONE && (!value || !*value || value[strspn(value, "0123456789")]))
            lint_at(lint, fact->ini, fact->name, "sql", _("a limit is a whole number"));
    }
    facts_close(facts);
    case_free(empty);
}

/* The rules that ship are tried by the limits that ship, those of a site by the site's. */
static void check_rules(const Knowledge *knowledge, const char *const *folders, size_t n,
                        Lint *lint)
{
    Knowledge *shipped = NULL;
    if (n > 1 && knowledge_load(folders, 1, &shipped, NULL))
        trials_run(shipped, NULL, lint);
    trials_run(knowledge, shipped, lint);
    knowledge_free(shipped);
}

size_t check_knowledge(const char *const *folders, size_t n, LintFault fault, void *ctx)
{
    Lint lint = {.fault = fault, .ctx = ctx};
    Texts *texts = NULL;
    Err err = {0};
    if (!texts_read(folders, n, &texts, &err)) {
        lint_fault(&lint, n ? folders[0] : "", "%s", err.text);
        return lint.count;
    }
    Knowledge *knowledge = knowledge_make(texts, &lint);
    check_codes(texts, &lint);
    check_tables(knowledge, &lint);
    check_facts(knowledge, &lint);
    check_limits(knowledge, &lint);
    check_routes(knowledge, &lint);
    check_papers(knowledge, &lint);
    check_places(knowledge, &lint);
    check_rules(knowledge, folders, n, &lint);
    knowledge_free(knowledge);
    return lint.count;
}
