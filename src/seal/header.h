/* The header of a sealed file: which store it is, and who can open it. It stands before the
 * pages, twice, so that a write that was cut off leaves one: the older or the newer.
 *
 * Who can open it has a slot there: the key of the store, wrapped under what the passphrase
 * gives (seal/passkey.h). A slot is found by a digest of the name keyed with the store, so the
 * header names nobody; a slot of the same kind belongs to the recovery code (seal/code.h). The
 * whole is under a digest, which tells damage, and under another that is keyed with the store's
 * key, so that nobody without that can let anybody in or out.
 *
 * A file is only ever reached through SQLite's own files: opening and closing it in another way
 * would give up the locks that this program holds on it. Changes are for whoever holds the
 * store's lock of writers. The caller owns a SealHeader; nothing here keeps a passphrase. */
#ifndef ANJUAN_SEAL_HEADER_H
#define ANJUAN_SEAL_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "seal/key.h"
#include "seal/passkey.h"
#include "seal/person.h"

enum {
    SEAL_ID_BYTES = 16,
    SEAL_HEADER_BYTES = 256 << 10, /* before the first page */
    SEAL_PAGE_BYTES = 4096,
    SEAL_RESERVE = 40, /* at the end of each page: nonce and tag */
    SEAL_SLOTS_MAX = 1169
};

typedef enum SealFound {
    SEAL_WHOLE,
    SEAL_ABSENT,  /* no file, or it cannot be read */
    SEAL_FOREIGN, /* not a sealed file */
    SEAL_NEWER,   /* of a later program */
    SEAL_DAMAGED, /* neither of the two is whole */
} SealFound;

typedef struct SealHeader SealHeader;

SealHeader *seal_header_new(void); /* of a store that is being made; nobody can open it yet */
void seal_header_free(SealHeader *header); /* NULL is allowed */

/* What a closed file tells of itself, since somebody has to be told before they sign in: it is
 * for practice, and everybody may see its passphrases. */
bool seal_header_practice(const SealHeader *header);
void seal_header_set_practice(SealHeader *header, bool practice);

/* Told by the first bytes of the file alone. */
bool seal_is_sealed(const char *path);

/* The newer of the two that are whole. The error says what is wrong, and what to do. */
SealFound seal_header_read(const char *path, SealHeader **out, Err *err);

/* Was it written by somebody who has the key? */
bool seal_header_proves(const SealHeader *header, const SealKey *key);

/* One after the other, each on the disk before the next: the file has the old or the new one at
 * each moment. One that is not there yet is made, 0600, empty behind its header. */
bool seal_header_write(const char *path, SealHeader *header, const SealKey *key, Err *err);

const unsigned char *seal_header_id(const SealHeader *header);
/* Each write has one more than the one before it; the next has more than least as well. */
uint64_t seal_header_generation(const SealHeader *header);
void seal_header_raise(SealHeader *header, uint64_t least);
size_t seal_header_slots(const SealHeader *header);
bool seal_header_has(const SealHeader *header, const char *name);

/* One more slot for that name, of the passphrase that record is about: who gets a new one has
 * two until it is certain which of them counts. False: there is no room. */
bool seal_header_add(SealHeader *header, const char *name, const PassKey *pass,
                     const PassRecord *record, const SealKey *key, Err *err);
/* Who may have one: by the passphrase with that salt, or, NULL, by any. */
typedef struct SealOwner {
    const char *name;
    const unsigned char *salt;
} SealOwner;
/* All slots of others go, and what others were invited by, but not that of the recovery code;
 * how many those were. */
size_t seal_header_keep(SealHeader *header, const SealOwner *owners, size_t n);

/* Who opens the store without a slot: somebody whose passphrase is not known while it gets
 * another key. Their own keys stand in the header as the store keeps them, wrapped, and the key
 * of the store sealed to these; so they come in by the passphrase that the record is about, and
 * whoever lets them in gives them a slot. Takes the room of four slots. */
typedef struct SealGuest {
    const char *name;
    PassRecord record;
    PersonPublic public;
    unsigned char wrapped[PERSON_WRAPPED];
} SealGuest;
bool seal_header_invite(SealHeader *header, const SealGuest *guest, const SealKey *key,
                        Err *err);
bool seal_header_invited(const SealHeader *header, const char *name);
void seal_header_uninvite(SealHeader *header, const char *name);

/* The slot of the recovery code, in place of the one that was there. */
bool seal_header_set_recovery(SealHeader *header, const char *code, const SealKey *key,
                              Err *err);

/* The key, for the caller to free, and what the passphrase gave, which may be asked for (NULL:
 * nobody asks). ERR_REFUSED for a name and a passphrase that do not belong together, after the
 * same work whatever of the two is wrong; ERR_STORE for a header that was changed. */
bool seal_header_open(const SealHeader *header, const char *name, const char *passphrase,
                      SealKey **key, PassKey **pass, Err *err);
bool seal_header_recover(const SealHeader *header, const char *code, SealKey **key, Err *err);

#endif
