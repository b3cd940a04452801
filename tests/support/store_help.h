/* For the tests of the store: a folder of their own, a store in it with tables like those of
 * cases and people, and SQLite behind the program's back. */
#ifndef ANJUAN_TESTS_STORE_HELP_H
#define ANJUAN_TESTS_STORE_HELP_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/journal.h"
#include "store/sql.h"
#include "store/store.h"

/* Fails the test with the error's text. */
#define ck_done(call)                                                                          \
    do {                                                                                       \
        err_clear(&help_err);                                                                  \
        ck_assert_msg((call), "%s: %s", #call, help_err.text);                                 \
    } while (0)

extern Err help_err;
extern char *help_folder;
extern char *help_store_path; /* "store.db" in the folder; nothing is there at first */

void help_start(void);             /* makes the folder */
void help_stop(void);              /* removes it and what is in it */
char *help_path(const char *name); /* in the folder; for the caller to free */

Store *help_open(StoreMode mode);  /* the store at that path */
Store *help_new(const char *path); /* an empty one there, the same for all tests of a build */
Store *help_store(void);           /* a new one there, with the table help_note */

int64_t help_number(Store *store, const char *sql);
bool help_text_is(Store *store, const char *sql, const char *want);

/* One group by that person on that case: sets a column of help_note. */
void help_set(Store *store, int64_t user, int64_t id, const char *column, const char *value);
int64_t help_add(Store *store, int64_t user, const char *name);
char *help_name(Store *store, int64_t id, const char *column);
bool help_note_is(Store *store, int64_t id, const char *column, const char *value);

/* Runs statements on the file without any of the program's protection; true when they
 * worked. */
bool help_raw(const char *path, const char *sql);
int64_t help_raw_int(const char *path, const char *sql);

bool help_is_err(ErrKind kind, const char *part); /* of help_err */

#endif
