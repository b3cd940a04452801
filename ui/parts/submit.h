/* Submitting again what was returned: asked about when the return is not answered. */
#ifndef ANJUAN_UI_PARTS_SUBMIT_H
#define ANJUAN_UI_PARTS_SUBMIT_H

#include "domain/casefile.h"
#include "ui/ask/question.h"

/* True: it was asked, and done is called with the answer, 's' to submit all the same. */
bool submit_asks(Stage *stage, const CaseFile *file,
                 void (*done)(Stage *stage, void *ctx, const Reply *reply), void *ctx);

#endif
