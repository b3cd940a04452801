/* A list of the process; few are ever in it. */
#include "config.h"

#include "seal/ring.h"

#include <stdlib.h>

#include "base/mem.h"

typedef struct Held {
    struct Held *next;
    SealKey *key;
} Held;

/* Of the process, as the tickets are (seal/vfs.h). */
static Held *ring;

void seal_ring_add(SealKey *key)
{
    Held *held = xcalloc(1, sizeof(*held));

    held->key = seal_key_hold(key);
    held->next = ring;
    ring = held;
}

void seal_ring_remove(SealKey *key)
{
    for (Held **at = &ring; *at; at = &(*at)->next) {
        Held *held = *at;
        if (held->key != key)
            continue;
        *at = held->next;
        seal_key_free(held->key);
        free(held);
        return;
    }
}

SealKey *seal_ring_find(const SealHeader *header)
{
    for (const Held *held = ring; held; held = held->next) {
        if (seal_header_proves(header, held->key))
            return held->key;
    }
    return NULL;
}
