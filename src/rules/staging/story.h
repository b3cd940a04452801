/* Fingerprints of stories, so that one much like another is found without comparing each with
 * each. A print is the least hashes of the story's pieces of a few characters (min-hash): the
 * share of hashes that two prints have in common estimates the share of pieces that two stories
 * have in common. Bands of a few hashes are kept in an index; stories that are much alike share
 * one almost surely. */
#ifndef ANJUAN_RULES_STAGING_STORY_H
#define ANJUAN_RULES_STAGING_STORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Keeps the print of a case; inside the transaction that changed its story. story may be NULL.
 */
bool story_keep(Store *store, int64_t case_id, const char *story, Err *err);
/* Whether what is kept is another print than that of the story. */
bool story_differs(Store *store, int64_t case_id, const char *story, bool *differs, Err *err);

/* The cases whose stories are most like this one, but for the case itself; at most room. Of
 * very many only the newest are looked at, and full says so: an older one may find this story,
 * and is not found by it. */
typedef struct StoryLike {
    int64_t case_id;
    int score; /* in percent */
} StoryLike;
bool story_like(Store *store, int64_t case_id, const char *story, StoryLike *out, size_t room,
                size_t *n, bool *full, Err *err);

#endif
