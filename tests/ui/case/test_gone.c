/* A case that is taken away while it is on the screen. */
#include "config.h"

#include <stdlib.h>

#include "app/discard.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/stage/stage.h"

/* From another program: the screen that shows it is left, whatever is half typed there. */
START_TEST(test_gone_case_is_left)
{
    int64_t id = help_new_case();
    help_open_case(id);
    char *path = help_path("case.db"), *data = path_join(getenv("top_srcdir"), "data");
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    Session *beside = NULL;
    ck_done(session_open(&options, STORE_OPEN, &beside, &help_err));
    ck_done(session_sign_in(beside, "lin", "correct horse", &help_err));
    ck_done(app_case_discard(beside, id, &help_err));
    help_type("王");
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    help_expect("taken away by");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "queue");
    session_close(beside);
    free(path);
    free(data);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_gone_case_is_left, NULL};
    return suite_run("gone", tests, help_screen_start, help_screen_stop);
}
