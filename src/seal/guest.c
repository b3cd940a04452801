/* A guest's letter is longer than a slot, so it stands in pieces, each in the place of nonce
 * and box of a slot of its own kind; all of them have salt and cost of the passphrase. */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "base/attr.h"
#include "seal/header_inner.h"

enum { PIECES = 4, PIECE = SLOT_NONCE + SLOT_BOX };

static const char *const kinds[PIECES] = {"anjuan guest, first", "anjuan guest, second",
                                          "anjuan guest, third", "anjuan guest, fourth"};

typedef struct Letter {
    PersonPublic public;
    unsigned char wrapped[PERSON_WRAPPED], key[SEAL_KEY_BYTES + PERSON_SEAL];
    unsigned char rest[PIECES * PIECE - sizeof(PersonPublic) - PERSON_WRAPPED - SEAL_KEY_BYTES -
                       PERSON_SEAL];
} Letter;

_Static_assert(sizeof(Letter) == PIECES * PIECE, "a letter fills its pieces");

bool seal_header_invite(SealHeader *header, const SealGuest *guest, const SealKey *key,
                        Err *err)
{
    Letter letter = {.public = guest->public};
    const unsigned char *at = (const unsigned char *)&letter;

    seal_header_uninvite(header, guest->name);
    memcpy(letter.wrapped, guest->wrapped, PERSON_WRAPPED);
    person_seal(&guest->public, seal_key_bytes(key), SEAL_KEY_BYTES, letter.key);
    for (int i = 0; i < PIECES; i++, at += PIECE) {
        Slot *slot = slot_new(header, err);
        if (!slot) {
            seal_header_uninvite(header, guest->name);
            return false;
        }
        *slot = (Slot){.cost = guest->record.cost};
        slot_digest(header, kinds[i], guest->name, slot->digest);
        memcpy(slot->salt, guest->record.salt, PASSKEY_SALT);
        memcpy(slot->nonce, at, SLOT_NONCE);
        memcpy(slot->box, at + SLOT_NONCE, SLOT_BOX);
    }
    return true;
}

void seal_header_uninvite(SealHeader *header, const char *name)
{
    unsigned char digest[SLOT_DIGEST];

    for (int i = 0; i < PIECES; i++) {
        slot_digest(header, kinds[i], name, digest);
        slots_drop(header, digest);
    }
}

bool guest_is_piece(const SealHeader *header, const Slot *slot, const char *name)
{
    unsigned char digest[SLOT_DIGEST];

    for (int i = 0; i < PIECES; i++) {
        slot_digest(header, kinds[i], name, digest);
        if (slot_is(slot, digest))
            return true;
    }
    return false;
}

/* The slot of a piece; NULL: it is not there. */
static const Slot *find(const SealHeader *header, const char *kind, const char *name)
{
    unsigned char digest[SLOT_DIGEST];

    slot_digest(header, kind, name, digest);
    for (size_t i = 0; i < header->n; i++)
        if (slot_is(&header->slots[i], digest))
            return &header->slots[i];
    return NULL;
}

/* The first of its slots, or NULL. */
static const Slot *read_letter(const SealHeader *header, const char *name, Letter *out)
{
    const Slot *first = NULL;
    unsigned char *at = (unsigned char *)out;

    for (int i = 0; i < PIECES; i++, at += PIECE) {
        const Slot *slot = find(header, kinds[i], name);
        if (!slot)
            return NULL;
        first = first ? first : slot;
        memcpy(at, slot->nonce, SLOT_NONCE);
        memcpy(at + SLOT_NONCE, slot->box, SLOT_BOX);
    }
    return first;
}

bool seal_header_invited(const SealHeader *header, const char *name)
{
    Letter letter;

    return read_letter(header, name, &letter) != NULL;
}

static bool letter_open(const Letter *letter, const PassKey *pass, SealKey **key)
{
    PersonKey *person = NULL;
    unsigned char *bytes = seal_secret(SEAL_KEY_BYTES);
    bool opens = person_key_unwrap(letter->wrapped, PERSON_WRAPPED, passkey_person(pass),
                                   &letter->public, &person) &&
                 person_key_unseal(person, letter->key, sizeof(letter->key), bytes);

    *key = opens ? seal_key_from(bytes) : NULL;
    seal_secret_free(bytes);
    person_key_free(person);
    return opens;
}

bool guest_open(const SealHeader *header, const char *name, const char *passphrase,
                SealKey **key, PassKey **pass, uint64_t *worked, Err *err)
{
    Letter letter;
    PassKey *made = NULL;
    const Slot *slot = read_letter(header, name, &letter);

    if (!slot)
        return true;
    if (!passkey_make(passphrase, &slot->cost, slot->salt, &made, err))
        return false;
    *worked += work_of(slot->cost);
    if (letter_open(&letter, made, key) && pass) {
        *pass = made;
        made = NULL;
    }
    passkey_free(made);
    return true;
}
