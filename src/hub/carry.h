/* Sending and fetching sealed bundles, from a source and into a sink that somebody else is:
 * what a bundle says of itself is known here, what is in it never. Each is on the other side
 * whole or not at all, and once, wherever the line is cut: a piece that was heard although its
 * answer was lost is found there, and the next one follows it.
 *
 * Pieces begin with 64 KiB, become half as large with each cut, or a bad line would never bring
 * one through, and twice as large with each that came through in good time. */
#ifndef ANJUAN_HUB_CARRY_H
#define ANJUAN_HUB_CARRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "hub/link.h"

enum { HUB_DIGEST = 32 };               /* SHA-256 of all its bytes */
#define HUB_SIZE_MAX ((int64_t)4 << 30) /* of a bundle, as its reader has it */

typedef struct HubBundle {
    char
        peer[HUB_ID_HEX + 1]; /* the recipient of what is sent, the sender of what is fetched */
    int64_t epoch, number, size;
    unsigned char digest[HUB_DIGEST];
    int64_t id; /* at the hub; where it is sent, whatever the source knows it by */
} HubBundle;

typedef struct HubSource {
    /* The next one, *there false at the end. */
    bool (*next)(void *ctx, HubBundle *out, bool *there, Err *err);
    bool (*read)(void *ctx, const HubBundle *bundle, int64_t at, void *bytes, size_t n,
                 Err *err);
    /* What became of it: "whole", or "taken" by its recipient; NULL where it was refused. */
    void (*told)(void *ctx, const HubBundle *bundle, const char *state, HubFault fault,
                 const char *text);
    void (*step)(void *ctx, const HubBundle *bundle, int64_t done);
    void *ctx;
} HubSource;

/* A fault of one bundle is told and the next one sent. False: the line is given up, or refuses
 * everything (link_fault), or, with HUB_FILE in *fault, the source failed. */
bool hub_send(Link *link, const HubSource *source, HubFault *fault, Err *err);

/* The last number of a sender that is known here; 0: none of that epoch. */
typedef struct HubKnown {
    char peer[HUB_ID_HEX + 1];
    int64_t epoch, number;
} HubKnown;

typedef struct HubSink {
    /* *at: how many bytes are there from another time; *wanted false: it is not to be fetched.
     */
    bool (*begin)(void *ctx, const HubBundle *bundle, int64_t *at, bool *wanted, Err *err);
    bool (*write)(void *ctx, const void *bytes, size_t n, Err *err);
    /* All bytes are there; *whole: whether they have the digest. If so they are on the disk. */
    bool (*end)(void *ctx, const HubBundle *bundle, bool *whole, Err *err);
    void (*told)(void *ctx, const HubBundle *bundle, HubFault fault);
    void (*step)(void *ctx, const HubBundle *bundle, int64_t done);
    bool take; /* what is whole here is told to the hub as taken */
    void *ctx;
} HubSink;

bool hub_fetch(Link *link, const HubKnown *known, size_t n, const HubSink *sink,
               HubFault *fault, Err *err);

/* Tells the hub that these were taken; so they are not offered again. */
bool hub_took(Link *link, const int64_t *ids, size_t n, HubFault *fault);

#endif
