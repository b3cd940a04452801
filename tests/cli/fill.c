/* fill STORE: for tests that change every column of every table. Two rows, by the journal and
 * signed by zhou, for each table that has none of those that it tells of (made by
 * tests/cli/people.c, perhaps with a batch); a value fits what the schema demands of it, and
 * means nothing. What is entered of a case is of two drafts of hers, and two more are erased. A
 * table that cannot be filled so is an error: then its columns need values of their own here.
 * Also a day of readings that is over. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "seal/words.h"
#include "store/change.h"
#include "store/reading.h"
#include "store/sql.h"

enum { BLOB = 32, ROWS = 2 };

/* What holds a value of the column to something, of the text that made the table: a length, or
 * words of which the first will do. */
typedef struct Limits {
    size_t length;
    char word[40];
    bool code; /* of capital letters and digits */
    bool none; /* nothing was approved that it could be later than */
} Limits;

static Limits limits_of(const char *table_sql, const char *column)
{
    Limits limits = {.length = 0};
    Buf text = BUF_INIT;
    const char *at;

    buf_addf(&text, "length(%s) = ", column);
    if ((at = strstr(table_sql, text.data)) != NULL)
        limits.length = strtoul(at + text.len, NULL, 10);
    for (int form = 0; form < 2; form++) {
        buf_clear(&text);
        buf_addf(&text, form ? "CHECK (%s IN ('" : "CHECK (%s = '", column);
        if ((at = strstr(table_sql, text.data)) != NULL)
            sscanf(at + text.len, "%39[^']", limits.word);
    }
    buf_clear(&text);
    buf_addf(&text, "%s NOT GLOB '*[^A-Z0-9]*'", column);
    if (strstr(table_sql, text.data))
        limits.code = true;
    limits.none = strcmp(column, "later") == 0;
    buf_free(&text);
    return limits;
}

/* The end of a day has to be one: that of the last event, of a day that is over. */
static bool head_value(Store *store, const char *column, Buf *room, SqlValue *out, Err *err)
{
    unsigned char words[WORDS_BYTES];
    Sql q;

    if (!sql_open(&q, store,
                  "SELECT uid, hash, date(at, '-1 day') FROM journal_group"
                  " ORDER BY id DESC LIMIT 1",
                  err))
        return false;
    bool last = sql_row(&q);
    if (last && strcmp(column, "day") == 0) {
        buf_add(room, sql_said(&q, 2));
        *out = sql_value_text(room->data);
        return sql_close(&q, err);
    }
    if (last) {
        size_t n;
        const void *bytes = sql_blob(&q, strcmp(column, "last") == 0 ? 0 : 1, &n);
        if (strcmp(column, "words") != 0)
            buf_add_bytes(room, bytes, n);
        else if (words_stretch(bytes, words, err))
            buf_add_bytes(room, words, sizeof words);
    }
    *out = sql_value_blob(room->data, room->len);
    return sql_close(&q, err);
}

/* The so many-eth row of that table, or its last one. */
static bool row_value(Store *store, const char *table, int nth, SqlValue *out, Err *err)
{
    Buf text = BUF_INIT;
    int64_t id = 0;
    bool done;

    buf_addf(&text, "SELECT max(id) FROM (SELECT id FROM \"%s\" ORDER BY id LIMIT %d)", table,
             nth);
    done = sql_get_int(store, err, &id, text.data, NULL);
    *out = sql_value_int(id);
    buf_free(&text);
    return done;
}

static SqlValue plain_value(const char *type, const Limits *limits, int nth, Buf *room)
{
    if (strcmp(type, "INTEGER") == 0)
        return sql_value_int(limits->none ? 0 : 1);
    if (strcmp(type, "BLOB") == 0) {
        for (size_t i = 0; i < (limits->length ? limits->length : BLOB); i++)
            buf_add_char(room, (char)(i + 1 + 100 * (size_t)nth));
        return sql_value_blob(room->data, room->len);
    }
    if (limits->word[0])
        buf_add(room, limits->word);
    else if (limits->code)
        buf_addf(room, "S%d", nth);
    else
        buf_addf(room, "2026-01-%02d", nth);
    while (limits->length > room->len)
        buf_add_char(room, '0');
    return sql_value_text(room->data);
}

/* What is of a case is of that one, done it was by zhou, and in that step; others were given a
 * role, or tried to come in. */
