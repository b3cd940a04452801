/* Random bytes from the system, and the one spelling as hex digits. */
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

void uid_hex(const Uid *uid, char out[UID_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < UID_BYTES; i++) {
        out[2 * i] = digits[uid->bytes[i] >> 4];
        out[2 * i + 1] = digits[uid->bytes[i] & 15];
    }
    out[UID_HEX] = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* Only the form that uid_hex writes: one identity, one spelling. */
bool uid_parse(const char *hex, Uid *out)
{
    Uid uid;
    if (strlen(hex) != UID_HEX)
        return false;
    for (int i = 0; i < UID_BYTES; i++) {
        int high = hex_value(hex[2 * i]), low = hex_value(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        uid.bytes[i] = (unsigned char)(high << 4 | low);
    }
    *out = uid;
    return true;
}
