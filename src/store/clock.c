/* One walk along the entries in their order; for a look at the clock along the newest of them
 * alone, which costs next to nothing. */
#include "config.h"

#include "store/clock.h"

#include <string.h>

#include "store/inner.h"

enum { LOOK_BACK = 500, MINUTES_DAY = 24 * 60, HOUR_AT = 11, MINUTE_AT = 14 };

typedef struct Walk {
    char newest[INSTANT_TEXT]; /* that counts so far */
    int64_t entry;
    bool told;
} Walk;

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* Since a day long ago, of an instant as the store has them. */
static bool minutes_of(const char *instant, int64_t *out)
{
    static const Day from = {1900, 1, 1};
    char iso[DAY_TEXT];
    Day day;

    if (strlen(instant) < MINUTE_AT + 2)
        return false;
    memcpy(iso, instant, DAY_TEXT - 1);
    iso[DAY_TEXT - 1] = '\0';
    if (!day_parse(iso, &day))
        return false;
    *out = (int64_t)day_between(from, day) * MINUTES_DAY + two_digits(instant + HOUR_AT) * 60 +
           two_digits(instant + MINUTE_AT);
    return true;
}

static ClockState compare(const Walk *walk, const char *at)
{
    int64_t newest, now;

    if (!minutes_of(walk->newest, &newest) || !minutes_of(at, &now))
        return CLOCK_GOOD; /* the first, or none that could be read */
    if (now < newest - CLOCK_MINUTES)
        return CLOCK_BEHIND;
    return now > newest + (int64_t)CLOCK_DAYS * MINUTES_DAY ? CLOCK_AHEAD : CLOCK_GOOD;
}

static void copy_instant(char out[INSTANT_TEXT], const char *at)
{
    size_t n = strnlen(at, INSTANT_TEXT - 1);

    memcpy(out, at, n);
    out[n] = '\0';
}

static void set_newest(Walk *walk, int64_t entry, const char *at)
{
    copy_instant(walk->newest, at);
    walk->entry = entry;
    walk->told = false;
}

/* What that entry is beside those before it. */
static ClockState step(Walk *walk, int64_t entry, const char *at, const char *verb)
{
    ClockState state = strcmp(verb, CLOCK_RIGHT_VERB) == 0 ? CLOCK_GOOD : compare(walk, at);
    bool later = strcmp(at, walk->newest) > 0 || strcmp(verb, CLOCK_RIGHT_VERB) == 0;

    if (state == CLOCK_GOOD && later)
        set_newest(walk, entry, at);
    walk->told = walk->told || strcmp(verb, CLOCK_WRONG_VERB) == 0;
    return state;
}

static bool walk_from(Store *store, int64_t from, Walk *walk, ClockDoubts *doubts, Err *err)
{
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT id, at, coalesce(verb, '') FROM journal_group WHERE id >= ?"
                  " AND NOT " GROUP_OF_ELSEWHERE " ORDER BY id",
                  err))
        return false;
    sql_bind_int(&q, 1, from);
    while (sql_row(&q)) {
        int64_t id = sql_int(&q, 0);
        const char *at = sql_said(&q, 1);
        Walk before = *walk;
        ClockState state = step(walk, id, at, sql_text(&q, 2));
        if (!doubts || state == CLOCK_GOOD || doubts->count++)
            continue;
        doubts->first = id;
        doubts->state = state;
        doubts->before = before.entry;
        copy_instant(doubts->at, at);
        copy_instant(doubts->before_at, before.newest);
    }
    return sql_close(&q, err);
}

bool clock_look(Store *store, Clock *out, Err *err)
{
    Walk walk = {0};
    int64_t last;

    *out = (Clock){0};
    store_now(store, out->now);
    if (!sql_get_int(store, err, &last, "SELECT coalesce(max(id), 0) FROM journal_group",
                     NULL) ||
        !walk_from(store, last - LOOK_BACK, &walk, NULL, err))
        return false;
    out->state = compare(&walk, out->now);
    out->entry = walk.entry;
    out->told = walk.told;
    memcpy(out->newest, walk.newest, sizeof out->newest);
    return true;
}

bool clock_doubts(Store *store, ClockDoubts *out, Err *err)
{
    Walk walk = {0};

    *out = (ClockDoubts){0};
    return walk_from(store, 0, &walk, out, err);
}
