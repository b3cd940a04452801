/* Screens in process: a session on a store of its own with a supervisor (zhou) and a social
 * worker (lin), a Stage of any size, keys and text in, rows out. Today is 2026-11-21; English,
 * unless the test has begun another language (i18n_start). */
#ifndef ANJUAN_TESTS_SCREEN_HELP_H
#define ANJUAN_TESTS_SCREEN_HELP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "desk/people.h"
#include "domain/catalog.h"
#include "ui/stage/screen.h"

extern Session *help_session;
extern Stage *help_stage;

void help_screen_start(void); /* signs lin in */
void help_screen_stop(void);
void help_screen_size(int rows, int cols);
void help_sign_in(const char *name); /* "lin" or "zhou"; the Stage begins anew, at the queue */

/* Somebody more, to sign in as; zhou is signed in after it. */
void help_add_person(const char *name, Role role);

/* A file that the site lays over the knowledge. The session begins anew with it: sign in next.
 */
void help_site_file(const char *kind, const char *name, const char *text);

int64_t help_import(const char *name); /* a case of data/practice; its id */
int64_t help_new_case(void);           /* an empty one; its id */

void help_open_case(int64_t id); /* its screen, drawn */

/* While the screens are locked the store is closed: opens it for what the test wants to
 * know. */
void help_look_behind_the_lock(void);

/* What the store has, whatever the screen shows; want NULL: nothing. */
void help_expect_stored(int64_t id, FieldId field, size_t row, const char *want);
size_t help_stored_rows(int64_t id, RecordId record);

/* Input: names of keys as in keys.ini, separated by blanks; and text as typed. */
void help_keys(const char *names);
void help_type(const char *text);
void help_pause(int milliseconds); /* before the next of them; without it they come at once */
void help_paste(const char *text);

/* What stands on the screen; valid until the next call. */
const char *help_screen(void);
const char *help_row(int row);
bool help_shows(const char *needle);
void help_expect(const char *needle); /* fails with the whole screen */
void help_expect_not(const char *needle);

/* Every row has exactly the columns of the screen and the cursor is on it. */
void help_aligned(const char *where);

#endif
