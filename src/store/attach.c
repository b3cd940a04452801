/* Where a copy lies, what kind of paper it is by its first bytes, putting it there whole, and
 * going over all that are there. */
#include "config.h"

#include "store/attach.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "store/copies.h"
#include "store/group.h"
#include "store/home.h"
#include "store/inner.h"

enum {
    SHARD_HEX = 2,
    NEAR_END = 1024,
};

char *attach_folder(const char *store_path)
{
    /* A store that another one took the place of has left its papers to it. */
    static const char before[] = ".before-", end[] = ".bak";
    size_t len = strlen(store_path), at = len;
    if (len > strlen(end) && strcmp(store_path + len - strlen(end), end) == 0)
        while (at > 0 && strncmp(store_path + at, before, strlen(before)) != 0)
            at--;
    Buf folder = BUF_INIT;
    buf_addf(&folder, "%.*s.files", (int)(at > 0 ? at : len), store_path);
    return buf_take(&folder);
}

static bool is_hex(const char *text, size_t len)
{
    return strlen(text) == len && strspn(text, "0123456789abcdef") == len;
}

bool attach_place(const Store *store, const char *sha256, char **path, Err *err)
{
    CopyHome home;
    *path = NULL;
    if (!home_of(store_path(store), &home, err))
        return false;
    if (!home.key)
        *path = home_place(&home, sha256);
    home_end(&home);
    return true;
}

bool attach_remove(const Store *store, const char *sha256, Err *err)
{
    CopyHome home;
    bool done = home_of(store_path(store), &home, err) && home_remove(&home, sha256, err);
    home_end(&home);
    return done;
}

/* ---- what a file is ---- */

static bool has_near_end(const Buf *bytes, const char *text)
{
    size_t from = bytes->len > NEAR_END ? bytes->len - NEAR_END : 0;
    return memmem(bytes->data + from, bytes->len - from, text, strlen(text)) != NULL;
}

/* A byte order mark, as some editors write it, is no fault. */
static bool is_text(const Buf *bytes)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skip = bytes->len >= 3 && memcmp(bytes->data, mark, 3) == 0 ? 3 : 0, bad;
    if (!text_valid(bytes->data + skip, bytes->len - skip, &bad))
        return false;
    for (size_t i = skip; i < bytes->len; i++) {
        unsigned char c = (unsigned char)bytes->data[i];
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7f)
            return false;
    }
    return true;
}

static bool begins(const AttachType *type, const Buf *bytes)
{
    return type->starts_len > 0 && bytes->len >= type->starts_len &&
           memcmp(bytes->data, type->starts, type->starts_len) == 0;
}

/* The beginning decides: a PDF that was cut off is not taken for a text. */
static bool fits(const AttachRules *rules, const Buf *bytes, size_t *type)
{
    for (*type = 0; *type < rules->n_types; (*type)++) {
        const char *end = rules->types[*type].near_end;
        if (begins(&rules->types[*type], bytes))
            return !end || has_near_end(bytes, end);
    }
    for (*type = 0; *type < rules->n_types; (*type)++) {
        if (rules->types[*type].text)
            return is_text(bytes);
    }
    return false;
}

static bool find_type(const AttachRules *rules, const char *path, const Buf *bytes,
                      size_t *type, Err *err)
{
    Buf names = BUF_INIT;
    if (fits(rules, bytes, type))
        return true;
    for (size_t i = 0; i < rules->n_types; i++)
        buf_addf(&names, "%s%s", names.len ? _(", ") : "", rules->types[i].name);
    err_set(err, ERR_INPUT,
            /* TRANSLATORS: file; names of types: "PDF, JPEG, PNG". */
            _("%s is none of these, or is damaged: %s. Scan or photograph the paper again"),
            path, names.data);
    buf_free(&names);
    return false;
}

/* ---- putting ---- */

