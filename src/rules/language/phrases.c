/* Looks for words in the form of a text that text_sought() makes. */
#include "config.h"

#include "rules/language/phrases.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/text/text.h"
#include "base/text/text_sought.h"
#include "rules/language/wordlist.h"

enum {
    ACCOUNT_MIN = 5, /* signs of the shortest name or number of an account */
    NAME_MIN = 2,    /* of the last part of a host's name */
};

bool phrases_fit(const char *text, const char *words, PhraseFit fit)
{
    size_t len, all = strlen(text);
    for (const char *word; (word = wordlist_next(&words, &len));) {
        const char *at = fit == FITS_ENDS && len <= all ? text + all - len : text;
        if (strncmp(at, word, len) == 0 && (fit != FITS_WHOLE || len == all))
            return true;
    }
    return false;
}

/* The first place from text on, and before end, where one of the words stands. */
static const char *find_word(const char *text, const char *end, const char *words, size_t *len)
{
    Beginnings beginnings;
    wordlist_beginnings(words, &beginnings);
    for (; *text && (!end || text < end); text++) {
        *len = wordlist_may_begin(&beginnings, text) ? wordlist_begins(text, words) : 0;
        if (*len && (!end || text + *len <= end))
            return text;
    }
    return NULL;
}

/* The end of what begins here: before the first of the marks. */
static const char *end_of(const char *text, const char *marks)
{
    size_t len;
    const char *mark = find_word(text, NULL, marks, &len);
    return mark ? mark : text + strlen(text);
}

static const char sentence_marks[] = "。|!|?|；|;|\n|！|？";
static const char clause_marks[] = "。|!|?|；|;|\n|！|？|，|,|、";

/* Past a denial at this place and the words that it denies: one that denies nothing of them is
 * none. */
static const char *past_denied(const char *text, const char *words, const Denial *denial)
{
    const char *at = text + wordlist_begins(text, denial->denies), *end = text;
    while (at > text) {
        size_t word = wordlist_begins(at, words), filler = wordlist_begins(at, denial->between);
        if (!word && !filler)
            return end;
        at += word >= filler ? word : filler;
        end = word >= filler ? at : end;
    }
    return text;
}

/* As find_word, but for what is denied. */
static const char *find_meant(const char *text, const char *words, const Denial *denial,
                              size_t *len)
{
    Beginnings beginnings, denials, asking;
    wordlist_beginnings(words, &beginnings);
    wordlist_beginnings(denial->denies, &denials);
    wordlist_beginnings(denial->asks, &asking);
    while (*text) {
        const char *past =
            wordlist_may_begin(&denials, text) ? past_denied(text, words, denial) : text;
        size_t asks =
            wordlist_may_begin(&asking, text) ? wordlist_begins(text, denial->asks) : 0;
        *len = wordlist_may_begin(&beginnings, text) ? wordlist_begins(text, words) : 0;
        if (*len)
            return text;
        text = asks ? text + asks : past > text ? past : text + 1;
    }
    return NULL;
}

bool phrases_meant(const char *text, const char *words, const Denial *denial)
{
    size_t len;
    return find_meant(text, words, denial, &len) != NULL;
}

/* The place so many characters further, but not past the end. */
static const char *reach_from(const char *text, const char *end, int reach)
{
    while (reach-- > 0 && text < end) {
        size_t bytes;
        text_rune(text, &bytes);
        text += bytes;
    }
    return text;
}

bool phrases_near(const char *text, const char *first, const char *second, int reach,
                  const Denial *denial)
{
    bool found = false;
    size_t len, other;
    for (const char *at = text; !found && (at = find_meant(at, first, denial, &len));
         at += len) {
        const char *end = reach_from(at + len, end_of(at + len, sentence_marks), reach);
        found = find_word(at + len, end, second, &other) != NULL;
    }
    return found;
}

static bool is_name_sign(char sign)
{
    return isalnum((unsigned char)sign) || sign == '_' || sign == '-' || sign == '.';
}

static size_t name_signs(const char *text)
{
    size_t n = 0;
    while (text[n] && (unsigned char)text[n] < 0x80 && is_name_sign(text[n]))
        n++;
    return n;
}

static bool all_digits(const char *text, size_t n)
{
    return strspn(text, "0123456789.,") >= n;
}

/* A number in groups, and in whatever digits, Chinese ones too; signs: how many digits. */
static size_t number_bytes(const char *text, size_t *signs)
{
    size_t at = 0, bytes, end = 0;
    *signs = 0;
    while (text[at]) {
        bool digit = text_digit(text_rune(text + at, &bytes)) >= 0;
        if (!digit && !(end && end == at && text[at] == ' '))
            break;
        at += bytes;
        if (digit) {
            end = at;
            (*signs)++;
        }
    }
    return end;
}

static bool is_account(const char *text, const char *counted)
{
    size_t n = name_signs(text), digits;
    if (n >= ACCOUNT_MIN && !all_digits(text, n))
        return true;
    size_t number = number_bytes(text, &digits);
    if (number > n)
        n = number;
    else
        digits = n;
    return digits >= ACCOUNT_MIN && !wordlist_begins(text + n, counted);
}

