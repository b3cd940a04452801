/* For the tests of sessions and their verbs: a real store with the knowledge files that ship,
 * on which two programs work at once, and cases in it. */
#ifndef ANJUAN_TESTS_APP_HELP_H
#define ANJUAN_TESTS_APP_HELP_H

#include "app/batch.h"
#include "app/session.h"
#include "base/arena.h"
#include "desk/workflow.h"
#include "tests/support/made_store.h"
#include "tests/support/store_help.h"

extern Session *zhou,
    *lin;            /* a supervisor and a social worker, each in a program of their own */
extern Arena *arena; /* emptied with the store */
extern char *help_store_file, *help_data;
extern SessionOptions help_options;

/* The fixture: makes folder, store and both sessions, and takes them away. */
void help_app_start(void);
void help_app_stop(void);

Session *help_open_as(const char *name); /* one more program */

/* A case that may be submitted, entered by that session's person; its number is in the arena.
 */
const char *help_whole_case(Session *session, uint64_t number);
/* What the site laid over the knowledge when that session began. */
void help_accept(Session *session);
void help_move(Session *session, const char *no, Verb verb);
const char *help_approved_case(uint64_t number);
/* By the neutral template; without numbers what waits. */
bool help_export(Session *session, const char *const *numbers, size_t n, const char *path,
                 bool replace, const Progress *progress, BatchRow *out);

/* Before the next statement of the session that has part in its text, another program runs sql,
 * once. */
void help_meanwhile(Session *session, const char *part, const char *sql);

/* anjuan-verify finds nothing in it either. */
void help_also_whole(const char *store);
/* It finds something, and says so in these words. */
void help_also_named(const char *store, const char *says);

/* That its person asked to be erased, and it was granted, is a row of the case. */
void help_grant_erasure(Session *session, const char *no);

#endif
