/* A folder as lines: files, workbooks, stores with their tables counted and verified. */
#include "config.h"

#include "tests/faults/state.h"

#include <dirent.h>
#include <expat.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/people.h"
#include "desk/review.h"
#include "exchange/manifest.h"
#include "seal/ring.h"
#include "store/attach.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/sealed.h"
#include "store/sql.h"
#include "tests/support/made_store.h"
#include "tests/support/temp.h"

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* ---- workbooks ---- */

typedef struct Sheet {
    size_t elements, letters;
} Sheet;

static void XMLCALL on_element(void *ctx, const XML_Char *name UNUSED,
                               const XML_Char **a UNUSED)
{
    ((Sheet *)ctx)->elements++;
}

static void XMLCALL on_text(void *ctx, const XML_Char *text UNUSED, int n)
{
    ((Sheet *)ctx)->letters += (size_t)n;
}

static const char *read_part(zip_t *zip, zip_uint64_t i, Sheet *sheet)
{
    char block[4096];
    zip_int64_t n;
    const char *fault = NULL;
    zip_file_t *part = zip_fopen_index(zip, i, 0);
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, sheet);
    XML_SetStartElementHandler(parser, on_element);
    XML_SetCharacterDataHandler(parser, on_text);
    while (part && (n = zip_fread(part, block, sizeof(block))) > 0 && !fault)
        if (!XML_Parse(parser, block, (int)n, 0))
            fault = "is no XML";
    if (!part || n < 0)
        fault = "cannot be unpacked";
    else if (!fault && !XML_Parse(parser, "", 0, 1))
        fault = "is cut off";
    XML_ParserFree(parser);
    if (part)
        zip_fclose(part);
    return fault;
}

static void add_workbook(const char *path, Buf *out)
{
    int error = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &error);
    Sheet sheet = {0};
    zip_int64_t n = zip ? zip_get_num_entries(zip, 0) : 0;
    if (!zip)
        buf_add(out, " DAMAGED: no archive");
    for (zip_int64_t i = 0; i < n; i++) {
        const char *fault = read_part(zip, (zip_uint64_t)i, &sheet);
        if (fault)
            buf_addf(out, " DAMAGED: %s %s", zip_get_name(zip, (zip_uint64_t)i, 0), fault);
    }
    buf_addf(out, " a workbook of %lld parts, %zu elements, %zu bytes of text\n", (long long)n,
             sheet.elements, sheet.letters);
    if (zip)
        zip_discard(zip);
}

/* Its times differ from run to run; the ledger knows its bytes (add_batches). */
static void add_manifest(const char *path, Buf *out)
{
    json_t *read = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    buf_addf(out, " %s of %zu keys\n", read ? "a manifest" : "DAMAGED: manifest",
             json_object_size(read));
    json_decref(read);
}

/* ---- stores ---- */

/* Rows of two columns. */
static void add_rows(Store *store, const char *sql, Buf *out)
{
    Sql q;
    Err err = {0};
    bool open = sql_open(&q, store, sql, &err);
    while (open && sql_row(&q))
        buf_addf(out, "    %s %s\n", sql_text(&q, 0) ? sql_text(&q, 0) : "-",
                 sql_text(&q, 1) ? sql_text(&q, 1) : "-");
    if (!open || !sql_close(&q, &err))
        buf_addf(out, "    DAMAGED: %s\n", err.text);
}

/* What says how often and when something was looked at is nothing that a command promises. A
 * guess at a passphrase counts before it is known to be right, and is told by the next sign-in;
 * the journal's events about cases are counted by themselves. The summary of a case is made
 * when the rules can be read again. */
static bool counts(const char *table)
{
    static const char *const beside[] = {
        "meta",          "picked",      "last_place",    "draft",
        "guess",         "sign_in",     "journal_group", "journal_change",
        "journal_shape", "journal_who", "case_summary",  "knowledge_text",
        "case_due",      "due_count",   "queue_view",    "case_read"};
    for (size_t i = 0; i < COUNT_OF(beside); i++)
        if (strcmp(beside[i], table) == 0)
            return false;
    return strncmp(table, "sqlite_", 7) != 0;
}

/* Of an export that was interrupted there stays a batch that is withdrawn, and what the journal
 * says of it; that a copy in clear was begun is told before it is. */
