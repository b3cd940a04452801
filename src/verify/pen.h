/* To whom the pen of a case went, and from whom it was taken over, as of then. */
#ifndef ANJUAN_VERIFY_PEN_H
#define ANJUAN_VERIFY_PEN_H

#include "verify/vouch.h"

/* Of a group that this store wrote, and that is neither learned nor replayed yet; NULL: it
 * holds. */
const char *pen_refuses(const Vouches *vouches, const People *people, const Replay *replay,
                        const Group *group);

#endif
