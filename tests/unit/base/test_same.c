/* What is the same although it is written otherwise, and what only looks so. */
#include "config.h"

#include "base/text/text_like.h"
#include "base/text/text_same.h"
#include "tests/support/suite.h"

typedef struct Pair {
    bool number;
    const char *a, *b;
} Pair;

static const Pair same[] = {
    /* dots and blanks */
    {false, "买买提·吐尔逊", "买买提•吐尔逊"},
    {false, "买买提·吐尔逊", "买买提‧吐尔逊"},
    {false, "买买提·吐尔逊", "买买提・吐尔逊"},
    {false, "买买提·吐尔逊", "买买提･吐尔逊"},
    {false, "买买提·吐尔逊", "买买提⋅吐尔逊"},
    {false, "买买提·吐尔逊", "买买提∙吐尔逊"},
    {false, "买买提·吐尔逊", "买买提．吐尔逊"},
    {false, "买买提·吐尔逊", "买买提吐尔逊"},
    {false, "王明", "王 明"},
    {false, "王明", "王\u3000明"},
    {false, "王明", " 王\u00A0明 "},
    /* case and width */
    {false, "LI MING", "Li Ming"},
    {false, "ＬＩ　ＭＩＮＧ", "li  ming"},
    {false, "Smith, John", "SMITH JOHN"},
    {false, "Mary-Ann O’Brien", "MARY ANN O'BRIEN"},
    {false, "某市第一医院（东院区）", "某市第一医院(东院区)"},
    /* traditional characters, and two that have one simplified form */
    {false, "张国荣", "張國榮"},
    {false, "后晓东", "後曉東"},
    {false, "发", "髮"},
    {false, "发", "發"},
    {false, "干", "幹"},
    {false, "钟书", "鍾書"},
    {false, "锺书", "钟书"},
    {false, "台大医院", "臺大醫院"},
    {false, "黄", "黃"},
    {false, "戸田", "户田"},
    /* radicals, private code points, compatibility forms */
    {false, "⽴新", "立新"},
    {false, "⻢明", "马明"},
    {false, "⼰", "己"},
    {false, "\uE831", "𡗗"},
    {false, "\uE81E", "龴"},
    {false, "\uF90A", "金"},
    /* what nobody sees */
    {false, "欧阳\u200B大川", "欧阳大川"},
    {false, "\uFEFF王明", "王明"},
    {false, "王\u00AD明", "王明"},
    {false, "葛\U000E0100", "葛"},
    /* numbers */
    {true, "B2608190", "Ｂ２６０８１９０"},
    {true, "B2608190", "b2608190"},
    {true, "B26-08190", "B2608190"},
    {true, "B26–08190", "B26 08190"},
    {true, "B26\u00A008190", "B2608190"},
    {true, "99000019880702005×", "99000019880702005x"},
    {true, "99000019880702005Ｘ", "99000019880702005X"},
    {true, "990000201903140013\u200B", "990000 20190314 0013"},
    {true, "軍字第 123456 號", "军字第123456号"},
};

static const Pair other[] = {
    /* characters that look alike */
    {false, "未", "末"},
    {false, "曰", "日"},
    {false, "己", "已"},
    {false, "已", "巳"},
    {false, "土", "士"},
    {false, "戊", "戌"},
    {false, "戌", "戍"},
    {false, "人", "入"},
    {false, "天", "夭"},
    {false, "王", "玉"},
    {false, "傳", "傅"},
    {false, "⽈", "日"},
    /* characters that are standard beside the simplified one, as names have them */
    {false, "李乾", "李干"},
    {false, "李乾", "李幹"},
    {false, "徵", "征"},
    {false, "著", "着"},
    {false, "藉", "借"},
    {false, "於", "于"},
    {false, "瞭", "了"},
    {false, "覆", "复"},
    {false, "昇", "升"},
    {false, "甯", "宁"},
    {false, "堃", "坤"},
    {false, "喆", "哲"},
    {false, "解晓𠮷", "解晓吉"},
    {false, "髮", "法"},
    /* other names */
    {false, "王明", "王明明"},
    {false, "王明", "王鸣"},
    {false, "买买提·吐尔逊", "买买提·吐尔洪"},
    {false, "LI MING", "LIMING"},
    {false, "Li Ming", "Ming Li"},
    {false, "José", "Joseph"},
    {false, "某市第一医院", "某市第二医院"},
    {false, "某市第1医院", "某市第11医院"},
    {false, "王明", ""},
    /* other numbers */
    {true, "B26-08190", "B26-08191"},
    {true, "B26-08190", "B26-0819"},
    {true, "B2608190", "2608190"},
    {true, "B2608190", "B260819O"},
    {true, "B26/08190", "B2608190"},
    {true, "B26.08190", "B2608190"},
    {true, "99000019880702005X", "990000198807020050"},
    {true, "0816-2345678", "0816-2345679"},
    {true, "C2608003", "С2608003"}, /* a Cyrillic letter */
};

static bool is_same(const Pair *pair)
{
    return (pair->number ? text_is_same_number : text_is_same_name)(pair->a, pair->b);
}

START_TEST(test_same_however_it_is_written)
{
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        Pair turned = {same[i].number, same[i].b, same[i].a};
        ck_assert_msg(is_same(&same[i]) && is_same(&turned), "%s, %s", same[i].a, same[i].b);
    }
}
END_TEST

