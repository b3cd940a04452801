/* Builds the lines and stops of a tab from its parts, and walks them; after a rebuild the focus
 * is found again. */
#include "config.h"

#include "ui/model/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "domain/field.h"

const CodeTable *field_code_table(const FieldDef *field, const Codes *codes)
{
    const CodeTable *table = codes && field->codes ? codes_table(codes, field->codes) : NULL;
    return table && code_count(table) > 0 ? table : NULL;
}

FieldEditor field_editor(const FieldDef *field, const Codes *codes)
{
    switch (field->type) {
    case FT_CODE:
        return field_code_table(field, codes) ? EDIT_PICK : EDIT_LINE;
    case FT_YESNO:
        return EDIT_YESNO;
    case FT_PROSE:
        return EDIT_PROSE;
    case FT_FILE:
        return EDIT_NONE;
    case FT_TEXT:
    case FT_DATE:
    case FT_MONTH:
    case FT_MONEY:
    case FT_COUNT:
    case FT_ID:
    case FT_PHONE:
    case FT_CARD:
    case FT_ICD10:
    case FT_REGION:
    case FT_COUNT_OF_TYPES:
        break;
    }
    return EDIT_LINE;
}

void form_init(Form *form)
{
    *form = (Form){.cols = 80};
}

void form_free(Form *form)
{
    free(form->lines);
    free(form->stops);
    form_init(form);
}

static FormLine *add_line(Form *form, FormLineKind kind, int part)
{
    form->lines = xreallocarray(form->lines, form->n_lines + 1, sizeof *form->lines);
    FormLine *line = &form->lines[form->n_lines++];
    *line = (FormLine){
        .kind = kind, .part = part, .field = FIELD_COUNT, .stop = form->n_stops, .height = 1};
    return line;
}

static void add_stop(Form *form, FieldId field, size_t row, int column)
{
    form->stops = xreallocarray(form->stops, form->n_stops + 1, sizeof *form->stops);
    form->stops[form->n_stops++] =
        (FormStop){.line = form->n_lines - 1, .field = field, .row = row, .column = column};
    form->lines[form->n_lines - 1].stops++;
}

static void add_fields(Form *form, int part, size_t row)
{
    const RecordDef *def = catalog_record(form->parts[part].record);
    for (int i = 0; i < def->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)def->first + i));
        bool later = form->parts[part].kind == PART_LATER;
        if ((field->flags & FF_GIVEN) || later != ((field->flags & FF_LATER) != 0))
            continue;
        FormLine *line = add_line(form, LINE_FIELD, part);
        line->field = field->id;
        line->row = row;
        add_stop(form, field->id, row, 0);
    }
}

/* Fields that only one item of a fixed list has: nobody is asked elsewhere. */
static const struct OnlyFor {
    FieldId field;
    const char *item;
} only_for[] = {
    {F_DISCLOSURE_ongoing, "other_platform"},
};

static bool asked(FieldId field, const char *item)
{
    for (size_t i = 0; item && i < COUNT_OF(only_for); i++) {
        if (only_for[i].field == field)
            return !strcmp(only_for[i].item, item);
    }
    return true;
}

static void add_row(Form *form, int part, size_t row, size_t place, const char *item)
{
    const Grid *grid = &form->grids[part];
    FormLine *line = add_line(form, LINE_ROW, part);
    line->row = row;
    line->place = place;
    line->item = item;
    for (int i = 0; i < grid->n; i++) {
        /* The name of an item is given, and what is worked out is nobody's to type. */
        FieldId field = grid->columns[i].field;
        if (field < FIELD_COUNT && !(item && i == 0) && asked(field, item))
            add_stop(form, field, row, i);
    }
}

static void add_items(Form *form, int part, const CaseFile *file, const Codes *codes)
{
    const FieldDef *key = catalog_field(form->grids[part].columns[0].field);
    const CodeTable *table = codes && key->codes ? codes_table(codes, key->codes) : NULL;
    size_t place = 0;
    for (size_t i = 0; table && i < code_count(table); i++) {
        const CodeEntry *entry = code_at(table, i);
        size_t row = case_item_row(file, key->id, entry->code);
        if (!entry->retired || row < case_rows(file, form->parts[part].record))
            add_row(form, part, row, place++, entry->code);
    }
}

static void add_grid(Form *form, int part, const CaseFile *file, const Codes *codes, bool write)
{
    RecordId record = form->parts[part].record;
    size_t rows = case_rows(file, record);
    add_line(form, LINE_HEADING, part);
    if (form->parts[part].kind == PART_ITEMS) {
        add_items(form, part, file, codes);
        return;
    }
    for (size_t row = 0; row < rows; row++)
        add_row(form, part, row, row, NULL);
    if (write)
        add_row(form, part, rows, rows, NULL);
    if (form->grids[part].total && rows > 0)
        add_line(form, LINE_TOTAL, part);
}

static void clear(Form *form)
{
    form->n_lines = form->n_stops = 0;
}

/* Puts the focus back after a rebuild: on the same cell, else on one of the same line's part.
 */
