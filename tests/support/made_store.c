/* The bytes of its file, for all programs of the build (spare.h). */
#include "config.h"

#include "tests/support/made_store.h"

#include <stdlib.h>

#include "app/init.h"
#include "base/path.h"
#include "tests/support/people.h"
#include "tests/support/spare.h"
#include "tests/support/temp.h"

enum { FILE_MAX = 1 << 24 };

static Buf made;
static Err why_not;

static bool make(const char *path, Err *err)
{
    static const Person zhou = {"zhou", NULL, NULL, MADE_PASSPHRASE},
                        lin = {"lin", "林社工", "social_worker", MADE_PASSPHRASE};
    const char *top = getenv("top_srcdir");
    char *data = path_join(top ? top : "..", "data");
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    const InitOptions init = {.organisation = "某医院社工部",
                              .station = "T1",
                              .supervisor = zhou.name,
                              .passphrase = zhou.passphrase,
                              .cost = &people_cost};
    Store *store = NULL;
    Signer signer = {0};
    bool done =
        app_init(&options, &init, NULL, err) && store_open(path, STORE_OPEN, &store, err) &&
        people_signer(store, &zhou, &signer, err) && people_put_by(store, &signer, &lin, err);
    signer_close(&signer);
    store_close(store);
    free(data);
    return done && path_read(path, FILE_MAX, &made, err);
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
