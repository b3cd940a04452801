/* The queue and signing in, by keys and rows. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/people.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "tests/support/people.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/screens/screens.h"
#include "ui/screens/table.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

/* ---- help ---- */

static char *row_of_cursor(void)
{
    int row = 0, col = 0;

    ck_assert(frame_cursor_at(stage_draw(help_stage), &row, &col));
    return xstrdup(help_row(row));
}

/* The marked row, which carries the cursor, holds the text. */
static void expect_on(const char *text)
{
    char *row = row_of_cursor();

    ck_assert_msg(strncmp(row, " >", 2) == 0 && strstr(row, text),
                  "the cursor is not on %s:\n%s", text, help_screen());
    free(row);
}

static void expect_head(const char *text)
{
    ck_assert_msg(strstr(help_row(1), text) != NULL, "%s is not in: %s", text, help_row(1));
}

/* Cases with these names, the last one first in the queue; the number of the last. */
static char *add_cases(Session *session, const char *const *names, size_t n)
{
    CaseFile *file = NULL;
    char *no = NULL;

    for (size_t i = 0; i < n; i++) {
        ck_done(app_case_new(session, &file, &help_err));
        ck_done(app_case_set(session, file, F_PATIENT_name, 0, names[i], &help_err));
        free(no);
        no = xstrdup(case_head_of(file)->no);
        case_free(file);
    }
    return no;
}

static void add_case(const char *name)
{
    free(add_cases(help_session, &name, 1));
}

/* A case of lin with a ward, a bed and a day of birth. */
static void add_patient(const char *name, const char *ward, const char *bed, const char *born)
{
    CaseFile *file = NULL;

    ck_done(app_case_new(help_session, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_name, 0, name, &help_err));
    ck_done(app_case_set(help_session, file, F_CASE_ward, 0, ward, &help_err));
    ck_done(app_case_set(help_session, file, F_ILLNESS_bed, 0, bed, &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_born_on, 0, born, &help_err));
    case_free(file);
}

static void tick(void)
{
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    stage_draw(help_stage);
}

/* ---- what is shown ---- */

static const char long_name[] =
    "阿卜杜热合曼·阿卜杜热西提·买买提吐尔逊江·Wolfeschlegelsteinhausen";

START_TEST(test_queue_rows_fit_any_size)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {43, 132}, {16, 60}, {24, 119}, {24, 120}, {60, 200}};
    static const char *const names[] = {"张小明", "e\xcc\x81lodie", long_name, ""};

    free(add_cases(help_session, names, COUNT_OF(names)));
    help_import("leukaemia-child");
    tick();
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        help_screen_size(sizes[i].rows, sizes[i].cols);
        help_aligned("queue");
        help_expect("罗小禾");
        help_expect("张小明");
        help_expect("(no na");
        help_expect("e\xcc\x81lodie");
        help_expect(sizes[i].cols > 60 ? "阿卜杜" : "阿卜");
        char *row = row_of_cursor();
        ck_assert_msg(strncmp(row, " >", 2) == 0, "%s", row);
        free(row);
    }
}
END_TEST

START_TEST(test_queue_says_what_matters)
{
    help_import("leukaemia-child");
    tick();
    help_expect("罗小禾");
    help_expect("急性");
    help_keys("?");
    help_expect("findings that block");
    help_keys("Esc");
    help_expect("draft");
    help_expect("1 / 1");
    expect_head("[Mine 1]");
    expect_head("All 1");
    ck_assert(!strstr(help_row(1), "approved")); /* an empty shelf says nothing */
    expect_on("T1-2026-000001");                 /* an identifier is never cut */
}
END_TEST

START_TEST(test_queue_empty)
{
    help_expect("No cases here. n starts a new one");
    help_expect("0 / 0");
    help_aligned("empty");
    help_keys("Enter");
    help_expect("not possible"); /* nothing to open */
    help_keys("j k PgDn End f f");
    help_expect("No cases here");
}
END_TEST

