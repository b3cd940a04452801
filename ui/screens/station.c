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
#include "ui/screens/station.h"

static void ask_code(App *app);

static void take(App *app, const char *code, bool same)
{
    Err err = {0};

    if (app_station_set(app_session(app), code, same, &err)) {
        app_say(app, MSG_DONE, _("The station code is %s"), session_station(app_session(app)));
        return;
    }
    app_say_err(app, &err);
    ask_code(app);
}

static void same_answered(App *app, void *ctx UNUSED, int key)
{
    if (key == 'y')
        take(app, session_station(app_session(app)), true);
    else
        ask_code(app);
}

static void ask_same(App *app)
{
    static const struct {
        int key;
        const char *label;
    } words[] = {{'n', N_("another code")}, {'y', N_("it is no more")}};
    Answer answers[COUNT_OF(words)];

    for (size_t i = 0; i < COUNT_OF(words); i++)
        answers[i] = (Answer){words[i].key, _(words[i].label)};
    app_ask(
        app, _("The code of the original"),
        _("The store that the backup was made of has this code. Where it goes on being used, "
          "case numbers would be given twice. Is it no more?"),
        answers, COUNT_OF(answers), same_answered, NULL);
}

static void code_typed(App *app, void *ctx UNUSED, const char *text)
{
    if (!text)
        app_say(app, MSG_WARN,
                _("Until the store has a station code of its own, nothing is "
                  "changed in it"));
    else if (strcmp(text, session_station(app_session(app))) == 0)
        ask_same(app);
    else
        take(app, text, false);
}

static void ask_code(App *app)
{
    app_ask_text(app, _("This store was put back from a backup"),
                 _("Station code that no other store has:"), "", 1, false, code_typed, NULL);
    app_text_is(app, TYPED_PLAIN);
}

void station_ask(App *app)
{
    Session *session = app_session(app);
    Err err = {0};
    bool asked;

    if (!app_station_asked(session, &asked, &err)) {
        app_say_err(app, &err);
        return;
    }
    if (!asked)
        return;
    if (desk_may(session_user(session), VERB_PEOPLE, NULL))
        ask_code(app);
    else
        app_say(
            app, MSG_WARN,
            _("This store was put back from a backup: a supervisor or the administrator signs "
              "in first and gives it a station code"));
}
