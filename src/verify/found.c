/* Words are cut out of the folded value; hashes of a story are the least of each kind over its
 * pieces of four characters. */
#include "config.h"

#include "verify/found.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "base/text/text_same.h"

/* Why a word is there. */
enum { BY_NO, BY_NAME, BY_INITIALS, BY_PINYIN, BY_NUMBER, BY_DISEASE, BY_HOSPITAL, BY_BED };
/* More words than these no case has; a word is cut at so many columns, and an inner one begins
 * with a sign of its own. */
enum { WORDS_MOST = 80, WORD_COLUMNS = 60 };
#define INNER "\x01"

typedef struct Word {
    int64_t kind;
    char *text;
    bool seen;
} Word;

struct FoundTerms {
    Word *words;
    size_t n, there;   /* there: rows that were seen */
    Word extra;        /* the first; text NULL: none */
    char *spelt_of[2]; /* disease and hospital, folded: in letters they are words too */
    bool spelt, initials, pinyin; /* spelt: a name is in Chinese characters */
};

/* ---- words ---- */

static void add(FoundTerms *terms, int kind, const char *text)
{
    size_t n = text_prefix(text, strlen(text), WORD_COLUMNS);

    if (n == 0)
        return;
    for (size_t i = 0; i < terms->n; i++) {
        const Word *word = &terms->words[i];
        if (word->kind == kind && strlen(word->text) == n && memcmp(word->text, text, n) == 0)
            return;
    }
    terms->words = xreallocarray(terms->words, terms->n + 1, sizeof(Word));
    terms->words[terms->n++] = (Word){kind, xstrndup(text, n), false};
}

static bool is_joint(uint32_t rune)
{
    static const uint32_t joints[] = {' ', '-', '.',  ',',    '\'',   '(',   ')',
                                      '/', '+', 0xB7, 0x2027, 0x3002, 0x3001};

    for (size_t i = 0; i < COUNT_OF(joints); i++) {
        if (joints[i] == rune)
            return true;
    }
    return false;
}

/* The rest from each character on, of a word of letters or digits from its first alone. */
static void add_rests(FoundTerms *terms, int kind, const char *text)
{
    enum { RESTS_MOST = 16 };
    size_t len = strlen(text), rests = 0, bytes;
    bool within = false;

    for (size_t at = 0; at < len && rests < RESTS_MOST; at = text_next(text, len, at)) {
        uint32_t rune = text_rune(text + at, &bytes);
        bool joint = is_joint(rune);
        if (!joint && (rune >= 0x80 || !within)) {
            add(terms, kind, text + at);
            rests++;
        }
        within = rune < 0x80 && !joint;
    }
}

static void add_both(FoundTerms *terms, int kind, const char *folded)
{
    Buf form = BUF_INIT;

    add_rests(terms, kind, folded);
    text_same_name(&form, folded);
    add_rests(terms, kind, form.data);
    buf_free(&form);
}

static void add_name(FoundTerms *terms, const char *folded)
{
    Buf tight = BUF_INIT;
    size_t bytes;

    add_both(terms, BY_NAME, folded);
    for (const char *at = folded; *at; at += bytes) {
        uint32_t rune = text_rune(at, &bytes);
        if (!is_joint(rune))
            buf_add_bytes(&tight, at, bytes);
        terms->spelt = terms->spelt || (rune >= 0x4e00 && rune <= 0x9fa5);
    }
    add(terms, BY_NAME, tight.data);
    buf_free(&tight);
}

static void add_end(FoundTerms *terms, const char *folded, size_t n)
{
    size_t all = text_chars(folded), bytes;

    if (all <= n)
        return;
    for (; all > n; all--, folded += bytes)
        text_rune(folded, &bytes);
    add(terms, BY_NUMBER, folded);
}

static void add_inner(FoundTerms *terms, const char *folded)
{
    enum { LEFT_LEAST = 4, MOST = 12 };
    size_t len = strlen(folded), at = 0;

    add(terms, BY_NUMBER, folded);
    for (int i = 0; i < MOST; i++) {
        Buf inner = BUF_INIT;
        at = text_next(folded, len, at);
        buf_addf(&inner, INNER "%s", folded + at);
        if (at + LEFT_LEAST <= len)
            add(terms, BY_NUMBER, inner.data);
        buf_free(&inner);
    }
}

/* Whatever a bed is called, it is so many 床. */
static void add_bed(FoundTerms *terms, const char *folded)
{
    static const char *const called[] = {"床位", "号床", "床", "号", "牀"};
    Buf bed = BUF_INIT;

    buf_addf(&bed, INNER "%s", folded);
    for (size_t i = 0; i < COUNT_OF(called); i++) {
        size_t n = strlen(called[i]);
        if (bed.len > n + 1 && strcmp(bed.data + bed.len - n, called[i]) == 0)
            buf_cut(&bed, bed.len - n);
        while (bed.len && bed.data[bed.len - 1] == ' ')
            buf_cut(&bed, bed.len - 1);
    }
    buf_add(&bed, "床");
    add(terms, BY_BED, bed.data);
    buf_free(&bed);
}

