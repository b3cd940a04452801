/* What bundles say of cases: their groups (app/travel.h), by people of stations that are
 * trusted. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "app/pen.h"
#include "app/travel.h"
#include "base/i18n.h"
#include "desk/workflow.h"
#include "store/sql.h"

/* ---- giving ---- */

static bool hex_bytes(const char *hex, unsigned char out[DIGEST_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        const char *high = hex[2 * i] ? strchr(digits, hex[2 * i]) : NULL;
        const char *low = high && hex[2 * i + 1] ? strchr(digits, hex[2 * i + 1]) : NULL;
        if (!low)
            return false;
        out[i] = (unsigned char)((high - digits) << 4 | (low - digits));
    }
    return hex[DIGEST_HEX] == '\0';
}

static bool list_copies(Store *store, int64_t case_id, Buf *copies, Err *err)
{
    unsigned char sha256[DIGEST_BYTES];
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT DISTINCT \"file\" FROM document WHERE case_id = ?1"
                  " AND \"file\" IS NOT NULL ORDER BY 1",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (hex_bytes(sql_said(&q, 0), sha256))
            buf_add_bytes(copies, sha256, DIGEST_BYTES);
    }
    return sql_close(&q, err);
}

static bool give_case(Session *session, int64_t case_id, const Station *to, Buf *out,
                      Buf *copies, Err *err)
{
    Store *store = session_store(session);
    return app_pen_pass(session, case_id, to->code, err) &&
           journal_give(store, case_id, NULL, out, err) &&
           list_copies(store, case_id, copies, err);
}

/* ---- taking ---- */

static bool copy_blob(const Sql *q, int column, void *to, size_t n)
{
    size_t len;
    const void *bytes = sql_blob(q, column, &len);
    if (len != n)
        return false;
    memcpy(to, bytes, n);
    return true;
}

/* Of a person by what their station said of then, while it was trusted; of the station by its
 * card. */
static bool find_key(void *ctx, const Uid *key, TravelKey *out)
{
    const Trusted *trusted = ctx;
    bool found = false;
    Sql q;
    if (!sql_open(&q, trusted->store,
                  "SELECT t.person, t.sign, s.code FROM station_term AS t"
                  " JOIN station AS s ON s.id = t.station_id"
                  " WHERE t.key = ?1 AND (s.code <> ?2 OR s.distrusted IS NULL)"
                  " UNION ALL SELECT p.person, s.sign, s.code FROM station_person AS p"
                  " JOIN station AS s ON s.id = p.station_id"
                  " WHERE p.key = ?1 AND p.person IS NULL AND (s.code <> ?2 OR s.distrusted IS "
                  "NULL) LIMIT 1",
                  NULL))
        return false;
    sql_bind_blob(&q, 1, key->bytes, UID_BYTES);
    sql_bind_text(&q, 2, trusted->sender);
    if (sql_row(&q)) {
        *out = (TravelKey){.of_station = sql_is_null(&q, 0),
                           .station = arena_dup(trusted->arena, sql_text(&q, 2))};
        found = (out->of_station || copy_blob(&q, 0, out->person.bytes, UID_BYTES)) &&
                copy_blob(&q, 1, out->sign, PERSON_PUBLIC);
    }
    return sql_close(&q, NULL) && found;
}

static bool find_term(void *ctx, const Uid *person, int64_t position, TravelTerm *out)
{
    const Trusted *trusted = ctx;
    bool found = false;
    Sql q;
    if (!sql_open(
            &q, trusted->store,
            "SELECT t.key, t.role, t.disabled FROM station_term AS t"
            " JOIN station AS s ON s.id = t.station_id"
            " WHERE t.person = ?1 AND t.since < ?2 AND (s.code <> ?3 OR s.distrusted IS NULL)"
            " ORDER BY t.since DESC LIMIT 1",
            NULL))
        return false;
    sql_bind_blob(&q, 1, person->bytes, UID_BYTES);
    sql_bind_int(&q, 2, position);
    sql_bind_text(&q, 3, trusted->sender);
    if (sql_row(&q)) {
        *out = (TravelTerm){.role = arena_dup(trusted->arena, sql_text(&q, 1)),
                            .disabled = sql_int(&q, 2) != 0};
        found = copy_blob(&q, 0, out->key.bytes, UID_BYTES);
    }
    return sql_close(&q, NULL) && found;
}

static bool find_person(void *ctx, const Uid *person, TravelPerson *out)
{
    const Trusted *trusted = ctx;
    bool found = false;
    Sql q;
    if (!sql_open(&q, trusted->store,
                  "SELECT p.name, p.display, p.role, s.code FROM station_person AS p"
                  " JOIN station AS s ON s.id = p.station_id"
                  " WHERE p.person = ?1 AND (s.code <> ?2 OR s.distrusted IS NULL) ORDER BY "
                  "p.id LIMIT 1",
                  NULL))
        return false;
    sql_bind_blob(&q, 1, person->bytes, UID_BYTES);
    sql_bind_text(&q, 2, trusted->sender);
    if (sql_row(&q)) {
        *out = (TravelPerson){.name = arena_dup(trusted->arena, sql_text(&q, 0)),
                              .display = arena_dup(trusted->arena, sql_text(&q, 1)),
                              .role = arena_dup(trusted->arena, sql_text(&q, 2)),
                              .station = arena_dup(trusted->arena, sql_text(&q, 3))};
        found = true;
    }
    return sql_close(&q, NULL) && found;
}

TravelTrust bundle_trust(Trusted *trusted)
{
    return (TravelTrust){
        .key = find_key, .person = find_person, .term = find_term, .ctx = trusted};
}

static bool is_fine(TravelFate fate, Err *err)
{
    switch (fate) {
    case TRAVEL_TAKEN:
    case TRAVEL_KNOWN:
        return true;
    case TRAVEL_WAITS:
        return err_set(err, ERR_REFUSED,
                       _("A part of the history of a case is missing before what came; have it "
                         "handed over again"));
    case TRAVEL_PARTED:
        return err_set(err, ERR_REFUSED,
                       _("A case was changed here and there at once; nothing of it was taken "
                         "in; tell them on the telephone"));
    }
    return false;
}

static bool take_case(TravelMany *many, Session *session, const Station *from,
                      const void *bytes, size_t n, CaseTaken *out, Err *err)
{
    Trusted trusted = {session_store(session), arena_new(), from->code};
    const TravelTrust trust = bundle_trust(&trusted);
    Travelled travelled = {0};
    bool done =
        travel_take(many, bytes, n, &trust, &travelled, err) && is_fine(travelled.fate, err);
    out->case_id = travelled.case_id;
    out->groups = travelled.groups;
    arena_free(trusted.arena);
    return done;
}

const BundleCases bundle_cases = {
    .give = give_case, .say = bundle_say_calls, .take = take_case, .hear = bundle_hear_calls};
