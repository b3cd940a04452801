/* Reads the facts and the reasons why documents are required, and puts them in the order in
 * which they can be computed. */
#include "config.h"

#include "rules/knowledge/factset.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "rules/language/tables.h"
#include "rules/language/words.h"

/* While building, the checklist is one more node after the facts. */
typedef struct Node {
    const char *name, *sql;
    size_t name_len;
    const Ini *ini;  /* NULL for the checklist */
    const char *key; /* of the section called name: where sql stands */
    size_t *needs;   /* the nodes it reads */
    size_t n_needs;
    int level; /* -1 unknown yet */
} Node;

typedef struct Build {
    Arena *arena;
    Lint *lint;
    Node *nodes;
    size_t n, room;
} Build;

static const char *const fact_keys[] = {"meaning", "sql", "count", "authority", "grade", NULL};
static const char *const rule_keys[] = {"required", "because", "authority", "grade",
                                        "waivable", "expired", NULL};

static const char *long_value(Arena *arena, const Ini *ini, const char *section,
                              const char *key)
{
    Buf value = BUF_INIT;
    const char *text = NULL;
    if (ini_long(ini, section, key, &value) && value.len)
        text = arena_dup(arena, value.data);
    buf_free(&value);
    return text;
}

static bool good_name(const char *name)
{
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return len > 0 && len <= 60 && !name[len] && !isdigit((unsigned char)name[0]);
}

/* A fact of such a name could not be told from what is there already. */
static bool is_taken(const char *name)
{
    return table_find(name) != TABLE_COUNT || strcmp(name, "case_id") == 0;
}

enum { NO_NODE = -1 };

static int find_node(const Build *build, const char *name, size_t len)
{
    for (size_t i = 0; i < build->n; i++) {
        if (build->nodes[i].name_len == len && memcmp(build->nodes[i].name, name, len) == 0)
            return (int)i;
    }
    return NO_NODE;
}

static void add_node(Build *build, const char *name, const char *sql, const Ini *ini)
{
    if (build->n == build->room) {
        size_t room = build->room ? 2 * build->room : 128;
        Node *nodes = arena_alloc(build->arena, room * sizeof(Node));
        if (build->n)
            memcpy(nodes, build->nodes, build->n * sizeof(Node));
        build->nodes = nodes;
        build->room = room;
    }
    build->nodes[build->n++] = (Node){.name = name,
                                      .sql = sql,
                                      .name_len = strlen(name),
                                      .ini = ini,
                                      .key = "sql",
                                      .level = -1};
}

static void add_fact(Build *build, const Ini *ini, const char *name)
{
    lint_only(build->lint, ini, name, fact_keys);
    lint_both(build->lint, ini, name, "meaning");
    lint_grade(build->lint, ini, name);
    const char *sql = long_value(build->arena, ini, name, "sql");
    if (!good_name(name)) {
        lint_at(build->lint, ini, name, NULL,
                _("a fact's name is made of small letters, digits and _, at most 60"));
    } else if (is_taken(name)) {
        lint_at(build->lint, ini, name, NULL, _("a table has this name already"));
    } else if (find_node(build, name, strlen(name)) != NO_NODE) {
        lint_at(build->lint, ini, name, NULL, _("another file defines a fact of this name"));
    } else if (!sql) {
        lint_at(build->lint, ini, name, "sql", _("this key is missing or empty"));
    } else {
        add_node(build, name, sql, ini);
    }
}

/* The node that a word stands for. An unknown fact.NAME is a fault; an unknown bare name is
 * left to SQLite, which knows the columns. */
