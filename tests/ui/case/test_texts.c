/* Attaching, waiving, papers to sign and the draft of the statement, by keys and rows. */
#include "config.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/attach.h"
#include "app/case.h"
#include "app/edit.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/case/case.h"
#include "ui/stage/stage.h"

static int64_t id;

/* A new case, open, with the cursor in its first field. */
static void start_new(void)
{
    id = help_new_case();
    help_open_case(id);
}

START_TEST(test_documents_attach_and_waive)
{
    char *folder = temp_new();
    char *scan = temp_text(folder, "诊断é.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *page = temp_text(folder, "page.html", "\x01<html>");
    start_new();
    help_keys("M-7");
    size_t rows = help_stored_rows(id, REC_DOCUMENT);
    help_keys("Home");
    while (!strstr(help_screen(), "> D11"))
        help_keys("Down");
    help_keys("M-w");
    help_expect("D11 proof of diagnosis cannot be waived");
    help_keys("F6");
    help_paste(page);
    help_keys("Enter");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), rows);
    help_expect("page.html"); /* asked again, to be put right */
    help_keys("^U");
    help_paste(scan);
    help_keys("Enter");
    help_expect("D11: a copy of the file is kept (PDF)");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), rows + 1);
    help_expect_stored(id, F_DOCUMENT_code, rows, "D11");
    help_expect_stored(id, F_DOCUMENT_state, rows, "received");
    help_keys("^Z");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT),
                      rows); /* one undo takes it all back */
    free(page);
    free(scan);
    temp_free(folder);
}
END_TEST

/* A program of the machine that is not there, in the place of all others: it writes its first
 * argument, or what it is fed, into a pipe, which is waited for by reading. */
static char *stand_in(const char *folder, const char *name, const char *does)
{
    Buf script = BUF_INIT;
    char *pipe = temp_path(folder, "told"), *file;

    buf_addf(&script, "#!/bin/sh\n%s >%s\n", does, pipe);
    file = temp_text(folder, name, script.data);
    ck_assert_int_eq(chmod(file, 0700), 0);
    ck_assert(mkfifo(pipe, 0600) == 0 || errno == EEXIST);
    ck_assert_int_eq(setenv("PATH", folder, 1), 0);
    free(file);
    buf_free(&script);
    return pipe;
}

static void read_told(const char *pipe, Buf *out)
{
    char bytes[4096];
    ssize_t n;
    int fd = open(pipe, O_RDONLY);

    ck_assert_int_ge(fd, 0);
    while ((n = read(fd, bytes, sizeof bytes)) > 0)
        buf_add_bytes(out, bytes, (size_t)n);
    close(fd);
}

static void attach_scan(const char *scan)
{
    start_new();
    help_keys("M-7 Home");
    while (!strstr(help_screen(), "> D11"))
        help_keys("Down");
    help_keys("F5");
    help_expect("not possible");
    help_keys("F6");
    help_paste(scan);
    help_keys("Enter");
    help_expect("> D11+");
}

