/* xdg-open and lp, found along PATH; what the viewer is given is known by its bytes. */
#include "config.h"

#include "app/look.h"

#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "app/attach.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/program.h"

/* All papers together: enough for a printer's program that refuses to say so. */
enum { PRINT_MS = 600 };

static const char shown_name[] = "shown", made_name[] = "made";

static bool has(const char *name)
{
    char *path = program_find(name);
    bool there = path != NULL;
    free(path);
    return there;
}

static const char *set_in(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

bool app_can_look(void)
{
    const char *session = set_in("XDG_RUNTIME_DIR");
    return session && *session == '/' && (set_in("DISPLAY") || set_in("WAYLAND_DISPLAY")) &&
           has("xdg-open");
}

bool app_can_print(void)
{
    return has("lp");
}

static bool put_out(Session *session, const char *name, const char *sha256, const char *folder,
                    bool replace, Buf *out, Err *err)
{
    Buf bytes = BUF_INIT, file = BUF_INIT;
    const char *ending = "";
    bool done = app_copy_read(session, sha256, &bytes, &ending, err);
    buf_addf(&file, "%s.%s", name, ending);
    char *path = path_join(folder, file.data);
    if (done && !replace && path_exists(path))
        done = err_set(err, ERR_REFUSED, _("%s is there already"), path);
    done = done && path_write(path, bytes.data, bytes.len, err);
    if (done)
        buf_add(out, path);
    free(path);
    buf_free(&file);
    buf_free(&bytes);
    return done;
}

bool app_copy_out(Session *session, const char *name, const char *sha256, const char *folder,
                  Buf *out, Err *err)
{
    return put_out(session, name, sha256, folder, false, out, err);
}

static char *look_root(void)
{
    return path_join(set_in("XDG_RUNTIME_DIR"), "anjuan");
}

/* Of the person's session: what stands under that name may have been put there by others. */
static bool make_root(const char *root, Err *err)
{
    char *above = path_folder(root);
    bool done = path_make_folder(root, err) && path_alone(above, err) && path_alone(root, err);
    free(above);
    return done;
}

/* One for all that this program shows; its name tells whose it is, so that the next start knows
 * those of a killed one. */
static bool make_shown(Session *session, Err *err)
{
    char *root = look_root(), *beside = path_join(root, shown_name);
    bool done = make_root(root, err);
    if (done && !session->looked)
        session->looked = path_temp_folder(beside, err);
    done = done && session->looked;
    free(beside);
    free(root);
    return done;
}

bool app_look(Session *session, const char *name, const char *sha256, Err *err)
{
    char *viewer = program_find("xdg-open");
    Buf path = BUF_INIT;
    bool done = viewer && make_shown(session, err) &&
                put_out(session, name, sha256, session->looked, true, &path, err) &&
                program_start(viewer, (const char *[]){path.data, NULL}, err);
    buf_free(&path);
    free(viewer);
    return done;
}

void app_look_end(Session *session)
{
    if (session->looked)
        path_drop(session->looked);
    free(session->looked);
    session->looked = NULL;
}

static bool is_memory(const char *folder)
{
    struct statfs info;
    return statfs(folder, &info) == 0 &&
           (info.f_type == TMPFS_MAGIC || info.f_type == RAMFS_MAGIC);
}

bool app_look_leaves_nothing(void)
{
    const char *runtime = set_in("XDG_RUNTIME_DIR");
    return runtime && is_memory(runtime);
}

/* The root for what is in memory: of the session, or on a machine without one that of all. */
static char *memory_root(void)
{
    if (app_look_leaves_nothing())
        return look_root();
    if (!is_memory("/dev/shm"))
        return NULL;
    Buf root = BUF_INIT;
    buf_addf(&root, "/dev/shm/anjuan-%u", (unsigned)geteuid());
    return buf_take(&root);
}

char *look_memory(Err *err)
{
    char *root = memory_root(), *beside = NULL, *folder = NULL;
    if (!root) {
        err_set(err, ERR_IO,
                _("there is no folder in memory that is this account's alone, and on a disk "
                  "they would leave names behind"));
    } else if (path_make_folder(root, err) && path_alone(root, err)) {
        beside = path_join(root, made_name);
        folder = path_temp_folder(beside, err);
    }
    /* Whatever is in the way there is of this machine. */
    if (root && !folder) {
        err->kind = ERR_IO;
        err_wrap(err, _("no folder in memory can be had"));
    }
    free(beside);
    free(root);
    return folder;
}

/* Under a name that anybody can take first, a link is not followed. */
static void sweep(char *root, const char *begins)
{
    if (root && path_alone(root, NULL))
        path_sweep(root, begins);
    free(root);
}

void app_look_sweep(void)
{
    const char *runtime = set_in("XDG_RUNTIME_DIR");
    sweep(runtime && *runtime == '/' ? look_root() : NULL, shown_name);
    sweep(memory_root(), made_name);
}

bool app_print(const char *no, const char *const *files, size_t n, Err *err)
{
    const char *const args[] = {"-s",
                                "-t",
                                no,
                                "-o",
                                "media=A4",
                                "-o",
                                "sides=two-sided-long-edge",
                                "-o",
                                "print-scaling=none",
                                NULL};
    char *lp = program_find("lp");
    int patience = PRINT_MS;
    bool done = lp || err_set(err, ERR_NOT_FOUND, _("There is no lp here to print with"));
    for (size_t i = 0; done && i < n; i++)
        done = program_feed(lp, args, files[i], &patience, err) ||
               err_wrap(err, _("Not printed: %s"), files[i]);
    free(lp);
    return done;
}
