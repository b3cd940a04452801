/* Reads the rules: data/rules/NAME.ini, a section a rule or a further section of one. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "rules/inner.h"

typedef struct Reader {
    const Knowledge *knowledge;
    const FactSet *facts;
    Arena *arena;
    Lint *lint;
    RuleSet *set;
} Reader;

static const char *const rule_keys[] = {"title", "message", "severity", "over",  "when",
                                        "field", "version", "from",     "until", "authority",
                                        "grade", "export",  "enforced", "base",  "raises",
                                        "calm",  "on",      NULL};

/* ---- what a rule is asked over ---- */

static const RuleOver own_overs[] = {
    [OVER_FACT - REC_COUNT] = {"fact", NULL, "NULL, 0, NULL"},
    [OVER_VALUE - REC_COUNT] = {"value", NULL, "value.at_field, value.at_row, NULL"},
    [OVER_ITEM - REC_COUNT] = {"item", NULL, "item.at_field, item.at_row, item.row_no - 1"},
    [OVER_CHECKLIST -
        REC_COUNT] = {"checklist", NULL, "NULL, coalesce(checklist.row_no, 0) - 1, NULL"},
    [OVER_OTHER - REC_COUNT] = {"other", NULL, "other.at_field, other.at_row, NULL"},
};

const RuleOver *rule_over(int over, RuleOver *room)
{
    static const char *const places[REC_COUNT] = {
#define RECORD(ID, key, table, label, help, flags)                                             \
    [REC_##ID] = "NULL, " table ".row_no - 1, NULL",
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols)
#include "domain/catalog.def"
#undef RECORD
#undef FIELD
    };
    if (over >= REC_COUNT)
        return &own_overs[over - REC_COUNT];
    const RecordDef *record = catalog_record((RecordId)over);
    *room = (RuleOver){.name = record->table, .record = record, .place = places[over]};
    return room;
}

static bool find_over(const char *name, int *over)
{
    for (*over = 0; *over < OVER_COUNT; (*over)++) {
        RuleOver room;
        bool single = *over < REC_COUNT && !(catalog_record((RecordId)*over)->flags & RF_MANY);
        if (!single && strcmp(rule_over(*over, &room)->name, name) == 0)
            return true;
    }
    return false;
}

/* ---- what it reads ---- */

static const RecordDef *record_of(const char *table)
{
    for (int id = 0; id < REC_COUNT; id++) {
        if (strcmp(catalog_record((RecordId)id)->table, table) == 0)
            return catalog_record((RecordId)id);
    }
    return NULL;
}

static const char *const own_columns[][8] = {
    {"value", "type", "path", "text", "beside"},
    {"item", "item", "answer", "ongoing"},
    {"checklist", "code", "state", "required"},
    {"other", "kind", "no", "same_patient", "relation", "code", "score"},
    {"today", "day"},
};

/* Whether the expression of this rule stands beside that column. */
static bool can_read(const Reader *reader, const RuleDef *rule, const char *table,
                     const char *name)
{
    RuleOver room;
    if (strcmp(table, "fact") == 0)
        return factset_find(reader->facts, name) != NULL;
    bool over = strcmp(rule_over(rule->over, &room)->name, table) == 0;
    const RecordDef *record = record_of(table);
    if (record)
        return catalog_find_field(record->id, name) && (over || !(record->flags & RF_MANY));
    for (size_t i = 0; i < COUNT_OF(own_columns); i++) {
        if (strcmp(own_columns[i][0], table) != 0 || (!over && strcmp(table, "today") != 0))
            continue;
        for (size_t c = 1; c < COUNT_OF(own_columns[i]) && own_columns[i][c]; c++) {
            if (strcmp(own_columns[i][c], name) == 0)
                return true;
        }
    }
    return false;
}

static void add_read(Reader *reader, RuleDef *rule, size_t room, const char *table,
                     const char *name)
{
    if (!can_read(reader, rule, table, name) || rule->n_reads == room)
        return;
    for (size_t i = 0; i < rule->n_reads; i++) {
        if (strcmp(rule->reads[i].table, table) == 0 && strcmp(rule->reads[i].name, name) == 0)
            return;
    }
    rule->reads[rule->n_reads++] = (RuleRead){.table = table, .name = name};
}

