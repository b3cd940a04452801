/* Cases in the store: loading, making, changing. The statements are built of the catalogue's
 * names, which are constants of the program, and are cached by the store. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "domain/casefile_inner.h"
#include "store/sql.h"

enum {
    COLUMNS_EXTRA = 7, /* the most columns of an insert that are not fields */
};

/* Rows are set apart by this, so that one can be put between two others without touching them.
 */
static const int64_t place_step = 1024;

static bool is_many(RecordId record)
{
    return (catalog_record(record)->flags & RF_MANY) != 0;
}

static SqlValue value_of(const FieldDef *field, const char *value)
{
    if (value && field_is_number(field))
        return sql_value_int(strtoll(value, NULL, 10));
    return sql_value_text(value);
}

bool case_find_no(Store *store, const char *no, int64_t *id, Err *err)
{
    if (!sql_get_int(store, err, id, "SELECT id FROM case_file WHERE \"no\"=?", "t", no))
        return false;
    if (*id == 0)
        return err_set(err, ERR_NOT_FOUND,
                       _("There is no case %s here; “anjuan list” shows the numbers"), no);
    return true;
}

static bool load_head(Store *store, int64_t id, CaseFile *file, Err *err)
{
    Sql q;
    if (!sql_open(
            &q, store,
            "SELECT \"no\", status, created_by, updated_by, created_at, updated_at, version,"
            " amendment, EXISTS (SELECT 1 FROM approval WHERE case_id=?1 AND active=1), life,"
            " (SELECT reason FROM stop WHERE case_id=?1 AND decided_at IS NULL),"
            " (SELECT ' ' || group_concat(reason, ' ') || ' ' FROM stop WHERE cause IS NULL"
            "  AND id IN (SELECT id FROM stop_holds WHERE case_id=?1)),"
            " EXISTS (SELECT 1 FROM first_approval WHERE case_id=?1), keeper,"
            " CASE WHEN life IN ('closed', 'archived') THEN"
            "  (SELECT coalesce(on_day, substr(at, 1, 10)) FROM life_step WHERE case_id=?1"
            "   AND life = 'closed' AND was IS NOT 'archived' ORDER BY id DESC LIMIT 1) END,"
            " EXISTS (SELECT 1 FROM erasure WHERE case_id=?1)"
            " FROM case_file WHERE id=?1",
            err))
        return false;
    sql_bind_int(&q, 1, id);
    bool found = sql_row(&q);
    if (found) {
        file->head = (CaseHead){
            .id = id,
            .no = arena_text(file->arena, sql_text(&q, 0)),
            .status = arena_text(file->arena, sql_text(&q, 1)),
            .created_by = sql_int(&q, 2),
            .updated_by = sql_int(&q, 3),
            .created_at = arena_text(file->arena, sql_text(&q, 4)),
            .updated_at = arena_text(file->arena, sql_text(&q, 5)),
            .version = sql_int(&q, 6),
            .amendment = sql_text(&q, 7) ? arena_dup(file->arena, sql_text(&q, 7)) : NULL,
            .in_force = sql_int(&q, 8) != 0,
            .first = sql_int(&q, 12) != 0,
            .erased = sql_int(&q, 15) != 0,
            .keeper = sql_int(&q, 13),
            .life = arena_text(file->arena, sql_text(&q, 9)),
            .stop = sql_text(&q, 10) ? arena_dup(file->arena, sql_text(&q, 10)) : NULL,
            .held = sql_text(&q, 11) ? arena_dup(file->arena, sql_text(&q, 11)) : NULL,
            .closed_on = sql_text(&q, 14) ? arena_dup(file->arena, sql_text(&q, 14)) : NULL,
        };
    }
    if (!sql_close(&q, err))
        return false;
    if (!found)
        return err_set(err, ERR_NOT_FOUND, _("This case is not in the store any more"));
    return true;
}

bool case_stands_now(Store *store, CaseFile *file, Err *err)
{
    CaseHead before = file->head;
    if (!load_head(store, before.id, file, err))
        return false;
    before.status = file->head.status;
    before.amendment = file->head.amendment;
    before.in_force = file->head.in_force;
    before.first = file->head.first;
    before.erased = file->head.erased;
    before.keeper = file->head.keeper;
    before.life = file->head.life;
    before.stop = file->head.stop;
    before.held = file->head.held;
    before.closed_on = file->head.closed_on;
    file->head = before;
    return true;
}

static bool is_both(RecordId record)
{
    return (catalog_record(record)->flags & RF_BOTH) != 0;
}

/* SELECT id, place, later, the fields: in the order of the catalogue. Put together by hand,
 * since verifying and searching do so for each record of each case. */
