/* The keys that this program holds just now, between the passphrase that opened a store and the
 * lock or the end. A sealed file is opened by the one that its header was made with, so a
 * backup of the store, a private copy and a second connection open as the store itself does,
 * and nobody has to hand a key about. Empty while nobody is signed in. */
#ifndef ANJUAN_SEAL_RING_H
#define ANJUAN_SEAL_RING_H

#include "seal/header.h"
#include "seal/key.h"

void seal_ring_add(SealKey *key);    /* held until it is removed as often as it was added */
void seal_ring_remove(SealKey *key); /* NULL is allowed */
SealKey *seal_ring_find(const SealHeader *header); /* borrowed; NULL: none of them */

#endif
