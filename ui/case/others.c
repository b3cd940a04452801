/* That others have something half typed in this case: where, and who, never what. Another one
 * may be typing at this moment, so it is read again with every tick. */
#include "config.h"

#include "ui/case/case.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

typedef struct CaseOther {
    DraftKey key;
    const char *name;
} CaseOther;

void case_others_load(CaseScreen *self, Stage *stage)
{
    Store *store = session_store(stage_session(stage));
    const User *user = session_user(stage_session(stage));
    OthersDraft *list = NULL;
    size_t n = 0;
    Err err = {0};
    arena_reset(self->others_arena);
    self->n_others = 0;
    if (!self->file || !user)
        return;
    if (!draft_others(store, user->id, case_head_of(self->file)->id, self->others_arena, &list,
                      &n, &err))
        stage_say_err(stage, &err);
    self->others = arena_alloc(self->others_arena, (n + 1) * sizeof *self->others);
    for (size_t i = 0; i < n; i++) {
        User other;
        if (user_get(store, list[i].user_id, self->others_arena, &other, NULL))
            self->others[self->n_others++] = (CaseOther){list[i].key, other.display};
    }
}

void case_others_tick(Screen *screen, Stage *stage)
{
    case_others_load((CaseScreen *)screen, stage);
}

const char *case_others_name(const CaseScreen *self, const DraftKey *key)
{
    for (size_t i = 0; i < self->n_others; i++) {
        if (draft_key_equal(&self->others[i].key, key))
            return self->others[i].name;
    }
    return NULL;
}
