/* An App with a session and no terminal: keys in, rows out, and what the store has
 * afterwards. */
#include "config.h"

#include "tests/support/people.h"
#include "tests/support/screen_help.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/case.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/people.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "tests/support/made_store.h"
#include "tests/support/store_help.h"
#include "tests/support/temp.h"
#include "ui/case/case.h"
#include "ui/screens/screens.h"
#include "ui/screens/table.h"
#include "ui/stage/lock.h"
#include "ui/stage/stage.h"

Session *help_session;
Stage *help_stage;

static Buf screen, one_row;
static int rows_now, cols_now;
static int64_t clock_now; /* of the events, in milliseconds */

void help_screen_size(int rows, int cols)
{
    rows_now = rows;
    cols_now = cols;
    stage_event(help_stage, &(Event){.kind = EV_RESIZE, .rows = rows, .cols = cols});
}

static char *data_folder(void)
{
    const char *top = getenv("top_srcdir");
    return path_join(top ? top : "..", "data");
}

void help_sign_in(const char *name)
{
    stage_free(help_stage);
    session_sign_out(help_session);
    ck_done(session_sign_in(help_session, name, MADE_PASSPHRASE, &help_err));
    help_stage = stage_new(help_session, ui_screens, rows_now, cols_now, SIGNS_UNICODE);
    stage_push(help_stage, queue_screen_new(help_stage));
}

static void open_session(void)
{
    char *store = help_path("case.db"), *data = data_folder(), *site = help_path("site");
    const SessionOptions options = {
        .store = store, .data = data, .site = site, .lang = i18n_lang(), .on = {2026, 11, 21}};
    ck_done(session_open(&options, STORE_OPEN, &help_session, &help_err));
    free(store);
    free(data);
    free(site);
}

void help_add_person(const char *name, Role role)
{
    help_sign_in("zhou");
    ck_done(app_person_add(
        help_session, &(NewUser){name, role, name, MADE_PASSPHRASE, true, NULL}, &help_err));
}

void help_site_file(const char *kind, const char *name, const char *text)
{
    Buf folder = BUF_INIT;
    buf_addf(&folder, "site/%s", kind);
    char *site = help_path("site"), *path = help_path(folder.data);
    ck_assert(mkdir(site, 0700) == 0 || errno == EEXIST);
    ck_assert(mkdir(path, 0700) == 0 || errno == EEXIST);
    free(temp_text(path, name, text));
    stage_free(help_stage);
    help_stage = NULL;
    session_close(help_session);
    open_session();
    free(site);
    free(path);
    buf_free(&folder);
}

void help_screen_start(void)
{
    help_start();
    char *home = help_path("home"); /* questions for a file show what stands there */
    ck_assert_int_eq(mkdir(home, 0700), 0);
    setenv("HOME", home, 1);
    free(home);
    buf_init(&screen);
    buf_init(&one_row);
    rows_now = 24;
    cols_now = 80;
    char *store = help_path("case.db");
    ck_done(made_store_write(store, &help_err));
    free(store);
    open_session();
    help_sign_in("lin");
}

void help_screen_stop(void)
{
    stage_free(help_stage);
    help_stage = NULL;
    session_close(help_session);
    help_session = NULL;
    buf_free(&screen);
    buf_free(&one_row);
    help_stop();
}

/* Under the lock the store is closed, and nothing of the program asks it then. */
static void not_locked(void)
{
    ck_assert_msg(!stage_locked(help_stage), "a key typed before has locked the screens\n%s",
                  help_screen());
}

int64_t help_import(const char *name)
{
    not_locked();
    char *data = data_folder(), *folder = path_join(data, "practice");
    Buf file = BUF_INIT;
    const char **numbers;
    size_t n;
    int64_t id;
    Arena *arena = arena_new();
    buf_addf(&file, "%s/%s.json", folder, name);
    ck_done(app_import(help_session, (const char *[]){file.data}, 1, arena, &numbers, &n,
                       &help_err));
    ck_done(case_find_no(session_store(help_session), numbers[0], &id, &help_err));
    arena_free(arena);
    buf_free(&file);
    free(folder);
    free(data);
    return id;
}

