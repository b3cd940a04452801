/* Other stations: whom this one exchanges with and what they have not acknowledged; bundles are
 * taken in and made here, cards given and taken in. The line below tells the rest of the
 * station under the cursor. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/bundle.h"
#include "app/station.h"
#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/workflow.h"
#include "ui/ask/ask.h"
#include "ui/model/list.h"
#include "ui/screens/hub.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"
#include "ui/widget/table.h"

enum { WHEN_TEXT = DAY_TEXT + 8 };

typedef struct Stations {
    Screen screen;
    ListView list;
    Arena *arena;
    StationLine *lines;
    size_t n;
    char when[WHEN_TEXT], waits[24];
    CmdId doing;       /* what waits for its answer */
    char *station;     /* about whom */
    Arena *seen_arena; /* of the card that is looked at */
    CardSeen seen;
    char *path;    /* the last one that was typed, to be put right */
    bool answered; /* it was given as an answer, and not taken back */
} Stations;

static const StationLine *selected(const Stations *self)
{
    return self->list.selected < (int64_t)self->n ? &self->lines[self->list.selected] : NULL;
}

static void keep(char **at, const char *text)
{
    char *copy = text ? xstrdup(text) : NULL;
    free(*at);
    *at = copy;
}

static void stations_reload(Stations *self, Stage *stage)
{
    Err err = {0};

    arena_reset(self->arena);
    self->lines = NULL;
    self->n = 0;
    if (!app_stations(stage_session(stage), self->arena, &self->lines, &self->n, &err))
        stage_say_err(stage, &err);
    list_set_count(&self->list, (int64_t)self->n);
}

/* ---- drawing ---- */

static const char *when_of(const char *instant, char out[WHEN_TEXT])
{
    char day_text[DAY_TEXT];
    int hour, minute;
    Day day;

    out[0] = '\0';
    if (instant && instant_local(instant, &day, &hour, &minute)) {
        day_format(day, day_text);
        snprintf(out, WHEN_TEXT, "%s %02d:%02d", day_text, hour, minute);
    }
    return out;
}

static bool stations_cells(void *ctx, int64_t at, TableCell *cells)
{
    Stations *self = ctx;

    if (at < 0 || at >= (int64_t)self->n)
        return false;
    const StationLine *line = &self->lines[at];
    Style style = line->station.distrusted ? ST_DIM : ST_TEXT;
    self->waits[0] = '\0';
    if (line->waits)
        snprintf(self->waits, sizeof(self->waits), "%lld", (long long)line->waits);
    cells[0] = (TableCell){line->station.code, ST_VALUE};
    cells[1] = (TableCell){line->station.name, style};
    cells[2] = (TableCell){station_standing(&line->station), style};
    cells[3] = (TableCell){when_of(line->came, self->when), ST_DIM};
    cells[4] = (TableCell){self->waits, ST_WARN};
    return true;
}

static void add_about(const StationLine *line, Buf *out)
{
    char when[WHEN_TEXT];
    Buf names = BUF_INIT;

    vouchers_say(&line->vouchers, &names);
    buf_addf(out, "%s · %s", line->station.organisation,
             line->station.distrusted ? line->station.distrusted : "");
    if (!line->station.distrusted)
        buf_cut(out, strlen(line->station.organisation));
    if (names.len)
        buf_addf(out, _("; trusted by %s"), names.data);
    buf_free(&names);
    if (line->waits)
        buf_addf(out, _("; not acknowledged since %s"), when_of(line->since, when));
    if (line->owed)
        buf_add(out, _("; waits for our receipts"));
}

/* The most that their short cells take. */
static void cells_cols(const Stations *self, int *code, int *trusted)
{
    *code = *trusted = 6;
    for (size_t i = 0; i < self->n; i++) {
        int here = text_cols(self->lines[i].station.code),
            standing = text_cols(station_standing(&self->lines[i].station));
        *code = here > *code ? here : *code;
        *trusted = standing > *trusted ? standing : *trusted;
    }
}

static void stations_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Stations *self = (Stations *)screen;
    int code, trusted;
    cells_cols(self, &code, &trusted);
    const TableColumn columns[] = {
        {_("Station"), code, code, 0, TEXT_LEFT}, /* what is over is the name's */
        {C_("station", "Name"), 10, 60, 1, TEXT_LEFT},
        {C_("station", "Trusted as"), trusted, trusted, 0, TEXT_LEFT},
        {C_("bundle", "Last came"), 16, 16, 0, TEXT_LEFT},
        {C_("bundles", "Waits"), 6, 6, 0, TEXT_RIGHT},
    };
    const Table table = {columns, (int)COUNT_OF(columns), stations_cells, self, true, 0};
    Rect rect =
        stage_chrome(stage, frame, _("Stations"), session_user(stage_session(stage))->display);
    const StationLine *line = selected(self);
    Buf text = BUF_INIT;

    table_draw(&table, &self->list, frame, rect);
    if (line)
        add_about(line, &text);
    else
        buf_add(&text,
                _("No other station was taken in yet; a supervisor does that by its card"));
    stage_status(stage, frame, text.data, NULL);
    buf_free(&text);
}

