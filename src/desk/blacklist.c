/* Rows of the table blacklist, and the steps of two persons. */
#include "config.h"

#include "desk/blacklist.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "desk/workflow.h"
#include "rules/language/private.h"
#include "store/sql.h"

static const struct {
    const char *word, *label;
} states[BLACK_STATES] = {
    /* TRANSLATORS: of an entry of the blacklist: another supervisor has to confirm it */
    [BLACK_WAITS] = {"waits", N_("to confirm")},
    /* TRANSLATORS: of an entry of the blacklist */
    [BLACK_COUNTS] = {"counts", N_("in force")},
    /* TRANSLATORS: of an entry of the blacklist: another supervisor has to lift it */
    [BLACK_LIFTING] = {"lifting", N_("to lift")},
    /* TRANSLATORS: of an entry of the blacklist: its last day has passed */
    [BLACK_LAPSED] = {"lapsed", N_("lapsed")},
    /* TRANSLATORS: of an entry of the blacklist */
    [BLACK_ENDED] = {"ended", N_("lifted")},
};

const char *black_state_word(BlackState state)
{
    return states[state].word;
}

const char *black_state_label(BlackState state)
{
    return _(states[state].label);
}

/* ---- reading ---- */

#define ENTRIES                                                                                \
    "SELECT b.id, b.source, b.reason, b.evidence, b.document, b.since, b.until,"               \
    " b.entered_at, e.display, b.confirmed_at, c.display, b.lift_at, l.display,"               \
    " b.lift_reason, b.ended_at, d.display, b.ended_reason, b.entered_by, b.lift_by,"          \
    " b.of_id IS NOT NULL, b.of_phone IS NOT NULL, b.of_card IS NOT NULL,"                     \
    " b.of_name_year IS NOT NULL, b.of_name_tail IS NOT NULL"                                  \
    " FROM blacklist AS b JOIN user AS e ON e.id = b.entered_by"                               \
    " LEFT JOIN user AS c ON c.id = b.confirmed_by LEFT JOIN user AS l ON l.id = b.lift_by"    \
    " LEFT JOIN user AS d ON d.id = b.ended_by"

/* What state_of calls waiting or to be lifted, but for the last day. */
#define WAITING                                                                                \
    "b.ended_at IS NULL AND (b.lift_at IS NOT NULL"                                            \
    " OR (b.source = '' AND b.confirmed_at IS NULL))"

enum { FIRST_MARK = 19 };

static BlackState state_of(const BlackEntry *entry, const char *today)
{
    if (*entry->ended_at)
        return BLACK_ENDED;
    if (*entry->until && strcmp(entry->until, today) < 0)
        return BLACK_LAPSED;
    if (!*entry->source && !*entry->confirmed_at)
        return BLACK_WAITS;
    return *entry->lift_at ? BLACK_LIFTING : BLACK_COUNTS;
}

static BlackEntry read_entry(const Sql *q, const char *today, Arena *arena)
{
    BlackEntry entry = {
        .id = sql_int(q, 0), .entered_id = sql_int(q, 17), .lift_id = sql_int(q, 18)};
    const char **texts[] = {
        &entry.source,       &entry.reason,       &entry.evidence,   &entry.document,
        &entry.since,        &entry.until,        &entry.entered_at, &entry.entered_by,
        &entry.confirmed_at, &entry.confirmed_by, &entry.lift_at,    &entry.lift_by,
        &entry.lift_reason,  &entry.ended_at,     &entry.ended_by,   &entry.ended_reason,
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *texts[i] = arena_text(arena, sql_text(q, (int)i + 1));
    for (int i = 0; i < LISTED_MARKS; i++)
        entry.marks[i] = sql_int(q, FIRST_MARK + i) != 0;
    entry.state = state_of(&entry, today);
    return entry;
}

bool black_list(Store *store, Day today, bool ended, Arena *arena, BlackEntry **out, size_t *n,
                Err *err)
{
    Sql q;
    char day[DAY_TEXT];
    BlackEntry *rows = NULL;
    size_t got = 0, room = 0;
    *n = 0;
    day_format(today, day);
    if (!sql_open(&q, store,
                  ENTRIES " WHERE ?1 OR b.ended_at IS NULL ORDER BY " WAITING
                          " AND coalesce(b.until >= ?2, 1) DESC, b.id DESC",
                  err))
        return false;
    sql_bind_int(&q, 1, ended);
    sql_bind_text(&q, 2, day);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 16, sizeof *rows);
        rows[got++] = read_entry(&q, day, arena);
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (got + 1) * sizeof **out);
    if (got)
        memcpy(*out, rows, got * sizeof **out);
    *n = done ? got : 0;
    free(rows);
    return done;
}

