/* An open group: the head of the chain is read when it begins, and what is changed through it
 * is noted for its end (commit.c). */
#include "config.h"

#include "store/journal.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/anchor.h"
#include "store/change.h"
#include "store/retired.h"

static const char *const group_words[] = {
    [GROUP_SETUP] = "setup",   [GROUP_EDIT] = "edit",         [GROUP_NEW] = "new",
    [GROUP_IMPORT] = "import", [GROUP_WORKFLOW] = "workflow", [GROUP_EXPORT] = "export",
    [GROUP_PEOPLE] = "people", [GROUP_UNDO] = "undo",         [GROUP_REDO] = "redo",
    [GROUP_ERASE] = "erase",   [GROUP_HOUSE] = "house",
};

const char *group_kind_word(GroupKind kind)
{
    return group_words[kind];
}

/* The head of the chain as the settings have it: "COUNT HASH". */
static bool journal_head_of(const char *text, int64_t *count, unsigned char hash[DIGEST_BYTES])
{
    char *end = NULL;
    size_t n = 0;

    memset(hash, 0, DIGEST_BYTES);
    if (!text || text[0] < '0' || text[0] > '9')
        return false;
    *count = strtoll(text, &end, 10);
    if (*count == 0)
        return *end == '\0';
    return *end == ' ' && strlen(end + 1) == DIGEST_HEX &&
           sodium_hex2bin(hash, DIGEST_BYTES, end + 1, DIGEST_HEX, NULL, &n, NULL) == 0 &&
           n == DIGEST_BYTES;
}

bool journal_head(Store *store, int64_t *count, unsigned char hash[DIGEST_BYTES], bool *sound,
                  Err *err)
{
    char *text = NULL;

    *count = 0;
    if (!sql_get_text(store, err, &text, "SELECT value FROM meta WHERE name='journal.head'",
                      NULL))
        return false;
    *sound = journal_head_of(text, count, hash);
    free(text);
    return true;
}

