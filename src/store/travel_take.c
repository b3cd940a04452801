/* Groups of a case from another store: they follow ours, their people and keys are met, and
 * each is laid over the records, hashed as if it were written here, and held against what was
 * signed. The triggers judge by what people may now, so they are off for it; what they judge is
 * asked of the caller, by who somebody is over there. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/anchor.h"
#include "store/follow.h"
#include "store/sign.h"
#include "store/travel_inner.h"

static bool wrong(Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("What came of this case does not hold together; nothing of it was taken; "
                     "tell them on the telephone"));
}

/* ---- where it follows ---- */

typedef struct Ours {
    unsigned char head[DIGEST_BYTES];
    Uid last;
    bool any;
} Ours;

static bool read_ours(Taking *t, Ours *out, Err *err)
{
    bool there = false;
    Sql q;

    *out = (Ours){.any = false};
    if (!change_id_of(t->store, "case_file", t->case_uid.bytes, &t->out->case_id, &there, err))
        return false;
    if (!there)
        return true;
    if (!sql_open(&q, t->store,
                  "SELECT g, uid FROM journal_group WHERE case_id = ? ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, t->out->case_id);
    if (sql_row(&q)) {
        size_t n;
        const void *g = sql_blob(&q, 0, &n);
        memcpy(out->head, g, n == DIGEST_BYTES ? n : 0);
        sql_uid(&q, 1, &out->last);
        out->any = true;
    }
    return sql_close(&q, err);
}

static bool is_here(Taking *t, const char *sql, const unsigned char *bytes, size_t n,
                    bool *here, Err *err)
{
    Sql q;

    if (!sql_open(&q, t->store, sql, err))
        return false;
    sql_bind_blob(&q, 1, bytes, n);
    *here = sql_row(&q);
    return sql_close(&q, err);
}

/* Groups that came before, one way or another, are passed by: *from is the first new one. */
static bool pass_known(Taking *t, size_t *from, Err *err)
{
    bool here = true;

    for (*from = 0; here && *from < t->form.n; *from += here ? 1 : 0) {
        if (!is_here(t, "SELECT 1 FROM journal_group WHERE uid = ?", t->form.steps[*from].uid,
                     UID_BYTES, &here, err))
            return false;
    }
    return true;
}

static bool find_fate(Taking *t, size_t *from, Err *err)
{
    static const unsigned char zeros[DIGEST_BYTES];
    const TravelForm *form = &t->form;
    FollowView view = {.n = form->n};
    Ours ours;

    if (!read_ours(t, &ours, err) || !pass_known(t, from, err) ||
        !is_here(t, "SELECT 1 FROM journal_group WHERE g = ?", form->before, DIGEST_BYTES,
                 &view.before_is_here, err))
        return false;
    view.known = *from;
    view.any = ours.any;
    view.known_is_last =
        *from > 0 && memcmp(form->steps[*from - 1].uid, ours.last.bytes, UID_BYTES) == 0;
    view.begins = memcmp(form->before, zeros, DIGEST_BYTES) == 0;
    view.before_is_last = ours.any && memcmp(form->before, ours.head, DIGEST_BYTES) == 0;
    t->out->fate = follow_fate(&view);
    t->out->is_new = !ours.any;
    return true;
}

/* ---- triggers ---- */

/* SQLite prepares every statement anew once they go on or off, so they stay as they are from
 * one case to the next. */
static bool triggers(Store *store, bool on, Err *err)
{
    int status = SQLITE_OK;

    if (store->untriggered == on)
        status = sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, NULL);
    if (status != SQLITE_OK)
        return store_fail(store->db, store->path, status, err);
    store->untriggered = !on;
    return true;
}

bool journal_taken(Store *store, Err *err)
{
    return triggers(store, true, err);
}

/* ---- people and keys ---- */

typedef struct Meeting {
    Taking *t;
    Tx *tx; /* begun with the first whom we did not know */
} Meeting;

static bool begin_meeting(Meeting *m, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = m->t->rules->user_id, .verb = "met"};

    return m->tx ||
           (triggers(m->t->store, true, err) && tx_begin(m->t->store, &head, &m->tx, err));
}