bool black_waiting(Store *store, int64_t user_id, Day today, int64_t *n, Err *err)
{
    char day[DAY_TEXT];
    day_format(today, day);
    return sql_get_int(store, err, n,
                       "SELECT count(*) FROM blacklist AS b JOIN blacklist_second AS s"
                       " ON s.second = ?1 AND s.first = CASE"
                       " WHEN b.source = '' AND b.confirmed_at IS NULL THEN b.entered_by"
                       " ELSE b.lift_by END WHERE " WAITING " AND coalesce(b.until >= ?2, 1)",
                       "it", user_id, day);
}

bool black_get(Store *store, int64_t id, Day today, Arena *arena, BlackEntry *out, Err *err)
{
    Sql q;
    char day[DAY_TEXT];
    day_format(today, day);
    if (!sql_open(&q, store, ENTRIES " WHERE b.id = ?", err))
        return false;
    sql_bind_int(&q, 1, id);
    bool found = sql_row(&q);
    if (found)
        *out = read_entry(&q, day, arena);
    return sql_close(&q, err) &&
           (found || err_set(err, ERR_NOT_FOUND,
                             _("The blacklist has no entry %lld; “anjuan blacklist list” shows "
                               "them"),
                             (long long)id));
}

/* ---- words ---- */

/* What parts digits and parts no numbers; a dot does where more follows than the cents of a
 * sum. */
static bool is_between(const char *at)
{
    bool far = isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) &&
               isdigit((unsigned char)at[3]);
    return *at && (strchr(" -_xX/", *at) || (*at == '.' && far));
}

/* So many digits, single signs between them aside, are no day and no sum; nor with hyphens,
 * but for the number of a case or a paper, which begins with a letter. */
static bool has_number(const char *words)
{
    enum { DIGITS = 9 };
    size_t digits = 0;
    bool named = false;
    for (const char *at = words; *at; at++) {
        bool goes_on = digits && isdigit((unsigned char)at[1]);
        if (isdigit((unsigned char)*at)) {
            named = digits ? named : at > words && isalpha((unsigned char)at[-1]);
            digits++;
        } else if (*at == '-' && goes_on && named) {
            digits = 1;
        } else if (!(is_between(at) && goes_on)) {
            digits = 0;
        }
        if (digits >= DIGITS)
            return true;
    }
    return false;
}

bool black_words(const char *words, Err *err)
{
    enum { CHARS = 500 };
    Buf plain = BUF_INIT;
    if (!words)
        return true;
    text_fold_width(&plain, words);
    bool done =
        text_check(words, strlen(words), true, CHARS, _("the words"), err) &&
        ((!has_number(plain.data) && !private_in(words, "id") && !private_in(words, "phone") &&
          !private_in(words, "card")) ||
         err_set(err, ERR_INPUT,
                 _("The words hold a long number, perhaps an ID, a phone or a card; they "
                   "are kept in clear, so say what happened without it")));
    buf_free(&plain);
    return done;
}

/* ---- writing ---- */

bool black_reason(const char *reason, Err *err)
{
    if (text_blank(reason))
        return err_set(err, ERR_INPUT, _("Say why: an entry of the blacklist has a reason"));
    return black_words(reason, err);
}

