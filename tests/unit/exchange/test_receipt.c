/* Replies of platforms: what the neutral template makes of their rows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/path.h"
#include "exchange/receipt.h"
#include "exchange/template.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *folder, *target, *data, *site;
static Knowledge *knowledge;
static Template *template;
static Arena *arena;

static void start(void)
{
    folder = temp_new();
    site = temp_new();
    target = temp_path(folder, "回执.csv");
    data = path_join(getenv("top_srcdir"), "data");
    arena = arena_new();
    ck_done(knowledge_load((const char *const[]){data, site}, 2, &knowledge, &help_err));
    ck_done(template_find(knowledge, "neutral", &template, &help_err));
}

static void stop(void)
{
    template_free(template);
    knowledge_free(knowledge);
    arena_free(arena);
    free(data);
    free(target);
    temp_free(site);
    temp_free(folder);
}

static bool read_text(const char *text, Receipt *out)
{
    Table *table = NULL;
    ck_done(path_write(target, text, strlen(text), &help_err));
    bool done = table_read(target, &table, &help_err) &&
                receipt_read(table, target, template_receipt(template), arena, out, &help_err);
    table_free(table);
    return done;
}

#define HEAD "案例编号,审核结果,驳回原因,平台编号\n"

START_TEST(test_receipt_rows_say_what_became_of_cases)
{
    Receipt receipt;
    ck_done(read_text("某平台审核结果\n打印于 2026-11-21\n"
                      "＊案例编号, 审核结果 ,驳回原因,平台编号,第几批,打款金额,打款日期\n"
                      " T1-2026-000001 ,通 过,,P001,,,\n"
                      "T1-2026-000001,通过,,P001,2,\"28,000.5\",2026-11-20 09:30:00\n"
                      "T1-2026-000002,不通过,\"银行卡号有误\n请重填\",,,,\n"
                      "T1-2026-000003,审核中,,,,,\nT1-2026-000004,,,,,,\n"
                      "T1-2026-000005,也许,,,x,,明天\n,,,,,,\n合计,,,,,,\n",
                      &receipt));
    ck_assert_uint_eq(receipt.n, 7);
    const ReceiptRow *rows = receipt.rows;
    ck_assert_str_eq(rows[0].texts[RECEIPT_NO], "T1-2026-000001");
    ck_assert_ptr_nonnull(strstr(rows[0].trouble, "通 过"));
    ck_assert(rows[1].says == SAYS_ACCEPTED && rows[1].tranche == 2);
    ck_assert(rows[1].amount == 2800050 && rows[1].has_on && rows[1].on.day == 20);
    ck_assert_str_eq(rows[1].texts[RECEIPT_PLATFORM_NO], "P001");
    ck_assert_ptr_null(rows[1].trouble);
    ck_assert(rows[2].says == SAYS_REFUSED);
    ck_assert_str_eq(rows[2].texts[RECEIPT_REASON], "银行卡号有误\n请重填");
    ck_assert(rows[3].says == SAYS_NOTHING && !rows[3].trouble);
    ck_assert(rows[4].says == SAYS_NOTHING && !rows[4].trouble);
    ck_assert_ptr_nonnull(strstr(rows[5].trouble, "也许"));
    ck_assert_str_eq(rows[6].texts[RECEIPT_NO], "合计");
    ck_assert_str_eq(rows[2].place, "row 6, column A");
}
END_TEST

static const struct Hostile {
    const char *text, *says;
} refused[] = {
    {"", "no line with the heads 案例编号"},
    {"案例编号,患者姓名\nT1,甲\n", "no line with the heads"},
    {"案例编号,审核结果,结果\nT1,通过,驳回\n", "column B and at row 1, column C"},
    {HEAD, "no rows"},
};

START_TEST(test_receipt_of_another_kind_is_refused)
{
    Receipt receipt;
    ck_assert(!read_text(refused[_i].text, &receipt));
    ck_assert_msg(help_is_err(ERR_INPUT, refused[_i].says), "%s", help_err.text);
}
END_TEST

static const char *const hostile[] = {
    "T1-2026-000001,通过\x1b[31m,,",
    "T1-2026-000001\xE2\x80\xAE,通过,,",
    "T1-2026-000001,驳回,\xE2\x81\xA6x,",
    "T1-2026-000001,驳回,\x7f,",
};

START_TEST(test_receipt_hostile_texts_are_told_not_taken)
{
    Receipt receipt;
    Buf text = BUF_INIT;
    buf_addf(&text, HEAD "%s\n", hostile[_i]);
    ck_done(read_text(text.data, &receipt));
    ck_assert_uint_eq(receipt.n, 1);
    ck_assert_ptr_nonnull(receipt.rows[0].trouble);
    buf_free(&text);
}
END_TEST

/* A spreadsheet has lost the digits: a number is never entered so. */
START_TEST(test_receipt_numbers_without_their_digits_are_unclear)
{
    Receipt receipt;
    ck_done(read_text("案例编号,审核结果,平台编号,银行流水号,打款金额\n"
                      "T1-2026-000001,通过,1.23457E+17,,\n"
                      "T1-2026-000002,通过,,1.2e+10,\n"
                      "T1-2026-000003,通过,12E5,E+1,1\n",
                      &receipt));
    ck_assert_ptr_nonnull(strstr(receipt.rows[0].trouble, "must be text"));
    ck_assert_ptr_nonnull(strstr(receipt.rows[0].trouble, "平台编号"));
    ck_assert_str_eq(receipt.rows[0].texts[RECEIPT_PLATFORM_NO], "");
    ck_assert_ptr_nonnull(receipt.rows[1].trouble);
    ck_assert_ptr_null(receipt.rows[2].trouble);
    ck_assert_str_eq(receipt.rows[2].texts[RECEIPT_PLATFORM_NO], "12E5");
}
END_TEST

