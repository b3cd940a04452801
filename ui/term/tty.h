/* The terminal: opened, read and closed in one place. What it reads are Events, what it shows
 * are Frames; nothing above knows about curses. One Tty at a time. */
#ifndef ANJUAN_UI_TERM_TTY_H
#define ANJUAN_UI_TERM_TTY_H

#include <stdbool.h>

#include "base/err.h"
#include "ui/model/event.h"
#include "ui/model/frame.h"

typedef struct Tty Tty;

typedef struct TtyOptions {
    bool mono;
    int ambiguous; /* columns of signs of ambiguous width; 0: the terminal is asked */
} TtyOptions;

/* Refuses when standard input or output is no terminal, or one that cannot place its cursor. */
bool tty_open(const TtyOptions *options, Tty **out, Err *err);
void tty_close(Tty *tty); /* gives the terminal back as it was */

void tty_size(const Tty *tty, int *rows, int *cols);
bool tty_utf8(const Tty *tty); /* false: only ASCII can be shown and typed */
/* Before the next picture: nothing of the last one stays in the memory of the terminal
 * library. */
void tty_wipe(Tty *tty);
void tty_paint(Tty *tty, const Frame *frame);
void tty_forget(Tty *tty); /* the next paint draws all, whatever the terminal shows now */

/* Waits at most wait_ms, then gives EV_TICK. idle: everything is done that the input asked for,
 * which tests are told. The text lives until the next call. */
void tty_event(Tty *tty, int wait_ms, bool idle, Event *out);

/* During long work: takes what was typed; true when Esc or Ctrl-C was among it, or the program
 * was asked to end. */
bool tty_cancelled(Tty *tty);

/* While something else must be waited for: true when Ctrl-C was typed. What else was typed is
 * left for tty_event. */
bool tty_given_up(Tty *tty);

/* In width.c, with the wcwidth() that ncurses uses. */
void width_set_ambiguous(int cols);

#endif
