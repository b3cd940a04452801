/* The walk backwards over the journal, with a mark for each row and each of its columns that
 * was told of. */
#include "config.h"

#include "store/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/kinds.h"
#include "store/station.h"
#include "store/travel_inner.h"

enum {
    REPLAY_STEP = 512 /* groups between two looks at the progress */,
    REPLAY_MASK = 64,
    NO_MAX = 40
};

typedef enum MarkState { MARK_NONE, MARK_OPEN, MARK_THERE, MARK_GONE } MarkState;

/* What a later group went on from in a column, copied. */
typedef struct Past {
    int64_t group; /* 0: none did */
    ChainValue value;
    char *memory; /* of the value */
} Past;

/* A row, by its table and uid: which of its columns were told of already, whether all that
 * stands in the store was, and what later groups went on from. */
typedef struct Mark {
    const TableShape *shape;
    Uid uid;
    uint64_t told;
    MarkState state;
    Past *past; /* one for each column of the shape; NULL: nothing yet */
} Mark;

typedef struct Replay {
    Store *store;
    int64_t case_id; /* of this case alone; 0: of all and of none */
    bool people;     /* of people alone */
    int64_t batch;   /* of this batch alone; 0: of all */
    Uid batch_uid;
    Reader reader;
    ReplaySink sink;
    void *ctx;
    Mark *marks; /* a power of two of slots */
    size_t n, slots;
    int64_t records;
    int64_t past; /* the last group of a journal of before (past.h), which erased by itself */
    StationKeys station;
    bool by_station, signs,
        empty; /* the group: signed by it; one that it signs; without rows */
    Kinds kinds;
    Buf scratch;
} Replay;

/* What triggers write by themselves, from the groups about the case. */
static const char *const case_derived[] = {"updated_by", "updated_at", "version"};

static bool is_derived(const TableShape *shape, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(case_derived); i++) {
        if (strcmp(shape->table, "case_file") == 0 && strcmp(column, case_derived[i]) == 0)
            return true;
    }
    return false;
}

static Mark *mark_slot(const Replay *r, const TableShape *shape, const unsigned char *uid)
{
    uint64_t at;

    memcpy(&at, uid, sizeof(at));
    for (;; at++) {
        Mark *mark = &r->marks[at & (r->slots - 1)];
        if (mark->state == MARK_NONE ||
            (mark->shape == shape && memcmp(mark->uid.bytes, uid, UID_BYTES) == 0))
            return mark;
    }
}

static void marks_grow(Replay *r)
{
    Mark *old = r->marks;
    size_t slots = r->slots;

    r->slots = slots ? 2 * slots : r->case_id || r->people || r->batch ? 256 : 4096;
    r->marks = xcalloc(r->slots, sizeof(*r->marks));
    for (size_t i = 0; i < slots; i++) {
        if (old[i].state != MARK_NONE)
            *mark_slot(r, old[i].shape, old[i].uid.bytes) = old[i];
    }
    free(old);
}

static Mark *mark_of(Replay *r, const TableShape *shape, const unsigned char *uid)
{
    Mark *mark;

    if (2 * (r->n + 1) > r->slots)
        marks_grow(r);
    mark = mark_slot(r, shape, uid);
    if (mark->state == MARK_NONE) {
        mark->shape = shape;
        memcpy(mark->uid.bytes, uid, UID_BYTES);
        mark->state = MARK_OPEN;
        r->n++;
    }
    return mark;
}

static bool replay_say(const Replay *r, ReplayKind kind, const RowImage *row, int64_t id,
                       Err *err)
{
    ReplayFault fault = {.kind = kind,
                         .shape = row->shape,
                         .id = id,
                         .uid = &row->uid,
                         .group = r->reader.group.id,
                         .case_id = r->reader.group.case_id};

    return r->sink(r->ctx, &fault, err);
}