START_TEST(test_queue_preview_beside_a_wide_list)
{
    help_import("leukaemia-child");
    tick();
    help_screen_size(43, 132);
    help_expect("罗小禾");
    ck_assert_msg(strstr(help_screen(), "990000201903140013") == NULL, "an ID is shown whole");
    help_screen_size(24, 80);
    help_aligned("narrow again");
}
END_TEST

/* ---- finding ---- */

static const struct {
    const char *typed, *kind;
} finds[] = {
    {"lxh", "initials"},     {"luoxiao", "pinyin"},  {"罗小禾", "name"},
    {"小禾", "name"},        {"0013", "number"},     {"T1-2026-000002", "case number"},
    {"急性淋巴", "disease"}, {"ＬＸＨ", "initials"}, /* full width, capitals */
};

START_TEST(test_queue_live_search)
{
    size_t bytes;

    add_case("周晓鸣");
    help_import("leukaemia-child");
    add_case("张小明");
    help_keys("/");
    for (const char *p = finds[_i].typed; *p; p += bytes) {
        char one[8] = "";
        text_rune(p, &bytes);
        memcpy(one, p, bytes);
        help_type(one);
    }
    help_expect("1 / 1");
    help_expect(finds[_i].kind);
    help_expect("罗小禾");
    help_expect_not("张小明");
    help_keys("Enter");
    expect_on("罗小禾");
    help_keys("Esc");
    expect_on("罗小禾"); /* what was found keeps the cursor */
    help_expect("张小明");
    help_keys("Esc");
    ck_assert(!stage_quitting(help_stage));
}
END_TEST

START_TEST(test_queue_search_finds_nothing)
{
    add_case("张小明");
    help_keys("/");
    help_type("'; DROP TABLE case_file; --");
    help_expect("Nothing found");
    help_aligned("nothing found");
    help_keys("Enter Enter"); /* the second has nothing to open */
    help_expect("Nothing found");
    help_keys("Esc");
    expect_on("张小明");
    help_keys("/");
    help_paste("张\n小明"); /* two lines are one, and no command */
    help_expect("1 / 1");   /* a blank inside a name makes no other name */
    help_keys("^U");
    help_type("zxm");
    help_expect("1 / 1");
    help_keys("Backspace Backspace Backspace");
    help_expect("张小明");
    help_expect("Find:");
}
END_TEST

/* The case may stand anywhere: a search looks everywhere, and the filter comes back after
 * it. */
START_TEST(test_queue_search_looks_everywhere)
{
    add_case("张小明");
    help_sign_in("zhou");
    add_case("王小红");
    help_sign_in("lin");
    expect_head("[Mine 1]");
    help_expect_not("王小红");
    help_keys("/");
    help_type("wxh");
    help_expect("王小红");
    help_keys("Down Esc");
    expect_head("[Mine 1]");
    help_expect_not("王小红");
}
END_TEST

/* The names that stand in the list, in the order given. */
static void expect_order(const char *const *names, size_t n)
{
    const char *at = help_screen();

    for (size_t i = 0; i < n; i++) {
        const char *next = strstr(at, names[i]);
        ck_assert_msg(next != NULL, "%s is not there, or not in its place:\n%s", names[i],
                      help_screen());
        at = next;
    }
}

static void add_ward(void)
{
    add_patient("甲一", "血液科", "12", "1950-01-01");
    add_patient("乙二", "血液科", "9床", "2019-03-14");
    add_patient("丙三", "儿科", "14", "1980-05-05");
    tick();
}

static void pick(const char *key, const char *text)
{
    help_keys(key);
    help_type(text);
    help_keys("Enter");
}

START_TEST(test_queue_sorts)
{
    static const struct {
        const char *by;
        const char *names[3];
    } sorts[] = {{"ward and bed", {"丙三", "乙二", "甲一"}},
                 {"age", {"乙二", "丙三", "甲一"}},
                 {"last change", {"丙三", "乙二", "甲一"}}};

    add_ward();
    for (size_t i = 0; i < COUNT_OF(sorts); i++) {
        pick("T", sorts[i].by);
        expect_order(sorts[i].names, COUNT_OF(sorts[i].names));
        help_aligned(sorts[i].by);
        help_keys("End Home"); /* the cursor keeps its case, so its place is known in each */
        expect_on(sorts[i].names[0]);
    }
}
END_TEST

