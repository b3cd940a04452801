/* Each line is a kind and verbs with what rows of such a group are of; a row of a case that is
 * entered is one of a list. */
#include "config.h"

#include "verify/kinds.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"

enum { TABLES_MAX = 10 };

typedef enum Entered {
    NO_ENTRY,
    ENTRY,       /* tells of what is entered */
    ENTRY_TAKEN, /* only that it was taken in */
    ENTRY_BACK,  /* of all, and that what was taken in came later after all */
} Entered;

/* Words have a comma behind each. sets: of a row that is there these columns alone, "" none;
 * NULL: any that is not kept back. */
typedef struct Of {
    const char *table, *sets;
} Of;

typedef struct Writes {
    const char *kind, *verbs;
    Entered entered;
    Of of[TABLES_MAX];
} Writes;

static const char *const entered[] = {
    "aid",         "assessment", "asset",    "complaint",       "consent",    "contact",
    "debt",        "disclosure", "document", "erasure_request", "evaluation", "event",
    "expense",     "funding",    "goal",     "guardian",        "illness",    "initiator",
    "inquiry",     "insurance",  "member",   "money",           "patient",    "payee",
    "plan",        "recourse",   "referral", "statement",       "surplus",    "tranche",
    "verification"};

/* clang-format off */
#define HEAD                                                                                   \
    "platform,kind,urgent,source,ward,referral,target_fen,adviser,adviser_phone,"              \
    "refused_before,retain_until,note,adviser_kind,adviser_employer,adviser_no,"               \
    "adviser_declared_on,"
#define PERSON                                                                                 \
    {"person_key", ""}, {"role_change", ""}, {"user", "role,disabled,"}
#define PASSPHRASE                                                                             \
    {"person_key", "ended,wrapped,"}, {"role_change", ""},                                     \
    {"user", "role,disabled,passhash,must_change,reset_by,"}
#define EDITED                                                                                 \
    ENTRY, {{"case_file", HEAD "life,"}, {"life_step", ""}, {"stop", "taken_back,"}}
#define ENDED                                                                                  \
    "confirmed_at,confirmed_by,lift_at,lift_by,lift_reason,ended_at,ended_by,ended_reason,gone,"