/* The salt of a value that has only a digest: it is the so many-eth of its group. */
static bool secret_salt(const Replay *r, size_t column, unsigned char salt[CHAIN_SALT],
                        Err *err)
{
    ReaderRange range = {.only = r->reader.group.id};
    int64_t seq = r->reader.row.seq;
    uint64_t number = 0;
    ChainSalts salts;
    Reader group;

    if (!reader_open(&group, r->store, &range, err))
        return false;
    if (reader_group(&group) && group.group.seed.type == SQL_BLOB) {
        chain_salts(&salts, group.group.seed.bytes);
        while (reader_row(&group) && group.row.seq <= seq) {
            for (size_t i = 0; i < group.row.shape->n; i++) {
                bool here = group.row.seq == seq && i == column;
                number += group.row.columns[i].before.state != CHAIN_EMPTY;
                number += group.row.columns[i].after.state != CHAIN_EMPTY;
                if (here)
                    break;
            }
        }
        memcpy(salt, chain_salt(&salts, number), CHAIN_SALT);
    }
    return reader_close(&group, err);
}

static bool secret_same(Replay *r, size_t at, const ChainValue *told, const SqlValue *stored,
                        bool *same, Err *err)
{
    const ReaderRow *row = &r->reader.row;
    ChainPlace place = {row->shape->table, row->shape->columns[at], row->uid, 'a'};
    ChainValue value = {.state = CHAIN_KEPT, .value = *stored};
    unsigned char salt[CHAIN_SALT] = {0}, digest[DIGEST_BYTES];

    if (told->salt)
        memcpy(salt, told->salt, CHAIN_SALT);
    else if (!secret_salt(r, at, salt, err))
        return false;
    chain_digest(&r->scratch, &place, &value, salt, digest);
    *same = stored->type != SQL_NULL && memcmp(digest, told->digest, DIGEST_BYTES) == 0;
    return true;
}

static bool row_same(Replay *r, const char *table, const ChainValue *told,
                     const SqlValue *stored, bool *same, Err *err)
{
    bool there = false;
    Uid uid;

    if (stored->type == SQL_INT &&
        !change_uid_of(r->store, table, stored->number, &uid, &there, err))
        return false;
    *same = there && memcmp(uid.bytes, told->value.bytes, UID_BYTES) == 0;
    return true;
}

/* What an erasure leaves in the records, and takes out of the history all the same. */
static const char *const beside[][2] = {
    {"approval", "knowledge_version"},
};

static bool stays_beside(const TableShape *shape, size_t column)
{
    for (size_t i = 0; i < COUNT_OF(beside); i++) {
        if (strcmp(shape->table, beside[i][0]) == 0 &&
            strcmp(shape->columns[column], beside[i][1]) == 0)
            return true;
    }
    return false;
}

/* A case from another store whose number was taken here. */
static bool is_told_apart(const Replay *r, const TableShape *shape, size_t column,
                          const ChainValue *told, const SqlValue *stored)
{
    const unsigned char *uid = r->reader.row.uid;
    char no[NO_MAX + 1] = "", apart[NO_MAX + 16];

    if (strcmp(shape->table, "case_file") != 0 || strcmp(shape->columns[column], "no") != 0 ||
        told->value.type != SQL_TEXT || stored->type != SQL_TEXT || told->value.len > NO_MAX)
        return false;
    memcpy(no, told->value.bytes, told->value.len);
    snprintf(apart, sizeof apart, CHANGE_NO_APART, no, uid[0], uid[1]);
    return strcmp(apart, stored->bytes) == 0;
}

static bool value_same(Replay *r, const TableShape *shape, size_t column, size_t at,
                       const ChainValue *told, const SqlValue *stored, bool *same, Err *err)
{
    switch (told->state) {
    case CHAIN_EMPTY:
        /* A column that cannot be empty is younger than the row. */
        *same = stored->type == SQL_NULL ||
                (shape->filled[column] && sql_value_equal(stored, &shape->defaults[column]));
        return true;
    case CHAIN_ERASED:
        *same = stored->type == SQL_NULL || r->reader.group.id <= r->past ||
                (shape->filled[column] && sql_value_equal(stored, &shape->defaults[column])) ||
                stays_beside(shape, column);
        return true;
    case CHAIN_SECRET:
        return secret_same(r, at, told, stored, same, err);
    case CHAIN_KEPT:
        break;
    }
    if (told->points && shape->points[column])
        return row_same(r, shape->points[column], told, stored, same, err);
    if (is_told_apart(r, shape, column, told, stored)) {
        *same = true;
        return true;
    }
    *same = sql_value_equal(&told->value, stored);
    return true;
}

