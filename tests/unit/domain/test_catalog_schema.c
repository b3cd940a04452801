/* The catalogue and the tables that data/schema makes say the same. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/catalog.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

static Store *store;

static void setup(void)
{
    help_start();
    store = help_store();
}

static void teardown(void)
{
    store_close(store);
    help_stop();
}

static const char *const own_columns[] = {"id", "uid", "case_id", "place"};
static const char *const case_columns[] = {"status",     "created_by", "created_at",
                                           "updated_by", "updated_at", "version",
                                           "amendment",  "life",       "handed_to"};

static bool is_among(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

/* A column that is no field must be one of those that every record has, or of the case. */
static bool is_known(const RecordDef *record, const char *column)
{
    if (catalog_find_column(record->table, column))
        return true;
    if (is_among(column, own_columns, COUNT_OF(own_columns)))
        return true;
    if ((record->flags & RF_BOTH) && strcmp(column, "later") == 0)
        return true;
    return record->id == REC_CASE && is_among(column, case_columns, COUNT_OF(case_columns));
}

START_TEST(test_schema_has_no_column_that_the_catalogue_lacks)
{
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        Sql q;
        int columns = 0;
        ck_done(sql_open(&q, store, "SELECT name FROM pragma_table_info(?)", &help_err));
        sql_bind_text(&q, 1, record->table);
        for (; sql_row(&q); columns++)
            ck_assert_msg(is_known(record, sql_text(&q, 0)), "%s.%s", record->table,
                          sql_text(&q, 0));
        ck_done(sql_close(&q, &help_err));
        ck_assert_msg(columns > 0, "no table %s", record->table);
    }
}
END_TEST

START_TEST(test_schema_has_a_column_for_each_field)
{
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        const RecordDef *record = catalog_record(field->record);
        char *type = NULL;
        ck_done(sql_get_text(store, &help_err, &type,
                             "SELECT type FROM pragma_table_info(?) WHERE name=?", "tt",
                             record->table, field->key));
        ck_assert_msg(type != NULL, "%s has no column %s", record->table, field->key);
        ck_assert_str_eq(type, field_is_number(field) ? "INTEGER" : "TEXT");
        free(type);
    }
}
END_TEST

START_TEST(test_schema_columns_of_every_record)
{
    static const char count[] = "SELECT count(*) FROM pragma_table_info(?) WHERE name=?";
    for (int r = REC_CASE + 1; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        bool many = (record->flags & RF_MANY) != 0;
        for (size_t i = 0; i < COUNT_OF(own_columns); i++) {
            int64_t n;
            ck_done(
                sql_get_int(store, &help_err, &n, count, "tt", record->table, own_columns[i]));
            bool wanted = many || strcmp(own_columns[i], "place") != 0;
            ck_assert_msg(n == (wanted ? 1 : 0), "%s.%s", record->table, own_columns[i]);
        }
    }
}
END_TEST

static bool view_has(const char *view, const char *word)
{
    int64_t has;
    char quoted[64];
    snprintf(quoted, sizeof quoted, "'%s'", word);
    ck_done(sql_get_int(store, &help_err, &has,
                        "SELECT instr(sql, ?) > 0 FROM sqlite_schema WHERE name = ?", "tt",
                        quoted, view));
    return has != 0;
}

/* Who wrote a row that came later, so that they do not approve it and no first approval lasts:
 * of every record that has such rows, and of no column that goes on in them by itself. */
START_TEST(test_views_know_which_rows_come_later)
{
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        ck_assert_msg(view_has("later_row", record->table) == !!(record->flags & RF_BOTH), "%s",
                      record->table);
    }
    for (int f = 0; f < FIELD_COUNT; f++) {
        const FieldDef *field = catalog_field((FieldId)f);
        if (field->record == REC_TRANCHE)
            ck_assert_msg(view_has("later_writer", field->key) == field_follows_up(field), "%s",
                          field->key);
        else if (catalog_record(field->record)->flags & RF_BOTH)
            ck_assert_msg(!field_follows_up(field), "%s", field->key);
    }
}
END_TEST

START_TEST(test_schema_refuses_negative_amounts)
{
    ck_done(sql_do(
        store, &help_err,
        "INSERT INTO case_file (uid, \"no\", created_by, created_at, updated_by, updated_at)"
        " VALUES (randomblob(16), 'T1-2026-000001', 1, '', 1, '')",
        NULL));
    ck_assert(!sql_do(store, &help_err, "UPDATE case_file SET target_fen=-1", NULL));
    ck_assert(!sql_do(store, &help_err, "UPDATE case_file SET target_fen='a lot'", NULL));
    ck_done(sql_do(store, &help_err, "UPDATE case_file SET target_fen=0", NULL));
}
END_TEST

/* A case with a row in every table, and one with none. */
static void two_cases(void)
{
    static const char add[] =
        "INSERT INTO case_file (uid, \"no\", created_by, created_at,"
        " updated_by, updated_at) VALUES (randomblob(16), ?, 1, '', 1, '')";
    ck_done(sql_do(store, &help_err, add, "t", "T1-2026-000001"));
    ck_done(sql_do(store, &help_err, add, "t", "T1-2026-000002"));
    for (int r = REC_CASE + 1; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        bool many = (record->flags & RF_MANY) != 0;
        Buf sql = BUF_INIT;
        buf_addf(&sql, "INSERT INTO %s (uid, case_id%s) VALUES (randomblob(16), 1%s)",
                 record->table, many ? ", place" : "", many ? ", 1" : "");
        ck_done(sql_do(store, &help_err, sql.data, NULL));
        buf_free(&sql);
    }
}

/* Every table there is: # stands for it, @ for the place that a row of many has. */
START_TEST(test_schema_rows_take_no_place_of_others)
{
    static const char *const refused[] = {
        "UPDATE OR REPLACE # SET id = id + 7",
        "UPDATE OR REPLACE # SET rowid = rowid + 7",
        "UPDATE OR REPLACE # SET uid = randomblob(16)",
        "UPDATE OR REPLACE # SET case_id = 2",
        "INSERT OR REPLACE INTO # (id, uid, case_id@) SELECT id, randomblob(16), 2@ FROM #",
        "INSERT OR REPLACE INTO # (uid, case_id@) SELECT uid, 2@ FROM #",
    };
    two_cases();
    for (int r = 0; r < REC_COUNT; r++) {
        const RecordDef *record = catalog_record((RecordId)r);
        for (size_t i = 0; i < COUNT_OF(refused); i++) {
            Buf sql = BUF_INIT;
            for (const char *at = refused[i]; *at; at++) {
                if (*at == '#')
                    buf_add(&sql, record->table);
                else if (*at != '@')
                    buf_add_char(&sql, *at);
                else if (record->flags & RF_MANY)
                    buf_add(&sql, ", place");
            }
            bool whole = r != REC_CASE || !strstr(refused[i], "case_id");
            ck_assert_msg(!whole || !help_raw(store_path(store), sql.data), "%s", sql.data);
            buf_free(&sql);
        }
    }
    ck_assert(!help_raw(store_path(store), "UPDATE case_file SET \"no\" = 'T1-2026-000009'"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_schema_has_no_column_that_the_catalogue_lacks,
        test_schema_has_a_column_for_each_field,
        test_schema_columns_of_every_record,
        test_views_know_which_rows_come_later,
        test_schema_refuses_negative_amounts,
        test_schema_rows_take_no_place_of_others,
        NULL,
    };
    return suite_run("catalog and schema", tests, setup, teardown);
}
