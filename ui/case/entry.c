/* The text that is typed into the field with the focus: it begins with the stored value or the
 * draft of it, is stored when the field is left, and asks what comes up then (amend an
 * approved case, whose value to keep). */
#include "config.h"

#include "ui/case/entry.h"

#include <stdlib.h>
#include <string.h>

#include "app/drafts.h"
#include "app/edit.h"
#include "app/move.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/drafts.h"
#include "ui/case/missed.h"
#include "ui/case/screen.h"
#include "ui/case/suggest.h"
#include "ui/case/tab_row.h"
#include "ui/stage/keep.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* Characters of a value that is parsed: 2026年11月21日, ￥1,234.50元 */
enum { TYPED_MAX = 64 };

struct Entry {
    bool on;
    LineEdit edit; /* the text of the focus */
    Buf refused;   /* why it was */
    Buf taken;     /* what was taken back in this field; empty: nothing */
    size_t taken_caret;
    bool brought; /* it was brought again, and nothing typed since */
    char answer;  /* the digit that was an answer a key ago; 0: none */
    bool clash;   /* it was typed over another value than there is now */

    /* A value that waits for an answer: amend the case, whose value to keep. */
    bool waiting;
    Buf pending;
    FieldId pending_field; /* FIELD_COUNT: none, only typing was asked for */
    size_t pending_row;
};

Entry *entry_new(void)
{
    Entry *entry = xcalloc(1, sizeof *entry);
    lineedit_init(&entry->edit, "", 0, false);
    buf_init(&entry->refused);
    buf_init(&entry->taken);
    buf_init(&entry->pending);
    entry->pending_field = FIELD_COUNT;
    return entry;
}

void entry_free(Entry *entry)
{
    lineedit_free(&entry->edit);
    buf_free(&entry->refused);
    buf_free(&entry->taken);
    buf_free(&entry->pending);
    free(entry);
}

bool entry_on(const CaseScreen *self)
{
    return self->entry->on;
}

bool entry_waiting(const CaseScreen *self)
{
    return self->entry->waiting;
}

LineEdit *entry_edit(const CaseScreen *self)
{
    return &self->entry->edit;
}

bool entry_changed(const CaseScreen *self)
{
    return self->entry->on && lineedit_changed(&self->entry->edit);
}

const char *entry_refused(const CaseScreen *self)
{
    return self->entry->refused.len ? self->entry->refused.data : NULL;
}

void entry_answered(CaseScreen *self, const char *text)
{
    self->entry->answer = (char)(text[0] >= '0' && text[0] <= '9' && !text[1] ? text[0] : 0);
}

char entry_answer(const CaseScreen *self)
{
    return self->entry->answer;
}

void entry_forgive(CaseScreen *self)
{
    buf_clear(&self->entry->refused);
}

void entry_stop(CaseScreen *self)
{
    self->entry->on = false;
}

static const FormStop *stop_of(const CaseScreen *self)
{
    const Form *form = case_form(self);
    return form ? form_stop(form) : NULL;
}

/* ---- the level of typing ---- */

static bool editable(CaseScreen *self, Stage *stage, Err *err)
{
    const FormStop *stop = stop_of(self);
    const CaseFile *file = work_file(self->work);
    return stop ? app_field_editable(stage_session(stage), file, stop->field, stop->row, err)
                : app_case_editable(stage_session(stage), file, REC_DOCUMENT, err);
}

/* The place is closed, but the person may open the case. */
static bool way_in(const CaseScreen *self, const Err *err)
{
    return err->kind == ERR_REFUSED && work_way_in(self->work) != VERB_COUNT;
}

