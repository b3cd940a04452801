/* Several programs at one sealed store: they write, sign in and let people in at the same time,
 * one of them is killed, and what changes the key waits for nobody. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/inner.h"
#include "app/people.h"
#include "app/seal.h"
#include "base/mem.h"
#include "base/path.h"
#include "store/sealed.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

static const char other[] = "门口的桂花树 又开了一回";

static void close_both(void)
{
    session_close(zhou);
    session_close(lin);
    zhou = lin = NULL;
}

static bool seal(void)
{
    Sealing sealing;
    bool done =
        app_seal(help_store_file, NULL, "zhou", MADE_PASSPHRASE, NULL, &sealing, &help_err);
    sealing_free(&sealing);
    return done;
}

static bool rekey(void)
{
    Sealing sealing;
    bool done = app_rekey(help_store_file, "zhou", MADE_PASSPHRASE, NULL, &sealing, &help_err);
    sealing_free(&sealing);
    return done;
}

static bool kept(void)
{
    char *path = path_beside(help_store_file, ".before-seal.bak");
    bool there = path_exists(path);
    free(path);
    return there;
}

static int64_t events(Session *session, const char *verb)
{
    int64_t n;
    ck_done(sql_get_int(session_store(session), &help_err, &n,
                        "SELECT count(*) FROM journal_group WHERE verb = ?", "t", verb));
    return n;
}

static void seal_and_let_in(void)
{
    close_both();
    ck_done(seal());
    zhou = help_open_as("zhou");
    ck_done(app_person_passphrase(zhou, "lin", other, &help_err));
    ck_done(session_open(&help_options, STORE_OPEN, &lin, &help_err));
    ck_done(session_sign_in(lin, "lin", other, &help_err));
    ck_done(app_person_passphrase(lin, "lin", MADE_PASSPHRASE, &help_err));
}

/* What was refused leaves neither a copy nor an event. */
START_TEST(test_the_key_is_changed_alone)
{
    ck_assert(!seal());
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    ck_assert(!kept());
    ck_assert_int_eq(events(zhou, "seal"), 0);
    seal_and_let_in();
    ck_assert(kept());
    ck_assert_int_eq(events(zhou, "seal"), 1);
    ck_assert(!rekey());
    ck_assert(help_is_err(ERR_STORE, "in use by another program"));
    ck_assert_int_eq(events(zhou, "rekey"), 0);
    help_whole_case(lin, 1);
    close_both();
    ck_done(rekey());
    zhou = help_open_as("zhou");
    ck_assert_int_eq(events(zhou, "rekey"), 1);
    ck_assert_int_eq(events(zhou, "seal"), 1);
}
END_TEST

enum { CASES = 4, ADDED = 2, SIGNED_IN = 3 };

static const char *const added[ADDED] = {"he", "wu"};

/* Each tells by a byte what is done. */
static void tell(int pipe)
{
    if (write(pipe, "x", 1) != 1)
        _exit(1);
}

static void write_cases(int pipe)
{
    Session *session = help_open_as("lin");
    for (uint64_t i = 1; i <= CASES; i++) {
        help_whole_case(session, (uint64_t)getpid() * CASES + i);
        tell(pipe);
    }
    session_close(session);
}

static void add_people(int pipe)
{
    Session *session = help_open_as("zhou");
    for (int i = 0; i < ADDED; i++) {
        const NewUser user = {added[i], ROLE_ADVISER, NULL, other, true, &people_cost};
        ck_done(app_person_add(session, &user, &help_err));
        tell(pipe);
    }
    session_close(session);
}

static void sign_in_and_out(int pipe)
{
    for (int i = 0; i < SIGNED_IN; i++) {
        session_close(help_open_as("lin"));
        tell(pipe);
    }
}

typedef struct Program {
    void (*run)(int pipe);
    int killed_after; /* 0: it comes to its end */
    pid_t pid;
    int pipe;
} Program;

