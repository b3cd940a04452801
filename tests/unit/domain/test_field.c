/* Fields by type: what is typed, what is kept of it, what is shown. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Codes *codes;
static FieldContext ctx;

static void setup(void)
{
    help_codes(&codes);
    ctx = help_fields(codes, "zh_CN");
}

static void teardown(void)
{
    codes_free(codes);
}

#define LONG_WORD                                                                              \
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsordnung"

static const struct {
    FieldId field;
    const char *typed, *kept; /* kept NULL: refused */
} typed_values[] = {
    {F_PATIENT_name, "张小明", "张小明"},
    {F_PATIENT_name, "  张小明　", "张小明"},
    {F_PATIENT_name, "", ""},
    {F_PATIENT_name, " 　\t", ""},
    {F_PATIENT_name, "解晓𠮷", "解晓𠮷"},
    {F_PATIENT_name, "买买提·吐尔逊", "买买提·吐尔逊"},
    {F_PATIENT_name, "Rene\xCC\x81", "Rene\xCC\x81"},
    {F_PATIENT_name, "张\xE2\x80\x8B小明\xEF\xBB\xBF", "张小明"}, /* unseen */
    {F_PATIENT_name, LONG_WORD, NULL},
    {F_PATIENT_name, "张\x1b[31m", NULL},
    {F_PATIENT_name, "张\n明", NULL},
    {F_PATIENT_name, "张\xFF", NULL},
    {F_CASE_note, "  一\r\n\r\n 二 \n", "  一\n\n 二"},
    {F_CASE_note, "\n\n  一", "  一"},
    {F_CASE_note, "\n \n", ""},
    {F_CASE_note, "一\x1b]0;x\x07", NULL},
    {F_CASE_no, "T1-2026-000001", NULL},
    {F_DOCUMENT_file, "x", NULL},
    {F_PATIENT_sex, "1", "1"},
    {F_PATIENT_sex, "男", "1"},
    {F_PATIENT_sex, "１", "1"},
    {F_PATIENT_sex, "1 男", "1"},
    {F_PATIENT_sex, "Female", "2"},
    {F_PATIENT_sex, "3", NULL},
    {F_PATIENT_sex, "中", NULL},
    {F_PATIENT_sex, "e\xCC\x81", NULL},
    {F_PAYEE_relation, "妻", "12"},
    {F_PAYEE_relation, "父", NULL}, /* 父母 and 父亲 */
    {F_PAYEE_relation, "父亲", "51"},
    {F_PAYEE_relation, "51 father", "51"},
    {F_PAYEE_relation, "51 mother", NULL},
    {F_CASE_platform, "水滴", "shuidichou"},
    {F_CASE_platform, "SHUIDICHOU", "shuidichou"},
    {F_DOCUMENT_code, "d11", "D11"},
    {F_DOCUMENT_code, "诊断证明书", "D11"},
    {F_CONSENT_kind, "a", "A"},
    {F_PLAN_category, "33", "33"},
    {F_PLAN_category, "13", "13"},
    {F_EXPENSE_category, "33", NULL},
    {F_CASE_urgent, "是", "yes"},
    {F_CASE_urgent, "n", "no"},
    {F_CASE_urgent, "没有", "no"},
    {F_CASE_urgent, "?", "unknown"},
    {F_CASE_urgent, "perhaps", NULL},
    {F_PATIENT_born_on, "20190314", "2019-03-14"},
    {F_PATIENT_born_on, "2019年3月14日", "2019-03-14"},
    {F_PATIENT_born_on, "t", "2026-11-21"},
    {F_PATIENT_born_on, "2013-02-29", NULL},
    {F_PATIENT_born_on, "soon", NULL},
    {F_CASE_target_fen, "28万", "28000000"},
    {F_CASE_target_fen, "1,200.50", "120050"},
    {F_CASE_target_fen, "0", "0"},
    {F_CASE_target_fen, "-5", NULL},
    {F_CASE_target_fen, "99999999999999999999", NULL},
    {F_CASE_target_fen, "很多", NULL},
    {F_DOCUMENT_pages, "０６", "6"},
    {F_DOCUMENT_pages, "six", NULL},
    {F_DOCUMENT_pages, "99999999999", NULL},
    {F_PATIENT_id_number, "990000 20190314 001 3", "990000201903140013"},
    {F_PATIENT_id_number, "99000019880701007x", "99000019880701007X"},
    {F_PATIENT_id_number, "９９００００１９８８０１０１００７Ｘ", "99000019880101007X"},
    {F_PATIENT_id_number, "99000020190314001", "99000020190314001"}, /* a digit is missing */
    {F_PATIENT_id_number, "99000019880702005×", "99000019880702005X"},
    {F_PATIENT_id_number, "99000019880702005Ｘ", "99000019880702005X"},
    {F_PATIENT_id_number, "990000201903140013\u200B", "990000201903140013"},
    {F_PATIENT_name, "欧阳\u200B大川\uFEFF", "欧阳大川"},
    {F_PATIENT_name, "\u200B", ""},
    {F_PATIENT_phone, "\u200E13900000001\u200B", "13900000001"},
    {F_ILLNESS_inpatient_no, "B26\u200B08190", "B2608190"},
    {F_ILLNESS_hospital, "某市\u00AD第一医院", "某市第一医院"},
    {F_PATIENT_id_number, "E 123-456", "E 123-456"}, /* another certificate's */
    {F_PATIENT_id_number, "出生证 A000001", "出生证 A000001"},
    {F_PATIENT_phone, "139 0000 0001", "13900000001"},
    {F_PATIENT_phone, "+86 139-0000-0001", "13900000001"},
    {F_PATIENT_phone, "13900000", "13900000"},
    {F_PATIENT_phone, "139-0000-0", "13900000"},
    {F_PATIENT_phone, "0990-0000000", "0990-0000000"},
    {F_PATIENT_phone, "儿子的手机", NULL},
    {F_PAYEE_account, "6200 0000 0000 0000 117", "6200000000000000117"},
    {F_PAYEE_account, "卡 1", NULL},
    {F_ILLNESS_icd10, "c91．0", "C91.0"},
    {F_ILLNESS_icd10, "C34.900x001", "C34.900x001"},
    {F_ILLNESS_icd10, "白血病", NULL},
    {F_PATIENT_region, "510700", "510700"},
    {F_PATIENT_region, "四川", "510000"},
    {F_PATIENT_region, "510700 四川省", "510700"},
    {F_PATIENT_region, "月球", NULL},
    {F_PATIENT_region, "510703 四川省绵阳市涪城区", "510703"},
    {F_PATIENT_region, "绵阳", "510700"},
    {F_PATIENT_region, "四川省绵阳市涪城区", "510703"},
    {F_PATIENT_region, "fucheng district", "510703"},
    {F_PATIENT_region, "Fucheng District, Mianyang, Sichuan", "510703"},
    {F_PATIENT_region, "朝阳区", NULL}, /* there are two */
    {F_PATIENT_region, "朝", NULL},
    {F_PATIENT_region, "北川县", NULL}, /* an abolished one is not offered */
    {F_PATIENT_region, "川西某县e\u0301", NULL},
};

