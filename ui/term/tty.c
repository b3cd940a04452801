/* curses as far as the program uses it: opening, asking for the width of signs, events,
 * resizing, pasting, signals, giving back. */
#include "config.h"

#include "ui/term/tty.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/term/input.h"
#include "ui/term/paint.h"

enum {
    REPORT_MS = 300,       /* how long the cursor report is waited for */
    AHEAD_BYTES = 1 << 19, /* what may wait in the queue; the rest waits in the terminal */
    LEAVE_BYTES = 256,
    PASTE_MS = 1000, /* the longest pause within a paste */
    PASTE_BYTES = 1 << 20,
    SIGNALS_EACH = 256, /* characters of a paste, which may never end */
    TEXT_BYTES = 1 << 16,
    MS = 1000,
    NS = 1000000,
};

struct Tty {
    SCREEN *screen;
    Paint paint;
    bool utf8, idle_marks, forget;
    Buf ahead;       /* Typed: a queue before the terminal, of what was read too far */
    size_t ahead_at; /* where its first one is; 0 when it is empty */
    Input input;
    Buf text;
    sigset_t waiting; /* the signal mask while waiting */
};

/* A signal handler can reach nothing but a variable of the process. */
static volatile sig_atomic_t asked_to_end;

static void on_end(int number UNUSED)
{
    asked_to_end = 1;
}

/* Signals come only while the program waits for input and in let_signals, so none can fall
 * between looking and waiting. Suspending is refused: a shared ward terminal must not drop to a
 * shell. */
static void take_signals(Tty *tty)
{
    static const int ends[] = {SIGHUP,  SIGTERM, SIGINT,    SIGQUIT, SIGUSR1,
                               SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU};
    struct sigaction action;
    sigset_t blocked;

    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    sigemptyset(&blocked);
    action.sa_handler = on_end;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        sigaction(ends[i], &action, NULL);
        sigaddset(&blocked, ends[i]);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGTSTP, &action, NULL);
    sigaction(SIGPIPE, &action, NULL);
    sigaddset(&blocked, SIGWINCH);
    sigprocmask(SIG_BLOCK, &blocked, &tty->waiting);
}

static bool check_terminal(Err *err)
{
    int status = 0;
    const char *name = getenv("TERM");

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(
            err, ERR_REFUSED,
            _("The screens need a terminal for input and output. For scripts there is "
              "the command line: see --help"));
    if (!name || !name[0] || setupterm(NULL, STDOUT_FILENO, &status) != OK)
        return err_set(err, ERR_REFUSED,
                       _("The terminal type “%s” is not known here. Set TERM to what your "
                         "terminal is, for example xterm-256color"),
                       name ? name : "");
    const char *place = tigetstr("cup");
    bool able = place && place != (const char *)-1;
    del_curterm(cur_term);
    if (!able)
        return err_set(
            err, ERR_REFUSED,
            _("A terminal of type “%s” cannot place its cursor, so the screens cannot "
              "be shown. Use another terminal, or the command line: see --help"),
            name);
    return true;
}

static void send(const char *sequence)
{
    fflush(stdout);
    for (size_t len = strlen(sequence); len > 0;) {
        ssize_t n = write(STDOUT_FILENO, sequence, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        sequence += n;
        len -= (size_t)n;
    }
}

/* Signals are let through here however much input there is; ppoll with a descriptor that is
 * ready gives none. */
static void let_signals(const Tty *tty)
{
    const struct timespec none = {0, 0};

    ppoll(NULL, 0, &none, &tty->waiting);
}

typedef enum WaitEnd { WAIT_INPUT, WAIT_TIME, WAIT_GONE } WaitEnd;

/* Waits for input, a signal (then it says input: the reader will see) or the time. */
static WaitEnd wait_input(const Tty *tty, int ms)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec limit = {ms / MS, (long)(ms % MS) * NS};
    int waiting = 0;

    int n = ppoll(&in, 1, &limit, &tty->waiting);
    if (n < 0)
        return errno == EINTR ? WAIT_INPUT : WAIT_GONE;
    if (n == 0)
        return WAIT_TIME;
    if (!(in.revents & POLLIN))
        return WAIT_GONE;
    /* A terminal that is gone is readable for ever, and there is nothing to read. */
    if (ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0 || waiting == 0)
        return in.revents & POLLHUP ? WAIT_GONE : WAIT_INPUT;
    return WAIT_INPUT;
}

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MS + now.tv_nsec / NS;
}

