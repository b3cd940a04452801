/* Picking by typing: the list under a field, what people use most, and what is never forced. */
#include "config.h"

#include <string.h>

#include "app/inner.h"
#include "app/session.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

/* A new case, in one of its fields. */
static void start_in(FieldId field)
{
    id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, field, 0));
    stage_draw(help_stage);
}

static const struct {
    const char *typed, *code;
} regions[] = {
    {"mysfc", "510703"},     {"mianyangshi", "510700"},  {"510703", "510703"},
    {"涪城", "510703"},      {"my youx", "510704"},      {"cqs", "500000"},
    {"changzhis", "140400"}, {"luans", "341500"},        {"leshans", "511100"},
    {"bengbus", "340300"},   {"xiamens", "350200"},      {"dabux", "441422"},
    {"pidu", "510117"},      {"５１０７０３", "510703"},
};

START_TEST(test_suggest_regions)
{
    start_in(F_PATIENT_region);
    for (size_t i = 0; i < COUNT_OF(regions); i++) {
        stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_region, 0));
        help_keys("End ^U");
        help_type(regions[i].typed);
        help_aligned(regions[i].typed);
        help_keys("Tab");
        help_expect_stored(id, F_PATIENT_region, 0, regions[i].code);
    }
    help_expect("510703 Fucheng District, Mianyang, Sichuan");
}
END_TEST

START_TEST(test_suggest_narrows_on_each_key)
{
    start_in(F_ILLNESS_disease);
    help_expect_not("chooses");
    help_type("j");
    help_type("x");
    help_expect("Enter takes it");
    help_type("lbx");
    help_expect("急性淋巴细胞白血病");
    help_type("x");
    help_expect_not("急性淋巴细胞白血病");
    help_keys("Backspace");
    help_expect("C91.0 急性淋巴细胞白血病");
}
END_TEST

/* What is typed stays unless a row is chosen. */
START_TEST(test_suggest_never_forces)
{
    static const char *const typed[] = {"LW", "肺", "e\u0301tude", "\U00020BB7病",
                                        "Supercalifragilisticexpialidociouswithoutanyend"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        start_in(F_ILLNESS_disease);
        help_type(typed[i]);
        help_aligned(typed[i]);
        help_keys(i % 2 ? "Enter" : "Tab");
        help_expect_stored(id, F_ILLNESS_disease, 0, typed[i]);
        help_expect_stored(id, F_ILLNESS_icd10, 0, NULL);
    }
}
END_TEST

START_TEST(test_suggest_chosen_row)
{
    start_in(F_ILLNESS_disease);
    help_type("ndz");
    help_expect("> N18.5 尿毒症");
    help_keys("Enter");
    help_expect_stored(id, F_ILLNESS_disease, 0, "尿毒症");
    help_expect_stored(id, F_ILLNESS_icd10, 0, "N18.5");
    /* One undo takes both back: they came together. */
    help_keys("^Z");
    help_expect_stored(id, F_ILLNESS_disease, 0, NULL);
    help_expect_stored(id, F_ILLNESS_icd10, 0, NULL);
}
END_TEST

/* Where only what is listed can be stored, nothing says that Enter keeps what was typed. */
START_TEST(test_suggest_says_only_what_a_field_can_keep)
{
    start_in(F_ILLNESS_icd10);
    help_type("ndz");
    help_expect("Down chooses");
    help_expect_not("keeps the text");
    help_keys("Esc");
}
END_TEST

START_TEST(test_suggest_up_and_escape_leave_the_list)
{
    start_in(F_ILLNESS_department);
    help_type("xy");
    help_keys("Down Up Up");
    help_expect("Down chooses");
    help_keys("Down Esc Esc");
    help_expect_not("chooses");
    help_expect_not("takes it");
    help_keys("Tab");
    help_expect_stored(id, F_ILLNESS_department, 0, "xy");
}
END_TEST

START_TEST(test_suggest_whole_list)
{
    start_in(F_PAYEE_bank);
    help_keys("F2");
    help_expect("> ICBC 中国工商银行");
    help_keys("Down Down Enter");
    help_expect_stored(id, F_PAYEE_bank, 0, "中国建设银行"); /* in the country's order */
    start_in(F_PAYEE_bank);
    help_type("ccb");
    help_keys("Down Enter");
    help_expect_stored(id, F_PAYEE_bank, 0, "中国建设银行");
}
END_TEST

