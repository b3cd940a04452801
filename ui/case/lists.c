/* The tabs of a case that are lists: documents, findings, review, history. */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>
#include <string.h>

#include "app/attach.h"
#include "app/picks.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

/* ---- what the tabs hold ---- */

static bool load(CaseScreen *self, Stage *stage, Err *err)
{
    InfoList *info = &self->info;
    switch (self->tab) {
    case TAB_DOCUMENTS:
        list_set_count(&self->documents, (int64_t)self->n_checklist);
        return true;
    case TAB_FINDINGS:
        return info_findings(info, stage, self->file, err);
    case TAB_REVIEW:
        return info_decisions(info, stage, self->file, err) &&
               info_changes(info, stage, self->file, err) &&
               info_open_documents(info, stage, self->file, err) &&
               info_accepted(info, stage, self->file, err);
    case TAB_HISTORY:
        return info_history(info, stage, self->file, err);
    default:
        return true;
    }
}

void case_list_follow(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    info_clear(&self->info);
    if (!load(self, stage, &err))
        stage_say_err(stage, &err);
    if (self->tab == TAB_REVIEW && !self->info.n)
        info_say(&self->info, _("Not submitted yet: no decisions."));
    info_close(&self->info);
}

static const ChecklistItem *selected_item(const CaseScreen *self)
{
    int64_t at = self->documents.selected;
    return at >= 0 && at < (int64_t)self->n_checklist ? &self->checklist[at] : NULL;
}

bool case_list_row(const CaseScreen *self)
{
    if (self->tab == TAB_DOCUMENTS)
        return selected_item(self) != NULL;
    const InfoLine *line = info_selected(&self->info);
    return line && line->field < FIELD_COUNT;
}

bool case_list_key(CaseScreen *self, int key)
{
    return list_key(self->tab == TAB_DOCUMENTS ? &self->documents : &self->info.view, key);
}

/* ---- documents ---- */

enum { COL_TITLE, COL_STATE, COL_ORIGINAL, COL_SEAL, COL_DATE, COL_WHY, DOC_COLUMNS };

typedef struct DocDraw {
    CaseScreen *self;
    const FieldContext *fields;
    Frame *frame;
    Buf cells[DOC_COLUMNS];
} DocDraw;

static void yes_sign(const DocDraw *draw, FieldId field, size_t row, Buf *out)
{
    const char *value = case_get(draw->self->file, field, row);
    if (value)
        buf_add(out, !strcmp(value, "yes") ? frame_sign(draw->frame, SIGN_DONE)
                                           : frame_sign(draw->frame, SIGN_INFO));
}

static bool doc_cells(void *ctx, int64_t at, TableCell *cells)
{
    DocDraw *draw = ctx;
    CaseScreen *self = draw->self;
    if (at < 0 || at >= (int64_t)self->n_checklist)
        return false;
    const ChecklistItem *item = &self->checklist[at];
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_clear(&draw->cells[i]);
    buf_addf(&draw->cells[COL_TITLE], "%s %s", item->code, item->title);
    const CodeTable *states =
        codes_table(draw->fields->codes, catalog_field(F_DOCUMENT_state)->codes);
    const CodeEntry *state = states && item->state ? code_find(states, item->state) : NULL;
    if (item->expired)
        /* TRANSLATORS: state of a document that is too old; at most 8 columns. */
        buf_add(&draw->cells[COL_STATE], _("expired"));
    else if (state)
        buf_add(&draw->cells[COL_STATE], code_text(state, draw->fields->lang));
    if (item->row >= 0) {
        size_t row = (size_t)item->row;
        const char *date = case_get(self->file, F_DOCUMENT_issued_on, row);
        yes_sign(draw, F_DOCUMENT_seen_original, row, &draw->cells[COL_ORIGINAL]);
        yes_sign(draw, F_DOCUMENT_sealed, row, &draw->cells[COL_SEAL]);
        buf_add(&draw->cells[COL_DATE], date ? date : "");
    }
    buf_add(&draw->cells[COL_WHY], item->required ? item->because : _("not asked for"));
    for (int i = 0; i < DOC_COLUMNS; i++)
        cells[i] =
            (TableCell){draw->cells[i].data, item->open || item->expired ? ST_WARN : ST_TEXT};
    if (!item->required)
        cells[COL_WHY].style = ST_DIM;
    return true;
}

