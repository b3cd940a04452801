/* The whole main job in a terminal of 80x24 in zh_CN, by the keys that the screen shows: a
 * social worker enters a case, a supervisor returns it, it is corrected, approved and exported.
 * And what must hold on the way: a killed program has every field that was left, nobody
 * approves their own case. Texts are looked for through gettext and the code tables, so other
 * words break nothing. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/move.h"
#include "app/practice.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/xlsx_read.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"
#include "ui/cmd/cmd.h"

enum { ROWS = 24, COLS = 80, TRIES = 80, PAGES = 12, TIMEOUT = 300 };

static char *folder, *store, *data;
static Term *term;

/* ---- the store, seen by another program ---- */

static Err err;
#define ck_done(call)                                                                          \
    do {                                                                                       \
        err_clear(&err);                                                                       \
        ck_assert_msg((call), "%s: %s", #call, err.text);                                      \
    } while (0)

static void make_store(void)
{
    Session *session = NULL;
    bool made;

    folder = temp_new();
    store = temp_path(folder, "practice.db");
    data = temp_path(getenv("top_builddir"), "share/anjuan");
    char *locale = temp_path(getenv("top_builddir"), "share/locale");
    setenv("LANGUAGE", "zh_CN", 1);
    ck_assert(i18n_start("zh_CN", locale));
    const SessionOptions options = {.store = store, .data = data, .lang = "zh_CN"};
    ck_done(app_practice_open(&options, store, &made, &session, &err));
    session_close(session);
    free(locale);
}

static void remove_store(void)
{
    free(store);
    free(data);
    temp_free(folder);
}

static Session *look(const char *name, const char *passphrase)
{
    const SessionOptions options = {.store = store, .data = data, .lang = "zh_CN"};
    Session *session = NULL;

    ck_done(session_open(&options, STORE_OPEN, &session, &err));
    ck_done(session_sign_in(session, name, passphrase, &err));
    return session;
}

static CaseFile *look_at(Session *session, const char *no)
{
    CaseFile *file = NULL;

    ck_done(app_case_open(session, no, &file, &err));
    return file;
}

/* ---- the program ---- */

static void start(void)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program, (char *)"--store", store, NULL};
    char *const env[] = {(char *)"LANGUAGE=zh_CN", NULL};

    term = term_open(ROWS, COLS, "xterm-256color", argv, env);
    free(program);
    expect_text(term, "lianxi-zhou"); /* the practice users and their passphrases */
}

static void stop(void)
{
    term_close(term);
}

static void keys(const char *text)
{
    term_type(term, text);
    expect_idle(term);
}

static void ctrl(char letter)
{
    term_char(term, (uint32_t)letter, VTERM_MOD_CTRL);
    expect_idle(term);
}

static void alt(char letter)
{
    term_char(term, (uint32_t)letter, VTERM_MOD_ALT);
    expect_idle(term);
}

static void press(VTermKey key)
{
    term_key(term, key, VTERM_MOD_NONE);
    expect_idle(term);
}

/* The words of a command stand in the key bar. */
static bool in_bar(const Term *on, const void *what)
{
    const CmdInfo *info = cmd_info(*(const CmdId *)what);
    Buf hint = BUF_INIT;
    Keymap *keymap = keymap_new();
    int rows, cols;
    bool found = false;

    term_size(on, &rows, &cols);
    char *bar = term_row(on, rows - 1);

    for (int typing = 0; typing < 2 && !found; typing++) {
        buf_clear(&hint);
        keymap_keys(keymap, info->id, typing, false, &hint);
        if (!hint.len)
            continue;
        buf_addf(&hint, " %s", _(info->bar));
        found = strstr(bar, hint.data) != NULL;
    }
    free(bar);
    buf_free(&hint);
    keymap_free(keymap);
    return found;
}

static bool offered(CmdId id)
{
    return in_bar(term, &id);
}

