/* What leads a person through a case: the meter, the key to the next thing missing across all
 * tabs, rows and documents, the help of each field, findings that come when a field is left. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

static void start_with(const char *name)
{
    id = help_import(name);
    help_open_case(id);
}

/* The code of the document under the cursor. */
static void at_document(const char *code)
{
    Buf want = BUF_INIT;
    help_expect("[7Documents]");
    buf_addf(&want, "> %s ", code);
    help_expect(want.data);
    buf_free(&want);
}

START_TEST(test_guidance_a_document_counts)
{
    start_with("leukaemia-child");
    help_expect("complete");
    help_keys("M-7 Down M-m");
    help_expect("1 paper missing");
    help_expect_not("complete");
    /* From anywhere, and again from there, since nothing else is missing. */
    help_keys("M-1 Enter ^N");
    help_expect("[7Documents]");
    help_keys("Down Down ^N");
    help_keys("M-v");
    help_expect("complete");
    help_keys("^N");
    help_expect("Nothing is missing");
}
END_TEST

/* Nothing is missing, but what is there is wrong. */
START_TEST(test_guidance_what_blocks_is_not_complete)
{
    start_with("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_id_number, 0, "990000201903140012",
                         &help_err));
    case_free(file);
    help_open_case(id);
    help_expect_not("missing");
    help_expect_not("complete");
}
END_TEST

/* Around once: every tab that lacks something, in the order of the tabs, each thing once. */
START_TEST(test_guidance_goes_around)
{
    static const char *const tabs[] = {"[1Patient]",  "[3Disclosure]", "[4Illness]",
                                       "[6Plan]",     "[7Documents]",  "[8Consents]",
                                       "[9Statement]"};
    enum { STEPS_MAX = 80 };
    bool seen[COUNT_OF(tabs)] = {false};
    size_t at = 0, steps = 0;
    start_new();
    help_keys("M-6");
    help_type("巩固");
    help_keys("Enter M-1");
    help_expect("> Name");
    do {
        help_keys("^N");
        steps++;
        while (at + 1 < COUNT_OF(tabs) && !help_shows(tabs[at]))
            at++;
        if (help_shows(tabs[at]))
            seen[at] = true;
        help_aligned("around");
    } while (steps < STEPS_MAX && !(at + 1 == COUNT_OF(tabs) && help_shows("> Name *")));
    ck_assert_uint_lt(steps, STEPS_MAX);
    for (size_t i = 0; i < COUNT_OF(tabs); i++)
        ck_assert_msg(seen[i], "never on %s", tabs[i]);
}
END_TEST

/* The field that a row lacks has the caret, also one that is no column of the grid. */
START_TEST(test_guidance_rows)
{
    start_with("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_PLAN_estimate_fen, 1, "", &help_err));
    case_free(file);
    help_open_case(id);
    help_expect("[6Plan]");
    help_type("12w");
    help_keys("Enter");
    help_expect_stored(id, F_PLAN_estimate_fen, 1, "12000000");
    help_expect("complete");
}
END_TEST

/* Enter on a finding about a document goes to its line, also when the case has no row of it. */
START_TEST(test_guidance_from_a_finding_to_its_document)
{
    start_new();
    help_keys("M-0");
    for (int i = 0; i < 60 && !help_shows("> ○ R301"); i++)
        help_keys("Down");
    help_expect("R301");
    help_keys("Enter");
    at_document("D11");
    help_keys("M-0");
    for (int i = 0; i < 60 && !help_shows("> ○ R607"); i++)
        help_keys("Down");
    help_keys("Enter");
    at_document("D31");
}
END_TEST

START_TEST(test_guidance_findings_leave_the_focus_alone)
{
    start_with("leukaemia-child");
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_born_on, 0));
    help_keys("^U");
    help_type("2018-03-14");
    help_expect_not("The patient is born on 2018-03-14"); /* not before it is left */
    help_keys("Tab");
    help_expect("The patient is born on 2018-03-14");
    help_expect("> Phone");
    help_type("139");
    help_expect("139");
}
END_TEST

/* Whatever the field, its help has an example of what may be typed. */
START_TEST(test_guidance_help_has_an_example)
{
    Buf help = BUF_INIT;
    start_new();
    for (int i = 0; i < FIELD_COUNT; i++) {
        const FieldDef *field = catalog_field((FieldId)i);
        if (field->flags & FF_GIVEN || field->record == REC_DISCLOSURE ||
            field->record == REC_DOCUMENT || catalog_record(field->record)->flags & RF_MANY)
            continue;
        stage_push(help_stage, case_screen_at(help_stage, id, field->id, 0));
        stage_draw(help_stage);
        buf_clear(&help);
        stage_top(help_stage)->ops->help(stage_top(help_stage), help_stage, &help);
        bool words = field->type == FT_TEXT || field->type == FT_CODE ||
                     field->type == FT_PROSE || field->type == FT_ID ||
                     field->type == FT_PHONE || field->type == FT_CARD ||
                     field->type == FT_REGION;
        ck_assert_msg(strstr(help.data, field->help) != NULL, "%s", help.data);
        if (words)
            ck_assert_msg(strstr(help.data, "e.g. ") || strstr(help.data, "E.g. "),
                          "no example: %s", help.data);
        else
            ck_assert_msg(strpbrk(help.data, "0123456789") || field->type == FT_YESNO,
                          "no example: %s", help.data);
        stage_pop(help_stage);
    }
    buf_free(&help);
    help_keys("F1");
    help_expect("As on the certificate");
}
END_TEST

/* In a narrow window the column with the focus is the one that stays. */
START_TEST(test_guidance_shows_the_cell_of_a_document)
{
    id = help_import("leukaemia-child");
    help_screen_size(16, 60);
    help_open_case(id);
    help_keys("M-7");
    help_expect("Orig");
    help_expect_not("Pages");
    help_keys("Tab Tab Tab Tab");
    help_expect("Pages");
    help_aligned("documents");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_guidance_a_document_counts,
                                  test_guidance_what_blocks_is_not_complete,
                                  test_guidance_goes_around,
                                  test_guidance_rows,
                                  test_guidance_from_a_finding_to_its_document,
                                  test_guidance_findings_leave_the_focus_alone,
                                  test_guidance_help_has_an_example,
                                  test_guidance_shows_the_cell_of_a_document,
                                  NULL};
    return suite_run("guidance", tests, help_screen_start, help_screen_stop);
}
