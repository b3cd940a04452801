/* Finds the group to take back by walking the journal, and writes its values back, newest
 * first, as a group of its own. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/read.h"
#include "store/replay.h"

/* Undo walks back from the newest group of the person and the case. Every undo names the group
 * it took back, every redo the undo, so what is still in effect needs no state of its own. */

/* What a group went on from is held against what the journal tells. */
typedef struct UndoProof {
    const Store *store;
    int64_t group;
} UndoProof;

typedef struct UidList {
    Uid *uids;
    size_t n;
} UidList;

static bool uids_have(const UidList *list, const Uid *uid)
{
    for (size_t i = 0; i < list->n; i++) {
        if (uid_equal(&list->uids[i], uid))
            return true;
    }
    return false;
}

static void uids_add(UidList *list, const Uid *uid)
{
    list->uids = xreallocarray(list->uids, list->n + 1, sizeof(*list->uids));
    list->uids[list->n++] = *uid;
}

/* One step of the walk: true when this group is the one to take back; *end when there is none.
 * A group that an undo or redo names is done with; an edit ends the search for something to
 * redo. */
static bool undo_is_target(const Sql *q, bool redo, UidList *taken, const Uid *uid, bool *end)
{
    const char *kind = sql_said(q, 2);
    bool is_undo = strcmp(kind, "undo") == 0;
    Uid named;

    if (is_undo == redo && !uids_have(taken, uid))
        return true;
    if (sql_uid(q, 3, &named))
        uids_add(taken, &named);
    *end = redo && strcmp(kind, "edit") == 0;
    return false;
}

