/* Runs of Chinese are given to ICU's transliterator, with the readings of pinyin_fix.c before
 * it; what is no Chinese stands for itself. */
#include "config.h"

#include "base/pinyin/pinyin.h"

#include <ctype.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/pinyin/pinyin_fix.h"
#include "base/text/text.h"
#include "base/text/text_rune.h"

enum { KINDS = PINYIN_NAME + 1 };

struct Pinyin {
    UTransliterator *readers[KINDS]; /* opened when first needed */
    bool warming;                    /* by this thread, which has them until it is joined */
    pthread_t thread;
};

/* Where the two forms go, and what the next letter is to be. */
typedef struct Output {
    Buf *full, *initials; /* NULL when only the spelling is wanted */
    Buf *spelt;           /* NULL when it is not */
    bool first;           /* the next letter begins a syllable */
} Output;

Pinyin *pinyin_new(void)
{
    return xcalloc(1, sizeof(Pinyin));
}

static void settle(Pinyin *pinyin)
{
    if (pinyin->warming)
        pthread_join(pinyin->thread, NULL);
    pinyin->warming = false;
}

void pinyin_free(Pinyin *pinyin)
{
    if (!pinyin)
        return;
    settle(pinyin);
    for (int i = 0; i < KINDS; i++)
        if (pinyin->readers[i])
            utrans_close(pinyin->readers[i]);
    free(pinyin);
}

/* NULL when this ICU was built without its data; Chinese then stands for itself. */
static UTransliterator *open_reader(PinyinKind kind)
{
    static const char *const ids[] = {
        [PINYIN_WORDS] = "Han-Latin",
        [PINYIN_NAME] = "Han-Latin/Names",
    };
    UErrorCode status = U_ZERO_ERROR;
    UChar id[32];

    u_uastrncpy(id, ids[kind], COUNT_OF(id));
    return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
}

static UTransliterator *reader(Pinyin *pinyin, PinyinKind kind)
{
    settle(pinyin);
    if (!pinyin->readers[kind])
        pinyin->readers[kind] = open_reader(kind);
    return pinyin->readers[kind];
}

static void *warm(void *of)
{
    Pinyin *pinyin = of;
    for (int kind = KINDS - 1; kind >= 0; kind--)
        pinyin->readers[kind] = open_reader((PinyinKind)kind);
    return NULL;
}

void pinyin_warm(Pinyin *pinyin)
{
    sigset_t all, before;
    if (pinyin->warming || pinyin->readers[PINYIN_NAME])
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pinyin->warming = pthread_create(&pinyin->thread, NULL, warm, pinyin) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
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

static void dot_last(Buf *to)
{
    if (to && to->len && to->data[to->len - 1] == 'u')
        to->data[to->len - 1] = 'v';
}

/* A character of a reading taken apart by NFD: a letter, a tone, the dots of ü, a blank between
 * two syllables, or a Chinese character that has no reading and stands for itself. */
static void put(Output *out, UChar32 c)
{
    enum { DIAERESIS = 0x308 };

    if (c == ' ') {
        out->first = true;
    } else if (c == DIAERESIS) {
        dot_last(out->full);
        dot_last(out->spelt);
    } else if (c >= 'a' && c <= 'z') {
        put_letter(out, (char)c);
    } else if (is_han((uint32_t)c)) {
        Buf *const to[] = {out->full, out->initials, out->spelt};
        part(out->spelt);
        for (size_t i = 0; i < COUNT_OF(to); i++)
            if (to[i])
                buf_add_rune(to[i], (unsigned)c);
        out->first = true;
    }
}

/* Writes the readings of Chinese characters. Tones follow their vowel after NFD, so the dots of
 * ü come directly behind its u: the two marks are of one class and keep the order of ICU's
 * text. */
static void put_readings(Output *out, UTransliterator *reads, const char *text, size_t len)
{
    enum { LETTERS = 16 }; /* more than any reading with its tone and blank has */
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)len * LETTERS + LETTERS, units = 0;
    UChar *read = xcalloc((size_t)room, sizeof(UChar));
    UChar *apart = xcalloc((size_t)room, sizeof(UChar));
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);

    u_strFromUTF8(read, room, &units, text, (int32_t)len, &status);
    int32_t limit = units;
    if (reads)
        utrans_transUChars(reads, read, &units, room, 0, &limit, &status);
    units = unorm2_normalize(nfd, read, units, apart, room, &status);
    out->first = true;
    for (int32_t i = 0; U_SUCCESS(status) && i < units;) {
        UChar32 c;
        U16_NEXT(apart, i, units, c);
        put(out, c);
    }
    free(apart);
    free(read);
}

static void put_fix(Output *out, const char *syllables)
{
    out->first = true;
    for (; *syllables; syllables++)
        put(out, *syllables);
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
            put_fix(out, fix);
            kind = PINYIN_WORDS;
            han = true;
        } else if ((bytes = run_of_han(kind, here, folded.len - at)) > 0) {
            put_readings(out, reader(pinyin, kind), here, bytes);
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
