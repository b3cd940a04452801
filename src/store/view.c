/* Rows of the table queue_view, one a person. */
#include "config.h"

#include "store/view.h"

#include "store/inner.h"

bool view_put(Store *store, int64_t user_id, const char *view, Err *err)
{
    int64_t before = store_quiet_begin(store);
    bool done = sql_do(store, err,
                       "INSERT INTO queue_view (user_id, view) VALUES (?, ?)"
                       " ON CONFLICT (user_id) DO UPDATE SET view = excluded.view",
                       "it", user_id, view);
    store_quiet_end(store, before);
    return done;
}

bool view_get(Store *store, int64_t user_id, char **out, Err *err)
{
    return sql_get_text(store, err, out, "SELECT view FROM queue_view WHERE user_id = ?", "i",
                        user_id);
}
