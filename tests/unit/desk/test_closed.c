/* Tries to open a sealed store that is closed: how many are free, which of them count, and that
 * the journal hears of them. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "desk/guess.h"
#include "store/sql.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static bool begin(GuessClosed *guess, const char *name)
{
    err_clear(&help_err);
    return guess_closed_begin(guess, help_store_path, name, NULL, &help_err);
}

/* Whether it was looked at. */
static bool try_as(const char *name, GuessEnd how)
{
    GuessClosed guess;

    if (!begin(&guess, name))
        return false;
    guess_closed_end(&guess, how);
    return true;
}

static bool waits(void)
{
    return strstr(help_err.text, "too many failed sign-ins") != NULL;
}

static char *tries(void)
{
    char *file = help_path("store.db.tries"), *text = temp_read(file, NULL);

    free(file);
    return text;
}

START_TEST(test_closed_five_are_free)
{
    for (int i = 0; i < 5; i++)
        ck_assert(try_as("lin", GUESS_WRONG));
    ck_assert(!try_as("lin", GUESS_RIGHT));
    ck_assert(waits());
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(try_as("zhou", GUESS_RIGHT));
    guess_closed_forgive(help_store_path, "lin");
    ck_assert(try_as("lin", GUESS_RIGHT));
}
END_TEST

/* What could not be tried is neither right nor wrong. */
START_TEST(test_closed_right_ends_the_counting)
{
    for (int i = 0; i < 20; i++)
        ck_assert(try_as("lin", i % 4 == 3 ? GUESS_RIGHT : GUESS_WRONG));
    for (int i = 0; i < 20; i++)
        ck_assert(try_as("lin", GUESS_NONE));
}
END_TEST

enum { PROGRAMS = 20 };

/* How many of so many programs at once looked at the passphrase. */
static int many(GuessEnd how)
{
    pid_t children[PROGRAMS];
    int looked = 0, status;

    for (int i = 0; i < PROGRAMS; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0)
            _exit(try_as("lin", how) ? 0 : waits() ? 1 : 2);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 2);
        looked += WEXITSTATUS(status) == 0;
    }
    return looked;
}

START_TEST(test_closed_right_ones_at_once)
{
    ck_assert_int_eq(many(GUESS_RIGHT), PROGRAMS);
}
END_TEST

START_TEST(test_closed_wrong_ones_at_once)
{
    ck_assert_int_eq(many(GUESS_WRONG), 5);
}
END_TEST

/* One that goes on takes a place until its program is gone, and no longer. */
START_TEST(test_closed_killed_was_not_wrong)
{
    for (int i = 0; i < 12; i++) {
        int ends[2], status;
        char byte = 0;
        ck_assert_int_eq(pipe(ends), 0);
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            GuessClosed guess;
            byte = begin(&guess, "lin") ? 'y' : 'n';
            if (write(ends[1], &byte, 1) == 1)
                pause();
            _exit(1);
        }
        ck_assert_int_eq(read(ends[0], &byte, 1), 1);
        ck_assert_int_eq(byte, 'y');
        kill(child, SIGKILL);
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        close(ends[0]);
        close(ends[1]);
    }
    for (int i = 0; i < 4; i++)
        ck_assert(try_as("lin", GUESS_WRONG));
    ck_assert(try_as("lin", GUESS_RIGHT));
}
END_TEST

/* Anybody may write the file, or take it away; nobody is kept out for ever by it. */
START_TEST(test_closed_foreign_file)
{
    static const char *const lines[] = {
        "",
        "\n\n\n",
        " ",
        " 99999999999999999999 -5 1 2\n",
        " 9223372036854775807 9223372036854775807 9223372036854775807 0\n",
        " -9223372036854775807 -1 -1 -9223372036854775807\nxx",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        ck_assert(try_as("lin", GUESS_WRONG));
        char *text = tries();
        Buf foreign = BUF_INIT;
        buf_addf(&foreign, "%.4s%s", text, lines[i]);
        free(temp_text(help_folder, "store.db.tries", foreign.data));
        ck_assert(try_as("lin", GUESS_WRONG));
        free(temp_text(help_folder, "store.db.tries", ""));
        buf_free(&foreign);
        free(text);
    }
}
END_TEST

