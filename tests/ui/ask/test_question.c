/* The three kinds of questions, over a screen that stays. */
#include "config.h"

#include "app/inner.h"
#include "base/attr.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/ask/ask.h"
#include "ui/stage/keep.h"
#include "ui/stage/stage.h"

static Buf replies;
static Screen *below;

static void setup(void)
{
    help_screen_start();
    buf_init(&replies);
    below = stage_top(help_stage);
}

static void teardown(void)
{
    ck_assert_ptr_eq(stage_top(help_stage), below);
    buf_free(&replies);
    help_screen_stop();
}

static void on_answer(Stage *stage UNUSED, void *ctx, const Reply *reply)
{
    ck_assert_ptr_null(reply->text);
    buf_addf(ctx, "%c;", reply->key);
}

static void on_text(Stage *stage UNUSED, void *ctx, const Reply *reply)
{
    buf_addf(ctx, "[%s]", reply->text ? reply->text : "taken back");
}

static void ask_whether(void)
{
    ask(help_stage, &(Question){.title = "删除批次",
                                .text = "这个批次不能恢复。要删除吗？",
                                .answers = {{'k', "保留"}, {'d', "删除"}},
                                .done = on_answer,
                                .ctx = &replies});
}

START_TEST(test_question_with_answers)
{
    int row, col;

    ask_whether();
    help_expect("这个批次不能恢复");
    help_expect("某医院社工部"); /* the screen below stays */
    help_expect(">保留(k)<");
    ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
    help_keys("Esc"); /* the safe answer */
    ask_whether();
    help_keys("Enter"); /* is the one offered */
    ask_whether();
    help_type("D");
    ask_whether();
    help_keys("Right");
    help_expect(">删除(d)<");
    help_keys("Enter");
    ask_whether();
    help_type("是");
    help_expect("one of the letters");
    help_paste("d");
    help_keys("^C");
    ck_assert_str_eq(replies.data, "k;k;d;d;k;");
}
END_TEST

static void ask_why(Question question)
{
    question.title = "退回";
    question.text = "请写明原因";
    question.done = on_text;
    question.ctx = &replies;
    ask(help_stage, &question);
}

START_TEST(test_question_with_a_text)
{
    ask_why((Question){.initial = "缺同意书"});
    help_expect("缺同意书");
    help_type("C，");
    help_paste("请补\n谢谢");
    help_keys("Enter");
    ask_why((Question){.lines = 4});
    help_type("第一行");
    help_keys("^J");
    help_type("第二行");
    help_expect("第二行");
    help_keys("Up");
    help_type("！");
    help_keys("Enter");
    ask_why((Question){.secret = true});
    help_type("秘密123");
    help_expect("*****");
    help_expect_not("秘密");
    help_keys("Esc");
    ck_assert_str_eq(replies.data, "[缺同意书C，请补 谢谢][第一行！\n第二行][taken back]");
}
END_TEST

static TextFate on_kept(Stage *stage UNUSED, void *ctx, const char *text UNUSED)
{
    return *(const TextFate *)ctx;
}

static void ask_kept(TextFate *fate, int64_t case_id)
{
    ask(help_stage, &(Question){.title = "退回",
                                .text = "请写明原因",
                                .chars = 8,
                                .kept_as = "comment.return",
                                .case_id = case_id,
                                .store = on_kept,
                                .ctx = fate});
}

static void expect_drafts(int64_t n)
{
    stage_keep_now(help_stage);
    ck_assert_int_eq(help_number(session_store(help_session), "SELECT count(*) FROM draft"), n);
}

/* What could not be stored stands there again; what is stored later is a draft until then. */
START_TEST(test_question_whose_text_is_not_stored)
{
    TextFate fate = TEXT_STAYS;
    int64_t id = help_new_case();
    ask_kept(&fate, id);
    help_type("缺é𠮷材料补上");
    help_expect_not("as long as it may be");
    help_type("了吗");
    help_expect("as long as it may be");
    help_keys("Left Enter");
    help_expect("缺é𠮷材料补上了");
    help_keys("Backspace Enter");
    help_expect("缺é𠮷材料补了");
    expect_drafts(1);
    fate = TEXT_DRAFT;
    help_keys("Enter");
    help_expect_not("请写明原因");
    expect_drafts(1);
    fate = TEXT_STORED;
    ask_kept(&fate, id);
    help_expect("缺é𠮷材料补了");
    help_keys("Enter");
    expect_drafts(0);
}
END_TEST

static void ask_which(const char *initial)
{
    static const PickRow papers[] = {
        {.value = "01", .code = "01", .text = "居民身份证"},
        {.value = "02", .code = "02", .text = "居民户口簿"},
        {.value = "03", .code = "03", .text = "护照"},
        {.value = "10", .code = "10", .text = "Other paper"},
    };
    Picklist *rows = picklist_new(NULL);
    for (size_t i = 0; i < COUNT_OF(papers); i++)
        picklist_add(rows, &papers[i]);
    ask(help_stage, &(Question){.title = "证件",
                                .rows = rows,
                                .initial = initial,
                                .done = on_text,
                                .ctx = &replies});
}

START_TEST(test_question_with_rows)
{
    ask_which("03");
    help_expect("> 03 护照");
    help_keys("Up Enter");
    ask_which(NULL);
    help_type("户口");
    help_expect_not("护照");
    help_expect("> 02 居民户口簿");
    help_keys("Enter");
    ask_which(NULL);
    help_type("１０"); /* full width */
    help_keys("Enter");
    ask_which(NULL);
    help_type("没有这样的");
    help_expect("Not listed: Esc, or retype it");
    help_keys("Enter"); /* stays, since nobody said what comes next */
    help_expect("没有这样的");
    help_keys("^U");
    help_expect("居民身份证");
    help_keys("Esc");
    ck_assert_str_eq(replies.data, "[02][02][10][taken back]");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_question_with_answers, test_question_with_a_text,
                                  test_question_whose_text_is_not_stored,
                                  test_question_with_rows, NULL};
    return suite_run("question", tests, setup, teardown);
}
