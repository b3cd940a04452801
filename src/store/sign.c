/* Rows of person_key: made, wrapped anew, ended, opened. */
#include "config.h"

#include "store/sign.h"

#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "store/inner.h"

/* Nothing but the store itself keeps the keys of its station. */
static const unsigned char station_half[PASSKEY_HALF];

static const unsigned char *half_of(const PassKey *pass)
{
    return pass ? passkey_person(pass) : station_half;
}

void signer_close(Signer *signer)
{
    person_key_free(signer->key);
    *signer = (Signer){0};
}

void store_sign_with(Store *store, const Signer *signer)
{
    store->signer = signer;
}

bool store_signs(Store *store, int64_t user, const void *bytes, size_t n, Uid *signer,
                 unsigned char signature[PERSON_SIGNATURE])
{
    if (!store->signer || store->signer->user != user || !store->signer->key)
        return false;
    *signer = store->signer->uid;
    person_key_sign(store->signer->key, bytes, n, signature);
    return true;
}

bool store_signed(const Store *store, int64_t user, const void *bytes, size_t n,
                  const unsigned char signature[PERSON_SIGNATURE])
{
    return store->signer && store->signer->user == user && store->signer->key &&
           person_check(person_key_public(store->signer->key)->sign, bytes, n, signature);
}

bool signer_stands_in(const char *kind)
{
    return kind && (strcmp(kind, group_kind_word(GROUP_EXPORT)) == 0 ||
                    strcmp(kind, group_kind_word(GROUP_SETUP)) == 0);
}

/* The words end with a NUL, and all else has one length. */
void signer_term_bytes(const SignerTerm *term, unsigned char out[SIGNER_TERM_BYTES])
{
    static const unsigned char context[16] = "anjuan term 1";
    Buf bytes = BUF_INIT;

    buf_add_bytes(&bytes, term->station, strlen(term->station) + 1);
    buf_add_bytes(&bytes, term->person, UID_BYTES);
    for (int i = 7; i >= 0; i--)
        buf_add_char(&bytes, (char)((uint64_t)term->since >> (8 * i)));
    buf_add_bytes(&bytes, term->key, UID_BYTES);
    buf_add_bytes(&bytes, term->sign, PERSON_PUBLIC);
    buf_add_bytes(&bytes, term->role, strlen(term->role) + 1);
    buf_add_char(&bytes, term->disabled ? 1 : 0);
    memcpy(out, context, sizeof context);
    digest_blake2b(bytes.data, bytes.len, out + sizeof context);
    buf_free(&bytes);
}

bool signer_stands(Store *store, const Signer *signer, bool *stands, Err *err)
{
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT ended IS NULL OR ended IS ?2 FROM person_key WHERE uid = ?1", err))
        return false;
    sql_bind_blob(&q, 1, signer->uid.bytes, UID_BYTES);
    if (store->tx)
        sql_bind_blob(&q, 2, tx_uid(store->tx)->bytes, UID_BYTES);
    *stands = sql_row(&q) && sql_int(&q, 0) != 0;
    return sql_close(&q, err);
}

static bool current(Store *store, int64_t user, int64_t *id, Err *err)
{
    return sql_get_int(
        store, err, id,
        "SELECT id FROM person_key WHERE coalesce(user_id, 0) = ? AND ended IS NULL", "i",
        user);
}

bool signer_end(Tx *tx, int64_t user, Err *err)
{
    int64_t id;

    return current(tx_store(tx), user, &id, err) &&
           (!id || tx_set(tx, "person_key", id, "ended",
                          sql_value_blob(tx_uid(tx)->bytes, UID_BYTES), NULL, 0, err));
}

