/* The states of a case, the verbs between them, and who may do what: two tables.
 *
 * draft -> submitted -> approved -> exported, with returned and rejected; a submitted case
 * withdrawn is a draft again, a draft withdrawn is closed. What was approved is changed by an
 * amendment alone: a second version with a status of its own, which takes the other's place
 * when it is approved too, and leaves it as it was when it is withdrawn or rejected. */
#ifndef ANJUAN_DESK_WORKFLOW_H
#define ANJUAN_DESK_WORKFLOW_H

#include <stdbool.h>

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
    VERB_SUBMIT,
    VERB_WITHDRAW,
    VERB_REVIEW, /* read it to decide; moves nothing */
    VERB_RETURN,
    VERB_REJECT,
    VERB_APPROVE,
    VERB_REOPEN, /* make a draft of it again */
    VERB_AMEND,  /* begin a second version beside the approved one */
    VERB_RECUT,  /* change rows that were approved and may be cut anew: tranches; moves nothing
                  */
    VERB_ASK,    /* show a draft to a supervisor; moves nothing */
    VERB_ANSWER, /* and comment on it */
    VERB_MARK,   /* say something about one place of it; moves nothing */
    VERB_UNMARK, /* take that back; who may mark may */
    VERB_REPLY,  /* answer a mark */
    VERB_CLOSE,  /* end it, from every status; open it again */
    VERB_STAGE,  /* move it along its life (desk/life.h) */
    VERB_STOP,   /* hold it (desk/stop.h) */
    VERB_DECIDE, /* what holds it */
    VERB_EXPORT,
    VERB_RECEIPT, /* take in what the platform answered about a batch */
    VERB_PEOPLE,
    VERB_STATION,
    VERB_SHARE,
    VERB_BACKUP,
    VERB_RESTORE,
    VERB_VERIFY,
    VERB_REPORT, /* read the figures of the office, or of one's own cases (desk_only_own) */
    VERB_COUNT
} Verb;

const char *verb_word(Verb verb);
const char *verb_label(Verb verb);

/* How the person stands to the case. */
typedef struct Relation {
    bool created;
    bool touched; /* created it or edited its content, ever */
    bool later;   /* wrote rows that came later, which the approval of an amendment takes in */
} Relation;

bool relation_of(Store *store, int64_t case_id, int64_t user_id, Relation *out, Err *err);

/* May this person do this at all / to a case in this status? The error says why not and who
 * could. The four-eyes rule lives here and nowhere else in C; a trigger holds it in the
 * database. */
bool desk_may(const User *user, Verb verb, Err *err);
/* The status after the verb; false when the verb does not apply to that status. */
bool desk_may_case(const User *user, Verb verb, Status status, const Relation *relation,
                   Err *err);
/* The same for a case as it stands in the store now: asked inside the transaction that does
 * it. */
bool desk_may_stored(Store *store, const User *user, Verb verb, int64_t case_id, Err *err);
/* Whether this person, who may, may only about cases that they entered. */
bool desk_only_own(const User *user, Verb verb);
bool workflow_next(Verb verb, Status from, Status *to);

/* The status that decides about the verb: that of the version that is worked on, but for what
 * goes by the approved one, as export does. */
Status standing_for(const Standing *standing, Verb verb);

/* Where the verb leads a case that has an amendment, or begins one. */
bool standing_next(Verb verb, const Standing *from, Standing *to);

#endif
