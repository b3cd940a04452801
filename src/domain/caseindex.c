/* What a case is found by: the terms of the search index. A search is a prefix of a term, so a
 * name goes in with each of its ends, and a number with its tails. */
#include "config.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "domain/casefile_inner.h"
#include "store/search.h"

enum { TERMS_MAX = 80, SUFFIXES_MAX = 16, TERM_COLS_MAX = 60 };

typedef struct Terms {
    Arena *arena;
    Pinyin *pinyin;
    SearchTerm items[TERMS_MAX];
    size_t n;
} Terms;

static void add_term(Terms *terms, SearchKind kind, const char *text)
{
    size_t len = text_prefix(text, strlen(text), TERM_COLS_MAX);
    if (len == 0 || terms->n == TERMS_MAX)
        return;
    const char *term = arena_dup_n(terms->arena, text, len);
    for (size_t i = 0; i < terms->n; i++) {
        if (terms->items[i].kind == kind && strcmp(terms->items[i].term, term) == 0)
            return;
    }
    terms->items[terms->n++] = (SearchTerm){.kind = kind, .term = term};
}

/* Signs that part a name or a text; nobody searches from one of them on. */
static bool is_joint(uint32_t rune)
{
    static const uint32_t joints[] = {' ', '-', '.',    ',',    '\'',   '(',   ')',
                                      '/', '+', 0x00B7, 0x2027, 0x3002, 0x3001};
    for (size_t i = 0; i < COUNT_OF(joints); i++) {
        if (joints[i] == rune)
            return true;
    }
    return false;
}

/* The text from each of its characters on; within a Latin word or a number only from its start.
 */
static void add_suffixes(Terms *terms, SearchKind kind, const char *text)
{
    size_t len = strlen(text), bytes = 0;
    bool in_word = false;
    for (size_t at = 0, n = 0; at < len && n < SUFFIXES_MAX; at += bytes) {
        uint32_t rune = text_rune(text + at, &bytes);
        size_t next = text_next(text, len, at);
        bool ascii = rune < 0x80, joint = is_joint(rune);
        if (!joint && !(ascii && in_word)) {
            add_term(terms, kind, text + at);
            n++;
        }
        in_word = ascii && !joint;
        bytes = next - at; /* a combining mark stays with its letter */
    }
}

/* Letters and digits alone: 买买提·吐尔逊 is typed as mmttex. */
static void squeeze(Buf *out, const char *text)
{
    size_t bytes;
    for (; *text; text += bytes) {
        uint32_t rune = text_rune(text, &bytes);
        if (!is_joint(rune))
            buf_add_bytes(out, text, bytes);
    }
}

static void add_pinyin(Terms *terms, PinyinKind how, SearchKind full_kind,
                       SearchKind initials_kind, const char *text)
{
    Buf full = BUF_INIT, initials = BUF_INIT, tight = BUF_INIT;
    pinyin_of(terms->pinyin, how, text, &full, &initials);
    squeeze(&tight, initials.data);
    add_term(terms, initials_kind, tight.data);
    if (how == PINYIN_NAME) {
        buf_clear(&tight);
        squeeze(&tight, full.data);
        add_term(terms, full_kind, tight.data);
    }
    buf_free(&full);
    buf_free(&initials);
    buf_free(&tight);
}

/* ---- names with a character that is read in several ways ---- */

enum { SYLLABLES_MAX = 8, READINGS_MAX = 8, SYLLABLE_MAX = 8 };

typedef struct Spelling {
    const char *others[SYLLABLES_MAX]; /* its readings, NULL: as in syllables only */
    char syllables[SYLLABLES_MAX][SYLLABLE_MAX];
    size_t n;
} Spelling;

/* The name by its characters; false when it is not one syllable a character, so that no reading
 * could be put in the place of another. */
