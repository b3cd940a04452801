/* Lays the texts of one file over each other: the INI files that the rest of src/rules reads.
 */
#include "config.h"

#include "rules/files/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

typedef struct Kind {
    const char *name;
    Ini **items;
    size_t n;
    bool read;
    bool known; /* its texts were compared when they were built (base/ini.h) */
} Kind;

struct Files {
    Kind *kinds; /* in the order of the texts */
    size_t n;
    const Texts *texts; /* of files_later */
    Lint *lint;
};

/* ---- overriding ---- */

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

bool file_has_section(const Ini *ini, const char *section)
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
        bool both = file_has_section(upper, section);
        buf_addf(out, "[%s]\n", section);
        merge_keys(out, lower, section, both ? upper : NULL);
        if (both)
            merge_keys(out, upper, section, NULL);
    }
    for (size_t i = 0; i < ini_sections(upper); i++) {
        const char *section = ini_section(upper, i);
        if (!file_has_section(lower, section)) {
            buf_addf(out, "[%s]\n", section);
            merge_keys(out, upper, section, NULL);
        }
    }
}

bool file_over(const Ini *lower, const Ini *upper, Ini **out, Err *err)
{
    Buf text = BUF_INIT;
    *out = NULL;
    merge_text(&text, lower, upper);
    bool done = ini_load_text(ini_name(upper), text.data, text.len, out, err);
    buf_free(&text);
    return done;
}

static Ini *merge(Ini *lower, Ini *upper, Err *err)
{
    Ini *both = NULL;
    file_over(lower, upper, &both, err);
    ini_free(lower);
    ini_free(upper);
    return both;
}

static void load_ini(Kind *kind, const Texts *texts, size_t first, size_t end, Lint *lint)
{
    Ini *ini = NULL;
    for (size_t i = first; i < end; i++) {
        const KnowledgeText *text = texts_at(texts, i);
        Ini *layer = NULL;
        Err err = {0};
        if (text_is_tsv(text))
            continue;
        if ((kind->known ? ini_load_known : ini_load_text)(text->label, text->text, text->len,
                                                           &layer, &err))
            ini = ini ? merge(ini, layer, &err) : layer;
        if (err.kind != ERR_NONE)
            lint_fault(lint, text->label, "%s", err.text);
    }
    if (!ini)
        return;
    kind->items = xreallocarray(kind->items, kind->n + 1, sizeof(*kind->items));
    kind->items[kind->n++] = ini;
}

static void read_kind(Kind *kind, const Texts *texts, Lint *lint)
{
    size_t end;
    kind->read = true;
    for (size_t i = 0; i < texts_count(texts); i = end) {
        end = texts_end(texts, i);
        if (strcmp(texts_at(texts, i)->kind, kind->name) == 0)
            load_ini(kind, texts, i, end, lint);
    }
}

static Files *find_kinds(const Texts *texts, bool codes)
{
    Files *files = xcalloc(1, sizeof(*files));
    for (size_t i = 0; i < texts_count(texts); i++) {
        const KnowledgeText *text = texts_at(texts, i);
        if (text_is_codes(text) != codes ||
            (files->n && strcmp(files->kinds[files->n - 1].name, text->kind) == 0))
            continue;
        files->kinds = xreallocarray(files->kinds, files->n + 1, sizeof(*files->kinds));
        files->kinds[files->n++] = (Kind){.name = text->kind};
    }
    return files;
}

Files *files_load(const Texts *texts, bool codes, Lint *lint)
{
    Files *files = find_kinds(texts, codes);
    for (size_t i = 0; i < files->n; i++)
        read_kind(&files->kinds[i], texts, lint);
    return files;
}

Files *files_later(const Texts *texts, Lint *lint)
{
    Files *files = find_kinds(texts, false);
    files->texts = texts;
    files->lint = lint;
    for (size_t i = 0; i < files->n; i++)
        files->kinds[i].known = true;
    return files;
}

void files_free(Files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < files->n; i++) {
        for (size_t k = 0; k < files->kinds[i].n; k++)
            ini_free(files->kinds[i].items[k]);
        free(files->kinds[i].items);
    }
    free(files->kinds);
    free(files);
}

static const Kind *kind_of(const Files *files, const char *name)
{
    for (size_t i = 0; i < files->n; i++) {
        Kind *kind = &files->kinds[i];
        if (strcmp(kind->name, name) != 0)
            continue;
        if (!kind->read)
            read_kind(kind, files->texts, files->lint);
        return kind;
    }
    return NULL;
}

size_t files_count(const Files *files, const char *kind)
{
    const Kind *found = kind_of(files, kind);
    return found ? found->n : 0;
}

const Ini *files_at(const Files *files, const char *kind, size_t i)
{
    const Kind *found = kind_of(files, kind);
    return found && i < found->n ? found->items[i] : NULL;
}

size_t files_sections(const Files *files, const char *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < files_count(files, kind); i++)
        n += ini_sections(files_at(files, kind, i));
    return n;
}
