/* The groups of the journal without a case, each made one line: what it is from a table of
 * verbs, whom it is about from the tables that it wrote to. */
#include "config.h"

#include "app/events.h"

#include <stdlib.h>
#include <string.h>

#include "app/accept.h"
#include "app/inner.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "desk/eyes.h"
#include "desk/guess.h"
#include "store/clock.h"
#include "store/journal.h"
#include "store/sql.h"

/* What has a word of its own here; other verbs are called as where rights are. */
static const struct EventWord {
    const char *verb, *what;
} event_words[] = {
    {"init", N_("store made")},
    {"practice", N_("practice store made")},
    {"backup", N_("backup made")},
    {"restore", N_("backup put back")},
    {"station", N_("station code given")},
    {"station_name", N_("station named")},
    {"move", N_("moved to another machine")},
    {"move_back", N_("in charge again here")},
    {"hub", N_("hub named")},
    {"station_people", N_("people of a station")},
    {"bundle_out", N_("bundle packed")},
    {"bundle_in", N_("bundle came")},
    {"bundle_answered", N_("bundle acknowledged")},
    {"case_call", N_("case asked back")},
    {"case_answer", N_("answered who asks for a case")},
    {"bundle_refused", N_("bundle refused")},
    {"station_trust", N_("station trusted")},
    {"station_distrust", N_("station trusted no longer")},
    {"knowledge", N_("changed rules and templates accepted")},
    {"share", N_("store shared with a group")},
    {"seal", N_("store sealed")},
    {"unseal_begun", N_("unsealed copy of the store begun")},
    {"unseal", N_("store written out unsealed")},
    {"rekey", N_("store key changed")},
    {"recover", N_("recovery code used")},
    {"user_add", N_("user added")},
    {"user_disable", N_("user disabled")},
    {"user_enable", N_("user let in again")},
    {"user_role", N_("role given")},
    {"user_passphrase", N_("passphrase set")},
    {"keys", N_("keys made")},
    {"met", N_("people of another station met")},
    {"blacklist_add", N_("entered on the blacklist")},
    {"blacklist_import", N_("list taken in")},
    {"blacklist_key", N_("blacklist: its key is made")},
    {"blacklist_confirm", N_("blacklist: confirmed")},
    {"blacklist_decline", N_("blacklist: declined")},
    {"blacklist_lift", N_("blacklist: to be lifted")},
    {"sign_in_failed", N_("failed sign-ins")},
    {"read", N_("cases read")},
    {"reveal", N_("case unmasked")},
    {"export", N_("batch exported")},
    {"again", N_("batch written again")},
    {"uploaded", N_("upload noted")},
    {"close", N_("batch closed")},
    {"open", N_("batch opened again")},
    {"receipt", N_("reply taken in")},
    {"discard", N_("new case discarded")},
    {"people", N_("people and settings")},
    {"setup", N_("store set up")},
    {"migrate", N_("history brought into a new form")},
    {"day", N_("head of an earlier day kept")},
    {"different", N_("found changed from outside")},
    {CLOCK_WRONG_VERB, N_("clock found wrong")},
    {CLOCK_RIGHT_VERB, N_("clock called right")},
};

/* A group as it is read, row by row. */
typedef struct Reading {
    Session *session;
    Arena *arena;
    StoreEvent *events;
    size_t n, room;
    int64_t group;  /* the one that is being read; 0: none */
    int64_t person; /* whom it is about: a row of user; 0: nobody */
    int64_t by;     /* who did it */
    bool told_case; /* its number is in about */
    Buf about;      /* what is said of it so far */
} Reading;

const char *app_event_what(const char *verb)
{
    for (size_t i = 0; i < COUNT_OF(event_words); i++)
        if (strcmp(event_words[i].verb, verb) == 0)
            return _(event_words[i].what);
    for (int i = 0; i < VERB_COUNT; i++)
        if (strcmp(verb_word((Verb)i), verb) == 0)
            return verb_label((Verb)i);
    return verb;
}

static StoreEvent *event_add(Reading *reading)
{
    if (reading->n == reading->room)
        reading->events = xreallocarray(reading->events, reading->room = reading->room * 2 + 64,
                                        sizeof *reading->events);
    return &reading->events[reading->n++];
}

/* ---- whom and what ---- */

static void add_user(Reading *reading, int64_t id)
{
    User user;

    if (user_get(session_store(reading->session), id, reading->arena, &user, NULL))
        buf_add(&reading->about, user.name);
}

static void name_user(Reading *reading, int64_t id)
{
    if (reading->person == id)
        return;
    reading->person = id;
    buf_add(&reading->about, reading->about.len ? _("; ") : "");
    add_user(reading, id);
}

static const char *role_of(const char *word)
{
    Role role;

    return word && role_parse(word, &role) ? role_label(role) : "";
}