static bool spell(Terms *terms, const char *name, Spelling *out)
{
    Buf spelt = BUF_INIT;
    size_t len = strlen(name), at = 0;
    out->n = 0;
    pinyin_spell(terms->pinyin, PINYIN_NAME, name, &spelt);
    const char *syllable = spelt.data;
    while (*syllable && at < len && out->n < SYLLABLES_MAX) {
        size_t letters = strcspn(syllable, " ");
        if (letters >= SYLLABLE_MAX)
            break;
        memcpy(out->syllables[out->n], syllable, letters);
        out->syllables[out->n][letters] = '\0';
        out->others[out->n++] = pinyin_readings(name + at);
        at = text_next(name, len, at);
        syllable += letters;
        syllable += strspn(syllable, " ");
    }
    bool whole = !*syllable && at == len;
    buf_free(&spelt);
    return whole;
}

static void add_spelling(Terms *terms, const Spelling *name)
{
    Buf full = BUF_INIT, initials = BUF_INIT;
    for (size_t i = 0; i < name->n; i++) {
        buf_add(&full, name->syllables[i]);
        buf_add_char(&initials, name->syllables[i][0]);
    }
    add_term(terms, SEARCH_INITIALS, initials.data);
    add_term(terms, SEARCH_PINYIN, full.data);
    buf_free(&full);
    buf_free(&initials);
}

/* Each of the other readings in its place, and of two such characters all together, up to
 * READINGS_MAX in all: 李重乐 is found by lichongle, lizhongle, lichongyue and lizhongyue. */
static void add_readings(Terms *terms, const char *folded)
{
    Spelling names[READINGS_MAX];
    size_t n = 1;
    if (!spell(terms, folded, &names[0]))
        return;
    for (size_t place = 0; place < names[0].n; place++) {
        const char *at = names[0].others[place];
        size_t before = n;
        for (size_t letters; at && *at; at += letters, at += strspn(at, " ")) {
            letters = strcspn(at, " ");
            bool same = strlen(names[0].syllables[place]) == letters &&
                        strncmp(names[0].syllables[place], at, letters) == 0;
            for (size_t i = 0; !same && i < before && n < READINGS_MAX; i++) {
                names[n] = names[i];
                memcpy(names[n].syllables[place], at, letters);
                names[n++].syllables[place][letters] = '\0';
            }
        }
    }
    for (size_t i = 1; i < n; i++)
        add_spelling(terms, &names[i]);
}

static void add_tail(Terms *terms, SearchKind kind, const char *text, size_t chars)
{
    size_t all = text_chars(text), bytes;
    if (all <= chars)
        return;
    for (; all > chars; all--) {
        text_rune(text, &bytes);
        text += bytes;
    }
    add_term(terms, kind, text);
}

/* In the form that is the same however it is written, by which Chinese is looked for. */
static void add_same(Terms *terms, SearchKind kind, const char *folded)
{
    Buf form = BUF_INIT;
    text_same_name(&form, folded);
    add_suffixes(terms, kind, form.data);
    buf_free(&form);
}

static void add_name(Terms *terms, const char *folded)
{
    Buf tight = BUF_INIT;
    squeeze(&tight, folded);
    add_suffixes(terms, SEARCH_NAME, folded);
    add_same(terms, SEARCH_NAME, folded);
    add_term(terms, SEARCH_NAME, tight.data);
    buf_free(&tight);
    add_pinyin(terms, PINYIN_NAME, SEARCH_PINYIN, SEARCH_INITIALS, folded);
    add_readings(terms, folded);
}

static void add_disease(Terms *terms, const char *folded)
{
    add_suffixes(terms, SEARCH_DISEASE, folded);
    add_same(terms, SEARCH_DISEASE, folded);
    add_pinyin(terms, PINYIN_WORDS, SEARCH_DISEASE, SEARCH_DISEASE, folded);
}

static void add_hospital(Terms *terms, const char *folded)
{
    add_suffixes(terms, SEARCH_HOSPITAL, folded);
    add_same(terms, SEARCH_HOSPITAL, folded);
    add_pinyin(terms, PINYIN_WORDS, SEARCH_HOSPITAL, SEARCH_HOSPITAL, folded);
}

static void add_id(Terms *terms, const char *folded)
{
    add_term(terms, SEARCH_NUMBER, folded);
    add_tail(terms, SEARCH_NUMBER, folded, 4);
    add_tail(terms, SEARCH_NUMBER, folded, 6);
}

