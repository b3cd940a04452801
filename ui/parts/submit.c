/* Asks once, in the words of what is left to do. */
#include "config.h"

#include "ui/parts/submit.h"

#include "app/hands.h"
#include "app/judge.h"
#include "app/mark.h"
#include "app/move.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/stage/stage.h"

/* What it costs whoever submits a case that is not theirs to submit. */
static void say_hands(const CaseFile *file, HandsOff off, Buf *out)
{
    if (off == HANDS_EYES)
        /* TRANSLATORS: number of the case. */
        buf_addf(out,
                 _("Case %s: you have had no hand in it and may approve it. Whoever submits it "
                   "may not"),
                 case_head_of(file)->no);
    else if (off == HANDS_GIVEN)
        /* TRANSLATORS: number of the case. */
        buf_addf(out, _("Case %s: you have handed it over, and somebody else works on it now"),
                 case_head_of(file)->no);
}

/* What cannot be read stands in no way: the submission itself says what is wrong. */
bool submit_asks(Stage *stage, const CaseFile *file,
                 void (*done)(Stage *stage, void *ctx, const Reply *reply), void *ctx)
{
    ReturnLeft left;
    Buf text = BUF_INIT;
    Buf rest = BUF_INIT;
    HandsOff off = app_hands_submits(stage_session(stage), file);
    say_hands(file, off, &text);
    if (app_return_left(stage_session(stage), file, &left, NULL))
        app_say_left(&left, &rest);
    if (rest.len)
        buf_addf(&text, "%s%s", text.len ? "\n" : "", rest.data);
    bool asks = text.len;
    if (asks)
        ask(stage,
            &(Question){.title = off == HANDS_EYES
                                     ? _("Submit, and leave the approval to others?")
                                     : verb_label(VERB_SUBMIT),
                        .text = text.data,
                        .answers = {{'k', _("Keep as it is")}, {'s', _("Submit all the same")}},
                        .done = done,
                        .ctx = ctx});
    buf_free(&text);
    buf_free(&rest);
    return asks;
}

/* The first warning that is not submitted over in silence; NULL: there is none. */
static const Finding *first_told(const Judged *judged)
{
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        if (found->severity == SEV_BLOCK)
            return NULL;
        if (found->severity == SEV_WARN && found->told)
            return found;
    }
    return NULL;
}

bool submit_asks_words(Stage *stage, const CaseFile *file,
                       TextFate (*store)(Stage *stage, void *ctx, const char *text), void *ctx)
{
    enum { LINES = 4 };
    Buf text = BUF_INIT;
    const Judged *judged = NULL;
    const Finding *told = NULL;
    if (app_case_judged(stage_session(stage), file, &judged, NULL))
        told = first_told(judged);
    if (told)
        /* TRANSLATORS: the number of a rule and what it says. */
        buf_addf(&text, _("%s: %s. What do you know about it? Whoever approves reads it:"),
                 told->rule, told->message);
    app_judged_free(judged);
    if (text.len)
        ask(stage, &(Question){.title = verb_label(VERB_SUBMIT),
                               .text = text.data,
                               .lines = LINES,
                               .chars = COMMENT_CHARS,
                               .typed = TYPED_WORDS,
                               .kept_as = "comment.submit",
                               .case_id = case_head_of(file)->id,
                               .store = store,
                               .ctx = ctx});
    bool asks = text.len;
    buf_free(&text);
    return asks;
}
