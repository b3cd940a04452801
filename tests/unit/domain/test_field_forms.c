/* Every form in which a field may be filled in: what becomes of the right ones, what is said at
 * once while they are typed, and that the wrong ones are refused with words that name what was
 * expected. Today is 2026-11-21. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Codes *codes;
static FieldContext ctx;

static void setup(void)
{
    help_codes(&codes);
    ctx = help_fields(codes, "en");
}

static void teardown(void)
{
    codes_free(codes);
}

/* ---- right ones ---- */

typedef struct Right {
    FieldId field;
    const char *typed, *kept, *said; /* said: beside the field, before it is left */
} Right;

static const Right amounts[] = {
    {F_CASE_target_fen, "280000", "28000000", "280,000.00 yuan"},
    {F_CASE_target_fen, "12万", "12000000", "120,000.00 yuan"},
    {F_CASE_target_fen, "3.5w", "3500000", "35,000.00 yuan"},
    {F_CASE_target_fen, "3.5W", "3500000", "35,000.00 yuan"},
    {F_CASE_target_fen, "1,200.50", "120050", "1,200.50 yuan"},
    {F_CASE_target_fen, "１，２００．５０", "120050", "1,200.50 yuan"},
    {F_CASE_target_fen, "２８万元", "28000000", "280,000.00 yuan"},
    {F_CASE_target_fen, "￥80", "8000", "80.00 yuan"},
    {F_CASE_target_fen, "人民币￥80元整", "8000", "80.00 yuan"},
    {F_CASE_target_fen, "80块", "8000", "80.00 yuan"},
    {F_CASE_target_fen, "5角", "50", "0.50 yuan"},
    {F_CASE_target_fen, "56分", "56", "0.56 yuan"},
    {F_CASE_target_fen, "12元5角6分", "1256", "12.56 yuan"},
    {F_CASE_target_fen, "3千", "300000", "3,000.00 yuan"},
    {F_CASE_target_fen, "2k", "200000", "2,000.00 yuan"},
    {F_CASE_target_fen, "8百", "80000", "800.00 yuan"},
    {F_CASE_target_fen, "12万3千", "12300000", "123,000.00 yuan"},
    {F_CASE_target_fen, "12万3456元", "12345600", "123,456.00 yuan"},
    {F_CASE_target_fen, "12万元5角", "12000050", "120,000.50 yuan"},
    {F_CASE_target_fen, "3千万", "3000000000", "30,000,000.00 yuan"},
    {F_CASE_target_fen, "1.2亿", "12000000000", "120,000,000.00 yuan"},
    {F_CASE_target_fen, "1亿2000万", "12000000000", "120,000,000.00 yuan"},
    {F_CASE_target_fen, "0", "0", "0.00 yuan"},
    {F_CASE_target_fen, " 12 万 ", "12000000", "120,000.00 yuan"},
    {F_CASE_target_fen, "", "", ""},
};