/* from: where it is likely, since columns are told in the order of the table. */
static int column_from(const TableShape *shape, const char *column, size_t from)
{
    size_t n = shape->n < REPLAY_MASK ? shape->n : REPLAY_MASK;

    for (size_t i = from; i < n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return (int)i;
    }
    for (size_t i = 0; i < from && i < n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return (int)i;
    }
    return -1;
}

static int column_at(const TableShape *shape, const char *column)
{
    return column_from(shape, column, 0);
}

/* One column of the row that the reader stands on. */
static bool replay_column(Replay *r, Mark *mark, const RowImage *row, int64_t id, size_t at,
                          Err *err)
{
    const ReaderRow *from = &r->reader.row;
    int column = column_from(row->shape, from->shape->columns[at], at);
    const ChainValue *told = &from->columns[at].after;
    bool same = true;

    if (column < 0 || (mark->told >> column & 1) ||
        is_derived(row->shape, from->shape->columns[at]))
        return true;
    mark->told |= (uint64_t)1 << column;
    if (!value_same(r, row->shape, (size_t)column, at, told, &row->values[column], &same, err))
        return false;
    if (same)
        return true;
    ReplayFault fault = {.kind = REPLAY_VALUE,
                         .shape = row->shape,
                         .column = (size_t)column,
                         .id = id,
                         .uid = &row->uid,
                         .group = r->reader.group.id,
                         .case_id = r->reader.group.case_id,
                         .told = told,
                         .stored = &row->values[column]};
    return r->sink(r->ctx, &fault, err);
}

/* Columns that nothing told of are younger than the row, and have what their step gave them. */
static bool replay_rest(Replay *r, Mark *mark, const RowImage *row, int64_t id, Err *err)
{
    static const ChainValue nothing = {.state = CHAIN_EMPTY};
    bool going = true;

    for (size_t i = 0; going && i < row->shape->n && i < REPLAY_MASK; i++) {
        const SqlValue *stored = &row->values[i];
        if ((mark->told >> i & 1) || is_derived(row->shape, row->shape->columns[i]) ||
            stored->type == SQL_NULL ||
            (row->shape->filled[i] && sql_value_equal(stored, &row->shape->defaults[i])))
            continue;
        ReplayFault fault = {.kind = REPLAY_VALUE,
                             .shape = row->shape,
                             .column = i,
                             .id = id,
                             .uid = &row->uid,
                             .group = r->reader.group.id,
                             .case_id = r->reader.group.case_id,
                             .told = &nothing,
                             .stored = stored};
        going = r->sink(r->ctx, &fault, err);
    }
    return going;
}

static bool replay_living(Replay *r, Mark *mark, const RowImage *row, int64_t id, Err *err)
{
    const ReaderRow *from = &r->reader.row;
    bool going = true, added = strcmp(from->shape->op, "add") == 0;

    if (id != from->id && !mark->told)
        going = replay_say(r, REPLAY_ID, row, id, err);
    for (size_t i = 0; going && i < from->shape->n; i++)
        going = replay_column(r, mark, row, id, i, err);
    if (going && added) {
        mark->state = MARK_THERE;
        r->records++;
        going = replay_rest(r, mark, row, id, err);
    }
    return going;
}

/* ---- from one group to the next ---- */

static void past_forget(Past *past)
{
    free(past->memory);
    *past = (Past){.group = 0};
}

