/* Reading, ordering and packing the texts of the knowledge files. */
#include "config.h"

#include "rules/files/texts.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "store/digest.h"

/* The kinds of knowledge files: the folders under data/. Codes first, the others refer to them.
 */
static const char *const kinds[] = {"codes",  "facts",       "checklist", "rules",
                                    "cases",  "routes",      "attach",    "templates",
                                    "papers", "certificate", "statement"};

enum { CODES = 0 /* of kinds */, PACK_MAX_FILES = 1000 };

struct Texts {
    Arena *arena;
    KnowledgeText *items; /* by kind, name, layer */
    size_t n;
};

static Texts *new_texts(void)
{
    Texts *texts = xcalloc(1, sizeof(*texts));
    texts->arena = arena_new();
    return texts;
}

void texts_free(Texts *texts)
{
    if (!texts)
        return;
    free(texts->items);
    arena_free(texts->arena);
    free(texts);
}

static void add_text(Texts *texts, KnowledgeText text)
{
    texts->items = xreallocarray(texts->items, texts->n + 1, sizeof(text));
    texts->items[texts->n++] = text;
}

/* ---- their order ---- */

bool text_is_codes(const KnowledgeText *text)
{
    return text->order == CODES;
}

size_t text_stem(const KnowledgeText *text)
{
    return strlen(text->name) - strlen(".ini");
}

static int by_stem(const KnowledgeText *x, const KnowledgeText *y)
{
    size_t a = text_stem(x), b = text_stem(y);
    int stems = memcmp(x->name, y->name, a < b ? a : b);
    return stems || a == b ? stems : a < b ? -1 : 1;
}