static bool point(Tx *tx, const TableShape *shape, size_t at, int nth, int64_t case_id,
                  SqlValue *out, Err *err)
{
    const char *column = shape->columns[at];
    bool of_them =
        strcmp(shape->table, "role_change") == 0 || strcmp(shape->table, "sign_in") == 0;

    if ((!of_them && strcmp(column, "user_id") == 0) || strcmp(column, "by_user") == 0 ||
        strcmp(column, "decided_by") == 0 || strcmp(column, "entered_by") == 0 ||
        strcmp(column, "vouched") == 0)
        *out = sql_value_int(tx_user(tx));
    else if (case_id && strcmp(column, "case_id") == 0)
        *out = sql_value_int(case_id);
    else if (strcmp(column, "group_id") == 0)
        *out = sql_value_int(tx_group(tx));
    else
        return row_value(tx_store(tx), shape->points[at], nth, out, err);
    return true;
}

/* A station is trusted; a bundle is given, and waits; an entry of the blacklist is new: others
 * confirm it, lift it and end it. */
static bool comes_after(const char *table, const char *column)
{
    if (strcmp(table, "station") == 0)
        return strcmp(column, "distrusted") == 0;
    if (strcmp(table, "bundle_out") == 0)
        return strcmp(column, "acknowledged") == 0 || strcmp(column, "refused") == 0 ||
               strcmp(column, "receipt") == 0;
    return strcmp(table, "blacklist") == 0 &&
           (strncmp(column, "confirmed_", strlen("confirmed_")) == 0 ||
            strncmp(column, "lift_", strlen("lift_")) == 0 ||
            strncmp(column, "ended_", strlen("ended_")) == 0);
}

static bool add_row(Tx *tx, const TableShape *shape, const char *table_sql, int nth,
                    int64_t case_id, Err *err)
{
    TxColumn *columns = calloc(shape->n, sizeof *columns);
    Buf *room = calloc(shape->n, sizeof *room);
    bool done = true;
    int64_t id;

    for (size_t i = 0; done && columns && room && i < shape->n; i++) {
        const char *name = shape->columns[i];
        Limits limits = limits_of(table_sql, name);
        char *type = NULL;
        room[i] = (Buf)BUF_INIT;
        done = sql_get_text(tx_store(tx), err, &type,
                            "SELECT type FROM pragma_table_info(?) WHERE name = ?", "tt",
                            shape->table, name);
        columns[i] = (TxColumn){name, plain_value(type ? type : "", &limits, nth, &room[i]), 0};
        if ((strcmp(shape->table, "known_key") == 0 && strcmp(name, "station") == 0) ||
            (strcmp(shape->table, "pen") == 0 && strcmp(name, "holder") == 0)) {
            buf_clear(&room[i]);
            buf_addf(&room[i], "S%d", nth); /* the code of the so many-eth station, whose key
                                             * it has */
            columns[i].value = sql_value_text(room[i].data);
        } else if (comes_after(shape->table, name) ||
                   (strcmp(shape->table, "known_key") == 0 && shape->points[i]))
            columns[i].value = sql_value_null();
        else if (shape->points[i])
            done = done && point(tx, shape, i, nth, case_id, &columns[i].value, err);
        else if (strcmp(shape->table, "day_head") == 0) {
            buf_clear(&room[i]);
            done = done && head_value(tx_store(tx), name, &room[i], &columns[i].value, err);
        } else if (strcmp(name, "at") == 0 && case_id) {
            char at[INSTANT_TEXT];
            buf_clear(&room[i]);
            store_now(tx_store(tx), at);
            buf_add(&room[i], at);
            columns[i].value = sql_value_text(room[i].data);
        }
        free(type);
    }
    done = done && tx_add(tx, shape->table, columns, shape->n, &id, err);
    for (size_t i = 0; room && i < shape->n; i++)
        buf_free(&room[i]);
    free(room);
    free(columns);
    return done || err_wrap(err, "%s", shape->table);
}

/* A table with rows has enough of them. */
static bool is_empty(Store *store, const char *table, bool *empty, Err *err)
{
    Buf text = BUF_INIT;
    int64_t rows = 0;

    buf_addf(&text, "SELECT count(*) FROM \"%s\"", table);
    bool done = sql_get_int(store, err, &rows, text.data, NULL);
    *empty = rows == 0;
    buf_free(&text);
    return done;
}

/* Whose groups tell of rows of these, in an order in which each finds what it names; the last
 * one of all others. Of a case: one group for each row and its case. */
