/* Finds the words of an SQL expression. */
#include "config.h"

#include "rules/language/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"

static bool is_letter(char c)
{
    return c == '_' || isalnum((unsigned char)c);
}

static const char *skip_quoted(const char *at)
{
    char end = *at == '[' ? ']' : *at;
    for (at++; *at && *at != end; at++)
        ;
    return *at ? at + 1 : at;
}

const char *word_next(const char *at, Word *word)
{
    *word = (Word){0};
    while (*at) {
        if (strchr("'\"`[", *at)) {
            at = skip_quoted(at);
        } else if (isdigit((unsigned char)*at)) {
            while (is_letter(*at))
                at++;
        } else if (is_letter(*at)) {
            const char *start = at;
            while (is_letter(*at))
                at++;
            /* "select.5" is the word and a number. */
            if (*at == '.' && is_letter(at[1]) && !isdigit((unsigned char)at[1])) {
                word->table = start;
                word->table_len = (size_t)(at - start);
                start = ++at;
                while (is_letter(*at))
                    at++;
            }
            word->name = start;
            word->name_len = (size_t)(at - start);
            return at;
        } else {
            at++;
        }
    }
    return NULL;
}

bool word_is(const char *text, size_t len, const char *word)
{
    return text && strlen(word) == len && strncmp(text, word, len) == 0;
}

/* Queries, windows, and functions that make one value of many rows. max and min do so with one
 * argument. */
static bool looks_around(const Word *word)
{
    static const char *const words[] = {"select", "values", "with",  "over",
                                        "filter", "avg",    "count", "group_concat",
                                        "max",    "min",    "sum",   "total"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strlen(words[i]) == word->name_len &&
            strncasecmp(word->name, words[i], word->name_len) == 0)
            return true;
    }
    return false;
}

bool words_stay_in_row(const char *sql)
{
    Word word;
    /* A name in quotes may be that of a function. */
    if (strpbrk(sql, "\"`["))
        return false;
    for (const char *at = sql; (at = word_next(at, &word));) {
        bool in = word.name_len == 2 && strncasecmp(word.name, "in", 2) == 0;
        if (looks_around(&word) || (in && at[strspn(at, " \t\n")] != '('))
            return false;
    }
    return true;
}

/* Outside all brackets: inside them it is part of one of the parts. */
static bool has_or(const char *at)
{
    int depth = 0;
    while (*at) {
        const char *start = at;
        if (strchr("'\"`[", *at)) {
            at = skip_quoted(at);
        } else if (is_letter(*at)) {
            while (is_letter(*at))
                at++;
            if (!depth && at - start == 2 && strncasecmp(start, "or", 2) == 0)
                return true;
        } else {
            depth += (*at == '(') - (*at == ')');
            at++;
        }
    }
    return false;
}

size_t words_lead(const char *sql, const char *table)
{
    static const char equals[] = " = '", and[] = " AND ";
    Word word;
    const char *at = word_next(sql, &word);
    if (!at || word.table != sql || !word_is(word.table, word.table_len, table) ||
        strncmp(at, equals, sizeof(equals) - 1) != 0)
        return 0;
    at = skip_quoted(at + sizeof(equals) - 2);
    bool leads = strncmp(at, and, sizeof(and) - 1) == 0 && !has_or(at);
    return leads ? (size_t)(at - sql) : 0;
}
