/* What a passphrase must be, and how often one may be guessed. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "desk/guess.h"
#include "desk/people.h"
#include "store/sql.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static PassphraseRules *rules;
static Store *store;
static Arena *arena;

static const char right[] = "plum rain on tiles", wrong[] = "snow falls on bamboo";

static const Person lin = {"lin", "林小雨", "social_worker", right};

static void setup(void)
{
    const char *top = getenv("top_srcdir");
    char *data = path_join(top ? top : "..", "data");
    const char *folders[] = {data, "/nowhere"};

    help_start();
    ck_done(passphrase_rules_load(folders, 2, &rules, &help_err));
    free(data);
    store = help_store();
    arena = arena_new();
    ck_done(people_put(store, &lin, &help_err));
}

static void teardown(void)
{
    passphrase_rules_free(rules);
    arena_free(arena);
    store_close(store);
    help_stop();
}

/* ---- what it must be ---- */

static const struct {
    const char *passphrase;
    const char *why; /* NULL: it is taken */
} phrases[] = {
    {"", "at least 12"},
    {"elevensigns", "at least 12"},
    {"一二三四五六七八九十百", "at least 12"},
    {"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "at least 12"}, /* six signs, not twelve */
    {"aaaaaaaaaaaa", "repeats"},
    {"abababababab", "repeats"},
    {"mimamimamima", "repeats"},
    {"1234123412341234", "repeats"},
    {"我爱你我爱你我爱你我爱你", "repeats"},
    {"11112222333344445555", "digits or a row"},
    {"123456789012", "digits or a row"},
    {"１２３４５６７８９０１２", "digits or a row"},
    {"qwertyuiop12", "digits or a row"},
    {"POIUYTREWQ09", "digits or a row"},
    {"asdfghjklzxcvbnm", "digits or a row"},
    {"abcdefghijkl", "digits or a row"},
    {"839274615028", "digits or a row"},
    {"199003078812", "digits or a row"},
    {"password1234", "tried first"},
    {"P@ssword 2024!", "tried first"},
    {"ＰＡＳＳＷＯＲＤ２０２４", "tried first"},
    {"woaini1314520", "tried first"},
    {"admin12345678", "tried first"},
    {"1qaz2wsx3edc", "tried first"},
    {"shegong20250101", "tried first"},
    {"linlinlin-2024-xyz", "name"},
    {"linxiaoyu2024", "name"},
    {"林小雨林小雨20240101", "name"},
    {"lxy-lin-19880702-a", "name"},
    {"plum rain on tiles", NULL},
    {"long enough for lin", NULL},
    {"correct horse battery", NULL},
    {"春眠不觉晓处处闻啼鸟夜来", NULL},
    {"lin likes green tea", NULL},
    {"e\u0301 grave les ânes verts", NULL},
};

START_TEST(test_passphrase_rules)
{
    bool taken = passphrase_check(rules, "lin", "林小雨", phrases[_i].passphrase, &help_err);

    ck_assert_msg(taken == !phrases[_i].why, "%s: %s", phrases[_i].passphrase, help_err.text);
    if (!taken) {
        ck_assert_int_eq(help_err.kind, ERR_INPUT);
        ck_assert_msg(strstr(help_err.text, phrases[_i].why) != NULL, "%s: %s",
                      phrases[_i].passphrase, help_err.text);
    }
}
END_TEST

START_TEST(test_passphrase_practice)
{
    ck_done(passphrase_check(NULL, "lin", "林社工", "lianxi-lin", &help_err));
    ck_assert(!passphrase_check(NULL, "lin", "林社工", "lianxi", &help_err));
}
END_TEST

/* ---- guessing ---- */

static bool try(const char *name, const char *passphrase)
{
    User user;

    err_clear(&help_err);
    return user_sign_in(store, name, passphrase, arena, &user, NULL, &help_err);
}

static bool waits(void)
{
    return strstr(help_err.text, "too many failed sign-ins") != NULL;
}

static int64_t told(const char *name)
{
    int64_t failed;

    ck_done(sql_get_int(store, &help_err, &failed,
                        "SELECT failed FROM sign_in LEFT JOIN user ON user.id = user_id"
                        " WHERE coalesce(name, '') = ?",
                        "t", name));
    return failed;
}

static int64_t number(const char *sql)
{
    int64_t value;

    ck_done(sql_get_int(store, &help_err, &value, sql, NULL));
    return value;
}

static void time_passes(void)
{
    ck_done(sql_do(store, &help_err, "UPDATE guess SET wait_until = 0, begun_at = 0", NULL));
}

static const char *const guessed_names[] = {"lin", "nobody"};

/* A name that nobody has is treated as one that somebody has. */
START_TEST(test_guess_waits_from_the_fifth)
{
    const char *name = guessed_names[_i];
    static const int64_t most[] = {15, 30, 60, 120, 240, 300, 300};

    for (int i = 0; i < 5; i++) {
        ck_assert(!try(name, wrong));
        ck_assert(!waits());
    }
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
        int64_t wait = number("SELECT wait_until - unixepoch() FROM guess");
        ck_assert(!try(name, right));
        ck_assert(waits());
        ck_assert(wait <= most[i] && wait > most[i] - 10);
        time_passes();
        ck_assert(!try(name, wrong));
        ck_assert(!waits());
    }
}
END_TEST

