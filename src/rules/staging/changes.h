/* What changed in the staged tables, and at which staging: counted up from 1, so that whoever
 * has a result of an earlier staging can tell whether it still stands. Each column of a table
 * has a slot, and so have its rows as such (how many, which); a row of a record is known by its
 * place. A fact is a column of the table fact. */
#ifndef ANJUAN_RULES_STAGING_CHANGES_H
#define ANJUAN_RULES_STAGING_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/catalog.h"
#include "rules/knowledge/factset.h"

typedef struct Changes Changes;

/* The facts must outlive it. */
Changes *changes_new(const FactSet *facts);
void changes_free(Changes *changes);

/* A further staging begins; of the same case, or of something else altogether. */
void changes_step(Changes *changes);
void changes_forget(Changes *changes);

uint64_t changes_now(const Changes *changes);
/* Only of what was staged since then can be told what changed. */
bool changes_known(const Changes *changes, uint64_t since);

size_t changes_slots(const Changes *changes);
/* That of the rows where the table has no such column. changes_slots(): no such table. */
size_t changes_slot(const Changes *changes, const char *table, const char *column);
bool changes_slot_is_of(const Changes *changes, size_t slot, int table);

/* What somebody reads, each once. */
typedef struct Slots {
    size_t *list, n, room;
} Slots;
void slots_add(Slots *slots, size_t slot);
void slots_free(Slots *slots);

void changes_note(Changes *changes, int table, size_t column);
void changes_note_table(Changes *changes, int table); /* all its columns and rows */
void changes_note_row(Changes *changes, RecordId record, size_t row);

bool changes_any_after(const Changes *changes, const Slots *slots, uint64_t since);
bool changes_table_after(const Changes *changes, int table, uint64_t since);
/* The next row from *row on that changed; false when there is none. */
bool changes_next_row(const Changes *changes, RecordId record, uint64_t since, size_t *row);

#endif