START_TEST(test_field_parse)
{
    for (size_t i = 0; i < COUNT_OF(typed_values); i++) {
        const FieldDef *field = catalog_field(typed_values[i].field);
        const char *typed = typed_values[i].typed, *kept = typed_values[i].kept;
        Buf out = BUF_INIT;
        err_clear(&help_err);
        bool done = field_parse(&ctx, field, typed, &out, &help_err);
        ck_assert_msg(done == (kept != NULL), "%s '%s': %s%s", field->key, typed, out.data,
                      help_err.text);
        if (kept)
            ck_assert_str_eq(out.data, kept);
        else
            ck_assert_msg(help_err.text[0] != '\0', "%s", typed);
        buf_free(&out);
    }
}
END_TEST

/* What parsing gives is canonical, and parsing it again changes nothing. */
START_TEST(test_field_parse_gives_what_check_takes)
{
    for (size_t i = 0; i < COUNT_OF(typed_values); i++) {
        const FieldDef *field = catalog_field(typed_values[i].field);
        Buf out = BUF_INIT, again = BUF_INIT;
        if (typed_values[i].kept && field->type != FT_MONEY) {
            ck_done(field_check(&ctx, field, typed_values[i].kept, &help_err));
            ck_done(field_parse(&ctx, field, typed_values[i].kept, &again, &help_err));
            ck_assert_str_eq(again.data, typed_values[i].kept);
        }
        buf_free(&out);
        buf_free(&again);
    }
}
END_TEST

