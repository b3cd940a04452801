/* The child, its pseudo terminal and the emulator between; waiting is for what is seen, up to a
 * deadline. */
#include "config.h"

#include "tests/support/term.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/charset.h"
#include "tests/support/patience.h"
#include "tests/support/temp.h"

enum { USUAL_MS = 5000, SLICE_MS = 50, CLOSE_MS = 3000 };

struct Term {
    pid_t pid; /* 0 once reaped */
    int status;
    int fd;
    bool eof;
    VTerm *vt;
    VTermScreen *screen;
    Buf partial; /* of a character in another set than UTF-8 */
    bool altscreen;
    bool silent; /* answers wait in the emulator */
    bool cursor_visible;
    char *folder; /* ours, for HOME and sanitizer reports */
    char *home;
    unsigned long sent;  /* characters and keys given to the program */
    unsigned long taken; /* N of its last idle mark */
    bool marked;         /* a mark came since the last input */
    size_t mark_at;      /* how much of the mark's opening has been seen */
    unsigned long mark_number;
    size_t mark_digits;
    unsigned long bytes;        /* written by the program, marks left out */
    unsigned long bytes_before; /* at the last input */
};

static const char mark_opening[] = "\033]777;idle;";

static long now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * 1000L + ts.tv_nsec / 1000000L;
}

static void nap(void)
{
    const struct timespec two_ms = {.tv_nsec = 2000000L};

    nanosleep(&two_ms, NULL);
}

static int patience(int ms)
{
    return (ms > 0 ? ms : USUAL_MS) * patience_times();
}

static int on_termprop(VTermProp prop, VTermValue *val, void *user)
{
    Term *term = user;

    if (prop == VTERM_PROP_ALTSCREEN)
        term->altscreen = val->boolean;
    else if (prop == VTERM_PROP_CURSORVISIBLE)
        term->cursor_visible = val->boolean;
    return 1;
}

/* The child's environment holds what is named here and nothing else. */
static void set_environment(const Term *term, const char *terminal, char *const env[])
{
    char *path = getenv("PATH");
    char *top = getenv("top_builddir");
    char *reports = temp_path(term->folder, "sanitizer");
    char *options = NULL;

    if (asprintf(&options, "log_path=%s:exitcode=99:malloc_context_size=2", reports) < 0)
        abort();
    path = path ? strdup(path) : NULL;
    top = top ? strdup(top) : NULL;
    clearenv();
    setenv("PATH", path ? path : "/usr/bin:/bin", 1);
    if (top)
        setenv("top_builddir", top, 1);
    setenv("TERM", terminal, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("ESCDELAY", "25", 1);
    setenv("HOME", term->home, 1);
    setenv("ANJUAN_TEST_IDLE", "1", 1);
    setenv("ASAN_OPTIONS", options, 1);
    setenv("UBSAN_OPTIONS", options, 1);
    for (size_t i = 0; env && env[i]; i++)
        putenv(env[i]);
}

Term *term_open(int rows, int cols, const char *terminal, char *const argv[], char *const env[])
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_termprop};
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    Term *term = calloc(1, sizeof(*term));

    if (!term)
        abort();
    setlocale(LC_ALL, "C.UTF-8");
    charset_use(NULL);
    buf_init(&term->partial);
    term->folder = temp_new();
    term->home = strdup(term->folder);
    for (size_t i = 0; env && env[i]; i++) {
        if (strncmp(env[i], "HOME=", 5) == 0) {
            free(term->home);
            term->home = strdup(env[i] + 5);
        }
        if (strncmp(env[i], "LC_ALL=", 7) == 0 && strchr(env[i], '.'))
            charset_use(strchr(env[i], '.') + 1);
    }
    term->cursor_visible = true;
    term->vt = vterm_new(rows, cols);
    vterm_set_utf8(term->vt, 1);
    term->screen = vterm_obtain_screen(term->vt);
    vterm_screen_set_callbacks(term->screen, &callbacks, term);
    vterm_screen_enable_altscreen(term->screen, 1);
    vterm_screen_reset(term->screen, 1);
    term->pid = forkpty(&term->fd, NULL, NULL, &size);
    if (term->pid < 0) {
        perror("forkpty");
        abort();
    }
    if (term->pid == 0) {
        set_environment(term, terminal, env);
        execv(argv[0], argv);
        fprintf(stderr, "%s: %s\r\n", argv[0], strerror(errno));
        _exit(127);
    }
    fcntl(term->fd, F_SETFL, O_NONBLOCK);
    return term;
}

