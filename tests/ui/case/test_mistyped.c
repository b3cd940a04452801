/* Entries as hurried people type them, field by field: what must come out, and that nothing of
 * it is swallowed: what belongs to the next field is there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/cmd/cmd.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

/* In typed a blank parts runs of characters, names of keys, and Pause: so long as nobody hits a
 * key by habit. then: another field, for what was typed after; FIELD_COUNT: none. */
static const struct Entry {
    FieldId field;
    const char *typed, *value;
    FieldId then;
    const char *then_value;
} entries[] = {
    /* short names, in lists of codes */
    {F_ILLNESS_hospital_level, "三甲 Enter 血液科 Tab", "32", F_ILLNESS_department, "血液科"},
    {F_ILLNESS_hospital_level, "sj Enter", "32", FIELD_COUNT, NULL},
    {F_ILLNESS_hospital_level, "F2 s j Enter 儿科 Tab", "32", F_ILLNESS_department, "儿科"},
    {F_ILLNESS_hospital_level, "二甲 Tab", "21", FIELD_COUNT, NULL},
    {F_INITIATOR_relation, "爸爸 Enter", "51", FIELD_COUNT, NULL},
    {F_PATIENT_certificate, "身份证 Enter 990000201903140013 Tab", "01", F_PATIENT_id_number,
     "990000201903140013"},
    /* what the list has not */
    {F_ILLNESS_hospital_level, "四甲 Enter Home Del 三 Enter", "32", FIELD_COUNT, NULL},
    {F_ILLNESS_hospital_level, "四甲 Down 血液科 Tab", NULL, F_ILLNESS_department, "血液科"},
    {F_ILLNESS_hospital_level, "四甲 Esc ^Z Home Del 三 Enter", "32", FIELD_COUNT, NULL},
    {F_ILLNESS_hospital_level, "四甲 Tab 血液科 Tab", NULL, F_ILLNESS_department, "血液科"},
    {F_ILLNESS_hospital_level, "四甲 Esc 三甲 Enter 血液科 Tab", "32", F_ILLNESS_department,
     "血液科"},
    {F_ILLNESS_hospital_level, "四甲 Backspace Backspace 三甲 Enter", "32", FIELD_COUNT, NULL},
    {F_PATIENT_sex, "那 Tab 20190314 Tab", NULL, F_PATIENT_born_on, "2019-03-14"},
    /* banks: by letters and by the names people have for them */
    {F_PAYEE_bank, "gsyh Enter", "中国工商银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "zgnyyh Enter 练习支行 Tab", "中国农业银行", F_PAYEE_branch, "练习支行"},
    {F_PAYEE_bank, "工行 Enter", "中国工商银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "农行 Tab", "中国农业银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "建行 Enter", "中国建设银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "中行 Enter", "中国银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "交行 Enter", "交通银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "邮储 Enter", "中国邮政储蓄银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "虚构村镇银行 Enter", "虚构村镇银行", FIELD_COUNT, NULL},
    {F_PAYEE_bank, "gsyh Up Enter", "gsyh", FIELD_COUNT, NULL}, /* who insists */
    /* a text stays a text */
    {F_ILLNESS_disease, "AML Enter", "AML", FIELD_COUNT, NULL},
    {F_ILLNESS_disease, "白血 Enter", "白血", FIELD_COUNT, NULL},
    /* small letters are pinyin in every list alike: "jxlb" is no disease */
    {F_ILLNESS_disease, "jxlb Enter", "急性淋巴细胞白血病", FIELD_COUNT, NULL},
    {F_ILLNESS_disease, "jxlb Up Enter", "jxlb", FIELD_COUNT, NULL}, /* who insists */
    {F_ILLNESS_department, "血液科 Enter", "血液科", FIELD_COUNT, NULL},
    {F_ILLNESS_hospital, "医大一院 Down Enter", "某医科大学附属第一医院", FIELD_COUNT, NULL},
    {F_ILLNESS_bed, "14床 Tab", "14床", FIELD_COUNT, NULL},
    {F_PATIENT_region, "mysfc Tab", "510703", FIELD_COUNT, NULL},
    /* an answer, and the Enter after it: by habit at once, meant after a pause */
    {F_INITIATOR_is_patient, "n Enter 欧阳大川 Tab", "no", F_INITIATOR_name, "欧阳大川"},
    {F_INITIATOR_is_patient, "n Pause Enter 身份证 Enter", "no", F_INITIATOR_certificate, "01"},
};

/* A hospital that this store knows. */
static void add_hospital(void)
{
    stage_push(help_stage, case_screen_at(help_stage, help_new_case(), F_ILLNESS_hospital, 0));
    help_type("某医科大学附属第一医院");
    help_keys("Tab");
}

static void type(const char *typed)
{
    char *copy = xstrdup(typed), *rest = copy;
    for (char *word; (word = strsep(&rest, " "));) {
        if (strcmp(word, "Pause") == 0)
            help_pause(STAGE_WENT_ON_MS);
        else if (strlen(word) > 1 && key_parse(word))
            help_keys(word);
        else
            help_type(word);
    }
    free(copy);
}

START_TEST(test_mistyped_comes_out)
{
    const struct Entry *entry = &entries[_i];
    add_hospital();
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, entry->field, 0));
    type(entry->typed);
    help_expect_stored(id, entry->field, 0, entry->value);
    if (entry->then != FIELD_COUNT)
        help_expect_stored(id, entry->then, 0, entry->then_value);
}
END_TEST

