/* The bytes of its file, for all programs of the build (spare.h). */
#include "config.h"

#include "tests/support/made_store.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/path.h"
#include "tests/support/people.h"
#include "tests/support/spare.h"
#include "tests/support/temp.h"

enum { FILE_MAX = 1 << 24 };

static Buf made;
static Err why_not;

static bool make(const char *path, Err *err)
{
    static const Person people[] = {{"zhou", "zhou", "supervisor", MADE_PASSPHRASE},
                                    {"lin", "林社工", "social_worker", MADE_PASSPHRASE}};
    const PeopleStore what = {.organisation = "某医院社工部",
                              .station = "T1",
                              .people = people,
                              .n = COUNT_OF(people)};
    return people_begin(path, &what, err) && path_read(path, FILE_MAX, &made, err);
}

__attribute__((constructor)) static void make_once(void)
{
    if (!spare_read("made_store", &made)) {
        char *folder = temp_new(), *path = temp_path(folder, "store.db");
        if (make(path, &why_not))
            spare_write("made_store", &made);
        else
            buf_free(&made);
        free(path);
        temp_free(folder);
    }
}

bool made_store_write(const char *path, Err *err)
{
    if (made.len)
        return path_write(path, made.data, made.len, err);
    *err = why_not;
    return false;
}
