/* The real program in a pseudo terminal, seen through a terminal emulator.
 *
 * A Term owns the child, the pty and the emulated screen. The child inherits nothing but TERM,
 * PATH, LC_ALL=C.UTF-8, TZ=UTC, ESCDELAY=25, a HOME of its own and what the test lists. Nothing
 * here sleeps for a guess: every wait pumps the terminal until what it waits for is there or
 * the deadline has passed.
 *
 * The idle mark. With ANJUAN_TEST_IDLE=1 (always set here) the program writes
 *     ESC ] 777 ; idle ; N BEL
 * to the terminal, after its screen, whenever it is about to wait for input and has written
 * what was typed, drafts too. N is how many characters and keys it has taken from the terminal
 * so far: every value that get_wch returned (a key sequence known to terminfo counts once, so
 * does each bracket of a paste), a resize not counted. term_wait_idle waits until N has reached
 * what the test has sent, so that "nothing happened" can be checked. */
#ifndef ANJUAN_TESTS_TERM_H
#define ANJUAN_TESTS_TERM_H

#include <stdbool.h>
#include <stdint.h>
#include <vterm.h>

typedef struct Term Term;

/* argv[0] is the program's path, env more "NAME=value" lines; both end with NULL, env may be
 * NULL. HOME is a folder that vanishes with the Term, unless env gives one. */
Term *term_open(int rows, int cols, const char *terminal, char *const argv[],
                char *const env[]);

/* Ends the child (SIGHUP, then SIGKILL) and frees all. A sanitizer's report fails the test. */
void term_close(Term *term);

/* Prints the sanitizers' reports on the child, and says whether there were any. */
bool term_reports(const Term *term);

const char *term_home(const Term *term);
void term_signal(Term *term, int signal);
int term_pid(const Term *term); /* of the program; 0 when it has ended */

/* Input. Text is UTF-8, typed as it stands: "\r" is Enter, "\t" Tab, "\033" Esc. */
void term_type(Term *term, const char *text);
void term_key(Term *term, VTermKey key, VTermModifier mods);
void term_char(Term *term, uint32_t rune, VTermModifier mods); /* with Ctrl or Alt */
void term_paste(Term *term, const char *text);                 /* bracketed when asked for */
void term_resize(Term *term, int rows, int cols);
/* false: what the emulator answers is held back until true, behind what is typed meanwhile. */
void term_answers(Term *term, bool answers);

/* Waiting. False when the deadline passed or the child is gone. ms 0 stands for the usual
 * deadline, which grows under a sanitizer and by ANJUAN_TEST_PATIENCE (a factor). */
bool term_wait(Term *term, const char *needle, int ms);
bool term_wait_gone(Term *term, const char *needle, int ms);
bool term_wait_row(Term *term, int row, const char *want, int ms);
bool term_wait_idle(Term *term, int ms);
/* For measuring: how many bytes the program has written, idle marks left out; and waiting for
 * the first of them since the last input; false when the program is idle without having
 * written. */
unsigned long term_bytes(const Term *term);
/* How many characters and keys were given to the program, and how many of them it had taken and
 * written when it was idle last, as the idle marks count them. */
unsigned long term_sent(const Term *term);
unsigned long term_taken(const Term *term);
/* Lets the program go on that long, and takes what it writes. */
void term_run(Term *term, int ms);
bool term_wait_bytes(Term *term, int ms);
bool term_wait_exit(Term *term, int *status, int ms); /* status as waitpid gives it */

/* What stands on the screen now; the caller frees the texts. */
char *term_row(const Term *term, int row); /* without trailing blanks */
/* Letters of its attributes, "" for none. */
char *term_attr(const Term *term, int row, int col);
/* In the notation of expect_screen. */
char *term_dump(const Term *term, bool attrs, bool cursor);
void term_cursor(const Term *term, int *row, int *col);
bool term_cursor_visible(const Term *term);
bool term_altscreen(const Term *term); /* true while the program has the alternate screen */

/* Expectations: each waits until it is met; a failure prints the screen, the cursor and an
 * expectation ready to paste.
 *
 * expect_screen takes one line a row, written "|text|"; trailing blanks and empty rows at the
 * end do not count. "^" stands before the cursor's cell, "{r:text}" gives a run of attributes
 * (r reverse, b bold, u underline, in this order); a sign is doubled to mean itself: "^^",
 * "{{",
 * "}}". Cursor or attributes are compared only where the text names them. A wide character is
 * written once. */
#define expect_screen(term, want)     term_expect_screen(term, want, __FILE__, __LINE__)
#define expect_row(term, row, want)   term_expect_row(term, row, want, __FILE__, __LINE__)
#define expect_text(term, needle)     term_expect_text(term, needle, __FILE__, __LINE__)
#define expect_gone(term, needle)     term_expect_gone(term, needle, __FILE__, __LINE__)
#define expect_cursor(term, row, col) term_expect_cursor(term, row, col, __FILE__, __LINE__)
#define expect_attr(term, row, col, letters)                                                   \
    term_expect_attr(term, row, col, letters, __FILE__, __LINE__)
#define expect_idle(term)       term_expect_idle(term, __FILE__, __LINE__)
#define expect_exit(term, code) term_expect_exit(term, code, __FILE__, __LINE__)

void term_expect_screen(Term *term, const char *want, const char *file, int line);
void term_expect_row(Term *term, int row, const char *want, const char *file, int line);
void term_expect_text(Term *term, const char *needle, const char *file, int line);
void term_expect_gone(Term *term, const char *needle, const char *file, int line);
void term_expect_cursor(Term *term, int row, int col, const char *file, int line);
void term_expect_attr(Term *term, int row, int col, const char *letters, const char *file,
                      int line);
void term_expect_idle(Term *term, const char *file, int line);
void term_expect_exit(Term *term, int code, const char *file, int line);

/* For the expectations: pumps until met(term, what) or the deadline. */
typedef bool TermMet(const Term *term, const void *what);
bool term_until(Term *term, TermMet *met, const void *what, int ms);
VTermScreen *term_screen(const Term *term);
void term_size(const Term *term, int *rows, int *cols);

#endif
