/* People and settings: nobody changes their own role, and a setting is the one that is said. */
#include "config.h"

#include "verify/whose_inner.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"

static bool is_oneself(const Deed *deed, const Row *row)
{
    const Kept *kept = replay_find(deed->ask->replay, row->table, row->uid);
    const Column *of = whose_column(row, "user_id");

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
    const Column *of = whose_column(row, "user_id");

    return strcmp(row->table, "person_key") == 0 &&
           (of ? of->after.type == VALUE_EMPTY : !standing_text(kept, "user_id")[0]);
}

static bool is_role(const Row *row)
{
    return strcmp(row->table, "role_change") == 0 || whose_is_op(row, "add", "user") ||
           whose_column(row, "role") || whose_column(row, "disabled");
}

/* It is made by whoever comes in first without one, and is no person's from then on. */
static bool touches_station_key(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        if (strcmp(row->op, "add") != 0 && is_station_key(deed, row) &&
            replay_find(deed->ask->replay, row->table, row->uid))
            return true;
    }
    return false;
}

/* Of another station, whom nothing lets in here. */
static bool is_elsewhere(const Deed *deed, const Row *row)
{
    const Kept *kept = replay_find(deed->ask->replay, row->table, row->uid);
    const Column *of = whose_column(row, "user_id");
    const People *people = deed->ask->people;

    for (size_t i = 0; i < people->n; i++) {
        const Person *person = &people->list[i];
        if (!person->elsewhere)
            continue;
        if (strcmp(row->table, "user") == 0         ? memcmp(row->uid, person->uid, UID) == 0
            : strcmp(row->table, "person_key") != 0 ? false
            : of                                    ? of->after.type == VALUE_ROW &&
                       memcmp(of->after.bytes.at, person->uid, UID) == 0
                 : standing_is_uid(standing_text(kept, "user_id"), person->uid))
            return true;
    }
    return false;
}

const char *whose_lets_in(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        if (is_elsewhere(deed, &deed->group->rows[i]) && !bytes_are(deed->group->verb, "met"))
            return _("who is of another station is never let in here, and has no passphrase "
                     "or key");
    }
    return NULL;
}

const char *whose_of_people(const Deed *deed)
{
    bool added = bytes_are(deed->group->verb, "user_add");

    if (touches_station_key(deed))
        return _("the key of the station is no person's");
    for (size_t i = 0; !added && i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        if (strcmp(row->table, "user") == 0 && is_role(row) && is_oneself(deed, row))
            return _("nobody gives or takes a role or access of their own");
    }
    return NULL;
}

/* As it is after the group. */
static bool must_choose(const Deed *deed, const unsigned char *uid)
{
    const Person *person = people_find(deed->ask->people, uid);
    bool must = person && person->must_change;

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Value *says = strcmp(row->table, "user") == 0 && memcmp(row->uid, uid, UID) == 0
                                ? row_became(row, "must_change")
                                : NULL;
        if (says)
            must = says->type == VALUE_INT && says->number != 0;
    }
    return must;
}

/* Whoever sets another's passphrase is who had set it, and it is to be changed. */
static const char *gives_otherwise(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Column *by = whose_column(row, "reset_by");
        if (!whose_is_op(row, "set", "user") || is_oneself(deed, row))
            continue;
        if (by && (by->after.type != VALUE_ROW ||
                   memcmp(by->after.bytes.at, deed->person->uid, UID) != 0))
            return _("it says that somebody else did it");
        if (whose_column(row, "passhash") && !must_choose(deed, row->uid))
            return _("who is given a passphrase is to choose one of their own");
    }
    return NULL;
}

/* What is one's own, and nothing else; or of whoever may. */
const char *whose_about_oneself(const Deed *deed)
{
    bool oneself = true;
    const char *why;

    if (touches_station_key(deed))
        return _("the key of the station is no person's");
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        oneself =
            oneself && !is_role(row) && (is_station_key(deed, row) || is_oneself(deed, row));
    }
    if (oneself)
        return NULL;
    if (bytes_are(deed->group->verb, "keys"))
        return _("people make keys of their own alone");
    if (deed->person->must_change)
        return _("somebody else had set their passphrase");
    if (!right_has(deed->person, RIGHT_PEOPLE, NULL, true))
        return whose_no_role();
    why = gives_otherwise(deed);
    return why ? why : whose_of_people(deed);
}

