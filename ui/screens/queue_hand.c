/* One key over the queue. What is here: a row for each station and each way it may go there,
 * then the file. What is at another station: why it is asked back, or, where that one is lost,
 * the words with which a supervisor takes it over. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/bundle.h"
#include "app/call.h"
#include "app/case.h"
#include "app/hub.h"
#include "app/move.h"
#include "app/pen.h"
#include "app/station.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "ui/ask/ask.h"
#include "ui/parts/submit.h"
#include "ui/screens/notes.h"
#include "ui/screens/queue.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

/* The first letter of a row's value; behind it the station, or the answer. */
enum {
    HAND_IT = 'h',
    HAND_SUBMITTED = 's',
    HAND_WAITING = 'w',
    HAND_KEEP = 'k',
    HAND_HUB = 'b'
};

static void keep(char **at, const char *text)
{
    char *copy = text ? xstrdup(text) : NULL;
    free(*at);
    *at = copy;
}

void queue_hand_free(Queue *self)
{
    free(self->hand.station);
    free(self->hand.no);
    free(self->hand.words);
    free(self->hand.folder);
}

/* ---- the bundle ---- */

typedef struct Making {
    Queue *self;
    Session *session;
    const char *path;
    Packed out;
} Making;

static bool make(const Progress *progress UNUSED, void *ctx, Err *err)
{
    Making *making = ctx;
    const HandOver *hand = &making->self->hand;
    const char *no = hand->no;
    const Decision decision = {.comment = hand->words};
    const PackWhat what = {.cases = &no,
                           .n = hand->what != HAND_WAITING,
                           .waiting = hand->what == HAND_WAITING,
                           .submit = hand->what == HAND_SUBMITTED ? &decision : NULL};
    return app_pack(making->session, hand->station, &what, making->path, false, false,
                    &making->out, err);
}

/* path NULL: it is kept, and goes by the hub at once. */
static void write_bundle(Queue *self, Stage *stage, const char *path)
{
    Making making = {.self = self, .session = stage_session(stage), .path = path};
    Err err = {0};

    bool made = stage_work(stage, _("Making the bundle"), make, &making, &err);
    if (made && !path)
        hub_exchange(stage);
    else if (made)
        stage_say(stage, MSG_DONE,
                  /* TRANSLATORS: how many cases, code of a station, a file */
                  ngettext("%zu case is handed to %s: %s", "%zu cases are handed to %s: %s",
                           making.out.cases),
                  making.out.cases, self->hand.station, path);
    else
        stage_say_err(stage, &err);
    queue_reload(self, stage);
    if (making.out.stay)
        notes_tell(stage);
}

static void file_typed(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;

    if (!reply->text || !*reply->text)
        return;
    char *path = path_typed(reply->text);
    char *name = strrchr(path, '/');
    if (path_exists(path)) {
        stage_say(stage, MSG_ERROR, _("%s is there already; choose another name"), path);
    } else {
        write_bundle(self, stage, path);
        free(self->hand.folder);
        self->hand.folder = name ? xstrndup(path, (size_t)(name - path) + 1) : NULL;
    }
    free(path);
}

/* Where the last one went, by station and day. */
static void ask_file(Queue *self, Stage *stage)
{
    char day[DAY_TEXT];
    Buf path = BUF_INIT;

    day_format(session_today(stage_session(stage)), day);
    buf_addf(&path, "%s%s-%s.anjuan", self->hand.folder ? self->hand.folder : "",
             self->hand.station, day);
    for (int i = 2; path_exists(path.data) && i < 100; i++) {
        buf_clear(&path);
        buf_addf(&path, "%s%s-%s-%d.anjuan", self->hand.folder ? self->hand.folder : "",
                 self->hand.station, day, i);
    }
    ask(stage, &(Question){.title = _("Hand over to another station"),
                           .text = _("Into which file? Its name ends in .anjuan"),
                           .initial = path.data,
                           .typed = TYPED_PLAIN,
                           .files = true,
                           .done = file_typed,
                           .ctx = self});
    buf_free(&path);
}

static void way_picked(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->text && *reply->text)
        write_bundle(ctx, stage, NULL);
    else if (reply->text)
        ask_file(ctx, stage);
}

/* A file, unless a hub is named. */
static void ask_way(Queue *self, Stage *stage)
{
    if (!app_hub_named(stage_session(stage))) {
        ask_file(self, stage);
        return;
    }
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
    picklist_add(rows, &(PickRow){.value = "hub", .text = _("by the hub, at once")});
    picklist_add(rows, &(PickRow){.value = "", .text = _("as a file")});
    ask(stage, &(Question){.title = _("Hand over to another station"),
                           .rows = rows,
                           .waits = true,
                           .done = way_picked,
                           .ctx = self});
}

