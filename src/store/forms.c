/* What is written down are two rows of meta: the owners of the two forms, where "plain" owns
 * what is in clear and the id of a sealed store what begins with it; and the three names aside.
 */
#include "config.h"

#include "store/forms.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "seal/copy.h"
#include "store/copies.h"
#include "store/inner.h"

enum { OWNER = 2 * SEAL_ID_BYTES + 1 };

static const char clear[] = "plain", forms_key[] = "copies.forms", aside_key[] = "copies.aside";

/* ---- carrying ---- */

static bool carry_one(const CopyHome *from, const CopyHome *to, const char *sha256, bool named,
                      const PathGroup *group, FormCount *count, Err *err)
{
    Err fault = {0};

    if (home_check(from, sha256, &fault)) {
        count->copies++;
        return home_carry(from, to, sha256, group, err);
    }
    if (named && fault.kind == ERR_NOT_FOUND) {
        count->missing++;
        return true;
    }
    /* Of what is history alone a damaged one is no loss. */
    return (!named && (fault.kind == ERR_STORE || fault.kind == ERR_NOT_FOUND)) ||
           err_set(err, fault.kind, "%s", fault.text);
}

bool forms_carry(Store *store, const CopyHome *to, const PathGroup *group,
                 const Progress *progress, FormCount *count, Err *err)
{
    CopyHome from = {0};
    CopySet named = {0}, all = {0};
    bool done =
        home_of(store->path, &from, err) && copies_wanted(store, &from, &named, &all, err);

    *count = (FormCount){0};
    for (size_t i = 0; done && i < all.n; i++)
        done = carry_one(&from, to, all.hashes[i], copies_has(&named, all.hashes[i]), group,
                         count, err) &&
               (progress_step(progress, i + 1, all.n) ||
                err_set(err, ERR_CANCELLED,
                        _("The copying of the attached papers was cancelled")));
    copies_free(&named);
    copies_free(&all);
    home_end(&from);
    return done;
}

/* ---- what is written down ---- */

static bool put_meta(Store *store, const char *name, const char *text, Err *err)
{
    return sql_do(store, err,
                  "INSERT INTO meta (name, value) VALUES (?, ?)"
                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  "tt", name, text);
}

static bool get_meta(Store *store, const char *name, char **text, Err *err)
{
    return sql_get_text(store, err, text, "SELECT value FROM meta WHERE name = ?", "t", name);
}

static bool drop_meta(Store *store, const char *name, Err *err)
{
    return sql_do(store, err, "DELETE FROM meta WHERE name = ?", "t", name);
}

static void owner_of_home(const CopyHome *home, char owner[OWNER])
{
    if (home->key)
        sodium_bin2hex(owner, OWNER, home->store, SEAL_ID_BYTES);
    else
        memcpy(owner, clear, sizeof(clear));
}

bool forms_note(Store *store, const CopyHome *from, const CopyHome *to, Err *err)
{
    char a[OWNER], b[OWNER], text[2 * OWNER];

    owner_of_home(from, a);
    owner_of_home(to, b);
    snprintf(text, sizeof(text), "%s %s", a, b);
    return put_meta(store, forms_key, text, err);
}

bool forms_stands(Store *store, Err *err)
{
    char *text = NULL;
    bool done = get_meta(store, forms_key, &text, err);

    if (done && !text)
        done = err_set(err, ERR_STORE,
                       _("%s is in use by another program. Close that first; nothing was "
                         "changed"),
                       store->path);
    free(text);
    return done;
}

/* From the root: who settles it may be started elsewhere. */
bool forms_note_aside(Store *store, const char *out, const char *temp, const char *folder,
                      Err *err)
{
    const char *const names[] = {out, temp, folder};
    Buf text = BUF_INIT;
    bool done;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char *whole = path_whole(names[i]);
        buf_addf(&text, "%s\n", whole);
        free(whole);
    }
    done = put_meta(store, aside_key, text.data, err);
    buf_free(&text);
    return done;
}

/* ---- settling ---- */

/* False: it cannot be told, and err says why. */
static bool owner_of_file(const char *path, char owner[OWNER], Err *err)
{
    unsigned char store[SEAL_ID_BYTES];
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    SealCopyIs is = fd < 0 ? SEAL_COPY_UNKNOWN : seal_copy_owner(fd, store);
    int saved = errno;

    if (fd >= 0)
        close(fd);
    if (is == SEAL_COPY_SEALED)
        sodium_bin2hex(owner, OWNER, store, sizeof(store));
    else
        memcpy(owner, clear, sizeof(clear));
    return is != SEAL_COPY_UNKNOWN ||
           err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(saved));
}

