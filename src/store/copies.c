/* The list of copies that a backup has, taking them to the folder of its place, and bringing
 * them back. */
#include "config.h"

#include "store/copies.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/inner.h"
#include "store/past.h"

static const char copies_name[] = "anjuan-copies";

/* ---- sets ---- */

void copies_free(CopySet *set)
{
    free(set->hashes);
    *set = (CopySet){0};
}

static void copies_add(CopySet *set, const char *sha256)
{
    if (set->n == set->room) {
        set->room = set->room * 2 + 16;
        set->hashes = xreallocarray(set->hashes, set->room, sizeof(*set->hashes));
    }
    memcpy(set->hashes[set->n], sha256, DIGEST_HEX);
    set->hashes[set->n++][DIGEST_HEX] = '\0';
}

static int copies_compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void copies_sort(CopySet *set)
{
    size_t kept = 0;

    if (!set->n)
        return;
    qsort(set->hashes, set->n, sizeof(*set->hashes), copies_compare);
    for (size_t i = 1; i < set->n; i++) {
        if (strcmp(set->hashes[kept], set->hashes[i]) != 0)
            memmove(set->hashes[++kept], set->hashes[i], sizeof(*set->hashes));
    }
    set->n = kept + 1;
}

bool copies_has(const CopySet *set, const char *sha256)
{
    return set->n && bsearch(sha256, set->hashes, set->n, sizeof(*set->hashes), copies_compare);
}

/* ---- where they lie ---- */

/* In the folder of the place, or in its own as backups of earlier versions have them. */
typedef struct BackupHomes {
    CopyHome shared, own;
} BackupHomes;

static char *copies_folder(const char *backup)
{
    char *folder = path_folder(backup), *copies = path_join(folder, copies_name);

    free(folder);
    return copies;
}

void copies_sweep(const char *backup)
{
    char *folder = copies_folder(backup);

    path_sweep(folder, "");
    free(folder);
}

