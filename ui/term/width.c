/* ncurses keeps its own cursor by wcwidth(), so what it believes and what screens are laid out
 * by must be one thing. libncursesw takes this wcwidth from the program, before the C
 * library's. */
#include "config.h"

#include <stdint.h>
#include <wchar.h>

#include "base/text.h"
#include "ui/term/tty.h"

int wcwidth(wchar_t c)
{
    return c == L'\0' ? 0 : text_rune_cols((uint32_t)c);
}

void width_set_ambiguous(int cols)
{
    text_set_ambiguous(cols);
}
