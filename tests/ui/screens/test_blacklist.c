/* The screen of the blacklist: entered by one, confirmed and lifted by another. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/blacklist.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/screens/screens.h"
#include "ui/stage/stage.h"

static void open_list(void)
{
    stage_push(help_stage, blacklist_screen_new(help_stage));
    stage_draw(help_stage);
}

START_TEST(test_blacklist_enter)
{
    help_sign_in("zhou");
    open_list();
    help_expect("Nobody is on the blacklist");
    help_keys("a");
    help_expect("New entry of the blacklist");
    help_expect("only a digest is kept");
    help_keys("Tab");
    help_type("13900007788");
    for (int i = 0; i < 4; i++)
        help_keys("Enter");
    help_type("伪造票据é");
    help_keys("Enter");
    help_type("平台通报");
    help_aligned("new entry");
    help_keys("F9");
    help_expect("Entered; it counts once another supervisor has confirmed it");
    help_expect("to confirm");
    help_expect("伪造票据é");
    help_keys("Down");
    help_expect("evidence: 平台通报");
    help_expect_not("13900007788");
    help_aligned("blacklist");
    /* Nobody confirms alone. */
    help_keys("c c");
    help_expect("It takes two");
    help_keys("x");
    help_type("误录");
    help_keys("Enter Down");
    help_expect("Nobody is on the blacklist");
}
END_TEST

/* The second of two decides by all of it, whatever the columns have room for. */
START_TEST(test_blacklist_confirmed_by_what_is_read)
{
    help_add_person("sun", ROLE_SUPERVISOR);
    help_sign_in("zhou");
    open_list();
    help_keys("a Tab");
    help_type("13900007788");
    for (int i = 0; i < 4; i++)
        help_keys("Enter");
    help_type("把善款用于偿还网络借贷，且拒绝说明其余款项的去向，票据经医院核对为伪造");
    help_keys("Enter");
    help_type("医院来函");
    help_keys("Enter");
    help_type("财务室三号柜");
    help_keys("F9");
    help_expect("it counts once another supervisor has confirmed it");
    help_keys("Esc");
    help_sign_in("sun");
    open_list();
    help_expect_not("票据经医院核对为伪造");
    help_keys("c");
    help_expect("核对为伪造");
    help_expect("Compared by: phone");
    help_expect("Kept at: 财务室三号柜");
    help_keys("c");
    help_expect("It takes two: one of you and zhou added the other");
}
END_TEST

/* What is wrong is told where it is typed, and nothing of the rest is lost over it. */
START_TEST(test_blacklist_checked_where_given)
{
    help_sign_in("zhou");
    open_list();
    help_keys("a");
    help_type("99000019860702012X");
    help_keys("Enter");
    help_expect("! ");
    help_keys("^U");
    help_expect_not("! ");
    help_keys("Enter");
    help_type("1390000");
    help_keys("Enter");
    help_expect("! ");
    help_type("7788");
    help_keys("Enter Tab");
    help_type("王小明");
    help_keys("Enter");
    help_type("1980");
    help_keys("Enter");
    help_type("王小明伪造票据");
    help_keys("Enter");
    help_expect("The words name the person");
    help_keys("^U");
    help_type("致电13900007788");
    help_keys("Enter");
    help_expect("The words hold a long number");
    help_keys("^U");
    help_type("伪造票据");
    help_keys("F9"); /* to what is missing */
    help_expect("! Say what proves it: an entry of our own has evidence");
    help_expect_not("--evidence");
    help_type("平台通报");
    /* By mistake. */
    help_keys("Esc");
    help_expect("Not entered");
    help_keys("a");
    help_expect("Here is what you had typed before");
    help_expect("13900007788");
    help_expect("平台通报");
    help_keys("F9");
    help_expect("Entered; it counts once");
    help_keys("a");
    help_expect_not("13900007788");
    help_type("13");
    help_keys("F8");
    help_expect_not("13");
}
END_TEST

