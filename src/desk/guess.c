/* A try takes a place by a lock that ends with its program; the row of the name counts those
 * that began, and what was cut short is told from what is still going on. */
#include "config.h"

#include "desk/guess_inner.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/sql.h"

enum {
    WAIT_FIRST = 15, /* seconds; twice as long each time */
    WAIT_MAX = 300,  /* what a colleague can be kept out at most by somebody who guesses */
    BEGUN_MAX = 60,  /* where nobody can tell whether a program runs: after that it does not */
    ASK_AGAIN_MS = 20, /* while others try the same name */
    PLACES = 16,       /* for the tries of one name that go on; more than there may be */
};

/* A row of the table guess. */
typedef struct Count {
    int64_t failed, untold, begun, begun_at, failed_at, wait_until;
} Count;

static int64_t seconds_now(void)
{
    return (int64_t)time(NULL);
}

static void name_who(Guess *guess, const char *name)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];

    if (guess->user) {
        snprintf(guess->who, sizeof guess->who, "%lld", (long long)guess->user);
        return;
    }
    crypto_generichash(hash, sizeof hash, (const unsigned char *)name, strlen(name), NULL, 0);
    snprintf(guess->who, sizeof guess->who, "?%02x%02x", hash[0], hash[1]);
}

static bool read_count(const Guess *guess, Count *out, Err *err)
{
    Sql q;

    *out = (Count){0};
    if (!sql_open(&q, guess->store,
                  "SELECT failed, untold, begun, begun_at, failed_at, wait_until FROM guess"
                  " WHERE who = ?",
                  err))
        return false;
    sql_bind_text(&q, 1, guess->who);
    if (sql_row(&q))
        *out = (Count){sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2),
                       sql_int(&q, 3), sql_int(&q, 4), sql_int(&q, 5)};
    return sql_close(&q, err);
}

static bool write_count(const Guess *guess, const Count *count, Err *err)
{
    if (!count->failed && !count->untold && !count->begun)
        return sql_do(guess->store, err, "DELETE FROM guess WHERE who = ?", "t", guess->who);
    return sql_do(guess->store, err,
                  "INSERT OR REPLACE INTO guess"
                  " (who, failed, untold, begun, begun_at, failed_at, wait_until)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?)",
                  "tiiiiii", guess->who, count->failed, count->untold, count->begun,
                  count->begun_at, count->failed_at, count->wait_until);
}

int64_t guess_wait_after(int64_t failed)
{
    int64_t wait = WAIT_FIRST;

    if (failed < GUESS_FREE)
        return 0;
    for (int64_t i = GUESS_FREE; i < failed && wait < WAIT_MAX; i++)
        wait *= 2;
    return wait < WAIT_MAX ? wait : WAIT_MAX;
}

int64_t guess_may(int64_t failed)
{
    return failed < GUESS_FREE ? GUESS_FREE - failed : 1;
}

static void add_failed(Count *count, int64_t now)
{
    count->failed++;
    count->untold++;
    count->failed_at = now;
    if (count->failed >= GUESS_FREE)
        count->wait_until = now + guess_wait_after(count->failed);
}

/* ---- who is at it ----
 *
 * A try that goes on holds a lock on a byte of the store's folder, which the system takes back
 * when the program ends, however that came: so a try that was cut short is known at once, and
 * one whose program is only slow, or waits for others, is not taken for one. Nothing is written
 * there, and whoever may read the folder may lock. */

static struct flock place_at(const Guess *guess, int n, short type)
{
    /* After the numbers of users come those of the names that nobody has. */
    int64_t who =
        guess->user ? guess->user : (INT64_C(1) << 40) + strtol(guess->who + 1, NULL, 16);

    return (struct flock){
        .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)(who * PLACES + n), .l_len = 1};
}

