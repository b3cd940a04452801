/* Every row of the table of tabs: its keys go there, the strip says so, it can be drawn on the
 * smallest screen, filled in or not, and the help names its key. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "app/drafts.h"
#include "base/arena.h"
#include "base/attr.h"
#include "base/text/text.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/tab.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

enum { SMALLEST_ROWS = 16, SMALLEST_COLS = 60 };

static const char *title_in_brackets(int tab)
{
    static Buf text;
    const TabDef *def = tab_def(tab);
    buf_clear(&text);
    char sign = tab_sign(tab);
    buf_addf(&text, "[%c%s%s", sign, strchr("0123456789", sign) ? "" : " ", def->title);
    return text.data;
}

static CmdId command_of(int tab)
{
    CmdId found = CMD_NONE;
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        if (tab_of_command(id) != tab)
            continue;
        ck_assert_msg(found == CMD_NONE, "%s has two commands", tab_def(tab)->title);
        found = id;
    }
    ck_assert_msg(found != CMD_NONE, "%s has no command", tab_def(tab)->title);
    return found;
}

START_TEST(test_every_key_opens_its_tab)
{
    help_open_case(help_import("leukaemia-child"));
    for (int tab = 0; tab < TABS; tab++) {
        const CmdInfo *info = cmd_info(command_of(tab));
        ck_assert_str_eq(info->name, tab_def(tab)->name);
        ck_assert_int_eq(tab_named(info->name), tab);
        ck_assert_str_eq(info->keys, tab_def(tab)->keys);
        ck_assert_str_eq(info->bar, tab_def(tab)->title);
        const char after_esc[] = {tab_sign(tab), '\0'};
        help_keys(tab ? "M-1" : "M-2");
        help_keys(info->keys);
        help_expect(title_in_brackets(tab));
        help_keys(tab ? "M-1" : "M-2");
        help_keys("Esc");
        help_keys(after_esc);
        help_expect(title_in_brackets(tab));
        help_expect_not("not used here");
    }
}
END_TEST

START_TEST(test_every_tab_fits_the_smallest_screen)
{
    const int64_t cases[] = {help_new_case(), help_import("leukaemia-child")};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        help_screen_size(SMALLEST_ROWS, SMALLEST_COLS);
        help_open_case(cases[i]);
        for (int tab = 0; tab < TABS; tab++) {
            help_keys(tab_def(tab)->keys);
            help_expect(title_in_brackets(tab));
            help_aligned(tab_def(tab)->title);
            if (!tab_def(tab)->n)
                continue;
            help_keys("Down Down Down");
            help_aligned(tab_def(tab)->title);
            help_keys("Esc");
            help_aligned(tab_def(tab)->title);
            help_keys("x");
        }
        help_sign_in("lin");
    }
}
END_TEST

static void come_back(void)
{
    help_sign_in("lin");
    stage_continue(help_stage);
    stage_draw(help_stage);
}

START_TEST(test_every_tab_is_come_back_to)
{
    help_open_case(help_import("leukaemia-child"));
    for (int tab = 0; tab < TABS; tab++) {
        help_keys(cmd_info(command_of(tab))->keys);
        stage_keep_now(help_stage);
        come_back();
        help_expect(title_in_brackets(tab));
    }
}
END_TEST

/* A program before named the tab by its title, and a tab may be gone. */
static void keep_on_tab(const char *name, const char *was)
{
    Arena *arena = arena_new();
    LastPlace place;
    bool found;
    stage_keep_now(help_stage);
    ck_done(app_place_take(help_session, arena, &place, &found, &help_err));
    ck_assert(found);
    ck_assert_str_eq(place.tab, was);
    place.tab = name;
    ck_done(app_place_keep(help_session, &place, &help_err));
    arena_free(arena);
}

START_TEST(test_tab_that_is_gone)
{
    help_open_case(help_new_case());
    help_keys("M-4 Tab Tab");
    keep_on_tab("Illness", "case-tab-4");
    come_back();
    help_expect("[4Illness]");
    help_keys("M-V");
    keep_on_tab("Review", "case-review");
    come_back();
    help_expect("Continued where you were");
    help_expect("[1Patient]");
}
END_TEST

START_TEST(test_help_names_every_tab)
{
    help_open_case(help_import("leukaemia-child"));
    for (int tab = 0; tab < TABS; tab++) {
        help_screen_size(200, 200);
        help_keys(tab_def(tab)->keys);
        help_keys("F1");
        help_expect(cmd_info(command_of(tab))->help);
        help_keys("Esc");
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_every_key_opens_its_tab,   test_every_tab_fits_the_smallest_screen,
        test_every_tab_is_come_back_to, test_tab_that_is_gone,
        test_help_names_every_tab,      NULL};
    return suite_run("tabs", tests, help_screen_start, help_screen_stop);
}
