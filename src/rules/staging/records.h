/* The records of cases as staged tables, and the table of values that are judged alike wherever
 * they stand. Of a case of the store that is staged again, as after each edit, only the rows
 * that changed are written: what was staged is remembered beside the tables. */
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

/* From now on a case that is not in the store is remembered as well: what is staged one after
 * the other outside it is much alike, as the cases by which rules are tried are. */
void records_keep_loose(Records *records);

/* Is one case staged that is remembered, so that what changes of it will be known? */
bool records_remember(const Records *records);

/* Calls visit with the row_no of each row of the list, or of the table value, that may have
 * changed after that staging or is gone since. */
typedef bool RowVisit(void *ctx, int64_t row_no, Err *err);
bool records_each_change(const Records *records, int table, uint64_t since, RowVisit *visit,
                         void *ctx, Err *err);

#endif
