/* A list of words parted by |, as the knowledge files have them, and what a text begins with of
 * it. A list that goes on in another line of its file has a blank there, before a word. Nothing
 * is owned: lists and texts are the caller's. */
#ifndef ANJUAN_RULES_LANGUAGE_WORDLIST_H
#define ANJUAN_RULES_LANGUAGE_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>

/* The next word of a list, which then stands behind it; NULL after the last. */
const char *wordlist_next(const char **list, size_t *len);

/* How many bytes of the list's longest word the text begins with; 0: with none. */
size_t wordlist_begins(const char *text, const char *words);

/* What the words of a list begin with: by three bytes, a sign of Chinese, or by one where a
 * word is shorter. At most places of a text the list then need not be gone through. */
enum { WORDLIST_THREE = 1024, WORDLIST_ONE = 256 };
typedef struct Beginnings {
    bool three[WORDLIST_THREE], one[WORDLIST_ONE];
} Beginnings;

void wordlist_beginnings(const char *words, Beginnings *out);
bool wordlist_may_begin(const Beginnings *of, const char *text);

#endif
