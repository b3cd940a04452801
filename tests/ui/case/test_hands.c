/* Hands that type on without looking: random keys on every tab of a case. After each key only
 * the field or cell that visibly had the focus may have changed, no row is gone, the status is
 * what it was. After Esc at most one command runs, which says so, and one undo takes it back.
 *
 * HANDS=N types N strings of each kind instead of a few, HANDS_SEED=S begins with another. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "base/attr.h"
#include "base/mem.h"
#include "exchange/portable.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/case/case.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/model/event.h"
#include "ui/stage/stage.h"

enum { STRINGS = 2 * TABS, LONGEST = 14, NEW_CASE_EACH = 40, FIRST_SEED = 20261129 };

typedef struct Hands {
    uint64_t random;
    CaseScreen *screen;
    Buf typed; /* the names of the keys of this string, for who repeats it */
    bool after_esc, ran;
} Hands;

static int64_t id;

static size_t pick(Hands *hands, size_t below)
{
    hands->random ^= hands->random << 13;
    hands->random ^= hands->random >> 7;
    hands->random ^= hands->random << 17;
    return (size_t)(hands->random % below);
}

static int any_key(Hands *hands)
{
    static const int others[] = {K_ENTER, K_TAB, K_BACKTAB, K_UP, K_DOWN, K_LEFT, K_RIGHT};
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzACDFHJKPQRUVW0123456789";
    size_t at = pick(hands, COUNT_OF(signs) - 1 + 2 * COUNT_OF(others));
    return at < COUNT_OF(signs) - 1 ? signs[at]
                                    : others[(at - COUNT_OF(signs) + 1) % COUNT_OF(others)];
}

/* A case that cannot be submitted: something is missing. */
static void new_case(void)
{
    CaseFile *file;
    id = help_import("leukaemia-child");
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_set(help_session, file, F_PATIENT_name, 0, "", &help_err));
    case_free(file);
}

static bool is_open(const Hands *hands)
{
    Screen *top = stage_top(help_stage);
    return !stage_quitting(help_stage) && top &&
           (top == &hands->screen->screen || !strcmp(top->ops->name, "choice") ||
            !strncmp(top->ops->name, "ask", 3));
}

/* The screen is too long for Check's messages. */
static void must(const Hands *hands, bool holds, const char *what, const char *more)
{
    if (!holds)
        fprintf(stderr, "%s: %s %s\n%s", hands->typed.data, what, more, help_screen());
    ck_assert_msg(holds, "%s %s", what, more);
}

static void json_of(const CaseFile *file, Buf *out)
{
    buf_clear(out);
    portable_write(file, out);
}

static size_t row_with(const CaseFile *file, RecordId record, int64_t row_id)
{
    size_t row = 0;
    while (row < case_rows(file, record) && case_row_id(file, record, row) != row_id)
        row++;
    return row;
}

/* What a value of the focus brings along, by design: of an empty field only. */
static bool comes_along(const CaseFile *before, FieldId field, size_t row, FieldId focus)
{
    return catalog_field(field)->record == catalog_field(focus)->record &&
           !case_get(before, field, row);
}

static void only_the_focus(const Hands *hands, const CaseFile *before, const CaseFile *after,
                           FieldId focus, int64_t focus_row)
{
    Buf was_is = BUF_INIT;
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        for (size_t row = 0; row < case_rows(before, record->id); row++) {
            int64_t row_id = case_row_id(before, record->id, row);
            size_t now = record->flags & RF_MANY ? row_with(after, record->id, row_id) : row;
            must(hands, now < case_rows(after, record->id), "a row is gone:", record->key);
            for (int i = 0; i < record->fields; i++) {
                FieldId field = (FieldId)((int)record->first + i);
                const char *was = case_get(before, field, row);
                const char *is = case_get(after, field, now);
                bool same = was && is ? !strcmp(was, is) : was == is;
                bool here =
                    field == focus && (!(record->flags & RF_MANY) || row_id == focus_row);
                if (!same)
                    buf_addf(&was_is, "%s.%s: %s, now %s; ", record->key,
                             catalog_field(field)->key, was ? was : "-", is ? is : "-");
                must(hands,
                     same || here || comes_along(before, field, row, focus) ||
                         (record->id == REC_DOCUMENT && row_id == focus_row),
                     "changed beside the focus:", was_is.data);
            }
        }
    }
    buf_free(&was_is);
}

