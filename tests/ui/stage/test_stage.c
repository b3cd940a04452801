/* The stack of screens and dispatch, with screens made up here and no terminal. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "tests/support/suite.h"
#include "ui/screens/screens.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"
#include "ui/stage/work.h"

/* A screen that writes down what happens to it. */
typedef struct Fake {
    Screen screen;
    Buf *log;
    const char *name;
    bool typing, stays;
    unsigned needs;
    CmdScope scope;
    int64_t shown;
} Fake;

static Stage *stage;
static Buf events, painted;

static void fake_draw(Screen *screen, Stage *on, Frame *frame)
{
    Fake *self = (Fake *)screen;
    Rect rect = stage_chrome(on, frame, self->name, "周督导");
    frame_put(frame, rect.row, 1, -1, ST_TEXT, "王小明的案卷");
    stage_status(on, frame, "5 / 128", NULL);
    frame_cursor(frame, rect.row, 1);
}

static CmdScope fake_scope(const Screen *screen)
{
    return ((const Fake *)screen)->scope;
}

static bool fake_typing(const Screen *screen)
{
    return ((const Fake *)screen)->typing;
}

static unsigned fake_state(Screen *screen, Stage *on UNUSED)
{
    return ((Fake *)screen)->needs;
}

static bool fake_text(Screen *screen, Stage *on UNUSED, const char *text, size_t len,
                      bool paste)
{
    buf_addf(((Fake *)screen)->log, "%s:%.*s;", paste ? "paste" : "text", (int)len, text);
    return true;
}

static bool fake_key(Screen *screen, Stage *on UNUSED, int key)
{
    Buf name = BUF_INIT;
    key_name(key, &name);
    buf_addf(((Fake *)screen)->log, "key:%s;", name.data);
    buf_free(&name);
    return key == K_UP || key == K_BACKSPACE;
}

static bool fake_command(Screen *screen, Stage *on, CmdId id)
{
    Fake *self = (Fake *)screen;
    if (id == CMD_QUEUE_SEARCH) {
        self->typing = true;
        return true;
    }
    if (id == CMD_QUEUE_NEW) {
        stage_pop(on); /* a screen that goes away within its own command */
        buf_addf(self->log, "gone:%s;", self->name);
        return true;
    }
    if (id < CMD_LIST_UP)
        return false;
    buf_addf(self->log, "command:%s;", cmd_info(id)->name);
    return cmd_info(id)->scope == SC_QUEUE;
}

static bool fake_may_leave(Screen *screen, Stage *on UNUSED)
{
    Fake *self = (Fake *)screen;
    buf_addf(self->log, "leave:%s;", self->name);
    return !self->stays;
}

static void fake_shown(Screen *screen, Stage *on UNUSED)
{
    ((Fake *)screen)->shown++;
    buf_addf(((Fake *)screen)->log, "shown:%s;", ((Fake *)screen)->name);
}

static void fake_help(Screen *screen UNUSED, Stage *on UNUSED, Buf *out)
{
    buf_add(out, "证件号码：十八位，末位可以是 X。");
}

static void fake_free(Screen *screen)
{
    buf_addf(((Fake *)screen)->log, "free:%s;", ((Fake *)screen)->name);
    free(screen);
}

static const ScreenOps fake_ops = {
    .name = "fake",
    .draw = fake_draw,
    .scope = fake_scope,
    .typing = fake_typing,
    .state = fake_state,
    .text = fake_text,
    .key = fake_key,
    .command = fake_command,
    .may_leave = fake_may_leave,
    .shown = fake_shown,
    .help = fake_help,
    .free = fake_free,
};

static Fake *fake_new(const char *name)
{
    Fake *self = xcalloc(1, sizeof *self);
    self->screen.ops = &fake_ops;
    self->name = name;
    self->log = &events;
    self->scope = SC_QUEUE;
    self->needs = NEED_WRITE;
    return self;
}

static Screen *fake_signin(Stage *on UNUSED)
{
    return &fake_new("signin")->screen;
}

/* The only real one: it needs no store. */
static const ScreenKind screens[] = {
    [SCREEN_SIGN_IN] = {"signin", .make = fake_signin},
    [SCREEN_HELP] = {"help", .make = help_screen_new},
    {.name = NULL},
};

static Fake *bottom;

static void setup(void)
{
    buf_init(&events);
    buf_init(&painted);
    stage = stage_new(NULL, screens, 24, 80, SIGNS_UNICODE);
    bottom = fake_new("一");
    stage_push(stage, &bottom->screen);
}

