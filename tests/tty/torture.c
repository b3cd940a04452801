/* torture ROUNDS [SEED]: types the intake of leukaemia-child into the real program, kills it
 * with SIGKILL at a random moment, and looks at what the store has.
 *
 * The plan of the intake (intake.h) knows what the store is to have after every key: the case,
 * and what is half typed. A round begins where the one before was killed, in the program
 * started again, so that each start is also a return to a case, field and caret; or, now and
 * then and where what was open is forgotten with the program (a list, that a row is new), at a
 * random key of the plan, from a copy of the store made there. The person does not wait for the
 * program: a key comes 20 to 100 ms after the one before (the first one 400 ms after the
 * screen), Chinese characters mostly several at once, as an input method gives them. In one
 * round of FLOOD_IN all keys come at once, as nobody types: there only time is not counted.
 *
 * What the store has must be what it had after one of the keys: anything else is strange. The
 * keys after that one are not written yet. Such a key counts as lost when it was given to the
 * terminal more than KEEP_MS before the kill; it is a field lost when it had stored a value. A
 * key that the program had reported as written (the idle mark) must be there however young it
 * is.
 *
 * With "check" before ROUNDS only what does not depend on time makes it fail: for a machine
 * that is busy with other things, which can make the program late. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/support/temp.h"
#include "tests/tty/intake.h"
#include "ui/model/event.h"

enum {
    KEEP_MS = 50,
    LOOK_MS = 400, /* a person looks at the screen before typing on */
    BURST_KEYS = 24,
    LEAST_MS = 20,
    PAUSE_MS = 80, /* and so much more at most between two keys */
    FLOOD_IN = 5,
    IMAGE_EACH = 25, /* keys of the plan between two copies of the store */
    ANEW_IN = 4,     /* one round in so many begins at another place */
    US = 1000,
    WAIT_MS = 20000
};

typedef struct Sent {
    int64_t when;         /* microseconds */
    unsigned long number; /* of characters and keys, in this run of the program */
} Sent;

typedef struct Loop {
    char *folder, *store, *secret;
    Intake plan;
    size_t *images; /* how many keys of the plan each has */
    size_t n_images;
    Term *term;
    uint64_t random;
    size_t from, to; /* the keys of this round */
    Sent sent[BURST_KEYS];
    int64_t killed;
    bool anew, flood;
    size_t rounds, typed, behind, lost, fields_lost, unwritten, strange;
    int64_t oldest; /* of all keys that were not written yet */
} Loop;

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * US * US + now.tv_nsec / US;
}

/* xorshift: the same seed gives the same keys, if not the same moments. */
static size_t pick(Loop *loop, size_t below)
{
    loop->random ^= loop->random << 13;
    loop->random ^= loop->random >> 7;
    loop->random ^= loop->random << 17;
    return (size_t)(loop->random % below);
}

static _Noreturn void give_up(const Loop *loop, const char *what)
{
    char *screen = loop->term ? term_dump(loop->term, false, true) : NULL;
    fprintf(stderr, "torture: round %zu, key %zu: %s\n%s", loop->rounds + 1, loop->from, what,
            screen ? screen : "");
    exit(EXIT_FAILURE);
}

static void must(const Loop *loop, bool done, const char *what)
{
    if (!done)
        give_up(loop, what);
}

/* ---- stores ---- */

static const char *const parts[] = {"", "-wal"};

static char *image_part(const Loop *loop, size_t keys, const char *part)
{
    Buf name = BUF_INIT;
    buf_addf(&name, "image%zu%s", keys, part);
    char *path = temp_path(loop->folder, name.data);
    buf_free(&name);
    return path;
}

static void copy_file(const Loop *loop, const char *from, const char *to)
{
    size_t n = 0;
    unlink(to);
    if (access(from, F_OK) != 0)
        return;
    char *bytes = temp_read(from, &n);
    FILE *out = fopen(to, "wb");
    must(loop, out && fwrite(bytes, 1, n, out) == n && fclose(out) == 0, "no room for a copy");
    free(bytes);
}

