/* What was changed inside a text, as a reviewer reads it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text_diff.h"
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
    const TTest *const tests[] = {test_diff_table, test_diff_of_long_texts, NULL};
    return suite_run("text_diff", tests, NULL, NULL);
}
