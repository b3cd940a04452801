/* What stands under the plan: the gap, in the words of its definition, the target beside it,
 * and a bar per phase of the plan over time. Computes nothing of its own: the facts say it. */
#ifndef ANJUAN_UI_PARTS_PLAN_H
#define ANJUAN_UI_PARTS_PLAN_H

#include "domain/casefile.h"
#include "ui/parts/sums.h"
#include "ui/stage/screen.h"

/* Draws at the bottom of rect and returns the rows it took, 0 when there is no room. focus: the
 * record that is being worked on, whose rows come before the bars. */
int plan_draw_gap(Stage *stage, const CaseFile *file, RecordId focus, Frame *frame, Rect rect);

/* The same in words alone: the gap, the target beside it, the route and the tranches. */
void plan_say_gap(Stage *stage, const CaseFile *file, Frame *frame, int cols, SumLines *lines);

#endif
