/* For the tests of the desk floor: a store with people in it, and cases moved by its functions.
 */
#ifndef ANJUAN_TESTS_UNIT_DESK_HELP_H
#define ANJUAN_TESTS_UNIT_DESK_HELP_H

#include "base/arena.h"
#include "desk/people.h"
#include "desk/workflow.h"
#include "store/store.h"

extern Store *store;
extern Arena *arena;
extern char *path;
extern int64_t lin, zhou, sun, qian; /* a social worker, two supervisors, an auditor */

/* The fixture. */
void desk_start(void);
void desk_stop(void);

int64_t desk_user(const char *name, Role role, const char *display);
User desk_user_of(int64_t id);
int64_t desk_case(int64_t user, const char *no, const char *name);
/* False, and help_err, where it is refused. */
bool desk_move(int64_t user_id, int64_t case_id, Verb verb);
bool desk_status_is(int64_t id, const char *status);

#define UID(c) "x'" c c c c c c c c c c c c c c c c "'"
/* How another program would approve the case T1-2026-000002. */
#define APPROVE_AS(user)                                                                       \
    "INSERT INTO approval (uid, case_id, approver, at, snapshot, knowledge_version, active)"   \
    " SELECT " UID("ab") ", c.id, u.id, '2026-11-21T00:00:00.000Z', '{}', 'k1', 1"             \
                         " FROM case_file AS c, user AS u WHERE c.no = 'T1-2026-000002' AND "  \
                         "u.name = '" user "'"

#endif
