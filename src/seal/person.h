/* The keys of a person: an Ed25519 pair that signs and an X25519 pair that receives. Their
 * secret halves are kept wrapped by the second half of what the person's passphrase becomes
 * (seal/passkey.h), and by nothing else: whoever can open the store cannot sign for the person.
 * A station has keys of the same kind.
 *
 * An open PersonKey stands in locked memory and is wiped when it is given back. */
#ifndef ANJUAN_SEAL_PERSON_H
#define ANJUAN_SEAL_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "seal/passkey.h"

enum {
    PERSON_PUBLIC = 32,    /* each public half */
    PERSON_WRAPPED = 104,  /* nonce, both secrets, tag */
    PERSON_SIGNATURE = 64, /* of Ed25519 */
    PERSON_SEAL = 48,      /* more than there were, of what is sealed to a person */
};

typedef struct PersonPublic {
    unsigned char sign[PERSON_PUBLIC], receive[PERSON_PUBLIC];
} PersonPublic;

typedef struct PersonKey PersonKey;

PersonKey *person_key_new(void);
PersonKey *person_key_copy(const PersonKey *key);
void person_key_free(PersonKey *key); /* wipes; NULL is allowed */
const PersonPublic *person_key_public(const PersonKey *key);

/* half: PASSKEY_HALF secret bytes. Unwrapping is false for another half, other public halves
 * and for bytes that were changed. */
void person_key_wrap(const PersonKey *key, const unsigned char *half,
                     unsigned char out[PERSON_WRAPPED]);
bool person_key_unwrap(const void *wrapped, size_t n, const unsigned char *half,
                       const PersonPublic *public, PersonKey **out);

void person_key_sign(const PersonKey *key, const void *bytes, size_t n,
                     unsigned char out[PERSON_SIGNATURE]);
bool person_check(const unsigned char sign[PERSON_PUBLIC], const void *bytes, size_t n,
                  const unsigned char signature[PERSON_SIGNATURE]);

/* What that person alone can read; nothing tells who sealed it. */
void person_seal(const PersonPublic *to, const void *bytes, size_t n, unsigned char *out);
/* n: with PERSON_SEAL. False for what was sealed to somebody else, or changed. */
bool person_key_unseal(const PersonKey *key, const void *sealed, size_t n, unsigned char *out);

#endif