static void add_no(FoundTerms *terms, const char *folded)
{
    const char *dash = strrchr(folded, '-');

    add(terms, BY_NO, folded);
    if (!dash)
        return;
    add(terms, BY_NO, dash + 1);
    add(terms, BY_NO, dash + 1 + strspn(dash + 1, "0"));
}

static void add_field(FoundTerms *terms, int field, const char *folded)
{
    enum { PATIENT, INITIATOR, ID, PHONE, INPATIENT, DISEASE, HOSPITAL, BED };

    if (field == PATIENT || field == INITIATOR) {
        add_name(terms, folded);
    } else if (field == ID || field == PHONE) {
        add(terms, BY_NUMBER, folded);
        add_end(terms, folded, 4);
        if (field == ID)
            add_end(terms, folded, 6);
    } else if (field == INPATIENT) {
        add_inner(terms, folded);
    } else if (field == BED) {
        add_bed(terms, folded);
    } else {
        add_both(terms, field == DISEASE ? BY_DISEASE : BY_HOSPITAL, folded);
        terms->spelt_of[field == HOSPITAL] = xstrdup(folded);
    }
}

FoundTerms *found_terms(const char *no, const char *const fields[FOUND_FIELDS])
{
    FoundTerms *terms = xcalloc(1, sizeof *terms);
    Buf folded = BUF_INIT;

    text_fold(&folded, no);
    add_no(terms, folded.data);
    for (int i = 0; i < FOUND_FIELDS; i++) {
        buf_clear(&folded);
        if (fields[i])
            text_fold(&folded, fields[i]);
        if (folded.len)
            add_field(terms, i, folded.data);
    }
    buf_free(&folded);
    return terms;
}

void found_free(FoundTerms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        free(terms->words[i].text);
    free(terms->words);
    free(terms->spelt_of[0]);
    free(terms->spelt_of[1]);
    free(terms->extra.text);
    free(terms);
}

/* ---- words in letters ---- */

/* The value in letters, without signs between words, cut where words are: a Chinese character
 * is a letter, which one takes a dictionary, or stands for itself; all others do. */
static bool is_in_letters(const char *value, const char *term)
{
    enum { CHINESE_FIRST = 0x2e80 };
    bool cut = text_cols(term) >= WORD_COLUMNS - 1;
    size_t bytes;

    for (; *value && !(cut && !*term); value += bytes) {
        uint32_t rune = text_rune(value, &bytes);
        if (is_joint(rune))
            continue;
        if (strncmp(term, value, bytes) == 0)
            term += bytes;
        else if (rune >= CHINESE_FIRST && *term >= 'a' && *term <= 'z')
            term++;
        else
            return false;
    }
    return !*term;
}

static bool is_spelling(const FoundTerms *terms, int64_t kind, const char *term)
{
    const char *value = terms->spelt_of[kind == BY_HOSPITAL];

    if (kind == BY_INITIALS || kind == BY_PINYIN)
        return true;
    return (kind == BY_DISEASE || kind == BY_HOSPITAL) && value && is_in_letters(value, term);
}

void found_see(FoundTerms *terms, int64_t kind, const char *term)
{
    bool is = false;

    terms->there++;
    terms->initials = terms->initials || kind == BY_INITIALS;
    terms->pinyin = terms->pinyin || kind == BY_PINYIN;
    for (size_t i = 0; !is && i < terms->n; i++) {
        Word *word = &terms->words[i];
        is = word->kind == kind && strcmp(word->text, term) == 0;
        word->seen = word->seen || is;
    }
    if (!is && !terms->extra.text && !is_spelling(terms, kind, term))
        terms->extra = (Word){kind, xstrdup(term), false};
}

static void tell(Buf *out, const char *text)
{
    buf_add(out, text + (text[0] == INNER[0]));
}

bool found_missing(const FoundTerms *terms, Buf *term)
{
    if (terms->there >= WORDS_MOST)
        return false;
    for (size_t i = 0; i < terms->n; i++) {
        if (!terms->words[i].seen) {
            tell(term, terms->words[i].text);
            return true;
        }
    }
    if (!terms->spelt || (terms->initials && terms->pinyin))
        return false;
    buf_add(term, "pinyin");
    return true;
}

bool found_extra(const FoundTerms *terms, Buf *term)
{
    if (terms->extra.text)
        tell(term, terms->extra.text);
    return terms->extra.text != NULL;
}

/* ---- forms ---- */

static void digits_of(const char *text, Buf *out)
{
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9')
            buf_add_char(out, *text);
    }
}

