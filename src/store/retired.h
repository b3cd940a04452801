/* A store whose station went on to another machine (app/moving.h): it stays as it is, to be
 * read. Nothing is added to its history but what puts it in charge again, or a backup of it in
 * its place. */
#ifndef ANJUAN_STORE_RETIRED_H
#define ANJUAN_STORE_RETIRED_H

#include <stdbool.h>

#include "base/err.h"
#include "store/store.h"

/* "DAY", or "DAY PLACE" with the words of who moved it; "": it is in charge again. */
extern const char retired_setting[];

/* What is told whoever wants to write, for the caller to free; NULL: the store is in charge. */
bool store_retired(Store *store, char **sentence, Err *err);

/* Whether a file was made to be carried to another machine, or a store came from one as from a
 * backup: its code is given up then, or the file is taken in with its characters. Whatever is
 * made of it is the same until one of the two was done. */
bool store_moves(Store *store, bool *is, Err *err);

/* The verbs of the events that may follow, each handed to ITEM. The trigger of the schema lets
 * the event itself come too, which sets the setting before its own row. */
#define RETIRED_LETS(ITEM) ITEM("day") ITEM("move_back") ITEM("restore")

/* ERR_REFUSED with that sentence, where an event of that verb is nothing for such a store. */
bool retired_lets(Store *store, const char *verb, Err *err);

#endif
