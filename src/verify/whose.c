/* One line for each kind and verb: the right that it takes, whether it is about a case, and
 * what has to hold besides. */
#include "config.h"

#include "verify/whose.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "verify/standing.h"
#include "verify/steps.h"

/* A case that somebody put into a batch that they began. */
typedef struct Begun {
    unsigned char of_case[UID], by[UID];
    bool used;
} Begun;

struct Whose {
    Begun *begun; /* a power of two of slots */
    size_t n, slots;
    bool practice; /* the store is for practice: its first event says so */
};

typedef struct Deed {
    const Whose *whose;
    const WhoseAsk *ask;
    const Group *group;
    const Person *person;
    Standing standing;
    bool own;
} Deed;

typedef const char *Besides(const Deed *deed);
static Besides enters, discards, edits, reopens, moves_on, stops, hands_over, sends, packs,
    of_people, about_oneself, sets, meets, never, begins, practises;

typedef enum About { NO_CASE, OF_CASE, EITHER } About;

/* clang-format off */
static const struct Line {
    const char *kind, *verbs; /* with a comma behind each */
    About about;
    RightVerb right; /* RIGHT_NONE: besides says, or none is asked for */
    Besides *besides;
} lines[] = {
    {"new", "new,", OF_CASE, RIGHT_NEW, enters},
    {"new", "discard,", NO_CASE, RIGHT_NEW, discards},
    {"import", "import,", OF_CASE, RIGHT_NEW, enters},
    {"edit", "edit,", OF_CASE, RIGHT_NONE, edits},
    {"undo", "undo,", OF_CASE, RIGHT_NONE, edits},
    {"redo", "redo,", OF_CASE, RIGHT_NONE, edits},
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
    {"workflow", "reopen,", OF_CASE, RIGHT_NONE, reopens},
    {"workflow", "close,", OF_CASE, RIGHT_CLOSE, NULL},
    {"workflow", "stage,", OF_CASE, RIGHT_NONE, moves_on},
    {"workflow", "set_stage,", OF_CASE, RIGHT_SET_STAGE, NULL},
    {"workflow", "stop,", OF_CASE, RIGHT_STOP, stops},
    {"workflow", "decide,", OF_CASE, RIGHT_DECIDE, NULL},
    {"workflow", "hand,", OF_CASE, RIGHT_HAND, hands_over},
    {"workflow", "pass,", OF_CASE, RIGHT_HAND, NULL},
    {"workflow", "take_over,", OF_CASE, RIGHT_PAIR, NULL},
    {"workflow", "receipt,", OF_CASE, RIGHT_RECEIPT, NULL},
    {"workflow", "different,", EITHER, RIGHT_NONE, NULL},
    {"erase", "erase,", OF_CASE, RIGHT_NONE, NULL}, /* then.c */
    {"export", "export,", EITHER, RIGHT_NONE, sends},
    {"export", "again,close,open,uploaded,", NO_CASE, RIGHT_EXPORT, NULL},
    {"export", "receipt,", NO_CASE, RIGHT_RECEIPT, NULL},
    {"export", "dossier,", NO_CASE, RIGHT_NONE, packs},
    {"house", "blacklist_add,blacklist_import,blacklist_confirm,blacklist_decline,blacklist_lift,",
     NO_CASE, RIGHT_BLACKLIST, NULL},
    {"house", "bundle_out,bundle_answered,bundle_in,bundle_refused,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"house", "case_call,case_answer,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"house", "read,reveal,sign_in_failed,clock_wrong,different,", NO_CASE, RIGHT_NONE, NULL},
    {"house", "clock_right,", NO_CASE, RIGHT_NEW, NULL},
    {"people", "second_approval,", NO_CASE, RIGHT_SECOND, sets},
    {"people", "station,", NO_CASE, RIGHT_STATION, sets},
    {"people", "station_name,hub,", NO_CASE, RIGHT_PAIR, sets},
    {"people", "knowledge,", NO_CASE, RIGHT_KNOWLEDGE, sets},
    {"people", "share,", NO_CASE, RIGHT_SHARE, sets},
    {"people", "blacklist_key,", NO_CASE, RIGHT_BLACKLIST, sets},
    {"people", "station_trust,station_distrust,", NO_CASE, RIGHT_PAIR, NULL},
    {"people", "station_people,", NO_CASE, RIGHT_BUNDLE, NULL},
    {"people", "met,", NO_CASE, RIGHT_BUNDLE, meets},
    {"people", "user_add,user_disable,user_enable,user_role,", NO_CASE, RIGHT_PEOPLE, of_people},
    {"people", "user_passphrase,keys,", NO_CASE, RIGHT_NONE, about_oneself},
    {"people", "recover,", NO_CASE, RIGHT_NONE, never},
    {"setup", "init,", NO_CASE, RIGHT_NONE, begins},
    {"setup", "day,", NO_CASE, RIGHT_NONE, NULL},
    {"setup", "backup,", NO_CASE, RIGHT_BACKUP, NULL},
    {"setup", "rekey,seal,", NO_CASE, RIGHT_SEAL, sets},
    {"setup", "unseal,unseal_begun,", NO_CASE, RIGHT_UNSEAL, sets},
    {"setup", "practice,", NO_CASE, RIGHT_PEOPLE, practises},
    {"setup", "restore,", NO_CASE, RIGHT_RESTORE, sets},
};
/* clang-format on */