/* Only keys that are offered are pressed. Waits, for a new size is drawn a moment later. */
#define expect_offered(id) check_offered(id, __LINE__)
static void check_offered(CmdId id, int line)
{
    if (term_until(term, in_bar, &id, 0))
        return;
    char *screen = term_dump(term, false, false);
    ck_abort_msg("line %d: %s is not offered\n%s", line, cmd_info(id)->name, screen);
}

static void sign_in(const char *name)
{
    Buf text = BUF_INIT;

    buf_addf(&text, "%s\tlianxi-%s\r", name, name);
    keys(text.data);
    expect_gone(term, "lianxi-zhou");
    buf_free(&text);
}

static char *cursor_row(void)
{
    int row, col;

    expect_idle(term);
    term_cursor(term, &row, &col);
    return term_row(term, row);
}

/* The number in the title. */
static char *case_no(void)
{
    char *title = term_row(term, 0), *at = strstr(title, "T1-");

    ck_assert_msg(at != NULL, "no case number in the title: %s", title);
    char *no = xstrndup(at, strcspn(at, " "));
    free(title);
    return no;
}

static Status status_of(const char *no)
{
    Session *session = look("lin", "lianxi-lin");
    CaseFile *file = look_at(session, no);
    Status status;

    ck_assert(status_parse(case_head_of(file)->status, &status));
    case_free(file);
    session_close(session);
    return status;
}

static void expect_status(const char *no, Status want)
{
    char *screen;

    expect_idle(term);
    screen = term_dump(term, false, false);
    ck_assert_msg(status_of(no) == want, "%s is not %s\n%s", no, status_word(want), screen);
    free(screen);
}

/* Back until the screen offers it. */
static void back_to(CmdId id)
{
    for (int i = 0; i < TRIES && !offered(id); i++)
        keys("\033");
    expect_offered(id);
}

static void sign_out(void)
{
    back_to(CMD_SIGN_OUT);
    keys("o");
    expect_text(term, "lianxi-zhou");
}

/* Puts the cursor of the queue on the case. */
static void find_case(const char *query, const char *no)
{
    expect_offered(CMD_QUEUE_SEARCH);
    keys("/");
    keys(query);
    keys("\r");
    expect_text(term, no);
    char *row = cursor_row();
    ck_assert_msg(row[1] == '>' && strstr(row, no), "the cursor is not on %s: %s", no, row);
    free(row);
}

/* ---- forms ---- */

static bool at_label(const char *label)
{
    char *row = cursor_row();
    size_t len = strlen(label);
    bool here = row[0] == '>' && strncmp(row + 2, label, len) == 0 &&
                (row[2 + len] == ' ' || !row[2 + len]);

    free(row);
    return here;
}

/* Tab goes on from field to field until the one is reached. */
static void go_to(FieldId id)
{
    Buf label = BUF_INIT;

    field_heading(catalog_field(id), &label);
    for (int i = 0; i < TRIES && !at_label(label.data); i++)
        keys("\t");
    if (!at_label(label.data)) {
        char *screen = term_dump(term, false, true);
        ck_abort_msg("no field %s\n%s", label.data, screen);
    }
    buf_free(&label);
}

static void fill(FieldId id, const char *value)
{
    go_to(id);
    keys(value);
    keys("\t");
}

/* A code is picked from its list by its text. */
static void pick(FieldId id, const char *code)
{
    Session *session = look("lin", "lianxi-lin");
    const FieldContext *fields = session_fields(session);
    const CodeEntry *entry =
        code_find(codes_table(fields->codes, catalog_field(id)->codes), code);

    ck_assert_ptr_nonnull(entry);
    go_to(id);
    keys(code_text(entry, "zh_CN"));
    expect_offered(CMD_CHOICE_TAKE);
    keys("\r");
    session_close(session);
}

