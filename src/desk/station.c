/* Persons are found by their uid over there; who stands on a card no more stays as they were.
 */
#include "config.h"

#include "desk/station_inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "store/sql.h"

const char station_name_setting[] = "station.name";

bool station_code_is(const char *code)
{
    size_t len = strlen(code);
    return len && len <= STATION_CODE_CHARS &&
           strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len;
}

const char *station_standing(const Station *station)
{
    if (station->distrusted)
        return _("trusted no longer");
    if (station->takes && station->gives)
        return _("sender and recipient");
    return station->takes ? _("sender") : _("recipient");
}

/* ---- our own card ---- */

static bool copy_blob(const Sql *q, int column, void *to, size_t n)
{
    size_t len;
    const void *bytes = sql_blob(q, column, &len);
    if (len != n)
        return false;
    memcpy(to, bytes, n);
    return true;
}

static bool own_text(Store *store, Arena *arena, const char *name, const char **out, Err *err)
{
    char *value = NULL;
    bool done = store_setting(store, name, &value, err);
    *out = arena_dup(arena, value);
    free(value);
    return done;
}

static bool own_key(Store *store, StationCard *out, Err *err)
{
    bool there = false;
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT uid, sign, receive FROM person_key"
                  " WHERE user_id IS NULL AND ended IS NULL",
                  err))
        return false;
    if (sql_row(&q))
        there = copy_blob(&q, 0, out->key.bytes, UID_BYTES) &&
                copy_blob(&q, 1, out->public.sign, PERSON_PUBLIC) &&
                copy_blob(&q, 2, out->public.receive, PERSON_PUBLIC);
    return sql_close(&q, err) &&
           (there ||
            err_set(err, ERR_REFUSED,
                    _("This store has no keys of its station yet: they are made when a "
                      "person signs in to write, so sign in once and do this again")));
}

static bool read_person(const Sql *q, Arena *arena, StationPerson *out)
{
    out->name = arena_dup(arena, sql_text(q, 1));
    out->display = arena_dup(arena, sql_text(q, 2));
    out->disabled = sql_int(q, 4) != 0;
    return role_parse(sql_said(q, 3), &out->role) &&
           copy_blob(q, 0, out->person.bytes, UID_BYTES) &&
           copy_blob(q, 5, out->key.bytes, UID_BYTES) &&
           copy_blob(q, 6, out->public.sign, PERSON_PUBLIC) &&
           copy_blob(q, 7, out->public.receive, PERSON_PUBLIC);
}

/* The key that somebody has now, or had last. */
static bool own_persons(Store *store, Arena *arena, StationCard *out, Err *err)
{
    int64_t room = 0;
    Sql q;
    if (!sql_get_int(store, err, &room, "SELECT count(*) FROM user", NULL))
        return false;
    out->persons = arena_alloc(arena, ((size_t)room + 1) * sizeof(*out->persons));
    if (!sql_open(
            &q, store,
            "SELECT u.uid, u.name, u.display, u.role, u.disabled, k.uid, k.sign, k.receive"
            " FROM user AS u JOIN person_key AS k ON k.id ="
            " (SELECT max(id) FROM person_key WHERE user_id = u.id) ORDER BY u.uid",
            err))
        return false;
    while (out->n < (size_t)room && sql_row(&q) &&
           read_person(&q, arena, &out->persons[out->n]))
        out->n++;
    return sql_close(&q, err);
}

bool station_own(Store *store, Arena *arena, StationCard *out, Err *err)
{
    *out = (StationCard){0};
    if (!own_text(store, arena, "organisation", &out->organisation, err) ||
        !own_text(store, arena, "station", &out->code, err) ||
        !own_text(store, arena, station_name_setting, &out->name, err))
        return false;
    if (!out->name)
        out->name = out->organisation;
    return own_key(store, out, err) && own_persons(store, arena, out, err) &&
           station_terms_own(store, arena, out, err);
}

