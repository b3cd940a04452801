/* Makes the staged tables and fills them, but for facts and checklist. */
#include "config.h"

#include "rules/staging/staging.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "rules/language/functions.h"
#include "rules/language/tables.h"
#include "rules/staging/others.h"
#include "rules/staging/records.h"

struct Staging {
    const Knowledge *knowledge;
    Guard *guard;
    void *functions;
    Changes *changes;
    Records *records;
    char *insert_item;
    int *items; /* by code: the row that answered it last, -1: none */
    Day on;
    bool fresh;   /* nothing of before the last staging is there */
    Store *store; /* NULL: no other cases are looked for */
    bool others;  /* are staged, of the case alone whose print this is */
    unsigned char others_of[DIGEST_BYTES];
    Buf life; /* the stage of the one case that was staged last; of several, none */
};

/* ---- the tables ---- */

static void create_fact(const FactSet *set, Buf *sql)
{
    buf_add(sql, "CREATE TABLE fact (case_id INTEGER PRIMARY KEY");
    for (size_t i = 0; i < set->n; i++)
        buf_addf(sql, ", [%s]", set->facts[i].name);
    buf_add_char(sql, ')');
}

static bool make_tables(Staging *staging, Err *err)
{
    Buf sql = BUF_INIT;
    const char *names[TABLE_COUNT];
    char day[DAY_TEXT];
    for (int table = 0; table < TABLE_COUNT; table++) {
        names[table] = table_name(table);
        if (table == TABLE_FACT)
            create_fact(knowledge_facts(staging->knowledge), &sql);
        else
            table_create(table, &sql);
        buf_add(&sql, "; ");
    }
    day_format(staging->on, day);
    buf_addf(&sql, "INSERT INTO today VALUES ('%s', 0)", day);
    bool done = guard_exec(staging->guard, sql.data, err);
    buf_free(&sql);
    guard_allow(staging->guard, names, TABLE_COUNT);
    return done;
}

bool staging_open(const Knowledge *knowledge, Day on, Staging **out, Err *err)
{
    Staging *staging = xcalloc(1, sizeof(*staging));
    Buf item = BUF_INIT;
    *out = NULL;
    buf_init(&staging->life);
    staging->knowledge = knowledge;
    staging->on = on;
    table_insert(TABLE_ITEM, &item);
    staging->insert_item = buf_take(&item);
    if (!guard_open(&staging->guard, err) ||
        !functions_register(staging->guard, knowledge_codes(knowledge), &staging->functions,
                            err) ||
        !make_tables(staging, err)) {
        staging_close(staging);
        return false;
    }
    staging->changes = changes_new(knowledge_facts(knowledge));
    staging->records = records_new(staging->guard, staging->changes);
    *out = staging;
    return true;
}

static const CodeTable *items_of(const Staging *staging)
{
    return codes_table(knowledge_codes(staging->knowledge),
                       catalog_field(F_DISCLOSURE_item)->codes);
}

void staging_close(Staging *staging)
{
    if (!staging)
        return;
    guard_close(staging->guard);
    records_free(staging->records);
    changes_free(staging->changes);
    buf_free(&staging->life);
    free(staging->insert_item);
    free(staging->items);
    functions_free(staging->functions);
    free(staging);
}

bool staging_use_store(Staging *staging, Store *store, bool practice, Err *err)
{
    staging->store = store;
    staging->others = false;
    changes_forget(staging->changes);
    return guard_exec(
        staging->guard,
        practice ? "UPDATE today SET practice = 1" : "UPDATE today SET practice = 0", err);
}

Guard *staging_guard(Staging *staging)
{
    return staging->guard;
}

Changes *staging_changes(Staging *staging)
{
    return staging->changes;
}

const Records *staging_records(const Staging *staging)
{
    return staging->records;
}

Day staging_day(const Staging *staging)
{
    return staging->on;
}

/* ---- the statements ---- */

static void add_table(int table, Buf *from, Buf *where)
{
    const char *name = table_name(table);
    buf_addf(from, "%s%s", from->len ? " CROSS JOIN " : "", name);
    if (table != TABLE_TODAY)
        buf_addf(where, "%s%s.case_id = ?1", where->len ? " AND " : "", name);
}

/* CROSS JOIN keeps SQLite from looking for a better order: each table is one row by its key.
 * What a case has one of is there already, and has no rows to choose from. A table that no
 * expression means is left out, since each is opened, sought and closed for every case; one
 * stands for the case where none is meant. */
