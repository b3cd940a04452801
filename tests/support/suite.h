/* The main of a test program: runs the suite and says how it went. */
#ifndef ANJUAN_TESTS_SUITE_H
#define ANJUAN_TESTS_SUITE_H

#include <check.h>
#include <stdlib.h>

/* Runs a suite put together by hand, frees it, and gives the exit status. */
static inline int suite_finish(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* A NULL-ended list of tests as one suite; setup and teardown run around each and may be NULL.
 */
static inline int suite_run(const char *name, const TTest *const *tests, SFun setup,
                            SFun teardown)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    if (setup || teardown)
        tcase_add_checked_fixture(tcase, setup, teardown);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}

#endif
