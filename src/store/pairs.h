/* What the journal tells of other stations while it is verified: which were trusted, and what
 * these said of the keys and roles of their people (the table station_term). So a key of
 * elsewhere is proven by the card that a supervisor took in, and no row of somebody who takes a
 * case in stands for itself.
 *
 * Rows come in the order of the journal; who may trust a station is for the caller. */
#ifndef ANJUAN_STORE_PAIRS_H
#define ANJUAN_STORE_PAIRS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/read.h"

typedef struct Pairs Pairs;
Pairs *pairs_new(void);
void pairs_free(Pairs *pairs);

bool pairs_is_of(const ReaderRow *row);

/* trusts: the group is of somebody who trusts stations. False: it trusts one all the same. */
bool pairs_learn(Pairs *pairs, const ReaderRow *row, bool trusts);

/* Whether the station of that code, trusted now or once, has the key: as its own where user is
 * NULL, else as that person's. */
bool pairs_know(const Pairs *pairs, const SqlValue *station, const unsigned char *key,
                const unsigned char *sign, const unsigned char *user);

/* Whether the person had that key and that role before that event of their station. */
bool pairs_had(const Pairs *pairs, const unsigned char *person, int64_t position,
               const unsigned char *key, const char *role);

/* Whether the station of that code, trusted now or once, names that person. */
bool pairs_name(const Pairs *pairs, const SqlValue *station, const unsigned char *person);

#endif
