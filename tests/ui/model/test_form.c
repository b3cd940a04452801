/* The models of the case file: tabs, forms, grids. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/model/form.h"
#include "ui/model/grid.h"
#include "ui/model/tabs.h"

static Codes *codes;
static FieldContext fields;
static Form form;
static CaseFile *file;

static void setup(void)
{
    help_codes(&codes);
    fields = help_fields(codes, "en");
    form_init(&form);
    file = case_new();
}

static void teardown(void)
{
    form_free(&form);
    case_free(file);
    codes_free(codes);
}

static void build(int id)
{
    const TabDef *tab = tab_def(id);
    form_build(&form, tab->parts, tab->n, file, codes, true);
}

START_TEST(test_tabs_cover_the_catalogue)
{
    bool seen[FIELD_COUNT] = {false};
    int tabs_of[REC_COUNT] = {0};
    for (int t = 0; t < TABS; t++) {
        const TabDef *tab = tab_def(t);
        for (int p = 0; p < tab->n; p++) {
            if (tab->parts[p].kind == PART_LATER)
                continue; /* of a record that stands elsewhere */
            tabs_of[tab->parts[p].record]++;
            ck_assert_int_eq(tab_of(tab->parts[p].record), t);
        }
        if (tab->n && tab->parts[0].kind != PART_CHECKLIST) {
            build(t);
            for (size_t i = 0; i < form.n_stops; i++)
                seen[form.stops[i].field] = true;
            for (size_t i = 0; i < form.n_stops; i++)
                ck_assert_int_eq(tab_of_field(form.stops[i].field), t);
        }
    }
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        ck_assert_msg(tabs_of[r] == 1, "%s is on %d tabs", record->key, tabs_of[r]);
        /* The whole row of a grid shows what has no column. */
        if (record->flags & RF_MANY) {
            form_build_row(&form, record->id, 0);
            for (size_t i = 0; i < form.n_stops; i++)
                seen[form.stops[i].field] = true;
        }
    }
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        ck_assert_msg(seen[f] || field->flags & FF_GIVEN, "%s.%s cannot be reached",
                      catalog_record(field->record)->key, field->key);
    }
}
END_TEST

START_TEST(test_tab_keys_are_unlike)
{
    for (int a = 0; a < TABS; a++) {
        for (int b = a + 1; b < TABS; b++)
            ck_assert_int_ne(tab_sign(a), tab_sign(b));
    }
}
END_TEST

START_TEST(test_form_focus_order)
{
    build(tab_of(REC_PATIENT));
    FieldId first = catalog_record(REC_PATIENT)->first;
    for (int i = 0; i < catalog_record(REC_PATIENT)->fields; i++) {
        ck_assert_int_eq(form_stop(&form)->field, (int)first + i);
        ck_assert(form_next(&form));
    }
    ck_assert_int_eq(form_record(&form), REC_INITIATOR);
    ck_assert(form_prev(&form));
    ck_assert_int_eq(form_record(&form), REC_PATIENT);
    form_last(&form);
    ck_assert(!form_next(&form));
    form_first(&form);
    ck_assert(!form_prev(&form));
    ck_assert(!form_vertical(&form, -1));
}
END_TEST

START_TEST(test_form_keeps_its_focus)
{
    build(tab_of(REC_MEMBER));
    case_put(file, F_MEMBER_name, 0, "罗建国");
    case_put(file, F_MEMBER_name, 1, "何秀兰");
    build(tab_of(REC_MEMBER));
    ck_assert(form_seek(&form, F_MEMBER_health, 1));
    build(tab_of(REC_MEMBER));
    ck_assert_int_eq(form_stop(&form)->field, F_MEMBER_health);
    ck_assert_uint_eq(form_stop(&form)->row, 1);
    /* A row less: the focus stays near, in its column. */
    CaseFile *fewer = case_new();
    case_put(fewer, F_MEMBER_name, 0, "罗建国");
    const TabDef *tab = tab_def(tab_of(REC_MEMBER));
    form_build(&form, tab->parts, tab->n, fewer, codes, false);
    ck_assert_int_eq(form_stop(&form)->field, F_MEMBER_health);
    ck_assert_uint_eq(form_stop(&form)->row, 0);
    case_free(fewer);
}
END_TEST

