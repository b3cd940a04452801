/* kill_loop ROUNDS [SEED]: types into a form of the real program, kills it with SIGKILL at a
 * random moment, and looks at what the store has: by hand or with make kill-loop, never as a
 * test, since what it measures is time. Each round goes on where the one before was killed, in
 * the same field, so that every restart is one too; a field that is full is left, and the next
 * case begun.
 *
 * Counted as lost is every key that had been given to the terminal longer than KEEP_MS before
 * the kill and is neither in a draft nor stored. Fields left that long before and not stored yet
 * are counted by themselves. A machine that is busy with other things can make the program late;
 * the age of the oldest key that was not written is printed. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "app/session.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "store/sql.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

enum {
    KEEP_MS = 50,
    FIELD_KEYS = 24,
    BURST_KEYS = 9,
    PAUSE_MS = 90,
    US = 1000,
    WAIT_MS = 20000
};

typedef struct Loop {
    char *folder, *store, *secret, *data;
    Term *term;
    uint64_t random;
    size_t keys;              /* typed into the field */
    int64_t sent[FIELD_KEYS]; /* when, in microseconds */
    int64_t left, killed;     /* when the field was left, 0: not yet */
    size_t rounds, typed, behind, lost, fields, fields_late, strange, not_back;
    int64_t longest; /* the oldest key of all that were not written yet */
} Loop;

static const char *const signs[] = {"罗", "小", "禾", "王", "e\xcc\x81",
                                    "𠮷", "a",  "7",  "，", "明"};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * US * US + now.tv_nsec / US;
}

/* xorshift: the same seed gives the same keys, if not the same moments. */
static int pick(Loop *loop, int below)
{
    loop->random ^= loop->random << 13;
    loop->random ^= loop->random >> 7;
    loop->random ^= loop->random << 17;
    return (int)(loop->random % (uint64_t)below);
}

static void pause_some(Loop *loop, int most_ms)
{
    int64_t us = (int64_t)pick(loop, most_ms * US);
    const struct timespec time = {us / (US * US), (long)(us % (US * US)) * US};
    nanosleep(&time, NULL);
}

static _Noreturn void give_up(const Loop *loop, const char *what)
{
    char *screen = loop->term ? term_dump(loop->term, false, true) : NULL;
    fprintf(stderr, "kill_loop: round %zu: %s\n%s", loop->rounds + 1, what,
            screen ? screen : "");
    exit(EXIT_FAILURE);
}

static void must(const Loop *loop, bool done, const char *what)
{
    if (!done)
        give_up(loop, what);
}

static void make_store(Loop *loop)
{
    static const char passphrase[] = "passphrase1\n";
    Session *session = NULL;
    Err err = {0};
    loop->folder = temp_new();
    loop->store = temp_path(loop->folder, "store.db");
    loop->secret = temp_path(loop->folder, "passphrase");
    loop->data = temp_path(getenv("top_builddir"), "share/anjuan");
    const SessionOptions options = {.store = loop->store, .data = loop->data, .lang = "en"};
    const InitOptions init = {.organisation = "某医院社工部",
                              .station = "T1",
                              .supervisor = "zhou",
                              .passphrase = "passphrase1"};
    must(loop, session_init(&options, &init, &session, &err), err.text);
    session_close(session);
    must(loop, path_write(loop->secret, passphrase, strlen(passphrase), &err), err.text);
}

static void start(Loop *loop)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {
        program,        (char *)"--store",           loop->store,  (char *)"--as",
        (char *)"zhou", (char *)"--passphrase-file", loop->secret, NULL};
    loop->term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
    must(loop, term_wait(loop->term, "Help", WAIT_MS), "the program does not start");
}

static void expected(size_t keys, Buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < keys; i++)
        buf_add(out, signs[i % COUNT_OF(signs)]);
}

/* What the person finds again: the draft, else the value. */
static void read_store(Loop *loop, char **draft, char **value)
{
    Store *store = NULL;
    Err err = {0};
    must(loop, store_open(loop->store, STORE_OPEN, &store, &err), err.text);
    must(loop,
         sql_get_text(store, &err, draft,
                      "SELECT text FROM draft WHERE place = 'patient.name' AND case_id ="
                      " (SELECT max(id) FROM case_file)",
                      NULL) &&
             sql_get_text(store, &err, value,
                          "SELECT name FROM patient WHERE case_id ="
                          " (SELECT max(id) FROM case_file)",
                          NULL),
         err.text);
    store_close(store);
}

