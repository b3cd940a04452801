/* Readings that han.def gives otherwise, kept to what this program's texts hold: surnames,
 * places, banks, illnesses. The readings are those of the standard dictionaries; for places,
 * those of the people who live there. A row must not match across the border of two words: 市长
 * is no row, since it would misread 重庆市长寿区. */
#include "config.h"

#include "base/pinyin/pinyin_fix.h"

#include <string.h>

#include "base/attr.h"

typedef struct Fix {
    const char *word, *syllables;
} Fix;

static const Fix names[] = {
    {"缪", "miao"},
    {"洗", "xian"},
    {"句", "gou"},
    {"么", "yao"},
    {"朴", "piao"},
    {"佴", "nai"},
    {"乜", "nie"},
    {"祭", "zhai"},
    {"都", "du"},
    {"阚", "kan"},
    {"贠", "yun"},
    {"单于", "chan yu"},
    /* traditional forms of surnames that pinyin_han.c knows in simplified ones */
    {"單", "shan"},
    {"樂", "yue"},
    {"繆", "miao"},
    {"區", "ou"},
    {"員", "yun"},
    {"蓋", "ge"},
    {"萬俟", "mo qi"},
    {"澹臺", "tan tai"},
    {"種", "chong"},
    {"華", "hua"},
    {"單于", "chan yu"},
};

static const Fix words[] = {
    /* single characters whose usual reading here is another one */
    {"长", "chang"},
    {"地", "di"},
    {"都", "du"},
    {"勒", "le"},
    {"佛", "fo"},
    {"什", "shi"},
    {"茄", "qie"},
    {"椎", "zhui"},
    /* general */
    {"什么", "shen me"},
    {"家长", "jia zhang"},
    {"护士长", "hu shi zhang"},
    {"生长", "sheng zhang"},
    {"成长", "cheng zhang"},
    {"增长", "zeng zhang"},
    {"助长", "zhu zhang"},
    {"长者", "zhang zhe"},
    {"长老", "zhang lao"},
    {"重阳", "chong yang"},
    {"重复", "chong fu"},
    {"重建", "chong jian"},
    {"重组", "chong zu"},
    {"双重", "shuang chong"},
    {"会计", "kuai ji"},
    {"西藏", "xi zang"},
    {"藏族", "zang zu"},
    {"藏医", "zang yi"},
    /* banks */
    {"银行", "yin hang"},
    {"分行", "fen hang"},
    {"支行", "zhi hang"},
    {"总行", "zong hang"},
    {"商行", "shang hang"},
    /* medicine */
    {"大夫", "dai fu"},
    {"睡觉", "shui jiao"},
    {"白术", "bai zhu"},
    {"人参", "ren shen"},
    {"党参", "dang shen"},
    {"着床", "zhuo chuang"},
    {"着色", "zhuo se"},
    {"膀胱", "pang guang"},
    {"失调", "shi tiao"},
    {"调节", "tiao jie"},
    {"调理", "tiao li"},
    {"咯血", "ka xue"},
    {"阻塞", "zu se"},
    {"栓塞", "shuan se"},
    {"梗塞", "geng se"},
    {"堵塞", "du se"},
    {"闭塞", "bi se"},
    {"弹性", "tan xing"},
    {"弹力", "tan li"},
    /* places */
    {"长子县", "zhang zi xian"},
    {"大城县", "dai cheng xian"},
    {"厦门", "xia men"},
    {"蚌埠", "beng bu"},
    {"六安", "lu an"},
    {"六合", "lu he"},
    {"乐清", "yue qing"},
    {"乐亭", "lao ting"},
    {"乐陵", "lao ling"},
    {"番禺", "pan yu"},
    {"大埔", "da bu"},
    {"黄埔", "huang pu"},
    {"洪洞", "hong tong"},
    {"泌阳", "bi yang"},
    {"什邡", "shi fang"},
    {"会稽", "kuai ji"},
    {"尉犁", "yu li"},
    {"莘庄", "xin zhuang"},
    {"犍为", "qian wei"},
    {"筠连", "jun lian"},
    {"荥经", "ying jing"},
    {"浚县", "xun xian"},
    {"吴堡", "wu bu"},
    {"中牟", "zhong mu"},
    {"牟平", "mu ping"},
    {"单县", "shan xian"},
    {"解州", "xie zhou"},
    {"铅山", "yan shan"},
    {"任丘", "ren qiu"},
    {"任县", "ren xian"},
    {"任城", "ren cheng"},
    {"任泽", "ren ze"},
    {"井陉", "jing xing"},
    {"蔚县", "yu xian"},
    {"东阿", "dong e"},
    {"繁峙", "fan shi"},
    {"黄陂", "huang pi"},
    {"枞阳", "zong yang"},
    {"涡阳", "guo yang"},
    {"浒墅关", "xu shu guan"},
    {"覃塘", "qin tang"},
    {"宝坻", "bao di"},
    {"崆峒", "kong tong"},
    {"曾都", "zeng du"},
    {"蚌山", "beng shan"},
    {"泊头", "bo tou"},
    {"宕昌", "tan chang"},
    {"称多", "chen duo"},
    {"龙圩", "long xu"},
    {"藏青工业", "zang qing gong ye"},
    {"歙县", "she xian"},
    {"莘县", "shen xian"},
    {"柞水", "zha shui"},
    {"且末", "qie mo"},
    {"东莞", "dong guan"},
    {"监利", "jian li"},
};

