/* The screen of stations: a card given and taken in, a bundle made and one refused, by keys. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/bundle.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/import.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/kept.h"
#include "app/move.h"
#include "app/station.h"
#include "base/path.h"
#include "store/journal.h"
#include "store/sql.h"
#include "tests/support/made_store.h"
#include "tests/support/people.h"
#include "tests/support/screen_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "ui/screens/screens.h"
#include "ui/stage/stage.h"

static Session *desk; /* another station, X1 */
static char *desk_file, *file;
static char words[WORDS_TEXT];

static void setup(void)
{
    help_screen_start();
    desk_file = help_path("desk.db");
    file = help_path("x1.card");
    char *data = path_join(getenv("top_builddir"), "share/anjuan");
    SessionOptions options = {.store = desk_file, .data = data, .lang = "en"};
    InitOptions init = {.organisation = "县督导台é",
                        .station = "X1",
                        .supervisor = "qian",
                        .passphrase = MADE_PASSPHRASE,
                        .cost = &people_cost};
    ck_done(app_init(&options, &init, &desk, &help_err));
    ck_done(session_sign_in(desk, "qian", MADE_PASSPHRASE, &help_err));
    ck_done(app_card_write(desk, file, false, words, &help_err));
    free(data);
}

static void teardown(void)
{
    session_close(desk);
    free(file);
    free(desk_file);
    help_screen_stop();
}

static void open_stations(const char *who)
{
    help_sign_in(who);
    stage_push(help_stage, stations_screen_new(help_stage));
    stage_draw(help_stage);
}

static void type_path(const char *path)
{
    help_keys("^U");
    help_type(path);
    help_keys("Enter");
}

static void trust_desk(void)
{
    help_keys("t");
    type_path(file);
    help_expect("X1, 县督导台é");
    help_expect(words);
    help_keys("t");
}

START_TEST(test_stations_pair)
{
    char *ours = help_path("t1.card");
    CardSeen seen;
    Arena *arena = arena_new();
    open_stations("zhou");
    help_expect("No other station was taken in yet");
    help_keys("t");
    type_path(file);
    help_keys("n"); /* they read out something else */
    help_expect("No other station was taken in yet");
    trust_desk();
    help_expect("X1 is trusted from now on");
    help_expect("trusted by one alone");
    help_expect("sender and recipient");
    help_aligned("stations");
    help_keys("c");
    type_path(ours);
    help_expect("Written; characters of this card: ");
    ck_done(app_card_see(desk, ours, arena, &seen, &help_err));
    help_expect(seen.words);
    help_keys("x");
    help_type("笔记本被盗é");
    help_keys("Enter");
    help_expect("trusted no longer");
    help_expect("From now on its bundles are refused");
    arena_free(arena);
    free(ours);
}
END_TEST

START_TEST(test_stations_bundles)
{
    char *answer = help_path("answer.anjuan");
    Unpacked in;
    Arena *arena = arena_new();
    CardSeen seen;
    open_stations("zhou");
    trust_desk();
    help_keys("r");
    type_path(answer);
    help_expect("Written: ");
    ck_done(app_card_write(help_session, file, true, words, &help_err));
    ck_done(app_card_see(desk, file, arena, &seen, &help_err));
    ck_done(app_trust(desk, &seen, words, true, true, &help_err));
    ck_done(app_unpack(desk, answer, false, arena, &in, &help_err));
    ck_assert_str_eq(in.station, "T1");
    help_keys("i");
    type_path(answer);
    help_expect("This bundle is for another station");
    /* What was refused makes way for what is typed, or is gone on from where the caret moves.
     */
    help_keys("i");
    help_type(answer);
    help_keys("Enter");
    help_expect("This bundle is for another station");
    help_keys("i End");
    help_type("é");
    help_keys("Enter");
    help_expect("answer.anjuané");
    /* Nor is it lost with Esc, which goes on behind it. */
    help_keys("i");
    help_type(answer);
    help_keys("Esc i");
    help_type("x");
    help_keys("Enter");
    help_expect("answer.anjuanx");
    help_keys("a");
    type_path(answer);
    help_expect("answer.anjuan is there already");
    help_keys("a ^U");
    help_type(file);
    help_type(".again");
    help_keys("Enter");
    help_expect("No such bundle for X1 waits");
    help_aligned("refused");
    arena_free(arena);
    free(answer);
}
END_TEST

static void desk_trusts_us(void)
{
    Arena *arena = arena_new();
    CardSeen seen;
    ck_done(app_card_write(help_session, file, true, words, &help_err));
    ck_done(app_card_see(desk, file, arena, &seen, &help_err));
    ck_done(app_trust(desk, &seen, words, true, true, &help_err));
    arena_free(arena);
}

