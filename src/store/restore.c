/* Putting a backup back: everything is read and made before anything of the store is touched,
 * and the last step is one move. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "seal/header.h"
#include "store/change.h"
#include "store/copies.h"
#include "store/group.h"
#include "store/past.h"
#include "store/retired.h"

/* ---- the store that is replaced ---- */

typedef struct JournalEnd {
    int64_t count;
    unsigned char hash[DIGEST_BYTES];
    bool sound;
    bool there, known; /* a file was there; its journal could be read */
    int64_t lost;      /* events after the end of the backup, which is older; 0: it is not */
    Given given;       /* its numbers */
    Erasures erasures; /* its cases that were erased, then those that are whole again */
} JournalEnd;

static bool restore_end(Store *store, JournalEnd *out, Err *err)
{
    out->known = journal_head(store, &out->count, out->hash, &out->sound, err);
    return out->known;
}

/* Is the history that ends there a beginning of this one? */
static bool restore_has(Store *store, const JournalEnd *end, bool *has, Err *err)
{
    Sql q;

    *has = end->count == 0;
    if (*has)
        return true;
    if (!sql_open(&q, store, "SELECT hash FROM journal_group WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, end->count);
    if (sql_row(&q)) {
        size_t n;
        const void *hash = sql_blob(&q, 0, &n);
        *has = hash && n == DIGEST_BYTES && memcmp(hash, end->hash, n) == 0;
    }
    if (!sql_close(&q, err))
        return false;
    /* One of before the journal got its present form, of which this one was made. */
    return *has || past_ended(store, end->count, end->hash, has, err);
}

/* The people of a practice store have passphrases that everybody knows. */
static bool restore_same_kind(Store *backup, Store *old, Err *err)
{
    char *a = NULL, *b = NULL;
    bool done =
        store_setting(backup, "practice", &a, err) && store_setting(old, "practice", &b, err);

    if (done && !a != !b)
        done =
            err_set(err, ERR_REFUSED,
                    _("Practice cases and real ones do not take each other's place: one of %s "
                      "and %s is a practice store"),
                    store_path(backup), store_path(old));
    free(a);
    free(b);
    return done;
}

/* What moved to another machine goes on from where it stood before that was told: newer with an
 * event of its own behind that, since the file that was carried there tells of no machine that
 * took over. */
static bool restore_went_on(Store *backup, Store *old, bool *newer, Err *err)
{
    JournalEnd before = {0}, kept;
    Sql q;

    *newer = false;
    if (!sql_open(&q, old,
                  "SELECT b.id, b.hash FROM journal_group AS b JOIN journal_group AS g"
                  " ON g.id = b.id + 1 WHERE g.kind = 'people' AND g.verb = 'move'"
                  " AND NOT EXISTS (SELECT 1 FROM journal_group AS l WHERE l.id > g.id"
                  " AND coalesce(l.verb, '') NOT IN ('day', 'restore'))"
                  " ORDER BY g.id DESC LIMIT 1",
                  err))
        return false;
    if (sql_row(&q)) {
        size_t n;
        const void *hash = sql_blob(&q, 1, &n);
        before.count = sql_int(&q, 0);
        memcpy(before.hash, hash, n < DIGEST_BYTES ? n : DIGEST_BYTES);
    }
    if (!sql_close(&q, err))
        return false;
    if (before.count == 0)
        return true;
    if (!restore_end(backup, &kept, err) || !restore_has(backup, &before, newer, err))
        return false;
    *newer = *newer && kept.count > before.count;
    return true;
}

/* Two machines would be in charge under one code. What comes from the one that took over makes
 * way for nobody else, and so does a backup of the store as it was retired. */
static bool restore_is_retired(Store *backup, Store *old, Err *err)
{
    JournalEnd end = {0};
    char *sentence = NULL;
    bool follows = false;
    bool done = store_retired(old, &sentence, err);

    if (done && sentence)
        done = restore_end(old, &end, err) && restore_has(backup, &end, &follows, err) &&
               (follows || restore_went_on(backup, old, &follows, err)) &&
               (follows ||
                err_set(err, ERR_REFUSED,
                        _("%s. Only a backup that was made there takes its place; nothing was "
                          "changed"),
                        sentence));
    free(sentence);
    return done;
}

static bool restore_compare(Store *backup, Store *old, JournalEnd *replaced, Err *err)
{
    JournalEnd kept;
    bool newer, behind;

    if (!restore_end(old, replaced, err) || !restore_end(backup, &kept, err) ||
        !restore_has(backup, replaced, &newer, err) ||
        (!newer && !restore_went_on(backup, old, &newer, err)))
        return false;
    if (replaced->sound && newer)
        return true;
    if (!replaced->sound)
        return err_set(
            err, ERR_REFUSED,
            _("Whether the backup is older cannot be told: the end of the journal of "
              "%s is damaged. Nothing was changed; --older puts the backup back all "
              "the same"),
            store_path(old));
    if (!restore_has(old, &kept, &behind, err))
        return false;
    replaced->lost = behind ? replaced->count - kept.count : 0;
    if (behind)
        return err_set(
            err, ERR_REFUSED,
            _("The backup is older: the store %s has %lld events that it does not "
              "have. Nothing was changed; --older puts the backup back all the same"),
            store_path(old), (long long)(replaced->count - kept.count));
    return err_set(err, ERR_REFUSED,
                   _("The store %s has events that the backup does not have: its history is "
                     "another. Nothing was changed; --older puts the backup back all the same"),
                   store_path(old));
}

/* Is that a store, judging by its first bytes alone? One that cannot be read just now must not
 * pass for rubbish. */
static bool restore_looks_like_store(const char *path)
{
    static const char magic[] = "SQLite format 3";
    enum { HEADER = 100, ID_AT = 68 };
    unsigned char head[HEADER];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool read_it = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head);
    bool unknown = fd < 0 && errno != ENOENT && errno != ENOTDIR;

    if (fd >= 0)
        close(fd);
    if (store_is_sealed(path))
        return true;
    if (!read_it)
        return unknown;
    return memcmp(head, magic, sizeof(magic)) == 0 &&
           ((uint32_t)head[ID_AT] << 24 | (uint32_t)head[ID_AT + 1] << 16 |
            (uint32_t)head[ID_AT + 2] << 8 | head[ID_AT + 3]) == STORE_APPLICATION_ID;
}

bool store_is_lost(const char *path)
{
    sqlite3 *db = NULL;
    int status;

    if (!restore_looks_like_store(path))
        return true;
    /* Whether it is whole is seen by whoever can open it; without its header nobody can. */
    if (store_is_sealed(path)) {
        SealHeader *header = NULL;
        SealFound found = seal_header_read(path, &header, NULL);
        seal_header_free(header);
        return found == SEAL_DAMAGED;
    }
    status = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_exec(db, "SELECT count(passhash) FROM user", NULL, NULL, NULL);
    sqlite3_close_v2(db);
    /* An error is a table that is not there. */
    return status == SQLITE_CORRUPT || status == SQLITE_NOTADB || status == SQLITE_ERROR;
}

/* May the backup take the place of what is there? replaced is how the journal there ends. */
static bool restore_may(Store *backup, const char *path, bool older, JournalEnd *replaced,
                        Err *err)
{
    Store *old = NULL;
    Err fault = {0};
    bool done;

    replaced->there = path_exists(path);
    if (!store_open_any(path, &old, &fault)) {
        if (older || !restore_looks_like_store(path))
            return true;
        return err_set(err, ERR_REFUSED,
                       _("Whether the backup is older cannot be told: %s Nothing was changed; "
                         "--older puts the backup back all the same"),
                       fault.text);
    }
    bool alike = restore_same_kind(backup, old, &fault);
    given_read(old, &replaced->given);
    erasures_read(old, &replaced->erasures);
    alike = alike && restore_is_retired(backup, old, &fault);
    done = alike && restore_compare(backup, old, replaced, &fault);
    store_close(old);
    return done || (alike && older) || err_set(err, fault.kind, "%s", fault.text);
}

static bool restore_is_busy(int status)
{
    return (status & 0xff) == SQLITE_BUSY || (status & 0xff) == SQLITE_LOCKED;
}

/* A sealed store always has a log: it is emptied, and taken away, since whoever is at the store
 * would be kept out of both. */
static int restore_lock_sealed(Store *store)
{
    int status = sqlite3_exec(store->db, "BEGIN EXCLUSIVE; COMMIT", NULL, NULL, NULL);

    if (status == SQLITE_OK)
        status = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                           NULL);
    if (status == SQLITE_OK)
        status = sqlite3_exec(store->db, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
    if (status == SQLITE_OK)
        store_remove_sides(store->path);
    return status;
}

/* Merges the side files and begins what keeps all others out; SQLite's status. Another that
 * came in between the two set the log up again. */
static int restore_lock(Store *store)
{
    char *mode = NULL;
    int status;

    if (store->sealed)
        return restore_lock_sealed(store);
    sqlite3_busy_timeout(store->db, 0);
    status = sqlite3_exec(store->db, "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE", NULL, NULL,
                          NULL);
    if (status == SQLITE_OK && sqlite3_db_readonly(store->db, "main") == 0 &&
        sql_get_text(store, NULL, &mode, "PRAGMA journal_mode", NULL) && mode &&
        strcmp(mode, "delete") != 0)
        status = SQLITE_BUSY;
    free(mode);
    return status;
}

static bool restore_unchanged(Store *held, const JournalEnd *replaced)
{
    JournalEnd now = {0};

    if (!replaced->there)
        return false;
    /* What could not be told when it was asked for tells nothing now. */
    if (!replaced->known)
        return true;
    return restore_end(held, &now, NULL) && now.count == replaced->count &&
           memcmp(now.hash, replaced->hash, DIGEST_BYTES) == 0;
}

/* Keeps the others out of the store that is replaced until *held is closed, which may be NULL,
 * with its side files merged into it, and makes sure that nobody wrote to it since its end was
 * read. A store too damaged to be opened is taken as it is. */
static bool restore_hold(const char *path, const JournalEnd *replaced, Store **held, Err *err)
{
    int status = SQLITE_OK;

    if (store_open_held(path, held, &status, NULL))
        status = restore_lock(*held);
    if (restore_is_busy(status))
        return err_set(err, ERR_STORE,
                       _("%s is in use by another program. Close that first; nothing was "
                         "changed"),
                       path);
    return (*held ? restore_unchanged(*held, replaced) : replaced->there) ||
           err_set(err, ERR_CONFLICT,
                   _("Another program wrote to %s while the backup was being prepared. It "
                     "stays as it is; put the backup back again to see what it would lack"),
                   path);
}

static char *restore_kept_name(const char *path)
{
    Buf name = BUF_INIT;

    for (int n = 1;; n++) {
        buf_clear(&name);
        buf_addf(&name, "%s.before-restore", path);
        if (n > 1)
            buf_addf(&name, "-%d", n);
        buf_add(&name, ".bak");
        if (store_name_free(name.data))
            return buf_take(&name);
    }
}

/* What the old store is called while the new one is moved, where it cannot have two names: no
 * finished restore leaves this name, so a store that is missing beside it was cut off there. */
static char *restore_between_name(const char *path)
{
    return path_beside(path, ".being-replaced.bak");
}

/* Side files left by a damaged or vanished store go with it: SQLite would play them into the
 * new one. */
static void restore_move_sides(const char *from, const char *to)
{
    for (size_t i = 0; i < SIDES; i++) {
        char *a = path_beside(from, path_sides[i]), *b = path_beside(to, path_sides[i]);
        rename(a, b);
        free(a);
        free(b);
    }
}

static bool restore_has_sides(const char *path)
{
    bool there = false;

    for (size_t i = 0; i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        there = there || path_exists(side);
        free(side);
    }
    return there;
}

/* How the old store was put aside, to take it back when the new one does not get its place. */
typedef struct Aside {
    char *kept; /* NULL: there was none */
    char *between;
    Store *held; /* keeps others out of it until the new one stands; NULL: not possible */
    bool linked, moved;
} Aside;

static bool restore_put_aside(const char *path, const JournalEnd *replaced, Aside *aside,
                              Err *err)
{
    bool there = path_exists(path);

    if (there && !restore_hold(path, replaced, &aside->held, err))
        return false;
    if (!there && !restore_has_sides(path))
        return true;
    aside->kept = restore_kept_name(path);
    aside->between = restore_between_name(path);
    /* A second name keeps the path filled until the new store takes it; not every disk can do
     * that, USB sticks for one, and a damaged store may need its side files to be of use. */
    if (there && !restore_has_sides(path) && link(path, aside->kept) == 0) {
        aside->linked = true;
        return true;
    }
    if (there && rename(path, aside->between) != 0)
        return err_set(err, ERR_IO, _("%s cannot be kept as %s: %s"), path, aside->kept,
                       i18n_errno(errno));
    aside->moved = true;
    restore_move_sides(path, aside->between);
    return true;
}

static bool restore_take_back(const char *path, const Aside *aside)
{
    if (aside->linked)
        unlink(aside->kept);
    if (!aside->moved)
        return true;
    restore_move_sides(aside->between, path);
    return rename(aside->between, path) == 0 || !path_exists(aside->between);
}

/* The new store stands; the old one gets the name it keeps. */
static void restore_name_kept(Aside *aside)
{
    if (!aside->moved)
        return;
    restore_move_sides(aside->between, aside->kept);
    rename(aside->between, aside->kept);
}

/* ---- healing ---- */

/* Second names of the store that a restore made and did not come to use. */
static void heal_second_names(const char *path)
{
    char *folder = path_folder(path), *name = path_name(path);
    char *begins = path_beside(name, ".before-restore");
    struct stat store, other;
    DIR *dir = stat(path, &store) == 0 && store.st_nlink > 1 ? opendir(folder) : NULL;
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char *at = path_join(folder, entry->d_name);
        if (strncmp(entry->d_name, begins, strlen(begins)) == 0 && lstat(at, &other) == 0 &&
            other.st_ino == store.st_ino && other.st_dev == store.st_dev)
            unlink(at);
        free(at);
    }
    if (dir)
        closedir(dir);
    free(begins);
    free(name);
    free(folder);
}

