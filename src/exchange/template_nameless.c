/* Statistics leave the house without consent. A column that shows a field is refused where it
 * is read (template_column.c); what an expression reads, through functions, subqueries and
 * facts, only SQLite knows, so it is asked. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/template_inner.h"
#include "rules/language/tables.h"

/* What an expression may make of such a field, by these words and no others: where somebody is
 * from, to the prefecture; and when they were born, which is a field of its own that may be
 * read. The rest of the expression then sees four digits of six, or a day, and nothing of the
 * field. */
static const char *const allowed[] = {"substr(patient.region, 1, 4)",
                                      "id_born(patient.id_number)"};
static const char unknown[] = "NULL";

typedef struct Reads {
    const FactSet *set;
    bool *seen; /* facts that it reads, by their place in the set */
    bool tells;
} Reads;

static void note_read(void *ctx, const char *table, const char *column)
{
    Reads *reads = ctx;
    int which = table_find(table);
    const FieldDef *field = catalog_find_column(table, column);
    /* These hold cells of any field, and the numbers of other cases. */
    if (which == TABLE_VALUE || which == TABLE_OTHER || (field && template_tells_who(field)))
        reads->tells = true;
    for (size_t i = 0; which == TABLE_FACT && i < reads->set->n; i++)
        reads->seen[i] = reads->seen[i] || strcmp(reads->set->facts[i].name, column) == 0;
}

static size_t allowed_at(const char *at)
{
    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        if (strncmp(at, allowed[i], strlen(allowed[i])) == 0)
            return strlen(allowed[i]);
    }
    return 0;
}

/* Of what cannot be prepared nobody knows what it reads. */
static void ask(Facts *facts, const RecordDef *record, const char *expression, Reads *reads)
{
    Buf bracketed = BUF_INIT, sql = BUF_INIT;
    GuardQuery *query = NULL;
    buf_add(&bracketed, "(");
    for (size_t n; *expression; expression += n ? n : 1) {
        n = allowed_at(expression);
        if (n)
            buf_add(&bracketed, unknown);
        else
            buf_add_char(&bracketed, *expression);
    }
    buf_add(&bracketed, ")");
    facts_select(&sql, record, bracketed.data);
    guard_on_read(facts_guard(facts), note_read, reads);
    if (!guard_prepare(facts_guard(facts), sql.data, "", &query, NULL))
        reads->tells = true;
    guard_on_read(facts_guard(facts), NULL, NULL);
    guard_finish(query);
    buf_free(&sql);
    buf_free(&bracketed);
}

bool template_expression_tells(Facts *facts, const RecordDef *record, const char *expression)
{
    const FactSet *set = knowledge_facts(facts_knowledge(facts));
    Reads reads = {.set = set, .seen = xcalloc(set->n + 1, sizeof(bool))};
    ask(facts, record, expression, &reads);
    /* A fact reads only facts of lower levels, which stand before it. */
    for (size_t i = set->n; i-- > 0;) {
        if (reads.seen[i] && set->facts[i].sql)
            ask(facts, NULL, set->facts[i].sql, &reads);
    }
    free(reads.seen);
    return reads.tells;
}

bool template_tells_who(const FieldDef *field)
{
    return field->privacy == PRIV_NAME || field->privacy == PRIV_NUMBER ||
           field->privacy == PRIV_PLACE || field->type == FT_PROSE;
}

static bool refuse(const Template *template, const char *section, const char *key, Err *err)
{
    return err_set(err, ERR_REFUSED,
                   _("template %s, [%s] %s: this value can tell who somebody is, which "
                     "statistics may not"),
                   template->name, section, key);
}

bool template_nameless(const Template *template, Facts *facts, Err *err)
{
    for (size_t s = 0; template->purpose->nameless && s < template->n_sheets; s++) {
        const TemplateSheet *sheet = &template->sheets[s];
        if (sheet->where && template_expression_tells(facts, sheet->record, sheet->where))
            return refuse(template, sheet->section, "where", err);
        for (size_t c = 0; c < sheet->n_columns; c++) {
            const TemplateColumn *column = &sheet->columns[c];
            if (column->source == VALUE_SQL &&
                template_expression_tells(facts, sheet->record, column->sql))
                return refuse(template, column->section, "value", err);
        }
    }
    return true;
}
