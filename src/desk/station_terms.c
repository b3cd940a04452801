/* Terms of our own people are read from what the history tells of keys, roles and of who was
 * disabled; those of others are kept as their card says them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/station_inner.h"
#include "store/sql.h"

void station_term_bytes(const char *code, const Uid *person, const StationTerm *term,
                        unsigned char out[SIGNER_TERM_BYTES])
{
    const SignerTerm said = {.station = code,
                             .role = role_word(term->role),
                             .person = person->bytes,
                             .key = term->key.bytes,
                             .sign = term->sign,
                             .disabled = term->disabled,
                             .since = term->since};
    signer_term_bytes(&said, out);
}

/* ---- of our own people ---- */

/* What an event told of somebody. */
typedef struct Turn {
    int64_t group, user;
    bool has_role, has_disabled, has_key;
    Role role;
    bool disabled;
    Uid key;
    unsigned char sign[PERSON_PUBLIC];
} Turn;

typedef struct Turns {
    Turn *list;
    size_t n, room;
} Turns;

static Turn *add_turn(Turns *turns, int64_t group, int64_t user)
{
    if (turns->n == turns->room)
        turns->list =
            xreallocarray(turns->list, turns->room = 2 * turns->room + 32, sizeof(Turn));
    turns->list[turns->n] = (Turn){.group = group, .user = user};
    return &turns->list[turns->n++];
}

static bool hear_user(void *ctx, const JournalRow *row)
{
    Turns *turns = ctx;
    if (!row->column || !row->after)
        return true;
    if (strcmp(row->column, "role") == 0) {
        Turn *turn = add_turn(turns, row->group, row->row_id);
        turn->has_role = role_parse(row->after, &turn->role);
    } else if (strcmp(row->column, "disabled") == 0) {
        Turn *turn = add_turn(turns, row->group, row->row_id);
        turn->has_disabled = true;
        turn->disabled = strcmp(row->after, "0") != 0;
    }
    return true;
}

static bool copy_blob(const Sql *q, int column, void *to, size_t n)
{
    size_t len;
    const void *bytes = sql_blob(q, column, &len);
    if (len != n)
        return false;
    memcpy(to, bytes, n);
    return true;
}

static bool hear_keys(Store *store, Turns *turns, Err *err)
{
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT g.id, k.user_id, k.uid, k.sign FROM person_key AS k"
                  " JOIN journal_group AS g ON g.uid = k.since WHERE k.user_id IS NOT NULL",
                  err))
        return false;
    while (sql_row(&q)) {
        Turn *turn = add_turn(turns, sql_int(&q, 0), sql_int(&q, 1));
        turn->has_key = copy_blob(&q, 2, turn->key.bytes, UID_BYTES) &&
                        copy_blob(&q, 3, turn->sign, PERSON_PUBLIC);
    }
    return sql_close(&q, err);
}

static int by_person(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    if (a->user != b->user)
        return a->user < b->user ? -1 : 1;
    return (a->group > b->group) - (a->group < b->group);
}

static void follow(StationTerm *now, bool *has_key, const Turn *turn)
{
    now->since = turn->group;
    if (turn->has_role)
        now->role = turn->role;
    if (turn->has_disabled)
        now->disabled = turn->disabled;
    if (turn->has_key) {
        now->key = turn->key;
        memcpy(now->sign, turn->sign, PERSON_PUBLIC);
        *has_key = true;
    }
}

/* Several that one event told are one. */
static void put_terms(const Turn *turns, size_t n, Arena *arena, StationPerson *out)
{
    StationTerm now = {.role = out->role};
    bool has_key = false;
    out->terms = arena_alloc(arena, (n + 1) * sizeof(*out->terms));
    for (size_t i = 0; i < n; i++) {
        follow(&now, &has_key, &turns[i]);
        if (!has_key || (i + 1 < n && turns[i + 1].group == turns[i].group))
            continue;
        out->terms[out->n++] = now;
    }
    if (out->n > STATION_TERMS_MAX) {
        out->terms += out->n - STATION_TERMS_MAX;
        out->n = STATION_TERMS_MAX;
    }
}

static bool find_user(Store *store, const Uid *person, int64_t *id, Err *err)
{
    Sql q;
    *id = 0;
    if (!sql_open(&q, store, "SELECT id FROM user WHERE uid = ?", err))
        return false;
    sql_bind_blob(&q, 1, person->bytes, UID_BYTES);
    if (sql_row(&q))
        *id = sql_int(&q, 0);
    return sql_close(&q, err);
}

