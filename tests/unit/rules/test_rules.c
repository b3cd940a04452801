/* The rules over whole cases: what is expected of the five cases that ship, the boundaries of
 * the convention, cases that must pass, what other cases share, and a site's own rules. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "rules/check/check.h"
#include "rules/judge/findings.h"
#include "rules/staging/alike.h"
#include "rules/staging/story.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *data;
static Knowledge *knowledge;
static Judge *judge;
static FieldContext ctx;
static CaseFile *file;
static Arena *arena;
static Finding *found;
static size_t n;

static void open_judge(Day day)
{
    judge_close(judge);
    ck_done(judge_open(knowledge, day, &judge, &help_err));
    ck_done(facts_use_store(judge_facts(judge), NULL, true, &help_err));
    ctx.today = day;
}

static void open_knowledge(const char *site)
{
    const char *folders[] = {data, site};
    judge_close(judge);
    judge = NULL;
    knowledge_free(knowledge);
    ck_done(knowledge_load(folders, site ? 2 : 1, &knowledge, &help_err));
    ctx = (FieldContext){.codes = knowledge_codes(knowledge), .lang = "en"};
    open_judge((Day){2026, 11, 21});
}

static void setup(void)
{
    help_start();
    data = path_join(getenv("top_srcdir"), "data");
    open_knowledge(NULL);
    arena = arena_new();
}

static void teardown(void)
{
    case_free(file);
    arena_free(arena);
    judge_close(judge);
    knowledge_free(knowledge);
    free(data);
    help_stop();
}

static void load(const char *name)
{
    case_free(file);
    file = help_case(&ctx, name);
}

static void put(FieldId field, size_t row, const char *value)
{
    case_put(file, field, row, value);
}

static void run(void)
{
    ck_done(findings_run(&ctx, judge, file, arena, &found, &n, &help_err));
}

static const Finding *find(const char *rule)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(found[i].rule, rule) == 0)
            return &found[i];
    }
    return NULL;
}

static bool raises(const char *rule)
{
    run();
    return find(rule) != NULL;
}

static void passes(void)
{
    run();
    ck_assert_msg(!n || found[0].severity != SEV_BLOCK, "%s: %s", found[0].rule,
                  found[0].message);
}

/* ---- the five cases ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "W:R404 W:R411", what blocks first, each once. */
static void found_text(Buf *out)
{
    static const char letters[] = {[SEV_INFO] = 'I', [SEV_WARN] = 'W', [SEV_BLOCK] = 'B'};
    for (int severity = SEV_BLOCK; severity >= SEV_INFO; severity--) {
        const char **rules = xcalloc(n + 1, sizeof(*rules));
        size_t count = 0;
        for (size_t i = 0; i < n; i++) {
            if ((int)found[i].severity == severity)
                rules[count++] = found[i].rule;
        }
        qsort(rules, count, sizeof(*rules), by_text);
        for (size_t i = 0; i < count; i++) {
            if (i == 0 || strcmp(rules[i], rules[i - 1]) != 0)
                buf_addf(out, "%s%c:%s", out->len ? " " : "", letters[severity], rules[i]);
        }
        free(rules);
    }
}

START_TEST(test_rules_five_cases)
{
    char *path = path_join(getenv("top_srcdir"), "tests/rules/expected.tsv");
    char *text = temp_read(path, NULL), *rest = text, *line;
    Buf wrong = BUF_INIT;
    int cases = 0;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || *line == '#')
            continue;
        char *expected = strchr(line, '\t');
        Buf got = BUF_INIT;
        *expected++ = '\0';
        load(line);
        run();
        found_text(&got);
        if (strcmp(got.data, expected) != 0)
            buf_addf(&wrong, "%s\t%s\n", line, got.data);
        buf_free(&got);
        cases++;
    }
    ck_assert_msg(!wrong.len, "not as in tests/rules/expected.tsv:\n%s", wrong.data);
    ck_assert_int_eq(cases, 5);
    buf_free(&wrong);
    free(text);
    free(path);
}
END_TEST

