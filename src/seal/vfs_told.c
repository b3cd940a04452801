/* What SQLite tells a file about, what a statement may ask of it, and what a sealed connection
 * is set to: nothing that would take a page past the cipher. */
#include "config.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "seal/vfs_inner.h"

enum { TOLD_TICKET = 0x414E4A55 /* of our own: which ticket a file came by */ };

/* ---- pragmas ---- */

typedef struct PragmaRule {
    const char *name;
    const char *value; /* the only one that may be set; NULL: none */
    bool making;       /* any may be set while a store is made */
} PragmaRule;

/* Asking is always allowed. */
static const PragmaRule pragma_rules[] = {
    {"journal_mode", "wal", true},
    {"page_size", "4096", true},
    {"mmap_size", "0", false},
    {"temp_store", "memory", false},
    {"key", NULL, false},
    {"rekey", NULL, false},
    {"hexkey", NULL, false},
    {"hexrekey", NULL, false},
    {"temp_store_directory", NULL, false},
};

static int told_pragma(const VfsFile *file, char **words)
{
    const char *name = words[1], *value = words[2];

    for (size_t i = 0; value && i < COUNT_OF(pragma_rules); i++) {
        const PragmaRule *rule = &pragma_rules[i];
        if (sqlite3_stricmp(rule->name, name) != 0 ||
            (rule->making && file->ticket->way == SEAL_MAKING) ||
            (rule->value && sqlite3_stricmp(rule->value, value) == 0))
            continue;
        words[0] = sqlite3_mprintf("%s is not for a sealed store", name);
        return SQLITE_ERROR;
    }
    return SQLITE_NOTFOUND;
}

int vfs_told(sqlite3_file *base, int what, void *arg)
{
    VfsFile *file = (VfsFile *)base;

    switch (what) {
    case TOLD_TICKET:
        *(const SealTicket **)arg = file->ticket;
        return SQLITE_OK;
    case SQLITE_FCNTL_PRAGMA:
        return told_pragma(file, arg);
    case SQLITE_FCNTL_SIZE_HINT: /* would add zeros that nobody sealed */
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE:
        *(sqlite3_int64 *)arg = 0;
        return SQLITE_OK;
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
        return SQLITE_NOTFOUND;
    default:
        return file->inner->pMethods->xFileControl(file->inner, what, arg);
    }
}

/* ---- a connection ---- */

/* Another file beside the store in one connection could be a plain one; only what is named by a
 * ticket is none. The nameless one is in memory. */
static int allow(void *ctx UNUSED, int action, const char *name, const char *more UNUSED,
                 const char *schema UNUSED, const char *by UNUSED)
{
    Buf ours = BUF_INIT;
    bool fine;

    if (action != SQLITE_ATTACH)
        return SQLITE_OK;
    buf_addf(&ours, "?vfs=%s&%s=", seal_vfs_name, ticket_word);
    fine = name && (!name[0] || (strncmp(name, "file:", 5) == 0 && strstr(name, ours.data) &&
                                 strchr(name, '?') == strstr(name, ours.data)));
    if (fine && name[0]) {
        const char *number = strstr(name, ours.data) + ours.len;
        fine = number[0] && strspn(number, "0123456789") == strlen(number);
    }
    buf_free(&ours);
    return fine ? SQLITE_OK : SQLITE_DENY;
}

/* No function that anybody calls: what it was made with is given back after the files are
 * closed. */
static void nothing(sqlite3_context *context, int n UNUSED, sqlite3_value **values UNUSED)
{
    sqlite3_result_null(context);
}

static void end_ticket(void *ticket)
{
    seal_ticket_free(ticket);
}

static int settle(sqlite3 *db)
{
    int reserve = SEAL_RESERVE;
    int status = sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);

    if (status == SQLITE_OK)
        status = sqlite3_set_authorizer(db, allow, NULL);
    if (status == SQLITE_OK)
        status = sqlite3_exec(db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
    return status;
}

int seal_connect(const char *path, int flags, SealKey *key, SealWay way, sqlite3 **db,
                 SealFault *fault)
{
    SealTicket *ticket;
    char *uri;
    int status;

    *db = NULL;
    *fault = SEAL_FAULT_NONE;
    if (!seal_vfs_start())
        return SQLITE_ERROR;
    ticket = seal_ticket_new(key, way);
    uri = seal_ticket_uri(ticket, path);
    status = sqlite3_open_v2(uri, db, flags | SQLITE_OPEN_URI, NULL);
    free(uri);
    if (status != SQLITE_OK) {
        *fault = seal_ticket_fault(ticket, NULL);
        sqlite3_close_v2(*db);
        *db = NULL;
        seal_ticket_free(ticket);
        return status;
    }
    /* Also where it fails, SQLite gives the ticket back. */
    status = sqlite3_create_function_v2(*db, ticket_word, 0, SQLITE_UTF8, ticket, nothing, NULL,
                                        NULL, end_ticket);
    return status == SQLITE_OK ? settle(*db) : status;
}

SealFault seal_fault_of(sqlite3 *db, uint32_t *place)
{
    const SealTicket *ticket = NULL;

    if (sqlite3_file_control(db, "main", TOLD_TICKET, &ticket) != SQLITE_OK || !ticket)
        return SEAL_FAULT_NONE;
    return seal_ticket_fault(ticket, place);
}

/* Another program may be writing the page just now, from the log that it is read from
 * otherwise: only what fails again and again is damaged. */
static bool is_whole(sqlite3_file *file, uint32_t number, unsigned char page[PAGE])
{
    enum { TRIES = 3 };
    int status = SQLITE_IOERR;

    for (int i = 0; status != SQLITE_OK && i < TRIES; i++)
        status = file->pMethods->xRead(file, page, PAGE, (sqlite3_int64)(number - 1) * PAGE);
    return status == SQLITE_OK;
}

bool seal_pages_whole(sqlite3 *db, uint32_t *place)
{
    const SealTicket *ticket = NULL;
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    unsigned char page[PAGE];
    int status = sqlite3_file_control(db, "main", TOLD_TICKET, &ticket);
    bool whole = true;

    *place = 0;
    if (status == SQLITE_NOTFOUND || (status == SQLITE_OK && !ticket))
        return true; /* not a sealed one */
    if (status != SQLITE_OK ||
        sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        !file || !file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return false;
    for (uint32_t number = 1; whole && number <= size / PAGE; number++) {
        whole = is_whole(file, number, page);
        *place = whole ? 0 : number;
    }
    sodium_memzero(page, sizeof page);
    return whole;
}
