/* One function for each part of the page. Fields and rows that are empty are left out: what is
 * missing stands among the findings. */
#include "config.h"

#include "ui/parts/page.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
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

static const char *yuan(const Page *page, Fen fen)
{
    Buf text = BUF_INIT;
    money_format(&text, fen);
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

static void add_record(const Page *page, RecordId id)
{
    const RecordDef *record = catalog_record(id);
    info_head(page->list, _(record->label));
    size_t before = page->list->n;
    for (int i = 0; i < record->fields; i++) {
        FieldId field = (FieldId)((int)record->first + i);
        if (!(catalog_field(field)->flags & FF_GIVEN))
            add_field(page, field, 0);
    }
    if (page->list->n == before)
        info_say(page->list, _("(empty)"));
}

/* ---- target, gap, plan ---- */

static void add_target(const Page *page, Frame *frame)
{
    SumLines sums;
    info_head(page->list, _("Target and gap"));
    add_field(page, F_CASE_target_fen, 0);
    add_field(page, F_CASE_platform, 0);
    add_field(page, F_CASE_urgent, 0);
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
    Fen estimate = 0, insured = 0;
    for (size_t row = first; row < case_rows(file, REC_PLAN); row++) {
        if (!same_phase(file, first, row))
            continue;
        estimate += case_fen(file, F_PLAN_estimate_fen, row);
        insured += case_fen(file, F_PLAN_insured_fen, row);
    }
    InfoLine about = line_about(page, REC_PLAN, F_PLAN_phase, first);
    info_text(
        page->list, &about, phase ? phase : _("(no phase)"),
        /* TRANSLATORS: sums of a phase of the plan. */
        arena_printf(page->list->arena, _("estimate %s - insurance %s = own share %s yuan"),
                     yuan(page, estimate), yuan(page, insured), yuan(page, estimate - insured)),
        NULL, 0);
    for (size_t row = first; row < case_rows(file, REC_PLAN); row++) {
        if (!same_phase(file, first, row))
            continue;
        InfoLine *line = add_row(page, REC_PLAN, row);
        line->cells[0] = shown(page, F_PLAN_item, row);
        line->cells[1] = shown(page, F_PLAN_from_on, row);
        line->cells[2] = yuan(page, case_fen(file, F_PLAN_estimate_fen, row));
        line->cells[3] = yuan(page, case_fen(file, F_PLAN_insured_fen, row));
        line->cells[4] = shown(page, F_PLAN_basis, row);
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
                             ? yuan(page, case_fen(page->file, F_DISCLOSURE_amount_fen, row))
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
    const char *state = is_there ? shown(page, F_DOCUMENT_state, row) : "";
    const char *file = is_there ? case_get(page->file, F_DOCUMENT_file, row) : NULL;
    if (is_there)
        info_about(line, page->file, page->fields->codes, REC_DOCUMENT, FIELD_COUNT, row);
    line->document = arena_dup(arena, item->code);
    line->place = mark_place(page->file, REC_DOCUMENT, FIELD_COUNT, row, line->document);
    line->cells[0] = arena_printf(arena, "%s %s", item->code, item->title);
    line->cells[1] = *state ? state : _("not here");
    line->cells[2] = is_there ? shown(page, F_DOCUMENT_issued_on, row) : "";
    line->cells[3] = is_there ? shown(page, F_DOCUMENT_pages, row) : "";
    line->copy = file ? arena_dup(arena, file) : NULL;
    line->cells[4] = file ? arena_printf(arena, "%.*s", DIGEST_SHOWN, file) : "";
    line->why = item->because ? arena_dup(arena, item->because) : "";
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

static bool read_changes(Page *page, Err *err)
{
    LastDecision last;
    Session *session = stage_session(page->stage);
    Change *changes = NULL;
    if (!app_last_decision(session, case_head_of(page->file)->id, &last, err) ||
        (last.group && !changes_since(session, page->file, last.group, page->list->arena,
                                      &changes, &page->n_changes, err)))
        return false;
    page->changes = changes;
    return true;
}

bool page_case(InfoList *list, Stage *stage, const CaseFile *file, Frame *frame, Err *err)
{
    Page page = {.list = list,
                 .stage = stage,
                 .file = file,
                 .fields = session_fields(stage_session(stage))};
    if (!read_changes(&page, err))
        return false;
    add_target(&page, frame);
    add_plan(&page);
    add_record(&page, REC_PATIENT);
    add_record(&page, REC_INITIATOR);
    add_record(&page, REC_PAYEE);
    add_record(&page, REC_STATEMENT);
    add_disclosure(&page);
    return add_documents(&page, err);
}

bool page_submitted(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    ReviewRow *rows;
    const ReviewRow *last = NULL;
    size_t n, times = 0;
    Day day;
    int hour, minute;
    if (!app_decisions(stage_session(stage), case_head_of(file)->id, list->arena, &rows, &n,
                       err))
        return false;
    for (size_t i = 0; i < n; i++) {
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
    return true;
}
