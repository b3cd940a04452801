/* Whose keys were good for which groups, as the journal itself tells. */
#ifndef ANJUAN_VERIFY_KEYS_H
#define ANJUAN_VERIFY_KEYS_H

#include "verify/model.h"
#include "verify/report.h"

enum { PUBLIC = 32 };

typedef struct Key {
    unsigned char uid[UID], user[UID], sign[PUBLIC];
    bool station;         /* of nobody */
    int64_t since, until; /* groups; until 0: it has not ended */
} Key;

/* Somebody whose role may give keys and end them. */
typedef struct Giver {
    unsigned char uid[UID];
    bool role, disabled;
} Giver;

typedef struct Keys {
    Key *keys;
    size_t n, room;
    Giver *givers;
    size_t n_givers;
} Keys;

void keys_free(Keys *keys);
void keys_learn(Keys *keys, const Row *row, const Group *group, Report *report);
const Key *keys_find(const Keys *keys, const unsigned char *uid);

/* The signature of the group over these bytes, and that it has one where its person has a key.
 */
void keys_check(const Keys *keys, const Group *group, const unsigned char *bytes, size_t n,
                Report *report);

#endif
