/* For pinyin.c and wordlist_text.c only: readings that han.def does not give, or gives wrong.
 */
#ifndef ANJUAN_BASE_PINYIN_PINYIN_FIX_H
#define ANJUAN_BASE_PINYIN_PINYIN_FIX_H

#include <stddef.h>

#include "base/pinyin/pinyin.h"

/* The syllables, parted by blanks, of the longest known word that text begins with, and its
 * bytes; NULL when there is none. Names are surnames and are asked for only at the start of a
 * text. */
const char *pinyin_fix(PinyinKind kind, const char *text, size_t *bytes);

#endif
