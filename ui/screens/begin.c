/* Makes the case and asks, when it was left, whether anything was done with it. */
#include "config.h"

#include "ui/screens/begin.h"

#include "app/case.h"
#include "app/discard.h"
#include "app/import.h"
#include "base/i18n.h"
#include "ui/case/case.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

int64_t begin_case(Stage *stage)
{
    CaseFile *file = NULL;
    int64_t id = 0;
    Err err = {0};

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