static bool unknown(Err *err)
{
    return err_set(
        err, ERR_REFUSED,
        _("It was written by somebody of a station that is not trusted here. Take in its "
          "card, “anjuan trust FILE”; where it is lost, a supervisor who has the case "
          "takes it over first, “anjuan takeover”"));
}

/* Names are of one house; with the code of the station they are of one among all. */
static bool add_person(Meeting *m, const Uid *uid, const TravelPerson *person, Err *err)
{
    Taking *t = m->t;
    char *name = arena_printf(t->arena, "%s@%s", person->name, person->station);
    int64_t taken;

    if (!sql_get_int(t->store, err, &taken, "SELECT count(*) FROM user WHERE name = ?", "t",
                     name))
        return false;
    if (taken)
        name = arena_printf(t->arena, CHANGE_NO_APART, name, uid->bytes[0], uid->bytes[1]);
    const TxColumn columns[] = {{"name", sql_value_text(name), 0},
                                {"display", sql_value_text(person->display), 0},
                                {"role", sql_value_text(person->role), 0},
                                {"passhash", sql_value_text(""), TX_SECRET},
                                {"disabled", sql_value_int(1), 0},
                                {"home", sql_value_text(person->station), 0}};
    return tx_add_as(m->tx, "user", uid, columns, COUNT_OF(columns), NULL, err);
}

static bool meet_person(Meeting *m, const unsigned char *bytes, Err *err)
{
    const TravelRules *rules = m->t->rules;
    TravelPerson person = {0};
    bool here = false;
    int64_t id;
    Uid uid;

    if (!change_id_of(m->t->store, "user", bytes, &id, &here, err) || here)
        return here;
    memcpy(uid.bytes, bytes, UID_BYTES);
    if (!rules->person(rules->ctx, &uid, &person))
        return unknown(err);
    return begin_meeting(m, err) && add_person(m, &uid, &person, err);
}

static bool add_key(Meeting *m, const Uid *uid, const TravelKey *key, Err *err)
{
    bool here = key->of_station;
    int64_t user = 0;

    if (!key->of_station &&
        (!meet_person(m, key->person.bytes, err) ||
         !change_id_of(m->t->store, "user", key->person.bytes, &user, &here, err)))
        return false;
    const TxColumn columns[] = {{"user_id", user ? sql_value_int(user) : sql_value_null(), 0},
                                {"station", sql_value_text(key->station), 0},
                                {"sign", sql_value_blob(key->sign, sizeof key->sign), 0}};
    return begin_meeting(m, err) &&
           tx_add_as(m->tx, "known_key", uid, columns, COUNT_OF(columns), NULL, err);
}

/* Whose keys we know are to be trusted still. Our own sign at their place here and nowhere
 * else, or whoever has an ended one could sign as if it were before its end. */
static bool meet_key(Meeting *m, const unsigned char *bytes, Err *err)
{
    const TravelRules *rules = m->t->rules;
    TravelKey key = {.of_station = false};
    bool here = false;
    Uid uid;

    if (!is_here(m->t, "SELECT 1 FROM person_key WHERE uid = ?", bytes, UID_BYTES, &here, err))
        return false;
    if (here)
        return err_set(err, ERR_REFUSED,
                       _("It goes on from steps of this station that are not here: this store "
                         "was put back from an older backup. Put a newer one back"));
    memcpy(uid.bytes, bytes, UID_BYTES);
    if (!rules->key(rules->ctx, &uid, &key))
        return unknown(err);
    return is_here(m->t, "SELECT 1 FROM known_key WHERE uid = ?", bytes, UID_BYTES, &here,
                   err) &&
           (here || add_key(m, &uid, &key, err));
}

