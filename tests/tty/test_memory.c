/* What stands in the memory of a locked screen: nothing of any case. */
#include "config.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/inner.h"
#include "app/practice.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/sql.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

enum {
    ROWS = 24,
    COLS = 80,
    TIMEOUT = 300,
    CLOSED_MS = 20000,
    VALUES_MAX = 512,
    VALUE_BYTES = 64,
    FORMS = 3, /* UTF-8, and the UTF-16 and UTF-32 of libraries */
    FORM_BYTES = VALUE_BYTES * 4,
    MAPPING_MAX = 1 << 30,
    SKIPPED = 77,
};

/* A value as it may stand in memory. */
typedef struct Form {
    char bytes[FORM_BYTES];
    size_t n;
} Form;

static char *folder, *store, *data, *program;
static Term *term;
static char values[VALUES_MAX][VALUE_BYTES]; /* of persons in the cases of the store */
static Form forms[VALUES_MAX][FORMS];
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

static void add_form(Form *form, const void *bytes, size_t n)
{
    ck_assert_uint_le(form->n + n, FORM_BYTES);
    memcpy(form->bytes + form->n, bytes, n);
    form->n += n;
}

/* A value that was cut within a sign goes without that. */
static void make_forms(const char *value, Form out[FORMS])
{
    memset(out, 0, FORMS * sizeof out[0]);
    add_form(&out[0], value, strlen(value));
    for (const unsigned char *at = (const unsigned char *)value; *at;) {
        int more = *at >= 0xf0 ? 3 : *at >= 0xe0 ? 2 : *at >= 0xc0 ? 1 : 0;
        uint32_t sign = more ? *at & (0x3fu >> more) : *at;
        for (at++; more > 0 && *at; more--)
            sign = sign << 6 | (*at++ & 0x3fu);
        if (more)
            break;
        uint16_t pair[2] = {(uint16_t)sign, 0};
        if (sign > 0xffff) {
            pair[0] = (uint16_t)(0xd800 + ((sign - 0x10000) >> 10));
            pair[1] = (uint16_t)(0xdc00 + ((sign - 0x10000) & 0x3ff));
        }
        add_form(&out[1], pair, sign > 0xffff ? 4 : 2);
        add_form(&out[2], &sign, 4);
    }
}

static void read_values(Session *session)
{
    static const char text[] =
        "SELECT id_number FROM patient WHERE length(id_number) > 1"
        " UNION SELECT id_number FROM initiator WHERE length(id_number) > 1"
        " UNION SELECT name FROM patient WHERE length(name) > 1"
        " UNION SELECT address FROM patient WHERE length(address) > 1"
        " ORDER BY 1 DESC"; /* the names first */
    Sql q;
    Buf examples = BUF_INIT;

    read_examples(&examples);
    ck_assert(session_sign_in(session, "zhou", "lianxi-zhou", NULL));
    ck_assert(sql_open(&q, session_store(session), text, NULL));
    for (n_values = 0; n_values < VALUES_MAX && sql_row(&q);) {
        const char *value = sql_text(&q, 0);
        if (strstr(examples.data, value))
            continue;
        snprintf(values[n_values], VALUE_BYTES, "%.60s", value);
        make_forms(values[n_values], forms[n_values]);
        n_values++;
    }
    buf_free(&examples);
    ck_assert(sql_close(&q, NULL));
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
    ck_assert_msg(app_practice_open(&options, store, &made, &session, &err), "%s", err.text);
    read_values(session);
    session_close(session);
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

    bool begins[256] = {false};
    for (size_t k = 0; k < n_values; k++)
        for (size_t f = 0; f < FORMS; f++)
            begins[(unsigned char)forms[k][f].bytes[0]] = true;
    for (size_t i = 0; i + FORM_BYTES < n; i++)
        for (size_t k = 0; begins[(unsigned char)bytes[i]] && k < n_values; k++)
            for (size_t f = 0; f < FORMS; f++)
                found += bytes[i] == forms[k][f].bytes[0] &&
                         memcmp(bytes + i, forms[k][f].bytes, forms[k][f].n) == 0;
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
        /* The sanitizers' books, of terabytes and empty. */
        if (to - from > MAPPING_MAX)
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
    ck_assert(look_into(term_pid(term), &before));
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

/* Another program is writing while somebody types: the lock comes all the same, and when that
 * one has ended nothing of the case is left. */
START_TEST(test_memory_of_a_lock_while_another_writes)
{
    const SessionOptions options = {.store = store, .data = data};
    Session *other = NULL;

    walk();
    keys("\033");
    keys("\033");
    expect_text(term, "n New");
    keys("n");
    expect_text(term, "> Name");
    ck_assert(session_open(&options, STORE_OPEN, &other, NULL));
    ck_assert(session_sign_in(other, "zhou", "lianxi-zhou", NULL));
    ck_assert(store_begin(session_store(other), NULL));
    term_type(term, "罗小禾");
    term_char(term, 'x', VTERM_MOD_CTRL);
    expect_text(term, "The passphrase leads back");
    expect_gone(term, "Another program");
    session_close(other); /* which gives it up */
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

/* Whether this account may look into a program that closes its memory to others. */
static bool may_look(void)
{
    int ready[2], found;
    char byte = 0;

    if (pipe(ready) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(0);
    }
    bool may = child > 0 && read(ready[0], &byte, 1) == 1 && look_into(child, &found);
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    close(ready[0]);
    close(ready[1]);
    return may;
}

int main(void)
{
    bool may = may_look();
    Suite *suite = suite_create("memory");
    TCase *tcase = tcase_create("memory");

    tcase_set_timeout(tcase, TIMEOUT);
    tcase_add_checked_fixture(tcase, setup, teardown);
    if (may) {
        tcase_add_test(tcase, test_memory_of_a_locked_screen);
        tcase_add_test(tcase, test_memory_of_a_lock_while_another_writes);
    }
    tcase_add_test(tcase, test_memory_no_core);
    suite_add_tcase(suite, tcase);
    int status = suite_finish(suite);
    if (status == EXIT_SUCCESS && !may) {
        printf("SKIP: this account may not read the memory of another program here\n");
        return SKIPPED;
    }
    return status;
}
