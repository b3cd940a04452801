/* Which stations were trusted, and what these said of the keys and roles of their people: by
 * that a key of elsewhere is proven. As ARCHITECTURE has it ("A case that travels"). */
#ifndef ANJUAN_VERIFY_PAIRS_H
#define ANJUAN_VERIFY_PAIRS_H

#include "verify/model.h"

typedef struct Pair {
    unsigned char uid[UID], sign[HASH];
    char code[24];
    bool trusted;
} Pair;

typedef struct Term {
    unsigned char uid[UID], person[UID], key[UID], sign[HASH];
    char code[24], role[24];
    bool disabled;
    int64_t since;
} Term;

typedef struct Pairs {
    Pair *pairs;
    Term *terms;
    size_t n_pairs, n_terms, room;
} Pairs;

void pairs_free(Pairs *pairs);

/* trusts: the group is of somebody who may trust a station. False: it does so all the same. */
bool pairs_learn(Pairs *pairs, const Row *row, bool trusts);

/* Whether the station of that code, trusted now or once, has the key: its own, or that
 * person's. */
bool pairs_know(const Pairs *pairs, Bytes code, const unsigned char *key,
                const unsigned char *sign, const unsigned char *user);

/* Whether the person had that key and role before that event of their station. */
bool pairs_had(const Pairs *pairs, const unsigned char *person, int64_t position,
               const unsigned char *key, const char *role);

/* Whether the station of that code, trusted now or once, names that person. */
bool pairs_name(const Pairs *pairs, Bytes code, const unsigned char *person);

/* The key of the station with that uid in hex; NULL: none was taken in. */
const unsigned char *pairs_sign(const Pairs *pairs, const char *uid);

#endif
