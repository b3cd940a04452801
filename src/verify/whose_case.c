/* What is entered of a case, and its steps: by whom, and as what it stood. */
#include "config.h"

#include "verify/whose_inner.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/steps.h"

/* ---- a case is entered, and taken away as it came ---- */

const char *whose_enters(const Deed *deed)
{
    bool added = false;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        if (strcmp(row->table, "case_file") != 0)
            continue;
        added = whose_is_op(row, "add", "case_file") &&
                whose_becomes_uid(row, "created_by", deed->person->uid) &&
                whose_becomes_text(row, "status", "draft") &&
                whose_becomes_text(row, "amendment", "") &&
                whose_becomes_text(row, "handed_to", "") &&
                whose_becomes_text(row, "life", "prepared");
    }
    return deed->standing.row || !added || deed->group->content != 1
               ? _("it does not enter a case of theirs as a draft")
               : NULL;
}

const char *whose_discards(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        Standing was = standing_of(deed->ask->replay, row->uid);
        if (!whose_is_op(row, "remove", "case_file") || !was.row ||
            (was.told &&
             (strcmp(was.status, "draft") != 0 ||
              !standing_is_uid(standing_text(was.row, "created_by"), deed->person->uid))))
            return _("it takes away more than a draft of theirs");
    }
    return NULL;
}

/* ---- what is entered ---- */

/* Another program could say so, and the hand would be hidden. */
static const char *hides_hand(const Deed *deed, const Touches *touches)
{
    return touches->application && deed->group->content != 1
               ? _("it changes what is applied for and says that it does not")
               : NULL;
}

static bool decides_stop(const Row *row)
{
    static const char *const columns[] = {"decided_at", "decided_by", "decision", "ends",
                                          "taken_back"};

    /* It is raised as it stays. */
    if (whose_is_op(row, "set", "stop"))
        return true;
    for (size_t i = 0; strcmp(row->table, "stop") == 0 && i < COUNT_OF(columns); i++) {
        const Column *column = whose_column(row, columns[i]);
        if (column && column->after.type != VALUE_EMPTY &&
            !(column->after.type == VALUE_INT && column->after.number == 0) &&
            strcmp(row->op, "remove") != 0)
            return true;
    }
    return false;
}

/* Where rows are nothing but moved, one that came later makes it the follow-up, since those
 * before it made room. */
static void moves_alone(const Deed *deed, Touches *touches)
{
    Touches moved = {0};

    for (size_t i = 0; i < deed->group->n; i++)
        standing_touches(&deed->standing, deed->ask->replay, &deed->group->rows[i], true,
                         &moved);
    touches->follow_up = moved.follow_up;
    touches->application = moved.application && !moved.follow_up;
}

const char *whose_edits(const Deed *deed)
{
    const Standing *standing = &deed->standing;
    Touches touches = {0};
    const char *why = NULL;
    bool aside = false;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        standing_touches(standing, deed->ask->replay, row, false, &touches);
        if (decides_stop(row))
            why = whose_lacks(deed, RIGHT_DECIDE, NULL);
        aside =
            aside || strcmp(row->table, "life_step") == 0 || whose_is_op(row, "add", "stop");
    }
    if (!touches.application && !touches.follow_up)
        moves_alone(deed, &touches);
    if (!why && aside && !touches.application && !touches.follow_up)
        why = _("nothing of the case that it changes leads to that");
    if (!why && touches.application)
        why = whose_lacks(deed, RIGHT_EDIT, standing->at);
    if (!why && touches.follow_up)
        why = whose_lacks(deed, RIGHT_FOLLOW_UP, standing->status);
    if (!why && (touches.application || touches.follow_up) &&
        strcmp(standing->life, "archived") == 0)
        why = _("the archive is read, and opened again first");
    if (!why && (touches.application || touches.follow_up) && steps_is_over(standing->life))
        why = whose_lacks(deed, RIGHT_FOLLOW_UP, "closed");
    if (!why && touches.recut)
        why = whose_lacks(deed, RIGHT_RECUT, standing->status);
    return why ? why : hides_hand(deed, &touches);
}

/* ---- steps ---- */

const char *whose_reopens(const Deed *deed)
{
    const Standing *standing = &deed->standing;
    bool closed = strcmp(standing->life, "closed") == 0,
         archived = strcmp(standing->life, "archived") == 0;
    const char *why = archived ? whose_lacks(deed, RIGHT_SET_STAGE, standing->at) : NULL;

    if (why)
        return why;
    return (closed || archived) && !(closed && strcmp(standing->status, "closed") == 0)
               ? whose_lacks(deed, RIGHT_CLOSE, standing->at)
               : whose_lacks(deed, RIGHT_REOPEN, standing->at);
}

const char *whose_moves_on(const Deed *deed)
{
    char to[STEPS_WORD];

    steps_after(deed->group, "life", deed->standing.life, to);
    return whose_lacks(deed, steps_right(deed->standing.life, to), deed->standing.at);
}

const char *whose_stops(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        if (decides_stop(&deed->group->rows[i]))
            return whose_lacks(deed, RIGHT_DECIDE, NULL);
    }
    return NULL;
}

const char *whose_hands_over(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Column *to = whose_column(&deed->group->rows[i], "handed_to");
        const Person *keeper = to && to->after.type == VALUE_ROW
                                   ? people_find(deed->ask->people, to->after.bytes.at)
                                   : NULL;
        if (to && to->after.type == VALUE_ROW &&
            (!keeper || (keeper->disabled && !keeper->elsewhere) ||
             !right_has(keeper, RIGHT_EDIT, NULL, true)))
            return _("who it was handed to could keep no case");
    }
    return NULL;
}

/* It would be changed as the follow-up once the case is approved. */
const char *whose_comes_early(const Deed *deed)
{
    Touches touches = {0};

    for (size_t i = 0; deed->group->case_uid.at && i < deed->group->n; i++)
        standing_touches(&deed->standing, deed->ask->replay, &deed->group->rows[i], false,
                         &touches);
    return touches.early ? _("nothing was approved that it came later than") : NULL;
}

/* A step changes nothing of what is applied for, but for one that gives up an amendment. */
const char *whose_enters_by_step(const Deed *deed)
{
    static const char gives_up[] = "withdraw,return,reject,reopen,close,";
    Touches touches = {0};
    char amendment[STEPS_WORD];

    steps_after(deed->group, "amendment", deed->standing.amendment, amendment);
    if (!bytes_are(deed->group->kind, "workflow") ||
        (deed->standing.amendment[0] && !amendment[0] &&
         whose_has_word(gives_up, deed->group->verb)))
        return NULL;
    for (size_t i = 0; i < deed->group->n; i++)
        standing_touches(&deed->standing, deed->ask->replay, &deed->group->rows[i], false,
                         &touches);
    return touches.application ? _("such a step enters nothing that is applied for") : NULL;
}
