/* All readings stand in han.def by their sound; what a name or a neighbour makes of a character
 * is asked first. */
#include "config.h"

#include "base/pinyin/pinyin_han.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text_rune.h"

enum { FIRST = 0x2E80, END = 0x33480 /* of the blocks that hold such characters */ };

struct HanIndex {
    uint16_t row[END - FIRST]; /* of the table, from 1; 0: no reading */
};

#define X(syllables, characters) {syllables, characters},
static const struct {
    const char *syllables, *characters;
} rows[] = {
#include "base/pinyin/han.def"
};
#undef X

/* The first character of a word is read so, in names only, or only where a name begins. */
typedef struct Special {
    const char *word, *syllables;
    bool name, begins;
} Special;

static const Special specials[] = {
    {"藏文", "zang", false, false}, {"重庆", "chong", false, false},
    {"沈阳", "shen", false, false}, {"秘鲁", "bi", false, false},
    {"万俟", "mo", true, false},    {"澹台", "tan", true, false},
    {"令狐", "ling", true, false},  {"长孙", "zhang", true, true},
    {"秘", "bi", true, true},       {"卜", "bu", true, true},
    {"种", "chong", true, true},    {"重", "chong", true, true},
    {"刀", "diao", true, true},     {"盖", "ge", true, true},
    {"过", "guo", true, true},      {"华", "hua", true, true},
    {"纪", "ji", true, true},       {"牟", "mu", true, true},
    {"粘", "nian", true, true},     {"区", "ou", true, true},
    {"繁", "po", true, true},       {"任", "ren", true, true},
    {"单", "shan", true, true},     {"召", "shao", true, true},
    {"折", "she", true, true},      {"舍", "she", true, true},
    {"沈", "shen", true, true},     {"解", "xie", true, true},
    {"燕", "yan", true, true},      {"尉", "yu", true, true},
    {"乐", "yue", true, true},      {"员", "yun", true, true},
    {"查", "zha", true, true},      {"长", "chang", true, false},
    {"干", "gan", true, false},     {"葛", "ge", true, false},
    {"筠", "jun", true, false},     {"靓", "liang", true, false},
    {"仇", "qiu", true, false},     {"峙", "shi", true, false},
    {"隗", "wei", true, false},     {"莘", "xin", true, false},
    {"翟", "zhai", true, false},    {"曾", "zeng", true, false},
};

HanIndex *han_index_new(void)
{
    HanIndex *index = xcalloc(1, sizeof(*index));

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *text = rows[i].characters;
        size_t len = strlen(text);
        for (size_t at = 0; at < len;)
            index->row[rune_next(text, len, &at) - FIRST] = (uint16_t)(i + 1);
    }
    return index;
}

void han_index_free(HanIndex *index)
{
    free(index);
}

static const char *special_reading(PinyinKind kind, const char *run, size_t len, size_t at)
{
    for (size_t i = 0; i < COUNT_OF(specials); i++) {
        const Special *special = &specials[i];
        size_t bytes = strlen(special->word);
        if ((!special->name || kind == PINYIN_NAME) && (!special->begins || at == 0) &&
            bytes <= len - at && memcmp(run + at, special->word, bytes) == 0)
            return special->syllables;
    }
    return NULL;
}

const char *han_reading(const HanIndex *index, PinyinKind kind, const char *run, size_t len,
                        size_t at)
{
    const char *special = special_reading(kind, run, len, at);
    size_t next = at;
    uint32_t rune = rune_next(run, len, &next);

    if (special)
        return special;
    if (rune < FIRST || rune >= END || !index->row[rune - FIRST])
        return NULL;
    return rows[index->row[rune - FIRST] - 1].syllables;
}
