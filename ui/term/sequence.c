/* One state a character, as the standard and xterm's list of control sequences have them, and
 * what terminals do beside it: the F-keys of the Linux console, the shifted keys of rxvt, a
 * mouse whose place comes in bytes. */
#include "config.h"

#include "ui/term/sequence.h"

#include <ctype.h>
#include <string.h>

#include "ui/model/event.h"

enum {
    BELL = 0x07,
    CANCEL = 0x18,
    SUBSTITUTE = 0x1a,
    C1_SS3 = 0x8f,
    C1_DCS = 0x90,
    C1_SOS = 0x98,
    C1_CSI = 0x9b,
    C1_ST = 0x9c,
    C1_OSC = 0x9d,
    C1_PM = 0x9e,
    C1_APC = 0x9f,
    LEAD_FIRST = 0xc2, /* of two bytes of UTF-8 */
    LEAD_LAST = 0xdf,
    TAIL_FIRST = 0x80,
    TAIL_LAST = 0xbf,
};

static bool is_parameter(uint32_t rune)
{
    return rune >= ' ' && rune <= '?';
}

static bool is_final(uint32_t rune)
{
    return rune >= '@' && rune <= '~';
}

static SequenceStep go_on(Sequence *seq, SequenceState state)
{
    seq->state = state;
    return STEP_MORE;
}

static SequenceStep begin(Sequence *seq, SequenceState state, bool alt)
{
    seq->alt = alt;
    seq->n = 0;
    seq->text[0] = '\0';
    return go_on(seq, state);
}

static SequenceStep end(Sequence *seq, SequenceKind kind, SequenceStep step)
{
    seq->state = SEQ_GROUND;
    seq->kind = kind;
    return step;
}

static void add(Sequence *seq, uint32_t rune)
{
    if (seq->n + 1 < sizeof seq->text) {
        seq->text[seq->n] = (char)rune;
        seq->text[seq->n + 1] = '\0';
    }
    seq->n++;
}

static SequenceStep end_with(Sequence *seq, SequenceKind kind, uint32_t rune)
{
    add(seq, rune);
    return end(seq, seq->n < sizeof seq->text ? kind : KIND_NOTHING, STEP_WHOLE);
}

/* What belongs to none is no part of this one: a key or a text of its own, but for the two that
 * call a sequence off. */
static SequenceStep broken(Sequence *seq, uint32_t rune)
{
    return end(seq, KIND_NOTHING,
               rune == CANCEL || rune == SUBSTITUTE ? STEP_WHOLE : STEP_AGAIN);
}

/* The openings as one character, which some terminals send. */
static SequenceStep take_ground(Sequence *seq, uint32_t rune)
{
    switch (rune) {
    case K_ESC:
        return begin(seq, SEQ_ESC, false);
    case C1_CSI:
        return begin(seq, SEQ_CSI, false);
    case C1_SS3:
        return begin(seq, SEQ_SS3, false);
    case C1_DCS:
    case C1_SOS:
    case C1_OSC:
    case C1_PM:
    case C1_APC:
        return begin(seq, SEQ_STRING, false);
    case C1_ST:
        return end(seq, KIND_NOTHING, STEP_WHOLE);
    default:
        return STEP_NONE;
    }
}

bool sequence_opens(uint32_t rune)
{
    return rune && rune < 0x80 && strchr("[OPX]^_", (int)rune);
}

bool sequence_opens_only(uint32_t rune)
{
    return rune && rune < 0x80 && strchr("X]^_", (int)rune);
}

bool sequence_answers(Sequence *seq, uint32_t rune)
{
    if (!rune || rune >= 0x80 || !strchr("01>!", (int)rune))
        return false;
    seq->last = rune;
    seq->state = SEQ_ANSWER;
    return true;
}

static SequenceStep take_answer(Sequence *seq, uint32_t rune)
{
    if (rune == '$' || rune == '+' || rune == '|')
        return begin(seq, SEQ_STRING, false);
    return end(seq, KIND_CHAR, STEP_AGAIN);
}

static SequenceStep take_esc(Sequence *seq, uint32_t rune)
{
    switch (rune) {
    case K_ESC:
        return go_on(seq, SEQ_ESC_ESC);
    case '[':
        return begin(seq, SEQ_CSI, false);
    case 'O':
        return begin(seq, SEQ_SS3, false);
    }
    seq->last = rune;
    return sequence_opens(rune) ? go_on(seq, SEQ_PERHAPS) : end(seq, KIND_ALT, STEP_WHOLE);
}

static SequenceStep take_esc_esc(Sequence *seq, uint32_t rune)
{
    if (rune == '[' || rune == 'O')
        return begin(seq, rune == 'O' ? SEQ_SS3 : SEQ_CSI, true);
    seq->kind = KIND_ESC;
    seq->state = SEQ_ESC;
    return STEP_AGAIN;
}

/* How the strings of terminals go on; a letter with Alt and what is typed next mostly do not.
 */
static bool goes_on(uint32_t opening, uint32_t rune)
{
    if (opening == 'P')
        return is_parameter(rune);
    if (opening == ']')
        return (rune >= '0' && rune <= '9') || rune == 'L' || rune == 'l';
    return is_parameter(rune) || is_final(rune);
}

