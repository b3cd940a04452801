/* Copies the store page by page while others write, checks the copy as one that is put back,
 * and gives it its name last. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "store/change.h"
#include "store/copies.h"
#include "store/group.h"
#include "store/inner.h"
#include "store/past.h"

enum {
    BACKUP_PAGES = 2048, /* copied between two looks at the progress */
    WHERE_ROOM = 128
};

/* What temporary files of backups are named for, whatever the name of the backup, so that the
 * next backup to the same place finds what a killed one left. */
static const char backup_temp[] = "anjuan-backup";

static bool backup_pages(sqlite3 *from, sqlite3 *to, const char *name, const char *path,
                         const Progress *progress, Err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    bool cancelled = false;
    int status;

    if (!backup)
        return store_fail(to, path, sqlite3_errcode(to), err);
    do {
        int total;
        status = sqlite3_backup_step(backup, BACKUP_PAGES);
        total = sqlite3_backup_pagecount(backup);
        cancelled = !progress_step(progress, (size_t)(total - sqlite3_backup_remaining(backup)),
                                   (size_t)total);
    } while (status == SQLITE_OK && !cancelled);
    sqlite3_backup_finish(backup);
    if (cancelled)
        return err_set(err, ERR_CANCELLED, _("The copy of %s was cancelled"), name);
    if (status == SQLITE_DONE)
        return true;
    /* A full disk is the copy's, a damaged page the original's. */
    return store_fail((status & 0xff) == SQLITE_CORRUPT ? from : to,
                      (status & 0xff) == SQLITE_CORRUPT ? name : path, status, err);
}

/* Plain or sealed, as a new file. */
static bool backup_open(const char *from, const char *temp, const char *path, bool sealed,
                        sqlite3 **to, Err *err)
{
    int fd;

    if (sealed)
        return store_copy_header(from, temp, err) && store_connect_making(temp, to, err);
    fd = open(temp, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, ERR_IO, _("%s cannot be written: %s"), path, i18n_errno(errno));
    close(fd);
    return store_connect(temp, SQLITE_OPEN_READWRITE, to, err);
}

static bool backup_write(sqlite3 *db, const char *name, const char *temp, const char *path,
                         bool sealed, const Progress *progress, Err *err)
{
    sqlite3 *to = NULL;
    bool done =
        backup_open(sqlite3_db_filename(db, "main"), temp, path, sealed, &to, err) &&
        backup_pages(db, to, name, path, progress, err) &&
        /* One file that opens anywhere, also on a disk that cannot be written to; a
         * sealed one says that it has a log, and is read without (open_has_no_log). */
        store_run(to, path, sealed ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE",
                  err) &&
        (!sealed || store_merge_log(to, path, err));

    sqlite3_close_v2(to);
    return done;
}

static bool backup_of_one_moment(sqlite3 *db, const char *name, const char *temp,
                                 const char *path, bool sealed, const Progress *progress,
                                 Err *err)
{
    bool begun = sqlite3_get_autocommit(db) != 0;
    bool done = false;

    /* A read transaction around it all: the copy is of one moment and need not start again when
     * another program writes. */
    if (begun && !store_run(db, name, "BEGIN; SELECT count(*) FROM sqlite_schema;", err))
        begun = !sqlite3_get_autocommit(db);
    else
        done = backup_write(db, name, temp, path, sealed, progress, err);
    if (begun)
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return done;
}

bool store_copy_into(sqlite3 *db, const char *name, const char *temp, const char *path,
                     const Progress *progress, Err *err)
{
    bool sealed = store_is_sealed(sqlite3_db_filename(db, "main"));

    return backup_of_one_moment(db, name, temp, path, sealed, progress, err);
}

bool store_copy_plain(Store *store, const char *path, const Progress *progress, Err *err)
{
    return backup_of_one_moment(store->db, store->path, path, path, false, progress, err);
}

bool store_copy(sqlite3 *db, const char *name, const char *path, const Progress *progress,
                Err *err)
{
    char *temp = path_temp_beside(path);
    bool done = store_copy_into(db, name, temp, path, progress, err);

    if (done)
        done = path_commit(temp, path, err);
    else
        unlink(temp);
    free(temp);
    return done;
}

static bool backup_refuse_existing(const char *path, Err *err)
{
    char *folder = attach_folder(path);
    const char *there = path_exists(path) ? path : path_exists(folder) ? folder : NULL;

    if (there)
        err_set(err, ERR_IO, _("%s exists already; choose another name for the backup"), there);
    free(folder);
    return !there;
}

