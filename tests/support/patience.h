/* By how much the deadlines of tests grow: under a sanitizer, and by ANJUAN_TEST_PATIENCE (a
 * factor) on a slow or busy machine. A deadline only ends what hangs; nothing is measured. */
#ifndef ANJUAN_TESTS_PATIENCE_H
#define ANJUAN_TESTS_PATIENCE_H

#include <stdlib.h>

static inline int patience_times(void)
{
    const char *factor = getenv("ANJUAN_TEST_PATIENCE");
    int times = factor ? atoi(factor) : 1;
    times = times > 0 ? times : 1;
#ifdef __SANITIZE_ADDRESS__
    times *= 5;
#endif
    return times;
}

#endif
