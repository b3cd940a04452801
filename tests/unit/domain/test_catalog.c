/* The catalogue in itself: every field belongs to its record, every grid fits a terminal, every
 * path leads to its field and back. */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "domain/catalog.h"
#include "tests/support/codes_help.h"
#include "tests/support/suite.h"

START_TEST(test_catalog_fields_belong_to_their_records)
{
    int fields = 0;
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        ck_assert_int_eq((int)record->first, fields);
        ck_assert_int_gt(record->fields, 0);
        ck_assert_ptr_eq(catalog_find_record(record->key), record);
        for (int i = 0; i < record->fields; i++) {
            const FieldDef *field = catalog_field((FieldId)(fields + i));
            ck_assert_int_eq((int)field->record, r);
            ck_assert_int_eq((int)field->id, fields + i);
            ck_assert_int_eq(field_index(field), i);
            /* also says that no key stands twice in a record */
            ck_assert_ptr_eq(catalog_find_field(record->id, field->key), field);
            ck_assert_ptr_eq(catalog_find_column(record->table, field->key), field);
        }
        fields += record->fields;
    }
    ck_assert_int_eq(fields, FIELD_COUNT);
}
END_TEST

START_TEST(test_catalog_grids_fit_a_terminal)
{
    enum { SCREEN_COLS = 80, MARKER_COLS = 3 };
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        int cols = MARKER_COLS, listed = 0;
        for (int i = 0; i < record->fields; i++) {
            const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
            if (field->flags & FF_LIST) {
                cols += field->cols + 1;
                listed++;
            }
        }
        ck_assert_msg(cols <= SCREEN_COLS, "%s: %d columns", record->key, cols);
        ck_assert_msg((listed > 0) == ((record->flags & RF_MANY) != 0), "%s", record->key);
    }
}
END_TEST

START_TEST(test_catalog_fields_are_complete)
{
    Codes *codes;
    help_codes(&codes);
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        bool coded =
            field->type == FT_CODE || field->type == FT_ICD10 || field->type == FT_REGION;
        ck_assert_msg(field->label[0] && field->help[0], "%s", field->key);
        ck_assert_msg(field->chars > 0 && field->cols > 0, "%s", field->key);
        ck_assert_msg(field->codes ? coded || field->type == FT_TEXT : !coded, "%s",
                      field->key);
        if (field->codes)
            ck_assert_msg(codes_table(codes, field->codes) != NULL, "no table %s",
                          field->codes);
        if (field_is_number(field) && field->type == FT_MONEY)
            ck_assert_msg(strstr(field->key, "_fen") != NULL, "%s", field->key);
    }
    codes_free(codes);
}
END_TEST

START_TEST(test_catalog_follow_up_goes_by_record_or_field)
{
    ck_assert(field_follows_up(catalog_field(F_FUNDING_raised_fen)));
    ck_assert(field_follows_up(catalog_field(F_TRANCHE_state)));
    ck_assert(!field_follows_up(catalog_field(F_TRANCHE_amount_fen)));
    ck_assert(!field_follows_up(catalog_field(F_PATIENT_name)));
}
END_TEST

static const struct {
    const char *path;
    FieldId field;
    int row;
} good_paths[] = {
    {"patient.name", F_PATIENT_name, 0},
    {"case.target_fen", F_CASE_target_fen, 0},
    {"plan[1].item", F_PLAN_item, 0},
    {"plan[12].item", F_PLAN_item, 11},
    {"member[+].name", F_MEMBER_name, CATALOG_NEW_ROW},
    {"event[2].on", F_EVENT_on, 1},
};

static const char *const bad_paths[] = {
    "",
    ".",
    "patient",
    "patient.",
    "patient.nme",
    "patient[1].name",
    "plan.item",
    "plan[0].item",
    "plan[].item",
    "plan[-1].item",
    "plan[1.item",
    "plan[99999999999999999999].item",
    "plan[ 1].item",
    "plan[1]item",
    "plan[1].item ",
    "患者.姓名",
    "e\xCC\x81.name",
    "Patient.name",
    "[1].item",
    "plan[++].item",
    "plan[1][2].item",
};

START_TEST(test_catalog_paths)
{
    const FieldDef *field;
    int row;
    for (size_t i = 0; i < COUNT_OF(good_paths); i++) {
        const char *path = good_paths[i].path;
        ck_assert_msg(catalog_parse_path(path, strlen(path), &field, &row), "%s", path);
        ck_assert_int_eq((int)field->id, (int)good_paths[i].field);
        ck_assert_int_eq(row, good_paths[i].row);
    }
    for (size_t i = 0; i < COUNT_OF(bad_paths); i++) {
        const char *path = bad_paths[i];
        ck_assert_msg(!catalog_parse_path(path, strlen(path), &field, &row), "%s", path);
    }
    /* the length counts, not the end of the string */
    ck_assert(catalog_parse_path("patient.name=李", strlen("patient.name"), &field, &row));
    ck_assert(!catalog_parse_path("patient.name", strlen("patient.nam"), &field, &row));
}
END_TEST

START_TEST(test_catalog_unknown_names)
{
    ck_assert_ptr_null(catalog_find_record("患者"));
    ck_assert_ptr_null(catalog_find_record(""));
    ck_assert_ptr_null(catalog_find_record("case_file"));
    ck_assert_ptr_null(catalog_find_field(REC_PATIENT, "disease"));
    ck_assert_ptr_null(catalog_find_column("patient", "uid"));
    ck_assert_ptr_null(catalog_find_column("user", "name"));
    ck_assert_ptr_nonnull(catalog_find_column("case_file", "no"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_catalog_fields_belong_to_their_records,
        test_catalog_grids_fit_a_terminal,
        test_catalog_fields_are_complete,
        test_catalog_follow_up_goes_by_record_or_field,
        test_catalog_paths,
        test_catalog_unknown_names,
        NULL,
    };
    return suite_run("catalog", tests, NULL, NULL);
}
