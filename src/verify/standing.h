/* How a case stood before a group, and which part of it a row is of: the application, which an
 * approval freezes, or the follow-up. The flags are those of the catalogue
 * (domain/catalog.def), which is data. */
#ifndef ANJUAN_VERIFY_STANDING_H
#define ANJUAN_VERIFY_STANDING_H

#include "verify/replay.h"
#include "verify/replay_inner.h"

typedef struct Standing {
    const Kept *row;                       /* of case_file; NULL: it was not there */
    const char *status, *amendment, *life; /* "" for none */
    const char *at;     /* the amendment where there is one, else the status */
    const char *keeper; /* a uid in hexadecimal; "" */
    bool in_force, erased, stopped;
    bool told; /* by the history; false: what matters of it is closed or was erased */
} Standing;

/* uid NULL: of no case. */
Standing standing_of(const Replay *replay, const unsigned char *uid);

bool standing_is_uid(const char *hex, const unsigned char *uid);
/* False: it is none, and nothing is read. */
bool standing_read_uid(const char *hex, unsigned char *uid);
/* Text of a cell; "" where there is none. */
const char *standing_text(const Kept *row, const char *column);

/* Holds the application alone, which an amendment that is given up brings back? column NULL:
 * the row. */
bool standing_is_application(const char *table, const char *column);

/* May its rows be cut anew while an approval is in force? */
bool standing_cuts_anew(const char *table);

/* May rows of it come after an approval that is in force? Its name, for ever; NULL: no. */
const char *standing_may_be_later(const char *table);
/* Did the row, that is still there, come after one? */
bool standing_is_later(const Kept *row);

typedef struct Touches {
    bool application, follow_up, recut;
    bool early; /* a row says that it came later, and nothing was approved */
} Touches;

/* Adds what the row, of a group that is not replayed yet, touches. */
void standing_touches(const Standing *standing, const Replay *replay, const Row *row,
                      bool places, Touches *out);

#endif
