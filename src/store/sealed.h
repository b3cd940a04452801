/* Stores that are sealed (src/seal): how one is made, anew or of a plain one, and a plain one
 * of it. Who can open it stands in its header, which floors above fill in; the key has to be in
 * the ring (seal/ring.h) meanwhile. All of these make a file under a name that is its maker's,
 * whole and synced when they return true; nothing here moves one into its place. */
#ifndef ANJUAN_STORE_SEALED_H
#define ANJUAN_STORE_SEALED_H

#include "base/err.h"
#include "base/progress.h"
#include "seal/header.h"
#include "seal/passkey.h"
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

/* Before another file takes the place of the store: keeps all other programs out until it is
 * closed, refused while one is at it, and makes one file of it. */
bool store_take_alone(Store *store, Err *err);

/* A copy beside the store, of the same form: STORE.before-seal.bak, or with a number. The name
 * is for the caller to free. */
bool store_keep_before(Store *store, char **kept, Err *err);

bool store_sealed(const Store *store);

/* ---- who can open it; nothing of this does anything to a plain store ---- */

/* The key, for the caller to free, and what the passphrase gave. The error tells a wrong
 * passphrase from a damaged header. */
bool store_unlock(const char *path, const char *name, const char *passphrase, SealKey **key,
                  PassKey **pass, Err *err);

/* Inside a transaction, which keeps other programs from the header: one more slot for that
 * name; and all go but those of owners. What has no owner can be asked without. */
bool store_let_in(Store *store, const char *name, const PassKey *pass, const PassRecord *record,
                  Err *err);
bool store_keep_slots(Store *store, const SealOwner *owners, size_t n, Err *err);
bool store_has_strays(Store *store, const SealOwner *owners, size_t n, bool *has, Err *err);

/* For who came in by an invitation (SealGuest): a slot in its place. Does nothing to who was
 * not invited; inside a transaction like the others. */
bool store_take_slot(Store *store, const char *name, const PassKey *pass,
                     const PassRecord *record, Err *err);

/* Which header there is: of which key, and its generation. The first group of a day keeps it as
 * the setting SEALED_HEADER; a header of before that was put back, and with it come the slots
 * of those who had been shut out since. */
#define SEALED_HEADER "sealed.header"
enum { HEADER_MARK = 48 };
bool store_header_mark(Store *store, char out[HEADER_MARK], Err *err); /* "" for a plain one */
bool store_header_behind(Store *store, bool *behind, Err *err);
/* Once that was told: the header goes on from what was kept. */
bool store_header_raise(Store *store, Err *err);

/* Another recovery code in place of the one that was there; outside of transactions. */
bool store_set_recovery(Store *store, const char *code, Err *err);

#endif
