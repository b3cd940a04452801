/* What the files of bundles share: bundle_pair.c (epochs, rows, files), bundle_parts.c (what is
 * inside), bundle_pack.c, bundle_take.c, bundle_answer.c (receipts that are signed), of what is
 * inside bundle_cases.c and bundle_calls.c, bundle_find.c (where one may lie), bundle_fault.c.
 */
#ifndef ANJUAN_APP_BUNDLE_INNER_H
#define ANJUAN_APP_BUNDLE_INNER_H

#include "app/bundle.h"
#include "app/travel.h"
#include "base/buf.h"
#include "store/digest.h"
#include "store/journal.h"

/* ---- cases, of which the rest knows bytes alone ---- */

typedef struct CaseTaken {
    int64_t case_id, groups;
} CaseTaken;

/* Hears one message; it is told once to each station, by its bytes. */
typedef bool BundleHear(void *ctx, const Buf *message, Err *err);

/* All run inside the one transaction of the bundle, with no group open. Of take and hear,
 * ERR_REFUSED, ERR_INPUT and ERR_CONFLICT refuse the bundle for what is in it; any other error
 * is of the moment. copies: SHA-256, 32 bytes each. */
typedef struct BundleCases {
    bool (*give)(Session *session, int64_t case_id, const Station *to, Buf *out, Buf *copies,
                 Err *err);
    bool (*say)(Session *session, const Station *to, BundleHear *hear, void *ctx, Err *err);
    bool (*take)(TravelMany *many, Session *session, const Station *from, const void *bytes,
                 size_t n, CaseTaken *out, Err *err);
    bool (*hear)(Session *session, const Station *from, const void *bytes, size_t n,
                 CasesHeard *out, Err *err);
} BundleCases;
extern const BundleCases bundle_cases;

/* ---- bundle_find.c ---- */

/* Where a medium is mounted, of one line of mountinfo, which is taken apart for it; NULL: it is
 * none, or no disk of this machine, and such a one may let nobody read for ever. */
char *medium_of(char *line);

/* ---- bundle_calls.c ---- */

/* In one bundle; what is more waits for the next. */
enum { BUNDLE_MESSAGES_MAX = 1000 };

bool bundle_say_calls(Session *session, const Station *to, BundleHear *hear, void *ctx,
                      Err *err);
bool bundle_hear_calls(Session *session, const Station *from, const void *bytes, size_t n,
                       CasesHeard *out, Err *err);

/* Whom the cards name that were taken in, of stations that are trusted still, and of any other
 * than the sender: what a station wrote before it was lost, or before the sender heard of that,
 * the sender took in while it was trusted there, and answers for. Texts are in the arena. */
typedef struct Trusted {
    Store *store;
    Arena *arena;
    const char *sender; /* the code of a station that is trusted */
} Trusted;
TravelTrust bundle_trust(Trusted *trusted);

/* ---- bundle_pair.c ---- */

/* No store begins one later than that: the year 2200. Over it somebody would leave the others
 * none. */
#define EPOCH_MAX ((uint64_t)7258118400000 << 16)
/* The latest that another station may tell that we had: nobody's clock is a year ahead, and
 * what began then leaves room for all that are to come. */
uint64_t pair_epoch_latest(void);
/* The epoch that bundles are of now; a new one where the store is a copy, or was put back.
 * Inside the caller's transaction. */
bool pair_epoch(Session *session, uint64_t *epoch, Err *err);
/* Another one, over this, from the next bundle on. */
bool pair_epoch_end(Session *session, uint64_t over, Err *err);

typedef struct PairEnd { /* the last bundle of a pair, in one direction; number 0: none */
    uint64_t epoch, number;
    unsigned char digest[BUNDLE_DIGEST];
} PairEnd;
bool pair_last_out(Store *store, int64_t station, uint64_t epoch, PairEnd *out, Err *err);
bool pair_last_in(Store *store, int64_t station, PairEnd *out, Err *err);

/* Files: STORE.outbox/CODE-EPOCH-NUMBER.anjuan, and STORE.aside/ for what was refused; for the
 * caller to free. make: the folder too. */
bool pair_folder(Session *session, const char *end, char **folder, Err *err);
#define PAIR_FRESH ".new" /* behind the name of a file that is not entered yet */
char *pair_file(const char *folder, const char *code, uint64_t epoch, uint64_t number);
/* One that is entered gets its name. */
bool pair_place(const char *file, Err *err);
/* The same for what a killed program left, and takes away what is acknowledged or was never
 * entered. */
void pair_settle_files(Session *session);

/* ---- bundle_parts.c ---- */

enum {
    PART_RECEIPTS = 'R',
    PART_RECEIPTS_SIGNED = 'r', /* the signature of the receipts that come next */
    PART_CARD = 'P',
    PART_MESSAGE = 'M',
    PART_KNOWLEDGE = 'K',
    PART_CASE = 'C',
    PART_MAX = 16 << 20,
    COPY_MAX = 64 << 20,
    COPY_HEAD = DIGEST_BYTES + 8
};

void part_number(Buf *out, uint64_t number); /* eight bytes, the highest first */
bool part_add(BundlePack *pack, char kind, const Buf *bytes, Err *err);

/* Parts as they come: take hears each once it is whole. False stops; fault tells where the
 * bytes themselves are wrong. */
typedef struct PartReader {
    Buf part, copy;
    unsigned char head[9];
    size_t in_head;
    bool (*take)(void *ctx, char kind, const Buf *bytes);
    bool (*take_copy)(void *ctx, const unsigned char sha256[DIGEST_BYTES], const Buf *bytes);
    void *ctx;
    bool wrong; /* the bytes are no parts */
} PartReader;
bool part_bytes(void *reader, bool raw, const void *bytes, size_t n);
bool part_ended(const PartReader *reader); /* nothing is half there */
void part_free(PartReader *reader);

/* What a station says it has: T4. */
enum { RECEIPT_REFUSED_MAX = 16, RECEIPT_REASON = 200 };
typedef struct Receipts {
    uint64_t position;      /* how far the history of its store went */
    uint64_t epoch, number; /* of ours: the last that it took */
    unsigned char digest[BUNDLE_DIGEST];
    size_t n;
    struct {
        uint64_t number;
        char reason[RECEIPT_REASON + 1];
    } refused[RECEIPT_REFUSED_MAX];
} Receipts;
bool receipts_make(Store *store, int64_t station, Receipts *out, Err *err);
void receipts_write(const Receipts *receipts, Buf *out);
bool receipts_read(const Buf *bytes, Receipts *out);

/* ---- bundle_answer.c ---- */

/* Appends the signature of receipts as they are written, for that station alone. */
void receipts_sign(const Buf *bytes, const PersonKey *key, const PersonPublic *to, Buf *out);
bool receipts_signed(const void *bytes, size_t n, const unsigned char to[PERSON_PUBLIC],
                     const unsigned char by[PERSON_PUBLIC], const unsigned char *signature);
/* Why that bundle was not taken in; NULL: not that they say so. */
const char *receipts_refused(const Receipts *receipts, uint64_t number);

/* ---- bundle_fault.c ---- */

/* One sentence that says what to do. station: its code or NULL. */
bool bundle_say(BundleFault fault, const char *station, Err *err);
bool bundle_say_gap(const char *station, const char *own, uint64_t missing, Err *err);
/* A try that failed, counted by day and cause and told to the journal, in a transaction of its
 * own. */
void bundle_count(Session *session, BundleFault fault);

#endif
