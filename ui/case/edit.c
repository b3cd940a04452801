/* Editing a case: typing in fields and cells, storing what is left, rows of grids, and the
 * questions that come up (reopen an approved case, whose value to keep). */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>
#include <string.h>

#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/model/paste.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum {
    TYPED_MAX = 64
}; /* characters of a value that is parsed: 2026年11月21日, ￥1,234.50元 */

static const FormStop *stop_of(CaseScreen *self)
{
    Form *form = case_form(self);
    return form ? form_stop(form) : NULL;
}

static FieldEditor editor_of(const FormStop *stop, Stage *stage)
{
    return field_editor(catalog_field(stop->field),
                        session_fields(stage_session(stage))->codes);
}

/* ---- the level of typing ---- */

static bool editable(CaseScreen *self, Stage *stage, Err *err)
{
    const FormStop *stop = stop_of(self);
    RecordId record = stop ? catalog_field(stop->field)->record : REC_DOCUMENT;
    if (app_case_editable(stage_session(stage), work_file(self->work), record, err))
        return true;
    return stop && field_follows_up(catalog_field(stop->field)) &&
           app_case_editable(stage_session(stage), work_file(self->work), REC_FUNDING, NULL);
}

bool case_writable(CaseScreen *self, Stage *stage)
{
    return work_may(self->work, VERB_REOPEN) || editable(self, stage, NULL);
}

void case_load_edit(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    if (!stop)
        return;
    const FieldDef *field = catalog_field(stop->field);
    const char *value = case_get(work_file(self->work), stop->field, stop->row);
    bool words = field->type == FT_TEXT || field->type == FT_PROSE;
    Buf text = BUF_INIT;
    if (value)
        field_edit_text(session_fields(stage_session(stage)), field, value, &text);
    lineedit_begin(&self->edit, text.data, words ? (size_t)field->chars : TYPED_MAX,
                   field->type == FT_PROSE);
    self->edit.fresh = form_on_grid(case_form(self));
    case_suggest_close(self);
    buf_clear(&self->error);
    buf_free(&text);
    case_draft_resume(self, stage);
}

void case_read_edit(CaseScreen *self, Stage *stage)
{
    char *before = xstrdup(self->edit.text.data);
    size_t caret = self->edit.caret;
    bool fresh = self->edit.fresh;
    case_load_edit(self, stage);
    if (!fresh && !strcmp(before, self->edit.text.data))
        lineedit_place(&self->edit, caret);
    free(before);
}

static void ask_reopen(CaseScreen *self, Stage *stage);

void case_begin_typing(CaseScreen *self, Stage *stage, bool ask)
{
    Err err = {0};
    if (!stop_of(self))
        return;
    if (editable(self, stage, &err)) {
        self->typing = true;
        case_load_edit(self, stage);
    } else if (ask && work_may(self->work, VERB_REOPEN)) {
        self->pending_field = FIELD_COUNT;
        ask_reopen(self, stage);
    } else if (ask) {
        stage_say_err(stage, &err);
    }
}

bool case_leave_typing(CaseScreen *self, Stage *stage)
{
    if (!case_commit(self, stage))
        return false;
    self->typing = false;
    buf_clear(&self->error);
    return true;
}

/* ---- storing ---- */

bool case_done(CaseScreen *self, Stage *stage, bool done, const Err *err)
{
    if (done)
        work_note_saved(self->work);
    case_follow(self, stage);
    if (self->typing)
        case_load_edit(self, stage);
    if (!done && err->kind == ERR_REFUSED && work_may(self->work, VERB_REOPEN)) {
        self->pending_field = FIELD_COUNT;
        ask_reopen(self, stage);
    } else if (!done) {
        stage_say_err(stage, err);
    }
    return done;
}

/* A refused paste says so under the cell, where there is room; what was typed there stays. */
bool case_pasted(CaseScreen *self, Stage *stage, bool done, const Err *err)
{
    if (done || err->kind != ERR_INPUT)
        return case_done(self, stage, done, err);
    buf_clear(&self->error);
    buf_add(&self->error, err->text);
    return false;
}

static void settled(Stage *stage, void *ctx, const Reply *reply);

/* Somebody else changed the field: both values are named, and the person says which one
 * stays. */