static bool heal_moved(const char *path, const char *between, Buf *notice, Err *err)
{
    char *kept = NULL;
    bool back = !path_exists(path), done = true;

    if (back) {
        restore_move_sides(between, path);
        done = rename(between, path) == 0;
    } else {
        kept = restore_kept_name(path);
        restore_move_sides(between, kept);
        done = rename(between, kept) == 0;
    }
    if (!done)
        err_set(err, ERR_STORE,
                _("Putting back a backup was interrupted. The store that was there is %s; it "
                  "cannot be given its name back: %s"),
                between, i18n_errno(errno));
    else if (back)
        buf_addf(notice,
                 _("Putting back a backup was interrupted; the store %s is as it was before"),
                 path);
    else
        buf_addf(notice,
                 _("Putting back a backup was interrupted when it was done; the store that was "
                   "there before is kept as %s"),
                 kept);
    free(kept);
    return done;
}

bool store_heal(const char *path, Buf *notice, Err *err)
{
    char *between = restore_between_name(path);
    char *folder = path_folder(path), *name = path_name(path);
    bool done = true, interrupted = path_exists(between);
    struct stat info;

    /* The name of the new store's hidden file tells whether its maker is still at it. */
    if ((interrupted || (stat(path, &info) == 0 && info.st_nlink > 1)) &&
        !path_held(folder, name)) {
        if (interrupted)
            done = heal_moved(path, between, notice, err);
        heal_second_names(path);
    }
    free(name);
    free(folder);
    free(between);
    return done;
}

