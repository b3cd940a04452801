#include "config.h"

#include "rules/knowledge.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/inner.h"
#include "store/digest.h"

/* The kinds of knowledge files: the folders under data/. Codes first, the others refer to them.
 */
static const char *const kinds[] = {"codes",  "facts",  "checklist", "rules",  "cases",
                                    "routes", "attach", "templates", "papers", "statement"};

enum { CODES = 0 /* of kinds */, PACK_MAX_FILES = 1000, VERSION_HEX = 16 };

typedef struct KnowledgeFile { /* after overriding */
    size_t kind;
    Ini *ini;
} KnowledgeFile;

struct Knowledge {
    Arena *arena;
    KnowledgeText *texts; /* by kind, name, layer */
    size_t n_texts;
    KnowledgeFile *files;
    size_t n_files;
    Codes *codes;
    const FactSet *facts;
    const RuleSet *rules;
    char version[VERSION_HEX + 1];
};

static Knowledge *new_knowledge(void)
{
    Knowledge *knowledge = xcalloc(1, sizeof(*knowledge));
    knowledge->arena = arena_new();
    knowledge->codes = codes_new();
    return knowledge;
}

void knowledge_free(Knowledge *knowledge)
{
    if (!knowledge)
        return;
    for (size_t i = 0; i < knowledge->n_files; i++)
        ini_free(knowledge->files[i].ini);
    free(knowledge->files);
    free(knowledge->texts);
    codes_free(knowledge->codes);
    arena_free(knowledge->arena);
    free(knowledge);
}

static void add_text(Knowledge *knowledge, KnowledgeText text)
{
    knowledge->texts = xreallocarray(knowledge->texts, knowledge->n_texts + 1, sizeof(text));
    knowledge->texts[knowledge->n_texts++] = text;
}

/* ---- reading the folders ---- */

static bool ends_in(const char *name, const char *end)
{
    size_t len = strlen(name), tail = strlen(end);
    return name[0] != '.' && len > tail && strcmp(name + len - tail, end) == 0;
}

static bool is_tsv(const char *name)
{
    return ends_in(name, ".tsv");
}

/* Only code tables come as rows too. */
static bool is_knowledge(size_t kind, const char *name)
{
    return ends_in(name, ".ini") || (kind == CODES && is_tsv(name));
}

static bool read_file(Knowledge *knowledge, size_t kind, size_t layer, const char *folder,
                      const char *name, Err *err)
{
    Buf bytes = BUF_INIT;
    char *path = path_join(folder, name);
    bool done = path_read(path, INI_MAX_BYTES, &bytes, err);
    if (done)
        add_text(knowledge, (KnowledgeText){
                                .kind = kind,
                                .name = arena_dup(knowledge->arena, name),
                                .label = arena_dup(knowledge->arena, path),
                                .layer = layer,
                                .text = arena_dup_n(knowledge->arena, bytes.data, bytes.len),
                                .len = bytes.len,
                            });
    free(path);
    buf_free(&bytes);
    return done;
}

static bool read_kind(Knowledge *knowledge, size_t kind, size_t layer, const char *root,
                      Err *err)
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
            done = read_file(knowledge, kind, layer, folder, entry->d_name, err);
    }
    if (dir)
        closedir(dir);
    free(folder);
    return done;
}

static bool read_folders(Knowledge *knowledge, const char *const *folders, size_t n, Err *err)
{
    for (size_t layer = 0; layer < n; layer++) {
        for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
            if (!read_kind(knowledge, kind, layer, folders[layer], err))
                return false;
        }
        if (layer == 0 && knowledge->n_texts == 0)
            return err_set(err, ERR_NOT_FOUND,
                           _("%s holds no knowledge files; is it the right folder?"),
                           folders[0]);
    }
    return true;
}

/* ---- overriding ---- */

/* The bytes of a name before its .ini or .tsv. */
static size_t stem_len(const KnowledgeText *text)
{
    return strlen(text->name) - strlen(".ini");
}

static int by_stem(const KnowledgeText *x, const KnowledgeText *y)
{
    size_t a = stem_len(x), b = stem_len(y);
    int stems = memcmp(x->name, y->name, a < b ? a : b);
    return stems || a == b ? stems : a < b ? -1 : 1;
}

/* A table's rows come after its INI, but all of the site's after all that is installed. */
static int by_place(const void *a, const void *b)
{
    const KnowledgeText *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int stems = by_stem(x, y);
    if (stems)
        return stems;
    if (x->layer != y->layer)
        return x->layer < y->layer ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The key without its ".2": a site that overrides "sql" replaces all of its pieces. */
static size_t piece_stem(const char *key)
{
    const char *dot = strrchr(key, '.');
    return dot && dot[1] && !dot[1 + strspn(dot + 1, "0123456789")] ? (size_t)(dot - key)
                                                                    : strlen(key);
}

static bool has_stem(const Ini *ini, const char *section, const char *key)
{
    size_t len = piece_stem(key);
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *other = ini_key(ini, section, i);
        if (piece_stem(other) == len && strncmp(other, key, len) == 0)
            return true;
    }
    return false;
}

