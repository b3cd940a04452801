/* The way of a case through the workflow (desk/workflow.h): each step checks the rights of the
 * person signed in and writes one journal group with the decision. */
#ifndef ANJUAN_APP_MOVE_H
#define ANJUAN_APP_MOVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "desk/review.h"
#include "domain/casefile.h"

enum { COMMENT_CHARS = 2000 }; /* the most that the words of a decision may have */

/* Takes a step of the workflow: submit, withdraw, return, reject, approve, reopen, amend. Of an
 * amended case it is a step of the amendment: withdrawn as a draft, or rejected, it gives the
 * case back as it was approved. file is reloaded. Submission and approval are refused while a
 * finding blocks: err says the first, and how many more there are. Approval with open warnings
 * needs a comment (ERR_INPUT); it is kept with each of them, but for warnings whose rule wants
 * words of its own: those of a line that begins with its number, "R704: ...". */
bool app_case_move(Session *session, CaseFile **file, Verb verb, const Decision *decision,
                   Err *err);

/* The reasons that a decision or a mark may have; NULL: the site has none. And one in the
 * language of the session: "" for NULL; a code that is not among them stands for itself. */
const CodeTable *app_reasons(const Session *session);
const char *app_reason_words(const Session *session, const char *reason);

/* Where the case stands, as file was read. */
bool app_case_standing(const CaseFile *file, Standing *out, Err *err);

/* Whether the key of this verb should be offered now; err (may be NULL) says why not. */
bool app_case_may(Session *session, const CaseFile *file, Verb verb, Err *err);
bool app_may(Session *session, int64_t case_id, Status status, Verb verb, Err *err);

/* Whether the person may do this at all at this store, of whatever case: by the role, and in a
 * store that moved to another machine only what is read. And all that they may, a bit each. */
bool app_may_ever(Session *session, Verb verb, Err *err);
uint64_t app_rights(Session *session);

#endif
