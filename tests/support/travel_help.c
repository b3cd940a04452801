/* What one store gives the other is trusted there by what its tables say. */
#include "config.h"

#include "tests/support/travel_help.h"

#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/pen.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

Session *qian;
char *desk_file;

void travel_start(void)
{
    help_app_start();
    desk_file = help_path("desk.db");
    SessionOptions options = help_options;
    options.store = desk_file;
    InitOptions init = {.organisation = "县督导台",
                        .station = "X1",
                        .supervisor = "qian",
                        .display = "钱督导",
                        .passphrase = MADE_PASSPHRASE,
                        .cost = &people_cost};
    ck_done(app_init(&options, &init, &qian, &help_err));
    ck_done(session_sign_in(qian, "qian", MADE_PASSPHRASE, &help_err));
}

void travel_stop(void)
{
    session_close(qian);
    free(desk_file);
    help_app_stop();
}

/* ---- trust: all that the other store says of its people ---- */

bool find_key(void *ctx, const Uid *key, TravelKey *out)
{
    Store *store = session_store(ctx);
    bool found = false;
    size_t n;
    Sql q;
    ck_done(sql_open(&q, store,
                     "SELECT k.sign, u.uid FROM person_key AS k LEFT JOIN user AS u"
                     " ON u.id = k.user_id WHERE k.uid = ?",
                     &help_err));
    sql_bind_blob(&q, 1, key->bytes, UID_BYTES);
    if (sql_row(&q)) {
        found = true;
        *out = (TravelKey){.station = session_station(ctx)};
        memcpy(out->sign, sql_blob(&q, 0, &n), PERSON_PUBLIC);
        const void *person = sql_blob(&q, 1, &n);
        out->of_station = n == 0;
        memcpy(out->person.bytes, person ? person : "", n);
    }
    ck_done(sql_close(&q, &help_err));
    return found;
}

bool find_person(void *ctx, const Uid *person, TravelPerson *out)
{
    bool found = false;
    Sql q;
    ck_done(sql_open(&q, session_store(ctx),
                     "SELECT name, display, role FROM user WHERE uid = ? AND home IS NULL",
                     &help_err));
    sql_bind_blob(&q, 1, person->bytes, UID_BYTES);
    if (sql_row(&q)) {
        found = true;
        *out = (TravelPerson){.name = arena_dup(arena, sql_text(&q, 0)),
                              .display = arena_dup(arena, sql_text(&q, 1)),
                              .role = arena_dup(arena, sql_text(&q, 2)),
                              .station = session_station(ctx)};
    }
    ck_done(sql_close(&q, &help_err));
    return found;
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

bool take(Session *to, Session *from, const Buf *bytes, Travelled *out)
{
    const TravelTrust trust = {find_key, find_person, from};
    return travel_take_in(to, bytes->data, bytes->len, &trust, out, &help_err);
}

TravelFate carry(Session *from, Session *to, const char *no)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    give(from, no, NULL, &bytes);
    ck_done(take(to, from, &bytes, &out));
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

void give_back(Session *session, const char *no)
{
    CaseFile *file;
    Decision decision = {.reason = "unclear_document", .comment = "请重拍身份证"};
    ck_done(app_case_open(session, no, &file, &help_err));
    ck_done(app_case_move(session, &file, VERB_RETURN, &decision, &help_err));
    case_free(file);
}
