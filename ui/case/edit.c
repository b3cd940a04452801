/* What keys and text do in fields and cells, and where nothing can be typed. */
#include "config.h"

#include "ui/case/edit.h"

#include <stdlib.h>
#include <string.h>

#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/known.h"
#include "ui/case/missed.h"
#include "ui/case/next.h"
#include "ui/case/paste.h"
#include "ui/case/rows.h"
#include "ui/case/screen.h"
#include "ui/case/suggest.h"
#include "ui/case/tab_row.h"
#include "ui/case/undo.h"
#include "ui/model/paste.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/form.h"
#include "ui/widget/input.h"

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

/* ---- moving on ---- */

/* An item that has no answer is come to there, from whatever cell: letters are answers. */
static void to_answer(CaseScreen *self, Form *form)
{
    const FormLine *line = form_line(form);
    if (entry_on(self) && line->item &&
        !case_get(work_file(self->work), form->stops[line->stop].field, line->row))
        form_line_start(form);
}

/* The key came directly behind a value that went on by itself, and from a field that is still
 * missing: it does what it always does, and that field is named, for it may not have been
 * meant. NULL: nothing of the kind. */
static const char *passed_over(CaseScreen *self, Stage *stage, Arena *arena)
{
    const FormStop *stop = stop_of(self);
    const Gaps *gaps = work_gaps(self->work);
    const FieldContext *fields = session_fields(stage_session(stage));
    bool missing = false;
    if (!stop || !stage_by_habit(stage) || entry_changed(self))
        return NULL;
    size_t row = form_gap_row(case_form(self));
    for (size_t i = 0; i < gaps->n && !missing; i++)
        missing = gaps->list[i].field == stop->field && gaps->list[i].row == row;
    if (!missing)
        return NULL;
    const char *item = form_line(case_form(self))->item;
    const CodeTable *items =
        codes_table(fields->codes, catalog_field(F_DISCLOSURE_item)->codes);
    const CodeEntry *entry = item && items ? code_find(items, item) : NULL;
    return entry ? arena_dup(arena, code_text(entry, fields->lang))
                 : case_field_title(self, stop->field, stop->row, arena);
}

static void say_passed(Stage *stage, const char *title)
{
    if (title)
        /* TRANSLATORS: a field. */
        stage_say(
            stage, MSG_NOTE,
            _("Passed over and empty: %s; what was typed before it had gone on by itself"),
            title);
}

static bool move_line(CaseScreen *self, Stage *stage, int by)
{
    Form *form = case_form(self);
    Arena *arena = arena_new();
    const char *passed = by > 0 ? passed_over(self, stage, arena) : NULL;
    if (entry_commit(self, stage) && form_vertical(form, by)) {
        to_answer(self, form);
        if (entry_on(self))
            entry_load(self, stage);
        say_passed(stage, passed);
    }
    arena_free(arena);
    return true;
}

static bool move_next(CaseScreen *self, Stage *stage)
{
    Arena *arena = arena_new();
    const char *passed = passed_over(self, stage, arena);
    bool done = next_step(self, stage, form_next);
    say_passed(stage, passed);
    arena_free(arena);
    return done;
}

static bool move_cell(CaseScreen *self, Stage *stage, int key)
{
    if (!entry_commit(self, stage))
        return true;
    Form *form = case_form(self);
    int by = key == K_LEFT || key == K_HOME ? -1 : 1;
    while (form_sideways(form, by) && (key == K_HOME || key == K_END))
        continue;
    entry_load(self, stage);
    return true;
}

static bool on_from_empty(CaseScreen *self, Stage *stage)
{
    return next_go_on(self, stage, true);
}

static bool on_from_filled(CaseScreen *self, Stage *stage)
{
    return next_go_on(self, stage, false);
}

/* ---- lists of codes ---- */

/* A value that is there gives way only to Enter. Those of a row just made, as by copying, are
 * there to be typed over. */
static bool keeps_value(const CaseScreen *self, const FormStop *stop)
{
    return case_get(work_file(self->work), stop->field, stop->row) &&
           !row_is_made(self, catalog_field(stop->field)->record, stop->row) &&
           !row_rest_shown(self);
}

/* The list is closed without a value, and the focus in its cell, or after it. What was typed is
 * brought again by undo. */
