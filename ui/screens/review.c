/* The review of a submitted case on one page: what was marked and answered, what the rules say,
 * what changed since the last decision, the case itself, what was decided before. Who may not
 * decide is told why. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/history.h"
#include "app/move.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/case/case.h"
#include "ui/parts/life.h"
#include "ui/parts/marks.h"
#include "ui/parts/masks.h"
#include "ui/parts/page.h"
#include "ui/screens/review.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { RIGHTS_ROWS = 2 };

static bool load_lines(Review *self, Stage *stage, Err *err)
{
    InfoList *list = &self->info;
    info_set_cols(list, frame_cols(stage_frame(stage)));
    if (!info_stop(list, stage, self->file, err) ||
        !page_submitted(list, stage, self->file, err) ||
        !info_marks(list, stage, self->file, err))
        return false;
    info_head(list, _("Findings"));
    return info_findings(list, stage, self->file, true, err) &&
           info_changes(list, stage, self->file, err) &&
           page_case(list, stage, self->file, stage_frame(stage), err) &&
           info_decisions(list, stage, self->file, err);
}

static void read_lines(Review *self, Stage *stage)
{
    Err err = {0};
    info_clear(&self->info);
    if (!load_lines(self, stage, &err))
        stage_say_err(stage, &err);
    info_close(&self->info);
}

/* A case that was decided keeps its place in the order, so that the next is the one after it.
 */
static void read_waiting(Review *self, Stage *stage)
{
    Waiting waiting;
    Err err = {0};
    if (!app_waiting_of(stage_session(stage), case_head_of(self->file)->id, &waiting,
                        &self->waits, &self->place, &self->all, &err))
        stage_say_err(stage, &err);
    if (self->waits || !self->waiting.case_id)
        self->waiting = waiting;
}

void review_follow(Review *self, Stage *stage)
{
    Err err = {0};
    read_lines(self, stage);
    read_waiting(self, stage);
    self->may = NEED_USER;
    arena_reset(self->arena);
    self->talk = (Talk){0};
    if (!app_talk(stage_session(stage), case_head_of(self->file)->id, self->arena, &self->talk,
                  &err))
        stage_say_err(stage, &err);
    review_rights(self, stage);
}

/* The next in the order of review after this place, around the end. */
static bool on_next(Review *self, Stage *stage)
{
    int64_t next = 0;
    Err err = {0};
    if (!app_waiting_next(stage_session(stage), &self->waiting, &next, &err))
        stage_say_err(stage, &err);
    else if (!next)
        stage_say(stage, MSG_NOTE, _("No other case waits for review"));
    else
        stage_replace(stage, review_screen_new(stage, next));
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
    Standing standing;
    Day day;
    if (self->waits)
        /* TRANSLATORS: the place among the cases that wait for review, and how many wait. */
        buf_addf(left, _("Review %lld / %lld"), (long long)self->place + 1,
                 (long long)self->all);
    else
        buf_add(left, _("Review"));
    buf_addf(left, "  %s  %s", head->no ? head->no : "", name ? name : _("(no name yet)"));
    if (born && day_parse(born, &day)) {
        int age = day_age(day, fields->today);
        buf_add(left, "  ");
        buf_addf(left, ngettext("%d year", "%d years", (unsigned long)(age < 0 ? 0 : age)),
                 age);
    }
    if (disease) {
        buf_add(left, "  ");
        field_show(app_fields(stage_session(stage), self->file),
                   catalog_field(F_ILLNESS_disease), disease, left);
    }
    if (app_case_standing(self->file, &standing, NULL))
        standing_say(&standing, right);
}

static const char *say_standing(const Review *self, const Standing *standing)
{
    Buf text = BUF_INIT;
    standing_say(standing, &text);
    const char *said = arena_dup(self->arena, text.data);
    buf_free(&text);
    return said;
}

