/* What was approved, and what goes on beside it: which places are frozen, for the program and
 * for the triggers of the schema alike; amendments taken over and given up. */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/move.h"
#include "app/undo.h"
#include "domain/layer.h"
#include "exchange/portable.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/sql.h"
#include "tests/support/app_help.h"
#include "tests/support/suite.h"

static CaseFile *approved(const char **no)
{
    CaseFile *file;
    *no = help_approved_case(4);
    ck_done(app_case_open(lin, *no, &file, &help_err));
    return file;
}

static char *portable(const CaseFile *file)
{
    Buf text = BUF_INIT;
    portable_write(file, &text);
    return buf_take(&text);
}

/* Behind the program's back, and taken back at once. */
static bool may_sql(const FieldDef *field, int64_t row)
{
    const RecordDef *record = catalog_record(field->record);
    Buf sql = BUF_INIT;
    buf_addf(&sql, "BEGIN; UPDATE %s SET \"%s\" = %s WHERE id = %lld; ROLLBACK;", record->table,
             field->key, field_is_number(field) ? "7" : "'2026-11-20'", (long long)row);
    bool may = help_raw(help_store_file, sql.data);
    buf_free(&sql);
    return may;
}

/* A row of each record, so that every field has one; made as long as all of it is open. */
static void fill(CaseFile *file)
{
    for (int record = 0; record < REC_COUNT; record++) {
        const RecordDef *def = catalog_record((RecordId)record);
        if (case_rows(file, def->id))
            continue;
        if (def->flags & RF_MANY) {
            ck_done(app_case_add_row(lin, file, def->id, 0, &help_err));
            continue;
        }
        for (int i = 0; i < def->fields && !case_rows(file, def->id); i++) {
            const FieldDef *field = catalog_field((FieldId)((int)def->first + i));
            app_case_set(lin, file, field->id, 0, field->type == FT_TEXT ? "甲" : "2026-11-20",
                         &help_err);
        }
    }
}

static void expect_triggers(const CaseFile *file, const char *when)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        int64_t row = case_row_id(file, field->record, 0);
        if ((field->flags & FF_GIVEN) || !row)
            continue;
        ck_assert_msg(may_sql(field, row) != layer_frozen(file, field->id, 0), "%s: %s.%s",
                      when, catalog_record(field->record)->key, field->key);
    }
}

/* The same answer from the program and from the schema, for every field there is. */
START_TEST(test_layers_every_field)
{
    CaseFile *file;
    const char *no = help_whole_case(lin, 7);
    ck_done(app_case_open(lin, no, &file, &help_err));
    fill(file);
    for (int id = 0; id < FIELD_COUNT; id++)
        ck_assert(!layer_frozen(file, (FieldId)id, 0));
    case_free(file);
    file = approved(&no);
    expect_triggers(file, "approved");
    ck_assert(layer_frozen(file, F_PAYEE_account, 0));
    ck_assert(layer_frozen(file, F_DOCUMENT_state, 0));
    ck_assert(!layer_frozen(file, F_CASE_retain_until, 0));
    ck_assert(!layer_frozen(file, F_TRANCHE_amount_fen, 0));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    expect_triggers(file, "amended");
    ck_assert(!layer_frozen(file, F_PAYEE_account, 0));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    expect_triggers(file, "submitted");
    ck_assert(layer_frozen(file, F_PAYEE_account, 0));
    case_free(file);
}
END_TEST