static void draw_documents(CaseScreen *self, Stage *stage, Frame *frame, Rect rect)
{
    int title = 30, why = 40;
    for (size_t i = 0; i < self->n_checklist; i++) {
        const ChecklistItem *item = &self->checklist[i];
        int cols = text_cols(item->code) + 1 + text_cols(item->title);
        title = cols > title ? cols : title;
        cols = item->required ? text_cols(item->because) : 0;
        why = cols > why ? cols : why;
    }
    const TableColumn columns[DOC_COLUMNS] = {
        [COL_TITLE] = {_("Document"), 20, title, 0, TEXT_LEFT},
        [COL_STATE] = {_("State"), 8, 8, 0, TEXT_LEFT},
        [COL_ORIGINAL] = {C_("column", "Orig"), 4, 4, 2, TEXT_LEFT},
        [COL_SEAL] = {_("Seal"), 4, 4, 2, TEXT_LEFT},
        [COL_DATE] = {_("Date"), 10, 10, 2, TEXT_LEFT},
        [COL_WHY] = {_("Because"), 14, why, 0, TEXT_LEFT},
    };
    DocDraw draw = {
        .self = self, .fields = session_fields(stage_session(stage)), .frame = frame};
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_init(&draw.cells[i]);
    const Table table = {columns, DOC_COLUMNS, doc_cells, &draw, true};
    if (self->n_checklist) {
        table_draw(&table, &self->documents, frame, rect);
    } else {
        frame_fit(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  _("No document is asked for yet; i adds one."), TEXT_LEFT);
        frame_cursor(frame, rect.row + 1, rect.col + 1);
    }
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_free(&draw.cells[i]);
}

/* Changes of one document in one group: the row is made when the checklist has none. */
typedef struct DocSet {
    FieldId field;
    const char *value;
} DocSet;

static bool set_document(CaseScreen *self, Stage *stage, const ChecklistItem *item,
                         const DocSet *sets, size_t n)
{
    enum { PATHS = 4 };
    Buf texts[PATHS];
    char *paths[PATHS];
    size_t used = 0;
    Err err = {0};
    for (size_t i = 0; i < PATHS; i++)
        buf_init(&texts[i]);
    if (item->row < 0)
        buf_addf(&texts[used++], "document[+].code=%s", item->code);
    for (size_t i = 0; i < n; i++) {
        Buf *text = &texts[used++];
        if (item->row < 0)
            buf_add(text, "document[+]");
        else
            buf_addf(text, "document[%d]", item->row + 1);
        buf_addf(text, ".%s=%s", catalog_field(sets[i].field)->key, sets[i].value);
    }
    for (size_t i = 0; i < used; i++)
        paths[i] = texts[i].data;
    /* Parsed first, since a path in front of the reason is no help on a screen. */
    bool done = true;
    for (size_t i = 0; done && i < n; i++) {
        Buf parsed = BUF_INIT;
        done = field_parse(session_fields(stage_session(stage)), catalog_field(sets[i].field),
                           sets[i].value, &parsed, &err);
        buf_free(&parsed);
    }
    done =
        done && app_case_set_paths(stage_session(stage), self->file, paths, used, false, &err);
    for (size_t i = 0; i < PATHS; i++)
        buf_free(&texts[i]);
    return case_done(self, stage, done, &err);
}

static bool set_state(CaseScreen *self, Stage *stage, const char *state)
{
    const DocSet set = {F_DOCUMENT_state, state};
    const ChecklistItem *item = selected_item(self);
    if (item && set_document(self, stage, item, &set, 1))
        list_key(&self->documents, K_DOWN); /* the usual next thing is the next paper */
    return true;
}

static bool toggle(CaseScreen *self, Stage *stage, FieldId field)
{
    const ChecklistItem *item = selected_item(self);
    if (!item)
        return true;
    bool yes = item->row >= 0 && case_is(self->file, field, (size_t)item->row, "yes");
    const DocSet set = {field, yes ? "no" : "yes"};
    set_document(self, stage, item, &set, 1);
    return true;
}

