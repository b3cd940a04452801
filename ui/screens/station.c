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

static void same_answered(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    if (reply->key == 'y')
        take(stage, session_station(stage_session(stage)), true);
    else
        ask_code(stage);
}

static void ask_same(Stage *stage)
{
    ask(stage,
        &(Question){
            .title = _("The code of the original"),
            .text = _("The store that the backup was made of has this code. Where it goes on "
                      "being used, case numbers would be given twice. Is it no more?"),
            .answers = {{'n', _("another code")}, {'y', _("it is no more")}},
            .done = same_answered});
}

static void code_typed(Stage *stage, void *ctx UNUSED, const Reply *reply)
{
    if (!reply->text)
        stage_say(stage, MSG_WARN,
                  _("Until the store has a station code of its own, nothing is "
                    "changed in it"));
    else if (strcmp(reply->text, session_station(stage_session(stage))) == 0)
        ask_same(stage);
    else
        take(stage, reply->text, false);
}

static void ask_code(Stage *stage)
{
    ask(stage, &(Question){.title = _("This store was put back from a backup"),
                           .text = _("Station code that no other store has:"),
                           .done = code_typed});
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