static const char *counted(const char *table)
{
    static const struct {
        const char *table, *sql;
    } of[] = {
        {"batch", "SELECT 'batch', count(*) FROM batch WHERE state = 'written'"},
        {"setting", "SELECT 'setting', count(*) FROM setting WHERE name <> 'unsealed'"},
        {"batch_case", "SELECT 'batch_case', count(*) FROM batch_case WHERE batch_id IN"
                       " (SELECT id FROM batch WHERE state = 'written')"
                       " UNION ALL SELECT 'answers', count(*) FROM batch_case"
                       " WHERE outcome IS NOT NULL"},
        {"journal_group",
         "SELECT 'journal_group', count(*) FROM journal_group WHERE kind <> 'export'"},
        {"journal_change", "SELECT 'journal_change', count(*) FROM journal_change"
                           " WHERE group_id IN (SELECT id FROM journal_group"
                           " WHERE kind <> 'export')"},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        if (strcmp(of[i].table, table) == 0)
            return of[i].sql;
    return NULL;
}

static void add_counts(Store *store, Buf *out)
{
    Sql q;
    Err err = {0};
    bool open = sql_open(
        &q, store, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", &err);
    while (open && sql_row(&q)) {
        const char *table = sql_text(&q, 0);
        Buf sql = BUF_INIT;
        if (counts(table)) {
            buf_addf(&sql, "SELECT '%s', count(*) FROM \"%s\"", table, table);
            add_rows(store, counted(table) ? counted(table) : sql.data, out);
        }
        buf_free(&sql);
    }
    if (!open || !sql_close(&q, &err))
        buf_addf(out, "    DAMAGED: %s\n", err.text);
}

/* What stands beside the workbook is what the ledger knows, to the byte. */
static const char *manifest_of(const char *path, const char *want)
{
    Buf name = BUF_INIT, found = BUF_INIT;
    const char *seen = "no manifest";
    buf_addf(&name, "%s%s", path, MANIFEST_END);
    if (path_exists(name.data))
        seen =
            path_read(name.data, 1 << 20, &found, NULL) && want && strcmp(found.data, want) == 0
                ? "manifest"
                : "DAMAGED: manifest of other bytes";
    buf_free(&name);
    buf_free(&found);
    return seen;
}

/* The workbook of a batch, where it stands, is the one that the ledger knows. */
static void add_batches(Store *store, const char *folder, Buf *out)
{
    Sql q;
    char hex[DIGEST_HEX + 1];
    Err err = {0};
    if (!sql_open(&q, store,
                  "SELECT no, file, sha256, manifest FROM batch WHERE state = 'written'"
                  " ORDER BY id",
                  &err))
        return;
    while (sql_row(&q)) {
        char *name = path_name(sql_text(&q, 1) ? sql_text(&q, 1) : "x");
        char *path = path_join(folder, name);
        bool there = path_exists(path), same = false;
        if (there)
            same = digest_file_sha256(path, hex, &err) && sql_text(&q, 2) &&
                   strcmp(hex, sql_text(&q, 2)) == 0;
        buf_addf(out, "    batch: %s%s, %s\n", there ? "" : "no ",
                 !there || same ? "file" : "DAMAGED: file of other bytes",
                 manifest_of(path, sql_text(&q, 3)));
        free(name);
        free(path);
    }
    sql_close(&q, &err);
}

/* A store that was kept aside has its copies in the folder of the one that took its place, a
 * backup in that of all backups. */
static bool copies_whole(Store *store, Err *err)
{
    const char *path = store_path(store);
    BackupFacts facts;
    AttachCount files;
    if (ends_with(path, "/copy.db"))
        return store_backup_check(path, NULL, &facts, err);
    return ends_with(path, ".bak") || attach_verify(store, NULL, &files, err);
}

/* What the store is made of, in one line. To make it anew and compare takes longer than all
 * else that is looked at, so that is asked once, of what is held against the others. */
static void add_schema(Store *store, Buf *out)
{
    char hex[DIGEST_HEX + 1] = "";
    Buf text = BUF_INIT;
    add_rows(store, "SELECT name, sql FROM sqlite_schema ORDER BY type, name", &text);
    digest_sha256(text.data, text.len, hex);
    buf_addf(out, "    schema %s\n", hex);
    buf_free(&text);
}

/* A check of SQLite's own, which says nothing or "ok" when all is well. */
static bool passes(Store *store, const char *pragma, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, pragma, err))
        return false;
    bool right = !sql_row(&q) || (sql_text(&q, 0) && strcmp(sql_text(&q, 0), "ok") == 0);
    return sql_close(&q, err) && (right || err_set(err, ERR_STORE, "%s fails", pragma));
}

static bool is_whole(Store *store, bool made_anew, Err *err)
{
    if (made_anew)
        return store_integrity(store, err);
    return passes(store, "PRAGMA integrity_check(1)", err) &&
           passes(store, "PRAGMA foreign_key_check", err);
}

static bool verifies(Store *store, bool made_anew, Err *err)
{
    JournalCheck check = {0};
    bool ok = false;
    if (!journal_verify(store, NULL, &check, err))
        return false;
    if (!check.ok)
        return err_set(err, ERR_STORE, "the journal fails at %lld", (long long)check.first_bad);
    if (!review_verify(store, &ok, err))
        return false;
    if (!ok)
        return err_set(err, ERR_STORE, "a review does not hold");
    return is_whole(store, made_anew, err) && copies_whole(store, err);
}