/* Of a secret or an erased value there is nothing to hold. */
static void past_keep(Past *past, int64_t group, const ChainValue *before)
{
    past_forget(past);
    if (before->state != CHAIN_KEPT && before->state != CHAIN_EMPTY)
        return;
    *past = (Past){.group = group, .value = *before};
    past->value.salt = past->value.digest = NULL;
    if (before->state == CHAIN_KEPT && before->value.type != SQL_INT) {
        past->memory = xmalloc(before->value.len + 1);
        memcpy(past->memory, before->value.bytes, before->value.len);
        past->value.value.bytes = past->memory;
    }
}

/* A column that cannot be empty is younger than what told of it as empty. */
static bool past_same(const TableShape *shape, size_t column, const ChainValue *told,
                      const ChainValue *from)
{
    if (told->state == CHAIN_SECRET || told->state == CHAIN_ERASED)
        return true;
    if (told->state == CHAIN_EMPTY)
        return from->state == CHAIN_EMPTY ||
               (shape->filled[column] &&
                sql_value_equal(&from->value, &shape->defaults[column]));
    return from->state == CHAIN_KEPT && told->points == from->points &&
           sql_value_equal(&told->value, &from->value);
}

/* What the group that the reader stands on left in the column, against what the next one that
 * tells of it went on from. */
static bool past_column(Replay *r, const Mark *mark, size_t column, const ChainValue *told,
                        Err *err)
{
    const Past *past = &mark->past[column];
    ReplayFault fault = {.kind = REPLAY_PAST,
                         .shape = mark->shape,
                         .column = column,
                         .id = r->reader.row.id,
                         .uid = &mark->uid,
                         .group = r->reader.group.id,
                         .case_id = r->reader.group.case_id,
                         .told = told,
                         .from = &past->value,
                         .later = past->group};

    return !past->group || is_derived(mark->shape, mark->shape->columns[column]) ||
           past_same(mark->shape, column, told, &past->value) || r->sink(r->ctx, &fault, err);
}

/* Columns that an added row does not tell of came with a step, and have what it gave them. */
static bool past_begin(Replay *r, Mark *mark, Err *err)
{
    static const ChainValue nothing = {.state = CHAIN_EMPTY};
    bool going = true;

    for (size_t i = 0; going && i < mark->shape->n; i++) {
        going = past_column(r, mark, i, &nothing, err);
        past_forget(&mark->past[i]);
    }
    return going;
}

/* The row that the reader stands on, and the later groups that told of it. */
static bool past_row(Replay *r, Mark *mark, Err *err)
{
    const ReaderRow *from = &r->reader.row;
    bool going = true, added = strcmp(from->shape->op, "add") == 0,
         removed = strcmp(from->shape->op, "remove") == 0;

    if (!mark->past)
        mark->past = xcalloc(mark->shape->n + 1, sizeof(*mark->past));
    for (size_t i = 0; going && i < from->shape->n; i++) {
        int column = column_from(mark->shape, from->shape->columns[i], i);
        if (column < 0)
            continue;
        if (!removed)
            going = past_column(r, mark, (size_t)column, &from->columns[i].after, err);
        if (added)
            past_forget(&mark->past[column]);
        else
            past_keep(&mark->past[column], r->reader.group.id, &from->columns[i].before);
    }
    return going && (!added || past_begin(r, mark, err));
}

static void marks_free(Replay *r)
{
    for (size_t i = 0; i < r->slots; i++) {
        const Mark *mark = &r->marks[i];
        for (size_t j = 0; mark->past && j < mark->shape->n; j++)
            free(mark->past[j].memory);
        free(mark->past);
    }
    free(r->marks);
}

/* ---- a row of the journal ---- */

/* Who may do what, and what takes two; told of in groups about people and in those that set the
 * store up. */
static const char *const people_tables[] = {"known_key",    "person_key", "role_change",
                                            "setting",      "station",    "station_person",
                                            "station_term", "user"};

bool replay_is_of_people(const TableShape *shape)
{
    for (size_t i = 0; i < COUNT_OF(people_tables); i++) {
        if (strcmp(shape->table, people_tables[i]) == 0)
            return true;
    }
    return false;
}

