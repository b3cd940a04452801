/* What sealing costs: the same work on a practice store and on a sealed copy of it, in turns in
 * one run, as medians by the clock and of the processor, each with what it may cost. Part of
 * make bench; asserts nothing. sealed STORE DATA FOLDER [ROUNDS]     both copies of STORE are
 * made in FOLDER */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/batch.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/practice.h"
#include "app/queue.h"
#include "app/seal.h"
#include "base/attr.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/inner.h"

enum { ROUNDS = 7, ROUNDS_MOST = 99, CASES_MOST = 400, FIELDS = 40, SEARCHES = 200 };
enum { TMPFS = 0x01021994 }; /* of linux/magic.h */

/* One of the two stores, with what is done to it. */
typedef struct Side {
    SessionOptions options;
    char *path, *beside; /* a file that a row may write, gone before and after */
    char *name, *passphrase;
    Session *session;
    int64_t value; /* each field stored is another one */
} Side;

/* False with err; no row leaves anything behind that the next round would meet. */
typedef bool Work(Side *side, Err *err);

/* What the sealed store may cost: so many times the plain one, or so many milliseconds more. */
typedef struct Limit {
    double times, more;
} Limit;

typedef struct Row {
    const char *name;
    Work *work, *before; /* before: not measured; NULL: nothing */
    Limit limit;         /* none: a figure only */
} Row;

/* ---- opening ---- */

static bool open_side(Side *side, Err *err)
{
    return session_open(&side->options, STORE_OPEN, &side->session, err) &&
           session_sign_in(side->session, side->name, side->passphrase, err);
}

static bool close_side(Side *side, Err *err UNUSED)
{
    session_close(side->session);
    side->session = NULL;
    return true;
}

/* With the key that the sign-in left: all of opening but Argon2id. */
static bool open_once_more(Side *side, Err *err)
{
    Store *store = NULL;
    int64_t cases;
    bool done = store_open(side->path, STORE_READ, &store, err) &&
                sql_get_int(store, err, &cases, "SELECT count(*) FROM case_file", NULL);
    store_close(store);
    return done;
}

/* ---- cases ---- */

static bool first_case(Side *side, CaseFile **file, Err *err)
{
    int64_t id = 0;
    return sql_get_int(session_store(side->session), err, &id,
                       "SELECT min(id) FROM case_file WHERE status = 'draft'", NULL) &&
           app_case_open_id(side->session, id, file, err);
}

static bool store_fields(Side *side, Err *err)
{
    CaseFile *file = NULL;
    bool done = first_case(side, &file, err);
    for (int i = 0; done && i < FIELDS; i++) {
        char typed[24];
        snprintf(typed, sizeof(typed), "%lld", (long long)(1000 + ++side->value % 9000));
        done = app_case_set(side->session, file, F_CASE_target_fen, 0, typed, err);
    }
    case_free(file);
    return done;
}

static bool read_cases(Side *side, Err *err)
{
    bool done = true;
    for (int64_t id = 1; done && id <= CASES_MOST; id++) {
        CaseFile *file = NULL;
        done = app_case_open_id(side->session, id, &file, err);
        case_free(file);
        if (!done && err->kind == ERR_NOT_FOUND)
            return id > 1 && (err_clear(err), true);
    }
    return done;
}

static bool visit(void *ctx, const CaseFile *file, Err *err)
{
    Arena *arena = arena_new();
    Finding *found;
    size_t n;
    bool done = app_case_findings(ctx, file, arena, &found, &n, err);
    arena_free(arena);
    return done;
}

static bool check_all(Side *side, Err *err)
{
    return app_each_case(side->session, visit, side->session, err);
}

static bool search(Side *side, Err *err)
{
    static const char *const queries[] = {"王", "zg", "1234", "000042", "白血病", "xnkz"};
    bool done = true;
    for (int i = 0; done && i < SEARCHES; i++) {
        const QueueFilter filter = {.query = queries[i % (int)COUNT_OF(queries)]};
        Arena *arena = arena_new();
        QueueRow *rows;
        size_t got;
        int64_t n;
        done = app_queue_count(side->session, &filter, &n, err) &&
               app_queue_window(side->session, &filter, 0, 50, arena, &rows, &got, err);
        arena_free(arena);
    }
    return done;
}

/* ---- all of it ---- */

static bool export_again(Side *side, Err *err)
{
    Arena *arena = arena_new();
    BatchRow *batches, out;
    size_t n = 0, most = 0;
    bool done = app_batches(side->session, arena, &batches, &n, err);
    for (size_t i = 1; done && i < n; i++)
        most = batches[i].cases > batches[most].cases ? i : most;
    done = done && n &&
           app_export_again(side->session, batches[most].no, side->beside, true, NULL, arena,
                            &out, err);
    arena_free(arena);
    return done;
}

