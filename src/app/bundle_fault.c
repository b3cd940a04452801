/* What is wrong with a bundle, in words, and how often that came. */
#include "config.h"

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "store/sql.h"

#define BUNDLE_BENT                                                                            \
    N_("What is in this bundle is not what has to be in one; tell them on the telephone")

/* word: the cause in the history and in bundle_try. */
static const struct Fault {
    const char *word, *says;
} faults[BUNDLE_FAULTS] = {
    [BUNDLE_WHOLE] = {"whole", ""},
    [BUNDLE_READ] = {"read", N_("The bundle cannot be read; is the stick still there?")},
    [BUNDLE_FOREIGN] = {"foreign",
                        N_("This file is no bundle; look for the one whose name ends "
                           "in .anjuan")},
    [BUNDLE_NEWER] = {"newer",
                      N_("This bundle is of a newer form than this program knows; take "
                         "a newer program, then take it in again")},
    [BUNDLE_LENGTH] = {"length", N_("This bundle is not as long as it says: it was cut off on "
                                    "the way, or more was put behind it; have it sent again")},
    [BUNDLE_NOT_OURS] = {"not_ours", N_("This bundle is for another station; give it to the "
                                        "one that it is for")},
    [BUNDLE_STRANGER] = {"stranger",
                         N_("This bundle is from a station whose card was not taken in; if you "
                            "know who sent it, ask for the card, and take it in with “anjuan "
                            "trust FILE”")},
    [BUNDLE_SIGNATURE] = {"signature",
                          N_("This bundle is not what the station signed: it was changed on "
                             "the way, or somebody else made it; ask there on the telephone, "
                             "and have it sent again")},
    [BUNDLE_RETIRED] = {"retired",
                        N_("This station is not one whose bundles are taken in; a supervisor "
                           "decides that with “anjuan trust”")},
    [BUNDLE_EPOCH] = {"epoch",
                      N_("This bundle is from before the station was set up anew or put back "
                         "from a backup, or a copy of that station is at work; have it packed "
                         "again there, and ask which one is theirs")},
    [BUNDLE_TWIN] = {"twin",
                     N_("Another bundle with this number is here already: a copy of that "
                        "station is at work; tell them on the telephone")},
    [BUNDLE_PREVIOUS] = {"previous",
                         N_("This bundle follows another one than the one that came: a copy of "
                            "that station is at work; tell them on the telephone")},
    [BUNDLE_KEY] = {"key",
                    N_("This bundle does not open with the keys of this station; have it "
                       "packed again")},
    [BUNDLE_BODY] = {"body",
                     N_("This bundle is damaged inside, or was put together from others; "
                        "have it sent again")},
    [BUNDLE_CONTENT] = {"content", BUNDLE_BENT},
    [BUNDLE_STOPPED] = {"content", BUNDLE_BENT},
};

bool bundle_say(BundleFault fault, const char *station, Err *err)
{
    err_set(err, fault == BUNDLE_READ ? ERR_IO : ERR_REFUSED, "%s", _(faults[fault].says));
    return station && err_wrap(err, "%s", station);
}

bool bundle_say_gap(const char *station, const char *own, uint64_t missing, Err *err)
{
    return err_set(
        err, ERR_REFUSED,
        /* TRANSLATORS: number of a bundle, code of a station, our own code, the number */
        _("Bundle %lld of %s has not come yet, and this one follows it; take that one in "
          "first, or have them give it again: “anjuan pack --to %s --again %lld --out "
          "FILE”"),
        (long long)missing, station, own, (long long)missing);
}

static const char *word_of(BundleFault fault)
{
    return fault == BUNDLE_GAP ? "gap" : faults[fault].word;
}

/* The first of a day, and each doubling: a flood of tries is no flood of history. */
static bool is_told(int64_t tries)
{
    return (tries & (tries - 1)) == 0;
}

static bool tell(Session *session, const char *word, int64_t tries, Err *err)
{
    GroupHead head = {
        .kind = GROUP_HOUSE, .user_id = session_user(session)->id, .verb = "bundle_refused"};
    Buf message = BUF_INIT;
    Tx *tx = NULL;
    bool done;
    buf_addf(&message, "%s · %lld", word, (long long)tries);
    head.message = message.data;
    done = tx_begin(session_store(session), &head, &tx, err);
    if (done && session_person_stands(session, err)) {
        tx_stands(tx);
        done = tx_commit(tx, NULL, err);
    } else if (done) {
        tx_abort(tx);
        done = false;
    }
    buf_free(&message);
    return done;
}

static bool count(Session *session, const char *day, const char *word, Err *err)
{
    Store *store = session_store(session);
    int64_t tries = 0;
    return sql_do(store, err,
                  "INSERT INTO bundle_try (day, cause, tries) VALUES (?, ?, 1)"
                  " ON CONFLICT (day, cause) DO UPDATE SET tries = tries + 1",
                  "tt", day, word) &&
           sql_get_int(store, err, &tries,
                       "SELECT tries FROM bundle_try WHERE day = ? AND cause = ?", "tt", day,
                       word) &&
           (!is_told(tries) || tell(session, word, tries, err));
}

void bundle_count(Session *session, BundleFault fault)
{
    Store *store = session_store(session);
    char day[DAY_TEXT];
    Err err = {0};
    day_format(session_today(session), day);
    if (!store_begin(store, &err))
        return;
    if (!count(session, day, word_of(fault), &err) || !store_commit(store, &err)) {
        if (store_in_transaction(store))
            store_rollback(store);
        session_note(session, _("That it was tried could not be written down: %s"), err.text);
    }
}