static void focus_of(const Hands *hands, FieldId *field, int64_t *row_id)
{
    Tab *tab = shown_tab(hands->screen);
    const CaseFile *file = work_file(hands->screen->work);
    size_t row = 0;
    *field = FIELD_COUNT;
    *row_id = 0;
    const FormStop *stop =
        case_form(hands->screen) ? form_stop(case_form(hands->screen)) : NULL;
    if (stop) {
        *field = stop->field;
        row = stop->row;
    } else if (tab->ops->text && tab->ops->focus) {
        tab->ops->focus(tab, field, &row);
        if (row < work_judged(hands->screen->work)->n_documents)
            row = (size_t)work_judged(hands->screen->work)->documents[row].row;
    }
    if (*field < FIELD_COUNT && row < case_rows(file, catalog_field(*field)->record))
        *row_id = case_row_id(file, catalog_field(*field)->record, row);
}

static void send(Hands *hands, int key)
{
    buf_add(&hands->typed, hands->typed.len ? " " : "");
    key_name(key, &hands->typed);
    stage_event(help_stage, &(Event){.kind = EV_KEY, .key = key});
    stage_draw(help_stage);
}

static bool bar_shown(void)
{
    return help_shows("COMMANDS, not text");
}

/* A command changed the case: it said so, and one undo takes it back; an undo one redo. */
static void taken_back(Hands *hands, const char *before)
{
    Buf now = BUF_INIT;
    must(hands, !hands->ran && help_shows(" ✓ "), "not said", "");
    hands->ran = true;
    send(hands, help_shows("Taken back") ? K_CTRL('Y') : K_CTRL('Z'));
    json_of(work_file(hands->screen->work), &now);
    must(hands, !strcmp(before, now.data), "undo did not take it back", "");
    buf_free(&now);
}

static void one_key(Hands *hands, int key)
{
    FieldId focus;
    int64_t row_id;
    Buf before = BUF_INIT, after = BUF_INIT;
    CaseFile *was;
    ck_done(app_case_open_id(help_session, id, &was, &help_err));
    char *status = xstrdup(case_head_of(was)->status);
    bool bar = bar_shown();
    bool asked = stage_top(help_stage) != &hands->screen->screen;
    focus_of(hands, &focus, &row_id);
    json_of(was, &before);
    send(hands, key);
    if (is_open(hands)) {
        const CaseFile *file = work_file(hands->screen->work);
        json_of(file, &after);
        if (bar && strcmp(before.data, after.data) != 0)
            taken_back(hands, before.data);
        else if (strcmp(before.data, after.data) != 0)
            only_the_focus(hands, was, file, focus, row_id);
        /* What cannot be undone asked first; undoing gives another file. */
        file = work_file(hands->screen->work);
        must(hands, !strcmp(status, case_head_of(file)->status) || (hands->after_esc && asked),
             "the status moved:", case_head_of(file)->status);
    }
    free(status);
    case_free(was);
    buf_free(&before);
    buf_free(&after);
}

static void one_string(Hands *hands, int tab)
{
    size_t n = 2 + pick(hands, LONGEST - 2);
    help_sign_in("lin");
    Screen *screen = case_screen_new(help_stage, id);
    hands->screen = (CaseScreen *)screen;
    stage_push(help_stage, screen);
    buf_clear(&hands->typed);
    buf_add(&hands->typed, tab_def(tab)->title);
    hands->ran = false;
    help_keys(tab_def(tab)->keys);
    for (size_t down = pick(hands, 6); down > 0; down--)
        help_keys("Down");
    if (hands->after_esc)
        one_key(hands, K_ESC);
    for (size_t i = 0; i < n && is_open(hands); i++)
        one_key(hands, any_key(hands));
    if (is_open(hands) && entry_changed(hands->screen))
        help_keys("Esc Esc Esc");
}

static size_t wanted(void)
{
    const char *many = getenv("HANDS");
    return many ? strtoul(many, NULL, 10) : STRINGS;
}

static void type_strings(bool after_esc)
{
    const char *seed = getenv("HANDS_SEED");
    Hands hands = {.random = seed ? strtoull(seed, NULL, 10) : FIRST_SEED,
                   .after_esc = after_esc};
    buf_init(&hands.typed);
    printf("%zu strings, seed %llu\n", wanted(), (unsigned long long)hands.random);
    for (size_t i = 0; i < wanted(); i++) {
        if (i % NEW_CASE_EACH == 0) {
            help_sign_in("lin"); /* the string before may have locked, which closes the store */
            new_case();
        }
        one_string(&hands, (int)(i % TABS));
    }
    buf_free(&hands.typed);
}

START_TEST(test_hands_type_on)
{
    type_strings(false);
}
END_TEST

START_TEST(test_hands_after_esc)
{
    type_strings(true);
}
END_TEST

static void setup(void)
{
    help_screen_start();
    setenv("HOME", "/nowhere", 1); /* papers would be written there */
}

int main(void)
{
    const TTest *const tests[] = {test_hands_type_on, test_hands_after_esc, NULL};
    return suite_run("hands", tests, setup, help_screen_stop);
}