/* A path is typed with the files that it may mean below, newest first. */
START_TEST(test_documents_attach_by_the_list)
{
    char *folder = temp_new(), *home = xstrdup(getenv("HOME") ? getenv("HOME") : "/");
    char *in = temp_path(folder, "扫描件");
    struct timespec old[2] = {{1000, 0}, {1000, 0}};

    ck_assert_int_eq(mkdir(in, 0700), 0);
    char *scan = temp_text(in, "诊断é 1.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *other = temp_text(in, "诊断é 2.txt", "plain");
    char *photo = temp_text(in, "old.txt", "older");
    ck_assert_int_eq(utimensat(AT_FDCWD, photo, old, 0), 0);
    setenv("HOME", folder, 1);
    start_new();
    help_keys("M-7 Home");
    while (!strstr(help_screen(), "> D11"))
        help_keys("Down");
    help_keys("F6");
    help_expect("扫描件/"); /* nothing typed yet: what is at home */
    help_keys("Tab");
    help_expect("old.txt");
    ck_assert_ptr_nonnull(strstr(strstr(help_screen(), "诊断é"), "old.txt")); /* the last one */
    help_type("诊");
    help_expect_not("old.txt");
    help_keys("Tab"); /* as far as both agree */
    help_expect("诊断é ");
    help_keys("Tab");
    help_expect("> 诊断é");
    help_keys("Up");
    while (!strstr(help_screen(), "> 诊断é 1.pdf"))
        help_keys("Down");
    help_aligned("files");
    help_keys("Enter");
    help_expect("D11: a copy of the file is kept (PDF)");
    help_keys("F6");
    help_type("r");
    help_paste("~/扫描件"); /* a folder is gone into */
    help_keys("Enter");
    help_expect("old.txt");
    help_type("nothing like it");
    help_expect("No file here has this name yet");
    help_keys("Tab Down Enter Esc Esc");
    setenv("HOME", home, 1);
    free(photo);
    free(other);
    free(scan);
    free(in);
    free(home);
    temp_free(folder);
}
END_TEST

/* A paper of several pages: each further one has its own copy, and all are written out. */
START_TEST(test_documents_of_several_pages)
{
    char *folder = temp_new();
    char *scan = temp_text(folder, "1.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *next = temp_text(folder, "2.pdf", "%PDF-1.4\n下一页\n%%EOF\n");
    char *second = temp_path(folder, "T1-2026-000001-D11-2.pdf");

    attach_scan(scan);
    size_t rows = help_stored_rows(id, REC_DOCUMENT);
    help_keys("F6");
    help_expect("kept already");
    help_type("p");
    help_paste(next);
    help_keys("Enter");
    help_expect("> D11+2");
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), rows + 1);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    help_keys("F5 ^U");
    help_paste(folder);
    help_keys("Enter");
    ck_assert(path_exists(second));
    help_keys("F6");
    help_type("k");
    help_keys("F6");
    help_type("r");
    help_paste(next);
    help_keys("Enter"); /* in the place of the first: no further row */
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), rows + 1);
    help_keys("^Z ^Z"); /* one undo takes the page back */
    ck_assert_uint_eq(help_stored_rows(id, REC_DOCUMENT), rows);
    free(second);
    free(next);
    free(scan);
    temp_free(folder);
}
END_TEST

