/* What somebody writes about a case that another station works on: whatever is written here and
 * there, in whatever order, what clashes with nothing stands in the end, where both changed a
 * value both are told and in the history, entering again changes nothing, and who entered has
 * had a hand in it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/bundle.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/erase.h"
#include "app/history.h"
#include "app/import.h"
#include "app/init.h"
#include "app/inner.h"
#include "app/kept.h"
#include "app/life.h"
#include "app/station.h"
#include "base/attr.h"
#include "store/sql.h"
#include "tests/support/people.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/support/travel_help.h"

static char *bundle;
static CaseFile *file;

static void setup(void)
{
    travel_start();
    bundle = help_path("one.anjuan");
    ck_done(app_case_new(lin, &file, &help_err));
}

static void teardown(void)
{
    case_free(file);
    free(bundle);
    travel_stop();
}

/* lin, who kept nothing, takes it in: so zhou enters it apart. */
static void bring(Session *from, const char *to, Session *taker)
{
    const char *no = case_head_of(file)->no;
    Packed out;
    Unpacked in;
    ck_done(app_pack(from, to, &(PackWhat){&no, 1, false, NULL}, bundle, true, false, &out,
                     &help_err));
    ck_done(app_unpack(taker, bundle, false, arena, &in, &help_err));
    ck_assert_uint_eq(in.entered, 0);
}

static const char *const paths[] = {"case.note",      "case.ward",         "illness.bed",
                                    "illness.doctor", "initiator.address", "statement.title"};
enum { FIELDS = COUNT_OF(paths), ROUNDS = 6 };

static char *assignment(size_t field, const char *by, int round, int value)
{
    return arena_printf(arena, "%s=%s%d-%d", paths[field], by, round, value);
}

static void sets(Session *who, char *const *values, size_t n)
{
    CaseFile *open;
    ck_done(app_case_open(who, case_head_of(file)->no, &open, &help_err));
    ck_done(app_case_set_paths(who, open, values, n, &help_err));
    case_free(open);
}

static const char *value_of(size_t field)
{
    const FieldDef *def;
    int row;
    ck_assert(catalog_parse_path(paths[field], strlen(paths[field]), &def, &row));
    const char *value = case_get(file, def->id, 0);
    return value ? value : "";
}

typedef struct Sought {
    const char *value;
    bool found;
} Sought;

static bool seek(void *ctx, const JournalRow *row)
{
    Sought *sought = ctx;
    sought->found = sought->found || (row->after && strcmp(row->after, sought->value) == 0);
    return true;
}

static void in_history(const char *value)
{
    Sought sought = {value, false};
    ck_done(app_history(zhou, case_head_of(file)->id, 0, seek, &sought, &help_err));
    ck_assert_msg(sought.found, "%s vanished", value);
}

/* Written by both where the bits are set; equal: both wrote the same. */
typedef struct Round {
    unsigned ours, theirs, equal;
} Round;

static const char *behind(const char *text)
{
    return strchr(text, '=') + 1;
}

static char *ours_of(const Round *r, int round, size_t i)
{
    return assignment(i, r->equal & 1u << i ? "同" : "我", round, (int)i);
}

static char *theirs_of(const Round *r, int round, size_t i)
{
    return assignment(i, r->equal & 1u << i ? "同" : "他", round, (int)i);
}

static void write_both(const Round *r, int round)
{
    size_t from = (size_t)rand() % FIELDS;
    bring(zhou, "X1", qian);
    for (size_t k = 0; k < FIELDS; k++) {
        size_t i = (from + k) % FIELDS;
        char *one = assignment(i, "前", round, (int)i), *two = ours_of(r, round, i);
        if (!(r->ours & 1u << i))
            continue;
        ck_done(app_kept_put(zhou, file, &one, 1, &help_err)); /* thought of again */
        ck_done(app_kept_put(zhou, file, &two, 1, &help_err));
    }
    for (size_t i = 0; i < FIELDS; i++) {
        char *value = theirs_of(r, round, i);
        if (r->theirs & 1u << i)
            sets(qian, &value, 1);
    }
    bring(qian, "T1", lin);
}

static size_t enter(void)
{
    size_t entered, left;
    ck_done(app_case_reload(zhou, &file, &help_err));
    ck_done(app_kept_enter(zhou, &file, NULL, &entered, &left, &help_err));
    return left;
}

static void holds(const Round *r, int round, const char *const *before)
{
    for (size_t i = 0; i < FIELDS; i++) {
        const char *want = r->theirs & 1u << i ? behind(theirs_of(r, round, i))
                           : r->ours & 1u << i ? behind(ours_of(r, round, i))
                                               : before[i];
        ck_assert_str_eq(value_of(i), want);
    }
}

