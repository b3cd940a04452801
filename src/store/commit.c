/* The end of a group: its rows are packed, digested and written, then the group itself with its
 * hashes and, where somebody signs, its signature. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/body.h"
#include "store/change.h"
#include "store/sign.h"

typedef struct Commit {
    Tx *tx;
    const GroupNames *names;
    const unsigned char *seed, *erased;
    bool salted; /* something of it was erased: its salts are written out */
    int64_t who; /* in the dictionary of names; 0: nobody */
    unsigned char before[DIGEST_BYTES]; /* g of the case's group before */
    ChainSalts salts;
    uint64_t values; /* numbered so far; the comment is number 0 */
    int64_t seq;
    Buf chain, local, body, cols, scratch;
    BodyNames uids;
} Commit;

static void commit_free(Commit *c)
{
    buf_free(&c->chain);
    buf_free(&c->local);
    buf_free(&c->body);
    buf_free(&c->cols);
    buf_free(&c->scratch);
}

void group_names_free(GroupNames *names)
{
    free(names->user_name);
    free(names->station);
}

static bool name_user(Tx *tx, GroupNames *names, Err *err)
{
    const char *const wanted[] = {"display", "name"};
    RowImage row;

    if (tx->user_id == 0 || !change_shape(tx->store, "user"))
        return true;
    if (!change_read(tx->store, "user", tx->user_id, &row, err))
        return false;
    names->has_user = row.found;
    names->user_uid = row.uid;
    for (size_t i = 0; row.found && !names->user_name && i < COUNT_OF(wanted); i++) {
        const SqlValue *value = change_value(&row, wanted[i]);
        if (value && value->type == SQL_TEXT && value->len > 0)
            names->user_name = xstrdup(value->bytes);
    }
    change_free(&row);
    return true;
}

