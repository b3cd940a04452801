/* Whose right it was: what a group that a person signed tells of, held against what they might
 * do at that moment: by their role, how the case stood and whose it was. */
#ifndef ANJUAN_VERIFY_WHOSE_H
#define ANJUAN_VERIFY_WHOSE_H

#include "verify/keys.h"
#include "verify/people.h"
#include "verify/replay.h"

typedef struct Whose Whose;

Whose *whose_new(void);
void whose_free(Whose *whose);

/* Of a group that is neither learned nor replayed yet. */
typedef struct WhoseAsk {
    const Keys *keys;
    const People *people;
    const Replay *replay;
    const Group *group;
} WhoseAsk;

/* Why the person could not do it, to be shown; NULL: they could. */
const char *whose_refuses(const Whose *whose, const WhoseAsk *ask);
/* After that: which batches were begun by whom. */
void whose_learn(Whose *whose, const Group *group);

/* Whether there is a rule for such events; without one they are nobody's. */
bool whose_knows(const char *kind, const char *verb);

#endif
