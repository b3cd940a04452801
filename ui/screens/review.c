/* The review of a submitted case: what stands in its way, what is open, what changed since it
 * was last returned, what was decided before; and the decision. Who may not decide is told
 * why. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/move.h"
#include "app/picklist.h"
#include "app/queue.h"
#include "app/talk.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/parts/lines.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { COMMENT_LINES = 5, RIGHTS_ROWS = 2 };

typedef struct Review {
    Screen screen;
    CaseFile *file; /* NULL when the case could not be read */
    InfoList info;
    unsigned may; /* NEED_ bits of the decisions */
    Arena *arena; /* of talk */
    Talk talk;
    Buf why_not;            /* why the person may not approve */
    int64_t place, waiting; /* among the submitted cases; place -1: not one of them */
    Verb deciding;
    Buf reason; /* chosen, while the comment is asked for */
} Review;

static const struct Decidable {
    CmdId id;
    Verb verb;
    unsigned bit;
} decidable[] = {
    {CMD_REVIEW_APPROVE, VERB_APPROVE, NEED_APPROVE},
    {CMD_REVIEW_RETURN, VERB_RETURN, NEED_RETURN},
    {CMD_REVIEW_REJECT, VERB_REJECT, NEED_RETURN},
};

static bool load_lines(Review *self, Stage *stage, Err *err)
{
    return info_findings(&self->info, stage, self->file, err) &&
           info_changes(&self->info, stage, self->file, err) &&
           info_open_documents(&self->info, stage, self->file, err) &&
           info_decisions(&self->info, stage, self->file, err);
}

static const QueueFilter submitted = {.statuses = 1u << STATUS_SUBMITTED};

static void review_follow(Review *self, Stage *stage)
{
    Session *session = stage_session(stage);
    int64_t id = case_head_of(self->file)->id;
    Err err = {0}, why = {0};
    info_clear(&self->info);
    if (!load_lines(self, stage, &err) ||
        !app_queue_count(session, &submitted, &self->waiting, &err) ||
        !app_queue_place(session, &submitted, id, &self->place, &err))
        stage_say_err(stage, &err);
    info_close(&self->info);
    self->may = NEED_USER;
    arena_reset(self->arena);
    self->talk = (Talk){0};
    if (!app_talk(session, id, self->arena, &self->talk, &err))
        stage_say_err(stage, &err);
    if (app_talk_waits(session, self->file))
        self->may |= NEED_ANSWER;
    buf_clear(&self->why_not);
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (app_case_may(session, self->file, decidable[i].verb, &why))
            self->may |= decidable[i].bit;
        else if (!self->why_not.len)
            buf_add(&self->why_not, why.text);
    }
}

/* ---- decisions ---- */

static void decide(Review *self, Stage *stage, const char *comment)
{
    Err err = {0};
    const Decision decision = {.reason = self->reason.len ? self->reason.data : NULL,
                               .comment = comment && *comment ? comment : NULL};
    bool done =
        app_case_move(stage_session(stage), &self->file, self->deciding, &decision, &err);
    if (!done && err.kind == ERR_CONFLICT)
        app_case_reload(stage_session(stage), &self->file, NULL);
    review_follow(self, stage);
    if (!done)
        stage_say_err(stage, &err);
    else
        stage_say_status(stage, self->file);
}

static void commented(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->text)
        decide(ctx, stage, reply->text);
}

static void ask_comment(Review *self, Stage *stage, const char *title, const char *label)
{
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "comment.%s", verb_word(self->deciding));
    ask(stage, &(Question){.title = title,
                           .text = label,
                           .lines = COMMENT_LINES,
                           .typed = TYPED_WORDS,
                           .kept_as = kept_as.data,
                           .case_id = case_head_of(self->file)->id,
                           .done = commented,
                           .ctx = self});
    buf_free(&kept_as);
}

/* The comment, when the reason is known. */
static void ask_decision(Review *self, Stage *stage)
{
    const char *label = _("Why?");
    if (self->deciding == VERB_APPROVE)
        label = info_warns(&self->info) ? _("Why the warnings may stay open (needed):")
                                        : _("Comment, may stay empty:");
    else if (self->reason.len)
        label = _("What is to be done, in your words:");
    ask_comment(self, stage, verb_label(self->deciding), label);
}

static void reasoned(Stage *stage, void *ctx, const Reply *reply)
{
    Review *self = ctx;
    if (!reply->text)
        return;
    buf_clear(&self->reason);
    buf_add(&self->reason, reply->text);
    ask_decision(self, stage);
}

static void ask_reason(Review *self, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = codes_table(fields->codes, "return_reason");
    if (table)
        ask(stage, &(Question){.title = code_table_title(table, fields->lang),
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .done = reasoned,
                               .ctx = self});
    else
        ask_decision(self, stage);
}

