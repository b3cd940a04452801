/* The states of a case, the verbs between them, and who may do what: tables (role.def).
 *
 * draft -> submitted -> approved -> exported, with returned and rejected; a submitted case
 * withdrawn is a draft again, a draft withdrawn is closed. What was approved is changed by an
 * amendment alone: a second version with a status of its own, which takes the other's place
 * when it is approved too, and leaves it as it was when it is withdrawn or rejected. */
#ifndef ANJUAN_DESK_WORKFLOW_H
#define ANJUAN_DESK_WORKFLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "desk/people.h"

typedef enum Status {
    STATUS_DRAFT,
    STATUS_SUBMITTED,
    STATUS_RETURNED,
    STATUS_APPROVED,
    STATUS_REJECTED,
    STATUS_EXPORTED,
    STATUS_CLOSED,
    STATUS_COUNT
} Status;

const char *status_word(Status status);
const char *status_label(Status status); /* translated */
bool status_parse(const char *word, Status *out);

/* Where a case stands: its status, and that of the amendment beside what was approved. */
typedef struct Standing {
    Status status;
    bool amended;     /* there is an amendment */
    Status amendment; /* of the version that is worked on: status where there is none */
    bool first;       /* of two approvals one is given; set by who reads more than words */
    bool erased;      /* the case was, and so that is all there is to say; set likewise */
} Standing;

/* From the words of the store, amendment NULL for none. */
bool standing_parse(const char *status, const char *amendment, Standing *out);
/* "exported", "exported · being changed"; translated. */
void standing_say(const Standing *standing, Buf *out);
bool standing_stored(Store *store, int64_t case_id, Standing *out, Err *err);

typedef enum Verb {
    VERB_READ,
    VERB_NEW,
    VERB_EDIT,
    VERB_FOLLOW_UP, /* write down what comes after an approval: no content of the application */
    VERB_SUBMIT,
    VERB_WITHDRAW,
    VERB_REVIEW, /* read it to decide; moves nothing */
    VERB_RETURN,
    VERB_REJECT,
    VERB_APPROVE,
    VERB_APPROVE_FIRST, /* the first of two approvals (desk/eyes.h); moves nothing */
    VERB_REOPEN,        /* make a draft of it again */
    VERB_AMEND,         /* begin a second version beside the approved one */
    VERB_RECUT,  /* change rows that were approved and may be cut anew: tranches; moves nothing
                  */
    VERB_ASK,    /* show a draft to a supervisor; moves nothing */
    VERB_ANSWER, /* and comment on it */
    VERB_MARK,   /* say something about one place of it; moves nothing */
    VERB_UNMARK, /* take that back; who may mark may */
    VERB_REPLY,  /* answer a mark */
    VERB_CLOSE,  /* end it, from every status; open it again */
    VERB_STAGE,  /* move it along its life (desk/life.h) */
    VERB_SET_STAGE, /* what a supervisor alone says of it: sent by hand, taken back, archived */
    VERB_STOP,      /* hold it (desk/stop.h) */
    VERB_DECIDE,    /* what holds it */
    VERB_HAND,      /* give the work on it to another person */
    VERB_REVEAL,    /* look at its numbers and addresses, which are masked (app/reveal.h) */
    VERB_ERASE,     /* take out of it all that tells of the person */
    VERB_PAPERS,    /* print what is to be signed */
    VERB_EXPORT,
    VERB_RECEIPT,   /* take in what the platform answered about a batch */
    VERB_BLACKLIST, /* enter on it, confirm, lift, take lists in */
    VERB_BLACKLIST_READ,
    VERB_PEOPLE,
    VERB_SECOND,    /* say which cases two supervisors approve */
    VERB_KNOWLEDGE, /* accept what the site lays over the knowledge (app/accept.h) */
    VERB_STATION,
    VERB_PAIR,   /* trust other stations or no longer, and show them our card */
    VERB_BUNDLE, /* carry bundles from and to them; moves nothing by itself */
    VERB_SHARE,
    VERB_BACKUP,
    VERB_RESTORE,
    VERB_MOVE, /* the station to another machine (app/moving.h) */
    VERB_SEAL, /* encrypt the store, or give it another key */
    VERB_UNSEAL,
    VERB_VERIFY,
    VERB_DOSSIER, /* take all of it out of the house; moves nothing */
    VERB_EVENTS,  /* read what was done that belongs to no case */
    VERB_REPORT,  /* read the figures of the office, or of one's own cases (desk_only_own) */
    VERB_COUNT
} Verb;

const char *verb_word(Verb verb);
bool verb_parse(const char *word, Verb *out);
const char *verb_label(Verb verb);

/* How the person stands to the case. */
typedef struct Relation {
    bool own;   /* keeps it: entered it, or it was handed to them; not handed on since */
    bool fresh; /* had no hand in it, nor whoever set their passphrase (desk/eyes.h) */
} Relation;

/* What a right needs, as role.def has it. */
typedef enum Needs { NEEDS_NOTHING, NEEDS_OWN, NEEDS_EYES } Needs;

/* role.def for people: what each role needs for the verb in those statuses, as rows of statuses
 * that are alike; NEEDS_MORE: the role may not. Each has STATUS_COUNT rows at most. */
enum { NEEDS_MORE = NEEDS_EYES + 1 };
typedef struct RightsRow {
    unsigned statuses;
    int needs[ROLE_COUNT];
} RightsRow;
size_t rights_rows(Verb verb, RightsRow out[STATUS_COUNT]);
/* "draft, returned"; nothing where the status is the same to it. Translated, as the next is. */
void rights_say_statuses(const RightsRow *row, Buf *out);
const char *needs_label(int needs); /* "" for NEEDS_MORE */

/* May this person do this at all / to a case in this status? The error says why not and who
 * could. */
bool desk_may(const User *user, Verb verb, Err *err);
bool desk_may_case(const User *user, Verb verb, Status status, const Relation *relation,
                   Err *err);
/* The same of a case of the store, whose people the error names. */
bool desk_may_at(Store *store, const User *user, Verb verb, Status status, int64_t case_id,
                 Err *err);
/* The same without asking which station the case is at: of what that station did. */
bool desk_may_then(Store *store, const User *user, Verb verb, Status status, int64_t case_id,
                   Err *err);
/* The same of the case as it stands in the store now: asked inside the transaction that does
 * it. */
bool desk_may_stored(Store *store, const User *user, Verb verb, int64_t case_id, Err *err);
/* Whether a case may be handed to that person, who need not be able to act at once. */
bool desk_takes_cases(const User *user);
/* Whether this person, who may, may only about cases that they keep. */
bool desk_only_own(const User *user, Verb verb);
/* The status after the verb; false when the verb does not apply to that status. */
bool workflow_next(Verb verb, Status from, Status *to);

/* The status that decides about the verb: that of the version that is worked on, but for what
 * goes by the approved one, as export does. */
Status standing_for(const Standing *standing, Verb verb);

/* Where the verb leads a case that has an amendment, or begins one. */
bool standing_next(Verb verb, const Standing *from, Standing *to);
/* The same of any case; false: the verb moves nothing there. */
bool standing_leads(Verb verb, const Standing *from, Standing *to);

#endif