/* To what the list was narrowed stays, over the lock and for the next time; a search looks
 * everywhere all the same. */
START_TEST(test_queue_narrowed_stays)
{
    add_ward();
    pick("v", "血液");
    expect_head("[Mine 2/3 · 血液科]");
    help_expect_not("丙三");
    pick("v", "0 to 9");
    expect_head("[Mine 1/3 · 血液科 · 0 to 9 years]");
    pick("T", "age");
    help_keys("l");
    help_type("correct horse");
    help_keys("Enter");
    expect_head("[Mine 1/3 · 血液科 · 0 to 9 years · by age]");
    help_sign_in("zhou");
    ck_assert(!strstr(help_row(1), "血液科"));
    help_sign_in("lin");
    expect_head("[Mine 1/3 · 血液科 · 0 to 9 years · by age]");
    expect_on("乙二");
    help_aligned("narrowed");
    help_keys("/");
    help_type("14床");
    help_expect("丙三");
    help_expect("1 / 1");
    help_keys("Esc");
    expect_head("[Mine 1/3 · 血液科");
    pick("v", "All of them");
    expect_head("[Mine 3 · by age]");
}
END_TEST

START_TEST(test_queue_filters)
{
    int64_t id = help_import("uraemia-farmer");
    CaseFile *file = NULL;

    add_case("张小明");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_SUBMIT, NULL, &help_err));
    case_free(file);
    tick();
    expect_head("[Mine 2] draft 1 submitted 1 All 2");
    help_keys("f");
    expect_head("[draft 1]");
    help_expect("张小明");
    help_expect("1 / 1");
    help_keys("Tab");
    expect_head("[submitted 1]");
    help_expect_not("张小明");
    help_keys("Right Right");
    expect_head("[Mine 2]"); /* around, over what is empty */
    help_keys("F");
    expect_head("[All 2]");
    help_sign_in("zhou"); /* who comes to review */
    expect_head("[submitted 1]");
    help_expect("1 for you");
}
END_TEST

/* ---- many ---- */

enum { MANY = 1050 };

static void add_many(void)
{
    Buf text = BUF_INIT;
    Arena *arena = arena_new();
    const char **numbers;
    size_t n;

    buf_add(&text, "[");
    for (int i = 1; i <= MANY; i++)
        buf_addf(&text, "%s{\"patient\":{\"name\":\"患者%04d\"}}", i > 1 ? "," : "", i);
    buf_add(&text, "]");
    char *path = temp_text(help_folder, "many.json", text.data);
    ck_done(
        app_import(help_session, (const char *[]){path}, 1, arena, &numbers, &n, &help_err));
    ck_assert_uint_eq(n, MANY);
    free(path);
    buf_free(&text);
    arena_free(arena);
    tick();
}

START_TEST(test_queue_of_a_thousand)
{
    add_many();
    expect_on("患者1050"); /* the newest first */
    help_expect("1 / 1050");
    help_keys("End");
    expect_on("患者0001");
    help_expect("1050 / 1050");
    help_aligned("end");
    help_keys("PgUp");
    expect_on("患者0017");
    help_keys("Home Down");
    expect_on("患者1049");
    for (int i = 0; i < 40; i++)
        help_keys("PgDn");
    help_expect("642 / 1050");
    expect_on("患者0409");
    help_aligned("middle");
}
END_TEST

/* Another program writes: the new case is there and the cursor stays on its case. */
START_TEST(test_queue_follows_another_program)
{
    char *path = help_path("case.db"), *data = path_join(getenv("top_srcdir"), "data");
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    Session *other = NULL;

    add_case("张小明");
    add_case("王小红");
    tick();
    help_keys("Down");
    expect_on("张小明");
    ck_done(session_open(&options, STORE_OPEN, &other, &help_err));
    ck_done(session_sign_in(other, "lin", "correct horse", &help_err));
    const char *name = "赵新梅";
    free(add_cases(other, &name, 1));
    tick();
    help_expect("赵新梅");
    help_expect("3 / 3");
    expect_on("张小明");
    session_close(other);
    free(path);
    free(data);
}
END_TEST

