/* The station code of a store that was put back from a backup: asked for when somebody who may
 * give it comes in, so that it is there before the first change. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/restore.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/workflow.h"
#include "ui/ask/ask.h"
#include "ui/screens/station.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static void ask_code(Stage *stage);

static void take(Stage *stage, const char *code, bool same)
{
    Err err = {0};

    if (app_station_set(stage_session(stage), code, same, &err)) {
        stage_say(stage, MSG_DONE, _("The station code is %s"),
                  session_station(stage_session(stage)));
        return;
    }
    stage_say_err(stage, &err);
    ask_code(stage);
}

static void same_answered(Stage *stage, void *ctx UNUSED, int key)
{
    if (key == 'y')
        take(stage, session_station(stage_session(stage)), true);
    else
        ask_code(stage);
}

static void ask_same(Stage *stage)
{
    static const struct {
        int key;
        const char *label;
    } words[] = {{'n', N_("another code")}, {'y', N_("it is no more")}};
    Answer answers[COUNT_OF(words)];

    for (size_t i = 0; i < COUNT_OF(words); i++)
        answers[i] = (Answer){words[i].key, _(words[i].label)};
    ask_question(
        stage, _("The code of the original"),
        _("The store that the backup was made of has this code. Where it goes on being used, "
          "case numbers would be given twice. Is it no more?"),
        answers, COUNT_OF(answers), same_answered, NULL);
}

static void code_typed(Stage *stage, void *ctx UNUSED, const char *text)
{
    if (!text)
        stage_say(stage, MSG_WARN,
                  _("Until the store has a station code of its own, nothing is "
                    "changed in it"));
    else if (strcmp(text, session_station(stage_session(stage))) == 0)
        ask_same(stage);
    else
        take(stage, text, false);
}

static void ask_code(Stage *stage)
{
    ask_for_text(stage, _("This store was put back from a backup"),
                 _("Station code that no other store has:"), "", 1, false, code_typed, NULL);
    ask_text_is(stage, TYPED_PLAIN);
}

void station_ask(Stage *stage)
{
    Session *session = stage_session(stage);
    Err err = {0};
    bool asked;

    if (!app_station_asked(session, &asked, &err)) {
        stage_say_err(stage, &err);
        return;
    }
    if (!asked)
        return;
    if (desk_may(session_user(session), VERB_PEOPLE, NULL))
        ask_code(stage);
    else
        stage_say(
            stage, MSG_WARN,
            _("This store was put back from a backup: a supervisor or the administrator signs "
              "in first and gives it a station code"));
}
