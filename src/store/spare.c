/* What no file that is written may take the place of. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "store/attach.h"
#include "store/copies.h"
#include "store/inner.h"

/* The folder as it really is, with the name as it was given. */
static char *spare_real(const char *path)
{
    char *folder = path_folder(path), *name = path_name(path);
    char *real = realpath(folder, NULL);
    char *whole = path_join(real ? real : folder, name);

    free(real);
    free(name);
    free(folder);
    return whole;
}

/* The store itself, or one of the files that SQLite keeps beside it. */
static bool spare_is_store(const char *path, const char *store)
{
    size_t n = strlen(store);
    bool begins = strncmp(path, store, n) == 0, is = begins && path[n] == '\0';

    for (size_t i = 0; begins && i < SIDES && !is; i++)
        is = strcmp(path + n, path_sides[i]) == 0;
    return is;
}

static bool spare_is_inside(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* Another store, or a backup. */
static bool spare_is_database(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char head[sizeof(magic)];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool is = fd >= 0 && read(fd, head, sizeof(head)) == (ssize_t)sizeof(head) &&
              memcmp(head, magic, sizeof(magic)) == 0;

    if (fd >= 0)
        close(fd);
    return is || store_is_sealed(path);
}

bool store_spares(const Store *store, const char *path, Err *err)
{
    char *target = spare_real(path), *own = spare_real(store->path);
    char *files = attach_folder(own);
    bool spared = spare_is_store(target, own) || spare_is_inside(target, files) ||
                  copies_hold(target) || spare_is_database(target);

    free(files);
    free(own);
    free(target);
    return !spared ||
           err_set(err, ERR_REFUSED,
                   _("%s belongs to a store or a backup; choose another name"), path);
}
