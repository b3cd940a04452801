/* The tables in memory that expressions read (rules/language/tables.h), filled with the records
 * of the cases at hand and with what follows from them without any knowledge: values, items of
 * the disclosure, what other cases share. A guard of its own (store/guard.h) stands before
 * them. Facts and the checklist are computed into it by rules/staging/facts.h. Writes no store.
 */
#ifndef ANJUAN_RULES_STAGING_STAGING_H
#define ANJUAN_RULES_STAGING_STAGING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "domain/casefile.h"
#include "rules/knowledge/knowledge.h"
#include "rules/staging/changes.h"
#include "rules/staging/records.h"
#include "store/guard.h"
#include "store/store.h"

typedef struct Staging Staging;

/* on: the day that counts as today. The Knowledge must outlive it. */
bool staging_open(const Knowledge *knowledge, Day on, Staging **out, Err *err);
void staging_close(Staging *staging);

/* From now on staging also looks for what other cases of this store share; practice is said by
 * today.practice. The store must outlive the staging. */
bool staging_use_store(Staging *staging, Store *store, bool practice, Err *err);

/* Replaces what is staged by these cases, case_id counting from 1. Where nothing is remembered
 * (staging_fresh) the table fact gets its rows, still empty, and the checklist none; else both
 * stay, for who computes them to bring to what follows now. */
bool staging_put(Staging *staging, const CaseFile *const *files, size_t n, Err *err);
bool staging_fresh(const Staging *staging);

/* What is computed of it failed: the next is staged from nothing. */
void staging_drop(Staging *staging);

Guard *staging_guard(Staging *staging);
Day staging_day(const Staging *staging);
Changes *staging_changes(Staging *staging);
const Records *staging_records(const Staging *staging);

/* Appends the SELECT in which every expression stands: over the one row of each table of the
 * case ?1, and over the rows of the list with this number, TABLE_FACT for none. one: its row ?2
 * alone. columns are expressions in brackets, each checked by guard_expression before. */
void staging_select(Buf *sql, int table, bool one, const char *columns);

/* Prepares and runs one expression alone over the first case, to say which of many is at fault.
 */
bool staging_try(Staging *staging, int table, const Ini *ini, const char *section,
                 const char *key, const char *sql, Err *err);

#endif
