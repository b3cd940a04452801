/* Which epoch bundles are of, where their files lie, and which was the last of a pair.
 *
 * A store that is copied with its file alone, or put back, or moved to another disk, must not
 * give numbers that another copy gives too. So a small file beside the store, STORE.mark, and
 * the store know each other: by random bytes in it and by when the file was made, which no copy
 * keeps. Where they do not know each other, a new epoch begins, which others take for what it
 * is. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/group.h"
#include "store/sql.h"

enum { MARK_BYTES = 32, EPOCH_RANDOM_BITS = 16 };
static const char mark_name[] = "bundle.mark", epoch_name[] = "bundle.epoch";

/* ---- the mark ---- */

/* When it was made where the file system says that, its place on the disk otherwise. */
static bool born(const char *path, Buf *out)
{
    struct statx is;
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BTIME | STATX_INO | STATX_TYPE, &is) !=
            0 ||
        !S_ISREG(is.stx_mode))
        return false;
    if (is.stx_mask & STATX_BTIME)
        buf_addf(out, "born %" PRId64 ".%" PRIu32, (int64_t)is.stx_btime.tv_sec,
                 (uint32_t)is.stx_btime.tv_nsec);
    else
        buf_addf(out, "ino %" PRIu64, (uint64_t)is.stx_ino);
    return true;
}

/* What the store keeps of the file as it is now; false: there is none. */
static bool mark_now(const char *path, char hex[DIGEST_HEX + 1])
{
    unsigned char digest[DIGEST_BYTES];
    Buf bytes = BUF_INIT;
    bool there = path_exists(path) && path_read_itself(path, 2 * MARK_BYTES, &bytes, NULL) &&
                 born(path, &bytes);
    if (there) {
        digest_blake2b(bytes.data, bytes.len, digest);
        digest_hex(digest, hex);
    }
    buf_free(&bytes);
    return there;
}

static bool put_mark(Session *session, const char *path, char hex[DIGEST_HEX + 1], Err *err)
{
    unsigned char bytes[MARK_BYTES];
    digest_random(bytes, sizeof(bytes));
    return path_write_by(path, path, bytes, sizeof(bytes), store_group(session_store(session)),
                         err) &&
           (mark_now(path, hex) ||
            err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno)));
}

static bool get_meta(Store *store, const char *name, char **out, Err *err)
{
    return sql_get_text(store, err, out, "SELECT value FROM meta WHERE name = ?", "t", name);
}

static bool put_meta(Store *store, const char *name, const char *value, Err *err)
{
    return sql_do(store, err, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", "tt",
                  name, value);
}

/* ---- the epoch ---- */

static uint64_t epoch_at(time_t seconds, long nanoseconds)
{
    return ((uint64_t)seconds * 1000 + (uint64_t)nanoseconds / 1000000) << EPOCH_RANDOM_BITS;
}

/* The time and a little chance: greater than all of before, unless a clock was set back. */
static uint64_t fresh(uint64_t over)
{
    struct timespec now;
    uint16_t chance;
    clock_gettime(CLOCK_REALTIME, &now);
    digest_random(&chance, sizeof(chance));
    uint64_t epoch = epoch_at(now.tv_sec, now.tv_nsec) | chance;
    return epoch > over ? epoch : over + 1;
}

uint64_t pair_epoch_latest(void)
{
    enum { YEAR = 366 * 24 * 60 * 60 };
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return epoch_at(now.tv_sec + YEAR, now.tv_nsec);
}

static bool kept_epoch(Store *store, uint64_t *epoch, Err *err)
{
    char *text = NULL;
    int64_t told = 0, given = 0;
    bool done =
        get_meta(store, epoch_name, &text, err) &&
        sql_get_int(store, err, &told, "SELECT coalesce(max(knows), 0) FROM bundle_heard",
                    NULL) &&
        sql_get_int(store, err, &given, "SELECT coalesce(max(epoch), 0) FROM bundle_out", NULL);
    *epoch = text ? strtoull(text, NULL, 10) : 0;
    free(text);
    if ((uint64_t)told > *epoch)
        *epoch = (uint64_t)told;
    if ((uint64_t)given > *epoch)
        *epoch = (uint64_t)given;
    return done;
}

static bool begin_epoch(Session *session, const char *mark, uint64_t *epoch, Err *err)
{
    Store *store = session_store(session);
    char hex[DIGEST_HEX + 1], text[32];
    if (!put_mark(session, mark, hex, err) || !kept_epoch(store, epoch, err))
        return false;
    *epoch = fresh(*epoch);
    snprintf(text, sizeof(text), "%" PRIu64, *epoch);
    return put_meta(store, epoch_name, text, err) && put_meta(store, mark_name, hex, err);
}

bool pair_epoch(Session *session, uint64_t *epoch, Err *err)
{
    Store *store = session_store(session);
    char *path = path_beside(store_path(store), ".mark"), *known = NULL, *text = NULL;
    char hex[DIGEST_HEX + 1];
    bool done =
        get_meta(store, mark_name, &known, err) && get_meta(store, epoch_name, &text, err);
    *epoch = done && text ? strtoull(text, NULL, 10) : 0;
    if (done && !(*epoch && known && mark_now(path, hex) && strcmp(known, hex) == 0))
        done = begin_epoch(session, path, epoch, err);
    free(text);
    free(known);
    free(path);
    return done;
}

