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
    help_expect("named by what?");
    help_type("phone");
    help_keys("Enter");
    help_expect("Only a digest of it is kept");
    help_type("13900007788");
    help_keys("Enter");
    help_type("伪造票据é");
    help_keys("Enter");
    help_type("平台通报");
    help_keys("Enter");
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
        &id, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "name the person"));
    err_clear(&help_err);
    ck_done(app_black_add(help_session,
                          &(BlackTyped){.name = "王小明",
                                        .born = "1990",
                                        .reason = "伪造票据 2025-03-01，120000 元",
                                        .evidence = "T1-2026-000001 D11"},
                          &id, &help_err));
    open_list();
    help_expect("name and year of bi");
    help_expect_not("王小明");
}
END_TEST

static void take_in(const char *rows, const char *source)
{
    char *path = help_path("list.csv");
    ck_done(path_write(path, rows, strlen(rows), &help_err));
    help_keys("i");
    help_type(path);
    help_keys("Enter");
    help_expect("Whose list is it?");
    if (source)
        help_type(source);
    help_keys("Enter");
    free(path);
}

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
    tcase_add_test(tcase, test_blacklist_import);
    tcase_add_test(tcase, test_blacklist_not_for_all);
    tcase_add_test(tcase, test_blacklist_words_in_clear);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
