/* Makes the case and asks, when it was left, whether anything was done with it. */
#include "config.h"

#include "ui/screens/begin.h"

#include "app/case.h"
#include "app/clock.h"
#include "app/discard.h"
#include "app/import.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/case/case.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static void clock_said(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    Err err = {0};

    if (reply->key != 'r')
        return;
    if (!app_clock_is_right(stage_session(stage), &err))
        stage_say_err(stage, &err);
    else
        stage_say(stage, MSG_DONE,
                  _("The history has it that the clock is right; ask for the new case again"));
}

static void ask_clock(Stage *stage)
{
    Buf words = BUF_INIT;

    app_clock_words(stage_session(stage), &words);
    ask(stage, &(Question){.title = _("No case number by a clock that may be wrong"),
                           .text = words.data,
                           .answers = {{'b', _("back; the clock is set first")},
                                       {'r', _("the clock is right")}},
                           .done = clock_said});
    buf_free(&words);
}

int64_t begin_case(Stage *stage)
{
    CaseFile *file = NULL;
    int64_t id = 0;
    Err err = {0};

    if (!app_clock_numbers(stage_session(stage), &err)) {
        ask_clock(stage);
        return 0;
    }
    if (!app_case_new(stage_session(stage), &file, &err)) {
        stage_say_err(stage, &err);
        return 0;
    }
    id = case_head_of(file)->id;
    case_free(file);
    stage_push(stage, case_screen_new(stage, id));
    return id;
}

void begin_left(Stage *stage, int64_t *begun)
{
    int64_t id = *begun;

    *begun = 0;
    if (!id || !app_case_untouched(stage_session(stage), id))
        return;
    if (app_case_discard(stage_session(stage), id, NULL))
        stage_say(stage, MSG_DONE,
                  _("Nothing was written in the new case: it is taken away, and its number is "
                    "given to the next"));
}