/* Steps of an amendment and rows that came later, by another program. */
START_TEST(test_layers_behind_the_back)
{
    static const char *const refused[] = {
        "UPDATE case_file SET amendment = 'draft'",
        "UPDATE case_file SET amendment = 'submitted'",
        "UPDATE case_file SET amendment = 'approved'",
        "UPDATE case_file SET status = 'draft'",
        "UPDATE approval SET active = 0",
        "UPDATE document SET later = 1",
        "INSERT INTO document (uid, case_id, place) SELECT randomblob(16), id, 1 FROM "
        "case_file",
        "INSERT OR REPLACE INTO document (id, uid, case_id, place, later)"
        " SELECT id, randomblob(16), case_id, place, 1 FROM document LIMIT 1",
        "DELETE FROM document",
        "UPDATE consent SET signed_on = '2020-01-01'",
        "UPDATE document SET place = -place",
        "UPDATE consent SET place = -place",
    };
    const char *no;
    CaseFile *file = approved(&no);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        ck_assert_msg(!help_raw(help_store_file, refused[i]), "%s", refused[i]);
    ck_done(
        app_case_add_row(lin, file, REC_DOCUMENT, case_rows(file, REC_DOCUMENT), &help_err));
    ck_assert(case_row_later(file, REC_DOCUMENT, case_rows(file, REC_DOCUMENT) - 1));
    ck_assert(!help_raw(help_store_file, "UPDATE document SET later = 0 WHERE later = 1"));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_assert(!help_raw(help_store_file, "UPDATE document SET later = 0 WHERE later = 1"));
    ck_assert(!help_raw(help_store_file, "UPDATE approval SET active = 0"));
    ck_assert(!help_raw(help_store_file, "UPDATE case_file SET status = 'exported'"));
    ck_assert(!help_raw(help_store_file, "UPDATE case_file SET amendment = NULL"));
    case_free(file);
}
END_TEST

/* ---- given up ---- */

static uint64_t seed;

static size_t below(size_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return n ? (size_t)(seed >> 33) % n : 0;
}

/* One thing done to a record of the application; what cannot be is refused and changes nothing.
 */
static void edit_somehow(CaseFile **now)
{
    CaseFile *file = *now;
    static const char *const typed[] = {"甲é", "12", "2026-11-20", "yes", "", "3万"};
    RecordId record = (RecordId)below(REC_COUNT);
    const RecordDef *def = catalog_record(record);
    size_t rows = case_rows(file, record);
    bool many = def->flags & RF_MANY;
    switch (many ? below(5) : 4) {
    case 0:
        if (!(def->flags & (RF_FOLLOW_UP | RF_BOTH)))
            app_case_add_row(lin, file, record, below(rows + 1), &help_err);
        break;
    case 1:
        if (rows && layer_of_row(file, record, 0) == LAYER_APPLICATION)
            app_case_remove_row(lin, file, record, below(rows), &help_err);
        break;
    case 2:
        if (rows && layer_of_row(file, record, 0) == LAYER_APPLICATION)
            app_case_move_row(lin, file, record, below(rows), below(rows), &help_err);
        break;
    case 3:
        app_case_undo(lin, now, NULL, NULL, &help_err);
        break;
    default: {
        FieldId field = (FieldId)((int)def->first + (int)below((size_t)def->fields));
        size_t row = many ? below(rows) : 0;
        if ((!many || rows) && layer_of_field(file, field, row) == LAYER_APPLICATION)
            app_case_set(lin, file, field, row, typed[below(COUNT_OF(typed))], &help_err);
    }
    }
}

START_TEST(test_layers_given_up)
{
    enum { ROUNDS = 6, EDITS = 20 };
    const char *no;
    JournalCheck check;
    CaseFile *file = approved(&no);
    seed = 20261129;
    for (int round = 0; round < ROUNDS; round++) {
        char *before = portable(file);
        int64_t patient = case_row_id(file, REC_PATIENT, 0);
        ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
        ck_assert_str_eq(case_head_of(file)->status, "approved");
        for (int i = 0; i < EDITS; i++) {
            edit_somehow(&file);
            ck_done(app_case_reload(lin, &file, &help_err));
        }
        ck_done(app_case_move(lin, &file, VERB_WITHDRAW, NULL, &help_err));
        ck_assert_ptr_null(case_head_of(file)->amendment);
        char *after = portable(file);
        ck_assert_str_eq(after, before);
        ck_assert_int_eq(case_row_id(file, REC_PATIENT, 0), patient);
        free(before);
        free(after);
    }
    Store *store = NULL;
    ck_done(store_open(help_store_file, STORE_READ, &store, &help_err));
    ck_done(journal_verify(store, NULL, &check, &help_err));
    ck_assert(check.ok);
    store_close(store);
    case_free(file);
}
END_TEST

/* Moving what was approved may set later rows further apart, and a case that names another
 * platform has the earlier one written into forms that were signed later: both are given up
 * with it. What somebody moved or said of a later row itself stays. */
