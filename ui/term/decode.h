/* What a whole sequence of the terminal means: a key, a sign of the numeric keypad, a bracket
 * of a paste, where the cursor is, or nothing for us. */
#ifndef ANJUAN_UI_TERM_DECODE_H
#define ANJUAN_UI_TERM_DECODE_H

#include <stdint.h>

#include "ui/term/sequence.h"

typedef enum TypedKind {
    TYPED_NONE,
    TYPED_CHAR, /* what: the character, controls included */
    TYPED_KEY,  /* what: a K_ key, Alt included */
    TYPED_PASTE,
    TYPED_PASTE_END,
    TYPED_REPORT, /* what: the columns of the sign that was written to ask */
    TYPED_NO_ESC, /* the Esc told last was no key but began what follows */
    TYPED_RESIZE,
} TypedKind;

typedef struct Typed {
    TypedKind kind;
    uint32_t what;
} Typed;

/* A byte that begins nothing is taken alone, as a control character that no field holds and no
 * key means; waiting for the rest of it would swallow what is typed next. */
enum { NO_CHARACTER = 0x80 };

Typed decode_sequence(const Sequence *seq); /* of KIND_CSI, KIND_SS3 and KIND_LINUX */

#endif
