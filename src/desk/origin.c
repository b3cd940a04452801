/* Of the view key_origin, and up to which row of it each supervisor was told. */
#include "config.h"

#include "desk/origin.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/sign.h"

static OriginHow how_of(const char *word)
{
    if (!word)
        return ORIGIN_NONE;
    if (strcmp(word, "added") == 0)
        return ORIGIN_ADDED;
    return strcmp(word, "reset") == 0 ? ORIGIN_RESET : ORIGIN_ALONE;
}

static const char *keep(Arena *arena, const char *text)
{
    return text ? arena_dup(arena, text) : NULL;
}

KeyOrigins origins_read(const Sql *q, int column, Arena *arena)
{
    KeyOrigins out = {.added = {.how = ORIGIN_NONE}};
    if (sql_text(q, column))
        out.added = (Origin){.how = ORIGIN_ADDED,
                             .at = keep(arena, sql_text(q, column)),
                             .by = keep(arena, sql_text(q, column + 1))};
    if (sql_text(q, column + 2))
        out.last = (Origin){.how = how_of(sql_text(q, column + 2)),
                            .at = keep(arena, sql_text(q, column + 3)),
                            .by = keep(arena, sql_text(q, column + 4))};
    return out;
}

/* last: the greatest id of them; NULL where nobody asks. */
static bool read_rows(Sql *q, Arena *arena, Origin **out, size_t *n, int64_t *last, Err *err)
{
    Origin *rows = NULL;
    size_t got = 0, room = 0;
    while (sql_row(q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof(*rows));
        rows[got++] = (Origin){.how = how_of(sql_text(q, 4)),
                               .name = arena_dup(arena, sql_text(q, 0)),
                               .by = keep(arena, sql_text(q, 1)),
                               .at = arena_dup(arena, sql_text(q, 2)),
                               .approves = strcmp(sql_said(q, 5), "supervisor") == 0};
        if (last)
            *last = sql_int(q, 3);
    }
    bool done = sql_close(q, err);
    *n = done ? got : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof(*rows));
    if (*n)
        memcpy(*out, rows, *n * sizeof(*rows));
    free(rows);
    return done;
}

#define ORIGINS                                                                                \
    "SELECT u.display, m.display, z.at, z.id, z.how, u.role FROM key_origin AS z"              \
    " JOIN user AS u ON u.id = z.user_id LEFT JOIN user AS m ON m.id = z.by_user"

/* What somebody signs who was told: up to which key. */
typedef struct ToldBytes {
    unsigned char context[UID_BYTES];
    Uid user, key;
} ToldBytes;

static ToldBytes told_begin(void)
{
    return (ToldBytes){.context = "anjuan told 1"};
}

static bool is_signed(const Sql *q)
{
    ToldBytes bytes = told_begin();
    size_t n, signs;
    const unsigned char *sign = sql_blob(q, 3, &n), *signature = sql_blob(q, 4, &signs);
    return sql_uid(q, 1, &bytes.user) && sql_uid(q, 2, &bytes.key) && sign &&
           n == PERSON_PUBLIC && signature && signs == PERSON_SIGNATURE &&
           person_check(sign, &bytes, sizeof bytes, signature);
}

bool origin_told(Store *store, int64_t user_id, int64_t *key, bool *right, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT t.key_id, u.uid, k.uid, s.sign, t.signature FROM reset_told AS t"
                  " JOIN user AS u ON u.id = t.user_id"
                  " LEFT JOIN person_key AS k ON k.id = t.key_id"
                  " LEFT JOIN person_key AS s ON s.uid = t.signer AND s.user_id = t.user_id"
                  " WHERE t.user_id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    *key = 0;
    *right = true;
    if (sql_row(&q)) {
        *right = is_signed(&q);
        *key = *right ? sql_int(&q, 0) : 0;
    }
    return sql_close(&q, err);
}

static bool write_told(Store *store, int64_t user_id, int64_t key, Err *err)
{
    ToldBytes bytes = told_begin();
    unsigned char signature[PERSON_SIGNATURE];
    Uid signer;
    Sql q;
    bool known = false;
    if (!sql_open(&q, store,
                  "SELECT u.uid, k.uid FROM user AS u, person_key AS k"
                  " WHERE u.id = ? AND k.id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, key);
    if (sql_row(&q))
        known = sql_uid(&q, 0, &bytes.user) && sql_uid(&q, 1, &bytes.key);
    if (!sql_close(&q, err))
        return false;
    /* Who has no key at hand is told again. */
    if (!known || !store_signs(store, user_id, &bytes, sizeof bytes, &signer, signature))
        return true;
    if (!sql_open(&q, store,
                  "INSERT OR REPLACE INTO reset_told (user_id, key_id, signer, signature)"
                  " VALUES (?, ?, ?, ?)",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, key);
    sql_bind_blob(&q, 3, signer.bytes, UID_BYTES);
    sql_bind_blob(&q, 4, signature, sizeof signature);
    sql_row(&q);
    return sql_close(&q, err);
}

/* Of those who were added or came in alone, whoever decides or lets people in matters. What
 * another program may have written of whom was told counts for nothing. */
static bool read_origins(Store *store, int64_t user_id, Arena *arena, Origin **out, size_t *n,
                         int64_t *last, Err *err)
{
    int64_t told;
    bool right;
    Sql q;
    if (!origin_told(store, user_id, &told, &right, err))
        return false;
    if (!sql_open(&q, store,
                  ORIGINS
                  " WHERE z.by_user IS NOT ?1 AND z.user_id <> ?1 AND z.id >"
                  " ?2 AND (z.how = 'reset' OR u.role IN ('supervisor', 'administrator'))"
                  " ORDER BY z.id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, told);
    return read_rows(&q, arena, out, n, last, err);
}

bool origin_alone(Store *store, Arena *arena, Origin **out, size_t *n, Err *err)
{
    Sql q;
    *n = 0;
    return sql_open(&q, store, ORIGINS " WHERE z.how = 'alone' ORDER BY z.id", err) &&
           read_rows(&q, arena, out, n, NULL, err);
}

bool origin_tell(Store *store, int64_t user_id, Arena *arena, Origin **out, size_t *n, Err *err)
{
    int64_t last = 0;
    *n = 0;
    if (!read_origins(store, user_id, arena, out, n, &last, err))
        return false;
    return *n == 0 || write_told(store, user_id, last, err);
}
