/* A hub, as the programs see it: anjuan-hub is started with a job, and what it says comes back
 * as rows; a fault as a sentence. Knows no store: bundles are files here, that are sealed
 * already or will be opened by somebody else. Nothing here connects anywhere by itself. */
#ifndef ANJUAN_EXCHANGE_HUB_H
#define ANJUAN_EXCHANGE_HUB_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/progress.h"
#include "hub/wire.h"

/* Where it is and who asks. */
typedef struct HubPlace {
    const char *address; /* as a person gives it; never with a password */
    const char *user;    /* the role, where the address names none; NULL: it has to */
    const char *secret;  /* NULL: none */
} HubPlace;

/* No address of a hub, or one that holds a password, is an error. */
bool hub_address(const HubPlace *place, Err *err);

/* ---- for its operator ---- */

typedef struct HubLimits {
    int64_t months,
        largest; /* kept besides the one that runs; bytes of a bundle. 0: as it is */
    bool shared; /* though the server has other databases */
} HubLimits;
bool hub_init(const HubPlace *place, const HubLimits *limits, bool *made, Err *err);

typedef struct HubStation {
    const char *id;         /* of the station's key, HUB_ID_HEX digits */
    const char *secret;     /* or what a server keeps of one, from the station itself: */
    const char *verifier;   /* SCRAM-SHA-256$...; NULL: the secret is there */
    int64_t quota, monthly; /* bytes that may lie there, bundles in a month */
} HubStation;
/* A station that is there gets this secret and these limits, and is let in again. */
bool hub_add(const HubPlace *place, const HubStation *station, bool *is_new, Err *err);
bool hub_close(const HubPlace *place, const char *id, Err *err);

/* One object for a station; for the operator one of the hub and one for each station. */
bool hub_status(const HubPlace *place, void (*take)(void *ctx, const json_t *row), void *ctx,
                Err *err);

/* ---- bundles ---- */

typedef struct HubTold {
    const char *peer, *path;
    int64_t epoch, number, size, id; /* id: at the hub, of what was fetched */
    size_t file;                     /* of what was sent: which of the files */
    bool taken;                      /* of what was sent: its recipient has it */
    const Err *fault;                /* NULL: all is well */
} HubTold;
typedef void HubHear(void *ctx, const HubTold *told);

typedef struct HubFile {
    const char *path, *to;     /* to: id of the recipient's key */
    char from[HUB_ID_HEX + 1]; /* of the sender's; not looked at where it is sent */
    int64_t epoch, number;
} HubFile;

/* Each file is told of, sent or refused; false: the rest was not tried. */
bool hub_send_files(const HubPlace *place, const HubFile *files, size_t n, HubHear *hear,
                    void *ctx, const Progress *progress, Err *err);

/* Into a folder, whatever waits, and of the senders that are known what follows their last
 * number. take: the hub is told that all of it was taken; else hub_tell_taken does that. */
typedef struct HubLast {
    const char *peer;
    int64_t epoch, number;
} HubLast;
typedef struct HubInto {
    const char *folder;
    const HubLast *last;
    size_t n;
    bool take;
} HubInto;
bool hub_fetch_files(const HubPlace *place, const HubInto *into, HubHear *hear, void *ctx,
                     const Progress *progress, Err *err);
bool hub_tell_taken(const HubPlace *place, const int64_t *ids, size_t n, Err *err);

/* ---- a folder of bundles, without the store ---- */

typedef struct HubFolder {
    HubFile *files;
    size_t n, others; /* others: files of that ending that are no bundles */
    char from[HUB_ID_HEX + 1];
} HubFolder;
/* By their headers, pair by pair in the order of their numbers. one: those of two stations are
 * an error. */
bool hub_folder(const char *path, bool one, HubFolder *out, Err *err);
void hub_folder_free(HubFolder *folder);

#endif
