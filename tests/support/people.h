/* People of the stores of tests. A passphrase is hashed here at the least cost there is: who
 * signs in often to test something else need not pay for it. What it costs in earnest is the
 * business of the tests of the desk. */
#ifndef ANJUAN_TESTS_PEOPLE_H
#define ANJUAN_TESTS_PEOPLE_H

#include "seal/passkey.h"
#include "store/sign.h"
#include "store/store.h"

typedef struct Person {
    const char *name, *display, *role; /* the role as its word */
    const char *passphrase;            /* NULL: nobody signs in as that person */
} Person;

/* What that is, for a store that is made (InitOptions). */
extern const KdfCost people_cost;

/* Who has that name already, as the supervisor whom the store was made with, only gets the
 * passphrase. */
bool people_put(Store *store, const Person *person, Err *err);

/* As people are added: by whom the store was made with, who signs for them. The caller closes
 * what has the keys of first. */
bool people_signer(Store *store, const Person *first, Signer *out, Err *err);
bool people_put_by(Store *store, const Signer *by, const Person *person, Err *err);

/* A store that begins with all of them, so that nobody gave another a passphrase; the first is
 * its supervisor. */
typedef struct PeopleStore {
    const char *organisation, *station;
    const char *code;    /* the recovery code; NULL: the store is not sealed */
    const KdfCost *cost; /* of later passphrases; NULL: next to nothing */
    const Person *people;
    size_t n;
} PeopleStore;
bool people_begin(const char *path, const PeopleStore *what, Err *err);

#endif
