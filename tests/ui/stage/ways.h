/* Whether what a screen shows leads to every tab and to every key of the focus: the key bar
 * names it, or Esc, which shows it, or the key of the help, which says it. */
#ifndef ANJUAN_TESTS_UI_STAGE_WAYS_H
#define ANJUAN_TESTS_UI_STAGE_WAYS_H

#include "base/buf.h"
#include "ui/cmd/cmd.h"
#include "ui/model/frame.h"

typedef struct Ways {
    Buf helps[SC_COUNT][2]; /* what the help says of a scope, also while typing */
    Buf seen;               /* the places whose keys were looked for */
} Ways;

typedef void WaysFault(const char *where, int row, const char *what);

/* Of the screen that is drawn; what leads nowhere is told to fault. */
void ways_check(Ways *ways, const Frame *frame, const char *where, WaysFault *fault);
void ways_free(Ways *ways);

#endif
