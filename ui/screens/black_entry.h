/* The form of an entry of our own. What is typed there outlives the form, so that nothing is
 * lost over an Esc: it is a BlackDraft of the screen that opens it, in memory alone, and goes
 * with it, for whom it is about stands there in clear. Each answer is judged as it is left. */
#ifndef ANJUAN_UI_SCREENS_BLACK_ENTRY_H
#define ANJUAN_UI_SCREENS_BLACK_ENTRY_H

#include "ui/stage/screen.h"

typedef struct BlackDraft BlackDraft;

/* taken is told the number of the entry that was made, with the screen below on top again. */
BlackDraft *black_draft_new(void (*taken)(Stage *stage, Screen *screen, int64_t id),
                            Screen *screen);
void black_draft_free(BlackDraft *draft); /* wipes it */

/* With what was typed there before and not entered. */
void black_entry_open(BlackDraft *draft, Stage *stage);

#endif