bool entry_allowed(CaseScreen *self, Stage *stage)
{
    return work_way_in(self->work) != VERB_COUNT || editable(self, stage, NULL);
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

bool entry_words(const CaseScreen *self, Stage *stage, const FormStop *stop)
{
    FieldEditor editor =
        field_editor(catalog_field(stop->field), session_fields(stage_session(stage))->codes);
    return self->entry->on && (editor == EDIT_LINE || editor == EDIT_PROSE);
}

const Offer *entry_offer(const CaseScreen *self)
{
    const FormStop *stop = stop_of(self);
    if (!stop || !self->entry->on || self->entry->edit.text.len || suggest_open(self) ||
        lineedit_changed(&self->entry->edit))
        return NULL;
    return offer_for(&work_judged(self->work)->offers, stop->field, stop->row);
}

bool entry_take_offer(CaseScreen *self, Stage *stage)
{
    const Offer *offer = entry_offer(self);
    const FormStop *stop = stop_of(self);
    Buf typed = BUF_INIT;
    if (!offer)
        return false;
    /* As if it had been typed: what is stored is what the person saw and took. */
    field_edit_text(session_fields(stage_session(stage)), catalog_field(stop->field),
                    offer->value, &typed);
    bool done = entry_store(self, stage, stop->field, stop->row, typed.data);
    buf_free(&typed);
    return done;
}

static void resume_draft(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = form_stop(case_form(self));
    const Draft *draft = drafts_text(drafts_here(self));
    self->entry->clash = false;
    if (!draft || !entry_words(self, stage, stop))
        return;
    lineedit_resume(&self->entry->edit, draft->text, draft->caret);
    if (lineedit_changed(&self->entry->edit) &&
        !same(draft->base, case_get(work_file(self->work), stop->field, stop->row))) {
        self->entry->clash = true;
        stage_show_again(stage);
    }
}

void entry_load(CaseScreen *self, Stage *stage)
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
    lineedit_begin(&self->entry->edit, text.data, words ? (size_t)field->chars : TYPED_MAX,
                   field->type == FT_PROSE);
    self->entry->edit.fresh = form_on_grid(case_form(self));
    suggest_close(self);
    buf_clear(&self->entry->refused);
    buf_clear(&self->entry->taken);
    buf_free(&text);
    resume_draft(self, stage);
}

bool entry_uncover(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    Err err = {0};
    if (!stop ||
        app_reveal_field(stage_session(stage), work_file(self->work), stop->field, &err))
        return true;
    stage_say_err(stage, &err);
    return false;
}

void entry_load_again(CaseScreen *self, Stage *stage)
{
    char *before = xstrdup(self->entry->edit.text.data);
    size_t caret = self->entry->edit.caret;
    bool fresh = self->entry->edit.fresh;
    entry_load(self, stage);
    if (!fresh && !strcmp(before, self->entry->edit.text.data))
        lineedit_place(&self->entry->edit, caret);
    free(before);
}

static void ask_open(CaseScreen *self, Stage *stage);

void entry_begin(CaseScreen *self, Stage *stage)
{
    self->entry->on = stop_of(self) && editable(self, stage, NULL);
    if (self->entry->on)
        entry_load(self, stage);
}

/* What is typed stays until it was stored, or its question answered. */
void entry_follow(CaseScreen *self, Stage *stage)
{
    if (entry_changed(self) && stop_of(self))
        return;
    bool may = stop_of(self) && editable(self, stage, NULL);
    if (may && !self->entry->on)
        entry_begin(self, stage);
    self->entry->on = may;
}

void entry_unlock(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    /* Among the papers what came later is open always, and the change is of the rest. */
    bool form = case_form(self) != NULL;
    if (form && editable(self, stage, &err)) {
        entry_follow(self, stage);
    } else if (form ? way_in(self, &err) : work_way_in(self->work) != VERB_COUNT) {
        self->entry->pending_field = FIELD_COUNT;
        ask_open(self, stage);
    } else {
        stage_say_err(stage, &err);
    }
}

void entry_say_locked(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    Buf key = BUF_INIT, standing = BUF_INIT;
    Standing now;
    if (editable(self, stage, &err))
        return;
    keymap_keys(stage_keymap(stage), CMD_CASE_EDIT, true, false, &key);
    if (app_case_standing(work_file(self->work), &now, NULL))
        standing_say(&now, &standing);
    if (!way_in(self, &err))
        stage_say_err(stage, &err);
    else if (work_hands_off(self->work) != HANDS_MAY)
        /* TRANSLATORS: why not, a key. */
        stage_say(stage, MSG_NOTE,
                  _("Not typed. %s; %s edits it all the same, after a question"), err.text,
                  key.data);
    else if (work_way_in(self->work) == VERB_AMEND)
        /* TRANSLATORS: %s is a key. */
        stage_say(
            stage, MSG_NOTE,
            _("Not typed: this was approved. %s begins a change of it, and the approval stays "
              "in force meanwhile"),
            key.data);
    else
        /* TRANSLATORS: status of a case, a key. */
        stage_say(stage, MSG_NOTE, _("Not typed: the case is %s; %s asks whether to edit it"),
                  standing.data, key.data);
    buf_free(&key);
    buf_free(&standing);
}

