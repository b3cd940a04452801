/* Moving house: the station goes on with another machine, under its code and by its keys. What
 * is carried there is a backup. The old store is retired by an event that comes only after the
 * backup is whole, and only if nothing was written since; then ten characters are told, of how
 * the history ended in it, and without them the other machine takes nothing in. So whenever it
 * is cut off, either the old store is in charge, or the file is whole and the old one retired.
 */
#ifndef ANJUAN_APP_MOVING_H
#define ANJUAN_APP_MOVING_H

#include <stdbool.h>
#include <stdint.h>

#include "app/backup.h"
#include "app/session.h"
#include "base/arena.h"
#include "seal/words.h"

enum { MOVE_PLACE_CHARS = 60 };

typedef struct Moved {
    bool is;           /* it is only read here; else all that follows is nothing */
    const char *told;  /* the sentence that whoever wants to write is told */
    const char *value; /* of retired_setting: day and place; these three are in the arena */
    char words[WORDS_TEXT];
} Moved;

/* Whether the store of the session went to another machine. */
bool app_moved(Session *session, Arena *arena, Moved *out, Err *err);

/* Makes the backup and retires the store. place: what the other machine is called, for whoever
 * still comes here; NULL: nothing. A file that an earlier try made of the store as it is now,
 * with what was typed in it, is taken as it is; the store itself is refused, by whatever name.
 * Where the store moved already this tells of it once more if file is what was written then,
 * else ERR_REFUSED with where that is. *unanswered: bundles that no station has acknowledged.
 */
bool app_move_out(Session *session, const char *file, const char *place,
                  const Progress *progress, Moved *out, int64_t *unanswered, Err *err);

/* Makes the store at path of that file, for whoever may, as app_restore does. words: what the
 * old machine told. A store that is there makes way when it is a beginning of this one, as the
 * retired one is of what comes back. */
bool app_move_in(const char *file, const char *words, const char *path, const char *name,
                 const char *passphrase, const Progress *progress, RestoreFacts *out, Err *err);

/* Puts it in charge again, for the reason that the comment gives: nobody opened it there.
 * words: the characters of the file, so that nobody does it without what was carried away in
 * hand. Its bundles begin a new epoch. The session has to be one of SessionOptions.retired. */
bool app_move_back(Session *session, const char *words, const char *comment, Err *err);

/* The end of the history of a store, as the characters. */
bool moved_words(Store *store, unsigned char out[WORDS_BYTES], Err *err);

#endif