/* Nor is a reason or a name alone. */
START_TEST(test_blacklist_nothing_lost)
{
    int64_t id;
    help_sign_in("zhou");
    open_list();
    help_keys("a Tab Tab Tab");
    help_type("王小明");
    help_keys("Tab Tab");
    help_type("伪造票据");
    help_keys("Tab");
    help_type("平台通报");
    help_keys("F9");
    help_expect("! Say whom");
    help_type("1980");
    help_keys("F9");
    help_expect("Entered; it counts once");
    ck_done(app_black_add(
        help_session, &(BlackTyped){.phone = "13900007799", .reason = "甲", .evidence = "x"},
        &id, NULL, &help_err));
    open_list();
    help_keys("x");
    help_type("误录 13900007788");
    help_keys("Enter");
    help_expect("long number");
    help_expect("误录 13900007788");
    help_keys("Esc x");
    help_expect("误录 13900007788");
    help_keys("Esc Down x");
    help_expect_not("误录 13900007788");
}
END_TEST

START_TEST(test_blacklist_not_for_all)
{
    help_sign_in("lin");
    blacklist_open(help_stage);
    help_expect("The blacklist is read by supervisors and auditors");
}
END_TEST

START_TEST(test_blacklist_words_in_clear)
{
    int64_t id;
    help_sign_in("zhou");
    ck_assert(!app_black_add(
        help_session,
        &(BlackTyped){
            .name = "王小明", .born = "1990", .reason = "王小明伪造票据", .evidence = "x"},
        &id, NULL, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "name the person"));
    err_clear(&help_err);
    ck_done(app_black_add(help_session,
                          &(BlackTyped){.name = "王小明",
                                        .born = "1990",
                                        .reason = "伪造票据 2025-03-01，120000 元",
                                        .evidence = "T1-2026-000001 D11"},
                          &id, NULL, &help_err));
    open_list();
    help_expect("name and year of bi");
    help_expect_not("王小明");
}
END_TEST

static void take_in(const char *rows, const char *source)
{
    char *path = help_path("list.csv");
    ck_done(path_write(path, rows, strlen(rows), &help_err));
    help_keys("i ^U");
    help_type(path);
    help_keys("Enter");
    help_expect("Whose list is it?");
    if (source) {
        help_keys("^U");
        help_type(source);
    }
    help_keys("Enter");
    free(path);
}

/* A file that is not there is typed further, not anew. */
START_TEST(test_blacklist_import_again)
{
    char *path = help_path("no-such.csv");
    help_sign_in("zhou");
    open_list();
    help_keys("i");
    help_type(path);
    help_keys("Enter Enter");
    help_expect("A list has a name");
    help_type("平台名单");
    help_keys("Enter");
    help_expect("no-such.csv");
    help_expect("File, a workbook or CSV");
    help_keys("Esc i");
    help_expect("no-such.csv");
    help_keys("Enter");
    help_expect("平台名单");
    free(path);
}
END_TEST

/* It is looked at first; a newer file has lifted what it no longer has, by two. */
START_TEST(test_blacklist_import)
{
    static const char head[] = "手机号,原因\n", first[] = "13900007788,伪造票据é\n",
                      second[] = "13900007799,重复申请\n", unclear[] = "12,号码不全\n";
    char all[256], newer[256];
    snprintf(all, sizeof all, "%s%s%s%s", head, first, second, unclear);
    snprintf(newer, sizeof newer, "%s%s", head, first);
    help_sign_in("zhou");
    open_list();
    take_in(all, "平台名单");
    help_expect("new entries 2");
    help_expect("left out");
    help_expect_not("what is gone");
    help_aligned("a list");
    help_type("n");
    help_expect("Nobody is on the blacklist");
    take_in(all, "平台名单");
    help_type("t");
    help_expect("平台名单: new entries 2");
    help_expect("伪造票据é");
    help_expect_not("13900007788");
    take_in(newer, NULL); /* the same list */
    help_expect("no longer listed 1");
    help_type("x");
    help_type("平台已撤下");
    help_keys("Enter");
    help_expect("known already 1, no longer listed 1; 1 entry is to");
    help_expect("to lift");
    take_in(newer, NULL);
    help_expect("known already 1");
    help_keys("Esc");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("blacklist");
    TCase *tcase = tcase_create("blacklist");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_test(tcase, test_blacklist_enter);
    tcase_add_test(tcase, test_blacklist_confirmed_by_what_is_read);
    tcase_add_test(tcase, test_blacklist_checked_where_given);
    tcase_add_test(tcase, test_blacklist_nothing_lost);
    tcase_add_test(tcase, test_blacklist_import);
    tcase_add_test(tcase, test_blacklist_import_again);
    tcase_add_test(tcase, test_blacklist_not_for_all);
    tcase_add_test(tcase, test_blacklist_words_in_clear);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
