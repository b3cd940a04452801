/* What is done with a document of the checklist: its state, its fields asked for in one line, a
 * copy of it, doing without it. */
#include "config.h"

#include "ui/case/document.h"

#include <stdlib.h>
#include <string.h>

#include "app/attach.h"
#include "app/edit.h"
#include "app/look.h"
#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "domain/layer.h"
#include "ui/ask/ask.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_documents.h"
#include "ui/case/tab_row.h"
#include "ui/case/undo.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

/* Changes of one document in one group: the row is made when the checklist has none. */
typedef struct DocSet {
    FieldId field;
    const char *value;
} DocSet;

/* What is said of a paper that was approved is of a copy that came later, and gets a row beside
 * it; but for what takes something away, which would change what was approved. */
static bool comes_later(const Tab *tab, const ChecklistItem *item, const DocSet *sets, size_t n)
{
    bool takes = false;
    for (size_t i = 0; i < n; i++)
        takes = takes || !*sets[i].value || !strcmp(sets[i].value, "missing");
    return !takes &&
           layer_frozen_row(work_file(tab->screen->work), REC_DOCUMENT, (size_t)item->row);
}

static bool set_document(Tab *tab, Stage *stage, const ChecklistItem *item, const DocSet *sets,
                         size_t n)
{
    enum { PATHS = 4 };
    Buf texts[PATHS];
    char *paths[PATHS];
    size_t used = 0;
    Err err = {0};
    bool new = item->row < 0 || comes_later(tab, item, sets, n);
    for (size_t i = 0; i < PATHS; i++)
        buf_init(&texts[i]);
    if (new)
        buf_addf(&texts[used++], "document[+].code=%s", item->code);
    if (new && item->row >= 0 && sets[0].field != F_DOCUMENT_state)
        buf_add(&texts[used++], "document[+].state=received");
    for (size_t i = 0; i < n; i++) {
        Buf *text = &texts[used++];
        if (new)
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
    done = done && app_case_set_paths(stage_session(stage), work_file(tab->screen->work), paths,
                                      used, &err);
    for (size_t i = 0; i < PATHS; i++)
        buf_free(&texts[i]);
    return entry_stored(tab->screen, stage, done, &err);
}

static bool set_cell(Tab *tab, Stage *stage, FieldId field, const char *value)
{
    const ChecklistItem *item = documents_selected(tab);
    const DocSet set = {field, value};
    return item && set_document(tab, stage, item, &set, 1);
}

/* It stays on its line: there is more to be said of the paper. */
static bool set_state(Tab *tab, Stage *stage, const char *state)
{
    Buf code = BUF_INIT, key = BUF_INIT;
    const ChecklistItem *item = documents_selected(tab);
    const DocSet set = {F_DOCUMENT_state, state};
    bool later = item->row >= 0 && comes_later(tab, item, &set, 1);
    buf_add(&code, item->code);
    undo_key(stage, &key);
    if (set_cell(tab, stage, F_DOCUMENT_state, state))
        stage_say(stage, MSG_DONE,
                  /* TRANSLATORS: code of a document, a key. */
                  later ? _("A later copy of %s is noted beside what was approved; %s takes it "
                            "back")
                        : _("%s: state changed; %s takes it back"),
                  code.data, key.data);
    buf_free(&code);
    buf_free(&key);
    return true;
}

static TextFate waived(Stage *stage, void *ctx, const char *text)
{
    Tab *tab = ctx;
    const ChecklistItem *item = documents_selected(tab);
    Err err = {0};
    if (!item)
        return TEXT_DRAFT;
    bool done =
        app_waive(stage_session(stage), work_file(tab->screen->work), item->code, text, &err);
    return entry_stored(tab->screen, stage, done, &err) ? TEXT_STORED : TEXT_STAYS;
}

/* What is typed for a document is a draft like any text: "waive.D12". */
static void ask_kept(Tab *tab, Stage *stage, const char *name, Question question)
{
    const ChecklistItem *item = documents_selected(tab);
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "%s.%s", name, item->code);
    question.title = item->title;
    question.kept_as = kept_as.data;
    question.case_id = case_head_of(work_file(tab->screen->work))->id;
    question.ctx = tab;
    ask(stage, &question);
    buf_free(&kept_as);
}

