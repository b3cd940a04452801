/* The records of cases as staged tables, and the table of values that are judged alike wherever
 * they stand. Of a case of the store that is staged again, as after each edit, only the rows
 * that changed are written: what was staged is remembered beside the tables. */
#ifndef ANJUAN_RULES_STAGING_RECORDS_H
#define ANJUAN_RULES_STAGING_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/casefile.h"
#include "store/guard.h"

typedef struct Records Records;

/* Over tables that are there. */
Records *records_new(Guard *guard);
void records_free(Records *records);
bool records_put(Records *records, const CaseFile *const *files, size_t n, Err *err);

#endif