/* A program that is left on: 26 hours lie between these zones, so it is always another day. */
START_TEST(test_queue_of_the_next_day)
{
    char *path = help_path("case.db"), *data = path_join(getenv("top_srcdir"), "data");
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    Session *session = NULL;

    ck_assert(!session_follow_day(help_session)); /* its day was given */
    setenv("TZ", "ABC+12", 1);
    tzset();
    ck_done(session_open(&options, STORE_OPEN, &session, &help_err));
    Day before = session_today(session);
    ck_assert(!session_follow_day(session));
    setenv("TZ", "ABC-14", 1);
    tzset();
    ck_assert(session_follow_day(session));
    ck_assert_int_gt(day_between(before, session_today(session)), 0);
    session_close(session);
    free(path);
    free(data);
}
END_TEST

/* ---- doing ---- */

START_TEST(test_queue_submits_what_is_whole)
{
    add_case("张小明");
    tick();
    help_keys("s");
    help_expect("cannot be submitted");
    help_expect_not("is now");
    help_import("uraemia-farmer");
    tick();
    help_keys("Home s");
    help_expect("is now: submitted");
    help_keys("s");
    help_expect("Only a draft or a returned case can be submitted");
}
END_TEST

/* What another program makes of the case meanwhile ends the message that says otherwise. */
START_TEST(test_status_that_no_longer_holds)
{
    CaseFile *file;
    int64_t id = help_import("uraemia-farmer");
    help_open_case(id);
    help_keys("Esc");
    help_type("s");
    help_expect("is now: submitted");
    tick();
    help_expect("is now: submitted");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_WITHDRAW, NULL, &help_err));
    case_free(file);
    tick();
    help_expect_not("is now");
}
END_TEST

START_TEST(test_queue_withdraws_after_asking)
{
    add_case("张小明");
    tick();
    help_keys("w");
    help_expect("closed");
    help_keys("Esc");
    expect_head("draft 1");
    help_keys("w");
    help_type("w");
    help_expect("is now: closed");
    ck_assert(!strstr(help_row(1), "draft"));
}
END_TEST

START_TEST(test_queue_says_who_may)
{
    help_import("uraemia-farmer");
    tick();
    help_keys("r");
    help_expect("Only a supervisor reviews cases");
    help_keys("Enter Esc A");
    help_expect("Only a supervisor reviews cases");
    help_keys("Esc Esc");
    help_keys("p");
    help_expect("Users are managed by supervisors and administrators");
    help_sign_in("zhou");
    ck_done(app_person_add(
        help_session,
        &(NewUser){"qian", ROLE_AUDITOR, "钱审计", "correct horse", true, &people_cost},
        &help_err));
    help_sign_in("qian");
    expect_head("[All 1]");
    help_keys("n");
    help_expect("Cases are entered by social workers");
    help_expect("钱审计");
}
END_TEST

/* ---- signing in ---- */

START_TEST(test_signin_wrong_then_right)
{
    help_keys("o");
    help_expect("Sign in");
    help_expect_not("Lock");
    help_aligned("sign-in");
    help_type("zhou");
    help_keys("Tab");
    help_type("wrong horse");
    help_expect("***********");
    help_expect_not("wrong horse");
    help_keys("Enter");
    help_expect("do not belong together");
    help_expect("zhou"); /* the name need not be typed again */
    ck_assert(!session_user(help_session));
    help_type("correct horse");
    help_keys("Enter");
    help_expect("Signed in as zhou");
    ck_assert_str_eq(session_user(help_session)->name, "zhou");
    help_keys("o");
    help_type("lin");
    help_keys("Enter"); /* to the passphrase */
    help_type("correct horse");
    help_keys("Enter");
    help_expect("林社工");
    help_expect("Nothing waits for you today");
    help_keys("Esc");
    expect_head("[Mine 0]");
}
END_TEST

