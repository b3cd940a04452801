/* Eighty bits as ten Chinese characters, shown 5 + 5: what a person copies from paper or reads
 * out on the telephone, to hold a store, or a key, against what it was. One of 256 characters
 * stands for a byte (seal/words.def), and no two of them sound alike.
 *
 * What is shown is stretched first, by one Argon2id that is for ever the same: eighty plain
 * bits could be met again by somebody who only calculates for some hours. */
#ifndef ANJUAN_SEAL_WORDS_H
#define ANJUAN_SEAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "seal/person.h"

enum {
    WORDS_BYTES = 10,
    WORDS_DIGEST = 32,
    WORDS_TEXT = 3 * WORDS_BYTES + 2, /* with the blank between and the zero at the end */
};

/* Eighty bits of a digest; takes some 50 ms and 64 MB, and fails where these are not there. */
bool words_stretch(const unsigned char digest[WORDS_DIGEST], unsigned char out[WORDS_BYTES],
                   Err *err);
/* Of the two public halves. */
bool words_fingerprint(const PersonPublic *public, unsigned char out[WORDS_BYTES], Err *err);

void words_show(const unsigned char bytes[WORDS_BYTES], char text[WORDS_TEXT]);

/* Blanks count for nothing. ERR_INPUT says what is not one of the characters, or how many there
 * are. */
bool words_read(const char *text, unsigned char out[WORDS_BYTES], Err *err);

#endif
