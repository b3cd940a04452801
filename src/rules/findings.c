#include "config.h"

#include "rules/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "rules/inner.h"

/* What a rule says of itself, read once however often it is raised. */
typedef struct RuleTexts {
    const char *id, *title, *version, *authority, *grade, *message;
} RuleTexts;

typedef struct Run {
    const FieldContext *ctx;
    const Knowledge *knowledge;
    const CaseFile *file;
    Arena *arena;
    RuleTexts *texts; /* of each rule of the set; id NULL: not read yet */
    Finding *found;
    size_t n, room;
    bool count; /* no words are asked for */
} Run;

static Finding *add(Run *run, const char *rule, Severity severity, FieldId field, int row)
{
    if (run->n == run->room)
        run->found = xreallocarray(run->found, run->room = run->room * 2 + 16, sizeof(Finding));
    Finding *finding = &run->found[run->n++];
    *finding = (Finding){.rule = rule,
                         .severity = severity,
                         .field = field,
                         .row = row,
                         .item = -1,
                         .title = "",
                         .version = "",
                         .authority = "",
                         .grade = ""};
    return finding;
}

/* "Plan 2" for a row of a list, "Patient" for a singleton. */
static const char *place_of(Run *run, const RecordDef *record, size_t row)
{
    if (!(record->flags & RF_MANY))
        return _(record->label);
    /* TRANSLATORS: a row of a list, e.g. "Plan 2" */
    return arena_printf(run->arena, _("%s %zu"), _(record->label), row + 1);
}

/* ---- disclosure: the items of the code table, each answered in some row ---- */

static const CodeTable *disclosure_items(const Knowledge *knowledge)
{
    return codes_table(knowledge_codes(knowledge), catalog_field(F_DISCLOSURE_item)->codes);
}

/* Whether the item is answered; *row is a row of it, -1 when there is none. */
static bool item_answered(const CaseFile *file, const char *item, int *row)
{
    *row = -1;
    for (size_t i = 0; i < case_rows(file, REC_DISCLOSURE); i++) {
        if (!case_is(file, F_DISCLOSURE_item, i, item))
            continue;
        *row = (int)i;
        if (case_get(file, F_DISCLOSURE_answer, i))
            return true;
    }
    return false;
}

/* The answer of a known item counts as the item, not as one more empty field. */
static bool counts_as_item(const CaseFile *file, const CodeTable *items, FieldId field,
                           size_t row)
{
    const char *item = case_get(file, F_DISCLOSURE_item, row);
    return field == F_DISCLOSURE_answer && items && item && code_find(items, item);
}

/* ---- starred fields ---- */

static CaseMissing *missing_of(const CaseFile *file, size_t *n, size_t *wanted)
{
    size_t room = case_missing(file, NULL, 0, wanted);
    CaseMissing *missing = xreallocarray(NULL, room + 1, sizeof(CaseMissing));
    *n = case_missing(file, missing, room, wanted);
    return missing;
}

static void find_missing(Run *run, const CodeTable *items)
{
    size_t n, wanted;
    CaseMissing *missing = missing_of(run->file, &n, &wanted);
    for (size_t i = 0; i < n; i++) {
        const FieldDef *field = catalog_field(missing[i].field);
        size_t row = missing[i].row;
        if (counts_as_item(run->file, items, field->id, row))
            continue;
        bool there = row < case_rows(run->file, field->record);
        Finding *finding = add(run, "MISSING", SEV_BLOCK, field->id, there ? (int)row : -1);
        if (run->count)
            continue;
        finding->title = _("A starred field is empty");
        finding->version = arena_dup(run->arena, knowledge_version(run->knowledge));
        finding->message =
            arena_printf(run->arena, _("%s: %s is empty"),
                         place_of(run, catalog_record(field->record), row), _(field->label));
    }
    free(missing);
}

/* ---- rules ---- */

/* "Plan 2, Doctor" */
static const char *where_of(Run *run, FieldId id, int row)
{
    if (id == FIELD_COUNT)
        return "";
    const FieldDef *field = catalog_field(id);
    /* TRANSLATORS: where and which field: "Patient, phone" */
    return arena_printf(run->arena, _("%s, %s"),
                        place_of(run, catalog_record(field->record), row < 0 ? 0 : (size_t)row),
                        _(field->label));
}

static void add_value(Run *run, Buf *out, const FindingFact *fact, const char *style)
{
    const CodeTable *table = style[0] ? codes_table(run->ctx->codes, style) : NULL;
    const CodeEntry *entry = table && fact->value ? code_find(table, fact->value) : NULL;
    if (entry)
        buf_add(out, code_text(entry, run->ctx->lang));
    else if (strcmp(style, "money") == 0)
        money_format(out, fact->value ? strtoll(fact->value, NULL, 10) : 0);
    else if (fact->value)
        buf_add(out, fact->value);
}

static const char *own(Run *run, const RuleDef *rule, const char *key)
{
    const char *text = ini_get_lang(rule->ini, rule->section, key, run->ctx->lang);
    return arena_dup(run->arena, text ? text : "");
}

