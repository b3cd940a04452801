/* What stands under the records of a tab: sums, and what follows from them, live. Computes
 * nothing of its own: the facts and the route say it. */
#ifndef ANJUAN_UI_PARTS_SUMS_H
#define ANJUAN_UI_PARTS_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "domain/casefile.h"
#include "rules/judge/route.h"
#include "ui/stage/screen.h"

enum { SUM_LINES = 12 };

/* The most important first: the last are left out where there is no room. */
typedef struct SumLines {
    Arena *arena;
    struct {
        Style style;
        const char *text; /* wrapped over two rows at most */
    } lines[SUM_LINES];
    int n;
} SumLines;

void sums_begin(SumLines *lines);
void sums_end(SumLines *lines);
void sums_add(SumLines *lines, Style style, const char *text); /* text is kept in the arena */

/* Puts the last two lines on one row when nothing is wrong with either and they fit. */
void sums_join(SumLines *lines, int cols);

/* The rule about large sums and, when it asks for them and ways is set, the ways of paying. */
void sums_add_route(SumLines *lines, const Route *route, Frame *frame, bool ways);

/* The rows that one of the texts takes in so many columns. */
int sums_rows(const char *text, int cols);

/* Draws at the bottom of rect, a blank above; returns the rows taken, 0 when there is no room.
 */
int sums_draw(const SumLines *lines, Frame *frame, Rect rect);

/* The same for a whole tab. */
int sums_draw_disclosure(Stage *stage, const CaseFile *file, Frame *frame, Rect rect);

#endif