static bool write_time(Store *store, Err *err)
{
    char now[INSTANT_TEXT];

    instant_now(now);
    return sql_do(store, err,
                  "INSERT INTO meta (name, value) VALUES ('backup.at', ?)"
                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  "t", now);
}

/* Backups are made by commands that only read, so mostly through a store of its own. A backup
 * is made all the same where its time cannot be kept. */
static void note_backup(Store *store)
{
    Store *beside = NULL;
    Store *to = store;

    if (store_read_only(store)) {
        store_open_beside(store, &beside);
        to = beside;
    }
    if (to)
        write_time(to, NULL);
    store_close(beside);
}

void store_tell_backup(Store *store, int64_t user_id, bool *told)
{
    /* The station signs it: whoever only reads has no key at hand. */
    const GroupHead head = {.kind = GROUP_SETUP, .user_id = user_id, .verb = "backup"};
    Store *beside = NULL, *to = store;
    Tx *tx = NULL;

    if (store_read_only(store)) {
        store_open_beside(store, &beside);
        to = beside;
    }
    *told = to && tx_begin(to, &head, &tx, NULL);
    if (*told) {
        tx->forced = true; /* it changes nothing and must be there all the same */
        *told = tx_commit(tx, NULL, NULL);
    }
    store_close(beside);
}

bool store_last_backup(Store *store, char **at, Err *err)
{
    return sql_get_text(store, err, at, "SELECT value FROM meta WHERE name = 'backup.at'",
                        NULL);
}

/* ---- checking ---- */

typedef struct Changed {
    int64_t n;
    char first[WHERE_ROOM];
} Changed;

static bool count_changed(void *ctx, const RecordFault *fault)
{
    Changed *changed = ctx;

    if (!changed->n++)
        snprintf(changed->first, sizeof(changed->first), "%s %lld%s%s", fault->table,
                 (long long)fault->row_id, fault->column ? " " : "",
                 fault->column ? fault->column : "");
    return true;
}

/* A backup of an earlier version is compared when it is brought up to date, on its way back. */
static bool is_of_today(Store *store, bool *is, Err *err)
{
    int64_t version = 0;
    bool past = false;
    bool done = store_pragma(store->db, store->path, "PRAGMA user_version", &version, err) &&
                past_is(store, &past, err);

    *is = !past && version == store_schema_version();
    return done;
}

static bool compare_records(Store *store, const Progress *progress, int64_t *changed, Err *err)
{
    Changed found = {0};
    int64_t records;
    bool today;

    if (!is_of_today(store, &today, err))
        return false;
    if (today && !journal_compare(store, progress, count_changed, &found, &records, err))
        return false;
    if (changed)
        *changed = found.n;
    return changed || !found.n ||
           /* TRANSLATORS: file, how many; table, row and column as the store has them. */
           err_set(err, ERR_STORE,
                   _("%s: its records are not what its history tells, in %lld places, first in "
                     "“%s”: they were changed outside this program. “anjuan verify” names all; "
                     "--changed takes it all the same"),
                   store_path(store), (long long)found.n, found.first);
}

bool store_check_whole(Store *store, const Progress *progress, int64_t *events,
                       int64_t *changed, Err *err)
{
    JournalCheck check;

    if (!store_integrity(store, err) || !journal_verify(store, progress, &check, err))
        return false;
    *events = check.groups;
    if (!check.ok)
        return err_set(err, ERR_STORE,
                       _("%s: the journal does not hold together, first at event %lld"),
                       store_path(store), (long long)check.first_bad);
    return compare_records(store, progress, changed, err);
}

bool store_backup_check(const char *path, const Progress *progress, BackupFacts *out, Err *err)
{
    Store *backup = NULL;
    CopySet all = {0}, missing = {0};
    bool done;

    *out = (BackupFacts){0};
    if (!store_open_any(path, &backup, err))
        return false;
    done = store_check_whole(backup, progress, &out->events, NULL, err) &&
           copies_check(backup, path, progress, &all, &missing, err);
    out->copies = (int64_t)all.n;
    out->missing = (int64_t)missing.n;
    copies_free(&all);
    copies_free(&missing);
    store_close(backup);
    return done;
}

/* ---- making ---- */