/* Said before the reason is asked for, not after it was typed. */
static bool ask_waiver(Tab *tab, Stage *stage)
{
    const ChecklistItem *item = documents_selected(tab);
    Err err = {0};
    if (!app_may_waive(stage_session(stage), work_file(tab->screen->work), item->code, &err)) {
        stage_say_err(stage, &err);
        return true;
    }
    ask_kept(tab, stage, "waive",
             (Question){.text = _("Why can the case do without it?"),
                        .chars = (size_t)catalog_field(F_DOCUMENT_note)->chars,
                        .typed = TYPED_WORDS,
                        .store = waived});
    return true;
}

/* Nothing typed is nothing to do. */
static TextFate attach_as(Tab *tab, Stage *stage, bool page, const char *text)
{
    const ChecklistItem *item = documents_selected(tab);
    AppAttached copy;
    Err err = {0};
    if (!*text || !item)
        return TEXT_DRAFT;
    Buf code = BUF_INIT;
    buf_add(&code, item->code);
    Session *session = stage_session(stage);
    CaseFile *file = work_file(tab->screen->work);
    bool done = page ? app_attach_page(session, file, code.data, text, &copy, &err)
                     : app_attach(session, file, code.data, text, &copy, &err);
    done = entry_stored(tab->screen, stage, done, &err);
    if (done)
        /* TRANSLATORS: code of a document, type of a file: "PDF". */
        stage_say(stage, MSG_DONE, _("%s: a copy of the file is kept (%s)"), code.data,
                  copy.type);
    buf_free(&code);
    return done ? TEXT_STORED : TEXT_STAYS;
}

static TextFate attached(Stage *stage, void *ctx, const char *text)
{
    return attach_as(ctx, stage, false, text);
}

static TextFate page_attached(Stage *stage, void *ctx, const char *text)
{
    return attach_as(ctx, stage, true, text);
}

static void ask_file_copy(Tab *tab, Stage *stage, bool page)
{
    ask_kept(tab, stage, page ? "page" : "attach",
             (Question){.text = _("File to keep a copy of, e.g. /media/stick/scan.pdf; Tab "
                                  "types it further:"),
                        .typed = TYPED_LETTERS,
                        .files = true,
                        .store = page ? page_attached : attached});
}

static bool ask_page(Tab *tab, Stage *stage)
{
    ask_file_copy(tab, stage, true);
    return true;
}

static void page_or_other(Stage *stage, void *ctx, const Reply *reply)
{
    if (documents_selected(ctx) && reply->key != 'k')
        ask_file_copy(ctx, stage, reply->key == 'p');
}

/* Where a copy is kept the next one is a further page of the paper, or takes its place. */
static bool ask_file(Tab *tab, Stage *stage)
{
    const ChecklistItem *item = documents_selected(tab);
    if (!documents_copies(tab, item, NULL)) {
        ask_file_copy(tab, stage, false);
        return true;
    }
    ask(stage, &(Question){.title = item->title,
                           .text = _("A copy of this paper is kept already"),
                           .answers = {{'k', _("Keep it as it is")},
                                       {'p', _("Add a further page")},
                                       {'r', _("Another in its place")}},
                           .done = page_or_other,
                           .ctx = tab});
    return true;
}

/* ---- looking at a copy ---- */

/* "T1-2026-000128-D11-3": which paper of which case, and nothing of a person. */
static const char *copy_named(Tab *tab, size_t row, Buf *name)
{
    const CaseFile *file = work_file(tab->screen->work);
    const ChecklistItem *item = documents_selected(tab);
    buf_addf(name, "%s-%s-%zu", case_head_of(file)->no, item->code, row + 1);
    return case_get(file, F_DOCUMENT_file, row);
}

/* All pages of the paper, into the folder or, where that is NULL, to the desktop's viewer.
 * last: the path or name of the last one. */
