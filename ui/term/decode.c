/* The table of curses' codes, and of sequences that terminals send whatever terminfo says. */
#include "config.h"

#include "ui/term/decode.h"

#include <curses.h>
#include <term.h>

#include "base/attr.h"
#include "ui/model/event.h"

enum { F_KEYS = 12 };

static const struct {
    int code, key;
} code_keys[] = {
    {KEY_UP, K_UP},
    {KEY_DOWN, K_DOWN},
    {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT},
    {KEY_HOME, K_HOME},
    {KEY_FIND, K_HOME},
    {KEY_END, K_END},
    {KEY_SELECT, K_END},
    {KEY_PPAGE, K_PGUP},
    {KEY_NPAGE, K_PGDN},
    {KEY_IC, K_INSERT},
    {KEY_DC, K_DELETE},
    {KEY_BTAB, K_BACKTAB},
    {KEY_ENTER, K_ENTER},
    {KEY_BACKSPACE, K_BACKSPACE},
    {CODE_CTRL_LEFT, K_CTRL_LEFT},
    {CODE_CTRL_RIGHT, K_CTRL_RIGHT},
};

/* Sent by common terminals whatever terminfo says about the one in use. */
static const struct {
    const char *sequence;
    int code;
} more_sequences[] = {
    {"\033[200~", CODE_PASTE},
    {"\033[201~", CODE_PASTE_END},
    {"\033[2;2R", CODE_REPORT_NARROW},
    {"\033[2;3R", CODE_REPORT_WIDE},
    {"\033[1;5D", CODE_CTRL_LEFT},
    {"\033[1;5C", CODE_CTRL_RIGHT},
    {"\033Od", CODE_CTRL_LEFT},
    {"\033Oc", CODE_CTRL_RIGHT},
    {"\033[A", KEY_UP},
    {"\033OA", KEY_UP},
    {"\033[B", KEY_DOWN},
    {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},
    {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},
    {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},
    {"\033OH", KEY_HOME},
    {"\033[1~", KEY_HOME},
    {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},
    {"\033OF", KEY_END},
    {"\033[4~", KEY_END},
    {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC},
    {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE},
    {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB},
    {"\033OM", KEY_ENTER},
    {"\033OP", KEY_F0 + 1},
    {"\033OQ", KEY_F0 + 2},
    {"\033OR", KEY_F0 + 3},
    {"\033OS", KEY_F0 + 4},
    {"\033[11~", KEY_F0 + 1},
    {"\033[12~", KEY_F0 + 2},
    {"\033[13~", KEY_F0 + 3},
    {"\033[14~", KEY_F0 + 4},
    {"\033[15~", KEY_F0 + 5},
    {"\033[17~", KEY_F0 + 6},
    {"\033[18~", KEY_F0 + 7},
    {"\033[19~", KEY_F0 + 8},
    {"\033[20~", KEY_F0 + 9},
    {"\033[21~", KEY_F0 + 10},
    {"\033[23~", KEY_F0 + 11},
    {"\033[24~", KEY_F0 + 12},
};

void decode_define(void)
{
    for (size_t i = 0; i < COUNT_OF(more_sequences); i++) {
        int code = more_sequences[i].code;
        /* Ours are always taken; the others only where terminfo has no other meaning for them.
         */
        if (code >= CODE_PASTE || key_defined(more_sequences[i].sequence) == 0)
            define_key(more_sequences[i].sequence, code);
    }
}

int decode_key(int code)
{
    if (code > KEY_F0 && code <= KEY_F0 + F_KEYS)
        return K_F(code - KEY_F0);
    for (size_t i = 0; i < COUNT_OF(code_keys); i++)
        if (code_keys[i].code == code)
            return code_keys[i].key;
    return 0;
}
