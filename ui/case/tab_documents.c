/* The document checklist: what is asked for, what is there, and which line is selected. What is
 * done with a document is document.c. */
#include "config.h"

#include "ui/case/tab_documents.h"

#include <stdlib.h>
#include <string.h>

#include "app/edit.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/document.h"
#include "ui/case/entry.h"
#include "ui/case/marks.h"
#include "ui/case/screen.h"
#include "ui/case/tab_row.h"
#include "ui/model/event.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct Documents {
    Tab tab;
    ListView list;
    int cell;   /* with the focus */
    bool write; /* they may be typed into */
} Documents;

/* What is typed in a line, from left to right. */
static const FieldId cell_fields[] = {F_DOCUMENT_state, F_DOCUMENT_seen_original,
                                      F_DOCUMENT_sealed, F_DOCUMENT_issued_on,
                                      F_DOCUMENT_pages};
enum { CELLS = COUNT_OF(cell_fields) };

static const CaseFile *file_of(const Tab *tab)
{
    return work_file(tab->screen->work);
}

static const ChecklistItem *items_of(const Tab *tab, size_t *n)
{
    const Judged *judged = work_judged(tab->screen->work);
    *n = judged->n_documents;
    return judged->documents;
}

static const ChecklistItem *item_at(const Tab *tab, int64_t at)
{
    size_t n;
    const ChecklistItem *items = items_of(tab, &n);
    return at >= 0 && at < (int64_t)n ? &items[at] : NULL;
}

const ChecklistItem *documents_selected(const Tab *tab)
{
    return item_at(tab, ((const Documents *)tab)->list.selected);
}

size_t documents_copies(const Tab *tab, const ChecklistItem *item, size_t **rows)
{
    const CaseFile *file = file_of(tab);
    size_t n = 0, all = case_rows(file, REC_DOCUMENT);
    if (rows)
        *rows = xcalloc(all + 1, sizeof **rows);
    for (size_t i = 0; i < all; i++) {
        if (!case_is(file, F_DOCUMENT_code, i, item->code) ||
            !case_get(file, F_DOCUMENT_file, i))
            continue;
        if (rows)
            (*rows)[n] = i;
        n++;
    }
    return n;
}

void documents_select(Tab *tab, const char *code)
{
    size_t n;
    const ChecklistItem *items = items_of(tab, &n);
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(items[i].code, code)) {
            list_select(&((Documents *)tab)->list, (int64_t)i);
            return;
        }
    }
}

FieldId documents_cell(const Tab *tab)
{
    return cell_fields[((const Documents *)tab)->cell];
}

void documents_step(Tab *tab, int by)
{
    Documents *self = (Documents *)tab;
    int to = self->cell + by;
    if ((to < 0 || to >= CELLS) && !list_key(&self->list, by < 0 ? K_UP : K_DOWN))
        return;
    self->cell = (to + CELLS) % CELLS;
}

/* ---- the list ---- */

enum {
    COL_TITLE,
    COL_STATE, /* the first that is typed; in the order of cell_fields */
    COL_ORIGINAL,
    COL_SEAL,
    COL_DATE,
    COL_PAGES,
    COL_WHY,
    DOC_COLUMNS
};

typedef struct DocDraw {
    const Tab *tab;
    const FieldContext *fields;
    Frame *frame;
    Buf cells[DOC_COLUMNS];
} DocDraw;

static void yes_sign(const DocDraw *draw, FieldId field, size_t row, Buf *out)
{
    const char *value = case_get(file_of(draw->tab), field, row);
    if (value)
        buf_add(out, !strcmp(value, "yes") ? frame_sign(draw->frame, SIGN_DONE)
                                           : frame_sign(draw->frame, SIGN_INFO));
}