static bool pages_out(Tab *tab, Stage *stage, const char *folder, size_t *n, Buf *last,
                      Err *err)
{
    Session *session = stage_session(stage);
    size_t *rows;
    bool done = true;
    *n = documents_copies(tab, documents_selected(tab), &rows);
    for (size_t i = 0; done && i < *n; i++) {
        Buf name = BUF_INIT;
        const char *sha256 = copy_named(tab, rows[i], &name);
        buf_clear(last);
        if (folder)
            done = app_copy_out(session, name.data, sha256, folder, last, err);
        else
            done = app_look(session, name.data, sha256, err);
        if (!folder)
            buf_add(last, name.data);
        if (!done && *n > 1)
            err_wrap(err, _("Page %zu of %zu"), i + 1, *n);
        buf_free(&name);
    }
    free(rows);
    return done;
}

static const char *usual_folder(void)
{
    const char *home = getenv("HOME");
    return home && *home ? home : "/";
}

static void folder_told(Stage *stage, void *ctx, const Reply *reply)
{
    size_t n;
    Buf path = BUF_INIT;
    Err err = {0};
    if (!reply->text || !documents_selected(ctx))
        return;
    char *folder = path_typed(*reply->text ? reply->text : usual_folder());
    if (!pages_out(ctx, stage, folder, &n, &path, &err))
        stage_say_err(stage, &err);
    else if (n > 1)
        stage_say_written(stage,
                          ngettext("%zu page is written to %s", "%zu pages are written to %s",
                                   (unsigned long)n),
                          n, folder);
    else
        stage_say_written(stage, _("The copy is written to %s"), path.data);
    buf_free(&path);
    free(folder);
}

static void show_pages(Tab *tab, Stage *stage)
{
    size_t n;
    Buf name = BUF_INIT;
    Err err = {0};
    if (!pages_out(tab, stage, NULL, &n, &name, &err))
        stage_say_err(stage, &err);
    else if (n > 1)
        stage_say(stage, MSG_DONE,
                  ngettext("%zu page is shown by the desktop's viewer",
                           "%zu pages are shown by the desktop's viewer", (unsigned long)n),
                  n);
    else if (app_look_leaves_nothing())
        stage_say(stage, MSG_DONE, _("%s is shown by the desktop's viewer"), name.data);
    else
        stage_say(
            stage, MSG_DONE,
            _("%s is shown by the desktop's viewer, from a folder that is on a disk and not "
              "in memory"),
            name.data);
    buf_free(&name);
}

/* By the desktop where there is one; else the person says where to. */
static bool look_at_copy(Tab *tab, Stage *stage)
{
    Buf text = BUF_INIT;
    if (app_can_look()) {
        show_pages(tab, stage);
        return true;
    }
    /* TRANSLATORS: a folder. */
    buf_addf(&text, _("No viewer here. Folder to write the copy to; nothing typed: %s"),
             usual_folder());
    ask(stage, &(Question){.title = documents_selected(tab)->title,
                           .text = text.data,
                           .typed = TYPED_LETTERS,
                           .done = folder_told,
                           .ctx = tab});
    buf_free(&text);
    return true;
}

static TextFate told(Tab *tab, Stage *stage, FieldId field, const char *text)
{
    const ChecklistItem *item = documents_selected(tab);
    const DocSet set = {field, text};
    if (!*text || !item)
        return TEXT_DRAFT;
    if (!set_document(tab, stage, item, &set, 1))
        return TEXT_STAYS;
    documents_step(tab, 1);
    return TEXT_STORED;
}

static TextFate day_told(Stage *stage, void *ctx, const char *text)
{
    return told(ctx, stage, F_DOCUMENT_issued_on, text);
}

static TextFate pages_told(Stage *stage, void *ctx, const char *text)
{
    return told(ctx, stage, F_DOCUMENT_pages, text);
}

/* Asks for a field of a paper in one line. */
static void ask_about(Tab *tab, Stage *stage, FieldId field)
{
    const ChecklistItem *item = documents_selected(tab);
    const char *now = item->row >= 0
                          ? case_get(work_file(tab->screen->work), field, (size_t)item->row)
                          : NULL;
    Buf label = BUF_INIT;
    bool day = field == F_DOCUMENT_issued_on;
    if (day)
        /* TRANSLATORS: %s is the day that is known now, or nothing. */
        buf_addf(&label, _("Date on the paper, e.g. 11.21, t for today (now: %s)"),
                 now ? now : "");
    else
        /* TRANSLATORS: %s is the number that is known now, or nothing. */
        buf_addf(&label, _("How many pages the paper has (now: %s)"), now ? now : "");
    ask_kept(tab, stage, day ? "date" : "pages",
             (Question){.text = label.data,
                        .typed = TYPED_LETTERS,
                        .store = day ? day_told : pages_told});
    buf_free(&label);
}