/* Groups about a case tell of batches as well, and so do groups about none. */
static bool is_walked(const Replay *r, const TableShape *shape)
{
    if (shape && r->people)
        return replay_is_of_people(shape);
    if (shape && r->batch)
        return strcmp(shape->table, "batch") == 0 || column_at(shape, "batch_id") >= 0;
    return shape && (!r->case_id || strcmp(shape->table, "case_file") == 0 ||
                     column_at(shape, "case_id") >= 0);
}

/* What a group of elsewhere says of the book of batches there has no record here. */
static bool is_of_their_book(const Replay *r, const TableShape *shape)
{
    const ReaderGroup *group = &r->reader.group;

    return (group->signed_at.type != SQL_NULL ||
            (group->signer.type != SQL_NULL && group->signature.type == SQL_NULL)) &&
           travel_stays_there(shape->table);
}

/* That a batch took a case is told of by the group of the batch, which is about no case, and so
 * is who looked at what is masked in it. */
static bool is_told_elsewhere(const Replay *r, const TableShape *shape)
{
    return r->case_id &&
           (strcmp(shape->table, "batch_case") == 0 || strcmp(shape->table, "reveal") == 0);
}

/* Whether the row is one of the batch that is replayed, by what stands in it or by what the
 * group tells. */
static bool is_of_batch(const Replay *r, const RowImage *row)
{
    const ReaderRow *from = &r->reader.row;
    int at = column_at(row->shape, "batch_id");

    if (!r->batch || strcmp(row->shape->table, "batch") == 0)
        return !r->batch || memcmp(from->uid, r->batch_uid.bytes, UID_BYTES) == 0;
    if (row->found && row->values[at].type == SQL_INT && row->values[at].number == r->batch)
        return true;
    for (size_t i = 0; i < from->shape->n; i++) {
        const ChainValue *told = &from->columns[i].after;
        if (strcmp(from->shape->columns[i], "batch_id") == 0 && told->state == CHAIN_KEPT &&
            told->points)
            return memcmp(told->value.bytes, r->batch_uid.bytes, UID_BYTES) == 0;
    }
    return false;
}

static bool replay_found(Replay *r, Mark *mark, RowImage *row, int64_t id, Err *err)
{
    const ReaderRow *from = &r->reader.row;

    if (strcmp(from->shape->op, "remove") == 0) {
        mark->state = MARK_GONE;
        return true; /* one that is there all the same is met with the strays */
    }
    if (row->found)
        return replay_living(r, mark, row, id, err);
    mark->state = MARK_GONE;
    memcpy(row->uid.bytes, from->uid, UID_BYTES);
    return replay_say(r, REPLAY_GONE, row, from->id, err);
}

/* Against what stands in the store; *ours: the row is one of those that are replayed. */
static bool replay_stored(Replay *r, Mark *mark, bool *ours, Err *err)
{
    const ReaderRow *from = &r->reader.row;
    RowImage row;
    int64_t id;
    bool going;

    if (!change_find(r->store, mark->shape, from->uid, &row, &id, err))
        return false;
    *ours = is_of_batch(r, &row);
    going = !*ours || replay_found(r, mark, &row, id, err);
    change_free(&row);
    return going;
}

/* ---- what a group may tell of ---- */

static bool tell_group(Replay *r, const TableShape *shape, int64_t id, const Uid *uid,
                       const char *column, Err *err)
{
    ReplayFault fault = {.kind = r->by_station ? REPLAY_SIGNER : REPLAY_KIND,
                         .shape = shape ? shape : change_shape(r->store, "journal_group"),
                         .signs = shape ? column : NULL,
                         .id = shape ? id : r->reader.group.id,
                         .uid = uid,
                         .group = r->reader.group.id,
                         .case_id = r->reader.group.case_id};

    return r->sink(r->ctx, &fault, err);
}

/* What its person signed is of before, where nobody did. */
static bool is_signed(const Replay *r)
{
    return r->by_station || r->reader.group.signer.type != SQL_NULL;
}

