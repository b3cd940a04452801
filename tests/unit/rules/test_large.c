/* Cases with long lists: judged by every rule, and what it costs grows with the rows and not
 * with their square. Counted in steps of SQLite's machine and in rows touched, never by the
 * clock. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/judge.h"
#include "app/sample.h"
#include "app/undo.h"
#include "base/attr.h"
#include "base/buf.h"
#include "exchange/portable.h"
#include "rules/judge/findings.h"
#include "store/sql.h"
#include "tests/support/codes_help.h"
#include "tests/support/people.h"
#include "tests/support/share.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static Knowledge *knowledge;
static Judge *judge;
static FieldContext ctx;

static void setup(void)
{
    help_knowledge(&knowledge, &ctx);
    ck_done(judge_open(knowledge, ctx.today, &judge, &help_err));
}

static void teardown(void)
{
    judge_close(judge);
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
    uint64_t before = guard_use(facts_guard(judge_facts(judge))).steps;
    ck_done(findings_run(&ctx, judge, file, arena, &found, &n, &help_err));
    case_free(file);
    arena_free(arena);
    return guard_use(facts_guard(judge_facts(judge))).steps - before;
}

/* All lists at once, as long as the catalogue allows; refused by no rule of ours. Four times
 * the rows take at most five times the steps. */
START_TEST(test_large_case)
{
    uint64_t quarter = steps_of(PORTABLE_MAX_ROWS / 4, (Kind)_i);
    uint64_t whole = steps_of(PORTABLE_MAX_ROWS, (Kind)_i);
    ck_assert_uint_gt(quarter, 0);
    ck_assert_uint_le(whole, 5 * quarter);
}
END_TEST

/* ---- storing one cell ---- */

static Session *open_store(void)
{
    static const char passphrase[] = "一二三四五六七八九十甲乙";
    const char *top = getenv("top_srcdir");
    Session *session;
    Buf data = BUF_INIT;
    char *store = help_path("large.db");
    buf_addf(&data, "%s/data", top ? top : "..");
    SessionOptions options = {.store = store,
                              .data = data.data,
                              .site = help_folder,
                              .lang = "en",
                              .on = {2026, 11, 21}};
    InitOptions init = {.organisation = "练习医院é",
                        .station = "T1",
                        .supervisor = "zhou",
                        .passphrase = passphrase,
                        .cost = &people_cost};
    ck_done(app_init(&options, &init, &session, &help_err));
    ck_done(session_act_as(session, "zhou", &help_err));
    buf_free(&data);
    free(store);
    return session;
}

/* A whole case of the store with so many bills. */
static CaseFile *with_bills(Session *session, uint64_t number, size_t rows)
{
    int64_t id;
    Buf text = BUF_INIT;
    CaseFile *made = sample_case(3, number, session_today(session), 0), *file;
    for (size_t row = 0; row < rows; row++) {
        case_put(made, F_EXPENSE_category, row, "13");
        case_put(made, F_EXPENSE_from_on, row, "2026-10-01");
        case_put(made, F_EXPENSE_amount_fen, row, "1000");
        case_put(made, F_EXPENSE_insured_fen, row, NULL);
        case_put(made, F_EXPENSE_self_fen, row, NULL);
        buf_clear(&text);
        buf_addf(&text, "发票%llu-%zu", (unsigned long long)number, row);
        case_put(made, F_EXPENSE_invoice_no, row, text.data);
    }
    ck_done(import_case(session, made, GROUP_IMPORT, NULL, &id, &help_err));
    ck_done(app_case_open_id(session, id, &file, &help_err));
    case_free(made);
    buf_free(&text);
    return file;
}

static GuardUse used(Session *session)
{
    return guard_use(facts_guard(session_facts(session, &help_err)));
}

/* The second save of a case writes the row that changed, and no list as a whole; the rules are
 * asked about that row and no other. */
START_TEST(test_large_cell)
{
    static const size_t sizes[] = {5, 500};
    uint64_t fills[COUNT_OF(sizes)], steps[COUNT_OF(sizes)];
    help_start();
    Session *session = open_store();
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        CaseFile *file = with_bills(session, i + 1, sizes[i]);
        ck_done(app_case_set(session, file, F_EXPENSE_amount_fen, 2, "20", &help_err));
        GuardUse before = used(session);
        ck_done(app_case_set(session, file, F_EXPENSE_amount_fen, 3, "30", &help_err));
        GuardUse after = used(session);
        fills[i] = after.fills - before.fills;
        steps[i] = after.steps - before.steps;
        case_free(file);
    }
    session_close(session);
    help_stop();
    ck_assert_uint_le(fills[1], fills[0] + 5);
    ck_assert_msg(steps[1] <= steps[0] + 500, "%llu steps in 5 rows, %llu in 500",
                  (unsigned long long)steps[0], (unsigned long long)steps[1]);
}
END_TEST

