/* Pairing with other stations: our card, taking in theirs after its ten characters were
 * compared, and trusting one no longer. Every verb checks the rights of the person signed in
 * and writes one group, which they sign. */
#ifndef ANJUAN_APP_STATION_H
#define ANJUAN_APP_STATION_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "app/vouch.h"
#include "base/arena.h"
#include "base/buf.h"
#include "desk/station.h"
#include "seal/words.h"

/* Our card into a file, and its ten characters. */
bool app_card_write(Session *session, const char *path, bool replace, char words[WORDS_TEXT],
                    Err *err);

/* The same text; words are always filled. */
bool app_card_text(Session *session, Buf *out, char words[WORDS_TEXT], Err *err);

/* Our card for cameras: CODE and the ten characters, as the other station has to see them; and
 * the card itself in parts that fit into a code each, which are the text of the file when each
 * is written on a new line. age: as of when it is, and from when on one that was printed is of
 * before, for people; "" where it has nobody. In the arena. */
enum { CARD_PART_BYTES = 1400 };
typedef struct CardCodes {
    const char *words, *fingerprint, *text, *age;
    const char **parts;
    size_t n;
} CardCodes;
bool app_card_codes(Session *session, Arena *arena, CardCodes *out, Err *err);
/* They as PDF, to print and give: ERR_NOT_FOUND where this machine can make none. */
bool app_card_paper(Session *session, const char *path, bool replace, Err *err);

/* What others call this station: said before the first card, never changed once one was taken
 * in. */
bool app_station_name(Session *session, const char *name, Err *err);

/* A card that somebody sent. */
typedef struct CardSeen {
    StationCard card;
    char words[WORDS_TEXT]; /* to be compared with what the other station reads out */
    bool known, trusted;    /* taken in before; and still trusted */
    bool takes, gives;      /* as it stands now */
} CardSeen;
bool app_card_see(Session *session, const char *path, Arena *arena, CardSeen *out, Err *err);

/* words: what the person has from the other station; blanks count for nothing. ERR_INPUT where
 * they are not those of the card. */
bool app_trust(Session *session, const CardSeen *seen, const char *words, bool takes,
               bool gives, Err *err);
/* Whether somebody trusts it beside the person signed in; said where nobody does yet. */
bool app_trust_alone(Session *session, const char *code, bool *alone, Err *err);
const char *app_trust_alone_means(void);
bool app_distrust(Session *session, const char *code, const char *reason, Err *err);
/* What follows of it, in a sentence. */
const char *app_distrust_means(void);

typedef struct StationLine {
    Station station;
    int64_t persons;   /* who are not disabled */
    int64_t waits;     /* bundles that it has not acknowledged */
    const char *since; /* the instant of the oldest of these; NULL: none waits */
    const char *came;  /* when its last bundle came; NULL: none did */
    Vouchers vouchers; /* who trusted it, comparing its characters */
    bool owed;         /* no receipts were made for it since */
} StationLine;
bool app_stations(Session *session, Arena *arena, StationLine **out, size_t *n, Err *err);

#endif
