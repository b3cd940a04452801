/* Programs that are asked: nobody waits for one longer than was said. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/program.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *folder;

static void setup(void)
{
    folder = temp_new();
}

static void teardown(void)
{
    temp_free(folder);
}

static bool ask(const char *script, int seconds, Buf *out)
{
    char *path = temp_text(folder, "asked", script);
    int status;
    Err err = {0};

    ck_assert_int_eq(chmod(path, 0700), 0);
    bool done = program_ask(path, "words", 5, 100, seconds, out, &status, &err);
    free(path);
    return done;
}

START_TEST(test_program_answers)
{
    Buf out = BUF_INIT;

    ck_assert(ask("#!/bin/sh\nexec cat\n", 60, &out));
    ck_assert_str_eq(out.data, "words");
    buf_free(&out);
}
END_TEST

/* With nothing more to say, and without an end. */
START_TEST(test_program_that_goes_on_is_ended)
{
    Buf out = BUF_INIT;

    ck_assert(!ask("#!/bin/sh\nexec >&-\nexec sleep 1000\n", 1, &out));
    buf_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("program");
    TCase *tcase = tcase_create("program");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_program_answers);
    tcase_add_test(tcase, test_program_that_goes_on_is_ended);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
