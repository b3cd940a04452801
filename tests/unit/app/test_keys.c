/* Whose keys there are after a sign-in, a change of passphrase, a reset and a disabling, and
 * that the session holds them only while the person is there. */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "app/inner.h"
#include "app/people.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static const char chosen[] = "门口的桂花树 又开了一回", reset[] = "one more green teapot";

static int64_t number(const char *sql)
{
    return help_raw_int(help_store_file, sql);
}

/* As the program of before left it: a hash, and keys neither of persons nor of the station. */
static void make_old(const char *passphrase)
{
    char hash[crypto_pwhash_STRBYTES], sql[512];
    ck_assert_int_eq(crypto_pwhash_str(hash, passphrase, strlen(passphrase),
                                       crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
                     0);
    snprintf(sql, sizeof sql,
             "DROP TRIGGER person_key_stay; DELETE FROM person_key;"
             " UPDATE user SET passhash = '%s' WHERE name = 'lin'",
             hash);
    ck_assert(help_raw(help_store_file, sql));
}

static void sign_in(const char *passphrase)
{
    ck_done(session_sign_in(lin, "lin", passphrase, &help_err));
    ck_assert_ptr_nonnull(session_signer(lin)->key);
}

START_TEST(test_old_hash_is_turned_and_keys_are_made)
{
    make_old(MADE_PASSPHRASE);
    session_sign_out(lin);
    ck_assert(!session_sign_in(lin, "lin", "correct hors", &help_err));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key"), 0);
    sign_in(MADE_PASSPHRASE);
    ck_assert_int_eq(number("SELECT count(*) FROM user WHERE name = 'lin'"
                            " AND passhash LIKE 'passkey %'"),
                     1);
    ck_assert_int_eq(number("SELECT count(*) FROM person_key AS k JOIN journal_group AS g"
                            " ON g.uid = k.since WHERE k.made_by IS NULL AND g.verb = 'keys'"
                            " AND g.kind = 'people' AND coalesce(k.user_id, g.user_id) ="
                            " (SELECT id FROM user WHERE name = 'lin')"),
                     2);
    int64_t groups = number("SELECT count(*) FROM journal_group");
    Signer before = *session_signer(lin);
    sign_in(MADE_PASSPHRASE);
    ck_assert(uid_equal(&before.uid, &session_signer(lin)->uid));
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group"), groups);
}
END_TEST

START_TEST(test_own_passphrase_keeps_the_key)
{
    Uid before = session_signer(lin)->uid;
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    ck_assert(uid_equal(&before, &session_signer(lin)->uid));
    session_sign_out(lin);
    ck_assert_ptr_null(session_signer(lin)->key);
    ck_assert(!session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
    sign_in(chosen);
    ck_assert(uid_equal(&before, &session_signer(lin)->uid));
}
END_TEST

/* Whoever set it knew the passphrase of the key, so that is not the person's own either. */
START_TEST(test_reset_begins_a_key_and_its_change_another)
{
    Uid before = session_signer(lin)->uid, given;
    ck_done(app_person_passphrase(zhou, "lin", reset, &help_err));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key AS k JOIN user AS u"
                            " ON u.id = k.made_by JOIN person_key AS was ON was.ended = k.since"
                            " WHERE u.name = 'zhou' AND k.ended IS NULL"),
                     1);
    sign_in(reset);
    given = session_signer(lin)->uid;
    ck_assert(!uid_equal(&before, &given));
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    ck_assert(!uid_equal(&given, &session_signer(lin)->uid));
    before = session_signer(lin)->uid;
    sign_in(chosen);
    ck_assert(uid_equal(&before, &session_signer(lin)->uid));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key AS k JOIN user AS u"
                            " ON u.id = k.user_id WHERE u.name = 'lin' AND k.ended IS NULL"
                            " AND k.made_by IS NULL"),
                     1);
}
END_TEST

START_TEST(test_added_person_has_a_key)
{
    const NewUser he = {"he", ROLE_ADVISER, NULL, reset, false},
                  wu = {"wu", ROLE_ADVISER, NULL, reset, true};
    ck_done(app_person_add(zhou, &he, &help_err));
    ck_done(app_person_add(zhou, &wu, &help_err));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key AS k JOIN user AS u"
                            " ON u.id = k.user_id LEFT JOIN user AS m ON m.id = k.made_by"
                            " WHERE (u.name = 'he' AND m.name = 'zhou')"
                            " OR (u.name = 'wu' AND m.name IS NULL)"),
                     2);
}
END_TEST

START_TEST(test_disabled_person_has_none)
{
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key AS k JOIN user AS u"
                            " ON u.id = k.user_id WHERE u.name = 'lin' AND k.ended IS NULL"),
                     0);
    ck_assert(!session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
}
END_TEST

START_TEST(test_keys_go_with_the_store)
{
    session_suspend(lin);
    ck_assert_ptr_null(session_signer(lin)->key);
    ck_done(session_check_passphrase(lin, MADE_PASSPHRASE, &help_err));
    ck_assert_ptr_nonnull(session_signer(lin)->key);
}
END_TEST

START_TEST(test_keys_that_were_changed_do_not_open)
{
    ck_assert(help_raw(help_store_file,
                       "DROP TRIGGER person_key_keep;"
                       "UPDATE person_key SET sign = randomblob(32) WHERE user_id ="
                       " (SELECT id FROM user WHERE name = 'lin')"));
    session_sign_out(lin);
    ck_assert(!session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
    ck_assert(help_is_err(ERR_STORE, "anjuan verify"));
    ck_assert_ptr_null(session_user(lin));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_old_hash_is_turned_and_keys_are_made,
        test_own_passphrase_keeps_the_key,
        test_reset_begins_a_key_and_its_change_another,
        test_added_person_has_a_key,
        test_disabled_person_has_none,
        test_keys_go_with_the_store,
        test_keys_that_were_changed_do_not_open,
        NULL,
    };
    return suite_run("keys", tests, help_app_start, help_app_stop);
}