const char *placeholder_next(const char *at, Arena *arena, const char **open, Placeholder *out)
{
    *open = strchr(at, '{');
    const char *end = *open ? strchr(*open, '}') : NULL;
    if (!end)
        return NULL;
    char *name = arena_dup_n(arena, *open + 1, (size_t)(end - *open - 1));
    char *style = strchr(name, ':'), *dot;
    *out = (Placeholder){.table = "fact", .name = name, .style = ""};
    if (style) {
        *style = '\0';
        out->style = style + 1;
    }
    dot = strchr(name, '.');
    if (dot) {
        *dot = '\0';
        out->table = name;
        out->name = dot + 1;
    }
    return end + 1;
}

static void check_placeholder(Reader *reader, const RuleDef *rule, const char *key,
                              const Placeholder *one)
{
    bool place = strcmp(one->table, "fact") == 0 && strcmp(one->name, "where") == 0;
    if (!place && !can_read(reader, rule, one->table, one->name))
        lint_at(reader->lint, rule->ini, rule->section, key,
                _("{%s.%s} is nothing this rule can read"), one->table, one->name);
    else if (one->style[0] && strcmp(one->style, "money") != 0 &&
             !codes_table(knowledge_codes(reader->knowledge), one->style))
        lint_at(reader->lint, rule->ini, rule->section, key,
                _("%s is neither \"money\" nor a code table"), one->style);
}

/* Facts and columns named by the condition or shown by the messages. */
static void find_reads(Reader *reader, RuleDef *rule)
{
    static const char *const messages[] = {"message", "message[zh_CN]"};
    enum { READS = 40 };
    Word word;
    rule->reads = arena_alloc(reader->arena, READS * sizeof(RuleRead));
    for (const char *at = rule->sql; (at = word_next(at, &word));) {
        if (word.table)
            add_read(reader, rule, READS,
                     arena_dup_n(reader->arena, word.table, word.table_len),
                     arena_dup_n(reader->arena, word.name, word.name_len));
    }
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        Placeholder one;
        const char *open, *text = ini_get(rule->ini, rule->section, messages[i]);
        for (const char *at = text;
             at && (at = placeholder_next(at, reader->arena, &open, &one));) {
            check_placeholder(reader, rule, messages[i], &one);
            add_read(reader, rule, READS, one.table, one.name);
        }
    }
}

/* Facts that a condition names must be there; columns are SQLite's to check. */
static void check_words(Reader *reader, RuleDef *rule)
{
    Word word;
    for (const char *at = rule->sql; at && (at = word_next(at, &word));) {
        if (!word_is(word.table, word.table_len, "fact") ||
            word_is(word.name, word.name_len, "case_id"))
            continue;
        char *name = arena_dup_n(reader->arena, word.name, word.name_len);
        if (!factset_find(reader->facts, name)) {
            lint_at(reader->lint, rule->ini, rule->section, "when", _("there is no fact %s"),
                    name);
            rule->sql = NULL;
            return;
        }
    }
}

/* ---- the sections ---- */

static void read_severity(Reader *reader, RuleDef *rule)
{
    static const char *const words[] = {"info", "warn", "block"};
    const char *word = ini_get(rule->ini, rule->section, "severity");
    for (size_t i = 0; word && i < COUNT_OF(words); i++) {
        if (strcmp(words[i], word) == 0) {
            rule->severity = (Severity)i;
            return;
        }
    }
    rule->silent = word && strcmp(word, "silent") == 0;
    if (!rule->silent)
        lint_at(reader->lint, rule->ini, rule->section, "severity",
                _("a severity is one of block, warn, info, silent"));
}

static void read_field(Reader *reader, RuleDef *rule)
{
    const FieldDef *field;
    int row;
    const char *path = ini_get(rule->ini, rule->section, "field");
    char *plain = path ? arena_dup(reader->arena, path) : NULL;
    const char *dot = plain ? strchr(plain, '.') : NULL;
    rule->field = FIELD_COUNT;
    if (!path)
        return;
    const RecordDef *record =
        dot ? catalog_find_record(arena_dup_n(reader->arena, plain, (size_t)(dot - plain)))
            : NULL;
    field = record ? catalog_find_field(record->id, dot + 1) : NULL;
    row = field && rule->over < REC_COUNT && (int)record->id != rule->over;
    if (!field)
        lint_at(reader->lint, rule->ini, rule->section, "field", _("there is no field %s"),
                path);
    else if (row && (record->flags & RF_MANY))
        lint_at(reader->lint, rule->ini, rule->section, "field",
                _("the field is of another list than the rule is asked over"));
    else
        rule->field = field->id;
}