/* What erasing here would leave there. */
static void expect_stations(int64_t id, const char *names)
{
    const char *had;
    Arena *arena = arena_new();
    ck_done(app_erase_stations(help_session, id, arena, &had, &help_err));
    ck_assert_str_eq(had, names);
    arena_free(arena);
}

/* In the queue: a case goes there, is asked back, and taken over once the station is lost. */
START_TEST(test_stations_hand_over)
{
    char *given = help_path("given.anjuan");
    Unpacked in;
    Arena *arena = arena_new();
    help_sign_in("zhou");
    help_keys("t");
    help_expect("No other station was taken in yet");
    int64_t id = help_new_case();
    expect_stations(id, "");
    stage_push(help_stage, stations_screen_new(help_stage));
    trust_desk();
    desk_trusts_us();
    help_sign_in("zhou");
    help_keys("f f f f f f f f Home t");
    help_expect_not("submit T1"); /* it lacks everything */
    help_expect("hand T1-2026-000001 to 县督导台é");
    help_aligned("hand over");
    help_keys("Esc");
    help_expect_not("hand T1-2026-000001");
    help_keys("t");
    help_type("hand T1");
    help_keys("Enter");
    help_expect("X1-2026-11-21.anjuan"); /* a name is proposed */
    type_path(given);
    help_expect("1 case is handed to X1");
    help_keys("Home"); /* the message gives way */
    help_expect("at 县督导台é since today");
    ck_done(app_unpack(desk, given, false, arena, &in, &help_err));
    ck_assert_int_eq(in.cases, 1);
    help_keys("t");
    help_expect("It is at 县督导台é");
    help_expect("> write down a contact"); /* what is done oftenest comes first */
    help_aligned("away");
    help_keys("Down Enter");
    help_expect("Asked back");
    help_keys("Home");
    help_expect("at 县督导台é since today · asked back");
    help_keys("t");
    help_expect("It is at 县督导台é and was asked for");
    help_expect_not("ask for it");
    help_keys("Esc");
    help_open_case(id);
    help_expect("at 县督导台é since today"); /* over the case too */
    help_keys("M-z");
    help_expect("This case is at 县督导台é (X1)");
    expect_stations(id, "县督导台é (X1) [sent, not acknowledged]");
    help_sign_in("zhou");
    help_keys("f f f f f f f f Home");
    ck_done(app_distrust(help_session, "X1", "笔记本被盗é", &help_err));
    help_keys("t");
    help_expect("Take over from a lost station");
    help_type("笔记本被盗é");
    help_keys("Enter");
    help_expect("It is worked on here from now on");
    help_expect_not("at 县督导台é");
    help_aligned("taken over");
    arena_free(arena);
    free(given);
}
END_TEST

/* Bundles that lie where the last file was are offered, those for us alone. */
START_TEST(test_stations_finds)
{
    char *theirs = help_path("theirs.anjuan"), *other = help_path("other.anjuan"),
         *letter = help_path("letter.txt");
    const char *no;
    CaseFile *open;
    Packed out;
    open_stations("zhou");
    trust_desk();
    desk_trusts_us();
    ck_done(app_case_new(desk, &open, &help_err));
    no = case_head_of(open)->no;
    ck_done(app_pack(desk, "T1", &(PackWhat){&no, 1, false, NULL}, theirs, false, false, &out,
                     &help_err));
    ck_done(app_pack(help_session, "X1", &(PackWhat){.waiting = true}, other, false, false,
                     &out, &help_err));
    case_free(open);
    ck_done(app_case_new(desk, &open, &help_err));
    no = case_head_of(open)->no;
    ck_done(app_pack(desk, "T1", &(PackWhat){&no, 1, false, NULL}, letter, false, true, &out,
                     &help_err));
    case_free(open);
    help_keys("i");
    help_expect("县督导台é, bundle 1: theirs.anjuan");
    help_expect("县督导台é, bundle 2: letter.txt"); /* lines of letters, as of a mail */
    help_expect_not("other.anjuan");
    help_expect("another file");
    help_aligned("found");
    help_keys("Enter");
    help_expect("Taken in from X1: 1 case");
    help_keys("i Enter");
    help_expect("Taken in from X1: 1 case");
    help_keys("i");
    help_expect("Which file?"); /* they were taken in */
    free(letter);
    free(theirs);
    free(other);
}
END_TEST

static void carry(Session *from, const char *to, Session *taker)
{
    static const char *const no = "T1-2026-000001";
    char *path = help_path("carried.anjuan");
    Arena *arena = arena_new();
    Packed out;
    Unpacked in;
    ck_done(app_pack(from, to, &(PackWhat){&no, 1, false, NULL}, path, true, false, &out,
                     &help_err));
    ck_done(app_unpack(taker, path, false, arena, &in, &help_err));
    arena_free(arena);
    free(path);
}

