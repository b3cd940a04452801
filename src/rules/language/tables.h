/* The tables that expressions may read: one for each record of the catalogue, numbered like
 * it, and those of our own. What is staged, what a rule is asked over, what a message may show
 * and which names a fact cannot have all follow from this one table. Holds no rows: those are
 * staged by rules/staging. */
#ifndef ANJUAN_RULES_LANGUAGE_TABLES_H
#define ANJUAN_RULES_LANGUAGE_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "domain/catalog.h"

enum {
    TABLE_FACT = REC_COUNT, /* a column for each fact; its columns are the fact set's */
    TABLE_VALUE,            /* a row for each cell that is judged alike wherever it stands */
    TABLE_ITEM,             /* for each item of the disclosure, answered or not */
    TABLE_CHECKLIST,        /* for each document of the code table */
    TABLE_OTHER,            /* for what another case has in common with this one */
    TABLE_LIFE,             /* one row, where its life stands; NULL in a case as approved */
    TABLE_TODAY,            /* one row, of no case */
    TABLE_COUNT
};

typedef struct TableColumn {
    const char *name;
    bool number;
    bool told; /* a message may show it */
} TableColumn;

const char *table_name(int table);
int table_find(
    const char *name); /* in letters of any case, as SQLite does; TABLE_COUNT: none */
const RecordDef *table_record(int table); /* NULL: one of our own */
bool table_is_list(int table);            /* many rows a case, by case_id and row_no */
const char *table_key(int table);         /* by what a row of a list is found beside case_id */

/* What a finding over a row of it is about: three columns, field or NULL, row from 0,
 * disclosure item or NULL. NULL: no rule is asked over it. */
const char *table_place(int table);

/* After case_id and row_no, in the order in which they are staged. */
size_t table_columns(int table);
TableColumn table_column(int table, size_t i);
bool table_tells(int table, const char *column);

/* Sets which tables an expression, or several, may name or mean by a column alone; others it
 * does without. */
void tables_meant(const char *sql, bool meant[TABLE_COUNT]);

/* Statements that make it and that put a row into it in the place of one there. Not for fact.
 */
void table_create(int table, Buf *sql);
void table_insert(int table, Buf *sql);

#endif