bool pair_epoch_end(Session *session, uint64_t over, Err *err)
{
    Store *store = session_store(session);
    char text[32];
    uint64_t epoch;
    if (!kept_epoch(store, &epoch, err))
        return false;
    snprintf(text, sizeof(text), "%" PRIu64, epoch > over ? epoch : over);
    return put_meta(store, epoch_name, text, err) &&
           sql_do(store, err, "DELETE FROM meta WHERE name = ?", "t", mark_name);
}

/* ---- rows ---- */

static bool read_end(Sql *q, PairEnd *out, Err *err)
{
    *out = (PairEnd){0};
    if (sql_row(q)) {
        size_t n;
        const void *digest = sql_blob(q, 2, &n);
        out->epoch = (uint64_t)sql_int(q, 0);
        out->number = (uint64_t)sql_int(q, 1);
        if (n == BUNDLE_DIGEST)
            memcpy(out->digest, digest, n);
    }
    return sql_close(q, err);
}

bool pair_last_out(Store *store, int64_t station, uint64_t epoch, PairEnd *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT epoch, number, digest FROM bundle_out WHERE station_id = ?1"
                  " AND epoch = ?2 ORDER BY number DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, station);
    sql_bind_int(&q, 2, (int64_t)epoch);
    return read_end(&q, out, err);
}

bool pair_last_in(Store *store, int64_t station, PairEnd *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT epoch, number, digest FROM bundle_in WHERE station_id = ?1"
                  " ORDER BY epoch DESC, number DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, station);
    return read_end(&q, out, err);
}

/* ---- files ---- */

bool pair_folder(Session *session, const char *end, char **folder, Err *err)
{
    Store *store = session_store(session);
    *folder = path_beside(store_path(store), end);
    return path_make_folder_for(*folder, store_group(store), err);
}

char *pair_file(const char *folder, const char *code, uint64_t epoch, uint64_t number)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/%s-%016" PRIx64 "-%08" PRIu64 ".anjuan", folder, code, epoch, number);
    return buf_take(&path);
}

/* Names of the files that are still to be acknowledged, with a line end behind each. */
static bool wanted(Store *store, Buf *names)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT s.code, b.epoch, b.number FROM bundle_out AS b"
                  " JOIN station AS s ON s.id = b.station_id WHERE b.acknowledged IS NULL",
                  NULL))
        return false;
    while (sql_row(&q)) {
        char *name =
            pair_file("", sql_said(&q, 0), (uint64_t)sql_int(&q, 1), (uint64_t)sql_int(&q, 2));
        buf_addf(names, "%s\n", name);
        free(name);
    }
    return sql_close(&q, NULL);
}

/* One of ours by its name, with a number. */
static bool is_numbered(const char *name)
{
    size_t len = strlen(name);
    const char *end = len > 15 ? name + len - 15 : "";
    return strcmp(end + strspn(end, "0123456789"), ".anjuan") == 0 &&
           strncmp(end, "00000000", 8) != 0;
}

bool pair_place(const char *file, Err *err)
{
    char *fresh = path_beside(file, PAIR_FRESH), *folder = path_folder(file);
    /* Another program may have settled it meanwhile. */
    bool done =
        rename(fresh, file) == 0 || path_exists(file)
            ? path_sync_folder(folder, err)
            : err_set(err, ERR_IO, _("%s cannot be written: %s"), file, i18n_errno(errno));
    free(folder);
    free(fresh);
    return done;
}

/* What is entered has its name, what is not goes. */
static void settle_file(const char *folder, const char *name, const char *wanted)
{
    char *path = path_join(folder, name);
    size_t len = strlen(path), end = strlen(PAIR_FRESH);
    bool fresh = len > end && strcmp(path + len - end, PAIR_FRESH) == 0;
    Buf line = BUF_INIT;
    buf_addf(&line, "/%.*s\n", (int)(strlen(name) - (fresh ? end : 0)), name);
    bool enters = strstr(wanted, line.data) != NULL;
    if (fresh && !enters) {
        unlink(path);
    } else if (fresh) {
        path[len - end] = '\0';
        pair_place(path, NULL);
    } else if (is_numbered(name) && !enters) {
        unlink(path);
    }
    buf_free(&line);
    free(path);
}

void pair_settle_files(Session *session)
{
    Store *store = session_store(session);
    char *folder = path_beside(store_path(store), ".outbox");
    Buf names = BUF_INIT;
    DIR *dir = path_exists(folder) && wanted(store, &names) ? opendir(folder) : NULL;
    struct dirent *entry;
    while (dir && (entry = readdir(dir)))
        settle_file(folder, entry->d_name, names.data);
    if (dir) {
        closedir(dir);
        path_sweep(folder, "");
    }
    buf_free(&names);
    free(folder);
}
