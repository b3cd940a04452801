/* The keys of persons in the store: one at a time, opened by their own passphrase, never
 * changed behind the journal. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "store/sign.h"
#include "tests/support/people.h"
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

static Tx *begin_as(int64_t user)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = user};
    Tx *tx = NULL;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    return tx;
}

static Tx *begin(void)
{
    return begin_as(0);
}

static void commit_as(Tx *tx, const Signer *signer)
{
    store_sign_with(store, signer);
    ck_done(tx_commit(tx, NULL, &help_err));
    store_sign_with(store, NULL);
}

static Signer made(int64_t user, int64_t by, const PassKey *with)
{
    Tx *tx = begin_as(user);
    Signer signer;
    ck_done(signer_make(tx, user, by, with, &signer, &help_err));
    commit_as(tx, user ? &signer : NULL);
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

/* ---- signatures ---- */

static int64_t note;

/* A group by lin, signed by whoever signs. */
static int64_t write_as(int64_t user, const Signer *signer, const char *name)
{
    store_sign_with(store, signer);
    if (note)
        help_set(store, user, note, "name", name);
    else
        note = help_add(store, user, name);
    store_sign_with(store, NULL);
    return help_number(store, "SELECT max(id) FROM journal_group");
}

static JournalCheck verified(void)
{
    JournalCheck check;
    ck_done(journal_verify(store, NULL, &check, &help_err));
    return check;
}

static void expect_bad(int64_t group, JournalFault fault)
{
    JournalCheck check = verified();
    ck_assert(!check.ok);
    ck_assert_int_eq(check.first_bad, group);
    ck_assert_int_eq(check.fault, fault);
}

START_TEST(test_groups_are_signed_by_who_is_there)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass);
    int64_t before = verified().signatures;
    write_as(2, &lin, "朝");
    write_as(2, &lin, "e\u0301");
    write_as(0, &lin, "午"); /* the program itself */
    JournalCheck check = verified();
    ck_assert(check.ok);
    ck_assert_int_eq(check.signatures - before, 3);
    ck_assert_int_eq(help_number(store, "SELECT count(*) FROM journal_group AS g"
                                        " JOIN person_key AS k ON k.uid = g.signer"
                                        " WHERE coalesce(k.user_id, 0) = g.user_id"),
                     check.signatures);
    signer_close(&station);
    signer_close(&lin);
}
END_TEST

START_TEST(test_key_signs_the_group_that_makes_it_and_the_one_that_ends_it)
{
    Signer old = made(2, 0, pass), now;
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = 2};
    Tx *tx = NULL;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(signer_make(tx, 2, 0, other_pass, &now, &help_err));
    store_sign_with(store, &old);
    ck_done(tx_commit(tx, NULL, &help_err));
    write_as(2, &now, "朝");
    ck_assert(verified().ok);
    /* The program signs nothing more with it; what another one signs is found. */
    store_sign_with(store, &old);
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_setting(tx, "help", "é", &help_err));
    ck_assert(!tx_commit(tx, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "sign out"));
    store_sign_with(store, NULL);
    ck_assert(verified().ok);
    ck_assert(help_raw(help_store_path,
                       "DROP TRIGGER person_key_keep; DROP INDEX person_key_now;"
                       "UPDATE person_key SET ended = NULL"));
    expect_bad(write_as(2, &old, "夕"), JOURNAL_KEY_ENDED);
    signer_close(&old);
    signer_close(&now);
}
END_TEST

/* Where the station has a key, so has whoever writes: a person put in from outside has none. */
START_TEST(test_group_of_a_person_without_a_key_is_found)
{
    Signer station = made(0, 0, NULL);
    ck_assert(verified().ok);
    expect_bad(write_as(1, NULL, "夕"), JOURNAL_UNSIGNED);
    signer_close(&station);
}
END_TEST

START_TEST(test_group_of_a_person_whose_key_ended_is_found)
{
    Signer lin = made(2, 0, pass);
    Tx *tx = begin_as(2);
    ck_done(signer_end(tx, 2, &help_err));
    commit_as(tx, &lin);
    ck_assert(verified().ok);
    expect_bad(write_as(2, NULL, "夕"), JOURNAL_UNSIGNED);
    signer_close(&lin);
}
END_TEST

START_TEST(test_group_without_a_signature_is_found)
{
    write_as(2, NULL, "朝"); /* there was no key yet */
    Signer lin = made(2, 0, pass);
    ck_assert(verified().ok);
    expect_bad(write_as(2, NULL, "夕"), JOURNAL_UNSIGNED);
    signer_close(&lin);
}
END_TEST

START_TEST(test_nobody_signs_for_another)
{
    Signer station = made(0, 0, NULL), zhou = made(1, 0, pass), lin = made(2, 0, pass),
           stolen = {2, zhou.uid, zhou.key};
    ck_assert(verified().ok);
    expect_bad(write_as(2, &stolen, "朝"), JOURNAL_KEY);
    signer_close(&station);
    signer_close(&zhou);
    signer_close(&lin);
}
END_TEST

