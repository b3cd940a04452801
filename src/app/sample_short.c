/* Short synthetic cases, for stores that are measured: what the queue shows and finds them by,
 * drawn as unevenly as real ones are. Surnames come as often as people have them, most cases
 * are of one hospital, and of diseases a few are frequent and very many are rare. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "app/sample.h"
#include "base/attr.h"
#include "base/buf.h"
#include "domain/resident.h"

typedef struct Weighted {
    const char *text;
    int weight;
} Weighted;

/* Of a thousand people; the last stands for all the rarer ones. */
static const Weighted surnames[] = {
    {"王", 72}, {"李", 71}, {"张", 68}, {"刘", 54}, {"陈", 46}, {"杨", 32},  {"黄", 24},
    {"赵", 23}, {"吴", 21}, {"周", 20}, {"徐", 15}, {"孙", 15}, {"马", 13},  {"朱", 13},
    {"胡", 12}, {"郭", 12}, {"何", 12}, {"高", 11}, {"林", 11}, {"罗", 10},  {"郑", 9},
    {"梁", 9},  {"谢", 8},  {"宋", 8},  {"唐", 7},  {"许", 7},  {"韩", 7},   {"邓", 6},
    {"冯", 6},  {"曹", 6},  {"彭", 6},  {"曾", 6},  {"肖", 6},  {"田", 6},   {"董", 5},
    {"潘", 5},  {"袁", 5},  {"于", 5},  {"蒋", 5},  {"蔡", 5},  {"余", 5},   {"杜", 4},
    {"叶", 4},  {"程", 4},  {"苏", 4},  {"魏", 4},  {"吕", 4},  {"丁", 4},   {"任", 4},
    {"沈", 4},  {"姚", 4},  {"卢", 4},  {"姜", 3},  {"崔", 3},  {"钟", 3},   {"谭", 3},
    {"陆", 3},  {"汪", 3},  {"范", 3},  {"金", 3},  {"石", 3},  {"廖", 3},   {"贾", 3},
    {"夏", 3},  {"单", 1},  {"仇", 1},  {"解", 1},  {"查", 1},  {"欧阳", 1}, {"", 120}};
static const char rare[] =
    "邱方侯邹熊孟秦白江阎薛尹段雷黎史龙贺陶顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕裴霍苗谷";
static const char given_first[] = "试练样例模范虚拟演习";
static const char given_last[] =
    "一二三四五六七八九十甲乙丙丁伟芳娜敏静强磊军洋勇艳杰娟涛明超秀霞平刚"
    "桂玉兰凤红建华文辉力斌宇浩凯健俊帆雪荣爱琴云莲真环";

static const char places[] = "虚构样例练习示范假想演练模拟试用范例设定";
static const char *const kinds[] = {"第一人民医院", "中心医院",     "中医院",
                                    "妇幼保健院",   "第二人民医院", "肿瘤医院"};
static const char *const organs[] = {"肺",   "肝",   "胃",     "肾",   "乳腺", "结肠", "直肠",
                                     "食管", "胰腺", "甲状腺", "卵巢", "子宫", "膀胱", "前列腺",
                                     "脑",   "骨",   "皮肤",   "淋巴", "心脏", "脾",   "胆囊",
                                     "喉",   "鼻咽", "脊髓",   "眼"};
static const char *const harms[] = {
    "恶性肿瘤", "衰竭",     "良性肿瘤",   "出血",       "感染",     "结核",     "炎症",
    "囊肿",     "损伤",     "先天性畸形", "缺血",       "纤维化",   "硬化",     "积水",
    "狭窄",     "梗死",     "移植术后",   "继发性肿瘤", "脓肿",     "功能不全", "血管瘤",
    "结石",     "穿孔",     "萎缩",       "坏死",       "水肿",     "增生",     "息肉",
    "溃疡",     "静脉曲张", "动脉瘤",     "肉瘤",       "母细胞瘤", "转移癌",   "变性",
    "粘连",     "破裂",     "扩张",       "梗阻",       "寄生虫病"};

typedef struct Draw {
    CaseFile *file;
    uint64_t state;
    Buf text;
} Draw;

/* splitmix64: small, and the same everywhere. */
static uint64_t below(Draw *draw, uint64_t n)
{
    uint64_t z = draw->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % n;
}

