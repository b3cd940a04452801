/* The intake of leukaemia-child from the n of the queue to the last tick, typed into the real
 * program in a terminal, and how many keys that and the intake of burn-worker take.
 * tests/tty/intake.h says how the person types and what is counted: keys are all keys but those
 * uncounted, needed are the characters that somebody has to type whatever the program is like.
 *
 * intake.tsv keeps the keys of each tab. A tab that takes more fails; where one takes fewer,
 * the test says so, and the new figure is to be kept. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/tty/intake.h"
#include "ui/model/event.h"

enum {
    MOST_PERCENT = 135,
    MOST_OF_A_TAB = 145,
    LONG_SECONDS = 400 /* under a sanitizer on a busy machine */
};

static char *folder, *store_file, *secret;
static Intake plan, other;

static void make_plan(void)
{
    folder = temp_new();
    store_file = temp_path(folder, "store.db");
    secret = temp_path(folder, "secret");
    intake_plan(&plan, folder, "leukaemia-child", NULL, NULL);
    char *beside = temp_new();
    intake_plan(&other, beside, "burn-worker", NULL, NULL);
    temp_free(beside);
    intake_make_store(store_file, secret);
}

static void drop_plan(void)
{
    intake_free(&plan);
    intake_free(&other);
    free(store_file);
    free(secret);
    temp_free(folder);
}

/* ---- the figures ---- */

typedef struct Figures {
    unsigned keys, needed;
} Figures;

static void print(const char *tab, Figures figures)
{
    printf("%-12s %5u keys %5u needed  %.2f\n", tab, figures.keys, figures.needed,
           figures.needed ? (double)figures.keys / figures.needed : 0);
}

static void count(const Intake *of, Figures tabs[TABS], Figures *all)
{
    for (size_t i = 0; i < of->n; i++) {
        const IntakeKey *key = &of->keys[i];
        ck_assert_msg(!(key->key & K_ALT), "it needs Alt");
        tabs[key->tab].keys += key->worth != KEY_UNCOUNTED;
        tabs[key->tab].needed += key->worth == KEY_NEEDED;
        all->keys += key->worth != KEY_UNCOUNTED;
        all->needed += key->worth == KEY_NEEDED;
    }
}

/* The keys kept for a tab in a column of the table; 0: none. */
static unsigned kept(const char *table, const char *tab, int column)
{
    size_t len = strlen(tab);
    for (const char *line = table; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *second;
        if (strncmp(line, tab, len) != 0 || line[len] != '\t')
            continue;
        unsigned long first = strtoul(line + len, &second, 10);
        return (unsigned)(column ? strtoul(second, NULL, 10) : first);
    }
    return 0;
}

START_TEST(test_intake_takes_no_more_keys_than_kept)
{
    Figures tabs[TABS] = {{0}}, all = {0};
    char *path = temp_path(getenv("top_srcdir"), "tests/tty/intake.tsv");
    char *table = temp_read(path, NULL);
    printf("%s\n", _i ? "burn-worker" : "leukaemia-child");
    count(_i ? &other : &plan, tabs, &all);
    for (int i = 0; i < TABS; i++) {
        if (tabs[i].keys)
            print(tab_def(i)->title, tabs[i]);
    }
    print("in all", all);
    for (int i = 0; i < TABS; i++) {
        const char *title = tab_def(i)->title;
        unsigned before = kept(table, title, _i);
        if (tabs[i].keys < before)
            printf("%s takes %u keys now, not %u: keep that in intake.tsv\n", title,
                   tabs[i].keys, before);
        ck_assert_msg(tabs[i].keys <= before, "%s takes %u keys, not %u as before", title,
                      tabs[i].keys, before);
        ck_assert_msg(tabs[i].keys * 100 <= tabs[i].needed * MOST_OF_A_TAB,
                      "%s: %u keys for %u characters", title, tabs[i].keys, tabs[i].needed);
    }
    ck_assert_msg(all.keys * 100 <= all.needed * MOST_PERCENT, "%u keys for %u characters",
                  all.keys, all.needed);
    free(table);
    free(path);
}
END_TEST

/* ---- the terminal ---- */

static Term *start(void)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program,         (char *)"--lang",
                          (char *)"zh_CN", (char *)"--store",
                          store_file,      (char *)"--as",
                          (char *)"lin",   (char *)"--passphrase-file",
                          secret,          NULL};
    Term *term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
    expect_text(term, "某医院社工部");
    expect_idle(term);
    return term;
}

/* What "show NO --json" writes; for the caller to free. */
static char *show(const char *no)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *out = temp_path(folder, "out.json");
    char *const argv[] = {program,       (char *)"--store",
                          store_file,    (char *)"--as",
                          (char *)"lin", (char *)"--passphrase-file",
                          secret,        (char *)"show",
                          (char *)no,    (char *)"--json",
                          NULL};
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (freopen(out, "w", stdout))
            execv(program, argv);
        _exit(127);
    }
    ck_assert(waitpid(child, &status, 0) == child && WIFEXITED(status) && !WEXITSTATUS(status));
    char *text = temp_read(out, NULL);
    free(program);
    free(out);
    return text;
}

static char *number(void)
{
    Store *store = NULL;
    char *no = NULL;
    Err err = {0};
    ck_assert_msg(store_open(store_file, STORE_OPEN, &store, &err) &&
                      sql_get_text(store, &err, &no, "SELECT no FROM case_file", NULL),
                  "%s", err.text);
    store_close(store);
    return no;
}

/* The first line that differs is enough to see. */
static void expect_same(const char *text, const char *want)
{
    while (*text && *text == *want) {
        text++;
        want++;
    }
    ck_assert_msg(!*text && !*want, "\"%.60s\" where \"%.60s\" is wanted", text, want);
}

START_TEST(test_intake_gives_the_case)
{
    Term *term = start();
    for (size_t i = 0; i < plan.n; i++) {
        if (plan.keys[i].begins)
            expect_idle(term);
        intake_send(term, plan.keys[i].key);
        if (plan.keys[i].key == K_ESC) /* else the next key would be one with Alt */
            expect_idle(term);
    }
    expect_idle(term);
    expect_text(term, "罗小禾");
    term_close(term);
    char *no = number(), *shown = show(no);
    expect_same(shown, plan.want);
    free(shown);
    free(no);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("intake");
    TCase *tcase = tcase_create("intake");
    tcase_set_timeout(tcase, LONG_SECONDS);
    tcase_add_unchecked_fixture(tcase, make_plan, drop_plan);
    tcase_add_loop_test(tcase, test_intake_takes_no_more_keys_than_kept, 0, 2);
    tcase_add_test(tcase, test_intake_gives_the_case);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
