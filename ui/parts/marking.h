/* Making a mark: from a place to a reason, to words, to the mark; the same from the page of a
 * review and from a case file. The host is the screen below, which lives longer; it says which
 * case is meant and reads it anew afterwards. */
#ifndef ANJUAN_UI_PARTS_MARKING_H
#define ANJUAN_UI_PARTS_MARKING_H

#include <stdbool.h>

#include "base/buf.h"
#include "desk/mark.h"
#include "domain/casefile.h"
#include "ui/stage/screen.h"

typedef struct MarkingHost {
    const CaseFile *(*file)(void *screen);
    void (*follow)(void *screen, Stage *stage); /* after the mark was made, or was refused */
} MarkingHost;

typedef struct Marking {
    const MarkingHost *host;
    void *screen;
    MarkPlace place;
    Buf item;    /* of the place, which outlives the line or row that it was taken from */
    Buf reason;  /* offered for the next mark too */
    Buf kept_as; /* the name of the question */
} Marking;

void marking_init(Marking *marking, const MarkingHost *host, void *screen);
void marking_free(Marking *marking);

/* The place that is to be marked, and the name under which what is typed is kept. */
void marking_at(Marking *marking, MarkPlace place, const char *kept_as);

/* Whether the person may; else it is said. */
bool marking_may(const Marking *marking, Stage *stage);
/* Asks for the reason, and then for the words. */
void marking_ask(Marking *marking, Stage *stage);
void marking_ask_words(Marking *marking, Stage *stage);

#endif