/* The copies of the other form that go, and what is known of those that stay. */
typedef struct Settling {
    CopyHome own, plain;
    const char *other; /* whose they are */
    CopySet named, all;
    Err kept; /* why the first that had to stay did */
} Settling;

static void keep(Settling *settling, const Err *why)
{
    if (settling->kept.kind == ERR_NONE)
        settling->kept = *why;
}

/* One in clear has the name of its paper: is that there in the form of the store, or is it no
 * loss? One that nothing names is what a killed attach left; of what is history alone a damaged
 * one was not carried. */
static bool may_go_plain(const Settling *settling, const char *sha256, Err *why)
{
    Err fault = {0};

    if (!copies_has(&settling->all, sha256) || home_check(&settling->own, sha256, why))
        return true;
    return (why->kind == ERR_STORE || why->kind == ERR_NOT_FOUND) &&
           !copies_has(&settling->named, sha256) &&
           !home_check(&settling->plain, sha256, &fault) && fault.kind == ERR_STORE;
}

/* The name of a sealed one tells nothing without its key, so they go together, when nothing can
 * be among them that is not there in the form of the store. What is not there at all was not
 * there before either. */
static bool may_go_sealed(Settling *settling)
{
    for (size_t i = 0; i < settling->all.n; i++) {
        const char *sha256 = settling->all.hashes[i];
        Err fault = {0};
        if (home_check(&settling->own, sha256, &fault) || fault.kind == ERR_NOT_FOUND ||
            (fault.kind == ERR_STORE && !copies_has(&settling->named, sha256)))
            continue;
        keep(settling, &fault);
        return false;
    }
    return true;
}

/* What cannot be told whose it is, stays. */
static bool drop_if_owned(void *ctx, const char *path, const char *name, Err *err)
{
    Settling *settling = ctx;
    char owner[OWNER];
    Err why = {0};

    if (!owner_of_file(path, owner, &why)) {
        keep(settling, &why);
        return true;
    }
    if (strcmp(owner, settling->other) != 0)
        return true;
    if (strcmp(owner, clear) == 0 && !may_go_plain(settling, name, &why)) {
        keep(settling, &why);
        return true;
    }
    return unlink(path) == 0 ||
           err_set(err, ERR_IO, _("%s: cannot be removed: %s"), path, i18n_errno(errno));
}

static bool drop_form(Store *store, Settling *settling, Err *err)
{
    bool is_clear = strcmp(settling->other, clear) == 0;
    const CopyHome *of = is_clear ? &settling->plain : &settling->own;
    char *folder = settling->own.folder;

    settling->plain = (CopyHome){.folder = folder};
    if (!copies_wanted(store, of, &settling->named, &settling->all, err))
        return false;
    if ((is_clear || may_go_sealed(settling)) &&
        !(attach_walk(folder, drop_if_owned, settling, err) && path_sync_folder(folder, err)))
        return false;
    return settling->kept.kind == ERR_NONE ||
           err_set(err, settling->kept.kind, "%s", settling->kept.text);
}

/* Of the two owners the one that the store is not; NULL where it is neither. */
static const char *other_of(char *text, const char *own)
{
    char *gap = strchr(text, ' ');

    if (!gap)
        return NULL;
    *gap = '\0';
    return strcmp(own, text) == 0 ? gap + 1 : strcmp(own, gap + 1) == 0 ? text : NULL;
}

static bool is_own_folder(const Store *store, const char *folder)
{
    size_t n = strlen(store->path);

    return strncmp(folder, store->path, n) == 0 && folder[n] == '.';
}

static bool settle_forms(Store *store, Err *err)
{
    Settling settling = {0};
    char own[OWNER], *text = NULL;
    bool done = get_meta(store, forms_key, &text, err);

    if (!done || !text)
        return done;
    done = home_of(store->path, &settling.own, err);
    /* A copy of a store that was kept lives by the folder of that, and rules over nothing. */
    if (done && is_own_folder(store, settling.own.folder)) {
        owner_of_home(&settling.own, own);
        settling.other = other_of(text, own);
        done = !settling.other || drop_form(store, &settling, err);
    }
    copies_free(&settling.named);
    copies_free(&settling.all);
    home_end(&settling.own);
    free(text);
    return done && drop_meta(store, forms_key, err);
}