static void settle_all(const Round *r, int round)
{
    KeptLine *lines;
    size_t n;
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    for (size_t k = 0; k < n; k++) {
        KeptFate fate = rand() % 2 ? KEPT_OURS : KEPT_THEIRS;
        ck_assert_int_eq(lines[k].state, KEPT_CLASH);
        ck_assert_str_eq(lines[k].by, "钱督导");
        const char *ours = lines[k].kept.value, *theirs = lines[k].now;
        ck_done(app_kept_settle(zhou, &file, lines[k].kept.id, fate, &help_err));
        ck_assert_str_eq(case_get(file, lines[k].kept.field, 0),
                         fate == KEPT_OURS ? ours : theirs);
        in_history(ours);
        in_history(theirs);
    }
    ck_assert_uint_eq(n, (size_t)__builtin_popcount(r->ours & r->theirs & ~r->equal));
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_assert_uint_eq(n, 0);
    (void)round;
}

/* So that zhou approves it no more. */
static bool had_a_hand(void)
{
    return help_number(session_store(zhou),
                       "SELECT EXISTS (SELECT 1 FROM four_eyes AS e JOIN user AS u"
                       " ON u.id = e.user_id WHERE u.name = 'zhou')") != 0;
}

START_TEST(test_kept_laws)
{
    srand(7);
    bring(zhou, "X1", qian);
    bring(qian, "T1", lin);
    ck_assert(!had_a_hand());
    for (int round = 0; round < ROUNDS; round++) {
        const unsigned all = (1u << FIELDS) - 1;
        const Round r = {(unsigned)rand() & all, (unsigned)rand() & all,
                         (unsigned)rand() & all};
        const char *before[FIELDS];
        for (size_t i = 0; i < FIELDS; i++)
            before[i] = arena_dup(arena, value_of(i));
        write_both(&r, round);
        size_t left = enter();
        holds(&r, round, before);
        ck_assert_uint_eq(enter(), left);
        holds(&r, round, before);
        settle_all(&r, round);
    }
    ck_assert(had_a_hand());
}
END_TEST

/* A row is added, written into while it is away, taken out there, and the case comes home. */
static void written_and_removed(char **add, char **change, size_t n, RecordId record)
{
    CaseFile *there;
    sets(zhou, add, 1);
    ck_done(app_case_reload(zhou, &file, &help_err));
    bring(zhou, "X1", qian);
    ck_done(app_kept_put(zhou, file, change, n, &help_err));
    ck_done(app_case_open(qian, case_head_of(file)->no, &there, &help_err));
    ck_done(app_case_remove_row(qian, there, record, 0, &help_err));
    case_free(there);
    bring(qian, "T1", lin);
}

/* A row that was taken out there comes back as a new one, where the person wants it. */
START_TEST(test_kept_row_that_went)
{
    char *add[] = {(char[]){"member[+].name=李四"}};
    char *change[] = {(char[]){"member[1].name=李五"}, (char[]){"member[+].name=王六"},
                      (char[]){"member[+].name=王七"}};
    KeptLine *lines;
    size_t n;
    written_and_removed(add, change, 3, REC_MEMBER);
    ck_assert_uint_eq(enter(), 1);
    ck_assert_uint_eq(case_rows(file, REC_MEMBER), 2);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_assert_int_eq(lines[0].state, KEPT_GONE);
    ck_done(app_kept_settle(zhou, &file, lines[0].kept.id, KEPT_OURS, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_MEMBER), 3);
    ck_assert_str_eq(case_get(file, F_MEMBER_name, 2), "李五");
}
END_TEST

/* What was written into one row is one row: one key brings it back, one gives it up. */
static void row_that_went(KeptFate fate, size_t rows)
{
    char *add[] = {(char[]){"debt[+].creditor=银行"}};
    char *change[] = {(char[]){"debt[1].creditor=亲戚"}, (char[]){"debt[1].amount_fen=5000"}};
    KeptLine *lines;
    size_t n;
    written_and_removed(add, change, 2, REC_DEBT);
    ck_assert_uint_eq(enter(), 2);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_done(app_kept_settle(zhou, &file, lines[1].kept.id, fate, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_DEBT), rows);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_assert_uint_eq(n, 0);
}

START_TEST(test_kept_row_comes_back_whole)
{
    row_that_went(KEPT_OURS, 1);
    ck_assert_str_eq(case_get(file, F_DEBT_creditor, 0), "亲戚");
    ck_assert_ptr_nonnull(case_get(file, F_DEBT_amount_fen, 0));
}
END_TEST

