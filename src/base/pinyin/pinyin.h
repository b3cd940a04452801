/* Pinyin of Chinese text, for search and for picking. A Pinyin is half a megabyte, so it is
 * made when first needed and kept by its owner. */
#ifndef ANJUAN_BASE_PINYIN_PINYIN_H
#define ANJUAN_BASE_PINYIN_PINYIN_H

#include "base/buf.h"

typedef struct Pinyin Pinyin;

Pinyin *pinyin_new(void);
void pinyin_free(Pinyin *pinyin);

typedef enum PinyinKind {
    PINYIN_WORDS,
    PINYIN_NAME /* surnames: 单 is shan, 仇 qiu, 曾 zeng */
} PinyinKind;

/* Appends the syllables in lower case ASCII without tones, and the initials: 单梅 gives shanmei
 * and sm. As input methods have it, ü is v: 吕 is lv, 女 nv. Characters that are not Chinese,
 * or have no reading, stand for themselves, folded by text_fold(). Where a character can be
 * read in several ways only one of them is given. */
void pinyin_of(Pinyin *pinyin, PinyinKind kind, const char *text, Buf *full, Buf *initials);

/* The usual readings of the character that text begins with, parted by blanks, where names use
 * more than one: 重 "chong zhong", 曾 "zeng ceng", 乐 "le yue". NULL: there is one only. */
const char *pinyin_readings(const char *text);

/* Appends the same reading with a blank between syllables: 单梅 gives "shan mei", IgA肾病 "iga
 * shen bing". Signs between words are left out. */
void pinyin_spell(Pinyin *pinyin, PinyinKind kind, const char *text, Buf *spelt);

#endif
