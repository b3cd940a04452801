/* What is asked before a case is submitted: when that costs the right to approve it or the case
 * was just handed over (app/hands.h), when a return is not answered, and when a warning needs
 * words of whoever submits over it. */
#ifndef ANJUAN_UI_PARTS_SUBMIT_H
#define ANJUAN_UI_PARTS_SUBMIT_H

#include "domain/casefile.h"
#include "ui/ask/question.h"

/* True: it was asked, and done is called with the answer, 's' to submit all the same. */
bool submit_asks(Stage *stage, const CaseFile *file,
                 void (*done)(Stage *stage, void *ctx, const Reply *reply), void *ctx);

/* True: words are asked for, and store submits with them. */
bool submit_asks_words(Stage *stage, const CaseFile *file,
                       TextFate (*store)(Stage *stage, void *ctx, const char *text), void *ctx);

#endif
