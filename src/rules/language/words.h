/* The words of an SQL expression, enough of it to see which tables and facts it names. Knows no
 * grammar: SQLite does (store/guard.h). */
#ifndef ANJUAN_RULES_LANGUAGE_WORDS_H
#define ANJUAN_RULES_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* An identifier with its qualifier, outside quotes. */
typedef struct Word {
    const char *table, *name; /* table NULL without qualifier */
    size_t table_len, name_len;
} Word;

/* The first word from at on, and the place after it; NULL when there is none. */
const char *word_next(const char *at, Word *word);
bool word_is(const char *text, size_t len, const char *word);

/* Does the expression look at no more than the row in which it stands, and at the one-row
 * tables of its case? False also where that is not sure. */
bool words_stay_in_row(const char *sql);

/* How many bytes of it are a leading "table.column = 'text'" without which it cannot hold,
 * followed by " AND "; 0: it does not begin so, or that is not sure. */
size_t words_lead(const char *sql, const char *table);

#endif