static void select_rows(const RecordDef *record, Buf *sql)
{
    buf_add(sql, is_many(record->id) ? "SELECT id, place" : "SELECT id, 0");
    buf_add(sql, is_both(record->id) ? ", later" : ", 0");
    for (int i = 0; i < record->fields; i++) {
        buf_add(sql, ", \"");
        buf_add(sql, catalog_field((FieldId)((int)record->first + i))->key);
        buf_add(sql, "\"");
    }
    buf_add(sql, " FROM ");
    buf_add(sql, record->table);
    buf_add(sql, record->id == REC_CASE ? " WHERE id=?" : " WHERE case_id=?");
    if (is_many(record->id))
        buf_add(sql, " ORDER BY place, id");
}

static bool load_rows(Store *store, CaseFile *file, RecordId id, Err *err)
{
    const RecordDef *record = catalog_record(id);
    Buf sql = BUF_INIT;
    Sql q;
    select_rows(record, &sql);
    bool done = sql_open(&q, store, sql.data, err);
    if (!done)
        goto out;
    sql_bind_int(&q, 1, file->head.id);
    while (sql_row(&q)) {
        CaseRow *row = case_rows_insert(file, id, case_rows(file, id));
        row->id = sql_int(&q, 0);
        row->place = sql_int(&q, 1);
        row->later = sql_int(&q, 2) != 0;
        for (int i = 0; i < record->fields; i++) {
            const char *value = sql_text(&q, 3 + i);
            row->values[i] = value && value[0] ? arena_dup(file->arena, value) : NULL;
        }
    }
    done = sql_close(&q, err);
out:
    buf_free(&sql);
    return done;
}

/* In one state of the store: no half of what another program is writing. */
static bool load_whole(Store *store, int64_t id, CaseFile *file, Err *err)
{
    bool begun, done;
    if (!store_begin_read(store, &begun, err))
        return false;
    case_rows_clear(file);
    done = load_head(store, id, file, err);
    for (int i = 0; done && i < REC_COUNT; i++)
        done = load_rows(store, file, (RecordId)i, err);
    store_end_read(store, begun);
    return done;
}

bool case_load(Store *store, int64_t id, CaseFile **out, Err *err)
{
    CaseFile *file = case_new();
    if (!load_whole(store, id, file, err)) {
        case_free(file);
        return false;
    }
    *out = file;
    return true;
}

bool case_load_again(Store *store, CaseFile *file, Err *err)
{
    return load_whole(store, file->head.id, file, err);
}

/* Fills columns with the values of the row; returns how many there are. */
static size_t add_columns(const CaseFile *file, RecordId id, size_t row, TxColumn *columns)
{
    const RecordDef *record = catalog_record(id);
    size_t n = 0;
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = case_get(file, field->id, row);
        if (value && !(field->flags & FF_GIVEN))
            columns[n++] = (TxColumn){.column = field->key, .value = value_of(field, value)};
    }
    return n;
}

static TxColumn *columns_new(RecordId id)
{
    return xcalloc((size_t)catalog_record(id)->fields + COLUMNS_EXTRA, sizeof(TxColumn));
}

static bool insert_case(Tx *tx, const CaseFile *file, const char *no, int64_t user_id,
                        int64_t *id, Err *err)
{
    char now[INSTANT_TEXT];
    store_now(tx_store(tx), now);
    TxColumn *columns = columns_new(REC_CASE);
    size_t n = add_columns(file, REC_CASE, 0, columns);
    columns[n++] = (TxColumn){.column = "no", .value = sql_value_text(no)};
    columns[n++] = (TxColumn){.column = "status", .value = sql_value_text("draft")};
    columns[n++] = (TxColumn){.column = "created_by", .value = sql_value_int(user_id)};
    columns[n++] = (TxColumn){.column = "created_at", .value = sql_value_text(now)};
    columns[n++] = (TxColumn){.column = "updated_by", .value = sql_value_int(user_id)};
    columns[n++] = (TxColumn){.column = "updated_at", .value = sql_value_text(now)};
    bool done = tx_add(tx, catalog_record(REC_CASE)->table, columns, n, id, err);
    free(columns);
    if (done)
        tx_about(tx, *id);
    return done;
}

static bool insert_row(Tx *tx, const CaseFile *file, RecordId record, size_t row,
                       int64_t case_id, Err *err)
{
    int64_t id;
    TxColumn *columns = columns_new(record);
    size_t n = add_columns(file, record, row, columns);
    columns[n++] = (TxColumn){.column = "case_id", .value = sql_value_int(case_id)};
    if (is_many(record)) {
        int64_t place = ((int64_t)row + 1) * place_step;
        columns[n++] = (TxColumn){.column = "place", .value = sql_value_int(place)};
    }
    bool done = tx_add(tx, catalog_record(record)->table, columns, n, &id, err);
    free(columns);
    return done;
}

