/* A passphrase becomes two halves, what it costs, and what is refused. */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "seal/passkey.h"
#include "tests/support/suite.h"

static const KdfCost cheap = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
static const unsigned char salt[PASSKEY_SALT] = "0123456789abcde";

static PassKey *made(const char *passphrase, const unsigned char *with)
{
    PassKey *key = NULL;
    Err err = {0};
    ck_assert_msg(passkey_make(passphrase, &cheap, with, &key, &err), "%s", err.text);
    return key;
}

START_TEST(test_halves_follow_from_passphrase_and_salt)
{
    static const unsigned char other_salt[PASSKEY_SALT] = "0123456789abcdf";
    PassKey *key = made("大门口的桂花树 é", salt), *same = made("大门口的桂花树 é", salt),
            *wrong = made("大门口的桂花树 è", salt),
            *salted = made("大门口的桂花树 é", other_salt);
    PassKey *const others[] = {wrong, salted};
    ck_assert_mem_eq(passkey_slot(key), passkey_slot(same), PASSKEY_HALF);
    ck_assert_mem_eq(passkey_person(key), passkey_person(same), PASSKEY_HALF);
    ck_assert_mem_ne(passkey_slot(key), passkey_person(key), PASSKEY_HALF);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        ck_assert_mem_ne(passkey_slot(key), passkey_slot(others[i]), PASSKEY_HALF);
        ck_assert_mem_ne(passkey_person(key), passkey_person(others[i]), PASSKEY_HALF);
        passkey_free(others[i]);
    }
    passkey_free(key);
    passkey_free(same);
    passkey_free(NULL);
}
END_TEST

/* For ever: a store of today is opened by these bytes. */
START_TEST(test_halves_stay_what_they_are)
{
    char hex[2 * PASSKEY_HALF + 1];
    PassRecord record;
    PassKey *key = made("correct horse", salt);
    ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, passkey_slot(key), PASSKEY_HALF),
                     "5fb246ed7d308ab1bb104029095b44337baab50dcaa52a74695ef05f58c2a6f8");
    ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, passkey_person(key), PASSKEY_HALF),
                     "9fd09aa592908efe5da695a97e9ec4f3952796cb0249acfb1dd3a06b0cfe3bc5");
    ck_assert(
        pass_record_parse("passkey 1 8192 30313233343536373839616263646500 "
                          "00632cfdddaeb6eacf8ac2f4dc9eeb6400eb1672971705bfcdd0be75652f07c5",
                          &record));
    ck_assert(passkey_is(key, &record));
    passkey_free(key);
}
END_TEST

START_TEST(test_record_tells_right_from_wrong)
{
    char text[PASS_RECORD_TEXT];
    PassRecord record, read;
    PassKey *key = NULL, *again = NULL, *wrong = NULL;
    Err err = {0};
    ck_assert(passkey_new("correct horse", &cheap, &record, &key, &err));
    pass_record_format(&record, text);
    ck_assert(pass_record_parse(text, &read));
    ck_assert(passkey_make("correct horse", &read.cost, read.salt, &again, &err));
    ck_assert(passkey_make("correct hors", &read.cost, read.salt, &wrong, &err));
    ck_assert(passkey_is(key, &read));
    ck_assert(passkey_is(again, &read));
    ck_assert(!passkey_is(wrong, &read));
    ck_assert_mem_ne(read.verifier, passkey_person(key), sizeof read.verifier);
    read.verifier[31] ^= 1;
    ck_assert(!passkey_is(key, &read));
    passkey_free(key);
    passkey_free(again);
    passkey_free(wrong);
}
END_TEST

START_TEST(test_each_record_has_a_salt_of_its_own)
{
    PassRecord one, two;
    PassKey *key;
    ck_assert(passkey_new("correct horse", &cheap, &one, &key, NULL));
    passkey_free(key);
    ck_assert(passkey_new("correct horse", &cheap, &two, &key, NULL));
    ck_assert(!passkey_is(key, &one));
    passkey_free(key);
    ck_assert_mem_ne(one.salt, two.salt, sizeof one.salt);
}
END_TEST

