/* Draws the case by ui/parts/preview.h, one after the other where several are alike, and reads
 * it again when somebody else changed the store. */
#include "config.h"

#include "ui/parts/look.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/parts/preview.h"
#include "ui/stage/chrome.h"

typedef struct Look {
    Screen screen;
    Arena *arena;
    Alike *cases;
    size_t n, at;
    Preview *preview;
} Look;

static void look_draw(Screen *screen, Stage *stage, Frame *frame)
{
    Look *self = (Look *)screen;
    const Alike *here = &self->cases[self->at];
    Buf right = BUF_INIT, why = BUF_INIT;
    if (self->n > 1)
        /* TRANSLATORS: the place among the cases that are alike, and how many there are. */
        buf_addf(&right, _("Case %zu of %zu"), self->at + 1, self->n);
    Rect rect = stage_chrome(stage, frame, _("Another case, read only"), right.data);
    /* TRANSLATORS: what two cases have in common; status of the other; who entered it. */
    buf_addf(&why, _("In common: %s. This one: %s, entered by %s"), here->why,
             status_label(here->status), here->whose);
    frame_fit(frame, rect.row, rect.col + 1, rect.cols - 2, ST_WARN, why.data, TEXT_LEFT);
    frame_cursor(frame, rect.row, rect.col + 1);
    preview_draw(self->preview, stage, here->case_id, frame,
                 (Rect){rect.row + 2, rect.col + 1, rect.rows - 2, rect.cols - 2});
    stage_status(stage, frame, _("Identifiers are masked. Nothing here changes either case"),
                 NULL);
    buf_free(&right);
    buf_free(&why);
}

static CmdScope look_scope(const Screen *screen UNUSED)
{
    return SC_LOOK;
}

static unsigned look_state(Screen *screen, Stage *stage UNUSED)
{
    return ((Look *)screen)->n > 1 ? NEED_ALIKE : 0;
}

static bool look_command(Screen *screen, Stage *stage UNUSED, CmdId id)
{
    Look *self = (Look *)screen;
    if (id != CMD_LOOK_NEXT)
        return false;
    self->at = (self->at + 1) % self->n;
    return true;
}

/* Somebody else changed the store: what is shown is read again. */
static void look_shown(Screen *screen, Stage *stage UNUSED)
{
    preview_forget(((Look *)screen)->preview);
}

static void look_free(Screen *screen)
{
    Look *self = (Look *)screen;
    preview_free(self->preview);
    arena_free(self->arena);
    free(self);
}

static const ScreenOps look_ops = {
    .name = "look",
    .draw = look_draw,
    .scope = look_scope,
    .state = look_state,
    .command = look_command,
    .shown = look_shown,
    .free = look_free,
};

Screen *look_screen_new(Stage *stage UNUSED, const Alike *alike, size_t n)
{
    Look *self = xcalloc(1, sizeof *self);
    self->screen.ops = &look_ops;
    self->arena = arena_new();
    self->preview = preview_new();
    self->n = n;
    self->cases = arena_alloc(self->arena, n * sizeof *self->cases);
    for (size_t i = 0; i < n; i++) {
        self->cases[i] = alike[i];
        self->cases[i].no = arena_dup(self->arena, alike[i].no);
        self->cases[i].whose = arena_dup(self->arena, alike[i].whose);
    }
    return &self->screen;
}
