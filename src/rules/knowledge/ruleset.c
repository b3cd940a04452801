/* Reads the rules: data/rules/NAME.ini, a section a rule or a further section of one. */
#include "config.h"

#include "rules/knowledge/ruleset.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "rules/language/placeholder.h"
#include "rules/language/tables.h"
#include "rules/language/words.h"

typedef struct Reader {
    const Codes *codes;
    const FactSet *facts;
    Arena *arena;
    Lint *lint;
    RuleSet *set;
} Reader;

static const char *const rule_keys[] = {
    "title",   "together", "comment", "message",   "severity", "over",   "when",     "field",
    "version", "from",     "until",   "authority", "grade",    "export", "enforced", "base",
    "raises",  "calm",     "on",      "kind",      "value",    NULL};

/* ---- what it reads ---- */

/* Whether the expression of this rule stands beside that column. */
static bool can_read(const Reader *reader, const RuleDef *rule, const char *table,
                     const char *name)
{
    int id = table_find(table);
    if (id == TABLE_FACT)
        return factset_find(reader->facts, name) != NULL;
    return id != TABLE_COUNT && (id == rule->over || !table_is_list(id)) &&
           table_tells(id, name);
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

static void check_placeholder(Reader *reader, const RuleDef *rule, const char *key,
                              const Placeholder *one, const char *table, const char *column)
{
    if (!can_read(reader, rule, table, column))
        lint_at(reader->lint, rule->ini, rule->section, key,
                _("{%s.%s} is nothing this rule can read"), table, column);
    else if (!placeholder_is_style(one->style, reader->codes))
        lint_at(reader->lint, rule->ini, rule->section, key,
                _("%s is no style: money, wan, short, day or a code table"), one->style);
}

/* {@where} is the one word of a message. */
static void read_message(Reader *reader, RuleDef *rule, const char *key, size_t room)
{
    Placeholder one;
    const char *at = ini_get(rule->ini, rule->section, key);
    for (; at && placeholder_next(at, reader->arena, &one); at = one.end) {
        const char *table, *column;
        placeholder_column(&one, reader->arena, &table, &column);
        if (!one.word) {
            check_placeholder(reader, rule, key, &one, table, column);
            add_read(reader, rule, room, table, column);
        } else if (strcmp(one.value, "where") != 0) {
            lint_at(reader->lint, rule->ini, rule->section, key,
                    _("{@%s} is no word of a message; {@where} is"), one.value);
        }
    }
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
    for (size_t i = 0; i < COUNT_OF(messages); i++)
        read_message(reader, rule, messages[i], READS);
}

/* Facts that a condition names must be there; columns are SQLite's to check. */
static void check_words(Reader *reader, RuleDef *rule, const char *key, const char *sql)
{
    Word word;
    for (const char *at = sql; at && (at = word_next(at, &word));) {
        if (!word_is(word.table, word.table_len, "fact") ||
            word_is(word.name, word.name_len, "case_id"))
            continue;
        char *name = arena_dup_n(reader->arena, word.name, word.name_len);
        if (!factset_find(reader->facts, name)) {
            lint_at(reader->lint, rule->ini, rule->section, key, _("there is no fact %s"),
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
    if (!rule->silent && !(word && strcmp(word, "offer") == 0))
        lint_at(reader->lint, rule->ini, rule->section, "severity",
                _("a severity is one of block, warn, info, silent, offer"));
}

static void read_value(Reader *reader, RuleDef *rule)
{
    const char *severity = ini_get(rule->ini, rule->section, "severity");
    bool offers = severity && strcmp(severity, "offer") == 0;
    Buf value = BUF_INIT;
    bool given = ini_long(rule->ini, rule->section, "value", &value) && value.len;
    if (offers && given)
        rule->value = arena_dup(reader->arena, value.data);
    buf_free(&value);
    if (offers != given)
        lint_at(reader->lint, rule->ini, rule->section, "value",
                _("a rule with severity offer, and no other, has a value"));
}

static void read_kind(Reader *reader, RuleDef *rule)
{
    const char *kind = ini_get(rule->ini, rule->section, "kind");
    rule->missing = kind && strcmp(kind, "missing") == 0;
    if (kind && !rule->missing)
        lint_at(reader->lint, rule->ini, rule->section, "kind", _("the only kind is missing"));
}

/* How its findings stand in the review. */
static void read_review(Reader *reader, RuleDef *rule)
{
    const char *together = ini_get(rule->ini, rule->section, "together");
    const char *comment = ini_get(rule->ini, rule->section, "comment");
    rule->together = together && strcmp(together, "yes") == 0;
    rule->told = comment && strcmp(comment, "both") == 0;
    rule->comment = rule->told || (comment && strcmp(comment, "own") == 0);
    if (together && !rule->together)
        lint_at(reader->lint, rule->ini, rule->section, "together",
                _("it is yes or not given"));
    if (comment && !rule->comment)
        lint_at(reader->lint, rule->ini, rule->section, "comment",
                _("it is own, both or not given"));
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
    row = field && table_record(rule->over) && (int)record->id != rule->over;
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
    rule->over = over ? table_find(over) : TABLE_FACT;
    if (rule->over == TABLE_COUNT || !table_place(rule->over)) {
        rule->over = TABLE_FACT;
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
    check_words(reader, rule, "when", rule->sql);
    check_words(reader, rule, "value", rule->value);
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
    read_review(reader, rule);
    rule->from = read_day(reader, rule, "from");
    rule->until = read_day(reader, rule, "until");
    read_severity(reader, rule);
    read_value(reader, rule);
    read_kind(reader, rule);
    read_over(reader, rule);
    read_field(reader, rule);
    read_when(reader, rule);
    if (rule->value && rule->field == FIELD_COUNT)
        lint_at(reader->lint, ini, section, "field", _("this key is missing or empty"));
    if (rule->sql && !rule->silent && !rule->value)
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

RuleSet *ruleset_build(const Files *files, const Codes *codes, const FactSet *facts,
                       Arena *arena, Lint *lint)
{
    RuleSet *set = arena_alloc(arena, sizeof(*set));
    Reader reader = {.codes = codes, .facts = facts, .arena = arena, .lint = lint, .set = set};
    set->rules = arena_alloc(arena, (files_sections(files, "rules") + 1) * sizeof(RuleDef));
    for (size_t i = 0; i < files_count(files, "rules"); i++) {
        const Ini *ini = files_at(files, "rules", i);
        for (size_t s = 0; s < ini_sections(ini); s++)
            read_rule(&reader, ini, ini_section(ini, s));
    }
    check_twice(&reader);
    return set;
}

size_t rule_values(const RuleDef *rule)
{
    return rule->n_reads + (rule->value != NULL);
}

bool rule_active(const RuleDef *rule, Day on)
{
    return rule->sql && (!rule->from.year || day_compare(rule->from, on) <= 0) &&
           (!rule->until.year || day_compare(on, rule->until) <= 0);
}