void staging_select(Buf *sql, int table, bool one, const char *columns)
{
    Buf from = BUF_INIT, where = BUF_INIT;
    bool meant[TABLE_COUNT];
    tables_meant(columns, meant);
    for (int id = TABLE_COUNT; id-- > 0;) {
        bool stands = id == REC_CASE && !where.len && !table_is_list(table);
        if (!table_is_list(id) && (meant[id] || stands))
            add_table(id, &from, &where);
    }
    if (table_is_list(table))
        add_table(table, &from, &where);
    if (table_is_list(table) && one)
        buf_addf(&where, " AND %s.row_no = ?2", table_name(table));
    buf_addf(sql, "SELECT %s FROM %s WHERE %s", columns, from.data, where.data);
    buf_free(&where);
    buf_free(&from);
}

bool staging_try(Staging *staging, int table, const Ini *ini, const char *section,
                 const char *key, const char *sql, Err *err)
{
    Buf text = BUF_INIT, column = BUF_INIT, where = BUF_INIT;
    GuardQuery *query = NULL;
    bool row, done = false;
    ini_place(ini, section, key, &where);
    if (!guard_expression(sql, where.data, err))
        goto out;
    buf_addf(&column, "(%s)", sql);
    staging_select(&text, table, false, column.data);
    if (!guard_prepare(staging->guard, text.data, where.data, &query, err))
        goto out;
    guard_bind(query, 1, sql_value_int(1));
    do
        done = guard_step(query, &row, err);
    while (done && row);
out:
    guard_finish(query);
    buf_free(&where);
    buf_free(&column);
    buf_free(&text);
    return done;
}

/* ---- staging ---- */

/* What honest expressions may use grows with what there is to judge. */
static void tell_size(Staging *staging, const CaseFile *const *files, size_t n)
{
    size_t cells = 0, bytes = 0;
    for (size_t i = 0; i < n; i++) {
        for (int id = 0; id < FIELD_COUNT; id++) {
            size_t rows = case_rows(files[i], catalog_field((FieldId)id)->record);
            for (size_t row = 0; row < rows; row++) {
                const char *value = case_get(files[i], (FieldId)id, row);
                cells += value != NULL;
                bytes += value ? strlen(value) : 0;
            }
        }
    }
    guard_staged(staging->guard, cells, bytes);
}

/* The row that answers the item, yes before others; else any row of it, else -1. */
static int item_row(const CaseFile *file, const char *item)
{
    int found = -1, grade = -1;
    for (size_t row = 0; row < case_rows(file, REC_DISCLOSURE); row++) {
        if (!case_is(file, F_DISCLOSURE_item, row, item))
            continue;
        int here = case_is(file, F_DISCLOSURE_answer, row, "yes") ? 2
                   : case_get(file, F_DISCLOSURE_answer, row)     ? 1
                                                                  : 0;
        if (here > grade) {
            grade = here;
            found = (int)row;
        }
    }
    return found;
}

/* False: the item stands as it was staged last. */
static bool item_moved(Staging *staging, size_t i, int row, uint64_t since)
{
    size_t changed = row < 0 ? 0 : (size_t)row;
    bool same = staging->items[i] == row;
    staging->items[i] = row;
    return staging->fresh || !same ||
           (row >= 0 && changes_next_row(staging->changes, REC_DISCLOSURE, since, &changed) &&
            changed == (size_t)row);
}

static bool stage_item(Staging *staging, const CaseFile *file, int64_t case_id, size_t i,
                       uint64_t since, Err *err)
{
    const char *code = code_at(items_of(staging), i)->code;
    int row = item_row(file, code);
    size_t at = row < 0 ? 0 : (size_t)row;
    if (!item_moved(staging, i, row, since))
        return true;
    SqlValue values[] = {
        sql_value_int(case_id),
        sql_value_int((int64_t)i + 1),
        sql_value_text(code),
        sql_value_text(row < 0 ? NULL : case_get(file, F_DISCLOSURE_answer, at)),
        sql_value_text(row < 0 ? NULL : case_get(file, F_DISCLOSURE_ongoing, at)),
        sql_value_int(F_DISCLOSURE_answer),
        sql_value_int(row),
    };
    changes_note_table(staging->changes, TABLE_ITEM);
    return guard_fill(staging->guard, staging->insert_item, values, COUNT_OF(values), err);
}

/* Each item of the disclosure, answered or not: row_no is its place in the code table, from 1.
 */
static bool stage_items(Staging *staging, const CaseFile *file, int64_t case_id, uint64_t since,
                        Err *err)
{
    const CodeTable *items = items_of(staging);
    size_t n = items ? code_count(items) : 0;
    if (!staging->items)
        staging->items = xcalloc(n + 1, sizeof(*staging->items));
    for (size_t i = 0; i < n; i++) {
        if (!code_at(items, i)->retired && !stage_item(staging, file, case_id, i, since, err))
            return false;
    }
    return true;
}

