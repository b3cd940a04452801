/* Whose keys were good for which groups, as the journal itself tells. */
#ifndef ANJUAN_VERIFY_KEYS_H
#define ANJUAN_VERIFY_KEYS_H

#include "verify/model.h"
#include "verify/pairs.h"
#include "verify/report.h"

enum { PUBLIC = 32 };

typedef struct Key {
    unsigned char uid[UID], user[UID], sign[PUBLIC];
    bool station;         /* ours */
    bool known;           /* of elsewhere: a row of known_key */
    bool nobody;          /* of these, a station's */
    int64_t since, until; /* groups; until 0: it has not ended */
} Key;

/* Somebody whose role may give keys and end them. */
typedef struct Giver {
    unsigned char uid[UID];
    bool role, disabled;
    bool pairs; /* a supervisor */
    char word[24];
    bool elsewhere; /* somebody of another station gives none here */
} Giver;

typedef struct Keys {
    Pairs pairs;
    Key *keys;
    size_t n, room;
    Giver *givers;
    size_t n_givers;
    bool proves;     /* keys say by now who proves them */
    int64_t covered; /* the group whose signature is the next one's; 0: none */
    unsigned char covered_by[UID], covered_case[UID];
} Keys;

void keys_free(Keys *keys);
void keys_learn(Keys *keys, const Row *row, const Group *group, Report *report);
const Key *keys_find(const Keys *keys, const unsigned char *uid);

/* The signature of the group over these bytes, and that it has one where its person has a key.
 */
void keys_check(Keys *keys, const Group *group, const unsigned char *bytes, size_t n,
                Report *report);
/* Is the group of another store? */
bool keys_elsewhere(const Group *group);
void keys_end(Keys *keys, Report *report); /* after the last group */

#endif