static const Right days[] = {
    {F_ILLNESS_admitted_on, "20261121", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "2026-11-21", "2026-11-21", ""}, /* there is nothing to add */
    {F_ILLNESS_admitted_on, "2026/11/21", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "2026.1.2", "2026-01-02", "2026-01-02"},
    {F_ILLNESS_admitted_on, "2026年11月21日", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "11月21日", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "11月21号", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "11.21", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "１１．２１", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "11—21", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "21", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "t", "2026-11-21", "2026-11-21"},
    {F_ILLNESS_admitted_on, "-2w", "2026-11-07", "2026-11-07"},
    {F_ILLNESS_admitted_on, "-2周", "2026-11-07", "2026-11-07"},
    {F_ILLNESS_admitted_on, "前天", "2026-11-19", "2026-11-19"},
    {F_TRANCHE_planned_on, "+3d", "2026-11-24", "2026-11-24"},
    {F_TRANCHE_planned_on, "＋３ｄ", "2026-11-24", "2026-11-24"},
    {F_TRANCHE_planned_on, "后天", "2026-11-23", "2026-11-23"},
    {F_PATIENT_born_on, "20190314", "2019-03-14", "2019-03-14  7 years old"},
    /* Without a year or a month: as the field looks back or ahead. */
    {F_ILLNESS_admitted_on, "20", "2026-11-20", "2026-11-20"},
    {F_ILLNESS_admitted_on, "22", "2026-10-22", "2026-10-22"},
    {F_ILLNESS_admitted_on, "31", "2026-10-31", "2026-10-31"},
    {F_ILLNESS_admitted_on, "11.22", "2025-11-22", "2025-11-22"},
    {F_ILLNESS_admitted_on, "1.3", "2026-01-03", "2026-01-03"},
    {F_PATIENT_born_on, "2.29", "2024-02-29", "2024-02-29  2 years old"},
    {F_TRANCHE_planned_on, "20", "2026-12-20", "2026-12-20"},
    {F_TRANCHE_planned_on, "21", "2026-11-21", "2026-11-21"},
    {F_TRANCHE_planned_on, "31", "2026-12-31", "2026-12-31"},
    {F_TRANCHE_planned_on, "11.20", "2027-11-20", "2027-11-20"},
    {F_TRANCHE_planned_on, "2.29", "2028-02-29", "2028-02-29"},
    {F_PLAN_from_on, "6.15", "2027-06-15", "2027-06-15"},
    {F_PLAN_to_on, "5-30", "2027-05-30", "2027-05-30"},
    /* In full or by its distance a day is what it says. */
    {F_ILLNESS_admitted_on, "+3d", "2026-11-24", "2026-11-24"},
    {F_TRANCHE_planned_on, "2026.11.1", "2026-11-01", "2026-11-01"},
    /* A month, where a span begins or ends. */
    {F_PLAN_from_on, "2027-02", "2027-02-01", "2027-02-01"},
    {F_PLAN_to_on, "2027-02", "2027-02-28", "2027-02-28"},
    {F_PLAN_to_on, "2028年2月", "2028-02-29", "2028-02-29"},
    {F_PLAN_to_on, "202712", "2027-12-31", "2027-12-31"},
    {F_EXPENSE_from_on, "10月", "2026-10-01", "2026-10-01"},
    {F_EXPENSE_to_on, "10月", "2026-10-31", "2026-10-31"},
    {F_EXPENSE_to_on, "2026-11", "2026-11-21", "2026-11-21"}, /* not over yet */
    {F_EXPENSE_to_on, "11", "2026-11-11", "2026-11-11"},      /* a day where it can be one */
};

static const Right answers[] = {
    {F_CASE_urgent, "y", "yes", "yes"},
    {F_CASE_urgent, "Y", "yes", "yes"},
    {F_CASE_urgent, "ｙ", "yes", "yes"},
    {F_CASE_urgent, "1", "yes", "yes"},
    {F_CASE_urgent, "是", "yes", "yes"},
    {F_CASE_urgent, "有", "yes", "yes"},
    {F_CASE_urgent, "n", "no", "no"},
    {F_CASE_urgent, "2", "no", "no"},
    {F_CASE_urgent, "否", "no", "no"},
    {F_CASE_urgent, "没有", "no", "no"},
    {F_CASE_urgent, "u", "unknown", "unknown"},
    {F_CASE_urgent, "?", "unknown", "unknown"},
    {F_CASE_urgent, "？", "unknown", "unknown"},
    {F_CASE_urgent, "3", "unknown", "unknown"},
    {F_CASE_urgent, "不详", "unknown", "unknown"},
    {F_CASE_urgent, "不清楚", "unknown", "unknown"},
};

