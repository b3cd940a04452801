/* The document checklist: what is asked for, what is there, and what is done with a paper. */
#include "config.h"

#include "ui/case/case.h"

#include <stdlib.h>
#include <string.h>

#include "app/attach.h"
#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct Documents {
    Tab tab;
    ListView list;
    FieldId asked; /* of a paper, in one line */
} Documents;

static const ChecklistItem *selected_item(const Documents *self)
{
    const CaseScreen *screen = self->tab.screen;
    int64_t at = self->list.selected;
    return at >= 0 && at < (int64_t)work_judged(screen->work)->n_documents
               ? &work_judged(screen->work)->documents[at]
               : NULL;
}

static void select_code(Documents *self, const char *code)
{
    const CaseScreen *screen = self->tab.screen;
    for (size_t i = 0; i < work_judged(screen->work)->n_documents; i++) {
        if (!strcmp(work_judged(screen->work)->documents[i].code, code)) {
            list_select(&self->list, (int64_t)i);
            return;
        }
    }
}

/* ---- the list ---- */

enum { COL_TITLE, COL_STATE, COL_ORIGINAL, COL_SEAL, COL_DATE, COL_WHY, DOC_COLUMNS };

typedef struct DocDraw {
    Documents *self;
    const FieldContext *fields;
    Frame *frame;
    Buf cells[DOC_COLUMNS];
} DocDraw;

static void yes_sign(const DocDraw *draw, FieldId field, size_t row, Buf *out)
{
    const char *value = case_get(work_file(draw->self->tab.screen->work), field, row);
    if (value)
        buf_add(out, !strcmp(value, "yes") ? frame_sign(draw->frame, SIGN_DONE)
                                           : frame_sign(draw->frame, SIGN_INFO));
}

