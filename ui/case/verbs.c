/* What is done with the case as a whole: on to what is missing, submit, withdraw, decide, ask
 * and answer. */
#include "config.h"

#include "ui/case/verbs.h"

#include <string.h>

#include "app/move.h"
#include "app/talk.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/case/alike.h"
#include "ui/case/entry.h"
#include "ui/case/life.h"
#include "ui/case/marks.h"
#include "ui/case/screen.h"
#include "ui/case/tab_findings.h"
#include "ui/case/undo.h"
#include "ui/parts/masks.h"
#include "ui/parts/submit.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static bool is_gap(const CaseScreen *self, FieldId field, size_t row)
{
    const Gaps *gaps = work_gaps(self->work);
    size_t at = 0;
    while (at < gaps->n && (gaps->list[at].field != field || gaps->list[at].row != row))
        at++;
    return at < gaps->n;
}

/* Behind an answer that went on by itself to the next gap it would pass over that one. */
static bool on_missing(CaseScreen *self, Stage *stage)
{
    if (!entry_commit(self, stage))
        return true;
    if (!work_gaps(self->work)->n) {
        stage_say(stage, MSG_DONE, _("Nothing is missing"));
        return true;
    }
    FieldId field = FIELD_COUNT;
    size_t row = 0;
    Tab *tab = shown_tab(self);
    if (tab->ops->focus)
        tab->ops->focus(tab, &field, &row);
    if (stage_by_habit(stage) && is_gap(self, field, row))
        return true;
    size_t at =
        gap_after(work_gaps(self->work)->list, work_gaps(self->work)->n, self->tab, field, row);
    case_go_gap(self, stage, &work_gaps(self->work)->list[at]);
    return true;
}

static bool move_with(CaseScreen *self, Stage *stage, Verb verb, const char *words)
{
    Err err = {0};
    bool done = work_move(self->work, verb, words, &err);
    case_follow(self, stage);
    if (done)
        stage_say_status(stage, work_file(self->work), work_move_undoes(self->work));
    else
        stage_say_err(stage, &err);
    return done;
}

static void move_case(CaseScreen *self, Stage *stage, Verb verb)
{
    move_with(self, stage, verb, NULL);
}

static bool refuse_open(CaseScreen *self, Stage *stage)
{
    const FindingCounts *counts = work_counts(self->work);
    Buf lacks = BUF_INIT;
    if (!counts->blocks && !counts->missing && !counts->papers)
        return false;
    findings_tab_show(self, stage);
    findings_say_lacks(counts->missing, counts->papers, &lacks);
    if (lacks.len)
        /* TRANSLATORS: %s is e.g. "24 missing, 6 papers". */
        stage_say(stage, MSG_WARN, _("Not submitted: %s; in the way: %zu; Enter goes to each"),
                  lacks.data, counts->blocks);
    else
        stage_say(stage, MSG_WARN,
                  ngettext("Not submitted: %zu thing is in the way; Enter goes to it",
                           "Not submitted: %zu things are in the way; Enter goes to each",
                           (unsigned long)counts->blocks),
                  counts->blocks);
    buf_free(&lacks);
    return true;
}

/* A case that was submitted, or amended, by one key too many comes back. */
static bool on_undo(CaseScreen *self, Stage *stage)
{
    if (!work_move_undoes(self->work))
        return undo_last(self, stage);
    move_case(self, stage, VERB_WITHDRAW);
    return true;
}

static TextFate submit_worded(Stage *stage, void *ctx, const char *text)
{
    return move_with(ctx, stage, VERB_SUBMIT, text) ? TEXT_STORED : TEXT_STAYS;
}

static void submit(CaseScreen *self, Stage *stage)
{
    if (!submit_asks_words(stage, work_file(self->work), submit_worded, self))
        move_case(self, stage, VERB_SUBMIT);
}

static void submitted(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 's')
        submit(ctx, stage);
}

static bool on_submit(CaseScreen *self, Stage *stage)
{
    if (!entry_leave(self, stage))
        return true;
    if (refuse_open(self, stage))
        return true;
    if (!submit_asks(stage, work_file(self->work), submitted, self))
        submit(self, stage);
    return true;
}

static void withdrawn(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'w')
        move_case(ctx, stage, VERB_WITHDRAW);
}

static const char *withdraw_text(const CaseScreen *self)
{
    const char *amendment = case_head_of(work_file(self->work))->amendment;
    if (!amendment)
        return _("A submitted case becomes a draft again; a draft is closed until it is edited "
                 "again");
    if (strcmp(amendment, status_word(STATUS_SUBMITTED)) == 0)
        return _(
            "The change is taken back from the supervisors, and can be worked on again; what "
            "was approved is in force meanwhile");
    return _(
        "The change is given up: the case is again as it was approved. What came later, as "
        "receipts and later papers, stays");
}

static bool on_withdraw(CaseScreen *self, Stage *stage)
{
    if (entry_leave(self, stage))
        ask(stage, &(Question){.title = _("Withdraw"),
                               .text = withdraw_text(self),
                               .answers = {{'k', _("Keep as it is")}, {'w', _("Withdraw")}},
                               .done = withdrawn,
                               .ctx = self});
    return true;
}

static bool on_decide(CaseScreen *self, Stage *stage)
{
    int64_t id = case_head_of(work_file(self->work))->id;
    if (entry_leave(self, stage))
        stage_push(stage, stage_open(stage, "review", id));
    return true;
}

static TextFate send_message(CaseScreen *self, Stage *stage, Verb verb, const char *text)
{
    Err err = {0};
    bool done = work_say(self->work, verb, text, &err);
    case_follow(self, stage);
    if (!done)
        stage_say_err(stage, &err);
    else if (verb == VERB_ASK)
        stage_say(stage, MSG_DONE,
                  _("The supervisors see your question; the answer comes here"));
    else
        stage_say(stage, MSG_DONE, _("Answered; who asked sees it in the queue"));
    return done ? TEXT_STORED : TEXT_STAYS;
}