/* Hospitals are not shipped: the list is what was typed. */
START_TEST(test_suggest_hospitals_grow)
{
    start_in(F_ILLNESS_hospital);
    help_keys("F2");
    help_expect("the list grows from what is typed");
    help_type("某大学附属第二医院");
    help_keys("Tab");
    start_in(F_ILLNESS_hospital);
    help_type("mdxfs");
    help_expect("某大学附属第二医院");
    help_keys("Enter");
    help_expect_stored(id, F_ILLNESS_hospital, 0, "某大学附属第二医院");
    /* The plan asks for hospitals of the same list; so does somebody else. */
    help_sign_in("zhou");
    start_in(F_ILLNESS_hospital);
    help_type("第二");
    help_expect("某大学附属第二医院");
}
END_TEST

static int64_t uses_of(const char *list, const char *value)
{
    int64_t uses;
    ck_done(sql_get_int(session_store(help_session), &help_err, &uses,
                        "SELECT uses FROM picked WHERE list = ? AND value = ?", "tt", list,
                        value));
    return uses;
}

/* What was mistyped and put right does not stay. */
START_TEST(test_suggest_forgets_what_was_put_right)
{
    start_in(F_ILLNESS_hospital);
    help_type("某医完");
    help_keys("Tab");
    ck_assert_int_eq(uses_of("hospital", "某医完"), 1);
    help_keys("S-Tab End Backspace");
    help_type("院");
    help_keys("Tab");
    ck_assert_int_eq(uses_of("hospital", "某医完"), 0);
    ck_assert_int_eq(uses_of("hospital", "某医院"), 1);
    /* The same value again is no other use. */
    help_keys("S-Tab Tab");
    ck_assert_int_eq(uses_of("hospital", "某医院"), 1);
}
END_TEST

/* Each person's own come first. */
START_TEST(test_suggest_most_used_first)
{
    for (int i = 0; i < 2; i++) {
        start_in(F_ILLNESS_department);
        help_type("烧伤科");
        help_keys("Tab");
    }
    start_in(F_ILLNESS_department);
    help_keys("F2");
    help_expect("> 04.07 烧伤科");
    help_keys("Esc Esc");
    help_sign_in("zhou");
    start_in(F_ILLNESS_department);
    help_type("眼科");
    help_keys("Tab");
    start_in(F_ILLNESS_department);
    help_keys("F2");
    help_expect("> 10 眼科");
    help_expect("  04.07 烧伤科"); /* then that of the others */
    help_keys("Esc Esc");
    /* The lists of codes as well. */
    help_sign_in("lin");
    start_in(F_GUARDIAN_relation);
    help_type("76");
    help_keys("Enter");
    help_expect_stored(id, F_GUARDIAN_relation, 0, "76");
    start_in(F_INITIATOR_relation);
    help_keys("F2");
    help_expect("> 76 ");
    help_keys("Esc Esc");
}
END_TEST

/* A code that says another disease is remarked on, and kept. */
START_TEST(test_suggest_remarks_on_another_disease)
{
    start_in(F_ILLNESS_icd10);
    help_type("C91.0");
    help_keys("S-Tab");
    help_type("尿毒症");
    help_keys("Tab Tab");
    help_expect_stored(id, F_ILLNESS_icd10, 0, "C91.0");
    help_expect("the list has N18.5 for 尿毒症");
}
END_TEST

START_TEST(test_suggest_fits_every_size)
{
    static const int sizes[][2] = {{24, 80}, {16, 60}, {43, 132}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i][0], sizes[i][1]);
        start_in(F_ILLNESS_disease);
        help_type("a");
        help_aligned("a list under a field");
        help_expect("Enter takes it");
        help_keys("Down Down Down Down Down Down Down Down Down Down");
        help_aligned("far down in it");
        help_expect("> ");
        stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_region, 0));
        help_type("s");
        help_aligned("regions");
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_suggest_regions,
        test_suggest_narrows_on_each_key,
        test_suggest_never_forces,
        test_suggest_chosen_row,
        test_suggest_up_and_escape_leave_the_list,
        test_suggest_says_only_what_a_field_can_keep,
        test_suggest_whole_list,
        test_suggest_hospitals_grow,
        test_suggest_forgets_what_was_put_right,
        test_suggest_most_used_first,
        test_suggest_remarks_on_another_disease,
        test_suggest_fits_every_size,
        NULL,
    };
    return suite_run("suggest", tests, help_screen_start, help_screen_stop);
}