/* A word may begin within another: both are followed. */
bool phrases_account(const char *text, const char *words, const char *fillers,
                     const char *counted)
{
    bool found = false;
    size_t len, filler;
    for (const char *at = text; !found && (at = find_word(at, NULL, words, &len)); at++) {
        const char *account = at + len;
        while (!is_account(account, counted) && (filler = wordlist_begins(account, fillers)))
            account += filler;
        found = is_account(account, counted);
    }
    return found;
}

/* ---- addresses in the net ---- */

/* Words between two letters or digits, with blanks beside them or not, as the sign that they
 * spell. */
static void respell(const char *text, const char *words, char sign, Buf *out)
{
    Beginnings beginnings;
    wordlist_beginnings(words, &beginnings);
    while (*text) {
        const char *at = text + (*text == ' ');
        size_t len = wordlist_may_begin(&beginnings, at) ? wordlist_begins(at, words) : 0;
        const char *behind = at + len + (at[len] == ' ');
        if (len && out->len && isalnum((unsigned char)out->data[out->len - 1]) &&
            isalnum((unsigned char)*behind)) {
            buf_add_char(out, sign);
            text = behind;
        } else {
            buf_add_char(out, *text++);
        }
    }
}

static bool mail_in(const char *text, const char *hosts)
{
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        size_t host = name_signs(at + 1), known = wordlist_begins(at + 1, hosts);
        const char *dot = memchr(at + 1, '.', host);
        if (at == text || !is_name_sign(at[-1]))
            continue;
        if ((known && known == host) || (dot && dot > at + 1 && isalpha((unsigned char)dot[1])))
            return true;
    }
    return false;
}

bool phrases_mail(const char *text, const Spelled *spelled)
{
    Buf dots = BUF_INIT, plain = BUF_INIT;
    respell(text, spelled->dot, '.', &dots);
    if (dots.len)
        respell(dots.data, spelled->at, '@', &plain);
    bool found = plain.len && mail_in(plain.data, spelled->hosts);
    buf_free(&plain);
    buf_free(&dots);
    return found;
}

/* A name of a host: parts of letters and digits, the last one among ends. */
static bool is_host(const char *text, size_t n, const char *ends)
{
    for (size_t dot = 1; dot + NAME_MIN < n; dot++) {
        size_t len = text[dot] == '.' ? wordlist_begins(text + dot + 1, ends) : 0;
        if (len && !isalnum((unsigned char)text[dot + 1 + len]) && text[dot - 1] != '.')
            return true;
    }
    return false;
}

static bool link_in(const char *text, const char *ends)
{
    size_t n;
    for (const char *at = text; *at; at += n ? n : 1) {
        n = name_signs(at);
        bool mail = at > text && at[-1] == '@';
        if (n && !mail && at[n] != '@' && is_host(at, n, ends))
            return true;
    }
    return false;
}

bool phrases_link(const char *text, const char *begins, const char *ends,
                  const Spelled *spelled)
{
    Buf plain = BUF_INIT;
    size_t len;
    respell(text, spelled->dot, '.', &plain);
    bool found = plain.len && (find_word(plain.data, NULL, begins, &len) != NULL ||
                               link_in(plain.data, ends));
    buf_free(&plain);
    return found;
}

/* ---- where somebody lives ---- */

static bool stands_in(const char *from, const char *end, const char *words)
{
    size_t len;
    return find_word(from, end, words, &len) != NULL;
}

static bool piece_has(const char *from, const char *end, bool (*at)(const char *piece))
{
    Buf piece = BUF_INIT;
    buf_add_bytes(&piece, from, (size_t)(end - from));
    bool found = piece.len && at(piece.data);
    buf_free(&piece);
    return found;
}

typedef struct Words {
    const char *home, *likely, *elsewhere;
} Words;

static bool clause_tells(const char *clause, const char *clause_end, const char *sentence,
                         const char *sentence_end, const Words *words)
{
    if (stands_in(clause, clause_end, words->home))
        return true;
    if (stands_in(clause, clause_end, words->likely))
        return !stands_in(clause, clause_end, words->elsewhere);
    return !stands_in(sentence, sentence_end, words->elsewhere);
}

static const char *past(const char *end)
{
    size_t bytes = 0;
    if (*end)
        text_rune(end, &bytes);
    return end + bytes;
}

bool phrases_home(const char *text, bool (*at)(const char *piece), const char *home,
                  const char *likely, const char *elsewhere)
{
    const Words words = {home, likely, elsewhere};
    bool found = false;
    for (const char *sentence = text; *sentence && !found;) {
        const char *end = end_of(sentence, sentence_marks);
        for (const char *clause = sentence; clause < end && !found;) {
            const char *clause_end = end_of(clause, clause_marks);
            if (clause_end > end)
                clause_end = end;
            found = piece_has(clause, clause_end, at) &&
                    clause_tells(clause, clause_end, sentence, end, &words);
            clause = clause_end < end ? past(clause_end) : end;
        }
        sentence = past(end);
    }
    return found;
}
