/* That others have something half typed in this case: where, and who, never what. Another one
 * may be typing at this moment, so it is read again with every tick. */
#include "config.h"

#include "ui/case/others.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ui/case/screen.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

struct Others {
    Arena *arena;
    TypedByOther *list;
    size_t n;
};

Others *others_new(void)
{
    Others *others = xcalloc(1, sizeof *others);
    others->arena = arena_new();
    return others;
}

void others_free(Others *others)
{
    arena_free(others->arena);
    free(others);
}

void others_load(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    arena_reset(self->others->arena);
    self->others->n = 0;
    if (work_file(self->work) &&
        !app_drafts_of_others(stage_session(stage), case_head_of(work_file(self->work))->id,
                              self->others->arena, &self->others->list, &self->others->n, &err))
        stage_say_err(stage, &err);
}

void others_tick(Screen *screen, Stage *stage)
{
    others_load((CaseScreen *)screen, stage);
}

const char *others_name(const CaseScreen *self, const DraftKey *key)
{
    for (size_t i = 0; i < self->others->n; i++) {
        if (draft_key_equal(&self->others->list[i].key, key))
            return self->others->list[i].who;
    }
    return NULL;
}

bool others_any(const CaseScreen *self)
{
    return self->others->n > 0;
}