static const Right phones[] = {
    {F_PATIENT_phone, "13900000001", "13900000001", ""},
    {F_PATIENT_phone, "139 0000 0001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "139-0000-0001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "１３９０００００００１", "13900000001", NULL},
    {F_PATIENT_phone, "+86 139-0000-0001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "+8613900000001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "0086 13900000001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "8613900000001", "13900000001", "139 0000 0001"},
    {F_PATIENT_phone, "0816-2345678", "0816-2345678", ""},
    {F_PATIENT_phone, "08162345678", "0816-2345678", "0816-2345678"},
    {F_PATIENT_phone, "0816 234 5678", "0816-2345678", "0816-2345678"},
    {F_PATIENT_phone, "（０８１６）２３４５６７８", "0816-2345678", "0816-2345678"},
    {F_PATIENT_phone, "010-12345678", "010-12345678", ""},
    {F_PATIENT_phone, "01012345678", "010-12345678", "010-12345678"},
    {F_PATIENT_phone, "02812345678", "028-12345678", "028-12345678"},
    {F_PATIENT_phone, "+86 816 2345678", "0816-2345678", "0816-2345678"},
    {F_PATIENT_phone, "+86 (0)28 1234 5678", "028-12345678", "028-12345678"},
    {F_PATIENT_phone, "0816-2345678转801", "0816-2345678-801", "0816-2345678-801"},
    {F_PATIENT_phone, "0816-2345678-801", "0816-2345678-801", ""},
    {F_PATIENT_phone, "028—1234—5678", "028-12345678", "028-12345678"},
    {F_PATIENT_phone, "1390000", "1390000", ""}, /* kept, and marked: the rest comes later */
    {F_PATIENT_phone, "+1 212 555 0100", "+1 212 555 0100", ""},
};

static const Right cards[] = {
    {F_PAYEE_account, "6200000000000000117", "6200000000000000117", "19 digits"},
    {F_PAYEE_account, "6200 0000 0000 0000 117", "6200000000000000117", "19 digits"},
    {F_PAYEE_account, "６２００ ００００-００００－００００ １１７", "6200000000000000117",
     "19 digits"},
    {F_PAYEE_account, "6200.0000.0000.0000.117", "6200000000000000117", "19 digits"},
    {F_PAYEE_account, "44-123456789", "44123456789", "11 digits"},
    {F_PAYEE_account, "NRA 123456", "NRA 123456", ""}, /* kept, and marked */
};

static const Right ids[] = {
    {F_PATIENT_id_number, "990000201903140013", "990000201903140013", "2019-03-14 male 7"},
    {F_PATIENT_id_number, "99000019880101007x", "99000019880101007X", "1988-01-01 male 38"},
    {F_PATIENT_id_number, "９９００００１９８８０１０１００７Ｘ", "99000019880101007X",
     "1988-01-01 male 38"},
    {F_PATIENT_id_number, "990000 20190314 001 3", "990000201903140013", "2019-03-14 male 7"},
    {F_PATIENT_id_number, "990000-20190314-0013", "990000201903140013", "2019-03-14 male 7"},
    {F_PATIENT_id_number, "990000　20190314　0013", "990000201903140013", "2019-03-14 male 7"},
    {F_PATIENT_id_number, "E 123-456", "E 123-456", ""}, /* of another certificate */
    {F_PATIENT_id_number, "军字第 123456 号", "军字第 123456 号", ""},
    {F_PATIENT_id_number, "H0123456(7)", "H0123456(7)", ""},
    {F_PATIENT_id_number, "99000020190314001", "99000020190314001",
     ""}, /* a digit is missing */
};

static const Right counts[] = {
    {F_DOCUMENT_pages, "6", "6", ""},       {F_DOCUMENT_pages, "06", "6", "6"},
    {F_DOCUMENT_pages, "６", "6", "6"},     {F_DOCUMENT_pages, "6页", "6", "6"},
    {F_DOCUMENT_pages, "6 页", "6", "6"},   {F_DOCUMENT_pages, "0", "0", ""},
    {F_DOCUMENT_pages, "000001", "1", "1"}, {F_TRANCHE_seq, "第2批", "2", "2"},
    {F_TRANCHE_seq, " 3 ", "3", "3"},       {F_TRANCHE_seq, "第 4 期", NULL, NULL},
};

static const Right codes_typed[] = {
    {F_PATIENT_sex, "1", "1", "1 male"},
    {F_PATIENT_sex, "男", "1", "1 male"},
    {F_PATIENT_sex, "男性", "1", "1 male"},
    {F_PATIENT_sex, "FEMALE", "2", "2 female"},
    {F_PAYEE_relation, "51", "51", "51 father"},
    {F_PAYEE_relation, "父亲", "51", "51 father"},
    {F_DOCUMENT_code, "d11", "D11", NULL},
    {F_ILLNESS_icd10, "c91.0", "C91.0", NULL},
    {F_ILLNESS_icd10, "c910", "C91.0", NULL},
    {F_ILLNESS_icd10, "Ｃ９１。０", "C91.0", NULL},
    {F_ILLNESS_icd10, "C34.900x001", "C34.900x001", NULL},
    {F_ILLNESS_icd10, "a17.0+", "A17.0+", NULL},
    {F_ILLNESS_icd10, "C91", "C91", NULL},
    {F_PATIENT_region, "510700", "510700", NULL},
    {F_PATIENT_region, "５１０７００", "510700", NULL},
    {F_PATIENT_region, "四川省", "510000", NULL},
    {F_PATIENT_region, "四川", "510000", NULL},
};

static const Right texts[] = {
    {F_PATIENT_name, "张小明", "张小明", ""},
    {F_PATIENT_name, "  张小明　", "张小明", ""},
    {F_PATIENT_name, "解晓𠮷", "解晓𠮷", ""},
    {F_PATIENT_name, "阿依古丽·买买提", "阿依古丽·买买提", ""},
    {F_PATIENT_name, "Rene\xCC\x81", "Rene\xCC\x81", ""},
    {F_CASE_note, "  一\r\n二", "  一\n二", ""},
    {F_CASE_note, "一\t二", "一\t二", ""},
};

static const struct RightForm {
    const char *name;
    const Right *rows;
    size_t n;
} rights[] = {
    {"money", amounts, COUNT_OF(amounts)},  {"day", days, COUNT_OF(days)},
    {"yes/no", answers, COUNT_OF(answers)}, {"phone", phones, COUNT_OF(phones)},
    {"card", cards, COUNT_OF(cards)},       {"id", ids, COUNT_OF(ids)},
    {"count", counts, COUNT_OF(counts)},    {"code", codes_typed, COUNT_OF(codes_typed)},
    {"text", texts, COUNT_OF(texts)},
};

static void check_right(const char *form, const Right *right)
{
    const FieldDef *field = catalog_field(right->field);
    Buf kept = BUF_INIT, said = BUF_INIT;
    err_clear(&help_err);
    bool done = field_parse(&ctx, field, right->typed, &kept, &help_err);
    if (!right->kept) {
        ck_assert_msg(!done, "%s '%s' became %s", form, right->typed, kept.data);
    } else {
        ck_assert_msg(done && strcmp(kept.data, right->kept) == 0, "%s '%s': '%s' %s", form,
                      right->typed, kept.data, help_err.text);
        ck_assert_msg(field_check(&ctx, field, kept.data, &help_err), "%s", help_err.text);
    }
    field_understood_typed(&ctx, field, right->typed, &said);
    if (right->said)
        ck_assert_msg(strcmp(said.data, right->said) == 0, "%s '%s' says '%s'", form,
                      right->typed, said.data);
    buf_free(&kept);
    buf_free(&said);
}

START_TEST(test_forms_right)
{
    const struct RightForm *form = &rights[_i];
    for (size_t i = 0; i < form->n; i++)
        check_right(form->name, &form->rows[i]);
}
END_TEST

/* ---- wrong ones ---- */

enum { WRONG_LEAST = 20 };

#define WRONGS(...)                                                                            \
    (const char *const[])                                                                      \
    {                                                                                          \
        __VA_ARGS__, NULL                                                                      \
    }

static const struct WrongForm {
    FieldId field;
    const char *expected; /* stands in every refusal */
    const char *const *typed;
} wrongs[] = {
    {F_CASE_target_fen, "Type yuan such as 1200, 1,200.50, 12万 or 3.5w",
     WRONGS("x", "很多", "元", "万", "￥", "1,20", "1234,567", ",200", "12,0000", "1,200,",
            "1,,200", "1.2.3", "5.", ".", "1 200", "12万5", "12万千", "1e5", "0x10", "+5",
            "十二万", "$5", "12元万", "3千5000元", "5角6", "1.5亿2千万", "2千3万", "1元2元",
            "e\xCC\x81", "12万元整了")},
    {F_CASE_target_fen, "An amount is 0 or more",
     WRONGS("-5", "￥-5", "－５", "−5", "-0", "负5")},
    {F_CASE_target_fen, "The largest amount is 10,000,000,000 yuan",
     WRONGS("10000000000.01", "101亿", "99999999999999999999", "1000千万5百万",
            "9223372036854775807亿")},
    {F_CASE_target_fen, "An amount has at most two decimals",
     WRONGS("1.005", "1.000", "3.1234567万", "0.5分", "1.55角")},
    {F_ILLNESS_admitted_on, "Type a day such as 2026-11-21, 20261121, 11-21, 21",
     WRONGS("x", "soon", "tt", "2026", "202611", "2026-11", "11月", "2026-13-01", "2026-02-29",
            "2026-11-31", "26-11-21", "11-32", "2-30", "0", "32", "11-", "+", "+3", "3d", "+3m",
            "-99999w", "2026年11-21", "11日21月", "2026-11-21 10:30", "二十一", "1e1",
            "11-21-2026", "00000000", "e\xCC\x81", "星期三")},
    {F_PLAN_to_on, "Type a day such as 2026-11-21",
     WRONGS("2026-13", "202700", "13月", "2026年", "0月", "soon")},
    {F_CASE_urgent, "answer y for yes, n for no, u for unknown",
     WRONGS("x", "perhaps", "也许", "7", "4", "-1", "yy", "yn", "ny", "是否", "没法说", "好",
            "10", "00", "true", "!", "ye s", "e\xCC\x81", "nul", "☐", "A")},
    {F_PATIENT_phone, "a mobile of 11 digits, e.g. 13900000001, or a landline",
     WRONGS("儿子的手机", "无", "没有", "abc", "139abc", "13900000001a", "母亲13900000001",
            "13900000001(母亲)", "13900000001;", "@", "a@b.c", "-", "()", "+", "139_0000",
            "１３９零", "12:30", "139*0001", "转801", "0816-2345678转", "0816-2345678转护士站",
            "e\xCC\x81", "86+139")},
    {F_PATIENT_phone, "these are two numbers",
     WRONGS("13900000001,13900000002", "13900000001 13900000002", "0816-2345678/2345679")},
    {F_PAYEE_account, "an account is the digits on the card, 13 to 19",
     WRONGS("卡 1", "无", "没有", "农行", "abc", "NRA", "-", " . ", "6200,0000", "6200*0000",
            "尾号0117", "6200/0000", "6200:0000", "6200(0000)", "6200+1", "@", "#1", "6200_0",
            "6200\\0", "一二三四", "e\xCC\x81", "6200'")},
    {F_PATIENT_id_number, "an ID number has 18 digits, its last may be X",
     WRONGS("张三", "无", "不详", "没有身份证", "ABC", "X", "e\xCC\x81", "?", "见户口簿", "-",
            "身份证", "@", "a@1", "1;2", "#123", "99000020190314001?", "1,2", "<1>", "1=1",
            "1\"", "1'", "$1", "1&2", "1+1", "1_1", "9900:1")},
    {F_DOCUMENT_pages, "a count is a whole number from 0 to 1000000",
     WRONGS("six", "六", "-1", "1.5", "1,000", "1e3", "0x1", "1000001", "99999999999", "6页半",
            "页", "第", "第页", "6 6", "+6", "６．５", "1/2", "约6", "e\xCC\x81", "?", "６－７",
            "6页页")},
    {F_CASE_kind, "give a code or its text, e.g. illness illness, accident accident",
     WRONGS("x", "病故", "illnesses", "0", "1", "9", "-", "?", "疾病2", "acc ident", "ｉｌｌｌ",
            "unknown", "意外险", "yes", "null", "e\xCC\x81", "ill,ness", "(illness)", "*", "%",
            "illness accident")},
    {F_PATIENT_sex, "give a code or its text, e.g. 0 unknown, 1 male, 2 female",
     WRONGS("3", "中", "x", "11", "-1", "01", "男女", "malefemale", "maile", "?", "1 女",
            "2 male", "1男2女", "先生", "%", "*", "e\xCC\x81", "１２", "nan", "null", "M/F")},
    {F_PAYEE_relation, "more than one fits: ", WRONGS("父", "外")},
    {F_ILLNESS_icd10, "an ICD-10 code is a letter and two digits, e.g. C91 or C91.0",
     WRONGS("白血病", "C", "C9", "91.0", "C91.", "C91..0", "CC91", "C91.0.0", "9", "C9a",
            "C-91", "C91-0", "C91,0", "急淋", "C91.0 白血病", "C91.00000000", "?", "@91",
            "中91", "e\xCC\x81", "C91.y", "c91/0")},
    {F_PATIENT_region, "a region is six digits or its name, e.g. 510700",
     WRONGS("51", "5107", "51070", "5107000", "月球", "qq", "-", "?", "51 07 00", "510700a",
            "a510700", "第三世界", "e\xCC\x81", "51070x", "5107-00", "+510700", "1e5", "火星市",
            "未知", "null", "@", "%")},
    {F_PATIENT_name, "Name: ",
     WRONGS("张\n明", "张\t明", "张\r明", "张\x1b[31m", "张\x01", "\x07响", "\x7f删", "张\xFF",
            "\xC3\x28", "\xED\xA0\x80", "\xF5\x80\x80\x80", "张\xE2\x80\xAE明",
            "张\xE2\x80\xA8明", "张\xE2\x80\xA9明", "张\xE2\x81\xA6明", "\xC0\x80",
            "张\xC2\x85明", "张\xC2\x9Bm", "张\xE5", "\xFE\xFF",
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十超")},
    {F_DOCUMENT_file, "a file is set by attaching it, not by typing", WRONGS("x", "scan.pdf")},
    {F_CASE_no, "given by the store", WRONGS("1", "T1-2026-000001")},
};

START_TEST(test_forms_wrong)
{
    const struct WrongForm *form = &wrongs[_i];
    const FieldDef *field = catalog_field(form->field);
    for (size_t i = 0; form->typed[i]; i++) {
        Buf kept = BUF_INIT, said = BUF_INIT;
        err_clear(&help_err);
        ck_assert_msg(!field_parse(&ctx, field, form->typed[i], &kept, &help_err),
                      "%s '%s' became '%s'", field->key, form->typed[i], kept.data);
        ck_assert_msg(strstr(help_err.text, form->expected), "'%s': %s", form->typed[i],
                      help_err.text);
        ck_assert_uint_eq(kept.len, 0);
        field_understood_typed(&ctx, field, form->typed[i], &said);
        ck_assert_uint_eq(said.len, 0);
        buf_free(&kept);
        buf_free(&said);
    }
}
END_TEST

/* Every type that is typed has its twenty. */
START_TEST(test_forms_wrong_ones_are_enough)
{
    size_t n[FT_COUNT_OF_TYPES] = {0};
    for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
        for (size_t k = 0; wrongs[i].typed[k]; k++)
            n[catalog_field(wrongs[i].field)->type]++;
    }
    for (int type = 0; type < FT_COUNT_OF_TYPES; type++) {
        bool typed = type != FT_FILE && type != FT_PROSE && type != FT_MONTH;
        ck_assert_msg(!typed || n[type] >= WRONG_LEAST, "type %d has only %zu", type, n[type]);
    }
}
END_TEST

/* A prose takes what a line takes, and line ends; what it refuses it names by its own label. */
START_TEST(test_forms_prose)
{
    Buf text = BUF_INIT, kept = BUF_INIT;
    const FieldDef *story = catalog_field(F_STATEMENT_story);
    for (int i = 0; i < story->chars; i++)
        buf_add(&text, "长");
    ck_done(field_parse(&ctx, story, text.data, &kept, &help_err));
    buf_add(&text, "长");
    ck_assert(!field_parse(&ctx, story, text.data, &kept, &help_err));
    ck_assert_str_eq(help_err.text, "Story: at most 10000 characters, here are 10001");
    const struct WrongForm *name = &wrongs[COUNT_OF(wrongs) - 3];
    ck_assert_int_eq(name->field, F_PATIENT_name);
    size_t refused = 0;
    for (size_t i = 0; name->typed[i]; i++)
        refused += !field_parse(&ctx, story, name->typed[i], &kept, NULL);
    ck_assert_uint_ge(refused, 15); /* all but the breaks, the tab and what only is too long */
    buf_free(&text);
    buf_free(&kept);
}
END_TEST

/* ---- kept and marked: what may be a slip of one digit ---- */

static const struct Marked {
    FieldId field;
    const char *typed, *beside, *says;
    bool blocks; /* no case is submitted so */
} marked[] = {
    {F_PATIENT_phone, "1390000", NULL, "a mobile number has 11 digits, here are 7", false},
    {F_PATIENT_phone, "139000000012", NULL, "a mobile number has 11 digits, here are 12",
     false},
    {F_PATIENT_phone, "12900000001", NULL, "11 digits that begin with 13 to 19", false},
    {F_PATIENT_phone, "2345678", NULL, "a landline needs its area code", false},
    {F_PATIENT_id_number, "9900002019031400", "01", "18 digits, here are 16", true},
    {F_PATIENT_id_number, "990000201903140014", "01", "the check digit is wrong", true},
    {F_PATIENT_id_number, "990000201902300014", "01", "the date of birth in it does not exist",
     true},
    {F_PATIENT_id_number, "990000209003140014", "01", "in the future", true},
    {F_PATIENT_id_number, "E12345678", "01", "18 digits, here are 9", true},
    {F_PATIENT_id_number, "990000190314001", "01", "the old form of 15 digits", false},
    {F_PAYEE_account, "62220212345678901", "person", "the check digit of the card", false},
    {F_PAYEE_account, "622202123456", "person", "13 to 19 digits, here are 12", false},
    {F_PAYEE_account, "NRA 123456", "person", "a card number has digits only", false},
    {F_PATIENT_region, "160000", NULL, "this region is not in the table", false},
};

START_TEST(test_forms_marked)
{
    for (size_t i = 0; i < COUNT_OF(marked); i++) {
        const FieldDef *field = catalog_field(marked[i].field);
        Buf kept = BUF_INIT, remark = BUF_INIT;
        bool blocks;
        ck_done(field_parse(&ctx, field, marked[i].typed, &kept, &help_err));
        ck_assert(field_remark(&ctx, field, kept.data, marked[i].beside, &remark, &blocks));
        ck_assert_msg(strstr(remark.data, marked[i].says), "'%s': %s", marked[i].typed,
                      remark.data);
        ck_assert_int_eq(blocks, marked[i].blocks);
        buf_free(&kept);
        buf_free(&remark);
    }
}
END_TEST

/* ---- parted while they are typed; helped ---- */

static const struct Grouped {
    FieldId field;
    const char *typed;
    size_t caret;
    const char *shown; /* NULL: as it is typed */
    size_t at;
} grouped[] = {
    {F_PAYEE_account, "6200", 4, "6200", 4},
    {F_PAYEE_account, "62000", 5, "6200 0", 6},
    {F_PAYEE_account, "6200000000000000117", 19, "6200 0000 0000 0000 117", 23},
    {F_PAYEE_account, "62000000", 4, "6200 0000", 5}, /* before the fifth digit */
    {F_PAYEE_account, "62000000", 0, "6200 0000", 0},
    {F_PAYEE_account, "6200 0000", 9, NULL, 0}, /* parted already, by hand */
    {F_PAYEE_account, "", 0, NULL, 0},
    {F_PATIENT_phone, "13900000", 8, "139 0000 0", 10},
    {F_PATIENT_phone, "１３９０", 9, "139 0", 4},
    {F_PATIENT_phone, "0816", 4, NULL, 0},
    {F_PATIENT_id_number, "9900002019031", 13, "990000 2019031", 14},
    {F_PATIENT_id_number, "99000019880101007x", 18, "990000 19880101 007 x", 21},
    {F_PATIENT_id_number, "E123", 4, NULL, 0},
    {F_PATIENT_name, "6200000", 7, NULL, 0},
};

START_TEST(test_forms_grouped_while_typed)
{
    for (size_t i = 0; i < COUNT_OF(grouped); i++) {
        Buf shown = BUF_INIT;
        size_t at = 0;
        bool parted = field_group_typed(catalog_field(grouped[i].field), grouped[i].typed,
                                        grouped[i].caret, &shown, &at);
        ck_assert_msg(parted == (grouped[i].shown != NULL), "%s", grouped[i].typed);
        ck_assert_str_eq(shown.data, grouped[i].shown ? grouped[i].shown : "");
        ck_assert_uint_eq(at, grouped[i].at);
        buf_free(&shown);
    }
}
END_TEST

/* Which day is meant is decided for every day field, and its help says so. */
START_TEST(test_forms_every_day_leans)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        bool past = field->flags & FF_PAST, ahead = field->flags & FF_AHEAD;
        ck_assert_msg(past + ahead == (field->type == FT_DATE), "%s.%s",
                      catalog_record(field->record)->key, field->key);
        Buf help = BUF_INIT;
        field_forms(field, &help);
        if (past || ahead)
            ck_assert_msg(strstr(help.data, past ? "up to today" : "from today on"), "%s",
                          help.data);
        bool words =
            field->type == FT_TEXT || field->type == FT_PROSE || field->type == FT_CODE;
        ck_assert(words || field->type == FT_FILE || help.len > 0);
        buf_free(&help);
    }
}
END_TEST

