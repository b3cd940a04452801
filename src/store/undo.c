/* Finds the group to take back by walking the journal, and writes its values back, newest
 * first, as a group of its own. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/change.h"

/* Undo walks back from the newest group of the person and the case. Every undo names the group
 * it took back, every redo the undo, so what is still in effect needs no state of its own. */

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

static bool undo_uid(const Sql *q, int column, Uid *out)
{
    size_t n;
    const void *bytes = sql_blob(q, column, &n);

    if (!bytes || n != sizeof(out->bytes))
        return false;
    memcpy(out->bytes, bytes, n);
    return true;
}

/* One step of the walk: true when this group is the one to take back; *end when there is none.
 * A group that an undo or redo names is done with; an edit ends the search for something to
 * redo. */
static bool undo_is_target(const Sql *q, bool redo, UidList *taken, const Uid *uid, bool *end)
{
    const char *kind = sql_text(q, 2);
    bool is_undo = strcmp(kind, "undo") == 0;
    Uid named;

    if (is_undo == redo && !uids_have(taken, uid))
        return true;
    if (undo_uid(q, 3, &named))
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
        if (!undo_uid(&q, 1, &uid) || !undo_is_target(&q, redo, &taken, &uid, &end))
            continue;
        *group = sql_int(&q, 0);
        *found = uid;
    }
    done = sql_close(&q, err);
    free(taken.uids);
    return done;
}

/* The changes of a group, copied out. */
typedef struct ChangeList {
    Change *changes;
    size_t n;
    Buf *memory; /* five texts or values for each change */
} ChangeList;

enum { CHANGE_MEMORY = 5 };

static void changes_free(ChangeList *list)
{
    for (size_t i = 0; i < list->n * CHANGE_MEMORY; i++)
        buf_free(&list->memory[i]);
    free(list->memory);
    free(list->changes);
}

static SqlValue changes_keep(SqlValue value, Buf *memory)
{
    buf_init(memory);
    if (value.type == SQL_TEXT || value.type == SQL_BLOB) {
        buf_add_bytes(memory, value.bytes, value.len);
        value.bytes = memory->data;
    }
    return value;
}

static bool changes_add(ChangeList *list, const Sql *q, Err *err)
{
    Change *change;
    Buf *memory;

    list->changes = xreallocarray(list->changes, list->n + 1, sizeof(*list->changes));
    list->memory = xreallocarray(list->memory, (list->n + 1) * CHANGE_MEMORY, sizeof(Buf));
    change = &list->changes[list->n];
    memory = &list->memory[list->n * CHANGE_MEMORY];
    list->n++;
    *change = (Change){.id = sql_int(q, 2), .secret = sql_int(q, 5) != 0};
    change->op = changes_keep(sql_value(q, 0), &memory[0]).bytes;
    change->table = changes_keep(sql_value(q, 1), &memory[1]).bytes;
    change->column = changes_keep(sql_value(q, 4), &memory[2]).bytes;
    change->before = changes_keep(sql_value(q, 6), &memory[3]);
    change->after = changes_keep(sql_value(q, 8), &memory[4]);
    if (!undo_uid(q, 3, &change->uid))
        return err_set(err, ERR_STORE, _("The journal is damaged; run “anjuan verify”"));
    /* A digest without its value: erased, or never kept. */
    if ((change->before.type == SQL_NULL && sql_int(q, 7)) ||
        (change->after.type == SQL_NULL && sql_int(q, 9)))
        return err_set(err, ERR_REFUSED,
                       _("This cannot be undone: its values were erased or are secret"));
    return true;
}

static bool changes_read(Store *store, int64_t group, ChangeList *list, Err *err)
{
    bool read = true;
    Sql q;

    if (!sql_open(
            &q, store,
            "SELECT op, tbl, row_id, row_uid, col, secret, before, before_digest IS NOT NULL,"
            " after, after_digest IS NOT NULL FROM journal_change WHERE group_id=? "
            "ORDER BY seq",
            err))
        return false;
    sql_bind_int(&q, 1, group);
    while (read && sql_row(&q))
        read = changes_add(list, &q, err);
    return sql_close(&q, read ? err : NULL) && read;
}

