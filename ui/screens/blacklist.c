/* The blacklist: entries by list, reason and days, never by whom they name. An entry of our own
 * is entered in a form, confirmed, declined and lifted; the line below tells the rest of the
 * one under the cursor. */
#include "config.h"

#include <stdlib.h>

#include "app/blacklist.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/workflow.h"
#include "ui/ask/ask.h"
#include "ui/model/list.h"
#include "ui/screens/black_entry.h"
#include "ui/screens/black_import.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

typedef struct Blacklist {
    Screen screen;
    ListView list;
    Arena *arena;
    BlackEntry *entries;
    size_t n;
    Buf shown;   /* of the cell being drawn */
    CmdId doing; /* what waits for its reason */
    int64_t about;
    Buf reason; /* typed and not taken: it stands there again */
    int64_t reason_of;
    BlackDraft *draft;
    BlackImport *import;
} Blacklist;

static const BlackEntry *black_selected(const Blacklist *self)
{
    return self->list.selected < (int64_t)self->n ? &self->entries[self->list.selected] : NULL;
}

static void black_select(Blacklist *self, int64_t id)
{
    for (size_t i = 0; i < self->n; i++)
        if (self->entries[i].id == id)
            list_select(&self->list, (int64_t)i);
}

static void black_reload(Blacklist *self, Stage *stage)
{
    Err err = {0};
    const BlackEntry *entry = black_selected(self);
    int64_t id = entry ? entry->id : 0;

    arena_reset(self->arena);
    self->entries = NULL;
    if (!app_black_list(stage_session(stage), false, self->arena, &self->entries, &self->n,
                        &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
    black_select(self, id);
}

/* ---- drawing ---- */

static bool black_cells(void *ctx, int64_t at, TableCell *cells)
{
    Blacklist *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const BlackEntry *entry = &self->entries[at];
    bool waits = entry->state == BLACK_WAITS || entry->state == BLACK_LIFTING;
    Style style = entry->state == BLACK_LAPSED ? ST_DIM : ST_TEXT;
    buf_clear(&self->shown);
    app_black_marks(entry, &self->shown);
    cells[0] = (TableCell){black_state_label(entry->state), waits ? ST_WARN : style};
    cells[1] = (TableCell){app_black_source(entry->source), ST_VALUE};
    cells[2] = (TableCell){entry->since, style};
    cells[3] = (TableCell){self->shown.data, style};
    cells[4] = (TableCell){entry->reason, style};
    return true;
}

static void add_about(const BlackEntry *entry, Buf *out)
{
    if (entry->state == BLACK_LIFTING)
        /* TRANSLATORS: the name of a person, a reason. */
        buf_addf(out, _("To be lifted, asks %s: %s"), entry->lift_by, entry->lift_reason);
    else if (*entry->evidence)
        /* TRANSLATORS: the name of a person, what proves something. */
        buf_addf(out, _("Entered by %s; evidence: %s"), entry->entered_by, entry->evidence);
    else
        buf_addf(out, _("Entered by %s"), entry->entered_by);
    if (*entry->until)
        buf_addf(out, _("; until %s"), entry->until);
}

static void black_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Blacklist *self = (Blacklist *)screen;
    const TableColumn columns[] = {
        {_("State"), 8, 10, 0, TEXT_LEFT},    {_("Whose list"), 10, 24, 0, TEXT_LEFT},
        {_("Since"), 10, 10, 0, TEXT_LEFT},   {_("Compared by"), 10, 34, 0, TEXT_LEFT},
        {_("Reason"), 12, 200, 1, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), black_cells, self, true, 0};
    Rect rect =
        stage_chrome(stage, frame, _("Blacklist"), session_user(stage_session(stage))->display);
    const BlackEntry *entry = black_selected(self);
    Buf text = BUF_INIT;

    table_draw(&table, &self->list, frame, rect);
    if (entry)
        add_about(entry, &text);
    else
        buf_add(&text, _("Nobody is on the blacklist"));
    stage_status(stage, frame, text.data, NULL);
    buf_free(&text);
}

/* ---- a new entry ---- */

static void black_entered(Stage *stage, Screen *screen, int64_t id)
{
    Blacklist *self = (Blacklist *)screen;

    black_reload(self, stage);
    black_select(self, id);
    stage_say(stage, MSG_DONE,
              _("Entered; it counts once another supervisor has confirmed it; x takes it "
                "back"));
}

/* ---- what is done to the entry under the cursor ---- */

static void said(Blacklist *self, Stage *stage, bool done, const Err *err, const char *text)
{
    black_reload(self, stage);
    if (done)
        stage_say(stage, MSG_DONE, "%s", text);
    else
        stage_say_err(stage, err);
}

static void put_reason(Blacklist *self, Stage *stage);

/* A reason that is refused, or left by mistake, was typed all the same. */
static void reason_given(Stage *stage, void *ctx, const Reply *reply)
{
    Blacklist *self = ctx;
    Session *session = stage_session(stage);
    bool lift = self->doing == CMD_BLACKLIST_LIFT;
    Err err = {0};

    buf_clear(&self->reason);
    if (!reply->text) {
        buf_add(&self->reason, reply->missed ? reply->missed : "");
        return;
    }
    bool done = lift ? app_black_lift(session, self->about, reply->text, &err)
                     : app_black_decline(session, self->about, reply->text, &err);
    if (!done && err.kind == ERR_INPUT) {
        buf_add(&self->reason, reply->text);
        put_reason(self, stage);
    }
    said(self, stage, done, &err,
         lift ? _("Done; what counts does so until another supervisor confirms")
              : _("Declined"));
}

static void put_reason(Blacklist *self, Stage *stage)
{
    ask(stage, &(Question){.title = self->doing == CMD_BLACKLIST_LIFT ? _("Lift this entry")
                                                                      : _("Decline"),
                           .text = _("Why? Without a name or a number of anybody:"),
                           .initial = self->reason.data,
                           .typed = TYPED_WORDS,
                           .done = reason_given,
                           .ctx = self});
}

static void ask_reason(Blacklist *self, Stage *stage, CmdId id, const BlackEntry *entry)
{
    if (self->doing != id || self->reason_of != entry->id)
        buf_clear(&self->reason);
    self->doing = id;
    self->about = self->reason_of = entry->id;
    put_reason(self, stage);
}

static void confirmed(Stage *stage, void *ctx, const Reply *reply)
{
    Blacklist *self = ctx;
    Err err = {0};

    if (reply->key == 'c')
        said(self, stage, app_black_confirm(stage_session(stage), self->about, &err), &err,
             _("This entry is confirmed"));
}

/* All that the second of two decides by, whatever of it the columns cut. */
static void add_whole(const BlackEntry *entry, Buf *out)
{
    Buf marks = BUF_INIT;

    app_black_marks(entry, &marks);
    /* TRANSLATORS: a reason; marks of a person, such as name and ID. */
    buf_addf(out, _("%s\nCompared by: %s\n"), entry->reason, marks.data);
    add_about(entry, out);
    if (*entry->document)
        /* TRANSLATORS: where a proof is kept. */
        buf_addf(out, _("\nKept at: %s"), entry->document);
    buf_free(&marks);
}

static void ask_confirm(Blacklist *self, Stage *stage, const BlackEntry *entry)
{
    Buf text = BUF_INIT;

    self->about = entry->id;
    add_whole(entry, &text);
    ask(stage, &(Question){.title = entry->state == BLACK_LIFTING ? _("Lift this entry?")
                                                                  : _("Confirm this entry?"),
                           .text = text.data,
                           .answers = {{'k', _("Keep as it is")}, {'c', _("Confirm")}},
                           .done = confirmed,
                           .ctx = self});
    buf_free(&text);
}

/* ---- the screen ---- */

static CmdScope black_scope(const Screen *screen UNUSED)
{
    return SC_BLACKLIST;
}

/* Whoever entered it, or asks that it be lifted, is not the second of two. */
static bool waits_for(const BlackEntry *entry, const User *user)
{
    return (entry->state == BLACK_WAITS && entry->entered_id != user->id) ||
           (entry->state == BLACK_LIFTING && entry->lift_id != user->id);
}

static unsigned black_state(Screen *screen, Stage *stage)
{
    const User *user = session_user(stage_session(stage));
    const BlackEntry *entry = black_selected((const Blacklist *)screen);
    bool may = desk_may(user, VERB_BLACKLIST, NULL);

    return (may && entry ? NEED_ROW : 0) | (may ? NEED_WRITE : 0) |
           (may && entry && waits_for(entry, user) ? NEED_APPROVE : 0);
}

static void black_refused(Screen *screen, Stage *stage, CmdId id)
{
    const User *user = session_user(stage_session(stage));
    const BlackEntry *entry = black_selected((const Blacklist *)screen);
    Err err = {0};

    if (!desk_may(user, VERB_BLACKLIST, &err))
        stage_say_err(stage, &err);
    else if (id == CMD_BLACKLIST_CONFIRM && entry && !waits_for(entry, user) &&
             (entry->state == BLACK_WAITS || entry->state == BLACK_LIFTING))
        stage_say(stage, MSG_ERROR, "%s",
                  _("It takes two: another supervisor than you decides about this entry"));
}

/* Of the newest entry of a list. */
static const char *last_source(const Blacklist *self)
{
    int64_t id = 0;
    const char *source = "";

    for (size_t i = 0; i < self->n; i++) {
        const BlackEntry *entry = &self->entries[i];
        if (*entry->source && entry->id > id) {
            id = entry->id;
            source = entry->source;
        }
    }
    return source;
}

static void black_taken(Stage *stage, Screen *screen)
{
    black_reload((Blacklist *)screen, stage);
}

static bool black_command(Screen *screen, Stage *stage, CmdId id)
{
    Blacklist *self = (Blacklist *)screen;
    const BlackEntry *entry = black_selected(self);

    if (id == CMD_BLACKLIST_ADD)
        black_entry_open(self->draft, stage);
    else if (id == CMD_BLACKLIST_IMPORT)
        black_import(self->import, stage, last_source(self));
    else if (id == CMD_BLACKLIST_CONFIRM)
        ask_confirm(self, stage, entry);
    else if (id == CMD_BLACKLIST_LIFT || id == CMD_BLACKLIST_DECLINE)
        ask_reason(self, stage, id, entry);
    else
        return false;
    return true;
}

static bool black_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Blacklist *)screen)->list, key);
}

