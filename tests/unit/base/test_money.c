/* Money: what a person types, and how it is shown. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "tests/support/suite.h"

START_TEST(test_money_typed)
{
    static const struct {
        const char *text;
        Fen fen;
    } cases[] = {
        {"0", 0},
        {"1200", 120000},
        {"1,200.50", 120050},
        {"12万", 12000000},
        {"3.5w", 3500000},
        {"3.5W", 3500000},
        {"1.2亿", 12000000000},
        {"￥80", 8000},
        {"¥ 80", 8000},
        {"１２００元", 120000},
        {"１，２００．５０", 120050},
        {"12 万元", 12000000},
        {"3千", 300000},
        {"2k", 200000},
        {".5", 50},
        {"0.01", 1},
        {"007", 700},
        {"1.5", 150},
        {"3.12345万", 3123450},
        {"1.2000万", 1200000},
        {"1,234,567", 123456700},
        {" 12.30 ", 1230},
        {"　12　", 1200},
        {"1。5", 150},
        {"100亿", MONEY_MAX},
        {"10000000000", MONEY_MAX},
        {"10,000,000,000.00", MONEY_MAX},
        {"CNY 5", 500},
        {"0000000000000000000000000000001", 100},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fen fen = -1;
        Err err = {0};
        ck_assert_msg(money_parse_typed(cases[i].text, &fen, &err), "%s", err.text);
        ck_assert_msg(fen == cases[i].fen, "%s was read as %" PRId64, cases[i].text, fen);
    }
}
END_TEST

START_TEST(test_money_typed_wrong)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "not an amount"},
        {" ", "not an amount"},
        {"x", "not an amount"},
        {"元", "not an amount"},
        {"万", "not an amount"},
        {"￥", "not an amount"},
        {"1,20", "not an amount"},
        {"1234,567", "not an amount"},
        {",200", "not an amount"},
        {"12,0000", "not an amount"},
        {"1,200,", "not an amount"},
        {"1,,200", "not an amount"},
        {"1.2.3", "not an amount"},
        {"5.", "not an amount"},
        {".", "not an amount"},
        {"1 200", "not an amount"},
        {"12万5", "not an amount"},
        {"12万千", "not an amount"},
        {"1e5", "not an amount"},
        {"0x10", "not an amount"},
        {"+5", "not an amount"},
        {"十二万", "not an amount"},
        {"12\n", "not an amount"},
        {"$5", "not an amount"},
        {"1.2,3", "not an amount"},
        {"12元万", "not an amount"},
        {"e\u0301", "not an amount"},
        {"-5", "negative"},
        {"￥-5", "negative"},
        {"－５", "negative"},
        {"−5", "negative"},
        {"-0", "negative"},
        {"1.005", "finer than a fen"},
        {"1.000", "finer than a fen"},
        {"3.1234567万", "finer than a fen"},
        {"0.00000000000000000000001", "finer than a fen"},
        {"10000000000.01", "too large"},
        {"101亿", "too large"},
        {"99999999999999999999", "too large"},
        {"9223372036854775807亿", "too large"},
        {"\xFF", "not an amount"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fen fen = -1;
        Err err = {0};
        ck_assert_msg(!money_parse_typed(cases[i].text, &fen, &err), "%s was read as %" PRId64,
                      cases[i].text, fen);
        ck_assert_msg(strstr(err.text, cases[i].says), "%s: %s", cases[i].text, err.text);
        ck_assert_int_eq(err.kind, ERR_INPUT);
        ck_assert(fen == -1);
    }
}
END_TEST

START_TEST(test_money_shown)
{
    static const struct {
        Fen fen;
        const char *comma, *plain, *wan;
    } cases[] = {
        {0, "0.00", "0.00", "0.00 wan"},
        {5, "0.05", "0.05", "0.000005 wan"},
        {99999, "999.99", "999.99", "0.099999 wan"},
        {100000, "1,000.00", "1000.00", "0.10 wan"},
        {28000000, "280,000.00", "280000.00", "28.00 wan"},
        {29999900, "299,999.00", "299999.00", "29.9999 wan"}, /* never rounded up to a limit */
        {-120050, "-1,200.50", "-1200.50", "-0.12005 wan"},
        {-5, "-0.05", "-0.05", "-0.000005 wan"},
        {MONEY_MAX, "10,000,000,000.00", "10000000000.00", "1000000.00 wan"},
        {INT64_MIN, "-92,233,720,368,547,758.08", "-92233720368547758.08",
         "-9223372036854.775808 wan"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf out = BUF_INIT;
        buf_add(&out, "x");
        money_format(&out, cases[i].fen);
        ck_assert_str_eq(out.data + 1, cases[i].comma);
        buf_clear(&out);
        money_format_plain(&out, cases[i].fen);
        ck_assert_str_eq(out.data, cases[i].plain);
        buf_clear(&out);
        money_format_wan(&out, cases[i].fen);
        ck_assert_str_eq(out.data, cases[i].wan);
        buf_free(&out);
    }
}
END_TEST

START_TEST(test_money_shown_is_read_back)
{
    for (Fen fen = 0; fen <= MONEY_MAX; fen = fen * 3 + 7) {
        Buf out = BUF_INIT;
        Fen read = -1;
        money_format(&out, fen);
        ck_assert(money_parse_typed(out.data, &read, NULL));
        ck_assert(read == fen);
        buf_free(&out);
    }
}
END_TEST

/* With a minus before it, where a bill takes something back. */
START_TEST(test_money_signed)
{
    static const struct {
        const char *text;
        Fen fen;
    } cases[] = {{"-860", -86000}, {" - 1,200.50", -120050}, {"－３．５万", -3500000},
                 {"−0.01", -1},    {"负860元", -86000},      {"860", 86000},
                 {"-0", 0},        {"-100亿", -MONEY_MAX}};
    Fen fen;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Err err = {0};
        ck_assert_msg(money_parse_signed(cases[i].text, &fen, &err), "%s", err.text);
        ck_assert_msg(fen == cases[i].fen, "%s was read as %" PRId64, cases[i].text, fen);
    }
    ck_assert(!money_parse_signed("--5", &fen, NULL));
    ck_assert(!money_parse_signed("-", &fen, NULL));
    ck_assert(!money_parse_signed("5-", &fen, NULL));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_money_typed,  test_money_typed_wrong,
        test_money_shown,  test_money_shown_is_read_back,
        test_money_signed, NULL,
    };
    return suite_run("money", tests, NULL, NULL);
}
