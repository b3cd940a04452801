/* Phone numbers as people write them, and what is kept of them. */
#include "config.h"

#include "base/buf.h"
#include "domain/phone.h"
#include "tests/support/suite.h"

static const struct {
    const char *typed, *kept; /* NULL: refused */
    PhoneFault fault;         /* of what is kept, or why it is refused */
} phones[] = {
    /* extensions */
    {"0816-2345678-801", "0816-2345678-801", PHONE_OK},
    {"0816-2345678转801", "0816-2345678-801", PHONE_OK},
    {"0816-2345678 转 801", "0816-2345678-801", PHONE_OK},
    {"0816-2345678转分机801", "0816-2345678-801", PHONE_OK},
    {"0816-2345678#801", "0816-2345678-801", PHONE_OK},
    {"0816-2345678x801", "0816-2345678-801", PHONE_OK},
    {"010-62345678-1234", "010-62345678-1234", PHONE_OK},
    {"021-12345678 ext 12", "021-12345678-12", PHONE_OK},
    {"021-12345678 Ext.12", "021-12345678-12", PHONE_OK},
    {"02112345678转12", "021-12345678-12", PHONE_OK},
    {"0816-2345678-1", "0816-2345678-1", PHONE_OK},
    {"0816-2345678转", NULL, PHONE_NONE},
    /* landlines: an area code stays what it was typed as */
    {"08162345678", "0816-2345678", PHONE_OK},
    {"(0816)2345678", "0816-2345678", PHONE_OK},
    {"0816/2345678", "0816-2345678", PHONE_OK},
    {"0816 234 5678", "0816-2345678", PHONE_OK},
    {"010 6234 5678", "010-62345678", PHONE_OK},
    {"0755—12345678", "0755-12345678", PHONE_OK},
    {"+86 816 2345678", "0816-2345678", PHONE_OK},
    {"+86(10)62345678-8", "010-62345678-8", PHONE_OK},
    {"0086-0816-2345678", "0816-2345678", PHONE_OK},
    {"0108-1234567", "0108-1234567", PHONE_NONE},
    {"081-62345678", "081-62345678", PHONE_NONE},
    {"0816-234567", "0816-234567", PHONE_NONE},
    {"2345678", "2345678", PHONE_LOCAL},
    /* mobiles */
    {"139 0000 0001", "13900000001", PHONE_OK},
    {"+86 139-0000-0001", "13900000001", PHONE_OK},
    {"8613900000001", "13900000001", PHONE_OK},
    {"139-0000-0", "13900000", PHONE_NONE},
    {"12900000001", "12900000001", PHONE_NONE},
    /* two in one */
    {"13900000001/13900000002", NULL, PHONE_TWO},
    {"13900000001 13900000002", NULL, PHONE_TWO},
    {"13900000001-13900000002", NULL, PHONE_TWO},
    {"13900000001、0816-2345678", NULL, PHONE_TWO},
    {"0816-2345678/2345679", NULL, PHONE_TWO},
    {"0816-2345678,13900000001", NULL, PHONE_TWO},
    /* services, and numbers from abroad */
    {"400-820-8820", "400-820-8820", PHONE_OK},
    {"4008208820", "400-820-8820", PHONE_OK},
    {"400 8208 820转3", "400-820-8820-3", PHONE_OK},
    {"800-8208820", "800-820-8820", PHONE_OK},
    {"12320", "12320", PHONE_OK},
    {"95598", "95598", PHONE_OK},
    {"+852 5123 4567", "+852 5123 4567", PHONE_OK},
    {"00852-51234567", "+852-51234567", PHONE_OK},
    {"+1 (212) 555-0100", "+1 212 555-0100", PHONE_OK},
    {"+852 512", "+852 512", PHONE_NONE},
    {"儿子的手机", NULL, PHONE_NONE},
};

START_TEST(test_phone_is_kept_in_one_form)
{
    for (size_t i = 0; i < COUNT_OF(phones); i++) {
        Buf kept = BUF_INIT;
        PhoneFault fault;
        bool good = phone_read(phones[i].typed, &kept, &fault);
        ck_assert_msg(good == (phones[i].kept != NULL) && fault != PHONE_LOCAL, "%s: %s",
                      phones[i].typed, kept.data);
        if (good)
            ck_assert_str_eq(kept.data, phones[i].kept);
        else
            ck_assert_msg(fault == phones[i].fault, "%s", phones[i].typed);
        buf_free(&kept);
    }
}
END_TEST

/* What is kept says the same of itself, and comes out as it went in. */
START_TEST(test_phone_kept_is_its_own_form)
{
    for (size_t i = 0; i < COUNT_OF(phones); i++) {
        const char *kept = phones[i].kept;
        Buf again = BUF_INIT;
        PhoneFault fault;
        ck_assert_msg(phone_check(kept ? kept : phones[i].typed) == phones[i].fault, "%s",
                      phones[i].typed);
        if (kept && phone_read(kept, &again, &fault))
            ck_assert_str_eq(again.data, kept);
        buf_free(&again);
    }
}
END_TEST

/* Compared, the code of China tells nothing, and neither does how the number was parted. */
START_TEST(test_phone_form_is_one)
{
    static const char *const same[][2] = {
        {"+8613900000102", "13900000102"},   {"0086 139 0000 0102", "13900000102"},
        {"86-13900000102", "13900000102"},   {"＋８６１３９００００ ０１０２", "139-0000-0102"},
        {"+86 816 2345678", "0816-2345678"}, {"0085251234567", "+852 5123 4567"},
    };
    static const char *const other[][2] = {
        {"+8613900000102", "13900000103"},
        {"+85213900000", "13900000"},
    };
    for (size_t i = 0; i < COUNT_OF(same) + COUNT_OF(other); i++) {
        const char *const *pair = i < COUNT_OF(same) ? same[i] : other[i - COUNT_OF(same)];
        Buf a = BUF_INIT, b = BUF_INIT;
        phone_form(pair[0], &a);
        phone_form(pair[1], &b);
        ck_assert_msg((strcmp(a.data, b.data) == 0) == (i < COUNT_OF(same)), "%s %s: %s %s",
                      pair[0], pair[1], a.data, b.data);
        buf_free(&a);
        buf_free(&b);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_phone_is_kept_in_one_form,
        test_phone_kept_is_its_own_form,
        test_phone_form_is_one,
        NULL,
    };
    return suite_run("phone", tests, NULL, NULL);
}
