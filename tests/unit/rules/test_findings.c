/* What stands in the way of a case: starred fields, remarks on values, disclosure. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "rules/judge/findings.h"
#include "rules/judge/telling.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Knowledge *knowledge;
static Judge *judge;
static FieldContext ctx;
static CaseFile *file;
static Arena *arena;
static Finding *found;
static size_t n;

static void setup(void)
{
    help_knowledge(&knowledge, &ctx);
    ck_done(judge_open(knowledge, ctx.today, &judge, &help_err));
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

static void run(void)
{
    ck_done(findings_run(&ctx, judge, file, arena, &found, &n, &help_err));
}

/* The finding of that rule on that field and row, NULL when there is none. */
static const Finding *find(const char *rule, FieldId field, int row)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(found[i].rule, rule) == 0 && found[i].field == field && found[i].row == row)
            return &found[i];
    return NULL;
}

START_TEST(test_findings_empty_case)
{
    run();
    ck_assert_ptr_nonnull(find("MISSING", F_PATIENT_name, -1));
    ck_assert_ptr_nonnull(find("MISSING", F_STATEMENT_story, -1));
    ck_assert_ptr_nonnull(find("MISSING", F_GUARDIAN_name, -1)); /* who may not decide */
    ck_assert_ptr_null(find("MISSING", F_PLAN_item, -1));        /* a list without rows */
    size_t items = 0, missing = 0;
    for (size_t i = 0; i < n; i++) {
        items += strcmp(found[i].rule, "R501") == 0;
        missing += strcmp(found[i].rule, "MISSING") == 0;
    }
    ck_assert_uint_eq(items, 10);
    FindingCounts counts = findings_counted(found, n);
    const Finding *one = find("R106", F_PATIENT_certificate, 0);
    ck_assert_ptr_null(find("MISSING", F_PATIENT_certificate, -1)); /* R106 says it */
    ck_assert(!one || one->kind == FINDING_UNANSWERED);
    ck_assert_uint_eq(counts.missing, items + missing + 1 + 3); /* and three consents */
    ck_assert_uint_eq(counts.papers, 6);
    ck_assert_uint_eq(counts.blocks, 0); /* nothing is there that could be wrong */
    for (size_t i = 1; i < n; i++)
        ck_assert(found[i - 1].severity > found[i].severity ||
                  (found[i - 1].severity == found[i].severity &&
                   found[i - 1].field <= found[i].field));
}
END_TEST

START_TEST(test_findings_conditional)
{
    case_put(file, F_INITIATOR_is_patient, 0, "yes");
    case_put(file, F_PAYEE_kind, 0, "hospital");
    case_put(file, F_PLAN_phase, 0, "备用");
    case_put(file, F_GUARDIAN_phone, 0, "13900000001");
    run();
    ck_assert_ptr_null(find("MISSING", F_INITIATOR_name, 0));
    ck_assert_ptr_null(find("MISSING", F_PAYEE_id_number, 0));
    ck_assert_ptr_nonnull(find("MISSING", F_PAYEE_name, 0));
    ck_assert_ptr_nonnull(find("MISSING", F_PLAN_item, 0));
    ck_assert_ptr_nonnull(find("MISSING", F_GUARDIAN_name, 0));
    case_put(file, F_INITIATOR_is_patient, 0, "no");
    case_put(file, F_PAYEE_kind, 0, "person");
    run();
    ck_assert_ptr_nonnull(find("MISSING", F_INITIATOR_name, 0));
    ck_assert_ptr_nonnull(find("MISSING", F_PAYEE_id_number, 0));
}
END_TEST

static const struct {
    const char *rule;
    FieldId field;
    const char *value;
    Severity severity;
} remarks[] = {
    {"R101", F_PATIENT_id_number, "990000201903140012", SEV_BLOCK},
    {"R101", F_PATIENT_id_number, "99000020190314001", SEV_BLOCK},
    {"R102", F_PATIENT_id_number, "990000201902310013", SEV_BLOCK},
    {"R107", F_PATIENT_id_number, "990000190314001", SEV_WARN},
    {"R102", F_PATIENT_born_on, "2026-11-22", SEV_BLOCK},
    {"R108", F_PATIENT_phone, "1390000", SEV_WARN},
    {"R208", F_PAYEE_account, "6200000000000000118", SEV_WARN},
};