static void not_chosen(CaseScreen *self, Stage *stage, const FormStop *stop, const Reply *reply)
{
    const char *label = _(catalog_field(stop->field)->label);
    Buf key = BUF_INIT;
    undo_key(stage, &key);
    if (reply->missed)
        missed_note(self, reply->missed, !reply->back);
    bool again = reply->missed && missed_last(self);
    if (!reply->back) {
        next_step(self, stage, form_next);
        /* TRANSLATORS: a field, what was typed there, and a key. */
        stage_say(stage, MSG_WARN, _("%s: “%s” is not in the list; %s brings it again"), label,
                  reply->missed, key.data);
    } else if (reply->missed && !again) {
        /* TRANSLATORS: what was typed into a list. */
        stage_say(stage, MSG_NOTE, _("The list is closed; what was typed (“%s”) is taken back"),
                  reply->missed);
    } else if (reply->missed) {
        /* TRANSLATORS: what was typed into a list, and a key. */
        stage_say(stage, MSG_NOTE,
                  _("The list is closed; what was typed (“%s”) is taken back, %s brings it "
                    "again"),
                  reply->missed, key.data);
    }
    buf_free(&key);
}

static void chosen(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const FormStop *stop = stop_of(self);
    bool empty = stop && !case_get(work_file(self->work), stop->field, stop->row);
    if (stop && (reply->back || reply->missed))
        not_chosen(self, stage, stop, reply);
    if (!reply->text || !stop || !entry_store(self, stage, stop->field, stop->row, reply->text))
        return;
    if (reply->by_itself)
        next_by_itself(self, stage, empty ? on_from_empty : on_from_filled);
    else
        next_go_on(self, stage, empty);
}

static bool open_list(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    const FieldDef *field = catalog_field(stop->field);
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = field->type == FT_YESNO ? field_codes(fields, field)
                                                     : field_code_table(field, fields->codes);
    bool waits = keeps_value(self, stop);
    Buf kept_as = BUF_INIT, place = BUF_INIT;
    const DraftKey key =
        drafts_key_of(self, form_line(case_form(self)), stop->field, stop->row, &place);
    buf_addf(&kept_as, "pick.%s", key.place);
    if (table)
        ask(stage,
            &(Question){.title = _(field->label),
                        .kept_as = kept_as.data,
                        .case_id = key.case_id,
                        .kept_row = key.row_id,
                        .rows = app_picklist_of_table(stage_session(stage), table),
                        .goes_on = !waits,
                        .waits = waits,
                        .initial = case_get(work_file(self->work), stop->field, stop->row),
                        .done = chosen,
                        .ctx = self});
    buf_free(&kept_as);
    buf_free(&place);
    return table != NULL;
}

/* ---- what is typed ---- */

/* From an item to its amount when there is something, else to the next item. */
static bool on_from_item(CaseScreen *self, Stage *stage)
{
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    FieldId field = stop->field;
    if (case_is(work_file(self->work), field, stop->row, "yes")) {
        form_next(form);
    } else if (form_next_row(form)) {
        form_seek(form, field, form_gap_row(form));
    } else {
        form_last(form);
        return next_step(self, stage, form_next);
    }
    entry_load(self, stage);
    return true;
}

/* An answer goes on by itself where there was none. */
static void answer(CaseScreen *self, Stage *stage, const FormStop *stop, const char *text)
{
    bool item = form_line(case_form(self))->item && stop->field == F_DISCLOSURE_answer;
    bool empty = !case_get(work_file(self->work), stop->field, stop->row);
    if (!entry_store(self, stage, stop->field, stop->row, text) || !stop_of(self) ||
        (!item && !empty))
        return;
    stage_went_on(stage, true);
    entry_answered(self, text);
    next_by_itself(self, stage, item ? on_from_item : on_from_empty);
}

static bool forward(Stage *stage, const char *text, size_t len, bool paste)
{
    Screen *top = stage_top(stage);
    return !top->ops->text || top->ops->text(top, stage, text, len, paste);
}

/* Digits of which one is no answer here: a number, of which none is. */
static bool is_number(Stage *stage, const FieldDef *field, const char *text, size_t len)
{
    Buf word = BUF_INIT, value = BUF_INIT;
    bool digits = len > 0, answers = true;
    for (size_t i = 0; i < len && digits; i++) {
        digits = text[i] >= '0' && text[i] <= '9';
        buf_clear(&word);
        buf_add_bytes(&word, &text[i], 1);
        answers =
            answers && digits &&
            field_parse(session_fields(stage_session(stage)), field, word.data, &value, NULL);
    }
    buf_free(&word);
    buf_free(&value);
    return digits && !answers;
}

