/* What stands under the follow-up: the sums of the ledger, which always add up or say by how
 * much they do not, and where the platform shows something else. Computes nothing of its own:
 * the facts say it. */
#ifndef ANJUAN_UI_PARTS_LEDGER_H
#define ANJUAN_UI_PARTS_LEDGER_H

#include "domain/casefile.h"
#include "ui/stage/screen.h"

/* As sums_draw. */
int ledger_draw(Stage *stage, const CaseFile *file, Frame *frame, Rect rect);

#endif