static void fill_first_tab(void)
{
    fill(F_PATIENT_name, "张小明");
    pick(F_PATIENT_certificate, "01");
    fill(F_PATIENT_id_number, "990000198903140035"); /* brings sex and day of birth */
    fill(F_PATIENT_phone, "1390000000");             /* a digit too few: warned of, kept */
    fill(F_INITIATOR_is_patient, "y");
    pick(F_PAYEE_kind, "patient");
    fill(F_PAYEE_name, "张小明");
    pick(F_CASE_platform, "shuidichou");
    pick(F_CASE_kind, "illness");
}

/* "No" goes on to the next item, and after the last one to the illness. */
static void fill_disclosure(void)
{
    enum { ITEMS = 10 };

    alt('3');
    for (int i = 0; i < ITEMS; i++)
        keys("n");
    ck_assert(at_label(_(catalog_field(F_ILLNESS_disease)->label)));
}

static void fill_plan(void)
{
    static const char *const cells[] = {
        "巩固", "大剂量甲氨蝶呤4程", "2026-11-25", "2027-02-10", "5万", "2万",
        "强化", "延迟强化化疗",      "02-20",      "05-30",      "4万", "1万"};
    alt('6');
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        keys(cells[i]);
        expect_offered(CMD_CELL_ACCEPT);
        keys("\t"); /* Enter would ask for the rest of the row after its last cell */
    }
    expect_text(term, "90,000");    /* the sum of both */
    fill(F_CASE_target_fen, "9万"); /* below the plan that it follows from */
}

static void fill_documents(void)
{
    alt('7');
    expect_offered(CMD_DOC_RECEIVED);
    alt('r');
    press(VTERM_KEY_DOWN);
    expect_offered(CMD_DOC_VERIFIED);
    alt('v');
}

static void enter_case(void)
{
    fill_first_tab();
    fill_disclosure();
    fill(F_ILLNESS_disease, "急性淋巴细胞白血病");
    fill(F_ILLNESS_diagnosed_on, "20260819");
    fill(F_ILLNESS_hospital, "某大学附属第二医院");
    alt('9');
    fill(F_STATEMENT_title, "七岁的小明想回到课堂");
    fill(F_STATEMENT_story, "小明今年七岁，去年夏天确诊，治疗还需要九万元。");
    fill_plan();
    fill_documents();
}

/* What another person of the ward enters meanwhile: hospital and doctor, papers, consents. */
static void add_papers(const char *no)
{
    static const char *const papers[] = {"D01", "D03", "D09", "D11", "D13",
                                         "D15", "D24", "D28", "D29", "D31"};
    static const char *const consents[] = {"A", "B", "C"};
    static const char *const plan[] = {
        "plan[1].hospital=某大学附属第二医院", "plan[1].doctor=周医生",
        "plan[2].hospital=某大学附属第二医院", "plan[2].doctor=周医生"};
    char *set[64];
    size_t n = 0;
    Session *session = look("lin", "lianxi-lin");
    CaseFile *file = look_at(session, no);
    Arena *arena = arena_new();

    for (size_t i = 0; i < COUNT_OF(plan); i++)
        set[n++] = arena_dup(arena, plan[i]);
    for (size_t i = 0; i < COUNT_OF(papers); i++) {
        set[n++] = arena_printf(arena, "document[+].code=%s", papers[i]);
        set[n++] = arena_dup(arena, "document[+].state=received");
    }
    for (size_t i = 0; i < COUNT_OF(consents); i++) {
        set[n++] = arena_printf(arena, "consent[+].kind=%s", consents[i]);
        set[n++] = arena_dup(arena, "consent[+].version=2026-01");
        set[n++] = arena_dup(arena, "consent[+].signed_on=2026-11-12");
    }
    ck_done(app_case_set_paths(session, file, set, n, &err));
    case_free(file);
    session_close(session);
    arena_free(arena);
}

