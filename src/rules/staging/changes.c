/* Keeps for each column and row the staging at which it changed last. */
#include "config.h"

#include "rules/staging/changes.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "rules/language/tables.h"

typedef struct Rows {
    uint64_t *at;
    size_t n;
} Rows;

struct Changes {
    const FactSet *facts;
    size_t first[TABLE_COUNT + 1]; /* slot of each table's first column; its rows come last */
    uint64_t *at;                  /* by slot */
    Rows rows[REC_COUNT];
    uint64_t now, begun; /* begun: the staging that had nothing before it */
};

static size_t columns_of(const Changes *changes, int table)
{
    return table == TABLE_FACT ? changes->facts->n : table_columns(table);
}

Changes *changes_new(const FactSet *facts)
{
    Changes *changes = xcalloc(1, sizeof(*changes));
    changes->facts = facts;
    for (int table = 0; table < TABLE_COUNT; table++)
        changes->first[table + 1] = changes->first[table] + columns_of(changes, table) + 1;
    changes->at = xcalloc(changes->first[TABLE_COUNT], sizeof(*changes->at));
    return changes;
}

void changes_free(Changes *changes)
{
    if (!changes)
        return;
    for (int id = 0; id < REC_COUNT; id++)
        free(changes->rows[id].at);
    free(changes->at);
    free(changes);
}

void changes_step(Changes *changes)
{
    changes->now++;
}

void changes_forget(Changes *changes)
{
    changes->begun = ++changes->now;
}

uint64_t changes_now(const Changes *changes)
{
    return changes->now;
}

bool changes_known(const Changes *changes, uint64_t since)
{
    return since && since >= changes->begun;
}

size_t changes_slots(const Changes *changes)
{
    return changes->first[TABLE_COUNT];
}

static size_t find_column(const Changes *changes, int table, const char *name)
{
    size_t i = 0, n = columns_of(changes, table);
    if (table == TABLE_FACT) {
        const FactDef *fact = factset_find(changes->facts, name);
        return fact ? (size_t)(fact - changes->facts->facts) : n;
    }
    while (i < n && strcasecmp(table_column(table, i).name, name) != 0)
        i++;
    return i;
}

size_t changes_slot(const Changes *changes, const char *table, const char *column)
{
    int id = table_find(table);
    return id == TABLE_COUNT ? changes_slots(changes)
                             : changes->first[id] + find_column(changes, id, column);
}

bool changes_slot_is_of(const Changes *changes, size_t slot, int table)
{
    return slot >= changes->first[table] && slot < changes->first[table + 1];
}

void changes_note(Changes *changes, int table, size_t column)
{
    changes->at[changes->first[table] + column] = changes->now;
}

void changes_note_table(Changes *changes, int table)
{
    for (size_t slot = changes->first[table]; slot < changes->first[table + 1]; slot++)
        changes->at[slot] = changes->now;
}

void changes_note_row(Changes *changes, RecordId record, size_t row)
{
    Rows *rows = &changes->rows[record];
    if (row >= rows->n) {
        size_t n = 2 * row + 4;
        rows->at = xreallocarray(rows->at, n, sizeof(*rows->at));
        memset(rows->at + rows->n, 0, (n - rows->n) * sizeof(*rows->at));
        rows->n = n;
    }
    rows->at[row] = changes->now;
}

void slots_add(Slots *slots, size_t slot)
{
    for (size_t i = 0; i < slots->n; i++) {
        if (slots->list[i] == slot)
            return;
    }
    if (slots->n == slots->room)
        slots->list = xreallocarray(slots->list, slots->room = slots->room * 2 + 16,
                                    sizeof(*slots->list));
    slots->list[slots->n++] = slot;
}

void slots_free(Slots *slots)
{
    free(slots->list);
    *slots = (Slots){.list = NULL};
}

bool changes_any_after(const Changes *changes, const Slots *slots, uint64_t since)
{
    for (size_t i = 0; i < slots->n; i++) {
        if (changes->at[slots->list[i]] > since)
            return true;
    }
    return false;
}

bool changes_table_after(const Changes *changes, int table, uint64_t since)
{
    for (size_t slot = changes->first[table]; slot < changes->first[table + 1]; slot++) {
        if (changes->at[slot] > since)
            return true;
    }
    return false;
}

bool changes_next_row(const Changes *changes, RecordId record, uint64_t since, size_t *row)
{
    const Rows *rows = &changes->rows[record];
    while (*row < rows->n && rows->at[*row] <= since)
        ++*row;
    return *row < rows->n;
}
