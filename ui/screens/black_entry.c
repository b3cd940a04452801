/* A field a line, whom it is about above and what is kept in clear below, with the hint of the
 * field in the status line. A field that is refused keeps the focus, and why stands under it.
 */
#include "config.h"

#include "ui/screens/black_entry.h"

#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/model/lineedit.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/input.h"

enum { FIELD_CHARS = 500, MARGIN = 2, FIELD_MAX_COLS = 72 };

struct BlackDraft {
    LineEdit edits[BLACK_FIELDS];
    int focus;
    Err fault; /* of the field with the focus; kind ERR_NONE: nothing is wrong */
    void (*taken)(Stage *stage, Screen *screen, int64_t id);
    Screen *below;
};

typedef struct BlackForm {
    Screen screen;
    BlackDraft *draft;
} BlackForm;

static const struct FieldText {
    const char *label, *hint;
    TypedKind typed;
    bool must;
} texts[BLACK_FIELDS] = {
    [BLACK_AT_ID] = {N_("ID number"), N_("One of ID, phone, card, or name with birth at least"),
                     TYPED_PLAIN, false},
    [BLACK_AT_PHONE] = {N_("Phone"), N_("One of ID, phone, card, or name with birth at least"),
                        TYPED_PLAIN, false},
    [BLACK_AT_CARD] = {N_("Bank card"),
                       N_("One of ID, phone, card, or name with birth at least"), TYPED_PLAIN,
                       false},
    [BLACK_AT_NAME] = {N_("Name"),
                       N_("Counts with the birth or the ID; alone it accuses nobody"),
                       TYPED_NAME, false},
    [BLACK_AT_BORN] = {N_("Born on or in"), N_("A day, or the year alone: 1980"), TYPED_PLAIN,
                       false},
    /* TRANSLATORS: why somebody is put on the blacklist */
    [BLACK_AT_REASON] = {N_("Reason for listing"), N_("What was done, in a sentence"),
                         TYPED_WORDS, true},
    [BLACK_AT_EVIDENCE] = {N_("What proves it"),
                           N_("What proves it: who found it out, and how"), TYPED_WORDS, true},
    [BLACK_AT_DOCUMENT] = {N_("Kept where"), N_("The case and the paper, or the folder"),
                           TYPED_WORDS, false},
    [BLACK_AT_SINCE] = {N_("Listed from"), N_("A day; empty: today"), TYPED_PLAIN, false},
    [BLACK_AT_UNTIL] = {N_("Listed until"),
                        N_("The last day on which it counts; empty: no end"), TYPED_PLAIN,
                        false},
};

BlackDraft *black_draft_new(void (*taken)(Stage *stage, Screen *screen, int64_t id),
                            Screen *screen)
{
    BlackDraft *draft = xcalloc(1, sizeof *draft);

    draft->taken = taken;
    draft->below = screen;
    for (int i = 0; i < BLACK_FIELDS; i++)
        lineedit_init(&draft->edits[i], "", FIELD_CHARS, false);
    return draft;
}

static void draft_wipe(BlackDraft *draft)
{
    for (int i = 0; i < BLACK_FIELDS; i++)
        lineedit_wipe(&draft->edits[i]);
    draft->focus = 0;
    err_clear(&draft->fault);
}

void black_draft_free(BlackDraft *draft)
{
    draft_wipe(draft);
    for (int i = 0; i < BLACK_FIELDS; i++)
        lineedit_free(&draft->edits[i]);
    free(draft);
}

static bool draft_empty(const BlackDraft *draft)
{
    for (int i = 0; i < BLACK_FIELDS; i++)
        if (draft->edits[i].text.len)
            return false;
    return true;
}

static BlackTyped draft_typed(const BlackDraft *draft)
{
    const LineEdit *edits = draft->edits;

    return (BlackTyped){
        .id_number = edits[BLACK_AT_ID].text.data,
        .phone = edits[BLACK_AT_PHONE].text.data,
        .card = edits[BLACK_AT_CARD].text.data,
        .name = edits[BLACK_AT_NAME].text.data,
        .born = edits[BLACK_AT_BORN].text.data,
        .reason = edits[BLACK_AT_REASON].text.data,
        .evidence = edits[BLACK_AT_EVIDENCE].text.data,
        .document = edits[BLACK_AT_DOCUMENT].text.data,
        .since = edits[BLACK_AT_SINCE].text.data,
        .until = edits[BLACK_AT_UNTIL].text.data,
    };
}

