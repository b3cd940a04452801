/* Makes a Knowledge of the texts: code tables first, then the facts, then the rules that read
 * them. */
#include "config.h"

#include "rules/knowledge/knowledge.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"

struct Knowledge {
    Texts *texts;
    Files *files;
    Codes *codes;
    Arena *arena; /* of facts and rules */
    const FactSet *facts;
    const RuleSet *rules;
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

static void load_codes(Knowledge *knowledge, Lint *lint)
{
    for (size_t i = 0; i < texts_count(knowledge->texts); i++) {
        const KnowledgeText *text = texts_at(knowledge->texts, i);
        if (!text_is_codes(text))
            continue;
        char *table = xstrndup(text->name, text_stem(text));
        Err err = {0};
        bool (*add)(Codes *, const char *, const char *, const char *, size_t, Err *) =
            text_is_tsv(text) ? codes_add_tsv : codes_add_text;
        if (!add(knowledge->codes, table, text->label, text->text, text->len, &err))
            lint_fault(lint, text->label, "%s", err.text);
        free(table);
    }
}

Knowledge *knowledge_make(Texts *texts, Lint *lint)
{
    Knowledge *knowledge = xcalloc(1, sizeof(*knowledge));
    knowledge->texts = texts;
    knowledge->arena = arena_new();
    knowledge->codes = codes_new();
    load_codes(knowledge, lint);
    knowledge->files = files_load(texts, false, lint);
    knowledge->facts =
        factset_build(knowledge->files, knowledge->codes, knowledge->arena, lint);
    knowledge->rules = ruleset_build(knowledge->files, knowledge->codes, knowledge->facts,
                                     knowledge->arena, lint);
    texts_version(texts, knowledge->version);
    return knowledge;
}

static bool make_strictly(Texts *texts, Knowledge **out, Err *err)
{
    LintFirst first;
    lint_first(&first, err);
    *out = knowledge_make(texts, &first.lint);
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
    *out = knowledge_make(texts, &first.lint);
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
    return files_count(knowledge->files, kind);
}

const Ini *knowledge_file(const Knowledge *knowledge, const char *kind, size_t i)
{
    return files_at(knowledge->files, kind, i);
}
