/* Making a store that is sealed: anew, as a copy of a sealed one, of a plain one, under another
 * key; and a plain one of it. */
#include "config.h"

#include "store/sealed.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "seal/ring.h"
#include "seal/vfs.h"
#include "store/group.h"
#include "store/inner.h"

bool store_connect_making(const char *path, sqlite3 **out, Err *err)
{
    const StoreConnect how = {.flags = SQLITE_OPEN_READWRITE, .way = SEAL_MAKING};
    int status;

    /* It is thrown away when it does not come to its end. */
    return store_connect_as(path, &how, out, &status, err) &&
           store_run(*out, path, "PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY", err);
}

SealHeader *store_header(const char *path, SealKey **key, Err *err)
{
    SealHeader *header = NULL;

    if (seal_header_read(path, &header, err) != SEAL_WHOLE)
        return NULL;
    *key = seal_ring_find(header);
    if (*key)
        return header;
    seal_header_free(header);
    err_set(err, ERR_REFUSED,
            _("The store %s is sealed: it opens with a name and a passphrase"), path);
    return NULL;
}

bool store_copy_header(const char *from, const char *to, Err *err)
{
    SealKey *key;
    SealHeader *header = store_header(from, &key, err);
    bool done = header && seal_header_write(to, header, key, err);

    seal_header_free(header);
    return done;
}

/* ---- anew ---- */

static bool create_pages(const char *path, Err *err)
{
    sqlite3 *db = NULL;
    bool done = store_connect_making(path, &db, err) &&
                store_run(db, path, "PRAGMA journal_mode=WAL", err) &&
                store_merge_log(db, path, err);

    sqlite3_close_v2(db);
    return done;
}

bool store_create_sealed(const char *path, SealHeader *header, SealKey *key, Store **out,
                         Err *err)
{
    Store *store = NULL;
    bool done = store_create_file(path, err);

    *out = NULL;
    if (!done)
        return false;
    done = seal_header_write(path, header, key, err) && create_pages(path, err) &&
           store_open_bare(path, &store, err) && store_migrate(store, true, err);
    store_close(store);
    done = done && store_open(path, STORE_OPEN, out, err);
    if (!done)
        store_remove(path);
    return done;
}

/* ---- of another ---- */

/* VACUUM makes room for nonce and tag in each page where there was none. */
static bool copy_pages(Store *store, const char *path, SealKey *key, Err *err)
{
    int reserve = SEAL_RESERVE;
    SealTicket *ticket = seal_ticket_new(key, SEAL_MAKING);
    char *uri = seal_ticket_uri(ticket, path);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", uri);
    bool done;

    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    done = sql && store_run(store->db, path, sql, err);
    sqlite3_free(sql);
    free(uri);
    seal_ticket_free(ticket);
    return done;
}

bool store_seal_into(Store *store, const char *path, SealHeader *header, SealKey *key, Err *err)
{
    bool done;

    seal_ring_add(key);
    done = seal_header_write(path, header, key, err) && copy_pages(store, path, key, err) &&
           create_pages(path, err) && path_sync_file(path, err);
    seal_ring_remove(key);
    if (!done)
        store_remove(path);
    return done;
}

bool store_unseal_into(Store *store, const char *path, const Progress *progress, Err *err)
{
    bool done = store_copy_plain(store, path, progress, err) && path_sync_file(path, err);

    if (!done)
        store_remove(path);
    return done;
}

/* ---- in the place of another ---- */

static bool refuse_busy(const Store *store, Err *err)
{
    return err_set(err, ERR_STORE,
                   _("%s is in use by another program. Close that first; nothing was changed"),
                   store->path);
}

/* The log is emptied and taken away, since whoever is at the store would be kept out of both;
 * at the end SQLite shall not take away one that belongs to the file that came in its place. */
