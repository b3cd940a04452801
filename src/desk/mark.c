/* A mark and what is said about it are rows of the table review; what is open follows from the
 * decisions that came after. */
#include "config.h"

#include "desk/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/uid.h"
#include "store/sql.h"

/* The code that a row of a fixed list stands for; NULL: it has none, or is not there. */
static const char *item_of(const CaseFile *file, RecordId record, size_t row)
{
    if ((record != REC_DISCLOSURE && record != REC_DOCUMENT) || row >= case_rows(file, record))
        return NULL;
    return case_get(file, catalog_record(record)->first, row);
}

MarkPlace mark_place(const CaseFile *file, RecordId record, FieldId field, size_t row,
                     const char *item)
{
    bool many = record < REC_COUNT && catalog_record(record)->flags & RF_MANY;
    const char *own = item_of(file, record, row);
    return (MarkPlace){.record = record,
                       .field = field,
                       .row_id = many ? case_row_id(file, record, row) : 0,
                       .item = own    ? own
                               : item ? item
                                      : ""};
}

/* Of a list with fixed lines the row may be made after the mark. */
size_t mark_row(const MarkPlace *place, const CaseFile *file)
{
    if (place->record == REC_COUNT)
        return SIZE_MAX;
    const RecordDef *record = catalog_record(place->record);
    if (!(record->flags & RF_MANY))
        return 0;
    for (size_t row = 0; row < case_rows(file, place->record); row++) {
        if (place->row_id ? case_row_id(file, place->record, row) == place->row_id
                          : *place->item && case_is(file, record->first, row, place->item))
            return row;
    }
    return SIZE_MAX;
}

/* ---- writing ---- */

/* The uid of a row of that table of the program; *found is false when there is no such row. */
static bool read_uid(Store *store, const char *table, int64_t id, Uid *out, bool *found,
                     Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    buf_addf(&text, "SELECT uid FROM %s WHERE id = ?", table);
    bool done = sql_open(&q, store, text.data, err);
    buf_free(&text);
    if (!done)
        return false;
    sql_bind_int(&q, 1, id);
    *found = sql_row(&q) && sql_uid(&q, 0, out);
    return sql_close(&q, err);
}

/* Where a row of review stands, and what it answers; both may be NULL. */
typedef struct Said {
    const MarkPlace *place;
    const Uid *row, *about;
    const char *reason, *text;
} Said;

static SqlValue uid_value(const Uid *uid)
{
    return uid ? sql_value_blob(uid->bytes, UID_BYTES) : sql_value_null();
}

static bool add_row(Tx *tx, const User *user, int64_t case_id, Verb verb, const Said *said,
                    Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    Buf path = BUF_INIT;
    const MarkPlace *place = said->place;
    if (place && place->record < REC_COUNT)
        buf_add(&path, catalog_record(place->record)->key);
    if (place && place->field < FIELD_COUNT)
        buf_addf(&path, ".%s", catalog_field(place->field)->key);
    store_now(tx_store(tx), at);
    TxColumn columns[] = {
        {"case_id", sql_value_int(case_id), 0},
        {"group_id", sql_value_int(tx_group(tx)), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user->id), 0},
        {"verb", sql_value_text(verb_word(verb)), 0},
        {"reason", sql_value_text(said->reason), 0},
        {"comment", sql_value_text(said->text), 0},
        {"field", sql_value_text(path.len ? path.data : NULL), 0},
        {"row_uid", uid_value(said->row), 0},
        {"item", sql_value_text(place && *place->item ? place->item : NULL), 0},
        {"about", uid_value(said->about), 0},
    };
    bool done = tx_add(tx, "review", columns, COUNT_OF(columns), &id, err);
    buf_free(&path);
    return done;
}

static bool put_mark(Tx *tx, const User *user, int64_t case_id, const MarkPlace *place,
                     const char *reason, const char *text, Err *err)
{
    Uid row;
    bool found = false;
    if (place->row_id && !read_uid(tx_store(tx), catalog_record(place->record)->table,
                                   place->row_id, &row, &found, err))
        return false;
    return add_row(
        tx, user, case_id, VERB_MARK,
        &(Said){.place = place, .row = found ? &row : NULL, .reason = reason, .text = text},
        err);
}

