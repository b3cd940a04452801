/* What reaches a screen: keys, typed text, paste, a new size, a tick. No curses here. */
#ifndef ANJUAN_UI_MODEL_EVENT_H
#define ANJUAN_UI_MODEL_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is its Unicode character (controls included: Enter 13, Tab 9, Esc 27, Ctrl-N 14,
 * Backspace 127), or one of these above Unicode; KEY_ALT may be added to any. */
enum {
    K_ENTER = 13,
    K_TAB = 9,
    K_ESC = 27,
    K_BACKSPACE = 127,
    K_UP = 0x200000,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PGUP,
    K_PGDN,
    K_INSERT,
    K_DELETE,
    K_BACKTAB,
    K_CTRL_LEFT,
    K_CTRL_RIGHT,
    K_F0 = 0x200100, /* K_F0 + n */
    K_ALT = 0x1000000,
};
#define K_CTRL(letter) (0x1f & (letter))
#define K_F(n)         (K_F0 + (n))

typedef enum EventKind {
    EV_NONE,
    EV_KEY,     /* key */
    EV_TEXT,    /* a run of printable characters: typed, or committed by an input method */
    EV_PASTE,   /* bracketed paste; newlines and tabs kept, other controls gone */
    EV_RESIZE,  /* rows, cols */
    EV_TICK,    /* nothing came for a while */
    EV_REFUSED, /* a character came that the terminal's locale cannot carry; screens never see
                   this */
    EV_NO_ESC,  /* the Esc told last was no key: a key or an answer began with it */
    EV_HANGUP,  /* the terminal is gone or the program is asked to end */
} EventKind;

typedef struct Event {
    EventKind kind;
    int key;
    const char *text; /* UTF-8, NUL-terminated, the sender's */
    size_t len;
    bool cut; /* EV_PASTE: there was more than can be taken */
    int rows, cols;
    int64_t at; /* when it came, in milliseconds on the sender's clock */
} Event;

#endif
