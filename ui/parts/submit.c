/* Asks once, in the words of what is left to do. */
#include "config.h"

#include "ui/parts/submit.h"

#include "app/mark.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/stage/stage.h"

/* What cannot be read stands in no way: the submission itself says what is wrong. */
bool submit_asks(Stage *stage, const CaseFile *file,
                 void (*done)(Stage *stage, void *ctx, const Reply *reply), void *ctx)
{
    ReturnLeft left;
    Buf text = BUF_INIT;
    if (app_return_left(stage_session(stage), file, &left, NULL))
        app_say_left(&left, &text);
    bool asks = text.len;
    if (asks)
        ask(stage,
            &(Question){.title = verb_label(VERB_SUBMIT),
                        .text = text.data,
                        .answers = {{'k', _("Keep as it is")}, {'s', _("Submit all the same")}},
                        .done = done,
                        .ctx = ctx});
    buf_free(&text);
    return asks;
}
