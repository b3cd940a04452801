/* Two lists, in the order of the journal. A term that its station did not sign is none. */
#include "config.h"

#include "store/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "seal/person.h"
#include "store/sign.h"

enum { WORD = 24 };

typedef struct Pair {
    Uid uid;
    char code[WORD];
    unsigned char sign[PERSON_PUBLIC];
    bool trusted;
} Pair;

typedef struct Term {
    Uid uid, person, key;
    const Pair *pair; /* NULL: it is none, or the station says it no more */
    unsigned char sign[PERSON_PUBLIC];
    char role[WORD];
    bool disabled;
    int64_t since;
} Term;

struct Pairs {
    Pair **pairs;
    Term *terms;
    size_t n_pairs, n_terms, room;
};

Pairs *pairs_new(void)
{
    return xcalloc(1, sizeof(Pairs));
}

void pairs_free(Pairs *pairs)
{
    if (!pairs)
        return;
    for (size_t i = 0; i < pairs->n_pairs; i++)
        free(pairs->pairs[i]);
    free(pairs->pairs);
    free(pairs->terms);
    free(pairs);
}

bool pairs_is_of(const ReaderRow *row)
{
    return strcmp(row->shape->table, "station") == 0 ||
           strcmp(row->shape->table, "station_term") == 0;
}

/* ---- what a row says ---- */

static const ChainValue *after(const ReaderRow *row, const char *column)
{
    for (size_t i = 0; i < row->shape->n; i++) {
        if (strcmp(row->shape->columns[i], column) == 0)
            return &row->columns[i].after;
    }
    return NULL;
}

static bool take_bytes(const ReaderRow *row, const char *column, void *out, size_t n)
{
    const ChainValue *value = after(row, column);

    if (!value || value->state != CHAIN_KEPT || value->value.type != SQL_BLOB ||
        value->value.len != n)
        return false;
    memcpy(out, value->value.bytes, n);
    return true;
}

static bool take_word(const ReaderRow *row, const char *column, char out[WORD])
{
    const ChainValue *value = after(row, column);

    if (!value || value->state != CHAIN_KEPT || value->value.type != SQL_TEXT ||
        value->value.len >= WORD)
        return false;
    memcpy(out, value->value.bytes, value->value.len);
    out[value->value.len] = '\0';
    return true;
}

static bool take_number(const ReaderRow *row, const char *column, int64_t *out)
{
    const ChainValue *value = after(row, column);

    if (!value || value->state != CHAIN_KEPT || value->value.type != SQL_INT)
        return false;
    *out = value->value.number;
    return true;
}

/* ---- stations ---- */

static Pair *find_pair(const Pairs *pairs, const unsigned char *uid)
{
    for (size_t i = 0; i < pairs->n_pairs; i++) {
        if (memcmp(pairs->pairs[i]->uid.bytes, uid, UID_BYTES) == 0)
            return pairs->pairs[i];
    }
    return NULL;
}

static bool add_pair(Pairs *pairs, const ReaderRow *row)
{
    Pair pair = {.trusted = true};

    memcpy(pair.uid.bytes, row->uid, UID_BYTES);
    if (!take_word(row, "code", pair.code) ||
        !take_bytes(row, "sign", pair.sign, PERSON_PUBLIC) || find_pair(pairs, row->uid))
        return false;
    pairs->pairs = xreallocarray(pairs->pairs, pairs->n_pairs + 1, sizeof *pairs->pairs);
    pairs->pairs[pairs->n_pairs] = xcalloc(1, sizeof pair);
    *pairs->pairs[pairs->n_pairs++] = pair;
    return true;
}

/* What it is called and its keys stay. */
static bool set_pair(Pairs *pairs, const ReaderRow *row)
{
    Pair *pair = find_pair(pairs, row->uid);
    const ChainValue *distrusted = after(row, "distrusted");

    if (!pair || strcmp(row->shape->op, "set") != 0 || after(row, "code") || after(row, "sign"))
        return false;
    if (distrusted)
        pair->trusted = distrusted->state == CHAIN_EMPTY;
    return true;
}

/* ---- terms ---- */

static bool is_signed(const Term *term, const unsigned char signature[PERSON_SIGNATURE])
{
    unsigned char bytes[SIGNER_TERM_BYTES];
    const SignerTerm said = {.station = term->pair->code,
                             .role = term->role,
                             .person = term->person.bytes,
                             .key = term->key.bytes,
                             .sign = term->sign,
                             .disabled = term->disabled,
                             .since = term->since};

    signer_term_bytes(&said, bytes);
    return person_check(term->pair->sign, bytes, sizeof bytes, signature);
}