/* To what is to be filled in: past values, within a row, and into a grid at its beginning. */
START_TEST(test_form_next_open)
{
    case_put(file, F_PATIENT_name, 0, "王e\xcc\x81𠮷");
    case_put(file, F_PATIENT_certificate, 0, "01");
    case_put(file, F_PATIENT_sex, 0, "1");
    case_put(file, F_PATIENT_born_on, 0, "2019-03-14");
    case_put(file, F_PATIENT_capacity, 0, "full");
    build(tab_of(REC_PATIENT));
    ck_assert(!form_stop_open(&form, file));
    ck_assert(form_next_open(&form, file));
    ck_assert_int_eq(form_stop(&form)->field, F_PATIENT_id_number);
    ck_assert(form_next_open(&form, file));
    ck_assert_int_eq(form_stop(&form)->field, F_PATIENT_phone);
    /* Who decides alone has no guardian. */
    ck_assert(form_seek(&form, F_INITIATOR_address, 0));
    ck_assert(form_next_open(&form, file));
    ck_assert_int_eq(form_stop(&form)->field, F_PAYEE_kind);
    case_put(file, F_EVENT_kind, 0, "discharge");
    build(tab_of(REC_FUNDING));
    ck_assert(form_seek(&form, F_FUNDING_returned_fen, 0));
    ck_assert(form_next_open(&form, file));
    ck_assert_int_eq(form_stop(&form)->field, F_EVENT_kind);
    ck_assert(form_next_open(&form, file));
    ck_assert_int_eq(form_stop(&form)->field, F_EVENT_on);
    while (!form_on_last_cell(&form))
        ck_assert(form_next(&form));
    ck_assert(!form_next_open(&form, file));
}
END_TEST

START_TEST(test_grid_cells)
{
    case_put(file, F_PLAN_item, 0, "化疗");
    case_put(file, F_PLAN_item, 1, "移植");
    build(tab_of(REC_PLAN));
    ck_assert(form_seek(&form, F_PLAN_item, 0));
    ck_assert(form_on_grid(&form) && !form_on_new_row(&form, file));
    ck_assert(form_vertical(&form, 1));
    ck_assert_int_eq(form_stop(&form)->field, F_PLAN_item);
    ck_assert_uint_eq(form_stop(&form)->row, 1);
    ck_assert(form_sideways(&form, -1));
    ck_assert_int_eq(form_stop(&form)->field, F_PLAN_phase);
    ck_assert_msg(!form_sideways(&form, -1), "the first cell has none to its left");
    /* Past the last row is the one that makes a new row, then the target, then the next grid.
     */
    ck_assert(form_vertical(&form, 1));
    ck_assert(form_on_new_row(&form, file));
    ck_assert(form_vertical(&form, 1));
    ck_assert_int_eq(form_stop(&form)->field, F_CASE_target_fen);
    ck_assert(!form_on_grid(&form));
    ck_assert(form_vertical(&form, 1));
    ck_assert_int_eq(form_record(&form), REC_TRANCHE);
    /* Who may not write has no row to write into. */
    const TabDef *tab = tab_def(tab_of(REC_PLAN));
    form_build(&form, tab->parts, tab->n, file, codes, false);
    for (size_t i = 0; i < form.n_stops; i++)
        ck_assert(form.lines[form.stops[i].line].kind == LINE_FIELD ||
                  form.stops[i].row < case_rows(file, REC_PLAN));
}
END_TEST