static void merge_keys(Buf *out, const Ini *ini, const char *section, const Ini *but)
{
    for (size_t i = 0; i < ini_keys(ini, section); i++) {
        const char *key = ini_key(ini, section, i);
        if (!but || !has_stem(but, section, key))
            buf_addf(out, "%s = \"%s\"\n", key, ini_get(ini, section, key));
    }
}

static bool has_section(const Ini *ini, const char *section)
{
    for (size_t i = 0; i < ini_sections(ini); i++) {
        if (strcmp(ini_section(ini, i), section) == 0)
            return true;
    }
    return false;
}

/* The lower file with the upper one laid over it, key by key; new sections go to the end. */
static void merge_text(Buf *out, const Ini *lower, const Ini *upper)
{
    for (size_t i = 0; i < ini_sections(lower); i++) {
        const char *section = ini_section(lower, i);
        bool both = has_section(upper, section);
        buf_addf(out, "[%s]\n", section);
        merge_keys(out, lower, section, both ? upper : NULL);
        if (both)
            merge_keys(out, upper, section, NULL);
    }
    for (size_t i = 0; i < ini_sections(upper); i++) {
        const char *section = ini_section(upper, i);
        if (!has_section(lower, section)) {
            buf_addf(out, "[%s]\n", section);
            merge_keys(out, upper, section, NULL);
        }
    }
}

static Ini *merge(Ini *lower, Ini *upper, Err *err)
{
    Ini *both = NULL;
    Buf text = BUF_INIT;
    merge_text(&text, lower, upper);
    ini_load_text(ini_name(upper), text.data, text.len, &both, err);
    buf_free(&text);
    ini_free(lower);
    ini_free(upper);
    return both;
}

bool knowledge_same_file(const KnowledgeText *a, const KnowledgeText *b)
{
    return a->kind == b->kind && by_stem(a, b) == 0;
}

static void load_ini(Knowledge *knowledge, size_t first, size_t end, Lint *lint)
{
    Ini *ini = NULL;
    for (size_t i = first; i < end; i++) {
        const KnowledgeText *text = &knowledge->texts[i];
        Ini *layer = NULL;
        Err err = {0};
        if (is_tsv(text->name))
            continue;
        if (ini_load_text(text->label, text->text, text->len, &layer, &err))
            ini = ini ? merge(ini, layer, &err) : layer;
        if (err.kind != ERR_NONE)
            lint_fault(lint, text->label, "%s", err.text);
    }
    if (!ini)
        return;
    knowledge->files =
        xreallocarray(knowledge->files, knowledge->n_files + 1, sizeof(*knowledge->files));
    knowledge->files[knowledge->n_files++] =
        (KnowledgeFile){.kind = knowledge->texts[first].kind, .ini = ini};
}

static void load_codes(Knowledge *knowledge, size_t first, size_t end, Lint *lint)
{
    for (size_t i = first; i < end; i++) {
        const KnowledgeText *text = &knowledge->texts[i];
        char *table = xstrndup(text->name, stem_len(text));
        Err err = {0};
        bool (*add)(Codes *, const char *, const char *, const char *, size_t, Err *) =
            is_tsv(text->name) ? codes_add_tsv : codes_add_text;
        if (!add(knowledge->codes, table, text->label, text->text, text->len, &err))
            lint_fault(lint, text->label, "%s", err.text);
        free(table);
    }
}

static void set_version(Knowledge *knowledge)
{
    Buf all = BUF_INIT;
    unsigned char digest[DIGEST_BYTES];
    char hex[DIGEST_HEX + 1];
    for (size_t i = 0; i < knowledge->n_texts; i++) {
        const KnowledgeText *text = &knowledge->texts[i];
        buf_addf(&all, "%s/%s %zu %zu\n", kinds[text->kind], text->name, text->layer,
                 text->len);
        buf_add_bytes(&all, text->text, text->len);
    }
    digest_blake2b(all.data, all.len, digest);
    digest_hex(digest, hex);
    memcpy(knowledge->version, hex, VERSION_HEX);
    buf_free(&all);
}

typedef void Load(Knowledge *knowledge, size_t first, size_t end, Lint *lint);

