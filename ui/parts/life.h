/* The life of a case as people read it: its stage, what stops it, and what is to be done next.
 */
#ifndef ANJUAN_UI_PARTS_LIFE_H
#define ANJUAN_UI_PARTS_LIFE_H

#include "base/buf.h"
#include "domain/casefile.h"
#include "ui/parts/lines.h"
#include "ui/parts/sums.h"
#include "ui/stage/screen.h"

/* The stage behind the status in a header, where the status does not say it. */
void life_tell(const CaseFile *file, Buf *out);

/* The words of a stop by its word in the store, brief without its reason; "" for none. */
void life_tell_stop(const char *word, bool brief, const Frame *frame, Buf *out);

/* Lines for the top of the follow-up, the most important first, read anew: they stay as they
 * are until the next time. */
void life_read(Stage *stage, const CaseFile *file, SumLines *lines);
/* Draws them at the top of rect; returns the rows taken. */
int life_draw(const SumLines *lines, Frame *frame, Rect rect);

/* A stop that is open, loudly, at the head of a page. */
bool info_stop(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

#endif
