/* What a site lays over the knowledge of the program (rules/files/sources.h) counts for what is
 * decided once a supervisor has accepted it: an event about people, whose setting lists each
 * file with the digest of its text. Until then entering, checking and reading go on, and
 * nothing is submitted, approved or exported. What comes with the program is not asked about:
 * whoever installs it could give another program as well; which edition it was is told. Another
 * folder in its place (--data) is nobody's word, and serves to try something out alone.
 * Practice stores, where people try things out, need none of it. */
#ifndef ANJUAN_APP_ACCEPT_H
#define ANJUAN_APP_ACCEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/arena.h"
#include "rules/files/laid.h"

typedef struct KnowledgeChange {
    LaidState state;
    const char *file;   /* "rules/own.ini" */
    const char *place;  /* place_name */
    const char *path;   /* where it lies; NULL: it is gone */
    const char *digest; /* of what it says now; NULL: it is gone */
    const char *diff;   /* as text_lines_diff, what was accepted before against that */
} KnowledgeChange;

/* "/srv/store.db.site/rules/own.ini is new"; in the arena. */
const char *knowledge_change_words(const KnowledgeChange *change, Arena *arena);

/* What differs from what was accepted last. */
typedef struct KnowledgeChanges {
    KnowledgeChange *items;
    size_t n;
    const char *version; /* of all of it, by which it is accepted */
    const char *edition; /* of what is installed */
    const char *before;  /* the edition when something was accepted last; NULL: nothing was */
} KnowledgeChanges;

/* Everything in the arena. For whoever is signed in. */
bool app_knowledge_changes(Session *session, Arena *arena, KnowledgeChanges *out, Err *err);

/* Which edition the program came with, and which when something was accepted last. */
const char *knowledge_edition_words(const KnowledgeChanges *changes, Arena *arena);

/* How many files that are; 0 too where they are at fault, for then nothing is accepted. */
bool app_knowledge_waiting(Session *session, int64_t *n, Err *err);

/* In one sentence; NULL: nothing waits. For the caller to free. */
char *app_knowledge_notice(Session *session);

/* Accepts it as it was shown; version names that. reason may be NULL. */
bool app_knowledge_accept(Session *session, const char *version, const char *reason, Err *err);

/* Of the values that the setting had before and after an event: which files came, changed and
 * went. */
extern const char knowledge_accepted[];
void knowledge_tell(const char *before, const char *after, Buf *out);

#endif
