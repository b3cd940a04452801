/* A case between two stores: what one gives, the other takes, shows and proves like its own,
 * and gives back; and what does not hold together leaves no trace. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/queue.h"
#include "app/travel.h"
#include "tests/support/app_help.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"

static Session *qian; /* a supervisor at the station X1 */
static char *desk_file;

static void setup(void)
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

static void teardown(void)
{
    session_close(qian);
    free(desk_file);
    help_app_stop();
}

/* ---- trust: all that the other store says of its people ---- */

static bool find_key(void *ctx, const Uid *key, TravelKey *out)
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

static bool find_person(void *ctx, const Uid *person, TravelPerson *out)
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

static int64_t id_of(Session *session, const char *no)
{
    int64_t id;
    ck_done(sql_get_int(session_store(session), &help_err, &id,
                        "SELECT id FROM case_file WHERE no = ?", "t", no));
    return id;
}

static void give(Session *from, const char *no, const unsigned char *head, Buf *out)
{
    buf_clear(out);
    ck_done(journal_give(session_store(from), id_of(from, no), head, out, &help_err));
}

static bool take(Session *to, Session *from, const Buf *bytes, Travelled *out)
{
    const TravelTrust trust = {find_key, find_person, from};
    return travel_take_in(to, bytes->data, bytes->len, &trust, out, &help_err);
}

static TravelFate carry(Session *from, Session *to, const char *no)
{
    Buf bytes = BUF_INIT;
    Travelled out;
    give(from, no, NULL, &bytes);
    ck_done(take(to, from, &bytes, &out));
    buf_free(&bytes);
    return out.fate;
}

static void whole(Session *session)
{
    Verified verified = {0};
    ck_done(app_verify(session, NULL, &verified, &help_err));
    ck_assert_msg(verified.fault.kind == ERR_NONE, "%s: %s", session_station(session),
                  verified.fault.text);
    ck_assert_int_eq(verified.changed, 0);
    app_verified_free(&verified);
}

static void both_whole(void)
{

    whole(qian);
    whole(lin);
}

/* What a bundle brings ahead of the cases. */
static void knowledge_goes_along(Session *to)
{
    ck_done(store_begin(session_store(to), &help_err));
    ck_done(session_keep_knowledge(to, &help_err));
    ck_done(store_commit(session_store(to), &help_err));
}

static const char *text_at(Session *session, const char *no, const char *sql)
{
    char *text = NULL;
    ck_done(sql_get_text(session_store(session), &help_err, &text, sql, "t", no));
    const char *kept = arena_text(arena, text);
    free(text);
    return kept;
}

static void same_at_both(const char *no, const char *sql)
{
    ck_assert_str_eq(text_at(lin, no, sql), text_at(qian, no, sql));
}

static bool finds(Session *session, const char *query)
{
    QueueFilter filter = {.query = query};
    int64_t n;
    ck_done(app_queue_count(session, &filter, &n, &help_err));
    return n > 0;
}

START_TEST(test_a_case_goes_and_shows)
{
    const char *no = help_whole_case(lin, 1);
    help_move(lin, no, VERB_SUBMIT);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_KNOWN);
    same_at_both(no, "SELECT status || created_at || updated_at || version"
                     " FROM case_file WHERE no = ?");
    same_at_both(no, "SELECT p.name FROM case_file AS c JOIN patient AS p ON p.case_id = c.id"
                     " WHERE c.no = ?");
    ck_assert_str_eq(text_at(qian, no,
                             "SELECT u.name || u.display || u.disabled FROM case_file"
                             " AS c JOIN user AS u ON u.id = c.created_by"
                             " WHERE c.no = ?"),
                     "lin@T1林社工1");
    ck_assert(finds(qian, text_at(lin, no,
                                  "SELECT p.name FROM case_file AS c JOIN patient AS p"
                                  " ON p.case_id = c.id WHERE c.no = ?")));
    both_whole();
}
END_TEST

/* Decided at the desk, and back: what became of it shows where it was entered. */
START_TEST(test_the_outcome_comes_back)
{
    BatchRow batch;
    char *path = help_path("out.xlsx");
    const char *no = help_whole_case(lin, 2), *numbers[] = {no};
    help_move(lin, no, VERB_SUBMIT);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    knowledge_goes_along(qian);
    help_move(qian, no, VERB_APPROVE);
    knowledge_goes_along(lin);
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    same_at_both(no, "SELECT status || version FROM case_file WHERE no = ?");
    same_at_both(no, "SELECT a.snapshot FROM approval AS a JOIN case_file AS c"
                     " ON c.id = a.case_id WHERE c.no = ?");
    both_whole();
    ck_done(help_export(qian, numbers, 1, path, false, NULL, &batch));
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    ck_assert_str_eq(text_at(lin, no, "SELECT status FROM case_file WHERE no = ?"), "exported");
    both_whole();
    free(path);
}
END_TEST

