/* Which right of role.def each group of the journal took: one line a kind with its verbs, as
 * they stand in store/kinds.c (a test holds both together). By it is asked afterwards whether
 * its person had that right at that moment (app/right.h); what the rows of an edit take, and
 * those about people, they say themselves. */
#ifndef ANJUAN_DESK_ASKED_H
#define ANJUAN_DESK_ASKED_H

#include "desk/workflow.h"

typedef enum AskedHow {
    ASKED_NOBODY, /* whoever is there may */
    ASKED_ROLE,   /* about no case: the role is enough */
    ASKED_PEOPLE, /* the same, and the rows may be about oneself, which takes no right */
    ASKED_DOSSIER,
    ASKED_DISCARD,
    ASKED_FIRST,   /* the first group of a store */
    ASKED_STATION, /* no person does that */
    ASKED_CASE,    /* about a case, as it stood then; those below as well */
    ASKED_BEGINS,  /* the case begins with it */
    ASKED_ROWS,    /* what is written in it says which right */
    ASKED_STAGE,   /* the stages that the case goes between do */
    ASKED_EXPORT,  /* the case is in a batch that the same person began */
} AskedHow;

/* setting: those that it may be about, with spaces between, or "*" for any; NULL: none. */
typedef struct Asked {
    const char *kind, *verbs; /* with spaces between */
    Verb right;
    AskedHow how;
    const char *setting;
} Asked;

/* The lines of the table; false: there are no more. */
bool asked_line(size_t at, Asked *out);
/* Of a group about a case, or about none; NULL: there is no such one. */
const Asked *asked_of(const char *kind, const char *verb, bool of_case);

#endif