/* ---- work ---- */

typedef struct Work {
    Stations *self;
    Stage *stage;
    const char *path;
    Arena *arena;
    Unpacked in;
    Packed out;
} Work;

static bool work_take(const Progress *progress UNUSED, void *ctx, Err *err)
{
    Work *work = ctx;
    return app_unpack(stage_session(work->stage), work->path, false, work->arena, &work->in,
                      err);
}

static bool work_give(const Progress *progress UNUSED, void *ctx, Err *err)
{
    Work *work = ctx;
    Session *session = stage_session(work->stage);
    const char *to = work->self->station;
    return work->self->doing == CMD_STATIONS_AGAIN
               ? app_pack_again(session, to, 0, work->path, false, false, &work->out, err)
               : app_pack(session, to, &(PackWhat){.waiting = false}, work->path, false, false,
                          &work->out, err);
}

static void add_brought(const Unpacked *in, Buf *out)
{
    buf_addf(out,
             ngettext("Taken in from %s: %lld case", "Taken in from %s: %lld cases",
                      (unsigned long)in->cases),
             in->station, (long long)in->cases);
    if (in->heard.asked)
        buf_addf(out,
                 ngettext("; it asks for %lld case that is here",
                          "; it asks for %lld cases that are here",
                          (unsigned long)in->heard.asked),
                 (long long)in->heard.asked);
    if (in->heard.answered)
        buf_addf(out,
                 ngettext("; it answers about %lld case that was asked back",
                          "; it answers about %lld cases that were asked back",
                          (unsigned long)in->heard.answered),
                 (long long)in->heard.answered);
    if (in->entered)
        buf_addf(out,
                 ngettext("; %zu value that was kept is entered",
                          "; %zu values that were kept are entered", in->entered),
                 in->entered);
    if (in->clashes)
        buf_addf(out,
                 ngettext("; %zu value that was kept waits to be settled",
                          "; %zu values that were kept wait to be settled", in->clashes),
                 in->clashes);
}

/* First what the person has to know besides. */
static void say_taken(Stage *stage, const Unpacked *in)
{
    Buf text = BUF_INIT;

    if (in->again) {
        stage_say(stage, MSG_DONE, _("Bundle %lld of %s is here already; nothing was changed"),
                  (long long)in->number, in->station);
        return;
    }
    for (size_t i = 0; in->notes[i]; i++)
        buf_addf(&text, "%s · ", in->notes[i]);
    add_brought(in, &text);
    stage_say(stage, MSG_DONE, "%s", text.data);
    buf_free(&text);
}

static void take(Stations *self, Stage *stage, const char *path)
{
    Work work = {.self = self, .stage = stage, .path = path, .arena = arena_new()};
    Err err = {0};

    if (stage_work(stage, _("Taking the bundle in"), work_take, &work, &err))
        say_taken(stage, &work.in);
    else
        stage_say_err(stage, &err);
    arena_free(work.arena);
}

static void give(Stations *self, Stage *stage, const char *path)
{
    Work work = {.self = self, .stage = stage, .path = path};
    Err err = {0};

    if (stage_work(stage, _("Making the bundle"), work_give, &work, &err))
        stage_say(stage, MSG_DONE, _("Written: %s"), path);
    else
        stage_say_err(stage, &err);
}

/* ---- cards ---- */

static void write_card(Stage *stage, const char *path)
{
    char words[WORDS_TEXT];
    Err err = {0};

    if (app_card_write(stage_session(stage), path, false, words, &err))
        stage_say(stage, MSG_DONE, _("Written; characters of this card: %s"), words);
    else
        stage_say_err(stage, &err);
}

static void say_trusted(const Stations *self, Stage *stage, bool alone)
{
    Buf text = BUF_INIT;

    buf_addf(&text, _("%s is trusted from now on"), self->seen.card.code);
    if (alone)
        buf_addf(&text, " · %s", app_trust_alone_means());
    stage_say(stage, MSG_DONE, "%s", text.data);
    buf_free(&text);
}

