/* insider STORE WHAT: for tests of what people do who have a passphrase and are at home in the
 * file (made by tests/cli/people.c). Somebody takes a step that is not theirs: what the program
 * would refuse it by is changed by plain SQL, the step is written down and signed with their
 * own key, and all is put back as it was. The number of the case is printed. */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/life.h"
#include "app/move.h"
#include "app/people.h"
#include "app/sample.h"
#include "app/second.h"
#include "base/attr.h"
#include "base/path.h"
#include "desk/people.h"
#include "exchange/portable.h"
#include "store/sql.h"
#include "tests/support/bare.h"

typedef struct Insider {
    const char *path;
    SessionOptions options;
    const char *no; /* of the case */
    int64_t case_id;
    bool unsaid; /* an approval does not say what was found */
    sqlite3 *db; /* of another program */
    Arena *arena;
    Err *err;
} Insider;

/* What goes ahead of the step, once the case is submitted; by: who will take it. */
typedef bool Ahead(Insider *in, Session *lin, Session *by);
static Ahead first_approved, goes_on, taken_in, insured, taken_in_before, two_asked, names_sun,
    found_asked, found_unsaid, spells_sun, is_draft, is_approved, amended, suspected;

static const struct Deed {
    const char *what;
    const char *enters;    /* who enters the case; lin submits it */
    const char *by, *verb; /* who takes the step; "approve" with what belongs to it */
    Ahead *ahead;
    const char *forwards, *back; /* just before it and after it */
    const char *view;            /* that would refuse it, in place of these */
} deeds[] = {
    {"role", "sun", "he", "approve", NULL,
     "UPDATE user SET role = 'supervisor' WHERE name = 'he'",
     "UPDATE user SET role = 'adviser' WHERE name = 'he'", NULL},
    {"hands", "sun", "sun", "approve", NULL,
     "CREATE TABLE journal_was AS SELECT * FROM case_touch; DELETE FROM case_touch;"
     "UPDATE case_file SET created_by = (SELECT id FROM user WHERE name = 'lin')"
     " WHERE id = (SELECT max(id) FROM case_file)",
     "INSERT INTO case_touch SELECT * FROM journal_was;"
     "UPDATE case_file SET created_by = (SELECT id FROM user WHERE name = 'sun')"
     " WHERE id = (SELECT max(id) FROM case_file)",
     NULL},
    {"added", "zhou", "wu", "approve", NULL, NULL, NULL, "passphrase_set"},
    {"first", "sun", "zhou", "approve", first_approved, NULL, NULL, "first_approval"},
    {"later", "lin", "sun", "approve", taken_in, NULL, NULL, "later_writer"},
    {"later3", "lin", "sun", "approve", insured, NULL, NULL, "later_writer"},
    {"first2", "sun", "zhou", "approve", goes_on, NULL, NULL, "first_approval"},
    {"later2", "lin", "sun", "approve", taken_in_before,
     "CREATE TABLE journal_was AS SELECT * FROM case_touch; DELETE FROM case_touch",
     "INSERT INTO case_touch SELECT * FROM journal_was", NULL},
    {"snapshot", "sun", "zhou", "approve", NULL,
     "CREATE TABLE journal_was AS SELECT * FROM payee;"
     "UPDATE payee SET account = '6222000000000000001'",
     "UPDATE payee SET account = (SELECT account FROM journal_was AS w WHERE w.id = payee.id)",
     NULL},
    {"row", "sun", "zhou", "approve", NULL,
     "CREATE TABLE journal_was AS SELECT * FROM document; DELETE FROM document WHERE id ="
     " (SELECT max(id) FROM document)",
     "INSERT OR IGNORE INTO document SELECT * FROM journal_was", NULL},
    {"name", "sun", "zhou", "approve", NULL,
     "UPDATE user SET display = '别人' WHERE name = 'zhou'",
     "UPDATE user SET display = name WHERE name = 'zhou'", NULL},
    {"give_up", "lin", "lin", "withdraw", amended, NULL, NULL, NULL},
    {"others", "sun", "he", "stop", NULL, NULL, NULL, NULL},
    {"leads", "sun", "zhou", "return", NULL, NULL, NULL, NULL},
    {"return", "sun", "qian", "return", NULL, NULL, NULL, NULL},
    {"close", "sun", "admin", "close", NULL, NULL, NULL, NULL},
    {"decide", "sun", "lin", "decide", NULL, NULL, NULL, NULL},
    {"suspects", "sun", "zhou", "decide", suspected, NULL, NULL, NULL},
    {"hand", "sun", "qian", "hand", NULL, NULL, NULL, NULL},
    {"two", "sun", "zhou", "approve", two_asked, NULL, NULL, NULL},
    {"named", "lin", "sun", "approve", names_sun, NULL, NULL, "case_adviser"},
    {"draft", "lin", "zhou", "approve", is_draft,
     "UPDATE case_file SET status = 'submitted' WHERE id = (SELECT max(id) FROM case_file)",
     NULL, NULL},
    {"two_found", "sun", "zhou", "approve", found_asked, NULL, NULL, NULL},
    {"found", "sun", "zhou", "approve", found_unsaid, NULL, NULL, NULL},
    {"amend", "sun", "he", "amend", is_approved, NULL, NULL, NULL},
    {"close2", "sun", "he", "close", NULL, NULL, NULL, NULL},
    {"ended", "zhou", "sun", "approve", NULL, NULL, NULL, "passphrase_set"},
    {"named2", "lin", "sun", "approve", spells_sun, NULL, NULL, "case_adviser"},
};

