/* What a submission or an approval says was found of the case. Which rules those are no reader
 * without rules can ask again: held is that it is said, that an approval accepts what it says,
 * and that two approved where the submission or the approval names what takes two, since
 * another person signed the submission. */
#ifndef ANJUAN_VERIFY_JUDGED_H
#define ANJUAN_VERIFY_JUDGED_H

#include "verify/model.h"
#include "verify/replay.h"

/* Of a group that is not replayed yet; told: one before it said so, in this store. NULL: it
 * holds. */
const char *judged_refuses(const Group *group, bool told);

/* Whether it says what was found. */
bool judged_tells(const Group *group);

/* The event by which the case was submitted last, or last before its last approval; 0: none. */
int64_t judged_submitted(const Replay *replay, const unsigned char *of_case, bool approved);

/* Whether one of the rules, which have blanks or commas between, is in what is accepted, or was
 * found at the last submission. */
bool judged_takes_two(const Replay *replay, const Group *group, const char *rules);

#endif