/* A digit directly behind one that was taken for an answer, where it is none: so the first was
 * none, and both stand where that was typed. */
static bool was_number(CaseScreen *self, Stage *stage, const char *text, size_t len)
{
    const FormStop *stop = stop_of(self);
    char first = entry_answer(self);
    Buf whole = BUF_INIT;
    bool number = stage_by_habit(stage) && first && editor_of(stop, stage) == EDIT_YESNO &&
                  is_number(stage, catalog_field(stop->field), text, len);
    entry_answered(self, "");
    if (!number)
        return false;
    undo_answer(self, stage);
    buf_add_bytes(&whole, &first, 1);
    buf_add_bytes(&whole, text, len);
    number =
        stop_of(self) && open_list(self, stage) && forward(stage, whole.data, whole.len, false);
    buf_free(&whole);
    return number;
}

/* A run of keys that came at once answers one field after the other, unless it is one word.
 * What is no answer stands whole in the list. */
static void answer_run(CaseScreen *self, Stage *stage, const char *text, size_t len)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const FormStop *stop = stop_of(self);
    const FieldDef *field = catalog_field(stop->field);
    Buf word = BUF_INIT, value = BUF_INIT;
    size_t first = text_next(text, len, 0);
    buf_add_bytes(&word, text, len);
    if (field_parse(fields, field, word.data, &value, NULL)) {
        answer(self, stage, stop, word.data);
        goto out;
    }
    buf_cut(&word, first);
    if (is_number(stage, field, text, len) ||
        !field_parse(fields, field, word.data, &value, NULL)) {
        if (open_list(self, stage))
            forward(stage, text, len, false);
        goto out;
    }
    answer(self, stage, stop, word.data);
    if (first < len && !entry_refused(self))
        edit_text(self, stage, text + first, len - first, false);
out:
    buf_free(&word);
    buf_free(&value);
}

static bool type_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste);

TypedKind edit_typed(Screen *screen, Stage *stage UNUSED)
{
    const FormStop *stop = stop_of((CaseScreen *)screen);
    const FieldDef *field = stop ? catalog_field(stop->field) : NULL;
    if (!field || (field->type != FT_TEXT && field->type != FT_PROSE))
        return TYPED_PLAIN;
    return field->privacy == PRIV_NAME ? TYPED_NAME : TYPED_WORDS;
}

bool edit_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste)
{
    Buf plain = BUF_INIT;
    if (!stop_of(self) || !entry_on(self) || len == 0)
        return false;
    stage_went_on(stage, false);
    if (!paste && was_number(self, stage, text, len))
        return true;
    if (!paste)
        return type_text(self, stage, text, len, false);
    if (form_on_grid(case_form(self)) && paste_table(self, stage, text, len))
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
        if (keeps_value(self, stop))
            return open_list(self, stage) && forward(stage, text, len, paste);
        answer_run(self, stage, text, len);
        return true;
    case EDIT_NONE:
        stage_say(stage, MSG_NOTE, _("This is not typed; attaching a file fills it in"));
        return true;
    case EDIT_LINE:
    case EDIT_PROSE:
        break;
    }
    if (!entry_uncover(self, stage))
        return true;
    entry_forgive(self);
    if (!lineedit_insert(entry_edit(self), text, len))
        stage_say(stage, MSG_WARN,
                  ngettext("No more room: %zu character at most",
                           "No more room: %zu characters at most",
                           (unsigned long)entry_edit(self)->max),
                  entry_edit(self)->max);
    suggest_follow(self, stage);
    return true;
}

/* ---- keys ---- */

static bool picked_key(CaseScreen *self, Stage *stage, const FormStop *stop, int key)
{
    if (key != K_BACKSPACE && key != K_DELETE)
        return false;
    if (case_get(work_file(self->work), stop->field, stop->row) &&
        entry_store(self, stage, stop->field, stop->row, "")) {
        Buf name = BUF_INIT;
        undo_key(stage, &name);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Emptied; %s brings it back"), name.data);
        buf_free(&name);
    }
    return true;
}