/* It says so, where one looks, and keeps what was typed until it is taken back. */
START_TEST(test_mistyped_is_told)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_hospital_level, 0));
    help_type("四甲");
    help_expect("Not listed: Esc, or retype it");
    help_expect("四甲");
    help_aligned("nothing found");
    help_keys("Enter"); /* what is put right belongs to this field */
    help_expect("▲ Not listed: Esc, or retype it");
    help_expect("Find: 四甲");
    help_keys("Tab");
    help_expect("“四甲” is not in the list");
    help_expect("> Department");
}
END_TEST

/* What cannot be stored says so each time, and how to go on. */
START_TEST(test_mistyped_cannot_be_stored)
{
    static const char *const keys[] = {"Tab", "Down", "M-3", "Enter"};
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_phone, 0));
    help_type("三甲");
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        help_keys(keys[i]);
        help_expect("> Phone");
        help_expect("Not stored, so not left: ^U empties the field, Esc Esc");
        help_expect("a phone is a mobile of 11 digits");
        help_aligned(keys[i]);
    }
    help_keys("End ^U Tab");
    help_expect_not("> Phone");
}
END_TEST

/* Nor is it lost: it stands at its field, and undo opens the list with it. */
START_TEST(test_mistyped_is_brought_again)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_hospital_level, 0));
    help_type("四甲");
    help_keys("Tab");
    help_expect("“四甲” is not in the list; ^Z brings it again");
    help_expect("“四甲” is not in the list and was not taken"); /* under the field */
    help_keys("^Z");
    help_expect("Not listed: Esc, or retype it");
    help_expect("四甲");
    help_keys("Backspace Backspace");
    help_type("三甲");
    help_keys("Enter");
    help_expect_stored(id, F_ILLNESS_hospital_level, 0, "32");
    help_expect_not("四甲");
    help_keys("Esc ^Z"); /* what was stored since comes first */
    help_expect_stored(id, F_ILLNESS_hospital_level, 0, NULL);
}
END_TEST

/* But only by the next key, and once: then undo takes back what was stored, not what was not.
 */
START_TEST(test_mistyped_is_no_change)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_name, 0));
    help_type("罗小禾");
    help_keys("Tab");
    help_type("zz");
    help_keys("Esc ^Z");
    help_expect("Find: zz");
    help_keys("Esc");
    help_expect("is taken back");
    help_expect_not("brings it again");
    help_keys("^Z");
    help_expect("Taken back: Patient: Name");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys("^Y Tab");
    help_type("zz");
    help_keys("Tab Tab ^Z");
    help_expect_not("Find:");
    help_keys("M-1 Home");
    help_type("é");
    help_keys("Esc Esc ^Z");
    help_expect("é");
    help_keys("Esc Esc ^Z");
    help_expect_not("é");
}
END_TEST

/* Who is torn away over an open list goes on where they were; once it is left, nothing stays.
 */
START_TEST(test_mistyped_outlives_a_crash)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_hospital_level, 0));
    help_type("三");
    stage_keep_now(help_stage);
    help_sign_in("lin");
    stage_continue(help_stage);
    stage_draw(help_stage);
    help_type("甲");
    help_expect("三甲");
    help_expect("what you had typed before");
    help_keys("Enter");
    help_expect_stored(id, F_ILLNESS_hospital_level, 0, "32");
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_hospital_level, 0));
    help_type("四");
    stage_keep_now(help_stage);
    help_keys("Esc");
    help_type("二");
    help_expect_not("四二");
    help_expect("> 21");
    help_keys("Esc");
}
END_TEST

/* A value that is there gives way only to Enter, and what is typed on is added to no other. */
static const struct Over {
    FieldId field;
    const char *typed, *before, *after; /* after: what Enter makes of it */
    FieldId next;
    const char *next_value;
} overs[] = {
    {F_PATIENT_sex, "13800001234", "2", "2", F_PATIENT_born_on, "2019-03-14"},
    {F_PATIENT_sex, "1", "2", "1", F_PATIENT_born_on, "2019-03-14"},
    {F_PATIENT_certificate, "99", "01", "99", F_PATIENT_id_number, "990000201903140013"},
    {F_INITIATOR_is_patient, "y1", "no", "no", F_INITIATOR_name, "欧阳大川"},
    {F_INITIATOR_is_patient, "y", "no", "yes", F_INITIATOR_name, "欧阳大川"},
};

static void put(int64_t id, FieldId field, const char *value)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, field, 0, value, &help_err));
    case_free(file);
}

