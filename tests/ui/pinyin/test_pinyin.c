/* The pinyin entry in the program's own fields, in process: where it serves and where letters
 * stay letters, what ends it, what is drawn. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/session.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/ask/ask.h"
#include "ui/screens/table.h"
#include "ui/stage/keep.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

static int64_t id;

static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

static int64_t number(const char *sql)
{
    int64_t value = -1;
    ck_done(sql_get_int(session_store(help_session), &help_err, &value, sql, NULL));
    return value;
}

static bool on(void)
{
    const char *last = help_row(frame_rows(stage_draw(help_stage)) - 1);
    size_t len = strlen(last);
    return len > 2 && strcmp(last + len - 2, "PY") == 0;
}

static void seek(const char *label)
{
    for (int i = 0; i < 40 && !help_shows(label); i++)
        help_keys("Tab");
    help_expect(label);
}

START_TEST(test_pinyin_fills_in_a_name)
{
    start_new();
    help_expect("^P Pinyin");
    ck_assert(!on());
    help_keys("^P");
    ck_assert(on());
    help_type("zhangxiaoming");
    help_expect("zhang'xiao'ming");
    help_expect(">1张小明");
    help_expect("Space First");
    help_type(" ");
    help_expect("> Name *                张小明");
    help_expect_not("zhang'xiao'ming");
    help_type("·");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "张小明·");
    ck_assert(!on()); /* for the certificate it is no matter */
    help_keys("S-Tab");
    ck_assert(on());
    help_keys("^P");
    ck_assert(!on());
    help_type("abc");
    help_expect("张小明·abc");
}
END_TEST

/* Enter keeps the letters, Esc drops them and leaves the field alone, Tab takes and goes on. */
START_TEST(test_pinyin_ends_of_composing)
{
    start_new();
    help_keys("^P");
    help_type("LI nihao");
    help_keys("Esc");
    help_expect("> Name *                LI");
    help_expect_not("ni'hao");
    help_type("nihao");
    help_keys("^Z"); /* takes back what is composed, and no more */
    help_expect("> Name *                LI");
    help_expect_not("ni'hao");
    help_type("wang");
    help_keys("Enter");
    help_expect("> Name *                LI wang");
    help_type("xiaoming");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_name, 0, "LI wang小明");
    help_expect("> Certificate");
    help_keys("S-Tab");
    help_type("nihao");
    help_keys("^P"); /* the letters stay letters */
    ck_assert(!on());
    help_expect("LI wang小明nihao");
}
END_TEST

/* Numbers, days and answers are typed as ever, while it is on. */
START_TEST(test_pinyin_leaves_other_fields_alone)
{
    start_new();
    help_keys("^P");
    seek("> Certificate number");
    ck_assert(!on());
    help_type("99000020190314001x");
    seek("> Born on");
    help_expect_stored(id, F_PATIENT_id_number, 0, "99000020190314001X");
    help_keys("^P");
    help_expect("not possible here");
    help_keys("^U");
    help_type("t");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_born_on, 0, "2026-11-21");
    seek("> Marital");
    help_type("wei");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "choice");
    help_expect("wei");
    help_expect_not(">1");
    help_keys("Esc");
    seek("> Occupation");
    ck_assert(on());
    help_type("wunong ");
    help_keys("Tab");
    help_expect_stored(id, F_PATIENT_occupation, 0, "务农");
}
END_TEST

/* A list understands letters by itself; who wants characters there says so, for this list. */
START_TEST(test_pinyin_in_lists_and_searches)
{
    help_import("leukaemia-child");
    help_sign_in("lin");
    help_keys("/");
    help_expect("^P Pinyin");
    help_type("nobody");
    help_expect("nobody");
    help_keys("^U ^P");
    ck_assert(on());
    help_type("xiao");
    help_expect(">1");
    help_keys("Esc");
    help_expect("^P Pinyin"); /* still searching */
    help_keys("Esc");
    start_new();
    ck_assert(!on());
    help_keys("^P");
    seek("> Sex");
    help_keys("F2");
    ck_assert_str_eq(stage_top(help_stage)->ops->name, "choice");
    ck_assert(!on());
    help_keys("^P");
    ck_assert(on());
    help_type("nan ");
    help_keys("Enter");
    help_expect_stored(id, F_PATIENT_sex, 0, "1");
    help_keys("S-Tab F2");
    ck_assert(!on()); /* it was asked for in the other list */
    help_type("nv");
    help_keys("Enter");
    help_expect_stored(id, F_PATIENT_sex, 0, "2");
}
END_TEST

START_TEST(test_pinyin_in_cells)
{
    start_new();
    help_keys("M-6 ^P");
    help_type("gonggu Space");
    help_keys("Backspace Backspace Backspace Backspace Backspace");
    help_type("gonggu ");
    help_keys("Enter");
    help_type("hualiao ");
    help_keys("Enter");
    ck_assert_uint_eq(help_stored_rows(id, REC_PLAN), 1);
    help_expect_stored(id, F_PLAN_item, 0, "化疗");
}
END_TEST

