/* One function for each part of the page, and one for the records that have none of their own,
 * so that nothing of a case is approved unseen. Fields and rows that are empty are left out:
 * what is missing stands among the findings. */
#include "config.h"

#include "ui/parts/page.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/judge.h"
#include "app/mark.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "ui/model/tabs.h"
#include "ui/parts/changes.h"
#include "ui/parts/plan.h"
#include "ui/stage/stage.h"

enum { DIGEST_SHOWN = 12 };

typedef struct Page {
    InfoList *list;
    Stage *stage;
    const CaseFile *file;
    const FieldContext *fields;
    const Change *changes; /* since the last decision */
    size_t n_changes;
    bool *told; /* by FieldId: it has a place of its own, so it is not among the rest */
} Page;

static const char *shown(const Page *page, FieldId id, size_t row)
{
    const char *value = case_get(page->file, id, row);
    Buf text = BUF_INIT;
    if (value)
        field_show_alone(page->fields, catalog_field(id), value, &text);
    const char *kept = arena_dup(page->list->arena, text.data);
    buf_free(&text);
    return kept;
}

/* A line that is not in the list, for the lines that are about the same. */
static InfoLine line_about(const Page *page, RecordId record, FieldId field, size_t row)
{
    InfoLine about = {.kind = INFO_FIELD, .field = FIELD_COUNT};
    info_about(&about, page->file, page->fields->codes, record, field, row);
    return about;
}

/* A field in a column of its own. */
static const char *cell(const Page *page, FieldId id, size_t row)
{
    page->told[id] = true;
    if (catalog_field(id)->type != FT_MONEY)
        return shown(page, id, row);
    return case_get(page->file, id, row)
               ? money_text(page->list->arena, case_fen(page->file, id, row))
               : "";
}

static InfoLine *add_row(const Page *page, RecordId record, size_t row)
{
    InfoLine *line = info_add(page->list, INFO_ROW);
    info_about(line, page->file, page->fields->codes, record, FIELD_COUNT, row);
    return line;
}

/* ---- fields ---- */

static const Change *change_of(const Page *page, FieldId field, size_t row)
{
    for (size_t i = 0; i < page->n_changes; i++) {
        if (page->changes[i].field == field && page->changes[i].row == row)
            return &page->changes[i];
    }
    return NULL;
}

static void add_field(const Page *page, FieldId id, size_t row)
{
    const FieldDef *field = catalog_field(id);
    const char *value = shown(page, id, row);
    const Change *change = change_of(page, id, row);
    InfoLine about = line_about(page, field->record, id, row);
    if (change)
        info_diff(page->list, &about, _(field->label), change->before, change->after, -1);
    else if (*value)
        info_text(page->list, &about, _(field->label), value, NULL, 0);
}

static bool is_rest(const Page *page, FieldId id, size_t row)
{
    return !page->told[id] && !(catalog_field(id)->flags & FF_GIVEN) &&
           (case_get(page->file, id, row) || change_of(page, id, row));
}

static void add_record(const Page *page, RecordId id)
{
    const RecordDef *record = catalog_record(id);
    bool any = false;
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        if (!is_rest(page, field, 0))
            continue;
        if (!any)
            info_head(page->list, _(record->label));
        any = true;
        add_field(page, field, 0);
    }
}

/* What a row holds beside its columns, each value with the name of its field. */
static void add_rest(const Page *page, RecordId id, size_t row, const char *label)
{
    const RecordDef *record = catalog_record(id);
    InfoLine about = line_about(page, id, FIELD_COUNT, row);
    Buf text = BUF_INIT;
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        const char *value = is_rest(page, field, row) ? shown(page, field, row) : "";
        if (!*value)
            continue;
        buf_add(&text, text.len ? "  " : "");
        /* TRANSLATORS: a field and its value. */
        buf_addf(&text, _("%s: %s"), _(catalog_field(field)->label), value);
    }
    if (text.len)
        info_text(page->list, &about, label, text.data, NULL, 0);
    buf_free(&text);
}

