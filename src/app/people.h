/* What is done to users: adding, disabling and enabling, a role, a new passphrase. Every verb
 * checks the rights of the person signed in and writes one journal group, in which passphrases
 * never are. */
#ifndef ANJUAN_APP_PEOPLE_H
#define ANJUAN_APP_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "seal/words.h"

/* All users, the disabled ones last; for whoever may read cases. */
bool app_people(Session *session, Arena *arena, User **out, size_t *n, Err *err);

/* What app_person_add checks first, for asking again at once: a name that nobody has yet. */
bool app_person_name_check(Session *session, const char *name, Err *err);

bool app_person_add(Session *session, const NewUser *user, Err *err);

/* Names stay in the history, so a name is never used again by another. Nobody does these to
 * themselves. */
bool app_person_disable(Session *session, const char *name, Err *err);
/* What disabling somebody cannot take back, where the store is sealed. */
const char *people_kept_copy(void);
bool app_person_enable(Session *session, const char *name, Err *err);
bool app_person_role(Session *session, const char *name, Role role, Err *err);

/* Whether the rules let the passphrase pass for this user, before it is asked for again.
 * display may be NULL. */
bool app_person_check(Session *session, const char *name, const char *display,
                      const char *passphrase, Err *err);

/* One's own, or, for those who manage users, anybody's, who then chooses another at the next
 * sign-in. */
bool app_person_passphrase(Session *session, const char *name, const char *passphrase,
                           Err *err);

/* Who gave the person signed in the passphrase that they have, as others see them; for the
 * caller to free, NULL: they themselves, or it is not known. */
char *app_passphrase_giver(Session *session);

/* The person's key as ten characters (seal/words.h): to be compared on paper or by telephone
 * with what is kept elsewhere. ERR_NOT_FOUND where they have none. */
bool app_person_fingerprint(Session *session, const char *name, char text[WORDS_TEXT],
                            Err *err);

/* Of each person whose key came from no older one, a sentence that says so, for whoever
 * verifies: not a fault, for the recovery code does that, but nobody who has a key answers for
 * it. A store that was not brought up to date has none. */
void app_people_alone(Session *session, Arena *arena, const char ***out, size_t *n);

/* Shares the store with the people of a group of this machine, by name or number
 * (store/group.h). Only whoever its files belong to can, or the administrator of the
 * machine. */
bool app_share(Session *session, const char *name, Err *err);

#endif