static void form_of_household(const char *value, Buf *out)
{
    size_t name = strcspn(value, "\n");
    Buf one = BUF_INIT;
    buf_add_bytes(&one, value, name);
    text_same_name(out, one.len ? one.data : "");
    if (out->len)
        buf_add(out, value + name + (value[name] == '\n'));
    buf_free(&one);
}

static void form_of_account(const char *value, Buf *out)
{
    size_t account = strcspn(value, "\n");
    Buf one = BUF_INIT, name = BUF_INIT;
    buf_add_bytes(&one, value, account);
    text_same_number(out, one.len ? one.data : "");
    text_same_name(&name, value + account + (value[account] == '\n'));
    if (out->len && name.len)
        buf_addf(out, "|%s", name.data);
    else
        buf_clear(out);
    buf_free(&one);
    buf_free(&name);
}

void found_form(char kind, const char *value, FoundForm *out)
{
    *out = (FoundForm){kind, BUF_INIT};
    if (!value)
        return;
    if (kind == 'w')
        text_same_name(&out->text, value);
    else if (kind == 'h')
        form_of_household(value, &out->text);
    else if (kind == 'a')
        form_of_account(value, &out->text);
    else
        text_same_number(&out->text, value);
}

void found_form_free(FoundForm *form)
{
    buf_free(&form->text);
}

bool found_is_form(const FoundForm *form, const char *text)
{
    enum { LAST = 4 };
    Buf told = BUF_INIT, has = BUF_INIT;
    bool is = strcmp(form->text.data, text) == 0;

    if (!is && form->kind == 'p') {
        digits_of(form->text.data, &told);
        digits_of(text, &has);
        is = has.len >= LAST && told.len >= LAST &&
             strcmp(has.data + has.len - LAST, told.data + told.len - LAST) == 0;
    }
    buf_free(&told);
    buf_free(&has);
    return is;
}

/* ---- prints ---- */

enum { HASHES = FOUND_PRINT / 4, PIECE = 4, PIECES_LEAST = 16, IN_BAND = HASHES / FOUND_BANDS };

/* splitmix64 */
static uint64_t mix(uint64_t z)
{
    z += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Letters and characters; no signs, blanks and digits. */
static bool is_told(uint32_t rune)
{
    if (rune < 0x80)
        return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
    return rune >= 0xc0 && (rune < 0x2000 || rune >= 0x3040) &&
           (rune < 0xff00 || rune >= 0xffef);
}

static void take_piece(const uint32_t piece[PIECE], uint32_t least[HASHES])
{
    uint64_t hash = 0;

    for (int i = 0; i < PIECE; i++)
        hash = mix(hash ^ piece[i]);
    for (uint64_t i = 0; i < HASHES; i++) {
        uint32_t one = (uint32_t)mix(hash + i);
        least[i] = one < least[i] ? one : least[i];
    }
}

bool found_print(const char *story, unsigned char print[FOUND_PRINT],
                 int64_t bands[FOUND_BANDS])
{
    uint32_t least[HASHES], piece[PIECE] = {0};
    size_t told = 0, bytes;

    memset(least, 0xff, sizeof least);
    for (; *story; story += bytes) {
        uint32_t rune = text_rune(story, &bytes);
        if (!is_told(rune))
            continue;
        memmove(piece, piece + 1, sizeof piece - sizeof *piece);
        piece[PIECE - 1] = rune;
        if (++told >= PIECE)
            take_piece(piece, least);
    }
    memcpy(print, least, sizeof least);
    for (size_t band = 0; band < FOUND_BANDS; band++) {
        uint64_t hash = band;
        for (size_t i = 0; i < IN_BAND; i++)
            hash = mix(hash ^ least[band * IN_BAND + i]);
        bands[band] = (int64_t)(hash >> 1);
    }
    return told >= PIECES_LEAST + PIECE - 1;
}

int found_different(const int64_t bands[FOUND_BANDS])
{
    int n = 0;

    for (int i = 0; i < FOUND_BANDS; i++) {
        bool again = false;
        for (int j = 0; j < i; j++)
            again = again || bands[j] == bands[i];
        n += !again;
    }
    return n;
}

/* ---- blocks ---- */

bool found_block(Bytes bytes, FoundBlock *out)
{
    enum { MAP = FOUND_BLOCK / 8 };

    *out = (FoundBlock){.has = {false}};
    if (bytes.n > MAP || bytes.n % 2 != 0)
        return false;
    for (size_t i = 0; bytes.n == MAP && i < FOUND_BLOCK; i++)
        out->has[i] = bytes.at[i / 8] >> i % 8 & 1;
    for (size_t i = 0; bytes.n < MAP && i < bytes.n; i += 2)
        out->has[(bytes.at[i] | bytes.at[i + 1] << 8) % FOUND_BLOCK] = true;
    return true;
}