/* A word of a phrase is chosen anew, on the screen too; what stands in front tells what
 * follows. */
START_TEST(test_pinyin_repairs_a_phrase)
{
    start_new();
    help_keys("M-9 Tab ^P");
    help_type("tayigerendaizhelianggehaizi");
    help_expect(">1他一个人带着两个孩子");
    help_keys("Right");
    help_expect("[他]一个人带着两个孩子");
    help_expect(">1他");
    help_expect("2她");
    help_expect("Space All");
    help_aligned("moved to a word");
    help_type("2");
    help_expect("她[");
    help_type(" ");
    help_expect("她一个人带着两个孩子");
    help_expect_not("Space All");
    help_type(",woerzizuo yizhi ");
    help_keys("Tab");
    help_expect_stored(id, F_STATEMENT_story, 0, "她一个人带着两个孩子，我儿子做移植");
}
END_TEST

START_TEST(test_pinyin_in_long_texts)
{
    start_new();
    help_keys("M-9 Tab ^P");
    help_type("wojiao zhangxiaoming ");
    help_type(",jiatingkunnan.");
    help_keys("Enter");
    help_type("(WBC 3.2)");
    help_keys("Tab");
    help_expect_stored(id, F_STATEMENT_story, 0, "我叫张小明，家庭困难。\n（WBC 3.2）");
}
END_TEST

static void answered(Stage *stage UNUSED, void *ctx, const Reply *reply)
{
    Buf *out = ctx;
    if (reply->text)
        buf_add(out, reply->text);
}

/* In the field of a name, names come first. */
START_TEST(test_pinyin_of_names)
{
    start_new();
    help_keys("^P");
    help_type("lifang");
    help_expect(">1李芳");
    help_keys("Esc");
    seek("> Occupation");
    help_type("lifang");
    help_expect(">1立方");
}
END_TEST

/* Comments are words, passphrases never are. */
START_TEST(test_pinyin_in_questions)
{
    Buf got = BUF_INIT;
    ask(help_stage,
        &(Question){.lines = 3, .typed = TYPED_WORDS, .done = answered, .ctx = &got});
    help_keys("^P");
    ck_assert(on());
    help_type("queshaofapiao ");
    help_keys("Enter");
    ck_assert_str_eq(got.data, "缺少发票");
    buf_clear(&got);
    ask(help_stage,
        &(Question){.initial = "/tmp/", .typed = TYPED_LETTERS, .done = answered, .ctx = &got});
    ck_assert(!on());
    help_type("nihao");
    help_keys("Enter");
    ck_assert_str_eq(got.data, "/tmp/nihao");
    buf_clear(&got);
    ask(help_stage, &(Question){.typed = TYPED_WORDS, .done = answered, .ctx = &got});
    ck_assert(on());
    help_type("nihao ");
    help_keys("Enter");
    ck_assert_str_eq(got.data, "你好");
    buf_clear(&got);
    ask(help_stage, &(Question){.secret = true, .done = answered, .ctx = &got});
    ck_assert(!on());
    help_expect_not("^P");
    help_type("nihao");
    help_keys("Enter");
    ck_assert_str_eq(got.data, "nihao");
    buf_free(&got);
}
END_TEST

/* Each person's choices are there the next time, and nobody else's. */
START_TEST(test_pinyin_learns_for_each_person)
{
    start_new();
    help_keys("^P");
    help_type("qiu");
    help_expect_not(">1仇");
    help_keys("Esc");
    help_type("qiuxiaoming");
    while (!help_shows("仇"))
        help_type("=");
    for (char key = '1'; key <= '9' && help_shows("qiu'xiao'ming"); key++) {
        Buf item = BUF_INIT;
        buf_addf(&item, "%c仇 ", key);
        if (help_shows(item.data))
            help_type((const char[]){key, '\0'});
        buf_free(&item);
    }
    help_expect("仇xiao'ming");
    help_type(" ");
    help_expect("仇小明");
    stage_keep_now(help_stage);
    ck_assert_int_eq(number("SELECT count(*) FROM pinyin_habit"), 3);
    help_keys("Tab");
    stage_sign_out(help_stage);
    help_sign_in("lin");
    start_new();
    ck_assert(!on()); /* signing out ended it */
    help_keys("^P");
    help_type("qxm");
    help_expect(">1仇小明");
    help_keys("Esc");
    help_sign_in("zhou");
    start_new();
    help_keys("^P");
    help_type("qxm");
    help_expect_not("仇小明");
}
END_TEST

/* What interrupts takes no letter away: they are a draft then. */
START_TEST(test_pinyin_and_interruptions)
{
    start_new();
    help_keys("^P");
    help_type("zhang xiaom");
    if (_i == 0)
        stage_lock(help_stage);
    else
        stage_event(help_stage, &(Event){.kind = EV_HANGUP});
    help_expect_stored(id, F_PATIENT_name, 0, NULL);
    help_sign_in("lin");
    stage_continue(help_stage);
    help_expect("张xiaom");
    ck_assert(!on());
}
END_TEST

