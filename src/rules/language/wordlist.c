/* Goes through a list byte by byte beside the text: most words differ in the first sign. */
#include "config.h"

#include "rules/language/wordlist.h"

#include <string.h>

static const char *past_blank(const char *word)
{
    return word + (word[0] == ' ' && word[1] && word[1] != '|');
}

const char *wordlist_next(const char **list, size_t *len)
{
    if (!**list)
        return NULL;
    const char *word = past_blank(*list), *end = word;
    while (*end && *end != '|')
        end++;
    *len = (size_t)(end - word);
    *list = end + (*end == '|');
    return word;
}

size_t wordlist_begins(const char *text, const char *words)
{
    size_t longest = 0;
    while (*words) {
        const char *word = past_blank(words);
        size_t same = 0;
        while (word[same] && word[same] != '|' && word[same] == text[same])
            same++;
        bool whole = !word[same] || word[same] == '|';
        if (whole && same > longest)
            longest = same;
        for (words = word + same; *words && *words != '|';)
            words++;
        words += *words == '|';
    }
    return longest;
}

static size_t place_of(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    return (byte[0] * 64u + byte[1] * 8u + byte[2]) % WORDLIST_THREE;
}

void wordlist_beginnings(const char *words, Beginnings *out)
{
    size_t len;
    memset(out, 0, sizeof *out);
    for (const char *word; (word = wordlist_next(&words, &len));) {
        if (len >= 3)
            out->three[place_of(word)] = true;
        else if (len)
            out->one[(unsigned char)word[0]] = true;
    }
}

bool wordlist_may_begin(const Beginnings *of, const char *text)
{
    return of->one[(unsigned char)text[0]] || (text[1] && text[2] && of->three[place_of(text)]);
}