static int take_sealed(Store *store)
{
    int status = sqlite3_exec(
        store->db, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", NULL, NULL, NULL);

    if (status == SQLITE_OK)
        status = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                           NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (status == SQLITE_OK)
        store_remove_sides(store->path);
    return status;
}

/* SQLite keeps the log, and says so, where others are at it. */
static int take_plain(Store *store)
{
    char *mode = NULL;
    int status =
        sqlite3_exec(store->db, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE",
                     NULL, NULL, NULL);

    if (status == SQLITE_OK &&
        (!sql_get_text(store, NULL, &mode, "PRAGMA journal_mode", NULL) || !mode ||
         strcmp(mode, "delete") != 0))
        status = SQLITE_BUSY;
    free(mode);
    sql_cache_clear(store);
    return status == SQLITE_OK
               ? sqlite3_exec(store->db, "BEGIN EXCLUSIVE; COMMIT", NULL, NULL, NULL)
               : status;
}

bool store_take_alone(Store *store, Err *err)
{
    int status;

    sql_cache_clear(store);
    sqlite3_busy_timeout(store->db, 0);
    status = store->sealed ? take_sealed(store) : take_plain(store);
    if ((status & 0xff) == SQLITE_BUSY || (status & 0xff) == SQLITE_LOCKED)
        return refuse_busy(store, err);
    return status == SQLITE_OK || store_fail(store->db, store->path, status, err);
}

bool store_keep_before(Store *store, char **kept, Err *err)
{
    Buf name = BUF_INIT;

    for (int n = 1;; n++) {
        buf_clear(&name);
        buf_addf(&name, "%s.before-seal", store->path);
        if (n > 1)
            buf_addf(&name, "-%d", n);
        buf_add(&name, ".bak");
        if (store_name_free(name.data))
            break;
    }
    *kept = buf_take(&name);
    if (store_copy(store->db, store->path, *kept, NULL, err) && store_give(store, *kept, err))
        return true;
    free(*kept);
    *kept = NULL;
    return false;
}

bool store_sealed(const Store *store)
{
    return store->sealed;
}

/* ---- who can open it ---- */

bool store_unlock(const char *path, const char *name, const char *passphrase, SealKey **key,
                  PassKey **pass, Err *err)
{
    SealHeader *header = NULL;
    bool done = seal_header_read(path, &header, err) == SEAL_WHOLE &&
                seal_header_open(header, name, passphrase, key, pass, err);

    seal_header_free(header);
    return done;
}

/* Writes the header if what was to change in it did, and frees it either way; NULL is allowed.
 */
static bool put_header(Store *store, SealHeader *header, SealKey *key, bool changed, Err *err)
{
    bool done = changed && seal_header_write(store->path, header, key, err);

    seal_header_free(header);
    return done;
}

bool store_let_in(Store *store, const char *name, const PassKey *pass, const PassRecord *record,
                  Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;

    if (!store->sealed)
        return true;
    header = store_header(store->path, &key, err);
    return put_header(store, header, key,
                      header && seal_header_add(header, name, pass, record, key, err), err);
}

bool store_keep_slots(Store *store, const SealOwner *owners, size_t n, Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;
    bool done;

    if (!store->sealed)
        return true;
    header = store_header(store->path, &key, err);
    done = header && (seal_header_keep(header, owners, n) == 0 ||
                      seal_header_write(store->path, header, key, err));
    seal_header_free(header);
    return done;
}

bool store_has_strays(Store *store, const SealOwner *owners, size_t n, bool *has, Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;

    *has = false;
    if (!store->sealed)
        return true;
    header = store_header(store->path, &key, err);
    *has = header && seal_header_keep(header, owners, n) > 0;
    seal_header_free(header);
    return header != NULL;
}

bool store_take_slot(Store *store, const char *name, const PassKey *pass,
                     const PassRecord *record, Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;
    bool done;

    if (!store->sealed)
        return true;
    header = store_header(store->path, &key, err);
    done = header != NULL;
    if (done && seal_header_invited(header, name)) {
        seal_header_uninvite(header, name);
        done = seal_header_add(header, name, pass, record, key, err) &&
               seal_header_write(store->path, header, key, err);
    }
    seal_header_free(header);
    return done;
}

bool store_set_recovery(Store *store, const char *code, Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;
    bool done;

    if (!store_begin(store, err))
        return false;
    header = store_header(store->path, &key, err);
    done = put_header(store, header, key,
                      header && seal_header_set_recovery(header, code, key, err), err);
    store_rollback(store);
    return done;
}

/* ---- a header that was put back ---- */

/* Under another key there is another header, which begins anew. */
static void say_mark(const SealHeader *header, char out[HEADER_MARK])
{
    enum { SHOWN = 8 };
    char id[2 * SHOWN + 1];

    sodium_bin2hex(id, sizeof id, seal_header_id(header), SHOWN);
    snprintf(out, HEADER_MARK, "%s %" PRIu64, id, seal_header_generation(header));
}

bool store_header_mark(Store *store, char out[HEADER_MARK], Err *err)
{
    SealHeader *header = NULL;
    bool done;

    out[0] = '\0';
    if (!store->sealed)
        return true;
    done = seal_header_read(store->path, &header, err) == SEAL_WHOLE;
    if (done)
        say_mark(header, out);
    seal_header_free(header);
    return done;
}

/* 0: nothing was kept of that header. */
static uint64_t kept_of(const SealHeader *header, const char *kept)
{
    char own[HEADER_MARK];
    size_t n;

    say_mark(header, own);
    n = strcspn(own, " ") + 1;
    return kept && strncmp(kept, own, n) == 0 ? strtoull(kept + n, NULL, 10) : 0;
}

bool store_header_behind(Store *store, bool *behind, Err *err)
{
    SealHeader *header = NULL;
    char *kept = NULL;
    bool done;

    *behind = false;
    if (!store->sealed)
        return true;
    done = store_setting(store, SEALED_HEADER, &kept, err) &&
           seal_header_read(store->path, &header, err) == SEAL_WHOLE;
    if (done)
        *behind = seal_header_generation(header) < kept_of(header, kept);
    seal_header_free(header);
    free(kept);
    return done;
}

bool store_header_raise(Store *store, Err *err)
{
    SealKey *key = NULL;
    SealHeader *header;
    char *kept = NULL;
    bool done;

    if (!store_begin(store, err))
        return false;
    header = store_header(store->path, &key, err);
    done = header && store_setting(store, SEALED_HEADER, &kept, err);
    if (done)
        seal_header_raise(header, kept_of(header, kept));
    done = put_header(store, header, key, done, err);
    store_rollback(store);
    free(kept);
    return done;
}