START_TEST(test_layers_given_up_beside_later)
{
    enum { MOVES = 12, FORM = 2 };
    const char *no;
    CaseFile *file = approved(&no);
    ck_done(app_case_add_row(lin, file, REC_DOCUMENT, 1, &help_err));
    ck_done(app_case_set(lin, file, F_DOCUMENT_code, 1, "D16", &help_err));
    size_t form = case_rows(file, REC_CONSENT);
    ck_done(app_case_set_paths(
        lin, file,
        (char *[]){(char[]){"consent[+].kind=C"}, (char[]){"consent[+].signed_on=2026-11-20"}},
        FORM, &help_err));
    char *before = portable(file);
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    for (int i = 0; i < MOVES; i++)
        ck_done(app_case_move_row(lin, file, REC_DOCUMENT, case_rows(file, REC_DOCUMENT) - 1, 1,
                                  &help_err));
    const char *other =
        case_is(file, F_CASE_platform, 0, "aixinchou") ? "shuidichou" : "aixinchou";
    ck_done(app_case_set(lin, file, F_CASE_platform, 0, other, &help_err));
    ck_assert_ptr_nonnull(case_get(file, F_CONSENT_recipient, form));
    ck_done(app_case_move(lin, &file, VERB_WITHDRAW, NULL, &help_err));
    char *after = portable(file);
    ck_assert(strcmp(after, before) == 0);
    free(before);
    free(after);
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set_paths(
        lin, file,
        (char *[]){(char[]){"consent[+].kind=C"}, (char[]){"consent[+].signed_on=2026-11-20"}},
        FORM, &help_err));
    ck_done(app_case_set(lin, file, F_CASE_platform, 0, other, &help_err));
    ck_assert_ptr_nonnull(case_get(file, F_CONSENT_recipient, form + 1));
    char said[64];
    snprintf(said, sizeof said, "consent[%zu].recipient=%s", form + 1, other);
    ck_done(app_case_set_paths(lin, file, (char *[]){said, (char[]){"payee.branch=另一支行"}},
                               FORM, &help_err));
    ck_done(app_case_move_row(lin, file, REC_DOCUMENT, 1, 0, &help_err));
    ck_done(app_case_move(lin, &file, VERB_WITHDRAW, NULL, &help_err));
    ck_assert(case_is(file, F_CONSENT_recipient, form, other));
    ck_assert_ptr_null(case_get(file, F_CONSENT_recipient, form + 1));
    ck_assert(case_is(file, F_DOCUMENT_code, 0, "D16"));
    case_free(file);
}
END_TEST

/* What came meanwhile stays; a rejected amendment is given up as well. */
START_TEST(test_layers_follow_up_stays)
{
    const char *no;
    CaseFile *file = approved(&no);
    const Decision why = {.comment = "不同意"};
    char account[64];
    size_t papers = case_rows(file, REC_DOCUMENT);
    snprintf(account, sizeof account, "%s", case_get(file, F_PAYEE_account, 0));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_branch, 0, "另一支行", &help_err));
    ck_done(app_case_set_paths(lin, file,
                               (char *[]){(char[]){"document[+].code=D16"},
                                          (char[]){"document[+].state=received"},
                                          (char[]){"case.retain_until=2030-01-01"}},
                               3, &help_err));
    ck_done(app_case_move(lin, &file, VERB_SUBMIT, NULL, &help_err));
    CaseFile *theirs;
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_move(zhou, &theirs, VERB_REJECT, &why, &help_err));
    case_free(theirs);
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert_ptr_null(case_head_of(file)->amendment);
    ck_assert_str_eq(case_head_of(file)->status, "approved");
    ck_assert_str_eq(case_get(file, F_PAYEE_account, 0), account);
    ck_assert(!case_is(file, F_PAYEE_branch, 0, "另一支行"));
    ck_assert_uint_eq(case_rows(file, REC_DOCUMENT), papers + 1);
    ck_assert(case_is(file, F_CASE_retain_until, 0, "2030-01-01"));
    case_free(file);
}
END_TEST