static TextFate asked(Stage *stage, void *ctx, const char *text)
{
    return send_message(ctx, stage, VERB_ASK, text);
}

static TextFate answered(Stage *stage, void *ctx, const char *text)
{
    return send_message(ctx, stage, VERB_ANSWER, text);
}

static bool on_talk(CaseScreen *self, Stage *stage, Verb verb)
{
    enum { TALK_LINES = 5 };
    if (!entry_leave(self, stage))
        return true;
    case_set_tab(self, stage, tab_with(&review_tab));
    Question question = {.title = _("Answer the question"),
                         .text = _("What is to be done, in your words:"),
                         .lines = TALK_LINES,
                         .chars = TALK_CHARS,
                         .typed = TYPED_WORDS,
                         .kept_as = "comment.answer",
                         .case_id = case_head_of(work_file(self->work))->id,
                         .store = answered,
                         .ctx = self};
    if (verb == VERB_ASK) {
        question.title = _("Ask a supervisor");
        question.text = _("What do you want to know?");
        question.kept_as = "comment.ask";
        question.store = asked;
    }
    ask(stage, &question);
    return true;
}

static bool on_ask(CaseScreen *self, Stage *stage)
{
    return on_talk(self, stage, VERB_ASK);
}

static bool on_answer(CaseScreen *self, Stage *stage)
{
    return on_talk(self, stage, VERB_ANSWER);
}

/* Lists are made anew, for they keep what they show. */
static bool on_masks(CaseScreen *self, Stage *stage)
{
    masks_turn(stage, work_file(self->work));
    case_follow(self, stage);
    return true;
}

static bool on_edit(CaseScreen *self, Stage *stage)
{
    entry_unlock(self, stage);
    return true;
}

bool verbs_again(CaseScreen *self, Stage *stage, const char *question)
{
    static const struct {
        const char *question;
        Verb verb;
    } talks[] = {{"comment.ask", VERB_ASK}, {"comment.answer", VERB_ANSWER}};
    Err err = {0};
    if (strcmp(question, "comment.submit") == 0)
        return on_submit(self, stage);
    for (size_t i = 0; i < COUNT_OF(talks); i++) {
        if (strcmp(talks[i].question, question) != 0)
            continue;
        if (app_case_may(stage_session(stage), work_file(self->work), talks[i].verb, &err))
            return on_talk(self, stage, talks[i].verb);
        stage_say_err(stage, &err);
        return true;
    }
    return life_again(self, stage, question);
}

static const struct CaseVerb {
    CmdId id;
    bool (*run)(CaseScreen *self, Stage *stage);
} case_verbs[] = {
    {CMD_CASE_MISSING, on_missing},
    {CMD_CASE_SUBMIT, on_submit},
    {CMD_CASE_WITHDRAW, on_withdraw},
    {CMD_CASE_ALIKE, alike_look},
    {CMD_CASE_DECIDE, on_decide},
    {CMD_CASE_ASK, on_ask},
    {CMD_CASE_ANSWER, on_answer},
    {CMD_CASE_NEXT_MARK, marks_next},
    {CMD_CASE_REPLY, marks_answer},
    {CMD_CASE_MARK, marks_make},
    {CMD_CASE_EDIT, on_edit},
    {CMD_CASE_LIFE, life_open},
    {CMD_CASE_MASKS, on_masks},
    {CMD_UNDO, on_undo},
    {CMD_REDO, undo_redo},
};

bool verbs_command(CaseScreen *self, Stage *stage, CmdId id)
{
    for (size_t i = 0; i < COUNT_OF(case_verbs); i++) {
        if (case_verbs[i].id == id)
            return case_verbs[i].run(self, stage);
    }
    return false;
}

/* A verb that is not possible now: the rule that forbids it says so in words. */
void verbs_refused(Screen *screen, Stage *stage, CmdId id)
{
    CaseScreen *self = (CaseScreen *)screen;
    static const struct {
        CmdId id;
        Verb verb;
    } verbs[] = {
        {CMD_CASE_SUBMIT, VERB_SUBMIT}, {CMD_CASE_WITHDRAW, VERB_WITHDRAW},
        {CMD_CASE_DECIDE, VERB_REVIEW}, {CMD_CASE_ASK, VERB_ASK},
        {CMD_CASE_ANSWER, VERB_ANSWER}, {CMD_CASE_MARK, VERB_MARK},
        {CMD_CASE_REPLY, VERB_REPLY},   {CMD_CASE_MASKS, VERB_REVEAL},
    };
    Err err = {0};
    for (size_t i = 0; work_file(self->work) && i < COUNT_OF(verbs); i++) {
        if (verbs[i].id != id)
            continue;
        if (!app_case_may(stage_session(stage), work_file(self->work), verbs[i].verb, &err))
            stage_say_err(stage, &err);
        else if (id == CMD_CASE_ANSWER)
            stage_say(stage, MSG_NOTE, _("No question waits for an answer"));
    }
    if ((id == CMD_CASE_NEXT_MARK || id == CMD_CASE_REPLY) && !marks_any(self))
        stage_say(stage, MSG_NOTE, _("There is no mark in this case"));
    if (id == CMD_CASE_MISSING)
        stage_say(stage, MSG_DONE, _("Nothing is missing"));
    if (id == CMD_CASE_LIFE)
        life_open(self, stage); /* says why not */
    if (id == CMD_CASE_MASKS && work_may(self->work, VERB_REVEAL))
        stage_say(stage, MSG_NOTE, _("Nothing is masked here"));
}