static bool typing_key(CaseScreen *self, Stage *stage, const FormStop *stop, int key)
{
    enum { PROSE_PAGE = 8 };
    Form *form = case_form(self);
    FieldEditor editor = editor_of(stop, stage);
    bool cell = form_on_grid(form);
    bool text = editor == EDIT_LINE || editor == EDIT_PROSE;
    if (suggest_key(self, key))
        return true;
    if (editor == EDIT_PROSE && !cell &&
        textarea_key(entry_edit(self), PROSE_PAGE, form_prose_cols(form, form->cols) + 1,
                     key)) {
        entry_forgive(self);
        return true;
    }
    if (key == K_UP || key == K_DOWN)
        return move_line(self, stage, key == K_UP ? -1 : 1);
    if (cell && (entry_edit(self)->fresh || !text) &&
        (key == K_LEFT || key == K_RIGHT || key == K_HOME || key == K_END))
        return move_cell(self, stage, key);
    if (!text)
        return picked_key(self, stage, stop, key);
    if (!entry_uncover(self, stage))
        return true;
    size_t before = entry_edit(self)->text.len;
    bool taken = lineedit_key(entry_edit(self), key);
    if (taken)
        entry_forgive(self);
    if (entry_edit(self)->text.len != before)
        suggest_follow(self, stage);
    return taken;
}

bool edit_key(CaseScreen *self, Stage *stage, int key)
{
    Form *form = case_form(self);
    const FormStop *stop = form_stop(form);
    if (!stop)
        return false;
    if (entry_on(self))
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
        form_line_start(form);
        return true;
    default:
        if (key == K_ENTER || key_printable(key))
            entry_say_locked(self, stage);
        return key == K_ENTER || key_printable(key);
    }
}

/* ---- commands ---- */

/* What is proposed is taken by the key that says yes to a field; Tab leaves it empty. A person
 * who is proposed brings along what the case says of them. */
static bool accept_offer(CaseScreen *self, Stage *stage)
{
    const Offer *offer = entry_offer(self);
    if (!offer)
        return false;
    if (!known_take_value(self, stage, offer->value) && entry_take_offer(self, stage))
        next_go_on(self, stage, true);
    return true;
}

/* Only what has to be filled in opens its list by itself: two keys of going on would otherwise
 * take the first row for what nobody meant to say. */
static bool needs_value(const CaseScreen *self, const FormStop *stop)
{
    return catalog_field(stop->field)->flags & FF_REQUIRED &&
           case_asks(work_file(self->work), stop->field, stop->row) &&
           !case_get(work_file(self->work), stop->field, stop->row);
}

static bool on_accept(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    FieldEditor editor = editor_of(stop, stage);
    if (accept_offer(self, stage))
        return true;
    if (editor == EDIT_PICK && needs_value(self, stop))
        return open_list(self, stage);
    suggest_take(self);
    return next_accept(self, stage);
}

static bool on_pick(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    if (!entry_uncover(self, stage))
        return true;
    bool known = !lineedit_changed(entry_edit(self)) && known_take(self, stage);
    if (known || suggest_all(self, stage))
        return true;
    if (catalog_field(stop->field)->type == FT_YESNO ||
        field_code_table(catalog_field(stop->field),
                         session_fields(stage_session(stage))->codes))
        return open_list(self, stage);
    entry_edit(self)->fresh = false;
    return true;
}

bool edit_command(CaseScreen *self, Stage *stage, CmdId id)
{
    if (!form_stop(case_form(self)))
        return false;
    switch (id) {
    case CMD_FORM_NEXT:
    case CMD_PROSE_NEXT:
    case CMD_CELL_NEXT:
        suggest_take(self);
        return move_next(self, stage);
    case CMD_FORM_PREV:
    case CMD_PROSE_PREV:
    case CMD_CELL_PREV:
        return next_step(self, stage, form_prev);
    case CMD_CELL_ACCEPT:
        if (accept_offer(self, stage))
            return true;
        suggest_take(self);
        return next_accept(self, stage);
    case CMD_PROSE_LINE:
        return lineedit_key(entry_edit(self), K_ENTER);
    case CMD_FORM_ACCEPT:
        return on_accept(self, stage);
    case CMD_FORM_PICK:
    case CMD_CELL_EDIT:
        return on_pick(self, stage);
    case CMD_GRID_ADD:
        return rows_add(self, stage);
    case CMD_GRID_FULL:
        return rows_show(self, stage);
    case CMD_GRID_COPY:
        return rows_copy(self, stage);
    case CMD_GRID_REMOVE:
    case CMD_GRID_UP:
    case CMD_GRID_DOWN:
        return rows_change(self, stage, id);
    default:
        return false;
    }
}