static void sets(Session *who, char *value)
{
    CaseFile *open;
    char *const values[] = {value};
    ck_done(app_case_open(who, "T1-2026-000001", &open, &help_err));
    ck_done(app_case_set_paths(who, open, values, 1, &help_err));
    case_free(open);
}

static void keeps(Session *who, char *value)
{
    CaseFile *open;
    char *const values[] = {value};
    ck_done(app_case_open(who, "T1-2026-000001", &open, &help_err));
    ck_done(app_kept_put(who, open, values, 1, &help_err));
    case_free(open);
}

/* A case of zhou's that is at the desk, which trusts us as we trust it. */
static int64_t case_at_desk(void)
{
    help_sign_in("zhou");
    int64_t id = help_new_case();
    stage_push(help_stage, stations_screen_new(help_stage));
    trust_desk();
    desk_trusts_us();
    carry(help_session, "X1", desk);
    return id;
}

/* What was written while a case was away is entered as it is opened, and a clash asked about.
 */
START_TEST(test_stations_clash)
{
    int64_t id = case_at_desk();
    help_sign_in("zhou");
    help_keys("f f f f f f f f Home t");
    help_keys("Enter");
    help_expect("kept until the case is home");
    help_type("家属来电é");
    help_keys("Enter");
    help_expect("Kept here");
    keeps(help_session, (char[]){"case.note=我写的"});
    keeps(help_session, (char[]){"case.ward=内科"});
    help_keys("Enter"); /* it is seen in the case itself */
    help_expect("4 kept");
    help_expect("Name: only read here"); /* nothing tells how it is typed */
    help_keys("M-H");
    help_expect("Written by you, kept until the case is home");
    help_expect("我写的");
    help_expect("家属来电é");
    help_aligned("kept");
    help_keys("F10");
    sets(desk, (char[]){"case.note=那边写的"});
    sets(desk, (char[]){"case.ward=外科"});
    help_sign_in("lin"); /* takes in what is not lin's to enter */
    carry(desk, "T1", help_session);
    help_sign_in("zhou");
    help_keys("f f f f f f f f Home Enter");
    help_expect("Both changed it; the history keeps both");
    help_expect("我写的");
    help_expect("那边写的");
    help_aligned("clash");
    help_keys("o");
    help_expect("内科");
    help_keys("t");
    help_expect_not("Both changed it");
    help_expect("T1-2026-000001");
    help_expect_stored(id, F_CASE_note, 0, "我写的");
    help_expect_stored(id, F_CASE_ward, 0, "外科");
    help_expect_stored(id, F_CONTACT_note, 0, "家属来电é");
}
END_TEST

/* What was entered in a person's name is told although another value was refused. */
START_TEST(test_stations_kept_is_refused)
{
    int64_t id = case_at_desk();
    keeps(help_session, (char[]){"case.note=我写的"});
    keeps(help_session, (char[]){"case.ward=内科"});
    help_sign_in("lin"); /* takes in what is not lin's to enter */
    carry(desk, "T1", help_session);
    help_sign_in("zhou");
    ck_done(sql_do(session_store(help_session), &help_err,
                   "CREATE TEMP TRIGGER stop BEFORE UPDATE OF note ON case_file"
                   " BEGIN SELECT RAISE(ABORT, 'stop'); END",
                   NULL));
    help_keys("f f f f f f f f Home Enter");
    help_expect("Refused, and left as it was kept: ");
    help_expect("; entered: Case: Ward");
    help_expect_stored(id, F_CASE_ward, 0, "内科");
}
END_TEST

/* All that a bundle brought is said, as the command line says it. */
START_TEST(test_stations_brought)
{
    static const char *const no = "T1-2026-000001";
    char *home = help_path("home.anjuan");
    Packed out;
    help_sign_in("zhou");
    help_new_case();
    stage_push(help_stage, stations_screen_new(help_stage));
    trust_desk();
    desk_trusts_us();
    carry(help_session, "X1", desk);
    keeps(help_session, (char[]){"case.note=我写的"});
    keeps(help_session, (char[]){"case.ward=内科"});
    sets(desk, (char[]){"case.note=那边写的"});
    ck_done(app_pack(desk, "T1", &(PackWhat){&no, 1, false, NULL}, home, false, false, &out,
                     &help_err));
    open_stations("zhou");
    help_keys("i");
    type_path(home);
    help_expect("Taken in from X1: 1 case; ");
    help_expect("kept is entered");
    help_expect("waits to be settled");
    help_aligned("brought");
    free(home);
}
END_TEST

static void moves(Session *who, Verb verb, const Decision *decision)
{
    CaseFile *open;
    ck_done(app_case_open(who, "T1-2026-000001", &open, &help_err));
    ck_done(app_case_move(who, &open, verb, decision, &help_err));
    case_free(open);
}