/* What is written down is no part of the history, so whoever can write the store chooses it. */
static bool is_from_here(const Store *store, const char *path, mode_t kind)
{
    char *own = path_whole(store->path), *beside = path_folder(own),
         *folder = path_folder(path);
    struct stat info;
    bool here = lstat(path, &info) == 0 && (info.st_mode & S_IFMT) == kind &&
                (info.st_uid == geteuid() || strcmp(folder, beside) == 0);

    free(folder);
    free(beside);
    free(own);
    return here;
}

static bool drop_copy(void *ctx UNUSED, const char *path, const char *name UNUSED,
                      Err *err UNUSED)
{
    char *shard = path_folder(path);

    if (unlink(path) == 0)
        rmdir(shard); /* with its last one */
    free(shard);
    return true;
}

/* A shard that was made for a first copy which never came, or came in part. Those that hold
 * anything else stay. */
static void drop_empty_shards(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        char *shard = path_join(folder, entry->d_name);
        path_sweep(shard, "copy");
        rmdir(shard);
        free(shard);
    }
    if (dir)
        closedir(dir);
}

/* Nothing but copies, and what is on the way to be one. */
static void drop_copies(const char *folder)
{
    path_sweep(folder, "copy");
    attach_walk(folder, drop_copy, NULL, NULL);
    drop_empty_shards(folder);
    rmdir(folder);
}

typedef struct Aside {
    const char *out, *temp, *folder;
    char *files;
} Aside;

static bool is_aside(const Store *store, const Aside *aside)
{
    return aside->out[0] == '/' && path_temp_of(aside->temp, aside->out) &&
           path_temp_of(aside->folder, aside->files) &&
           (!path_exists(aside->temp) || is_from_here(store, aside->temp, S_IFREG)) &&
           (!path_exists(aside->folder) || is_from_here(store, aside->folder, S_IFDIR));
}

/* The copies get their name first: without the store that they belong to they are nobody's. */
static bool drop_aside(const Store *store, const Aside *aside, Err *err)
{
    if (!path_exists(aside->temp) && !path_exists(aside->folder))
        return true;
    if (!is_aside(store, aside))
        return err_set(err, ERR_REFUSED,
                       _("%s is written down as left by a program that was killed, but was not "
                         "made by you, and stays. Whoever made it may remove it"),
                       path_exists(aside->temp) ? aside->temp : aside->folder);
    if (path_exists(aside->temp) && !path_exists(aside->folder) && !path_exists(aside->out) &&
        is_from_here(store, aside->files, S_IFDIR))
        drop_copies(aside->files);
    store_remove(aside->temp);
    if (path_exists(aside->folder))
        drop_copies(aside->folder);
    return true;
}

/* While its maker is at it, it stays written down. What is not taken away is said once. */
static bool settle_aside(Store *store, Err *err)
{
    char *text = NULL, *temp, *folder, *end;
    bool runs = false, done = true;

    if (!get_meta(store, aside_key, &text, err) || !text)
        return !text;
    temp = strchr(text, '\n');
    folder = temp ? strchr(temp + 1, '\n') : NULL;
    end = folder ? strchr(folder + 1, '\n') : NULL;
    if (end) {
        *temp = *folder = *end = '\0';
        Aside aside = {text, temp + 1, folder + 1, attach_folder(text)};
        runs = path_temp_runs(aside.temp);
        done = runs || drop_aside(store, &aside, err);
        free(aside.files);
    }
    free(text);
    return (runs || drop_meta(store, aside_key, done ? err : NULL)) && done;
}

bool forms_settle(Store *store, Err *err)
{
    return settle_forms(store, err) && settle_aside(store, err);
}

/* ---- what stays in clear ---- */

/* Whatever the two are called. */
static bool is_same_file(const char *a, const char *b)
{
    struct stat first, second;

    return lstat(a, &first) == 0 && lstat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

void forms_left(const char *path, const char *but, Buf *out)
{
    char *folder = path_folder(path), *name = path_name(path);
    char *begins = path_beside(name, ".before-");
    DIR *dir = opendir(folder);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        if (strncmp(entry->d_name, begins, strlen(begins)) != 0)
            continue;
        char *at = path_join(folder, entry->d_name);
        if (!store_is_sealed(at) && !(but && is_same_file(at, but)))
            buf_addf(out, "%s\n", at);
        free(at);
    }
    if (dir)
        closedir(dir);
    free(begins);
    free(name);
    free(folder);
}
