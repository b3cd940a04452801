/* One table for the rows, one for the columns that take more than a row of theirs being told
 * of. */
#include "config.h"

#include "store/kinds.h"

#include <string.h>

#include "base/attr.h"

/* What is entered of a case, but for its head. */
#define CONTENT                                                                                \
    "aid assessment asset complaint consent contact debt disclosure document erasure_request " \
    "evaluation event expense funding goal guardian illness initiator inquiry insurance "      \
    "member money patient payee plan recourse referral statement surplus tranche verification"

/* Of an entry of the blacklist that counts no more. */
#define ENDED "ended_at ended_by ended_reason"

/* By what an amendment ends that is not approved: the case is then what it was before. */
#define GIVES_UP "close reject reopen return withdraw"

/* Words with spaces between. columns: when a row is set, these alone; NULL: those that are not
 * held. tables "": it has no rows. */
static const struct Line {
    const char *kind, *verbs, *tables, *columns;
} lines[] = {
    {"edit", "edit", CONTENT " case_file life_step stop", NULL},
    {"edit", "edit", "case_file", "life"},
    {"edit", "edit", "stop", "taken_back"},
    {"erase", "erase", CONTENT " batch_case case_file erasure finding_accepted", NULL},
    {"erase", "erase", "life_step review stop", "comment decision found words"},
    {"erase", "erase", "approval", "snapshot"},
    {"erase", "erase", "batch_case", "content known_as platform_no reason"},
    {"export", "again", "batch_copy", NULL},
    {"export", "close open uploaded", "batch", "answered_at closed_at uploaded_by uploaded_on"},
    {"export", "dossier", "dossier", NULL},
    {"export", "export", "batch batch_case life_step", NULL},
    {"export", "export", "batch", "state"},
    {"export", "export", "case_file", "life status"},
    {"export", "export", "tranche", "requested_on state"},
    {"export", "receipt", "receipt", NULL},
    {"house", "blacklist_add blacklist_import", "blacklist", NULL},
    {"house", "blacklist_confirm", "blacklist", "confirmed_at confirmed_by " ENDED},
    {"house", "blacklist_decline blacklist_import blacklist_lift", "blacklist",
     "gone lift_at lift_by lift_reason " ENDED},
    {"house", "bundle_answered", "bundle_out", "acknowledged receipt refused"},
    {"house", "bundle_out", "bundle_out", NULL},
    {"house", "bundle_in", "bundle_in", NULL},
    {"house", "case_answer", "case_call", "answer answered_at"},
    {"house", "case_call", "case_call", NULL},
    {"house", "bundle_refused clock_right clock_wrong different", "", NULL},
    {"house", "read", "read_day", NULL},
    {"house", "reveal", "reveal", NULL},
    {"house", "sign_in_failed", "sign_in", NULL},
    {"import", "import", CONTENT " case_file life_step stop", NULL},
    {"import", "import", "stop", "taken_back"},
    {"new", "discard new", "case_file", NULL},
    {"people", "blacklist_key hub knowledge second_approval share station station_name",
     "setting", NULL},
    {"people", "keys recover user_add user_disable user_enable user_passphrase user_role",
     "person_key role_change user", NULL},
    {"people", "keys user_passphrase", "user", "must_change passhash reset_by"},
    {"people", "keys user_disable user_passphrase", "person_key", "ended wrapped"},
    {"people", "met", "known_key user", NULL},
    {"people", "move move_back", "setting", NULL},
    {"people", "station_distrust station_people station_trust",
     "station station_person station_term", NULL},
    {"redo", "redo", CONTENT " case_file life_step stop", NULL},
    {"redo", "redo", "case_file", "life"},
    {"redo", "redo", "stop", "taken_back"},
    {"setup", "backup", "", NULL},
    {"setup", "day", "day_head setting", NULL},
    {"setup", "init practice", "person_key setting user", NULL},
    {"setup", "rekey restore seal unseal unseal_begun", "setting", NULL},
    {"undo", "undo", CONTENT " case_file life_step stop", NULL},
    {"undo", "undo", "case_file", "life"},
    {"undo", "undo", "stop", "taken_back"},
    {"workflow", "amend answer approve approve_first ask hand mark reply submit unmark",
     "review", NULL},
    {"workflow", "approve approve_first", "approval finding_accepted", NULL},
    {"workflow", "approve approve_first " GIVES_UP, "approval", "active"},
    {"workflow", "amend approve approve_first submit " GIVES_UP, "case_file",
     "amendment life status"},
    {"workflow", "approve", CONTENT, "later"},
    {"workflow", GIVES_UP, "life_step review stop", NULL},
    {"workflow", GIVES_UP, CONTENT " case_file", NULL},
    {"workflow", GIVES_UP, CONTENT, "later"},
    {"workflow", "decide set_stage stage stop", "life_step stop", NULL},
    {"workflow", "decide set_stage stage stop", "case_file", "life"},
    {"workflow", "decide", "stop", "decided_at decided_by decision ends taken_back"},
    {"workflow", GIVES_UP " receipt set_stage stage stop", "stop", "taken_back"},
    {"workflow", "different", "", NULL},
    {"workflow", "hand", "case_file", "handed_to"},
    {"workflow", "pass take_over", "pen", NULL},
    {"workflow", "receipt", "batch", "answered_at"},
    {"workflow", "receipt", "batch_case",
     "agreed answered_at declined outcome platform_no reason"},
    {"workflow", "receipt", "life_step money review stop surplus tranche", NULL},
    {"workflow", "receipt", "case_file", "life"},
};