/* What a key is looked for in lies in pages whole: of a row without rowid that goes on in other
 * pages all of these would be read by whoever passes it. */
START_TEST(test_large_keys_stand_in_short_rows)
{
    static const char tables[] =
        "SELECT t.name, 'SELECT max(' || group_concat('coalesce(length(CAST(\"' || c.name ||"
        " '\" AS BLOB)), 0)', ' + ') || ') FROM \"' || t.name || '\"'"
        " FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c"
        " WHERE t.wr = 1 AND t.schema = 'main' GROUP BY t.name";
    enum { SHORT = 900, MANY = 10 };
    size_t n = 0;
    Sql q;
    help_start();
    Session *session = open_store();
    case_free(with_bills(session, 1, 50));
    ck_done(sql_open(&q, session_store(session), tables, &help_err));
    for (; sql_row(&q); n++) {
        int64_t longest;
        ck_done(sql_get_int(session_store(session), &help_err, &longest, sql_text(&q, 1), ""));
        ck_assert_msg(longest < SHORT, "%s: %lld bytes", sql_text(&q, 0), (long long)longest);
    }
    ck_done(sql_close(&q, &help_err));
    ck_assert_uint_gt(n, MANY);
    session_close(session);
    help_stop();
}
END_TEST

/* Most values are right, and most rules are about another kind of them: what all of them cost
 * is little for each. */
START_TEST(test_large_right_values)
{
    enum { FEW = 100, MANY = 300, STEPS = 220 };
    uint64_t steps[2];
    for (size_t i = 0; i < 2; i++) {
        CaseFile *file = case_new();
        for (size_t row = 0; row < (i ? MANY : FEW); row++) {
            case_put(file, F_MEMBER_name, row, "王小明");
            case_put(file, F_MEMBER_born_on, row, "1980-01-02");
        }
        FindingCounts counts;
        uint64_t before = guard_use(facts_guard(judge_facts(judge))).steps;
        ck_done(findings_count(judge, file, &counts, &help_err));
        steps[i] = guard_use(facts_guard(judge_facts(judge))).steps - before;
        case_free(file);
    }
    uint64_t each = (steps[1] - steps[0]) / (2 * (MANY - FEW));
    ck_assert_msg(each <= STEPS, "%llu steps for each value", (unsigned long long)each);
}
END_TEST

/* A case that follows another in the tables is written where it differs, whoever it is. */
START_TEST(test_large_after_another)
{
    enum { FEW = 12 };
    static const char *const phones[] = {"13900000001", "13900000002"};
    uint64_t fills = 0;
    for (size_t i = 0; i < COUNT_OF(phones); i++) {
        CaseFile *file = large_case(3, MIXED);
        FindingCounts counts;
        case_put(file, F_PATIENT_phone, 0, phones[i]);
        uint64_t before = guard_use(facts_guard(judge_facts(judge))).fills;
        ck_done(findings_count(judge, file, &counts, &help_err));
        fills = guard_use(facts_guard(judge_facts(judge))).fills - before;
        case_free(file);
    }
    ck_assert_uint_le(fills, FEW);
}
END_TEST

static bool same_reads(const Finding *a, const Finding *b)
{
    if (a->n_facts != b->n_facts)
        return false;
    for (size_t i = 0; i < a->n_facts; i++) {
        const FindingFact *x = &a->facts[i], *y = &b->facts[i];
        if (strcmp(x->name, y->name) != 0 || x->number != y->number || !x->value != !y->value ||
            (x->value && strcmp(x->value, y->value) != 0))
            return false;
    }
    return true;
}

static bool same_findings(const Finding *a, size_t n, const Finding *b, size_t m)
{
    if (n != m)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(a[i].rule, b[i].rule) != 0 || strcmp(a[i].message, b[i].message) != 0 ||
            a[i].field != b[i].field || a[i].row != b[i].row || a[i].item != b[i].item ||
            a[i].kind != b[i].kind || !same_reads(&a[i], &b[i]))
            return false;
    }
    return true;
}