/* Nobody approves what they entered, though they do it at two stations. */
START_TEST(test_four_eyes_see_over_stations)
{
    const char *no = help_whole_case(lin, 3);
    CaseFile *file;
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_done(app_case_open(qian, no, &file, &help_err));
    ck_done(app_case_set(qian, file, F_CASE_note, 0, "改过", &help_err));
    ck_done(app_case_move(qian, &file, VERB_SUBMIT, NULL, &help_err));
    Decision decision = {.comment = "提示已核对"};
    ck_assert(!app_case_move(qian, &file, VERB_APPROVE, &decision, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "another supervisor to approve it"));
    case_free(file);
    ck_assert_int_eq(carry(qian, lin, no), TRAVEL_TAKEN);
    both_whole();
}
END_TEST

/* Two numbers that are the same stand for two cases. */
START_TEST(test_a_number_given_twice)
{
    const char *no = help_whole_case(lin, 4), *other;
    ck_assert(help_raw(desk_file, "UPDATE setting SET value = 'T1' WHERE name = 'station'"));
    session_close(qian);
    SessionOptions options = help_options;
    options.store = desk_file;
    ck_done(session_open(&options, STORE_OPEN, &qian, &help_err));
    ck_done(session_sign_in(qian, "qian", MADE_PASSPHRASE, &help_err));
    other = help_whole_case(qian, 5);
    ck_assert_str_eq(no, other);
    ck_assert_int_eq(carry(lin, qian, no), TRAVEL_TAKEN);
    ck_assert_str_eq(
        text_at(qian, no, "SELECT count(*) FROM case_file WHERE no GLOB ?1 || '~*'"), "1");
}
END_TEST

/* Gaps wait, and what parted is told; neither leaves anything. */
START_TEST(test_what_does_not_follow)
{
    Buf all = BUF_INIT, tail = BUF_INIT;
    unsigned char head[DIGEST_BYTES];
    Uid uid;
    Travelled out;
    const char *no = help_whole_case(lin, 6);
    size_t n;
    Sql q;
    ck_done(sql_open(&q, session_store(lin), "SELECT uid FROM case_file", &help_err));
    ck_assert(sql_row(&q));
    memcpy(uid.bytes, sql_blob(&q, 0, &n), UID_BYTES);
    ck_done(sql_close(&q, &help_err));
    ck_assert(journal_case_head(session_store(lin), &uid, head));
    give(lin, no, NULL, &all);
    help_move(lin, no, VERB_SUBMIT);
    give(lin, no, head, &tail);
    ck_assert_uint_lt(tail.len, all.len);
    ck_done(take(qian, lin, &tail, &out));
    ck_assert_int_eq(out.fate, TRAVEL_WAITS);
    ck_done(take(qian, lin, &all, &out));
    ck_assert_int_eq(out.fate, TRAVEL_TAKEN);
    help_move(qian, no, VERB_SUBMIT);
    ck_done(take(qian, lin, &tail, &out));
    ck_assert_int_eq(out.fate, TRAVEL_PARTED);
    both_whole();
    buf_free(&all);
    buf_free(&tail);
}
END_TEST

/* Every byte of it is held: changed, it is refused, and nothing is taken. */
START_TEST(test_nothing_changed_is_taken)
{
    enum { STEP = 61 };
    Buf bytes = BUF_INIT;
    Travelled out;
    const char *no = help_whole_case(lin, 7);
    help_move(lin, no, VERB_SUBMIT);
    give(lin, no, NULL, &bytes);
    for (size_t i = 0; i < bytes.len; i += STEP) {
        bytes.data[i] ^= 1;
        bool taken = take(qian, lin, &bytes, &out);
        ck_assert_msg(!taken || out.fate != TRAVEL_TAKEN, "byte %zu of %zu", i, bytes.len);
        bytes.data[i] ^= 1;
    }
    ck_assert_int_eq(help_raw_int(desk_file, "SELECT count(*) FROM case_file"), 0);
    ck_done(take(qian, lin, &bytes, &out));
    both_whole();
    buf_free(&bytes);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_a_case_goes_and_shows,
        test_the_outcome_comes_back,
        test_four_eyes_see_over_stations,
        test_a_number_given_twice,
        test_what_does_not_follow,
        test_nothing_changed_is_taken,
        NULL,
    };
    return suite_run("travel", tests, setup, teardown);
}