START_TEST(test_same_is_not_what_looks_alike)
{
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        Pair turned = {other[i].number, other[i].b, other[i].a};
        ck_assert_msg(!is_same(&other[i]) && !is_same(&turned), "%s, %s", other[i].a,
                      other[i].b);
    }
}
END_TEST

/* What rules take for the same though the forms differ, and what they do not. */
static const Pair like[] = {
    {false, "José García", "JOSE GARCIA"},
    {false, "GARCIA JOSE", "Jose Garcia"},
    {false, "Nguyễn Văn An", "NGUYEN VAN AN"},
    {false, "Đỗ Thị Hoa", "DO THI HOA"},
    {false, "Müller Anna", "MUELLER ANNA"},
    {false, "Müller Anna", "Anna Muller"},
    {false, "张三丰（男）", "张三丰"},
    {false, "𠮷田", "吉田"},
    {false, "演示市第一人民医院", "演示市第1人民医院"},
    {false, "演示市第十二医院", "演示市第12医院"},
    {false, "演示大学附属第二医院", "演示大学第二附属医院"},
    {false, "演示市中医院", "演示市中医医院"},
    {true, "99000020070214761X", "身份证：99000020070214761X"},
    {true, "99000020070214761X", "99〇〇〇〇2〇〇7〇214761x"},
};

static const Pair unlike[] = {
    {false, "XUE LI", "XU LI"},
    {false, "José García", "Jose Garza"},
    {false, "演示市第一人民医院", "演示市第11人民医院"},
    {false, "演示市第一人民医院", "演示市人民医院"},
    {false, "演示大学附属第二医院", "演示大学附属医院"},
    {false, "李小龙", "李小龙之子"},
    {false, "张三丰（男）", "张三（男）"},
    {false, "萧红", "肖红"},
    {true, "军字第123456号", "文字第654321号"},
    {true, "病理号BL26", "26"},
};

static bool is_like(const Pair *pair)
{
    return (pair->number ? text_is_like_number : text_is_like_name)(pair->a, pair->b) &&
           (pair->number ? text_is_like_number : text_is_like_name)(pair->b, pair->a);
}

START_TEST(test_same_or_like)
{
    for (size_t i = 0; i < COUNT_OF(like); i++)
        ck_assert_msg(is_like(&like[i]), "%s, %s", like[i].a, like[i].b);
    for (size_t i = 0; i < COUNT_OF(unlike); i++)
        ck_assert_msg(!is_like(&unlike[i]), "%s, %s", unlike[i].a, unlike[i].b);
    for (size_t i = 0; i < COUNT_OF(same); i++)
        ck_assert_msg(is_like(&same[i]), "%s, %s", same[i].a, same[i].b);
}
END_TEST

/* Who is found by a form has it as its own form. */
START_TEST(test_same_forms_are_their_own)
{
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        Buf once = BUF_INIT, twice = BUF_INIT;
        (same[i].number ? text_same_number : text_same_name)(&once, same[i].a);
        (same[i].number ? text_same_number : text_same_name)(&twice, once.data);
        ck_assert_str_eq(once.data, twice.data);
        buf_free(&once);
        buf_free(&twice);
    }
}
END_TEST

/* same.def is in order, and none of its standard characters is another one's writing. */
START_TEST(test_same_table_is_in_order)
{
#define X(written, standard) {written, standard},
    static const uint32_t rows[][2] = {
#include "base/text/same.def"
    };
#undef X
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Buf standard = BUF_INIT, form = BUF_INIT;
        ck_assert(i == 0 || rows[i - 1][0] < rows[i][0]);
        buf_add_rune(&standard, rows[i][1]);
        text_same_name(&form, standard.data);
        ck_assert_str_eq(form.data, standard.data);
        buf_free(&standard);
        buf_free(&form);
    }
}
END_TEST

/* Whom a case names, with whatever else stands there. */
START_TEST(test_same_person_within_words)
{
    static const char *const are[][2] = {
        {"孙志强（志愿者）", "孙志强"},
        {"志愿者孙志强", "孙志强"},
        {"孫 志強", "孙志强"},
        {"ＳＵＮ先生（志愿者）", "sun 先生"},
        {"SUN先生", "sun"},
        {"孙强医生", "孙强"},
        {"孙强、李明", "李明"},
        {"孙强，李明", "孙强"},
    };
    static const char *const are_not[][2] = {
        {"李明华", "李明"}, {"sunny", "sun"}, {"Catherine", "he"}, {"", "李明"}, {"李明", ""}};

    for (size_t i = 0; i < COUNT_OF(are); i++)
        ck_assert_msg(text_is_of_person(are[i][0], are[i][1]), "%s", are[i][0]);
    for (size_t i = 0; i < COUNT_OF(are_not); i++)
        ck_assert_msg(!text_is_of_person(are_not[i][0], are_not[i][1]), "%s", are_not[i][0]);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_same_however_it_is_written,
        test_same_is_not_what_looks_alike,
        test_same_or_like,
        test_same_forms_are_their_own,
        test_same_table_is_in_order,
        test_same_person_within_words,
        NULL,
    };
    return suite_run("same", tests, NULL, NULL);
}
