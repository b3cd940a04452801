/* The line to a hub: one connection to PostgreSQL, made anew when it was cut. What is asked is
 * said so that it may be said twice, since nobody knows whether a question whose answer was
 * lost has been heard (hub/schema.sql). Everything that libpq could take from the environment
 * or from files is given, so that nothing but the address decides where it goes.
 *
 * Over a network the server proves itself by a certificate for its name, and both sides that
 * they know the secret by the same connection (SCRAM with channel binding); over a socket of
 * this machine the system does. */
#ifndef ANJUAN_HUB_LINK_H
#define ANJUAN_HUB_LINK_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "hub/wire.h"

typedef struct Link Link;

typedef struct LinkOptions {
    const char
        *address; /* postgresql://[USER@]HOST[:PORT]/DATABASE[?host=FOLDER&sslrootcert=FILE] */
    const char *user;   /* unless the address names one; NULL: it has to */
    const char *secret; /* NULL: none */
    int tries;          /* so many cuts in a row without anything gained end it; 0: as usual */
    int wait_ms;        /* before the third of them; then twice as long each time; -1: never */
} LinkOptions;

/* Nothing is connected yet. NULL: the fault, with details in err where there are any. */
Link *link_new(const LinkOptions *options, HubFault *fault, Err *err);
void link_free(Link *link); /* NULL is fine */

typedef enum LinkEnd {
    LINK_DONE,    /* *out holds the rows; for the caller to clear */
    LINK_CUT,     /* nobody knows whether it was heard */
    LINK_REFUSED, /* link_fault() says why; asking again changes nothing */
} LinkEnd;

typedef struct LinkValue {
    const void *bytes; /* NULL: the value is text */
    const char *text;  /* with bytes NULL too: NULL of SQL */
    size_t n;          /* of bytes */
} LinkValue;

/* Asks a constant question over its values, connecting where there is no connection. */
LinkEnd link_ask(Link *link, const char *sql, const LinkValue *values, int n, PGresult **out);
/* The same with an answer of bytes, which are the first column of the first row. */
LinkEnd link_ask_bytes(Link *link, const char *sql, const LinkValue *values, int n,
                       PGresult **out);
/* Asks until there is an answer, or until link_again says no: true is LINK_DONE. */
bool link_insist(Link *link, const char *sql, const LinkValue *values, int n, PGresult **out);

/* After a cut: waits its time, and says whether to try again. */
bool link_again(Link *link);
void link_gained(Link *link); /* something came through: patience begins anew */

HubFault link_fault(const Link *link);
const char *link_text(const Link *link); /* what the server or libpq said; "" for nothing */
int64_t link_cuts(const Link *link);     /* how often it was cut */
const char *link_user(const Link *link);

/* Several statements without values, in one transaction. */
LinkEnd link_script(Link *link, const char *sql);
/* What a server keeps of a role's secret, made here, so that it never sees that; for the caller
 * to free with PQfreemem. NULL: it cannot be made. Connected. */
char *link_verifier(Link *link, const char *role, const char *secret);

#endif