/* ---- the step ---- */

static bool open_as(Insider *in, const char *name, Session **out)
{
    Buf passphrase = BUF_INIT;
    bool done;

    buf_addf(&passphrase, "long enough for %s", name);
    done = session_open(&in->options, STORE_OPEN, out, in->err) &&
           session_sign_in(*out, name, passphrase.data, in->err);
    buf_free(&passphrase);
    return done;
}

static bool enter(Insider *in, Session *session)
{
    const char **numbers;
    size_t n;
    Buf text = BUF_INIT, path = BUF_INIT;
    CaseFile *file = sample_case(1, 7, session_today(session), 0);

    case_put(file, F_TRANCHE_amount_fen, 0, "100000");
    portable_write(file, &text);
    case_free(file);
    buf_addf(&path, "%s.case.json", in->path);
    bool done =
        path_write(path.data, text.data, text.len, in->err) &&
        app_import(session, (const char *[]){path.data}, 1, in->arena, &numbers, &n, in->err);
    unlink(path.data);
    if (done)
        in->no = numbers[0];
    buf_free(&path);
    buf_free(&text);
    return done;
}

static bool submit(Insider *in, Session *session)
{
    CaseFile *file = NULL;
    bool done = app_case_open(session, in->no, &file, in->err) &&
                app_case_move(session, &file, VERB_SUBMIT, NULL, in->err);

    in->case_id = done ? case_head_of(file)->id : 0;
    case_free(file);
    return done;
}

static bool approve(Insider *in, Session *session, const User *user, Tx *tx)
{
    const Decision decision = {.comment = "提示已核对", .found = in->unsaid ? NULL : ""};
    Buf snapshot = BUF_INIT;
    CaseFile *file = NULL;
    int64_t approval;
    bool done = case_load(session_store(session), in->case_id, &file, in->err) &&
                session_keep_knowledge(session, in->err);

    if (done)
        portable_write(file, &snapshot);
    done = done &&
           review_approve(tx, user, in->case_id, &decision, snapshot.data,
                          knowledge_version(session_knowledge(session)), &approval, in->err);
    case_free(file);
    buf_free(&snapshot);
    return done;
}

