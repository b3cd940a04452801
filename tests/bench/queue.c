/* What the lists and the search of the queue cost over a small and a large store, in processor
 * time of each call, and how it grows between them: queue SMALL LARGE DATA, both practice
 * stores in clear. Beside it what SQLite takes to go through the names for a text. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/backup.h"
#include "app/due.h"
#include "app/inner.h"
#include "app/practice.h"
#include "app/queue.h"
#include "base/attr.h"
#include "base/text/text.h"
#include "store/sql.h"

enum { PAGE = 50, TIMES = 20, SEARCHES = 1500, LETTERS = 6, SERIES = 16 };

typedef struct Series {
    const char *name;
    double us[SEARCHES];
    size_t n;
} Series;

typedef struct Bench {
    Session *session;
    Series series[SERIES];
    size_t n;
} Bench;

static double cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void add(Bench *bench, const char *name, double us)
{
    size_t i = 0;
    while (i < bench->n && strcmp(bench->series[i].name, name) != 0)
        i++;
    if (i == bench->n)
        bench->series[bench->n++].name = name;
    if (bench->series[i].n < SEARCHES)
        bench->series[i].us[bench->series[i].n++] = us;
}

/* What a key of a search asks: how many, and the rows of the first page. */
static bool page(Bench *bench, const QueueFilter *filter, bool last, Err *err)
{
    Arena *arena = arena_new();
    QueueRow *rows;
    size_t got;
    int64_t count;
    bool done =
        app_queue_count(bench->session, filter, &count, err) &&
        app_queue_window(bench->session, filter, last && count > PAGE ? count - PAGE : 0, PAGE,
                         arena, &rows, &got, err);
    arena_free(arena);
    return done;
}

static bool timed_page(Bench *bench, const char *name, const QueueFilter *filter, bool last,
                       Err *err)
{
    double from = cpu_us();
    bool done = page(bench, filter, last, err);
    add(bench, name, cpu_us() - from);
    return done;
}

/* Every beginning of terms that cases have, as they are typed. */
static bool search(Bench *bench, Err *err)
{
    Store *store = session_store(bench->session);
    int64_t lin = session_user(bench->session)->id, most;
    bool done = sql_get_int(store, err, &most, "SELECT max(id) FROM case_file", NULL);
    for (int64_t i = 0; done && i < SEARCHES / LETTERS; i++) {
        char *term = NULL;
        size_t at = 0;
        done = sql_get_text(store, err, &term,
                            "SELECT ltrim(term, char(1)) FROM search_term WHERE case_id = ?1"
                            " LIMIT 1 OFFSET (?2 * 7 % (SELECT count(*) FROM search_term"
                            " WHERE case_id = ?1))",
                            "ii", 1 + i * 7919 % most, i);
        for (size_t k = 0; done && term && k < LETTERS && at < strlen(term); k++) {
            Buf typed = BUF_INIT;
            at = text_next(term, strlen(term), at);
            buf_add_bytes(&typed, term, at);
            const QueueFilter plain = {.query = typed.data},
                              mine = {.query = typed.data,
                                      .mine = lin,
                                      .statuses = 1u << STATUS_DRAFT};
            done = timed_page(bench, "search: a key, 50 rows, count", &plain, false, err) &&
                   timed_page(bench, "search: with two filters", &mine, false, err);
            buf_free(&typed);
        }
        free(term);
    }
    return done;
}

static bool timed_place(Bench *bench, const char *name, const QueueFilter *filter,
                        int64_t first, Err *err)
{
    Arena *arena = arena_new();
    QueueRow *rows;
    size_t got;
    int64_t place;
    bool done = app_queue_window(bench->session, filter, first, 1, arena, &rows, &got, err);
    double from = cpu_us();
    done = done && (!got || app_queue_place(bench->session, filter, rows[0].id, &place, err));
    add(bench, name, cpu_us() - from);
    arena_free(arena);
    return done;
}

/* What a list shows when one comes back to a case far down in it. */
static bool timed_back(Bench *bench, const char *name, const QueueFilter *filter, int64_t at,
                       Err *err)
{
    Arena *arena = arena_new();
    QueueRow *rows;
    size_t got;
    int64_t place, count;
    bool done = app_queue_window(bench->session, filter, at, 1, arena, &rows, &got, err);
    double from = cpu_us();
    done = done && got && app_queue_count(bench->session, filter, &count, err) &&
           app_queue_place(bench->session, filter, rows[0].id, &place, err) &&
           app_queue_window(bench->session, filter, place > PAGE ? place - PAGE : 0, 2 * PAGE,
                            arena, &rows, &got, err);
    add(bench, name, cpu_us() - from);
    arena_free(arena);
    return done;
}

