/* What two approvals were asked for, as the groups so far tell. A case is held by what the
 * setting asked when it was submitted and at any time since: or whoever turned that off,
 * approved alone and turned it on again would be held by nothing. */
#ifndef ANJUAN_VERIFY_SECOND_H
#define ANJUAN_VERIFY_SECOND_H

#include "verify/model.h"

typedef struct Second Second;

Second *second_new(void);
void second_free(Second *second);
/* In the order of the groups. */
void second_learn(Second *second, const Group *group);

/* above: an amount in fen, -1 for none; findings: rules with commas between, which live until
 * the next is asked for. */
typedef struct SecondRule {
    long long above;
    const char *findings;
} SecondRule;

/* At that event, or at any time since; 0: as it is now. */
SecondRule second_since(Second *second, int64_t event);

#endif