START_TEST(test_kept_row_goes_whole)
{
    row_that_went(KEPT_THEIRS, 0);
    in_history("亲戚");
}
END_TEST

static void does(const char *sql)
{
    ck_done(sql_do(session_store(zhou), &help_err, sql, NULL));
}

/* The bundle was taken in, whatever becomes of what was kept, and nothing counts as entered. */
START_TEST(test_kept_that_cannot_be_entered)
{
    char *note[] = {(char[]){"case.note=等着的"}};
    const char *no = case_head_of(file)->no;
    size_t entered, left;
    Packed out;
    Unpacked in;
    bring(zhou, "X1", qian);
    ck_done(app_kept_put(zhou, file, note, 1, &help_err));
    does("ALTER TABLE kept_change RENAME TO away");
    ck_done(app_pack(qian, "T1", &(PackWhat){&no, 1, false, NULL}, bundle, true, false, &out,
                     &help_err));
    ck_done(app_unpack(zhou, bundle, false, arena, &in, &help_err));
    ck_assert_int_eq(in.cases, 1);
    ck_assert_uint_eq(in.entered, 0);
    ck_assert_ptr_nonnull(in.notes[0]);
    does("ALTER TABLE away RENAME TO kept_change");
    does("CREATE TEMP TRIGGER stop BEFORE DELETE ON kept_change"
         " BEGIN SELECT RAISE(ABORT, 'stop'); END");
    ck_done(app_case_reload(zhou, &file, &help_err));
    ck_assert(!app_kept_enter(zhou, &file, NULL, &entered, &left, &help_err));
    ck_assert_uint_eq(entered, 0);
    ck_assert_str_eq(value_of(0), "");
    does("DROP TRIGGER stop");
    ck_assert_uint_eq(enter(), 0);
    ck_assert_str_eq(value_of(0), "等着的");
}
END_TEST

/* All of them are shown as not zhou's, enter nothing, make nobody a hand, and only go. */
static void are_foreign(size_t rows)
{
    KeptLine *lines;
    size_t n;
    ck_assert_uint_eq(enter(), rows);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_assert_uint_eq(n, rows);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(lines[i].state, KEPT_FOREIGN);
        ck_assert(!app_kept_settle(zhou, &file, lines[i].kept.id, KEPT_OURS, &help_err));
        ck_assert(help_is_err(ERR_REFUSED, "not written by you"));
        ck_done(app_kept_settle(zhou, &file, lines[i].kept.id, KEPT_THEIRS, &help_err));
    }
    for (size_t i = 0; i < FIELDS; i++)
        ck_assert_str_eq(value_of(i), "");
    ck_assert(!had_a_hand());
    ck_assert_uint_eq(app_kept_count(zhou, case_head_of(file)->id), 0);
}

/* Another program wrote what lies there, or changed it. */
START_TEST(test_kept_by_somebody_else)
{
    static const char *const changes[] = {
        "value = '别人的'",  "field = 'illness.doctor'",        "base = '原来'",
        "fresh = 3",         "at = '2026-01-01T08:00:00.000Z'", "sig = NULL",
        "sig = zeroblob(64)"};
    char *note[] = {(char[]){"case.note=我写的"}};
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        bring(zhou, "X1", qian);
        ck_done(app_kept_put(zhou, file, note, 1, &help_err));
        does(arena_printf(arena, "UPDATE kept_change SET %s", changes[i]));
        bring(qian, "T1", lin);
        are_foreign(1);
    }
    bring(zhou, "X1", qian);
    does("INSERT INTO kept_change (case_id, user_id, field, row_id, fresh, value, at)"
         " SELECT c.id, u.id, 'case.note', 0, 0, '别人的', '2026-01-01T08:00:00.000Z'"
         " FROM case_file AS c, user AS u WHERE u.name = 'zhou'");
    bring(qian, "T1", lin);
    are_foreign(1);
}
END_TEST

/* In the name of zhou, signed by lin's own hand: still not zhou's. */
START_TEST(test_kept_in_the_name_of_another)
{
    char *note[] = {(char[]){"case.note=林写的"}};
    bring(zhou, "X1", qian);
    ck_done(app_kept_put(lin, file, note, 1, &help_err));
    does("UPDATE kept_change SET user_id = (SELECT id FROM user WHERE name = 'zhou')");
    bring(qian, "T1", zhou);
    are_foreign(1);
}
END_TEST

