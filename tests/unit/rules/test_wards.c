/* The rules over cases as they come in a hospital (tests/rules/field): what is found in each is
 * held in tests/rules/field.tsv, in both directions, and nothing blocks a case that is honest.
 * Prints how many rules there are and what they find. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/judge/findings.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Knowledge *knowledge;
static Judge *judge;
static FieldContext ctx;
static Arena *arena;

static void setup(void)
{
    help_start();
    help_knowledge(&knowledge, &ctx);
    ctx.today = (Day){2026, 11, 28};
    ck_done(judge_open(knowledge, ctx.today, &judge, &help_err));
    ck_done(facts_use_store(judge_facts(judge), NULL, true, &help_err));
    arena = arena_new();
}

static void teardown(void)
{
    arena_free(arena);
    judge_close(judge);
    knowledge_free(knowledge);
    help_stop();
}

typedef struct Tally {
    size_t cases, honest, blocks, warns;
} Tally;

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "B:R406 W:R404 W:R414 W:R414": in order, each as often as it comes. */
static void judge_case(const char *folder, const char *name, Buf *out, Tally *tally)
{
    static const char letters[] = {[SEV_INFO] = 'I', [SEV_WARN] = 'W', [SEV_BLOCK] = 'B'};
    CaseFile *file = help_case_in(&ctx, folder, name);
    Finding *found;
    size_t n;
    ck_done(findings_run(&ctx, judge, file, arena, &found, &n, &help_err));
    const char **all = xcalloc(n + 1, sizeof(*all));
    for (size_t i = 0; i < n; i++) {
        all[i] = arena_printf(arena, "%c:%s", letters[found[i].severity], found[i].rule);
        tally->blocks += found[i].severity == SEV_BLOCK;
        tally->warns += found[i].severity == SEV_WARN;
    }
    qsort(all, n, sizeof(*all), by_text);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", i ? " " : "", all[i]);
    tally->cases++;
    free(all);
    case_free(file);
}

START_TEST(test_wards_cases)
{
    char *path = path_join(getenv("top_srcdir"), "tests/rules/field.tsv");
    char *text = temp_read(path, NULL), *rest = text, *line;
    Tally tally = {0};
    Buf wrong = BUF_INIT;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || *line == '#')
            continue;
        const char *name = strsep(&line, "\t"), *kind = strsep(&line, "\t");
        size_t before = tally.blocks;
        bool honest = strcmp(kind, "honest") == 0;
        Buf got = BUF_INIT;
        judge_case("tests/rules/field", name, &got, &tally);
        tally.honest += honest;
        if (strcmp(got.data, line) != 0)
            buf_addf(&wrong, "%s\t%s\t%s\n", name, kind, got.data);
        ck_assert_msg(!honest || tally.blocks == before, "%s is blocked: %s", name, got.data);
        buf_free(&got);
    }
    ck_assert_msg(!wrong.len, "as it is now:\n%s", wrong.data);
    printf("%zu cases, %zu of them honest, none of these blocked\n", tally.cases, tally.honest);
    ck_assert_uint_gt(tally.honest, 0);
    free(text);
    free(path);
}
END_TEST

/* Each rule that is not enforced elsewhere has a twin: "knowledge check" refuses one without.
 */
START_TEST(test_wards_counts)
{
    static const char *const practice[] = {"assets-unclear", "breast-cancer-teacher",
                                           "burn-worker", "leukaemia-child", "uraemia-farmer"};
    size_t sections = rules_count(knowledge), tried = 0, numbers = 0;
    const char *last = "";
    for (size_t i = 0; i < sections; i++) {
        RuleInfo rule = rules_info(knowledge, i, "en");
        tried += !rule.enforced;
        numbers += strcmp(rule.id, last) != 0;
        last = rule.id;
    }
    printf("%zu rules in %zu sections, %zu twins\n", numbers, sections, tried);
    for (size_t i = 0; i < COUNT_OF(practice); i++) {
        Tally tally = {0};
        Buf found = BUF_INIT;
        judge_case("data/practice", practice[i], &found, &tally);
        printf("%s: %zu block, %zu warn\n", practice[i], tally.blocks, tally.warns);
        ck_assert_msg(i == 0 || !tally.blocks, "%s: %s", practice[i], found.data);
        buf_free(&found);
    }
    ck_assert_uint_gt(tried, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_wards_cases, test_wards_counts, NULL};
    return suite_run("wards", tests, setup, teardown);
}