static void waived(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const ChecklistItem *item = selected_item(self);
    Err err = {0};
    if (!reply->text || !item)
        return;
    bool done =
        app_waive(stage_session(stage), self->file, item->code, reply->text, false, &err);
    case_done(self, stage, done, &err);
}

/* What is typed for a document is a draft like any text: "waive.D12". */
static void ask_kept(CaseScreen *self, Stage *stage, const char *name, Question question)
{
    const ChecklistItem *item = selected_item(self);
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "%s.%s", name, item->code);
    question.title = item->title;
    question.kept_as = kept_as.data;
    question.case_id = case_head_of(self->file)->id;
    question.ctx = self;
    ask(stage, &question);
    buf_free(&kept_as);
}

/* Said before the reason is asked for, not after it was typed. */
static bool ask_waiver(CaseScreen *self, Stage *stage)
{
    const ChecklistItem *item = selected_item(self);
    Err err = {0};
    if (!app_may_waive(stage_session(stage), item->code, &err)) {
        stage_say_err(stage, &err);
        return true;
    }
    ask_kept(self, stage, "waive",
             (Question){.text = _("Why can the case do without it?"),
                        .typed = TYPED_WORDS,
                        .done = waived});
    return true;
}

static void ask_file_from(CaseScreen *self, Stage *stage, const char *typed);
static void ask_about_from(CaseScreen *self, Stage *stage, FieldId field, const char *typed);

/* What cannot be taken as it was typed is asked for again, with the text, to be put right. */
static bool to_put_right(const Err *err)
{
    return err->kind == ERR_INPUT || err->kind == ERR_NOT_FOUND || err->kind == ERR_IO;
}

static void attached(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const ChecklistItem *item = selected_item(self);
    AppAttached copy;
    Err err = {0};
    if (!reply->text || !*reply->text || !item)
        return;
    Buf code = BUF_INIT;
    buf_add(&code, item->code);
    bool done = app_attach(stage_session(stage), self->file, code.data, reply->text, false,
                           &copy, &err);
    if (case_done(self, stage, done, &err))
        /* TRANSLATORS: code of a document, type of a file: "PDF". */
        stage_say(stage, MSG_DONE, _("%s: a copy of the file is kept (%s)"), code.data,
                  copy.type);
    else if (to_put_right(&err) && selected_item(self)) {
        ask_file_from(self, stage, reply->text);
        stage_say_err(stage, &err);
    }
    buf_free(&code);
}

static void ask_file_from(CaseScreen *self, Stage *stage, const char *typed)
{
    const ChecklistItem *item = selected_item(self);
    bool there = item->row >= 0 && case_get(self->file, F_DOCUMENT_file, (size_t)item->row);
    ask_kept(self, stage, "attach",
             (Question){.text = there
                                    ? _("File that takes the place of the copy kept now:")
                                    : _("File to keep a copy of, e.g. /media/stick/scan.pdf:"),
                        .initial = typed,
                        .typed = TYPED_LETTERS,
                        .done = attached});
}

static bool ask_file(CaseScreen *self, Stage *stage)
{
    ask_file_from(self, stage, "");
    return true;
}

static void told(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const ChecklistItem *item = selected_item(self);
    const DocSet set = {self->asked, reply->text};
    Buf parsed = BUF_INIT;
    Err err = {0};
    if (!reply->text || !*reply->text || !item)
        return;
    if (field_parse(session_fields(stage_session(stage)), catalog_field(self->asked),
                    reply->text, &parsed, &err)) {
        set_document(self, stage, item, &set, 1);
    } else {
        ask_about_from(self, stage, self->asked, reply->text);
        stage_say_err(stage, &err);
    }
    buf_free(&parsed);
}

/* Asks for a field of a paper in one line. */
static void ask_about_from(CaseScreen *self, Stage *stage, FieldId field, const char *typed)
{
    const ChecklistItem *item = selected_item(self);
    const char *now = item->row >= 0 ? case_get(self->file, field, (size_t)item->row) : NULL;
    Buf label = BUF_INIT;
    self->asked = field;
    if (field == F_DOCUMENT_issued_on)
        /* TRANSLATORS: %s is the day that is known now, or nothing. */
        buf_addf(&label, _("Date on the paper, e.g. 11.21, t for today (now: %s)"),
                 now ? now : "");
    else
        /* TRANSLATORS: %s is the number that is known now, or nothing. */
        buf_addf(&label, _("How many pages the paper has (now: %s)"), now ? now : "");
    ask_kept(
        self, stage, field == F_DOCUMENT_issued_on ? "date" : "pages",
        (Question){.text = label.data, .initial = typed, .typed = TYPED_LETTERS, .done = told});
    buf_free(&label);
}

