/* Checks routes, papers and statement, and how places are written. */
#include "config.h"

#include "rules/check/texts.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "rules/judge/paper.h"
#include "rules/language/placeholder.h"
#include "rules/staging/facts.h"

/* ---- routes ---- */

static const char *const rule_keys[] = {"when", "asks", "because", "authority", "grade", NULL};
static const char *const way_keys[] = {"title", "met", NULL};

static void check_fact(const Knowledge *knowledge, Lint *lint, const Ini *ini,
                       const char *section, const char *key)
{
    const char *fact = ini_get(ini, section, key);
    if (fact && !factset_find(knowledge_facts(knowledge), fact))
        lint_at(lint, ini, section, key, _("there is no fact %s"), fact);
}

static void check_because(const Knowledge *knowledge, Lint *lint, const Ini *ini,
                          const char *section, const char *key)
{
    const Codes *codes = knowledge_codes(knowledge);
    const char *text = ini_get(ini, section, key), *table, *name;
    Arena *arena = arena_new();
    Placeholder one;
    for (; text && placeholder_next(text, arena, &one); text = one.end) {
        placeholder_column(&one, arena, &table, &name);
        if (one.word || strcmp(table, "fact") != 0 ||
            !factset_find(knowledge_facts(knowledge), name))
            lint_at(lint, ini, section, key, _("there is no fact %s"), one.value);
        else if (!placeholder_is_style(one.style, codes))
            lint_at(lint, ini, section, key,
                    _("%s is no style: money, wan, short, day or a code table"), one.style);
    }
    if (text && one.open)
        lint_at(lint, ini, section, key, _("a placeholder is not closed in: %s"), text);
    arena_free(arena);
}

static void check_section(const Knowledge *knowledge, Lint *lint, const Ini *ini,
                          const char *section)
{
    if (strncmp(section, "rule.", strlen("rule.")) == 0) {
        const char *asks = ini_get(ini, section, "asks");
        lint_only(lint, ini, section, rule_keys);
        lint_both(lint, ini, section, "because");
        lint_needs(lint, ini, section, "authority");
        lint_grade(lint, ini, section);
        if (!asks || (strcmp(asks, "yes") != 0 && strcmp(asks, "no") != 0))
            lint_at(lint, ini, section, "asks", _("this is yes or no"));
        check_fact(knowledge, lint, ini, section, "when");
        check_because(knowledge, lint, ini, section, "because");
        check_because(knowledge, lint, ini, section, "because[zh_CN]");
    } else if (strncmp(section, "way.", strlen("way.")) == 0) {
        lint_only(lint, ini, section, way_keys);
        lint_both(lint, ini, section, "title");
        lint_needs(lint, ini, section, "met");
        check_fact(knowledge, lint, ini, section, "met");
    } else {
        lint_at(lint, ini, section, NULL, _("a route has the sections rule.NAME and way.NAME"));
    }
}

void check_routes(const Knowledge *knowledge, Lint *lint)
{
    for (size_t i = 0; i < knowledge_files(knowledge, "routes"); i++) {
        const Ini *ini = knowledge_file(knowledge, "routes", i);
        for (size_t s = 0; s < ini_sections(ini); s++)
            check_section(knowledge, lint, ini, ini_section(ini, s));
    }
}

/* ---- papers ---- */

/* Words of the program that a text may ask for; the app gives their values. */
static const PaperWord words[] = {
    {"organisation", "-"}, {"station", "-"},  {"worker", "-"},    {"today", "-"},
    {"no", "-"},           {"head", "-"},     {"erased_on", "-"}, {"erased_by", "-"},
    {"ground", "-"},       {"reason", "-"},   {"batches", "-"},   {"digest", "-"},
    {"asked_on", "-"},     {"asked_as", "-"}, {"asked_how", "-"}, {"answered_on", "-"},
    {"others", "-"},       {"stations", "-"}, {NULL, NULL}};

static void check_kind(Facts *facts, const CaseFile *empty, const char *kind, Lint *lint)
{
    const PaperOptions options = {.kind = kind, .blank = "-", .words = words};
    const Knowledge *knowledge = facts_knowledge(facts);
    for (size_t i = 0; i < knowledge_files(knowledge, kind); i++) {
        const Ini *ini = knowledge_file(knowledge, kind, i);
        Arena *arena = arena_new();
        Err err = {0};
        if (!paper_try(facts, empty, &options, ini, arena, &err))
            lint_fault(lint, ini_name(ini), "%s", err.text);
        arena_free(arena);
    }
}

void check_papers(const Knowledge *knowledge, Lint *lint)
{
    static const char *const kinds[] = {"papers", "certificate", "statement"};
    Facts *facts = NULL;
    Err err = {0};
    CaseFile *empty = case_new();
    const CaseFile *files[] = {empty};
    if (!facts_open(knowledge, day_today(), &facts, &err) ||
        !facts_stage(facts, files, 1, &err)) {
        /* The facts themselves are at fault, which their own lint has said. */
        facts_close(facts);
        case_free(empty);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        check_kind(facts, empty, kinds[i], lint);
    facts_close(facts);
    case_free(empty);
}

/* ---- how places are written ---- */

/* The keys that hold them, with [zh_CN] and without. */
static const struct Shown {
    const char *kind, *key;
} shown[] = {
    {"rules", "message"},    {"routes", "because"}, {"papers", "text"},
    {"certificate", "text"}, {"statement", "text"},
};

static void check_written(const Ini *ini, const char *section, const char *key, Arena *arena,
                          Lint *lint)
{
    Placeholder one;
    const char *at = ini_get(ini, section, key);
    for (; at && placeholder_next(at, arena, &one); at = one.end) {
        Buf now = BUF_INIT;
        placeholder_write(&one, &now);
        if (one.old)
            lint_at(lint, ini, section, key, _("%.*s is written %s now"),
                    (int)(one.end - one.open), one.open, now.data);
        buf_free(&now);
    }
}

static void check_file(const Ini *ini, const char *stem, Arena *arena, Lint *lint)
{
    size_t len = strlen(stem);
    for (size_t s = 0; s < ini_sections(ini); s++) {
        const char *section = ini_section(ini, s);
        for (size_t k = 0; k < ini_keys(ini, section); k++) {
            const char *key = ini_key(ini, section, k);
            if (strncmp(key, stem, len) == 0 && (!key[len] || key[len] == '['))
                check_written(ini, section, key, arena, lint);
        }
    }
}

void check_places(const Knowledge *knowledge, Lint *lint)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        for (size_t f = 0; f < knowledge_files(knowledge, shown[i].kind); f++)
            check_file(knowledge_file(knowledge, shown[i].kind, f), shown[i].key, arena, lint);
    }
    arena_free(arena);
}
