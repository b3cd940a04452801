/* The screens on the terminal, until the person leaves. */
#ifndef ANJUAN_UI_SCREENS_RUN_H
#define ANJUAN_UI_SCREENS_RUN_H

#include <stdbool.h>

#include "app/session.h"
#include "base/err.h"

typedef struct RunOptions {
    bool ascii, mono;
    int ambiguous;    /* 0: ask the terminal; 1 or 2 */
    int lock_minutes; /* idle minutes before the lock; 0: 10 */
} RunOptions;

/* The session may have nobody signed in. */
bool ui_run(Session *session, const RunOptions *options, Err *err);

#endif
