/* What a case is found by: the terms of the search index. A search is a prefix of a term, so a
 * name goes in with each of its ends, and a number with its tails. */
#include "config.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text.h"
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

static void add_name(Terms *terms, const char *folded)
{
    Buf tight = BUF_INIT;
    squeeze(&tight, folded);
    add_suffixes(terms, SEARCH_NAME, folded);
    add_term(terms, SEARCH_NAME, tight.data);
    buf_free(&tight);
    add_pinyin(terms, PINYIN_NAME, SEARCH_PINYIN, SEARCH_INITIALS, folded);
}

static void add_disease(Terms *terms, const char *folded)
{
    add_suffixes(terms, SEARCH_DISEASE, folded);
    add_pinyin(terms, PINYIN_WORDS, SEARCH_DISEASE, SEARCH_DISEASE, folded);
}

static void add_hospital(Terms *terms, const char *folded)
{
    add_suffixes(terms, SEARCH_HOSPITAL, folded);
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

static void add_number(Terms *terms, const char *folded)
{
    add_term(terms, SEARCH_NUMBER, folded);
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
    {F_ILLNESS_hospital, add_hospital},
};

bool case_index(Store *store, const CaseFile *file, Pinyin *pinyin, Err *err)
{
    Arena *arena = arena_new();
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
    bool done = search_put(store, file->head.id, terms->items, terms->n, err);
    buf_free(&folded);
    arena_free(arena);
    return done;
}