/* From the terminal, by way of ncurses, which is asked for bytes alone: it knows the keys that
 * terminfo tells of and takes all else that a terminal sends for text. Its own part is the
 * size.
 */
static Typed fetch(Tty *tty)
{
    Typed next;

    while ((next = input_next(&tty->input)).kind == TYPED_NONE) {
        int byte = getch(), ms = input_wait(&tty->input);
        if (byte == KEY_RESIZE)
            return (Typed){TYPED_RESIZE, 0};
        if (byte != ERR)
            input_byte(&tty->input, (unsigned char)byte, milliseconds());
        else if (!ms)
            return (Typed){TYPED_NONE, 0};
        else if (wait_input(tty, ms) != WAIT_INPUT || asked_to_end)
            input_pause(&tty->input, milliseconds());
    }
    return next;
}

static Typed read_one(Tty *tty)
{
    Typed next;

    if (tty->ahead.len == 0)
        return fetch(tty);
    memcpy(&next, tty->ahead.data + tty->ahead_at, sizeof next);
    tty->ahead_at += sizeof next;
    if (tty->ahead_at == tty->ahead.len) {
        buf_free(&tty->ahead); /* zeroed: it may have been a passphrase */
        tty->ahead_at = 0;
    }
    return next;
}

/* Gives back what read_one gave. */
static void unread(Tty *tty, Typed next)
{
    if (next.kind != TYPED_NONE)
        buf_insert(&tty->ahead, tty->ahead_at, &next, sizeof next);
}

/* Reads one more behind what waits in the queue; false when there is none, or no room. The
 * answer of the terminal is nothing typed and does not wait. */
static bool read_ahead(Tty *tty, Typed *next)
{
    if (tty->ahead.len >= AHEAD_BYTES)
        return false;
    *next = fetch(tty);
    if (next->kind == TYPED_NONE)
        return false;
    if (next->kind != TYPED_REPORT)
        buf_add_bytes(&tty->ahead, next, sizeof *next);
    return true;
}

/* 0: the terminal did not say. */
static int wait_report(Tty *tty)
{
    int64_t start = milliseconds();
    Typed next;
    int left = REPORT_MS;

    do {
        while (read_ahead(tty, &next))
            if (next.kind == TYPED_REPORT)
                return (int)next.what;
        left = REPORT_MS - (int)(milliseconds() - start);
    } while (!asked_to_end && left > 0 && tty->ahead.len < AHEAD_BYTES &&
             wait_input(tty, left) == WAIT_INPUT);
    return 0;
}

/* Writes a sign of ambiguous width and asks where the cursor is then. The second row is used,
 * since a late answer about the first one would look like a function key. What is typed
 * meanwhile is read as ever, keys and pastes too, and waits in the queue. */
static int ask_ambiguous(Tty *tty)
{
    Buf ask = BUF_INIT;

    buf_add(&ask, "\033[2;1H");
    charset_out("\302\267", 2, &ask);
    buf_add(&ask, "\033[6n");
    send(ask.data);
    buf_free(&ask);
    int cols = wait_report(tty);
    send("\033[2;1H\033[K");
    return cols ? cols : 1;
}

static int ambiguous_cols(Tty *tty, const TtyOptions *options)
{
    const char *name = getenv("TERM");

    if (options->ambiguous)
        return options->ambiguous;
    if (!tty->utf8 || !name || strcmp(name, "linux") == 0)
        return 1;
    return ask_ambiguous(tty);
}

/* What it takes to give the terminal back when there is no memory for curses to do it: as it
 * was, and how its own screen is left. A variable of the process, since whoever ran out of
 * memory knows no Tty. */
static struct {
    struct termios modes;
    char leave[LEAVE_BYTES];
} given;

static void give_back(void)
{
    send(given.leave);
    tcsetattr(STDIN_FILENO, TCSANOW, &given.modes);
}

static void remember_terminal(void)
{
    const char *leave = tigetstr("rmcup"), *cursor = tigetstr("cnorm");
    snprintf(given.leave, sizeof given.leave, "\033[?2004l%s%s\r\n",
             cursor && cursor != (const char *)-1 ? cursor : "",
             leave && leave != (const char *)-1 ? leave : "");
    mem_before_end(give_back);
}

/* What the Backspace key sends, as terminfo has it. */
static bool erases_by_bs(void)
{
    const char *sends = tigetstr("kbs");

    return sends && sends != (const char *)-1 && strcmp(sends, "\b") == 0;
}

