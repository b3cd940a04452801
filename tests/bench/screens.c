/* screens: what the screens cost, measured at the terminal: bytes that are written for a key,
 * and the time from a key to what it changes on the screen. Prints figures, asserts nothing.
 *
 *   screens [STORE USER SECRET]
 *
 * Types the intake of leukaemia-child into a store of its own, key by key, each when the
 * program has nothing more to do. A key either only changes what is seen, or leaves a field:
 * then the value is stored and synced and the case judged before the screen is drawn. With a
 * store it also moves the cursor through the queue of that one. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "tests/support/temp.h"
#include "tests/tty/intake.h"
#include "ui/model/event.h"

enum { SAMPLES = 4000, MOVES = 300, WAIT_MS = 20000 };

typedef struct Sample {
    long us;
    unsigned long bytes;
} Sample;

typedef struct Series {
    Sample samples[SAMPLES];
    size_t n;
} Series;

static long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static _Noreturn void give_up(Term *term, const char *what)
{
    fprintf(stderr, "screens: %s\n%s", what, term_dump(term, false, true));
    exit(EXIT_FAILURE);
}

static Term *start(const char *store, const char *user, const char *secret)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program,         (char *)"--lang",
                          (char *)"zh_CN", (char *)"--store",
                          (char *)store,   (char *)"--as",
                          (char *)user,    (char *)"--passphrase-file",
                          (char *)secret,  NULL};
    Term *term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
    if (!term_wait_idle(term, WAIT_MS))
        give_up(term, "the program does not start");
    return term;
}

/* Sends one key to an idle program, and waits until it is idle again. */
static void measure(Term *term, int key, Series *series)
{
    unsigned long before = term_bytes(term);
    long from = now_us();
    intake_send(term, key);
    bool drawn = term_wait_bytes(term, WAIT_MS);
    long us = now_us() - from;
    if (!term_wait_idle(term, WAIT_MS))
        give_up(term, "no answer to a key");
    if (drawn && series->n < SAMPLES)
        series->samples[series->n++] = (Sample){us, term_bytes(term) - before};
}

static int by_us(const void *a, const void *b)
{
    long left = ((const Sample *)a)->us, right = ((const Sample *)b)->us;
    return (left > right) - (left < right);
}

static int by_bytes(const void *a, const void *b)
{
    unsigned long left = ((const Sample *)a)->bytes, right = ((const Sample *)b)->bytes;
    return (left > right) - (left < right);
}

static void print(const char *name, Series *series)
{
    size_t n = series->n, late = n - 1 - n / 100;
    if (!n)
        return;
    qsort(series->samples, n, sizeof(Sample), by_bytes);
    unsigned long middle = series->samples[n / 2].bytes, most = series->samples[n - 1].bytes;
    qsort(series->samples, n, sizeof(Sample), by_us);
    printf(
        "%-34s %5zu keys  bytes %4lu median %5lu most   drawn after %6.1f ms median %6.1f p99 "
        "%6.1f most\n",
        name, n, middle, most, (double)series->samples[n / 2].us / 1000,
        (double)series->samples[late].us / 1000, (double)series->samples[n - 1].us / 1000);
}

static void measure_intake(void)
{
    static Series typed, left;
    char *folder = temp_new(), *store = temp_path(folder, "store.db");
    char *secret = temp_path(folder, "secret");
    Intake plan;
    intake_plan(&plan, folder, "leukaemia-child", NULL, NULL);
    intake_make_store(store, secret);
    Term *term = start(store, "lin", secret);
    for (size_t i = 0; i < plan.n; i++) {
        bool stored =
            i == 0 || strcmp(plan.keys[i - 1].state.json, plan.keys[i].state.json) != 0;
        measure(term, plan.keys[i].key, stored ? &left : &typed);
    }
    print("a key that stores nothing", &typed);
    print("a key that stores a value", &left);
    term_close(term);
    intake_free(&plan);
    free(store);
    free(secret);
    temp_free(folder);
}

static void measure_queue(const char *store, const char *user, const char *secret)
{
    static const int searched[] = {'/',         'w',         'x',         'm',
                                   K_BACKSPACE, K_BACKSPACE, K_BACKSPACE, K_ESC};
    static Series moves, search;
    Term *term = start(store, user, secret);
    intake_send(term, 'q');    /* from what waits to the queue */
    intake_send(term, K_LEFT); /* the last of the filters: all cases */
    if (!term_wait_idle(term, WAIT_MS))
        give_up(term, "no answer to a key");
    for (int i = 0; i < MOVES; i++)
        measure(term, i < MOVES * 2 / 3 ? K_DOWN : K_UP, &moves);
    for (size_t i = 0; i < COUNT_OF(searched); i++)
        measure(term, searched[i], &search);
    print("cursor moved in the queue", &moves);
    print("a key of a search", &search);
    term_close(term);
}

int main(int argc, char **argv)
{
    if (!getenv("top_builddir") || !getenv("top_srcdir") || (argc != 1 && argc != 4)) {
        fprintf(stderr, "usage: top_srcdir=DIR top_builddir=DIR screens [STORE USER SECRET]\n");
        return 2;
    }
    measure_intake();
    if (argc == 4)
        measure_queue(argv[1], argv[2], argv[3]);
    return 0;
}