/* A case that this group takes away is known to the groups before it. */
static bool name_case(Tx *tx, GroupNames *names, Err *err)
{
    Sql q;

    if (tx->case_id == 0)
        return true;
    if (change_shape(tx->store, "case_file") &&
        !change_uid_of(tx->store, "case_file", tx->case_id, &names->case_uid, &names->has_case,
                       err))
        return false;
    if (names->has_case)
        return true;
    if (!sql_open(&q, tx->store,
                  "SELECT case_uid FROM journal_group WHERE case_id = ?"
                  " ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, tx->case_id);
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        names->has_case = bytes && n == UID_BYTES;
        if (names->has_case)
            memcpy(names->case_uid.bytes, bytes, n);
    }
    return sql_close(&q, err);
}

/* The number of that person with that name in the dictionary; one is made. */
static bool commit_who(Commit *c, Err *err)
{
    static const char *const texts[] = {
        "SELECT id FROM journal_who WHERE uid IS ? AND name IS ?",
        "INSERT INTO journal_who (id, uid, name)"
        " SELECT coalesce(max(id), 0) + 1, ?, ? FROM journal_who RETURNING id",
    };
    Sql q;

    if (!c->names->has_user && !c->names->user_name)
        return true;
    for (size_t i = 0; c->who == 0 && i < COUNT_OF(texts); i++) {
        if (!sql_open(&q, c->tx->store, texts[i], err))
            return false;
        if (c->names->has_user)
            sql_bind_blob(&q, 1, c->names->user_uid.bytes, UID_BYTES);
        sql_bind_text(&q, 2, c->names->user_name);
        while (sql_row(&q))
            c->who = sql_int(&q, 0);
        if (!sql_close(&q, err))
            return false;
    }
    return true;
}

/* The group before it in the chain of its case. */
static bool commit_before(Commit *c, Err *err)
{
    Sql q;

    if (!sql_open(&q, c->tx->store,
                  "SELECT g FROM journal_group WHERE case_id = ? ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, c->tx->case_id);
    if (sql_row(&q)) {
        size_t n;
        const void *g = sql_blob(&q, 0, &n);
        memcpy(c->before, g, n < DIGEST_BYTES ? n : DIGEST_BYTES);
    }
    return sql_close(&q, err);
}

static bool shape_number(Store *store, const char *op, const char *table, const char *columns,
                         int64_t *id, Err *err)
{
    if (!sql_get_int(store, err, id,
                     "SELECT id FROM journal_shape WHERE op = ? AND tbl = ? AND cols = ?",
                     "ttt", op, table, columns))
        return false;
    return *id > 0 || sql_get_int(store, err, id,
                                  "INSERT INTO journal_shape (id, op, tbl, cols)"
                                  " SELECT coalesce(max(id), 0) + 1, ?, ?, ?"
                                  " FROM journal_shape RETURNING id",
                                  "ttt", op, table, columns);
}

/* What is computed of a value. */
typedef struct CommitValue {
    unsigned char digest[DIGEST_BYTES], salt[CHAIN_SALT];
} CommitValue;

/* The digest of a value, by the next salt; NULL for an empty one. A secret keeps nothing else.
 */
static const unsigned char *commit_digest(Commit *c, const ChainPlace *place, ChainValue *value,
                                          CommitValue *room)
{
    const unsigned char *salt = value->salt;

    if (value->state == CHAIN_EMPTY)
        return NULL;
    c->values++;
    if (!salt && c->seed)
        salt = chain_salt(&c->salts, c->values);
    if (salt && salt != room->salt)
        memcpy(room->salt, salt, CHAIN_SALT);
    value->salt = c->salted && salt ? room->salt : NULL;
    if (value->digest || !salt)
        return value->digest;
    chain_digest(&c->scratch, place, value, room->salt, room->digest);
    if (value->state == CHAIN_SECRET)
        value->digest = room->digest;
    return room->digest;
}

static size_t row_columns(const GroupRow *row)
{
    size_t n = 0;

    for (size_t i = 0; i < row->shape->n; i++) {
        const RowCell *cell = &row->cells[i];
        n += row->op == ROW_SET
                 ? cell_differs(cell)
                 : cell->before.state != CHAIN_EMPTY || cell->after.state != CHAIN_EMPTY;
    }
    return n;
}

/* A changed row names the columns that were changed, the others name all. */
static void commit_cell(Commit *c, const GroupRow *row, size_t at, BodyWriter *body)
{
    CommitValue room[2];
    const char *name = row->shape->columns[at];
    ChainPlace place = {.table = row->shape->table, .column = name, .row = row->uid.bytes};
    RowCell *cell = &row->cells[at];
    const unsigned char *before, *after;

    if (row->op == ROW_SET && !cell_differs(cell))
        return;
    if (c->cols.len > 0)
        buf_add_char(&c->cols, ',');
    buf_add(&c->cols, name);
    place.side = 'b';
    before = commit_digest(c, &place, &cell->before, &room[0]);
    place.side = 'a';
    after = commit_digest(c, &place, &cell->after, &room[1]);
    if (before || after)
        chain_column(&c->chain, name,
                     cell->before.state == CHAIN_SECRET || cell->after.state == CHAIN_SECRET,
                     before, after);
    if (row->op != ROW_ADD)
        body_add(body, &cell->before);
    if (row->op != ROW_REMOVE)
        body_add(body, &cell->after);
}

static bool commit_row(Commit *c, const GroupRow *row, Err *err)
{
    static const char *const ops[] = {"add", "set", "remove"};
    BodyWriter body = {.out = &c->body, .names = &c->uids};
    int64_t shape;
    Sql q;

    buf_clear(&c->body);
    buf_clear(&c->cols);
    chain_row(&c->chain, ops[row->op], row->shape->table, row->uid.bytes, row_columns(row));
    for (size_t i = 0; i < row->shape->n; i++)
        commit_cell(c, row, i, &body);
    body_end(&body);
    chain_local(&c->local, row->id);
    if (!shape_number(c->tx->store, ops[row->op], row->shape->table, c->cols.data, &shape,
                      err) ||
        !sql_open(&q, c->tx->store,
                  "INSERT INTO journal_change (group_id, seq, shape, row_id, row_uid, body)"
                  " VALUES (?,?,?,?,?,?)",
                  err))
        return false;
    sql_bind_int(&q, 1, c->tx->group);
    sql_bind_int(&q, 2, ++c->seq);
    sql_bind_int(&q, 3, shape);
    sql_bind_int(&q, 4, row->id);
    sql_bind_blob(&q, 5, row->uid.bytes, UID_BYTES);
    sql_bind_blob(&q, 6, c->body.data, c->body.len);
    sql_row(&q);
    return sql_close(&q, err);
}

static bool commit_rows(Commit *c, Err *err)
{
    const GroupRows *rows = &c->tx->rows;
    bool done = true;

    for (size_t i = 0; done && i < rows->n; i++)
        done = !row_tells(&rows->rows[i]) || commit_row(c, &rows->rows[i], err);
    return done;
}

static SqlValue uid_value(const Uid *uid, bool there)
{
    return there ? sql_value_blob(uid->bytes, sizeof(uid->bytes)) : sql_value_null();
}

static ChainGroup commit_head(const Commit *c, const char *at, const unsigned char *message)
{
    const Tx *tx = c->tx;
    return (ChainGroup){.content = tx->content,
                        .uid = uid_value(&tx->uid, true),
                        .at = sql_value_text(at),
                        .station = sql_value_text(c->names->station),
                        .kind = sql_value_text(group_kind_word(tx->kind)),
                        .verb = sql_value_text(tx->verb),
                        .user_uid = uid_value(&c->names->user_uid, c->names->has_user),
                        .user_name = sql_value_text(c->names->user_name),
                        .case_uid = uid_value(&c->names->case_uid, c->names->has_case),
                        .undoes = uid_value(&tx->undoes, tx->has_undoes),
                        .message = message};
}

/* The group's hashes as they stand in its row. */
typedef struct GroupEnd {
    unsigned char g[DIGEST_BYTES], hash[DIGEST_BYTES], seal[DIGEST_SHORT];
    bool has_signer;
    Uid signer;
    unsigned char signature[PERSON_SIGNATURE];
    const unsigned char *signed_with, *signed_at; /* signature, and what was signed elsewhere */
} GroupEnd;

/* g of the last group about people, which whoever signs has seen. */
static bool commit_people(Store *store, unsigned char out[DIGEST_BYTES], Err *err)
{
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT g FROM journal_group WHERE kind = 'people' OR kind = 'setup'"
                  " ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    if (sql_row(&q)) {
        size_t n;
        const void *g = sql_blob(&q, 0, &n);
        memcpy(out, g, n < DIGEST_BYTES ? n : DIGEST_BYTES);
    }
    return sql_close(&q, err);
}

static bool commit_sign_by(const Tx *tx, const Signer *signer, GroupEnd *end, Err *err)
{
    ChainSigned what = {.position = tx->group};
    unsigned char bytes[CHAIN_SIGNED_BYTES];

    if (!signer->key)
        return true;
    memcpy(what.g, end->g, DIGEST_BYTES);
    memcpy(what.before, tx->before, DIGEST_BYTES);
    if (!commit_people(tx->store, what.people, err))
        return false;
    chain_signed_bytes(&what, bytes);
    person_key_sign(signer->key, bytes, sizeof(bytes), end->signature);
    end->signer = signer->uid;
    end->has_signer = true;
    end->signed_with = end->signature;
    return true;
}

/* What an ended key signs is worth nothing. */
static bool commit_stands(const Tx *tx, const Signer *person, Err *err)
{
    bool stands;

    if (!signer_stands(tx->store, person, &stands, err))
        return false;
    return stands ||
           err_set(err, ERR_REFUSED,
                   _("Somebody set another passphrase meanwhile; sign out and in again"));
}

/* The person who is there signs what is theirs, and the station what the program does. */
static bool commit_sign(const Tx *tx, GroupEnd *end, Err *err)
{
    const Signer *person = tx->store->signer;
    Signer station;
    bool done;

    if (tx->elsewhere) {
        end->has_signer = true;
        end->signer = *tx->elsewhere->signer;
        end->signed_with = tx->elsewhere->signature;
        end->signed_at = tx->elsewhere->signed_at;
        return true;
    }
    if (person && person->key && person->user == tx->user_id)
        return commit_stands(tx, person, err) && commit_sign_by(tx, person, end, err);
    if (tx->user_id != 0 && !signer_stands_in(group_kind_word(tx->kind)))
        return true;
    done = signer_open(tx->store, 0, NULL, &station, err) &&
           commit_sign_by(tx, &station, end, err);
    signer_close(&station);
    return done;
}

static bool commit_insert(const Commit *c, const ChainGroup *group, const GroupEnd *end,
                          Err *err)
{
    const Tx *tx = c->tx;
    Sql q;

    if (!sql_open(
            &q, tx->store,
            "INSERT INTO journal_group (id, uid, at, station, kind, verb, message, user_id,"
            " who, case_id, case_uid, content, undoes, seed, g, hash, seal, signer,"
            " signature, message_digest, signed_at, message_salt)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            err))
        return false;
    sql_bind_int(&q, 1, tx->group);
    sql_bind_value(&q, 2, &group->uid);
    sql_bind_value(&q, 3, &group->at);
    sql_bind_value(&q, 4, &group->station);
    sql_bind_value(&q, 5, &group->kind);
    sql_bind_value(&q, 6, &group->verb);
    sql_bind_text(&q, 7, tx->message);
    sql_bind_int(&q, 8, tx->user_id);
    if (c->who > 0)
        sql_bind_int(&q, 9, c->who);
    sql_bind_int(&q, 10, tx->case_id);
    sql_bind_value(&q, 11, &group->case_uid);
    sql_bind_int(&q, 12, group->content);
    sql_bind_value(&q, 13, &group->undoes);
    if (!c->salted)
        sql_bind_blob(&q, 14, c->seed, CHAIN_SEED);
    sql_bind_blob(&q, 15, end->g, DIGEST_BYTES);
    sql_bind_blob(&q, 16, end->hash, DIGEST_BYTES);
    sql_bind_blob(&q, 17, end->seal, DIGEST_SHORT);
    if (end->has_signer)
        sql_bind_blob(&q, 18, end->signer.bytes, UID_BYTES);
    if (end->signed_with)
        sql_bind_blob(&q, 19, end->signed_with, PERSON_SIGNATURE);
    if (c->erased)
        sql_bind_blob(&q, 20, c->erased, DIGEST_BYTES);
    if (end->signed_at)
        sql_bind_blob(&q, 21, end->signed_at, CHAIN_SIGNED_AT);
    if (c->tx->elsewhere && c->tx->elsewhere->message_salt)
        sql_bind_blob(&q, 22, c->tx->elsewhere->message_salt, CHAIN_SALT);
    sql_row(&q);
    return sql_close(&q, err);
}

static bool commit_end(Commit *c, const ChainGroup *group, Err *err)
{
    char head[DIGEST_HEX + 32], hex[DIGEST_HEX + 1];
    Tx *tx = c->tx;
    GroupEnd end = {0};

    chain_end(&c->chain, (size_t)c->seq, end.g);
    chain_store(tx->before, end.g, end.hash);
    memcpy(tx->hash, end.hash, DIGEST_BYTES);
    memcpy(tx->g, end.g, DIGEST_BYTES);
    chain_local(&c->local, tx->group);
    chain_local(&c->local, tx->user_id);
    chain_local(&c->local, tx->case_id);
    chain_seal(&c->local, end.g, end.seal);
    digest_hex(end.hash, hex);
    snprintf(head, sizeof(head), "%lld %s", (long long)tx->group, hex);
    return commit_sign(tx, &end, err) && commit_insert(c, group, &end, err) &&
           sql_do(tx->store, err, "UPDATE meta SET value=? WHERE name='journal.head'", "t",
                  head);
}

static bool row_erased(const GroupRow *row)
{
    for (size_t i = 0; row_tells(row) && i < row->shape->n; i++) {
        if (row->cells[i].before.state == CHAIN_ERASED ||
            row->cells[i].after.state == CHAIN_ERASED)
            return true;
    }
    return false;
}

static bool rows_erased(const GroupRows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (row_erased(&rows->rows[i]))
            return true;
    }
    return false;
}

bool group_write(Tx *tx, const char *at, const GroupNames *names,
                 const unsigned char seed[CHAIN_SEED], const unsigned char *erased, Err *err)
{
    Commit c = {.tx = tx,
                .names = names,
                .seed = seed,
                .erased = erased,
                .salted = erased || rows_erased(&tx->rows) ||
                          (tx->elsewhere && tx->elsewhere->seedless),
                .uids = {names->has_case ? names->case_uid.bytes : NULL,
                         names->has_user ? names->user_uid.bytes : NULL, tx->uid.bytes},
                .chain = BUF_INIT,
                .local = BUF_INIT,
                .body = BUF_INIT,
                .cols = BUF_INIT,
                .scratch = BUF_INIT};
    unsigned char digest[DIGEST_BYTES];
    const unsigned char *message = erased;
    ChainGroup group;
    bool done;

    chain_salts(&c.salts, seed);
    if (tx->message) {
        ChainPlace place = {"journal_group", "message", tx->uid.bytes, 'a'};
        ChainValue value = {.state = CHAIN_KEPT, .value = sql_value_text(tx->message)};
        const unsigned char *salt = tx->elsewhere && tx->elsewhere->message_salt
                                        ? tx->elsewhere->message_salt
                                        : chain_salt(&c.salts, 0);
        chain_digest(&c.scratch, &place, &value, salt, digest);
        message = digest;
    }
    done = commit_who(&c, err) && commit_before(&c, err);
    group = commit_head(&c, at, message);
    chain_start(&c.chain, c.before, &group);
    done = done && commit_rows(&c, err) && commit_end(&c, &group, err);
    commit_free(&c);
    return done;
}

static bool tx_write_group(Tx *tx, Err *err)
{
    unsigned char seed[CHAIN_SEED];
    GroupNames names = {0};
    bool done;

    if (tx->root.there)
        root_seed(tx->root.bytes, tx->root.next, tx->at, seed);
    else
        digest_random(seed, sizeof(seed));
    done = name_user(tx, &names, err) && name_case(tx, &names, err) &&
           store_setting(tx->store, "station", &names.station, err) &&
           group_write(tx, tx->at, &names, seed, NULL, err) &&
           (!tx->case_id || root_used(tx->store, tx->case_id, &tx->root, err));
    group_names_free(&names);
    return done;
}

bool tx_commit(Tx *tx, int64_t *group, Err *err)
{
    bool written = tx->forced || rows_any(&tx->rows), done = false;
    int64_t id = written ? tx->group : 0;

    if (written && !tx_write_group(tx, err)) {
        tx_abort(tx);
        return false;
    }
    done = store_commit(tx->store, err);
    tx_free(tx);
    if (done && group)
        *group = id;
    return done;
}
