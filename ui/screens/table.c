/* One row for each screen. */
#include "config.h"

#include "ui/screens/table.h"

#include "ui/case/case.h"
#include "ui/screens/screens.h"

const ScreenKind ui_screens[] = {
    [SCREEN_SIGN_IN] = {"signin", .make = signin_screen_new},
    [SCREEN_FIRST] = {"queue", .make = queue_screen_new},
    [SCREEN_LOCK] = {"lock", .make = lock_screen_new},
    [SCREEN_HELP] = {"help", .make = help_screen_new},
    {"home", .make = home_screen_new},
    {"due", .make = due_screen_new},
    {"people", .make = people_screen_new},
    {"blacklist", .make = blacklist_screen_new},
    {"stations", .make = stations_screen_new},
    {"card", .make = card_screen_new},
    {"events", .make = events_screen_new},
    {"knowledge", .make = knowledge_screen_new},
    {"verify", .make = verify_screen_new},
    {"batches", .make = batches_screen_new},
    {"report", .make = report_screen_new},
    {"case", .open = case_screen_new, .back = case_screen_back},
    {"review", .open = review_screen_new, .back = review_screen_back, .leads = true},
    {.name = NULL},
};
