/* A store that is ready for the real program to be run over it: that of
 * tests/support/made_store.h, and a file that holds the passphrase. The caller owns it and
 * gives it to ready_store_free, which removes its folder. Failures end the test. */
#ifndef ANJUAN_TESTS_READY_STORE_H
#define ANJUAN_TESTS_READY_STORE_H

#include "app/session.h"

typedef struct ReadyStore {
    char *folder;
    char *store, *secret; /* the store, and the file of the passphrase */
    char *data;           /* the knowledge files that were built */
    const char *lang;
} ReadyStore;

ReadyStore ready_store_new(const char *lang);
void ready_store_free(ReadyStore *ready);

/* To open it, as the program does; borrows from it. */
SessionOptions ready_options(const ReadyStore *ready);

#endif
