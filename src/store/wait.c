/* Waiting for other programs that write to the same store.
 *
 * SQLite's own waiting asks ever more rarely, so under load whoever has waited longest has the
 * least chance, and who has just written takes the lock again. Here a writer first takes its
 * turn, a lock on the folder of the store (no file to leave behind): it is the next one, asks
 * often, and gives the turn on when it writes. The others ask now and then all the same, at
 * random moments: a turn that is held over another store of the folder, by a stopped program,
 * or that a network drive does not have, makes the waiting longer, never endless. */
#include "config.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/inner.h"

enum {
    WAIT_MS = 30000,
    NEXT_MS = 3,   /* whose turn it is asks after at most this long */
    OTHERS_MS = 60 /* the others */
};

static int64_t wait_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_sleep(int most_ms)
{
    uint32_t us = 500 + randombytes_uniform((uint32_t)most_ms * 1000);
    struct timespec time = {0, (long)us * 1000};

    nanosleep(&time, NULL);
}

/* True when it is this program's turn. */
static bool wait_take_turn(StoreWait *wait)
{
    if (!wait->turn && wait->folder >= 0)
        wait->turn = flock(wait->folder, LOCK_EX | LOCK_NB) == 0;
    return wait->turn;
}

static void wait_pass_turn(StoreWait *wait)
{
    if (wait->turn)
        flock(wait->folder, LOCK_UN);
    wait->turn = false;
}

/* One step of waiting that began at since; false when it is enough. */
static bool wait_step(StoreWait *wait, int64_t since)
{
    int64_t waited = wait_now() - since;
    int limit = wait->limit_ms;

    if (waited >= limit)
        return false;
    if (!progress_step(wait->told, (size_t)waited, (size_t)limit)) {
        wait->given_up = true;
        return false;
    }
    wait_sleep(wait_take_turn(wait) ? NEXT_MS : OTHERS_MS);
    return true;
}

/* What is no transaction of ours waits too: SQLite's own start, a statement by itself. */
static int wait_handler(void *ctx, int count)
{
    StoreWait *wait = ctx;
    bool more;

    if (count == 0)
        wait->since = wait_now();
    more = wait_step(wait, wait->since);
    wait_pass_turn(wait);
    wait->busy = !more;
    return more;
}

/* Before there is a Store around the connection: some 30 seconds too. */
static int wait_plainly(void *ctx UNUSED, int count)
{
    wait_sleep(2 * NEXT_MS);
    return count < WAIT_MS / NEXT_MS;
}

void store_wait_plainly(sqlite3 *db)
{
    sqlite3_busy_handler(db, wait_plainly, NULL);
}

void store_wait_start(Store *store)
{
    char *folder = path_folder(store->path);

    store->wait.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    store->wait.limit_ms = WAIT_MS;
    store_wait_again(store);
    free(folder);
}

void store_wait_again(Store *store)
{
    sqlite3_busy_handler(store->db, wait_handler, &store->wait);
}

void store_wait_end(Store *store)
{
    wait_pass_turn(&store->wait);
    if (store->wait.folder >= 0)
        close(store->wait.folder);
    store->wait.folder = -1;
}

static bool given_up(Err *err)
{
    return err_set(err, ERR_CANCELLED,
                   _("The waiting was given up; nothing was changed in the store"));
}

/* A read that is still open may not wait inside SQLite, so the asking is done here. */
bool store_wait_begin(Store *store, Err *err)
{
    StoreWait *wait = &store->wait;
    int64_t since = wait_now();
    int status;

    wait->given_up = false;
    wait->busy = false;
    if (wait->limit_ms && !wait_take_turn(wait) && wait->folder >= 0)
        wait_sleep(2 * NEXT_MS);
    sqlite3_busy_handler(store->db, NULL, NULL);
    do
        status = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    while ((status & 0xff) == SQLITE_BUSY && status != SQLITE_BUSY_SNAPSHOT &&
           wait_step(wait, since));
    sqlite3_busy_handler(store->db, wait_handler, wait);
    wait_pass_turn(wait);
    if (status == SQLITE_OK)
        return true;
    wait->busy = (status & 0xff) == SQLITE_BUSY;
    if (wait->given_up)
        return given_up(err);
    return store_fail(store->db, store->path, status, err);
}

void store_on_wait(Store *store, const Progress *told)
{
    store->wait.told = told;
}

const Progress *store_told(const Store *store)
{
    return store->wait.told;
}

bool store_tell_waiting(const Progress *told, int64_t waited, int64_t limit, Err *err)
{
    return progress_step(told, (size_t)waited * 1000, (size_t)limit * 1000) || given_up(err);
}

bool store_wait_limit(Store *store, bool at_all)
{
    bool before = store->wait.limit_ms > 0;

    store->wait.limit_ms = at_all ? WAIT_MS : 0;
    if (!at_all)
        store->wait.busy = false;
    return before;
}

bool store_was_busy(const Store *store)
{
    return store->wait.busy;
}
