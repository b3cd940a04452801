/* Cases that travel: the groups of one case as bytes for another store, and taking such bytes
 * in. What travels is what is hashed into g ("The journal" in ARCHITECTURE), bodies as they
 * are; g itself, the hash of the store, seals and numbers of this machine are made anew where
 * it comes to, and with them every change between there and here is found. A signature of the
 * last group of a run by one key says all groups of the run, since each g has the one before
 * it.
 *
 * The bytes are of nobody's trust: whoever takes them in is asked for the people and keys it
 * knows (TravelRules), and whether somebody of that role may take that step. Nothing above
 * this floor knows their form. */
#ifndef ANJUAN_STORE_TRAVEL_H
#define ANJUAN_STORE_TRAVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/uid.h"
#include "seal/person.h"
#include "store/body.h"
#include "store/digest.h"
#include "store/store.h"

/* The groups of a case after the one whose g is head; NULL, or one that is not here: all of
 * them. Refused: a case that has groups that nobody signed. One that was erased goes without
 * its values, and takes those away where it comes to. */
bool journal_give(Store *store, int64_t case_id, const unsigned char *head, Buf *out, Err *err);

/* g of the last group of a case; false: there is no such case. */
bool journal_case_head(Store *store, const Uid *case_uid, unsigned char head[DIGEST_BYTES]);

/* A key of elsewhere, and somebody of there; memory is the callee's. */
typedef struct TravelKey {
    Uid person; /* as there */
    bool of_station;
    const char *station; /* its code */
    unsigned char sign[PERSON_PUBLIC];
} TravelKey;
typedef struct TravelPerson {
    const char *name, *display, *role, *station;
} TravelPerson;

/* What somebody was there when they signed. */
typedef struct TravelTerm {
    Uid key;
    const char *role;
    bool disabled;
} TravelTerm;

/* What a group tells of one row; texts: what goes along of its secret values, by their columns,
 * NULL for none. */
typedef struct TravelTold {
    const BodyShape *shape;
    const unsigned char *uid;
    BodyColumn *columns;
    const char *const *texts;
} TravelTold;

/* What is about to be taken in, while the records stand as they were before it. */
typedef struct TravelGroup {
    const char *kind, *verb;
    const char *station; /* its code; NULL: it has none */
    bool content;
    int64_t user_id; /* 0: of nobody */
    int64_t case_id; /* 0: it brings the case */
    const TravelTold *rows;
    size_t n;
} TravelGroup;

/* What it tells of that column of that table, the first where it tells of several rows; NULL:
 * nothing. */
const BodyColumn *travel_tells(const TravelGroup *group, const char *table, const char *column);
/* Whether that value is kept and this text; an empty one is "". */
bool travel_is_text(const ChainValue *value, const char *text);

typedef struct TravelRules {
    /* False, err untouched: nobody whom we trust has it. */
    bool (*key)(void *ctx, const Uid *key, TravelKey *out);
    bool (*person)(void *ctx, const Uid *person, TravelPerson *out);
    /* As it was before the event of that number of their station. */
    bool (*term)(void *ctx, const Uid *person, int64_t position, TravelTerm *out);
    bool (*may)(void *ctx, const TravelGroup *group, Err *err);
    void *ctx;
    int64_t user_id; /* who takes it in, and writes down whom we meet by it */
} TravelRules;

typedef enum TravelFate {
    TRAVEL_TAKEN,
    TRAVEL_KNOWN,  /* all of it is here already */
    TRAVEL_WAITS,  /* groups are missing between ours and these */
    TRAVEL_PARTED, /* somebody went on from an older group than our last */
} TravelFate;

typedef struct Travelled {
    TravelFate fate;
    Uid case_uid;
    int64_t case_id; /* 0: not here */
    int64_t groups;  /* taken in */
    bool is_new;     /* the case */
} Travelled;

/* Takes groups in, in a transaction of its own or the caller's: all of them or nothing. What is
 * derived of the records of a case is the caller's to make anew. ERR_INPUT: the bytes are none,
 * or not what was signed; ERR_REFUSED: somebody did what they may not.
 *
 * Where it took some in, the triggers of the schema stay off, so that the next case may follow
 * at once: journal_taken, after the last, puts them on again, before anything else is written.
 */
bool journal_take(Store *store, const void *bytes, size_t n, const TravelRules *rules,
                  Travelled *out, Err *err);
bool journal_taken(Store *store, Err *err);

#endif