START_TEST(test_signin_clears_and_stays)
{
    help_keys("o");
    help_type("somebody");
    help_keys("Tab Down"); /* nobody to pick from */
    help_type("secret words");
    help_keys("Esc");
    help_expect_not("somebody");
    help_expect_not("****");
    help_keys("Esc Esc");
    ck_assert(!stage_quitting(help_stage));
    help_keys("Enter Enter"); /* empty */
    help_expect("do not belong together");
}
END_TEST

static void come_in_as(const char *name)
{
    help_keys("o");
    help_type(name);
    help_keys("Enter");
    help_type("correct horse");
    help_keys("Enter");
}

/* A store that was put back from a backup asks before anything is written. */
START_TEST(test_signin_asks_for_a_station_code)
{
    Store *store = session_store(help_session);
    ck_done(sql_do(store, &help_err, "INSERT INTO meta VALUES ('station.ask', '1')", NULL));
    come_in_as("lin");
    help_expect("put back from a backup: a supervisor");
    come_in_as("zhou");
    help_expect("Station code that no other store has:");
    help_aligned("station code");
    help_keys("Esc");
    help_expect("nothing is changed in it");
    come_in_as("zhou");
    help_type("t2");
    help_keys("Enter");
    help_expect("A station code has 1 to 12 capital letters");
    help_type("T1");
    help_keys("Enter");
    help_expect("The code of the original");
    help_aligned("the same station code");
    help_keys("n");
    help_type("T2");
    help_keys("Enter");
    help_expect("The station code is T2");
    ck_assert_str_eq(session_station(help_session), "T2");
    come_in_as("zhou");
    help_expect_not("Station code");
}
END_TEST

/* Put back while the screens were locked. */
START_TEST(test_lock_asks_for_a_station_code)
{
    char *path = xstrdup(store_path(session_store(help_session)));
    come_in_as("zhou");
    stage_lock(help_stage);
    ck_assert(help_raw(path, "INSERT INTO meta VALUES ('station.ask', '1')"));
    help_type("correct horse");
    help_keys("Enter");
    help_expect("Station code that no other store has:");
    free(path);
}
END_TEST

START_TEST(test_signin_picks_practice_users)
{
    char *path = help_path("practice.db"), *data = path_join(getenv("top_srcdir"), "data");
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    const InitOptions init = {.organisation = "练习医院",
                              .station = "T1",
                              .supervisor = "zhou",
                              .passphrase = "lianxi-zhou",
                              .practice = true};
    Session *practice = NULL;

    ck_done(app_init(&options, &init, &practice, &help_err));
    stage_free(help_stage);
    help_stage = stage_new(practice, ui_screens, 24, 80, SIGNS_UNICODE);
    stage_push(help_stage, signin_screen_new(help_stage));
    help_expect("lianxi-zhou");
    help_aligned("practice users");
    help_keys("Down");
    help_expect("> lin");
    help_keys("Up");
    help_expect("> admin"); /* around the end */
    help_keys("Down Down Down Down");
    help_expect("> zhou");
    help_type("x"); /* no longer one of them */
    help_expect_not("> zhou");
    stage_event(help_stage, &(Event){.kind = EV_RESIZE, .rows = 16, .cols = 60});
    help_keys("Up"); /* the last, which is shown although there is no room for all */
    help_expect("> admin");
    help_aligned("low");
    help_keys("Down Down Down Down Enter");
    help_expect("Signed in as zhou");
    help_expect("Practice store");
    /* The short ones are those that it begins with, not those that are chosen. */
    stage_push(help_stage, passphrase_screen_new(help_stage));
    help_expect("At least 12 characters");
    stage_free(help_stage);
    help_stage = NULL;
    session_close(practice);
    free(path);
    free(data);
}
END_TEST

/* ---- the suite ---- */

static void setup_chinese(void)
{
    char *locale = path_join(getenv("top_builddir"), "share/locale");
    i18n_start("zh_CN", locale);
    free(locale);
    help_screen_start();
}

static void teardown_chinese(void)
{
    help_screen_stop();
    char *locale = path_join(getenv("top_builddir"), "share/locale");
    i18n_start("en", locale);
    free(locale);
}