/* A group is only added to a chain whose end is where the settings say. */
bool tx_read_head(Tx *tx, Err *err)
{
    unsigned char hash[DIGEST_BYTES];
    int64_t count, last = 0;
    bool sound, done = false;
    Sql q;

    if (!journal_head(tx->store, &count, hash, &sound, err))
        return false;
    if (!sql_open(&q, tx->store, "SELECT id, hash FROM journal_group ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    if (sql_row(&q)) {
        size_t n;
        const void *stored = sql_blob(&q, 1, &n);
        last = sql_int(&q, 0);
        sound = sound && n == DIGEST_BYTES && memcmp(stored, hash, n) == 0;
    }
    if (!sql_close(&q, err))
        return false;
    done = sound && last == count;
    tx->group = count + 1;
    memcpy(tx->before, hash, sizeof(hash));
    if (done)
        return true;
    return err_set(
        err, ERR_STORE,
        _("%s: the end of the journal is not where it should be, so nothing is added to "
          "it. Run “anjuan verify”, and put back a backup"),
        tx->store->path);
}

void tx_free(Tx *tx)
{
    tx->store->tx = NULL;
    rows_free(&tx->rows);
    free(tx->verb);
    free(tx->message);
    free(tx);
}

bool store_asks_station(Store *store, bool *asks, Err *err)
{
    int64_t n;
    bool done = sql_get_int(
        store, err, &n, "SELECT count(*) FROM meta WHERE name IN ('station.ask', 'move.made')",
        NULL);

    *asks = done && n > 0;
    return done;
}

bool store_has_station(Store *store, Err *err)
{
    bool asks;

    if (!store_asks_station(store, &asks, err))
        return false;
    return !asks ||
           err_set(err, ERR_REFUSED,
                   _("This store was put back from a backup. So that no case number is given "
                     "twice, it needs a station code of its own before anything is changed: a "
                     "supervisor or the administrator gives it with “anjuan station CODE”"));
}

/* What is no case waits for no code: without it nobody could come in and give one. */
static bool tx_needs_station(Store *store, GroupKind kind, Err *err)
{
    return kind == GROUP_SETUP || kind == GROUP_PEOPLE || kind == GROUP_HOUSE ||
           store_has_station(store, err);
}

/* Of a case that has a root it is made of that; else it is by chance. */
static bool tx_name(Tx *tx, Err *err)
{
    store_now(tx->store, tx->at);
    if (tx->case_id && !root_read(tx->store, tx->case_id, &tx->root, err))
        return false;
    if (tx->root.there)
        root_uid(tx->root.bytes, tx->root.next, tx->at, &tx->uid);
    else
        tx->uid = uid_new();
    return true;
}

bool tx_begin(Store *store, const GroupHead *head, Tx **out, Err *err)
{
    const char *verb = head->verb ? head->verb : group_words[head->kind];
    Tx *tx;

    *out = NULL;
    assert(!store->tx);
    /* One that is only read says that, and not that it cannot be written. */
    if ((store->mode == STORE_READ && !retired_lets(store, verb, err)) ||
        !store_begin(store, err))
        return false;
    if (!retired_lets(store, verb, err) || !tx_needs_station(store, head->kind, err) ||
        !anchor_keep(store, err)) {
        store_rollback(store);
        return false;
    }
    tx = xcalloc(1, sizeof(*tx));
    tx->store = store;
    tx->kind = head->kind;
    tx->user_id = head->user_id;
    tx->case_id = head->case_id;
    tx->verb = xstrdup(verb);
    tx->message = head->message ? xstrdup(head->message) : NULL;
    tx->content = head->content;
    store->tx = tx;
    if (!tx_read_head(tx, err) || !tx_name(tx, err)) {
        tx_abort(tx);
        return false;
    }
    *out = tx;
    return true;
}

void tx_content(Tx *tx, bool content)
{
    tx->content = content;
}

void tx_verb(Tx *tx, const char *verb)
{
    free(tx->verb);
    tx->verb = xstrdup(verb);
}

void tx_stands(Tx *tx)
{
    tx->forced = true;
}

int64_t tx_group(const Tx *tx)
{
    return tx->group;
}

const Uid *tx_uid(const Tx *tx)
{
    return &tx->uid;
}

int64_t tx_user(const Tx *tx)
{
    return tx->user_id;
}

Store *tx_store(const Tx *tx)
{
    return tx->store;
}

void tx_about(Tx *tx, int64_t case_id)
{
    assert(tx->case_id == 0 || tx->case_id == case_id);
    tx->case_id = case_id;
}

/* Names come from tables of the program; anything else here is a mistake of ours, but one that
 * must not reach the store. */
static bool tx_name_ok(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

    return n > 0 && name[n] == '\0';
}

static bool tx_check_names(const Tx *tx, const char *table, const char *column, Err *err)
{
    const TableShape *shape;

    if (!tx_name_ok(table) || (column && !tx_name_ok(column)))
        return err_set(err, ERR_STORE, _("%s: “%s” is not the name of a table or column"),
                       tx->store->path, column ? column : table);
    shape = change_shape(tx->store, table);
    for (size_t i = 0; shape && column && i < shape->n; i++) {
        if (strcmp(shape->columns[i], column) == 0)
            return true;
    }
    if (shape && !column)
        return true;
    return err_set(err, ERR_STORE, _("%s: the store has no “%s.%s” that can be changed"),
                   tx->store->path, table, column ? column : "*");
}

void journal_speak(Store *store, const JournalWords *words)
{
    store->words = words;
}

static bool tx_conflict(const Store *store, const char *table, const char *column,
                        const SqlValue *expected, const SqlValue *now, Err *err)
{
    Buf name = BUF_INIT, read = BUF_INIT, stored = BUF_INIT;

    change_name(store, table, column, &name);
    change_say(store, table, column, expected, &read);
    change_say(store, table, column, now, &stored);
    /* TRANSLATORS: a field, the value this person had on screen, the value stored now. */
    err_set(
        err, ERR_CONFLICT,
        _("Somebody else has changed “%s” meanwhile: it was “%s” and is now “%s”. Nothing was "
          "overwritten"),
        name.data, read.data, stored.data);
    buf_free(&name);
    buf_free(&read);
    buf_free(&stored);
    return false;
}

static bool tx_missing(const Store *store, const char *table, int64_t id, bool was_there,
                       Err *err)
{
    Buf name = BUF_INIT;

    if (was_there) {
        change_name(store, table, NULL, &name);
        /* TRANSLATORS: what kind of record it was. */
        err_set(err, ERR_CONFLICT, _("Somebody else has removed this record meanwhile: %s"),
                name.data);
        buf_free(&name);
        return false;
    }
    return err_set(err, ERR_NOT_FOUND, _("There is no such record (%s %lld)"), table,
                   (long long)id);
}

bool tx_set(Tx *tx, const char *table, int64_t id, const char *column, SqlValue after,
            const SqlValue *expected, unsigned flags, Err *err)
{
    Change change = {.table = table,
                     .column = column,
                     .id = id,
                     .after = after,
                     .secret = (flags & TX_SECRET) != 0};
    RowImage row;
    bool done = false;

    if (!tx_check_names(tx, table, column, err) ||
        !change_read(tx->store, table, id, &row, err))
        return false;
    if (!row.found) {
        tx_missing(tx->store, table, id, expected != NULL, err);
        goto out;
    }
    change.before = *change_value(&row, column);
    change.uid = row.uid;
    if (expected && !sql_value_equal(&change.before, expected))
        tx_conflict(tx->store, table, column, expected, &change.before, err);
    else
        done = sql_value_equal(&change.before, &after) || change_set(tx, &change, err);
out:
    change_free(&row);
    return done;
}

static bool tx_insert(Tx *tx, const char *table, const Uid *uid, const TxColumn *columns,
                      size_t n, int64_t *id, Err *err)
{
    Buf text = BUF_INIT;
    bool done = false;
    Sql q;

    buf_addf(&text, "INSERT INTO \"%s\" (uid", table);
    for (size_t i = 0; i < n; i++)
        buf_addf(&text, ",\"%s\"", columns[i].column);
    buf_add(&text, ") VALUES (?");
    for (size_t i = 0; i < n; i++)
        buf_add(&text, ",?");
    buf_add(&text, ")");
    if (!sql_open(&q, tx->store, text.data, err))
        goto out;
    sql_bind_blob(&q, 1, uid->bytes, sizeof(uid->bytes));
    for (size_t i = 0; i < n; i++)
        sql_bind_value(&q, (int)i + 2, &columns[i].value);
    sql_row(&q);
    done = sql_close(&q, err);
    *id = sqlite3_last_insert_rowid(tx->store->db);
out:
    buf_free(&text);
    return done;
}

static bool tx_is_secret(const TxColumn *columns, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(columns[i].column, name) == 0)
            return (columns[i].flags & TX_SECRET) != 0;
    }
    return false;
}