static void begin(Program *program)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    program->pid = fork();
    ck_assert_int_ge(program->pid, 0);
    if (program->pid == 0) {
        close(ends[0]);
        program->run(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    program->pipe = ends[0];
}

static int end(const Program *program)
{
    char byte;
    int said = 0, status;
    while (read(program->pipe, &byte, 1) == 1)
        if (++said == program->killed_after)
            kill(program->pid, SIGKILL);
    close(program->pipe);
    ck_assert_int_eq(waitpid(program->pid, &status, 0), program->pid);
    ck_assert(program->killed_after ? WIFSIGNALED(status) : status == 0);
    return said;
}

START_TEST(test_all_at_once)
{
    Program programs[] = {{.run = write_cases},
                          {.run = write_cases, .killed_after = 2},
                          {.run = add_people},
                          {.run = sign_in_and_out}};
    JournalCheck check = {0};
    int64_t cases;
    seal_and_let_in();
    close_both();
    for (size_t i = 0; i < COUNT_OF(programs); i++)
        begin(&programs[i]);
    int said = end(&programs[1]) + end(&programs[0]);
    ck_assert_int_eq(end(&programs[2]), ADDED);
    ck_assert_int_eq(end(&programs[3]), SIGNED_IN);
    zhou = help_open_as("zhou");
    ck_done(journal_verify(session_store(zhou), NULL, &check, &help_err));
    ck_assert(check.ok);
    ck_done(store_integrity(session_store(zhou), &help_err));
    ck_done(sql_get_int(session_store(zhou), &help_err, &cases,
                        "SELECT count(*) FROM case_file", NULL));
    ck_assert_int_ge(cases, said);
    for (int i = 0; i < ADDED; i++) {
        ck_done(session_open(&help_options, STORE_OPEN, &lin, &help_err));
        ck_done(session_sign_in(lin, added[i], other, &help_err));
        session_close(lin);
    }
    lin = NULL;
}
END_TEST

/* What anjuan-verify ends with. */
static int verified(void)
{
    const char *top = getenv("top_builddir");
    char *program = arena_printf(arena, "%s/anjuan-verify", top ? top : "."),
         *secret = help_path("secret");
    char *const argv[] = {program, help_store_file, "--as", "zhou", "--passphrase-file", secret,
                          NULL};
    int status = -1;
    ck_done(path_write(secret, MADE_PASSPHRASE, strlen(MADE_PASSPHRASE), &help_err));
    pid_t pid = fork();
    if (pid == 0) {
        execv(program, argv);
        _exit(127);
    }
    ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid);
    free(secret);
    return WEXITSTATUS(status);
}

static bool is_behind(Session *session)
{
    bool behind = false;
    ck_done(store_header_behind(session_store(session), &behind, &help_err));
    return behind;
}

static bool is_noted(Session *session, const char *part)
{
    size_t n;
    const char *const *notes = session_notes(session, &n);
    for (size_t i = 0; i < n; i++)
        if (strstr(notes[i], part))
            return true;
    return false;
}

/* Who is shut out may have kept the beginning of the file; from the next day on the history
 * knows that it is older. */
START_TEST(test_a_header_that_was_put_back)
{
    Buf before = BUF_INIT, file = BUF_INIT;
    seal_and_let_in();
    close_both();
    ck_done(path_read(help_store_file, 1 << 26, &before, &help_err));
    zhou = help_open_as("zhou");
    ck_done(app_person_disable(zhou, "lin", &help_err));
    ck_assert(!is_behind(zhou));
    store_set_back(session_store(zhou), -1);
    help_whole_case(zhou, 1);
    ck_assert(!is_behind(zhou));
    close_both();
    ck_assert_int_eq(verified(), 0);

    ck_done(path_read(help_store_file, 1 << 26, &file, &help_err));
    memcpy(file.data, before.data, SEAL_HEADER_BYTES);
    ck_done(path_write(help_store_file, file.data, file.len, &help_err));
    ck_assert_int_eq(verified(), 1);
    ck_done(session_open(&help_options, STORE_READ, &zhou, &help_err));
    ck_done(session_sign_in(zhou, "zhou", MADE_PASSPHRASE, &help_err));
    ck_assert(is_noted(zhou, "somebody put it back"));
    ck_assert(is_behind(zhou));
    session_close(zhou);
    zhou = help_open_as("zhou");
    ck_assert(is_noted(zhou, "somebody put it back"));
    ck_assert_int_eq(events(zhou, "different"), 1);
    ck_assert(!is_behind(zhou));
    close_both();
    ck_assert_int_eq(verified(), 0);

    ck_done(rekey());
    zhou = help_open_as("zhou");
    ck_assert(!is_behind(zhou) && !is_noted(zhou, "put it back"));
    ck_assert_int_eq(events(zhou, "different"), 1);
    buf_free(&before);
    buf_free(&file);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_the_key_is_changed_alone, test_all_at_once,
                                  test_a_header_that_was_put_back, NULL};
    return suite_run("together", tests, help_app_start, help_app_stop);
}