static void compared(Stage *stage, void *ctx, const Reply *reply)
{
    Stations *self = ctx;
    Err err = {0};

    if (reply->key != 't')
        return;
    bool alone;
    if (!app_trust(stage_session(stage), &self->seen, self->seen.words, true, true, &err) ||
        !app_trust_alone(stage_session(stage), self->seen.card.code, &alone, &err))
        stage_say_err(stage, &err);
    else
        say_trusted(self, stage, alone);
    stations_reload(self, stage);
}

static void look_at_card(Stations *self, Stage *stage, const char *path)
{
    Buf text = BUF_INIT;
    Err err = {0};

    arena_reset(self->seen_arena);
    if (!app_card_see(stage_session(stage), path, self->seen_arena, &self->seen, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    /* The characters in a line of their own, to be read out. */
    buf_addf(&text, "%s\n", self->seen.words);
    /* TRANSLATORS: code and name of a station, its organisation, how many people */
    buf_addf(&text,
             ngettext("%s, %s, %s, with %zu person. Does the station read out these "
                      "characters on the telephone?",
                      "%s, %s, %s, with %zu people. Does the station read out these "
                      "characters on the telephone?",
                      (unsigned long)self->seen.card.n),
             self->seen.card.code, self->seen.card.name, self->seen.card.organisation,
             self->seen.card.n);
    ask(stage, &(Question){.title = _("Trust a station"),
                           .text = text.data,
                           .answers = {{'n', _("No")}, {'t', _("They are the same")}},
                           .done = compared,
                           .ctx = self});
    buf_free(&text);
}

static void reason_typed(Stage *stage, void *ctx, const Reply *reply)
{
    Stations *self = ctx;
    Err err = {0};

    if (!reply->text)
        return;
    if (app_distrust(stage_session(stage), self->station, reply->text, &err))
        stage_say(stage, MSG_DONE, "%s", app_distrust_means());
    else
        stage_say_err(stage, &err);
    stations_reload(self, stage);
}

/* ---- questions ---- */

static void file_typed(Stage *stage, void *ctx, const Reply *reply)
{
    Stations *self = ctx;

    keep(&self->path, reply->text ? reply->text : reply->missed);
    self->answered = reply->text != NULL;
    if (!reply->text || !*reply->text)
        return;
    char *path = path_typed(reply->text);
    bool reads = self->doing == CMD_STATIONS_TAKE || self->doing == CMD_STATIONS_TRUST;
    if (!reads && path_exists(path))
        stage_say(stage, MSG_ERROR, _("%s is there already; choose another name"), path);
    else if (self->doing == CMD_STATIONS_TAKE)
        take(self, stage, path);
    else if (self->doing == CMD_STATIONS_CARD)
        write_card(stage, path);
    else if (self->doing == CMD_STATIONS_TRUST)
        look_at_card(self, stage, path);
    else
        give(self, stage, path);
    free(path);
    stations_reload(self, stage);
}

static void ask_path(Stations *self, Stage *stage, const char *title, const char *text)
{
    ask(stage, &(Question){.title = title,
                           .text = text,
                           .initial = self->path,
                           .typed = TYPED_PLAIN,
                           .replaced = self->answered,
                           .files = true,
                           .done = file_typed,
                           .ctx = self});
}

static void found_picked(Stage *stage, void *ctx, const Reply *reply)
{
    Stations *self = ctx;

    if (!reply->text)
        return;
    if (!*reply->text) {
        ask_path(self, stage, _("Take in a bundle"), _("Which file?"));
        return;
    }
    keep(&self->path, reply->text);
    self->answered = true;
    take(self, stage, reply->text);
    stations_reload(self, stage);
}

static void add_found(const FoundBundle *found, Arena *arena, Picklist *rows)
{
    const char *base = strrchr(found->path, '/');

    picklist_add(rows,
                 &(PickRow){.value = found->path,
                            /* TRANSLATORS: name of a station, number of its bundle, a file */
                            .text = arena_printf(arena, _("%s, bundle %lld: %s"), found->name,
                                                 (long long)found->number,
                                                 base ? base + 1 : found->path)});
}

/* What lies on sticks, and where the last one was, is offered; nothing is taken by itself. */
static void ask_found(Stations *self, Stage *stage)
{
    Arena *arena = arena_new();
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
    const char *end = self->path ? strrchr(self->path, '/') : NULL;
    char *folder = end ? xstrndup(self->path, (size_t)(end - self->path) + 1) : NULL;
    FoundBundle *found;
    size_t n = 0;

    if (!app_bundles_found(stage_session(stage), folder, true, arena, &found, &n, NULL))
        n = 0;
    for (size_t i = 0; i < n; i++)
        if (!found[i].came)
            add_found(&found[i], arena, rows);
    if (picklist_count(rows)) {
        picklist_add(rows, &(PickRow){.value = "", .text = _("another file")});
        ask(stage, &(Question){.title = _("Take in a bundle"),
                               .rows = rows,
                               .waits = true,
                               .done = found_picked,
                               .ctx = self});
    } else {
        picklist_free(rows);
        ask_path(self, stage, _("Take in a bundle"), _("Which file?"));
    }
    free(folder);
    arena_free(arena);
}

static CmdScope stations_scope(const Screen *screen UNUSED)
{
    return SC_STATIONS;
}

static unsigned stations_state(Screen *screen, Stage *stage)
{
    const User *user = session_user(stage_session(stage));
    const StationLine *line = selected((const Stations *)screen);
    bool may = desk_may(user, VERB_BUNDLE, NULL);

    return (may ? NEED_WRITE : 0) | (may && line ? NEED_ROW : 0) |
           (desk_may(user, VERB_PAIR, NULL) ? NEED_APPROVE : 0);
}

static void stations_refused(Screen *screen UNUSED, Stage *stage, CmdId id)
{
    const User *user = session_user(stage_session(stage));
    bool pairs = id == CMD_STATIONS_CARD || id == CMD_STATIONS_CODES ||
                 id == CMD_STATIONS_TRUST || id == CMD_STATIONS_DISTRUST;
    Err err = {0};

    if (!desk_may(user, pairs ? VERB_PAIR : VERB_BUNDLE, &err))
        stage_say_err(stage, &err);
}

static bool stations_command(Screen *screen, Stage *stage, CmdId id)
{
    Stations *self = (Stations *)screen;
    const StationLine *line = selected(self);

    self->doing = id;
    keep(&self->station, line ? line->station.code : NULL);
    switch ((int)id) {
    case CMD_STATIONS_TAKE:
        ask_found(self, stage);
        return true;
    case CMD_STATIONS_GIVE:
        ask_path(self, stage, _("Make a bundle"),
                 _("Into which file? Its name ends in .anjuan"));
        return true;
    case CMD_STATIONS_AGAIN:
        ask_path(self, stage, _("The same bundle again"),
                 _("Into which file? Its name ends in .anjuan"));
        return true;
    case CMD_STATIONS_CARD:
        ask_path(self, stage, _("Card of this station"), _("Into which file?"));
        return true;
    case CMD_STATIONS_HUB:
        hub_exchange(stage);
        stations_reload(self, stage);
        return true;
    case CMD_STATIONS_CODES:
        stage_push(stage, card_screen_new(stage));
        return true;
    case CMD_STATIONS_TRUST:
        ask_path(self, stage, _("Trust a station"), _("Which file is its card?"));
        return true;
    case CMD_STATIONS_DISTRUST:
        ask(stage, &(Question){.title = _("Trust a station no longer"),
                               .text = _("Why? For whoever reads the history:"),
                               .typed = TYPED_WORDS,
                               .done = reason_typed,
                               .ctx = self});
        return true;
    }
    return false;
}

/* ---- the screen ---- */

static bool stations_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Stations *)screen)->list, key);
}