static const struct {
    FieldId field;
    const char *value;
    bool good;
} imported[] = {
    {F_PATIENT_name, "  张 ", true}, /* never normalised */
    {F_PATIENT_name, "", true},
    {F_PATIENT_name, LONG_WORD, false},
    {F_PATIENT_name, "e\xCC\x81", true},
    {F_PATIENT_name, "张\x1b", false},
    {F_PATIENT_name, "欧阳\u200B大川", false},
    {F_PATIENT_id_number, "990000201903140013\u200B", false},
    {F_ILLNESS_inpatient_no, "B26\uFEFF08190", false},
    {F_STATEMENT_story, "👨\u200D👩\u200D👧", true},
    {F_PATIENT_born_on, "2019-03-14", true},
    {F_PATIENT_born_on, "20190314", false},
    {F_PATIENT_born_on, "2013-02-29", false},
    {F_PATIENT_born_on, "２０１９-03-14", false},
    {F_PATIENT_sex, "1", true},
    {F_PATIENT_sex, "男", false},
    {F_PATIENT_sex, " 1", false},
    {F_CASE_urgent, "yes", true},
    {F_CASE_urgent, "是", false},
    {F_CASE_target_fen, "0", true},
    {F_CASE_target_fen, "28000000", true},
    {F_CASE_target_fen, "028", false},
    {F_CASE_target_fen, "-1", false},
    {F_CASE_target_fen, "1.5", false},
    {F_CASE_target_fen, "1000000000001", false},
    {F_CASE_target_fen, "99999999999999999999", false},
    {F_DOCUMENT_pages, "1000001", false},
    {F_PATIENT_id_number, "11010519491231002x", true},
    {F_PATIENT_id_number, "张三", true},
    {F_PATIENT_id_number, "1234567890123456789012345678901234567890X", false},
    {F_PATIENT_phone, "1390000", true},
    {F_PAYEE_account, "62220212345678901", true},
    {F_ILLNESS_icd10, "白血病", true},
    {F_PATIENT_region, "51", true},
    {F_DOCUMENT_file, "3f9a", false},
};

START_TEST(test_field_check)
{
    for (size_t i = 0; i < COUNT_OF(imported); i++) {
        const FieldDef *field = catalog_field(imported[i].field);
        err_clear(&help_err);
        ck_assert_msg(field_check(&ctx, field, imported[i].value, &help_err) ==
                          imported[i].good,
                      "%s '%s': %s", field->key, imported[i].value, help_err.text);
    }
}
END_TEST

START_TEST(test_field_refusals_are_harmless_and_short)
{
    Buf out = BUF_INIT, typed = BUF_INIT;
    for (int i = 0; i < 200; i++)
        buf_add(&typed, "长");
    ck_assert(!field_check(&ctx, catalog_field(F_PATIENT_born_on), "\x1b[2J", &help_err));
    ck_assert_ptr_null(strchr(help_err.text, '\x1b'));
    ck_assert(!field_parse(&ctx, catalog_field(F_CASE_kind), "长长", &out, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "illness"));
    ck_assert(!field_check(&ctx, catalog_field(F_CASE_kind), typed.data, &help_err));
    ck_assert_uint_lt(strlen(help_err.text), 300);
    buf_free(&out);
    buf_free(&typed);
}
END_TEST