void help_keys(const char *names)
{
    while (*(names += strspn(names, " "))) {
        size_t len = strcspn(names, " ");
        char *name = xstrndup(names, len);
        int key = key_parse(name);
        ck_assert_msg(key != 0, "no such key: %s", name);
        free(name);
        stage_event(help_stage, &(Event){.kind = EV_KEY, .key = key, .at = clock_now});
        stage_draw(help_stage);
        names += len;
    }
}

void help_type(const char *text)
{
    stage_event(help_stage,
                &(Event){.kind = EV_TEXT, .text = text, .len = strlen(text), .at = clock_now});
    stage_draw(help_stage);
}

void help_pause(int milliseconds)
{
    clock_now += milliseconds;
}

void help_paste(const char *text)
{
    stage_event(help_stage, &(Event){.kind = EV_PASTE, .text = text, .len = strlen(text)});
    stage_draw(help_stage);
}

const char *help_screen(void)
{
    buf_clear(&screen);
    frame_text(stage_draw(help_stage), &screen);
    return screen.data;
}

const char *help_row(int row)
{
    buf_clear(&one_row);
    frame_row_text(stage_draw(help_stage), row, &one_row);
    return one_row.data;
}

bool help_shows(const char *needle)
{
    return strstr(help_screen(), needle) != NULL;
}

void help_expect(const char *needle)
{
    ck_assert_msg(help_shows(needle), "not on the screen: %s\n%s", needle, help_screen());
}

void help_expect_not(const char *needle)
{
    ck_assert_msg(!help_shows(needle), "should not be on the screen: %s\n%s", needle,
                  help_screen());
}

void help_aligned(const char *where)
{
    const Frame *frame = stage_draw(help_stage);
    int row, col;
    for (int r = 0; r < frame_rows(frame); r++) {
        int used = 0;
        for (int c = 0; c < frame_cols(frame); c++) {
            Style style;
            int cols;
            const char *cell = frame_cell(frame, r, c, &style, &cols);
            used += *cell ? cols : 0;
        }
        buf_clear(&one_row);
        frame_row_text(frame, r, &one_row);
        ck_assert_msg(used <= frame_cols(frame) && text_cols(one_row.data) <= frame_cols(frame),
                      "%s: row %d has %d columns\n%s", where, r, used, help_screen());
    }
    ck_assert_msg(frame_cursor_at(frame, &row, &col) && row >= 0 && row < frame_rows(frame) &&
                      col >= 0 && col < frame_cols(frame),
                  "%s: no cursor\n%s", where, help_screen());
}

int64_t help_new_case(void)
{
    CaseFile *file;
    not_locked();
    ck_done(app_case_new(help_session, &file, &help_err));
    int64_t id = case_head_of(file)->id;
    case_free(file);
    return id;
}

void help_open_case(int64_t id)
{
    not_locked();
    stage_push(help_stage, case_screen_new(help_stage, id));
    stage_draw(help_stage);
}

void help_look_behind_the_lock(void)
{
    if (!session_store(help_session))
        ck_done(session_check_passphrase(help_session, MADE_PASSPHRASE, &help_err));
}

void help_expect_stored(int64_t id, FieldId field, size_t row, const char *want)
{
    CaseFile *file;
    help_look_behind_the_lock();
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    const char *value = case_get(file, field, row);
    ck_assert_msg(want ? value && !strcmp(value, want) : !value, "%s is %s, not %s",
                  catalog_field(field)->key, value ? value : "empty", want ? want : "empty");
    case_free(file);
}

size_t help_stored_rows(int64_t id, RecordId record)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    size_t rows = case_rows(file, record);
    case_free(file);
    return rows;
}