typedef enum OfCase { OF_NONE, OF_DRAFT, OF_ERASED } OfCase;
static const struct Told {
    const char *tables; /* with a space behind each */
    GroupKind kind;
    const char *verb;
    OfCase of;
} told[] = {{"station station_person station_term ", GROUP_PEOPLE, "station_trust", OF_NONE},
            {"batch_copy ", GROUP_EXPORT, "again", OF_NONE},
            {"blacklist ", GROUP_HOUSE, "blacklist_add", OF_NONE},
            {"bundle_in ", GROUP_HOUSE, "bundle_in", OF_NONE},
            {"bundle_out ", GROUP_HOUSE, "bundle_out", OF_NONE},
            {"case_call ", GROUP_HOUSE, "case_call", OF_NONE},
            {"day_head ", GROUP_SETUP, "day", OF_NONE},
            {"dossier ", GROUP_EXPORT, "dossier", OF_NONE},
            {"known_key ", GROUP_PEOPLE, "met", OF_NONE},
            {"receipt ", GROUP_EXPORT, "receipt", OF_NONE},
            {"reveal ", GROUP_HOUSE, "reveal", OF_NONE},
            {"role_change ", GROUP_PEOPLE, "user_role", OF_NONE},
            {"sign_in ", GROUP_HOUSE, "sign_in_failed", OF_NONE},
            {"life_step ", GROUP_WORKFLOW, "stage", OF_DRAFT},
            {"stop ", GROUP_WORKFLOW, "decide", OF_DRAFT},
            {"pen ", GROUP_WORKFLOW, "pass", OF_ERASED},
            {"erasure ", GROUP_ERASE, "erase", OF_ERASED},
            {"", GROUP_EDIT, "edit", OF_DRAFT}};

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = words; *at; at = strchr(at, ' ') + 1) {
        if (strncmp(at, word, n) == 0 && at[n] == ' ')
            return true;
    }
    return false;
}

static bool is_told(size_t by, const char *table)
{
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        if (has_word(told[i].tables, table))
            return i == by;
    }
    return by == COUNT_OF(told) - 1;
}

/* With the so many-eth row, each, where they had none: with every, where case_id is 0. */
static bool fill_tables(Tx *tx, const Buf *empty, size_t by, int nth, int64_t case_id, Err *err)
{
    Store *store = tx_store(tx);
    bool done = true;

    for (size_t at = 0; done && at < empty->len; at += strlen(empty->data + at) + 1) {
        const TableShape *shape = change_shape(store, empty->data + at);
        bool day = shape && strcmp(shape->table, "day_head") == 0; /* has one end */
        char *sql = NULL;
        if (!shape || !is_told(by, shape->table))
            continue;
        done = sql_get_text(store, err, &sql, "SELECT sql FROM sqlite_schema WHERE name = ?",
                            "t", shape->table);
        for (int row = nth; done && row <= (case_id || day ? nth : ROWS); row++)
            done = add_row(tx, shape, sql, row, case_id, err);
        free(sql);
    }
    return done;
}

/* An erasure is two groups one after the other. */
static bool fill_group(Session *zhou, const Buf *empty, size_t by, int nth, int64_t case_id,
                       Err *err)
{
    bool by_itself = strcmp(told[by].verb, "day") == 0; /* the station signs it */
    const GroupHead head = {.kind = told[by].kind,
                            .user_id = by_itself ? 0 : session_user(zhou)->id,
                            .case_id = case_id,
                            .verb = told[by].verb,
                            .content = told[by].kind == GROUP_EDIT};
    Tx *tx = NULL;

    if (!tx_begin(session_store(zhou), &head, &tx, err))
        return false;
    if (fill_tables(tx, empty, by, nth, case_id, err))
        return tx_commit(tx, NULL, err) &&
               (head.kind != GROUP_ERASE ||
                journal_erase(session_store(zhou), head.user_id, case_id, NULL, err));
    tx_abort(tx);
    return false;
}

typedef struct Cases {
    int64_t drafts[ROWS], erased[ROWS];
} Cases;

static bool fill_groups(Session *zhou, const Buf *empty, const Cases *cases, Err *err)
{
    bool done = true;

    for (size_t i = 0; done && i < COUNT_OF(told); i++) {
        const int64_t *of = told[i].of == OF_DRAFT ? cases->drafts : cases->erased;
        if (told[i].of == OF_NONE)
            done = fill_group(zhou, empty, i, 1, 0, err);
        for (int nth = 1; done && told[i].of != OF_NONE && nth <= ROWS; nth++)
            done = fill_group(zhou, empty, i, nth, of[nth - 1], err);
    }
    return done;
}

static bool new_cases(Session *zhou, int64_t out[ROWS], Err *err)
{
    bool done = true;

    for (int i = 0; done && i < ROWS; i++) {
        CaseFile *file = NULL;
        done = app_case_new(zhou, &file, err);
        out[i] = done ? case_head_of(file)->id : 0;
        case_free(file);
    }
    return done;
}

