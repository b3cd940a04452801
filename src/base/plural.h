/* Which of its plural forms a language takes for a count: the C expression over n that stands
 * in the head of a catalogue, such as "n != 1". It is small, bounded, and can neither loop nor
 * trap. */
#ifndef ANJUAN_BASE_PLURAL_H
#define ANJUAN_BASE_PLURAL_H

#include <stdbool.h>

enum { PLURAL_FORMS_MAX = 8, PLURAL_EXPR_MAX = 480 };

typedef struct Plural {
    unsigned long forms;
    char expr[PLURAL_EXPR_MAX];
} Plural;

/* Reads "nplurals=2; plural=(n != 1);" up to the end of its line. False when it cannot be
 * that. */
bool plural_read(const char *text, Plural *out);

/* Always below plural->forms. */
unsigned long plural_form(const Plural *plural, unsigned long n);

#endif