bool black_evidence(const char *evidence, Err *err)
{
    if (text_blank(evidence))
        return err_set(err, ERR_INPUT,
                       _("Say what proves it: an entry of our own has evidence"));
    return black_words(evidence, err);
}

bool black_days(const char *since, const char *until, Err *err)
{
    return strcmp(until, since) >= 0 ||
           err_set(err, ERR_INPUT, _("The last day %s is before the first, %s"), until, since);
}

static bool check_new(const BlackNew *entry, Err *err)
{
    bool own = !*entry->source;
    return black_reason(entry->reason, err) &&
           (own ? black_evidence(entry->evidence, err) : black_words(entry->evidence, err)) &&
           (!entry->until || black_days(entry->since, entry->until, err)) &&
           black_words(entry->document, err);
}

bool black_add(Tx *tx, const User *user, const BlackNew *entry, int64_t *id, Err *err)
{
    enum { PLAIN = 9 };
    char now[INSTANT_TEXT];
    TxColumn columns[PLAIN + LISTED_MARKS] = {
        {"source", sql_value_text(entry->source), 0},
        {"print", sql_value_blob(entry->print, DIGEST_BYTES), 0},
        {"reason", sql_value_text(entry->reason), 0},
        {"evidence", sql_value_text(entry->evidence), 0},
        {"document", sql_value_text(entry->document), 0},
        {"since", sql_value_text(entry->since), 0},
        {"until", sql_value_text(entry->until), 0},
        {"entered_by", sql_value_int(user->id), 0},
    };
    size_t n = PLAIN;
    if (!desk_may(user, VERB_BLACKLIST, err) || !check_new(entry, err))
        return false;
    store_now(tx_store(tx), now);
    columns[PLAIN - 1] = (TxColumn){"entered_at", sql_value_text(now), 0};
    for (int i = 0; i < LISTED_MARKS; i++) {
        if (entry->has[i])
            columns[n++] = (TxColumn){listed_column((ListedMark)i),
                                      sql_value_blob(entry->digests[i], DIGEST_BYTES), 0};
    }
    return tx_add(tx, "blacklist", columns, n, id, err);
}

static bool set_text(Tx *tx, int64_t id, const char *column, const char *text, Err *err)
{
    return tx_set(tx, "blacklist", id, column, sql_value_text(text), NULL, 0, err);
}

static bool set_now(Tx *tx, int64_t id, const char *column, Err *err)
{
    char now[INSTANT_TEXT];
    store_now(tx_store(tx), now);
    return set_text(tx, id, column, now, err);
}

static bool set_user(Tx *tx, int64_t id, const char *column, const User *user, Err *err)
{
    return tx_set(tx, "blacklist", id, column, sql_value_int(user->id), NULL, 0, err);
}

/* The view says who is a second person; the triggers ask it too. */
static bool is_second(Store *store, int64_t first, const User *user, bool *second, Err *err)
{
    int64_t n;
    bool done = sql_get_int(
        store, err, &n, "SELECT count(*) FROM blacklist_second WHERE first = ? AND second = ?",
        "ii", first, user->id);
    *second = done && n > 0;
    return done;
}

static bool check_second(Store *store, int64_t first, const User *user, const char *name,
                         Err *err)
{
    bool second;
    if (!is_second(store, first, user, &second, err))
        return false;
    if (second)
        return true;
    if (first == user->id)
        return err_set(err, ERR_REFUSED,
                       _("It takes two: another supervisor than you decides about this entry"));
    return err_set(err, ERR_REFUSED,
                   _("It takes two: one of you and %s added the other or set their passphrase, "
                     "so another supervisor decides about this entry"),
                   name);
}

static bool check_reason(const char *reason, Err *err)
{
    return (!text_blank(reason) || err_set(err, ERR_INPUT, _("Say why"))) &&
           black_words(reason, err);
}

static bool end_entry(Tx *tx, const User *user, int64_t id, const char *reason, Err *err)
{
    return set_user(tx, id, "ended_by", user, err) &&
           set_text(tx, id, "ended_reason", reason, err) && set_now(tx, id, "ended_at", err);
}

