/* What somebody wrote about a case while it was at another station: entered as they open it,
 * and where both changed a value the two stand side by side, one key each. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/kept.h"
#include "app/reveal.h"
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

static const char *shown(Stage *stage, const CaseFile *file, const KeptLine *line,
                         const char *value, Arena *arena)
{
    Buf text = BUF_INIT;
    const char *out = _("(empty)");

    if (value) {
        field_show(app_fields(stage_session(stage), file), catalog_field(line->kept.field),
                   value, &text);
        out = arena_dup(arena, text.data);
    }
    buf_free(&text);
    return out;
}

/* The request that waits for its answer, or for the erasure that it was granted. */
static size_t open_request(const CaseFile *file)
{
    size_t row = 0, n = case_rows(file, REC_REQUEST);

    while (row < n && case_get(file, F_REQUEST_answered_on, row) &&
           case_get(file, F_REQUEST_answer, row) &&
           !case_is(file, F_REQUEST_answer, row, "granted"))
        row++;
    return row < n ? row : 0;
}

static void open_it(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;

    if (self->due == DUE_REQUEST &&
        app_case_open_id(stage_session(stage), self->selected_id, &file, NULL))
        stage_push(stage, case_screen_at(stage, self->selected_id, F_REQUEST_answer,
                                         open_request(file)));
    else
        stage_push(stage, case_screen_new(stage, self->selected_id));
    case_free(file);
}

static void ask_next(Queue *self, Stage *stage);

/* Where the case is frozen it is asked once, not at each opening. */
static bool is_put_off(const Queue *self, int64_t id)
{
    for (size_t at = 0; at < self->put_off.len; at += sizeof id)
        if (memcmp(self->put_off.data + at, &id, sizeof id) == 0)
            return true;
    return false;
}

static bool reveal(Queue *self, Stage *stage, CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    Arena *arena = arena_new();
    KeptLine *lines;
    size_t n = 0;
    bool done = app_kept_list(session, file, arena, &lines, &n, err);

    for (size_t i = 0; done && i < n; i++)
        if (lines[i].kept.id == self->clash)
            done = app_reveal_field(session, file, lines[i].kept.field, err);
    arena_free(arena);
    return done;
}

static void settled(Stage *stage, void *ctx, const Reply *reply)
{
    Queue *self = ctx;
    CaseFile *file = NULL;
    Err err = {0};

    if (reply->key == 'l') {
        if (self->clash_frozen)
            buf_add_bytes(&self->put_off, &self->clash, sizeof self->clash);
        open_it(self, stage);
        return;
    }
    bool done = app_case_open_id(stage_session(stage), self->selected_id, &file, &err) &&
                (reply->key == 's'
                     ? reveal(self, stage, file, &err)
                     : app_kept_settle(stage_session(stage), &file, self->clash,
                                       reply->key == 'o' ? KEPT_OURS : KEPT_THEIRS, &err));
    case_free(file);
    if (done) {
        ask_next(self, stage);
        return;
    }
    open_it(self, stage);
    stage_say_err(stage, &err);
}

/* What the two wrote; of a row that went all that was written into it. */
static void add_values(Stage *stage, const CaseFile *file, const KeptLine *lines, size_t n,
                       const KeptLine *clash, Arena *arena, Buf *text)
{
    RecordId record = catalog_field(clash->kept.field)->record;

    for (size_t i = 0; i < n; i++) {
        const KeptLine *line = &lines[i];
        const FieldDef *field = catalog_field(line->kept.field);
        if (line != clash &&
            (clash->state != KEPT_GONE || line->state != KEPT_GONE || field->record != record ||
             line->kept.row_id != clash->kept.row_id))
            continue;
        buf_addf(text, _("%s: %s"), _(catalog_record(record)->label), _(field->label));
        buf_add_char(text, '\n');
        /* TRANSLATORS: when, and the value */
        buf_addf(text, _("Here, %s: %s"), when(line->kept.at, arena),
                 shown(stage, file, line, line->kept.value, arena));
        buf_add_char(text, '\n');
    }
    if (clash->state == KEPT_FOREIGN)
        buf_add(text, _("It lies here in your name, and you did not sign it: it is not "
                        "entered"));
    else if (clash->state == KEPT_GONE)
        buf_add(text, _("There the row was taken out"));
    else
        /* TRANSLATORS: who, when, and the value */
        buf_addf(text, _("There, %s, %s: %s"), clash->by, when(clash->by_at, arena),
                 shown(stage, file, clash, clash->now, arena));
    if (clash->frozen && clash->state != KEPT_FOREIGN) {
        buf_add_char(text, '\n');
        buf_add(text, _("Ours can count once the case is returned, or a change of what was "
                        "approved is begun"));
    }
}