START_TEST(test_record_that_is_none_is_not_read)
{
    static const char *const wrong[] = {
        "",
        "passkey",
        "passkey 1 8192",
        "passkey 1 8192 ",
        "$argon2id$v=19$m=65536",
        "passkey 1 8192 30313233343536373839616263646500",
        "passkey 1 8192 30313233343536373839616263646500 00",
        "passkey 1 8192  30313233343536373839616263646500 VERIFIER",
        "passkey 1 8192 3031323334353637383961626364650 VERIFIER",
        "passkey 1 8192 30313233343536373839616263646500 VERIFIER ",
        "passkey 0 8192 30313233343536373839616263646500 VERIFIER",
        "passkey 1 81 30313233343536373839616263646500 VERIFIER",
        "passkey 1 8192 30313233343536373839616263646500 VERIFIERa",
        "Passkey 1 8192 30313233343536373839616263646500 VERIFIER",
    };
    static const char verifier[] =
        "00632cfdddaeb6eacf8ac2f4dc9eeb6400eb1672971705bfcdd0be75652f07c5";
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        char text[2 * PASS_RECORD_TEXT];
        PassRecord record;
        const char *at = strstr(wrong[i], "VERIFIER");
        int before = at ? (int)(at - wrong[i]) : (int)strlen(wrong[i]);
        snprintf(text, sizeof text, "%.*s%s%s", before, wrong[i], at ? verifier : "",
                 at ? at + strlen("VERIFIER") : "");
        ck_assert_msg(!pass_record_parse(text, &record), "“%s” was taken", text);
    }
}
END_TEST

START_TEST(test_cost_is_read_as_it_was_written)
{
    static const char *const wrong[] = {
        "",
        "2",
        "2 ",
        "2 67108864 ",
        " 2 67108864",
        "+2 67108864",
        "2  8192",
        "-2 67108",
        "0 67108864",
        "65 67108864",
        "2 8191",
        "2 1073741825",
        "02 8192",
        "2,8192",
        "2 67108864x",
        "２ 67108864",
        "2 99999999999999999999999",
    };
    char text[KDF_COST_TEXT];
    KdfCost cost, least = kdf_cost_least();
    kdf_cost_format(least, text);
    ck_assert_str_eq(text, "2 67108864");
    ck_assert(kdf_cost_parse(text, &cost));
    ck_assert(cost.passes == least.passes && cost.memory == least.memory);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(!kdf_cost_parse(wrong[i], &cost), "“%s” was taken", wrong[i]);
    ck_assert(!kdf_cost_parse(NULL, &cost));
    cost = kdf_cost_at_least((KdfCost){7, 8192}, least);
    ck_assert(cost.passes == 7 && cost.memory == least.memory);
}
END_TEST

START_TEST(test_cost_out_of_bounds_is_refused_before_it_is_paid)
{
    static const KdfCost wrong[] = {{1, UINT64_C(1) << 40}, {UINT64_C(1) << 31, 8192}, {0, 0}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        PassKey *key = NULL;
        Err err = {0};
        ck_assert(!passkey_make("correct horse", &wrong[i], salt, &key, &err));
        ck_assert_int_eq(err.kind, ERR_STORE);
        ck_assert(!key);
    }
}
END_TEST

START_TEST(test_measured_cost_is_never_under_interactive)
{
    KdfCost cost = kdf_cost_measure(), least = kdf_cost_least();
    ck_assert(kdf_cost_sane(cost));
    ck_assert(cost.passes >= least.passes && cost.memory >= least.memory);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_halves_follow_from_passphrase_and_salt,
        test_halves_stay_what_they_are,
        test_record_tells_right_from_wrong,
        test_each_record_has_a_salt_of_its_own,
        test_record_that_is_none_is_not_read,
        test_cost_is_read_as_it_was_written,
        test_cost_out_of_bounds_is_refused_before_it_is_paid,
        test_measured_cost_is_never_under_interactive,
        NULL,
    };
    return suite_run("passkey", tests, NULL, NULL);
}
