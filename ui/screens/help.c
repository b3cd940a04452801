/* Help: what the focus is about, then the keys that work there, nearest first, from the command
 * table with the keys as they are now. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/workflow.h"
#include "ui/model/list.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/stage.h"

enum { KEY_COLS = 22, MARGIN = 2 };

typedef struct HelpLine {
    Style style;
    const char *keys; /* NULL: the text alone */
    const char *text;
} HelpLine;

typedef struct Help {
    Screen screen;
    Arena *arena; /* of the lines */
    Buf about;    /* text for the focus */
    bool plain;   /* printable keys are commands there */
    CmdScope chain[SCOPE_CHAIN + 1];
    size_t n_chain;
    HelpLine *lines;
    size_t n, cap;
    int cols;      /* that the lines were made for */
    ListView tops; /* the lines that may stand uppermost; the selected one does */
} Help;

static void add_line(Help *self, Style style, const char *keys, const char *text)
{
    if (self->n == self->cap) {
        self->cap = self->cap ? self->cap * 2 : 64;
        self->lines = xreallocarray(self->lines, self->cap, sizeof *self->lines);
    }
    self->lines[self->n++] = (HelpLine){style, keys, text};
}

static void add_wrapped(Help *self, Style style, const char *keys, const char *text, int cols)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(text, cols, &lines);

    for (size_t i = 0; i < n; i++)
        add_line(self, style, i || !keys ? (keys ? "" : NULL) : keys,
                 arena_dup_n(self->arena, text + lines[i].from, lines[i].to - lines[i].from));
    free(lines);
}

static void add_scope(Help *self, const Keymap *keymap, CmdScope scope)
{
    bool any = false;

    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        const CmdInfo *info = cmd_info(id);
        Buf keys = BUF_INIT;
        if (info->scope != scope)
            continue;
        keymap_keys(keymap, id, !self->plain, true, &keys);
        if (!keys.len) { /* none there */
            buf_free(&keys);
            continue;
        }
        if (!any) {
            add_line(self, ST_TEXT, NULL, "");
            add_line(self, ST_TITLE, NULL, _(cmd_scope_title(scope)));
        }
        any = true;
        add_wrapped(self, ST_TEXT, arena_dup(self->arena, keys.data), _(info->help),
                    self->cols - KEY_COLS - 2 * MARGIN);
        buf_free(&keys);
    }
}

/* "draft, returned: social worker, adviser (own cases)" */
static void say_right(const RightsRow *row, Buf *out)
{
    bool any = false;
    rights_say_statuses(row, out);
    if (out->len)
        buf_add(out, C_("value", ": "));
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (row->needs[role] == NEEDS_MORE)
            continue;
        buf_addf(out, "%s%s", any ? _(", ") : "", role_label((Role)role));
        if (row->needs[role] != NEEDS_NOTHING)
            buf_addf(out, _(" (%s)"), needs_label(row->needs[role]));
        any = true;
    }
}

/* Who may do what, as "anjuan doc roles" has it. */
static void add_roles(Help *self)
{
    add_line(self, ST_TEXT, NULL, "");
    add_line(self, ST_TITLE, NULL, _("Who may do what"));
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        RightsRow rows[STATUS_COUNT];
        size_t n = rights_rows((Verb)verb, rows);
        for (size_t i = 0; i < n; i++) {
            Buf text = BUF_INIT;
            say_right(&rows[i], &text);
            add_wrapped(self, ST_TEXT, i ? "" : verb_label((Verb)verb), text.data,
                        self->cols - KEY_COLS - 2 * MARGIN);
            buf_free(&text);
        }
    }
}

static void make_lines(Help *self, const Keymap *keymap, int cols)
{
    if (cols == self->cols)
        return;
    arena_reset(self->arena);
    self->n = 0;
    self->cols = cols;
    if (self->about.len)
        add_wrapped(self, ST_TEXT, NULL, self->about.data, cols - 2 * MARGIN);
    for (size_t i = 0; i < self->n_chain; i++)
        add_scope(self, keymap, self->chain[i]);
    add_roles(self);
}

static void help_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Help *self = (Help *)screen;
    Rect rect = stage_chrome(stage, frame, _("Help"), NULL);

    make_lines(self, stage_keymap(stage), rect.cols);
    list_set_rows(&self->tops, rect.rows);
    list_set_count(&self->tops, (int64_t)self->n - rect.rows + 1);
    size_t first = (size_t)self->tops.selected, end = first + (size_t)rect.rows;
    end = end < self->n ? end : self->n;
    for (size_t at = first; at < end; at++) {
        const HelpLine *line = &self->lines[at];
        int row = rect.row + (int)(at - first), col = MARGIN;
        if (line->keys) {
            frame_fit(frame, row, col, KEY_COLS - 1, ST_KEY, line->keys, TEXT_LEFT);
            col += KEY_COLS;
        }
        frame_put(frame, row, col, -1, line->style, line->text);
    }
    frame_cursor(frame, rect.row, MARGIN);
    Buf place = BUF_INIT;
    /* TRANSLATORS: the first and the last line that are seen, and how many there are. */
    buf_addf(&place, _("Lines %zu to %zu of %zu"), first + 1, end, self->n);
    stage_status(stage, frame, place.data, NULL);
    buf_free(&place);
}

static CmdScope help_scope(const Screen *screen UNUSED)
{
    return SC_HELP;
}

static bool help_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Help *)screen)->tops, key);
}

static void help_free(Screen *screen)
{
    Help *self = (Help *)screen;

    arena_free(self->arena);
    free(self->lines);
    buf_free(&self->about);
    free(self);
}

static const ScreenOps help_ops = {
    .name = "help",
    .draw = help_draw,
    .scope = help_scope,
    .key = help_key,
    .free = help_free,
};

/* How to move in the help itself, where that is no key of the place. */
static void add_own(Help *self)
{
    for (size_t i = 0; i < self->n_chain; i++) {
        if (self->chain[i] == SC_LIST)
            return;
    }
    self->chain[self->n_chain++] = SC_LIST;
}

Screen *help_screen_new(Stage *stage)
{
    Help *self = xcalloc(1, sizeof *self);
    Screen *top = stage_top(stage);
    CmdScope scope = top && top->ops->scope ? top->ops->scope(top) : SC_GLOBAL;
    bool typing = top && top->ops->typing && top->ops->typing(top);

    self->screen.ops = &help_ops;
    self->plain = stage_plain(stage);
    self->arena = arena_new();
    buf_init(&self->about);
    if (top && top->ops->help)
        top->ops->help(top, stage, &self->about);
    while (self->about.len && self->about.data[self->about.len - 1] == '\n')
        buf_cut(&self->about, self->about.len - 1);
    self->n_chain = cmd_scope_chain(scope, typing, self->chain);
    /* The keys for typing come before the scope's in dispatch; people look for the scope's
     * first. */
    if (typing && self->n_chain > 1) {
        CmdScope first = self->chain[0];
        self->chain[0] = self->chain[1];
        self->chain[1] = first;
    }
    add_own(self);
    return &self->screen;
}