/* Who comes in elsewhere has the role here that they had there then. */
static bool gets_role(const Deed *deed, const Row *row)
{
    const Person *person = people_find(deed->ask->people, row->uid);

    return whose_is_op(row, "set", "user") && row->n == 1 && whose_column(row, "role") &&
           person && person->elsewhere;
}

/* By a card that was trusted then. */
static bool is_named_there(const Deed *deed, const Row *row, const Column *home)
{
    return home->after.type != VALUE_TEXT ||
           pairs_name(&deed->ask->keys->pairs, home->after.bytes, row->uid);
}

const char *whose_meets(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Column *home = whose_column(row, "home"),
                     *disabled = whose_column(row, "disabled");
        if (strcmp(row->table, "user") != 0)
            continue;
        if (gets_role(deed, row))
            continue;
        if (!whose_is_op(row, "add", "user") || !home || home->after.type == VALUE_EMPTY ||
            !disabled || disabled->after.type != VALUE_INT || !disabled->after.number)
            return _("it lets somebody in here");
        if (!is_named_there(deed, row, home))
            return _("no station that was trusted then knew of them");
    }
    return NULL;
}

const char *whose_never(const Deed *deed UNUSED)
{
    return _("only the recovery code does that, and the station signs it");
}

/* The program does it for the station, whoever is there. */
const char *whose_by_itself(const Deed *deed UNUSED)
{
    return _("no person does that");
}

const char *whose_begins(const Deed *deed)
{
    return deed->group->position > 1 ? _("the store had begun already") : NULL;
}

/* There everybody is let in by whoever made it, and nobody is held to have given another a
 * passphrase. */
const char *whose_practises(const Deed *deed)
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
    {"move,move_back,", "moved,"},
    {"share,", "group,"},
    {"knowledge,", "knowledge.accepted,"},
    {"blacklist_key,", "blacklist.key,"},
    {"seal,rekey,", "sealed,"},
    {"day,", "sealed.header,"},
    {"unseal,unseal_begun,", "unsealed,"},
};

/* Capital letters and digits. */
static bool is_code(Bytes word)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    for (size_t i = 0; i < word.n; i++) {
        if (!word.at[i] || !strchr(signs, word.at[i]))
            return false;
    }
    return word.at && word.n > 0 && word.n <= CODE_MAX;
}

static bool was_code(const Whose *whose, Bytes word)
{
    for (size_t i = whose->n_codes; i > 0; i--) {
        if (bytes_are(word, whose->codes[i - 1]))
            return true;
    }
    return false;
}

/* A journal that has more of them is nobody's. */
void whose_learn_code(Whose *whose, const Group *group)
{
    enum { CODES_MAX = 1000 };

    if (!is_code(group->station) || was_code(whose, group->station) ||
        whose->n_codes == CODES_MAX)
        return;
    whose->codes = xreallocarray(whose->codes, whose->n_codes + 1, sizeof *whose->codes);
    snprintf(whose->codes[whose->n_codes++], sizeof *whose->codes, "%.*s",
             (int)group->station.n, (const char *)group->station.at);
}

const char *whose_renames(const Whose *whose, const Group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const Column *value = strcmp(group->rows[i].table, "setting") == 0
                                  ? whose_column(&group->rows[i], "value")
                                  : NULL;
        if (value && !whose_is_hidden(&value->after) &&
            (!is_code(value->after.bytes) || was_code(whose, value->after.bytes)))
            return _("a copy that is put back gets a code of its own");
    }
    return NULL;
}

const char *whose_sets(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *row = &deed->group->rows[i];
        const Column *name = whose_column(row, "name");
        const char *kept =
            standing_text(replay_find(deed->ask->replay, row->table, row->uid), "name");
        Bytes called =
            name ? name->after.bytes : (Bytes){(const unsigned char *)kept, strlen(kept)};
        /* A dossier tells of no settings. */
        if (strcmp(row->table, "setting") != 0 || called.n == 0 ||
            (name && whose_is_hidden(&name->after)))
            continue;
        for (size_t j = 0; j < COUNT_OF(settings); j++) {
            if (whose_has_word(settings[j].verbs, deed->group->verb) &&
                !whose_has_word(settings[j].names, called))
                return _("such an event sets something else");
        }
        /* The entries were made with the secret that was there then. */
        if (bytes_are(called, "blacklist.key") && strcmp(row->op, "add") != 0)
            return _("the key of the blacklist is set once and stays");
    }
    return NULL;
}