/* An edit seldom touches what is looked for in other cases: then what was found stays. */
static bool stage_others(Staging *staging, const CaseFile *const *files, size_t n, Err *err)
{
    unsigned char print[DIGEST_BYTES];
    if (staging->store && n == 1 &&
        !others_print(staging->store, files[0], staging->on, print, err))
        return false;
    if (staging->others && n == 1 && memcmp(print, staging->others_of, sizeof(print)) == 0)
        return true;
    staging->others = false;
    changes_note_table(staging->changes, TABLE_OTHER);
    if (!guard_fill(staging->guard, "DELETE FROM other", NULL, 0, err))
        return false;
    for (size_t i = 0; staging->store && i < n; i++) {
        if (!others_stage(staging->guard, staging->store, files[i], (int64_t)i + 1, staging->on,
                          err))
            return false;
    }
    staging->others = staging->store && n == 1;
    if (staging->others)
        memcpy(staging->others_of, print, sizeof(print));
    return true;
}

/* The items of the cases, where what they are made of has changed. */
static bool stage_all_items(Staging *staging, const CaseFile *const *files, size_t n,
                            uint64_t since, Err *err)
{
    if (!staging->fresh && !changes_table_after(staging->changes, REC_DISCLOSURE, since))
        return true;
    bool done = !staging->fresh || guard_fill(staging->guard, "DELETE FROM item", NULL, 0, err);
    for (size_t i = 0; done && i < n; i++)
        done = stage_items(staging, files[i], (int64_t)i + 1, since, err);
    return done;
}

/* The rows of the facts and of the stage of the case, where they may be otherwise. */
static bool stage_case(Staging *staging, const CaseFile *file, int64_t case_id, bool life,
                       Err *err)
{
    const SqlValue values[] = {sql_value_int(case_id), sql_value_text(case_head_of(file)->life),
                               sql_value_text(case_head_of(file)->held),
                               sql_value_text(case_head_of(file)->closed_on)};
    return (!staging->fresh ||
            guard_fill(staging->guard, "INSERT INTO fact (case_id) VALUES (?)", values, 1,
                       err)) &&
           (!life ||
            guard_fill(staging->guard, "INSERT OR REPLACE INTO life VALUES (?, ?, ?, ?)",
                       values, 4, err));
}

/* The stage of a case and what holds it seldom change, and rules over every list ask whether it
 * is over. False: they are what they were. */
static bool note_life(Staging *staging, const CaseFile *const *files, size_t n)
{
    Buf now = BUF_INIT;
    if (n == 1) {
        const CaseHead *head = case_head_of(files[0]);
        buf_addf(&now, "%s|%s|%s", head->life ? head->life : "-", head->held ? head->held : "-",
                 head->closed_on ? head->closed_on : "-");
    }
    bool moved = n != 1 || strcmp(staging->life.data, now.data) != 0;
    if (moved)
        changes_note_table(staging->changes, TABLE_LIFE);
    buf_clear(&staging->life);
    buf_add(&staging->life, now.data);
    buf_free(&now);
    return moved;
}

/* The rows of the records; fresh then says whether anything of before stands. */
static bool stage_records(Staging *staging, const CaseFile *const *files, size_t n, Err *err)
{
    uint64_t now = changes_now(staging->changes);
    bool done = records_put(staging->records, files, n, err);
    staging->fresh = !changes_known(staging->changes, now);
    return done &&
           (!staging->fresh ||
            guard_exec(staging->guard,
                       "DELETE FROM fact; DELETE FROM checklist; DELETE FROM life", err));
}

bool staging_put(Staging *staging, const CaseFile *const *files, size_t n, Err *err)
{
    uint64_t since = changes_now(staging->changes);
    tell_size(staging, files, n);
    changes_step(staging->changes);
    bool life = note_life(staging, files, n);
    bool done = stage_records(staging, files, n, err);
    for (size_t i = 0; done && i < n; i++)
        done = stage_case(staging, files[i], (int64_t)i + 1, life || staging->fresh, err);
    done = done && stage_all_items(staging, files, n, since, err) &&
           stage_others(staging, files, n, err);
    if (!done)
        staging_drop(staging);
    return done;
}

bool staging_fresh(const Staging *staging)
{
    return staging->fresh;
}

void staging_drop(Staging *staging)
{
    records_drop(staging->records);
}