static bool row_fits(Replay *r, const TableShape *shape, Err *err)
{
    const ReaderRow *row = &r->reader.row;
    const char *column = NULL;
    char *setting = NULL;
    Uid uid;
    bool right;

    if (!is_signed(r))
        return true;
    if (r->by_station && r->signs && strcmp(row->shape->table, "setting") == 0)
        setting = station_setting(r->store, row);
    right = r->by_station
                ? r->signs && station_signs_row(&r->reader.group, row, setting, &column)
                : kinds_tell(&r->kinds, row, &column);
    free(setting);
    memcpy(uid.bytes, row->uid, UID_BYTES);
    return right || tell_group(r, shape, row->id, &uid, column, err);
}

/* A group that fits nothing is told of by its rows, or by itself where it has none. */
static bool group_fits(Replay *r, bool rows, Err *err)
{
    static const Uid none;
    bool right = r->by_station ? r->signs && r->empty : kinds_has(&r->kinds);

    return rows || !is_signed(r) || right || tell_group(r, NULL, 0, &none, NULL, err);
}

static bool replay_row(Replay *r, Err *err)
{
    const ReaderRow *from = &r->reader.row;
    const TableShape *shape = change_shape(r->store, from->shape->table);
    bool ours = true;
    Mark *mark;

    if (!row_fits(r, shape, err))
        return false;
    if (!is_walked(r, shape) || is_of_their_book(r, shape))
        return true;
    mark = mark_of(r, shape, from->uid);
    if (mark->state == MARK_OPEN && !replay_stored(r, mark, &ours, err))
        return false;
    return !ours || is_told_elsewhere(r, shape) || past_row(r, mark, err);
}

static bool replay_group(Replay *r, Err *err)
{
    bool going = true, rows = false;

    r->by_station = station_signed(&r->station, &r->reader.group);
    r->signs = r->by_station && station_signs(&r->reader.group, &r->empty);
    kinds_begin(&r->kinds, &r->reader.group);
    while (going && reader_row(&r->reader)) {
        rows = true;
        going = replay_row(r, err);
    }
    return going && group_fits(r, rows, err);
}

static bool replay_walk(Replay *r, const Progress *progress, Err *err)
{
    ReaderRange range = {
        .case_id = r->case_id, .people = r->people, .batch = r->batch, .backwards = true};
    int64_t total = 0, done = 0;
    bool going = true;

    if ((progress &&
         !sql_get_int(r->store, err, &total, "SELECT count(*) FROM journal_group", NULL)) ||
        !reader_open(&r->reader, r->store, &range, err))
        return false;
    while (going && reader_group(&r->reader)) {
        going = replay_group(r, err);
        if (++done % REPLAY_STEP == 0 && !progress_step(progress, (size_t)done, (size_t)total))
            going = err_set(err, ERR_CANCELLED, _("The verification was cancelled"));
    }
    return reader_close(&r->reader, going ? err : NULL) && going;
}

/* The rows of a table that the walk has to have come by; false: none. */
static bool replay_wanted(const Replay *r, const TableShape *shape, Buf *sql)
{
    bool head = strcmp(shape->table, r->batch ? "batch" : "case_file") == 0;

    if (is_told_elsewhere(r, shape) || !is_walked(r, shape))
        return false;
    buf_addf(sql, "SELECT uid, id FROM \"%s\"%s", shape->table,
             !r->case_id && !r->batch ? ""
             : head                   ? " WHERE id = ?"
             : r->batch               ? " WHERE batch_id = ?"
                                      : " WHERE case_id = ?");
    return true;
}

/* Rows that the walk did not come by. */
static bool replay_strays(Replay *r, const TableShape *shape, Err *err)
{
    Buf text = BUF_INIT;
    bool going = true;
    Sql q;

    if (!replay_wanted(r, shape, &text))
        return true;
    if (!sql_open(&q, r->store, text.data, err)) {
        buf_free(&text);
        return false;
    }
    if (r->case_id || r->batch)
        sql_bind_int(&q, 1, r->batch ? r->batch : r->case_id);
    while (going && sql_row(&q)) {
        RowImage row = {.shape = shape};
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        if (uid && n == UID_BYTES)
            memcpy(row.uid.bytes, uid, n);
        r->reader.group = (ReaderGroup){.id = 0, .case_id = r->case_id};
        if (mark_of(r, shape, row.uid.bytes)->state != MARK_THERE)
            going = replay_say(r, REPLAY_STRAY, &row, sql_int(&q, 1), err);
    }
    buf_free(&text);
    return sql_close(&q, going ? err : NULL) && going;
}

