/* Opening a store, however it lies there: with side files or without, readable only, left by a
 * program that was killed, newer than the program, or none at all. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "seal/header.h"
#include "store/attach.h"
#include "store/group.h"
#include "store/inner.h"
#include "store/schema.h"
#include "store/sql.h"

enum { COPY_BLOCK = 1 << 16, COPY_TRIES = 3 };

void store_remove_sides(const char *path)
{
    for (size_t i = 0; i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        unlink(side);
        free(side);
    }
}

void store_remove(const char *path)
{
    unlink(path);
    store_remove_sides(path);
}

bool store_check_sides(const char *path, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        if (path_exists(side))
            done = err_set(err, ERR_STORE,
                           _("%s belongs to a store that is not there any more; move it away, "
                             "or put that store back"),
                           side);
        free(side);
    }
    return done;
}

bool store_name_free(const char *path)
{
    return !path_exists(path) && store_check_sides(path, NULL);
}

bool store_check_free(const char *path, Err *err)
{
    Buf notice = BUF_INIT;
    bool done = store_heal(path, &notice, err);

    if (done && path_exists(path))
        done = err_set(err, ERR_STORE,
                       _("%s exists already. Choose another name, or open it as it is"), path);
    done = done && store_check_sides(path, err);
    buf_free(&notice);
    return done;
}

/* kept: a backup, which no command could make anew. Refuses what is missing, a folder, not a
 * regular file, empty, or not readable. */
static bool open_check_file(const char *path, bool kept, Err *err)
{
    struct stat info;

    if (!path[0])
        return err_set(err, ERR_STORE, _("The name of the store is empty"));
    if (stat(path, &info) != 0) {
        if (kept && (errno == ENOENT || errno == ENOTDIR))
            return err_set(err, ERR_STORE,
                           _("There is no backup at %s. Look at the name, and whether its disk "
                             "is there"),
                           path);
        if (errno == ENOENT || errno == ENOTDIR)
            return err_set(err, ERR_STORE,
                           _("There is no store at %s. Make one with “anjuan init”"), path);
        if (errno == EACCES)
            return err_set(err, ERR_STORE,
                           _("The store %s may not be read by you: a folder above it is closed "
                             "to your account. Ask whoever it belongs to, or the administrator "
                             "of this machine"),
                           path);
        return err_set(err, ERR_STORE, _("The store %s cannot be reached: %s"), path,
                       i18n_errno(errno));
    }
    if (S_ISDIR(info.st_mode))
        return err_set(err, ERR_STORE, _("%s is a folder, not a store"), path);
    if (!S_ISREG(info.st_mode))
        return err_set(err, ERR_STORE, _("%s is not a file, so it cannot be a store"), path);
    if (info.st_size == 0)
        return err_set(err, ERR_STORE, _("%s is empty, not a store"), path);
    return group_may(path, false) || group_refuse(path, false, err);
}

/* What makes rows of its own may have no end of them, and it would be read before anything is
 * compared. */
static bool open_holds_rows(Store *store, Err *err)
{
    static const char made[] = "SELECT name FROM sqlite_schema WHERE type = 'view'"
                               " OR sql LIKE 'CREATE VIRTUAL%'";
    static const char table[] = "table ";
    Sql q;

    if (!sql_open(&q, store, made, err))
        return false;
    while (sql_row(&q)) {
        const char *name = sql_text(&q, 0);
        for (size_t i = 0; name && i < schema_object_count; i++) {
            const char *label = schema_objects[i].label;
            if (strncmp(label, table, strlen(table)) != 0 ||
                sqlite3_stricmp(label + strlen(table), name) != 0)
                continue;
            err_set(err, ERR_STORE,
                    _("%s: something that makes rows of its own stands where the table %s "
                      "belongs; put back a backup"),
                    store->path, label + strlen(table));
            sql_close(&q, NULL);
            return false;
        }
    }
    return sql_close(&q, err);
}