START_TEST(test_findings_remark)
{
    case_put(file, F_PATIENT_certificate, 0, "01");
    case_put(file, F_PAYEE_kind, 0, "person");
    case_put(file, remarks[_i].field, 0, remarks[_i].value);
    run();
    const Finding *finding = find(remarks[_i].rule, remarks[_i].field, 0);
    ck_assert_msg(finding != NULL, "%s", remarks[_i].value);
    ck_assert_int_eq(finding->severity, remarks[_i].severity);
    ck_assert(finding->message[0]);
}
END_TEST

START_TEST(test_findings_no_remark)
{
    case_put(file, F_PATIENT_certificate, 0, "03"); /* a passport has no check digit of ours */
    case_put(file, F_PATIENT_id_number, 0, "E12345678");
    case_put(file, F_PATIENT_phone, 0, "13900000001");
    case_put(file, F_PAYEE_kind, 0, "hospital"); /* whose account is no card */
    case_put(file, F_PAYEE_account, 0, "44000000012345678");
    run();
    static const FieldId judged[] = {F_PATIENT_id_number, F_PATIENT_phone, F_PAYEE_account};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < COUNT_OF(judged); k++)
            ck_assert_msg(found[i].field != judged[k], "%s %s", found[i].rule,
                          found[i].message);
    }
}
END_TEST

START_TEST(test_findings_disclosure)
{
    run();
    size_t before = findings_counted(found, n).missing;
    case_put(file, F_DISCLOSURE_item, 0, "house");
    case_put(file, F_DISCLOSURE_item, 1, "vehicle");
    case_put(file, F_DISCLOSURE_answer, 1, "unknown"); /* counts as an answer */
    run();
    ck_assert_ptr_nonnull(find("R501", F_DISCLOSURE_answer, 0));
    ck_assert_ptr_null(find("R501", F_DISCLOSURE_answer, 1));
    ck_assert_ptr_null(find("MISSING", F_DISCLOSURE_answer, 0));       /* said once */
    ck_assert_uint_eq(findings_counted(found, n).missing, before - 1); /* one is answered */
    case_put(file, F_DISCLOSURE_item, 2, "house"); /* the same item again, answered */
    case_put(file, F_DISCLOSURE_answer, 2, "no");
    run();
    ck_assert_ptr_null(find("R501", F_DISCLOSURE_answer, 0));
}
END_TEST

/* ---- the count ---- */

