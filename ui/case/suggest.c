/* Suggestions under a field that is being typed in: the rows of its list that answer what was
 * typed so far. Nothing is forced: what was typed stays unless a row is chosen with Down. Only
 * where what was typed is no text of its own the best row is chosen by itself, and Up gives the
 * typed text back: a region, which is a code in the end, letters of pinyin, and a bank by a
 * short name. */
#include "config.h"

#include "ui/case/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "app/picklist.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/cmd/cmd.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { ROWS_MAX = 8, ENOUGH = 6, COLS_LEAST = 24, EDGES = 4 };

struct Suggest {
    Picklist *list;
    FieldId field; /* whose list it is */
    size_t *shown; /* places of the rows that answer, best first */
    size_t n;
    int64_t chosen; /* among them; -1: none, what is typed counts */
    int64_t first;  /* the first one drawn */
    bool open;
    bool moved; /* the cursor stands on the row, not in the text */
};

void suggest_free(Suggest *suggest)
{
    if (!suggest)
        return;
    picklist_free(suggest->list);
    free(suggest->shown);
    free(suggest);
}

void suggest_forget(CaseScreen *self)
{
    suggest_free(self->suggest);
    self->suggest = NULL;
}

bool suggest_open(const CaseScreen *self)
{
    return self->suggest && self->suggest->open;
}

bool suggest_close(CaseScreen *self)
{
    bool open = suggest_open(self);
    if (open)
        self->suggest->open = false;
    return open;
}

static const FieldDef *field_of(CaseScreen *self)
{
    Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    return stop ? catalog_field(stop->field) : NULL;
}

bool suggest_offered(const FieldDef *field)
{
    return app_picklist_offered(field) && field->type != FT_CODE;
}

static Suggest *suggest_for(CaseScreen *self, Stage *stage, const FieldDef *field)
{
    if (self->suggest && self->suggest->field == field->id)
        return self->suggest;
    suggest_forget(self);
    Suggest *suggest = xcalloc(1, sizeof *suggest);
    suggest->field = field->id;
    suggest->list = app_picklist_of_field(stage_session(stage), field);
    suggest->shown = xcalloc(picklist_count(suggest->list) + 1, sizeof *suggest->shown);
    self->suggest = suggest;
    return suggest;
}

/* A region that is typed by name can only be meant as one of the list; nor is a bank called
 * gsyh, or a disease jxlb. */
static bool chooses_itself(const Suggest *suggest, const FieldDef *field, const char *typed)
{
    return field->type == FT_REGION ? typed[strspn(typed, "0123456789")] != '\0'
                                    : picklist_meant(suggest->list, typed);
}

static void find(CaseScreen *self, Stage *stage, const FieldDef *field, const char *typed)
{
    Suggest *suggest = suggest_for(self, stage, field);
    suggest->n = picklist_find(suggest->list, typed, suggest->shown);
    suggest->first = 0;
    suggest->open = suggest->n > 0;
    suggest->moved = false;
    suggest->chosen = suggest->open && chooses_itself(suggest, field, typed) ? 0 : -1;
    /* What is there already need not be offered. */
    if (suggest->n == 1 &&
        strcmp(picklist_row(suggest->list, suggest->shown[0])->value, typed) == 0)
        suggest->open = false;
}

void suggest_follow(CaseScreen *self, Stage *stage)
{
    const FieldDef *field = entry_on(self) ? field_of(self) : NULL;
    suggest_close(self);
    if (field && suggest_offered(field) && entry_edit(self)->text.len &&
        lineedit_changed(entry_edit(self)))
        find(self, stage, field, entry_edit(self)->text.data);
}

bool suggest_all(CaseScreen *self, Stage *stage)
{
    const FieldDef *field = entry_on(self) ? field_of(self) : NULL;
    if (!field || !suggest_offered(field))
        return false;
    find(self, stage, field, "");
    self->suggest->chosen = self->suggest->open ? 0 : -1;
    self->suggest->moved = self->suggest->open;
    if (!self->suggest->open)
        stage_say(stage, MSG_NOTE,
                  _("Nothing to pick from yet: the list grows from what is typed"));
    return true;
}

bool suggest_key(CaseScreen *self, int key)
{
    Suggest *suggest = self->suggest;
    if (!suggest || !suggest->open || (key != K_UP && key != K_DOWN))
        return false;
    int64_t to = suggest->chosen + (key == K_DOWN ? 1 : -1);
    if (to < -1)
        return false;
    if (to < (int64_t)suggest->n)
        suggest->chosen = to;
    suggest->moved = to >= 0;
    return true;
}

void suggest_take(CaseScreen *self)
{
    const Suggest *suggest = self->suggest;
    if (!entry_on(self) || !suggest || !suggest->open || suggest->chosen < 0)
        return;
    const char *value = picklist_row(suggest->list, suggest->shown[suggest->chosen])->value;
    lineedit_resume(entry_edit(self), value, strlen(value));
    suggest_close(self);
}

