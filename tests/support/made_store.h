/* The store that most tests begin with: the supervisor zhou and the social worker lin, of the
 * station T1 in 某医院社工部. It is there before main, in the process that those of the tests
 * are forked from, and only written out by each. */
#ifndef ANJUAN_TESTS_MADE_STORE_H
#define ANJUAN_TESTS_MADE_STORE_H

#include <stdbool.h>

#include "base/err.h"

/* Of both; tests/support/people.h says what it costs. */
#define MADE_PASSPHRASE "correct horse"

bool made_store_write(const char *path, Err *err);

#endif