/* ---- those that are known ---- */

#define STATION_COLUMNS                                                                        \
    "SELECT id, code, organisation, name, takes, gives, distrusted, sign, receive FROM "       \
    "station"

static bool read_station(const Sql *q, Arena *arena, Station *out)
{
    *out = (Station){.id = sql_int(q, 0),
                     .code = arena_dup(arena, sql_text(q, 1)),
                     .organisation = arena_dup(arena, sql_text(q, 2)),
                     .name = arena_dup(arena, sql_text(q, 3)),
                     .takes = sql_int(q, 4) != 0,
                     .gives = sql_int(q, 5) != 0,
                     .distrusted = arena_dup(arena, sql_text(q, 6))};
    return copy_blob(q, 7, out->public.sign, PERSON_PUBLIC) &&
           copy_blob(q, 8, out->public.receive, PERSON_PUBLIC);
}

bool station_all(Store *store, Arena *arena, Station **out, size_t *n, Err *err)
{
    int64_t room = 0;
    Sql q;
    *n = 0;
    if (!sql_get_int(store, err, &room, "SELECT count(*) FROM station", NULL))
        return false;
    *out = arena_alloc(arena, ((size_t)room + 1) * sizeof(**out));
    if (!sql_open(&q, store, STATION_COLUMNS " ORDER BY code", err))
        return false;
    while (*n < (size_t)room && sql_row(&q) && read_station(&q, arena, &(*out)[*n]))
        ++*n;
    return sql_close(&q, err);
}

bool station_by_code(Store *store, const char *code, Arena *arena, Station *out, Err *err)
{
    bool there = false;
    Sql q;
    if (!sql_open(&q, store, STATION_COLUMNS " WHERE code = ?", err))
        return false;
    sql_bind_text(&q, 1, code);
    if (sql_row(&q))
        there = read_station(&q, arena, out);
    return sql_close(&q, err) &&
           (there ||
            err_set(
                err, ERR_NOT_FOUND,
                _("No station of that code was taken in: %s. Ask there for its card, and take "
                  "it in with “anjuan trust FILE”"),
                station_code_is(code) ? code : "?"));
}

