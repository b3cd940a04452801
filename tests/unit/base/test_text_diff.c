/* What was changed inside a text, as a reviewer reads it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text_diff.h"
#include "base/text/text_lines.h"
#include "tests/support/suite.h"

#define E_ACUTE "e\u0301"

/* "原[-旧-]{+新+}", and both texts put together again from the parts. */
static void show(const char *before, const char *after, Buf *out)
{
    DiffPart *parts;
    Buf old = BUF_INIT, new = BUF_INIT;
    size_t n = text_diff(before, after, &parts);
    for (size_t i = 0; i < n; i++) {
        const char *text = (parts[i].kind == DIFF_OUT ? before : after) + parts[i].from;
        size_t len = parts[i].to - parts[i].from;
        static const char *const around[][2] = {
            [DIFF_SAME] = {"", ""}, [DIFF_OUT] = {"[-", "-]"}, [DIFF_IN] = {"{+", "+}"}};
        buf_addf(out, "%s%.*s%s", around[parts[i].kind][0], (int)len, text,
                 around[parts[i].kind][1]);
        if (parts[i].kind != DIFF_IN)
            buf_add_bytes(&old, text, len);
        if (parts[i].kind != DIFF_OUT)
            buf_add_bytes(&new, text, len);
    }
    ck_assert_str_eq(old.data, before);
    ck_assert_str_eq(new.data, after);
    buf_free(&old);
    buf_free(&new);
    free(parts);
}

/* As "diff -U1" shows it. */
START_TEST(test_lines_table)
{
    static const struct {
        const char *before, *after, *want;
    } cases[] = {
        {"", "", ""},
        {"a\nb\n", "a\nb", ""},
        {"", "新\n" E_ACUTE "\n", "@@ -1 +1 @@\n+新\n+" E_ACUTE "\n"},
        {"旧\n", "", "@@ -1 +1 @@\n-旧\n"},
        {"1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n四\n5\n6\n7\n", "@@ -3 +3 @@\n 3\n-4\n+四\n 5\n"},
        {"a\nb\nc\nd\ne\nf\n", "b\nc\nd\ne\nf\ng\n",
         "@@ -1 +1 @@\n-a\n b\n@@ -6 +5 @@\n f\n+g\n"},
        {"x\n\ny\n", "x\ny\n", "@@ -1 +1 @@\n x\n-\n y\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buf shown = BUF_INIT;
        buf_add(&shown, "");
        text_lines_diff(cases[i].before, cases[i].after, 1, &shown);
        ck_assert_str_eq(shown.data, cases[i].want);
        buf_free(&shown);
    }
}
END_TEST

/* Of texts that have nothing in common all goes and all comes, however long they are. */
START_TEST(test_lines_of_long_texts)
{
    enum { MANY = 5000 };
    Buf before = BUF_INIT, after = BUF_INIT, shown = BUF_INIT;
    size_t signs[128] = {0};
    for (int i = 0; i < MANY; i++) {
        buf_addf(&before, "a%d\n", i);
        buf_addf(&after, "b%d\n", i);
    }
    text_lines_diff(before.data, after.data, 3, &shown);
    for (const char *line = shown.data; *line; line = strchr(line, '\n') + 1)
        signs[(unsigned char)*line & 127]++;
    ck_assert_uint_eq(signs['-'], MANY);
    ck_assert_uint_eq(signs['+'], MANY);
    buf_free(&before);
    buf_free(&after);
    buf_free(&shown);
}
END_TEST

START_TEST(test_diff_table)
{
    static const struct {
        const char *before, *after, *want;
    } cases[] = {
        {"", "", ""},
        {"同", "同", "同"},
        {"", "新", "{+新+}"},
        {"旧", "", "[-旧-]"},
        {"已花费12万元", "已花费15万元", "已花费[-12-]{+15+}万元"},
        {"父亲在外打工", "父亲在家务农", "父亲在[-外打工-]{+家务农+}"},
        {"甲乙丙丁戊", "甲子丙丑戊", "甲[-乙丙丁-]{+子丙丑+}戊"},
        {"甲乙丙丁戊", "甲丙戊", "甲[-乙-]丙[-丁-]戊"},
        {"甲丙戊", "甲乙丙丁戊", "甲{+乙+}丙{+丁+}戊"},
        {"one two three", "one 2 three", "one [-two-]{+2+} three"},
        {"caf" E_ACUTE, "cafe", "[-caf" E_ACUTE "-]{+cafe+}"},
        {"第一段\n第二段", "第一段\n插入\n第二段", "第一段\n{+插入\n+}第二段"},
        {"罗小禾，今年8岁。", "罗小禾，今年9岁，住院。",
         "罗小禾，今年[-8-]{+9+}岁{+，住院+}。"},
    };
    Buf shown = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_clear(&shown);
        show(cases[i].before, cases[i].after, &shown);
        ck_assert_str_eq(shown.data, cases[i].want);
    }
    buf_free(&shown);
}
END_TEST

/* Two long texts with nothing in common do not take a table of all their pairs. */
START_TEST(test_diff_of_long_texts)
{
    enum { SIGNS = 3000 };
    Buf before = BUF_INIT, after = BUF_INIT, shown = BUF_INIT;
    buf_add(&before, "开头");
    buf_add(&after, "开头");
    for (int i = 0; i < SIGNS; i++) {
        buf_add(&before, i % 2 ? "甲" : "，");
        buf_add(&after, i % 3 ? "乙" : "，");
    }
    show(before.data, after.data, &shown);
    ck_assert(strncmp(shown.data, "开头，[-", strlen("开头，[-")) == 0);
    buf_free(&before);
    buf_free(&after);
    buf_free(&shown);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_diff_table, test_diff_of_long_texts, test_lines_table,
                                  test_lines_of_long_texts, NULL};
    return suite_run("text_diff", tests, NULL, NULL);
}