static bool has_word(const char *words, Bytes word)
{
    for (const char *at = words; *at; at += strcspn(at, ",") + 1) {
        if (strcspn(at, ",") == word.n && word.at && memcmp(at, word.at, word.n) == 0)
            return true;
    }
    return false;
}

static const struct Line *line_of(const Group *group)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (bytes_are(group->kind, lines[i].kind) && has_word(lines[i].verbs, group->verb))
            return &lines[i];
    }
    return NULL;
}

/* ---- words ---- */

static const char *no_role(void)
{
    return _("their role does not do that");
}

static const char *not_so(void)
{
    return _("the case did not stand so that it could be done");
}

/* status NULL: in whichever. */
static const char *lacks(const Deed *deed, RightVerb right, const char *status)
{
    if (right_has(deed->person, right, status, deed->own))
        return NULL;
    if (!right_has(deed->person, right, NULL, true))
        return no_role();
    return right_has(deed->person, right, status, true)
               ? _("the case was kept by somebody else")
               : not_so();
}

static const Column *column_of(const Row *row, const char *name)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->columns[i].name, name) == 0)
            return &row->columns[i];
    }
    return NULL;
}

/* Erased or closed, nothing can be said of it. */
static bool is_hidden(const Value *value)
{
    return value->type > VALUE_ROW;
}

static bool becomes_text(const Row *row, const char *name, const char *text)
{
    const Column *column = column_of(row, name);

    if (column && is_hidden(&column->after))
        return true;
    return text[0] ? column && bytes_are(column->after.bytes, text)
                   : !column || column->after.type == VALUE_EMPTY;
}

static bool becomes_uid(const Row *row, const char *name, const unsigned char *uid)
{
    const Column *column = column_of(row, name);

    return column &&
           (is_hidden(&column->after) ||
            (column->after.type == VALUE_ROW && memcmp(column->after.bytes.at, uid, UID) == 0));
}

static bool is_op(const Row *row, const char *op, const char *table)
{
    return strcmp(row->op, op) == 0 && strcmp(row->table, table) == 0;
}

/* ---- a case is entered, and taken away as it came ---- */

static const char *enters(const Deed *deed)
{
    bool added = false;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        if (strcmp(row->table, "case_file") != 0)
            continue;
        added = is_op(row, "add", "case_file") &&
                becomes_uid(row, "created_by", deed->person->uid) &&
                becomes_text(row, "status", "draft") && becomes_text(row, "amendment", "") &&
                becomes_text(row, "handed_to", "") && becomes_text(row, "life", "prepared");
    }
    return deed->standing.row || !added || deed->group->content != 1
               ? _("it does not enter a case of theirs as a draft")
               : NULL;
}

