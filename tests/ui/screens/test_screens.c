/* The table of screens: each row makes the screen it names. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/screen_help.h"
#include "tests/support/suite.h"
#include "ui/screens/table.h"
#include "ui/stage/stage.h"

START_TEST(test_screens_are_named_alike)
{
    int64_t id = help_import("leukaemia-child");
    for (const ScreenKind *kind = ui_screens; kind->name; kind++) {
        ck_assert_msg(!kind->make != !kind->open, "%s", kind->name);
        ck_assert_msg(!kind->open == !kind->back, "%s", kind->name);
        ck_assert(kind->open || !kind->leads);
        Screen *screen = kind->make ? kind->make(help_stage) : kind->open(help_stage, id);
        ck_assert_str_eq(screen->ops->name, kind->name);
        ck_assert(!kind->open == !screen->ops->place);
        stage_push(help_stage, screen);
        stage_draw(help_stage);
        stage_pop(help_stage);
    }
}
END_TEST

/* A place that nothing leads back to any more leads nowhere, and is no fault. */
START_TEST(test_screens_that_are_gone)
{
    enum { NO_CASE = 999 };
    for (const ScreenKind *kind = ui_screens; kind->name; kind++) {
        const LastPlace place = {kind->name, "", {NO_CASE, "", 0, ""}, false, false, -1};
        ck_assert_msg(!kind->back || !kind->back(help_stage, &place), "%s", kind->name);
    }
}
END_TEST

/* A key moves what is seen, and the count says which lines these are. */
START_TEST(test_help_scrolls)
{
    char *second, *last;
    help_screen_size(20, 80);
    help_keys("?");
    help_expect("Lines 1 to 15 of ");
    second = xstrdup(help_row(3));
    last = xstrdup(help_row(16));
    help_keys("Down");
    help_expect("Lines 2 to 16 of ");
    ck_assert_str_eq(help_row(2), second);
    help_keys("Up PgDn");
    help_expect("Lines 15 to 29 of ");
    ck_assert_str_eq(help_row(2), last);
    help_keys("End Down PgDn");
    help_expect("put back a backup");
    help_keys("PgUp Home Up");
    help_expect("Lines 1 to 15 of ");
    free(second);
    free(last);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_screens_are_named_alike, test_screens_that_are_gone,
                                  test_help_scrolls, NULL};
    return suite_run("screens", tests, help_screen_start, help_screen_stop);
}
