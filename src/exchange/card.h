/* The card of a station: a file that says who it is, with its keys and the people there, signed
 * by itself. There is one text for what a card says, byte for byte, so that what two people
 * compare, ten characters of it, stands for all of it. A reader takes no other text.
 *
 * A card is no secret. Whose it is proves nothing but the telephone: whoever trusts one
 * compares the ten characters with what the other station reads out. */
#ifndef ANJUAN_EXCHANGE_CARD_H
#define ANJUAN_EXCHANGE_CARD_H

#include "base/buf.h"
#include "desk/station.h"
#include "seal/words.h"

enum { CARD_MAX_BYTES = 4 << 20 };

/* key: the station's own pair, open. The terms of its people are signed too. */
void card_write(const StationCard *card, const PersonKey *key, Buf *out);

/* Texts are in the arena. ERR_INPUT says that it is no card, a newer one, or which place is
 * wrong; ERR_REFUSED that it was changed since it was signed. */
bool card_read(const char *text, size_t n, Arena *arena, StationCard *out, Err *err);

/* Of the whole text. */
bool card_words(const char *text, size_t n, unsigned char out[WORDS_BYTES], Err *err);

#endif