static bool on_decision(Review *self, Stage *stage, Verb verb)
{
    self->deciding = verb;
    buf_clear(&self->reason);
    if (verb == VERB_APPROVE)
        ask_decision(self, stage);
    else
        ask_reason(self, stage);
    return true;
}

static void answered(Stage *stage, void *ctx, const Reply *reply)
{
    Review *self = ctx;
    Err err = {0};
    if (!reply->text)
        return;
    bool done = app_case_say(stage_session(stage), &self->file, VERB_ANSWER, reply->text, &err);
    review_follow(self, stage);
    if (done)
        stage_say(stage, MSG_DONE, _("Answered; who asked sees it in the queue"));
    else
        stage_say_err(stage, &err);
}

static bool on_answer(Review *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Answer the question"),
                           .text = _("What is to be done, in your words:"),
                           .lines = COMMENT_LINES,
                           .typed = TYPED_WORDS,
                           .kept_as = "comment.answer",
                           .case_id = case_head_of(self->file)->id,
                           .done = answered,
                           .ctx = self});
    return true;
}

/* The next submitted case after this one, around the end. */
static bool on_next(Review *self, Stage *stage)
{
    Arena *arena = arena_new();
    QueueRow *rows = NULL;
    size_t got = 0;
    Err err = {0};
    int64_t next = self->place + 1 < self->waiting ? self->place + 1 : 0;
    bool ok =
        app_queue_window(stage_session(stage), &submitted, next, 1, arena, &rows, &got, &err);
    if (!ok)
        stage_say_err(stage, &err);
    else if (!got || rows[0].id == case_head_of(self->file)->id)
        stage_say(stage, MSG_NOTE, _("No other case waits for review"));
    else
        stage_replace(stage, review_screen_new(stage, rows[0].id));
    arena_free(arena);
    return true;
}

static bool on_case(Review *self, Stage *stage)
{
    const InfoLine *line = info_selected(&self->info);
    Screen *screen = case_screen_at(stage, case_head_of(self->file)->id,
                                    line ? line->field : FIELD_COUNT, line ? line->row : 0);
    if (line && line->document)
        case_screen_document(screen, stage, line->document);
    stage_push(stage, screen);
    return true;
}

/* ---- the screen ---- */

static void title(Review *self, Stage *stage, Buf *left, Buf *right)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CaseHead *head = case_head_of(self->file);
    const char *name = case_get(self->file, F_PATIENT_name, 0);
    const char *born = case_get(self->file, F_PATIENT_born_on, 0);
    const char *disease = case_get(self->file, F_ILLNESS_disease, 0);
    Status status;
    Day day;
    if (self->place >= 0)
        /* TRANSLATORS: the place among the cases that wait for review, and how many wait. */
        buf_addf(left, _("Review %lld / %lld"), (long long)self->place + 1,
                 (long long)self->waiting);
    else
        buf_add(left, _("Review"));
    buf_addf(left, "  %s  %s", head->no ? head->no : "", name ? name : _("(no name yet)"));
    if (born && day_parse(born, &day)) {
        int age = day_age(day, fields->today);
        buf_add(left, "  ");
        buf_addf(left, ngettext("%d year", "%d years", (unsigned long)(age < 0 ? 0 : age)),
                 age);
    }
    if (disease)
        buf_addf(left, "  %s", disease);
    if (status_parse(head->status, &status))
        buf_add(right, status_label(status));
}

static void review_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Review *self = (Review *)screen;
    Buf left = BUF_INIT, right = BUF_INIT;
    if (self->file)
        title(self, stage, &left, &right);
    Rect rect = stage_chrome(stage, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
    if (!self->file)
        return;
    const char *rights =
        self->why_not.len ? self->why_not.data
                          : _("You have not worked on this case, so you may decide. Approval "
                              "keeps it as it is now; a change after it drops the approval");
    Rect foot = {rect.row + rect.rows - RIGHTS_ROWS, rect.col, RIGHTS_ROWS, rect.cols};
    rect.rows -= RIGHTS_ROWS;
    info_draw(&self->info, frame, rect);
    if (self->talk.state != TALK_ASKED) {
        info_wrap(frame, foot, self->why_not.len ? ST_WARN : ST_TEXT, rights);
        return;
    }
    /* TRANSLATORS: who asks, and the question. */
    const char *question =
        arena_printf(self->arena, _("%s asks: %s"), self->talk.who, self->talk.text);
    info_wrap(frame, foot, ST_WARN, question);
}

static CmdScope review_scope(const Screen *screen UNUSED)
{
    return SC_REVIEW;
}

