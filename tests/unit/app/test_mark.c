/* Marks at places of a case: what they leave alone, how long they are open, and who may. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/mark.h"
#include "app/move.h"
#include "app/undo.h"
#include "exchange/portable.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static CaseFile *theirs, *mine; /* as zhou and as lin have the case open */
static Mark *marks;
static size_t n;

static void open_case(Verb verb)
{
    const char *no = help_whole_case(lin, 1);
    if (verb != VERB_NEW)
        help_move(lin, no, verb);
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_open(lin, no, &mine, &help_err));
}

static void close_case(void)
{
    case_free(theirs);
    case_free(mine);
}

static void read_marks(void)
{
    ck_done(app_marks(lin, case_head_of(mine)->id, arena, &marks, &n, &help_err));
}

static void mark_field(FieldId field, size_t row, const char *text)
{
    const MarkPlace place = mark_place(theirs, catalog_field(field)->record, field, row, "");
    ck_done(app_mark(zhou, theirs, &place, "amount_basis", text, &help_err));
}

static void move(Session *session, CaseFile **file, Verb verb)
{
    const Decision decision = {.reason = "other", .comment = "é说明"};
    ck_done(app_case_reload(session, file, &help_err));
    ck_done(app_case_move(session, file, verb, &decision, &help_err));
}

/* A mark is no content: the case is byte for byte as it was, and who marked may approve it. */
START_TEST(test_mark_is_no_content)
{
    Buf before = BUF_INIT, after = BUF_INIT;
    open_case(VERB_SUBMIT);
    portable_write(theirs, &before);
    mark_field(F_PLAN_estimate_fen, 1, "依据é？\n第二行");
    ck_done(app_case_reload(zhou, &theirs, &help_err));
    portable_write(theirs, &after);
    ck_assert_str_eq(before.data, after.data);
    ck_assert_str_eq(case_head_of(theirs)->status, "submitted");
    ck_assert(!app_can_undo(zhou, theirs));
    ck_done(app_case_may(zhou, theirs, VERB_APPROVE, &help_err));
    read_marks();
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(marks[0].text, "依据é？\n第二行");
    ck_assert_str_eq(marks[0].reason, "amount_basis");
    ck_assert_int_eq(marks[0].place.field, F_PLAN_estimate_fen);
    ck_assert_uint_eq(mark_row(&marks[0].place, mine), 1);
    JournalCheck check;
    ck_done(journal_verify(session_store(zhou), NULL, &check, &help_err));
    ck_assert(check.ok);
    buf_free(&before);
    buf_free(&after);
    close_case();
}
END_TEST

/* A return takes it along; it is open until the next decision. A second remark is another. */
START_TEST(test_mark_is_open_until_the_next_decision)
{
    open_case(VERB_SUBMIT);
    mark_field(F_PATIENT_phone, 0, "请核对");
    mark_field(F_PATIENT_phone, 0, "停机");
    read_marks();
    ck_assert(n == 2 && marks[0].open && !marks[0].sent);
    move(zhou, &theirs, VERB_RETURN);
    read_marks();
    ck_assert(marks[0].open && marks[0].sent && marks[1].open && marks[1].sent);
    ck_assert(!app_mark_drop(zhou, theirs, marks[0].id, &help_err));
    ck_done(app_case_reload(lin, &mine, &help_err));
    ck_done(app_mark_reply(lin, mine, marks[0].id, "已核对，号码换过", &help_err));
    ck_done(app_mark_reply(lin, mine, marks[0].id, "补充é", &help_err));
    move(lin, &mine, VERB_SUBMIT);
    read_marks();
    ck_assert(marks[0].open && marks[1].open);
    ck_assert_str_eq(marks[0].answer, "补充é");
    ck_assert_str_eq(marks[0].answered_by, session_user(lin)->display);
    ck_assert_str_eq(marks[1].answer, "");
    move(zhou, &theirs, VERB_APPROVE);
    read_marks();
    ck_assert(n == 2 && !marks[0].open && !marks[1].open);
    close_case();
}
END_TEST

/* The row may go: the mark stays and says that it stands nowhere; undo brings both back. */
START_TEST(test_mark_of_a_row_that_goes)
{
    open_case(VERB_NEW);
    mark_field(F_PLAN_item, 0, "重复");
    const MarkPlace whole = mark_place(theirs, REC_PLAN, FIELD_COUNT, 1, "");
    ck_done(app_mark(zhou, theirs, &whole, NULL, "这一行要拆", &help_err));
    ck_done(app_case_remove_row(lin, mine, REC_PLAN, 0, &help_err));
    read_marks();
    ck_assert_uint_eq(mark_row(&marks[0].place, mine), SIZE_MAX);
    ck_assert_int_eq(marks[1].place.record, REC_PLAN);
    ck_assert_int_eq(marks[1].place.field, FIELD_COUNT);
    ck_assert_uint_eq(mark_row(&marks[1].place, mine), 0);
    TakenBack taken;
    ck_done(app_case_undo(lin, &mine, arena, &taken, &help_err));
    read_marks();
    ck_assert_uint_eq(mark_row(&marks[0].place, mine), 0);
    close_case();
}
END_TEST

