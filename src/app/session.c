/* Opening and making a store, its knowledge and settings, and who is signed in, until the lock
 * or the end. */
#include "config.h"

#include "app/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch_ledger.h"
#include "app/drafts.h"
#include "app/inner.h"
#include "app/words.h"
#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pinyin/pinyin.h"
#include "base/text/text.h"
#include "store/group.h"
#include "store/sql.h"

enum { ORGANISATION_CHARS = 80, STATION_CHARS = 12, USERS_FILE_MAX = 64 << 10 };

struct Session {
    Store *store; /* NULL between session_suspend and the next passphrase */
    char *path;
    StoreMode mode;
    char *identity; /* of the store that was opened, to know it again */
    const Progress *waiting;
    Knowledge *knowledge;
    Knowledge *former; /* read when its files were at fault: codes of it may be in use */
    FieldContext fields;
    bool day_given; /* fields.today does not follow the clock */
    char *data, *site, *lang;
    Sources sources; /* unless site stands for them */
    char *organisation, *station;
    bool practice;
    struct Pinyin *pinyin;
    WordList *words; /* of the pinyin entry */
    Arena *person;   /* holds user; emptied at sign-out */
    User user;
    bool signed_in, greeted; /* somebody is; somebody was before */
    Arena *arena;            /* practice users, read once */
    PracticeUser *practice_users;
    size_t practice_count;
    Judging *judging;
    Err fault;             /* of the knowledge files; ERR_NONE: there is none */
    const DraftKey *ended; /* by the edit that is under way; the caller's */
    PassphraseRules *rules;
    const char **notes; /* their texts are in the arena */
    size_t n_notes;
    char *packed; /* the knowledge, packed at the first approval or export */
};

char *session_default_store(void)
{
    char *home = path_data_home();
    char *path = path_join(home, "store.db");
    free(home);
    return path;
}

char *session_practice_store(void)
{
    char *home = path_data_home();
    char *path = path_join(home, "practice.db");
    free(home);
    return path;
}

/* ---- opening ---- */

static char *store_of(const SessionOptions *options)
{
    return options->store ? xstrdup(options->store) : session_default_store();
}

static bool read_practice(Store *store, bool *practice, Err *err)
{
    char *value = NULL;
    bool done = store_setting(store, "practice", &value, err);
    *practice = value && strcmp(value, "yes") == 0;
    free(value);
    return done;
}

/* As they are now; what a session had before stays where they cannot be read. */
static bool read_settings(Session *session, Err *err)
{
    char *organisation = NULL, *station = NULL;
    bool practice;
    bool done = store_setting(session->store, "organisation", &organisation, err) &&
                store_setting(session->store, "station", &station, err) &&
                read_practice(session->store, &practice, err);
    if (done && (!organisation || !station))
        done =
            err_set(err, ERR_STORE,
                    _("The store %s was not made by “anjuan init”: it names no organisation; "
                      "restore a backup"),
                    store_path(session->store));
    if (!done) {
        free(organisation);
        free(station);
        return false;
    }
    free(session->organisation);
    free(session->station);
    session->organisation = organisation;
    session->station = station;
    session->practice = practice;
    return true;
}

/* folders has room for PLACE_COUNT. */
static size_t folders_of(const Session *session, const char **folders)
{
    const Sources *sources = &session->sources;
    folders[0] = session->data;
    folders[1] = session->site;
    if (session->site)
        return 2;
    memcpy(folders, sources_folders(sources), sources->n * sizeof(*folders));
    return sources->n;
}

static bool read_knowledge(Session *session, Err *err)
{
    const char *folders[PLACE_COUNT];
    sources_find(session->data, store_path(session->store), session->practice,
                 &session->sources);
    return knowledge_load_anyway(folders, folders_of(session, folders), &session->knowledge,
                                 &session->fault, err);
}

void session_sources(const SessionOptions *options, Sources *out)
{
    char *path = store_of(options);
    char *data = options->data ? xstrdup(options->data) : path_share("anjuan");
    Store *store = NULL;
    bool practice = false;
    if (store_open(path, STORE_READ, &store, NULL))
        read_practice(store, &practice, NULL);
    store_close(store);
    sources_find(data, path, practice, out);
    free(data);
    free(path);
}

