/* The identity of a row on every machine: 128 random bits. */
#ifndef ANJUAN_BASE_UID_H
#define ANJUAN_BASE_UID_H

#include <stdbool.h>

enum { UID_BYTES = 16, UID_HEX = 32 };

typedef struct Uid {
    unsigned char bytes[UID_BYTES];
} Uid;

Uid uid_new(void); /* from the kernel's random source; aborts if there is none */
bool uid_equal(const Uid *a, const Uid *b);
void uid_hex(const Uid *uid, char out[UID_HEX + 1]);
bool uid_parse(const char *hex, Uid *out);

#endif
