/* Drafts: what a person has half typed, and the place where they were. Written while they type,
 * so that nothing ends the work but its being stored: no crash, no power cut (every commit is
 * synced), no closed terminal. A draft is not in the journal, since it is no fact about the
 * case yet; it belongs to one user: others are told that it is there,
 * and no function here gives them its text. Writing drafts
 * does not count as a change for store_changed(). */
#ifndef ANJUAN_STORE_DRAFT_H
#define ANJUAN_STORE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* What a text is for. No member is NULL. */
typedef struct DraftKey {
    int64_t case_id;
    const char *place; /* a field, "patient.name", or a question, "comment.return" */
    int64_t row_id;    /* 0: the row is not there yet, or the record has one row only */
    const char *item;  /* the line of a fixed list, "" elsewhere */
} DraftKey;

typedef struct Draft {
    DraftKey key;
    const char *text;
    size_t caret;     /* in bytes */
    const char *base; /* what the field held when the typing began; NULL: nothing */
    const char *at;   /* the instant of its writing; draft_put sets it by itself */
} Draft;

bool draft_key_equal(const DraftKey *a, const DraftKey *b);

/* One draft for each user and key: writing again replaces it. */
bool draft_put(Store *store, int64_t user_id, const Draft *draft, Err *err);
bool draft_drop(Store *store, int64_t user_id, const DraftKey *key, Err *err);

/* The user's drafts of a case, the one written last first; everything in the arena. */
bool draft_list(Store *store, int64_t user_id, int64_t case_id, Arena *arena, Draft **out,
                size_t *n, Err *err);

/* That somebody else has a text there which is not stored yet; the text itself stays theirs. */
typedef struct OthersDraft {
    int64_t user_id;
    DraftKey key;
    const char *at;
} OthersDraft;

/* Those of everybody but the user; everything in the arena. */
bool draft_others(Store *store, int64_t user_id, int64_t case_id, Arena *arena,
                  OthersDraft **out, size_t *n, Err *err);

/* Where a person was: a screen, and in a case the tab and field. No text is NULL. */
typedef struct LastPlace {
    const char *screen;
    const char *tab;
    DraftKey key; /* place "": on no field */
    bool whole_row, typing;
    int64_t caret; /* in a text that is as it is stored; -1: wherever a field begins */
} LastPlace;

enum { PLACE_TRIES = 3 };

bool place_put(Store *store, int64_t user_id, const LastPlace *place, Err *err);
bool place_drop(Store *store, int64_t user_id, Err *err);

/* Gives the place to go back to, and counts the attempt; *found is false when there is none, or
 * when the program ended there PLACE_TRIES times before anything was written again. */
bool place_take(Store *store, int64_t user_id, Arena *arena, LastPlace *out, bool *found,
                Err *err);

#endif
