/* By whom a person could be signed in as, as of then: whoever gave them a passphrase, and who
 * stood behind that one. For what takes two (moment.c, right_listed.c); of now it is the view
 * passphrase_set of the schema. */
#ifndef ANJUAN_APP_BEHIND_H
#define ANJUAN_APP_BEHIND_H

#include "store/store.h"

/* Somebody gave another a passphrase, as the view passphrase_given of the schema has it. */
typedef struct Given {
    int64_t user, by, group;
    bool added, keeps; /* keeps: the passphrase of before is still the one */
} Given;

/* The newest first. */
typedef struct Givings {
    Given *list;
    size_t n, room;
    int64_t founder; /* the first of the users */
} Givings;

/* For givings_free, whatever it returns. */
bool givings_read(Store *store, Givings *out, Err *err);
void givings_free(Givings *givings);

/* Could by be signed in as the user before that group? It is what the view passphrase_set says
 * of now: who gave the passphrase last, who stood behind that one then, and so on; whoever
 * began the store stands by way of adding behind those alone whom they added themselves. */
bool stood_behind(const Givings *givings, int64_t user, int64_t by, int64_t group);

#endif
