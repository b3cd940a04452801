/* The text, the caret and the states to go back to; every key is one change or none. */
#include "config.h"

#include "ui/model/lineedit.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"

/* States to go back to, oldest first. A run of typed characters is one step, up to a line or
 * so; and so is a run of characters deleted one by one. */
enum { UNDO_MAX = 100, RUN_BYTES = 60 };

typedef struct UndoStep {
    char *text;
    size_t caret;
} UndoStep;

typedef struct UndoStack {
    UndoStep steps[UNDO_MAX];
    size_t n;
} UndoStack;

typedef enum Run { RUN_NONE, RUN_TYPING, RUN_DELETING } Run;

struct EditUndo {
    UndoStack back, forth;
    Run run; /* what the last change was: begun at run_from, with the caret at run_at now */
    size_t run_from, run_at;
    bool killing;   /* the last key cut something: the next cut adds to it */
    char *original; /* of init or set */
};

static void stack_clear(UndoStack *stack)
{
    while (stack->n)
        free(stack->steps[--stack->n].text);
}

static void stack_push(UndoStack *stack, const LineEdit *edit)
{
    if (stack->n == UNDO_MAX) {
        free(stack->steps[0].text);
        memmove(stack->steps, stack->steps + 1, (UNDO_MAX - 1) * sizeof stack->steps[0]);
        stack->n--;
    }
    stack->steps[stack->n++] = (UndoStep){xstrdup(edit->text.data), edit->caret};
}

static void undo_clear(struct EditUndo *undo)
{
    stack_clear(&undo->back);
    stack_clear(&undo->forth);
    undo->run = RUN_NONE;
    undo->killing = false;
}

/* Before every change. */
static void undo_note(LineEdit *edit)
{
    stack_push(&edit->undo->back, edit);
    stack_clear(&edit->undo->forth);
    edit->undo->run = RUN_NONE;
}

/* The same, but a change that goes on where the last one of its kind ended is one with it. */
static void undo_note_run(LineEdit *edit, Run run)
{
    struct EditUndo *undo = edit->undo;

    if (undo->run != run || undo->run_at != edit->caret ||
        (run == RUN_TYPING && undo->run_at >= undo->run_from + RUN_BYTES)) {
        undo_note(edit);
        undo->run_from = edit->caret;
    }
    undo->run = run;
}

/* The caret was moved or the text changed: what held for its old place holds no longer. */
static void moved(LineEdit *edit)
{
    edit->fresh = false;
    edit->goal = -1;
    edit->tail = false;
}

void lineedit_init(LineEdit *edit, const char *text, size_t max, bool lines)
{
    *edit = (LineEdit){.max = max, .lines = lines, .goal = -1};
    buf_init(&edit->text);
    buf_init(&edit->killed);
    edit->undo = xcalloc(1, sizeof *edit->undo);
    lineedit_set(edit, text);
}

void lineedit_begin(LineEdit *edit, const char *text, size_t max, bool lines)
{
    edit->max = max;
    edit->lines = lines;
    lineedit_set(edit, text);
}

void lineedit_free(LineEdit *edit)
{
    buf_free(&edit->text);
    buf_free(&edit->killed);
    if (edit->undo) {
        undo_clear(edit->undo);
        free(edit->undo->original);
        free(edit->undo);
    }
    edit->undo = NULL;
}

void lineedit_set(LineEdit *edit, const char *text)
{
    char *copy = xstrdup(text ? text : ""); /* text may be the edit's own */

    buf_clear(&edit->text);
    buf_add(&edit->text, copy);
    edit->caret = edit->text.len;
    edit->scroll = 0;
    moved(edit);
    undo_clear(edit->undo);
    free(edit->undo->original);
    edit->undo->original = copy;
}

/* What is given back is zeroed (src/heap.c). */
void lineedit_wipe(LineEdit *edit)
{
    buf_free(&edit->text);
    buf_free(&edit->killed);
    lineedit_set(edit, "");
}

static void put_caret(LineEdit *edit, size_t caret)
{
    edit->caret = caret;
    moved(edit);
    edit->undo->run = RUN_NONE;
    edit->undo->killing = false;
}

void lineedit_place(LineEdit *edit, size_t caret)
{
    size_t at = 0;

    while (at < caret && at < edit->text.len)
        at = text_next(edit->text.data, edit->text.len, at);
    put_caret(edit, at);
}