/* How many others hold a place; -1 where that cannot be told. */
static int64_t count_places(const Guess *guess, int *free_one)
{
    int64_t held = 0;

    *free_one = -1;
    for (int i = 0; i < PLACES; i++) {
        struct flock place = place_at(guess, i, F_WRLCK);
        if (guess->folder < 0 || fcntl(guess->folder, F_OFD_GETLK, &place) != 0)
            return -1;
        if (place.l_type != F_UNLCK)
            held++;
        else
            *free_one = i;
    }
    return held;
}

/* Within a transaction, so two never look for one at the same time. */
static void take_place(const Guess *guess)
{
    int n;

    if (count_places(guess, &n) < 0 || n < 0)
        return;
    struct flock place = place_at(guess, n, F_RDLCK);
    fcntl(guess->folder, F_OFD_SETLK, &place);
}

static void open_places(Guess *guess)
{
    char *folder = path_folder(store_path(guess->store));

    guess->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
}

/* How many of those that began were cut short; own: those of this program, which goes on. */
static int64_t cut_short(const Guess *guess, const Count *count, int64_t own, int64_t now)
{
    int n;
    int64_t held = count->begun ? count_places(guess, &n) : 0;

    if (held < 0 && now >= count->begun_at && now - count->begun_at <= BEGUN_MAX)
        return 0;
    held = held < 0 ? own : held + own;
    return count->begun > held ? count->begun - held : 0;
}

/* What time does to a count. Whoever can kill a program before it has said that a passphrase is
 * wrong can try it without this program too, so what was cut short counts for nothing: it would
 * keep out whose program was killed. A clock that was set back makes nobody wait longer than
 * ever. */
static void age(const Guess *guess, Count *count, int64_t own, int64_t now)
{
    count->begun -= cut_short(guess, count, own, now);
    if (count->wait_until > now + WAIT_MAX)
        count->wait_until = now + WAIT_MAX;
}

/* ---- the journal ---- */

static bool told_before(Store *store, int64_t user, int64_t *id, int64_t *total, Err *err)
{
    return sql_get_int(store, err, id, "SELECT id FROM sign_in WHERE coalesce(user_id, 0) = ?",
                       "i", user) &&
           sql_get_int(store, err, total, "SELECT failed FROM sign_in WHERE id = ?", "i", *id);
}

static bool tell_in(Tx *tx, int64_t user, int64_t untold, Err *err)
{
    int64_t id, total;

    if (!told_before(tx_store(tx), user, &id, &total, err))
        return false;
    SqlValue sum = sql_value_int(total + untold);
    if (id)
        return tx_set(tx, "sign_in", id, "failed", sum, NULL, 0, err);
    TxColumn columns[] = {{"user_id", user ? sql_value_int(user) : sql_value_null(), 0},
                          {"failed", sum, 0}};
    return tx_add(tx, "sign_in", columns, COUNT_OF(columns), &id, err);
}

