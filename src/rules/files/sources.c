/* Finds the places of knowledge, and says what each file of them adds and changes. */
#include "config.h"

#include "rules/files/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/tsv.h"
#include "rules/files/texts.h"

static const char *const place_names[PLACE_COUNT] = {"installed", "machine", "store", "person"};

void sources_find(const char *data, const char *store, bool practice, Sources *out)
{
    Buf beside = BUF_INIT;
    char *home = path_config_home();
    buf_addf(&beside, "%s.site", store);
    *out = (Sources){.folders = {[PLACE_INSTALLED] = xstrdup(data),
                                 [PLACE_MACHINE] = path_machine(),
                                 [PLACE_STORE] = buf_take(&beside),
                                 [PLACE_PERSON] = path_join(home, "site")},
                     .n = practice ? PLACE_COUNT : PLACE_PERSON};
    free(home);
}

void sources_free(Sources *sources)
{
    for (size_t i = 0; i < PLACE_COUNT; i++)
        free(sources->folders[i]);
    *sources = (Sources){0};
}

const char *const *sources_folders(const Sources *sources)
{
    return (const char *const *)sources->folders;
}

const char *place_name(Place place)
{
    return place_names[place];
}

/* ---- what a file says ---- */

typedef struct Entries {
    char **names;
    size_t n, room;
} Entries;

static void entry_add(Entries *entries, char *name)
{
    if (entries->n == entries->room)
        entries->names = xreallocarray(entries->names, entries->room = entries->room * 2 + 16,
                                       sizeof(*entries->names));
    entries->names[entries->n++] = name;
}

static void entries_free(Entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        free(entries->names[i]);
    free(entries->names);
}

static void entries_of_table(const KnowledgeText *text, Entries *out)
{
    Tsv *tsv = NULL;
    size_t column;
    if (!tsv_load_text(text->label, text->text, text->len, &tsv, NULL))
        return;
    for (size_t row = 0; tsv_column(tsv, "code", &column) && row < tsv_rows(tsv); row++) {
        const char *code = tsv_cell(tsv, row, column);
        Buf name = BUF_INIT;
        buf_addf(&name, "code.%s", code ? code : "");
        entry_add(out, buf_take(&name));
    }
    tsv_free(tsv);
}

static void entries_of(const KnowledgeText *text, Entries *out)
{
    Ini *ini = NULL;
    *out = (Entries){0};
    if (text_is_tsv(text)) {
        entries_of_table(text, out);
        return;
    }
    if (!ini_load_text(text->label, text->text, text->len, &ini, NULL))
        return;
    for (size_t i = 0; i < ini_sections(ini); i++)
        entry_add(out, xstrdup(ini_section(ini, i)));
    ini_free(ini);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_entry(const Entries *sorted, char *name)
{
    return sorted->n &&
           bsearch(&name, sorted->names, sorted->n, sizeof(*sorted->names), by_name) != NULL;
}

/* What the lower places say in the files of the same name, sorted. */
static void entries_below(const Texts *texts, const KnowledgeText *text, Entries *out)
{
    *out = (Entries){0};
    for (size_t i = 0; text->layer > 0 && i < texts_count(texts); i++) {
        const KnowledgeText *lower = texts_at(texts, i);
        Entries more;
        if (lower->layer >= text->layer || !texts_same_file(lower, text))
            continue;
        entries_of(lower, &more);
        for (size_t k = 0; k < more.n; k++)
            entry_add(out, more.names[k]);
        free(more.names);
    }
    if (out->n)
        qsort(out->names, out->n, sizeof(*out->names), by_name);
}

static void visit_text(const Texts *texts, const KnowledgeText *text, SourceVisit *visit,
                       void *ctx)
{
    Entries own, below;
    entries_of(text, &own);
    entries_below(texts, text, &below);
    SourceFile file = {.layer = text->layer,
                       .kind = text->kind,
                       .name = text->name,
                       .path = text->label,
                       .adds = xcalloc(own.n + 1, sizeof(char *)),
                       .changes = xcalloc(own.n + 1, sizeof(char *))};
    for (size_t i = 0; i < own.n; i++) {
        if (has_entry(&below, own.names[i]))
            file.changes[file.n_changes++] = own.names[i];
        else
            file.adds[file.n_adds++] = own.names[i];
    }
    visit(ctx, &file);
    free(file.adds);
    free(file.changes);
    entries_free(&own);
    entries_free(&below);
}

bool sources_each(const char *const *folders, size_t n, SourceVisit *visit, void *ctx, Err *err)
{
    Texts *texts = NULL;
    if (!texts_read(folders, n, &texts, err))
        return false;
    for (size_t i = 0; i < texts_count(texts); i++)
        visit_text(texts, texts_at(texts, i), visit, ctx);
    texts_free(texts);
    return true;
}