static const struct {
    FieldId field;
    const char *value, *beside;
    bool remark, blocks;
} remarks[] = {
    {F_PATIENT_id_number, "990000201903140013", "01", false, false},
    {F_PATIENT_id_number, "990000201903140013", NULL, false, false},
    {F_PATIENT_id_number, "990000201903140014", "01", true, true},
    {F_PATIENT_id_number, "99000020190314001", "01", true, true},
    {F_PATIENT_id_number, "990000201302290024", "01", true, true},
    {F_PATIENT_id_number, "990000209902290021", "01", true, true}, /* no such day in 2099 */
    {F_PATIENT_id_number, "110105491231002", "01", true, false},
    {F_PATIENT_id_number, "E12345678", "03", false, false},
    {F_PATIENT_id_number, "990000201903140014", "02", true, true},
    {F_PATIENT_id_number, "1234", "02", false, false},
    {F_PATIENT_id_number, "", "01", false, false},
    {F_PATIENT_id_number, "身份证e\xCC\x81", "01", true, true},
    {F_PATIENT_phone, "13900000001", NULL, false, false},
    {F_PATIENT_phone, "1390000000", NULL, true, false},
    {F_PATIENT_phone, "12900000001", NULL, true, false},
    {F_PATIENT_phone, "0990-0000000", NULL, false, false},
    {F_PATIENT_phone, "0990-0000000-801", NULL, false, false},
    {F_PATIENT_phone, "2345678", NULL, true, false},
    {F_PATIENT_phone, "儿子的", NULL, true, false},
    {F_PAYEE_account, "6200000000000000117", "person", false, false},
    {F_PAYEE_account, "62220212345678901", "person", true, false},
    {F_PAYEE_account, "62220212345678901", NULL, true, false},
    {F_PAYEE_account, "44000000012345678", "hospital", false, false},
    {F_PAYEE_account, "123", "person", true, false},
    {F_ILLNESS_icd10, "C91.0", NULL, false, false},
    {F_ILLNESS_icd10, "C34.900x001", NULL, false, false},
    {F_ILLNESS_icd10, "A17.0+", NULL, false, false},
    {F_ILLNESS_icd10, "T31", NULL, false, false},
    {F_ILLNESS_icd10, "91.0", NULL, true, false},
    {F_ILLNESS_icd10, "C9", NULL, true, false},
    {F_ILLNESS_icd10, "C91.", NULL, true, false},
    {F_ILLNESS_icd10, "白血病", NULL, true, false},
    {F_PATIENT_region, "510700", NULL, false, false},
    {F_PATIENT_region, "990000", NULL, false, false},
    {F_PATIENT_region, "510703", NULL, false, false},
    {F_PATIENT_region, "510721", NULL, true, false}, /* abolished */
    {F_PATIENT_region, "510799", NULL, true, false},
    {F_PATIENT_region, "160000", NULL, true, false},
    {F_PATIENT_region, "51", NULL, true, false},
    {F_PATIENT_name, LONG_WORD, NULL, false, false},
    {F_PATIENT_sex, "7", NULL, true, false},
};

START_TEST(test_field_remark)
{
    Buf remark = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(remarks); i++) {
        bool blocks;
        bool said = field_remark(&ctx, catalog_field(remarks[i].field), remarks[i].value,
                                 remarks[i].beside, &remark, &blocks);
        ck_assert_msg(said == remarks[i].remark && blocks == remarks[i].blocks, "%s: %s",
                      remarks[i].value, remark.data);
        ck_assert_int_eq(said, remark.len > 0);
    }
    buf_free(&remark);
}
END_TEST

typedef void Shows(const FieldContext *, const FieldDef *, const char *, Buf *);

static const struct {
    Shows *show;
    FieldId field;
    const char *value, *shown;
} shown[] = {
    {field_show, F_CASE_target_fen, "120050", "1,200.50"},
    {field_show, F_CASE_target_fen, "0", "0.00"},
    {field_show, F_CASE_target_fen, NULL, ""},
    {field_show, F_PATIENT_sex, "1", "1 男"},
    {field_show, F_CASE_platform, "shuidichou", "水滴筹"},
    {field_show, F_DOCUMENT_code, "D11", "D11 诊断证明书"},
    {field_show, F_CASE_urgent, "unknown", "不清楚"},
    {field_show, F_PATIENT_sex, "e\xCC\x81", "e\xCC\x81"}, /* in no table */
    {field_show, F_PATIENT_id_number, "99000019880101007X", "990000 19880101 007 X"},
    {field_show, F_PATIENT_id_number, "E1234", "E1234"},
    {field_show, F_PATIENT_phone, "13900000001", "139 0000 0001"},
    {field_show, F_PATIENT_phone, "0990-0000000", "0990-0000000"},
    {field_show, F_PAYEE_account, "6200000000000000117", "6200 0000 0000 0000 117"},
    {field_show, F_PATIENT_region, "510700", "510700 四川省绵阳市"},
    {field_show, F_PATIENT_region, "510703", "510703 四川省绵阳市涪城区"},
    {field_show, F_PATIENT_region, "510721", "510721 四川省绵阳市江油县"},
    {field_show, F_PATIENT_region, "510799", "510799 四川省绵阳市"},
    {field_show, F_PATIENT_region, "110105", "110105 北京市朝阳区"},
    {field_show, F_PATIENT_region, "429004", "429004 湖北省仙桃市"},
    {field_show, F_PATIENT_region, "160000", "160000"},
    {field_show, F_PATIENT_name, LONG_WORD, LONG_WORD},
    {field_edit_text, F_CASE_target_fen, "120050", "1200.50"},
    {field_edit_text, F_PATIENT_sex, "1", "1"},
    {field_edit_text, F_PATIENT_id_number, "99000019880101007X", "99000019880101007X"},
    {field_edit_text, F_PATIENT_name, "", ""},
    {field_mask, F_PATIENT_name, "林小红", "林*"},
    {field_mask, F_PATIENT_name, "\xF0\xA0\xAE\xB7", "\xF0\xA0\xAE\xB7*"},
    {field_mask, F_PATIENT_name, "e\xCC\x81lan", "e\xCC\x81*"},
    {field_mask, F_PATIENT_name, NULL, ""},
    {field_mask, F_PATIENT_phone, "13900000001", "1390***0001"},
    {field_mask, F_PATIENT_id_number, "99000019880101007X", "9900**************"},
    {field_mask, F_PATIENT_id_number, "1234", "****"},
    {field_mask, F_PATIENT_id_number, "E12345678", "E123*****"},
    {field_mask, F_VERIFICATION_contact, "分机 801", "****01"},
    {field_mask, F_PATIENT_address, "川西某县河坝镇三村五组", "川西某县***"},
    {field_mask, F_PATIENT_address, "川西", "川西"},
    {field_mask, F_ILLNESS_disease, "尿毒症", "尿毒症"},
    {field_mask, F_CASE_target_fen, "100", "1.00"},
    {field_understood, F_PATIENT_id_number, "990000201903140013", "2019-03-14 男 7"},
    {field_understood, F_PATIENT_id_number, "99000020190314", ""},
    {field_understood, F_PATIENT_born_on, "2019-03-14", "7 years old"},
    {field_understood, F_PATIENT_born_on, "2025-11-21", "1 year old"},
    {field_understood, F_ILLNESS_icd10, "C91.0", "恶性肿瘤——重度"},
    {field_understood, F_ILLNESS_icd10, "K72.1", "严重慢性肝衰竭"},
    {field_understood, F_ILLNESS_icd10, "D82.0", ""},
    {field_understood, F_ILLNESS_icd10, "I38.0", "心脏瓣膜手术"},
    {field_understood, F_PATIENT_region, "650000", "新疆维吾尔自治区"},
    {field_understood, F_PAYEE_account, "6200000000000000117", "19 digits"},
    {field_understood, F_CASE_target_fen, "100", ""},
};

