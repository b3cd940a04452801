/* Any terminal: the kinds of it, sizes, resizing at any moment, locales that are not there, and
 * none with colours. A case with an awkward name is open, and the cursor is on the focus. */
#include "config.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "tests/support/made_store.h"
#include "tests/support/ready_store.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/term.h"

/* A Uyghur name, a character outside the BMP, a mark that combines. */
#define NAME "阿依古丽·买买提𠮷e\xCC\x81"

static ReadyStore ready;
static Err err;

#define ck_done(call) ck_assert_msg((call), "%s: %s", #call, err.text)

static void make_case(Session *session)
{
    const char **numbers;
    size_t n;
    CaseFile *file = NULL;
    char *cases = temp_path(ready.data, "practice/leukaemia-child.json");
    Arena *arena = arena_new();
    ck_done(app_import(session, (const char *[]){cases}, 1, arena, &numbers, &n, &err));
    ck_done(app_case_open(session, numbers[0], &file, &err));
    ck_done(app_case_set(session, file, F_PATIENT_name, 0, NAME, &err));
    case_free(file);
    arena_free(arena);
    free(cases);
}

static void make_store(void)
{
    ready = ready_store_new("en");
    const SessionOptions options = ready_options(&ready);
    Session *session = NULL;
    ck_done(session_open(&options, STORE_OPEN, &session, &err));
    ck_done(session_sign_in(session, "zhou", MADE_PASSPHRASE, &err));
    make_case(session);
    session_close(session);
}

static void remove_store(void)
{
    ready_store_free(&ready);
}

static Term *start(int rows, int cols, const char *terminal, const char *option,
                   const char *variable)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *const argv[] = {program, (char *)"--store", ready.store, (char *)option, NULL};
    char *const env[] = {(char *)variable, NULL};
    Term *term = term_open(rows, cols, terminal, argv, env);
    free(program);
    return term;
}

static void keys(Term *term, const char *text)
{
    term_type(term, text);
    expect_idle(term);
}

/* At the queue, on the case. */
static void sign_in(Term *term)
{
    expect_idle(term);
    keys(term, "zhou\tcorrect horse\r");
    keys(term, "q"); /* from what waits to the queue below */
    keys(term, "F"); /* from what waits for a supervisor to the drafts */
    expect_text(term, "T1-2026-000001");
}

/* In the first field of the case, which is the name. */
static void open_case(Term *term)
{
    sign_in(term);
    keys(term, "\r");
    expect_text(term, NAME);
}

/* ---- kinds of terminals ---- */

static const char *const terminals[] = {"linux", "vt220", "vt100", "screen", "tmux", "xterm"};

START_TEST(test_terminals_look_alike)
{
    Term *usual = start(24, 80, "xterm-256color", NULL, NULL);
    Term *other = start(24, 80, terminals[_i], NULL, NULL);
    Term *const both[] = {usual, other};
    for (size_t i = 0; i < COUNT_OF(both); i++)
        sign_in(both[i]); /* before there is a place to come back to */
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        keys(both[i], "\r");
        expect_text(both[i], NAME);
        keys(both[i], "\t\t\t"); /* to the sex, past the number */
        keys(both[i], "\033");
        keys(both[i], "2");
    }
    char *want = term_dump(usual, false, true);
    expect_screen(other, want);
    free(want);
    term_close(usual);
    term_close(other);
}
END_TEST

/* What is typed stands where the cursor is, by columns, and the cursor goes with it. */
START_TEST(test_terminals_cursor_is_on_the_focus)
{
    int row, col, now_row, now_col;
    Term *term = start(24, 80, terminals[_i], NULL, NULL);
    open_case(term);
    term_cursor(term, &row, &col);
    char *text = term_row(term, row);
    ck_assert_msg(strncmp(text, "> Name", 6) == 0, "%s", text);
    free(text);
    keys(term, "𠮷");
    term_cursor(term, &now_row, &now_col);
    ck_assert_int_eq(now_row, row);
    ck_assert_int_eq(now_col, col + 2);
    keys(term, "e\xCC\x81");
    term_cursor(term, &now_row, &now_col);
    ck_assert_int_eq(now_col, col + 3);
    term_key(term, VTERM_KEY_BACKSPACE, VTERM_MOD_NONE);
    term_key(term, VTERM_KEY_BACKSPACE, VTERM_MOD_NONE);
    expect_cursor(term, row, col);
    expect_text(term, NAME);
    term_close(term);
}
END_TEST