/* What the person may do; of a case that was asked about, the question. */
static void draw_foot(Review *self, Frame *frame, Rect rect)
{
    Standing standing;
    if (self->talk.state == TALK_ASKED)
        info_wrap(frame, rect, ST_WARN,
                  /* TRANSLATORS: who asks, and the question. */
                  arena_printf(self->arena, _("%s asks: %s"), self->talk.who, self->talk.text));
    else if (self->why_not.len)
        info_wrap(frame, rect, ST_WARN, self->why_not.data);
    else if (self->waits)
        info_wrap(
            frame, rect, ST_TEXT,
            case_head_of(self->file)->amendment
                ? _("You have not worked on this case, so you may decide. Approved, the change "
                    "takes the place of what was approved before; rejected, that stays as "
                    "it is")
                : _("You have not worked on this case, so you may decide. Approval "
                    "keeps it as it is now; only an amendment changes it afterwards"));
    else if (app_case_standing(self->file, &standing, NULL))
        info_wrap(
            frame, rect, ST_TEXT,
            /* TRANSLATORS: the status of a case. */
            arena_printf(self->arena,
                         _("This case waits for no decision: it is %s. n goes to the next "
                           "that waits"),
                         say_standing(self, &standing)));
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
    Rect foot = {rect.row + rect.rows - RIGHTS_ROWS, rect.col, RIGHTS_ROWS, rect.cols};
    rect.rows -= RIGHTS_ROWS;
    if (info_set_cols(&self->info, rect.cols))
        read_lines(self, stage);
    info_draw(&self->info, frame, rect);
    info_draw_below(&self->info, frame, rect);
    draw_foot(self, frame, foot);
}

static CmdScope review_scope(const Screen *screen UNUSED)
{
    return SC_REVIEW;
}

static unsigned review_state(Screen *screen, Stage *stage UNUSED)
{
    Review *self = (Review *)screen;
    if (!self->file)
        return NEED_USER;
    return (self->may & ~NEED_MARK) | review_may_mark(self) |
           (masks_turn_to(self->session, self->file) ? NEED_MASKS : 0);
}

static bool review_command(Screen *screen, Stage *stage, CmdId id)
{
    Review *self = (Review *)screen;
    if (!self->file)
        return false;
    if (review_decides(self, stage, id) || review_marks(self, stage, id))
        return true;
    if (id == CMD_REVIEW_NEXT)
        return on_next(self, stage);
    if (id == CMD_REVIEW_CASE)
        return on_case(self, stage);
    if (id == CMD_REVIEW_MASKS) {
        masks_turn(stage, self->file);
        review_follow(self, stage);
        return true;
    }
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
    if (self->file)
        review_why_not(self, stage, id);
}

static void review_help(Screen *screen, Stage *stage UNUSED, Buf *out)
{
    info_help(&((Review *)screen)->info, out);
}

static void review_free(Screen *screen)
{
    Review *self = (Review *)screen;
    if (self->file)
        app_conceal(self->session, case_head_of(self->file)->id);
    info_free(&self->info);
    arena_free(self->arena);
    buf_free(&self->why_not);
    buf_free(&self->given);
    marking_free(&self->marking);
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
                       .key = {case_head_of(self->file)->id, "", 0,
                               self->given.len ? self->given.data : self->marking.reason.data},
                       .caret = self->info.view.selected};
    return true;
}

/* The comment that was being typed; with it what was given before. */
static void review_again(Screen *screen, Stage *stage, const LastPlace *place)
{
    static const char comment[] = "comment.";
    Review *self = (Review *)screen;
    const char *question = place->key.place;
    if (strncmp(question, comment, sizeof comment - 1) != 0 ||
        review_mark_again(self, stage, question, place->key.item))
        return;
    review_ask_again(self, stage, question + sizeof comment - 1, place->key.item);
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
    self->session = stage_session(stage);
    self->arena = arena_new();
    info_init(&self->info);
    buf_init(&self->why_not);
    buf_init(&self->given);
    marking_init(&self->marking, &review_marking, self);
    if (app_case_open_id(stage_session(stage), case_id, &self->file, &err)) {
        app_case_was_read(stage_session(stage), case_id);
        review_follow(self, stage);
    } else {
        stage_say_err(stage, &err);
    }
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