/* Every value of every row. */
static bool scan_table(Store *store, const char *table, Err *err)
{
    char *text = sqlite3_mprintf("SELECT * FROM %Q", table);
    sqlite3_stmt *stmt = NULL;
    int status = sqlite3_prepare_v2(store->db, text, -1, &stmt, NULL);
    while (status == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            sqlite3_column_blob(stmt, i);
    }
    status = sqlite3_finalize(stmt);
    sqlite3_free(text);
    return status == SQLITE_OK || store_fail(store->db, table, status, err);
}

static bool scan(Side *side, Err *err)
{
    Store *store = NULL;
    Sql q;
    bool done = store_open(side->path, STORE_READ, &store, err) &&
                sql_open(&q, store, "SELECT name FROM sqlite_schema WHERE type = 'table'", err);
    if (done) {
        while (done && sql_row(&q))
            done = scan_table(store, sql_text(&q, 0), err);
        done = sql_close(&q, done ? err : NULL) && done;
    }
    store_close(store);
    return done;
}

/* As little as can be done with each page that is read. */
static bool scan_pages(Side *side, Err *err)
{
    Store *store = NULL;
    int64_t pages;
    bool done = store_open(side->path, STORE_READ, &store, err) &&
                sql_get_int(store, err, &pages, "SELECT sum(payload) FROM dbstat", NULL);
    store_close(store);
    return done;
}

/* The system forgets what it keeps of the file in memory. The session is closed: to open a
 * store's file and close it takes its locks away (seal/vfs.h). */
static bool make_cold(Side *side, Err *err)
{
    int fd;
    close_side(side, err);
    fd = open(side->path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        fdatasync(fd);
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        close(fd);
    }
    return open_side(side, err);
}

static bool back_up(Side *side, Err *err)
{
    const BackupOptions options = {.incomplete = true};
    BackupFacts facts;
    BackupTold told;
    return app_backup(side->session, side->beside, &options, NULL, &facts, &told, err);
}

static bool verify(Side *side, Err *err)
{
    Verified verified = {0};
    bool done = app_verify_history(side->session, NULL, &verified, err) &&
                app_verify_records(side->session, NULL, &verified, err);
    app_verified_free(&verified);
    return done;
}

static const Row rows[] = {
    {"open and sign in", open_side, close_side, {.more = 150}},
    {"open without Argon2id", open_once_more, NULL, {.times = 0}},
    {"store 40 fields, a change each", store_fields, NULL, {.times = 1.25}},
    {"read up to 400 cases", read_cases, NULL, {.times = 0}},
    {"200 searches, warm", search, NULL, {.times = 1.15}},
    {"check all cases", check_all, NULL, {.times = 1.15}},
    {"export a batch", export_again, NULL, {.times = 1.15}},
    {"scan all pages, warm", scan_pages, NULL, {.times = 2.5}},
    {"scan all rows, warm", scan, NULL, {.times = 2.5}},
    {"scan all pages, cold", scan_pages, make_cold, {.times = 2.5}},
    {"scan all rows, cold", scan, make_cold, {.times = 2.5}},
    {"backup, with its check", back_up, NULL, {.times = 2.5}},
    {"verify", verify, NULL, {.times = 0}},
};

/* ---- in turns ---- */

typedef struct Took {
    int64_t clock, cpu; /* microseconds */
} Took;