static bool tx_record_add(Tx *tx, int64_t id, const RowImage *row, const TxColumn *columns,
                          size_t n, Err *err)
{
    bool *secret = xcalloc(row->shape->n + 1, sizeof(*secret)), done;

    for (size_t i = 0; i < row->shape->n; i++)
        secret[i] = tx_is_secret(columns, n, row->shape->columns[i]);
    done = change_added(tx, row, id, secret, err);
    free(secret);
    return done;
}

bool tx_add_as(Tx *tx, const char *table, const Uid *uid, const TxColumn *columns, size_t n,
               int64_t *id, Err *err)
{
    RowImage row;
    int64_t made = 0;
    bool done;

    if (!tx_check_names(tx, table, NULL, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!tx_check_names(tx, table, columns[i].column, err))
            return false;
    }
    if (!tx_insert(tx, table, uid, columns, n, &made, err) ||
        !change_read(tx->store, table, made, &row, err))
        return false;
    done = row.found ? tx_record_add(tx, made, &row, columns, n, err)
                     : tx_missing(tx->store, table, made, false, err);
    change_free(&row);
    if (done && id)
        *id = made;
    return done;
}

bool tx_add(Tx *tx, const char *table, const TxColumn *columns, size_t n, int64_t *id, Err *err)
{
    Uid uid;

    root_row(tx->uid.bytes, tx->added++, &uid);
    return tx_add_as(tx, table, &uid, columns, n, id, err);
}

bool tx_remove(Tx *tx, const char *table, int64_t id, Err *err)
{
    Buf text = BUF_INIT;
    RowImage row;
    bool done = false;

    if (!tx_check_names(tx, table, NULL, err) || !change_read(tx->store, table, id, &row, err))
        return false;
    if (!row.found) {
        tx_missing(tx->store, table, id, false, err);
        goto out;
    }
    buf_addf(&text, "DELETE FROM \"%s\" WHERE id=?", table);
    done = change_removed(tx, &row, id, err) && sql_do(tx->store, err, text.data, "i", id);
out:
    change_free(&row);
    buf_free(&text);
    return done;
}

bool tx_setting(Tx *tx, const char *name, const char *value, Err *err)
{
    TxColumn columns[] = {{"name", sql_value_text(name), 0},
                          {"value", sql_value_text(value), 0}};
    int64_t id;

    if (!sql_get_int(tx->store, err, &id, "SELECT id FROM setting WHERE name=?", "t", name))
        return false;
    if (id == 0)
        return tx_add(tx, "setting", columns, COUNT_OF(columns), NULL, err);
    return tx_set(tx, "setting", id, "value", sql_value_text(value), NULL, 0, err);
}

bool tx_station(Tx *tx, const char *code, Err *err)
{
    tx->forced = true; /* also where it keeps the one that it has */
    return tx_setting(tx, "station", code, err) &&
           sql_do(tx->store, err, "DELETE FROM meta WHERE name IN ('station.ask', 'move.made')",
                  NULL);
}

void tx_abort(Tx *tx)
{
    if (!tx)
        return;
    store_rollback(tx->store);
    tx_free(tx);
}