START_TEST(test_guess_is_told_once)
{
    int64_t before = number("SELECT count(*) FROM journal_group");

    for (int i = 0; i < 5; i++)
        ck_assert(!try("lin", wrong));
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group"), before + 1);
    ck_assert_int_eq(told("lin"), 5);
    for (int i = 0; i < 3; i++) {
        time_passes();
        ck_assert(!try("lin", wrong));
    }
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group"), before + 1);
    time_passes();
    ck_done(try("lin", right));
    ck_assert_int_eq(told("lin"), 8);
    ck_assert_int_eq(number("SELECT count(*) FROM guess"), 0);
    ck_done(try("lin", right));
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group"), before + 2);
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group WHERE verb = 'sign_in_failed'"
                            " AND content = 0 AND case_id = 0"),
                     2);
    JournalCheck check = {0};
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
}
END_TEST

/* Any number of names makes few groups, and the sum is right. */
START_TEST(test_guess_many_names)
{
    int64_t before = number("SELECT count(*) FROM journal_group");

    for (int i = 0; i < 20; i++) {
        char name[] = {'x', (char)('a' + i), '\0'};
        ck_assert(!try(name, wrong));
        ck_assert(!waits());
    }
    ck_assert_int_eq(told(""), 20);
    ck_assert_int_eq(number("SELECT count(*) FROM journal_group"), before + 3);
    ck_assert_int_eq(number("SELECT count(*) FROM guess WHERE who LIKE '%xa%'"), 0);
}
END_TEST

START_TEST(test_guess_new_passphrase_ends_the_waiting)
{
    const GroupHead head = {.kind = GROUP_PEOPLE};
    int64_t self = number("SELECT id FROM user WHERE name = 'lin'");
    Tx *tx;

    for (int i = 0; i < 5; i++)
        ck_assert(!try("lin", wrong));
    ck_assert(!try("lin", right));
    ck_assert(waits());
    ck_done(tx_begin(store, &head, &tx, &help_err));
    const NewPassphrase set = {.name = "lin", .text = wrong, .by = self};
    Signer fresh;
    ck_done(user_set_passphrase(tx, &set, rules, &fresh, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    signer_close(&fresh);
    ck_done(try("lin", wrong));
}
END_TEST

START_TEST(test_guess_clock_set_back)
{
    for (int i = 0; i < 5; i++)
        ck_assert(!try("lin", wrong));
    ck_done(
        sql_do(store, &help_err, "UPDATE guess SET wait_until = wait_until + 9999999", NULL));
    ck_assert(!try("lin", right));
    ck_assert_int_le(number("SELECT wait_until - unixepoch() FROM guess"), 300);
}
END_TEST

enum { PROGRAMS = 20 };

/* Exit status 0: signed in, 1: the passphrase was looked at, 2: it was not. */
static int one_program(const char *passphrase, StoreMode mode)
{
    store = NULL;
    if (!store_open(help_store_path, mode, &store, &help_err))
        return 3;
    bool in = try("lin", passphrase);
    int status = in ? 0 : waits() ? 2 : 1;
    store_close(store);
    return status;
}

static void many_programs(const char *passphrase, StoreMode mode, int counts[4])
{
    pid_t children[PROGRAMS];
    int status;

    store_close(store);
    store = NULL;
    memset(counts, 0, 4 * sizeof counts[0]);
    for (int i = 0; i < PROGRAMS; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0)
            _exit(one_program(passphrase, mode));
    }
    for (int i = 0; i < PROGRAMS; i++) {
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 4);
        counts[WEXITSTATUS(status)]++;
    }
    store = help_open(STORE_OPEN);
}

static const StoreMode guess_modes[] = {STORE_OPEN, STORE_READ};

