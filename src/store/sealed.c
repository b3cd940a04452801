/* Making a store that is sealed: anew, as a copy of a sealed one, of a plain one, under another
 * key; and a plain one of it. */
#include "config.h"

#include "store/sealed.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "seal/ring.h"
#include "seal/vfs.h"
#include "store/inner.h"

bool store_connect_making(const char *path, sqlite3 **out, Err *err)
{
    const StoreConnect how = {.flags = SQLITE_OPEN_READWRITE, .way = SEAL_MAKING};
    int status;

    /* It is thrown away when it does not come to its end. */
    return store_connect_as(path, &how, out, &status, err) &&
           store_run(*out, path, "PRAGMA page_size=4096; PRAGMA journal_mode=MEMORY", err);
}

bool store_copy_header(const char *from, const char *to, Err *err)
{
    SealHeader *header = NULL;
    SealKey *key;
    bool done;

    if (seal_header_read(from, &header, err) != SEAL_WHOLE)
        return false;
    key = seal_ring_find(header);
    done =
        key ? seal_header_write(to, header, key, err)
            : err_set(err, ERR_REFUSED,
                      _("The store %s is sealed: it opens with a name and a passphrase"), from);
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
