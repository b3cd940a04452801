/* A table pasted into a grid: the cells go into the columns from the focused one on, each read
 * as if it was typed there, all of them in one group. What cannot be read is refused with its
 * row and column before anything is written. */
#include "config.h"

#include "ui/case/paste.h"

#include <string.h>

#include "app/edit.h"
#include "base/i18n.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/undo.h"
#include "ui/model/paste.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

typedef struct Paste {
    CaseScreen *self;
    Stage *stage;
    Arena *arena;
    PasteTable table;
    const FormLine *line; /* of the focus */
    const Grid *grid;
    int column; /* of the focus */
    TypedCell *cells;
    const PasteRow **from; /* the row that each of them came from */
    size_t n;
    size_t rows;  /* of the record, with those that the paste adds so far */
    bool heading; /* there was one, and it is left out */
} Paste;

/* The same words, or in a row of several more or less of them: "预计" for "预计费用". An answer
 * such as "no" is not part of "Note". */
static bool same_words(const char *cell, const char *title, bool alone)
{
    enum { SHORT = 4 };
    if (alone || strlen(cell) < SHORT)
        return !strcmp(cell, title);
    return strstr(cell, title) != NULL || strstr(title, cell) != NULL;
}

/* Whoever copies a table often takes its heading along: words, no figures, and most of them
 * those of the columns. */
static bool is_heading(const Paste *paste, const PasteRow *row)
{
    size_t words = 0, known = 0;
    bool alone = row->n == 1;
    for (size_t i = 0; i < row->n; i++) {
        int column = paste->column + (int)i;
        if (strpbrk(row->cells[i], "0123456789"))
            return false;
        if (!*row->cells[i])
            continue;
        words++;
        if (column >= paste->grid->n)
            continue;
        FieldId id = paste->grid->columns[column].field;
        known +=
            same_words(row->cells[i], grid_title(paste->grid, column), alone) ||
            (id < FIELD_COUNT && same_words(row->cells[i], catalog_field(id)->label, alone));
    }
    return known > 0 && known * 2 >= words;
}

/* The line of the form that takes a row of the paste; NULL: there is none (any more). New rows
 * of a list have no line yet and need none. */
static const FormLine *line_for(const Paste *paste, size_t i)
{
    const Form *form = case_form(paste->self);
    size_t at = (size_t)(paste->line - form->lines) + i;
    const FormLine *line = at < form->n_lines ? &form->lines[at] : NULL;
    return line && line->kind == LINE_ROW && line->part == paste->line->part ? line : NULL;
}

static bool asked_there(const Paste *paste, const FormLine *line, int column)
{
    const Form *form = case_form(paste->self);
    for (int i = 0; line && i < line->stops; i++) {
        if (form->stops[line->stop + (size_t)i].column == column)
            return true;
    }
    return !line && paste->grid->columns[column].field < FIELD_COUNT;
}

static void add_cell(Paste *paste, const PasteRow *row, FieldId field, size_t to,
                     const char *typed)
{
    paste->from[paste->n] = row;
    paste->cells[paste->n++] = (TypedCell){field, to, typed};
}

/* A field of one line takes a line end as a blank, as it does when text is pasted into it. */
static const char *typed_text(const Paste *paste, FieldId field, const char *cell)
{
    LineEdit edit;
    lineedit_init(&edit, "", 0, catalog_field(field)->type == FT_PROSE);
    lineedit_insert(&edit, cell, strlen(cell));
    const char *typed = arena_dup(paste->arena, edit.text.data);
    lineedit_free(&edit);
    return typed;
}

static bool refuse(const PasteRow *row, const char *column, const char *why, Err *err)
{
    /* TRANSLATORS: the number of the row in what was pasted, a column, what is wrong. */
    return err_set(err, ERR_INPUT, _("Nothing was pasted. Row %zu, %s: %s"), row->line, column,
                   why);
}