/* However it is named, a row of a fixed list is a place of its code. */
START_TEST(test_mark_of_a_row_has_its_item)
{
    open_case(VERB_SUBMIT);
    ck_assert_uint_ge(case_rows(theirs, REC_DOCUMENT), 3);
    mark_field(F_DOCUMENT_issued_on, 2, "é看不清");
    mark_field(F_DISCLOSURE_detail, 1, "不详");
    mark_field(F_PLAN_estimate_fen, 0, "依据");
    read_marks();
    ck_assert_str_eq(marks[0].place.item, case_get(theirs, F_DOCUMENT_code, 2));
    ck_assert_str_eq(marks[1].place.item, case_get(theirs, F_DISCLOSURE_item, 1));
    ck_assert_str_eq(marks[2].place.item, "");
    ck_assert_uint_eq(mark_row(&marks[0].place, mine), 2);
    close_case();
}
END_TEST

/* A practice store is made of things that happened long ago, marks as well. */
START_TEST(test_mark_is_as_old_as_its_store)
{
    open_case(VERB_SUBMIT);
    store_set_back(session_store(zhou), 40);
    char now[INSTANT_TEXT];
    store_now(session_store(zhou), now);
    mark_field(F_PATIENT_phone, 0, "é");
    store_set_back(session_store(zhou), 0);
    read_marks();
    ck_assert_int_eq(strncmp(marks[0].at, now, strlen("2026-11-21")), 0);
    close_case();
}
END_TEST

/* An item whose row is made later, a rule, and the case as a whole. */
START_TEST(test_mark_places_without_a_row)
{
    open_case(VERB_SUBMIT);
    const MarkPlace places[] = {
        mark_place(theirs, REC_DOCUMENT, FIELD_COUNT, case_rows(theirs, REC_DOCUMENT), "D99"),
        mark_place(theirs, REC_COUNT, FIELD_COUNT, 0, "R404"),
        mark_place(theirs, REC_COUNT, FIELD_COUNT, 0, "")};
    for (size_t i = 0; i < 3; i++)
        ck_done(app_mark(zhou, theirs, &places[i], "other", NULL, &help_err));
    read_marks();
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(marks[0].place.item, "D99");
    ck_assert_uint_eq(mark_row(&marks[0].place, theirs), SIZE_MAX);
    ck_assert_str_eq(marks[1].place.item, "R404");
    ck_assert_int_eq(marks[1].place.record, REC_COUNT);
    ck_assert_str_eq(marks[2].place.item, "");
    close_case();
}
END_TEST

START_TEST(test_mark_what_is_refused)
{
    open_case(VERB_SUBMIT);
    const MarkPlace place = mark_place(theirs, REC_PATIENT, F_PATIENT_name, 0, "");
    ck_assert(!app_mark(lin, mine, &place, "other", NULL, &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_assert(!app_mark(zhou, theirs, &place, NULL, " \n", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    ck_assert(!app_mark(zhou, theirs, &place, NULL, "\u3000", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    ck_assert(!app_mark(zhou, theirs, &place, "nonsense", "x", &help_err));
    ck_assert(!app_mark(zhou, theirs, &place, NULL, "\x1b[2J", &help_err));
    mark_field(F_PATIENT_name, 0, "错字");
    read_marks();
    ck_assert(!app_mark_reply(lin, mine, marks[0].id, "改了", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    ck_done(app_mark_drop(zhou, theirs, marks[0].id, &help_err));
    ck_assert(!app_mark_drop(zhou, theirs, marks[0].id, &help_err));
    read_marks();
    ck_assert_uint_eq(n, 0);
    mark_field(F_PATIENT_name, 0, "错字");
    read_marks();
    move(zhou, &theirs, VERB_RETURN);
    ck_done(app_case_reload(lin, &mine, &help_err));
    ck_assert(!app_mark_reply(lin, mine, marks[0].id, "\u3000\u200B", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_INPUT);
    ck_assert(!app_mark_reply(lin, mine, 99, "改了", &help_err));
    ck_assert_int_eq(help_err.kind, ERR_NOT_FOUND);
    close_case();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_mark_is_no_content,          test_mark_is_open_until_the_next_decision,
        test_mark_of_a_row_that_goes,     test_mark_of_a_row_has_its_item,
        test_mark_is_as_old_as_its_store, test_mark_places_without_a_row,
        test_mark_what_is_refused,        NULL};
    return suite_run("mark", tests, help_app_start, help_app_stop);
}