/* ---- drawing ---- */

static int label_cols(void)
{
    int cols = 0;

    for (int i = 0; i < BLACK_FIELDS; i++) {
        int own = text_cols(_(texts[i].label)) + (texts[i].must ? 2 : 0);
        cols = own > cols ? own : cols;
    }
    return cols;
}

static void draw_label(Frame *frame, int row, int cols, int field)
{
    Buf label = BUF_INIT;

    buf_addf(&label, "%s%s", _(texts[field].label), texts[field].must ? " *" : "");
    frame_fit(frame, row, MARGIN, cols, ST_LABEL, label.data, TEXT_LEFT);
    buf_free(&label);
}

/* Why the field was refused, on as many lines as it takes; returns the row below. */
static int draw_fault(const BlackDraft *draft, Frame *frame, Rect rect, int row, int col)
{
    TextLine *lines;
    Buf text = BUF_INIT, line = BUF_INIT;
    int cols = rect.col + rect.cols - col;

    buf_addf(&text, "! %s", draft->fault.text);
    size_t n = text_wrap(text.data, cols, &lines);
    for (size_t i = 0; i < n && row < rect.row + rect.rows; i++, row++) {
        buf_clear(&line);
        buf_add_bytes(&line, text.data + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, row, col, cols, ST_ERROR, line.data);
    }
    free(lines);
    buf_free(&line);
    buf_free(&text);
    return row;
}

static const char *heading(int field)
{
    if (field == BLACK_AT_ID)
        return _("Whom it is about: only a digest is kept, which nobody can read");
    if (field == BLACK_AT_REASON)
        return _("What for: kept as it is typed, so without anybody's name or number");
    return NULL;
}

/* A low screen has no headings, and begins with a field that leaves room for the focus and
 * what is wrong with it. */
static void form_rows(BlackDraft *draft, Frame *frame, Rect rect)
{
    enum { HIGH = BLACK_FIELDS + 6, FAULT = 2 };
    bool high = rect.rows >= HIGH;
    int cols = label_cols(), col = MARGIN + cols + 2, row = rect.row + high;
    int room = rect.rows - FAULT, first = 0;

    if (!high && draft->focus >= room)
        first = draft->focus - room + 1;
    for (int i = first; i < BLACK_FIELDS && row < rect.row + rect.rows; i++) {
        int wide = rect.col + rect.cols - col - 1;
        if (high && heading(i)) {
            row += i > 0;
            frame_put(frame, row++, MARGIN, rect.cols - MARGIN, ST_DIM, heading(i));
        }
        draw_label(frame, row, cols, i);
        input_draw(&draft->edits[i], frame,
                   (Rect){row, col, 1, wide < FIELD_MAX_COLS ? wide : FIELD_MAX_COLS},
                   i == draft->focus, false);
        row++;
        if (i == draft->focus && draft->fault.kind != ERR_NONE)
            row = draw_fault(draft, frame, rect, row, col);
    }
}

static void form_draw(Screen *screen, Stage *stage, Frame *frame)
{
    BlackDraft *draft = ((BlackForm *)screen)->draft;
    Rect rect = stage_chrome(stage, frame, _("New entry of the blacklist"),
                             session_user(stage_session(stage))->display);

    form_rows(draft, frame, rect);
    stage_status(stage, frame, _(texts[draft->focus].hint), NULL);
}

/* ---- keys ---- */

static CmdScope form_scope(const Screen *screen UNUSED)
{
    return SC_BLACK_ENTRY;
}

static bool form_typing(const Screen *screen UNUSED)
{
    return true;
}

static TypedKind form_typed(Screen *screen, Stage *stage UNUSED)
{
    return texts[((BlackForm *)screen)->draft->focus].typed;
}

static unsigned form_state(Screen *screen, Stage *stage UNUSED)
{
    return NEED_BACK | (draft_empty(((BlackForm *)screen)->draft) ? 0 : NEED_ROW);
}

