/* Makes a Knowledge of the texts: code tables first, then the facts, then the rules that read
 * them. */
#include "config.h"

#include "rules/knowledge/knowledge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"

/* What is made of the files; NULL: not yet. */
typedef struct Parts {
    const FactSet *facts;
    const RuleSet *rules;
    Lint lint; /* of what is read later */
} Parts;

struct Knowledge {
    Texts *texts;
    Files *files;
    Codes *codes;
    Arena *arena; /* of the parts, and of what they point at */
    Parts *parts;
    char version[TEXTS_VERSION];
};

void knowledge_free(Knowledge *knowledge)
{
    if (!knowledge)
        return;
    files_free(knowledge->files);
    codes_free(knowledge->codes);
    arena_free(knowledge->arena);
    texts_free(knowledge->texts);
    free(knowledge);
}

/* ---- making ---- */

static void read_codes(Knowledge *knowledge, const KnowledgeText *text, Lint *lint)
{
    char *table = xstrndup(text->name, text_stem(text));
    Err err = {0};
    bool (*add)(Codes *, const char *, const char *, const char *, size_t, Err *) =
        text_is_tsv(text) ? codes_add_tsv : codes_add_text;
    if (!add(knowledge->codes, table, text->label, text->text, text->len, &err))
        lint_fault(lint, text->label, "%s", err.text);
    free(table);
}

static void put_off_codes(Knowledge *knowledge, const KnowledgeText *text, Lint *lint)
{
    (void)lint;
    char *table = xstrndup(text->name, text_stem(text));
    codes_put_off(knowledge->codes, table, text->label, text->text, text->len);
    free(table);
}

typedef void TakeCodes(Knowledge *knowledge, const KnowledgeText *text, Lint *lint);

static void each_codes(Knowledge *knowledge, TakeCodes *take, Lint *lint)
{
    for (size_t i = 0; i < texts_count(knowledge->texts); i++) {
        if (text_is_codes(texts_at(knowledge->texts, i)))
            take(knowledge, texts_at(knowledge->texts, i), lint);
    }
}

static const FactSet *make_facts(const Knowledge *knowledge, Lint *lint)
{
    Parts *parts = knowledge->parts;
    if (!parts->facts)
        parts->facts =
            factset_build(knowledge->files, knowledge->codes, knowledge->arena, lint);
    return parts->facts;
}

static const RuleSet *make_rules(const Knowledge *knowledge, Lint *lint)
{
    Parts *parts = knowledge->parts;
    const FactSet *facts = make_facts(knowledge, lint);
    if (!parts->rules)
        parts->rules =
            ruleset_build(knowledge->files, knowledge->codes, facts, knowledge->arena, lint);
    return parts->rules;
}

static Knowledge *begin(Texts *texts)
{
    Knowledge *knowledge = xcalloc(1, sizeof(*knowledge));
    knowledge->texts = texts;
    knowledge->arena = arena_new();
    knowledge->parts = arena_alloc(knowledge->arena, sizeof(*knowledge->parts));
    knowledge->codes = codes_new();
    texts_version(texts, knowledge->version);
    return knowledge;
}

static void read_all(Knowledge *knowledge, Lint *lint)
{
    each_codes(knowledge, read_codes, lint);
    knowledge->files = files_load(knowledge->texts, false, lint);
    make_rules(knowledge, lint);
}

/* The tests of the build find no fault in what ships, so there is nothing to go on with. */
static void fault_of_build(void *ctx, const char *where, const char *what)
{
    (void)ctx;
    fprintf(stderr, "%s: %s\n", where, what);
    abort();
}

static void put_off(Knowledge *knowledge)
{
    Lint *lint = &knowledge->parts->lint;
    lint->fault = fault_of_build;
    each_codes(knowledge, put_off_codes, lint);
    knowledge->files = files_later(knowledge->texts, lint);
}

Knowledge *knowledge_make(Texts *texts, Lint *lint)
{
    Knowledge *knowledge = begin(texts);
    read_all(knowledge, lint);
    return knowledge;
}

static Knowledge *make_for_use(Texts *texts, Lint *lint)
{
    Knowledge *knowledge = begin(texts);
    if (strcmp(knowledge->version, texts_shipped) == 0)
        put_off(knowledge);
    else
        read_all(knowledge, lint);
    return knowledge;
}

static bool make_strictly(Texts *texts, Knowledge **out, Err *err)
{
    LintFirst first;
    lint_first(&first, err);
    *out = make_for_use(texts, &first.lint);
    if (!first.lint.count)
        return true;
    knowledge_free(*out);
    *out = NULL;
    return false;
}

bool knowledge_load(const char *const *folders, size_t n, Knowledge **out, Err *err)
{
    Texts *texts = NULL;
    *out = NULL;
    return texts_read(folders, n, &texts, err) && make_strictly(texts, out, err);
}

bool knowledge_load_anyway(const char *const *folders, size_t n, Knowledge **out, Err *fault,
                           Err *err)
{
    Texts *texts = NULL;
    LintFirst first;
    *out = NULL;
    /* A folder that cannot be read is as good as none; the one that ships is needed. */
    if (!texts_read(folders, n, &texts, fault))
        return knowledge_load(folders, 1, out, err);
    lint_first(&first, fault);
    *out = make_for_use(texts, &first.lint);
    return true;
}

void knowledge_pack(const Knowledge *knowledge, Buf *out)
{
    texts_pack(knowledge->texts, out);
}

bool knowledge_unpack(const char *packed, size_t len, Knowledge **out, Err *err)
{
    Texts *texts = NULL;
    *out = NULL;
    return texts_unpack(packed, len, &texts, err) && make_strictly(texts, out, err);
}

/* ---- asking ---- */

const Codes *knowledge_codes(const Knowledge *knowledge)
{
    return knowledge->codes;
}

const Texts *knowledge_texts(const Knowledge *knowledge)
{
    return knowledge->texts;
}

const char *knowledge_version(const Knowledge *knowledge)
{
    return knowledge->version;
}

const FactSet *knowledge_facts(const Knowledge *knowledge)
{
    return make_facts(knowledge, &knowledge->parts->lint);
}

const RuleSet *knowledge_rules(const Knowledge *knowledge)
{
    return make_rules(knowledge, &knowledge->parts->lint);
}

size_t knowledge_files(const Knowledge *knowledge, const char *kind)
{
    return files_count(knowledge->files, kind);
}

const Ini *knowledge_file(const Knowledge *knowledge, const char *kind, size_t i)
{
    return files_at(knowledge->files, kind, i);
}