static void add_rows(const Page *page, RecordId id)
{
    const RecordDef *record = catalog_record(id);
    size_t rows = case_rows(page->file, id);
    if (rows)
        info_head(page->list, _(record->label));
    for (size_t row = 0; row < rows; row++)
        add_rest(page, id, row,
                 /* TRANSLATORS: a record and the number of its row: "Plan 2". */
                 arena_printf(page->list->arena, _("%s %zu"), _(record->label), row + 1));
}

/* ---- target, gap, plan ---- */

static void add_target(const Page *page, Frame *frame)
{
    static const FieldId fields[] = {F_CASE_target_fen, F_CASE_platform, F_CASE_urgent};
    SumLines sums;
    info_head(page->list, _("Target and gap"));
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        add_field(page, fields[i], 0);
        page->told[fields[i]] = true;
    }
    sums_begin(&sums);
    plan_say_gap(page->stage, page->file, frame, page->list->cols, &sums);
    InfoLine about = line_about(page, REC_CASE, F_CASE_target_fen, 0);
    about.kind = INFO_WIDE;
    for (int i = 0; i < sums.n; i++) {
        const char *text = sums.lines[i].text;
        const InfoSpan whole = {0, strlen(text), sums.lines[i].style};
        info_text(page->list, &about, "", text, &whole, 1);
    }
    sums_end(&sums);
}

static bool same_phase(const CaseFile *file, size_t a, size_t b)
{
    const char *left = case_get(file, F_PLAN_phase, a),
               *right = case_get(file, F_PLAN_phase, b);
    return strcmp(left ? left : "", right ? right : "") == 0;
}

static bool begins_phase(const CaseFile *file, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (same_phase(file, i, row))
            return false;
    }
    return true;
}

static void add_phase(const Page *page, size_t first)
{
    const CaseFile *file = page->file;
    const char *phase = case_get(file, F_PLAN_phase, first);
    page->told[F_PLAN_phase] = true;
    Fen estimate = 0, insured = 0;
    for (size_t row = first; row < case_rows(file, REC_PLAN); row++) {
        if (!same_phase(file, first, row))
            continue;
        estimate += case_fen(file, F_PLAN_estimate_fen, row);
        insured += case_fen(file, F_PLAN_insured_fen, row);
    }
    InfoLine about = line_about(page, REC_PLAN, F_PLAN_phase, first);
    info_text(page->list, &about, phase ? phase : _("(no phase)"),
              /* TRANSLATORS: sums of a phase of the plan. */
              arena_printf(page->list->arena,
                           _("estimate %s - insurance %s = own share %s yuan"),
                           money_text(page->list->arena, estimate),
                           money_text(page->list->arena, insured),
                           money_text(page->list->arena, estimate - insured)),
              NULL, 0);
    for (size_t row = first; row < case_rows(file, REC_PLAN); row++) {
        if (!same_phase(file, first, row))
            continue;
        InfoLine *line = add_row(page, REC_PLAN, row);
        line->cells[0] = cell(page, F_PLAN_item, row);
        line->cells[1] = cell(page, F_PLAN_from_on, row);
        line->cells[2] = cell(page, F_PLAN_estimate_fen, row);
        line->cells[3] = cell(page, F_PLAN_insured_fen, row);
        line->cells[4] = cell(page, F_PLAN_basis, row);
        add_rest(page, REC_PLAN, row, "");
    }
}

static void add_plan(const Page *page)
{
    info_head(page->list, _("Plan: treatment, from, estimate and insurance in yuan, basis"));
    for (size_t row = 0; row < case_rows(page->file, REC_PLAN); row++) {
        if (begins_phase(page->file, row))
            add_phase(page, row);
    }
    if (!case_rows(page->file, REC_PLAN))
        info_say(page->list, _("(empty)"));
}

/* ---- disclosure, documents ---- */

