/* Who signs what the journal of a store is given: the person who is signed in, while they are,
 * and the station for what the program does by itself. The keys are rows of person_key; those
 * of a person are opened by what the passphrase of that person becomes, and by nothing else,
 * those of the station by whoever can open the store.
 *
 * A person has one key at a time. It is good for the groups from the one that makes it to the
 * one that ends it, these two included. */
#ifndef ANJUAN_STORE_SIGN_H
#define ANJUAN_STORE_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uid.h"
#include "seal/passkey.h"
#include "seal/person.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/store.h"

/* A row of person_key, open. */
typedef struct Signer {
    int64_t user; /* 0: the station */
    Uid uid;
    PersonKey *key; /* NULL: there is none */
} Signer;

void signer_close(Signer *signer); /* wipes */

/* A new key, which ends the one of before. by: who set the passphrase, 0 when the person did;
 * it is made by the group of tx. user 0: the station's, without a passphrase. Where the one of
 * before ended already, and this passphrase opens it, it signs the new one. */
bool signer_make(Tx *tx, int64_t user, int64_t by, const PassKey *pass, Signer *out, Err *err);
/* What the key of before signs of the one that follows it. */
enum { SIGNER_PROOF_BYTES = 16 + 2 * PERSON_PUBLIC };
void signer_proof_bytes(const PersonPublic *fresh, unsigned char out[SIGNER_PROOF_BYTES]);

/* Whether the user may begin a key by themselves: they never had one, or the one of before
 * opens. */
bool signer_follows(Store *store, int64_t user, const PassKey *pass, bool *follows, Err *err);

/* The same key under another passphrase. */
bool signer_rewrap(Tx *tx, const Signer *signer, const PassKey *pass, Err *err);
bool signer_end(Tx *tx, int64_t user, Err *err); /* fine where there is none */

/* out->key stays NULL where the user has no key. */
bool signer_open(Store *store, int64_t user, const PassKey *pass, Signer *out, Err *err);

/* The public halves of the key that user has now. ERR_NOT_FOUND: none. */
bool signer_public(Store *store, int64_t user, PersonPublic *out, Err *err);

/* What a station signs of its people: from the event with that number on, somebody signs there
 * by that key, in that role. */
typedef struct SignerTerm {
    const char *station, *role; /* its code; the role as its word */
    const unsigned char *person, *key, *sign;
    bool disabled;
    int64_t since;
} SignerTerm;
enum { SIGNER_TERM_BYTES = 16 + DIGEST_BYTES };
void signer_term_bytes(const SignerTerm *term, unsigned char out[SIGNER_TERM_BYTES]);

/* What the program finishes for a person who need not be there: an export that was interrupted,
 * a restore. Groups of that kind of a person may be signed by the station. */
bool signer_stands_in(const char *kind);

/* Whether nobody has ended the key since, but for the group that is open. */
bool signer_stands(Store *store, const Signer *signer, bool *stands, Err *err);

/* What that user does is signed from now on, the group that is open too. Borrowed until it is
 * replaced; NULL: nobody signs. The station's is found by the store itself. */
void store_sign_with(Store *store, const Signer *signer);

/* Signs something that is no group, which begins with a context of its own. False where that
 * user is not the one who signs. */
bool store_signs(Store *store, int64_t user, const void *bytes, size_t n, Uid *signer,
                 unsigned char signature[PERSON_SIGNATURE]);

/* Whether that user, who signs now, signed that with the key of now. */
bool store_signed(const Store *store, int64_t user, const void *bytes, size_t n,
                  const unsigned char signature[PERSON_SIGNATURE]);

#endif