static bool meet_named(Meeting *m, const TravelRow *row, const BodyColumn *columns, Err *err)
{
    const BodyShape *said = &m->t->form.shapes[row->shape];
    const TableShape *shape = change_shape(m->t->store, said->table);
    bool done = true;

    for (size_t i = 0; done && i < said->n; i++) {
        const char *points = change_points(shape, said->columns[i]);
        const ChainValue *after = &columns[i].after;
        if (points && strcmp(points, "user") == 0 && after->state == CHAIN_KEPT &&
            after->points && !travel_stays_there(said->table))
            done = meet_person(m, after->value.bytes, err);
    }
    return done;
}

static bool meet_step(Meeting *m, const TravelStep *step, Err *err)
{
    Taking *t = m->t;
    bool done = step->key || wrong(err);

    done = done && meet_key(m, t->form.keys[step->key - 1], err);
    if (done && step->who && t->form.who[step->who - 1].uid)
        done = meet_person(m, t->form.who[step->who - 1].uid, err);
    for (size_t i = 0; done && i < step->n; i++) {
        const BodyColumn *columns = travel_body(t, step, &step->rows[i]);
        done = columns ? meet_named(m, &step->rows[i], columns, err) : wrong(err);
    }
    return done;
}

static bool meet_all(Taking *t, size_t from, Err *err)
{
    Meeting m = {.t = t};
    bool done = true;

    for (size_t i = from; done && i < t->form.n; i++) {
        done = meet_step(&m, &t->form.steps[i], err);
    }
    if (m.tx && done)
        return tx_commit(m.tx, NULL, err);
    if (m.tx)
        tx_abort(m.tx);
    return done;
}

/* ---- what they were then ---- */

/* Where it was signed, or the next one that has it in its g. */
static int64_t position_of(const Taking *t, size_t at)
{
    uint64_t position = 0;

    while (at + 1 < t->form.n && !t->form.steps[at].signed_at)
        at++;
    for (int i = 0; t->form.steps[at].signed_at && i < 8; i++)
        position = position << 8 | t->form.steps[at].signed_at[i];
    return position > INT64_MAX ? 0 : (int64_t)position;
}

/* Who they are goes by their row of user, as everywhere: where that says another role than they
 * had then it is changed, by an event ahead of the step. */
