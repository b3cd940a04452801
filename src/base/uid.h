/* The identity of a row on every machine: 128 random bits. */
#ifndef ANJUAN_BASE_UID_H
#define ANJUAN_BASE_UID_H

#include <stdbool.h>

enum { UID_BYTES = 16 };

typedef struct Uid {
    unsigned char bytes[UID_BYTES];
} Uid;

Uid uid_new(void); /* from the kernel's random source; aborts if there is none */
bool uid_equal(const Uid *a, const Uid *b);

#endif