/* Each finding says where it comes from, in both languages, and what it read. */
START_TEST(test_rules_explain)
{
    Buf why = BUF_INIT;
    load("breast-cancer-teacher");
    run();
    const Finding *finding = find("R404");
    ck_assert_ptr_nonnull(finding);
    ck_assert_int_eq(finding->field, F_CASE_target_fen);
    ck_assert(finding->house);
    ck_assert_ptr_nonnull(strstr(finding->message, "130,000.00"));
    finding_explain(finding, &ctx, knowledge, &why);
    ck_assert_ptr_nonnull(strstr(why.data, "bills, less aid and own means: 130,000.00"));
    ck_assert_ptr_nonnull(strstr(why.data, "house rule, not law"));
    ck_assert_ptr_nonnull(strstr(why.data, knowledge_version(knowledge)));
    ctx.lang = "zh_CN";
    run();
    ck_assert_ptr_nonnull(strstr(find("R404")->message, "资金缺口 130,000.00 元"));
    buf_free(&why);
}
END_TEST

/* Whatever is found: no name of a fact, a column or a code, only words. */
START_TEST(test_rules_explain_in_words)
{
    static const char *const cases[] = {"uraemia-farmer", "breast-cancer-teacher",
                                        "leukaemia-child", "burn-worker", "assets-unclear"};
    load(cases[_i]);
    ctx.lang = "zh_CN";
    run();
    for (size_t i = 0; i < n; i++) {
        Buf why = BUF_INIT;
        finding_explain(&found[i], &ctx, knowledge, &why);
        ck_assert_msg(!strchr(why.data, '_') && !strstr(why.data, " = "), "%s", why.data);
        buf_free(&why);
    }
}
END_TEST

/* ---- boundaries ---- */

START_TEST(test_rules_raised)
{
    load("leukaemia-child");
    put(F_FUNDING_raised_fen, 0, "29999999");
    ck_assert(!raises("R406"));
    put(F_FUNDING_raised_fen, 0, "30000000");
    ck_assert(raises("R406"));
    /* Plan and expenses are there; one yuan is no tranche of it, nor one for nothing. */
    put(F_TRANCHE_amount_fen, 0, "100");
    put(F_TRANCHE_plan_item, 0, case_get(file, F_PLAN_item, 0));
    ck_assert(raises("R406"));
    put(F_TRANCHE_amount_fen, 0, "30000000");
    ck_assert(raises("R406"));
    put(F_TRANCHE_seq, 0, "1");
    put(F_TRANCHE_amount_fen, 0, "14000000");
    put(F_TRANCHE_seq, 1, "2");
    put(F_TRANCHE_amount_fen, 1, "16000000");
    put(F_TRANCHE_plan_item, 1, case_get(file, F_PLAN_item, 2));
    ck_assert(!raises("R406"));
    put(F_TRANCHE_plan_item, 0, NULL);
    ck_assert(raises("R406"));
    load("leukaemia-child");
    put(F_DISCLOSURE_answer, 3, NULL);
    put(F_FUNDING_raised_fen, 0, "4999999");
    ck_assert(!raises("R407"));
    put(F_FUNDING_raised_fen, 0, "5000000");
    ck_assert(raises("R407"));
    put(F_DISCLOSURE_answer, 3, "no");
    ck_assert(!raises("R407"));
    put(F_DISCLOSURE_answer, 3, NULL); /* before the launch the target is the forecast */
    put(F_FUNDING_raised_fen, 0, NULL);
    put(F_CASE_target_fen, 0, "4999999");
    ck_assert(!raises("R407"));
    put(F_CASE_target_fen, 0, "5000000");
    ck_assert(raises("R407"));
}
END_TEST

START_TEST(test_rules_gap)
{
    load("uraemia-farmer"); /* what is missing is 114,000 */
    put(F_CASE_target_fen, 0, "12540000");
    ck_assert(!raises("R404"));
    put(F_CASE_target_fen, 0, "12540001");
    ck_assert(raises("R404"));
}
END_TEST

START_TEST(test_rules_days)
{
    load("leukaemia-child"); /* D11 is of 2026-08-20 */
    open_judge((Day){2027, 2, 20});
    ck_assert(!raises("R302"));
    open_judge((Day){2027, 2, 21});
    ck_assert(raises("R302"));
    put(F_PATIENT_capacity, 0, "full");
    put(F_DOCUMENT_state, 17, "missing"); /* D29, of a guardian */
    open_judge((Day){2037, 3, 13});
    ck_assert(raises("R204"));
    open_judge((Day){2037, 3, 14}); /* of age on the day */
    ck_assert(!raises("R204"));
    put(F_PATIENT_born_on, 0, "2008-02-29");
    open_judge((Day){2026, 2, 28});
    ck_assert(raises("R204"));
    open_judge((Day){2026, 3, 1});
    ck_assert(!raises("R204"));
}
END_TEST

