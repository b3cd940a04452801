/* What the files of the review share: review.c shows the case and goes on to the next,
 * review_decide.c asks and takes decisions, review_mark.c makes marks. */
#ifndef ANJUAN_UI_SCREENS_REVIEW_H
#define ANJUAN_UI_SCREENS_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/queue.h"
#include "app/talk.h"
#include "base/buf.h"
#include "domain/casefile.h"
#include "ui/parts/lines.h"
#include "ui/parts/marking.h"
#include "ui/stage/screen.h"

enum { COMMENT_LINES = 5 };

typedef struct Review {
    Screen screen;
    Session *session;
    CaseFile *file; /* NULL when the case could not be read */
    InfoList info;
    unsigned may; /* NEED_ bits of decisions, answers and marks */
    Arena *arena; /* of talk */
    Talk talk;
    Buf why_not; /* why the person may not approve; empty for a case that does not wait */
    Waiting waiting;
    bool waits;         /* the case stands there in the order of review */
    int64_t place, all; /* counted from 0, and how many wait */
    Verb deciding;
    Buf given;         /* while more is asked for: the reason, or the words for single rules */
    char own_rule[32]; /* whose words are asked for */
    Marking marking;   /* the mark that is being made */
    int64_t dropping;  /* the mark that is asked about */
} Review;

void review_follow(Review *self, Stage *stage); /* reads anew what is shown */

/* ---- review_decide.c ---- */

/* Whether the command is one of the decisions; and of the answer to a question. */
bool review_decides(Review *self, Stage *stage, CmdId id);
bool review_ask_again(Review *self, Stage *stage, const char *verb, const char *given);
void review_rights(Review *self, Stage *stage); /* sets may and why_not */
void review_why_not(Review *self, Stage *stage, CmdId id);

/* ---- review_mark.c ---- */

extern const MarkingHost review_marking;
bool review_marks(Review *self, Stage *stage, CmdId id);
bool review_mark_again(Review *self, Stage *stage, const char *question, const char *reason);
unsigned review_may_mark(const Review *self); /* NEED_ bits of the line under the cursor */

#endif
