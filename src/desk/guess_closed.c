/* A sealed store that is closed cannot count in itself, so the tries to open it are counted in
 * a small file beside it, STORE.tries: a line for each name, which is kept as a few bits of its
 * digest, because what was typed there may be a passphrase. The digest is keyed with the id of
 * the store, so that no two stores tell of the same name, and no list made once fits them. The
 * id is no secret: whoever has the store as well can hold a name that they guess against the
 * file, and one in 65536 fits by chance. Who tries holds a lock on a byte of
 * that file, which ends with the program, so a try counts once it is known to be wrong, and no
 * more go on at once than may still fail.
 *
 * Whoever may write beside the store can take the file away, and where it cannot be written
 * nobody is kept out: it slows down who guesses with this program. Against who has the file of
 * the store and another program stands what each guess costs (seal/passkey.h). */
#include "config.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "desk/guess_inner.h"
#include "seal/header.h"
#include "store/sql.h"

enum { TRIES_MAX = 1 << 16, FAILED_MAX = 1 << 20 };

/* The bytes that are locked, behind all that is ever written. */
static const int64_t lock_of_text = INT64_C(1) << 40, lock_of_tries = INT64_C(1) << 41;

typedef struct Tries {
    int64_t failed, untold, failed_at, wait_until;
} Tries;

/* Zeros where there is none, as of a store that is not sealed. */
static void read_id(const char *path, unsigned char id[SEAL_ID_BYTES])
{
    SealHeader *header = NULL;

    memset(id, 0, SEAL_ID_BYTES);
    if (seal_header_read(path, &header, NULL) == SEAL_WHOLE)
        memcpy(id, seal_header_id(header), SEAL_ID_BYTES);
    seal_header_free(header);
}

static void name_who(const unsigned char id[SEAL_ID_BYTES], const char *name,
                     char who[GUESS_WHO])
{
    unsigned char hash[crypto_generichash_BYTES_MIN];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)name, strlen(name), id,
                       SEAL_ID_BYTES);
    snprintf(who, GUESS_WHO, "%02x%02x", hash[0], hash[1]);
}

/* ---- the file ---- */

/* For whom the store is. */
static void give_as_store(const char *path, int fd)
{
    struct stat info;

    if (stat(path, &info) == 0 && (info.st_mode & S_IWGRP) &&
        fchown(fd, (uid_t)-1, info.st_gid) == 0)
        fchmod(fd, 0660);
}

/* -1: there is none, or it is nothing to count in. */
static int tries_open(const char *path, int flags)
{
    char *file = path_beside(path, ".tries");
    int fd = open(file, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    struct stat info;

    free(file);
    if (fd >= 0 && (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || sodium_init() < 0)) {
        close(fd);
        return -1;
    }
    if (fd >= 0 && flags & O_CREAT)
        give_as_store(path, fd);
    return fd;
}

static bool tries_lock(int fd, short type)
{
    struct flock lock = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)lock_of_text, .l_len = 1};

    return fcntl(fd, F_OFD_SETLKW, &lock) == 0;
}

/* Nobody else writes until tries_give. */
static bool tries_take(int fd, Buf *text)
{
    char block[4096];
    ssize_t n;

    buf_init(text);
    if (fd < 0 || !tries_lock(fd, F_WRLCK) || lseek(fd, 0, SEEK_SET) != 0)
        return false;
    while (text->len < TRIES_MAX && (n = read(fd, block, sizeof block)) > 0)
        buf_add_bytes(text, block, (size_t)n);
    /* What this program wrote are lines that end; anything else is counted as nothing. */
    if (text->len && (text->data[text->len - 1] != '\n' || memchr(text->data, 0, text->len)))
        buf_clear(text);
    return true;
}

static void tries_give(int fd, Buf *text)
{
    buf_free(text);
    tries_lock(fd, F_UNLCK);
}

/* Its line, from *at to *end; both are the end of the text where there is none. */
static void tries_find(const Buf *text, const char *who, size_t *at, size_t *end)
{
    for (*at = 0; *at < text->len; *at = *end) {
        const char *line = text->data + *at;
        *end = *at + strcspn(line, "\n") + 1;
        if (*end <= text->len && strncmp(line, who, GUESS_WHO - 1) == 0)
            return;
    }
    *at = *end = text->len;
}

