/* A row of the table pen, against the stations that were known; what is still where it was
 * entered has none. */
#include "config.h"

#include "verify/pen.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "verify/standing.h"

/* The code of the station that has it; "": it was entered here, and never passed. */
static const char *holder_of(const People *people, const Replay *replay, const Group *group,
                             const Row *row)
{
    const Kept *pen = replay_find(replay, "pen", row->uid);
    const Kept *head = replay_find(replay, "case_file", group->case_uid.at);
    unsigned char uid[UID];
    const Person *entered = head && standing_read_uid(standing_text(head, "created_by"), uid)
                                ? people_find(people, uid)
                                : NULL;

    if (pen && pen->there)
        return standing_text(pen, "holder");
    return entered ? entered->home : "";
}

static const char *passed(const Vouches *vouches, const Group *group, const char *from,
                          const char *to)
{
    if (from[0] && !bytes_are(group->station, from))
        return _("the case was not here");
    return vouches_trust(vouches, to) == TRUST_IS
               ? NULL
               : _("no station of that code was trusted then");
}

static const char *taken_over(const Vouches *vouches, const Group *group, const char *from,
                              const char *to)
{
    if (!bytes_are(group->station, to))
        return _("a case is taken over by who does so");
    return vouches_trust(vouches, from) == TRUST_LOST
               ? NULL
               : _("the station that had it was not lost then");
}

const char *pen_refuses(const Vouches *vouches, const People *people, const Replay *replay,
                        const Group *group)
{
    const char *why = NULL;
    bool pass = bytes_are(group->verb, "pass"), take = bytes_are(group->verb, "take_over");

    for (size_t i = 0; (pass || take) && group->case_uid.at && !why && i < group->n; i++) {
        const Row *row = &group->rows[i];
        const Value *holder = strcmp(row->table, "pen") == 0 ? row_became(row, "holder") : NULL;
        if (!holder || holder->type != VALUE_TEXT)
            continue;
        const char *from = holder_of(people, replay, group, row);
        char *to = xstrndup((const char *)holder->bytes.at, holder->bytes.n);
        why = pass ? passed(vouches, group, from, to) : taken_over(vouches, group, from, to);
        free(to);
    }
    return why;
}