static void check_stored(const char *no)
{
    static const struct {
        FieldId field;
        size_t row;
        const char *value;
    } stored[] = {
        {F_PATIENT_name, 0, "张小明"},         {F_PATIENT_id_number, 0, "990000198903140035"},
        {F_PATIENT_born_on, 0, "1989-03-14"},  {F_PATIENT_sex, 0, "1"},
        {F_PATIENT_phone, 0, "1390000000"},    {F_CASE_target_fen, 0, "9000000"},
        {F_DISCLOSURE_answer, 9, "no"},        {F_ILLNESS_diagnosed_on, 0, "2026-08-19"},
        {F_PLAN_item, 0, "大剂量甲氨蝶呤4程"}, {F_PLAN_estimate_fen, 1, "4000000"},
        {F_PLAN_insured_fen, 1, "1000000"},    {F_DOCUMENT_state, 0, "received"},
        {F_DOCUMENT_state, 1, "verified"},
    };
    Session *session = look("lin", "lianxi-lin");
    CaseFile *file = look_at(session, no);

    ck_assert_uint_eq(case_rows(file, REC_PLAN), 2);
    for (size_t i = 0; i < COUNT_OF(stored); i++) {
        const char *value = case_get(file, stored[i].field, stored[i].row);
        ck_assert_msg(value && strcmp(value, stored[i].value) == 0, "%s is %s",
                      catalog_field(stored[i].field)->key, value ? value : "empty");
    }
    case_free(file);
    session_close(session);
}

/* ---- the workbook ---- */

typedef struct Found {
    const char *text;
    bool as_text, seen;
} Found;

typedef struct Search {
    Found *items;
    size_t n;
} Search;

static bool see_cell(void *ctx, const XlsxCell *cell)
{
    Search *search = ctx;

    for (size_t i = 0; i < search->n; i++)
        if (strcmp(cell->text, search->items[i].text) == 0 &&
            (cell->type == 's') == search->items[i].as_text)
            search->items[i].seen = true;
    return true;
}

static void check_workbook(const char *path, const char *no)
{
    Found found[] = {{no, true, false},
                     {"张小明", true, false},
                     {"990000198903140035", true, false},
                     {"13900000001", true, false},
                     {"急性淋巴细胞白血病", true, false},
                     {"大剂量甲氨蝶呤4程", true, false},
                     {"90000", false, false},
                     {"40000", false, false}};
    Search search = {found, COUNT_OF(found)};
    XlsxBook *book = NULL;

    ck_done(xlsx_open(path, &book, &err));
    for (size_t i = 0; i < xlsx_sheets(book); i++)
        ck_done(xlsx_read(book, i, see_cell, &search, &err));
    for (size_t i = 0; i < COUNT_OF(found); i++)
        ck_assert_msg(found[i].seen, "%s is not in the workbook", found[i].text);
    xlsx_close(book);
}

/* ---- the tests ---- */

static void return_case(const char *no)
{
    Session *session = look("lin", "lianxi-lin");
    const CodeTable *reasons = codes_table(session_fields(session)->codes, "return_reason");

    sign_in("zhou");
    find_case("zxm", no);
    expect_offered(CMD_QUEUE_REVIEW);
    keys("r");
    expect_offered(CMD_REVIEW_RETURN);
    keys("r");
    keys(code_text(code_find(reasons, "unclear_document"), "zh_CN"));
    keys("\r");
    keys("电话少一位，请核对");
    keys("\r");
    expect_status(no, STATUS_RETURNED);
    sign_out();
    session_close(session);
}

static void correct_case(const char *no)
{
    sign_in("lin");
    find_case("张小明", no);
    expect_offered(CMD_QUEUE_OPEN);
    keys("\r");
    alt('V');
    expect_text(term, "电话少一位，请核对");
    alt('1');
    go_to(F_PATIENT_phone);
    ctrl('u');
    keys("13900000001\t");
    back_to(CMD_QUEUE_SUBMIT);
    keys("s");
    expect_status(no, STATUS_SUBMITTED);
    sign_out();
}

