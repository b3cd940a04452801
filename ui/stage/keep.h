/* Keeping drafts, and the place where a person is. A burst of typing is one write,
 * STAGE_KEEP_MS after its first key: what is written is to be at most 50 ms behind, however
 * long the burst, and the writing itself takes its part. */
#ifndef ANJUAN_UI_STAGE_KEEP_H
#define ANJUAN_UI_STAGE_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/stage/screen.h"

enum { STAGE_KEEP_MS = 20 };

/* The loop calls stage_keep with its clock, in milliseconds, after every event and when the
 * time is up: it writes what is due, and says how long the loop may wait at most, -1 when all
 * is written. Where another program is writing it tries again later, and says so.
 * stage_keep_now writes at once and waits for that; stage_keep_try does not wait, and says
 * whether it wrote. */
bool stage_keep_try(Stage *stage);
int stage_keep(Stage *stage, int64_t now);
void stage_keep_now(Stage *stage);

/* After a person has signed in, over the first screen: back to where they were, with what they
 * typed. */
void stage_continue(Stage *stage);

#endif
