/* People and settings: nobody changes their own role, and a setting is the one that is said. */
#include "config.h"

#include "verify/whose_inner.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

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

const char *whose_of_people(const Deed *deed)
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
const char *whose_about_oneself(const Deed *deed)
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
    return right_has(deed->person, RIGHT_PEOPLE, NULL, true) ? whose_of_people(deed)
                                                             : whose_no_role();
}

/* Who comes in elsewhere has the role here that they had there then. */
static bool gets_role(const Deed *deed, const Row *row)
{
    const Person *person = people_find(deed->ask->people, row->uid);

    return whose_is_op(row, "set", "user") && row->n == 1 && whose_column(row, "role") &&
           person && person->elsewhere;
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
    }
    return NULL;
}

const char *whose_never(const Deed *deed UNUSED)
{
    return _("only the recovery code does that, and the station signs it");
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
    {"share,", "group,"},
    {"knowledge,", "knowledge.accepted,"},
    {"blacklist_key,", "blacklist.key,"},
    {"seal,rekey,", "sealed,"},
    {"day,", "sealed.header,"},
    {"unseal,unseal_begun,", "unsealed,"},
};

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
    }
    return NULL;
}