/* ---- what is no text ---- */

/* The table of all is tests/ui/term/test_input; here that the program reads by it. */
START_TEST(test_terminals_sequences_in_a_field)
{
    static const struct {
        const char *piece, *rest, *holds; /* the field "ab" */
    } rows[] = {
        {"\033Oq", "\033Onc", "~ ab1.c"},
        {"\033[<0;10;10M", "\033]11;rgb:0/0/0\033\\\033_Gi=1;OK\033\\d", "~ abd"},
        {"\033[<0;10", ";10Me", "~ abe"},
        {"\033", "Oqf", "~ ab1f"},
        {"\033", "[M !!g", "~ abg"},
        {"\033[[", "Eh", "~ abh"},
        {"\021", "\023i", "~ abi"}, /* Ctrl-Q, Ctrl-S */
    };
    Term *term = start(24, 80, "xterm-256color", NULL, NULL);
    open_case(term);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        term_type(term, "\025ab");
        expect_text(term, "~ ab");
        term_type(term, rows[i].piece);
        if (strcmp(rows[i].piece, "\033") == 0)
            expect_text(term, "COMMANDS");
        term_type(term, rows[i].rest);
        expect_text(term, rows[i].holds);
        expect_gone(term, "COMMANDS");
    }
    term_close(term);
}
END_TEST

/* ---- typed during the start ---- */

enum { TYPED = 300, PASTED = 5000 };

static bool has_altscreen(const Term *term, const void *what UNUSED)
{
    return term_altscreen(term);
}

/* More than any library takes back, in order, before the answer about the width of signs. */
static void type_early(Term *term)
{
    char typed[TYPED + 1], pasted[PASTED + 1];
    memset(typed, 'x', TYPED);
    memset(pasted, 'y', PASTED);
    typed[TYPED] = pasted[PASTED] = '\0';
    term_answers(term, false);
    ck_assert(term_until(term, has_altscreen, NULL, 0));
    term_type(term, typed);
    term_type(term, "nac\033[Db\0339\t\033[200~");
    term_type(term, pasted);
    term_type(term, "\033[201~");
    term_answers(term, true);
}

START_TEST(test_terminals_typed_during_start)
{
    int status;
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *argv[] = {program,        (char *)"--store",           ready.store,  (char *)"--as",
                    (char *)"zhou", (char *)"--passphrase-file", ready.secret, NULL};
    Term *term = term_open(24, 80, "xterm-256color", argv, NULL);
    free(program);
    type_early(term);
    expect_text(term, "5000/10000");
    term_type(term, "z");
    expect_text(term, "5001/10000");
    expect_text(term, "yyyz");
    expect_text(term, "abc");
    term_signal(term, SIGHUP);
    ck_assert(term_wait_exit(term, &status, 0));
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    term_close(term);
}
END_TEST

/* ---- locales ---- */

static const struct Locale {
    const char *variable, *shown, *also; /* on the sign-in screen, and in the case */
} locales[] = {
    {"LC_ALL=C", "Sign in", NAME},
    {"LC_ALL=POSIX", "Sign in", NAME},
    {"LC_ALL=", "Sign in", NAME},
    {"LC_ALL=xx_YY.UTF-8", "Sign in", NAME},
    {"LC_ALL=zh_CN.UTF-8", "登录", NAME}, /* not installed, but its language is known */
    {"LC_ALL=zh_CN", "登录", NAME},
    /* the terminal speaks another set of characters, and no such locale is installed either */
    {"LC_ALL=zh_CN.GB18030", "登录", NAME},
    {"LC_ALL=zh_CN.GBK", "登录", "阿依古丽·买买提??e"},
    {"LC_ALL=zh_CN.GB2312", "登录", "阿依古丽"},
    {"LC_ALL=zh_TW.Big5", "登入", "阿依古"},
};

