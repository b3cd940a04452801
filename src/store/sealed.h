/* Stores that are sealed (src/seal): how one is made, anew or of a plain one, and a plain one
 * of it. Who can open it stands in its header, which floors above fill in; the key has to be in
 * the ring (seal/ring.h) meanwhile. All of these make a file under a name that is its maker's,
 * whole and synced when they return true; nothing here moves one into its place. */
#ifndef ANJUAN_STORE_SEALED_H
#define ANJUAN_STORE_SEALED_H

#include "base/err.h"
#include "base/progress.h"
#include "seal/header.h"
#include "store/store.h"

/* Anew, empty but for the schema, and open; the file must not exist. */
bool store_create_sealed(const char *path, SealHeader *header, SealKey *key, Store **out,
                         Err *err);

/* A copy of the whole store, which may be plain or sealed, under that header and key: as of one
 * moment. */
bool store_seal_into(Store *store, const char *path, SealHeader *header, SealKey *key,
                     Err *err);

/* A plain copy. */
bool store_unseal_into(Store *store, const char *path, const Progress *progress, Err *err);

#endif