static void add_disclosure(const Page *page)
{
    const CodeTable *table =
        codes_table(page->fields->codes, catalog_field(F_DISCLOSURE_item)->codes);
    size_t rows = case_rows(page->file, REC_DISCLOSURE);
    info_head(page->list, _("Disclosure: item, answer, still running, yuan, detail"));
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        size_t row = case_item_row(page->file, F_DISCLOSURE_item, entry->code);
        if (entry->retired && row == rows)
            continue;
        InfoLine *line = info_add(page->list, INFO_ROW);
        if (row < rows)
            info_about(line, page->file, page->fields->codes, REC_DISCLOSURE, FIELD_COUNT, row);
        line->place = mark_place(page->file, REC_DISCLOSURE, FIELD_COUNT, row, entry->code);
        line->cells[0] = code_text(entry, page->fields->lang);
        line->cells[1] = row < rows ? shown(page, F_DISCLOSURE_answer, row) : "";
        if (!*line->cells[1])
            line->cells[1] = _("(unanswered)");
        line->cells[2] = shown(page, F_DISCLOSURE_ongoing, row);
        line->cells[3] = case_get(page->file, F_DISCLOSURE_amount_fen, row)
                             ? money_text(page->list->arena,
                                          case_fen(page->file, F_DISCLOSURE_amount_fen, row))
                             : "";
        line->cells[4] = shown(page, F_DISCLOSURE_detail, row);
    }
}

static void add_document(const Page *page, const ChecklistItem *item)
{
    InfoLine *line = info_add(page->list, INFO_ROW);
    Arena *arena = page->list->arena;
    bool is_there = item->row >= 0;
    size_t row = is_there ? (size_t)item->row : SIZE_MAX;
    const char *file = is_there ? case_get(page->file, F_DOCUMENT_file, row) : NULL;
    page->told[F_DOCUMENT_code] = page->told[F_DOCUMENT_file] = true;
    if (is_there)
        info_about(line, page->file, page->fields->codes, REC_DOCUMENT, FIELD_COUNT, row);
    line->document = arena_dup(arena, item->code);
    line->place = mark_place(page->file, REC_DOCUMENT, FIELD_COUNT, row, line->document);
    line->cells[0] = arena_printf(arena, "%s %s", item->code, item->title);
    line->cells[1] = is_there ? cell(page, F_DOCUMENT_state, row) : "";
    if (!*line->cells[1])
        line->cells[1] = _("not here");
    line->cells[2] = is_there ? cell(page, F_DOCUMENT_issued_on, row) : "";
    line->cells[3] = is_there ? cell(page, F_DOCUMENT_pages, row) : "";
    line->copy = file ? arena_dup(arena, file) : NULL;
    line->cells[4] = file ? arena_printf(arena, "%.*s", DIGEST_SHOWN, file) : "";
    line->why = item->because ? arena_dup(arena, item->because) : "";
    if (is_there)
        add_rest(page, REC_DOCUMENT, row, "");
}

static bool add_documents(const Page *page, Err *err)
{
    const Judged *judged;
    if (!app_case_judged(stage_session(page->stage), page->file, &judged, err))
        return false;
    info_head(page->list, _("Documents: state, issued on, pages, copy"));
    for (size_t i = 0; i < judged->n_documents; i++)
        add_document(page, &judged->documents[i]);
    app_judged_free(judged);
    return true;
}

/* ---- the whole ---- */

static bool add_part(const Page *page, const TabPart *part, Err *err)
{
    switch (part->kind) {
    case PART_FORM:
        add_record(page, part->record);
        break;
    case PART_GRID:
        if (part->record != REC_PLAN)
            add_rows(page, part->record);
        break;
    case PART_ITEMS:
        add_disclosure(page);
        break;
    case PART_CHECKLIST:
        return add_documents(page, err);
    case PART_LATER:
        break;
    }
    return true;
}

static bool read_changes(Page *page, Err *err)
{
    LastDecision last;
    Change *changes = NULL;
    if (!changes_to_decide(stage_session(page->stage), page->file, page->list->arena, &last,
                           &changes, &page->n_changes, err))
        return false;
    page->changes = changes;
    return true;
}

