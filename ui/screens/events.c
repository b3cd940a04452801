/* What was done that belongs to no case, the newest first; the line below tells all of the one
 * under the cursor. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/events.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/workflow.h"
#include "ui/model/list.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/widget/table.h"

enum { WHEN_TEXT = DAY_TEXT + 8 };

typedef struct Events {
    Screen screen;
    ListView list;
    Arena *arena;
    StoreEvent *events;
    size_t n;
    char when[WHEN_TEXT];
} Events;

static void events_reload(Events *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    if (!app_events(stage_session(stage), self->arena, &self->events, &self->n, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
}

static bool events_cells(void *ctx, int64_t at, TableCell *cells)
{
    Events *self = ctx;
    char day_text[DAY_TEXT];
    int hour, minute;
    Day day;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const StoreEvent *event = &self->events[at];
    self->when[0] = '\0';
    if (instant_local(event->at, &day, &hour, &minute)) {
        day_format(day, day_text);
        snprintf(self->when, sizeof self->when, "%s %02d:%02d", day_text, hour, minute);
    }
    cells[0] = (TableCell){self->when, ST_DIM};
    cells[1] = (TableCell){event->who ? event->who : _("the program"), ST_TEXT};
    cells[2] = (TableCell){event->what, ST_VALUE};
    cells[3] = (TableCell){event->about, ST_TEXT};
    return true;
}

static void events_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Events *self = (Events *)screen;
    const TableColumn columns[] = {
        {_("When"), 16, 16, 0, TEXT_LEFT},
        {_("Who"), 8, 11, 0, TEXT_LEFT},
        {_("What"), 12, 28, 0, TEXT_LEFT},
        {_("About"), 10, 200, 1, TEXT_LEFT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), events_cells, self, true, 0};
    Rect rect =
        stage_chrome(stage, frame, _("Events"), session_user(stage_session(stage))->display);

    table_draw(&table, &self->list, frame, rect);
    if (self->n) {
        const StoreEvent *event = &self->events[self->list.selected];
        Buf text = BUF_INIT;
        buf_addf(&text, "%s%s%s", event->what, event->about[0] ? C_("value", ": ") : "",
                 event->about);
        stage_status(stage, frame, text.data, NULL);
        buf_free(&text);
    }
}

static CmdScope events_scope(const Screen *screen UNUSED)
{
    return SC_EVENTS;
}

static bool events_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Events *)screen)->list, key);
}

static bool events_command(Screen *screen UNUSED, Stage *stage, CmdId id)
{
    if (id != CMD_EVENTS_VERIFY)
        return false;
    verify_open(stage);
    return true;
}

static void events_shown(Screen *screen, Stage *stage)
{
    events_reload((Events *)screen, stage);
}

static void events_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(out,
            _("What was done in this store that belongs to no case: people and their "
              "passphrases, settings, batches, keys, sign-ins that failed. What was done to "
              "a case is in its own history"));
}

static void events_free(Screen *screen)
{
    arena_free(((Events *)screen)->arena);
    free(screen);
}

static const ScreenOps events_ops = {
    .name = "events",
    .draw = events_draw,
    .scope = events_scope,
    .key = events_key,
    .command = events_command,
    .shown = events_shown,
    .help = events_help,
    .free = events_free,
};

Screen *events_screen_new(Stage *stage)
{
    Events *self = xcalloc(1, sizeof *self);

    self->screen.ops = &events_ops;
    self->arena = arena_new();
    events_reload(self, stage);
    return &self->screen;
}

void events_open(Stage *stage)
{
    Err err = {0};

    if (desk_may(session_user(stage_session(stage)), VERB_EVENTS, &err))
        stage_push(stage, events_screen_new(stage));
    else
        stage_say_err(stage, &err);
}
