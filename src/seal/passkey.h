/* What a passphrase becomes: one Argon2id gives 64 bytes in two halves. The first opens the
 * person's slot in the header of a sealed store, the second the person's own keys, and neither
 * tells anything of the other. So a sign-in pays for one Argon2id, whatever it opens.
 *
 * A PassKey and its halves stand in locked memory, which is no part of a core dump and is wiped
 * when it is given back. Nothing here knows a store, or keeps a passphrase. */
#ifndef ANJUAN_SEAL_PASSKEY_H
#define ANJUAN_SEAL_PASSKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { PASSKEY_HALF = 32, PASSKEY_SALT = 16, PASSKEY_VERIFIER = 32 };

/* How dear a guess is: passes over so many bytes of memory. */
typedef struct KdfCost {
    uint64_t passes, memory;
} KdfCost;

/* What this machine does in 0.2 to 0.4 s, and never less than libsodium calls
 * interactive; takes as long itself. The text is "PASSES BYTES", as it is kept in a store. */
KdfCost kdf_cost_measure(void);
KdfCost kdf_cost_least(void); /* what libsodium calls interactive */
/* The least that there is, for a passphrase that everybody is told: waiting for it protects
 * nothing. */
KdfCost kdf_cost_public(void);
/* Each part as much as the other has at least. */
KdfCost kdf_cost_at_least(KdfCost cost, KdfCost least);
enum { KDF_COST_TEXT = 44 };
void kdf_cost_format(KdfCost cost, char text[KDF_COST_TEXT]);
/* False for what no store has, and for what would take all of the memory or of the day. */
bool kdf_cost_parse(const char *text, KdfCost *out);
bool kdf_cost_sane(KdfCost cost);

typedef struct PassKey PassKey;

/* ERR_STORE for a cost that is not sane, ERR_IO where there is too little memory. */
bool passkey_make(const char *passphrase, const KdfCost *cost,
                  const unsigned char salt[PASSKEY_SALT], PassKey **out, Err *err);
void passkey_free(PassKey *key); /* wipes; NULL is allowed */

/* PASSKEY_HALF bytes each, for as long as the key is there. */
const unsigned char *passkey_slot(const PassKey *key);
const unsigned char *passkey_person(const PassKey *key);

/* What a store keeps of a passphrase: enough to try it, and nothing that opens anything. The
 * verifier is made of the second half. The text is "passkey PASSES BYTES SALT VERIFIER", the
 * last two in hex. */
typedef struct PassRecord {
    KdfCost cost;
    unsigned char salt[PASSKEY_SALT], verifier[PASSKEY_VERIFIER];
} PassRecord;

enum { PASS_RECORD_TEXT = 160 };
void pass_record_format(const PassRecord *record, char text[PASS_RECORD_TEXT]);
bool pass_record_parse(const char *text, PassRecord *out);

/* A new passphrase, with a salt of its own. */
bool passkey_new(const char *passphrase, const KdfCost *cost, PassRecord *record, PassKey **out,
                 Err *err);
/* Whether the key was made of the passphrase that the record is about; takes the same time for
 * all that were not. */
bool passkey_is(const PassKey *key, const PassRecord *record);

#endif
