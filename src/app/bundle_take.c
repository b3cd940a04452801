/* Taking a bundle in. All that needs no secret is looked at first; then one transaction asks
 * the tables, opens it and takes in what comes out, and is rolled back wherever something is
 * wrong. A bundle that is rightly the next one of its pair, and wrong inside, uses up its
 * number all the same, or it would block the pair for ever: that is entered in a transaction of
 * its own, and answered with the reason. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/erase.h"
#include "app/inner.h"
#include "app/kept.h"
#include "app/vouch.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/workflow.h"
#include "exchange/card.h"
#include "rules/files/texts.h"
#include "seal/armour.h"
#include "store/group.h"
#include "store/home.h"
#include "store/sql.h"

enum { TOLD_MAX = 32 };

typedef struct Taking {
    Session *session;
    Arena *arena;
    Unpacked *out;
    BundleSeen seen;
    Station from;
    Signer station; /* ours */
    Station *all;
    size_t n_all;
    PartReader parts;
    CopyHome home;
    TravelMany *many;
    int64_t told[TOLD_MAX]; /* the first cases that came */
    bool dry, card, has_home;
    size_t n_notes;
    unsigned char signature[PERSON_SIGNATURE]; /* of the receipts that come next */
    bool has_signature;
    Buf receipt;      /* as a row of an acknowledged bundle keeps it */
    uint64_t missing; /* the number of a gap */
    Err why;          /* what is wrong inside */
} Taking;

static void note(Taking *t, const char *text)
{
    if (t->n_notes + 1 < COUNT_OF(t->out->notes))
        t->out->notes[t->n_notes++] = text;
}

/* ---- whose it is ---- */

static bool find_sender(void *ctx, const unsigned char id[BUNDLE_ID], PersonPublic *out)
{
    Taking *t = ctx;
    unsigned char is[BUNDLE_ID];
    for (size_t i = 0; i < t->n_all; i++) {
        bundle_id(&t->all[i].public, is);
        if (memcmp(is, id, BUNDLE_ID) != 0)
            continue;
        t->from = t->all[i];
        t->out->station = t->from.code;
        t->out->name = t->from.name;
        *out = t->from.public;
        return true;
    }
    return false;
}

static bool digest_of(Store *store, int64_t station, uint64_t epoch, uint64_t number,
                      unsigned char digest[BUNDLE_DIGEST], Err *err)
{
    Sql q;
    memset(digest, 0, BUNDLE_DIGEST);
    if (!sql_open(
            &q, store,
            "SELECT digest FROM bundle_in WHERE station_id = ?1 AND epoch = ?2 AND number = ?3",
            err))
        return false;
    sql_bind_int(&q, 1, station);
    sql_bind_int(&q, 2, (int64_t)epoch);
    sql_bind_int(&q, 3, (int64_t)number);
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        if (n == BUNDLE_DIGEST)
            memcpy(digest, bytes, n);
    }
    return sql_close(&q, err);
}

/* T1, T2 and T7, by what came before. */
static bool look_at_number(Taking *t, BundleFault *fault, Err *err)
{
    static const unsigned char none[BUNDLE_DIGEST];
    const BundleHead *head = &t->seen.head;
    unsigned char known[BUNDLE_DIGEST];
    PairEnd last;
    *fault = BUNDLE_WHOLE;
    if (!pair_last_in(session_store(t->session), t->from.id, &last, err))
        return false;
    if (head->epoch > EPOCH_MAX || head->number > INT64_MAX || head->epoch < last.epoch) {
        *fault = BUNDLE_EPOCH;
        return true;
    }
    if (head->number == 0)
        return true;
    bool same = head->epoch == last.epoch;
    uint64_t next = same ? last.number + 1 : 1;
    if (head->number < next) {
        if (!digest_of(session_store(t->session), t->from.id, head->epoch, head->number, known,
                       err))
            return false;
        t->out->again = memcmp(known, t->seen.digest, BUNDLE_DIGEST) == 0;
        *fault = t->out->again ? BUNDLE_WHOLE : BUNDLE_TWIN;
    } else if (head->number > next) {
        t->missing = next;
        *fault = BUNDLE_GAP;
    } else if (memcmp(head->previous, next == 1 ? none : last.digest, BUNDLE_DIGEST) != 0) {
        *fault = BUNDLE_PREVIOUS;
    }
    return true;
}

