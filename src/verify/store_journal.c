/* The tables of the journal, group by group. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "verify/body.h"
#include "verify/store_inner.h"

/* What happened to rows of which table, with the columns that a body tells of. */
typedef struct Shape {
    const char *op, *table;
    const char **columns;
    size_t n;
} Shape;

typedef struct Journal {
    Reading *r;
    Arena *names;
    Shape *shapes; /* by their ids */
    size_t n;
    sqlite3_stmt *rows;
} Journal;

static const char *keep_word(Journal *j, sqlite3_stmt *stmt, int column)
{
    Bytes bytes = reading_bytes(stmt, column);

    return arena_dup_n(j->names, bytes.at ? (const char *)bytes.at : "", bytes.n);
}

static void cut_columns(Journal *j, Shape *shape, char *names)
{
    size_t n = names[0] ? 1 : 0;

    for (char *at = names; *at; at++)
        n += *at == ',';
    shape->columns = arena_alloc(j->names, (n + 1) * sizeof(char *));
    for (char *at = names; shape->n < n; at += strlen(at) + 1) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma = '\0';
        shape->columns[shape->n++] = at;
    }
}

static bool read_shapes(Journal *j, Err *err)
{
    enum { SHAPES_MAX = 1 << 20 };
    sqlite3_stmt *stmt =
        reading_ask(j->r, "SELECT id, op, tbl, cols FROM journal_shape ORDER BY id", err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(stmt, 0);
        if (id < 1 || id > SHAPES_MAX)
            continue;
        if ((size_t)id >= j->n) {
            size_t n = (size_t)id + 64;
            j->shapes = xreallocarray(j->shapes, n, sizeof(Shape));
            memset(j->shapes + j->n, 0, (n - j->n) * sizeof(Shape));
            j->n = n;
        }
        j->shapes[id] = (Shape){.op = keep_word(j, stmt, 1), .table = keep_word(j, stmt, 2)};
        cut_columns(j, &j->shapes[id], arena_dup(j->names, keep_word(j, stmt, 3)));
    }
    return reading_end(j->r, stmt, err);
}

static bool read_row(Journal *j, Group *group, Row *row)
{
    Reading *r = j->r;
    int64_t shape = sqlite3_column_int64(j->rows, 1);
    Bytes uid = reading_keep(r, j->rows, 3), body = reading_keep(r, j->rows, 4);

    if (shape < 1 || (size_t)shape >= j->n || !j->shapes[shape].op || uid.n != UID || !body.at)
        return false;
    *row = (Row){.op = j->shapes[shape].op,
                 .table = j->shapes[shape].table,
                 .uid = uid.at,
                 .id = sqlite3_column_int64(j->rows, 2),
                 .n = j->shapes[shape].n,
                 .taken = sqlite3_column_int64(j->rows, 5) != 0};
    row->columns = arena_alloc(r->arena, (row->n + 1) * sizeof(Column));
    for (size_t i = 0; i < row->n; i++)
        row->columns[i].name = j->shapes[shape].columns[i];
    return body_unpack(group, row, body.at, body.n);
}

static void read_rows(Journal *j, Group *group)
{
    size_t room = 0;
    Row *rows = NULL;

    sqlite3_reset(j->rows);
    sqlite3_bind_int64(j->rows, 1, group->position);
    while (sqlite3_step(j->rows) == SQLITE_ROW) {
        if (group->n == room)
            rows = xreallocarray(rows, room = 2 * room + 16, sizeof(Row));
        if (sqlite3_column_int64(j->rows, 0) != (int64_t)group->n + 1 ||
            !read_row(j, group, &rows[group->n])) {
            report_fault(j->r->report, group->position,
                         _("Event %lld: change %zu of it is missing or cannot be read"),
                         (long long)group->position, group->n + 1);
            break;
        }
        group->n++;
    }
    group->rows = arena_alloc(j->r->arena, (group->n + 1) * sizeof(Row));
    if (group->n > 0)
        memcpy(group->rows, rows, group->n * sizeof(Row));
    free(rows);
}

/* Of another length it is none, and the group is not what was written. */
static Bytes sized(Reading *r, sqlite3_stmt *stmt, int column, size_t n, bool *odd)
{
    Bytes bytes = reading_keep(r, stmt, column);

    *odd = *odd || (bytes.at && bytes.n != n);
    return bytes.n == n ? bytes : (Bytes){NULL, 0};
}

