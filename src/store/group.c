/* Finds the group that a store names, gives what lies beside the store to it, and refuses a
 * store whose files and setting disagree. */
#include "config.h"

#include "store/group.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/inner.h"

enum { GROUP_TEXT_MAX = 1 << 20, TREE_DEPTH = 4 };

const PathGroup *store_group(const Store *store)
{
    return store->shared ? &store->group : NULL;
}

bool store_give(const Store *store, const char *path, Err *err)
{
    return !store->shared || path_give(path, &store->group, err);
}

/* ---- which group ---- */

static bool find_number(const char *name, PathGroup *out)
{
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    if (!name[0] || name[strspn(name, "0123456789")] || *end || number >= UINT_MAX)
        return false;
    out->id = (gid_t)number;
    return true;
}

static bool find_name(const char *name, PathGroup *out)
{
    struct group entry, *found = NULL;
    size_t room = 1024;
    char *text = xmalloc(room);
    int status;
    while ((status = getgrnam_r(name, &entry, text, room, &found)) == ERANGE &&
           room < GROUP_TEXT_MAX)
        text = xrealloc(text, room *= 2);
    if (status == 0 && found)
        out->id = found->gr_gid;
    free(text);
    return status == 0 && found;
}

/* root may give files to any group. */
static bool is_member(gid_t id)
{
    int n = getgroups(0, NULL);
    gid_t *groups = xcalloc((size_t)(n > 0 ? n : 0) + 1, sizeof(*groups));
    bool member = geteuid() == 0 || getegid() == id;
    n = n > 0 ? getgroups(n, groups) : 0;
    for (int i = 0; i < n; i++)
        member = member || groups[i] == id;
    free(groups);
    return member;
}

bool group_find(const char *name, PathGroup *out, Err *err)
{
    if (!find_name(name, out) && !find_number(name, out))
        return err_set(err, ERR_INPUT,
                       _("There is no group %s on this machine. Name another, or have the "
                         "administrator make it"),
                       name);
    return is_member(out->id) ||
           err_set(err, ERR_REFUSED,
                   _("You are not in the group %s. Have the administrator of this machine add "
                     "you, then sign in to the machine again"),
                   name);
}

bool store_wanted_group(Store *store, PathGroup *out)
{
    char *name = NULL;
    bool found =
        store_setting(store, "group", &name, NULL) && name && group_find(name, out, NULL);
    free(name);
    return found;
}

/* ---- folders ---- */

/* Nobody but its owner comes through: the group itself, or any other and everybody. */
static bool is_closed(const struct stat *info, const PathGroup *group)
{
    return info->st_gid == group->id ? !(info->st_mode & S_IXGRP)
                                     : !(info->st_mode & (S_IXGRP | S_IXOTH));
}

static void go_up(char **path)
{
    char *above = path_folder(*path);
    free(*path);
    *path = above;
}

/* The folder above in full, or of one that is to be made the first that is there. */
static char *there_above(const char *folder)
{
    char *at = path_folder(folder), *whole = realpath(folder, NULL);
    if (whole) {
        go_up(&whole);
        free(at);
        return whole;
    }
    while (!(whole = realpath(at, NULL)) && strcmp(at, "/") != 0 && strcmp(at, ".") != 0)
        go_up(&at);
    free(at);
    return whole;
}

static bool check_above(const char *folder, const char *name, const PathGroup *group, Err *err)
{
    char *above = there_above(folder);
    struct stat info;
    bool open = true;
    while (open && above && strcmp(above, "/") != 0) {
        if (stat(above, &info) == 0 && is_closed(&info, group))
            open =
                err_set(err, ERR_REFUSED,
                        _("The group %s could not get to %s, because the folder %s is closed "
                          "to others. Choose another place, or open it: chmod o+x %s"),
                        name, folder, above, above);
        go_up(&above);
    }
    free(above);
    return open;
}

bool group_check_folder(const char *folder, const char *name, const PathGroup *group, Err *err)
{
    struct stat info;
    if (!check_above(folder, name, group, err))
        return false;
    if (stat(folder, &info) != 0 || (info.st_gid == group->id && (info.st_mode & S_ISGID) &&
                                     (info.st_mode & S_IRWXG) == S_IRWXG))
        return true;
    return err_set(err, ERR_REFUSED,
                   _("The group %s could not work in the folder %s. Name one that is not there "
                     "yet, or give it to the group: chgrp %s %s && chmod 2770 %s"),
                   name, folder, name, folder, folder);
}

