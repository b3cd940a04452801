/* A table on the clipboard, and what becomes of it in a grid and in a field. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/paste.h"
#include "ui/stage/stage.h"

/* ---- reading ---- */

static void expect_table(const char *text, const char *want)
{
    Arena *arena = arena_new();
    PasteTable table;
    Buf got = BUF_INIT;
    ck_done(paste_read(text, strlen(text), arena, &table, &help_err));
    for (size_t i = 0; i < table.n; i++) {
        buf_addf(&got, "%zu", table.rows[i].line);
        for (size_t c = 0; c < table.rows[i].n; c++)
            buf_addf(&got, "[%s]", table.rows[i].cells[c]);
        buf_add(&got, " ");
    }
    ck_assert_str_eq(got.data, want);
    buf_free(&got);
    arena_free(arena);
}

START_TEST(test_paste_reads_tables)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"\n\r\n\t\t\n", ""},
        {"王", "1[王] "},
        {"王\n", "1[王] "},
        {"a\tb\n𠮷\té\n", "1[a][b] 2[𠮷][é] "},
        {"a\tb\r\nc\td\r\n", "1[a][b] 2[c][d] "},
        {"a\rb", "1[a] 2[b] "},
        {"a\t\tc\t\t\n\n\td", "1[a][][c] 3[][d] "},
        /* As Excel, WPS and LibreOffice put a cell with a line end in it. */
        {"\"一\n二\"\tb\nc", "1[一\n二][b] 2[c] "},
        {"\"a\r\nb\"\r\nc", "1[a\r\nb] 2[c] "},
        {"\"他说\"\"好\"\"\"\tb", "1[他说\"好\"][b] "},
        {"\"a\tb\"\tc", "1[a\tb][c] "},
        /* A quote that is only a quote stays one. */
        {"\"好\"\tb", "1[\"好\"][b] "},
        {"5\" 管\t\"a", "1[5\" 管][\"a] "},
        {"\"a\nb\tc", "1[\"a] 2[b][c] "},
        {"\"a\nb\"c\td", "1[\"a] 2[b\"c][d] "},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_table(cases[i].text, cases[i].want);
}
END_TEST

START_TEST(test_paste_is_bounded)
{
    Arena *arena = arena_new();
    PasteTable table;
    Buf text = BUF_INIT;
    for (int i = 0; i <= PASTE_ROWS; i++)
        buf_add(&text, "行\n");
    ck_assert(!paste_read(text.data, text.len, arena, &table, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "500 rows at most"));
    buf_clear(&text);
    for (int i = 0; i <= PASTE_CELLS; i++)
        buf_add(&text, "格\t");
    help_err = (Err){0};
    ck_assert(!paste_read(text.data, text.len, arena, &table, &help_err));
    ck_assert_ptr_nonnull(strstr(help_err.text, "row 1 has more than 64 cells"));
    buf_free(&text);
    arena_free(arena);
    help_err = (Err){0};
}
END_TEST

START_TEST(test_paste_as_plain_text)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"王小明", "王小明"},
        {"12000\r\n", "12000"},
        {"一\n二\n", "一\n二"},
        {"\"一\n二\"\n", "一\n二"},
        {"\"好\"\n", "\"好\""},
        {"\n", ""},
        {"\"一\n二\"三", "\"一\n二\"三"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf plain = BUF_INIT;
        paste_plain(cases[i].text, strlen(cases[i].text), &plain);
        ck_assert_str_eq(plain.data, cases[i].want);
        buf_free(&plain);
    }
}
END_TEST

/* ---- into a grid ---- */

static int64_t id;

static void start(const char *keys)
{
    id = help_new_case();
    help_open_case(id);
    help_keys(keys);
}

static size_t groups(void)
{
    int64_t n = 0;
    ck_done(sql_get_int(session_store(help_session), &help_err, &n,
                        "SELECT count(*) FROM journal_group WHERE case_id=?", "i", id));
    return (size_t)n;
}

