/* By the journal, as the program does it; the rules for passphrases are not asked. */
#include "config.h"

#include "tests/support/people.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "store/journal.h"
#include "store/sql.h"

static bool put(Tx *tx, int64_t id, const Person *person, const char *hash, Err *err)
{
    const TxColumn columns[] = {{"name", sql_value_text(person->name), 0},
                                {"display", sql_value_text(person->display), 0},
                                {"role", sql_value_text(person->role), 0},
                                {"passhash", sql_value_text(hash), TX_SECRET},
                                {"disabled", sql_value_int(0), 0}};
    return id ? tx_set(tx, "user", id, "passhash", sql_value_text(hash), NULL, TX_SECRET, err)
              : tx_add(tx, "user", columns, COUNT_OF(columns), &id, err);
}

bool people_put(Store *store, const Person *person, Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE};
    char hash[crypto_pwhash_STRBYTES] = "none";
    int64_t id = 0;
    Tx *tx;
    if (person->passphrase &&
        (sodium_init() < 0 ||
         crypto_pwhash_str(hash, person->passphrase, strlen(person->passphrase),
                           crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN) != 0))
        return err_set(err, ERR_IO, "a passphrase was not hashed");
    if (!sql_get_int(store, err, &id, "SELECT id FROM user WHERE name = ?", "t",
                     person->name) ||
        !tx_begin(store, &head, &tx, err))
        return false;
    if (put(tx, id, person, hash, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}