START_TEST(test_grid_sums)
{
    Grid grid;
    Fen sum;
    grid_init(&grid, REC_PLAN);
    int estimate = grid_column(&grid, F_PLAN_estimate_fen), own = grid.n - 1;
    ck_assert(grid.money);
    ck_assert_msg(!grid_sum(&grid, file, estimate, &sum), "no rows have no sum");
    case_put(file, F_PLAN_estimate_fen, 0, "14000000");
    case_put(file, F_PLAN_insured_fen, 0, "6500000");
    case_put(file, F_PLAN_estimate_fen, 1, "12000050");
    ck_assert(grid_sum(&grid, file, estimate, &sum));
    ck_assert_int_eq(sum, 26000050);
    ck_assert(grid_sum(&grid, file, own, &sum));
    ck_assert_int_eq(sum, 19500050);
    ck_assert(!grid_sum(&grid, file, grid_column(&grid, F_PLAN_item), &sum));
    ck_assert_int_eq(grid_column(&grid, F_PLAN_basis), -1);
}
END_TEST

START_TEST(test_items_have_a_line_each)
{
    const CodeTable *items = codes_table(codes, "disclosure_item");
    case_put(file, F_DISCLOSURE_item, 0, "vehicle");
    case_put(file, F_DISCLOSURE_answer, 0, "no");
    build(tab_of(REC_DISCLOSURE));
    size_t lines = 0;
    for (size_t i = 0; i < form.n_lines; i++) {
        const FormLine *line = &form.lines[i];
        if (line->kind != LINE_ROW)
            continue;
        ck_assert_str_eq(line->item, code_at(items, lines)->code);
        ck_assert_uint_eq(line->place, lines);
        ck_assert_uint_eq(line->row, strcmp(line->item, "vehicle") ? 1 : 0);
        /* Only an appeal elsewhere can still be running; nobody is asked for the others. */
        ck_assert_int_eq(line->stops, strcmp(line->item, "other_platform") ? 3 : 4);
        lines++;
    }
    ck_assert_uint_eq(lines, 10);
    /* The place of an item is its line, whatever row it has. */
    ck_assert(form_seek(&form, F_DISCLOSURE_answer, 2));
    ck_assert_uint_eq(form_stop(&form)->row, 0);
    ck_assert_uint_eq(form_gap_row(&form), 2);
}
END_TEST

START_TEST(test_label_column)
{
    for (int t = 0; t < TABS; t++) {
        if (!tab_def(t)->n)
            continue;
        build(t);
        ck_assert_int_le(form_label_cols(&form, 60), 24);
        ck_assert_int_le(form_label_cols(&form, 80), 32);
    }
    build(tab_of(REC_PATIENT));
    int widest = text_cols(_(catalog_field(F_PATIENT_id_number)->label)) + 2;
    ck_assert_int_eq(form_label_cols(&form, 132), widest);
}
END_TEST

START_TEST(test_scroll_keeps_the_focus_in_view)
{
    enum { ROWS = 7 };
    build(tab_of(REC_PATIENT));
    for (bool more = true; more; more = form_next(&form)) {
        form_layout(&form, ROWS, 0);
        const FormLine *line = form_line(&form);
        ck_assert_int_ge(line->top, form.scroll);
        ck_assert_int_lt(line->top, form.scroll + ROWS);
    }
    form_first(&form);
    form_layout(&form, ROWS, 0);
    ck_assert_msg(form.scroll == 0, "the title above the first field is seen with it");
    /* Inside a long text the row of the caret counts. */
    build(tab_of(REC_STATEMENT));
    ck_assert(form_seek(&form, F_STATEMENT_story, 0));
    form.lines[form_stop(&form)->line].height = 40;
    form_layout(&form, ROWS, 30);
    int at = form_line(&form)->top + 30;
    ck_assert(at >= form.scroll && at < form.scroll + ROWS);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_tabs_cover_the_catalogue,
                                  test_tab_keys_are_unlike,
                                  test_form_focus_order,
                                  test_form_keeps_its_focus,
                                  test_form_next_open,
                                  test_grid_cells,
                                  test_grid_sums,
                                  test_items_have_a_line_each,
                                  test_label_column,
                                  test_scroll_keeps_the_focus_in_view,
                                  NULL};
    return suite_run("form", tests, setup, teardown);
}