/* Small numbers often, large ones seldom: each tenth of the way is ten times rarer. */
static uint64_t seldom(Draw *draw, uint64_t n)
{
    uint64_t at = below(draw, n);
    return at * at / n * (below(draw, n) + 1) / n;
}

enum { HAN = 3 /* bytes of a Chinese character */ };

static void add_han(Draw *draw, const char *list)
{
    buf_add_bytes(&draw->text, list + HAN * below(draw, strlen(list) / HAN), HAN);
}

static void put(Draw *draw, FieldId field)
{
    case_put(draw->file, field, 0, draw->text.data);
    buf_clear(&draw->text);
}

static void put_name(Draw *draw, FieldId field)
{
    uint64_t all = 0, at;
    size_t i = 0;

    for (size_t k = 0; k < COUNT_OF(surnames); k++)
        all += (uint64_t)surnames[k].weight;
    for (at = below(draw, all); at >= (uint64_t)surnames[i].weight; i++)
        at -= (uint64_t)surnames[i].weight;
    if (surnames[i].text[0])
        buf_add(&draw->text, surnames[i].text);
    else
        add_han(draw, rare);
    add_han(draw, given_first);
    add_han(draw, given_last);
    put(draw, field);
}

static void put_person(Draw *draw, Day today)
{
    enum { AGES = 90 * 365 };
    Day born = day_add(today, -(int)below(draw, AGES));
    char text[DAY_TEXT];

    day_format(born, text);
    put_name(draw, F_PATIENT_name);
    case_put(draw->file, F_PATIENT_born_on, 0, text);
    case_put(draw->file, F_PATIENT_certificate, 0, "01");
    buf_addf(&draw->text, "99%04d%04d%02d%02d%03d", (int)below(draw, 10000), born.year,
             born.month, born.day, (int)below(draw, 1000));
    buf_add_char(&draw->text, resident_check_digit(draw->text.data));
    put(draw, F_PATIENT_id_number);
}

/* One hospital has seven cases of ten, the other three thousand the rest. */
static void put_hospital(Draw *draw)
{
    const uint64_t han = strlen(places) / HAN;
    uint64_t at = below(draw, 10) < 7 ? 0 : seldom(draw, han * han * COUNT_OF(kinds));

    buf_add_bytes(&draw->text, places + HAN * (at % han), HAN);
    buf_add_bytes(&draw->text, places + HAN * (at / han % han), HAN);
    buf_add(&draw->text, "县");
    buf_add(&draw->text, kinds[at / han / han % COUNT_OF(kinds)]);
    put(draw, F_ILLNESS_hospital);
}

static void put_illness(Draw *draw, uint64_t seed, uint64_t number)
{
    uint64_t at = seldom(draw, COUNT_OF(organs) * COUNT_OF(harms));

    buf_addf(&draw->text, "%s%s", organs[at % COUNT_OF(organs)], harms[at / COUNT_OF(organs)]);
    put(draw, F_ILLNESS_disease);
    buf_addf(&draw->text, "X%03" PRIu64 "%07" PRIu64, seed % 1000, number % 10000000);
    put(draw, F_ILLNESS_inpatient_no);
    buf_addf(&draw->text, "%d", (int)below(draw, 60) + 1);
    put(draw, F_ILLNESS_bed);
    put_hospital(draw);
}

CaseFile *sample_short(uint64_t seed, uint64_t number, Day today)
{
    enum { PHONES = 100000000, STEP = 102947 };
    Draw draw = {.file = case_new(),
                 .state = seed * UINT64_C(0xd1342543de82ef95) + number,
                 .text = BUF_INIT};

    below(&draw, 1);
    case_put(draw.file, F_CASE_platform, 0, "shuidichou");
    case_put(draw.file, F_CASE_kind, 0, "illness");
    case_put(draw.file, F_CASE_urgent, 0, below(&draw, 10) ? "no" : "yes");
    put_person(&draw, today);
    buf_addf(&draw.text, "139%08" PRIu64, (seed * STEP + number) % PHONES);
    put(&draw, F_PATIENT_phone);
    case_put(draw.file, F_INITIATOR_is_patient, 0, "no");
    put_name(&draw, F_INITIATOR_name);
    put_illness(&draw, seed, number);
    buf_free(&draw.text);
    return draw.file;
}
