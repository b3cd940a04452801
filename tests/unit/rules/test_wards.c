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

/* "B:R406", "W:R404", "W:R414", "W:R414": in order, each as often as it comes; of the arena. */
static const char **judged(CaseFile *file, size_t *n, Tally *tally)
{
    static const char letters[] = {[SEV_INFO] = 'I', [SEV_WARN] = 'W', [SEV_BLOCK] = 'B'};
    Finding *found;
    ck_done(findings_run(&ctx, judge, file, arena, &found, n, &help_err));
    const char **all = arena_alloc(arena, (*n + 1) * sizeof(*all));
    for (size_t i = 0; i < *n; i++) {
        all[i] = arena_printf(arena, "%c:%s", letters[found[i].severity], found[i].rule);
        tally->blocks += found[i].severity == SEV_BLOCK;
        tally->warns += found[i].severity == SEV_WARN;
    }
    qsort(all, *n, sizeof(*all), by_text);
    tally->cases++;
    return all;
}

static void judge_case(const char *folder, const char *name, Buf *out, Tally *tally)
{
    CaseFile *file = help_case_in(&ctx, folder, name);
    size_t n;
    const char **all = judged(file, &n, tally);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", i ? " " : "", all[i]);
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

/* ---- single changes: what a supervisor would stop or ask, and what is honest ---- */

/* The row by its number, by + for a new one, or by the value of its first field. */
static size_t row_of(const CaseFile *file, const RecordDef *record, const char *word)
{
    size_t rows = case_rows(file, record->id);
    if (strcmp(word, "+") == 0)
        return rows;
    for (size_t row = 0; row < rows; row++) {
        if (case_is(file, record->first, row, word))
            return row;
    }
    size_t number = strtoul(word, NULL, 10);
    ck_assert_msg(number >= 1 && number <= rows, "%s[%s]", record->key, word);
    return number - 1;
}

/* "RECORD.FIELD=VALUE" or "RECORD[ROW].FIELD=VALUE". */
static void put(CaseFile *file, char *change)
{
    char *value = strchr(change, '='), *field = strchr(change, '.');
    ck_assert_msg(value && field && field < value, "%s", change);
    *value++ = '\0';
    *field++ = '\0';
    char *row = strchr(change, '[');
    if (row) {
        *row++ = '\0';
        row[strcspn(row, "]")] = '\0';
    }
    const RecordDef *record = catalog_find_record(change);
    const FieldDef *def = record ? catalog_find_field(record->id, field) : NULL;
    ck_assert_msg(def != NULL, "%s.%s", change, field);
    case_put(file, def->id, row ? row_of(file, record, row) : 0, *value ? value : NULL);
}

static CaseFile *named_case(const char *name)
{
    bool ward = *name >= '0' && *name <= '9';
    return help_case_in(&ctx, ward ? "tests/rules/field" : "data/practice", name);
}

/* What the changes bring and take away: "+B:R222 -I:R307", "-" for nothing. */
static void changed(const char *name, char *changes, Buf *out)
{
    CaseFile *file = named_case(name);
    size_t n, m, i = 0, j = 0;
    Tally tally = {0};
    const char **before = judged(file, &n, &tally);
    for (char *change; (change = strsep(&changes, ";"));)
        put(file, change + strspn(change, " "));
    const char **after = judged(file, &m, &tally);
    while (i < n || j < m) {
        int order = i == n ? 1 : j == m ? -1 : strcmp(before[i], after[j]);
        if (order)
            buf_addf(out, "%s%c%s", out->len ? " " : "", order < 0 ? '-' : '+',
                     order < 0 ? before[i] : after[j]);
        i += order <= 0;
        j += order >= 0;
    }
    if (!out->len)
        buf_add(out, "-");
    case_free(file);
}

START_TEST(test_wards_changes)
{
    char *path = path_join(getenv("top_srcdir"), "tests/rules/changes.tsv");
    char *text = temp_read(path, NULL), *rest = text, *line;
    size_t lines = 0, silent = 0;
    Buf wrong = BUF_INIT;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || *line == '#')
            continue;
        const char *name = strsep(&line, "\t");
        char *changes = strsep(&line, "\t"), *kept = xstrdup(changes);
        Buf got = BUF_INIT;
        changed(name, changes, &got);
        if (strcmp(got.data, line) != 0)
            buf_addf(&wrong, "%s\t%s\t%s\n", name, kept, got.data);
        lines++;
        silent += !strchr(got.data, '+');
        buf_free(&got);
        free(kept);
    }
    if (wrong.len) /* may be longer than a message of Check */
        printf("as it is now:\n%s", wrong.data);
    fflush(stdout);
    ck_assert_uint_eq(wrong.len, 0);
    printf("%zu changes: %zu are spoken of, %zu are honest and are not\n", lines,
           lines - silent, silent);
    free(text);
    free(path);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_wards_cases, test_wards_changes, test_wards_counts,
                                  NULL};
    return suite_run("wards", tests, setup, teardown);
}