START_TEST(test_terminals_locale)
{
    const struct Locale *locale = &locales[_i];
    Term *term = start(24, 80, "xterm", NULL, locale->variable);
    expect_text(term, locale->shown);
    sign_in(term);
    keys(term, "\r");
    expect_text(term, locale->also);
    keys(term, "王");
    expect_text(term, "王");
    keys(term, "\177");
    term_close(term);
}
END_TEST

/* ---- sizes ---- */

static const int sizes[][2] = {{24, 80}, {16, 60}, {43, 132}, {100, 300}};
static const char *const langs[] = {"LANGUAGE=en", "LANGUAGE=zh_CN"};

static void expect_whole_rows(Term *term, int rows, int cols)
{
    int rules = 0;
    for (int row = 0; row < rows; row++) {
        char *text = term_row(term, row);
        ck_assert_msg(text_cols(text) <= cols, "row %d: %s", row, text);
        rules += strncmp(text, "──", 6) == 0;
        if (strncmp(text, "──", 6) == 0)
            ck_assert_int_eq(text_cols(text), cols);
        free(text);
    }
    ck_assert_int_eq(rules, 2);
}

START_TEST(test_terminals_size)
{
    enum { SIZES = sizeof sizes / sizeof sizes[0] };
    int row, col, rows = sizes[_i % SIZES][0], cols = sizes[_i % SIZES][1];
    Term *term = start(rows, cols, "xterm-256color", NULL, langs[_i / SIZES]);
    open_case(term);
    term_cursor(term, &row, &col);
    ck_assert(row > 2 && row < rows - 3);
    expect_whole_rows(term, rows, cols);
    char *bar = term_row(term, rows - 1);
    ck_assert_msg(strstr(bar, "Esc "), "%s", bar);
    free(bar);
    for (const char *tab = "234567890VFH"; *tab; tab++) {
        term_char(term, (uint32_t)*tab, VTERM_MOD_ALT);
        expect_idle(term);
        expect_whole_rows(term, rows, cols);
    }
    term_close(term);
}
END_TEST

/* In the middle of a word, many times, too small in between: nothing of it is lost. */
START_TEST(test_terminals_resized_while_typing)
{
    int row, col;
    Term *term = start(24, 80, "xterm-256color", NULL, NULL);
    open_case(term);
    for (size_t i = 0; i < 3 * COUNT_OF(sizes); i++) {
        term_type(term, "王");
        term_resize(term, sizes[i % COUNT_OF(sizes)][0], sizes[i % COUNT_OF(sizes)][1]);
        term_type(term, "\177");
    }
    term_resize(term, 12, 50);
    expect_text(term, "too small");
    term_resize(term, 30, 90);
    expect_gone(term, "too small"); /* what is typed unseen is not taken */
    keys(term, "王");
    expect_text(term, NAME "王");
    term_cursor(term, &row, &col);
    char *text = term_row(term, row);
    ck_assert_msg(strncmp(text, "> Name", 6) == 0, "%s", text);
    free(text);
    keys(term, "\177");
    term_close(term);
}
END_TEST

/* Of what the program draws by itself nothing is beyond ASCII. */
START_TEST(test_terminals_ascii)
{
    static const char *const signs[] = {"─", "│", "┌", "▲", "✖", "✓",
                                        "▸", "→", "█", "▒", "…", "×"};
    Term *term = start(24, 80, "xterm-256color", "--ascii", NULL);
    open_case(term);
    for (const char *tab = "1234567890VFH"; *tab; tab++) {
        term_char(term, (uint32_t)*tab, VTERM_MOD_ALT);
        expect_idle(term);
        char *screen = term_dump(term, false, false);
        for (size_t i = 0; i < COUNT_OF(signs); i++)
            ck_assert_msg(!strstr(screen, signs[i]), "%s\n%s", signs[i], screen);
        free(screen);
    }
    term_close(term);
}
END_TEST

START_TEST(test_terminals_wide_signs)
{
    Term *term = start(24, 80, "xterm", "--wide-signs", NULL);
    expect_idle(term);
    char *rule = term_row(term, 1);
    ck_assert_uint_eq(strspn(rule, "-"), 80);
    free(rule);
    term_close(term);
}
END_TEST

