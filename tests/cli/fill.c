/* fill STORE: for tests that change every column of every table. Two rows, by the journal and
 * signed by zhou, for each table that has none of those that it tells of (made by
 * tests/cli/people.c, perhaps with a batch); a value fits what the schema demands of it, and
 * means nothing. A table that cannot be filled so is an error: then its columns need values of
 * their own here. Also a day of readings that is over. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
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
    buf_free(&text);
    return limits;
}

/* The end of a day has to be one: that of an event. */
static bool head_value(Store *store, const char *column, int nth, Buf *room, SqlValue *out,
                       Err *err)
{
    unsigned char words[WORDS_BYTES];
    Sql q;

    if (!sql_open(&q, store, "SELECT uid, hash FROM journal_group WHERE id = ?", err))
        return false;
    sql_bind_int(&q, 1, nth);
    if (sql_row(&q)) {
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
        return sql_value_int(1);
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

static bool add_row(Tx *tx, const TableShape *shape, const char *table_sql, int nth, Err *err)
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
        if (strcmp(shape->table, "known_key") == 0 && strcmp(name, "station") == 0) {
            buf_clear(&room[i]);
            buf_addf(&room[i], "S%d", nth); /* the code of the so many-eth station, whose key
                                             * it has */
            columns[i].value = sql_value_text(room[i].data);
        } else if (strcmp(shape->table, "known_key") == 0 && shape->points[i])
            columns[i].value = sql_value_null();
        else if (shape->points[i])
            done =
                done && row_value(tx_store(tx), shape->points[i], nth, &columns[i].value, err);
        else if (strcmp(shape->table, "day_head") == 0 && strcmp(name, "day") != 0) {
            buf_clear(&room[i]);
            done =
                done && head_value(tx_store(tx), name, nth, &room[i], &columns[i].value, err);
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
static bool fill_table(Tx *tx, const char *table, const char *table_sql, Err *err)
{
    const TableShape *shape = change_shape(tx_store(tx), table);
    Buf text = BUF_INIT;
    int64_t rows = 0;
    bool done;

    if (!shape)
        return true;
    buf_addf(&text, "SELECT count(*) FROM \"%s\"", table);
    done = sql_get_int(tx_store(tx), err, &rows, text.data, NULL);
    for (int nth = 1; done && rows == 0 && nth <= ROWS; nth++)
        done = add_row(tx, shape, table_sql, nth, err);
    buf_free(&text);
    return done;
}

/* Whose groups tell of rows of these, in an order in which each finds what it names; the last
 * one of all others. */
static const struct Told {
    const char *tables; /* with a space behind each */
    GroupKind kind;
    const char *verb;
} told[] = {{"station station_person station_term ", GROUP_PEOPLE, "station_trust"},
            {"batch_copy ", GROUP_EXPORT, "again"},
            {"blacklist ", GROUP_HOUSE, "blacklist_add"},
            {"bundle_in ", GROUP_HOUSE, "bundle_in"},
            {"bundle_out ", GROUP_HOUSE, "bundle_out"},
            {"day_head ", GROUP_SETUP, "day"},
            {"dossier ", GROUP_EXPORT, "dossier"},
            {"known_key ", GROUP_PEOPLE, "met"},
            {"pen ", GROUP_WORKFLOW, "pass"},
            {"receipt ", GROUP_EXPORT, "receipt"},
            {"reveal ", GROUP_HOUSE, "reveal"},
            {"role_change ", GROUP_PEOPLE, "user_role"},
            {"sign_in ", GROUP_HOUSE, "sign_in_failed"},
            {"", GROUP_EDIT, "edit"}};

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

static bool fill_tables(Tx *tx, size_t by, Err *err)
{
    bool done = true;
    Sql q;

    if (!sql_open(&q, tx_store(tx),
                  "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
                  " AND name NOT LIKE 'journal%' AND name NOT LIKE 'sqlite%'",
                  err))
        return false;
    while (done && sql_row(&q)) {
        if (is_told(by, sql_text(&q, 0)))
            done = fill_table(tx, sql_text(&q, 0), sql_text(&q, 1), err);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

static bool fill_groups(Session *zhou, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        const GroupHead head = {
            .kind = told[i].kind, .user_id = session_user(zhou)->id, .verb = told[i].verb};
        Tx *tx = NULL;
        if (!tx_begin(session_store(zhou), &head, &tx, err))
            return false;
        if (!fill_tables(tx, i, err)) {
            tx_abort(tx);
            return false;
        }
        if (!tx_commit(tx, NULL, err))
            return false;
    }
    return true;
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

/* Both cases get an erasure, and of a case that was erased nothing stands in these. */
static const char derived[] =
    "SELECT 'DELETE FROM ' || name FROM sqlite_schema WHERE type = 'table' AND name IN"
    " ('alike_form', 'search_term', 'story_band', 'story_print', 'case_summary', 'case_due')";

static bool fill(Session *zhou, Err *err)
{
    Buf drop = BUF_INIT, make = BUF_INIT, none = BUF_INIT;
    Store *store = session_store(zhou);
    bool done =
        gather(store,
               "SELECT 'DROP TRIGGER \"' || name || '\"' FROM sqlite_schema"
               " WHERE type = 'trigger'",
               &drop, err) &&
        gather(store, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", &make, err) &&
        gather(store, derived, &none, err) && run_each(store, &none, err) &&
        sql_do(store, err,
               "INSERT OR IGNORE INTO secret (id, bytes) VALUES (1, randomblob(32))", NULL) &&
        sql_do(store, err,
               "INSERT INTO case_read (user_id, day, case_id, telling)"
               " VALUES (1, '2026-01-01', 1, 0), (1, '2026-01-01', 2, 0)",
               NULL) &&
        reading_note(store, 1, 1, err) && store_begin(store, err);

    if (done) {
        done = run_each(store, &drop, err) && fill_groups(zhou, err) &&
               run_each(store, &make, err);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
    }
    buf_free(&drop);
    buf_free(&make);
    buf_free(&none);
    return done;
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