/* Who is let in has a slot of the passphrase that counts; what has no owner is for the next
 * sign-in to take away. */
static size_t count_slots(Store *store, const char *path, bool strays)
{
    SealOwner owner = {NULL, NULL};
    PassRecord record;
    SealHeader *header = NULL;
    size_t all = 0, owned = 0;
    Sql q;
    if (!sql_open(&q, store, "SELECT name, passhash FROM user WHERE disabled = 0", NULL))
        return 0;
    while (sql_row(&q) && seal_header_read(path, &header, NULL) == SEAL_WHOLE) {
        owner.name = sql_text(&q, 0);
        owner.salt = pass_record_parse(sql_text(&q, 1), &record) ? record.salt : NULL;
        all = seal_header_slots(header) - 1;
        seal_header_keep(header, &owner, 1);
        owned += seal_header_slots(header) - 1;
        seal_header_free(header);
    }
    sql_close(&q, NULL);
    return strays ? all - owned : owned;
}

static void add_opened(Store *store, const char *path, bool made_anew, Buf *out)
{
    Err err = {0};
    char *folder = path_folder(path);
    bool whole = verifies(store, made_anew, &err);
    buf_addf(out, " a %sstore %s%s\n", store_sealed(store) ? "sealed " : "",
             whole ? "that verifies" : "DAMAGED: ", err.text);
    if (store_sealed(store))
        buf_addf(out, "    slots of %zu\n", count_slots(store, path, false));
    add_schema(store, out);
    add_rows(store, "SELECT no, status FROM case_file ORDER BY id", out);
    add_batches(store, folder, out);
    add_rows(store, "SELECT 'events', count(*) FROM journal_group WHERE case_id > 0", out);
    add_rows(store, "SELECT 'of people', count(*) FROM journal_group WHERE kind = 'people'",
             out);
    add_counts(store, out);
    free(folder);
}

/* By somebody who can open it in each of them. */
static bool open_as_person(const char *path, SealKey **key, Store **out, Err *err)
{
    const char *passphrase = ends_with(path, "/practice.db") ? "lianxi-zhou" : MADE_PASSPHRASE;
    *key = NULL;
    *out = NULL;
    if (seal_is_sealed(path) && !store_unlock(path, "zhou", passphrase, key, NULL, err))
        return false;
    if (*key)
        seal_ring_add(*key);
    return store_open(path, STORE_READ, out, err);
}

static void close_as_person(SealKey *key, Store *store)
{
    store_close(store);
    seal_ring_remove(key);
    seal_key_free(key);
}

static void add_store(const char *path, bool made_anew, Buf *out)
{
    Store *store;
    SealKey *key;
    Err err = {0};
    if (open_as_person(path, &key, &store, &err))
        add_opened(store, path, made_anew, out);
    else
        buf_addf(out, " DAMAGED: %s\n", err.text);
    close_as_person(key, store);
}

/* ---- files ---- */

static bool is_copy_name(const char *name)
{
    enum { REST_HEX = DIGEST_HEX - 2 };
    return strlen(name) == REST_HEX && strspn(name, "0123456789abcdef") == REST_HEX;
}

static bool is_store(const char *path)
{
    char head[16] = "";
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(head, 1, sizeof(head), file) : 0;
    if (file)
        fclose(file);
    return (n == sizeof(head) && memcmp(head, "SQLite format 3", sizeof(head)) == 0) ||
           seal_is_sealed(path);
}

static void add_file(const char *path, bool made_anew, Buf *out)
{
    char hex[DIGEST_HEX + 1] = "";
    Err err = {0};
    if (ends_with(path, MANIFEST_END)) {
        add_manifest(path, out);
    } else if (ends_with(path, ".xlsx")) {
        add_workbook(path, out);
    } else if (is_store(path)) {
        add_store(path, made_anew, out);
    } else {
        digest_file_sha256(path, hex, &err);
        buf_addf(out, " %s\n", hex);
    }
}

static bool is_side(const char *name)
{
    return ends_with(name, "-wal") || ends_with(name, "-shm") || ends_with(name, "-journal") ||
           ends_with(name, ".tries");
}

/* What a seal or another key keeps of before. One that is killed may leave it, whole and under
 * a name that tells what it is. */