/* ---- the store that comes in its place ---- */

static int64_t restore_person(Store *store, const RestoreOptions *options)
{
    int64_t id = 0;

    if (options->user_uid)
        sql_get_int(store, NULL, &id, "SELECT id FROM user WHERE hex(uid) = ?", "t",
                    options->user_uid);
    return id;
}

static void restore_list_erased(const JournalEnd *replaced, Buf *out)
{
    for (size_t i = 0; i < replaced->erasures.n; i++)
        buf_addf(out, "%s%s", i ? " " : "", replaced->erasures.cases[i].no);
}

/* The event that says what was done: without it, nobody could see later that the history of the
 * store that was here before went on elsewhere. */
static bool restore_event(Store *store, const RestoreOptions *options,
                          const JournalEnd *replaced, Err *err)
{
    char hex[DIGEST_HEX + 1];
    Buf message = BUF_INIT, again = BUF_INIT;
    Tx *tx = NULL;
    GroupHead head = {.kind = GROUP_SETUP, .verb = "restore"};
    bool done;

    head.user_id = restore_person(store, options);
    digest_hex(replaced->hash, hex);
    if (options->moved)
        buf_addf(&message, _("Moved here from another machine by %s"), options->by);
    else if (replaced->lost > 0)
        buf_addf(
            &message,
            ngettext("An older backup was put back by %s: %lld event of the store that was "
                     "replaced is not in it, which ended at event %lld, %s",
                     "An older backup was put back by %s: %lld events of the store that "
                     "was replaced are not in it, which ended at event %lld, %s",
                     (unsigned long)replaced->lost),
            options->by, (long long)replaced->lost, (long long)replaced->count, hex);
    else if (replaced->count > 0)
        buf_addf(&message,
                 _("Put back from a backup by %s; the store that was replaced ended at event "
                   "%lld, %s"),
                 options->by, (long long)replaced->count, hex);
    else
        buf_addf(
            &message,
            _("Put back from a backup by %s; no store was replaced whose end could be told"),
            options->by);
    restore_list_erased(replaced, &again);
    if (again.len)
        buf_addf(&message, _("; to be erased again: %s"), again.data);
    head.message = message.data;
    done = tx_begin(store, &head, &tx, err);
    if (!done)
        goto out;
    tx->forced = true; /* it changes nothing and must be there all the same */
    if (options->station && !tx_setting(tx, "station", options->station, err)) {
        tx_abort(tx);
        done = false;
        goto out;
    }
    done = tx_commit(tx, NULL, err);
out:
    buf_free(&again);
    buf_free(&message);
    return done;
}

