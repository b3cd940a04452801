/* The form of a text in which words are looked for that somebody may have disguised: whatever
 * width, case, circle or style its letters and digits stand in, in simplified characters, and
 * without what was put between two Chinese characters and is no mark of a sentence. Lines stay
 * lines. It is shown to nobody and kept nowhere, so it may change. */
#ifndef ANJUAN_BASE_TEXT_TEXT_SOUGHT_H
#define ANJUAN_BASE_TEXT_TEXT_SOUGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Appends the form. */
void text_sought(Buf *out, const char *text);

/* The digit that a character stands for, in whatever script, frame or circle, Chinese too; -1:
 * none. */
int text_digit(uint32_t rune);

/* A letter of whatever script, Chinese too. */
bool text_is_letter(uint32_t rune);

#endif