static void teardown(void)
{
    stage_free(stage);
    buf_free(&events);
    buf_free(&painted);
}

static void press(int key)
{
    stage_event(stage, &(Event){.kind = EV_KEY, .key = key});
}

static void type(const char *text)
{
    stage_event(stage, &(Event){.kind = EV_TEXT, .text = text, .len = strlen(text)});
}

static void paste(const char *text)
{
    stage_event(stage, &(Event){.kind = EV_PASTE, .text = text, .len = strlen(text)});
}

static void check_log(const char *want)
{
    ck_assert_str_eq(events.data, want);
    buf_clear(&events);
}

static void check_row(int row, const char *want)
{
    Buf text = BUF_INIT;
    frame_row_text(stage_draw(stage), row, &text);
    ck_assert_str_eq(text.data, want);
    buf_free(&text);
}

static bool shows(const char *needle)
{
    Buf text = BUF_INIT;
    frame_text(stage_draw(stage), &text);
    bool found = strstr(text.data, needle) != NULL;
    buf_free(&text);
    return found;
}

START_TEST(test_stage_dispatch_order)
{
    press(K_ENTER); /* the command's needs do not hold: no row */
    check_log("");
    ck_assert(shows("Enter: “Open” is not possible here now"));
    bottom->needs |= NEED_ROW;
    press(K_ENTER);
    check_log("command:queue-open;");
    ck_assert(!shows("not possible"));
    type("k"); /* a command the screen leaves alone comes as the list's own key */
    check_log("command:up;key:Up;");
    press(K_F(5));
    check_log("key:F5;");
    ck_assert(shows("F5: not used here, ? for keys"));
    type("王");
    check_log("key:王;");
    ck_assert(shows("王: not used here"));
}
END_TEST

START_TEST(test_stage_typing_run)
{
    /* The first character opens the search, the rest is its text. */
    type("/zhang小明n");
    check_log("text:zhang小明n;");
    type("n?q");
    check_log("text:n?q;");
    press(K_CTRL('h'));
    check_log("command:delete-left;key:Backspace;");
    press('x'); /* a printable key is text, however it comes */
    check_log("text:x;");
    press(K_F(5));
    ck_assert(shows("F5: not used here, F1 for keys"));
}
END_TEST

START_TEST(test_stage_paste)
{
    paste("n\n第二行");
    check_log("");
    ck_assert(shows("what was pasted was not taken"));
    bottom->typing = true;
    paste("第一行\n第二行");
    check_log("paste:第一行\n第二行;");
    ck_assert(!shows("not taken"));
}
END_TEST

START_TEST(test_stage_stack)
{
    Fake *top = fake_new("二");
    stage_push(stage, &top->screen);
    check_row(
        0, " 二                                                                      周督导");
    top->stays = true;
    press(K_ESC);
    check_log("leave:二;");
    top->stays = false;
    press(K_ESC);
    check_log("leave:二;shown:一;free:二;");
    ck_assert_ptr_eq(stage_top(stage), &bottom->screen);
    /* A screen may go within its own command. */
    stage_push(stage, &fake_new("三")->screen);
    type("n");
    check_log("gone:三;shown:一;free:三;");
    stage_push(stage, &fake_new("四")->screen);
    stage_replace(stage, &fake_new("五")->screen);
    check_log("free:四;");
    ck_assert(!stage_quitting(stage));
    press(K_ESC);
    check_log("leave:五;shown:一;free:五;");
    press(K_ESC); /* one too many */
    ck_assert(shows("Q leaves the program"));
    press(K_F(10));
    check_log("leave:一;");
    ck_assert(stage_quitting(stage));
}
END_TEST

START_TEST(test_stage_quit_can_be_refused_but_not_a_hangup)
{
    bottom->stays = true;
    press(K_F(10));
    ck_assert(!stage_quitting(stage));
    buf_clear(&events);
    stage_event(stage, &(Event){.kind = EV_HANGUP});
    check_log(""); /* nobody left the field: what was typed stays a draft */
    ck_assert(stage_quitting(stage));
}
END_TEST

