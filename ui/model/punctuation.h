/* Chinese punctuation for what is typed in ASCII: ， for a comma, but not within 3,500; quotes
 * open and close in turn. Owns nothing, and knows neither keys nor what is composed. */
#ifndef ANJUAN_UI_MODEL_PUNCTUATION_H
#define ANJUAN_UI_MODEL_PUNCTUATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

typedef struct Punctuation {
    bool after_digit;           /* what was put last is one */
    bool quoted, quoted_single; /* a quote is open */
} Punctuation;

/* The character as it goes into the field. */
void punctuation_put(Punctuation *state, const char *text, size_t bytes, Buf *out);

#endif