/* Calls load for each file, codes or all others, with its texts from all layers. */
static void each_file(Knowledge *knowledge, bool codes, Load *load, Lint *lint)
{
    size_t end;
    for (size_t i = 0; i < knowledge->n_texts; i = end) {
        for (end = i + 1; end < knowledge->n_texts; end++) {
            if (!knowledge_same_file(&knowledge->texts[i], &knowledge->texts[end]))
                break;
        }
        if ((knowledge->texts[i].kind == CODES) == codes)
            load(knowledge, i, end, lint);
    }
}

static void sort_texts(Knowledge *knowledge)
{
    if (knowledge->n_texts)
        qsort(knowledge->texts, knowledge->n_texts, sizeof(*knowledge->texts), by_place);
}

/* Everything that follows from the texts. */
static void build(Knowledge *knowledge, Lint *lint)
{
    sort_texts(knowledge);
    each_file(knowledge, true, load_codes, lint);
    each_file(knowledge, false, load_ini, lint);
    knowledge->facts = factset_build(knowledge, knowledge->arena, lint);
    knowledge->rules = ruleset_build(knowledge, knowledge->facts, knowledge->arena, lint);
    set_version(knowledge);
}

static bool build_strictly(Knowledge *knowledge, Knowledge **out, Err *err)
{
    LintFirst first;
    lint_first(&first, err);
    build(knowledge, &first.lint);
    if (first.lint.count) {
        knowledge_free(knowledge);
        *out = NULL;
        return false;
    }
    *out = knowledge;
    return true;
}

bool knowledge_read(const char *const *folders, size_t n, Knowledge **out, Err *err)
{
    Knowledge *knowledge = new_knowledge();
    *out = NULL;
    if (!read_folders(knowledge, folders, n, err)) {
        knowledge_free(knowledge);
        return false;
    }
    sort_texts(knowledge);
    *out = knowledge;
    return true;
}

bool knowledge_load(const char *const *folders, size_t n, Knowledge **out, Err *err)
{
    return knowledge_read(folders, n, out, err) && build_strictly(*out, out, err);
}

size_t knowledge_texts(const Knowledge *knowledge)
{
    return knowledge->n_texts;
}

const KnowledgeText *knowledge_text_at(const Knowledge *knowledge, size_t i)
{
    return &knowledge->texts[i];
}

const char *knowledge_kind(size_t kind)
{
    return kinds[kind];
}

bool knowledge_load_anyway(const char *const *folders, size_t n, Knowledge **out, Err *fault,
                           Err *err)
{
    Knowledge *knowledge = new_knowledge();
    LintFirst first;
    *out = NULL;
    if (!read_folders(knowledge, folders, n, fault)) {
        /* A folder that cannot be read is as good as none; the one that ships is needed. */
        knowledge_free(knowledge);
        return knowledge_load(folders, 1, out, err);
    }
    lint_first(&first, fault);
    build(knowledge, &first.lint);
    *out = knowledge;
    return true;
}

/* ---- packing ---- */

static int add_to_buf(const char *bytes, size_t n, void *buf)
{
    buf_add_bytes(buf, bytes, n);
    return 0;
}

