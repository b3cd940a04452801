/* What an interrupted export left: finished or withdrawn, and said. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/batch_ledger.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/path.h"
#include "exchange/manifest.h"
#include "store/digest.h"
#include "store/sql.h"

typedef struct Left {
    Making making;
    int64_t batch_id;
} Left;

/* What stands under the name. */
typedef struct Seen {
    bool reached; /* the folder is there: else its disk is away, and nothing can be told */
    bool whole;   /* the file has the digest of the batch */
} Seen;

/* Nothing under the name, or nothing that is a file, is an answer; a folder that cannot be
 * looked into is none. */
static bool look(const Making *making, const char *sha256, Seen *seen, Err *err)
{
    char found[DIGEST_HEX + 1];
    struct stat info;
    *seen = (Seen){.reached = batch_reaches(making)};
    if (!seen->reached)
        return true;
    if (stat(making->target, &info) != 0 ? errno == ENOENT : !S_ISREG(info.st_mode))
        return true;
    if (!digest_file_sha256(making->target, found, err))
        return false;
    seen->whole = strcmp(found, sha256) == 0;
    return true;
}

static bool forget(Session *session, const Making *making, Err *err)
{
    return sql_do(session_store(session), err, "DELETE FROM making WHERE id = ?", "i",
                  making->id);
}

/* What is named in the store is only taken away when it is such a folder. */
static bool take_away(const Making *making, bool *was_there, Err *err)
{
    *was_there = path_temp_of(making->folder, making->target) && path_exists(making->folder);
    if (!*was_there)
        return true;
    path_drop(making->folder);
    return !path_exists(making->folder) ||
           err_set(err, ERR_IO, _("What is unfinished in %s cannot be removed"),
                   making->folder);
}

/* The entry stays, and with it the cases: the file may be whole on a disk that was taken out.
 */
static void say_away(Session *session, const Batch *batch, const Making *making)
{
    char *folder = path_folder(making->target);
    session_note(
        session,
        _("Batch %s was interrupted, and the folder of its file, %s, is not there now. "
          "Put that disk back and start again: until then its cases are not exported "
          "again. If the disk is lost for good, make an empty folder of that name; the "
          "next start then withdraws the batch"),
        batch->no, folder);
    free(folder);
}

/* The manifest was to follow at once. Where something else has that name by now, the batch is
 * no less written. */
static bool complete(Session *session, const Batch *batch, const Making *making, Err *err)
{
    if (!batch->manifest)
        return true;
    Err why = {0};
    if (batch_put_manifest(making->manifest, batch->manifest, making->replace, &why))
        return true;
    if (why.kind != ERR_REFUSED)
        return err_set(err, why.kind, "%s", why.text);
    session_note(session, _("The manifest of batch %s could not be put beside its file: %s"),
                 batch->no, why.text);
    return true;
}

static bool finish(Session *session, const Batch *batch, const Making *making, Err *err)
{
    bool there;
    if (!path_sync_folder(making->target, err) || !complete(session, batch, making, err) ||
        !batch_written(session, batch, making, err) || !take_away(making, &there, err))
        return false;
    session_note(session,
                 _("Batch %s was interrupted after its file had been written. %s is whole, and "
                   "the batch is entered as written"),
                 batch->no, making->target);
    return true;
}

/* A batch was being written once more. */
static bool finish_copy(Session *session, const Batch *batch, const Making *making, Err *err)
{
    bool there;
    return path_sync_folder(making->target, err) && complete(session, batch, making, err) &&
           batch_copied(session, batch, making, err) && take_away(making, &there, err);
}

static bool withdraw(Session *session, const Batch *batch, const Making *making, Err *err)
{
    bool there;
    if (!take_away(making, &there, err) || !batch_withdrawn(session, batch, err) ||
        !forget(session, making, err))
        return false;
    session_note(
        session,
        _("Batch %s was interrupted before its file had its name, and is withdrawn. Its "
          "cases wait for export again; should a file of that number turn up, do not "
          "upload it"),
        batch->no);
    return true;
}

