/* What the person signed in has half typed, and the place where they were (store/draft.h): the
 * screens write both while somebody types. Where nobody is signed in there is none. */
#ifndef ANJUAN_APP_DRAFTS_H
#define ANJUAN_APP_DRAFTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "base/arena.h"
#include "store/draft.h"

/* Whether one could be written now: somebody is signed in, and the store may be written to. */
bool app_keeps_drafts(const Session *session);

bool app_draft_put(Session *session, const Draft *draft, Err *err);
bool app_draft_drop(Session *session, const DraftKey *key, Err *err);

/* Those of a case, the one written last first; everything in the arena. */
bool app_drafts(Session *session, int64_t case_id, Arena *arena, Draft **out, size_t *n,
                Err *err);

/* The draft that the edits from now on end: it goes in the transaction that stores, so that a
 * text is never both a draft and a value, nor neither. NULL: none. */
void app_draft_ends(Session *session, const DraftKey *draft);

/* That somebody else has something half typed there; the text itself stays theirs. */
typedef struct TypedByOther {
    DraftKey key;
    const char *who;
} TypedByOther;
bool app_drafts_of_others(Session *session, int64_t case_id, Arena *arena, TypedByOther **out,
                          size_t *n, Err *err);

/* place NULL: they are nowhere that could be gone back to. */
bool app_place_keep(Session *session, const LastPlace *place, Err *err);

/* As place_take. */
bool app_place_take(Session *session, Arena *arena, LastPlace *out, bool *found, Err *err);

#endif