static void restore(Form *form, const FormStop *old, size_t old_place)
{
    size_t near = 0;
    bool found = false;
    for (size_t i = 0; old && i < form->n_stops; i++) {
        const FormStop *stop = &form->stops[i];
        const FormLine *line = &form->lines[stop->line];
        if (stop->field != old->field)
            continue;
        size_t place = line->kind == LINE_ROW ? line->place : stop->row;
        if (place > old_place && found)
            break;
        near = i;
        found = true;
    }
    form->focus = near;
}

static bool remember(const Form *form, FormStop *old, size_t *place)
{
    const FormStop *stop = form_stop(form);
    if (!stop)
        return false;
    *old = *stop;
    *place = form_gap_row(form);
    return true;
}

void form_build(Form *form, const TabPart *parts, int n, const CaseFile *file,
                const Codes *codes, bool write)
{
    FormStop old = {0};
    size_t place = 0;
    bool had = remember(form, &old, &place);
    clear(form);
    form->n_parts = n;
    for (int i = 0; i < n; i++)
        form->parts[i] = parts[i];
    for (int i = 0; i < n; i++) {
        if (i > 0)
            add_line(form, LINE_BLANK, i);
        grid_init(&form->grids[i], parts[i].record);
        /* A tab of one part is titled by its own name, but a table has the unit up there. */
        bool titled = n > 1 && parts[i].kind != PART_LATER;
        if (titled || (!part_is_form(parts[i].kind) && form->grids[i].money))
            add_line(form, LINE_TITLE, i);
        if (part_is_form(parts[i].kind))
            add_fields(form, i, 0);
        else
            add_grid(form, i, file, codes, write);
    }
    restore(form, had ? &old : NULL, place);
}

void form_build_row(Form *form, RecordId record, size_t row)
{
    FormStop old = {0};
    size_t place = 0;
    bool had = remember(form, &old, &place);
    clear(form);
    form->n_parts = 1;
    form->parts[0] = (TabPart){PART_FORM, record};
    add_line(form, LINE_TITLE, 0)->row = row;
    add_fields(form, 0, row);
    restore(form, had ? &old : NULL, place);
}

const FormStop *form_stop(const Form *form)
{
    return form->focus < form->n_stops ? &form->stops[form->focus] : NULL;
}

const FormLine *form_line(const Form *form)
{
    const FormStop *stop = form_stop(form);
    return stop ? &form->lines[stop->line] : NULL;
}

RecordId form_record(const Form *form)
{
    const FormLine *line = form_line(form);
    return line ? form->parts[line->part].record : REC_COUNT;
}

bool form_on_grid(const Form *form)
{
    const FormLine *line = form_line(form);
    return line && line->kind == LINE_ROW;
}

const Grid *form_grid(const Form *form)
{
    return form_on_grid(form) ? &form->grids[form_line(form)->part] : NULL;
}

bool form_on_new_row(const Form *form, const CaseFile *file)
{
    const FormStop *stop = form_stop(form);
    return form_on_grid(form) && stop->row >= case_rows(file, form_record(form));
}

bool form_next(Form *form)
{
    if (form->focus + 1 >= form->n_stops)
        return false;
    form->focus++;
    return true;
}

bool form_prev(Form *form)
{
    if (form->focus == 0)
        return false;
    form->focus--;
    return true;
}

/* The stop of a line at a column, or the one before it. */
static size_t stop_at(const Form *form, const FormLine *line, int column)
{
    size_t best = line->stop;
    for (int i = 0; i < line->stops; i++) {
        if (form->stops[line->stop + (size_t)i].column <= column)
            best = line->stop + (size_t)i;
    }
    return best;
}

bool form_vertical(Form *form, int by)
{
    const FormStop *stop = form_stop(form);
    if (!stop)
        return false;
    for (size_t at = stop->line; by < 0 ? at > 0 : at + 1 < form->n_lines;) {
        at = by < 0 ? at - 1 : at + 1;
        if (form->lines[at].stops > 0) {
            /* In another grid the column is another thing. */
            bool same = form->lines[at].part == form->lines[stop->line].part;
            form->focus = stop_at(form, &form->lines[at], same ? stop->column : 0);
            return true;
        }
    }
    return false;
}

bool form_sideways(Form *form, int by)
{
    const FormLine *line = form_line(form);
    if (!line)
        return false;
    if (by < 0 ? form->focus == line->stop
               : form->focus + 1 >= line->stop + (size_t)line->stops)
        return false;
    form->focus = by < 0 ? form->focus - 1 : form->focus + 1;
    return true;
}

void form_first(Form *form)
{
    form->focus = 0;
}

void form_last(Form *form)
{
    form->focus = form->n_stops ? form->n_stops - 1 : 0;
}

void form_line_start(Form *form)
{
    const FormLine *line = form_line(form);
    if (line)
        form->focus = line->stop;
}

bool form_next_row(Form *form)
{
    const FormStop *stop = form_stop(form);
    if (!stop || stop->line + 1 >= form->n_lines)
        return false;
    const FormLine *next = &form->lines[stop->line + 1];
    if (next->kind != LINE_ROW || next->stops == 0)
        return false;
    form->focus = next->stop;
    return true;
}

