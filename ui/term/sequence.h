/* Sequences that begin with Esc, as ECMA-48 builds them, told from text by their form alone:
 * what a terminal may send is never typed, whatever it means. What keys mean is in decode.h.
 * Knows no terminal and no clock; what holds for how long is for input.h. */
#ifndef ANJUAN_UI_TERM_SEQUENCE_H
#define ANJUAN_UI_TERM_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEQUENCE_BYTES = 48 }; /* no key has more */

typedef enum SequenceState {
    SEQ_GROUND,     /* in none */
    SEQ_ESC,        /* Esc */
    SEQ_ESC_ESC,    /* twice: two keys, or Alt with the key that the second begins */
    SEQ_PERHAPS,    /* Esc and what opens a string, or is a sign with Alt */
    SEQ_ANSWER,     /* after Alt and P was told, which opens one too: how its answers begin */
    SEQ_CSI,        /* parameters, and a final byte */
    SEQ_SS3,        /* the same */
    SEQ_LINUX,      /* that console's F-keys: one byte behind a second bracket */
    SEQ_MOUSE,      /* so many bytes, which need be no text */
    SEQ_STRING,     /* OSC, DCS, APC, PM, SOS: up to what ends it */
    SEQ_STRING_ESC, /* which may have begun */
} SequenceState;

typedef enum SequenceStep {
    STEP_NONE,  /* an ordinary character */
    STEP_MORE,  /* it belongs to a sequence that goes on */
    STEP_WHOLE, /* its last */
    STEP_AGAIN, /* the sequence is over without it: it is to be given again */
} SequenceStep;

/* What is whole, or over. */
typedef enum SequenceKind {
    KIND_NOTHING, /* an answer, a report, what was broken off */
    KIND_ESC,     /* the key alone */
    KIND_ALT,     /* a character with it */
    KIND_CHAR,    /* a character alone after all */
    KIND_CSI,
    KIND_SS3,
    KIND_LINUX,
} SequenceKind;

typedef struct Sequence {
    SequenceState state;
    SequenceKind kind;
    bool alt;                  /* an Esc stood before it */
    char text[SEQUENCE_BYTES]; /* what follows its opening, ended by NUL */
    size_t n;                  /* how much that is; beyond the room: a key of ours it is not */
    uint32_t last;             /* of KIND_ALT, KIND_CHAR; what opens SEQ_PERHAPS */
    int left;                  /* bytes of a mouse's report still to come */
    bool lead;                 /* the last of them may be the first half of one */
} Sequence;

SequenceStep sequence_take(Sequence *seq, uint32_t rune);

/* While this is so it takes bytes as they are, before anything makes characters of them. */
bool sequence_wants_bytes(const Sequence *seq);
SequenceStep sequence_take_byte(Sequence *seq, unsigned char byte);

/* Nothing follows for now, so what could be a key alone is one. STEP_MORE: it is none, and
 * waits. STEP_AGAIN: and one more behind it. */
SequenceStep sequence_pause(Sequence *seq);

bool sequence_opens(uint32_t rune); /* right behind an Esc */

/* A sign with Alt that only opens strings; P is the letter of a command as well. */
bool sequence_opens_only(uint32_t rune);

/* The first of what may be an answer to Alt and P; false: it is none. */
bool sequence_answers(Sequence *seq, uint32_t rune);

#endif