static void approve_and_export(const char *no, const char *path)
{
    sign_in("zhou");
    find_case(no, no);
    keys("r");
    expect_offered(CMD_REVIEW_APPROVE);
    for (int i = 0; i < PAGES; i++) /* who has not read it all is asked */
        press(VTERM_KEY_PAGEDOWN);
    keys("a");
    keys("提示已逐条核对");
    keys("\r");
    /* three have words of their own, the others together */
    keys("正文按旧稿，年龄待改");
    keys("\r");
    keys("另一项也已核对");
    keys("\r");
    keys("其余提示已核对");
    keys("\r");
    expect_status(no, STATUS_APPROVED);
    back_to(CMD_QUEUE_BATCHES);
    keys("b");
    expect_offered(CMD_BATCH_EXPORT);
    keys("e");
    expect_text(term, "通用模板");
    keys("tymb\r");
    expect_text(term, "水滴筹");
    keys("sdc\r");
    expect_text(term, no);
    keys("\r");
    ctrl('u');
    keys(path);
    keys("\r");
    expect_text(term, "SHA-256");
    char *name = path_name(path);
    expect_text(term, name);
    free(name);
    expect_status(no, STATUS_EXPORTED);
}

START_TEST(test_job_from_bedside_to_upload)
{
    char *path = temp_path(folder, "批次.xlsx");

    sign_in("lin");
    expect_offered(CMD_QUEUE_NEW);
    keys("n");
    char *no = case_no();
    enter_case();
    check_stored(no);
    alt('1');
    expect_offered(CMD_CASE_SUBMIT);
    press((VTermKey)VTERM_KEY_FUNCTION(9));
    expect_status(no, STATUS_DRAFT); /* papers are missing */
    back_to(CMD_QUEUE_NEW);
    add_papers(no);
    find_case(no, no);
    expect_offered(CMD_QUEUE_SUBMIT);
    keys("s");
    expect_status(no, STATUS_SUBMITTED);
    sign_out();
    return_case(no);
    correct_case(no);
    approve_and_export(no, path);
    check_workbook(path, no);
    free(path);
    free(no);
}
END_TEST

/* Fields that were left are there, whatever happened in the middle of the next one. */
START_TEST(test_job_killed_while_typing)
{
    int status;

    sign_in("lin");
    keys("n");
    char *no = case_no();
    fill(F_PATIENT_name, "买买提·吐尔逊");
    fill(F_PATIENT_id_number, "990000198903140035");
    go_to(F_PATIENT_phone);
    term_type(term, "13900");
    expect_idle(term); /* it is written */
    term_signal(term, SIGKILL);
    ck_assert(term_wait_exit(term, &status, 0));
    ck_assert(WIFSIGNALED(status));
    stop();

    start();
    sign_in("lin"); /* leads back into the case, to the field and what was typed there */
    expect_text(term, "139 00");
    expect_text(term, "买买提·吐尔逊");
    expect_text(term, "990000 19890314 003 5");
    expect_text(term, "1989-03-14");
    free(no);
}
END_TEST

static char *case_of(const char *name)
{
    Buf passphrase = BUF_INIT;
    Arena *arena = arena_new();
    CaseFile *file = NULL;
    const char **numbers;
    size_t n;

    buf_addf(&passphrase, "lianxi-%s", name);
    Session *session = look(name, passphrase.data);
    char *path = temp_path(data, "practice/uraemia-farmer.json");
    ck_done(app_import(session, (const char *[]){path}, 1, arena, &numbers, &n, &err));
    ck_done(app_case_open(session, numbers[0], &file, &err));
    /* The practice store has a case of that patient. */
    const Decision decision = {.comment = "与另案为同一患者，另案将关闭"};
    ck_done(app_case_move(session, &file, VERB_SUBMIT, &decision, &err));
    char *no = xstrdup(case_head_of(file)->no);
    case_free(file);
    arena_free(arena);
    free(path);
    buf_free(&passphrase);
    session_close(session);
    return no;
}