static bool backup_mark_moves(Store *copy, Err *err)
{
    return sql_do(copy, err,
                  "INSERT OR REPLACE INTO meta (name, value) VALUES ('move.made', '1')", NULL);
}

/* Marks the copy with the papers that belong to it, and as what a backup has: a store made from
 * it gives no number again that this copy knows. Then it is one file again. */
static bool backup_mark(const char *temp, bool moves, const CopySet *taken,
                        const CopySet *missing, Err *err)
{
    Store *copy = NULL;
    bool done = store_open_bare(temp, &copy, err) && copies_note(copy, taken, missing, err) &&
                write_time(copy, err) && (!moves || backup_mark_moves(copy, err));

    return done ? store_finish(copy, err) : (store_close(copy), false);
}

/* Reads the finished copy again, from the disk, as somebody would who puts it back. */
static bool backup_prove(const char *temp, const char *path, bool changed,
                         const Progress *progress, BackupFacts *out, Err *err)
{
    Store *copy = NULL;
    bool done;

    copies_forget(temp);
    if (!store_open_any(temp, &copy, err))
        return false;
    store_rename(copy, path);
    done = store_check_whole(copy, progress, &out->events, changed ? &out->changed : NULL, err);
    store_close(copy);
    return done;
}

static bool backup_fill(Store *store, const char *temp, const char *path,
                        const BackupOptions *options, const Progress *progress,
                        BackupFacts *out, Err *err)
{
    CopySet taken = {0}, missing = {0};
    Store *copy = NULL;
    const PathGroup *group = store_group(store);
    bool done = store_copy_into(store->db, store->path, temp, path, progress, err);

    /* Whoever shares the store can put its backup back; a stick may keep no groups. */
    if (done && group && !path_give(temp, group, NULL))
        group = NULL;
    done = done && store_open_any(temp, &copy, err) &&
           copies_take(copy, store->path, path, options->incomplete, group, progress, &taken,
                       &missing, &out->written, err);

    store_close(copy);
    done = done && backup_mark(temp, options->moves, &taken, &missing, err) &&
           backup_prove(temp, path, options->changed, progress, out, err);
    out->copies = (int64_t)taken.n;
    out->missing = (int64_t)missing.n;
    copies_free(&taken);
    copies_free(&missing);
    return done;
}

/* What was proved is what is found by the name: nothing that came to lie beside it meanwhile is
 * played into it. False: it is not there any more, unless err says so. */
static bool backup_prove_named(const char *path, int64_t events, Err *err)
{
    unsigned char hash[DIGEST_BYTES];
    int64_t count = 0;
    bool sound = false;
    Store *backup = NULL;
    bool done = store_check_sides(path, err) && store_open_any(path, &backup, err) &&
                journal_head(backup, &count, hash, &sound, err);

    if (done && (!sound || count != events))
        done = err_set(err, ERR_IO,
                       _("%s does not hold what was written into it; is the disk full or "
                         "damaged?"),
                       path);
    store_close(backup);
    if (done)
        return true;
    path_drop(path);
    return path_exists(path)
               ? err_wrap(err, _("%s stands there and is no backup; remove it"), path)
               : false;
}

static void backup_sweep(const char *path)
{
    char *folder = path_folder(path);

    path_sweep(folder, backup_temp);
    copies_sweep(path);
    free(folder);
}

bool store_backup_place(const char *path, Err *err)
{
    backup_sweep(path);
    return backup_refuse_existing(path, err) && store_check_free(path, err);
}

bool store_backup(Store *store, const char *path, const BackupOptions *options,
                  const Progress *progress, BackupFacts *out, Err *err)
{
    static const BackupOptions whole;
    char *folder, *beside, *temp;
    bool done;

    *out = (BackupFacts){0};
    options = options ? options : &whole;
    if (store->depth > 0)
        return err_set(err, ERR_STORE,
                       _("%s: a backup cannot be made in the middle of a change"), store->path);
    if (!store_backup_place(path, err))
        return false;
    folder = path_folder(path);
    beside = path_join(folder, backup_temp);
    temp = path_temp_beside(beside);
    done = backup_fill(store, temp, path, options, progress, out, err);
    if (!done) {
        err_rename(err, temp, path);
        store_remove(temp);
    }
    /* The name comes last: with it the backup is there, whole. */
    done =
        done && path_commit_new(temp, path, err) && backup_prove_named(path, out->events, err);
    if (done)
        note_backup(store);
    free(temp);
    free(beside);
    free(folder);
    return done;
}
