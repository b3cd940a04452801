/* From the bytes of a terminal to what was typed: characters, keys, brackets of a paste. It
 * owns what is not whole yet, and says of nothing that a terminal sends by itself that it was
 * typed. Reads nothing and waits for nothing: who has the bytes gives them, and says when there
 * are none. */
#ifndef ANJUAN_UI_TERM_INPUT_H
#define ANJUAN_UI_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/charset.h"
#include "ui/term/decode.h"

enum {
    INPUT_ESC_MS = 25,     /* an Esc that nothing follows so long is a key */
    INPUT_RESUME_MS = 300, /* and may turn out to have begun one so long */
    INPUT_REST_MS = 1000,  /* the rest of what is no key alone is waited for so long */
    INPUT_MOST = 16,
};

typedef struct Input {
    bool utf8; /* else each byte is a character */
    Sequence seq;
    char part[CHARSET_RUNE_BYTES]; /* a character whose other bytes have not come yet */
    size_t n_part;
    bool erases_by_bs; /* Backspace is Ctrl-H here */
    bool esc_told;     /* the last thing told was an Esc, at told_at */
    bool p_told;       /* or Alt and P, or P behind such an Esc */
    bool resumed;      /* this sequence began with that one */
    int64_t told_at, at;
    unsigned long chars; /* of this sequence so far */
    unsigned long taken; /* characters and keys; what is no key counts as its characters */
    Typed ready[INPUT_MOST];
    size_t n_ready, next;
} Input;

void input_byte(Input *input, unsigned char byte, int64_t now); /* milliseconds of any clock */

/* What is ready, one after the other; TYPED_NONE: nothing more, give bytes. Bytes are given
 * only then. */
Typed input_next(Input *input);

/* How long to wait for more bytes before input_pause, 0: as long as one likes. */
int input_wait(const Input *input);
void input_pause(Input *input, int64_t now);

#endif
