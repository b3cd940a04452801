/* The tracer: a seccomp filter stops the program at the calls of the table, ptrace answers for
 * the system. */
#include "config.h"

#include "tests/faults/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"

const CallDef trace_calls[CALL_KINDS] = {
    [CALL_WRITE] = {"write", {EIO, ENOSPC, EINTR, CALL_SHORT}},
    [CALL_PWRITE] = {"pwrite64", {EIO, ENOSPC, EINTR, CALL_SHORT}},
    [CALL_FSYNC] = {"fsync", {EIO, ENOSPC, EINTR}},
    [CALL_FDATASYNC] = {"fdatasync", {EIO, ENOSPC, EINTR}},
    [CALL_RENAME] = {"rename", {EIO, ENOSPC, ENOMEM}},
    [CALL_LINK] = {"link", {EIO, ENOSPC, EPERM}},
    [CALL_OPEN] = {"open", {EIO, ENOSPC, EINTR, EMFILE, ENOMEM}},
    [CALL_TRUNCATE] = {"ftruncate", {EIO, ENOSPC, EINTR}},
    [CALL_UNLINK] = {"unlink", {EIO, ENOMEM}},
    [CALL_MKDIR] = {"mkdir", {EIO, ENOSPC, ENOMEM}},
    [CALL_MMAP] = {"mmap", {ENOMEM}},
    [CALL_CLOSE] = {"close", {EIO, ENOSPC, EINTR}},
    [CALL_READ] = {"read", {EIO, EINTR}},
};

typedef struct CallNumber {
    long nr;
    CallKind kind;
} CallNumber;

static const CallNumber numbers[] = {
    {SYS_write, CALL_WRITE},
    {SYS_writev, CALL_WRITE},
    {SYS_pwrite64, CALL_PWRITE},
    {SYS_fsync, CALL_FSYNC},
    {SYS_fdatasync, CALL_FDATASYNC},
    {SYS_renameat, CALL_RENAME},
    {SYS_renameat2, CALL_RENAME},
    {SYS_linkat, CALL_LINK},
    {SYS_openat, CALL_OPEN},
    {SYS_ftruncate, CALL_TRUNCATE},
    {SYS_unlinkat, CALL_UNLINK},
    {SYS_mkdirat, CALL_MKDIR},
    {SYS_mmap, CALL_MMAP},
    {SYS_close, CALL_CLOSE},
    {SYS_read, CALL_READ},
#ifdef SYS_rename
    {SYS_rename, CALL_RENAME},
    {SYS_link, CALL_LINK},
    {SYS_open, CALL_OPEN},
    {SYS_unlink, CALL_UNLINK},
    {SYS_rmdir, CALL_UNLINK},
    {SYS_mkdir, CALL_MKDIR},
    {SYS_creat, CALL_OTHER},
    {SYS_symlink, CALL_OTHER},
#endif
    {SYS_truncate, CALL_OTHER},
    {SYS_pwritev, CALL_OTHER},
    {SYS_pwritev2, CALL_OTHER},
    {SYS_sendfile, CALL_OTHER},
    {SYS_copy_file_range, CALL_OTHER},
    {SYS_splice, CALL_OTHER},
    {SYS_sync, CALL_OTHER},
    {SYS_syncfs, CALL_OTHER},
    {SYS_sync_file_range, CALL_OTHER},
    {SYS_symlinkat, CALL_OTHER},
    {SYS_prctl, CALL_OTHER}, /* hidden from the hook: see hides_memory */
};

const char *trace_error_name(int error)
{
    return error == CALL_SHORT ? "SHORT" : strerrorname_np(error);
}

static CallKind kind_of(long nr)
{
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (numbers[i].nr == nr)
            return numbers[i].kind;
    return CALL_OTHER;
}

/* ---- the program's side ---- */

/* The kernel asks the tracer about the calls of the table; all others go on at full speed. */
static bool put_filter(void)
{
    struct sock_filter filter[COUNT_OF(numbers) + 3];
    size_t n = 0;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                               offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        filter[n++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)numbers[i].nr,
                                         (uint8_t)(COUNT_OF(numbers) - i), 0);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog program = {.len = (unsigned short)n, .filter = filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool redirect(int fd, const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC, 0600);
    return file >= 0 && dup2(file, fd) == fd;
}