/* What the program finishes for somebody it signs itself, and nothing else. */
START_TEST(test_station_stands_in_for_what_was_interrupted)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass), station_as_lin;
    const GroupHead head = {.kind = GROUP_EXPORT, .user_id = 2};
    Tx *tx = NULL;
    note = help_add(store, 0, "朝");
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(tx_set(tx, "help_note", note, "name", sql_value_text("夕"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    ck_assert(verified().ok);
    station_as_lin = (Signer){2, station.uid, station.key};
    expect_bad(write_as(2, &station_as_lin, "夜"), JOURNAL_KEY);
    signer_close(&station);
    signer_close(&lin);
}
END_TEST

/* ---- who gives keys ---- */

/* Somebody with that role; the station adds them, as it does the first of a store. */
static int64_t person(const char *name, const char *role)
{
    ck_done(people_put(store, &(Person){name, name, role, NULL}, &help_err));
    return help_number(store, "SELECT max(id) FROM user");
}

/* A new key for user by the group of a person, signed by that one's key, or by what is made. */
static int64_t given(int64_t user, int64_t by, const Signer *signer, int64_t made_by)
{
    Tx *tx = begin_as(by);
    Signer fresh;
    ck_done(signer_make(tx, user, made_by, other_pass, &fresh, &help_err));
    commit_as(tx, signer ? signer : &fresh);
    signer_close(&fresh);
    return help_number(store, "SELECT max(id) FROM journal_group");
}

/* Whoever can write the file makes keys, and signs with them as anybody. */
START_TEST(test_key_signed_by_itself_is_found)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass);
    ck_assert(verified().ok);
    expect_bad(given(2, 2, NULL, 0), JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&lin);
}
END_TEST

/* Whose key ended begins the next one by it, and nobody who cannot open it does. */
static const struct {
    bool same, ok; /* same: the passphrase of before */
} follows[] = {{true, true}, {false, false}};

START_TEST(test_key_after_an_ended_one_is_signed_by_it)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass), fresh;
    const PassKey *with = follows[_i].same ? pass : other_pass;
    int64_t by = person("sun", "supervisor");
    Signer giver = made(by, 0, pass);
    bool may;
    Tx *tx = begin_as(by);
    ck_done(signer_end(tx, 2, &help_err));
    commit_as(tx, &giver);
    ck_assert(verified().ok);
    ck_done(signer_follows(store, 2, with, &may, &help_err));
    ck_assert_int_eq(may, follows[_i].ok);
    fresh = made(2, 0, with);
    if (follows[_i].ok)
        ck_assert(verified().ok);
    else
        expect_bad(help_number(store, "SELECT max(id) FROM journal_group"), JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&lin);
    signer_close(&giver);
    signer_close(&fresh);
}
END_TEST

START_TEST(test_key_given_by_the_station_is_found)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass);
    ck_assert(verified().ok);
    expect_bad(given(2, 0, &station, 0), JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&lin);
}
END_TEST

static const struct {
    const char *role;
    bool named, ok; /* named: made_by is who signs */
} gives[] = {
    {"supervisor", true, true},     {"administrator", true, true}, {"supervisor", false, false},
    {"social_worker", true, false}, {"adviser", true, false},
};

START_TEST(test_key_is_given_by_who_may)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass), giver;
    int64_t by = person("sun", gives[_i].role), group;
    giver = made(by, 0, pass);
    ck_assert(verified().ok);
    group = given(2, by, &giver, gives[_i].named ? by : 0);
    if (gives[_i].ok)
        ck_assert(verified().ok);
    else
        expect_bad(group, JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&lin);
    signer_close(&giver);
}
END_TEST

/* Nor does it help to take the role first. */
START_TEST(test_role_that_one_takes_gives_no_key)
{
    Signer station = made(0, 0, NULL), zhou = made(1, 0, pass), he;
    int64_t by = person("he", "social_worker");
    he = made(by, 0, pass);
    Tx *tx = begin_as(by);
    const TxColumn columns[] = {{"user_id", sql_value_int(by), 0},
                                {"role", sql_value_text("administrator"), 0},
                                {"by_user", sql_value_int(1), 0}};
    int64_t id;
    ck_done(tx_add(tx, "role_change", columns, COUNT_OF(columns), &id, &help_err));
    ck_done(
        tx_set(tx, "user", by, "role", sql_value_text("administrator"), NULL, 0, &help_err));
    commit_as(tx, &he);
    ck_assert(verified().ok);
    expect_bad(given(1, by, &he, by), JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&zhou);
    signer_close(&he);
}
END_TEST

static void end_as(int64_t user, const Signer *signer)
{
    Tx *tx = begin_as(user);
    ck_done(signer_end(tx, 2, &help_err));
    commit_as(tx, signer);
}

START_TEST(test_key_is_ended_by_who_may)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass), sun;
    int64_t by = person("sun", _i ? "auditor" : "supervisor");
    sun = made(by, 0, pass);
    end_as(by, &sun);
    ck_assert_int_eq(verified().ok, _i == 0);
    /* Where there is none that holds, the person begins anew. */
    Signer fresh = made(2, by, pass);
    ck_assert_int_eq(verified().ok, _i == 0);
    signer_close(&fresh);
    signer_close(&station);
    signer_close(&lin);
    signer_close(&sun);
}
END_TEST

