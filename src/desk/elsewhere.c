/* The verb of a step, found from its kind, is asked of the same table of rights as here
 * (desk/role.def); and its rows, whether they do what the step says. */
#include "config.h"

#include "desk/elsewhere.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "desk/elsewhere_inner.h"
#include "desk/life.h"
#include "desk/pen.h"
#include "desk/people.h"
#include "desk/workflow.h"
#include "store/journal.h"
#include "store/sql.h"

/* The person as over there; the name is the arena's. */
static bool read_person(Store *store, int64_t id, Arena *arena, User *out, Err *err)
{
    bool found = false;
    Sql q;
    if (!sql_open(&q, store, "SELECT name, display, role FROM user WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, id);
    if (sql_row(&q)) {
        found = true;
        *out = (User){.id = id,
                      .name = arena_text(arena, sql_text(&q, 0)),
                      .display = arena_text(arena, sql_text(&q, 1))};
        found = role_parse(sql_said(&q, 2), &out->role);
    }
    return sql_close(&q, err) &&
           (found || err_set(err, ERR_INPUT,
                             _("It is by somebody who is nobody; tell them on the telephone")));
}

static bool is_kind(const TravelGroup *group, GroupKind kind)
{
    return strcmp(group->kind, group_kind_word(kind)) == 0;
}

/* That records differed there from their history (app/prove.c) was told, and changed nothing.
 */
static const char different_verb[] = "different";

/* A step is named by its verb; what has none of its own is an edit. */
static bool verb_of(const TravelGroup *group, Verb *out)
{
    if (is_kind(group, GROUP_NEW) || is_kind(group, GROUP_IMPORT))
        *out = VERB_NEW;
    else if (is_kind(group, GROUP_EXPORT))
        *out = VERB_EXPORT;
    else if (is_kind(group, GROUP_ERASE))
        *out = VERB_ERASE;
    else if (!is_kind(group, GROUP_WORKFLOW))
        *out = group->content ? VERB_EDIT : VERB_FOLLOW_UP;
    else if (strcmp(group->verb, pen_verb) == 0)
        *out = VERB_HAND;
    else if (strcmp(group->verb, pen_lost_verb) == 0)
        *out = VERB_PAIR;
    else if (strcmp(group->verb, different_verb) == 0)
        *out = VERB_READ;
    else
        return verb_parse(group->verb, out);
    return true;
}

/* The archive is read, and what is over counts as closed besides, whatever became of its
 * application. */
static bool may_over(Store *store, const User *user, Life life, int64_t case_id, Err *err)
{
    if (life == LIFE_ARCHIVED)
        return err_set(err, ERR_REFUSED,
                       _("The case is archived; a supervisor opens it again first"));
    return !life_is_over(life) ||
           desk_may_then(store, user, VERB_FOLLOW_UP, STATUS_CLOSED, case_id, err);
}

static bool may_write(Store *store, const User *user, Verb verb, const Standing *standing,
                      Life life, const TravelGroup *group, Err *err)
{
    int64_t id = group->case_id;
    ToldLayers layers;
    Status status = verb == VERB_FOLLOW_UP ? standing->status : standing_for(standing, verb);
    return told_layers(store, group, &layers, err) && may_over(store, user, life, id, err) &&
           desk_may_then(store, user, verb, status, id, err) &&
           (!layers.anew || desk_may_then(store, user, VERB_RECUT, standing->status, id, err));
}

/* Whose application is not closed is opened again by whoever could close it. */
static bool may_reopen(Store *store, const User *user, const Standing *standing, Life life,
                       int64_t case_id, Err *err)
{
    bool opens =
        life_is_over(life) && (life == LIFE_ARCHIVED || standing->status != STATUS_CLOSED);
    Verb verb = opens ? VERB_CLOSE : VERB_REOPEN;
    return desk_may_then(store, user, verb, standing_for(standing, verb), case_id, err) &&
           (life != LIFE_ARCHIVED || life_may(user, life, LIFE_CLOSED, err));
}

/* Some steps are a supervisor's. */
static bool may_stage(const User *user, Life life, const TravelGroup *group, Err *err)
{
    Life to;
    return !told_life(group, &to) || life_may(user, life, to, err);
}

static bool may_at(Store *store, const User *user, Verb verb, const TravelGroup *group,
                   Err *err)
{
    bool takes_back;
    Standing standing;
    Life life;
    ToldLayers layers;
    if (verb == VERB_NEW)
        return err_set(err, ERR_INPUT,
                       _("Its history begins twice; tell them on the telephone"));
    if (!standing_stored(store, group->case_id, &standing, err) ||
        !life_now(store, group->case_id, &life, err) ||
        !told_moves(store, group, verb, &standing, err) ||
        !told_lives(group, verb, life, err) || !told_stops(group, verb, &takes_back, err) ||
        (takes_back && !desk_may(user, VERB_DECIDE, err)))
        return false;
    if (verb == VERB_EDIT || verb == VERB_FOLLOW_UP)
        return may_write(store, user, verb, &standing, life, group, err);
    if (verb == VERB_REOPEN)
        return may_reopen(store, user, &standing, life, group->case_id, err);
    return (verb != VERB_APPROVE || told_first(store, group, err)) &&
           (verb != VERB_STAGE || may_stage(user, life, group, err)) &&
           (verb != VERB_RECEIPT || told_layers(store, group, &layers, err)) &&
           desk_may_then(store, user, verb, standing_for(&standing, verb), group->case_id, err);
}

static bool may(Store *store, const User *user, Verb verb, const TravelGroup *group, Err *err)
{
    if (verb == VERB_ERASE) /* told by two groups, of which the first erases */
        return desk_may(user, verb, err);
    if (group->case_id)
        return may_at(store, user, verb, group, err);
    return verb == VERB_NEW
               ? told_begins(group, err) && desk_may(user, verb, err)
               : err_set(
                     err, ERR_INPUT,
                     _("Its history does not begin with the case; tell them on the telephone"));
}

/* The program itself finishes exports and tells what differed, and takes no other step. */
static bool may_nobody(Store *store, const TravelGroup *group, Err *err)
{
    Standing standing;
    Life life;
    if (strcmp(group->verb, different_verb) == 0)
        return true;
    if (!is_kind(group, GROUP_EXPORT))
        return err_set(err, ERR_INPUT,
                       _("It is by somebody who is nobody; tell them on the telephone"));
    return standing_stored(store, group->case_id, &standing, err) &&
           life_now(store, group->case_id, &life, err) &&
           told_moves(store, group, VERB_EXPORT, &standing, err) &&
           told_lives(group, VERB_EXPORT, life, err);
}

bool desk_may_elsewhere(Store *store, const TravelGroup *group, Err *err)
{
    Arena *arena = arena_new();
    User user = {.display = NULL};
    Verb verb;
    bool done = pen_was_theirs(store, group, err);
    if (done && group->user_id == 0)
        done = may_nobody(store, group, err);
    else if (done)
        done = read_person(store, group->user_id, arena, &user, err) &&
               (verb_of(group, &verb) ? may(store, &user, verb, group, err)
                                      : err_set(err, ERR_INPUT,
                                                _("It has a step that this program does not "
                                                  "know: bring the program up to date")));
    if (!done && err && err->kind == ERR_REFUSED && user.display)
        err_wrap(err, "%s", user.display);
    arena_free(arena);
    return done;
}
