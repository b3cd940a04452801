/* A case that came from another station, taken into this store: its history is judged and laid
 * over the records (store/travel.h), and what is made of the records is made anew, so that it
 * shows like any other. Who is trusted is for the caller to say. */
#ifndef ANJUAN_APP_TRAVEL_H
#define ANJUAN_APP_TRAVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "store/travel.h"

typedef struct TravelTrust {
    bool (*key)(void *ctx, const Uid *key, TravelKey *out);
    bool (*person)(void *ctx, const Uid *person, TravelPerson *out);
    bool (*term)(void *ctx, const Uid *person, int64_t position, TravelTerm *out);
    void *ctx;
} TravelTrust;

/* Cases that come together, inside the caller's transaction: the history of each is laid in as
 * it comes, and what is made of the records waits until all are there, so that each case is
 * judged once. Whoever writes anything else in between says journal_taken first. Freed, nothing
 * more is made. */
typedef struct TravelMany TravelMany;
TravelMany *travel_many(Session *session);
bool travel_take(TravelMany *many, const void *bytes, size_t n, const TravelTrust *trust,
                 Travelled *out, Err *err);
bool travel_settle(TravelMany *many, Err *err);
void travel_many_free(TravelMany *many);

/* One case, inside the caller's transaction or one of its own. */
bool travel_take_in(Session *session, const void *bytes, size_t n, const TravelTrust *trust,
                    Travelled *out, Err *err);

#endif
