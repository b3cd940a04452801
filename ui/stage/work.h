/* Long work, and how the outside lets it show itself and hear that it is given up. */
#ifndef ANJUAN_UI_STAGE_WORK_H
#define ANJUAN_UI_STAGE_WORK_H

#include <stdbool.h>

#include "base/err.h"
#include "base/progress.h"
#include "ui/model/frame.h"
#include "ui/stage/screen.h"

/* Given by ui/screens/run.c or a test. */
typedef struct StageHost {
    void (*paint)(void *ctx, const Frame *frame);
    bool (*cancelled)(void *ctx);
    void *ctx;
    /* The same while the store is waited for, of Ctrl-C alone: what else is typed waits too. */
    bool (*given_up)(void *ctx);
} StageHost;
void stage_set_host(Stage *stage, const StageHost *host);

/* Work with a bar: run is called with a Progress that draws (at most ten times a second) and
 * polls for Esc or Ctrl-C. */
bool stage_work(Stage *stage, const char *title,
                bool (*run)(const Progress *progress, void *ctx, Err *err), void *ctx,
                Err *err);

#endif
