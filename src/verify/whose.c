/* One line for each kind and verb: the right that it takes, whether it is about a case, and
 * what has to hold besides. */
#include "config.h"

#include "verify/whose.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/steps.h"
#include "verify/whose_inner.h"

typedef enum About { NO_CASE, OF_CASE, EITHER } About;

/* clang-format off */
static const struct Line {
    const char *kind, *verbs; /* with a comma behind each */
    About about;
    RightVerb right; /* RIGHT_NONE: besides says, or none is asked for */
    Besides *besides;
} lines[] = {
    {"new", "new,", OF_CASE, RIGHT_NEW, whose_enters},
    {"new", "discard,", NO_CASE, RIGHT_NEW, whose_discards},
    {"import", "import,", OF_CASE, RIGHT_NEW, whose_enters},
    {"edit", "edit,", OF_CASE, RIGHT_NONE, whose_edits},
    {"undo", "undo,", OF_CASE, RIGHT_NONE, whose_edits},
    {"redo", "redo,", OF_CASE, RIGHT_NONE, whose_edits},
    {"workflow", "submit,", OF_CASE, RIGHT_SUBMIT, NULL},
    {"workflow", "withdraw,", OF_CASE, RIGHT_WITHDRAW, NULL},
    {"workflow", "return,", OF_CASE, RIGHT_RETURN, NULL},
    {"workflow", "reject,", OF_CASE, RIGHT_REJECT, NULL},
    {"workflow", "approve,", OF_CASE, RIGHT_APPROVE, NULL},
    {"workflow", "approve_first,", OF_CASE, RIGHT_APPROVE_FIRST, NULL},
    {"workflow", "amend,", OF_CASE, RIGHT_AMEND, NULL},
    {"workflow", "ask,", OF_CASE, RIGHT_ASK, NULL},
    {"workflow", "answer,", OF_CASE, RIGHT_ANSWER, NULL},
    {"workflow", "mark,", OF_CASE, RIGHT_MARK, NULL},
    {"workflow", "unmark,", OF_CASE, RIGHT_UNMARK, NULL},
    {"workflow", "reply,", OF_CASE, RIGHT_REPLY, NULL},
    {"workflow", "reopen,", OF_CASE, RIGHT_NONE, whose_reopens},
    {"workflow", "close,", OF_CASE, RIGHT_CLOSE, NULL},
    {"workflow", "stage,", OF_CASE, RIGHT_NONE, whose_moves_on},
    {"workflow", "set_stage,", OF_CASE, RIGHT_SET_STAGE, NULL},
    {"workflow", "stop,", OF_CASE, RIGHT_STOP, whose_stops},
    {"workflow", "decide,", OF_CASE, RIGHT_DECIDE, NULL},
    {"workflow", "hand,", OF_CASE, RIGHT_HAND, whose_hands_over},
    {"workflow", "pass,", OF_CASE, RIGHT_HAND, NULL},
    {"workflow", "take_over,", OF_CASE, RIGHT_PAIR, NULL},
    {"workflow", "receipt,", OF_CASE, RIGHT_RECEIPT, NULL},
    {"workflow", "different,", EITHER, RIGHT_NONE, NULL},
    {"erase", "erase,", OF_CASE, RIGHT_NONE, NULL}, /* then.c */
    {"export", "export,", EITHER, RIGHT_NONE, whose_sends},
    {"export", "again,close,open,uploaded,", NO_CASE, RIGHT_EXPORT, NULL},
    {"export", "receipt,", NO_CASE, RIGHT_RECEIPT, NULL},
    {"export", "dossier,", NO_CASE, RIGHT_NONE, whose_packs},
    {"house", "blacklist_add,blacklist_import,blacklist_confirm,blacklist_decline,blacklist_lift,",
     NO_CASE, RIGHT_BLACKLIST, NULL},
    {"house", "bundle_in,bundle_refused,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"house", "bundle_out,bundle_answered,", NO_CASE, RIGHT_BUNDLE, whose_answers},
    {"house", "case_call,case_answer,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"house", "read,reveal,sign_in_failed,clock_wrong,different,", NO_CASE, RIGHT_NONE, NULL},
    {"house", "clock_right,", NO_CASE, RIGHT_NEW, NULL},
    {"people", "second_approval,", NO_CASE, RIGHT_SECOND, whose_sets},
    {"people", "station,", NO_CASE, RIGHT_STATION, whose_sets},
    {"people", "station_name,hub,", NO_CASE, RIGHT_PAIR, whose_sets},
    {"people", "knowledge,", NO_CASE, RIGHT_KNOWLEDGE, whose_sets},
    {"people", "move,move_back,", NO_CASE, RIGHT_MOVE, whose_sets},
    {"people", "share,", NO_CASE, RIGHT_SHARE, whose_sets},
    {"people", "blacklist_key,", NO_CASE, RIGHT_BLACKLIST, whose_sets},
    {"people", "station_trust,station_distrust,", NO_CASE, RIGHT_PAIR, NULL},
    {"people", "station_people,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"people", "met,", NO_CASE, RIGHT_BUNDLE, whose_meets},
    {"people", "user_add,user_disable,user_enable,user_role,", NO_CASE, RIGHT_PEOPLE, whose_of_people},
    {"people", "user_passphrase,keys,", NO_CASE, RIGHT_NONE, whose_about_oneself},
    {"people", "recover,", NO_CASE, RIGHT_NONE, whose_never},
    {"setup", "init,", NO_CASE, RIGHT_NONE, whose_begins},
    {"setup", "day,", NO_CASE, RIGHT_NONE, whose_by_itself},
    {"setup", "backup,", NO_CASE, RIGHT_BACKUP, NULL},
    {"setup", "rekey,seal,", NO_CASE, RIGHT_SEAL, whose_sets},
    {"setup", "unseal,unseal_begun,", NO_CASE, RIGHT_UNSEAL, whose_sets},
    {"setup", "practice,", NO_CASE, RIGHT_PEOPLE, whose_practises},
    {"setup", "restore,", NO_CASE, RIGHT_RESTORE, whose_sets},
};
/* clang-format on */

static const struct Line *line_of(const Group *group)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (bytes_are(group->kind, lines[i].kind) &&
            whose_has_word(lines[i].verbs, group->verb))
            return &lines[i];
    }
    return NULL;
}

/* What the station signs is held elsewhere (station.c), but for that. */
static const char *station_refuses(const Whose *whose, const Group *group)
{
    if (bytes_are(group->kind, "setup") && bytes_are(group->verb, "restore"))
        return whose_renames(whose, group);
    return group->case_uid.at && bytes_are(group->kind, "export") &&
                   bytes_are(group->verb, "export") && !keys_elsewhere(group)
               ? whose_sends_begun(whose, group)
               : NULL;
}

/* In a store that went on elsewhere: but that it is in charge again, or was put back, and the
 * end of a day ahead of these. */
static const char *writes_after_move(const Whose *whose, const Group *group)
{
    static const char let[] = "day,move_back,restore,";

    return whose->moved && !whose_has_word(let, group->verb)
               ? _("the store had moved to another machine")
               : NULL;
}

static const char *acts(const Person *person, const Group *group)
{
    if (!person || !person->role[0])
        return _("they were no user then");
    if (person->elsewhere && !keys_elsewhere(group))
        return _("they are of another station, and sign nothing here");
    return person->disabled && !person->elsewhere ? _("they were disabled") : NULL;
}

/* What was sent of a case is told of it, and the batch that it was sent in. A dossier has
 * closed what was sent of others. */
static bool is_sent_of(const Deed *deed, const Row *row)
{
    const Kept *batch = replay_find(deed->ask->replay, row->table, row->uid);
    const Kept *kept = deed->standing.row ? deed->standing.row->of_case : NULL;

    if (!batch || !batch->there || deed->group->foreign || keys_elsewhere(deed->group))
        return true;
    for (; kept; kept = kept->next) {
        if (kept->there && strcmp(kept->table, "batch_case") == 0 &&
            standing_is_uid(standing_text(kept, "batch_id"), row->uid))
            return true;
    }
    return false;
}

/* A row of a case is of that which the group is about. */
static bool is_of_case(const Deed *deed, const Row *row)
{
    const unsigned char *uid = deed->group->case_uid.at;
    const Column *of = whose_column(row, "case_id");
    const char *kept =
        standing_text(replay_find(deed->ask->replay, row->table, row->uid), "case_id");

    if (!uid)
        return true;
    if (strcmp(row->table, "case_file") == 0)
        return memcmp(row->uid, uid, UID) == 0;
    if (strcmp(row->table, "batch") == 0)
        return is_sent_of(deed, row);
    if (of && of->after.type == VALUE_ROW && memcmp(of->after.bytes.at, uid, UID) != 0)
        return false;
    return strlen(kept) != 2 * (size_t)UID || standing_is_uid(kept, uid);
}

static const char *fits_case(const Deed *deed, const struct Line *line)
{
    bool about = deed->group->case_uid.at != NULL;

    if (line->about != EITHER && about != (line->about == OF_CASE))
        return about ? _("such an event is about no case") : _("such an event is about a case");
    for (size_t i = 0; i < deed->group->n; i++) {
        if (!is_of_case(deed, &deed->group->rows[i]))
            return _("it tells of another case");
    }
    return NULL;
}

/* Of a case that was erased, or that a dossier has closed, only the role can be told. */
static const char *has_right(const Deed *deed, const struct Line *line)
{
    const Standing *standing = &deed->standing;
    const char *why = NULL;

    if (line->right == RIGHT_NONE && !line->besides)
        return NULL;
    if (deed->person->must_change && line->besides != whose_about_oneself)
        return _("somebody else had set their passphrase");
    if (line->right != RIGHT_NONE)
        why = whose_lacks(deed, line->right,
                          line->about == OF_CASE && standing->told ? standing->at : NULL);
    if (!why && line->besides)
        why = line->besides(deed);
    if (!why)
        why = whose_comes_early(deed);
    if (why || !standing->told)
        return why;
    why = steps_refuse(deed->group, standing);
    return why ? why : whose_enters_by_step(deed);
}

const char *whose_refuses(const Whose *whose, const WhoseAsk *ask)
{
    const Group *group = ask->group;
    const Key *key = group->signer.at ? keys_find(ask->keys, group->signer.at) : NULL;
    const struct Line *line = line_of(group);
    Deed deed = {.whose = whose,
                 .ask = ask,
                 .group = group,
                 .person = people_find(ask->people, group->person.at)};
    const char *why = writes_after_move(whose, group);

    if (why)
        return why;
    if (key && key->station)
        return station_refuses(whose, group);
    if (group->signer.at && !key && !deed.person)
        return NULL;
    if (!line)
        return group->signer.at ? _("such an event is not known") : NULL;
    why = acts(deed.person, group);
    if (!group->signer.at) {
        /* Of before there were keys: by the role alone, and steps and batches alone. */
        bool step = bytes_are(group->kind, "workflow") && line->right != RIGHT_NONE;
        return !step                                                      ? NULL
               : why                                                      ? why
               : whose_lacks(&deed, line->right, NULL) == whose_no_role() ? whose_no_role()
                                                                          : NULL;
    }
    if (why)
        return why;
    deed.standing = standing_of(ask->replay, group->case_uid.at);
    deed.own = !deed.standing.told || standing_is_uid(deed.standing.keeper, deed.person->uid);
    why = fits_case(&deed, line);
    if (!why)
        why = whose_lets_in(&deed);
    return why ? why : has_right(&deed, line);
}

Whose *whose_new(void)
{
    return xcalloc(1, sizeof(Whose));
}

void whose_free(Whose *whose)
{
    free(whose->begun);
    free(whose->codes);
    free(whose);
}

void whose_learn(Whose *whose, const Group *group)
{
    if (group->position == 1)
        whose->practice = bytes_are(group->kind, "setup") && bytes_are(group->verb, "practice");
    if (bytes_are(group->kind, "people") &&
        (bytes_are(group->verb, "move") || bytes_are(group->verb, "move_back")))
        whose->moved = bytes_are(group->verb, "move");
    whose_learn_answer(whose, group);
    whose_learn_batch(whose, group);
    whose_learn_code(whose, group);
}

bool whose_knows(const char *kind, const char *verb)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (strcmp(lines[i].kind, kind) == 0 &&
            whose_has_word(lines[i].verbs, (Bytes){(const unsigned char *)verb, strlen(verb)}))
            return true;
    }
    return false;
}
