/* Words for the clock, and the two entries of the history about it. */
#include "config.h"

#include "app/clock.h"

#include <stdio.h>
#include <string.h>

#include "app/session_inner.h"
#include "base/i18n.h"
#include "store/clock.h"
#include "store/journal.h"

enum { LOCAL_TEXT = DAY_TEXT + 6, YEAR_DIGITS = 4 };

static void local(const char *instant, char out[LOCAL_TEXT])
{
    Day day;
    int hour, minute;

    if (!instant_local(instant, &day, &hour, &minute)) {
        out[0] = '\0';
        return;
    }
    day_format(day, out);
    snprintf(out + strlen(out), LOCAL_TEXT - strlen(out), " %02d:%02d", hour % 100,
             minute % 100);
}

static void add_words(const Clock *clock, Buf *out)
{
    char now[LOCAL_TEXT], newest[LOCAL_TEXT];

    local(clock->now, now);
    local(clock->newest, newest);
    buf_addf(out,
             clock->state == CLOCK_BEHIND
                 /* TRANSLATORS: day and time, the number of an event, day and time. */
                 ? _("The clock of this machine says %s, which is before the newest entry of "
                     "the history (event %lld, %s): set the clock")
                 /* TRANSLATORS: day and time, the number of an event, day and time. */
                 : _("The clock of this machine says %s, more than a year after the newest "
                     "entry of the history (event %lld, %s): see whether it is right"),
             now, (long long)clock->entry, newest);
}

static bool is_wrong(Session *session, Clock *clock)
{
    return session->store && clock_look(session->store, clock, NULL) &&
           clock->state != CLOCK_GOOD;
}

bool app_clock_words(Session *session, Buf *out)
{
    Clock clock;

    if (!is_wrong(session, &clock))
        return false;
    add_words(&clock, out);
    return true;
}

void app_clock_note(Session *session)
{
    Buf words = BUF_INIT;

    if (app_clock_words(session, &words))
        session_note(session, "%s", words.data);
    buf_free(&words);
}

static bool tell(Session *session, const char *verb, int64_t user, Err *err)
{
    const GroupHead head = {.kind = GROUP_HOUSE, .user_id = user, .verb = verb};
    Tx *tx = NULL;

    if (!tx_begin(session->store, &head, &tx, err))
        return false;
    tx_stands(tx);
    return tx_commit(tx, NULL, err);
}

void app_clock_signed_in(Session *session)
{
    Clock clock;

    app_clock_note(session);
    if (session->mode != STORE_READ && !store_read_only(session->store) &&
        is_wrong(session, &clock) && !clock.told)
        tell(session, CLOCK_WRONG_VERB, 0, NULL); /* what cannot be written is told next time */
}

/* A number has its year for ever, so it is none by a clock that may be years off. A day that
 * was given is meant. */
bool app_clock_numbers(Session *session, Err *err)
{
    Clock clock;
    Buf words = BUF_INIT;

    if (!is_wrong(session, &clock) || strncmp(clock.now, clock.newest, YEAR_DIGITS) == 0)
        return true;
    add_words(&clock, &words);
    err_set(err, ERR_REFUSED,
            _("%s. No case number was given, since its year could be wrong. Set the clock and "
              "try again, or say that it is right: “anjuan new --clock-is-right”"),
            words.data);
    buf_free(&words);
    return false;
}

bool app_clock_is_right(Session *session, Err *err)
{
    Clock clock;

    return !is_wrong(session, &clock) ||
           tell(session, CLOCK_RIGHT_VERB, session_user(session)->id, err);
}

bool app_clock_remark(Session *session, Buf *out)
{
    ClockDoubts doubts;
    char at[LOCAL_TEXT], before[LOCAL_TEXT];

    /* The history of a practice store is invented, day by day for each of its cases. */
    if (!session->store || session->practice || !clock_doubts(session->store, &doubts, NULL) ||
        !doubts.count)
        return false;
    local(doubts.at, at);
    local(doubts.before_at, before);
    buf_addf(out,
             /* TRANSLATORS: how many events; then for the first of them: its number, day and
              * time; number, day and time of the one that it is measured by. */
             ngettext("%lld event was written by a wrong clock: event %lld says %s, and event "
                      "%lld before it %s",
                      "%lld events were written by a wrong clock: the first, event %lld, says "
                      "%s, and event %lld before it %s",
                      (unsigned long)doubts.count),
             (long long)doubts.count, (long long)doubts.first, at, (long long)doubts.before,
             before);
    return true;
}