static char *beside(const char *path, const char *part)
{
    Buf name = BUF_INIT;
    buf_addf(&name, "%s%s", path, part);
    return buf_take(&name);
}

static void keep_image(void *ctx, const Intake *plan, const char *store)
{
    Loop *loop = ctx;
    const IntakeKey *last = &plan->keys[plan->n - 1];
    size_t before = loop->n_images ? loop->images[loop->n_images - 1] : 0;
    if (!last->whole || (loop->n_images && plan->n < before + IMAGE_EACH))
        return;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        char *from = beside(store, parts[i]), *to = image_part(loop, plan->n, parts[i]);
        copy_file(loop, from, to);
        free(from);
        free(to);
    }
    loop->images = xreallocarray(loop->images, loop->n_images + 1, sizeof *loop->images);
    loop->images[loop->n_images++] = plan->n;
}

/* The store as it was after some keys of the plan, and nothing of the one before. */
static void begin_anew(Loop *loop)
{
    loop->from = loop->images[pick(loop, loop->n_images - 1)];
    char *shm = beside(loop->store, "-shm");
    unlink(shm);
    free(shm);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        char *from = image_part(loop, loop->from, parts[i]),
             *to = beside(loop->store, parts[i]);
        copy_file(loop, from, to);
        free(from);
        free(to);
    }
}

/* ---- a round ---- */

static void start(Loop *loop)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program,         (char *)"--lang",
                          (char *)"zh_CN", (char *)"--store",
                          loop->store,     (char *)"--as",
                          (char *)"lin",   (char *)"--passphrase-file",
                          loop->secret,    NULL};
    loop->term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
    must(loop, term_wait(loop->term, "T1-", WAIT_MS) && term_wait_idle(loop->term, WAIT_MS),
         "the program does not start");
    term_run(loop->term, LOOK_MS);
}

/* Two characters that an input method may give at once. */
static bool comes_with_next(const Loop *loop, size_t at)
{
    enum { LAST_RUNE = 0x10ffff, FIRST_WIDE = 0x2e80 };
    const IntakeKey *keys = loop->plan.keys;
    return at + 1 < loop->plan.n && keys[at].key >= FIRST_WIDE && keys[at].key <= LAST_RUNE &&
           keys[at + 1].key >= FIRST_WIDE && keys[at + 1].key <= LAST_RUNE;
}

static void type_some(Loop *loop)
{
    size_t burst = 1 + pick(loop, BURST_KEYS), left = loop->plan.n - loop->from;
    loop->flood = !pick(loop, FLOOD_IN);
    loop->to = loop->from + (burst < left ? burst : left);
    for (size_t i = loop->from; i < loop->to; i++) {
        int key = loop->plan.keys[i].key;
        intake_send(loop->term, key);
        loop->sent[i - loop->from] = (Sent){now_us(), term_sent(loop->term)};
        loop->typed++;
        if (key == K_ESC) /* at once it would be Alt with the next key */
            term_wait_idle(loop->term, WAIT_MS);
        else if (i + 1 < loop->to && !loop->flood &&
                 (!comes_with_next(loop, i) || !pick(loop, 3)))
            term_run(loop->term, LEAST_MS + (int)pick(loop, PAUSE_MS));
    }
    term_run(loop->term, (int)pick(loop, PAUSE_MS));
}

static void kill_it(Loop *loop)
{
    int status;
    loop->killed = now_us();
    term_signal(loop->term, SIGKILL);
    must(loop, term_wait_exit(loop->term, &status, 0) && WIFSIGNALED(status), "not killed");
}

/* How many keys of the plan the store has; those before this round if it is a strange one. */
static size_t keys_found(Loop *loop, const IntakeState *state)
{
    for (size_t n = loop->to; n >= loop->from; n--) {
        if (intake_same(state, &loop->plan.keys[n - 1].state))
            return n;
    }
    loop->strange++;
    printf("round %zu, keys %zu to %zu: the store has\n%s%s\n", loop->rounds + 1, loop->from,
           loop->to, state->json, state->drafts);
    return 0;
}