START_TEST(test_grid_takes_a_table)
{
    start("M-6");
    size_t before = groups();
    help_paste("Phase\tTreatment\tBegins\tTo\tEstimate in yuan\tInsurance\r\n"
               "巩固\t大剂量甲氨蝶呤\t2026-11-25\t2027.2.10\t14万\t65,000.00\r\n"
               "\"强化\"\t\"延迟\n强化\"\t20270220\t\t12w\t５５０００元\r\n"
               "备用\t移植𠮷é\t\t\t320000\t\r\n");
    help_expect("3 rows pasted, without the heading; ^Z takes them back");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 3);
    ck_assert_uint_eq(groups(), before + 1);
    help_expect_stored(id, F_PLAN_phase, 0, "巩固");
    help_expect_stored(id, F_PLAN_to_on, 0, "2027-02-10");
    help_expect_stored(id, F_PLAN_insured_fen, 0, "6500000");
    help_expect_stored(id, F_PLAN_phase, 1, "\"强化\"");
    help_expect_stored(id, F_PLAN_item, 1, "延迟 强化");
    help_expect_stored(id, F_PLAN_estimate_fen, 1, "12000000");
    help_expect_stored(id, F_PLAN_insured_fen, 1, "5500000");
    help_expect_stored(id, F_PLAN_item, 2, "移植𠮷é");
    help_expect_stored(id, F_PLAN_from_on, 2, NULL);
    help_expect(" > 巩固");
    help_aligned("pasted");
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 0);
    help_expect("Taken back: Plan: 3 rows");
    help_keys("^Y");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 3);
    help_expect_stored(id, F_PLAN_item, 1, "延迟 强化");
}
END_TEST

/* From the cell with the focus, over what is there and past the last row. */
START_TEST(test_grid_takes_a_table_in_its_middle)
{
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6 Down Right Right Right Right");
    size_t before = groups();
    help_paste("100000\t1\n\n200000\t2\n300000\t"); /* beside the cells as well */
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 4);
    ck_assert_uint_eq(groups(), before + 1);
    help_expect_stored(id, F_PLAN_estimate_fen, 0, "14000000");
    help_expect_stored(id, F_PLAN_estimate_fen, 1, "10000000");
    help_expect_stored(id, F_PLAN_insured_fen, 2, "200");
    help_expect_stored(id, F_PLAN_estimate_fen, 3, "30000000");
    help_expect_stored(id, F_PLAN_insured_fen, 3, NULL);
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 3);
    help_expect_stored(id, F_PLAN_estimate_fen, 1, "12000000");
    /* An empty cell empties the one it goes into. */
    help_paste("\t1\n\t2");
    help_expect_stored(id, F_PLAN_estimate_fen, 1, NULL);
    help_expect_stored(id, F_PLAN_insured_fen, 2, "200");
}
END_TEST

/* Refused: where, what was expected, and that nothing was written. */
START_TEST(test_grid_refuses_the_whole_table)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"巩固\t化疗\t2026-11-25\n强化\t化疗\t不知道",
         "Nothing was pasted. Row 2, From: “不知道” is not a day"},
        {"a\tb\t2026-11-25\t2026-12-25\t十二\t1", "Row 1, Estimate: “十二” is not an amount."},
        {"a\tb\t\t\t1\t2\t3", "Row 1, Own share: this column is worked out"},
        {"a\tb\t\t\t1\t2\t\t\t9", "Row 1, Own share: there is no column behind this one"},
        {"\n\na\tb\n\nc\td\t13月", "Row 5, From: “13月” is not a day"},
        {"a\tb\t\t\t-5", "Row 1, Estimate: “-5” is negative."},
    };
    start("M-6");
    size_t before = groups();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        help_paste(cases[i].text);
        help_expect(cases[i].said);
        help_aligned("refused");
        ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 0);
        ck_assert_uint_eq(groups(), before);
    }
    /* What was half typed in the cell is still there. */
    help_type("半");
    help_paste("a\tb\t坏");
    help_expect("Row 1, From");
    help_expect(" >~半");
    Buf text = BUF_INIT;
    for (int i = 0; i <= PASTE_ROWS; i++)
        buf_add(&text, "a\tb\n");
    help_paste(text.data);
    help_expect("Nothing was pasted: it may have 500 rows at most");
    buf_free(&text);
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 0);
}
END_TEST

/* Somebody else was here meanwhile: nothing is written over theirs, and theirs is shown. */
START_TEST(test_grid_paste_and_a_change_by_others)
{
    CaseFile *other;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-6 Right Right Right Right");
    ck_done(app_case_open_id(help_session, id, &other, &help_err));
    ck_done(app_case_set(help_session, other, F_PLAN_insured_fen, 1, "5.4万", &help_err));
    case_free(other);
    size_t before = groups();
    help_paste("1\t2\n3\t4\n5\t6");
    help_expect("Nothing was pasted: somebody else has changed these rows");
    help_expect("54,000");
    help_expect("140,000");
    ck_assert_uint_eq(groups(), before);
    help_expect_stored(id, F_PLAN_estimate_fen, 0, "14000000");
    help_expect_stored(id, F_PLAN_insured_fen, 1, "5400000");
    help_paste("1\t2\n3\t4\n5\t6"); /* now that it was seen */
    help_expect_stored(id, F_PLAN_insured_fen, 1, "400");
    help_keys("^Z");
    help_expect_stored(id, F_PLAN_insured_fen, 1, "5400000");
}
END_TEST

