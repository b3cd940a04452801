/* The keys of persons in the store: one at a time, opened by their own passphrase, never
 * changed behind the journal. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "store/sign.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;
static PassKey *pass, *other_pass;

static PassKey *pass_of(const char *passphrase)
{
    static const KdfCost cheap = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    static const unsigned char salt[PASSKEY_SALT];
    PassKey *key = NULL;
    ck_done(passkey_make(passphrase, &cheap, salt, &key, &help_err));
    return key;
}

static void setup(void)
{
    static const char *const people[] = {
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (zeroblob(16), 'zhou', '周', 'supervisor', '')",
        "INSERT INTO user (uid, name, display, role, passhash)"
        " VALUES (randomblob(16), 'lin', '林', 'social_worker', '')",
    };
    help_start();
    store = help_store();
    pass = pass_of("大门口的桂花树");
    other_pass = pass_of("门口的大桂花树");
    for (size_t i = 0; i < COUNT_OF(people); i++)
        ck_done(sql_do(store, &help_err, people[i], NULL));
}

static void teardown(void)
{
    passkey_free(pass);
    passkey_free(other_pass);
    store_close(store);
    help_stop();
}

static Tx *begin(void)
{
    const GroupHead head = {.kind = GROUP_PEOPLE};
    Tx *tx = NULL;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    return tx;
}

static Signer made(int64_t user, int64_t by, const PassKey *with)
{
    Tx *tx = begin();
    Signer signer;
    ck_done(signer_make(tx, user, by, with, &signer, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert_ptr_nonnull(signer.key);
    ck_assert_int_eq(signer.user, user);
    return signer;
}

static void check_same(const Signer *a, const Signer *b)
{
    ck_assert(uid_equal(&a->uid, &b->uid));
    ck_assert_int_eq(a->user, b->user);
    ck_assert_mem_eq(person_key_public(a->key), person_key_public(b->key),
                     sizeof(PersonPublic));
}

START_TEST(test_key_is_opened_by_its_passphrase)
{
    Signer signer = made(2, 1, pass), again;
    ck_done(signer_open(store, 2, pass, &again, &help_err));
    check_same(&signer, &again);
    signer_close(&again);
    ck_assert(!signer_open(store, 2, other_pass, &again, &help_err));
    ck_assert(help_is_err(ERR_STORE, "passphrase"));
    ck_assert_ptr_null(again.key);
    ck_done(signer_open(store, 1, pass, &again, &help_err));
    ck_assert_ptr_null(again.key); /* none was made */
    signer_close(&signer);
}
END_TEST

START_TEST(test_station_has_a_key_without_passphrase)
{
    Signer station = made(0, 0, NULL), again;
    ck_done(signer_open(store, 0, NULL, &again, &help_err));
    check_same(&station, &again);
    signer_close(&again);
    signer_close(&station);
}
END_TEST

START_TEST(test_passphrase_is_changed_and_the_key_stays)
{
    Signer signer = made(2, 0, pass), again;
    Tx *tx = begin();
    ck_done(signer_rewrap(tx, &signer, other_pass, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(!signer_open(store, 2, pass, &again, &help_err));
    ck_done(signer_open(store, 2, other_pass, &again, &help_err));
    check_same(&signer, &again);
    signer_close(&again);
    signer_close(&signer);
}
END_TEST

START_TEST(test_new_key_ends_the_old_one)
{
    Signer old = made(2, 0, pass), now = made(2, 1, other_pass), again;
    ck_assert_mem_ne(person_key_public(old.key), person_key_public(now.key),
                     sizeof(PersonPublic));
    ck_done(signer_open(store, 2, other_pass, &again, &help_err));
    check_same(&now, &again);
    signer_close(&again);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM person_key AS old"
                                        " JOIN person_key AS now ON old.ended = now.since"
                                        " JOIN journal_group AS g ON g.uid = now.since"
                                        " WHERE now.made_by = 1 AND old.made_by IS NULL"),
                     1);
    signer_close(&old);
    signer_close(&now);
}
END_TEST

START_TEST(test_key_is_ended)
{
    Signer signer = made(2, 0, pass), again;
    Tx *tx = begin();
    ck_done(signer_end(tx, 2, &help_err));
    ck_done(signer_end(tx, 1, &help_err)); /* has none */
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_done(signer_open(store, 2, pass, &again, &help_err));
    ck_assert_ptr_null(again.key);
    signer_close(&signer);
}
END_TEST

START_TEST(test_secrets_are_not_in_the_journal)
{
    Signer signer = made(2, 0, pass);
    store_close(store);
    store = NULL;
    ck_assert_int_eq(help_raw_int(help_store_path,
                                  "SELECT count(*) FROM person_key AS k, journal_change AS c"
                                  " WHERE instr(c.body, k.wrapped)"),
                     0);
    signer_close(&signer);
}
END_TEST

START_TEST(test_triggers_hold_keys_as_they_are)
{
    static const char *const wrong[] = {
        "DELETE FROM person_key",
        "UPDATE person_key SET sign = randomblob(32)",
        "UPDATE person_key SET receive = randomblob(32)",
        "UPDATE person_key SET user_id = 1",
        "UPDATE person_key SET made_by = 1",
        "UPDATE person_key SET since = randomblob(16)",
        "UPDATE person_key SET ended = NULL WHERE ended IS NOT NULL",
        "UPDATE person_key SET wrapped = randomblob(104) WHERE ended IS NOT NULL",
        "UPDATE person_key SET ended = since WHERE ended IS NULL",
        "INSERT OR REPLACE INTO person_key SELECT * FROM person_key",
        "INSERT INTO person_key (uid, user_id, sign, receive, wrapped, since)"
        " VALUES (randomblob(16), 2, randomblob(32), randomblob(32), x'', randomblob(16))",
        "INSERT INTO person_key (uid, user_id, sign, receive, wrapped, since)"
        " SELECT randomblob(16), 1, randomblob(32), randomblob(32), x'', uid FROM "
        "journal_group",
    };
    Signer old = made(2, 0, pass), now = made(2, 1, pass);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(!sql_do(store, &help_err, wrong[i], NULL), "%s", wrong[i]);
    signer_close(&old);
    signer_close(&now);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_key_is_opened_by_its_passphrase,
        test_station_has_a_key_without_passphrase,
        test_passphrase_is_changed_and_the_key_stays,
        test_new_key_ends_the_old_one,
        test_key_is_ended,
        test_secrets_are_not_in_the_journal,
        test_triggers_hold_keys_as_they_are,
        NULL,
    };
    return suite_run("sign", tests, setup, teardown);
}