static const char *discards(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        Standing was = standing_of(deed->ask->replay, row->uid);
        if (!is_op(row, "remove", "case_file") || !was.row ||
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
    static const char *const columns[] = {"decided_at", "decided_by", "decision", "taken_back"};

    /* It is raised as it stays. */
    if (is_op(row, "set", "stop"))
        return true;
    for (size_t i = 0; strcmp(row->table, "stop") == 0 && i < COUNT_OF(columns); i++) {
        const Column *column = column_of(row, columns[i]);
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

static const char *edits(const Deed *deed)
{
    const Standing *standing = &deed->standing;
    Touches touches = {0};
    const char *why = NULL;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        standing_touches(standing, deed->ask->replay, row, false, &touches);
        if (decides_stop(row))
            why = lacks(deed, RIGHT_DECIDE, NULL);
    }
    if (!touches.application && !touches.follow_up)
        moves_alone(deed, &touches);
    if (!why && touches.application)
        why = lacks(deed, RIGHT_EDIT, standing->at);
    if (!why && touches.follow_up)
        why = lacks(deed, RIGHT_FOLLOW_UP, standing->status);
    if (!why && (touches.application || touches.follow_up) && steps_is_over(standing->life))
        why = lacks(deed, RIGHT_FOLLOW_UP, "closed");
    if (!why && touches.recut)
        why = lacks(deed, RIGHT_RECUT, standing->status);
    return why ? why : hides_hand(deed, &touches);
}

/* ---- steps ---- */

static const char *reopens(const Deed *deed)
{
    const Standing *standing = &deed->standing;
    bool closed = strcmp(standing->life, "closed") == 0,
         archived = strcmp(standing->life, "archived") == 0;
    const char *why = archived ? lacks(deed, RIGHT_SET_STAGE, standing->at) : NULL;

    if (why)
        return why;
    return (closed || archived) && !(closed && strcmp(standing->status, "closed") == 0)
               ? lacks(deed, RIGHT_CLOSE, standing->at)
               : lacks(deed, RIGHT_REOPEN, standing->at);
}

static const char *moves_on(const Deed *deed)
{
    char to[STEPS_WORD];

    steps_after(deed->group, "life", deed->standing.life, to);
    return lacks(deed, steps_right(deed->standing.life, to), deed->standing.at);
}

static const char *stops(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        if (decides_stop(&deed->group->rows[i]))
            return lacks(deed, RIGHT_DECIDE, NULL);
    }
    return NULL;
}

static const char *hands_over(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Column *to = column_of(&deed->group->rows[i], "handed_to");
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

/* A step changes nothing of what is applied for, but for one that gives up an amendment. */
static const char *enters_by_step(const Deed *deed)
{
    static const char gives_up[] = "withdraw,return,reject,reopen,close,";
    Touches touches = {0};
    char amendment[STEPS_WORD];

    steps_after(deed->group, "amendment", deed->standing.amendment, amendment);
    if (!bytes_are(deed->group->kind, "workflow") ||
        (deed->standing.amendment[0] && !amendment[0] && has_word(gives_up, deed->group->verb)))
        return NULL;
    for (size_t i = 0; i < deed->group->n; i++)
        standing_touches(&deed->standing, deed->ask->replay, &deed->group->rows[i], false,
                         &touches);
    return touches.application ? _("such a step enters nothing that is applied for") : NULL;
}

/* ---- batches and dossiers ---- */

static Begun *begun_slot(const Whose *whose, const unsigned char *of_case,
                         const unsigned char *by)
{
    uint64_t at, who;

    memcpy(&at, of_case, sizeof at);
    memcpy(&who, by, sizeof who);
    for (at ^= who ^ at >> 29;; at++) {
        Begun *slot = &whose->begun[at & (whose->slots - 1)];
        if (!slot->used ||
            (memcmp(slot->of_case, of_case, UID) == 0 && memcmp(slot->by, by, UID) == 0))
            return slot;
    }
}

static const char *sends_begun(const Whose *whose, const Group *group)
{
    return whose->slots && group->person.at &&
                   begun_slot(whose, group->case_uid.at, group->person.at)->used
               ? NULL
               : _("they had begun no batch with that case");
}

static const char *sends(const Deed *deed)
{
    if (!deed->group->case_uid.at || keys_elsewhere(deed->group))
        return lacks(deed, RIGHT_EXPORT, NULL);
    return sends_begun(deed->whose, deed->group);
}

/* What the station signs is held elsewhere (station.c), but for that. */
static const char *station_refuses(const Whose *whose, const Group *group)
{
    return group->case_uid.at && bytes_are(group->kind, "export") &&
                   bytes_are(group->verb, "export") && !keys_elsewhere(group)
               ? sends_begun(whose, group)
               : NULL;
}

static const char *packs(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Column *of = column_of(&deed->group->rows[i], "case_uid");
        Deed at = *deed;
        if (!of || of->after.bytes.n != UID || is_hidden(&of->after))
            continue;
        at.standing = standing_of(deed->ask->replay, of->after.bytes.at);
        at.own = !at.standing.row || standing_is_uid(at.standing.keeper, deed->person->uid);
        return lacks(&at, RIGHT_DOSSIER, at.standing.row ? at.standing.at : NULL);
    }
    return right_has(deed->person, RIGHT_DOSSIER, NULL, true) ? NULL : no_role();
}

/* ---- people and settings ---- */

static bool is_oneself(const Deed *deed, const Row *row)
{
    const Kept *kept = replay_find(deed->ask->replay, row->table, row->uid);
    const Column *of = column_of(row, "user_id");

    if (strcmp(row->table, "user") == 0)
        return memcmp(row->uid, deed->person->uid, UID) == 0;
    return of ? of->after.type == VALUE_ROW &&
                    memcmp(of->after.bytes.at, deed->person->uid, UID) == 0
              : standing_is_uid(standing_text(kept, "user_id"), deed->person->uid);
}

/* Of the station: it has no user. */
static bool is_station_key(const Deed *deed, const Row *row)
{
    const Kept *kept = replay_find(deed->ask->replay, row->table, row->uid);
    const Column *of = column_of(row, "user_id");

    return strcmp(row->table, "person_key") == 0 &&
           (of ? of->after.type == VALUE_EMPTY : !standing_text(kept, "user_id")[0]);
}

static bool is_role(const Row *row)
{
    return strcmp(row->table, "role_change") == 0 || is_op(row, "add", "user") ||
           column_of(row, "role") || column_of(row, "disabled");
}

static const char *of_people(const Deed *deed)
{
    bool added = bytes_are(deed->group->verb, "user_add");

    for (size_t i = 0; !added && i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        if (strcmp(row->table, "user") == 0 && is_role(row) && is_oneself(deed, row))
            return _("nobody gives or takes a role or access of their own");
    }
    return NULL;
}

/* What is one's own, and nothing else; or of whoever may. */
static const char *about_oneself(const Deed *deed)
{
    bool oneself = true;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        oneself =
            oneself && !is_role(row) && (is_station_key(deed, row) || is_oneself(deed, row));
    }
    if (oneself)
        return NULL;
    if (deed->person->must_change)
        return _("somebody else had set their passphrase");
    return right_has(deed->person, RIGHT_PEOPLE, NULL, true) ? of_people(deed) : no_role();
}

