/* Written out, so that a test spends no time on running the program for it. */
#include "config.h"

#include "tests/support/ready_store.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "tests/support/made_store.h"
#include "tests/support/temp.h"

SessionOptions ready_options(const ReadyStore *ready)
{
    return (SessionOptions){.store = ready->store, .data = ready->data, .lang = ready->lang};
}

ReadyStore ready_store_new(const char *lang)
{
    static const char line[] = MADE_PASSPHRASE "\n";
    ReadyStore ready = {.folder = temp_new(), .lang = lang};
    ready.store = temp_path(ready.folder, "store.db");
    ready.secret = temp_path(ready.folder, "passphrase");
    ready.data = temp_path(getenv("top_builddir"), "share/anjuan");
    Err err = {0};
    ck_assert_msg(made_store_write(ready.store, &err), "%s", err.text);
    ck_assert_msg(path_write(ready.secret, line, strlen(line), &err), "%s", err.text);
    return ready;
}

void ready_store_free(ReadyStore *ready)
{
    free(ready->store);
    free(ready->secret);
    free(ready->data);
    temp_free(ready->folder);
}