bool case_insert(Tx *tx, const CaseFile *file, const char *no, int64_t user_id, int64_t *id,
                 Err *err)
{
    if (!insert_case(tx, file, no, user_id, id, err))
        return false;
    for (int record = REC_CASE + 1; record < REC_COUNT; record++) {
        for (size_t row = 0; row < case_rows(file, (RecordId)record); row++) {
            if (!case_row_empty(file, (RecordId)record, row) &&
                !insert_row(tx, file, (RecordId)record, row, *id, err))
                return false;
        }
    }
    return true;
}

/* The row of a singleton in the store, made when it is not there yet: by us or, since file was
 * loaded, by somebody else. */
static bool singleton_row(Tx *tx, CaseFile *file, RecordId record, Err *err)
{
    const char *table = catalog_record(record)->table;
    Buf sql = BUF_INIT;
    int64_t id = 0;
    buf_addf(&sql, "SELECT id FROM %s WHERE case_id=?", table);
    bool done = sql_get_int(tx_store(tx), err, &id, sql.data, "i", file->head.id);
    if (done && id == 0) {
        TxColumn column = {.column = "case_id", .value = sql_value_int(file->head.id)};
        done = tx_add(tx, table, &column, 1, &id, err);
    }
    if (done) {
        if (case_rows(file, record) == 0)
            case_rows_insert(file, record, 0);
        file->records[record].items[0]->id = id;
    }
    buf_free(&sql);
    return done;
}

static bool no_row(const RecordDef *record, size_t row, Err *err)
{
    return err_set(err, ERR_NOT_FOUND, _("%s: there is no row %zu"), _(record->label), row + 1);
}

bool case_set(Tx *tx, CaseFile *file, FieldId id, size_t row, const char *value, Err *err)
{
    const FieldDef *field = catalog_field(id);
    const RecordDef *record = catalog_record(field->record);
    if (value && !value[0])
        value = NULL;
    if (is_many(record->id) && row >= case_rows(file, record->id))
        return no_row(record, row, err);
    if (case_row_id(file, record->id, row) == 0) {
        if (!value && !case_get(file, id, row))
            return true;
        if (!singleton_row(tx, file, record->id, err))
            return false;
    }
    SqlValue expected = value_of(field, case_get(file, id, row));
    SqlValue after = value_of(field, value);
    if (!tx_set(tx, record->table, case_row_id(file, record->id, row), field->key, after,
                &expected, 0, err))
        return false;
    case_put(file, id, row, value);
    return true;
}

static bool set_place(Tx *tx, RecordId record, CaseRow *row, int64_t place, Err *err)
{
    SqlValue expected = sql_value_int(row->place);
    if (row->place == place)
        return true;
    if (!tx_set(tx, catalog_record(record)->table, row->id, "place", sql_value_int(place),
                &expected, 0, err))
        return false;
    row->place = place;
    return true;
}

/* Of the rows from at on, as many as it takes move on, so that one fits before them. The last
 * comes first: none moves past another, which rows that were approved may not do. */
static bool make_room(Tx *tx, RecordId record, const CaseRows *rows, size_t at,
                      const CaseRow *skip, int64_t low, Err *err)
{
    int64_t next = low + place_step;
    bool done = true;
    for (size_t i = at; i < rows->n; i++)
        next += rows->items[i] == skip ? 0 : place_step;
    for (size_t i = rows->n; done && i > at; i--) {
        CaseRow *row = rows->items[i - 1];
        if (row == skip)
            continue;
        done = row->place >= next || set_place(tx, record, row, next, err);
        next -= place_step;
    }
    return done;
}

/* A place between the rows at - 1 and at of the list; skip is a row of it that does not count.
 */
static bool find_place(Tx *tx, CaseFile *file, RecordId record, size_t at, const CaseRow *skip,
                       int64_t *place, Err *err)
{
    CaseRows *rows = &file->records[record];
    const CaseRow *before = NULL, *after = NULL;
    for (size_t i = 0; i < at; i++) {
        if (rows->items[i] != skip)
            before = rows->items[i];
    }
    for (size_t i = at; i < rows->n && !after; i++) {
        if (rows->items[i] != skip)
            after = rows->items[i];
    }
    int64_t low = before ? before->place : 0;
    if (!after) {
        *place = low + place_step;
        return true;
    }
    if (after->place - low < 2 && !make_room(tx, record, rows, at, skip, low, err))
        return false;
    *place = low + (after->place - low) / 2;
    return true;
}

