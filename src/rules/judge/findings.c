/* Makes findings of what the rules raise, in words. */
#include "config.h"

#include "rules/judge/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "rules/judge/telling.h"
#include "rules/language/placeholder.h"
#include "rules/language/tables.h"

/* What a rule says of itself, read once however often it is raised. */
typedef struct RuleTexts {
    const char *id, *title, *version, *authority, *grade, *message;
} RuleTexts;

typedef struct Run {
    const FieldContext *ctx;
    const Knowledge *knowledge;
    Facts *facts;
    const CaseFile *file;
    Arena *arena;
    RuleTexts *texts; /* of each rule of the set; id NULL: not read yet */
    Telling telling;  /* read when a fact is told */
    Finding *found;
    size_t n, room;
    bool count; /* no words are asked for */
    Offer *offers;
    size_t n_offers, offer_room;
} Run;

static Finding *add(Run *run, FindingKind kind, const char *rule, Severity severity,
                    FieldId field, int row)
{
    if (run->n == run->room)
        run->found = xreallocarray(run->found, run->room = run->room * 2 + 16, sizeof(Finding));
    Finding *finding = &run->found[run->n++];
    *finding = (Finding){.kind = kind,
                         .rule = rule,
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

/* "Plan 2" for a row of a list, "Patient" for a singleton, "Plan" for the list as a whole. */
static const char *place_of(Run *run, const RecordDef *record, int row)
{
    if (!(record->flags & RF_MANY) || row < 0)
        return _(record->label);
    /* TRANSLATORS: a row of a list, e.g. "Plan 2" */
    return arena_printf(run->arena, _("%s %zu"), _(record->label), (size_t)row + 1);
}

/* ---- disclosure: the items of the code table, each answered in some row ---- */

static const CodeTable *disclosure_items(const Knowledge *knowledge)
{
    return codes_table(knowledge_codes(knowledge), catalog_field(F_DISCLOSURE_item)->codes);
}

/* The answer of a known item counts as the item, not as one more empty field. */
static bool counts_as_item(const CaseFile *file, const CodeTable *items, FieldId field,
                           size_t row)
{
    const char *item = case_get(file, F_DISCLOSURE_item, row);
    return field == F_DISCLOSURE_answer && items && item && code_find(items, item);
}

/* ---- starred fields ---- */

static void find_missing(Run *run, const CodeTable *items)
{
    const Codes *codes = knowledge_codes(run->knowledge);
    size_t n = case_missing(run->file, codes, NULL, 0);
    CaseMissing *missing = xreallocarray(NULL, n + 1, sizeof(CaseMissing));
    case_missing(run->file, codes, missing, n);
    for (size_t i = 0; i < n; i++) {
        const FieldDef *field = catalog_field(missing[i].field);
        size_t row = missing[i].row;
        if (counts_as_item(run->file, items, field->id, row))
            continue;
        const RecordDef *record = catalog_record(field->record);
        bool there = row < case_rows(run->file, field->record);
        bool begun = record->flags & (RF_MANY | RF_OPTIONAL);
        Finding *finding = add(run, begun ? FINDING_UNFINISHED : FINDING_EMPTY, "MISSING",
                               SEV_BLOCK, field->id, there ? (int)row : -1);
        if (run->count)
            continue;
        finding->title = _("A starred field is empty");
        finding->version = arena_dup(run->arena, knowledge_version(run->knowledge));
        finding->message = arena_printf(run->arena, _("%s: %s is empty"),
                                        place_of(run, record, (int)row), _(field->label));
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
                        place_of(run, catalog_record(field->record), row), _(field->label));
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

/* A message and its facts go to everybody who may judge the case: numbers and addresses stand
 * in them masked, whoever reads, and what is said of health for whom it is. */
static FieldContext for_all(const Run *run)
{
    FieldContext ctx = *run->ctx;
    ctx.masked |= 1u << PRIV_NUMBER | 1u << PRIV_PLACE;
    return ctx;
}

/* A fact of a site's own may be the very value of a field. */
static bool tells_masked(Run *run, const char *text)
{
    const FieldContext ctx = for_all(run);
    if (!run->telling.values)
        telling_read(&ctx, run->file, run->arena, &run->telling);
    return telling_in(&run->telling, text);
}

/* What was read for this place of a message; no amount is an amount of nothing. */
static void add_read(Run *run, const RuleDef *rule, const Finding *finding,
                     const Placeholder *one, Buf *out)
{
    const FieldContext ctx = for_all(run);
    const char *table, *column;
    placeholder_column(one, run->arena, &table, &column);
    for (size_t i = 0; i < rule->n_reads; i++) {
        const RuleRead *read = &rule->reads[i];
        const char *value = finding->facts[i].value;
        if (strcmp(read->table, table) != 0 || strcmp(read->name, column) != 0)
            continue;
        const FieldDef *field = finding_fact_field(finding, &finding->facts[i]);
        if (!value && placeholder_is_amount(one->style))
            value = "0";
        if (field && field_is_masked(&ctx, field))
            field_show(&ctx, field, value, out);
        else
            placeholder_show(one->style, value, run->ctx->codes, run->ctx->lang, out);
    }
}

static const char *message_of(Run *run, const RuleDef *rule, const Finding *finding)
{
    Buf out = BUF_INIT;
    Placeholder one;
    const char *at = texts_of(run, rule)->message;
    for (; placeholder_next(at, run->arena, &one); at = one.end) {
        buf_add_bytes(&out, at, (size_t)(one.open - at));
        if (one.word)
            buf_add(&out, where_of(run, finding->field, finding->row));
        else
            add_read(run, rule, finding, &one, &out);
    }
    buf_add(&out, at);
    const char *message = arena_dup(run->arena, out.data);
    buf_free(&out);
    return message;
}

static const FindingFact *facts_of(Run *run, const RuleDef *rule, const Finding *finding,
                                   const SqlValue *reads)
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
        if (facts[i].value && !finding_fact_field(finding, &facts[i]) &&
            (tells_masked(run, facts[i].value) ||
             !facts_may_tell(run->facts, facts[i].name, facts[i].value, for_all(run).masked)))
            facts[i].value = MASK_WHOLE;
    }
    return facts;
}

/* A row that is not there yet is row -1; and so is what a rule over the whole case says of a
 * list: it is about the list, and not about whichever row comes first. */
static int row_there(const Run *run, const RuleDef *rule, FieldId field, int row)
{
    if (field == FIELD_COUNT)
        return row;
    const RecordDef *record = catalog_record(catalog_field(field)->record);
    bool whole = rule->over == TABLE_FACT && (record->flags & RF_MANY);
    return whole || row < 0 || (size_t)row >= case_rows(run->file, record->id) ? -1 : row;
}

static FindingKind kind_of(const RuleDef *rule)
{
    if (!rule->missing)
        return FINDING_FAULT;
    return rule->over == TABLE_CHECKLIST ? FINDING_PAPER : FINDING_UNANSWERED;
}

static const char *document_of(const Finding *finding)
{
    for (size_t i = 0; i < finding->n_facts; i++) {
        if (strcmp(finding->facts[i].name, "checklist.code") == 0)
            return finding->facts[i].value;
    }
    return NULL;
}

static void silence(Run *run, FieldId field)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->n; i++) {
        if (run->found[i].field != field || run->found[i].kind != FINDING_EMPTY)
            run->found[kept++] = run->found[i];
    }
    run->n = kept;
}