static bool put_all(Store *store, const Turns *turns, Arena *arena, StationCard *card, Err *err)
{
    for (size_t i = 0; i < card->n; i++) {
        size_t first = 0, n = 0;
        int64_t user;
        if (!find_user(store, &card->persons[i].person, &user, err))
            return false;
        while (first < turns->n && turns->list[first].user < user)
            first++;
        while (first + n < turns->n && turns->list[first + n].user == user)
            n++;
        put_terms(turns->list + first, n, arena, &card->persons[i]);
    }
    return true;
}

bool station_terms_own(Store *store, Arena *arena, StationCard *card, Err *err)
{
    Turns turns = {0};
    bool done = journal_read_people(store, "user", hear_user, &turns, err) &&
                hear_keys(store, &turns, err);
    if (done && turns.n)
        qsort(turns.list, turns.n, sizeof(*turns.list), by_person);
    done = done && put_all(store, &turns, arena, card, err);
    free(turns.list);
    return done;
}

/* ---- of others ---- */

/* Whose key it is already. */
static bool is_others(Store *store, int64_t station, const StationTerm *term, bool *is,
                      Err *err)
{
    Sql q;
    if (!sql_open(
            &q, store,
            "SELECT 1 FROM station_term WHERE station_id <> ?1 AND (key = ?2 OR sign = ?3)"
            " UNION ALL SELECT 1 FROM person_key WHERE uid = ?2 OR sign = ?3 LIMIT 1",
            err))
        return false;
    sql_bind_int(&q, 1, station);
    sql_bind_blob(&q, 2, term->key.bytes, UID_BYTES);
    sql_bind_blob(&q, 3, term->sign, PERSON_PUBLIC);
    *is = sql_row(&q);
    return sql_close(&q, err);
}

static bool add_term(Tx *tx, int64_t station, const StationPerson *person,
                     const StationTerm *term, Err *err)
{
    const TxColumn columns[] = {
        {"station_id", sql_value_int(station), 0},
        {"person", sql_value_blob(person->person.bytes, UID_BYTES), 0},
        {"since", sql_value_int(term->since), 0},
        {"key", sql_value_blob(term->key.bytes, UID_BYTES), 0},
        {"sign", sql_value_blob(term->sign, PERSON_PUBLIC), 0},
        {"role", sql_value_text(role_word(term->role)), 0},
        {"disabled", sql_value_int(term->disabled), 0},
        {"signature", sql_value_blob(term->signature, PERSON_SIGNATURE), 0},
    };
    bool others = false;
    int64_t id;
    return is_others(tx_store(tx), station, term, &others, err) &&
           (!others || err_set(err, ERR_REFUSED,
                               _("This card gives %s a key that is of another station; nobody "
                                 "is of two, so ask there on the telephone"),
                               person->name)) &&
           tx_add(tx, "station_term", columns, sizeof columns / sizeof columns[0], &id, err);
}

/* The term that the row says, or n. The signature stands for all of it. */
static size_t told_by(const Sql *q, const StationPerson *person)
{
    size_t i = 0, n;
    const void *signature = sql_blob(q, 1, &n);
    while (i < person->n &&
           !(n == PERSON_SIGNATURE && memcmp(person->terms[i].signature, signature, n) == 0))
        i++;
    return i;
}

/* One row that the card says no more; 0: there is none. here: which of its terms are. */
static bool find_stale(Store *store, const StationPerson *person, bool *here, int64_t *stale,
                       Err *err)
{
    Sql q;
    *stale = 0;
    if (!sql_open(&q, store, "SELECT id, signature FROM station_term WHERE person = ?", err))
        return false;
    sql_bind_blob(&q, 1, person->person.bytes, UID_BYTES);
    while (sql_row(&q)) {
        size_t at = told_by(&q, person);
        if (at < person->n)
            here[at] = true;
        else
            *stale = sql_int(&q, 0);
    }
    return sql_close(&q, err);
}

bool station_terms_take(Tx *tx, int64_t station, const StationPerson *person, Err *err)
{
    bool *here = xcalloc(person->n + 1, sizeof *here), done;
    int64_t stale;
    do
        done = find_stale(tx_store(tx), person, here, &stale, err) &&
               (!stale || tx_remove(tx, "station_term", stale, err));
    while (done && stale);
    for (size_t i = 0; done && i < person->n; i++)
        done = here[i] || add_term(tx, station, person, &person->terms[i], err);
    free(here);
    return done;
}