/* A table's rows come after its INI, but all of the site's after all that is installed. */
static int by_place(const void *a, const void *b)
{
    const KnowledgeText *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    int stems = by_stem(x, y);
    if (stems)
        return stems;
    if (x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void sort_texts(Texts *texts)
{
    if (texts->n)
        qsort(texts->items, texts->n, sizeof(*texts->items), by_place);
}

bool texts_same_file(const KnowledgeText *a, const KnowledgeText *b)
{
    return a->order == b->order && by_stem(a, b) == 0;
}

size_t texts_end(const Texts *texts, size_t first)
{
    size_t end = first + 1;
    while (end < texts->n && texts_same_file(&texts->items[first], &texts->items[end]))
        end++;
    return end;
}

/* ---- reading the folders ---- */

static bool ends_in(const char *name, const char *end)
{
    size_t len = strlen(name), tail = strlen(end);
    return name[0] != '.' && len > tail && strcmp(name + len - tail, end) == 0;
}

bool text_is_tsv(const KnowledgeText *text)
{
    return ends_in(text->name, ".tsv");
}

/* Only code tables come as rows too. */
static bool is_knowledge(size_t kind, const char *name)
{
    return ends_in(name, ".ini") || (kind == CODES && ends_in(name, ".tsv"));
}

/* Files are told by their names, and what is no text could be told as another one. */
static bool check_name(const char *folder, const char *name, Err *err)
{
    Buf shown = BUF_INIT;
    if (text_check(name, strlen(name), false, 0, _("name"), NULL))
        return true;
    text_add_safe(&shown, name);
    err_set(err, ERR_INPUT, _("%s/%s: the name of this file is no text; give it another"),
            folder, shown.data);
    buf_free(&shown);
    return false;
}

static bool read_file(Texts *texts, size_t kind, size_t layer, const char *folder,
                      const char *name, Err *err)
{
    Buf bytes = BUF_INIT;
    char *path = path_join(folder, name);
    bool done = check_name(folder, name, err) && path_read(path, INI_MAX_BYTES, &bytes, err);
    if (done)
        add_text(texts, (KnowledgeText){
                            .kind = kinds[kind],
                            .order = kind,
                            .name = arena_dup(texts->arena, name),
                            .label = arena_dup(texts->arena, path),
                            .layer = layer,
                            .text = arena_dup_n(texts->arena, bytes.data, bytes.len),
                            .len = bytes.len,
                        });
    free(path);
    buf_free(&bytes);
    return done;
}

static bool read_kind(Texts *texts, size_t kind, size_t layer, const char *root, Err *err)
{
    bool done = true;
    char *folder = path_join(root, kinds[kind]);
    DIR *dir = opendir(folder);
    struct dirent *entry;
    if (!dir && errno == EACCES)
        done = err_set(err, ERR_IO,
                       _("%s may not be read by you; ask whoever it belongs to, or the "
                         "administrator of this machine"),
                       folder);
    else if (!dir && errno != ENOENT)
        done = err_set(err, ERR_IO, _("%s cannot be read: %s"), folder, i18n_errno(errno));
    while (dir && done && (entry = readdir(dir))) {
        if (is_knowledge(kind, entry->d_name))
            done = read_file(texts, kind, layer, folder, entry->d_name, err);
    }
    if (dir)
        closedir(dir);
    free(folder);
    return done;
}

static bool read_folders(Texts *texts, const char *const *folders, size_t n, Err *err)
{
    for (size_t layer = 0; layer < n; layer++) {
        for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
            if (!read_kind(texts, kind, layer, folders[layer], err))
                return false;
        }
        if (layer == 0 && texts->n == 0)
            return err_set(err, ERR_NOT_FOUND,
                           _("%s holds no knowledge files; is it the right folder?"),
                           folders[0]);
    }
    return true;
}

bool texts_read(const char *const *folders, size_t n, Texts **out, Err *err)
{
    Texts *texts = new_texts();
    *out = NULL;
    if (!read_folders(texts, folders, n, err)) {
        texts_free(texts);
        return false;
    }
    sort_texts(texts);
    *out = texts;
    return true;
}

/* ---- packing ---- */

static int add_to_buf(const char *bytes, size_t n, void *buf)
{
    buf_add_bytes(buf, bytes, n);
    return 0;
}

void texts_pack(const Texts *texts, Buf *out)
{
    json_t *files = json_array();
    for (size_t i = 0; i < texts->n; i++) {
        const KnowledgeText *text = &texts->items[i];
        json_array_append_new(
            files, json_pack("{s:s, s:s, s:I, s:s%}", "kind", text->kind, "name", text->name,
                             "layer", (json_int_t)text->layer, "text", text->text, text->len));
    }
    json_t *root = json_pack("{s:o}", "files", files);
    json_dump_callback(root, add_to_buf, out, JSON_COMPACT);
    json_decref(root);
}

static bool find_kind(const char *word, size_t *kind)
{
    for (*kind = 0; *kind < COUNT_OF(kinds); (*kind)++) {
        if (strcmp(kinds[*kind], word) == 0)
            return true;
    }
    return false;
}

static bool unpack_file(Texts *texts, json_t *json)
{
    const char *kind_word, *name, *text;
    json_int_t layer;
    size_t len, kind;
    if (json_unpack(json, "{s:s, s:s, s:I, s:s%}", "kind", &kind_word, "name", &name, "layer",
                    &layer, "text", &text, &len) != 0 ||
        !find_kind(kind_word, &kind) || !is_knowledge(kind, name) || len > INI_MAX_BYTES ||
        layer < 0)
        return false;
    add_text(texts, (KnowledgeText){
                        .kind = kinds[kind],
                        .order = kind,
                        .name = arena_dup(texts->arena, name),
                        .label = arena_printf(texts->arena, "%s/%s", kind_word, name),
                        .layer = (size_t)layer,
                        .text = arena_dup_n(texts->arena, text, len),
                        .len = len,
                    });
    return true;
}

bool texts_unpack(const char *packed, size_t len, Texts **out, Err *err)
{
    *out = NULL;
    Texts *texts = new_texts();
    json_t *root = json_loadb(packed, len, JSON_REJECT_DUPLICATES, NULL);
    json_t *files = json_object_get(root, "files");
    bool good = json_is_array(files) && json_array_size(files) <= PACK_MAX_FILES;
    for (size_t i = 0; good && i < json_array_size(files); i++)
        good = unpack_file(texts, json_array_get(files, i));
    json_decref(root);
    if (!good) {
        texts_free(texts);
        return err_set(err, ERR_STORE, _("the knowledge kept with the batch cannot be read"));
    }
    sort_texts(texts);
    *out = texts;
    return true;
}

/* ---- asking ---- */

size_t texts_count(const Texts *texts)
{
    return texts->n;
}

const KnowledgeText *texts_at(const Texts *texts, size_t i)
{
    return &texts->items[i];
}

static void version_of(const Texts *texts, size_t layers, char out[TEXTS_VERSION])
{
    Buf all = BUF_INIT;
    unsigned char digest[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];
    for (size_t i = 0; i < texts->n; i++) {
        const KnowledgeText *text = &texts->items[i];
        if (text->layer >= layers)
            continue;
        buf_addf(&all, "%s/%s %zu %zu\n", text->kind, text->name, text->layer, text->len);
        buf_add_bytes(&all, text->text, text->len);
    }
    digest_blake2b(all.data, all.len, digest);
    digest_hex(digest, hex);
    memcpy(out, hex, TEXTS_VERSION - 1);
    out[TEXTS_VERSION - 1] = '\0';
    buf_free(&all);
}

void texts_version(const Texts *texts, char out[TEXTS_VERSION])
{
    version_of(texts, SIZE_MAX, out);
}

void texts_edition(const Texts *texts, char out[TEXTS_VERSION])
{
    version_of(texts, 1, out);
}
