/* What a hub does for many stations: some processes sign in as one station after the other,
 * send a few bundles each, half of all to one of them, fetch what waits and ask once more.
 * Prints a row for each tenth, so that what grows with the bundles that are there already
 * shows; "blocks", the pages that the server touched for each bundle, is the same however busy
 * the machine is.
 *
 *   hub FOLDER SERVER STATIONS BUNDLES BYTES WORKERS    FOLDER: of the server's socket, SERVER:
 * its process; roles are numbers, 32 digits, with the secret "bench", that of the operator is
 * in HUB_SECRET */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "hub/carry.h"

enum { SLICES = 10, VISIT = 10, KINDS = 4 };
enum { SEND, FETCH, ASK, SIGN_IN };

typedef struct Times {
    size_t n, most;
    float ms[];
} Times;

typedef struct Sim {
    const char *folder;
    long server, stations, bundles, bytes, workers;
    int64_t *numbers;    /* of each pair, shared */
    Times *times[KINDS]; /* shared; n by __atomic */
} Sim;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void *shared(size_t bytes)
{
    void *out = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (out == MAP_FAILED)
        mem_run_out();
    return out;
}

static Times *times_new(size_t most)
{
    Times *times = shared(sizeof(Times) + most * sizeof(float));
    times->most = most;
    return times;
}

static void times_add(Times *times, double ms)
{
    size_t at = __atomic_fetch_add(&times->n, 1, __ATOMIC_RELAXED);
    if (at < times->most)
        times->ms[at] = (float)ms;
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static float times_at(Times *times, int percent)
{
    size_t n = times->n < times->most ? times->n : times->most;
    if (!n)
        return 0;
    qsort(times->ms, n, sizeof(float), by_size);
    return times->ms[(n - 1) * (size_t)percent / 100];
}

/* ---- one visit of a station ---- */

typedef struct Visit {
    Sim *sim;
    long station;
    int left;
    double since;
    unsigned char *bytes;
    size_t refused, fetched;
} Visit;

static void name_of(long station, char out[HUB_ID_HEX + 1])
{
    snprintf(out, HUB_ID_HEX + 1, "%032ld", station);
}

static bool next_bundle(void *ctx, HubBundle *out, bool *there, Err *err)
{
    Visit *v = ctx;
    Sim *sim = v->sim;
    (void)err;
    *there = v->left-- > 0;
    if (!*there)
        return true;
    /* Half goes to the supervisor, who is station 0. */
    long to = randombytes_uniform(2) ? 0 : (long)randombytes_uniform((uint32_t)sim->stations);
    if (to == v->station)
        to = (to + 1) % sim->stations;
    *out = (HubBundle){.epoch = 1, .size = sim->bytes};
    out->number = ++sim->numbers[v->station * sim->stations + to];
    name_of(to, out->peer);
    memcpy(v->bytes, &(long[]){v->station, to, out->number}, 3 * sizeof(long));
    crypto_hash_sha256(out->digest, v->bytes, (unsigned long long)sim->bytes);
    out->id = to;
    return true;
}

static bool read_bytes(void *ctx, const HubBundle *bundle, int64_t at, void *bytes, size_t n,
                       Err *err)
{
    Visit *v = ctx;
    (void)err;
    memcpy(v->bytes, &(long[]){v->station, bundle->id, bundle->number}, 3 * sizeof(long));
    memcpy(bytes, v->bytes + at, n);
    v->since = now_ms();
    return true;
}

static void told_sent(void *ctx, const HubBundle *bundle, const char *state, HubFault fault,
                      const char *text)
{
    Visit *v = ctx;
    (void)bundle;
    if (!state)
        fprintf(stderr, "refused (%d): %s\n", fault, text);
    v->refused += !state;
    times_add(v->sim->times[SEND], now_ms() - v->since);
}

static bool in_begin(void *ctx, const HubBundle *bundle, int64_t *at, bool *wanted, Err *err)
{
    Visit *v = ctx;
    (void)bundle;
    (void)err;
    *at = 0;
    *wanted = true;
    v->since = now_ms();
    return true;
}

static bool in_write(void *ctx, const void *bytes, size_t n, Err *err)
{
    (void)ctx;
    (void)bytes;
    (void)n;
    (void)err;
    return true;
}

static bool in_end(void *ctx, const HubBundle *bundle, bool *whole, Err *err)
{
    Visit *v = ctx;
    (void)bundle;
    (void)err;
    times_add(v->sim->times[FETCH], now_ms() - v->since);
    v->fetched++;
    *whole = true;
    return true;
}

static void in_told(void *ctx, const HubBundle *bundle, HubFault fault)
{
    (void)ctx;
    (void)bundle;
    (void)fault;
}

static void no_step(void *ctx, const HubBundle *bundle, int64_t done)
{
    (void)ctx;
    (void)bundle;
    (void)done;
}

static bool visit(Sim *sim, long station, int sends, unsigned char *bytes)
{
    Visit v = {.sim = sim, .station = station, .left = sends, .bytes = bytes};
    const HubSource source = {next_bundle, read_bytes, told_sent, no_step, &v};
    const HubSink sink = {in_begin, in_write, in_end, in_told, no_step, true, &v};
    char role[HUB_ID_HEX + 1], address[256];
    HubFault fault;
    Err err = {0};
    PGresult *rows = NULL;
    name_of(station, role);
    snprintf(address, sizeof(address), "postgresql:///hub?host=%s", sim->folder);
    Link *link = link_new(&(LinkOptions){.address = address, .user = role, .secret = "bench"},
                          &fault, &err);
    double since = now_ms();
    bool done = link && link_insist(link, "SELECT 1", NULL, 0, &rows);
    times_add(sim->times[SIGN_IN], now_ms() - since);
    PQclear(rows);
    done = done && hub_send(link, &source, &fault, &err) &&
           hub_fetch(link, NULL, 0, &sink, &fault, &err);
    since = now_ms();
    v.fetched = 0;
    done = done && hub_fetch(link, NULL, 0, &sink, &fault, &err);
    if (v.fetched == 0)
        times_add(sim->times[ASK], now_ms() - since);
    if (!done)
        fprintf(stderr, "station %ld: %s\n", station, err.text);
    link_free(link);
    return done && !v.refused;
}

/* Each station is one worker's. */
static int work(Sim *sim, long worker, long bundles)
{
    unsigned char *bytes = xmalloc((size_t)sim->bytes);
    long mine = (sim->stations - worker + sim->workers - 1) / sim->workers;
    bool done = true;
    randombytes_buf(bytes, (size_t)sim->bytes);
    while (done && bundles > 0) {
        long station = worker + sim->workers * (long)randombytes_uniform((uint32_t)mine);
        int sends = bundles < VISIT ? (int)bundles : VISIT;
        done = visit(sim, station, sends, bytes);
        bundles -= sends;
    }
    free(bytes);
    return done ? 0 : 1;
}

static bool slice(Sim *sim, long bundles)
{
    bool done = true;
    for (int kind = 0; kind < KINDS; kind++)
        sim->times[kind]->n = 0;
    fflush(stdout);
    for (long w = 0; w < sim->workers; w++) {
        if (fork() == 0)
            _exit(work(sim, w, bundles / sim->workers));
    }
    for (int how = 0; wait(&how) > 0;)
        done = done && how == 0;
    return done;
}

/* Of the server and of those of its processes that have ended, in seconds. */
static double server_cpu(const Sim *sim)
{
    char path[64], text[1024] = "";
    unsigned long ticks[4] = {0};
    snprintf(path, sizeof(path), "/proc/%ld/stat", sim->server);
    FILE *file = fopen(path, "r");
    const char *at = file && fgets(text, sizeof(text), file) ? strrchr(text, ')') : NULL;
    if (file)
        fclose(file);
    if (at)
        sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &ticks[0],
               &ticks[1], &ticks[2], &ticks[3]);
    return (double)(ticks[0] + ticks[1] + ticks[2] + ticks[3]) / (double)sysconf(_SC_CLK_TCK);
}