static bool restore_mark(Store *store, const RestoreOptions *options, JournalEnd *replaced,
                         bool *asks, Err *err)
{
    char *practice = NULL;
    bool done = store_setting(store, "practice", &practice, err) &&
                (!(options->moved || options->station || practice) ||
                 sql_do(store, err, "DELETE FROM meta WHERE name = 'move.made'", NULL)) &&
                sql_do(store, err,
                       "DELETE FROM meta WHERE name IN ('backup.copies', 'backup.missing',"
                       " 'station.ask', 'copies.forms', 'copies.aside', 'bundle.mark',"
                       " 'move.file')",
                       NULL) &&
                given_keep(store, &replaced->given, err) &&
                erasures_keep(store, &replaced->erasures, err) &&
                (!options->settle || options->settle(options->ctx, store, err));

    /* Numbers of practice cases leave the practice store nowhere. */
    *asks = !practice && !options->same_station && !options->station;
    if (done && *asks)
        done = sql_do(store, err, "INSERT INTO meta (name, value) VALUES ('station.ask', '1')",
                      NULL);
    free(practice);
    return done;
}

/* The code of a file that moves goes on where its characters were told, or not at all. */
static bool restore_code(Store *from, const RestoreOptions *options, Err *err)
{
    bool moves;

    if (options->moved || !options->same_station)
        return true;
    return store_moves(from, &moves, err) &&
           (!moves ||
            err_set(err, ERR_REFUSED,
                    _("%s was made for another machine: it keeps its station code only by "
                      "“anjuan move --in FILE --head WORDS”, with the characters that the old "
                      "machine told. Where nobody has these any more, --station CODE gives it "
                      "a code of its own; nothing was changed"),
                    store_path(from)));
}

