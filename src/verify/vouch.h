/* What an approval of another station is worth where a case goes out by it: somebody who
 * trusted that station, so vouched for its people, had no hand in the case, nor could whoever
 * had one be signed in as them; and where two approvals are asked for, two such people stand
 * for both. */
#ifndef ANJUAN_VERIFY_VOUCH_H
#define ANJUAN_VERIFY_VOUCH_H

#include "verify/hands.h"
#include "verify/people.h"
#include "verify/second.h"

typedef struct Vouches Vouches;

Vouches *vouches_new(void);
void vouches_free(Vouches *vouches);

/* Who vouched for which station; in the order of the groups. */
void vouches_learn(Vouches *vouches, const Group *group);

/* Of a group that is neither learned nor replayed yet. */
typedef struct VouchAsk {
    const Vouches *vouches;
    const Hands *hands;
    const People *people;
    const Replay *replay;
    const Group *group;
    Second *second; /* what two approvals were asked for */
} VouchAsk;

/* What a station was to this one, by its code. */
typedef enum Trust { TRUST_NONE, TRUST_IS, TRUST_LOST } Trust;
Trust vouches_trust(const Vouches *vouches, const char *code);

/* Why a case does not go out with it, to be shown; NULL: it may. */
const char *vouch_refuses(const VouchAsk *ask);

/* An approval by somebody here of a case in which people of a station had a hand that nobody
 * but the approver vouched for then: no fault, and told once of each station and person. */
void vouch_remark(Vouches *vouches, const VouchAsk *ask, Report *report);

#endif
