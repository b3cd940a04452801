/* What stands under the plan: the gap, in the words of its definition, the target beside it,
 * and a bar per row of the plan over time. Computes nothing of its own: the facts say it. */
#ifndef ANJUAN_UI_SCREENS_PLAN_H
#define ANJUAN_UI_SCREENS_PLAN_H

#include "domain/casefile.h"
#include "ui/app.h"

/* Draws at the bottom of rect and returns the rows it took, 0 when there is no room. */
int plan_draw_gap(App *app, const CaseFile *file, Frame *frame, Rect rect);

#endif
