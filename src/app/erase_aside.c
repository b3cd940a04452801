/* Bundles that were put aside because of what is in them: each is opened once more, to see
 * whether it has the case that is erased. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/path.h"
#include "desk/station.h"
#include "store/sql.h"

typedef struct Aside {
    Station *all;
    size_t n_all;
    PersonPublic sender;
    Uid of_case;
    bool has;
} Aside;

static bool find_sender(void *ctx, const unsigned char id[BUNDLE_ID], PersonPublic *out)
{
    Aside *aside = ctx;
    unsigned char is[BUNDLE_ID];
    for (size_t i = 0; i < aside->n_all; i++) {
        bundle_id(&aside->all[i].public, is);
        if (memcmp(is, id, BUNDLE_ID) != 0)
            continue;
        *out = aside->sender = aside->all[i].public;
        return true;
    }
    return false;
}

/* A case is told with its uid as it is, and so is a message about one. Where in it does not
 * count: a file that only seems to hold the case costs less than one that stays. */
static bool look_at(void *ctx, char kind, const Buf *bytes)
{
    Aside *aside = ctx;
    (void)kind;
    aside->has =
        aside->has || (bytes->len >= UID_BYTES &&
                       memmem(bytes->data, bytes->len, aside->of_case.bytes, UID_BYTES));
    return true;
}

/* Papers go with their case. */
static bool pass_by(void *ctx, const unsigned char sha256[DIGEST_BYTES], const Buf *bytes)
{
    (void)ctx;
    (void)sha256;
    (void)bytes;
    return true;
}

/* Whether it was opened to its end. */
static bool read_bundle(Aside *aside, int fd, const PersonKey *key)
{
    PartReader parts = {.part = BUF_INIT,
                        .copy = BUF_INIT,
                        .take = look_at,
                        .take_copy = pass_by,
                        .ctx = aside};
    const BundleOpen how = {
        .me = key, .sender = &aside->sender, .take = part_bytes, .ctx = &parts};
    BundleSeen seen;
    bool whole =
        bundle_check(fd, person_key_public(key), find_sender, aside, &seen) == BUNDLE_WHOLE &&
        lseek(fd, 0, SEEK_SET) == 0 && bundle_open(fd, &seen, &how) == BUNDLE_WHOLE &&
        !parts.wrong && part_ended(&parts);
    part_free(&parts);
    return whole;
}

static bool read_uid(Store *store, int64_t case_id, Uid *out)
{
    Sql q;
    size_t n = 0;
    if (!sql_open(&q, store, "SELECT uid FROM case_file WHERE id = ?", NULL))
        return false;
    sql_bind_int(&q, 1, case_id);
    const void *bytes = sql_row(&q) ? sql_blob(&q, 0, &n) : NULL;
    if (n == UID_BYTES)
        memcpy(out->bytes, bytes, UID_BYTES);
    return sql_close(&q, NULL) && n == UID_BYTES;
}

bool erase_aside_may_have(Session *session, const char *path, int64_t case_id)
{
    Store *store = session_store(session);
    Arena *arena = arena_new();
    Aside aside = {.has = false};
    Signer station = {0};
    bool whole = false;
    int fd = -1;
    if (read_uid(store, case_id, &aside.of_case) &&
        station_all(store, arena, &aside.all, &aside.n_all, NULL) &&
        signer_open(store, 0, NULL, &station, NULL) && station.key &&
        (fd = path_open(path, NULL)) >= 0)
        whole = read_bundle(&aside, fd, station.key);
    if (fd >= 0)
        close(fd);
    signer_close(&station);
    arena_free(arena);
    return !whole || aside.has;
}
