/* A sealed store that is closed cannot count in itself, so the tries to open it are counted in
 * a small file beside it, STORE.tries: a line for each name, which is kept as a few bits of its
 * digest, because what was typed there may be a passphrase. Each try counts as failed from its
 * beginning; the right one takes that back. Where the file cannot be written nobody is kept
 * out: whoever holds the store can try passphrases without this program. */
#include "config.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "desk/guess_inner.h"

enum { TRIES_MAX = 1 << 16, WHO_HEX = 4 };

typedef struct Tries {
    int64_t failed, untold, failed_at, wait_until;
} Tries;

typedef struct TriesFile {
    int fd;
    Buf text;
    char who[WHO_HEX + 1];
} TriesFile;

static void name_who(const char *name, char who[WHO_HEX + 1])
{
    unsigned char hash[crypto_generichash_BYTES_MIN];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)name, strlen(name), NULL, 0);
    snprintf(who, WHO_HEX + 1, "%02x%02x", hash[0], hash[1]);
}

/* For whom the store is. */
static void give_as_store(const char *path, int fd)
{
    struct stat info;

    if (stat(path, &info) == 0 && (info.st_mode & S_IWGRP) &&
        fchown(fd, (uid_t)-1, info.st_gid) == 0)
        fchmod(fd, 0660);
}

/* Held by this program alone until it is closed. */
static bool tries_open(const char *path, const char *name, TriesFile *out)
{
    char *file = path_beside(path, ".tries");
    char block[4096];
    ssize_t n;

    *out = (TriesFile){.fd = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)};
    free(file);
    buf_init(&out->text);
    if (out->fd < 0 || sodium_init() < 0 || flock(out->fd, LOCK_EX) != 0)
        return false;
    give_as_store(path, out->fd);
    name_who(name, out->who);
    while (out->text.len < TRIES_MAX && (n = read(out->fd, block, sizeof block)) > 0)
        buf_add_bytes(&out->text, block, (size_t)n);
    return true;
}

static void tries_close(TriesFile *file)
{
    if (file->fd >= 0)
        close(file->fd);
    buf_free(&file->text);
}

/* Its line, from *at to *end; both are the end of the text where there is none. */
static void tries_find(const TriesFile *file, size_t *at, size_t *end)
{
    for (*at = 0; *at < file->text.len; *at = *end) {
        const char *line = file->text.data + *at;
        *end = *at + strcspn(line, "\n") + 1;
        if (*end <= file->text.len && strncmp(line, file->who, WHO_HEX) == 0)
            return;
    }
    *at = *end = file->text.len;
}

static Tries tries_read(const TriesFile *file)
{
    size_t at, end;
    Tries tries = {0};

    tries_find(file, &at, &end);
    if (at < end &&
        sscanf(file->text.data + at + WHO_HEX, "%" SCNd64 "%" SCNd64 "%" SCNd64 "%" SCNd64,
               &tries.failed, &tries.untold, &tries.failed_at, &tries.wait_until) != 4)
        tries = (Tries){0};
    return tries;
}

static void tries_write(TriesFile *file, const Tries *tries)
{
    size_t at, end;
    Buf line = BUF_INIT;

    tries_find(file, &at, &end);
    buf_remove(&file->text, at, end - at);
    if (tries->failed || tries->untold)
        buf_addf(&line, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", file->who,
                 tries->failed, tries->untold, tries->failed_at, tries->wait_until);
    /* So many names are a flood; it takes the oldest along. */
    while (file->text.len + line.len > TRIES_MAX)
        buf_remove(&file->text, 0, strcspn(file->text.data, "\n") + 1);
    buf_add_bytes(&file->text, line.data, line.len);
    buf_free(&line);
    if (ftruncate(file->fd, 0) == 0 && lseek(file->fd, 0, SEEK_SET) == 0)
        path_write_to(file->fd, file->text.data, file->text.len);
}

bool guess_closed_begin(const char *path, const char *name, Err *err)
{
    int64_t now = (int64_t)time(NULL), most = guess_wait_after(INT64_MAX), wait = 0;
    TriesFile file;

    if (tries_open(path, name, &file)) {
        Tries tries = tries_read(&file);
        /* A clock that was set back makes nobody wait longer than ever. */
        wait = tries.wait_until - now < most ? tries.wait_until - now : most;
        if (now - tries.failed_at > GUESS_FORGET)
            tries.failed = 0;
        if (wait <= 0) {
            tries.failed++;
            tries.untold++;
            tries.failed_at = now;
            tries.wait_until = now + guess_wait_after(tries.failed);
            tries_write(&file, &tries);
        }
    }
    tries_close(&file);
    return wait <= 0 || guess_refuse(wait, err);
}

void guess_closed_end(const char *path, const char *name, GuessEnd how)
{
    TriesFile file;

    if (how == GUESS_WRONG)
        return;
    if (tries_open(path, name, &file)) {
        Tries tries = tries_read(&file);
        tries.untold -= tries.untold > 0;
        tries.failed = how == GUESS_RIGHT ? 0 : tries.failed - (tries.failed > 0);
        tries.wait_until = 0;
        tries_write(&file, &tries);
    }
    tries_close(&file);
}

void guess_closed_tell(Store *store, int64_t user, const char *name)
{
    TriesFile file;

    if (store_read_only(store))
        return;
    if (tries_open(store_path(store), name, &file)) {
        Tries tries = tries_read(&file);
        if (tries.untold && guess_tell(store, user, tries.untold, NULL)) {
            tries.untold = 0;
            tries_write(&file, &tries);
        }
    }
    tries_close(&file);
}