/* Looks for idle marks in the raw bytes; the emulator ignores them. */
static void scan_marks(Term *term, const char *bytes, size_t n)
{
    const size_t opening = sizeof(mark_opening) - 1;

    for (size_t i = 0; i < n; i++) {
        char c = bytes[i];

        term->bytes++;
        if (term->mark_at == opening && isdigit((unsigned char)c)) {
            term->mark_number = term->mark_number * 10 + (unsigned long)(c - '0');
            term->mark_digits++;
        } else if (term->mark_at == opening && c == '\a') {
            term->taken = term->mark_number;
            term->marked = true;
            term->mark_at = 0;
            term->bytes -= opening + term->mark_digits + 1;
        } else if (term->mark_at < opening && c == mark_opening[term->mark_at]) {
            term->mark_at++;
            term->mark_number = 0;
            term->mark_digits = 0;
        } else {
            term->mark_at = c == mark_opening[0] ? 1 : 0;
        }
    }
}

/* The emulator knows UTF-8 only; a character that is not whole yet waits for its rest. */
static void show_bytes(Term *term, const char *bytes, size_t n)
{
    Buf utf8 = BUF_INIT;
    size_t at = 0;

    if (charset_is_utf8()) {
        vterm_input_write(term->vt, bytes, n);
        return;
    }
    buf_add_bytes(&term->partial, bytes, n);
    while (at < term->partial.len) {
        uint32_t rune;
        int took = charset_rune_in(term->partial.data + at, term->partial.len - at, &rune);

        if (took == 0)
            break;
        buf_add_rune(&utf8, took > 0 ? rune : 0xfffd);
        at += took > 0 ? (size_t)took : 1;
    }
    buf_remove(&term->partial, 0, at);
    vterm_input_write(term->vt, utf8.data, utf8.len);
    buf_free(&utf8);
}

static void send_bytes(Term *term, const char *bytes, size_t n);

/* What the emulator answers (key sequences, cursor reports) goes to the program. */
static void send_answers(Term *term)
{
    char bytes[256];
    size_t n;

    if (term->silent)
        return;
    while ((n = vterm_output_read(term->vt, bytes, sizeof(bytes))) > 0)
        send_bytes(term, bytes, n);
}

/* Takes what the program has written; waits at most ms for some. False at the end of it. */
static bool pump(Term *term, int ms)
{
    struct pollfd wait = {.fd = term->fd, .events = POLLIN};
    char bytes[8192];
    ssize_t n;

    if (term->eof)
        return false;
    if (poll(&wait, 1, ms) <= 0)
        return true;
    n = read(term->fd, bytes, sizeof(bytes));
    if (n > 0) {
        scan_marks(term, bytes, (size_t)n);
        show_bytes(term, bytes, (size_t)n);
        send_answers(term);
        return true;
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    term->eof = true; /* EIO: the last program on the other side is gone */
    return false;
}

static void send_bytes(Term *term, const char *bytes, size_t n)
{
    term->marked = false;
    term->bytes_before = term->bytes;
    while (n > 0 && !term->eof) {
        ssize_t done = write(term->fd, bytes, n);

        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        } else if (done < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = term->fd, .events = POLLIN | POLLOUT};

            /* The program may be waiting for us to read before it reads on. */
            poll(&wait, 1, SLICE_MS);
            if (wait.revents & POLLIN)
                pump(term, 0);
        } else if (done < 0 && errno != EINTR) {
            return;
        }
    }
}

void term_type(Term *term, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (((unsigned char)*p & 0xc0) != 0x80)
            term->sent++;
    }
    Buf bytes = BUF_INIT;
    charset_out(text, strlen(text), &bytes);
    send_bytes(term, bytes.data, bytes.len);
    buf_free(&bytes);
}

void term_key(Term *term, VTermKey key, VTermModifier mods)
{
    term->sent++;
    vterm_keyboard_key(term->vt, key, mods);
    send_answers(term);
}

void term_char(Term *term, uint32_t rune, VTermModifier mods)
{
    term->sent += mods & VTERM_MOD_ALT ? 2 : 1;
    vterm_keyboard_unichar(term->vt, rune, mods);
    send_answers(term);
}

void term_paste(Term *term, const char *text)
{
    char *typed = strdup(text);

    /* A terminal sends the line ends of a pasted text as the Enter key does. */
    for (char *p = typed; *p; p++) {
        if (*p == '\n')
            *p = '\r';
    }
    vterm_keyboard_start_paste(term->vt);
    if (vterm_output_get_buffer_current(term->vt) > 0)
        term->sent += 2;
    send_answers(term);
    term_type(term, typed);
    vterm_keyboard_end_paste(term->vt);
    send_answers(term);
    free(typed);
}