static void stations_shown(Screen *screen, Stage *stage)
{
    stations_reload((Stations *)screen, stage);
}

static void stations_help(Screen *screen UNUSED, Stage *stage UNUSED, Buf *out)
{
    buf_add(
        out,
        _("Stations that cases are handed to and come from. Each was taken in by its card, "
          "whose "
          "ten characters were compared on the telephone. What goes there is a file, a bundle, "
          "that it alone can open; what it has not acknowledged waits, and is given again as "
          "it "
          "was"));
}

static void stations_free(Screen *screen)
{
    Stations *self = (Stations *)screen;

    arena_free(self->arena);
    arena_free(self->seen_arena);
    free(self->station);
    free(self->path);
    free(self);
}

static const ScreenOps stations_ops = {
    .name = "stations",
    .draw = stations_draw,
    .scope = stations_scope,
    .state = stations_state,
    .key = stations_key,
    .command = stations_command,
    .refused = stations_refused,
    .shown = stations_shown,
    .help = stations_help,
    .free = stations_free,
};

Screen *stations_screen_new(Stage *stage)
{
    Stations *self = xcalloc(1, sizeof *self);

    self->screen.ops = &stations_ops;
    self->arena = arena_new();
    self->seen_arena = arena_new();
    stations_reload(self, stage);
    return &self->screen;
}
