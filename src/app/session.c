/* Opening a store with its knowledge and settings, what a session holds, and giving the store
 * up while nobody is there. */
#include "config.h"

#include "app/session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch_ledger.h"
#include "app/drafts.h"
#include "app/history.h"
#include "app/look.h"
#include "app/session_inner.h"
#include "app/words.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/pinyin/pinyin.h"
#include "seal/header.h"
#include "seal/ring.h"
#include "store/forms.h"
#include "store/retired.h"
#include "store/sealed.h"
#include "store/sql.h"

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

char *session_store_path(const SessionOptions *options)
{
    return options->store ? xstrdup(options->store) : session_default_store();
}

/* A sealed store that is closed tells that much. */
static bool tells_practice(const char *path)
{
    SealHeader *header = NULL;
    bool practice = store_is_sealed(path) &&
                    seal_header_read(path, &header, NULL) == SEAL_WHOLE &&
                    seal_header_practice(header);
    seal_header_free(header);
    return practice;
}

bool session_read_practice(Store *store, bool *practice, Err *err)
{
    char *value = NULL;
    bool done = store_setting(store, "practice", &value, err);
    *practice = value && strcmp(value, "yes") == 0;
    free(value);
    return done;
}

/* Where a store has a history it was made, and whoever signed took away what it is called: the
 * history names who, so whoever only reads may go on to that. */
static bool stand_in(const Session *session, char **setting, Err *err)
{
    int64_t groups = 0;
    if (*setting || session->mode != STORE_READ)
        return true;
    if (!sql_get_int(session->store, err, &groups, "SELECT count(*) FROM journal_group", NULL))
        return false;
    if (groups > 0)
        *setting = xstrdup("");
    return true;
}