static bool give_role(Taking *t, const unsigned char *person, const char *role, Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = t->rules->user_id, .verb = "met"};
    int64_t id, same;
    bool there;
    Tx *tx = NULL;

    if (!change_id_of(t->store, "user", person, &id, &there, err) ||
        !sql_get_int(t->store, err, &same,
                     "SELECT role IS ?2 OR home IS NULL FROM user WHERE id = ?1", "it", id,
                     role))
        return false;
    if (same)
        return true;
    if (!tx_begin(t->store, &head, &tx, err))
        return false;
    if (tx_set(tx, "user", id, "role", sql_value_text(role), NULL, 0, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

static bool by_person(Taking *t, const TravelStep *step, bool *by, Err *err)
{
    return is_here(t, "SELECT 1 FROM known_key WHERE uid = ? AND user_id IS NOT NULL",
                   t->form.keys[step->key - 1], UID_BYTES, by, err);
}

/* By the key and in the role that they had there then. */
static bool hold_term(Taking *t, size_t at, Err *err)
{
    const TravelStep *step = &t->form.steps[at];
    const TravelWho *who = step->who ? &t->form.who[step->who - 1] : NULL;
    const TravelRules *rules = t->rules;
    TravelTerm term = {.role = NULL};
    bool signs = false;
    Uid person;

    if (!who || !who->uid)
        return true;
    memcpy(person.bytes, who->uid, UID_BYTES);
    if (!by_person(t, step, &signs, err))
        return false;
    if (!rules->term(rules->ctx, &person, position_of(t, at), &term) ||
        (signs && (term.disabled ||
                   memcmp(term.key.bytes, t->form.keys[step->key - 1], UID_BYTES) != 0)))
        return err_set(err, ERR_REFUSED,
                       _("A step of its history is signed by a key that %s did not have then; "
                         "nothing of it was taken in; tell them on the telephone"),
                       who->name ? who->name : "?");
    return give_role(t, who->uid, term.role, err);
}

/* ---- a group ---- */

static bool kind_of(const char *word, GroupKind *out)
{
    for (int kind = 0; kind <= GROUP_ERASE; kind++) {
        if (strcmp(group_kind_word((GroupKind)kind), word) == 0) {
            *out = (GroupKind)kind;
            return kind != GROUP_SETUP && kind != GROUP_PEOPLE && kind != GROUP_HOUSE;
        }
    }
    return false;
}

/* Signed by its person, at their station, or by the station where that may; and that what was
 * signed is what came to be here. */
static bool check_signed(Taking *t, const Tx *tx, const TravelStep *step, Err *err)
{
    const unsigned char *who = step->who ? t->form.who[step->who - 1].uid : NULL, *sign, *user;
    unsigned char bytes[CHAIN_SIGNED_BYTES];
    size_t n = 0, of = 0;
    bool right = false;
    Sql q;

    if (!sql_open(&q, t->store,
                  "SELECT k.sign, u.uid, k.station FROM known_key AS k LEFT JOIN user AS u"
                  " ON u.id = k.user_id WHERE k.uid = ?",
                  err))
        return false;
    sql_bind_blob(&q, 1, t->form.keys[step->key - 1], UID_BYTES);
    if (sql_row(&q)) {
        sign = sql_blob(&q, 0, &n);
        user = sql_blob(&q, 1, &of);
        right = of ? who && memcmp(who, user, UID_BYTES) == 0
                   : !who || signer_stands_in(step->kind);
        right = right && step->station && strcmp(step->station, sql_said(&q, 2)) == 0;
        if (right && step->signature) {
            chain_signed_elsewhere(tx->g, step->signed_at, bytes);
            right =
                n == PERSON_PUBLIC && person_check(sign, bytes, sizeof bytes, step->signature);
        }
    }
    return sql_close(&q, err) && (right || wrong(err));
}

/* What somebody is called in the history is what they are called. */
static bool find_person(Taking *t, const TravelStep *step, Tx *tx, GroupNames *names, Err *err)
{
    const TravelWho *who = step->who ? &t->form.who[step->who - 1] : NULL;
    bool there = false;
    int64_t same;

    if (!who)
        return true;
    names->user_name = who->name ? arena_dup(t->arena, who->name) : NULL;
    names->has_user = who->uid != NULL;
    if (!who->uid)
        return true;
    memcpy(names->user_uid.bytes, who->uid, UID_BYTES);
    if (!change_id_of(t->store, "user", who->uid, &tx->user_id, &there, err))
        return false;
    return there &&
           sql_get_int(t->store, err, &same,
                       "SELECT display IS ?2 OR name IS ?2 FROM user WHERE id = ?1", "it",
                       tx->user_id, names->user_name) &&
           (same || wrong(err));
}

/* A group without a seed was wiped by a later one that says so. */
static bool was_wiped(const Taking *t, size_t at)
{
    for (size_t i = at + 1; i < t->form.n; i++) {
        if (strcmp(t->form.steps[i].kind, group_kind_word(GROUP_ERASE)) == 0)
            return true;
    }
    return false;
}

static bool is_covered(const Taking *t, size_t at)
{
    const TravelStep *step = &t->form.steps[at];

    return step->signature || (at + 1 < t->form.n && step[1].key == step->key);
}

/* The second of the two groups by which a case is erased. */
static bool erase_here(Taking *t, const Tx *tx, Err *err)
{
    int64_t erased;

    return sql_get_int(t->store, err, &erased,
                       "SELECT EXISTS (SELECT 1 FROM erasure WHERE case_id = ?)", "i",
                       t->out->case_id) &&
           (!erased || erase_as_there(t->store, t->out->case_id, tx->group, err));
}

static bool write_step(Taking *t, const TravelStep *step, Tx *tx, GroupNames *names, Err *err)
{
    TravelTold *told;
    TravelGroup group = {.kind = step->kind,
                         .verb = step->verb,
                         .station = step->station,
                         .content = step->content,
                         .user_id = tx->user_id,
                         .case_id = t->out->case_id,
                         .n = step->n};
    bool done = travel_told(t, tx, step, &told, err);

    group.rows = told;
    done = done && t->rules->may(t->rules->ctx, &group, err) && tx_read_head(tx, err);
    for (size_t i = 0; done && i < step->n; i++)
        done = travel_row(t, tx, &step->rows[i], &told[i], err);
    return done && (t->out->case_id || wrong(err)) &&
           group_write(tx, step->at, names, step->seed, step->message_digest, err) &&
           check_signed(t, tx, step, err) && travel_derive(t, tx, step->at, err) &&
           (step->n || strcmp(step->kind, group_kind_word(GROUP_ERASE)) != 0 ||
            erase_here(t, tx, err));
}

static bool take_step(Taking *t, size_t at, unsigned char g[DIGEST_BYTES], Err *err)
{
    const TravelStep *step = &t->form.steps[at];
    Uid signer;
    TxElsewhere elsewhere = {.signer = &signer,
                             .signature = step->signature,
                             .signed_at = step->signed_at,
                             .message_salt = step->message_salt,
                             .seedless = step->seed == NULL};
    Tx tx = {.store = t->store,
             .case_id = t->out->case_id,
             .content = step->content,
             .verb = arena_dup(t->arena, step->verb),
             .message = arena_dup(t->arena, step->message),
             .has_undoes = step->undoes != NULL,
             .elsewhere = &elsewhere};
    GroupNames names = {.has_case = true,
                        .case_uid = t->case_uid,
                        .station = arena_dup(t->arena, step->station)};
    bool done;

    if (!kind_of(step->kind, &tx.kind) || !is_covered(t, at) ||
        (!step->seed && !was_wiped(t, at)) || (step->message && step->message_digest) ||
        (step->message && (step->seed == NULL) != (step->message_salt != NULL)))
        return wrong(err);
    memcpy(signer.bytes, t->form.keys[step->key - 1], UID_BYTES);
    memcpy(tx.uid.bytes, step->uid, UID_BYTES);
    if (step->undoes)
        memcpy(tx.undoes.bytes, step->undoes, UID_BYTES);
    done = find_person(t, step, &tx, &names, err) && write_step(t, step, &tx, &names, err);
    memcpy(g, tx.g, DIGEST_BYTES);
    rows_free(&tx.rows);
    return done;
}

/* ---- all of it ---- */

/* What triggers count of the queue (schema 064, 068), around the steps they do not see. SQLite
 * takes several columns at once from an index where they are texts by their type. */
#define DUE_GROUP "kind, keeper, on_day, shelf, amendment"
static const char *const count_from[] = {
    "UPDATE queue_count SET cases = cases - 1 WHERE (keeper, shelf) IN"
    " (SELECT keeper, shelf FROM queue_shelf WHERE case_id = ?)",
    "UPDATE queue_span SET cases = cases - 1 WHERE (shelf, keeper, at) IN"
    " (SELECT CAST(shelf AS TEXT), keeper, CAST(span AS TEXT) FROM queue_within"
    " WHERE case_id = ?)",
    "UPDATE due_count SET cases = cases - 1 WHERE (" DUE_GROUP ") IN"
    " (SELECT " DUE_GROUP " FROM due_stand WHERE case_id = ?)",
};
static const char *const count_to[] = {
    "INSERT INTO queue_count (keeper, shelf, cases)"
    " SELECT keeper, shelf, 1 FROM queue_shelf WHERE case_id = ?"
    " ON CONFLICT DO UPDATE SET cases = cases + 1",
    "INSERT OR IGNORE INTO queue_span (shelf, keeper, at, cases)"
    " SELECT shelf, keeper, '', 0 FROM queue_stand WHERE case_id = ?",
    "UPDATE queue_span SET cases = cases + 1 WHERE (shelf, keeper, at) IN"
    " (SELECT CAST(shelf AS TEXT), keeper, CAST(span AS TEXT) FROM queue_within"
    " WHERE case_id = ?)",
    "INSERT INTO due_count (" DUE_GROUP ", cases)"
    " SELECT " DUE_GROUP ", 1 FROM due_stand WHERE case_id = ?"
    " ON CONFLICT DO UPDATE SET cases = cases + 1",
};

static bool count_by(Taking *t, const char *const *statements, size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++)
        if (!sql_do(t->store, err, statements[i], "i", t->out->case_id))
            return false;
    return true;
}

static bool take_steps(Taking *t, size_t from, Err *err)
{
    unsigned char g[DIGEST_BYTES];
    bool done =
        triggers(t->store, false, err) && count_by(t, count_from, COUNT_OF(count_from), err);

    for (size_t i = from; done && i < t->form.n; i++) {
        done = hold_term(t, i, err) && take_step(t, i, g, err);
        t->out->groups++;
    }
    done = done && count_by(t, count_to, COUNT_OF(count_to), err);
    return done && (memcmp(g, t->form.head, DIGEST_BYTES) == 0 || wrong(err));
}

static bool may_take_in(Store *store, Err *err)
{
    bool asks;

    return store_asks_station(store, &asks, err) &&
           (!asks || err_set(err, ERR_REFUSED,
                             _("This store was put back from a backup and needs a station code "
                               "of its own first: “anjuan station CODE”")));
}

static bool is_erasing(const Taking *t)
{
    for (size_t i = 0; i < t->form.n; i++) {
        const TravelStep *step = &t->form.steps[i];
        for (size_t j = 0; strcmp(step->kind, group_kind_word(GROUP_ERASE)) == 0 && j < step->n;
             j++) {
            if (strcmp(t->form.shapes[step->rows[j].shape].table, "erasure") == 0)
                return true;
        }
    }
    return false;
}

/* The day is kept before anything of another one is written; the first of many cases has. */
static bool keep_day(Store *store, Err *err)
{
    return store->untriggered || anchor_keep(store, err);
}

static bool take(Taking *t, Err *err)
{
    size_t from;

    if (!find_fate(t, &from, err))
        return false;
    if (t->out->fate != TRAVEL_TAKEN)
        return true;
    t->erases = is_erasing(t);
    return may_take_in(t->store, err) && keep_day(t->store, err) && meet_all(t, from, err) &&
           take_steps(t, from, err);
}

static bool read_bytes(Taking *t, const void *bytes, size_t n, Err *err)
{
    if (!travel_read(bytes, n, t->arena, &t->form))
        return err_set(err, ERR_INPUT,
                       _("What came is not the history of a case, or of a form that a newer "
                         "program writes; tell them on the telephone"));
    memcpy(t->case_uid.bytes, t->form.case_uid, UID_BYTES);
    t->out->case_uid = t->case_uid;
    return t->form.schema <= store_schema_version() ||
           err_set(err, ERR_REFUSED,
                   _("It was written by a newer version of this program; bring this one up to "
                     "date first"));
}

bool journal_take(Store *store, const void *bytes, size_t n, const TravelRules *rules,
                  Travelled *out, Err *err)
{
    Taking t = {.store = store, .arena = arena_new(), .rules = rules, .out = out};
    bool done;

    *out = (Travelled){.fate = TRAVEL_TAKEN};
    done = read_bytes(&t, bytes, n, err) && store_begin(store, err);
    if (done) {
        store->wait.held = false;
        done = take(&t, err);
        /* What the schema holds against is wrong with what came, and not with the store. */
        if (!done && store->wait.held && err && err->kind == ERR_STORE)
            wrong(err);
        if (!done)
            triggers(store, true, NULL);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
    }
    arena_free(t.arena);
    return done;
}