static void ask_conflict(CaseScreen *self, Stage *stage, const Err *err)
{
    self->waiting = true;
    ask(stage, &(Question){.title = _("Changed by somebody else"),
                           .text = err->text,
                           .answers = {{'t', _("Keep theirs")}, {'m', _("Keep mine")}},
                           .done = settled,
                           .ctx = self});
}

static void pend(CaseScreen *self, FieldId field, size_t row, const char *typed)
{
    Buf copy = BUF_INIT;
    buf_add(&copy, typed);
    buf_free(&self->pending);
    self->pending = copy;
    self->pending_field = field;
    self->pending_row = row;
}

/* Stores a value; false when it was refused, and said so or asked what to do. */
static bool case_try(CaseScreen *self, Stage *stage, FieldId field, size_t row,
                     const char *typed)
{
    Err err = {0};
    const FormStop *stop = stop_of(self);
    bool here = stop && stop->field == field && stop->row == row;
    CaseDraft *draft = here ? case_draft_here(self) : NULL;
    const FormLine *line = case_form(self) ? form_line(case_form(self)) : NULL;
    RecordId record = catalog_field(field)->record;
    bool made = catalog_record(record)->flags & RF_MANY &&
                row >= case_rows(work_file(self->work), record);
    bool done = work_set(self->work, case_draft_key(draft), field, row,
                         line ? line->item : NULL, typed, &err);
    if (done) {
        if (made)
            case_row_made(self, record, row);
        case_suggest_forget(self);
        case_draft_done(draft);
        case_follow(self, stage);
        if (self->typing)
            case_load_edit(self, stage);
        return true;
    }
    if (err.kind == ERR_CONFLICT) {
        pend(self, field, row, typed);
        ask_conflict(self, stage, &err);
    } else if (err.kind == ERR_REFUSED && work_may(self->work, VERB_REOPEN)) {
        pend(self, field, row, typed);
        ask_reopen(self, stage);
    } else {
        /* While typing it stands under the field. */
        buf_clear(&self->error);
        if (self->typing)
            buf_add(&self->error, err.text);
        else
            stage_say_err(stage, &err);
    }
    return false;
}

static void try_pending(CaseScreen *self, Stage *stage)
{
    Buf typed = self->pending;
    FieldId field = self->pending_field;
    buf_init(&self->pending);
    self->pending_field = FIELD_COUNT;
    if (field < FIELD_COUNT)
        case_try(self, stage, field, self->pending_row, typed.data);
    buf_free(&typed);
}

