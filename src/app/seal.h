/* Sealing a store in its place, its key, and the way back in when nobody can open it any more.
 * A plain store is one file that whoever has it can read; a sealed one opens by the passphrases
 * of its people and by the recovery code, and by nothing else. No session is needed. */
#ifndef ANJUAN_APP_SEAL_H
#define ANJUAN_APP_SEAL_H

#include "app/session.h"
#include "desk/guests.h"
#include "seal/code.h"
#include "seal/key.h"
#include "store/forms.h"

/* Says the code before the store takes its place, since from then on no other one opens it;
 * what cannot be said is refused, and nothing was changed. */
typedef struct CodeTeller {
    bool (*say)(void *to, const char *code, Err *err);
    void *to;
} CodeTeller;

/* What there is to tell when it is done; sealing_free wipes. */
typedef struct Sealing {
    char code[CODE_TEXT]; /* the recovery code: kept nowhere */
    const CodeTeller *teller;
    char *kept;       /* the store of before; NULL: nothing took its place */
    Guests guests;    /* the others; who could not be invited needs another passphrase */
    FormCount copies; /* of papers, which were sealed with it */
    char *left;       /* other plain copies of the store beside it, one in a line; NULL */
    char *unsettled;  /* why copies of the form of before are still there; NULL: none are */
} Sealing;
void sealing_free(Sealing *sealing);

/* A supervisor. The plain store at path becomes a sealed one, in its place after a backup, or,
 * with into, as a new file; the copies of papers with it. Nobody else's passphrase is known, so
 * the others are invited (desk/guests.h). teller NULL: the code is told by nobody but out. */
bool app_seal(const char *path, const char *into, const char *name, const char *passphrase,
              const CodeTeller *teller, Sealing *out, Err *err);

/* The same for a sealed store, which gets another key and another recovery code: whoever kept
 * the old key, or a backup with it, opens nothing of what comes. */
bool app_rekey(const char *path, const char *name, const char *passphrase,
               const CodeTeller *teller, Sealing *out, Err *err);

/* A supervisor, and an event of the history: a plain copy with the copies of papers beside it,
 * for those who have to look without this program. untold: why the history does not tell that
 * it was done, where it was. */
bool app_unseal(Session *session, const char *out, const Progress *progress, FormCount *count,
                Err *untold, Err *err);

/* The recovery code lets a new supervisor be made, who is told of to everybody for a while
 * (desk/recovery.h). It lay open for that, so another one comes in its place, which is shown
 * before the store has it: whatever happens in between, somebody has a code that opens it. The
 * old one stays in a practice store, where everybody may see it, and where the new one could
 * not be shown or written: kept says why. */
typedef bool CodeShow(void *ctx, const char *fresh, Err *err);
bool app_recover(const SessionOptions *options, const char *code, const char *name,
                 const char *passphrase, CodeShow *show, void *ctx, Err *kept, Err *err);

/* For what reads a sealed file by itself: the key goes into the ring until app_unlock_end; *key
 * is NULL for a plain one. */
bool app_unlock(const char *path, const char *name, const char *passphrase, SealKey **key,
                Err *err);
void app_unlock_end(SealKey *key);

#endif
