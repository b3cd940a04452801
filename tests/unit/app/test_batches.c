/* Batches: what is exported, what stays of an export that was interrupted, and what the next
 * start makes of it. */
#include "config.h"

#include <check.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/batch.h"
#include "app/batch_ledger.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/restore.h"
#include "base/attr.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static int64_t batches(void)
{
    return help_raw_int(help_store_file, "SELECT count(*) FROM batch");
}

START_TEST(test_export_as_approved)
{
    BatchRow row, again;
    const char *no = help_approved_case(8);
    char *first = help_path("first.xlsx"), *second = help_path("second.xlsx");
    char *name[] = {(char[]){"patient.name=后来的名字"}};
    CaseFile *file;
    ck_done(help_export(zhou, NULL, 0, first, false, NULL, &row));
    ck_assert_str_eq(row.no, "T1-B0001");
    ck_assert_int_eq(row.cases, 1);
    ck_assert(!help_export(zhou, &no, 1, second, false, NULL, &again));
    ck_assert(!help_export(zhou, NULL, 0, second, false, NULL, &again));
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set_paths(lin, file, name, 1, &help_err));
    case_free(file);
    ck_assert(!help_export(zhou, &no, 1, second, false, NULL, &again));
    ck_done(app_export_again(zhou, "T1-B0001", second, false, NULL, arena, &again, &help_err));
    size_t a, b;
    char *x = temp_read(first, &a), *y = temp_read(second, &b);
    ck_assert(a == b && memcmp(x, y, a) == 0);
    free(x);
    free(y);
    free(first);
    free(second);
}
END_TEST

static size_t judged_for_export(const char *name)
{
    BatchRow row;
    char *path = help_path(name);
    size_t before = session_judgings(zhou);
    ck_done(help_export(zhou, NULL, 0, path, false, NULL, &row));
    free(path);
    return session_judgings(zhou) - before;
}

/* A case goes as it was judged just now; and is judged again if anybody wrote in between. */
START_TEST(test_export_judges_once)
{
    BatchItem item = {.judged = true};
    Batch batch = {.purpose = "launch", .items = &item, .n = 1};
    help_approved_case(8);
    ck_assert_uint_eq(judged_for_export("kept.xlsx"), 1);
    const char *no = help_approved_case(9);
    ck_assert(help_raw(help_store_file, "UPDATE case_summary SET judged_on = '2000-01-01'"));
    session_changed(zhou, &batch.judged);
    ck_done(sql_get_int(session_store(zhou), &help_err, &item.case_id,
                        "SELECT id FROM case_file WHERE no = ?", "t", no));
    size_t before = session_judgings(zhou);
    ck_done(batch_judge(zhou, &batch, &help_err));
    ck_assert_uint_eq(session_judgings(zhou), before);
    ck_assert(help_raw(help_store_file, "UPDATE case_summary SET judged_on = '2000-01-02'"));
    ck_done(batch_judge(zhou, &batch, &help_err));
    ck_assert_uint_eq(session_judgings(zhou), before + 1);
    ck_assert_uint_eq(judged_for_export("anew.xlsx"), 1);
}
END_TEST

static char *portable(const CaseFile *file)
{
    Buf text = BUF_INIT;
    portable_write(file, &text);
    return buf_take(&text);
}

/* What a batch that shows what came afterwards keeps of the case. */
static const char *content_now(const char *no)
{
    BatchItem item = {0};
    Batch batch = {.purpose = "payment", .platform = "", .items = &item, .n = 1};
    ck_done(sql_get_int(session_store(zhou), &help_err, &item.case_id,
                        "SELECT id FROM case_file WHERE no = ?", "t", no));
    ck_done(sql_get_int(session_store(zhou), &help_err, &item.approval_id,
                        "SELECT id FROM approval WHERE active = 1 AND case_id = ?", "i",
                        item.case_id));
    ck_done(batch_contents(zhou, &batch, arena, &help_err));
    return item.content;
}