static bool is_one(const char *value)
{
    return value && strcmp(value, "1") == 0;
}

static void tell_user(Reading *reading, const JournalRow *row)
{
    const char *column = row->column;
    bool added = strcmp(row->op, "add") == 0;

    name_user(reading, row->row_id);
    if (strcmp(column, "role") == 0 && added)
        buf_addf(&reading->about, " · %s", role_of(row->after));
    else if (strcmp(column, "role") == 0)
        buf_addf(&reading->about, " · %s → %s", role_of(row->before), role_of(row->after));
    else if (strcmp(column, "must_change") == 0 && is_one(row->after))
        buf_addf(&reading->about, " · %s", _("chooses another passphrase first"));
    else if (strcmp(column, "must_change") == 0 && added)
        buf_addf(&reading->about, " · %s", _("typed the passphrase"));
    else if (strcmp(column, "passhash") == 0 && !added && row->row_id == reading->by)
        buf_addf(&reading->about, " · %s", _("their own"));
}

static void add_whoever(Reading *reading, int64_t user)
{
    if (user)
        add_user(reading, user);
    else
        buf_add(&reading->about, _("names that nobody has"));
}

static void tell_sign_in(Reading *reading, const JournalRow *row)
{
    long long before = row->before ? atoll(row->before) : 0,
              after = row->after ? atoll(row->after) : 0;
    int64_t user = 0;

    if (strcmp(row->column, "failed") != 0)
        return;
    guess_counted_for(session_store(reading->session), row->row_id, &user, NULL);
    add_whoever(reading, user);
    /* TRANSLATORS: failed sign-ins: so many new ones, so many altogether. */
    buf_addf(&reading->about, _(" · %lld, altogether %lld"), after - before, after);
}

/* The name of the house stands in every heading, and what a store keeps for itself beside these
 * nobody chose. */
static const char *setting_label(const char *name)
{
    static const struct Label {
        const char *name, *label;
    } labels[] = {
        {"station", N_("station code")},
        {"group", N_("group of this machine")},
        {second_above, N_("two approvals above")},
        {second_findings, N_("two approvals with a finding of")},
    };

    for (size_t i = 0; name && i < COUNT_OF(labels); i++)
        if (strcmp(labels[i].name, name) == 0)
            return _(labels[i].label);
    return NULL;
}

/* What is asked for no longer is told as well: "above 5,000.00 yuan → none". */
static void add_setting(const char *name, const char *value, Buf *out)
{
    if (!value || !*value)
        buf_add(out, C_("a setting", "none"));
    else if (strcmp(name, second_above) == 0)
        money_format_yuan(out, strtoll(value, NULL, 10));
    else
        buf_add(out, value);
}

/* Of the list of what was accepted: what is different in it. */
static bool tell_accepted(const char *name, const JournalRow *row, Buf *out)
{
    if (!name || strcmp(name, knowledge_accepted) != 0)
        return false;
    buf_add(out, out->len ? _("; ") : "");
    knowledge_tell(row->before, row->after, out);
    return true;
}

static void tell_setting(Reading *reading, const JournalRow *row)
{
    char *name = NULL;

    if (strcmp(row->column, "value") != 0 || (!row->after && !row->before) ||
        !sql_get_text(session_store(reading->session), NULL, &name,
                      "SELECT name FROM setting WHERE id = ?", "i", row->row_id))
        return;
    bool told = tell_accepted(name, row, &reading->about);
    const char *label = told ? NULL : setting_label(name);
    if (label) {
        buf_addf(&reading->about, "%s%s%s", reading->about.len ? _("; ") : "", label,
                 C_("value", ": "));
        if (row->before) {
            add_setting(name, row->before, &reading->about);
            buf_add(&reading->about, " → ");
        }
        add_setting(name, row->after, &reading->about);
    }
    free(name);
}

static void tell_reading(Reading *reading, const JournalRow *row)
{
    long long cases = row->after ? atoll(row->after) : 0;

    if (strcmp(row->column, "user_id") == 0 && row->after)
        name_user(reading, atoll(row->after));
    else if (strcmp(row->column, "day") == 0)
        buf_addf(&reading->about, " · %s", row->after);
    else if (strcmp(row->column, "cases") == 0)
        buf_addf(&reading->about,
                 ngettext(" · %lld case", " · %lld cases", (unsigned long)cases), cases);
}

/* Of a batch whose number is not the message of its group already. */
static void name_batch(Reading *reading, const char *sql, int64_t id)
{
    char *no = NULL;

    if (!sql_get_text(session_store(reading->session), NULL, &no, sql, "i", id))
        return;
    if (no && !strstr(reading->about.data ? reading->about.data : "", no))
        buf_addf(&reading->about, "%s%s", reading->about.len ? _("; ") : "", no);
    free(no);
}

