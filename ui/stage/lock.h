/* Locking the screens and signing out: what was on them leaves the memory. */
#ifndef ANJUAN_UI_STAGE_LOCK_H
#define ANJUAN_UI_STAGE_LOCK_H

#include <stdbool.h>

#include "ui/stage/screen.h"

/* Covers everything at once, until the person is back; then, as soon as what was typed is
 * written, which is tried again at each tick and never waited for, closes the store and forgets
 * what was read from it. Nothing without a user. */
void stage_lock(Stage *stage);
bool stage_locked(const Stage *stage);
void stage_come_back(Stage *stage); /* after the passphrase: to where the person was */
/* Asks as stage_quit does; then nothing is left but the sign-in screen. */
void stage_sign_out(Stage *stage);
bool stage_take_wipe(Stage *stage); /* nothing of the last picture may stay in memory, once */

#endif
