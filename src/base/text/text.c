/* Characters: whether they may be shown, how many columns they take, and a text fitted into
 * columns. text_edge.c has the edges within a text, text_fold.c its other forms. */
#include "config.h"

#include "base/text/text.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/i18n.h"
#include "base/text/text_rune.h"

/* The one setting of the process, see the header. */
static int ambiguous_cols = 1;

/* What must not reach a terminal, a field or a workbook; see text.h. */
static bool rune_is_control(uint32_t rune)
{
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) ||
           (rune >= 0x2028 && rune <= 0x202E) || /* separators, embeddings, overrides */
           (rune >= 0x2066 && rune <= 0x2069) || /* isolates */
           (rune >= 0xFDD0 && rune <= 0xFDEF) || (rune & 0xFFFE) == 0xFFFE; /* noncharacters */
}

bool rune_is_unsafe(uint32_t rune)
{
    return rune_is_control(rune) || rune == 0x061C || rune == 0x200E || rune == 0x200F;
}

/* Most of what is checked is ASCII, and most of that are whole files. */
static size_t skip_plain(const char *text, size_t len, size_t at)
{
    while (at < len && text[at] >= ' ' && text[at] < 0x7F)
        at++;
    return at;
}

bool text_valid(const char *text, size_t len, size_t *bad)
{
    for (size_t at = 0; (at = skip_plain(text, len, at)) < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        if (rune == TEXT_BAD || rune == 0) {
            if (bad)
                *bad = from;
            return false;
        }
    }
    return true;
}

static bool refuse_control(uint32_t rune, const char *what, Err *err)
{
    if (rune == '\n')
        return err_set(err, ERR_INPUT, _("%s: a line break is not allowed here"), what);
    if (rune == '\t')
        return err_set(err, ERR_INPUT, _("%s: a tab is not allowed here"), what);
    return err_set(err, ERR_INPUT, _("%s: the control character U+%04X is not allowed"), what,
                   (unsigned)rune);
}

bool text_check(const char *text, size_t len, bool lines, size_t max_chars, const char *what,
                Err *err)
{
    size_t chars = 0;

    for (size_t at = 0; at < len; chars++) {
        size_t from = skip_plain(text, len, at);
        chars += from - at;
        if ((at = from) == len)
            break;
        uint32_t rune = rune_next(text, len, &at);
        if (rune == TEXT_BAD || rune == 0)
            return err_set(err, ERR_INPUT, _("%s: byte %zu is not UTF-8 text"), what, from + 1);
        if (rune_is_control(rune) && !(lines && (rune == '\n' || rune == '\t')))
            return refuse_control(rune, what, err);
    }
    if (max_chars && chars > max_chars)
        /* TRANSLATORS: the place, the most that is allowed, what was given. */
        return err_set(err, ERR_INPUT,
                       ngettext("%s: at most %zu character, here are %zu",
                                "%s: at most %zu characters, here are %zu", max_chars),
                       what, max_chars, chars);
    return true;
}

static bool rune_is_blank(uint32_t rune)
{
    UChar32 c = (UChar32)rune;
    return rune != TEXT_BAD && (u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR ||
                                u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

bool text_unseen(uint32_t rune)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},   {0x115F, 0x1160},
        {0x17B4, 0x17B5}, {0x180E, 0x180E}, {0x200B, 0x200F}, {0x202A, 0x202E},
        {0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        if (rune >= ranges[i].first && rune <= ranges[i].last)
            return true;
    }
    return false;
}

bool text_blank_n(const char *text, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        if (!rune_is_blank(rune_next(text, bytes, &at)))
            return false;
    }
    return true;
}

bool text_blank(const char *text)
{
    return !text || text_blank_n(text, strlen(text));
}

size_t text_chars(const char *text)
{
    size_t chars = 0, len = strlen(text);
    for (size_t at = 0; at < len; chars++)
        rune_next(text, len, &at);
    return chars;
}

size_t text_units(const char *text)
{
    size_t units = 0, len = strlen(text);
    for (size_t at = 0; at < len;)
        units += rune_next(text, len, &at) > 0xFFFF ? 2 : 1;
    return units;
}