static void settled(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    self->waiting = false;
    if (!work_reload(self->work, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    case_follow(self, stage);
    if (reply->key == 'm')
        try_pending(self, stage);
    else if (self->typing) {
        case_draft_forget(self);
        case_load_edit(self, stage);
    }
}

static void reopened(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    self->waiting = false;
    if (reply->key != 'e') {
        self->pending_field = FIELD_COUNT;
        case_draft_forget(self);
        if (self->typing)
            case_load_edit(self, stage);
        self->typing = false;
        return;
    }
    bool done = work_move(self->work, VERB_REOPEN, &err);
    case_follow(self, stage);
    if (!done) {
        stage_say_err(stage, &err);
        return;
    }
    if (self->pending_field < FIELD_COUNT)
        try_pending(self, stage);
    else
        case_begin_typing(self, stage, false);
}

static void ask_reopen(CaseScreen *self, Stage *stage)
{
    Status status;
    Buf text = BUF_INIT;
    if (!status_parse(case_head_of(work_file(self->work))->status, &status))
        return;
    /* TRANSLATORS: number of the case, its status. */
    buf_addf(&text,
             _("Case %s: %s. An edit makes it a draft again, and an approval no longer holds"),
             case_head_of(work_file(self->work))->no, status_label(status));
    self->waiting = true;
    ask(stage, &(Question){.title = _("Edit this case?"),
                           .text = text.data,
                           .answers = {{'k', _("Leave it as it is")}, {'e', _("Edit")}},
                           .done = reopened,
                           .ctx = self});
    buf_free(&text);
}

bool case_commit(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    if (!self->typing || !stop)
        return true;
    if (!lineedit_changed(&self->edit)) {
        case_draft_forget(self); /* what was typed was deleted again */
        return true;
    }
    if (self->waiting)
        return false;
    stage_keep_try(stage); /* storing takes longer than a draft may be behind */
    Buf typed = BUF_INIT;
    buf_add(&typed, self->edit.text.data);
    bool done = case_try(self, stage, stop->field, stop->row, typed.data);
    buf_free(&typed);
    return done;
}

/* ---- moving on ---- */

static bool move_line(CaseScreen *self, Stage *stage, int by)
{
    if (case_commit(self, stage) && form_vertical(case_form(self), by) && self->typing)
        case_load_edit(self, stage);
    return true;
}

static bool move_cell(CaseScreen *self, Stage *stage, int key)
{
    if (!case_commit(self, stage))
        return true;
    Form *form = case_form(self);
    int by = key == K_LEFT || key == K_HOME ? -1 : 1;
    while (form_sideways(form, by) && (key == K_HOME || key == K_END))
        continue;
    case_load_edit(self, stage);
    return true;
}

/* ---- lists of codes ---- */

static void chosen(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const FormStop *stop = stop_of(self);
    bool empty = stop && !case_get(work_file(self->work), stop->field, stop->row);
    if (reply->text && stop && case_try(self, stage, stop->field, stop->row, reply->text))
        case_go_on(self, stage, empty);
}

static bool open_list(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    const FieldDef *field = catalog_field(stop->field);
    const CodeTable *table =
        field_code_table(field, session_fields(stage_session(stage))->codes);
    if (table)
        ask(stage,
            &(Question){.title = _(field->label),
                        .rows = app_picklist_of_table(stage_session(stage), table),
                        .initial = case_get(work_file(self->work), stop->field, stop->row),
                        .done = chosen,
                        .ctx = self});
    return table != NULL;
}

/* ---- what is typed ---- */

/* An answer goes on by itself where there was none: one to an item to its amount when there is
 * something, else to the next item. */
static bool answer(CaseScreen *self, Stage *stage, const FormStop *stop, const char *text)
{
    Form *form = case_form(self);
    bool item = form_line(form)->item != NULL;
    FieldId field = stop->field;
    bool empty = !case_get(work_file(self->work), field, stop->row);
    if (!case_try(self, stage, field, stop->row, text))
        return true;
    stop = stop_of(self);
    if (!stop || (!item && !empty))
        return true;
    stage_went_on(stage, true);
    if (!item || field != F_DISCLOSURE_answer)
        return !empty || case_go_on(self, stage, true);
    if (case_is(work_file(self->work), field, stop->row, "yes")) {
        form_next(form);
    } else if (form_next_row(form)) {
        form_seek(form, field, form_gap_row(form));
    } else if (empty) {
        form_last(form);
        return case_step(self, stage, form_next);
    }
    case_load_edit(self, stage);
    return true;
}

/* A run of keys that came at once answers one field after the other, unless it is one word. */
static void answer_run(CaseScreen *self, Stage *stage, const char *text, size_t len)
{
    const FormStop *stop = stop_of(self);
    Buf word = BUF_INIT, value = BUF_INIT;
    size_t first = text_next(text, len, 0);
    buf_add_bytes(&word, text, len);
    if (first < len && !field_parse(session_fields(stage_session(stage)),
                                    catalog_field(stop->field), word.data, &value, NULL)) {
        buf_cut(&word, first);
        answer(self, stage, stop, word.data);
        if (!self->error.len)
            case_text(self, stage, text + first, len - first, false);
    } else {
        answer(self, stage, stop, word.data);
    }
    buf_free(&word);
    buf_free(&value);
}

static bool forward(Stage *stage, const char *text, size_t len, bool paste)
{
    Screen *top = stage_top(stage);
    return !top->ops->text || top->ops->text(top, stage, text, len, paste);
}

static bool type_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste);

TypedKind case_typed(Screen *screen, Stage *stage UNUSED)
{
    const FormStop *stop = stop_of((CaseScreen *)screen);
    const FieldDef *field = stop ? catalog_field(stop->field) : NULL;
    if (!field || (field->type != FT_TEXT && field->type != FT_PROSE))
        return TYPED_PLAIN;
    return field->privacy == PRIV_NAME ? TYPED_NAME : TYPED_WORDS;
}

bool case_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste)
{
    Buf plain = BUF_INIT;
    if (!stop_of(self) || !self->typing || len == 0)
        return false;
    stage_went_on(stage, false);
    if (!paste)
        return type_text(self, stage, text, len, false);
    if (form_on_grid(case_form(self)) && case_paste_table(self, stage, text, len))
        return true;
    paste_plain(text, len, &plain);
    if (plain.len)
        type_text(self, stage, plain.data, plain.len, true);
    buf_free(&plain);
    return true;
}