static bool read_row(Paste *paste, size_t i, Err *err)
{
    const PasteRow *row = &paste->table.rows[i];
    const FormLine *line = line_for(paste, i);
    const Grid *grid = paste->grid;
    if (!line && paste->line->item)
        return err_set(err, ERR_INPUT,
                       ngettext("Nothing was pasted. From here on there is %zu line, the paste "
                                "has more",
                                "Nothing was pasted. From here on there are %zu lines, the "
                                "paste has more",
                                (unsigned long)i),
                       i);
    size_t to = line && line->row < case_rows(work_file(paste->self->work), grid->record)
                    ? line->row
                    : paste->rows++;
    if (line && line->item && to + 1 == paste->rows)
        add_cell(paste, row, grid->columns[0].field, to, line->item);
    for (size_t c = 0; c < row->n; c++) {
        int column = paste->column + (int)c;
        bool nothing = row->cells[c][strspn(row->cells[c], " \t\r\n")] == '\0';
        if (column >= grid->n && !nothing)
            return refuse(row, grid_title(grid, grid->n - 1),
                          _("there is no column behind this one"), err);
        if (column >= grid->n)
            continue;
        FieldId field = grid->columns[column].field;
        if (asked_there(paste, line, column))
            add_cell(paste, row, field, to, typed_text(paste, field, row->cells[c]));
        else if (!nothing)
            return refuse(row, grid_title(grid, column),
                          field == FIELD_COUNT
                              ? _("this column is worked out; leave it out of the paste")
                              : _("nothing is filled in here"),
                          err);
    }
    return true;
}

static bool store(Paste *paste, Err *err)
{
    CaseScreen *self = paste->self;
    const PasteTable *table = &paste->table;
    size_t bad, room = table->n * (GRID_COLUMNS + 1);
    paste->cells = arena_alloc(paste->arena, room * sizeof *paste->cells);
    paste->from = arena_alloc(paste->arena, room * sizeof *paste->from);
    paste->rows = case_rows(work_file(self->work), paste->grid->record);
    for (size_t i = 0; i < table->n; i++) {
        if (!read_row(paste, i, err))
            return false;
    }
    stage_keep_now(paste->stage);
    if (app_case_set_cells(stage_session(paste->stage), work_file(self->work), paste->cells,
                           paste->n, &bad, err))
        return true;
    if (err->kind == ERR_CONFLICT)
        return err_set(err, ERR_CONFLICT,
                       _("Nothing was pasted: somebody else has changed these rows meanwhile. "
                         "They are shown as they are now; paste again to replace them"));
    if (bad < paste->n) {
        const char *why = arena_dup(paste->arena, err->text);
        int column = grid_column(paste->grid, paste->cells[bad].field);
        refuse(paste->from[bad], grid_title(paste->grid, column), why, err);
    }
    return false;
}

static void say_done(const Paste *paste)
{
    Buf key = BUF_INIT;
    undo_key(paste->stage, &key);
    size_t n = paste->table.n;
    if (paste->heading)
        stage_say(paste->stage, MSG_DONE,
                  /* TRANSLATORS: how many, and the key that undoes it. */
                  ngettext("%zu row pasted, without the heading; %s takes it back",
                           "%zu rows pasted, without the heading; %s takes them back",
                           (unsigned long)n),
                  n, key.data);
    else
        stage_say(paste->stage, MSG_DONE,
                  /* TRANSLATORS: how many, and the key that undoes it. */
                  ngettext("%zu row pasted; %s takes it back",
                           "%zu rows pasted; %s takes them back", (unsigned long)n),
                  n, key.data);
    buf_free(&key);
}

/* Several cells are a table; one is text like any other, for the cell's own editor. */
static bool is_table(Paste *paste)
{
    if (paste->table.n > 1 && is_heading(paste, &paste->table.rows[0])) {
        paste->table.rows++;
        paste->table.n--;
        paste->heading = true;
        return true;
    }
    return paste->table.n > 1 || (paste->table.n == 1 && paste->table.rows[0].n > 1);
}

bool paste_table(CaseScreen *self, Stage *stage, const char *text, size_t len)
{
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    Err err = {0};
    Paste paste = {.self = self, .stage = stage, .arena = arena_new()};
    paste.line = form_line(form);
    paste.grid = form_grid(form);
    paste.column = stop->column;
    bool table = !paste_read(text, len, paste.arena, &paste.table, &err);
    bool done = !table;
    if (done)
        table = is_table(&paste);
    if (table) {
        FieldId field = stop->field;
        size_t place = form_gap_row(form);
        CaseDraft *draft = drafts_here(self);
        done = done && store(&paste, &err);
        if (done)
            drafts_done(draft);
        if (entry_pasted(self, stage, done, &err)) {
            form_seek(form, field, place);
            if (entry_on(self))
                entry_load(self, stage);
            say_done(&paste);
        }
    }
    arena_free(paste.arena);
    return table;
}