/* ---- what must pass ---- */

START_TEST(test_rules_breast_cancer_in_a_man)
{
    load("uraemia-farmer");
    put(F_ILLNESS_icd10, 0, "C50.9");
    passes();
    put(F_ILLNESS_icd10, 0, "C53.9");
    ck_assert(raises("R305"));
}
END_TEST

START_TEST(test_rules_one_invoice_many_categories)
{
    load("leukaemia-child");
    for (size_t i = 0; i < case_rows(file, REC_EXPENSE); i++)
        put(F_EXPENSE_invoice_no, i, "0260820011");
    passes();
    ck_assert_ptr_null(find("R415"));
}
END_TEST

START_TEST(test_rules_newborn)
{
    load("leukaemia-child");
    put(F_PATIENT_born_on, 0, "2026-11-10");
    put(F_PATIENT_certificate, 0, NULL);
    put(F_PATIENT_id_number, 0, NULL);
    put(F_PATIENT_name, 0, NULL);
    passes();
    put(F_PATIENT_name, 0, "何秀兰之子"); /* as the ward calls it */
    passes();
}
END_TEST

/* ---- other cases ---- */

static int64_t keep(Store *store, const char *no)
{
    Tx *tx;
    int64_t id;
    GroupHead head = {.kind = GROUP_IMPORT, .user_id = 1, .content = true};
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_insert(tx, file, no, 1, &id, &help_err));
    ck_done(story_keep(store, id, case_get(file, F_STATEMENT_story, 0), &help_err));
    CaseFile *stored = NULL;
    ck_done(case_load(store, id, &stored, &help_err));
    ck_done(alike_keep(store, stored, &help_err));
    case_free(stored);
    ck_done(tx_commit(tx, NULL, &help_err));
    return id;
}

static Store *new_store(void)
{
    char *path = help_path("rules.db");
    Store *store = help_new(path);
    ck_done(facts_use_store(judge_facts(judge), store, true, &help_err));
    free(path);
    return store;
}

/* Names the number of the case and nobody's name. */
static void shared(const char *rule, Severity severity)
{
    run();
    const Finding *finding = find(rule);
    ck_assert_msg(finding != NULL, "%s is not raised", rule);
    ck_assert_int_eq(finding->severity, severity);
    ck_assert_ptr_nonnull(strstr(finding->message, "T1-2026-000001"));
}

/* Every day that has come by its nature is looked at, whatever record it stands in. */
static bool is_past(const FieldDef *field)
{
    return field->type == FT_DATE && field->flags & FF_PAST;
}

static bool names_future(FieldId field)
{
    for (size_t i = 0; i < n; i++) {
        if (found[i].field == field && strstr(found[i].message, "in the future"))
            return true;
    }
    return false;
}

START_TEST(test_rules_no_day_to_come)
{
    load("leukaemia-child");
    for (int id = 0; id < FIELD_COUNT; id++) {
        if (is_past(catalog_field((FieldId)id)))
            put((FieldId)id, 0, "2026-11-22");
    }
    run();
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        ck_assert_msg(!is_past(field) || names_future(field->id), "%s.%s",
                      catalog_record(field->record)->key, field->key);
    }
}
END_TEST

START_TEST(test_rules_card_of_another)
{
    Store *store = new_store();
    load("leukaemia-child");
    put(F_PAYEE_account, 0, "62220212345678901");
    keep(store, "T1-2026-000001");
    load("assets-unclear");
    shared("R209", SEV_BLOCK);
    ck_assert(find("R201") && find("R706"));
    put(F_PAYEE_account, 0, "62220212345678902");
    ck_assert(!raises("R209"));
    store_close(store);
}
END_TEST

static size_t how_often(const char *rule)
{
    size_t times = 0;
    run();
    for (size_t i = 0; i < n; i++)
        times += strcmp(found[i].rule, rule) == 0;
    return times;
}

/* A phone is somebody's, whoever it is in the other case and however their name is written, and
 * is told once of a case in which it is the patient's and the payee's. */