static bool type_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste)
{
    const FormStop *stop = stop_of(self);
    switch (editor_of(stop, stage)) {
    case EDIT_PICK:
        return open_list(self, stage) && forward(stage, text, len, paste);
    case EDIT_YESNO:
        answer_run(self, stage, text, len);
        return true;
    case EDIT_NONE:
        stage_say(stage, MSG_NOTE, _("This is not typed; attaching a file fills it in"));
        return true;
    case EDIT_LINE:
    case EDIT_PROSE:
        break;
    }
    buf_clear(&self->error);
    if (!lineedit_insert(&self->edit, text, len))
        stage_say(stage, MSG_WARN,
                  ngettext("No more room: %zu character at most",
                           "No more room: %zu characters at most",
                           (unsigned long)self->edit.max),
                  self->edit.max);
    case_suggest_follow(self, stage);
    return true;
}

/* ---- keys ---- */

static bool picked_key(CaseScreen *self, Stage *stage, const FormStop *stop, int key)
{
    if (key != K_BACKSPACE && key != K_DELETE)
        return false;
    if (case_get(work_file(self->work), stop->field, stop->row))
        case_try(self, stage, stop->field, stop->row, "");
    return true;
}

static bool typing_key(CaseScreen *self, Stage *stage, const FormStop *stop, int key)
{
    enum { PROSE_PAGE = 8 };
    Form *form = case_form(self);
    FieldEditor editor = editor_of(stop, stage);
    bool cell = form_on_grid(form);
    bool text = editor == EDIT_LINE || editor == EDIT_PROSE;
    if (case_suggest_key(self, key))
        return true;
    if (editor == EDIT_PROSE && !cell &&
        textarea_key(&self->edit, PROSE_PAGE, form_prose_cols(form, self->cols) + 1, key)) {
        buf_clear(&self->error);
        return true;
    }
    if (key == K_UP || key == K_DOWN)
        return move_line(self, stage, key == K_UP ? -1 : 1);
    if (cell && (self->edit.fresh || !text) &&
        (key == K_LEFT || key == K_RIGHT || key == K_HOME || key == K_END))
        return move_cell(self, stage, key);
    if (!text)
        return picked_key(self, stage, stop, key);
    size_t before = self->edit.text.len;
    bool taken = lineedit_key(&self->edit, key);
    if (taken)
        buf_clear(&self->error);
    if (self->edit.text.len != before)
        case_suggest_follow(self, stage);
    return taken;
}

/* Beside the cells ASCII keys are commands, but words can only be meant for the cell. */
static bool key_to_cell(CaseScreen *self, Stage *stage, int key)
{
    enum { LAST_RUNE = 0x10FFFF };
    Buf text = BUF_INIT;
    if (key < 0x80 || key > LAST_RUNE || !form_on_grid(case_form(self)))
        return false;
    case_begin_typing(self, stage, true);
    buf_add_rune(&text, (unsigned)key);
    if (self->typing)
        case_text(self, stage, text.data, text.len, false);
    buf_free(&text);
    return true;
}

bool case_edit_key(CaseScreen *self, Stage *stage, int key)
{
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    if (!stop)
        return false;
    if (self->typing)
        return typing_key(self, stage, stop, key);
    switch (key) {
    case K_UP:
    case K_DOWN:
        /* A long text is read row by row before the focus goes on. */
        if (!form_peek(form, key == K_UP ? -1 : 1))
            form_vertical(form, key == K_UP ? -1 : 1);
        return true;
    case K_LEFT:
    case K_RIGHT:
        form_sideways(form, key == K_LEFT ? -1 : 1);
        return true;
    case K_HOME:
        form_first(form);
        return true;
    case K_END:
        form_last(form);
        return true;
    default:
        return key_to_cell(self, stage, key);
    }
}

/* ---- rows ---- */

static bool add_row(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    while (form_on_grid(form) && !form_on_new_row(form, work_file(self->work)) &&
           form_next_row(form))
        continue;
    case_begin_typing(self, stage, true);
    return true;
}

static bool show_row(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (case_commit(self, stage) && form_on_grid(form) &&
        !form_on_new_row(form, work_file(self->work)))
        case_show_row(self, stage, form_record(form), form_stop(form)->row, true);
    return true;
}

