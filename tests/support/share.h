/* How often something is tried that is tried many times in one way: under sanitizers, where it
 * takes thrice as long and only memory is looked at, fewer times than in the plain suite. Never
 * for what differs from one time to the next in what it reads from outside. */
#ifndef ANJUAN_TESTS_SHARE_H
#define ANJUAN_TESTS_SHARE_H

static inline int share_of(int plain, int sanitized)
{
#ifdef __SANITIZE_ADDRESS__
    (void)plain;
    return sanitized;
#else
    (void)sanitized;
    return plain;
#endif
}

#endif
