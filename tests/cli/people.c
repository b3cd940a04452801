/* people STORE: the store that most shell tests begin with, as "anjuan init" and "anjuan user
 * add" would make it. Each passphrase is "long enough for NAME", and costs next to nothing to
 * check (tests/support/people.h). */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/init.h"
#include "base/attr.h"
#include "base/path.h"
#include "tests/support/people.h"

static const Person people[] = {
    {"zhou", "zhou", "supervisor", "long enough for zhou"},
    {"sun", "sun 先生", "supervisor", "long enough for sun"},
    {"lin", "lin 先生", "social_worker", "long enough for lin"},
    {"he", "he 先生", "adviser", "long enough for he"},
    {"qian", "qian 先生", "auditor", "long enough for qian"},
    {"admin", "admin 先生", "administrator", "long enough for admin"},
};

static bool make(const char *path, const char *data, Err *err)
{
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    const InitOptions init = {.organisation = "练习医院é",
                              .station = "T1",
                              .supervisor = people[0].name,
                              .passphrase = people[0].passphrase};
    Store *store = NULL;
    bool done =
        app_init(&options, &init, NULL, err) && store_open(path, STORE_OPEN, &store, err);
    for (size_t i = 0; done && i < COUNT_OF(people); i++)
        done = people_put(store, &people[i], err);
    store_close(store);
    return done;
}

int main(int argc, char **argv)
{
    const char *top = getenv("top_builddir");
    char *data = path_join(top ? top : ".", "share/anjuan");
    Err err = {0};
    bool done = argc == 2 && make(argv[1], data, &err);
    if (!done)
        fprintf(stderr, "people: %s\n", err.text);
    free(data);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