static bool stores(const Loop *loop, size_t key)
{
    const IntakeKey *keys = loop->plan.keys;
    return strcmp(keys[key].state.json, keys[key - 1].state.json) != 0;
}

static const char *where_typed(const IntakeKey *key)
{
    return key->field == FIELD_COUNT ? "in no field" : catalog_field(key->field)->key;
}

static void count_behind(Loop *loop, size_t found)
{
    for (size_t i = found; i < loop->to; i++) {
        const Sent *sent = &loop->sent[i - loop->from];
        int64_t age = loop->flood ? 0 : loop->killed - sent->when;
        loop->behind++;
        if (age > (int64_t)KEEP_MS * US)
            printf("round %zu, key %zu of the intake (%s): not written after %.1f ms\n",
                   loop->rounds + 1, i, where_typed(&loop->plan.keys[i]), (double)age / US);
        loop->lost += age > (int64_t)KEEP_MS * US;
        loop->fields_lost += age > (int64_t)KEEP_MS * US && stores(loop, i);
        loop->unwritten += sent->number <= term_taken(loop->term);
        loop->oldest = age > loop->oldest ? age : loop->oldest;
    }
}

/* The next round goes on here, if the program comes back to where the plan is. */
static void judge(Loop *loop)
{
    Store *store = NULL;
    Err err = {0};
    must(loop, store_open(loop->store, STORE_OPEN, &store, &err), err.text);
    IntakeState state = intake_state(store);
    store_close(store);
    size_t found = keys_found(loop, &state);
    if (found) {
        const IntakeKey *last = &loop->plan.keys[found - 1];
        count_behind(loop, found);
        /* Killed before it could write anything, a place is not gone back to for ever. */
        loop->anew = !last->whole || found == loop->plan.n || found == loop->from ||
                     strcmp(state.place, last->state.place) != 0 || !pick(loop, ANEW_IN);
        loop->from = found;
    } else {
        loop->anew = true;
    }
    intake_state_free(&state);
    term_close(loop->term);
    loop->term = NULL;
}

static void report(const Loop *loop)
{
    printf("rounds %zu  keys %zu  of an intake of %zu\n", loop->rounds, loop->typed,
           loop->plan.n);
    printf("keys not written yet at the kill %zu, the oldest after %.1f ms\n", loop->behind,
           (double)loop->oldest / US);
    printf("keys lost (older than %d ms) %zu  left fields among them %zu\n", KEEP_MS,
           loop->lost, loop->fields_lost);
    printf("keys lost that were reported as written %zu  stores that never were so %zu\n",
           loop->unwritten, loop->strange);
}

int main(int argc, char **argv)
{
    bool check = argc > 1 && !strcmp(argv[1], "check");
    int first = check ? 2 : 1;
    size_t rounds = argc > first ? strtoul(argv[first], NULL, 10) : 0;
    uint64_t seed = argc > first + 1 ? strtoull(argv[first + 1], NULL, 10) : 20261121;
    Loop loop = {.random = seed | 1, .anew = true};
    if (rounds == 0 || !getenv("top_builddir") || !getenv("top_srcdir")) {
        fprintf(stderr,
                "usage: top_srcdir=DIR top_builddir=DIR torture [check] ROUNDS [SEED]\n");
        return 2;
    }
    loop.folder = temp_new();
    loop.store = temp_path(loop.folder, "store.db");
    loop.secret = temp_path(loop.folder, "plan.secret");
    intake_plan(&loop.plan, loop.folder, "leukaemia-child", keep_image, &loop);
    for (; loop.rounds < rounds; loop.rounds++) {
        if (loop.anew)
            begin_anew(&loop);
        start(&loop);
        type_some(&loop);
        kill_it(&loop);
        judge(&loop);
    }
    report(&loop);
    intake_free(&loop.plan);
    free(loop.images);
    free(loop.store);
    free(loop.secret);
    temp_free(loop.folder);
    return loop.strange || loop.unwritten || (!check && loop.lost) ? EXIT_FAILURE
                                                                   : EXIT_SUCCESS;
}