/* ---- submitted first ---- */

/* Stored with the bundle: until then the words are a draft. */
static TextFate worded(Stage *stage, void *ctx, const char *text)
{
    Queue *self = ctx;

    keep(&self->hand.words, text);
    ask_way(self, stage);
    return TEXT_DRAFT;
}

static void submit_now(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    Err err = {0};

    if (!app_case_open_id(stage_session(stage), self->selected_id, &file, &err))
        stage_say_err(stage, &err);
    else if (!submit_asks_words(stage, file, worded, self))
        ask_way(self, stage);
    case_free(file);
}

static void submitted(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 's')
        submit_now(ctx, stage);
}

static void submit_first(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    Err err = {0};

    if (!app_case_open_id(stage_session(stage), self->selected_id, &file, &err))
        stage_say_err(stage, &err);
    else if (!submit_asks(stage, file, submitted, self))
        submit_now(self, stage);
    case_free(file);
}

/* ---- what is here ---- */

static void answer(Queue *self, Stage *stage, const char *word)
{
    CallAnswer why = CALL_WORKING;
    Err err = {0};

    if (call_answer_parse(word, &why) &&
        app_call_answer(stage_session(stage), self->selected_id, why, &err))
        stage_say(stage, MSG_DONE, "%s",
                  _("It stays here for now; the next bundle for that station says so"));
    else
        stage_say_err(stage, &err);
    queue_reload(self, stage);
}

static void by_hub(Queue *self, Stage *stage)
{
    hub_exchange(stage);
    queue_reload(self, stage);
}

static void picked(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;

    if (!reply->text || !*reply->text)
        return;
    self->hand.what = reply->text[0];
    keep(&self->hand.station, reply->text + 1);
    keep(&self->hand.words, NULL);
    if (self->hand.what == HAND_KEEP)
        answer(self, stage, self->hand.station);
    else if (self->hand.what == HAND_HUB)
        by_hub(self, stage);
    else if (self->hand.what == HAND_SUBMITTED)
        submit_first(self, stage);
    else
        ask_way(self, stage);
}

static void add_row(Picklist *rows, char what, const char *behind, const char *text)
{
    Buf value = BUF_INIT;

    buf_addf(&value, "%c%s", what, behind);
    picklist_add(rows, &(PickRow){.value = value.data, .text = text});
    buf_free(&value);
}

static void add_station(Stage *stage, const QueueRow *row, const Station *to, Arena *arena,
                        Picklist *rows)
{
    Session *session = stage_session(stage);
    size_t waiting = 0;

    bool lacks = row && (row->missing > 0 || row->papers > 0 || row->blocks > 0);

    if (row && !lacks &&
        app_may(session, row->id, standing_for(&row->standing, VERB_SUBMIT), VERB_SUBMIT, NULL))
        add_row(rows, HAND_SUBMITTED, to->code,
                /* TRANSLATORS: number of a case, name of a station */
                arena_printf(arena, _("submit %s and hand it to %s"), row->no, to->name));
    if (row &&
        app_may(session, row->id, standing_for(&row->standing, VERB_HAND), VERB_HAND, NULL))
        add_row(rows, HAND_IT, to->code,
                arena_printf(arena, _("hand %s to %s"), row->no, to->name));
    if (app_pack_waiting(session, to->code, &waiting, NULL) && waiting)
        add_row(rows, HAND_WAITING, to->code,
                /* TRANSLATORS: how many cases, name of a station */
                arena_printf(arena,
                             ngettext("hand %zu case that waits for it to %s",
                                      "hand all %zu cases that wait for it to %s", waiting),
                             waiting, to->name));
}

static void add_answers(const QueueRow *row, Arena *arena, Picklist *rows)
{
    for (int word = 0; row && row->call == CALLED_HERE && word < CALL_ELSEWHERE; word++)
        add_row(rows, HAND_KEEP, call_answer_word((CallAnswer)word),
                /* TRANSLATORS: name of a station, what it is answered */
                arena_printf(arena, _("answer %s: %s"), row->caller,
                             call_answer_label((CallAnswer)word)));
}

