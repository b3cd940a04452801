/* Files beside the store that hold an erased case: bundles that carried it away and wait in the
 * outbox, and what was put aside. They are noted inside the transaction of the erasure, so that
 * what could not be removed is tried again at each start. What a bundle has is sealed to its
 * station, so which one carried the case is told by the history: the one entered next after its
 * pen was passed. What was put aside is opened for it, where another station had the case. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/erase.h"
#include "app/inner.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/path.h"
#include "store/journal.h"
#include "store/sql.h"

static const char outbox[] = ".outbox/", aside[] = ".aside/";

bool erase_sent(Session *session, int64_t group, const char *code, ErasedSent *out, Err *err)
{
    Sql q;
    *out = (ErasedSent){.ours = false};
    if (!sql_open(&q, session_store(session),
                  "SELECT g.station, b.epoch, b.number, b.acknowledged IS NOT NULL"
                  " FROM journal_group AS g LEFT JOIN bundle_out AS b ON b.id ="
                  " (SELECT id FROM bundle_out ORDER BY id LIMIT 1 OFFSET (SELECT count(*)"
                  " FROM journal_group WHERE verb = 'bundle_out' AND id < ?1))"
                  " AND b.station_id = (SELECT id FROM station WHERE code = ?2)"
                  " WHERE g.id = ?1",
                  err))
        return false;
    sql_bind_int(&q, 1, group);
    sql_bind_text(&q, 2, code);
    if (sql_row(&q)) {
        const char *station = sql_text(&q, 0);
        out->ours = !station || strcmp(station, session_station(session)) == 0;
        out->theirs = station && strcmp(station, code) == 0;
        out->epoch = (uint64_t)sql_int(&q, 1);
        out->number = out->ours ? (uint64_t)sql_int(&q, 2) : 0;
        out->acknowledged = sql_int(&q, 3) != 0;
    }
    return sql_close(&q, err);
}

/* ---- noted ---- */

typedef struct Noting {
    Session *session;
    Buf files;
    bool elsewhere, waits; /* another station is told of; a bundle is not acknowledged */
    bool done;
    Err *err;
} Noting;

static bool hear_passed(void *ctx, const JournalRow *row)
{
    Noting *n = ctx;
    ErasedSent sent;
    if (!row->table || !row->column || strcmp(row->table, "pen") != 0 ||
        strcmp(row->column, "holder") != 0 || !row->after ||
        strcmp(row->after, session_station(n->session)) == 0)
        return true;
    n->elsewhere = true;
    n->done = erase_sent(n->session, row->group, row->after, &sent, n->err);
    if (n->done && sent.number) {
        char *file = pair_file("", row->after, sent.epoch, sent.number);
        buf_addf(&n->files, "%s%s\n", outbox, file + 1);
        n->waits = n->waits || !sent.acknowledged;
        free(file);
    }
    return n->done;
}

static void note_aside(Noting *n, int64_t case_id)
{
    char *folder = path_beside(session_path(n->session), ".aside");
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.' || strchr(entry->d_name, '\n'))
            continue;
        char *path = path_join(folder, entry->d_name);
        if (erase_aside_may_have(n->session, path, case_id))
            buf_addf(&n->files, "%s%s\n", aside, entry->d_name);
        free(path);
    }
    if (dir)
        closedir(dir);
    free(folder);
}

bool erase_note_files(Session *session, int64_t case_id, Err *err)
{
    Noting n = {.session = session, .files = BUF_INIT, .done = true, .err = err};
    Store *store = session_store(session);
    bool done = journal_read(store, case_id, 0, hear_passed, &n, n.done ? err : NULL) && n.done;
    if (done && n.elsewhere)
        note_aside(&n, case_id);
    if (done && n.files.len)
        done = sql_do(store, err,
                      "INSERT INTO meta (name, value) VALUES ('erase.files', ?)"
                      " ON CONFLICT (name) DO UPDATE SET value = value || excluded.value",
                      "t", n.files.data);
    /* The numbers of that station go on behind one that never comes, so an epoch begins; what
     * else was in it is handed over again once the station answers. */
    if (done && n.waits)
        done = sql_do(store, err, "DELETE FROM meta WHERE name = 'bundle.mark'", NULL);
    buf_free(&n.files);
    return done;
}

/* ---- removed ---- */

static bool remove_file(Store *store, const char *name)
{
    size_t begins = strncmp(name, outbox, strlen(outbox)) == 0 ? strlen(outbox)
                    : strncmp(name, aside, strlen(aside)) == 0 ? strlen(aside)
                                                               : 0;
    if (!begins || !name[begins] || strchr(name + begins, '/'))
        return true; /* nothing that this program noted */
    char *path = path_beside(store_path(store), name);
    bool gone = unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR;
    free(path);
    return gone;
}

static bool files_noted(Store *store, char **out, Err *err)
{
    return sql_get_text(store, err, out, "SELECT value FROM meta WHERE name = 'erase.files'",
                        NULL);
}

bool erase_remove_files(Session *session, Err *err)
{
    Store *store = session_store(session);
    char *files = NULL, *rest = NULL;
    Buf left = BUF_INIT;
    bool done = files_noted(store, &files, err);
    for (char *name = files ? strtok_r(files, "\n", &rest) : NULL; name;
         name = strtok_r(NULL, "\n", &rest)) {
        if (!remove_file(store, name))
            buf_addf(&left, "%s\n", name);
    }
    if (done && files)
        done = left.len
                   ? sql_do(store, err, "UPDATE meta SET value = ? WHERE name = 'erase.files'",
                            "t", left.data)
                   : sql_do(store, err, "DELETE FROM meta WHERE name = 'erase.files'", NULL);
    buf_free(&left);
    free(files);
    return done;
}

bool erase_files_gone(Session *session, Err *err)
{
    Store *store = session_store(session);
    char *files = NULL;
    bool done = files_noted(store, &files, err);
    if (done && files) {
        files[strcspn(files, "\n")] = '\0';
        done = err_set(err, ERR_STORE,
                       _("The records are erased, but %s%s holds the case, or may hold it, and "
                         "could not be removed: there is no certificate yet. Make its folder "
                         "writable; the next start tries again"),
                       store_path(store), files);
    }
    free(files);
    return done;
}
