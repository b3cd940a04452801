/* The quiet line about another case that has the same ID, phone, card, number or name: when it
 * comes, what it says, and that nobody is held up by it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "base/attr.h"
#include "base/mem.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/case/case.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

static int64_t add_case(char *const *values, size_t n)
{
    CaseFile *file;
    ck_done(app_case_new(help_session, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    ck_done(app_case_set_paths(help_session, file, values, n, &help_err));
    case_free(file);
    return id;
}

/* With one value: somebody's or the beginning of one's own. */
static int64_t add_other(const char *value)
{
    char *copy = xstrdup(value);
    int64_t id = add_case((char *[]){copy}, 1);
    free(copy);
    return id;
}

/* A case of lin's, typing in a field of it. */
static int64_t open_own(FieldId field)
{
    int64_t id = add_case(NULL, 0);
    stage_push(help_stage, case_screen_at(help_stage, id, field, 0));
    stage_draw(help_stage);
    return id;
}

static const struct Same {
    const char *other; /* has this */
    FieldId field;     /* where is typed */
    const char *typed, *says;
} sames[] = {
    {"patient.id_number=990000201903140013", F_PATIENT_id_number, "990000201903140013",
     "same ID number"},
    {"patient.id_number=99000019741005003X", F_PATIENT_id_number,
     "\xef\xbc\x99\xef\xbc\x99"
     "0000 19741005 003x",
     "same ID number"},
    {"initiator.id_number=990000197410050037", F_PATIENT_id_number, "990000197410050037",
     "same ID as its initiator"},
    {"guardian.id_number=990000197410050037", F_PAYEE_id_number, "990000197410050037",
     "same ID as its guardian"},
    {"payee.id_number=E12345678", F_PAYEE_id_number, "E12345678", "same ID as its payee"},
    {"patient.phone=13900000001", F_PAYEE_phone, "+86 139-0000-0001", "same phone"},
    {"initiator.phone=13900000001", F_PATIENT_phone, "13900000001",
     "same phone as its initiator"},
    {"guardian.phone=13900000001", F_INITIATOR_phone, "13900000001",
     "same phone as its guardian"},
    {"payee.phone=0816-2345678", F_GUARDIAN_phone, "0816-2345678", "same phone as its payee"},
    {"payee.account=6200000000000000117", F_PAYEE_account, "6200 0000 0000 0000 117",
     "same card or account"},
    {"illness.inpatient_no=B2608190", F_ILLNESS_inpatient_no, "B2608190",
     "same inpatient number"},
};

START_TEST(test_alike_comes_with_the_last_sign)
{
    const struct Same *same = &sames[_i];
    int row, col, row_after, col_after;
    add_other(same->other);
    int64_t id = open_own(same->field);
    size_t most = strlen(same->typed) - 1;
    char *begin = xstrndup(same->typed, most);
    help_type(begin);
    free(begin);
    help_expect_not("Like T1-");
    help_type(same->typed + most);
    help_expect("Like T1-2026-000001 (draft, 林社工): ");
    help_expect(same->says);
    help_expect("^G looks");
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
    help_aligned(same->other);
    /* It goes with what it was about, and comes back with it. */
    help_keys("Backspace");
    help_expect_not("Like T1-");
    help_type(same->typed + most);
    help_expect(same->says);
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row_after, &col_after));
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    /* It is only said: the value is stored as any other. */
    help_keys("Tab");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_ptr_nonnull(case_get(file, same->field, 0));
    case_free(file);
    help_expect("Like T1-2026-000001");
}
END_TEST

