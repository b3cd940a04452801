/* The one table of staged tables, and the statements that follow from it. */
#include "config.h"

#include "rules/language/tables.h"

#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "domain/field.h"
#include "rules/language/words.h"

enum { COLUMNS_MAX = 18 };

typedef struct Table {
    const char *name, *place;
    bool list;
    const char *key; /* by what a row is found beside case_id */
    TableColumn columns[COLUMNS_MAX];
} Table;

enum { TEXT, NUMBER };

/* clang-format off */
static const Table own_tables[TABLE_COUNT - REC_COUNT] = {
    [TABLE_FACT - REC_COUNT] = {"fact", "NULL, 0, NULL", false, NULL, {{0}}},
    [TABLE_VALUE - REC_COUNT] = {"value", "value.at_field, value.at_row, NULL", true, "row_no", {
        {"type", TEXT, true}, {"path", TEXT, true}, {"text", TEXT, true}, {"beside", TEXT, true},
        {"at_field", NUMBER, false}, {"at_row", NUMBER, false}}},
    [TABLE_ITEM - REC_COUNT] = {"item", "item.at_field, item.at_row, item.row_no - 1", true, "row_no", {
        {"item", TEXT, true}, {"answer", TEXT, true}, {"ongoing", TEXT, true},
        {"at_field", NUMBER, false}, {"at_row", NUMBER, false}}},
    [TABLE_CHECKLIST - REC_COUNT] = {"checklist", "NULL, coalesce(checklist.row_no, 0) - 1, NULL", true, "code", {
        {"code", TEXT, true}, {"required", NUMBER, true}, {"reason", NUMBER, false},
        {"state", TEXT, true}, {"row_no", NUMBER, false}, {"open", NUMBER, false}}},
    [TABLE_OTHER - REC_COUNT] = {"other", "other.at_field, other.at_row, NULL", true, "row_no", {
        {"kind", TEXT, true}, {"no", TEXT, true}, {"at_field", NUMBER, false}, {"at_row", NUMBER, false},
        {"same_patient", NUMBER, true}, {"same_payee", NUMBER, false}, {"same_hospital", NUMBER, false},
        {"relation", TEXT, true}, {"code", TEXT, true}, {"signs", NUMBER, false}, {"score", NUMBER, true},
        {"source", TEXT, true}, {"reason", TEXT, true}, {"since", TEXT, true},
        {"standing", TEXT, true}, {"own_relation", TEXT, true}, {"tied", NUMBER, false}, {"days", NUMBER, false}}},
    [TABLE_LIFE - REC_COUNT] = {"life", NULL, false, NULL, {{"stage", TEXT, false}, {"held", TEXT, false}, {"closed_on", TEXT, false}}},
    [TABLE_TODAY - REC_COUNT] = {"today", NULL, false, NULL, {
        {"day", TEXT, true}, {"practice", NUMBER, false}}},
};

/* By what rules look from one row of a list for others: without an index each of two thousand
 * rows would walk through all of them. */
static const struct {
    RecordId record;
    const char *columns;
} indexes[] = {
    {REC_EXPENSE, "case_id, invoice_no, category, reverses"},
    {REC_PLAN, "case_id, hospital"},
    {REC_DOCUMENT, "case_id, code, expires_on, state"},
    {REC_CONSENT, "case_id, kind, withdrawn_on, expires_on, signed_on"},
    {REC_CONSENT, "case_id, signer"},
    {REC_TRANCHE, "case_id, seq, state"},
    {REC_MONEY, "case_id, tranche, kind"},
    {REC_MONEY, "case_id, receipt_no, kind"},
};
/* clang-format on */

static const Table *own(int table)
{
    return &own_tables[table - REC_COUNT];
}

const RecordDef *table_record(int table)
{
    return table < REC_COUNT ? catalog_record((RecordId)table) : NULL;
}

const char *table_name(int table)
{
    return table < REC_COUNT ? table_record(table)->table : own(table)->name;
}

int table_find(const char *name)
{
    int table = 0, first = name[0] | ('a' ^ 'A');
    while (table < TABLE_COUNT &&
           (table_name(table)[0] != first || strcasecmp(table_name(table), name) != 0))
        table++;
    return table;
}

bool table_is_list(int table)
{
    return table < REC_COUNT ? (table_record(table)->flags & RF_MANY) != 0 : own(table)->list;
}

const char *table_key(int table)
{
    return table < REC_COUNT ? "row_no" : own(table)->key;
}

