/* By the journal, as the program does it; the rules for passphrases are not asked. */
#include "config.h"

#include "tests/support/people.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "desk/people.h"
#include "seal/header.h"
#include "seal/ring.h"
#include "store/journal.h"
#include "store/sealed.h"
#include "store/sign.h"
#include "store/sql.h"

const KdfCost people_cost = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};

static bool put_row(Tx *tx, int64_t *id, const Person *person, const char *hash, Err *err)
{
    const TxColumn columns[] = {{"name", sql_value_text(person->name), 0},
                                {"display", sql_value_text(person->display), 0},
                                {"role", sql_value_text(person->role), 0},
                                {"passhash", sql_value_text(hash), TX_SECRET},
                                {"disabled", sql_value_int(0), 0}};
    return *id ? tx_set(tx, "user", *id, "passhash", sql_value_text(hash), NULL, TX_SECRET, err)
               : tx_add(tx, "user", columns, COUNT_OF(columns), id, err);
}

/* The key that somebody has is wrapped anew, as by their own change: no other may end it. */
static bool put_key(Tx *tx, int64_t id, const Person *person, const PassKey *pass,
                    const PassRecord *before, Err *err)
{
    Signer signer = {0};
    PassKey *old = NULL;
    bool done =
        !before || (passkey_make(person->passphrase, &before->cost, before->salt, &old, err) &&
                    signer_open(tx_store(tx), id, old, &signer, err));
    done = done && (signer.key ? signer_rewrap(tx, &signer, pass, err)
                               : signer_make(tx, id, 0, pass, &signer, err));
    passkey_free(old);
    signer_close(&signer);
    return done;
}

static bool put(Tx *tx, int64_t id, const Person *person, const char *hash, const PassKey *pass,
                Err *err)
{
    char *text = NULL;
    PassRecord before;
    bool done = sql_get_text(tx_store(tx), err, &text, "SELECT passhash FROM user WHERE id = ?",
                             "i", id);
    bool had = text && pass_record_parse(text, &before);
    free(text);
    return done && put_row(tx, &id, person, hash, err) &&
           (!pass || (put_key(tx, id, person, pass, had ? &before : NULL, err) &&
                      user_let_in(tx, person->name, pass, hash, err)));
}

bool people_signer(Store *store, const Person *first, Signer *out, Err *err)
{
    char *text = NULL;
    PassRecord record;
    PassKey *pass = NULL;
    int64_t id;
    *out = (Signer){0};
    bool done =
        sql_get_int(store, err, &id, "SELECT id FROM user WHERE name = ?", "t", first->name) &&
        sql_get_text(store, err, &text, "SELECT passhash FROM user WHERE id = ?", "i", id) &&
        text && pass_record_parse(text, &record) &&
        passkey_make(first->passphrase, &record.cost, record.salt, &pass, err) &&
        signer_open(store, id, pass, out, err);
    passkey_free(pass);
    free(text);
    return done;
}

bool people_put_by(Store *store, const Signer *by, const Person *person, Err *err)
{
    GroupHead head = {.kind = GROUP_PEOPLE, .user_id = by ? by->user : 0};
    char hash[PASS_RECORD_TEXT] = "none";
    PassRecord record;
    PassKey *pass = NULL;
    int64_t id = 0;
    Tx *tx;
    if (person->passphrase &&
        !passkey_new(person->passphrase, &people_cost, &record, &pass, err))
        return false;
    if (pass)
        pass_record_format(&record, hash);
    if (by)
        store_sign_with(store, by);
    bool done =
        sql_get_int(store, err, &id, "SELECT id FROM user WHERE name = ?", "t", person->name);
    if (by)
        head.verb = id ? "user_passphrase" : "user_add";
    done = done && tx_begin(store, &head, &tx, err);
    if (done && put(tx, id, person, hash, pass, err))
        done = tx_commit(tx, NULL, err);
    else if (done) {
        tx_abort(tx);
        done = false;
    }
    if (by)
        store_sign_with(store, NULL);
    passkey_free(pass);
    return done;
}

bool people_put(Store *store, const Person *person, Err *err)
{
    return people_put_by(store, NULL, person, err);
}

static bool put_first(Tx *tx, const Person *person, Err *err)
{
    char hash[PASS_RECORD_TEXT];
    PassRecord record;
    PassKey *pass = NULL;
    if (!passkey_new(person->passphrase, &people_cost, &record, &pass, err))
        return false;
    pass_record_format(&record, hash);
    bool done = put(tx, 0, person, hash, pass, err);
    passkey_free(pass);
    return done;
}

static bool put_all(Tx *tx, const PeopleStore *what, Err *err)
{
    char cost[KDF_COST_TEXT];
    Signer station = {0};
    kdf_cost_format(what->cost ? *what->cost : people_cost, cost);
    bool done = tx_setting(tx, "organisation", what->organisation, err) &&
                tx_setting(tx, "station", what->station, err) &&
                signer_make(tx, 0, 0, NULL, &station, err) &&
                tx_setting(tx, COST_SETTING, cost, err);
    signer_close(&station);
    for (size_t i = 0; done && i < what->n; i++)
        done = put_first(tx, &what->people[i], err);
    return done;
}

static bool begin_with(Store *store, const PeopleStore *what, Err *err)
{
    const GroupHead head = {.kind = GROUP_SETUP, .verb = "init"};
    Tx *tx = NULL;
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (put_all(tx, what, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

static bool create_sealed(const char *path, const char *code, SealKey *key, Store **out,
                          Err *err)
{
    SealHeader *header = seal_header_new();
    bool done = seal_header_set_recovery(header, code, key, err) &&
                store_create_sealed(path, header, key, out, err);
    seal_header_free(header);
    return done;
}

bool people_begin(const char *path, const PeopleStore *what, Err *err)
{
    Store *store = NULL;
    SealKey *key = what->code ? seal_key_new() : NULL;
    if (key)
        seal_ring_add(key);
    bool done = key ? create_sealed(path, what->code, key, &store, err)
                    : store_open(path, STORE_CREATE, &store, err);
    done = done && begin_with(store, what, err);
    if (done)
        done = store_finish(store, err);
    else
        store_close(store);
    if (key)
        seal_ring_remove(key);
    seal_key_free(key);
    return done;
}
