/* The head of yesterday on what is printed today, and paper held against a store. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/papers.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

/* It is tomorrow for both. */
static void sleep_over(void)
{
    store_set_back(session_store(zhou), -1);
    store_set_back(session_store(lin), -1);
}

static StoreHead head(void)
{
    StoreHead now;
    bool has = false;
    ck_done(app_head(zhou, &has, &now, &help_err));
    ck_assert(has);
    return now;
}

static bool holds(const char *path, const StoreHead *now)
{
    char *text = temp_read(path, NULL);
    bool is = strstr(text, now->words) && strstr(text, now->day);
    free(text);
    return is;
}

START_TEST(test_manifest_and_case_sheet_say_the_head)
{
    BatchRow row;
    CaseFile *file = NULL;
    PapersMade made;
    const char *no = help_approved_case(1);
    char *book = help_path("x.xlsx"), *manifest = help_path("x.xlsx.manifest.json"),
         *folder = help_path("papers"), *sheet = NULL;
    const PaperOrder order = {.folder = folder};
    sleep_over();
    StoreHead now = head();
    ck_done(help_export(zhou, &no, 1, book, false, NULL, &row));
    ck_assert(holds(manifest, &now));
    ck_done(app_case_open(zhou, no, &file, &help_err));
    ck_done(app_papers(zhou, file, &order, arena, &made, &help_err));
    for (size_t i = 0; i < made.n; i++) {
        if (strstr(made.files[i], "case-sheet.txt"))
            sheet = strdup(made.files[i]);
    }
    ck_assert_ptr_nonnull(sheet);
    ck_assert(holds(sheet, &now));
    case_free(file);
    free(sheet);
    free(book);
    free(manifest);
    free(folder);
}
END_TEST

START_TEST(test_first_day_says_none)
{
    BatchRow row;
    const char *no = help_approved_case(1);
    char *book = help_path("x.xlsx"), *manifest = help_path("x.xlsx.manifest.json");
    ck_done(help_export(zhou, &no, 1, book, false, NULL, &row));
    char *text = temp_read(manifest, NULL);
    ck_assert_ptr_null(strstr(text, "\"head\""));
    free(text);
    free(book);
    free(manifest);
}
END_TEST

START_TEST(test_paper_is_held_against_the_store)
{
    StoreHead found;
    sleep_over();
    StoreHead now = head();
    help_whole_case(lin, 1);
    ck_done(app_head_find(zhou, now.words, &found, &help_err));
    ck_assert_str_eq(found.day, now.day);
    ck_assert_int_eq(found.event, now.event);
    ck_assert(!app_head_find(zhou, "哎哎哎哎哎 哎哎哎哎哎", &found, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "older copy"));
    ck_assert(!app_head_find(zhou, "what is this", &found, &help_err));
    ck_assert(help_is_err(ERR_INPUT, "“w”"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_manifest_and_case_sheet_say_the_head,
        test_first_day_says_none,
        test_paper_is_held_against_the_store,
        NULL,
    };
    return suite_run("heads", tests, help_app_start, help_app_stop);
}
