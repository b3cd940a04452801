/* Passphrases that somebody else set anew: what is signed with the key that began with one, and
 * with every later key of that person, may be the deed of whoever set it. So it stands beside
 * each approval, and each supervisor is told once. */
#ifndef ANJUAN_DESK_RESET_H
#define ANJUAN_DESK_RESET_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

typedef struct Reset {
    const char *name, *by, *at; /* how both are shown; an instant */
} Reset;

/* Those that the supervisor has not been told of, the first of them first, and not by
 * themselves; from now on they have been. */
bool reset_tell(Store *store, int64_t user_id, Arena *arena, Reset **out, size_t *n, Err *err);

/* Two columns of a statement: when a key signs the group of that number for a person whose
 * passphrase somebody else had set before, and who that was; NULL otherwise. */
#define RESET_COLUMNS(group)                                                                   \
    "(SELECT z.at FROM " RESET_OF(group) "), (SELECT m.display FROM " RESET_OF(group) ")"
#define RESET_OF(group)                                                                        \
    "journal_group AS zg JOIN person_key AS zk ON zk.uid = zg.signer"                          \
    " JOIN key_reset AS z ON z.user_id = zk.user_id AND z.id <= zk.id"                         \
    " JOIN user AS m ON m.id = z.made_by WHERE zg.id = " group " ORDER BY z.id DESC LIMIT 1"

#endif
