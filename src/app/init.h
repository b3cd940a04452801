/* Making a store. */
#ifndef ANJUAN_APP_INIT_H
#define ANJUAN_APP_INIT_H

#include "app/seal.h"
#include "app/session.h"

/* Makes a new store with organisation, station code and its first supervisor, and opens it
 * unless out is NULL. False means that there is no store, unless the error says that it was
 * made. */
typedef struct InitOptions {
    const char *organisation, *station, *supervisor, *passphrase;
    const char *display; /* of the supervisor; NULL: the name */
    const char *group;   /* whose people share the store, by name or number; NULL: nobody */
    bool practice;
    const char *code; /* the recovery code (seal/code.h); NULL: the store is not sealed */
    const CodeTeller *teller; /* of the code; NULL: it is known */
    const KdfCost *cost;      /* of the first passphrase; NULL: what this machine can bear */
} InitOptions;
bool app_init(const SessionOptions *options, const InitOptions *init, Session **out, Err *err);

#endif
