/* Into a store that gets a key, or another one, its people come by the passphrases that they
 * have: each is invited by their own keys (SealGuest), and gets a slot when they sign in. */
#ifndef ANJUAN_DESK_GUESTS_H
#define ANJUAN_DESK_GUESTS_H

#include "base/buf.h"
#include "base/err.h"
#include "seal/header.h"
#include "store/store.h"

typedef struct Guests {
    int64_t n, shut; /* invited; and who cannot be, since they have no keys yet */
    Buf names;       /* of those, one in a line */
} Guests;            /* names is for the caller to free */

/* All that are not disabled but user by, whose passphrase is known. */
bool guests_invite(Store *store, int64_t by, SealHeader *header, const SealKey *key,
                   Guests *out, Err *err);

/* After a sign-in by what the passphrase became: a slot. Does nothing where there is none to
 * take, or where the store keeps the passphrase in the form of before. */
bool guest_take_slot(Store *store, const char *name, const PassKey *pass, Err *err);

#endif
