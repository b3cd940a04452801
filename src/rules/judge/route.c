/* Finds the rule of the convention that applies, and splits a payout into tranches. */
#include "config.h"

#include "rules/judge/route.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "domain/field.h"
#include "rules/language/placeholder.h"

/* ---- texts with facts in them ---- */

/* The route is shown to everybody, whatever is masked for them. */
enum { MASKED = (1u << PRIV_NUMBER) | (1u << PRIV_PLACE) | (1u << PRIV_HEALTH) };

/* No amount is an amount of nothing. */
static bool add_fact(Facts *facts, const Placeholder *one, const char *lang, Arena *arena,
                     Buf *out, Err *err)
{
    const char *table, *name;
    Err fault = {0};
    placeholder_column(one, arena, &table, &name);
    const char *value = facts_get(facts, 0, name, &fault);
    if (!value && fault.kind != ERR_NONE)
        return err_set(err, fault.kind, "%s", fault.text);
    if (!value && placeholder_is_amount(one->style))
        value = "0";
    if (!facts_may_tell(facts, name, value, MASKED))
        value = MASK_WHOLE;
    placeholder_show(one->style, value, knowledge_codes(facts_knowledge(facts)), lang, out);
    return true;
}

static bool fill(Facts *facts, const char *text, const char *lang, Arena *arena, Buf *out,
                 Err *err)
{
    Placeholder one;
    for (; placeholder_next(text, arena, &one); text = one.end) {
        buf_add_bytes(out, text, (size_t)(one.open - text));
        if (!add_fact(facts, &one, lang, arena, out, err))
            return false;
    }
    buf_add(out, text);
    return !one.open || err_set(err, ERR_STORE, _("a placeholder is not closed in: %s"), text);
}

/* ---- rules and ways ---- */

/* A site's file may lack what the lint asks for: nothing holds and nothing is said then. */
static const char *text_of(const Ini *ini, const char *section, const char *key,
                           const char *lang)
{
    const char *text = ini_get_lang(ini, section, key, lang);
    return text ? text : "";
}

static bool holds(Facts *facts, const char *fact, bool *yes, Err *err)
{
    Err fault = {0};
    *yes = false;
    if (!fact)
        return true;
    const char *value = facts_get(facts, 0, fact, &fault);
    *yes = value && strcmp(value, "0") != 0;
    return value || fault.kind == ERR_NONE || err_set(err, fault.kind, "%s", fault.text);
}

static bool is_rule(const char *section)
{
    return strncmp(section, "rule.", strlen("rule.")) == 0;
}

/* [way.NAME], not one of its parts. */
static bool is_way(const char *section)
{
    return strncmp(section, "way.", strlen("way.")) == 0 &&
           !strchr(section + strlen("way."), '.');
}

static bool is_part_of(const char *section, const char *way)
{
    size_t len = strlen(way);
    return strncmp(section, way, len) == 0 && section[len] == '.';
}

static bool take_rule(Facts *facts, const Ini *ini, const char *section, const char *lang,
                      Arena *arena, Route *out, Err *err)
{
    const char *asks = ini_get(ini, section, "asks");
    Buf text = BUF_INIT;
    bool done = fill(facts, text_of(ini, section, "because", lang), lang, arena, &text, err);
    out->rule = section;
    out->asks = asks && strcmp(asks, "yes") == 0;
    out->because = arena_dup(arena, text.data);
    out->authority = text_of(ini, section, "authority", lang);
    out->grade = text_of(ini, section, "grade", "");
    buf_free(&text);
    return done;
}

static bool find_rule(Facts *facts, const char *lang, Arena *arena, Route *out, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    for (size_t i = 0; i < knowledge_files(knowledge, "routes"); i++) {
        const Ini *ini = knowledge_file(knowledge, "routes", i);
        for (size_t s = 0; s < ini_sections(ini); s++) {
            const char *section = ini_section(ini, s);
            const char *when = is_rule(section) ? ini_get(ini, section, "when") : NULL;
            bool yes = true;
            if (!is_rule(section))
                continue;
            if (when && !holds(facts, when, &yes, err))
                return false;
            if (yes)
                return take_rule(facts, ini, section, lang, arena, out, err);
        }
    }
    return true;
}