START_TEST(test_alike_look_and_come_back)
{
    int row, col, row_after, col_after;
    add_case((char *[]){"patient.name=王e\xcc\x81小𠮷明", "patient.phone=13900000001",
                        "patient.id_number=990000201903140013"},
             3);
    int64_t id = open_own(F_PATIENT_phone);
    help_type("13900000001");
    help_keys("Left Left Left");
    stage_keep_now(help_stage);
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
    help_keys("^G");
    help_expect("Another case, read only");
    help_expect("In common: same phone. This one: draft, entered by 林社工");
    help_expect("王e\xcc\x81小𠮷明");
    help_expect_not("990000201903140013");
    help_expect_not("13900000001");
    help_aligned("look");
    help_type("x"); /* nothing can be typed into it */
    help_expect("x: nothing is typed here; Esc shows the commands");
    help_keys("Esc Esc");
    help_expect("~ 139 0000 0001");
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row_after, &col_after));
    ck_assert_int_eq(row, row_after);
    ck_assert_int_eq(col, col_after);
    help_expect_stored(id, F_PATIENT_phone, 0, NULL);
    help_type("9");
    help_expect("139 0000 0900 1");
    help_expect_not("Like T1-");
    help_keys("^G"); /* nothing to look at */
    help_expect("is not possible here now");
}
END_TEST

START_TEST(test_alike_several)
{
    add_case((char *[]){"patient.name=吴演三", "patient.phone=13900000001"}, 2);
    add_case((char *[]){"patient.name=郑演四", "patient.id_number=990000201903140013",
                        "patient.phone=13900000001"},
             3);
    add_case((char *[]){"patient.name=钱演五", "initiator.phone=13900000001"}, 2);
    open_own(F_PATIENT_phone);
    help_type("13900000001");
    /* All the same way: the newest first. Each case once. */
    help_expect("Like T1-2026-000002 (draft, 林社工): same phone");
    help_expect("and 2 more  ^G looks");
    help_keys("^G");
    help_expect("郑演四");
    help_expect("Case 1 of 3");
    help_keys("^G");
    help_expect("吴演三");
    help_keys("^G");
    help_expect("钱演五");
    help_expect("same phone as its initiator");
    help_keys("^G");
    help_expect("郑演四");
    help_keys("Esc S-Tab S-Tab S-Tab S-Tab");
    /* The most telling reason of a case comes first, wherever one types now. */
    help_screen_size(24, 80);
    stage_push(help_stage, case_screen_at(help_stage, 4, F_PATIENT_id_number, 0));
    help_type("990000201903140013");
    help_expect("Like T1-2026-000002 (draft, 林社工): same ID number");
}
END_TEST

START_TEST(test_alike_name_with_year_of_birth)
{
    static const struct {
        const char *known, *says;
    } owns[] = {
        {"patient.born_on=2019-12-31", "same name and year of birth"},
        {"patient.born_on=2018-12-31", NULL},
        {"patient.id_number=990000201903140021", "same name and year of birth, other ID"},
    };
    add_case((char *[]){"patient.name=欧阳演四", "patient.id_number=990000201903140013"}, 2);
    int64_t id = add_other(owns[_i].known);
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_name, 0));
    help_type("欧阳演");
    help_expect_not("Like T1-");
    help_type("四");
    if (owns[_i].says)
        help_expect(owns[_i].says);
    else
        help_expect_not("Like T1-");
    if (_i == 0)
        help_expect_not("other ID");
}
END_TEST

/* What stands on the blacklist is said with the last sign; what nobody has confirmed, to
 * supervisors alone. */
START_TEST(test_alike_blacklist)
{
    int64_t entry;
    help_sign_in("zhou");
    ck_done(app_black_add(help_session,
                          &(BlackTyped){.phone = "139 0000 0001",
                                        .reason = "挪用善款é",
                                        .evidence = "平台通报",
                                        .since = "2025-03-01"},
                          &entry, NULL, &help_err));
    open_own(F_PAYEE_phone);
    help_type("1390000000");
    help_expect_not("blacklist");
    help_type("1");
    help_expect("Phone: on our own blacklist since 2025-03-01, not confirmed yet: 挪用善款é");
    help_aligned("blacklist");
    help_sign_in("lin");
    int64_t id = open_own(F_PAYEE_phone);
    help_type("13900000001");
    help_expect_not("blacklist");
    help_keys("Tab");
    help_expect_stored(id, F_PAYEE_phone, 0, "13900000001");
}
END_TEST