/* Of the case that is chosen, where there is one: a colleague's draft goes by its owner. */
static void say_nothing(Stage *stage, const QueueRow *row, bool stations)
{
    Err why = {0};

    if (!stations)
        stage_say(stage, MSG_NOTE, "%s",
                  _("No other station was taken in yet; a supervisor does that by its card"));
    else if (row && !app_may(stage_session(stage), row->id,
                             standing_for(&row->standing, VERB_HAND), VERB_HAND, &why))
        /* TRANSLATORS: number of a case, and why it is not handed over */
        stage_say(stage, MSG_NOTE, _("%s stays here: %s"), row->no, why.text);
    else
        stage_say(stage, MSG_NOTE, "%s", _("Nothing here waits for another station"));
}

static void ask_where(Queue *self, Stage *stage, const QueueRow *row)
{
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
    Arena *arena = arena_new();
    StationLine *lines;
    size_t n = 0;
    Err err = {0};

    if (!app_stations(stage_session(stage), arena, &lines, &n, &err))
        stage_say_err(stage, &err);
    for (size_t i = 0; i < n; i++)
        if (lines[i].station.gives && !lines[i].station.distrusted)
            add_station(stage, row, &lines[i].station, arena, rows);
    add_answers(row, arena, rows);
    if (app_hub_named(stage_session(stage)))
        add_row(rows, HAND_HUB, "", _("send and fetch by the hub, and hand over nothing new"));
    if (picklist_count(rows)) {
        ask(stage, &(Question){.title = _("Hand over to another station"),
                               .rows = rows,
                               .waits = true,
                               .done = picked,
                               .ctx = self});
    } else {
        picklist_free(rows);
        say_nothing(stage, row, n > 0);
    }
    arena_free(arena);
}

/* ---- what is elsewhere ---- */

/* Before the reasons: a follow-up that is kept until it is home. */
static const char note_word[] = "note";

static void asked_back(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    CallReason reason;
    Err err = {0};

    if (reply->text && strcmp(reply->text, note_word) == 0)
        queue_keep_note(self, stage);
    if (!reply->text || !call_reason_parse(reply->text, &reason))
        return;
    if (app_call_back(stage_session(stage), self->selected_id, reason, &err))
        stage_say(stage, MSG_DONE, "%s",
                  _("Asked back; the next bundle for that station says so"));
    else
        stage_say_err(stage, &err);
    queue_reload(self, stage);
}

/* What is asked for once is not asked for again: the reasons are gone then. */
static void ask_back(Queue *self, Stage *stage, const QueueRow *row, const Pen *pen)
{
    Picklist *rows = picklist_new(session_pinyin(stage_session(stage)));
    Buf text = BUF_INIT;
    Arena *arena = arena_new();
    bool asked = row->call == CALLED_BACK;

    picklist_add(rows, &(PickRow){.value = note_word,
                                  .text = _("write down a contact, kept until it is home")});
    for (int reason = 0; !asked && reason < CALL_REASONS; reason++)
        picklist_add(rows,
                     &(PickRow){.value = call_reason_word((CallReason)reason),
                                /* TRANSLATORS: why a case is asked back */
                                .text = arena_printf(arena, _("ask for it: %s"),
                                                     call_reason_label((CallReason)reason))});
    /* TRANSLATORS: name of a station */
    buf_addf(&text, asked ? _("It is at %s and was asked for") : _("It is at %s"),
             *pen->name ? pen->name : pen->code);
    ask(stage,
        &(Question){
            .title = text.data, .rows = rows, .waits = true, .done = asked_back, .ctx = self});
    buf_free(&text);
    arena_free(arena);
}

static void taken_over(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    Err err = {0};

    if (!reply->text)
        return;
    if (app_take_over(stage_session(stage), self->selected_id, reply->text, &err))
        stage_say(stage, MSG_DONE, "%s", _("It is worked on here from now on"));
    else
        stage_say_err(stage, &err);
    queue_reload(self, stage);
}

static void ask_over(Queue *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Take over from a lost station"),
                           .text = _("It goes on here as it was when it last came. Why? For "
                                     "whoever reads the history:"),
                           .typed = TYPED_WORDS,
                           .done = taken_over,
                           .ctx = self});
}

void queue_hand_over(Queue *self, Stage *stage)
{
    const QueueRow *row = queue_row_at(self, stage, self->list.selected);
    Arena *arena = arena_new();
    Pen pen = {.away = false};
    Err err = {0};

    keep(&self->hand.no, row ? row->no : NULL);
    if (row && !app_pen(stage_session(stage), row->id, arena, &pen, &err))
        stage_say_err(stage, &err);
    else if (!pen.away)
        ask_where(self, stage, row);
    else if (pen.lost)
        ask_over(self, stage);
    else
        ask_back(self, stage, row, &pen);
    arena_free(arena);
}
