/* How long the search for cases that are alike takes, as it runs on each key while one types:
 * over a practice store, with values of other cases and with such as nobody has. Part of make
 * bench; asserts nothing.     alike STORE DATA [SEARCHES] */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/alike.h"
#include "app/case.h"
#include "app/inner.h"
#include "base/attr.h"
#include "store/sql.h"

static const RecordId tab[] = {REC_PATIENT, REC_INITIATOR, REC_GUARDIAN, REC_PAYEE, REC_CASE};
static const FieldId typed_in[] = {F_PATIENT_id_number, F_PATIENT_phone, F_PATIENT_name,
                                   F_INITIATOR_phone, F_PAYEE_account};

/* Of the processor: what else the machine does hardly shows in it. */
static int64_t micros(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* One search in a case, typing what another case has there; both are read before the clock
 * runs.
 */
static bool search(Session *session, int64_t own, int64_t other, FieldId field, bool hit,
                   int64_t *took, size_t *found, Err *err)
{
    CaseFile *mine = NULL, *theirs = NULL;
    Arena *arena = arena_new();
    Alike *list;
    bool more, done = app_case_open_id(session, own, &mine, err) &&
                      app_case_open_id(session, other, &theirs, err);
    if (done) {
        const char *text = hit ? case_get(theirs, field, 0) : "990099203001019999";
        const AlikeTyped typed = {field, 0, text ? text : ""};
        int64_t from = micros();
        done = app_case_alike(session, mine, tab, COUNT_OF(tab), &typed, arena, &list, found,
                              &more, err);
        *took = micros() - from;
    }
    case_free(mine);
    case_free(theirs);
    arena_free(arena);
    return done;
}

/* A case somewhere in the store; not every number is one. */
static bool pick(Session *session, int64_t at, int64_t *id, Err *err)
{
    return sql_get_int(session_store(session), err, id,
                       "SELECT min(id) FROM case_file WHERE id >= ?", "i", at);
}

static bool run(Session *session, size_t n, Err *err)
{
    int64_t cases = 0, *took = calloc(n, sizeof *took);
    size_t hits = 0, found = 0;
    bool done = took && sql_get_int(session_store(session), err, &cases,
                                    "SELECT max(id) FROM case_file", NULL);
    for (size_t i = 0; done && i < n; i++) {
        /* Spread over the store, so that most pages are met for the first time. */
        int64_t own, other;
        done = pick(session, 1 + (int64_t)(i * 7919) % cases, &own, err) &&
               pick(session, 1 + (int64_t)(i * 104729 + 13) % cases, &other, err) &&
               search(session, own, other, typed_in[i % COUNT_OF(typed_in)], i % 2 == 0,
                      &took[i], &found, err);
        hits += found > 0;
    }
    if (done) {
        qsort(took, n, sizeof *took, compare);
        printf("%-30s cpu %9lld us median, %lld p99, %lld most; %zu of %zu found one\n",
               "cases alike, one key", (long long)took[n / 2], (long long)took[n * 99 / 100],
               (long long)took[n - 1], hits, n);
    }
    free(took);
    return done;
}

int main(int argc, char **argv)
{
    enum { SEARCHES = 1000 };
    Session *session = NULL;
    Err err = {0};
    if (argc < 3) {
        fprintf(stderr, "alike STORE DATA [SEARCHES]\n");
        return 2;
    }
    const SessionOptions options = {.store = argv[1], .data = argv[2], .lang = "en"};
    size_t n = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : SEARCHES;
    bool done = session_open(&options, STORE_OPEN, &session, &err) &&
                session_sign_in(session, "lin", "lianxi-lin", &err) &&
                run(session, n ? n : SEARCHES, &err);
    if (!done)
        fprintf(stderr, "alike: %s\n", err.text);
    session_close(session);
    return done ? 0 : 1;
}