START_TEST(test_receipt_reasons_are_about_places)
{
    const ReceiptMap *map = template_receipt(template);
    ReceiptAbout about;
    ck_assert(receipt_about(map, "收款人银行卡号有误，缺诊断证明", 0, &about));
    ck_assert(about.record == REC_PAYEE && about.field == F_PAYEE_account);
    ck_assert_str_eq(about.code, "inconsistent");
    ck_assert(receipt_about(map, "收款人银行卡号有误，缺诊断证明", 1, &about));
    ck_assert(about.record == REC_PAYEE && about.field == FIELD_COUNT);
    ck_assert(receipt_about(map, "收款人银行卡号有误，缺诊断证明", 2, &about));
    ck_assert(about.record == REC_DOCUMENT);
    ck_assert_str_eq(about.item, "D11");
    ck_assert(!receipt_about(map, "收款人银行卡号有误，缺诊断证明", 3, &about));
    ck_assert(!receipt_about(map, "其他", 0, &about));
}
END_TEST

START_TEST(test_receipt_names_may_be_covered)
{
    ck_assert(receipt_same_name("王小明", "王小明"));
    ck_assert(receipt_same_name("王*", "王小明"));
    ck_assert(receipt_same_name("王＊明", "王小明"));
    ck_assert(receipt_same_name("王某某", "王小明"));
    ck_assert(receipt_same_name("王●●", "王小明"));
    ck_assert(receipt_same_name("張*榮", "张国荣"));
    ck_assert(receipt_same_name("张 国荣", "張國榮"));
    ck_assert(receipt_same_name("买买提•吐**", "买买提·吐尔逊"));
    ck_assert(receipt_same_name("Li  Ming", "LI MING"));
    ck_assert(!receipt_same_name("李干", "李乾"));
    ck_assert(!receipt_same_name("王小", "王小明"));
    ck_assert(!receipt_same_name("李*", "王小明"));
    ck_assert(!receipt_same_name("王小明明", "王小明"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("receipt");
    TCase *tcase = tcase_create("receipt");
    tcase_add_checked_fixture(tcase, start, stop);
    tcase_add_test(tcase, test_receipt_rows_say_what_became_of_cases);
    tcase_add_loop_test(tcase, test_receipt_of_another_kind_is_refused, 0, COUNT_OF(refused));
    tcase_add_loop_test(tcase, test_receipt_hostile_texts_are_told_not_taken, 0,
                        COUNT_OF(hostile));
    tcase_add_test(tcase, test_receipt_numbers_without_their_digits_are_unclear);
    tcase_add_test(tcase, test_receipt_reasons_are_about_places);
    tcase_add_test(tcase, test_receipt_names_may_be_covered);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