static Day read_day(Reader *reader, const RuleDef *rule, const char *key)
{
    Day day = {0};
    const char *text = ini_get(rule->ini, rule->section, key);
    if (text && !day_parse(text, &day))
        lint_at(reader->lint, rule->ini, rule->section, key, _("a day is written YYYY-MM-DD"));
    return day;
}

static void read_over(Reader *reader, RuleDef *rule)
{
    const char *over = ini_get(rule->ini, rule->section, "over");
    rule->over = OVER_FACT;
    if (over && !find_over(over, &rule->over)) {
        rule->over = OVER_FACT;
        lint_at(reader->lint, rule->ini, rule->section, "over",
                _("a rule is asked over fact, value, item, checklist, other or a record with "
                  "many rows"));
    }
}

static void read_when(Reader *reader, RuleDef *rule)
{
    Buf value = BUF_INIT;
    bool elsewhere = ini_get(rule->ini, rule->section, "enforced") != NULL;
    if (ini_long(rule->ini, rule->section, "when", &value) && value.len)
        rule->sql = arena_dup(reader->arena, value.data);
    buf_free(&value);
    if (!rule->sql && !elsewhere)
        lint_at(reader->lint, rule->ini, rule->section, "when",
                _("this key is missing or empty"));
    check_words(reader, rule);
    if (rule->sql)
        find_reads(reader, rule);
}

/* R306 for the section "r306.same". */
static const char *id_of(Arena *arena, const char *section)
{
    char *id = arena_dup_n(arena, section, strcspn(section, "."));
    for (char *at = id; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return id;
}

static void read_rule(Reader *reader, const Ini *ini, const char *section)
{
    RuleDef *rule = &reader->set->rules[reader->set->n++];
    *rule = (RuleDef){.section = section, .id = id_of(reader->arena, section), .ini = ini};
    const char *export_too = ini_get(ini, section, "export");
    lint_only(reader->lint, ini, section, rule_keys);
    lint_both(reader->lint, ini, section, "title");
    lint_needs(reader->lint, ini, section, "version");
    lint_needs(reader->lint, ini, section, "authority");
    lint_needs(reader->lint, ini, section, "grade");
    lint_grade(reader->lint, ini, section);
    rule->export_too = export_too && strcmp(export_too, "yes") == 0;
    rule->from = read_day(reader, rule, "from");
    rule->until = read_day(reader, rule, "until");
    read_severity(reader, rule);
    read_over(reader, rule);
    read_field(reader, rule);
    read_when(reader, rule);
    if (rule->sql && !rule->silent)
        lint_both(reader->lint, ini, section, "message");
}

static void check_twice(Reader *reader)
{
    const RuleSet *set = reader->set;
    for (size_t i = 0; i < set->n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(set->rules[i].section, set->rules[k].section) == 0)
                lint_at(reader->lint, set->rules[i].ini, set->rules[i].section, NULL,
                        _("another file has a rule of this name"));
        }
    }
}

RuleSet *ruleset_build(const Knowledge *knowledge, const FactSet *facts, Arena *arena,
                       Lint *lint)
{
    RuleSet *set = arena_alloc(arena, sizeof(*set));
    Reader reader = {
        .knowledge = knowledge, .facts = facts, .arena = arena, .lint = lint, .set = set};
    size_t n = 0, files = knowledge_files(knowledge, "rules");
    for (size_t i = 0; i < files; i++)
        n += ini_sections(knowledge_file(knowledge, "rules", i));
    set->rules = arena_alloc(arena, (n + 1) * sizeof(RuleDef));
    for (size_t i = 0; i < files; i++) {
        const Ini *ini = knowledge_file(knowledge, "rules", i);
        for (size_t s = 0; s < ini_sections(ini); s++)
            read_rule(&reader, ini, ini_section(ini, s));
    }
    check_twice(&reader);
    return set;
}

bool rule_active(const RuleDef *rule, Day on)
{
    return rule->sql && (!rule->from.year || day_compare(rule->from, on) <= 0) &&
           (!rule->until.year || day_compare(on, rule->until) <= 0);
}