/* The stop of the case, if it has one. */
static bool decide(Insider *in, Tx *tx)
{
    int64_t id;

    return sql_get_int(tx_store(tx), in->err, &id,
                       "SELECT coalesce(max(id), 0) FROM stop WHERE case_id = ?", "i",
                       in->case_id) &&
           (!id ||
            (tx_set(tx, "stop", id, "decision", sql_value_text("查过了"), NULL, 0, in->err) &&
             tx_set(tx, "stop", id, "decided_by", sql_value_int(tx_user(tx)), NULL, 0,
                    in->err) &&
             tx_set(tx, "stop", id, "decided_at", sql_value_text("2026-01-03T00:00:00.000Z"),
                    NULL, 0, in->err)));
}

static bool step(Insider *in, Session *session, const char *verb)
{
    User user;
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = in->case_id,
                      .verb = verb};
    Tx *tx = NULL;

    if (!user_get(session_store(session), head.user_id, in->arena, &user, in->err) ||
        !tx_begin(session_store(session), &head, &tx, in->err))
        return false;
    tx_stands(tx);
    if ((strcmp(verb, "approve") != 0 || approve(in, session, &user, tx)) &&
        (strcmp(verb, "decide") != 0 || decide(in, tx)) &&
        (strcmp(verb, "withdraw") != 0 || tx_set(tx, "case_file", in->case_id, "amendment",
                                                 sql_value_text(NULL), NULL, 0, in->err)))
        return tx_commit(tx, NULL, in->err);
    tx_abort(tx);
    return false;
}

/* By zhou, who enters the case. */
static bool add_wu(Insider *in, Session *zhou)
{
    const NewUser wu = {"wu", ROLE_SUPERVISOR, NULL, "long enough for wu", true, NULL};

    return app_person_add(zhou, &wu, in->err);
}

static bool first_approved(Insider *in, Session *lin, Session *by)
{
    const Decision decision = {.comment = "提示已核对", .found = ""};
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(by)->id,
                      .case_id = in->case_id,
                      .verb = "approve"};
    Tx *tx = NULL;

    (void)lin;
    if (!app_second_set(by, "1", NULL, in->err) ||
        !tx_begin(session_store(by), &head, &tx, in->err))
        return false;
    if (review_approve_first(tx, session_user(by), in->case_id, &decision, in->err))
        return tx_commit(tx, NULL, in->err);
    tx_abort(tx);
    return false;
}

static bool two_asked(Insider *in, Session *lin, Session *by)
{
    (void)lin;
    return app_second_set(by, "1", NULL, in->err);
}

/* What was found when it was submitted. */
static bool found_asked(Insider *in, Session *lin, Session *by)
{
    char *found = NULL;
    bool done = sql_get_text(session_store(by), in->err, &found,
                             "SELECT found FROM review WHERE case_id = ? AND verb = 'submit'",
                             "i", in->case_id) &&
                (found || err_set(in->err, ERR_NOT_FOUND, "nothing says what was found")) &&
                app_second_set(by, NULL, found, in->err);

    (void)lin;
    free(found);
    return done;
}

static bool found_unsaid(Insider *in, Session *lin, Session *by)
{
    (void)lin;
    (void)by;
    in->unsaid = true;
    return true;
}

static bool move(Insider *in, Session *session, Verb verb)
{
    const Decision decision = {.comment = "提示已核对"};
    CaseFile *file = NULL;
    bool done =
        app_case_open(session, in->no, &file, in->err) &&
        app_case_move(session, &file, verb, verb == VERB_APPROVE ? &decision : NULL, in->err);

    case_free(file);
    return done;
}

static bool set(Insider *in, Session *session, char *path)
{
    CaseFile *file = NULL;
    bool done = app_case_open(session, in->no, &file, in->err) &&
                app_case_set_paths(session, file, &path, 1, in->err);

    case_free(file);
    return done;
}

static bool is_draft(Insider *in, Session *lin, Session *by)
{
    (void)by;
    return move(in, lin, VERB_WITHDRAW);
}