static bool is_of_before(const char *name)
{
    return strstr(name, ".before-seal") != NULL;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* In an order that does not hang on the disk. visit gives back whether to go into a folder. */
typedef bool Visit(void *ctx, const char *path, const char *relative, bool folder);

static void walk(const char *folder, const char *relative, Visit *visit, void *ctx)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, by_name);
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        struct stat info;
        Buf path = BUF_INIT, below = BUF_INIT;
        buf_addf(&path, "%s/%s", folder, name);
        buf_addf(&below, "%s%s%s", relative, relative[0] ? "/" : "", name);
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && lstat(path.data, &info) == 0 &&
            visit(ctx, path.data, below.data, S_ISDIR(info.st_mode)) && S_ISDIR(info.st_mode))
            walk(path.data, below.data, visit, ctx);
        buf_free(&path);
        buf_free(&below);
        free(entries[i]);
    }
    free(entries);
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Not meant to stay: hidden, or as libxlsxwriter names its own. */
static bool is_passing(const char *name)
{
    return name[0] == '.' || strncmp(name, "tmp.", 4) == 0;
}

typedef struct Telling {
    Buf out;
    bool made_anew;
} Telling;

static bool tell(void *ctx, const char *path, const char *relative, bool folder)
{
    Telling *telling = ctx;
    const char *name = last_name(relative);
    if (is_passing(name) || is_side(name) || is_of_before(name))
        return false;
    if (folder || is_copy_name(name))
        return folder;
    buf_addf(&telling->out, "%s:", relative);
    add_file(path, telling->made_anew, &telling->out);
    return true;
}

/* A store that is looked at is never quite what it was: a copy is looked at. */
static char *look_at(const char *folder, bool made_anew)
{
    Telling telling = {BUF_INIT, made_anew};
    char *above = temp_new(), *copy = temp_path(above, "copy");
    state_copy(folder, copy);
    walk(copy, "", tell, &telling);
    free(copy);
    temp_free(above);
    return buf_take(&telling.out);
}

char *state_of(const char *folder)
{
    return look_at(folder, false);
}

char *state_first(const char *folder)
{
    return look_at(folder, true);
}

static bool tell_hidden(void *ctx, const char *path UNUSED, const char *relative,
                        bool folder UNUSED)
{
    bool hidden = is_passing(last_name(relative));
    if (hidden)
        buf_addf(ctx, "%s\n", relative);
    return !hidden;
}

char *state_hidden(const char *folder)
{
    Buf out = BUF_INIT;
    walk(folder, "", tell_hidden, &out);
    return buf_take(&out);
}

static bool tell_strays(void *ctx, const char *path, const char *relative, bool folder)
{
    SealKey *key;
    Store *store;
    if (!folder && seal_is_sealed(path) && open_as_person(path, &key, &store, NULL)) {
        size_t strays = count_slots(store, path, true);
        if (strays)
            buf_addf(ctx, "%zu slots of nobody in %s\n", strays, relative);
        close_as_person(key, store);
    }
    return true;
}

char *state_strays(const char *folder)
{
    Buf out = BUF_INIT;
    walk(folder, "", tell_strays, &out);
    return buf_take(&out);
}

/* Lines are short and few: each is searched for in the other text. */
static bool add_missing(const char *lines, const char *in, char sign, Buf *out)
{
    for (const char *at = lines; *at;) {
        size_t n = strcspn(at, "\n");
        char *line = xstrndup(at, n), *found = NULL;
        for (found = strstr(in, line); found; found = strstr(found + 1, line))
            if ((found == in || found[-1] == '\n') && (found[n] == '\n' || !found[n]))
                break;
        if (!found)
            buf_addf(out, "%c%s", sign, line);
        free(line);
        if (!found)
            return true;
        at += n + (at[n] == '\n');
    }
    return false;
}

char *state_difference(const char *wanted, const char *found)
{
    Buf out = BUF_INIT;
    if (add_missing(wanted, found, '-', &out))
        buf_add(&out, " ");
    if (!add_missing(found, wanted, '+', &out) && !out.len)
        buf_add(&out, "another order");
    return buf_take(&out);
}

/* ---- copying ---- */

typedef struct Copying {
    const char *to;
} Copying;

static bool copy_one(void *ctx, const char *path, const char *relative, bool folder)
{
    char *to = temp_path(((Copying *)ctx)->to, relative);
    struct stat info;
    if (folder) {
        mkdir(to, 0700);
    } else if (lstat(path, &info) == 0 && S_ISREG(info.st_mode)) {
        size_t n;
        char *bytes = temp_read(path, &n);
        FILE *file = fopen(to, "wb");
        if (!file || fwrite(bytes, 1, n, file) != n || fclose(file) != 0) {
            fprintf(stderr, "no room to copy %s\n", path);
            abort();
        }
        chmod(to, info.st_mode & 07777);
        free(bytes);
    }
    free(to);
    return true;
}

void state_copy(const char *from, const char *to)
{
    Copying copying = {to};
    mkdir(to, 0700);
    walk(from, "", copy_one, &copying);
}