static NORETURN void become(const TraceRun *run)
{
    enum { CANNOT = 126 };
    if (chdir(run->folder) != 0 || !redirect(STDIN_FILENO, "/dev/null", O_RDONLY) ||
        !redirect(STDOUT_FILENO, run->out, O_WRONLY | O_CREAT | O_TRUNC) ||
        !redirect(STDERR_FILENO, run->err, O_WRONLY | O_CREAT | O_TRUNC))
        _exit(CANNOT);
    if (run->hook) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise(SIGSTOP) != 0 || !put_filter())
            _exit(CANNOT);
    }
    execve(run->argv[0], run->argv, run->environ);
    _exit(CANNOT);
}

/* ---- what the program holds ---- */

bool trace_read(pid_t pid, uint64_t at, void *bytes, size_t n)
{
    struct iovec here = {bytes, n}, there = {(void *)(uintptr_t)at, n};
    return n == 0 || process_vm_readv(pid, &here, 1, &there, 1, 0) == (ssize_t)n;
}

static char *link_of(const char *path)
{
    char target[4096];
    ssize_t n = readlink(path, target, sizeof(target) - 1);
    target[n > 0 ? n : 0] = '\0';
    return xstrdup(target);
}

char *trace_fd(pid_t pid, int fd)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, fd);
    return link_of(path);
}

char *trace_path(pid_t pid, int folder_fd, uint64_t name)
{
    char text[4096] = "", proc[64];
    size_t n = 0;
    while (n + 1 < sizeof(text) && trace_read(pid, name + n, text + n, 1) && text[n])
        n++;
    text[n] = '\0';
    if (text[0] == '/')
        return xstrdup(text);
    snprintf(proc, sizeof(proc), "/proc/%d/cwd", (int)pid);
    char *folder = folder_fd == AT_FDCWD ? link_of(proc) : trace_fd(pid, folder_fd);
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/%s", folder, text);
    free(folder);
    return buf_take(&path);
}

/* ---- the tracer's side ---- */

#ifdef __SANITIZE_ADDRESS__
typedef struct Code { /* a part of a file in the program's memory */
    uint64_t from, to;
    bool sanitizer;
} Code;
#endif

typedef struct Tracer {
    const TraceRun *run;
    pid_t pid;
    bool begun;                     /* the program is what runs, no more its starter */
    uint64_t loader, loader_end;    /* where the code of the loader is */
    Call waiting;                   /* a call whose answer is wanted */
    bool answer_wanted, answer_bad; /* and is to be made a failure */
    TraceEnd end;
#ifdef __SANITIZE_ADDRESS__
    Code code[8]; /* that calls came from */
    size_t next_code;
#endif
} Tracer;

static volatile sig_atomic_t ticks; /* of the clock that finds what hangs */

static void tick(int signal UNUSED)
{
    ticks++;
}

static void start_clock(int seconds)
{
    struct sigaction action = {.sa_handler = tick};
    struct itimerval each = {.it_interval = {.tv_sec = seconds ? 1 : 0},
                             .it_value = {.tv_sec = seconds ? 1 : 0}};
    ticks = 0;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &each, NULL);
}

/* Waits for the process, or any when pid is -1; what hangs is killed. */
static pid_t wait_for(Tracer *tracer, pid_t pid, int *status)
{
    for (;;) {
        pid_t got = waitpid(pid, status, __WALL);
        if (got > 0 || errno != EINTR)
            return got;
        if (ticks >= tracer->run->patience && !tracer->end.hung) {
            tracer->end.hung = true;
            kill(tracer->pid, SIGKILL);
        }
    }
}

#ifdef __x86_64__
static bool get_call(pid_t pid, struct user_regs_struct *regs, Call *call)
{
    if (ptrace(PTRACE_GETREGS, pid, NULL, regs) != 0)
        return false;
    *call = (Call){.pid = pid,
                   .nr = (long)regs->orig_rax,
                   .args = {regs->rdi, regs->rsi, regs->rdx, regs->r10, regs->r8, regs->r9}};
    call->kind = kind_of(call->nr);
    return true;
}

