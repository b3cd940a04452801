/* What people take for the same name or number though a word of it is written otherwise: marks
 * over letters, the order of foreign words, 第1 and 第一, a label before a number. Wider than
 * the forms of text_same.h, of which digests and keys are made: this one is for rules alone,
 * which compare two values that are both at hand. It keeps nothing and is shown to nobody. */
#ifndef ANJUAN_BASE_TEXT_TEXT_LIKE_H
#define ANJUAN_BASE_TEXT_TEXT_LIKE_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the form of text_same_name without marks over Latin letters, with Chinese numerals
 * after 第, 第N附属 for 附属第N, 中医院 for 中医医院, and without "(男)" and such at the end.
 */
void text_like_name(Buf *out, const char *name);

/* Also where foreign words stand in another order, or ü is written ue. */
bool text_is_like_name(const char *a, const char *b);

/* Appends the form of text_same_number with 〇 as 0, and without Chinese words before it where
 * it is digits and letters alone otherwise ("身份证：99…"). */
void text_like_number(Buf *out, const char *number);

bool text_is_like_number(const char *a, const char *b);

#endif
