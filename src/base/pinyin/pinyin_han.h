/* For pinyin.c only: how one Chinese character is read, where pinyin_fix() knows no better. */
#ifndef ANJUAN_BASE_PINYIN_PINYIN_HAN_H
#define ANJUAN_BASE_PINYIN_PINYIN_HAN_H

#include <stddef.h>

#include "base/pinyin/pinyin.h"

/* Where each character stands among the readings; made in a moment. */
typedef struct HanIndex HanIndex;

HanIndex *han_index_new(void);
void han_index_free(HanIndex *index); /* NULL is allowed */

/* The syllables, parted by blanks, of the character at that place of a run of len bytes; NULL:
 * it stands for itself. What stands before and behind it in the run counts. */
const char *han_reading(const HanIndex *index, PinyinKind kind, const char *run, size_t len,
                        size_t at);

#endif