static bool set_gone(Tx *tx, int64_t id, bool gone, Err *err)
{
    return tx_set(tx, "blacklist", id, "gone", sql_value_int(gone), NULL, 0, err);
}

static bool ask_lift(Tx *tx, const User *user, int64_t id, const char *reason, Err *err)
{
    return set_user(tx, id, "lift_by", user, err) &&
           set_text(tx, id, "lift_reason", reason, err) && set_now(tx, id, "lift_at", err);
}

/* Nobody asks any more that it be lifted. */
static bool take_back(Tx *tx, int64_t id, Err *err)
{
    return set_text(tx, id, "lift_at", NULL, err) &&
           set_text(tx, id, "lift_reason", NULL, err) &&
           tx_set(tx, "blacklist", id, "lift_by", sql_value_null(), NULL, 0, err) &&
           set_gone(tx, id, false, err);
}

static bool nothing_waits(const BlackEntry *entry, Err *err)
{
    return err_set(err, ERR_REFUSED, _("Nothing about entry %lld waits: it is %s"),
                   (long long)entry->id, black_state_label(entry->state));
}

bool black_confirm(Tx *tx, const User *user, const BlackEntry *entry, Err *err)
{
    Store *store = tx_store(tx);
    if (!desk_may(user, VERB_BLACKLIST, err))
        return false;
    if (entry->state == BLACK_WAITS)
        return check_second(store, entry->entered_id, user, entry->entered_by, err) &&
               set_user(tx, entry->id, "confirmed_by", user, err) &&
               set_now(tx, entry->id, "confirmed_at", err);
    if (entry->state == BLACK_LIFTING)
        return check_second(store, entry->lift_id, user, entry->lift_by, err) &&
               end_entry(tx, user, entry->id, entry->lift_reason, err);
    return nothing_waits(entry, err);
}

bool black_decline(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                   Err *err)
{
    if (!desk_may(user, VERB_BLACKLIST, err) || !check_reason(reason, err))
        return false;
    if (entry->state == BLACK_WAITS)
        return end_entry(tx, user, entry->id, reason, err);
    if (entry->state != BLACK_LIFTING)
        return nothing_waits(entry, err);
    return take_back(tx, entry->id, err);
}

bool black_lift(Tx *tx, const User *user, const BlackEntry *entry, const char *reason, Err *err)
{
    if (!desk_may(user, VERB_BLACKLIST, err) || !check_reason(reason, err))
        return false;
    if (entry->state == BLACK_WAITS)
        return end_entry(tx, user, entry->id, reason, err);
    if (entry->state == BLACK_LIFTING)
        return err_set(err, ERR_REFUSED,
                       _("%s asks already that entry %lld be lifted: %s; another supervisor "
                         "confirms it"),
                       entry->lift_by, (long long)entry->id, entry->lift_reason);
    if (entry->state != BLACK_COUNTS)
        return err_set(err, ERR_REFUSED, _("Entry %lld is not in force: %s"),
                       (long long)entry->id, black_state_label(entry->state));
    return ask_lift(tx, user, entry->id, reason, err);
}

bool black_gone(Tx *tx, const User *user, const BlackEntry *entry, const char *reason,
                BlackGone *out, Err *err)
{
    bool second = false;
    *out = GONE_ASKED;
    if (!desk_may(user, VERB_BLACKLIST, err) || !check_reason(reason, err))
        return false;
    if (!*entry->lift_at)
        return set_gone(tx, entry->id, true, err) && ask_lift(tx, user, entry->id, reason, err);
    if (!is_second(tx_store(tx), entry->lift_id, user, &second, err))
        return false;
    *out = second ? GONE_ENDED : GONE_WAITS;
    return !second || end_entry(tx, user, entry->id, reason, err);
}

bool black_back(Tx *tx, const User *user, int64_t id, Err *err)
{
    return desk_may(user, VERB_BLACKLIST, err) && take_back(tx, id, err);
}