/* As the store has it now: somebody may have approved the case since file was loaded. */
static bool comes_later(Tx *tx, const CaseFile *file, RecordId record, int64_t *later, Err *err)
{
    *later = 0;
    return !is_both(record) ||
           sql_get_int(tx_store(tx), err, later,
                       "SELECT count(*) FROM approval WHERE case_id=? AND active=1", "i",
                       file->head.id);
}

bool case_add_row(Tx *tx, CaseFile *file, RecordId record, size_t before, Err *err)
{
    const RecordDef *def = catalog_record(record);
    int64_t place, id, later;
    if (!is_many(record) || before > case_rows(file, record))
        return no_row(def, before, err);
    if (!comes_later(tx, file, record, &later, err) ||
        !find_place(tx, file, record, before, NULL, &place, err))
        return false;
    const TxColumn columns[] = {
        {.column = "case_id", .value = sql_value_int(file->head.id)},
        {.column = "place", .value = sql_value_int(place)},
        {.column = "later", .value = sql_value_int(later)},
    };
    if (!tx_add(tx, def->table, columns, COUNT_OF(columns) - !is_both(record), &id, err))
        return false;
    CaseRow *row = case_rows_insert(file, record, before);
    row->id = id;
    row->place = place;
    row->later = later != 0;
    return true;
}

bool case_remove_row(Tx *tx, CaseFile *file, RecordId record, size_t row, Err *err)
{
    const RecordDef *def = catalog_record(record);
    if (!is_many(record) || row >= case_rows(file, record))
        return no_row(def, row, err);
    if (!tx_remove(tx, def->table, case_row_id(file, record, row), err))
        return false;
    case_rows_remove(file, record, row);
    return true;
}

bool case_move_row(Tx *tx, CaseFile *file, RecordId record, size_t row, size_t to, Err *err)
{
    const RecordDef *def = catalog_record(record);
    int64_t place;
    if (!is_many(record) || row >= case_rows(file, record))
        return no_row(def, row, err);
    if (to >= case_rows(file, record))
        return no_row(def, to, err);
    if (row == to)
        return true;
    CaseRow *moved = file->records[record].items[row];
    if (!find_place(tx, file, record, to > row ? to + 1 : to, moved, &place, err) ||
        !set_place(tx, record, moved, place, err))
        return false;
    case_rows_move(file, record, row, to);
    return true;
}

bool case_take_in_later(Tx *tx, int64_t case_id, Err *err)
{
    Buf sql = BUF_INIT;
    bool done = true;
    for (int record = 0; done && record < REC_COUNT; record++) {
        const char *table = catalog_record((RecordId)record)->table;
        int64_t id = is_both((RecordId)record);
        buf_clear(&sql);
        buf_addf(&sql, "SELECT id FROM %s WHERE case_id=? AND later=1 LIMIT 1", table);
        while (done && id) {
            done = sql_get_int(tx_store(tx), err, &id, sql.data, "i", case_id) &&
                   (!id || tx_set(tx, table, id, "later", sql_value_int(0), NULL, 0, err));
        }
    }
    buf_free(&sql);
    return done;
}

bool case_next_no(Store *store, int year, char **no, Err *err)
{
    enum { DIGITS_MIN = 6, DIGITS_MAX = 12 };
    /* Numbers of one length sort like text; the few longer ones of a busy station come first.
     * ':' is the sign after '9'. */
    static const char newest[] =
        "SELECT coalesce(max(CAST(substr(\"no\", length(?1) + 1) AS INTEGER)), 0) FROM"
        " (SELECT \"no\" FROM case_file WHERE length(\"no\") = length(?1) + ?2"
        "  AND \"no\" >= ?1 || '0' AND \"no\" < ?1 || ':'"
        "  AND substr(\"no\", length(?1) + 1) NOT GLOB '*[^0-9]*'"
        "  ORDER BY \"no\" DESC LIMIT 1)";
    Buf prefix = BUF_INIT;
    char *station = NULL;
    int64_t last = 0;
    bool done = store_setting(store, "station", &station, err);
    if (done && (!station || !station[0]))
        done = err_set(err, ERR_STORE,
                       _("The store has no station code; “anjuan init” gives one"));
    if (done)
        buf_addf(&prefix, "%s-%04d-", station, year);
    for (int digits = DIGITS_MAX; done && last == 0 && digits >= DIGITS_MIN; digits--)
        done = sql_get_int(store, err, &last, newest, "ti", prefix.data, (int64_t)digits);
    done = done && store_given(store, prefix.data, &last, err);
    if (done) {
        buf_addf(&prefix, "%06" PRId64, last + 1);
        *no = buf_take(&prefix);
    }
    free(station);
    buf_free(&prefix);
    return done;
}
