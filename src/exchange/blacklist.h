/* A list of people that somebody else keeps, as a table: which row names whom, and why.
 *
 * The heads tell which column is which, in Chinese or English: a reason, and at least one of
 * ID, phone, card and name; the year of birth, the end of an ID, the first and the last day may
 * stand beside them. Values become what a case would have of them (field_parse). What is
 * covered by stars tells nobody apart; of an ID the year and the end do where they stand open.
 *
 * Nothing here knows a store, and what is read is to be wiped by nobody but the arena: it is in
 * clear. A row that cannot be taken says why and where (trouble); nothing is guessed. */
#ifndef ANJUAN_EXCHANGE_BLACKLIST_H
#define ANJUAN_EXCHANGE_BLACKLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "domain/field.h"
#include "exchange/table.h"

typedef struct BlackRow {
    const char *place; /* "sheet 名单, A7" */
    /* NULL where there is none. tail: an ID, or its end. born: a day, or a year. */
    const char *id_number, *phone, *card, *name, *born, *tail;
    const char *reason, *since, *until; /* days as YYYY-MM-DD */
    const char *trouble;                /* why it cannot be taken; NULL: it can */
} BlackRow;

typedef struct BlackFile {
    BlackRow *rows;
    size_t n;
    size_t hidden; /* rows that a person who opens the file does not see */
} BlackFile;

bool blacklist_read(const char *path, const FieldContext *fields, Arena *arena, BlackFile *out,
                    Err *err);

#endif
