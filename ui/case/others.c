/* That others have something half typed in this case: where, and who, never what. Another one
 * may be typing at this moment, so it is read again with every tick. */
#include "config.h"

#include "ui/case/case.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

void case_others_load(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    arena_reset(self->others_arena);
    self->n_others = 0;
    if (work_file(self->work) &&
        !app_drafts_of_others(stage_session(stage), case_head_of(work_file(self->work))->id,
                              self->others_arena, &self->others, &self->n_others, &err))
        stage_say_err(stage, &err);
}

void case_others_tick(Screen *screen, Stage *stage)
{
    case_others_load((CaseScreen *)screen, stage);
}

const char *case_others_name(const CaseScreen *self, const DraftKey *key)
{
    for (size_t i = 0; i < self->n_others; i++) {
        if (draft_key_equal(&self->others[i].key, key))
            return self->others[i].who;
    }
    return NULL;
}
