/* The folder is read again when another one is typed; what is shown of it follows each key. */
#include "config.h"

#include "ui/ask/filelist.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "ui/model/list.h"

enum { NAMES_MOST = 5000 };

typedef struct FileName {
    const char *name;
    int64_t at; /* when it was written last */
    bool folder;
} FileName;

struct FileList {
    Arena *arena; /* of the names */
    Buf folder;   /* that was read */
    FileName *names;
    size_t n;
    size_t *shown;
    ListView list; /* over shown */
    bool moved;
};

FileList *filelist_new(void)
{
    FileList *files = xcalloc(1, sizeof *files);

    files->arena = arena_new();
    buf_init(&files->folder);
    return files;
}

void filelist_free(FileList *files)
{
    if (!files)
        return;
    arena_free(files->arena);
    buf_free(&files->folder);
    free(files);
}

/* ---- paths ---- */

/* ~/ is the home folder, and so is nothing; a name alone is from where the program began. */
static void whole(const char *typed, Buf *out)
{
    const char *home = getenv("HOME");

    if (!home || !*home)
        home = "/";
    if (!*typed)
        buf_addf(out, "%s/", strcmp(home, "/") ? home : "");
    else if (typed[0] == '~' && (typed[1] == '/' || !typed[1]))
        buf_addf(out, "%s/%s", strcmp(home, "/") ? home : "", typed[1] ? typed + 2 : "");
    else
        buf_add(out, typed);
}

/* Where the name begins. */
static size_t name_at(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* ---- reading ---- */

static int newer(const void *a, const void *b)
{
    const FileName *left = a, *right = b;

    if (left->at != right->at)
        return left->at > right->at ? -1 : 1;
    return strcmp(left->name, right->name);
}

static void add_name(FileList *files, const char *name)
{
    struct stat info;
    size_t bad;
    char *path = path_join(files->folder.data, name);

    /* A name that is no text could not be typed. */
    if (text_valid(name, strlen(name), &bad) && stat(path, &info) == 0 &&
        (S_ISDIR(info.st_mode) || S_ISREG(info.st_mode)))
        files->names[files->n++] = (FileName){arena_dup(files->arena, name),
                                              (int64_t)info.st_mtime, S_ISDIR(info.st_mode)};
    free(path);
}

static void read_folder(FileList *files)
{
    const struct dirent *entry;
    DIR *dir = opendir(files->folder.data);

    arena_reset(files->arena);
    files->n = 0;
    files->names = arena_alloc(files->arena, NAMES_MOST * sizeof *files->names);
    files->shown = arena_alloc(files->arena, NAMES_MOST * sizeof *files->shown);
    while (dir && files->n < NAMES_MOST && (entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            add_name(files, entry->d_name);
    if (dir)
        closedir(dir);
    qsort(files->names, files->n, sizeof *files->names, newer);
}

void filelist_follow(FileList *files, const char *typed)
{
    Buf path = BUF_INIT, folder = BUF_INIT;
    size_t n = 0;

    whole(typed, &path);
    size_t at = name_at(path.data);
    buf_add_bytes(&folder, at ? path.data : "./", at ? at : 2);
    if (strcmp(folder.data, files->folder.data) != 0 || !files->names) {
        buf_clear(&files->folder);
        buf_add(&files->folder, folder.data);
        read_folder(files);
    }
    for (size_t i = 0; i < files->n; i++)
        if (strcasestr(files->names[i].name, path.data + at))
            files->shown[n++] = i;
    list_set_count(&files->list, (int64_t)n);
    list_select(&files->list, 0);
    files->moved = false;
    buf_free(&path);
    buf_free(&folder);
}

/* ---- showing ---- */

static const FileName *shown(const FileList *files, int64_t at)
{
    return &files->names[files->shown[at]];
}

void filelist_draw(FileList *files, Frame *frame, Rect rect)
{
    list_set_rows(&files->list, rect.rows);
    for (int i = 0; i < rect.rows && files->list.first + i < files->list.count; i++) {
        int64_t at = files->list.first + i;
        bool here = files->moved && at == files->list.selected;
        Buf text = BUF_INIT;
        text_add_safe(&text, shown(files, at)->name);
        buf_add(&text, shown(files, at)->folder ? "/" : "");
        frame_put(frame, rect.row + i, rect.col, 1, here ? ST_SELECTED : ST_TEXT,
                  here ? ">" : " ");
        frame_fit(frame, rect.row + i, rect.col + 2, rect.cols - 2, here ? ST_SELECTED : ST_DIM,
                  text.data, TEXT_LEFT);
        buf_free(&text);
    }
    if (!files->list.count)
        frame_fit(frame, rect.row, rect.col + 2, rect.cols - 2, ST_DIM,
                  _("No file here has this name yet"), TEXT_LEFT);
}

void filelist_move(FileList *files, int step)
{
    if (files->moved)
        list_select(&files->list, files->list.selected + step);
    files->moved = files->list.count > 0;
}

/* ---- taking ---- */

static void add_row(const FileList *files, const FileName *row, Buf *out)
{
    buf_add(out, strcmp(files->folder.data, "./") ? files->folder.data : "");
    buf_addf(out, "%s%s", row->name, row->folder ? "/" : "");
}

/* As far as the names of all rows that begin with what was typed agree. */
static size_t agreed(const FileList *files, const char *typed)
{
    size_t typed_len = strlen(typed), len = 0;
    const char *first = NULL;

    for (int64_t i = 0; i < files->list.count; i++) {
        const char *name = shown(files, i)->name;
        size_t same = 0;
        if (strncmp(name, typed, typed_len) != 0)
            continue;
        while (first && same < len && name[same] == first[same])
            same++;
        len = first ? same : strlen(name);
        first = first ? first : name;
    }
    size_t whole_len = 0; /* of whole characters */
    while (first && whole_len < len) {
        size_t next = text_next(first, strlen(first), whole_len);
        if (next > len)
            break;
        whole_len = next;
    }
    return whole_len;
}

bool filelist_complete(const FileList *files, const char *typed, Buf *out)
{
    Buf path = BUF_INIT;
    bool more = false;

    whole(typed, &path);
    size_t at = name_at(path.data), len = agreed(files, path.data + at);
    if (files->list.count && (files->moved || files->list.count == 1)) {
        add_row(files, shown(files, files->list.selected), out);
        more = strcmp(out->data, typed) != 0;
    } else if (len > path.len - at) {
        for (int64_t i = 0; !more && i < files->list.count; i++) {
            const char *name = shown(files, i)->name;
            more = strncmp(name, path.data + at, path.len - at) == 0;
            if (more)
                buf_addf(out, "%.*s%.*s", (int)at, path.data, (int)len, name);
        }
    }
    buf_free(&path);
    return more;
}

void filelist_meant(const FileList *files, const char *typed, Buf *out, bool *folder)
{
    struct stat info;

    if (files->moved)
        add_row(files, shown(files, files->list.selected), out);
    else if (*typed)
        whole(typed, out);
    *folder = out->len && stat(out->data, &info) == 0 && S_ISDIR(info.st_mode);
    if (*folder && out->data[out->len - 1] != '/')
        buf_add(out, "/");
}