bool attach_put(Store *store, const char *path, const AttachRules *rules, Attached *out,
                Err *err)
{
    Buf bytes = BUF_INIT;
    CopyHome home = {0};
    bool done = false;
    if (store_read_only(store)) {
        err_set(err, ERR_STORE, _("%s is open for reading only"), store_path(store));
        goto out;
    }
    if (!path_read_itself(path, rules->max_bytes, &bytes, err))
        goto out;
    if (!bytes.len) {
        err_set(err, ERR_INPUT, _("%s is empty"), path);
        goto out;
    }
    if (!find_type(rules, path, &bytes, &out->type, err))
        goto out;
    out->bytes = bytes.len;
    digest_sha256(bytes.data, bytes.len, out->sha256);
    /* Written also when it is there: that mends a copy that was damaged. */
    done = home_of(store_path(store), &home, err) &&
           home_write(&home, out->sha256, &bytes, store_group(store), err);
out:
    buf_free(&bytes);
    home_end(&home);
    return done;
}

/* ---- checking ---- */

static bool check_in(const CopyHome *home, const char *sha256, Err *err)
{
    return is_hex(sha256, DIGEST_HEX)
               ? home_check(home, sha256, err)
               : err_set(err, ERR_STORE,
                         _("a document names a copy by something that is no hash"));
}

bool attach_check(const Store *store, const char *sha256, Err *err)
{
    CopyHome home;
    bool done = home_of(store_path(store), &home, err) && check_in(&home, sha256, err);
    home_end(&home);
    return done;
}

/* One document's copy. One that may not be read is counted, and the others are looked at. */
static bool verify_one(const CopyHome *home, const Sql *q, AttachCount *count, Err *closed,
                       Err *err)
{
    Err fault = {0};
    bool done = check_in(home, sql_text(q, 0), &fault);
    if (done) {
        count->whole++;
        return true;
    }
    /* TRANSLATORS: case number, code of a document. */
    err_wrap(&fault, _("Case %s, document %s"), sql_text(q, 2), sql_text(q, 1));
    if (fault.kind != ERR_REFUSED)
        return err_set(err, fault.kind, "%s", fault.text);
    if (!count->closed++)
        *closed = fault;
    return true;
}

/* A case was erased, and the file is still there. */
static bool verify_none_left(Store *store, Err *err)
{
    char *sha256 = NULL;
    bool done = sql_get_text(store, err, &sha256,
                             "SELECT min(sha256) FROM erased_copy"
                             " WHERE sha256 NOT IN"
                             " (SELECT file FROM document WHERE file IS NOT NULL)",
                             NULL) &&
                (!sha256 ||
                 err_set(err, ERR_STORE,
                         _("A copy of a paper of an erased case is still there: %s"), sha256));
    free(sha256);
    return done;
}

/* Those behind an approval that was given here, also where it is in force no more: what another
 * station approved came with the papers that were left then. */
#define ATTACH_APPROVED                                                                        \
    "SELECT CASE p.type WHEN 'object' THEN p.value ->> 'file' END AS file,"                    \
    " CASE p.type WHEN 'object' THEN p.value ->> 'code' END, c.no FROM approval AS a"          \
    " JOIN case_file AS c ON c.id = a.case_id JOIN user AS u ON u.id = a.approver,"            \
    " json_each(CASE WHEN json_valid(a.snapshot) THEN a.snapshot ELSE '{}' END, '$.document')" \
    " AS p WHERE u.home IS NULL"

