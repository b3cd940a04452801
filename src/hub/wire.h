/* What anjuan-hub and whoever starts it agree on. It is given a job as JSON on standard input
 * and answers with lines of JSON on standard output, one for each thing that happened and a
 * last one with "end". A fault is told by its word; the sentences are the other side's.
 *
 * A job: {"do": "check" | "init" | "add" | "close" | "send" | "fetch" | "took" | "status",
 * "address", "secret"} and what belongs to it (hub/main.c). */
#ifndef ANJUAN_HUB_WIRE_H
#define ANJUAN_HUB_WIRE_H

#define HUB_FAULTS(X)                                                                          \
    X(HUB_LINE, "line")           /* no connection, or cut too often */                        \
    X(HUB_ADDRESS, "address")     /* not an address as it has to be */                         \
    X(HUB_PASSWORD, "password")   /* a password stands in it */                                \
    X(HUB_SIGN_IN, "sign-in")     /* the server does not know the role, or not the secret */   \
    X(HUB_TLS, "tls")             /* the server does not prove who it is */                    \
    X(HUB_NO_HUB, "no-hub")       /* nothing was made there by "init" */                       \
    X(HUB_OTHER_HUB, "other-hub") /* what was made there is of another version */              \
    X(HUB_NO_RIGHT, "no-right")   /* that is for the operator, a superuser */                  \
    X(HUB_SHARED, "shared")       /* there are other databases on the server */                \
    X(HUB_STATION, "station")     /* the role is no station there, or closed */                \
    X(HUB_RECIPIENT, "recipient") /* the recipient has no mailbox there */                     \
    X(HUB_OTHER, "other")         /* other bytes under the number: a copy is at work */        \
    X(HUB_QUOTA, "quota")         /* too many bytes lie there */                               \
    X(HUB_LARGE, "large")         /* the bundle is larger than it takes */                     \
    X(HUB_DAMAGED, "damaged")     /* what is there has not the digest that was told */         \
    X(HUB_MANY, "many")           /* too many bundles this month */                            \
    X(HUB_GONE, "gone")           /* too old, and not there any more */                        \
    X(HUB_FILE, "file")           /* a file here, with the reason */                           \
    X(HUB_SERVER, "server")       /* anything else that the server says */

#define HUB_NAMED(name, word) name,
typedef enum HubFault { HUB_FINE, HUB_FAULTS(HUB_NAMED) HUB_FAULT_COUNT } HubFault;
#undef HUB_NAMED

enum {
    HUB_VERSION = 1,         /* of what "init" makes */
    HUB_ID_HEX = 32,         /* the id of a station's key, in lower case */
    HUB_JOB_MAX = 64 << 20,  /* bytes of a job */
    HUB_SILENT_SECONDS = 300 /* without a line it is taken for dead */
};

#endif