static double client_cpu(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* Pages that the server touched so far; 0: it does not say. */
static double server_blocks(const Sim *sim)
{
    const char *const words[] = {"host", "dbname", "user", "password", NULL},
                      *const values[] = {sim->folder, "hub", "operator", getenv("HUB_SECRET"),
                                         NULL};
    PGconn *own = PQconnectdbParams(words, values, 0);
    PGresult *rows = PQexec(own, "SELECT blks_hit + blks_read FROM pg_stat_database"
                                 " WHERE datname = current_database()");
    double blocks =
        PQresultStatus(rows) == PGRES_TUPLES_OK ? strtod(PQgetvalue(rows, 0, 0), NULL) : 0;
    PQclear(rows);
    PQfinish(own);
    return blocks;
}

static bool tell_slice(Sim *sim, long there)
{
    long n = sim->bundles / SLICES;
    double blocks = server_blocks(sim), since = now_ms(), server = server_cpu(sim),
           client = client_cpu();
    if (!slice(sim, n))
        return false;
    double seconds = (now_ms() - since) / 1e3;
    printf("%10ld %7.0f %7.0f %7.2f %7.2f  %7.2f %7.2f  %7.2f %7.2f  %7.2f %7.2f  %7.2f\n",
           there, (double)n / seconds, (server_blocks(sim) - blocks) / (double)n,
           (server_cpu(sim) - server) * 1e3 / (double)n,
           (client_cpu() - client) * 1e3 / (double)n, (double)times_at(sim->times[SEND], 50),
           (double)times_at(sim->times[SEND], 99), (double)times_at(sim->times[FETCH], 50),
           (double)times_at(sim->times[FETCH], 99), (double)times_at(sim->times[ASK], 50),
           (double)times_at(sim->times[ASK], 99), (double)times_at(sim->times[SIGN_IN], 50));
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 7 || sodium_init() < 0)
        return 2;
    Sim sim = {.folder = argv[1],
               .server = strtol(argv[2], NULL, 10),
               .stations = strtol(argv[3], NULL, 10),
               .bundles = strtol(argv[4], NULL, 10),
               .bytes = strtol(argv[5], NULL, 10),
               .workers = strtol(argv[6], NULL, 10)};
    if (sim.stations < sim.workers || sim.bytes < 64 || sim.bytes > 60000)
        return 2;
    sim.numbers = shared((size_t)(sim.stations * sim.stations) * sizeof(int64_t));
    for (int kind = 0; kind < KINDS; kind++)
        sim.times[kind] = times_new((size_t)(4 * sim.bundles / SLICES) + 1024);
    printf("%10s %7s %7s %7s %7s  %7s %7s  %7s %7s  %7s %7s  %7s\n", "bundles", "per s",
           "blocks", "server", "client", "send", "p99 ms", "fetch", "p99 ms", "ask", "p99 ms",
           "sign in");
    for (int i = 1; i <= SLICES; i++) {
        if (!tell_slice(&sim, sim.bundles / SLICES * i))
            return 1;
    }
    return 0;
}
