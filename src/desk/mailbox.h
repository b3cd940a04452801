/* The secret of this station at a hub. It follows from the secret of the store
 * (store/secret.h), so it is kept nowhere, travels nowhere, and is the same in a store that was
 * put back. What its operator is given is what a server keeps to check it by, of which it
 * cannot be made. */
#ifndef ANJUAN_DESK_MAILBOX_H
#define ANJUAN_DESK_MAILBOX_H

#include <stdbool.h>

#include "base/err.h"
#include "store/digest.h"
#include "store/store.h"

enum { MAILBOX_VERIFIER = 160 };

/* In hexadecimal; the caller wipes. ERR_NOT_FOUND where the store has no secret yet, which is
 * made inside a transaction. */
bool mailbox_secret(Store *store, char secret[DIGEST_HEX + 1], Err *err);

/* As PostgreSQL writes it: SCRAM-SHA-256$4096:SALT$KEY:KEY. Another salt each time. */
void mailbox_verifier(const char *secret, char out[MAILBOX_VERIFIER]);
/* Whether a text is one, and nothing that a server would take for a password. */
bool mailbox_is_verifier(const char *text);

#endif
