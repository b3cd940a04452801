/* People are learned from rows of user in groups about people; rights are the rows of
 * role.def. */
#include "config.h"

#include "verify/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"

/* ---- people ---- */

const Person *people_find(const People *people, const unsigned char *uid)
{
    for (size_t i = 0; uid && i < people->n; i++) {
        if (memcmp(people->list[i].uid, uid, UID) == 0)
            return &people->list[i];
    }
    return NULL;
}

static void take_text(char **out, const Value *value)
{
    free(*out);
    *out = value->type == VALUE_TEXT ? xstrndup((const char *)value->bytes.at, value->bytes.n)
                                     : xstrdup("");
}

static bool is_yes(const Value *value)
{
    return value->type == VALUE_INT && value->number != 0;
}

static Person *person_of(People *people, const unsigned char *uid)
{
    const Person *found = people_find(people, uid);
    Person *person;

    if (found)
        return &people->list[found - people->list];
    people->list = xreallocarray(people->list, people->n + 1, sizeof(Person));
    person = &people->list[people->n++];
    *person = (Person){
        .name = xstrdup(""), .display = xstrdup(""), .role = xstrdup(""), .home = xstrdup("")};
    memcpy(person->uid, uid, UID);
    return person;
}

static void learn_home(Person *person, const Value *after)
{
    person->elsewhere = after->type != VALUE_EMPTY;
    take_text(&person->home, after);
}

static void learn_user(People *people, const Row *row)
{
    Person *person = person_of(people, row->uid);

    for (size_t i = 0; i < row->n; i++) {
        const char *name = row->columns[i].name;
        const Value *after = &row->columns[i].after;
        if (strcmp(name, "role") == 0)
            take_text(&person->role, after);
        else if (strcmp(name, "name") == 0)
            take_text(&person->name, after);
        else if (strcmp(name, "display") == 0)
            take_text(&person->display, after);
        else if (strcmp(name, "disabled") == 0)
            person->disabled = is_yes(after);
        else if (strcmp(name, "must_change") == 0)
            person->must_change = is_yes(after);
        else if (strcmp(name, "home") == 0)
            learn_home(person, after);
    }
}

void people_learn(People *people, const Group *group)
{
    bool about = bytes_are(group->kind, "people") || bytes_are(group->kind, "setup");

    for (size_t i = 0; about && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (strcmp(row->table, "user") == 0 && strcmp(row->op, "remove") != 0)
            learn_user(people, row);
    }
}

void people_free(People *people)
{
    for (size_t i = 0; i < people->n; i++) {
        free(people->list[i].name);
        free(people->list[i].display);
        free(people->list[i].role);
        free(people->list[i].home);
    }
    free(people->list);
    *people = (People){0};
}

/* ---- rights ---- */

enum Role { SOCIAL_WORKER, ADVISER, SUPERVISOR, AUDITOR, ADMINISTRATOR };
static const char *const roles[] = {"social_worker", "adviser", "supervisor", "auditor",
                                    "administrator"};
enum Status { DRAFT, SUBMITTED, RETURNED, APPROVED, REJECTED, EXPORTED, CLOSED };
static const char *const statuses[] = {"draft",    "submitted", "returned", "approved",
                                       "rejected", "exported",  "closed"};
enum Needs { NOTHING, OWN, EYES }; /* EYES: whose hands are in a case is for hands.h */

#define R(role)    (1u << (role))
#define S(status)  (1u << (status))
#define ANY_ROLE   (R(ADMINISTRATOR + 1) - 1)
#define ENTERS     (R(SOCIAL_WORKER) | R(ADVISER) | R(SUPERVISOR))
#define RULES      (R(SUPERVISOR) | R(ADMINISTRATOR))
#define ANY_STATUS (S(CLOSED + 1) - 1)
#define ONGOING    (ANY_STATUS & ~(S(REJECTED) | S(CLOSED)))

static const struct Right {
    RightVerb verb;
    unsigned roles, statuses;
    enum Needs needs;
} rights[] = {
#define RIGHT(verb, roles, statuses, needs) {RIGHT_##verb, roles, statuses, needs},
#include "desk/role.def"
#undef RIGHT
};

static unsigned bit_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0)
            return 1u << i;
    }
    return 0;
}

bool right_has(const Person *person, RightVerb verb, const char *status, bool own)
{
    unsigned role = bit_of(person->role, roles, COUNT_OF(roles)),
             at = status ? bit_of(status, statuses, COUNT_OF(statuses)) : ANY_STATUS;

    for (size_t i = 0; i < COUNT_OF(rights); i++) {
        const struct Right *right = &rights[i];
        if (right->verb == verb && (right->roles & role) && (right->statuses & at) &&
            (own || right->needs != OWN))
            return true;
    }
    return false;
}
