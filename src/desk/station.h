/* Other stations and the people there: the rows of station and station_person, which say whose
 * bundles are taken in and to whom some are given. What a station is rests on its card
 * (exchange/card.h), which a person held against what the other read out; its code, names and
 * keys are then never changed. Persons come and go there, and each bundle tells of them.
 *
 * Writes through the journal, in the caller's group. Decides nothing about who may. */
#ifndef ANJUAN_DESK_STATION_H
#define ANJUAN_DESK_STATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/uid.h"
#include "desk/people.h"
#include "store/journal.h"
#include "store/sign.h"

enum {
    STATION_NAME_CHARS = 80,
    STATION_CODE_CHARS = 12,
    STATION_PERSONS_MAX = 2000,
    STATION_TERMS_MAX = 1000 /* of one of them */
};

/* 1 to 12 capital letters and digits. */
bool station_code_is(const char *code);

/* By which key and in which role somebody signed there, from that event of its history on until
 * their next one; signed by the station (store/sign.h), so each is proven by itself. */
typedef struct StationTerm {
    int64_t since;
    Uid key;
    unsigned char sign[PERSON_PUBLIC], signature[PERSON_SIGNATURE];
    Role role;
    bool disabled;
} StationTerm;

typedef struct StationPerson {
    Uid person, key; /* rows of user and person_key over there; as they are now */
    const char *name, *display;
    Role role;
    PersonPublic public;
    bool disabled;
    StationTerm *terms; /* the oldest first */
    size_t n;
} StationPerson;

/* What a card says. */
typedef struct StationCard {
    const char *organisation, *code, *name;
    Uid key;
    PersonPublic public;
    StationPerson *persons; /* in the order of their uids */
    size_t n;
} StationCard;

typedef struct Station {
    int64_t id;
    const char *code, *organisation, *name;
    PersonPublic public;
    bool takes, gives;      /* we take its bundles in; we give it some */
    const char *distrusted; /* why; NULL: it is trusted */
} Station;

/* "sender and recipient", as people read it. */
const char *station_standing(const Station *station);

/* What the station signs of a term. */
void station_term_bytes(const char *code, const Uid *person, const StationTerm *term,
                        unsigned char out[SIGNER_TERM_BYTES]);

/* What our own card says, terms without their signatures; persons without a key are in none. */
bool station_own(Store *store, Arena *arena, StationCard *out, Err *err);

/* What this station is called, for the people of others; the organisation where nothing else
 * was said. Others never take in another name, so it is said before the first card is. */
extern const char station_name_setting[];

bool station_all(Store *store, Arena *arena, Station **out, size_t *n, Err *err);
/* ERR_NOT_FOUND says what to do. */
bool station_by_code(Store *store, const char *code, Arena *arena, Station *out, Err *err);

/* Takes a card in, or trusts it again; one of a station that is here brings its persons.
 * Whoever does vouches for it from then on until it is distrusted (view station_voucher).
 * ERR_REFUSED where it is this station's own, or says otherwise than the one that was taken in
 * before. */
bool station_trust(Tx *tx, const StationCard *card, bool takes, bool gives, Err *err);
bool station_distrust(Tx *tx, const Station *station, const char *reason, Err *err);

/* Whether a card is of that station and says what was taken in: ERR_REFUSED says what differs.
 */
bool station_same(const Station *station, const StationCard *card, Err *err);
/* The persons as the station tells of them now. */
bool station_take_persons(Tx *tx, int64_t station, const StationCard *card, Err *err);

#endif
