/* Which key a code of curses is, and the key sequences that terminfo does not tell of. */
#ifndef ANJUAN_UI_TERM_DECODE_H
#define ANJUAN_UI_TERM_DECODE_H

/* Beyond the codes of curses. */
enum {
    CODE_PASTE = 0x1000,
    CODE_PASTE_END,
    CODE_CTRL_LEFT,
    CODE_CTRL_RIGHT,
    CODE_REPORT_NARROW, /* the cursor is behind one sign, in the second row */
    CODE_REPORT_WIDE,
};

/* A byte that begins nothing is taken alone, as a control character that no field holds and no
 * key means; waiting for the rest of it would swallow what is typed next. */
enum { NO_CHARACTER = 0x80 };

void decode_define(void); /* after the terminal was opened */
int decode_key(int code); /* a K_ key, 0: none of ours */

#endif