START_TEST(test_field_show_and_mask)
{
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        Buf out = BUF_INIT;
        shown[i].show(&ctx, catalog_field(shown[i].field), shown[i].value, &out);
        ck_assert_str_eq(out.data, shown[i].shown);
        buf_free(&out);
    }
}
END_TEST

/* Where nobody says what a number is, four signs of it stand in all, unless it can be no
 * certificate. */
START_TEST(test_field_mask_of_an_unknown_number)
{
    static const struct {
        const char *value, *shown;
    } numbers[] = {
        {"99000019880101007X", "9900**************"},
        {"E12345678", "E123*****"},
        {"123456789", "1234*****"}, /* a passport of digits alone */
        {"H1234567801", "H123*******"},
        {"FRA990000000000", "FRA9***********"},
        {"军字第1234567号", "军字第1*******"},
        {"13900000001", "1390***0001"},
        {"6200000000000000117", "6200***********0117"},
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        Buf out = BUF_INIT;
        field_mask_as(PRIV_NUMBER, numbers[i].value, &out);
        ck_assert_str_eq(out.data, numbers[i].shown);
        buf_free(&out);
    }
}
END_TEST

/* What a code field shows is taken back by it, in both languages. */
START_TEST(test_field_shown_codes_parse_again)
{
    static const char *const langs[] = {"zh_CN", "en"};
    for (size_t l = 0; l < COUNT_OF(langs); l++) {
        FieldContext in = help_fields(codes, langs[l]);
        for (int f = 0; f < FIELD_COUNT; f++) {
            const FieldDef *field = catalog_field((FieldId)f);
            const CodeTable *table =
                codes_table(codes, field->type == FT_CODE ? field->codes : NULL);
            for (size_t i = 0; table && i < code_count(table); i++) {
                Buf text = BUF_INIT, back = BUF_INIT;
                field_show(&in, field, code_at(table, i)->code, &text);
                ck_done(field_parse(&in, field, text.data, &back, &help_err));
                ck_assert_str_eq(back.data, code_at(table, i)->code);
                buf_free(&text);
                buf_free(&back);
            }
        }
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_field_parse,
        test_field_parse_gives_what_check_takes,
        test_field_check,
        test_field_refusals_are_harmless_and_short,
        test_field_remark,
        test_field_show_and_mask,
        test_field_mask_of_an_unknown_number,
        test_field_shown_codes_parse_again,
        NULL,
    };
    return suite_run("field", tests, setup, teardown);
}