static void read_group(Journal *j, sqlite3_stmt *stmt)
{
    Reading *r = j->r;
    bool odd = false;
    Group group = {.position = sqlite3_column_int64(stmt, 0),
                   .uid = sized(r, stmt, 1, UID, &odd),
                   .at = reading_keep(r, stmt, 2),
                   .station = reading_keep(r, stmt, 3),
                   .kind = reading_keep(r, stmt, 4),
                   .verb = reading_keep(r, stmt, 5),
                   .message = reading_keep(r, stmt, 6),
                   .message_salt = sized(r, stmt, 7, SALT, &odd),
                   .message_digest = sized(r, stmt, 8, HASH, &odd),
                   .user_id = sqlite3_column_int64(stmt, 9),
                   .person = sized(r, stmt, 10, UID, &odd),
                   .person_name = reading_keep(r, stmt, 11),
                   .case_id = sqlite3_column_int64(stmt, 12),
                   .case_uid = sized(r, stmt, 13, UID, &odd),
                   .content = sqlite3_column_int64(stmt, 14),
                   .undoes = sized(r, stmt, 15, UID, &odd),
                   .seed = sized(r, stmt, 16, SALT, &odd),
                   .g = sized(r, stmt, 17, HASH, &odd),
                   .hash = sized(r, stmt, 18, HASH, &odd),
                   .seal = reading_keep(r, stmt, 19),
                   .signer = sized(r, stmt, 20, UID, &odd),
                   .signature = sized(r, stmt, 21, SIGNATURE, &odd),
                   .signed_at = sized(r, stmt, 22, SIGNED_AT, &odd),
                   .erasable = sqlite3_column_int64(stmt, 23) != 0,
                   .unnamed = sqlite3_column_int64(stmt, 24) != 0};

    group.odd = odd;
    read_rows(j, &group);
    check_group(r->check, &group);
    arena_reset(r->arena);
}

static bool read_groups(Journal *j, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(
        j->r,
        "SELECT g.id, g.uid, g.at, g.station, g.kind, g.verb, g.message, g.message_salt,"
        " g.message_digest, g.user_id, w.uid, w.name, g.case_id, g.case_uid, g.content,"
        " g.undoes, g.seed, g.g, g.hash, g.seal, g.signer, g.signature, g.signed_at,"
        " g.seed IS NULL AND EXISTS (SELECT 1 FROM journal_group AS e WHERE e.kind = 'erase'"
        " AND (e.case_id = g.case_id OR (g.case_id = 0 AND g.kind = 'export' AND EXISTS "
        "(SELECT 1"
        " FROM journal_change AS c JOIN batch_case AS k ON k.uid = c.row_uid"
        " WHERE c.group_id = g.id AND k.case_id = e.case_id)))"
        " AND e.case_id > 0 AND e.id > g.id), g.who IS NOT NULL AND w.id IS NULL"
        " FROM journal_group AS g LEFT JOIN journal_who AS w ON w.id = g.who ORDER BY g.id",
        err);

    if (!stmt)
        return false;
    while (sqlite3_step(stmt) == SQLITE_ROW)
        read_group(j, stmt);
    return reading_end(j->r, stmt, err);
}

/* The chain cannot tell that its end was cut off; the head that is kept beside it can. */
static bool check_head(Reading *r, Err *err)
{
    sqlite3_stmt *stmt = reading_ask(
        r,
        "SELECT (SELECT value FROM meta WHERE name = 'journal.head'), (SELECT count(*) FROM"
        " journal_group), (SELECT count(*) FROM journal_change WHERE group_id NOT IN"
        " (SELECT id FROM journal_group))",
        err);
    const unsigned char *hash = check_store_hash(r->check);
    Buf head = BUF_INIT;

    if (!stmt)
        return false;
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        int64_t count = sqlite3_column_int64(stmt, 1);
        buf_addf(&head, "%lld ", (long long)count);
        for (size_t i = 0; i < HASH; i++)
            buf_addf(&head, "%02x", hash[i]);
        if (!bytes_are(reading_bytes(stmt, 0), head.data))
            report_fault(
                r->report, count,
                _("The history ends with event %lld, but the store had written down another "
                  "end: events were cut off or added"),
                (long long)count);
        if (sqlite3_column_int64(stmt, 2) > 0)
            report_fault(r->report, count + 1, _("There are changes that belong to no event"));
    }
    buf_free(&head);
    return reading_end(r, stmt, err);
}

bool reading_journal(Reading *r, Err *err)
{
    Journal j = {.r = r, .names = arena_new()};
    bool done = read_shapes(&j, err);

    if (done) {
        j.rows = reading_ask(r,
                             "SELECT seq, shape, row_id, row_uid, body, EXISTS (SELECT 1"
                             " FROM batch_case AS k JOIN journal_group AS e"
                             " ON e.case_id = k.case_id AND e.kind = 'erase'"
                             " WHERE k.uid = c.row_uid AND e.id > c.group_id)"
                             " FROM journal_change AS c WHERE group_id = ? ORDER BY seq",
                             err);
        done = j.rows && read_groups(&j, err);
        sqlite3_finalize(j.rows);
    }
    check_over(r->check);
    done = done && check_head(r, err);
    free(j.shapes);
    arena_free(j.names);
    return done;
}