static bool doc_cells(void *ctx, int64_t at, TableCell *cells)
{
    DocDraw *draw = ctx;
    const ChecklistItem *item = item_at(draw->tab, at);
    if (!item)
        return false;
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_clear(&draw->cells[i]);
    size_t copies = documents_copies(draw->tab, item, NULL);
    if (marks_on_paper(draw->tab->screen, item->code,
                       item->row >= 0 ? (size_t)item->row : SIZE_MAX))
        buf_addf(&draw->cells[COL_TITLE], "%s ", frame_sign(draw->frame, SIGN_MARK));
    buf_add(&draw->cells[COL_TITLE], item->code);
    /* A sign for the copy that is kept, before the title, which may be cut. */
    if (copies > 1)
        buf_addf(&draw->cells[COL_TITLE], "+%zu", copies);
    buf_addf(&draw->cells[COL_TITLE], copies == 1 ? "+ %s" : " %s", item->title);
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
        const char *date = case_get(file_of(draw->tab), F_DOCUMENT_issued_on, row);
        const char *pages = case_get(file_of(draw->tab), F_DOCUMENT_pages, row);
        yes_sign(draw, F_DOCUMENT_seen_original, row, &draw->cells[COL_ORIGINAL]);
        yes_sign(draw, F_DOCUMENT_sealed, row, &draw->cells[COL_SEAL]);
        buf_add(&draw->cells[COL_DATE], date ? date : "");
        buf_add(&draw->cells[COL_PAGES], pages ? pages : "");
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
    size_t n;
    const ChecklistItem *items = items_of(tab, &n);
    for (size_t i = 0; i < n; i++) {
        const ChecklistItem *item = &items[i];
        int cols = text_cols(item->code) + 1 + text_cols(item->title);
        title = cols > title ? cols : title;
        cols = item->required ? text_cols(item->because) : 0;
        why = cols > why ? cols : why;
    }
    TableColumn columns[DOC_COLUMNS] = {
        [COL_TITLE] = {_("Document"), 20, title, 0, TEXT_LEFT},
        [COL_STATE] = {_("State"), 8, 8, 0, TEXT_LEFT},
        [COL_ORIGINAL] = {C_("column", "Orig"), 4, 4, 2, TEXT_LEFT},
        [COL_SEAL] = {_("Seal"), 4, 4, 2, TEXT_LEFT},
        [COL_DATE] = {_("Date"), 10, 10, 2, TEXT_LEFT},
        [COL_PAGES] = {_("Pages"), 5, 5, 2, TEXT_RIGHT},
        [COL_WHY] = {_("Because"), 14, why, 0, TEXT_LEFT},
    };
    if (self->write) /* what is typed into is seen, before the others beside it */
        columns[COL_STATE + self->cell].priority = 0;
    DocDraw draw = {.tab = tab, .fields = session_fields(stage_session(stage)), .frame = frame};
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_init(&draw.cells[i]);
    const Table table = {columns, DOC_COLUMNS, doc_cells,
                         &draw,   true,        self->write ? COL_STATE + self->cell + 1 : 0};
    if (n) {
        table_draw(&table, &self->list, frame, rect);
    } else {
        frame_fit(frame, rect.row + 1, rect.col + 3, rect.cols - 4, ST_DIM,
                  _("No document is asked for yet; Ins adds one"), TEXT_LEFT);
        frame_cursor(frame, rect.row + 1, rect.col + 1);
    }
    for (int i = 0; i < DOC_COLUMNS; i++)
        buf_free(&draw.cells[i]);
}

/* ---- the place ---- */

void documents_tab_go(CaseScreen *screen, Stage *stage, const char *code)
{
    char *wanted = xstrdup(code); /* what it stands in may be made anew by leaving */
    if (entry_leave(screen, stage)) {
        case_set_tab(screen, stage, tab_with(&documents_tab));
        documents_select(shown_tab(screen), wanted);
    }
    free(wanted);
}

static void documents_go(Tab *tab, Stage *stage UNUSED, FieldId field UNUSED, size_t row)
{
    Documents *self = (Documents *)tab;
    size_t n;
    const ChecklistItem *items = items_of(tab, &n);
    for (size_t i = 0; i < n; i++) {
        if (items[i].row == (int)row)
            list_select(&self->list, (int64_t)i);
    }
}

static void documents_focus(Tab *tab, FieldId *field, size_t *row)
{
    *field = documents_cell(tab);
    *row = (size_t)((Documents *)tab)->list.selected;
}

static int64_t row_id_of(const Tab *tab, const ChecklistItem *item)
{
    return item->row >= 0 ? case_row_id(file_of(tab), REC_DOCUMENT, (size_t)item->row) : 0;
}

