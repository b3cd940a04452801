/* What somebody wrote about a case while it was at another station: entered as they open it,
 * and where both changed a value the two stand side by side, one key each. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/kept.h"
#include "base/i18n.h"
#include "domain/field.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/screens/queue.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static const char *when(const char *instant, Arena *arena)
{
    int hour, minute;
    Day day;

    return instant_local(instant, &day, &hour, &minute)
               ? arena_printf(arena, "%02d-%02d %02d:%02d", day.month, day.day, hour, minute)
               : "";
}

static const char *shown(Stage *stage, const KeptLine *line, const char *value, Arena *arena)
{
    Buf text = BUF_INIT;
    const char *out = _("(empty)");

    if (value) {
        field_show(session_fields(stage_session(stage)), catalog_field(line->kept.field), value,
                   &text);
        out = arena_dup(arena, text.data);
    }
    buf_free(&text);
    return out;
}

static void open_it(Queue *self, Stage *stage)
{
    stage_push(stage, case_screen_new(stage, self->selected_id));
}

static void ask_next(Queue *self, Stage *stage);

static void settled(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    CaseFile *file = NULL;
    Err err = {0};

    if (reply->key != 'o' && reply->key != 't') {
        open_it(self, stage);
        return;
    }
    bool done = app_case_open_id(stage_session(stage), self->selected_id, &file, &err) &&
                app_kept_settle(stage_session(stage), &file, self->clash,
                                reply->key == 'o' ? KEPT_OURS : KEPT_THEIRS, &err);
    case_free(file);
    if (done) {
        ask_next(self, stage);
        return;
    }
    open_it(self, stage);
    stage_say_err(stage, &err);
}

static void ask_about(Queue *self, Stage *stage, const KeptLine *line, Arena *arena)
{
    const FieldDef *field = catalog_field(line->kept.field);
    Buf text = BUF_INIT;

    self->clash = line->kept.id;
    buf_addf(&text, _("%s: %s"), _(catalog_record(field->record)->label), _(field->label));
    buf_add_char(&text, '\n');
    /* TRANSLATORS: when, and the value */
    buf_addf(&text, _("Here, %s: %s"), when(line->kept.at, arena),
             shown(stage, line, line->kept.value, arena));
    buf_add_char(&text, '\n');
    if (line->state == KEPT_GONE)
        buf_add(&text, _("There the row was taken out"));
    else
        /* TRANSLATORS: who, when, and the value */
        buf_addf(&text, _("There, %s, %s: %s"), line->by, when(line->by_at, arena),
                 shown(stage, line, line->now, arena));
    ask(stage, &(Question){.title = _("Both changed it; the history keeps both"),
                           .text = text.data,
                           .answers = {{'l', _("Decide later")},
                                       {'o', _("Ours counts")},
                                       {'t', _("Theirs counts")}},
                           .done = settled,
                           .ctx = self});
    buf_free(&text);
}

/* The first that is to be settled; where there is none the case opens. */
static void ask_next(Queue *self, Stage *stage)
{
    Arena *arena = arena_new();
    CaseFile *file = NULL;
    KeptLine *lines;
    const KeptLine *clash = NULL;
    size_t n = 0;

    if (app_case_open_id(stage_session(stage), self->selected_id, &file, NULL) &&
        !app_kept_list(stage_session(stage), file, arena, &lines, &n, NULL))
        n = 0;
    for (size_t i = 0; i < n && !clash; i++)
        if (lines[i].state == KEPT_CLASH || lines[i].state == KEPT_GONE)
            clash = &lines[i];
    if (clash)
        ask_about(self, stage, clash, arena);
    else
        open_it(self, stage);
    case_free(file);
    arena_free(arena);
}

void queue_open(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    size_t entered = 0, left = 0;
    Err err = {0};
    bool any = app_kept_any(stage_session(stage), self->selected_id);

    if (!any) {
        open_it(self, stage);
        return;
    }
    /* What cannot be read is told by the screen of the case. */
    if (app_case_open_id(stage_session(stage), self->selected_id, &file, NULL) &&
        !app_kept_enter(stage_session(stage), &file, &entered, &left, &err)) {
        open_it(self, stage);
        stage_say_err(stage, &err);
    } else {
        ask_next(self, stage);
        if (entered)
            stage_say(stage, MSG_DONE,
                      ngettext("%zu value that was kept meanwhile is entered",
                               "%zu values that were kept meanwhile are entered", entered),
                      entered);
    }
    case_free(file);
}

/* ---- a follow-up of what is away ---- */

static void noted(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    char day[DAY_TEXT];
    CaseFile *file = NULL;
    Err err = {0};

    if (!reply->text || !*reply->text)
        return;
    day_format(session_today(stage_session(stage)), day);
    Buf note = BUF_INIT, on = BUF_INIT;
    buf_addf(&note, "contact[+].note=%s", reply->text);
    buf_addf(&on, "contact[+].on=%s", day);
    char *const both[] = {on.data, note.data};
    if (app_case_open_id(stage_session(stage), self->selected_id, &file, &err) &&
        app_kept_put(stage_session(stage), file, both, 2, &err))
        stage_say(stage, MSG_DONE, "%s", _("Kept here, and entered when the case is home"));
    else
        stage_say_err(stage, &err);
    case_free(file);
    buf_free(&note);
    buf_free(&on);
}

void queue_keep_note(Queue *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("A contact, kept until the case is home"),
                           .text = _("What was said and done:"),
                           .typed = TYPED_WORDS,
                           .done = noted,
                           .ctx = self});
}