typedef bool (*ReplayTable)(void *ctx, const TableShape *shape, Err *err);

/* Reads the shapes of every table whose rows the journal tells of: those with an id and a uid.
 */
static bool replay_shapes(Store *store, Err *err)
{
    Sql q;

    if (store->shapes_all)
        return true;
    /* A name that the schema would not give goes into no statement; verify names the table. */
    if (!sql_open(&q, store,
                  "SELECT name FROM sqlite_schema WHERE type = 'table'"
                  " AND name NOT GLOB '*[^a-z_]*'",
                  err))
        return false;
    while (sql_row(&q))
        change_shape(store, sql_text(&q, 0));
    store->shapes_all = sql_close(&q, err);
    return store->shapes_all;
}

static int by_table(const void *a, const void *b)
{
    return strcmp((*(const TableShape *const *)a)->table,
                  (*(const TableShape *const *)b)->table);
}

/* In the order of their names. */
static bool replay_tables(Replay *r, Err *err)
{
    const TableShape **shapes = NULL;
    size_t n = 0;
    bool going = replay_shapes(r->store, err);

    for (const TableShape *shape = r->store->shapes; shape; shape = shape->next) {
        shapes = xreallocarray(shapes, n + 1, sizeof(*shapes));
        if (strncmp(shape->table, "journal", strlen("journal")) != 0)
            shapes[n++] = shape;
    }
    if (n)
        qsort(shapes, n, sizeof(*shapes), by_table);
    for (size_t i = 0; going && i < n; i++)
        going = replay_strays(r, shapes[i], err);
    free(shapes);
    return going;
}

static bool replay_past(Replay *r, Err *err)
{
    return sql_get_int(r->store, err, &r->past,
                       "SELECT coalesce(max(id), 0) FROM journal_group"
                       " WHERE (kind = 'people' OR kind = 'setup') AND verb = 'migrate'"
                       " AND signer IS NULL",
                       NULL);
}

static bool replay(Replay *r, const Progress *progress, Err *err)
{
    bool done = replay_past(r, err) && station_keys(r->store, &r->station, err) &&
                replay_walk(r, progress, err) && replay_tables(r, err);

    station_keys_free(&r->station);
    buf_free(&r->scratch);
    marks_free(r);
    return done;
}

bool replay_run(Store *store, const Progress *progress, ReplaySink sink, void *ctx,
                int64_t *records, Err *err)
{
    Replay r = {.store = store, .sink = sink, .ctx = ctx, .scratch = BUF_INIT};
    bool done;

    store->shapes_all = false; /* also tables that somebody made meanwhile */
    done = replay(&r, progress, err);
    *records = r.records;
    return done;
}

bool replay_people(Store *store, ReplaySink sink, void *ctx, Err *err)
{
    Replay r = {.store = store, .people = true, .sink = sink, .ctx = ctx, .scratch = BUF_INIT};

    return replay(&r, NULL, err);
}

bool replay_case(Store *store, int64_t case_id, ReplaySink sink, void *ctx, Err *err)
{
    Replay r = {
        .store = store, .case_id = case_id, .sink = sink, .ctx = ctx, .scratch = BUF_INIT};

    return replay(&r, NULL, err);
}

bool replay_batch(Store *store, int64_t batch, ReplaySink sink, void *ctx, Err *err)
{
    Replay r = {.store = store, .batch = batch, .sink = sink, .ctx = ctx, .scratch = BUF_INIT};
    bool there = false;

    return change_uid_of(store, "batch", batch, &r.batch_uid, &there, err) &&
           replay(&r, NULL, err);
}
