/* The keys of a person: wrapped, opened again by their own passphrase alone, signing. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "seal/person.h"
#include "tests/support/suite.h"

static const unsigned char half[PASSKEY_HALF] = "the half of one passphrase ....",
                           other_half[PASSKEY_HALF] = "the half of one passphrase ...,";

static bool opens(const unsigned char *wrapped, size_t n, const unsigned char *with,
                  const PersonPublic *public)
{
    PersonKey *key;
    bool opened = person_key_unwrap(wrapped, n, with, public, &key);
    ck_assert(opened == (key != NULL));
    person_key_free(key);
    return opened;
}

START_TEST(test_wrapped_keys_sign_as_before)
{
    unsigned char wrapped[PERSON_WRAPPED], before[PERSON_SIGNATURE], after[PERSON_SIGNATURE];
    PersonKey *key = person_key_new(), *again = NULL, *copy = person_key_copy(key);
    PersonPublic public = *person_key_public(key);
    person_key_sign(key, "大门", 6, before);
    person_key_wrap(key, half, wrapped);
    person_key_free(key);
    ck_assert(person_key_unwrap(wrapped, sizeof wrapped, half, &public, &again));
    ck_assert_mem_eq(person_key_public(again), &public, sizeof public);
    person_key_sign(again, "大门", 6, after);
    ck_assert_mem_eq(before, after, sizeof after);
    person_key_sign(copy, "大门", 6, after);
    ck_assert_mem_eq(before, after, sizeof after);
    ck_assert(person_check(public.sign, "大门", 6, after));
    person_key_free(again);
    person_key_free(copy);
    person_key_free(NULL);
}
END_TEST

START_TEST(test_only_the_own_half_opens)
{
    unsigned char wrapped[PERSON_WRAPPED];
    PersonKey *key = person_key_new(), *other = person_key_new();
    PersonPublic public = *person_key_public(key), mixed = public;
    person_key_wrap(key, half, wrapped);
    ck_assert(opens(wrapped, sizeof wrapped, half, &public));
    ck_assert(!opens(wrapped, sizeof wrapped, other_half, &public));
    ck_assert(!opens(wrapped, sizeof wrapped, half, person_key_public(other)));
    memcpy(mixed.receive, person_key_public(other)->receive, sizeof mixed.receive);
    ck_assert(!opens(wrapped, sizeof wrapped, half, &mixed));
    ck_assert(!opens(wrapped, sizeof wrapped - 1, half, &public));
    ck_assert(!opens(wrapped, 0, half, &public));
    for (size_t i = 0; i < sizeof wrapped; i++) {
        wrapped[i] ^= 1;
        ck_assert_msg(!opens(wrapped, sizeof wrapped, half, &public), "byte %zu", i);
        wrapped[i] ^= 1;
    }
    person_key_free(key);
    person_key_free(other);
}
END_TEST

START_TEST(test_wrapped_twice_is_not_the_same)
{
    unsigned char one[PERSON_WRAPPED], two[PERSON_WRAPPED];
    PersonKey *key = person_key_new();
    person_key_wrap(key, half, one);
    person_key_wrap(key, half, two);
    ck_assert_mem_ne(one, two, sizeof one);
    person_key_free(key);
}
END_TEST

START_TEST(test_signature_is_of_one_text_and_one_person)
{
    static const char text[] = "批准 T1-2026-0001";
    unsigned char signature[PERSON_SIGNATURE];
    PersonKey *key = person_key_new(), *other = person_key_new();
    const unsigned char *sign = person_key_public(key)->sign;
    person_key_sign(key, text, sizeof text, signature);
    ck_assert(person_check(sign, text, sizeof text, signature));
    ck_assert(!person_check(sign, text, sizeof text - 1, signature));
    ck_assert(!person_check(person_key_public(other)->sign, text, sizeof text, signature));
    for (size_t i = 0; i < sizeof signature; i++) {
        signature[i] ^= 0x80;
        ck_assert_msg(!person_check(sign, text, sizeof text, signature), "byte %zu", i);
        signature[i] ^= 0x80;
    }
    person_key_free(key);
    person_key_free(other);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_wrapped_keys_sign_as_before,
        test_only_the_own_half_opens,
        test_wrapped_twice_is_not_the_same,
        test_signature_is_of_one_text_and_one_person,
        NULL,
    };
    return suite_run("person", tests, NULL, NULL);
}