static void documents_place(Tab *tab, LastPlace *out)
{
    const ChecklistItem *item = documents_selected(tab);
    if (item) {
        out->key.item = item->code;
        out->key.row_id = row_id_of(tab, item);
    }
    out->caret = ((const Documents *)tab)->cell; /* of no text: in the line */
}

/* A paper may be there twice; that of its own row is the one. */
static bool is_item(const Tab *tab, const ChecklistItem *item, const DraftKey *key)
{
    int64_t row_id = row_id_of(tab, item);
    if (!key->item[0]) /* one of its fields was the place */
        return row_id && row_id == key->row_id;
    return strcmp(item->code, key->item) == 0 && (!key->row_id || key->row_id == row_id);
}

static void documents_back(Tab *tab, const LastPlace *place)
{
    Documents *self = (Documents *)tab;
    size_t n;
    const ChecklistItem *items = items_of(tab, &n);
    self->cell = place->caret >= 0 && place->caret < CELLS ? (int)place->caret : 0;
    for (size_t i = 0; i < n; i++) {
        if (is_item(tab, &items[i], &place->key)) {
            list_select(&self->list, (int64_t)i);
            return;
        }
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

static void documents_follow(Tab *tab, Stage *stage)
{
    size_t n;
    items_of(tab, &n);
    ((Documents *)tab)->write =
        app_case_editable(stage_session(stage), file_of(tab), REC_DOCUMENT, NULL);
    list_set_count(&((Documents *)tab)->list, (int64_t)n);
}

static bool documents_typing(Tab *tab)
{
    return ((Documents *)tab)->write;
}

static bool documents_key(Tab *tab, Stage *stage, int key)
{
    Documents *self = (Documents *)tab;
    switch (key) {
    case K_LEFT:
    case K_RIGHT:
        self->cell += key == K_RIGHT ? self->cell + 1 < CELLS : -(self->cell > 0);
        return true;
    case K_HOME:
    case K_END:
        self->cell = key == K_HOME ? 0 : CELLS - 1;
        return true;
    case K_BACKSPACE:
    case K_DELETE:
        document_empty(tab, stage);
        return true;
    default:
        if (list_key(&self->list, key))
            return true;
        if (!self->write && (key == K_ENTER || key_printable(key)))
            entry_say_locked(tab->screen, stage);
        return !self->write && (key == K_ENTER || key_printable(key));
    }
}

static CmdScope documents_scope(Tab *tab UNUSED)
{
    return SC_DOCUMENTS;
}

static unsigned documents_state(Tab *tab, Stage *stage UNUSED)
{
    const ChecklistItem *item = documents_selected(tab);
    bool copy = item && documents_copies(tab, item, NULL);

    return (item ? NEED_ROW : 0) | (copy ? NEED_COPY : 0) |
           (catalog_field(documents_cell(tab))->type == FT_YESNO ? 0 : NEED_CHOICE);
}

static void documents_status(Tab *tab, Stage *stage UNUSED, const Frame *frame UNUSED, Buf *out)
{
    const ChecklistItem *item = documents_selected(tab);
    if (!item)
        return;
    /* TRANSLATORS: a cell, the document of its line. */
    buf_addf(out, _("%s: %s"), _(catalog_field(documents_cell(tab))->label), "");
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
    const ChecklistItem *item = documents_selected(tab);
    if (!item)
        return;
    buf_addf(out, "%s %s\n", item->code, item->title);
    documents_status(tab, stage, NULL, out);
    buf_add(out, "\n");
}

static ListView *documents_list(Tab *tab)
{
    return &((Documents *)tab)->list;
}

const TabOps documents_tab = {
    .make = documents_make,
    .free = documents_free,
    .follow = documents_follow,
    .draw = documents_draw,
    .typing = documents_typing,
    .text = document_text,
    .key = documents_key,
    .command = document_command,
    .scope = documents_scope,
    .state = documents_state,
    .status = documents_status,
    .list = documents_list,
    .help = documents_help,
    .go = documents_go,
    .focus = documents_focus,
    .place = documents_place,
    .back = documents_back,
    .again = document_again,
};