START_TEST(test_grid_reads_codes_and_answers)
{
    start("M-2");
    help_paste("51\t罗建国\t1988.7.2\t健康\n母亲\t何秀兰\t\t\n52 母亲\t第三行");
    help_expect_stored(id, F_MEMBER_relation, 0, "51");
    help_expect_stored(id, F_MEMBER_relation, 1, "52");
    help_expect_stored(id, F_MEMBER_relation, 2, "52");
    help_expect_stored(id, F_MEMBER_born_on, 0, "1988-07-02");
    help_paste("没有\t这种亲属");
    help_expect("Row 1, Relation: 没有: give a code or its text");
    /* The ten items are there already: one goes in a line, and no more than there are. */
    help_keys("M-3 Down Down");
    help_paste("是\t\t8.5万\t一辆面包车\n否\n有");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 3);
    help_expect_stored(id, F_DISCLOSURE_item, 0, "vehicle");
    help_expect_stored(id, F_DISCLOSURE_amount_fen, 0, "8500000");
    help_expect_stored(id, F_DISCLOSURE_detail, 0, "一辆面包车");
    help_expect_stored(id, F_DISCLOSURE_item, 2, "basic_insurance");
    help_expect_stored(id, F_DISCLOSURE_answer, 2, "yes");
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 0);
    help_paste("no\nyes"); /* no heading, though "Note" and "no" are alike */
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 2);
    help_keys("^Z");
    help_paste("是\t是");
    help_expect("Row 1, Running: nothing is filled in here");
    help_paste("1\n2\n3\n4\n5\n6\n7\n8\n9");
    help_expect("From here on there are 8 lines");
    ck_assert_uint_eq(help_stored_rows(id, REC_DISCLOSURE), 0);
}
END_TEST

/* ---- into a field ---- */

START_TEST(test_field_takes_one_value)
{
    start("");
    help_paste(
        "王\033[31m小\u202e明\r\n"); /* the end of the line and what could harm stay out */
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "王[31m小明");
    /* A table in a field of one line is one line of text; what is no value is refused by it. */
    help_keys("M-4 Tab Tab");
    help_paste("2026-08-01\t2026-08-02\n2026-08-03");
    help_expect("2026-08-01 2026-08-02 2026-08-03");
    help_keys("Tab");
    help_expect("! “2026-08-01 2026-08-02");
    help_keys("^Z");
    help_expect_not("2026-08-01 2026-08-02");
    /* One cell into a cell is typed into it, not stored yet. */
    help_keys("M-6");
    help_paste("巩固\n");
    help_expect(" > 巩固");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 0);
    help_type("期");
    help_keys("Tab");
    help_expect_stored(id, F_PLAN_phase, 0, "巩固期");
    /* Of many lines: all of them, without the quotes of a spreadsheet. */
    help_keys("M-9 Tab");
    help_paste("\"第一段\n第二段\"\n");
    help_keys("Tab");
    help_expect_stored(id, F_STATEMENT_story, 0, "第一段\n第二段");
}
END_TEST

START_TEST(test_paste_without_a_place)
{
    start("M-0");
    help_paste("王小明");
    help_expect("what was pasted was not taken");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_keys("M-1");
    stage_event(help_stage,
                &(Event){.kind = EV_PASTE, .text = "王", .len = strlen("王"), .cut = true});
    help_expect("Nothing was pasted: it was longer than 1 MiB");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_paste_reads_tables,
                                  test_paste_is_bounded,
                                  test_paste_as_plain_text,
                                  test_grid_takes_a_table,
                                  test_grid_takes_a_table_in_its_middle,
                                  test_grid_refuses_the_whole_table,
                                  test_grid_paste_and_a_change_by_others,
                                  test_grid_reads_codes_and_answers,
                                  test_field_takes_one_value,
                                  test_paste_without_a_place,
                                  NULL};
    return suite_run("paste", tests, help_screen_start, help_screen_stop);
}
