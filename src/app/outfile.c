/* Never over a store or what belongs to one, and over what is there only where it may be
 * replaced. */
#include "config.h"

#include "app/outfile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/inner.h"
#include "base/i18n.h"
#include "base/path.h"

bool app_may_write(Session *session, const char *path, bool replace, Err *err)
{
    struct stat info;
    size_t len = strlen(path);
    if (!store_spares(session_store(session), path, err))
        return false;
    if ((len && path[len - 1] == '/') || (stat(path, &info) == 0 && S_ISDIR(info.st_mode)))
        return err_set(err, ERR_REFUSED, _("%s is a folder; name the file that is to be in it"),
                       path);
    if (replace)
        return path_may_replace(path, err);
    return !path_exists(path) ||
           err_set(err, ERR_REFUSED,
                   _("%s is there already; choose another name, or put the new file in its "
                     "place with --replace"),
                   path);
}

void app_sweep_beside(const char *path)
{
    char *folder = path_folder(path), *name = path_name(path);
    path_sweep(folder, name);
    free(name);
    free(folder);
}