static int64_t within(int64_t value, int64_t most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* Anybody may have written it. */
static bool tries_parse(const char *line, Tries *out)
{
    bool right = sscanf(line, "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64, &out->failed,
                        &out->untold, &out->failed_at, &out->wait_until) == 4;

    if (!right)
        *out = (Tries){0};
    out->failed = within(out->failed, FAILED_MAX);
    out->untold = within(out->untold, FAILED_MAX);
    out->failed_at = within(out->failed_at, INT64_MAX);
    out->wait_until = within(out->wait_until, INT64_MAX);
    return right;
}

static Tries tries_read(const Buf *text, const char *who)
{
    size_t at, end;
    Tries tries = {0};

    tries_find(text, who, &at, &end);
    if (at < end)
        tries_parse(text->data + at + GUESS_WHO - 1, &tries);
    return tries;
}

static void tries_put(Buf *text, const char *who, const Tries *tries)
{
    size_t at, end;
    Buf line = BUF_INIT;

    tries_find(text, who, &at, &end);
    buf_remove(text, at, end - at);
    if (tries->failed || tries->untold)
        buf_addf(&line, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", who,
                 tries->failed, tries->untold, tries->failed_at, tries->wait_until);
    /* So many names are a flood; it takes the oldest along. */
    while (text->len && text->len + line.len > TRIES_MAX)
        buf_remove(text, 0, strcspn(text->data, "\n") + 1);
    if (line.len)
        buf_add_bytes(text, line.data, line.len);
    buf_free(&line);
}

static void tries_write(int fd, const Buf *text)
{
    if (ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 && text->len)
        path_write_to(fd, text->data, text->len);
}

/* ---- a try ---- */

static struct flock place_at(const GuessClosed *guess, int n)
{
    int64_t who = strtol(guess->who, NULL, 16);

    return (struct flock){.l_type = F_WRLCK,
                          .l_whence = SEEK_SET,
                          .l_start = (off_t)(lock_of_tries + who * GUESS_FREE + n),
                          .l_len = 1};
}

/* Where fewer than may are at it; nobody waits where nobody can tell. */
static bool take_place(const GuessClosed *guess, int64_t may)
{
    int64_t held = 0;
    int free_one = -1;

    for (int i = 0; i < GUESS_FREE; i++) {
        struct flock place = place_at(guess, i);
        if (fcntl(guess->fd, F_OFD_GETLK, &place) != 0)
            return true;
        if (place.l_type != F_UNLCK)
            held++;
        else
            free_one = i;
    }
    if (held >= may || free_one < 0)
        return false;
    struct flock place = place_at(guess, free_one);
    return fcntl(guess->fd, F_OFD_SETLK, &place) == 0;
}

/* One look at the count: *wait is how long this name has to. */
static bool enter(const GuessClosed *guess, int64_t *wait)
{
    int64_t now = (int64_t)time(NULL), most = guess_wait_after(INT64_MAX);
    bool in = true;
    Buf text;

    *wait = 0;
    if (tries_take(guess->fd, &text)) {
        Tries tries = tries_read(&text, guess->who);
        /* A clock that was set back makes nobody wait longer than ever. */
        *wait = tries.wait_until > now + most ? most : within(tries.wait_until - now, most);
        if (now - tries.failed_at > GUESS_FORGET)
            tries.failed = 0;
        in = *wait == 0 && take_place(guess, guess_may(tries.failed));
    }
    tries_give(guess->fd, &text);
    return in;
}

static void close_guess(GuessClosed *guess)
{
    if (guess->fd >= 0)
        close(guess->fd);
    guess->fd = -1;
}

bool guess_closed_begin(GuessClosed *guess, const char *path, const char *name,
                        const Progress *told, Err *err)
{
    int64_t since = (int64_t)time(NULL), wait;
    unsigned char id[SEAL_ID_BYTES];
    bool in;

    guess->fd = tries_open(path, O_RDWR | O_CREAT);
    if (guess->fd < 0)
        return true;
    read_id(path, id);
    name_who(id, name, guess->who);
    while (!(in = enter(guess, &wait)) && wait == 0)
        if (!guess_await((int64_t)time(NULL) - since, told, err))
            break;
    if (in)
        return true;
    close_guess(guess);
    return wait > 0 && guess_refuse(wait, err);
}

void guess_closed_end(GuessClosed *guess, GuessEnd how)
{
    Buf text;

    if (how != GUESS_NONE && tries_take(guess->fd, &text)) {
        int64_t now = (int64_t)time(NULL);
        Tries tries = tries_read(&text, guess->who);
        bool same_day = now - tries.failed_at <= GUESS_FORGET;
        tries.failed = how == GUESS_RIGHT ? 0 : (same_day ? tries.failed : 0) + 1;
        tries.wait_until = 0;
        if (how == GUESS_WRONG) {
            tries.untold++;
            tries.failed_at = now;
            tries.wait_until = now + guess_wait_after(tries.failed);
        }
        tries_put(&text, guess->who, &tries);
        tries_write(guess->fd, &text);
        tries_give(guess->fd, &text);
    }
    close_guess(guess);
}

void guess_closed_forgive(const char *path, const char *name)
{
    int fd = tries_open(path, O_RDWR);
    unsigned char id[SEAL_ID_BYTES];
    char who[GUESS_WHO];
    Buf text;

    read_id(path, id);
    if (tries_take(fd, &text)) {
        name_who(id, name, who);
        Tries tries = tries_read(&text, who);
        tries.failed = tries.wait_until = 0;
        tries_put(&text, who, &tries);
        tries_write(fd, &text);
    }
    buf_free(&text);
    if (fd >= 0)
        close(fd);
}

/* ---- the journal ---- */

/* The lines of which the journal is not told yet, *at before and behind the one that is given.
 */
static bool next_untold(const Buf *text, size_t *at, char who[GUESS_WHO], Tries *out)
{
    while (*at < text->len) {
        const char *line = text->data + *at;
        size_t len = strcspn(line, "\n") + 1;
        bool whole = *at + len <= text->len && len > GUESS_WHO;
        *at += len;
        if (!whole || !tries_parse(line + GUESS_WHO - 1, out) || !out->untold)
            continue;
        memcpy(who, line, GUESS_WHO - 1);
        who[GUESS_WHO - 1] = '\0';
        return true;
    }
    return false;
}

static bool find_user(Store *store, const char *who, int64_t *user, Err *err)
{
    unsigned char id[SEAL_ID_BYTES];
    char own[GUESS_WHO];
    Sql q;

    *user = 0;
    read_id(store_path(store), id);
    if (!sql_open(&q, store, "SELECT id, name FROM user", err))
        return false;
    while (!*user && sql_row(&q)) {
        name_who(id, sql_said(&q, 1), own);
        if (strcmp(own, who) == 0)
            *user = sql_int(&q, 0);
    }
    return sql_close(&q, err);
}

/* Those of names that nobody has are told together, as in the store. */
static bool tell_all(Store *store, Buf *text, Err *err)
{
    int64_t of_nobody = 0, user;
    char who[GUESS_WHO];
    Buf left = BUF_INIT;
    Tries tries;
    bool done = true;

    buf_add_bytes(&left, text->data, text->len);
    for (size_t at = 0; done && next_untold(text, &at, who, &tries);) {
        done = find_user(store, who, &user, err) &&
               (!user || guess_tell(store, user, tries.untold, err));
        of_nobody += user ? 0 : tries.untold;
        tries.untold = 0;
        tries_put(&left, who, &tries);
    }
    done = done && (!of_nobody || guess_tell(store, 0, of_nobody, err));
    buf_free(text);
    *text = left;
    return done;
}

/* First the store's lock, then that of the file, as guess_closed_forgive is called. Cut off
 * between the two a count is told twice, and none is lost. */
static void tell_to(Store *store, int fd)
{
    Buf text;

    if (!store_begin(store, NULL))
        return;
    if (!tries_take(fd, &text) || !tell_all(store, &text, NULL))
        store_rollback(store);
    else if (store_commit(store, NULL))
        tries_write(fd, &text);
    tries_give(fd, &text);
}

static bool has_untold(int fd)
{
    char who[GUESS_WHO];
    size_t at = 0;
    Tries tries;
    Buf text;
    bool has = tries_take(fd, &text) && next_untold(&text, &at, who, &tries);

    tries_give(fd, &text);
    return has;
}

void guess_closed_tell(Store *store)
{
    int fd = tries_open(store_path(store), O_RDWR);
    Store *beside = NULL;

    if (fd < 0)
        return;
    if (has_untold(fd)) {
        if (store_read_only(store))
            store_open_beside(store, &beside);
        if (beside || !store_read_only(store))
            tell_to(beside ? beside : store, fd);
        store_close(beside);
    }
    close(fd);
}