bool mark_add(Tx *tx, const User *user, int64_t case_id, const MarkPlace *place,
              const char *reason, const char *text, Err *err)
{
    return desk_may_stored(tx_store(tx), user, VERB_MARK, case_id, err) &&
           put_mark(tx, user, case_id, place, reason, text, err);
}

bool mark_of_reply(Tx *tx, const User *user, int64_t case_id, const MarkPlace *place,
                   const char *reason, const char *text, Err *err)
{
    return desk_may(user, VERB_RECEIPT, err) &&
           put_mark(tx, user, case_id, place, reason, text, err);
}

/* The mark of the case that is open, as one reads them. */
static bool find_open(Store *store, int64_t case_id, int64_t mark, bool unsent, Err *err)
{
    Arena *arena = arena_new();
    Mark *marks;
    size_t n;
    bool done = mark_list(store, case_id, arena, &marks, &n, err), found = false;
    for (size_t i = 0; done && !found && i < n; i++)
        found = marks[i].id == mark && marks[i].open && !(unsent && marks[i].sent);
    arena_free(arena);
    if (done && !found)
        return err_set(err, ERR_NOT_FOUND,
                       unsent ? _("This mark was handed over with a return; it is not taken "
                                  "back any more")
                              : _("This mark is not open any more"));
    return done;
}

static bool about(Tx *tx, const User *user, int64_t case_id, Verb verb, int64_t mark,
                  const char *text, Err *err)
{
    Uid uid;
    bool found;
    if (!read_uid(tx_store(tx), "review", mark, &uid, &found, err))
        return false;
    return add_row(tx, user, case_id, verb, &(Said){.about = found ? &uid : NULL, .text = text},
                   err);
}

bool mark_reply(Tx *tx, const User *user, int64_t case_id, int64_t mark, const char *text,
                Err *err)
{
    return desk_may_stored(tx_store(tx), user, VERB_REPLY, case_id, err) &&
           find_open(tx_store(tx), case_id, mark, false, err) &&
           about(tx, user, case_id, VERB_REPLY, mark, text, err);
}

bool mark_drop(Tx *tx, const User *user, int64_t case_id, int64_t mark, Err *err)
{
    int64_t maker;
    if (!desk_may_stored(tx_store(tx), user, VERB_MARK, case_id, err) ||
        !find_open(tx_store(tx), case_id, mark, true, err) ||
        !sql_get_int(tx_store(tx), err, &maker, "SELECT user_id FROM review WHERE id = ?", "i",
                     mark))
        return false;
    if (maker != user->id)
        return err_set(err, ERR_REFUSED,
                       _("Somebody else made this mark; add one of your own beside it"));
    return about(tx, user, case_id, VERB_UNMARK, mark, NULL, err);
}

/* ---- reading ---- */

/* A path that this program does not know stands for the case as a whole. */
static void parse_place(const char *path, MarkPlace *out)
{
    const char *dot = strchr(path, '.');
    Buf key = BUF_INIT;
    buf_add_bytes(&key, path, dot ? (size_t)(dot - path) : strlen(path));
    const RecordDef *record = catalog_find_record(key.data);
    const FieldDef *field = record && dot ? catalog_find_field(record->id, dot + 1) : NULL;
    out->record = record ? record->id : REC_COUNT;
    out->field = field ? field->id : FIELD_COUNT;
    buf_free(&key);
}

static bool find_row(Store *store, RecordId record, const Uid *uid, int64_t *id, Err *err)
{
    Buf text = BUF_INIT;
    Sql q;
    buf_addf(&text, "SELECT id FROM %s WHERE uid = ?", catalog_record(record)->table);
    bool done = sql_open(&q, store, text.data, err);
    buf_free(&text);
    if (!done)
        return false;
    sql_bind_blob(&q, 1, uid->bytes, UID_BYTES);
    *id = sql_row(&q) ? sql_int(&q, 0) : 0;
    return sql_close(&q, err);
}

/* after: decisions since; first: the first of them. A new amendment begins without the marks of
 * one that was given up, and nothing is open while what was approved is all there is; but what
 * a platform said of what was approved is why it is amended. */
#define OF_REPLY                                                                               \
    "EXISTS (SELECT 1 FROM journal_group AS g WHERE g.id = m.group_id AND g.verb = 'receipt')"