/* ---- what is in it ---- */

static bool bent(Taking *t)
{
    return bundle_say(BUNDLE_CONTENT, t->from.code, &t->why);
}

/* What went wrong of the moment is no fault of the bundle. */
static bool is_content(const Err *err)
{
    return err->kind == ERR_INPUT || err->kind == ERR_REFUSED || err->kind == ERR_CONFLICT;
}

typedef bool InGroup(Taking *t, Tx *tx, const void *what, Err *err);

/* A group that the person signs who takes the bundle in. */
static bool in_group(Taking *t, GroupKind kind, const char *verb, InGroup *does,
                     const void *what, Err *err)
{
    const GroupHead head = {.kind = kind,
                            .user_id = session_user(t->session)->id,
                            .verb = verb,
                            .message = t->from.code};
    Tx *tx = NULL;
    if (!tx_begin(session_store(t->session), &head, &tx, err))
        return false;
    if (does(t, tx, what, err))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

static bool put_persons(Taking *t, Tx *tx, const void *what, Err *err)
{
    return station_take_persons(tx, t->from.id, what, err);
}

static bool take_card(Taking *t, const Buf *bytes)
{
    StationCard card;
    if (t->card)
        return bent(t);
    t->card = true;
    if (!card_read(bytes->data, bytes->len, t->arena, &card, &t->why) ||
        !station_same(&t->from, &card, &t->why))
        return false;
    t->out->persons = (int64_t)card.n;
    return in_group(t, GROUP_PEOPLE, "station_people", put_persons, &card, &t->why);
}

static bool take_knowledge(Taking *t, const Buf *bytes)
{
    char version[TEXTS_VERSION], *packed = strchr(bytes->data, '\n');
    size_t len = packed ? (size_t)(packed - bytes->data) : 0;
    Texts *texts = NULL;
    if (!packed || strlen(bytes->data) != bytes->len ||
        !texts_unpack(packed + 1, strlen(packed + 1), &texts, NULL))
        return bent(t);
    texts_version(texts, version);
    texts_free(texts);
    if (strlen(version) != len || strncmp(version, bytes->data, len) != 0)
        return bent(t);
    return sql_do(session_store(t->session), &t->why,
                  "INSERT INTO knowledge_text (version, packed) SELECT ?1, ?2 WHERE NOT EXISTS"
                  " (SELECT 1 FROM knowledge_text WHERE version = ?1)",
                  "tt", version, packed + 1);
}

static bool take_case(Taking *t, const Buf *bytes)
{
    CaseTaken taken = {0};
    if (!bundle_cases.take(t->many, t->session, &t->from, bytes->data, bytes->len, &taken,
                           &t->why))
        return false;
    if (t->out->cases < TOLD_MAX)
        t->told[t->out->cases] = taken.case_id;
    t->out->cases++;
    t->out->groups += taken.groups;
    return true;
}

/* What its approval is worth here; *tells: it is nothing, and that is said. */
static bool tell_vouched(Taking *t, int64_t case_id, bool *tells)
{
    Store *store = session_store(t->session);
    int64_t approval = 0;
    char *no = NULL;
    Err why = {0};
    if (!sql_get_int(store, &t->why, &approval,
                     "SELECT id FROM approval WHERE case_id = ? AND active = 1", "i", case_id))
        return false;
    if (!approval || vouch_holds(t->session, case_id, approval, &why))
        return true;
    if (why.kind != ERR_REFUSED) {
        err_set(&t->why, why.kind, "%s", why.text);
        return false;
    }
    *tells = true;
    if (!sql_get_text(store, &t->why, &no, "SELECT no FROM case_file WHERE id = ?", "i",
                      case_id))
        return false;
    note(t, arena_printf(t->arena, _("%s: %s"), no ? no : "?", why.text));
    free(no);
    return true;
}

/* All cases are there. It is said of the first whose approval is worth nothing here; all are
 * asked as they go out. */
static bool settle_cases(Taking *t)
{
    bool done = travel_settle(t->many, &t->why), told = false;
    for (int64_t i = 0; done && !told && i < t->out->cases && i < TOLD_MAX; i++)
        done = tell_vouched(t, t->told[i], &told);
    return done;
}

/* ---- receipts ---- */

typedef struct Answer {
    int64_t id;
    const char *refused; /* NULL: it was taken in */
} Answer;

static bool put_answer(Taking *t, Tx *tx, const void *what, Err *err)
{
    const Answer *answer = what;
    char at[INSTANT_TEXT];
    store_now(session_store(t->session), at);
    return tx_set(tx, "bundle_out", answer->id, "acknowledged", sql_value_text(at), NULL, 0,
                  err) &&
           (!answer->refused || tx_set(tx, "bundle_out", answer->id, "refused",
                                       sql_value_text(answer->refused), NULL, 0, err)) &&
           tx_set(tx, "bundle_out", answer->id, "receipt",
                  sql_value_blob(t->receipt.data, t->receipt.len), NULL, 0, err);
}

static bool answer_one(Taking *t, const Receipts *r, int64_t id, uint64_t number)
{
    Store *store = session_store(t->session);
    const Answer answer = {id, receipts_refused(r, number)};
    if (!in_group(t, GROUP_HOUSE, "bundle_answered", put_answer, &answer, &t->why))
        return false;
    t->out->acknowledged++;
    if (!answer.refused)
        return true;
    note(t, arena_printf(t->arena, _("%s did not take in bundle %lld: %s"), t->from.code,
                         (long long)number, answer.refused));
    return sql_do(store, &t->why, "DELETE FROM bundle_copy WHERE bundle_id = ?", "i", id);
}

static bool answer_all(Taking *t, const Receipts *r)
{
    bool done = true;
    int64_t id = 0, number = 0;
    while (done) {
        Sql q;
        id = 0;
        if (!sql_open(&q, session_store(t->session),
                      "SELECT id, number FROM bundle_out WHERE station_id = ?1 AND epoch = ?2"
                      " AND number <= ?3 AND acknowledged IS NULL ORDER BY number LIMIT 1",
                      &t->why))
            return false;
        sql_bind_int(&q, 1, t->from.id);
        sql_bind_int(&q, 2, (int64_t)r->epoch);
        sql_bind_int(&q, 3, (int64_t)r->number);
        if (sql_row(&q)) {
            id = sql_int(&q, 0);
            number = sql_int(&q, 1);
        }
        if (!sql_close(&q, &t->why) || !id)
            return !id && t->why.kind == ERR_NONE;
        done = answer_one(t, r, id, (uint64_t)number);
    }
    return done;
}

/* T3: what we never sent, they cannot have: this store is an older copy of itself. */
static bool restored(Taking *t, uint64_t epoch)
{
    note(
        t,
        _("That station has bundles which this store never made: the store was put back from a "
          "backup, or a copy of it is at work. What it gives from now on is numbered anew"));
    return pair_epoch_end(t->session, epoch, &t->why);
}

static bool hear_position(Taking *t, const Receipts *r, bool *older)
{
    Store *store = session_store(t->session);
    int64_t position = 0;
    Sql q;
    if (!sql_open(&q, store,
                  "SELECT position FROM bundle_heard WHERE station_id = ?1 AND epoch = ?2",
                  &t->why))
        return false;
    sql_bind_int(&q, 1, t->from.id);
    sql_bind_int(&q, 2, (int64_t)t->seen.head.epoch);
    if (sql_row(&q))
        position = sql_int(&q, 0);
    if (!sql_close(&q, &t->why))
        return false;
    *older = (int64_t)r->position < position;
    return *older ||
           sql_do(store, &t->why,
                  "INSERT OR REPLACE INTO bundle_heard (station_id, epoch, position, knows)"
                  " VALUES (?, ?, ?, ?)",
                  "iiii", t->from.id, (int64_t)t->seen.head.epoch, (int64_t)r->position,
                  (int64_t)r->epoch);
}

/* Who knows less than they acknowledged was put back, and lacks what they had. */
static bool forget_what_they_had(Taking *t, const Receipts *r, uint64_t epoch)
{
    Store *store = session_store(t->session);
    int64_t more = 0;
    return sql_get_int(
               store, &t->why, &more,
               "SELECT EXISTS (SELECT 1 FROM bundle_out WHERE station_id = ? AND epoch = ?"
               " AND acknowledged IS NOT NULL AND (epoch, number) > (?, ?))",
               "iiii", t->from.id, (int64_t)epoch, (int64_t)r->epoch, (int64_t)r->number) &&
           (!more || sql_do(store, &t->why, "DELETE FROM bundle_copy WHERE station_id = ?", "i",
                            t->from.id));
}

/* What is of an epoch before the one that they have comes to nobody any more, and its copies
 * may not be there. */
static bool give_up_older(Taking *t, const Receipts *r)
{
    Store *store = session_store(t->session);
    int64_t id = 1, number = 0;
    while (id) {
        Sql q;
        id = 0;
        if (!sql_open(&q, store,
                      "SELECT id, number FROM bundle_out WHERE station_id = ?1 AND epoch < ?2"
                      " AND acknowledged IS NULL ORDER BY id LIMIT 1",
                      &t->why))
            return false;
        sql_bind_int(&q, 1, t->from.id);
        sql_bind_int(&q, 2, (int64_t)r->epoch);
        if (sql_row(&q)) {
            id = sql_int(&q, 0);
            number = sql_int(&q, 1);
        }
        const Answer answer = {id, _("it was not there when this station began to number anew; "
                                     "hand its cases over again")};
        if (!sql_close(&q, &t->why) ||
            (id &&
             (!in_group(t, GROUP_HOUSE, "bundle_answered", put_answer, &answer, &t->why) ||
              !sql_do(store, &t->why, "DELETE FROM bundle_copy WHERE bundle_id = ?", "i", id))))
            return false;
        if (id)
            note(t, arena_printf(t->arena, _("%s did not take in bundle %lld: %s"),
                                 t->from.code, (long long)number, answer.refused));
    }
    return true;
}

static bool hear_signature(Taking *t, const Buf *bytes)
{
    t->has_signature = bytes->len == sizeof(t->signature);
    if (!t->has_signature)
        return bent(t);
    memcpy(t->signature, bytes->data, bytes->len);
    return true;
}

/* Kept with what they acknowledge, so that it is proven when the bundle is gone. */
static bool keep_receipts(Taking *t, const Buf *bytes)
{
    if (!receipts_signed(bytes->data, bytes->len, person_key_public(t->station.key)->sign,
                         t->from.public.sign, t->signature))
        return bent(t);
    buf_clear(&t->receipt);
    buf_add_bytes(&t->receipt, bytes->data, bytes->len);
    buf_add_bytes(&t->receipt, (const char *)t->signature, sizeof(t->signature));
    return true;
}

static bool hear_receipts(Taking *t, const Buf *bytes)
{
    Receipts r;
    PairEnd last;
    uint64_t epoch;
    bool older;
    if (!pair_epoch(t->session, &epoch, &t->why))
        return false;
    if (!receipts_read(bytes, &r) || (r.epoch > epoch && r.epoch > pair_epoch_latest()))
        return bent(t);
    if (!hear_position(t, &r, &older) || older)
        return t->why.kind == ERR_NONE;
    if (!pair_last_out(session_store(t->session), t->from.id, r.epoch, &last, &t->why))
        return false;
    if (r.epoch > epoch || r.number > last.number)
        return restored(t, r.epoch);
    if (r.number && r.number == last.number &&
        memcmp(r.digest, last.digest, BUNDLE_DIGEST) != 0)
        return restored(t, r.epoch);
    if (!forget_what_they_had(t, &r, epoch))
        return false;
    if (!t->has_signature) {
        note(t, _("That station has an older version, whose receipts nobody could hold it to: "
                  "what it has is acknowledged once it has this one"));
        return true;
    }
    return keep_receipts(t, bytes) && answer_all(t, &r) && give_up_older(t, &r);
}

static bool take_part(void *ctx, char kind, const Buf *bytes)
{
    Taking *t = ctx;
    if (kind != PART_CASE && !journal_taken(session_store(t->session), &t->why))
        return false;
    switch (kind) {
    case PART_RECEIPTS_SIGNED:
        return hear_signature(t, bytes);
    case PART_RECEIPTS:
        return hear_receipts(t, bytes);
    case PART_CARD:
        return take_card(t, bytes);
    case PART_MESSAGE:
        return bundle_cases.hear(t->session, &t->from, bytes->data, bytes->len, &t->out->heard,
                                 &t->why);
    case PART_KNOWLEDGE:
        return take_knowledge(t, bytes);
    case PART_CASE:
        return take_case(t, bytes);
    default:
        /* A small letter is what a newer program says and an older one may pass by. */
        return (kind >= 'a' && kind <= 'z') || bent(t);
    }
}

/* Only what a document names, so nobody fills a disk. */
static bool take_copy(void *ctx, const unsigned char sha256[DIGEST_BYTES], const Buf *bytes)
{
    Taking *t = ctx;
    char told[DIGEST_HEX + 1], is[DIGEST_HEX + 1];
    int64_t named = 0;
    digest_hex(sha256, told);
    digest_sha256(bytes->data, bytes->len, is);
    if (strcmp(told, is) != 0)
        return bent(t);
    if (!sql_get_int(session_store(t->session), &t->why, &named,
                     "SELECT EXISTS (SELECT 1 FROM document WHERE file = ?)", "t", told))
        return false;
    t->out->copies++;
    return !named || t->dry || home_has(&t->home, told) ||
           home_write(&t->home, told, bytes, store_group(session_store(t->session)), &t->why);
}

/* ---- in one transaction ---- */

static bool put_row(Taking *t, Tx *tx, const void *what, Err *err)
{
    char at[INSTANT_TEXT];
    int64_t id;
    store_now(session_store(t->session), at);
    const TxColumn columns[] = {
        {"station_id", sql_value_int(t->from.id), 0},
        {"epoch", sql_value_int((int64_t)t->seen.head.epoch), 0},
        {"number", sql_value_int((int64_t)t->seen.head.number), 0},
        {"digest", sql_value_blob(t->seen.digest, BUNDLE_DIGEST), 0},
        {"at", sql_value_text(at), 0},
        {"refused", sql_value_text(what), 0},
    };
    return tx_add(tx, "bundle_in", columns, COUNT_OF(columns), &id, err);
}

static bool open_it(Taking *t, int fd, BundleFault *fault, Err *err)
{
    const BundleOpen how = {
        .me = t->station.key, .sender = &t->from.public, .take = part_bytes, .ctx = &t->parts};
    t->parts = (PartReader){.part = BUF_INIT,
                            .copy = BUF_INIT,
                            .take = take_part,
                            .take_copy = take_copy,
                            .ctx = t};
    if (lseek(fd, 0, SEEK_SET) != 0)
        return err_set(err, ERR_IO, "%s", i18n_errno(errno));
    t->many = travel_many(t->session);
    *fault = bundle_open(fd, &t->seen, &how);
    if (*fault == BUNDLE_WHOLE && part_ended(&t->parts) && !settle_cases(t))
        *fault = BUNDLE_STOPPED;
    travel_many_free(t->many);
    if (*fault == BUNDLE_WHOLE && !part_ended(&t->parts)) {
        *fault = BUNDLE_CONTENT;
        bent(t);
    } else if (*fault == BUNDLE_CONTENT || t->parts.wrong) {
        *fault = BUNDLE_CONTENT;
        bent(t);
    }
    part_free(&t->parts);
    if (*fault == BUNDLE_STOPPED && !is_content(&t->why))
        return err_set(err, t->why.kind == ERR_NONE ? ERR_STORE : t->why.kind, "%s",
                       t->why.text);
    return *fault != BUNDLE_WHOLE || !t->seen.head.number ||
           in_group(t, GROUP_HOUSE, "bundle_in", put_row, NULL, err);
}

static bool admit(Taking *t, BundleFault *fault, Err *err)
{
    Store *store = session_store(t->session);
    if (!session_person_stands(t->session, err) || !prove_people(t->session, err) ||
        !station_by_code(store, t->from.code, t->arena, &t->from, err))
        return false;
    if (t->from.distrusted || !t->from.takes) {
        *fault = BUNDLE_RETIRED;
        return true;
    }
    return look_at_number(t, fault, err);
}

/* False: something of the moment, and the same file may be tried again. */
static bool take_in(Taking *t, int fd, Err *err)
{
    Store *store = session_store(t->session);
    BundleFault *fault = &t->out->fault;
    bool done;
    if (!store_begin(store, err))
        return false;
    done = admit(t, fault, err);
    if (done && *fault == BUNDLE_WHOLE && !t->out->again)
        done = open_it(t, fd, fault, err);
    if (done && *fault == BUNDLE_WHOLE && !t->out->again && !t->dry) {
        done = store_commit(store, err);
        if (!done && store_in_transaction(store))
            store_rollback(store);
    } else {
        store_rollback(store);
    }
    prove_tell(t->session);
    return done;
}

/* ---- refused for what is in it ---- */

static void put_aside(Taking *t, int fd)
{
    char *folder = NULL, *path = NULL;
    Err err = {0};
    if (pair_folder(t->session, ".aside", &folder, &err)) {
        path = pair_file(folder, t->from.code, t->seen.head.epoch, t->seen.head.number);
        if (lseek(fd, 0, SEEK_SET) == 0 && armour_copy(fd, path, false, &err))
            store_give(session_store(t->session), path, &err);
    }
    if (err.kind != ERR_NONE)
        session_note(t->session, _("The bundle could not be put aside: %s"), err.text);
    free(path);
    free(folder);
}

static bool use_up(Taking *t, int fd)
{
    Store *store = session_store(t->session);
    Err err = {0};
    if (!t->seen.head.number || t->dry || !store_begin(store, &err))
        return false;
    if (in_group(t, GROUP_HOUSE, "bundle_in", put_row, t->why.text, &err) &&
        store_commit(store, &err)) {
        put_aside(t, fd);
        return true;
    }
    if (store_in_transaction(store))
        store_rollback(store);
    session_note(t->session, _("That it was tried could not be written down: %s"), err.text);
    return false;
}

/* ---- all of it ---- */

static bool look(Taking *t, int fd, Err *err)
{
    Store *store = session_store(t->session);
    if (!station_all(store, t->arena, &t->all, &t->n_all, err) ||
        !signer_open(store, 0, NULL, &t->station, err))
        return false;
    if (!t->station.key)
        return err_set(
            err, ERR_REFUSED,
            _("This store has no keys of its station yet: they are made when a person "
              "signs in to write, so sign in once and do this again"));
    t->out->fault =
        bundle_check(fd, person_key_public(t->station.key), find_sender, t, &t->seen);
    t->out->number = (int64_t)t->seen.head.number;
    return true;
}

/* The other file that stations give each other. */
static bool say_foreign(Taking *t, const char *path, Err *err)
{
    StationCard card;
    Buf text = BUF_INIT;
    bool is = path_read_input(path, CARD_MAX_BYTES, &text, NULL) &&
              card_read(text.data, text.len, t->arena, &card, NULL);
    buf_free(&text);
    if (is)
        /* TRANSLATORS: name of a station, its code */
        err_set(err, ERR_REFUSED,
                _("This is the card of %s (%s) and no bundle; a supervisor takes it in with "
                  "“anjuan trust FILE”, or among the stations"),
                card.name, card.code);
    else
        bundle_say(BUNDLE_FOREIGN, NULL, err);
    return false;
}

static bool refuse(Taking *t, int fd, const char *path, Err *err)
{
    BundleFault fault = t->out->fault;
    if (fault == BUNDLE_STOPPED)
        t->out->fault = BUNDLE_CONTENT;
    if (t->out->fault == BUNDLE_CONTENT) {
        t->out->used_up = use_up(t, fd);
        err_set(err, ERR_REFUSED, "%s", t->why.text);
    } else if (fault == BUNDLE_GAP) {
        bundle_say_gap(t->from.code, session_station(t->session), t->missing, err);
    } else if (fault == BUNDLE_FOREIGN) {
        say_foreign(t, path, err);
    } else {
        bundle_say(fault, t->out->station, err);
    }
    if (!t->dry)
        bundle_count(t->session, t->out->fault);
    return false;
}

static int open_file(Session *session, const char *path, Err *err)
{
    int fd = path_open(path, err);
    return fd < 0 ? -1 : armour_open(fd, store_path(session_store(session)), err);
}

/* The bundle is taken in by then, whatever becomes of it. */
static void enter_kept(Taking *t)
{
    Err why = {0};
    KeptTold told = {BUF_INIT, BUF_INIT};
    if (!app_kept_enter_all(t->session, &told, &t->out->entered, &t->out->clashes, &why))
        note(t, arena_printf(t->arena,
                             _("It is taken in, but what was kept meanwhile could not all be "
                               "entered: %s. It waits still"),
                             why.text));
    t->out->entered_names = arena_dup(t->arena, told.entered.data ? told.entered.data : "");
    if (told.refused.len)
        note(t, arena_printf(t->arena, _("Refused, and left as it was kept: %s"),
                             told.refused.data));
    kept_told_free(&told);
}

/* A case came that was erased there: as behind an erasure here. */
static void settle_erased(Taking *t)
{
    int64_t waits = 0;
    Err why = {0};
    if (!sql_get_int(session_store(t->session), NULL, &waits,
                     "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'erase.anew')", NULL) ||
        !waits)
        return;
    erase_settle(t->session);
    if (!app_erased_whole(t->session, &why))
        note(t, arena_dup(t->arena, why.text));
}

bool app_unpack(Session *session, const char *path, bool dry, Arena *arena, Unpacked *out,
                Err *err)
{
    Taking t = {
        .session = session, .arena = arena, .out = out, .dry = dry, .receipt = BUF_INIT};
    bool done = desk_may(session_user(session), VERB_BUNDLE, err);
    int fd = done ? open_file(session, path, err) : -1;
    *out = (Unpacked){0};
    done = fd >= 0 && look(&t, fd, err) &&
           (t.has_home = home_of(store_path(session_store(session)), &t.home, err));
    if (done && out->fault == BUNDLE_WHOLE)
        done = take_in(&t, fd, err);
    if (done && out->fault != BUNDLE_WHOLE)
        done = refuse(&t, fd, path, err);
    if (done && !dry && store_begin(session_store(session), NULL)) {
        pair_settle_files(session);
        store_rollback(session_store(session));
    }
    if (done && !dry && out->cases)
        settle_erased(&t);
    /* Who takes in enters what they kept; the others do when they come in. */
    if (done && !dry && out->cases)
        enter_kept(&t);
    if (fd >= 0)
        close(fd);
    signer_close(&t.station);
    buf_free(&t.receipt);
    if (t.has_home)
        home_end(&t.home);
    return done;
}