/* Approved, the amendment is in force and what came later is part of it. */
START_TEST(test_layers_taken_over)
{
    const char *no;
    CaseFile *file = approved(&no);
    ck_done(app_case_add_row(lin, file, REC_DOCUMENT, 0, &help_err));
    ck_done(app_case_set(lin, file, F_DOCUMENT_code, 0, "D16", &help_err));
    ck_done(app_case_move(lin, &file, VERB_AMEND, NULL, &help_err));
    ck_done(app_case_set(lin, file, F_PAYEE_branch, 0, "另一支行", &help_err));
    case_free(file);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    ck_done(app_case_open(lin, no, &file, &help_err));
    ck_assert(case_head_of(file)->in_force && !case_head_of(file)->amendment);
    ck_assert(!case_row_later(file, REC_DOCUMENT, 0));
    ck_assert(layer_frozen(file, F_DOCUMENT_state, 0));
    ck_assert_int_eq(help_raw_int(help_store_file,
                                  "SELECT count(*) FROM approval WHERE active = 1 AND"
                                  " json_extract(snapshot, '$.payee.branch') = '另一支行'"),
                     1);
    ck_assert(!app_case_undo(lin, &file, NULL, NULL, &help_err)); /* no way round */
    ck_assert_int_eq(help_err.kind, ERR_REFUSED);
    case_free(file);
}
END_TEST

/* Tranches are cut anew by a supervisor alone, who has not touched the application by that. */
START_TEST(test_layers_tranches)
{
    const char *no;
    CaseFile *file = approved(&no), *theirs;
    size_t rows = case_rows(file, REC_TRANCHE);
    ck_assert(!app_case_set_paths(
        lin, file, (char *[]){(char[]){"tranche[+].amount_fen=100元"}}, 1, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "supervisor"));
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_set_paths(
        zhou, theirs, (char *[]){(char[]){"tranche[+].amount_fen=100元"}}, 1, &help_err));
    if (rows)
        ck_done(app_case_remove_row(zhou, theirs, REC_TRANCHE, 0, &help_err));
    if (rows)
        ck_done(app_case_undo(zhou, &theirs, NULL, NULL, &help_err));
    ck_assert_int_eq(help_raw_int(help_store_file,
                                  "SELECT count(*) FROM case_touch WHERE user_id ="
                                  " (SELECT id FROM user WHERE name = 'zhou')"),
                     0);
    ck_assert_str_eq(case_head_of(theirs)->status, "approved");
    case_free(theirs);
    case_free(file);
}
END_TEST

/* Approving a change takes in the rows that came later: not by who wrote them. */
START_TEST(test_layers_four_eyes_later)
{
    static const char behind[] =
        "BEGIN; UPDATE document SET later = 0 WHERE later = 1; UPDATE approval SET active = 0;"
        "INSERT INTO approval (uid, case_id, approver, at, snapshot, knowledge_version, active)"
        " SELECT randomblob(16), case_id, approver, at, snapshot, knowledge_version, 1"
        " FROM approval; COMMIT;";
    const Decision decision = {.comment = "提示已核对"};
    const char *no;
    CaseFile *file = approved(&no), *theirs;
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_set_paths(
        zhou, theirs,
        (char *[]){(char[]){"document[+].code=D16"}, (char[]){"document[+].state=received"}}, 2,
        &help_err));
    help_move(lin, no, VERB_AMEND);
    help_move(lin, no, VERB_SUBMIT);
    ck_done(app_case_reload(zhou, &theirs, &help_err));
    ck_assert(!app_case_move(zhou, &theirs, VERB_APPROVE, &decision, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "came later"));
    ck_assert(!help_raw(help_store_file, behind));
    /* Taken out again, it is none of what is approved. */
    ck_done(app_case_remove_row(zhou, theirs, REC_DOCUMENT, case_rows(theirs, REC_DOCUMENT) - 1,
                                &help_err));
    ck_done(app_case_move(zhou, &theirs, VERB_APPROVE, &decision, &help_err));
    case_free(theirs);
    case_free(file);
}
END_TEST

/* The ids of the papers that were approved, in order. */
static char *approved_order(void)
{
    Buf order = BUF_INIT;
    Sql q;
    ck_done(sql_open(&q, session_store(lin),
                     "SELECT id FROM document WHERE later = 0 ORDER BY place, id", &help_err));
    while (sql_row(&q))
        buf_addf(&order, " %lld", (long long)sql_int(&q, 0));
    ck_done(sql_close(&q, &help_err));
    return buf_take(&order);
}

