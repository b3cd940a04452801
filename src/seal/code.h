/* The recovery code: 30 letters in six groups, the last a check sign, that are written down
 * once and kept in a safe. Only letters that handwriting keeps apart; reading forgives small
 * letters, spaces, strokes between the groups, and V for U. */
#ifndef ANJUAN_SEAL_CODE_H
#define ANJUAN_SEAL_CODE_H

#include <stdbool.h>

enum {
    CODE_LETTERS = 30,
    CODE_GROUP = 5,
    CODE_TEXT = CODE_LETTERS + CODE_LETTERS / CODE_GROUP
};

/* text is a secret; the caller wipes it. */
void code_make(char text[CODE_TEXT]); /* "ABCDE FGHJK ..." */

/* The letters alone; false when one is wrong, missing or in another's place. */
bool code_read(const char *text, char letters[CODE_LETTERS + 1]);

#endif
