/* The view passphrase_given read whole, and walked backwards. */
#include "config.h"

#include "app/behind.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/sql.h"

bool givings_read(Store *store, Givings *out, Err *err)
{
    Sql q;
    if (!sql_get_int(store, err, &out->founder, "SELECT coalesce(min(id), 0) FROM user",
                     NULL) ||
        !sql_open(&q, store,
                  "SELECT user_id, by_user, group_id, added, keeps FROM passphrase_given"
                  " ORDER BY group_id DESC",
                  err))
        return false;
    while (sql_row(&q)) {
        if (out->n == out->room)
            out->list =
                xreallocarray(out->list, out->room = 2 * out->room + 32, sizeof *out->list);
        out->list[out->n++] = (Given){sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2),
                                      sql_int(&q, 3) != 0, sql_int(&q, 4) != 0};
    }
    return sql_close(&q, err);
}

void givings_free(Givings *givings)
{
    free(givings->list);
    *givings = (Givings){0};
}

/* Each giving is gone by once, since people may have set each other's passphrases in turn. */
bool stood_behind(const Givings *givings, int64_t user, int64_t by, int64_t group)
{
    const Given **way = xcalloc(givings->n + 1, sizeof *way);
    bool *met = xcalloc(givings->n + 1, sizeof *met), found = false;
    size_t n = 1;
    for (size_t at = 0; !found && at < n; at++) {
        int64_t whom = at ? way[at]->by : user, before = at ? way[at]->group : group, last = 0;
        for (size_t i = 0; !found && i < givings->n; i++) {
            const Given *one = &givings->list[i];
            if (one->user != whom || one->group >= before || (last && one->group != last))
                continue;
            if (!one->keeps)
                last = one->group;
            found = one->by == by && (at == 0 || !one->added || one->by != givings->founder);
            if (!met[i])
                way[n++] = one;
            met[i] = true;
        }
    }
    free(way);
    free(met);
    return found;
}