static bool ask_about(CaseScreen *self, Stage *stage, FieldId field)
{
    ask_about_from(self, stage, field, "");
    return true;
}

static bool ask_date(CaseScreen *self, Stage *stage)
{
    return ask_about(self, stage, F_DOCUMENT_issued_on);
}

static bool ask_pages(CaseScreen *self, Stage *stage)
{
    return ask_about(self, stage, F_DOCUMENT_pages);
}

static void added(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    const ChecklistItem paper = {.code = reply->text, .row = -1};
    const DocSet set = {F_DOCUMENT_state, "received"};
    Buf code = BUF_INIT;
    if (!reply->text)
        return;
    buf_add(&code, reply->text);
    if (set_document(self, stage, &paper, &set, 1)) {
        for (size_t i = 0; i < self->n_checklist; i++) {
            if (!strcmp(self->checklist[i].code, code.data))
                list_select(&self->documents, (int64_t)i);
        }
    }
    buf_free(&code);
}

static bool add_document(CaseScreen *self, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = codes_table(fields->codes, catalog_field(F_DOCUMENT_code)->codes);
    if (table)
        ask(stage, &(Question){.title = _("Which document?"),
                               .rows = app_picks_table(stage_session(stage), table),
                               .done = added,
                               .ctx = self});
    return true;
}

static bool remove_document(CaseScreen *self, Stage *stage)
{
    const ChecklistItem *item = selected_item(self);
    Err err = {0};
    if (item->row < 0) {
        stage_say(stage, MSG_NOTE, _("There is no entry yet for this document"));
        return true;
    }
    bool done = app_case_remove_row(stage_session(stage), self->file, REC_DOCUMENT,
                                    (size_t)item->row, &err);
    if (case_done(self, stage, done, &err)) {
        Buf key = BUF_INIT;
        keymap_keys(stage_keymap(stage), CMD_UNDO, false, false, &key);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
        buf_free(&key);
    }
    return true;
}

static bool show_document(CaseScreen *self, Stage *stage)
{
    const ChecklistItem *item = selected_item(self);
    if (item->row < 0) {
        const DocSet set = {F_DOCUMENT_state, "missing"};
        if (!set_document(self, stage, item, &set, 1))
            return true;
        item = selected_item(self);
    }
    if (item && item->row >= 0)
        case_show_row(self, stage, REC_DOCUMENT, (size_t)item->row, true);
    return true;
}

static bool document_command(CaseScreen *self, Stage *stage, CmdId id)
{
    if (id == CMD_DOC_ADD)
        return add_document(self, stage);
    const ChecklistItem *item = selected_item(self);
    if (!item)
        return false;
    switch (id) {
    case CMD_DOC_RECEIVED:
        return set_state(self, stage, "received");
    case CMD_DOC_VERIFIED:
        return set_state(self, stage, "verified");
    case CMD_DOC_MISSING:
        return set_state(self, stage, "missing");
    case CMD_DOC_WAIVE:
        return ask_waiver(self, stage);
    case CMD_DOC_ATTACH:
        return ask_file(self, stage);
    case CMD_DOC_ORIGINAL:
        return toggle(self, stage, F_DOCUMENT_seen_original);
    case CMD_DOC_SEAL:
        return toggle(self, stage, F_DOCUMENT_sealed);
    case CMD_DOC_DATE:
        return ask_date(self, stage);
    case CMD_DOC_PAGES:
        return ask_pages(self, stage);
    case CMD_DOC_FULL:
        return show_document(self, stage);
    case CMD_DOC_REMOVE:
        return remove_document(self, stage);
    default:
        return false;
    }
}

/* ---- the place ---- */

