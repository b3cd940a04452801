/* What an approval that came from another station is worth here. Whoever trusted that station,
 * comparing the characters of its card, vouched for its people; and whoever makes a station of
 * their own and trusts it alone is all of them. So such an approval counts where somebody who
 * vouched could have given it as far as four eyes go: they had no hand in the case, nor could
 * whoever had one be signed in as them. Where two approvals are asked for here, two such people
 * stand for it. It is asked as the case goes out, since a case is taken in by whom it concerns
 * too: one person and a laptop. */
#ifndef ANJUAN_APP_VOUCH_H
#define ANJUAN_APP_VOUCH_H

#include "app/behind.h"
#include "app/session.h"
#include "base/arena.h"
#include "desk/eyes.h"

typedef struct VouchAsk {
    int64_t case_id, approval_id;
    int64_t before; /* by the events before that one; INT64_MAX: by all */
    /* What takes two here, since it was submitted; what the case asks for in fen; whom it names
     * as its adviser, or NULL
     */
    SecondRule rule;
    int64_t target;
    const char *adviser;
    const Givings *givings;
} VouchAsk;

typedef enum Vouch {
    VOUCH_COUNTS,
    VOUCH_HANDS, /* only people with a hand in the case vouched */
    VOUCH_ONE,   /* two approvals are asked for, and two people do not stand for it */
} Vouch;

/* Is the approval, or the first of two that it names, of somebody of another station? */
bool vouch_asks(Store *store, int64_t approval_id, bool *asks, Err *err);
/* Of one of which vouch_asks says so. */
bool vouch_of(Store *store, const VouchAsk *ask, Vouch *out, Err *err);

/* The same as the case stands: ERR_REFUSED says what to do. approval_id 0: there is none. */
bool vouch_holds(Session *session, int64_t case_id, int64_t approval_id, Err *err);

/* Who vouches for what came from a station with that group (VOUCH_NOW: with the next), as
 * people are displayed, the first first: whoever vouched before it was trusted no longer counts
 * only for what came before that. */
#define VOUCH_NOW (INT64_MAX - 1)
typedef struct Vouchers {
    const char **names;
    size_t n;
} Vouchers;
bool vouchers_of(Store *store, const char *code, int64_t after, Arena *arena, Vouchers *out,
                 Err *err);
/* "zhou alone", "zhou, sun"; "" for nobody. */
void vouchers_say(const Vouchers *vouchers, Buf *out);

#endif