static unsigned review_state(Screen *screen, Stage *stage UNUSED)
{
    Review *self = (Review *)screen;
    return self->file ? self->may : NEED_USER;
}

static bool review_command(Screen *screen, Stage *stage, CmdId id)
{
    Review *self = (Review *)screen;
    if (!self->file)
        return false;
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (decidable[i].id == id)
            return on_decision(self, stage, decidable[i].verb);
    }
    if (id == CMD_REVIEW_ANSWER)
        return on_answer(self, stage);
    if (id == CMD_REVIEW_NEXT)
        return on_next(self, stage);
    if (id == CMD_REVIEW_CASE)
        return on_case(self, stage);
    return false;
}

static bool review_key(Screen *screen, Stage *stage UNUSED, int key)
{
    return list_key(&((Review *)screen)->info.view, key);
}

static void review_shown(Screen *screen, Stage *stage)
{
    Review *self = (Review *)screen;
    Err err = {0};
    if (!self->file)
        return;
    if (!app_case_reload(stage_session(stage), &self->file, &err))
        stage_say_err(stage, &err);
    review_follow(self, stage);
}

static void review_refused(Screen *screen, Stage *stage, CmdId id)
{
    Review *self = (Review *)screen;
    Err err = {0};
    for (size_t i = 0; self->file && i < COUNT_OF(decidable); i++) {
        if (decidable[i].id == id &&
            !app_case_may(stage_session(stage), self->file, decidable[i].verb, &err))
            stage_say_err(stage, &err);
    }
    if (!self->file || id != CMD_REVIEW_ANSWER)
        return;
    if (app_case_may(stage_session(stage), self->file, VERB_ANSWER, &err))
        stage_say(stage, MSG_NOTE, _("No question waits for an answer"));
    else
        stage_say_err(stage, &err);
}

static void review_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    info_help(&((Review *)screen)->info, out);
}

static void review_free(Screen *screen)
{
    Review *self = (Review *)screen;
    info_free(&self->info);
    arena_free(self->arena);
    buf_free(&self->why_not);
    buf_free(&self->reason);
    case_free(self->file);
    free(self);
}

/* ---- the place ---- */

static const char review_name[] = "review";

static bool review_place(Screen *screen, Stage *stage UNUSED, LastPlace *out)
{
    const Review *self = (const Review *)screen;
    if (!self->file)
        return false;
    *out = (LastPlace){.screen = review_name,
                       .tab = "",
                       .key = {case_head_of(self->file)->id, "", 0, self->reason.data},
                       .caret = self->info.view.selected};
    return true;
}

/* The comment that was being typed; with it the reason that was chosen before. */
static void review_again(Screen *screen, Stage *stage, const LastPlace *place)
{
    static const char comment[] = "comment.";
    Review *self = (Review *)screen;
    const char *question = place->key.place, *verb = question + sizeof comment - 1;
    if (strncmp(question, comment, sizeof comment - 1) != 0)
        return;
    if (strcmp(verb, verb_word(VERB_ANSWER)) == 0 && self->may & NEED_ANSWER)
        on_answer(self, stage);
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (strcmp(verb, verb_word(decidable[i].verb)) != 0 || !(self->may & decidable[i].bit))
            continue;
        self->deciding = decidable[i].verb;
        buf_clear(&self->reason);
        buf_add(&self->reason, place->key.item);
        ask_decision(self, stage);
    }
}

static const ScreenOps review_ops = {
    .name = review_name,
    .draw = review_draw,
    .scope = review_scope,
    .state = review_state,
    .key = review_key,
    .command = review_command,
    .shown = review_shown,
    .refused = review_refused,
    .help = review_help,
    .place = review_place,
    .again = review_again,
    .free = review_free,
};

Screen *review_screen_new(Stage *stage, int64_t case_id)
{
    Review *self = xcalloc(1, sizeof *self);
    Err err = {0};
    self->screen.ops = &review_ops;
    self->place = -1;
    self->arena = arena_new();
    info_init(&self->info);
    buf_init(&self->why_not);
    buf_init(&self->reason);
    if (app_case_open_id(stage_session(stage), case_id, &self->file, &err))
        review_follow(self, stage);
    else
        stage_say_err(stage, &err);
    return &self->screen;
}

Screen *review_screen_back(Stage *stage, const LastPlace *place)
{
    Screen *screen = review_screen_new(stage, place->key.case_id);
    Review *self = (Review *)screen;
    if (!self->file) {
        screen->ops->free(screen);
        return NULL;
    }
    if (place->caret >= 0)
        list_select(&self->info.view, place->caret);
    stage_say(stage, MSG_NOTE, _("Continued where you were"));
    return screen;
}