/* Judged by what is staged already, and by tables that never held anything. */
static void judge_both(Session *session, const CaseFile *file, const char *after)
{
    Arena *arena = arena_new();
    Finding *found, *fresh;
    size_t n, m;
    Judge *empty = NULL;
    ck_done(app_case_findings(session, file, arena, &found, &n, &help_err));
    ck_done(judge_open(session_knowledge(session), session_today(session), &empty, &help_err));
    ck_done(facts_use_store(judge_facts(empty), session_store(session), false, &help_err));
    ck_done(findings_run(session_fields(session), empty, file, arena, &fresh, &m, &help_err));
    ck_assert_msg(same_findings(found, n, fresh, m), "after %s: %zu findings, %zu afresh",
                  after, n, m);
    judge_close(empty);
    arena_free(arena);
}

START_TEST(test_large_staged_again)
{
    help_start();
    Session *session = open_store();
    CaseFile *file = with_bills(session, 1, 12), *other = with_bills(session, 2, 3);
    judge_both(session, file, "opening");
    ck_done(app_case_set(session, file, F_EXPENSE_invoice_no, 3, "发票1-2", &help_err));
    judge_both(session, file, "an invoice twice");
    ck_done(app_case_add_row(session, file, REC_EXPENSE, 2, &help_err));
    judge_both(session, file, "a row between");
    ck_done(app_case_set(session, file, F_EXPENSE_to_on, 2, "2027-01-01", &help_err));
    ck_done(app_case_set(session, file, F_PATIENT_phone, 0, "12345", &help_err));
    judge_both(session, file, "a wrong phone");
    ck_done(app_case_set(session, file, F_PATIENT_phone, 0, "", &help_err));
    ck_done(app_case_remove_row(session, file, REC_EXPENSE, 0, &help_err));
    ck_done(app_case_remove_row(session, file, REC_DOCUMENT, 3, &help_err));
    judge_both(session, file, "rows taken away");
    ck_done(app_case_move_row(session, file, REC_EXPENSE, 7, 1, &help_err));
    judge_both(session, file, "a row moved");
    size_t last = case_rows(file, REC_EXPENSE) - 1;
    ck_done(app_case_set(session, file, F_EXPENSE_invoice_no, last, "", &help_err));
    ck_done(app_case_set(session, file, F_EXPENSE_to_on, last, "2025-01-01", &help_err));
    judge_both(session, file, "faults in the last row");
    ck_done(app_case_remove_row(session, file, REC_EXPENSE, last, &help_err));
    judge_both(session, file, "the last row taken away");
    ck_done(app_case_set(session, other, F_EXPENSE_invoice_no, 0, "发票1-7", &help_err));
    judge_both(session, file, "another case took a number");
    judge_both(session, other, "looking at the other");
    ck_done(app_case_undo(session, &file, NULL, NULL, &help_err));
    judge_both(session, file, "an undo");
    case_free(file);
    case_free(other);
    session_close(session);
    help_stop();
}
END_TEST

/* ---- edits at random ---- */