static int node_of(Build *build, const Node *node, const Word *word)
{
    if (word_is(word->table ? word->table : word->name,
                word->table ? word->table_len : word->name_len, "checklist"))
        return find_node(build, "checklist", strlen("checklist"));
    if (word->table && !word_is(word->table, word->table_len, "fact"))
        return NO_NODE;
    int found = find_node(build, word->name, word->name_len);
    if (found == NO_NODE && word->table && !word_is(word->name, word->name_len, "case_id"))
        lint_at(build->lint, node->ini, node->name, node->key, _("there is no fact %.*s"),
                (int)word->name_len, word->name);
    bool bare_self = !word->table && word_is(word->name, word->name_len, node->name);
    return bare_self ? NO_NODE : found; /* its own name, bare, can only be a column */
}

/* An expression that reads an unknown fact is left empty, so that it is reported once. */
static void find_needs(Build *build, Node *node)
{
    size_t words = 0, faults = build->lint->count;
    Word word;
    for (const char *at = node->sql; (at = word_next(at, &word));)
        words++;
    node->needs = arena_alloc(build->arena, (words + 1) * sizeof(size_t));
    for (const char *at = node->sql; (at = word_next(at, &word));) {
        int found = node_of(build, node, &word);
        if (found != NO_NODE)
            node->needs[node->n_needs++] = (size_t)found;
    }
    if (build->lint->count > faults)
        node->sql = "NULL";
}

/* Raises the node above what it reads; false while something it reads has no level yet. */
static bool set_level(Build *build, Node *node)
{
    int level = 0;
    for (size_t i = 0; i < node->n_needs; i++) {
        const Node *other = &build->nodes[node->needs[i]];
        if (other->level < 0)
            return false;
        if (other->level >= level)
            level = other->level + 1;
    }
    node->level = level;
    return true;
}

static void set_levels(Build *build)
{
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < build->n; i++) {
            if (build->nodes[i].level < 0 && set_level(build, &build->nodes[i]))
                again = true;
        }
    }
    for (size_t i = 0; i < build->n; i++) {
        const Node *node = &build->nodes[i];
        if (node->level < 0 && node->ini)
            lint_at(build->lint, node->ini, node->name, "sql",
                    _("this fact needs itself, directly or through others"));
    }
}

static const char *condition(const char *text)
{
    if (strcmp(text, "always") == 0)
        return "1";
    return strcmp(text, "never") == 0 ? "0" : text;
}

/* D10 for the section "d10" or "d10.route"; NULL when the table has no such document. */
static const char *document_code(const CodeTable *documents, const char *section)
{
    size_t len = strcspn(section, ".");
    for (size_t i = 0; documents && i < code_count(documents); i++) {
        const char *code = code_at(documents, i)->code;
        if (strlen(code) == len && strncasecmp(code, section, len) == 0)
            return code;
    }
    return NULL;
}

static void add_rule(Build *build, FactSet *set, const CodeTable *documents, const Ini *ini,
                     const char *section)
{
    lint_only(build->lint, ini, section, rule_keys);
    lint_both(build->lint, ini, section, "because");
    lint_needs(build->lint, ini, section, "authority");
    lint_needs(build->lint, ini, section, "grade");
    lint_grade(build->lint, ini, section);
    const char *sql = long_value(build->arena, ini, section, "required");
    const char *waivable = ini_get(ini, section, "waivable");
    const char *expired = ini_get(ini, section, "expired");
    if (waivable && strcmp(waivable, "no") != 0 && strcmp(waivable, "yes") != 0)
        lint_at(build->lint, ini, section, "waivable", _("this is yes or no"));
    if (expired && find_node(build, expired, strlen(expired)) == NO_NODE)
        lint_at(build->lint, ini, section, "expired", _("there is no fact %s"), expired);
    const char *code = document_code(documents, section);
    if (!code) {
        lint_at(build->lint, ini, section, NULL,
                _("the code table document has no such document"));
    } else if (!sql) {
        lint_at(build->lint, ini, section, "required", _("this key is missing or empty"));
    } else {
        Node node = {.name = section, .sql = condition(sql), .ini = ini, .key = "required"};
        find_needs(build, &node);
        set->rules[set->n_rules++] =
            (DocumentRule){.code = code, .section = section, .sql = node.sql, .ini = ini};
    }
}