/* *group is 0 when there is nothing to take back. */
static bool undo_find(Store *store, int64_t user_id, int64_t case_id, bool redo, int64_t *group,
                      Uid *found, Err *err)
{
    UidList taken = {0};
    bool end = false, done;
    Uid uid;
    Sql q;

    *group = 0;
    if (!sql_open(
            &q, store,
            "SELECT id, uid, kind, undoes FROM journal_group WHERE case_id=? AND user_id=? "
            "AND kind IN ('edit', 'undo', 'redo') ORDER BY id DESC",
            err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_int(&q, 2, user_id);
    while (*group == 0 && !end && sql_row(&q)) {
        if (!sql_uid(&q, 1, &uid) || !undo_is_target(&q, redo, &taken, &uid, &end))
            continue;
        *group = sql_int(&q, 0);
        *found = uid;
    }
    done = sql_close(&q, err);
    free(taken.uids);
    return done;
}

/* The changes of one row, copied out: of a changed one its columns, of an added or removed one
 * those that were not empty. */
typedef struct UndoRow {
    Change *changes;
    size_t n;
    char **memory; /* two values for each change */
} UndoRow;

static void undo_row_free(UndoRow *row)
{
    for (size_t i = 0; i < 2 * row->n; i++)
        free(row->memory[i]);
    free(row->memory);
    free(row->changes);
}

static bool undo_row_read(Tx *tx, const ReaderRow *from, UndoRow *row, Err *err)
{
    const TableShape *shape = change_shape(tx->store, from->shape->table);
    bool read = true;

    *row = (UndoRow){.changes = xcalloc(from->shape->n + 1, sizeof(*row->changes)),
                     .memory = xcalloc(2 * from->shape->n + 2, sizeof(*row->memory))};
    for (size_t i = 0; read && i < from->shape->n; i++) {
        const BodyColumn *column = &from->columns[i];
        Change *change = &row->changes[row->n];
        if (column->before.state == CHAIN_EMPTY && column->after.state == CHAIN_EMPTY)
            continue;
        *change = (Change){
            .table = from->shape->table, .column = from->shape->columns[i], .id = from->id};
        memcpy(change->uid.bytes, from->uid, UID_BYTES);
        row->n++;
        read = reader_value(tx->store, shape, change->column, &column->before, &change->before,
                            &row->memory[2 * row->n - 2], err) &&
               reader_value(tx->store, shape, change->column, &column->after, &change->after,
                            &row->memory[2 * row->n - 1], err);
    }
    return read;
}

static bool undo_conflict(const Store *store, const Change *change, const SqlValue *now,
                          Err *err)
{
    Buf name = BUF_INIT, left = BUF_INIT, stored = BUF_INIT;

    change_name(store, change->table, change->column, &name);
    change_say(store, change->table, change->column, &change->after, &left);
    change_say(store, change->table, change->column, now, &stored);
    /* TRANSLATORS: a field, the value that this person gave it, the value stored now. */
    err_set(err, ERR_CONFLICT,
            _("Not taken back: somebody else has changed “%s” since, from “%s” to “%s”"),
            name.data, left.data, stored.data);
    buf_free(&name);
    buf_free(&left);
    buf_free(&stored);
    return false;
}

static bool undo_gone(const Store *store, const Change *change, Err *err)
{
    Buf name = BUF_INIT;

    change_name(store, change->table, NULL, &name);
    /* TRANSLATORS: what kind of record it was. */
    err_set(err, ERR_CONFLICT,
            _("Not taken back: somebody else has removed the record since: %s"), name.data);
    buf_free(&name);
    return false;
}

static bool undo_set(Tx *tx, const Change *change, Err *err)
{
    Change back = *change;
    const SqlValue *now = NULL;
    RowImage row;
    bool done = false;

    if (!change_read(tx->store, change->table, change->id, &row, err))
        return false;
    if (row.found && uid_equal(&row.uid, &change->uid))
        now = change_value(&row, change->column);
    back.before = change->after;
    back.after = change->before;
    if (!now)
        undo_gone(tx->store, change, err);
    else if (!sql_value_equal(now, &change->after))
        undo_conflict(tx->store, change, now, err);
    else
        done = change_set(tx, &back, err);
    change_free(&row);
    return done;
}

/* A row that was added goes again, if every column is as it was then. */
static bool undo_add(Tx *tx, const ReaderRow *from, const UndoRow *added, Err *err)
{
    Change was = {.table = from->shape->table, .id = from->id};
    bool same = true;
    RowImage row;

    memcpy(was.uid.bytes, from->uid, UID_BYTES);
    if (!change_read(tx->store, was.table, was.id, &row, err))
        return false;
    if (!row.found || !uid_equal(&row.uid, &was.uid))
        same = undo_gone(tx->store, &was, err);
    for (size_t i = 0; same && i < row.shape->n; i++) {
        was.column = row.shape->columns[i];
        was.after = sql_value_null();
        for (size_t j = 0; j < added->n; j++) {
            if (strcmp(added->changes[j].column, was.column) == 0)
                was.after = added->changes[j].after;
        }
        /* A column younger than the change has the default that its migration gave it. */
        if (was.after.type == SQL_NULL && row.shape->filled[i])
            continue;
        same = sql_value_equal(&row.values[i], &was.after) ||
               undo_conflict(tx->store, &was, &row.values[i], err);
    }
    change_free(&row);
    return same && tx_remove(tx, was.table, was.id, err);
}

static bool undo_remove(Tx *tx, const ReaderRow *from, const UndoRow *removed, Err *err)
{
    Uid uid;

    memcpy(uid.bytes, from->uid, UID_BYTES);
    for (size_t i = 0; i < removed->n; i++)
        removed->changes[i].after = removed->changes[i].before;
    return change_restore(tx, from->shape->table, from->id, &uid, removed->changes, removed->n,
                          err);
}

static bool undo_row(Tx *tx, const ReaderRow *from, Err *err)
{
    bool done;
    UndoRow row;

    done = undo_row_read(tx, from, &row, err);
    if (done && strcmp(from->shape->op, "add") == 0) {
        done = undo_add(tx, from, &row, err);
    } else if (done && strcmp(from->shape->op, "remove") == 0) {
        done = undo_remove(tx, from, &row, err);
    } else {
        for (size_t i = row.n; done && i > 0; i--)
            done = undo_set(tx, &row.changes[i - 1], err);
    }
    undo_row_free(&row);
    return done;
}

static bool undo_follows(const ReaderRow *row, const char *table)
{
    return strcmp(row->shape->op, "set") != 0 && strcmp(row->shape->table, table) == 0;
}

/* Backwards; rows of the table follow by themselves. */
static bool undo_apply(Tx *tx, int64_t group, const char *table, Err *err)
{
    ReaderRange range = {.only = group, .backwards = true};
    bool done = true;
    Reader r;

    if (!reader_open(&r, tx->store, &range, err))
        return false;
    while (done && reader_group(&r)) {
        while (done && reader_row(&r))
            done = undo_follows(&r.row, table) || undo_row(tx, &r.row, err);
    }
    return reader_close(&r, done ? err : NULL) && done;
}

static bool undo_nothing(bool redo, Err *err)
{
    return err_set(err, ERR_NOT_FOUND, "%s",
                   redo ? _("There is nothing to do again") : _("There is nothing to undo"));
}

/* Going back to a value that was put there from outside would sign it. */
static bool undo_proves(void *ctx, const ReplayFault *fault, Err *err)
{
    const UndoProof *proof = ctx;
    Buf name = BUF_INIT;

    if (fault->kind != REPLAY_PAST || fault->later != proof->group)
        return true;
    change_name(proof->store, fault->shape->table, fault->shape->columns[fault->column], &name);
    /* TRANSLATORS: a field. */
    err_set(err, ERR_CONFLICT,
            _("Not taken back: “%s” had a value before that something other than this program "
              "put there; have a supervisor run “anjuan verify”"),
            name.data);
    buf_free(&name);
    return false;
}

static bool undo_run(Tx *tx, bool redo, const JournalFollow *follow, int64_t *group, Err *err)
{
    if (!undo_find(tx->store, tx->user_id, tx->case_id, redo, group, &tx->undoes, err))
        return false;
    if (*group == 0)
        return undo_nothing(redo, err);
    UndoProof proof = {tx->store, *group};
    if (!replay_case(tx->store, tx->case_id, undo_proves, &proof, err))
        return false;
    tx->has_undoes = true;
    tx->forced = true;
    return undo_apply(tx, *group, follow ? follow->table : "", err);
}

static bool undo_or_redo(Store *store, int64_t user_id, int64_t case_id, bool redo,
                         bool content, const JournalFollow *follow, int64_t *group, Err *err)
{
    GroupHead head = {.kind = redo ? GROUP_REDO : GROUP_UNDO,
                      .user_id = user_id,
                      .case_id = case_id,
                      .content = content};
    int64_t taken = 0;
    Tx *tx = NULL;

    if (group)
        *group = 0;
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!undo_run(tx, redo, follow, &taken, err) ||
        (follow && !follow->follow(tx, user_id, case_id, taken, err))) {
        tx_abort(tx);
        return false;
    }
    if (!tx_commit(tx, NULL, err))
        return false;
    if (group)
        *group = taken;
    return true;
}

bool journal_undo(Store *store, int64_t user_id, int64_t case_id, bool content,
                  const JournalFollow *follow, int64_t *undone, Err *err)
{
    return undo_or_redo(store, user_id, case_id, false, content, follow, undone, err);
}

bool journal_redo(Store *store, int64_t user_id, int64_t case_id, bool content,
                  const JournalFollow *follow, int64_t *redone, Err *err)
{
    return undo_or_redo(store, user_id, case_id, true, content, follow, redone, err);
}

bool journal_undoes(Store *store, int64_t user_id, int64_t case_id, bool redo, int64_t *group,
                    Err *err)
{
    Uid uid;

    return undo_find(store, user_id, case_id, redo, group, &uid, err);
}

bool journal_can_undo(Store *store, int64_t user_id, int64_t case_id)
{
    int64_t group;
    Uid uid;

    return undo_find(store, user_id, case_id, false, &group, &uid, NULL) && group != 0;
}

bool journal_can_redo(Store *store, int64_t user_id, int64_t case_id)
{
    int64_t group;
    Uid uid;

    return undo_find(store, user_id, case_id, true, &group, &uid, NULL) && group != 0;
}