/* An amendment that another program opened and closed again leaves its values in the tables. */
START_TEST(test_export_of_what_goes_on_as_approved)
{
    const char *no = help_approved_case(8);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_done(app_case_set_paths(lin, file,
                               (char *[]){(char[]){"consent[2].withdrawn_on=2026-11-20"},
                                          (char[]){"document[+].code=D16"},
                                          (char[]){"case.retain_until=2031-01-01"}},
                               3, &help_err));
    const char *before = content_now(no);
    char *shown = portable(file);
    ck_assert_str_eq(before, shown); /* nothing of what goes on is lost */
    free(shown);
    ck_assert(help_raw(help_store_file,
                       "DROP TRIGGER payee_fixed_update; DROP TRIGGER consent_fixed_update;"
                       "DROP TRIGGER plan_fixed_insert;"
                       "UPDATE payee SET account = '6222020200112233445', name = '外人';"
                       "INSERT INTO plan (uid, case_id, place, item) SELECT randomblob(16), id,"
                       " 9, '外' FROM case_file"));
    ck_assert_str_eq(content_now(no), before);
    ck_assert(help_raw(help_store_file, "UPDATE consent SET signer = '外人'"));
    ck_assert_ptr_null(strstr(content_now(no), "外人"));
    case_free(file);
}
END_TEST

START_TEST(test_export_with_old_knowledge)
{
    BatchRow row;
    Session *later;
    char *site = help_path("later"), *codes = help_path("later/codes"),
         *file = help_path("x.xlsx");
    help_approved_case(9);
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &row));
    /* The site renames a code; the batch is written with the words of its time. */
    ck_done(path_make_folder(codes, &help_err));
    char *table = temp_text(codes, "sex.ini",
                            "[table]\ntitle = \"Sex\"\ntitle[zh_CN] = \"性别\"\n"
                            "[code.1]\ntext = \"man\"\ntext[zh_CN] = \"男子\"\n"
                            "[code.2]\ntext = \"woman\"\ntext[zh_CN] = \"女子\"\n");
    help_options.site = site;
    later = help_open_as("zhou");
    ck_assert_str_ne(knowledge_version(session_knowledge(later)),
                     knowledge_version(session_knowledge(zhou)));
    ck_done(app_export_again(later, "T1-B0001", file, false, NULL, arena, &row, &help_err));
    char *other = help_path("y.xlsx");
    ck_done(app_export_again(later, "T1-B0001", other, false, NULL, arena, &row, &help_err));
    free(other);
    session_close(later);
    free(table);
    free(site);
    free(codes);
    free(file);
}
END_TEST

static bool cancel(void *ctx, size_t done, size_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    return false;
}

START_TEST(test_export_leaves_nothing)
{
    static const char before[] = "an older file of that name";
    BatchRow row;
    Progress progress = {.step = cancel};
    help_approved_case(10);
    char *old = temp_text(help_folder, "old.xlsx", before);
    char *nowhere = help_path("nowhere/x.xlsx");
    ck_assert(!help_export(zhou, NULL, 0, old, false, NULL, &row));
    ck_assert(help_is_err(ERR_REFUSED, "--replace"));
    ck_assert(!help_export(zhou, NULL, 0, old, true, &progress, &row));
    ck_assert_int_eq(help_err.kind, ERR_CANCELLED);
    ck_assert(!help_export(zhou, NULL, 0, nowhere, false, NULL, &row));
    ck_assert(!app_export(zhou, &(ExportWish){.template_ = "nonsense"}, old, true, NULL, arena,
                          &row, NULL, &help_err));
    ck_assert(!help_export(lin, NULL, 0, old, true, NULL, &row));
    ck_assert(!app_export_again(zhou, "T1-B0001", old, true, NULL, arena, &row, &help_err));
    /* A ledger that refuses. */
    ck_assert(help_raw(help_store_file, "CREATE TRIGGER full BEFORE INSERT ON batch_case BEGIN"
                                        " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!help_export(zhou, NULL, 0, old, true, NULL, &row));
    ck_assert_int_eq(batches(), 0);
    char *after = temp_read(old, NULL);
    ck_assert_str_eq(after, before);
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM case_file"
                                                   " WHERE status = 'approved'"),
                     1);
    free(after);
    free(old);
    free(nowhere);
}
END_TEST

/* ---- an export that is interrupted ---- */

static char *batch_states(void)
{
    Buf text = BUF_INIT;
    BatchRow *rows;
    size_t n;
    ck_done(app_batches(zhou, arena, &rows, &n, &help_err));
    for (size_t i = n; i-- > 0;)
        buf_addf(&text, "%s%s %s", text.len ? ", " : "", rows[i].no,
                 app_batch_state_word(rows[i].state));
    return buf_take(&text);
}