/* The same rows with the words of a language whose characters are wide, also on terminals that
 * draw the signs of ambiguous width (· … ─ ▲) wide. */
START_TEST(test_queue_rows_fit_in_chinese)
{
    static const char *const names[] = {"张小明", "e\xcc\x81lodie", long_name, ""};

    text_set_ambiguous(_i);
    free(add_cases(help_session, names, COUNT_OF(names)));
    for (int status = 0; status < 4; status++)
        help_import("uraemia-farmer");
    tick();
    for (int cols = 60; cols <= 132; cols += 12) {
        help_screen_size(24, cols);
        help_aligned("queue");
        help_keys("/");
        help_type("张");
        help_aligned("search");
        help_keys("Esc");
        help_expect("张小明");
    }
    help_keys("b");
    help_aligned("batches");
    help_keys("Esc o");
    help_aligned("sign-in");
    text_set_ambiguous(1);
}
END_TEST

/* Submitted by one key too many, and an edit of the case under the cursor. */
START_TEST(test_queue_undo)
{
    int64_t id = help_import("uraemia-farmer");
    help_sign_in("lin");
    help_type("s");
    help_expect("is now: submitted");
    help_type("u");
    help_expect("is now: draft");
    help_expect_stored(id, F_PATIENT_phone, 0, "13900000011");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_phone, 0, "13900000099", &help_err));
    case_free(file);
    help_sign_in("lin");
    help_type("u");
    help_expect("Taken back in T1-2026-000001: Patient: Phone");
    help_expect_stored(id, F_PATIENT_phone, 0, "13900000011");
}
END_TEST

START_TEST(test_queue_names_the_last_backup)
{
    help_import("uraemia-farmer");
    help_sign_in("lin");
    help_expect("no backup yet");
    BackupFacts facts;
    char *path = help_path("backup.db");
    ck_done(store_backup(session_store(help_session), path, NULL, NULL, &facts, &help_err));
    free(path);
    stage_event(help_stage, &(Event){.kind = EV_TICK});
    help_expect("last backup: just now");
    help_aligned("backup");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queue");
    TCase *english = tcase_create("english"), *chinese = tcase_create("chinese");

    tcase_add_checked_fixture(english, help_screen_start, help_screen_stop);
    tcase_add_test(english, test_queue_rows_fit_any_size);
    tcase_add_test(english, test_queue_says_what_matters);
    tcase_add_test(english, test_queue_empty);
    tcase_add_test(english, test_queue_preview_beside_a_wide_list);
    tcase_add_loop_test(english, test_queue_live_search, 0, (int)COUNT_OF(finds));
    tcase_add_test(english, test_queue_search_finds_nothing);
    tcase_add_test(english, test_queue_search_looks_everywhere);
    tcase_add_test(english, test_queue_sorts);
    tcase_add_test(english, test_queue_narrowed_stays);
    tcase_add_test(english, test_queue_filters);
    tcase_add_test(english, test_queue_of_a_thousand);
    tcase_add_test(english, test_queue_follows_another_program);
    tcase_add_test(english, test_queue_of_the_next_day);
    tcase_add_test(english, test_queue_submits_what_is_whole);
    tcase_add_test(english, test_status_that_no_longer_holds);
    tcase_add_test(english, test_queue_withdraws_after_asking);
    tcase_add_test(english, test_queue_says_who_may);
    tcase_add_test(english, test_queue_undo);
    tcase_add_test(english, test_queue_names_the_last_backup);
    tcase_add_test(english, test_signin_wrong_then_right);
    tcase_add_test(english, test_signin_clears_and_stays);
    tcase_add_test(english, test_signin_picks_practice_users);
    tcase_add_test(english, test_signin_asks_for_a_station_code);
    tcase_add_test(english, test_lock_asks_for_a_station_code);
    suite_add_tcase(suite, english);
    tcase_add_checked_fixture(chinese, setup_chinese, teardown_chinese);
    tcase_add_loop_test(chinese, test_queue_rows_fit_in_chinese, 1, 3);
    suite_add_tcase(suite, chinese);
    return suite_finish(suite);
}