START_TEST(test_guess_twenty_at_once)
{
    int counts[4];

    many_programs(wrong, guess_modes[_i], counts);
    ck_assert_int_eq(counts[1], 5);
    ck_assert_int_eq(counts[2], PROGRAMS - 5);
    ck_assert_int_eq(told("lin"), 5);
    time_passes();
    many_programs(right, guess_modes[_i], counts);
    ck_assert_int_eq(counts[0], PROGRAMS);
}
END_TEST

static void guess_row(int failed, int untold, int begun)
{
    ck_done(
        sql_do(store, &help_err,
               "INSERT OR REPLACE INTO guess SELECT id, ?, ?, ?, unixepoch(), unixepoch(), 0"
               " FROM user WHERE name = 'lin'",
               "iii", (int64_t)failed, (int64_t)untold, (int64_t)begun));
}

/* A try whose program was killed was not wrong: nobody waits for its end, or because of it. */
START_TEST(test_guess_cut_short)
{
    static const struct {
        int failed, untold, begun, told;
    } cuts[] = {{0, 0, 5, 0}, {4, 4, 1, 4}, {4, 4, 3, 4}, {6, 1, 1, 1}, {30, 5, 9, 5}};

    guess_row(cuts[_i].failed, cuts[_i].untold, cuts[_i].begun);
    ck_done(try("lin", right));
    ck_assert_int_eq(told("lin"), cuts[_i].told);
    ck_assert_int_eq(number("SELECT count(*) FROM guess"), 0);
}
END_TEST

/* A program that has begun a try, and ends it, right, when the pipe is closed. */
static pid_t one_at_it(int *out)
{
    int go[2], ready[2];
    char byte = 0;

    ck_assert_int_eq(pipe(go), 0);
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        Store *own;
        Guess guess;
        close(go[1]);
        bool in = store_open(help_store_path, STORE_OPEN, &own, NULL) &&
                  guess_begin(&guess, own, number("SELECT id FROM user WHERE name = 'lin'"),
                              "lin", NULL);
        if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 0 || !in)
            _exit(1);
        guess_end(&guess, GUESS_RIGHT);
        _exit(0);
    }
    close(go[0]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    *out = go[1];
    return child;
}

static void end_it(pid_t child, int go)
{
    int status;

    close(go);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
}

/* However long its program takes. */
START_TEST(test_guess_slow_is_not_failed)
{
    int go;
    pid_t child = one_at_it(&go);

    ck_done(sql_do(store, &help_err, "UPDATE guess SET begun_at = 0", NULL));
    ck_done(try("lin", right));
    ck_assert_int_eq(number("SELECT begun FROM guess"), 1);
    ck_assert_int_eq(number("SELECT failed + untold FROM guess"), 0);
    end_it(child, go);
    ck_assert_int_eq(number("SELECT count(*) FROM guess"), 0);
}
END_TEST

static bool give_up(void *ctx, size_t done, size_t total)
{
    ck_assert_uint_lt(done, total);
    return ++*(int *)ctx < 3;
}

START_TEST(test_guess_waiting_is_told)
{
    int go, asked = 0;
    const Progress on_wait = {give_up, &asked};

    guess_row(6, 0, 0);
    pid_t child = one_at_it(&go);
    store_on_wait(store, &on_wait);
    ck_assert(!try("lin", right));
    ck_assert(help_is_err(ERR_CANCELLED, "given up"));
    ck_assert_int_eq(asked, 3);
    store_on_wait(store, NULL);
    end_it(child, go);
    ck_done(try("lin", right));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("passphrase");
    TCase *tcase = tcase_create("all");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, test_passphrase_rules, 0, sizeof phrases / sizeof phrases[0]);
    tcase_add_test(tcase, test_passphrase_practice);
    tcase_add_loop_test(tcase, test_guess_waits_from_the_fifth, 0, 2);
    tcase_add_test(tcase, test_guess_is_told_once);
    tcase_add_test(tcase, test_guess_many_names);
    tcase_add_test(tcase, test_guess_new_passphrase_ends_the_waiting);
    tcase_add_test(tcase, test_guess_clock_set_back);
    tcase_add_loop_test(tcase, test_guess_twenty_at_once, 0, 2);
    tcase_add_loop_test(tcase, test_guess_cut_short, 0, 5);
    tcase_add_test(tcase, test_guess_slow_is_not_failed);
    tcase_add_test(tcase, test_guess_waiting_is_told);
    return suite_finish(suite);
}