static bool undo_conflict(const Change *change, const SqlValue *now, Err *err)
{
    Buf left = BUF_INIT, stored = BUF_INIT;

    change_say(&left, &change->after);
    change_say(&stored, now);
    /* Translators: table.column, the value that this person gave it, the value stored now. */
    err_set(err, ERR_CONFLICT,
            _("Not taken back: somebody else has changed %s.%s since, from “%s” to “%s”"),
            change->table, change->column, left.data, stored.data);
    buf_free(&left);
    buf_free(&stored);
    return false;
}

static bool undo_gone(const Change *change, Err *err)
{
    return err_set(err, ERR_CONFLICT,
                   _("Not taken back: somebody else has removed the record since (%s %lld)"),
                   change->table, (long long)change->id);
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
        undo_gone(change, err);
    else if (!sql_value_equal(now, &change->after))
        undo_conflict(change, now, err);
    else
        done = change_set(tx, &back, err);
    change_free(&row);
    return done;
}

/* A row that was added goes again, if every column is as it was then. */
static bool undo_add(Tx *tx, const Change *run, size_t n, Err *err)
{
    bool same = true;
    RowImage row;

    if (!change_read(tx->store, run->table, run->id, &row, err))
        return false;
    if (!row.found || !uid_equal(&row.uid, &run->uid))
        same = undo_gone(run, err);
    for (size_t i = 0; same && i < row.shape->n; i++) {
        Change was = {.table = run->table, .column = row.shape->columns[i]};
        for (size_t j = 0; j < n; j++) {
            if (run[j].column && strcmp(run[j].column, was.column) == 0)
                was.after = run[j].after;
        }
        /* A column younger than the change has the default that its migration gave it. */
        if (was.after.type == SQL_NULL && row.shape->filled[i])
            continue;
        same = sql_value_equal(&row.values[i], &was.after) ||
               undo_conflict(&was, &row.values[i], err);
    }
    change_free(&row);
    return same && tx_remove(tx, run->table, run->id, err);
}

static bool undo_remove(Tx *tx, Change *run, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        run[i].op = "add";
        run[i].after = run[i].before;
        run[i].before = sql_value_null();
    }
    return change_restore(tx, run->table, run->id, &run->uid, run, n, err);
}

static bool undo_same_row(const Change *a, const Change *b)
{
    return a->id == b->id && strcmp(a->op, b->op) == 0 && strcmp(a->table, b->table) == 0;
}

/* Backwards, the columns of one added or removed row together; rows of the table follow by
 * themselves. */
static bool undo_apply(Tx *tx, ChangeList *list, const char *table, Err *err)
{
    size_t end = list->n;
    bool done = true;

    while (done && end > 0) {
        Change *last = &list->changes[end - 1];
        size_t from = end - 1;
        if (strcmp(last->op, "set") == 0) {
            done = undo_set(tx, last, err);
        } else {
            while (from > 0 && undo_same_row(&list->changes[from - 1], last))
                from--;
            if (strcmp(last->table, table) == 0)
                done = true;
            else if (strcmp(last->op, "add") == 0)
                done = undo_add(tx, &list->changes[from], end - from, err);
            else
                done = undo_remove(tx, &list->changes[from], end - from, err);
        }
        end = from;
    }
    return done;
}

static bool undo_nothing(bool redo, Err *err)
{
    return err_set(err, ERR_NOT_FOUND, "%s",
                   redo ? _("There is nothing to do again") : _("There is nothing to undo"));
}

static bool undo_run(Tx *tx, bool redo, const JournalFollow *follow, int64_t *group, Err *err)
{
    const char *table = follow ? follow->table : "";
    ChangeList list = {0};
    bool done = false;

    if (!undo_find(tx->store, tx->user_id, tx->case_id, redo, group, &tx->undoes, err))
        return false;
    if (*group == 0)
        return undo_nothing(redo, err);
    tx->has_undoes = true;
    tx->forced = true;
    done = changes_read(tx->store, *group, &list, err) && undo_apply(tx, &list, table, err);
    changes_free(&list);
    return done;
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