START_TEST(test_rules_phone_of_another)
{
    Store *store = new_store();
    load("uraemia-farmer");
    put(F_PATIENT_phone, 0, "13900000077");
    put(F_PAYEE_phone, 0, "13900000077");
    keep(store, "T1-2026-000001");
    load("breast-cancer-teacher");
    put(F_PATIENT_phone, 0, "139-0000-0077");
    shared("R118", SEV_WARN);
    ck_assert_uint_eq(how_often("R118"), 1);
    put(F_PATIENT_phone, 0, "13900000078");
    ck_assert(!raises("R118"));
    put(F_INITIATOR_phone, 0, "+86 13900000077");
    shared("R118", SEV_WARN);
    store_close(store);
}
END_TEST

START_TEST(test_rules_invoice_with_no)
{
    Store *store = new_store();
    load("uraemia-farmer");
    put(F_EXPENSE_invoice_no, 0, "No.0260820099");
    keep(store, "T1-2026-000001");
    load("breast-cancer-teacher");
    static const char *const written[] = {"0260820099", "№0260820099", "NO：02608-20099"};
    for (size_t i = 0; i < COUNT_OF(written); i++) {
        put(F_EXPENSE_invoice_no, 0, written[i]);
        shared("R306", SEV_BLOCK);
    }
    put(F_EXPENSE_invoice_no, 0, "0260820098");
    ck_assert(!raises("R306"));
    store_close(store);
}
END_TEST

START_TEST(test_rules_two_patients_of_one_father)
{
    Store *store = new_store();
    load("leukaemia-child");
    keep(store, "T1-2026-000001");
    put(F_PATIENT_name, 0, "罗小麦");
    put(F_PATIENT_id_number, 0, "990000201603140039");
    put(F_PATIENT_born_on, 0, "2016-03-14");
    put(F_ILLNESS_inpatient_no, 0, "B2608777");
    put(F_DOCUMENT_number, 7, "BL-26-08772");
    for (size_t i = 0; i < case_rows(file, REC_EXPENSE); i++)
        put(F_EXPENSE_invoice_no, i, "0260829999");
    run();
    ck_assert_ptr_null(find("R209"));
    ck_assert_ptr_null(find("R306"));
    ck_assert_ptr_nonnull(find("R111")); /* the father told both stories in the same words */
    ck_assert_ptr_null(find("R704"));
    put(F_DOCUMENT_number, 7, "BL-26-08771"); /* a report of the other child */
    shared("R306", SEV_BLOCK);
    store_close(store);
}
END_TEST

/* Who asks for one family is a father; who asks for several that are not theirs is stopped. */
START_TEST(test_rules_one_who_asks_for_many)
{
    Store *store = new_store();
    load("leukaemia-child");
    keep(store, "T1-2026-000001");
    put(F_PATIENT_name, 0, "罗小麦");
    put(F_PATIENT_id_number, 0, "990000201603140039");
    put(F_PATIENT_born_on, 0, "2016-03-14");
    run();
    ck_assert_ptr_null(find("R227"));
    put(F_GUARDIAN_name, 0, "何秀兰");
    put(F_GUARDIAN_id_number, 0, NULL);
    put(F_INITIATOR_relation, 0, "99");
    shared("R227", SEV_BLOCK);
    put(F_INITIATOR_id_number, 0, NULL); /* by the phone */
    shared("R227", SEV_BLOCK);
    put(F_INITIATOR_relation, 0, "A1"); /* a committee may */
    run();
    ck_assert_ptr_null(find("R227"));
    store_close(store);
}
END_TEST

START_TEST(test_rules_relapse)
{
    Store *store = new_store();
    load("leukaemia-child");
    keep(store, "T1-2026-000001");
    passes(); /* not in the store itself: the same patient again, the same number */
    shared("R306", SEV_WARN);
    put(F_PATIENT_id_number, 0, NULL); /* by name and day of birth then */
    shared("R306", SEV_WARN);
    put(F_PATIENT_name, 0, "罗大禾");
    shared("R306", SEV_BLOCK);
    store_close(store);
}
END_TEST