void case_list_select(CaseScreen *self, const char *code)
{
    for (size_t i = 0; i < self->n_checklist; i++) {
        if (strcmp(self->checklist[i].code, code) == 0) {
            list_select(&self->documents, (int64_t)i);
            return;
        }
    }
}

void case_list_place(const CaseScreen *self, LastPlace *out)
{
    const ChecklistItem *item = self->tab == TAB_DOCUMENTS ? selected_item(self) : NULL;
    if (item) {
        out->key.item = item->code;
        out->key.row_id =
            item->row >= 0 ? case_row_id(self->file, REC_DOCUMENT, (size_t)item->row) : 0;
    }
    out->caret = self->tab == TAB_DOCUMENTS ? -1 : self->info.view.selected;
}

/* A paper may be there twice; that of its own row is the one. */
static bool is_item(const CaseScreen *self, const ChecklistItem *item, const DraftKey *key)
{
    int64_t row_id =
        item->row >= 0 ? case_row_id(self->file, REC_DOCUMENT, (size_t)item->row) : 0;
    if (!key->item[0]) /* one of its fields was the place */
        return row_id && row_id == key->row_id;
    return strcmp(item->code, key->item) == 0 && (!key->row_id || key->row_id == row_id);
}

void case_list_back(CaseScreen *self, const LastPlace *place)
{
    if (self->tab != TAB_DOCUMENTS && place->caret >= 0)
        list_select(&self->info.view, place->caret);
    for (size_t i = 0; self->tab == TAB_DOCUMENTS && i < self->n_checklist; i++) {
        if (is_item(self, &self->checklist[i], &place->key)) {
            list_select(&self->documents, (int64_t)i);
            return;
        }
    }
}

void case_list_again(CaseScreen *self, Stage *stage, const char *question)
{
    static const struct {
        const char *question;
        bool (*ask)(CaseScreen *self, Stage *stage);
    } asks[] = {{"waive.", ask_waiver},
                {"attach.", ask_file},
                {"date.", ask_date},
                {"pages.", ask_pages}};
    const ChecklistItem *item = self->tab == TAB_DOCUMENTS ? selected_item(self) : NULL;
    for (size_t i = 0; item && i < COUNT_OF(asks); i++) {
        size_t len = strlen(asks[i].question);
        if (strncmp(question, asks[i].question, len) == 0 &&
            strcmp(question + len, item->code) == 0 && case_writable(self, stage))
            asks[i].ask(self, stage);
    }
}

/* ---- all of them ---- */

void case_list_draw(CaseScreen *self, Stage *stage, Frame *frame, Rect rect)
{
    if (self->tab == TAB_DOCUMENTS)
        draw_documents(self, stage, frame, rect);
    else
        info_draw(&self->info, frame, rect);
}

bool case_list_command(CaseScreen *self, Stage *stage, CmdId id)
{
    if (self->tab == TAB_DOCUMENTS)
        return document_command(self, stage, id);
    const InfoLine *line = info_selected(&self->info);
    if (id != CMD_FINDING_GO || !line || line->field == FIELD_COUNT)
        return false;
    if (line->document) {
        case_go_document(self, stage, line->document);
        return true;
    }
    FieldId field = line->field;
    case_go(self, stage, field, line->row);
    return true;
}

void case_list_status(const CaseScreen *self, Buf *out)
{
    const ChecklistItem *item = self->tab == TAB_DOCUMENTS ? selected_item(self) : NULL;
    if (!item)
        return;
    buf_addf(out, "%s %s", item->code, item->required ? item->because : _("not asked for"));
    if (!item->authority || !*item->authority)
        return;
    buf_add(out, "  ");
    /* TRANSLATORS: the law or rule that asks for a document, after the reason. */
    buf_addf(out, _("(%s)"),
             strcmp(item->authority, "house") ? item->authority : _("house rule"));
}

void case_list_help(const CaseScreen *self, Buf *out)
{
    const ChecklistItem *item = self->tab == TAB_DOCUMENTS ? selected_item(self) : NULL;
    if (item) {
        buf_addf(out, "%s %s\n", item->code, item->title);
        case_list_status(self, out);
        buf_add(out, "\n");
    } else if (self->tab != TAB_DOCUMENTS) {
        info_help(&self->info, out);
    }
}
