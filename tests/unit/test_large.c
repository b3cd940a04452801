/* Cases with long lists: judged by every rule, and what it costs grows with the rows and not with
 * their square. Counted in steps of SQLite's machine and in rows touched, never by the clock. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "exchange/portable.h"
#include "rules/findings.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Knowledge *knowledge;
static Facts *facts;
static FieldContext ctx;

static void setup(void)
{
    const char *top = getenv("top_srcdir");
    Buf data = BUF_INIT;
    buf_addf(&data, "%s/data", top ? top : "..");
    const char *folders[] = {data.data};
    ck_done(knowledge_load(folders, 1, &knowledge, &help_err));
    buf_free(&data);
    ck_done(facts_open(knowledge, (Day){2026, 11, 21}, &facts, &help_err));
    ctx = (FieldContext){
        .codes = knowledge_codes(knowledge), .today = {2026, 11, 21}, .lang = "en"};
}

static void teardown(void)
{
    facts_close(facts);
    knowledge_free(knowledge);
}

/* What stands in a cell of a long list. */
typedef enum Kind {
    MIXED,    /* other in each row, mostly right */
    ALIKE,    /* the same in each row: each has all others as its like */
    STALE,    /* of one kind, long expired, and nothing of it in force */
    CONTRARY, /* ends before it begins, sums that differ, numbers that are none */
    KINDS
} Kind;

static const char *code_for(const FieldDef *field, Kind kind, size_t row)
{
    const CodeTable *table = field->codes ? codes_table(ctx.codes, field->codes) : NULL;
    if (!table || !code_count(table))
        return "x";
    if (kind == STALE && field->id == F_DOCUMENT_code)
        return "D30";
    if (field->id == F_DOCUMENT_state)
        return kind == STALE ? "missing" : "received";
    return code_at(table, kind == MIXED ? row % code_count(table) : 0)->code;
}

static void text_for(const FieldDef *field, Kind kind, size_t row, Buf *out)
{
    size_t n = kind == ALIKE ? 7 : row;
    bool first = field->id == catalog_record(field->record)->first ||
                 strstr(field->key, "from") || strstr(field->key, "issued");
    switch (field->type) {
    case FT_MONEY:
    case FT_COUNT:
        buf_addf(out, "%d", kind == CONTRARY ? (int)field->id + 1 : 1000);
        return;
    case FT_CODE:
        buf_add(out, code_for(field, kind, row));
        return;
    case FT_YESNO:
        buf_add(out, n % 2 ? "no" : "yes");
        return;
    case FT_DATE:
        buf_add(out, kind == STALE                ? "2025-01-01"
                     : kind == CONTRARY && !first ? "2024-03-01"
                                                  : "2026-10-01");
        return;
    case FT_PHONE:
        buf_addf(out, kind == CONTRARY ? "1%zu" : "139%08zu", n);
        return;
    case FT_MONTH:
        buf_add(out, "2026-10");
        return;
    default:
        buf_addf(out, "数 e\u0301 %zu of %s", n, field->key);
    }
}

/* A case whose lists all have so many rows. */
static CaseFile *large_case(size_t rows, Kind kind)
{
    CaseFile *file = case_new();
    Buf text = BUF_INIT;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        bool many = catalog_record(field->record)->flags & RF_MANY;
        if (field->flags & FF_GIVEN || field->type == FT_FILE ||
            (kind == STALE && strcmp(field->key, "withdrawn_on") == 0))
            continue;
        for (size_t row = 0; row < (many ? rows : 1); row++) {
            buf_clear(&text);
            text_for(field, kind, row, &text);
            case_put(file, field->id, row, text.data);
        }
    }
    case_put(file, F_STATEMENT_story, 0, "孩子住院已经三个月，还要化疗四次，请大家帮一帮。");
    buf_free(&text);
    return file;
}

static uint64_t steps_of(size_t rows, Kind kind)
{
    Arena *arena = arena_new();
    CaseFile *file = large_case(rows, kind);
    Finding *found;
    size_t n;
    uint64_t before = guard_use(facts_guard(facts)).steps;
    ck_done(findings_run(&ctx, facts, file, arena, &found, &n, &help_err));
    case_free(file);
    arena_free(arena);
    return guard_use(facts_guard(facts)).steps - before;
}

/* All lists at once, as long as the catalogue allows; refused by no rule of ours. Four times the
 * rows take at most five times the steps. */
START_TEST(test_large_case)
{
    uint64_t quarter = steps_of(PORTABLE_MAX_ROWS / 4, (Kind)_i);
    uint64_t whole = steps_of(PORTABLE_MAX_ROWS, (Kind)_i);
    ck_assert_uint_gt(quarter, 0);
    ck_assert_uint_le(whole, 5 * quarter);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("large");
    TCase *tcase = tcase_create("large");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_large_case, 0, KINDS);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
