/* Two programs write to one sealed store, the log is merged and the file made anew all the
 * time, and one of them or both are killed at any moment: what they had said is there, and it
 * is whole. SEAL_KILLS=600 tries more often. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/seal_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

enum { WRITERS = 2, ROUNDS = 12, ROWS = 4 };

static SealKey *key;

/* One change after the other; what is written to the pipe is stored. */
static void write_on(int writer, int pipe, uint32_t seed)
{
    Sealed sealed = sealed_open(help_store_path, key, SEAL_USED);
    char sql[400];

    if (sealed.status != SQLITE_OK)
        _exit(1);
    sealed_run(&sealed, "PRAGMA cache_size=8; PRAGMA wal_autocheckpoint=15");
    for (int i = 1;; i++) {
        seed = seed * 1664525u + 1013904223u;
        snprintf(sql, sizeof(sql),
                 "BEGIN IMMEDIATE;"
                 "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < %d)"
                 " INSERT INTO t (a, b) SELECT '%d', zeroblob(%u) FROM r;"
                 "UPDATE t SET b = zeroblob(length(b) %% 900 + 40) WHERE id %% 5 = %u;"
                 "COMMIT;",
                 ROWS, writer, 100 + (seed >> 8) % 3000, (seed >> 20) % 5);
        if (sealed_run(&sealed, sql) != SQLITE_OK || write(pipe, "x", 1) != 1)
            _exit(1);
        if (i % 20 == 0)
            sealed_run(&sealed, "VACUUM");
    }
}

typedef struct Writer {
    pid_t pid;
    int pipe;
    int64_t said;
} Writer;

static void begin_writer(Writer *writer, int number, uint32_t seed)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    writer->pid = fork();
    ck_assert_int_ge(writer->pid, 0);
    if (writer->pid == 0) {
        close(ends[0]);
        write_on(number, ends[1], seed);
    }
    close(ends[1]);
    writer->pipe = ends[0];
}

/* Waits for so many changes, then kills it wherever it is by then. */
static void end_writer(Writer *writer, int changes, long nanoseconds)
{
    const struct timespec moment = {0, nanoseconds};
    char byte[256];
    ssize_t n;
    int status;

    for (int i = 0; i < changes; i++) {
        n = read(writer->pipe, byte, 1);
        ck_assert_int_eq(n, 1);
        writer->said++;
    }
    nanosleep(&moment, NULL);
    kill(writer->pid, SIGKILL);
    while ((n = read(writer->pipe, byte, sizeof(byte))) > 0)
        writer->said += n;
    close(writer->pipe);
    ck_assert_int_eq(waitpid(writer->pid, &status, 0), writer->pid);
    ck_assert(WIFSIGNALED(status));
}

static void look(const Writer *writers)
{
    Sealed sealed = sealed_open(help_store_path, key, SEAL_USED);

    ck_assert_int_eq(sealed.status, SQLITE_OK);
    ck_assert(sealed_whole(&sealed));
    for (int i = 0; i < WRITERS; i++) {
        char sql[80];
        int64_t rows;
        snprintf(sql, sizeof(sql), "SELECT count(*) FROM t WHERE a = '%d'", i);
        rows = sealed_int(&sealed, sql);
        ck_assert_int_eq(rows % ROWS, 0);
        ck_assert_int_ge(rows / ROWS, writers[i].said);
    }
    sealed_close(&sealed);
}

START_TEST(test_writers_killed)
{
    const char *given = getenv("SEAL_KILLS");
    int rounds = given ? atoi(given) / WRITERS : ROUNDS;
    Writer writers[WRITERS] = {0};
    uint32_t seed = 7;

    key = seal_key_new();
    for (int round = 0; round < rounds; round++) {
        if (round % 8 == 0) {
            unlink(help_store_path);
            sealed_make(help_store_path, key);
            memset(writers, 0, sizeof(writers));
        }
        for (int i = 0; i < WRITERS; i++)
            begin_writer(&writers[i], i, seed + (uint32_t)i);
        for (int i = 0; i < WRITERS; i++) {
            seed = seed * 1664525u + 1013904223u;
            end_writer(&writers[i], (int)(seed >> 16) % 12, (long)(seed >> 8) % 2000000);
        }
        look(writers);
    }
    printf("%d kills of a sealed store\n", rounds * WRITERS);
    seal_key_free(key);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_writers_killed, NULL};
    return suite_run("writers", tests, help_start, help_stop);
}