static unsigned next_random(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

/* Right, wrong and none, for a field of this type. */
static void random_text(const FieldDef *field, unsigned *state, Buf *out)
{
    static const char *const ids[] = {"990000198005060017", "990000198005060012",
                                      "990000800506001", "9900001980"};
    static const char *const days[] = {"2024-02-29", "2026-10-01", "2026-11-20", "2027-03-01"};
    buf_clear(out);
    if (next_random(state, 5) == 0)
        return;
    if (field->type == FT_ID)
        buf_add(out, ids[next_random(state, COUNT_OF(ids))]);
    else if (field->type == FT_DATE)
        buf_add(out, days[next_random(state, COUNT_OF(days))]);
    else if (field->type == FT_MONEY)
        buf_addf(out, "%u", next_random(state, 4) * 1000);
    else if (field->type == FT_CARD)
        buf_add(out, next_random(state, 2) ? "6222020200000000000" : "62220202000000000");
    else
        text_for(field, (Kind)next_random(state, KINDS), next_random(state, 4), out);
}

static RecordId random_list(unsigned *state)
{
    RecordId record;
    do
        record = (RecordId)next_random(state, REC_COUNT);
    while (!(catalog_record(record)->flags & RF_MANY));
    return record;
}

static void set_random(Session *session, CaseFile *file, unsigned *state)
{
    Buf text = BUF_INIT;
    const FieldDef *field = catalog_field((FieldId)next_random(state, FIELD_COUNT));
    size_t rows = case_rows(file, field->record);
    random_text(field, state, &text);
    app_case_set(session, file, field->id, rows ? next_random(state, (unsigned)rows) : 0,
                 text.data ? text.data : "", &help_err);
    buf_free(&text);
}

/* What is refused is an edit like any other: it changes nothing. */
static void edit_random(Session *session, CaseFile **file, unsigned *state)
{
    RecordId record = random_list(state);
    size_t rows = case_rows(*file, record);
    size_t row = rows ? next_random(state, (unsigned)rows) : 0;
    size_t to = rows ? next_random(state, (unsigned)rows) : 0;
    switch (next_random(state, rows ? 12 : 8)) {
    case 0:
        app_case_undo(session, file, NULL, NULL, &help_err);
        break;
    case 1:
        app_case_redo(session, file, NULL, NULL, &help_err);
        break;
    case 2:
        app_case_add_row(session, *file, record, row, &help_err);
        break;
    case 8:
        app_case_copy_row(session, *file, record, row, &help_err);
        break;
    case 9:
        app_case_remove_row(session, *file, record, row, &help_err);
        break;
    case 10:
        app_case_move_row(session, *file, record, row, to, &help_err);
        break;
    default:
        set_random(session, *file, state);
    }
    err_clear(&help_err);
}

/* Rules of a site that hide what they read: a table of which no column is read is named as it
 * is written; a number may follow a word without a blank. */
static void write_hiding_rules(void)
{
    static const struct {
        const char *over, *when;
    } rules[] = {
        {"expense", "(SELECT count(*) FROM PLAN) > 2"},
        {"consent", "EXISTS (SELECT 1 FROM Expense LIMIT 1 OFFSET 11)"},
        {"expense", "EXISTS (SELECT.5 FROM expense AS o WHERE o.amount_fen = expense.amount_fen"
                    " AND o.row_no < expense.row_no)"},
        {"value", "(SELECT count(*) FROM Member AS m, pLaN) % 2"},
        {"plan", "(WITH p AS (SELECT count(*) AS n FROM Plan) SELECT n FROM p) % 2"},
        {"checklist", "checklist.open AND (SELECT count(*) FROM pLaN) % 2"},
        {"item", "(SELECT total(amount_fen) FROM Expense) % 2"},
    };
    Buf text = BUF_INIT;
    char *folder = help_path("rules");
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        buf_addf(&text,
                 "[r9%zu]\ntitle = \"x\"\ntitle[zh_CN] = \"x\"\nmessage = \"x\"\n"
                 "message[zh_CN] = \"x\"\nseverity = \"block\"\nover = \"%s\"\nwhen = \"%s\"\n"
                 "version = \"1\"\nauthority = \"h\"\nauthority[zh_CN] = \"h\"\n"
                 "grade = \"C\"\nraises = \"case.note=x\"\ncalm = \"case.note=x\"\n",
                 i, rules[i].over, rules[i].when);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    free(temp_text(folder, "hiding.ini", text.data));
    free(folder);
    buf_free(&text);
}

/* What is kept of the last judgement never differs from judging afresh. */
START_TEST(test_large_edits_at_random)
{
    unsigned state = 77u + (unsigned)_i;
    help_start();
    write_hiding_rules();
    Session *session = open_store();
    ck_assert_pstr_eq(session_fault(session), NULL);
    CaseFile *file = with_bills(session, 1, 12), *other = with_bills(session, 2, 3);
    ctx = *session_fields(session);
    for (int i = 0; i < 100; i++) {
        Buf after = BUF_INIT;
        buf_addf(&after, "edit %d of round %d", i, _i);
        edit_random(session, i % 10 == 9 ? &other : &file, &state);
        /* Several edits may lie between two judgements. */
        if (i % 3)
            judge_both(session, file, after.data);
        buf_free(&after);
    }
    case_free(file);
    case_free(other);
    session_close(session);
    help_stop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("large");
    TCase *tcase = tcase_create("large");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_large_case, 0, KINDS);
    tcase_add_test(tcase, test_large_right_values);
    tcase_add_test(tcase, test_large_after_another);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("cell");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, test_large_cell);
    tcase_add_test(tcase, test_large_keys_stand_in_short_rows);
    tcase_add_test(tcase, test_large_staged_again);
    tcase_add_loop_test(tcase, test_large_edits_at_random, 0, share_of(4, 1));
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