static void black_shown(Screen *screen, Stage *stage)
{
    black_reload((Blacklist *)screen, stage);
}

static void black_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out,
            _("Entries of lists that were taken in and our own. Whom "
              "they name is kept as a digest, which is compared with each case and can be read "
              "by nobody. An entry of our own counts once another supervisor has confirmed it, "
              "and is lifted by two as well"));
}

static void black_free(Screen *screen)
{
    Blacklist *self = (Blacklist *)screen;

    black_draft_free(self->draft);
    black_import_free(self->import);
    buf_free(&self->reason);
    buf_free(&self->shown);
    arena_free(self->arena);
    free(self);
}

static const ScreenOps black_ops = {
    .name = "blacklist",
    .draw = black_draw,
    .scope = black_scope,
    .state = black_state,
    .key = black_key,
    .command = black_command,
    .refused = black_refused,
    .shown = black_shown,
    .help = black_help,
    .free = black_free,
};

Screen *blacklist_screen_new(Stage *stage)
{
    Blacklist *self = xcalloc(1, sizeof *self);

    self->screen.ops = &black_ops;
    self->arena = arena_new();
    self->import = black_import_new(black_taken, &self->screen);
    self->draft = black_draft_new(black_entered, &self->screen);
    buf_init(&self->shown);
    buf_init(&self->reason);
    black_reload(self, stage);
    return &self->screen;
}

void blacklist_open(Stage *stage)
{
    Err err = {0};

    if (desk_may(session_user(stage_session(stage)), VERB_BLACKLIST_READ, &err))
        stage_push(stage, blacklist_screen_new(stage));
    else
        stage_say_err(stage, &err);
}
