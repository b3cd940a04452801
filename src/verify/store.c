/* Opens the file for reading, holds one state of it, and goes through its parts. */
#include "config.h"

#include "verify/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/path.h"
#include "seal/header.h"
#include "seal/vfs.h"
#include "verify/store_inner.h"

enum { APPLICATION_ID = 0x414E4A55, LEAST_STEP = 38, VALUE_MAX = 1 << 28 /* bytes */ };

static bool fails(const Reading *r, Err *err)
{
    return err_set(err, ERR_STORE, _("%s cannot be read: %s"), r->path, sqlite3_errmsg(r->db));
}

sqlite3_stmt *reading_ask(Reading *r, const char *text, Err *err)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(r->db, text, -1, &stmt, NULL) != SQLITE_OK)
        fails(r, err);
    return stmt;
}

bool reading_end(Reading *r, sqlite3_stmt *stmt, Err *err)
{
    return sqlite3_finalize(stmt) == SQLITE_OK || fails(r, err);
}

Bytes reading_bytes(sqlite3_stmt *stmt, int column)
{
    static const unsigned char none[1];
    int type = sqlite3_column_type(stmt, column);
    Bytes out = {NULL, 0};

    if (type != SQLITE_TEXT && type != SQLITE_BLOB)
        return out;
    out.at = type == SQLITE_TEXT ? sqlite3_column_text(stmt, column)
                                 : sqlite3_column_blob(stmt, column);
    out.n = (size_t)sqlite3_column_bytes(stmt, column);
    if (!out.at)
        out.at = none;
    return out;
}

Bytes reading_keep(Reading *r, sqlite3_stmt *stmt, int column)
{
    Bytes bytes = reading_bytes(stmt, column);
    unsigned char *kept;

    if (!bytes.at)
        return bytes;
    kept = arena_alloc(r->arena, bytes.n + 1);
    memcpy(kept, bytes.at, bytes.n);
    bytes.at = kept;
    return bytes;
}

/* The file may be evidence: a log that lies beside it stays there, and is not written into it
 * when this closes. Where there is none, SQLite takes away again what it puts there to read,
 * which takes writing. */
static bool has_log(const char *path)
{
    bool has = false;

    for (size_t i = 0; i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        struct stat st;
        has = has || (i != SIDE_SHM && stat(side, &st) == 0 && st.st_size > 0);
        free(side);
    }
    return has;
}

static bool open_sealed(Reading *r, int flags, const StoreKey *key, Err *err)
{
    SealHeader *header = NULL;
    SealFault fault = SEAL_FAULT_NONE;
    bool done = seal_header_read(r->path, &header, err) == SEAL_WHOLE;

    if (done && !key)
        done = err_set(
            err, ERR_USAGE,
            _("%s is sealed: say who opens it with --as, and where the passphrase is with "
              "--passphrase-file"),
            r->path);
    done = done && seal_header_open(header, key->name, key->passphrase, &r->key, NULL, err);
    if (done && seal_connect(r->path, flags, r->key, SEAL_USED, &r->db, &fault) != SQLITE_OK)
        done = err_set(err, ERR_STORE,
                       _("%s cannot be opened: it is damaged, or of another program"), r->path);
    if (done)
        memcpy(r->store, seal_header_id(header), sizeof r->store);
    if (done)
        r->generation = seal_header_generation(header);
    seal_header_free(header);
    return done;
}

static bool open_any(Reading *r, int flags, const StoreKey *key, Err *err)
{
    if (seal_is_sealed(r->path))
        return open_sealed(r, flags, key, err);
    return sqlite3_open_v2(r->path, &r->db, flags, NULL) == SQLITE_OK || fails(r, err);
}

/* The schema may be of anybody's making. */
static bool be_careful(Reading *r, bool log, Err *err)
{
    sqlite3_extended_result_codes(r->db, 1);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
    if (log)
        sqlite3_db_config(r->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_busy_timeout(r->db, 10000);
    return sqlite3_exec(r->db, "PRAGMA cell_size_check=ON; BEGIN", NULL, NULL, NULL) ==
               SQLITE_OK ||
           fails(r, err);
}

static bool number(Reading *r, const char *pragma, int64_t *out, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(r, pragma, err);

    if (!stmt)
        return false;
    *out = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    return reading_end(r, stmt, err);
}

static bool is_store(Reading *r, Err *err)
{
    int64_t id;

    if (!number(r, "PRAGMA application_id", &id, err) ||
        !number(r, "PRAGMA user_version", &r->step, err))
        return false;
    if (id != APPLICATION_ID)
        return err_set(err, ERR_STORE, _("%s is no store of Anjuan"), r->path);
    return r->step >= LEAST_STEP ||
           err_set(
               err, ERR_STORE,
               _("%s is of an earlier version; “anjuan” brings it up to date when it opens it"),
               r->path);
}

static bool pages(Reading *r, Err *err)
{
    uint32_t place;
    sqlite3_stmt *stmt;

    if (!seal_pages_whole(r->db, &place))
        report_fault(r->report, 0, _("Page %u of the file is damaged or does not belong there"),
                     (unsigned)place);
    stmt = reading_ask(r, "PRAGMA integrity_check(5)", err);
    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Bytes said = reading_bytes(stmt, 0);
        if (!bytes_are(said, "ok"))
            report_fault(r->report, 0, _("The file is damaged: %.*s"), (int)said.n,
                         (const char *)said.at);
    }
    return reading_end(r, stmt, err);
}

static Bytes approved_text(void *ctx, const unsigned char *uid)
{
    Reading *r = ctx;
    sqlite3_stmt *stmt = reading_ask(r, "SELECT snapshot FROM approval WHERE uid = ?", NULL);
    Bytes text = {NULL, 0};

    if (stmt) {
        sqlite3_bind_blob(stmt, 1, uid, UID, SQLITE_STATIC);
        if (sqlite3_step(stmt) == SQLITE_ROW)
            text = reading_keep(r, stmt, 0);
    }
    sqlite3_finalize(stmt);
    return text;
}

static bool read_all(Reading *r, const unsigned char *words, Err *err)
{
    if (r->endless) {
        report_unseen(r->report, _("history and records: something stands in the schema that "
                                   "makes rows of its own, and they may have no end"));
        return true;
    }
    return reading_journal(r, err) && reading_numbers(r, err) && reading_records(r, err) &&
           reading_knowledge(r, err) && reading_readings(r, err) && reading_derived(r, err) &&
           reading_heads(r, words, err) && reading_copies(r, err);
}

bool verify_store(const char *path, const StoreKey *key, const unsigned char *words,
                  Report *report, Err *err)
{
    Reading r = {.path = path, .report = report};
    const ApprovedTexts texts = {approved_text, &r};
    bool log = has_log(path), done;

    if (!seal_vfs_start())
        return err_set(err, ERR_STORE, _("SQLite cannot be used here"));
    done = path_check_sides(path, err) &&
           open_any(&r, log ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, key, err);
    if (done) {
        r.check = check_new(NULL, &texts, report);
        r.arena = arena_new();
        done = be_careful(&r, log, err) && is_store(&r, err) && pages(&r, err) &&
               reading_schema(&r, err) && read_all(&r, words, err);
        arena_free(r.arena);
        check_free(r.check);
    }
    sqlite3_close(r.db);
    seal_key_free(r.key);
    return done;
}