bool attach_verify(Store *store, const Progress *progress, AttachCount *count, Err *err)
{
    Sql q;
    CopyHome home;
    Err closed = {0};
    bool done = true;
    *count = (AttachCount){0};
    if (!home_of(store_path(store), &home, err))
        return false;
    if (!sql_open(&q, store,
                  "WITH named (file, code, no) AS ("
                  "SELECT d.file, d.code, c.no FROM document AS d"
                  " JOIN case_file AS c ON c.id = d.case_id WHERE d.file IS NOT NULL"
                  " UNION ALL " ATTACH_APPROVED ")"
                  " SELECT file, code, min(no) FROM named WHERE file IS NOT NULL"
                  " GROUP BY file ORDER BY 3, 2",
                  err)) {
        home_end(&home);
        return false;
    }
    while (done && sql_row(&q)) {
        done = verify_one(&home, &q, count, &closed, err);
        if (done && !progress_step(progress, (size_t)(count->whole + count->closed), 0))
            done = err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    done = sql_close(&q, done ? err : NULL) && done;
    home_end(&home);
    done = done && verify_none_left(store, err);
    if (done && count->closed)
        return err_set(err, closed.kind,
                       ngettext("%s (%lld copy of this kind; the others are whole)",
                                "%s (%lld copies of this kind; the others are whole)",
                                (unsigned long)count->closed),
                       closed.text, (long long)count->closed);
    return done;
}

/* ---- all that are there ---- */

/* False at the end; a folder that cannot be read to its end is none that ends there. */
static bool next_entry(DIR *dir, const char *path, struct dirent **entry, bool *done, Err *err)
{
    errno = 0;
    *entry = readdir(dir);
    if (!*entry && errno)
        *done = err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(errno));
    return *entry != NULL;
}

/* NULL with *nothing where there is no such folder; a link to one is a fault, since what lies
 * there would be passed over in silence. */
static DIR *walk_open(const char *path, bool *nothing, Err *err)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    int saved = errno;
    *nothing = false;
    if (dir)
        return dir;
    if (fd >= 0)
        close(fd);
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode))
        err_set(err, ERR_IO, _("%s is not a folder. Move it away"), path);
    else if (saved == ENOENT || saved == ENOTDIR)
        *nothing = true;
    else
        err_set(err, ERR_IO, _("%s cannot be read: %s"), path, i18n_errno(saved));
    return NULL;
}

static bool walk_shard(const char *folder, const char *shard, AttachVisit *visit, void *ctx,
                       Err *err)
{
    char *path = path_join(folder, shard);
    bool nothing;
    DIR *dir = walk_open(path, &nothing, err);
    struct dirent *entry;
    bool done = dir || nothing;
    while (done && dir && next_entry(dir, path, &entry, &done, err)) {
        Buf sha256 = BUF_INIT;
        if (!is_hex(entry->d_name, DIGEST_HEX - SHARD_HEX))
            continue;
        char *file = path_join(path, entry->d_name);
        buf_addf(&sha256, "%s%s", shard, entry->d_name);
        done = visit(ctx, file, sha256.data, err);
        free(file);
        buf_free(&sha256);
    }
    if (dir)
        closedir(dir);
    free(path);
    return done;
}

bool attach_walk(const char *folder, AttachVisit *visit, void *ctx, Err *err)
{
    bool nothing, done = true;
    DIR *dir = walk_open(folder, &nothing, err);
    struct dirent *entry;
    if (!dir)
        return nothing && (!path_exists(folder) ||
                           err_set(err, ERR_IO, _("%s is not a folder. Move it away"), folder));
    while (done && next_entry(dir, folder, &entry, &done, err)) {
        if (is_hex(entry->d_name, SHARD_HEX))
            done = walk_shard(folder, entry->d_name, visit, ctx, err);
    }
    closedir(dir);
    return done;
}

typedef struct Taking {
    Buf *out;
    size_t max;
    const char *path;
    Err *err;
} Taking;

static bool take_bytes(void *ctx, uint64_t size, const void *bytes, size_t n)
{
    const Taking *taking = ctx;
    /* The size was asked before, and a file may grow. */
    if (size > taking->max || n > taking->max - taking->out->len)
        return err_set(taking->err, ERR_INPUT, _("The file %s is too large: at most %zu bytes"),
                       taking->path, taking->max);
    buf_add_bytes(taking->out, bytes, n);
    return true;
}

bool attach_read(const Store *store, const char *sha256, const AttachRules *rules, Buf *out,
                 size_t *type, Err *err)
{
    CopyHome home;
    char *path = NULL;
    bool done = home_of(store_path(store), &home, err) && check_in(&home, sha256, err);
    if (done) {
        path = home_place(&home, sha256);
        Taking taking = {out, rules->max_bytes, path, err};
        done = home_read(&home, sha256, take_bytes, &taking, err) &&
               find_type(rules, path, out, type, err);
    }
    free(path);
    home_end(&home);
    return done;
}