/* All but the store. */
static Session *session_new(const SessionOptions *options)
{
    Session *session = xcalloc(1, sizeof(*session));
    session->arena = arena_new();
    session->person = arena_new();
    session->judging = judging_new();
    session->data = options->data ? xstrdup(options->data) : path_share("anjuan");
    session->site = options->site ? xstrdup(options->site) : NULL;
    session->lang = xstrdup(options->lang ? options->lang : i18n_lang());
    session->fields.lang = session->lang;
    session->day_given = options->on.year != 0;
    session->fields.today = session->day_given ? options->on : day_today();
    return session;
}

/* The first group of a journal is of one store and of its copies, and stays. */
static bool read_identity(Store *store, char **out, Err *err)
{
    return sql_get_text(store, err, out,
                        "SELECT hex(uid) FROM journal_group ORDER BY id LIMIT 1", NULL);
}

static void tell_notice(Session *session)
{
    if (store_notice(session->store))
        session_note(session, "%s", store_notice(session->store));
}

static void heal(Session *session)
{
    if (session->mode == STORE_OPEN)
        ledger_heal(session);
}

bool session_open(const SessionOptions *options, StoreMode mode, Session **out, Err *err)
{
    Session *session = session_new(options);
    session->path = store_of(options);
    session->mode = mode;
    bool done = store_open(session->path, mode, &session->store, err) &&
                read_settings(session, err) && read_knowledge(session, err) &&
                read_identity(session->store, &session->identity, err);
    if (!done) {
        session_close(session);
        return false;
    }
    session->fields.codes = knowledge_codes(session->knowledge);
    tell_notice(session);
    heal(session);
    *out = session;
    return true;
}

void session_note(Session *session, const char *fmt, ...)
{
    Buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    session->notes =
        xreallocarray(session->notes, session->n_notes + 1, sizeof(*session->notes));
    session->notes[session->n_notes++] = arena_dup(session->arena, text.data);
    buf_free(&text);
}

const char *const *session_notes(Session *session, size_t *n)
{
    *n = session->n_notes;
    session->n_notes = 0;
    return session->notes;
}

void session_close(Session *session)
{
    if (!session)
        return;
    if (session->pinyin)
        pinyin_free(session->pinyin);
    judging_free(session->judging);
    knowledge_free(session->knowledge);
    knowledge_free(session->former);
    store_close(session->store);
    arena_free(session->arena);
    arena_free(session->person);
    wordlist_free(session->words);
    free(session->data);
    free(session->site);
    sources_free(&session->sources);
    free(session->lang);
    free(session->organisation);
    free(session->station);
    passphrase_rules_free(session->rules);
    free(session->path);
    free(session->identity);
    free(session->packed);
    free(session->notes);
    free(session);
}

/* ---- making a store ---- */

bool station_check(const char *code, Err *err)
{
    size_t len = strlen(code);
    return (len && len <= STATION_CHARS &&
            strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len) ||
           err_set(err, ERR_INPUT,
                   _("A station code has 1 to %d capital letters and digits, e.g. T1"),
                   STATION_CHARS);
}

bool session_read_station(Session *session, Err *err)
{
    char *station = NULL;
    if (!store_setting(session->store, "station", &station, err))
        return false;
    free(session->station);
    session->station = station;
    return true;
}

static bool check_init(const InitOptions *init, Err *err)
{
    if (!init->organisation[strspn(init->organisation, " \t")])
        return err_set(err, ERR_INPUT, _("The name of the organisation is empty"));
    if (!text_check(init->organisation, strlen(init->organisation), false, ORGANISATION_CHARS,
                    _("organisation"), err))
        return false;
    return station_check(init->station, err);
}

/* Before anything is made: the first of a practice store everybody may see. */
static bool check_first_passphrase(const SessionOptions *options, const InitOptions *init,
                                   Err *err)
{
    PassphraseRules *rules = NULL;
    Session *session = session_new(options);
    const char *folders[PLACE_COUNT];
    char *path = store_of(options);
    sources_find(session->data, path, init->practice, &session->sources);
    bool done =
        init->practice ||
        (passphrase_rules_load(folders, folders_of(session, folders), &rules, err) &&
         passphrase_check(rules, init->supervisor, init->display, init->passphrase, err));
    passphrase_rules_free(rules);
    session_close(session);
    free(path);
    return done;
}