/* Whose file is it, and of which version? Nothing has been written to it yet. */
static bool open_identify(Store *store, int64_t *version, Err *err)
{
    int64_t id = 0;

    if (!store_pragma(store->db, store->path, "PRAGMA application_id", &id, err) ||
        !store_pragma(store->db, store->path, "PRAGMA user_version", version, err))
        return false;
    if (id != STORE_APPLICATION_ID || *version < 1)
        return err_set(err, ERR_STORE, _("%s is a database, but not a store of Anjuan"),
                       store->path);
    if (*version > store_schema_version())
        return err_set(
            err, ERR_STORE,
            _("%s was written by a newer Anjuan (version %d of the store; this program "
              "knows versions up to %d). Nothing was changed; install the newer "
              "program"),
            store->path, (int)*version, store_schema_version());
    return open_holds_rows(store, err);
}

bool store_create_file(const char *path, Err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0) {
        close(fd);
        return true;
    }
    if (errno == EEXIST)
        return err_set(err, ERR_STORE,
                       _("%s exists already. Choose another name, or open it as it is"), path);
    return err_set(err, ERR_STORE, _("The store %s cannot be made: %s"), path,
                   i18n_errno(errno));
}

static bool open_create(Store *store, Err *err)
{
    if (!store_create_file(store->path, err))
        return false;
    if (store_connect(store->path, SQLITE_OPEN_READWRITE, &store->db, err) &&
        store_run(store->db, store->path, "PRAGMA journal_mode=WAL", err) &&
        store_migrate(store, true, err))
        return true;
    sqlite3_close_v2(store->db);
    store->db = NULL;
    store_remove(store->path);
    return false;
}

/* The folder counts too: SQLite keeps side files there. */
static bool open_may_write(const char *path)
{
    char *folder = path_folder(path);
    bool may = group_may(path, true) && access(folder, W_OK | X_OK) == 0;

    free(folder);
    return may;
}

static bool open_write(Store *store, Err *err)
{
    int64_t version;

    if (!open_check_file(store->path, store->kept, err))
        return false;
    if (!open_may_write(store->path))
        return group_refuse(store->path, true, err);
    if (!store_connect(store->path, SQLITE_OPEN_READWRITE, &store->db, err))
        return false;
    /* SQLite falls back to reading in silence where it may not write. */
    if (sqlite3_db_readonly(store->db, "main") != 0)
        return store_fail(NULL, store->path, SQLITE_READONLY, err);
    return open_identify(store, &version, err) && group_read(store, err) &&
           store_run(store->db, store->path, "PRAGMA journal_mode=WAL", err) &&
           store_migrate(store, false, err);
}

static bool copy_bytes(const char *from, const char *to, Err *err)
{
    char *block = NULL;
    bool done = false;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = -1;
    ssize_t n;

    if (in < 0)
        return err_set(err, ERR_STORE, _("%s cannot be read: %s"), from, i18n_errno(errno));
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) {
        err_set(err, ERR_IO, _("%s cannot be written: %s"), to, i18n_errno(errno));
        goto out;
    }
    block = xmalloc(COPY_BLOCK);
    while ((n = read(in, block, COPY_BLOCK)) > 0) {
        if (!path_write_to(out, block, (size_t)n)) {
            err_set(err, ERR_IO, _("%s cannot be written: %s"), to, i18n_errno(errno));
            goto out;
        }
    }
    done =
        n == 0 || err_set(err, ERR_STORE, _("%s cannot be read: %s"), from, i18n_errno(errno));
out:
    free(block);
    close(in);
    if (out >= 0)
        close(out);
    return done;
}

/* What a file was when looked at, to see whether somebody wrote while it was copied. */
typedef struct FileState {
    off_t size;
    struct timespec changed;
} FileState;

static FileState copy_state(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return (FileState){.size = -1};
    return (FileState){.size = info.st_size, .changed = info.st_mtim};
}