/* By a file that is taken in on the screen of stations; then back in the queue. */
static void comes_home(void)
{
    static const char *const no = "T1-2026-000001";
    char *home = help_path("home.anjuan");
    Packed out;
    ck_done(app_pack(desk, "T1", &(PackWhat){&no, 1, false, NULL}, home, true, false, &out,
                     &help_err));
    open_stations("zhou");
    help_keys("i");
    type_path(home);
    help_expect("from X1: 1 case");
    help_keys("Esc");
    free(home);
}

/* Whoever entered a case sees on their own screen what became of it at the desk. */
START_TEST(test_stations_outcome)
{
    const Decision back = {.reason = "inconsistent", .comment = "请核对电话é"},
                   yes = {.comment = "已核对"};
    help_sign_in("zhou");
    int64_t id = help_import("breast-cancer-teacher");
    stage_push(help_stage, stations_screen_new(help_stage));
    trust_desk();
    desk_trusts_us();
    moves(help_session, VERB_SUBMIT, NULL);
    carry(help_session, "X1", desk);
    moves(desk, VERB_RETURN, &back);
    comes_home();
    help_expect("returned");
    help_open_case(id);
    help_expect("请核对电话é");
    sets(help_session, (char[]){"patient.phone=13900000045"});
    moves(help_session, VERB_SUBMIT, NULL);
    carry(help_session, "X1", desk);
    moves(desk, VERB_APPROVE, &yes);
    comes_home();
    help_expect("approved");
    help_aligned("outcome");
}
END_TEST

/* The card for cameras: the characters fit, the card says what it needs, and its parts are the
 * text of the file. */
START_TEST(test_stations_codes)
{
    Arena *arena = arena_new();
    CardCodes codes;
    CardSeen seen;
    Buf joined = BUF_INIT;
    open_stations("zhou");
    help_keys("v");
    ck_done(app_card_codes(help_session, arena, &codes, &help_err));
    for (size_t i = 0; i < codes.n; i++)
        buf_addf(&joined, "%s%s", i ? "\n" : "", codes.parts[i]);
    ck_assert_uint_gt(codes.n, 1);
    ck_assert_str_eq(joined.data, codes.text);
    ck_done(path_write(file, joined.data, joined.len, &help_err));
    ck_done(app_card_see(desk, file, arena, &seen, &help_err));
    ck_assert_str_eq(seen.words, codes.words);
    help_expect(codes.words);
    help_expect("█▀▀▀▀▀█"); /* a corner of it */
    help_expect("▀▀▀▀▀▀▀");
    help_aligned("code");
    help_keys("Tab");
    help_expect("code 1 of ");
    help_expect("This code does not fit: it takes ");
    help_aligned("too large");
    buf_free(&joined);
    arena_free(arena);
}
END_TEST

static void names_hub(void)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(help_session)->id, .verb = "hub"};
    Tx *tx;
    ck_done(tx_begin(session_store(help_session), &head, &tx, &help_err));
    ck_done(tx_setting(tx, "hub.address", "postgresql:///hub?host=/nowhere", &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

/* By the hub: one that is not named or not reached is told, and what was made is kept. */
START_TEST(test_stations_hub)
{
    Arena *arena = arena_new();
    OutBundle *out;
    size_t n;
    open_stations("zhou");
    help_keys("h");
    help_expect("No hub is named");
    trust_desk();
    desk_trusts_us();
    help_new_case();
    names_hub();
    help_sign_in("zhou");
    help_keys("f f f f f f f f Home t");
    help_expect("send and fetch by the hub");
    help_aligned("hub");
    help_type("hand T1");
    help_keys("Enter");
    help_expect("by the hub, at once");
    help_aligned("way");
    help_keys("Enter");
    help_expect("The store has no secret yet"); /* "hub join" makes it */
    help_keys("Home");
    help_expect("at 县督导台é since today");
    ck_done(app_outbox(help_session, "X1", arena, &out, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    arena_free(arena);
}
END_TEST

/* A social worker carries bundles, and trusts nobody. */
START_TEST(test_stations_of_a_social_worker)
{
    open_stations("lin");
    help_keys("t");
    help_expect("said by supervisors");
    help_keys("i");
    type_path(file);
    help_expect("This is the card of 县督导台é (X1) and no bundle");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_stations_pair,
        test_stations_bundles,
        test_stations_hand_over,
        test_stations_clash,
        test_stations_kept_is_refused,
        test_stations_brought,
        test_stations_outcome,
        test_stations_finds,
        test_stations_codes,
        test_stations_hub,
        test_stations_of_a_social_worker,
        NULL,
    };
    return suite_run("stations", tests, setup, teardown);
}