/* Makes the new store beside its place: brought up to date, with the event, in one file. */
static bool restore_make(Store *from, const char *temp, const char *path,
                         const RestoreOptions *options, JournalEnd *replaced, RestoreFacts *out,
                         PathGroup *group, Err *err)
{
    Store *store = NULL;
    bool done;

    if (!store_copy_into(from->db, store_path(from), temp, path, options->progress, err) ||
        !store_open_bare(temp, &store, err))
        return false;
    store_rename(store, path);
    done = store_migrate(store, true, err) && store_begin(store, err);
    if (done) {
        done = restore_mark(store, options, replaced, &out->asks_station, err) &&
               restore_event(store, options, replaced, err);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
    }
    if (!done) {
        store_close(store);
        return false;
    }
    if (!store_finish(store, err))
        return false;
    copies_forget(temp);
    if (!store_open_any(temp, &store, err))
        return false;
    store_rename(store, path);
    done = store_check_whole(store, options->progress, &out->events,
                             options->changed ? &out->changed : NULL, err);
    /* A disk that keeps no groups is no reason to put nothing back. */
    out->shared = store_wanted_group(store, group) && path_give(temp, group, NULL);
    store_close(store);
    return done;
}

static bool restore_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* Is the file of that number what stands at path? */
static bool restore_stands(const char *path, ino_t number)
{
    struct stat info;

    return stat(path, &info) == 0 && info.st_ino == number;
}