static const Writes writes[] = {
    {"new", "new,discard,", NO_ENTRY, {{"case_file", HEAD}}},
    {"import", "import,", ENTRY, {{"case_file", HEAD}, {"life_step", ""}, {"stop", "taken_back,"}}},
    {"edit", "edit,", EDITED},
    {"undo", "undo,", EDITED},
    {"redo", "redo,", EDITED},
    {"workflow", "submit,", NO_ENTRY, {{"case_file", "status,amendment,life,"}, {"review", ""}}},
    {"workflow", "amend,", NO_ENTRY, {{"case_file", "status,amendment,life,"}, {"review", ""}}},
    {"workflow", "approve,", ENTRY_TAKEN,
     {{"case_file", "status,amendment,life,"}, {"approval", "active,"}, {"finding_accepted", ""},
      {"review", ""}}},
    {"workflow", "approve_first,", NO_ENTRY,
     {{"case_file", "status,amendment,life,"}, {"approval", "active,"}, {"finding_accepted", ""},
      {"review", ""}}},
    {"workflow", "return,reject,withdraw,reopen,close,", ENTRY_BACK,
     {{"case_file", HEAD "status,amendment,life,"}, {"approval", "active,"}, {"life_step", ""},
      {"review", ""}, {"stop", "taken_back,"}}},
    {"workflow", "ask,answer,mark,reply,unmark,", NO_ENTRY, {{"review", ""}}},
    {"workflow", "hand,", NO_ENTRY, {{"case_file", "handed_to,"}, {"review", ""}}},
    {"workflow", "stage,set_stage,stop,", NO_ENTRY,
     {{"case_file", "life,"}, {"life_step", ""}, {"stop", "taken_back,"}}},
    {"workflow", "decide,", NO_ENTRY,
     {{"case_file", "life,"}, {"life_step", ""},
      {"stop", "decided_at,decided_by,decision,ends,taken_back,"}}},
    {"workflow", "receipt,", NO_ENTRY,
     {{"case_file", "life,"}, {"batch", "answered_at,closed_at,"},
      {"batch_case", "agreed,answered_at,declined,outcome,platform_no,reason,"},
      {"life_step", ""}, {"review", ""}, {"stop", "taken_back,"}, {"money", NULL}, {"surplus", NULL}, {"tranche", NULL}}},
    {"workflow", "pass,take_over,", NO_ENTRY, {{"pen", NULL}}},
    {"workflow", "different,", NO_ENTRY, {{NULL, NULL}}},
    {"export", "export,", NO_ENTRY,
     {{"batch", "state,"}, {"batch_case", ""}, {"case_file", "status,life,"}, {"life_step", ""},
      {"tranche", "state,requested_on,"}}},
    {"export", "again,", NO_ENTRY, {{"batch_copy", ""}}},
    {"export", "uploaded,close,open,", NO_ENTRY,
     {{"batch", "answered_at,closed_at,uploaded_by,uploaded_on,"}}},
    {"export", "receipt,", NO_ENTRY, {{"receipt", ""}}},
    {"export", "dossier,", NO_ENTRY, {{"dossier", ""}}},
    {"erase", "erase,", ENTRY,
     {{"case_file", HEAD}, {"erasure", ""}, {"approval", "snapshot,"},
      {"batch_case", "content,known_as,reason,platform_no,"}, {"finding_accepted", ""}, {"life_step", "comment,"}, {"review", "comment,found,"},
      {"stop", "words,decision,"}}},
    {"people", "user_add,user_role,user_enable,recover,", NO_ENTRY, {PERSON}},
    {"people", "user_disable,", NO_ENTRY, {{"person_key", "ended,"}, PERSON}},
    {"people", "user_passphrase,keys,", NO_ENTRY, {PASSPHRASE}},
    {"people", "second_approval,knowledge,station,station_name,hub,share,blacklist_key,move,move_back,", NO_ENTRY,
     {{"setting", "value,"}}},
    {"people", "station_trust,station_distrust,station_people,", NO_ENTRY,
     {{"station", NULL}, {"station_person", NULL}, {"station_term", NULL}}},
    {"people", "met,", NO_ENTRY, {{"known_key", ""}, {"user", "role,"}}},
    {"setup", "init,practice,", NO_ENTRY,
     {{"setting", "value,"}, {"person_key", ""}, {"user", ""}}},
    {"setup", "restore,seal,rekey,unseal,unseal_begun,", NO_ENTRY, {{"setting", "value,"}}},
    {"setup", "day,", NO_ENTRY, {{"day_head", ""}, {"setting", "value,"}}},
    {"setup", "backup,", NO_ENTRY, {{NULL, NULL}}},
    {"house", "read,", NO_ENTRY, {{"read_day", ""}}},
    {"house", "reveal,", NO_ENTRY, {{"reveal", ""}}},
    {"house", "sign_in_failed,", NO_ENTRY, {{"sign_in", "failed,"}}},
    {"house", "blacklist_add,blacklist_import,blacklist_confirm,blacklist_decline,", NO_ENTRY,
     {{"blacklist", ENDED}}},
    {"house", "blacklist_lift,", NO_ENTRY, {{"blacklist", ENDED}}},
    {"house", "bundle_out,bundle_answered,", NO_ENTRY, {{"bundle_out", NULL}}},
    {"house", "bundle_in,", NO_ENTRY, {{"bundle_in", NULL}}},
    {"house", "case_call,", NO_ENTRY, {{"case_call", ""}}},
    {"house", "case_answer,", NO_ENTRY, {{"case_call", "answer,answered_at,"}}},
    {"house", "bundle_refused,clock_wrong,clock_right,different,", NO_ENTRY, {{NULL, NULL}}},
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

static const Writes *writes_of(const Group *group)
{
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        if (bytes_are(group->kind, writes[i].kind) && has_word(writes[i].verbs, group->verb))
            return &writes[i];
    }
    return NULL;
}

