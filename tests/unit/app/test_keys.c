/* Whose keys there are after a sign-in, a change of passphrase, a reset and a disabling, and
 * that the session holds them only while the person is there. */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/history.h"
#include "app/inner.h"
#include "app/people.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

static const char chosen[] = "门口的桂花树 又开了一回", reset[] = "one more green teapot";

static int64_t number(const char *sql)
{
    return help_raw_int(help_store_file, sql);
}

/* As the program of before left it: a hash, and keys neither of persons nor of the station. */
static void make_old(const char *passphrase)
{
    const GroupHead head = {.kind = GROUP_PEOPLE};
    char hash[crypto_pwhash_STRBYTES];
    int64_t keys = number("SELECT max(id) FROM person_key");
    Tx *tx = NULL;
    ck_assert_int_eq(crypto_pwhash_str(hash, passphrase, strlen(passphrase),
                                       crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN),
                     0);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER person_key_stay"));
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    for (int64_t id = 1; id <= keys; id++)
        ck_done(tx_remove(tx, "person_key", id, &help_err));
    ck_done(tx_set(tx, "user", session_user(lin)->id, "passhash", sql_value_text(hash), NULL,
                   TX_SECRET, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
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

enum { AT_ONCE = 6 };

/* Each finds the hash of before, and all but one that it was turned meanwhile. */
static void all_at_once(void)
{
    pid_t children[AT_ONCE];
    int status;
    for (int i = 0; i < AT_ONCE; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0) {
            Session *own = NULL;
            bool in = session_open(&help_options, STORE_OPEN, &own, &help_err) &&
                      session_sign_in(own, "lin", MADE_PASSPHRASE, &help_err);
            if (!in)
                fprintf(stderr, "%s\n", help_err.text);
            _exit(in && session_signer(own)->key ? 0 : 1);
        }
    }
    for (int i = 0; i < AT_ONCE; i++) {
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
}

START_TEST(test_first_sign_ins_at_once_make_one_key)
{
    make_old(MADE_PASSPHRASE);
    session_sign_out(lin);
    all_at_once();
    ck_assert_int_eq(number("SELECT count(*) FROM person_key WHERE user_id ="
                            " (SELECT id FROM user WHERE name = 'lin')"),
                     1);
    sign_in(MADE_PASSPHRASE);
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
    const NewUser he = {"he", ROLE_ADVISER, NULL, reset, false, &people_cost},
                  wu = {"wu", ROLE_ADVISER, NULL, reset, true, &people_cost};
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
    ck_assert(!app_person_passphrase(zhou, "lin", reset, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "user enable"));
}
END_TEST

/* As a program of before set it for somebody who was disabled: without a key. */
static void set_as_before(const char *passphrase)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(zhou)->id, .verb = "user_passphrase"};
    char hash[PASS_RECORD_TEXT];
    PassKey *pass = NULL;
    Tx *tx = NULL;
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    ck_done(user_new_passphrase(tx_store(tx), passphrase, hash, &pass, &help_err));
    ck_done(tx_set(tx, "user", session_user(lin)->id, "passhash", sql_value_text(hash), NULL,
                   TX_SECRET, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    passkey_free(pass);
}

/* Their key of before signs the new one; where it does not open, they are given one. */
START_TEST(test_person_let_in_again_goes_on)
{
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_done(app_person_enable(zhou, "lin", &help_err));
    ck_done(session_sign_in(lin, "lin", MADE_PASSPHRASE, &help_err));
    ck_assert_int_eq(number("SELECT count(*) FROM person_key WHERE proof IS NOT NULL"), 1);
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_done(app_person_enable(zhou, "lin", &help_err));
    set_as_before(reset);
    session_sign_out(lin);
    ck_assert(!session_sign_in(lin, "lin", reset, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "user passphrase lin"));
    ck_done(app_person_passphrase(zhou, "lin", chosen, &help_err));
    ck_done(session_sign_in(lin, "lin", chosen, &help_err));
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
    ck_assert(help_is_err(ERR_REFUSED, "anjuan verify"));
    ck_assert_ptr_null(session_user(lin));
}
END_TEST

/* ---- what others know of it ---- */

/* Notes are given once. */
static size_t notes(Session *session, const char *part)
{
    size_t n, found = 0;
    const char *const *all = session_notes(session, &n);
    for (size_t i = 0; i < n; i++)
        found += strstr(all[i], part) != NULL;
    return found;
}

START_TEST(test_supervisors_are_told_of_a_reset_once)
{
    const NewUser sun = {"sun", ROLE_SUPERVISOR, "孙督导", chosen, true, &people_cost},
                  he = {"he", ROLE_ADVISER, NULL, chosen, false, &people_cost};
    ck_done(app_person_add(zhou, &sun, &help_err));
    ck_done(app_person_add(zhou, &he, &help_err)); /* added, not reset */
    ck_done(app_person_passphrase(zhou, "lin", reset, &help_err));
    Session *other = NULL;
    ck_done(session_open(&help_options, STORE_OPEN, &other, &help_err));
    ck_done(session_sign_in(other, "sun", chosen, &help_err));
    ck_assert_uint_eq(notes(other, "passphrase of 林社工 was set by zhou"), 1);
    ck_done(session_sign_in(other, "sun", chosen, &help_err));
    ck_assert_uint_eq(notes(other, "passphrase of"), 0);
    ck_done(session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
    ck_assert_uint_eq(notes(zhou, "passphrase of"), 0); /* knows it */
    ck_done(session_sign_in(lin, "lin", reset, &help_err));
    ck_assert_uint_eq(notes(lin, "passphrase of"), 0); /* no supervisor */
    ck_done(app_person_passphrase(zhou, "he", reset, &help_err));
    ck_assert(help_raw(help_store_file,
                       "UPDATE reset_told SET key_id = (SELECT max(id) FROM person_key)"));
    ck_done(session_sign_in(other, "sun", chosen, &help_err));
    ck_assert_uint_eq(notes(other, "passphrase of he was set by zhou"),
                      1); /* written outside */
    ck_done(session_sign_in(other, "sun", chosen, &help_err));
    ck_assert_uint_eq(notes(other, "passphrase of"), 0);
    session_close(other);
}
END_TEST

/* Of the last case. */
static const char *key_of_approval(void)
{
    ReviewRow *rows;
    size_t n;
    int64_t id = help_raw_int(help_store_file, "SELECT max(id) FROM case_file");
    const char *key = NULL;
    ck_done(app_decisions(zhou, id, arena, &rows, &n, &help_err));
    for (size_t i = 0; i < n; i++) {
        const char *one = app_decision_key(&rows[i], arena);
        key = one ? one : key;
    }
    return key;
}

/* The approver could be signed in as whoever entered the case, which is said and not refused.
 */
START_TEST(test_approval_tells_whose_passphrase_entered)
{
    help_approved_case(1);
    ck_assert_ptr_null(key_of_approval());
    ck_done(app_person_passphrase(zhou, "lin", reset, &help_err));
    ck_done(session_sign_in(lin, "lin", reset, &help_err));
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    ck_assert_ptr_null(key_of_approval()); /* that came later */
    const char *no = help_whole_case(lin, 2);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    const char *key = key_of_approval();
    ck_assert_ptr_nonnull(key);
    ck_assert_ptr_nonnull(
        strstr(key, "passphrase of 林社工, who entered this case, was given"));
}
END_TEST

/* A giving of before is told when somebody else gave another one after the entry, and when it
 * went by way of somebody who gave it on. An enabling gives nothing. */
START_TEST(test_approval_tells_all_who_gave_the_passphrase)
{
    const NewUser gu = {"gu", ROLE_ADMINISTRATOR, "顾管理", reset, true, &people_cost};
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_done(app_person_enable(zhou, "lin", &help_err));
    ck_done(session_sign_in(lin, "lin", "correct horse", &help_err));
    help_approved_case(1);
    ck_assert_ptr_null(key_of_approval());
    ck_done(app_person_add(zhou, &gu, &help_err));
    Session *admin = NULL;
    ck_done(session_open(&help_options, STORE_OPEN, &admin, &help_err));
    ck_done(session_sign_in(admin, "gu", reset, &help_err));
    ck_done(app_person_passphrase(admin, "gu", "a kettle of my own now", &help_err));
    ck_done(app_person_passphrase(zhou, "gu", reset, &help_err));
    ck_done(session_sign_in(admin, "gu", reset, &help_err));
    ck_done(app_person_passphrase(admin, "gu", "a kettle of my own now", &help_err));
    ck_done(app_person_passphrase(zhou, "lin", reset, &help_err));
    ck_done(session_sign_in(lin, "lin", reset, &help_err));
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    const char *no = help_whole_case(lin, 2);
    help_move(lin, no, VERB_SUBMIT);
    ck_done(app_person_passphrase(admin, "lin", reset, &help_err));
    help_move(zhou, no, VERB_APPROVE);
    const char *key = key_of_approval();
    ck_assert_ptr_nonnull(key);
    ck_assert_ptr_nonnull(
        strstr(key, "passphrase of 林社工, who entered this case, was given by the approver"));
    ck_done(session_sign_in(lin, "lin", reset, &help_err));
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    no = help_whole_case(lin, 3);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    key = key_of_approval();
    ck_assert_ptr_nonnull(key);
    ck_assert_ptr_nonnull(strstr(key, "goes back to 顾管理, whose passphrase was given"));
    session_close(admin);
}
END_TEST

/* By the key of the reset nobody approves, by the one that follows it they do, and it is said.
 */
START_TEST(test_approval_tells_of_a_reset_before_it)
{
    const NewUser sun = {"sun", ROLE_SUPERVISOR, "孙督导", reset, true, &people_cost};
    ck_done(app_person_add(zhou, &sun, &help_err));
    help_approved_case(1);
    ck_assert_ptr_null(key_of_approval());
    ck_done(app_person_passphrase(zhou, "sun", chosen, &help_err));
    Session *other = NULL;
    ck_done(session_open(&help_options, STORE_OPEN, &other, &help_err));
    ck_done(session_sign_in(other, "sun", chosen, &help_err));
    ck_done(app_person_passphrase(other, "sun", "a kettle of my own now", &help_err));
    const char *no = help_whole_case(lin, 2);
    help_move(lin, no, VERB_SUBMIT);
    help_move(other, no, VERB_APPROVE);
    const char *key = key_of_approval();
    ck_assert_ptr_nonnull(key);
    ck_assert_ptr_nonnull(strstr(key, "set by zhou"));
    session_close(other);
}
END_TEST

START_TEST(test_fingerprint_is_of_the_key_in_use)
{
    char before[WORDS_TEXT], again[WORDS_TEXT], after[WORDS_TEXT];
    ck_done(app_person_fingerprint(zhou, "lin", before, &help_err));
    ck_done(app_person_passphrase(lin, "lin", chosen, &help_err));
    ck_done(app_person_fingerprint(zhou, "lin", again, &help_err));
    ck_assert_str_eq(before, again);
    ck_done(app_person_passphrase(zhou, "lin", reset, &help_err));
    ck_done(app_person_fingerprint(zhou, "lin", after, &help_err));
    ck_assert_str_ne(before, after);
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_assert(!app_person_fingerprint(zhou, "lin", after, &help_err));
    ck_assert(help_is_err(ERR_NOT_FOUND, "no key"));
}
END_TEST

/* Or else each sign-in of a test takes longer than the test (tests/support/people.h). */
START_TEST(test_people_of_tests_cost_next_to_nothing)
{
    ck_assert_int_eq(number("SELECT count(*) FROM user WHERE passhash LIKE 'passkey 1 8192 %'"),
                     number("SELECT count(*) FROM user"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_old_hash_is_turned_and_keys_are_made,
        test_first_sign_ins_at_once_make_one_key,
        test_own_passphrase_keeps_the_key,
        test_reset_begins_a_key_and_its_change_another,
        test_added_person_has_a_key,
        test_disabled_person_has_none,
        test_person_let_in_again_goes_on,
        test_keys_go_with_the_store,
        test_keys_that_were_changed_do_not_open,
        test_supervisors_are_told_of_a_reset_once,
        test_approval_tells_of_a_reset_before_it,
        test_approval_tells_whose_passphrase_entered,
        test_approval_tells_all_who_gave_the_passphrase,
        test_fingerprint_is_of_the_key_in_use,
        test_people_of_tests_cost_next_to_nothing,
        NULL,
    };
    return suite_run("keys", tests, help_app_start, help_app_stop);
}