bool tty_open(const TtyOptions *options, Tty **out, Err *err)
{
    const char *no_color = getenv("NO_COLOR"), *idle = getenv("ANJUAN_TEST_IDLE");

    if (!check_terminal(err))
        return false;
    tcgetattr(STDIN_FILENO, &given.modes);
    use_tioctl(TRUE);
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen)
        return err_set(err, ERR_REFUSED, _("The terminal could not be opened"));
    Tty *tty = xcalloc(1, sizeof *tty);
    tty->screen = screen;
    buf_init(&tty->ahead);
    buf_init(&tty->text);
    tty->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    tty->idle_marks = idle && strcmp(idle, "1") == 0;
    take_signals(tty);
    raw();
    noecho();
    nonl();
    keypad(stdscr, FALSE); /* no sequence of a terminal is its business, see fetch */
    nodelay(stdscr, TRUE);
    mousemask(0, NULL); /* selecting and copying stay the terminal's */
    curs_set(1);
    remember_terminal();
    tty->input.utf8 = tty->utf8;
    tty->input.erases_by_bs = erases_by_bs();
    paint_init(&tty->paint, options->mono || (no_color && no_color[0]), tty->utf8);
    erase();
    refresh();
    width_set_ambiguous(ambiguous_cols(tty, options));
    send("\033[?2004h");
    tty->forget = true;
    *out = tty;
    return true;
}

void tty_close(Tty *tty)
{
    if (!tty)
        return;
    mem_before_end(NULL);
    send("\033[?2004l");
    endwin();
    delscreen(tty->screen);
    sigprocmask(SIG_SETMASK, &tty->waiting, NULL);
    buf_free(&tty->ahead);
    buf_free(&tty->text);
    free(tty);
}

void tty_size(const Tty *tty UNUSED, int *rows, int *cols)
{
    getmaxyx(stdscr, *rows, *cols);
}

bool tty_utf8(const Tty *tty)
{
    return tty->utf8;
}

void tty_forget(Tty *tty)
{
    tty->forget = true;
}

/* What is written for a picture stays in a buffer of ncurses, and its cells in three windows; a
 * picture of signs that take more bytes than any text lies over all of it. */
void tty_wipe(Tty *tty)
{
    int rows, cols;

    getmaxyx(stdscr, rows, cols);
    for (int round = 0; round < 2; round++) {
        attr_set(round ? A_REVERSE : A_NORMAL, 0, NULL);
        for (int row = 0; row < rows; row++)
            for (int col = 0; col < cols; col++)
                mvaddstr(row, col, tty->utf8 ? round ? "▒" : "░" : round ? "#" : ":");
        refresh();
    }
    attr_set(A_NORMAL, 0, NULL);
    if (tty->text.cap)
        explicit_bzero(tty->text.data, tty->text.cap);
    if (!tty->input.n_part)
        explicit_bzero(tty->input.part, sizeof tty->input.part);
    explicit_bzero(tty->input.ready, sizeof tty->input.ready);
    tty->forget = true;
}

void tty_paint(Tty *tty, const Frame *frame)
{
    if (tty->forget)
        clearok(curscr, TRUE);
    tty->forget = false;
    paint_frame(&tty->paint, stdscr, frame);
    refresh();
}

static void mark_idle(const Tty *tty)
{
    Buf mark = BUF_INIT;

    if (!tty->idle_marks)
        return;
    buf_addf(&mark, "\033]777;idle;%lu\a", tty->input.taken);
    send(mark.data);
    buf_free(&mark);
}

/* A character that is text: a printable one, or a mark that joins the one before. */
static bool is_text(uint32_t c)
{
    return c >= 0x20 && c != K_BACKSPACE && text_rune_cols(c) >= 0;
}

static bool read_text(Tty *tty, Typed next, Event *out)
{
    buf_clear(&tty->text);
    while (next.kind == TYPED_CHAR && is_text(next.what) && tty->text.len < TEXT_BYTES) {
        if (!tty->utf8 && next.what > K_BACKSPACE)
            break;
        buf_add_rune(&tty->text, next.what);
        next = read_one(tty);
    }
    unread(tty, next);
    *out = (Event){.kind = EV_TEXT, .text = tty->text.data, .len = tty->text.len};
    return true;
}

