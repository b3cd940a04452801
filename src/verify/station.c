/* Each line of the list is a kind and a verb with what one row of such a group may tell. */
#include "config.h"

#include "verify/station.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/replay_inner.h"

enum { ROWS_MAX = 4, TOLD_MAX = 5 };

/* column NULL: any other. was and is have a comma behind each word; NULL: whatever. */
typedef struct Told {
    const char *column, *was, *is;
} Told;

typedef struct Listed {
    const char *op, *table;
    const char *setting; /* of that name alone */
    Told told[TOLD_MAX];
    size_t n;
} Listed;

typedef struct Signs {
    const char *kind, *verbs; /* with a comma behind each */
    bool person, of_case;     /* may be */
    bool first;               /* of the store alone */
    bool empty;               /* may have no rows */
    Listed rows[ROWS_MAX];
    size_t n;
} Signs;

#define ALL_OF {{.column = NULL}}, 1

/* clang-format off */
static const Signs list[] = {
    {"setup", "init,practice,", .first = true,
     .rows = {{"add", "setting", NULL, ALL_OF},
              {"add", "person_key", NULL, ALL_OF},
              {"add", "user", NULL, ALL_OF}},
     .n = 3},
    {"setup", "day,",
     .rows = {{"add", "day_head", NULL, ALL_OF},
              {"set", "setting", "sealed.header", {{"value", NULL, NULL}}, 1},
              {"add", "setting", "sealed.header", ALL_OF}},
     .n = 3},
    {"setup", "backup,", .person = true, .empty = true},
    {"setup", "restore,", .person = true, .empty = true,
     .rows = {{"set", "setting", "station", {{"value", NULL, NULL}}, 1},
              {"add", "setting", "station", ALL_OF}},
     .n = 2},
    {"setup", "seal,rekey,", .person = true,
     .rows = {{"set", "setting", "sealed", {{"value", NULL, NULL}}, 1},
              {"add", "setting", "sealed", ALL_OF}},
     .n = 2},
    {"setup", "unseal_begun,unseal,", .person = true,
     .rows = {{"set", "setting", "unsealed", {{"value", NULL, NULL}}, 1},
              {"add", "setting", "unsealed", ALL_OF}},
     .n = 2},
    {"people", "recover,",
     .rows = {{"add", "user", NULL, {{"role", NULL, "supervisor,"}, {"home", NULL, ""},
                                     {.column = NULL}}, 3},
              {"add", "person_key", NULL, ALL_OF}},
     .n = 2},
    {"house", "read,", .rows = {{"add", "read_day", NULL, ALL_OF}}, .n = 1},
    {"house", "reveal,", .rows = {{"add", "reveal", NULL, ALL_OF}}, .n = 1},
    {"house", "sign_in_failed,",
     .rows = {{"add", "sign_in", NULL, ALL_OF},
              {"set", "sign_in", NULL, {{"failed", NULL, NULL}}, 1}},
     .n = 2},
    {"house", "clock_wrong,different,", .empty = true},
    {"workflow", "different,", .of_case = true, .empty = true},
    {"export", "again,", .person = true, .rows = {{"add", "batch_copy", NULL, ALL_OF}}, .n = 1},
    {"export", "export,", .person = true, .of_case = true,
     .rows = {{"set", "batch", NULL, {{"state", "begun,", "written,withdrawn,"}}, 1},
              {"set", "case_file", NULL,
               {{"status", "approved,", "exported,"}, {"life", "prepared,refused,", "sent,"}}, 2},
              {"set", "tranche", NULL,
               {{"state", "planned,", "requested,"}, {"requested_on", NULL, NULL}}, 2},
              {"add", "life_step", NULL,
               {{"was", NULL, "prepared,refused,"}, {"life", NULL, "sent,"}, {"reason", NULL, ""},
                {"comment", NULL, ""}, {.column = NULL}},
               5}},
     .n = 4},
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

static bool is_closed(const Value *value)
{
    return value->type == VALUE_CLOSED;
}

/* Of what was erased, or is closed in a dossier, nothing can be told. */
static bool value_fits(const char *words, const Value *value)
{
    if (!words || value->type == VALUE_ERASED || is_closed(value))
        return true;
    if (!words[0])
        return value->type == VALUE_EMPTY;
    return value->type == VALUE_TEXT && has_word(words, value->bytes);
}

static bool column_fits(const Listed *listed, const Column *column)
{
    if (column->before.type == VALUE_EMPTY && column->after.type == VALUE_EMPTY)
        return true;
    for (size_t i = 0; i < listed->n; i++) {
        const Told *told = &listed->told[i];
        if (!told->column || strcmp(told->column, column->name) == 0)
            return value_fits(told->was, &column->before) &&
                   value_fits(told->is, &column->after);
    }
    return false;
}

/* The name stands in the row that is added, or was told when it was. */
static bool is_setting(const Replay *replay, const Row *row, const char *name)
{
    const Kept *kept = replay_find(replay, row->table, row->uid);
    const Cell *cell = kept ? replay_cell(kept, "name") : NULL;

    for (size_t i = 0; i < row->n; i++) {
        const Column *column = &row->columns[i];
        if (strcmp(column->name, "name") == 0)
            return is_closed(&column->after) || bytes_are(column->after.bytes, name);
    }
    /* A dossier tells of no settings. */
    return cell ? strcmp(cell->said, name) == 0 : row->n && is_closed(&row->columns[0].after);
}

/* *column: what does not fit; NULL: all of it. */
static bool row_fits(const Signs *signs, const Replay *replay, const Row *row,
                     const char **column)
{
    const Listed *listed = NULL;

    *column = NULL;
    for (size_t i = 0; !listed && i < signs->n; i++) {
        if (strcmp(signs->rows[i].op, row->op) == 0 &&
            strcmp(signs->rows[i].table, row->table) == 0)
            listed = &signs->rows[i];
    }
    if (!listed || (listed->setting && !is_setting(replay, row, listed->setting)))
        return false;
    for (size_t i = 0; i < row->n; i++) {
        *column = row->columns[i].name;
        if (!column_fits(listed, &row->columns[i]))
            return false;
    }
    return true;
}

static const Signs *signs_of(const Group *group)
{
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        const Signs *signs = &list[i];
        if (bytes_are(group->kind, signs->kind) && has_word(signs->verbs, group->verb))
            return (!group->person.at || signs->person) &&
                           (!group->case_uid.at || signs->of_case) &&
                           (signs->empty || group->n > 0) &&
                           (!signs->first || group->position == 1) && group->content == 0 &&
                           !group->undoes.at
                       ? signs
                       : NULL;
    }
    return NULL;
}

void station_check(const Keys *keys, const Replay *replay, const Group *group, Report *report)
{
    const Key *key = group->signer.at ? keys_find(keys, group->signer.at) : NULL;
    const Signs *signs;
    long long event = (long long)group->position;
    const char *column;

    if (!key || !key->station)
        return;
    signs = signs_of(group);
    if (!signs)
        report_fault(
            report, event,
            _("Event %lld (%.*s, %.*s): the station signed it, and signs no such event"), event,
            (int)group->kind.n, (const char *)group->kind.at, (int)group->verb.n,
            (const char *)group->verb.at);
    for (size_t i = 0; signs && i < group->n; i++) {
        const Row *row = &group->rows[i];
        if (!row_fits(signs, replay, row, &column))
            report_fault(
                report, event,
                _("Event %lld: the station signed what only a person signs: %s of %s%s%s"),
                event, row->op, row->table, column ? C_("between record and field", ", ") : "",
                column ? column : "");
    }
}