static const RuleTexts *texts_of(Run *run, const RuleDef *rule)
{
    RuleTexts *texts = &run->texts[rule - knowledge_rules(run->knowledge)->rules];
    if (!texts->id)
        *texts = (RuleTexts){.id = arena_dup(run->arena, rule->id),
                             .title = own(run, rule, "title"),
                             .version = own(run, rule, "version"),
                             .authority = own(run, rule, "authority"),
                             .grade = own(run, rule, "grade"),
                             .message = own(run, rule, "message")};
    return texts;
}

/* The message with the values in place of {name}. */
static const char *message_of(Run *run, const RuleDef *rule, const Finding *finding)
{
    Buf out = BUF_INIT;
    Placeholder one;
    const char *open, *next;
    const char *at = texts_of(run, rule)->message;
    for (; (next = placeholder_next(at, run->arena, &open, &one)); at = next) {
        buf_add_bytes(&out, at, (size_t)(open - at));
        if (strcmp(one.table, "fact") == 0 && strcmp(one.name, "where") == 0) {
            buf_add(&out, where_of(run, finding->field, finding->row));
            continue;
        }
        for (size_t i = 0; i < rule->n_reads; i++) {
            if (strcmp(rule->reads[i].table, one.table) == 0 &&
                strcmp(rule->reads[i].name, one.name) == 0)
                add_value(run, &out, &finding->facts[i], one.style);
        }
    }
    buf_add(&out, at);
    const char *message = arena_dup(run->arena, out.data);
    buf_free(&out);
    return message;
}

static const FindingFact *facts_of(Run *run, const RuleDef *rule, const SqlValue *reads)
{
    FindingFact *facts = arena_alloc(run->arena, (rule->n_reads + 1) * sizeof(*facts));
    for (size_t i = 0; i < rule->n_reads; i++) {
        const RuleRead *read = &rule->reads[i];
        facts[i].name = strcmp(read->table, "fact") == 0
                            ? read->name
                            : arena_printf(run->arena, "%s.%s", read->table, read->name);
        facts[i].number = reads[i].type == SQL_INT;
        if (reads[i].type == SQL_INT)
            facts[i].value = arena_printf(run->arena, "%lld", (long long)reads[i].number);
        else if (reads[i].type == SQL_TEXT)
            facts[i].value = arena_dup(run->arena, reads[i].bytes);
    }
    return facts;
}

/* A row of a record that has none yet is row -1. */
static int row_there(const Run *run, FieldId field, int row)
{
    if (field == FIELD_COUNT)
        return row;
    size_t rows = case_rows(run->file, catalog_field(field)->record);
    return row < 0 || (size_t)row >= rows ? -1 : row;
}

static void silence(Run *run, FieldId field)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->n; i++) {
        if (run->found[i].field != field || strcmp(run->found[i].rule, "MISSING") != 0)
            run->found[kept++] = run->found[i];
    }
    run->n = kept;
}

static void on_raised(void *ctx, const RuleDef *rule, FieldId field, int row, int item,
                      const SqlValue *reads)
{
    Run *run = ctx;
    if (rule->silent) {
        silence(run, field);
        return;
    }
    if (run->count) {
        add(run, rule->id, rule->severity, field, row_there(run, field, row));
        return;
    }
    const RuleTexts *texts = texts_of(run, rule);
    Finding *finding = add(run, texts->id, rule->severity, field, row_there(run, field, row));
    finding->item = item;
    finding->title = texts->title;
    finding->version = texts->version;
    finding->authority = texts->authority;
    finding->grade = texts->grade;
    finding->house = finding->grade[0] && strchr("CMR", finding->grade[0]);
    finding->stops_export = rule->export_too;
    finding->facts = facts_of(run, rule, reads);
    finding->n_facts = rule->n_reads;
    finding->message = message_of(run, rule, finding);
}

/* A fact in words of the knowledge, a column by its own path; money as money. */
static void explain_fact(const FindingFact *fact, const Knowledge *knowledge, const char *lang,
                         Buf *out)
{
    const char *meaning = NULL;
    size_t len = strlen(fact->name);
    bool money = len > 4 && strcmp(fact->name + len - 4, "_fen") == 0;
    for (size_t i = 0; i < facts_count(knowledge) && !meaning; i++) {
        if (strcmp(facts_name(knowledge, i), fact->name) == 0)
            meaning = facts_meaning(knowledge, i, lang);
    }
    buf_addf(out, "  %s = ", fact->name);
    if (money && fact->value)
        money_format_yuan(out, strtoll(fact->value, NULL, 10));
    else
        buf_add(out, fact->value ? fact->value : _("(empty)"));
    if (meaning)
        buf_addf(out, "  %s", meaning);
    buf_add_char(out, '\n');
}