/* As they are now; what a session had before stays where they cannot be read. */
static bool read_settings(Session *session, Err *err)
{
    char *organisation = NULL, *station = NULL;
    bool practice;
    bool done = store_setting(session->store, "organisation", &organisation, err) &&
                store_setting(session->store, "station", &station, err) &&
                stand_in(session, &organisation, err) && stand_in(session, &station, err) &&
                session_read_practice(session->store, &practice, err);
    if (done && (!organisation || !station))
        done = err_set(
            err, ERR_STORE,
            _("The store %s names no organisation or no station, as “anjuan init” gives "
              "them: “anjuan verify” tells who took them away; put back a backup"),
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

size_t session_folders(const Session *session, const char **folders)
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
    sources_find(session->data, session->path, session->practice, &session->sources);
    return knowledge_load_anyway(folders, session_folders(session, folders),
                                 &session->knowledge, &session->fault, err);
}

void session_sources(const SessionOptions *options, Sources *out)
{
    char *path = session_store_path(options);
    char *data = options->data ? xstrdup(options->data) : path_share("anjuan");
    Store *store = NULL;
    bool practice = tells_practice(path);
    if (!store_is_sealed(path) && store_open(path, STORE_READ, &store, NULL))
        session_read_practice(store, &practice, NULL);
    store_close(store);
    sources_find(data, path, practice, out);
    free(data);
    free(path);
}

Session *session_new(const SessionOptions *options)
{
    Session *session = xcalloc(1, sizeof(*session));
    session->arena = arena_new();
    session->person = arena_new();
    session->judging = judging_new();
    session->data = options->data ? xstrdup(options->data) : path_share("anjuan");
    session->named = options->named;
    session->site = options->site ? xstrdup(options->site) : NULL;
    session->lang = xstrdup(options->lang ? options->lang : i18n_lang());
    session->fields.lang = session->lang;
    session->day_given = options->on.year != 0;
    session->fields.today = session->day_given ? options->on : day_today();
    session->organisation = xstrdup("");
    session->station = xstrdup("");
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

/* What a sealing left that was killed. */
static void forms_heal(Session *session)
{
    Err err = {0};

    if (!forms_settle(session->store, &err))
        session_note(session,
                     _("Copies of papers are still there in another form than the store: %s"),
                     err.text);
}

void session_heal(Session *session)
{
    if (session->mode == STORE_OPEN) {
        batch_heal(session);
        erase_heal(session);
        forms_heal(session);
        found_heal(session);
    } else if (session->mode == STORE_READ)
        batch_say_left(session);
}

/* What moved to another machine is read, whatever was asked for. */
static bool read_moved(Session *session, Err *err)
{
    char *sentence;
    bool done = store_retired(session->store, &sentence, err);
    if (!done || !sentence)
        return done;
    free(sentence);
    session_note(session,
                 _("This store moved to another machine: here it is only read, and nothing "
                   "can be changed"));
    if (session->mode != STORE_OPEN || session->retired)
        return true;
    store_close(session->store);
    session->store = NULL;
    session->mode = STORE_READ;
    return store_open(session->path, session->mode, &session->store, err);
}

static bool open_now(Session *session, Err *err)
{
    if (!store_open(session->path, session->mode, &session->store, err) ||
        !read_moved(session, err))
        return false;
    session->proven_case = session->proven_at = 0;
    session->names = (JournalWords){app_history_name, app_history_value, &session->fields};
    journal_speak(session->store, &session->names);
    return true;
}

/* What else a sealed store says of itself nobody knows before the first passphrase. */
static bool open_store(Session *session, Err *err)
{
    if (store_is_sealed(session->path)) {
        session->practice = tells_practice(session->path);
        return true;
    }
    return open_now(session, err) && read_settings(session, err) &&
           read_identity(session->store, &session->identity, err);
}

bool session_open(const SessionOptions *options, StoreMode mode, Session **out, Err *err)
{
    Session *session = session_new(options);
    app_look_sweep();
    session->path = session_store_path(options);
    session->mode = mode;
    session->retired = options->retired;
    if (!open_store(session, err) || !read_knowledge(session, err)) {
        session_close(session);
        return false;
    }
    session->fields.codes = knowledge_codes(session->knowledge);
    if (session->store) {
        tell_notice(session);
        session_heal(session);
    }
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

static void drop_key(Session *session)
{
    seal_ring_remove(session->key);
    seal_key_free(session->key);
    session->key = NULL;
}

void session_close(Session *session)
{
    if (!session)
        return;
    app_look_end(session);
    session_tell_read(session);
    if (session->pinyin)
        pinyin_free(session->pinyin);
    session_forget_keys(session);
    for (size_t i = 0; i < session->n_known; i++)
        signer_close(&session->known[i]);
    free(session->known);
    judging_free(session->judging);
    knowledge_free(session->knowledge);
    knowledge_free(session->former);
    store_close(session->store);
    drop_key(session);
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
    free(session->different);
    free(session->notes);
    session_conceal(session);
    free(session);
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

bool session_read_station(Session *session, Err *err)
{
    char *station = NULL;
    if (!store_setting(session->store, "station", &station, err))
        return false;
    free(session->station);
    session->station = station;
    return true;
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

bool session_sealed(const Session *session)
{
    return session->store && store_sealed(session->store);
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

struct Pinyin *session_pinyin(Session *session)
{
    if (!session->pinyin)
        session->pinyin = pinyin_new();
    return session->pinyin;
}

const WordList *app_words(Session *session, Err *err)
{
    const char *folders[PLACE_COUNT];
    if (!session->words && !app_words_load(folders, session_folders(session, folders), session,
                                           &session->words, err))
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
    app_look_end(session);
    judging_forget(session->judging);
    wordlist_free(session->words); /* with what people took, names of patients among it */
    session->words = NULL;
    session->ended = NULL;
    session_conceal(session);
    session_forget_keys(session);
    store_close(session->store);
    session->store = NULL;
    drop_key(session);
}

void session_hold(Session *session, SealKey *key)
{
    session->key = seal_key_hold(key);
    if (key)
        seal_ring_add(key);
}

bool session_unlock(Session *session, const char *name, const char *passphrase, PassKey **pass,
                    Err *err)
{
    if (session->store || session->key || !store_is_sealed(session->path))
        return true;
    if (!app_open_slot(session->path, name, passphrase, session->waiting, &session->key, pass,
                       err))
        return false;
    seal_ring_add(session->key);
    return true;
}

/* Of a store that was closed until now: what it is, and by which files it is judged. */
static bool get_to_know(Session *session, bool practice, Err *err)
{
    if (session->practice == practice)
        return true;
    Knowledge *before = session->knowledge;
    sources_free(&session->sources);
    if (!read_knowledge(session, err))
        return false;
    knowledge_free(before);
    session->fields.codes = knowledge_codes(session->knowledge);
    return true;
}

bool session_resume(Session *session, Err *err)
{
    char *identity = NULL;
    bool practice = session->practice;
    if (session->store)
        return true;
    bool done = open_now(session, err) && read_identity(session->store, &identity, err);
    if (done && session->identity && (!identity || strcmp(identity, session->identity) != 0))
        done =
            err_set(err, ERR_STORE,
                    _("%s is another store than before; leave the program and start it again"),
                    session->path);
    done = done && read_settings(session, err) &&
           (session->identity || get_to_know(session, practice, err));
    if (done && !session->identity) {
        session->identity = identity;
        identity = NULL;
    }
    free(identity);
    if (!done) {
        session_suspend(session);
        return false;
    }
    store_on_wait(session->store, session->waiting);
    tell_notice(session);
    return true;
}
