/* Each takes the card of the other in, without the characters that a telephone carries. */
#include "config.h"

#include "tests/support/travel_help.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/bundle_inner.h"
#include "app/case.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/pen.h"
#include "exchange/card.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

Session *qian;
char *desk_file;

/* The card of one, taken in by a supervisor at the other. */
void trust(Session *who, Session *other)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(who)->id, .verb = "station_trust"};
    Signer station;
    StationCard card;
    Buf text = BUF_INIT;
    Tx *tx = NULL;
    ck_done(station_own(session_store(other), arena, &card, &help_err));
    ck_done(signer_open(session_store(other), 0, NULL, &station, &help_err));
    card_write(&card, station.key, &text);
    signer_close(&station);
    ck_done(card_read(text.data, text.len, arena, &card, &help_err));
    ck_done(tx_begin(session_store(who), &head, &tx, &help_err));
    ck_done(station_trust(tx, &card, true, true, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    buf_free(&text);
}

void trust_each_other(void)
{
    trust(qian, zhou);
    trust(zhou, qian);
}

static Session *new_store(const char *path, const InitOptions *init)
{
    SessionOptions options = help_options;
    Session *session;
    options.store = path;
    ck_done(app_init(&options, init, &session, &help_err));
    ck_done(session_sign_in(session, init->supervisor, MADE_PASSPHRASE, &help_err));
    return session;
}

Session *travel_another(const char *path, const char *station, const char *supervisor)
{
    const InitOptions init = {.organisation = "另一处",
                              .station = station,
                              .supervisor = supervisor,
                              .display = "另一位督导",
                              .passphrase = MADE_PASSPHRASE,
                              .cost = &people_cost};
    return new_store(path, &init);
}

void travel_start(void)
{
    const InitOptions init = {.organisation = "县督导台",
                              .station = "X1",
                              .supervisor = "qian",
                              .display = "钱督导",
                              .passphrase = MADE_PASSPHRASE,
                              .cost = &people_cost};
    help_app_start();
    desk_file = help_path("desk.db");
    qian = new_store(desk_file, &init);
    trust_each_other();
}

void travel_stop(void)
{
    session_close(qian);
    free(desk_file);
    help_app_stop();
}

int64_t id_of(Session *session, const char *no)
{
    int64_t id;
    ck_done(sql_get_int(session_store(session), &help_err, &id,
                        "SELECT id FROM case_file WHERE no = ?", "t", no));
    return id;
}

void give(Session *from, const char *no, const unsigned char *head, Buf *out)
{
    buf_clear(out);
    ck_done(journal_give(session_store(from), id_of(from, no), head, out, &help_err));
}

bool take_from(Session *from, Session *to, const Buf *bytes, Travelled *out)
{
    Trusted trusted = {session_store(to), arena, session_station(from)};
    const TravelTrust trust = bundle_trust(&trusted);
    return travel_take_in(to, bytes->data, bytes->len, &trust, out, &help_err);
}

bool take(Session *to, const Buf *bytes, Travelled *out)
{
    return take_from(to == qian ? lin : qian, to, bytes, out);
}

TravelFate carry(Session *from, Session *to, const char *no)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    give(from, no, NULL, &bytes);
    ck_done(take_from(from, to, &bytes, &out));
    buf_free(&bytes);
    return out.fate;
}

void whole(Session *session)
{
    Verified verified = {0};
    ck_done(app_verify(session, NULL, &verified, &help_err));
    ck_assert_msg(verified.fault.kind == ERR_NONE, "%s: %s", session_station(session),
                  verified.fault.text);
    ck_assert_int_eq(verified.changed, 0);
    app_verified_free(&verified);
}

void both_whole(void)
{

    whole(qian);
    whole(lin);
    help_also_whole(desk_file);
    help_also_whole(help_store_file);
}

/* What a bundle brings ahead of the cases. */
void knowledge_goes_along(Session *to)
{
    ck_done(store_begin(session_store(to), &help_err));
    ck_done(session_keep_knowledge(to, &help_err));
    ck_done(store_commit(session_store(to), &help_err));
}

/* Hands a case over as a bundle does. */
void hand(Session *from, Session *to, const char *no)
{
    ck_done(app_pen_pass(from, id_of(from, no), session_station(to), &help_err));
    knowledge_goes_along(to);
    ck_assert_int_eq(carry(from, to, no), TRAVEL_TAKEN);
}

const char *text_at(Session *session, const char *no, const char *sql)
{
    char *text = NULL;
    ck_done(sql_get_text(session_store(session), &help_err, &text, sql, "t", no));
    const char *kept = arena_text(arena, text);
    free(text);
    return kept;
}

void same_at_both(const char *no, const char *sql)
{
    ck_assert_str_eq(text_at(lin, no, sql), text_at(qian, no, sql));
}

void take_triggers_away(void)
{
    char *names = NULL;
    ck_done(sql_get_text(session_store(lin), &help_err, &names,
                         "SELECT coalesce(group_concat('DROP TRIGGER ' || name, ';'), '')"
                         " FROM sqlite_schema WHERE type = 'trigger'"
                         " AND sql LIKE '%RAISE(%'",
                         NULL));
    ck_assert(!*names || help_raw(help_store_file, names));
    ck_assert(help_raw(help_store_file, "DROP INDEX IF EXISTS stop_open"));
    free(names);
}

void travel_approve_nothing(Session *submits, const char *no, const Uid *first)
{
    int64_t id = id_of(lin, no), made, who = session_user(zhou)->id;
    const GroupHead head = {
        .kind = GROUP_WORKFLOW, .user_id = who, .case_id = id, .verb = "approve"};
    const TxColumn columns[] = {
        {"case_id", sql_value_int(id), 0},
        {"approver", sql_value_int(who), 0},
        {"at", sql_value_text("2026"), 0},
        {"snapshot", sql_value_text("{}"), TX_SECRET},
        {"knowledge_version", sql_value_text("x"), 0},
        {"active", sql_value_int(1), 0},
        {"first", first ? sql_value_blob(first->bytes, UID_BYTES) : sql_value_null(), 0}};
    Tx *tx = NULL;
    help_move(submits, no, VERB_SUBMIT);
    take_triggers_away();
    ck_assert(
        help_raw(help_store_file, "INSERT OR IGNORE INTO knowledge_text VALUES ('x', '')"));
    ck_done(tx_begin(session_store(zhou), &head, &tx, &help_err));
    ck_done(tx_add(tx, "approval", columns, COUNT_OF(columns), &made, &help_err));
    ck_done(
        tx_set(tx, "case_file", id, "status", sql_value_text("approved"), NULL, 0, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

void give_back(Session *session, const char *no)
{
    CaseFile *file;
    Decision decision = {.reason = "unclear_document", .comment = "请重拍身份证"};
    ck_done(app_case_open(session, no, &file, &help_err));
    ck_done(app_case_move(session, &file, VERB_RETURN, &decision, &help_err));
    case_free(file);
}
