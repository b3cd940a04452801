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
#include "ui/term/decode.h"
#include "ui/term/paint.h"

enum {
    ESC_DELAY = 25,
    REPORT_MS = 300,    /* how long the cursor report is waited for */
    REPORT_BYTES = 256, /* what may come before it: typed ahead */
    PASTE_MS = 1000,    /* the longest pause within a paste */
    PASTE_BYTES = 1 << 20,
    TEXT_BYTES = 1 << 16,
    MS = 1000,
    NS = 1000000,
};

typedef enum ReadKind { READ_NONE, READ_CHAR, READ_CODE } ReadKind;

struct Tty {
    SCREEN *screen;
    Paint paint;
    bool utf8, idle_marks, forget;
    unsigned long taken; /* characters and keys taken from the terminal */
    ReadKind pending;    /* read too far, to be taken next */
    wint_t pending_char;
    Buf text;
    sigset_t waiting; /* the signal mask while waiting */
};

/* A signal handler can reach nothing but a variable of the process. */
static volatile sig_atomic_t asked_to_end;

static void on_end(int number UNUSED)
{
    asked_to_end = 1;
}

/* Signals come only while the program waits for input, so none can fall between looking and
 * waiting. Suspending is refused: a shared ward terminal must not drop to a shell. */
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

/* Finds ESC [ row ; col R; false when it is not there whole. */
static bool find_report(const char *bytes, size_t n, size_t *from, size_t *to, int *col)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (bytes[i] != '\033' || bytes[i + 1] != '[')
            continue;
        size_t at = i + 2;
        int numbers[2] = {0, 0}, which = 0;
        for (; at < n && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ';'); at++) {
            if (bytes[at] == ';')
                which = 1;
            else if (numbers[which] < MS)
                numbers[which] = numbers[which] * 10 + bytes[at] - '0';
        }
        if (at < n && bytes[at] == 'R' && which) {
            *from = i;
            *to = at + 1;
            *col = numbers[1];
            return true;
        }
    }
    return false;
}

/* Writes a sign of ambiguous width and asks where the cursor is then. The second row is used,
 * since a late answer about the first one would look like a function key. What was typed
 * meanwhile is put back. */
static int ask_ambiguous(void)
{
    char bytes[REPORT_BYTES];
    size_t n = 0, from = 0, to = 0;
    int col = 0, left = REPORT_MS;
    struct timespec start, now;
    Buf ask = BUF_INIT;

    buf_add(&ask, "\033[2;1H");
    charset_out("\302\267", 2, &ask);
    buf_add(&ask, "\033[6n");
    send(ask.data);
    buf_free(&ask);
    clock_gettime(CLOCK_MONOTONIC, &start);
    bool found = false;
    while (!found && left > 0 && n < sizeof bytes) {
        struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
        if (poll(&in, 1, left) <= 0)
            break;
        ssize_t got = read(STDIN_FILENO, bytes + n, sizeof bytes - n);
        if (got <= 0)
            break;
        n += (size_t)got;
        found = find_report(bytes, n, &from, &to, &col);
        clock_gettime(CLOCK_MONOTONIC, &now);
        left = REPORT_MS -
               (int)((now.tv_sec - start.tv_sec) * MS + (now.tv_nsec - start.tv_nsec) / NS);
    }
    for (size_t i = n; i > 0; i--)
        if (!found || i <= from || i > to)
            ungetch((unsigned char)bytes[i - 1]);
    send("\033[2;1H\033[K");
    return found && col == 3 ? 2 : 1;
}

static int ambiguous_cols(const TtyOptions *options, bool utf8)
{
    const char *name = getenv("TERM");

    if (options->ambiguous)
        return options->ambiguous;
    if (!utf8 || !name || strcmp(name, "linux") == 0)
        return 1;
    return ask_ambiguous();
}

/* What it takes to give the terminal back when there is no memory for curses to do it: as it
 * was, and how its own screen is left. A variable of the process, since whoever ran out of
 * memory knows no Tty. */