static bool doc_cells(void *ctx, int64_t at, TableCell *cells)
{
    DocDraw *draw = ctx;
    Documents *self = draw->self;
    if (at < 0 || at >= (int64_t)work_judged(self->tab.screen->work)->n_documents)
        return false;
    const ChecklistItem *item = &work_judged(self->tab.screen->work)->documents[at];
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
        const char *date =
            case_get(work_file(self->tab.screen->work), F_DOCUMENT_issued_on, row);
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

static void documents_draw(Tab *tab, Stage *stage, Frame *frame, Rect rect)
{
    Documents *self = (Documents *)tab;
    int title = 30, why = 40;
    for (size_t i = 0; i < work_judged(self->tab.screen->work)->n_documents; i++) {
        const ChecklistItem *item = &work_judged(self->tab.screen->work)->documents[i];
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
    if (work_judged(self->tab.screen->work)->n_documents) {
        table_draw(&table, &self->list, frame, rect);
    } else {
        frame_fit(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  _("No document is asked for yet; i adds one"), TEXT_LEFT);
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

static bool set_document(Documents *self, Stage *stage, const ChecklistItem *item,
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
    done = done && app_case_set_paths(stage_session(stage), work_file(self->tab.screen->work),
                                      paths, used, false, &err);
    for (size_t i = 0; i < PATHS; i++)
        buf_free(&texts[i]);
    return case_done(self->tab.screen, stage, done, &err);
}

static bool set_state(Documents *self, Stage *stage, const char *state)
{
    const DocSet set = {F_DOCUMENT_state, state};
    const ChecklistItem *item = selected_item(self);
    if (item && set_document(self, stage, item, &set, 1))
        list_key(&self->list, K_DOWN); /* the usual next thing is the next paper */
    return true;
}

static bool toggle(Documents *self, Stage *stage, FieldId field)
{
    const ChecklistItem *item = selected_item(self);
    if (!item)
        return true;
    bool yes = item->row >= 0 &&
               case_is(work_file(self->tab.screen->work), field, (size_t)item->row, "yes");
    const DocSet set = {field, yes ? "no" : "yes"};
    set_document(self, stage, item, &set, 1);
    return true;
}

static void waived(Stage *stage, void *ctx, const Reply *reply)
{
    Documents *self = ctx;
    const ChecklistItem *item = selected_item(self);
    Err err = {0};
    if (!reply->text || !item)
        return;
    bool done = app_waive(stage_session(stage), work_file(self->tab.screen->work), item->code,
                          reply->text, false, &err);
    case_done(self->tab.screen, stage, done, &err);
}

/* What is typed for a document is a draft like any text: "waive.D12". */
static void ask_kept(Documents *self, Stage *stage, const char *name, Question question)
{
    const ChecklistItem *item = selected_item(self);
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "%s.%s", name, item->code);
    question.title = item->title;
    question.kept_as = kept_as.data;
    question.case_id = case_head_of(work_file(self->tab.screen->work))->id;
    question.ctx = self;
    ask(stage, &question);
    buf_free(&kept_as);
}

/* Said before the reason is asked for, not after it was typed. */
static bool ask_waiver(Documents *self, Stage *stage)
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

static void ask_file_from(Documents *self, Stage *stage, const char *typed);
static void ask_about_from(Documents *self, Stage *stage, FieldId field, const char *typed);

/* What cannot be taken as it was typed is asked for again, with the text, to be put right. */
static bool to_put_right(const Err *err)
{
    return err->kind == ERR_INPUT || err->kind == ERR_NOT_FOUND || err->kind == ERR_IO;
}

static void attached(Stage *stage, void *ctx, const Reply *reply)
{
    Documents *self = ctx;
    const ChecklistItem *item = selected_item(self);
    AppAttached copy;
    Err err = {0};
    if (!reply->text || !*reply->text || !item)
        return;
    Buf code = BUF_INIT;
    buf_add(&code, item->code);
    bool done = app_attach(stage_session(stage), work_file(self->tab.screen->work), code.data,
                           reply->text, false, &copy, &err);
    if (case_done(self->tab.screen, stage, done, &err))
        /* TRANSLATORS: code of a document, type of a file: "PDF". */
        stage_say(stage, MSG_DONE, _("%s: a copy of the file is kept (%s)"), code.data,
                  copy.type);
    else if (to_put_right(&err) && selected_item(self)) {
        ask_file_from(self, stage, reply->text);
        stage_say_err(stage, &err);
    }
    buf_free(&code);
}

static void ask_file_from(Documents *self, Stage *stage, const char *typed)
{
    const ChecklistItem *item = selected_item(self);
    bool there = item->row >= 0 && case_get(work_file(self->tab.screen->work), F_DOCUMENT_file,
                                            (size_t)item->row);
    ask_kept(self, stage, "attach",
             (Question){.text = there
                                    ? _("File that takes the place of the copy kept now:")
                                    : _("File to keep a copy of, e.g. /media/stick/scan.pdf:"),
                        .initial = typed,
                        .typed = TYPED_LETTERS,
                        .done = attached});
}

static bool ask_file(Documents *self, Stage *stage)
{
    ask_file_from(self, stage, "");
    return true;
}

static void told(Stage *stage, void *ctx, const Reply *reply)
{
    Documents *self = ctx;
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
static void ask_about_from(Documents *self, Stage *stage, FieldId field, const char *typed)
{
    const ChecklistItem *item = selected_item(self);
    const char *now =
        item->row >= 0 ? case_get(work_file(self->tab.screen->work), field, (size_t)item->row)
                       : NULL;
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

static bool ask_about(Documents *self, Stage *stage, FieldId field)
{
    ask_about_from(self, stage, field, "");
    return true;
}

static bool ask_date(Documents *self, Stage *stage)
{
    return ask_about(self, stage, F_DOCUMENT_issued_on);
}

static bool ask_pages(Documents *self, Stage *stage)
{
    return ask_about(self, stage, F_DOCUMENT_pages);
}

static void added(Stage *stage, void *ctx, const Reply *reply)
{
    Documents *self = ctx;
    const ChecklistItem paper = {.code = reply->text, .row = -1};
    const DocSet set = {F_DOCUMENT_state, "received"};
    Buf code = BUF_INIT;
    if (!reply->text)
        return;
    buf_add(&code, reply->text);
    if (set_document(self, stage, &paper, &set, 1))
        select_code(self, code.data);
    buf_free(&code);
}

static bool add_document(Documents *self, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = codes_table(fields->codes, catalog_field(F_DOCUMENT_code)->codes);
    if (table)
        ask(stage, &(Question){.title = _("Which document?"),
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .done = added,
                               .ctx = self});
    return true;
}

static bool remove_document(Documents *self, Stage *stage)
{
    const ChecklistItem *item = selected_item(self);
    Err err = {0};
    if (item->row < 0) {
        stage_say(stage, MSG_NOTE, _("There is no entry yet for this document"));
        return true;
    }
    bool done = app_case_remove_row(stage_session(stage), work_file(self->tab.screen->work),
                                    REC_DOCUMENT, (size_t)item->row, &err);
    if (case_done(self->tab.screen, stage, done, &err)) {
        Buf key = BUF_INIT;
        keymap_keys(stage_keymap(stage), CMD_UNDO, false, false, &key);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
        buf_free(&key);
    }
    return true;
}

static bool show_document(Documents *self, Stage *stage)
{
    const ChecklistItem *item = selected_item(self);
    if (item->row < 0) {
        const DocSet set = {F_DOCUMENT_state, "missing"};
        if (!set_document(self, stage, item, &set, 1))
            return true;
        item = selected_item(self);
    }
    if (item && item->row >= 0)
        case_show_row(self->tab.screen, stage, REC_DOCUMENT, (size_t)item->row, true);
    return true;
}

static bool documents_command(Tab *tab, Stage *stage, CmdId id)
{
    Documents *self = (Documents *)tab;
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

void case_go_document(CaseScreen *screen, Stage *stage, const char *code)
{
    char *wanted = xstrdup(code); /* what it stands in may be made anew by leaving */
    if (case_leave_typing(screen, stage)) {
        case_set_tab(screen, stage, tab_with(&documents_tab));
        select_code((Documents *)shown_tab(screen), wanted);
    }
    free(wanted);
}

static void documents_go(Tab *tab, Stage *stage UNUSED, FieldId field UNUSED, size_t row)
{
    Documents *self = (Documents *)tab;
    for (size_t i = 0; i < work_judged(tab->screen->work)->n_documents; i++) {
        if (work_judged(tab->screen->work)->documents[i].row == (int)row)
            list_select(&self->list, (int64_t)i);
    }
}

static void documents_focus(Tab *tab, FieldId *field, size_t *row)
{
    *field = F_DOCUMENT_state;
    *row = (size_t)((Documents *)tab)->list.selected;
}

static int64_t row_id_of(const Documents *self, const ChecklistItem *item)
{
    return item->row >= 0
               ? case_row_id(work_file(self->tab.screen->work), REC_DOCUMENT, (size_t)item->row)
               : 0;
}

static void documents_place(Tab *tab, LastPlace *out)
{
    const Documents *self = (Documents *)tab;
    const ChecklistItem *item = selected_item(self);
    if (item) {
        out->key.item = item->code;
        out->key.row_id = row_id_of(self, item);
    }
    out->caret = -1;
}

/* A paper may be there twice; that of its own row is the one. */
static bool is_item(const Documents *self, const ChecklistItem *item, const DraftKey *key)
{
    int64_t row_id = row_id_of(self, item);
    if (!key->item[0]) /* one of its fields was the place */
        return row_id && row_id == key->row_id;
    return strcmp(item->code, key->item) == 0 && (!key->row_id || key->row_id == row_id);
}

static void documents_back(Tab *tab, const LastPlace *place)
{
    Documents *self = (Documents *)tab;
    for (size_t i = 0; i < work_judged(tab->screen->work)->n_documents; i++) {
        if (is_item(self, &work_judged(tab->screen->work)->documents[i], &place->key)) {
            list_select(&self->list, (int64_t)i);
            return;
        }
    }
}

static void documents_again(Tab *tab, Stage *stage, const char *question)
{
    static const struct {
        const char *question;
        bool (*ask)(Documents *self, Stage *stage);
    } asks[] = {{"waive.", ask_waiver},
                {"attach.", ask_file},
                {"date.", ask_date},
                {"pages.", ask_pages}};
    Documents *self = (Documents *)tab;
    const ChecklistItem *item = selected_item(self);
    for (size_t i = 0; item && i < COUNT_OF(asks); i++) {
        size_t len = strlen(asks[i].question);
        if (strncmp(question, asks[i].question, len) == 0 &&
            strcmp(question + len, item->code) == 0 && case_writable(tab->screen, stage))
            asks[i].ask(self, stage);
    }
}

/* ---- the tab ---- */

static Tab *documents_make(void)
{
    Documents *self = xcalloc(1, sizeof *self);
    return &self->tab;
}

static void documents_free(Tab *tab)
{
    free(tab);
}

static void documents_follow(Tab *tab, Stage *stage UNUSED)
{
    list_set_count(&((Documents *)tab)->list,
                   (int64_t)work_judged(tab->screen->work)->n_documents);
}

static bool documents_key(Tab *tab, Stage *stage UNUSED, int key)
{
    return list_key(&((Documents *)tab)->list, key);
}

static CmdScope documents_scope(Tab *tab UNUSED)
{
    return SC_DOCUMENTS;
}

static unsigned documents_state(Tab *tab, Stage *stage UNUSED)
{
    return selected_item((Documents *)tab) ? NEED_ROW : 0;
}

static void documents_status(Tab *tab, Stage *stage UNUSED, const Frame *frame UNUSED, Buf *out)
{
    const ChecklistItem *item = selected_item((Documents *)tab);
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

static void documents_help(Tab *tab, Stage *stage, Buf *out)
{
    const ChecklistItem *item = selected_item((Documents *)tab);
    if (!item)
        return;
    buf_addf(out, "%s %s\n", item->code, item->title);
    documents_status(tab, stage, NULL, out);
    buf_add(out, "\n");
}

const TabOps documents_tab = {
    .make = documents_make,
    .free = documents_free,
    .follow = documents_follow,
    .draw = documents_draw,
    .key = documents_key,
    .command = documents_command,
    .scope = documents_scope,
    .state = documents_state,
    .status = documents_status,
    .help = documents_help,
    .go = documents_go,
    .focus = documents_focus,
    .place = documents_place,
    .back = documents_back,
    .again = documents_again,
};