/* When they are set, only a line that names them tells of them. table or column NULL: any. */
static const struct Held {
    const char *table, *column;
} held[] = {
    {"approval", NULL},
    {"batch", NULL},
    {"batch_case", NULL},
    {"batch_copy", NULL},
    {"blacklist", NULL},
    {"bundle_in", NULL},
    {"bundle_out", NULL},
    {"case_call", NULL},
    {"case_file", "amendment"},
    {"case_file", "created_at"},
    {"case_file", "no"},
    {"case_file", "created_by"},
    {"case_file", "handed_to"},
    {"case_file", "life"},
    {"case_file", "status"},
    {"day_head", NULL},
    {"dossier", NULL},
    {"erasure", NULL},
    {"finding_accepted", NULL},
    {"known_key", NULL},
    {"life_step", NULL},
    {"person_key", "ended"},
    {"person_key", "made_by"},
    {"person_key", "proof"},
    {"person_key", "receive"},
    {"person_key", "sign"},
    {"person_key", "since"},
    {"person_key", "user_id"},
    {"person_key", "wrapped"},
    {"read_day", NULL},
    {"receipt", NULL},
    {"reveal", NULL},
    {"review", NULL},
    {"role_change", NULL},
    {"setting", "name"},
    {"stop", NULL},
    {"station", "code"},
    {"station", "receive"},
    {"station", "sign"},
    {"station_person", "person"},
    {"station_person", "station_id"},
    {"station_term", NULL},
    {"user", "display"},
    {"user", "home"},
    {"user", "must_change"},
    {"user", "name"},
    {"user", "passhash"},
    {"user", "reset_by"},
    {NULL, "case_id"},
    {NULL, "later"},
};

/* What no event removes; what is in a case goes with an erasure, if it goes at all. */
static const char stay[] =
    "approval batch batch_case batch_copy blacklist bundle_in bundle_out case_call day_head "
    "dossier erasure known_key life_step person_key pen read_day receipt reveal review "
    "role_change "
    "setting sign_in station station_person user";

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, word, n) == 0)
            return true;
        at += length;
    }
    return false;
}

/* "" for what is no word of ours. */
static void take_word(char out[KINDS_WORD], const SqlValue *value)
{
    size_t n = value->type == SQL_TEXT && value->len < KINDS_WORD ? value->len : 0;

    memcpy(out, n ? value->bytes : "", n);
    out[n] = '\0';
}

static bool is_of(const struct Line *line, const Kinds *kinds)
{
    return strcmp(line->kind, kinds->kind) == 0 && has_word(line->verbs, kinds->verb);
}

void kinds_begin(Kinds *kinds, const ReaderGroup *group)
{
    Kinds next = {.has = false};

    take_word(next.kind, &group->kind);
    take_word(next.verb, &group->verb);
    if (strcmp(next.kind, kinds->kind) == 0 && strcmp(next.verb, kinds->verb) == 0)
        return;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        next.has = next.has || is_of(&lines[i], &next);
    *kinds = next;
}

bool kinds_line(size_t at, const char **kind, const char **verbs)
{
    if (at >= COUNT_OF(lines))
        return false;
    *kind = lines[at].kind;
    *verbs = lines[at].verbs;
    return true;
}

bool kinds_has(const Kinds *kinds)
{
    return kinds->has;
}

static bool is_held(const BodyShape *shape, const char *column)
{
    for (size_t i = 0; i < COUNT_OF(held); i++) {
        if ((!held[i].table || strcmp(held[i].table, shape->table) == 0) &&
            (!held[i].column || strcmp(held[i].column, column) == 0))
            return true;
    }
    return false;
}

/* A stop goes with what raised it, when that is undone. */
static bool stays(const Kinds *kinds, const BodyShape *shape)
{
    if (strcmp(shape->op, "remove") != 0)
        return false;
    if (strcmp(shape->table, "stop") == 0)
        return !has_word("redo undo", kinds->kind);
    if (strcmp(shape->table, "finding_accepted") == 0)
        return strcmp(kinds->kind, "erase") != 0;
    return has_word(stay, shape->table);
}

/* column NULL: the row. */
static bool tells(const Kinds *kinds, const BodyShape *shape, const char *column)
{
    bool set = strcmp(shape->op, "set") == 0;

    if (stays(kinds, shape))
        return false;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const struct Line *line = &lines[i];
        if (!is_of(line, kinds) || !has_word(line->tables, shape->table) ||
            (line->columns && !set))
            continue;
        if (!column ||
            (line->columns ? has_word(line->columns, column) : !is_held(shape, column)))
            return true;
    }
    return false;
}

bool kinds_tell(Kinds *kinds, const ReaderRow *row, const char **column)
{
    const BodyShape *shape = row->shape;
    const BodyShape **known = &kinds->told[(uint64_t)shape->id % KINDS_SHAPES];

    *column = NULL;
    if (*known == shape)
        return true;
    if (!tells(kinds, shape, NULL))
        return false;
    for (size_t i = 0; strcmp(shape->op, "set") == 0 && i < shape->n; i++) {
        if (tells(kinds, shape, shape->columns[i]))
            continue;
        *column = shape->columns[i];
        return false;
    }
    *known = shape;
    return true;
}
