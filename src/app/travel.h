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
    bool (*key)(void *ctx, const TravelWhom *key, TravelKey *out);
    bool (*person)(void *ctx, const TravelWhom *person, TravelPerson *out);
    bool (*term)(void *ctx, const TravelWhom *person, int64_t position, TravelTerm *out);
    void *ctx;
} TravelTrust;

/* Inside the caller's transaction or one of its own. */
bool travel_take_in(Session *session, const void *bytes, size_t n, const TravelTrust *trust,
                    Travelled *out, Err *err);

#endif
