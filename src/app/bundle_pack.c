/* Making a bundle: what is in it is said inside one transaction, which also enters it; the file
 * gets its name before that is over, and one that nothing enters is taken away by the next. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/bundle_inner.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/outfile.h"
#include "app/pen.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "desk/bound.h"
#include "desk/workflow.h"
#include "exchange/card.h"
#include "seal/armour.h"
#include "store/group.h"
#include "store/home.h"
#include "store/sql.h"

typedef struct Making {
    Session *session;
    const PackWhat *what;
    Arena *arena;
    Station to;
    Signer station; /* ours */
    BundlePack *pack;
    CopyHome home;
    bool has_home, says; /* something besides receipts */
    Buf copies;          /* SHA-256, 32 bytes each, of those that travel */
    Buf told;            /* digests of what is told once: our card, knowledge, messages */
    uint64_t raw;
    Packed *out;
} Making;

/* ---- what is in it ---- */

static bool add_receipts(Making *m, Err *err)
{
    Receipts receipts;
    Buf bytes = BUF_INIT, signature = BUF_INIT;
    bool done = receipts_make(session_store(m->session), m->to.id, &receipts, err);
    if (done) {
        receipts_write(&receipts, &bytes);
        receipts_sign(&bytes, m->station.key, &m->to.public, &signature);
        done = part_add(m->pack, PART_RECEIPTS_SIGNED, &signature, err) &&
               part_add(m->pack, PART_RECEIPTS, &bytes, err) &&
               sql_do(session_store(m->session), err,
                      "INSERT OR REPLACE INTO bundle_told (station_id, epoch, number)"
                      " VALUES (?, ?, ?)",
                      "iii", m->to.id, (int64_t)receipts.epoch, (int64_t)receipts.number);
    }
    buf_free(&signature);
    buf_free(&bytes);
    return done;
}

/* Knowledge is told once, by its version; copies once, by their hash. */
static bool has_there(Making *m, const unsigned char digest[DIGEST_BYTES], bool *has, Err *err)
{
    Sql q;
    *has = false;
    if (!sql_open(&q, session_store(m->session),
                  "SELECT 1 FROM bundle_copy WHERE station_id = ?1 AND sha256 = ?2", err))
        return false;
    sql_bind_int(&q, 1, m->to.id);
    sql_bind_blob(&q, 2, digest, DIGEST_BYTES);
    *has = sql_row(&q);
    return sql_close(&q, err);
}

static bool is_listed(const Buf *list, const void *digest)
{
    for (size_t at = 0; at < list->len; at += DIGEST_BYTES) {
        if (memcmp(list->data + at, digest, DIGEST_BYTES) == 0)
            return true;
    }
    return false;
}

/* What is told once: whether it is not there yet, and to be told now. */
static bool is_news(Making *m, const void *bytes, size_t n, bool *news, Err *err)
{
    unsigned char digest[DIGEST_BYTES];
    bool has;
    digest_blake2b(bytes, n, digest);
    *news = false;
    if (is_listed(&m->told, digest))
        return true;
    if (!has_there(m, digest, &has, err))
        return false;
    *news = !has;
    if (!has)
        buf_add_bytes(&m->told, digest, sizeof(digest));
    return true;
}

static bool add_card(Making *m, Err *err)
{
    StationCard card;
    Buf bytes = BUF_INIT;
    bool news = false;
    bool done = station_own(session_store(m->session), m->arena, &card, err);
    if (done) {
        card_write(&card, m->station.key, &bytes);
        done = is_news(m, bytes.data, bytes.len, &news, err) &&
               (!news || part_add(m->pack, PART_CARD, &bytes, err));
    }
    buf_free(&bytes);
    return done;
}

static bool add_version(Making *m, const char *version, const char *packed, Err *err)
{
    Buf bytes = BUF_INIT;
    bool news = false, done = is_news(m, version, strlen(version), &news, err);
    if (news) {
        buf_addf(&bytes, "%s\n%s", version, packed);
        done = part_add(m->pack, PART_KNOWLEDGE, &bytes, err);
    }
    buf_free(&bytes);
    return done;
}