/* A case is never like itself, and words of one's own are not like another's. */
START_TEST(test_rules_stories)
{
    Store *store = new_store();
    load("leukaemia-child");
    int64_t id = keep(store, "T1-2026-000001");
    case_free(file);
    ck_done(case_load(store, id, &file, &help_err));
    ck_assert(!raises("R704"));
    load("uraemia-farmer");
    ck_assert(!raises("R704"));
    load("leukaemia-child");
    put(F_STATEMENT_story, 0,
        "我叫王建军，是小麦的父亲。今年八月孩子反复发烧、身上起瘀点，在省里的医院确诊为急性淋巴"
        "细胞白血病。"
        "两个月里花了十六万多，医保报销八万多，借了亲戚七万。医生说还要巩固和强化化疗，如果复发"
        "要做移植。"
        "家里只有我打零工的收入，父亲常年吃药。我们承诺款项全部用于治疗，并接受监督。");
    shared("R704", SEV_WARN);
    store_close(store);
}
END_TEST

/* ---- a site's own ---- */

static char *site_file(const char *kind, const char *name, const char *text)
{
    Buf path = BUF_INIT;
    char *site = help_path("site");
    buf_addf(&path, "%s/%s", site, kind);
    mkdir(site, 0700);
    mkdir(path.data, 0700);
    char *written = temp_text(path.data, name, text);
    free(written);
    buf_free(&path);
    return site;
}

static void print_fault(void *nowhere UNUSED, const char *where, const char *what)
{
    fprintf(stderr, "%s: %s\n", where, what);
}

static size_t faults_of(const char *site)
{
    const char *folders[] = {data, site};
    return check_knowledge(folders, 2, print_fault, NULL);
}

START_TEST(test_rules_site)
{
    free(site_file("facts", "limit.ini", "[limit_target_fen]\nsql = \"20000000\"\n"));
    free(site_file(
        "rules", "own.ini",
        "[x001]\ntitle = \"Ward missing\"\ntitle[zh_CN] = \"缺病区\"\n"
        "message = \"Name the ward\"\nmessage[zh_CN] = \"请填病区\"\n"
        "severity = \"warn\"\nfield = \"case.ward\"\nwhen = \"case_file.ward IS NULL\"\n"
        "version = \"1\"\nauthority = \"hospital\"\ngrade = \"R\"\n"
        "raises = \"case.ward=\"\ncalm = \"case.ward=1\"\n"));
    free(site_file("codes", "document.ini",
                   "[code.d40]\ncode = \"D40\"\ntext = \"letter of the ward\"\n"
                   "text[zh_CN] = \"病区说明\"\n"));
    free(site_file("codes", "platform.ini",
                   "[code.newone]\ntext = \"New one\"\ntext[zh_CN] = \"新平台\"\n"
                   "designated_from = \"2026-01-01\"\n"));
    char *site =
        site_file("checklist", "documents.ini",
                  "[d40]\nrequired = \"always\"\nbecause = \"the hospital wants it\"\n"
                  "because[zh_CN] = \"医院要求\"\nauthority = \"hospital\"\ngrade = \"R\"\n");
    ck_assert_uint_eq(faults_of(site), 0);
    open_knowledge(site);
    load("leukaemia-child");
    put(F_CASE_ward, 0, NULL);
    put(F_CASE_platform, 0, "newone");
    run();
    ck_assert_ptr_nonnull(find("R405"));
    ck_assert_ptr_nonnull(find("X001"));
    ck_assert_ptr_nonnull(strstr(find("R702")->message, "D40"));
    ck_assert_ptr_null(find("R706"));
    free(site);
}
END_TEST

static const struct {
    const char *name, *rule;
} bad_rules[] = {
    {"no twin", "when = \"case_file.ward IS NULL\"\nraises = \"case.ward=\"\n"},
    {"twin that raises", "when = \"1\"\nraises = \"case.ward=\"\ncalm = \"case.ward=\"\n"},
    {"never raised", "when = \"0\"\nraises = \"case.ward=\"\ncalm = \"case.ward=\"\n"},
    {"unknown fact",
     "when = \"fact.nothing\"\nraises = \"case.ward=\"\ncalm = \"case.ward=1\"\n"},
    {"other table", "when = \"(SELECT count(*) FROM sqlite_schema)\"\nraises = \"case.ward=\"\n"
                    "calm = \"case.ward=1\"\n"},
    {"writes", "when = \"1); DELETE FROM fact; SELECT (1\"\nraises = \"case.ward=\"\n"
               "calm = \"case.ward=1\"\n"},
    {"loads",
     "when = \"load_extension('x')\"\nraises = \"case.ward=\"\ncalm = \"case.ward=1\"\n"},
    {"never ends",
     "when = \"(WITH RECURSIVE t(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM t)\"\n"
     "when.2 = \"SELECT count(*) FROM t)\"\nraises = \"case.ward=\"\n"
     "calm = \"case.ward=1\"\n"},
    {"bad change", "when = \"case_file.ward IS NULL\"\nraises = \"case.wart=\"\n"
                   "calm = \"case.ward=1\"\n"},
};