START_TEST(test_alike_list_of_others)
{
    BlackLook look;
    Arena *arena = arena_new();
    char *path = temp_text(help_folder, "list.csv",
                           "姓名,出生年份,手机号,原因,日期\n"
                           "阿依古丽·买买提,1990,,冒充家属,2025-05-01\n"
                           ",,13900000002,伪造票据,2025-06-01\n");
    help_sign_in("zhou");
    ck_done(
        app_black_import(help_session, path, "平台名单", NULL, false, arena, &look, &help_err));
    ck_assert_uint_eq(look.counts[BLACK_NEW], 2);
    help_sign_in("lin");
    int64_t id = add_other("patient.born_on=1990-02-03");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_name, 0));
    help_type("阿依古丽•买买");
    help_expect_not("on the list");
    help_type("提");
    help_expect("Name: on the list 平台名单 since 2025-05-01: 冒充家属");
    help_aligned("list");
    arena_free(arena);
    free(path);
}
END_TEST

/* Many cases share the account of a hospital; a case is not its own double. */
START_TEST(test_alike_is_silent)
{
    add_case((char *[]){"payee.kind=hospital", "payee.account=44000000012345678"}, 2);
    int64_t id = add_case((char *[]){"payee.kind=hospital", "patient.phone=13900000001",
                                     "initiator.phone=13900000001"},
                          3);
    stage_push(help_stage, case_screen_at(help_stage, id, F_PAYEE_account, 0));
    help_type("44000000012345678");
    help_expect_not("Like T1-");
}
END_TEST

/* A stay goes on under its number; in another hospital it is a chance. */
START_TEST(test_alike_in_another_hospital)
{
    add_case((char *[]){"illness.hospital=甲医院", "illness.inpatient_no=B26"}, 2);
    add_case((char *[]){"illness.hospital=甲医院", "illness.inpatient_no=B2608"}, 2);
    int64_t id = add_case((char *[]){"illness.hospital=乙医院"}, 1);
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_inpatient_no, 0));
    help_type("B26");
    help_expect_not("Like T1-"); /* too short to tell */
    help_type("08");
    help_expect("Like T1-2026-000002 (draft, 林社工): same inpatient number, other hospital");
}
END_TEST

/* Screens of any size keep their rows, and what is typed is never covered. */
START_TEST(test_alike_on_small_screens)
{
    static const int sizes[][2] = {{16, 60}, {24, 80}, {43, 132}};
    add_case((char *[]){"patient.name=阿卜杜热西提·麦麦提吐尔逊·买买提艾力·居麻",
                        "guardian.phone=13900000001"},
             2);
    add_other("payee.phone=13900000001");
    open_own(F_PATIENT_phone);
    help_type("13900000001");
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i][0], sizes[i][1]);
        help_expect("139 0000 0001");
        help_expect("^G looks");
        help_aligned("small");
        help_keys("^G");
        help_aligned("small look");
        help_keys("Esc Esc");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alike");
    TCase *tcase = tcase_create("alike");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_loop_test(tcase, test_alike_comes_with_the_last_sign, 0, (int)COUNT_OF(sames));
    tcase_add_test(tcase, test_alike_look_and_come_back);
    tcase_add_test(tcase, test_alike_several);
    tcase_add_test(tcase, test_alike_blacklist);
    tcase_add_test(tcase, test_alike_list_of_others);
    tcase_add_loop_test(tcase, test_alike_name_with_year_of_birth, 0, 3);
    tcase_add_test(tcase, test_alike_is_silent);
    tcase_add_test(tcase, test_alike_in_another_hospital);
    tcase_add_test(tcase, test_alike_on_small_screens);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
