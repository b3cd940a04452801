/* Days are told apart first, the clock only within today. */
#include "config.h"

#include "ui/screens/ages.h"

#include "base/i18n.h"
#include "base/text/text.h"

enum { SOON_MINUTES = 2, HOUR = 60, LONG_AGO = 999 };

static Moment moment_of(const char *instant)
{
    Moment moment = {0};
    int hour = 0, minute = 0;

    moment.known = instant && instant_local(instant, &moment.day, &hour, &minute);
    moment.minute = hour * HOUR + minute;
    return moment;
}

Moment moment_now(void)
{
    char instant[INSTANT_TEXT];

    instant_now(instant);
    return moment_of(instant);
}

void age_add(const char *instant, const Moment *now, Buf *out)
{
    Moment then = moment_of(instant);
    char iso[DAY_TEXT];

    if (!then.known || !now->known)
        return;
    int days = day_between(then.day, now->day);
    int minutes = now->minute - then.minute;
    if (days < 0) { /* a clock that went wrong somewhere */
        day_format(then.day, iso);
        buf_add(out, iso);
    } else if (days > 1) {
        buf_addf(out, ngettext("%d day", "%d days", (unsigned long)days), days);
    } else if (days == 1) {
        buf_add(out, _("yesterday"));
    } else if (minutes >= 0 && minutes < SOON_MINUTES) {
        /* TRANSLATORS: when a case was last changed, in a column of 9. */
        buf_add(out, _("just now"));
    } else {
        buf_addf(out, "%02d:%02d", then.minute / HOUR, then.minute % HOUR);
    }
}

static int wider(int cols, const char *text)
{
    return text_cols(text) > cols ? text_cols(text) : cols;
}

int age_cols(void)
{
    Buf days = BUF_INIT;

    buf_addf(&days, ngettext("%d day", "%d days", LONG_AGO), LONG_AGO);
    int cols = wider(wider(wider(0, _("just now")), _("yesterday")), days.data);
    buf_free(&days);
    return cols;
}
