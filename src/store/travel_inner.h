/* Inside the taking in of a case that travels: its groups (travel_take.c), what they say and do
 * (travel_told.c) and the rows of one (travel_rows.c). */
#ifndef ANJUAN_STORE_TRAVEL_INNER_H
#define ANJUAN_STORE_TRAVEL_INNER_H

#include "base/arena.h"
#include "store/change.h"
#include "store/travel.h"
#include "store/travel_form.h"

typedef struct Taking {
    Store *store;
    Arena *arena;
    const TravelRules *rules;
    TravelForm form;
    Travelled *out;
    Uid case_uid;
    bool erases; /* in the end the case is erased: its rows came without their values */
} Taking;

/* The body of a row, unpacked into the arena; NULL where it is none. */
BodyColumn *travel_body(Taking *t, const TravelStep *step, const TravelRow *row);

/* Reads the rows of a group, and refuses one that does what no group of its kind and verb does,
 * or that names another as who did it than the person it is by. */
bool travel_told(Taking *t, const Tx *tx, const TravelStep *step, TravelTold **out, Err *err);

/* Lays a row over the records, and notes it in tx. */
bool travel_row(Taking *t, Tx *tx, const TravelRow *row, const TravelTold *told, Err *err);

/* What the triggers derive of a group that was written: who touched the case, its version, and
 * whether it waits. What another trigger derives is to be done here or in take_steps; a test
 * has the list. */
bool travel_derive(Taking *t, const Tx *tx, const char *at, Err *err);

/* Rows of the book of batches are of the station that wrote it: other stores have of them what
 * their groups say, and no record. */
bool travel_stays_there(const char *table);

#endif