static int64_t micros(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool measure(const Row *row, Side *side, Took *took, Err *err)
{
    bool done = !row->before || row->before(side, err);
    if (!done)
        return false;
    *took = (Took){micros(CLOCK_MONOTONIC), micros(CLOCK_PROCESS_CPUTIME_ID)};
    done = row->work(side, err);
    *took = (Took){micros(CLOCK_MONOTONIC) - took->clock,
                   micros(CLOCK_PROCESS_CPUTIME_ID) - took->cpu};
    store_remove(side->beside);
    return done;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t median(const Took *took, size_t n, bool cpu)
{
    int64_t all[ROUNDS_MOST];
    for (size_t i = 0; i < n; i++)
        all[i] = cpu ? took[i].cpu : took[i].clock;
    qsort(all, n, sizeof(all[0]), by_size);
    return all[n / 2];
}

static double milli(int64_t micro)
{
    return (double)micro / 1000;
}

static void print_verdict(const Limit *limit, const int64_t clock[2], const int64_t cpu[2])
{
    bool in_time = limit->more > 0 ? milli(clock[1] - clock[0]) <= limit->more
                                   : (double)clock[1] <= limit->times * (double)clock[0];
    bool in_work = limit->more > 0 ? milli(cpu[1] - cpu[0]) <= limit->more
                                   : (double)cpu[1] <= limit->times * (double)cpu[0];
    if (limit->more > 0)
        printf("    at most +%.0f ms: ", limit->more);
    else if (limit->times > 0)
        printf("    at most %.2f: ", limit->times);
    else
        return;
    printf("%s", in_time && in_work ? "held" : in_work ? "OVER by the clock" : "OVER");
}

/* The first round warms both and does not count. */
static bool run_row(const Row *row, Side sides[2], size_t rounds, Err *err)
{
    Took took[2][ROUNDS_MOST + 1];
    bool done = true;
    int64_t clock[2], cpu[2];
    for (size_t i = 0; done && i <= rounds; i++) {
        for (int at = 0; done && at < 2; at++)
            done = measure(row, &sides[at], &took[at][i], err);
    }
    if (!done)
        return false;
    for (int at = 0; at < 2; at++) {
        clock[at] = median(took[at] + 1, rounds, false);
        cpu[at] = median(took[at] + 1, rounds, true);
    }
    printf("%-31s %9.1f ms plain %9.1f sealed: %5.2f    cpu %9.1f %9.1f: %5.2f", row->name,
           milli(clock[0]), milli(clock[1]), (double)clock[1] / (double)clock[0], milli(cpu[0]),
           milli(cpu[1]), (double)cpu[1] / (double)cpu[0]);
    print_verdict(&row->limit, clock, cpu);
    putchar('\n');
    fflush(stdout);
    return true;
}

/* Of files in memory nothing is ever cold. */
static bool in_memory(const char *folder)
{
    struct statfs facts;
    return statfs(folder, &facts) == 0 && facts.f_type == TMPFS;
}

static bool run_rows(Side sides[2], const char *folder, size_t rounds, Err *err)
{
    bool memory = in_memory(folder), done = true;
    printf("sealed beside plain, %s\n", memory ? "in memory (tmpfs)" : "on a disk");
    for (size_t i = 0; done && i < COUNT_OF(rows); i++) {
        if (!memory || rows[i].before != make_cold)
            done = run_row(&rows[i], sides, rounds, err);
    }
    return done;
}

/* ---- both stores ---- */

static const PracticeUser *supervisor(Session *session, Err *err)
{
    const PracticeUser *users;
    size_t n;
    if (!app_practice_users(session, &users, &n, err))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (users[i].role == ROLE_SUPERVISOR)
            return &users[i];
    }
    err_set(err, ERR_NOT_FOUND, "no supervisor of a practice store");
    return NULL;
}

static void begin_side(Side *side, const char *folder, const char *file, const char *data,
                       const PracticeUser *who)
{
    side->path = path_join(folder, file);
    side->beside = path_join(folder, "out");
    side->options = (SessionOptions){.store = side->path, .data = data, .lang = "en"};
    side->name = xstrdup(who->name);
    side->passphrase = xstrdup(who->passphrase);
}

static bool make_both(const SessionOptions *options, const char *folder, Side sides[2],
                      Err *err)
{
    Session *from = NULL;
    const PracticeUser *who;
    Sealing sealing = {0};
    const BackupOptions backup = {.incomplete = true};
    BackupFacts facts;
    BackupTold told;
    bool done =
        session_open(options, STORE_OPEN, &from, err) && (who = supervisor(from, err)) != NULL;
    if (done) {
        begin_side(&sides[0], folder, "plain.db", options->data, who);
        begin_side(&sides[1], folder, "sealed.db", options->data, who);
        done = session_sign_in(from, who->name, who->passphrase, err) &&
               app_backup(from, sides[0].path, &backup, NULL, &facts, &told, err) &&
               app_seal(sides[0].path, sides[1].path, who->name, who->passphrase, NULL,
                        &sealing, err) &&
               open_side(&sides[0], err) && open_side(&sides[1], err);
    }
    sealing_free(&sealing);
    session_close(from);
    return done;
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 4 ? (size_t)strtoul(argv[4], NULL, 10) : ROUNDS;
    Side sides[2] = {0};
    Err err = {0};
    if (argc < 4 || rounds < 1 || rounds > ROUNDS_MOST) {
        fprintf(stderr, "sealed STORE DATA FOLDER [ROUNDS]\n");
        return 2;
    }
    const SessionOptions options = {.store = argv[1], .data = argv[2], .lang = "en"};
    bool done =
        make_both(&options, argv[3], sides, &err) && run_rows(sides, argv[3], rounds, &err);
    if (!done)
        fprintf(stderr, "sealed: %s\n", err.text);
    for (int at = 0; at < 2; at++) {
        session_close(sides[at].session);
        free(sides[at].path);
        free(sides[at].beside);
        free(sides[at].name);
        free(sides[at].passphrase);
    }
    return !done;
}
