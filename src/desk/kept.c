/* Rows of kept_change. */
#include "config.h"

#include "desk/kept.h"

#include <string.h>

#include "base/day.h"
#include "base/i18n.h"
#include "store/digest.h"
#include "store/sign.h"
#include "store/sql.h"

/* ---- whose a row is ---- */

enum { CONTEXT = 16 };
static const unsigned char context[CONTEXT] = "anjuan kept 1";

/* A row as it is signed. The number of a record's row is of this store, as the row here is. */
typedef struct Said {
    Uid of_case, user;
    const char *path;
    int64_t row_id, fresh;
    const char *base, *value, *at;
} Said;

static void add_number(Digest *digest, int64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * (7 - i)));
    digest_add(digest, bytes, sizeof bytes);
}

static void add_text(Digest *digest, const char *text)
{
    add_number(digest, text ? (int64_t)strlen(text) : -1);
    digest_add(digest, text ? text : "", text ? strlen(text) : 0);
}

static void to_sign(const Said *said, unsigned char out[CONTEXT + DIGEST_BYTES])
{
    Digest *digest = digest_begin();
    digest_add(digest, said->of_case.bytes, UID_BYTES);
    digest_add(digest, said->user.bytes, UID_BYTES);
    add_text(digest, said->path);
    add_number(digest, said->row_id);
    add_number(digest, said->fresh);
    add_text(digest, said->base);
    add_text(digest, said->value);
    add_text(digest, said->at);
    memcpy(out, context, CONTEXT);
    digest_end(digest, out + CONTEXT);
}

/* A row of ROWS. */
static bool is_own(const Store *store, int64_t user_id, const Sql *q)
{
    unsigned char bytes[CONTEXT + DIGEST_BYTES];
    Said said = {.path = sql_text(q, 3),
                 .row_id = sql_int(q, 4),
                 .fresh = sql_int(q, 5),
                 .base = sql_text(q, 6),
                 .value = sql_text(q, 7),
                 .at = sql_text(q, 8)};
    size_t n;
    if (!sql_uid(q, 9, &said.of_case) || !sql_uid(q, 10, &said.user))
        return false;
    to_sign(&said, bytes);
    const unsigned char *signature = sql_blob(q, 11, &n);
    return signature && n == PERSON_SIGNATURE &&
           store_signed(store, user_id, bytes, sizeof bytes, signature);
}

/* ---- rows ---- */

static bool read_field(const char *path, FieldId *out)
{
    const char *dot = path ? strchr(path, '.') : NULL;
    char record[64];
    if (!dot || (size_t)(dot - path) >= sizeof record)
        return false;
    memcpy(record, path, (size_t)(dot - path));
    record[dot - path] = '\0';
    const RecordDef *of = catalog_find_record(record);
    const FieldDef *field = of ? catalog_find_field(of->id, dot + 1) : NULL;
    if (field)
        *out = field->id;
    return field != NULL;
}

bool kept_list(Store *store, int64_t user_id, int64_t case_id, Arena *arena, Kept **out,
               size_t *n, Err *err)
{
    size_t room = 0;
    Sql q;
    *out = NULL;
    *n = 0;
    if (!sql_open(&q, store,
                  "SELECT k.id, k.case_id, c.no, k.field, k.row_id, k.fresh, k.base, k.value,"
                  " k.at, c.uid, u.uid, k.sig FROM kept_change AS k"
                  " JOIN case_file AS c ON c.id = k.case_id"
                  " JOIN user AS u ON u.id = k.user_id WHERE k.user_id = ?1 AND (?2 = 0 OR "
                  "k.case_id = ?2)"
                  " ORDER BY k.case_id, k.fresh, k.id",
                  err))
        return false;
    sql_bind_int(&q, 1, user_id);
    sql_bind_int(&q, 2, case_id);
    while (sql_row(&q)) {
        FieldId field = FIELD_COUNT;
        if (!read_field(sql_text(&q, 3), &field))
            continue; /* of a newer program */
        if (*n == room) {
            Kept *more = arena_alloc(arena, (room = 2 * room + 16) * sizeof **out);
            if (*n)
                memcpy(more, *out, *n * sizeof **out);
            *out = more;
        }
        (*out)[(*n)++] = (Kept){.id = sql_int(&q, 0),
                                .case_id = sql_int(&q, 1),
                                .no = arena_text(arena, sql_text(&q, 2)),
                                .field = field,
                                .row_id = sql_int(&q, 4),
                                .fresh = sql_int(&q, 5),
                                .base = arena_dup(arena, sql_text(&q, 6)),
                                .value = arena_dup(arena, sql_text(&q, 7)),
                                .at = arena_text(arena, sql_text(&q, 8)),
                                .own = is_own(store, user_id, &q)};
    }
    return sql_close(&q, err);
}