/* ---- without colours ---- */

static const struct Mono {
    const char *terminal, *option, *variable;
    bool colours; /* those that have them, so that the test could fail */
} monos[] = {
    {"xterm-256color", NULL, "NO_COLOR=1", false},
    {"xterm-256color", "--mono", NULL, false},
    {"vt220", NULL, NULL, false},
    {"xterm-256color", NULL, "NO_COLOR=", true},
    {"linux", NULL, NULL, true},
};

static bool coloured(const Term *term, int row)
{
    VTermScreenCell cell;
    int rows, cols;
    term_size(term, &rows, &cols);
    for (int col = 0; col < cols; col++) {
        const VTermPos at = {row, col};
        vterm_screen_get_cell(term_screen(term), at, &cell);
        if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
            return true;
    }
    return false;
}

static bool any_coloured(const Term *term)
{
    int rows, cols;
    term_size(term, &rows, &cols);
    for (int row = 0; row < rows; row++) {
        if (coloured(term, row))
            return true;
    }
    return false;
}

static void expect_row_of_cursor(Term *term, const char *begins, int *row, int *col)
{
    term_cursor(term, row, col);
    char *text = term_row(term, *row);
    ck_assert_msg(strncmp(text, begins, strlen(begins)) == 0, "%s", text);
    free(text);
}

START_TEST(test_terminals_focus_and_errors_without_colour)
{
    const struct Mono *mono = &monos[_i];
    int row, col;
    Term *term = start(24, 80, mono->terminal, mono->option, mono->variable);
    sign_in(term);
    /* The selected row: a sign and reverse video; the cursor is on it. */
    expect_row_of_cursor(term, " >", &row, &col);
    expect_attr(term, row, 4, "r");
    expect_attr(term, row + 1, 4, "");
    keys(term, "\r");
    /* The focus of a form: a sign, the field in reverse, no other so. */
    expect_row_of_cursor(term, "> Name", &row, &col);
    expect_attr(term, row, col, "r");
    expect_attr(term, row + 1, col, "");
    expect_attr(term, row, 3, "");
    /* A refusal: a sign before it and bold, under the field, which keeps the focus. */
    keys(term, "\t\t\t\t\025");
    keys(term, "99-99\t");
    expect_row_of_cursor(term, "> Born on", &row, &col);
    expect_text(term, "! “99-99” is not a day");
    char *note = term_row(term, row + 1);
    const char *sign = strstr(note, "! ");
    ck_assert_ptr_nonnull(sign);
    expect_attr(term, row + 1, (int)(sign - note), "b");
    free(note);
    ck_assert_int_eq(any_coloured(term), mono->colours);
    ck_assert_int_eq(coloured(term, row + 1), mono->colours);
    keys(term, "\033");
    term_close(term);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("terminals");
    TCase *tcase = tcase_create("terminals");
    tcase_add_checked_fixture(tcase, make_store, remove_store);
    tcase_add_loop_test(tcase, test_terminals_look_alike, 0, (int)COUNT_OF(terminals));
    tcase_add_loop_test(tcase, test_terminals_cursor_is_on_the_focus, 0,
                        (int)COUNT_OF(terminals));
    tcase_add_loop_test(tcase, test_terminals_locale, 0, (int)COUNT_OF(locales));
    tcase_add_loop_test(tcase, test_terminals_size, 0,
                        (int)(COUNT_OF(sizes) * COUNT_OF(langs)));
    tcase_add_test(tcase, test_terminals_sequences_in_a_field);
    tcase_add_test(tcase, test_terminals_ascii);
    tcase_add_test(tcase, test_terminals_resized_while_typing);
    tcase_add_test(tcase, test_terminals_wide_signs);
    tcase_add_loop_test(tcase, test_terminals_focus_and_errors_without_colour, 0,
                        (int)COUNT_OF(monos));
    suite_add_tcase(suite, tcase);
    TCase *early = tcase_create("start");
    tcase_add_checked_fixture(early, make_store, remove_store);
    tcase_add_test(early, test_terminals_typed_during_start);
    suite_add_tcase(suite, early);
    return suite_finish(suite);
}
