/* A term is what its station signed of 48 bytes: "anjuan term 1" with zeros to 16, and the
 * BLAKE2b-256 of the code and a zero, the person, the number of the event in eight bytes, the
 * key and its public half, the role and a zero, and a byte for disabled. */
#include "config.h"

#include "verify/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "seal/person.h"
#include "verify/hash.h"
#include "verify/standing.h"

enum { CONTEXT = 16 };

void pairs_free(Pairs *pairs)
{
    free(pairs->pairs);
    free(pairs->terms);
    *pairs = (Pairs){0};
}

/* ---- what a row says ---- */

static bool take(const Row *row, const char *column, ValueType type, void *out, size_t n)
{
    const Value *value = row_became(row, column);

    if (!value || value->type != type || value->bytes.n != n)
        return false;
    memcpy(out, value->bytes.at, n);
    return true;
}

static bool take_word(const Row *row, const char *column, char out[24])
{
    const Value *value = row_became(row, column);

    if (!value || value->type != VALUE_TEXT || value->bytes.n >= 24)
        return false;
    memcpy(out, value->bytes.at, value->bytes.n);
    out[value->bytes.n] = '\0';
    return true;
}

static bool take_number(const Row *row, const char *column, int64_t *out)
{
    const Value *value = row_became(row, column);

    if (!value || value->type != VALUE_INT)
        return false;
    *out = value->number;
    return true;
}

/* ---- stations ---- */

static Pair *find_pair(const Pairs *pairs, const unsigned char *uid)
{
    for (size_t i = 0; i < pairs->n_pairs; i++) {
        if (memcmp(pairs->pairs[i].uid, uid, UID) == 0)
            return &pairs->pairs[i];
    }
    return NULL;
}

static bool add_pair(Pairs *pairs, const Row *row)
{
    Pair pair = {.trusted = true};

    memcpy(pair.uid, row->uid, UID);
    if (!take_word(row, "code", pair.code) ||
        !take(row, "sign", VALUE_BYTES, pair.sign, sizeof pair.sign) ||
        find_pair(pairs, row->uid))
        return false;
    pairs->pairs = xreallocarray(pairs->pairs, pairs->n_pairs + 1, sizeof(Pair));
    pairs->pairs[pairs->n_pairs++] = pair;
    return true;
}

static bool set_pair(Pairs *pairs, const Row *row)
{
    Pair *pair = find_pair(pairs, row->uid);
    const Value *distrusted = row_became(row, "distrusted");

    if (!pair || strcmp(row->op, "set") != 0 || row_became(row, "code") ||
        row_became(row, "sign"))
        return false;
    if (distrusted)
        pair->trusted = distrusted->type == VALUE_EMPTY;
    return true;
}

/* ---- terms ---- */

static bool is_signed(const Term *term, const Pair *pair, const unsigned char *signature)
{
    unsigned char bytes[CONTEXT + HASH] = "anjuan term 1";
    Buf said = BUF_INIT;

    buf_add_bytes(&said, term->code, strlen(term->code) + 1);
    buf_add_bytes(&said, term->person, UID);
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_add_char(&said, (char)((uint64_t)term->since >> shift));
    buf_add_bytes(&said, term->key, UID);
    buf_add_bytes(&said, term->sign, sizeof term->sign);
    buf_add_bytes(&said, term->role, strlen(term->role) + 1);
    buf_add_char(&said, term->disabled ? 1 : 0);
    hash_of(said.data, said.len, bytes + CONTEXT);
    buf_free(&said);
    return person_check(pair->sign, bytes, sizeof bytes, signature);
}

static bool read_term(const Pairs *pairs, const Row *row, Term *term)
{
    unsigned char station[UID], signature[SIGNATURE];
    const Pair *pair;
    int64_t disabled;

    if (!take(row, "station_id", VALUE_ROW, station, UID) ||
        !take(row, "person", VALUE_BYTES, term->person, UID) ||
        !take(row, "key", VALUE_BYTES, term->key, UID) ||
        !take(row, "sign", VALUE_BYTES, term->sign, sizeof term->sign) ||
        !take(row, "signature", VALUE_BYTES, signature, SIGNATURE) ||
        !take_word(row, "role", term->role) || !take_number(row, "since", &term->since) ||
        !take_number(row, "disabled", &disabled))
        return false;
    term->disabled = disabled != 0;
    pair = find_pair(pairs, station);
    if (!pair || !pair->trusted)
        return false;
    memcpy(term->code, pair->code, sizeof term->code);
    return is_signed(term, pair, signature);
}

static void add_term(Pairs *pairs, const Row *row)
{
    Term term = {.disabled = false};

    if (!read_term(pairs, row, &term))
        return;
    memcpy(term.uid, row->uid, UID);
    if (pairs->n_terms == pairs->room)
        pairs->terms =
            xreallocarray(pairs->terms, pairs->room = 2 * pairs->room + 64, sizeof(Term));
    pairs->terms[pairs->n_terms++] = term;
}

static void drop_term(Pairs *pairs, const Row *row)
{
    for (size_t i = 0; i < pairs->n_terms; i++) {
        if (memcmp(pairs->terms[i].uid, row->uid, UID) != 0)
            continue;
        pairs->terms[i] = pairs->terms[--pairs->n_terms];
        return;
    }
}

bool pairs_learn(Pairs *pairs, const Row *row, bool trusts)
{
    bool adds = strcmp(row->op, "add") == 0;

    if (strcmp(row->table, "station") == 0)
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
static const Pair *known_pair(const Pairs *pairs, Bytes code)
{
    const Pair *pair = NULL;

    for (size_t i = 0; i < pairs->n_pairs; i++) {
        if (bytes_are(code, pairs->pairs[i].code))
            pair = &pairs->pairs[i];
    }
    return pair;
}

bool pairs_name(const Pairs *pairs, Bytes code, const unsigned char *person)
{
    const Pair *pair = known_pair(pairs, code);

    for (size_t i = 0; pair && i < pairs->n_terms; i++) {
        const Term *term = &pairs->terms[i];
        if (strcmp(term->code, pair->code) == 0 && memcmp(term->person, person, UID) == 0)
            return true;
    }
    return false;
}

const unsigned char *pairs_sign(const Pairs *pairs, const char *uid)
{
    for (size_t i = 0; i < pairs->n_pairs; i++) {
        if (standing_is_uid(uid, pairs->pairs[i].uid))
            return pairs->pairs[i].sign;
    }
    return NULL;
}

bool pairs_know(const Pairs *pairs, Bytes code, const unsigned char *key,
                const unsigned char *sign, const unsigned char *user)
{
    const Pair *pair = known_pair(pairs, code);

    if (!pair || !user)
        return pair && memcmp(pair->sign, sign, sizeof pair->sign) == 0;
    for (size_t i = 0; i < pairs->n_terms; i++) {
        const Term *term = &pairs->terms[i];
        if (strcmp(term->code, pair->code) == 0 && memcmp(term->key, key, UID) == 0 &&
            memcmp(term->person, user, UID) == 0 &&
            memcmp(term->sign, sign, sizeof term->sign) == 0)
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
            memcmp(term->person, person, UID) == 0)
            last = term;
    }
    return last && !last->disabled && memcmp(last->key, key, UID) == 0 &&
           strcmp(last->role, role) == 0;
}