/* The call is not made, and the program is told that it failed. */
static void make_fail(pid_t pid, struct user_regs_struct *regs, int error)
{
    regs->orig_rax = (unsigned long long)-1;
    regs->rax = (unsigned long long)-(long long)error;
    ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

static void make_short(pid_t pid, struct user_regs_struct *regs)
{
    if (regs->rdx < 2)
        return;
    regs->rdx /= 2;
    ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

/* A sanitizer has calls of its own, and no way to go on without them. Where it is asked from a
 * place for the first time, /proc says what is there; code does not move. */
#ifdef __SANITIZE_ADDRESS__
static void find_code(Tracer *tracer, uint64_t at)
{
    char path[64], line[4096], name[4096];
    snprintf(path, sizeof(path), "/proc/%d/maps", (int)tracer->pid);
    FILE *file = fopen(path, "r");
    bool found = false;
    while (file && !found && fgets(line, sizeof(line), file)) {
        unsigned long long from, to;
        name[0] = '\0';
        found = sscanf(line, "%llx-%llx %*s %*s %*s %*s %4095s", &from, &to, name) >= 2 &&
                at >= from && at < to;
        if (found)
            tracer->code[tracer->next_code] = (Code){from, to, strstr(name, "san.so") != NULL};
    }
    if (!found)
        tracer->code[tracer->next_code] = (Code){at, at + 1, false};
    tracer->next_code = (tracer->next_code + 1) % COUNT_OF(tracer->code);
    if (file)
        fclose(file);
}

static bool of_sanitizer(Tracer *tracer, uint64_t at)
{
    for (int tries = 0; tries < 2; tries++) {
        for (size_t i = 0; i < COUNT_OF(tracer->code); i++)
            if (at >= tracer->code[i].from && at < tracer->code[i].to)
                return tracer->code[i].sanitizer;
        find_code(tracer, at);
    }
    return false;
}
#else
static bool of_sanitizer(Tracer *tracer UNUSED, uint64_t at UNUSED)
{
    return false;
}
#endif

/* A program whose memory nobody may see could be followed by root alone; it is told that it is
 * so. */
static bool hides_memory(const Call *call)
{
    return call->nr == SYS_prctl && call->args[0] == PR_SET_DUMPABLE;
}

/* How the process is to go on: PTRACE_CONT, or PTRACE_SYSCALL to see the answer. */
static int at_call(Tracer *tracer, pid_t pid)
{
    struct user_regs_struct regs;
    Call call;
    if (!tracer->begun || !get_call(pid, &regs, &call) ||
        (regs.rip >= tracer->loader && regs.rip < tracer->loader_end) ||
        of_sanitizer(tracer, regs.rip))
        return PTRACE_CONT;
    if (call.nr == SYS_prctl) {
        if (hides_memory(&call))
            make_fail(pid, &regs, 0);
        return PTRACE_CONT;
    }
    switch (tracer->run->hook(tracer->run->ctx, &call)) {
    case CALL_KILL:
        kill(tracer->pid, SIGKILL);
        return PTRACE_CONT;
    case CALL_FAIL:
        if (call.error == CALL_SHORT) {
            make_short(pid, &regs);
        } else if (call.kind != CALL_CLOSE) {
            make_fail(pid, &regs, call.error);
        } else {
            tracer->waiting = call;
            tracer->answer_bad = true;
            return PTRACE_SYSCALL;
        }
        return PTRACE_CONT;
    case CALL_TELL:
        tracer->waiting = call;
        tracer->answer_wanted = true;
        return PTRACE_SYSCALL;
    case CALL_GO:
        break;
    }
    return PTRACE_CONT;
}

static void at_answer(Tracer *tracer, pid_t pid)
{
    struct user_regs_struct regs;
    Call *call = &tracer->waiting;
    if (pid != call->pid || ptrace(PTRACE_GETREGS, pid, NULL, &regs) != 0)
        return;
    if (tracer->answer_bad) {
        regs.rax = (unsigned long long)-(long long)call->error;
        ptrace(PTRACE_SETREGS, pid, NULL, &regs);
    } else if (tracer->answer_wanted) {
        call->done = true;
        call->result = (int64_t)regs.rax;
        tracer->run->hook(tracer->run->ctx, call);
    }
    tracer->answer_bad = tracer->answer_wanted = false;
}

bool trace_works(void)
{
    return true;
}
#else
static int at_call(Tracer *tracer UNUSED, pid_t pid UNUSED)
{
    return PTRACE_CONT;
}

static void at_answer(Tracer *tracer UNUSED, pid_t pid UNUSED)
{
}

bool trace_works(void)
{
    return false;
}
#endif

/* The kernel tells a program where its loader begins; /proc where that file's parts end. */
static void find_loader(Tracer *tracer)
{
    enum { AT_LOADER = 7 };
    char path[64], line[4096], name[4096] = "", first[4096];
    uint64_t pair[2] = {0}, base = 0;
    snprintf(path, sizeof(path), "/proc/%d/auxv", (int)tracer->pid);
    FILE *file = fopen(path, "rb");
    while (file && !base && fread(pair, sizeof(pair), 1, file) == 1)
        base = pair[0] == AT_LOADER ? pair[1] : 0;
    if (file)
        fclose(file);
    snprintf(path, sizeof(path), "/proc/%d/maps", (int)tracer->pid);
    file = fopen(path, "r");
    tracer->loader = tracer->loader_end = base;
    while (file && base && fgets(line, sizeof(line), file)) {
        unsigned long long from, to;
        if (sscanf(line, "%llx-%llx %*s %*s %*s %*s %4095s", &from, &to, first) != 3)
            continue;
        if (from == base)
            memcpy(name, first, sizeof(name));
        if (name[0] && strcmp(name, first) == 0)
            tracer->loader_end = to;
    }
    if (file)
        fclose(file);
}

/* What to do with a stop; the signal to hand on is put into *signal. */
static int at_stop(Tracer *tracer, pid_t pid, int status, int *signal)
{
    int event = status >> 16;
    *signal = 0;
    if (event == PTRACE_EVENT_SECCOMP)
        return at_call(tracer, pid);
    if (event == PTRACE_EVENT_EXEC) {
        tracer->begun = true;
        find_loader(tracer);
    }
    if (WSTOPSIG(status) == (SIGTRAP | 0x80))
        at_answer(tracer, pid);
    else if (event == 0 && WSTOPSIG(status) != SIGSTOP && WSTOPSIG(status) != SIGTRAP)
        *signal = WSTOPSIG(status);
    return PTRACE_CONT;
}

static void note_end(Tracer *tracer, int status)
{
    tracer->end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    tracer->end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void follow(Tracer *tracer)
{
    const uintptr_t options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE |
                              PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_EXITKILL |
                              PTRACE_O_TRACESYSGOOD;
    int status, signal;
    if (wait_for(tracer, tracer->pid, &status) != tracer->pid || !WIFSTOPPED(status)) {
        note_end(tracer, status);
        return;
    }
    ptrace(PTRACE_SETOPTIONS, tracer->pid, NULL, (void *)options);
    ptrace(PTRACE_CONT, tracer->pid, NULL, NULL);
    for (;;) {
        pid_t pid = wait_for(tracer, -1, &status);
        if (pid < 0)
            break;
        if (WIFSTOPPED(status)) {
            int how = at_stop(tracer, pid, status, &signal);
            ptrace((enum __ptrace_request)how, pid, NULL, (void *)(uintptr_t)signal);
        } else if (pid == tracer->pid) {
            note_end(tracer, status);
        }
    }
}

TraceEnd trace_run(const TraceRun *run)
{
    int status = 0;
    Tracer tracer = {.run = run};
    tracer.pid = fork();
    if (tracer.pid < 0) {
        perror("fork");
        abort();
    }
    if (tracer.pid == 0)
        become(run);
    start_clock(run->patience);
    if (run->hook)
        follow(&tracer);
    else if (wait_for(&tracer, tracer.pid, &status) == tracer.pid)
        note_end(&tracer, status);
    start_clock(0);
    return tracer.end;
}