static bool ask_date(Tab *tab, Stage *stage)
{
    ask_about(tab, stage, F_DOCUMENT_issued_on);
    return true;
}

static bool ask_pages(Tab *tab, Stage *stage)
{
    ask_about(tab, stage, F_DOCUMENT_pages);
    return true;
}

/* ---- the cells ---- */

static const char *cell_value(Tab *tab)
{
    const ChecklistItem *item = documents_selected(tab);
    return item->row >= 0
               ? case_get(work_file(tab->screen->work), documents_cell(tab), (size_t)item->row)
               : NULL;
}

static void code_chosen(Stage *stage, void *ctx, const Reply *reply)
{
    Tab *tab = ctx;
    FieldId field = documents_cell(tab);
    if (!reply->text || !documents_selected(tab))
        return;
    if (field == F_DOCUMENT_state && !strcmp(reply->text, "waived"))
        ask_waiver(tab, stage);
    else if (set_cell(tab, stage, field, reply->text))
        documents_step(tab, 1);
}

static bool ask_code(Tab *tab, Stage *stage)
{
    const FieldDef *field = catalog_field(documents_cell(tab));
    const ChecklistItem *item = documents_selected(tab);
    const CodeTable *table = field_codes(session_fields(stage_session(stage)), field);
    if (table)
        ask(stage, &(Question){.title = item->title,
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .initial = field->id == F_DOCUMENT_state ? item->state
                                                                        : cell_value(tab),
                               .waits = cell_value(tab) != NULL,
                               .done = code_chosen,
                               .ctx = tab});
    return table != NULL;
}

/* A run of keys that came at once answers one cell after the other, unless it is one word. */
static void answer(Tab *tab, Stage *stage, const char *text, size_t len)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    FieldId field = documents_cell(tab);
    Buf word = BUF_INIT, value = BUF_INIT;
    size_t first = text_next(text, len, 0), taken = len;
    Err err = {0};
    buf_add_bytes(&word, text, len);
    if (!field_parse(fields, catalog_field(field), word.data, &value, &err) && first < len) {
        buf_cut(&word, first);
        taken = first;
    }
    if (set_cell(tab, stage, field, word.data)) {
        documents_step(tab, 1);
        stage_went_on(stage, true);
        if (taken < len)
            document_text(tab, stage, text + taken, len - taken, false);
    }
    buf_free(&word);
    buf_free(&value);
}

bool document_text(Tab *tab, Stage *stage, const char *text, size_t len, bool paste)
{
    if (!documents_selected(tab) || !len)
        return false;
    stage_went_on(stage, false);
    switch (documents_cell(tab)) {
    case F_DOCUMENT_seen_original:
    case F_DOCUMENT_sealed:
        if (!cell_value(tab)) {
            answer(tab, stage, text, len);
            return true;
        }
        ask_code(tab, stage);
        break;
    case F_DOCUMENT_issued_on:
        ask_date(tab, stage);
        break;
    case F_DOCUMENT_pages:
        ask_pages(tab, stage);
        break;
    default:
        if (!ask_code(tab, stage))
            return true;
    }
    Screen *top = stage_top(stage);
    return top->ops->text(top, stage, text, len, paste);
}

void document_empty(Tab *tab, Stage *stage)
{
    const ChecklistItem *item = documents_selected(tab);
    FieldId field = documents_cell(tab);
    Buf key = BUF_INIT;
    undo_key(stage, &key);
    if (item && item->row >= 0 &&
        case_get(work_file(tab->screen->work), field, (size_t)item->row) &&
        set_cell(tab, stage, field, ""))
        stage_say(stage, MSG_DONE, _("Emptied; %s brings it back"), key.data);
    buf_free(&key);
}

/* ---- commands ---- */

