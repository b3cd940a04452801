/* What stands in the memory of a locked screen: nothing of any case. */
#include "config.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/practice.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

enum { ROWS = 24, COLS = 80, TIMEOUT = 300, CLOSED_MS = 20000, VALUES_MAX = 512, VALUE_BYTES = 64 };

static char *folder, *store, *data, *program;
static Term *term;
static char values[VALUES_MAX][VALUE_BYTES]; /* of persons in the cases of the store */
static size_t n_values;

/* The cases over which rules are tried are knowledge and stay in memory: what they share with
 * the practice cases says nothing. */
static void read_examples(Buf *out)
{
    static const char *const files[] = {"cases/adult.ini", "cases/child.ini"};

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char *path = temp_path(data, files[i]);
        ck_assert(path_read(path, 1 << 20, out, NULL));
        free(path);
    }
}

static void read_values(void)
{
    static const char text[] =
        "SELECT id_number FROM patient WHERE length(id_number) > 1"
        " UNION SELECT id_number FROM initiator WHERE length(id_number) > 1"
        " UNION SELECT name FROM patient WHERE length(name) > 1"
        " UNION SELECT address FROM patient WHERE length(address) > 1"
        " ORDER BY 1 DESC"; /* the names first */
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    Buf examples = BUF_INIT;

    read_examples(&examples);
    ck_assert_int_eq(sqlite3_open(store, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, text, -1, &stmt, NULL), SQLITE_OK);
    for (n_values = 0; n_values < VALUES_MAX && sqlite3_step(stmt) == SQLITE_ROW;) {
        const char *value = (const char *)sqlite3_column_text(stmt, 0);
        if (!strstr(examples.data, value))
            snprintf(values[n_values++], VALUE_BYTES, "%.60s", value);
    }
    buf_free(&examples);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    ck_assert_uint_gt(n_values, 20);
}

static void setup(void)
{
    Session *session = NULL;
    Err err = {0};
    bool made;

    folder = temp_new();
    store = temp_path(folder, "practice.db");
    data = temp_path(getenv("top_builddir"), "share/anjuan");
    program = temp_path(getenv("top_builddir"), "anjuan");
    const SessionOptions options = {.store = store, .data = data};
    ck_assert_msg(practice_open(&options, store, &made, &session, &err), "%s", err.text);
    session_close(session);
    read_values();
    char *argv[] = {program, (char *)"--store", store, NULL};
    term = term_open(ROWS, COLS, "xterm-256color", argv, NULL);
}

static void teardown(void)
{
    term_close(term);
    free(program);
    free(store);
    free(data);
    temp_free(folder);
}

static int look_through(const char *bytes, size_t n)
{
    int found = 0;

    for (size_t i = 0; i + VALUE_BYTES < n; i++)
        for (size_t k = 0; k < n_values; k++)
            found += bytes[i] == values[k][0] &&
                     strncmp(bytes + i, values[k], strlen(values[k])) == 0;
    return found;
}

/* What the program may write to: its heap, stack and variables, and its libraries'. False when
 * its memory may not be read here. */
static bool look_into(int pid, int *found)
{
    char path[64], line[512], rights[8];
    unsigned long from, to;

    *found = 0;
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int mem = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    while (mem >= 0 && maps && fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[1] != 'w')
            continue;
        char *bytes = xmalloc(to - from);
        ssize_t n = pread(mem, bytes, to - from, (off_t)from);
        if (n > 0)
            *found += look_through(bytes, (size_t)n);
        free(bytes);
    }
    bool could = mem >= 0 && maps;
    if (maps)
        fclose(maps);
    if (mem >= 0)
        close(mem);
    return could;
}

static void keys(const char *text)
{
    term_type(term, text);
    expect_idle(term);
}

/* Over the queue, a search, and through the tabs of a case. */
static void walk(void)
{
    expect_text(term, "Passphrase");
    keys("zhou\tlianxi-zhou\r");
    expect_gone(term, "lianxi-zhou");
    keys("/");
    keys(values[0]);
    keys("\025");
    keys("\033");
    for (int i = 0; i < 8; i++)
        term_key(term, VTERM_KEY_DOWN, VTERM_MOD_NONE), expect_idle(term);
    keys("\r");
    for (int tab = 1; tab <= 9; tab++) {
        char text[] = {'\033', (char)('0' + tab), '\0'};
        keys(text);
    }
    keys("\0331");
}

START_TEST(test_memory_of_a_locked_screen)
{
    int before, after;

    walk();
    if (!look_into(term_pid(term), &before))
        return; /* not as this account, on this machine */
    ck_assert_int_gt(before, 0);
    term_char(term, 'x', VTERM_MOD_CTRL);
    expect_text(term, "The passphrase leads back");
    expect_idle(term);
    ck_assert(look_into(term_pid(term), &after));
    printf("values of persons in memory: %d before, %d locked\n", before, after);
#ifndef __SANITIZE_ADDRESS__
    ck_assert_int_eq(after, 0);
#endif
    keys("lianxi-zhou\r");
    expect_gone(term, "The passphrase leads back");
    expect_text(term, "T1-");
}
END_TEST

/* True also where the files of the program may not be seen. */
static bool store_closed(const Term *of, const void *what UNUSED)
{
    char path[64], target[4096];
    struct dirent *entry;
    bool open = false;

    snprintf(path, sizeof path, "/proc/%d/fd", term_pid(of));
    DIR *files = opendir(path);
    while (files && (entry = readdir(files)) != NULL) {
        ssize_t n = readlinkat(dirfd(files), entry->d_name, target, sizeof target - 1);
        target[n > 0 ? n : 0] = '\0';
        open = open || strncmp(target, store, strlen(store)) == 0;
    }
    if (files)
        closedir(files);
    return !open;
}

/* The terminal is wiped after the store is closed. */
static bool nothing_left(const Term *of, const void *what UNUSED)
{
    int found;

    bool could = look_into(term_pid(of), &found);
#ifdef __SANITIZE_ADDRESS__
    return true;
#endif
    return !could || found == 0;
}

/* Another program is writing while somebody types: the lock comes all the same, and when that one has
 * ended nothing of the case is left. */
START_TEST(test_memory_of_a_lock_while_another_writes)
{
    sqlite3 *other = NULL;

    walk();
    keys("\033");
    expect_text(term, "n New");
    keys("n");
    expect_text(term, "> Name");
    ck_assert_int_eq(sqlite3_open(store, &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    term_type(term, "罗小禾");
    term_char(term, 'x', VTERM_MOD_CTRL);
    expect_text(term, "The passphrase leads back");
    expect_gone(term, "Another program");
    ck_assert_int_eq(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    ck_assert(term_until(term, store_closed, NULL, CLOSED_MS));
    ck_assert(term_until(term, nothing_left, NULL, CLOSED_MS));
}
END_TEST

/* No core, whatever the shell allows. */
START_TEST(test_memory_no_core)
{
    struct rlimit limit;

    expect_text(term, "Passphrase");
    ck_assert_int_eq(prlimit(term_pid(term), RLIMIT_CORE, NULL, &limit), 0);
    ck_assert_uint_eq(limit.rlim_cur, 0);
    ck_assert_uint_eq(limit.rlim_max, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *tcase = tcase_create("memory");

    tcase_set_timeout(tcase, TIMEOUT);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_memory_of_a_locked_screen);
    tcase_add_test(tcase, test_memory_of_a_lock_while_another_writes);
    tcase_add_test(tcase, test_memory_no_core);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