static bool station_by_id(Store *store, int64_t id, Arena *arena, Station *out, Err *err)
{
    bool there = false;
    Sql q;
    if (!sql_open(&q, store, STATION_COLUMNS " WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, id);
    if (sql_row(&q))
        there = read_station(&q, arena, out);
    return sql_close(&q, err) &&
           (there || err_set(err, ERR_NOT_FOUND,
                             _("No station of that code was taken in: %s. Ask "
                               "there for its card, and take it in with "
                               "“anjuan trust FILE”"),
                             "?"));
}

/* ---- the people there ---- */

static bool person_row(Store *store, int64_t station, const Uid *person, int64_t *id, Err *err)
{
    Sql q;
    *id = 0;
    if (!sql_open(&q, store,
                  "SELECT id FROM station_person WHERE station_id = ?1"
                  " AND coalesce(person, x'') = coalesce(?2, x'')",
                  err))
        return false;
    sql_bind_int(&q, 1, station);
    if (person)
        sql_bind_blob(&q, 2, person->bytes, UID_BYTES);
    else
        sql_bind_null(&q, 2);
    if (sql_row(&q))
        *id = sql_int(&q, 0);
    return sql_close(&q, err);
}

/* Who has the uid, the key or its row already: another station, or we ourselves. Else a station
 * could say that people of others are its own, and sign for them. */
static bool is_others(Store *store, int64_t station, const StationPerson *person, bool itself,
                      Err *err)
{
    Buf whose = BUF_INIT;
    bool taken = false;
    Sql q;
    if (!sql_open(
            &q, store,
            "SELECT s.code FROM station_person AS p JOIN station AS s ON s.id = p.station_id"
            " WHERE p.station_id <> ?1 AND (p.key = ?2 OR p.sign = ?3 OR p.person = ?4)"
            " UNION ALL SELECT (SELECT value FROM setting WHERE name = 'station')"
            " FROM person_key AS k LEFT JOIN user AS u ON u.id = k.user_id"
            " WHERE k.uid = ?2 OR k.sign = ?3 OR u.uid = ?4 LIMIT 1",
            err))
        return false;
    sql_bind_int(&q, 1, station);
    sql_bind_blob(&q, 2, person->key.bytes, UID_BYTES);
    sql_bind_blob(&q, 3, person->public.sign, PERSON_PUBLIC);
    if (itself)
        sql_bind_null(&q, 4);
    else
        sql_bind_blob(&q, 4, person->person.bytes, UID_BYTES);
    if (sql_row(&q)) {
        taken = true;
        buf_add(&whose, sql_said(&q, 0));
    }
    bool done =
        sql_close(&q, err) &&
        (!taken || err_set(err, ERR_REFUSED,
                           _("This card names %s as one of its people, who is of the "
                             "station %s; nobody is of two, so ask there on the telephone"),
                           person->name, whose.data));
    buf_free(&whose);
    return done;
}

/* person->role is of nobody where it is the station itself. */
static bool take_person(Tx *tx, int64_t station, const StationPerson *person, bool itself,
                        Err *err)
{
    enum { STATION, PERSON, FIRST }; /* what never changes stands first */
    const TxColumn columns[] = {
        {"station_id", sql_value_int(station), 0},
        {"person", itself ? sql_value_null() : sql_value_blob(person->person.bytes, UID_BYTES),
         0},
        {"key", sql_value_blob(person->key.bytes, UID_BYTES), 0},
        {"name", sql_value_text(person->name), 0},
        {"display", sql_value_text(person->display), 0},
        {"role", itself ? sql_value_null() : sql_value_text(role_word(person->role)), 0},
        {"sign", sql_value_blob(person->public.sign, PERSON_PUBLIC), 0},
        {"receive", sql_value_blob(person->public.receive, PERSON_PUBLIC), 0},
        {"disabled", sql_value_int(person->disabled), 0},
    };
    int64_t id;
    bool done = is_others(tx_store(tx), station, person, itself, err) &&
                person_row(tx_store(tx), station, itself ? NULL : &person->person, &id, err);
    if (done && !id)
        return tx_add(tx, "station_person", columns, COUNT_OF(columns), &id, err);
    for (size_t i = FIRST; done && i < COUNT_OF(columns); i++)
        done =
            tx_set(tx, "station_person", id, columns[i].column, columns[i].value, NULL, 0, err);
    return done;
}

bool station_take_persons(Tx *tx, int64_t station, const StationCard *card, Err *err)
{
    const StationPerson itself = {
        .key = card->key, .name = card->code, .display = card->name, .public = card->public};
    bool done = take_person(tx, station, &itself, true, err);
    for (size_t i = 0; done && i < card->n; i++)
        done = take_person(tx, station, &card->persons[i], false, err) &&
               station_terms_take(tx, station, &card->persons[i], err);
    return done;
}

/* ---- taking a card in ---- */

static bool same_keys(const PersonPublic *one, const PersonPublic *other)
{
    return memcmp(one, other, sizeof(*one)) == 0;
}

bool station_same(const Station *station, const StationCard *card, Err *err)
{
    if (!same_keys(&station->public, &card->public))
        return err_set(
            err, ERR_REFUSED,
            _("Another station with the code %s was taken in before, and a code stands "
              "for one station; the one that has this card needs another code"),
            station->code);
    if (strcmp(station->code, card->code) != 0)
        return err_set(
            err, ERR_REFUSED,
            _("The station %s now calls itself %s; whoever keeps a store never changes "
              "its code, so ask there on the telephone what happened"),
            station->code, card->code);
    if (strcmp(station->name, card->name) != 0 ||
        strcmp(station->organisation, card->organisation) != 0)
        return err_set(
            err, ERR_REFUSED,
            _("The station %s has another name on this card: “%s, %s” was “%s, %s”. Ask "
              "there on the telephone, and have them set the name back"),
            station->code, card->organisation, card->name, station->organisation,
            station->name);
    return true;
}

/* By its code, or by its keys under another one; id 0: not here. */
static bool find_card(Store *store, const StationCard *card, Arena *arena, Station *out,
                      Err *err)
{
    int64_t id = 0;
    Sql q;
    *out = (Station){0};
    if (!sql_open(&q, store,
                  "SELECT id FROM station WHERE code = ?1 OR sign = ?2 OR receive = ?3"
                  " ORDER BY code = ?1 DESC LIMIT 1",
                  err))
        return false;
    sql_bind_text(&q, 1, card->code);
    sql_bind_blob(&q, 2, card->public.sign, PERSON_PUBLIC);
    sql_bind_blob(&q, 3, card->public.receive, PERSON_PUBLIC);
    if (sql_row(&q))
        id = sql_int(&q, 0);
    return sql_close(&q, err) && (!id || station_by_id(store, id, arena, out, err));
}

static bool is_ours(Store *store, Arena *arena, const StationCard *card, bool *ours, Err *err)
{
    StationCard own;
    if (!station_own(store, arena, &own, err))
        return false;
    *ours = strcmp(own.code, card->code) == 0 || same_keys(&own.public, &card->public);
    return true;
}

static bool add_station(Tx *tx, const StationCard *card, bool takes, bool gives, int64_t *id,
                        Err *err)
{
    const TxColumn columns[] = {
        {"code", sql_value_text(card->code), 0},
        {"organisation", sql_value_text(card->organisation), 0},
        {"name", sql_value_text(card->name), 0},
        {"sign", sql_value_blob(card->public.sign, PERSON_PUBLIC), 0},
        {"receive", sql_value_blob(card->public.receive, PERSON_PUBLIC), 0},
        {"takes", sql_value_int(takes), 0},
        {"gives", sql_value_int(gives), 0},
        {"distrusted", sql_value_null(), 0},
        {"vouched", sql_value_int(tx_user(tx)), 0},
    };
    return tx_add(tx, "station", columns, COUNT_OF(columns), id, err);
}

static bool set_station(Tx *tx, int64_t id, bool takes, bool gives, Err *err)
{
    return tx_set(tx, "station", id, "takes", sql_value_int(takes), NULL, 0, err) &&
           tx_set(tx, "station", id, "gives", sql_value_int(gives), NULL, 0, err) &&
           tx_set(tx, "station", id, "distrusted", sql_value_null(), NULL, 0, err) &&
           tx_set(tx, "station", id, "vouched", sql_value_int(tx_user(tx)), NULL, 0, err);
}

bool station_trust(Tx *tx, const StationCard *card, bool takes, bool gives, Err *err)
{
    Arena *arena = arena_new();
    Station known;
    bool ours = false;
    int64_t id = 0;
    bool done = is_ours(tx_store(tx), arena, card, &ours, err) &&
                find_card(tx_store(tx), card, arena, &known, err);
    if (done && ours)
        done = err_set(
            err, ERR_REFUSED,
            _("This card has the code or the keys of this station itself: %s. A copy of "
              "a store needs a code of its own, “anjuan station CODE”"),
            card->code);
    else if (done && known.id)
        done = station_same(&known, card, err) && set_station(tx, known.id, takes, gives, err);
    else if (done)
        done = add_station(tx, card, takes, gives, &id, err);
    done = done && station_take_persons(tx, known.id ? known.id : id, card, err);
    arena_free(arena);
    return done;
}

bool station_distrust(Tx *tx, const Station *station, const char *reason, Err *err)
{
    return tx_set(tx, "station", station->id, "distrusted", sql_value_text(reason), NULL, 0,
                  err);
}
