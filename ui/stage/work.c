/* Long work: a bar over the screen, drawn at most ten times a second, and a way to cancel. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/stage/inner.h"

enum { WORD_MS = 300, DRAW_MS = 100, BOX_COLS = 58, BOX_ROWS = 5, PERCENT = 100, MS = 1000 };

typedef struct Work {
    Stage *stage;
    const char *title;
    int64_t started, drawn; /* milliseconds */
    bool cancelled;
} Work;

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MS + now.tv_nsec / (MS * MS);
}

static void draw_bar(const Work *work, Frame *frame, size_t done, size_t total)
{
    Rect box = {(frame_rows(frame) - BOX_ROWS) / 2, (frame_cols(frame) - BOX_COLS) / 2,
                BOX_ROWS, BOX_COLS};
    int inner = box.cols - 4, row = box.row + 1, col = box.col + 2;
    Buf text = BUF_INIT;
    int64_t spent = now_ms() - work->started;

    frame_box(frame, box, work->title);
    if (total) {
        int full = (int)((double)inner * (double)done / (double)total);
        frame_fill(frame, row, col, inner, ST_DIM, frame_sign(frame, SIGN_LIGHT));
        frame_fill(frame, row, col, full, ST_TEXT, frame_sign(frame, SIGN_FULL));
        buf_addf(&text, "%d%%  %zu / %zu", (int)(done * PERCENT / total), done, total);
        if (done && spent > 2 * MS) {
            int64_t left = spent * (int64_t)(total - done) / (int64_t)done / MS + 1;
            buf_addf(&text, "  ");
            buf_addf(&text,
                     ngettext("%lld second left", "%lld seconds left", (unsigned long)left),
                     (long long)left);
        }
    } else {
        buf_addf(&text, "%zu", done);
    }
    frame_fit(frame, row + 1, col, inner, ST_TEXT, text.data, TEXT_LEFT);
    frame_fit(frame, row + 2, col, inner, ST_DIM,
              _("Esc cancels; nothing half done stays behind"), TEXT_LEFT);
    frame_cursor(frame, row + 1, col);
    buf_free(&text);
}

static bool work_step(void *ctx, size_t done, size_t total)
{
    Work *work = ctx;
    Stage *stage = work->stage;
    int64_t now = now_ms();

    if (work->cancelled)
        return false;
    if (now - work->drawn < DRAW_MS)
        return true;
    work->drawn = now;
    if (stage->host.paint) {
        stage_draw(stage);
        if (!stage_too_small(stage))
            draw_bar(work, stage->frame, done < total ? done : total, total);
        stage->host.paint(stage->host.ctx, stage->frame);
    }
    if (stage->host.cancelled && stage->host.cancelled(stage->host.ctx))
        work->cancelled = true;
    return !work->cancelled;
}

/* Another program is writing. The screens may be in the middle of a change, so nothing of them
 * is drawn anew: the word is put over the picture that is there. */
static bool store_waits(void *ctx, size_t waited, size_t limit UNUSED)
{
    Stage *stage = ctx;
    int64_t now = now_ms();

    if (waited < WORD_MS || now - stage->waiting_drawn < DRAW_MS || !stage->host.paint)
        return true;
    stage->waiting_drawn = now;
    Message before = message_set_aside(stage);
    stage_say(stage, MSG_NOTE,
              _("Another program is writing; waited %d s. ^C gives up, what was "
                "typed stays"),
              (int)(waited / MS));
    if (!stage_too_small(stage))
        message_draw(stage, stage->frame);
    stage->host.paint(stage->host.ctx, stage->frame);
    message_put_back(stage, &before);
    return !stage->host.given_up || !stage->host.given_up(stage->host.ctx);
}

/* Says so on the screen when the store keeps somebody waiting; of the session that is there
 * now. */
static void work_listen(Stage *stage)
{
    stage->waiting = (Progress){store_waits, stage};
    if (stage->session)
        session_on_wait(stage->session, &stage->waiting);
}

void stage_set_host(Stage *stage, const StageHost *host)
{
    stage->host = *host;
    work_listen(stage);
}

bool stage_work(Stage *stage, const char *title,
                bool (*run)(const Progress *progress, void *ctx, Err *err), void *ctx, Err *err)
{
    Work work = {.stage = stage, .title = title, .started = now_ms()};
    const Progress progress = {work_step, &work};

    return run(&progress, ctx, err);
}
