/* The page of a review: what a supervisor reads before deciding, from top to bottom. */
#ifndef ANJUAN_UI_PARTS_PAGE_H
#define ANJUAN_UI_PARTS_PAGE_H

#include "ui/parts/lines.h"

/* Who submitted the case, when, and for which time. */
bool page_submitted(InfoList *list, Stage *stage, const CaseFile *file, Err *err);

/* Target and gap, plan by phase, then all other records in the order of the tabs. frame says
 * which signs there are. */
bool page_case(InfoList *list, Stage *stage, const CaseFile *file, Frame *frame, Err *err);

#endif