/* Between two rows that were approved no room may be left: what came later makes room, and they
 * keep their order. Moving them is another thing. */
START_TEST(test_layers_no_room_between)
{
    enum { LATER = 14, MOVED = 40 };
    static const char gap[] = "SELECT min(b.place - a.place) FROM document AS a, document AS b"
                              " WHERE b.place > a.place";
    const char *no = help_whole_case(lin, 4);
    CaseFile *file;
    ck_done(app_case_open(lin, no, &file, &help_err));
    size_t rows = case_rows(file, REC_DOCUMENT);
    while (help_raw_int(help_store_file, gap) > 1)
        ck_done(app_case_move_row(lin, file, REC_DOCUMENT, rows - 1, 1, &help_err));
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    ck_done(app_case_reload(lin, &file, &help_err));
    ck_assert(!app_case_undo(lin, &file, NULL, NULL, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "amend"));
    char *before = approved_order();
    for (int i = 0; i < LATER; i++)
        ck_done(app_case_add_row(lin, file, REC_DOCUMENT, 1, &help_err));
    ck_done(app_case_move_row(lin, file, REC_DOCUMENT, 3, 1, &help_err));
    for (int i = 0; i < MOVED; i++)
        ck_done(app_case_move_row(lin, file, REC_DOCUMENT, 2, 1, &help_err));
    help_also_whole(help_store_file);
    char *after = approved_order();
    ck_assert_str_eq(after, before);
    free(after);
    for (int i = 0; i < LATER + 1 + MOVED; i++)
        ck_done(app_case_undo(lin, &file, NULL, NULL, &help_err));
    after = approved_order();
    ck_assert_str_eq(after, before);
    ck_assert_uint_eq(case_rows(file, REC_DOCUMENT), rows);
    ck_assert_int_eq(help_raw_int(help_store_file, "SELECT count(*) FROM case_touch"), 1);
    free(after);
    free(before);
    case_free(file);
}
END_TEST

static void expect_stop(const char *reason)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT count(*) FROM stop WHERE decided_at IS NULL AND reason = '%s'",
             reason);
    ck_assert_int_eq(help_raw_int(help_store_file, sql.data), 1);
    buf_free(&sql);
}

/* A copy of a row says what the row says, so it is asked the same. */
START_TEST(test_layers_copied)
{
    const char *no;
    CaseFile *file = approved(&no);
    ck_done(app_case_set_paths(
        lin, file,
        (char *[]){(char[]){"money[+].kind=requested"}, (char[]){"money[+].amount_fen=100元"}},
        2, &help_err));
    ck_done(app_case_set_paths(lin, file, (char *[]){(char[]){"event[+].kind=death"}}, 1,
                               &help_err));
    size_t rows = case_rows(file, REC_MONEY);
    ck_assert(!app_case_copy_row(lin, file, REC_MONEY, rows - 1, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "stopped since"));
    ck_assert_uint_eq(case_rows(file, REC_MONEY), rows);
    case_free(file);
}
END_TEST

/* A stop that is taken back with its cause leaves the case stopped by what else happened. */
START_TEST(test_layers_undone_cause)
{
    const char *no;
    CaseFile *file = approved(&no), *theirs;
    ck_done(app_case_set_paths(lin, file, (char *[]){(char[]){"event[+].kind=death"}}, 1,
                               &help_err));
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_done(app_case_set_paths(
        zhou, theirs, (char *[]){(char[]){"event[+].kind=third_party_paid"}}, 1, &help_err));
    expect_stop("death");
    ck_done(app_case_undo(lin, &file, arena, NULL, &help_err));
    expect_stop("third_party_paid");
    ck_done(app_case_redo(lin, &file, arena, NULL, &help_err));
    expect_stop("third_party_paid"); /* a case has one at a time: the death comes up after it */
    case_free(theirs);
    case_free(file);
}
END_TEST

/* The row goes, and is there again. */
static void come_again(Tx *tx, int64_t id)
{
    TxColumn columns[64];
    RowImage row;
    size_t n = 0;
    ck_done(change_read(tx->store, "event", id, &row, &help_err));
    ck_done(tx_remove(tx, "event", id, &help_err));
    for (size_t i = 0; i < row.shape->n; i++)
        columns[n++] = (TxColumn){row.shape->columns[i], row.values[i], 0};
    ck_done(tx_add_as(tx, "event", &row.uid, columns, n, NULL, &help_err));
    change_free(&row);
}

