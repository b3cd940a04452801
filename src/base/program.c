/* A child has only the three standard files, and none of ours: what this program has open is
 * closed in it before anything else runs. Nobody waits for a child without limit: the screens
 * lock, leave and answer signals on the thread that starts it. */
#include "config.h"

#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

enum { ARGS_MAX = 16, NOT_STARTED = 127, TICK_MS = 10 };

static bool runs(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

char *program_find(const char *name)
{
    const char *env = getenv("PATH");
    char *folders = xstrdup(env ? env : "/usr/bin:/bin"), *rest = folders, *folder;
    char *found = NULL;

    while (!found && (folder = strsep(&rest, ":"))) {
        if (*folder != '/') /* never what happens to lie in the folder one stands in */
            continue;
        char *path = path_join(folder, name);
        if (runs(path))
            found = path;
        else
            free(path);
    }
    free(folders);
    return found;
}

/* All but the standard files; one by one where the system does not do it at once. */
static void close_others(void)
{
    struct rlimit most = {0};

#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)STDERR_FILENO + 1, ~0U, 0U) == 0)
        return;
#endif
    getrlimit(RLIMIT_NOFILE, &most);
    for (rlim_t fd = STDERR_FILENO + 1; fd < most.rlim_cur; fd++)
        close((int)fd);
}

/* In a child, where only what is safe after a fork may be called. */
static void become_between(const char *path, char *const argv[], int in, int out)
{
    int nowhere = open("/dev/null", O_WRONLY);
    sigset_t none;

    if (in < 0 || nowhere < 0 || dup2(in, STDIN_FILENO) < 0 ||
        dup2(out < 0 ? nowhere : out, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        _exit(NOT_STARTED);
    close_others();
    sigemptyset(&none); /* what the screens hold back is not held back there */
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(path, argv);
    _exit(NOT_STARTED);
}

static void become(const char *path, char *const *argv, const char *input)
{
    become_between(path, argv, open(input, O_RDONLY | O_NONBLOCK), -1);
}

static bool cannot_start(const char *path, Err *err)
{
    return err_set(err, ERR_IO, _("%s cannot be started: %s"), path, i18n_errno(errno));
}

static void make_argv(const char *path, const char *const *args, char *argv[ARGS_MAX + 2])
{
    size_t n = 0;

    argv[n++] = (char *)path;
    for (size_t i = 0; i < ARGS_MAX && args[i]; i++)
        argv[n++] = (char *)args[i];
    argv[n] = NULL;
}

static pid_t wait_for(pid_t child, int *status, int options)
{
    pid_t ended;

    do
        ended = waitpid(child, status, options);
    while (ended < 0 && errno == EINTR);
    return ended;
}

static bool did_it(const char *path, bool ended, int status, Err *err)
{
    return (ended && WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           err_set(err, ERR_IO, _("%s did not do it"), path);
}

bool program_start(const char *path, const char *const *args, Err *err)
{
    char *argv[ARGS_MAX + 2];

    make_argv(path, args, argv);
    pid_t child = fork();
    if (child < 0)
        return cannot_start(path, err);
    if (child == 0) { /* one between, so that nobody has to wait for the program's end */
        setsid();
        pid_t grandchild = fork();
        if (grandchild == 0)
            become(path, argv, "/dev/null");
        _exit(grandchild < 0 ? NOT_STARTED : 0);
    }
    int status = 0;
    return did_it(path, wait_for(child, &status, 0) == child, status, err);
}

bool program_feed(const char *path, const char *const *args, const char *input, int *patience,
                  Err *err)
{
    char *argv[ARGS_MAX + 2];
    int status = 0;
    pid_t ended;

    while (wait_for(-1, NULL, WNOHANG) > 0)
        ; /* those that were let go, and have ended since */
    make_argv(path, args, argv);
    pid_t child = fork();
    if (child < 0)
        return cannot_start(path, err);
    if (child == 0) {
        setsid();
        become(path, argv, input);
    }
    while ((ended = wait_for(child, &status, WNOHANG)) == 0 && *patience > 0) {
        poll(NULL, 0, TICK_MS);
        *patience -= TICK_MS;
    }
    return ended == 0 || did_it(path, ended == child, status, err);
}

/* ---- a program that is asked ---- */

/* Bytes that a child reads, in memory alone. */
static int input_of(const char *bytes, size_t n)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < n;) {
        ssize_t put = write(fd, bytes + at, n - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            int why = errno;
            close(fd);
            errno = why;
            return -1;
        }
        at += (size_t)put;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until its end of the pipe is closed. */
static bool gather(int fd, size_t most, long end, Buf *out)
{
    char bytes[1 << 14];

    for (;;) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        long left = end - now_ms();
        if (left <= 0)
            return false;
        if (poll(&one, 1, (int)left) <= 0)
            continue;
        ssize_t n = read(fd, bytes, sizeof(bytes));
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            buf_add_bytes(out, bytes, (size_t)n);
        if (out->len > most)
            return false;
    }
}

/* A child may have closed its end and go on. */
static bool ends_by(pid_t child, long end, int *how)
{
    pid_t ended;

    while ((ended = wait_for(child, how, WNOHANG)) == 0 && now_ms() < end)
        poll(NULL, 0, TICK_MS);
    if (ended == 0) {
        kill(child, SIGKILL);
        wait_for(child, how, 0);
    }
    return ended == child;
}

/* A child with bytes as its input; *from: the end of the pipe that it writes to, -1 for none.
 */
static pid_t start_between(const char *path, const char *input, size_t n, int *from, Err *err)
{
    int in = input_of(input, n), ends[2] = {-1, -1};
    pid_t child = -1;
    bool whole = in >= 0 && pipe2(ends, O_CLOEXEC) == 0 && (child = fork()) >= 0;

    if (child == 0)
        become_between(path, (char *const[]){(char *)path, NULL}, in, ends[1]);
    if (!whole)
        cannot_start(path, err);
    if (in >= 0)
        close(in);
    if (ends[1] >= 0)
        close(ends[1]);
    *from = ends[0];
    return child;
}

/* What a child came to; whole: all that it said was heard. */
static bool end_of(pid_t child, const char *path, bool whole, long end, int *status, Err *err)
{
    int how = 0;

    if (!whole)
        kill(child, SIGKILL);
    whole = ends_by(child, end, &how) && whole;
    *status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
    if (whole && *status == NOT_STARTED)
        return err_set(err, ERR_IO, _("%s cannot be started"), path);
    return whole || err_set(err, ERR_IO, _("%s did not do it"), path);
}

bool program_ask(const char *path, const char *input, size_t n, size_t most, int seconds,
                 Buf *out, int *status, Err *err)
{
    int from;
    pid_t child = start_between(path, input, n, &from, err);
    bool whole = false;

    if (child > 0) {
        long end = now_ms() + 1000L * seconds;
        whole = end_of(child, path, gather(from, most, end, out), end, status, err);
    }
    if (from >= 0)
        close(from);
    return whole;
}

/* ---- a program that is followed ---- */

typedef struct Following {
    ProgramLine *line;
    void *ctx;
    const Progress *progress;
    Buf text; /* of the line that has not ended */
    bool stopped;
} Following;

static bool hand_on(Following *f, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] != '\n') {
            buf_add_char(&f->text, bytes[i]);
            continue;
        }
        if (!f->line(f->ctx, f->text.data, f->text.len))
            return false;
        buf_clear(&f->text);
    }
    return true;
}