static struct {
    struct termios modes;
    char leave[REPORT_BYTES];
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

bool tty_open(const TtyOptions *options, Tty **out, Err *err)
{
    const char *no_color = getenv("NO_COLOR"), *idle = getenv("ANJUAN_TEST_IDLE");

    if (!check_terminal(err))
        return false;
    tcgetattr(STDIN_FILENO, &given.modes);
    use_tioctl(TRUE);
    set_escdelay(ESC_DELAY);
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen)
        return err_set(err, ERR_REFUSED, _("The terminal could not be opened"));
    Tty *tty = xcalloc(1, sizeof *tty);
    tty->screen = screen;
    buf_init(&tty->text);
    tty->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    tty->idle_marks = idle && strcmp(idle, "1") == 0;
    take_signals(tty);
    set_escdelay(ESC_DELAY); /* the environment's ESCDELAY has been read by now */
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    mousemask(0, NULL); /* selecting and copying stay the terminal's */
    curs_set(1);
    remember_terminal();
    decode_define();
    paint_init(&tty->paint, options->mono || (no_color && no_color[0]), tty->utf8);
    erase();
    refresh();
    width_set_ambiguous(ambiguous_cols(options, tty->utf8));
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

/* As get_wch does, which in the C locale throws away what is not ASCII without a word. */
static int read_byte(wint_t *c)
{
    int byte = getch();

    if (byte == ERR)
        return ERR;
    *c = (wint_t)byte;
    return byte >= KEY_MIN ? KEY_CODE_YES : OK;
}

static ReadKind read_one(Tty *tty, wint_t *c)
{
    if (tty->pending != READ_NONE) {
        ReadKind kind = tty->pending;
        *c = tty->pending_char;
        tty->pending = READ_NONE;
        return kind;
    }
    int result = tty->utf8 ? get_wch(c) : read_byte(c);
    if (result == ERR)
        return READ_NONE;
    if (result == KEY_CODE_YES) {
        tty->taken += *c != KEY_RESIZE;
        return READ_CODE;
    }
    tty->taken++;
    return READ_CHAR;
}

static void unread(Tty *tty, ReadKind kind, wint_t c)
{
    tty->pending = kind;
    tty->pending_char = c;
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

static void mark_idle(const Tty *tty)
{
    Buf mark = BUF_INIT;

    if (!tty->idle_marks)
        return;
    buf_addf(&mark, "\033]777;idle;%lu\a", tty->taken);
    send(mark.data);
    buf_free(&mark);
}

/* A character that is text: a printable one, or a mark that joins the one before. */
static bool is_text(wint_t c)
{
    return c >= 0x20 && c != K_BACKSPACE && text_rune_cols((uint32_t)c) >= 0;
}

static bool read_text(Tty *tty, wint_t c, Event *out)
{
    ReadKind kind = READ_CHAR;

    buf_clear(&tty->text);
    while (kind == READ_CHAR && is_text(c) && tty->text.len < TEXT_BYTES) {
        if (!tty->utf8 && c > K_BACKSPACE)
            break;
        buf_add_rune(&tty->text, (unsigned)c);
        kind = read_one(tty, &c);
    }
    if (kind != READ_NONE)
        unread(tty, kind, c);
    *out = (Event){.kind = EV_TEXT, .text = tty->text.data, .len = tty->text.len};
    return true;
}

/* Up to the closing bracket, whatever stands in it; keys and control characters are dropped. */
static bool read_paste(Tty *tty, Event *out)
{
    wint_t c, last = 0;
    bool cut = false;

    buf_clear(&tty->text);
    for (;;) {
        ReadKind kind = read_one(tty, &c);
        if (kind == READ_CODE && c == CODE_PASTE_END)
            break;
        if (kind == READ_NONE && (asked_to_end || wait_input(tty, PASTE_MS) != WAIT_INPUT))
            break;
        if (kind != READ_CHAR)
            continue;
        cut = cut || tty->text.len >= PASTE_BYTES;
        bool pair = last == '\r' && c == '\n'; /* one line end */
        last = c;
        if (cut || pair)
            continue;
        if (c == '\r')
            c = '\n';
        if ((is_text(c) && (tty->utf8 || c < K_BACKSPACE)) || c == '\n' || c == '\t')
            buf_add_rune(&tty->text, (unsigned)c);
    }
    *out = (Event){.kind = EV_PASTE, .text = tty->text.data, .len = tty->text.len, .cut = cut};
    return true;
}

/* The rest of a sequence that is no key of ours: a late cursor report, a key with modifiers
 * that terminfo does not know. It must never become text. */
static void swallow_sequence(Tty *tty, wint_t first)
{
    wint_t c = first;
    ReadKind kind = READ_CHAR;

    while (kind == READ_CHAR && ((c >= '0' && c <= '?') || (c >= ' ' && c <= '/')))
        kind = read_one(tty, &c);
    if (kind == READ_CODE || (kind == READ_CHAR && (c < '@' || c > '~')))
        unread(tty, kind, c);
}

static bool read_escape(Tty *tty, Event *out)
{
    wint_t c, more;
    ReadKind kind = read_one(tty, &c);

    out->kind = EV_KEY;
    out->key = K_ESC;
    if (kind == READ_NONE)
        return true;
    if (kind == READ_CHAR && (c == '[' || c == 'O')) {
        if (read_one(tty, &more) == READ_CHAR) {
            swallow_sequence(tty, more);
            return false;
        }
        out->key = K_ALT | (int)c;
        return true;
    }
    int key = kind == READ_CODE ? decode_key((int)c) : (int)c;
    if (kind == READ_CHAR ? c == K_ESC : !key)
        unread(tty, kind, c);
    else
        out->key = K_ALT | key;
    return true;
}

/* A resize already done by ncurses; a run of them is one event. */
static bool read_resize(Tty *tty, Event *out)
{
    wint_t c = 0;
    ReadKind kind;

    do
        kind = read_one(tty, &c);
    while (kind == READ_CODE && c == KEY_RESIZE);
    if (kind != READ_NONE)
        unread(tty, kind, c);
    out->kind = EV_RESIZE;
    getmaxyx(stdscr, out->rows, out->cols);
    return true;
}

/* One thing read; false when it was nothing for the screens. */
static bool take(Tty *tty, ReadKind kind, wint_t c, Event *out)
{
    if (kind == READ_CODE) {
        if (c == KEY_RESIZE)
            return read_resize(tty, out);
        if (c == CODE_PASTE)
            return read_paste(tty, out);
        out->kind = EV_KEY;
        out->key = decode_key((int)c);
        return out->key != 0;
    }
    if (c == K_ESC)
        return read_escape(tty, out);
    if (!tty->utf8 && c > K_BACKSPACE) {
        out->kind = EV_REFUSED;
        return true;
    }
    if (is_text(c))
        return read_text(tty, c, out);
    out->kind = EV_KEY;
    out->key = (int)c;
    return c > 0 && c <= K_BACKSPACE;
}

void tty_event(Tty *tty, int wait_ms, bool idle, Event *out)
{
    wint_t c;

    buf_free(&tty->text); /* it may have been a passphrase; what is given back is zeroed */
    for (;;) {
        *out = (Event){.kind = EV_NONE};
        if (asked_to_end) {
            out->kind = EV_HANGUP;
            return;
        }
        ReadKind kind = read_one(tty, &c);
        if (kind != READ_NONE) {
            if (take(tty, kind, c, out))
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
    wint_t c;
    bool cancel = false;

    wait_input(tty, 0); /* lets signals through */
    for (ReadKind kind; (kind = read_one(tty, &c)) != READ_NONE;) {
        if (kind == READ_CODE && c == KEY_RESIZE) {
            unread(tty, kind, c);
            break;
        }
        cancel = cancel || (kind == READ_CHAR && (c == K_ESC || c == K_CTRL('c')));
    }
    return cancel || asked_to_end;
}

/* How many keys are looked through: they have to fit into what ncurses takes back. */
enum { LOOK_KEYS = 32 };

bool tty_given_up(Tty *tty)
{
    ReadKind kinds[LOOK_KEYS];
    wint_t chars[LOOK_KEYS];
    bool up = false;
    size_t n = 0;

    wait_input(tty, 0); /* lets signals through */
    while (n < LOOK_KEYS && (kinds[n] = read_one(tty, &chars[n])) != READ_NONE) {
        if (kinds[n] == READ_CHAR && chars[n] == K_CTRL('c'))
            up = true;
        else
            n++;
    }
    while (n-- > 0) {
        if (kinds[n] == READ_CODE || !tty->utf8)
            ungetch((int)chars[n]);
        else
            unget_wch((wchar_t)chars[n]);
        tty->taken -= kinds[n] == READ_CHAR || chars[n] != KEY_RESIZE;
    }
    return up;
}
