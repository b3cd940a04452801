/* A folder of bundles: whose each is stands in its header, in clear. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/hub.h"
#include "seal/bundle.h"

enum { FILES_MAX = 100000 };

static void hex(const unsigned char id[BUNDLE_ID], char out[HUB_ID_HEX + 1])
{
    for (int i = 0; i < BUNDLE_ID; i++)
        snprintf(out + 2 * i, 3, "%02x", id[i]);
}

static bool is_ours(const char *name)
{
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot && strcmp(dot, ".anjuan") == 0;
}

/* Takes the path. */
static bool add_file(HubFolder *out, char *path, bool one, Err *err)
{
    BundleHead head;
    char from[HUB_ID_HEX + 1], to[HUB_ID_HEX + 1];
    int fd = path_open(path, NULL);
    bool whole = fd >= 0 && bundle_peek(fd, &head) == BUNDLE_WHOLE && head.epoch <= INT64_MAX &&
                 head.number <= INT64_MAX;
    if (fd >= 0)
        close(fd);
    if (!whole) {
        out->others++;
        free(path);
        return true;
    }
    hex(head.from, from);
    hex(head.to, to);
    if (one && out->from[0] && strcmp(out->from, from) != 0) {
        err_set(err, ERR_INPUT, _("%s is from another station than the other bundles"), path);
        free(path);
        return false;
    }
    memcpy(out->from, from, sizeof(from));
    out->files = xreallocarray(out->files, out->n + 1, sizeof(*out->files));
    out->files[out->n++] = (HubFile){.path = path,
                                     .to = xstrdup(to),
                                     .epoch = (int64_t)head.epoch,
                                     .number = (int64_t)head.number};
    memcpy(out->files[out->n - 1].from, from, sizeof(from));
    return true;
}

static int by_number(const void *a, const void *b)
{
    const HubFile *x = a, *y = b;
    int pair = strcmp(x->from, y->from);
    if (!pair)
        pair = strcmp(x->to, y->to);
    if (pair)
        return pair;
    if (x->epoch != y->epoch)
        return x->epoch < y->epoch ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

bool hub_folder(const char *path, bool one, HubFolder *out, Err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    bool done = dir || err_set(err, ERR_NOT_FOUND, _("%s: %s"), path, i18n_errno(errno));
    *out = (HubFolder){0};
    while (done && (entry = readdir(dir)) && out->n < FILES_MAX) {
        if (is_ours(entry->d_name))
            done = add_file(out, path_join(path, entry->d_name), one, err);
    }
    if (dir)
        closedir(dir);
    if (done && out->n)
        qsort(out->files, out->n, sizeof(*out->files), by_number);
    if (!done)
        hub_folder_free(out);
    return done;
}

void hub_folder_free(HubFolder *folder)
{
    for (size_t i = 0; i < folder->n; i++) {
        free((char *)folder->files[i].path);
        free((char *)folder->files[i].to);
    }
    free(folder->files);
    *folder = (HubFolder){0};
}
