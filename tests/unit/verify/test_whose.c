/* The two readings of what events there are: of each kind and verb that the program may write,
 * anjuan-verify knows whose it is. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/kinds.h"
#include "tests/support/suite.h"
#include "verify/whose.h"

static bool next_word(const char **words, char out[64])
{
    size_t n;

    *words += strspn(*words, " ");
    n = strcspn(*words, " ");
    ck_assert_uint_lt(n, 64);
    memcpy(out, *words, n);
    out[n] = '\0';
    *words += n;
    return n > 0;
}

/* One that the other program has no rule for it would call unknown, or, worse, let pass. */
START_TEST(test_each_kind_is_somebodys)
{
    const char *kind, *verbs;
    char verb[64];
    int seen = 0;

    for (size_t i = 0; kinds_line(i, &kind, &verbs); i++) {
        while (next_word(&verbs, verb)) {
            seen++;
            ck_assert_msg(whose_knows(kind, verb), "no rule of anjuan-verify for %s %s", kind,
                          verb);
        }
    }
    ck_assert_int_gt(seen, 60);
    ck_assert(!whose_knows("people", "freeze"));
    ck_assert(!whose_knows("edit", ""));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_each_kind_is_somebodys, NULL};

    return suite_run("whose", tests, NULL, NULL);
}
