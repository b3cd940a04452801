/* What SQLite tells a file about, what a statement may ask of it, and what a sealed connection
 * is set to: nothing that would take a page past the cipher. */
#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "seal/vfs_inner.h"

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

bool seal_vfs_settle(sqlite3 *db)
{
    int reserve = SEAL_RESERVE;

    return sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve) ==
               SQLITE_OK &&
           sqlite3_set_authorizer(db, allow, NULL) == SQLITE_OK &&
           sqlite3_exec(db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL) == SQLITE_OK;
}