/* ---- taking back ---- */

bool entry_taken_back(const CaseScreen *self)
{
    return self->entry->on && self->entry->taken.len > 0;
}

void entry_give_up(CaseScreen *self)
{
    buf_clear(&self->entry->taken);
    self->entry->brought = false;
}

bool entry_take_back(CaseScreen *self, Stage *stage)
{
    Buf taken = BUF_INIT, key = BUF_INIT;
    size_t caret = self->entry->edit.caret;
    if (!entry_changed(self))
        return false;
    buf_add(&taken, self->entry->edit.text.data);
    drafts_forget(self);
    entry_load(self, stage);
    if (self->entry->brought) {
        entry_give_up(self);
        buf_free(&taken);
        stage_say(stage, MSG_DONE, _("What was typed here is taken back"));
        return true;
    }
    buf_free(&self->entry->taken);
    self->entry->taken = taken;
    self->entry->taken_caret = caret;
    keymap_keys(stage_keymap(stage), CMD_UNDO, true, false, &key);
    /* TRANSLATORS: %s is a key. */
    stage_say(stage, MSG_DONE, _("What was typed here is taken back; %s brings it again"),
              key.data);
    buf_free(&key);
    return true;
}

bool entry_bring_again(CaseScreen *self, Stage *stage)
{
    if (!entry_taken_back(self))
        return false;
    lineedit_resume(&self->entry->edit, self->entry->taken.data, self->entry->taken_caret);
    buf_clear(&self->entry->taken);
    self->entry->brought = true;
    stage_say(stage, MSG_NOTE,
              _("What was typed here and taken back stands here again; it is not stored yet"));
    return true;
}

bool entry_leave(CaseScreen *self, Stage *stage)
{
    if (!entry_commit(self, stage))
        return false;
    self->entry->on = false;
    buf_clear(&self->entry->refused);
    return true;
}

/* ---- storing ---- */

bool entry_stored(CaseScreen *self, Stage *stage, bool done, const Err *err)
{
    if (done) {
        work_note_saved(self->work);
        missed_stored(self);
    }
    case_follow(self, stage);
    if (self->entry->on)
        entry_load(self, stage);
    if (!done && way_in(self, err)) {
        self->entry->pending_field = FIELD_COUNT;
        ask_open(self, stage);
    } else if (!done) {
        stage_say_err(stage, err);
    }
    return done;
}

/* A refused paste says so under the cell, where there is room; what was typed there stays. */
bool entry_pasted(CaseScreen *self, Stage *stage, bool done, const Err *err)
{
    if (done || err->kind != ERR_INPUT)
        return entry_stored(self, stage, done, err);
    buf_clear(&self->entry->refused);
    buf_add(&self->entry->refused, err->text);
    return false;
}

static void settled(Stage *stage, void *ctx, const Reply *reply);

/* Somebody else changed the field: both values are named, and the person says which one
 * stays. */
static void ask_conflict(CaseScreen *self, Stage *stage, const Err *err)
{
    self->entry->waiting = true;
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
    buf_free(&self->entry->pending);
    self->entry->pending = copy;
    self->entry->pending_field = field;
    self->entry->pending_row = row;
}

static void say_stays(Stage *stage)
{
    Buf clear = BUF_INIT, back = BUF_INIT;
    keymap_keys(stage_keymap(stage), CMD_TEXT_KILL_START, true, false, &clear);
    keymap_keys(stage_keymap(stage), CMD_COMMANDS, true, false, &back);
    /* TRANSLATORS: two keys; the second is pressed twice. */
    stage_say(stage, MSG_WARN,
              _("Not stored, so not left: %s empties the field, %s %s takes it back"),
              clear.data, back.data, back.data);
    buf_free(&clear);
    buf_free(&back);
}

