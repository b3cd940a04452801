/* Lists by their last change, by the spans of the schema (queue_span): whole ones are summed,
 * and only the one that an instant or a place lies in is gone through. */
#include "config.h"

#include <stdio.h>

#include "desk/queue_inner.h"

#define WITHIN   "c.updated_at >= ?3 AND (c.updated_at, c.id) < (?4, ?5)"
#define NOT_OVER "c.life NOT IN ('closed', 'archived')"
#define CASES(column, keeper)                                                                  \
    "(SELECT count(*) FROM case_file AS c WHERE " column " = ?2" keeper " AND " NOT_OVER       \
    " AND " WITHIN ")"

/* Each goes over an index that has the instant last; those of one shelf are its cases and its
 * amendments. */
static const char within_all[] = "SELECT count(*) FROM case_file AS c WHERE " WITHIN,
                  within_own[] =
                      "SELECT count(*) FROM case_file AS c WHERE c.keeper = ?1 AND " WITHIN,
                  within_shelf[] =
                      "SELECT " CASES("c.status", "") " + " CASES("c.amendment", ""),
                  within_own_shelf[] =
                      "SELECT " CASES("c.status", " AND c.keeper = ?1") " + " CASES(
                          "c.amendment", " AND c.keeper = ?1");

static bool count_within(Store *store, const Shelf *shelf, const char *from, const char *at,
                         int64_t id, int64_t *count, Err *err)
{
    const char *text = *shelf->name ? (shelf->keeper ? within_own_shelf : within_shelf)
                                    : (shelf->keeper ? within_own : within_all);
    Sql q;
    if (!sql_open(&q, store, text, err))
        return false;
    if (shelf->keeper)
        sql_bind_int(&q, 1, shelf->keeper);
    if (*shelf->name)
        sql_bind_text(&q, 2, shelf->name);
    sql_bind_text(&q, 3, from);
    sql_bind_text(&q, 4, at);
    sql_bind_int(&q, 5, id);
    *count = sql_row(&q) ? sql_int(&q, 0) : 0;
    return sql_close(&q, err);
}

bool spans_older(Store *store, const Shelf *shelf, const char *at, int64_t id, int64_t *count,
                 Err *err)
{
    char from[INSTANT_TEXT] = "";
    int64_t last = 0, sum = 0, within;
    Sql q;
    *count = 0;
    if (!sql_open(&q, store,
                  "SELECT max(at), sum(cases) FROM queue_span WHERE shelf = ?1"
                  " AND keeper = ?2 AND at <= ?3",
                  err))
        return false;
    sql_bind_text(&q, 1, shelf->name);
    sql_bind_int(&q, 2, shelf->keeper);
    sql_bind_text(&q, 3, at);
    if (sql_row(&q) && !sql_is_null(&q, 0)) {
        snprintf(from, sizeof from, "%s", sql_said(&q, 0));
        sum = sql_int(&q, 1);
    }
    if (!sql_close(&q, err) ||
        !sql_get_int(store, err, &last,
                     "SELECT cases FROM queue_span WHERE shelf = ? AND keeper = ? AND at = ?",
                     "tit", shelf->name, shelf->keeper, from) ||
        !count_within(store, shelf, from, at, id, &within, err))
        return false;
    *count = sum - last + within;
    return true;
}

bool spans_find(Store *store, const Shelf *shelf, int64_t *first, char before[INSTANT_TEXT],
                Err *err)
{
    Sql q;
    before[0] = '\0';
    if (!sql_open(&q, store,
                  "SELECT at, cases FROM queue_span WHERE shelf = ? AND keeper = ?"
                  " ORDER BY at DESC",
                  err))
        return false;
    sql_bind_text(&q, 1, shelf->name);
    sql_bind_int(&q, 2, shelf->keeper);
    while (sql_row(&q) && *sql_said(&q, 0) && sql_int(&q, 1) <= *first) {
        *first -= sql_int(&q, 1);
        snprintf(before, INSTANT_TEXT, "%s", sql_said(&q, 0));
    }
    return sql_close(&q, err);
}

/* ---- what is due ---- */

static bool count_shelves(Store *store, const QueueFilter *filter, bool by_age, int64_t *count,
                          Err *err)
{
    const unsigned statuses = due_statuses(filter->due);
    QueueCounts all;
    bool done = by_age || queue_status_counts(store, filter->user, &all, err);
    for (int status = 0; done && status < STATUS_COUNT; status++) {
        const Shelf shelf = {filter->user, status_word((Status)status)};
        int64_t cases;
        if (!(statuses & (1u << status)))
            continue;
        if (by_age)
            done = spans_older(store, &shelf, filter->due_at, 0, &cases, err);
        else
            cases = all.of[status];
        *count += done ? cases : 0;
    }
    return done;
}

/* As the list has it (queue_where.c): by what was approved, and by the version worked on. */
static bool is_of(unsigned statuses, const char *shelf, const char *amendment)
{
    Status status;
    if (status_parse(shelf, &status) && statuses & (1u << status))
        return true;
    return status != STATUS_CLOSED && status_parse(amendment, &status) &&
           statuses & (1u << status);
}

static bool count_days(Store *store, const QueueFilter *filter, int64_t *count, Err *err)
{
    const bool mine = due_is_mine(filter->due);
    unsigned statuses = due_statuses(filter->due);
    Sql q;
    if (due_is_over(filter->due))
        statuses &= 1u << STATUS_CLOSED;
    if (!sql_open(&q, store,
                  mine ? "SELECT shelf, amendment, cases FROM due_count"
                         " WHERE kind = ? AND on_day <= ? AND keeper = ?"
                       : "SELECT d.shelf, d.amendment, d.cases"
                         " FROM (SELECT DISTINCT keeper FROM queue_count) AS k"
                         " CROSS JOIN due_count AS d ON d.keeper = k.keeper"
                         " WHERE d.kind = ? AND d.on_day <= ?",
                  err))
        return false;
    sql_bind_text(&q, 1, due_name(filter->due));
    sql_bind_text(&q, 2, filter->due_day);
    if (mine)
        sql_bind_int(&q, 3, filter->user);
    while (sql_row(&q))
        *count += is_of(statuses, sql_text(&q, 0), sql_text(&q, 1)) ? sql_int(&q, 2) : 0;
    return sql_close(&q, err);
}

bool due_counted(Store *store, const QueueFilter *filter, bool *is, int64_t *count, Err *err)
{
    const DueBy by = due_by(filter->due);
    *is = by != DUE_BY_CASE;
    *count = 0;
    if (!*is)
        return true;
    return by == DUE_BY_DAY ? count_days(store, filter, count, err)
                            : count_shelves(store, filter, by == DUE_BY_AGE, count, err);
}
