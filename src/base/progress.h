/* How long work tells how far it is, and hears that it should stop. The core never reads a
 * key. */
#ifndef ANJUAN_BASE_PROGRESS_H
#define ANJUAN_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Progress {
    bool (*step)(void *ctx, size_t done, size_t total); /* false: the person cancelled */
    void *ctx;
} Progress;

/* True when progress is NULL or says go on. */
static inline bool progress_step(const Progress *progress, size_t done, size_t total)
{
    return !progress || progress->step(progress->ctx, done, total);
}

#endif