void suggest_help(const FieldDef *field, Buf *out)
{
    if (!suggest_offered(field))
        return;
    buf_addf(out, "%s\n",
             _("Typing narrows a list under the field: by pinyin (mianyang), its first letters "
               "(my), the code or any part of the text; blanks part several words"));
    if (field->type == FT_TEXT)
        buf_addf(
            out, "%s\n",
            _("What is typed stays as it is, unless a row is marked when the field is left: "
              "Down and Up move the mark"));
}

/* ---- drawing ---- */

static void row_text(const Suggest *suggest, int64_t at, Buf *out)
{
    const PickRow *row = picklist_row(suggest->list, suggest->shown[at]);
    buf_clear(out);
    if (row->code)
        buf_addf(out, "%s ", row->code);
    buf_add(out, row->text);
}

/* Keeps the chosen row among those drawn. */
static void scroll(Suggest *suggest, int rows)
{
    int64_t at = suggest->chosen < 0 ? 0 : suggest->chosen;
    if (suggest->first > at)
        suggest->first = at;
    if (suggest->first < at - rows + 1)
        suggest->first = at - rows + 1;
}

static int wanted_cols(const Suggest *suggest, int rows, const char *hint)
{
    int title = text_cols(hint) + 2, cols = title > COLS_LEAST ? title : COLS_LEAST;
    Buf text = BUF_INIT;
    for (int i = 0; i < rows; i++) {
        row_text(suggest, suggest->first + i, &text);
        int wide = text_cols(text.data) + 2;
        cols = wide > cols ? wide : cols;
    }
    buf_free(&text);
    return cols + EDGES;
}

/* Under the line of the text, or over it where there is more room. */
static Rect place(const Suggest *suggest, const Frame *frame, Rect area, int text_row,
                  int text_col, const char *hint)
{
    int below = area.row + area.rows - text_row - 1, above = text_row - area.row;
    int rows = suggest->n < ROWS_MAX ? (int)suggest->n : ROWS_MAX;
    bool under = below >= rows + 2 || below >= ENOUGH || below >= above;
    int room = (under ? below : above) - 2;
    rows = rows < room ? rows : room;
    int cols = wanted_cols(suggest, rows > 0 ? rows : 0, hint), most = frame_cols(frame) - 2;
    cols = cols < most ? cols : most;
    int col = text_col + cols > most ? most - cols : text_col;
    return (Rect){under ? text_row + 1 : text_row - rows - 2, col > 0 ? col : 0, rows + 2,
                  cols};
}

static void draw_rows(const Suggest *suggest, Frame *frame, Rect box)
{
    Buf text = BUF_INIT;
    for (int i = 0; i < box.rows - 2; i++) {
        int64_t at = suggest->first + i;
        bool here = at == suggest->chosen;
        row_text(suggest, at, &text);
        frame_put(frame, box.row + 1 + i, box.col + 1, 1, here ? ST_SELECTED : ST_TEXT,
                  here ? ">" : " ");
        frame_fit(frame, box.row + 1 + i, box.col + 3, box.cols - EDGES,
                  here ? ST_SELECTED : ST_TEXT, text.data, TEXT_LEFT);
        if (here && suggest->moved)
            frame_cursor(frame, box.row + 1 + i, box.col + 1);
    }
    buf_free(&text);
}

void suggest_draw(CaseScreen *self, Frame *frame, Rect area)
{
    Suggest *suggest = self->suggest;
    int row, col;
    Buf hint = BUF_INIT, down = BUF_INIT;
    if (!suggest || !suggest->open || !entry_on(self) || !frame_cursor_at(frame, &row, &col))
        return;
    int rows = suggest->n < ROWS_MAX ? (int)suggest->n : ROWS_MAX;
    scroll(suggest, rows);
    key_label(K_DOWN, &down);
    if (suggest->chosen < 0 && catalog_field(suggest->field)->type != FT_TEXT)
        /* TRANSLATORS: over a list of suggestions; how many there are, and a key. */
        buf_addf(&hint, ngettext("%zu: %s chooses", "%zu: %s chooses", suggest->n), suggest->n,
                 down.data);
    else if (suggest->chosen < 0)
        /* TRANSLATORS: over a list of suggestions; how many there are, and a key. */
        buf_addf(&hint,
                 ngettext("%zu: %s chooses, Enter keeps the text",
                          "%zu: %s chooses, Enter keeps the text", suggest->n),
                 suggest->n, down.data);
    else
        /* TRANSLATORS: over a list of suggestions; which one is chosen, of how many. */
        buf_addf(&hint, _("%zu / %zu: Enter takes it"), (size_t)suggest->chosen + 1,
                 suggest->n);
    col -= text_cols_n(entry_edit(self)->text.data, entry_edit(self)->caret);
    Rect box = place(suggest, frame, area, row, col > area.col ? col : area.col, hint.data);
    if (box.rows > 2) {
        scroll(suggest, box.rows - 2);
        frame_box(frame, box, hint.data);
        draw_rows(suggest, frame, box);
    }
    buf_free(&hint);
    buf_free(&down);
}
