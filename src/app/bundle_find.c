/* Bundles on sticks: what lies on media that somebody mounted, looked at by name and header
 * alone. Nothing of it is opened before a person picks it. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "desk/workflow.h"
#include "seal/armour.h"

enum {
    FOUND_MAX = 200,
    ENTRIES_MAX = 20000, /* looked through of one medium: a full disk is no reason to wait */
    TEXTS_MAX = 64,      /* of letters, each of which is read to its end; of one medium too */
    MEDIA_MAX = 20,
    LINE_MAX_BYTES = 4096
};

typedef struct Searching {
    Session *session;
    Arena *arena;
    Station *stations;
    size_t n_stations, entries, texts;
    dev_t device; /* of the folder that is looked through */
    unsigned char us[BUNDLE_ID];
    FoundBundle *list;
    size_t n;
} Searching;

/* ---- one file ---- */

static const Station *sender_of(const Searching *f, const unsigned char id[BUNDLE_ID])
{
    unsigned char is[BUNDLE_ID];
    for (size_t i = 0; i < f->n_stations; i++) {
        bundle_id(&f->stations[i].public, is);
        if (memcmp(is, id, BUNDLE_ID) == 0)
            return f->stations[i].takes && !f->stations[i].distrusted ? &f->stations[i] : NULL;
    }
    return NULL;
}

static bool is_there(const Searching *f, const char *path)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->list[i].path, path) == 0)
            return true;
    }
    return false;
}

/* A regular file, with the bytes that it has where it is lines of letters; -1: there is none.
 */
static int open_bundle(Searching *f, const char *path, struct stat *info)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), fd;
    if (file < 0)
        return -1;
    if (fstat(file, info) != 0 || !S_ISREG(info->st_mode)) {
        close(file);
        return -1;
    }
    fd = f->texts < TEXTS_MAX ? armour_open(file, store_path(session_store(f->session)), NULL)
                              : file;
    f->texts += fd != file;
    if (fd >= 0 && fstat(fd, info) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* For us, from a station that is trusted; came: it was taken in, or refused, before. */
static void look_at(Searching *f, const char *path)
{
    struct stat info;
    BundleHead head;
    PairEnd last;
    const Station *from;
    int fd = open_bundle(f, path, &info);
    if (fd < 0)
        return;
    bool is = bundle_peek(fd, &head) == BUNDLE_WHOLE &&
              memcmp(head.to, f->us, BUNDLE_ID) == 0 && !is_there(f, path) &&
              (from = sender_of(f, head.from)) != NULL &&
              pair_last_in(session_store(f->session), from->id, &last, NULL);
    close(fd);
    if (!is)
        return;
    f->list[f->n++] = (FoundBundle){
        .path = arena_dup(f->arena, path),
        .station = from->code,
        .name = from->name,
        .number = (int64_t)head.number,
        .size = (int64_t)info.st_size,
        .came = head.number && (head.epoch < last.epoch ||
                                (head.epoch == last.epoch && head.number <= last.number))};
}

static bool ends_so(const char *name)
{
    static const char *const ends[] = {".anjuan", ".txt"};
    size_t n = strlen(name);
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        size_t m = strlen(ends[i]);
        if (n > m && strcmp(name + n - m, ends[i]) == 0)
            return true;
    }
    return false;
}

static DIR *open_folder(Searching *f, const char *path, bool first)
{
    struct stat info;
    int fd =
        open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | (first ? 0 : O_NOFOLLOW));
    if (fd < 0)
        return NULL;
    if (first)
        f->entries = f->texts = 0;
    if (fstat(fd, &info) == 0 && (first || info.st_dev == f->device)) {
        f->device = info.st_dev;
        DIR *dir = fdopendir(fd);
        if (dir)
            return dir;
    }
    close(fd);
    return NULL;
}

/* A folder, and those in it; no link is followed, and nothing that is mounted there. */
static void look_in(Searching *f, const char *folder, int deeper, bool first)
{
    DIR *dir = open_folder(f, folder, first);
    struct dirent *entry;
    while (dir && f->n < FOUND_MAX && f->entries < ENTRIES_MAX && (entry = readdir(dir))) {
        char *path;
        struct stat info;
        f->entries++;
        if (entry->d_name[0] == '.')
            continue;
        path = path_join(folder, entry->d_name);
        if (ends_so(entry->d_name))
            look_at(f, path);
        else if (deeper && lstat(path, &info) == 0 && S_ISDIR(info.st_mode) &&
                 info.st_dev == f->device)
            look_in(f, path, deeper - 1, false);
        free(path);
    }
    if (dir)
        closedir(dir);
}

/* ---- where ---- */

static bool is_medium(const char *path)
{
    static const char *const under[] = {"/media/", "/run/media/", "/mnt/"};
    for (size_t i = 0; i < COUNT_OF(under); i++) {
        if (strncmp(path, under[i], strlen(under[i])) == 0)
            return true;
    }
    return strcmp(path, "/mnt") == 0;
}

/* Blanks and the like stand as \040 in the table of mounts. */
static void plain_path(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        if (at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' && at[2] <= '7' &&
            at[3] >= '0' && at[3] <= '7') {
            *to++ = (char)((at[1] - '0') << 6 | (at[2] - '0') << 3 | (at[3] - '0'));
            at += 3;
        } else {
            *to++ = *at;
        }
    }
    *to = '\0';
}

/* The fifth field, and of what follows " - " the second; a share of another machine has no
 * device, and one that does not answer would hold the screen. */
char *medium_of(char *line)
{
    static const char device[] = "/dev/";
    char *rest = line, *field = NULL, *tail;
    for (int i = 0; i < 5 && rest; i++)
        field = strsep(&rest, " ");
    if (!field || !rest || !(tail = strstr(rest, "- ")))
        return NULL;
    tail += 2;
    strsep(&tail, " ");
    if (!tail || strncmp(tail, device, strlen(device)) != 0)
        return NULL;
    plain_path(field);
    return is_medium(field) ? field : NULL;
}

/* Where there is no mountinfo, nothing is mounted. */
static void look_at_media(Searching *f)
{
    char line[LINE_MAX_BYTES];
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    int media = 0;
    while (mounts && media < MEDIA_MAX && fgets(line, sizeof line, mounts)) {
        char *path = medium_of(line);
        if (!path)
            continue;
        media++;
        look_in(f, path, 1, true);
    }
    if (mounts)
        fclose(mounts);
}

static int by_number(const void *a, const void *b)
{
    const FoundBundle *one = a, *two = b;
    int order = strcmp(one->station, two->station);
    if (order || one->number == two->number)
        return order ? order : strcmp(one->path, two->path);
    return one->number < two->number ? -1 : 1;
}

bool app_bundles_found(Session *session, const char *folder, bool media, Arena *arena,
                       FoundBundle **out, size_t *n, Err *err)
{
    Searching f = {.session = session,
                   .arena = arena,
                   .list = arena_alloc(arena, FOUND_MAX * sizeof(FoundBundle))};
    PersonPublic us;
    *n = 0;
    if (!desk_may(session_user(session), VERB_BUNDLE, err) ||
        !signer_public(session_store(session), 0, &us, err) ||
        !station_all(session_store(session), arena, &f.stations, &f.n_stations, err))
        return false;
    bundle_id(&us, f.us);
    if (folder)
        look_in(&f, folder, 0, true);
    if (media)
        look_at_media(&f);
    qsort(f.list, f.n, sizeof *f.list, by_number);
    *out = f.list;
    *n = f.n;
    return true;
}