#define DECISION                                                                               \
    "(d.verb IN ('return', 'approve', 'reject') OR (d.verb = 'amend' AND NOT " OF_REPLY "))"
#define SETTLED                                                                                \
    "(EXISTS (SELECT 1 FROM case_file AS c WHERE c.id = m.case_id"                             \
    " AND c.working IN ('approved', 'exported')) AND NOT " OF_REPLY ")"
static const char marks_sql[] =
    "SELECT m.id, m.at, u.display, m.reason, m.comment, m.field, m.item, m.row_uid,"
    " (SELECT count(*) FROM review AS d WHERE d.case_id = m.case_id AND d.id > m.id"
    "  AND " DECISION "),"
    " (SELECT d.verb FROM review AS d WHERE d.case_id = m.case_id AND d.id > m.id"
    "  AND " DECISION " ORDER BY d.id LIMIT 1),"
    " a.comment, w.display, a.at, " SETTLED
    " FROM review AS m LEFT JOIN user AS u ON u.id = m.user_id"
    " LEFT JOIN review AS a ON a.id = (SELECT max(r.id) FROM review AS r"
    "  WHERE r.case_id = m.case_id AND r.verb = 'reply' AND r.about = m.uid)"
    " LEFT JOIN user AS w ON w.id = a.user_id"
    " WHERE m.case_id = ? AND m.verb = 'mark' AND NOT EXISTS (SELECT 1 FROM review AS r"
    "  WHERE r.case_id = m.case_id AND r.verb = 'unmark' AND r.about = m.uid)"
    " ORDER BY m.id";

enum {
    ID,
    AT,
    BY,
    REASON,
    TEXT,
    PATH,
    ITEM,
    ROW,
    AFTER,
    FIRST,
    ANSWER,
    ANSWERED_BY,
    ANSWERED_AT,
    IS_SETTLED
};

/* A row and the uid of the row of the case that it means. */
typedef struct Read {
    Mark mark;
    Uid row;
    bool has_row;
} Read;

static Read read_mark(const Sql *q, Arena *arena)
{
    Read read = {0};
    size_t n = 0;
    const char *first = sql_text(q, FIRST);
    bool returned = first && strcmp(first, verb_word(VERB_RETURN)) == 0;
    int64_t after = sql_int(q, AFTER);
    const void *uid = sql_blob(q, ROW, &n);
    read.mark =
        (Mark){.id = sql_int(q, ID),
               .place = {.item = arena_text(arena, sql_text(q, ITEM))},
               .at = arena_text(arena, sql_text(q, AT)),
               .by = arena_text(arena, sql_text(q, BY)),
               .reason = arena_text(arena, sql_text(q, REASON)),
               .text = arena_text(arena, sql_text(q, TEXT)),
               .open = !sql_int(q, IS_SETTLED) && (after == 0 || (after == 1 && returned)),
               .sent = after > 0,
               .answer = arena_text(arena, sql_text(q, ANSWER)),
               .answered_by = arena_text(arena, sql_text(q, ANSWERED_BY)),
               .answered_at = arena_text(arena, sql_text(q, ANSWERED_AT))};
    parse_place(sql_text(q, PATH) ? sql_text(q, PATH) : "", &read.mark.place);
    read.has_row = n == UID_BYTES && read.mark.place.record < REC_COUNT;
    if (read.has_row)
        memcpy(read.row.bytes, uid, UID_BYTES);
    return read;
}

bool mark_list(Store *store, int64_t case_id, Arena *arena, Mark **out, size_t *n, Err *err)
{
    Sql q;
    Read *rows = NULL;
    size_t got = 0, room = 0;
    *n = 0;
    if (!sql_open(&q, store, marks_sql, err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        if (got == room)
            rows = xreallocarray(rows, room = room * 2 + 8, sizeof *rows);
        rows[got++] = read_mark(&q, arena);
    }
    bool done = sql_close(&q, err);
    *out = arena_alloc(arena, (got + 1) * sizeof **out);
    for (size_t i = 0; done && i < got; i++) {
        Mark *mark = &(*out)[i];
        *mark = rows[i].mark;
        if (rows[i].has_row)
            done = find_row(store, mark->place.record, &rows[i].row, &mark->place.row_id, err);
    }
    *n = done ? got : 0;
    free(rows);
    return done;
}