bool form_on_last_cell(const Form *form)
{
    const FormLine *line = form_line(form);
    return line && line->kind == LINE_ROW &&
           form->focus + 1 >= line->stop + (size_t)line->stops;
}

static bool is_open(const FormStop *stop, const CaseFile *file)
{
    return catalog_field(stop->field)->type != FT_FILE &&
           !case_get(file, stop->field, stop->row) && case_asks(file, stop->field, stop->row);
}

bool form_stop_open(const Form *form, const CaseFile *file)
{
    const FormStop *stop = form_stop(form);
    return stop && is_open(stop, file);
}

bool form_stop_unasked(const Form *form, const CaseFile *file)
{
    const FormStop *stop = form_stop(form);
    return stop && !case_get(file, stop->field, stop->row) &&
           !case_asks(file, stop->field, stop->row);
}

bool form_next_open(Form *form, const CaseFile *file)
{
    const FormLine *line = form_line(form);
    bool row = line && line->kind == LINE_ROW;
    size_t end = row ? line->stop + (size_t)line->stops : form->n_stops;
    for (size_t i = form->focus + 1; i < end; i++) {
        /* A grid is come to at its first cell, whatever stands there. */
        bool grid = !row && form->lines[form->stops[i].line].kind == LINE_ROW;
        if (grid || is_open(&form->stops[i], file)) {
            form->focus = i;
            return true;
        }
    }
    return false;
}

static size_t place_of(const Form *form, const FormStop *stop)
{
    const FormLine *line = &form->lines[stop->line];
    return line->kind == LINE_ROW ? line->place : stop->row;
}

bool form_seek(Form *form, FieldId field, size_t row)
{
    for (size_t i = 0; i < form->n_stops; i++) {
        if (form->stops[i].field == field && place_of(form, &form->stops[i]) == row) {
            form->focus = i;
            return true;
        }
    }
    return false;
}

bool form_seek_row(Form *form, RecordId record, size_t row)
{
    bool found = false;
    for (size_t i = 0; i < form->n_stops; i++) {
        const FormStop *stop = &form->stops[i];
        if (form->parts[form->lines[stop->line].part].record != record ||
            place_of(form, stop) > row ||
            (found && place_of(form, stop) == place_of(form, form_stop(form))))
            continue;
        form->focus = i;
        found = true;
    }
    return found;
}

size_t form_gap_row(const Form *form)
{
    const FormStop *stop = form_stop(form);
    return stop ? place_of(form, stop) : 0;
}

bool form_peek(Form *form, int by)
{
    const FormLine *line = form_line(form);
    if (!line || line->kind != LINE_FIELD || line->height <= form->rows) {
        form->peek = 0;
        return false;
    }
    /* The rows that are shown already are not walked through one by one. */
    int at = form->peek;
    if (by > 0)
        at = at == 0 ? form->rows : at + 1;
    else
        at = at > form->rows ? at - 1 : 0;
    if (at >= line->height || (by < 0 && form->peek == 0)) {
        form->peek = 0;
        return false;
    }
    form->peek = at;
    return true;
}

void form_layout(Form *form, int rows, int from_top)
{
    int top = 0;
    form->rows = rows;
    for (size_t i = 0; i < form->n_lines; i++) {
        form->lines[i].top = top;
        top += form->lines[i].height;
    }
    const FormLine *line = form_line(form);
    if (line) {
        int at = line->top + from_top;
        /* A remark under the field is seen with it; so is the title above a part's first line.
         */
        int end = from_top ? at + 1 : line->top + (line->height < rows ? line->height : 1);
        int start = at;
        for (const FormLine *above = line; above > form->lines && start == above->top;) {
            above--;
            if (above->stops > 0 || at - above->top >= rows)
                break;
            start = above->top;
        }
        if (form->scroll > start)
            form->scroll = start;
        if (form->scroll < end - rows)
            form->scroll = end - rows;
    }
    if (form->scroll > top - rows)
        form->scroll = top - rows;
    if (form->scroll < 0)
        form->scroll = 0;
}

int form_label_cols(const Form *form, int cols)
{
    int widest = 0;
    Buf heading = BUF_INIT;
    for (size_t i = 0; i < form->n_lines; i++) {
        const FormLine *line = &form->lines[i];
        if (line->kind != LINE_FIELD)
            continue;
        const FieldDef *field = catalog_field(line->field);
        buf_clear(&heading);
        field_heading(field, &heading);
        int label = text_cols(heading.data) + (field->flags & FF_REQUIRED ? 2 : 0);
        if (label > widest)
            widest = label;
        if (field->type != FT_PROSE)
            continue;
        /* The count of a long text stands under its label. */
        buf_clear(&heading);
        buf_addf(&heading, "%d/%d", field->chars, field->chars);
        label = text_cols(heading.data);
        if (label > widest)
            widest = label;
    }
    buf_free(&heading);
    return widest < cols * 2 / 5 ? widest : cols * 2 / 5;
}