static void added(Stage *stage, void *ctx, const Reply *reply)
{
    Tab *tab = ctx;
    const ChecklistItem paper = {.code = reply->text, .row = -1};
    const DocSet set = {F_DOCUMENT_state, "received"};
    Buf code = BUF_INIT;
    if (!reply->text)
        return;
    buf_add(&code, reply->text);
    if (set_document(tab, stage, &paper, &set, 1))
        documents_select(tab, code.data);
    buf_free(&code);
}

static bool add_document(Tab *tab, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = codes_table(fields->codes, catalog_field(F_DOCUMENT_code)->codes);
    if (table)
        ask(stage, &(Question){.title = _("Which document?"),
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .done = added,
                               .ctx = tab});
    return true;
}

static bool remove_document(Tab *tab, Stage *stage)
{
    const ChecklistItem *item = documents_selected(tab);
    Err err = {0};
    if (item->row < 0) {
        stage_say(stage, MSG_NOTE, _("There is no entry yet for this document"));
        return true;
    }
    bool done = app_case_remove_row(stage_session(stage), work_file(tab->screen->work),
                                    REC_DOCUMENT, (size_t)item->row, &err);
    if (entry_stored(tab->screen, stage, done, &err)) {
        Buf key = BUF_INIT;
        undo_key(stage, &key);
        /* TRANSLATORS: %s is a key. */
        stage_say(stage, MSG_DONE, _("Row deleted; %s brings it back"), key.data);
        buf_free(&key);
    }
    return true;
}

static bool show_document(Tab *tab, Stage *stage)
{
    const ChecklistItem *item = documents_selected(tab);
    if (item->row < 0) {
        const DocSet set = {F_DOCUMENT_state, "missing"};
        if (!set_document(tab, stage, item, &set, 1))
            return true;
        item = documents_selected(tab);
    }
    if (item && item->row >= 0) {
        row_show(tab->screen, stage, REC_DOCUMENT, (size_t)item->row);
        /* The fields above it are the cells one comes from. */
        form_seek(case_form(tab->screen), F_DOCUMENT_person, (size_t)item->row);
        entry_begin(tab->screen, stage);
    }
    return true;
}

bool document_command(Tab *tab, Stage *stage, CmdId id)
{
    if (id == CMD_DOC_ADD)
        return add_document(tab, stage);
    const ChecklistItem *item = documents_selected(tab);
    if (!item)
        return false;
    switch (id) {
    case CMD_DOC_RECEIVED:
        return set_state(tab, stage, "received");
    case CMD_DOC_VERIFIED:
        return set_state(tab, stage, "verified");
    case CMD_DOC_MISSING:
        return set_state(tab, stage, "missing");
    case CMD_DOC_WAIVE:
        return ask_waiver(tab, stage);
    case CMD_DOC_ATTACH:
        return ask_file(tab, stage);
    case CMD_DOC_LOOK:
        return look_at_copy(tab, stage);
    case CMD_DOC_NEXT:
    case CMD_DOC_TAB:
        documents_step(tab, 1);
        return true;
    case CMD_DOC_PREV:
        documents_step(tab, -1);
        return true;
    case CMD_DOC_PICK:
        return documents_cell(tab) == F_DOCUMENT_state   ? ask_code(tab, stage)
               : documents_cell(tab) == F_DOCUMENT_pages ? ask_pages(tab, stage)
                                                         : ask_date(tab, stage);
    case CMD_DOC_FULL:
        return show_document(tab, stage);
    case CMD_DOC_REMOVE:
        return remove_document(tab, stage);
    default:
        return false;
    }
}

void document_again(Tab *tab, Stage *stage, const char *question)
{
    static const struct {
        const char *question;
        bool (*ask)(Tab *tab, Stage *stage);
    } asks[] = {{"waive.", ask_waiver},
                {"attach.", ask_file},
                {"page.", ask_page},
                {"date.", ask_date},
                {"pages.", ask_pages}};
    const ChecklistItem *item = documents_selected(tab);
    for (size_t i = 0; item && i < COUNT_OF(asks); i++) {
        size_t len = strlen(asks[i].question);
        if (strncmp(question, asks[i].question, len) == 0 &&
            strcmp(question + len, item->code) == 0 && entry_allowed(tab->screen, stage))
            asks[i].ask(tab, stage);
    }
}