/* Refused with file and section. */
START_TEST(test_rules_bad)
{
    Buf text = BUF_INIT;
    buf_addf(
        &text,
        "[x001]\ntitle = \"t\"\ntitle[zh_CN] = \"题\"\nmessage = \"m\"\nmessage[zh_CN] = "
        "\"话\"\n"
        "severity = \"warn\"\nversion = \"1\"\nauthority = \"hospital\"\ngrade = \"R\"\n%s",
        bad_rules[_i].rule);
    char *site = site_file("rules", "own.ini", text.data), *folder = help_path("");
    free(data);
    data = help_few_rules(folder);
    ck_assert_msg(faults_of(site) > 0, "%s", bad_rules[_i].name);
    free(folder);
    free(site);
    buf_free(&text);
}
END_TEST

/* A condition that is refused while a case is judged names its place too. */
START_TEST(test_rules_bad_when_run)
{
    char *site = site_file("rules", "own.ini",
                           "[x001]\ntitle = \"t\"\ntitle[zh_CN] = \"题\"\nmessage = \"m\"\n"
                           "message[zh_CN] = \"话\"\nseverity = \"warn\"\nversion = \"1\"\n"
                           "authority = \"hospital\"\ngrade = \"R\"\n"
                           "when = \"readfile('/etc/passwd')\"\n");
    open_knowledge(site);
    load("leukaemia-child");
    ck_assert(!findings_run(&ctx, judge, file, arena, &found, &n, &help_err));
    ck_assert_msg(strstr(help_err.text, "own.ini") && strstr(help_err.text, "[x001]"), "%s",
                  help_err.text);
    free(site);
}
END_TEST

/* In force from a day until a day, both included. */
START_TEST(test_rules_in_force)
{
    char *site = site_file("rules", "own.ini",
                           "[x001]\ntitle = \"t\"\ntitle[zh_CN] = \"题\"\nmessage = \"m\"\n"
                           "message[zh_CN] = \"话\"\nseverity = \"warn\"\nversion = \"1\"\n"
                           "from = \"2026-11-21\"\nuntil = \"2026-11-22\"\n"
                           "authority = \"hospital\"\ngrade = \"R\"\nwhen = \"1\"\n");
    open_knowledge(site);
    load("leukaemia-child");
    static const bool expected[] = {false, true, true, false};
    for (int i = 0; i < 4; i++) {
        open_judge((Day){2026, 11, 20 + i});
        ck_assert_int_eq(raises("X001"), expected[i]);
    }
    free(site);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rules_five_cases,
                                  test_rules_explain,
                                  test_rules_raised,
                                  test_rules_gap,
                                  test_rules_days,
                                  test_rules_breast_cancer_in_a_man,
                                  test_rules_one_invoice_many_categories,
                                  test_rules_newborn,
                                  test_rules_card_of_another,
                                  test_rules_phone_of_another,
                                  test_rules_invoice_with_no,
                                  test_rules_no_day_to_come,
                                  test_rules_two_patients_of_one_father,
                                  test_rules_one_who_asks_for_many,
                                  test_rules_relapse,
                                  test_rules_stories,
                                  test_rules_site,
                                  test_rules_bad_when_run,
                                  test_rules_in_force};
    Suite *suite = suite_create("rules");
    TCase *tcase = tcase_create("rules");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < COUNT_OF(tests); i++)
        tcase_add_test(tcase, tests[i]);
    tcase_add_loop_test(tcase, test_rules_explain_in_words, 0, 5);
    tcase_add_loop_test(tcase, test_rules_bad, 0, COUNT_OF(bad_rules));
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
