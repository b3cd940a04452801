/* Papers: how paragraphs are set, and that nothing a person typed can break them. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/text/text.h"
#include "exchange/papers.h"
#include "exchange/xlsx_read.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Buf text;

static void setup(void)
{
    help_start();
    buf_init(&text);
}

static void teardown(void)
{
    buf_free(&text);
    help_stop();
}

static void set(PaperStyle style, const char *words)
{
    PaperPart part = {.style = style, .text = words};
    const Paper paper = {.name = "x", .title = "x", .sheet = "x", .parts = &part, .n = 1};
    buf_clear(&text);
    paper_text(&paper, NULL, &text);
}

/* Each line fits the page, nothing but line breaks controls it, and no character is lost. */
static void expect_whole(const char *words)
{
    Buf want = BUF_INIT, have = BUF_INIT;
    for (const char *at = words; *at; at++) {
        if (!strchr(" \n", *at))
            buf_add_char(&want, *at);
    }
    for (const char *line = text.data; *line;) {
        size_t len = strcspn(line, "\n");
        ck_assert_int_le(text_cols_n(line, len), PAPER_COLS);
        if (strncmp(line, "\u3000\u3000", 6) == 0)
            line += 6, len -= 6;
        for (size_t i = 0; i < len; i++) {
            ck_assert_uint_ge((unsigned char)line[i], ' ');
            if (line[i] != ' ')
                buf_add_char(&have, line[i]);
        }
        line += len + 1;
    }
    ck_assert_str_eq(have.data, want.data);
    buf_free(&want);
    buf_free(&have);
}

START_TEST(test_paragraphs_are_set)
{
    set(PAPER_TITLE, "承诺书");
    ck_assert_str_eq(text.data, "                                 承诺书\n\n");
    set(PAPER_HEAD, "为了什么");
    ck_assert_str_eq(text.data, "\n为了什么\n");
    set(PAPER_TEXT, "一");
    ck_assert_str_eq(text.data, "\u3000\u3000一\n");
    set(PAPER_ITEM, "一　 ");
    ck_assert_str_eq(text.data, "一\n");
    set(PAPER_TEXT, "");
    ck_assert_int_le(text.len, 8);
}
END_TEST

START_TEST(test_whatever_was_typed_fits)
{
    static const char *const typed[] = {
        ("é e\u0301 合并 combining，一段很长的中文文字应当在七十二列处折行，而且标点不在行首；"
         "再写一些字，使它至少占满两行半，看看悬挂缩进是否正确。"),
        "1111111111222222222233333333334444444444555555555566666666667777777777888888888899",
        "first\nsecond\n\nlast",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467 family",
    };
    /* The place for a seal has a frame, and the number of a page stands on pages alone. */
    set(PAPER_BOX, "捺印");
    ck_assert_str_eq(text.data, "\n［捺印：　　　　　　　　］\n");
    set(PAPER_PAGE, "第{page}页");
    ck_assert_uint_eq(text.len, 0);
    for (int style = 0; style < PAPER_BOX; style++) {
        for (size_t i = 0; i < COUNT_OF(typed); i++) {
            set((PaperStyle)style, typed[i]);
            expect_whole(typed[i]);
        }
    }
    set(PAPER_TEXT, "bell \a escape \x1b[31m");
    ck_assert_ptr_null(strchr(text.data, '\a'));
    ck_assert_ptr_null(strchr(text.data, '\x1b'));
}
END_TEST

static bool count_cell(void *ctx, const XlsxCell *cell)
{
    (void)cell;
    ++*(size_t *)ctx;
    return true;
}

START_TEST(test_book_is_whole_and_the_same)
{
    PaperPart parts[] = {{.style = PAPER_TITLE, .text = "承诺书"},
                         {.style = PAPER_TEXT, .text = "=1+1 不是公式 _x0041_"},
                         {.style = PAPER_ITEM, .text = "二"}};
    const Paper papers[] = {
        {.name = "a", .title = "甲", .sheet = "甲", .parts = parts, .n = 3},
        {.name = "b", .title = "乙", .sheet = "乙", .parts = parts, .n = 2}};
    const PaperBook book = {.papers = papers,
                            .n = 2,
                            .stamp = "【练习】",
                            .footer = "T1-2026-000001",
                            .organisation = "医院 & 社工",
                            .on = {2026, 11, 21}};
    char *one = help_path("one.xlsx"), *two = help_path("two.xlsx");
    char *none = help_path("nowhere/one.xlsx");
    Buf first = BUF_INIT, second = BUF_INIT;
    XlsxBook *read;
    size_t rows = 0; /* each of one cell */
    ck_done(paper_book(&book, one, &help_err));
    ck_done(paper_book(&book, two, &help_err));
    ck_done(path_read(one, 1 << 20, &first, &help_err));
    ck_done(path_read(two, 1 << 20, &second, &help_err));
    ck_assert_uint_eq(first.len, second.len);
    ck_assert_mem_eq(first.data, second.data, first.len);
    ck_done(xlsx_open(one, &read, &help_err));
    ck_done(xlsx_read(read, 0, count_cell, &rows, &help_err));
    ck_assert_uint_eq(rows, 4); /* with the stamp */
    xlsx_close(read);
    ck_assert(!paper_book(&book, none, &help_err));
    ck_assert(help_is_err(ERR_IO, "nowhere"));
    /* Two sheets of one name are refused, and leave no file. */
    const Paper same[] = {papers[0], papers[0]};
    const PaperBook twice = {.papers = same, .n = 2, .footer = "", .on = {2026, 11, 21}};
    char *third = help_path("third.xlsx");
    ck_assert(!paper_book(&twice, third, &help_err));
    ck_assert(!path_exists(third));
    buf_free(&first);
    buf_free(&second);
    free(one);
    free(two);
    free(none);
    free(third);
}
END_TEST

/* The library that writes the workbook makes no exception to what path.h promises of a file. */
START_TEST(test_book_is_closed_to_others)
{
    PaperPart part = {.style = PAPER_TEXT, .text = "罗小禾"};
    const Paper paper = {.name = "a", .title = "甲", .sheet = "甲", .parts = &part, .n = 1};
    const PaperBook book = {.papers = &paper, .n = 1, .footer = "", .on = {2026, 11, 21}};
    char *path = help_path("closed.xlsx");
    struct stat info;
    mode_t before = umask(0);
    bool done = paper_book(&book, path, &help_err);
    umask(before);
    ck_done(done);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    free(path);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_paragraphs_are_set, test_whatever_was_typed_fits,
                                  test_book_is_whole_and_the_same,
                                  test_book_is_closed_to_others, NULL};
    return suite_run("papers", tests, setup, teardown);
}