void lineedit_resume(LineEdit *edit, const char *text, size_t caret)
{
    if (strcmp(edit->text.data, text) != 0) {
        undo_note(edit);
        buf_clear(&edit->text);
        buf_add(&edit->text, text);
    }
    lineedit_place(edit, caret);
}

/* What may enter: no bad UTF-8, no control characters. A line break becomes a blank in one
 * line, but for those at the end, which came with copying a whole line; and \r\n is one break.
 */
static void add_allowed(const LineEdit *edit, Buf *out, const char *text, size_t len)
{
    while (!edit->lines && len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    for (size_t at = 0; at < len;) {
        size_t bytes = 1;
        unsigned char c = (unsigned char)text[at];
        if (c >= 0x80)
            text_rune(text + at, &bytes);
        if (bytes > len - at)
            break;
        if (c == '\r' && at + 1 < len && text[at + 1] == '\n')
            ;
        else if (c == '\n' || c == '\r')
            buf_add_char(out, edit->lines ? '\n' : ' ');
        else if (c == '\t')
            buf_add_char(out, edit->lines ? '\t' : ' ');
        else if (text_check(text + at, bytes, false, 0, "", NULL))
            buf_add_bytes(out, text + at, bytes);
        at += bytes;
    }
}

/* Cuts to what the field still has room for, at a cluster's edge. False when something was cut.
 */
static bool cut_to_room(const LineEdit *edit, Buf *more)
{
    if (!edit->max)
        return true;
    size_t have = text_chars(edit->text.data);
    size_t room = edit->max > have ? edit->max - have : 0;
    if (text_chars(more->data) <= room)
        return true;
    size_t keep = 0;
    for (size_t next = 0; next < more->len; keep = next) {
        Buf part = BUF_INIT;
        next = text_next(more->data, more->len, keep);
        buf_add_bytes(&part, more->data + keep, next - keep);
        size_t chars = text_chars(part.data);
        buf_free(&part);
        if (chars > room)
            break;
        room -= chars;
    }
    buf_cut(more, keep);
    return false;
}

bool lineedit_insert(LineEdit *edit, const char *text, size_t len)
{
    struct EditUndo *undo = edit->undo;
    Buf more = BUF_INIT;

    add_allowed(edit, &more, text, len);
    if (edit->fresh && more.len) {
        undo_note(edit);
        buf_clear(&edit->text);
        edit->caret = 0;
        undo->run = RUN_TYPING;
        undo->run_from = undo->run_at = 0;
    }
    moved(edit);
    undo->killing = false;
    bool all = cut_to_room(edit, &more);
    if (more.len) {
        undo_note_run(edit, RUN_TYPING);
        buf_insert(&edit->text, edit->caret, more.data, more.len);
        edit->caret += more.len;
        undo->run_at = edit->caret;
    }
    buf_free(&more);
    return all;
}

static void delete_range(LineEdit *edit, size_t from, size_t to)
{
    if (from >= to)
        return;
    undo_note_run(edit, RUN_DELETING);
    buf_remove(&edit->text, from, to - from);
    edit->caret = edit->undo->run_at = from;
}

/* As delete_range, and keeps the text for yank: beside what was cut by the key before. */
static void kill_range(LineEdit *edit, size_t from, size_t to, bool more)
{
    if (from >= to)
        return;
    undo_note(edit);
    if (!more)
        buf_clear(&edit->killed);
    size_t at = from < edit->caret ? 0 : edit->killed.len;
    buf_insert(&edit->killed, at, edit->text.data + from, to - from);
    buf_remove(&edit->text, from, to - from);
    edit->caret = from;
}

static size_t line_start(const LineEdit *edit)
{
    size_t at = edit->caret;

    while (edit->lines && at > 0 && edit->text.data[at - 1] != '\n')
        at--;
    return edit->lines ? at : 0;
}

static size_t line_end(const LineEdit *edit)
{
    size_t at = edit->caret;

    if (!edit->lines)
        return edit->text.len;
    while (at < edit->text.len && edit->text.data[at] != '\n')
        at++;
    return at;
}

static size_t before(const LineEdit *edit)
{
    return text_prev(edit->text.data, edit->text.len, edit->caret);
}

static size_t after(const LineEdit *edit)
{
    return text_next(edit->text.data, edit->text.len, edit->caret);
}

static size_t word_before(const LineEdit *edit)
{
    return text_prev_word(edit->text.data, edit->text.len, edit->caret);
}

static size_t word_after(const LineEdit *edit)
{
    return text_next_word(edit->text.data, edit->text.len, edit->caret);
}

/* Keys that move the caret, or remove from the caret to where it would move. */
static const struct {
    int key;
    size_t (*to)(const LineEdit *edit);
    bool removes, kills;
} edit_keys[] = {
    {K_LEFT, before, false, false},           {K_CTRL('b'), before, false, false},
    {K_RIGHT, after, false, false},           {K_CTRL('f'), after, false, false},
    {K_CTRL_LEFT, word_before, false, false}, {K_ALT | 'b', word_before, false, false},
    {K_CTRL_RIGHT, word_after, false, false}, {K_ALT | 'f', word_after, false, false},
    {K_HOME, line_start, false, false},       {K_CTRL('a'), line_start, false, false},
    {K_END, line_end, false, false},          {K_CTRL('e'), line_end, false, false},
    {K_BACKSPACE, before, true, false},       {K_CTRL('h'), before, true, false},
    {K_DELETE, after, true, false},           {K_CTRL('d'), after, true, false},
    {K_CTRL('k'), line_end, true, true},      {K_CTRL('u'), line_start, true, true},
    {K_CTRL('w'), word_before, true, true},   {K_ALT | K_BACKSPACE, word_before, true, true},
    {K_ALT | 'd', word_after, true, true},
};

static void yank(LineEdit *edit)
{
    edit->undo->run = RUN_NONE;
    lineedit_insert(edit, edit->killed.data, edit->killed.len);
    edit->undo->run = RUN_NONE;
}

bool lineedit_key(LineEdit *edit, int key)
{
    bool killing = edit->undo->killing;

    if (key == K_CTRL('v')) {
        yank(edit);
        return true;
    }
    if (key == K_ENTER && edit->lines) {
        lineedit_insert(edit, "\n", 1);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(edit_keys); i++) {
        if (edit_keys[i].key != key)
            continue;
        size_t to = edit_keys[i].to(edit);
        size_t low = to < edit->caret ? to : edit->caret;
        size_t high = to < edit->caret ? edit->caret : to;
        if (edit->fresh && edit_keys[i].removes)
            low = 0, high = edit->text.len;
        moved(edit);
        if (edit_keys[i].kills)
            kill_range(edit, low, high, killing);
        else if (edit_keys[i].removes)
            delete_range(edit, low, high);
        else
            put_caret(edit, to);
        edit->undo->killing = edit_keys[i].kills;
        return true;
    }
    return false;
}

static bool step(LineEdit *edit, UndoStack *from, UndoStack *to)
{
    if (!from->n)
        return false;
    stack_push(to, edit);
    UndoStep state = from->steps[--from->n];
    buf_clear(&edit->text);
    buf_add(&edit->text, state.text);
    free(state.text);
    put_caret(edit, state.caret);
    return true;
}

bool lineedit_undo(LineEdit *edit)
{
    return step(edit, &edit->undo->back, &edit->undo->forth);
}

bool lineedit_redo(LineEdit *edit)
{
    return step(edit, &edit->undo->forth, &edit->undo->back);
}

bool lineedit_can_redo(const LineEdit *edit)
{
    return edit->undo->forth.n > 0;
}

bool lineedit_changed(const LineEdit *edit)
{
    return strcmp(edit->text.data, edit->undo->original) != 0;
}

void lineedit_view(LineEdit *edit, int cols, size_t *from, int *caret_col)
{
    const char *text = edit->text.data;
    int at_col = text_cols_n(text, edit->caret);
    int cursor = 1; /* columns the cursor needs at its place */

    if (edit->caret < edit->text.len) {
        int under = text_cols_n(text + edit->caret, after(edit) - edit->caret);
        cursor = under > 1 ? under : 1;
    }
    if (cols < 1)
        cols = 1;
    if (cursor > cols)
        cursor = cols;
    if (edit->scroll > at_col)
        edit->scroll = at_col;
    if (edit->scroll < at_col + cursor - cols)
        edit->scroll = at_col + cursor - cols;
    int total = text_cols(text) + 1;
    if (edit->scroll > total - cols)
        edit->scroll = total > cols ? total - cols : 0;

    /* Start at the first cluster that begins at or after the scroll column; when that is half
     * of a wide one, its other half is not shown. */
    size_t at = 0;
    int col = 0;
    while (col < edit->scroll && at < edit->caret) {
        size_t next = text_next(text, edit->text.len, at);
        col += text_cols_n(text + at, next - at);
        at = next;
    }
    edit->scroll = col;
    *from = at;
    *caret_col = at_col - col;
}