void copies_forget(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    /* Only what has reached the disk can be forgotten. */
    if (fsync(fd) == 0)
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

/* Both are in the form of the backup; filled as well when it fails. */
static bool homes_begin(const char *backup, BackupHomes *out, Err *err)
{
    char *shared = copies_folder(backup);
    bool done;

    *out = (BackupHomes){0};
    done = home_of(backup, &out->own, err) && home_in(shared, backup, &out->shared, err);
    free(shared);
    return done;
}

static void homes_end(BackupHomes *homes)
{
    home_end(&homes->own);
    home_end(&homes->shared);
}

/* Where the whole copy is; NULL with the fault of the first. */
static const CopyHome *homes_find(const BackupHomes *homes, const char *sha256, Err *err)
{
    if (home_has(&homes->own, sha256) && home_check(&homes->own, sha256, NULL))
        return &homes->own;
    return home_check(&homes->shared, sha256, err) ? &homes->shared : NULL;
}

/* ---- which they are ---- */

static bool copies_select(Store *store, const char *sql, CopySet *out, Err *err)
{
    bool sound = true;
    Sql q;

    if (!sql_open(&q, store, sql, err))
        return false;
    while (sound && sql_row(&q)) {
        const char *sha256 = sql_said(&q, 0);
        sound =
            strlen(sha256) == DIGEST_HEX && strspn(sha256, "0123456789abcdef") == DIGEST_HEX;
        if (sound)
            copies_add(out, sha256);
    }
    copies_sort(out);
    if (!sql_close(&q, err))
        return false;
    return sound ||
           err_set(err, ERR_STORE, _("a document names a copy by something that is no hash"));
}

/* Copies that documents name now. */
static bool copies_named(Store *store, CopySet *out, Err *err)
{
    return copies_select(store, "SELECT DISTINCT file FROM document WHERE file IS NOT NULL",
                         out, err);
}

static bool copies_hear(void *ctx, const char *text, size_t n)
{
    char sha256[DIGEST_HEX + 1];

    if (n != DIGEST_HEX)
        return true;
    memcpy(sha256, text, n);
    sha256[n] = '\0';
    copies_add(ctx, sha256);
    return true;
}

/* Copies that the history names: an undo may want them. */
static bool copies_told(Store *store, CopySet *out, Err *err)
{
    bool past;

    if (!past_is(store, &past, err))
        return false;
    if (past)
        return copies_select(store, past_files, out, err);
    if (!journal_texts(store, "document", "file", copies_hear, out, err))
        return false;
    copies_sort(out);
    return true;
}

static bool copies_read(Store *store, const char *name, CopySet *out, bool *there, Err *err)
{
    char *text = NULL;
    bool sound = true;

    if (!sql_get_text(store, err, &text, "SELECT value FROM meta WHERE name = ?", "t", name))
        return false;
    *there = text != NULL;
    for (const char *at = text; sound && at && *at; at += DIGEST_HEX + 1) {
        sound = strspn(at, "0123456789abcdef") == DIGEST_HEX && at[DIGEST_HEX] == '\n';
        if (sound)
            copies_add(out, at);
    }
    free(text);
    copies_sort(out);
    return sound ||
           err_set(err, ERR_STORE, _("%s: the list of its copies is damaged"), store->path);
}

static bool copies_write(Store *store, const char *name, const CopySet *set, Err *err)
{
    Buf text = BUF_INIT;
    bool done;

    for (size_t i = 0; i < set->n; i++)
        buf_addf(&text, "%s\n", set->hashes[i]);
    done = sql_do(store, err,
                  "INSERT INTO meta (name, value) VALUES (?, ?)"
                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  "tt", name, text.len ? text.data : "");
    buf_free(&text);
    return done;
}

bool copies_note(Store *copy, const CopySet *taken, const CopySet *missing, Err *err)
{
    return copies_write(copy, "backup.copies", taken, err) &&
           copies_write(copy, "backup.missing", missing, err);
}

typedef struct Whole {
    const CopyHome *home;
    CopySet *out;
} Whole;

static bool add_if_whole(void *ctx, const char *path UNUSED, const char *sha256,
                         Err *err UNUSED)
{
    const Whole *whole = ctx;

    if (home_check(whole->home, sha256, NULL))
        copies_add(whole->out, sha256);
    return true;
}

/* Those of an open backup; one of an earlier version has no list. */
static bool copies_of(Store *backup, const CopyHome *own, CopySet *all, CopySet *missing,
                      Err *err)
{
    CopySet named = {0};
    Whole whole = {own, all};
    bool listed = false, there;
    bool done = copies_read(backup, "backup.copies", all, &listed, err) &&
                copies_read(backup, "backup.missing", missing, &there, err) &&
                copies_named(backup, &named, err) &&
                (listed || attach_walk(own->folder, add_if_whole, &whole, err));

    for (size_t i = 0; done && i < named.n; i++) {
        if (!copies_has(missing, named.hashes[i]))
            copies_add(all, named.hashes[i]);
    }
    copies_sort(all);
    copies_free(&named);
    return done;
}

/* ---- taking and putting back ---- */

static bool copies_go_on(const Progress *progress, size_t at, size_t n, Err *err)
{
    return progress_step(progress, at, n) ||
           err_set(err, ERR_CANCELLED, _("The copying of the attached papers was cancelled"));
}

static bool take_one(const CopyHome *from, const CopyHome *to, const char *sha256,
                     const PathGroup *group, int64_t *written, Err *err)
{
    bool done = true;

    if (!home_check(to, sha256, NULL)) {
        done = home_carry(from, to, sha256, group, err);
        *written += done;
    }
    return done;
}

bool copies_wanted(Store *store, const CopyHome *from, CopySet *named, CopySet *all, Err *err)
{
    CopySet told = {0};
    bool done = copies_named(store, named, err) && copies_told(store, &told, err);

    for (size_t i = 0; done && i < named->n; i++)
        copies_add(all, named->hashes[i]);
    for (size_t i = 0; done && i < told.n; i++) {
        if (home_has(from, told.hashes[i]))
            copies_add(all, told.hashes[i]);
    }
    copies_sort(all);
    copies_free(&told);
    return done;
}

/* One that cannot be taken, for that reason; is it in order to go on without it? */
static bool without_copy(const char *sha256, const CopySet *named, bool incomplete,
                         CopySet *missing, const Err *fault, Err *err)
{
    if (copies_has(named, sha256)) {
        copies_add(missing, sha256);
        return incomplete ||
               err_set(err, ERR_REFUSED,
                       _("No backup was made: %s. “anjuan backup --incomplete” makes one "
                         "without such copies"),
                       fault->text);
    }
    /* That one is damaged which is history, nobody needs to know; that it could not be read,
     * they do. */
    return fault->kind == ERR_STORE ||
           err_set(err, fault->kind, _("No backup was made: %s"), fault->text);
}

bool copies_take(Store *copy, const char *store_path, const char *backup, bool incomplete,
                 const PathGroup *group, const Progress *progress, CopySet *taken,
                 CopySet *missing, int64_t *written, Err *err)
{
    char *place = copies_folder(backup);
    CopyHome from = {0}, to = {0};
    CopySet named = {0}, all = {0};
    bool done = home_of(store_path, &from, err) && home_in(place, store_path, &to, err) &&
                copies_wanted(copy, &from, &named, &all, err);

    *written = 0;
    for (size_t i = 0; done && i < all.n; i++) {
        const char *sha256 = all.hashes[i];
        Err fault = {0};
        if (home_check(&from, sha256, &fault)) {
            done = take_one(&from, &to, sha256, group, written, err);
            copies_add(taken, sha256);
        } else {
            done = without_copy(sha256, &named, incomplete, missing, &fault, err);
        }
        done = done && copies_go_on(progress, i + 1, all.n, err);
    }
    copies_free(&named);
    copies_free(&all);
    home_end(&from);
    home_end(&to);
    free(place);
    return done;
}

bool copies_check(Store *backup, const char *path, const Progress *progress, CopySet *all,
                  CopySet *missing, Err *err)
{
    BackupHomes homes;
    bool done =
        homes_begin(path, &homes, err) && copies_of(backup, &homes.own, all, missing, err);

    for (size_t i = 0; done && i < all->n; i++)
        done = homes_find(&homes, all->hashes[i], err) &&
               copies_go_on(progress, i + 1, all->n, err);
    homes_end(&homes);
    return done;
}

bool copies_put_back(const CopySet *all, const char *backup, const char *store_path,
                     const PathGroup *group, const Progress *progress, Err *err)
{
    char *folder = attach_folder(store_path);
    BackupHomes homes;
    CopyHome to = {0};
    bool done = homes_begin(backup, &homes, err) && home_in(folder, backup, &to, err);

    for (size_t i = 0; done && i < all->n; i++) {
        const char *sha256 = all->hashes[i];
        if (!home_check(&to, sha256, NULL)) {
            const CopyHome *from = homes_find(&homes, sha256, err);
            done = from && home_carry(from, &to, sha256, group, err);
        }
        done = done && copies_go_on(progress, i + 1, all->n, err);
    }
    home_end(&to);
    homes_end(&homes);
    free(folder);
    return done;
}

bool copies_hold(const char *path)
{
    size_t n = strlen(copies_name);

    for (const char *at = path; (at = strstr(at, copies_name)); at += n) {
        if (at > path && at[-1] == '/' && (at[n] == '/' || at[n] == '\0'))
            return true;
    }
    return false;
}