/* What is masked is looked at first, and that is written down. */
static void ask_about(Queue *self, Stage *stage, const CaseFile *file, const KeptLine *lines,
                      size_t n, const KeptLine *clash, Arena *arena)
{
    const FieldDef *field = catalog_field(clash->kept.field);
    bool foreign = clash->state == KEPT_FOREIGN;
    Question question = {.title = foreign ? _("Not written by you")
                                          : _("Both changed it; the history keeps both"),
                         .answers = {{'l', _("Decide later")}},
                         .done = settled,
                         .ctx = self};
    Buf text = BUF_INIT;
    int at = 1;

    self->clash = clash->kept.id;
    self->clash_frozen = clash->frozen;
    add_values(stage, file, lines, n, clash, arena, &text);
    question.text = text.data;
    if (field_is_masked(app_fields(stage_session(stage), file), field)) {
        question.answers[at++] = (Answer){'s', _("Show what is masked")};
    } else {
        if (!clash->frozen && !foreign)
            question.answers[at++] = (Answer){'o', _("Ours counts")};
        question.answers[at++] =
            (Answer){'t', foreign ? _("Throw it away") : _("Theirs counts")};
    }
    ask(stage, &question);
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
        if ((lines[i].state == KEPT_CLASH || lines[i].state == KEPT_GONE ||
             lines[i].state == KEPT_FOREIGN) &&
            !(lines[i].frozen && is_put_off(self, lines[i].kept.id)))
            clash = &lines[i];
    if (clash)
        ask_about(self, stage, file, lines, n, clash, arena);
    else
        open_it(self, stage);
    case_free(file);
    arena_free(arena);
}

/* What was signed in the person's name just now, by its fields. */
static void say_entered(Stage *stage, const KeptTold *told, size_t entered)
{
    Buf text = BUF_INIT;

    if (told->refused.len && entered)
        stage_say(stage, MSG_WARN, _("Refused, and left as it was kept: %s; entered: %s"),
                  told->refused.data, told->entered.data);
    else if (told->refused.len)
        stage_say(stage, MSG_WARN, _("Refused, and left as it was kept: %s"),
                  told->refused.data);
    if (told->refused.len || !entered)
        return;
    buf_addf(&text,
             ngettext("%zu value that was kept meanwhile is entered",
                      "%zu values that were kept meanwhile are entered", entered),
             entered);
    stage_say(stage, MSG_DONE, _("%s: %s"), text.data, told->entered.data);
    buf_free(&text);
}

void queue_open(Queue *self, Stage *stage)
{
    CaseFile *file = NULL;
    size_t entered = 0, left = 0;
    Err err = {0};
    bool any = app_kept_count(stage_session(stage), self->selected_id) > 0;

    if (!any) {
        open_it(self, stage);
        return;
    }
    KeptTold told = {BUF_INIT, BUF_INIT};
    /* What cannot be read is told by the screen of the case. */
    if (app_case_open_id(stage_session(stage), self->selected_id, &file, NULL) &&
        !app_kept_enter(stage_session(stage), &file, &told, &entered, &left, &err)) {
        open_it(self, stage);
        stage_say_err(stage, &err);
    } else {
        ask_next(self, stage);
        say_entered(stage, &told, entered);
    }
    kept_told_free(&told);
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