static bool heal_batch(Session *session, const Left *left, const Seen *seen, Arena *arena,
                       Err *err)
{
    Batch batch = {0};
    const Making *making = &left->making;
    bool there;
    Store *store = session_store(session);
    char *no = NULL;
    if (!sql_get_text(store, err, &no, "SELECT no FROM batch WHERE id = ?", "i",
                      left->batch_id))
        return false;
    if (!no)
        return err_set(err, ERR_STORE, _("its batch is not in the store; restore a backup"));
    bool done = batch_find(session, no, arena, &batch, err);
    free(no);
    if (done && batch.state >= BATCH_WRITTEN && seen->whole && making->user_id)
        return finish_copy(session, &batch, making, err);
    if (!done || batch.state != BATCH_BEGUN)
        return done && (!batch_reaches(making) ||
                        (take_away(making, &there, err) && forget(session, making, err)));
    done = batch_items(session, &batch, err);
    if (done && !seen->reached)
        say_away(session, &batch, making);
    else if (done && seen->whole)
        done = finish(session, &batch, making, err);
    else if (done)
        done = withdraw(session, &batch, making, err);
    free(batch.items);
    return done;
}

static bool heal_file(Session *session, const Left *left, Err *err)
{
    bool there;
    if (!batch_reaches(&left->making))
        return true; /* what is unfinished on that disk goes when the disk is there again */
    if (!take_away(&left->making, &there, err) || !forget(session, &left->making, err))
        return false;
    if (there)
        session_note(session,
                     _("An export to %s was interrupted; its unfinished file was removed, and "
                       "nothing was exported"),
                     left->making.target);
    return true;
}

/* Decided in one transaction, so that no other program decides the same; but what stands under
 * the name is read before that, since the others would wait for a slow disk. Who made it runs
 * no more, so it stays as it is. */
static bool heal_one(Session *session, const Left *left, Arena *arena, Err *err)
{
    Store *store = session_store(session);
    Seen seen = {0};
    char *sha256 = NULL;
    int64_t there;
    if (path_temp_runs(left->making.folder))
        return true;
    bool seen_it = !left->batch_id ||
                   (sql_get_text(store, err, &sha256, "SELECT sha256 FROM batch WHERE id = ?",
                                 "i", left->batch_id) &&
                    (!sha256 || look(&left->making, sha256, &seen, err)));
    free(sha256);
    if (!seen_it || !store_begin(store, err))
        return false;
    bool done = sql_get_int(store, err, &there, "SELECT count(*) FROM making WHERE id = ?", "i",
                            left->making.id);
    if (done && there)
        done = left->batch_id ? heal_batch(session, left, &seen, arena, err)
                              : heal_file(session, left, err);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

static Left read_left(const Sql *q, Arena *arena)
{
    char *target = arena_dup(arena, sql_text(q, 2));
    return (Left){.making = {.id = sql_int(q, 0),
                             .folder = arena_dup(arena, sql_text(q, 1)),
                             .target = target,
                             .manifest = arena_printf(arena, "%s%s", target, MANIFEST_END),
                             .user_id = sql_int(q, 4),
                             .replace = sql_int(q, 5) != 0},
                  .batch_id = sql_int(q, 3)};
}

static bool list_left(Session *session, Arena *arena, Left **out, size_t *n, Err *err)
{
    Sql q;
    int64_t count;
    *n = 0;
    if (!sql_get_int(session_store(session), err, &count, "SELECT count(*) FROM making", ""))
        return false;
    if (!count)
        return true;
    *out = arena_alloc(arena, (size_t)count * sizeof(Left));
    if (!sql_open(&q, session_store(session),
                  "SELECT id, folder, target, batch_id, user_id, replace FROM making"
                  " ORDER BY id",
                  err))
        return false;
    while (*n < (size_t)count && sql_row(&q))
        (*out)[(*n)++] = read_left(&q, arena);
    return sql_close(&q, err);
}

void batch_say_left(Session *session)
{
    Arena *arena = arena_new();
    Left *left = NULL;
    size_t n;
    /* What reads does not fail for this: a store of before has no such table. */
    bool done = list_left(session, arena, &left, &n, NULL);
    for (size_t i = 0; done && i < n; i++) {
        if (!path_temp_runs(left[i].making.folder))
            session_note(session,
                         _("An export to %s was interrupted, and it is open what became of it. "
                           "A command that only reads leaves that as it is: start the "
                           "screens, or give a command that writes"),
                         left[i].making.target);
    }
    arena_free(arena);
}

void batch_heal(Session *session)
{
    Arena *arena = arena_new();
    Left *left = NULL;
    size_t n;
    Err err = {0};
    bool done = list_left(session, arena, &left, &n, &err);
    for (size_t i = 0; done && i < n; i++) {
        if (heal_one(session, &left[i], arena, &err))
            continue;
        session_note(session,
                     _("An export to %s was interrupted, and what became of it cannot be told "
                       "now: %s"),
                     left[i].making.target, err.text);
        err_clear(&err);
    }
    if (!done)
        session_note(session, "%s", err.text);
    arena_free(arena);
}
