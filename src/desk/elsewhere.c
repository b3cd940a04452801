/* The verb of a step, found from its kind, is asked of the same table of rights as here
 * (desk/role.def). */
#include "config.h"

#include "desk/elsewhere.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
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
        found = role_parse(sql_text(&q, 2), &out->role);
    }
    return sql_close(&q, err) &&
           (found || err_set(err, ERR_INPUT, _("It is by somebody who is nobody")));
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
    else if (strcmp(group->verb, different_verb) == 0)
        *out = VERB_READ;
    else
        return verb_parse(group->verb, out);
    return true;
}

static bool may(Store *store, const User *user, Verb verb, const TravelGroup *group, Err *err)
{
    Standing standing;
    if (verb == VERB_ERASE) /* told by two groups, of which the first erases */
        return desk_may(user, verb, err);
    if (!group->case_id)
        return verb == VERB_NEW
                   ? desk_may(user, verb, err)
                   : err_set(err, ERR_INPUT, _("Its history does not begin with the case"));
    return standing_stored(store, group->case_id, &standing, err) &&
           desk_may_then(store, user, verb, standing_for(&standing, verb), group->case_id, err);
}

bool desk_may_elsewhere(Store *store, const TravelGroup *group, Err *err)
{
    Arena *arena = arena_new();
    User user = {.display = NULL};
    Verb verb;
    bool done = pen_was_theirs(store, group, err);
    /* The program itself finishes exports, and takes no step. */
    if (done && group->user_id == 0)
        done = is_kind(group, GROUP_EXPORT) || strcmp(group->verb, different_verb) == 0 ||
               err_set(err, ERR_INPUT, _("It is by somebody who is nobody"));
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