/* Before it was submitted. */
static bool names_sun(Insider *in, Session *lin, Session *by)
{
    char named[] = "case.adviser=sun 先生";

    (void)by;
    return move(in, lin, VERB_WITHDRAW) && set(in, lin, named) && move(in, lin, VERB_SUBMIT);
}

static bool spells_sun(Insider *in, Session *lin, Session *by)
{
    char named[] = "case.adviser=ＳＵＮ先生（志愿者）";

    (void)by;
    return move(in, lin, VERB_WITHDRAW) && set(in, lin, named) && move(in, lin, VERB_SUBMIT);
}

static bool is_approved(Insider *in, Session *lin, Session *by)
{
    Session *zhou = NULL;
    bool done = open_as(in, "zhou", &zhou) && move(in, zhou, VERB_APPROVE);

    (void)lin;
    (void)by;
    session_close(zhou);
    return done;
}

/* By whoever writes what came later, another amends the case. */
static bool later_taken_in(Insider *in, Session *lin, Session *by, char *later)
{
    char changed[] = "patient.name=欧阳紫薇";
    Session *zhou = NULL;
    bool done = open_as(in, "zhou", &zhou) && move(in, zhou, VERB_APPROVE) &&
                set(in, by, later) && move(in, lin, VERB_AMEND) && set(in, lin, changed) &&
                move(in, lin, VERB_SUBMIT);

    session_close(zhou);
    return done;
}

static bool taken_in(Insider *in, Session *lin, Session *by)
{
    char later[] = "document[+].code=D16";

    return later_taken_in(in, lin, by, later);
}

static bool insured(Insider *in, Session *lin, Session *by)
{
    char later[] = "insurance[+].person=欧阳紫薇";

    return later_taken_in(in, lin, by, later);
}

/* What goes on in a tranche ends no first approval. */
static bool goes_on(Insider *in, Session *lin, Session *by)
{
    const GroupHead head = {
        .kind = GROUP_EDIT, .user_id = session_user(lin)->id, .case_id = in->case_id};
    int64_t tranche;
    Tx *tx = NULL;

    if (!first_approved(in, lin, by) ||
        !sql_get_int(session_store(lin), in->err, &tranche,
                     "SELECT max(id) FROM tranche WHERE case_id = ?", "i", in->case_id) ||
        !tx_begin(session_store(lin), &head, &tx, in->err))
        return false;
    if (tx_set(tx, "tranche", tranche, "evidence", sql_value_text("D11"), NULL, 0, in->err))
        return tx_commit(tx, NULL, in->err);
    tx_abort(tx);
    return false;
}

/* Whoever entered it amends it; what is given up then stays there. */
static bool amended(Insider *in, Session *lin, Session *by)
{
    char changed[] = "patient.name=欧阳紫薇";
    Session *zhou = NULL;
    bool done = open_as(in, "zhou", &zhou) && move(in, zhou, VERB_APPROVE) &&
                move(in, lin, VERB_AMEND) && set(in, by, changed);

    session_close(zhou);
    return done;
}

/* And amends it once more, when what came later was taken in. */
static bool taken_in_before(Insider *in, Session *lin, Session *by)
{
    char changed[] = "patient.name=欧阳紫微";
    Session *zhou = NULL;
    bool done = taken_in(in, lin, by) && open_as(in, "zhou", &zhou) &&
                move(in, zhou, VERB_APPROVE) && move(in, lin, VERB_AMEND) &&
                set(in, lin, changed) && move(in, lin, VERB_SUBMIT);

    session_close(zhou);
    return done;
}

/* By who decides it then. */
static bool suspected(Insider *in, Session *lin, Session *by)
{
    CaseFile *file = NULL;
    bool done = app_case_open(by, in->no, &file, in->err) &&
                app_case_stop(by, &file, STOP_FRAUD, "假病历", in->err);

    (void)lin;
    case_free(file);
    return done;
}