static const struct {
    const Fix *fixes;
    size_t count;
} tables[] = {
    [PINYIN_WORDS] = {words, COUNT_OF(words)},
    [PINYIN_NAME] = {names, COUNT_OF(names)},
};

const char *pinyin_fix(PinyinKind kind, const char *text, size_t *bytes)
{
    const char *found = NULL;
    *bytes = 0;
    for (size_t i = 0; i < tables[kind].count; i++) {
        const Fix *fix = &tables[kind].fixes[i];
        size_t len = strlen(fix->word);
        if (len > *bytes && strncmp(text, fix->word, len) == 0) {
            found = fix->syllables;
            *bytes = len;
        }
    }
    return found;
}

/* Characters of names that are read in more than one way, with the readings of the standard
 * dictionaries that names have. Traditional forms are folded before. */
static const Fix readings[] = {
    {"重", "chong zhong"}, {"曾", "zeng ceng"},   {"乐", "le yue"},
    {"樂", "le yue"},      {"单", "dan shan"},    {"長", "chang zhang"},
    {"长", "chang zhang"}, {"行", "xing hang"},   {"朝", "chao zhao"},
    {"盛", "sheng cheng"}, {"晟", "sheng cheng"}, {"解", "jie xie"},
    {"仇", "chou qiu"},    {"查", "cha zha"},     {"翟", "di zhai"},
    {"朴", "piao pu"},     {"区", "qu ou"},       {"柏", "bai bo"},
    {"尉", "wei yu"},      {"隽", "juan jun"},    {"茜", "qian xi"},
    {"娜", "na nuo"},      {"莎", "sha suo"},     {"泊", "bo po"},
    {"参", "can shen"},    {"藏", "cang zang"},   {"贾", "gu jia"},
    {"盖", "gai ge"},      {"覃", "qin tan"},     {"缪", "miao mou"},
    {"万", "wan mo"},      {"秘", "mi bi"},       {"牟", "mou mu"},
    {"员", "yuan yun"},    {"种", "zhong chong"}, {"召", "zhao shao"},
    {"谌", "chen shen"},   {"沈", "shen chen"},   {"俞", "yu shu"},
    {"艾", "ai yi"},       {"车", "che ju"},      {"折", "zhe she"},
    {"石", "shi dan"},     {"大", "da dai"},      {"卜", "bu bo"},
    {"弹", "dan tan"},     {"强", "qiang jiang"}, {"传", "chuan zhuan"},
    {"省", "sheng xing"},  {"奇", "qi ji"},       {"繁", "fan po"},
    {"便", "bian pian"},   {"阿", "a e"},         {"屏", "ping bing"},
    {"蔓", "man wan"},     {"薄", "bao bo"},      {"似", "si shi"},
    {"落", "luo la"},      {"蕃", "fan bo"},      {"勒", "le lei"},
    {"纶", "lun guan"},    {"会", "hui kuai"},    {"扎", "zha za"},
    {"都", "du dou"},      {"还", "huan hai"},    {"洗", "xi xian"},
    {"调", "diao tiao"},   {"和", "he huo"},      {"率", "shuai lv"},
    {"叶", "ye xie"},      {"拓", "tuo ta"},      {"畜", "chu xu"},
    {"宿", "su xiu"},      {"炅", "jiong gui"},   {"幢", "zhuang chuang"},
    {"禅", "chan shan"},
};

const char *pinyin_readings(const char *text)
{
    for (size_t i = 0; i < COUNT_OF(readings); i++)
        if (strncmp(text, readings[i].word, strlen(readings[i].word)) == 0)
            return readings[i].syllables;
    return NULL;
}
