/* Characters of a run of Chinese are read one by one, by the words and names of pinyin_fix.c
 * first; what is no Chinese stands for itself. */
#include "config.h"

#include "base/pinyin/pinyin.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uscript.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/pinyin/pinyin_fix.h"
#include "base/pinyin/pinyin_han.h"
#include "base/text/text.h"
#include "base/text/text_rune.h"

struct Pinyin {
    HanIndex *han;
};

/* Where the two forms go, and what the next letter is to be. */
typedef struct Output {
    Buf *full, *initials; /* NULL when only the spelling is wanted */
    Buf *spelt;           /* NULL when it is not */
    bool first;           /* the next letter begins a syllable */
} Output;

Pinyin *pinyin_new(void)
{
    Pinyin *pinyin = xcalloc(1, sizeof(Pinyin));

    pinyin->han = han_index_new();
    return pinyin;
}

void pinyin_free(Pinyin *pinyin)
{
    if (!pinyin)
        return;
    han_index_free(pinyin->han);
    free(pinyin);
}

static bool is_han(uint32_t rune)
{
    UErrorCode status = U_ZERO_ERROR;
    return rune != TEXT_BAD && rune >= 0x2E80 &&
           uscript_getScript((UChar32)rune, &status) == USCRIPT_HAN;
}

/* Ends a syllable, or a word that is not Chinese. */
static void part(Buf *spelt)
{
    if (spelt && spelt->len && spelt->data[spelt->len - 1] != ' ')
        buf_add_char(spelt, ' ');
}

static void put_letter(Output *out, char letter)
{
    if (out->first)
        part(out->spelt);
    if (out->spelt)
        buf_add_char(out->spelt, letter);
    if (out->full)
        buf_add_char(out->full, letter);
    if (out->initials && out->first)
        buf_add_char(out->initials, letter);
    out->first = false;
}

static void put_syllables(Output *out, const char *syllables)
{
    out->first = true;
    for (; *syllables; syllables++) {
        if (*syllables == ' ')
            out->first = true;
        else
            put_letter(out, *syllables);
    }
}

/* A character that has no reading stands for itself. */
static void put_itself(Output *out, const char *text, size_t bytes)
{
    Buf *const to[] = {out->full, out->initials, out->spelt};

    part(out->spelt);
    for (size_t i = 0; i < COUNT_OF(to); i++) {
        if (to[i])
            buf_add_bytes(to[i], text, bytes);
    }
    out->first = true;
}

static void put_run(Output *out, const HanIndex *han, PinyinKind kind, const char *run,
                    size_t len)
{
    for (size_t at = 0, next; at < len; at = next) {
        const char *syllables = han_reading(han, kind, run, len, at);
        next = at;
        rune_next(run, len, &next);
        if (syllables)
            put_syllables(out, syllables);
        else
            put_itself(out, run + at, next - at);
    }
}

/* The bytes of Chinese characters that text begins with; for words, up to the next known one.
 */
static size_t run_of_han(PinyinKind kind, const char *text, size_t len)
{
    size_t at = 0, bytes;
    while (at < len) {
        size_t next = at;
        if (!is_han(rune_next(text, len, &next)))
            break;
        if (kind == PINYIN_WORDS && pinyin_fix(kind, text + at, &bytes))
            break;
        at = next;
    }
    return at;
}

/* What is not Chinese: as it is, but in a spelling signs only part words. */
static void put_other(Output *out, const char *text, size_t bytes, bool han_before)
{
    bool sign = bytes == 1 && !isalnum((unsigned char)*text);
    if (out->spelt && (sign || han_before))
        part(out->spelt);
    if (out->spelt && !sign)
        buf_add_bytes(out->spelt, text, bytes);
    if (out->full)
        buf_add_bytes(out->full, text, bytes);
    if (out->initials)
        buf_add_bytes(out->initials, text, bytes);
}

static void read_text(Pinyin *pinyin, PinyinKind kind, const char *text, Output *out)
{
    Buf folded = BUF_INIT;
    bool han = false;

    text_fold(&folded, text);
    for (size_t at = 0; at < folded.len;) {
        const char *here = folded.data + at;
        size_t bytes = 0;
        /* Only what comes first can be a surname; what follows a known one is read as words. */
        const char *fix =
            kind == PINYIN_WORDS || at == 0 ? pinyin_fix(kind, here, &bytes) : NULL;
        if (fix) {
            put_syllables(out, fix);
            kind = PINYIN_WORDS;
            han = true;
        } else if ((bytes = run_of_han(kind, here, folded.len - at)) > 0) {
            put_run(out, pinyin->han, kind, here, bytes);
            han = true;
        } else {
            rune_next(here, folded.len - at, &bytes);
            put_other(out, here, bytes, han);
            han = false;
        }
        at += bytes;
    }
    buf_free(&folded);
}

void pinyin_of(Pinyin *pinyin, PinyinKind kind, const char *text, Buf *full, Buf *initials)
{
    Output out = {.full = full, .initials = initials};
    read_text(pinyin, kind, text, &out);
}

void pinyin_spell(Pinyin *pinyin, PinyinKind kind, const char *text, Buf *spelt)
{
    Output out = {.spelt = spelt};
    read_text(pinyin, kind, text, &out);
    while (spelt->len && spelt->data[spelt->len - 1] == ' ')
        buf_cut(spelt, spelt->len - 1);
}
