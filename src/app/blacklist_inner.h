/* What entries of our own and lists that are taken in share. */
#ifndef ANJUAN_APP_BLACKLIST_INNER_H
#define ANJUAN_APP_BLACKLIST_INNER_H

#include "app/session.h"
#include "desk/blacklist.h"
#include "exchange/blacklist.h"

bool black_begin(Session *session, const char *verb, const char *message, Tx **tx, Err *err);
bool black_commit(Tx *tx, bool done, Err *err);

/* The digests of what the row says of a person, and of the row as a whole. */
void black_digest(const unsigned char key[DIGEST_BYTES], const BlackRow *row, BlackNew *out);
/* Is there anything to compare by? */
bool black_tells(const BlackNew *entry);

#endif