/* Nobody has to guess whether an amount is yuan or fen, and nothing else claims to be one. */
START_TEST(test_forms_every_amount_has_its_unit)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        bool money = field->type == FT_MONEY;
        Buf heading = BUF_INIT, alone = BUF_INIT;
        field_heading(field, &heading);
        ck_assert_ptr_eq(strstr(heading.data, field->label), heading.data);
        ck_assert_msg((strstr(heading.data, " (yuan)") != NULL) == money, "%s", heading.data);
        ck_assert_msg(!money || strstr(field->help, "yuan"), "%s", field->help);
        ck_assert_msg(money == (strstr(field->key, "_fen") != NULL), "%s", field->key);
        field_show_alone(&ctx, field, money ? "120050" : NULL, &alone);
        ck_assert_str_eq(alone.data, money ? "1,200.50 yuan" : "");
        field_show_alone(&ctx, field, "", &alone);
        ck_assert_str_eq(alone.data, money ? "1,200.50 yuan" : "");
        buf_free(&heading);
        buf_free(&alone);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("forms");
    TCase *tcase = tcase_create("forms");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_forms_right, 0, (int)COUNT_OF(rights));
    tcase_add_loop_test(tcase, test_forms_wrong, 0, (int)COUNT_OF(wrongs));
    tcase_add_test(tcase, test_forms_wrong_ones_are_enough);
    tcase_add_test(tcase, test_forms_prose);
    tcase_add_test(tcase, test_forms_marked);
    tcase_add_test(tcase, test_forms_grouped_while_typed);
    tcase_add_test(tcase, test_forms_every_day_leans);
    tcase_add_test(tcase, test_forms_every_amount_has_its_unit);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