static void expect_states(const char *want)
{
    char *states = batch_states();
    ck_assert_str_eq(states, want);
    free(states);
}

/* The program starts again; what it says of what it found. */
static const char *start_again(void)
{
    size_t n;
    session_close(zhou);
    zhou = help_open_as("zhou");
    const char *const *notes = session_notes(zhou, &n);
    ck_assert_uint_le(n, 1);
    return n ? notes[0] : "";
}

/* A command that only reads decides nothing, and says that something is open. */
static void reads_only(const char *says)
{
    Session *session;
    size_t n;
    ck_done(session_open(&help_options, STORE_READ, &session, &help_err));
    const char *const *notes = session_notes(session, &n);
    ck_assert_uint_eq(n, says ? 1 : 0);
    ck_assert(!says || strstr(notes[0], says));
    session_close(session);
}

static size_t hidden_files(void)
{
    size_t n = 0;
    DIR *dir = opendir(help_folder);
    struct dirent *entry;
    while ((entry = readdir(dir)))
        n += strstr(entry->d_name, ".anj-") != NULL;
    closedir(dir);
    return n;
}

/* The file has its name and the ledger cannot say so: killed there, or a disk that fails. */
static const char *export_half(const char *file)
{
    BatchRow row;
    const char *no = help_approved_case(11);
    ck_assert(help_raw(help_store_file, "CREATE TRIGGER full BEFORE UPDATE ON batch BEGIN"
                                        " SELECT RAISE(ABORT, 'disk full'); END"));
    ck_assert(!help_export(zhou, NULL, 0, file, false, NULL, &row));
    ck_assert(help_is_err(help_err.kind, "T1-B0001"));
    ck_assert(path_exists(file));
    expect_states("T1-B0001 begun");
    return no;
}

START_TEST(test_export_interrupted_is_finished)
{
    BatchRow row;
    CaseFile *opened;
    char *file = help_path("x.xlsx"), *other = help_path("y.xlsx");
    char *name[] = {(char[]){"patient.name=别的"}};
    const char *no = export_half(file);
    /* Until that is decided the case is nobody's to change or to export. */
    ck_assert(!help_export(zhou, &no, 1, other, false, NULL, &row));
    ck_done(app_case_open(lin, no, &opened, &help_err));
    ck_assert(!app_case_set_paths(lin, opened, name, 1, &help_err));
    ck_assert_msg(help_is_err(ERR_REFUSED, "anjuan amend"), "%s", help_err.text);
    case_free(opened);
    ck_assert(!help_raw(help_store_file, "UPDATE case_file SET status = 'draft'"));
    ck_assert(!help_raw(help_store_file, "UPDATE case_file SET status = 'exported'"));
    ck_assert(!help_raw(help_store_file, "UPDATE approval SET active = 0"));
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    reads_only("x.xlsx was interrupted");
    ck_assert_ptr_nonnull(strstr(start_again(), "T1-B0001"));
    reads_only(NULL);
    expect_states("T1-B0001 written");
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM case_file"
                                                   " WHERE status = 'exported'"),
                     1);
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM making"), 0);
    ck_assert_str_eq(start_again(), "");
    /* The same once more is done already; elsewhere it is refused. */
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &row));
    ck_assert_str_eq(row.no, "T1-B0001");
    ck_done(help_export(zhou, &no, 1, file, false, NULL, &row));
    ck_assert(!help_export(zhou, &no, 1, other, false, NULL, &row));
    expect_states("T1-B0001 written");
    ck_assert(!help_raw(help_store_file, "UPDATE batch SET state = 'withdrawn'"));
    ck_assert(!help_raw(help_store_file, "UPDATE batch SET state = 'begun'"));
    free(file);
    free(other);
}
END_TEST

/* The application is what was approved, or nothing goes out. */
START_TEST(test_report_of_a_damaged_approval_is_refused)
{
    BatchRow row;
    CaseFile *opened;
    char *file = help_path("x.xlsx"), *other = help_path("y.xlsx");
    const char *no = help_approved_case(11);
    const ExportWish wish = {.template_ = "follow-up", .numbers = &no, .n = 1};
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &row));
    ck_done(app_case_open(lin, no, &opened, &help_err));
    ck_done(app_case_move(lin, &opened, VERB_AMEND, NULL, &help_err));
    case_free(opened);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER approval_keep;"
                                        "UPDATE approval SET snapshot = '[]'"));
    ck_assert(!app_export(zhou, &wish, other, false, NULL, arena, &row, NULL, &help_err));
    ck_assert_msg(help_is_err(ERR_REFUSED, no), "%s", help_err.text);
    ck_assert(!path_exists(other));
    free(file);
    free(other);
}
END_TEST

