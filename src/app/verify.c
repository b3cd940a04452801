/* Verifying in one go for the screens, a part of it when somebody comes in, and against another
 * file. */
#include "config.h"

#include <string.h>

#include "app/backup.h"
#include "app/inner.h"
#include "app/verify_books.h"
#include "app/verify_judged.h"
#include "base/i18n.h"
#include "store/digest.h"
#include "store/sql.h"

/* Asked between the parts as well: one of them may be short. */
static bool goes_on(const Progress *progress, Err *err)
{
    return progress_step(progress, 0, 0) ||
           err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
}

static bool verify(Session *session, bool whole, const Progress *progress, Verified *out,
                   Err *err)
{
    if (!app_verify_history(session, progress, out, err) || !goes_on(progress, err) ||
        !app_verify_records(session, progress, out, err) || !goes_on(progress, err))
        return false;
    app_verify_copies(session, progress, out);
    return goes_on(progress, err) && verify_books(session, whole, progress, out, err) &&
           (!whole || verify_judged(session, progress, out, err));
}

bool app_verify(Session *session, const Progress *progress, Verified *out, Err *err)
{
    return verify(session, false, progress, out, err);
}

bool app_verify_whole(Session *session, const Progress *progress, Verified *out, Err *err)
{
    return verify(session, true, progress, out, err);
}

/* ---- a part, when somebody comes in ---- */

enum { PART = 300 /* groups; some ten milliseconds */ };

/* The older ones take turns by the day, so that all of them come to it. */
static int64_t turn_of(Session *session, int64_t groups)
{
    static const Day from = {2020, 1, 1};
    int64_t turns = (groups + PART - 1) / PART;
    int64_t day = day_between(from, session_today(session));

    return turns > 1 ? (day < 0 ? -day : day) % turns * PART : 0;
}

static bool verify_part(Session *session, JournalCheck *check, Err *err)
{
    Store *store = session_store(session);
    int64_t groups;

    if (!sql_get_int(store, err, &groups, "SELECT coalesce(max(id), 0) FROM journal_group",
                     NULL) ||
        !journal_verify_part(store, groups > PART ? groups - PART : 0, PART, check, err))
        return false;
    return !check->ok || groups <= PART ||
           journal_verify_part(store, turn_of(session, groups), PART, check, err);
}

void app_verify_begin(Session *session)
{
    JournalCheck check;
    Err err = {0};

    if (!session_store(session))
        return;
    if (!verify_part(session, &check, &err)) {
        session_note(session, _("The history of this store could not be looked at: %s"),
                     err.text);
        return;
    }
    if (check.ok)
        return;
    session_note(session,
                 /* TRANSLATORS: the number of an event. */
                 _("The history of this store fails at event %lld: it was changed outside this "
                   "program, or the disk is damaged. Have a supervisor verify the store "
                   "(Events, v), and compare with a backup"),
                 (long long)check.first_bad);
}

/* ---- against another file ---- */

/* The hash of the store up to that event, nothing where there is none. */
static bool hash_at(Store *store, int64_t event, unsigned char out[DIGEST_BYTES], Err *err)
{
    size_t n;
    Sql q;

    memset(out, 0, DIGEST_BYTES);
    if (!sql_open(&q, store, "SELECT hash FROM journal_group WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, event);
    if (sql_row(&q)) {
        const void *hash = sql_blob(&q, 0, &n);
        if (n == DIGEST_BYTES)
            memcpy(out, hash, n);
    }
    return sql_close(&q, err);
}

static bool is_same(Store *a, Store *b, int64_t event, bool *same, Err *err)
{
    unsigned char hashes[2][DIGEST_BYTES];

    if (!hash_at(a, event, hashes[0], err) || !hash_at(b, event, hashes[1], err))
        return false;
    *same = memcmp(hashes[0], hashes[1], DIGEST_BYTES) == 0;
    return true;
}

/* The first event that is not the same in both: each hash has those before it in it. */
static bool find_parting(Store *a, Store *b, int64_t from, int64_t to, int64_t *out, Err *err)
{
    while (from < to) {
        int64_t middle = from + (to - from) / 2;
        bool same;
        if (!is_same(a, b, middle, &same, err))
            return false;
        if (same)
            from = middle + 1;
        else
            to = middle;
    }
    *out = from;
    return true;
}

static bool count_events(Store *store, int64_t *out, Err *err)
{
    return sql_get_int(store, err, out, "SELECT coalesce(max(id), 0) FROM journal_group", NULL);
}

static bool compare(Store *store, Store *other, const char *path, int64_t *event, Err *fault,
                    Err *err)
{
    int64_t ours, theirs, both, parting;
    bool same;

    if (!count_events(store, &ours, err) || !count_events(other, &theirs, err))
        return false;
    both = ours < theirs ? ours : theirs;
    if (!is_same(store, other, both, &same, err))
        return false;
    if (!same || both == 0) {
        if (!find_parting(store, other, 1, both, &parting, err))
            return false;
        if (parting <= 1)
            err_set(fault, ERR_REFUSED, _("%s is another store than this one"), path);
        else
            err_set(fault, ERR_REFUSED,
                    _("The history of this store and that of %s part at event %lld: one of "
                      "them was written anew"),
                    path, (long long)parting);
    } else if (ours < theirs) {
        err_set(fault, ERR_REFUSED,
                _("This store ends with event %lld, and %s goes on from there to event %lld: "
                  "this is the older copy"),
                (long long)ours, path, (long long)theirs);
    }
    *event = both;
    return true;
}

bool app_verify_against(Session *session, const char *path, int64_t *event, Err *fault,
                        Err *err)
{
    Store *other = NULL;
    bool done;

    *event = 0;
    if (!store_open_any(path, &other, err))
        return false;
    done = compare(session_store(session), other, path, event, fault, err);
    store_close(other);
    return done;
}
