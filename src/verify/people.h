/* Who people were, as the groups so far tell, and what their role might do. The rights are
 * those of the table that the program itself goes by (desk/role.def), which is data. */
#ifndef ANJUAN_VERIFY_PEOPLE_H
#define ANJUAN_VERIFY_PEOPLE_H

#include "verify/model.h"

typedef struct Person {
    unsigned char uid[UID];
    char *name, *display, *role; /* empty: none */
    bool disabled, must_change;
    bool elsewhere; /* of another station, where they come in */
} Person;

typedef struct People {
    Person *list;
    size_t n;
} People;

void people_learn(People *people, const Group *group);
void people_free(People *people);
const Person *people_find(const People *people, const unsigned char *uid); /* uid may be NULL */

/* What verbs are called in the table. */
typedef enum RightVerb {
#define RIGHT_VERBS(X)                                                                         \
    X(READ)                                                                                    \
    X(NEW)                                                                                     \
    X(EDIT)                                                                                    \
    X(FOLLOW_UP)                                                                               \
    X(SUBMIT)                                                                                  \
    X(WITHDRAW)                                                                                \
    X(REVIEW) X(RETURN) X(REJECT) X(APPROVE) X(APPROVE_FIRST) X(REOPEN) X(AMEND) X(RECUT)      \
        X(ASK) X(ANSWER) X(MARK) X(UNMARK) X(REPLY) X(CLOSE) X(STAGE) X(SET_STAGE) X(STOP)     \
            X(DECIDE) X(HAND) X(REVEAL) X(ERASE) X(PAPERS) X(EXPORT) X(RECEIPT) X(BLACKLIST)   \
                X(BLACKLIST_READ) X(PEOPLE) X(SECOND) X(STATION) X(PAIR) X(BUNDLE) X(SHARE)    \
                    X(BACKUP) X(RESTORE) X(SEAL) X(UNSEAL) X(VERIFY) X(EVENTS) X(DOSSIER)      \
                        X(REPORT)
#define RIGHT_VERB(verb) RIGHT_##verb,
    RIGHT_VERBS(RIGHT_VERB) RIGHT_NONE
#undef RIGHT_VERB
} RightVerb;

/* status NULL: in whichever; own: they keep the case. */
bool right_has(const Person *person, RightVerb verb, const char *status, bool own);

#endif
