/* Two tables: the groups, and the columns that their rows may tell of. */
#include "config.h"

#include "store/station.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "store/change.h"

enum {
    FIRST = 1u << 0 /* of the store */,
    OF_CASE = 1u << 1,
    FOR_PERSON = 1u << 2,
    EMPTY = 1u << 3 /* no rows: it says something */
};

/* What is not for a person is of nobody. */
static const struct {
    const char *kind, *verb;
    unsigned flags;
} groups[] = {
    {"export", "again", FOR_PERSON},
    {"export", "export", FOR_PERSON | OF_CASE},
    {"house", "clock_wrong", EMPTY},
    {"house", "different", EMPTY},
    {"house", "read", 0},
    {"house", "reveal", 0},
    {"house", "sign_in_failed", 0},
    {"people", "recover", 0},
    {"setup", "backup", FOR_PERSON | EMPTY},
    {"setup", "day", 0},
    {"setup", "init", FIRST},
    {"setup", "practice", FIRST},
    {"setup", "rekey", FOR_PERSON},
    {"setup", "restore", FOR_PERSON | EMPTY},
    {"setup", "seal", FOR_PERSON},
    {"setup", "unseal", FOR_PERSON},
    {"setup", "unseal_begun", FOR_PERSON},
    {"workflow", "different", OF_CASE | EMPTY},
};

/* was, is: words with spaces between; "": nothing; NULL: anything. column NULL: all of a row
 * that is added, for which no line says more. of: the setting. */
static const struct Line {
    const char *kind, *verb, *op, *table, *column, *was, *is, *of;
} lines[] = {
    {"export", "again", "add", "batch_copy", NULL, NULL, NULL, NULL},
    {"export", "export", "set", "batch", "state", "begun", "written withdrawn", NULL},
    {"export", "export", "set", "case_file", "status", "approved", "exported", NULL},
    {"export", "export", "set", "case_file", "life", "prepared refused", "sent", NULL},
    {"export", "export", "add", "life_step", "was", NULL, "prepared refused", NULL},
    {"export", "export", "add", "life_step", "life", NULL, "sent", NULL},
    {"export", "export", "add", "life_step", "reason", NULL, "", NULL},
    {"export", "export", "add", "life_step", "comment", NULL, "", NULL},
    {"export", "export", "add", "life_step", NULL, NULL, NULL, NULL},
    {"export", "export", "set", "tranche", "state", "planned", "requested", NULL},
    {"export", "export", "set", "tranche", "requested_on", NULL, NULL, NULL},
    {"house", "read", "add", "read_day", NULL, NULL, NULL, NULL},
    {"house", "reveal", "add", "reveal", NULL, NULL, NULL, NULL},
    {"house", "sign_in_failed", "add", "sign_in", NULL, NULL, NULL, NULL},
    {"house", "sign_in_failed", "set", "sign_in", "failed", NULL, NULL, NULL},
    {"people", "recover", "add", "person_key", NULL, NULL, NULL, NULL},
    {"people", "recover", "add", "user", "role", NULL, "supervisor", NULL},
    {"people", "recover", "add", "user", "home", NULL, "", NULL},
    {"people", "recover", "add", "user", NULL, NULL, NULL, NULL},
    {"setup", "day", "add", "day_head", NULL, NULL, NULL, NULL},
    {"setup", "day", "add", "setting", NULL, NULL, NULL, "sealed.header"},
    {"setup", "day", "set", "setting", "value", NULL, NULL, "sealed.header"},
    {"setup", "init", "add", "person_key", NULL, NULL, NULL, NULL},
    {"setup", "init", "add", "setting", NULL, NULL, NULL, NULL},
    {"setup", "init", "add", "user", "home", NULL, "", NULL},
    {"setup", "init", "add", "user", NULL, NULL, NULL, NULL},
    {"setup", "practice", "add", "person_key", NULL, NULL, NULL, NULL},
    {"setup", "practice", "add", "setting", NULL, NULL, NULL, NULL},
    {"setup", "practice", "add", "user", "home", NULL, "", NULL},
    {"setup", "practice", "add", "user", NULL, NULL, NULL, NULL},
    {"setup", "rekey", "add", "setting", NULL, NULL, NULL, "sealed"},
    {"setup", "rekey", "set", "setting", "value", NULL, NULL, "sealed"},
    {"setup", "restore", "add", "setting", NULL, NULL, NULL, "station"},
    {"setup", "restore", "set", "setting", "value", NULL, NULL, "station"},
    {"setup", "seal", "add", "setting", NULL, NULL, NULL, "sealed"},
    {"setup", "seal", "set", "setting", "value", NULL, NULL, "sealed"},
    {"setup", "unseal", "add", "setting", NULL, NULL, NULL, "unsealed"},
    {"setup", "unseal", "set", "setting", "value", NULL, NULL, "unsealed"},
    {"setup", "unseal_begun", "add", "setting", NULL, NULL, NULL, "unsealed"},
    {"setup", "unseal_begun", "set", "setting", "value", NULL, NULL, "unsealed"},
};

/* ---- keys ---- */

