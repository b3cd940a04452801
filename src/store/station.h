/* The closed list of what the station signs. Its key is to be had by whoever can open the
 * store, so it proves nothing of who did something; what it signs is therefore what the program
 * does by itself, and what it finishes for a person who need not be there, and nothing else: by
 * kind, verb, table, column and, where these say it, by the values.
 *
 * Whether the signature is right is for signatures.h; who the key is of, for the caller. */
#ifndef ANJUAN_STORE_STATION_H
#define ANJUAN_STORE_STATION_H

#include "store/read.h"

/* The keys of the station, with a length of UID_BYTES each. */
typedef struct StationKeys {
    Uid *uids;
    size_t n;
} StationKeys;

/* Those that the store has, ended ones too; the caller gives them back. */
bool station_keys(Store *store, StationKeys *out, Err *err);
void station_keys_free(StationKeys *keys);
bool station_signed(const StationKeys *keys, const ReaderGroup *group);

/* Whether the station signs such groups at all, and without rows too. */
bool station_signs(const ReaderGroup *group, bool *empty);

/* The name of the setting that the row is of, for the caller to free: as the row tells it, or
 * as the store has it, since a setting keeps its name. NULL: it has none. */
char *station_setting(Store *store, const ReaderRow *row);

/* Whether it signs that row in them. setting: the name of the setting that the row is of; NULL:
 * it is none, or has no name. *column: the first that it does not sign; NULL where the row as a
 * whole is none of its. */
bool station_signs_row(const ReaderGroup *group, const ReaderRow *row, const char *setting,
                       const char **column);

#endif
