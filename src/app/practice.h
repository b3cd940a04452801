/* The practice store: the five cases that ship, synthetic ones in every status, users whose
 * passphrases everybody may see. Exports of it are stamped. */
#ifndef ANJUAN_APP_PRACTICE_H
#define ANJUAN_APP_PRACTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"

/* Makes the practice store when there is none; opens it. */
bool app_practice_open(const SessionOptions *options, const char *path, bool *made,
                       Session **out, Err *err);

/* Adds synthetic cases, the same for the same seed; practice stores only. */
bool app_practice_sample(Session *session, size_t cases, uint64_t seed,
                         const Progress *progress, Err *err);

/* The same of short cases, all drafts, very many in one go: to measure on. */
bool app_practice_sample_bulk(Session *session, size_t cases, uint64_t seed,
                              const Progress *progress, Err *err);

/* Practice stores show their users and passphrases on the sign-in screen. */
typedef struct PracticeUser {
    const char *name, *display, *passphrase;
    Role role;
} PracticeUser;
bool app_practice_users(Session *session, const PracticeUser **users, size_t *n, Err *err);

#endif
