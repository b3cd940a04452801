/* What is the same although it is written otherwise: one form of names (of persons and
 * hospitals) and one of numbers (of certificates, phones, papers), made to be compared, looked
 * up and digested. What a person typed is kept and shown as they typed it; these forms are
 * shown to nobody.
 *
 * Width, case, compatibility forms, signs that nobody sees, forms of radicals, private code
 * points that have a standard one by now, and traditional characters make no difference,
 * whatever ICU the machine has: digests that nobody can make again are made of these forms
 * (same.def). */
#ifndef ANJUAN_BASE_TEXT_TEXT_SAME_H
#define ANJUAN_BASE_TEXT_TEXT_SAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Appends the form of a name: no dots, blanks, hyphens and apostrophes, but for one blank where
 * such a sign parts two words of letters, in which a blank tells where one ends. */
void text_same_name(Buf *out, const char *name);

/* Appends the form of a number: capital letters, no blanks and hyphens; × is an X. */
void text_same_number(Buf *out, const char *number);

/* The standard character of one in another writing, a simplified one of a traditional one. */
uint32_t text_standard(uint32_t rune);

bool text_is_same_name(const char *a, const char *b);
bool text_is_same_number(const char *a, const char *b);

/* Whether the name or number stands in the text, however it is written there; nothing does of
 * which no form is left. */
bool text_has_name(const char *text, const char *name);
bool text_has_number(const char *text, const char *number);

/* Whether whoever is written of in the text is that person: the name stands there alone or with
 * more around it (“孙志强（志愿者）”), and as no part of a longer word or name. A name of two
 * characters or fewer may go on as a longer one does, but for what people are addressed by. */
bool text_is_of_person(const char *text, const char *name);

#endif