/* However many pages there are, none is left out, and it is said how many went where. */
START_TEST(test_documents_of_many_pages)
{
    enum { PAGES = 45 };
    char *folder = temp_new(), *last = temp_path(folder, "T1-2026-000001-D11-45.pdf");
    char *scan = temp_text(folder, "1.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *path = xstrdup(getenv("PATH"));
    CaseFile *file;
    AppAttached out;
    Buf said = BUF_INIT;

    id = help_new_case();
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    for (int i = 0; i < PAGES; i++)
        ck_done(app_attach_page(help_session, file, "D11", scan, &out, &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-7 Home");
    while (!strstr(help_screen(), "> D11"))
        help_keys("Down");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    help_keys("F5 ^U");
    help_paste(folder);
    help_keys("Enter");
    buf_addf(&said, "%d pages are written to %s", PAGES, folder);
    help_expect(said.data);
    ck_assert(path_exists(last));
    ck_assert_int_eq(unlink(last), 0);
    help_keys("F5 ^U");
    help_paste(folder);
    help_keys("Enter");
    help_expect("Page 1 of 45: ");
    free(stand_in(folder, "xdg-open", "exit 0 #"));
    setenv("DISPLAY", ":99", 1);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    help_keys("F5");
    help_expect("45 pages are shown by the desktop's viewer");
    setenv("PATH", path, 1);
    unsetenv("DISPLAY");
    unsetenv("XDG_RUNTIME_DIR");
    buf_free(&said);
    free(path);
    free(scan);
    free(last);
    temp_free(folder);
}
END_TEST

START_TEST(test_documents_look_at_a_copy)
{
    char *folder = temp_new();
    char *scan = temp_text(folder, "诊断é.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *path = xstrdup(getenv("PATH")), *out = temp_path(folder, "T1-2026-000001-D11-1.pdf");
    Buf told = BUF_INIT, want = BUF_INIT, shown = BUF_INIT;

    attach_scan(scan);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    help_keys("F5"); /* no desktop: a folder is asked for */
    help_expect("No viewer here");
    help_keys("^U");
    help_paste(folder);
    help_keys("Enter");
    help_expect("The copy is written to");
    ck_assert(path_read(out, 1 << 20, &shown, NULL));
    ck_assert_str_eq(shown.data, "%PDF-1.4\n诊断\n%%EOF\n");
    help_keys("F5 ^U"); /* what is there is not replaced */
    help_paste(folder);
    help_keys("Enter");
    help_expect("is there already");
    char *pipe = stand_in(folder, "xdg-open", "/bin/echo \"$1\"");
    setenv("DISPLAY", ":99", 1);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    help_keys("F5");
    help_expect("is shown by the desktop's viewer");
    read_told(pipe, &told);
    buf_addf(&want, "%s/anjuan/.shown", folder);
    ck_assert_msg(strncmp(told.data, want.data, want.len) == 0, "%s", told.data);
    ck_assert_ptr_nonnull(strstr(told.data, "/T1-2026-000001-D11-1.pdf\n"));
    buf_cut(&told, told.len - 1);
    ck_assert(path_exists(told.data));
    session_suspend(help_session); /* as at the lock */
    ck_assert(!path_exists(told.data));
    setenv("PATH", path, 1);
    unsetenv("DISPLAY");
    unsetenv("XDG_RUNTIME_DIR");
    buf_free(&told);
    buf_free(&want);
    buf_free(&shown);
    free(pipe);
    free(out);
    free(path);
    free(scan);
    temp_free(folder);
}
END_TEST

/* A copy goes to no place that others can look into or that they have chosen. */
START_TEST(test_documents_look_where_no_other_does)
{
    char *folder = temp_new(), *ours = temp_path(folder, "anjuan");
    char *other = temp_path(folder, "other");
    char *copy = temp_path(other, "T1-2026-000001-D11-1.pdf");
    char *scan = temp_text(folder, "1.pdf", "%PDF-1.4\n诊断\n%%EOF\n");
    char *path = xstrdup(getenv("PATH"));

    attach_scan(scan);
    free(stand_in(folder, "xdg-open", "exit 0 #"));
    setenv("DISPLAY", ":99", 1);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    ck_assert_int_eq(mkdir(other, 0700), 0);
    ck_assert_int_eq(symlink(other, ours), 0);
    help_keys("F5");
    help_expect("not yours alone");
    ck_assert(!path_exists(copy));
    ck_assert_int_eq(unlink(ours), 0);
    ck_assert_int_eq(mkdir(ours, 0700), 0);
    ck_assert_int_eq(chmod(ours, 0777), 0);
    help_keys("F5");
    help_expect("not yours alone");
    ck_assert_int_eq(chmod(ours, 0700), 0);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    help_keys("F5");
    help_expect("not yours alone");
    ck_assert_int_eq(chmod(folder, 0700), 0);
    if (geteuid() == 0) {
        ck_assert_int_eq(chown(ours, 1, 1), 0);
        help_keys("F5");
        help_expect("not yours alone");
        ck_assert_int_eq(chown(ours, 0, 0), 0);
    }
    help_keys("F5");
    help_expect("is shown by the desktop's viewer");
    setenv("PATH", path, 1);
    unsetenv("DISPLAY");
    unsetenv("XDG_RUNTIME_DIR");
    free(path);
    free(scan);
    free(copy);
    free(other);
    free(ours);
    temp_free(folder);
}
END_TEST

/* ---- texts made from the case ---- */

static bool file_is(const char *path, const char *text)
{
    Buf found = BUF_INIT;
    bool is = path_read(path, 1 << 20, &found, NULL) && strcmp(found.data, text) == 0;
    buf_free(&found);
    return is;
}

/* All that the case needs, which is what the list of papers begins with. */
static void papers_into(const char *folder)
{
    help_keys("F7");
    help_expect("All that the case needs");
    help_keys("Enter ^U");
    help_paste(folder);
    help_keys("Enter");
}

START_TEST(test_papers_from_the_consents)
{
    char *folder = temp_new(), *papers = temp_path(folder, "签字é");
    char *file;
    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-8");
    help_expect("Papers");
    papers_into(papers);
    help_expect("10 files are in ");
    file = temp_path(papers, "T1-2026-000001-consent-a.txt");
    ck_assert(path_exists(file));
    /* What was lost of them comes again, but what somebody changed goes for no other without
     * asking. */
    ck_assert_int_eq(unlink(file), 0);
    papers_into(papers);
    help_expect("10 files are in ");
    ck_assert(path_exists(file));
    ck_done(path_write(file, "我的", strlen("我的"), &help_err));
    papers_into(papers);
    help_expect("is there already");
    help_keys("Esc");
    ck_assert(file_is(file, "我的"));
    papers_into(papers);
    help_type("r");
    ck_assert(!file_is(file, "我的"));
    /* ~/ is the home folder. */
    char *home = xstrdup(getenv("HOME") ? getenv("HOME") : "/"), *at_home;
    setenv("HOME", folder, 1);
    papers_into("~/again");
    setenv("HOME", home, 1);
    at_home = temp_path(folder, "again");
    ck_assert(path_exists(at_home));
    free(at_home);
    free(home);
    /* Where no folder can be made. */
    papers_into("/dev/null/x");
    help_expect("/dev/null");
    free(file);
    free(papers);
    temp_free(folder);
}
END_TEST

static void print_into(const char *papers)
{
    papers_into(papers);
    help_type("p");
}

/* Where there is a printer's program the papers are offered to it: the texts, named by the case
 * alone, and nothing else that is open here. */
START_TEST(test_papers_are_printed)
{
    char *folder = temp_new(), *papers = temp_path(folder, "papers");
    char *printed = temp_path(folder, "printed"), *path = xstrdup(getenv("PATH"));
    Buf does = BUF_INIT, told = BUF_INIT;

    id = help_import("leukaemia-child");
    help_open_case(id);
    int high = fcntl(STDERR_FILENO, F_DUPFD, 1500); /* where so many may be open */
    buf_addf(&does, "[ ! -e /proc/$$/fd/%d ] || exit 1; ", high);
    buf_addf(&does, "{ /bin/echo \"$@\"; /bin/cat; } >>%s; exit 0 #", printed);
    free(stand_in(folder, "lp", does.data));
    help_keys("M-8");
    for (int i = 0; i < 2; i++) {
        papers_into(papers);
        help_expect("10 files are in ");
        help_type(i ? "p" : "k");
        ck_assert_int_eq(path_exists(printed), i);
    }
    help_expect("9 papers were handed to the printer");
    ck_assert(path_read(printed, 1 << 20, &told, NULL));
    ck_assert_ptr_nonnull(strstr(told.data, "-s -t T1-2026-000001 -o media=A4 "));
    ck_assert_ptr_nonnull(strstr(told.data, "罗建国"));
    close(high);
    setenv("PATH", path, 1);
    buf_free(&does);
    buf_free(&told);
    free(path);
    free(printed);
    free(papers);
    temp_free(folder);
}
END_TEST

/* A printer's program that refuses is heard; one that hangs, as it does where nobody reads the
 * pipe, holds up nothing. */
START_TEST(test_papers_wait_for_no_printer)
{
    char *folder = temp_new(), *papers = temp_path(folder, "papers");
    char *path = xstrdup(getenv("PATH")), *pipe;

    id = help_import("leukaemia-child");
    help_open_case(id);
    help_keys("M-8");
    free(stand_in(folder, "lp", "exit 1 #"));
    print_into(papers);
    help_expect("Not printed: ");
    pipe = stand_in(folder, "lp", "/bin/echo");
    print_into(papers);
    help_expect("9 papers were handed to the printer");
    int fd = open(pipe, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    while (waitpid(-1, NULL, 0) > 0)
        ; /* now they end */
    close(fd);
    setenv("PATH", path, 1);
    free(pipe);
    free(path);
    free(papers);
    temp_free(folder);
}
END_TEST

START_TEST(test_draft_of_the_statement)
{
    id = help_import("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_STATEMENT_story, 0, "", &help_err));
    ck_done(app_case_set(help_session, file, F_STATEMENT_title, 0, "", &help_err));
    case_free(file);
    help_open_case(id);
    help_keys("M-9");
    help_keys("^O");
    help_expect("Made from what the case says");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    const char *story = case_get(file, F_STATEMENT_story, 0);
    ck_assert_ptr_nonnull(story);
    ck_assert_ptr_nonnull(strstr(story, "我叫罗建国，我儿子罗小禾今年"));
    ck_assert_ptr_nonnull(strstr(story, "14.22 万元"));
    ck_assert_ptr_null(strstr(story, "13900000001"));
    ck_assert_ptr_null(strstr(story, "{"));
    ck_assert_ptr_null(strstr(story, "……。")); /* what is rightly not said leaves no gap */
    ck_assert_str_eq(case_get(file, F_STATEMENT_title, 0),
                     "我7岁的儿子患急性淋巴细胞白血病，恳请大家帮帮孩子");
    size_t len = strlen(story);
    case_free(file);
    /* Title and story are one edit; a story that is there is kept unless asked. */
    help_keys("^O");
    help_expect("There is a story already");
    help_keys("Esc");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_uint_eq(strlen(case_get(file, F_STATEMENT_story, 0)), len);
    case_free(file);
    help_keys("^Z");
    help_expect_stored(id, F_STATEMENT_story, 0, NULL);
    help_expect_stored(id, F_STATEMENT_title, 0, NULL);
    help_keys("^Y");
    help_keys("^O");
    help_type("a");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_assert_uint_gt(strlen(case_get(file, F_STATEMENT_story, 0)), 2 * len);
    case_free(file);
}
END_TEST

/* A finding about a place that waits for words leads to that place of a long text. */
START_TEST(test_unfinished_place_is_gone_to)
{
    CaseFile *file;
    id = help_new_case();
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_STATEMENT_story, 0,
                         "我女儿病了é。［请补一句：现在怎么样］谢谢大家。", &help_err));
    case_free(file);
    stage_push(help_stage, case_screen_at(help_stage, id, F_STATEMENT_story, 0));
    help_type("补é");
    help_expect("病了é。补é［请补一句");
}
END_TEST

START_TEST(test_answers_have_a_list)
{
    id = help_new_case();
    stage_push(help_stage, case_screen_at(help_stage, id, F_ILLNESS_accident, 0));
    stage_draw(help_stage);
    help_expect("F2 List");
    help_keys("F2");
    help_aligned("answers");
    help_type("no");
    help_keys("Enter");
    help_expect_stored(id, F_ILLNESS_accident, 0, "no");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_documents_attach_and_waive,
                                  test_documents_look_at_a_copy,
                                  test_documents_look_where_no_other_does,
                                  test_documents_of_several_pages,
                                  test_documents_of_many_pages,
                                  test_documents_attach_by_the_list,
                                  test_papers_from_the_consents,
                                  test_papers_are_printed,
                                  test_papers_wait_for_no_printer,
                                  test_draft_of_the_statement,
                                  test_unfinished_place_is_gone_to,
                                  test_answers_have_a_list,
                                  NULL};
    return suite_run("texts", tests, help_screen_start, help_screen_stop);
}