static void read_rules(Build *build, FactSet *set, const Files *files, const Codes *codes)
{
    const CodeTable *documents = codes_table(codes, "document");
    size_t n = files_sections(files, "checklist");
    set->rules = arena_alloc(build->arena, (n + 1) * sizeof(DocumentRule));
    for (size_t i = 0; i < files_count(files, "checklist"); i++) {
        const Ini *ini = files_at(files, "checklist", i);
        for (size_t s = 0; s < ini_sections(ini); s++)
            add_rule(build, set, documents, ini, ini_section(ini, s));
    }
}

/* The checklist as a node: it reads what all of its conditions read. */
static void add_checklist(Build *build, const FactSet *set)
{
    Buf all = BUF_INIT;
    for (size_t i = 0; i < set->n_rules; i++)
        buf_addf(&all, "%s\n", set->rules[i].sql);
    add_node(build, "checklist", arena_dup(build->arena, all.data), NULL);
    buf_free(&all);
}

/* Facts in the order of their levels; the checklist goes after the facts of its level. */
static void take_nodes(Build *build, FactSet *set)
{
    set->facts = arena_alloc(build->arena, (build->n + 1) * sizeof(FactDef));
    for (size_t i = 0; i < build->n; i++) {
        if (build->nodes[i].level >= set->levels)
            set->levels = build->nodes[i].level + 1;
        if (!build->nodes[i].ini)
            set->checklist_level = build->nodes[i].level;
    }
    for (int level = 0; level < set->levels; level++) {
        for (size_t i = 0; i < build->n; i++) {
            const Node *node = &build->nodes[i];
            if (node->level == level && node->ini)
                set->facts[set->n++] = (FactDef){
                    .name = node->name, .sql = node->sql, .ini = node->ini, .level = level};
        }
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const FactDef *const *)a)->name, (*(const FactDef *const *)b)->name);
}

/* Each column that a rule reads is looked up. */
static void sort_names(Build *build, FactSet *set)
{
    set->by_name = arena_alloc(build->arena, (set->n + 1) * sizeof(const FactDef *));
    for (size_t i = 0; i < set->n; i++)
        set->by_name[i] = &set->facts[i];
    qsort(set->by_name, set->n, sizeof(const FactDef *), by_name);
}

FactSet *factset_build(const Files *files, const Codes *codes, Arena *arena, Lint *lint)
{
    FactSet *set = arena_alloc(arena, sizeof(*set));
    Build build = {.arena = arena, .lint = lint};
    for (size_t i = 0; i < files_count(files, "facts"); i++) {
        const Ini *ini = files_at(files, "facts", i);
        for (size_t s = 0; s < ini_sections(ini); s++)
            add_fact(&build, ini, ini_section(ini, s));
    }
    read_rules(&build, set, files, codes);
    add_checklist(&build, set);
    for (size_t i = 0; i < build.n; i++)
        find_needs(&build, &build.nodes[i]);
    set_levels(&build);
    take_nodes(&build, set);
    sort_names(&build, set);
    return set;
}

const FactDef *factset_find(const FactSet *set, const char *name)
{
    const FactDef key = {.name = name}, *sought = &key;
    const FactDef **found = bsearch(&sought, set->by_name, set->n, sizeof(sought), by_name);
    return found ? *found : NULL;
}

bool factset_counts(const FactSet *set, const char *name)
{
    const FactDef *fact = factset_find(set, name);
    const char *count = fact ? ini_get(fact->ini, fact->name, "count") : NULL;
    return count && strcmp(count, "yes") == 0;
}

const char *factset_meaning(const FactSet *set, const char *name, const char *lang)
{
    const FactDef *fact = factset_find(set, name);
    return fact ? ini_get_lang(fact->ini, fact->name, "meaning", lang) : NULL;
}
