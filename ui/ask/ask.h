/* Asking: the question lies over the screen that asks until it is answered or taken back. */
#ifndef ANJUAN_UI_ASK_ASK_H
#define ANJUAN_UI_ASK_ASK_H

#include "ui/ask/question.h"

void ask(Stage *stage, const Question *question);

#endif