/* A number from 0 to below, the same in every run. */
static size_t chance(unsigned *seed, size_t below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static const char *any_value(unsigned *seed, const FieldDef *field)
{
    static const char *const days[] = {"1980-05-06", "2019-03-14", "2026-10-01", "2026-11-20"};
    static const char *const amounts[] = {"0", "100000", "6000000", "31000000"};
    static const char *const ids[] = {"990000198005060017", "990000201903140011", "E1234567"};
    static const char *const answers[] = {"yes", "no", "unknown"};
    const CodeTable *table = field->codes ? codes_table(ctx.codes, field->codes) : NULL;
    if (table && (field->type == FT_CODE || field->type == FT_ICD10))
        return code_at(table, chance(seed, code_count(table)))->code;
    switch (field->type) {
    case FT_DATE:
        return days[chance(seed, COUNT_OF(days))];
    case FT_MONEY:
        return amounts[chance(seed, COUNT_OF(amounts))];
    case FT_ID:
        return ids[chance(seed, COUNT_OF(ids))];
    case FT_YESNO:
        return answers[chance(seed, COUNT_OF(answers))];
    default:
        return "1";
    }
}

/* Fills in a field that is empty, of a row that may be new; false: it is not empty. A day or a
 * person who differs is no answer to what is missing, so each thing is said once. */
static bool answer(unsigned *seed)
{
    const FieldDef *field = catalog_field((FieldId)chance(seed, FIELD_COUNT));
    const RecordDef *record = catalog_record(field->record);
    size_t rows = case_rows(file, record->id);
    size_t row = record->flags & RF_MANY ? chance(seed, rows + 1) : 0;
    if ((field->flags & FF_GIVEN) || field->type == FT_FILE ||
        field->id == F_CONSENT_withdrawn_on || case_get(file, field->id, row))
        return false;
    if (record->id == REC_DISCLOSURE && field->id != F_DISCLOSURE_item &&
        !case_get(file, F_DISCLOSURE_item, row))
        return false;
    case_put(file, field->id, row, any_value(seed, field));
    return true;
}

static size_t forms_begun(void)
{
    size_t forms = 0;
    for (size_t row = 0; row < case_rows(file, REC_CONSENT); row++)
        forms += case_get(file, F_CONSENT_kind, row) != NULL;
    return forms;
}

/* Whatever is filled in, in whatever order: what is missing never becomes more. Three things
 * that are not asked for ask for more: the certificate of a child whose paper of birth is
 * there, that a patient of age cannot decide, who then has a guardian, and a form of consent
 * that is begun, which is then to be signed. */
START_TEST(test_findings_no_answer_raises_what_is_missing)
{
    unsigned seed = (unsigned)_i + 1;
    FindingCounts counts, before;
    ck_done(findings_count(judge, file, &before, &help_err));
    for (int step = 0; step < 280; step++) {
        bool card = case_get(file, F_PATIENT_certificate, 0) != NULL;
        bool ward = case_get(file, F_PATIENT_capacity, 0) != NULL;
        size_t forms = forms_begun();
        if (!answer(&seed))
            continue;
        card = !card && case_get(file, F_PATIENT_certificate, 0);
        ward = !ward && case_get(file, F_PATIENT_capacity, 0) &&
               !case_is(file, F_PATIENT_capacity, 0, "full");
        ck_done(findings_count(judge, file, &counts, &help_err));
        forms = forms_begun() - forms;
        ck_assert_msg(counts.missing <= before.missing + card + (ward ? 2 : 0) + forms,
                      "run %d, step %d: %zu missing, before %zu", _i, step, counts.missing,
                      before.missing);
        before = counts;
    }
    ck_assert_uint_lt(before.missing, 30);
}
END_TEST

/* Which values stand in a text, asked of each by itself, is what is asked of all at once. */
START_TEST(test_findings_values_in_a_text)
{
    static const char *const parts[] = {
        "张三é",          "13900000042", "139000000", "1390000", "e\u0301",
        "住址在某市某区", "某市某区",    "139000",    "42",      ""};
    unsigned state = 5u + (unsigned)_i;
    Buf text = BUF_INIT;
    Telling telling;
    ctx.masked = 1u << PRIV_NUMBER | 1u << PRIV_PLACE;
    case_put(file, F_PATIENT_phone, 0, parts[1 + (unsigned)_i % 3]);
    case_put(file, F_INITIATOR_phone, 0, parts[2 + (unsigned)_i % 2]);
    case_put(file, F_PATIENT_address, 0, parts[5 + (unsigned)_i % 2]);
    telling_read(&ctx, file, arena, &telling);
    ck_assert_uint_ge(telling.n, 2);
    for (int k = 0; k < 200; k++) {
        bool wanted = false;
        buf_clear(&text);
        buf_add(&text, "");
        for (int part = 0; part < 4; part++) {
            state = state * 1664525u + 1013904223u;
            buf_add(&text, parts[(state >> 8) % COUNT_OF(parts)]);
        }
        static const FieldId asked[] = {F_PATIENT_phone, F_INITIATOR_phone, F_PATIENT_address};
        for (size_t i = 0; i < COUNT_OF(asked); i++)
            wanted = wanted || strstr(text.data, case_get(file, asked[i], 0));
        ck_assert_msg(telling_in(&telling, text.data) == wanted, "in %s", text.data);
    }
    buf_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("findings");
    TCase *tcase = tcase_create("findings");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_findings_empty_case);
    tcase_add_test(tcase, test_findings_conditional);
    tcase_add_loop_test(tcase, test_findings_remark, 0, COUNT_OF(remarks));
    tcase_add_test(tcase, test_findings_no_remark);
    tcase_add_test(tcase, test_findings_disclosure);
    tcase_add_loop_test(tcase, test_findings_no_answer_raises_what_is_missing, 0, 12);
    tcase_add_loop_test(tcase, test_findings_values_in_a_text, 0, 6);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