/* ---- marks ---- */

static bool is_marked(const InfoLine *line, const Mark *mark)
{
    const MarkPlace *at = &line->place, *place = &mark->place;
    return mark->open && place->record < REC_COUNT && at->record == place->record &&
           at->row_id == place->row_id && strcmp(at->item, place->item) == 0 &&
           (at->field == FIELD_COUNT || place->field == FIELD_COUNT ||
            at->field == place->field);
}

/* What is said there stands above; in its place a sign is enough. */
static bool add_signs(const Page *page, size_t from, Frame *frame, Err *err)
{
    Mark *marks;
    size_t n;
    if (!app_marks(stage_session(page->stage), case_head_of(page->file)->id, page->list->arena,
                   &marks, &n, err))
        return false;
    for (size_t i = from; i < page->list->n; i++) {
        InfoLine *line = &page->list->lines[i];
        bool marked = false;
        for (size_t m = 0; m < n && !marked; m++) {
            marked = is_marked(line, &marks[m]);
            if (marked && line->place.field == marks[m].place.field)
                line->mark = marks[m].id; /* what is done with a mark is done here as well */
        }
        if (!marked || !line->cells[0] || !*line->cells[0] || line->kind == INFO_HEAD)
            continue;
        const char *text = line->cells[0];
        line->cells[0] =
            arena_printf(page->list->arena, "%s %s", frame_sign(frame, SIGN_MARK), text);
        line->sign = strlen(line->cells[0]) - strlen(text);
    }
    return true;
}

bool page_case(InfoList *list, Stage *stage, const CaseFile *file, Frame *frame, Err *err)
{
    bool told[FIELD_COUNT] = {false};
    Page page = {.list = list,
                 .stage = stage,
                 .file = file,
                 .fields = app_fields(stage_session(stage), file),
                 .told = told};
    size_t from = list->n;
    if (!read_changes(&page, err))
        return false;
    add_target(&page, frame);
    add_plan(&page);
    for (int tab = 0; tab < TABS; tab++) {
        for (int i = 0; i < tab_def(tab)->n; i++) {
            if (!add_part(&page, &tab_def(tab)->parts[i], err))
                return false;
        }
    }
    return add_signs(&page, from, frame, err);
}

/* That the first of two supervisors has approved it. */
static void say_first(InfoList *list, const ReviewRow *row)
{
    Day day;
    int hour, minute;
    if (instant_local(row->at, &day, &hour, &minute))
        info_say(list,
                 arena_printf(list->arena,
                              /* TRANSLATORS: a supervisor; month, day, hour, minute */
                              _("One approval of two: by %s on %02d-%02d at %02d:%02d; "
                                "another supervisor gives the second"),
                              row->user ? row->user : "", day.month, day.day, hour, minute));
}

bool page_submitted(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    ReviewRow *rows;
    const ReviewRow *last = NULL, *first = NULL;
    size_t n, times = 0;
    Day day;
    int hour, minute;
    if (!app_decisions(stage_session(stage), case_head_of(file)->id, list->arena, &rows, &n,
                       err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].verb, verb_word(VERB_APPROVE_FIRST)) == 0)
            first = &rows[i];
        if (strcmp(rows[i].verb, verb_word(VERB_SUBMIT)) != 0)
            continue;
        last = &rows[i];
        times++;
    }
    if (last && instant_local(last->at, &day, &hour, &minute))
        /* TRANSLATORS: who submitted the case; month, day, hour, minute; how often it was. */
        info_say(list, arena_printf(list->arena,
                                    _("Submitted by %s on %02d-%02d at %02d:%02d, submission "
                                      "%zu"),
                                    last->user ? last->user : "", day.month, day.day, hour,
                                    minute, times));
    if (first && case_head_of(file)->first) {
        say_first(list, first);
        info_key(list, first);
    }
    return true;
}