static bool read_term(const Pairs *pairs, const ReaderRow *row, Term *term)
{
    unsigned char signature[PERSON_SIGNATURE];
    const ChainValue *station = after(row, "station_id");
    int64_t disabled;

    if (!station || station->state != CHAIN_KEPT || !station->points ||
        !take_bytes(row, "person", term->person.bytes, UID_BYTES) ||
        !take_bytes(row, "key", term->key.bytes, UID_BYTES) ||
        !take_bytes(row, "sign", term->sign, PERSON_PUBLIC) ||
        !take_bytes(row, "signature", signature, PERSON_SIGNATURE) ||
        !take_word(row, "role", term->role) || !take_number(row, "since", &term->since) ||
        !take_number(row, "disabled", &disabled))
        return false;
    term->disabled = disabled != 0;
    term->pair = find_pair(pairs, station->value.bytes);
    return term->pair && term->pair->trusted && is_signed(term, signature);
}

static void add_term(Pairs *pairs, const ReaderRow *row)
{
    Term term = {.disabled = false};

    if (!read_term(pairs, row, &term))
        return;
    memcpy(term.uid.bytes, row->uid, UID_BYTES);
    if (pairs->n_terms == pairs->room)
        pairs->terms = xreallocarray(pairs->terms, pairs->room = 2 * pairs->room + 64,
                                     sizeof *pairs->terms);
    pairs->terms[pairs->n_terms++] = term;
}

static void drop_term(Pairs *pairs, const ReaderRow *row)
{
    for (size_t i = 0; i < pairs->n_terms; i++) {
        if (memcmp(pairs->terms[i].uid.bytes, row->uid, UID_BYTES) != 0)
            continue;
        pairs->terms[i] = pairs->terms[--pairs->n_terms];
        return;
    }
}

bool pairs_learn(Pairs *pairs, const ReaderRow *row, bool trusts)
{
    bool adds = strcmp(row->shape->op, "add") == 0;

    if (strcmp(row->shape->table, "station") == 0)
        return trusts && (adds ? add_pair(pairs, row) : set_pair(pairs, row));
    if (adds)
        add_term(pairs, row);
    else
        drop_term(pairs, row);
    return true;
}

/* ---- asked ---- */

/* Trusted now or once: what its terms say of its people was signed and taken in while it was.
 */
static const Pair *known_pair(const Pairs *pairs, const SqlValue *station)
{
    const Pair *pair = NULL;

    for (size_t i = 0; station && station->type == SQL_TEXT && i < pairs->n_pairs; i++) {
        const Pair *one = pairs->pairs[i];
        if (strlen(one->code) == station->len &&
            memcmp(one->code, station->bytes, station->len) == 0)
            pair = one;
    }
    return pair;
}

bool pairs_name(const Pairs *pairs, const SqlValue *station, const unsigned char *person)
{
    const Pair *pair = known_pair(pairs, station);

    for (size_t i = 0; pair && i < pairs->n_terms; i++) {
        const Term *term = &pairs->terms[i];
        if (term->pair == pair && memcmp(term->person.bytes, person, UID_BYTES) == 0)
            return true;
    }
    return false;
}

bool pairs_know(const Pairs *pairs, const SqlValue *station, const unsigned char *key,
                const unsigned char *sign, const unsigned char *user)
{
    const Pair *pair = known_pair(pairs, station);

    if (!pair || !user)
        return pair && memcmp(pair->sign, sign, PERSON_PUBLIC) == 0;
    for (size_t i = 0; i < pairs->n_terms; i++) {
        const Term *term = &pairs->terms[i];
        if (term->pair == pair && memcmp(term->key.bytes, key, UID_BYTES) == 0 &&
            memcmp(term->person.bytes, user, UID_BYTES) == 0 &&
            memcmp(term->sign, sign, PERSON_PUBLIC) == 0)
            return true;
    }
    return false;
}

bool pairs_had(const Pairs *pairs, const unsigned char *person, int64_t position,
               const unsigned char *key, const char *role)
{
    const Term *last = NULL;

    for (size_t i = 0; i < pairs->n_terms; i++) {
        const Term *term = &pairs->terms[i];
        if (term->since < position && (!last || term->since > last->since) &&
            memcmp(term->person.bytes, person, UID_BYTES) == 0)
            last = term;
    }
    return last && !last->disabled && memcmp(last->key.bytes, key, UID_BYTES) == 0 &&
           strcmp(last->role, role) == 0;
}