/* How many of the keys the store has; the field's text is one of those that were typed. */
static size_t keys_found(Loop *loop, const char *text)
{
    Buf want = BUF_INIT;
    size_t keys = loop->keys;
    for (;; keys--) {
        expected(keys, &want);
        if (!strcmp(want.data, text))
            break;
        if (keys == 0) {
            printf("round %zu: the store has \"%s\"\n", loop->rounds + 1, text);
            loop->strange++;
            break;
        }
    }
    buf_free(&want);
    return keys;
}

static void judge(Loop *loop)
{
    char *draft = NULL, *value = NULL;
    read_store(loop, &draft, &value);
    size_t found = keys_found(loop, draft ? draft : value ? value : "");
    for (size_t i = found; i < loop->keys; i++) {
        int64_t age = loop->killed - loop->sent[i];
        loop->behind++;
        loop->lost += age > (int64_t)KEEP_MS * US;
        loop->longest = age > loop->longest ? age : loop->longest;
    }
    if (loop->left) {
        bool stored = value && keys_found(loop, value) == loop->keys;
        loop->fields++;
        loop->fields_late += !stored && loop->killed - loop->left > (int64_t)KEEP_MS * US;
    }
    loop->keys = found;
    free(draft);
    free(value);
}

static void type_some(Loop *loop)
{
    int burst = 1 + pick(loop, BURST_KEYS);
    for (int i = 0; i < burst && loop->keys < FIELD_KEYS; i++) {
        term_type(loop->term, signs[loop->keys % COUNT_OF(signs)]);
        loop->sent[loop->keys++] = now_us();
        loop->typed++;
        if (pick(loop, 3)) /* else as from an input method: several at once */
            pause_some(loop, PAUSE_MS);
    }
    loop->left = 0;
    if (loop->keys == FIELD_KEYS) {
        term_type(loop->term, "\t");
        loop->left = now_us();
    }
    pause_some(loop, PAUSE_MS);
}

static void kill_it(Loop *loop)
{
    int status;
    loop->killed = now_us();
    term_signal(loop->term, SIGKILL);
    must(loop, term_wait_exit(loop->term, &status, 0) && WIFSIGNALED(status), "not killed");
    term_close(loop->term);
    loop->term = NULL;
}

/* Back in the field with the text as the store has it, or on to the next case. */
static void go_on(Loop *loop)
{
    Buf text = BUF_INIT;
    start(loop);
    expected(loop->keys, &text);
    if (!term_wait(loop->term, "> ", WAIT_MS) || !term_wait(loop->term, text.data, WAIT_MS))
        loop->not_back++;
    if (loop->left) {
        term_type(loop->term, "\033");
        must(loop, term_wait_idle(loop->term, WAIT_MS), "not idle");
        term_type(loop->term, "\033");
        must(loop, term_wait(loop->term, "n New", WAIT_MS), "no queue");
        term_type(loop->term, "n");
        loop->keys = 0;
    }
    must(loop, term_wait(loop->term, "> Name", WAIT_MS), "no field");
    must(loop, term_wait_idle(loop->term, WAIT_MS), "not idle");
    buf_free(&text);
}

static void report(const Loop *loop)
{
    printf("rounds %zu  keys %zu  fields left %zu\n", loop->rounds, loop->typed, loop->fields);
    printf("keys not written yet at the kill %zu, the oldest after %.1f ms\n", loop->behind,
           (double)loop->longest / US);
    printf("keys lost (older than %d ms) %zu  fields left, still a draft %zu\n", KEEP_MS, loop->lost,
           loop->fields_late);
    printf("texts that were never typed %zu  not back in the field %zu\n", loop->strange,
           loop->not_back);
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    Loop loop = {.random = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 20261121};
    if (rounds == 0 || !getenv("top_builddir")) {
        fprintf(stderr, "usage: top_builddir=DIR kill_loop ROUNDS [SEED]\n");
        return 2;
    }
    make_store(&loop);
    start(&loop);
    term_type(loop.term, "n");
    must(&loop, term_wait(loop.term, "> Name", WAIT_MS), "no field");
    must(&loop, term_wait_idle(loop.term, WAIT_MS), "not idle");
    for (; loop.rounds < rounds; loop.rounds++) {
        type_some(&loop);
        kill_it(&loop);
        judge(&loop);
        go_on(&loop);
    }
    term_close(loop.term);
    report(&loop);
    free(loop.store);
    free(loop.secret);
    free(loop.data);
    temp_free(loop.folder);
    return loop.lost || loop.strange || loop.not_back ? EXIT_FAILURE
                                                                          : EXIT_SUCCESS;
}