/* The one step that counts. False with the new store in its place where only the disk did not
 * confirm it. */
static bool restore_move(const char *temp, const char *path, const JournalEnd *replaced,
                         Aside *aside, Err *err)
{
    struct stat info = {0};
    bool done = stat(temp, &info) == 0 ||
                err_set(err, ERR_IO, _("%s cannot be written: %s"), path, i18n_errno(errno));

    store_remove_sides(temp);
    done =
        done && restore_put_aside(path, replaced, aside, err) && path_commit(temp, path, err);
    if (done || restore_stands(path, info.st_ino)) {
        restore_name_kept(aside);
    } else {
        store_remove(temp);
        if (!restore_take_back(path, aside))
            err_wrap(err, _("The store is kept as %s and gets its name back at the next start"),
                     aside->between);
    }
    store_close(aside->held);
    aside->held = NULL;
    return done;
}

void restore_facts_end(RestoreFacts *facts)
{
    free(facts->kept);
    free(facts->erase_again);
    free(facts->notice);
    *facts = (RestoreFacts){0};
}

bool store_restore(const char *backup, const char *path, const RestoreOptions *options,
                   RestoreFacts *out, Err *err)
{
    Store *from = NULL;
    CopySet all = {0}, missing = {0};
    JournalEnd replaced = {0};
    Aside aside = {0};
    PathGroup group;
    Buf notice = BUF_INIT, again = BUF_INIT;
    char *temp = NULL, *folder = path_folder(path);
    bool done = false;

    *out = (RestoreFacts){0};
    if (restore_is_folder(path)) {
        err_set(err, ERR_STORE, _("%s is not a file, so no store can be put there"), path);
        goto out;
    }
    /* Everything is looked at before anything is touched. */
    if (!store_heal(path, &notice, err) || !store_open_any(backup, &from, err) ||
        !store_check_whole(from, options->progress, &out->events,
                           options->changed ? &out->changed : NULL, err) ||
        !copies_check(from, backup, options->progress, &all, &missing, err) ||
        !restore_may(from, path, options->older, &replaced, err) ||
        !restore_code(from, options, err) ||
        !path_make_folder_for(folder, store_wanted_group(from, &group) ? &group : NULL, err))
        goto out;
    store_sweep(path);
    out->lost = replaced.lost;
    out->copies = (int64_t)all.n;
    out->missing = (int64_t)missing.n;
    temp = path_temp_beside(path);
    if (!restore_make(from, temp, path, options, &replaced, out, &group, err) ||
        !copies_put_back(&all, backup, path, out->shared ? &group : NULL, options->progress,
                         err)) {
        err_rename(err, temp, path);
        store_remove(temp);
        goto out;
    }
    done = restore_move(temp, path, &replaced, &aside, err);
    restore_list_erased(&replaced, &again);
    out->erase_again = done && again.len ? buf_take(&again) : NULL;
    out->kept = done ? aside.kept : NULL;
    aside.kept = done ? NULL : aside.kept;
out:
    free(aside.kept);
    free(aside.between);
    free(temp);
    free(folder);
    out->notice = notice.len ? buf_take(&notice) : NULL;
    buf_free(&notice);
    buf_free(&again);
    given_free(&replaced.given);
    erasures_free(&replaced.erasures);
    copies_free(&all);
    copies_free(&missing);
    store_close(from);
    return done;
}
