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
    char *home;     /* its code; empty: of here */
} Person;

typedef struct People {
    Person *list;
    size_t n;
} People;

void people_learn(People *people, const Group *group);
void people_free(People *people);
const Person *people_find(const People *people, const unsigned char *uid); /* uid may be NULL */

/* What verbs are called in the table. */
/* clang-format off */
typedef enum RightVerb {
    RIGHT_READ, RIGHT_NEW, RIGHT_EDIT, RIGHT_FOLLOW_UP, RIGHT_SUBMIT, RIGHT_WITHDRAW, RIGHT_REVIEW,
    RIGHT_RETURN, RIGHT_REJECT, RIGHT_APPROVE, RIGHT_APPROVE_FIRST, RIGHT_REOPEN, RIGHT_AMEND,
    RIGHT_RECUT, RIGHT_ASK, RIGHT_ANSWER, RIGHT_MARK, RIGHT_UNMARK, RIGHT_REPLY, RIGHT_CLOSE,
    RIGHT_STAGE, RIGHT_SET_STAGE, RIGHT_STOP, RIGHT_DECIDE, RIGHT_HAND, RIGHT_REVEAL, RIGHT_ERASE,
    RIGHT_PAPERS, RIGHT_EXPORT, RIGHT_RECEIPT, RIGHT_BLACKLIST, RIGHT_BLACKLIST_READ, RIGHT_PEOPLE,
    RIGHT_SECOND, RIGHT_STATION, RIGHT_PAIR, RIGHT_BUNDLE, RIGHT_SHARE, RIGHT_BACKUP, RIGHT_RESTORE,
    RIGHT_SEAL, RIGHT_UNSEAL, RIGHT_VERIFY, RIGHT_EVENTS, RIGHT_DOSSIER, RIGHT_REPORT, RIGHT_KNOWLEDGE,
    RIGHT_MOVE,
    RIGHT_NONE
} RightVerb;
/* clang-format on */

/* status NULL: in whichever; own: they keep the case. */
bool right_has(const Person *person, RightVerb verb, const char *status, bool own);

#endif
