/* A small curses program for the test of the harness: shows what is typed, where its cursor is,
 * how large the window is, and marks when it waits. Ctrl-D ends it. */
#include "config.h"

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

enum { TYPED_MAX = 60, PASTE_BEGIN = KEY_MAX + 1, PASTE_END = KEY_MAX + 2 };

typedef struct Toy {
    wchar_t typed[TYPED_MAX + 1];
    int count;
    unsigned long taken;
    bool pasting;
} Toy;

static void draw(const Toy *toy)
{
    erase();
    attrset(A_REVERSE);
    mvaddstr(0, 0, "toy 案卷 ^D");
    attrset(A_NORMAL);
    mvprintw(1, 0, "%dx%d%s", COLS, LINES, toy->pasting ? " pasting" : "");
    mvaddstr(2, 0, "> ");
    attrset(A_BOLD);
    addwstr(toy->typed);
    attrset(A_NORMAL);
    refresh();
    printf("\033]777;idle;%lu\a", toy->taken);
    fflush(stdout);
}

/* False at the end. */
static bool take(Toy *toy, int kind, wint_t c)
{
    if (kind == KEY_CODE_YES && c == KEY_RESIZE)
        return true;
    toy->taken++;
    if (kind == KEY_CODE_YES && c == PASTE_BEGIN)
        toy->pasting = true;
    else if (kind == KEY_CODE_YES && c == PASTE_END)
        toy->pasting = false;
    else if (kind == KEY_CODE_YES && c == KEY_BACKSPACE && toy->count > 0)
        toy->typed[--toy->count] = L'\0';
    else if (kind == KEY_CODE_YES && c == KEY_F(2) && toy->count < TYPED_MAX)
        toy->typed[toy->count++] = L'F';
    else if (kind == OK && c == 4)
        return false;
    else if (kind == OK && c >= 32 && toy->count < TYPED_MAX)
        toy->typed[toy->count++] = (wchar_t)c;
    return true;
}

int main(void)
{
    static Toy toy;
    wint_t c = 0;
    int kind;

    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    timeout(100); /* a resize in the moment before the read is seen at the next look */
    define_key("\033[200~", PASTE_BEGIN);
    define_key("\033[201~", PASTE_END);
    printf("\033[?2004h");
    do {
        draw(&toy);
        do
            kind = get_wch(&c);
        while (kind == ERR);
    } while (take(&toy, kind, c));
    printf("\033[?2004l");
    endwin();
    return getenv("TOY_STATUS") ? 7 : 0;
}
