/* A list of words (rules/language/wordlist.h) made ready once, and a text in which many such
 * lists are looked for: whether one of the words stands there at all is answered by where the
 * text has what they begin with, so that of nearly all lists the text need not be gone through.
 * Owns what it makes; lists and texts are the caller's and must last. */
#ifndef ANJUAN_RULES_LANGUAGE_WORDSET_H
#define ANJUAN_RULES_LANGUAGE_WORDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct WordSet WordSet;
typedef struct WordText WordText;

WordSet *wordset_new(const char *words);
void wordset_free(WordSet *set); /* NULL is allowed */
const char *wordset_words(const WordSet *set);

/* Room for one text after the other. */
WordText *wordtext_new(void);
void wordtext_free(WordText *text); /* NULL is allowed */
void wordtext_set(WordText *text, const char *from);

/* One of the words stands somewhere in the text. */
bool wordset_stands(const WordSet *set, const WordText *text);

#endif