/* They are closed, and the day until which they were kept is over. */
static bool close_case(Session *zhou, int64_t id, Err *err)
{
    char kept[] = "case.retain_until=2026-01-02", *path = kept;
    CaseFile *file = NULL;
    bool done = app_case_open_id(zhou, id, &file, err) &&
                app_case_set_paths(zhou, file, &path, 1, err) &&
                app_case_move(zhou, &file, VERB_WITHDRAW, NULL, err);

    case_free(file);
    return done;
}

/* What is made from the records, anew. */
static bool refresh(Session *zhou, const Cases *cases, Err *err)
{
    bool done = true;

    for (int i = 0; done && i < ROWS; i++) {
        CaseFile *file = NULL;
        AlikeCounts counts = {0};
        done = case_load(session_store(zhou), cases->drafts[i], &file, err) &&
               edit_refresh(zhou, file, err) && alike_counts_after(zhou, file, &counts, err) &&
               erase_derived(session_store(zhou), cases->erased[i], err);
        case_free(file);
    }
    return done;
}

/* Statements that the query gives, one after the other. */
static bool run_each(Store *store, const Buf *statements, Err *err)
{
    bool done = true;

    for (size_t at = 0; done && at < statements->len; at += strlen(statements->data + at) + 1)
        done = sql_do(store, err, statements->data + at, NULL);
    return done;
}

static bool gather(Store *store, const char *query, Buf *out, Err *err)
{
    Sql q;

    if (!sql_open(&q, store, query, err))
        return false;
    while (sql_row(&q)) {
        buf_add(out, sql_text(&q, 0));
        buf_add_char(out, '\0');
    }
    return sql_close(&q, err);
}

/* Tables without rows. */
static bool gather_empty(Store *store, Buf *out, Err *err)
{
    Buf names = BUF_INIT;
    bool done = gather(store,
                       "SELECT name FROM sqlite_schema WHERE type = 'table'"
                       " AND name NOT LIKE 'journal%' AND name NOT LIKE 'sqlite%'",
                       &names, err);

    for (size_t at = 0; done && at < names.len; at += strlen(names.data + at) + 1) {
        bool empty = false;
        done = is_empty(store, names.data + at, &empty, err);
        if (empty)
            buf_add_bytes(out, names.data + at, strlen(names.data + at) + 1);
    }
    buf_free(&names);
    return done;
}

/* What refuses, and not what follows. */
#define REFUSING                                                                               \
    " FROM sqlite_schema WHERE type = 'trigger' AND (name = 'journal_group_away'"              \
    " OR (name NOT LIKE 'journal%' AND name <> 'case_file_version'))"

static bool fill_all(Session *zhou, const Cases *cases, Err *err)
{
    Buf drop = BUF_INIT, make = BUF_INIT, empty = BUF_INIT;
    Store *store = session_store(zhou);
    bool done =
        gather(store, "SELECT 'DROP TRIGGER \"' || name || '\"'" REFUSING, &drop, err) &&
        gather(store, "SELECT sql" REFUSING, &make, err) && gather_empty(store, &empty, err) &&
        run_each(store, &drop, err) && fill_groups(zhou, &empty, cases, err) &&
        run_each(store, &make, err) && refresh(zhou, cases, err);

    buf_free(&drop);
    buf_free(&make);
    buf_free(&empty);
    return done;
}

static bool fill(Session *zhou, Err *err)
{
    Cases cases;
    Store *store = session_store(zhou);
    bool done =
        new_cases(zhou, cases.drafts, err) && new_cases(zhou, cases.erased, err) &&
        close_case(zhou, cases.erased[0], err) && close_case(zhou, cases.erased[1], err) &&
        sql_do(store, err,
               "INSERT OR IGNORE INTO secret (id, bytes) VALUES (1, randomblob(32))", NULL) &&
        sql_do(store, err,
               "INSERT INTO case_read (user_id, day, case_id, telling)"
               " VALUES (1, '2026-01-01', 1, 0), (1, '2026-01-01', 2, 0)",
               NULL) &&
        reading_note(store, 1, 1, err) && store_begin(store, err);

    if (!done)
        return false;
    if (fill_all(zhou, &cases, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

int main(int argc, char **argv)
{
    const char *top = getenv("top_builddir");
    char *data = path_join(top ? top : ".", "share/anjuan");
    const SessionOptions options = {.store = argv[argc - 1], .data = data, .lang = "en"};
    Session *zhou = NULL;
    Err err = {0};
    bool done = session_open(&options, STORE_OPEN, &zhou, &err) &&
                session_sign_in(zhou, "zhou", "long enough for zhou", &err) && fill(zhou, &err);

    session_close(zhou);
    free(data);
    if (!done)
        fprintf(stderr, "fill: %s\n", err.text);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