bool entry_store(CaseScreen *self, Stage *stage, FieldId field, size_t row, const char *typed)
{
    Err err = {0};
    const FormStop *stop = stop_of(self);
    bool here = stop && stop->field == field && stop->row == row;
    CaseDraft *draft = here ? drafts_here(self) : NULL;
    const FormLine *line = case_form(self) ? form_line(case_form(self)) : NULL;
    RecordId record = catalog_field(field)->record;
    bool made = catalog_record(record)->flags & RF_MANY &&
                row >= case_rows(work_file(self->work), record);
    bool done = work_set(self->work, drafts_key(draft), field, row, line ? line->item : NULL,
                         typed, &err);
    if (done) {
        if (made)
            row_made(self, record, row);
        suggest_forget(self);
        missed_stored(self);
        drafts_done(draft);
        case_follow(self, stage);
        if (self->entry->on)
            entry_load(self, stage);
        return true;
    }
    if (err.kind == ERR_CONFLICT) {
        pend(self, field, row, typed);
        ask_conflict(self, stage, &err);
    } else if (way_in(self, &err)) {
        pend(self, field, row, typed);
        ask_open(self, stage);
    } else {
        /* While typing it stands under the field; the key that was pressed did nothing, which
         * is said each time. */
        buf_clear(&self->entry->refused);
        if (self->entry->on) {
            buf_add(&self->entry->refused, err.text);
            say_stays(stage);
        } else {
            stage_say_err(stage, &err);
        }
    }
    return false;
}

static void try_pending(CaseScreen *self, Stage *stage)
{
    Buf typed = self->entry->pending;
    FieldId field = self->entry->pending_field;
    buf_init(&self->entry->pending);
    self->entry->pending_field = FIELD_COUNT;
    if (field < FIELD_COUNT)
        entry_store(self, stage, field, self->entry->pending_row, typed.data);
    buf_free(&typed);
}

/* Esc goes back to what was typed, over the value that it was typed over: leaving the field
 * asks again. */
