/* What the site changed in rules, checklists and templates and nobody accepted yet: file after
 * file with the lines that came and went. A supervisor accepts all of it at once, as it stands
 * here. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/accept.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "desk/workflow.h"
#include "ui/ask/ask.h"
#include "ui/model/list.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct Line {
    const char *text;
    Style style;
} Line;

typedef struct KnowledgeScreen {
    Screen screen;
    ListView list;
    Arena *arena;
    KnowledgeChanges changes;
    Line *lines;
    size_t n, room;
} KnowledgeScreen;

static void add_line(KnowledgeScreen *self, Style style, const char *text)
{
    if (self->n == self->room)
        self->lines =
            xreallocarray(self->lines, self->room = self->room * 2 + 64, sizeof *self->lines);
    self->lines[self->n++] = (Line){text, style};
}

static Style style_of(char sign)
{
    return sign == '+' ? ST_VALUE : sign == '-' ? ST_WARN : ST_DIM;
}

static void add_diff(KnowledgeScreen *self, const char *diff)
{
    for (const char *at = diff; *at;) {
        size_t len = strcspn(at, "\n");
        add_line(self, style_of(*at), arena_printf(self->arena, "  %.*s", (int)len, at));
        at += len + (at[len] == '\n');
    }
}

static void knowledge_reload(KnowledgeScreen *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->n = 0;
    if (!app_knowledge_changes(stage_session(stage), self->arena, &self->changes, &err)) {
        self->changes = (KnowledgeChanges){0};
        stage_say_err(stage, &err);
    } else {
        for (size_t i = 0; i < self->changes.n; i++) {
            add_line(self, ST_TITLE,
                     knowledge_change_words(&self->changes.items[i], self->arena));
            add_diff(self, self->changes.items[i].diff);
        }
        if (!self->changes.n)
            add_line(self, ST_DIM, _("Nothing waits to be accepted"));
        add_line(self, ST_DIM, knowledge_edition_words(&self->changes, self->arena));
    }
    list_set_count(&self->list, (int64_t)self->n);
}

static bool knowledge_cells(void *ctx, int64_t at, TableCell *cells)
{
    const KnowledgeScreen *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    cells[0] = (TableCell){self->lines[at].text, self->lines[at].style};
    return true;
}

static void knowledge_draw(Screen *screen, Stage *stage, Frame *frame)
{
    KnowledgeScreen *self = (KnowledgeScreen *)screen;
    const TableColumn columns[] = {{"", 10, 400, 1, TEXT_LEFT}};
    const Table table = {columns, (int)COUNT_OF(columns), knowledge_cells, self, false, 0};
    Rect rect = stage_chrome(stage, frame, _("Changed rules and templates"),
                             session_user(stage_session(stage))->display);

    table_draw(&table, &self->list, frame, rect);
    /* What the row has no room for. */
    if (self->n)
        stage_status(stage, frame, self->lines[self->list.selected].text, NULL);
}

static CmdScope knowledge_scope(const Screen *screen UNUSED)
{
    return SC_KNOWLEDGE;
}

static unsigned knowledge_state(Screen *screen, Stage *stage UNUSED)
{
    return ((const KnowledgeScreen *)screen)->changes.n ? NEED_APPROVE : 0;
}

static bool knowledge_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((KnowledgeScreen *)screen)->list, key);
}

static void reason_typed(Stage *stage, void *ctx, const Reply *reply)
{
    KnowledgeScreen *self = ctx;
    Err err = {0};

    if (!reply->text)
        return;
    if (app_knowledge_accept(stage_session(stage), self->changes.version,
                             text_blank(reply->text) ? NULL : reply->text, &err))
        stage_say(stage, MSG_DONE, "%s", _("Accepted; cases are judged by it"));
    else
        stage_say_err(stage, &err);
    knowledge_reload(self, stage);
}

static bool knowledge_command(Screen *screen, Stage *stage, CmdId id)
{
    KnowledgeScreen *self = (KnowledgeScreen *)screen;
    Err err = {0};

    if (id != CMD_KNOWLEDGE_ACCEPT)
        return false;
    if (!desk_may(session_user(stage_session(stage)), VERB_KNOWLEDGE, &err))
        stage_say_err(stage, &err);
    else if (self->changes.n)
        ask(stage, &(Question){.title = _("Accept these changes?"),
                               .text = _("Submissions, approvals and exports go by them from "
                                         "then on. Why they are right, for the history; it may "
                                         "stay empty"),
                               .initial = "",
                               .ctx = self,
                               .done = reason_typed});
    return true;
}

static void knowledge_shown(Screen *screen, Stage *stage)
{
    knowledge_reload((KnowledgeScreen *)screen, stage);
}

static void knowledge_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(
        out,
        _("What was put beside the store, or into the folder of this machine, to change "
          "rules, checklists and templates: + is a line that came, - one that went. Until a "
          "supervisor accepts it, cases are entered and checked by it, and nothing is "
          "submitted, approved or exported"));
}

static void knowledge_free_screen(Screen *screen)
{
    KnowledgeScreen *self = (KnowledgeScreen *)screen;

    arena_free(self->arena);
    free(self->lines);
    free(self);
}

static const ScreenOps knowledge_ops = {
    .name = "knowledge",
    .draw = knowledge_draw,
    .scope = knowledge_scope,
    .state = knowledge_state,
    .key = knowledge_key,
    .command = knowledge_command,
    .shown = knowledge_shown,
    .help = knowledge_help,
    .free = knowledge_free_screen,
};

Screen *knowledge_screen_new(Stage *stage)
{
    KnowledgeScreen *self = xcalloc(1, sizeof *self);

    self->screen.ops = &knowledge_ops;
    self->arena = arena_new();
    knowledge_reload(self, stage);
    return &self->screen;
}