START_TEST(test_mistyped_over_a_value)
{
    const struct Over *over = &overs[_i];
    int64_t id = help_new_case();
    put(id, over->field, over->before);
    put(id, over->next, over->next_value);
    stage_push(help_stage, case_screen_at(help_stage, id, over->field, 0));
    help_type(over->typed);
    help_expect_stored(id, over->field, 0, over->before);
    help_expect(over->typed);
    help_keys("Enter");
    help_expect_stored(id, over->field, 0, over->after);
    help_expect_stored(id, over->next, 0, over->next_value);
}
END_TEST

/* What is no answer stands whole until it is taken back or said to be none. */
START_TEST(test_mistyped_is_no_answer)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_INITIATOR_is_patient, 0));
    help_type("农村自建房");
    help_expect("农村自建房");
    help_expect("Not listed: Esc, or retype it");
    help_keys("Enter");
    help_expect("Find: 农村自建房");
    help_keys("Tab");
    help_expect("“农村自建房” is not in the list");
    help_expect_stored(id, F_INITIATOR_is_patient, 0, NULL);
}
END_TEST

/* Nor does what is answered by itself end in a value. */
START_TEST(test_mistyped_runs_into_no_value)
{
    int64_t id = help_import("leukaemia-child");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_sex, 0));
    help_keys("Backspace");
    help_expect_stored(id, F_PATIENT_sex, 0, NULL);
    help_type("13800001234");
    help_expect("Not listed: Esc, or retype it");
    help_expect("13800001234");
    help_keys("Enter Esc Esc Esc Esc");
    help_expect_stored(id, F_PATIENT_sex, 0, NULL);
    help_expect_stored(id, F_PATIENT_born_on, 0, "2019-03-14");
}
END_TEST

/* A number is no code, and its first digit none either: not at once, nor sign by sign. */
START_TEST(test_mistyped_number_is_no_code)
{
    static const struct {
        FieldId field;
        const char *typed;
    } numbers[] = {{F_PATIENT_sex, "990000201903140013"},
                   {F_PATIENT_certificate, "990000201903140013"},
                   {F_INITIATOR_is_patient, "38000"}};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        int64_t id = help_new_case();
        stage_push(help_stage, case_screen_at(help_stage, id, numbers[i].field, 0));
        help_type(numbers[i].typed);
        help_expect_stored(id, numbers[i].field, 0, NULL);
        help_expect(numbers[i].typed);
        help_keys("Esc");
    }
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_DISCLOSURE_answer, 0));
    help_type("3");
    help_type("8");
    help_type("0");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 0);
    help_expect("Find: 380");
    help_keys("Esc");
}
END_TEST

/* What an ID of the patient says of the sex is held against it where it stands. */
START_TEST(test_mistyped_sex_against_the_number)
{
    int64_t id = help_new_case();
    put(id, F_PATIENT_certificate, "01");
    put(id, F_PATIENT_id_number, "990000201903140013");
    put(id, F_PATIENT_sex, "9");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_name, 0));
    help_expect("! the ID number is a male's");
}
END_TEST

/* What is wrong with a number that is kept is said where one looks when it is left. */
START_TEST(test_mistyped_number_is_said)
{
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_id_number, 0));
    help_type("990000201903140014");
    help_keys("Tab");
    help_expect("▲ Certificate number: the check digit is wrong");
}
END_TEST

/* In Chinese no row answers by its English name, and keys have their Chinese names. */
START_TEST(test_mistyped_in_chinese)
{
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    help_screen_stop();
    i18n_start("zh_CN", folder);
    help_screen_start();
    int64_t id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_hospital_level, 0));
    help_type("tertiary");
    help_expect_not("> 3");
    help_keys("Esc");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PAYEE_bank, 0));
    help_type("银行");
    help_expect("↓ 选取，Enter 保留所输 ");
    i18n_start("en", folder);
    free(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mistyped");
    TCase *tcase = tcase_create("mistyped");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_loop_test(tcase, test_mistyped_comes_out, 0, COUNT_OF(entries));
    tcase_add_loop_test(tcase, test_mistyped_over_a_value, 0, COUNT_OF(overs));
    tcase_add_test(tcase, test_mistyped_runs_into_no_value);
    tcase_add_test(tcase, test_mistyped_number_is_no_code);
    tcase_add_test(tcase, test_mistyped_sex_against_the_number);
    tcase_add_test(tcase, test_mistyped_number_is_said);
    tcase_add_test(tcase, test_mistyped_is_no_answer);
    tcase_add_test(tcase, test_mistyped_in_chinese);
    tcase_add_test(tcase, test_mistyped_is_told);
    tcase_add_test(tcase, test_mistyped_cannot_be_stored);
    tcase_add_test(tcase, test_mistyped_is_brought_again);
    tcase_add_test(tcase, test_mistyped_is_no_change);
    tcase_add_test(tcase, test_mistyped_outlives_a_crash);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