uint32_t text_rune(const char *text, size_t *bytes)
{
    enum { REPLACEMENT = 0xFFFD };
    size_t at = 0, len = strnlen(text, U8_MAX_LENGTH);
    uint32_t rune = len ? rune_next(text, len, &at) : 0;
    if (bytes)
        *bytes = at;
    return rune == TEXT_BAD ? REPLACEMENT : rune;
}

void text_set_ambiguous(int cols)
{
    assert(cols == 1 || cols == 2);
    ambiguous_cols = cols;
}

/* Marks that are drawn on the character before, and what is not drawn at all. Vowels and finals
 * of decomposed Hangul join the leading consonant's two columns. The soft hyphen and the Arabic
 * number signs are format characters that terminals do draw. */
static bool takes_no_column(uint32_t rune)
{
    enum { SOFT_HYPHEN = 0xAD };
    UChar32 c = (UChar32)rune;
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
        return true;
    case U_FORMAT_CHAR:
        return rune != SOFT_HYPHEN &&
               u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) != U_GCB_PREPEND;
    default:
        return (rune >= 0x1160 && rune <= 0x11FF) || (rune >= 0xD7B0 && rune <= 0xD7FF);
    }
}

int text_rune_cols(uint32_t rune)
{
    if (rune >= 0x20 && rune < 0x7F)
        return 1;
    if (rune > 0x10FFFF || rune_is_control(rune))
        return -1;
    if (takes_no_column(rune))
        return 0;
    switch (u_getIntPropertyValue((UChar32)rune, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH:
        return 2;
    case U_EA_AMBIGUOUS:
        return ambiguous_cols;
    default:
        return 1;
    }
}

int rune_cols_shown(uint32_t rune)
{
    int cols = text_rune_cols(rune);
    return cols < 0 ? 1 : cols;
}

int text_cols(const char *text)
{
    return text_cols_n(text, strlen(text));
}

int text_cols_n(const char *text, size_t bytes)
{
    int cols = 0;
    for (size_t at = 0; at < bytes;)
        cols += rune_cols_shown(rune_next(text, bytes, &at));
    return cols;
}

size_t text_prefix(const char *text, size_t len, int cols)
{
    size_t at = 0;
    while (at < len) {
        size_t next = text_next(text, len, at);
        cols -= text_cols_n(text + at, next - at);
        if (cols < 0)
            break;
        at = next;
    }
    return at;
}

int text_quote(const char *text)
{
    enum { QUOTE_COLS = 40, QUOTE_BYTES = 400 };
    size_t len = strnlen(text, QUOTE_BYTES);
    return (int)text_prefix(text, len, QUOTE_COLS);
}

/* Appends what can be drawn in one row. */
static void add_drawable(Buf *out, const char *text)
{
    size_t len = strlen(text);
    bool first = true;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t rune = rune_next(text, len, &at);
        if (rune == '\t' || rune == '\n')
            buf_add_char(out, ' ');
        else if (rune == TEXT_BAD || rune_is_control(rune))
            buf_add_char(out, '?');
        else if (!rune_is_unsafe(rune) && (!first || text_rune_cols(rune) > 0))
            buf_add_bytes(out, text + from, at - from);
        else
            continue;
        first = false;
    }
}

static void add_blanks(Buf *out, int n)
{
    for (; n > 0; n--)
        buf_add_char(out, ' ');
}

void text_fit(Buf *out, const char *text, int cols, TextAlign align, const char *mark)
{
    Buf shown = BUF_INIT;

    if (cols <= 0)
        return;
    add_drawable(&shown, text);
    int used = text_cols(shown.data);
    if (used > cols) {
        int mark_cols = mark ? text_cols(mark) : 0;
        if (mark_cols > cols)
            mark_cols = 0;
        size_t keep = text_prefix(shown.data, shown.len, cols - mark_cols);
        used = text_cols_n(shown.data, keep) + mark_cols;
        buf_cut(&shown, keep);
        if (mark_cols)
            buf_add(&shown, mark);
    }
    int spare = cols - used;
    int left = align == TEXT_RIGHT ? spare : align == TEXT_CENTRE ? spare / 2 : 0;
    add_blanks(out, left);
    buf_add_bytes(out, shown.data, shown.len);
    add_blanks(out, spare - left);
    buf_free(&shown);
}
