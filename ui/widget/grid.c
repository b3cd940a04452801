#include "config.h"

#include "ui/widget/grid.h"

#include "base/i18n.h"
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

static void add_money(const Grid *grid, const CaseFile *file, Fen fen, Buf *out)
{
    money_format(out, fen);
    if (whole_yuan(grid, file) && out->len > 3)
        buf_cut(out, out->len - 3);
}

/* Money is never cut and takes no more than it needs: words need the room. */
static void fit_money(const Grid *grid, const CaseFile *file, TableColumn *columns)
{
    Buf text = BUF_INIT;
    for (int i = 0; i < grid->n; i++) {
        Fen fen;
        FieldId id = grid->columns[i].field;
        if (id < FIELD_COUNT && catalog_field(id)->type != FT_MONEY)
            continue;
        int widest = 0;
        size_t rows = case_rows(file, grid->record);
        for (size_t row = 0; row <= rows; row++) {
            buf_clear(&text);
            if (row < rows ? grid_fen(grid, file, row, i, &fen) : grid_sum(grid, file, i, &fen))
                add_money(grid, file, fen, &text);
            int wide = text_cols(text.data);
            widest = wide > widest ? wide : widest;
        }
        int title = text_cols(columns[i].title);
        if (widest > 0)
            columns[i].least = widest;
        if (columns[i].want > widest && widest > 0)
            columns[i].want = widest > title            ? widest
                              : title < columns[i].want ? title
                                                        : columns[i].want;
    }
    buf_free(&text);
}

static void widths_of(const Grid *grid, const CaseFile *file, int cols, TableColumn *columns,
                      int *widths)
{
    grid_columns(grid, columns);
    fit_money(grid, file, columns);
    table_widths(columns, grid->n, cols - GRID_MARGIN - 1, widths);
}

bool grid_hidden(const Grid *grid, const CaseFile *file, int cols, int column)
{
    TableColumn columns[GRID_COLUMNS];
    int widths[GRID_COLUMNS];
    widths_of(grid, file, cols, columns, widths);
    return widths[column] == 0;
}

void grid_draw_heading(const Grid *grid, const CaseFile *file, Frame *frame, Rect rect)
{
    TableColumn columns[GRID_COLUMNS];
    int widths[GRID_COLUMNS];
    widths_of(grid, file, rect.cols, columns, widths);
    int col = rect.col + GRID_MARGIN;
    for (int i = 0; i < grid->n; i++) {
        if (!widths[i])
            continue;
        frame_fit(frame, rect.row, col, widths[i], ST_LABEL, columns[i].title,
                  columns[i].align);
        col += widths[i] + 1;
    }
}

void grid_draw_total(const Grid *grid, const FormView *view, Frame *frame, Rect rect)
{
    TableColumn columns[GRID_COLUMNS];
    int widths[GRID_COLUMNS];
    widths_of(grid, view->file, rect.cols, columns, widths);
    int col = rect.col + GRID_MARGIN;
    Buf text = BUF_INIT;
    bool said = false;
    for (int i = 0; i < grid->n; i++) {
        Fen sum;
        if (!widths[i])
            continue;
        buf_clear(&text);
        if (grid_sum(grid, view->file, i, &sum))
            add_money(grid, view->file, sum, &text);
        else if (!said)
            buf_add(&text, _("Total"));
        said = true;
        frame_fit(frame, rect.row, col, widths[i], ST_LABEL, text.data, columns[i].align);
        col += widths[i] + 1;
    }
    buf_free(&text);
}

/* What a cell shows when nobody types into it. */
static void cell_text(const Form *form, const FormLine *line, const FormView *view, int column,
                      Buf *out)
{
    const Grid *grid = &form->grids[line->part];
    FieldId id = grid->columns[column].field;
    Fen fen;
    if (grid_fen(grid, view->file, line->row, column, &fen)) {
        add_money(grid, view->file, fen, out);
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
}

static void draw_edit(LineEdit *edit, Frame *frame, int row, int col, int cols)
{
    size_t from;
    int caret;
    /* One column is left for the caret after the last character. */
    lineedit_view(edit, cols, &from, &caret);
    frame_fit(frame, row, col, cols, ST_FOCUS, "", TEXT_LEFT);
    frame_put(frame, row, col, cols, ST_FOCUS, edit->text.data + from);
    frame_cursor(frame, row, col + caret);
}

void grid_draw_row(const Form *form, const FormLine *line, const FormView *view, Frame *frame,
                   Rect rect, int focus)
{
    const Grid *grid = &form->grids[line->part];
    TableColumn columns[GRID_COLUMNS];
    int widths[GRID_COLUMNS];
    bool blank = line->row >= case_rows(view->file, grid->record) && !line->item;
    Style row_style = focus >= 0 && !view->edit ? ST_SELECTED : ST_TEXT;
    Buf text = BUF_INIT;

    widths_of(grid, view->file, rect.cols, columns, widths);
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
        if (here && (editor == EDIT_LINE || editor == EDIT_PROSE) && !view->edit->fresh) {
            draw_edit(view->edit, frame, rect.row, col, widths[i]);
        } else {
            buf_clear(&text);
            cell_text(form, line, view, i, &text);
            if (here && !text.len && editor == EDIT_YESNO)
                buf_add(&text, "y n ?");
            frame_fit(frame, rect.row, col, widths[i], here ? ST_FOCUS : row_style, text.data,
                      columns[i].align);
            if (here)
                frame_cursor(frame, rect.row,
                             columns[i].align == TEXT_RIGHT ? col + widths[i] - 1 : col);
        }
        col += widths[i] + 1;
    }
    buf_free(&text);
}
