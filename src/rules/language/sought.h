/* Texts about which many rules ask, one after the other, kept with what was made of them: their
 * form (base/text/text_sought.h), the signs in which numbers stand, and where words may stand.
 * Owns all of it but the lists of words, which must lie where they are as long as it lasts. Of
 * a short text only the last is kept. For one thread. */
#ifndef ANJUAN_RULES_LANGUAGE_SOUGHT_H
#define ANJUAN_RULES_LANGUAGE_SOUGHT_H

#include <stdbool.h>

typedef struct Sought Sought;

Sought *sought_new(void);
void sought_free(Sought *sought); /* NULL is allowed */

/* The form of the text; valid until another text is asked about. */
const char *sought_form(Sought *sought, const char *text);

/* One of the words of the list (rules/language/wordlist.h) stands in the form of the text. */
bool sought_stands(Sought *sought, const char *text, const char *words);

/* Numbers of that kind are among its signs (rules/language/private.h): id, phone or card. */
bool sought_number(Sought *sought, const char *text, const char *kind);

#endif