START_TEST(test_export_interrupted_is_withdrawn)
{
    BatchRow row;
    char *file = help_path("x.xlsx");
    const char *no = export_half(file);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    char *older = temp_text(help_folder, "x.xlsx", "another file of that name");
    ck_assert_ptr_nonnull(strstr(start_again(), "withdrawn"));
    expect_states("T1-B0001 withdrawn");
    char *text = temp_read(older, NULL);
    ck_assert_str_eq(text, "another file of that name");
    ck_assert(!app_export_again(zhou, "T1-B0001", file, true, NULL, arena, &row, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "T1-B0001"));
    /* Its number is never another's. */
    ck_done(help_export(zhou, &no, 1, file, true, NULL, &row));
    expect_states("T1-B0001 withdrawn, T1-B0002 written");
    ck_assert_uint_eq(hidden_files(), 0);
    free(text);
    free(older);
    free(file);
}
END_TEST

/* What became of it cannot be told from a backup that was made in between. */
START_TEST(test_export_interrupted_put_back)
{
    char *file = help_path("x.xlsx"), *backup = help_path("backup.db"),
         *copy = help_path("copy.db");
    const RestoreOptions options = {0};
    BackupFacts made;
    RestoreFacts facts;
    export_half(file);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    ck_done(store_backup(session_store(zhou), backup, NULL, NULL, &made, &help_err));
    ck_done(app_restore(backup, copy, "zhou", MADE_PASSPHRASE, &options, &facts, &help_err));
    ck_assert(facts.asks_station && facts.notice && strstr(facts.notice, "T1-B0001"));
    ck_assert_int_eq(help_raw_int(copy, "SELECT count(*) FROM batch WHERE state = 'written'"),
                     1);
    ck_assert_int_eq(
        help_raw_int(copy, "SELECT count(*) FROM case_file WHERE status = 'exported'"), 1);
    ck_assert_int_eq(help_raw_int(copy, "SELECT count(*) FROM making"), 0);
    expect_states("T1-B0001 begun");
    free(facts.kept);
    free(facts.notice);
    free(file);
    free(backup);
    free(copy);
}
END_TEST

/* The stick with the whole file was taken out: nothing can be told of it until it is back. */
START_TEST(test_export_interrupted_disk_away)
{
    BatchRow row;
    char *stick = help_path("stick"), *drawer = help_path("drawer");
    char *file = help_path("stick/x.xlsx"), *other = help_path("y.xlsx");
    ck_done(path_make_folder(stick, &help_err));
    const char *no = export_half(file);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    ck_assert_int_eq(rename(stick, drawer), 0);
    for (int i = 0; i < 2; i++) {
        const char *told = start_again();
        ck_assert_msg(strstr(told, "T1-B0001") && strstr(told, stick), "%s", told);
        expect_states("T1-B0001 begun");
    }
    ck_assert(!help_export(zhou, &no, 1, other, false, NULL, &row));
    ck_assert(help_is_err(ERR_CONFLICT, "T1-B0001"));
    ck_assert_int_eq(rename(drawer, stick), 0);
    ck_assert_ptr_nonnull(strstr(start_again(), "is whole"));
    expect_states("T1-B0001 written");
    free(other);
    free(file);
    free(drawer);
    free(stick);
}
END_TEST

