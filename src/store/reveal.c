/* Rows of the table reveal. */
#include "config.h"

#include "store/reveal.h"

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "store/inner.h"
#include "store/journal.h"
#include "store/sql.h"

/* One look of a person at a case. */
typedef struct Look {
    int64_t user_id, case_id;
    char day[DAY_TEXT];
    const char *const *classes;
    size_t n;
} Look;

static bool is_known(Store *store, const Look *look, size_t i, bool *known, Err *err)
{
    int64_t there = 0;
    bool done = sql_get_int(store, err, &there,
                            "SELECT EXISTS (SELECT 1 FROM reveal"
                            " WHERE case_id = ? AND user_id = ? AND day = ? AND class = ?)",
                            "iitt", look->case_id, look->user_id, look->day, look->classes[i]);

    *known = there != 0;
    return done;
}

static bool all_known(Store *store, const Look *look, bool *known, Err *err)
{
    bool done = true;

    *known = true;
    for (size_t i = 0; done && *known && i < look->n; i++)
        done = is_known(store, look, i, known, err);
    return done;
}

static bool add_row(Tx *tx, const Look *look, size_t i, Err *err)
{
    const TxColumn columns[] = {{"user_id", sql_value_int(look->user_id), 0},
                                {"case_id", sql_value_int(look->case_id), 0},
                                {"day", sql_value_text(look->day), 0},
                                {"class", sql_value_text(look->classes[i]), 0}};
    int64_t id;
    bool known;

    return is_known(tx_store(tx), look, i, &known, err) &&
           (known || tx_add(tx, "reveal", columns, COUNT_OF(columns), &id, err));
}

/* Whoever only reads has no key open: there the station signs, and the row names the person. */
static bool write_look(Store *store, const Look *look, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_HOUSE, .verb = "reveal", .user_id = store->signer ? look->user_id : 0};
    int64_t before = store_quiet_begin(store);
    Tx *tx = NULL;
    bool done = tx_begin(store, &head, &tx, err);

    for (size_t i = 0; done && i < look->n; i++)
        done = add_row(tx, look, i, err);
    if (done)
        done = tx_commit(tx, NULL, err);
    else if (tx)
        tx_abort(tx);
    store_quiet_end(store, before);
    return done;
}

static bool write_beside(Store *store, const Look *look, Err *err)
{
    Store *beside = NULL;

    store_open_beside(store, &beside);
    bool done = beside ? write_look(beside, look, err)
                       : err_set(err, ERR_REFUSED,
                                 _("This store cannot be written, so it could not be written "
                                   "down that you looked; it stays masked"));
    store_close(beside);
    return done;
}

bool reveal_note(Store *store, int64_t user_id, int64_t case_id, const char *const *classes,
                 size_t n, Err *err)
{
    Look look = {.user_id = user_id, .case_id = case_id, .classes = classes, .n = n};
    bool known;

    day_format(day_today(), look.day);
    if (!all_known(store, &look, &known, err))
        return false;
    if (known)
        return true;
    return store_read_only(store) ? write_beside(store, &look, err)
                                  : write_look(store, &look, err);
}

bool reveal_list(Store *store, int64_t case_id, RevealSink *sink, void *ctx, Err *err)
{
    bool more = true;
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT u.display, r.day, r.class FROM reveal AS r"
                  " JOIN user AS u ON u.id = r.user_id WHERE r.case_id = ?"
                  " ORDER BY r.day DESC, u.name, r.id",
                  err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (more && sql_row(&q)) {
        RevealRow row = {sql_said(&q, 0), sql_said(&q, 1), sql_said(&q, 2)};
        more = sink(ctx, &row);
    }
    return sql_close(&q, err);
}