const char *table_place(int table)
{
    static const char *const lists[REC_COUNT] = {
#define RECORD(ID, key, table, label, help, flags)                                             \
    [REC_##ID] = (flags)&RF_MANY ? "NULL, " table ".row_no - 1, NULL" : NULL,
#define FIELD(ID, key, type, label, help, codes, flags, privacy, chars, cols)
#include "domain/catalog.def"
#undef RECORD
#undef FIELD
    };
    return table < REC_COUNT ? lists[table] : own(table)->place;
}

size_t table_columns(int table)
{
    size_t n = 0;
    if (table < REC_COUNT)
        return (size_t)table_record(table)->fields;
    while (n < COLUMNS_MAX && own(table)->columns[n].name)
        n++;
    return n;
}

TableColumn table_column(int table, size_t i)
{
    if (table >= REC_COUNT)
        return own(table)->columns[i];
    const FieldDef *field = catalog_field((FieldId)((size_t)table_record(table)->first + i));
    return (TableColumn){field->key, field_is_number(field), true};
}

bool table_tells(int table, const char *column)
{
    for (size_t i = 0; i < table_columns(table); i++) {
        TableColumn one = table_column(table, i);
        if (strcmp(one.name, column) == 0)
            return one.told;
    }
    return false;
}

/* ---- what an expression means ---- */

/* A name in quotes that stands for itself: of what table is not looked into. */
static bool has_quoted_name(const char *sql)
{
    const char *at = sql + strcspn(sql, "'\"`[");
    while (*at) {
        const char end[] = {*at == '[' ? ']' : *at, '\0'};
        if (*at != '\'' && (at == sql || at[-1] != '.'))
            return true;
        at += 1 + strcspn(at + 1, end);
        at += *at != '\0';
        at += strcspn(at, "'\"`[");
    }
    return false;
}

static int find_word(const char *name, size_t len)
{
    char text[32];
    if (len >= sizeof(text))
        return TABLE_COUNT;
    memcpy(text, name, len);
    text[len] = '\0';
    return table_find(text);
}

static bool is_column(const char *column, const Word *word)
{
    bool begins = (column[0] | ('a' ^ 'A')) == (word->name[0] | ('a' ^ 'A'));
    return begins && strlen(column) == word->name_len &&
           strncasecmp(column, word->name, word->name_len) == 0;
}

static bool has_column(int table, const Word *word)
{
    if (is_column("case_id", word))
        return table != TABLE_TODAY;
    for (size_t i = 0; i < table_columns(table); i++) {
        if (is_column(table_column(table, i).name, word))
            return true;
    }
    return false;
}

/* A word that is none of these may be the name of a fact: the list may be shorter than SQL. */
static bool is_of_sql(const Word *word)
{
    static const char *const words[] = {
        "and",  "not", "select", "from", "where", "when", "then", "is",   "or", "null",
        "case", "end", "exists", "in",   "else",  "as",   "glob", "like", "by", "order"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (is_column(words[i], word))
            return true;
    }
    return false;
}

static void mean_alone(const Word *word, bool meant[TABLE_COUNT])
{
    int named = find_word(word->name, word->name_len);
    if (named < TABLE_COUNT)
        meant[named] = true;
    if (is_of_sql(word))
        return;
    for (int table = 0; table < TABLE_COUNT; table++)
        meant[table] = meant[table] || (!table_is_list(table) && has_column(table, word));
    meant[TABLE_FACT] = meant[TABLE_FACT] || named == TABLE_COUNT;
}

void tables_meant(const char *sql, bool meant[TABLE_COUNT])
{
    Word word;
    bool all = has_quoted_name(sql);
    for (int table = 0; table < TABLE_COUNT; table++)
        meant[table] = all;
    for (const char *at = sql; !all && (at = word_next(at, &word));) {
        int table = word.table ? find_word(word.table, word.table_len) : TABLE_COUNT;
        if (table < TABLE_COUNT)
            meant[table] = true;
        else if (!word.table && at[strspn(at, " \t\n")] != '(')
            mean_alone(&word, meant);
    }
}

/* ---- the statements ---- */

static bool has_key_column(int table)
{
    return table < REC_COUNT || strcmp(own(table)->key, "row_no") == 0;
}

static void add_indexes(int table, Buf *sql)
{
    for (size_t i = 0; i < COUNT_OF(indexes); i++) {
        if ((int)indexes[i].record == table)
            buf_addf(sql, "; CREATE INDEX %s_%zu ON %s (%s)", table_name(table), i,
                     table_name(table), indexes[i].columns);
    }
}

void table_create(int table, Buf *sql)
{
    bool list = table_is_list(table), numbered = list && has_key_column(table);
    buf_addf(sql, "CREATE TABLE %s (", table_name(table));
    if (table != TABLE_TODAY)
        buf_add(sql, list ? "case_id INTEGER NOT NULL" : "case_id INTEGER PRIMARY KEY");
    if (numbered)
        buf_add(sql, ", row_no INTEGER NOT NULL");
    for (size_t i = 0; i < table_columns(table); i++) {
        TableColumn column = table_column(table, i);
        buf_addf(sql, "%s[%s] %s", i || table != TABLE_TODAY ? ", " : "", column.name,
                 column.number ? "INTEGER" : "TEXT");
    }
    if (list)
        buf_addf(sql, ", PRIMARY KEY (case_id, %s)) WITHOUT ROWID", table_key(table));
    else
        buf_add_char(sql, ')');
    add_indexes(table, sql);
}

void table_insert(int table, Buf *sql)
{
    size_t columns = table_columns(table);
    if (table != TABLE_TODAY)
        columns += table_is_list(table) && has_key_column(table) ? 2 : 1;
    buf_addf(sql, "INSERT OR REPLACE INTO %s VALUES (", table_name(table));
    for (size_t i = 0; i < columns; i++)
        buf_add(sql, i ? ", ?" : "?");
    buf_add_char(sql, ')');
}