bool guess_tell(Store *store, int64_t user, int64_t untold, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE, .verb = "sign_in_failed"};
    Tx *tx = NULL;

    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (tell_in(tx, user, untold, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

/* When the waiting begins, and at twice, four times, ... as many; several may be added at
 * once. */
static bool is_to_tell(const Count *count)
{
    int64_t step = GUESS_FREE;

    while (step <= count->failed - count->untold)
        step *= 2;
    return step <= count->failed;
}

static bool tell_of_user(const Guess *guess, Count *count, bool right, Err *err)
{
    if (!count->untold || (!right && !is_to_tell(count)))
        return true;
    if (!guess_tell(guess->store, guess->user, count->untold, err))
        return false;
    count->untold = 0;
    return true;
}

#define OF_NOBODY "who >= '?' AND who < '@'"

/* There is no end of names that nobody has: all of them together are told when they have
 * doubled. */
static bool tell_of_nobody(const Guess *guess, Count *count, Err *err)
{
    int64_t untold, id, total;

    if (!write_count(guess, count, err) ||
        !sql_get_int(guess->store, err, &untold,
                     "SELECT sum(untold) FROM guess WHERE " OF_NOBODY, NULL) ||
        !told_before(guess->store, 0, &id, &total, err))
        return false;
    if (untold < GUESS_FREE || untold < total)
        return true;
    count->untold = 0;
    return guess_tell(guess->store, guess->user, untold, err) &&
           sql_do(guess->store, err, "UPDATE guess SET untold = 0 WHERE " OF_NOBODY, NULL);
}

static bool tell_of(const Guess *guess, Count *count, bool right, Err *err)
{
    return guess->user ? tell_of_user(guess, count, right, err)
                       : tell_of_nobody(guess, count, err);
}

/* ---- a try ---- */

typedef enum Entry { ENTRY_IN, ENTRY_LATER, ENTRY_WAIT, ENTRY_FAULT } Entry;

/* As many tries go on at once as may still fail. */
static Entry enter(const Guess *guess, int64_t *wait, Err *err)
{
    int64_t now = seconds_now(), may;
    Count count;
    Entry entry = ENTRY_IN;

    if (!read_count(guess, &count, err))
        return ENTRY_FAULT;
    age(guess, &count, 0, now);
    if (count.untold && !tell_of(guess, &count, false, err))
        return ENTRY_FAULT;
    if (now - count.failed_at > GUESS_FORGET)
        count.failed = 0;
    may = guess_may(count.failed);
    *wait = count.wait_until - now;
    if (*wait > 0) {
        entry = ENTRY_WAIT;
    } else if (count.begun >= may) {
        entry = ENTRY_LATER;
    } else {
        take_place(guess);
        count.begun++;
        count.begun_at = now;
    }
    return write_count(guess, &count, err) ? entry : ENTRY_FAULT;
}

static bool leave(Guess *guess, GuessEnd how, Err *err)
{
    bool right = how == GUESS_RIGHT;
    int64_t now = seconds_now();
    Count count;

    if (!read_count(guess, &count, err))
        return false;
    age(guess, &count, 1, now);
    count.begun -= count.begun > 0;
    if (how == GUESS_NONE)
        return write_count(guess, &count, err);
    if (!right)
        add_failed(&count, now);
    if (!tell_of(guess, &count, right, err))
        return false;
    if (right)
        count.failed = count.wait_until = 0;
    return write_count(guess, &count, err);
}

static void sleep_a_little(void)
{
    const struct timespec time = {0, ASK_AGAIN_MS * 1000000L};

    nanosleep(&time, NULL);
}

static void close_guess(Guess *guess)
{
    if (guess->folder >= 0)
        close(guess->folder);
    guess->folder = -1;
    store_close(guess->connection);
    guess->connection = NULL;
    guess->store = NULL;
}

bool guess_refuse(int64_t wait, Err *err)
{
    return err_set(err, ERR_REFUSED,
                   ngettext("There were too many failed sign-ins with this name: wait %lld "
                            "second. A supervisor can set a new passphrase at once",
                            "There were too many failed sign-ins with this name: wait %lld "
                            "seconds. A supervisor can set a new passphrase at once",
                            (unsigned long)wait),
                   (long long)wait);
}

/* Without the lock of writers, which those who try would take from each other all the time. */
static bool is_full(const Guess *guess)
{
    int64_t now = seconds_now();
    Count count;

    if (!read_count(guess, &count, NULL))
        return false;
    age(guess, &count, 0, now);
    return count.wait_until <= now && count.begun >= guess_may(count.failed);
}

/* One look at the count. A count that could not be written, on a full disk, keeps nobody out
 * who may read: whoever holds the file can try passphrases without this program. */
static Entry try_enter(Guess *guess, int64_t *wait, Err *err)
{
    Err fault = {0};
    Entry entry;

    if (is_full(guess))
        return ENTRY_LATER;
    if (!store_begin(guess->store, &fault)) {
        if (store_was_busy(guess->store)) {
            *err = fault;
            return ENTRY_FAULT;
        }
        close_guess(guess);
        return ENTRY_IN;
    }
    entry = enter(guess, wait, &fault);
    if (entry == ENTRY_FAULT) {
        store_rollback(guess->store);
        close_guess(guess);
        return ENTRY_IN;
    }
    if (!store_commit(guess->store, &fault) && entry == ENTRY_IN)
        close_guess(guess);
    return entry;
}

bool guess_await(int64_t waited, const Progress *told, Err *err)
{
    if (!store_tell_waiting(told, waited, WAIT_MAX, err))
        return false;
    if (waited >= WAIT_MAX)
        return err_set(err, ERR_REFUSED,
                       _("Other programs are signing in with this name and do not come to an "
                         "end; end them and try again"));
    sleep_a_little();
    return true;
}

/* While others are at it, which the person hears of and may give up. */
static Entry wait_and_enter(Guess *guess, Store *store, int64_t *wait, Err *err)
{
    int64_t since = seconds_now();
    Entry entry;

    while ((entry = try_enter(guess, wait, err)) == ENTRY_LATER)
        if (!guess_await(seconds_now() - since, store_told(store), err))
            return ENTRY_FAULT;
    return entry;
}

bool guess_begin(Guess *guess, Store *store, int64_t user, const char *name, Err *err)
{
    Entry entry = ENTRY_IN;
    int64_t wait = 0;
    Err fault = {0};

    *guess = (Guess){.store = store, .user = user, .folder = -1};
    if (sodium_init() < 0)
        return err_set(err, ERR_IO, _("The random numbers of this machine cannot be used"));
    name_who(guess, name);
    if (store_read_only(store)) {
        store_open_beside(store, &guess->connection);
        guess->store = guess->connection;
    }
    if (guess->store) {
        open_places(guess);
        entry = wait_and_enter(guess, store, &wait, &fault);
    }
    if (entry == ENTRY_IN)
        return true;
    close_guess(guess);
    if (entry == ENTRY_WAIT)
        return guess_refuse(wait, err);
    if (err)
        *err = fault;
    return false;
}

void guess_end(Guess *guess, GuessEnd how)
{
    if (guess->store && store_begin(guess->store, NULL)) {
        if (leave(guess, how, NULL))
            store_commit(guess->store, NULL);
        else
            store_rollback(guess->store);
    }
    close_guess(guess);
}

bool guess_forgive(Tx *tx, int64_t user, Err *err)
{
    Guess guess = {.store = tx_store(tx), .user = user};
    char *name = NULL;
    Count count;

    name_who(&guess, "");
    if (!read_count(&guess, &count, err) ||
        (count.untold && !tell_in(tx, user, count.untold, err)))
        return false;
    count = (Count){.begun = count.begun, .begun_at = count.begun_at};
    if (!write_count(&guess, &count, err) ||
        !sql_get_text(guess.store, err, &name, "SELECT name FROM user WHERE id = ?", "i", user))
        return false;
    if (name)
        guess_closed_forgive(store_path(guess.store), name);
    free(name);
    return true;
}

/* ---- for who reads what happened ---- */

bool guess_counted_for(Store *store, int64_t row, int64_t *user, Err *err)
{
    return sql_get_int(store, err, user,
                       "SELECT coalesce(user_id, 0) FROM sign_in WHERE id = ?", "i", row);
}

bool guess_untold(Store *store, GuessSink *sink, void *ctx, Err *err)
{
    Sql q;
    bool more = true;

    if (!sql_open(&q, store,
                  "SELECT iif(who < '?', CAST(who AS INTEGER), 0) AS user, sum(untold),"
                  " strftime('%Y-%m-%dT%H:%M:%fZ', max(failed_at), 'unixepoch')"
                  " FROM guess WHERE untold > 0 GROUP BY user ORDER BY max(failed_at)",
                  err))
        return false;
    while (more && sql_row(&q)) {
        GuessUntold untold = {sql_int(&q, 0), sql_int(&q, 1), sql_text(&q, 2)};
        more = sink(ctx, &untold);
    }
    return sql_close(&q, err);
}