static bool give_tree(const char *path, const PathGroup *group, int depth, Err *err)
{
    struct stat info;
    DIR *dir;
    struct dirent *entry;
    bool done = true;
    if (lstat(path, &info) != 0 || S_ISLNK(info.st_mode) || depth == 0)
        return true;
    dir = S_ISDIR(info.st_mode) ? opendir(path) : NULL;
    while (done && dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *inside = path_join(path, entry->d_name);
        done = give_tree(inside, group, depth - 1, err);
        free(inside);
    }
    if (dir)
        closedir(dir);
    return done && path_give(path, group, err);
}

static bool give_beside(const char *store, const char *end, const PathGroup *group, Err *err)
{
    char *path = path_beside(store, end);
    bool done = give_tree(path, group, TREE_DEPTH, err);
    free(path);
    return done;
}

bool store_share(Store *store, const PathGroup *group, Err *err)
{
    bool done = path_give(store->path, group, err);
    for (size_t i = 0; done && i < SIDES; i++)
        done = give_beside(store->path, path_sides[i], group, err);
    done = done && give_beside(store->path, ".files", group, err) &&
           give_beside(store->path, ".site", group, err);
    if (done) {
        store->group = *group;
        store->shared = true;
    }
    return done;
}

/* ---- opening ---- */

/* The setting says that there is a group, the file says whether it has been given to one here:
 * put back on another machine, the name may mean nothing, or other people. What its owner's own
 * copying changed is set right. */
bool group_read(Store *store, Err *err)
{
    struct stat info;
    PathGroup found;
    char *name = NULL;
    if (!store_setting(store, "group", &name, err))
        return false;
    if (name && !store_read_only(store) && stat(store->path, &info) == 0 &&
        info.st_uid == geteuid() && store_wanted_group(store, &found))
        path_give(store->path, &found, NULL);
    store->shared = name && stat(store->path, &info) == 0 &&
                    (info.st_mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP);
    if (store->shared)
        store->group.id = info.st_gid;
    free(name);
    return true;
}

/* A file beside the store that is in the way, for the caller to free. */
static char *find_closed(const char *path, int right)
{
    if (access(path, right) != 0)
        return xstrdup(path);
    for (size_t i = 0; i < SIDES; i++) {
        char *side = path_beside(path, path_sides[i]);
        if (access(side, right) != 0 && errno == EACCES)
            return side;
        free(side);
    }
    return NULL;
}

/* Sharing helps where the store is somebody else's, and on a disk that can be written to at
 * all. */
static bool is_of_another(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && info.st_uid != geteuid() &&
           (access(path, W_OK) == 0 || errno != EROFS);
}

bool group_refuse(const char *path, bool write, Err *err)
{
    if (!is_of_another(path) && write)
        return store_fail(NULL, path, SQLITE_READONLY, err);
    if (!is_of_another(path))
        return err_set(err, ERR_STORE, _("The store %s may not be read by you"), path);
    char *closed = find_closed(path, write ? W_OK : R_OK), *folder = path_folder(path);
    if (closed && write)
        err_set(err, ERR_STORE,
                _("%s may not be written by you. Whoever the store belongs to can share it "
                  "with a group: anjuan --store %s share GROUP"),
                closed, path);
    else if (closed)
        err_set(err, ERR_STORE,
                _("%s may not be read by you. Whoever the store belongs to can share it with a "
                  "group: anjuan --store %s share GROUP"),
                closed, path);
    else
        err_set(err, ERR_STORE,
                _("You may not write into the folder %s, so the store in it cannot be changed. "
                  "Whoever it belongs to can give it to a group: chgrp GROUP %s && chmod 2770 "
                  "%s"),
                folder, folder, folder);
    free(closed);
    free(folder);
    return false;
}

bool group_may(const char *path, bool write)
{
    char *closed = find_closed(path, write ? W_OK : R_OK);
    bool may = !closed;
    free(closed);
    return may;
}