/* Nobody starts a program that is only locked: coming back is a start too. */
START_TEST(test_export_interrupted_before_the_lock)
{
    size_t n;
    char *file = help_path("x.xlsx");
    export_half(file);
    ck_assert(help_raw(help_store_file, "DROP TRIGGER full"));
    session_suspend(zhou);
    ck_done(session_check_passphrase(zhou, MADE_PASSPHRASE, &help_err));
    const char *const *notes = session_notes(zhou, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_ptr_nonnull(strstr(notes[0], "T1-B0001"));
    expect_states("T1-B0001 written");
    free(file);
}
END_TEST

/* ---- the station ---- */

/* Another program gives the store a code of its own. */
static void give_station(const char *code)
{
    Session *other = help_open_as("zhou");
    ck_assert(help_raw(help_store_file, "INSERT INTO meta VALUES ('station.ask', '1')"));
    ck_done(app_station_set(other, code, false, &help_err));
    session_close(other);
}

START_TEST(test_export_by_the_station_of_now)
{
    BatchRow row;
    char *file = help_path("x.xlsx");
    help_approved_case(12);
    give_station("T2");
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &row));
    ck_assert_str_eq(row.no, "T2-B0001");
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT station = 'T2' FROM batch"), 1);
    free(file);
}
END_TEST

static bool station_changes(void *ctx, size_t done UNUSED, size_t total UNUSED)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(lin)->id, .verb = "station"};
    bool *given = ctx;
    Tx *tx = NULL;
    ck_done(tx_begin(session_store(lin), &head, &tx, &help_err));
    ck_done(tx_station(tx, "T2", &help_err));
    return *given = tx_commit(tx, NULL, &help_err);
}

/* Workbook and number are made before the store is held. */
START_TEST(test_export_while_the_station_changes)
{
    BatchRow row;
    bool given = false;
    Progress progress = {.step = station_changes, .ctx = &given};
    char *file = help_path("x.xlsx");
    help_approved_case(12);
    ck_assert(!help_export(zhou, NULL, 0, file, false, &progress, &row));
    ck_assert(given);
    ck_assert_msg(help_is_err(ERR_CONFLICT, "T2"), "%s", help_err.text);
    ck_assert(!path_exists(file));
    ck_done(help_export(zhou, NULL, 0, file, false, NULL, &row));
    expect_states("T2-B0001 written");
    free(file);
}
END_TEST

/* ---- files that were left ---- */

/* What the entries name is taken away when it is a file of that kind whose maker is gone. */
static void enter_making(const char *hidden, const char *target)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql, "INSERT INTO making (folder, target) VALUES ('%s', '%s')", hidden, target);
    ck_assert(help_raw(help_store_file, sql.data));
    buf_free(&sql);
}

START_TEST(test_export_left_files_go)
{
    int ends[2];
    char name[512] = "";
    char *file = help_path("x.xlsx"), *whole = path_whole(file);
    char *mine = temp_text(help_folder, "mine.txt", "not to be touched");
    char *left = path_temp_folder(whole, NULL), *inside = temp_text(left, "book.xlsx", "half");
    enter_making(left, whole);
    enter_making(mine, whole);
    ck_assert(path_exists(left));
    ck_assert_ptr_nonnull(strstr(start_again(), "x.xlsx"));
    ck_assert(!path_exists(left) && path_exists(mine));
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM making"), 0);
    /* Another program that is at it is left alone until it is gone. */
    ck_assert_int_eq(pipe(ends), 0);
    pid_t other = fork();
    if (other == 0) {
        char *temp = path_temp_folder(whole, NULL);
        bool told = write(ends[1], temp, strlen(temp)) > 0;
        while (told)
            pause();
        _exit(1);
    }
    ck_assert_int_gt(read(ends[0], name, sizeof(name) - 1), 0);
    enter_making(name, whole);
    ck_assert_str_eq(start_again(), "");
    ck_assert(path_exists(name));
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    ck_assert_ptr_nonnull(strstr(start_again(), "x.xlsx"));
    ck_assert(!path_exists(name));
    close(ends[0]);
    close(ends[1]);
    free(left);
    free(inside);
    free(mine);
    free(whole);
    free(file);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_export_as_approved,
        test_export_judges_once,
        test_export_of_what_goes_on_as_approved,
        test_export_with_old_knowledge,
        test_export_leaves_nothing,
        test_export_interrupted_is_finished,
        test_report_of_a_damaged_approval_is_refused,
        test_export_interrupted_is_withdrawn,
        test_export_interrupted_put_back,
        test_export_interrupted_disk_away,
        test_export_interrupted_before_the_lock,
        test_export_by_the_station_of_now,
        test_export_while_the_station_changes,
        test_export_left_files_go,
    };
    Suite *suite = suite_create("batches");
    TCase *tcase = tcase_create("batches");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_set_timeout(tcase, 120);
    for (size_t i = 0; i < COUNT_OF(tests); i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