START_TEST(test_stage_key_bar)
{
    bottom->needs = NEED_ROW | NEED_WRITE | NEED_FILTER;
    check_row(23, " Enter Open  n New  / Find  f Filter  t Hand over  v Only  T Sort  ? Help");
    bottom->needs = NEED_FILTER;
    check_row(
        23, " n New  / Find  f Filter  t Hand over  v Only  T Sort  p People  ? Help  Q Quit");
    bottom->typing = true; /* plain keys are text now */
    check_row(23, " Ins New  Tab Filter  F1 Help  F10 Quit");
    /* Too many for the row: the last ones go, help and back stay. */
    bottom->typing = false;
    bottom->needs = ~0u & ~(unsigned)NEED_USER;
    stage_event(stage, &(Event){.kind = EV_RESIZE, .rows = 24, .cols = 60});
    Buf text = BUF_INIT;
    frame_row_text(stage_draw(stage), 23, &text);
    ck_assert_ptr_nonnull(strstr(text.data, "? Help  Esc Back"));
    ck_assert_int_le(text_cols(text.data), 60);
    buf_free(&text);
}
END_TEST

START_TEST(test_stage_messages)
{
    stage_say(stage, MSG_ERROR, "第 %d 行：%s", 3, "证件号码的校验位不对");
    check_row(22, " ✖ 第 3 行：证件号码的校验位不对");
    bottom->needs |= NEED_FILTER;
    type("f"); /* gone with the next key */
    check_row(22, " 5 / 128");
    Buf longer = BUF_INIT;
    for (int i = 0; i < 12; i++)
        buf_add(&longer, "这一条消息比一行还要长。");
    stage_say(stage, MSG_WARN, "%s", longer.data);
    check_row(
        23, " n New  / Find  f Filter  t Hand over  v Only  T Sort  p People  ? Help  Q Quit");
    ck_assert(shows("▲ 这一条消息"));
    buf_free(&longer);
}
END_TEST

START_TEST(test_stage_too_small)
{
    stage_event(stage, &(Event){.kind = EV_RESIZE, .rows = 15, .cols = 59});
    Buf text = BUF_INIT;
    frame_text(stage_draw(stage), &text);
    ck_assert_ptr_nonnull(strstr(text.data, "60x16"));
    ck_assert_ptr_null(strstr(text.data, "王小明"));
    buf_free(&text);
    type("nnn"); /* nothing is done blindly */
    check_log("");
    stage_event(stage, &(Event){.kind = EV_RESIZE, .rows = 1, .cols = 1});
    stage_draw(stage);
    stage_event(stage, &(Event){.kind = EV_RESIZE, .rows = 16, .cols = 60});
    ck_assert(shows("王小明的案卷"));
}
END_TEST

START_TEST(test_stage_help)
{
    type("?");
    ck_assert(shows("证件号码：十八位"));
    ck_assert(shows("Queue"));
    ck_assert(shows("queue") || shows("Start a new case"));
    ck_assert(!shows("Approve the case"));
    press(K_END); /* what each role may do stands last */
    ck_assert(!shows("Leave the program"));
    for (int i = 0; i < 9 && !shows("Leave the program"); i++)
        press(K_PGUP);
    ck_assert(shows("Leave the program"));
    type("?"); /* no help upon help */
    press(K_ESC);
    ck_assert_ptr_eq(stage_top(stage), &bottom->screen);
}
END_TEST

static void host_paint(void *ctx, const Frame *frame)
{
    Buf text = BUF_INIT;
    frame_text(frame, &text);
    buf_add(ctx, strstr(text.data, "50%") ? "half;" : "painted;");
    buf_free(&text);
}

static bool host_cancelled(void *ctx UNUSED)
{
    return true;
}

static bool work(const Progress *progress, void *ctx, Err *err)
{
    size_t steps = 0;
    while (steps < 10 && progress_step(progress, 50, 100))
        steps++;
    *(size_t *)ctx = steps;
    return steps == 10 || err_set(err, ERR_CANCELLED, "cancelled");
}

START_TEST(test_stage_work)
{
    size_t steps = 0;
    Err err = {0};
    ck_assert(stage_work(stage, "正在写", work, &steps, &err)); /* nobody looks on */
    const StageHost host = {host_paint, host_cancelled, &painted, NULL};
    stage_set_host(stage, &host);
    ck_assert(!stage_work(stage, "正在写", work, &steps, &err));
    ck_assert_uint_eq(steps, 0);
    ck_assert_str_eq(painted.data, "half;");
    stage_say_err(stage, &err);
    ck_assert(shows("cancelled"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_stage_dispatch_order,
        test_stage_typing_run,
        test_stage_paste,
        test_stage_stack,
        test_stage_quit_can_be_refused_but_not_a_hangup,
        test_stage_key_bar,
        test_stage_messages,
        test_stage_too_small,
        test_stage_help,
        test_stage_work,
        NULL,
    };
    return suite_run("stage", tests, setup, teardown);
}