START_TEST(test_station_ends_no_key)
{
    Signer station = made(0, 0, NULL), lin = made(2, 0, pass);
    end_as(0, &station);
    expect_bad(help_number(store, "SELECT max(id) FROM journal_group"), JOURNAL_KEY_GIVEN);
    signer_close(&station);
    signer_close(&lin);
}
END_TEST

static const struct {
    const char *sql;
    JournalFault fault;
} forged[] = {
    {"UPDATE journal_group SET signature = randomblob(64) WHERE id = (SELECT max(id) - 1 FROM"
     " journal_group)",
     JOURNAL_SIGNATURE},
    {"UPDATE journal_group SET signature = (SELECT signature FROM journal_group ORDER BY id "
     "DESC"
     " LIMIT 1) WHERE id = (SELECT max(id) - 1 FROM journal_group)",
     JOURNAL_SIGNATURE},
    {"UPDATE journal_group SET signature = NULL, signer = NULL WHERE id = (SELECT max(id) - 1"
     " FROM journal_group)",
     JOURNAL_UNSIGNED},
    {"UPDATE journal_group SET signature = NULL WHERE id = (SELECT max(id) - 1 FROM"
     " journal_group)",
     JOURNAL_KEY},
    {"UPDATE journal_group SET signer = randomblob(16) WHERE id = (SELECT max(id) - 1 FROM"
     " journal_group)",
     JOURNAL_KEY},
    {"UPDATE journal_group SET signed_at = randomblob(72) WHERE id = (SELECT max(id) - 1 FROM"
     " journal_group)",
     JOURNAL_KEY},
};

START_TEST(test_forged_signature_is_found)
{
    Signer lin = made(2, 0, pass);
    int64_t group;
    write_as(2, &lin, "朝");
    group = write_as(2, &lin, "午");
    write_as(2, &lin, "夕");
    ck_assert(verified().ok);
    ck_assert(help_raw(help_store_path, "DROP TRIGGER journal_group_keep"));
    ck_assert(help_raw(help_store_path, forged[_i].sql));
    expect_bad(group, forged[_i].fault);
    signer_close(&lin);
}
END_TEST

/* More than are gathered for one round of all cores, with a wrong one in the middle. */
START_TEST(test_many_signatures)
{
    enum { MANY = 5000 };
    Signer lin = made(2, 0, pass);
    ck_done(store_begin(store, &help_err));
    for (int i = 0; i < MANY; i++)
        write_as(2, &lin, i % 2 ? "朝" : "夕");
    ck_done(store_commit(store, &help_err));
    int64_t last = help_number(store, "SELECT max(id) FROM journal_group");
    JournalCheck check = verified();
    ck_assert(check.ok);
    ck_assert_int_ge(check.signatures, MANY);
    ck_assert(help_raw(help_store_path,
                       "DROP TRIGGER journal_group_keep;"
                       "UPDATE journal_group SET signature = zeroblob(64) WHERE id >="
                       " (SELECT max(id) - 2000 FROM journal_group)"));
    expect_bad(last - 2000, JOURNAL_SIGNATURE);
    signer_close(&lin);
}
END_TEST

static Suite *signatures(void)
{
    Suite *suite = suite_create("sign");
    TCase *tcase = tcase_create("signatures");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_groups_are_signed_by_who_is_there);
    tcase_add_test(tcase, test_key_signs_the_group_that_makes_it_and_the_one_that_ends_it);
    tcase_add_test(tcase, test_group_without_a_signature_is_found);
    tcase_add_test(tcase, test_group_of_a_person_without_a_key_is_found);
    tcase_add_test(tcase, test_group_of_a_person_whose_key_ended_is_found);
    tcase_add_test(tcase, test_nobody_signs_for_another);
    tcase_add_test(tcase, test_station_stands_in_for_what_was_interrupted);
    tcase_add_test(tcase, test_key_signed_by_itself_is_found);
    tcase_add_test(tcase, test_key_given_by_the_station_is_found);
    tcase_add_loop_test(tcase, test_key_is_given_by_who_may, 0, COUNT_OF(gives));
    tcase_add_loop_test(tcase, test_key_after_an_ended_one_is_signed_by_it, 0,
                        COUNT_OF(follows));
    tcase_add_test(tcase, test_role_that_one_takes_gives_no_key);
    tcase_add_loop_test(tcase, test_key_is_ended_by_who_may, 0, 2);
    tcase_add_test(tcase, test_station_ends_no_key);
    tcase_add_loop_test(tcase, test_forged_signature_is_found, 0, COUNT_OF(forged));
    tcase_add_test(tcase, test_many_signatures);
    suite_add_tcase(suite, tcase);
    return suite;
}

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
    int failed = suite_run("sign", tests, setup, teardown);
    return suite_finish(signatures()) == EXIT_SUCCESS ? failed : EXIT_FAILURE;
}