START_TEST(test_job_own_case_is_not_approved)
{
    char *no = case_of("zhou");

    sign_in("zhou");
    find_case(no, no);
    keys("r");
    ck_assert_msg(!offered(CMD_REVIEW_APPROVE), "one's own case can be approved");
    char *screen = term_dump(term, false, false);
    const char *why = _("You entered this case");
    ck_assert_msg(strstr(screen, why), "not told why: %s\n%s", why, screen);
    free(screen);
    keys("a");
    keys("\r");
    expect_status(no, STATUS_SUBMITTED);
    free(no);
}
END_TEST

/* A dialog lives through any size, and what was typed into it. */
START_TEST(test_job_resize_in_a_dialog)
{
    Buf small = BUF_INIT;

    sign_in("zhou");
    back_to(CMD_QUEUE_BATCHES);
    keys("b");
    expect_offered(CMD_BATCH_AGAIN);
    keys("x");
    ctrl('u');
    keys("/tmp/某医院社工部");
    /* ncurses shows what was there before once more at the new size, so only the key bar at the
     * bottom tells that the program has drawn for it. */
    term_resize(term, 15, 50);
    buf_addf(&small, _("The window is too small: %dx%d at least. Nothing is lost"), 60, 16);
    expect_text(term, small.data);
    buf_free(&small);
    term_resize(term, 40, 132);
    expect_offered(CMD_DIALOG_OK);
    expect_text(term, "/tmp/某医院社工部");
    term_resize(term, ROWS, COLS);
    expect_offered(CMD_DIALOG_OK);
    expect_text(term, "/tmp/某医院社工部");
    keys("\033");
    expect_offered(CMD_BATCH_AGAIN);
}
END_TEST

/* The lock covers a dialog and a half typed field; behind it both are as they were. */
START_TEST(test_job_lock_and_return)
{
    sign_in("lin");
    keys("n");
    char *no = case_no();
    fill(F_PATIENT_name, "张小明");
    go_to(F_PATIENT_address);
    keys("川西某县河坝");
    ctrl('x');
    expect_gone(term, "张小明");
    expect_gone(term, no);
    keys("lianxi-zhou\r"); /* somebody else's */
    expect_gone(term, "张小明");
    keys("lianxi-lin\r");
    expect_text(term, "张小明");
    ck_assert(at_label(_(catalog_field(F_PATIENT_address)->label)));
    keys("镇");
    expect_text(term, "川西某县河坝镇");
    free(no);
}
END_TEST

START_TEST(test_job_paste_of_two_lines)
{
    sign_in("lin");
    keys("n");
    go_to(F_PATIENT_name);
    term_paste(term, "张\n小明");
    expect_idle(term);
    ck_assert(at_label(_(catalog_field(F_PATIENT_name)->label)));
    expect_text(term, "张 小明");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("job");
    TCase *job = tcase_create("job"), *typing = tcase_create("typing");

    tcase_set_timeout(job, TIMEOUT);
    tcase_add_unchecked_fixture(job, make_store, remove_store);
    tcase_add_checked_fixture(job, start, stop);
    tcase_add_test(job, test_job_from_bedside_to_upload);
    tcase_add_test(job, test_job_killed_while_typing);
    tcase_add_test(job, test_job_own_case_is_not_approved);
    suite_add_tcase(suite, job);

    tcase_set_timeout(typing, TIMEOUT);
    tcase_add_unchecked_fixture(typing, make_store, remove_store);
    tcase_add_checked_fixture(typing, start, stop);
    tcase_add_test(typing, test_job_resize_in_a_dialog);
    tcase_add_test(typing, test_job_lock_and_return);
    tcase_add_test(typing, test_job_paste_of_two_lines);
    suite_add_tcase(suite, typing);

    return suite_finish(suite);
}
