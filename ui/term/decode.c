/* The keys of the terminals that are in use, whatever terminfo says of the one at hand: over a
 * line it is often told a wrong name. Where two of them mean different keys by the same,
 * xterm's stands. */
#include "config.h"

#include "ui/term/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "ui/model/event.h"

enum {
    MOST_PARAMETERS = 3,
    MOD_SHIFT = 1,
    MOD_ALT = 2,
    MOD_CTRL = 4,
    MOD_KNOWN = MOD_SHIFT | MOD_ALT | MOD_CTRL | 64 | 128, /* the last two: Caps, Num */
    RELEASED = 3,
    REPORT_ROW = 2, /* the cursor is in the second row, behind one sign */
    PASTE_BEGINS = 200,
    PASTE_ENDS = 201,
    OTHER_KEYS = 27, /* xterm's modifyOtherKeys: 27;modifiers;character~ */
    UNICODE_LAST = 0x10ffff,
    KITTY_KEYS_FIRST = 0xe000, /* its keys that are no characters */
    KITTY_KEYS_LAST = 0xf8ff,
};

typedef struct KeyRow {
    int code, key;
} KeyRow;

/* CSI final, and SS3 final where the keypad has no sign for it. */
static const KeyRow finals[] = {
    {'A', K_UP},      {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT}, {'H', K_HOME}, {'F', K_END},
    {'Z', K_BACKTAB}, {'P', K_F(1)}, {'Q', K_F(2)},  {'R', K_F(3)}, {'S', K_F(4)},
};

/* CSI number ~. */
static const KeyRow numbers[] = {
    {1, K_HOME},  {2, K_INSERT}, {3, K_DELETE}, {4, K_END},    {5, K_PGUP},
    {6, K_PGDN},  {7, K_HOME},   {8, K_END},    {11, K_F(1)},  {12, K_F(2)},
    {13, K_F(3)}, {14, K_F(4)},  {15, K_F(5)},  {17, K_F(6)},  {18, K_F(7)},
    {19, K_F(8)}, {20, K_F(9)},  {21, K_F(10)}, {23, K_F(11)}, {24, K_F(12)},
};

/* The numeric keypad in application mode, SS3 final. What is a comma to a VT220 is the plus of
 * PuTTY, which has no other, and no keyboard in use has that comma. */
static const struct {
    char code, sign;
} keypad[] = {
    {'p', '0'}, {'q', '1'}, {'r', '2'}, {'s', '3'}, {'t', '4'},   {'u', '5'},     {'v', '6'},
    {'w', '7'}, {'x', '8'}, {'y', '9'}, {'j', '*'}, {'k', '+'},   {'l', '+'},     {'m', '-'},
    {'n', '.'}, {'o', '/'}, {'X', '='}, {' ', ' '}, {'I', K_TAB}, {'M', K_ENTER},
};

/* The keys that kitty's protocol numbers from 57399 on: the numeric keypad. */
enum { KITTY_PAD = 57399, KITTY_PAD_KEYS = 57417 };
static const char kitty_signs[] = "0123456789./*-+\r=,";
static const int kitty_keys[] = {K_LEFT, K_RIGHT, K_UP,  K_DOWN,   K_PGUP,
                                 K_PGDN, K_HOME,  K_END, K_INSERT, K_DELETE};

typedef struct Parameters {
    long value[MOST_PARAMETERS]; /* -1: not given */
    long shifted, event;         /* what stands behind a colon of the first two */
} Parameters;

static Parameters parameters_of(const char *text)
{
    Parameters given = {{-1, -1, -1}, -1, -1};

    for (size_t i = 0; i < MOST_PARAMETERS; i++) {
        char *end = NULL;
        if (*text >= '0' && *text <= '9') {
            given.value[i] = strtol(text, &end, 10);
            text = end;
        }
        if (*text == ':') {
            long more = strtol(text + 1, &end, 10);
            given.shifted = i == 0 && end > text + 1 ? more : given.shifted;
            given.event = i == 1 ? more : given.event;
            text += strcspn(text, ";");
        }
        if (*text++ != ';')
            break;
    }
    return given;
}

static int key_of(const KeyRow *rows, size_t n, long code)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].code == code)
            return rows[i].key;
    return 0;
}

static Typed nothing(void)
{
    return (Typed){TYPED_NONE, 0};
}

static Typed key(int key)
{
    return key ? (Typed){TYPED_KEY, (uint32_t)key} : nothing();
}

static Typed character(uint32_t rune)
{
    return (Typed){TYPED_CHAR, rune};
}

/* A key that moves is the same with Shift, since nothing is selected here; any other with Shift
 * or Ctrl is another key than it is alone, and mostly none of ours. */
static Typed with_modifiers(int code, unsigned mods)
{
    bool moves = code >= K_UP && code <= K_PGDN;

    if (!code || mods & ~(unsigned)MOD_KNOWN)
        return nothing();
    if (mods & MOD_CTRL && (code == K_LEFT || code == K_RIGHT))
        code = code == K_LEFT ? K_CTRL_LEFT : K_CTRL_RIGHT;
    else if (mods & MOD_CTRL || (mods & MOD_SHIFT && !moves && code != K_BACKTAB))
        return nothing();
    return key(mods & MOD_ALT ? K_ALT | code : code);
}

/* Modifiers are told as one more than their bits. */
static unsigned bits(long told)
{
    return told > 1 ? (unsigned)told - 1 : 0;
}

static Typed with_control(uint32_t rune, unsigned mods)
{
    uint32_t upper = rune >= 'a' && rune <= 'z' ? rune - 'a' + 'A' : rune;

    if (upper == ' ')
        upper = '@';
    if (upper < '@' || upper > '_')
        return nothing();
    uint32_t control = K_CTRL(upper);
    return mods & MOD_ALT ? key(K_ALT | (int)control) : character(control);
}

