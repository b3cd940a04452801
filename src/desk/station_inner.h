/* Inside the people of stations: what each was when (station_terms.c), for station.c. */
#ifndef ANJUAN_DESK_STATION_INNER_H
#define ANJUAN_DESK_STATION_INNER_H

#include "desk/station.h"

/* Of the persons of our own card, from the history of this store. */
bool station_terms_own(Store *store, Arena *arena, StationCard *card, Err *err);

/* Keeps of a person what the card says, and nothing else. ERR_REFUSED where a key is of another
 * station, or of this one. */
bool station_terms_take(Tx *tx, int64_t station, const StationPerson *person, Err *err);

#endif
