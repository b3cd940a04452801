/* One setting, which an event of the history sets; a trigger of the schema holds other programs
 * to the same. */
#include "config.h"

#include "store/retired.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "store/sql.h"

const char retired_setting[] = "moved";

static void say(const char *value, Buf *out)
{
    Buf day = BUF_INIT, place = BUF_INIT;
    size_t n = strcspn(value, " ");

    buf_add_bytes(&day, value, n);
    if (value[n])
        text_add_safe(&place, value + n + 1);
    if (place.len)
        /* TRANSLATORS: a day, and what somebody called the other machine. */
        buf_addf(out,
                 _("This store moved to another machine on %s (%s) and is only read here. Go "
                   "on there; if nobody ever opened it there, “anjuan move --back” puts this "
                   "one in charge again"),
                 day.data, place.data);
    else
        buf_addf(out,
                 _("This store moved to another machine on %s and is only read here. Go on "
                   "there; if nobody ever opened it there, “anjuan move --back” puts this one "
                   "in charge again"),
                 day.data);
    buf_free(&place);
    buf_free(&day);
}

bool store_retired(Store *store, char **sentence, Err *err)
{
    Buf words = BUF_INIT;
    char *value = NULL;

    *sentence = NULL;
    if (!store_setting(store, retired_setting, &value, err))
        return false;
    if (value && value[0]) {
        say(value, &words);
        *sentence = buf_take(&words);
    }
    free(value);
    return true;
}

bool store_moves(Store *store, bool *is, Err *err)
{
    int64_t n = 0;
    bool done =
        sql_get_int(store, err, &n, "SELECT count(*) FROM meta WHERE name = 'move.made'", NULL);

    *is = done && n > 0;
    return done;
}

bool retired_lets(Store *store, const char *verb, Err *err)
{
#define ITEM(verb) verb,
    static const char *const let[] = {RETIRED_LETS(ITEM)};
#undef ITEM
    char *sentence;
    bool done;

    for (size_t i = 0; i < COUNT_OF(let); i++) {
        if (strcmp(verb, let[i]) == 0)
            return true;
    }
    done = store_retired(store, &sentence, err) &&
           (!sentence || err_set(err, ERR_REFUSED, "%s", sentence));
    free(sentence);
    return done;
}