static bool change_rows(CaseScreen *self, Stage *stage, CmdId id)
{
    Session *session = stage_session(stage);
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    RecordId record = form_record(form);
    size_t row = stop->row, rows = case_rows(work_file(self->work), record);
    FieldId field = stop->field;
    Err err = {0};
    bool done = true;
    if (!form_on_grid(form) || row >= rows)
        return true;
    size_t to = row;
    if (id == CMD_GRID_COPY) {
        done = app_case_copy_row(session, work_file(self->work), record, row, &err);
        to = row + 1;
    } else if (id == CMD_GRID_REMOVE) {
        done = app_case_remove_row(session, work_file(self->work), record, row, &err);
    } else if (id == CMD_GRID_UP ? row > 0 : row + 1 < rows) {
        to = id == CMD_GRID_UP ? row - 1 : row + 1;
        done = app_case_move_row(session, work_file(self->work), record, row, to, &err);
    }
    if (case_done(self, stage, done, &err)) {
        form_seek(form, field, to);
        if (id == CMD_GRID_REMOVE) {
            Buf key = BUF_INIT;
            keymap_keys(stage_keymap(stage), CMD_UNDO, false, false, &key);
            /* TRANSLATORS: %s is a key. */
            stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
            buf_free(&key);
        }
    }
    return true;
}

/* While typing: the row again, under it, or on an empty one the row above; and on in the
 * copy. */
static bool copy_on(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    if (!case_commit(self, stage) || !form_on_grid(form) || form_line(form)->item)
        return true;
    const FormStop *stop = form_stop(form);
    RecordId record = form_record(form);
    size_t rows = case_rows(work_file(self->work), record), row = stop->row;
    Err err = {0};
    if (rows == 0) {
        stage_say(stage, MSG_NOTE, _("There is no row above to copy"));
        return true;
    }
    row = row < rows ? row : rows - 1;
    bool done =
        app_case_copy_row(stage_session(stage), work_file(self->work), record, row, &err);
    if (case_done(self, stage, done, &err)) {
        form_seek(form, form_grid(form)->columns[0].field, row + 1);
        case_row_made(self, record, row + 1);
        case_load_edit(self, stage);
    }
    return true;
}

/* ---- commands ---- */

static bool on_accept(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    FieldEditor editor = editor_of(stop, stage);
    if (editor == EDIT_PICK && !case_get(work_file(self->work), stop->field, stop->row))
        return open_list(self, stage);
    case_suggest_take(self);
    return case_accept(self, stage);
}

static bool on_pick(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    bool known = !lineedit_changed(&self->edit) && case_take_known(self, stage);
    if (known || case_suggest_all(self, stage))
        return true;
    if (field_code_table(catalog_field(stop->field),
                         session_fields(stage_session(stage))->codes))
        return open_list(self, stage);
    self->edit.fresh = false;
    return true;
}

bool case_edit_command(CaseScreen *self, Stage *stage, CmdId id)
{
    if (!form_stop(case_form(self)))
        return false;
    switch (id) {
    case CMD_TABS_ENTER:
    case CMD_GRID_EDIT:
        case_begin_typing(self, stage, true);
        return true;
    case CMD_FORM_NEXT:
    case CMD_PROSE_NEXT:
    case CMD_CELL_NEXT:
        case_suggest_take(self);
        return case_step(self, stage, form_next);
    case CMD_FORM_PREV:
    case CMD_PROSE_PREV:
    case CMD_CELL_PREV:
        return case_step(self, stage, form_prev);
    case CMD_CELL_ACCEPT:
        case_suggest_take(self);
        return case_accept(self, stage);
    case CMD_CELL_COPY:
        return copy_on(self, stage);
    case CMD_PROSE_LINE:
        return lineedit_key(&self->edit, K_ENTER);
    case CMD_FORM_ACCEPT:
        return on_accept(self, stage);
    case CMD_FORM_PICK:
    case CMD_CELL_EDIT:
        return on_pick(self, stage);
    case CMD_GRID_ADD:
        return add_row(self, stage);
    case CMD_GRID_FULL:
    case CMD_CELL_FULL:
        return show_row(self, stage);
    case CMD_GRID_COPY:
    case CMD_GRID_REMOVE:
    case CMD_GRID_UP:
    case CMD_GRID_DOWN:
        return change_rows(self, stage, id);
    default:
        return false;
    }
}
