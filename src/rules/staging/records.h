/* The records of cases as staged tables, and the table of values that are judged alike wherever
 * they stand. Of a case that is staged after another, or again as after each edit, only the
 * rows that differ are written: what was staged is remembered beside the tables. */
#ifndef ANJUAN_RULES_STAGING_RECORDS_H
#define ANJUAN_RULES_STAGING_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/casefile.h"
#include "rules/staging/changes.h"
#include "store/guard.h"

typedef struct Records Records;

/* Over tables that are there; what changes is told to changes, which must outlive it. */
Records *records_new(Guard *guard, Changes *changes);
void records_free(Records *records);
bool records_put(Records *records, const CaseFile *const *files, size_t n, Err *err);

/* What is staged next is written whole. */
void records_drop(Records *records);

/* Is one case staged, and none beside it, so that what the next has otherwise will be known? */
bool records_remember(const Records *records);

/* Of the one case: the rows of the list, or the places of the table value, empty ones too. */
size_t records_rows(const Records *records, int table);

/* Calls visit with the row_no of each row of the list, or of the table value, that may have
 * changed after that staging or is gone since. */
typedef bool RowVisit(void *ctx, int64_t row_no, Err *err);
bool records_each_change(const Records *records, int table, uint64_t since, RowVisit *visit,
                         void *ctx, Err *err);

#endif