static bool read_uid(Store *store, int64_t id, Uid *out, Err *err)
{
    Sql q;

    if (!sql_open(&q, store, "SELECT uid FROM person_key WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, id);
    if (sql_row(&q))
        sql_uid(&q, 0, out);
    return sql_close(&q, err);
}

void signer_proof_bytes(const PersonPublic *fresh, unsigned char out[SIGNER_PROOF_BYTES])
{
    static const unsigned char context[16] = "anjuan key 1";

    memcpy(out, context, sizeof context);
    memcpy(out + sizeof context, fresh->sign, PERSON_PUBLIC);
    memcpy(out + sizeof context + PERSON_PUBLIC, fresh->receive, PERSON_PUBLIC);
}

static SqlValue reference(int64_t user)
{
    return user ? sql_value_int(user) : sql_value_null();
}

bool signer_rewrap(Tx *tx, const Signer *signer, const PassKey *pass, Err *err)
{
    unsigned char wrapped[PERSON_WRAPPED];
    int64_t id;

    person_key_wrap(signer->key, half_of(pass), wrapped);
    return current(tx_store(tx), signer->user, &id, err) &&
           tx_set(tx, "person_key", id, "wrapped", sql_value_blob(wrapped, sizeof wrapped),
                  NULL, TX_SECRET, err);
}

static bool copy_public(const Sql *q, PersonPublic *out)
{
    size_t sign, receive;
    const void *a = sql_blob(q, 1, &sign), *b = sql_blob(q, 2, &receive);

    if (sign != sizeof out->sign || receive != sizeof out->receive)
        return false;
    memcpy(out->sign, a, sign);
    memcpy(out->receive, b, receive);
    return true;
}

static bool open_row(const Sql *q, const PassKey *pass, Signer *out)
{
    PersonPublic public;
    size_t n;
    const void *uid = sql_blob(q, 0, &n);

    if (n != UID_BYTES || !copy_public(q, &public))
        return false;
    memcpy(out->uid.bytes, uid, n);
    const void *wrapped = sql_blob(q, 3, &n);
    return person_key_unwrap(wrapped, n, half_of(pass), &public, &out->key);
}

/* The last key of a user: *any, whether there is one; NULL where it does not open. */
static bool open_last(Store *store, int64_t user, const PassKey *pass, PersonKey **out,
                      bool *any, Err *err)
{
    Signer last = {.user = user};
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT uid, sign, receive, wrapped FROM person_key"
                  " WHERE coalesce(user_id, 0) = ? ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, user);
    *any = sql_row(&q);
    *out = *any && open_row(&q, pass, &last) ? last.key : NULL;
    return sql_close(&q, err);
}

bool signer_follows(Store *store, int64_t user, const PassKey *pass, bool *follows, Err *err)
{
    PersonKey *last = NULL;
    bool any = false, done = open_last(store, user, pass, &last, &any, err);

    *follows = done && (last || !any);
    person_key_free(last);
    return done;
}

/* By the key of before, where it ended already; else out->type stays empty. */
static bool prove(Store *store, int64_t user, const PassKey *pass, const PersonPublic *fresh,
                  unsigned char signature[PERSON_SIGNATURE], SqlValue *out, Err *err)
{
    unsigned char bytes[SIGNER_PROOF_BYTES];
    PersonKey *last = NULL;
    int64_t now;
    bool any;

    *out = sql_value_null();
    if (!user)
        return true;
    if (!current(store, user, &now, err) ||
        (!now && !open_last(store, user, pass, &last, &any, err)))
        return false;
    if (last) {
        signer_proof_bytes(fresh, bytes);
        person_key_sign(last, bytes, sizeof bytes, signature);
        *out = sql_value_blob(signature, PERSON_SIGNATURE);
    }
    person_key_free(last);
    return true;
}

bool signer_make(Tx *tx, int64_t user, int64_t by, const PassKey *pass, Signer *out, Err *err)
{
    unsigned char wrapped[PERSON_WRAPPED], proof[PERSON_SIGNATURE];
    PersonKey *key = person_key_new();
    const PersonPublic *public = person_key_public(key);
    SqlValue proven;
    int64_t id;

    person_key_wrap(key, half_of(pass), wrapped);
    *out = (Signer){.user = user, .key = key};
    if (!prove(tx_store(tx), user, pass, public, proof, &proven, err)) {
        signer_close(out);
        return false;
    }
    TxColumn columns[] = {
        {"user_id", reference(user), 0},
        {"sign", sql_value_blob(public->sign, sizeof public->sign), 0},
        {"receive", sql_value_blob(public->receive, sizeof public->receive), 0},
        {"wrapped", sql_value_blob(wrapped, sizeof wrapped), TX_SECRET},
        {"since", sql_value_blob(tx_uid(tx)->bytes, UID_BYTES), 0},
        {"made_by", reference(by), 0},
        {"proof", proven, 0},
    };
    if (signer_end(tx, user, err) &&
        tx_add(tx, "person_key", columns, COUNT_OF(columns), &id, err) &&
        read_uid(tx_store(tx), id, &out->uid, err))
        return true;
    signer_close(out);
    return false;
}

bool signer_public(Store *store, int64_t user, PersonPublic *out, Err *err)
{
    bool there = false;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT uid, sign, receive FROM person_key"
                  " WHERE coalesce(user_id, 0) = ? AND ended IS NULL",
                  err))
        return false;
    sql_bind_int(&q, 1, user);
    if (sql_row(&q))
        there = copy_public(&q, out);
    if (!sql_close(&q, err))
        return false;
    return there || err_set(err, ERR_NOT_FOUND,
                            _("This user has no key yet; it is made at the next sign-in"));
}

bool signer_open(Store *store, int64_t user, const PassKey *pass, Signer *out, Err *err)
{
    bool done = true;
    Sql q;

    *out = (Signer){.user = user};
    if (!sql_open(&q, store,
                  "SELECT uid, sign, receive, wrapped FROM person_key"
                  " WHERE coalesce(user_id, 0) = ? AND ended IS NULL",
                  err))
        return false;
    sql_bind_int(&q, 1, user);
    if (sql_row(&q))
        done = open_row(&q, pass, out);
    if (!sql_close(&q, err))
        done = false;
    else if (!done)
        err_set(err, ERR_STORE,
                user ? _("The keys of this user do not open by the passphrase, so something "
                         "other than this program changed the store: run “anjuan verify”, and "
                         "ask a supervisor for a new passphrase")
                     : _("The keys of this station do not open, so something other than this "
                         "program changed the store: run “anjuan verify”, and put back a "
                         "backup"));
    if (!done)
        signer_close(out);
    return done;
}