/* Who comes in elsewhere has the role here that they had there then. */
static bool gets_role(const Deed *deed, const Row *row)
{
    const Person *person = people_find(deed->ask->people, row->uid);

    return is_op(row, "set", "user") && row->n == 1 && column_of(row, "role") && person &&
           person->elsewhere;
}

static const char *meets(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Column *home = column_of(row, "home"), *disabled = column_of(row, "disabled");
        if (strcmp(row->table, "user") != 0)
            continue;
        if (gets_role(deed, row))
            continue;
        if (!is_op(row, "add", "user") || !home || home->after.type == VALUE_EMPTY ||
            !disabled || disabled->after.type != VALUE_INT || !disabled->after.number)
            return _("it lets somebody in here");
    }
    return NULL;
}

static const char *never(const Deed *deed UNUSED)
{
    return _("only the recovery code does that, and the station signs it");
}

static const char *begins(const Deed *deed)
{
    return deed->group->position > 1 ? _("the store had begun already") : NULL;
}

/* There everybody is let in by whoever made it, and nobody is held to have given another a
 * passphrase. */
static const char *practises(const Deed *deed)
{
    return deed->whose->practice ? NULL : _("the store is not for practice");
}

static const struct {
    const char *verbs, *names;
} settings[] = {
    {"second_approval,", "second_approval.above,second_approval.findings,"},
    {"station,restore,", "station,"},
    {"station_name,", "station.name,"},
    {"hub,", "hub.address,"},
    {"share,", "group,"},
    {"knowledge,", "knowledge.accepted,"},
    {"blacklist_key,", "blacklist.key,"},
    {"seal,rekey,", "sealed,"},
    {"unseal,unseal_begun,", "unsealed,"},
};