/* Whose the key is the group says that made it: the row may have been changed. */
static bool is_of_nobody(Store *store, int64_t group, const Uid *key, bool *is, Err *err)
{
    ReaderRange range = {.only = group, .table = "person_key"};
    Reader r;

    *is = false;
    if (!reader_open(&r, store, &range, err))
        return false;
    while (reader_group(&r)) {
        while (reader_row(&r)) {
            bool same = memcmp(r.row.uid, key->bytes, UID_BYTES) == 0, owner = false;
            for (size_t i = 0; same && i < r.row.shape->n; i++)
                owner = owner || (strcmp(r.row.shape->columns[i], "user_id") == 0 &&
                                  r.row.columns[i].after.state != CHAIN_EMPTY);
            *is = *is || (same && !owner);
        }
    }
    return reader_close(&r, err);
}

static bool take_key(Store *store, int64_t group, const void *uid, StationKeys *out, Err *err)
{
    Uid key;
    bool is;

    memcpy(key.bytes, uid, UID_BYTES);
    if (!is_of_nobody(store, group, &key, &is, err) || !is)
        return !is;
    out->uids = xreallocarray(out->uids, out->n + 1, sizeof *out->uids);
    out->uids[out->n++] = key;
    return true;
}

bool station_keys(Store *store, StationKeys *out, Err *err)
{
    bool done = true;
    Sql q;

    *out = (StationKeys){.n = 0};
    if (!change_shape(store, "person_key"))
        return true;
    if (!sql_open(&q, store,
                  "SELECT k.uid, g.id FROM person_key AS k JOIN journal_group AS g"
                  " ON g.uid = k.since WHERE k.user_id IS NULL",
                  err))
        return false;
    while (done && sql_row(&q)) {
        size_t n;
        const void *uid = sql_blob(&q, 0, &n);
        done = n != UID_BYTES || take_key(store, sql_int(&q, 1), uid, out, err);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

void station_keys_free(StationKeys *keys)
{
    free(keys->uids);
    *keys = (StationKeys){.n = 0};
}

bool station_signed(const StationKeys *keys, const ReaderGroup *group)
{
    for (size_t i = 0; group->signer.len == UID_BYTES && i < keys->n; i++) {
        if (memcmp(keys->uids[i].bytes, group->signer.bytes, UID_BYTES) == 0)
            return true;
    }
    return false;
}

char *station_setting(Store *store, const ReaderRow *row)
{
    char *name = NULL;
    Sql q;

    for (size_t i = 0; i < row->shape->n; i++) {
        const ChainValue *after = &row->columns[i].after;
        if (strcmp(row->shape->columns[i], "name") == 0 && after->state == CHAIN_KEPT &&
            after->value.type == SQL_TEXT)
            return xstrndup(after->value.bytes, after->value.len);
    }
    if (!sql_open(&q, store, "SELECT name FROM setting WHERE uid = ?", NULL))
        return NULL;
    sql_bind_blob(&q, 1, row->uid, UID_BYTES);
    if (sql_row(&q) && sql_text(&q, 0))
        name = xstrdup(sql_text(&q, 0));
    sql_close(&q, NULL);
    return name;
}

/* ---- the list ---- */

static bool is(const SqlValue *value, const char *word)
{
    return value->type == SQL_TEXT && value->len == strlen(word) &&
           memcmp(value->bytes, word, value->len) == 0;
}

static bool is_of(const ReaderGroup *group, const char *kind, const char *verb)
{
    return is(&group->kind, kind) && is(&group->verb, verb);
}

static bool signs_with(const ReaderGroup *group, unsigned flags)
{
    return (!(flags & FIRST) || group->id == 1) && ((flags & OF_CASE) || group->case_id == 0) &&
           ((flags & FOR_PERSON) || (group->user_id == 0 && !group->names.user_uid)) &&
           group->content == 0 && group->undoes.type == SQL_NULL;
}

bool station_signs(const ReaderGroup *group, bool *empty)
{
    *empty = false;
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        if (!is_of(group, groups[i].kind, groups[i].verb))
            continue;
        *empty = (groups[i].flags & EMPTY) != 0;
        return signs_with(group, groups[i].flags);
    }
    return false;
}

static bool is_among(const char *words, const ChainValue *value)
{
    const char *text = value->value.bytes;
    size_t n = value->value.len;

    if (!words || value->state == CHAIN_ERASED || (!*words && value->state == CHAIN_EMPTY))
        return true;
    if (value->state != CHAIN_KEPT || value->value.type != SQL_TEXT)
        return false;
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, text, n) == 0)
            return true;
        at += length;
    }
    return false;
}

static bool is_about(const struct Line *line, const ReaderGroup *group, const ReaderRow *row)
{
    return is_of(group, line->kind, line->verb) && strcmp(line->op, row->shape->op) == 0 &&
           strcmp(line->table, row->shape->table) == 0;
}

static bool signs_column(const ReaderGroup *group, const ReaderRow *row, size_t at,
                         const char *setting)
{
    const BodyColumn *told = &row->columns[at];

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const struct Line *line = &lines[i];
        if (!is_about(line, group, row) ||
            (line->column && strcmp(line->column, row->shape->columns[at]) != 0))
            continue;
        return is_among(line->was, &told->before) && is_among(line->is, &told->after) &&
               (!line->of || (setting && strcmp(line->of, setting) == 0));
    }
    return told->before.state == CHAIN_EMPTY && told->after.state == CHAIN_EMPTY;
}

bool station_signs_row(const ReaderGroup *group, const ReaderRow *row, const char *setting,
                       const char **column)
{
    bool listed = false;

    *column = NULL;
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        listed = listed || is_about(&lines[i], group, row);
    for (size_t i = 0; listed && i < row->shape->n; i++) {
        if (signs_column(group, row, i, setting))
            continue;
        *column = row->shape->columns[i];
        return false;
    }
    return listed;
}
