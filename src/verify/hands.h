/* Whose hands are in a case, and who could be signed in as whom, as the groups so far tell. */
#ifndef ANJUAN_VERIFY_HANDS_H
#define ANJUAN_VERIFY_HANDS_H

#include "verify/replay.h"

typedef struct Hands Hands;

Hands *hands_new(void);
void hands_free(Hands *hands);

/* The replay is that of before the group. */
void hands_learn(Hands *hands, const Replay *replay, const Group *group);

/* Whoever entered, changed or submitted the case of that group before it, wrote later what it
 * takes in or, where two are asked for, gave the first of two approvals, and is the group's
 * person or could have been signed in as them; NULL: nobody. Of a group that was not learned
 * yet, nor replayed; lives until the next is. */
const unsigned char *hands_in_way(const Hands *hands, const Replay *replay, const Group *group,
                                  bool two);

/* Is the group's person that one, or could they have been signed in as the group's person? */
bool hands_could_be(const Hands *hands, const Group *group, const unsigned char *uid);
/* Could neither have been signed in as the other? */
bool hands_are_two(const Hands *hands, const Group *group, const unsigned char *uid);

/* Could by be signed in as the user before that event? */
bool hands_stood_behind(const Hands *hands, const unsigned char *user, const unsigned char *by,
                        int64_t event);
/* Whoever entered, changed or submitted the case so far, one after the other; NULL at the end.
 */
const unsigned char *hands_of_case(const Hands *hands, const unsigned char *uid, size_t at);

/* Since which event, of one whom hands_of_case gives. */
int64_t hands_since(const Hands *hands, const unsigned char *uid, size_t at);

/* Has the case a first approval that no later step ended, nor a row that came later, still
 * stands and was written since? */
bool hands_wait(const Hands *hands, const Replay *replay, const Group *group);

#endif
