/* The key that shows what is masked in a case, and masks it again (app/reveal.h), said on the
 * message line. */
#ifndef ANJUAN_UI_PARTS_MASKS_H
#define ANJUAN_UI_PARTS_MASKS_H

#include "app/session.h"
#include "domain/casefile.h"
#include "ui/stage/stage.h"

/* Whether there is anything to show or to mask. */
bool masks_turn_to(Session *session, const CaseFile *file);
void masks_turn(Stage *stage, const CaseFile *file);

#endif
