/* Which groups tell of what: the closed list of kinds and verbs that the program writes for a
 * person, with the tables of each. Whoever signs a group chooses its kind, and by the kind goes
 * what it is held against: who may do that, whose hands are in a case, which groups are read
 * before something is done. So an edit of a case in a group about people is a fault, and so is
 * an approval in an edit.
 *
 * What the station signs has a list of its own (station.h), which says more. Whether the values
 * are right, and the person might do that, is not told here: desk/asked.h has the right that
 * each takes. */
#ifndef ANJUAN_STORE_KINDS_H
#define ANJUAN_STORE_KINDS_H

#include "store/read.h"

enum { KINDS_SHAPES = 64, KINDS_WORD = 40 };

/* The group that is read. Zeroed for a start; owns nothing. */
typedef struct Kinds {
    char kind[KINDS_WORD], verb[KINDS_WORD];
    const BodyShape *told[KINDS_SHAPES]; /* that fit, by their numbers */
    bool has;                            /* there are such groups */
} Kinds;

void kinds_begin(Kinds *kinds, const ReaderGroup *group);

/* The lines of the list, for what is said of each elsewhere; false: there are no more. Verbs
 * have spaces between. */
bool kinds_line(size_t at, const char **kind, const char **verbs);

/* Whether the program writes such groups at all. */
bool kinds_has(const Kinds *kinds);

/* Whether a group like the one that was begun tells of that. *column: the first that it does
 * not tell of; NULL where it tells nothing of the row. */
bool kinds_tell(Kinds *kinds, const ReaderRow *row, const char **column);

#endif
