/* Words and accounts in a text for the public. Which words are looked for is knowledge
 * (data/codes/story_word.ini): lists of them parted by |. Each text is given in the form that
 * text_sought() makes of it (base/text/text_sought.h), which the caller keeps, since a story is
 * asked about many times; the words of the lists are written so. Nothing here knows a word. */
#ifndef ANJUAN_RULES_LANGUAGE_PHRASES_H
#define ANJUAN_RULES_LANGUAGE_PHRASES_H

#include <stdbool.h>

/* How a word fits a text: it is all of it, its beginning or its end. */
typedef enum PhraseFit { FITS_WHOLE, FITS_BEGINS, FITS_ENDS } PhraseFit;
bool phrases_fit(const char *text, const char *words, PhraseFit fit);

/* How a text denies a word: by one of denies, and nothing but one of between, each once or
 * more, before the word; asks: words that deny, and yet say the contrary. */
typedef struct Denial {
    const char *denies, *between, *asks;
} Denial;

/* Is one of the words there, but not where the text denies it: "no share for anybody", "send
 * nothing past it".
 */
bool phrases_meant(const char *text, const char *words, const Denial *denial);

/* Is one of the first words meant, and after it, in the same sentence and within reach
 * characters, one of the second? */
bool phrases_near(const char *text, const char *first, const char *second, int reach,
                  const Denial *denial);

/* Is one of the words there, and right after it the name or number of an account? What may
 * stand between them is one of the fillers, each once or more. A sum of money is no account:
 * what one of the counted words follows. */
bool phrases_account(const char *text, const char *words, const char *fillers,
                     const char *counted);

/* Words by which the signs of an address are spelled, and hosts that are known by their name
 * alone. */
typedef struct Spelled {
    const char *at, *dot, *hosts;
} Spelled;

/* An e-mail address; a link, by how it begins or by one of the last parts of its name. */
bool phrases_mail(const char *text, const Spelled *spelled);
bool phrases_link(const char *text, const char *begins, const char *ends,
                  const Spelled *spelled);

/* The address of somebody's home. at: finds a street and a door in a piece of the text. A piece
 * is a home where one of the home words stands in its clause, or where the sentence has none of
 * the words of elsewhere, of an accident, a workplace, a ward; likely: words that say so of a
 * home, too, but give way to elsewhere. */
bool phrases_home(const char *text, bool (*at)(const char *piece), const char *home,
                  const char *likely, const char *elsewhere);

#endif