static bool fill_store(Store *store, const InitOptions *init, Err *err)
{
    GroupHead head = {.kind = GROUP_SETUP, .verb = init->practice ? "practice" : "init"};
    Tx *tx = NULL;
    if (!store_put_setting(store, "organisation", init->organisation, err) ||
        !store_put_setting(store, "station", init->station, err) ||
        (init->practice && !store_put_setting(store, "practice", "yes", err)) ||
        !tx_begin(store, &head, &tx, err))
        return false;
    if ((init->group && !tx_setting(tx, "group", init->group, err)) ||
        !user_add(tx, init->supervisor, ROLE_SUPERVISOR, init->display, NULL, init->passphrase,
                  NULL, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

static bool fill_and_finish(const char *temp, const InitOptions *init, const PathGroup *group,
                            Err *err)
{
    Store *store = NULL;
    if (!store_open(temp, STORE_CREATE, &store, err))
        return false;
    if (fill_store(store, init, err) && (!group || store_share(store, group, err)))
        return store_finish(store, err);
    store_close(store);
    return false;
}

bool session_prove(const char *temp, int64_t users, int64_t cases, Err *err)
{
    Store *store = NULL;
    int64_t n = 0, m = 0;
    bool done = store_open(temp, STORE_READ, &store, err) && store_integrity(store, err) &&
                sql_get_int(store, err, &n, "SELECT count(*) FROM user", NULL) &&
                sql_get_int(store, err, &m, "SELECT count(*) FROM case_file", NULL);
    store_close(store);
    return done && ((n == users && m == cases) ||
                    err_set(err, ERR_IO,
                            _("%s does not hold what was written into it; is the disk full or "
                              "damaged?"),
                            temp));
}

bool session_place(const char *temp, const char *path, bool made, Err *err)
{
    if (made)
        return path_commit_new(temp, path, err);
    err_rename(err, temp, path);
    store_remove(temp);
    return false;
}

/* Made under a hidden name, read again, and moved into its place: killed at any moment, there
 * is no store, and the same command works again. */
static bool make_store(const char *path, const InitOptions *init, const PathGroup *group,
                       Err *err)
{
    char *temp = path_temp_beside(path);
    unlink(temp); /* the store makes its file itself */
    bool done = fill_and_finish(temp, init, group, err) && session_prove(temp, 1, 0, err);
    done = session_place(temp, path, done, err);
    free(temp);
    return done;
}

bool session_init(const SessionOptions *options, const InitOptions *init, Session **out,
                  Err *err)
{
    char *path = NULL, *folder = NULL;
    PathGroup found;
    const PathGroup *group = init->group ? &found : NULL;
    bool done;
    if (!check_init(init, err) || !check_first_passphrase(options, init, err) ||
        (group && !group_find(init->group, &found, err)))
        return false;
    path = store_of(options);
    folder = path_folder(path);
    done = (!group || group_check_folder(folder, init->group, group, err)) &&
           path_make_folder_for(folder, group, err) && store_check_free(path, err);
    if (done)
        store_sweep(path);
    done = done && make_store(path, init, group, err);
    if (done && out && !session_open(options, STORE_OPEN, out, err))
        done = err_wrap(err, _("The store %s is made, but could not be opened"), path);
    free(path);
    free(folder);
    return done;
}

bool session_finish(Session *session, Err *err)
{
    judging_forget(session->judging);
    bool done = store_finish(session->store, err);
    session->store = NULL;
    session_close(session);
    return done;
}

/* ---- what it holds ---- */

Store *session_store(const Session *session)
{
    return session->store;
}

const char *session_path(const Session *session)
{
    return session->path;
}

bool session_suspended(const Session *session)
{
    return !session->store;
}

bool session_changed(Session *session, int64_t *stamp)
{
    return session->store && store_changed(session->store, stamp);
}

Judging *session_judging(Session *session)
{
    return session->judging;
}

const Knowledge *session_knowledge(const Session *session)
{
    return session->knowledge;
}

const FieldContext *session_fields(const Session *session)
{
    return &session->fields;
}

Day session_today(const Session *session)
{
    return session->fields.today;
}

bool session_follow_day(Session *session)
{
    Day today = day_today();
    if (session->day_given || day_compare(today, session->fields.today) == 0)
        return false;
    session->fields.today = today;
    judging_forget(session->judging);
    return true;
}

const char *session_lang(const Session *session)
{
    return session->lang;
}

bool session_practice(const Session *session)
{
    return session->practice;
}

const char *session_organisation(const Session *session)
{
    return session->organisation;
}

const char *session_station(const Session *session)
{
    return session->station;
}

void app_draft_ends(Session *session, const DraftKey *draft)
{
    session->ended = draft;
}

bool session_drop_ended(Session *session, Err *err)
{
    return !session->ended || draft_drop(session->store, session->user.id, session->ended, err);
}

const PassphraseRules *session_passphrase_rules(Session *session, Err *err)
{
    const char *folders[PLACE_COUNT];
    if (!session->rules &&
        !passphrase_rules_load(folders, folders_of(session, folders), &session->rules, err))
        return NULL;
    return session->rules;
}

struct Pinyin *session_pinyin(Session *session)
{
    if (!session->pinyin)
        session->pinyin = pinyin_new();
    return session->pinyin;
}

void session_warm(Session *session)
{
    pinyin_warm(session_pinyin(session));
}

const WordList *app_words(Session *session, Err *err)
{
    const char *folders[PLACE_COUNT];
    if (!session->words &&
        !app_words_load(folders, folders_of(session, folders), session, &session->words, err))
        return NULL;
    return session->words;
}

char *session_data_file(const Session *session, const char *name)
{
    return path_join(session->data, name);
}

const char *session_fault(const Session *session)
{
    return session->fault.kind == ERR_NONE ? NULL : session->fault.text;
}

bool session_judges(const Session *session, Err *err)
{
    return session->fault.kind == ERR_NONE ||
           err_set(err, ERR_INPUT,
                   _("%s: nothing is judged, submitted, approved or exported until this is "
                     "mended; “anjuan knowledge check” lists all faults"),
                   session->fault.text);
}

bool session_keep_knowledge(Session *session, Err *err)
{
    int64_t kept;
    const char *version = knowledge_version(session->knowledge);
    if (!session_judges(session, err))
        return false;
    if (!sql_get_int(session->store, err, &kept,
                     "SELECT count(*) FROM knowledge_text WHERE version = ?", "t", version))
        return false;
    if (kept)
        return true;
    if (!session->packed) {
        Buf packed = BUF_INIT;
        knowledge_pack(session->knowledge, &packed);
        session->packed = buf_take(&packed);
    }
    return sql_do(session->store, err,
                  "INSERT INTO knowledge_text (version, packed) VALUES (?, ?)", "tt", version,
                  session->packed);
}

/* ---- without the store, while nobody is there ---- */

void session_on_wait(Session *session, const Progress *told)
{
    session->waiting = told;
    if (session->store)
        store_on_wait(session->store, told);
}

bool session_wait(Session *session, bool at_all)
{
    return session->store && store_wait_limit(session->store, at_all);
}

bool session_was_busy(const Session *session)
{
    return session->store && store_was_busy(session->store);
}

void session_suspend(Session *session)
{
    judging_forget(session->judging);
    wordlist_free(session->words); /* with what people took, names of patients among it */
    session->words = NULL;
    session->ended = NULL;
    store_close(session->store);
    session->store = NULL;
}

/* Opens the store again. It may have gone, or be another one by now. */
static bool session_resume(Session *session, Err *err)
{
    char *identity = NULL;
    if (session->store)
        return true;
    bool done = store_open(session->path, session->mode, &session->store, err) &&
                read_identity(session->store, &identity, err);
    if (done && session->identity && (!identity || strcmp(identity, session->identity) != 0))
        done =
            err_set(err, ERR_STORE,
                    _("%s is another store than before; leave the program and start it again"),
                    session->path);
    free(identity);
    if (!done || !read_settings(session, err)) {
        session_suspend(session);
        return false;
    }
    store_on_wait(session->store, session->waiting);
    tell_notice(session);
    return true;
}

/* ---- the person ---- */

/* Files that were at fault may be mended by now. */
static void read_mended(Session *session)
{
    const char *folders[PLACE_COUNT];
    Knowledge *now = NULL;
    Err fault = {0};
    if (!knowledge_load_anyway(folders, folders_of(session, folders), &now, &fault, NULL))
        return;
    session->fault = fault;
    if (fault.kind != ERR_NONE) {
        knowledge_free(now);
        return;
    }
    session->former = session->knowledge;
    session->knowledge = now;
    session->fields.codes = knowledge_codes(now);
    free(session->packed);
    session->packed = NULL;
    judging_forget(session->judging);
}

/* The passphrase opens the store again where it was closed, which is a start like any other; a
 * wrong one leaves it closed. The person is as the store has them now. */
bool session_sign_in(Session *session, const char *name, const char *passphrase, Err *err)
{
    User user;
    Arena *person = arena_new();
    bool suspended = !session->store;
    if (!session_resume(session, err) ||
        !user_sign_in(session->store, name, passphrase, person, &user, err)) {
        arena_free(person);
        if (suspended)
            session_suspend(session);
        return false;
    }
    arena_free(session->person);
    session->person = person;
    session->user = user;
    session->signed_in = true;
    if (session->greeted && session->fault.kind != ERR_NONE)
        read_mended(session);
    session->greeted = true;
    if (suspended)
        heal(session);
    return true;
}

void session_sign_out(Session *session)
{
    session->signed_in = false;
    session->user = (User){0};
    arena_reset(session->person);
}

const User *session_user(const Session *session)
{
    return session->signed_in ? &session->user : NULL;
}

bool session_person_stands(Session *session, Err *err)
{
    int64_t active;
    if (!session->signed_in)
        return err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    if (!sql_get_int(session->store, err, &active,
                     "SELECT count(*) FROM user WHERE id = ? AND disabled = 0", "i",
                     session->user.id))
        return false;
    return active || err_set(err, ERR_REFUSED,
                             _("User %s is disabled; ask a supervisor or the administrator"),
                             session->user.name);
}

bool session_act_as(Session *session, const char *name, Err *err)
{
    session_sign_out(session);
    session->signed_in = user_find(session->store, name, session->person, &session->user, err);
    return session->signed_in;
}

bool session_check_passphrase(Session *session, const char *passphrase, Err *err)
{
    if (!session->signed_in)
        return err_set(err, ERR_REFUSED, _("Nobody is signed in"));
    return session_sign_in(session, session->user.name, passphrase, err);
}

/* ---- practice users: name, role, display, passphrase, one user a line, tabs between ---- */

static bool read_practice_user(char *line, Arena *arena, PracticeUser *user)
{
    char *field[4], *rest = line;
    for (size_t i = 0; i < COUNT_OF(field); i++) {
        field[i] = strsep(&rest, "\t");
        if (!field[i] || !field[i][0])
            return false;
    }
    user->name = arena_dup(arena, field[0]);
    user->display = arena_dup(arena, field[2]);
    user->passphrase = arena_dup(arena, field[3]);
    return !rest && role_parse(field[1], &user->role);
}

static bool read_practice_users(const char *data, Arena *arena, PracticeUser **users, size_t *n,
                                Err *err)
{
    Buf text = BUF_INIT;
    char *path = path_join(data, "practice/users.tsv");
    bool done = path_read(path, USERS_FILE_MAX, &text, err);
    size_t lines = 1, line = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    *n = 0;
    *users = arena_alloc(arena, lines * sizeof(PracticeUser));
    for (char *rest = text.data, *next; done && rest && *rest;) {
        line++;
        next = strsep(&rest, "\n");
        if (next[0] == '#' || !next[0])
            continue;
        done = read_practice_user(next, arena, &(*users)[(*n)++]) ||
               err_set(
                   err, ERR_INPUT,
                   _("%s, line %zu: name, role, display name and passphrase are expected, with "
                     "tabs between"),
                   path, line);
    }
    buf_free(&text);
    free(path);
    return done;
}

bool session_practice_users(Session *session, const PracticeUser **users, size_t *n, Err *err)
{
    *users = NULL;
    *n = 0;
    if (session->practice && !session->practice_users &&
        !read_practice_users(session->data, session->arena, &session->practice_users,
                             &session->practice_count, err)) {
        session->practice_users = NULL;
        return false;
    }
    *users = session->practice_users;
    *n = session->practice_users ? session->practice_count : 0;
    return true;
}

bool session_first_supervisor(const SessionOptions *options, Arena *arena, PracticeUser *out,
                              Err *err)
{
    PracticeUser *users;
    size_t n;
    char *data = options->data ? xstrdup(options->data) : path_share("anjuan");
    bool done = read_practice_users(data, arena, &users, &n, err);
    free(data);
    for (size_t i = 0; done && i < n; i++) {
        if (users[i].role == ROLE_SUPERVISOR) {
            *out = users[i];
            return true;
        }
    }
    return done && err_set(err, ERR_INPUT, _("practice/users.tsv names no supervisor"));
}
