/* Bundles between this station and others (seal/bundle.h): what is handed over is packed, kept
 * until the other acknowledged it, and given again byte for byte; what comes is looked at,
 * opened and taken in as one, or not at all. Who carries the file, a stick, a messenger or a
 * hub, is of no account.
 *
 * The rules of numbers are those of ARCHITECTURE, "Between machines". What is in a bundle about
 * cases is not known here (app/bundle_inner.h, BundleCases). */
#ifndef ANJUAN_APP_BUNDLE_H
#define ANJUAN_APP_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "desk/review.h"
#include "desk/station.h"
#include "seal/bundle.h"

/* ---- giving ---- */

typedef struct Packed {
    char station[STATION_CODE_CHARS + 1];
    int64_t number; /* 0: receipts alone */
    int64_t size;   /* of the file */
    size_t cases, copies;
    size_t stay; /* waited as well, but this person may not hand them over: notes say why */
} Packed;

/* What goes along: those cases, by their numbers; all that waits for that station besides
 * (desk/bound.h) and may be handed over by the person; submit: those cases are submitted first,
 * with that decision, or nothing is made. */
typedef struct PackWhat {
    const char *const *cases;
    size_t n;
    bool waiting;
    const Decision *submit; /* NULL: they go as they are */
} PackWhat;

/* Makes the next bundle for that station: the cases, what is known there not yet, and receipts.
 * Without cases, and with nothing else to say, it is one of receipts. It is kept with the store
 * until it is acknowledged; path: written there too, NULL: only kept. text: as lines of
 * letters. */
bool app_pack(Session *session, const char *station, const PackWhat *what, const char *path,
              bool replace, bool text, Packed *out, Err *err);

/* How many cases wait for that station and may be handed over by the person. */
bool app_pack_waiting(Session *session, const char *station, size_t *n, Err *err);

/* The same bytes again, while it is not acknowledged, of the newest epoch; number 0: the oldest
 * of these. */
bool app_pack_again(Session *session, const char *station, int64_t number, const char *path,
                    bool replace, bool text, Packed *out, Err *err);

/* Those that are not acknowledged, the oldest first; station NULL: for all. */
typedef struct OutBundle {
    int64_t id, number, size, cases;
    uint64_t epoch;
    const char *station, *name; /* code, and what it is called */
    const char *path;           /* the file, whose bytes never change */
    const char *at;
} OutBundle;
bool app_outbox(Session *session, const char *station, Arena *arena, OutBundle **out, size_t *n,
                Err *err);

/* ---- taking ---- */

/* What was heard of cases besides their groups: how many they ask for, and answered. */
typedef struct CasesHeard {
    int64_t asked, answered;
} CasesHeard;

typedef struct Unpacked {
    BundleFault fault; /* BUNDLE_WHOLE: taken, or would be */
    bool again;        /* it was here already */
    bool used_up; /* refused for what is in it: its number is gone, it is put aside and answered
                   */
    const char *station, *name; /* whose it is; NULL: not known */
    int64_t number, cases, groups, copies, persons, acknowledged;
    CasesHeard heard;
    size_t entered, clashes;   /* of what was kept for cases that came home (app/kept.h) */
    const char *entered_names; /* of these, their fields */
    const char *notes[4];      /* what the person has to know besides; NULL-ended */
} Unpacked;

/* Bundles for us, of stations that are trusted, in a folder (NULL: none) and on the media that
 * are mounted: nothing is opened or taken in. By station and number; texts are in the arena. */
typedef struct FoundBundle {
    const char *path, *station, *name;
    int64_t number, size; /* number 0: receipts alone */
    bool came;            /* it was taken in or refused before */
} FoundBundle;
bool app_bundles_found(Session *session, const char *folder, bool media, Arena *arena,
                       FoundBundle **out, size_t *n, Err *err);

/* Texts are in the arena. False with a sentence that says what to do, whenever it was not taken
 * in; out is filled as far as it is known. dry: nothing is changed, and true says that it would
 * be taken. */
bool app_unpack(Session *session, const char *path, bool dry, Arena *arena, Unpacked *out,
                Err *err);

#endif
