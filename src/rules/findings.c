#include "config.h"

#include "rules/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "domain/resident.h"

typedef struct Run {
    const FieldContext *ctx;
    const CaseFile *file;
    Arena *arena;
    Finding *found;
    size_t n, room;
} Run;

static Finding *add(Run *run, const char *rule, Severity severity, FieldId field, int row)
{
    if (run->n == run->room)
        run->found = xreallocarray(run->found, run->room = run->room * 2 + 16, sizeof(Finding));
    Finding *finding = &run->found[run->n++];
    *finding =
        (Finding){.rule = rule, .severity = severity, .field = field, .row = row, .item = -1};
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

static void find_unanswered(Run *run, const CodeTable *items)
{
    for (size_t i = 0; items && i < code_count(items); i++) {
        const CodeEntry *item = code_at(items, i);
        int row;
        if (item->retired || item_answered(run->file, item->code, &row))
            continue;
        Finding *finding = add(run, "R501", SEV_BLOCK, F_DISCLOSURE_answer, row);
        finding->item = (int)i;
        finding->message = arena_printf(run->arena, _("Disclosure is not answered: %s"),
                                        code_text(item, run->ctx->lang));
    }
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
        finding->message =
            arena_printf(run->arena, _("%s: %s is empty"),
                         place_of(run, catalog_record(field->record), row), _(field->label));
    }
    free(missing);
}

/* ---- remarks on values ---- */

/* Which rule a remark on a value of this type belongs to; an ID has three. */
static const char *remark_rule(FieldType type, const char *value)
{
    switch (type) {
    case FT_ID:
        switch (resident_check(value)) {
        case RESIDENT_OLD:
            return "R107";
        case RESIDENT_DATE:
            return "R102";
        case RESIDENT_OK:
        case RESIDENT_LENGTH:
        case RESIDENT_SIGNS:
        case RESIDENT_CHECK:
            return "R101";
        }
        return "R101";
    case FT_PHONE:
        return "R108";
    case FT_CARD:
        return "R208";
    case FT_DATE:
        return "R102";
    case FT_TEXT:
    case FT_PROSE:
    case FT_CODE:
    case FT_MONTH:
    case FT_MONEY:
    case FT_COUNT:
    case FT_YESNO:
    case FT_ICD10:
    case FT_REGION:
    case FT_FILE:
    case FT_COUNT_OF_TYPES:
        break;
    }
    return NULL;
}

/* A hospital's account is no card. */
static bool judged(const CaseFile *file, const FieldDef *field)
{
    return field->type != FT_CARD || field->record != REC_PAYEE ||
           !case_is(file, F_PAYEE_kind, 0, "hospital");
}

static void find_remark(Run *run, const FieldDef *field, size_t row, Buf *remark)
{
    const char *value = case_get(run->file, field->id, row);
    const char *rule = value ? remark_rule(field->type, value) : NULL;
    bool blocks = false;
    if (!rule || !judged(run->file, field))
        return;
    const FieldDef *certificate = catalog_find_field(field->record, "certificate");
    buf_clear(remark);
    field_remark(run->ctx, field, value,
                 certificate ? case_get(run->file, certificate->id, row) : NULL, remark,
                 &blocks);
    if (!remark->len)
        return;
    Finding *finding = add(run, rule, blocks ? SEV_BLOCK : SEV_WARN, field->id, (int)row);
    finding->message =
        /* TRANSLATORS: where, which field, what is wrong: "Patient, phone: 11 digits are
           needed" */
        arena_printf(run->arena, _("%s, %s: %s"),
                     place_of(run, catalog_record(field->record), row), _(field->label),
                     remark->data);
}

/* A birth in the future is as impossible as a 31st of February in an ID. */
static void find_future_birth(Run *run, const FieldDef *field, size_t row)
{
    Day born;
    const char *value = case_get(run->file, field->id, row);
    bool future = value && (field->type == FT_ID ? resident_check(value) == RESIDENT_OK &&
                                                       resident_born(value, &born)
                            : strcmp(field->key, "born_on") == 0 ? day_parse(value, &born)
                                                                 : false);
    if (!future || day_compare(born, run->ctx->today) <= 0)
        return;
    Finding *finding = add(run, "R102", SEV_BLOCK, field->id, (int)row);
    finding->message =
        arena_printf(run->arena, _("%s, %s: the day of birth lies in the future"),
                     place_of(run, catalog_record(field->record), row), _(field->label));
}

static void find_remarks(Run *run)
{
    Buf remark = BUF_INIT;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        for (size_t row = 0; row < case_rows(run->file, field->record); row++) {
            size_t before = run->n;
            find_remark(run, field, row, &remark);
            if (run->n == before)
                find_future_birth(run, field, row);
        }
    }
    buf_free(&remark);
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

bool findings_run(const FieldContext *ctx, const Knowledge *knowledge, const CaseFile *file,
                  Arena *arena, Finding **out, size_t *n, Err *err)
{
    Run run = {.ctx = ctx, .file = file, .arena = arena};
    const CodeTable *items = disclosure_items(knowledge);
    if (!items)
        return err_set(err, ERR_INPUT,
                       _("The code table %s is missing; run \"anjuan knowledge check\""),
                       catalog_field(F_DISCLOSURE_item)->codes);
    find_missing(&run, items);
    find_remarks(&run);
    find_unanswered(&run, items);
    if (run.n)
        qsort(run.found, run.n, sizeof(Finding), by_gravity);
    *n = run.n;
    *out = arena_alloc(arena, (run.n + 1) * sizeof(Finding));
    if (run.n)
        memcpy(*out, run.found, run.n * sizeof(Finding));
    free(run.found);
    return true;
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
