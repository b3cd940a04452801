#include "config.h"

#include "rules/checklist.h"

#include <string.h>

#include "base/i18n.h"
#include "rules/inner.h"

/* From least to most done. A row without a state was only announced. */
static const char *const states[] = {"missing", "received", "waived", "verified"};

static int rank(const char *state)
{
    for (int i = 0; state && i < (int)COUNT_OF(states); i++) {
        if (strcmp(states[i], state) == 0)
            return i;
    }
    return 0;
}

const char *checklist_state(const CaseFile *file, const char *code, int *row)
{
    int best = 0;
    *row = -1;
    for (size_t i = 0; i < case_rows(file, REC_DOCUMENT); i++) {
        if (!case_is(file, F_DOCUMENT_code, i, code))
            continue;
        int this = rank(case_get(file, F_DOCUMENT_state, i));
        if (*row < 0 || this > best) {
            best = this;
            *row = (int)i;
        }
    }
    return states[best];
}

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
    item->open = guard_value(query, 5).number != 0;
    tell_why(knowledge_facts(knowledge), item, guard_value(query, 2), lang);
}

bool checklist_run(Facts *facts, const CaseFile *file UNUSED, const char *lang, Arena *arena,
                   ChecklistItem **items, size_t *n, Err *err)
{
    const CodeTable *documents =
        codes_table(knowledge_codes(facts_knowledge(facts)), "document");
    GuardQuery *query = NULL;
    bool row = true, done = false;
    *n = 0;
    *items = arena_alloc(arena, (documents ? code_count(documents) + 1 : 1) * sizeof(**items));
    if (!guard_prepare(facts_guard(facts),
                       "SELECT code, required, reason, state, row_no, open FROM checklist"
                       " WHERE case_id = 1 AND (required OR row_no IS NOT NULL) ORDER BY code",
                       "checklist", &query, err))
        return false;
    while ((done = guard_step(query, &row, err)) && row)
        read_item(facts, query, lang, arena, &(*items)[(*n)++]);
    guard_finish(query);
    return done;
}
