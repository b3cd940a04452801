/* Runs a program and stops it at each system call of some kinds, so that one of them can fail,
 * be cut short, be written down, or be the last one. By ptrace and a seccomp filter, which sees
 * what libraries do as well, in a plain build as under sanitizers, and needs no rights.
 *
 * Calls of the loader before the program begins are let through unseen. Only where
 * trace_works() says so, which is Linux on x86-64; elsewhere the tests that use it are skipped.
 *
 * One program at a time in a process, which has no other children meanwhile. */
#ifndef ANJUAN_TESTS_TRACE_H
#define ANJUAN_TESTS_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef enum CallKind {
    CALL_WRITE,
    CALL_PWRITE,
    CALL_FSYNC,
    CALL_FDATASYNC,
    CALL_RENAME,
    CALL_LINK,
    CALL_OPEN,
    CALL_TRUNCATE,
    CALL_UNLINK,
    CALL_MKDIR,
    CALL_MMAP,
    CALL_CLOSE,
    CALL_READ,
    CALL_KINDS,             /* those above can be made to fail */
    CALL_OTHER = CALL_KINDS /* changes files in a way that nobody here understands */
} CallKind;

enum { CALL_ERRORS_MAX = 6, CALL_SHORT = -1 /* among the errors: only half is written */ };

typedef struct CallDef {
    const char *name;
    int errors[CALL_ERRORS_MAX]; /* what the kernel may answer; 0 ends them */
} CallDef;

extern const CallDef trace_calls[CALL_KINDS];
const char *trace_error_name(int error);

typedef struct Call {
    pid_t pid;
    CallKind kind;
    long nr; /* SYS_... */
    uint64_t args[6];
    bool done; /* it has been made, and result is its answer */
    int64_t result;
    int error; /* for CALL_FAIL */
} Call;

typedef enum CallDo {
    CALL_GO,
    CALL_TELL, /* let it be made and ask again with the answer */
    CALL_FAIL, /* with error; a close is made all the same, as the kernel does it */
    CALL_KILL, /* SIGKILL, before it is made */
} CallDo;

/* Asked at each call; also before and, where it said CALL_TELL, after. */
typedef CallDo CallHook(void *ctx, Call *call);

typedef struct TraceRun {
    char *const *argv;
    char *const *environ;
    const char *folder;    /* to run in */
    const char *out, *err; /* files for what it says */
    int patience;          /* seconds until it counts as hanging */
    CallHook *hook;        /* NULL: runs without being watched */
    void *ctx;
} TraceRun;

typedef struct TraceEnd {
    int status; /* of the exit; -1 when it was killed */
    int signal; /* that killed it, or 0 */
    bool hung;
} TraceEnd;

bool trace_works(void);
TraceEnd trace_run(const TraceRun *run);

/* Of the program that is stopped: bytes, a text (for the caller to free), and what a file
 * descriptor or a name given to an ...at call is, as a link of /proc or a whole path. */
bool trace_read(pid_t pid, uint64_t at, void *bytes, size_t n);
char *trace_path(pid_t pid, int folder_fd, uint64_t name);
char *trace_fd(pid_t pid, int fd);

#endif
