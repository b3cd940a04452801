/* What one station sends to another: sealed to the recipient, signed by the sender, numbered.
 * The header in clear tells who sends to whom, which number of the pair it is and how long it
 * is, and nothing else. ARCHITECTURE, "Between machines", has the bytes.
 *
 * This file knows no station but the two keys it is given, and no table: whose sender, epoch
 * and number are right is for the caller to say, between the check of the signature and the
 * opening. Inside are bytes of the caller's: a packed part, which is kept small enough to stand
 * in memory before it is sealed, and a part as it is, for copies of papers, of which only a
 * chunk ever stands there. Nothing of a bundle may be kept before seal_bundle_open said that it
 * is whole. */
#ifndef ANJUAN_SEAL_BUNDLE_H
#define ANJUAN_SEAL_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/path.h"
#include "seal/person.h"

enum {
    BUNDLE_ID = 16,     /* of the two public keys of a station */
    BUNDLE_DIGEST = 32, /* of a whole bundle */
    BUNDLE_HEAD = 204,
    BUNDLE_LEAST = BUNDLE_HEAD + 1 + PERSON_SIGNATURE, /* no file that is shorter is one */
    BUNDLE_MAJOR = 1,
    BUNDLE_MINOR = 0,
    BUNDLE_CLEAR_MAX = 256 << 20, /* of the packed part, unpacked */
    BUNDLE_PACKED_MAX = 64 << 20,
};
#define BUNDLE_FILE_MAX ((uint64_t)4 << 30)

/* Which bundle of which pair. number 0 brings receipts alone and wants no answer. */
typedef struct BundleHead {
    unsigned major, minor;
    unsigned char from[BUNDLE_ID], to[BUNDLE_ID];
    uint64_t epoch, number;
    unsigned char previous[BUNDLE_DIGEST]; /* zeros before the first */
    uint64_t body;
} BundleHead;

void bundle_id(const PersonPublic *station, unsigned char id[BUNDLE_ID]);

/* ---- making one ---- */

/* The packed part, as it grows. False (ERR_REFUSED) where it gets too long. */
typedef struct BundlePack BundlePack;
BundlePack *bundle_pack_new(void);
bool bundle_pack_add(BundlePack *pack, const void *bytes, size_t n, Err *err);
void bundle_pack_free(BundlePack *pack); /* wipes; NULL is allowed */

/* The part as it is, size bytes, which give hands to add in as many pieces as it likes. */
typedef struct BundleWriter BundleWriter;
bool bundle_add(BundleWriter *writer, const void *bytes, size_t n);
typedef struct BundleRaw {
    uint64_t size;
    bool (*give)(void *ctx, BundleWriter *writer, Err *err); /* NULL where size is 0 */
    void *ctx;
} BundleRaw;

typedef struct BundleTo {
    const PersonKey *sender;
    const PersonPublic *recipient;
    uint64_t epoch, number;
    const unsigned char *previous; /* BUNDLE_DIGEST */
    const PathGroup *group;        /* whom the file is for besides its owner; NULL: nobody */
} BundleTo;

/* Writes the file at path, which nothing stands at or a file that is replaced: beside its name,
 * synced, renamed. size: of the file. */
bool bundle_write(const char *path, const BundleTo *to, BundlePack *pack, const BundleRaw *raw,
                  unsigned char digest[BUNDLE_DIGEST], uint64_t *size, Err *err);

/* ---- taking one in ---- */

/* In the order in which they are looked for; those of the caller stand where they belong. */
typedef enum BundleFault {
    BUNDLE_WHOLE,
    BUNDLE_READ,      /* the system did not give it; errno */
    BUNDLE_FOREIGN,   /* not a bundle */
    BUNDLE_NEWER,     /* of a format that this program does not know */
    BUNDLE_LENGTH,    /* the file is not as long as it says, or too long for anybody */
    BUNDLE_NOT_OURS,  /* for another station */
    BUNDLE_STRANGER,  /* from a station that was not taken in (the caller's) */
    BUNDLE_SIGNATURE, /* not signed by the sender, or changed since */
    BUNDLE_RETIRED,   /* from a station that is trusted no longer (the caller's) */
    BUNDLE_EPOCH,     /* older than what that station began since (the caller's) */
    BUNDLE_TWIN,      /* another bundle has that number (the caller's) */
    BUNDLE_GAP,       /* one before it has not come (the caller's) */
    BUNDLE_PREVIOUS,  /* it follows another bundle than the one that came (the caller's) */
    BUNDLE_KEY,       /* what it is sealed under does not open */
    BUNDLE_BODY,      /* it was changed, cut, or is of another bundle */
    BUNDLE_CONTENT,   /* it opens, and what is inside is not what is to be there */
    BUNDLE_STOPPED,   /* by whoever takes it */
    BUNDLE_FAULTS
} BundleFault;

/* The header as it stands, of a file from its beginning on: only BUNDLE_READ, BUNDLE_FOREIGN,
 * BUNDLE_NEWER and BUNDLE_LENGTH are told. */
BundleFault bundle_peek(int fd, BundleHead *head);

/* Reads it all once, and nothing of it is opened: whose it is, and whether the sender signed
 * it. */
typedef struct BundleSeen {
    BundleHead head;
    unsigned char digest[BUNDLE_DIGEST]; /* of the whole */
    /* Of the body, to be met again: under a key that nobody else ever has. */
    unsigned char key[32], mark[16];
} BundleSeen;
/* The keys of a station by its id; false: a stranger. */
typedef bool BundleWho(void *ctx, const unsigned char id[BUNDLE_ID], PersonPublic *out);
BundleFault bundle_check(int fd, const PersonPublic *me, BundleWho *who, void *ctx,
                         BundleSeen *out);

/* Opens what was checked, the same file from its beginning on. What is inside comes piece by
 * piece: of the packed part with raw false, then of the other. At its end the bytes are the
 * ones that were signed, or all that was taken has to be thrown away. */
typedef struct BundleOpen {
    const PersonKey *me;
    const PersonPublic *sender;
    bool (*take)(void *ctx, bool raw, const void *bytes, size_t n); /* false stops */
    void *ctx;
} BundleOpen;
BundleFault bundle_open(int fd, const BundleSeen *seen, const BundleOpen *open);

#endif
