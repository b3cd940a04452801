/* Marking a line of the review: the place that it is about, a reason, words. */
#include "config.h"

#include <string.h>

#include "app/attach.h"
#include "app/look.h"
#include "app/mark.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/screens/review.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static const char question_name[] = "comment.mark";

unsigned review_may_mark(const Review *self)
{
    const InfoLine *line = info_selected(&self->info);
    if (!line)
        return 0;
    return (line->kind != INFO_NONE ? self->may & NEED_MARK : 0) |
           (line->mark ? NEED_MARKED : 0) | (line->copy ? NEED_COPY : 0);
}

static const CaseFile *file_of(void *screen)
{
    return ((Review *)screen)->file;
}

static void follow(void *screen, Stage *stage)
{
    review_follow(screen, stage);
}

const MarkingHost review_marking = {.file = file_of, .follow = follow};

static bool take_place(Review *self)
{
    const InfoLine *line = info_selected(&self->info);
    if (line)
        marking_at(&self->marking, line->place, question_name);
    return line != NULL;
}

static bool on_mark(Review *self, Stage *stage)
{
    if (take_place(self) && marking_may(&self->marking, stage))
        marking_ask(&self->marking, stage);
    return true;
}

static void dropped(Stage *stage, void *ctx, const Reply *reply)
{
    Review *self = ctx;
    Err err = {0};
    if (reply->key != 'd')
        return;
    bool done = app_mark_drop(stage_session(stage), self->file, self->dropping, &err);
    review_follow(self, stage);
    if (done)
        stage_say(stage, MSG_DONE, _("The mark was taken back"));
    else
        stage_say_err(stage, &err);
}

static bool on_unmark(Review *self, Stage *stage)
{
    self->dropping = info_selected(&self->info)->mark;
    ask(stage, &(Question){.title = _("Take back the mark?"),
                           .text = _("It cannot be undone; a new one can be made"),
                           .answers = {{'k', _("Keep it")}, {'d', _("Take it back")}},
                           .done = dropped,
                           .ctx = self});
    return true;
}

/* By the desktop's viewer where there is one; else it is said where the copy is. */
static bool on_copy(const Review *self, Stage *stage)
{
    enum { OF_HASH = 8 };
    Session *session = stage_session(stage);
    const char *sha256 = info_selected(&self->info)->copy;
    Buf place = BUF_INIT, name = BUF_INIT;
    Err err = {0};
    buf_addf(&name, "%s-%.*s", case_head_of(self->file)->no, OF_HASH, sha256);
    if (app_can_look() && app_look(session, name.data, sha256, &err))
        stage_say(stage, MSG_DONE, _("%s is shown by the desktop's viewer"), name.data);
    else if (err.kind == ERR_NONE && app_copy_place(session, sha256, &place, &err) &&
             !place.len)
        stage_say(stage, MSG_NOTE,
                  _("The copy is whole, and sealed; to look at it, write it out in the case"));
    else if (err.kind == ERR_NONE)
        /* TRANSLATORS: the path of a file. */
        stage_say(stage, MSG_NOTE, _("The copy is whole: %s"), place.data);
    else
        stage_say_err(stage, &err);
    buf_free(&place);
    buf_free(&name);
    return true;
}

bool review_marks(Review *self, Stage *stage, CmdId id)
{
    if (id == CMD_REVIEW_MARK)
        return on_mark(self, stage);
    if (id == CMD_REVIEW_UNMARK)
        return on_unmark(self, stage);
    return id == CMD_REVIEW_COPY && on_copy(self, stage);
}

bool review_mark_again(Review *self, Stage *stage, const char *question, const char *reason)
{
    if (strcmp(question, question_name) != 0 || !take_place(self))
        return false;
    buf_clear(&self->marking.reason);
    buf_add(&self->marking.reason, reason);
    marking_ask_words(&self->marking, stage);
    return true;
}