static bool is_entered(const char *table)
{
    for (size_t i = 0; i < COUNT_OF(entered); i++) {
        if (strcmp(entered[i], table) == 0)
            return true;
    }
    return false;
}

static const Of *of_table(const Writes *kind, const char *table)
{
    for (size_t i = 0; i < TABLES_MAX; i++) {
        if (kind->of[i].table && strcmp(kind->of[i].table, table) == 0)
            return &kind->of[i];
    }
    return NULL;
}

/* To which case a row belongs is said once, and what came later is taken in by an approval. */
static bool may_set(const Writes *kind, const Of *of, const char *column)
{
    Bytes name = {(const unsigned char *)column, strlen(column)};
    bool later = strcmp(column, "later") == 0;

    if (of && of->sets)
        return has_word(of->sets, name);
    if (of)
        return !later && strcmp(column, "case_id") != 0;
    return later ? kind->entered == ENTRY_TAKEN || kind->entered == ENTRY_BACK
                 : kind->entered != ENTRY_TAKEN && strcmp(column, "case_id") != 0;
}

/* What is entered is taken away again; of the rest hardly anything. */
static bool may_remove(const Group *group, const char *table)
{
    static const struct {
        const char *kind, *verbs, *table;
    } list[] = {
        {"new", "discard,", "case_file"},
        {"undo", "undo,", "stop"}, /* with what raised it */
        {"redo", "redo,", "stop"},
        {"erase", "erase,", "finding_accepted"},
        {"people", "station_people,station_trust,", "station_term"},
    };
    bool may = is_entered(table);

    for (size_t i = 0; !may && i < COUNT_OF(list); i++)
        may = strcmp(list[i].table, table) == 0 && bytes_are(group->kind, list[i].kind) &&
              has_word(list[i].verbs, group->verb);
    return may;
}

/* *column: what does not fit; NULL: all of it. */
static bool row_fits(const Writes *kind, const Group *group, const Row *row,
                     const char **column)
{
    const Of *of = kind ? of_table(kind, row->table) : NULL;
    bool set = strcmp(row->op, "set") == 0;

    *column = NULL;
    if (!kind || (!of && (kind->entered == NO_ENTRY || !is_entered(row->table) ||
                          (kind->entered == ENTRY_TAKEN && !set))))
        return false;
    if (strcmp(row->op, "remove") == 0 && !may_remove(group, row->table))
        return false;
    for (size_t i = 0; set && i < row->n; i++) {
        *column = row->columns[i].name;
        if (!may_set(kind, of, *column))
            return false;
    }
    return true;
}

void kinds_check(const Keys *keys, const Group *group, Report *report)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;
    const Writes *kind = writes_of(group);
    long long event = (long long)group->position;
    const char *column;

    /* Before there were keys nobody signed. */
    if (!group->signer.at || (key && key->station))
        return;
    if (!kind && group->n == 0)
        report_fault(report, event, _("Event %lld (%.*s, %.*s): there are no such events"),
                     event, (int)group->kind.n, (const char *)group->kind.at,
                     (int)group->verb.n, (const char *)group->verb.at);
    for (size_t i = 0; i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (!row_fits(kind, group, row, &column))
            /* TRANSLATORS: kind and verb of an event ("edit", "edit"), what was done ("set"),
             * a table, a column. */
            report_fault(report, event,
                         _("Event %lld (%.*s, %.*s): such an event does not tell of this: %s "
                           "of %s%s%s"),
                         event, (int)group->kind.n, (const char *)group->kind.at,
                         (int)group->verb.n, (const char *)group->verb.at, row->op, row->table,
                         column ? C_("between record and field", ", ") : "",
                         column ? column : "");
    }
}
