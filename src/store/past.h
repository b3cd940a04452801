/* The journal as stores kept it before step 37 of the schema, with one row for each column: it
 * is proved, and moved into the form that it has now. Backups of that time are read as they
 * are. */
#ifndef ANJUAN_STORE_PAST_H
#define ANJUAN_STORE_PAST_H

#include <stdbool.h>

#include "store/digest.h"
#include "store/inner.h"

/* The step of the schema from which on the journal has its present form; the next one drops
 * what is left of the past. */
enum { PAST_UNTIL = 37 };

/* Is the journal of this store, which is read as it is, of before that step? */
bool past_is(Store *store, bool *is, Err *err);

/* What such a journal tells of attached copies. */
extern const char past_files[];

bool past_verify(Store *store, const Progress *progress, JournalCheck *out, Err *err);

/* Refuses a journal that does not hold together, with the group where that begins. */
bool past_prove(Store *store, Err *err);

/* Writes every group anew, after step PAST_UNTIL and in the transaction of the migration. Two
 * copies of one store come to the same hashes. One more group keeps the head of the past
 * journal in the setting journal.past ("COUNT HASH"), for what was told of it on paper, and
 * takes over what in those days was written past the journal. */
bool past_move(Store *store, Err *err);

/* Was that the head of the journal when it was moved? */
bool past_ended(Store *store, int64_t count, const unsigned char hash[DIGEST_BYTES], bool *is,
                Err *err);

#endif
