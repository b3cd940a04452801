/* What is the same to the blacklist: the digests that an entry and a case are compared by. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "rules/staging/listed.h"
#include "tests/support/suite.h"

typedef struct Form {
    ListedMark mark;
    const char *value, *second;
} Form;

static bool digest(const Form *form, unsigned char seed, unsigned char out[DIGEST_BYTES])
{
    unsigned char key[DIGEST_BYTES];
    memset(key, seed, sizeof(key));
    return listed_digest(key, form->mark, form->value, form->second, out);
}

static bool same(const Form *a, const Form *b)
{
    unsigned char one[DIGEST_BYTES], other[DIGEST_BYTES];
    ck_assert_msg(digest(a, 1, one), "%s tells nobody", a->value);
    ck_assert_msg(digest(b, 1, other), "%s tells nobody", b->value);
    return memcmp(one, other, sizeof(one)) == 0;
}

/* One person, written in two ways. */
static const Form alike[][2] = {
    {{LISTED_NAME_YEAR, "王小明", "1990-05-01"}, {LISTED_NAME_YEAR, "王小明", "1990"}},
    {{LISTED_NAME_YEAR, "买买提·吐尔逊", "1990"}, {LISTED_NAME_YEAR, "买买提•吐尔逊", "1990"}},
    {{LISTED_NAME_YEAR, "买买提·吐尔逊", "1990"}, {LISTED_NAME_YEAR, "买买提吐尔逊", "1990"}},
    {{LISTED_NAME_YEAR, "王 小明", "1990"}, {LISTED_NAME_YEAR, "王小明", "1990"}},
    {{LISTED_NAME_YEAR, "John Smith", "1990"}, {LISTED_NAME_YEAR, "ＪＯＨＮ　smith", "1990"}},
    {{LISTED_NAME_YEAR, "張國榮", "1990"}, {LISTED_NAME_YEAR, "张国荣", "1990"}},
    {{LISTED_NAME_YEAR, "⻢\u200B明", "1990"}, {LISTED_NAME_YEAR, "马明", "1990"}},
    {{LISTED_ID, "C501-2345", NULL}, {LISTED_ID, "c5012345", NULL}},
    {{LISTED_PHONE, "0816-2345678", NULL}, {LISTED_PHONE, "08162345678", NULL}},
    {{LISTED_NAME_TAIL, "王小明", "11010519491231002x"}, {LISTED_NAME_TAIL, "王小明", "002X"}},
};

START_TEST(test_written_otherwise_is_the_same)
{
    ck_assert_msg(same(&alike[_i][0], &alike[_i][1]), "%s and %s, %s", alike[_i][0].value,
                  alike[_i][1].value, alike[_i][1].second);
}
END_TEST

/* Two persons, or one sign that means two things. */
static const Form apart[][2] = {
    {{LISTED_NAME_YEAR, "王小明", "1990"}, {LISTED_NAME_YEAR, "王小明", "1991"}},
    {{LISTED_NAME_YEAR, "王小明", "1990"}, {LISTED_NAME_YEAR, "王晓明", "1990"}},
    {{LISTED_NAME_YEAR, "李乾明", "1990"}, {LISTED_NAME_YEAR, "李干明", "1990"}},
    {{LISTED_NAME_TAIL, "王小明", "0021"}, {LISTED_NAME_TAIL, "王小明", "0012"}},
    {{LISTED_NAME_YEAR, "王小明", "1990"}, {LISTED_NAME_TAIL, "王小明", "1990"}},
    {{LISTED_PHONE, "139000077881", NULL}, {LISTED_CARD, "139000077881", NULL}},
    {{LISTED_ID, "139000077881", NULL}, {LISTED_PHONE, "139000077881", NULL}},
};

START_TEST(test_another_is_not_the_same)
{
    ck_assert_msg(!same(&apart[_i][0], &apart[_i][1]), "%s", apart[_i][0].value);
}
END_TEST

/* A name alone accuses nobody, and a few signs tell nobody. */
static const Form nobody[] = {
    {LISTED_NAME_YEAR, "王小明", NULL},
    {LISTED_NAME_YEAR, "王小明", ""},
    {LISTED_NAME_YEAR, "王小明", "199"},
    {LISTED_NAME_YEAR, "王小明", "庚午年"},
    {LISTED_NAME_TAIL, "王小明", NULL},
    {LISTED_NAME_TAIL, "王小明", "21"},
    {LISTED_NAME_TAIL, "王小明", "1101**"},
    {LISTED_NAME_YEAR, "王", "1990"},
    {LISTED_NAME_YEAR, "·", "1990"},
    {LISTED_ID, "1101051", NULL},
    {LISTED_PHONE, "139000", NULL},
    {LISTED_CARD, "62220000001", NULL},
    {LISTED_ID, NULL, NULL},
    {LISTED_NAME_YEAR, NULL, "1990"},
};

START_TEST(test_too_little_tells_nobody)
{
    unsigned char out[DIGEST_BYTES];
    ck_assert_msg(!digest(&nobody[_i], 1, out), "%s, %s",
                  nobody[_i].value ? nobody[_i].value : "nothing",
                  nobody[_i].second ? nobody[_i].second : "nothing");
}
END_TEST

/* Another store has another secret, so nothing is learned by holding two side by side. */
START_TEST(test_digest_is_of_the_store)
{
    const Form form = {LISTED_PHONE, "13900007788", NULL};
    unsigned char one[DIGEST_BYTES], other[DIGEST_BYTES];
    ck_assert(digest(&form, 1, one));
    ck_assert(digest(&form, 2, other));
    ck_assert_mem_ne(one, other, sizeof(one));
}
END_TEST

START_TEST(test_each_mark_has_its_column)
{
    for (int a = 0; a < LISTED_MARKS; a++) {
        for (int b = 0; b < a; b++)
            ck_assert_str_ne(listed_column((ListedMark)a), listed_column((ListedMark)b));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("listed");
    TCase *tcase = tcase_create("listed");
    tcase_add_loop_test(tcase, test_written_otherwise_is_the_same, 0, COUNT_OF(alike));
    tcase_add_loop_test(tcase, test_another_is_not_the_same, 0, COUNT_OF(apart));
    tcase_add_loop_test(tcase, test_too_little_tells_nobody, 0, COUNT_OF(nobody));
    tcase_add_test(tcase, test_digest_is_of_the_store);
    tcase_add_test(tcase, test_each_mark_has_its_column);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