void term_resize(Term *term, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

    while (pump(term, 0)) { /* what was written for the old size is shown in the old size */
        struct pollfd more = {.fd = term->fd, .events = POLLIN};

        if (poll(&more, 1, 0) <= 0)
            break;
    }
    vterm_set_size(term->vt, rows, cols);
    term->marked = false;
    ioctl(term->fd, TIOCSWINSZ, &size);
}

void term_answers(Term *term, bool answers)
{
    term->silent = !answers;
    send_answers(term);
}

int term_pid(const Term *term)
{
    return (int)term->pid;
}

void term_signal(Term *term, int number)
{
    if (term->pid > 0)
        kill(term->pid, number);
}

bool term_until(Term *term, TermMet *met, const void *what, int ms)
{
    long deadline = now_ms() + patience(ms);

    for (;;) {
        long left = deadline - now_ms();

        if (met(term, what))
            return true;
        if (left <= 0)
            return false;
        if (!pump(term, left < SLICE_MS ? (int)left : SLICE_MS))
            return met(term, what);
    }
}

static bool is_idle(const Term *term, const void *what UNUSED)
{
    return term->marked && term->taken >= term->sent;
}

bool term_wait_idle(Term *term, int ms)
{
    return term_until(term, is_idle, NULL, ms);
}

unsigned long term_bytes(const Term *term)
{
    return term->bytes;
}

unsigned long term_sent(const Term *term)
{
    return term->sent;
}

unsigned long term_taken(const Term *term)
{
    return term->taken;
}

void term_run(Term *term, int ms)
{
    long end = now_ms() + ms;

    for (long left = ms; left > 0 && !term->eof; left = end - now_ms())
        pump(term, (int)left);
}

static bool has_answered(const Term *term, const void *what UNUSED)
{
    return term->bytes > term->bytes_before || is_idle(term, NULL);
}

bool term_wait_bytes(Term *term, int ms)
{
    return term_until(term, has_answered, NULL, ms) && term->bytes > term->bytes_before;
}

static bool reap(Term *term)
{
    if (term->pid > 0 && waitpid(term->pid, &term->status, WNOHANG) == term->pid)
        term->pid = 0;
    return term->pid == 0;
}

bool term_wait_exit(Term *term, int *status, int ms)
{
    long deadline = now_ms() + patience(ms);

    while (!reap(term)) {
        if (now_ms() > deadline)
            return false;
        if (!pump(term, SLICE_MS))
            nap(); /* the pty may close a moment before the process can be reaped */
    }
    while (pump(term, 0) && !term->eof) { /* its last words */
        struct pollfd more = {.fd = term->fd, .events = POLLIN};

        if (poll(&more, 1, 0) <= 0)
            break;
    }
    if (status)
        *status = term->status;
    return true;
}

bool term_reports(const Term *term)
{
    DIR *dir = opendir(term->folder);
    bool found = false;

    for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
        if (strncmp(entry->d_name, "sanitizer", 9) == 0) {
            char *path = temp_path(term->folder, entry->d_name);
            char *text = temp_read(path, NULL);

            fprintf(stderr, "%s\n", text);
            found = true;
            free(text);
            free(path);
        }
    }
    if (dir)
        closedir(dir);
    return found;
}

void term_close(Term *term)
{
    bool reports;

    if (!term)
        return;
    term_signal(term, SIGHUP);
    if (!term_wait_exit(term, NULL, CLOSE_MS)) {
        term_signal(term, SIGKILL);
        term_wait_exit(term, NULL, CLOSE_MS);
    }
    close(term->fd);
    vterm_free(term->vt);
    reports = term_reports(term);
    temp_free(term->folder);
    free(term->home);
    buf_free(&term->partial);
    free(term);
    if (reports)
        abort(); /* as a failed test, with the report above */
}

const char *term_home(const Term *term)
{
    return term->home;
}

VTermScreen *term_screen(const Term *term)
{
    return term->screen;
}

void term_size(const Term *term, int *rows, int *cols)
{
    vterm_get_size(term->vt, rows, cols);
}

void term_cursor(const Term *term, int *row, int *col)
{
    VTermPos pos;

    vterm_state_get_cursorpos(vterm_obtain_state(term->vt), &pos);
    *row = pos.row;
    *col = pos.col;
}

bool term_cursor_visible(const Term *term)
{
    return term->cursor_visible;
}

bool term_altscreen(const Term *term)
{
    return term->altscreen;
}
