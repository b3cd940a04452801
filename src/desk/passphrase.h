/* What a passphrase must be when it is set: long enough, and not what is tried first by whoever
 * guesses. A file of the data folder (people/common-passphrases.txt) and one of the site's name
 * the words. Nothing here keeps or writes a passphrase. */
#ifndef ANJUAN_DESK_PASSPHRASE_H
#define ANJUAN_DESK_PASSPHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
    PASSPHRASE_MIN = 12, /* signs as a person counts them */
    PASSPHRASE_PRACTICE_MIN =
        8,               /* with which a practice store begins, which everybody may see */
    PASSPHRASE_MAX = 256 /* bytes */
};

typedef struct PassphraseRules PassphraseRules;

/* A later folder adds to an earlier one; only the first must have the file. */
bool passphrase_rules_load(const char *const *folders, size_t n, PassphraseRules **out,
                           Err *err);
void passphrase_rules_free(PassphraseRules *rules); /* NULL is allowed */

/* For the user of this name, shown as display. rules NULL: only the length, that of
 * practice. */
bool passphrase_check(const PassphraseRules *rules, const char *name, const char *display,
                      const char *passphrase, Err *err);

#endif
