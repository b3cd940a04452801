/* Showing and masking. */
#include "config.h"

#include "ui/parts/masks.h"

#include "app/reveal.h"
#include "base/i18n.h"
#include "ui/stage/message.h"

bool masks_turn_to(Session *session, const CaseFile *file)
{
    return app_is_revealed(session, file) || app_is_masked(session, file);
}

void masks_turn(Stage *stage, const CaseFile *file)
{
    Session *session = stage_session(stage);
    Err err = {0};
    if (!app_is_masked(session, file)) {
        app_conceal(session, case_head_of(file)->id);
        stage_say(stage, MSG_DONE, _("Masked again"));
    } else if (app_reveal(session, file, &err)) {
        stage_say(stage, MSG_DONE,
                  _("Shown until you leave the case; that you looked is written down"));
    } else {
        stage_say_err(stage, &err);
    }
}
