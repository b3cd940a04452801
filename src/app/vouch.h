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

/* That a fraud which somebody here suspected is none was decided at another station, in that
 * group; before: as of VouchAsk. It counts where somebody who vouched for that station neither
 * suspected it nor could be signed in as by whoever did. */
typedef struct VouchLift {
    int64_t raised_by, decided_by, group, before;
    const Givings *givings;
} VouchLift;
bool vouch_lifts(Store *store, const VouchLift *lift, bool *counts, Err *err);
/* The same of the last that was decided about the case: ERR_REFUSED says what to do. */
bool vouch_lifted(Session *session, int64_t case_id, Err *err);

/* An approval of somebody here of a case that was entered, changed or submitted before by
 * people of a station whom the approver alone vouched for then. It counts, since four eyes asks
 * who could be the approver and not whom the approver could be; it is told. */
typedef struct VouchAlone {
    int64_t review;
    const char *no, *code, *by; /* of the case; of the station; the approver as displayed */
} VouchAlone;
/* case_id 0: all cases, and of each only what is in force. */
bool vouch_alone(Store *store, int64_t case_id, Arena *arena, VouchAlone **out, size_t *n,
                 Err *err);
/* The same of all cases, a sentence for each station and person. */
bool app_vouched_alone(Session *session, Arena *arena, const char ***out, size_t *n, Err *err);

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
