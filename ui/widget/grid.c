/* How a grid is laid out for a width, and its heading, rows and totals. */
#include "config.h"

#include "ui/widget/grid.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/widget/input.h"
#include "ui/widget/table.h"

/* True when no amount of the grid has jiao or fen: ".00" in every cell would only take room. */
static bool whole_yuan(const Grid *grid, const CaseFile *file)
{
    for (int i = 0; i < grid->n; i++) {
        for (size_t row = 0; row < case_rows(file, grid->record); row++) {
            Fen fen;
            if (grid_fen(grid, file, row, i, &fen) && fen % 100 != 0)
                return false;
        }
    }
    return true;
}

static void add_money(const GridLook *look, Fen fen, Buf *out)
{
    money_format(out, fen);
    if (look->whole && out->len > 3)
        buf_cut(out, out->len - 3);
}

/* A proposal leaves jiao and fen out like the amounts around it. */
static void offered(const GridLook *look, const FormView *view, const FieldDef *field,
                    size_t row, Buf *out)
{
    form_offered(view, field, row, out);
    if (field->type == FT_MONEY && look->whole && out->len > 3 &&
        !strcmp(out->data + out->len - 3, ".00"))
        buf_cut(out, out->len - 3);
}

/* Money is never cut and takes no more than it needs: words need the room. */
static void fit_money(const Grid *grid, const FormView *view, GridLook *look, int column)
{
    const CaseFile *file = view->trial;
    FieldId id = grid->columns[column].field;
    TableColumn *fit = &look->columns[column];
    Buf text = BUF_INIT;
    int widest = 0, title = text_cols(fit->title);
    size_t rows = case_rows(file, grid->record);
    for (size_t row = 0; row <= rows; row++) {
        Fen fen;
        buf_clear(&text);
        if (row < rows ? grid_fen(grid, file, row, column, &fen)
                       : grid_sum(grid, file, column, &fen))
            add_money(look, fen, &text);
        else if (id < FIELD_COUNT)
            offered(look, view, catalog_field(id), row, &text);
        int wide = text_cols(text.data);
        widest = wide > widest ? wide : widest;
    }
    if (widest > 0)
        fit->least = widest;
    if (fit->want > widest && widest > 0)
        fit->want = widest > title ? widest : title < fit->want ? title : fit->want;
    buf_free(&text);
}

void grid_look(const Grid *grid, const FormView *view, int cols, GridLook *out)
{
    out->whole = whole_yuan(grid, view->trial);
    grid_columns(grid, out->columns);
    for (int i = 0; i < grid->n; i++) {
        FieldId id = grid->columns[i].field;
        if (id == FIELD_COUNT || catalog_field(id)->type == FT_MONEY)
            fit_money(grid, view, out, i);
    }
    table_widths(out->columns, grid->n, cols - GRID_MARGIN - 1, out->widths);
}

void grid_draw_heading(const Grid *grid, const GridLook *look, Frame *frame, Rect rect)
{
    int col = rect.col + GRID_MARGIN;
    for (int i = 0; i < grid->n; i++) {
        if (!look->widths[i])
            continue;
        frame_fit(frame, rect.row, col, look->widths[i], ST_LABEL, look->columns[i].title,
                  look->columns[i].align);
        col += look->widths[i] + 1;
    }
}

void grid_draw_total(const Grid *grid, const GridLook *look, const FormView *view, Frame *frame,
                     Rect rect)
{
    int col = rect.col + GRID_MARGIN;
    Buf text = BUF_INIT;
    bool first = true;
    for (int i = 0; i < grid->n; i++) {
        Fen sum;
        if (!look->widths[i])
            continue;
        buf_clear(&text);
        if (grid_sum(grid, view->trial, i, &sum))
            add_money(look, sum, &text);
        else if (first)
            buf_add(&text, _("Total"));
        first = false;
        frame_fit(frame, rect.row, col, look->widths[i], ST_LABEL, text.data,
                  look->columns[i].align);
        col += look->widths[i] + 1;
    }
    buf_free(&text);
}

/* What a cell shows when nobody types into it. */
static void cell_text(const Form *form, const FormLine *line, const GridLook *look,
                      const FormView *view, int column, Buf *out)
{
    const Grid *grid = &form->grids[line->part];
    FieldId id = grid->columns[column].field;
    Fen fen;
    /* What is worked out follows what is typed. */
    if (grid_fen(grid, id == FIELD_COUNT ? view->trial : view->file, line->row, column, &fen)) {
        add_money(look, fen, out);
        return;
    }
    if (id == FIELD_COUNT)
        return;
    const FieldDef *field = catalog_field(id);
    if (line->item && column == 0) {
        const CodeTable *table = codes_table(view->fields->codes, field->codes);
        const CodeEntry *entry = table ? code_find(table, line->item) : NULL;
        buf_add(out, entry ? code_text(entry, view->fields->lang) : line->item);
        return;
    }
    const char *value = case_get(view->file, id, line->row);
    if (value)
        field_show(view->fields, field, value, out);
    else
        offered(look, view, field, line->row, out);
}

void grid_draw_row(const Form *form, const FormLine *line, const GridLook *look,
                   const FormView *view, Frame *frame, Rect rect, int focus)
{
    const Grid *grid = &form->grids[line->part];
    const TableColumn *columns = look->columns;
    const int *widths = look->widths;
    bool blank = line->row >= case_rows(view->file, grid->record) && !line->item;
    Style row_style = focus >= 0 && !view->edit ? ST_SELECTED : ST_TEXT;
    Buf text = BUF_INIT;

    frame_fit(frame, rect.row, rect.col, rect.cols, row_style, "", TEXT_LEFT);
    frame_put(frame, rect.row, rect.col, GRID_MARGIN, row_style,
              focus >= 0 ? " >"
              : blank    ? " +"
                         : "");
    if (focus >= 0 && !view->edit)
        frame_cursor(frame, rect.row, rect.col + 1);
    int col = rect.col + GRID_MARGIN;
    for (int i = 0; i < grid->n; i++) {
        if (!widths[i])
            continue;
        const FieldDef *field =
            grid->columns[i].field < FIELD_COUNT ? catalog_field(grid->columns[i].field) : NULL;
        FieldEditor editor = field ? field_editor(field, view->fields->codes) : EDIT_NONE;
        bool here = focus == i && view->edit;
        if (here && (editor == EDIT_LINE || editor == EDIT_PROSE) && !view->edit->fresh &&
            !form_hides(view, field)) {
            input_draw(view->edit, frame, (Rect){rect.row, col, 1, widths[i]}, true, false);
        } else {
            buf_clear(&text);
            cell_text(form, line, look, view, i, &text);
            if (here && !text.len && editor == EDIT_YESNO)
                buf_add(&text, "y n u");
            bool offer = row_style == ST_TEXT && *text.data == '=' &&
                         !case_get(view->file, field->id, line->row);
            Style style = here ? ST_FOCUS : offer ? ST_DIM : row_style;
            frame_fit(frame, rect.row, col, widths[i], style, text.data, columns[i].align);
            if (here)
                frame_cursor(frame, rect.row,
                             columns[i].align == TEXT_RIGHT ? col + widths[i] - 1 : col);
        }
        col += widths[i] + 1;
    }
    buf_free(&text);
}
