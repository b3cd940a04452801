/* The session itself, for the files that make one up: session.c (opening, what it holds),
 * init.c (making a store), signin.c (the person), practice.c (the users of a practice store).
 */
#ifndef ANJUAN_APP_SESSION_INNER_H
#define ANJUAN_APP_SESSION_INNER_H

#include "app/hands.h"
#include "app/inner.h"
#include "app/practice.h"
#include "base/pinyin/wordlist.h"
#include "seal/key.h"
#include "store/draft.h"

/* What the person looks at of a case that is masked (app/reveal.h): bits 1u << Privacy. */
typedef struct Revealed {
    int64_t case_id;
    unsigned classes;
} Revealed;

typedef struct HandsKept {
    int64_t case_id;
    HandsOff off;
} HandsKept;

enum { MASKINGS = 8 }; /* each of three classes or not */

struct Session {
    Store *store; /* NULL between session_suspend and the next passphrase; of a sealed store
                   * before the first one too */
    SealKey *key; /* of a sealed store, in the ring while it is open */
    char *path;
    StoreMode mode;
    bool retired;   /* SessionOptions.retired */
    char *identity; /* of the store that was opened, to know it again */
    const Progress *waiting;
    Knowledge *knowledge;
    Knowledge *former; /* read when its files were at fault: codes of it may be in use */
    FieldContext fields;
    FieldContext shown[MASKINGS]; /* fields, by what is masked: reveal.c */
    Revealed *revealed;
    size_t n_revealed;
    JournalWords names; /* of what stands in the store */
    bool day_given;     /* fields.today does not follow the clock */
    char *data, *site, *lang;
    bool named;      /* data, by a person */
    Sources sources; /* unless site stands for them */
    char *organisation, *station;
    bool practice;
    struct Pinyin *pinyin;
    WordList *words; /* of the pinyin entry */
    Arena *person;   /* holds user; emptied at sign-out */
    User user;
    bool signed_in, greeted; /* somebody is; somebody was before */
    Signer signer;           /* the keys of user, open as long as the store is */
    Signer *known;           /* those of all users of a practice store that is being made */
    size_t n_known;
    Arena *arena; /* practice users, read once */
    PracticeUser *practice_users;
    size_t practice_count;
    Judging *judging;
    Err fault;             /* of the knowledge files; ERR_NONE: there is none */
    const DraftKey *ended; /* by the edit that is under way; the caller's */
    PassphraseRules *rules;
    const char **notes; /* their texts are in the arena */
    size_t n_notes;
    char *different; /* what prove_case found, until it is told; NULL: nothing */
    int64_t different_case;
    int64_t proven_case, proven_at; /* by prove_edit; 0: none */
    HandsKept *hands;               /* cases that are not typed into unasked */
    size_t n_hands;
    char *looked; /* the folder of the copies that a viewer was given; NULL: none */
    char *packed; /* the knowledge, packed at the first approval or export */
};

/* The path of the store; for the caller to free. */
char *session_store_path(const SessionOptions *options);

/* Whether it says of itself that it is for practice. */
bool session_read_practice(Store *store, bool *practice, Err *err);

/* All but the store. */
Session *session_new(const SessionOptions *options);

/* The folders of the knowledge, the program's own first; folders has room for PLACE_COUNT. */
size_t session_folders(const Session *session, const char **folders);

/* The key by the person's slot; tries that fail are counted (desk/guess.h), and waiting hears
 * of those that go on. waiting and pass may be NULL. */
bool app_open_slot(const char *path, const char *name, const char *passphrase,
                   const Progress *waiting, SealKey **key, PassKey **pass, Err *err);

/* The key of a sealed store that is closed, where it is known without a passphrase: it is being
 * made. NULL: it is plain. */
void session_hold(Session *session, SealKey *key);

/* The passphrase gives the key of a sealed store that is closed; *pass is what it became. */
bool session_unlock(Session *session, const char *name, const char *passphrase, PassKey **pass,
                    Err *err);

/* Opens the store again after session_suspend. It may have gone, or be another one by now. */
bool session_resume(Session *session, Err *err);

/* Whatever was revealed is masked again (reveal.c). */
void session_conceal(Session *session);

/* Makes anew what cases are found by, where an older program made it (found.c). */
void found_heal(Session *session);

/* Decides what an interrupted export left, where the session may write. */
void session_heal(Session *session);

#endif