/* A batch is begun, and exported once its file has its name: two events. */
static void tell_batch(Reading *reading, const JournalRow *row)
{
    StoreEvent *event = &reading->events[reading->n - 1];

    if (strcmp(row->op, "add") == 0 && strcmp(event->verb, "export") == 0)
        event->what = _("batch begun");
    else if (strcmp(row->op, "add") != 0)
        name_batch(reading, "SELECT no FROM batch WHERE id = ?", row->row_id);
}

static void tell_batch_case(Reading *reading, const JournalRow *row)
{
    if (strcmp(row->op, "add") != 0)
        name_batch(reading,
                   "SELECT b.no FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id"
                   " WHERE k.id = ?",
                   row->row_id);
}

static void tell_dossier(Reading *reading, const JournalRow *row)
{
    if (strcmp(row->column, "no") == 0 && row->after)
        buf_addf(&reading->about, "%s%s", reading->about.len ? _("; ") : "", row->after);
}

/* "T1-2026-000007 lin · ID, phone, card · address": one row a class. */
static void tell_reveal(Reading *reading, const JournalRow *row)
{
    char *no = NULL;

    if (!row->after)
        return;
    if (strcmp(row->column, "class") == 0)
        buf_addf(&reading->about, " · %s", app_mask_label(row->after));
    else if (strcmp(row->column, "user_id") == 0)
        name_user(reading, atoll(row->after));
    else if (strcmp(row->column, "case_id") == 0 && !reading->told_case &&
             sql_get_text(session_store(reading->session), NULL, &no,
                          "SELECT no FROM case_file WHERE id = ?", "i", atoll(row->after)))
        buf_addf(&reading->about, " · %s", no ? no : row->after);
    reading->told_case = reading->told_case || no;
    free(no);
}

static void tell_row(Reading *reading, const JournalRow *row)
{
    static const struct Teller {
        const char *table;
        void (*tell)(Reading *reading, const JournalRow *row);
    } tellers[] = {
        {"user", tell_user},       {"sign_in", tell_sign_in},       {"setting", tell_setting},
        {"batch", tell_batch},     {"batch_case", tell_batch_case}, {"read_day", tell_reading},
        {"dossier", tell_dossier}, {"reveal", tell_reveal}};

    for (size_t i = 0; row->table && row->column && i < COUNT_OF(tellers); i++)
        if (strcmp(tellers[i].table, row->table) == 0)
            tellers[i].tell(reading, row);
}

/* ---- reading ---- */

static void end_group(Reading *reading)
{
    if (!reading->group)
        return;
    reading->events[reading->n - 1].about =
        arena_dup(reading->arena, reading->about.data ? reading->about.data : "");
    reading->group = reading->person = 0;
    reading->told_case = false;
    buf_clear(&reading->about);
}

static bool read_row(void *ctx, const JournalRow *row)
{
    Reading *reading = ctx;

    if (row->group != reading->group) {
        end_group(reading);
        reading->group = row->group;
        reading->by = row->user_id;
        const char *verb = arena_dup(reading->arena, row->verb);
        *event_add(reading) = (StoreEvent){
            .group = row->group,
            .at = arena_dup(reading->arena, row->at),
            .who = row->user_name ? arena_dup(reading->arena, row->user_name) : NULL,
            .verb = verb,
            .what = app_event_what(verb)};
        buf_add(&reading->about, row->message ? row->message : "");
    }
    tell_row(reading, row);
    return true;
}

/* What the journal is not told of before the next right passphrase. */
static bool read_untold(void *ctx, const GuessUntold *untold)
{
    Reading *reading = ctx;

    reading->group = -1;
    *event_add(reading) = (StoreEvent){.at = arena_dup(reading->arena, untold->at),
                                       .verb = "sign_in_failed",
                                       .what = app_event_what("sign_in_failed")};
    add_whoever(reading, untold->user);
    /* TRANSLATORS: failed sign-ins of somebody who has not signed in since. */
    buf_addf(&reading->about, _(" · %lld since the last that was right"),
             (long long)untold->failed);
    end_group(reading);
    return true;
}

bool app_events(Session *session, Arena *arena, StoreEvent **out, size_t *n, Err *err)
{
    Reading reading = {.session = session, .arena = arena, .about = BUF_INIT};
    Store *store = session_store(session);
    bool done = desk_may(session_user(session), VERB_EVENTS, err) &&
                journal_read(store, JOURNAL_NO_CASE, 0, read_row, &reading, err);

    end_group(&reading);
    done = done && guess_untold(store, read_untold, &reading, err);
    *n = done ? reading.n : 0;
    *out = arena_alloc(arena, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = reading.events[*n - 1 - i];
    free(reading.events);
    buf_free(&reading.about);
    return done;
}