static void settled(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    self->entry->waiting = false;
    if (reply->back && entry_changed(self)) {
        self->entry->pending_field = FIELD_COUNT;
        return;
    }
    if (!work_reload(self->work, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    case_follow(self, stage);
    if (reply->key == 'm')
        try_pending(self, stage);
    else if (self->entry->on) {
        drafts_forget(self);
        entry_load(self, stage);
    }
}

/* Esc goes back to what was typed, as above; who leaves the case as it is gives it up. */
static void left_as_it_is(CaseScreen *self, Stage *stage, const Reply *reply)
{
    bool typed = entry_changed(self);
    self->entry->pending_field = FIELD_COUNT;
    if (reply->back && typed)
        return;
    drafts_forget(self);
    entry_begin(self, stage);
    if (typed)
        stage_say(stage, MSG_NOTE, _("The case is as it was; what was typed was given up"));
}

static void opened(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    self->entry->waiting = false;
    if (reply->key != 'e') {
        left_as_it_is(self, stage, reply);
        return;
    }
    Verb way = work_way_in(self->work);
    bool done = work_move(self->work, way, NULL, &err);
    case_follow(self, stage);
    if (!done)
        stage_say_err(stage, &err);
    else if (self->entry->pending_field < FIELD_COUNT)
        try_pending(self, stage);
    if (done && way != VERB_EDIT)
        stage_say_status(stage, work_file(self->work), work_move_undoes(self->work));
}

/* What it costs whoever edits a case that is not theirs to edit. */
static void ask_hands(CaseScreen *self, Stage *stage, HandsOff off)
{
    Buf text = BUF_INIT;
    if (off == HANDS_EYES)
        /* TRANSLATORS: number of the case. */
        buf_addf(
            &text,
            _("Case %s: you have had no hand in it and may approve it. Whoever edits it may "
              "not; a mark or an answer says what is to be changed"),
            case_head_of(work_file(self->work))->no);
    else
        /* TRANSLATORS: number of the case. */
        buf_addf(&text,
                 _("Case %s: you have handed it over, and somebody else works on it now"),
                 case_head_of(work_file(self->work))->no);
    self->entry->waiting = true;
    ask(stage,
        &(Question){.title = off == HANDS_EYES ? _("Edit, and leave the approval to others?")
                                               : _("Edit this case?"),
                    .text = text.data,
                    .answers = {{'k', _("Leave it as it is")}, {'e', _("Edit")}},
                    .done = opened,
                    .ctx = self});
    buf_free(&text);
}

static void ask_open(CaseScreen *self, Stage *stage)
{
    Buf text = BUF_INIT, standing = BUF_INIT;
    Standing now;
    HandsOff off = work_hands_off(self->work);
    bool amends = work_way_in(self->work) == VERB_AMEND;
    if (off != HANDS_MAY) {
        ask_hands(self, stage, off);
        return;
    }
    if (app_case_standing(work_file(self->work), &now, NULL))
        standing_say(&now, &standing);
    buf_addf(&text,
             /* TRANSLATORS: number of the case, its status. */
             amends ? _("Case %s: %s. A change is a second version: what was approved stays in "
                        "force until that is approved too, and comes back when it is withdrawn")
                    : _("Case %s: %s. An edit makes it a draft again"),
             case_head_of(work_file(self->work))->no, standing.data);
    self->entry->waiting = true;
    ask(stage,
        &(Question){.title = amends ? _("Change what was approved?") : _("Edit this case?"),
                    .text = text.data,
                    .answers = {{'k', _("Leave it as it is")}, {'e', _("Edit")}},
                    .done = opened,
                    .ctx = self});
    buf_free(&text);
    buf_free(&standing);
}

/* What is kept although something is wrong with it is said when the focus goes on. */
static void say_remark(CaseScreen *self, Stage *stage, FieldId field, size_t row)
{
    const CaseFile *file = work_file(self->work);
    Buf remark = BUF_INIT;
    bool blocks;
    if (field_remark_in(session_fields(stage_session(stage)), file, field, row, &remark,
                        &blocks) &&
        blocks)
        /* TRANSLATORS: a field, what is wrong with its value. */
        stage_say(stage, MSG_WARN, _("%s: %s"), _(catalog_field(field)->label), remark.data);
    buf_free(&remark);
}

bool entry_commit(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = stop_of(self);
    if (!self->entry->on || !stop)
        return true;
    if (!lineedit_changed(&self->entry->edit)) {
        drafts_forget(self); /* what was typed was deleted again */
        return true;
    }
    if (self->entry->waiting)
        return false;
    stage_keep_try(stage); /* storing takes longer than a draft may be behind */
    Buf typed = BUF_INIT;
    buf_add(&typed, self->entry->edit.text.data);
    FieldId field = stop->field;
    size_t row = stop->row;
    bool done = entry_store(self, stage, field, row, typed.data);
    if (done)
        say_remark(self, stage, field, row);
    buf_free(&typed);
    return done;
}

static void clash_answered(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const FormStop *stop = form_stop(case_form(self));
    Err err = {0};
    self->entry->waiting = false;
    if (reply->key == 't') {
        drafts_forget(self);
        entry_load(self, stage);
    } else if (stop &&
               !drafts_rebase(self, stage,
                              case_get(work_file(self->work), stop->field, stop->row), &err)) {
        stage_say_err(stage, &err);
    }
}

/* Esc keeps what was typed: it is still a draft then, and nothing of the other's is gone. */
bool entry_ask_clash(CaseScreen *self, Stage *stage)
{
    const FormStop *stop = case_form(self) ? form_stop(case_form(self)) : NULL;
    Err err = {0};
    if (!self->entry->clash || self->entry->waiting || !stop || !self->entry->on)
        return false;
    self->entry->clash = false;
    self->entry->waiting = true;
    app_case_say_meanwhile(stage_session(stage), work_file(self->work), stop->field, stop->row,
                           self->entry->edit.text.data, &err);
    ask(stage, &(Question){.title = _("Changed by somebody else"),
                           .text = err.text,
                           .answers = {{'m', _("Keep mine")}, {'t', _("Keep theirs")}},
                           .done = clash_answered,
                           .ctx = self});
    return true;
}

/* ---- as a draft ---- */

bool entry_keep(CaseScreen *self, Stage *stage, Err *err)
{
    const FormStop *stop = stop_of(self);
    if (!stop || !entry_words(self, stage, stop))
        return true;
    if (!lineedit_changed(&self->entry->edit)) {
        drafts_forget(self);
        return drafts_drop_done(self, stage, err);
    }
    return drafts_write(self, stage, case_get(work_file(self->work), stop->field, stop->row),
                        self->entry->edit.text.data, self->entry->edit.caret, err);
}