static void add_phone(Terms *terms, const char *folded)
{
    add_term(terms, SEARCH_NUMBER, folded);
    add_tail(terms, SEARCH_NUMBER, folded, 4);
}

/* Of a long number people remember some figures from the middle: it goes in from each of its
 * signs on that has INSIDE_LEAST left. */
static void add_number(Terms *terms, const char *folded)
{
    enum { INSIDE_LEAST = 4, INSIDE_MOST = 12 };
    size_t len = strlen(folded), at = 0;
    Buf inside = BUF_INIT;
    add_term(terms, SEARCH_NUMBER, folded);
    for (int i = 0; i < INSIDE_MOST; i++) {
        at = text_next(folded, len, at);
        if (at + INSIDE_LEAST > len)
            break;
        buf_clear(&inside);
        buf_addf(&inside, SEARCH_INSIDE "%s", folded + at);
        add_term(terms, SEARCH_NUMBER, inside.data);
    }
    buf_free(&inside);
}

/* A bed is asked for as 14床, however it was written: 14, 14床, 14号. */
static void add_bed(Terms *terms, const char *folded)
{
    static const char *const ends[] = {"床位", "号床", "床", "号", "牀"};
    Buf bed = BUF_INIT;
    buf_addf(&bed, SEARCH_INSIDE "%s", folded);
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        size_t end = strlen(ends[i]);
        if (bed.len > strlen(SEARCH_INSIDE) + end &&
            strcmp(bed.data + bed.len - end, ends[i]) == 0)
            buf_cut(&bed, bed.len - end);
        while (bed.len && bed.data[bed.len - 1] == ' ')
            buf_cut(&bed, bed.len - 1);
    }
    buf_add(&bed, "床");
    add_term(terms, SEARCH_BED, bed.data);
    buf_free(&bed);
}

/* T1-2026-000128 is found by itself, by 000128 and by 128. */
static void add_case_no(Terms *terms, const char *folded)
{
    add_term(terms, SEARCH_NO, folded);
    const char *serial = strrchr(folded, '-');
    if (!serial)
        return;
    serial++;
    add_term(terms, SEARCH_NO, serial);
    add_term(terms, SEARCH_NO, serial + strspn(serial, "0"));
}

/* How each searched field (FF_SEARCH) goes into the index; a test holds the list against the
 * catalogue. */
static const struct {
    FieldId field;
    void (*add)(Terms *terms, const char *folded);
} searched[] = {
    {F_PATIENT_name, add_name},           {F_INITIATOR_name, add_name},
    {F_PATIENT_id_number, add_id},        {F_PATIENT_phone, add_phone},
    {F_ILLNESS_inpatient_no, add_number}, {F_ILLNESS_disease, add_disease},
    {F_ILLNESS_hospital, add_hospital},   {F_ILLNESS_bed, add_bed},
};

static Terms *terms_of(const CaseFile *file, Pinyin *pinyin, Arena *arena)
{
    Buf folded = BUF_INIT;
    Terms *terms = arena_alloc(arena, sizeof *terms);
    terms->arena = arena;
    terms->pinyin = pinyin;
    text_fold(&folded, file->head.no ? file->head.no : "");
    add_case_no(terms, folded.data);
    for (size_t i = 0; i < COUNT_OF(searched); i++) {
        const char *value = case_get(file, searched[i].field, 0);
        if (!value)
            continue;
        buf_clear(&folded);
        text_fold(&folded, value);
        searched[i].add(terms, folded.data);
    }
    buf_free(&folded);
    return terms;
}

bool case_index(Store *store, const CaseFile *file, Pinyin *pinyin, Err *err)
{
    Arena *arena = arena_new();
    const Terms *terms = terms_of(file, pinyin, arena);
    bool done = search_put(store, file->head.id, terms->items, terms->n, err);
    arena_free(arena);
    return done;
}

bool case_index_differs(Store *store, const CaseFile *file, Pinyin *pinyin, char **term,
                        bool *missing, Err *err)
{
    Arena *arena = arena_new();
    const Terms *terms = terms_of(file, pinyin, arena);
    bool done =
        search_differs(store, file->head.id, terms->items, terms->n, term, missing, err);
    arena_free(arena);
    return done;
}
