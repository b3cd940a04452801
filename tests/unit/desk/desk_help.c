/* A store made by the desk alone: users without passphrases, and knowledge that judges nothing.
 */
#include "config.h"

#include "tests/unit/desk/desk_help.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "desk/review.h"
#include "domain/casefile.h"
#include "tests/support/people.h"
#include "tests/support/store_help.h"

Store *store;
Arena *arena;
char *path;
int64_t lin, zhou, sun, qian;

int64_t desk_user(const char *name, Role role, const char *display)
{
    User user;
    ck_done(people_put(store, &(Person){name, display, role_word(role), NULL}, &help_err));
    ck_done(user_find(store, name, arena, &user, &help_err));
    return user.id;
}

User desk_user_of(int64_t id)
{
    User user;
    ck_done(user_get(store, id, arena, &user, &help_err));
    return user;
}

void desk_start(void)
{
    help_start();
    path = help_path("desk.db");
    arena = arena_new();
    store = help_new(path);
    ck_done(store_put_setting(store, "station", "T1", &help_err));
    lin = desk_user("lin", ROLE_SOCIAL_WORKER, "林社工");
    zhou = desk_user("zhou", ROLE_SUPERVISOR, "周督导");
    sun = desk_user("孙", ROLE_SUPERVISOR, "孙督导");
    qian = desk_user("qian", ROLE_AUDITOR, "钱审计");
    ck_done(sql_do(store, &help_err, "INSERT INTO knowledge_text VALUES ('k1', '{}')", ""));
}

void desk_stop(void)
{
    store_close(store);
    arena_free(arena);
    free(path);
    help_stop();
}

int64_t desk_case(int64_t user, const char *no, const char *name)
{
    int64_t id;
    Tx *tx;
    CaseFile *file = case_new();
    GroupHead head = {.kind = GROUP_NEW, .user_id = user, .content = true};
    case_put(file, F_PATIENT_name, 0, name);
    ck_done(tx_begin(store, &head, &tx, &help_err));
    ck_done(case_insert(tx, file, no, user, &id, &help_err));
    ck_done(tx_commit(tx, NULL, &help_err));
    case_free(file);
    return id;
}

bool desk_move(int64_t user_id, int64_t case_id, Verb verb)
{
    Tx *tx;
    User user = desk_user_of(user_id);
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = user_id,
                      .case_id = case_id,
                      .verb = verb_word(verb)};
    Decision decision = {.reason = "other", .comment = "请补充é"};
    int64_t approval;
    ck_done(tx_begin(store, &head, &tx, &help_err));
    bool done =
        verb == VERB_APPROVE
            ? review_approve(tx, &user, case_id, &decision, "{}\n", "k1", &approval, &help_err)
            : review_move(tx, &user, case_id, verb, &decision, &help_err);
    if (!done) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, &help_err);
}

bool desk_status_is(int64_t id, const char *status)
{
    char *now = NULL;
    ck_done(sql_get_text(store, &help_err, &now, "SELECT status FROM case_file WHERE id = ?",
                         "i", id));
    bool same = strcmp(now, status) == 0;
    free(now);
    return same;
}
