/* Numbers that check themselves: every wrong digit and every two exchanged are found. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "domain/resident.h"
#include "tests/support/suite.h"

static const struct {
    const char *id;
    ResidentFault fault;
} ids[] = {
    {"11010519491231002X", RESIDENT_OK}, /* the example of the standard */
    {"440524188001010014", RESIDENT_OK},
    {"990000199001010017", RESIDENT_OK},
    {"990000201202290027", RESIDENT_OK},
    {"990000195807158880", RESIDENT_OK},
    {"990000201512311233", RESIDENT_OK},
    {"99000019880101007X", RESIDENT_OK},
    {"110105194912310021", RESIDENT_CHECK},
    {"99000019880101007x", RESIDENT_SIGNS}, /* a small x is folded before it is kept */
    {"990000201302290024", RESIDENT_DATE},  /* the check digit fits, 2013 had no 29 February */
    {"990000201313010024", RESIDENT_DATE},
    {"990000201300000024", RESIDENT_DATE},
    {"110105491231002", RESIDENT_OLD},
    {"11010549123100X", RESIDENT_SIGNS},
    {"", RESIDENT_LENGTH},
    {"9900001990010100170", RESIDENT_LENGTH},
    {"99000019900101001", RESIDENT_LENGTH},
    {"9900001990010100 7", RESIDENT_SIGNS},
    {"X90000199001010017", RESIDENT_SIGNS},
    {"\xE5\xBC\xA0\xE5\xBC\xA0\xE5\xBC\xA0\xE5\xBC\xA0\xE5\xBC\xA0\xE5\xBC\xA0",
     RESIDENT_SIGNS},
    {"99000019900101e\xCC\x81", RESIDENT_LENGTH},
};

START_TEST(test_resident_vectors)
{
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        ck_assert_msg(resident_check(ids[i].id) == ids[i].fault, "%s: %d", ids[i].id,
                      (int)resident_check(ids[i].id));
}
END_TEST

/* Each wrong last digit is found, and each two neighbours that are exchanged. */
START_TEST(test_resident_slips_are_found)
{
    char id[] = "990000195807158880";
    for (char last = '0'; last <= '9'; last++) {
        id[17] = last;
        ck_assert_int_eq(resident_check(id) == RESIDENT_OK, last == '0');
    }
    id[17] = '0';
    for (int i = 14; i < 16; i++) {
        char kept = id[i];
        if (id[i] == id[i + 1])
            continue;
        id[i] = id[i + 1];
        id[i + 1] = kept;
        ck_assert_int_ne(resident_check(id), RESIDENT_OK);
        id[i + 1] = id[i];
        id[i] = kept;
    }
}
END_TEST

START_TEST(test_resident_tells_birth_and_sex)
{
    Day born = {0};
    ck_assert(resident_born("990000201202290027", &born));
    ck_assert_int_eq(day_compare(born, (Day){2012, 2, 29}), 0);
    ck_assert(!resident_male("990000201202290027"));
    ck_assert(resident_male("990000199001010017"));
    ck_assert(!resident_born("990000201302290024", &born));
    ck_assert(!resident_born("110105491231002", &born));
    ck_assert(!resident_born("", &born));
    ck_assert(!resident_male(""));
}
END_TEST

static const struct {
    const char *digits;
    bool good;
} cards[] = {
    {"6200000000000005", true},
    {"6205500000000000004", true},
    {"62220212345678901", false},
    {"6200000000000006", false},
    {"", false},
    {"62000000 0000005", false},
    {"6200000000000000117", true},
    {"\xE5\xBC\xA0", false},
};

START_TEST(test_card_vectors)
{
    for (size_t i = 0; i < COUNT_OF(cards); i++)
        ck_assert_msg(card_luhn(cards[i].digits) == cards[i].good, "%s", cards[i].digits);
}
END_TEST

START_TEST(test_resident_old_and_new)
{
    ck_assert(resident_is_old_of("990000800506001", "990000198005060017"));
    ck_assert(!resident_is_old_of("990000800506002", "990000198005060017"));
    ck_assert(!resident_is_old_of("990000050506001", "990000200505060016"));
    ck_assert(!resident_is_old_of("990000198005060017", "990000800506001"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_resident_vectors,
        test_resident_slips_are_found,
        test_resident_tells_birth_and_sex,
        test_resident_old_and_new,
        test_card_vectors,
        NULL,
    };
    return suite_run("resident", tests, NULL, NULL);
}
