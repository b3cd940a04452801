/* Reads the staged checklist, and says why a document is required. */
#include "config.h"

#include "rules/judge/checklist.h"

#include <string.h>

#include "base/i18n.h"

/* Texts of the item from the rule that made it required, or the first one of its document. */
static void tell_why(const FactSet *set, ChecklistItem *item, SqlValue reason, const char *lang)
{
    const DocumentRule *rule = NULL;
    if (reason.type == SQL_INT)
        rule = &set->rules[reason.number];
    for (size_t i = 0; !rule && i < set->n_rules; i++) {
        if (strcmp(set->rules[i].code, item->code) == 0)
            rule = &set->rules[i];
    }
    item->because = "";
    item->authority = item->grade = "";
    if (!rule)
        return;
    if (item->required)
        item->because = ini_get_lang(rule->ini, rule->section, "because", lang);
    item->authority = ini_get_lang(rule->ini, rule->section, "authority", lang);
    item->grade = ini_get(rule->ini, rule->section, "grade");
}

static void read_item(const Facts *facts, const GuardQuery *query, const char *lang,
                      Arena *arena, ChecklistItem *item)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    SqlValue row = guard_value(query, 4);
    item->code = arena_dup(arena, guard_value(query, 0).bytes);
    item->title = code_text(
        code_find(codes_table(knowledge_codes(knowledge), "document"), item->code), lang);
    item->required = guard_value(query, 1).number != 0;
    item->state = arena_dup(arena, guard_value(query, 3).bytes);
    item->row = row.type == SQL_INT ? (int)row.number - 1 : -1;
    item->expired = false;
    item->open = guard_value(query, 5).number != 0;
    item->approved = false;
    tell_why(knowledge_facts(knowledge), item, guard_value(query, 2), lang);
}

static const DocumentRule *rule_with(const FactSet *set, const char *code, const char *key)
{
    for (size_t i = 0; i < set->n_rules; i++) {
        const DocumentRule *rule = &set->rules[i];
        if (strcmp(rule->code, code) == 0 && ini_get(rule->ini, rule->section, key))
            return rule;
    }
    return NULL;
}

bool checklist_waivable(const Knowledge *knowledge, const char *code, const char *lang,
                        Err *err)
{
    const DocumentRule *rule = rule_with(knowledge_facts(knowledge), code, "waivable");
    if (!rule || strcmp(ini_get(rule->ini, rule->section, "waivable"), "no") != 0)
        return true;
    const CodeEntry *entry =
        code_find(codes_table(knowledge_codes(knowledge), "document"), code);
    const char *authority = ini_get_lang(rule->ini, rule->section, "authority", lang);
    bool house = !authority || strcmp(authority, "house") == 0;
    return err_set(err, ERR_REFUSED,
                   /* TRANSLATORS: code and title of a document, the law or rule. */
                   _("%s %s cannot be waived: a case without it is never submitted (%s)"), code,
                   entry ? code_text(entry, lang) : "", house ? _("house rule") : authority);
}

/* Only what is there can be out of date. */
static bool find_expired(Facts *facts, const CaseFile *file, ChecklistItem *item, Err *err)
{
    const DocumentRule *rule =
        rule_with(knowledge_facts(facts_knowledge(facts)), item->code, "expired");
    bool there = strcmp(item->state, "received") == 0 || strcmp(item->state, "verified") == 0;
    Day until;
    Err fault = {0};
    if (!there || item->row < 0)
        return true;
    const char *day = case_get(file, F_DOCUMENT_expires_on, (size_t)item->row);
    item->expired = day && day_parse(day, &until) && day_compare(until, facts_day(facts)) < 0;
    if (item->expired || !rule)
        return true;
    const char *value =
        facts_get(facts, 0, ini_get(rule->ini, rule->section, "expired"), &fault);
    item->expired = value && strcmp(value, "0") != 0;
    return fault.kind == ERR_NONE || err_set(err, fault.kind, "%s", fault.text);
}

static bool is_there(const char *state)
{
    return state && strcmp(state, "missing") != 0;
}

/* Beside a copy that came later: the row of that paper as it was approved. */
static bool add_approved(const CaseFile *file, const ChecklistItem *item, Arena *arena,
                         ChecklistItem *out)
{
    if (item->row < 0 || !case_row_later(file, REC_DOCUMENT, (size_t)item->row))
        return false;
    for (size_t row = 0; row < case_rows(file, REC_DOCUMENT); row++) {
        const char *state = case_get(file, F_DOCUMENT_state, row);
        if (!case_is(file, F_DOCUMENT_code, row, item->code) ||
            case_row_later(file, REC_DOCUMENT, row) || !is_there(state))
            continue;
        *out = *item;
        /* TRANSLATORS: the title of a document, in the line that shows it as it was approved.
         */
        out->title = arena_printf(arena, _("as approved: %s"), item->title);
        out->because = item->required ? _("a later copy is here") : "";
        out->state = arena_dup(arena, state);
        out->row = (int)row;
        out->approved = true;
        out->expired = out->open = false;
        return true;
    }
    return false;
}

bool checklist_run(Facts *facts, const CaseFile *file, const char *lang, Arena *arena,
                   ChecklistItem **items, size_t *n, Err *err)
{
    const CodeTable *documents =
        codes_table(knowledge_codes(facts_knowledge(facts)), "document");
    GuardQuery *query = NULL;
    bool row = true, done = false;
    *n = 0;
    *items =
        arena_alloc(arena, (documents ? 2 * code_count(documents) + 1 : 1) * sizeof(**items));
    if (!guard_prepare(facts_guard(facts),
                       "SELECT code, required, reason, state, row_no, open FROM checklist"
                       " WHERE case_id = 1 AND (required OR row_no IS NOT NULL) ORDER BY code",
                       "checklist", &query, err))
        return false;
    while ((done = guard_step(query, &row, err)) && row) {
        read_item(facts, query, lang, arena, &(*items)[(*n)++]);
        if (add_approved(file, &(*items)[*n - 1], arena, &(*items)[*n]))
            (*n)++;
    }
    guard_finish(query);
    for (size_t i = 0; done && i < *n; i++)
        done = (*items)[i].approved || find_expired(facts, file, &(*items)[i], err);
    return done;
}