static bool add_way(Facts *facts, const Ini *ini, const char *way, const char *lang,
                    Arena *arena, RouteWay *out, Err *err)
{
    size_t sections = ini_sections(ini);
    *out = (RouteWay){.title = text_of(ini, way, "title", lang),
                      .lacks = arena_alloc(arena, (sections + 1) * sizeof(char *))};
    if (!holds(facts, ini_get(ini, way, "met"), &out->met, err))
        return false;
    for (size_t s = 0; s < sections && !out->met; s++) {
        const char *section = ini_section(ini, s);
        bool there = true;
        if (is_part_of(section, way) &&
            !holds(facts, ini_get(ini, section, "met"), &there, err))
            return false;
        if (!there)
            out->lacks[out->n_lacks++] = text_of(ini, section, "title", lang);
    }
    return true;
}

static bool find_ways(Facts *facts, const char *lang, Arena *arena, Route *out, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    size_t all = 0;
    for (size_t i = 0; i < knowledge_files(knowledge, "routes"); i++)
        all += ini_sections(knowledge_file(knowledge, "routes", i));
    out->ways = arena_alloc(arena, (all + 1) * sizeof(RouteWay));
    for (size_t i = 0; i < knowledge_files(knowledge, "routes"); i++) {
        const Ini *ini = knowledge_file(knowledge, "routes", i);
        for (size_t s = 0; s < ini_sections(ini); s++) {
            const char *section = ini_section(ini, s);
            if (!is_way(section))
                continue;
            RouteWay *way = &out->ways[out->n_ways++];
            if (!add_way(facts, ini, section, lang, arena, way, err))
                return false;
            out->settled = out->settled || way->met;
        }
    }
    return true;
}

bool route_run(Facts *facts, const char *lang, Arena *arena, Route *out, Err *err)
{
    *out = (Route){.rule = "", .because = "", .authority = "", .grade = ""};
    if (!find_rule(facts, lang, arena, out, err) || !find_ways(facts, lang, arena, out, err))
        return false;
    out->settled = out->settled || !out->asks;
    return true;
}

/* ---- the schedule ---- */

/* total * part / whole, rounded down, by long division: the product may not fit. part is at
 * most whole. */
static Fen share_of(Fen total, Fen part, Fen whole)
{
    uint64_t quotient = 0, rest = 0;
    for (int bit = 62; bit >= 0; bit--) {
        quotient *= 2;
        rest *= 2;
        if (((uint64_t)total >> bit) & 1u)
            rest += (uint64_t)part;
        quotient += rest / (uint64_t)whole;
        rest %= (uint64_t)whole;
    }
    return (Fen)quotient;
}

typedef struct Need {
    size_t row;
    const char *from; /* NULL: no day */
    Fen fen;
} Need;

static int by_day(const void *left, const void *right)
{
    const Need *a = left, *b = right;
    int days = a->from && b->from ? strcmp(a->from, b->from) : !a->from - !b->from;
    return days ? days : (a->row > b->row) - (a->row < b->row);
}

/* What each row leaves to the family; or its estimate, when insurance pays all of them. */
static size_t find_needs(const CaseFile *file, bool own, Need *needs, Fen *whole)
{
    size_t n = 0;
    *whole = 0;
    for (size_t row = 0; row < case_rows(file, REC_PLAN); row++) {
        Fen fen = case_fen(file, F_PLAN_estimate_fen, row);
        if (own)
            fen -= case_fen(file, F_PLAN_insured_fen, row);
        if (fen <= 0)
            continue;
        needs[n++] = (Need){row, case_get(file, F_PLAN_from_on, row), fen};
        *whole += fen;
    }
    return n;
}

size_t route_tranches(const CaseFile *file, Fen payout, Arena *arena, TrancheDraft **out)
{
    size_t rows = case_rows(file, REC_PLAN), used = 0;
    Need *needs = arena_alloc(arena, (rows + 1) * sizeof(Need));
    Fen whole, left = payout;
    size_t n = find_needs(file, true, needs, &whole);
    if (!n)
        n = find_needs(file, false, needs, &whole);
    *out = arena_alloc(arena, (rows + 1) * sizeof(TrancheDraft));
    if (!n || payout <= 0)
        return 0;
    qsort(needs, n, sizeof(Need), by_day);
    for (size_t i = 0; i < n; i++) {
        Fen amount = i + 1 < n ? share_of(payout, needs[i].fen, whole) : left;
        left -= amount;
        if (amount > 0)
            (*out)[used++] = (TrancheDraft){needs[i].row, amount};
    }
    return used;
}