/* Until its end of the pipe is closed. */
static bool follow(Following *f, int fd, size_t most, int seconds)
{
    char bytes[1 << 14];
    enum { LOOK_MS = 200 };

    for (long end = now_ms() + 1000L * seconds; now_ms() < end;) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        f->stopped = !progress_step(f->progress, 0, 0);
        if (f->stopped)
            return false;
        if (poll(&one, 1, LOOK_MS) <= 0)
            continue;
        ssize_t n = read(fd, bytes, sizeof(bytes));
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0 && !hand_on(f, bytes, (size_t)n))
            return false;
        if (f->text.len > most)
            return false;
        end = now_ms() + 1000L * seconds;
    }
    return false;
}

bool program_follow(const char *path, const char *input, size_t n, size_t most, int seconds,
                    ProgramLine *line, void *ctx, const Progress *progress, int *status,
                    Err *err)
{
    Following f = {.line = line, .ctx = ctx, .progress = progress, .text = BUF_INIT};
    int from;
    pid_t child = start_between(path, input, n, &from, err);
    bool whole = false;

    if (child > 0) {
        bool heard = follow(&f, from, most, seconds);
        whole = end_of(child, path, heard, now_ms() + 1000L * seconds, status, err);
        /* ^C on a terminal ends both at once. */
        if (f.stopped || (!whole && !progress_step(progress, 0, 0)))
            whole = err_set(err, ERR_CANCELLED, _("Cancelled; what was done so far stays"));
    }
    if (from >= 0)
        close(from);
    buf_free(&f.text);
    return whole;
}