/* Up to the closing bracket, whatever stands in it; keys and control characters are dropped. */
static bool read_paste(Tty *tty, Event *out)
{
    uint32_t last = 0;
    bool cut = false, resized = false;

    buf_clear(&tty->text);
    for (size_t n = 1; !asked_to_end; n++) {
        if (n % SIGNALS_EACH == 0)
            let_signals(tty);
        Typed next = read_one(tty);
        if (next.kind == TYPED_PASTE_END)
            break;
        if (next.kind == TYPED_NONE && wait_input(tty, PASTE_MS) != WAIT_INPUT)
            break;
        resized = resized || next.kind == TYPED_RESIZE;
        if (next.kind != TYPED_CHAR)
            continue;
        uint32_t c = next.what;
        cut = cut || tty->text.len >= PASTE_BYTES;
        bool pair = last == '\r' && c == '\n'; /* one line end */
        last = c;
        if (cut || pair)
            continue;
        if (c == '\r')
            c = '\n';
        if ((is_text(c) && (tty->utf8 || c < K_BACKSPACE)) || c == '\n' || c == '\t')
            buf_add_rune(&tty->text, c);
    }
    if (resized)
        unread(tty, (Typed){TYPED_RESIZE, 0});
    *out = (Event){.kind = EV_PASTE, .text = tty->text.data, .len = tty->text.len, .cut = cut};
    return true;
}

/* A resize already done by ncurses; a run of them is one event. */
static bool read_resize(Tty *tty, Event *out)
{
    Typed next;

    do
        next = read_one(tty);
    while (next.kind == TYPED_RESIZE);
    unread(tty, next);
    out->kind = EV_RESIZE;
    getmaxyx(stdscr, out->rows, out->cols);
    return true;
}

static bool take_character(Tty *tty, Typed next, Event *out)
{
    if (!tty->utf8 && next.what > K_BACKSPACE) {
        out->kind = EV_REFUSED;
        return true;
    }
    if (is_text(next.what))
        return read_text(tty, next, out);
    *out = (Event){.kind = EV_KEY, .key = (int)next.what};
    return next.what > 0 && next.what <= K_BACKSPACE;
}

/* One thing read; false when it was nothing for the screens. */
static bool take(Tty *tty, Typed next, Event *out)
{
    switch (next.kind) {
    case TYPED_CHAR:
        return take_character(tty, next, out);
    case TYPED_KEY:
        *out = (Event){.kind = EV_KEY, .key = (int)next.what};
        return true;
    case TYPED_PASTE:
        return read_paste(tty, out);
    case TYPED_NO_ESC:
        out->kind = EV_NO_ESC;
        return true;
    case TYPED_RESIZE:
        return read_resize(tty, out);
    case TYPED_NONE:
    case TYPED_PASTE_END:
    case TYPED_REPORT:
        break;
    }
    return false;
}

void tty_event(Tty *tty, int wait_ms, bool idle, Event *out)
{
    buf_free(&tty->text); /* it may have been a passphrase; what is given back is zeroed */
    for (;;) {
        *out = (Event){.kind = EV_NONE};
        let_signals(tty);
        if (asked_to_end) {
            out->kind = EV_HANGUP;
            return;
        }
        Typed next = read_one(tty);
        if (next.kind != TYPED_NONE) {
            if (take(tty, next, out))
                return;
            continue;
        }
        if (idle)
            mark_idle(tty);
        switch (wait_input(tty, wait_ms)) {
        case WAIT_INPUT:
            break;
        case WAIT_TIME:
            out->kind = EV_TICK;
            return;
        case WAIT_GONE:
            out->kind = EV_HANGUP;
            return;
        }
    }
}

bool tty_cancelled(Tty *tty)
{
    Typed next;
    bool cancel = false;

    let_signals(tty);
    while ((next = read_one(tty)).kind != TYPED_NONE) {
        if (next.kind == TYPED_RESIZE) {
            unread(tty, next);
            break;
        }
        cancel = cancel || (next.kind == TYPED_KEY && next.what == K_ESC) ||
                 (next.kind == TYPED_CHAR && next.what == K_CTRL('c'));
    }
    return cancel || asked_to_end;
}

bool tty_given_up(Tty *tty)
{
    Typed next;
    bool up = false;

    let_signals(tty);
    while (read_ahead(tty, &next))
        ;
    for (size_t at = tty->ahead_at; at < tty->ahead.len;) {
        memcpy(&next, tty->ahead.data + at, sizeof next);
        if (next.kind == TYPED_CHAR && next.what == K_CTRL('c')) {
            buf_remove(&tty->ahead, at, sizeof next);
            up = true;
        } else {
            at += sizeof next;
        }
    }
    if (tty->ahead_at == tty->ahead.len) {
        buf_free(&tty->ahead);
        tty->ahead_at = 0;
    }
    return up;
}
