/* The clock decides two things alone: whether an Esc is a key, and when to give up on a rest.
 */
#include "config.h"

#include "ui/term/input.h"

#include <string.h>

#include "ui/model/event.h"

enum { C1_FIRST = 0x80, C1_LAST = 0x9f };

static void tell(Input *input, TypedKind kind, uint32_t what)
{
    if (kind != TYPED_NONE && input->n_ready < INPUT_MOST)
        input->ready[input->n_ready++] = (Typed){kind, what};
}

Typed input_next(Input *input)
{
    const Typed none = {TYPED_NONE, 0};
    Typed next = none;

    if (input->next < input->n_ready) {
        next = input->ready[input->next];
        input->ready[input->next++] = none; /* it may have been of a passphrase */
    } else {
        input->next = input->n_ready = 0;
    }
    return next;
}

static uint32_t as_typed(const Input *input, uint32_t rune)
{
    return rune == K_CTRL('h') && input->erases_by_bs ? K_BACKSPACE : rune;
}

static void take_whole(Input *input)
{
    const Sequence *seq = &input->seq;
    unsigned long begun = seq->state == SEQ_ESC, chars = input->chars - begun;
    Typed typed = {TYPED_NONE, 0};

    switch (seq->kind) {
    case KIND_NOTHING:
        break;
    case KIND_ESC:
        typed = (Typed){TYPED_KEY, K_ESC};
        break;
    case KIND_ALT:
        typed = (Typed){input->resumed ? TYPED_CHAR : TYPED_KEY,
                        as_typed(input, seq->last) | (input->resumed ? 0 : K_ALT)};
        break;
    case KIND_CHAR:
        typed = (Typed){TYPED_CHAR, as_typed(input, seq->last)};
        break;
    case KIND_CSI:
    case KIND_SS3:
    case KIND_LINUX:
        typed = decode_sequence(seq);
        chars = typed.kind == TYPED_NONE || input->resumed ? chars : 1;
        break;
    }
    if (typed.kind != TYPED_REPORT)
        input->taken += chars;
    tell(input, typed.kind, typed.what);
    input->chars = begun; /* the Esc that ended it begins the next */
    input->resumed = input->esc_told = input->p_told = false;
}

/* What an Esc did that was no key is taken back as soon as that is sure. */
static void tell_no_esc(Input *input)
{
    if (input->esc_told && input->seq.state != SEQ_PERHAPS) {
        input->esc_told = false;
        tell(input, TYPED_NO_ESC, 0);
    }
}

/* What was told as P with Alt may turn out to have opened a string. */
static bool goes_on_after_p(Input *input, uint32_t rune)
{
    bool told = input->p_told && input->seq.state == SEQ_GROUND;

    if (told)
        input->p_told = false;
    if (!told || input->at - input->told_at >= INPUT_REST_MS ||
        !sequence_answers(&input->seq, rune))
        return false;
    input->chars++;
    return true;
}

static void take_rune(Input *input, uint32_t rune)
{
    SequenceStep step;

    if (goes_on_after_p(input, rune))
        return;
    if (input->esc_told && input->seq.state == SEQ_GROUND) {
        input->resumed = input->at - input->told_at < INPUT_RESUME_MS && sequence_opens(rune);
        input->esc_told = input->resumed;
        if (input->resumed)
            input->seq.state = SEQ_ESC;
    }
    while ((step = sequence_take(&input->seq, rune)) == STEP_AGAIN)
        take_whole(input);
    input->chars++;
    if (input->resumed)
        tell_no_esc(input);
    if (step == STEP_WHOLE)
        take_whole(input);
    if (step == STEP_NONE) {
        input->taken += input->chars;
        input->chars = 0;
        tell(input, TYPED_CHAR, as_typed(input, rune));
    }
}

/* The character that the bytes begin with, if it is whole. One that begins none may still be
 * one of those that open a sequence, alone as an 8-bit terminal sends it. */
static bool take_character(Input *input, uint32_t *rune)
{
    int n = input->n_part ? charset_rune_in(input->part, input->n_part, rune) : 0;

    if (n == 0)
        return false;
    if (n < 0) {
        unsigned char byte = (unsigned char)input->part[0];
        *rune = charset_is_utf8() && byte >= C1_FIRST && byte <= C1_LAST ? byte : NO_CHARACTER;
        n = 1;
    }
    input->n_part -= (size_t)n;
    memmove(input->part, input->part + n, input->n_part);
    return true;
}

void input_byte(Input *input, unsigned char byte, int64_t now)
{
    Sequence *seq = &input->seq;
    uint32_t rune = byte;

    if (seq->state != SEQ_GROUND && now - input->at >= INPUT_REST_MS) {
        if (seq->state == SEQ_PERHAPS && input->resumed) /* a sign after Esc, and no more */
            tell(input, TYPED_CHAR, seq->last);
        input->taken += input->chars;
        input->chars = 0;
        input->resumed = false;
        *seq = (Sequence){.state = SEQ_GROUND};
    }
    input->at = now;
    if (sequence_wants_bytes(seq)) {
        SequenceStep step = sequence_take_byte(seq, byte);
        input->chars += step != STEP_AGAIN;
        if (step != STEP_MORE)
            take_whole(input);
        if (step != STEP_AGAIN)
            return;
    }
    if (!input->utf8) {
        take_rune(input, rune);
        return;
    }
    input->part[input->n_part++] = (char)byte;
    while (take_character(input, &rune))
        take_rune(input, rune);
}

int input_wait(const Input *input)
{
    switch ((int)input->seq.state) {
    case SEQ_ESC:
    case SEQ_ESC_ESC:
    case SEQ_ANSWER:
        return INPUT_ESC_MS;
    case SEQ_PERHAPS:
        return sequence_opens_only(input->seq.last) ? 0 : INPUT_RESUME_MS;
    default:
        return 0;
    }
}

void input_pause(Input *input, int64_t now)
{
    SequenceStep step = STEP_AGAIN;

    while (step == STEP_AGAIN && (step = sequence_pause(&input->seq)) != STEP_MORE) {
        bool p = input->seq.state == SEQ_GROUND && input->seq.kind == KIND_ALT;
        take_whole(input);
        input->esc_told = input->seq.kind == KIND_ESC;
        input->p_told = p;
        input->told_at = now;
    }
}