void knowledge_pack(const Knowledge *knowledge, Buf *out)
{
    json_t *files = json_array();
    for (size_t i = 0; i < knowledge->n_texts; i++) {
        const KnowledgeText *text = &knowledge->texts[i];
        json_array_append_new(files,
                              json_pack("{s:s, s:s, s:I, s:s%}", "kind", kinds[text->kind],
                                        "name", text->name, "layer", (json_int_t)text->layer,
                                        "text", text->text, text->len));
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

static bool unpack_file(Knowledge *knowledge, json_t *json)
{
    const char *kind_word, *name, *text;
    json_int_t layer;
    size_t len, kind;
    if (json_unpack(json, "{s:s, s:s, s:I, s:s%}", "kind", &kind_word, "name", &name, "layer",
                    &layer, "text", &text, &len) != 0 ||
        !find_kind(kind_word, &kind) || !is_knowledge(kind, name) || len > INI_MAX_BYTES ||
        layer < 0)
        return false;
    add_text(knowledge, (KnowledgeText){
                            .kind = kind,
                            .name = arena_dup(knowledge->arena, name),
                            .label = arena_printf(knowledge->arena, "%s/%s", kind_word, name),
                            .layer = (size_t)layer,
                            .text = arena_dup_n(knowledge->arena, text, len),
                            .len = len,
                        });
    return true;
}

bool knowledge_unpack(const char *packed, size_t len, Knowledge **out, Err *err)
{
    *out = NULL;
    Knowledge *knowledge = new_knowledge();
    json_t *root = json_loadb(packed, len, JSON_REJECT_DUPLICATES, NULL);
    json_t *files = json_object_get(root, "files");
    bool good = json_is_array(files) && json_array_size(files) <= PACK_MAX_FILES;
    for (size_t i = 0; good && i < json_array_size(files); i++)
        good = unpack_file(knowledge, json_array_get(files, i));
    json_decref(root);
    if (!good) {
        knowledge_free(knowledge);
        return err_set(err, ERR_STORE, _("the knowledge kept with the batch cannot be read"));
    }
    return build_strictly(knowledge, out, err);
}

/* ---- asking ---- */

const Codes *knowledge_codes(const Knowledge *knowledge)
{
    return knowledge->codes;
}

const char *knowledge_version(const Knowledge *knowledge)
{
    return knowledge->version;
}

const FactSet *knowledge_facts(const Knowledge *knowledge)
{
    return knowledge->facts;
}

const RuleSet *knowledge_rules(const Knowledge *knowledge)
{
    return knowledge->rules;
}

size_t knowledge_files(const Knowledge *knowledge, const char *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < knowledge->n_files; i++)
        n += strcmp(kinds[knowledge->files[i].kind], kind) == 0;
    return n;
}

const Ini *knowledge_file(const Knowledge *knowledge, const char *kind, size_t i)
{
    for (size_t f = 0; f < knowledge->n_files; f++) {
        if (strcmp(kinds[knowledge->files[f].kind], kind) == 0 && i-- == 0)
            return knowledge->files[f].ini;
    }
    return NULL;
}

/* ---- the lint ---- */

static const char *const table_keys[] = {"title",   "standard", "authority", "grade",
                                         "extends", "version",  NULL};

static void check_code_section(const Ini *ini, const char *section, Lint *lint)
{
    if (strcmp(section, "table") == 0) {
        lint_only(lint, ini, section, table_keys);
        lint_both(lint, ini, section, "title");
        lint_grade(lint, ini, section);
    } else if (strncmp(section, "code.", strlen("code.")) == 0) {
        lint_both(lint, ini, section, "text");
    } else {
        lint_at(lint, ini, section, NULL,
                _("a code table has the sections table and code.CODE"));
    }
}

static void check_codes(Knowledge *knowledge, Lint *lint)
{
    Lint quiet = {0}; /* what cannot be read was reported when the codes were */
    each_file(knowledge, true, load_ini, &quiet);
    for (size_t i = 0; i < knowledge_files(knowledge, "codes"); i++) {
        const Ini *ini = knowledge_file(knowledge, "codes", i);
        if (!has_section(ini, "table"))
            lint_fault(lint, ini_name(ini), _("the section table is missing"));
        for (size_t s = 0; s < ini_sections(ini); s++)
            check_code_section(ini, ini_section(ini, s), lint);
    }
}

/* Each code table that a field names is there; each document has a section in the checklist. */
static void check_tables(const Knowledge *knowledge, Lint *lint)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        if (field->codes && !codes_table(knowledge->codes, field->codes))
            lint_fault(lint, "codes", _("there is no code table %s for the field %s.%s"),
                       field->codes, catalog_record(field->record)->key, field->key);
    }
    const CodeTable *documents = codes_table(knowledge->codes, "document");
    for (size_t i = 0; documents && i < code_count(documents); i++) {
        const CodeEntry *entry = code_at(documents, i);
        bool found = entry->retired;
        for (size_t r = 0; r < knowledge->facts->n_rules; r++)
            found = found || strcmp(knowledge->facts->rules[r].code, entry->code) == 0;
        if (!found)
            lint_fault(lint, "checklist", _("no section says when %s is required"),
                       entry->code);
    }
}

/* The rules that ship are tried by the limits that ship, those of a site by the site's. */
static void check_rules(const Knowledge *knowledge, const char *const *folders, size_t n,
                        Lint *lint)
{
    Knowledge *shipped = NULL;
    if (n > 1 && knowledge_load(folders, 1, &shipped, NULL))
        rules_check(shipped, NULL, lint);
    rules_check(knowledge, shipped, lint);
    knowledge_free(shipped);
}

size_t knowledge_check(const char *const *folders, size_t n, KnowledgeFault fault, void *ctx)
{
    Lint lint = {.fault = fault, .ctx = ctx};
    Knowledge *knowledge = new_knowledge();
    Err err = {0};
    if (!read_folders(knowledge, folders, n, &err)) {
        lint_fault(&lint, n ? folders[0] : "", "%s", err.text);
    } else {
        build(knowledge, &lint);
        check_codes(knowledge, &lint);
        check_tables(knowledge, &lint);
        facts_check(knowledge, &lint);
        route_check(knowledge, &lint);
        papers_check(knowledge, &lint);
        check_rules(knowledge, folders, n, &lint);
    }
    knowledge_free(knowledge);
    return lint.count;
}
