/* Where the case lacks something, in the order of the tabs, and the next such place. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/form.h"
#include "ui/model/gaps.h"
#include "ui/model/tabs.h"

static Knowledge *knowledge;
static Judge *judge;
static FieldContext fields;
static CaseFile *file;
static Arena *arena;
static Gap gaps[GAPS_MAX];

static void setup(void)
{
    help_knowledge(&knowledge, &fields);
    ck_done(judge_open(knowledge, fields.today, &judge, &help_err));
    file = case_new();
    arena = arena_new();
}

static void teardown(void)
{
    case_free(file);
    arena_free(arena);
    judge_close(judge);
    knowledge_free(knowledge);
}

static FindingCounts counts;

static size_t find_gaps(const CaseFile *of)
{
    Judged judged = {0};
    Finding *found;
    ChecklistItem *documents;
    ck_done(findings_run(&fields, judge, of, arena, &found, &judged.n_findings, &help_err));
    ck_done(checklist_run(judge_facts(judge), of, "en", arena, &documents, &judged.n_documents,
                          &help_err));
    judged.findings = found;
    judged.documents = documents;
    counts = findings_counted(found, judged.n_findings);
    return gaps_of(of, fields.codes, &judged, gaps);
}

static int tab_of_gap(const Gap *gap)
{
    return tab_of_field(gap->field);
}

/* Every gap is a place where the focus can stand. */
static void expect_place(const Gap *gap)
{
    const TabDef *tab = tab_def(tab_of_gap(gap));
    Form form;
    if (tab->parts[0].kind == PART_CHECKLIST)
        return;
    form_init(&form);
    form_build(&form, tab->parts, tab->n, file, fields.codes, true);
    ck_assert_msg(form_seek(&form, gap->field, gap->row), "%s", catalog_field(gap->field)->key);
    form_free(&form);
}

START_TEST(test_gaps_in_the_order_of_the_tabs)
{
    size_t n = find_gaps(file);
    ck_assert_uint_gt(n, 10);
    ck_assert_uint_eq(n, counts.missing + counts.papers);
    for (size_t i = 1; i < n; i++)
        ck_assert_int_ge(tab_of_gap(&gaps[i]), tab_of_gap(&gaps[i - 1]));
    ck_assert_int_eq(gaps[0].field, F_PATIENT_name);
    /* From gap to gap through all of them and around the end; the consents that are missing are
     * all typed into one new row. */
    Gap at = gaps[n - 1];
    for (size_t i = 0; i < n; i++) {
        if (i && gaps[i].field == at.field && gaps[i].row == at.row)
            continue;
        size_t next = gap_after(gaps, n, tab_of_gap(&at), at.field, at.row);
        ck_assert_int_eq(gaps[next].field, gaps[i].field);
        ck_assert_uint_eq(gaps[next].row, gaps[i].row);
        at = gaps[i];
        expect_place(&at);
    }
    ck_assert_uint_eq(gap_after(gaps, n, tab_of(REC_ILLNESS), FIELD_COUNT, 0),
                      gap_after(gaps, n, tab_of(REC_DISCLOSURE), F_DISCLOSURE_detail, 9));
}
END_TEST

START_TEST(test_gaps_vanish_when_filled)
{
    size_t before = find_gaps(file);
    case_put(file, F_PATIENT_name, 0, "买买提·吐尔逊");
    case_put(file, F_DISCLOSURE_item, 0, "income");
    ck_assert_uint_eq(find_gaps(file), before - 1);
    case_put(file, F_DISCLOSURE_answer, 0, "unknown");
    ck_assert_uint_eq(find_gaps(file), before - 2);
    CaseFile *whole = help_case(&fields, "leukaemia-child");
    ck_assert_uint_eq(find_gaps(whole), 0);
    case_free(whole);
}
END_TEST

/* It is no missing answer, but the key for the next thing missing leads there all the same. */
START_TEST(test_gaps_lead_to_a_row_that_was_begun)
{
    size_t before = find_gaps(file), missing = counts.missing;
    case_put(file, F_EXPENSE_amount_fen, 0, "");
    case_put(file, F_EXPENSE_amount_fen, 0, "100000");
    ck_assert_uint_eq(find_gaps(file), before + 2); /* category, and the bill as a paper */
    ck_assert_uint_eq(counts.missing, missing);
    ck_assert_uint_eq(counts.blocks, 1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_gaps_in_the_order_of_the_tabs,
                                  test_gaps_vanish_when_filled,
                                  test_gaps_lead_to_a_row_that_was_begun, NULL};
    return suite_run("gaps", tests, setup, teardown);
}
