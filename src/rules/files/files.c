/* Lays the texts of one file over each other: the INI files that the rest of src/rules reads.
 */
#include "config.h"

#include "rules/files/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

typedef struct File {
    const char *kind;
    Ini *ini;
} File;

struct Files {
    File *items;
    size_t n;
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

static void load_ini(Files *files, const Texts *texts, size_t first, size_t end, Lint *lint)
{
    Ini *ini = NULL;
    for (size_t i = first; i < end; i++) {
        const KnowledgeText *text = texts_at(texts, i);
        Ini *layer = NULL;
        Err err = {0};
        if (text_is_tsv(text))
            continue;
        if (ini_load_text(text->label, text->text, text->len, &layer, &err))
            ini = ini ? merge(ini, layer, &err) : layer;
        if (err.kind != ERR_NONE)
            lint_fault(lint, text->label, "%s", err.text);
    }
    if (!ini)
        return;
    files->items = xreallocarray(files->items, files->n + 1, sizeof(*files->items));
    files->items[files->n++] = (File){.kind = texts_at(texts, first)->kind, .ini = ini};
}

Files *files_load(const Texts *texts, bool codes, Lint *lint)
{
    Files *files = xcalloc(1, sizeof(*files));
    size_t end;
    for (size_t i = 0; i < texts_count(texts); i = end) {
        end = texts_end(texts, i);
        if (text_is_codes(texts_at(texts, i)) == codes)
            load_ini(files, texts, i, end, lint);
    }
    return files;
}

void files_free(Files *files)
{
    if (!files)
        return;
    for (size_t i = 0; i < files->n; i++)
        ini_free(files->items[i].ini);
    free(files->items);
    free(files);
}

size_t files_count(const Files *files, const char *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < files->n; i++)
        n += strcmp(files->items[i].kind, kind) == 0;
    return n;
}

const Ini *files_at(const Files *files, const char *kind, size_t i)
{
    for (size_t f = 0; f < files->n; f++) {
        if (strcmp(files->items[f].kind, kind) == 0 && i-- == 0)
            return files->items[f].ini;
    }
    return NULL;
}

size_t files_sections(const Files *files, const char *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < files_count(files, kind); i++)
        n += ini_sections(files_at(files, kind, i));
    return n;
}