void finding_explain(const Finding *finding, const FieldContext *ctx,
                     const Knowledge *knowledge, Buf *out)
{
    /* TRANSLATORS: number and version of a rule: "R404, version 1: The target is too high" */
    buf_addf(out, _("%s, version %s: %s"), finding->rule, finding->version, finding->title);
    buf_add_char(out, '\n');
    if (finding->authority[0]) {
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
    if (finding->n_facts) {
        buf_add(out, _("What was read:"));
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < finding->n_facts; i++)
        explain_fact(&finding->facts[i], knowledge, ctx->lang, out);
    /* TRANSLATORS: 16 signs that tell one state of the knowledge files from another. */
    buf_addf(out, _("Version of the knowledge: %s"), knowledge_version(knowledge));
    buf_add_char(out, '\n');
}

const char *finding_house(const Finding *finding)
{
    return finding->house ? _("house rule, not law") : "";
}

/* ---- all together ---- */

static int by_gravity(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    if (x->severity != y->severity)
        return x->severity < y->severity ? 1 : -1;
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    int rule = strcmp(x->rule, y->rule);
    return rule ? rule : strcmp(x->message, y->message);
}

/* Both judge alike; run->found is for the caller to free. */
static bool judge_all(Run *run, Facts *facts, size_t i, Err *err)
{
    const CodeTable *items = disclosure_items(run->knowledge);
    if (!items)
        return err_set(err, ERR_INPUT,
                       _("The code table %s is missing; run \"anjuan knowledge check\""),
                       catalog_field(F_DISCLOSURE_item)->codes);
    find_missing(run, items);
    return judge_run(facts, i, on_raised, run, err);
}

bool findings_of(const FieldContext *ctx, Facts *facts, size_t i, const CaseFile *file,
                 Arena *arena, Finding **out, size_t *n, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    Run run = {
        .ctx = ctx,
        .knowledge = knowledge,
        .file = file,
        .arena = arena,
        .texts = arena_alloc(arena, (knowledge_rules(knowledge)->n + 1) * sizeof(RuleTexts)),
    };
    bool done = judge_all(&run, facts, i, err);
    if (run.n)
        qsort(run.found, run.n, sizeof(Finding), by_gravity);
    *n = done ? run.n : 0;
    *out = arena_alloc(arena, (run.n + 1) * sizeof(Finding));
    if (run.n)
        memcpy(*out, run.found, run.n * sizeof(Finding));
    free(run.found);
    return done;
}

bool findings_run(const FieldContext *ctx, Facts *facts, const CaseFile *file, Arena *arena,
                  Finding **out, size_t *n, Err *err)
{
    return facts_stage(facts, &file, 1, err) &&
           findings_of(ctx, facts, 0, file, arena, out, n, err);
}

FindingCounts findings_counted(const Finding *found, size_t n)
{
    FindingCounts counts = {0};
    for (size_t i = 0; i < n; i++) {
        if (strcmp(found[i].rule, "MISSING") == 0 || strcmp(found[i].rule, "R501") == 0)
            counts.missing++;
        else if (found[i].severity == SEV_BLOCK)
            counts.blocks++;
        else if (found[i].severity == SEV_WARN)
            counts.warns++;
    }
    return counts;
}

bool findings_count(Facts *facts, const CaseFile *file, FindingCounts *out, Err *err)
{
    Run run = {.knowledge = facts_knowledge(facts), .file = file, .count = true};
    bool done = facts_stage(facts, &file, 1, err) && judge_all(&run, facts, 0, err);
    *out = findings_counted(run.found, done ? run.n : 0);
    free(run.found);
    return done;
}

/* ---- for the documentation ---- */

size_t rules_count(const Knowledge *knowledge)
{
    return knowledge_rules(knowledge)->n;
}

RuleInfo rules_info(const Knowledge *knowledge, size_t i, const char *lang, Arena *arena)
{
    static const char *const severities[] = {"info", "warn", "block"};
    const RuleDef *rule = &knowledge_rules(knowledge)->rules[i];
    RuleOver room;
    return (RuleInfo){
        .id = rule->id,
        .section = rule->section,
        .title = ini_get_lang(rule->ini, rule->section, "title", lang),
        .severity = rule->silent ? "silent" : severities[rule->severity],
        .over = arena_dup(arena, rule_over(rule->over, &room)->name),
        .when = rule->sql,
        .version = ini_get(rule->ini, rule->section, "version"),
        .authority = ini_get_lang(rule->ini, rule->section, "authority", lang),
        .grade = ini_get(rule->ini, rule->section, "grade"),
        .enforced = rule->sql ? NULL : ini_get_lang(rule->ini, rule->section, "enforced", lang),
    };
}

void findings_completeness(const CaseFile *file, const Knowledge *knowledge, int *done,
                           int *all)
{
    const CodeTable *items = disclosure_items(knowledge);
    size_t n, wanted, open = 0, count = 0;
    CaseMissing *missing = missing_of(file, &n, &wanted);
    for (size_t i = 0; i < n; i++)
        open += !counts_as_item(file, items, missing[i].field, missing[i].row);
    for (size_t row = 0; row < case_rows(file, REC_DISCLOSURE); row++)
        wanted -= counts_as_item(file, items, F_DISCLOSURE_answer, row);
    for (size_t i = 0; items && i < code_count(items); i++) {
        int row;
        if (code_at(items, i)->retired)
            continue;
        count++;
        open += !item_answered(file, code_at(items, i)->code, &row);
    }
    free(missing);
    *all = (int)(wanted + count);
    *done = *all - (int)open;
}