static bool copy_same(const FileState *a, const FileState *b)
{
    return a->size == b->size && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static bool copy_with_wal(const char *path, const char *copy, Err *err)
{
    char *wal = path_beside(path, path_sides[SIDE_WAL]);
    char *copy_wal = path_beside(copy, path_sides[SIDE_WAL]);
    bool done = false;

    for (int i = 0; i < COPY_TRIES && !done; i++) {
        FileState file = copy_state(path), side = copy_state(wal), file_after, side_after;

        store_remove(copy);
        if (!copy_bytes(path, copy, err) || (side.size > 0 && !copy_bytes(wal, copy_wal, err)))
            goto out;
        file_after = copy_state(path);
        side_after = copy_state(wal);
        done = copy_same(&file, &file_after) && copy_same(&side, &side_after);
    }
    if (!done)
        err_set(err, ERR_STORE,
                _("%s is being written to; wait until that has ended and try again"), path);
out:
    free(wal);
    free(copy_wal);
    return done;
}

/* A store in WAL mode cannot be read in place where SQLite may not make its side files, and an
 * older one cannot be read before it was brought up to date, which reading must not do to it.
 * The copy is brought into one file and loses its name as soon as it is whole. What a program
 * that was killed before left of one is swept by the next. */
static bool open_copy(Store *store, bool as_it_is, Err *err)
{
    static const char name[] = "anjuan-copy";
    const char *given = getenv("TMPDIR"), *temp = given && given[0] ? given : "/tmp";
    char *target = path_join(temp, name), *folder, *copy = NULL;
    int64_t version, ignored;
    bool done = false;

    path_sweep(temp, name);
    folder = path_temp_folder(target, err);
    free(target);
    if (!folder)
        return err_wrap(err, _("No folder for a private copy of %s can be made"), store->path);
    copy = path_join(folder, "store.db");
    done = copy_with_wal(store->path, copy, err) &&
           store_connect(copy, SQLITE_OPEN_READWRITE, &store->db, err) &&
           store_run(store->db, store->path,
                     "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY;", err) &&
           (store->sealed ||
            store_run(store->db, store->path, "PRAGMA journal_mode=DELETE", err)) &&
           open_identify(store, &version, err) &&
           (as_it_is || store_migrate(store, true, err)) &&
           store_run(store->db, store->path, "PRAGMA query_only=ON", err) &&
           store_pragma(store->db, store->path, "SELECT count(*) FROM sqlite_schema", &ignored,
                        err);
    store_remove(copy);
    rmdir(folder);
    free(copy);
    free(folder);
    return done;
}

/* A sealed file of which nothing else is there is read as it is, where no side files may be
 * made or none shall be. */
static bool open_has_no_log(const Store *store)
{
    char *wal = path_beside(store->path, path_sides[SIDE_WAL]);
    bool none =
        store->sealed && !path_exists(wal) && (store->kept || !open_may_write(store->path));

    free(wal);
    return none;
}

/* A file that is no WAL store needs no side files to be read, wherever it lies: a backup is
 * one. */
static bool open_needs_no_sides(const char *path)
{
    enum { HEAD = 20, WRITE_AT = 18, READ_AT = 19, ROLLBACK = 1 };
    unsigned char head[HEAD];
    char *hot = path_beside(path, path_sides[SIDE_JOURNAL]);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool plain = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
                 head[WRITE_AT] == ROLLBACK && head[READ_AT] == ROLLBACK && !path_exists(hot);

    if (fd >= 0)
        close(fd);
    free(hot);
    return plain;
}

/* Where there is no room for SQLite's side files, the store is read without any: the index of
 * its log is then kept in memory, which needs the store to itself while that lasts. Nothing is
 * written, at the end neither. Another program that has it open has made the side files
 * already. */
static bool open_alone(Store *store, Err *err)
{
    const StoreConnect how = {.flags = SQLITE_OPEN_READWRITE, .alone = true};
    int status;

    store->alone = true;
    return store_connect_as(store->path, &how, &store->db, &status, err) &&
           store_run(store->db, store->path, "PRAGMA query_only=ON", err);
}

/* The disk is full, or nothing more may be written to it for another reason. */
static bool lacks_room(int status)
{
    int primary = status & 0xff;

    return primary == SQLITE_IOERR || primary == SQLITE_FULL || primary == SQLITE_CANTOPEN;
}

/* A program that was killed while it wrote left its journal behind. Whoever may only read
 * cannot play it back, but the person may do more than this command. */
static bool open_after_kill(Store *store)
{
    sqlite3 *db = NULL;
    int64_t ignored;
    bool back =
        open_may_write(store->path) &&
        store_connect(store->path, SQLITE_OPEN_READWRITE, &db, NULL) &&
        store_pragma(db, store->path, "SELECT count(*) FROM sqlite_schema", &ignored, NULL);

    sqlite3_close_v2(db);
    return back && store_connect(store->path, SQLITE_OPEN_READONLY, &store->db, NULL);
}

static bool open_otherwise(Store *store, int status)
{
    if (status == SQLITE_READONLY_ROLLBACK)
        return open_after_kill(store);
    return lacks_room(status) && open_alone(store, NULL);
}

/* What reading writes (that somebody signed in, that a case was read) goes through the same
 * connection, where this person may write: a second one reads the whole schema again, which is
 * a quarter of what a command costs. So it is opened for that, but kept from writing, at the
 * end too, while it is not lent. */
static bool open_to_lend(Store *store, int *status, Err *err)
{
    const StoreConnect how = {.flags = SQLITE_OPEN_READWRITE};

    *status = SQLITE_READONLY;
    if (store->kept || !open_may_write(store->path) ||
        !store_connect_as(store->path, &how, &store->db, status, err))
        return false;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    store->lends = sqlite3_db_readonly(store->db, "main") == 0;
    if (store_run(store->db, store->path, "PRAGMA query_only=ON", NULL))
        return true;
    sqlite3_close_v2(store->db);
    store->db = NULL;
    store->lends = false;
    return false;
}

/* Who waited for another program in vain does not wait as long once more. */
static bool open_to_read(Store *store, int *status, Err *err)
{
    const StoreConnect how = {.flags = SQLITE_OPEN_READONLY,
                              .way = open_has_no_log(store) ? SEAL_STILL : SEAL_USED};

    if (open_to_lend(store, status, err))
        return true;
    if ((*status & 0xff) == SQLITE_BUSY)
        return false;
    *err = (Err){0};
    return store_connect_as(store->path, &how, &store->db, status, err);
}

static bool open_in_place(Store *store, int64_t *version, Err *err)
{
    Err first = {0};
    int status;

    if (!open_to_read(store, &status, &first) && !open_otherwise(store, status))
        return err_set(err, first.kind, "%s", first.text);
    /* Sorting shall not need a disk either. */
    return open_identify(store, version, err) &&
           store_run(store->db, store->path, "PRAGMA temp_store=MEMORY", err);
}

static bool open_read(Store *store, bool as_it_is, Err *err)
{
    char *folder = NULL;
    bool in_place;
    int64_t version = 0;

    /* A backup is nothing that could be shared by a command. */
    if (as_it_is && access(store->path, R_OK) != 0 && errno == EACCES)
        return err_set(err, ERR_STORE,
                       _("%s may not be read by you; ask whoever it belongs to, or the "
                         "administrator of this machine"),
                       store->path);
    if (!open_check_file(store->path, store->kept, err))
        return false;
    folder = path_folder(store->path);
    in_place = access(folder, W_OK | X_OK) == 0 ||
               (store->sealed ? open_has_no_log(store) : open_needs_no_sides(store->path));
    free(folder);
    if (in_place) {
        if (!open_in_place(store, &version, err))
            return false;
        if (as_it_is || version == store_schema_version())
            return true;
        sqlite3_close_v2(store->db);
        store->db = NULL;
        store->lends = false;
    }
    store->copied = true;
    return open_copy(store, as_it_is, err);
}

/* What a program that was killed left may hold all of the store, and be in clear where that is
 * sealed by now, so whoever comes next takes it away, to read as well. */
static void sweep_and_tell(Store *store)
{
    if (store->mode == STORE_CREATE || store->kept || !store_sweep(store->path))
        return;
    if (store->notice.len)
        buf_add(&store->notice, _("; "));
    buf_addf(&store->notice,
             _("An earlier command was interrupted; what it left unfinished beside %s was "
               "removed"),
             store->path);
}

static bool open_as(const char *path, StoreMode mode, bool as_it_is, Store **out, Err *err)
{
    Store *store = xcalloc(1, sizeof(*store));
    bool done = false;

    *out = NULL;
    store->path = xstrdup(path);
    store->mode = mode;
    store->kept = as_it_is;
    store->wait.folder = -1;
    buf_init(&store->notice);
    if (store_heal(path, &store->notice, err)) {
        sweep_and_tell(store);
        store->sealed = mode != STORE_CREATE && seal_is_sealed(path);
        switch (mode) {
        case STORE_CREATE:
            done = open_create(store, err);
            break;
        case STORE_OPEN:
            done = open_write(store, err);
            break;
        case STORE_READ:
            done = open_read(store, as_it_is, err) && group_read(store, err);
            break;
        }
    }
    if (!done) {
        store_close(store);
        return false;
    }
    store_wait_start(store);
    *out = store;
    return true;
}

bool store_open(const char *path, StoreMode mode, Store **out, Err *err)
{
    return open_as(path, mode, false, out, err);
}

bool store_open_any(const char *path, Store **out, Err *err)
{
    return open_as(path, STORE_READ, true, out, err);
}

/* A transaction cannot begin over a read that another program has written since, so what is
 * being read keeps its connection to itself. */
static bool is_idle(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;

    while ((stmt = sqlite3_next_stmt(db, stmt)))
        if (sqlite3_stmt_busy(stmt))
            return false;
    return sqlite3_get_autocommit(db) != 0;
}

/* A store that has no log yet gets one from a connection that merges it at its end. */
static bool has_log(Store *store)
{
    char *mode = NULL;
    bool has = sql_get_text(store, NULL, &mode, "PRAGMA journal_mode", NULL) && mode &&
               strcmp(mode, "wal") == 0;

    free(mode);
    return has;
}

/* The version as it is now: a newer program may have been at it since. */
static bool may_lend(Store *store)
{
    int64_t version;

    return store->lends && !store->is_lent && is_idle(store->db) &&
           store_pragma(store->db, store->path, "PRAGMA user_version", &version, NULL) &&
           version == store_schema_version() && has_log(store) &&
           store_run(store->db, store->path, "PRAGMA query_only=OFF", NULL);
}

static Store *lend(Store *store)
{
    Store *out = xcalloc(1, sizeof(*out));

    out->path = xstrdup(store->path);
    out->mode = STORE_OPEN;
    out->db = store->db;
    out->sealed = store->sealed;
    out->shared = store->shared;
    out->group = store->group;
    out->lender = store;
    store->is_lent = true;
    buf_init(&out->notice);
    store_wait_start(out);
    return out;
}

void store_give_back(Store *store)
{
    store_run(store->db, store->path, "PRAGMA query_only=ON", NULL);
    store_wait_again(store->lender);
    store->lender->is_lent = false;
}

void store_open_beside(Store *store, Store **out)
{
    *out = NULL;
    if (store->copied || store->alone || store->kept || !open_may_write(store->path))
        return;
    if (may_lend(store))
        *out = lend(store);
    else
        open_as(store->path, STORE_OPEN, false, out, NULL);
    if (*out)
        (*out)->wait.told = store->wait.told;
}

static bool open_bare(const char *path, bool held, Store **out, int *status, Err *err)
{
    Store *store = xcalloc(1, sizeof(*store));
    StoreConnect how = {.flags = SQLITE_OPEN_READWRITE};

    store->path = xstrdup(path);
    store->mode = STORE_OPEN;
    store->wait.folder = -1;
    store->sealed = seal_is_sealed(path);
    buf_init(&store->notice);
    how.alone = how.at_once = held && store->sealed;
    *out = store;
    if (store_connect_as(path, &how, &store->db, status, err))
        return true;
    store_close(store);
    *out = NULL;
    return false;
}

bool store_open_bare(const char *path, Store **out, Err *err)
{
    int status;

    return open_bare(path, false, out, &status, err);
}

bool store_open_held(const char *path, Store **out, int *status, Err *err)
{
    return open_bare(path, true, out, status, err);
}

size_t store_sweep(const char *path)
{
    char *folder = path_folder(path), *name = path_name(path), *files = attach_folder(path);
    size_t gone = path_sweep(folder, name) + path_sweep(files, "");

    free(folder);
    free(name);
    free(files);
    return gone;
}
