/* The way of a returned case on a real terminal, in Chinese at 80 columns: three marks, the
 * return, the way from one to the next, the answers, the second submission, the approval. The
 * keys are counted, but for words and paging. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/import.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/path.h"
#include "tests/support/made_store.h"
#include "tests/support/ready_store.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

enum { APPROVAL_KEYS = 3, RETURN_KEYS = 5, ROWS = 24, COLS = 80, STEPS = 200 };

static ReadyStore ready;
static Term *term;
static int keys;
static Err err;

#define ck_done(call) ck_assert_msg((call), "%s: %s", #call, err.text)

static void make_store(void)
{
    ready = ready_store_new("zh_CN");
    const SessionOptions options = ready_options(&ready);
    Session *session = NULL;
    const char **numbers;
    size_t n;
    CaseFile *file = NULL;
    char *cases = temp_path(ready.data, "practice/leukaemia-child.json");
    Arena *arena = arena_new();
    ck_done(session_open(&options, STORE_OPEN, &session, &err));
    ck_done(session_sign_in(session, "lin", MADE_PASSPHRASE, &err));
    ck_done(app_import(session, (const char *[]){cases}, 1, arena, &numbers, &n, &err));
    ck_done(app_case_open(session, numbers[0], &file, &err));
    ck_done(app_case_move(session, &file, VERB_SUBMIT, NULL, &err));
    case_free(file);
    arena_free(arena);
    free(cases);
    session_close(session);
}

static void remove_store(void)
{
    ready_store_free(&ready);
}

static void press(const char *typed)
{
    keys++;
    term_type(term, typed);
    expect_idle(term);
}

static void type(const char *words)
{
    term_type(term, words);
    expect_idle(term);
}

/* Somebody sits down at it and finds the case. */
static void sit_down(const char *name)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program,          (char *)"--store", ready.store,
                          (char *)"--lang", (char *)"zh_CN",   NULL};
    term = term_open(ROWS, COLS, "xterm-256color", argv, NULL);
    free(program);
    expect_text(term, "密码");
    type(name);
    type("\t" MADE_PASSPHRASE "\r");
    expect_gone(term, "密码");
    type("/罗小禾");
    expect_text(term, "T1-");
    type("\r");
}

static void stand_up(void)
{
    term_close(term);
    term = NULL;
}

static void line_with(const char *words)
{
    term_key(term, VTERM_KEY_HOME, VTERM_MOD_NONE);
    for (int i = 0; i < STEPS; i++) {
        int row, col;
        expect_idle(term);
        term_cursor(term, &row, &col);
        char *text = term_row(term, row);
        bool found = strstr(text, words) != NULL;
        free(text);
        if (found)
            return;
        term_key(term, VTERM_KEY_DOWN, VTERM_MOD_NONE);
    }
    char *screen = term_dump(term, false, false);
    ck_abort_msg("no line with %s\n%s", words, screen);
}

static void mark(const char *line, const char *words)
{
    line_with(line);
    press("m");
    press("\r");
    type(words);
    press("\r");
    expect_text(term, "已批注：");
}

static void read_all(void)
{
    for (int i = 0; i < STEPS / 10; i++)
        term_key(term, VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE);
    expect_idle(term);
}

START_TEST(test_marks_on_a_terminal)
{
    sit_down("zhou");
    type("r");
    expect_text(term, "审核 1 / 1");
    keys = 0;
    mark("1390***0001", "号码停机e\xcc\x81");
    mark("异基因造血干细胞移植", "请补报价单");
    mark("D09", "卡号看不清");
    printf("keys for three marks: %d\n", keys);
    keys = 0;
    press("r");
    press("\r");
    type("三处要改");
    press("\r");
    printf("keys for the return: %d\n", keys);
    ck_assert_int_le(keys, RETURN_KEYS);
    expect_text(term, "本案不在待审核之列");
    type("\033"); /* else the next sign-in leads back to the review */
    expect_gone(term, "本案不在待审核之列");
    stand_up();

    sit_down("lin");
    expect_text(term, "退回：缺少材料：三处要改");
    type("\r");
    expect_text(term, "3 条批注，已答复 0 条");
    keys = 0;
    for (int i = 1; i <= 3; i++) {
        char place[64];
        snprintf(place, sizeof place, "批注 %d／3", i);
        press("\022");
        expect_text(term, place);
        press("\002");
        expect_text(term, "怎么处理的");
        type("已改");
        press("\r");
    }
    expect_text(term, "全部批注都有答复");
    printf("keys for three answers: %d\n", keys);
    term_key(term, VTERM_KEY_FUNCTION(9), VTERM_MOD_NONE);
    expect_text(term, "待审核");
    stand_up();

    sit_down("zhou");
    type("r");
    expect_text(term, "3 条批注，已答复 3 条");
    expect_text(term, "第 2 次");
    read_all();
    keys = 0;
    press("a");
    type("提示已核对");
    press("\r");
    printf("keys for the approval: %d\n", keys);
    ck_assert_int_le(keys, APPROVAL_KEYS);
    expect_text(term, "已批准");
    expect_gone(term, "只有待审核的案卷");
    stand_up();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_marks_on_a_terminal, NULL};
    return suite_run("marks", tests, make_store, remove_store);
}