static const char *sets(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Column *name = column_of(row, "name");
        const char *kept =
            standing_text(replay_find(deed->ask->replay, row->table, row->uid), "name");
        Bytes called =
            name ? name->after.bytes : (Bytes){(const unsigned char *)kept, strlen(kept)};
        /* A dossier tells of no settings. */
        if (strcmp(row->table, "setting") != 0 || called.n == 0 ||
            (name && is_hidden(&name->after)))
            continue;
        for (size_t j = 0; j < COUNT_OF(settings); j++) {
            if (has_word(settings[j].verbs, deed->group->verb) &&
                !has_word(settings[j].names, called))
                return _("such an event sets something else");
        }
    }
    return NULL;
}

/* ---- all ---- */

static const char *acts(const Person *person)
{
    if (!person || !person->role[0])
        return _("they were no user then");
    return person->disabled && !person->elsewhere ? _("they were disabled") : NULL;
}

/* A row of a case is of that which the group is about. */
static bool is_of_case(const Deed *deed, const Row *row)
{
    const unsigned char *uid = deed->group->case_uid.at;
    const Column *of = column_of(row, "case_id");
    const char *kept =
        standing_text(replay_find(deed->ask->replay, row->table, row->uid), "case_id");

    if (!uid)
        return true;
    if (strcmp(row->table, "case_file") == 0)
        return memcmp(row->uid, uid, UID) == 0;
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
    if (deed->person->must_change && line->besides != about_oneself)
        return _("somebody else had set their passphrase");
    if (line->right != RIGHT_NONE)
        why = lacks(deed, line->right,
                    line->about == OF_CASE && standing->told ? standing->at : NULL);
    if (!why && line->besides)
        why = line->besides(deed);
    if (why || !standing->told)
        return why;
    why = steps_refuse(deed->group, standing);
    return why ? why : enters_by_step(deed);
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
    const char *why;

    if (key && key->station)
        return station_refuses(whose, group);
    if (group->signer.at && !key && !deed.person)
        return NULL;
    if (!line)
        return group->signer.at ? _("such an event is not known") : NULL;
    why = acts(deed.person);
    if (!group->signer.at) {
        /* Of before there were keys: by the role alone, and steps and batches alone. */
        bool step = bytes_are(group->kind, "workflow") && line->right != RIGHT_NONE;
        return !step                                          ? NULL
               : why                                          ? why
               : lacks(&deed, line->right, NULL) == no_role() ? no_role()
                                                              : NULL;
    }
    if (why)
        return why;
    deed.standing = standing_of(ask->replay, group->case_uid.at);
    deed.own = !deed.standing.told || standing_is_uid(deed.standing.keeper, deed.person->uid);
    why = fits_case(&deed, line);
    return why ? why : has_right(&deed, line);
}

Whose *whose_new(void)
{
    return xcalloc(1, sizeof(Whose));
}

void whose_free(Whose *whose)
{
    free(whose->begun);
    free(whose);
}

static void note_begun(Whose *whose, const unsigned char *of_case, const unsigned char *by)
{
    if (2 * whose->n >= whose->slots) {
        Begun *old = whose->begun;
        size_t slots = whose->slots;
        whose->slots = slots ? 2 * slots : 256;
        whose->begun = xcalloc(whose->slots, sizeof(Begun));
        for (size_t i = 0; i < slots; i++) {
            if (old[i].used)
                *begun_slot(whose, old[i].of_case, old[i].by) = old[i];
        }
        free(old);
    }
    Begun *slot = begun_slot(whose, of_case, by);
    whose->n += !slot->used;
    slot->used = true;
    memcpy(slot->of_case, of_case, UID);
    memcpy(slot->by, by, UID);
}

void whose_learn(Whose *whose, const Group *group)
{
    bool begins = bytes_are(group->kind, "export") && bytes_are(group->verb, "export") &&
                  !group->case_uid.at && group->person.at;

    if (group->position == 1)
        whose->practice = bytes_are(group->kind, "setup") && bytes_are(group->verb, "practice");
    for (size_t i = 0; begins && i < group->n; i++) {
        const Row *row = &group->rows[i];
        const Column *of = column_of(row, "case_id");
        if (!is_op(row, "add", "batch_case") || !of || of->after.type != VALUE_ROW)
            continue;
        note_begun(whose, of->after.bytes.at, group->person.at);
    }
}