/* Enter, Tab, Esc and Backspace: the same with Shift, but for Tab. */
static Typed control(uint32_t rune, unsigned mods)
{
    if (mods & MOD_CTRL)
        return nothing();
    if (mods & MOD_SHIFT && rune == K_TAB)
        return with_modifiers(K_BACKTAB, mods);
    if (mods & MOD_ALT)
        return key(K_ALT | (int)rune);
    return rune == K_ESC ? key(K_ESC) : character(rune);
}

/* A character that is told by its number. With Ctrl it is what the key would have sent alone.
 */
static Typed numbered(long code, long shifted, unsigned mods)
{
    uint32_t rune = (uint32_t)code;

    if (code <= 0 || code > UNICODE_LAST || mods & ~(unsigned)MOD_KNOWN)
        return nothing();
    if (rune < ' ' || rune == K_BACKSPACE)
        return control(rune, mods);
    if (mods & MOD_SHIFT && shifted > 0 && shifted <= UNICODE_LAST)
        rune = (uint32_t)shifted;
    else if (mods & MOD_SHIFT && rune >= 'a' && rune <= 'z')
        rune -= 'a' - 'A';
    if (mods & MOD_CTRL)
        return with_control(rune, mods);
    return mods & MOD_ALT ? key(K_ALT | (int)rune) : character(rune);
}

/* CSI number ; modifiers u. */
static Typed kitty(const Parameters *given)
{
    long code = given->value[0];
    unsigned mods = bits(given->value[1]);

    if (given->event == RELEASED)
        return nothing();
    if (code >= KITTY_PAD && code < KITTY_PAD_KEYS)
        return numbered((unsigned char)kitty_signs[code - KITTY_PAD], -1, mods);
    if (code >= KITTY_PAD_KEYS && code < KITTY_PAD_KEYS + (long)COUNT_OF(kitty_keys))
        return with_modifiers(kitty_keys[code - KITTY_PAD_KEYS], mods);
    if (code >= KITTY_KEYS_FIRST && code <= KITTY_KEYS_LAST)
        return nothing();
    return numbered(code, given->shifted, mods);
}

static Typed tilde(const Parameters *given)
{
    long code = given->value[0];

    if (code == PASTE_BEGINS || code == PASTE_ENDS)
        return (Typed){code == PASTE_BEGINS ? TYPED_PASTE : TYPED_PASTE_END, 0};
    if (code == OTHER_KEYS)
        return numbered(given->value[2], -1, bits(given->value[1]));
    if (given->event == RELEASED)
        return nothing();
    return with_modifiers(key_of(numbers, COUNT_OF(numbers), code), bits(given->value[1]));
}

/* rxvt: 2^ with Ctrl, 2$ with Shift, 2@ with both. */
static Typed of_rxvt(const Parameters *given, char final)
{
    unsigned mods = final == '$' ? MOD_SHIFT : final == '^' ? MOD_CTRL : MOD_CTRL | MOD_SHIFT;

    return with_modifiers(key_of(numbers, COUNT_OF(numbers), given->value[0]), mods);
}

/* Keys that are told by a letter: the modifiers stand second, or alone in older terminals. */
static Typed lettered(const Parameters *given, char final)
{
    long told = given->value[1] >= 0 ? given->value[1] : given->value[0];

    return with_modifiers(key_of(finals, COUNT_OF(finals), final), bits(told));
}

/* A report of where the cursor is looks like F3 with modifiers, so F3 has none. */
static Typed place_or_f3(const Parameters *given, size_t n)
{
    long row = given->value[0], col = given->value[1];

    if (row == REPORT_ROW && (col == 2 || col == 3))
        return (Typed){TYPED_REPORT, (uint32_t)col - 1};
    return n == 1 ? key(K_F(3)) : nothing();
}

static Typed of_csi(const Sequence *seq)
{
    char final = seq->text[seq->n - 1];
    Parameters given = parameters_of(seq->text);

    if (strspn(seq->text, "0123456789;:") != seq->n - 1 || given.event == RELEASED)
        return nothing(); /* an answer, or a key that was let go */
    switch (final) {
    case '~':
        return tilde(&given);
    case 'u':
        return kitty(&given);
    case '^':
    case '$':
    case '@':
        return of_rxvt(&given, final);
    case 'R':
        return place_or_f3(&given, seq->n);
    }
    if (seq->n == 1 && final >= 'a' && final <= 'd') /* rxvt, with Shift */
        return lettered(&given, (char)(final - 'a' + 'A'));
    return lettered(&given, final);
}

static Typed of_ss3(const Sequence *seq)
{
    char final = seq->text[seq->n - 1];
    Parameters given = parameters_of(seq->text);

    if (seq->n == 1 && final >= 'a' && final <= 'd') /* rxvt, with Ctrl */
        return with_modifiers(key_of(finals, COUNT_OF(finals), final - 'a' + 'A'), MOD_CTRL);
    for (size_t i = 0; i < COUNT_OF(keypad); i++)
        if (keypad[i].code == final)
            return character((unsigned char)keypad[i].sign);
    return lettered(&given, final);
}

Typed decode_sequence(const Sequence *seq)
{
    Typed typed = nothing();
    char only = seq->text[0];

    if (seq->kind == KIND_CSI)
        typed = of_csi(seq);
    else if (seq->kind == KIND_SS3)
        typed = of_ss3(seq);
    else if (seq->kind == KIND_LINUX && only >= 'A' && only <= 'E')
        typed = key(K_F(only - 'A' + 1));
    if (seq->alt && (typed.kind == TYPED_CHAR || typed.kind == TYPED_KEY))
        typed = key(K_ALT | (int)typed.what);
    return typed;
}