bool kept_fresh(Store *store, int64_t user_id, int64_t case_id, int64_t *out, Err *err)
{
    return sql_get_int(store, err, out,
                       "SELECT coalesce(max(fresh), 0) + 1 FROM kept_change WHERE user_id = ?"
                       " AND case_id = ?",
                       "ii", user_id, case_id);
}

/* What stood there when it was first written; of a row that somebody else put there nothing
 * holds. */
static bool first_base(Store *store, int64_t user_id, const Kept *kept, Arena *arena,
                       const char **base, Err *err)
{
    Kept *all;
    size_t n;
    *base = kept->base;
    if (!kept_list(store, user_id, kept->case_id, arena, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (all[i].own && all[i].field == kept->field && all[i].row_id == kept->row_id &&
            all[i].fresh == kept->fresh)
            *base = all[i].base;
    }
    return true;
}

static bool sign_it(Store *store, int64_t user_id, int64_t case_id, Said *said,
                    unsigned char signature[PERSON_SIGNATURE], Err *err)
{
    unsigned char bytes[CONTEXT + DIGEST_BYTES];
    Uid signer;
    Sql q;
    bool known = false;
    if (!sql_open(&q, store,
                  "SELECT c.uid, u.uid FROM case_file AS c, user AS u WHERE c.id = ?"
                  " AND u.id = ?",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    if (sql_row(&q))
        known = sql_uid(&q, 0, &said->of_case) && sql_uid(&q, 1, &said->user);
    if (!sql_close(&q, err))
        return false;
    to_sign(said, bytes);
    return (known && store_signs(store, user_id, bytes, sizeof bytes, &signer, signature)) ||
           err_set(err, ERR_REFUSED,
                   _("This user has no key yet; it is made at the next sign-in"));
}

static bool write_row(Store *store, int64_t user_id, int64_t case_id, const Said *said,
                      const unsigned char signature[PERSON_SIGNATURE], Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "INSERT INTO kept_change (case_id, user_id, field, row_id, fresh, base,"
                  " value, at, sig) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT DO UPDATE SET base = excluded.base, value = excluded.value,"
                  " at = excluded.at, sig = excluded.sig",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    sql_bind_text(&q, 3, said->path);
    sql_bind_int(&q, 4, said->row_id);
    sql_bind_int(&q, 5, said->fresh);
    sql_bind_text(&q, 6, said->base);
    sql_bind_text(&q, 7, said->value);
    sql_bind_text(&q, 8, said->at);
    sql_bind_blob(&q, 9, signature, PERSON_SIGNATURE);
    sql_row(&q);
    return sql_close(&q, err);
}

bool kept_put(Store *store, int64_t user_id, const Kept *kept, Err *err)
{
    const FieldDef *field = catalog_field(kept->field);
    unsigned char signature[PERSON_SIGNATURE];
    char now[INSTANT_TEXT];
    Arena *arena = arena_new();
    Said said = {.row_id = kept->row_id, .fresh = kept->fresh, .value = kept->value};
    store_now(store, now);
    said.at = now;
    said.path = arena_printf(arena, "%s.%s", catalog_record(field->record)->key, field->key);
    bool done = first_base(store, user_id, kept, arena, &said.base, err) &&
                sign_it(store, user_id, kept->case_id, &said, signature, err) &&
                write_row(store, user_id, kept->case_id, &said, signature, err);
    arena_free(arena);
    return done;
}

bool kept_forget(Store *store, int64_t id, Err *err)
{
    return sql_do(store, err, "DELETE FROM kept_change WHERE id = ?", "i", id);
}