/* As long as it may be and longer, with lines that do not end, and bytes that end a text. */
START_TEST(test_closed_hostile_file)
{
    static const struct {
        size_t n;
        char fill, last;
    } files[] = {{65536, 'x', 'x'}, {65536, 'x', '\n'},  {65537, 'x', 'x'},  {65537, 'x', '\n'},
                 {65536, 0, 'x'},   {65536, 0, '\n'},    {65536, '\n', 'x'}, {1, 'x', 'x'},
                 {4, 'x', 'x'},     {65536, '\n', '\n'}, {1 << 20, 'x', 0},  {5, '0', '\n'}};
    char *file = help_path("store.db.tries");

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char *bytes = malloc(files[i].n);
        ck_assert_ptr_nonnull(bytes);
        memset(bytes, files[i].fill, files[i].n);
        bytes[files[i].n - 1] = files[i].last;
        ck_done(path_write(file, bytes, files[i].n, &help_err));
        free(bytes);
        guess_closed_forgive(help_store_path, "lin");
        for (int n = 0; n < 5; n++)
            ck_assert(try_as("lin", GUESS_WRONG));
        ck_assert(!try_as("lin", GUESS_WRONG));
        ck_assert(waits());
    }
    free(file);
}
END_TEST

START_TEST(test_closed_no_file)
{
    char *file = help_path("store.db.tries");

    ck_assert_int_eq(mkfifo(file, 0600), 0);
    for (int i = 0; i < 8; i++)
        ck_assert(try_as("lin", GUESS_WRONG));
    unlink(file);
    ck_assert_int_eq(symlink("/nowhere/at/all", file), 0);
    ck_assert(try_as("lin", GUESS_WRONG));
    free(file);
}
END_TEST

static int64_t told(Store *store, const char *name)
{
    int64_t failed;

    ck_done(sql_get_int(store, &help_err, &failed,
                        "SELECT failed FROM sign_in LEFT JOIN user ON user.id = user_id"
                        " WHERE coalesce(name, '') = ?",
                        "t", name));
    return failed;
}

/* Of everybody, with the next right passphrase of anybody; one that only reads tells too. */
START_TEST(test_closed_is_told)
{
    static const Person lin = {"lin", "林小雨", "social_worker", NULL};
    static const StoreMode modes[] = {STORE_OPEN, STORE_READ};
    Store *store = help_store();
    char *text;

    ck_done(people_put(store, &lin, &help_err));
    store_close(store);
    for (int i = 0; i < 3; i++) {
        ck_assert(try_as("lin", GUESS_WRONG));
        ck_assert(try_as("nobody", GUESS_WRONG));
        ck_assert(try_as("niemand", GUESS_WRONG));
    }
    text = tries();
    ck_assert_ptr_null(strstr(text, "lin"));
    free(text);
    store = help_open(modes[_i]);
    guess_closed_tell(store);
    ck_assert_int_eq(told(store, "lin"), 3);
    ck_assert_int_eq(told(store, ""), 6);
    guess_closed_tell(store);
    ck_assert_int_eq(told(store, "lin"), 3);
    ck_assert(try_as("lin", GUESS_WRONG));
    ck_assert(try_as("lin", GUESS_WRONG));
    ck_assert(!try_as("lin", GUESS_RIGHT));
    guess_closed_tell(store);
    ck_assert_int_eq(told(store, "lin"), 5);
    store_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("closed");
    TCase *tcase = tcase_create("all");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, help_start, help_stop);
    tcase_add_test(tcase, test_closed_five_are_free);
    tcase_add_test(tcase, test_closed_right_ends_the_counting);
    tcase_add_test(tcase, test_closed_right_ones_at_once);
    tcase_add_test(tcase, test_closed_wrong_ones_at_once);
    tcase_add_test(tcase, test_closed_killed_was_not_wrong);
    tcase_add_test(tcase, test_closed_foreign_file);
    tcase_add_test(tcase, test_closed_hostile_file);
    tcase_add_test(tcase, test_closed_no_file);
    tcase_add_loop_test(tcase, test_closed_is_told, 0, 2);
    return suite_finish(suite);
}