/* Only for what is empty and asked for. */
static void propose(Run *run, const RuleDef *rule, FieldId field, int row,
                    const SqlValue *value)
{
    Buf text = BUF_INIT;
    size_t at = row < 0 ? 0 : (size_t)row;
    if (value->type == SQL_INT)
        buf_addf(&text, "%lld", (long long)value->number);
    else if (value->type == SQL_TEXT)
        buf_add(&text, value->bytes);
    if (text.len && !case_get(run->file, field, at) && case_asks(run->file, field, at)) {
        if (run->n_offers == run->offer_room)
            run->offers = xreallocarray(run->offers, run->offer_room = run->offer_room * 2 + 16,
                                        sizeof *run->offers);
        run->offers[run->n_offers++] = (Offer){.field = field,
                                               .row = at,
                                               .value = arena_dup(run->arena, text.data),
                                               .why = texts_of(run, rule)->title};
    }
    buf_free(&text);
}

static void on_raised(void *ctx, const RuleDef *rule, FieldId field, int row, int item,
                      const SqlValue *reads)
{
    Run *run = ctx;
    if (rule->value) {
        if (!run->count)
            propose(run, rule, field, row, &reads[rule->n_reads]);
        return;
    }
    if (rule->silent || rule->missing)
        silence(run, field);
    if (rule->silent)
        return;
    int at = row_there(run, rule, field, row);
    if (run->count) {
        add(run, kind_of(rule), rule->id, rule->severity, field, at);
        return;
    }
    const RuleTexts *texts = texts_of(run, rule);
    Finding *finding = add(run, kind_of(rule), texts->id, rule->severity, field, at);
    finding->item = item;
    finding->title = texts->title;
    finding->version = texts->version;
    finding->authority = texts->authority;
    finding->grade = texts->grade;
    finding->house = finding->grade[0] && strchr("CMR", finding->grade[0]);
    finding->stops_export = rule->export_too;
    finding->together = rule->together;
    finding->comment = rule->comment;
    finding->told = rule->told;
    finding->facts = facts_of(run, rule, finding, reads);
    finding->n_facts = rule->n_reads;
    finding->document = document_of(finding);
    finding->message = message_of(run, rule, finding);
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
    if (finding_lacks(x) != finding_lacks(y))
        return finding_lacks(x) ? 1 : -1;
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
static bool judge_all(Run *run, Judge *judge, Err *err)
{
    const CodeTable *items = disclosure_items(run->knowledge);
    if (!items)
        return err_set(err, ERR_INPUT,
                       _("The code table %s is missing; run “anjuan knowledge check”"),
                       catalog_field(F_DISCLOSURE_item)->codes);
    find_missing(run, items);
    return judge_run(judge, on_raised, run, err);
}

static int compare_places(const Offer *x, const Offer *y)
{
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* By place, so that they are found fast in a long list; of two for one place always the same.
 */
static int by_place(const void *a, const void *b)
{
    const Offer *x = a, *y = b;
    int places = compare_places(x, y);
    return places ? places : strcmp(x->value, y->value);
}

bool findings_and_offers(const FieldContext *ctx, Judge *judge, const CaseFile *file,
                         Arena *arena, Finding **out, size_t *n, Offers *offers, Err *err)
{
    const Knowledge *knowledge = judge_knowledge(judge);
    Run run = {
        .ctx = ctx,
        .knowledge = knowledge,
        .facts = judge_facts(judge),
        .file = file,
        .arena = arena,
        .texts = arena_alloc(arena, (knowledge_rules(knowledge)->n + 1) * sizeof(RuleTexts)),
    };
    bool done = facts_stage(judge_facts(judge), &file, 1, err) && judge_all(&run, judge, err);
    if (run.n)
        qsort(run.found, run.n, sizeof(Finding), by_gravity);
    *n = done ? run.n : 0;
    *out = arena_alloc(arena, (run.n + 1) * sizeof(Finding));
    if (run.n)
        memcpy(*out, run.found, run.n * sizeof(Finding));
    if (run.n_offers)
        qsort(run.offers, run.n_offers, sizeof(Offer), by_place);
    offers->n = done ? run.n_offers : 0;
    offers->list = arena_alloc(arena, (run.n_offers + 1) * sizeof(Offer));
    if (run.n_offers)
        memcpy(offers->list, run.offers, run.n_offers * sizeof(Offer));
    free(run.offers);
    free(run.found);
    return done;
}

bool findings_run(const FieldContext *ctx, Judge *judge, const CaseFile *file, Arena *arena,
                  Finding **out, size_t *n, Err *err)
{
    Offers offers;
    return findings_and_offers(ctx, judge, file, arena, out, n, &offers, err);
}

const Offer *offer_for(const Offers *offers, FieldId field, size_t row)
{
    const Offer wanted = {.field = field, .row = row};
    size_t low = 0, high = offers->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(&offers->list[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < offers->n && !compare_places(&offers->list[low], &wanted) ? &offers->list[low]
                                                                           : NULL;
}

FindingCounts findings_counted(const Finding *found, size_t n)
{
    FindingCounts counts = {0};
    for (size_t i = 0; i < n; i++) {
        if (found[i].kind == FINDING_PAPER)
            counts.papers++;
        else if (finding_lacks(&found[i]))
            counts.missing++;
        else if (found[i].severity == SEV_BLOCK)
            counts.blocks++;
        else if (found[i].severity == SEV_WARN)
            counts.warns++;
    }
    return counts;
}

void findings_say_lacks(size_t missing, size_t papers, Buf *out)
{
    if (missing)
        /* TRANSLATORS: how many things a case still lacks: fields, answers, consents. */
        buf_addf(out, ngettext("%zu missing", "%zu missing", (unsigned long)missing), missing);
    if (missing && papers)
        /* TRANSLATORS: how many documents a case still lacks; stands after "24 missing". */
        buf_addf(out, ngettext(", %zu paper", ", %zu papers", (unsigned long)papers), papers);
    else if (papers)
        buf_addf(out,
                 ngettext("%zu paper missing", "%zu papers missing", (unsigned long)papers),
                 papers);
}

void findings_put_lacks(size_t missing, size_t papers, Buf *out)
{
    if (missing)
        buf_addf(out, "%zu", missing);
    if (papers)
        buf_addf(out, "+%zu", papers);
}

bool findings_count(Judge *judge, const CaseFile *file, FindingCounts *out, Err *err)
{
    Run run = {.knowledge = judge_knowledge(judge), .file = file, .count = true};
    bool done = facts_stage(judge_facts(judge), &file, 1, err) && judge_all(&run, judge, err);
    *out = findings_counted(run.found, done ? run.n : 0);
    free(run.found);
    return done;
}

/* ---- for the documentation ---- */

size_t rules_count(const Knowledge *knowledge)
{
    return knowledge_rules(knowledge)->n;
}

RuleInfo rules_info(const Knowledge *knowledge, size_t i, const char *lang)
{
    static const char *const severities[] = {"info", "warn", "block"};
    const RuleDef *rule = &knowledge_rules(knowledge)->rules[i];
    return (RuleInfo){
        .id = rule->id,
        .section = rule->section,
        .title = ini_get_lang(rule->ini, rule->section, "title", lang),
        .severity = rule->silent  ? "silent"
                    : rule->value ? "offer"
                                  : severities[rule->severity],
        .over = table_name(rule->over),
        .when = rule->sql,
        .version = ini_get(rule->ini, rule->section, "version"),
        .authority = ini_get_lang(rule->ini, rule->section, "authority", lang),
        .grade = ini_get(rule->ini, rule->section, "grade"),
        .enforced = rule->sql ? NULL : ini_get_lang(rule->ini, rule->section, "enforced", lang),
    };
}
