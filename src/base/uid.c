/* Random bytes from the system. */
#include "config.h"

#include "base/uid.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

Uid uid_new(void)
{
    Uid uid;
    /* Up to 256 bytes come whole or not at all once the kernel's source is seeded; a signal can
     * interrupt only the wait for that. */
    ssize_t got;
    do {
        got = getrandom(uid.bytes, UID_BYTES, 0);
    } while (got < 0 && errno == EINTR);
    if (got != UID_BYTES)
        abort();
    return uid;
}

bool uid_equal(const Uid *a, const Uid *b)
{
    return memcmp(a->bytes, b->bytes, UID_BYTES) == 0;
}