/* All that an idle queue reads again when another program has written. */
static bool tick(Bench *bench, const QueueFilter *filter, Err *err)
{
    const QueueFilter asked = {.asked = true};
    QueueCounts every, own;
    char *backup = NULL;
    int64_t n;
    double from = cpu_us();
    bool done = app_queue_counts(bench->session, &every, &own, err) &&
                app_queue_count(bench->session, &asked, &n, err) &&
                app_last_backup(bench->session, &backup, err) &&
                app_due_sum(bench->session, &n, err) && page(bench, filter, false, err);
    add(bench, "list: read again by an idle queue", cpu_us() - from);
    free(backup);
    return done;
}

/* What the home screen shows, by which every start ends. */
static bool home(Bench *bench, Err *err)
{
    Arena *arena = arena_new();
    DueLine *lines;
    size_t n;
    double from = cpu_us();
    bool done = app_due(bench->session, arena, &lines, &n, err);
    add(bench, "home: what waits, with first rows", cpu_us() - from);
    arena_free(arena);
    return done;
}

static bool lists(Bench *bench, Err *err)
{
    const QueueFilter all = {.statuses = 0}, draft = {.statuses = 1u << STATUS_DRAFT},
                      mine = {.mine = session_user(bench->session)->id};
    QueueCounts every, own;
    int64_t count, found;
    bool done = app_queue_count(bench->session, &all, &count, err);
    for (int i = 0; done && i < TIMES; i++) {
        double from = cpu_us();
        done = app_queue_counts(bench->session, &every, &own, err);
        add(bench, "list: counts of the tabs", cpu_us() - from);
        done = done && timed_page(bench, "list: all, first page", &all, false, err) &&
               timed_page(bench, "list: mine, first page", &mine, false, err) &&
               timed_page(bench, "list: drafts, first page", &draft, false, err) &&
               timed_page(bench, "list: all, to the end", &all, true, err) &&
               timed_page(bench, "list: mine, to the end", &mine, true, err) &&
               timed_page(bench, "list: drafts, to the end", &draft, true, err) &&
               timed_place(bench, "list: place of a late one", &all, count / 100, err) &&
               timed_place(bench, "list: place of an old one", &mine, count * 9 / 10, err);
        done = done &&
               timed_back(bench, "list: back to one in the middle", &mine,
                          count * (i + 1) / (TIMES + 2), err) &&
               tick(bench, &mine, err) && home(bench, err);
        from = cpu_us();
        done = done && sql_get_int(session_store(bench->session), err, &found,
                                   "SELECT count(*) FROM patient WHERE name LIKE '%王%'", NULL);
        add(bench, "peer: LIKE over the names", cpu_us() - from);
    }
    return done;
}

static bool measure(Bench *bench, const char *store, const char *data, Err *err)
{
    const PracticeUser *users;
    size_t n;
    SessionOptions options = {.store = store, .data = data, .lang = "en"};
    bool done = session_open(&options, STORE_OPEN, &bench->session, err) &&
                app_practice_users(bench->session, &users, &n, err) && n &&
                session_sign_in(bench->session, users[0].name, users[0].passphrase, err) &&
                search(bench, err) && lists(bench, err);
    session_close(bench->session);
    return done;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    static Bench small, large;
    Err err = {0};
    if (argc != 4)
        return 2;
    if (!measure(&small, argv[1], argv[3], &err) || !measure(&large, argv[2], argv[3], &err)) {
        fprintf(stderr, "queue: %s\n", err.text);
        return 1;
    }
    printf("%-32s %9s %9s %9s ms of processor, grown by\n", "", "p50", "p99", "most");
    for (size_t i = 0; i < large.n; i++) {
        Series *now = &large.series[i], *before = &small.series[i];
        qsort(now->us, now->n, sizeof *now->us, by_size);
        qsort(before->us, before->n, sizeof *before->us, by_size);
        printf("%-32s %9.3f %9.3f %9.3f %6.1f\n", now->name, now->us[now->n / 2] / 1e3,
               now->us[now->n - 1 - now->n / 100] / 1e3, now->us[now->n - 1] / 1e3,
               now->us[now->n - 1 - now->n / 100] /
                   before->us[before->n - 1 - before->n / 100]);
    }
    return 0;
}