/* What whoever enters the case does with who will approve it. */
static bool prepare(Insider *in, const struct Deed *deed, Session *enters)
{
    if (strcmp(deed->by, "wu") == 0)
        return add_wu(in, enters);
    return strcmp(deed->what, "ended") != 0 || (app_person_disable(enters, "sun", in->err) &&
                                                app_person_enable(enters, "sun", in->err));
}

/* Of a view nothing is left but its columns. */
static bool empty_view(Insider *in, const char *view)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql,
             "CREATE TABLE journal_was AS SELECT sql FROM sqlite_schema WHERE name = '%s';"
             "CREATE TABLE journal_none AS SELECT * FROM %s WHERE 0; DROP VIEW %s;"
             "CREATE VIEW %s AS SELECT * FROM journal_none",
             view, view, view, view);
    bool done = bare_run(in->db, sql.data, in->err);

    buf_free(&sql);
    return done;
}

static bool fill_view(Insider *in, const char *view)
{
    Buf sql = BUF_INIT;
    buf_addf(&sql, "DROP VIEW %s; DROP TABLE journal_none;", view);
    bool done = bare_gather(in->db, "SELECT sql FROM journal_was", &sql, in->err) &&
                bare_run(in->db, sql.data, in->err);

    buf_free(&sql);
    return done;
}

static bool clear_way(Insider *in, const struct Deed *deed, Buf *triggers)
{
    return bare_triggers(in->db, triggers, in->err) &&
           (!deed->view || empty_view(in, deed->view)) &&
           (!deed->forwards || bare_run(in->db, deed->forwards, in->err));
}

static bool put_back(Insider *in, const struct Deed *deed, const char *triggers)
{
    return (!deed->view || fill_view(in, deed->view)) &&
           (!deed->back || bare_run(in->db, deed->back, in->err)) &&
           bare_run(in->db, "DROP TABLE IF EXISTS journal_was", in->err) &&
           bare_run(in->db, triggers, in->err);
}

static bool act(Insider *in, const struct Deed *deed)
{
    Session *enters = NULL, *lin = NULL, *by = NULL;
    Buf triggers = BUF_INIT;
    bool done = open_as(in, deed->enters, &enters) && enter(in, enters) &&
                prepare(in, deed, enters) && open_as(in, "lin", &lin) && submit(in, lin) &&
                open_as(in, deed->by, &by) && (!deed->ahead || deed->ahead(in, lin, by)) &&
                clear_way(in, deed, &triggers) && step(in, by, deed->verb) &&
                put_back(in, deed, triggers.data);

    session_close(enters);
    session_close(lin);
    session_close(by);
    buf_free(&triggers);
    return done;
}

static bool find_and_act(Insider *in, const char *what)
{
    for (size_t i = 0; i < COUNT_OF(deeds); i++) {
        if (strcmp(deeds[i].what, what) == 0)
            return act(in, &deeds[i]);
    }
    return err_set(in->err, ERR_USAGE, "%s is no deed", what);
}

int main(int argc, char **argv)
{
    const char *top = getenv("top_builddir");
    char *data = path_join(top ? top : ".", "share/anjuan");
    Err err = {0};
    Insider in = {.path = argc > 2 ? argv[1] : "", .arena = arena_new(), .err = &err};
    bool done;

    in.options = (SessionOptions){.store = in.path, .data = data, .lang = "en"};
    for (size_t i = 0; argc == 1 && i < COUNT_OF(deeds); i++)
        puts(deeds[i].what);
    done =
        argc == 1 || (sqlite3_open(in.path, &in.db) == SQLITE_OK && find_and_act(&in, argv[2]));
    if (done && in.no)
        puts(in.no);
    if (!done)
        fprintf(stderr, "insider: %s\n", err.text);
    sqlite3_close(in.db);
    arena_free(in.arena);
    free(data);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