/* The rules by which its approvals were judged. */
static bool add_knowledge(Making *m, int64_t case_id, Err *err)
{
    bool done = true;
    Sql q;
    if (!sql_open(
            &q, session_store(m->session),
            "SELECT version, packed FROM knowledge_text WHERE version IN"
            " (SELECT knowledge_version FROM approval WHERE case_id = ?1) ORDER BY version",
            err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (done && sql_row(&q))
        done = add_version(m, sql_said(&q, 0), sql_said(&q, 1), err);
    return sql_close(&q, done ? err : NULL) && done;
}

typedef struct Probe {
    uint64_t size;
    bool known;
} Probe;

static bool probe(void *ctx, uint64_t size, const void *bytes UNUSED, size_t n UNUSED)
{
    *(Probe *)ctx = (Probe){size, true};
    return false;
}

/* One that is not there, or too large to travel, stays out of it: the case says that it is
 * missing. */
static bool add_copy(Making *m, const unsigned char sha256[DIGEST_BYTES], Err *err)
{
    char hex[DIGEST_HEX + 1];
    Probe size = {0};
    bool has;
    if (is_listed(&m->copies, sha256))
        return true;
    if (!has_there(m, sha256, &has, err))
        return false;
    digest_hex(sha256, hex);
    if (!has)
        home_read(&m->home, hex, probe, &size, NULL);
    if (!size.known || size.size > COPY_MAX)
        return true;
    m->raw += COPY_HEAD + size.size;
    m->out->copies++;
    buf_add_bytes(&m->copies, sha256, DIGEST_BYTES);
    return true;
}

static bool add_case(Making *m, int64_t case_id, Err *err)
{
    Buf bytes = BUF_INIT, copies = BUF_INIT;
    bool done = bundle_cases.give(m->session, case_id, &m->to, &bytes, &copies, err) &&
                add_knowledge(m, case_id, err) && part_add(m->pack, PART_CASE, &bytes, err);
    for (size_t at = 0; done && at < copies.len; at += DIGEST_BYTES)
        done = add_copy(m, (unsigned char *)copies.data + at, err);
    buf_free(&copies);
    buf_free(&bytes);
    m->out->cases += done;
    return done;
}

static bool submit(Making *m, int64_t case_id, const Decision *decision, Err *err)
{
    CaseFile *file = NULL;
    bool done = app_case_open_id(m->session, case_id, &file, err) &&
                app_case_move(m->session, &file, VERB_SUBMIT, decision, err);
    case_free(file);
    return done;
}

static bool add_named(Making *m, const char *no, Err *err)
{
    const Decision *decision = m->what->submit;
    int64_t id;
    if (!app_case_find(m->session, no, &id, err))
        return false;
    if ((!decision || submit(m, id, decision, err)) && add_case(m, id, err))
        return true;
    /* What says itself of which case it is says it once. */
    return strstr(err->text, no) == NULL ? err_wrap(err, "%s", no) : false;
}

/* What waits but may not be handed over by this person. */
typedef struct Stays {
    size_t n;
    bool told; /* the person is to read of it */
} Stays;

enum { STAYS_TOLD = 20 };

static const char *number_of(Session *session, int64_t case_id, Arena *arena)
{
    char *no = NULL;
    sql_get_text(session_store(session), NULL, &no, "SELECT no FROM case_file WHERE id = ?",
                 "i", case_id);
    const char *out = arena_text(arena, no);
    free(no);
    return out;
}

/* Those that may go; a case of a colleague's holds up none of them. */
static bool list_waiting(Session *session, const char *station, Arena *arena, int64_t **ids,
                         size_t *n, Stays *stays, Err *err)
{
    size_t all = 0;
    *n = 0;
    if (!bound_for(session_store(session), station, arena, ids, &all, err))
        return false;
    for (size_t i = 0; i < all; i++) {
        Err why = {0};
        int64_t id = (*ids)[i];
        if (app_pen_may_pass(session, id, &why))
            (*ids)[(*n)++] = id;
        else if (why.kind != ERR_REFUSED)
            return err_set(err, why.kind, "%s", why.text);
        else if (stays->told && stays->n++ < STAYS_TOLD)
            /* TRANSLATORS: number of a case, and why it was not handed over */
            session_note(session, _("%s stays here: %s"), number_of(session, id, arena),
                         why.text);
    }
    if (stays->n > STAYS_TOLD)
        session_note(
            session,
            ngettext("%zu more stays here", "%zu more stay here", stays->n - STAYS_TOLD),
            stays->n - STAYS_TOLD);
    return true;
}

static bool add_waiting(Making *m, Err *err)
{
    Stays stays = {.told = true};
    int64_t *waiting = NULL;
    size_t n = 0;
    bool done = list_waiting(m->session, m->to.code, m->arena, &waiting, &n, &stays, err);
    for (size_t i = 0; done && i < n; i++)
        done = add_case(m, waiting[i], err) ||
               err_wrap(err, "%s", number_of(m->session, waiting[i], m->arena));
    m->out->stay = stays.n;
    return done;
}

/* What was named has gone once it is asked what waits. */
static bool add_cases(Making *m, Err *err)
{
    const PackWhat *what = m->what;
    bool done = true;
    for (size_t i = 0; done && i < what->n; i++)
        done = add_named(m, what->cases[i], err);
    return done && (!what->waiting || add_waiting(m, err));
}

typedef struct Saying {
    Making *making;
    Buf *messages;
    int n;
} Saying;

static bool add_message(void *ctx, const Buf *message, Err *err)
{
    Saying *saying = ctx;
    bool news;
    if (saying->n == BUNDLE_MESSAGES_MAX)
        return true;
    if (!is_news(saying->making, message->data, message->len, &news, err))
        return false;
    if (news)
        buf_add_bytes(saying->messages, message->data, message->len);
    saying->n += news;
    return true;
}

/* People are told of where something is said that is theirs. */
static bool add_all(Making *m, Err *err)
{
    Buf message = BUF_INIT;
    Saying saying = {m, &message, 0};
    bool done =
        add_receipts(m, err) && bundle_cases.say(m->session, &m->to, add_message, &saying, err);
    m->says = message.len > 0;
    if (done && (m->what->n || m->what->waiting || m->says))
        done = add_card(m, err);
    if (done && m->says)
        done = part_add(m->pack, PART_MESSAGE, &message, err);
    done = done && add_cases(m, err);
    buf_free(&message);
    return done;
}

/* ---- copies, as they are ---- */

typedef struct Giving {
    Making *making;
    BundleWriter *writer;
    const unsigned char *sha256;
    bool begun;
    Err *err;
} Giving;

static bool give_block(void *ctx, uint64_t size, const void *bytes, size_t n)
{
    Giving *giving = ctx;
    Buf head = BUF_INIT;
    bool done = true;
    if (!giving->begun) {
        buf_add_bytes(&head, giving->sha256, DIGEST_BYTES);
        part_number(&head, size);
        done = bundle_add(giving->writer, head.data, head.len);
        giving->begun = true;
    }
    buf_free(&head);
    return (done && bundle_add(giving->writer, bytes, n)) ||
           err_set(giving->err, ERR_IO, _("A copy changed while it was packed; pack again"));
}

static bool give_copies(void *ctx, BundleWriter *writer, Err *err)
{
    Making *m = ctx;
    bool done = true;
    for (size_t at = 0; done && at < m->copies.len; at += DIGEST_BYTES) {
        char hex[DIGEST_HEX + 1];
        Giving giving = {m, writer, (unsigned char *)m->copies.data + at, false, err};
        digest_hex(giving.sha256, hex);
        done = home_read(&m->home, hex, give_block, &giving, err);
    }
    return done;
}

/* ---- entered and written ---- */

static bool enter(Making *m, uint64_t epoch, const unsigned char digest[BUNDLE_DIGEST],
                  Err *err)
{
    Store *store = session_store(m->session);
    const User *user = session_user(m->session);
    const GroupHead head = {
        .kind = GROUP_HOUSE, .user_id = user->id, .verb = "bundle_out", .message = m->to.code};
    char at[INSTANT_TEXT];
    Tx *tx = NULL;
    int64_t id;
    store_now(store, at);
    const TxColumn columns[] = {
        {"station_id", sql_value_int(m->to.id), 0},
        {"epoch", sql_value_int((int64_t)epoch), 0},
        {"number", sql_value_int(m->out->number), 0},
        {"digest", sql_value_blob(digest, BUNDLE_DIGEST), 0},
        {"size", sql_value_int(m->out->size), 0},
        {"cases", sql_value_int((int64_t)m->out->cases), 0},
        {"at", sql_value_text(at), 0},
        {"user_id", sql_value_int(user->id), 0},
    };
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!session_person_stands(m->session, err) ||
        !tx_add(tx, "bundle_out", columns, COUNT_OF(columns), &id, err)) {
        tx_abort(tx);
        return false;
    }
    buf_add_bytes(&m->copies, m->told.data, m->told.len);
    bool done = true;
    for (size_t i = 0; done && i < m->copies.len; i += DIGEST_BYTES) {
        Sql q;
        done = sql_open(
            &q, store,
            "INSERT INTO bundle_copy (station_id, sha256, bundle_id) VALUES (?, ?, ?)", err);
        if (!done)
            break;
        sql_bind_int(&q, 1, m->to.id);
        sql_bind_blob(&q, 2, m->copies.data + i, DIGEST_BYTES);
        sql_bind_int(&q, 3, id);
        sql_row(&q);
        done = sql_close(&q, err);
    }
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

static bool write_next(Making *m, char **file, Err *err)
{
    Store *store = session_store(m->session);
    unsigned char digest[BUNDLE_DIGEST];
    char *folder = NULL;
    static const unsigned char none[BUNDLE_DIGEST];
    uint64_t epoch, size;
    PairEnd last;
    bool done = pair_epoch(m->session, &epoch, err) &&
                pair_last_out(store, m->to.id, epoch, &last, err) &&
                pair_folder(m->session, ".outbox", &folder, err);
    if (done) {
        bool numbered = m->says || m->out->cases;
        BundleRaw raw = {m->raw, give_copies, m};
        BundleTo to = {.sender = m->station.key,
                       .recipient = &m->to.public,
                       .epoch = epoch,
                       .number = numbered ? last.number + 1 : 0,
                       .previous = numbered ? last.digest : none,
                       .group = store_group(store)};
        *file = pair_file(folder, m->to.code, epoch, to.number);
        char *fresh = path_beside(*file, PAIR_FRESH);
        done = bundle_write(fresh, &to, m->pack, &raw, digest, &size, err);
        m->out->number = (int64_t)to.number;
        m->out->size = (int64_t)size;
        done = done && (!numbered || enter(m, epoch, digest, err));
        free(fresh);
    }
    free(folder);
    return done;
}

static bool may_give(Making *m, const char *station, Err *err)
{
    if (!station_by_code(session_store(m->session), station, m->arena, &m->to, err))
        return false;
    memcpy(m->out->station, m->to.code, strlen(m->to.code) + 1);
    if (m->to.distrusted)
        return err_set(err, ERR_REFUSED, _("The station %s is trusted no longer: %s"),
                       m->to.code, m->to.distrusted);
    return m->to.gives ||
           err_set(
               err, ERR_REFUSED,
               _("The station %s is trusted as a sender alone; a supervisor changes that with "
                 "“anjuan trust”"),
               m->to.code);
}

static bool make(Making *m, const char *station, char **file, Err *err)
{
    Store *store = session_store(m->session);
    bool done;
    if (!store_begin(store, err))
        return false;
    pair_settle_files(
        m->session); /* in here nobody else writes a file that is not entered yet */
    done = session_person_stands(m->session, err) && prove_people(m->session, err) &&
           may_give(m, station, err) && signer_open(store, 0, NULL, &m->station, err) &&
           (m->has_home = home_of(store_path(store), &m->home, err)) && add_all(m, err) &&
           write_next(m, file, err);
    if (done && store_commit(store, err))
        return pair_place(*file, err);
    if (store_in_transaction(store))
        store_rollback(store);
    prove_tell(m->session);
    return false; /* a file that nothing enters goes at the next sweep */
}

/* ---- for the carrier ---- */

static bool carry(const char *file, const char *path, bool text, Err *err)
{
    int fd = path_open(file, err);
    bool done = fd >= 0;
    if (done)
        app_sweep_beside(path);
    done = done && armour_copy(fd, path, text, err);
    if (fd >= 0)
        close(fd);
    return done;
}

bool app_pack_waiting(Session *session, const char *station, size_t *n, Err *err)
{
    Arena *arena = arena_new();
    Stays untold = {.told = false};
    int64_t *ids;
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                list_waiting(session, station, arena, &ids, n, &untold, err);
    arena_free(arena);
    return done;
}

bool app_pack(Session *session, const char *station, const PackWhat *what, const char *path,
              bool replace, bool text, Packed *out, Err *err)
{
    Making m = {.session = session,
                .what = what,
                .arena = arena_new(),
                .pack = bundle_pack_new(),
                .copies = BUF_INIT,
                .told = BUF_INIT,
                .out = out};
    char *file = NULL;
    bool done = desk_may(session_user(session), VERB_BUNDLE, err) &&
                (!path || app_may_write(session, path, replace, err));
    *out = (Packed){0};
    done = done && make(&m, station, &file, err);
    if (done && path && !carry(file, path, text, err))
        done = err_wrap(err,
                        _("The bundle is made and waits with the store, but was not written "
                          "here; “anjuan pack --to %s --again --out FILE” does that"),
                        out->station);
    signer_close(&m.station);
    if (m.has_home)
        home_end(&m.home);
    bundle_pack_free(m.pack);
    buf_free(&m.copies);
    buf_free(&m.told);
    arena_free(m.arena);
    free(file);
    return done;
}

/* ---- again ---- */

bool app_outbox(Session *session, const char *station, Arena *arena, OutBundle **out, size_t *n,
                Err *err)
{
    Store *store = session_store(session);
    char *folder = path_beside(store_path(store), ".outbox");
    int64_t room = 0;
    Sql q;
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                sql_get_int(store, err, &room,
                            "SELECT count(*) FROM bundle_out WHERE acknowledged IS NULL", NULL);
    *n = 0;
    *out = arena_alloc(arena, ((size_t)room + 1) * sizeof(**out));
    if (!done ||
        !sql_open(&q, store,
                  "SELECT b.id, b.number, b.size, b.cases, b.at, b.epoch, s.code, s.name"
                  " FROM bundle_out AS b JOIN station AS s ON s.id = b.station_id"
                  " WHERE b.acknowledged IS NULL AND s.code = coalesce(?1, s.code)"
                  " ORDER BY b.id",
                  err)) {
        free(folder);
        return false;
    }
    sql_bind_text(&q, 1, station);
    while (*n < (size_t)room && sql_row(&q)) {
        char *path = pair_file(folder, sql_said(&q, 6), (uint64_t)sql_int(&q, 5),
                               (uint64_t)sql_int(&q, 1));
        (*out)[(*n)++] = (OutBundle){.id = sql_int(&q, 0),
                                     .number = sql_int(&q, 1),
                                     .size = sql_int(&q, 2),
                                     .cases = sql_int(&q, 3),
                                     .epoch = (uint64_t)sql_int(&q, 5),
                                     .at = arena_dup(arena, sql_text(&q, 4)),
                                     .station = arena_dup(arena, sql_text(&q, 6)),
                                     .name = arena_dup(arena, sql_text(&q, 7)),
                                     .path = arena_dup(arena, path)};
        free(path);
    }
    free(folder);
    return sql_close(&q, err);
}

bool app_pack_again(Session *session, const char *station, int64_t number, const char *path,
                    bool replace, bool text, Packed *out, Err *err)
{
    Arena *arena = arena_new();
    OutBundle *list, *found = NULL;
    Station to;
    size_t n;
    bool done = desk_may(session_user(session), VERB_BUNDLE, err);
    if (done && store_begin(session_store(session), err)) {
        pair_settle_files(session);
        store_rollback(session_store(session));
    }
    done = done && station_by_code(session_store(session), station, arena, &to, err) &&
           app_may_write(session, path, replace, err) &&
           app_outbox(session, station, arena, &list, &n, err);
    *out = (Packed){0};
    for (size_t i = 0; done && i < n; i++) {
        if ((!number || list[i].number == number) && (!found || list[i].epoch > found->epoch))
            found = &list[i];
    }
    if (done && !found)
        done = err_set(err, ERR_NOT_FOUND,
                       _("No such bundle for %s waits: it was acknowledged, or never made"),
                       station);
    if (done && !path_exists(found->path))
        done =
            err_set(err, ERR_NOT_FOUND,
                    _("Bundle %lld for %s is kept here no longer: a case in it was erased, or "
                      "the store was put back. What else was in it is handed over again once "
                      "the station answers the next bundle"),
                    (long long)found->number, to.code);
    if (done) {
        memcpy(out->station, to.code, strlen(to.code) + 1);
        out->number = found->number;
        out->size = found->size;
        out->cases = (size_t)found->cases;
        done = carry(found->path, path, text, err);
    }
    arena_free(arena);
    return done;
}