static bool form_text(Screen *screen, Stage *stage, const char *text, size_t len,
                      bool paste UNUSED)
{
    BlackDraft *draft = ((BlackForm *)screen)->draft;

    err_clear(&draft->fault);
    if (!lineedit_insert(&draft->edits[draft->focus], text, len))
        stage_say(stage, MSG_WARN,
                  _("The text is as long as it may be; the rest was not taken"));
    return true;
}

static bool form_key(Screen *screen, Stage *stage UNUSED, int key)
{
    BlackDraft *draft = ((BlackForm *)screen)->draft;

    if (!lineedit_key(&draft->edits[draft->focus], key))
        return false;
    err_clear(&draft->fault);
    return true;
}

/* What is empty may wait, until the whole is entered. */
static bool field_stands(BlackDraft *draft, Stage *stage)
{
    const BlackTyped typed = draft_typed(draft);

    err_clear(&draft->fault);
    return text_blank(draft->edits[draft->focus].text.data) ||
           app_black_check(stage_session(stage), &typed, (BlackField)draft->focus,
                           &draft->fault);
}

static void form_move(BlackDraft *draft, Stage *stage, int step)
{
    if (field_stands(draft, stage))
        draft->focus = (draft->focus + step + BLACK_FIELDS) % BLACK_FIELDS;
}

/* A refusal that is of no field is said. */
static void form_take(BlackDraft *draft, Stage *stage)
{
    const BlackTyped typed = draft_typed(draft);
    BlackField at;
    int64_t id = 0;
    Err err = {0};

    if (app_black_add(stage_session(stage), &typed, &id, &at, &err)) {
        draft_wipe(draft);
        stage_pop(stage);
        draft->taken(stage, draft->below, id);
    } else if (at < BLACK_FIELDS) {
        draft->focus = (int)at;
        draft->fault = err;
    } else {
        stage_say_err(stage, &err);
    }
}

static bool form_command(Screen *screen, Stage *stage, CmdId id)
{
    BlackDraft *draft = ((BlackForm *)screen)->draft;

    switch ((int)id) {
    case CMD_BLACK_ENTRY_OK:
        if (draft->focus == BLACK_FIELDS - 1)
            form_take(draft, stage);
        else
            form_move(draft, stage, 1);
        return true;
    case CMD_BLACK_ENTRY_TAKE:
        form_take(draft, stage);
        return true;
    case CMD_BLACK_ENTRY_NEXT:
        form_move(draft, stage, 1);
        return true;
    case CMD_BLACK_ENTRY_PREVIOUS:
        form_move(draft, stage, -1);
        return true;
    case CMD_BLACK_ENTRY_EMPTY:
        draft_wipe(draft);
        return true;
    case CMD_BACK:
        stage_pop(stage);
        if (!draft_empty(draft))
            stage_say(stage, MSG_NOTE, "%s",
                      _("Not entered; what you typed stands there until you leave this list"));
        return true;
    }
    return false;
}

static void form_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    buf_addf(out, "%s\n\n%s", _(texts[((BlackForm *)screen)->draft->focus].hint),
             _("An entry counts once another supervisor has confirmed it. Whom it is about is "
               "kept as a digest, which is compared with each case and can be read by nobody; "
               "reason and evidence are kept as they are typed, and whoever works on a case "
               "that meets the entry reads them. Esc leaves the form and loses nothing"));
}

static void form_free(Screen *screen)
{
    free(screen);
}

static const ScreenOps form_ops = {
    .name = "black-entry",
    .draw = form_draw,
    .scope = form_scope,
    .typing = form_typing,
    .typed = form_typed,
    .state = form_state,
    .text = form_text,
    .key = form_key,
    .command = form_command,
    .help = form_help,
    .free = form_free,
};

void black_entry_open(BlackDraft *draft, Stage *stage)
{
    BlackForm *form = xcalloc(1, sizeof *form);

    form->screen.ops = &form_ops;
    form->draft = draft;
    stage_push(stage, &form->screen);
    if (!draft_empty(draft))
        stage_say(stage, MSG_NOTE, _("Here is what you had typed before"));
}
