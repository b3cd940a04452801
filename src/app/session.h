/* A session: an open store with its knowledge, and the person signed in. Both front ends,
 * screens and command line, hold one and call the verbs of this floor with it. */
#ifndef ANJUAN_APP_SESSION_H
#define ANJUAN_APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/err.h"
#include "desk/people.h"
#include "domain/field.h"
#include "rules/files/sources.h"
#include "rules/knowledge/knowledge.h"
#include "store/store.h"

typedef struct Session Session;

typedef struct SessionOptions {
    const char *store; /* path; NULL: the default, path_data_home()/store.db */
    const char *data;  /* data folder; NULL: path_share("anjuan") */
    bool named;        /* a person named that folder (app/accept.h) */
    const char *site; /* a folder in place of all that is laid over the data folder (for tests);
                       * NULL: the places of rules/files/sources.h */
    const char *lang; /* "en", "zh_CN"; NULL: i18n_lang() */
    bool retired;     /* also a store that moved to another machine is opened to be written to
                       * (app/moving.h); else such a session reads it only */
    Day on;           /* the day that counts as today; year 0: the local civil day */
} SessionOptions;

char *session_default_store(void);  /* for the caller to free */
char *session_practice_store(void); /* practice.db beside it */

/* The places where the knowledge for that store is looked for; a store that is not there, or
 * cannot be read, counts as a real one. For the caller to free. */
void session_sources(const SessionOptions *options, Sources *out);

bool session_open(const SessionOptions *options, StoreMode mode, Session **out, Err *err);
void session_close(Session *session);

/* What the program found and mended by itself, at opening or at an export, and whose passphrase
 * somebody set: sentences that a person must be told. They are given once, and stand until the
 * next call that changes something. */
const char *const *session_notes(Session *session, size_t *n);

const char *session_path(const Session *session); /* of the store */
const Knowledge *session_knowledge(const Session *session);
/* The first fault of the knowledge files: file, section and what it is; NULL: none. What needs
 * no rule works all the same, by what could be read. */
const char *session_fault(const Session *session);
const FieldContext *session_fields(const Session *session);
Day session_today(const Session *session);
/* A program on the ward runs for days: after midnight "today" is another day. True when it
 * changed; never with a day that was given. */
bool session_follow_day(Session *session);
const char *session_lang(const Session *session);
bool session_practice(const Session *session);
bool session_sealed(const Session *session); /* of a store that is open */
const char *session_organisation(const Session *session);
const char *session_station(const Session *session);
struct Pinyin *session_pinyin(Session *session); /* made at first use */

bool session_sign_in(Session *session, const char *name, const char *passphrase, Err *err);
void session_sign_out(Session *session);
const User *session_user(const Session *session); /* NULL when nobody is signed in */

/* While the screens are locked, or nobody is signed in: the store is closed, and what was read
 * from it is forgotten. The next right passphrase opens it again,
 * as at a start: settings and person are read anew, what was interrupted is decided
 * (session_notes). */
void session_suspend(Session *session);
bool session_suspended(const Session *session);

/* While another program writes: store_on_wait for the store, whenever it is open; whether to
 * wait at all (store_wait_limit), which gives what held before; and whether that was why
 * something failed without waiting. */
void session_on_wait(Session *session, const Progress *told);
bool session_wait(Session *session, bool at_all);
bool session_was_busy(const Session *session);

/* Whether any program wrote to the store since the last call with that stamp. */
bool session_changed(Session *session, int64_t *stamp);

/* Locking keeps the person and the place; only the same passphrase opens again. */
bool session_check_passphrase(Session *session, const char *passphrase, Err *err);

#endif