/* What a client that was changed does: undoes what raised the stop, and leaves that as it is.
 */
static void forge_gone(int64_t case_id, bool again)
{
    Store *store = session_store(lin);
    const GroupHead head = {.kind = GROUP_UNDO,
                            .user_id = session_user(lin)->id,
                            .case_id = case_id,
                            .verb = "undo"};
    Tx *tx;
    int64_t stop, cause;
    Sql q;
    ck_assert(help_raw(help_store_file, "DROP TRIGGER IF EXISTS stop_stay"));
    ck_done(sql_get_int(store, &help_err, &stop, "SELECT max(id) FROM stop", NULL));
    ck_done(sql_get_int(store, &help_err, &cause,
                        "SELECT e.id FROM event AS e JOIN stop AS s ON s.cause = e.uid"
                        " ORDER BY s.id DESC LIMIT 1",
                        NULL));
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(sql_open(&q, store,
                     "SELECT g.uid FROM stop AS s JOIN journal_group AS g ON g.id = s.group_id "
                     "WHERE s.id = ?",
                     &help_err));
    sql_bind_int(&q, 1, stop);
    ck_assert(sql_row(&q) && sql_uid(&q, 0, &tx->undoes));
    ck_done(sql_close(&q, &help_err));
    tx->has_undoes = true;
    if (again)
        come_again(tx, cause);
    else
        ck_done(tx_set(tx, "event", cause, "kind", sql_value_text("third_party_paid"), NULL, 0,
                       &help_err));
    ck_done(tx_remove(tx, "stop", stop, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
}

static bool stop_is_named(void)
{
    Verified found = {0};
    bool is = false;
    ck_done(app_verify_records(lin, NULL, &found, &help_err));
    for (size_t i = 0; i < found.change_count; i++)
        is = is || strstr(found.changes[i].words, "a stop goes only with what raised it");
    app_verified_free(&found);
    return is;
}

START_TEST(test_layers_stop_stays_with_its_cause)
{
    const char *no;
    CaseFile *file = approved(&no);
    int64_t id = case_head_of(file)->id;
    ck_done(app_case_set_paths(lin, file, (char *[]){(char[]){"event[+].kind=death"}}, 1,
                               &help_err));
    forge_gone(id, _i != 0);
    ck_assert(stop_is_named() == (_i != 0));
    if (_i)
        help_also_named(help_store_file, "a stop goes only with what raised it");
    case_free(file);
}
END_TEST

/* Of a case that is over nobody is told to amend it, which would be refused. */
START_TEST(test_layers_over)
{
    const char *no;
    CaseFile *file = approved(&no), *theirs;
    ck_done(app_case_close(lin, &file, "other", "家属不再需要", &help_err));
    ck_done(app_case_open(zhou, no, &theirs, &help_err));
    ck_assert(!app_case_may(zhou, theirs, VERB_AMEND, NULL));
    ck_assert(!app_field_editable(zhou, theirs, F_PAYEE_account, 0, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "opened again first"));
    case_free(theirs);
    case_free(file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layers");
    TCase *tcase = tcase_create("layers");
    tcase_add_checked_fixture(tcase, help_app_start, help_app_stop);
    tcase_add_test(tcase, test_layers_every_field);
    tcase_add_test(tcase, test_layers_behind_the_back);
    tcase_add_test(tcase, test_layers_given_up);
    tcase_add_test(tcase, test_layers_given_up_beside_later);
    tcase_add_test(tcase, test_layers_no_room_between);
    tcase_add_test(tcase, test_layers_copied);
    tcase_add_test(tcase, test_layers_follow_up_stays);
    tcase_add_test(tcase, test_layers_taken_over);
    tcase_add_test(tcase, test_layers_tranches);
    tcase_add_test(tcase, test_layers_four_eyes_later);
    tcase_add_test(tcase, test_layers_undone_cause);
    tcase_add_loop_test(tcase, test_layers_stop_stays_with_its_cause, 0, 2);
    tcase_add_test(tcase, test_layers_over);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