START_TEST(test_pinyin_and_the_lock)
{
    start_new();
    help_keys("^P");
    help_type("zhang");
    help_keys("^X"); /* leaving by hand takes what is marked, and stores it */
    help_expect_stored(id, F_PATIENT_name, 0, "张");
    help_type("correct horse");
    help_keys("Enter");
    help_expect("> Name");
    ck_assert(!on());
}
END_TEST

START_TEST(test_pinyin_and_paste)
{
    start_new();
    help_keys("^P");
    help_type("zhang");
    help_paste("xiaoming");
    help_expect("张xiaoming");
    help_expect_not(">1");
}
END_TEST

static void cursor(int *row, int *col)
{
    ck_assert(frame_cursor_at(stage_draw(help_stage), row, col));
}

/* The cursor stays where it was; the rows stand under it, whatever the size of the screen. */
START_TEST(test_pinyin_is_drawn_at_the_cursor)
{
    static const int sizes[][2] = {{24, 80}, {16, 60}, {43, 132}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        int row, col, row_after, col_after;
        help_screen_size(sizes[i][0], sizes[i][1]);
        start_new();
        if (!on())
            help_keys("^P");
        cursor(&row, &col);
        help_type("huanzhejiatingkunnanxuyaohualiaofeiyongqingdajiabangmang");
        cursor(&row_after, &col_after);
        ck_assert_int_eq(row, row_after);
        ck_assert_int_eq(col, col_after);
        ck_assert_ptr_nonnull(strstr(help_row(row + 1), "da'jia'bang'mang"));
        ck_assert_ptr_nonnull(strstr(help_row(row + 2), ">1患者家庭困难需要化疗"));
        help_aligned("composing");
        help_type("xiexiedajia"); /* more than a row: its end is seen */
        ck_assert_ptr_nonnull(strstr(help_row(row + 1), "xie'xie'da'jia"));
        help_aligned("composing more than a row");
        help_keys("Esc");
        help_keys("M-9 Tab");
        for (int lines = 0; lines < sizes[i][0]; lines++)
            help_keys("Enter");
        cursor(&row, &col);
        help_type("yi");
        ck_assert_int_eq(row, sizes[i][0] - 4);
        ck_assert_ptr_nonnull(strstr(help_row(row + 1), "yi"));
        ck_assert_ptr_nonnull(strstr(help_row(row + 2), ">1"));
        ck_assert_ptr_nonnull(strstr(help_row(row + 3), "1-9 Choose"));
        help_aligned("composing at the bottom");
        help_type("= = =");
        help_aligned("pages");
        help_keys("Esc Esc Esc");
    }
}
END_TEST

START_TEST(test_pinyin_needs_a_terminal_that_shows_it)
{
    Stage *ascii = stage_new(help_session, ui_screens, 24, 80, SIGNS_ASCII),
          *before = help_stage;
    start_new();
    help_stage = ascii;
    help_open_case(id);
    help_keys("^P");
    help_type("ni");
    help_expect("ni");
    help_expect_not(">1");
    stage_free(ascii);
    help_stage = before;
}
END_TEST

/* What can be picked from a list can be written, with the reading that the list gives. */
START_TEST(test_pinyin_knows_the_lists)
{
    static const struct {
        const char *typed, *text;
    } cases[] = {
        {"exingzhongliu", "恶性肿瘤"},
        {"luanshi", "六安市"},
        {"exzl", "恶性肿瘤"},
        {"myshifsyy", "绵阳示范三医院"},
    };
    start_new();
    help_keys("M-4"); /* a hospital that no list had */
    seek("> Hospital");
    help_type("绵阳示范三医院");
    help_keys("Tab Esc");
    start_new();
    help_keys("^P");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        help_type(cases[i].typed);
        help_expect(cases[i].text);
        help_keys("Esc");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pinyin");
    TCase *tcase = tcase_create("pinyin");
    tcase_add_checked_fixture(tcase, help_screen_start, help_screen_stop);
    tcase_add_test(tcase, test_pinyin_fills_in_a_name);
    tcase_add_test(tcase, test_pinyin_ends_of_composing);
    tcase_add_test(tcase, test_pinyin_leaves_other_fields_alone);
    tcase_add_test(tcase, test_pinyin_in_lists_and_searches);
    tcase_add_test(tcase, test_pinyin_in_cells);
    tcase_add_test(tcase, test_pinyin_repairs_a_phrase);
    tcase_add_test(tcase, test_pinyin_in_long_texts);
    tcase_add_test(tcase, test_pinyin_of_names);
    tcase_add_test(tcase, test_pinyin_in_questions);
    tcase_add_test(tcase, test_pinyin_learns_for_each_person);
    tcase_add_loop_test(tcase, test_pinyin_and_interruptions, 0, 2);
    tcase_add_test(tcase, test_pinyin_and_the_lock);
    tcase_add_test(tcase, test_pinyin_and_paste);
    tcase_add_test(tcase, test_pinyin_is_drawn_at_the_cursor);
    tcase_add_test(tcase, test_pinyin_needs_a_terminal_that_shows_it);
    tcase_add_test(tcase, test_pinyin_knows_the_lists);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
