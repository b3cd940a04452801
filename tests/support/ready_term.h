/* The real program in a pseudo terminal over a store of tests/support/ready_store.h. */
#ifndef ANJUAN_TESTS_READY_TERM_H
#define ANJUAN_TESTS_READY_TERM_H

#include "tests/support/ready_store.h"
#include "tests/support/term.h"

/* In English at 80x24, signed in as from a script, in the first field of a new case. For the
 * caller to close; failures end the test. */
Term *ready_new_case(const ReadyStore *ready);

#endif
