/* Tries to sign in take a place before the passphrase is looked at, in the store, so that
 * neither a new start of the program nor twenty programs at once give more of them: five are
 * free, each later one waits, longer every time, five minutes at most. A try that is wrong
 * counts; one that waits for others, or whose program is killed, was not wrong. Names that
 * nobody has are treated alike. */
#ifndef ANJUAN_DESK_GUESS_H
#define ANJUAN_DESK_GUESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/progress.h"
#include "store/journal.h"

typedef struct Guess {
    Store *store;      /* where it is counted; NULL: nowhere, that store cannot be written */
    Store *connection; /* a second one to the same store, opened for it */
    int64_t user;
    char who[32];
    int folder; /* with a lock while the try goes on, which ends with the program; -1: none */
} Guess;

typedef enum GuessEnd {
    GUESS_WRONG,
    GUESS_RIGHT, /* the passphrase belongs to the name */
    GUESS_NONE   /* it could not be tried, and nothing was learned of it */
} GuessEnd;

/* Refused while the name has to wait. While as many try it as may, that is waited for, and told
 * as store_on_wait tells. user 0: nobody has the name. Each that began is ended. */
bool guess_begin(Guess *guess, Store *store, int64_t user, const char *name, Err *err);
void guess_end(Guess *guess, GuessEnd how);

/* The same for a sealed store at that path that is closed: counted beside it. Once it is open,
 * what failed is told to its journal. told hears of the waiting; it may be NULL. */
enum { GUESS_WHO = 5 };
typedef struct GuessClosed {
    int fd; /* with the place of the try; -1: not counted */
    char who[GUESS_WHO];
} GuessClosed;
bool guess_closed_begin(GuessClosed *guess, const char *path, const char *name,
                        const Progress *told, Err *err);
void guess_closed_end(GuessClosed *guess, GuessEnd how);
void guess_closed_forgive(const char *path, const char *name);
void guess_closed_tell(Store *store);

/* A new passphrase was set: nobody has to wait for it. */
bool guess_forgive(Tx *tx, int64_t user, Err *err);

/* For who reads what happened: whom a row of the table sign_in counts for (0: names that nobody
 * has), and those that failed of which the journal is not told yet, oldest first. */
bool guess_counted_for(Store *store, int64_t row, int64_t *user, Err *err);

typedef struct GuessUntold {
    int64_t user; /* 0: names that nobody has, all of them together */
    int64_t failed;
    const char *at; /* the last of them, an instant */
} GuessUntold;
typedef bool GuessSink(void *ctx, const GuessUntold *untold);
bool guess_untold(Store *store, GuessSink *sink, void *ctx, Err *err);

#endif
