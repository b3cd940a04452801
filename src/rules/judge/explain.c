/* Why a finding was raised, in words: the rule, its authority, and what it read, each fact by
 * its meaning and each column by its label. A name that only a program knows is never shown. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "domain/field.h"
#include "rules/judge/findings.h"

typedef struct Explain {
    const FieldContext *ctx;
    const FactSet *facts;
    Buf *out;
} Explain;

/* Columns that are no fields of a case; codes: the table of their words, NULL: as they stand.
 */
static const struct Column {
    const char *name, *label, *codes;
    bool truth;
} columns[] = {
    {"value.text", N_("What is written there"), NULL, false},
    {"item.item", N_("Disclosure item"), "disclosure_item", false},
    {"item.answer", N_("Its answer"), "fact_word", false},
    {"item.ongoing", N_("Still running"), "fact_word", false},
    {"checklist.code", N_("Document"), "document", false},
    {"checklist.required", N_("It is asked for"), NULL, true},
    {"checklist.state", N_("Its state"), "document_state", false},
    {"checklist.open", N_("It is missing"), NULL, true},
    {"other.no", N_("The other case"), NULL, false},
    {"other.same_patient", N_("It is of the same patient"), NULL, true},
    {"other.same_payee", N_("It has the same payee"), NULL, true},
    {"other.same_hospital", N_("It is of the same hospital"), NULL, true},
    {"other.relation", N_("Relation there"), "relation", false},
    {"other.own_relation", N_("Relation here"), "relation", false},
    {"other.standing", N_("Where it stands"), "case_standing", false},
    {"other.score", N_("Likeness in percent"), NULL, false},
    {"today.day", N_("Today"), NULL, false},
};

static void add_value(const Explain *explain, const char *value, const char *codes, bool truth)
{
    const CodeTable *table = codes ? codes_table(explain->ctx->codes, codes) : NULL;
    const CodeEntry *entry = value && table ? code_find(table, value) : NULL;
    if (!value)
        buf_add(explain->out, _("(empty)"));
    else if (entry)
        buf_add(explain->out, code_text(entry, explain->ctx->lang));
    else if (truth && (!strcmp(value, "0") || !strcmp(value, "1")))
        buf_add(explain->out, *value == '1' ? C_("truth", "yes") : C_("truth", "no"));
    else
        buf_add(explain->out, value);
}

/* What the words of a fact mean stands behind a colon in its meaning; here they are shown. */
static size_t meaning_len(const char *meaning)
{
    const char *colon = strstr(meaning, ": "), *wide = strstr(meaning, "：");
    if (wide && (!colon || wide < colon))
        colon = wide;
    return colon ? (size_t)(colon - meaning) : strlen(meaning);
}

static void add_fact(const Explain *explain, const FindingFact *fact)
{
    const FactDef *def = factset_find(explain->facts, fact->name);
    const char *meaning = factset_meaning(explain->facts, fact->name, explain->ctx->lang);
    size_t len = strlen(fact->name);
    if (!def || !meaning)
        return;
    buf_add(explain->out, "  ");
    buf_add_bytes(explain->out, meaning, fact->number ? strlen(meaning) : meaning_len(meaning));
    /* TRANSLATORS: between what something is and its value. */
    buf_add(explain->out, C_("value", ": "));
    if (fact->value && len > 4 && !strcmp(fact->name + len - 4, "_fen"))
        money_format_yuan(explain->out, strtoll(fact->value, NULL, 10));
    else
        add_value(explain, fact->value, fact->number ? NULL : "fact_word",
                  fact->number && !factset_counts(explain->facts, fact->name));
    buf_add_char(explain->out, '\n');
}

static void add_field(const Explain *explain, const FieldDef *field, const char *value)
{
    buf_addf(explain->out, "  %s%s%s%s", _(catalog_record(field->record)->label),
             C_("between record and field", ", "), _(field->label), C_("value", ": "));
    if (value)
        field_show_alone(explain->ctx, field, value, explain->out);
    else
        buf_add(explain->out, _("(empty)"));
    buf_add_char(explain->out, '\n');
}

static void add_column(const Explain *explain, const FindingFact *fact, const FieldDef *of)
{
    Buf masked = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        const struct Column *column = &columns[i];
        if (strcmp(column->name, fact->name) != 0)
            continue;
        buf_addf(explain->out, "  %s%s", _(column->label), C_("value", ": "));
        if (of && field_is_masked(explain->ctx, of))
            field_show(explain->ctx, of, fact->value, &masked);
        add_value(explain, masked.len ? masked.data : fact->value, column->codes,
                  column->truth);
        buf_add_char(explain->out, '\n');
    }
    buf_free(&masked);
}

/* What a rule over all numbers, days or texts reads of the field that it is about. */
static const char value_text[] = "value.text";

const FieldDef *finding_fact_field(const Finding *finding, const FindingFact *fact)
{
    const char *dot = strchr(fact->name, '.');
    char table[32] = "";
    if (strcmp(fact->name, value_text) == 0 && finding->field < FIELD_COUNT)
        return catalog_field(finding->field);
    if (!dot || (size_t)(dot - fact->name) >= sizeof table)
        return NULL;
    memcpy(table, fact->name, (size_t)(dot - fact->name));
    return catalog_find_column(table, dot + 1);
}

static void add_read(const Explain *explain, const Finding *finding, const FindingFact *fact)
{
    const FieldDef *field = finding_fact_field(finding, fact);
    bool text = strcmp(fact->name, value_text) == 0;
    if (field && !text)
        add_field(explain, field, fact->value);
    else if (strchr(fact->name, '.'))
        add_column(explain, fact, text ? field : NULL);
    else
        add_fact(explain, fact);
}

static void add_authority(const Finding *finding, Buf *out)
{
    Buf source = BUF_INIT;
    /* TRANSLATORS: where a rule comes from: document and article, then a letter A to R */
    buf_addf(&source, _("Authority: %s, grade %s"), finding->authority, finding->grade);
    if (finding->house)
        buf_addf(out, _("%s (%s)"), source.data, finding_house(finding));
    else
        buf_add(out, source.data);
    buf_add_char(out, '\n');
    buf_free(&source);
}

void finding_explain(const Finding *finding, const FieldContext *ctx,
                     const Knowledge *knowledge, Buf *out)
{
    const Explain explain = {ctx, knowledge_facts(knowledge), out};
    if (finding_has_rule(finding))
        /* TRANSLATORS: number and version of a rule: "R404, version 1: The target is too high"
         */
        buf_addf(out, _("%s, version %s: %s"), finding->rule, finding->version, finding->title);
    else
        buf_add(out, finding->title);
    buf_add_char(out, '\n');
    if (finding->authority[0])
        add_authority(finding, out);
    size_t head = out->len;
    for (size_t i = 0; i < finding->n_facts; i++)
        add_read(&explain, finding, &finding->facts[i]);
    if (out->len > head) {
        Buf title = BUF_INIT;
        buf_addf(&title, "%s\n", _("What was read:"));
        buf_insert(out, head, title.data, title.len);
        buf_free(&title);
    }
    /* TRANSLATORS: 16 signs that tell one state of the knowledge files from another. */
    buf_addf(out, _("Version of the knowledge: %s"), knowledge_version(knowledge));
    buf_add_char(out, '\n');
}