static SequenceStep take_perhaps(Sequence *seq, uint32_t rune)
{
    return goes_on(seq->last, rune) ? begin(seq, SEQ_STRING, false)
                                    : end(seq, KIND_ALT, STEP_AGAIN);
}

static SequenceStep begin_bytes(Sequence *seq, int bytes)
{
    seq->left = bytes;
    seq->lead = false;
    return go_on(seq, SEQ_MOUSE);
}

/* rxvt ends its keys with Shift by a sign that is none in the standard, "2$". */
static bool ends_rxvt(const Sequence *seq, uint32_t rune)
{
    return rune == '$' && seq->n > 0 && seq->n == strspn(seq->text, "0123456789");
}

static SequenceStep take_csi(Sequence *seq, uint32_t rune)
{
    if (ends_rxvt(seq, rune))
        return end_with(seq, KIND_CSI, rune);
    if (is_parameter(rune)) {
        add(seq, rune);
        return STEP_MORE;
    }
    if (!is_final(rune))
        return broken(seq, rune);
    if (seq->n == 0)
        switch (rune) {
        case '[':
            return go_on(seq, SEQ_LINUX);
        case 'M': /* button, column, row */
            return begin_bytes(seq, 3);
        case 't': /* of a mouse that marks: where it ended, and from where to where */
            return begin_bytes(seq, 2);
        case 'T':
            return begin_bytes(seq, 6);
        }
    return end_with(seq, KIND_CSI, rune);
}

/* The blank is a key of the numeric keypad too. */
static SequenceStep take_ss3(Sequence *seq, uint32_t rune)
{
    if (is_final(rune) || rune == ' ')
        return end_with(seq, KIND_SS3, rune);
    if (!is_parameter(rune))
        return broken(seq, rune);
    add(seq, rune);
    return STEP_MORE;
}

/* No answer has an end of line in it, so what was begun by mistake is over with Enter. */
static SequenceStep take_string(Sequence *seq, uint32_t rune)
{
    if (rune == K_ESC)
        return go_on(seq, SEQ_STRING_ESC);
    if (rune == BELL || rune == C1_ST)
        return end(seq, KIND_NOTHING, STEP_WHOLE);
    return rune < ' ' || rune == K_BACKSPACE ? broken(seq, rune) : STEP_MORE;
}

static SequenceStep take_string_esc(Sequence *seq, uint32_t rune)
{
    if (rune == '\\')
        return end(seq, KIND_NOTHING, STEP_WHOLE);
    seq->kind = KIND_NOTHING;
    seq->state = SEQ_ESC;
    return STEP_AGAIN;
}

SequenceStep sequence_take(Sequence *seq, uint32_t rune)
{
    switch (seq->state) {
    case SEQ_GROUND:
        return take_ground(seq, rune);
    case SEQ_ESC:
        return take_esc(seq, rune);
    case SEQ_ESC_ESC:
        return take_esc_esc(seq, rune);
    case SEQ_PERHAPS:
        return take_perhaps(seq, rune);
    case SEQ_ANSWER:
        return take_answer(seq, rune);
    case SEQ_CSI:
        return take_csi(seq, rune);
    case SEQ_SS3:
        return take_ss3(seq, rune);
    case SEQ_LINUX:
        return is_final(rune) ? end_with(seq, KIND_LINUX, rune) : broken(seq, rune);
    case SEQ_STRING:
        return take_string(seq, rune);
    case SEQ_STRING_ESC:
        return take_string_esc(seq, rune);
    case SEQ_MOUSE:
        break;
    }
    return broken(seq, rune);
}

bool sequence_wants_bytes(const Sequence *seq)
{
    return seq->state == SEQ_MOUSE;
}

/* A place beyond the 95th column is one byte, or two of UTF-8: nothing says which, and both are
 * taken. No byte of a report is a control character. */
SequenceStep sequence_take_byte(Sequence *seq, unsigned char byte)
{
    bool tail = seq->lead && byte >= TAIL_FIRST && byte <= TAIL_LAST;

    if ((seq->left == 0 && !tail) || byte < ' ')
        return broken(seq, byte);
    seq->left -= !tail;
    seq->lead = !tail && byte >= LEAD_FIRST && byte <= LEAD_LAST;
    return seq->left > 0 || seq->lead ? STEP_MORE : end(seq, KIND_NOTHING, STEP_WHOLE);
}

SequenceStep sequence_pause(Sequence *seq)
{
    switch ((int)seq->state) {
    case SEQ_ESC:
        return end(seq, KIND_ESC, STEP_WHOLE);
    case SEQ_ESC_ESC:
        seq->kind = KIND_ESC;
        seq->state = SEQ_ESC;
        return STEP_AGAIN;
    case SEQ_PERHAPS:
        return sequence_opens_only(seq->last) ? STEP_MORE : end(seq, KIND_ALT, STEP_WHOLE);
    case SEQ_ANSWER:
        return end(seq, KIND_CHAR, STEP_WHOLE);
    default:
        return STEP_MORE;
    }
}