/* The person writes again over what somebody planted: it is theirs, and so is what stood. */
START_TEST(test_kept_written_over_what_was_planted)
{
    char *note[] = {(char[]){"case.note=我写的"}};
    bring(zhou, "X1", qian);
    ck_done(app_kept_put(zhou, file, note, 1, &help_err));
    does("UPDATE kept_change SET base = '骗人的', value = '别人的'");
    ck_done(app_kept_put(zhou, file, note, 1, &help_err));
    bring(qian, "T1", lin);
    ck_assert_uint_eq(enter(), 0);
    ck_assert_str_eq(value_of(0), "我写的");
}
END_TEST

START_TEST(test_kept_of_a_case_that_was_never_away)
{
    char *note[] = {(char[]){"case.note=我写的"}};
    ck_done(app_kept_put(zhou, file, note, 1, &help_err));
    are_foreign(1);
}
END_TEST

/* What was emptied in a row that went brings none back. */
START_TEST(test_kept_emptied_row_stays_away)
{
    char *add[] = {(char[]){"debt[+].creditor=银行"}};
    char *change[] = {(char[]){"debt[1].creditor="}};
    KeptLine *lines;
    size_t n;
    written_and_removed(add, change, 1, REC_DEBT);
    ck_assert_uint_eq(enter(), 1);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_done(app_kept_settle(zhou, &file, lines[0].kept.id, KEPT_OURS, &help_err));
    ck_assert_uint_eq(case_rows(file, REC_DEBT), 0);
}
END_TEST

/* A value that is none is refused and named; the others are entered, and it can go. */
START_TEST(test_kept_refused_holds_up_nothing)
{
    char *both[] = {(char[]){"case.note=我写的"}, (char[]){"illness.bed=12"}};
    KeptTold told = {BUF_INIT, BUF_INIT};
    KeptLine *lines;
    size_t n, entered, left;
    bring(zhou, "X1", qian);
    ck_done(app_kept_put(zhou, file, both, 2, &help_err));
    bring(qian, "T1", lin);
    ck_done(app_case_reload(zhou, &file, &help_err));
    does("CREATE TEMP TRIGGER stop BEFORE UPDATE OF note ON case_file"
         " BEGIN SELECT RAISE(ABORT, 'stop'); END");
    ck_done(app_kept_enter(zhou, &file, &told, &entered, &left, &help_err));
    ck_assert_uint_eq(entered, 1);
    ck_assert_uint_eq(left, 1);
    ck_assert_str_eq(value_of(0), "");
    ck_assert_str_eq(value_of(2), "12");
    ck_assert_ptr_nonnull(strstr(told.entered.data, "Bed"));
    ck_assert_uint_gt(told.refused.len, 0);
    kept_told_free(&told);
    ck_done(app_kept_list(zhou, file, arena, &lines, &n, &help_err));
    ck_done(app_kept_settle(zhou, &file, lines[0].kept.id, KEPT_THEIRS, &help_err));
    ck_assert_uint_eq(app_kept_count(zhou, case_head_of(file)->id), 0);
}
END_TEST

/* It is about a person, and goes with the case. */
START_TEST(test_kept_goes_with_an_erasure)
{
    char *note[] = {(char[]){"case.note=王小明的电话"}};
    char *asked[] = {(char[]){"request[+].on=2026-11-19"},
                     (char[]){"request[+].answer=granted"},
                     (char[]){"request[+].answered_on=2026-11-20"}};
    sets(zhou, asked, COUNT_OF(asked));
    ck_done(app_case_reload(zhou, &file, &help_err));
    ck_done(app_kept_put(zhou, file, note, 1, &help_err));
    ck_assert_uint_eq(app_kept_count(zhou, case_head_of(file)->id), 1);
    ck_done(app_case_close(zhou, &file, "withdrawn", "不再需要", &help_err));
    ck_done(app_case_erase(zhou, case_head_of(file)->no, true, "本人要求", &help_err));
    ck_assert_uint_eq(app_kept_count(zhou, case_head_of(file)->id), 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_kept_laws,
                                  test_kept_row_that_went,
                                  test_kept_row_comes_back_whole,
                                  test_kept_row_goes_whole,
                                  test_kept_that_cannot_be_entered,
                                  test_kept_by_somebody_else,
                                  test_kept_in_the_name_of_another,
                                  test_kept_written_over_what_was_planted,
                                  test_kept_of_a_case_that_was_never_away,
                                  test_kept_emptied_row_stays_away,
                                  test_kept_refused_holds_up_nothing,
                                  test_kept_goes_with_an_erasure,
                                  NULL};
    return suite_run("kept", tests, setup, teardown);
}
