/* Long work: a bar over the screen, drawn at most ten times a second, and a way to cancel. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "ui/stage/app_state.h"

enum { WORD_MS = 300, DRAW_MS = 100, BOX_COLS = 58, BOX_ROWS = 5, PERCENT = 100, MS = 1000 };

typedef struct Work {
    App *app;
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
              _("Esc cancels; nothing half done stays behind."), TEXT_LEFT);
    frame_cursor(frame, row + 1, col);
    buf_free(&text);
}

static bool work_step(void *ctx, size_t done, size_t total)
{
    Work *work = ctx;
    App *app = work->app;
    int64_t now = now_ms();

    if (work->cancelled)
        return false;
    if (now - work->drawn < DRAW_MS)
        return true;
    work->drawn = now;
    if (app->host.paint) {
        app_draw(app);
        if (!app_too_small(app))
            draw_bar(work, app->frame, done < total ? done : total, total);
        app->host.paint(app->host.ctx, app->frame);
    }
    if (app->host.cancelled && app->host.cancelled(app->host.ctx))
        work->cancelled = true;
    return !work->cancelled;
}

/* Another program is writing. The screens may be in the middle of a change, so nothing of them
 * is drawn anew: the word is put over the picture that is there. */
static bool store_waits(void *ctx, size_t waited, size_t limit UNUSED)
{
    App *app = ctx;
    int64_t now = now_ms();

    if (waited < WORD_MS || now - app->waiting_drawn < DRAW_MS || !app->host.paint)
        return true;
    app->waiting_drawn = now;
    MessageKind kind = app->kind;
    Buf before = app->message;
    buf_init(&app->message);
    app_say(app, MSG_NOTE,
            _("Another program is writing; waited %d s. ^C gives up, what was "
              "typed stays."),
            (int)(waited / MS));
    if (!app_too_small(app))
        chrome_draw_message(app, app->frame);
    app->host.paint(app->host.ctx, app->frame);
    buf_free(&app->message);
    app->message = before;
    app->kind = kind;
    return !app->host.given_up || !app->host.given_up(app->host.ctx);
}

void work_listen(App *app)
{
    app->waiting = (Progress){store_waits, app};
    if (app->session)
        session_on_wait(app->session, &app->waiting);
}

bool app_work(App *app, const char *title,
              bool (*run)(const Progress *progress, void *ctx, Err *err), void *ctx, Err *err)
{
    Work work = {.app = app, .title = title, .started = now_ms()};
    const Progress progress = {work_step, &work};

    return run(&progress, ctx, err);
}
